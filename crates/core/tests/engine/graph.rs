//! Happens-before, written once more and in the plainest way: a graph of events, and a
//! search in it. The lenses and the cones of the library are checked against this.

use sequitur_core::trace::{EventKind, Trace};

/// For each event, the events that directly follow from it: the next of its node, and
/// the receives of what it sent; and the other way round.
pub struct Graph {
    after: Vec<Vec<usize>>,
    before: Vec<Vec<usize>>,
}

impl Graph {
    pub fn of(trace: &Trace) -> Graph {
        let mut after = vec![Vec::new(); trace.events.len()];
        let mut last = vec![None; trace.nodes.len()];
        for (id, event) in trace.events.iter().enumerate() {
            if let Some(before) = last[event.node.index()].replace(id) {
                let before: usize = before;
                after[before].push(id);
            }
            if event.kind == EventKind::Receive {
                let message = &trace.messages[event.first_message.index()];
                after[message.sent.index()].push(id);
            }
        }
        let mut before = vec![Vec::new(); trace.events.len()];
        for (id, after) in after.iter().enumerate() {
            after.iter().for_each(|other| before[*other].push(id));
        }
        Graph { after, before }
    }

    /// Which events follow from any of these, themselves included.
    pub fn future(&self, from: impl IntoIterator<Item = usize>) -> Vec<bool> {
        reached(&self.after, from)
    }

    /// Which events this one follows from, itself included.
    pub fn past(&self, of: usize) -> Vec<bool> {
        reached(&self.before, [of])
    }
}

fn reached(edges: &[Vec<usize>], from: impl IntoIterator<Item = usize>) -> Vec<bool> {
    let mut reached = vec![false; edges.len()];
    let mut open: Vec<usize> = from.into_iter().collect();
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut reached[id], true) {
            open.extend(&edges[id]);
        }
    }
    reached
}
