//! The engine: a world of nodes, timers and messages in flight, and one step function
//! that a seed, a person, a scenario and a checker share.

pub mod info;
pub mod plan;
pub mod run;
