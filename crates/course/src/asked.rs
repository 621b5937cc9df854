//! What only a search can tell, and what it says.

use sequitur_core::scenario::Scenario;
use sequitur_core::scenario::goal::When;
use sequitur_core::scenario::phrase::Phrase;

/// What a search has found out.
#[cfg_attr(not(feature = "grade"), expect(dead_code, reason = "only the grader searches"))]
pub(crate) enum Searched {
    /// It is so.
    Yes,
    /// It is not so, and why.
    No(String),
    /// A limit came first, or a search cannot tell it.
    Limit(String),
}

/// What is asked of a search.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "grade"), expect(dead_code, reason = "only the grader searches"))]
pub(crate) enum Asked<'a> {
    /// Whether a phrase with `can`, `cannot` or `chance` is true at the end of an answer, whose last so
    /// many choices are the reader's.
    AtEnd(&'a Scenario, usize, When, &'a Phrase),
    /// Whether a phrase is true in every schedule, or can still become true.
    EverySchedule(&'a Scenario, &'a Phrase, bool),
    /// Whether a phrase is true with all delays.
    EveryDelay(&'a Scenario, &'a Phrase),
    /// Whether an exercise cannot be done.
    Impossible(&'a Scenario),
}
