//! The verdicts on many answers, as a table.

use crate::grading::Graded;
use serde::Serialize;

/// One answer of a table.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Row {
    /// Whose answer it is: a file, a link, or the name in a list.
    pub name: String,
    /// The exercise.
    pub exercise: String,
    /// The verdict.
    pub verdict: &'static str,
    /// How many goals are met, of how many: `2 of 3`.
    pub reached: String,
    /// How long it is.
    pub length: Option<u64>,
    /// The least that it takes.
    pub best: Option<u64>,
    /// What was used of the budget: `drop 1 of 2`.
    pub spent: String,
    /// The slip that was made, if it is a known one.
    pub slip: Option<String>,
    /// What tells equal answers.
    pub digest: Option<String>,
    /// The first answer of the table that is equal to this one, if there is one before it.
    pub same_as: Option<String>,
    /// What the reader is told.
    pub why: String,
}

/// A table of graded answers, in order.
pub fn rows(exercise: &str, answers: &[(String, Graded)]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (name, graded) in answers {
        let digest = graded.digest.map(|digest| format!("{digest:016x}"));
        let same = rows.iter().find(|row| digest.is_some() && row.digest == digest);
        let (met, of) = graded.met();
        let spent = graded.spent.iter().map(|spent| match spent.allowed {
            Some(allowed) => format!("{} {} of {allowed}", spent.what, spent.used),
            None => format!("{} {}", spent.what, spent.used),
        });
        let has_run = graded.digest.is_some();
        let same_as = same.map(|row| row.name.clone());
        rows.push(Row {
            name: name.clone(),
            exercise: exercise.to_owned(),
            verdict: graded.verdict.name(),
            reached: if has_run { format!("{met} of {of}") } else { String::new() },
            length: has_run.then_some(graded.length),
            best: graded.best,
            spent: spent.collect::<Vec<_>>().join(", "),
            slip: graded.slip.clone(),
            digest,
            same_as,
            why: graded.why.clone(),
        });
    }
    rows
}

/// The columns of the CSV form.
const COLUMNS: [&str; 10] =
    ["name", "exercise", "verdict", "reached", "length", "best", "spent", "slip", "digest", "same_as"];

/// A table as CSV, for a spreadsheet or a gradebook.
pub fn csv(rows: &[Row]) -> String {
    let mut text = COLUMNS.join(",") + "\n";
    for row in rows {
        let number = |number: Option<u64>| number.map_or(String::new(), |number| number.to_string());
        let word = |word: &Option<String>| word.clone().unwrap_or_default();
        let cells = [
            row.name.clone(),
            row.exercise.clone(),
            row.verdict.to_owned(),
            row.reached.clone(),
            number(row.length),
            number(row.best),
            row.spent.clone(),
            word(&row.slip),
            word(&row.digest),
            word(&row.same_as),
        ];
        text += &cells.map(|cell| csv_cell(&cell)).join(",");
        text.push('\n');
    }
    text
}

/// A cell that no spreadsheet takes for a formula, between quotes where it has to be.
fn csv_cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if is_formula { format!("'{text}") } else { text.to_owned() };
    match text.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_begins_a_formula() {
        assert_eq!(csv_cell("=1+1"), "'=1+1");
        assert_eq!(csv_cell("@x, \"y\""), "\"'@x, \"\"y\"\"\"");
        assert_eq!(csv_cell("ada"), "ada");
    }
}
