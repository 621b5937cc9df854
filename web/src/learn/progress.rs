//! What a reader has done in the course. It stays in the browser, and can be saved as a file.

use crate::browser::storage;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// The progress of the page, which all frames share.
pub type Handle = UseReducerHandle<Progress>;

/// What a reader has done.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Progress {
    /// The lessons that were opened, the last one last, each with the step that was read last.
    pub lessons: Vec<(u8, u8)>,
    /// What became of exercises.
    #[serde(default)]
    pub exercises: Vec<Exercise>,
    /// What was predicted first.
    #[serde(default)]
    pub predictions: Vec<Predicted>,
    /// The cards that were turned or are to be asked.
    #[serde(default)]
    pub cards: Vec<Turned>,
    /// What was written in the reader's own words: the question's name, and the text.
    #[serde(default)]
    pub words: Vec<(String, String)>,
    /// Whether it could be written down.
    #[serde(skip)]
    pub is_lost: bool,
}

/// What became of an exercise.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Exercise {
    /// Its name.
    pub name: String,
    /// Whether its goals were reached.
    pub is_solved: bool,
    /// Whether nothing takes less than the reader's solution.
    pub is_best: bool,
    /// Whether the page has shown how.
    pub is_shown: bool,
    /// The link to the run that solved it.
    pub answer: Option<String>,
}

/// A first prediction.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Predicted {
    /// The lesson.
    pub lesson: u8,
    /// The step of the lesson, from 1.
    pub step: u8,
    /// The answer that was chosen.
    pub answer: u8,
    /// The answer that the run made true.
    pub right: u8,
}

/// A card that was turned, or that comes of a wrong prediction.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Turned {
    /// Its name.
    pub name: String,
    /// The lesson from which on it is asked again.
    pub due: u8,
    /// Question and answer, where it comes of a prediction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<(String, String)>,
}

thread_local! {
    /// What was done since the page was loaded: the browser may keep nothing.
    static LATEST: RefCell<Option<Progress>> = const { RefCell::new(None) };
}

/// The lesson and the step that were read last, in this visit or in an earlier one.
pub fn last_read() -> Option<(u8, u8)> {
    LATEST.with_borrow(|latest| latest.as_ref()?.last()).or_else(storage::last_read)
}

/// What a reader does.
pub enum Did {
    /// Reads a step of a lesson.
    Read(u8, u8),
    /// Predicts for the first time. What was wrong comes back as a card.
    Predict(Predicted, Option<(String, String)>),
    /// Turns a card in a lesson, and knew it or not.
    Turn(String, u8, bool),
    /// Tries an exercise.
    Try(String),
    /// Solves it: whether nothing takes less, and the link to the run.
    Solve(String, bool, String),
    /// Is shown how an exercise is solved.
    Show(String),
    /// Writes in own words.
    Write(String, String),
    /// Loads what was saved as a file.
    Load(Progress),
    /// Learns whether it could be written down.
    Kept(bool),
}

/// A card that was known is asked again so many lessons later, any other in the next one.
const KNOWN_FOR: u8 = 3;

impl Progress {
    /// What the browser has kept.
    pub fn kept() -> Progress {
        LATEST.with_borrow(|latest| latest.clone()).or_else(storage::progress).unwrap_or_default()
    }

    /// The lesson and the step that were read last.
    pub fn last(&self) -> Option<(u8, u8)> {
        self.lessons.last().copied()
    }

    /// The step of a lesson that was read last.
    pub fn step(&self, lesson: u8) -> Option<u8> {
        self.lessons.iter().find(|(number, _)| *number == lesson).map(|(_, step)| *step)
    }

    /// What became of an exercise.
    pub fn exercise(&self, name: &str) -> Option<&Exercise> {
        self.exercises.iter().find(|exercise| exercise.name == name)
    }

    /// Whether an exercise was solved.
    pub fn is_solved(&self, name: &str) -> bool {
        self.exercise(name).is_some_and(|exercise| exercise.is_solved)
    }

    /// The first prediction at a step of a lesson.
    pub fn predicted(&self, lesson: u8, step: u8) -> Option<&Predicted> {
        self.predictions.iter().find(|first| (first.lesson, first.step) == (lesson, step))
    }

    /// What was written about a question.
    pub fn written(&self, name: &str) -> &str {
        self.words.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text)
    }

    fn exercise_mut(&mut self, name: String) -> &mut Exercise {
        let index = self.exercises.iter().position(|exercise| exercise.name == name);
        let index = index.unwrap_or_else(|| {
            self.exercises.push(Exercise { name, ..Exercise::default() });
            self.exercises.len() - 1
        });
        &mut self.exercises[index]
    }

    fn put_card(&mut self, card: Turned) {
        self.cards.retain(|known| known.name != card.name);
        self.cards.push(card);
    }

    fn turn(&mut self, name: String, lesson: u8, knew: bool) {
        let text = self.cards.iter().find(|card| card.name == name).and_then(|card| card.text.clone());
        let due = lesson.saturating_add(if knew { KNOWN_FOR } else { 1 });
        self.put_card(Turned { name, due, text });
    }
}

impl Reducible for Progress {
    type Action = Did;

    fn reduce(self: Rc<Self>, did: Did) -> Rc<Self> {
        let mut progress = Progress::clone(&self);
        match did {
            Did::Read(lesson, step) => {
                progress.lessons.retain(|(number, _)| *number != lesson);
                progress.lessons.push((lesson, step));
            }
            Did::Predict(first, card) if progress.predicted(first.lesson, first.step).is_none() => {
                if let Some(text) = card {
                    let name = format!("{}/{}", first.lesson, first.step);
                    progress.put_card(Turned { name, due: first.lesson.saturating_add(1), text: Some(text) });
                }
                progress.predictions.push(first);
            }
            Did::Predict(..) => {}
            Did::Turn(name, lesson, knew) => progress.turn(name, lesson, knew),
            Did::Try(name) => drop(progress.exercise_mut(name)),
            Did::Solve(name, is_best, link) => {
                let exercise = progress.exercise_mut(name);
                if is_best || !exercise.is_best {
                    (exercise.is_solved, exercise.is_best, exercise.answer) = (true, is_best, Some(link));
                }
            }
            Did::Show(name) => progress.exercise_mut(name).is_shown = true,
            Did::Write(name, text) => {
                progress.words.retain(|(known, _)| *known != name);
                progress.words.push((name, text));
            }
            Did::Load(loaded) => progress = loaded,
            Did::Kept(is_kept) => progress.is_lost = !is_kept,
        }
        Rc::new(progress)
    }
}

/// The progress, kept whenever it changes.
#[hook]
pub fn use_progress() -> Handle {
    let progress = use_reducer_eq(Progress::kept);
    let is_first = use_mut_ref(|| true);
    use_effect_with(progress.clone(), move |progress| {
        if !is_first.replace(false) {
            LATEST.set(Some(Progress::clone(progress)));
            progress.dispatch(Did::Kept(storage::keep_progress(&**progress)));
        }
    });
    progress
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(did: impl IntoIterator<Item = Did>) -> Rc<Progress> {
        did.into_iter().fold(Rc::default(), |progress: Rc<Progress>, did| progress.reduce(did))
    }

    #[test]
    fn the_lesson_that_was_read_last_is_where_to_go_on() {
        let progress = after([Did::Read(6, 3), Did::Read(18, 2), Did::Read(6, 4)]);
        assert_eq!((progress.last(), progress.step(18)), (Some((6, 4)), Some(2)));
    }

    #[test]
    fn only_the_first_prediction_counts_and_a_wrong_one_comes_back_as_a_card() {
        let first = |answer| Predicted { lesson: 18, step: 3, answer, right: 0 };
        let card = || Some(("Does S2 lead?".to_owned(), "Yes.".to_owned()));
        let progress = after([Did::Predict(first(1), card()), Did::Predict(first(0), None)]);
        assert_eq!(progress.predicted(18, 3).map(|first| first.answer), Some(1));
        assert_eq!((progress.cards[0].name.as_str(), progress.cards[0].due), ("18/3", 19));
    }

    #[test]
    fn a_card_that_was_known_rests_for_three_lessons_and_keeps_its_text() {
        let wrong = Predicted { lesson: 6, step: 3, answer: 1, right: 0 };
        let text = Some(("Why?".to_owned(), "So.".to_owned()));
        let name = || "6/3".to_owned();
        let progress = after([Did::Predict(wrong, text.clone()), Did::Turn(name(), 7, false)]);
        assert_eq!((progress.cards[0].due, &progress.cards[0].text), (8, &text));
        assert_eq!(progress.reduce(Did::Turn(name(), 8, true)).cards[0].due, 11);
    }

    #[test]
    fn a_longer_solution_does_not_spoil_the_best_one() {
        let name = || "two-leaders".to_owned();
        let solve = |is_best, link: &str| Did::Solve(name(), is_best, link.to_owned());
        let progress = after([Did::Try(name()), solve(true, "#/s/1.short"), solve(false, "#/s/1.long")]);
        let exercise = progress.exercise("two-leaders").expect("it was tried");
        assert!(exercise.is_solved && exercise.is_best);
        assert_eq!(exercise.answer.as_deref(), Some("#/s/1.short"));
    }
}
