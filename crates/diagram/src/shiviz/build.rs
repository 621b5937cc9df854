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

use super::clock::{Entry, shown};
use super::read::Found;
use super::told::{Log, Mistakes};
use sequitur_core::ordered::{self, Map};
use sequitur_core::sim::clock::Clocks;
use sequitur_core::sim::info::{Info, Word};
use sequitur_core::sim::plan::{NODES_MAX, Network, Plan};
use sequitur_core::sim::run::{Details, Fields, NodeView, Run, Situation, Stopped};
use sequitur_core::trace::{
    Event, EventId, EventKind, Fate, Message, MessageId, MessageKey, NodeId, STEP, Trace,
};
use std::rc::Rc;

/// An event of a log.
pub(super) struct Record {
    pub host: u8,
    /// Which of its host's events it is, from 1.
    pub own: u32,
    /// Where the event begins.
    pub line: u32,
    /// Line and column of its clock.
    pub clock: (u32, u32),
    /// What it says, as a piece of the log.
    pub text: (u32, u32),
    /// Its clock, as a piece of all entries.
    pub entries: (u32, u32),
}

/// A log as a run has a protocol.
static LOG: Info = Info {
    name: "log",
    title: "A log",
    summary: "What a system wrote down while it ran: for each event its host, a vector clock, and a text.",
    source: "Vector clocks: Fidge 1988, Mattern 1989. Reading them: Beschastnikh and others, ShiViz, 2016.",
    node_prefix: "",
    default_nodes: 0,
    groups: &[],
    has_clients: false,
    epoch: None,
    epoch_base: None,
    kinds: &[Word {
        name: "message",
        about: "The log does not name its messages. The clocks tell that something sent by the one event \
            was known at the other.",
    }],
    timers: &[],
    roles: &[],
    commands: &[],
    acts: &[],
    fifo_unless: None,
    parameters: &[],
    properties: &[],
    variants: &[],
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

    fn situation(&self, _: u32) -> Option<Situation> {
        None
    }
}

/// Builds what a log tells.
pub(super) fn log(text: Rc<str>, found: Found, executions: Vec<String>, execution: usize) -> Log {
    let mut builder = Builder::new(&found);
    builder.hear();
    builder.place();
    let order = builder.order();
    let trace = builder.trace(&text, &order);
    let lines = order.iter().map(|&record| found.records[record].line).collect();
    let width = found.names.len();
    let piece = |&record: &usize| found.fields[record * width..(record + 1) * width].iter().copied();
    let fields = order.iter().flat_map(piece).collect();
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
        timed: Vec::new(),
        edits: Vec::new(),
        until: end,
        manual: None,
        manual_from: None,
        allow: sequitur_core::sim::plan::Budget::NO_FAULTS,
    };
    let run = Run {
        info: &LOG,
        plan,
        trace,
        clocks: Clocks::default(),
        corrected: Vec::new(),
        verdicts: Vec::new(),
        decisions: Vec::new(),
        stopped: Stopped::Quiet,
        end,
        unused: Vec::new(),
        chosen_at: Vec::new(),
        details: Box::new(Nothing),
    };
    let (contradictions, names, skipped) = (builder.contradictions, found.names, found.skipped);
    let run = Rc::new(run);
    Log { run, executions, execution, contradictions, skipped, text, lines, names, fields }
}

/// A clock with all its entries.
type Clock = [u32; NODES_MAX];

struct Builder<'f> {
    found: &'f Found,
    /// For each host, its events in the order of its own entries.
    hosts: Vec<Vec<usize>>,
    /// For each event, those from which it has heard something new.
    parents: Vec<Vec<usize>>,
    /// For each event its Lamport time; 0 as long as it has none.
    depths: Vec<u32>,
    contradictions: Mistakes,
}

impl<'f> Builder<'f> {
    fn new(found: &'f Found) -> Builder<'f> {
        let mut hosts = vec![Vec::new(); found.hosts.len()];
        for (place, record) in found.records.iter().enumerate() {
            hosts[usize::from(record.host)].push(place);
        }
        for events in &mut hosts {
            ordered::sort_by_key(events, |&place| found.records[place].own);
        }
        let count = found.records.len();
        let (parents, depths) = (vec![Vec::new(); count], vec![0; count]);
        Builder { found, hosts, parents, depths, contradictions: Mistakes::default() }
    }

    fn entries(&self, event: usize) -> &'f [Entry] {
        let (start, end) = self.found.records[event].entries;
        &self.found.entries[start as usize..end as usize]
    }

    fn name(&self, host: usize) -> String {
        shown(&self.found.hosts[host].name)
    }

    fn tell(&mut self, event: usize, what: impl FnOnce(&Self) -> String) {
        let mut contradictions = std::mem::take(&mut self.contradictions);
        let (line, column) = self.found.records[event].clock;
        contradictions.tell(line, column, || what(self));
        self.contradictions = contradictions;
    }

    /// Finds from which events each event has heard something new.
    fn hear(&mut self) {
        for host in 0..self.hosts.len() {
            let mut known: Clock = [0; NODES_MAX];
            for place in 0..self.hosts[host].len() {
                let event = self.hosts[host][place];
                self.count(host, event, known[host]);
                let mut clock: Clock = [0; NODES_MAX];
                for &(other, count) in self.entries(event) {
                    clock[usize::from(other)] = count;
                }
                self.forget(host, event, &known, &clock);
                let sources = self.sources(host, event, &known, &clock);
                self.parents[event] = self.direct(event, &sources, &clock);
                for (known, now) in known.iter_mut().zip(clock) {
                    *known = now.max(*known);
                }
            }
        }
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
        let forgotten = (0..self.hosts.len()).find(|&other| clock[other] < known[other]);
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
        for other in (0..self.hosts.len()).filter(|&other| other != host && clock[other] > known[other]) {
            let count = clock[other];
            let events = &self.hosts[other];
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
                implied[usize::from(other)] = implied[usize::from(other)].max(count);
            }
        }
        self.hear_all(event, sources, &implied, clock);
        let of = |source: &usize| &self.found.records[*source];
        let is_direct = |source: &usize| implied[usize::from(of(source).host)] < of(source).own;
        let direct: Vec<usize> = sources.iter().copied().filter(is_direct).collect();
        // Events that have heard of each other contradict each other; that is told of them.
        if direct.is_empty() { sources.to_vec() } else { direct }
    }

    /// Whoever hears from an event hears of all that it had heard of.
    fn hear_all(&mut self, event: usize, sources: &[usize], implied: &Clock, clock: &Clock) {
        let host = usize::from(self.found.records[event].host);
        let unheard = (0..self.hosts.len()).find(|&other| other != host && implied[other] > clock[other]);
        let Some(other) = unheard else { return };
        let (more, less) = (implied[other], clock[other]);
        let has = |&source: &usize| self.entries(source).contains(&(other as u8, more));
        let Some(source) = sources.iter().copied().find(has) else { return };
        self.tell(event, |all| {
            let record = &all.found.records[source];
            let (from, other, line) = (all.name(usize::from(record.host)), all.name(other), record.line);
            format!("the clock has {less} of {other}, but {more} were known to {from} on line {line}, of which it has heard")
        });
    }

    /// Gives each event a Lamport time. Where clocks go round in a circle, an arrow is left
    /// out.
    fn place(&mut self) {
        let mut next = vec![0; self.hosts.len()];
        loop {
            let mut is_stuck = true;
            for (host, next) in next.iter_mut().enumerate() {
                while let Some(depth) = self.depth(host, *next) {
                    self.depths[self.hosts[host][*next]] = depth;
                    *next += 1;
                    is_stuck = false;
                }
            }
            if !is_stuck {
                continue;
            }
            match self.circle(&next) {
                Some((event, parent)) => self.cut(event, parent),
                None => return,
            }
        }
    }

    /// When no host can go on: an event, and one from which it heard that comes after it
    /// itself. Each host that waits waits for another; whoever follows them meets one twice.
    fn circle(&self, next: &[usize]) -> Option<(usize, usize)> {
        let waiting = |host: usize| {
            let event = *self.hosts[host].get(next[host])?;
            let parent = self.parents[event].iter().copied().find(|&parent| self.depths[parent] == 0)?;
            Some((event, parent))
        };
        let mut host = (0..self.hosts.len()).find(|&host| waiting(host).is_some())?;
        let mut met = vec![false; self.hosts.len()];
        while !met[host] {
            met[host] = true;
            host = usize::from(self.found.records[waiting(host)?.1].host);
        }
        waiting(host)
    }

    /// The Lamport time of a host's event, once all before it have one.
    fn depth(&self, host: usize, place: usize) -> Option<u32> {
        let events = &self.hosts[host];
        let event = *events.get(place)?;
        let before = place.checked_sub(1).map_or(0, |before| self.depths[events[before]]);
        let mut parents = self.parents[event].iter().map(|&parent| self.depths[parent]);
        let heard = parents.try_fold(before, |most, depth| (depth > 0).then_some(most.max(depth)));
        heard.map(|depth| depth + 1)
    }

    /// Leaves out the arrow to an event from one that comes after it.
    fn cut(&mut self, event: usize, parent: usize) {
        self.parents[event].retain(|&other| other != parent);
        self.tell(event, |all| {
            let parent = &all.found.records[parent];
            let (name, own, line) = (all.name(usize::from(parent.host)), parent.own, parent.line);
            format!(
                "the clock has {own} of {name}, but that event, on line {line}, comes after this one itself; \
                 no arrow is drawn"
            )
        });
    }

    /// The events in the order of the trace: by Lamport time, then by host.
    fn order(&self) -> Vec<usize> {
        let key = |event: usize| (self.depths[event], self.found.records[event].host);
        ordered::places(self.depths.len(), &|a, b| key(a).cmp(&key(b)))
    }

    /// The trace with its events in this order.
    fn trace(&self, text: &str, order: &[usize]) -> Trace {
        let mut trace = Trace {
            nodes: self.found.hosts.iter().map(|host| host.name.clone()).collect(),
            kinds: vec![LOG.kinds[0].name.to_owned()],
            is_timeless: true,
            ..Trace::default()
        };
        let mut ids = vec![EventId(0); order.len()];
        let mut links = Vec::new();
        for (id, &event) in (0..).map(EventId).zip(order) {
            ids[event] = id;
            let record = &self.found.records[event];
            let says = &text[record.text.0 as usize..record.text.1 as usize];
            trace.texts.push(says.into());
            trace.events.push(Event {
                node: NodeId(record.host),
                kind: if self.parents[event].is_empty() { EventKind::Local } else { EventKind::Receive },
                at: u64::from(self.depths[event]) * STEP,
                first_message: MessageId(0),
                message_count: 0,
                text: Some(id.0),
                role: None,
                epoch: None,
            });
            links.extend(self.parents[event].iter().map(|&parent| (ids[parent], id)));
        }
        ordered::sort(&mut links);
        send(&mut trace, &links);
        trace
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
            key: MessageKey { kind: 0, from, to, nth: *count, copy: 0 },
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
    ordered::sort(&mut trace.joins);
}
