//! Happens-before, read off the graph of a trace and never off timestamps.
//!
//! Lamport, "Time, Clocks, and the Ordering of Events in a Distributed System"
//! (1978): an event happens before another when a path leads from it to the other
//! along the order of a process and along messages from sending to receiving.

use super::{EventId, NodeId, Trace};

/// How two events stand to each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Relation {
    /// They are one event.
    Same,
    /// The first happens before the second.
    Before,
    /// The second happens before the first.
    After,
    /// Neither happens before the other.
    Concurrent,
}

/// All that could have caused an event, and all that it could have caused.
///
/// On each node the past is a first part of its events and the future is a last part,
/// so one event a node says it all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cone {
    /// The event that the cone belongs to.
    pub event: EventId,
    /// For each node, its last event that happens before (or is) `event`.
    pub past: Vec<Option<EventId>>,
    /// For each node, its first event that happens after (or is) `event`.
    pub future: Vec<Option<EventId>>,
}

impl Cone {
    /// The cone of an event. Reads the trace once.
    pub fn of(trace: &Trace, event: EventId) -> Cone {
        Cone { event, past: past_of(trace, event), future: future_of(trace, event) }
    }

    /// How `other` stands to the event of this cone.
    pub fn relation(&self, other: EventId, node: NodeId) -> Relation {
        if other == self.event {
            Relation::Same
        } else if self.past[node.index()].is_some_and(|last| other <= last) {
            Relation::Before
        } else if self.future[node.index()].is_some_and(|first| other >= first) {
            Relation::After
        } else {
            Relation::Concurrent
        }
    }
}

/// Walks back from `event`: what it reads on a node in the past is in the past, and so
/// is the send of every message received there.
fn past_of(trace: &Trace, event: EventId) -> Vec<Option<EventId>> {
    let mut past = vec![None; trace.nodes.len()];
    past[trace.event(event).node.index()] = Some(event);
    for id in (0..=event.0).rev().map(EventId) {
        let e = trace.event(id);
        if past[e.node.index()].is_none_or(|last| id > last) {
            continue;
        }
        for message in trace.taken(id) {
            let sent = trace.message(message).sent;
            let sender = &mut past[trace.event(sent).node.index()];
            *sender = (*sender).max(Some(sent));
        }
    }
    past
}

/// Walks forward from `event`: every receive of a message sent in the future is in the
/// future, and so is what comes after it on its node.
fn future_of(trace: &Trace, event: EventId) -> Vec<Option<EventId>> {
    let mut future: Vec<Option<EventId>> = vec![None; trace.nodes.len()];
    future[trace.event(event).node.index()] = Some(event);
    for id in (event.0..trace.events.len() as u32).map(EventId) {
        let e = trace.event(id);
        if e.kind != super::EventKind::Receive || future[e.node.index()].is_some() {
            continue;
        }
        let comes_after = |message| {
            let sent = trace.message(message).sent;
            future[trace.event(sent).node.index()].is_some_and(|first| sent >= first)
        };
        if trace.taken(id).any(comes_after) {
            future[e.node.index()] = Some(id);
        }
    }
    future
}
