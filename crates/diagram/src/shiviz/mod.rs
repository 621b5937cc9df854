//! Logs in the form that ShiViz draws: a host, its vector clock, and what happened.
//!
//! ```text
//! S1 {"S1":1}
//! RequestVote
//! S2 {"S2":1, "S1":1}
//! RequestVote
//! ```

mod write;

pub use write::{shiviz, shiviz_of_trace};
