//! Finds matches: quickly where that is enough, and else by following all ways through the
//! text side by side.

use super::attempt::{Attempt, Attempts, NONE};
use super::{Expression, Op};

/// Where a match stands, in bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Match {
    slots: Vec<u32>,
}

impl Match {
    /// Where the whole match begins and ends.
    pub fn whole(&self) -> (usize, usize) {
        (self.slots[0] as usize, self.slots[1] as usize)
    }

    /// Where a group begins and ends, if it took part.
    pub fn group(&self, group: usize) -> Option<(usize, usize)> {
        let (start, end) = (self.slots[2 * group + 2], self.slots[2 * group + 3]);
        (start != NONE && end != NONE).then_some((start as usize, end as usize))
    }
}

/// Finds the matches of one expression. It can stop anywhere and go on later, and keeps what
/// it needs, so that nothing is allocated anew.
pub struct Automaton {
    expression: Expression,
    attempts: Attempts,
    /// From where on it is still to be tried the quick way, if it is.
    untried: Option<usize>,
    width: usize,
    now: Threads,
    next: Threads,
    stack: Vec<Job>,
    /// The slots of the thread at hand.
    slots: Vec<u32>,
    boundary: Boundary,
    found: Option<Match>,
    /// How many steps it may still take.
    fuel: u64,
}

/// The ways that are followed at one location of the text, the first counting most.
#[derive(Default)]
struct Threads {
    /// Their steps.
    order: Vec<u32>,
    /// For each step, the location in the text at which it was added last, and one more.
    seen: Vec<u32>,
    /// For each step, the slots of its thread.
    slots: Vec<u32>,
}

enum Job {
    Follow(u32),
    Restore(u32, u32),
}

/// Neighbouring characters, and where they meet.
#[derive(Clone, Copy, Default)]
struct Boundary {
    at: u32,
    before: Option<char>,
    after: Option<char>,
}

impl Automaton {
    /// An automaton that takes at most so many steps in all.
    pub fn new(expression: Expression, fuel: u64) -> Automaton {
        let ops = expression.ops.len();
        let width = 2 + 2 * expression.names.len();
        let threads = || Threads { order: Vec::new(), seen: vec![0; ops], slots: vec![NONE; ops * width] };
        Automaton {
            attempts: Attempts::new(&expression),
            untried: None,
            width,
            now: threads(),
            next: threads(),
            stack: Vec::new(),
            slots: vec![NONE; width],
            boundary: Boundary::default(),
            found: None,
            fuel,
            expression,
        }
    }

    /// Its expression.
    pub fn expression(&self) -> &Expression {
        &self.expression
    }

    /// Whether it may go no further: what it has not found may still be there.
    pub fn is_exhausted(&self) -> bool {
        self.fuel == 0
    }

    /// Begins to look for a match at or after a location. Texts are shorter than 4 GB.
    pub fn begin(&mut self, from: usize) {
        self.untried = Some(from);
    }

    /// Begins to follow all ways side by side.
    fn begin_beside(&mut self, text: &str, from: usize) {
        self.untried = None;
        let before = text[..from].chars().next_back();
        self.boundary = Boundary { at: from as u32, before, after: text[from..].chars().next() };
        self.found = None;
        self.now.order.clear();
        self.now.seen.fill(0);
        self.next.seen.fill(0);
    }

    /// Looks on, for at most so many characters. None where that was not enough; else
    /// whether there is a match: of several, the first, and of several there, the one that
    /// JavaScript takes.
    pub fn go_on(&mut self, text: &str, budget: &mut u32) -> Option<Option<Match>> {
        while let Some(from) = self.untried {
            if *budget == 0 {
                return None;
            }
            let attempts = &mut self.attempts;
            match attempts.search(&self.expression, text, from, &mut self.fuel, budget) {
                Attempt::Found => return Some(Some(Match { slots: attempts.slots.clone() })),
                Attempt::Nothing => return Some(None),
                Attempt::Unknown(_) if self.fuel == 0 => return Some(None),
                Attempt::Unknown(at) if at > from => self.untried = Some(at),
                Attempt::Unknown(_) => self.begin_beside(text, from),
            }
        }
        self.go_on_beside(text, budget)
    }

    /// Goes on to follow all ways side by side.
    fn go_on_beside(&mut self, text: &str, budget: &mut u32) -> Option<Option<Match>> {
        let mut chars = text[self.boundary.at as usize..].chars();
        chars.next();
        while *budget > 0 {
            *budget -= 1;
            if self.found.is_none() {
                self.slots.fill(NONE);
                self.follow(true, 0, self.boundary);
            }
            if self.fuel == 0 || (self.found.is_some() && self.now.order.is_empty()) {
                return Some(self.found.take());
            }
            let boundary = self.boundary;
            let at = boundary.at + boundary.after.map_or(0, |c| c.len_utf8() as u32);
            let next = Boundary { at, before: boundary.after, after: chars.next() };
            self.next.order.clear();
            if let Some(better) = self.step(boundary, next) {
                self.found = Some(better);
            }
            std::mem::swap(&mut self.now, &mut self.next);
            if boundary.after.is_none() {
                return Some(self.found.take());
            }
            self.boundary = next;
        }
        None
    }

    /// Moves all threads over one character. The match of the first that has one.
    fn step(&mut self, boundary: Boundary, next: Boundary) -> Option<Match> {
        for index in 0..self.now.order.len() {
            let op = self.now.order[index];
            let slots = op as usize * self.width..(op as usize + 1) * self.width;
            match self.expression.ops[op as usize] {
                Op::Match => return Some(Match { slots: self.now.slots[slots].to_vec() }),
                Op::Take(set)
                    if boundary.after.is_some_and(|c| self.expression.sets[set as usize].has(c)) =>
                {
                    self.slots.copy_from_slice(&self.now.slots[slots]);
                    self.follow(false, op + 1, next);
                }
                _ => {}
            }
        }
        None
    }

    /// Adds a thread with the slots at hand, and all that it leads to without taking a
    /// character: to those of now, or of the next location.
    fn follow(&mut self, is_now: bool, op: u32, boundary: Boundary) {
        let threads = if is_now { &mut self.now } else { &mut self.next };
        self.stack.push(Job::Follow(op));
        while let Some(job) = self.stack.pop() {
            let mut op = match job {
                Job::Restore(slot, old) => {
                    self.slots[slot as usize] = old;
                    continue;
                }
                Job::Follow(op) => op,
            };
            loop {
                if threads.seen[op as usize] == boundary.at + 1 {
                    break;
                }
                threads.seen[op as usize] = boundary.at + 1;
                self.fuel = self.fuel.saturating_sub(1);
                match self.expression.ops[op as usize] {
                    Op::Jump(to) => op = to,
                    Op::Split(first, second) => {
                        self.stack.push(Job::Follow(second));
                        op = first;
                    }
                    Op::Look(look) if look.holds(boundary.before, boundary.after) => op += 1,
                    Op::Look(_) => break,
                    Op::Save(slot) => {
                        self.stack.push(Job::Restore(slot, self.slots[slot as usize]));
                        self.slots[slot as usize] = boundary.at;
                        op += 1;
                    }
                    Op::Take(_) | Op::Match => {
                        threads.order.push(op);
                        let start = op as usize * self.width;
                        threads.slots[start..start + self.width].copy_from_slice(&self.slots);
                        break;
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn beside(expression: Expression, text: &str, from: usize) -> Option<Match> {
        let mut automaton = Automaton::new(expression, u64::MAX);
        automaton.begin_beside(text, from);
        automaton.go_on(text, &mut u32::MAX.clone()).expect("it comes to an end")
    }

    fn quickly(expression: Expression, text: &str, from: usize) -> Option<Match> {
        let mut automaton = Automaton::new(expression, u64::MAX);
        automaton.begin(from);
        automaton.go_on(text, &mut u32::MAX.clone()).expect("it comes to an end")
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

        /// Both ways find the same, groups included.
        #[test]
        fn both_ways_find_the_same(
            pieces in prop::collection::vec(prop::sample::select(vec![
                "a", "b", ".", "\\n", "[^a]", "é", "(?<x>", "(?<y>", "(", ")", "|", "*", "+", "?", "*?", "{0,2}", "^", "$", "\\b",
            ]), 1..14),
            text in "[abé \n]{0,30}",
        ) {
            let Ok(expression) = Expression::new(&pieces.concat()) else { return Ok(()) };
            prop_assert_eq!(quickly(expression.clone(), &text, 0), beside(expression, &text, 0));
        }
    }

    /// A match longer than a stretch is found all the same, and what comes after it too.
    #[test]
    fn a_long_match_is_found_side_by_side() {
        let expression = Expression::new("(?<x>a|b|é)*c").expect("it is right");
        let text = "é".repeat(300_000) + "c abc";
        let found = quickly(expression.clone(), &text, 0).expect("a match");
        assert_eq!(found.whole(), (0, 600_001));
        assert_eq!(quickly(expression, &text, 600_001).map(|found| found.whole()), Some((600_002, 600_005)));
        let unlike = Expression::new("é(?<y>a|b|é)*d|abc").expect("it is right");
        assert_eq!(quickly(unlike.clone(), &text, 599_998), beside(unlike, &text, 599_998));
    }
}
