//! A world from which things can go on in every way, with its protocol's types hidden.
//!
//! A search, and a reader who plays by hand, ask what may happen next, do one of it on
//! a copy, and compare what came of it. They need no more than this, so their code is
//! there once for all protocols.

use super::info::PropertyKind;
use super::observe::Observe;
use super::process::Process;
use super::run::Outcome;
use super::world::{Choice, Step, World};
use crate::renaming::Structure;
use crate::trace::NodeId;
use std::hash::{Hash, Hasher};

/// A world with its protocol's types hidden: timers are indices into
/// [`super::info::Info::timers`].
pub trait Position: Send + Sync {
    /// A copy.
    fn fork(&self) -> Box<dyn Position>;

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
}

impl Clone for Box<dyn Position> {
    fn clone(&self) -> Self {
        self.fork()
    }
}

/// The one kind of [`Position`].
pub(super) struct ErasedPosition<P: Process> {
    world: World<P>,
    /// Whether anything may happen.
    is_open: bool,
    decided: u64,
    decisions: Vec<String>,
}

impl<P: Process> ErasedPosition<P> {
    /// A world whose past is not looked at, but for the properties that a step of it has
    /// decided. (That all commands are answered is true before the first is given, and no
    /// step has made it so.)
    pub(super) fn new(world: World<P>, is_open: bool, by_steps: u64) -> ErasedPosition<P> {
        let mut position = ErasedPosition { world, is_open, decided: 0, decisions: Vec::new() };
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
            decisions: Vec::new(),
        })
    }

    fn choices(&self, choices: &mut Vec<Choice<u8>>) {
        if !self.is_open {
            return;
        }
        choices.extend(self.world.choices().iter().map(|choice| choice.map(P::timer_index)));
    }

    fn apply(&mut self, choice: &Choice<u8>) -> bool {
        let mut step = Step::default();
        step.emitted.is_quiet = true;
        self.world.apply(&choice.map(P::timer_at), &mut step);
        self.decided = step.decided.iter().fold(0, |all, property| all | 1 << property);
        self.decisions = step.emitted.decisions;
        self.world.is_within_epochs()
    }

    fn decided(&self) -> u64 {
        self.decided
    }

    fn decisions(&self) -> &[String] {
        &self.decisions
    }

    fn encode(&self, bytes: &mut Vec<u8>) {
        self.world.hash(&mut Writer { bytes, names: &[], cuts: Vec::new() });
    }

    fn encode_renamed(&self, names: &[NodeId], bytes: &mut Vec<u8>) {
        self.world.hash(&mut Writer { bytes, names, cuts: Vec::new() });
    }

    fn verdict(&self, property: usize) -> (Outcome, String) {
        self.world.observers().verdict(property, &self.world.setup().names)
    }
}

/// Writes down what a `Hash` implementation is made of, the same on every machine:
/// lengths and the indices of an enum's variants, which are as wide as a pointer, and
/// wide numbers take seven bits a byte, low ones first. Nodes can get other names.
struct Writer<'a> {
    bytes: &'a mut Vec<u8>,
    /// What each node is called; empty where all keep their names.
    names: &'a [NodeId],
    /// Where the things begin and end that are just being written and whose order depends on
    /// the names, the innermost last.
    cuts: Vec<Vec<usize>>,
}

impl Writer<'_> {
    /// Puts the things that were written last in an order that does not depend on the names
    /// that nodes have in the world.
    fn put_in_order(&mut self, is_set: bool) {
        let cuts = self.cuts.pop().expect("what ends has begun");
        let written = self.bytes.split_off(cuts[0]);
        let things = cuts.windows(2).map(|ends| &written[ends[0] - cuts[0]..ends[1] - cuts[0]]);
        let mut things: Vec<(Option<&NodeId>, &[u8])> = match is_set {
            true => things.map(|thing| (None, thing)).collect(),
            false => self.names.iter().map(Some).zip(things).collect(),
        };
        things.sort_unstable();
        for (_, thing) in things {
            self.bytes.extend_from_slice(thing);
        }
    }
}

impl Hasher for Writer<'_> {
    fn write(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    fn write_u8(&mut self, number: u8) {
        self.bytes.push(number);
    }

    fn write_u16(&mut self, number: u16) {
        self.write_u64(number.into());
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(number.into());
    }

    fn write_u64(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn write_isize(&mut self, number: isize) {
        self.write_u64(number as u64);
    }

    fn write_i128(&mut self, number: i128) {
        match Structure::read(number) {
            Structure::Node(node) => {
                self.bytes.push(self.names.get(usize::from(node)).map_or(node, |name| name.0))
            }
            _ if self.names.is_empty() => {}
            Structure::Begin => self.cuts.push(vec![self.bytes.len()]),
            Structure::Next => self.cuts.last_mut().expect("what goes on has begun").push(self.bytes.len()),
            Structure::Set => self.put_in_order(true),
            Structure::PerNode => self.put_in_order(false),
        }
    }

    /// What was written is what counts.
    fn finish(&self) -> u64 {
        0
    }
}
