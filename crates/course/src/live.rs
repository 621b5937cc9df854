//! What a reader sees while working on an exercise: which goals are met, what of the budget is left,
//! and what may still be done. Nothing here searches: *Check* does.

use crate::asked::{Asked, Searched};
use crate::budget::{self, Spent};
use crate::goals::GoalState;
use crate::grading::{Checked, Grading, Verdict};
use sequitur_core::scenario::answer::AddedLine;
use sequitur_core::scenario::{Edit, Scenario, duration_text};
use sequitur_core::sim::plan::{ManualChoice, Origin};
use sequitur_core::sim::run::Run;
use sequitur_core::trace::MessageKey;

/// How an answer stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// The goals, in order. Where a goal needs a search, it is not known whether it is met.
    pub goals: Vec<GoalState>,
    /// What was used of the budget.
    pub spent: Vec<Spent>,
    /// How long the answer is, in what the star counts.
    pub length: u64,
    /// Why it cannot be an answer as it is: a line is gone, or goes beyond the budget.
    pub refused: Option<(Verdict, String)>,
}

/// How an answer stands, by its run.
pub fn standing(exercise: &Scenario, answer: &Scenario, run: &Run) -> Standing {
    match Checked::of(exercise, answer) {
        Ok(checked) => {
            let grading = Grading::new(checked, run, |_: Asked<'_>| Searched::Limit(String::new()));
            let length = grading.length();
            let Grading { account, goals, refused, .. } = grading;
            Standing { length, spent: account.spent, goals, refused }
        }
        Err(graded) => {
            let unmet = Checked::of(exercise, exercise).map(|checked| {
                Grading::new(checked, run, |_: Asked<'_>| Searched::Limit(String::new())).goals
            });
            let unmet = unmet.unwrap_or_default().into_iter().map(|goal| GoalState { is_met: None, ..goal });
            let refused = Some((graded.verdict, graded.why));
            Standing { goals: unmet.collect(), spent: graded.spent, length: 0, refused }
        }
    }
}

/// Whether a reader may make an edit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum May {
    /// It keeps to the budget.
    Yes,
    /// The budget opens such edits, and is used up: why.
    UsedUp(String),
    /// The exercise opens no such edits.
    Never,
}

/// Whether a reader may change an answer so.
pub fn may(exercise: &Scenario, answer: &Scenario, edit: &Edit) -> May {
    may_become(exercise, &edited(exercise, answer, edit))
}

/// An answer with an edit. An edit of a message adds a line beside those of the exercise about it, and
/// takes the place of the reader's own.
pub fn edited(exercise: &Scenario, answer: &Scenario, edit: &Edit) -> Scenario {
    let choice = |key: MessageKey| answer.choice_text(&ManualChoice::Drop(key.into()));
    let (key, line) = match edit {
        Edit::Drop(key) => (*key, Some(choice(*key))),
        Edit::DelayTo(key, to) => {
            let name = choice(*key).replacen("drop ", "delay ", 1);
            (*key, Some(format!("{name} to {}", duration_text(*to))))
        }
        Edit::Restore(key) => (*key, None),
        _ => return answer.apply(edit),
    };
    if answer.plan().manual.is_some() {
        return answer.apply(edit);
    }
    let is_about = |what: &AddedLine| match what {
        AddedLine::Drop(message) | AddedLine::Delay(message, _) => message.key() == key,
        AddedLine::Duplicate(message) => line.is_none() && message.key() == key,
        _ => false,
    };
    let Ok(added) = answer.added_to(exercise) else { return answer.apply(edit) };
    let own: Vec<Origin> =
        added.iter().filter(|added| is_about(&added.what)).map(|added| added.origin).collect();
    let Some(without) = answer.without_lines(&own) else { return answer.clone() };
    let text = without.source() + &line.map(|line| format!("{line}\n")).unwrap_or_default();
    Scenario::parse(&text).unwrap_or_else(|_| answer.clone())
}

/// Whether an answer may become this one.
pub fn may_become(exercise: &Scenario, next: &Scenario) -> May {
    let Ok(added) = next.added_to(exercise) else { return May::Never };
    let account = budget::account(exercise, &added);
    match (account.forbidden, account.over) {
        (Some(_), _) => May::Never,
        (None, Some(over)) if over.allowed == 0 => May::Never,
        (None, Some(over)) => May::UsedUp(over.why),
        (None, None) => May::Yes,
    }
}
