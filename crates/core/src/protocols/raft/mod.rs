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
//! What goes beyond Figure 2 is off unless a parameter or a command asks for it:
//! snapshots (section 7), changes of members (section 6), reads that are not logged
//! (section 8), and PreVote, the handing over of leadership and the check for a quorum, which
//! are from Ongaro, "Consensus: Bridging Theory and Practice", 2014, "the dissertation" in comments here.
//!
//! [`server`] has the state and the handlers of Figure 2, [`Client`] is the lane that looks
//! for the leader, [`properties`] what must always or in the end be true.

mod command;
mod info;
mod message;
mod promises;
mod properties;
mod server;

#[cfg(test)]
mod tests;

use crate::protocols::client::{Client, Serves};
use crate::protocols::kv::Op;
use crate::sim::info::Info;
use crate::sim::plan::Plan;
use crate::sim::process::{Effects, Process, chosen, duration, is_on, number, range};
use crate::sim::run::{ArgumentError, Fields};
use crate::trace::{Micros, NodeId};
use command::Command;
use info::INFO;
pub use message::{LogEntry, Message};
use properties::Observers;
use server::Server;
use std::ops::Range;

/// One lane: a server or a client.
#[allow(clippy::large_enum_variant, reason = "nearly all lanes are servers")]
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
    /// A server has not heard from a leader for the shortest election timeout.
    LeaderSilent,
    /// A leader has waited for its successor for too long.
    Transfer,
    /// A leader is to look whether a majority answers it.
    Quorum,
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
    /// Whether servers ask before they stand for election.
    pre_vote: bool,
    /// Whether servers that hear a leader take no notice of RequestVote.
    sticky_leader: bool,
    /// Whether leaders that no majority answers step down.
    check_quorum: bool,
    /// Whether leaders begin with an entry that does nothing.
    no_op: bool,
    /// How leaders answer reads.
    reads: ReadBy,
    /// How many of the servers, from the left, take part at the beginning.
    members: u8,
    /// After how many applied entries a server takes a snapshot; 0 for never.
    snapshot_every: u64,
    bug: Option<Bug>,
}

/// How leaders answer reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum ReadBy {
    /// Through the log, as any other command.
    Log,
    /// When a majority has said that the leader still leads.
    Index,
    /// At once, while a lease of this length lasts on the leader's clock.
    Lease(Micros),
}

/// What a broken variant gets wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Bug {
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
    StaleReads,
    RepeatsCommands,
    ChangesTooEarly,
}

const VARIANTS: [(&str, Bug); 15] = [
    ("commits-old-terms", Bug::CommitsOldTerms),
    ("forgets-vote", Bug::ForgetsVote),
    ("votes-twice", Bug::VotesTwice),
    ("ignores-logs", Bug::IgnoresLogs),
    ("half-quorum", Bug::HalfQuorum),
    ("floor-quorum", Bug::FloorQuorum),
    ("compares-lengths", Bug::ComparesLengths),
    ("truncates-logs", Bug::TruncatesLogs),
    ("ignores-prev-term", Bug::IgnoresPrevTerm),
    ("forgets-log", Bug::ForgetsLog),
    ("commits-by-length", Bug::CommitsByLength),
    ("keeps-leading", Bug::KeepsLeading),
    ("stale-reads", Bug::StaleReads),
    ("repeats-commands", Bug::RepeatsCommands),
    ("changes-too-early", Bug::ChangesTooEarly),
];

impl Bug {
    fn named(variant: Option<&str>) -> Option<Bug> {
        let (_, bug) = VARIANTS.iter().find(|(name, _)| variant == Some(*name))?;
        Some(*bug)
    }
}

impl Config {
    fn has(&self, bug: Bug) -> bool {
        self.bug == Some(bug)
    }

    /// How many of so many servers are a majority: any two majorities have a server in
    /// common.
    fn majority_of(&self, servers: u32) -> u32 {
        match self.bug {
            Some(Bug::HalfQuorum) => servers.div_ceil(2),
            Some(Bug::FloorQuorum) => (servers / 2).max(1),
            _ => servers / 2 + 1,
        }
    }

    /// Whether servers remember for a while that they have heard from a leader.
    fn remembers_leader(&self) -> bool {
        self.pre_vote || self.sticky_leader
    }

    fn servers(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.servers).map(NodeId)
    }
}

impl Serves for Raft {
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

impl Process for Raft {
    type Message = Message;
    type Timer = Timer;
    type Command = Command;
    type Config = Config;
    type Observers = Observers;

    const INFO: &'static Info = &INFO;

    /// Servers are, unless there are client lanes: these ask the servers in turn.
    fn alike(plan: &Plan) -> Vec<Range<u8>> {
        let servers = 0..plan.nodes.len() as u8;
        (plan.clients == 0).then_some(servers).into_iter().collect()
    }

    fn configure(plan: &Plan) -> Config {
        let election_timeout = range(&INFO, plan, "election-timeout");
        let servers = plan.nodes.len() as u8 - plan.clients;
        let members = match number(&INFO, plan, "members") {
            count @ 1..=64 => servers.min(count as u8),
            _ => servers,
        };
        let is_on = |name| is_on(&INFO, plan, name);
        let reads = match chosen(&INFO, plan, "reads") {
            "read-index" => ReadBy::Index,
            // Followers promise no more than the shortest election timeout.
            "lease" => ReadBy::Lease(duration(&INFO, plan, "lease").min(election_timeout.0)),
            _ => ReadBy::Log,
        };
        Config {
            servers,
            members,
            election_timeout,
            heartbeat: duration(&INFO, plan, "heartbeat"),
            client_retry: duration(&INFO, plan, "client-retry"),
            batch: number(&INFO, plan, "batch").clamp(1, 1_000_000) as usize,
            pre_vote: is_on("pre-vote"),
            check_quorum: is_on("check-quorum"),
            // A leader that has committed nothing of its own term does not know yet what
            // is committed, and could not answer reads.
            no_op: is_on("no-op") || reads != ReadBy::Log,
            reads,
            sticky_leader: is_on("sticky-leader") || matches!(reads, ReadBy::Lease(_)),
            snapshot_every: number(&INFO, plan, "snapshot-every"),
            bug: Bug::named(plan.variant),
        }
    }

    fn new(me: NodeId, config: &Config) -> Raft {
        if me.0 < config.servers { Raft::Server(Server::new(config)) } else { Raft::Client(Client::new()) }
    }

    fn command(plan: &Plan, node: NodeId, words: &[&str]) -> Result<Command, ArgumentError> {
        Command::parse(plan, node, words)
    }

    fn begin_in(&mut self, _: &Plan, _: NodeId, words: &[&str]) -> Result<(), ArgumentError> {
        match self {
            Raft::Server(server) => server.begin_in(words),
            Raft::Client(_) => Err(ArgumentError {
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
            Raft::Client(client) => match message {
                Message::Reply { serial, .. } => client.on_reply(serial, fx),
                Message::Redirect { serial, leader } => client.on_redirect(serial, leader, fx),
                _ => fx.note(format_args!("takes no notice of a message for servers")),
            },
        }
    }

    fn on_timer(&mut self, timer: Timer, fx: &mut Effects<Raft>) {
        match self {
            Raft::Server(server) => server.on_timer(timer, fx),
            Raft::Client(client) => client.on_retry(fx),
        }
    }

    fn on_command(&mut self, command: Command, fx: &mut Effects<Raft>) {
        match (self, command) {
            (Raft::Server(server), command) => server.on_command(command, fx),
            (Raft::Client(client), Command::Store(op)) => client.on_command(op, fx),
            (Raft::Client(_), _) => fx.note(format_args!("only servers are asked for this")),
        }
    }

    fn on_restart(&mut self, fx: &mut Effects<Raft>) {
        match self {
            Raft::Server(server) => server.on_restart(fx),
            Raft::Client(client) => client.ask(fx),
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
            2 => Timer::ClientRetry,
            3 => Timer::LeaderSilent,
            4 => Timer::Transfer,
            _ => Timer::Quorum,
        }
    }

    fn command_text(command: &Command) -> String {
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
