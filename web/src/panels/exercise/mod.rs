//! The exercise that is open: what it asks, what is left of the budget, *Check*, hints, and what
//! the reader is told.

mod answers;
mod choices;
mod result;
mod task;
mod trying;

pub use trying::{Exercising, use_exercise};

use crate::parts::EXERCISES;
use yew::{Callback, Html};

/// What an exercise shows.
pub struct Views {
    task: fn(&Exercising) -> Html,
    task_inside: fn(&Exercising) -> Html,
    choices: fn(&Exercising) -> Html,
    result: fn(&Exercising) -> Option<Html>,
}

/// What an exercise shows, for its part.
pub const VIEWS: Views = Views {
    task: task::task,
    task_inside: task::task_inside,
    choices: choices::choices,
    result: result::result,
};

/// What is asked, beside the diagram.
pub fn task(exercising: &Exercising) -> Html {
    views().map(|views| (views.task)(exercising)).unwrap_or_default()
}

/// What is asked, inside another page.
pub fn task_inside(exercising: &Exercising) -> Html {
    views().map(|views| (views.task_inside)(exercising)).unwrap_or_default()
}

/// What can be done to what is selected, on a phone.
pub fn choices(exercising: &Exercising) -> Html {
    views().map(|views| (views.choices)(exercising)).unwrap_or_default()
}

/// What came of an answer, if one was checked.
pub fn result(exercising: &Exercising) -> Option<Html> {
    views().and_then(|views| (views.result)(exercising))
}

/// They are there wherever an exercise is open.
fn views() -> Option<&'static Views> {
    EXERCISES.here().map(|exercises| &exercises.views)
}

/// An exercise as a lesson words it. A link has none of this: its exercise is worded by its text.
#[derive(Clone, PartialEq, Default)]
pub struct Course {
    /// What is to be done, in a sentence or two.
    pub task: String,
    /// Three hints, in order.
    pub hints: Vec<String>,
    /// What a reader who slipped hears: the slip's name in the exercise, and a sentence.
    pub slips: Vec<(String, String)>,
    /// The link to a solution, for an exercise that no search solves.
    pub worked: Option<String>,
    /// Where the reader is: addresses and their words, the outermost first.
    pub crumbs: Vec<(String, String)>,
    /// Which exercise it is, in a word or two.
    pub here: String,
    /// What comes next: its address and its words.
    pub next: Option<(String, String)>,
    /// Whether it stands inside another page, which has no panels.
    pub is_embedded: bool,
    /// Hears what becomes of the exercise.
    pub on: Callback<Happened>,
    /// Hears each answer that was checked.
    pub checked: Callback<Checked>,
}

/// An answer that was checked.
#[derive(Clone, PartialEq, Debug)]
pub struct Checked {
    /// The verdict, as outside tools see it.
    pub verdict: String,
    /// The text of the answer.
    pub text: String,
}

/// What becomes of an exercise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Happened {
    /// An answer was checked and did not solve it.
    Tried,
    /// It is solved; true where nothing takes less.
    Solved(bool),
    /// A solution was shown.
    Shown,
}
