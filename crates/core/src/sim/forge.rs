//! What traitors say: what a protocol lets them, and nothing in the name of another.

use super::plan::{Forgery, Strategy};
use super::process::{Content, Process};
use super::shared::Shared;
use super::step::Node;
use crate::ordered::Map;
use crate::trace::NodeId;

/// A traitor about to speak, and all that traitors know together.
pub struct Forger<'a, P: Process> {
    /// The traitor.
    pub from: NodeId,
    /// Whom it speaks to.
    pub to: NodeId,
    /// What the scenario fixes for all nodes.
    pub config: &'a P::Config,
    /// Names of the nodes.
    pub names: &'a [String],
    /// All nodes. A traitor may use what is in the states of traitors.
    pub nodes: &'a [Shared<Node<P>>],
    /// The traitors, and how they behave.
    pub traitors: &'a Map<NodeId, Strategy>,
}

impl<P: Process> Forger<'_, P> {
    /// The name of a node.
    pub fn name(&self, node: NodeId) -> &str {
        &self.names[node.index()]
    }

    /// Whether a node is a traitor.
    pub fn is_traitor(&self, node: NodeId) -> bool {
        self.traitors.get(&node).is_some()
    }
}

/// A forgery as a scenario writes it.
pub struct ForgedWords<'a, P: Process> {
    /// The traitor.
    pub from: NodeId,
    /// Whom it speaks to.
    pub to: NodeId,
    /// What the scenario fixes for all nodes.
    pub config: &'a P::Config,
    /// Names of the nodes.
    pub names: &'a [String],
    /// The kind that the message must have.
    pub kind: <P::Message as Content>::Kind,
    /// The words after the link.
    pub words: &'a [&'a str],
}

/// A message that a traitor can be made to send.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Forging {
    /// The one at an index of [`Process::forgeries`].
    Listed {
        /// The traitor.
        from: NodeId,
        /// The receiver.
        to: NodeId,
        /// The index.
        index: u32,
    },
    /// The one that a scenario spells.
    Spelled(Box<Forgery>),
}

impl Forging {
    /// The traitor and the receiver.
    pub fn link(&self) -> (NodeId, NodeId) {
        match self {
            Forging::Listed { from, to, .. } => (*from, *to),
            Forging::Spelled(forgery) => (forgery.from, forgery.to),
        }
    }
}
