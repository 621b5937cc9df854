//! Random runs: how often each property holds, and when that is decided.

use sequitur_core::scenario::Scenario;
use sequitur_core::sim::run::{Outcome, Run};
use sequitur_core::trace::Micros;

/// What became of a property in many runs of a scenario, each with another seed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// In how many runs it held, or came true.
    pub holds: u32,
    /// In how many it was violated.
    pub violated: u32,
    /// In how many it was still open at the end.
    pub pending: u32,
    /// When an event decided it, in the order of runs.
    pub times: Vec<Micros>,
    /// The first seed with which it was violated.
    pub violated_with: Option<u64>,
}

/// What was measured in many runs: a value for each run that has one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Measure {
    /// What it is.
    pub name: &'static str,
    /// Whether the values are times; else they are counted.
    pub is_time: bool,
    /// The values, in the order of runs.
    pub values: Vec<u64>,
}

impl Measure {
    /// What is measured in every run, and nothing of it yet.
    pub fn all() -> Vec<Measure> {
        let new = |name, is_time| Measure { name, is_time, values: Vec::new() };
        vec![
            new("messages", false),
            new("elections", false),
            new("highest epoch", false),
            new("first decision", true),
            new("last decision", true),
        ]
    }
}

/// Measures a run: see [`Measure::all`].
fn measure(run: &Run) -> [Option<u64>; 5] {
    let trace = &run.trace;
    let leads = |role: Option<u8>| role.is_some_and(|role| run.info.roles[usize::from(role)].weight == 2);
    let mut roles: Vec<Option<u8>> = vec![None; trace.nodes.len()];
    let mut elections = 0;
    for event in &trace.events {
        let before = std::mem::replace(&mut roles[event.node.index()], event.role);
        elections += u64::from(leads(event.role) && !leads(before));
    }
    let has_leaders = run.info.roles.iter().any(|role| role.weight == 2);
    let at = |decision: &sequitur_core::sim::run::Decision| trace.event(decision.event).at;
    [
        Some(trace.messages.len() as u64),
        has_leaders.then_some(elections),
        trace.events.iter().filter_map(|event| event.epoch).max(),
        run.decisions.first().map(at),
        run.decisions.last().map(at),
    ]
}

/// Between which shares of all runs something happens that happened in so many of those tried,
/// with a confidence of 95 percent: Wilson, "Probable Inference", 1927.
pub fn interval(happened: u32, runs: u64) -> (f64, f64) {
    const Z: f64 = 1.959_964;
    let (happened, runs) = (f64::from(happened), runs.max(1) as f64);
    let middle = happened + Z * Z / 2.0;
    let half = Z * (happened * (runs - happened) / runs + Z * Z / 4.0).sqrt();
    (((middle - half) / (runs + Z * Z)).max(0.0), ((middle + half) / (runs + Z * Z)).min(1.0))
}

/// Runs a scenario with some seeds, and adds to the tallies of its properties, of which
/// there is one for each, in their order, and to what is measured.
pub fn try_seeds(
    scenario: &Scenario,
    seeds: impl Iterator<Item = u64>,
    tallies: &mut [Tally],
    measures: &mut [Measure],
) {
    for seed in seeds {
        let mut plan = scenario.plan().clone();
        plan.seed = seed;
        let run = scenario.machine().run(plan);
        for (measure, value) in measures.iter_mut().zip(measure(&run)) {
            measure.values.extend(value);
        }
        for (verdict, tally) in run.verdicts.iter().zip(tallies.iter_mut()) {
            match verdict.outcome {
                Outcome::Holds => tally.holds += 1,
                Outcome::Violated => {
                    tally.violated += 1;
                    tally.violated_with.get_or_insert(seed);
                }
                Outcome::Pending => tally.pending += 1,
            }
            tally.times.extend(verdict.event.map(|event| run.trace.events[event.index()].at));
        }
    }
}

/// How many times lie in each of some equal stretches from the least to the most: where
/// a stretch begins, where it ends, and how many.
pub fn histogram(times: &[Micros], stretches: u64) -> Vec<(Micros, Micros, u32)> {
    let (Some(least), Some(most)) = (times.iter().min(), times.iter().max()) else {
        return Vec::new();
    };
    let width = (most - least) / stretches.max(1) + 1;
    let stretch = |from: Micros| {
        let count = times.iter().filter(|time| (from..from + width).contains(time)).count();
        (from, from + width, u32::try_from(count).unwrap_or(u32::MAX))
    };
    (0..stretches).map(|index| least + index * width).take_while(|from| from <= most).map(stretch).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_those_of_wilson() {
        let rounded = |(least, most): (f64, f64)| ((least * 1e4).round() / 1e4, (most * 1e4).round() / 1e4);
        assert_eq!(rounded(interval(0, 10)), (0.0, 0.2775));
        assert_eq!(rounded(interval(5, 10)), (0.2366, 0.7634));
        assert_eq!(rounded(interval(100, 100)), (0.963, 1.0));
    }

    #[test]
    fn every_time_is_in_one_stretch() {
        assert_eq!(histogram(&[], 4), []);
        assert_eq!(histogram(&[7], 4), [(7, 8, 1)]);
        assert_eq!(histogram(&[0, 1, 2, 9, 9], 2), [(0, 5, 3), (5, 10, 2)]);
    }
}
