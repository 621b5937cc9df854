//! Logs in the form that ShiViz draws: a host, its vector clock, and what happened.
//!
//! ```text
//! S1 {"S1":1}
//! send RequestVote to S2
//! S2 {"S2":1, "S1":1}
//! receive RequestVote from S1
//! ```
//! A log is written from any trace, and read with ShiViz's own expression or the reader's.

mod build;
mod clock;
mod hosts;
mod lanes;
mod read;
mod recognise;
mod records;
mod remarks;
mod walk;
mod write;

pub use hosts::LogHost;
pub use read::{DEFAULT_EXPRESSION, EVENTS_MAX, Reader, Reading, Refusal, TEXT_MAX, decode, read};
pub use recognise::recognise;
pub use remarks::{Log, Mistakes, Remark, Skipped};
pub use write::{shiviz, shiviz_of_log, shiviz_of_trace};
