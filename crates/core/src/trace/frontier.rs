//! Frontiers, or cuts: a moment chosen for each node by itself, and whether the whole can have been.
//!
//! Chandy, Lamport, "Distributed Snapshots" (1985); Mattern 1989: a cut is consistent
//! when every message that was received before it was sent before it.

use super::{EventId, MessageId, Micros, Trace};

/// For each node, the last of its events before the frontier; None where all come after it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Frontier(pub Vec<Option<EventId>>);

impl Frontier {
    /// On each node what happened by a time of its own. A frontier at one time for all is
    /// consistent.
    pub fn at(trace: &Trace, times: &[Micros]) -> Frontier {
        let mut last = vec![None; trace.nodes.len()];
        for (id, event) in (0..).map(EventId).zip(&trace.events) {
            if event.at <= times[event.node.index()] {
                last[event.node.index()] = Some(id);
            }
        }
        Frontier(last)
    }

    /// Whether an event comes before the frontier.
    pub fn has(&self, trace: &Trace, event: EventId) -> bool {
        self.0[trace.event(event).node.index()].is_some_and(|last| event <= last)
    }

    /// The messages that break the frontier: received before it and sent after it. None where
    /// it is consistent.
    pub fn breaks(&self, trace: &Trace) -> Vec<MessageId> {
        self.messages(trace, |sent, received| !sent && received)
    }

    /// The messages that cross the frontier: sent before it, and received after it or never.
    /// In a snapshot they are the state of the channels.
    pub fn crossing(&self, trace: &Trace) -> Vec<MessageId> {
        self.messages(trace, |sent, received| sent && !received)
    }

    fn messages(&self, trace: &Trace, such: impl Fn(bool, bool) -> bool) -> Vec<MessageId> {
        let messages = (0..).map(MessageId).zip(&trace.messages);
        let found = messages.filter(|(_, message)| {
            let received = message.received.is_some_and(|event| self.has(trace, event));
            such(self.has(trace, message.sent), received)
        });
        found.map(|(id, _)| id).collect()
    }
}
