//! Properties are observers: they are shown every step, remember what they need, and
//! are invisible to the nodes. Being part of the configuration, they make two states
//! differ that have the same nodes and another past, where the past matters.

use super::clock::Clocks;
use super::process::Process;
use super::run::Outcome;
use super::shared::Shared;
use super::world::{Node, Step};
use crate::trace::Micros;
use std::fmt::Debug;
use std::hash::Hash;

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
}

/// The observers of all properties of a protocol.
pub trait Observe<P: Process>: Clone + Eq + Hash + Debug {
    /// The observers before the first step, from the states in which nodes begin.
    fn new(view: &Observed<P>) -> Self;

    /// Takes in a step. Adds to `decided` the index into [`super::info::Info::properties`]
    /// of every property that this step decided.
    fn observe(&mut self, step: &Step<P>, view: &Observed<P>, decided: &mut Vec<usize>);

    /// What has become of a property so far, and a sentence that explains it.
    fn verdict(&self, property: usize, names: &[String]) -> (Outcome, String);

    /// Whether anything has happened yet that a property speaks of: a command was given, say.
    fn is_tested(&self, _property: usize) -> bool {
        true
    }
}
