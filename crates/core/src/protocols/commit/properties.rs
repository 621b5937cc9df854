//! What atomic commit promises, as observers outside the nodes.

use super::{COORDINATOR, Command, Message, Node, Property, State};
use crate::authoring::*;

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    has_begun: bool,
    /// The first participant that voted no.
    refused: Option<NodeId>,
    /// What each node was the last time.
    states: Vec<State>,
    /// The first participant that is up and has not decided.
    undecided: Option<NodeId>,
}

impl Observe<Node> for Observers {
    type Property = Property;

    fn new(view: &Observed<Node>) -> Observers {
        let states = view.nodes.iter().map(|node| node.state.state).collect();
        Observers { has_begun: false, refused: None, states, undecided: Some(NodeId(1)) }
    }

    fn observe(&mut self, step: &Step<Node>, view: &Observed<Node>, verdicts: &mut Verdicts<Property>) {
        self.has_begun |= matches!(step.trigger, Trigger::Command(Command::Begin));
        if step.sent().any(|(_, message)| *message == Message::VoteNo) {
            self.refused.get_or_insert(step.node);
        }
        let now = view.nodes[step.node.index()].state.state;
        let before = std::mem::replace(&mut self.states[step.node.index()], now);
        let is_final = |state| matches!(state, State::Committed | State::Aborted);
        if step.node != COORDINATOR && is_final(before) && now != before {
            let (name, was, is) = (view.name(step.node), before.entry().name, now.entry().name);
            verdicts.violate(Property::Irrevocable, format_args!("{name} had {was}, and now has {is}."));
        }
        self.compare(view, verdicts);
        let was_open = self.undecided.is_some();
        let mut nodes = (0..).zip(view.nodes).skip(1);
        let undecided = nodes.find(|(_, node)| node.up && !is_final(node.state.state));
        self.undecided = undecided.map(|(index, _)| NodeId(index));
        if was_open != self.undecided.is_some() {
            verdicts.turn(Property::AllDecide);
        }
    }

    fn verdict(&self, property: Property, names: &[String]) -> (Outcome, String) {
        let count = |of| self.states.iter().filter(|state| **state == of).count() as u32;
        let commits = counted(count(State::Committed), "node has committed", "nodes have committed");
        match (property, self.undecided) {
            (Property::Atomicity, _) => {
                // The coordinator's own abort binds nobody.
                let aborts = self.states.iter().skip(1).filter(|state| **state == State::Aborted).count();
                let aborts = counted(aborts as u32, "participant has aborted", "participants have aborted");
                holds(format!("{commits}, {aborts}."))
            }
            (Property::Unanimity, _) => match self.refused {
                Some(node) => holds(format!("{} voted no, and nobody has committed.", names[node.index()])),
                None => holds("Nobody has voted no."),
            },
            (Property::Irrevocable, _) => holds("No participant has changed its decision."),
            (Property::AllDecide, None) => holds("Every participant that is up knows the decision."),
            (Property::AllDecide, Some(node)) => {
                let state = self.states[node.index()].entry().name;
                pending(format!("{} is up and {state}.", names[node.index()]))
            }
        }
    }

    fn is_tested(&self, _: Property) -> bool {
        self.has_begun
    }
}

impl Observers {
    /// The decision of the coordinator to commit counts, its decision to abort binds nobody who
    /// has not heard of it.
    fn compare(&self, view: &Observed<Node>, verdicts: &mut Verdicts<Property>) {
        let all = || (0..).map(NodeId).zip(&self.states);
        let Some((one, _)) = all().find(|(_, state)| **state == State::Committed) else { return };
        let one = view.name(one);
        if let Some((other, _)) = all().skip(1).find(|(_, state)| **state == State::Aborted) {
            let other = view.name(other);
            verdicts
                .violate(Property::Atomicity, format_args!("{one} has committed, and {other} has aborted."));
        }
        if let Some(other) = self.refused {
            let other = view.name(other);
            verdicts.violate(Property::Unanimity, format_args!("{one} has committed, and {other} voted no."));
        }
    }
}
