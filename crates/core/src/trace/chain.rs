//! Why one event happens before another: the messages that lead from it to the other.

use super::{EventId, MessageId, Relation, Trace};

/// How two events stand to each other, and what proves it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comparison {
    /// How the first event stands to the second.
    pub relation: Relation,
    /// Where one happens before the other: messages that lead from it to the other, each
    /// sent on the node where the one before it was received, and not before that. As few
    /// as there can be; none where the order of one node is enough.
    pub chain: Vec<MessageId>,
}

impl Comparison {
    /// Compares two events. Reads what happened between them once.
    pub fn of(trace: &Trace, one: EventId, other: EventId) -> Comparison {
        // Events stand in an order that never contradicts happens-before.
        let (first, last) = (one.min(other), one.max(other));
        let relation = if one < other { Relation::Before } else { Relation::After };
        match chain(trace, first, last) {
            _ if one == other => Comparison { relation: Relation::Same, chain: Vec::new() },
            Some(chain) => Comparison { relation, chain },
            None => Comparison { relation: Relation::Concurrent, chain: Vec::new() },
        }
    }
}

/// How a node was first reached over so few messages.
#[derive(Clone, Copy)]
struct Reached {
    /// The event that received the last of them.
    at: EventId,
    /// How many there were.
    hops: u32,
    /// The last of them.
    by: MessageId,
}

/// The fewest messages that lead from an event to a later one; of several such chains
/// the one that arrives first, node by node. None where nothing leads there.
fn chain(trace: &Trace, from: EventId, to: EventId) -> Option<Vec<MessageId>> {
    const NEVER: u32 = u32::MAX;
    let home = trace.event(from).node;
    let mut hops = vec![NEVER; trace.nodes.len()];
    hops[home.index()] = 0;
    // For each event from `from` on, over how few messages it was reached.
    let mut at_event: Vec<u32> = Vec::with_capacity(to.index() - from.index());
    let mut reached: Vec<Vec<Reached>> = vec![Vec::new(); trace.nodes.len()];
    for id in (from.0..=to.0).map(EventId) {
        let node = trace.event(id).node.index();
        for by in trace.taken(id) {
            let sent = trace.message(by).sent;
            let before = sent.0.checked_sub(from.0).map_or(NEVER, |index| at_event[index as usize]);
            if before != NEVER && before + 1 < hops[node] {
                hops[node] = before + 1;
                reached[node].push(Reached { at: id, hops: before + 1, by });
            }
        }
        at_event.push(hops[node]);
    }
    let mut here = to;
    let mut left = *at_event.last()?;
    if left == NEVER {
        return None;
    }
    let mut chain = Vec::new();
    while left > 0 {
        let node = trace.event(here).node.index();
        let last = reached[node].iter().rev().find(|reached| reached.at <= here && reached.hops == left)?;
        chain.push(last.by);
        here = trace.message(last.by).sent;
        left -= 1;
    }
    chain.reverse();
    Some(chain)
}
