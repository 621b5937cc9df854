//! The exercise that is open: what is asked, what the reader may change, and what was added.

use super::open_run::OpenRun;
use super::opening::sentence;
use super::{Action, State};
use crate::parts::EXERCISES;
use crate::words::exercise as words;
use sequitur_core::scenario::answer::{Added, AddedLine};
use sequitur_core::scenario::goal::{Goal, Question};
use sequitur_core::scenario::phrase::Term;
use sequitur_core::scenario::{Edit, Scenario};
use sequitur_core::sim::info::FieldType;
use sequitur_core::sim::plan::{ManualChoice, Origin};
use sequitur_course::{May, Standing};
use std::rc::Rc;
use yew::UseReducerDispatcher;

/// Runs with more events are judged by *Check* alone.
const JUDGED_MAX: usize = 50_000;

/// A scenario as an exercise, if it asks for anything.
pub fn exercise_of(scenario: &Rc<Scenario>) -> Option<Rc<Scenario>> {
    scenario.goals().any(|goal| goal.is_condition()).then(|| Rc::clone(scenario))
}

/// How the answer stands whose run this is. None for a run that is too long to be judged after
/// each change.
pub fn standing_of(exercise: &Scenario, made: &OpenRun) -> Option<Standing> {
    let is_short = made.trace().events.len() <= JUDGED_MAX;
    let rules = EXERCISES.here().filter(|_| is_short)?;
    Some((rules.standing)(exercise, &made.scenario, &made.run))
}

/// Whether a reader of an exercise is shown an edit at all. Without an exercise, every edit is.
pub fn is_open(exercise: Option<&Scenario>, answer: &Scenario, edit: &Edit) -> bool {
    let allows =
        |exercise| EXERCISES.here().is_some_and(|rules| (rules.may)(exercise, answer, edit) != May::Never);
    exercise.is_none_or(allows)
}

/// Whether an answer may become another.
fn may_become(exercise: &Scenario, next: &Scenario) -> May {
    EXERCISES.here().map_or(May::Never, |rules| (rules.may_become)(exercise, next))
}

/// Whether an exercise asks for a node: who it is, is then not told beside the question.
pub fn asks_for_a_node(exercise: &Scenario) -> bool {
    exercise.goals().any(|goal| matches!(goal, Goal::Answer(question) if is_node(exercise, question)))
}

/// Whether the answer to a question is a node.
pub fn is_node(exercise: &Scenario, question: &Question) -> bool {
    match question {
        Question::Term(Term::Field(field, _)) => exercise.info().fields[*field].of == FieldType::Node,
        _ => false,
    }
}

/// What a reader has added to an exercise.
pub fn added(exercise: &Scenario, answer: &Scenario) -> Vec<Added> {
    answer.added_to(exercise).unwrap_or_default()
}

/// Puts a line of the reader's own into the answer, in place of others of the kind.
pub fn put_line(
    dispatch: &UseReducerDispatcher<State>,
    exercise: &Scenario,
    answer: &Scenario,
    line: Option<&str>,
    replaces: impl Fn(&AddedLine) -> bool,
) {
    let old: Vec<Origin> = added(exercise, answer)
        .iter()
        .filter(|added| replaces(&added.what))
        .map(|added| added.origin)
        .collect();
    let Some(without) = answer.without_lines(&old) else { return };
    let text = without.source() + &line.map(|line| format!("{line}\n")).unwrap_or_default();
    let notice = |told: String| Action::Notice(Some(sentence(&told).into()));
    dispatch.dispatch(match Scenario::parse(&text) {
        Err(mistakes) => notice(format!("{}; {}", mistakes[0].what, mistakes[0].hint)),
        Ok(next) => match may_become(exercise, &next) {
            May::Yes => Action::Replace(Rc::new(next.following(answer))),
            May::UsedUp(why) => notice(why),
            May::Never => Action::Notice(Some(words::NOT_ALLOWED.into())),
        },
    });
}

/// The exercise with lines added, as an answer.
pub fn with_lines(exercise: &Scenario, lines: &[String]) -> Option<Scenario> {
    let text = lines.iter().fold(exercise.source(), |text, line| text + line + "\n");
    Scenario::parse(&text).ok().map(|answer| answer.following(exercise))
}

impl State {
    /// Whether an exercise is open.
    pub fn is_exercise(&self) -> bool {
        self.exercise.is_some() && self.log.is_none()
    }

    /// The state with an answer that was kept.
    pub fn answered(mut self, answer: Option<Rc<Scenario>>) -> State {
        if let Some(answer) = answer.filter(|answer| answer.source() != *self.text) {
            self.replace(answer);
        }
        self
    }

    /// Whether the reader of the exercise that is open may make of the answer what comes of an edit. If
    /// not, the reader is told.
    pub(super) fn may_become(&mut self, next: &Scenario) -> bool {
        let Some(exercise) = &self.exercise else { return true };
        match may_become(exercise, next) {
            May::Yes => return true,
            May::UsedUp(why) => self.notice = Some(sentence(&why).into()),
            May::Never => self.notice = Some(words::NOT_ALLOWED.into()),
        }
        self.refused += 1;
        false
    }

    /// In an exercise, a choice in the middle of a run takes the place of the choices after it: an
    /// answer opens no branches of its own.
    pub(super) fn choose_instead(&mut self, after: usize, choice: &ManualChoice) {
        let later: Vec<Origin> =
            self.scenario.plan().manual.iter().flatten().skip(after).map(|manual| manual.origin).collect();
        let cut = if later.is_empty() { None } else { self.scenario.without_lines(&later) };
        let cut = cut.map_or_else(|| (*self.scenario).clone(), |cut| cut.following(&self.scenario));
        let next = cut.apply(&Edit::Choose(choice.clone()));
        if next.source() != self.scenario.source() && self.may_become(&next) {
            self.replace(Rc::new(next));
            (self.cursor, self.chosen) = (None, Some(choice.clone()));
        }
    }

    /// After a text was typed: other goals make another exercise of it.
    pub(super) fn settle_exercise(&mut self) {
        let has_same_goals =
            self.exercise.as_ref().is_some_and(|exercise| exercise.goals().eq(self.scenario.goals()));
        if !has_same_goals {
            self.exercise = exercise_of(&self.scenario);
        }
    }
}
