//! The names of events and messages.

use super::super::lex::{Lexeme, RESERVED};
use super::super::{EventName, MessageName, TextName};
use super::{PhraseReader, Read};
use crate::scenario::mistake::quoted;
use crate::scenario::values;

impl PhraseReader<'_> {
    pub(super) fn event(&mut self) -> Read<EventName> {
        if self.takes("sent") {
            return self.message_name().map(EventName::Sent);
        }
        if self.takes("received") {
            return self.message_name().map(EventName::Received);
        }
        if self.takes("crash") {
            return self.node().map(EventName::Crash);
        }
        if let Some(node) = self.word(0).and_then(|word| self.vocabulary.find_node(word)) {
            self.next += 1;
            let mut words = Vec::new();
            while let Some(word) = self.command_word() {
                words.push(word);
                self.next += 1;
            }
            if words.is_empty() {
                return self
                    .wrong("what the node was asked is missing", "write NODE COMMAND, such as S1 put x 1");
            }
            return Ok(EventName::Command(node, words));
        }
        self.text_name().map(EventName::Text)
    }

    fn command_word(&self) -> Option<String> {
        match &self.pieces.get(self.next)?.lexeme {
            Lexeme::Word(word) if !RESERVED.contains(&word.as_str()) => Some(word.clone()),
            Lexeme::Quoted(text) => Some(text.clone()),
            _ => None,
        }
    }

    pub(super) fn message_name(&mut self) -> Read<MessageName> {
        if self.word(1).is_some_and(|word| word.contains("->")) {
            return self.key().map(MessageName::Key);
        }
        self.text_name().map(MessageName::Text)
    }

    /// `a1`, `a1#2`, `"two words"`, `"two words"#2`
    fn text_name(&mut self) -> Read<TextName> {
        let (text, nth) = match self.pieces.get(self.next).map(|piece| piece.lexeme.clone()) {
            Some(Lexeme::Word(word)) if RESERVED.contains(&word.as_str()) => {
                return self.wrong(
                    format!("{} is a word of the language", quoted(&word)),
                    format!("as a text, write \"{word}\""),
                );
            }
            Some(Lexeme::Word(word)) => match word.split_once('#') {
                Some((text, nth)) => (text.to_owned(), Some(nth.to_owned())),
                None => (word, None),
            },
            Some(Lexeme::Quoted(text)) => {
                let nth = self.word(1).and_then(|word| word.strip_prefix('#')).map(str::to_owned);
                self.next += usize::from(nth.is_some());
                (text, nth)
            }
            _ => {
                return self
                    .wrong("an event is missing", "write sent KEY, received KEY, NODE COMMAND or a text");
            }
        };
        let nth = match nth.map(|nth| values::number(&nth, 1, u64::from(u32::MAX))) {
            None => 1,
            Some(Ok(nth)) => nth as u32,
            Some(Err((what, hint))) => return self.wrong(what, hint),
        };
        self.next += 1;
        Ok(TextName { text, nth })
    }
}
