//! The expressions with which people read logs, in JavaScript's syntax.
//!
//! They come from strangers and meet texts from strangers, so matching takes time in
//! proportion to the text, whatever the expression: all ways to match are followed at once
//! (Thompson 1968; with groups: Pike). What would need more than that, lookaround and
//! references back, is refused.
//!
//! What differs from JavaScript: a group without a name only groups; `^` and `$` stand for
//! the ends of lines, as in ShiViz; letters are code points.

mod attempt;
mod automaton;
mod compile;
mod parse;

pub use automaton::{Automaton, Match};

use std::fmt;

/// A set of characters.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Set {
    /// The members below 128, one bit each.
    ascii: u128,
    /// The members from 128 on, both ends included, in order.
    ranges: Vec<(char, char)>,
}

impl Set {
    fn has(&self, c: char) -> bool {
        match u32::from(c) {
            code @ 0..128 => self.ascii & (1 << code) != 0,
            _ => self.ranges.iter().any(|&(low, high)| (low..=high).contains(&c)),
        }
    }

    /// Whether a member is this character below 128.
    fn has_ascii(&self, byte: u8) -> bool {
        let half = if byte < 64 { self.ascii as u64 } else { (self.ascii >> 64) as u64 };
        half & (1 << (byte % 64)) != 0
    }

    fn add(&mut self, low: char, high: char) {
        for code in u32::from(low)..=u32::from(high).min(127) {
            self.ascii |= 1 << code;
        }
        if high >= '\u{80}' {
            self.insert((low.max('\u{80}'), high));
        }
    }

    fn add_all(&mut self, other: &Set) {
        self.ascii |= other.ascii;
        other.ranges.iter().for_each(|range| self.insert(*range));
    }

    fn insert(&mut self, range: (char, char)) {
        let index = self.ranges.partition_point(|other| *other < range);
        self.ranges.insert(index, range);
    }

    /// All characters that are not in it.
    fn inverted(&self) -> Set {
        let mut inverted = Set { ascii: !self.ascii, ranges: Vec::new() };
        let mut next = Some('\u{80}');
        for &(low, high) in &self.ranges {
            let Some(from) = next else { break };
            if from < low {
                inverted.ranges.extend(before(low).map(|to| (from, to)));
            }
            next = if high >= from { after(high) } else { next };
        }
        inverted.ranges.extend(next.map(|from| (from, char::MAX)));
        inverted
    }
}

fn before(c: char) -> Option<char> {
    ('\0'..c).next_back()
}

fn after(c: char) -> Option<char> {
    (c..=char::MAX).nth(1)
}

/// A condition on a location between two characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Look {
    LineStart,
    LineEnd,
    WordEdge,
    NoWordEdge,
}

impl Look {
    fn holds(self, before: Option<char>, after: Option<char>) -> bool {
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        match self {
            Look::LineStart => before.is_none_or(ends_line),
            Look::LineEnd => after.is_none_or(ends_line),
            Look::WordEdge => is_word(before) != is_word(after),
            Look::NoWordEdge => is_word(before) == is_word(after),
        }
    }
}

fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// One step of an automaton.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Op {
    /// Takes a character of this set.
    Take(u32),
    /// Goes on in both places; what is found from the first counts for more.
    Split(u32, u32),
    Jump(u32),
    /// Remembers the location in the text.
    Save(u32),
    Look(Look),
    Match,
}

/// An expression, ready to be matched.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expression {
    ops: Vec<Op>,
    sets: Vec<Set>,
    /// The names of the groups. Group `n` has the slots `2n + 2` and `2n + 3`.
    names: Vec<String>,
}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// Says where it is wrong, and what is wrong.
    pub fn new(pattern: &str) -> Result<Expression, ExpressionError> {
        let parsed = parse::parse(pattern)?;
        let ops = compile::compile(&parsed.node).ok_or_else(|| ExpressionError {
            index: 0,
            what: "this expression is too large; repeat less".to_owned(),
        })?;
        Ok(Expression { ops, sets: parsed.sets, names: parsed.names })
    }

    /// The names of its groups, in the order in which they begin.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The index of a name among its groups.
    pub fn group(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|other| other == name)
    }
}

/// What is wrong with an expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExpressionError {
    /// Before which character, counted from 0.
    pub index: usize,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for ExpressionError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "character {}: {}", self.index + 1, self.what)
    }
}
