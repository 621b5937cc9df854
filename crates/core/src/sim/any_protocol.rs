//! A protocol of any type, with its types erased.

use super::any_world::{AnyWorld, ErasedWorld};
use super::clock::Clocks;
use super::command::{Asked, FromWords, Given};
use super::info::Info;
use super::plan::{Budget, Forgery, Happening, ManualChoice, Plan, Timed, TimingModel};
use super::process::Process;
use super::run::ArgumentError;
use super::world::{Setup, World, read_forgery};
use crate::ordered;
use crate::trace::NodeId;
use std::marker::PhantomData;
use std::sync::Arc;

/// The world that a plan describes, before its nodes start.
pub fn world<P: Process>(plan: &Plan, budget: Budget) -> World<P> {
    let config = P::configure(plan);
    let nodes = (0..plan.nodes.len() as u8).map(NodeId);
    let mut states: Vec<P> = nodes.clone().map(|node| P::new(node, &config)).collect();
    for (node, words) in &plan.starts {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let result = states[node.index()].begin_in(plan, *node, &words);
        debug_assert!(result.is_ok(), "a plan's words have been checked");
    }
    let setup = Setup {
        names: plan.nodes.clone(),
        config,
        traitors: plan.traitors.clone(),
        has_rounds: matches!(plan.model, Some(TimingModel::Synchronous(_))),
        fifo: (plan.manual.is_some() && P::INFO.fifo_unless.is_some()).then(|| plan.network.clone()),
        commands: nodes.map(|node| commands::<P>(plan, node)).collect(),
    };
    World::new(Arc::new(setup), states, budget).with_clocks(Clocks::new(&plan.clocks))
}

/// The commands that a plan has for a node, in words, in the order in which they are
/// given.
pub(super) fn command_words(plan: &Plan, node: NodeId) -> Vec<&Vec<String>> {
    let is_timed = |timed: &&Timed| plan.manual_from.is_none_or(|from| timed.at <= from);
    let mut timed: Vec<_> = plan.timed.iter().filter(is_timed).collect();
    ordered::sort_by_key(&mut timed, |timed| (timed.at, timed.origin));
    let by_hand = plan.manual.iter().flatten().filter_map(|manual| match &manual.what {
        ManualChoice::Happen(happening) => Some(happening),
        _ => None,
    });
    let happenings = timed.into_iter().map(|timed| &timed.what).chain(by_hand);
    let words = happenings.filter_map(|happening| match happening {
        Happening::Command(to, words) if *to == node => Some(words),
        _ => None,
    });
    words.collect()
}

fn commands<P: Process>(plan: &Plan, node: NodeId) -> Vec<Given<P::Command>> {
    let read = |words: &Vec<String>| {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let command = command::<P>(plan, node, &words);
        debug_assert!(command.is_ok(), "a plan's words have been checked");
        command.ok()
    };
    command_words(plan, node).into_iter().filter_map(read).collect()
}

/// Reads a command for a node.
fn command<P: Process>(
    plan: &Plan,
    node: NodeId,
    words: &[&str],
) -> Result<Given<P::Command>, ArgumentError> {
    let asked = Asked::read(P::INFO, plan, node, words)?;
    let command = P::Command::read(&asked)?;
    let text = command.label().unwrap_or_else(|| asked.to_string()).into();
    Ok(Given { command, text })
}

/// A protocol, with its types hidden behind its words.
pub trait AnyProtocol: Sync {
    /// What it tells about itself.
    fn info(&self) -> &'static Info;

    /// Checks the words of a command for a node.
    ///
    /// # Errors
    /// Says what is wrong, and which word (counted from 0) it is about.
    fn check_command(&self, plan: &Plan, node: NodeId, words: &[&str]) -> Result<(), ArgumentError>;

    /// Checks the words of a starting state for a node.
    ///
    /// # Errors
    /// Says what is wrong, and which word (counted from 0) it is about.
    fn check_start(&self, plan: &Plan, node: NodeId, words: &[&str]) -> Result<(), ArgumentError>;

    /// Checks the words of a forgery.
    ///
    /// # Errors
    /// Says what is wrong, and which word (counted from 0) it is about.
    fn check_forgery(&self, plan: &Plan, forgery: &Forgery) -> Result<(), ArgumentError>;

    /// The world that a plan describes, before its nodes start. The plan's words have been
    /// checked.
    fn world(&self, plan: &Plan) -> Box<dyn AnyWorld>;

    /// Nodes that the protocol tells apart by nothing but their numbers, and that are given
    /// the same commands: any two of a group could change places. Groups of one are left
    /// out.
    #[cfg(feature = "search")]
    fn alike(&self, _: &Plan) -> Vec<Vec<NodeId>> {
        Vec::new()
    }
}

/// A protocol of type `P`, its types erased.
pub struct Erased<P>(PhantomData<fn() -> P>);

impl<P> Erased<P> {
    /// It.
    pub const fn new() -> Erased<P> {
        Erased(PhantomData)
    }
}

impl<P> Default for Erased<P> {
    fn default() -> Self {
        Erased::new()
    }
}

impl<P: Process> AnyProtocol for Erased<P> {
    fn info(&self) -> &'static Info {
        P::INFO
    }

    fn check_command(&self, plan: &Plan, node: NodeId, words: &[&str]) -> Result<(), ArgumentError> {
        command::<P>(plan, node, words).map(|_| ())
    }

    fn check_start(&self, plan: &Plan, node: NodeId, words: &[&str]) -> Result<(), ArgumentError> {
        P::new(node, &P::configure(plan)).begin_in(plan, node, words)
    }

    fn check_forgery(&self, plan: &Plan, forgery: &Forgery) -> Result<(), ArgumentError> {
        read_forgery::<P>(forgery, &P::configure(plan), &plan.nodes).map(|_| ())
    }

    fn world(&self, plan: &Plan) -> Box<dyn AnyWorld> {
        Box::new(ErasedWorld::new(world::<P>(plan, Budget::UNLIMITED)))
    }

    #[cfg(feature = "search")]
    fn alike(&self, plan: &Plan) -> Vec<Vec<NodeId>> {
        // A command that names a node makes it another than the rest.
        let nodes = || (0..plan.nodes.len() as u8).map(NodeId);
        let words = || nodes().flat_map(|node| command_words(plan, node)).flatten();
        let is_named = |node: &NodeId| words().any(|word| *word == plan.nodes[node.index()]);
        let mut groups: Vec<Vec<NodeId>> = Vec::new();
        for range in P::alike(plan) {
            let first = groups.len();
            for node in range.map(NodeId).filter(|node| !is_named(node)) {
                let given = commands::<P>(plan, node);
                let same = |group: &&mut Vec<NodeId>| commands::<P>(plan, group[0]) == given;
                match groups[first..].iter_mut().find(same) {
                    Some(group) => group.push(node),
                    None => groups.push(vec![node]),
                }
            }
        }
        groups.retain(|group| group.len() > 1 && P::INFO.fifo_unless.is_none());
        groups
    }
}
