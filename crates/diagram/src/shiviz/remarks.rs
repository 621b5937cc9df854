//! What a log says, and what is wrong with it.

use super::hosts::LogHost;
use sequitur_core::sim::run::Run;
use sequitur_core::trace::EventId;
use std::fmt;
use std::rc::Rc;

/// The most mistakes, and the most contradictions, that are told; others are counted.
const REMARKS_MAX: usize = 20;

/// A sentence about a location in a log.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Remark {
    /// From 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
    /// What is there.
    pub what: String,
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.what)
    }
}

/// What is wrong, in the order of its lines: the first few, and how many more.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Mistakes {
    /// The first ones.
    pub remarks: Vec<Remark>,
    /// How many others there are.
    pub more: u32,
}

impl Mistakes {
    /// One mistake.
    pub(super) fn one(line: u32, column: u32, what: String) -> Mistakes {
        Mistakes { remarks: vec![Remark { line, column, what }], more: 0 }
    }

    /// Adds what is found later, which may be about an earlier line.
    pub(super) fn tell(&mut self, line: u32, column: u32, what: impl FnOnce() -> String) {
        let index = self.remarks.partition_point(|remark| (remark.line, remark.column) <= (line, column));
        if index < REMARKS_MAX {
            self.remarks.insert(index, Remark { line, column, what: what() });
        }
        if index >= REMARKS_MAX || self.remarks.len() > REMARKS_MAX {
            self.remarks.truncate(REMARKS_MAX);
            self.more = self.more.saturating_add(1);
        }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.remarks.is_empty()
    }

    /// "and 12 more", where there are more.
    pub fn rest(&self) -> Option<String> {
        (self.more > 0).then(|| format!("and {} more", self.more))
    }
}

/// Lines that belong to no event, those with nothing on them left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Skipped {
    /// How many there are.
    pub lines: u32,
    /// The first of them, if there is one.
    pub first: u32,
    /// How many lines there are with something on them.
    pub of: u32,
}

impl Skipped {
    /// How many lines belong to an event.
    pub fn lines_read(&self) -> u32 {
        self.of.saturating_sub(self.lines)
    }

    /// Whether most lines belong to none: the expression may not fit the log.
    pub fn is_most(&self) -> bool {
        self.lines > self.lines_read()
    }
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.lines {
            1 => write!(f, "line {} belongs to no event", self.first),
            lines => write!(f, "{lines} lines belong to no event, the first is line {}", self.first),
        }
    }
}

/// A log that was read.
pub struct Log {
    /// What it tells, as a run: one that somebody else made.
    pub run: Rc<Run>,
    /// The names of all executions in the log.
    pub executions: Vec<String>,
    /// The one that was read, from 0.
    pub execution: usize,
    /// Where its clocks contradict each other, or the log is incomplete.
    pub contradictions: Mistakes,
    /// The lines of the execution that belong to no event.
    pub skipped: Skipped,
    /// The hosts that have events, in the order of their first ones.
    pub hosts: Vec<LogHost>,
    pub(super) text: Rc<str>,
    /// For each event, the line on which it begins.
    pub(super) lines: Vec<u32>,
    /// The names of the groups beside host, clock and event.
    pub(super) names: Vec<String>,
    /// For each event what each of these groups holds, as a piece of the text.
    pub(super) fields: Vec<(u32, u32)>,
}

impl Log {
    /// The name of the execution that was read.
    pub fn title(&self) -> &str {
        &self.executions[self.execution]
    }

    /// The line on which an event begins.
    pub fn line(&self, event: EventId) -> u32 {
        self.lines[event.index()]
    }

    /// The names of what the log says of an event beside host, clock and text: its line,
    /// unless a group has that name, and the other groups.
    pub(crate) fn columns(&self) -> Vec<&str> {
        let names = self.names.iter().map(String::as_str);
        self.has_line_column().then_some("line").into_iter().chain(names).collect()
    }

    /// What stands in these columns.
    pub(crate) fn cells(&self, event: EventId) -> Vec<String> {
        let line = self.has_line_column().then(|| self.line(event).to_string());
        line.into_iter().chain(self.fields(event).map(|(_, field)| field.to_owned())).collect()
    }

    /// Whether it says more of an event than host, clock and text.
    pub(crate) fn has_fields(&self) -> bool {
        !self.names.is_empty()
    }

    /// A log that was written from another one tells the lines of that one.
    fn has_line_column(&self) -> bool {
        !self.names.iter().any(|name| name == "line")
    }

    /// What else the log says of an event: the groups beside host, clock and event.
    pub fn fields(&self, event: EventId) -> impl Iterator<Item = (&str, &str)> {
        let start = event.index() * self.names.len();
        let fields = &self.fields[start..start + self.names.len()];
        let pieces = fields.iter().map(|&(start, end)| &self.text[start as usize..end as usize]);
        self.names.iter().map(String::as_str).zip(pieces)
    }
}
