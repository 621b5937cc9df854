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

mod properties;

use crate::authoring::*;
use crate::sim::clock::{self, Wall};
use properties::Observers;
use std::sync::Arc;

const LOCK: NodeId = NodeId(0);
const STORAGE: NodeId = NodeId(1);

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

/// What the scenario fixes for all nodes.
#[derive(Debug)]
pub struct Config {
    length: Micros,
    by_wall: bool,
    fences: bool,
}

words! {
    /// The kinds of message.
    pub enum Kind: Kind {
        Acquire = request("Acquire", "Lend me the lock."),
        Grant = yes(
            "Grant",
            "The lock is yours for the agreed time; this is your token, and so long you had to wait.",
        ),
        Release = data("Release", "I give the lock back."),
        Write = request("Write", "Set the value, by the right of this token."),
        Accepted = yes("Accepted", "The value is set."),
        Rejected = no("Rejected", "Somebody with a greater token was here."),
    }

    /// What a node waits for.
    pub enum Timer: Keyword {
        Expire = keyword("expire", "The lease has ended, by the clock of the lock."),
    }

    /// The roles that a node can have.
    enum Role: Role {
        Lock = role("lock", 1),
        Storage = role("storage", 1),
        Client = role("client", 0),
        Holder = role("holder", 2),
    }

    /// What must always or in the end be true.
    pub enum Property: Property {
        TokensInOrder = safety(
            "tokens-in-order",
            "The storage accepts no write with a smaller token than one it accepted before.",
        ),
        OneHolder = safety("one-holder", "At any time, at most one client believes that it holds the lock."),
        LockGranted = liveness("lock-granted", "In the end, everybody who asked for the lock was given it."),
    }

    /// What a broken variant gets wrong.
    enum Bug: Variant {
        NoFence = variant("no-fence", "tokens-in-order", "The storage does not look at tokens."),
    }
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "lease",
    title: "A lock lease with fencing",
    summary: "A lock is lent for a time; the storage refuses whoever comes with an older token than it has seen.",
    source: "Gray, Cheriton: Leases, 1989; Kleppmann: Designing Data-Intensive Applications, chapter 8, 2017",
    default_nodes: 4,
    decides: true,
    node_bounds: (3, 64),
    kinds: Kind::ALL,
    timers: Timer::ALL,
    roles: Role::ALL,
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
    properties: Property::ALL,
    variants: Bug::ALL,
    assumes: &[
        assumed(Assumption::NoTraitors),
        assumed(Assumption::EqualRates),
        assumed(Assumption::ClocksNotSet).only_with("measure", &["wall"]),
    ],
    ..Info::EMPTY
};

type Fx<'a, 'b> = &'a mut Effects<'b, Node>;

impl Described for Node {
    const INFO: &'static Info = &INFO;

    fn role(&self) -> Option<u8> {
        let role = match self {
            Node::Lock { .. } => Role::Lock,
            Node::Storage { .. } => Role::Storage,
            Node::Client { lease: None, .. } => Role::Client,
            Node::Client { lease: Some(_), .. } => Role::Holder,
        };
        Some(role.index())
    }

    fn state(&self, names: &[String]) -> Fields {
        match self {
            Node::Lock { token, holder, waiting, .. } => fields![
                "token": *token,
                "holder": holder.map(|holder| Value::node(holder, names)),
                "waiting": Value::nodes(waiting.iter().map(|((node, _), _)| node), names),
            ],
            Node::Storage { max_token, value } => fields!["max token": *max_token, "value": value.as_ref()],
            Node::Client { lease, .. } => fields![
                "token": lease.map(|(token, _)| token),
                "lease ends": lease.map(|(_, end)| clock::text(end)),
            ],
        }
    }
}

impl Process for Node {
    type Message = Message;
    type Timer = Timer;
    type Command = Command;
    type Config = Config;
    type Observers = Observers;

    fn configure(plan: &Plan) -> Config {
        Config {
            length: duration(&INFO, plan, "length"),
            by_wall: chosen(&INFO, plan, "measure") == "wall",
            fences: bug(plan) != Some(Bug::NoFence),
        }
    }

    fn new(me: NodeId, _: &Config) -> Node {
        match me {
            LOCK => Node::Lock { token: 0, holder: None, granted: None, waiting: Vec::new() },
            STORAGE => Node::Storage { max_token: 0, value: None },
            _ => Node::Client { asked: Map::new(), lease: None },
        }
    }

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
                let is_lent = lock.is_lent(from, released);
                if is_lent {
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

    fn on_timer(&mut self, Timer::Expire: Timer, fx: Fx) {
        if let Node::Lock { holder: Some(holder), .. } = self {
            fx.note(format_args!("the lease of {} has ended", fx.name(*holder)));
        }
        self.free(fx);
    }

    fn on_restart(&mut self, fx: Fx) {
        if let Node::Lock { holder: Some(_), .. } = self {
            // It does not know how long it was down: the whole time, to be safe.
            let length = fx.config().length;
            fx.set_timer(Timer::Expire, (length, length));
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
}

impl Content for Message {
    type Kind = Kind;

    fn kind(&self) -> Kind {
        match self {
            Message::Acquire(_) => Kind::Acquire,
            Message::Grant { .. } => Kind::Grant,
            Message::Release(_) => Kind::Release,
            Message::Write(..) => Kind::Write,
            Message::Accepted => Kind::Accepted,
            Message::Rejected => Kind::Rejected,
        }
    }

    fn fields(&self, _: &[String]) -> Fields {
        match self {
            Message::Grant { token, waited, .. } => {
                fields!["token": *token, "waited": clock::text(*waited as Wall)]
            }
            Message::Release(token) => fields!["token": *token],
            Message::Write(value, token) => fields!["value": value, "token": *token],
            _ => Fields::new(),
        }
    }
}

impl FromWords for Command {
    fn read(asked: &Asked) -> Result<Command, ArgumentError> {
        if matches!(asked.node, LOCK | STORAGE) {
            let name = &asked.plan.nodes[asked.node.index()];
            let what =
                format!("{name} is not a client: the first node lends the lock, the second is the storage");
            return Err(asked.wrong(0, what));
        }
        Ok(match asked.verb() {
            "acquire" => Command::Acquire,
            "release" => Command::Release,
            _ => Command::Write(asked.text(0)),
        })
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
            fx.set_timer(Timer::Expire, (length, length));
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
        fx.cancel_timer(Timer::Expire);
        if !waiting.is_empty() {
            let (request, since) = waiting.remove(0);
            self.grant(request, fx.monotonic_clock().saturating_sub(since), fx);
        }
    }
}
