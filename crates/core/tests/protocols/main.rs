//! Protocols on logical time and on clocks, under every schedule as far as a plain
//! breadth-first search reaches, and against the numbers of their papers.

mod ben_or;
mod broadcast;
mod chandra_toueg;
mod commit;
mod consensus;
mod coordinated_attack;
mod counter;
mod detector;
mod elections;
mod fallacies;
mod mutex;
mod quorum;
mod reduction;
mod replicated;
mod rpc;
mod snapshot;
mod steps;
mod time;
mod votes;

use sequitur_core::ordered::Map;
use sequitur_core::scenario::Scenario;

use sequitur_core::sim::plan::Budget;
use sequitur_core::sim::process::{Described, Process};
use sequitur_core::sim::run::{Outcome, Run};
use sequitur_core::sim::world::{Step, World};
use sequitur_core::trace::NodeId;
use std::collections::{BTreeSet, VecDeque};
use std::hash::Hash;
use xxhash_rust::xxh3::Xxh3;

/// What [`search`] found.
#[derive(PartialEq, Eq, Debug)]
struct Found {
    /// The fewest choices to a wanted world.
    shortest: Option<u32>,
    /// How many different worlds were seen.
    states: usize,
}

/// Tries all choices from the scenario's world, breadth first, until a world is as
/// wanted. Its commands are given in order for each node, at any moment; there are no
/// faults but those of the budget.
fn search<P: Process>(text: &str, budget: Budget, wanted: impl Fn(&World<P>) -> bool) -> Found {
    let start = begun::<P>(text, budget);
    let mut step = Step::default();
    let mut seen = BTreeSet::from([fingerprint(&start)]);
    let mut queue = VecDeque::from([(start, 0)]);
    while let Some((world, depth)) = queue.pop_front() {
        for choice in world.choices() {
            let mut next = world.clone();
            next.apply(&choice, &mut step);
            if !seen.insert(fingerprint(&next)) {
                continue;
            }
            if wanted(&next) {
                return Found { shortest: Some(depth + 1), states: seen.len() };
            }
            assert!(seen.len() < 1_000_000, "the search is too wide");
            queue.push_back((next, depth + 1));
        }
    }
    Found { shortest: None, states: seen.len() }
}

/// The scenario's world when its nodes have started.
fn begun<P: Process>(text: &str, budget: Budget) -> World<P> {
    let scenario = parse(text);
    let mut world = sequitur_core::sim::world::<P>(scenario.plan(), budget);
    let mut step = Step::default();
    for node in 0..scenario.plan().nodes.len() as u8 {
        world.start(NodeId(node), &mut step);
    }
    world
}

/// No faults, any number of timers.
const NO_FAULTS: Budget = Budget::NO_FAULTS;

fn fingerprint<P: Process>(world: &World<P>) -> u128 {
    let mut hasher = Xxh3::new();
    world.hash(&mut hasher);
    hasher.digest128()
}

/// Whether a world breaks a property.
fn breaks<P: Process>(world: &World<P>, property: &str) -> bool {
    let index = P::INFO.properties.iter().position(|p| p.name == property).expect("a property");
    world.verdict(index).0 == Outcome::Violated
}

/// Whether a world breaks any property.
fn breaks_any<P: Process>(world: &World<P>) -> bool {
    P::INFO.properties.iter().any(|property| breaks(world, property.name))
}

fn parse(text: &str) -> Scenario {
    Scenario::parse(text).unwrap_or_else(|mistakes| panic!("{text}\n{mistakes:#?}"))
}

fn run(text: &str) -> Run {
    parse(text).run()
}

/// How many messages of each kind were sent.
fn sent(run: &Run) -> Map<&str, u32> {
    let mut counts = Map::new();
    for message in &run.trace.messages {
        *counts.or_default(run.trace.kinds[usize::from(message.key.kind)].as_str()) += 1;
    }
    counts
}

fn outcome(run: &Run, property: &str) -> Outcome {
    run.verdict(property).expect("a property").outcome
}
