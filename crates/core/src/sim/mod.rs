//! The engine: a world of nodes, timers and messages in flight, and one step function
//! that a seed, a person, a scenario and a search share.

pub mod any_world;
mod by_hand;
pub mod clock;
mod door;
mod draw;
mod engine;
mod flights;
pub mod info;
mod keys;
pub mod observe;
#[cfg(feature = "search")]
mod opened;
pub mod plan;
#[cfg(feature = "search")]
pub mod position;
pub mod process;
mod record;
pub mod run;
mod timed;
pub mod world;

pub use door::{Door, Machine, world};
pub use engine::Simulation;
