//! `sequitur try`: many random runs of a scenario.

use crate::input::Input;
use crate::say::{Progress, print};
use sequitur_check::{Measure, Tally, histogram, interval, try_seeds};
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
    measures: Vec<Measured>,
}

#[derive(Serialize)]
struct Judged {
    name: &'static str,
    kind: &'static str,
    holds: u32,
    violated: u32,
    pending: u32,
    /// Between which shares of all runs it holds, with a confidence of 95 percent.
    holds_share: (f64, f64),
    violated_with_seed: Option<u64>,
    decided: Vec<Stretch>,
}

/// What was measured in the runs that have it.
#[derive(Serialize)]
struct Measured {
    name: &'static str,
    is_time: bool,
    runs: usize,
    least: u64,
    median: u64,
    most: u64,
    stretches: Vec<Range>,
}

/// How many runs have a value in a stretch, and how many up to its end.
#[derive(Serialize)]
struct Range {
    from: u64,
    to: u64,
    runs: u32,
    up_to_here: u32,
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
    let mut measures = Measure::all();
    let progress = Progress::new();
    for start in (0..runs).step_by(SLICE as usize) {
        let seeds = start..runs.min(start + SLICE);
        try_seeds(scenario, seeds.map(|run| first_seed.wrapping_add(run)), &mut tallies, &mut measures);
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
            holds_share: interval(tally.holds, runs),
            violated_with_seed: tally.violated_with,
            decided: histogram(&tally.times, STRETCHES).into_iter().map(stretch).collect(),
        }
    };
    let properties = properties.iter().zip(&tallies).map(judged).collect();
    Document { runs, first_seed, properties, measures: measures.into_iter().filter_map(measured).collect() }
}

/// The distribution of what was measured; None where no run has it.
fn measured(Measure { name, is_time, mut values }: Measure) -> Option<Measured> {
    values.sort_unstable();
    let (least, most) = (*values.first()?, *values.last()?);
    let mut up_to_here = 0;
    let range = |(from, to, runs)| {
        up_to_here += runs;
        Range { from, to, runs, up_to_here }
    };
    let stretches = histogram(&values, STRETCHES).into_iter().map(range).collect();
    Some(Measured {
        name,
        is_time,
        runs: values.len(),
        least,
        median: values[(values.len() - 1) / 2],
        most,
        stretches,
    })
}

fn text(document: &Document) -> String {
    let mut text = format!("{} runs, seeds from {}\n", document.runs, document.first_seed);
    let width = document.properties.iter().map(|p| p.name.len()).max().unwrap_or(0);
    for Judged { name, holds, violated, pending, holds_share, violated_with_seed, decided, .. } in
        &document.properties
    {
        let seed = violated_with_seed.map_or_else(String::new, |seed| format!(", first with seed {seed}"));
        let (least, most) = (holds_share.0 * 100.0, holds_share.1 * 100.0);
        let _ = writeln!(
            text,
            "{name:width$}  holds {holds}, violated {violated}, pending {pending}{seed} (holds in {least:.1}% to {most:.1}% of runs)"
        );
        let stretch = |Stretch { from_us, to_us, runs }: &Stretch| {
            (duration_text(*from_us), duration_text(*to_us), *runs, None)
        };
        bars(&mut text, &decided.iter().map(stretch).collect::<Vec<_>>());
    }
    for Measured { name, is_time, runs, least, median, most, stretches } in &document.measures {
        let value = |value: u64| if *is_time { duration_text(value) } else { value.to_string() };
        let (least, median, most) = (value(*least), value(*median), value(*most));
        let _ = writeln!(text, "{name} in {runs} runs: least {least}, median {median}, most {most}");
        let range = |Range { from, to, runs, up_to_here }: &Range| {
            (value(*from), value(*to), *runs, Some(*up_to_here))
        };
        bars(&mut text, &stretches.iter().map(range).collect::<Vec<_>>());
    }
    text
}

/// A line for each stretch: from, to, how many, how many up to its end, and a bar.
fn bars(text: &mut String, stretches: &[(String, String, u32, Option<u32>)]) {
    let most = stretches.iter().map(|(_, _, runs, _)| u64::from(*runs)).max().unwrap_or(0);
    for (from, to, runs, up_to_here) in stretches {
        let bar = "#".repeat((u64::from(*runs) * BAR).div_ceil(most.max(1)) as usize);
        let up_to_here = up_to_here.map_or_else(String::new, |sum| format!("{sum:>7}"));
        let _ = writeln!(text, "  {from:>12} .. {to:<12} {runs:>6}{up_to_here} {bar}");
    }
}
