//! Models from textbooks and specifications.

pub mod paxos;
pub mod single_decree;
pub mod two_phase;
