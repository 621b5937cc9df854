//! What an exercise asks, and what its reader may do: `goal` and `allow` lines.
//!
//! A scenario with goals is an exercise. The goals are conditions on the reader's run, except for the
//! star (`best`), what a wrong answer is told (`slip`) and hints. What the reader may add to the text
//! is the budget of the answer, and of the search that proves the exercise.

use super::phrase::{Phrase, Term, Vocabulary};
use super::print::{Printer, setting};
use super::values::{duration_text, range_text, signed_text};
use crate::sim::clock::Wall;
use crate::sim::info::Setting;
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
    /// `goal expect TERM`, `goal expect PROPERTY`: the reader says what it is, and is right.
    Answer(Question),
    /// `goal best N [choices|faults] [known]`, `goal best TIME [known]`: what the star asks.
    Best {
        /// The least that it takes.
        least: Best,
        /// Whether it is only the least that is known, and not proven.
        is_known: bool,
    },
    /// `goal slip NAME PHRASE`, `goal slip NAME under VARIANT`: what a wrong answer is told.
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

impl Printer<'_> {
    /// What follows `goal`.
    pub(super) fn goal(self, goal: &Goal) -> String {
        let vocabulary = Vocabulary { info: self.info, nodes: self.nodes };
        let phrase = |phrase: &Phrase| vocabulary.phrase(phrase);
        match goal {
            Goal::Reach { branch, when, phrase: reached } => {
                let branch = branch.as_ref().map(|branch| format!("in {branch} ")).unwrap_or_default();
                let when = match when {
                    When::Sometime => "",
                    When::AtEnd => "at end ",
                    When::Never => "never ",
                };
                format!("{branch}{when}{}", phrase(reached))
            }
            Goal::Then(first, second) => format!("{} then {}", phrase(first), phrase(second)),
            Goal::SameHistory { node, branches: [one, other] } => {
                format!("same history {} in {one} {other}", vocabulary.node(*node))
            }
            Goal::EverySchedule { can: false, phrase: all } => format!("every schedule {}", phrase(all)),
            Goal::EverySchedule { can: true, phrase: all } => format!("every schedule can {}", phrase(all)),
            Goal::EveryDelay(all) => format!("every delay {}", phrase(all)),
            Goal::Answer(Question::Term(term)) => format!("expect {}", vocabulary.term(term)),
            Goal::Answer(Question::Property(property)) => {
                format!("expect {}", vocabulary.property(*property))
            }
            Goal::Best { least, is_known } => {
                let least = match least {
                    Best::Choices(count) => count.to_string(),
                    Best::Faults(count) => format!("{count} faults"),
                    Best::Time(time) => duration_text(*time),
                };
                format!("best {least}{}", if *is_known { " known" } else { "" })
            }
            Goal::Slip { name, when: Slip::Phrase(told) } => {
                format!("slip {} {}", name_text(name), phrase(told))
            }
            Goal::Slip { name, when: Slip::Under(variant) } => {
                let variant = self.info.variants.get(*variant).map_or("?", |variant| variant.name);
                format!("slip {} under {variant}", name_text(name))
            }
            Goal::Hint(name) => format!("hint {}", name_text(name)),
        }
    }

    /// What follows `allow`.
    pub(super) fn allowed_edit(self, edit: &AllowedEdit) -> String {
        let parameter =
            |index: &usize| self.info.parameters.get(*index).map_or("?", |parameter| parameter.name);
        match edit {
            AllowedEdit::Add { count, of } => format!("add {count}{}", of_text(of)),
            AllowedEdit::Delay { count, within: None } => format!("delay {count}"),
            AllowedEdit::Delay { count, within: Some(range) } => {
                format!("delay {count} within {}", range_text(*range))
            }
            AllowedEdit::SetAmong(index, values) => {
                let values: Vec<String> = values.iter().map(|value| setting(*value)).collect();
                format!("set {} among {}", parameter(index), values.join(" "))
            }
            AllowedEdit::SetBetween(index, least, most) => {
                format!("set {} between {} and {}", parameter(index), setting(*least), setting(*most))
            }
            AllowedEdit::ClockOffset(node, least, most) => {
                let node = self.nodes.get(node.index()).map_or("?", String::as_str);
                format!("clock {node} offset between {} and {}", signed_text(*least), signed_text(*most))
            }
            AllowedEdit::Seed => "seed".to_owned(),
        }
    }
}

/// ` of A B`, or nothing where nothing is narrowed.
pub(super) fn of_text(of: &[String]) -> String {
    if of.is_empty() { String::new() } else { format!(" of {}", of.join(" ")) }
}

fn name_text(Name { text, is_words }: &Name) -> String {
    if *is_words { format!("\"{text}\"") } else { text.clone() }
}
