//! Readers who choose at random from what is open to them: they seldom solve an exercise, and never one that
//! is impossible, nor any with less than its star says.

use sequitur_core::scenario::{Edit, Scenario};
use sequitur_core::sim::fault::Fault;
use sequitur_core::sim::plan::{Happening, ManualChoice, MessageRef, Toss};
use sequitur_core::sim::run::{NodeChoices, OpenChoices};
use sequitur_core::trace::NodeId;
use sequitur_course::{May, claimed, may, standing};
use std::collections::BTreeMap;
use std::path::Path;

/// How many readers try each exercise; `SEQUITUR_RUNS` sets another number.
const READERS: u64 = 8;

/// How many choices more than the shortest solution a reader makes.
const MORE: u64 = 3;

/// How many choices a reader makes where there is no star.
const CHOICES: u64 = 8;

fn texts(folder: &str) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        (name, std::fs::read_to_string(&path).expect("a text"))
    };
    std::fs::read_dir(folder).expect("a folder").map(read).collect()
}

/// Draws that are the same each time.
struct Draws(u64);

impl Draws {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % most as u64) as usize
    }
}

/// All that may happen next to a node.
fn of_node(node: NodeId, open: &NodeChoices) -> Vec<ManualChoice> {
    let mut all = Vec::new();
    for arriving in &open.arriving {
        let message = MessageRef::from(arriving.key);
        if arriving.blocked.is_none() {
            all.push(ManualChoice::Deliver(message));
        }
        all.extend([ManualChoice::Drop(message), ManualChoice::Duplicate(message)]);
    }
    let mut happen = |what: Happening| all.push(ManualChoice::Happen(what));
    if let Some((coin, number)) = open.coin {
        for heads in [false, true] {
            happen(Happening::Toss(Toss { node, coin, number, heads }));
        }
    }
    open.timers.iter().for_each(|timer| happen(Happening::Fire(node, *timer)));
    open.commands.iter().for_each(|words| happen(Happening::Command(node, words.clone())));
    happen(Happening::Fault(if open.up { Fault::Crash(node) } else { Fault::Restart(node) }));
    all
}

fn all_open(open: OpenChoices) -> Vec<ManualChoice> {
    let forged = open.forgeries.into_iter().map(|forgery| ManualChoice::Happen(Happening::Forge(forgery)));
    let nodes = (0..).map(NodeId).zip(&open.nodes).flat_map(|(node, open)| of_node(node, open));
    nodes.chain(forged).collect()
}

/// A reader who chooses at random. The length of the answer when it first met all goals, if it ever did.
fn try_at_random(exercise: &Scenario, draws: &mut Draws, choices: u64) -> Option<u64> {
    let mut answer = exercise.clone();
    for _ in 0..choices {
        let run = answer.run();
        let open = run.details.open_choices(run.chosen_at.len() as u32)?;
        let mut open = all_open(open);
        let next = loop {
            if open.is_empty() {
                return None;
            }
            let edit = Edit::Choose(open.swap_remove(draws.below(open.len())));
            if may(exercise, &answer, &edit) == May::Yes {
                break edit;
            }
        };
        answer = answer.apply(&next);
        let standing = standing(exercise, &answer, &answer.run());
        if standing.goals.iter().all(|goal| goal.is_met == Some(true)) {
            return Some(standing.length);
        }
    }
    None
}

#[test]
fn readers_who_choose_at_random_seldom_solve_and_never_what_cannot_be_done() {
    let readers = std::env::var("SEQUITUR_RUNS").map_or(READERS, |runs| runs.parse().expect("a number"));
    let solutions = texts("solutions");
    for (name, text) in texts("exercises") {
        let exercise = Scenario::parse(&text).expect("an exercise");
        if exercise.plan().manual.is_none() {
            continue;
        }
        let star = claimed(&exercise);
        let is_impossible = solutions[&name].contains("expect impossible");
        let choices = star.unwrap_or(CHOICES) + MORE;
        let mut solved = 0;
        for reader in 0..readers {
            let mut draws = Draws(reader * 7_919 + name.len() as u64);
            let Some(length) = try_at_random(&exercise, &mut draws, choices) else { continue };
            solved += 1;
            assert!(!is_impossible, "{name}: reader {reader} did it in {length}");
            assert!(star.is_none_or(|star| length >= star), "{name}: reader {reader} needed {length} only");
        }
        println!("{name}: {solved} of {readers}");
    }
}
