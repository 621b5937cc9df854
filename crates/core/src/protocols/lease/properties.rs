//! What a lock with leases promises, as observers outside the nodes.

use super::{Command, Message, Node, Property, Request};
use crate::authoring::*;
use crate::sim::clock::Wall;

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    /// The greatest token of an accepted write, and whose it was.
    accepted: Option<(u64, NodeId)>,
    asked: u32,
    /// The requests that were not granted yet.
    open: Set<Request>,
}

impl Observe<Node> for Observers {
    type Property = Property;

    fn new(_: &Observed<Node>) -> Observers {
        Observers { accepted: None, asked: 0, open: Set::new() }
    }

    fn observe(&mut self, step: &Step<Node>, view: &Observed<Node>, verdicts: &mut Verdicts<Property>) {
        let name = |node: NodeId| &view.names[node.index()];
        match &step.trigger {
            Trigger::Command(Command::Acquire) => {
                self.asked += 1;
                self.open.insert((step.node, view.nodes[step.node.index()].commands_done));
            }
            Trigger::Receive { message: Message::Grant { request, .. }, .. } => {
                let was_open = self.open.remove(&(step.node, *request));
                if was_open && self.open.is_empty() {
                    verdicts.turn(Property::LockGranted);
                }
            }
            Trigger::Receive { from, message: Message::Write(value, token), .. }
                if !step.emitted.decisions.is_empty() =>
            {
                if let Some((greatest, by)) = self.accepted.filter(|(greatest, _)| token < greatest) {
                    let why = format_args!(
                        "{} wrote {value} with token {token} after {} had written with token {greatest}.",
                        name(*from),
                        name(by)
                    );
                    verdicts.violate(Property::TokensInOrder, why);
                }
                self.accepted = self.accepted.max(Some((*token, *from)));
            }
            _ => {}
        }
        let believes = |node: &NodeId| {
            let slot = &view.nodes[node.index()];
            let Node::Client { lease: Some((_, end)), .. } = slot.state else {
                return false;
            };
            let now = match view.config.by_wall {
                true => view.clocks.wall(*node, view.now),
                false => view.clocks.monotonic(*node, view.now) as Wall,
            };
            slot.up && now < end
        };
        let mut holders = (0..view.nodes.len() as u8).map(NodeId).filter(believes);
        if let (Some(first), Some(second)) = (holders.next(), holders.next()) {
            let why = format_args!("{} and {} both believe to hold the lock.", name(first), name(second));
            verdicts.violate(Property::OneHolder, why);
        }
    }

    fn verdict(&self, property: Property, _: &[String]) -> (Outcome, String) {
        match property {
            Property::TokensInOrder => {
                (Outcome::Holds, "Writes were accepted in the order of their tokens.".to_owned())
            }
            Property::OneHolder => (Outcome::Holds, "Never did two believe to hold the lock.".to_owned()),
            _ if self.open.is_empty() => (Outcome::Holds, format!("All {} were given the lock.", self.asked)),
            _ => {
                let granted = self.asked - self.open.len() as u32;
                (Outcome::Pending, format!("{granted} of {} were given the lock.", self.asked))
            }
        }
    }

    fn is_tested(&self, property: Property) -> bool {
        match property {
            Property::TokensInOrder => self.accepted.is_some(),
            Property::OneHolder => self.open.len() < self.asked as usize,
            _ => self.asked > 0,
        }
    }
}
