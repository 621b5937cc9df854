//! Raft: servers elect a leader, and the leader's log becomes everybody's.
//!
//! Ongaro, Ousterhout, "In Search of an Understandable Consensus Algorithm (Extended
//! Version)", 2014. The numbers at the handlers are sections of that paper; Figure 2
//! is its summary on one page. Names are the paper's.
//!
//! Three things the paper leaves to its remote procedure calls are made explicit,
//! since here a request and its reply are two messages that the network may lose,
//! delay or repeat on their own:
//!
//! 1. A reply to AppendEntries tells which index it speaks of (`matchIndex` on success,
//!    the echoed `prevLogIndex` on refusal), so that a late reply is not mistaken for
//!    the answer to a newer request.
//! 2. A server that hears of a newer term keeps the election timer it has armed; only
//!    granting a vote or hearing from the current leader arms it anew.
//! 3. Clients number their commands (section 8), so that a retry takes effect once.
//!
//! [`server`] has the state and the handlers of Figure 2, [`client`] the lane that looks for the
//! leader, [`properties`] what must always or in the end be true.

mod client;
mod message;
mod properties;
mod server;

#[cfg(test)]
mod tests;

use super::kv::Op;
use crate::sim::info::{Info, Parameter, Role, Setting, Variant, liveness, safety, word};
use crate::sim::plan::Plan;
use crate::sim::process::{Effects, Process, setting};
use crate::sim::run::{Fields, WordError};
use crate::trace::{Micros, NodeId};
use client::Client;
pub use message::{Entry, Message};
use properties::Observers;
use server::Server;

/// One lane: a server or a client.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Raft {
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
    /// The most entries in one AppendEntries.
    batch: usize,
    mistake: Option<Mistake>,
}

/// What a broken variant gets wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mistake {
    CommitsOldTerms,
    ForgetsVote,
    VotesTwice,
    IgnoresLogs,
    HalfQuorum,
    FloorQuorum,
    ComparesLengths,
    TruncatesLogs,
    IgnoresPrevTerm,
    ForgetsLog,
    CommitsByLength,
    KeepsLeading,
}

const VARIANTS: [(&str, Mistake); 12] = [
    ("commits-old-terms", Mistake::CommitsOldTerms),
    ("forgets-vote", Mistake::ForgetsVote),
    ("votes-twice", Mistake::VotesTwice),
    ("ignores-logs", Mistake::IgnoresLogs),
    ("half-quorum", Mistake::HalfQuorum),
    ("floor-quorum", Mistake::FloorQuorum),
    ("compares-lengths", Mistake::ComparesLengths),
    ("truncates-logs", Mistake::TruncatesLogs),
    ("ignores-prev-term", Mistake::IgnoresPrevTerm),
    ("forgets-log", Mistake::ForgetsLog),
    ("commits-by-length", Mistake::CommitsByLength),
    ("keeps-leading", Mistake::KeepsLeading),
];

impl Mistake {
    fn named(variant: Option<&str>) -> Option<Mistake> {
        let (_, mistake) = VARIANTS.iter().find(|(name, _)| variant == Some(*name))?;
        Some(*mistake)
    }
}

impl Config {
    fn makes(&self, mistake: Mistake) -> bool {
        self.mistake == Some(mistake)
    }

    /// How many servers are a majority: any two of them have a server in common.
    fn majority(&self) -> u32 {
        let servers = u32::from(self.servers);
        match self.mistake {
            Some(Mistake::HalfQuorum) => servers.div_ceil(2),
            Some(Mistake::FloorQuorum) => (servers / 2).max(1),
            _ => servers / 2 + 1,
        }
    }

    fn servers(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.servers).map(NodeId)
    }
}

/// What Raft tells about itself.
pub static INFO: Info = Info {
    name: "raft",
    title: "Raft",
    summary: "Servers elect a leader for each term; the leader's log is replicated and committed by majorities.",
    source: "Ongaro, Ousterhout: In Search of an Understandable Consensus Algorithm (Extended Version), 2014",
    node_prefix: "S",
    default_nodes: 5,
    groups: &[],
    has_clients: true,
    fifo_unless: None,
    epoch: Some("term"),
    epoch_base: None,
    kinds: message::KINDS,
    timers: &[
        word("election-timeout", "The server has not heard from a leader and stands for election."),
        word("heartbeat", "The leader tells the others that it is still there."),
        word("client-retry", "The client has no answer and asks another server."),
    ],
    acts: &[],
    roles: &[
        Role { name: "follower", weight: 0 },
        Role { name: "candidate", weight: 1 },
        Role { name: "leader", weight: 2 },
        Role { name: "client", weight: 0 },
    ],
    commands: &[
        word("put KEY VALUE", "Set a key to a value."),
        word("get KEY", "Read a key, through the log."),
    ],
    parameters: &[
        Parameter {
            name: "election-timeout",
            default: Setting::Range(150_000, 300_000),
            about: "How long a server waits to hear from a leader before it stands for election; drawn anew each time (section 5.2).",
        },
        Parameter {
            name: "heartbeat",
            default: Setting::Duration(50_000),
            about: "How long a leader waits before it sends AppendEntries again (section 5.2).",
        },
        Parameter {
            name: "client-retry",
            default: Setting::Duration(200_000),
            about: "How long a client waits for an answer before it asks another server (section 8).",
        },
        Parameter {
            name: "batch",
            default: Setting::Count(64),
            about: "The most entries that one AppendEntries carries.",
        },
    ],
    properties: &[
        safety("election-safety", "At most one leader is elected in a term."),
        safety(
            "leader-append-only",
            "A leader never overwrites or deletes entries of its log; it only appends.",
        ),
        safety(
            "log-matching",
            "Two logs that have an entry with the same index and term are the same up to it.",
        ),
        safety(
            "leader-completeness",
            "An entry committed in a term is in the log of every leader of later terms.",
        ),
        safety("state-machine-safety", "No two servers apply different entries at the same index."),
        liveness("leader-elected", "In the end, a leader is elected."),
        liveness("commands-answered", "In the end, each client command is answered."),
    ],
    variants: &[
        Variant {
            name: "commits-old-terms",
            about: "The leader counts replicas of entries of earlier terms too, which section 5.4.2 and Figure 8 warn of.",
            breaks: "leader-completeness",
        },
        Variant {
            name: "forgets-vote",
            about: "votedFor is not written to disk, so that a server votes again after a restart.",
            breaks: "election-safety",
        },
        Variant {
            name: "votes-twice",
            about: "A server grants its vote to every candidate of the term.",
            breaks: "election-safety",
        },
        Variant {
            name: "ignores-logs",
            about: "A server votes without comparing logs, against section 5.4.1.",
            breaks: "leader-completeness",
        },
        Variant {
            name: "half-quorum",
            about: "Half of the servers count as a majority. With an even number of them, two halves need not meet.",
            breaks: "election-safety",
        },
        Variant {
            name: "floor-quorum",
            about: "A majority is taken to be n/2, rounded down: one server of three.",
            breaks: "election-safety",
        },
        Variant {
            name: "compares-lengths",
            about: "A voter compares only the lengths of the logs, not the terms of their last entries.",
            breaks: "leader-completeness",
        },
        Variant {
            name: "truncates-logs",
            about: "A follower deletes all that comes after prevLogIndex, even what does not conflict, so that a late message erases newer entries.",
            breaks: "leader-completeness",
        },
        Variant {
            name: "ignores-prev-term",
            about: "A follower checks that it has an entry at prevLogIndex, but not the term of that entry.",
            breaks: "log-matching",
        },
        Variant {
            name: "forgets-log",
            about: "The log is not written to disk, so that it is gone after a restart.",
            breaks: "leader-completeness",
        },
        Variant {
            name: "commits-by-length",
            about: "Heartbeats carry no entries, and a follower takes leaderCommit up to the end of its own log, not up to the last new entry.",
            breaks: "state-machine-safety",
        },
        Variant {
            name: "keeps-leading",
            about: "A leader that hears of a newer term takes the term over, but does not step down.",
            breaks: "election-safety",
        },
    ],
};

impl Process for Raft {
    type Message = Message;
    type Timer = Timer;
    type Command = Op;
    type Config = Config;
    type Observers = Observers;

    const INFO: &'static Info = &INFO;

    fn configure(plan: &Plan) -> Config {
        let duration = |name| match setting(&INFO, plan, name) {
            Setting::Duration(time) => time,
            _ => unreachable!("{name} is a duration"),
        };
        let election_timeout = match setting(&INFO, plan, "election-timeout") {
            Setting::Range(low, high) => (low, high),
            _ => unreachable!("election-timeout is a range"),
        };
        let batch = match setting(&INFO, plan, "batch") {
            Setting::Count(count) => count.clamp(1, 1_000_000) as usize,
            _ => unreachable!("batch is a count"),
        };
        Config {
            servers: plan.nodes.len() as u8 - plan.clients,
            election_timeout,
            heartbeat: duration("heartbeat"),
            client_retry: duration("client-retry"),
            batch,
            mistake: Mistake::named(plan.variant),
        }
    }

    fn new(me: NodeId, config: &Config) -> Raft {
        if me.0 < config.servers { Raft::Server(Server::new(config)) } else { Raft::Client(Client::new()) }
    }

    fn command(_: &Plan, _: NodeId, words: &[&str]) -> Result<Op, WordError> {
        Op::parse(words)
    }

    fn begin_in(&mut self, _: &Plan, _: NodeId, words: &[&str]) -> Result<(), WordError> {
        match self {
            Raft::Server(server) => server.begin_in(words),
            Raft::Client(_) => Err(WordError {
                word: 0,
                what: "a client has no starting state".to_owned(),
                hint: "only servers can be given a term and a log".to_owned(),
            }),
        }
    }

    fn on_start(&mut self, fx: &mut Effects<Raft>) {
        match self {
            Raft::Server(server) => server.on_start(fx),
            Raft::Client(_) => {}
        }
    }

    fn on_message(&mut self, from: NodeId, message: Message, fx: &mut Effects<Raft>) {
        match self {
            Raft::Server(server) => server.on_message(from, message, fx),
            Raft::Client(client) => client.on_message(message, fx),
        }
    }

    fn on_timer(&mut self, timer: Timer, fx: &mut Effects<Raft>) {
        match self {
            Raft::Server(server) => server.on_timer(timer, fx),
            Raft::Client(client) => client.on_retry(fx),
        }
    }

    fn on_command(&mut self, command: Op, fx: &mut Effects<Raft>) {
        match self {
            Raft::Server(server) => server.on_command(command, fx),
            Raft::Client(client) => client.on_command(command, fx),
        }
    }

    fn on_restart(&mut self, fx: &mut Effects<Raft>) {
        match self {
            Raft::Server(server) => server.on_start(fx),
            Raft::Client(client) => client.on_restart(fx),
        }
    }

    fn durable(&self, config: &Config) -> Raft {
        match self {
            Raft::Server(server) => Raft::Server(server.durable(config)),
            Raft::Client(client) => Raft::Client(client.clone()),
        }
    }

    fn kind(message: &Message) -> u16 {
        message.kind() as u16
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
            Raft::Server(server) => Some(server.role as u8),
            Raft::Client(_) => Some(3),
        }
    }

    fn epoch(&self) -> Option<u64> {
        match self {
            Raft::Server(server) => Some(server.current_term),
            Raft::Client(_) => None,
        }
    }

    fn state(&self, names: &[String]) -> Fields {
        match self {
            Raft::Server(server) => server.fields(names),
            Raft::Client(client) => client.fields(names),
        }
    }
}
