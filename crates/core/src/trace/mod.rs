//! What happened in a run: events, messages, and which could have caused which.
//!
//! A trace is plain data that only grows. It knows nothing of protocols, seeds or
//! screens, so a trace read from a log serves as well as one that was simulated.

mod causality;
mod chain;
mod frontier;

pub use causality::{Cone, Relation};
pub use chain::Comparison;
pub use frontier::Frontier;

use crate::renaming::Structure;
use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Range;

/// A point of simulated time, in whole microseconds from the start of the run.
pub type Micros = u64;

/// How far the steps of a trace without time lie apart: see [`Trace::is_timeless`].
pub const STEP: Micros = 1_000;

/// A node of the run, by its index in the scenario: lane 0 is the leftmost.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Debug)]
pub struct NodeId(pub u8);

impl Hash for NodeId {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        Structure::Node(self.0).write(hasher);
    }
}

/// An event, by its index in the order in which the events of a run happened.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EventId(pub u32);

/// A message, by its index in the order in which the messages of a run were made.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct MessageId(pub u32);

impl NodeId {
    /// The node's index into [`Trace::nodes`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

impl EventId {
    /// The event's index into [`Trace::events`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl MessageId {
    /// The message's index into [`Trace::messages`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What sort of thing an event is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EventKind {
    /// The node begins the run.
    Start,
    /// A client, or the reader, asks something of the node.
    Command,
    /// The node does something by itself that no message or timer caused.
    Local,
    /// The node sends one message or a broadcast.
    Send,
    /// The node takes a message from the network.
    Receive,
    /// A timer of the node fires.
    Timer,
    /// The node stops and forgets all that is not durable.
    Crash,
    /// The node comes back with what was durable.
    Restart,
    /// The node does nothing for a while, and forgets nothing.
    Pause,
    /// The node goes on.
    Resume,
    /// The node learns how a coin fell that it tossed.
    Coin,
    /// The node makes an irrevocable decision, such as applying a committed entry.
    Decide,
    /// The node says why it did what it did.
    Note,
}

impl EventKind {
    /// The name that outside tools see.
    pub fn name(self) -> &'static str {
        match self {
            EventKind::Start => "start",
            EventKind::Command => "command",
            EventKind::Local => "local",
            EventKind::Send => "send",
            EventKind::Receive => "receive",
            EventKind::Timer => "timer",
            EventKind::Crash => "crash",
            EventKind::Restart => "restart",
            EventKind::Pause => "pause",
            EventKind::Resume => "resume",
            EventKind::Coin => "coin",
            EventKind::Decide => "decide",
            EventKind::Note => "note",
        }
    }

    /// Whether logical clocks count this event. Starting, crashing, pausing, deciding and
    /// noting are remarks about the events around them and carry no tick.
    pub fn ticks(self) -> bool {
        !matches!(
            self,
            EventKind::Start
                | EventKind::Crash
                | EventKind::Pause
                | EventKind::Resume
                | EventKind::Decide
                | EventKind::Note
        )
    }
}

/// What became of a message.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Fate {
    /// Its receiver took it.
    Delivered,
    /// The network lost it by chance.
    Lost,
    /// An edit of the reader dropped it.
    Dropped,
    /// A partition stood in its way when it was to arrive.
    Cut,
    /// Its receiver was down when it arrived.
    Refused,
    /// It was still under way when the run stopped.
    Flying,
}

impl Fate {
    /// The name that outside tools see.
    pub fn name(self) -> &'static str {
        match self {
            Fate::Delivered => "delivered",
            Fate::Lost => "lost",
            Fate::Dropped => "dropped",
            Fate::Cut => "cut",
            Fate::Refused => "refused",
            Fate::Flying => "flying",
        }
    }
}

/// One event on one node.
///
/// A handler leaves its events side by side: the trigger (a receive, a timer, …),
/// then at most one send, then decisions, then notes, all at the same time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// Where it happened.
    pub node: NodeId,
    /// What sort of thing it is.
    pub kind: EventKind,
    /// When it happened.
    pub at: Micros,
    /// The first message that it sent, or the one that it received.
    pub first_message: MessageId,
    /// How many messages it sent (in a row from `first_message`) or received (one).
    pub message_count: u32,
    /// Index into [`Trace::texts`] of what it says, where the kind alone does not tell.
    pub text: Option<u32>,
    /// The node's role after the event: index into [`Trace::roles`].
    pub role: Option<u8>,
    /// The node's epoch (term, ballot, view) after the event.
    pub epoch: Option<u64>,
}

impl Event {
    /// The messages that this event sent, or the one that it received.
    pub fn messages(&self) -> impl Iterator<Item = MessageId> + use<> {
        (self.first_message.0..self.first_message.0 + self.message_count).map(MessageId)
    }

    /// Whether a handler can leave this event after another one. A send that says
    /// something of its own was asked for as such, and begins a step.
    pub fn follows_up(&self) -> bool {
        match self.kind {
            EventKind::Send => self.text.is_none(),
            kind => matches!(kind, EventKind::Decide | EventKind::Note),
        }
    }
}

/// The name of a message that stays the same when something else in the run changes:
/// the `nth` of its kind on the link `from` -> `to`, lost ones included.
///
/// A copy has the number of its original and counts in `copy`; it takes no number of
/// its own, so that duplicating one message renames no other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct MessageKey {
    /// Index into [`Trace::kinds`].
    pub kind: u16,
    /// The sender.
    pub from: NodeId,
    /// The receiver.
    pub to: NodeId,
    /// Counts the originals of this kind on this link from 1.
    pub nth: u32,
    /// 0 for the original; its copies count from 1.
    pub copy: u32,
    /// Whether a traitor forged it. Forgeries are counted by themselves.
    pub forged: bool,
}

impl MessageKey {
    /// Its number on its link.
    pub fn number(self) -> MessageNumber {
        MessageNumber { forged: self.forged, nth: self.nth, copy: self.copy }
    }
}

/// The number of a message of one kind on one link: `3`, `3+1` for its first copy, `f2` for
/// the second forgery.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct MessageNumber {
    /// See [`MessageKey::forged`].
    pub forged: bool,
    /// See [`MessageKey::nth`].
    pub nth: u32,
    /// See [`MessageKey::copy`].
    pub copy: u32,
}

impl MessageNumber {
    /// The first original.
    pub const FIRST: MessageNumber = MessageNumber { forged: false, nth: 1, copy: 0 };
}

impl fmt::Display for MessageNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let forged = if self.forged { "f" } else { "" };
        match self.copy {
            0 => write!(f, "{forged}{}", self.nth),
            copy => write!(f, "{forged}{}+{copy}", self.nth),
        }
    }
}

/// One message, whatever became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    /// Its stable name.
    pub key: MessageKey,
    /// The send event that it left with (for a copy: that of its original).
    pub sent: EventId,
    /// The receive event that took it, if one did.
    pub received: Option<EventId>,
    /// What became of it.
    pub fate: Fate,
    /// When it was sent.
    pub sent_at: Micros,
    /// When it arrived or, where it did not, was to arrive. None in runs by hand for
    /// as long as nobody has delivered it.
    pub arrives_at: Option<Micros>,
    /// The message that this one is a copy of.
    pub copy_of: Option<MessageId>,
}

/// All that happened in a run.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Trace {
    /// Names of the nodes, left to right.
    pub nodes: Vec<String>,
    /// Names of the kinds of message.
    pub kinds: Vec<String>,
    /// Names of the roles that a node can have.
    pub roles: Vec<String>,
    /// What an epoch is called ("term"), where the protocol has one.
    pub epoch_name: Option<String>,
    /// Where an epoch is two numbers, how many values the second can have.
    pub epoch_base: Option<u64>,
    /// Texts that events and messages refer to.
    pub texts: Vec<Box<str>>,
    /// For each message the index into [`Trace::texts`] of what it is called. Empty where
    /// the names of their kinds are all that messages are called.
    pub message_texts: Vec<u32>,
    /// The events, in the order in which they happened.
    pub events: Vec<Event>,
    /// The messages, in the order in which they were made.
    pub messages: Vec<Message>,
    /// The messages that a receive took beside its first, in the order of these receives:
    /// in a log, what arrived since a node's last event is taken by its next one.
    pub joins: Vec<(EventId, MessageId)>,
    /// Whether there is no time that all nodes share, as in a log. Then the times of events
    /// are steps, [`STEP`] apart, that only order them.
    pub is_timeless: bool,
}

impl Trace {
    /// The event with this id.
    pub fn event(&self, id: EventId) -> &Event {
        &self.events[id.index()]
    }

    /// The message with this id.
    pub fn message(&self, id: MessageId) -> &Message {
        &self.messages[id.index()]
    }

    /// The messages that an event took: one for a receive, or several in a log.
    pub fn taken(&self, id: EventId) -> impl Iterator<Item = MessageId> + use<'_> {
        let event = self.event(id);
        let first = (event.kind == EventKind::Receive).then_some(event.first_message);
        let start = self.joins.partition_point(|(receive, _)| *receive < id);
        let others = self.joins[start..].iter().take_while(move |(receive, _)| *receive == id);
        first.into_iter().chain(others.map(|(_, message)| *message))
    }

    /// The messages that an event sent in a row, or those that it took.
    pub fn messages_of(&self, id: EventId) -> impl Iterator<Item = MessageId> + use<'_> {
        let event = self.event(id);
        let sent = (event.kind != EventKind::Receive).then(|| event.messages());
        sent.into_iter().flatten().chain(self.taken(id))
    }

    /// An epoch as it is shown: `7`, or `2.1` where it is two numbers.
    pub fn epoch_text(&self, epoch: u64) -> String {
        match self.epoch_base {
            Some(base) => format!("{}.{}", epoch / base, epoch % base),
            None => epoch.to_string(),
        }
    }

    /// The name of a node.
    pub fn node_name(&self, node: NodeId) -> &str {
        &self.nodes[node.index()]
    }

    /// The name of a message's kind.
    pub fn kind_name(&self, message: MessageId) -> &str {
        &self.kinds[usize::from(self.message(message).key.kind)]
    }

    /// What a message is called on its arrow: its text or else its kind.
    pub fn message_label(&self, message: MessageId) -> &str {
        match self.message_texts.get(message.index()) {
            Some(text) => &self.texts[*text as usize],
            None => self.kind_name(message),
        }
    }

    /// The name of an event's role, where the protocol has roles.
    pub fn role_name(&self, event: EventId) -> Option<&str> {
        let role = self.event(event).role?;
        Some(&self.roles[usize::from(role)])
    }

    /// A message's key as scenarios write it: `VoteGranted S5->S2 1`, and `1+1` for
    /// the first copy.
    pub fn key_text(&self, key: MessageKey) -> String {
        let kind = &self.kinds[usize::from(key.kind)];
        let (from, to) = (self.node_name(key.from), self.node_name(key.to));
        format!("{kind} {from}->{to} {}", key.number())
    }

    /// What an event says, in a few words. Holds no event or message numbers.
    pub fn label(&self, id: EventId) -> Cow<'_, str> {
        let event = self.event(id);
        if let Some(text) = event.text {
            return Cow::Borrowed(&self.texts[text as usize]);
        }
        match event.kind {
            EventKind::Receive => Cow::Borrowed(self.message_label(event.first_message)),
            EventKind::Send => self.send_label(event),
            other => Cow::Borrowed(other.name()),
        }
    }

    /// What a send sent, each label once, in the order of sending.
    fn send_label(&self, event: &Event) -> Cow<'_, str> {
        let mut labels: Vec<&str> = Vec::new();
        for message in event.messages() {
            let label = self.message_label(message);
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        match labels.as_slice() {
            [one] => Cow::Borrowed(one),
            many => Cow::Owned(many.join(", ")),
        }
    }

    /// The time of the last event, or of the last arrival that was planned before it.
    pub fn end(&self) -> Micros {
        self.events.last().map_or(0, |event| event.at)
    }

    /// The events of the handler that `id` belongs to: its trigger, then what
    /// followed from it in the same step on the same node.
    pub fn step_of(&self, id: EventId) -> Range<u32> {
        let mut first = id.0;
        while first > 0 && self.events[first as usize].follows_up() {
            first -= 1;
        }
        let mut end = id.0 + 1;
        while self.events.get(end as usize).is_some_and(Event::follows_up) {
            end += 1;
        }
        first..end
    }
}
