//! English: which values can still be decided.

use std::fmt::Display;

pub const VALENCE: &str = "Valence";
pub const HEADING: &str = "What can still be decided";
pub const ABOUT: &str =
    "Along the run, which values can still be decided after each choice, and what an adversary keeps back.";
pub const ONLY_BY_HAND: &str = "Choose by hand what happens: then each choice has a cell here.";
pub const WORKING: &str = "Working it out …";
pub const STRIP: &str = "After each choice, from the left";
pub const START: &str = "the start";
pub const UNKNOWN_SIGN: &str = "·";
pub const NOT_ALL_HAVE_PROPOSED: &str = "nobody can tell before all have proposed";
pub const MUST_WAIT: &str = "Must not come now, or it is settled:";
pub const KEEP_OPEN: &str = "Keep both possible:";
pub const ADVERSARY: &str = "Let the adversary choose";
pub const ALL_SETTLE: &str = "Whatever comes next settles it.";
pub const NOTHING_NEXT: &str = "No message is under way.";

pub fn after(choice: &dyn Display) -> String {
    format!("after {choice}")
}

pub fn cell(place: &dyn Display, values: &dyn Display) -> String {
    format!("{place}: {values}")
}

pub fn either(values: &[String]) -> String {
    format!("{} can still be decided", values.join(" or "))
}

pub fn only(value: &dyn Display) -> String {
    format!("only {value} can be decided")
}

pub fn settles(line: &dyn Display, value: &dyn Display) -> String {
    format!("{line} (only {value} then)")
}

pub fn extent(rounds: &dyn Display) -> String {
    format!(
        "Looked at: {rounds} rounds after that of the furthest process. One value says that no other was found within them."
    )
}

pub fn first_choices(count: &dyn Display) -> String {
    format!("The run is long; the first {count} choices are shown.")
}
