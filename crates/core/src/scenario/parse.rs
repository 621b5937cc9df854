//! Text into statements.

mod faults;
mod goals;
mod names;
mod settings;
mod traitors;
mod views;

use super::branch::{BRANCHES_MAX, MAIN};
use super::compile;
use super::header::lanes::why_no_spelling;
use super::header::{self, Context};
use super::mistake::{Mistake, Mistakes, Span, abbreviated, did_you_mean, guess, list, meant, quoted};
use super::statement::{AllowedIn, COMMAND, FORMS, Form, HEADER, Line, NAMES_TOO, Statement, form_of};
use super::tokens::{QUOTED_MAX, Reader, Split, Token, is_open};
use super::values::{self, Wrong};
use super::{LINES_MAX, Scenario, TEXT_MAX};
use crate::sim::AnyProtocol;
use crate::sim::plan::{Happening, ManualChoice};
use crate::trace::{Micros, NodeId};
use faults::FAULTS;
use std::fmt;

/// Understands a text.
pub(super) fn scenario(catalogue: &[&'static dyn AnyProtocol], text: &str) -> Result<Scenario, Vec<Mistake>> {
    let source = source(text).map_err(|mistake| vec![mistake])?;
    let splits: Vec<Split<'_>> = (1..).zip(&source).map(|(number, line)| Split::new(number, line)).collect();
    let mut mistakes = Mistakes::default();
    let (context, mut known) = header::read(catalogue, &splits, &mut mistakes);
    let mut parser = Parser::new(&context);
    let mut lines = Vec::with_capacity(splits.len());
    for (index, split) in splits.iter().enumerate() {
        let statement = match known.remove(&index) {
            Some(statement) => statement,
            None => parser.statement(index, &split.words),
        };
        let is_closed = parser.check_quotes(&split.words);
        let statement = statement.filter(|_| is_closed);
        lines.push(Line { statement, comment: split.comment.map(str::to_owned) });
    }
    mistakes.join(parser.mistakes);
    let (Some(machine), Some(_)) = (context.machine, &context.nodes) else {
        return Err(mistakes.in_order());
    };
    let (plan, branches) = compile::plan(machine.info(), &context, &lines);
    let mut later = Mistakes::default();
    compile::check_words(machine, &plan, &lines, &splits, &mut later);
    mistakes.join(later);
    if !mistakes.is_empty() {
        return Err(mistakes.in_order());
    }
    let source = source.into_iter().map(str::to_owned).collect();
    let mut scenario = Scenario { machine, source, lines, plan, branches, followed: 0 };
    scenario.set_followed(scenario.branches.len() - 1);
    match longest_spelling(&scenario, text) {
        bytes if bytes > TEXT_MAX => Err(vec![too_long(1, bytes)]),
        _ => Ok(scenario),
    }
}

/// How long the text is, or becomes once it is printed: that has to be readable too.
fn longest_spelling(scenario: &Scenario, text: &str) -> usize {
    const GROWTH_MAX: usize = 4;
    if text.len() < TEXT_MAX / GROWTH_MAX {
        return text.len();
    }
    scenario.text().len().max(scenario.source().len())
}

fn too_long(line: usize, bytes: usize) -> Mistake {
    let what = format!("the text is too long: it has {bytes} bytes");
    too_much(line, what, format!("the most is {TEXT_MAX}"))
}

fn too_much(line: usize, what: String, hint: String) -> Mistake {
    let line = u32::try_from(line).unwrap_or(u32::MAX);
    Mistake { line, column: 1, length: 0, what, hint }
}

/// The lines of a text that is not too long.
fn source(text: &str) -> Result<Vec<&str>, Mistake> {
    if text.len() > TEXT_MAX {
        let before = text.bytes().take(TEXT_MAX);
        return Err(too_long(before.filter(|&byte| byte == b'\n').count() + 1, text.len()));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines: Vec<&str> = text.lines().map(|line| line.trim_end_matches('\r')).collect();
    if lines.len() > LINES_MAX {
        let what = format!("the text has too many lines: {}", lines.len());
        return Err(too_much(LINES_MAX + 1, what, format!("the most is {LINES_MAX}")));
    }
    Ok(lines)
}

/// Understands statements, given what the header says.
///
/// Every method that returns None has told of a mistake, or could not judge a word since
/// the header, about which a mistake has been told, is wrong.
struct Parser<'c, 'a> {
    context: &'c Context,
    mistakes: Mistakes,
    /// Whether the line at hand is part of a run by hand.
    by_hand: bool,
    /// The names of the branches so far.
    branches: Vec<&'a str>,
}

impl<'c, 'a> Parser<'c, 'a> {
    fn new(context: &'c Context) -> Parser<'c, 'a> {
        Parser { context, mistakes: Mistakes::default(), by_hand: false, branches: vec![MAIN] }
    }

    fn statement(&mut self, index: usize, words: &[Token<'a>]) -> Option<Statement> {
        self.by_hand = self.context.is_by_hand(index);
        let (&first, rest) = words.split_first()?;
        let is_node = NAMES_TOO.contains(&first.text) && self.find_node(first).is_some();
        match form_of(first.text, self.by_hand).filter(|_| !is_node) {
            Some(form) => self.formed(form, first, rest),
            None => self.unformed(first, rest),
        }
    }

    /// Tells of a quote that is not closed, where there is one.
    fn check_quotes(&mut self, words: &[Token<'_>]) -> bool {
        let open = words.iter().position(|word| is_open(word.text));
        if let (Some(open), Some(last)) = (open, words.last()) {
            self.mistakes.add(words[open].span.to(last.span), || {
                let hint = "write several words between quotes: `\"two words\"`";
                ("the quote is not closed".to_owned(), format!("{hint}, at most {QUOTED_MAX} bytes"))
            });
        }
        open.is_none()
    }

    /// A line that begins with a word of the language.
    fn formed(&mut self, form: &'static Form, first: Token<'a>, rest: &[Token<'a>]) -> Option<Statement> {
        let by_hand = self.by_hand;
        if form.allowed_in == AllowedIn::Timed && by_hand || form.allowed_in == AllowedIn::ByHand && !by_hand
        {
            let is_later = self.context.manual_from.is_some();
            self.mistakes.add(first.span, || misplaced(form, is_later));
            return None;
        }
        let mut reader = Reader::new(*form, first, rest);
        let statement = match form.keyword {
            "seed" => self.seed(&mut reader),
            "network" => self.network(&mut reader),
            "set" => self.set(&mut reader),
            "start" => self.start(&mut reader),
            "clock" => self.clock(&mut reader),
            "expect" => self.expect(&mut reader),
            "allow" => self.allow(&mut reader),
            "goal" => self.goal(&mut reader),
            "view" => self.view(&mut reader),
            "traitors" => self.traitors(&mut reader),
            "model" => self.model(&mut reader),
            "toss" if !by_hand => self.toss(&mut reader).map(Statement::Toss),
            "at" => self.at(&mut reader),
            "until" => self.time(&mut reader).map(Statement::Until),
            "delay" => self.delay(&mut reader),
            "drop" if !by_hand => self.message(&mut reader).map(Statement::Drop),
            "duplicate" if !by_hand => self.duplicate(&mut reader),
            "branch" => self.branch(&mut reader),
            _ => self.choice(&mut reader).map(Statement::Choice),
        };
        reader.finish(&mut self.mistakes);
        statement
    }

    /// A line that begins with some other word.
    fn unformed(&mut self, first: Token<'a>, rest: &[Token<'a>]) -> Option<Statement> {
        let by_hand = self.by_hand;
        if let Some(node) = self.find_node(first) {
            if !by_hand {
                self.mistakes.add(first.span, || {
                    let what = format!("{} does not begin a line of a timed run", quoted(first.text));
                    (what, format!("write `at TIME {} COMMAND`", first.text))
                });
                return None;
            }
            let mut reader = Reader::new(COMMAND, first, rest);
            let what = self.command(node, "", &mut reader)?;
            return Some(Statement::Choice(ManualChoice::Happen(what)));
        }
        let time = if by_hand { "" } else { "at TIME " };
        if !self.lacks_node(first, rest, time) {
            self.misspelt(first, rest);
        }
        None
    }

    /// A line that begins with a word that is none. What surely was meant is read on, for
    /// its other mistakes.
    fn misspelt(&mut self, first: Token<'a>, rest: &[Token<'a>]) {
        if self.mistakes.is_full() {
            return;
        }
        let by_hand = self.by_hand;
        let elsewhere = if by_hand { AllowedIn::Timed } else { AllowedIn::ByHand };
        let forms = FORMS.iter().filter(|form| form.allowed_in != elsewhere);
        let groups = self.context.info().map_or(&[][..], |info| info.groups);
        let groups = groups.iter().map(|group| group.word);
        let keywords: Vec<&str> = forms.map(|form| form.keyword).chain(groups).collect();
        let nodes = self.context.nodes.as_deref().filter(|_| by_hand).unwrap_or_default();
        let valid: Vec<&str> = keywords.iter().copied().chain(nodes.iter().map(String::as_str)).collect();
        let meant = guess(first.text, &valid);
        if by_hand && nodes.is_empty() && meant.is_none() {
            return;
        }
        self.mistakes.add(first.span, || {
            let what = format!("{} does not begin a line", quoted(first.text));
            let node = if by_hand { format!("a node ({}) or ", list(nodes, ", ")) } else { String::new() };
            let all = || format!("lines begin with {node}{}", list(&keywords, " or "));
            (what, did_you_mean(first.text, &valid).unwrap_or_else(all))
        });
        let meant = meant.filter(|word| !HEADER.contains(word));
        if let Some(form) = meant.and_then(|word| form_of(word, by_hand)) {
            self.formed(form, first, rest);
        }
    }

    fn seed(&mut self, reader: &mut Reader<'_, '_>) -> Option<Statement> {
        let word = reader.need("a number", &mut self.mistakes)?;
        let seed = values::number(word.text, 0, u64::MAX);
        self.checked(word.span, seed).map(Statement::Seed)
    }

    fn at(&mut self, reader: &mut Reader<'_, '_>) -> Option<Statement> {
        let has_time = reader.peek().is_some_and(|word| begins_with_digit(word.text));
        let before = format!("at {} ", reader.peek().map_or("TIME", |word| word.text));
        let at = self.time(reader);
        if at.is_none() && !has_time {
            reader.take_all();
            return None;
        }
        let word = reader.need("what happens", &mut self.mistakes)?;
        let what = if let Some(node) = self.find_node(word) {
            self.command(node, &before, reader)
        } else if FAULTS.contains(&word.text) {
            self.fault(word.text, reader).map(Happening::Fault)
        } else if word.text == "fire" {
            self.fire(reader)
        } else if word.text == "forge" {
            reader.form = form_of(word.text, true).copied().unwrap_or(reader.form);
            self.forge(reader)
        } else {
            let rest = reader.take_all();
            if !self.lacks_node(word, rest, &before) {
                self.unknown_node(word, &[&FAULTS[..], &["fire", "forge"]].concat());
            }
            None
        };
        Some(Statement::At { at: at?, what: what? })
    }

    fn command(&mut self, node: NodeId, before: &str, reader: &mut Reader<'_, '_>) -> Option<Happening> {
        if let (None, Some(info)) = (reader.peek(), self.context.info()) {
            self.mistakes.add(reader.end(), || {
                let what = "a command is missing".to_owned();
                let names: Vec<&str> = info.commands.iter().map(|c| c.name).collect();
                (what, format!("commands are {}", list(&names, ", ")))
            });
            return None;
        }
        if let Some(word) = reader.peek().filter(|word| self.is_out_of_place(*word)) {
            reader.take_all();
            self.mistakes.add(word.span, || {
                let what = format!("{} stands before its node", quoted(word.text));
                let name = self.context.nodes.as_ref().map_or("NODE", |nodes| &nodes[node.index()]);
                (what, format!("write `{before}{} {name}`", word.text))
            });
            return None;
        }
        let words = self.words("a command", reader)?;
        Some(Happening::Command(node, words))
    }

    /// Whether a word that stands where a command is expected is that of a fault.
    fn is_out_of_place(&self, word: Token<'_>) -> bool {
        FAULTS.contains(&word.text) && !self.is_command(word.text)
    }

    /// Whether a command of the protocol begins with a word.
    fn is_command(&self, word: &str) -> bool {
        let commands = self.context.info().map_or(&[][..], |info| info.commands);
        commands.iter().any(|command| command.name.split(' ').next() == Some(word))
    }

    /// Tells that a command names no node, where it does.
    fn lacks_node(&mut self, word: Token<'_>, rest: &[Token<'_>], time: &str) -> bool {
        let is_command = self.is_command(word.text);
        if is_command {
            self.mistakes.add(word.span, || {
                let node = self.context.nodes.as_ref().and_then(|nodes| nodes.first());
                let words: Vec<&str> = std::iter::once(&word).chain(rest).map(|word| word.text).collect();
                let (node, words) = (node.map_or("NODE", String::as_str), words.join(" "));
                let what = format!("{} is asked of a node", quoted(word.text));
                (what, format!("write `{time}{node} {}`, or another node", abbreviated(&words, 60)))
            });
        }
        is_command
    }

    /// The rest of the words, of which there is at least one.
    fn words(&mut self, what: &str, reader: &mut Reader<'_, '_>) -> Option<Vec<String>> {
        let first = reader.need(what, &mut self.mistakes)?;
        let all = std::iter::once(&first).chain(reader.take_all());
        Some(all.map(|word| word.text.to_owned()).collect())
    }

    fn delay(&mut self, reader: &mut Reader<'_, '_>) -> Option<Statement> {
        let message = self.message(reader);
        self.literal("to", "`to` and a time", reader)?;
        let to = self.time(reader);
        Some(Statement::Delay(message?, to?))
    }

    /// Takes a word that has to be just this one.
    fn literal(&mut self, wanted: &str, what: &str, reader: &mut Reader<'_, '_>) -> Option<()> {
        let word = reader.need(what, &mut self.mistakes)?;
        if word.text != wanted {
            reader.take_all();
            self.mistakes.add(word.span, || {
                let what = format!("{} does not belong here", quoted(word.text));
                (what, reader.how())
            });
            return None;
        }
        Some(())
    }

    /// `NAME at N [of BRANCH]`
    fn branch(&mut self, reader: &mut Reader<'_, 'a>) -> Option<Statement> {
        let name = reader.need("a name", &mut self.mistakes)?;
        let earlier = self.branches.clone();
        let is_right = self.branch_name(name);
        self.literal("at", "`at` and a number", reader)?;
        let at = reader.need("a number", &mut self.mistakes)?;
        let at = self.checked(at.span, values::number(at.text, 0, LINES_MAX as u64));
        let mut of = Some(None);
        if reader.peek().is_some() {
            self.literal("of", "`of`", reader)?;
            let parent = reader.need("a branch", &mut self.mistakes)?;
            let names = earlier.iter().copied();
            let index = self.index_of(parent, names, format_args!("a branch above"), "branches above are");
            of = index.map(|index| (index > 0).then(|| parent.text.to_owned()));
        }
        is_right.then_some(Statement::Branch { name: name.text.to_owned(), at: at?, of: of? })
    }

    /// Takes the name of a new branch.
    fn branch_name(&mut self, word: Token<'a>) -> bool {
        let wrong = if self.branches.contains(&word.text) {
            let what = format!("{} names two branches", quoted(word.text));
            Some((what, "give each branch a name of its own".to_owned()))
        } else if self.branches.len() == BRANCHES_MAX {
            Some(("there are too many branches".to_owned(), format!("the most is {BRANCHES_MAX}")))
        } else {
            let what = || format!("{} cannot be the name of a branch", quoted(word.text));
            why_no_spelling(word.text).map(|hint| (what(), hint))
        };
        match wrong {
            Some(wrong) => self.mistakes.add(word.span, || wrong),
            None => self.branches.push(word.text),
        }
        self.branches.last() == Some(&word.text)
    }

    fn duplicate(&mut self, reader: &mut Reader<'_, '_>) -> Option<Statement> {
        let message = self.message(reader);
        let mut at = Some(None);
        if reader.peek().is_some_and(|word| word.text == "at") {
            reader.take();
            at = self.time(reader).map(Some);
        }
        Some(Statement::Duplicate(message?, at?))
    }

    fn choice(&mut self, reader: &mut Reader<'_, '_>) -> Option<ManualChoice> {
        match reader.form.keyword {
            "deliver" => self.message(reader).map(ManualChoice::Deliver),
            "drop" => self.message(reader).map(ManualChoice::Drop),
            "duplicate" => self.message(reader).map(ManualChoice::Duplicate),
            "fire" => self.fire(reader).map(ManualChoice::Happen),
            "forge" => self.forge(reader).map(ManualChoice::Happen),
            "toss" => self.toss(reader).map(Happening::Toss).map(ManualChoice::Happen),
            "act" => self.act(reader).map(ManualChoice::Happen),
            "advance" => self.time(reader).map(ManualChoice::Advance),
            keyword => self.fault(keyword, reader).map(Happening::Fault).map(ManualChoice::Happen),
        }
    }

    fn fire(&mut self, reader: &mut Reader<'_, '_>) -> Option<Happening> {
        let node = self.node(reader);
        let word = reader.need("a timer", &mut self.mistakes)?;
        let info = self.context.info()?;
        let names = info.timers.iter().map(|t| t.name);
        let timer = self.index_of(word, names, format_args!("a timer of {}", info.name), "timers are")?;
        Some(Happening::Fire(node?, u8::try_from(timer).ok()?))
    }

    fn act(&mut self, reader: &mut Reader<'_, '_>) -> Option<Happening> {
        let node = self.node(reader);
        let word = reader.need("an act", &mut self.mistakes)?;
        let info = self.context.info()?;
        let names = info.acts.iter().map(|t| t.name);
        let act = self.index_of(word, names, format_args!("an act of {}", info.name), "acts are")?;
        Some(Happening::Fire(node?, u8::try_from(info.timers.len() + act).ok()?))
    }

    fn time(&mut self, reader: &mut Reader<'_, '_>) -> Option<Micros> {
        let word = reader.need("a time", &mut self.mistakes)?;
        let unit = reader.peek().filter(|_| word.text.chars().all(|c| c.is_ascii_digit() || c == '.'));
        if let Some((unit, meant)) =
            unit.and_then(|unit| Some((unit, values::meant_time(word.text, unit.text)?)))
        {
            reader.take();
            self.mistakes.add(word.span.to(unit.span), || {
                (format!("{} is a time in two words", quoted(word.text)), format!("write {meant}"))
            });
            return None;
        }
        self.checked(word.span, values::duration(word.text))
    }

    /// The index of a word among the names that can stand there.
    fn index_of<'n>(
        &mut self,
        word: Token<'_>,
        names: impl Iterator<Item = &'n str> + Clone,
        what: fmt::Arguments<'_>,
        otherwise: &str,
    ) -> Option<usize> {
        let index = names.clone().position(|name| name == word.text);
        if index.is_none() {
            self.mistakes.add(word.span, || {
                let names: Vec<&str> = names.collect();
                let hint = meant(word.text, &names, otherwise);
                (format!("{} is not {what}", quoted(word.text)), hint)
            });
        }
        index
    }

    fn checked<T>(&mut self, span: Span, value: Result<T, Wrong>) -> Option<T> {
        match value {
            Ok(value) => Some(value),
            Err(wrong) => {
                self.mistakes.add(span, || wrong);
                None
            }
        }
    }
}

fn begins_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// What to say of a statement that belongs to the other sort of run.
/// In one that is taken over (`is_later`), that is the other half of the text.
fn misplaced(form: &Form, is_later: bool) -> Wrong {
    let keyword = quoted(form.keyword);
    let what = match form.allowed_in {
        AllowedIn::Timed => format!("{keyword} has no place in a run by hand"),
        _ => format!("{keyword} is a choice of a run by hand"),
    };
    let hint = match form.keyword {
        "at" => "write what happens without its time, where its turn is".to_owned(),
        "delay" => "write `deliver` lines in the order that you want".to_owned(),
        "until" => "it ends after its last choice".to_owned(),
        _ if FAULTS.contains(&form.keyword) || form.keyword == "forge" => {
            "write `at TIME` before it".to_owned()
        }
        _ if is_later => "write it below the line `schedule manual from`".to_owned(),
        _ => "add the line `schedule manual`".to_owned(),
    };
    (what, hint)
}
