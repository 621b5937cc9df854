//! The course: lessons that are played, and exercises that are graded by running them.
//!
//! An exercise is a scenario with `goal` and `allow` lines; an answer is the same text and the
//! reader's lines. [`grade()`] runs it and says what became of each goal, and what the reader is
//! told, with the feature `grade`: the page alone only tells how an answer stands
//! ([`standing`]). Lessons ([`lesson`]) are compiled from Markdown when the page is built.

#[cfg(feature = "grade")]
mod answers;
mod asked;
mod budget;
#[cfg(feature = "grade")]
mod chance;
#[cfg(feature = "grade")]
mod diagnose;
#[cfg(feature = "grade")]
mod digest;
#[cfg(feature = "grade")]
mod edits;
mod goal_words;
mod goals;
#[cfg(feature = "grade")]
mod grade;
mod grading;
pub mod index;
pub mod lesson;
mod live;
#[cfg(feature = "build")]
pub mod markdown;
#[cfg(feature = "grade")]
mod no_return;
#[cfg(feature = "grade")]
mod proof;
#[cfg(feature = "grade")]
mod search;
#[cfg(feature = "grade")]
mod table;
mod teach;
mod words;

#[cfg(feature = "grade")]
pub use answers::{ANSWERS_MAX, Answer, answers};
pub use budget::Spent;
pub use goal_words::goal_words;
pub use goals::{GoalState, Reached, is_about};
#[cfg(feature = "grade")]
pub use grade::{grade, grade_scenario, grade_unreadable};
pub use grading::{Graded, Verdict};
pub use live::{May, Standing, edited, may, may_become, standing};
#[cfg(feature = "grade")]
pub use no_return::explained;
#[cfg(feature = "grade")]
pub use proof::{Kept, Proof, claimed, is_only_known, prove, worked};
#[cfg(feature = "grade")]
pub use search::{shortest, shortest_from};
#[cfg(feature = "grade")]
pub use table::{Row, csv, rows};
pub use teach::{Draft, Offer, draft, offers};
