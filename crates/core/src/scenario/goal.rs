//! What an exercise asks, and what its reader may do: `goal` and `allow` lines.
//!
//! A scenario with goals is an exercise. The goals are conditions on the reader's run, except for the
//! star (`best`), what a wrong answer is told (`slip`) and hints. What the reader may add to the text
//! is the budget of the answer, and of the search that proves the exercise.

use super::phrase::{EventName, Phrase, Term};
use crate::sim::clock::Wall;
use crate::sim::plan::Setting;
use crate::trace::{Micros, NodeId};

/// A `goal` line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Goal {
    /// `goal [in BRANCH] [at end|never] PHRASE`
    Reach {
        /// The branch it is about; None for the one that is run.
        branch: Option<String>,
        /// In which states it is to be true.
        when: When,
        /// What is to be true.
        phrase: Phrase,
    },
    /// `goal PHRASE then PHRASE`: the second in the same state as the first or a later one.
    Then(Phrase, Phrase),
    /// `goal same history NODE in BRANCH BRANCH`: what the node can see is equal in both.
    SameHistory {
        /// The node.
        node: NodeId,
        /// The branches.
        branches: [String; 2],
    },
    /// `goal every schedule [can] PHRASE`: by search, in every state, or from every state.
    EverySchedule {
        /// Whether it is enough that it can still become true.
        can: bool,
        /// What is to be true.
        phrase: Phrase,
    },
    /// `goal every delay PHRASE`: in all runs with all delays of whole milliseconds.
    EveryDelay(Phrase),
    /// `goal expect TERM|PROPERTY`, `goal expect EVENT and EVENT`: the reader says what is so, and is right.
    Answer(Question),
    /// `goal best N [choices|faults] [known]`, `goal best TIME [known]`: what the star asks.
    Best {
        /// The least that it takes.
        least: Best,
        /// Whether it is only the least that is known, and not proven.
        is_known: bool,
    },
    /// `goal slip NAME PHRASE`, `goal slip NAME under VARIANT`, `goal slip NAME expect PHRASE`: what a
    /// wrong answer is told.
    Slip {
        /// Its name, which the lesson words, or the sentence itself.
        name: Name,
        /// When it is told.
        when: Slip,
    },
    /// `goal hint NAME`
    Hint(Name),
}

/// In which states a phrase is to be true.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    /// In some.
    Sometime,
    /// In the last.
    AtEnd,
    /// In none.
    Never,
}

/// What a reader is asked to say with an `expect` line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Question {
    /// The value of a term at the end.
    Term(Term),
    /// The verdict on a property, by its index in `Info::properties`.
    Property(usize),
    /// Which of two events happened before the other, or that neither did.
    Relation(EventName, EventName),
}

/// How much the shortest solution takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Best {
    /// So many choices.
    Choices(u32),
    /// So many faults and other edits.
    Faults(u32),
    /// An edit of so much time.
    Time(Micros),
}

/// The name of a slip or hint, worded in a lesson; or its words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Name {
    /// The name, or the words.
    pub text: String,
    /// Whether they are the words themselves.
    pub is_words: bool,
}

/// When a slip is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Slip {
    /// When this became true in some state.
    Phrase(Phrase),
    /// When the reader's value is the one that this variant gives; by its index in `Info::variants`.
    Under(usize),
    /// When the reader says this in an `expect` line.
    Said(Phrase),
}

impl Goal {
    /// Whether it is a condition on the answer; else it is a star, a slip or a hint.
    pub fn is_condition(&self) -> bool {
        !matches!(self, Goal::Best { .. } | Goal::Slip { .. } | Goal::Hint(_))
    }
}

/// Lines that a reader may add to a timed run, beside what a search may do too.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AllowedEdit {
    /// `allow add N [of COMMAND…]`: commands of the reader's own, at any time.
    Add {
        /// How many.
        count: u32,
        /// Of which sort; empty for any.
        of: Vec<String>,
    },
    /// `allow delay N [within D..D]`
    Delay {
        /// How many.
        count: u32,
        /// When such a message may arrive.
        within: Option<(Micros, Micros)>,
    },
    /// `allow set PARAMETER among V V…`, by the parameter's index in `Info::parameters`.
    SetAmong(usize, Vec<Setting>),
    /// `allow set PARAMETER between V and V`
    SetBetween(usize, Setting, Setting),
    /// `allow clock NODE offset between D and D`
    ClockOffset(NodeId, Wall, Wall),
    /// `allow seed`
    Seed,
}
