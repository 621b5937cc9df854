//! What the reader looks for, and what of a run is shown.

use crate::document::open_run::OpenRun;
use sequitur_core::trace::{EventId, NodeId};
use sequitur_diagram::Filter;
use std::rc::Rc;

/// What the reader looks for, and what is shown.
#[derive(Clone, PartialEq, Default)]
pub struct Looks {
    /// The words that the reader looks for.
    pub words: Rc<str>,
    /// Whether only events with these words are shown.
    pub only: bool,
    /// Whether local events in a row are one.
    pub collapses: bool,
    /// The nodes that are hidden.
    pub hidden: Rc<[NodeId]>,
}

impl Looks {
    /// A run with what is shown of it. Clocks tell the steps of a handler apart.
    pub fn of(&self, made: &Rc<OpenRun>, has_clocks: bool) -> Rc<OpenRun> {
        let only = self.only && !self.words.is_empty();
        if !only && !self.collapses && self.hidden.is_empty() {
            return match has_clocks {
                true => Rc::new(made.seen(Filter::default(), true)),
                false => Rc::clone(made),
            };
        }
        let words = self.words.to_ascii_lowercase();
        let is_left_out = |event| only && !has_words(made, event, &words);
        Rc::new(made.seen(Filter::new(made.trace(), &self.hidden, self.collapses, &is_left_out), has_clocks))
    }
}

/// Whether an event says something, in ASCII letters of any case: its text, its node, or what else
/// a log has of it.
pub fn has_words(made: &OpenRun, event: EventId, words: &str) -> bool {
    let has = |text: &str| text.to_ascii_lowercase().contains(words);
    let trace = made.trace();
    has(&trace.label(event))
        || has(trace.node_name(trace.event(event).node))
        || made.log.as_ref().is_some_and(|log| log.fields(event).any(|(_, field)| has(field)))
}
