//! What a reader is told about an answer: the first thing that fits, tied to what the reader did.

use crate::chance::Fraction;
use crate::goals::{GoalState, Reached};
use crate::grading::{Grading, Verdict};
use crate::words;
use sequitur_core::scenario::goal::{Goal, Slip};
use sequitur_core::scenario::phrase::{Claim, Comparison, Operand, Phrase, judge};
use sequitur_core::scenario::{Scenario, duration_text};
use sequitur_core::trace::EventId;

/// What is told.
pub(crate) struct Told {
    /// The slip that was made, if it is a known one.
    pub(crate) slip: Option<String>,
    /// A sentence.
    pub(crate) why: String,
    /// The event that it speaks of, where it speaks of one.
    pub(crate) event: Option<EventId>,
}

/// Says what there is to say of an answer that has been run.
pub(crate) fn tell(grading: &Grading<'_>, verdict: Verdict, length: u64, best: Option<u64>) -> Told {
    let plain = |why: String| Told { slip: None, why, event: None };
    if verdict.is_solved() {
        let why = match best {
            _ if verdict == Verdict::Best => words::NOTHING_SHORTER.to_owned(),
            Some(best) => {
                let amount = |amount: u64| match grading.counts_time() {
                    true => duration_text(amount),
                    false => amount.to_string(),
                };
                words::solved_with(&amount(length), &amount(best))
            }
            None => words::SOLVED.to_owned(),
        };
        return plain(why);
    }
    if let Some((_, why)) = &grading.refused {
        return plain(format!("{}.", sentence(why)));
    }
    if let Some(told) = slip(grading) {
        return told;
    }
    if let Some(told) = said(grading) {
        return told;
    }
    let open = || grading.goals.iter().filter(|goal| goal.is_met != Some(true));
    if let Some(goal) = open().find(|goal| goal.undone.is_some()) {
        return Told { slip: None, why: undone(goal), event: goal.event };
    }
    if let Some(goal) = open().find(|goal| goal.event.is_some()) {
        let why = words::not_yet(&goal.words, &sentence(&goal.instead));
        return Told { slip: None, why, event: goal.event };
    }
    // What was said and is wrong teaches more than what has not been said yet.
    let first = open().find(|goal| goal.instead != words::NOTHING_SAID).or_else(|| open().next());
    match first {
        Some(goal) if goal.is_met.is_none() => plain(words::not_known(&goal.words)),
        Some(goal) => plain(words::not_yet(&goal.words, &sentence(&goal.instead))),
        None => plain(words::NOT_YET.to_owned()),
    }
}

fn undone(goal: &GoalState) -> String {
    let at = |moment: Option<Reached>| match moment {
        Some(Reached::Choice(choice)) => words::at_choice(choice),
        Some(Reached::At(at)) => words::at_time(&duration_text(at)),
        None => words::AT_NO_TIME.to_owned(),
    };
    words::undone(&at(goal.reached), &at(goal.undone), &goal.words, &sentence(&goal.instead))
}

/// A slip whose phrase became true in the answer.
fn slip(grading: &Grading<'_>) -> Option<Told> {
    let slips: Vec<(&str, &Phrase)> = grading
        .exercise
        .goals()
        .filter_map(|goal| match goal {
            Goal::Slip { name, when: Slip::Phrase(phrase) } => Some((name.text.as_str(), phrase)),
            _ => None,
        })
        .collect();
    // An answer that adds nothing has slipped nowhere.
    if grading.added.is_empty() {
        return None;
    }
    let phrases: Vec<&Phrase> = slips.iter().map(|(_, phrase)| *phrase).collect();
    let judged = judge(grading.run, &phrases);
    let made = slips.iter().zip(&judged.truths).find(|(_, truth)| truth.first().is_some())?;
    let ((name, _), truth) = made;
    let event = truth.first().and_then(|state| judged.event(state));
    Some(Told { slip: Some((*name).to_owned()), why: slip_words(name), event })
}

/// A wrong answer of the reader's that is a known one, or that a broken variant would give.
fn said(grading: &Grading<'_>) -> Option<Told> {
    for goal in grading.exercise.goals() {
        let Goal::Answer(question) = goal else { continue };
        let [said] = grading.said_of(question)[..] else { continue };
        let is_right = judge(grading.run, &[said]).truths[0].at_end();
        if is_right {
            continue;
        }
        for goal in grading.exercise.goals() {
            let Goal::Slip { name, when } = goal else { continue };
            let is_made = match when {
                Slip::Under(variant) => is_so_under(grading.exercise, *variant, said),
                Slip::Said(slip) => is_same(said, slip),
                Slip::Phrase(_) => false,
            };
            if is_made {
                return Some(Told {
                    slip: Some(name.text.clone()),
                    why: slip_words(&name.text),
                    event: None,
                });
            }
        }
    }
    None
}

/// Whether a reader says what a slip says, in other words or not: `50%` is `1/2`, and neither of two
/// concurrent events is the first.
fn is_same(said: &Phrase, slip: &Phrase) -> bool {
    if said == slip {
        return true;
    }
    let ([said], [slip]) = (&said.clauses[..], &slip.clauses[..]) else { return false };
    match (&said.claim, &slip.claim) {
        _ if said.is_negated || slip.is_negated => false,
        (
            Claim::Compare { left, comparison: Comparison::Equal, right: Operand::Value(value) },
            Claim::Compare { left: term, comparison: Comparison::Equal, right: Operand::Value(other) },
        ) => left == term && Fraction::read(value).is_some_and(|value| Fraction::read(other) == Some(value)),
        (
            Claim::Ordered { first, is_before: false, second },
            Claim::Ordered { first: one, is_before: false, second: other },
        ) => (first, second) == (other, one),
        _ => false,
    }
}

/// Whether a phrase is true at the end of the exercise's run under a variant.
fn is_so_under(exercise: &Scenario, variant: usize, said: &Phrase) -> bool {
    let info = exercise.info();
    let name = info.variants[variant].name;
    let text: String = exercise
        .text()
        .lines()
        .map(|line| match line.starts_with("protocol ") {
            true => format!("protocol {} {name}\n", info.name),
            false => format!("{line}\n"),
        })
        .collect();
    let Ok(other) = Scenario::parse(&text) else { return false };
    judge(&other.run(), &[said]).truths[0].at_end()
}

/// A slip as it stands where its sentence is not at hand: a name's hyphens are spaces.
fn slip_words(name: &str) -> String {
    let words = if name.contains(' ') { name.to_owned() } else { name.replace('-', " ") };
    format!("{}.", sentence(&words))
}

/// Words with a capital.
fn sentence(words: &str) -> String {
    let mut letters = words.trim_end_matches('.').chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
