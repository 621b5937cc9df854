//! What is wrong with a text, where, and what was meant.

use super::MISTAKES_MAX;
use crate::ordered;
use std::fmt;

/// Some characters of a line. Lines and columns count from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Span {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) length: u32,
}

impl Span {
    /// From the first character of this to the last of `last`.
    pub(super) fn to(self, last: Span) -> Span {
        let length = (last.column + last.length).saturating_sub(self.column);
        Span { length, ..self }
    }

    /// The location after its last character, where something is missing.
    pub(super) fn after(self) -> Span {
        Span { column: self.column + self.length, length: 0, ..self }
    }
}

/// Something wrong in a text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Mistake {
    /// The line, counted from 1.
    pub line: u32,
    /// The first character that it is about, counted from 1.
    pub column: u32,
    /// How many characters it is about; 0 where something is missing.
    pub length: u32,
    /// What is wrong.
    pub what: String,
    /// What was meant, or what can stand there.
    pub hint: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Mistake { line, column, what, hint, .. } = self;
        write!(f, "{line}:{column}: {what}; {hint}")
    }
}

/// The mistakes found so far, at most [`MISTAKES_MAX`].
///
/// What they say is made only while there is room, so that a text of nothing but
/// mistakes costs no more than its length.
#[derive(Default)]
pub(super) struct Mistakes {
    found: Vec<Mistake>,
}

impl Mistakes {
    /// Adds a mistake: what is wrong, and the hint.
    pub(super) fn add(&mut self, span: Span, say: impl FnOnce() -> (String, String)) {
        if self.is_full() {
            return;
        }
        let (what, hint) = say();
        self.found.push(Mistake { line: span.line, column: span.column, length: span.length, what, hint });
    }

    pub(super) fn is_full(&self) -> bool {
        self.found.len() >= MISTAKES_MAX
    }

    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Takes over what another pass found. Each pass goes down the text and keeps its
    /// first mistakes, so the first of all are among them.
    pub(super) fn join(&mut self, other: Mistakes) {
        self.found.extend(other.found);
    }

    /// All of them, in order of location.
    pub(super) fn in_order(mut self) -> Vec<Mistake> {
        ordered::sort(&mut self.found);
        self.found.truncate(MISTAKES_MAX);
        self.found
    }
}

/// A word in quotes, fit to be shown.
pub(super) fn quoted(word: &str) -> String {
    format!("\"{}\"", abbreviated(word, 40))
}

/// A text that is fit to be shown: cut where it is very long, and without characters that
/// a terminal would obey.
pub(super) fn abbreviated(text: &str, most: usize) -> String {
    let show = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let mut shown: String = text.chars().take(most).map(show).collect();
    if text.chars().nth(most).is_some() {
        shown.push('…');
    }
    shown
}

/// `a, b or c`; after the first twenty, how many more there are.
pub(super) fn list<S: AsRef<str>>(words: &[S], last: &str) -> String {
    const SHOWN_MAX: usize = 20;
    let (shown, rest) = words.split_at(words.len().min(SHOWN_MAX));
    let mut text = String::new();
    for (index, word) in shown.iter().enumerate() {
        let glue = match index {
            0 => "",
            _ if rest.is_empty() && index + 1 == shown.len() => last,
            _ => ", ",
        };
        text = text + glue + word.as_ref();
    }
    if !rest.is_empty() {
        text += &format!(" and {} more", rest.len());
    }
    text
}

/// What may have been meant by a word that is none of `valid`: the nearest of them, or
/// all of them after `otherwise`.
pub(super) fn meant<S: AsRef<str>>(word: &str, valid: &[S], otherwise: &str) -> String {
    if valid.is_empty() {
        return "there are none".to_owned();
    }
    did_you_mean(word, valid).unwrap_or_else(|| format!("{otherwise} {}", list(valid, ", ")))
}

/// A question after the nearest valid words, where there are a few that are near.
pub(super) fn did_you_mean<S: AsRef<str>>(word: &str, valid: &[S]) -> Option<String> {
    const GUESSES_MAX: usize = 3;
    let near = nearest(word, valid);
    let few = (1..=GUESSES_MAX).contains(&near.len());
    few.then(|| format!("did you mean {}?", list(&near, " or ")))
}

/// The valid word that was meant, where only one is near.
pub(super) fn guess<'a, S: AsRef<str>>(word: &str, valid: &'a [S]) -> Option<&'a S> {
    match nearest(word, valid).as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

/// The valid words that differ least from a word; if even they differ in more than a
/// third of it, those that it begins.
fn nearest<'a, S: AsRef<str>>(word: &str, valid: &'a [S]) -> Vec<&'a S> {
    const READ_MAX: usize = 32;
    const BEGINNING_MIN: usize = 3;
    let letters = |word: &str| -> Vec<char> {
        let lower = word.chars().map(|letter| letter.to_ascii_lowercase());
        lower.take(READ_MAX).collect()
    };
    let word = letters(word);
    let mut least = word.len() / 3;
    let mut near = Vec::new();
    let mut begun = Vec::new();
    for candidate in valid {
        let letters = letters(candidate.as_ref());
        if word.len() >= BEGINNING_MIN && letters.starts_with(&word) {
            begun.push(candidate);
        }
        if word.len().abs_diff(letters.len()) > least {
            continue;
        }
        let distance = distance(&word, &letters);
        if distance < least {
            near.clear();
            least = distance;
        }
        if distance == least {
            near.push(candidate);
        }
    }
    if near.is_empty() { begun } else { near }
}

/// How many letters must be added, left out, changed, or swapped with their neighbour to
/// make one word of the other.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    let mut last_a = None;
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        let mut last_b = None;
        for (j, &y) in b.iter().enumerate() {
            let changed = above[j] + usize::from(x != y);
            let mut best = changed.min(above[j + 1] + 1).min(row[j] + 1);
            if last_a == Some(y) && last_b == Some(x) {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
            last_b = Some(y);
        }
        before = above;
        above = row;
        last_a = Some(x);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        let table = [
            ("", "", 0),
            ("", "abc", 3),
            ("protcol", "protocol", 1),
            ("ndoes", "nodes", 1),
            ("kitten", "sitting", 3),
        ];
        for (a, b, expected) in table {
            let letters = |w: &str| w.chars().collect::<Vec<char>>();
            assert_eq!(distance(&letters(a), &letters(b)), expected, "{a} {b}");
            assert_eq!(distance(&letters(b), &letters(a)), expected, "{b} {a}");
        }
    }

    #[test]
    fn what_was_meant() {
        let nodes = ["S1", "S2", "S3"];
        assert_eq!(meant("S9", &nodes, "nodes are"), "nodes are S1, S2, S3", "too short to guess");
        assert_eq!(meant("s2", &nodes, "nodes are"), "did you mean S2?");
        let words = ["drop", "delay", "duplicate"];
        assert_eq!(meant("dorp", &words, "write"), "did you mean drop?");
        assert_eq!(guess("dupicate", &words), Some(&"duplicate"));
        assert_eq!(guess("dup", &words), Some(&"duplicate"));
        assert_eq!(guess("du", &words), None);
        let many: Vec<String> = (1..=22).map(|n| format!("S{n}")).collect();
        assert_eq!(
            meant("x", &many, "nodes are"),
            "nodes are S1, S2, S3, S4, S5, S6, S7, S8, S9, S10, S11, S12, S13, S14, S15, S16, S17, S18, S19, S20 \
             and 2 more"
        );
    }
}
