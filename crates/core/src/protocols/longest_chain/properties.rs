//! What must always or in the end be true of honest miners.

use super::message::{Coin, Message};
use super::{Miner, Property};
use crate::authoring::*;

/// What the observers remember: whether there was a payment, and whether all honest miners agreed.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    is_paid: bool,
    accepted: Set<NodeId>,
    honest: usize,
    is_same: bool,
}

impl Observe<Miner> for Observers {
    type Property = Property;

    fn new(view: &Observed<Miner>) -> Observers {
        let honest = view.nodes.len() - usize::from(view.config.attacker.is_some());
        Observers { is_paid: false, accepted: Set::new(), honest, is_same: true }
    }

    fn observe(&mut self, step: &Step<Miner>, view: &Observed<Miner>, verdicts: &mut Verdicts<Property>) {
        let attacker = view.config.attacker;
        self.is_paid |= step.sent().any(|(_, message)| *message == Message::Payment);
        if attacker == Some(step.node) {
            return;
        }
        let (state, name) = (&view.nodes[step.node.index()].state, view.name(step.node));
        if let Trigger::Receive { message: Message::Block(chain, text), .. } = &step.trigger
            && chain.len() > state.chain.len()
        {
            let own = counted(state.chain.len() as u32, "block", "blocks");
            verdicts.violate(
                Property::Longest,
                format_args!("{name} was shown {text}, and stays on a chain of {own}."),
            );
        }
        if state.accepted.is_some() && self.accepted.insert(step.node) && self.accepted.len() == self.honest {
            verdicts.turn(Property::Accepted);
        }
        if let Some(accepted) = state.accepted {
            let names = &view.config.names;
            let goes_back = state.chain.iter().find(|block| block.coin == Coin::GoesBack);
            let is_gone = accepted.is_some_and(|block| !state.chain.contains(&block));
            match goes_back {
                Some(block) => {
                    let block = block.name(names);
                    let why = format_args!(
                        "{name} had accepted the payment, and in {block} of its chain the coin goes back."
                    );
                    verdicts.violate(Property::AcceptedStays, why);
                }
                None if is_gone => {
                    let why = format_args!(
                        "{name} had accepted the payment, and its block is not in its chain any more."
                    );
                    verdicts.violate(Property::AcceptedStays, why);
                }
                None => {}
            }
        }
        let mut chains = (0..).map(NodeId).zip(view.nodes).filter(|(id, _)| attacker != Some(*id));
        let is_same = chains.all(|(_, other)| other.state.chain == state.chain);
        if is_same && !std::mem::replace(&mut self.is_same, is_same) {
            verdicts.turn(Property::SameChain);
        }
        self.is_same = is_same;
    }

    fn verdict(&self, property: Property, _: &[String]) -> (Outcome, String) {
        let accepted = counted(self.accepted.len() as u32, "honest miner has", "honest miners have");
        match property {
            Property::Longest => holds("No honest miner has turned down a longer chain."),
            Property::AcceptedStays => {
                holds(format!("{accepted} accepted the payment, and none has lost it."))
            }
            Property::Accepted if !self.is_paid => holds("Nobody has paid."),
            Property::Accepted if self.accepted.len() < self.honest => pending(format!(
                "Of {} honest miners {} have accepted the payment.",
                self.honest,
                self.accepted.len()
            )),
            Property::Accepted => holds("Every honest miner has accepted the payment."),
            Property::SameChain if self.is_same => holds("All honest miners are on the same chain."),
            Property::SameChain => pending("Honest miners are on different chains."),
        }
    }

    fn is_tested(&self, property: Property) -> bool {
        match property {
            Property::AcceptedStays => !self.accepted.is_empty(),
            Property::Accepted => self.is_paid,
            Property::Longest | Property::SameChain => true,
        }
    }
}
