//! What traitors may do, and what those who hear them can tell.

use super::{Choice, Input, Setup, Step, Trigger, World, put_in_flight, spend};
use crate::sim::flights::Flight;
use crate::sim::forge::{ForgedWords, Forger, Forging};
use crate::sim::plan::{Forgery, Strategy};
use crate::sim::process::{Content, Process};
use crate::sim::run::ArgumentError;
use crate::sim::shared::Shared;
use crate::sim::vocabulary::Words;
use crate::trace::{MessageId, NodeId};

impl<P: Process> Setup<P> {
    /// Whether a node is a traitor that runs no handler.
    pub(super) fn is_silent(&self, node: NodeId) -> bool {
        self.traitors.get(&node) == Some(&Strategy::Silent)
    }
}

/// Reads the words of a forgery, and sees to it that they say what their kind is.
///
/// # Errors
/// Says what is wrong, and which word it is about.
pub fn read_forgery<P: Process>(
    forgery: &Forgery,
    config: &P::Config,
    names: &[String],
) -> Result<P::Message, ArgumentError> {
    let words: Vec<&str> = forgery.words.iter().map(String::as_str).collect();
    let kind = <P::Message as Content>::Kind::at(u8::try_from(forgery.kind).unwrap_or(u8::MAX));
    let (from, to) = (forgery.from, forgery.to);
    let message = P::read_forgery(&ForgedWords { from, to, config, names, kind, words: &words })?;
    debug_assert!(message.kind() == kind, "a forgery is of the kind that it says");
    Ok(message)
}

impl<P: Process> World<P> {
    pub(super) fn forger(&self, from: NodeId, to: NodeId) -> Forger<'_, P> {
        let setup = &self.setup;
        Forger {
            from,
            to,
            config: &setup.config,
            names: &setup.names,
            nodes: &self.nodes,
            traitors: &setup.traitors,
        }
    }

    /// Whether what a node says now can reach another at once.
    pub fn can_hear(&self, from: NodeId, to: NodeId) -> bool {
        self.can_act(from) && self.can_act(to) && !self.conditions.cuts.between(from, to)
    }

    /// What a traitor is to say, or why it may not, in a sentence.
    fn forged(&self, forging: &Forging) -> Result<P::Message, String> {
        if !P::INFO.forges {
            return Err(format!("traitors of {} forge nothing.", P::INFO.name));
        }
        let (from, to) = forging.link();
        let forger = self.forger(from, to);
        if !forger.is_traitor(from) {
            return Err(format!("{} is no traitor.", forger.name(from)));
        }
        if !self.can_act(from) {
            return Err(format!("{} can do nothing now.", forger.name(from)));
        }
        match forging {
            Forging::Listed { index, .. } => {
                let listed = P::forgeries(&forger).into_iter().nth(*index as usize);
                listed.ok_or_else(|| format!("{} cannot say this now.", forger.name(from)))
            }
            Forging::Spelled(forgery) => {
                let read = read_forgery::<P>(forgery, &self.setup.config, &self.setup.names);
                let message = read.map_err(|wrong| format!("{}; {}.", wrong.what, wrong.hint))?;
                P::refusal(&forger, &message).map_or(Ok(message), Err)
            }
        }
    }

    /// Why a traitor cannot say this now, in a sentence; None where it can. At once, it has to be
    /// heard now too.
    pub fn refusal(&self, forging: &Forging, at_once: bool) -> Option<String> {
        let (from, to) = forging.link();
        let name = |node: NodeId| &self.setup.names[node.index()];
        let refusal = self.forged(forging).err();
        refusal.or_else(|| match () {
            () if !at_once || self.can_hear(from, to) => None,
            () if !self.can_act(to) => Some(format!("{} can take nothing now.", name(to))),
            () => Some(format!("The link from {} to {} is cut.", name(from), name(to))),
        })
    }

    /// The words of what a traitor can say.
    pub fn spell_forgery(&self, forging: &Forging) -> Option<Forgery> {
        let (from, to) = forging.link();
        Some(self.spelled(from, to, &self.forged(forging).ok()?))
    }

    /// What a traitor's message in flight says, as a forgery would; None for those of others.
    pub fn lie(&self, message: MessageId) -> Option<Forgery> {
        let Flight { from, to, message } = self.flight(message)?;
        self.setup.traitors.get(from).map(|_| self.spelled(*from, *to, message))
    }

    fn spelled(&self, from: NodeId, to: NodeId, message: &P::Message) -> Forgery {
        let words = P::forgery_words(message, &self.setup.names);
        Forgery { kind: message.kind().index().into(), from, to, words }
    }

    /// Some of what traitors may not say now to nodes that can hear them, and why not.
    pub fn unsayable(&self) -> impl Iterator<Item = (Forgery, String)> + use<'_, P> {
        self.forging_links().flat_map(move |(from, to)| {
            let forger = self.forger(from, to);
            let all = P::unsayable(&forger).into_iter();
            all.filter_map(move |message| {
                Some((self.spelled(from, to, &message), P::refusal(&forger, &message)?))
            })
        })
    }

    /// A traitor sends what it is made to.
    pub(super) fn forge(&mut self, forging: &Forging, step: &mut Step<P>) {
        let (from, to) = forging.link();
        let message = self.forged(forging).expect("only what a traitor may say is forged");
        step.trigger = Trigger::Forge;
        self.begin(step, from);
        spend(&mut self.budget.forge, 1);
        let flight = Shared::new(Flight { from, to, message });
        put_in_flight(&mut self.flying, &mut self.next_message, flight.clone());
        step.emitted.sends.push(flight);
        self.show(step);
    }

    /// The coin falls that a node has tossed.
    pub(super) fn toss(&mut self, node: NodeId, coin: u8, heads: bool, step: &mut Step<P>) {
        assert_eq!(self.conditions.coin(node), Some(coin), "only a coin that was tossed falls");
        self.conditions.fall(node);
        step.trigger = Trigger::Coin(coin, heads);
        self.handle(node, step, Input::Coin(heads));
    }

    /// Whether no synchronous system does this now: a round ends when nothing can arrive any more,
    /// and for all nodes at once. A search keeps to it; by hand, a reader need not.
    pub fn is_out_of_round(&self, choice: &Choice<P::Timer>) -> bool {
        let ending = self.conditions.ending();
        match choice {
            _ if !self.setup.has_rounds => false,
            Choice::Fire(node, timer) if P::ends_round(*timer) => match ending.is_empty() {
                true => self.flying().any(|(id, flight)| self.can_arrive(id, flight)),
                false => !ending.contains(node),
            },
            Choice::Deliver(_) | Choice::Forge(_) | Choice::Command(_) => !ending.is_empty(),
            _ => false,
        }
    }

    /// In a synchronous system, those that wait for the same end of a round end it now too.
    pub(super) fn end_round(&mut self, node: NodeId) {
        if self.conditions.ending().contains(&node) {
            return self.conditions.has_ended(node);
        }
        let others = (0..).map(NodeId).zip(&self.nodes).filter(|(other, _)| *other != node);
        let waits = |timer: &P::Timer| P::ends_round(*timer);
        let ending = others.filter(|(_, other)| other.timers.iter().any(waits)).map(|(other, _)| other);
        self.conditions.end_round(ending.collect());
    }
}
