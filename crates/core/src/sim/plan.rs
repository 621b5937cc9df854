//! What a run is a function of: the nodes, the network, and every fault and edit that
//! somebody chose. A scenario's text is compiled into this.

use super::clock::ClockStart;
use super::fault::Fault;
use super::network::Network;
use crate::ordered::Map;
use crate::trace::{MessageKey, MessageNumber, Micros, NodeId};

/// The most lanes that a run can have.
pub const NODES_MAX: usize = 64;

/// A run stops when it has this many events.
pub const EVENTS_MAX: u32 = 1_000_000;

/// A run stops when it has this many messages, so that broadcasts which nobody
/// receives cannot fill the memory.
pub const MESSAGES_MAX: u32 = 1_000_000;

/// Names the statement that asked for something, so that it can be listed when it
/// turned out to have no effect. The scenario decides what the number means.
pub type Origin = u32;

/// All that a run depends on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    /// Names of the lanes: the servers first, then the clients.
    pub nodes: Vec<String>,
    /// How many lanes, from the left, each of [`super::info::Info::groups`] has. Empty
    /// where every server plays all roles.
    pub groups: Vec<u8>,
    /// How many of the lanes, from the right, are clients.
    pub clients: u8,
    /// Every draw is a hash of this and a stable key.
    pub seed: u64,
    /// What the network does to messages.
    pub network: Network,
    /// What `set` changed. Parameters that are not here have their default.
    pub settings: Map<&'static str, Setting>,
    /// The broken variant, if one was asked for.
    pub variant: Option<&'static str>,
    /// States that nodes begin in, as the words after `start NODE`.
    pub starts: Vec<(NodeId, Vec<String>)>,
    /// How clocks are in the beginning. Those that are not here show true time.
    pub clocks: Map<NodeId, ClockStart>,
    /// The traitors, and how they behave.
    pub traitors: Map<NodeId, Strategy>,
    /// Lines that ask of traitors what the protocol does not have.
    pub idle: Vec<Origin>,
    /// What the run claims of time.
    pub model: Option<TimingModel>,
    /// What happens at given times.
    pub timed: Vec<Timed>,
    /// How coins fall, in a timed run. The seed decides of the others.
    pub tosses: Vec<(Toss, Origin)>,
    /// What the reader changed about single messages.
    pub edits: Vec<Edit>,
    /// When a timed run stops.
    pub until: Micros,
    /// The choices of a run by hand. None for a timed run.
    pub manual: Option<Vec<Manual>>,
    /// When the choices take over from the clock; None where they begin the run, or there
    /// are none. What was planned for later does not happen by itself.
    pub manual_from: Option<Micros>,
    /// Commands of the choices by hand that are left out: a search may still give them.
    pub left_out: Vec<(NodeId, Vec<String>)>,
    /// What a search may do. A run does what its lines say.
    pub allow: Budget,
}

/// The value of a parameter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Setting {
    /// A length of time.
    Duration(Micros),
    /// A length of time drawn evenly between two ends, both included.
    Range(Micros, Micros),
    /// A number.
    Count(u64),
    /// On or off.
    Switch(bool),
    /// One of several words, and all of them.
    OneOf(&'static str, &'static [&'static str]),
}

/// Something that happens at a given time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Timed {
    /// When.
    pub at: Micros,
    /// What.
    pub what: Happening,
    /// The statement that asked for it.
    pub origin: Origin,
}

/// What can happen at a given time, or in its turn in a run by hand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Happening {
    /// A client or the reader asks something of a node, in the protocol's words.
    Command(NodeId, Vec<String>),
    /// An armed timer of a node fires, or an act takes place: its index in
    /// [`super::info::Info::timers`], and after them in [`super::info::Info::acts`].
    Fire(NodeId, u8),
    /// Something happens to a node, to links or to a clock.
    Fault(Fault),
    /// A traitor sends a message.
    Forge(Forgery),
    /// A coin falls that a node has tossed.
    Toss(Toss),
}

/// What a traitor sends, in the protocol's words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Forgery {
    /// Index into [`super::info::Info::kinds`].
    pub kind: u16,
    /// The traitor.
    pub from: NodeId,
    /// The receiver.
    pub to: NodeId,
    /// What it says beside its kind.
    pub words: Vec<String>,
}

/// How a coin falls.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Toss {
    /// Whose coin it is.
    pub node: NodeId,
    /// Index into [`super::info::Info::coins`].
    pub coin: u8,
    /// Counts the node's tosses of this coin from 1.
    pub number: u32,
    /// The side.
    pub heads: bool,
}

/// How a traitor behaves, beside what it is made to forge.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Strategy {
    /// It runs no handler and sends only forgeries.
    Silent,
    /// As if it were none.
    Honest,
    /// It tells the opposite.
    Flipping,
    /// It tells each another thing.
    Equivocating,
    /// It tells what serves the other traitors.
    Colluding,
    /// It tells what it should too late.
    Delaying,
}

impl Strategy {
    /// All of them.
    pub const ALL: [Strategy; 6] = [
        Strategy::Silent,
        Strategy::Honest,
        Strategy::Flipping,
        Strategy::Equivocating,
        Strategy::Colluding,
        Strategy::Delaying,
    ];

    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            Strategy::Silent => "silent",
            Strategy::Honest => "honest",
            Strategy::Flipping => "flipping",
            Strategy::Equivocating => "equivocating",
            Strategy::Colluding => "colluding",
            Strategy::Delaying => "delaying",
        }
    }
}

/// What a run claims of time. It changes nothing in the run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TimingModel {
    /// Nothing: messages and steps take as long as they like.
    Asynchronous,
    /// Each message arrives, and each node acts, within this time.
    Synchronous(Micros),
    /// From a moment on as if synchronous; what was sent before it arrives within the bound
    /// after it.
    FromTime(Micros, Micros),
    /// As synchronous, but no node knows the bound.
    Unknown(Micros),
}

/// What the reader changed about one message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Edit {
    /// The message.
    pub key: MessageKey,
    /// The change.
    pub change: MessageEdit,
    /// The statement that asked for it.
    pub origin: Origin,
}

/// A change to a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MessageEdit {
    /// It never arrives.
    Drop,
    /// It arrives at this time, even where the network would have lost it.
    DelayTo(Micros),
    /// A copy of it arrives too, at this time or after a delay of its own.
    Duplicate(Option<Micros>),
}

/// A choice in a run by hand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Manual {
    /// The choice.
    pub what: ManualChoice,
    /// The statement that asked for it.
    pub origin: Origin,
}

/// What can be chosen in a run by hand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ManualChoice {
    /// A message arrives.
    Deliver(MessageRef),
    /// A message is lost.
    Drop(MessageRef),
    /// A copy of a message is made.
    Duplicate(MessageRef),
    /// Something happens that is not about one message.
    Happen(Happening),
    /// Time passes.
    Advance(Micros),
}

/// A message in a run by hand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MessageRef {
    /// Index into [`super::info::Info::kinds`].
    pub kind: u16,
    /// The sender.
    pub from: NodeId,
    /// The receiver.
    pub to: NodeId,
    /// Its number; None for the lowest in flight, in a timed run the first.
    pub number: Option<MessageNumber>,
}

impl MessageRef {
    /// The message's name, the first original where it has no number.
    pub fn key(self) -> MessageKey {
        let MessageNumber { forged, nth, copy } = self.number.unwrap_or(MessageNumber::FIRST);
        MessageKey { kind: self.kind, from: self.from, to: self.to, nth, copy, forged }
    }
}

impl From<MessageKey> for MessageRef {
    fn from(key: MessageKey) -> MessageRef {
        MessageRef { kind: key.kind, from: key.from, to: key.to, number: Some(key.number()) }
    }
}

/// How many faults and firings a world still offers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Budget {
    /// Messages that may be lost.
    pub drop: u32,
    /// Messages that may be copied.
    pub duplicate: u32,
    /// Nodes that may stop.
    pub crash: u32,
    /// Nodes that may come back.
    pub restart: u32,
    /// Timers that may fire.
    pub fire: u32,
    /// Commands that may be given.
    pub command: u32,
    /// Links that may be cut.
    pub cut: u32,
    /// How often links may be healed.
    pub heal: u32,
    /// Messages that traitors may forge.
    pub forge: u32,
    /// The highest term, ballot or view that a node may reach.
    pub epoch: u64,
}

impl Budget {
    /// Everything may happen any number of times.
    pub const UNLIMITED: Budget = Budget {
        drop: u32::MAX,
        duplicate: u32::MAX,
        crash: u32::MAX,
        restart: u32::MAX,
        fire: u32::MAX,
        command: u32::MAX,
        cut: u32::MAX,
        heal: u32::MAX,
        forge: u32::MAX,
        epoch: u64::MAX,
    };

    /// Nothing goes wrong, but all that is slow or asked for may happen.
    pub const NO_FAULTS: Budget = Budget {
        drop: 0,
        duplicate: 0,
        crash: 0,
        restart: 0,
        cut: 0,
        heal: 0,
        forge: 0,
        ..Budget::UNLIMITED
    };
}

/// The part that each node is in: groups count from 1, nodes in no group are in part 0.
pub fn parts_of(groups: &[Vec<NodeId>], nodes: usize) -> Vec<u8> {
    let mut parts = vec![0; nodes];
    for (group, number) in groups.iter().zip(1..) {
        for node in group {
            parts[node.index()] = number;
        }
    }
    parts
}
