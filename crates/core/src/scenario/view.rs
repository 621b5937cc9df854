//! `view` lines: how the page shows a run when it is opened. They change nothing in it.

use super::phrase::EventName;
use crate::sim::plan::MessageRef;
use crate::trace::{Micros, NodeId};

/// The clocks that can stand beside events, as `view lens` names them.
pub const LENSES: [&str; 8] =
    ["none", "lamport", "vector", "order", "hybrid", "physical", "knowledge", "kept"];

/// What a `view` line asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum View {
    /// `view lens NAME`, one of [`LENSES`].
    Lens(&'static str),
    /// `view at TIME`: the moment up to which the run is shown.
    At(Micros),
    /// `view select KIND A->B N`
    Message(MessageRef),
    /// `view select EVENT`
    Event(EventName),
    /// `view properties NAME…`: the properties whose verdicts are shown, by their indices in
    /// `Info::properties`.
    Properties(Vec<usize>),
    /// `view frontier A 3 B 2`: a cut, with the number of events that count on each lane.
    Frontier(Vec<(NodeId, u32)>),
}
