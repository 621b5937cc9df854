//! Exercises: what is said of an answer, and how an exercise is solved.

use crate::MISSING;
use sequitur_core::scenario::Scenario;
use sequitur_course::{
    Answer, Graded, Reached, answers, csv, explained, grade, grade_unreadable, rows, shortest, shortest_from,
};
use sequitur_parts::need;
use std::fmt::Write;

/// The most states of a search for a solution: some seconds' work.
const SOLUTION_STATES_MAX: u32 = 500_000;

/// Grades an answer. The text is the exercise, so many lines, and then the answer.
pub fn graded(lines: usize, text: &str) -> Result<String, String> {
    let (exercise, answer) = apart(lines, text)?;
    Ok(said(&explained(&exercise, &answer, grade(&exercise, &answer))))
}

/// The exercise, and the answer as a text.
fn apart(lines: usize, text: &str) -> Result<(Scenario, String), String> {
    let end = text.split_inclusive('\n').take(lines).map(str::len).sum();
    let (exercise, answer) = text.split_at(end);
    let exercise = Scenario::parse(exercise).map_err(|mistakes| mistakes[0].to_string())?;
    Ok((exercise, answer.to_owned()))
}

fn said(graded: &Graded) -> String {
    let number = |number: Option<u64>| number.map_or(String::new(), |number| number.to_string());
    let line = |text: &str| text.replace(['\n', '\t'], " ");
    let mut said = format!(
        "graded\n{}\n{}\n{}\n{}\n{}\n{}\n",
        graded.verdict.name(),
        graded.length,
        number(graded.best),
        line(graded.slip.as_deref().unwrap_or_default()),
        line(&graded.why),
        number(graded.event.map(|event| u64::from(event.0)))
    );
    for goal in &graded.goals {
        let met = match goal.is_met {
            Some(true) => "yes",
            Some(false) => "no",
            None => "unknown",
        };
        let moment = |moment: Option<Reached>| match moment {
            Some(Reached::Choice(choice)) => format!("choice {choice}"),
            Some(Reached::At(at)) => format!("at {at}"),
            None => String::new(),
        };
        let _ = writeln!(
            said,
            "{met}\t{}\t{}\t{}\t{}",
            moment(goal.reached),
            moment(goal.undone),
            line(&goal.words),
            line(&goal.instead)
        );
    }
    said
}

/// Finds the shortest way to finish an answer; with an answer of no lines, to solve the exercise.
pub fn way(lines: usize, text: &str) -> Result<String, String> {
    let (exercise, answer) = apart(lines, text)?;
    let found = match Scenario::parse(&answer) {
        Ok(answer) => shortest_from(&exercise, &answer, SOLUTION_STATES_MAX),
        Err(_) => shortest(&exercise, SOLUTION_STATES_MAX),
    };
    Ok(match found? {
        Some((_, way)) => format!("way\n{}", way.join("\n")),
        None => "no way".to_owned(),
    })
}

/// Grades all answers of some files, and tells after each how many are done. The text is the exercise, so
/// many lines, and then the files: a line with the number of lines and the name, and these lines.
pub async fn table(lines: usize, text: &str, mut tell: impl FnMut(usize, usize)) -> Result<String, String> {
    let (exercise, files) = apart(lines, text)?;
    let name = exercise.title().to_owned();
    let mut left = files.as_str();
    let mut all: Vec<Answer> = Vec::new();
    while let Some((head, rest)) = left.split_once('\n') {
        let (count, file) = head.split_once('\t').ok_or("the files are cut off")?;
        let count: usize = count.parse().map_err(|_| "the files are cut off")?;
        let end = rest.split_inclusive('\n').take(count).map(str::len).sum();
        let (content, later) = rest.split_at(end);
        all.extend(answers(file, content));
        left = later;
    }
    let mut graded: Vec<(String, Graded)> = Vec::new();
    let count = all.len();
    for answer in all {
        let said = match &answer.text {
            Ok(text) => {
                // A link hides until now which protocol it needs. No answer is to blame for one that does not come.
                if need(text).await.is_err() {
                    return Ok(MISSING.to_owned());
                }
                grade(&exercise, text)
            }
            Err(why) => grade_unreadable(why),
        };
        graded.push((answer.name, said));
        tell(graded.len(), count);
    }
    let rows = rows(&name, &graded);
    let mut said = format!("table\n{}\n", rows.len());
    for row in &rows {
        let length = row.length.map_or(String::new(), |length| length.to_string());
        let same = row.same_as.as_deref().unwrap_or_default();
        let cells = [&row.name, row.verdict, &row.reached, &length, &row.spent, same, &row.why];
        let _ = writeln!(said, "{}", cells.map(|cell| cell.replace(['\n', '\t'], " ")).join("\t"));
    }
    Ok(said + &csv(&rows))
}
