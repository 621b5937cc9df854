//! What the observers of consensus watch: what was proposed, who has decided what, and who is up
//! and has decided nothing.

use crate::authoring::*;
use std::fmt::Display;

/// What was proposed and decided in a run.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Decisions<V> {
    proposed: Set<V>,
    /// What each process decided first.
    decided: Map<NodeId, V>,
    /// The first process that is up and has decided nothing.
    undecided: Option<NodeId>,
}

impl<V: Clone + Ord + Display> Decisions<V> {
    /// Before anybody has proposed.
    pub fn new() -> Decisions<V> {
        Decisions { proposed: Set::new(), decided: Map::new(), undecided: Some(NodeId(0)) }
    }

    /// Somebody proposes a value.
    pub fn propose(&mut self, value: V) {
        self.proposed.insert(value);
    }

    /// What a process decided first.
    pub fn of(&self, node: NodeId) -> Option<&V> {
        self.decided.get(&node)
    }

    /// A process decides for the first time: on what was proposed (validity), and on what the others have
    /// decided (agreement).
    pub fn decide<P: Words<Property>>(
        &mut self,
        node: NodeId,
        value: &V,
        names: &[String],
        (validity, agreement): (P, P),
        verdicts: &mut Verdicts<P>,
    ) {
        self.check_validity(node, value, names, validity, verdicts);
        if let Some((other, theirs)) = self.decided.iter().find(|(_, theirs)| *theirs != value) {
            let (name, other) = (&names[node.index()], &names[other.index()]);
            verdicts
                .violate(agreement, format_args!("{other} decided {theirs}, and {name} decided {value}."));
        }
        self.decided.insert(node, value.clone());
    }

    /// What is decided was proposed.
    pub fn check_validity<P: Words<Property>>(
        &self,
        node: NodeId,
        value: &V,
        names: &[String],
        validity: P,
        verdicts: &mut Verdicts<P>,
    ) {
        if !self.proposed.contains(value) {
            let name = &names[node.index()];
            verdicts.violate(validity, format_args!("{name} decided {value}, which nobody had proposed."));
        }
    }

    /// Looks who is up and has decided nothing. Whether termination has come true or ceased to be.
    pub fn look<P: Process>(&mut self, view: &Observed<P>) -> bool {
        let was_open = self.undecided.is_some();
        let mut up = (0..).map(NodeId).zip(view.nodes).filter(|(_, node)| node.up);
        self.undecided = up.find(|(node, _)| self.of(*node).is_none()).map(|(node, _)| node);
        was_open != self.undecided.is_some()
    }

    /// Whether all that are up have decided.
    pub fn all_have_decided(&self) -> bool {
        self.undecided.is_none()
    }

    /// Whether anybody has proposed.
    pub fn has_begun(&self) -> bool {
        !self.proposed.is_empty()
    }

    /// Whether anybody has decided.
    pub fn any(&self) -> bool {
        !self.decided.is_empty()
    }

    /// How many have decided: `2 processes have decided`
    pub fn deciders(&self) -> String {
        counted(self.decided.len() as u32, "process has decided", "processes have decided")
    }

    /// Agreement, which nobody has broken.
    pub fn agreement(&self) -> (Outcome, String) {
        holds(format!("{}, none another value than the others.", self.deciders()))
    }

    /// Validity, which nobody has broken.
    pub fn validity(&self) -> (Outcome, String) {
        holds(format!("{}, nothing that nobody had proposed.", self.deciders()))
    }

    /// Termination, as it is now.
    pub fn termination(&self, names: &[String]) -> (Outcome, String) {
        match self.undecided {
            None => holds("Every process that is up has decided."),
            Some(node) => pending(format!("{} is up and has decided nothing.", names[node.index()])),
        }
    }
}
