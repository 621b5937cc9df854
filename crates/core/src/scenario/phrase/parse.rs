//! Text into phrases.
//!
//! ```text
//! phrase  = clause { "and" clause }
//! clause  = [ "not" ] claim
//! claim   = "impossible" | ( "can" | "cannot" ) phrase
//!         | PROPERTY OUTCOME | [ NODE ] "decided" [ VALUE | "nothing" ] | NODE ( "up" | "down" )
//!         | term COMPARISON ( term | VALUE ) | event ( "before" | "concurrent" ) event | key FATE
//! term    = FIELD "(" NODE ")" | "count" "(" ( FIELD COMPARISON VALUE | KIND [ A->B ] ) ")"
//!         | STAMP "(" event ")" | "chance" "(" phrase ")"
//! event   = ( "sent" | "received" ) ( key | TEXT ) | "crash" NODE | NODE COMMAND | TEXT
//! ```

mod events;

use super::lex::{Lexeme, Piece, RESERVED, pieces};
use super::{Claim, Clause, Decided, EventName, Literal, Operand, Phrase, Stamp, Term, Vocabulary};
use crate::scenario::mistake::{did_you_mean, list, quoted};
use crate::scenario::values;
use crate::sim::plan::MessageRef;
use crate::sim::run::Outcome;
use crate::trace::{Fate, NodeId};

/// What a phrase can be.
const FORMS: &str =
    "write PROPERTY holds, NODE decided VALUE, FIELD(NODE) = VALUE, EVENT before EVENT or the like";

/// The most clauses of a phrase, and the deepest that `can` may stand inside `can`.
const CLAUSES_MAX: usize = 20;
const DEPTH_MAX: usize = 4;

/// What is wrong with a phrase, and where: in characters, from the phrase's beginning.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PhraseError {
    /// The first character that it is about, from 0.
    pub start: u32,
    /// How many characters it is about; 0 where something is missing.
    pub length: u32,
    /// What is wrong.
    pub what: String,
    /// What was meant, or what can stand there.
    pub hint: String,
}

impl Vocabulary<'_> {
    /// Reads a phrase.
    ///
    /// # Errors
    /// Says what is wrong, where, and what was meant.
    pub fn read_phrase(&self, text: &str) -> Result<Phrase, PhraseError> {
        let mut reader = PhraseReader::new(*self, text)?;
        let phrase = reader.phrase()?;
        reader.end()?;
        Ok(phrase)
    }

    /// Reads the name of an event.
    ///
    /// # Errors
    /// As [`Vocabulary::read_phrase`].
    pub fn read_event(&self, text: &str) -> Result<EventName, PhraseError> {
        let mut reader = PhraseReader::new(*self, text)?;
        let event = reader.event()?;
        reader.end()?;
        Ok(event)
    }

    /// Reads a term.
    ///
    /// # Errors
    /// As [`Vocabulary::read_phrase`].
    pub fn read_term(&self, text: &str) -> Result<Term, PhraseError> {
        let mut reader = PhraseReader::new(*self, text)?;
        let term = reader.term()?;
        reader.end()?;
        Ok(term)
    }

    fn find_node(&self, name: &str) -> Option<NodeId> {
        self.nodes.iter().position(|node| node == name).map(|index| NodeId(index as u8))
    }

    fn find_field(&self, name: &str) -> Option<usize> {
        self.info.fields.iter().position(|field| field.name == name)
    }

    fn find_kind(&self, name: &str) -> Option<u16> {
        self.info.kinds.iter().position(|kind| kind.name == name).map(|index| index as u16)
    }

    fn find_link(&self, text: &str) -> Option<(NodeId, NodeId)> {
        let (from, to) = text.split_once("->")?;
        Some((self.find_node(from)?, self.find_node(to)?))
    }
}

type Read<T> = Result<T, PhraseError>;

/// Takes the pieces from left to right.
struct PhraseReader<'v> {
    vocabulary: Vocabulary<'v>,
    pieces: Vec<Piece>,
    next: usize,
    end: u32,
    depth: usize,
}

impl<'v> PhraseReader<'v> {
    fn new(vocabulary: Vocabulary<'v>, text: &str) -> Read<Self> {
        let end = text.trim_end().chars().count() as u32;
        Ok(PhraseReader { vocabulary, pieces: pieces(text)?, next: 0, end, depth: 0 })
    }

    /// The word that stands so many pieces further on.
    fn word(&self, further: usize) -> Option<&str> {
        match &self.pieces.get(self.next + further)?.lexeme {
            Lexeme::Word(word) => Some(word),
            _ => None,
        }
    }

    fn is(&self, further: usize, lexeme: &Lexeme) -> bool {
        self.pieces.get(self.next + further).is_some_and(|piece| piece.lexeme == *lexeme)
    }

    fn takes(&mut self, word: &str) -> bool {
        let is_it = self.word(0) == Some(word);
        self.next += usize::from(is_it);
        is_it
    }

    fn wrong<T>(&self, what: impl Into<String>, hint: impl Into<String>) -> Read<T> {
        let (start, length) =
            self.pieces.get(self.next).map_or((self.end, 0), |piece| (piece.start, piece.length));
        Err(PhraseError { start, length, what: what.into(), hint: hint.into() })
    }

    fn end(&mut self) -> Read<()> {
        match self.pieces.get(self.next) {
            None => Ok(()),
            Some(_) => self.wrong("the phrase is over before this", "join phrases with `and`"),
        }
    }

    fn phrase(&mut self) -> Read<Phrase> {
        let mut clauses = vec![self.clause()?];
        while self.takes("and") {
            clauses.push(self.clause()?);
            if clauses.len() > CLAUSES_MAX {
                return self.wrong("the phrase is too long", format!("the most is {CLAUSES_MAX} clauses"));
            }
        }
        Ok(Phrase { clauses })
    }

    fn clause(&mut self) -> Read<Clause> {
        let is_negated = self.takes("not");
        Ok(Clause { is_negated, claim: self.claim()? })
    }

    fn claim(&mut self) -> Read<Claim> {
        if self.takes("impossible") {
            return Ok(Claim::Impossible);
        }
        for (word, can) in [("can", true), ("cannot", false)] {
            if self.takes(word) {
                let phrase = Box::new(self.nested()?);
                return Ok(Claim::Can { can, phrase });
            }
        }
        if self.word(0) == Some("decided") {
            return self.decided(None);
        }
        if self.is(1, &Lexeme::Open) {
            return self.comparison();
        }
        if let Some(claim) = self.of_property()? {
            return Ok(claim);
        }
        if let Some(node) = self.word(0).and_then(|word| self.vocabulary.find_node(word)) {
            match self.word(1) {
                Some("decided") => {
                    self.next += 1;
                    return self.decided(Some(node));
                }
                Some(word @ ("up" | "down")) => {
                    let up = word == "up";
                    self.next += 2;
                    return Ok(Claim::Up(node, up));
                }
                _ => {}
            }
        }
        let is_key = self.word(1).is_some_and(|word| word.contains("->"));
        match is_key && self.word(0).is_some_and(|word| word != "sent" && word != "received") {
            true => self.of_message(),
            false => self.order(),
        }
    }

    /// A phrase inside another.
    fn nested(&mut self) -> Read<Phrase> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return self.wrong("phrases stand too deep inside each other", "say it in several lines");
        }
        let phrase = self.phrase();
        self.depth -= 1;
        phrase
    }

    fn of_property(&mut self) -> Read<Option<Claim>> {
        const OUTCOMES: [Outcome; 3] = [Outcome::Holds, Outcome::Violated, Outcome::Pending];
        let properties = self.vocabulary.info.properties;
        let named = self.word(0).map(|word| properties.iter().position(|property| property.name == word));
        let outcome =
            self.word(1).and_then(|word| OUTCOMES.into_iter().find(|outcome| outcome.name() == word));
        match (named, outcome) {
            (Some(Some(property)), Some(outcome)) => {
                self.next += 2;
                Ok(Some(Claim::Property { property, outcome }))
            }
            (Some(Some(_)), None) => {
                self.next += 1;
                let names = OUTCOMES.map(Outcome::name);
                self.wrong("an outcome is missing", format!("outcomes are {}", list(&names, ", ")))
            }
            (Some(None), Some(_)) => {
                let info = self.vocabulary.info;
                let names: Vec<&str> = properties.iter().map(|property| property.name).collect();
                let word = self.word(0).unwrap_or_default().to_owned();
                let hint = did_you_mean(&word, &names);
                let hint = hint.unwrap_or_else(|| format!("properties are {}", list(&names, ", ")));
                self.wrong(format!("{} is not a property of {}", quoted(&word), info.name), hint)
            }
            _ => Ok(None),
        }
    }

    fn decided(&mut self, node: Option<NodeId>) -> Read<Claim> {
        self.next += 1;
        let what = match self.pieces.get(self.next).map(|piece| &piece.lexeme) {
            Some(Lexeme::Word(word)) if word == "nothing" => {
                self.next += 1;
                Decided::Nothing
            }
            Some(Lexeme::Word(word)) if word == "and" || word == "then" => Decided::Something,
            Some(Lexeme::Word(_) | Lexeme::Quoted(_)) => Decided::Value(self.literal()?),
            _ => Decided::Something,
        };
        Ok(Claim::Decided { node, what })
    }

    fn comparison(&mut self) -> Read<Claim> {
        let left = self.term()?;
        let Some(Lexeme::Compare(comparison)) = self.pieces.get(self.next).map(|piece| piece.lexeme.clone())
        else {
            return self.wrong("a comparison is missing", "write =, !=, <, <=, > or >=");
        };
        self.next += 1;
        let right = match self.is(1, &Lexeme::Open) {
            true => Operand::Term(self.term()?),
            false => Operand::Value(self.literal()?),
        };
        Ok(Claim::Compare { left, comparison, right })
    }

    fn term(&mut self) -> Read<Term> {
        let Some(name) = self.word(0).map(str::to_owned).filter(|_| self.is(1, &Lexeme::Open)) else {
            return self
                .wrong("a term is missing", "write FIELD(NODE), count(…), lamport(EVENT) or the like");
        };
        let at = self.next;
        self.next += 2;
        let term = if let Some(stamp) = Stamp::ALL.into_iter().find(|stamp| stamp.name() == name) {
            Term::Stamp(stamp, self.event()?)
        } else if name == "count" {
            self.count()?
        } else if name == "chance" {
            Term::Chance(Box::new(self.nested()?))
        } else if let Some(field) = self.vocabulary.find_field(&name) {
            Term::Field(field, self.node()?)
        } else {
            self.next = at;
            let fields = self.vocabulary.info.fields.iter().map(|field| field.name);
            let names: Vec<&str> =
                fields.chain(Stamp::ALL.map(Stamp::name)).chain(["count", "chance"]).collect();
            let what = format!("{} is not a field of {}", quoted(&name), self.vocabulary.info.name);
            let hint =
                did_you_mean(&name, &names).unwrap_or_else(|| format!("there are {}", list(&names, ", ")));
            return self.wrong(what, hint);
        };
        if !self.is(0, &Lexeme::Close) {
            return self.wrong("`)` is missing", format!("close `{name}(`"));
        }
        self.next += 1;
        Ok(term)
    }

    fn count(&mut self) -> Read<Term> {
        let word = self.word(0).unwrap_or_default().to_owned();
        if let Some(kind) = self.vocabulary.find_kind(&word) {
            self.next += 1;
            let link = match self.word(0) {
                Some(text) => {
                    let link = self.vocabulary.find_link(text);
                    if link.is_none() {
                        return self.wrong(format!("{} is not a link", quoted(text)), "write A->B");
                    }
                    self.next += 1;
                    link
                }
                None => None,
            };
            return Ok(Term::CountMessages { kind, link });
        }
        let Some(field) = self.vocabulary.find_field(&word) else {
            let kinds = self.vocabulary.info.kinds.iter().map(|kind| kind.name);
            let names: Vec<&str> =
                self.vocabulary.info.fields.iter().map(|field| field.name).chain(kinds).collect();
            let hint =
                did_you_mean(&word, &names).unwrap_or_else(|| format!("there are {}", list(&names, ", ")));
            return self.wrong(format!("{} is neither a field nor a kind of message", quoted(&word)), hint);
        };
        self.next += 1;
        let Some(Lexeme::Compare(comparison)) = self.pieces.get(self.next).map(|piece| piece.lexeme.clone())
        else {
            return self.wrong("a comparison is missing", format!("write count({word} = VALUE)"));
        };
        self.next += 1;
        Ok(Term::CountNodes { field, comparison, value: self.literal()? })
    }

    fn node(&mut self) -> Read<NodeId> {
        let word = self.word(0).unwrap_or_default();
        match self.vocabulary.find_node(word) {
            Some(node) => {
                self.next += 1;
                Ok(node)
            }
            None => {
                let what = if word.is_empty() {
                    "a node is missing".to_owned()
                } else {
                    format!("{} is not a node", quoted(word))
                };
                self.wrong(what, format!("nodes are {}", list(self.vocabulary.nodes, ", ")))
            }
        }
    }

    fn literal(&mut self) -> Read<Literal> {
        let literal = match self.pieces.get(self.next).map(|piece| &piece.lexeme) {
            Some(Lexeme::Word(word)) => Literal { text: word.clone(), is_quoted: false },
            Some(Lexeme::Quoted(text)) => Literal { text: text.clone(), is_quoted: true },
            _ => {
                return self
                    .wrong("a value is missing", "write a number, a word, a time, (1,0,2) or \"a text\"");
            }
        };
        if !literal.is_quoted && RESERVED.contains(&literal.text.as_str()) && !literal.is_nothing() {
            let hint = format!("as a value, write \"{}\"", literal.text);
            return self.wrong(format!("{} is a word of the language", quoted(&literal.text)), hint);
        }
        self.next += 1;
        Ok(literal)
    }

    /// `KIND A->B [N]`
    fn key(&mut self) -> Read<MessageRef> {
        let name = self.word(0).unwrap_or_default().to_owned();
        let Some(kind) = self.vocabulary.find_kind(&name) else {
            let names: Vec<&str> = self.vocabulary.info.kinds.iter().map(|kind| kind.name).collect();
            let hint =
                did_you_mean(&name, &names).unwrap_or_else(|| format!("kinds are {}", list(&names, ", ")));
            return self.wrong(format!("{} is not a kind of message", quoted(&name)), hint);
        };
        self.next += 1;
        let Some((from, to)) = self.word(0).and_then(|word| self.vocabulary.find_link(word)) else {
            return self.wrong("a link is missing", format!("write {name} A->B"));
        };
        self.next += 1;
        let number =
            match self.word(0).filter(|word| values::is_message_number(word)).map(values::message_number) {
                None => None,
                Some(Ok(number)) => {
                    self.next += 1;
                    Some(number)
                }
                Some(Err((what, hint))) => return self.wrong(what, hint),
            };
        Ok(MessageRef { kind, from, to, number })
    }

    fn of_message(&mut self) -> Read<Claim> {
        const FATES: [Fate; 6] =
            [Fate::Flying, Fate::Delivered, Fate::Dropped, Fate::Lost, Fate::Cut, Fate::Refused];
        let message = self.key()?;
        let word = self.word(0).unwrap_or_default();
        let fate = FATES.into_iter().find(|fate| fate.name() == word);
        if fate.is_none() && word != "unsent" {
            let names: Vec<&str> = FATES.into_iter().map(Fate::name).chain(["unsent"]).collect();
            return self
                .wrong("what became of the message is missing", format!("write {}", list(&names, " or ")));
        }
        self.next += 1;
        Ok(Claim::Message { message, fate })
    }

    fn order(&mut self) -> Read<Claim> {
        let at = self.next;
        if self.pieces.is_empty() {
            return self.wrong("a phrase is missing", FORMS);
        }
        let first = self.event()?;
        let is_before = match self.word(0) {
            Some("before") => true,
            Some("concurrent") => false,
            _ => {
                self.next = at;
                let what = match self.word(0) {
                    Some(word) => format!("{} begins no phrase", quoted(word)),
                    None => "a phrase is missing".to_owned(),
                };
                return self.wrong(what, FORMS);
            }
        };
        self.next += 1;
        Ok(Claim::Ordered { first, is_before, second: self.event()? })
    }
}
