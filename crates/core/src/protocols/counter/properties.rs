//! What the counter promises, as observers outside the nodes.

use super::{Home, MACHINE, Node, Property, SERVER};
use crate::authoring::*;

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    /// How many additions were asked for, and how many of them are done.
    asked: u32,
    done: u32,
    /// How many additions each node has done since its last crash.
    seen: Vec<u32>,
}

/// How many additions a node has done.
fn done_by(node: &Node) -> u32 {
    match node {
        Node::Machine { threads, .. } => threads.iter().map(|thread| thread.done).sum(),
        Node::Server(_) => 0,
        Node::Client(client) => client.thread.done,
    }
}

/// The counter of the machine, or that of the server, wherever its page is. None while the
/// page is under way, and where it was lost with its machine.
fn counter(of: NodeId, view: &Observed<Node>) -> Option<u64> {
    match &view.nodes[of.index()].state {
        Node::Machine { counter, .. } => Some(*counter),
        Node::Server(Home { lent: None, counter, .. }) => Some(*counter),
        Node::Server(Home { lent: Some((holder, _)), .. }) => match &view.nodes[holder.index()].state {
            Node::Client(client) => client.page,
            _ => None,
        },
        Node::Client(_) => None,
    }
}

impl Observe<Node> for Observers {
    type Property = Property;

    fn new(view: &Observed<Node>) -> Observers {
        Observers { asked: 0, done: 0, seen: vec![0; view.nodes.len()] }
    }

    fn observe(&mut self, step: &Step<Node>, view: &Observed<Node>, verdicts: &mut Verdicts<Property>) {
        let node = step.node;
        let was_done = self.asked == self.done;
        if let Trigger::Command(_) = step.trigger {
            self.asked += match node {
                MACHINE => 2,
                SERVER => 0,
                _ => 1,
            };
        }
        let done = done_by(&view.nodes[node.index()].state);
        self.done += done.saturating_sub(self.seen[node.index()]);
        self.seen[node.index()] = done;
        if was_done != (self.asked == self.done) {
            verdicts.turn(Property::AllDone);
        }
        let (of, done) = match node {
            MACHINE => (MACHINE, self.seen[0]),
            _ if view.nodes.len() < 2 => return,
            _ => (SERVER, self.seen.iter().skip(1).sum()),
        };
        if let Some(counter) = counter(of, view).filter(|counter| *counter < u64::from(done)) {
            let name = view.name(of);
            let done = counted(done, "addition is", "additions are");
            let why = format_args!("{done} done, and the counter of {name} is {counter}.");
            verdicts.violate(Property::EveryAdditionCounts, why);
        }
    }

    fn verdict(&self, property: Property, _: &[String]) -> (Outcome, String) {
        let done = format!("{} of {}", self.done, counted(self.asked, "addition", "additions"));
        match property {
            Property::EveryAdditionCounts => holds(format!("{done} done, and none is lost.")),
            Property::AllDone if self.done == self.asked => holds(format!("{done} done.")),
            Property::AllDone => pending(format!("{done} done.")),
        }
    }

    fn is_tested(&self, property: Property) -> bool {
        if property == Property::AllDone { self.asked > 0 } else { self.done > 0 }
    }
}
