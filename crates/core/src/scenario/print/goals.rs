//! Goals, and what an answer may add, into text.

use super::{Printer, of_text, setting};
use crate::scenario::goal::{AllowedEdit, Best, Goal, Name, Question, Slip, When};
use crate::scenario::phrase::{Phrase, Vocabulary};
use crate::scenario::values::{duration_text, range_text, signed_text};

impl Printer<'_> {
    /// What follows `goal`.
    pub(in crate::scenario) fn goal(self, goal: &Goal) -> String {
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
            Goal::Answer(Question::Relation(first, second)) => {
                format!("expect {} and {}", vocabulary.event(first), vocabulary.event(second))
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
            Goal::Slip { name, when: Slip::Said(said) } => {
                format!("slip {} expect {}", name_text(name), phrase(said))
            }
            Goal::Slip { name, when: Slip::Under(variant) } => {
                let variant = self.info.variants.get(*variant).map_or("?", |variant| variant.name);
                format!("slip {} under {variant}", name_text(name))
            }
            Goal::Hint(name) => format!("hint {}", name_text(name)),
        }
    }

    /// What follows `allow`.
    pub(in crate::scenario) fn allowed_edit(self, edit: &AllowedEdit) -> String {
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

fn name_text(Name { text, is_words }: &Name) -> String {
    if *is_words { format!("\"{text}\"") } else { text.clone() }
}
