//! What a worker says of an answer to an exercise.

use sequitur_core::trace::EventId;

/// A graded answer.
#[derive(Clone, PartialEq, Debug)]
pub struct Graded {
    /// The verdict, as outside tools see it.
    pub verdict: String,
    /// How long the answer is.
    pub length: u64,
    /// The least that it takes, where the exercise says so.
    pub best: Option<u64>,
    /// The slip that was made, if it is a known one.
    pub slip: Option<String>,
    /// What the reader is told.
    pub why: String,
    /// The event that decided it, where one did.
    pub event: Option<EventId>,
    /// For each goal whether it is met; None where a limit came first.
    pub met: Vec<Option<bool>>,
    /// For each goal what is so instead, where it is not met.
    pub instead: Vec<String>,
}

impl Graded {
    /// Reads what a worker says; None where it is not what the page knows.
    pub fn read<'a>(mut lines: impl Iterator<Item = &'a str>) -> Option<Graded> {
        let verdict = lines.next()?.to_owned();
        let length = lines.next()?.parse().ok()?;
        let best = lines.next()?.parse().ok();
        let slip = lines.next().map(str::to_owned).filter(|slip| !slip.is_empty());
        let why = lines.next()?.to_owned();
        let event = lines.next()?.parse().ok().map(EventId);
        let of_goal = |line: &str| {
            let is_met = match line.split('\t').next() {
                Some("yes") => Some(true),
                Some("no") => Some(false),
                _ => None,
            };
            (is_met, line.split('\t').nth(4).unwrap_or_default().to_owned())
        };
        let (met, instead) = lines.filter(|line| !line.is_empty()).map(of_goal).unzip();
        Some(Graded { verdict, length, best, slip, why, event, met, instead })
    }

    /// Whether all goals are met.
    pub fn is_solved(&self) -> bool {
        matches!(self.verdict.as_str(), "solved" | "best")
    }
}

/// The verdicts on many answers.
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    /// For each answer its name, verdict, goals, length, budget, the answer that is equal, and what
    /// is told of it.
    pub rows: Vec<Vec<String>>,
    /// The table as CSV.
    pub csv: String,
}

impl Table {
    /// Reads what a worker says; None where it is not what the page knows.
    pub fn read<'a>(mut lines: impl Iterator<Item = &'a str>) -> Option<Table> {
        let count = lines.next()?.parse().ok()?;
        let cells = |line: &str| line.split('\t').map(str::to_owned).collect();
        let rows = lines.by_ref().take(count).map(cells).collect();
        Some(Table { rows, csv: lines.collect::<Vec<_>>().join("\n") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read() {
        let table =
            Table::read("1\nada\tbest\t1 of 1\nname,exercise\nada,one\n".split('\n')).expect("it is whole");
        assert_eq!((table.rows[0][1].as_str(), table.csv.as_str()), ("best", "name,exercise\nada,one\n"));
    }

    #[test]
    fn what_is_said_of_an_answer_is_read() {
        let said = "not yet\n2\n1\ntoo-late\nToo late.\n7\nyes\tchoice 1\t\ta\t\nunknown\t\t\tb\t\n";
        let graded = Graded::read(said.split('\n')).expect("it is whole");
        assert_eq!((graded.length, graded.best, graded.event), (2, Some(1), Some(EventId(7))));
        assert_eq!((graded.slip.as_deref(), graded.is_solved()), (Some("too-late"), false));
        assert_eq!(graded.met, [Some(true), None]);
        assert!(Graded::read("not yet\n2".split('\n')).is_none());
    }
}
