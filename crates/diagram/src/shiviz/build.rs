//! From the events of a log to a trace: messages, as its clocks tell them.
//!
//! 1. The events of a host stand in the order of its own entries, wherever the log has them.
//! 2. Where an event's clock has more of another host than the host's clock before it, it
//!    has heard from that host: a message came from the event that the entry counts. Of
//!    several, those that another one had heard of already are implied and left out, as
//!    ShiViz does.
//! 3. A log has no time that its hosts share. An event stands at its Lamport time: below all
//!    that could have caused it, beside others.
//! 4. Clocks can contradict each other. What can be drawn is drawn, and the contradictions
//!    are told. Without any, the clocks of the trace are those of the log.

use super::clock::{Entry, abbreviated};
use super::hosts::LogHost;
use super::lanes::Ordered;
use super::records::Found;
use super::remarks::{Log, Mistakes};
use crate::index_u32;
use sequitur_core::ordered::{self, Map};
use sequitur_core::sim::clock::Clocks;
use sequitur_core::sim::info::{Info, data};
use sequitur_core::sim::network::Network;
use sequitur_core::sim::plan::{Budget, NODES_MAX, Plan};
use sequitur_core::sim::run::{Details, Fields, NodeView, OpenChoices, Run, Stopped};
use sequitur_core::trace::{
    Event, EventId, EventKind, Fate, Message, MessageId, MessageKey, NodeId, STEP, Trace,
};
use std::rc::Rc;

/// A log as a run has a protocol.
static LOG: Info = Info {
    name: "log",
    title: "A log",
    summary: "What a system wrote down while it ran: for each event its host, a vector clock, and a text.",
    source: "Vector clocks: Fidge 1988, Mattern 1989. Reading them: Beschastnikh and others, ShiViz, 2016.",
    node_prefix: "",
    default_nodes: 0,
    node_bounds: (1, NODES_MAX as u8),
    kinds: &[data(
        "message",
        "The log does not name its messages. The clocks tell that something sent by the one event \
            was known at the other.",
    )],
    ..Info::EMPTY
};

/// A log says nothing of what its messages and nodes held.
struct Nothing;

impl Details for Nothing {
    fn fields(&self, _: MessageId) -> Fields {
        Fields::new()
    }

    fn nodes_after(&self, _: EventId) -> Vec<NodeView> {
        Vec::new()
    }

    fn open_choices(&self, _: u32) -> Option<OpenChoices> {
        None
    }
}

/// A clock with all its entries.
type Clock = [u32; NODES_MAX];

/// How many characters of reading an event's part in building is worth, about.
const COST: u32 = 8;

/// Builds what a log tells, a slice at a time.
pub(super) struct Builder {
    text: Rc<str>,
    found: Found,
    /// For each host that has a lane, its events in the order of its own entries.
    lanes: Vec<Vec<usize>>,
    /// The hosts that have events, with a lane or without.
    hosts: Vec<LogHost>,
    /// For each event, those from which it has heard something new.
    parents: Vec<Vec<usize>>,
    /// For each event its Lamport time; 0 as long as it has none.
    depths: Vec<u32>,
    contradictions: Mistakes,
    phase: Phase,
    /// The events in the order of the trace, and the index of each in it.
    order: Vec<usize>,
    ids: Vec<EventId>,
    trace: Trace,
    /// From which event to which a message leads.
    links: Vec<(EventId, EventId)>,
}

/// How far the building is.
enum Phase {
    /// From which events each event of a host has heard something new, and what the host
    /// knew before.
    Hear { host: usize, index: usize, known: Box<Clock> },
    /// The Lamport times of a host's events. Of each host, how many have theirs.
    Stamp { host: usize, next: Vec<usize>, is_stuck: bool },
    /// The events of the trace, in order.
    Write,
    /// All of it.
    Done,
}

impl Builder {
    /// Begins to build what was found in a text.
    pub fn new(text: Rc<str>, found: Found, hosts: Ordered) -> Builder {
        let names = hosts.with_events.iter().filter(|host| host.has_lane).map(|host| host.name.clone());
        let nodes: Vec<String> = names.collect();
        let mut lanes = vec![Vec::new(); nodes.len()];
        for (index, record) in found.records.iter().enumerate() {
            lanes[record.host as usize].push(index);
        }
        for events in &mut lanes {
            ordered::sort_by_key(events, |&index| found.records[index].own);
        }
        let mut contradictions = Mistakes::default();
        for (name, host) in &hosts.without {
            contradictions.tell(host.line, host.column, || {
                let name = abbreviated(name);
                format!("the clock counts events of {name}, but the log has none of them")
            });
        }
        let count = found.records.len();
        let kinds = vec![LOG.kinds[0].name.to_owned()];
        let trace = Trace { nodes, kinds, is_timeless: true, ..Trace::default() };
        Builder {
            text,
            found,
            lanes,
            hosts: hosts.with_events,
            parents: vec![Vec::new(); count],
            depths: vec![0; count],
            contradictions,
            phase: Phase::Hear { host: 0, index: 0, known: Box::new([0; NODES_MAX]) },
            order: Vec::new(),
            ids: vec![EventId(0); count],
            trace,
            links: Vec::new(),
        }
    }

    /// How far it is, in thousandths.
    pub fn progress(&self) -> u32 {
        let count = self.depths.len().max(1) as u64;
        let of = |part: u64| (part * 333 / count) as u32;
        match &self.phase {
            Phase::Hear { host, index, .. } => {
                of(self.lanes[..*host].iter().map(Vec::len).sum::<usize>() as u64 + *index as u64)
            }
            Phase::Stamp { next, .. } => 333 + of(next.iter().sum::<usize>() as u64),
            Phase::Write => 666 + of(self.trace.events.len() as u64),
            Phase::Done => 1_000,
        }
    }

    /// Goes on for about as long as so many characters take to read. True when all is done.
    pub fn advance(&mut self, budget: &mut u32) -> bool {
        while *budget > 0 {
            *budget = budget.saturating_sub(COST);
            self.phase = match std::mem::replace(&mut self.phase, Phase::Done) {
                Phase::Hear { host, index, known } => self.hear(host, index, known),
                Phase::Stamp { host, next, is_stuck } => self.stamp(host, next, is_stuck),
                Phase::Write => self.write(),
                Phase::Done => return true,
            };
        }
        matches!(self.phase, Phase::Done)
    }

    /// The log, once all is done.
    pub fn finish(self, executions: Vec<String>, execution: usize) -> Log {
        let Builder { text, found, hosts, contradictions, order, trace, .. } = self;
        let lines = order.iter().map(|&record| found.records[record].line).collect();
        let width = found.names.len();
        let piece = |&record: &usize| found.fields[record * width..(record + 1) * width].iter().copied();
        let fields = order.iter().flat_map(piece).collect();
        let run = Rc::new(run(trace));
        let (names, skipped) = (found.names, found.skipped);
        Log { run, executions, execution, contradictions, skipped, hosts, text, lines, names, fields }
    }

    fn entries(&self, event: usize) -> &[Entry] {
        let (start, end) = self.found.records[event].entries;
        &self.found.entries[start as usize..end as usize]
    }

    fn name(&self, host: usize) -> String {
        abbreviated(&self.trace.nodes[host])
    }

    fn tell(&mut self, event: usize, what: impl FnOnce(&Self) -> String) {
        let mut contradictions = std::mem::take(&mut self.contradictions);
        let (line, column) = self.found.records[event].clock;
        contradictions.tell(line, column, || what(self));
        self.contradictions = contradictions;
    }

    /// Finds from which events the next event of a host has heard something new.
    fn hear(&mut self, host: usize, index: usize, mut known: Box<Clock>) -> Phase {
        let Some(events) = self.lanes.get(host) else {
            return Phase::Stamp { host: 0, next: vec![0; self.lanes.len()], is_stuck: true };
        };
        let Some(&event) = events.get(index) else {
            return Phase::Hear { host: host + 1, index: 0, known: Box::new([0; NODES_MAX]) };
        };
        self.count(host, event, known[host]);
        let mut clock: Clock = [0; NODES_MAX];
        for &(other, count) in self.entries(event) {
            clock[other as usize] = count;
        }
        self.forget(host, event, &known, &clock);
        let sources = self.sources(host, event, &known, &clock);
        self.parents[event] = self.direct(event, &sources, &clock);
        for (known, now) in known.iter_mut().zip(clock) {
            *known = now.max(*known);
        }
        Phase::Hear { host, index: index + 1, known }
    }

    /// A host counts its events from 1, each once.
    fn count(&mut self, host: usize, event: usize, before: u32) {
        let own = self.found.records[event].own;
        let missing = own.saturating_sub(before).saturating_sub(1);
        if own == before {
            self.tell(event, |all| {
                let name = all.name(host);
                format!("{name} counts {own} here and in another event; each of its events has a number of its own")
            });
        } else if missing > 0 {
            self.tell(event, |all| {
                let name = all.name(host);
                let missing = match missing {
                    1 => "an event between is missing".to_owned(),
                    missing => format!("{missing} events between are missing"),
                };
                match before {
                    0 => format!("{name} begins with {own}; a host counts its events from 1"),
                    before => format!("{name} counts {own} here, after {before}; {missing}"),
                }
            });
        }
    }

    /// What a host has heard of it does not forget.
    fn forget(&mut self, host: usize, event: usize, known: &Clock, clock: &Clock) {
        let forgotten = (0..self.lanes.len()).find(|&other| clock[other] < known[other]);
        if let Some(other) = forgotten.filter(|&other| other != host) {
            let (had, has) = (known[other], clock[other]);
            self.tell(event, |all| {
                let (name, other) = (all.name(host), all.name(other));
                format!("{name} has {has} of {other} here, but had {had} before; an entry never shrinks")
            });
        }
    }

    /// The events that new entries of a clock count.
    fn sources(&mut self, host: usize, event: usize, known: &Clock, clock: &Clock) -> Vec<usize> {
        let mut sources = Vec::new();
        for other in (0..self.lanes.len()).filter(|&other| other != host && clock[other] > known[other]) {
            let count = clock[other];
            let events = &self.lanes[other];
            let end = events.partition_point(|&event| self.found.records[event].own <= count);
            let last = events.last().map_or(0, |&event| self.found.records[event].own);
            sources.extend(events[..end].last());
            if count > last {
                self.tell(event, |all| {
                    let other = all.name(other);
                    format!("the clock has {count} of {other}, but the last event of {other} in the log has {last}")
                });
            }
        }
        sources
    }

    /// Of the events from which another heard, those that no other of them had heard of.
    fn direct(&mut self, event: usize, sources: &[usize], clock: &Clock) -> Vec<usize> {
        let mut implied: Clock = [0; NODES_MAX];
        for &source in sources {
            let own = self.found.records[source].host;
            for &(other, count) in self.entries(source).iter().filter(|(other, _)| *other != own) {
                implied[other as usize] = implied[other as usize].max(count);
            }
        }
        self.hear_all(event, sources, &implied, clock);
        let of = |source: &usize| &self.found.records[*source];
        let is_direct = |source: &usize| implied[of(source).host as usize] < of(source).own;
        let direct: Vec<usize> = sources.iter().copied().filter(is_direct).collect();
        // Events that have heard of each other contradict each other; that is told of them.
        if direct.is_empty() { sources.to_vec() } else { direct }
    }

    /// Whoever hears from an event hears of all that it had heard of.
    fn hear_all(&mut self, event: usize, sources: &[usize], implied: &Clock, clock: &Clock) {
        let host = self.found.records[event].host as usize;
        let unheard = (0..self.lanes.len()).find(|&other| other != host && implied[other] > clock[other]);
        let Some(other) = unheard else { return };
        let (more, less) = (implied[other], clock[other]);
        let has = |&source: &usize| self.entries(source).contains(&(other as u32, more));
        let Some(source) = sources.iter().copied().find(has) else { return };
        self.tell(event, |all| {
            let record = &all.found.records[source];
            let (from, other, line) = (all.name(record.host as usize), all.name(other), record.line);
            format!("the clock has {less} of {other}, but {more} were known to {from} on line {line}, of which it has heard")
        });
    }

    /// Gives the next event of a host its Lamport time, if it can have one yet; else turns to
    /// the next host. Where clocks go round in a circle, an arrow is left out.
    fn stamp(&mut self, host: usize, mut next: Vec<usize>, is_stuck: bool) -> Phase {
        if host < self.lanes.len() {
            let Some(depth) = self.depth(host, next[host]) else {
                return Phase::Stamp { host: host + 1, next, is_stuck };
            };
            self.depths[self.lanes[host][next[host]]] = depth;
            next[host] += 1;
            return Phase::Stamp { host, next, is_stuck: false };
        }
        if is_stuck {
            let Some((event, parent)) = self.circle(&next) else {
                self.order = self.order();
                return Phase::Write;
            };
            self.cut(event, parent);
        }
        Phase::Stamp { host: 0, next, is_stuck: true }
    }

    /// When no host can go on: an event, and one from which it heard that comes after it
    /// itself. Each host that waits waits for another; whoever follows them meets one twice.
    fn circle(&self, next: &[usize]) -> Option<(usize, usize)> {
        let waiting = |host: usize| {
            let event = *self.lanes[host].get(next[host])?;
            let parent = self.parents[event].iter().copied().find(|&parent| self.depths[parent] == 0)?;
            Some((event, parent))
        };
        let mut host = (0..self.lanes.len()).find(|&host| waiting(host).is_some())?;
        let mut met = vec![false; self.lanes.len()];
        while !met[host] {
            met[host] = true;
            host = self.found.records[waiting(host)?.1].host as usize;
        }
        waiting(host)
    }

    /// The Lamport time of a host's event, once all before it have one.
    fn depth(&self, host: usize, index: usize) -> Option<u32> {
        let events = &self.lanes[host];
        let event = *events.get(index)?;
        let before = index.checked_sub(1).map_or(0, |before| self.depths[events[before]]);
        let mut parents = self.parents[event].iter().map(|&parent| self.depths[parent]);
        let heard = parents.try_fold(before, |most, depth| (depth > 0).then_some(most.max(depth)));
        heard.map(|depth| depth + 1)
    }

    /// Leaves out the arrow to an event from one that comes after it.
    fn cut(&mut self, event: usize, parent: usize) {
        self.parents[event].retain(|&other| other != parent);
        self.tell(event, |all| {
            let parent = &all.found.records[parent];
            let (name, own, line) = (all.name(parent.host as usize), parent.own, parent.line);
            format!(
                "the clock has {own} of {name}, but that event, on line {line}, comes after this one itself; \
                 no arrow is drawn"
            )
        });
    }

    /// The events in the order of the trace: by Lamport time, then by host.
    fn order(&self) -> Vec<usize> {
        let by_host: Vec<usize> = self.lanes.iter().flatten().copied().collect();
        let depth = |index: usize| self.depths[by_host[index]];
        counted(by_host.len(), &depth).into_iter().map(|index| by_host[index]).collect()
    }

    /// Writes the next event of the trace; after the last, the messages.
    fn write(&mut self) -> Phase {
        let id = EventId(index_u32(self.trace.events.len()));
        let Some(&event) = self.order.get(id.index()) else {
            let links = &self.links;
            let sent = |index: usize| links[index].0.0;
            let in_order: Vec<_> =
                counted(links.len(), &sent).into_iter().map(|index| links[index]).collect();
            send(&mut self.trace, &in_order);
            return Phase::Done;
        };
        self.ids[event] = id;
        let record = &self.found.records[event];
        self.trace.texts.push(self.text[record.text.0 as usize..record.text.1 as usize].into());
        self.trace.events.push(Event {
            node: NodeId(record.host as u8),
            kind: if self.parents[event].is_empty() { EventKind::Local } else { EventKind::Receive },
            at: u64::from(self.depths[event]) * STEP,
            first_message: MessageId(0),
            message_count: 0,
            text: Some(id.0),
            role: None,
            epoch: None,
        });
        let ids = &self.ids;
        self.links.extend(self.parents[event].iter().map(|&parent| (ids[parent], id)));
        Phase::Write
    }
}

/// The indices of so many things in the order of small numbers that they have; those with
/// equal numbers stay as they are. In one sweep, where sorting a million would be a pause.
fn counted(count: usize, number: &dyn Fn(usize) -> u32) -> Vec<usize> {
    let most = (0..count).map(number).max().map_or(0, |most| most as usize);
    let mut next = vec![0; most + 2];
    (0..count).for_each(|index| next[number(index) as usize + 1] += 1);
    for value in 0..=most {
        next[value + 1] += next[value];
    }
    let mut indices = vec![0; count];
    for index in 0..count {
        let to = &mut next[number(index) as usize];
        indices[*to] = index;
        *to += 1;
    }
    indices
}

/// A run as far as a log tells it.
fn run(trace: Trace) -> Run {
    let end = trace.end();
    let plan = Plan {
        nodes: trace.nodes.clone(),
        groups: Vec::new(),
        clients: 0,
        seed: 0,
        network: Network::default(),
        settings: Map::new(),
        variant: None,
        starts: Vec::new(),
        clocks: Map::new(),
        traitors: Map::new(),
        idle: Vec::new(),
        model: None,
        timed: Vec::new(),
        tosses: Vec::new(),
        edits: Vec::new(),
        until: end,
        manual: None,
        manual_from: None,
        left_out: Vec::new(),
        allow: Budget::NO_FAULTS,
    };
    Run {
        info: &LOG,
        plan,
        trace,
        clocks: Clocks::default(),
        corrected: Vec::new(),
        verdicts: Vec::new(),
        assumptions: Vec::new(),
        decisions: Vec::new(),
        faults: Vec::new(),
        stopped: Stopped::Quiet,
        end,
        unused: Vec::new(),
        refused: Map::new(),
        chosen_at: Vec::new(),
        out_of_round: None,
        details: Box::new(Nothing),
    }
}

/// Adds the messages, in the order of sending.
fn send(trace: &mut Trace, links: &[(EventId, EventId)]) {
    let mut counts = vec![[0_u32; NODES_MAX]; trace.nodes.len()];
    for (id, &(sent, received)) in (0..).map(MessageId).zip(links) {
        let (from, to) = (trace.event(sent).node, trace.event(received).node);
        let count = &mut counts[from.index()][to.index()];
        *count += 1;
        trace.messages.push(Message {
            key: MessageKey { kind: 0, from, to, nth: *count, copy: 0, forged: false },
            sent,
            received: Some(received),
            fate: Fate::Delivered,
            sent_at: trace.event(sent).at,
            arrives_at: Some(trace.event(received).at),
            copy_of: None,
        });
        let sender = &mut trace.events[sent.index()];
        if sender.kind == EventKind::Local {
            (sender.kind, sender.first_message) = (EventKind::Send, id);
        }
        sender.message_count += u32::from(sender.kind == EventKind::Send);
        let receiver = &mut trace.events[received.index()];
        match receiver.message_count {
            0 => (receiver.first_message, receiver.message_count) = (id, 1),
            _ => trace.joins.push((received, id)),
        }
    }
    let joins = &trace.joins;
    let received = |index: usize| joins[index].0.0;
    trace.joins = counted(joins.len(), &received).into_iter().map(|index| joins[index]).collect();
}
