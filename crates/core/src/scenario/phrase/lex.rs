//! A phrase, taken apart into words, texts, comparisons and parentheses.

use super::{Comparison, PhraseError};

/// Words that mean something in a phrase: a text that is one of them stands between quotes.
pub(super) const RESERVED: [&str; 20] = [
    "and",
    "not",
    "then",
    "can",
    "cannot",
    "impossible",
    "before",
    "concurrent",
    "decided",
    "nothing",
    "up",
    "down",
    "sent",
    "received",
    "crash",
    "count",
    "chance",
    "at",
    "in",
    "never",
];

/// Whether a text stands without quotes.
pub(super) fn is_plain(text: &str) -> bool {
    let is_word = |c: char| !c.is_whitespace() && !"()\"#=<>!".contains(c);
    !text.is_empty() && text.chars().all(is_word) && !RESERVED.contains(&text)
}

/// A piece of a phrase.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Lexeme {
    /// A word, or a vector.
    Word(String),
    /// What stood between quotes.
    Quoted(String),
    Compare(Comparison),
    /// `(` right behind a word.
    Open,
    Close,
}

#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) lexeme: Lexeme,
    pub(super) start: u32,
    pub(super) length: u32,
}

/// Takes a phrase apart.
pub(super) fn pieces(text: &str) -> Result<Vec<Piece>, PhraseError> {
    let characters: Vec<char> = text.chars().collect();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = 0;
    while let Some(&c) = characters.get(at) {
        let start = at;
        if c.is_whitespace() {
            at += 1;
            continue;
        }
        let lexeme = match c {
            '"' => {
                let close =
                    characters[at + 1..].iter().position(|c| *c == '"').ok_or_else(|| PhraseError {
                        start: at as u32,
                        length: (characters.len() - at) as u32,
                        what: "this quotation mark is not closed".to_owned(),
                        hint: "close it with another `\"`".to_owned(),
                    })?;
                at += close + 2;
                Lexeme::Quoted(characters[start + 1..at - 1].iter().collect())
            }
            ')' => {
                at += 1;
                Lexeme::Close
            }
            '(' if start > 0 && is_in_word(&characters, start - 1) => {
                at += 1;
                Lexeme::Open
            }
            '(' => {
                let end = characters[at..]
                    .iter()
                    .position(|c| *c == ')')
                    .map_or(characters.len(), |end| at + end + 1);
                at = end;
                Lexeme::Word(characters[start..end].iter().filter(|c| !c.is_whitespace()).collect())
            }
            '=' | '!' | '<' | '>' => {
                let is_two = characters.get(at + 1) == Some(&'=') && c != '=';
                at += 1 + usize::from(is_two);
                let sign: String = characters[start..at].iter().collect();
                match Comparison::ALL.iter().find(|comparison| comparison.sign() == sign) {
                    Some(comparison) => Lexeme::Compare(*comparison),
                    None => Lexeme::Word(sign),
                }
            }
            _ => {
                at += 1;
                while at < characters.len() && is_in_word(&characters, at) {
                    at += 1;
                }
                Lexeme::Word(characters[start..at].iter().collect())
            }
        };
        pieces.push(Piece { lexeme, start: start as u32, length: (at - start) as u32 });
    }
    Ok(pieces)
}

/// Whether a character goes on with a word. The `>` of `A->B` does.
fn is_in_word(characters: &[char], at: usize) -> bool {
    match characters[at] {
        '>' => at > 0 && characters[at - 1] == '-',
        c => !c.is_whitespace() && !"()=<!\"".contains(c),
    }
}
