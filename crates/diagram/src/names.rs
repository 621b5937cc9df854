//! Names of lanes in little room: shortened where they agree, so that what differs is seen.
//!
//! 1. A name that fits stays as it is; another is cut at its end.
//! 2. Names that would then look the same begin alike. Of what they have in common only the
//!    beginning stays, and the word in which they differ follows.
//! 3. Should two still look the same, the numbers of their lanes tell them apart.

use crate::plain::one_line;
use sequitur_core::ordered::{Map, Set};

/// The most characters of a name in a legend.
const NAME_MAX: usize = 400;

/// The names in at most so many columns each, different where the names are.
pub fn short_names(names: &[String], columns: usize) -> Vec<String> {
    let columns = columns.max(8);
    let names = names.iter().map(|name| one_line(name, usize::MAX).chars().collect()).collect();
    let mut shortening = Shortening { names, short: Vec::new() };
    shortening.short = shortening.names.iter().map(|name| cut(name, columns)).collect();
    for group in shortening.alike(0..shortening.names.len()) {
        shortening.leave_out(&group, columns);
    }
    shortening.number(columns);
    shortening.short
}

/// The names that were shortened, each with all of it.
pub(crate) fn legend<'a>(
    names: &[String],
    short: &'a [String],
) -> impl Iterator<Item = (&'a String, String)> {
    let whole: Vec<String> = names.iter().map(|name| one_line(name, NAME_MAX)).collect();
    short.iter().zip(whole).filter(|(short, whole)| *short != whole)
}

/// How many columns a text takes.
pub(crate) fn columns_of(text: &str) -> usize {
    width(text.chars())
}

struct Shortening {
    names: Vec<Vec<char>>,
    short: Vec<String>,
}

impl Shortening {
    /// Groups of different names that look the same.
    fn alike(&self, some: impl Iterator<Item = usize>) -> Vec<Vec<usize>> {
        let mut by_look: Map<&str, Vec<usize>> = Map::new();
        for lane in some {
            by_look.or_default(self.short[lane].as_str()).push(lane);
        }
        let differ = |group: &&Vec<usize>| group.iter().any(|lane| self.names[*lane] != self.names[group[0]]);
        by_look.iter().map(|(_, group)| group).filter(differ).cloned().collect()
    }

    /// Leaves out the middle of what some names have in common.
    fn leave_out(&mut self, group: &[usize], columns: usize) {
        let first = &self.names[group[0]];
        let head: String = first[..(columns / 5).min(4)].iter().chain(&['…']).collect();
        let rest = columns - width(head.chars());
        let mut groups = vec![(group.to_vec(), 0)];
        while let Some((group, from)) = groups.pop() {
            let start = self.start(&group, from, rest);
            if start <= from.max(columns / 5) {
                continue;
            }
            for &lane in &group {
                self.short[lane] = head.clone() + &cut(&self.names[lane][start..], rest);
            }
            groups.extend(self.alike(group.into_iter()).into_iter().map(|group| (group, start)));
        }
    }

    /// From where on some names are shown that agree up to there: where what differs has
    /// room, if possible at the start of a word.
    fn start(&self, group: &[usize], from: usize, columns: usize) -> usize {
        let first = &self.names[group[0]];
        let agrees = |place: &usize| {
            first.get(*place).is_some()
                && group.iter().all(|lane| self.names[*lane].get(*place) == first.get(*place))
        };
        let end = (from..).take_while(agrees).last().map_or(from, |last| last + 1);
        let longest = group.iter().map(|lane| width(self.names[*lane][end..].iter().copied())).max();
        let spare = columns.checked_sub(longest.unwrap_or(0)).unwrap_or(columns / 2);
        let mut low = end;
        while low > from && width(first[low - 1..end].iter().copied()) <= spare {
            low -= 1;
        }
        let begins_word = |place: &usize| {
            let is_word = |place: usize| first.get(place).is_none_or(|c| c.is_alphanumeric());
            is_word(*place) && (*place == 0 || !is_word(place - 1))
        };
        (low..=end).find(begins_word).unwrap_or(low)
    }

    /// Puts their lanes' numbers to names that still look the same.
    fn number(&mut self, columns: usize) {
        let twice: Set<usize> = self.alike(0..self.short.len()).into_iter().flatten().collect();
        for &lane in twice.iter() {
            let number = format!("~{}", lane + 1);
            let room = columns.saturating_sub(number.len());
            self.short[lane] = cut(&self.short[lane].chars().collect::<Vec<_>>(), room) + &number;
        }
    }
}

/// The beginning of a text, in at most so many columns.
fn cut(text: &[char], columns: usize) -> String {
    if width(text.iter().copied()) <= columns {
        return text.iter().collect();
    }
    let mut short = String::new();
    let mut left = columns.saturating_sub(1);
    for &c in text {
        let Some(rest) = left.checked_sub(width([c])) else { break };
        short.push(c);
        left = rest;
    }
    short.push('…');
    short
}

/// How many columns characters take.
fn width(text: impl IntoIterator<Item = char>) -> usize {
    text.into_iter().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

/// Whether a character takes two columns: the blocks of East Asian writing, and pictures.
fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x1f300..=0x1faff | 0x20000..=0x3fffd)
}
