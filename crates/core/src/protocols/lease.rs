//! A lock that is lent for a time, and a storage that does not rely on it.
//!
//! - Gray, Cheriton, "Leases: An Efficient Fault-Tolerant Mechanism for Distributed File
//!   Cache Consistency", 1989: a lease ends by the clocks of both sides, so they have to go
//!   alike.
//! - Kleppmann, "Designing Data-Intensive Applications", 2017, chapter 8: fencing tokens.
//!
//! The first node lends the lock, the second is the storage, all others are clients. A
//! client counts its lease from the moment it sent the request that the grant answers, and
//! adds how long the lock says that the request had to wait: so the time that messages take
//! is on the safe side, and only clocks that go differently can make two believe. A request
//! is answered once: copies of it and of its grant change nothing.

use super::violations::Violations;
use crate::ordered::{Map, Set};
use crate::sim::clock::Wall;
use crate::sim::info::{
    Assumption, FieldType, Info, LONGEST, MS, Parameter, Role, Variant, assumed, data, field, keyword,
    liveness, no, request, safety, yes,
};
use crate::sim::observe::{Observe, Observed};
use crate::sim::plan::Plan;
use crate::sim::process::{self, Effects, chosen, duration};
use crate::sim::run::{ArgumentError, Fields, Outcome, Value};
use crate::sim::world::{Step, Trigger};
use crate::trace::{Micros, NodeId};
use std::sync::Arc;

const LOCK: NodeId = NodeId(0);
const STORAGE: NodeId = NodeId(1);

/// The longest value, in bytes.
const VALUE_MAX: usize = 64;

/// A node: what it keeps depends on its part.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Node {
    /// Lends the lock.
    Lock {
        /// The number of the last lease. On disk.
        token: u64,
        /// Who has it. On disk.
        holder: Option<NodeId>,
        /// The request that was granted last.
        granted: Option<Request>,
        /// The requests that wait for it, and since when, on its own clock.
        waiting: Vec<(Request, Micros)>,
    },
    /// Keeps a value.
    Storage {
        /// The greatest token that it has seen. On disk.
        max_token: u64,
        /// On disk.
        value: Option<Arc<str>>,
    },
    /// Asks for the lock and writes.
    Client {
        /// Its requests without a grant, and when it sent each, on its own clock.
        asked: Map<u32, Wall>,
        /// Its lease: the token, and when it ends, on its own clock.
        lease: Option<(u64, Wall)>,
    },
}

/// A request for the lock: whose, and which of theirs.
type Request = (NodeId, u32);

/// What nodes send each other.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    /// Lend me the lock: which of my requests this is.
    Acquire(u32),
    /// It is yours for the agreed time.
    Grant {
        /// The request that this answers.
        request: u32,
        /// The number of the lease.
        token: u64,
        /// How long the request had to wait.
        waited: Micros,
    },
    /// I give it back.
    Release(u64),
    /// Set the value, by the right of this token.
    Write(Arc<str>, u64),
    /// Done.
    Accepted,
    /// Somebody with a greater token was here.
    Rejected,
}

/// What can be asked of a client.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Command {
    /// Ask for the lock.
    Acquire,
    /// Give it back.
    Release,
    /// Write a value, if it believes to hold the lock.
    Write(Arc<str>),
}

/// The lease that was lent has ended, by the clock of the lock.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Expire;

/// What the scenario fixes for all nodes.
#[derive(Debug)]
pub struct Config {
    length: Micros,
    by_wall: bool,
    fences: bool,
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "lease",
    title: "A lock lease with fencing",
    summary: "A lock is lent for a time; the storage refuses whoever comes with an older token than it has seen.",
    source: "Gray, Cheriton: Leases, 1989; Kleppmann: Designing Data-Intensive Applications, chapter 8, 2017",
    node_prefix: "P",
    default_nodes: 4,
    node_bounds: (3, 64),
    groups: &[],
    has_clients: false,
    fifo_unless: None,
    decides: true,
    epoch: None,
    epoch_base: None,
    kinds: &[
        request("Acquire", "Lend me the lock."),
        yes(
            "Grant",
            "The lock is yours for the agreed time; this is your token, and so long you had to wait.",
        ),
        data("Release", "I give the lock back."),
        request("Write", "Set the value, by the right of this token."),
        yes("Accepted", "The value is set."),
        no("Rejected", "Somebody with a greater token was here."),
    ],
    timers: &[keyword("expire", "The lease has ended, by the clock of the lock.")],
    acts: &[],
    roles: &[
        Role { name: "lock", weight: 1 },
        Role { name: "storage", weight: 1 },
        Role { name: "client", weight: 0 },
        Role { name: "holder", weight: 2 },
    ],
    fields: &[
        field("token", FieldType::Number),
        field("holder", FieldType::Node),
        field("waiting", FieldType::List),
        field("max token", FieldType::Number),
        field("value", FieldType::Word),
        field("lease ends", FieldType::Time),
    ],
    commands: &[
        keyword("acquire", "A client asks for the lock."),
        keyword("release", "A client gives the lock back."),
        keyword("write VALUE", "A client writes a value, if it believes to hold the lock."),
    ],
    parameters: &[
        Parameter::duration("length", 200_000, (MS, LONGEST), "How long the lock is lent."),
        Parameter::one_of(
            "measure",
            "monotonic",
            &["monotonic", "wall"],
            "By which of its clocks a client measures its lease.",
        ),
    ],
    assumes: &[
        assumed(Assumption::EqualRates),
        assumed(Assumption::ClocksNotSet).only_with("measure", &["wall"]),
    ],
    properties: &[
        safety(
            "tokens-in-order",
            "The storage accepts no write with a smaller token than one it accepted before.",
        ),
        safety("one-holder", "At any time, at most one client believes that it holds the lock."),
        liveness("lock-granted", "In the end, everybody who asked for the lock was given it."),
    ],
    variants: &[Variant {
        name: "no-fence",
        about: "The storage does not look at tokens.",
        breaks: "tokens-in-order",
    }],
};

type Fx<'a, 'b> = &'a mut Effects<'b, Node>;

impl process::Process for Node {
    type Message = Message;
    type Timer = Expire;
    type Command = Command;
    type Config = Config;
    type Observers = Observers;

    const INFO: &'static Info = &INFO;

    fn configure(plan: &Plan) -> Config {
        Config {
            length: duration(&INFO, plan, "length"),
            by_wall: chosen(&INFO, plan, "measure") == "wall",
            fences: plan.variant.is_none(),
        }
    }

    fn new(me: NodeId, _: &Config) -> Node {
        match me {
            LOCK => Node::Lock { token: 0, holder: None, granted: None, waiting: Vec::new() },
            STORAGE => Node::Storage { max_token: 0, value: None },
            _ => Node::Client { asked: Map::new(), lease: None },
        }
    }

    fn command(plan: &Plan, node: NodeId, words: &[&str]) -> Result<Command, ArgumentError> {
        let error = |word: usize, what: String| ArgumentError {
            word,
            what,
            hint: "commands are `acquire`, `release` and `write VALUE`".to_owned(),
        };
        if node.0 < 2 {
            let what = format!(
                "{} is not a client: the first node lends the lock, the second is the storage",
                plan.nodes[node.index()]
            );
            return Err(error(0, what));
        }
        match words {
            ["acquire"] => Ok(Command::Acquire),
            ["release"] => Ok(Command::Release),
            ["write", value] if value.len() <= VALUE_MAX => Ok(Command::Write((*value).into())),
            ["write", _] => Err(error(1, format!("this value is longer than {VALUE_MAX} bytes"))),
            ["write"] => Err(error(1, "`write` needs a value".to_owned())),
            ["acquire" | "release", ..] => Err(error(1, format!("`{}` stands alone", words[0]))),
            ["write", ..] => Err(error(2, "`write` takes one value, nothing more".to_owned())),
            [other, ..] => Err(error(0, format!("\"{other}\" is not a command"))),
            [] => Err(error(0, "a command is missing".to_owned())),
        }
    }

    fn on_start(&mut self, _: Fx) {}

    fn on_command(&mut self, command: Command, fx: Fx) {
        let now = reading(fx);
        let Node::Client { asked, lease } = self else {
            return;
        };
        let held = lease.filter(|(_, end)| now < *end);
        match (command, held) {
            (Command::Acquire, _) => {
                let request = fx.command_number();
                asked.insert(request, now);
                fx.send(LOCK, Message::Acquire(request));
            }
            (Command::Write(value), Some((token, _))) => fx.send(STORAGE, Message::Write(value, token)),
            (Command::Release, Some((token, _))) => {
                *lease = None;
                fx.send(LOCK, Message::Release(token));
            }
            (_, None) => fx.note(format_args!("does not hold the lock")),
        }
    }

    fn on_message(&mut self, from: NodeId, message: Message, fx: Fx) {
        match (self, message) {
            (Node::Lock { holder, granted, waiting, .. }, Message::Acquire(request))
                if (holder.is_some() && *granted == Some((from, request)))
                    || waiting.iter().any(|(other, _)| *other == (from, request)) =>
            {
                fx.note(format_args!("a copy of a request that it has: changes nothing"));
            }
            (lock @ Node::Lock { holder: None, .. }, Message::Acquire(request)) => {
                lock.grant((from, request), 0, fx);
            }
            (Node::Lock { waiting, .. }, Message::Acquire(request)) => {
                waiting.push(((from, request), fx.monotonic_clock()));
                fx.note(format_args!("{} waits for the lock", fx.name(from)));
            }
            (lock @ Node::Lock { .. }, Message::Release(released)) => {
                if lock.is_lent(from, released) {
                    lock.free(fx);
                }
            }
            (Node::Storage { max_token, value }, Message::Write(new, token)) => {
                if token < *max_token && fx.config().fences {
                    fx.send(from, Message::Rejected);
                    fx.note(format_args!("token {token} is older than {max_token}"));
                } else {
                    *max_token = token.max(*max_token);
                    fx.decide(format_args!("{} wrote {new}", fx.name(from)));
                    *value = Some(new);
                    fx.send(from, Message::Accepted);
                }
            }
            (Node::Client { asked, lease }, Message::Grant { request, token, waited }) => {
                let Some(sent) = asked.remove(&request) else {
                    fx.note(format_args!("the grant of a request that is done with: changes nothing"));
                    return;
                };
                if let Some((later, _)) = lease.filter(|(held, _)| *held > token) {
                    fx.note(format_args!(
                        "token {token} comes after {later}, which is later: changes nothing"
                    ));
                    return;
                }
                let end = sent + (waited + fx.config().length) as Wall;
                *lease = Some((token, end));
                if reading(fx) >= end {
                    fx.note(format_args!("the lease has ended before it came"));
                }
            }
            _ => {}
        }
    }

    fn on_timer(&mut self, _: Expire, fx: Fx) {
        if let Node::Lock { holder: Some(holder), .. } = self {
            fx.note(format_args!("the lease of {} has ended", fx.name(*holder)));
        }
        self.free(fx);
    }

    fn on_restart(&mut self, fx: Fx) {
        if let Node::Lock { holder: Some(_), .. } = self {
            // It does not know how long it was down: the whole time, to be safe.
            let length = fx.config().length;
            fx.set_timer(Expire, (length, length));
        }
    }

    /// The lock's token and holder, and what the storage has. Nothing of a client.
    fn durable(&self, _: &Config) -> Node {
        match self {
            Node::Lock { token, holder, .. } => {
                Node::Lock { token: *token, holder: *holder, granted: None, waiting: Vec::new() }
            }
            Node::Storage { .. } => self.clone(),
            Node::Client { .. } => Node::Client { asked: Map::new(), lease: None },
        }
    }

    fn kind(message: &Message) -> u16 {
        match message {
            Message::Acquire(_) => 0,
            Message::Grant { .. } => 1,
            Message::Release(_) => 2,
            Message::Write(..) => 3,
            Message::Accepted => 4,
            Message::Rejected => 5,
        }
    }

    fn fields(message: &Message, _: &[String]) -> Fields {
        match message {
            Message::Grant { token, waited, .. } => {
                let waited = Value::Text(crate::sim::clock::text(*waited as Wall));
                vec![("token", Value::from(*token)), ("waited", waited)]
            }
            Message::Release(token) => vec![("token", Value::from(*token))],
            Message::Write(value, token) => {
                vec![("value", Value::Text(value.to_string())), ("token", Value::from(*token))]
            }
            _ => Vec::new(),
        }
    }

    fn timer_index(_: Expire) -> u8 {
        0
    }

    fn timer_at(_: u8) -> Expire {
        Expire
    }

    fn command_text(command: &Command) -> String {
        match command {
            Command::Acquire => "acquire".to_owned(),
            Command::Release => "release".to_owned(),
            Command::Write(value) => format!("write {value}"),
        }
    }

    fn role(&self) -> Option<u8> {
        Some(match self {
            Node::Lock { .. } => 0,
            Node::Storage { .. } => 1,
            Node::Client { lease: None, .. } => 2,
            Node::Client { lease: Some(_), .. } => 3,
        })
    }

    fn epoch(&self) -> Option<u64> {
        None
    }

    fn state(&self, names: &[String]) -> Fields {
        let name = |node: &NodeId| Value::from(&names[node.index()]);
        let time = |time: Wall| Value::Text(crate::sim::clock::text(time));
        match self {
            Node::Lock { token, holder, waiting, .. } => vec![
                ("token", Value::from(*token)),
                ("holder", holder.as_ref().map_or(Value::Null, name)),
                ("waiting", Value::List(waiting.iter().map(|((node, _), _)| name(node)).collect())),
            ],
            Node::Storage { max_token, value } => vec![
                ("max token", Value::from(*max_token)),
                ("value", value.as_ref().map_or(Value::Null, |value| Value::Text(value.to_string()))),
            ],
            Node::Client { lease, .. } => vec![
                ("token", lease.map_or(Value::Null, |(token, _)| Value::from(token))),
                ("lease ends", lease.map_or(Value::Null, |(_, end)| time(end))),
            ],
        }
    }
}

/// What a client measures its lease by.
fn reading(fx: Fx) -> Wall {
    if fx.config().by_wall { fx.wall_clock() } else { fx.monotonic_clock() as Wall }
}

impl Node {
    /// Lends the lock by a request that has waited so long.
    fn grant(&mut self, (to, request): Request, waited: Micros, fx: Fx) {
        if let Node::Lock { token, holder, granted, .. } = self {
            *token += 1;
            (*holder, *granted) = (Some(to), Some((to, request)));
            let length = fx.config().length;
            fx.set_timer(Expire, (length, length));
            fx.send(to, Message::Grant { request, token: *token, waited });
        }
    }

    /// Whether the lock is lent to a client by this token.
    fn is_lent(&self, to: NodeId, by: u64) -> bool {
        matches!(self, Node::Lock { token, holder, .. } if *holder == Some(to) && *token == by)
    }

    /// The lock is free: whoever has waited longest gets it.
    fn free(&mut self, fx: Fx) {
        let Node::Lock { holder, waiting, .. } = self else {
            return;
        };
        *holder = None;
        fx.cancel_timer(Expire);
        if !waiting.is_empty() {
            let (request, since) = waiting.remove(0);
            self.grant(request, fx.monotonic_clock().saturating_sub(since), fx);
        }
    }
}

/// Indices into the protocol's list of properties.
const TOKENS_IN_ORDER: usize = 0;
const ONE_HOLDER: usize = 1;
const LOCK_GRANTED: usize = 2;

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    /// The greatest token of an accepted write, and whose it was.
    accepted: Option<(u64, NodeId)>,
    asked: u32,
    /// The requests that were not granted yet.
    open: Set<Request>,
    violations: Violations,
}

impl Observe<Node> for Observers {
    fn new(_: &Observed<Node>) -> Observers {
        Observers { accepted: None, asked: 0, open: Set::new(), violations: Violations::default() }
    }

    fn observe(&mut self, step: &Step<Node>, view: &Observed<Node>, decided: &mut Vec<usize>) {
        let name = |node: NodeId| &view.names[node.index()];
        match &step.trigger {
            Trigger::Command(Command::Acquire) => {
                self.asked += 1;
                self.open.insert((step.node, view.nodes[step.node.index()].commands_done));
            }
            Trigger::Receive { message: Message::Grant { request, .. }, .. } => {
                if self.open.remove(&(step.node, *request)) && self.open.is_empty() {
                    decided.push(LOCK_GRANTED);
                }
            }
            Trigger::Receive { from, message: Message::Write(value, token), .. }
                if !step.emitted.decisions.is_empty() =>
            {
                if let Some((greatest, by)) = self.accepted.filter(|(greatest, _)| token < greatest) {
                    let why = format_args!(
                        "{} wrote {value} with token {token} after {} had written with token {greatest}.",
                        name(*from),
                        name(by)
                    );
                    self.violations.add(TOKENS_IN_ORDER, decided, why);
                }
                self.accepted = self.accepted.max(Some((*token, *from)));
            }
            _ => {}
        }
        let believes = |node: &NodeId| {
            let slot = &view.nodes[node.index()];
            let Node::Client { lease: Some((_, end)), .. } = slot.state else {
                return false;
            };
            let now = match view.config.by_wall {
                true => view.clocks.wall(*node, view.now),
                false => view.clocks.monotonic(*node, view.now) as Wall,
            };
            slot.up && now < end
        };
        let mut holders = (0..view.nodes.len() as u8).map(NodeId).filter(believes);
        if let (Some(first), Some(second)) = (holders.next(), holders.next()) {
            let why = format_args!("{} and {} both believe to hold the lock.", name(first), name(second));
            self.violations.add(ONE_HOLDER, decided, why);
        }
    }

    fn verdict(&self, property: usize, _: &[String]) -> (Outcome, String) {
        let unbroken = || match property {
            TOKENS_IN_ORDER => {
                (Outcome::Holds, "Writes were accepted in the order of their tokens.".to_owned())
            }
            ONE_HOLDER => (Outcome::Holds, "Never did two believe to hold the lock.".to_owned()),
            _ if self.open.is_empty() => (Outcome::Holds, format!("All {} were given the lock.", self.asked)),
            _ => {
                let granted = self.asked - self.open.len() as u32;
                (Outcome::Pending, format!("{granted} of {} were given the lock.", self.asked))
            }
        };
        self.violations.of(property).unwrap_or_else(unbroken)
    }

    fn is_tested(&self, property: usize) -> bool {
        match property {
            TOKENS_IN_ORDER => self.accepted.is_some(),
            ONE_HOLDER => self.open.len() < self.asked as usize,
            _ => self.asked > 0,
        }
    }
}
