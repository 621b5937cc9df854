//! Lines about the run as a whole: network, parameters, clocks, starting states,
//! expectations, budgets.

use super::super::mistake::{Span, meant, quoted};
use super::super::phrase::{EventName, Phrase, PhraseError, Term};
use super::super::statement::{Allowance, CORRECTION, Statement};
use super::super::tokens::{Reader, Token};
use super::super::values;
use super::{Parser, goals};
use crate::sim::info::{Parameter, Property, PropertyKind};
use crate::sim::network::LinkChange;
use crate::sim::plan::Setting;
use crate::sim::plan::{Happening, ManualChoice};
use crate::sim::run::Outcome;

const ATTRIBUTES: [&str; 5] = ["delay", "loss", "duplicate", "order", "rate"];
const OUTCOMES: [Outcome; 3] = [Outcome::Holds, Outcome::Violated, Outcome::Pending];

impl<'a> Parser<'_, 'a> {
    pub(super) fn network(&mut self, reader: &mut Reader<'_, '_>) -> Option<Statement> {
        let is_link = |word: Token<'_>| word.text.contains("->") || self.meant_link(word).is_some();
        let mut link = Some(None);
        if let Some(word) = reader.peek().filter(|&word| is_link(word)) {
            reader.take();
            link = self.link(word).map(Some);
        }
        let mut change = LinkChange::default();
        let mut is_right = true;
        let mut attribute = reader.need("an attribute", &mut self.mistakes);
        while let Some(word) = attribute {
            is_right &= self.attribute(word, &mut change, reader).is_some();
            attribute = reader.take();
        }
        let link = link?;
        is_right.then_some(Statement::Network { link, change })
    }

    fn attribute(
        &mut self,
        word: Token<'_>,
        change: &mut LinkChange,
        reader: &mut Reader<'_, '_>,
    ) -> Option<()> {
        if !ATTRIBUTES.contains(&word.text) {
            self.mistakes.add(word.span, || {
                let what = format!("{} is not an attribute of the network", quoted(word.text));
                (what, meant(word.text, &ATTRIBUTES, "attributes are"))
            });
            reader.take_all();
            return None;
        }
        let value = reader.need(format_args!("a value for {}", word.text), &mut self.mistakes)?;
        let is_again = match word.text {
            "delay" => {
                let delay = self.checked(value.span, values::range(value.text))?;
                change.delay.replace(delay).is_some()
            }
            "loss" => {
                let loss = self.checked(value.span, values::percent(value.text))?;
                change.loss_ppm.replace(loss).is_some()
            }
            "duplicate" => {
                let share = self.checked(value.span, values::percent(value.text))?;
                change.duplicate_ppm.replace(share).is_some()
            }
            "rate" => {
                let rate = self.checked(value.span, values::rate(value.text))?;
                change.rate.replace(rate).is_some()
            }
            _ => change.fifo.replace(self.order(value)?).is_some(),
        };
        if is_again {
            self.mistakes.add(word.span, || {
                let what = format!("{} is said twice in this line", quoted(word.text));
                (what, "leave one of them out".to_owned())
            });
            return None;
        }
        Some(())
    }

    fn order(&mut self, word: Token<'_>) -> Option<bool> {
        match word.text {
            "fifo" => Some(true),
            "any" => Some(false),
            _ => {
                self.mistakes.add(word.span, || {
                    let what = format!("{} is not an order", quoted(word.text));
                    (what, meant(word.text, &["any", "fifo"], "orders are"))
                });
                None
            }
        }
    }

    pub(super) fn set(&mut self, reader: &mut Reader<'_, '_>) -> Option<Statement> {
        let name = reader.need("a parameter", &mut self.mistakes)?;
        let value = reader.need("a value", &mut self.mistakes);
        let info = self.context.info()?;
        let names = info.parameters.iter().map(|p| p.name);
        let parameter =
            self.index_of(name, names, format_args!("a parameter of {}", info.name), "parameters are")?;
        let value = self.value_of(parameter, value?)?;
        Some(Statement::Set { parameter, value })
    }

    /// The value of a parameter.
    pub(super) fn value_of(&mut self, parameter: usize, value: Token<'_>) -> Option<Setting> {
        let &Parameter { default, bounds, .. } = self.context.info()?.parameters.get(parameter)?;
        let within = |time| values::within(time, bounds);
        let setting = match default {
            Setting::Duration(_) => values::duration(value.text).and_then(within).map(Setting::Duration),
            Setting::Range(..) => values::range(value.text)
                .and_then(|(least, most)| Ok(Setting::Range(within(least)?, within(most)?))),
            Setting::Count(_) => values::number(value.text, bounds.0, bounds.1).map(Setting::Count),
            Setting::Switch(_) => values::switch(value.text).map(Setting::Switch),
            Setting::OneOf(_, all) => values::one_of(value.text, all).map(|word| Setting::OneOf(word, all)),
        };
        self.checked(value.span, setting)
    }

    /// `NODE [offset D] [drift PPM]`, or in a run by hand a correction.
    pub(super) fn clock(&mut self, reader: &mut Reader<'_, '_>) -> Option<Statement> {
        let is_correction = reader.peek_second().is_some_and(|word| matches!(word.text, "step" | "slew"));
        if is_correction {
            reader.form = CORRECTION;
            if !self.by_hand {
                self.mistakes.add(reader.end(), || {
                    let what = "a clock is corrected at a time".to_owned();
                    (what, "write `at TIME` before it".to_owned())
                });
                reader.take_all();
                return None;
            }
            let correction = self.correction(reader).map(Happening::Fault);
            return correction.map(ManualChoice::Happen).map(Statement::Choice);
        }
        let node = self.node(reader);
        let (mut offset, mut drift_ppm) = (None, None);
        let mut is_right = true;
        let mut attribute = reader.need("an offset or a drift", &mut self.mistakes);
        while let Some(word) = attribute {
            let names = ["offset", "drift"].into_iter();
            let which = self.index_of(word, names, format_args!("an attribute of a clock"), "attributes are");
            let value = reader.need(format_args!("a value for {}", word.text), &mut self.mistakes)?;
            let read = match which {
                Some(0) => self.checked(value.span, values::signed(value.text)).map(|v| offset = Some(v)),
                Some(_) => self.checked(value.span, values::ppm(value.text)).map(|v| drift_ppm = Some(v)),
                None => None,
            };
            is_right &= read.is_some();
            attribute = reader.take();
        }
        let node = node?;
        is_right.then_some(Statement::Clock { node, offset, drift_ppm })
    }

    pub(super) fn start(&mut self, reader: &mut Reader<'_, '_>) -> Option<Statement> {
        let node = self.node(reader);
        let words = self.words("a state", reader);
        Some(Statement::Start { node: node?, words: words? })
    }

    /// A claim about a property, or any other phrase.
    pub(super) fn expect(&mut self, reader: &mut Reader<'_, '_>) -> Option<Statement> {
        let is_of_property = |words: &[Token<'_>]| {
            let about_else = ["decided", "up", "down", "impossible", "can", "cannot"];
            words.len() <= 2
                && !words.iter().any(|word| word.text.contains('(') || about_else.contains(&word.text))
        };
        if is_of_property(reader.rest()) {
            let property = reader.need("a property", &mut self.mistakes)?;
            let word = reader.need("an outcome", &mut self.mistakes);
            let outcome = word.and_then(|word| self.outcome(word));
            let info = self.context.info()?;
            let names = info.properties.iter().map(|p| p.name);
            let property =
                self.index_of(property, names, format_args!("a property of {}", info.name), "properties are");
            let (property, outcome) = (property?, outcome?);
            self.check_possible(&info.properties[property], outcome, word?)?;
            return Some(Statement::Expect(Phrase::of_property(property, outcome)));
        }
        self.phrase(reader).map(Statement::Expect)
    }

    /// All that is left of a line, as a phrase.
    pub(super) fn phrase(&mut self, reader: &mut Reader<'_, '_>) -> Option<Phrase> {
        let rest = reader.rest();
        let phrase = self.phrase_of(rest, reader);
        reader.take_all();
        phrase
    }

    /// Some words of a line, as a phrase.
    pub(super) fn phrase_of(&mut self, words: &[Token<'_>], reader: &Reader<'_, '_>) -> Option<Phrase> {
        let first = words.first().map_or(reader.end(), |word| word.span);
        let read = self.context.vocabulary()?.read_phrase(&spaced(words));
        self.understood(first, read)
    }

    /// All that is left of a line, as a term.
    pub(super) fn term(&mut self, reader: &mut Reader<'_, '_>) -> Option<Term> {
        let first = reader.peek().map_or(reader.end(), |word| word.span);
        let read = self.context.vocabulary()?.read_term(&spaced(reader.take_all()));
        self.understood(first, read)
    }

    /// All that is left of a line, as the name of an event.
    pub(super) fn event(&mut self, reader: &mut Reader<'_, '_>) -> Option<EventName> {
        let rest = reader.take_all();
        self.event_of(rest, reader)
    }

    /// Some words of a line, as the name of an event.
    pub(super) fn event_of(&mut self, words: &[Token<'_>], reader: &Reader<'_, '_>) -> Option<EventName> {
        let first = words.first().map_or(reader.end(), |word| word.span);
        let read = self.context.vocabulary()?.read_event(&spaced(words));
        self.understood(first, read)
    }

    /// What a part of a line says, where `first` is the location of its first word.
    fn understood<T>(&mut self, first: Span, read: Result<T, PhraseError>) -> Option<T> {
        let tell = |PhraseError { start, length, what, hint }: PhraseError| {
            let span = Span { column: first.column + start, length, ..first };
            self.mistakes.add(span, || (what, hint));
        };
        read.map_err(tell).ok()
    }

    /// Tells of an outcome that no run can have.
    fn check_possible(&mut self, property: &Property, outcome: Outcome, word: Token<'_>) -> Option<()> {
        let (why, instead) = match (property.kind, outcome) {
            (PropertyKind::Liveness, Outcome::Violated) => {
                ("no finite run violates it: it can still come true later", "holds or pending")
            }
            (PropertyKind::Safety, Outcome::Pending) => {
                ("it holds until an event violates it", "holds or violated")
            }
            _ => return Some(()),
        };
        self.mistakes.add(word.span, || {
            let what = format!("{} is never {}", property.name, outcome.name());
            (what, format!("{why}, so write {instead}"))
        });
        None
    }

    pub(super) fn allow(&mut self, reader: &mut Reader<'_, 'a>) -> Option<Statement> {
        let what = reader.need("what is allowed", &mut self.mistakes)?;
        if goals::EDITS.contains(&what.text) {
            return self.allowed_edit(what.text, reader).map(Statement::AllowEdit);
        }
        let count = reader.need("a number", &mut self.mistakes);
        let count = count.and_then(|word| {
            let number = values::number(word.text, 0, u32::MAX.into());
            self.checked(word.span, number)
        });
        let of = self.narrowed(reader);
        let info = self.context.info()?;
        let allowances = Allowance::ALL.iter().filter(|allowance| allowance.name(info).is_some());
        let names = allowances.clone().filter_map(|allowance| allowance.name(info)).chain(goals::EDITS);
        let index = self.index_of(what, names, format_args!("a thing to allow"), "what can be allowed is");
        let what = index.and_then(|index| allowances.clone().nth(index)).copied();
        Some(Statement::Allow { what: what?, count: u32::try_from(count?).ok()?, of: of? })
    }

    fn outcome(&mut self, word: Token<'_>) -> Option<Outcome> {
        let names = OUTCOMES.map(Outcome::name);
        let index = self.index_of(word, names.into_iter(), format_args!("an outcome"), "outcomes are")?;
        OUTCOMES.get(index).copied()
    }
}

/// Words with as many spaces between them as there are in the line.
fn spaced(words: &[Token<'_>]) -> String {
    let mut text = String::new();
    let first = words.first().map_or(0, |word| word.span.column);
    let mut column = first;
    for Token { text: word, span } in words {
        text.extend(std::iter::repeat_n(' ', span.column.saturating_sub(column) as usize));
        text.push_str(word);
        column = span.column + span.length;
    }
    text
}
