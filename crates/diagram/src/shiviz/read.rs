//! From the text of a log to its events, as the reader's expression finds them.
//!
//! 1. A delimiter, if there is one, splits the text into executions; one of them is read.
//! 2. In its text, matches of the expression follow each other. Each is an event; what
//!    stands between them is no part of any.
//! 3. Every mistake is told with its line, and reading goes on to find the others. A log
//!    with mistakes is not opened: an arrow might be wrong.

use super::build::{Builder, Record};
use super::clock::{self, Entry, Hosts, abbreviated};
use super::remarks::{Log, Mistakes, Skipped};
use sequitur_core::sim::plan::NODES_MAX;
use sequitur_expression::{Automaton, Expression, Match};
use std::ops::Range;
use std::rc::Rc;

/// The expression that ShiViz offers.
pub const DEFAULT_EXPRESSION: &str = r"(?<host>\S*) (?<clock>{.*})\n(?<event>.*)";

/// The longest log that is read, in bytes.
pub const TEXT_MAX: usize = 64_000_000;

/// The most events that are read.
pub const EVENTS_MAX: usize = 1_000_000;

/// The most steps that matching may take: seconds, where a usual log takes thousandths. A
/// longer log has so many for each of its bytes.
const FUEL: u64 = 1_000_000_000;
const FUEL_PER_BYTE: u64 = 60;

/// What is said of an expression that has used them up.
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
}

impl Default for Reading {
    fn default() -> Reading {
        Reading { expression: DEFAULT_EXPRESSION.to_owned(), delimiter: String::new(), execution: 0 }
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
    execution: usize,
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

/// What has been found in a log.
#[derive(Default)]
pub(super) struct Found {
    pub hosts: Vec<Host>,
    pub records: Vec<Record>,
    /// The entries of all clocks.
    pub entries: Vec<Entry>,
    /// The names of groups beside host, clock and event, and what they hold.
    pub names: Vec<String>,
    pub fields: Vec<(u32, u32)>,
    pub skipped: Skipped,
}

impl Found {
    /// Numbers the hosts anew, in the order of their first events. Each has one.
    fn order_hosts(&mut self) {
        let mut new = [u8::MAX; NODES_MAX];
        let mut hosts = Vec::new();
        for record in &mut self.records {
            let old = usize::from(record.host);
            if new[old] == u8::MAX {
                new[old] = hosts.len() as u8;
                hosts.push(std::mem::take(&mut self.hosts[old]));
            }
            record.host = new[old];
        }
        for (host, _) in &mut self.entries {
            *host = new[usize::from(*host)];
        }
        self.hosts = hosts;
    }
}

/// A host, and where it is named first.
#[derive(Default)]
pub(super) struct Host {
    pub name: String,
    pub line: u32,
    pub column: u32,
    pub events: u32,
}

/// Matches that follow each other in a piece of a text.
struct Walk {
    automaton: Automaton,
    range: Range<usize>,
    from: usize,
    begun: bool,
}

/// What a walk came upon.
enum Came {
    /// It has not come to anything yet.
    OnItsWay,
    Upon(Match),
    ToItsEnd,
}

impl Walk {
    fn new(expression: Expression, range: Range<usize>) -> Walk {
        let fuel = FUEL.max(range.len() as u64 * FUEL_PER_BYTE);
        Walk { automaton: Automaton::new(expression, fuel), range, from: 0, begun: false }
    }

    fn go_on(&mut self, text: &str, budget: &mut u32) -> Came {
        let text = &text[self.range.clone()];
        if self.from > text.len() {
            return Came::ToItsEnd;
        }
        if !self.begun {
            self.automaton.begin(text, self.from);
            self.begun = true;
        }
        match self.automaton.go_on(text, budget) {
            None => Came::OnItsWay,
            Some(None) => {
                self.from = text.len() + 1;
                Came::ToItsEnd
            }
            Some(Some(found)) => {
                let (start, end) = found.whole();
                let step =
                    if start == end { text[end..].chars().next().map_or(1, char::len_utf8) } else { 0 };
                (self.from, self.begun) = (end + step, false);
                Came::Upon(found)
            }
        }
    }
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
        let names =
            expression.names().iter().filter(|name| !["host", "clock", "event"].contains(&name.as_str()));
        let found = Found { names: names.cloned().collect(), ..Found::default() };
        let mut reader = Reader {
            walk: Walk::new(expression.clone(), 0..text.len()),
            text,
            stage: Stage::Reading,
            execution: reading.execution,
            executions: Vec::new(),
            open: (0, String::new()),
            lines: Lines::default(),
            end: 0,
            found,
            mistakes: Mistakes::default(),
        };
        if reading.delimiter.is_empty() {
            reader.executions.push((0..reader.text.len(), String::new()));
            reader.choose()?;
        } else {
            let delimiter = Expression::new(&reading.delimiter);
            let delimiter = delimiter.map_err(|error| Refusal::Delimiter(error.to_string()))?;
            reader.walk = Walk::new(delimiter, 0..reader.text.len());
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
                self.found.order_hosts();
                let found = std::mem::take(&mut self.found);
                Ok(Stage::Building(Box::new(Builder::new(Rc::clone(&self.text), found))))
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
        if self.found.records.is_empty() && self.mistakes.is_empty() {
            let (line, column) = Lines::default().location(&self.text, range.start);
            self.mistakes.tell(line, column, || {
                "nothing from here on matches the expression; does it fit this log?".to_owned()
            });
        }
        for host in self.found.hosts.iter().filter(|host| host.events == 0) {
            let name = abbreviated(&host.name);
            self.mistakes.tell(host.line, host.column, || {
                format!("the clock counts events of {name}, but the log has none of them")
            });
        }
        match self.mistakes.is_empty() {
            true => Ok(()),
            false => Err(Refusal::Log(std::mem::take(&mut self.mistakes))),
        }
    }

    /// A delimiter: one execution ends, another begins.
    fn delimiter(&mut self, found: &Match) {
        let (start, end) = found.whole();
        if start == end {
            return;
        }
        self.close(start);
        let trace = self.walk.automaton.expression().group("trace").and_then(|group| found.group(group));
        let name = trace.map(|(start, end)| self.text[start..end].trim().to_owned());
        self.open = (end, name.unwrap_or_default());
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
        let expression = self.walk.automaton.expression();
        let group = |name: &str| {
            let (start, end) = expression.group(name).and_then(|group| found.group(group))?;
            Some((offset + start, offset + end))
        };
        let (host, clock, event) = (group("host"), group("clock"), group("event"));
        for name in &self.found.names {
            let (start, end) = group(name).unwrap_or((0, 0));
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
    fn record(&mut self, name: &str, clock: &str, (line, column): (u32, u32)) -> Result<(u8, u32), String> {
        let first = self.found.entries.len();
        if self.found.records.len() >= EVENTS_MAX {
            return Err(format!("there are more than {EVENTS_MAX} events; take a part of the log"));
        }
        let mut hosts = Numbers { hosts: &mut self.found.hosts, line, column, too_many: false };
        let host = hosts.number(name);
        if let Some(host) = host {
            hosts.hosts[usize::from(host)].events += 1;
        }
        clock::read(clock, &mut hosts, &mut self.found.entries)?;
        let too_many = hosts.too_many;
        let (Some(host), false) = (host, too_many) else {
            return Err(format!("there are more than {NODES_MAX} hosts; a diagram has room for {NODES_MAX}"));
        };
        let own = self.found.entries[first..].iter().find(|(other, _)| *other == host);
        own.copied().ok_or_else(|| {
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

/// The numbers of hosts, in the order in which they are named.
struct Numbers<'h> {
    hosts: &'h mut Vec<Host>,
    line: u32,
    column: u32,
    too_many: bool,
}

impl Hosts for Numbers<'_> {
    fn number(&mut self, name: &str) -> Option<u8> {
        if let Some(index) = self.hosts.iter().position(|host| host.name == name) {
            return Some(index as u8);
        }
        if self.hosts.len() == NODES_MAX {
            self.too_many = true;
            return None;
        }
        let (line, column) = (self.line, self.column);
        self.hosts.push(Host { name: name.to_owned(), line, column, events: 0 });
        Some(self.hosts.len() as u8 - 1)
    }
}

/// Counts lines on the way through a text.
#[derive(Default)]
struct Lines {
    /// How far they are counted.
    to: usize,
    /// How many ended before.
    ended: u32,
    /// Where the line at hand begins.
    start: usize,
}

impl Lines {
    /// The line and column of a location that is not before the last one.
    fn location(&mut self, text: &str, offset: usize) -> (u32, u32) {
        let passed = &text[self.to..offset];
        self.ended += passed.bytes().filter(|byte| *byte == b'\n').count() as u32;
        if let Some(end) = passed.rfind('\n') {
            self.start = self.to + end + 1;
        }
        self.to = offset;
        (self.ended + 1, text[self.start..offset].chars().count() as u32 + 1)
    }

    /// The same for a location somewhat further on, and goes no further.
    fn at(&self, text: &str, offset: usize) -> (u32, u32) {
        Lines { ..*self }.location(text, offset)
    }
}
