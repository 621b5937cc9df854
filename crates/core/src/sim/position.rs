//! A world from which things can go on in every way, with its protocol's types hidden.
//!
//! A search, and a reader who plays by hand, ask what may happen next, do one of it on
//! a copy, and compare what came of it. They need no more than this, so their code is
//! there once for all protocols.

use super::forge::Forging;
use super::info::PropertyKind;
use super::observe::Observe;
use super::process::{Content, Process};
use super::run::{Fields, Outcome};
use super::vocabulary::Words;
use super::world::{Choice, Step, World};
use super::writer;
use crate::trace::{MessageId, NodeId};
use std::any::Any;

/// A world with its protocol's types hidden: timers are indices into
/// [`super::info::Info::timers`].
pub trait Position: Any + Send + Sync {
    /// A copy.
    fn fork(&self) -> Box<dyn Position>;

    /// Becomes a copy of another one of the same protocol, in the memory that it has.
    ///
    /// # Panics
    /// Where the other one is of another protocol.
    fn become_copy_of(&mut self, other: &dyn Position);

    /// Adds all that may happen next, faults within the budget, to `choices`. Their
    /// order depends on how the world was reached.
    fn choices(&self, choices: &mut Vec<Choice<u8>>);

    /// Does one thing that may happen. False where it leads to a term, ballot or view
    /// beyond the budget; the world is then of no use.
    ///
    /// # Panics
    /// Where the choice is not among [`Position::choices`].
    fn apply(&mut self, choice: &Choice<u8>) -> bool;

    /// The properties that the last choice decided, or that were violated, or had come
    /// true, before the first one: index N in [`super::info::Info::properties`] is bit N.
    fn decided(&self) -> u64;

    /// Where nothing may happen next: the properties of liveness of which something has
    /// happened, that have not come true, and that no greater budget of timers, commands or
    /// terms would let come true, as nothing would happen either.
    fn stuck(&self) -> u64;

    /// The values that can still be decided within so many rounds: see [`Process::decidable`].
    fn decidable(&self, rounds: u32) -> Option<Vec<String>>;

    /// What the last choice made nodes decide, in words.
    fn decisions(&self) -> &[String];

    /// Writes the configuration down: two worlds of one plan write the same bytes when
    /// they are equal, on every machine, and otherwise other bytes.
    fn encode(&self, bytes: &mut Vec<u8>);

    /// Writes the configuration down with other names for its nodes: node N is called
    /// `names[N]`. Two worlds write the same bytes, each with some names, when they differ
    /// in nothing but which node is which.
    fn encode_renamed(&self, names: &[NodeId], bytes: &mut Vec<u8>);

    /// What has become of a property so far, and a sentence that explains it.
    fn verdict(&self, property: usize) -> (Outcome, String);

    /// Whether a node is up.
    fn is_up(&self, node: NodeId) -> bool;

    /// The whole state of a node, as the paper names it.
    fn fields(&self, node: NodeId) -> Fields;

    /// The kind of what a traitor may say now; None where it may not.
    fn forged_kind(&self, forging: &Forging) -> Option<u16>;

    /// Kind, sender and receiver of a message in flight.
    fn flight(&self, message: MessageId) -> Option<(u16, NodeId, NodeId)>;

    /// Kind, sender and receiver of each message that the last choice made a node send.
    fn sent(&self, visit: &mut dyn FnMut(u16, NodeId, NodeId));

    /// The node on which the last choice happened.
    fn last_node(&self) -> NodeId;
}

impl Clone for Box<dyn Position> {
    fn clone(&self) -> Self {
        self.fork()
    }

    fn clone_from(&mut self, other: &Self) {
        self.become_copy_of(&**other);
    }
}

/// The one kind of [`Position`].
pub(super) struct ErasedPosition<P: Process> {
    world: World<P>,
    /// Whether anything may happen.
    is_open: bool,
    decided: u64,
    /// What steps work with. A copy has its own, once it takes a step.
    workspace: Option<Box<Workspace<P>>>,
}

/// Memory that is used again from step to step.
struct Workspace<P: Process> {
    step: Step<P>,
    bytes: Vec<u8>,
}

impl<P: Process> Workspace<P> {
    fn new() -> Box<Workspace<P>> {
        let mut step = Step::default();
        step.emitted.is_quiet = true;
        Box::new(Workspace { step, bytes: Vec::new() })
    }
}

impl<P: Process> ErasedPosition<P> {
    /// A world whose past is not looked at, but for the properties that a step of it has
    /// decided. (That all commands are answered is true before the first is given, and no
    /// step has made it so.)
    pub(super) fn new(mut world: World<P>, is_open: bool, by_steps: u64) -> ErasedPosition<P> {
        world.identify(&mut Vec::new());
        let mut position = ErasedPosition { world, is_open, decided: 0, workspace: None };
        let is_decided = |property: &usize| match position.verdict(*property).0 {
            Outcome::Violated => true,
            Outcome::Holds => {
                let is_liveness = P::INFO.properties[*property].kind == PropertyKind::Liveness;
                is_liveness && by_steps & 1 << *property != 0
            }
            Outcome::Pending => false,
        };
        let decided = (0..P::INFO.properties.len()).filter(is_decided);
        position.decided = decided.fold(0, |all, property| all | 1 << property);
        position
    }
}

impl<P: Process> Position for ErasedPosition<P> {
    fn fork(&self) -> Box<dyn Position> {
        Box::new(ErasedPosition {
            world: self.world.clone(),
            is_open: self.is_open,
            decided: self.decided,
            workspace: None,
        })
    }

    fn become_copy_of(&mut self, other: &dyn Position) {
        let other: &dyn Any = other;
        let other: &Self = other.downcast_ref().expect("worlds of one search have one protocol");
        self.world.clone_from(&other.world);
        self.is_open = other.is_open;
        self.decided = other.decided;
    }

    fn choices(&self, choices: &mut Vec<Choice<u8>>) {
        if !self.is_open {
            return;
        }
        choices.extend(self.world.choices().iter().map(|choice| choice.map(|timer| timer.index())));
    }

    fn apply(&mut self, choice: &Choice<u8>) -> bool {
        let Workspace { step, bytes } = &mut **self.workspace.get_or_insert_with(Workspace::new);
        let next = self.world.next_message();
        self.world.apply_by_index(choice, step);
        let decided = |step: &Step<P>| step.decided.iter().fold(0, |all, property| all | 1 << property);
        self.decided = decided(step);
        // A forgery arrives at once.
        if matches!(choice, Choice::Forge(_)) {
            self.world.apply_by_index(&Choice::Deliver(next), step);
            self.decided |= decided(step);
        }
        self.world.identify(bytes);
        self.world.is_within_epochs()
    }

    fn decided(&self) -> u64 {
        self.decided
    }

    fn decidable(&self, rounds: u32) -> Option<Vec<String>> {
        P::decidable(&self.world.configuration(), rounds)
    }

    fn stuck(&self) -> u64 {
        if !self.is_open || self.world.waits_for_budget() {
            return 0;
        }
        let is_stuck = |property: &usize| {
            P::INFO.properties[*property].kind == PropertyKind::Liveness
                && self.world.observers().is_tested(Words::at(*property as u8))
                && self.verdict(*property).0 == Outcome::Pending
        };
        let stuck = (0..P::INFO.properties.len()).filter(is_stuck);
        stuck.fold(0, |all, property| all | 1 << property)
    }

    fn decisions(&self) -> &[String] {
        self.workspace.as_ref().map_or(&[], |workspace| &workspace.step.emitted.decisions)
    }

    fn encode(&self, bytes: &mut Vec<u8>) {
        self.world.encode(bytes);
    }

    fn encode_renamed(&self, names: &[NodeId], bytes: &mut Vec<u8>) {
        writer::write_renamed(&self.world, names, bytes);
    }

    fn verdict(&self, property: usize) -> (Outcome, String) {
        self.world.verdict(property)
    }

    fn is_up(&self, node: NodeId) -> bool {
        self.world.nodes()[node.index()].up
    }

    fn fields(&self, node: NodeId) -> Fields {
        self.world.nodes()[node.index()].state.state(&self.world.setup().names)
    }

    fn forged_kind(&self, forging: &Forging) -> Option<u16> {
        self.world.spell_forgery(forging).map(|forgery| forgery.kind)
    }

    fn flight(&self, message: MessageId) -> Option<(u16, NodeId, NodeId)> {
        let flight = self.world.flight(message)?;
        Some((flight.message.kind().index().into(), flight.from, flight.to))
    }

    fn sent(&self, visit: &mut dyn FnMut(u16, NodeId, NodeId)) {
        let Some(workspace) = &self.workspace else { return };
        for (to, message) in workspace.step.sent() {
            visit(message.kind().index().into(), workspace.step.node, to);
        }
    }

    fn last_node(&self) -> NodeId {
        self.workspace.as_ref().map_or(NodeId(0), |workspace| workspace.step.node)
    }
}
