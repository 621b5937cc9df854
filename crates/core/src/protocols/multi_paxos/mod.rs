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

use super::kv::Op;
use super::lane::{Answer, Lane, Serve};
use super::paxos::EPOCH_BASE;
use crate::authoring::*;
pub use message::{Command, Kind, Message, Slot, Slots};
use properties::Observers;
use server::Server;

/// One lane: a server or a client.
pub type MultiPaxos = Lane<Server>;

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

impl Config {
    fn has(&self, bug: Bug) -> bool {
        self.bug == Some(bug)
    }

    /// How many servers are a majority.
    fn majority(&self) -> usize {
        usize::from(self.servers) / 2 + 1
    }
}

words! {
    /// What a node waits for.
    pub enum Timer: Keyword {
        Election = keyword("election-timeout", "The server has not heard from a leader and tries to lead."),
        Heartbeat = keyword("heartbeat", "The leader tells the others that it is still there."),
        ClientRetry = keyword("client-retry", "The client has no answer and asks another server."),
    }

    /// The roles that a node can have.
    pub enum Role: Role {
        Follower = role("follower", 0),
        Candidate = role("candidate", 1),
        Leader = role("leader", 2),
        Client = role("client", 0),
    }

    /// What must always or in the end be true.
    pub enum Property: Property {
        SlotAgreement = safety("slot-agreement", "At most one command is chosen for a slot."),
        Validity =
            safety("validity", "Only a command that was given is chosen, or a no-op that fills a gap."),
        LearnedChosen = safety(
            "learned-chosen",
            "A server takes a command for chosen only once a majority has accepted it.",
        ),
        ChosenStaysChosen = safety(
            "chosen-stays-chosen",
            "Once a command is chosen for a slot, every proposal of a higher ballot for it is that command.",
        ),
        OneCommandPerBallot = safety(
            "one-command-per-ballot",
            "Two proposals of the same ballot for a slot are the same command.",
        ),
        PromisesKept =
            safety("promises-kept", "A server never accepts a ballot below one that it has promised."),
        StateMachineSafety =
            safety("state-machine-safety", "No two servers apply different commands at the same slot."),
        LeaderElected =
            liveness("leader-elected", "In the end, a server has the promises of a majority and leads."),
        CommandsAnswered = liveness("commands-answered", "In the end, each client command is answered."),
        ReadsAreCurrent = safety(
            "reads-are-current",
            "A read sees every write that was answered before it was asked, and what earlier reads saw.",
        ),
        AtMostOnce = safety("at-most-once", "A command takes effect once, however often it was asked."),
    }

    /// What a broken variant gets wrong.
    enum Bug: Variant {
        IgnoresPromises = variant(
            "ignores-promises",
            "slot-agreement",
            "A new leader proposes in free slots of its own log, whatever the promises report.",
        ),
        LeavesGaps = variant(
            "leaves-gaps",
            "commands-answered",
            "A new leader does not fill gaps with no-ops, and what comes after a gap is never applied.",
        ),
        StaleReads = variant(
            "stale-reads",
            "reads-are-current",
            "A leader answers reads from its own state at once, and does not put them into the log.",
        ),
        RepeatsCommands = variant(
            "repeats-commands",
            "at-most-once",
            "The state machine does not remember which commands have taken effect, and a retry does so again.",
        ),
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
    has_clients: true,
    decides: true,
    epoch: Some("ballot"),
    epoch_base: Some(EPOCH_BASE),
    kinds: Kind::ALL,
    timers: Timer::ALL,
    roles: Role::ALL,
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
        keyword("increment KEY", "Add one to a key."),
    ],
    parameters: &[
        Parameter::range(
            "election-timeout",
            (150_000, 300_000),
            (1, LONGEST),
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
    assumes: &[assumed(Assumption::NoTraitors)],
    properties: Property::ALL,
    variants: Bug::ALL,
    ..Info::EMPTY
};

impl Serve for Server {
    type Message = Message;
    type Timer = Timer;
    type Command = Op;
    type Config = Config;
    type Observers = Observers;

    const INFO: &'static Info = &INFO;
    const CLIENT_RETRY: Timer = Timer::ClientRetry;
    const CLIENT_ROLE: u8 = Role::Client as u8;

    fn configure(plan: &Plan) -> Config {
        Config {
            servers: plan.nodes.len() as u8 - plan.clients,
            election_timeout: range(&INFO, plan, "election-timeout"),
            heartbeat: duration(&INFO, plan, "heartbeat"),
            client_retry: duration(&INFO, plan, "client-retry"),
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

    fn op(command: Op) -> Option<Op> {
        Some(command)
    }

    fn new(_: &Config) -> Server {
        Server::new()
    }

    fn on_start(&mut self, fx: &mut Effects<MultiPaxos>) {
        self.on_start(fx);
    }

    fn on_message(&mut self, from: NodeId, message: Message, fx: &mut Effects<MultiPaxos>) {
        self.on_message(from, message, fx);
    }

    fn on_timer(&mut self, timer: Timer, fx: &mut Effects<MultiPaxos>) {
        self.on_timer(timer, fx);
    }

    fn on_command(&mut self, command: Op, fx: &mut Effects<MultiPaxos>) {
        self.on_command(command, fx);
    }

    fn on_restart(&mut self, fx: &mut Effects<MultiPaxos>) {
        self.on_start(fx);
    }

    fn durable(&self, _: &Config) -> Server {
        self.durable()
    }

    fn role(&self) -> u8 {
        self.role.index()
    }

    fn epoch(&self) -> u64 {
        self.promised.epoch()
    }

    fn fields(&self, names: &[String]) -> Fields {
        self.fields(names)
    }
}
