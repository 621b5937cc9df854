//! Tokens: the words of a line, and where they stand.

use super::mistake::{Mistakes, Span, quoted};
use super::statement::Form;
use std::fmt;

/// A word of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    pub(super) span: Span,
}

impl<'a> Token<'a> {
    /// The parts before and after the first `separator` in this word.
    pub(super) fn split_once(self, separator: &str) -> Option<(Token<'a>, Token<'a>)> {
        let (left, right) = self.text.split_once(separator)?;
        let before = Span { length: characters(left), ..self.span };
        let skipped = before.length + characters(separator);
        let after =
            Span { column: self.span.column + skipped, length: self.span.length - skipped, ..self.span };
        let word = |text, span| Token { text, span };
        Some((word(left, before), word(right, after)))
    }
}

fn characters(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

/// A line, taken apart.
pub(super) struct Split<'a> {
    pub(super) words: Vec<Token<'a>>,
    /// What follows the `#`, without the space at its end.
    pub(super) comment: Option<&'a str>,
}

impl<'a> Split<'a> {
    /// Takes a line apart. A `#` begins a comment where a word could begin.
    pub(super) fn new(line: u32, text: &'a str) -> Split<'a> {
        let mut words = Vec::new();
        let mut rest = text.trim_end();
        let mut column = 1;
        loop {
            let trimmed = rest.trim_start();
            let (space, _) = rest.split_at(rest.len() - trimmed.len());
            column += characters(space);
            if trimmed.is_empty() || trimmed.starts_with('#') {
                let comment = trimmed.strip_prefix('#');
                return Split { words, comment };
            }
            let (text, after) = trimmed.split_at(word_end(trimmed));
            let length = characters(text);
            let span = Span { line, column, length };
            words.push(Token { text, span });
            column += length;
            rest = after;
        }
    }
}

/// The longest text between quotes, in bytes. What is longer is not held together.
pub(super) const QUOTED_MAX: usize = 400;

/// Where the word ends that a text begins with. A word that begins with a quote goes on
/// to the next quote that ends a word, if there is one: `"two words"` is one word.
fn word_end(text: &str) -> usize {
    let ends = |index: &usize| text[*index..].chars().next().is_none_or(char::is_whitespace);
    let quotes = text.bytes().take(QUOTED_MAX).enumerate().skip(1).filter(|(_, byte)| *byte == b'"');
    let closed = || quotes.map(|(index, _)| index + 1).find(ends);
    let quoted = text.starts_with('"').then(closed).flatten();
    quoted.unwrap_or_else(|| text.find(char::is_whitespace).unwrap_or(text.len()))
}

/// Whether a word begins with a quotation mark that no other closes.
pub(super) fn is_open(word: &str) -> bool {
    word.strip_prefix('"').is_some_and(|rest| !rest.ends_with('"'))
}

/// Whether a text is one word of a line.
pub(super) fn is_word(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with('#')
        && word_end(text) == text.len()
        && !is_open(text)
        && !text.starts_with(char::is_whitespace)
}

/// Takes the words of a statement from left to right, and says so where one is missing
/// or too many.
pub(super) struct Reader<'w, 'a> {
    /// How the statement is to be written.
    pub(super) form: Form,
    /// All words behind the first, and those that are left.
    all: &'w [Token<'a>],
    rest: &'w [Token<'a>],
    first: Span,
    last: Span,
    /// A word was missing: what would follow it is not asked for again.
    is_short: bool,
}

impl<'w, 'a> Reader<'w, 'a> {
    /// Reads what follows the first word.
    pub(super) fn new(form: Form, first: Token<'a>, rest: &'w [Token<'a>]) -> Self {
        Reader { form, all: rest, rest, first: first.span, last: first.span, is_short: false }
    }

    /// The location of the first word of the statement.
    pub(super) fn first(&self) -> Span {
        self.first
    }

    /// The next word, if there is one.
    pub(super) fn peek(&self) -> Option<Token<'a>> {
        self.rest.first().copied()
    }

    /// The word after the next, if there is one.
    pub(super) fn peek_second(&self) -> Option<Token<'a>> {
        self.rest.get(1).copied()
    }

    /// The first of the words to come that is this.
    pub(super) fn find(&self, text: &str) -> Option<Token<'a>> {
        self.rest.iter().find(|word| word.text == text).copied()
    }

    /// Takes the next word, if there is one.
    pub(super) fn take(&mut self) -> Option<Token<'a>> {
        let (&next, rest) = self.rest.split_first()?;
        self.rest = rest;
        self.last = next.span;
        Some(next)
    }

    /// Takes the next word, which has to be there.
    pub(super) fn need(&mut self, what: impl fmt::Display, mistakes: &mut Mistakes) -> Option<Token<'a>> {
        let next = self.take();
        if next.is_none() && !self.is_short {
            self.is_short = true;
            self.miss(what, self.end(), mistakes);
        }
        next
    }

    /// Tells that something is missing.
    pub(super) fn miss(&self, what: impl fmt::Display, at: Span, mistakes: &mut Mistakes) {
        mistakes.add(at, || (format!("{} needs {what}", quoted(self.form.keyword)), self.how()));
    }

    /// Puts back the word that was taken last.
    pub(super) fn put_back(&mut self) {
        self.rest = &self.all[self.all.len() - self.rest.len() - 1..];
    }

    /// The words that are left.
    pub(super) fn rest(&self) -> &'w [Token<'a>] {
        self.rest
    }

    /// Takes the rest.
    pub(super) fn take_all(&mut self) -> &'w [Token<'a>] {
        if let Some(last) = self.rest.last() {
            self.last = last.span;
        }
        std::mem::take(&mut self.rest)
    }

    /// The location after the last word that was taken.
    pub(super) fn end(&self) -> Span {
        self.last.after()
    }

    /// There has to be nothing more.
    pub(super) fn finish(&mut self, mistakes: &mut Mistakes) {
        let rest = self.take_all();
        if let (Some(first), Some(last)) = (rest.first(), rest.last()) {
            mistakes.add(first.span.to(last.span), || {
                (format!("{} does not belong here", quoted(first.text)), self.how())
            });
        }
    }

    /// The hint that shows the form of the whole statement.
    pub(super) fn how(&self) -> String {
        format!("write {}", self.form.form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(text: &str) -> Vec<(&str, u32, u32)> {
        let words = Split::new(1, text).words;
        words.iter().map(|w| (w.text, w.span.column, w.span.length)).collect()
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(columns("  a\tbc  "), [("a", 3, 1), ("bc", 5, 2)]);
        assert_eq!(columns("é→ x"), [("é→", 1, 2), ("x", 4, 1)]);
    }

    #[test]
    fn quotes_hold_words_together() {
        assert_eq!(columns("a \"b  c\" d"), [("a", 1, 1), ("\"b  c\"", 3, 6), ("d", 10, 1)]);
        assert_eq!(columns("\"b #c\" d").len(), 2, "a comment does not begin inside");
        assert_eq!(columns("\"it\"s one\" x"), [("\"it\"s one\"", 1, 10), ("x", 12, 1)]);
        assert_eq!(columns("\"not closed").len(), 2);
        assert_eq!(columns("it\"s not \"b\"").len(), 3, "quotes begin words");
        assert_eq!(columns(&format!("\"{} b\"", "a".repeat(QUOTED_MAX))).len(), 2);
        assert!(is_word("\"b c\"") && !is_word("b c") && !is_word("\"b c") && !is_word("\"b\" c"));
    }

    #[test]
    fn comments_begin_where_a_word_could() {
        let split = Split::new(1, "a#b # c # d  ");
        assert_eq!(split.words.len(), 1);
        assert_eq!(split.comment, Some(" c # d"));
        assert_eq!(Split::new(1, "#").comment, Some(""));
        assert_eq!(Split::new(1, " \t").comment, None);
    }
}
