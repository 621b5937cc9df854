//! Random runs: how often each property holds, and when that is decided.

use sequitur_core::scenario::Scenario;
use sequitur_core::sim::run::Outcome;
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

/// Runs a scenario with some seeds, and adds to the tallies of its properties, of which
/// there is one for each, in their order.
pub fn try_seeds(scenario: &Scenario, seeds: impl Iterator<Item = u64>, tallies: &mut [Tally]) {
    for seed in seeds {
        let mut plan = scenario.plan().clone();
        plan.seed = seed;
        let run = scenario.machine().run(plan);
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
    fn every_time_is_in_one_stretch() {
        assert_eq!(histogram(&[], 4), []);
        assert_eq!(histogram(&[7], 4), [(7, 8, 1)]);
        assert_eq!(histogram(&[0, 1, 2, 9, 9], 2), [(0, 5, 3), (5, 10, 2)]);
    }
}
