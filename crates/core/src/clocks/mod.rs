//! Clocks as lenses: computed from any trace, when somebody looks.
//!
//! Counters start at 0 and each ticking event adds 1 to its node's own; a receive first
//! takes the maximum of its own and the message's. Events that carry no tick (start,
//! crash, decide, note) show what the node's clock showed before them.

mod hybrid;
mod knowledge;
mod matrix;
mod told;
mod total;

pub use hybrid::{Hybrid, hybrid};
pub use knowledge::{first_fact, knowledge};
pub use matrix::known_to_all;
pub use told::{LamportTells, lamport_tells, vectors_tell};
pub use total::{misplaced, order_by, total_order};

use crate::ordered::Map;
use crate::trace::{EventId, Trace};

/// The Lamport time of every event. (Lamport 1978, rules IR1 and IR2.)
pub fn lamport(trace: &Trace) -> Vec<u32> {
    let mut clocks = vec![0; trace.nodes.len()];
    let mut times: Vec<u32> = Vec::with_capacity(trace.events.len());
    for (id, event) in (0..).map(EventId).zip(&trace.events) {
        let sent = sendings(trace, id).map(|sent| times[sent.index()]).max().unwrap_or(0);
        let clock = &mut clocks[event.node.index()];
        *clock = sent.max(*clock) + u32::from(event.kind.ticks());
        times.push(*clock);
    }
    times
}

/// The events that sent what an event received.
fn sendings(trace: &Trace, id: EventId) -> impl Iterator<Item = EventId> {
    trace.taken(id).map(|message| trace.message(message).sent)
}

/// How many events lie between two checkpoints.
const STRIDE: usize = 1024;

/// The vector times of all events, without holding them all: a trace of a million
/// events on 64 nodes would need 256 MB. Between checkpoints they are computed anew
/// when somebody asks. (Mattern 1989; Fidge 1988.)
#[derive(Clone, Debug)]
pub struct VectorClocks {
    nodes: usize,
    /// The clocks of all nodes before every [`STRIDE`]-th event.
    checkpoints: Vec<Vec<u32>>,
    /// The times of the sends whose messages are received after a later checkpoint.
    crossing: Map<EventId, Vec<u32>>,
    /// The stretch that was asked for last, and the times of its events.
    cached: Option<(usize, Vec<u32>)>,
}

impl VectorClocks {
    /// Reads the trace once.
    pub fn new(trace: &Trace) -> VectorClocks {
        let nodes = trace.nodes.len();
        let mut lens = VectorClocks { nodes, checkpoints: Vec::new(), crossing: Map::new(), cached: None };
        let mut clocks = vec![0; nodes * nodes];
        let crossing = crossing_sends(trace);
        for stretch in 0..trace.events.len().div_ceil(STRIDE) {
            lens.checkpoints.push(clocks.clone());
            let times = lens.sweep(trace, stretch, &mut clocks);
            let first = stretch * STRIDE;
            for (index, time) in times.chunks(nodes).enumerate() {
                if crossing[first + index] {
                    lens.crossing.insert(EventId((first + index) as u32), time.to_vec());
                }
            }
        }
        lens
    }

    /// The vector time of an event: for each node, how many of its ticking events
    /// happened before this one, this one included.
    pub fn at(&mut self, trace: &Trace, event: EventId) -> &[u32] {
        let stretch = event.index() / STRIDE;
        if self.cached.as_ref().is_none_or(|(cached, _)| *cached != stretch) {
            let mut clocks = self.checkpoints[stretch].clone();
            self.cached = Some((stretch, self.sweep(trace, stretch, &mut clocks)));
        }
        let times = self.cached.as_ref().map_or(&[][..], |(_, times)| times);
        let start = event.index() % STRIDE * self.nodes;
        &times[start..start + self.nodes]
    }

    /// Computes the times of one stretch, and leaves `clocks` as they are after it.
    fn sweep(&self, trace: &Trace, stretch: usize, clocks: &mut [u32]) -> Vec<u32> {
        let first = stretch * STRIDE;
        let end = (first + STRIDE).min(trace.events.len());
        let mut times: Vec<u32> = Vec::with_capacity((end - first) * self.nodes);
        for (index, event) in (first..).zip(&trace.events[first..end]) {
            let start = event.node.index() * self.nodes;
            let clock = &mut clocks[start..start + self.nodes];
            for sent in sendings(trace, EventId(index as u32)) {
                let message = match sent.index().checked_sub(first) {
                    Some(index) => &times[index * self.nodes..(index + 1) * self.nodes],
                    None => self.crossing.get(&sent).map_or(&[][..], Vec::as_slice),
                };
                for (own, other) in clock.iter_mut().zip(message) {
                    *own = (*own).max(*other);
                }
            }
            clock[event.node.index()] += u32::from(event.kind.ticks());
            times.extend_from_slice(clock);
        }
        times
    }
}

/// For each event whether it sends a message, copies included, that is received after the
/// next checkpoint.
fn crossing_sends(trace: &Trace) -> Vec<bool> {
    let mut crossing = vec![false; trace.events.len()];
    for message in &trace.messages {
        let sent = message.sent.index();
        if message.received.is_some_and(|received| sent / STRIDE != received.index() / STRIDE) {
            crossing[sent] = true;
        }
    }
    crossing
}
