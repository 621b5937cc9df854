//! What can happen to nodes, links and clocks from outside.
//!
//! All that a fault is to the engine stands here: when it may happen, its turn among things
//! that happen at one moment, and the event that it leaves. `scenario/faults.rs` has its words.

use super::clock::Correction;
use super::cuts::Wire;
use super::network::LinkChange;
use crate::trace::{EventKind, NodeId};

/// Something that happens to nodes, links or clocks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// These links are open again, whatever closed them; all links where none is named.
    Heal(Vec<Wire>),
    /// The network falls apart: nodes in different groups cannot reach each other. Nodes that
    /// are in no group form one more.
    Partition(Vec<Vec<NodeId>>),
    /// These links are closed, each in its own direction.
    Cut(Vec<Wire>),
    /// The network treats messages in another way from now on: those of one link, or of all
    /// that no line names.
    Network(Box<NetworkChange>),
    /// A node that is paused goes on.
    Resume(NodeId),
    /// A node that is down comes back.
    Restart(NodeId),
    /// A node does nothing until it is resumed, and forgets nothing.
    Pause(NodeId),
    /// A node stops and forgets all that is not durable.
    Crash(NodeId),
    /// The clock of a node is corrected, or set wrong.
    Clock(NodeId, Correction),
}

/// What changes about the network.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NetworkChange {
    /// The link; None for all that no line names.
    pub wire: Option<Wire>,
    /// What changes about it.
    pub change: LinkChange,
}

/// How a fault finds a node.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Condition {
    /// Whether it runs.
    pub up: bool,
    /// Whether it is paused.
    pub paused: bool,
}

impl Fault {
    /// The node that it happens to; None where it is the network.
    pub fn node(&self) -> Option<NodeId> {
        match self {
            Fault::Resume(node)
            | Fault::Restart(node)
            | Fault::Pause(node)
            | Fault::Crash(node)
            | Fault::Clock(node, _) => Some(*node),
            Fault::Heal(_) | Fault::Partition(_) | Fault::Cut(_) | Fault::Network(_) => None,
        }
    }

    /// Its turn among faults that happen in the same microsecond, then its node. Links hold
    /// runs that depend on it.
    pub(super) fn turn(&self) -> (u8, NodeId) {
        let class = match self {
            Fault::Heal(_) => 0,
            Fault::Partition(_) | Fault::Cut(_) => 1,
            Fault::Network(_) => 2,
            Fault::Resume(_) => 3,
            Fault::Restart(_) => 4,
            Fault::Pause(_) => 5,
            Fault::Crash(_) => 6,
            Fault::Clock(..) => 7,
        };
        (class, self.node().unwrap_or_default())
    }

    /// Whether it can happen, where nodes are in these conditions and links are closed or not.
    pub(super) fn is_enabled(
        &self,
        condition: impl Fn(NodeId) -> Condition,
        is_closed: impl Fn(Wire) -> bool,
        is_any_closed: bool,
    ) -> bool {
        match self {
            Fault::Heal(wires) if wires.is_empty() => is_any_closed,
            Fault::Heal(wires) => wires.iter().any(|wire| is_closed(*wire)),
            Fault::Cut(wires) => wires.iter().any(|wire| !is_closed(*wire)),
            Fault::Partition(_) | Fault::Network(_) | Fault::Clock(..) => true,
            Fault::Resume(node) => condition(*node).paused,
            Fault::Restart(node) => !condition(*node).up,
            Fault::Pause(node) => condition(*node).up && !condition(*node).paused,
            Fault::Crash(node) => condition(*node).up,
        }
    }

    /// The event that it leaves on its node, if it does.
    pub fn event(&self) -> Option<EventKind> {
        match self {
            Fault::Resume(_) => Some(EventKind::Resume),
            Fault::Restart(_) => Some(EventKind::Restart),
            Fault::Pause(_) => Some(EventKind::Pause),
            Fault::Crash(_) => Some(EventKind::Crash),
            Fault::Heal(_) | Fault::Partition(_) | Fault::Cut(_) | Fault::Network(_) | Fault::Clock(..) => {
                None
            }
        }
    }
}
