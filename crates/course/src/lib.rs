//! The course: lessons that are played, and exercises that are graded by running them.
//!
//! An exercise is a scenario with `goal` and `allow` lines; an answer is the same text and the
//! reader's lines. [`grade()`] runs it and says what became of each goal, and what the reader is
//! told. Lessons ([`lesson`]) are compiled from Markdown when the page is built.

mod answers;
mod budget;
mod chance;
mod diagnose;
mod digest;
mod edits;
mod goals;
mod grade;
pub mod index;
pub mod lesson;
mod live;
#[cfg(feature = "build")]
pub mod markdown;
mod no_return;
mod proof;
mod search;
mod table;
mod teach;

pub use answers::{ANSWERS_MAX, Answer, answers};
pub use budget::Spent;
pub use diagnose::goal_words;
pub use goals::{GoalState, Reached, is_about};
pub use grade::{Graded, Verdict, grade, grade_scenario, grade_unreadable};
pub use live::{May, Standing, edited, may, may_become, standing};
pub use no_return::explained;
pub use proof::{Kept, Proof, claimed, is_only_known, prove, worked};
pub use search::{shortest, shortest_from};
pub use table::{Row, csv, rows};
pub use teach::{Draft, Offer, draft, offers};
