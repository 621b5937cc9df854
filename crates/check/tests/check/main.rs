//! Searches against what is known: published numbers of states, an independent checker,
//! and the shortest ways to break what is wrong on purpose.

mod models;
mod oracle;
mod paxos;
mod random;
mod scenarios;
mod two_phase;
