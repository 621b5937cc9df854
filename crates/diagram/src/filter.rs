//! What of a trace is shown: some nodes can be hidden, runs of local events drawn as one, and
//! all but the events that somebody looks for left out.
//!
//! What is hidden still passes on what it heard: where a path of events leads from one that is
//! shown to one that is, and all between them are hidden, a dashed line stands for the path.

use crate::index_u32;
use sequitur_core::ordered::{self, Map};
use sequitur_core::trace::{EventId, EventKind, NodeId, Trace};

/// What is shown of a trace. The default is all of it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// For each event whether it is hidden; empty where none is.
    hidden: Vec<bool>,
    /// For each node whether it is hidden; empty where none is.
    hidden_nodes: Vec<bool>,
    /// The ends of paths through what is hidden, in the order of their lower ends.
    implied: Vec<(EventId, EventId)>,
    /// For each event that stands for a run of local events, how many these are.
    runs: Map<EventId, u32>,
}

impl Filter {
    /// All of a trace but these nodes and the events that `is_left_out` names. Where
    /// `collapses`, the first of several local events in a row on a node stands for all.
    pub fn new(
        trace: &Trace,
        hidden_nodes: &[NodeId],
        collapses: bool,
        is_left_out: &dyn Fn(EventId) -> bool,
    ) -> Filter {
        let mut filter = Filter { hidden_nodes: vec![false; trace.nodes.len()], ..Filter::default() };
        for node in hidden_nodes.iter().filter(|node| node.index() < trace.nodes.len()) {
            filter.hidden_nodes[node.index()] = true;
        }
        let events = (0..index_u32(trace.events.len())).map(EventId);
        let is_hidden = |event| filter.hidden_nodes[trace.event(event).node.index()] || is_left_out(event);
        filter.hidden = events.map(is_hidden).collect();
        if collapses {
            filter.collapse(trace);
        }
        filter.implied = implied(trace, &filter.hidden);
        filter
    }

    /// Whether all is shown.
    pub fn is_all(&self) -> bool {
        !self.hidden.contains(&true) && !self.hidden_nodes.contains(&true)
    }

    /// Whether an event is shown.
    pub fn has(&self, event: EventId) -> bool {
        self.hidden.get(event.index()).is_none_or(|hidden| !hidden)
    }

    /// Whether a node is shown.
    pub fn has_node(&self, node: NodeId) -> bool {
        self.hidden_nodes.get(node.index()).is_none_or(|hidden| !hidden)
    }

    /// How many local events in a row an event stands for, if for more than itself.
    pub fn run(&self, event: EventId) -> Option<u32> {
        self.runs.get(&event).copied()
    }

    /// From where to where paths through what is hidden lead.
    pub fn implied(&self) -> &[(EventId, EventId)] {
        &self.implied
    }

    /// Hides all but the first of local events in a row.
    fn collapse(&mut self, trace: &Trace) {
        // For each node, the first of the local events at hand, and how many there are.
        let mut first: Vec<Option<(EventId, u32)>> = vec![None; trace.nodes.len()];
        for (id, event) in (0..).map(EventId).zip(&trace.events) {
            let run = &mut first[event.node.index()];
            match (event.kind, *run) {
                _ if self.hidden[id.index()] => {}
                (EventKind::Local, Some((begin, count))) => {
                    *run = Some((begin, count + 1));
                    self.hidden[id.index()] = true;
                    self.runs.insert(begin, count + 1);
                }
                (EventKind::Local, None) => *run = Some((id, 1)),
                _ => *run = None,
            }
        }
    }
}

/// Where several paths lead from one node to one event, the one that begins last counts, and
/// one of which another has told that node's lane before is left out.
fn implied(trace: &Trace, hidden: &[bool]) -> Vec<(EventId, EventId)> {
    let mut implied = Vec::new();
    if !hidden.contains(&true) {
        return implied;
    }
    let nodes = trace.nodes.len();
    // For each hidden event, the events that are shown from which paths lead to it; one a node.
    let mut from: Vec<Vec<EventId>> = vec![Vec::new(); trace.events.len()];
    let mut before: Vec<Option<EventId>> = vec![None; nodes];
    // For each lane, up to where it has heard of each other one.
    let mut heard: Vec<Option<EventId>> = vec![None; nodes * nodes];
    for (id, event) in (0..).map(EventId).zip(&trace.events) {
        let lane = event.node.index();
        let mut sources: Vec<EventId> = Vec::new();
        let senders = trace.taken(id).map(|message| trace.message(message).sent);
        for cause in before[lane].into_iter().chain(senders) {
            match hidden[cause.index()] {
                true => sources.extend_from_slice(&from[cause.index()]),
                false if hidden[id.index()] => sources.push(cause),
                false => heard[lane * nodes + trace.event(cause).node.index()] = Some(cause),
            }
        }
        before[lane] = Some(id);
        let sources = latest(trace, sources);
        if hidden[id.index()] {
            from[id.index()] = sources;
            continue;
        }
        for source in sources {
            let other = trace.event(source).node.index();
            let heard = &mut heard[lane * nodes + other];
            if other != lane && heard.is_none_or(|before| before < source) {
                *heard = Some(source);
                implied.push((source, id));
            }
        }
    }
    implied
}

/// Of events, the latest of each node.
fn latest(trace: &Trace, mut events: Vec<EventId>) -> Vec<EventId> {
    let node = |event: EventId| trace.event(event).node;
    ordered::sort_by_key(&mut events, |&event| (node(event), event));
    let keep = |(index, &event): (usize, &EventId)| {
        let is_last = events.get(index + 1).is_none_or(|next| node(*next) != node(event));
        is_last.then_some(event)
    };
    events.iter().enumerate().filter_map(keep).collect()
}
