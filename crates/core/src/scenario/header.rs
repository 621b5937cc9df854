//! The lines that the meaning of all others depends on: protocol, nodes, clients and
//! schedule. They may stand anywhere, so they are read first.

pub(super) mod lanes;

use super::mistake::{Mistakes, Span, guess, list, meant, quoted};
use super::phrase::Vocabulary;
use super::statement::{FORMS, HEADER, NUMBERED, Statement, form_of, group_form};
use super::tokens::{Reader, Split, Token};
use super::values::{duration, number};
use crate::ordered::Map;
use crate::protocols::NAMES;
use crate::sim::AnyProtocol;
use crate::sim::info::{Group, Info};
use crate::trace::Micros;

/// What the header says. Where it is wrong, what could not be made out is None, and
/// nothing that depends on it is judged.
#[derive(Default)]
pub(super) struct Context {
    /// The protocol; where its name is misspelt, the one that was surely meant.
    pub(super) machine: Option<&'static dyn AnyProtocol>,
    pub(super) variant: Option<usize>,
    /// The lanes, clients included.
    pub(super) nodes: Option<Vec<String>>,
    /// How many lanes each group of the protocol has; empty where none is counted.
    pub(super) groups: Vec<u8>,
    pub(super) clients: u8,
    /// The line from which on the choices of a run by hand stand; None in a timed run. Where
    /// the choices begin the run, that is the first line, else the one after `schedule`.
    pub(super) by_hand_from: Option<usize>,
    /// When the choices take over from the clock.
    pub(super) manual_from: Option<Micros>,
}

impl Context {
    /// Whether the line at an index is part of a run by hand.
    pub(super) fn is_by_hand(&self, index: usize) -> bool {
        self.by_hand_from.is_some_and(|first| index >= first)
    }

    pub(super) fn info(&self) -> Option<&'static Info> {
        self.machine.map(|machine| machine.info())
    }

    /// What phrases can name, where that is known.
    pub(super) fn vocabulary(&self) -> Option<Vocabulary<'_>> {
        Some(Vocabulary { info: self.info()?, nodes: self.nodes.as_deref()? })
    }
}

/// Statements by the index of their line; None for lines that are wrong.
pub(super) type Statements = Map<usize, Option<Statement>>;

/// Reads the header out of a text.
pub(super) fn read(
    catalogue: &[&'static dyn AnyProtocol],
    lines: &[Split<'_>],
    mistakes: &mut Mistakes,
) -> (Context, Statements) {
    let mut header = Header {
        catalogue,
        lines,
        mistakes: Mistakes::default(),
        context: Context::default(),
        statements: Statements::new(),
    };
    header.schedule();
    header.protocol();
    mistakes.join(header.repeated());
    let nodes = header.nodes();
    let clients = header.clients(nodes.as_deref());
    header.context.nodes = nodes.zip(clients).map(|(nodes, clients)| [nodes, clients].concat());
    mistakes.join(header.mistakes);
    (header.context, header.statements)
}

/// The words that can follow `protocol`.
fn names(catalogue: &[&'static dyn AnyProtocol]) -> Vec<&'static str> {
    if cfg!(feature = "parts") {
        return NAMES.to_vec();
    }
    catalogue.iter().map(|machine| machine.info().name).collect()
}

/// The protocols that a text names, or seems to mean: what parses it needs these.
pub fn protocols_of(text: &str) -> Vec<&'static str> {
    let named = |is_keyword: fn(&str) -> bool| {
        let lines = text.lines().map(|line| Split::new(0, line).words);
        let words =
            lines.filter(|words| words.len() > 1 && is_keyword(words[0].text)).map(|words| words[1].text);
        words.filter_map(meant_protocol).collect::<Vec<_>>()
    };
    let is_misspelt = |word: &str| guess(word, &["protocol"]).is_some();
    let found = named(|word| word == "protocol");
    if found.is_empty() { named(is_misspelt) } else { found }
}

fn meant_protocol(word: &str) -> Option<&'static str> {
    NAMES.iter().find(|name| **name == word).or_else(|| guess(word, NAMES)).copied()
}

struct Header<'h, 'a> {
    catalogue: &'h [&'static dyn AnyProtocol],
    lines: &'h [Split<'a>],
    mistakes: Mistakes,
    context: Context,
    statements: Statements,
}

impl<'h, 'a> Header<'h, 'a> {
    /// Tells of lines that say again what one line can say.
    fn repeated(&mut self) -> Mistakes {
        let groups = self.groups().iter().map(|group| group.word);
        let once: Vec<&str> = HEADER.into_iter().chain(groups).collect();
        let mut mistakes = Mistakes::default();
        let mut firsts: Map<&str, usize> = Map::new();
        for (index, line) in self.lines.iter().enumerate() {
            let Some(word) = line.words.first().filter(|word| once.contains(&word.text)) else {
                continue;
            };
            let first = *firsts.or_insert_with(word.text, || index);
            if first != index {
                self.statements.insert(index, None);
                mistakes.add(word.span, || {
                    let what = format!("{} is said twice", quoted(word.text));
                    (what, format!("line {} has it already", first + 1))
                });
            }
        }
        mistakes
    }

    /// Finds the first line that begins with `keyword`; where there is none, a line that
    /// begins with nearly that word.
    fn find(&mut self, keyword: &'static str) -> Option<(usize, Reader<'h, 'a>)> {
        let begins = |line: &Split<'_>| line.words.first().is_some_and(|w| w.text == keyword);
        let lines = self.lines;
        match lines.iter().enumerate().find(|(_, line)| begins(line)) {
            Some((index, line)) => self.reader(keyword, index, line),
            None => self.find_misspelt(keyword),
        }
    }

    fn find_misspelt(&mut self, keyword: &'static str) -> Option<(usize, Reader<'h, 'a>)> {
        let groups = self.groups().iter().map(|group| group.word);
        let keywords: Vec<&str> = FORMS.iter().map(|form| form.keyword).chain(groups).collect();
        let is_meant = |word: &str| {
            let is_near = guess(word, &[keyword]).is_some();
            is_near && !keywords.contains(&word) && guess(word, &keywords) == Some(&keyword)
        };
        let lines = self.lines;
        let (index, line) = lines
            .iter()
            .enumerate()
            .find(|(_, line)| line.words.first().is_some_and(|w| is_meant(w.text)))?;
        let first = line.words.first()?;
        self.mistakes.add(first.span, || {
            let what = format!("{} does not begin a line", quoted(first.text));
            (what, format!("did you mean {keyword}?"))
        });
        self.reader(keyword, index, line)
    }

    fn reader(
        &mut self,
        keyword: &'static str,
        index: usize,
        line: &'h Split<'a>,
    ) -> Option<(usize, Reader<'h, 'a>)> {
        self.statements.insert(index, None);
        let (&first, rest) = line.words.split_first()?;
        let form = form_of(keyword, false).copied();
        Some((index, Reader::new(form.unwrap_or_else(|| group_form(keyword)), first, rest)))
    }

    fn groups(&self) -> &'static [Group] {
        self.context.info().map_or(&[], |info| info.groups)
    }

    fn schedule(&mut self) {
        let Some((index, mut reader)) = self.find("schedule") else {
            return;
        };
        self.context.by_hand_from = Some(0);
        let Some(word) = reader.need("the word `manual`", &mut self.mistakes) else {
            return;
        };
        if word.text != "manual" {
            self.mistakes
                .add(word.span, || (format!("{} is not a schedule", quoted(word.text)), reader.how()));
        } else if reader.peek().is_some_and(|word| word.text == "from") {
            reader.take();
            self.context.by_hand_from = Some(index + 1);
            self.context.manual_from = self.time(&mut reader);
            let statement = self.context.manual_from.map(|from| Statement::Manual { from: Some(from) });
            self.statements.insert(index, statement);
        } else {
            self.statements.insert(index, Some(Statement::Manual { from: None }));
        }
        reader.finish(&mut self.mistakes);
    }

    fn time(&mut self, reader: &mut Reader<'h, 'a>) -> Option<Micros> {
        let word = reader.need("a time", &mut self.mistakes)?;
        match duration(word.text) {
            Ok(time) => Some(time),
            Err(wrong) => {
                self.mistakes.add(word.span, || wrong);
                None
            }
        }
    }

    fn protocol(&mut self) {
        let names = names(self.catalogue);
        let Some((index, mut reader)) = self.find("protocol") else {
            let start = Span { line: 1, column: 1, length: 0 };
            self.mistakes.add(start, || {
                let what = "the protocol is missing".to_owned();
                (what, format!("write `protocol NAME`; protocols are {}", list(&names, ", ")))
            });
            return;
        };
        let Some(word) = reader.need("a name", &mut self.mistakes) else {
            return;
        };
        if !names.contains(&word.text) {
            self.mistakes.add(word.span, || {
                let what = format!("{} is not a protocol", quoted(word.text));
                (what, meant(word.text, &names, "protocols are"))
            });
        }
        let name = names.iter().find(|name| **name == word.text).or_else(|| guess(word.text, &names));
        let named = |machine: &&&'static dyn AnyProtocol| Some(&machine.info().name) == name;
        self.context.machine = self.catalogue.iter().find(named).copied();
        let Some(info) = self.context.info() else {
            if name.is_some() {
                self.mistakes.add(word.span, || {
                    let what = format!("{} has not been loaded", quoted(word.text));
                    (what, "try again".to_owned())
                });
            }
            return;
        };
        let word = reader.take();
        let is_numbered = word.is_some_and(|word| word.text == "bug");
        if is_numbered {
            reader.form = NUMBERED;
            self.numbered_variant(info, &mut reader);
        } else if let Some(word) = word {
            self.variant(info, word);
        }
        reader.finish(&mut self.mistakes);
        let variant = self.context.variant;
        self.statements.insert(index, Some(Statement::Protocol { variant, is_numbered }));
    }

    fn variant(&mut self, info: &Info, word: Token<'a>) {
        self.context.variant = info.variants.iter().position(|v| v.name == word.text);
        if self.context.variant.is_some() {
            return;
        }
        self.mistakes.add(word.span, || {
            let names: Vec<&str> = info.variants.iter().map(|v| v.name).collect();
            let what = format!("{} is not a variant of {}", quoted(word.text), info.name);
            let hint = meant(word.text, &names, "variants are");
            (what, hint)
        });
    }

    /// The number after `bug`: a variant that is not named, so that nothing gives it away.
    fn numbered_variant(&mut self, info: &Info, reader: &mut Reader<'h, 'a>) {
        let Some(word) = reader.need("a number", &mut self.mistakes) else {
            return;
        };
        let most = info.variants.len();
        let read = number(word.text, 0, u64::MAX);
        match read.map(|number| usize::try_from(number).ok().filter(|number| (1..=most).contains(number))) {
            Ok(Some(number)) => self.context.variant = Some(number - 1),
            Ok(None) => self.mistakes.add(word.span, || {
                let what = format!("{} has no bug {}", info.name, word.text);
                (what, if most == 0 { "it has none".to_owned() } else { format!("they are 1 to {most}") })
            }),
            Err(wrong) => self.mistakes.add(word.span, || wrong),
        }
    }

    /// Where nobody knows the protocol, lines that count lanes in any protocol are not
    /// judged.
    fn pass_over_groups(&mut self) {
        let groups: Vec<&Group> = self.catalogue.iter().flat_map(|machine| machine.info().groups).collect();
        for (index, line) in self.lines.iter().enumerate() {
            let is_group = |word: &Token<'_>| groups.iter().any(|group| group.word == word.text);
            if line.words.first().is_some_and(is_group) {
                self.statements.insert(index, None);
            }
        }
    }
}
