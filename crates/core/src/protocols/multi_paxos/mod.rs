//! Multi-Paxos: servers agree on a log of commands, slot by slot, under one leader.
//!
//! Lamport, "Paxos Made Simple", 2001, section 3: an instance of Paxos for each slot, and
//! a leader that runs phase 1 once for all of them, so that a command takes only phase 2.
//!
//! What the paper leaves open is settled as Ongaro and Ousterhout do in "Paxos lecture
//! (Raft user study)", 2013, and otherwise as in Raft, so that runs of the same commands
//! can be laid side by side (`docs/paxos-and-raft.md`):
//!
//! 1. Who has heard from no leader for an election timeout tries to lead. Safety does not
//!    depend on it: two leaders at once are two proposers.
//! 2. The leader counts the votes, and tells with each Accept and heartbeat up to where
//!    all is chosen. Who accepted a slot in another ballot asks what was chosen there.
//! 3. What was not accepted is sent again with the heartbeats.
//! 4. Clients number their commands, so that a retry takes effect once.
//!
//! [`server`] has both phases, [`Client`] is the lane that looks for the leader,
//! [`properties`] what must always or in the end be true.

mod message;
mod properties;
mod server;

#[cfg(test)]
mod tests;

use super::client::{Client, Serves};
use super::kv::Op;
use super::paxos::EPOCH_BASE;
use crate::sim::info::{
    FieldType, Info, LONGEST, MS, Parameter, Role, Variant, field, keyword, liveness, safety,
};
use crate::sim::plan::Plan;
use crate::sim::process::{Effects, Process, duration, range};
use crate::sim::run::{ArgumentError, Fields};
use crate::trace::{Micros, NodeId};
pub use message::{Command, Message, Slot, Slots};
use properties::Observers;
use server::Server;

/// One lane: a server or a client.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum MultiPaxos {
    /// A server, which keeps the log.
    Server(Server),
    /// A client, which asks servers.
    Client(Client),
}

/// What a lane can wait for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Timer {
    /// A server has not heard from a leader for too long.
    Election,
    /// A leader is to tell the others that it is there.
    Heartbeat,
    /// A client has waited for an answer for too long.
    ClientRetry,
}

/// What the scenario fixes for all lanes.
#[derive(Clone, Debug)]
pub struct Config {
    /// How many of the lanes, from the left, are servers.
    servers: u8,
    election_timeout: (Micros, Micros),
    heartbeat: Micros,
    client_retry: Micros,
    bug: Option<Bug>,
}

/// What a broken variant gets wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Bug {
    IgnoresPromises,
    LeavesGaps,
}

const VARIANTS: [(&str, Bug); 2] =
    [("ignores-promises", Bug::IgnoresPromises), ("leaves-gaps", Bug::LeavesGaps)];

impl Config {
    fn has(&self, bug: Bug) -> bool {
        self.bug == Some(bug)
    }

    /// How many servers are a majority.
    fn majority(&self) -> usize {
        usize::from(self.servers) / 2 + 1
    }
}

/// What Multi-Paxos tells about itself.
pub static INFO: Info = Info {
    name: "multi-paxos",
    title: "Multi-Paxos",
    summary: "A log of slots, each chosen by Paxos; a leader runs phase 1 once for all of them.",
    source: "Lamport: Paxos Made Simple, 2001, section 3; Ongaro, Ousterhout: Paxos lecture (Raft user study), 2013",
    node_prefix: "S",
    default_nodes: 5,
    node_bounds: (1, 64),
    groups: &[],
    has_clients: true,
    fifo_unless: None,
    decides: true,
    epoch: Some("ballot"),
    epoch_base: Some(EPOCH_BASE),
    kinds: message::KINDS,
    timers: &[
        keyword("election-timeout", "The server has not heard from a leader and tries to lead."),
        keyword("heartbeat", "The leader tells the others that it is still there."),
        keyword("client-retry", "The client has no answer and asks another server."),
    ],
    acts: &[],
    roles: &[
        Role { name: "follower", weight: 0 },
        Role { name: "candidate", weight: 1 },
        Role { name: "leader", weight: 2 },
        Role { name: "client", weight: 0 },
    ],
    fields: &[
        field("role", FieldType::Word),
        field("promised", FieldType::Ballot),
        field("log", FieldType::List),
        field("firstUnchosen", FieldType::Number),
        field("applied", FieldType::Number),
        field("leader", FieldType::Node),
        field("store", FieldType::List),
        field("ballot", FieldType::Ballot),
        field("promises", FieldType::List),
        field("votes", FieldType::List),
        field("asks", FieldType::Node),
        field("serial", FieldType::Number),
        field("waiting", FieldType::List),
    ],
    commands: &[
        keyword("put KEY VALUE", "Set a key to a value."),
        keyword("get KEY", "Read a key, through the log."),
    ],
    parameters: &[
        Parameter::range(
            "election-timeout",
            (150_000, 300_000),
            (MS, LONGEST),
            "How long a server waits to hear from a leader before it tries to lead; drawn anew each time.",
        ),
        Parameter::duration(
            "heartbeat",
            50_000,
            (MS, LONGEST),
            "How long a leader waits before it tells again that it is there.",
        ),
        Parameter::duration(
            "client-retry",
            200_000,
            (MS, LONGEST),
            "How long a client waits for an answer before it asks another server.",
        ),
    ],
    assumes: &[],
    properties: &[
        safety("slot-agreement", "At most one command is chosen for a slot."),
        safety("validity", "Only a command that was given is chosen, or a no-op that fills a gap."),
        safety("learned-chosen", "A server takes a command for chosen only once a majority has accepted it."),
        safety(
            "chosen-stays-chosen",
            "Once a command is chosen for a slot, every proposal of a higher ballot for it is that command.",
        ),
        safety("one-command-per-ballot", "Two proposals of the same ballot for a slot are the same command."),
        safety("promises-kept", "A server never accepts a ballot below one that it has promised."),
        safety("state-machine-safety", "No two servers apply different commands at the same slot."),
        liveness("leader-elected", "In the end, a server has the promises of a majority and leads."),
        liveness("commands-answered", "In the end, each client command is answered."),
    ],
    variants: &[
        Variant {
            name: "ignores-promises",
            about: "A new leader proposes in free slots of its own log, whatever the promises report.",
            breaks: "slot-agreement",
        },
        Variant {
            name: "leaves-gaps",
            about: "A new leader does not fill gaps with no-ops, and what comes after a gap is never applied.",
            breaks: "commands-answered",
        },
    ],
};

impl Serves for MultiPaxos {
    const CLIENT_RETRY: Timer = Timer::ClientRetry;

    fn request(serial: u32, op: Op) -> Message {
        Message::Request { serial, op }
    }

    fn servers(config: &Config) -> u8 {
        config.servers
    }

    fn client_retry(config: &Config) -> Micros {
        config.client_retry
    }
}

impl Process for MultiPaxos {
    type Message = Message;
    type Timer = Timer;
    type Command = Op;
    type Config = Config;
    type Observers = Observers;

    const INFO: &'static Info = &INFO;

    fn configure(plan: &Plan) -> Config {
        let bug = VARIANTS.iter().find(|(name, _)| plan.variant == Some(*name));
        Config {
            servers: plan.nodes.len() as u8 - plan.clients,
            election_timeout: range(&INFO, plan, "election-timeout"),
            heartbeat: duration(&INFO, plan, "heartbeat"),
            client_retry: duration(&INFO, plan, "client-retry"),
            bug: bug.map(|(_, bug)| *bug),
        }
    }

    fn new(me: NodeId, config: &Config) -> MultiPaxos {
        if me.0 < config.servers {
            MultiPaxos::Server(Server::new())
        } else {
            MultiPaxos::Client(Client::new())
        }
    }

    fn command(_: &Plan, _: NodeId, words: &[&str]) -> Result<Op, ArgumentError> {
        Op::parse(words)
    }

    fn on_start(&mut self, fx: &mut Effects<MultiPaxos>) {
        match self {
            MultiPaxos::Server(server) => server.on_start(fx),
            MultiPaxos::Client(_) => {}
        }
    }

    fn on_message(&mut self, from: NodeId, message: Message, fx: &mut Effects<MultiPaxos>) {
        match self {
            MultiPaxos::Server(server) => server.on_message(from, message, fx),
            MultiPaxos::Client(client) => match message {
                Message::Reply { serial, .. } => client.on_reply(serial, fx),
                Message::Redirect { serial, leader } => client.on_redirect(serial, leader, fx),
                _ => fx.note(format_args!("takes no notice of a message for servers")),
            },
        }
    }

    fn on_timer(&mut self, timer: Timer, fx: &mut Effects<MultiPaxos>) {
        match self {
            MultiPaxos::Server(server) => server.on_timer(timer, fx),
            MultiPaxos::Client(client) => client.on_retry(fx),
        }
    }

    fn on_command(&mut self, command: Op, fx: &mut Effects<MultiPaxos>) {
        match self {
            MultiPaxos::Server(server) => server.on_command(command, fx),
            MultiPaxos::Client(client) => client.on_command(command, fx),
        }
    }

    fn on_restart(&mut self, fx: &mut Effects<MultiPaxos>) {
        match self {
            MultiPaxos::Server(server) => server.on_start(fx),
            MultiPaxos::Client(client) => client.ask(fx),
        }
    }

    fn durable(&self, _: &Config) -> MultiPaxos {
        match self {
            MultiPaxos::Server(server) => MultiPaxos::Server(server.durable()),
            MultiPaxos::Client(client) => MultiPaxos::Client(client.clone()),
        }
    }

    fn kind(message: &Message) -> u16 {
        message.kind()
    }

    fn weight(message: &Message) -> u32 {
        message.weight()
    }

    fn fields(message: &Message, names: &[String]) -> Fields {
        message.fields(names)
    }

    fn timer_index(timer: Timer) -> u8 {
        timer as u8
    }

    fn timer_at(index: u8) -> Timer {
        match index {
            0 => Timer::Election,
            1 => Timer::Heartbeat,
            _ => Timer::ClientRetry,
        }
    }

    fn command_text(command: &Op) -> String {
        command.to_string()
    }

    fn role(&self) -> Option<u8> {
        match self {
            MultiPaxos::Server(server) => Some(server.role as u8),
            MultiPaxos::Client(_) => Some(3),
        }
    }

    fn epoch(&self) -> Option<u64> {
        match self {
            MultiPaxos::Server(server) => Some(server.promised.epoch()),
            MultiPaxos::Client(_) => None,
        }
    }

    fn state(&self, names: &[String]) -> Fields {
        match self {
            MultiPaxos::Server(server) => server.fields(names),
            MultiPaxos::Client(client) => client.fields(names),
        }
    }
}
