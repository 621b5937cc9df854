//! What is promised of calls, as observers see it.

use super::{Call, Id, Message, Node, Property};
use crate::authoring::*;

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    /// The calls that were executed.
    executed: Set<Call>,
    asked: u32,
    /// The calls without an answer.
    open: Set<Call>,
}

impl Observe<Node> for Observers {
    type Property = Property;

    fn new(_: &Observed<Node>) -> Observers {
        Observers { executed: Set::new(), asked: 0, open: Set::new() }
    }

    fn observe(&mut self, step: &Step<Node>, view: &Observed<Node>, verdicts: &mut Verdicts<Property>) {
        let node = &view.nodes[step.node.index()];
        match &step.trigger {
            Trigger::Command(_) => {
                self.asked += 1;
                self.open.insert((step.node, node.commands_done));
            }
            Trigger::Receive { message: Message::Reply(id, _), .. } if node.state.answered == id.call.1 => {
                if !self.executed.contains(&id.call) {
                    let (client, id) = (view.name(step.node), id.text(view.names));
                    let why = format_args!("{client} was told that {id} is executed, and it is not.");
                    verdicts.violate(Property::OkMeansDone, why);
                }
                if self.open.remove(&id.call) && self.open.is_empty() {
                    verdicts.turn(Property::Answered);
                }
            }
            _ => {}
        }
        if let (Some(id), false) = (node.state.executed, step.emitted.decisions.is_empty())
            && !self.executed.insert(id.call)
        {
            let (server, id) = (view.name(step.node), Id { draw: 0, ..id }.text(view.names));
            verdicts.violate(Property::ExecutedOnce, format_args!("{server} executes {id} a second time."));
        }
    }

    fn verdict(&self, property: Property, _: &[String]) -> (Outcome, String) {
        let executed = self.executed.len() as u32;
        match property {
            Property::ExecutedOnce => holds(format!(
                "{} executed, none of them twice.",
                counted(executed, "call was", "calls were")
            )),
            Property::OkMeansDone => holds("Every call that was answered had been executed."),
            Property::Answered if self.open.is_empty() => holds(format!("All {} were answered.", self.asked)),
            Property::Answered => {
                let answered = self.asked - self.open.len() as u32;
                pending(format!("{answered} of {} were answered.", self.asked))
            }
        }
    }

    fn is_tested(&self, property: Property) -> bool {
        match property {
            Property::ExecutedOnce => !self.executed.is_empty(),
            Property::OkMeansDone => self.open.len() < self.asked as usize,
            Property::Answered => self.asked > 0,
        }
    }
}
