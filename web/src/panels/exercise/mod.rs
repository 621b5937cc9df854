//! The exercise that is open: what it asks, what is left of the budget, *Check*, hints, and what
//! the reader is told.

mod answers;
mod choices;
mod result;
mod task;
mod trying;

pub use choices::choices;
pub use result::result;
pub use task::{task, task_inside};
pub use trying::{Exercising, use_exercise};

use yew::Callback;

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
