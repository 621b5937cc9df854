//! How values are spread over many runs.

use std::collections::BTreeMap;

/// Into how many stretches values are sorted at most.
pub const STRETCHES: u64 = 10;

/// How often each value came.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Distribution {
    /// For each value, how many runs have it, and the seed of the first of these.
    counts: BTreeMap<u64, (u32, u64)>,
}

/// What is told of how values are spread.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spread {
    /// How many runs have a value.
    pub runs: u32,
    /// The least value.
    pub least: u64,
    /// The value that half of the runs do not exceed.
    pub median: u64,
    /// The greatest value.
    pub most: u64,
    /// The sum of all values, by their number, in hundredths.
    pub mean_hundredths: u64,
    /// Equal stretches, from the least value to the greatest.
    pub stretches: Vec<Stretch>,
}

/// How many runs have a value in a stretch.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// Where it begins.
    pub from: u64,
    /// The first value after it.
    pub to: u64,
    /// How many runs have a value in it.
    pub runs: u32,
    /// How many have one in it or in those before.
    pub up_to_here: u32,
    /// The seed of a run that has a value in it, if one has.
    pub seed: Option<u64>,
}

/// Where stretches begin, and how long they are. Those of distributions that are compared are the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Scale {
    least: u64,
    most: u64,
}

impl Scale {
    /// One for all of these; None where nothing has a value.
    pub fn of<'a>(all: impl Iterator<Item = &'a Distribution> + Clone) -> Option<Scale> {
        let least =
            all.clone().filter_map(|one| one.counts.first_key_value()).map(|(value, _)| *value).min()?;
        let most = all.filter_map(|one| one.counts.last_key_value()).map(|(value, _)| *value).max()?;
        Some(Scale { least, most })
    }

    fn width(self) -> u64 {
        (self.most - self.least) / STRETCHES + 1
    }
}

impl Distribution {
    /// Adds the value of a run with this seed.
    pub fn add(&mut self, value: u64, seed: u64) {
        self.counts.entry(value).or_insert((0, seed)).0 += 1;
    }

    /// What is told of it; None where no run has a value.
    pub fn spread(&self, scale: Scale) -> Option<Spread> {
        let (least, most) = (*self.counts.first_key_value()?.0, *self.counts.last_key_value()?.0);
        let runs: u32 = self.counts.values().map(|(runs, _)| runs).sum();
        let total: u128 =
            self.counts.iter().map(|(value, (runs, _))| u128::from(*value) * u128::from(*runs)).sum();
        let mean = (total * 100 + u128::from(runs) / 2) / u128::from(runs);
        Some(Spread {
            runs,
            least,
            median: self.median(runs)?,
            most,
            mean_hundredths: u64::try_from(mean).unwrap_or(u64::MAX),
            stretches: self.stretches(scale),
        })
    }

    fn median(&self, runs: u32) -> Option<u64> {
        let mut before = 0;
        let is_middle = |(_, (runs_here, _)): &(&u64, &(u32, u64))| {
            before += runs_here;
            before >= runs.div_ceil(2)
        };
        self.counts.iter().find(is_middle).map(|(value, _)| *value)
    }

    fn stretches(&self, scale: Scale) -> Vec<Stretch> {
        let mut up_to_here = 0;
        let starts = (0..STRETCHES).map(|index| scale.least + index * scale.width());
        let stretch = |from: u64| {
            let to = from + scale.width();
            let within = || self.counts.range(from..to).map(|(_, seen)| *seen);
            let runs = within().map(|(runs, _)| runs).sum();
            up_to_here += runs;
            Stretch { from, to, runs, up_to_here, seed: within().next().map(|(_, seed)| seed) }
        };
        starts.take_while(|from| *from <= scale.most).map(stretch).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[u64]) -> Distribution {
        let mut all = Distribution::default();
        values.iter().zip(0..).for_each(|(value, seed)| all.add(*value, seed));
        all
    }

    fn spread(values: &[u64]) -> Spread {
        let all = of(values);
        let scale = Scale::of([&all].into_iter()).expect("a value");
        all.spread(scale).expect("a value")
    }

    #[test]
    fn every_value_is_in_one_stretch() {
        assert!(Scale::of([&of(&[])].into_iter()).is_none());
        let one = spread(&[7]);
        assert_eq!(one.stretches, [Stretch { from: 7, to: 8, runs: 1, up_to_here: 1, seed: Some(0) }]);
        let many = spread(&[0, 1, 2, 39, 39]);
        let runs: Vec<(u64, u64, u32)> = many.stretches.iter().map(|it| (it.from, it.to, it.runs)).collect();
        assert_eq!((runs[0], runs[9], runs.len()), ((0, 4, 3), (36, 40, 2), 10));
        assert_eq!(many.stretches[9].up_to_here, 5);
        assert_eq!((many.stretches[9].seed, many.stretches[4].seed), (Some(3), None));
    }

    #[test]
    fn the_middle_and_the_mean_are_those_of_all_runs() {
        let all = spread(&[5, 1, 1, 2, 100]);
        assert_eq!((all.least, all.median, all.most, all.mean_hundredths), (1, 2, 100, 2_180));
        assert_eq!(spread(&[1, 2]).median, 1, "of two in the middle, the lower one");
    }

    #[test]
    fn distributions_that_are_compared_have_the_same_stretches() {
        let (few, many) = (of(&[3]), of(&[1, 40]));
        let scale = Scale::of([&few, &many].into_iter()).expect("a scale");
        let starts = |one: &Distribution| -> Vec<u64> {
            one.spread(scale).expect("a value").stretches.iter().map(|stretch| stretch.from).collect()
        };
        assert_eq!(starts(&few), starts(&many));
    }
}
