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

use crate::sim::info::{FieldType, Info, Keyword, Property, PropertyKind, Variant, data, field};
use crate::sim::plan::Plan;
use crate::sim::process::{Effects, Process};
use crate::sim::run::{ArgumentError, Fields, Value};
use crate::trace::NodeId;
use properties::Observers;
use std::convert::Infallible;
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

/// What a broken variant gets wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Bug {
    LamportForgetsMaximum,
    LamportForgetsIncrement,
    VectorForgetsMerge,
    VectorForgetsIncrement,
}

const VARIANTS: [(&str, Bug); 4] = [
    ("lamport-forgets-maximum", Bug::LamportForgetsMaximum),
    ("lamport-forgets-increment", Bug::LamportForgetsIncrement),
    ("vector-forgets-merge", Bug::VectorForgetsMerge),
    ("vector-forgets-increment", Bug::VectorForgetsIncrement),
];

impl Config {
    fn has(&self, bug: Bug) -> bool {
        self.bug == Some(bug)
    }
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "exchange",
    title: "Exchange",
    summary: "Processes do what you say: local events, sends, broadcasts. Each keeps a Lamport clock and a vector clock.",
    source: "Lamport: Time, Clocks, and the Ordering of Events in a Distributed System, 1978; Mattern: Virtual Time and Global States of Distributed Systems, 1989",
    node_prefix: "P",
    default_nodes: 3,
    node_bounds: (1, 64),
    groups: &[],
    has_clients: false,
    fifo_unless: None,
    decides: false,
    epoch: None,
    epoch_base: None,
    kinds: &[data("Message", "A message. It carries the time of its sending, by both clocks.")],
    timers: &[],
    acts: &[],
    roles: &[],
    fields: &[
        field("events", FieldType::Number),
        field("lamport", FieldType::Number),
        field("vector", FieldType::List),
    ],
    commands: &[
        Keyword { name: "local [TEXT]", about: "Have a local event." },
        Keyword { name: "send NODE [TEXT]", about: "Send a message to one process." },
        Keyword { name: "broadcast [TEXT]", about: "Send a message to all others, in one event." },
    ],
    parameters: &[],
    assumes: &[],
    properties: &[
        Property {
            name: "clock-condition",
            kind: PropertyKind::Safety,
            statement: "Where one event happens before another, its Lamport time is less.",
            only_with: None,
        },
        Property {
            name: "strong-clock-condition",
            kind: PropertyKind::Safety,
            statement: "One event happens before another exactly where its vector time is less.",
            only_with: None,
        },
    ],
    variants: &[
        Variant {
            name: "lamport-forgets-maximum",
            about: "A receive adds one to the receiver's own Lamport time and ignores that of the message.",
            breaks: "clock-condition",
        },
        Variant {
            name: "lamport-forgets-increment",
            about: "A receive takes the maximum of both Lamport times and adds nothing.",
            breaks: "clock-condition",
        },
        Variant {
            name: "vector-forgets-merge",
            about: "A receive adds one to the receiver's own entry and ignores the vector of the message.",
            breaks: "strong-clock-condition",
        },
        Variant {
            name: "vector-forgets-increment",
            about: "A receive takes the maximum of both vectors and does not count itself.",
            breaks: "strong-clock-condition",
        },
    ],
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

impl Process for Exchange {
    type Message = Message;
    type Timer = Infallible;
    type Command = Command;
    type Config = Config;
    type Observers = Observers;

    const INFO: &'static Info = &INFO;
    const COMMANDS_ARE_EVENTS: bool = true;

    fn configure(plan: &Plan) -> Config {
        let bug = VARIANTS.iter().find(|(name, _)| plan.variant == Some(*name));
        Config { processes: plan.nodes.len(), bug: bug.map(|(_, bug)| *bug) }
    }

    fn new(me: NodeId, config: &Config) -> Exchange {
        Exchange { me, events: 0, lamport: 0, vector: vec![0; config.processes] }
    }

    fn command(plan: &Plan, node: NodeId, words: &[&str]) -> Result<Command, ArgumentError> {
        let receiver = |word: &str| {
            let index = plan.nodes.iter().position(|name| name == word);
            let unknown = || wrong(1, format!("\"{word}\" is not a process"));
            let to = index.and_then(|index| u8::try_from(index).ok()).map(NodeId).ok_or_else(unknown)?;
            if to == node {
                return Err(wrong(1, "a process does not send to itself".to_owned()));
            }
            Ok(to)
        };
        match words {
            ["local", rest @ ..] => Ok(Command::Local(text(rest, 1)?)),
            ["broadcast", rest @ ..] => Ok(Command::Broadcast(text(rest, 1)?)),
            ["send", to, rest @ ..] => Ok(Command::Send(receiver(to)?, text(rest, 2)?)),
            ["send"] => Err(wrong(1, "`send` needs a process to send to".to_owned())),
            [other, ..] => Err(wrong(0, format!("\"{other}\" is not a command"))),
            [] => Err(wrong(0, "a command is missing".to_owned())),
        }
    }

    fn begin_in(&mut self, _: &Plan, _: NodeId, _: &[&str]) -> Result<(), ArgumentError> {
        Err(ArgumentError {
            word: 0,
            what: "processes of exchange begin with nothing".to_owned(),
            hint: "leave the line out".to_owned(),
        })
    }

    fn on_start(&mut self, _: &mut Effects<Exchange>) {}

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
        if !config.has(Bug::VectorForgetsMerge) {
            for (own, other) in self.vector.iter_mut().zip(&*message.vector) {
                *own = (*own).max(*other);
            }
        }
        if !config.has(Bug::VectorForgetsIncrement) {
            self.vector[self.me.index()] += 1;
        }
    }

    fn on_timer(&mut self, timer: Infallible, _: &mut Effects<Exchange>) {
        match timer {}
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

    /// Clocks that started again from zero would repeat times, so they are on disk.
    fn durable(&self, _: &Config) -> Exchange {
        self.clone()
    }

    fn kind(_: &Message) -> u16 {
        0
    }

    /// A vector has an entry a process.
    fn weight(message: &Message) -> u32 {
        1 + message.vector.len() as u32 / 16
    }

    fn fields(message: &Message, _: &[String]) -> Fields {
        vec![
            ("text", Value::Text(message.text.to_string())),
            ("lamport", number(message.lamport)),
            ("vector", numbers(&message.vector)),
        ]
    }

    fn timer_index(timer: Infallible) -> u8 {
        match timer {}
    }

    fn timer_at(index: u8) -> Infallible {
        unreachable!("exchange has no timers, so none at {index}")
    }

    fn command_text(command: &Command) -> String {
        match command {
            Command::Local(text) => format!("local \"{text}\""),
            Command::Send(_, text) => format!("send \"{text}\""),
            Command::Broadcast(text) => format!("broadcast \"{text}\""),
        }
    }

    fn event_text(command: &Command) -> String {
        match command {
            Command::Local(text) if text.is_empty() => "local".to_owned(),
            Command::Local(text) => text.to_string(),
            Command::Send(_, text) | Command::Broadcast(text) => label(text).to_owned(),
        }
    }

    fn message_text(message: &Message) -> Option<&str> {
        Some(label(&message.text))
    }

    fn role(&self) -> Option<u8> {
        None
    }

    fn epoch(&self) -> Option<u64> {
        None
    }

    fn state(&self, _: &[String]) -> Fields {
        vec![
            ("events", number(self.events)),
            ("lamport", number(self.lamport)),
            ("vector", numbers(&self.vector)),
        ]
    }
}

fn wrong(word: usize, what: String) -> ArgumentError {
    ArgumentError {
        word,
        what,
        hint: "commands are `local [TEXT]`, `send NODE [TEXT]` and `broadcast [TEXT]`".to_owned(),
    }
}

/// The text at the end of a command: nothing, a word, or words between quotes.
fn text(words: &[&str], index: usize) -> Result<Arc<str>, ArgumentError> {
    let word = match words {
        [] => return Ok("".into()),
        [word] => word,
        [first, ..] => {
            let is_open = first.starts_with('"') && !(first.len() > 1 && first.ends_with('"'));
            let what = if is_open { "the quote is not closed" } else { "a text is one word" };
            return Err(ArgumentError {
                word: if is_open { index } else { index + 1 },
                what: what.to_owned(),
                hint: "write several words between quotes: `\"two words\"`".to_owned(),
            });
        }
    };
    let text = word.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(word);
    if text.chars().nth(TEXT_MAX).is_some() {
        let what = format!("this text has more than {TEXT_MAX} characters");
        return Err(ArgumentError { word: index, what, hint: "say it in fewer words".to_owned() });
    }
    Ok(text.into())
}

/// What a message is called.
fn label(text: &str) -> &str {
    if text.is_empty() { INFO.kinds[0].name } else { text }
}

fn number(number: u32) -> Value {
    Value::Number(number.into())
}

fn numbers(all: &[u32]) -> Value {
    Value::List(all.iter().map(|one| number(*one)).collect())
}
