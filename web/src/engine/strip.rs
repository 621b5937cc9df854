//! What a worker says of what can still be decided.

/// What can still be decided along a run by hand.
#[derive(Clone, PartialEq, Debug)]
pub struct Strip {
    /// Which question it answers.
    pub question: u64,
    /// How many rounds were looked at.
    pub rounds: u64,
    /// How many configurations had to be worked out; the others were known.
    pub worked_out: u64,
    /// The values after no choice, after the first, and so on; none where nobody can tell.
    pub cells: Vec<Vec<String>>,
    /// What may come next, as a line, with the values after it.
    pub next: Vec<(String, Vec<String>)>,
}

impl Strip {
    /// Reads what a worker says; None where it is not what the page knows.
    pub fn read<'a>(mut lines: impl Iterator<Item = &'a str>) -> Option<Strip> {
        let mut number = || lines.next()?.parse().ok();
        let (question, rounds, worked_out, cells) = (number()?, number()?, number()?, number()?);
        let words = |line: &str| -> Vec<String> {
            line.split('\t').filter(|word| !word.is_empty()).map(str::to_owned).collect()
        };
        let cells = (0..cells).map(|_| lines.next().map(words)).collect::<Option<_>>()?;
        let next = lines.filter(|line| !line.is_empty()).map(|line| {
            let (choice, values) = line.split_once('\t').unwrap_or((line, ""));
            (choice.to_owned(), words(values))
        });
        Some(Strip { question, rounds, worked_out, cells, next: next.collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_decided_is_read() {
        let said = "7\n3\n2\n3\n\n0\t1\n1\ndeliver Report P1->P2 1\t0\t1\ntoss P1 coin 1 heads\t1\n";
        let strip = Strip::read(said.lines()).expect("what the page knows");
        assert_eq!((strip.question, strip.rounds, strip.worked_out), (7, 3, 2));
        assert_eq!(strip.cells, [vec![], vec!["0".to_owned(), "1".to_owned()], vec!["1".to_owned()]]);
        assert_eq!(strip.next.len(), 2);
        assert_eq!((strip.next[1].0.as_str(), strip.next[1].1.len()), ("toss P1 coin 1 heads", 1));
        assert_eq!(Strip::read("7\n3".lines()), None);
    }
}
