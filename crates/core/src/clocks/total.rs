//! The total order of Lamport 1978: by Lamport time, ties broken by process.

use crate::ordered;
use crate::trace::{EventId, Trace};

/// All events that tick, in an order that extends happens-before: by Lamport time, and
/// among equal times by the place of the node. (Lamport 1978, the relation `=>`.)
///
/// Two events of one node never tie, since its clock grows. Which of two concurrent
/// events comes first means nothing: other orders of the nodes give other total orders.
pub fn total_order(trace: &Trace, lamport: &[u32]) -> Vec<EventId> {
    let all = (0..trace.events.len() as u32).map(EventId);
    let mut order: Vec<EventId> = all.filter(|id| trace.event(*id).kind.ticks()).collect();
    ordered::sort_by_key(&mut order, |id| (lamport[id.index()], trace.event(*id).node));
    order
}
