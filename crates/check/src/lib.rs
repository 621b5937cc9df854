//! Every schedule of a scenario, and the fewest steps that show a mistake.
//!
//! [`Search`] tries all that can happen, breadth first, on anything that is a [`Model`].
//! [`Worlds`] is a scenario as such a model; the textbook models of the tests are
//! others. [`Reachable`] is one too: it asks what can still happen. [`Shrink`] makes a
//! violation that was found by hand or by chance smaller; [`tries::Tries`] runs a scenario
//! with many seeds. Nothing here reads a clock: whoever calls [`Search::advance`] decides
//! after each slice whether to go on.

mod goals;
mod graph;
mod model;
mod narrowed;
mod reachable;
mod search;
mod seen;
mod shrink;
pub mod tries;
pub mod valence;
mod worlds;

pub use goals::{Goals, Target};
pub use graph::Graph;
pub use model::{Model, Watch};
pub use reachable::{Breakable, Possible, Reachable};
pub use search::{Ended, Found, Limits, Outlook, Progress, Search};
pub use shrink::Shrink;
pub use worlds::{Finding, Reached, Worlds, refused};
