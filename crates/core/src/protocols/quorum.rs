//! A register on several replicas: whoever reads or writes asks as many as make a quorum.
//!
//! - Gifford, "Weighted Voting for Replicated Data", 1979: reads ask R replicas and writes W of
//!   N; where R + W is more than N, every read meets every write.
//! - Attiya, Bar-Noy, Dolev, "Sharing Memory Robustly in Message-Passing Systems", Journal of the
//!   ACM 42(1), 1995: a reader writes back what it read, and so no later read returns an older
//!   value. Several writers first ask for the greatest number (section 5 of Lynch, Shvartsman,
//!   "Robust Emulation of Shared Memory Using Dynamic Quorum-Acknowledged Broadcasts", 1997).
//!
//! Each lane takes one command at a time; the others wait. Replicas keep value and number on
//! disk, and so does a writer its last number. A question that is not answered is asked again.

use crate::authoring::*;
pub use crate::protocols::register::{Command, Property};
use crate::protocols::register::{Observers, Operation, Register};
use std::collections::VecDeque;
use std::sync::Arc;

/// What tells which of two writes is later: a number, and the writer where numbers are equal.
/// The writer's count of its operations tells apart what a broken variant numbers alike.
pub type Stamp = (u32, NodeId, u32);

/// A value and its stamp.
pub type Version = (Stamp, Arc<str>);

/// A lane: a replica that also takes commands, or a client, which only takes commands.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Node {
    /// What a replica keeps. On disk.
    kept: Option<Version>,
    /// The greatest number that it has given to a write. On disk.
    numbered: u32,
    /// How many operations it has begun. On disk.
    begun: u32,
    /// Counts its questions. On disk.
    round: u32,
    /// What it was asked to do and has not begun.
    waiting: VecDeque<Command>,
    current: Option<Current>,
    /// What it has done, the oldest first. On disk.
    done: Vec<Operation>,
}

/// What a lane is about.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Current {
    command: Command,
    /// What it tells replicas to keep, once it has asked what they keep.
    stores: Option<Version>,
    /// The latest version that it was told of.
    latest: Version,
    /// The replicas that have answered this round.
    answered: Set<NodeId>,
}

/// What lanes send each other. Questions are numbered, and answers have their numbers.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    /// What do you keep?
    Query(u32),
    /// This.
    Value(u32, Version),
    /// Keep this, unless you keep something later.
    Store(u32, Version),
    /// I keep that, or something later.
    Stored(u32),
}

words! {
    /// The kinds of message.
    pub enum Kind: Kind {
        Query = request("Query", "What do you keep?"),
        Value = data("Value", "I keep this value, with this number."),
        Store = request("Store", "Keep this value, unless you keep one with a greater number."),
        Stored = yes("Stored", "I keep that value, or a later one."),
    }

    /// What a lane waits for.
    pub enum Timer: Keyword {
        Retry = keyword("retry", "Too few replicas have answered: the others are asked again."),
    }

    /// What a lane can be.
    enum Role: Role {
        Replica = role("replica", 1),
        Client = role("client", 0),
    }

    /// What a broken variant gets wrong.
    enum Bug: Variant {
        OlderOverwrites = variant(
            "older-overwrites",
            "regular",
            "A replica keeps what it was told last, whatever its number.",
        ),
        CountsAlone = variant(
            "counts-alone",
            "regular",
            "A writer numbers its writes from its own count and does not ask for the greatest number.",
        ),
    }
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "quorum",
    title: "A register on quorums",
    summary: "Reads ask R of N replicas, writes tell W of them; a reader writes back what it read.",
    source: "Gifford: Weighted Voting for Replicated Data, 1979; Attiya, Bar-Noy, Dolev: Sharing Memory Robustly in Message-Passing Systems, 1995",
    node_prefix: "S",
    has_clients: true,
    decides: true,
    kinds: Kind::ALL,
    timers: Timer::ALL,
    roles: Role::ALL,
    fields: &[
        field("value", FieldType::Word),
        field("number", FieldType::Number),
        field("writer", FieldType::Node),
        field("operation", FieldType::Word),
        field("answered", FieldType::List),
        field("waiting", FieldType::List),
        field("done", FieldType::List),
    ],
    commands: &[
        keyword("write VALUE", "Write a value, through this lane."),
        keyword("read", "Read the value, through this lane."),
    ],
    parameters: &[
        Parameter::count(
            "reads",
            2,
            (1, 64),
            "R: how many replicas have to answer a read; all where there are fewer.",
        ),
        Parameter::count(
            "writes",
            2,
            (1, 64),
            "W: how many replicas have to keep a write; all where there are fewer.",
        ),
        Parameter::one_of(
            "reading",
            "write-back",
            &["write-back", "plain"],
            "Whether a reader tells W replicas what it read before it returns it.",
        ),
        Parameter::duration(
            "retry",
            100_000,
            (MS, LONGEST),
            "How long answers may take until replicas are asked again.",
        ),
    ],
    assumes: &[assumed(Assumption::NoTraitors), assumed(Assumption::QuorumsMeet("reads", "writes"))],
    properties: Property::ALL,
    variants: Bug::ALL,
    ..Info::EMPTY
};

/// What the scenario fixes for all lanes.
#[derive(Debug)]
pub struct Config {
    /// How many of the lanes, from the left, are replicas.
    replicas: u8,
    reads: usize,
    writes: usize,
    writes_back: bool,
    retry: Micros,
    bug: Option<Bug>,
}

type Fx<'a, 'b> = &'a mut Effects<'b, Node>;

impl Described for Node {
    const INFO: &'static Info = &INFO;

    fn role(&self) -> Option<u8> {
        let role = if self.kept.is_some() { Role::Replica } else { Role::Client };
        Some(role.index())
    }

    fn state(&self, names: &[String]) -> Fields {
        let mut fields = Fields::new();
        if let Some(((number, writer, _), value)) = &self.kept {
            let writer = (*number > 0).then(|| Value::node(*writer, names));
            fields.extend(fields!["value": value, "number": *number, "writer": writer]);
        }
        let current = self.current.as_ref();
        let stage = |current: &Current| match &current.stores {
            None => format!("{}: asks", current.command),
            Some((_, value)) => format!("{}: stores {value}", current.command),
        };
        fields.extend(fields![
            "operation": current.map(stage),
            "answered": current.map(|current| Value::nodes(current.answered.iter(), names)),
            "waiting": self.waiting.iter().map(Command::to_string).collect::<Value>(),
            "done": self.done.iter().map(Operation::to_string).collect::<Value>(),
        ]);
        fields
    }
}

impl Process for Node {
    type Message = Message;
    type Timer = Timer;
    type Command = Command;
    type Config = Config;
    type Observers = Observers;

    fn configure(plan: &Plan) -> Config {
        let replicas = plan.nodes.len() as u8 - plan.clients;
        let count = |name| number(&INFO, plan, name).min(replicas.into()) as usize;
        Config {
            replicas,
            reads: count("reads"),
            writes: count("writes"),
            writes_back: chosen(&INFO, plan, "reading") == "write-back",
            retry: duration(&INFO, plan, "retry"),
            bug: bug(plan),
        }
    }

    fn new(me: NodeId, config: &Config) -> Node {
        Node {
            kept: (me.0 < config.replicas).then(first_version),
            numbered: 0,
            begun: 0,
            round: 0,
            waiting: VecDeque::new(),
            current: None,
            done: Vec::new(),
        }
    }

    fn on_command(&mut self, command: Command, fx: Fx) {
        self.waiting.push_back(command);
        self.begin(fx);
    }

    fn on_message(&mut self, from: NodeId, message: Message, fx: Fx) {
        match message {
            Message::Query(round) => {
                if let Some(kept) = &self.kept {
                    fx.send(from, Message::Value(round, kept.clone()));
                }
            }
            Message::Store(round, version) => {
                if let Some(kept) = &mut self.kept {
                    if version.0 > kept.0 || fx.config().bug == Some(Bug::OlderOverwrites) {
                        *kept = version;
                    }
                    fx.send(from, Message::Stored(round));
                }
            }
            Message::Value(round, version) => self.answer(from, round, Some(version), fx),
            Message::Stored(round) => self.answer(from, round, None, fx),
        }
    }

    fn on_timer(&mut self, Timer::Retry: Timer, fx: Fx) {
        self.ask(fx);
    }

    /// What it was about, and what waited, is gone.
    fn durable(&self, _: &Config) -> Node {
        Node { waiting: VecDeque::new(), current: None, ..self.clone() }
    }
}

/// What every replica keeps in the beginning.
fn first_version() -> Version {
    ((0, NodeId(0), 0), "0".into())
}

impl Node {
    /// Begins the next operation, if none is under way.
    fn begin(&mut self, fx: Fx) {
        if self.current.is_some() {
            return;
        }
        let Some(command) = self.waiting.pop_front() else {
            fx.cancel_timer(Timer::Retry);
            return;
        };
        self.begun += 1;
        let answered = Set::new();
        self.current = Some(Current { command, stores: None, latest: first_version(), answered });
        if fx.config().bug == Some(Bug::CountsAlone) {
            self.number(fx.me());
        }
        self.next_round(fx);
    }

    /// The version that a write is to store, if this is a write.
    fn number(&mut self, me: NodeId) {
        if let Some(current) = &mut self.current
            && let Command::Write(value) = &current.command
        {
            self.numbered = self.numbered.max(current.latest.0.0) + 1;
            current.stores = Some(((self.numbered, me, self.begun), Arc::clone(value)));
        }
    }

    fn next_round(&mut self, fx: Fx) {
        self.round += 1;
        if let Some(current) = &mut self.current {
            current.answered.clear();
        }
        self.ask(fx);
    }

    /// Asks those replicas that have not answered this round.
    fn ask(&mut self, fx: Fx) {
        let (round, config) = (self.round, fx.config());
        let Some(current) = &self.current else {
            return;
        };
        let message = match &current.stores {
            None => Message::Query(round),
            Some(version) => Message::Store(round, version.clone()),
        };
        for node in (0..config.replicas).map(NodeId).filter(|node| !current.answered.contains(node)) {
            fx.send(node, message.clone());
        }
        fx.set_timer(Timer::Retry, (config.retry, config.retry));
    }

    /// A replica has answered: what it keeps, or that it keeps what it was told.
    fn answer(&mut self, from: NodeId, round: u32, version: Option<Version>, fx: Fx) {
        let config = fx.config();
        let Some(current) = self.current.as_mut().filter(|_| round == self.round) else {
            return;
        };
        current.answered.insert(from);
        current.latest = version.into_iter().fold(current.latest.clone(), Ord::max);
        let needed = if current.stores.is_some() { config.writes } else { config.reads };
        if current.answered.len() < needed {
            return;
        }
        let is_read = current.command == Command::Read;
        if current.stores.is_some() || (is_read && !config.writes_back) {
            self.end(fx);
        } else {
            if is_read {
                current.stores = Some(current.latest.clone());
            }
            self.number(fx.me());
            self.next_round(fx);
        }
    }

    /// The operation is over; the next begins.
    fn end(&mut self, fx: Fx) {
        let Some(Current { command, stores, latest, .. }) = self.current.take() else {
            return;
        };
        let ((_, writer, serial), value) = stores.unwrap_or(latest);
        let is_write = command != Command::Read;
        fx.decide(format_args!("{} {value}", if is_write { "wrote" } else { "read" }));
        self.done.push(Operation { serial: self.begun, is_write, write: (writer, serial), value });
        self.begin(fx);
    }
}

impl Register for Node {
    fn done(&self) -> &[Operation] {
        &self.done
    }

    fn begun(&self) -> u32 {
        self.begun
    }

    fn writes_now(&self) -> Option<bool> {
        self.current.as_ref().map(|current| current.command != Command::Read)
    }
}

impl Content for Message {
    type Kind = Kind;

    fn kind(&self) -> Kind {
        match self {
            Message::Query(_) => Kind::Query,
            Message::Value(..) => Kind::Value,
            Message::Store(..) => Kind::Store,
            Message::Stored(_) => Kind::Stored,
        }
    }

    fn fields(&self, names: &[String]) -> Fields {
        match self {
            Message::Value(_, ((number, writer, _), value))
            | Message::Store(_, ((number, writer, _), value)) => {
                let writer = (*number > 0).then(|| Value::node(*writer, names));
                fields!["value": value, "number": *number, "writer": writer]
            }
            _ => Fields::new(),
        }
    }
}
