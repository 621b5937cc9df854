//! What can still be decided along a run by hand. The worker stays for the next question, and keeps what
//! it has worked out.

use sequitur_check::valence::{Next, ROUNDS, Valence};
use sequitur_core::scenario::{Mistake, Scenario};
use std::fmt::Write;

/// Answers a question. The text is a number of choices, after which what may come next is looked at, and
/// a scenario.
///
/// # Errors
/// What is wrong, in sentences.
pub fn told(kept: &mut Valence, question: usize, branch: &str, text: &str) -> Result<String, String> {
    let (choices, text) = text.split_once('\n').unwrap_or_default();
    let sentences =
        |mistakes: Vec<Mistake>| mistakes.iter().map(Mistake::to_string).collect::<Vec<_>>().join("\n");
    let scenario = Scenario::parse(text).map_err(sentences)?;
    let scenario = scenario.follow_name(branch).unwrap_or(scenario);
    let cells = kept.along(&scenario);
    let next = kept.next(&scenario.up_to(choices.parse().unwrap_or(usize::MAX)));
    let mut said = format!("valence\n{question}\n{ROUNDS}\n{}\n{}\n", kept.worked_out(), cells.len());
    for cell in cells {
        let _ = writeln!(said, "{}", cell.unwrap_or_default().join("\t"));
    }
    for Next { line, values } in next {
        let _ = writeln!(said, "{line}\t{}", values.join("\t"));
    }
    Ok(said)
}
