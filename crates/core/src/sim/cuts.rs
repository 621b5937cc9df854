//! Which links of the network are closed.

use crate::ordered;
use crate::renaming;
use crate::trace::NodeId;
use std::hash::{Hash, Hasher};

/// A link: messages go from the first node to the second.
pub type Wire = (NodeId, NodeId);

/// The closed links: those that a partition closes, and single ones.
///
/// A new partition takes the place of the old one and leaves single cuts as they are. A link
/// that is healed is open whatever closed it.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Cuts {
    /// For each node the part of the network it is in; empty where there is no partition.
    parts: Vec<u8>,
    /// Links between parts that were healed since, in order.
    healed: Vec<Wire>,
    /// Links that are cut by themselves, in order.
    single: Vec<Wire>,
}

impl Cuts {
    /// Whether any link is closed.
    pub fn any(&self) -> bool {
        !self.parts.is_empty() || !self.single.is_empty()
    }

    /// Whether a message from one node cannot reach another.
    pub fn between(&self, from: NodeId, to: NodeId) -> bool {
        let wire = (from, to);
        let is_parted = !self.parts.is_empty() && self.parts[from.index()] != self.parts[to.index()];
        is_parted && self.healed.binary_search(&wire).is_err() || self.single.binary_search(&wire).is_ok()
    }

    /// The closed links among so many nodes, in order.
    pub fn closed(&self, nodes: usize) -> impl Iterator<Item = Wire> + use<'_> {
        let nodes = if self.any() { nodes as u8 } else { 0 };
        let wires = (0..nodes).flat_map(move |from| (0..nodes).map(move |to| (NodeId(from), NodeId(to))));
        wires.filter(|(from, to)| self.between(*from, *to))
    }

    /// The network falls apart: nodes with different numbers cannot reach each other.
    pub fn partition(&mut self, parts: Vec<u8>) {
        self.parts = parts;
        self.healed.clear();
    }

    /// Closes one link.
    pub fn cut(&mut self, wire: Wire) {
        if let Err(index) = self.single.binary_search(&wire) {
            self.single.insert(index, wire);
        }
    }

    /// Opens one link.
    pub fn heal(&mut self, wire: Wire) {
        if let Ok(index) = self.single.binary_search(&wire) {
            self.single.remove(index);
        }
        if self.between(wire.0, wire.1) {
            self.healed.push(wire);
            ordered::sort(&mut self.healed);
        }
        let is_parted =
            |(from, to): Wire| self.between(from, to) && self.single.binary_search(&(from, to)).is_err();
        if !self.healed.is_empty() && !self.closed(self.parts.len()).any(is_parted) {
            self.parts.clear();
            self.healed.clear();
        }
    }

    /// Opens all links.
    pub fn heal_all(&mut self) {
        *self = Cuts::default();
    }
}

impl Hash for Cuts {
    fn hash<H: Hasher>(&self, state: &mut H) {
        renaming::write_per_node(&self.parts, state);
        renaming::write_set(self.healed.iter(), state);
        renaming::write_set(self.single.iter(), state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: NodeId = NodeId(0);
    const B: NodeId = NodeId(1);
    const C: NodeId = NodeId(2);

    #[test]
    fn a_partition_leaves_single_cuts() {
        let mut cuts = Cuts::default();
        cuts.cut((A, B));
        cuts.partition(vec![0, 0, 1]);
        cuts.partition(vec![1, 0, 0]);
        assert!(cuts.between(A, B) && cuts.between(B, A) && cuts.between(A, C) && !cuts.between(B, C));
        cuts.partition(vec![0, 0, 1]);
        assert!(cuts.between(A, B) && !cuts.between(B, A));
    }

    #[test]
    fn a_healed_link_is_open_whatever_closed_it() {
        let mut cuts = Cuts::default();
        cuts.cut((A, C));
        cuts.partition(vec![0, 0, 1]);
        cuts.heal((A, C));
        assert!(!cuts.between(A, C) && cuts.between(C, A) && cuts.between(B, C));
        cuts.cut((A, C));
        assert!(cuts.between(A, C), "and can be cut again");
        cuts.partition(vec![0, 0, 1]);
        cuts.heal((A, C));
        cuts.partition(vec![0, 0, 1]);
        assert!(cuts.between(A, C), "a new partition closes it again");
    }

    #[test]
    fn healing_each_link_leaves_nothing() {
        let mut cuts = Cuts::default();
        cuts.partition(vec![0, 1, 2]);
        cuts.cut((A, B));
        for wire in cuts.clone().closed(3) {
            cuts.heal(wire);
        }
        assert_eq!(cuts, Cuts::default());
    }
}
