//! Phrases into text: the inverse of parsing.

use super::lex::is_plain;
use super::{
    Claim, Clause, Decided, EventName, Literal, MessageName, Operand, Phrase, Term, TextName, Vocabulary,
};
use crate::sim::plan::MessageRef;
use crate::trace::{Fate, NodeId};

/// What stands for something that the scenario does not have. It never parses.
const UNKNOWN: &str = "?";

impl Vocabulary<'_> {
    pub(in crate::scenario) fn node(&self, node: NodeId) -> &str {
        self.nodes.get(node.index()).map_or(UNKNOWN, String::as_str)
    }

    pub(in crate::scenario) fn property(&self, property: usize) -> &'static str {
        self.info.properties.get(property).map_or(UNKNOWN, |property| property.name)
    }

    pub(super) fn field(&self, field: usize) -> &'static str {
        self.info.fields.get(field).map_or(UNKNOWN, |field| field.name)
    }

    pub(super) fn kind(&self, kind: u16) -> &'static str {
        self.info.kinds.get(usize::from(kind)).map_or(UNKNOWN, |kind| kind.name)
    }

    pub(in crate::scenario) fn key(&self, message: MessageRef) -> String {
        let MessageRef { kind, from, to, number } = message;
        let name = format!("{} {}->{}", self.kind(kind), self.node(from), self.node(to));
        match number {
            None => name,
            Some(number) => format!("{name} {number}"),
        }
    }

    /// A phrase in its one spelling.
    pub fn phrase(&self, phrase: &Phrase) -> String {
        let clauses: Vec<String> = phrase.clauses.iter().map(|clause| self.clause(clause)).collect();
        clauses.join(" and ")
    }

    fn clause(&self, Clause { is_negated, claim }: &Clause) -> String {
        let claim = self.claim(claim);
        if *is_negated { format!("not {claim}") } else { claim }
    }

    fn claim(&self, claim: &Claim) -> String {
        match claim {
            Claim::Property { property, outcome } => {
                format!("{} {}", self.property(*property), outcome.name())
            }
            Claim::Decided { node, what } => {
                let node = node.map_or(String::new(), |node| format!("{} ", self.node(node)));
                match what {
                    Decided::Something => format!("{node}decided"),
                    Decided::Nothing => format!("{node}decided nothing"),
                    Decided::Value(value) => format!("{node}decided {}", literal(value)),
                }
            }
            Claim::Up(node, up) => format!("{} {}", self.node(*node), if *up { "up" } else { "down" }),
            Claim::Compare { left, comparison, right } => {
                let right = match right {
                    Operand::Term(term) => self.term(term),
                    Operand::Value(value) => literal(value),
                };
                format!("{} {} {right}", self.term(left), comparison.sign())
            }
            Claim::Ordered { first, is_before, second } => {
                let relation = if *is_before { "before" } else { "concurrent" };
                format!("{} {relation} {}", self.event(first), self.event(second))
            }
            Claim::Message { message, fate } => {
                format!("{} {}", self.key(*message), fate.map_or("unsent", Fate::name))
            }
            Claim::Can { can, phrase } => {
                format!("{} {}", if *can { "can" } else { "cannot" }, self.phrase(phrase))
            }
            Claim::Impossible => "impossible".to_owned(),
        }
    }

    /// A term, as the language writes it.
    pub fn term(&self, term: &Term) -> String {
        match term {
            Term::Field(field, node) => format!("{}({})", self.field(*field), self.node(*node)),
            Term::CountNodes { field, comparison, value } => {
                format!("count({} {} {})", self.field(*field), comparison.sign(), literal(value))
            }
            Term::CountMessages { kind, link: None } => format!("count({})", self.kind(*kind)),
            Term::CountMessages { kind, link: Some((from, to)) } => {
                format!("count({} {}->{})", self.kind(*kind), self.node(*from), self.node(*to))
            }
            Term::Stamp(stamp, event) => format!("{}({})", stamp.name(), self.event(event)),
            Term::Chance(phrase) => format!("chance({})", self.phrase(phrase)),
        }
    }

    /// The name of an event in its one spelling.
    pub fn event(&self, event: &EventName) -> String {
        match event {
            EventName::Sent(message) => format!("sent {}", self.message_name(message)),
            EventName::Received(message) => format!("received {}", self.message_name(message)),
            EventName::Command(node, words) => {
                let words: Vec<String> = words.iter().map(|word| bare_or_quoted(word)).collect();
                format!("{} {}", self.node(*node), words.join(" "))
            }
            EventName::Crash(node) => format!("crash {}", self.node(*node)),
            EventName::Text(name) => text_name(name),
        }
    }

    fn message_name(&self, message: &MessageName) -> String {
        match message {
            MessageName::Key(message) => self.key(*message),
            MessageName::Text(name) => text_name(name),
        }
    }
}

fn text_name(TextName { text, nth }: &TextName) -> String {
    let text = bare_or_quoted(text);
    if *nth == 1 { text } else { format!("{text}#{nth}") }
}

fn literal(value: &Literal) -> String {
    if value.is_quoted { format!("\"{}\"", value.text) } else { value.text.clone() }
}

/// A text as one word: between quotes where it would be read as something else.
fn bare_or_quoted(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { format!("\"{text}\"") }
}
