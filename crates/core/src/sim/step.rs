//! What may happen next, and what came of it.

use super::conditions::Conditions;
use super::fault::Fault;
use super::flights::Flights;
use super::forge::Forging;
use super::info::Info;
use super::process::{Emitted, Process};
use super::shared::Shared;
use crate::trace::{MessageId, NodeId};

/// What may happen next.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Choice<T> {
    /// A message in flight reaches its receiver.
    Deliver(MessageId),
    /// A message in flight is lost.
    Drop(MessageId),
    /// A message in flight becomes two.
    Duplicate(MessageId),
    /// An armed timer of a node fires.
    Fire(NodeId, T),
    /// A node does something of its own accord that it may do now.
    Act(NodeId, T),
    /// A node is given the next command that the scenario has for it.
    Command(NodeId),
    /// The next command for a node is passed over, since nobody was there to take it.
    Skip(NodeId),
    /// Something happens to a node, to links or to a clock.
    Fault(Fault),
    /// The coin falls that a node has tossed: index in [`Info::coins`], and whether it shows
    /// heads.
    Toss(NodeId, u8, bool),
    /// A traitor sends a message. By hand and in a search it arrives at once.
    Forge(Forging),
}

impl<T: Copy> Choice<T> {
    /// The same choice with another name for its timer.
    pub(super) fn map<U>(&self, timer: impl Fn(T) -> U) -> Choice<U> {
        match self {
            Choice::Deliver(id) => Choice::Deliver(*id),
            Choice::Drop(id) => Choice::Drop(*id),
            Choice::Duplicate(id) => Choice::Duplicate(*id),
            Choice::Fire(node, name) => Choice::Fire(*node, timer(*name)),
            Choice::Act(node, name) => Choice::Act(*node, timer(*name)),
            Choice::Command(node) => Choice::Command(*node),
            Choice::Skip(node) => Choice::Skip(*node),
            Choice::Fault(fault) => Choice::Fault(fault.clone()),
            Choice::Toss(node, coin, heads) => Choice::Toss(*node, *coin, *heads),
            Choice::Forge(forging) => Choice::Forge(forging.clone()),
        }
    }
}

impl Choice<u8> {
    /// A timer fires, or an act takes place, by its index in the protocol's list.
    pub(super) fn firing(info: &Info, node: NodeId, timer: u8) -> Choice<u8> {
        if info.is_act(timer) { Choice::Act(node, timer) } else { Choice::Fire(node, timer) }
    }
}

/// A node in the world.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Node<P: Process> {
    /// Whether it runs. A node that is down has its durable state and no timers.
    pub up: bool,
    /// Its state.
    pub state: P,
    /// Its armed timers, in order, each once.
    pub timers: Vec<P::Timer>,
    /// How many of the commands that the scenario has for it are done with.
    pub commands_done: u32,
}

/// What everything that can still happen goes out from.
pub struct Configuration<'a, P: Process> {
    /// The nodes.
    pub nodes: &'a [Shared<Node<P>>],
    /// The messages in flight.
    pub flying: &'a Flights<P::Message>,
    /// Coins in the air, closed links, paused nodes.
    pub conditions: &'a Conditions,
    /// What the scenario fixes for all nodes.
    pub config: &'a P::Config,
}

/// What set off a step.
#[derive(Clone, Debug)]
pub enum Trigger<P: Process> {
    /// The run began.
    Start,
    /// A command was given.
    Command(P::Command),
    /// A message arrived.
    Receive {
        /// Which.
        id: MessageId,
        /// Who sent it.
        from: NodeId,
        /// What it says.
        message: P::Message,
    },
    /// A timer fired.
    Timer(P::Timer),
    /// The node did something of its own accord.
    Act(P::Timer),
    /// Something happened to the node, to links or to a clock.
    Fault(Fault),
    /// The coin fell that the node had tossed: index in [`Info::coins`], and whether it shows
    /// heads.
    Coin(u8, bool),
    /// The node, a traitor, was made to send a message.
    Forge,
    /// A message was lost or copied, or a command passed over: no node sees it.
    Network,
}

/// What a step did.
#[derive(Clone, Debug)]
pub struct Step<P: Process> {
    /// The node that it happened on; node 0 where it is the network's.
    pub node: NodeId,
    /// What set it off.
    pub trigger: Trigger<P>,
    /// What followed.
    pub emitted: Emitted<P>,
    /// The first message that it put in flight; the others follow in a row.
    pub first_message: MessageId,
    /// The properties that it decided.
    pub decided: Vec<usize>,
}

impl<P: Process> Step<P> {
    /// The messages that it sent, with their receivers, in order.
    pub fn sent(&self) -> impl Iterator<Item = (NodeId, &P::Message)> {
        self.emitted.sends.iter().map(|flight| (flight.to, &flight.message))
    }
}

impl<P: Process> Default for Step<P> {
    fn default() -> Self {
        Step {
            node: NodeId(0),
            trigger: Trigger::Network,
            emitted: Emitted::default(),
            first_message: MessageId(0),
            decided: Vec::new(),
        }
    }
}
