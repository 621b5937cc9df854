//! An answer and its run, and how its goals stand: what the grader and what ticks goals while the reader
//! works have in common.

use crate::budget::{self, Account, Spent};
use crate::goals::{Decide, GoalState, is_about};
use crate::words;
use sequitur_core::scenario::Scenario;
use sequitur_core::scenario::answer::{Added, AddedLine};
use sequitur_core::scenario::goal::{Best, Goal, Question};
use sequitur_core::scenario::phrase::Phrase;
use sequitur_core::sim::run::Run;
use sequitur_core::trace::EventId;
use serde::Serialize;

/// What is said of an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub enum Verdict {
    /// Solved, and nothing takes less.
    #[serde(rename = "best")]
    Best,
    /// All goals are met.
    #[serde(rename = "solved")]
    Solved,
    /// Not all goals are met.
    #[serde(rename = "not yet")]
    NotYet,
    /// The reader has used more than is allowed.
    #[serde(rename = "over budget")]
    OverBudget,
    /// A line of the exercise is gone, or a line stands there that none may add.
    #[serde(rename = "locked")]
    Locked,
    /// The text cannot be read.
    #[serde(rename = "mistake")]
    Mistake,
    /// A limit was reached before it was known.
    #[serde(rename = "cannot tell")]
    CannotTell,
}

impl Verdict {
    /// The name that outside tools see.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Best => "best",
            Verdict::Solved => "solved",
            Verdict::NotYet => "not yet",
            Verdict::OverBudget => "over budget",
            Verdict::Locked => "locked",
            Verdict::Mistake => "mistake",
            Verdict::CannotTell => "cannot tell",
        }
    }

    /// Whether all goals are met.
    pub fn is_solved(self) -> bool {
        matches!(self, Verdict::Best | Verdict::Solved)
    }
}

/// All that is said of an answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Graded {
    /// The verdict.
    pub verdict: Verdict,
    /// The goals, in order.
    pub goals: Vec<GoalState>,
    /// What was used of the budget.
    pub spent: Vec<Spent>,
    /// How long the answer is, in what the star counts.
    pub length: u64,
    /// The least that it takes, where the exercise says so.
    pub best: Option<u64>,
    /// The name of the slip that was made, if it is a known one.
    pub slip: Option<String>,
    /// What the reader is told, in a sentence.
    pub why: String,
    /// The event that decided it, where one did.
    pub event: Option<EventId>,
    /// What tells equal answers: independent choices stand in one order. None where the answer
    /// could not be read.
    pub digest: Option<u64>,
}

/// An answer that holds all lines of its exercise, and keeps to its budget.
pub(crate) struct Checked<'a> {
    exercise: &'a Scenario,
    answer: &'a Scenario,
    added: Vec<Added>,
    account: Account,
}

impl<'a> Checked<'a> {
    /// Looks at the lines of an answer, before it is run.
    ///
    /// # Errors
    /// The verdict on one that is not to be run.
    pub(crate) fn of(exercise: &'a Scenario, answer: &'a Scenario) -> Result<Self, Box<Graded>> {
        let refused = |verdict, why| Box::new(Graded::without_run(verdict, why));
        if exercise.info().name != answer.info().name {
            let why = words::another_exercise(answer.info().name);
            return Err(refused(Verdict::Locked, why));
        }
        let added = answer.added_to(exercise).map_err(|locked| {
            let why = words::locked(locked.origin + 1, locked.is_gone, &locked.text);
            refused(Verdict::Locked, why)
        })?;
        let account = budget::account(exercise, &added);
        if let Some(line) = &account.forbidden {
            return Err(refused(Verdict::Locked, words::forbidden(line)));
        }
        if let Some(over) = &account.over {
            let why = format!("{}: {}", over.why, over.line);
            return Err(Box::new(Graded {
                spent: account.spent.clone(),
                ..Graded::without_run(Verdict::OverBudget, why)
            }));
        }
        Ok(Checked { exercise, answer, added, account })
    }
}

impl Graded {
    pub(crate) fn without_run(verdict: Verdict, why: String) -> Graded {
        let (goals, spent) = (Vec::new(), Vec::new());
        Graded { verdict, goals, spent, length: 0, best: None, slip: None, why, event: None, digest: None }
    }

    /// How many goals are met, of how many.
    pub fn met(&self) -> (usize, usize) {
        (self.goals.iter().filter(|goal| goal.is_met == Some(true)).count(), self.goals.len())
    }
}

/// An answer whose run is there.
pub(crate) struct Grading<'a> {
    pub(crate) exercise: &'a Scenario,
    pub(crate) answer: &'a Scenario,
    pub(crate) added: Vec<Added>,
    pub(crate) account: Account,
    pub(crate) run: &'a Run,
    pub(crate) decide: Decide,
    pub(crate) goals: Vec<GoalState>,
    /// Why the run reaches nothing, whatever became of the goals.
    pub(crate) refused: Option<(Verdict, String)>,
}

impl<'a> Grading<'a> {
    pub(crate) fn new(answer: Checked<'a>, run: &'a Run, decide: Decide) -> Self {
        let Checked { exercise, answer, added, account } = answer;
        let mut grading =
            Grading { exercise, answer, added, account, run, decide, goals: Vec::new(), refused: None };
        grading.goals = grading.judge_goals();
        grading.refuse();
        grading
    }

    /// What in the run itself goes beyond what a search may do, which proves what is impossible and what is
    /// the least: a later term, or a round of a synchronous system that ends too early.
    fn beyond(&self) -> Option<(Verdict, String)> {
        let (run, last) = (self.run, self.exercise.plan().allow.epoch);
        let later = run.trace.events.iter().find(|event| event.epoch.is_some_and(|epoch| epoch > last));
        if let Some((event, name)) = later.zip(run.info.epoch) {
            let choice = run.chosen_at.partition_point(|chosen| *chosen < event.at) + 1;
            let [begun, last] = [event.epoch.unwrap_or(last), last].map(|epoch| run.trace.epoch_text(epoch));
            return Some((Verdict::OverBudget, words::later_epoch(choice, name, &begun, &last)));
        }
        run.out_of_round.map(|choice| (Verdict::NotYet, words::out_of_round(choice + 1)))
    }

    /// Nothing is reached by a run that goes beyond what a search may do.
    fn refuse(&mut self) {
        self.refused = self.beyond();
        let Some((_, why)) = &self.refused else { return };
        for goal in &mut self.goals {
            (goal.is_met, goal.undone, goal.event, goal.instead) = (Some(false), None, None, why.clone());
        }
    }

    /// What the reader's own `expect` lines say.
    pub(crate) fn said(&self) -> impl Iterator<Item = &Phrase> {
        self.added.iter().filter_map(|added| match &added.what {
            AddedLine::Expect(phrase) => Some(phrase),
            _ => None,
        })
    }

    /// The reader's own line about a question.
    pub(crate) fn said_of(&self, question: &Question) -> Vec<&Phrase> {
        self.said().filter(|phrase| is_about(phrase, question)).collect()
    }

    pub(crate) fn length(&self) -> u64 {
        let star = self.exercise.goals().find_map(|goal| match goal {
            Goal::Best { least, .. } => Some(*least),
            _ => None,
        });
        match star {
            Some(Best::Time(_)) => self.added.iter().map(|added| offset_of(&added.what)).sum(),
            Some(Best::Faults(_)) => self.added.iter().filter(|added| is_fault(&added.what)).count() as u64,
            _ => self.added.iter().filter(|added| !matches!(added.what, AddedLine::Expect(_))).count() as u64,
        }
    }
}

fn offset_of(what: &AddedLine) -> u64 {
    match what {
        AddedLine::ClockOffset(_, offset) => offset.unsigned_abs(),
        _ => 0,
    }
}

fn is_fault(what: &AddedLine) -> bool {
    matches!(
        what,
        AddedLine::Drop(_)
            | AddedLine::Duplicate(_)
            | AddedLine::Delay(..)
            | AddedLine::Fault(_)
            | AddedLine::Fire(..)
    )
}
