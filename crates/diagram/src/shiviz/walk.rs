//! The way through the text of a log: from match to match, and from line to line.

use sequitur_expression::{Automaton, Expression, Match};
use std::ops::Range;

/// The most steps that matching may take: seconds, where a usual log takes thousandths. A
/// longer log has so many for each of its bytes.
const FUEL: u64 = 200_000_000;
const FUEL_PER_BYTE: u64 = 60;

/// Matches that follow each other in a piece of a text.
pub(super) struct Walk {
    pub automaton: Automaton,
    pub range: Range<usize>,
    /// How far it is, from the start of its range.
    pub from: usize,
    begun: bool,
}

/// What a walk came upon.
pub(super) enum Came {
    /// It has not come to anything yet.
    OnItsWay,
    /// A match.
    Upon(Match),
    /// There is no other match.
    ToItsEnd,
}

impl Walk {
    /// At the start of this range of a text.
    pub fn new(expression: Expression, range: Range<usize>) -> Walk {
        let fuel = FUEL.max(range.len() as u64 * FUEL_PER_BYTE);
        Walk::with_fuel(expression, range, fuel)
    }

    /// One that takes at most so many steps.
    pub fn with_fuel(expression: Expression, range: Range<usize>, fuel: u64) -> Walk {
        Walk { automaton: Automaton::new(expression, fuel), range, from: 0, begun: false }
    }

    /// Goes on for at most so many characters.
    pub fn go_on(&mut self, text: &str, budget: &mut u32) -> Came {
        let text = &text[self.range.clone()];
        if self.from > text.len() {
            return Came::ToItsEnd;
        }
        if !self.begun {
            self.automaton.begin(self.from);
            self.begun = true;
        }
        match self.automaton.go_on(text, budget) {
            None => Came::OnItsWay,
            Some(None) => {
                self.from = text.len() + 1;
                Came::ToItsEnd
            }
            Some(Some(found)) => {
                let (start, end) = found.whole();
                let step =
                    if start == end { text[end..].chars().next().map_or(1, char::len_utf8) } else { 0 };
                (self.from, self.begun) = (end + step, false);
                Came::Upon(found)
            }
        }
    }
}

/// Counts lines on the way through a text.
#[derive(Clone, Copy, Default)]
pub(super) struct Lines {
    /// How far they are counted.
    to: usize,
    /// How many ended before.
    ended: u32,
    /// How many characters of the line at hand have passed.
    characters: u32,
}

impl Lines {
    /// The line and column of a location that is not before the last one.
    pub fn location(&mut self, text: &str, offset: usize) -> (u32, u32) {
        let passed = &text[self.to..offset];
        let line = match passed.rfind('\n') {
            None => passed,
            Some(end) => {
                self.ended += passed.bytes().filter(|byte| *byte == b'\n').count() as u32;
                self.characters = 0;
                &passed[end + 1..]
            }
        };
        self.characters += line.chars().count() as u32;
        self.to = offset;
        (self.ended + 1, self.characters + 1)
    }

    /// The same for a location somewhat further on, and goes no further.
    pub fn at(mut self, text: &str, offset: usize) -> (u32, u32) {
        self.location(text, offset)
    }
}
