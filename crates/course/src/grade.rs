//! Grades an answer by running it.

use crate::diagnose;
use crate::digest;
use crate::grading::{Checked, Graded, Grading, Verdict};
use crate::search;
use crate::words;
use sequitur_core::scenario::goal::{Best, Goal};
use sequitur_core::scenario::{Mistake, Scenario};

/// Grades the text of an answer.
pub fn grade(exercise: &Scenario, answer: &str) -> Graded {
    match Scenario::parse(answer) {
        Ok(answer) => grade_scenario(exercise, &answer),
        Err(mistakes) => unread(&mistakes),
    }
}

/// An answer that cannot be read.
fn unread(mistakes: &[Mistake]) -> Graded {
    let why = mistakes.first().map_or_else(String::new, |mistake| words::line(&mistake.to_string()));
    Graded::without_run(Verdict::Mistake, why)
}

/// What is said of an answer whose link could not be read.
pub fn grade_unreadable(why: &str) -> Graded {
    Graded::without_run(Verdict::Mistake, why.to_owned())
}

/// Grades an answer. An exercise alone is judged by its own goals.
pub fn grade_scenario(exercise: &Scenario, answer: &Scenario) -> Graded {
    match Checked::of(exercise, answer) {
        Ok(checked) => Grading::new(checked, &answer.run(), search::decide).finish(),
        Err(refused) => *refused,
    }
}

impl Grading<'_> {
    fn finish(self) -> Graded {
        let (length, best) = (self.length(), self.best());
        let verdict = if let Some((verdict, _)) = &self.refused {
            *verdict
        } else if self.goals.iter().any(|goal| goal.is_met == Some(false)) {
            Verdict::NotYet
        } else if self.goals.iter().any(|goal| goal.is_met.is_none()) {
            Verdict::CannotTell
        } else if best.is_some_and(|best| length <= best) {
            Verdict::Best
        } else {
            Verdict::Solved
        };
        let told = diagnose::tell(&self, verdict, length, best);
        Graded {
            verdict,
            length,
            best,
            slip: told.slip,
            why: told.why,
            event: told.event,
            digest: Some(digest::of(&self.added, self.run)),
            goals: self.goals,
            spent: self.account.spent,
        }
    }

    /// Whether the star counts a time, in microseconds.
    pub(crate) fn counts_time(&self) -> bool {
        self.exercise.goals().any(|goal| matches!(goal, Goal::Best { least: Best::Time(_), .. }))
    }

    pub(crate) fn best(&self) -> Option<u64> {
        self.exercise.goals().find_map(|goal| match goal {
            Goal::Best { least: Best::Choices(count) | Best::Faults(count), .. } => Some(u64::from(*count)),
            Goal::Best { least: Best::Time(time), .. } => Some(*time),
            _ => None,
        })
    }
}
