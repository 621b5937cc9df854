//! The lines that the meaning of all others depends on: protocol, nodes, clients and
//! schedule. They may stand anywhere, so they are read first.

use super::NAME_MAX;
use super::mistake::{Mistakes, guess, list, meant, quoted};
use super::statement::{FORMS, HEADER, Statement, form_of};
use super::values::{duration, number};
use super::words::{Reader, Span, Split, Word};
use crate::ordered::Map;
use crate::sim::info::Info;
use crate::sim::plan::NODES_MAX;
use crate::sim::run::Machine;
use crate::trace::Micros;

/// Words that no node can be named: those of the language, and those that it may have
/// one day.
const RESERVED: [&str; 9] = ["clock", "goal", "allow", "toss", "forge", "command", "cut", "to", "from"];

const NODES_LIMIT: u64 = NODES_MAX as u64;

/// What the header says. Where it is wrong, what could not be made out is None, and
/// nothing that depends on it is judged.
#[derive(Default)]
pub(super) struct Context {
    /// The protocol; where its name is misspelt, the one that was surely meant.
    pub(super) machine: Option<&'static dyn Machine>,
    pub(super) variant: Option<usize>,
    /// The lanes, clients included.
    pub(super) nodes: Option<Vec<String>>,
    pub(super) clients: u8,
    /// The line from which on the choices of a run by hand stand; None in a timed run. Where
    /// the choices begin the run, that is the first line, else the one after `schedule`.
    pub(super) by_hand_from: Option<usize>,
    /// When the choices take over from the clock.
    pub(super) manual_from: Option<Micros>,
}

impl Context {
    /// Whether the line at a place is part of a run by hand.
    pub(super) fn is_by_hand(&self, place: usize) -> bool {
        self.by_hand_from.is_some_and(|first| place >= first)
    }

    pub(super) fn info(&self) -> Option<&'static Info> {
        self.machine.map(|machine| machine.info())
    }
}

/// Statements by the place of their line; None for lines that are wrong.
pub(super) type Statements = Map<usize, Option<Statement>>;

/// Reads the header out of a text.
pub(super) fn read(
    catalogue: &[&'static dyn Machine],
    lines: &[Split<'_>],
    mistakes: &mut Mistakes,
) -> (Context, Statements) {
    let mut header = Header {
        catalogue,
        lines,
        mistakes: Mistakes::default(),
        context: Context::default(),
        statements: repeated(lines, mistakes),
    };
    header.schedule();
    header.protocol();
    let nodes = header.nodes();
    let clients = header.clients(nodes.as_deref());
    header.context.nodes = nodes.zip(clients).map(|(nodes, clients)| [nodes, clients].concat());
    mistakes.join(header.mistakes);
    (header.context, header.statements)
}

/// Tells of lines that say again what one line can say.
fn repeated(lines: &[Split<'_>], mistakes: &mut Mistakes) -> Statements {
    let mut firsts: Map<&str, usize> = Map::new();
    let mut statements = Statements::new();
    for (place, line) in lines.iter().enumerate() {
        let Some(word) = line.words.first().filter(|word| HEADER.contains(&word.text)) else {
            continue;
        };
        let first = *firsts.or_insert_with(word.text, || place);
        if first != place {
            statements.insert(place, None);
            mistakes.add(word.span, || {
                let what = format!("{} is said twice", quoted(word.text));
                (what, format!("line {} has it already", first + 1))
            });
        }
    }
    statements
}

struct Header<'h, 'a> {
    catalogue: &'h [&'static dyn Machine],
    lines: &'h [Split<'a>],
    mistakes: Mistakes,
    context: Context,
    statements: Statements,
}

impl<'h, 'a> Header<'h, 'a> {
    /// Finds the first line that begins with `keyword`; where there is none, a line that
    /// begins with nearly that word.
    fn find(&mut self, keyword: &'static str) -> Option<(usize, Reader<'h, 'a>)> {
        let begins = |line: &Split<'_>| line.words.first().is_some_and(|w| w.text == keyword);
        let lines = self.lines;
        match lines.iter().enumerate().find(|(_, line)| begins(line)) {
            Some((place, line)) => self.reader(keyword, place, line),
            None => self.find_misspelt(keyword),
        }
    }

    fn find_misspelt(&mut self, keyword: &'static str) -> Option<(usize, Reader<'h, 'a>)> {
        let keywords: Vec<&str> = FORMS.iter().map(|form| form.keyword).collect();
        let is_meant = |word: &str| {
            let is_near = guess(word, &[keyword]).is_some();
            is_near && !keywords.contains(&word) && guess(word, &keywords) == Some(&keyword)
        };
        let lines = self.lines;
        let (place, line) = lines
            .iter()
            .enumerate()
            .find(|(_, line)| line.words.first().is_some_and(|w| is_meant(w.text)))?;
        let first = line.words.first()?;
        self.mistakes.add(first.span, || {
            let what = format!("{} does not begin a line", quoted(first.text));
            (what, format!("did you mean {keyword}?"))
        });
        self.reader(keyword, place, line)
    }

    fn reader(
        &mut self,
        keyword: &'static str,
        place: usize,
        line: &'h Split<'a>,
    ) -> Option<(usize, Reader<'h, 'a>)> {
        self.statements.insert(place, None);
        let (&first, rest) = line.words.split_first()?;
        let form = form_of(keyword, false)?;
        Some((place, Reader::new(form, first, rest)))
    }

    fn schedule(&mut self) {
        let Some((place, mut reader)) = self.find("schedule") else {
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
            self.context.by_hand_from = Some(place + 1);
            self.context.manual_from = self.time(&mut reader);
            let statement = self.context.manual_from.map(|from| Statement::Manual { from: Some(from) });
            self.statements.insert(place, statement);
        } else {
            self.statements.insert(place, Some(Statement::Manual { from: None }));
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
        let names: Vec<&str> = self.catalogue.iter().map(|m| m.info().name).collect();
        let Some((place, mut reader)) = self.find("protocol") else {
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
        let named = |machine: &&&'static dyn Machine| Some(&machine.info().name) == name;
        self.context.machine = self.catalogue.iter().find(named).copied();
        let Some(info) = self.context.info() else {
            return;
        };
        if let Some(word) = reader.take() {
            self.variant(info, word);
        }
        reader.finish(&mut self.mistakes);
        let variant = self.context.variant;
        self.statements.insert(place, Some(Statement::Protocol { variant }));
    }

    fn variant(&mut self, info: &Info, word: Word<'a>) {
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

    /// The lanes without the clients.
    fn nodes(&mut self) -> Option<Vec<String>> {
        let info = self.context.info();
        let numbered = |count: u8| Some(names_of(info?.node_prefix, count));
        let Some((place, mut reader)) = self.find("nodes") else {
            return numbered(info?.default_nodes);
        };
        let first = reader.need("a number or names", &mut self.mistakes)?;
        if !first.text.starts_with(|c: char| c.is_ascii_digit()) {
            let names = self.names(first, reader.take_all())?;
            let statement = Statement::NodeNames(names.clone());
            self.statements.insert(place, Some(statement));
            return Some(names);
        }
        let count = self.count(first, 1);
        reader.finish(&mut self.mistakes);
        self.statements.insert(place, count.map(Statement::NodeCount));
        numbered(count?)
    }

    /// Names of nodes. Wrong ones are kept too, so that other lines can name them.
    fn names(&mut self, first: Word<'a>, rest: &[Word<'a>]) -> Option<Vec<String>> {
        let mut names: Vec<String> = Vec::new();
        for word in std::iter::once(&first).chain(rest) {
            if names.len() == NODES_MAX {
                self.mistakes.add(word.span, || {
                    let what = "there are too many nodes".to_owned();
                    (what, format!("the most is {NODES_MAX}"))
                });
                return None;
            }
            if names.iter().any(|name| name == word.text) {
                self.mistakes.add(word.span, || {
                    let what = format!("{} names two nodes", quoted(word.text));
                    (what, "give each node a name of its own".to_owned())
                });
            } else if let Some(hint) = why_no_name(word.text) {
                self.mistakes
                    .add(word.span, || (format!("{} cannot be the name of a node", quoted(word.text)), hint));
            }
            names.push(word.text.to_owned());
        }
        Some(names)
    }

    /// The names of the client lanes.
    fn clients(&mut self, nodes: Option<&[String]>) -> Option<Vec<String>> {
        let Some((place, mut reader)) = self.find("clients") else {
            return Some(Vec::new());
        };
        let word = reader.need("a number", &mut self.mistakes)?;
        let count = self.count(word, 0);
        reader.finish(&mut self.mistakes);
        let count = count?;
        let names = names_of("C", count);
        let lanes = nodes.unwrap_or_default();
        if lanes.len() + names.len() > NODES_MAX {
            self.mistakes.add(word.span, || {
                let what = format!("{} nodes and {count} clients are too many", lanes.len());
                (what, format!("the most is {NODES_MAX} together"))
            });
            return None;
        }
        if let Some(info) = self.context.info()
            && !info.has_clients
        {
            self.mistakes.add(word.span, || {
                let what = format!("{} has no clients", info.name);
                (what, "leave the line out".to_owned())
            });
            return Some(names);
        }
        if let Some(taken) = names.iter().find(|name| lanes.contains(name)) {
            self.mistakes.add(word.span, || {
                let what = format!("{} names both a node and a client", quoted(taken));
                (what, "give the node another name".to_owned())
            });
            return Some(names);
        }
        self.context.clients = count;
        self.statements.insert(place, Some(Statement::Clients(count)));
        Some(names)
    }

    fn count(&mut self, word: Word<'a>, least: u64) -> Option<u8> {
        match number(word.text, least, NODES_LIMIT) {
            Ok(count) => u8::try_from(count).ok(),
            Err(wrong) => {
                self.mistakes.add(word.span, || wrong);
                None
            }
        }
    }
}

fn names_of(prefix: &str, count: u8) -> Vec<String> {
    (1..=count).map(|n| format!("{prefix}{n}")).collect()
}

/// Why a word cannot name a node, as a hint.
fn why_no_name(word: &str) -> Option<String> {
    let is_keyword = FORMS.iter().any(|form| form.keyword == word) || RESERVED.contains(&word);
    if is_keyword {
        return Some("it is a word of the language".to_owned());
    }
    why_no_spelling(word)
}

/// Why a word is not spelled as names are, as a hint.
pub(super) fn why_no_spelling(word: &str) -> Option<String> {
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    if !word.starts_with(char::is_alphabetic) {
        Some("names begin with a letter".to_owned())
    } else if !word.chars().all(allowed) {
        Some("names are made of letters, digits, `_`, `-` and `.`".to_owned())
    } else if word.chars().nth(NAME_MAX).is_some() {
        Some(format!("names have at most {NAME_MAX} characters"))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_tells_of_words_that_are_no_names() {
        let reference = include_str!("../../../../docs/scenario-language.md");
        for word in RESERVED {
            assert!(reference.contains(&format!("`{word}`")), "{word}");
        }
    }
}
