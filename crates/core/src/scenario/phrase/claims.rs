//! What makes a claim true: the same for a state of a run and for a world of a search.

use super::{Claim, Clause, Comparison, Decided, EventName, Literal, Operand, Phrase, Stamp, Term};
use crate::scenario::values;
use crate::sim::info::{FieldType, Info};
use crate::sim::plan::MessageRef;
use crate::sim::run::{Outcome, Value};
use crate::trace::{Fate, NodeId, Relation};
use std::cmp::Ordering;

/// A kind of message on a link, or on all.
pub type Sends = (u16, Option<(NodeId, NodeId)>);

/// What claims are judged by. Where an answer is None, neither the claim nor its opposite is true.
pub trait Facts {
    /// The protocol.
    fn info(&self) -> &'static Info;

    /// How many lanes there are.
    fn node_count(&self) -> u8;

    /// The value of a field of a node, by its index in `Info::fields`.
    fn field(&self, field: usize, node: NodeId) -> Option<Value>;

    /// Whether a node runs.
    fn is_up(&self, node: NodeId) -> Option<bool>;

    /// What has become of a property.
    fn outcome(&self, property: usize) -> Option<Outcome>;

    /// Whether a node, or any, has decided this value, or any.
    fn has_decided(&self, node: Option<NodeId>, value: Option<&str>) -> bool;

    /// How many messages have been sent, copies apart.
    fn sent(&self, sends: Sends) -> u64;

    /// What has become of a message; `Some(None)` where it has not been sent.
    fn fate(&self, message: MessageRef) -> Option<Option<Fate>>;

    /// How the first event stands to the second, where both have happened.
    fn relation(&self, first: &EventName, second: &EventName) -> Option<Relation>;

    /// The stamp of an event that has happened.
    fn stamp(&self, stamp: Stamp, event: &EventName) -> Option<Value>;
}

impl Phrase {
    /// Whether all of its claims are true.
    pub fn is_true(&self, facts: &dyn Facts) -> bool {
        self.clauses.iter().all(|clause| clause.is_true(facts))
    }
}

impl Clause {
    /// Whether it is true. Where a claim speaks of what is not there, such as a field that a node
    /// lacks, neither it nor its opposite is.
    pub fn is_true(&self, facts: &dyn Facts) -> bool {
        claim(&self.claim, facts).is_some_and(|is_true| is_true != self.is_negated)
    }
}

fn claim(claim: &Claim, facts: &dyn Facts) -> Option<bool> {
    match claim {
        Claim::Property { property, outcome } => Some(facts.outcome(*property)? == *outcome),
        Claim::Decided { node, what } => Some(match what {
            Decided::Something => facts.has_decided(*node, None),
            Decided::Nothing => !facts.has_decided(*node, None),
            Decided::Value(value) => facts.has_decided(*node, Some(&value.text)),
        }),
        Claim::Up(node, up) => Some(facts.is_up(*node)? == *up),
        Claim::Compare { left, comparison, right } => {
            let value = value(left, facts)?;
            let order = match right {
                Operand::Value(literal) => compare(&value, type_of(left, facts.info()), literal),
                Operand::Term(term) => compare_values(&value, &self::value(term, facts)?),
            };
            Some(satisfies(order, *comparison))
        }
        Claim::Ordered { first, is_before, second } => {
            let wanted = if *is_before { Relation::Before } else { Relation::Concurrent };
            Some(facts.relation(first, second)? == wanted)
        }
        Claim::Message { message, fate } => Some(facts.fate(*message)? == *fate),
        Claim::Can { .. } | Claim::Impossible => None,
    }
}

fn type_of(term: &Term, info: &Info) -> Option<FieldType> {
    match term {
        Term::Field(field, _) => info.fields.get(*field).map(|field| field.of),
        Term::Stamp(Stamp::Time, _) => Some(FieldType::Time),
        _ => None,
    }
}

/// The value of a term.
pub(super) fn value(term: &Term, facts: &dyn Facts) -> Option<Value> {
    match term {
        Term::Field(field, node) => facts.field(*field, *node),
        Term::CountNodes { field, comparison, value } => {
            let of = facts.info().fields.get(*field).map(|field| field.of);
            let has = |node: &u8| {
                let own = facts.field(*field, NodeId(*node));
                own.is_some_and(|own| satisfies(compare(&own, of, value), *comparison))
            };
            Some(Value::from((0..facts.node_count()).filter(has).count() as u64))
        }
        Term::CountMessages { kind, link } => Some(Value::from(facts.sent((*kind, *link)))),
        Term::Stamp(stamp, event) => facts.stamp(*stamp, event),
        Term::Chance(_) => None,
    }
}

fn satisfies(order: Compared, comparison: Comparison) -> bool {
    match comparison {
        Comparison::Equal => order == Compared::Ordered(Ordering::Equal),
        Comparison::Unequal => order != Compared::Ordered(Ordering::Equal),
        Comparison::Less => order == Compared::Ordered(Ordering::Less),
        Comparison::More => order == Compared::Ordered(Ordering::Greater),
        Comparison::AtMost => matches!(order, Compared::Ordered(Ordering::Less | Ordering::Equal)),
        Comparison::AtLeast => matches!(order, Compared::Ordered(Ordering::Greater | Ordering::Equal)),
    }
}

/// How two values compare.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Compared {
    Ordered(Ordering),
    /// Neither is less, and they are not equal.
    Different,
}

impl Compared {
    fn equal_if(is_equal: bool) -> Compared {
        if is_equal { Compared::Ordered(Ordering::Equal) } else { Compared::Different }
    }
}

/// Compares a value with one that is written down.
fn compare(value: &Value, of: Option<FieldType>, literal: &Literal) -> Compared {
    if literal.is_nothing() {
        return Compared::equal_if(match value {
            Value::Null => true,
            Value::List(list) => list.is_empty(),
            _ => false,
        });
    }
    let text = literal.text.as_str();
    match value {
        Value::Number(number) => match text.parse::<i64>() {
            Ok(other) if !literal.is_quoted => Compared::Ordered(number.cmp(&other)),
            _ => Compared::Different,
        },
        Value::Bool(flag) => {
            Compared::equal_if(values::switch(text) == Ok(*flag) || text == flag.to_string())
        }
        Value::Text(own) => {
            let pair = match of {
                Some(FieldType::Time) => (time(own), time(text)),
                Some(FieldType::Ballot) => (ballot(own), ballot(text)),
                _ => (None, None),
            };
            match pair {
                (Some(own), Some(other)) => Compared::Ordered(own.cmp(&other)),
                _ => Compared::equal_if(own == text),
            }
        }
        Value::List(_) => Compared::equal_if(text_of(value) == text),
        Value::Null => Compared::Different,
    }
}

fn time(text: &str) -> Option<(i64, i64)> {
    values::signed(text).ok().map(|time| (time, 0))
}

fn ballot(text: &str) -> Option<(i64, i64)> {
    let (round, own) = text.split_once('.')?;
    Some((round.parse().ok()?, own.parse().ok()?))
}

/// Compares the values of two terms.
fn compare_values(one: &Value, other: &Value) -> Compared {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => Compared::Ordered(one.cmp(other)),
        (Value::List(one), Value::List(other)) => {
            let number = |value: &Value| match value {
                Value::Number(number) => Some(*number),
                _ => None,
            };
            let numbers = |list: &[Value]| list.iter().map(number).collect::<Option<Vec<i64>>>();
            let (Some(one), Some(other)) = (numbers(one), numbers(other)) else {
                return Compared::Different;
            };
            vectors(&one, &other)
        }
        (Value::Text(one), Value::Text(other)) => {
            let pairs = [time, ballot].map(|read| (read(one), read(other)));
            let both = pairs.into_iter().find_map(|(one, other)| Some(one?.cmp(&other?)));
            both.map_or_else(|| Compared::equal_if(one == other), Compared::Ordered)
        }
        _ => Compared::equal_if(one == other),
    }
}

/// Vectors compare entry by entry: less where no entry is greater and one is less.
fn vectors(one: &[i64], other: &[i64]) -> Compared {
    if one.len() != other.len() {
        return Compared::Different;
    }
    let (mut less, mut more) = (false, false);
    for (one, other) in one.iter().zip(other) {
        less |= one < other;
        more |= one > other;
    }
    match (less, more) {
        (true, true) => Compared::Different,
        (true, false) => Compared::Ordered(Ordering::Less),
        (false, true) => Compared::Ordered(Ordering::Greater),
        (false, false) => Compared::Ordered(Ordering::Equal),
    }
}

/// A value as phrases write it.
pub fn text_of(value: &Value) -> String {
    value.text()
}
