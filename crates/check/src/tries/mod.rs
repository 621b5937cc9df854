//! Many runs of a scenario, each with another seed: how often each property holds, and what is measured.
//! Two or more values of something that the scenario sets can be compared.

mod distribution;
mod measure;
mod report;

pub use distribution::{Distribution, STRETCHES, Scale, Spread, Stretch};
pub use measure::Measure;
pub use report::{Case, Judged, Measured, Report, interval};

use measure::measure;
use sequitur_core::scenario::Scenario;
use sequitur_core::sim::run::Outcome;

/// The most values that are compared.
pub const VALUES_MAX: usize = 12;

/// What became of a property in many runs.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Tally {
    holds: u32,
    violated: u32,
    pending: u32,
    /// When an event decided it.
    times: Distribution,
    /// The first seed with which it was violated.
    violated_with: Option<u64>,
}

/// The runs with one value.
struct Runs {
    value: Option<String>,
    scenario: Scenario,
    tallies: Vec<Tally>,
    measures: Vec<Measure>,
}

impl Runs {
    fn new(value: Option<String>, scenario: Scenario) -> Runs {
        let info = scenario.info();
        let tallies = vec![Tally::default(); info.properties.len()];
        Runs { value, tallies, measures: Measure::all(info), scenario }
    }

    fn run(&mut self, seed: u64) {
        let mut plan = self.scenario.plan().clone();
        plan.seed = seed;
        let run = self.scenario.machine().run(plan);
        for (measured, value) in self.measures.iter_mut().zip(measure(&run)) {
            if let Some(value) = value {
                measured.values.add(value, seed);
            }
        }
        for (verdict, tally) in run.verdicts.iter().zip(&mut self.tallies) {
            match verdict.outcome {
                Outcome::Holds => tally.holds += 1,
                Outcome::Violated => {
                    tally.violated += 1;
                    tally.violated_with.get_or_insert(seed);
                }
                Outcome::Pending => tally.pending += 1,
            }
            if let Some(event) = verdict.event {
                tally.times.add(run.trace.event(event).at, seed);
            }
        }
    }
}

/// Many runs, in the making.
pub struct Tries {
    /// What is compared.
    over: Option<String>,
    first_seed: u64,
    runs: u64,
    done: u64,
    cases: Vec<Runs>,
}

impl Tries {
    /// So many runs of a scenario, with its seed and those that follow; where something is compared, so
    /// many with each value. It is written as `timeout=100ms,200ms`.
    ///
    /// # Errors
    /// Says in a sentence what cannot be compared, and why.
    pub fn new(scenario: &Scenario, over: Option<&str>, runs: u64) -> Result<Tries, String> {
        let (first_seed, mut name) = (scenario.plan().seed, None);
        let cases = match over {
            None => vec![Runs::new(None, scenario.clone())],
            Some(over) => {
                let (variable, values) = read_over(over)?;
                name = Some(variable.to_owned());
                let case = |value: &&str| {
                    let varied = scenario.with_value(variable, value)?;
                    Ok(Runs::new(Some((*value).to_owned()), varied))
                };
                values.iter().map(case).collect::<Result<_, String>>()?
            }
        };
        Ok(Tries { over: name, first_seed, runs, done: 0, cases })
    }

    /// Makes so many runs more with each value. False once all are made.
    pub fn advance(&mut self, runs: u64) -> bool {
        let end = self.done.saturating_add(runs).min(self.runs);
        for run in self.done..end {
            self.cases.iter_mut().for_each(|case| case.run(self.first_seed.wrapping_add(run)));
        }
        self.done = end;
        self.done < self.runs
    }

    /// How many runs were made with each value.
    pub fn done(&self) -> u64 {
        self.done
    }
}

/// `timeout=100ms,200ms`: what is compared, and its values.
fn read_over(over: &str) -> Result<(&str, Vec<&str>), String> {
    let (name, values) = over
        .split_once('=')
        .ok_or_else(|| format!("\"{over}\" has no values; write `{over}=VALUE,VALUE`"))?;
    let values: Vec<&str> = values.split(',').map(str::trim).collect();
    if values.len() > VALUES_MAX {
        return Err(format!(
            "at most {VALUES_MAX} values are compared; leave {} out",
            values.len() - VALUES_MAX
        ));
    }
    Ok((name.trim(), values))
}
