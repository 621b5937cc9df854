//! Exchange: processes do what the reader says, and stamp each event with two clocks.
//!
//! This is the setting of Lamport, "Time, Clocks, and the Ordering of Events in a
//! Distributed System" (1978): a process is a sequence of events, and an event is local,
//! the sending of a message, or the receiving of one. Each command of a scenario *is* the
//! event that it asks for; a broadcast is one event with several arrows.
//!
//! Every process keeps Lamport's clock (rules IR1 and IR2 of that paper) and a vector
//! clock (Fidge 1988; Mattern 1989), and every message carries both, so that what the
//! rules compute can be seen, and what comes of getting them wrong.
//!
//! [`properties`] has the two clock conditions.

mod properties;

use crate::authoring::*;
use properties::Observers;
use std::sync::Arc;

/// The longest text of an event, in characters.
pub const TEXT_MAX: usize = 60;

/// A process and its clocks.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Exchange {
    me: NodeId,
    /// How many events it has had.
    events: u32,
    /// Lamport's clock: the time of its last event.
    lamport: u32,
    /// The vector clock: for each process, how many of its events this one knows of.
    vector: Vec<u32>,
}

/// A message.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Message {
    /// What it is called.
    text: Arc<str>,
    /// Which of its sender's events sent it, counted from 1. Only observers look at it.
    event: u32,
    /// The sender's Lamport time as it was sent.
    lamport: u32,
    /// The sender's vector time as it was sent.
    vector: Arc<[u32]>,
}

/// What a process can be told to do.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Command {
    /// Have an event that no other process sees.
    Local(Arc<str>),
    /// Send a message to one process.
    Send(NodeId, Arc<str>),
    /// Send a message to all others, in one event.
    Broadcast(Arc<str>),
}

/// What the scenario fixes for all processes.
#[derive(Clone, Debug)]
pub struct Config {
    processes: usize,
    bug: Option<Bug>,
}

impl Config {
    fn has(&self, bug: Bug) -> bool {
        self.bug == Some(bug)
    }
}

words! {
    /// The kinds of message.
    pub enum Kind: Kind {
        Message = data("Message", "A message. It carries the time of its sending, by both clocks."),
    }

    /// What must always or in the end be true.
    pub enum Property: Property {
        ClockCondition =
            safety("clock-condition", "Where one event happens before another, its Lamport time is less."),
        StrongClockCondition = safety(
            "strong-clock-condition",
            "One event happens before another exactly where its vector time is less.",
        ),
    }

    /// What a broken variant gets wrong.
    enum Bug: Variant {
        LamportForgetsMaximum = variant(
            "lamport-forgets-maximum",
            "clock-condition",
            "A receive adds one to the receiver's own Lamport time and ignores that of the message.",
        ),
        LamportForgetsIncrement = variant(
            "lamport-forgets-increment",
            "clock-condition",
            "A receive takes the maximum of both Lamport times and adds nothing.",
        ),
        VectorForgetsMerge = variant(
            "vector-forgets-merge",
            "strong-clock-condition",
            "A receive adds one to the receiver's own entry and ignores the vector of the message.",
        ),
        VectorForgetsIncrement = variant(
            "vector-forgets-increment",
            "strong-clock-condition",
            "A receive takes the maximum of both vectors and does not count itself.",
        ),
        LamportCountsReceivesTwice = variant(
            "lamport-counts-receives-twice",
            "",
            "A receive adds one to the maximum of both Lamport times, and one more as an event.",
        ),
    }
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "exchange",
    title: "Exchange",
    summary: "Processes do what you say: local events, sends, broadcasts. Each keeps a Lamport clock and a vector clock.",
    source: "Lamport: Time, Clocks, and the Ordering of Events in a Distributed System, 1978; Mattern: Virtual Time and Global States of Distributed Systems, 1989",
    kinds: Kind::ALL,
    fields: &[
        field("events", FieldType::Number),
        field("lamport", FieldType::Number),
        field("vector", FieldType::List),
    ],
    commands: &[
        keyword("local [TEXT]", "Have a local event."),
        keyword("send NODE [TEXT]", "Send a message to one process."),
        keyword("broadcast [TEXT]", "Send a message to all others, in one event."),
    ],
    properties: Property::ALL,
    variants: Bug::ALL,
    ..Info::EMPTY
};

impl Exchange {
    /// A local event or a send: the clocks count it. (IR1)
    fn tick(&mut self) {
        self.events += 1;
        self.lamport += 1;
        self.vector[self.me.index()] += 1;
    }

    /// A message that this event sends.
    fn message(&self, text: Arc<str>) -> Message {
        Message { text, event: self.events, lamport: self.lamport, vector: self.vector.as_slice().into() }
    }
}

impl Described for Exchange {
    const INFO: &'static Info = &INFO;
    const COMMANDS_ARE_EVENTS: bool = true;

    fn state(&self, _: &[String]) -> Fields {
        fields![
            "events": self.events,
            "lamport": self.lamport,
            "vector": self.vector.iter().copied().collect::<Value>(),
        ]
    }
}

impl Process for Exchange {
    type Message = Message;
    type Timer = Never;
    type Command = Command;
    type Config = Config;
    type Observers = Observers;

    fn configure(plan: &Plan) -> Config {
        Config { processes: plan.nodes.len(), bug: bug(plan) }
    }

    fn new(me: NodeId, config: &Config) -> Exchange {
        Exchange { me, events: 0, lamport: 0, vector: vec![0; config.processes] }
    }

    /// IR2, and Mattern's rule for vectors: take the maximum, then count the receive.
    fn on_message(&mut self, _: NodeId, message: Message, fx: &mut Effects<Exchange>) {
        let config = fx.config();
        self.events += 1;
        if !config.has(Bug::LamportForgetsMaximum) {
            self.lamport = self.lamport.max(message.lamport);
        }
        if !config.has(Bug::LamportForgetsIncrement) {
            self.lamport += 1;
        }
        if config.has(Bug::LamportCountsReceivesTwice) {
            self.lamport += 1;
        }
        if !config.has(Bug::VectorForgetsMerge) {
            for (own, other) in self.vector.iter_mut().zip(&*message.vector) {
                *own = (*own).max(*other);
            }
        }
        if !config.has(Bug::VectorForgetsIncrement) {
            self.vector[self.me.index()] += 1;
        }
    }

    fn on_command(&mut self, command: Command, fx: &mut Effects<Exchange>) {
        self.tick();
        match command {
            Command::Local(_) => {}
            Command::Send(to, text) => fx.send(to, self.message(text)),
            Command::Broadcast(text) => {
                let message = self.message(text);
                let others = (0..self.vector.len() as u8).map(NodeId).filter(|node| *node != self.me);
                others.for_each(|node| fx.send(node, message.clone()));
            }
        }
    }

    /// Coming back is an event too.
    fn on_restart(&mut self, _: &mut Effects<Exchange>) {
        self.tick();
    }
}

/// Clocks that started again from zero would repeat times, so all of a process is on disk.
impl Content for Message {
    type Kind = Kind;

    fn kind(&self) -> Kind {
        Kind::Message
    }

    /// A vector has an entry a process.
    fn weight(&self) -> u32 {
        1 + self.vector.len() as u32 / 16
    }

    fn fields(&self, _: &[String]) -> Fields {
        fields![
            "text": &self.text,
            "lamport": self.lamport,
            "vector": self.vector.iter().copied().collect::<Value>(),
        ]
    }

    fn text(&self) -> Option<&str> {
        Some(label(&self.text))
    }
}

impl FromWords for Command {
    fn read(asked: &Asked) -> Result<Command, ArgumentError> {
        match asked.verb() {
            "local" => Ok(Command::Local(text(asked, 0)?)),
            "broadcast" => Ok(Command::Broadcast(text(asked, 0)?)),
            _ if asked.node(0) == asked.node => {
                Err(asked.wrong(1, "a process does not send to itself".to_owned()))
            }
            _ => Ok(Command::Send(asked.node(0), text(asked, 1)?)),
        }
    }

    fn label(&self) -> Option<String> {
        Some(match self {
            Command::Local(text) if text.is_empty() => "local".to_owned(),
            Command::Local(text) => text.to_string(),
            Command::Send(_, text) | Command::Broadcast(text) => label(text).to_owned(),
        })
    }
}

/// The text at the end of a command: nothing, a word, or words between quotes.
fn text(asked: &Asked, index: usize) -> Result<Arc<str>, ArgumentError> {
    let word = asked.text(index);
    let text = word.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(&word);
    if text.chars().nth(TEXT_MAX).is_some() {
        let what = format!("this text has more than {TEXT_MAX} characters");
        return Err(ArgumentError { word: index + 1, what, hint: "say it in fewer words".to_owned() });
    }
    Ok(text.into())
}

/// What a message is called.
fn label(text: &str) -> &str {
    if text.is_empty() { Kind::Message.entry().name } else { text }
}
