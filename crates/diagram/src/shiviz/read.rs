//! From the text of a log to its events, as the reader's expression finds them.
//!
//! 1. A delimiter, if there is one, splits the text into executions; one of them is read.
//! 2. In its text, matches of the expression follow each other. Each is an event; what
//!    stands between them is no part of any.
//! 3. Every mistake is told with its line, and reading goes on to find the others. A log
//!    with mistakes is not opened: an arrow might be wrong.
//! 4. Some of the hosts get lanes: those that are asked for, or as many as a diagram holds.

use super::build::Builder;
use super::clock::{self, abbreviated};
use super::hosts::HOSTS_MAX;
use super::lanes;
use super::records::{Found, Record};
use super::remarks::{Log, Mistakes};
use super::walk::{Came, Lines, Walk};
use sequitur_expression::{Expression, Match};
use std::ops::Range;
use std::rc::Rc;

/// The expression that ShiViz offers.
pub const DEFAULT_EXPRESSION: &str = r"(?<host>\S*) (?<clock>{.*})\n(?<event>.*)";

/// The longest log that is read, in bytes.
pub const TEXT_MAX: usize = 64_000_000;

/// The most events that are read.
pub const EVENTS_MAX: usize = 1_000_000;

/// What is said of an expression that has used up its steps.
const TOO_LONG: &str = "it takes too long on this log; say more exactly what it matches";

/// The most fields of an event beside host, clock and event.
const FIELDS_MAX: usize = 32;

/// The most executions of a log.
const EXECUTIONS_MAX: usize = 1_000;

/// How a log is read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reading {
    /// What an event looks like, with groups named host, clock and event.
    pub expression: String,
    /// What stands between executions; empty where the log is of one. A group named trace
    /// names the execution after it.
    pub delimiter: String,
    /// Which execution is read, from 0.
    pub execution: usize,
    /// The names of the hosts that get lanes; empty for the first ones.
    pub hosts: Vec<String>,
    /// How many lines come before the log: those in which it says how it is to be read.
    pub header_lines: usize,
}

impl Default for Reading {
    fn default() -> Reading {
        Reading {
            expression: DEFAULT_EXPRESSION.to_owned(),
            delimiter: String::new(),
            execution: 0,
            hosts: Vec::new(),
            header_lines: 0,
        }
    }
}

/// Why a log was not read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// The expression is wrong.
    Expression(String),
    /// The delimiter is wrong.
    Delimiter(String),
    /// There is no such execution.
    Execution(String),
    /// There is no such host, or too many are asked for.
    Host(String),
    /// The log is wrong, at these locations.
    Log(Mistakes),
}

/// The text of a log.
///
/// # Errors
/// Where it is not UTF-8, with all lines on which it is not.
pub fn decode(bytes: Vec<u8>) -> Result<String, Refusal> {
    if bytes.len() > TEXT_MAX {
        // Cut anywhere: all that will be told of it is where it is too long.
        return Ok(String::from_utf8_lossy(&bytes).into_owned());
    }
    String::from_utf8(bytes).map_err(|error| Refusal::Log(not_utf8(error.as_bytes())))
}

/// The locations at which bytes are no UTF-8: the first on each line.
fn not_utf8(bytes: &[u8]) -> Mistakes {
    let mut mistakes = Mistakes::default();
    let (mut line, mut column, mut told) = (1, 1, 0);
    for chunk in bytes.utf8_chunks() {
        let good = chunk.valid();
        line += good.bytes().filter(|byte| *byte == b'\n').count() as u32;
        let (start, rest) = good.rfind('\n').map_or((column, good), |end| (1, &good[end + 1..]));
        column = start + rest.chars().count() as u32;
        if !chunk.invalid().is_empty() && told < line {
            mistakes.tell(line, column, || "this is not UTF-8; save the log as UTF-8 text".to_owned());
            told = line;
        }
        column += 1;
    }
    mistakes
}

/// Reads a log at once.
///
/// # Errors
/// Says what is wrong with the log, or with how it is to be read.
pub fn read(text: &str, reading: &Reading) -> Result<Log, Refusal> {
    let mut reader = Reader::new(text.into(), reading)?;
    while !reader.advance(u32::MAX) {}
    reader.finish()
}

/// A log that is being read, a slice at a time.
pub struct Reader {
    text: Rc<str>,
    walk: Walk,
    stage: Stage,
    groups: Groups,
    execution: usize,
    /// The names of the hosts that get lanes.
    wanted: Vec<String>,
    /// Where each execution stands, and its name.
    executions: Vec<(Range<usize>, String)>,
    /// What stands between the last delimiter and the next.
    open: (usize, String),
    lines: Lines,
    /// Where the last event ended.
    end: usize,
    found: Found,
    mistakes: Mistakes,
}

/// How far the reading is.
enum Stage {
    /// The walk is along the delimiters; the expression of events comes after them.
    Parting(Expression),
    /// The walk is along the events.
    Reading,
    /// All events are found.
    Building(Box<Builder>),
    /// Something is wrong.
    Refused(Refusal),
}

impl Reader {
    /// Begins to read a log.
    ///
    /// # Errors
    /// Where the log is too long, or an expression is wrong.
    pub fn new(text: Rc<str>, reading: &Reading) -> Result<Reader, Refusal> {
        let expression = Expression::new(&reading.expression);
        let expression = expression.map_err(|error| Refusal::Expression(error.to_string()))?;
        let missing = ["host", "clock", "event"].iter().find(|name| expression.group(name).is_none());
        if let Some(name) = missing {
            let what =
                format!("there is no group named {name}; write `(?<{name}>…)` around what it is to match");
            return Err(Refusal::Expression(what));
        }
        if expression.names().len() > 3 + FIELDS_MAX {
            return Err(Refusal::Expression(format!("there are more than {} groups", 3 + FIELDS_MAX)));
        }
        if text.len() > TEXT_MAX {
            let cut =
                text.char_indices().map(|(index, _)| index).take_while(|index| *index <= TEXT_MAX).last();
            let (line, column) = Lines::default().location(&text, cut.unwrap_or(0));
            let what = format!("the log is too long; at most {TEXT_MAX} bytes are read: take a part of it");
            return Err(Refusal::Log(Mistakes::one(line, column, what)));
        }
        let text = if text.contains("\r\n") { text.replace("\r\n", "\n").into() } else { text };
        let start = after_lines(&text, reading.header_lines);
        let groups = Groups::of(&expression);
        let names = groups.fields.iter().map(|&group| expression.names()[group].clone()).collect();
        let found = Found { names, ..Found::default() };
        let mut reader = Reader {
            walk: Walk::new(expression.clone(), start..text.len()),
            text,
            stage: Stage::Reading,
            groups,
            execution: reading.execution,
            wanted: reading.hosts.clone(),
            executions: Vec::new(),
            open: (start, String::new()),
            lines: Lines::default(),
            end: start,
            found,
            mistakes: Mistakes::default(),
        };
        if reading.delimiter.is_empty() {
            reader.executions.push((start..reader.text.len(), String::new()));
            reader.choose()?;
        } else {
            let delimiter = Expression::new(&reading.delimiter);
            let delimiter = delimiter.map_err(|error| Refusal::Delimiter(error.to_string()))?;
            reader.walk = Walk::new(delimiter, start..reader.text.len());
            reader.stage = Stage::Parting(expression);
        }
        Ok(reader)
    }

    /// How far it is, in thousandths.
    pub fn progress(&self) -> u32 {
        let of = |whole: u64| (self.walk.from as u64 * whole / (self.walk.range.len() as u64 + 2)) as u32;
        match &self.stage {
            Stage::Parting(_) => of(200),
            Stage::Reading => 200 + of(500),
            Stage::Building(builder) => 700 + builder.progress() * 3 / 10,
            Stage::Refused(_) => 1_000,
        }
    }

    /// Goes on for about so many characters. True when all is read, and built.
    pub fn advance(&mut self, characters: u32) -> bool {
        let text = Rc::clone(&self.text);
        let mut budget = characters;
        loop {
            match &mut self.stage {
                Stage::Refused(_) => return true,
                Stage::Building(builder) => return builder.advance(&mut budget),
                Stage::Parting(_) | Stage::Reading => {}
            }
            match self.walk.go_on(&text, &mut budget) {
                Came::OnItsWay => return false,
                Came::Upon(found) if matches!(self.stage, Stage::Reading) => self.event(&text, &found),
                Came::Upon(found) => self.delimiter(&found),
                Came::ToItsEnd => self.stage = self.next_stage().unwrap_or_else(Stage::Refused),
            }
        }
    }

    /// What follows when the walk is at its end.
    fn next_stage(&mut self) -> Result<Stage, Refusal> {
        match std::mem::replace(&mut self.stage, Stage::Reading) {
            Stage::Parting(_) if self.walk.automaton.is_exhausted() => {
                Err(Refusal::Delimiter(TOO_LONG.to_owned()))
            }
            Stage::Parting(expression) => {
                let length = self.text.len();
                self.close(length);
                self.walk = Walk::new(expression, 0..0);
                self.choose()?;
                Ok(Stage::Reading)
            }
            _ => {
                self.check()?;
                let mut found = std::mem::take(&mut self.found);
                let mut hosts = lanes::order(&mut found);
                hosts.give_lanes(&self.wanted, &mut found).map_err(Refusal::Host)?;
                Ok(Stage::Building(Box::new(Builder::new(Rc::clone(&self.text), found, hosts))))
            }
        }
    }

    /// The whole log.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn finish(mut self) -> Result<Log, Refusal> {
        while !self.advance(u32::MAX) {}
        match self.stage {
            Stage::Building(builder) => {
                let executions = self.executions.into_iter().map(|(_, name)| name).collect();
                Ok(builder.finish(executions, self.execution))
            }
            Stage::Refused(refusal) => Err(refusal),
            Stage::Parting(_) | Stage::Reading => unreachable!("it has been read to its end"),
        }
    }

    /// What is wrong with what was read, if anything is.
    fn check(&mut self) -> Result<(), Refusal> {
        let range = self.executions[self.execution].0.clone();
        if self.walk.automaton.is_exhausted() {
            return Err(Refusal::Expression(TOO_LONG.to_owned()));
        }
        self.skip(range.end);
        let lines = self.text[range.clone()].lines();
        self.found.skipped.of = lines.filter(|line| !line.trim().is_empty()).count() as u32;
        if self.found.records.is_empty() && self.mistakes.is_empty() {
            let (line, column) = Lines::default().location(&self.text, range.start);
            self.mistakes.tell(line, column, || {
                "nothing from here on matches the expression; does it fit this log?".to_owned()
            });
        }
        match self.mistakes.is_empty() {
            true => Ok(()),
            false => Err(Refusal::Log(std::mem::take(&mut self.mistakes))),
        }
    }

    /// A delimiter: one execution ends, another begins.
    fn delimiter(&mut self, found: &Match) {
        let offset = self.walk.range.start;
        let (start, end) = found.whole();
        if start == end {
            return;
        }
        self.close(offset + start);
        let trace = self.walk.automaton.expression().group("trace").and_then(|group| found.group(group));
        let name = trace.map(|(start, end)| self.text[offset + start..offset + end].trim().to_owned());
        self.open = (offset + end, name.unwrap_or_default());
    }

    /// Ends the execution at hand. One without text is none.
    fn close(&mut self, end: usize) {
        let (start, name) = std::mem::take(&mut self.open);
        if !self.text[start..end].trim().is_empty() && self.executions.len() <= EXECUTIONS_MAX {
            self.executions.push((start..end, name));
        }
    }

    /// Turns to the execution that is asked for.
    fn choose(&mut self) -> Result<(), Refusal> {
        if self.executions.len() > EXECUTIONS_MAX {
            let what = format!("it splits the log into more than {EXECUTIONS_MAX} executions");
            return Err(Refusal::Delimiter(what));
        }
        let count = self.executions.len();
        let Some((range, _)) = self.executions.get(self.execution) else {
            let what = match count {
                0 => "the log is empty".to_owned(),
                1 => "the log has one execution".to_owned(),
                _ => format!("the log has {count} executions"),
            };
            return Err(Refusal::Execution(what));
        };
        if self.walk.range.is_empty() {
            self.walk.range = range.clone();
            self.end = range.start;
        }
        Ok(())
    }

    /// An event.
    fn event(&mut self, text: &str, found: &Match) {
        let offset = self.walk.range.start;
        let (start, end) = found.whole();
        let group = |group: usize| {
            let (start, end) = found.group(group)?;
            Some((offset + start, offset + end))
        };
        let Groups { host, clock, event, .. } = self.groups;
        let (host, clock, event) = (group(host), group(clock), group(event));
        for &field in &self.groups.fields {
            let (start, end) = group(field).unwrap_or((0, 0));
            self.found.fields.push((start as u32, end as u32));
        }
        self.skip(offset + start);
        self.end = offset + end;
        let (line, _) = self.lines.location(text, offset + start);
        let location = self.lines.at(text, clock.map_or(offset + start, |(start, _)| start));
        let event = event.unwrap_or((0, 0));
        let first = self.found.entries.len();
        let piece = |(start, end): (usize, usize)| &text[start..end];
        let name = host.map_or("", piece);
        match self.record(name, clock.map_or("", piece), location) {
            Ok((host, own)) => self.found.records.push(Record {
                host,
                own,
                line,
                clock: location,
                text: (event.0 as u32, event.1 as u32),
                entries: (first as u32, self.found.entries.len() as u32),
            }),
            Err(what) => {
                self.found.entries.truncate(first);
                let names = self.found.names.len();
                self.found.fields.truncate(self.found.records.len() * names);
                self.mistakes.tell(location.0, location.1, || what);
            }
        }
    }

    /// Reads the clock of an event: its host's number, and which of its events it is.
    fn record(&mut self, name: &str, clock: &str, location: (u32, u32)) -> Result<(u32, u32), String> {
        let Found { hosts, records, entries, .. } = &mut self.found;
        let first = entries.len();
        if records.len() >= EVENTS_MAX {
            return Err(format!("there are more than {EVENTS_MAX} events; take a part of the log"));
        }
        hosts.begin_clock(location);
        let host = hosts.number(name);
        hosts.add_event(host);
        clock::read(clock, hosts, entries)?;
        if hosts.len() > HOSTS_MAX {
            return Err(format!("there are more than {HOSTS_MAX} hosts; take a part of the log"));
        }
        let own = entries[first..].iter().find(|(other, _)| *other == host);
        own.map(|(_, count)| (host, *count)).ok_or_else(|| {
            format!("the clock of {0} has no entry for {0}, which counts this event", abbreviated(name))
        })
    }

    /// Counts the lines up to a location that are no part of an event.
    fn skip(&mut self, to: usize) {
        let gap = &self.text[self.end..to];
        let is_start = self.end == self.walk.range.start;
        let is_end = to == self.walk.range.end;
        let count = gap.bytes().filter(|byte| *byte == b'\n').count();
        let mut whole = gap.split('\n').enumerate().filter(|(index, line)| {
            (*index > 0 || is_start) && (*index < count || is_end) && !line.trim().is_empty()
        });
        if let Some((first, _)) = whole.next() {
            let skipped = &mut self.found.skipped;
            if skipped.lines == 0 {
                skipped.first = Lines::default().location(&self.text, self.end).0 + first as u32;
            }
            skipped.lines += 1 + whole.count() as u32;
        }
    }
}

/// Where the groups of an expression stand among all of them.
struct Groups {
    host: usize,
    clock: usize,
    event: usize,
    /// The others.
    fields: Vec<usize>,
}

impl Groups {
    fn of(expression: &Expression) -> Groups {
        let group = |name| expression.group(name).unwrap_or(0);
        let (host, clock, event) = (group("host"), group("clock"), group("event"));
        let others = (0..expression.names().len()).filter(|group| ![host, clock, event].contains(group));
        Groups { host, clock, event, fields: others.collect() }
    }
}

/// Where a text goes on after so many lines.
fn after_lines(text: &str, lines: usize) -> usize {
    match lines.checked_sub(1) {
        None => 0,
        Some(last) => text.match_indices('\n').nth(last).map_or(text.len(), |(end, _)| end + 1),
    }
}
