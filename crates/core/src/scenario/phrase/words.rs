//! Phrases as sentences, for people who do not know the language of scenarios.

use super::{
    Claim, Clause, Comparison, Decided, EventName, Literal, MessageName, Operand, Phrase, Stamp, Term,
    Vocabulary,
};
use crate::sim::plan::MessageRef;
use crate::sim::run::Outcome;
use crate::trace::{Fate, MessageNumber};

impl Vocabulary<'_> {
    /// A phrase in words, as it stands behind "it is so that": "S1 decides 0 and agreement is
    /// broken".
    pub fn words(&self, phrase: &Phrase) -> String {
        let clauses: Vec<String> = phrase.clauses.iter().map(|clause| self.clause_words(clause)).collect();
        clauses.join(" and ")
    }

    fn clause_words(&self, Clause { is_negated, claim }: &Clause) -> String {
        let is = if *is_negated { "is not" } else { "is" };
        match claim {
            Claim::Property { property, outcome } => {
                let name = self.property(*property);
                match (outcome, is_negated) {
                    (Outcome::Holds, false) => format!("{name} holds"),
                    (Outcome::Holds, true) => format!("{name} does not hold"),
                    (Outcome::Violated, _) => format!("{name} {is} violated"),
                    (Outcome::Pending, _) => format!("{name} {is} pending"),
                }
            }
            Claim::Decided { node, what } => {
                let value = match what {
                    Decided::Value(value) => format!(" {}", value.text),
                    Decided::Something | Decided::Nothing => String::new(),
                };
                match (node, *is_negated == matches!(what, Decided::Nothing)) {
                    (Some(node), true) => format!("{} has decided{value}", self.node(*node)),
                    (Some(node), false) => format!("{} has not decided{value}", self.node(*node)),
                    (None, true) => format!("somebody has decided{value}"),
                    (None, false) => format!("nobody has decided{value}"),
                }
            }
            Claim::Up(node, up) => format!("{} {is} {}", self.node(*node), if *up { "up" } else { "down" }),
            Claim::Compare { left, comparison, right } => self.comparison_words(left, *comparison, right, is),
            Claim::Ordered { first, is_before: true, second } => {
                let verb = if *is_negated { "does not happen before" } else { "happens before" };
                format!("{} {verb} {}", self.event_words(first), self.event_words(second))
            }
            Claim::Ordered { first, is_before: false, second } => {
                let are = if *is_negated { "are not" } else { "are" };
                format!("{} and {} {are} concurrent", self.event_words(first), self.event_words(second))
            }
            Claim::Message { message, fate } => {
                let state = match fate {
                    None if *is_negated => return format!("{} has been sent", self.message_words(*message)),
                    None => return format!("{} has not been sent", self.message_words(*message)),
                    Some(Fate::Flying) => "under way",
                    Some(Fate::Cut) => "stopped by a cut",
                    Some(Fate::Refused) => "refused by a node that is down",
                    Some(fate) => fate.name(),
                };
                format!("{} {is} {state}", self.message_words(*message))
            }
            Claim::Can { can, phrase } => self.can_words(can != is_negated, phrase),
            Claim::Impossible => "no run within the budget reaches the goal".to_owned(),
        }
    }

    /// That a phrase can still be true, or that it cannot: "nobody can decide any more".
    pub fn can_words(&self, can: bool, phrase: &Phrase) -> String {
        let sentence = match phrase.clauses.as_slice() {
            [Clause { is_negated: false, claim }] => self.able_words(claim, can),
            _ => None,
        };
        sentence.unwrap_or_else(|| {
            let possible = if can { "it is still possible that" } else { "it is no longer possible that" };
            format!("{possible} {}", self.words(phrase))
        })
    }

    /// A claim as a sentence with "can still" or "can no longer"; nothing where that reads badly.
    fn able_words(&self, claim: &Claim, can: bool) -> Option<String> {
        let able = if can { "can still" } else { "can no longer" };
        Some(match claim {
            Claim::Property { property, outcome: Outcome::Holds } => {
                format!("{} {able} hold", self.property(*property))
            }
            Claim::Property { property, outcome: Outcome::Violated } => {
                format!("{} {able} be violated", self.property(*property))
            }
            Claim::Decided { what: Decided::Nothing, .. } => return None,
            Claim::Decided { node, what } => {
                let value = match what {
                    Decided::Value(value) => format!(" {}", value.text),
                    Decided::Something | Decided::Nothing => String::new(),
                };
                match node {
                    Some(node) => format!("{} {able} decide{value}", self.node(*node)),
                    None if can => format!("somebody can still decide{value}"),
                    None => format!("nobody can decide{value} any more"),
                }
            }
            Claim::Up(node, up) => {
                format!("{} {able} be {}", self.node(*node), if *up { "up" } else { "down" })
            }
            Claim::Compare { left, comparison, right } => {
                self.comparison_words(left, *comparison, right, &format!("{able} be"))
            }
            _ => return None,
        })
    }

    fn comparison_words(&self, left: &Term, comparison: Comparison, right: &Operand, is: &str) -> String {
        let right = match right {
            Operand::Term(term) => self.term_words(term),
            Operand::Value(value) => value_words(value),
        };
        let compared = match comparison {
            Comparison::Equal => right,
            Comparison::Unequal => format!("something else than {right}"),
            Comparison::Less => format!("less than {right}"),
            Comparison::AtMost => format!("at most {right}"),
            Comparison::More => format!("more than {right}"),
            Comparison::AtLeast => format!("at least {right}"),
        };
        format!("{} {is} {compared}", self.term_words(left))
    }

    /// A term in words: "the role of S1".
    pub fn term_words(&self, term: &Term) -> String {
        match term {
            Term::Field(field, node) => format!("{} of {}", self.field(*field), self.node(*node)),
            Term::CountNodes { field, comparison, value } => {
                let sign = match comparison {
                    Comparison::Equal => String::new(),
                    other => format!("{} ", other.sign()),
                };
                format!("the number of nodes with {} {sign}{}", self.field(*field), value_words(value))
            }
            Term::CountMessages { kind, link: None } => {
                format!("the number of {} messages", self.kind(*kind))
            }
            Term::CountMessages { kind, link: Some((from, to)) } => {
                let (from, to) = (self.node(*from), self.node(*to));
                format!("the number of {} messages from {from} to {to}", self.kind(*kind))
            }
            Term::Stamp(stamp, event) => {
                let event = self.event_words(event);
                match stamp {
                    Stamp::Lamport => format!("the Lamport time of {event}"),
                    Stamp::Vector => format!("the vector time of {event}"),
                    Stamp::Order => format!("the index of {event} in the total order"),
                    Stamp::Chain => {
                        format!("the number of events in the longest chain that ends with {event}")
                    }
                    Stamp::Time => format!("the time of {event}"),
                }
            }
            Term::Chance(phrase) => format!("the chance that {}", self.words(phrase)),
        }
    }

    fn message_words(&self, MessageRef { kind, from, to, number }: MessageRef) -> String {
        let (kind, from, to) = (self.kind(kind), self.node(from), self.node(to));
        match number {
            None | Some(MessageNumber::FIRST) => format!("{kind} from {from} to {to}"),
            Some(number) if number.copy == 0 => format!("{kind} {number} from {from} to {to}"),
            Some(number) => {
                let original = MessageNumber { copy: 0, ..number };
                format!("copy {} of {kind} {original} from {from} to {to}", number.copy)
            }
        }
    }

    /// An event in words: "the receipt of m1".
    pub fn event_words(&self, event: &EventName) -> String {
        let message = |name: &MessageName| match name {
            MessageName::Key(message) => self.message_words(*message),
            MessageName::Text(name) => name.text.clone(),
        };
        match event {
            EventName::Sent(name) => format!("the sending of {}", message(name)),
            EventName::Received(name) => format!("the receipt of {}", message(name)),
            EventName::Crash(node) => format!("the crash of {}", self.node(*node)),
            EventName::Command(node, words) => format!("\"{}\" at {}", words.join(" "), self.node(*node)),
            EventName::Text(name) => name.text.clone(),
        }
    }
}

fn value_words(value: &Literal) -> String {
    value.text.clone()
}
