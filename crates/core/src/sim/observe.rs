//! Properties are observers: they are shown every step, remember what they need, and
//! are invisible to the nodes. Being part of the configuration, they make two states
//! differ that have the same nodes and another past, where the past matters.

use super::clock::Clocks;
use super::info::Property;
use super::plan::Strategy;
use super::process::Process;
use super::run::Outcome;
use super::shared::Shared;
use super::step::{Node, Step};
use super::vocabulary::Words;
use crate::ordered::Map;
use crate::trace::{Micros, NodeId};
use std::fmt::{Arguments, Debug};
use std::hash::Hash;
use std::marker::PhantomData;

/// All that observers see beside the step.
pub struct Observed<'a, P: Process> {
    /// The nodes after the step.
    pub nodes: &'a [Shared<Node<P>>],
    /// Their names.
    pub names: &'a [String],
    /// What the scenario fixes for all nodes.
    pub config: &'a P::Config,
    /// What clocks show, and true time.
    pub clocks: &'a Clocks,
    /// True time. It stands still in a search.
    pub now: Micros,
    /// The traitors, and how they behave.
    pub traitors: &'a Map<NodeId, Strategy>,
}

impl<P: Process> Observed<'_, P> {
    /// Whether a node is no traitor: only those are judged.
    pub fn is_honest(&self, node: NodeId) -> bool {
        self.traitors.get(&node).is_none()
    }
}

impl<P: Process> Observed<'_, P> {
    /// The name of a node.
    pub fn name(&self, node: NodeId) -> &str {
        &self.names[node.index()]
    }
}

/// The observers of all properties of a protocol.
pub trait Observe<P: Process>: Clone + Eq + Hash + Debug {
    /// The properties, as the protocol lists them.
    type Property: Words<Property>;

    /// The observers before the first step.
    fn new(view: &Observed<P>) -> Self;

    /// Looks at the states in which nodes begin, where scenarios can choose them.
    fn begin(&mut self, _: &Observed<P>, _: &mut Verdicts<Self::Property>) {}

    /// Takes in a step, and tells `verdicts` which properties it violated and which liveness
    /// properties turned with it.
    fn observe(&mut self, step: &Step<P>, view: &Observed<P>, verdicts: &mut Verdicts<Self::Property>);

    /// What has become of a property that was never violated, and a sentence that explains it.
    fn verdict(&self, property: Self::Property, names: &[String]) -> (Outcome, String);

    /// Whether anything has happened yet that a property speaks of: a command was given, say.
    fn is_tested(&self, _: Self::Property) -> bool {
        true
    }
}

/// The first violation of each property, by its index in the protocol's list.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Violations(Map<u8, String>);

impl Violations {
    /// Why a property is violated, if it is.
    pub fn of(&self, property: u8) -> Option<&str> {
        self.0.get(&property).map(String::as_str)
    }
}

/// The observers, and what they have found.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Watch<O> {
    pub(super) observers: O,
    pub(super) violations: Violations,
}

/// Where observers tell what a step did to the properties.
pub struct Verdicts<'a, W> {
    violations: &'a mut Violations,
    decided: &'a mut Vec<usize>,
    words: PhantomData<W>,
}

impl<'a, W: Words<Property>> Verdicts<'a, W> {
    /// Adds to the violations so far, and to what this step decided.
    pub fn new(violations: &'a mut Violations, decided: &'a mut Vec<usize>) -> Verdicts<'a, W> {
        Verdicts { violations, decided, words: PhantomData }
    }

    /// This step violates a property, for good. Of several violations the first is kept.
    pub fn violate(&mut self, property: W, why: Arguments<'_>) {
        let Verdicts { violations, decided, .. } = self;
        violations.0.or_insert_with(property.index(), || {
            decided.push(property.index().into());
            why.to_string()
        });
    }

    /// With this step, what a liveness property asks for has come true, or is true no longer.
    pub fn turn(&mut self, property: W) {
        self.decided.push(property.index().into());
    }

    /// Whether a property has been violated.
    pub fn is_violated(&self, property: W) -> bool {
        self.violations.of(property.index()).is_some()
    }
}

/// A verdict: nothing has broken it, or what it asks for has come true.
pub fn holds(why: impl Into<String>) -> (Outcome, String) {
    (Outcome::Holds, why.into())
}

/// A verdict: what it asks for has not come true yet.
pub fn pending(why: impl Into<String>) -> (Outcome, String) {
    (Outcome::Pending, why.into())
}

/// A number with the words for one and for several.
pub fn counted(number: u32, one: &str, several: &str) -> String {
    match number {
        1 => format!("1 {one}"),
        _ => format!("{number} {several}"),
    }
}
