//! `view` lines: how the page shows a run when it is opened. They change nothing in it.

use super::phrase::{EventName, Vocabulary};
use super::print::Printer;
use super::values::duration_text;
use crate::sim::plan::MessageRef;
use crate::trace::{Micros, NodeId};

/// The clocks that can stand beside events, as `view lens` names them.
pub const LENSES: [&str; 7] = ["none", "lamport", "vector", "order", "hybrid", "physical", "knowledge"];

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

impl Printer<'_> {
    /// What follows `view`.
    pub(super) fn view(self, view: &View) -> String {
        let vocabulary = Vocabulary { info: self.info, nodes: self.nodes };
        match view {
            View::Lens(lens) => format!("lens {lens}"),
            View::At(at) => format!("at {}", duration_text(*at)),
            View::Message(message) => format!("select {}", vocabulary.key(*message)),
            View::Event(event) => format!("select {}", vocabulary.event(event)),
            View::Properties(properties) => {
                let names: Vec<&str> =
                    properties.iter().map(|property| vocabulary.property(*property)).collect();
                format!("properties {}", names.join(" "))
            }
            View::Frontier(counts) => {
                let lanes = counts.iter().map(|(node, count)| format!("{} {count}", vocabulary.node(*node)));
                format!("frontier {}", lanes.collect::<Vec<_>>().join(" "))
            }
        }
    }
}
