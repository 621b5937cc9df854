//! What tests of protocols need to try every schedule, as far as a plain breadth-first
//! search reaches.

use crate::sim::process::Process;
use crate::sim::run::Outcome;
use crate::sim::world::{Choice, Step, World};
use std::collections::{BTreeSet, VecDeque};
use std::hash::Hash;
use xxhash_rust::xxh3::Xxh3;

/// The fewest choices to a world that is as wanted, or None once there are no more
/// worlds; gives up loudly at a limit. `next` tells the worlds that one choice leads to.
pub fn shortest<P: Process>(
    start: World<P>,
    next: impl Fn(&World<P>) -> Vec<World<P>>,
    wanted: impl Fn(&World<P>) -> bool,
) -> Option<u32> {
    let mut seen = BTreeSet::from([fingerprint(&start)]);
    let mut queue = VecDeque::from([(start, 0)]);
    while let Some((world, depth)) = queue.pop_front() {
        for next in next(&world) {
            if !seen.insert(fingerprint(&next)) {
                continue;
            }
            if wanted(&next) {
                return Some(depth + 1);
            }
            assert!(seen.len() < 400_000, "the search is too wide");
            queue.push_back((next, depth + 1));
        }
    }
    None
}

/// The worlds that one of all choices leads to, but for timers that a search leaves alone.
pub fn without_timer<P: Process>(timer: P::Timer) -> impl Fn(&World<P>) -> Vec<World<P>> {
    move |world| {
        let choices = world.choices();
        let taken = choices.iter().filter(|choice| !matches!(choice, Choice::Fire(_, t) if *t == timer));
        taken.map(|choice| after(world, choice, &mut Step::default())).collect()
    }
}

/// The world after a choice.
pub fn after<P: Process>(world: &World<P>, choice: &Choice<P::Timer>, step: &mut Step<P>) -> World<P> {
    let mut next = world.clone();
    next.apply(choice, step);
    next
}

/// 128 bits that tell what is hashed apart from all else.
pub fn fingerprint(what: &impl Hash) -> u128 {
    let mut hasher = Xxh3::new();
    what.hash(&mut hasher);
    hasher.digest128()
}

/// Whether a world breaks a property.
pub fn breaks<P: Process>(property: &'static str) -> impl Fn(&World<P>) -> bool + Copy {
    let index = P::INFO.properties.iter().position(|p| p.name == property).expect("a property");
    move |world| is_broken(world, index)
}

/// Whether a world breaks any property.
pub fn breaks_any<P: Process>(world: &World<P>) -> bool {
    (0..P::INFO.properties.len()).any(|index| is_broken(world, index))
}

fn is_broken<P: Process>(world: &World<P>, index: usize) -> bool {
    world.verdict(index).0 == Outcome::Violated
}
