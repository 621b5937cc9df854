//! `sequitur try`: many random runs of a scenario.

use crate::input::Input;
use crate::say::{Progress, print};
use sequitur_check::{Tally, histogram, try_seeds};
use sequitur_core::scenario::{Scenario, duration_text};
use serde::Serialize;
use std::fmt::Write;
use std::process::ExitCode;

/// How many stretches of time the histogram has.
const STRETCHES: u64 = 10;

/// The longest bar of the histogram.
const BAR: u64 = 40;

/// Runs between two looks at how far it is.
const SLICE: u64 = 16;

#[derive(Serialize)]
struct Document {
    runs: u64,
    first_seed: u64,
    properties: Vec<Judged>,
}

#[derive(Serialize)]
struct Judged {
    name: &'static str,
    kind: &'static str,
    holds: u32,
    violated: u32,
    pending: u32,
    violated_with_seed: Option<u64>,
    decided: Vec<Stretch>,
}

/// How many runs decided a property in a stretch of time.
#[derive(Serialize)]
struct Stretch {
    from_us: u64,
    to_us: u64,
    runs: u32,
}

/// Runs a scenario with its seed and those that follow.
///
/// # Errors
/// Where the scenario is wrong.
pub fn tries(input: &Input, runs: u64, is_json: bool) -> anyhow::Result<ExitCode> {
    let scenario = input.scenario()?;
    let document = document(&scenario, runs);
    match is_json {
        true => print(&(serde_json::to_string(&document)? + "\n")),
        false => print(&text(&document)),
    }
}

fn document(scenario: &Scenario, runs: u64) -> Document {
    let properties = scenario.machine().info().properties;
    let first_seed = scenario.plan().seed;
    let mut tallies = vec![Tally::default(); properties.len()];
    let progress = Progress::new();
    for start in (0..runs).step_by(SLICE as usize) {
        let seeds = start..runs.min(start + SLICE);
        try_seeds(scenario, seeds.map(|run| first_seed.wrapping_add(run)), &mut tallies);
        progress.show(format_args!("{} of {runs} runs", runs.min(start + SLICE)));
    }
    drop(progress);
    let judged = |(property, tally): (&sequitur_core::sim::info::Property, &Tally)| {
        let stretch = |(from_us, to_us, runs)| Stretch { from_us, to_us, runs };
        Judged {
            name: property.name,
            kind: property.kind.name(),
            holds: tally.holds,
            violated: tally.violated,
            pending: tally.pending,
            violated_with_seed: tally.violated_with,
            decided: histogram(&tally.times, STRETCHES).into_iter().map(stretch).collect(),
        }
    };
    Document { runs, first_seed, properties: properties.iter().zip(&tallies).map(judged).collect() }
}

fn text(document: &Document) -> String {
    let mut text = format!("{} runs, seeds from {}\n", document.runs, document.first_seed);
    let width = document.properties.iter().map(|p| p.name.len()).max().unwrap_or(0);
    for Judged { name, holds, violated, pending, violated_with_seed, decided, .. } in &document.properties {
        let seed = violated_with_seed.map_or_else(String::new, |seed| format!(", first with seed {seed}"));
        let _ = writeln!(text, "{name:width$}  holds {holds}, violated {violated}, pending {pending}{seed}");
        let most = decided.iter().map(|stretch| u64::from(stretch.runs)).max().unwrap_or(0);
        for Stretch { from_us, to_us, runs } in decided {
            let bar = "#".repeat((u64::from(*runs) * BAR).div_ceil(most.max(1)) as usize);
            let (from, to) = (duration_text(*from_us), duration_text(*to_us));
            let _ = writeln!(text, "  {from:>12} .. {to:<12} {runs:>6} {bar}");
        }
    }
    text
}
