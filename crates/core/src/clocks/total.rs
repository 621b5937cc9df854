//! Orders of all events in one line: Lamport's of 1978, and those of other stamps.

use super::sendings;
use crate::ordered;
use crate::trace::{EventId, Trace};

/// All events that tick, in an order that extends happens-before: by Lamport time, and
/// among equal times by the place of the node. (Lamport 1978, the relation `=>`.)
///
/// Two events of one node never tie, since its clock grows. Which of two concurrent
/// events comes first means nothing: other orders of the nodes give other total orders.
pub fn total_order(trace: &Trace, lamport: &[u32]) -> Vec<EventId> {
    order_by(trace, &|event| i64::from(lamport[event.index()]))
}

/// All events that tick, by any stamp, and among equal stamps by the place of the node.
pub fn order_by(trace: &Trace, stamp: &dyn Fn(EventId) -> i64) -> Vec<EventId> {
    let all = (0..trace.events.len() as u32).map(EventId);
    let mut order: Vec<EventId> = all.filter(|id| trace.event(*id).kind.ticks()).collect();
    ordered::sort_by_key(&mut order, |id| (stamp(*id), trace.event(*id).node, *id));
    order
}

/// For each event, where an order puts it before some of its causes, the cause that stands
/// last. An order extends happens-before exactly if there is none.
pub fn misplaced(trace: &Trace, order: &[EventId]) -> Vec<Option<EventId>> {
    let mut ranks = vec![0; trace.events.len()];
    order.iter().zip(1u32..).for_each(|(event, rank)| ranks[event.index()] = rank);
    let later = |one: Option<EventId>, other: Option<EventId>| {
        one.into_iter().chain(other).max_by_key(|event| ranks[event.index()])
    };
    // Of all in the past of an event, itself included, the one that stands last.
    let mut last: Vec<Option<EventId>> = Vec::with_capacity(trace.events.len());
    let mut lanes = vec![None; trace.nodes.len()];
    let mut misplaced = Vec::with_capacity(trace.events.len());
    for (id, event) in (0..).map(EventId).zip(&trace.events) {
        let lane = &mut lanes[event.node.index()];
        let past = sendings(trace, id).fold(*lane, |past, sent| later(past, last[sent.index()]));
        let ticks = event.kind.ticks();
        misplaced.push(past.filter(|cause| ticks && ranks[cause.index()] > ranks[id.index()]));
        *lane = later(past, ticks.then_some(id));
        last.push(*lane);
    }
    misplaced
}
