//! The course: lessons that are played, and exercises that are graded by running them.
//!
//! An exercise is a scenario with `goal` and `allow` lines; an answer is the same text and the
//! reader's lines. [`grade()`] runs it and says what became of each goal, and what the reader is
//! told. Lessons ([`lesson`]) are compiled from Markdown when the page is built.

mod answers;
mod budget;
mod diagnose;
mod digest;
mod grade;
pub mod lesson;
#[cfg(feature = "build")]
pub mod markdown;
mod search;
mod table;

pub use answers::{ANSWERS_MAX, Answer, answers};
pub use budget::Spent;
pub use diagnose::goal_words;
pub use grade::{GoalState, Graded, Reached, Verdict, grade, grade_scenario, grade_unreadable};
pub use search::shortest;
pub use table::{Row, csv, rows};
