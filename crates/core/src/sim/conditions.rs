//! What stands around the nodes and is part of the configuration: closed links, paused nodes,
//! coins in the air, rounds that end.

use super::cuts::Cuts;
use super::fault::Fault;
use super::plan::parts_of;
use crate::renaming;
use crate::trace::NodeId;
use std::hash::{Hash, Hasher};

/// What keeps nodes from acting and messages from arriving.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Conditions {
    /// The closed links.
    pub cuts: Cuts,
    /// The paused nodes, in order.
    paused: Vec<NodeId>,
    /// The coins that have not fallen yet, at most one a node, in order.
    coins: Vec<(NodeId, u8)>,
    /// The nodes whose round is over too and has not been ended yet, in order: see
    /// [`Conditions::end_round`].
    ending: Vec<NodeId>,
}

impl Conditions {
    /// Whether nothing is wrong.
    fn are_calm(&self) -> bool {
        self.paused.is_empty() && self.coins.is_empty() && self.ending.is_empty() && !self.cuts.any()
    }

    /// Whether a node is paused.
    pub fn is_paused(&self, node: NodeId) -> bool {
        self.paused.binary_search(&node).is_ok()
    }

    /// The coin that a node has tossed and that has not fallen yet.
    pub fn coin(&self, node: NodeId) -> Option<u8> {
        let index = self.coins.binary_search_by_key(&node, |(node, _)| *node).ok()?;
        Some(self.coins[index].1)
    }

    /// A node tosses a coin.
    pub(super) fn toss(&mut self, node: NodeId, coin: u8) {
        if let Err(index) = self.coins.binary_search_by_key(&node, |(node, _)| *node) {
            self.coins.insert(index, (node, coin));
        }
    }

    /// A node's coin has fallen.
    pub(super) fn fall(&mut self, node: NodeId) {
        self.coins.retain(|(other, _)| *other != node);
    }

    /// The nodes that have to end their round before anything else happens.
    pub fn ending(&self) -> &[NodeId] {
        &self.ending
    }

    /// A round is over, which these nodes end one after the other, in any order. In a
    /// synchronous system they do it at the same time: what one of them sends reaches none
    /// that is still in the round before.
    pub(super) fn end_round(&mut self, nodes: Vec<NodeId>) {
        self.ending = nodes;
    }

    /// A node has ended its round, or cannot any more.
    pub(super) fn has_ended(&mut self, node: NodeId) {
        self.ending.retain(|other| *other != node);
    }

    /// What a fault changes, of so many nodes.
    pub fn change(&mut self, fault: &Fault, nodes: usize) {
        match fault {
            Fault::Heal(wires) if wires.is_empty() => self.cuts.heal_all(),
            Fault::Heal(wires) => wires.iter().for_each(|wire| self.cuts.heal(*wire)),
            Fault::Partition(groups) => self.cuts.partition(parts_of(groups, nodes)),
            Fault::Cut(wires) => wires.iter().for_each(|wire| self.cuts.cut(*wire)),
            Fault::Pause(node) => {
                if let Err(index) = self.paused.binary_search(node) {
                    self.paused.insert(index, *node);
                }
            }
            Fault::Resume(node) => self.paused.retain(|other| other != node),
            Fault::Crash(node) => {
                self.paused.retain(|other| other != node);
                self.fall(*node);
                self.has_ended(*node);
            }
            Fault::Network(_) | Fault::Restart(_) | Fault::Clock(..) => {}
        }
    }
}

impl Hash for Conditions {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Most configurations of a search are calm: one byte.
        state.write_u8(u8::from(!self.are_calm()));
        if !self.are_calm() {
            self.cuts.hash(state);
            renaming::write_set(self.paused.iter(), state);
            renaming::write_set(self.coins.iter(), state);
            renaming::write_set(self.ending.iter(), state);
        }
    }
}
