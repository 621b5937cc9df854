//! Judges phrases over a finished run: in which of its states each is true.
//!
//! A state is what a step leaves behind: the start of the nodes, a choice of a run by hand, an
//! event of a timed run with what its handler did. The run is walked through once, whatever the
//! number of phrases.

use super::claims::{Facts, Sends, text_of, value};
use super::find::{find_event, find_message};
use super::{Claim, Clause, Comparison, EventName, Literal, MessageName, Operand, Phrase, Stamp, Term};
use crate::clocks::{self, VectorClocks};
use crate::ordered::Map;
use crate::scenario::values;
use crate::sim::info::Info;
use crate::sim::kept_stamps::{KeptStamps, kept_stamps};
use crate::sim::plan::MessageRef;
use crate::sim::run::{NodeView, Outcome, Run, RunState, Value};
use crate::trace::{Cone, EventId, Fate, Message, MessageId, Micros, NodeId, Relation};
use std::cell::RefCell;

/// A state of a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moment {
    /// How many events have happened.
    pub events: u32,
    /// The time.
    pub at: Micros,
    /// How many choices have been made, in a run by hand.
    pub choices: u32,
}

/// In which states of a run a phrase is true.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Truth {
    /// The indices of the states from which on it is true, untrue, true, … in turn. Before the
    /// first it is untrue.
    turns: Vec<u32>,
    /// In the last state, the first clause that is not true: its index, and what is so instead.
    pub lacks: Option<(usize, String)>,
}

impl Truth {
    /// The first state in which it is true.
    pub fn first(&self) -> Option<u32> {
        self.turns.first().copied()
    }

    /// The first state from this one on in which it is true.
    pub fn first_from(&self, state: u32) -> Option<u32> {
        if self.at(state) {
            return Some(state);
        }
        let later = self.turns.partition_point(|turn| *turn <= state);
        self.turns.get(later).copied()
    }

    /// Whether it is true in a state.
    pub fn at(&self, state: u32) -> bool {
        self.turns.partition_point(|turn| *turn <= state) % 2 == 1
    }

    /// Whether it is true in the last state.
    pub fn at_end(&self) -> bool {
        self.turns.len() % 2 == 1
    }

    /// Where it became untrue for the last time, if it ever was true and is not in the end.
    pub fn undone(&self) -> Option<u32> {
        self.turns.last().copied().filter(|_| !self.at_end())
    }

    /// Where it became true or untrue for the last time.
    pub fn last_turn(&self) -> Option<u32> {
        self.turns.last().copied()
    }

    /// Whether it is true in all states but, perhaps, those before any node has started.
    pub fn always(&self) -> bool {
        self.turns == [0]
    }

    fn note(&mut self, state: u32, is_true: bool) {
        if self.at_end() != is_true {
            self.turns.push(state);
        }
    }
}

/// What became of phrases in a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Judged {
    /// The states, in order. At least one.
    pub states: Vec<Moment>,
    /// For each phrase, in which of them it is true.
    pub truths: Vec<Truth>,
}

impl Judged {
    /// The event that a state ends with, if it has one.
    pub fn event(&self, state: u32) -> Option<EventId> {
        let moment = self.states.get(state as usize)?;
        moment.events.checked_sub(1).map(EventId)
    }
}

/// Judges phrases over a run. Phrases that need a search ([`Phrase::needs_search`]) are never
/// true.
pub fn judge(run: &Run, phrases: &[&Phrase]) -> Judged {
    Judge::new(run, phrases).walk()
}

/// The value of a term at the end of a run, as phrases write it. None where there is none.
pub fn value_at_end(run: &Run, term: &Term) -> Option<String> {
    let right = Operand::Value(Literal { text: String::new(), is_quoted: true });
    let claim = Claim::Compare { left: term.clone(), comparison: Comparison::Equal, right };
    let phrase = Phrase { clauses: vec![Clause { is_negated: false, claim }] };
    let phrases = [&phrase];
    let mut judge = Judge::new(run, &phrases);
    judge.walk();
    value(term, &judge).map(|value| text_of(&value))
}

fn choices_at(run: &Run, at: Micros) -> u32 {
    run.chosen_at.partition_point(|chosen| *chosen <= at) as u32
}

/// Goes through a run from its beginning.
struct Judge<'r> {
    run: &'r Run,
    phrases: &'r [&'r Phrase],
    /// Whether any phrase asks for fields, or for whether a node is up.
    looks_at_nodes: bool,
    nodes: Vec<NodeView>,
    /// The properties that phrases ask for, and what has become of them so far.
    outcomes: Map<usize, Outcome>,
    /// Where processes keep their own stamps, those of each event of theirs.
    kept: Option<Vec<KeptStamps>>,
    stamps: RefCell<Stamps>,
    found: RefCell<Found>,
    /// How many events the state has, and its time.
    now: Moment,
    is_last: bool,
}

/// What names stand for, looked up once.
#[derive(Default)]
struct Found {
    events: Vec<(EventName, Option<EventId>)>,
    messages: Vec<(MessageRef, Option<MessageId>)>,
    relations: Vec<((EventId, EventId), Relation)>,
    /// For kinds on links, the sends of their messages in order.
    sends: Vec<(Sends, Vec<EventId>)>,
}

/// What was found under a key before, or is found now.
fn once<K: Clone + PartialEq, V: Clone>(known: &mut Vec<(K, V)>, key: &K, find: impl FnOnce() -> V) -> V {
    if let Some((_, value)) = known.iter().find(|(other, _)| other == key) {
        return value.clone();
    }
    let value = find();
    known.push((key.clone(), value.clone()));
    value
}

/// Stamps of events, computed when a phrase asks for them.
#[derive(Default)]
struct Stamps {
    lamport: Option<Vec<u32>>,
    vectors: Option<VectorClocks>,
    order: Option<Vec<u32>>,
}

impl<'r> Judge<'r> {
    fn new(run: &'r Run, phrases: &'r [&'r Phrase]) -> Judge<'r> {
        let claims = || phrases.iter().flat_map(|phrase| &phrase.clauses).map(|clause| &clause.claim);
        let properties = claims().filter_map(|claim| match claim {
            Claim::Property { property, .. } => Some((*property, Outcome::Pending)),
            _ => None,
        });
        let mut outcomes = Map::new();
        properties.for_each(|(property, outcome)| outcomes.insert(property, outcome));
        let asks = |claim: &Claim| matches!(claim, Claim::Up(..) | Claim::Compare { .. });
        let has_stamps = |claim: &Claim| {
            let is_stamp = |term: &Term| matches!(term, Term::Stamp(..));
            match claim {
                Claim::Compare { left, right, .. } => {
                    is_stamp(left) || matches!(right, Operand::Term(term) if is_stamp(term))
                }
                _ => false,
            }
        };
        let keeps = run.info.keeps_stamps() && claims().any(has_stamps);
        Judge {
            run,
            phrases,
            looks_at_nodes: claims().any(asks),
            nodes: Vec::new(),
            outcomes,
            kept: keeps.then(|| kept_stamps(run)),
            stamps: RefCell::default(),
            found: RefCell::default(),
            now: Moment { events: 0, at: 0, choices: 0 },
            is_last: false,
        }
    }

    /// Goes through the run and looks at all phrases in each state.
    fn walk(&mut self) -> Judged {
        let run = self.run;
        let mut states: Vec<Moment> = Vec::new();
        let mut truths = vec![Truth::default(); self.phrases.len()];
        let starts = run.trace.nodes.len() as u32;
        run.details.walk(&mut |world| {
            let events = world.events();
            let at = run.trace.events.get((events as usize).saturating_sub(1)).map_or(0, |event| event.at);
            self.pass(&mut states, &mut truths, at);
            self.take_in(world, events);
            if events >= starts {
                let choices = choices_at(run, at);
                self.state(Moment { events, at, choices }, &mut states, &mut truths);
            }
        });
        self.pass(&mut states, &mut truths, Micros::MAX);
        if states.is_empty() {
            states.push(Moment { events: starts, at: 0, choices: 0 });
        }
        self.finish(&states, &mut truths);
        Judged { states, truths }
    }

    /// States that choices without an event have made before a time: a message was dropped, a
    /// link cut.
    fn pass(&mut self, states: &mut Vec<Moment>, truths: &mut [Truth], before: Micros) {
        loop {
            let Some(last) = states.last().copied() else { return };
            let made = choices_at(self.run, last.at) as usize;
            let Some(at) = self.run.chosen_at.get(made).copied().filter(|at| *at < before) else { return };
            let choices = choices_at(self.run, at);
            self.state(Moment { events: last.events, at, choices }, states, truths);
        }
    }

    /// Looks at what a step has changed.
    fn take_in(&mut self, world: &dyn RunState, events: u32) {
        if self.looks_at_nodes {
            let changed =
                self.run.trace.events.get((events as usize).saturating_sub(1)).map(|event| event.node);
            match changed.filter(|_| !self.nodes.is_empty()) {
                Some(node) => self.nodes[node.index()] = world.node(node),
                None => {
                    self.nodes =
                        (0..self.run.trace.nodes.len() as u8).map(|node| world.node(NodeId(node))).collect()
                }
            }
        }
        for (property, outcome) in self.outcomes.iter_mut() {
            *outcome = world.outcome(*property);
        }
    }

    fn state(&mut self, moment: Moment, states: &mut Vec<Moment>, truths: &mut [Truth]) {
        self.now = moment;
        let index = states.len() as u32;
        for (phrase, truth) in self.phrases.iter().zip(truths) {
            truth.note(index, phrase.is_true(self));
        }
        states.push(moment);
    }

    /// The last state once more: now nothing is under way that has not stayed so.
    fn finish(&mut self, states: &[Moment], truths: &mut [Truth]) {
        self.is_last = true;
        let last = states.len() as u32 - 1;
        self.now = states[states.len() - 1];
        for (phrase, truth) in self.phrases.iter().zip(truths) {
            truth.note(last, phrase.is_true(self));
            truth.lacks = phrase.clauses.iter().enumerate().find_map(|(index, clause)| {
                (!clause.is_true(self)).then(|| (index, self.instead(&clause.claim)))
            });
        }
    }

    // ------------------------------------------------------------------------ messages

    fn message(&self, name: MessageRef) -> Option<&Message> {
        let find = || find_message(self.run, &MessageName::Key(name));
        let id = once(&mut self.found.borrow_mut().messages, &name, find)?;
        Some(self.run.trace.message(id))
    }

    /// What has become of a message by now; None where it has not been sent.
    fn fate_of(&self, name: MessageRef) -> Option<Fate> {
        let message = self.message(name).filter(|message| message.sent.0 < self.now.events)?;
        Some(match message.fate {
            Fate::Delivered => match message.received {
                Some(received) if received.0 < self.now.events => Fate::Delivered,
                _ => Fate::Flying,
            },
            fate if self.is_last || message.arrives_at.is_some_and(|at| at <= self.now.at) => fate,
            _ => Fate::Flying,
        })
    }

    // -------------------------------------------------------------------------- events

    /// The event of this name, if it has happened.
    fn happened(&self, name: &EventName) -> Option<EventId> {
        let event = once(&mut self.found.borrow_mut().events, name, || find_event(self.run, name))?;
        (event.0 < self.now.events).then_some(event)
    }

    /// How the first event stands to the second.
    fn relation_of(&self, first: EventId, second: EventId) -> Relation {
        let trace = &self.run.trace;
        // A cone tells how others stand to its event.
        let look = || Cone::of(trace, second).relation(first, trace.event(first).node);
        once(&mut self.found.borrow_mut().relations, &(first, second), look)
    }

    /// How many messages of a kind have been sent by now, copies apart.
    fn count_sent(&self, sends: Sends) -> usize {
        let (kind, link) = sends;
        let mut found = self.found.borrow_mut();
        if !found.sends.iter().any(|(other, _)| *other == sends) {
            let is_it = |message: &&Message| {
                let key = message.key;
                key.kind == kind
                    && message.copy_of.is_none()
                    && link.is_none_or(|link| link == (key.from, key.to))
            };
            let events = self.run.trace.messages.iter().filter(is_it).map(|message| message.sent).collect();
            found.sends.push((sends, events));
        }
        let (_, events) =
            found.sends.iter().find(|(other, _)| *other == sends).expect("it was just put there");
        events.partition_point(|event| event.0 < self.now.events)
    }

    /// The stamp of an event.
    fn stamp_of(&self, stamp: Stamp, event: EventId) -> Option<Value> {
        let trace = &self.run.trace;
        let stamps = &mut *self.stamps.borrow_mut();
        let lamport =
            |stamps: &mut Stamps| stamps.lamport.get_or_insert_with(|| clocks::lamport(trace)).clone();
        Some(match (stamp, &self.kept) {
            (Stamp::Time, _) => Value::Text(values::duration_text(trace.event(event).at)),
            (Stamp::Lamport, Some(kept)) => Value::from(kept.get(event.index())?.lamport),
            (Stamp::Vector, Some(kept)) => {
                list(kept.get(event.index())?.vector.iter().copied().map(u64::from))
            }
            // Each event of a chain counts one, as in Lamport times that are kept right.
            (Stamp::Lamport, None) | (Stamp::Chain, _) => {
                Value::from(u64::from(lamport(stamps)[event.index()]))
            }
            (Stamp::Vector, None) => {
                let vectors = stamps.vectors.get_or_insert_with(|| VectorClocks::new(trace));
                list(vectors.at(trace, event).iter().copied().map(u64::from))
            }
            (Stamp::Order, kept) => {
                let times = lamport(stamps);
                let of = |event: EventId| match kept {
                    Some(kept) => kept.get(event.index()).map_or(0, |stamps| i64::from(stamps.lamport)),
                    None => i64::from(times[event.index()]),
                };
                let order = stamps.order.get_or_insert_with(|| {
                    let mut order = vec![0; trace.events.len()];
                    let events = clocks::order_by(trace, &of);
                    events.iter().zip(1..).for_each(|(event, index)| order[event.index()] = index);
                    order
                });
                Value::from(u64::from(order[event.index()]))
            }
        })
    }

    // --------------------------------------------------------------------------- words

    /// What is so where a claim is not.
    fn instead(&self, claim: &Claim) -> String {
        match claim {
            Claim::Property { property, .. } => {
                let name = self.run.info.properties[*property].name;
                let why = self.run.verdict(name).map_or("", |verdict| verdict.why.as_str());
                let outcome = self.outcomes.get(property).map_or("not judged", |outcome| outcome.name());
                format!("{name} {outcome}: {why}")
            }
            Claim::Decided { node, .. } => {
                let own = self
                    .run
                    .decisions
                    .iter()
                    .filter(|decision| node.is_none_or(|node| node == decision.node));
                let own: Vec<&str> = own.map(|decision| decision.value.as_str()).collect();
                if own.is_empty() {
                    "nothing is decided".to_owned()
                } else {
                    format!("decided: {}", own.join(", "))
                }
            }
            Claim::Up(node, up) => {
                format!("{} is {}", self.run.trace.node_name(*node), if *up { "down" } else { "up" })
            }
            Claim::Compare { left, .. } => match value(left, self) {
                Some(value) => format!("it is {}", text_of(&value)),
                None if matches!(left, Term::Stamp(..)) => "that event has not happened".to_owned(),
                None => "there is no such value".to_owned(),
            },
            Claim::Ordered { first, second, .. } => {
                let (first, second) = match (self.happened(first), self.happened(second)) {
                    (Some(first), Some(second)) => (first, second),
                    (Some(_), None) => return "the second has not happened".to_owned(),
                    (None, Some(_)) => return "the first has not happened".to_owned(),
                    (None, None) => return "neither of them has happened".to_owned(),
                };
                let is_so = match self.relation_of(first, second) {
                    Relation::Same => "they are one event",
                    Relation::Before => "the first happened before the second",
                    Relation::After => "the second happened before the first",
                    Relation::Concurrent => "they are concurrent",
                };
                is_so.to_owned()
            }
            Claim::Message { message, .. } => {
                let fate = self.fate_of(*message).map_or("unsent", Fate::name);
                format!("the message is {fate}")
            }
            Claim::Can { .. } | Claim::Impossible => "a search decides it".to_owned(),
        }
    }
}

impl Facts for Judge<'_> {
    fn info(&self) -> &'static Info {
        self.run.info
    }

    fn node_count(&self) -> u8 {
        self.nodes.len() as u8
    }

    fn field(&self, field: usize, node: NodeId) -> Option<Value> {
        let name = self.run.info.fields.get(field)?.name;
        let fields = &self.nodes.get(node.index())?.fields;
        fields.iter().find(|(other, _)| *other == name).map(|(_, value)| value.clone())
    }

    fn is_up(&self, node: NodeId) -> Option<bool> {
        Some(self.nodes.get(node.index())?.up)
    }

    fn outcome(&self, property: usize) -> Option<Outcome> {
        self.outcomes.get(&property).copied()
    }

    fn has_decided(&self, node: Option<NodeId>, value: Option<&str>) -> bool {
        let so_far = self.run.decisions.iter().filter(|decision| decision.event.0 < self.now.events);
        let mut own = so_far.filter(|decision| node.is_none_or(|node| node == decision.node));
        own.any(|decision| value.is_none_or(|value| decision.value == value))
    }

    fn sent(&self, sends: Sends) -> u64 {
        self.count_sent(sends) as u64
    }

    fn fate(&self, message: MessageRef) -> Option<Option<Fate>> {
        Some(self.fate_of(message))
    }

    fn relation(&self, first: &EventName, second: &EventName) -> Option<Relation> {
        Some(self.relation_of(self.happened(first)?, self.happened(second)?))
    }

    fn stamp(&self, stamp: Stamp, event: &EventName) -> Option<Value> {
        self.stamp_of(stamp, self.happened(event)?)
    }
}

fn list(numbers: impl Iterator<Item = u64>) -> Value {
    Value::List(numbers.map(Value::from).collect())
}
