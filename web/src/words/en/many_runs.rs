//! English: many runs of a scenario.

use std::fmt::Display;

pub const MANY_RUNS: &str = "Many runs";
pub const ABOUT: &str = "It runs this scenario with one seed after the other: how often each property holds, and how times and numbers are spread.";
pub const BY_HAND: &str =
    "A run by hand is the same with every seed. Let it run from its start, and the seed decides again.";
pub const RUNS: &str = "Runs";
pub const COMPARE: &str = "Compare";
pub const NOTHING: &str = "nothing";
pub const VALUES: &str = "Values";
pub const CANCEL: &str = "Cancel";
pub const CANCEL_LABEL: &str = "Cancel the runs";
pub const CANCELLED: &str = "Cancelled.";
pub const OLDER: &str = "These runs are of the scenario as it was before your last changes.";
pub const PROPERTIES: &str = "How often each property held";
pub const PROPERTY: &str = "Property";
pub const HELD: &str = "Held";
pub const SHARE: &str = "Of all runs, 95 %";
pub const SPREAD: &str = "How it is spread";
pub const SPREAD_OF: &str = "Show";
pub const AS_A_TABLE: &str = "As a table";
pub const FROM: &str = "From";
pub const BELOW: &str = "Below";
pub const UP_TO_HERE: &str = "Up to here";
pub const A_RUN: &str = "A run of it";
pub const OPEN: &str = "Open";
pub const CURVE: &str = "Bars: how many runs. Line: which share of all runs is done by then.";
pub const AGAINST: &str = "One against the other";
pub const ACROSS: &str = "Across";
pub const UPWARDS: &str = "Upwards";
pub const MEANS: &str = "Means of all runs, a point for each value.";
pub const IN_NO_RUN: &str = "in no run";

pub fn run(count: &dyn Display) -> String {
    format!("Make {count} runs")
}

pub fn so_far(done: &dyn Display, of: &dyn Display) -> String {
    format!("{done} of {of} runs")
}

pub fn made(count: &dyn Display, first: &dyn Display, last: &dyn Display) -> String {
    format!("{count} runs, with the seeds {first} to {last}.")
}

pub fn made_with_each(
    count: &dyn Display,
    over: &dyn Display,
    first: &dyn Display,
    last: &dyn Display,
) -> String {
    format!("{count} runs with each value of {over}, with the seeds {first} to {last}.")
}

pub fn between(least: &dyn Display, most: &dyn Display) -> String {
    format!("{least} to {most} %")
}

pub fn violated(count: &dyn Display) -> String {
    format!(", violated {count} ")
}

pub fn pending(count: &dyn Display) -> String {
    format!(", pending {count} ")
}

pub fn open_violation(property: &dyn Display, seed: &dyn Display) -> String {
    format!("Open the run with seed {seed}, which violates {property}")
}

pub fn seed(seed: &dyn Display) -> String {
    format!("Seed {seed}")
}

pub fn decided(property: &dyn Display) -> String {
    format!("when “{property}” was decided")
}

pub fn highest(epoch: &dyn Display) -> String {
    format!("highest {epoch}")
}

pub fn of_value(over: &dyn Display, value: &dyn Display) -> String {
    format!("{over} {value}")
}

pub fn in_short(least: &dyn Display, median: &dyn Display, mean: &dyn Display, most: &dyn Display) -> String {
    format!("least {least}, median {median}, mean {mean}, most {most}")
}

pub fn in_runs(short: &dyn Display, runs: &dyn Display, of: &dyn Display) -> String {
    format!("{short}; in {runs} of {of} runs")
}

pub fn bar(from: &dyn Display, to: &dyn Display, runs: &dyn Display) -> String {
    format!("{from} to below {to}: {runs} runs. Open one of them")
}

pub fn histogram_of(name: &dyn Display) -> String {
    format!("Histogram: {name}")
}
