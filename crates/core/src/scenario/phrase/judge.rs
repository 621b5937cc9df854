//! Judges phrases over a finished run: in which of its states each is true.
//!
//! A state is what a step leaves behind: the start of the nodes, a choice of a run by hand, an
//! event of a timed run with what its handler did. The run is walked through once, whatever the
//! number of phrases.

use super::{
    Claim, Clause, Comparison, Decided, EventName, Literal, MessageName, Operand, Phrase, Stamp, Term,
    TextName,
};
use crate::clocks::{self, VectorClocks};
use crate::ordered::Map;
use crate::scenario::values;
use crate::sim::info::FieldType;
use crate::sim::plan::MessageRef;
use crate::sim::run::{NodeView, Outcome, Run, RunState, Value};
use crate::trace::{Cone, Event, EventId, EventKind, Fate, Message, MessageId, Micros, NodeId, Relation};
use std::cell::RefCell;
use std::cmp::Ordering;

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
    let mut judge = Judge::new(run, phrases);
    let mut states: Vec<Moment> = Vec::new();
    let mut truths = vec![Truth::default(); phrases.len()];
    let starts = run.trace.nodes.len() as u32;
    run.details.walk(&mut |world| {
        let events = world.events();
        let at = run.trace.events.get((events as usize).saturating_sub(1)).map_or(0, |event| event.at);
        judge.pass(&mut states, &mut truths, at);
        judge.take_in(world, events);
        if events >= starts {
            let choices = choices_at(run, at);
            judge.state(Moment { events, at, choices }, &mut states, &mut truths);
        }
    });
    judge.pass(&mut states, &mut truths, Micros::MAX);
    if states.is_empty() {
        states.push(Moment { events: starts, at: 0, choices: 0 });
    }
    judge.finish(&states, &mut truths);
    Judged { states, truths }
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
    kept: Option<Vec<(u64, Vec<u64>)>>,
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

/// A kind of message on a link, or on all.
type Sends = (u16, Option<(NodeId, NodeId)>);

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
        let keeps = run.info.can_be_drawn() && claims().any(has_stamps);
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
            truth.note(index, self.is_true(phrase));
        }
        states.push(moment);
    }

    /// The last state once more: now nothing is under way that has not stayed so.
    fn finish(&mut self, states: &[Moment], truths: &mut [Truth]) {
        self.is_last = true;
        let last = states.len() as u32 - 1;
        self.now = states[states.len() - 1];
        for (phrase, truth) in self.phrases.iter().zip(truths) {
            truth.note(last, self.is_true(phrase));
            truth.lacks = phrase.clauses.iter().enumerate().find_map(|(index, clause)| {
                (!self.holds(clause)).then(|| (index, self.instead(&clause.claim)))
            });
        }
    }

    fn is_true(&self, phrase: &Phrase) -> bool {
        phrase.clauses.iter().all(|clause| self.holds(clause))
    }

    /// Whether a clause is true. Where a claim speaks of what is not there, such as a field that
    /// a node lacks, neither it nor its opposite is.
    fn holds(&self, clause: &Clause) -> bool {
        self.claim(&clause.claim).is_some_and(|is_true| is_true != clause.is_negated)
    }

    fn claim(&self, claim: &Claim) -> Option<bool> {
        match claim {
            Claim::Property { property, outcome } => Some(self.outcomes.get(property) == Some(outcome)),
            Claim::Decided { node, what } => Some(self.decided(*node, what)),
            Claim::Up(node, up) => Some(self.nodes.get(node.index())?.up == *up),
            Claim::Compare { left, comparison, right } => self.compare(left, *comparison, right),
            Claim::Ordered { first, is_before, second } => {
                let (first, second) = (self.happened(first), self.happened(second));
                let (Some(first), Some(second)) = (first, second) else { return None };
                let wanted = if *is_before { Relation::Before } else { Relation::Concurrent };
                Some(self.relation(first, second) == wanted)
            }
            Claim::Message { message, fate } => Some(self.fate(*message) == *fate),
            Claim::Can { .. } | Claim::Impossible => None,
        }
    }

    fn decided(&self, node: Option<NodeId>, what: &Decided) -> bool {
        let so_far = self.run.decisions.iter().filter(|decision| decision.event.0 < self.now.events);
        let mut own = so_far.filter(|decision| node.is_none_or(|node| node == decision.node));
        match what {
            Decided::Something => own.next().is_some(),
            Decided::Nothing => own.next().is_none(),
            Decided::Value(value) => own.any(|decision| decision.value == value.text),
        }
    }

    // ------------------------------------------------------------------------ messages

    fn message(&self, name: MessageRef) -> Option<&Message> {
        let find = || find_message(self.run, &MessageName::Key(name));
        let id = once(&mut self.found.borrow_mut().messages, &name, find)?;
        Some(self.run.trace.message(id))
    }

    /// What has become of a message by now; None where it has not been sent.
    fn fate(&self, name: MessageRef) -> Option<Fate> {
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
    fn relation(&self, first: EventId, second: EventId) -> Relation {
        let trace = &self.run.trace;
        // A cone tells how others stand to its event.
        let look = || Cone::of(trace, second).relation(first, trace.event(first).node);
        once(&mut self.found.borrow_mut().relations, &(first, second), look)
    }

    /// How many messages of a kind have been sent by now, copies apart.
    fn sent(&self, sends: Sends) -> usize {
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

    // --------------------------------------------------------------------------- terms

    fn compare(&self, left: &Term, comparison: Comparison, right: &Operand) -> Option<bool> {
        let value = self.value(left)?;
        let order = match right {
            Operand::Value(literal) => compare(&value, self.type_of(left), literal),
            Operand::Term(term) => compare_values(&value, &self.value(term)?),
        };
        Some(satisfies(order, comparison))
    }

    fn type_of(&self, term: &Term) -> Option<FieldType> {
        match term {
            Term::Field(field, _) => self.run.info.fields.get(*field).map(|field| field.of),
            Term::Stamp(Stamp::Time, _) => Some(FieldType::Time),
            _ => None,
        }
    }

    fn value(&self, term: &Term) -> Option<Value> {
        match term {
            Term::Field(field, node) => self.field(*field, *node).cloned(),
            Term::CountNodes { field, comparison, value } => {
                let of = self.run.info.fields.get(*field).map(|field| field.of);
                let has = |node: &u8| {
                    let own = self.field(*field, NodeId(*node));
                    own.is_some_and(|own| satisfies(compare(own, of, value), *comparison))
                };
                let count = (0..self.nodes.len() as u8).filter(has).count();
                Some(Value::from(count as u64))
            }
            Term::CountMessages { kind, link } => Some(Value::from(self.sent((*kind, *link)) as u64)),
            Term::Stamp(stamp, event) => self.stamp(*stamp, self.happened(event)?),
            Term::Chance(_) => None,
        }
    }

    fn field(&self, field: usize, node: NodeId) -> Option<&Value> {
        let name = self.run.info.fields.get(field)?.name;
        let fields = &self.nodes.get(node.index())?.fields;
        fields.iter().find(|(other, _)| *other == name).map(|(_, value)| value)
    }

    fn stamp(&self, stamp: Stamp, event: EventId) -> Option<Value> {
        let trace = &self.run.trace;
        let stamps = &mut *self.stamps.borrow_mut();
        let lamport =
            |stamps: &mut Stamps| stamps.lamport.get_or_insert_with(|| clocks::lamport(trace)).clone();
        Some(match (stamp, &self.kept) {
            (Stamp::Time, _) => Value::Text(values::duration_text(trace.event(event).at)),
            (Stamp::Lamport, Some(kept)) => Value::from(kept.get(event.index())?.0),
            (Stamp::Vector, Some(kept)) => list(kept.get(event.index())?.1.iter().copied()),
            (Stamp::Lamport, None) => Value::from(u64::from(lamport(stamps)[event.index()])),
            (Stamp::Vector, None) => {
                let vectors = stamps.vectors.get_or_insert_with(|| VectorClocks::new(trace));
                list(vectors.at(trace, event).iter().copied().map(u64::from))
            }
            (Stamp::Order, kept) => {
                let times = lamport(stamps);
                let of = |event: EventId| match kept {
                    Some(kept) => kept.get(event.index()).map_or(0, |(time, _)| *time as i64),
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
            Claim::Compare { left, .. } => match self.value(left) {
                Some(value) => format!("it is {}", text_of(&value)),
                None => "there is no such value".to_owned(),
            },
            Claim::Ordered { first, second, .. } => {
                let (Some(first), Some(second)) = (self.happened(first), self.happened(second)) else {
                    return "not both of them happened".to_owned();
                };
                let is_so = match self.relation(first, second) {
                    Relation::Same => "they are one event",
                    Relation::Before => "the first happened before the second",
                    Relation::After => "the second happened before the first",
                    Relation::Concurrent => "they are concurrent",
                };
                is_so.to_owned()
            }
            Claim::Message { message, .. } => {
                let fate = self.fate(*message).map_or("unsent", Fate::name);
                format!("the message is {fate}")
            }
            Claim::Can { .. } | Claim::Impossible => "a search decides it".to_owned(),
        }
    }
}

/// For each event of a run the stamps that its process kept after it, from its fields.
fn kept_stamps(run: &Run) -> Vec<(u64, Vec<u64>)> {
    let number = |value: &Value| match value {
        Value::Number(number) => u64::try_from(*number).unwrap_or(0),
        _ => 0,
    };
    let mut kept = Vec::with_capacity(run.trace.events.len());
    run.details.walk(&mut |world| {
        for event in kept.len()..world.events() as usize {
            let mut stamps = (0, Vec::new());
            for (name, value) in world.node(run.trace.events[event].node).fields {
                match (name, value) {
                    ("lamport", value) => stamps.0 = number(&value),
                    ("vector", Value::List(entries)) => stamps.1 = entries.iter().map(number).collect(),
                    _ => {}
                }
            }
            kept.push(stamps);
        }
    });
    kept
}

fn list(numbers: impl Iterator<Item = u64>) -> Value {
    Value::List(numbers.map(Value::from).collect())
}

/// The event of a run that has this name.
pub fn find_event(run: &Run, name: &EventName) -> Option<EventId> {
    let trace = &run.trace;
    let events = || (0..).map(EventId).zip(&trace.events);
    match name {
        EventName::Sent(name) => Some(run.trace.message(find_message(run, name)?).sent),
        EventName::Received(name) => run.trace.message(find_message(run, name)?).received,
        EventName::Crash(node) => events()
            .find(|(_, event)| event.kind == EventKind::Crash && event.node == *node)
            .map(|(id, _)| id),
        EventName::Command(node, words) => {
            let (whole, rest) = (words.join(" "), words[1..].join(" "));
            let is_it = |(id, event): &(EventId, &Event)| {
                let is_asked = event.text.is_some() && event.node == *node;
                let says = |text: &str| !text.is_empty() && trace.label(*id) == text;
                is_asked
                    && match event.kind {
                        EventKind::Command => says(&whole),
                        EventKind::Local | EventKind::Send => says(&whole) || says(&rest),
                        _ => false,
                    }
            };
            events().find(is_it).map(|(id, _)| id)
        }
        EventName::Text(TextName { text, nth }) => {
            let says = |(id, event): &(EventId, &Event)| {
                event.text.is_some() && event.kind != EventKind::Note && trace.label(*id) == text.as_str()
            };
            events().filter(says).nth(*nth as usize - 1).map(|(id, _)| id)
        }
    }
}

fn find_message(run: &Run, name: &MessageName) -> Option<MessageId> {
    let all = (0..).map(MessageId).zip(&run.trace.messages);
    let mut originals = all.clone().filter(|(_, message)| message.copy_of.is_none());
    let found = match name {
        MessageName::Key(name) => {
            let key = name.key();
            all.clone().find(|(_, message)| message.key == key)
        }
        MessageName::Text(TextName { text, nth }) => {
            let is_it = |(id, _): &(MessageId, &Message)| run.trace.message_label(*id) == text;
            originals.by_ref().filter(is_it).nth(*nth as usize - 1)
        }
    };
    found.map(|(id, _)| id)
}

fn satisfies(order: Compared, comparison: Comparison) -> bool {
    match comparison {
        Comparison::Equal => order == Compared::Ordered(Ordering::Equal),
        Comparison::Unequal => order != Compared::Ordered(Ordering::Equal),
        Comparison::Less => order == Compared::Ordered(Ordering::Less),
        Comparison::More => order == Compared::Ordered(Ordering::Greater),
        Comparison::AtMost => matches!(order, Compared::Ordered(Ordering::Less | Ordering::Equal)),
        Comparison::AtLeast => matches!(order, Compared::Ordered(Ordering::Greater | Ordering::Equal)),
    }
}

/// How two values compare.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Compared {
    Ordered(Ordering),
    /// Neither is less, and they are not equal.
    Different,
}

impl Compared {
    fn equal_if(is_equal: bool) -> Compared {
        if is_equal { Compared::Ordered(Ordering::Equal) } else { Compared::Different }
    }
}

/// Compares a value with one that is written down.
fn compare(value: &Value, of: Option<FieldType>, literal: &Literal) -> Compared {
    if literal.is_nothing() {
        return Compared::equal_if(match value {
            Value::Null => true,
            Value::List(list) => list.is_empty(),
            _ => false,
        });
    }
    let text = literal.text.as_str();
    match value {
        Value::Number(number) => match text.parse::<i64>() {
            Ok(other) if !literal.is_quoted => Compared::Ordered(number.cmp(&other)),
            _ => Compared::Different,
        },
        Value::Bool(flag) => {
            Compared::equal_if(values::switch(text) == Ok(*flag) || text == flag.to_string())
        }
        Value::Text(own) => {
            let pair = match of {
                Some(FieldType::Time) => (time(own), time(text)),
                Some(FieldType::Ballot) => (ballot(own), ballot(text)),
                _ => (None, None),
            };
            match pair {
                (Some(own), Some(other)) => Compared::Ordered(own.cmp(&other)),
                _ => Compared::equal_if(own == text),
            }
        }
        Value::List(_) => Compared::equal_if(text_of(value) == text),
        Value::Null => Compared::Different,
    }
}

fn time(text: &str) -> Option<(i64, i64)> {
    values::signed(text).ok().map(|time| (time, 0))
}

fn ballot(text: &str) -> Option<(i64, i64)> {
    let (round, own) = text.split_once('.')?;
    Some((round.parse().ok()?, own.parse().ok()?))
}

/// Compares the values of two terms.
fn compare_values(one: &Value, other: &Value) -> Compared {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => Compared::Ordered(one.cmp(other)),
        (Value::List(one), Value::List(other)) => {
            let number = |value: &Value| match value {
                Value::Number(number) => Some(*number),
                _ => None,
            };
            let numbers = |list: &[Value]| list.iter().map(number).collect::<Option<Vec<i64>>>();
            let (Some(one), Some(other)) = (numbers(one), numbers(other)) else {
                return Compared::Different;
            };
            vectors(&one, &other)
        }
        (Value::Text(one), Value::Text(other)) => {
            let pairs = [time, ballot].map(|read| (read(one), read(other)));
            let both = pairs.into_iter().find_map(|(one, other)| Some(one?.cmp(&other?)));
            both.map_or_else(|| Compared::equal_if(one == other), Compared::Ordered)
        }
        _ => Compared::equal_if(one == other),
    }
}

/// Vectors compare entry by entry: less where no entry is greater and one is less.
fn vectors(one: &[i64], other: &[i64]) -> Compared {
    if one.len() != other.len() {
        return Compared::Different;
    }
    let (mut less, mut more) = (false, false);
    for (one, other) in one.iter().zip(other) {
        less |= one < other;
        more |= one > other;
    }
    match (less, more) {
        (true, true) => Compared::Different,
        (true, false) => Compared::Ordered(Ordering::Less),
        (false, true) => Compared::Ordered(Ordering::Greater),
        (false, false) => Compared::Ordered(Ordering::Equal),
    }
}

/// A value as phrases write it.
pub fn text_of(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(flag) => if *flag { "on" } else { "off" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::List(list) => format!("({})", list.iter().map(text_of).collect::<Vec<_>>().join(",")),
    }
}
