//! A finished run, and the door through which protocols of any type are reached.

use super::clock::{Clocks, Wall};
use super::fault::Fault;
use super::info::{Assumption, Info};
use super::plan::{Forgery, Origin, Plan};
use crate::ordered::Map;
use crate::trace::{EventId, MessageId, MessageKey, Micros, NodeId, Trace};
use serde::Serialize;
use std::sync::Arc;

/// An assumption of a protocol, and what a run did with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// Which.
    pub assumption: Assumption,
    /// Where the run left it, if it did.
    pub left: Option<Left>,
}

/// Where a run left an assumption.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Left {
    /// The first event that it was left at or before; None where no event follows.
    pub event: Option<EventId>,
    /// What left it, in a sentence.
    pub why: String,
}

/// A value of a field, for the inspector and for outside tools.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// Nothing there.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A number.
    Number(i64),
    /// A word or a sentence.
    Text(String),
    /// Several.
    List(Vec<Value>),
}

impl Value {
    /// The value in words, as phrases write it.
    pub fn text(&self) -> String {
        match self {
            Value::Null => "nothing".to_owned(),
            Value::Bool(flag) => if *flag { "on" } else { "off" }.to_owned(),
            Value::Number(number) => number.to_string(),
            Value::Text(text) => text.clone(),
            Value::List(list) => format!("({})", list.iter().map(Value::text).collect::<Vec<_>>().join(",")),
        }
    }

    /// A node, by its name.
    pub fn node(node: NodeId, names: &[String]) -> Value {
        Value::Text(names[node.index()].clone())
    }

    /// Nodes, by their names.
    pub fn nodes<'a>(nodes: impl IntoIterator<Item = &'a NodeId>, names: &[String]) -> Value {
        nodes.into_iter().map(|node| Value::node(*node, names)).collect()
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Value {
        Value::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Value {
        Value::Number(number.into())
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Value {
        Value::Bool(flag)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Value {
        Value::Text(text.clone())
    }
}

impl From<&Arc<str>> for Value {
    fn from(text: &Arc<str>) -> Value {
        Value::Text(text.to_string())
    }
}

/// Nothing there, or a value.
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}

impl<T: Into<Value>> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(all: I) -> Value {
        Value::List(all.into_iter().map(Into::into).collect())
    }
}

/// Named values, made of what they are: `fields!["clock": 3, "queue": queue]`.
#[macro_export]
macro_rules! fields {
    ($($name:literal: $value:expr),* $(,)?) => {
        vec![$(($name, $crate::sim::run::Value::from($value))),*]
    };
}
pub use fields;

/// Named values, in the order in which they are shown.
pub type Fields = Vec<(&'static str, Value)>;

/// Why a run stopped.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stopped {
    /// Its time was over.
    Until,
    /// Nothing was left that could happen.
    Quiet,
    /// It reached the limit of events or messages.
    Events,
}

impl Stopped {
    /// The name that outside tools see.
    pub fn name(self) -> &'static str {
        match self {
            Stopped::Until => "until",
            Stopped::Quiet => "quiet",
            Stopped::Events => "events",
        }
    }
}

/// What became of a property.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Outcome {
    /// It held to the end; for liveness: what it asks for happened.
    Holds,
    /// An event broke it.
    Violated,
    /// What it asks for has not happened yet.
    Pending,
}

impl Outcome {
    /// The name that outside tools see.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Holds => "holds",
            Outcome::Violated => "violated",
            Outcome::Pending => "pending",
        }
    }
}

/// A property's outcome and what explains it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// Index into [`Info::properties`].
    pub property: usize,
    /// What became of it.
    pub outcome: Outcome,
    /// The event that decided it, if one did.
    pub event: Option<EventId>,
    /// A sentence that explains it.
    pub why: String,
    /// Whether the protocol promises it, with these settings and in what happened here. What
    /// it does not promise can be violated without anything being wrong.
    pub is_promised: bool,
    /// Whether anything has happened yet that it speaks of.
    pub is_tested: bool,
    /// Whether it is pending, and nothing can happen any more that would change that.
    pub is_final: bool,
}

impl Verdict {
    /// What became of it, in words for people: `violated, not promised`.
    pub fn words(&self) -> String {
        let outcome = if self.is_final { "cannot any more" } else { self.outcome.name() };
        format!("{outcome}{}", self.remarks())
    }

    /// What else there is to say beside the outcome: `, not promised`.
    pub fn remarks(&self) -> String {
        let promise = if self.is_promised { "" } else { ", not promised" };
        let tested = if self.is_tested { "" } else { ", not tested yet" };
        format!("{promise}{tested}")
    }
}

/// A decision that a node made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    /// The node.
    pub node: NodeId,
    /// What it decided.
    pub value: String,
    /// The event.
    pub event: EventId,
}

/// A fault that happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FaultAt {
    /// When.
    pub at: Micros,
    /// The first event after it, which for a fault that leaves an event is that event.
    pub before: EventId,
    /// What happened.
    pub fault: Fault,
}

/// A node as the inspector shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NodeView {
    /// Whether it is up.
    pub up: bool,
    /// Whether it is paused: it is up and does nothing.
    pub paused: bool,
    /// Index into [`Info::roles`].
    pub role: Option<u8>,
    /// Its term, ballot or view.
    pub epoch: Option<u64>,
    /// Its whole state, as the paper names it.
    pub fields: Fields,
    /// The armed timers and open acts: index into [`Info::timers`] and after them in
    /// [`Info::acts`], and when each will fire (None in runs by hand, where it may fire at
    /// any moment).
    pub timers: Vec<(u8, Option<Micros>)>,
}

/// The most forgeries that are offered by hand.
pub const FORGERIES_MAX: usize = 200;

/// What may happen next in a run by hand, and what cannot, and why not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenChoices {
    /// How many choices have been made.
    pub choices: u32,
    /// The time.
    pub at: Micros,
    /// Whether any link is closed, and so can be healed.
    pub is_cut: bool,
    /// What traitors may say now, and be heard; not more than [`FORGERIES_MAX`].
    pub forgeries: Vec<Forgery>,
    /// Some of what they may not say, and why not; not more than [`FORGERIES_MAX`].
    pub unsayable: Vec<(Forgery, String)>,
    /// What is before each node.
    pub nodes: Vec<NodeChoices>,
}

/// What can happen to a node next.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NodeChoices {
    /// Whether it is up, and so can crash; else it can restart.
    pub up: bool,
    /// Whether it is paused, and so can be resumed.
    pub paused: bool,
    /// The coin that it has tossed and that has not fallen: index in [`Info::coins`] and
    /// number. It takes no other step.
    pub coin: Option<(u8, u32)>,
    /// Index into [`Info::roles`].
    pub role: Option<u8>,
    /// The messages in flight to it, in the order in which they were made.
    pub arriving: Vec<Arriving>,
    /// The timers that can fire and the acts that are open: indices into [`Info::timers`] and
    /// after them in [`Info::acts`].
    pub timers: Vec<u8>,
    /// The commands that the scenario has for it later, in the protocol's words.
    pub commands: Vec<Vec<String>>,
}

/// A message in flight.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Arriving {
    /// Which.
    pub message: MessageId,
    /// Its name.
    pub key: MessageKey,
    /// Why it cannot be delivered. It can be dropped and copied all the same.
    pub blocked: Option<Blocked>,
    /// What it says, as a forgery would; None where its sender is no traitor.
    pub says: Option<Forgery>,
}

/// Why a message in flight cannot be delivered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Blocked {
    /// Its receiver is down.
    Down,
    /// Its receiver is paused.
    Paused,
    /// Its receiver waits for a coin to fall.
    Coin,
    /// The link between its sender and its receiver is closed.
    Cut,
    /// The link keeps order, and an older message is in flight on it.
    Order,
}

/// What a run keeps beside its trace, asked for only when somebody looks.
pub trait Details {
    /// The fields of a message.
    fn fields(&self, message: MessageId) -> Fields;

    /// All nodes right after an event. Replays from the checkpoint before it.
    fn nodes_after(&self, event: EventId) -> Vec<NodeView>;

    /// Goes through the run once more and shows its state after each step that left events.
    /// Nothing where nobody knows the states, as in a log.
    fn walk(&self, _visit: &mut dyn FnMut(&dyn RunState)) {}

    /// What may happen next after so many choices of a run by hand. None in a timed run.
    fn open_choices(&self, choices: u32) -> Option<OpenChoices>;
}

/// The state of a run after one of its steps.
pub trait RunState {
    /// How many events have happened.
    fn events(&self) -> u32;

    /// A node, without the times of its timers.
    fn node(&self, node: NodeId) -> NodeView;

    /// What has become of a property so far.
    fn outcome(&self, property: usize) -> Outcome;

    /// The values that have been decided or can still be, within so many rounds after that of the
    /// furthest node. None where the protocol cannot tell.
    fn decidable(&self, rounds: u32) -> Option<Vec<String>>;
}

/// A finished run.
pub struct Run {
    /// The protocol.
    pub info: &'static Info,
    /// What it was a function of.
    pub plan: Plan,
    /// What happened.
    pub trace: Trace,
    /// What each node believed at any time.
    pub clocks: Clocks,
    /// The first events of the steps in which a node corrected its own clock, in order.
    pub corrected: Vec<EventId>,
    /// What became of each property, in the order of [`Info::properties`].
    pub verdicts: Vec<Verdict>,
    /// What the run did with each assumption of its protocol.
    pub assumptions: Vec<Kept>,
    /// What was decided, in order.
    pub decisions: Vec<Decision>,
    /// The faults that happened, in order.
    pub faults: Vec<FaultAt>,
    /// Why it stopped.
    pub stopped: Stopped,
    /// When it stopped.
    pub end: Micros,
    /// The statements that had no effect, in order.
    pub unused: Vec<Origin>,
    /// Of these, why traitors could not say what lines make them say, in sentences.
    pub refused: Map<Origin, String>,
    /// In a run by hand, when each of its choices was made. One without effect has the
    /// time of the one before.
    pub chosen_at: Vec<Micros>,
    /// In a run by hand whose model is synchronous, the first of its choices that no such system makes:
    /// a round ends when nothing can arrive any more, and for all nodes at once.
    pub out_of_round: Option<u32>,
    /// What was not copied into the trace.
    pub details: Box<dyn Details>,
}

impl Run {
    /// What the clock of an event's node showed when it happened. A step that corrects its
    /// node's clock has read it before: all of its events stand at that reading.
    pub fn wall(&self, event: EventId) -> Wall {
        let (at, node) = (self.trace.event(event).at, self.trace.event(event).node);
        let step = EventId(self.trace.step_of(event).start);
        let later = &self.corrected[self.corrected.partition_point(|other| *other < step)..];
        let now = later.iter().take_while(|other| self.trace.event(**other).at == at);
        let own = now.filter(|other| self.trace.event(**other).node == node);
        self.clocks.wall_before(node, at, own.count())
    }

    /// The verdict on a property, by its name.
    pub fn verdict(&self, property: &str) -> Option<&Verdict> {
        self.verdicts.iter().find(|v| self.info.properties[v.property].name == property)
    }
}

/// What is wrong with the words of a command.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ArgumentError {
    /// The word that it is about, counted from 0; the number of words where one is
    /// missing.
    pub word: usize,
    /// What is wrong.
    pub what: String,
    /// What was meant, or what can stand there.
    pub hint: String,
}
