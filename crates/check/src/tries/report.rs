//! What many runs tell.

use super::{Distribution, Measure, Runs, Scale, Spread, Tally, Tries};
use sequitur_core::sim::info::{Property, PropertyKind};

/// What many runs told.
#[derive(Clone, PartialEq, Debug)]
pub struct Report {
    /// How many runs there were with each value.
    pub runs: u64,
    /// The seed of the first; the others have those that follow.
    pub first_seed: u64,
    /// What is compared.
    pub over: Option<String>,
    /// One for each value; one where nothing is compared. All have the same properties, in the protocol's
    /// order, and the same measures.
    pub cases: Vec<Case>,
}

/// What the runs with one value told.
#[derive(Clone, PartialEq, Debug)]
pub struct Case {
    /// The value.
    pub value: Option<String>,
    /// What became of each property.
    pub properties: Vec<Judged>,
    /// What was measured.
    pub measures: Vec<Measured>,
}

/// What became of a property.
#[derive(Clone, PartialEq, Debug)]
pub struct Judged {
    /// Its name.
    pub name: &'static str,
    /// Safety or liveness.
    pub kind: PropertyKind,
    /// In how many runs it held, or came true.
    pub holds: u32,
    /// In how many it was violated.
    pub violated: u32,
    /// In how many it was still open at the end.
    pub pending: u32,
    /// Between which shares of all runs it holds: see [`interval`].
    pub holds_share: (f64, f64),
    /// The first seed with which it was violated.
    pub violated_with: Option<u64>,
    /// When an event decided it, in the runs in which one did.
    pub decided: Option<Spread>,
}

/// What was measured.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Measured {
    /// What it is.
    pub name: String,
    /// Whether the values are times, in microseconds; else they are counted.
    pub is_time: bool,
    /// How they are spread; None where no run has one, but one with another value has.
    pub spread: Option<Spread>,
}

impl Tries {
    /// What the runs that were made tell.
    pub fn report(&self) -> Report {
        let times = self.scales(|case| case.tallies.iter().map(|tally| &tally.times).collect());
        let values = self.scales(|case| case.measures.iter().map(|measure| &measure.values).collect());
        let case = |case: &Runs| Case {
            value: case.value.clone(),
            properties: judged(case, self.done, &times),
            measures: case.measures.iter().zip(&values).filter_map(measured).collect(),
        };
        Report {
            runs: self.done,
            first_seed: self.first_seed,
            over: self.over.clone(),
            cases: self.cases.iter().map(case).collect(),
        }
    }

    /// For each of some distributions a scale that all cases share; None where none has a value.
    fn scales(&self, of: impl Fn(&Runs) -> Vec<&Distribution>) -> Vec<Option<Scale>> {
        let all: Vec<Vec<&Distribution>> = self.cases.iter().map(of).collect();
        let count = all.first().map_or(0, Vec::len);
        (0..count).map(|index| Scale::of(all.iter().map(|case| case[index]))).collect()
    }
}

fn judged(case: &Runs, runs: u64, scales: &[Option<Scale>]) -> Vec<Judged> {
    let properties = case.scenario.info().properties.iter().zip(&case.tallies).zip(scales);
    let judged = |((property, tally), scale): ((&Property, &Tally), &Option<Scale>)| Judged {
        name: property.name,
        kind: property.kind,
        holds: tally.holds,
        violated: tally.violated,
        pending: tally.pending,
        holds_share: interval(tally.holds, runs),
        violated_with: tally.violated_with,
        decided: scale.and_then(|scale| tally.times.spread(scale)),
    };
    properties.map(judged).collect()
}

fn measured((measure, scale): (&Measure, &Option<Scale>)) -> Option<Measured> {
    let Measure { name, is_time, values } = measure;
    Some(Measured { name: name.clone(), is_time: *is_time, spread: values.spread((*scale)?) })
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

#[cfg(test)]
mod tests {
    use super::interval;

    #[test]
    fn intervals_are_those_of_wilson() {
        let rounded = |(least, most): (f64, f64)| ((least * 1e4).round() / 1e4, (most * 1e4).round() / 1e4);
        assert_eq!(rounded(interval(0, 10)), (0.0, 0.2775));
        assert_eq!(rounded(interval(5, 10)), (0.2366, 0.7634));
        assert_eq!(rounded(interval(100, 100)), (0.963, 1.0));
    }
}
