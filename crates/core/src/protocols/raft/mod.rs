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
mod forging;
mod info;
mod log;
mod message;
mod properties;
mod server;

#[cfg(test)]
mod tests;

use crate::authoring::*;
use crate::protocols::kv::Op;
use crate::protocols::lane::{Answer, Lane, Serve};
use command::Command;
use info::{Bug, INFO};
pub use info::{Property, Role, Timer};
pub use log::LogEntry;
pub use message::{Kind, Message};
use properties::Observers;
use server::Server;
use std::ops::Range;

/// One lane: a server or a client.
pub type Raft = Lane<Server>;

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

impl Serve for Server {
    type Message = Message;
    type Timer = Timer;
    type Command = Command;
    type Config = Config;
    type Observers = Observers;

    const INFO: &'static Info = &INFO;
    const CLIENT_RETRY: Timer = Timer::ClientRetry;
    const CLIENT_ROLE: u8 = Role::Client as u8;

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
            bug: bug(plan),
        }
    }

    fn servers(config: &Config) -> u8 {
        config.servers
    }

    fn client_retry(config: &Config) -> Micros {
        config.client_retry
    }

    fn request(serial: u32, op: Op) -> Message {
        Message::Request { serial, op }
    }

    fn answer(message: &Message) -> Option<Answer> {
        match message {
            Message::Reply { serial, .. } => Some(Answer::Reply(*serial)),
            Message::Redirect { serial, leader } => Some(Answer::Redirect(*serial, *leader)),
            _ => None,
        }
    }

    fn op(command: Command) -> Option<Op> {
        match command {
            Command::Store(op) => Some(op),
            _ => None,
        }
    }

    /// Servers are, unless there are client lanes: these ask the servers in turn.
    fn alike(plan: &Plan) -> Vec<Range<u8>> {
        let servers = 0..plan.nodes.len() as u8;
        (plan.clients == 0).then_some(servers).into_iter().collect()
    }

    fn new(config: &Config) -> Server {
        Server::new(config)
    }

    fn forgeries(forger: &Forger<Raft>) -> Vec<Message> {
        forging::forgeries(forger)
    }

    fn unsayable(forger: &Forger<Raft>) -> Vec<Message> {
        forging::unsayable(forger)
    }

    fn refusal(forger: &Forger<Raft>, message: &Message) -> Option<String> {
        forging::refusal(forger, message)
    }

    fn read_forgery(asked: &ForgedWords<Raft>) -> Result<Message, ArgumentError> {
        forging::read(asked)
    }

    fn forgery_words(message: &Message) -> Vec<String> {
        forging::words(message)
    }

    fn begin_in(&mut self, words: &[&str]) -> Result<(), ArgumentError> {
        self.begin_in(words)
    }

    fn on_start(&mut self, fx: &mut Effects<Raft>) {
        self.on_start(fx);
    }

    fn on_message(&mut self, from: NodeId, message: Message, fx: &mut Effects<Raft>) {
        self.on_message(from, message, fx);
    }

    fn on_timer(&mut self, timer: Timer, fx: &mut Effects<Raft>) {
        self.on_timer(timer, fx);
    }

    fn on_command(&mut self, command: Command, fx: &mut Effects<Raft>) {
        self.on_command(command, fx);
    }

    fn on_restart(&mut self, fx: &mut Effects<Raft>) {
        self.on_restart(fx);
    }

    fn durable(&self, config: &Config) -> Server {
        self.durable(config)
    }

    fn role(&self) -> u8 {
        self.role.index()
    }

    fn epoch(&self) -> u64 {
        self.current_term
    }

    fn fields(&self, names: &[String]) -> Fields {
        self.fields(names)
    }
}
