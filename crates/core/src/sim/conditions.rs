//! What stands around the nodes and is part of the configuration: closed links, paused nodes.

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
}

impl Conditions {
    /// Whether nothing is wrong.
    fn are_calm(&self) -> bool {
        self.paused.is_empty() && !self.cuts.any()
    }

    /// Whether a node is paused.
    pub fn is_paused(&self, node: NodeId) -> bool {
        self.paused.binary_search(&node).is_ok()
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
            Fault::Resume(node) | Fault::Crash(node) => self.paused.retain(|other| other != node),
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
        }
    }
}
