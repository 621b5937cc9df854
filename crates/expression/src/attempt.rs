//! Finds matches the quick way: tries one way after another, in a stretch of the text that
//! is short enough to remember at which forks it has been.
//!
//! 1. Whoever comes to a fork a second time at the same place in the text goes no further: the
//!    way went on from there before, and to no match. So a stretch takes time in proportion to
//!    its length, whatever the expression.
//! 2. Ways are tried in the order in which they count, so the first match is the one that
//!    counts most: the same that following all ways side by side finds.
//! 3. A way that leads out of the stretch tells nothing of what is there. The search then goes
//!    on where that way began: in another stretch, or side by side.

use super::{Expression, Op};

/// How many forks are remembered in a stretch: 64 KB of them.
const FORKS_MAX: usize = 524_288;

/// A slot that nothing was saved in.
pub(super) const NONE: u32 = u32::MAX;

/// What an attempt came to.
pub(super) enum Attempt {
    /// There is a match; the slots say where.
    Found,
    /// There is none in the rest of the text.
    Nothing,
    /// There is none that begins before this place, and it is not known of later ones.
    Unknown(usize),
}

enum Job {
    Follow(u32, u32),
    Restore(u32, u32),
}

/// What attempts need, kept so that nothing is allocated anew.
pub(super) struct Attempts {
    /// For each step that is a fork, its number among them; NONE for others.
    forks: Vec<u32>,
    fork_count: usize,
    /// For each place of the stretch and each fork, whether it was tried there: a bit.
    tried: Vec<u64>,
    stack: Vec<Job>,
    /// What the way at hand has saved.
    pub slots: Vec<u32>,
}

impl Attempts {
    pub fn new(expression: &Expression) -> Attempts {
        let mut fork_count = 0;
        let number = |op: &Op| match op {
            Op::Split(..) => {
                fork_count += 1;
                fork_count - 1
            }
            _ => NONE,
        };
        let forks = expression.ops.iter().map(number).collect();
        let width = 2 + 2 * expression.names.len();
        Attempts {
            forks,
            fork_count: fork_count as usize,
            tried: Vec::new(),
            stack: Vec::new(),
            slots: vec![NONE; width],
        }
    }

    /// Looks for a match that begins at `from` or later. Takes steps from `fuel`, and stops
    /// where there are none left. `budget` is in characters, and the stretch is not shortened
    /// for it.
    pub fn search(
        &mut self,
        expression: &Expression,
        text: &str,
        from: usize,
        fuel: &mut u64,
        budget: &mut u32,
    ) -> Attempt {
        let length = FORKS_MAX / self.fork_count.max(1);
        let end = text.len().min(from + length);
        let mut deepest = from;
        let mut start = from;
        let attempt = loop {
            if start > end {
                break Attempt::Unknown(start);
            }
            self.slots.fill(NONE);
            self.stack.clear();
            self.stack.push(Job::Follow(0, start as u32));
            match self.follow(expression, text, (from, end), &mut deepest, fuel) {
                Some(true) => break Attempt::Found,
                None => break Attempt::Unknown(start),
                Some(false) if start == text.len() => break Attempt::Nothing,
                Some(false) => start += text[start..].chars().next().map_or(1, char::len_utf8),
            }
        };
        let words = (deepest + 1 - from) * self.fork_count / 64 + 1;
        let words = words.min(self.tried.len());
        self.tried[..words].fill(0);
        let passed = u32::try_from(deepest.max(start) - from + 1).unwrap_or(u32::MAX);
        *budget = budget.saturating_sub(passed);
        attempt
    }

    /// Follows all ways from the jobs at hand until one leads to a match. None where one
    /// leads out of the stretch, or there is no fuel.
    fn follow(
        &mut self,
        expression: &Expression,
        text: &str,
        (from, end): (usize, usize),
        deepest: &mut usize,
        fuel: &mut u64,
    ) -> Option<bool> {
        let bytes = text.as_bytes();
        while let Some(job) = self.stack.pop() {
            let (mut op, mut at) = match job {
                Job::Restore(slot, old) => {
                    self.slots[slot as usize] = old;
                    continue;
                }
                Job::Follow(op, at) => (op as usize, at as usize),
            };
            loop {
                *fuel = fuel.checked_sub(1)?;
                match expression.ops[op] {
                    Op::Jump(to) => op = to as usize,
                    Op::Split(first, second) => {
                        if at > end {
                            return None;
                        }
                        *deepest = (*deepest).max(at);
                        if self.is_tried(op, at - from) {
                            break;
                        }
                        self.stack.push(Job::Follow(second, at as u32));
                        op = first as usize;
                    }
                    Op::Look(look) => {
                        let before = text[..at].chars().next_back();
                        if !look.holds(before, text[at..].chars().next()) {
                            break;
                        }
                        op += 1;
                    }
                    Op::Save(slot) => {
                        let slot = slot as usize;
                        self.stack.push(Job::Restore(slot as u32, self.slots[slot]));
                        self.slots[slot] = at as u32;
                        op += 1;
                    }
                    Op::Take(set) => {
                        let set = &expression.sets[set as usize];
                        let length = match bytes.get(at) {
                            Some(byte) if byte.is_ascii() => usize::from(set.has_ascii(*byte)),
                            Some(_) => {
                                text[at..].chars().next().filter(|c| set.has(*c)).map_or(0, char::len_utf8)
                            }
                            None => 0,
                        };
                        if length == 0 {
                            break;
                        }
                        at += length;
                        op += 1;
                    }
                    Op::Match => return Some(true),
                }
            }
        }
        Some(false)
    }

    /// Whether a fork was tried at this place of the stretch; it is now.
    fn is_tried(&mut self, op: usize, place: usize) -> bool {
        let bit = place * self.fork_count + self.forks[op] as usize;
        let word = bit / 64;
        if word >= self.tried.len() {
            self.tried.resize((word + 1).next_power_of_two(), 0);
        }
        let mask = 1 << (bit % 64);
        let was = self.tried[word] & mask != 0;
        self.tried[word] |= mask;
        was
    }
}
