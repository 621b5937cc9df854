//! What a text shows when it is opened, into text.

use super::Printer;
use crate::scenario::phrase::Vocabulary;
use crate::scenario::values::duration_text;
use crate::scenario::view::View;

impl Printer<'_> {
    /// What follows `view`.
    pub(in crate::scenario) fn view(self, view: &View) -> String {
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
