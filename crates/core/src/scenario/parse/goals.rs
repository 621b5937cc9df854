//! Lines of exercises: goals, and what the reader may add.

use super::super::goal::{AllowedEdit, Best, Goal, Name, Question, Slip, When};
use super::super::mistake::{meant, quoted};
use super::super::statement::Statement;
use super::super::tokens::{Reader, Token};
use super::super::values;
use super::Parser;
use crate::sim::plan::Setting;

/// The most steps, faults and edits that a line may speak of.
const COUNT_MAX: u64 = 1_000_000;

impl<'a> Parser<'_, 'a> {
    /// What follows `goal`.
    pub(super) fn goal(&mut self, reader: &mut Reader<'_, 'a>) -> Option<Statement> {
        let first = reader.need("what is to be reached", &mut self.mistakes)?;
        let second = reader.peek().map_or("", |word| word.text);
        let goal = match (first.text, second) {
            ("in", _) => {
                let branch = self.known_branch(reader)?;
                let when = self.when(reader);
                Goal::Reach { branch: Some(branch), when, phrase: self.phrase(reader)? }
            }
            ("same", "history") => self.same_history(reader)?,
            ("every", "schedule") => {
                reader.take();
                let can = reader.peek().is_some_and(|word| word.text == "can");
                if can {
                    reader.take();
                }
                Goal::EverySchedule { can, phrase: self.phrase(reader)? }
            }
            ("every", "delay") => {
                reader.take();
                Goal::EveryDelay(self.phrase(reader)?)
            }
            ("expect", _) => Goal::Answer(self.question(reader)?),
            ("best", _) => self.best(reader)?,
            ("slip", _) => self.slip(reader)?,
            ("hint", _) => Goal::Hint(self.slip_name(reader)?),
            _ => {
                reader.put_back();
                let when = self.when(reader);
                self.reach(when, reader)?
            }
        };
        Some(Statement::Goal(goal))
    }

    /// `at end` or `never`, where one of them stands there.
    fn when(&mut self, reader: &mut Reader<'_, 'a>) -> When {
        let word = |word: Option<Token<'a>>| word.map_or("", |word| word.text);
        match (word(reader.peek()), word(reader.peek_second())) {
            ("never", _) => {
                reader.take();
                When::Never
            }
            ("at", "end") => {
                reader.take();
                reader.take();
                When::AtEnd
            }
            _ => When::Sometime,
        }
    }

    /// `PHRASE`, or `PHRASE then PHRASE`.
    fn reach(&mut self, when: When, reader: &mut Reader<'_, 'a>) -> Option<Goal> {
        let words = reader.rest();
        let Some(then) = words.iter().position(|word| word.text == "then").filter(|_| when == When::Sometime)
        else {
            return Some(Goal::Reach { branch: None, when, phrase: self.phrase(reader)? });
        };
        reader.take_all();
        let first = self.phrase_of(&words[..then], reader);
        let second = self.phrase_of(&words[then + 1..], reader);
        Some(Goal::Then(first?, second?))
    }

    fn same_history(&mut self, reader: &mut Reader<'_, 'a>) -> Option<Goal> {
        reader.take();
        let node = self.node(reader);
        self.literal("in", "`in` and two branches", reader)?;
        let branches = [self.known_branch(reader)?, self.known_branch(reader)?];
        Some(Goal::SameHistory { node: node?, branches })
    }

    fn known_branch(&mut self, reader: &mut Reader<'_, 'a>) -> Option<String> {
        let word = reader.need("a branch", &mut self.mistakes)?;
        let names = self.branches.clone();
        self.index_of(word, names.iter().copied(), format_args!("a branch above"), "branches above are")?;
        Some(word.text.to_owned())
    }

    /// A property, two events, or a term.
    fn question(&mut self, reader: &mut Reader<'_, 'a>) -> Option<Question> {
        if reader.rest().len() == 1 && !reader.rest()[0].text.contains('(') {
            let word = reader.take()?;
            let info = self.context.info()?;
            let names = info.properties.iter().map(|property| property.name);
            let what = format_args!("a property of {}", info.name);
            return self.index_of(word, names, what, "properties are").map(Question::Property);
        }
        // A term may hold a phrase, whose claims are joined by the same word.
        let words = reader.rest();
        let is_term =
            words.first().is_some_and(|word| !word.text.starts_with('"') && word.text.contains('('));
        if let Some(and) = words.iter().position(|word| word.text == "and").filter(|_| !is_term) {
            reader.take_all();
            let first = self.event_of(&words[..and], reader);
            let second = self.event_of(&words[and + 1..], reader);
            return Some(Question::Relation(first?, second?));
        }
        self.term(reader).map(Question::Term)
    }

    fn best(&mut self, reader: &mut Reader<'_, 'a>) -> Option<Goal> {
        let word = reader.need("a number or a time", &mut self.mistakes)?;
        let is_number = word.text.bytes().all(|byte| byte.is_ascii_digit());
        let mut least = match is_number {
            true => Best::Choices(self.checked(word.span, values::number(word.text, 0, COUNT_MAX))? as u32),
            false => Best::Time(self.checked(word.span, values::duration(word.text))?),
        };
        if let (Best::Choices(count), Some(unit)) = (least, reader.peek()) {
            match unit.text {
                "choices" => drop(reader.take()),
                "faults" => {
                    reader.take();
                    least = Best::Faults(count);
                }
                _ => {}
            }
        }
        let is_known = reader.peek().is_some_and(|word| word.text == "known");
        if is_known {
            reader.take();
        }
        Some(Goal::Best { least, is_known })
    }

    fn slip(&mut self, reader: &mut Reader<'_, 'a>) -> Option<Goal> {
        let name = self.slip_name(reader)?;
        let when = match reader.peek().map_or("", |word| word.text) {
            "expect" => {
                reader.take();
                Slip::Said(self.phrase(reader)?)
            }
            "under" => {
                reader.take();
                let word = reader.need("a variant", &mut self.mistakes)?;
                let info = self.context.info()?;
                let names = info.variants.iter().map(|variant| variant.name);
                let what = format_args!("a variant of {}", info.name);
                Slip::Under(self.index_of(word, names, what, "variants are")?)
            }
            _ => Slip::Phrase(self.phrase(reader)?),
        };
        Some(Goal::Slip { name, when })
    }

    /// A word, or a sentence between quotes.
    fn slip_name(&mut self, reader: &mut Reader<'_, 'a>) -> Option<Name> {
        let word = reader.need("a name, or a sentence between quotes", &mut self.mistakes)?;
        let quoted = word.text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        Some(Name { text: quoted.unwrap_or(word.text).to_owned(), is_words: quoted.is_some() })
    }

    /// What follows `allow`, where it is about a line of the reader's own.
    pub(super) fn allowed_edit(&mut self, what: &str, reader: &mut Reader<'_, 'a>) -> Option<AllowedEdit> {
        match what {
            "seed" => Some(AllowedEdit::Seed),
            "add" => {
                let count = self.count(reader);
                let of = self.narrowed(reader);
                Some(AllowedEdit::Add { count: count?, of: of? })
            }
            "delay" => {
                let count = self.count(reader);
                let mut within = Some(None);
                if reader.peek().is_some() {
                    self.literal("within", "`within` and two times", reader)?;
                    let word = reader.need("two times such as 10ms..20ms", &mut self.mistakes)?;
                    within = self.checked(word.span, values::range(word.text)).map(Some);
                }
                Some(AllowedEdit::Delay { count: count?, within: within? })
            }
            "set" => self.allowed_set(reader),
            _ => {
                let node = self.node(reader);
                self.literal("offset", "`offset between D and D`", reader)?;
                self.literal("between", "`between D and D`", reader)?;
                let least = self.offset(reader);
                self.literal("and", "`and` and a time", reader)?;
                let most = self.offset(reader);
                Some(AllowedEdit::ClockOffset(node?, least?, most?))
            }
        }
    }

    fn offset(&mut self, reader: &mut Reader<'_, 'a>) -> Option<crate::sim::clock::Wall> {
        let word = reader.need("a time", &mut self.mistakes)?;
        self.checked(word.span, values::signed(word.text))
    }

    fn count(&mut self, reader: &mut Reader<'_, 'a>) -> Option<u32> {
        let word = reader.need("a number", &mut self.mistakes)?;
        self.checked(word.span, values::number(word.text, 0, COUNT_MAX)).map(|count| count as u32)
    }

    fn allowed_set(&mut self, reader: &mut Reader<'_, 'a>) -> Option<AllowedEdit> {
        let word = reader.need("a parameter", &mut self.mistakes)?;
        let info = self.context.info()?;
        let names = info.parameters.iter().map(|parameter| parameter.name);
        let what = format_args!("a parameter of {}", info.name);
        let parameter = self.index_of(word, names, what, "parameters are")?;
        let how = reader.need("`among` or `between`", &mut self.mistakes)?;
        let ways = ["among", "between"].into_iter();
        match self.index_of(how, ways, format_args!("a choice of values"), "write")? {
            0 => {
                let mut values = Vec::new();
                while reader.peek().is_some() || values.is_empty() {
                    values.push(self.setting(parameter, reader)?);
                }
                Some(AllowedEdit::SetAmong(parameter, values))
            }
            _ => {
                let least = self.setting(parameter, reader);
                self.literal("and", "`and` and a value", reader)?;
                let most = self.setting(parameter, reader);
                Some(AllowedEdit::SetBetween(parameter, least?, most?))
            }
        }
    }

    fn setting(&mut self, parameter: usize, reader: &mut Reader<'_, 'a>) -> Option<Setting> {
        let word = reader.need("a value", &mut self.mistakes)?;
        self.value_of(parameter, word)
    }

    /// `of A B`: kinds, nodes, timers or commands that the budget is narrowed to.
    pub(super) fn narrowed(&mut self, reader: &mut Reader<'_, 'a>) -> Option<Vec<String>> {
        if reader.peek().is_none() {
            return Some(Vec::new());
        }
        self.literal("of", "`of` and a kind, a node, a timer or a command", reader)?;
        let first = reader.need("a kind, a node, a timer or a command", &mut self.mistakes)?;
        let info = self.context.info()?;
        let nodes = self.context.nodes.as_deref().unwrap_or_default().iter().map(String::as_str);
        let kinds = info.kinds.iter().map(|kind| kind.name);
        let timers = info.timers.iter().chain(info.acts).map(|timer| timer.name);
        let commands = info.commands.iter().map(|command| command.name.split(' ').next().unwrap_or_default());
        let valid: Vec<&str> = nodes.chain(kinds).chain(timers).chain(commands).collect();
        let mut of = Vec::new();
        for word in std::iter::once(&first).chain(reader.take_all()) {
            if valid.contains(&word.text) {
                of.push(word.text.to_owned());
                continue;
            }
            self.mistakes.add(word.span, || {
                let what = format!(
                    "{} is neither a node nor a kind of message, a timer or a command",
                    quoted(word.text)
                );
                (what, meant(word.text, &valid, "there are"))
            });
            return None;
        }
        Some(of)
    }
}

/// The words after `allow` that are about lines of the reader's own.
pub(super) const EDITS: [&str; 5] = ["add", "delay", "set", "clock", "seed"];
