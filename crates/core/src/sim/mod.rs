//! The engine: a world of nodes, timers and messages in flight, and one step function
//! that a seed, a person, a scenario and a search share.

mod agenda;
mod any_protocol;
pub mod any_world;
pub mod assumptions;
mod by_hand;
pub mod clock;
pub mod command;
mod conditions;
mod cuts;
pub(crate) mod draw;
mod engine;
pub mod fault;
mod flights;
pub mod forge;
pub mod history;
pub mod info;
pub mod kept_stamps;
mod keys;
pub mod network;
pub mod observe;
pub mod plan;
#[cfg(feature = "search")]
pub mod position;
pub mod process;
mod record;
pub mod run;
#[cfg(feature = "search")]
mod search_start;
pub mod settings;
pub mod shared;
mod step;
mod timed;
mod timing;
mod transit;
pub mod vocabulary;
pub mod world;
#[cfg(feature = "search")]
mod writer;

pub use any_protocol::{AnyProtocol, Erased, world};
pub use conditions::Conditions;
pub use cuts::{Cuts, Wire};
pub use engine::Simulation;
