//! What a worker says of many runs.

/// What many runs told.
#[derive(Clone, PartialEq, Debug)]
pub struct Tried {
    /// How many runs there were with each value.
    pub runs: u64,
    /// The seed of the first; the others have those that follow.
    pub first_seed: u64,
    /// What is compared; empty where nothing is.
    pub over: String,
    /// One for each value; all have the same properties and measures.
    pub cases: Vec<Case>,
}

/// What the runs with one value told.
#[derive(Clone, PartialEq, Debug)]
pub struct Case {
    /// The value; empty where nothing is compared.
    pub value: String,
    /// What became of each property.
    pub properties: Vec<Judged>,
    /// What was measured.
    pub measures: Vec<Measured>,
}

/// What became of a property.
#[derive(Clone, PartialEq, Debug)]
pub struct Judged {
    /// Its name.
    pub name: String,
    /// In how many runs it held, was violated, and was still open at the end.
    pub counts: [u64; 3],
    /// Between which shares of all runs it holds.
    pub share: (f64, f64),
    /// The first seed with which it was violated.
    pub violated_with: Option<u64>,
    /// When an event decided it.
    pub decided: Option<Spread>,
}

/// What was measured.
#[derive(Clone, PartialEq, Debug)]
pub struct Measured {
    /// What it is.
    pub name: String,
    /// Whether the values are times, in microseconds; else they are counted.
    pub is_time: bool,
    /// How they are spread; None where no run has one.
    pub spread: Option<Spread>,
}

/// How values are spread.
#[derive(Clone, PartialEq, Debug)]
pub struct Spread {
    /// How many runs have one.
    pub runs: u64,
    /// The least value.
    pub least: u64,
    /// The value that half of the runs do not exceed.
    pub median: u64,
    /// The greatest value.
    pub most: u64,
    /// Their sum by their number, in hundredths.
    pub mean_hundredths: u64,
    /// Equal stretches.
    pub stretches: Vec<Stretch>,
}

/// How many runs have a value in a stretch.
#[derive(Clone, PartialEq, Debug)]
pub struct Stretch {
    /// Where it begins.
    pub from: u64,
    /// The first value after it.
    pub to: u64,
    /// How many runs have a value in it.
    pub runs: u64,
    /// How many have one in it or before.
    pub up_to_here: u64,
    /// The seed of a run that has a value in it.
    pub seed: Option<u64>,
}

impl Tried {
    /// Reads what a worker says; None where it is not what the page knows.
    pub fn read<'a>(mut lines: impl Iterator<Item = &'a str>) -> Option<Tried> {
        let (runs, first_seed) = (number(lines.next())?, number(lines.next())?);
        let over = lines.next()?.to_owned();
        let cases = number(lines.next())?;
        let cases = (0..cases).map(|_| case(&mut lines)).collect::<Option<_>>()?;
        Some(Tried { runs, first_seed, over, cases })
    }
}

fn case<'a>(lines: &mut impl Iterator<Item = &'a str>) -> Option<Case> {
    let value = lines.next()?.to_owned();
    let properties = number(lines.next())?;
    let properties = (0..properties).map(|_| judged(lines.next()?)).collect::<Option<_>>()?;
    let measures = number(lines.next())?;
    let measures = (0..measures).map(|_| measured(lines.next()?)).collect::<Option<_>>()?;
    Some(Case { value, properties, measures })
}

fn judged(line: &str) -> Option<Judged> {
    let mut fields = line.split('\t');
    let name = fields.next()?.to_owned();
    let counts = [number(fields.next())?, number(fields.next())?, number(fields.next())?];
    let share = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    let violated_with = number(fields.next());
    Some(Judged { name, counts, share, violated_with, decided: spread(fields.next()?) })
}

fn measured(line: &str) -> Option<Measured> {
    let mut fields = line.split('\t');
    let (name, is_time) = (fields.next()?.to_owned(), fields.next()? == "true");
    Some(Measured { name, is_time, spread: spread(fields.next()?) })
}

fn spread(text: &str) -> Option<Spread> {
    let mut words = text.split(' ');
    let mut next = || number(words.next());
    let (runs, least, median, most, mean_hundredths) = (next()?, next()?, next()?, next()?, next()?);
    let mut stretches = Vec::new();
    while let Some(from) = number(words.next()) {
        let (to, runs, up_to_here) = (number(words.next())?, number(words.next())?, number(words.next())?);
        stretches.push(Stretch { from, to, runs, up_to_here, seed: number(words.next()) });
    }
    Some(Spread { runs, least, median, most, mean_hundredths, stretches })
}

fn number(word: Option<&str>) -> Option<u64> {
    word?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_many_runs_told_is_read() {
        let said = "100\n7\ntimeout\n2\n10ms\n1\nagreement\t90\t0\t10\t0.8\t0.95\t\t90 1 2 9 310 1 5 80 80 7 5 9 10 90 -\n1\nmessages\tfalse\t\n\
                    20ms\n1\nagreement\t99\t1\t0\t0.9\t1\t12\t\n1\nmessages\tfalse\t100 3 3 3 300 3 4 100 100 7\n";
        let tried = Tried::read(said.lines()).expect("what the page knows");
        assert_eq!((tried.runs, tried.first_seed, tried.over.as_str()), (100, 7, "timeout"));
        let [first, second] = &tried.cases[..] else {
            panic!("two values");
        };
        let decided = first.properties[0].decided.as_ref().expect("some are decided");
        assert_eq!((decided.mean_hundredths, decided.stretches.len()), (310, 2));
        assert_eq!((decided.stretches[0].seed, decided.stretches[1].seed), (Some(7), None));
        assert_eq!((first.properties[0].violated_with, &first.measures[0].spread), (None, &None));
        assert_eq!((second.value.as_str(), second.properties[0].violated_with), ("20ms", Some(12)));
        assert_eq!(second.measures[0].spread.as_ref().map(|spread| spread.most), Some(3));
        assert_eq!(Tried::read("100\n7".lines()), None);
    }
}
