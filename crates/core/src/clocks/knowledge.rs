//! Who knows of something, who knows that all know, and so on.

use super::VectorClocks;
use crate::trace::{EventId, EventKind, Trace};

/// What everybody may learn of in a run: its first command, or where there is none its first event
/// that ticks.
pub fn first_fact(trace: &Trace) -> Option<EventId> {
    let events = || (0..).map(EventId).zip(&trace.events);
    let command = events().find(|(_, event)| event.kind == EventKind::Command);
    command.or_else(|| events().find(|(_, event)| event.kind.ticks())).map(|(id, _)| id)
}

/// For each event how deep its node knows of a fact, by messages alone: None where it cannot know, 0
/// where it knows, 1 where it knows that all know, 2 where it knows that all know that all know, and
/// so on. (Halpern, Moses, "Knowledge and Common Knowledge in a Distributed Environment", 1990;
/// Chandy, Misra, "How Processes Learn", 1986: knowledge of knowledge comes along chains of
/// messages.)
///
/// A node knows at depth k + 1 once all others, at their last events that it has heard of, knew at
/// depth k.
pub fn knowledge(trace: &Trace, vectors: &mut VectorClocks, fact: EventId) -> Vec<Option<u32>> {
    let source = trace.event(fact).node.index();
    let fact_count = vectors.at(trace, fact)[source];
    // For each node, how deep it knew after each of its ticking events.
    let mut known: Vec<Vec<Option<u32>>> = vec![Vec::new(); trace.nodes.len()];
    let mut depths = Vec::with_capacity(trace.events.len());
    for (id, event) in (0..).map(EventId).zip(&trace.events) {
        let me = event.node.index();
        if !event.kind.ticks() {
            depths.push(known[me].last().copied().flatten());
            continue;
        }
        let time = vectors.at(trace, id);
        let last = |(node, count): (usize, &u32)| {
            let index = (*count as usize).checked_sub(1)?;
            known[node].get(index).copied().flatten()
        };
        let others = time.iter().enumerate().filter(|(node, _)| *node != me);
        let least = others.map(last).min().flatten();
        let depth = (time[source] >= fact_count).then(|| least.map_or(0, |least| least + 1));
        known[me].push(depth);
        depths.push(depth);
    }
    depths
}
