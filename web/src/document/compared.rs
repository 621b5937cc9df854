//! Two events, compared.

use crate::document::open_run::OpenRun;
use sequitur_core::trace::{Comparison, EventId, MessageId, Relation};

/// Two events and how they stand to each other.
#[derive(PartialEq)]
pub struct Compared {
    /// The one that was kept.
    pub first: EventId,
    /// The other.
    pub second: EventId,
    /// What comes of it.
    pub comparison: Comparison,
}

impl Compared {
    /// Compares two events; None where they are one.
    pub fn of(made: &OpenRun, first: EventId, second: EventId) -> Option<Compared> {
        let comparison = Comparison::of(made.trace(), first, second);
        (first != second).then_some(Compared { first, second, comparison })
    }

    /// The messages that prove the order, if there is one.
    pub fn chain(&self) -> &[MessageId] {
        &self.comparison.chain
    }

    /// Whether one of them came first.
    pub fn is_ordered(&self) -> bool {
        self.comparison.relation != Relation::Concurrent
    }
}
