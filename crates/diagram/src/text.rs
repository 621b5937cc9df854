//! The text diagram: one column a lane, one row a thing that happened.
//!
//! ```text
//! A              B
//! |---Attack---->|
//! |     x---Ack--|
//! ```
//! An arrow ends in `>` or `<` where it was taken, in `x` where it was not: in the
//! middle when it was lost or dropped, at the lane when a partition or a receiver that
//! was down kept it out; in `~` when it is still under way. It passes other lanes as
//! `+`. `*` marks what a node does by itself or says, `X` a crash, `^` a restart, `:` a
//! lane that is down.

use crate::names::{columns_of, legend, short_names};
use crate::plain::{FORM_MAX, cut_note, one_line};
use crate::rows::{Row, What, fate_text, rows};
use crate::stamps::{Clock, Stamps};
use sequitur_core::sim::run::{Outcome, Run, Stopped};
use sequitur_core::trace::{EventKind, Fate, Message, MessageId, Micros, STEP, Trace};
use std::fmt::Write;

/// The most characters of a name or of an arrow's label.
const NAME_MAX: usize = 24;
/// The most characters of what stands right of the lanes.
const SAYS_MAX: usize = 80;
/// Where on its way a lost message ends, in hundredths.
const LOST_AT: usize = 55;

/// A run as text: the diagram, then what became of each property, then the edits that
/// did nothing.
pub fn text(run: &Run, unused: &[String]) -> String {
    text_of_run(run, unused, &mut |_| None)
}

/// The same with what a clock shows beside each row: for a message the times of its
/// sending and its arrival.
pub fn text_with_clock(run: &Run, unused: &[String], clock: Clock) -> String {
    let trace = &run.trace;
    let mut stamps = Stamps::new(run, clock);
    text_of_run(run, unused, &mut |row| match row.what {
        What::Mark(_) => stamps.text(trace, row.event).map(|stamp| stamp.text),
        What::Arrow { message, .. } => {
            let message = trace.message(message);
            let mut of = |event| stamps.text(trace, event).map(|stamp| stamp.text).unwrap_or_default();
            let received = message.received.map(&mut of).unwrap_or_default();
            Some(format!("{} -> {received}", of(message.sent)).trim_end().to_owned())
        }
    })
}

/// What stands beside a row.
type StampOf<'a> = &'a mut dyn FnMut(&Row) -> Option<String>;

fn text_of_run(run: &Run, unused: &[String], stamp: StampOf) -> String {
    let rows = rows(&run.trace);
    let apart = |row: &Row| matches!(row.what, What::Arrow { apart: true, .. });
    let timed = run.plan.manual.is_none() || run.plan.manual_from.is_some() || rows.iter().any(apart);
    let mut out = diagram(&run.trace, rows, timed, stamp);
    if run.stopped == Stopped::Events {
        out.push_str("the run stops here: it reached the limit of events or messages\n");
    }
    verdicts(run, timed, &mut out);
    assumptions(run, &mut out);
    for (index, edit) in unused.iter().enumerate() {
        let why = run.unused.get(index).and_then(|origin| run.refused.get(origin));
        let why = why.map(|why| format!(" ({why})")).unwrap_or_default();
        let _ = writeln!(out, "unused: {}{}", one_line(edit, 1_000), one_line(&why, 1_000));
    }
    out
}

/// The diagram of a trace, with times.
pub fn text_of_trace(trace: &Trace) -> String {
    diagram(trace, rows(trace), true, &mut |_| None)
}

fn diagram(trace: &Trace, rows: Vec<Row>, timed: bool, stamp: StampOf) -> String {
    let times = Times::new(trace, &rows, timed);
    let mut canvas = Canvas::new(trace, &rows);
    let count = rows.len();
    let mut out = String::new();
    times.margin(None, &mut out);
    canvas.names(&mut out);
    for (index, mut row) in rows.into_iter().enumerate() {
        let at = row.says.len().min(usize::from(matches!(row.what, What::Mark(_))));
        row.says.splice(at..at, stamp(&row));
        times.margin(Some(row.at), &mut out);
        canvas.row(trace, &row, &times, &mut out);
        if out.len() > FORM_MAX {
            let _ = writeln!(out, "{}", cut_note(count - index - 1, "rows"));
            break;
        }
    }
    for (short, name) in legend(&trace.nodes, &canvas.names) {
        let _ = writeln!(out, "{short} is {name}");
    }
    out
}

/// One line a property: its name, what became of it, and why where it was violated.
fn verdicts(run: &Run, timed: bool, out: &mut String) {
    let name = |property: usize| run.info.properties[property].name;
    let width = run.verdicts.iter().map(|v| name(v.property).chars().count()).max().unwrap_or(0);
    let times = Times { decimals: 3, width: 0, timed, steps: run.trace.is_timeless };
    for verdict in &run.verdicts {
        let _ = write!(out, "{:width$}  {}", name(verdict.property), verdict.words());
        if verdict.outcome == Outcome::Violated {
            let _ = write!(out, ": {}", one_line(&verdict.why, 1_000));
            if let Some(event) = verdict.event.map(|id| run.trace.event(id)) {
                let node = one_line(run.trace.node_name(event.node), NAME_MAX);
                let at = if timed { format!(" at {}", times.trimmed(event.at)) } else { String::new() };
                let _ = write!(out, " ({node}{at})");
            }
        }
        out.push('\n');
    }
}

/// What the run left of what its protocol relies on.
fn assumptions(run: &Run, out: &mut String) {
    for kept in &run.assumptions {
        if let Some(left) = &kept.left {
            let _ = writeln!(out, "left {}: {}", kept.assumption.name(), one_line(&left.why, 1_000));
        }
    }
}

/// How times are written: in milliseconds, all with as many decimals as any needs.
struct Times {
    decimals: usize,
    width: usize,
    timed: bool,
    /// Whether times are steps.
    steps: bool,
}

impl Times {
    fn new(trace: &Trace, rows: &[Row], timed: bool) -> Times {
        let mut times = Times { decimals: 0, width: 0, timed, steps: trace.is_timeless };
        if !timed {
            return times;
        }
        let all = rows.iter().flat_map(|row| [row.at, told_time(trace, row).unwrap_or(row.at)]);
        times.decimals = all.map(decimals).max().unwrap_or(0);
        times.width = rows.iter().map(|row| times.text(row.at).len()).max().unwrap_or(0);
        times
    }

    /// A point in time, as in `161.250ms`.
    fn text(&self, time: Micros) -> String {
        let (whole, rest) = (time / 1_000, time % 1_000);
        match self.decimals {
            _ if self.steps => format!("{}", time / STEP),
            0 => format!("{whole}ms"),
            1 => format!("{whole}.{:01}ms", rest / 100),
            2 => format!("{whole}.{:02}ms", rest / 10),
            _ => format!("{whole}.{rest:03}ms"),
        }
    }

    /// The same with no more decimals than it needs.
    fn trimmed(&self, time: Micros) -> String {
        Times { decimals: decimals(time), ..*self }.text(time)
    }

    /// The column left of the lanes.
    fn margin(&self, time: Option<Micros>, out: &mut String) {
        if self.timed && self.width > 0 {
            let text = time.map(|time| self.text(time)).unwrap_or_default();
            let _ = write!(out, "{text:>width$}  ", width = self.width);
        }
    }
}

/// How many decimals a time in milliseconds needs.
fn decimals(time: Micros) -> usize {
    match time {
        t if t % 1_000 == 0 => 0,
        t if t % 100 == 0 => 1,
        t if t % 10 == 0 => 2,
        _ => 3,
    }
}

/// The time that a row tells beside its own: when a message was sent, or was kept out.
fn told_time(trace: &Trace, row: &Row) -> Option<Micros> {
    let What::Arrow { message, apart } = row.what else { return None };
    let message = trace.message(message);
    match message.fate {
        Fate::Delivered => apart.then_some(message.sent_at),
        Fate::Cut | Fate::Refused => message.arrives_at,
        Fate::Lost | Fate::Dropped | Fate::Flying => None,
    }
}

/// The lanes, and the line that is being drawn.
struct Canvas {
    /// The column of each lane.
    columns: Vec<usize>,
    /// What each lane is called.
    names: Vec<String>,
    down: Vec<bool>,
    line: Vec<char>,
}

impl Canvas {
    /// Makes every gap as wide as the longest label in it.
    fn new(trace: &Trace, rows: &[Row]) -> Canvas {
        let lanes = trace.nodes.len();
        // A few lanes have room to spare.
        let shaft = if lanes <= 3 { 8 } else { 4 };
        let names = short_names(&trace.nodes, NAME_MAX);
        let mut gaps: Vec<usize> = names.iter().map(|name| columns_of(name).max(4) + 1).collect();
        for row in rows {
            let What::Arrow { message, .. } = row.what else { continue };
            if let Some(gap) = label_gap(trace.message(message)) {
                let label = label(trace, message).chars().count();
                gaps[gap] = gaps[gap].max(label + shaft);
            }
        }
        let mut columns = Vec::with_capacity(lanes);
        let mut column = 0;
        for gap in gaps {
            columns.push(column);
            column += gap + 1;
        }
        Canvas { columns, names, down: vec![false; lanes], line: Vec::new() }
    }

    fn names(&self, out: &mut String) {
        let mut column = 0;
        for (name, &at) in self.names.iter().zip(&self.columns) {
            let _ = write!(out, "{:pad$}{name}", "", pad = at - column);
            column = at + columns_of(name);
        }
        out.push('\n');
    }

    fn row(&mut self, trace: &Trace, row: &Row, times: &Times, out: &mut String) {
        self.lanes();
        let mut remarks: Vec<String> = Vec::new();
        let node = row.node.index();
        let mark = match row.what {
            What::Mark(EventKind::Crash) => 'X',
            What::Mark(EventKind::Restart) => '^',
            What::Mark(EventKind::Pause) => '=',
            What::Mark(EventKind::Resume) => '+',
            What::Mark(EventKind::Coin) => 'o',
            _ => '*',
        };
        if let What::Arrow { message, apart } = row.what {
            self.arrow(trace, message);
            remarks.extend(arrow_remarks(trace, message, apart, times));
        }
        if matches!(row.what, What::Mark(_)) || !row.says.is_empty() || self.is_loop(trace, row) {
            self.line[self.columns[node]] = mark;
        }
        self.down[node] = match row.what {
            What::Mark(EventKind::Crash) => true,
            What::Mark(EventKind::Restart) => false,
            _ => self.down[node],
        };
        remarks.extend(row.says.iter().cloned());
        out.extend(&self.line);
        if !remarks.is_empty() {
            let _ = write!(out, "  {}", one_line(&remarks.join("; "), SAYS_MAX));
        }
        out.truncate(out.trim_end_matches(' ').len());
        out.push('\n');
    }

    /// An empty line: only the lanes.
    fn lanes(&mut self) {
        let width = self.columns.last().map_or(0, |last| last + 1);
        self.line.clear();
        self.line.resize(width, ' ');
        for (&column, &down) in self.columns.iter().zip(&self.down) {
            self.line[column] = if down { ':' } else { '|' };
        }
    }

    fn is_loop(&self, trace: &Trace, row: &Row) -> bool {
        let What::Arrow { message, .. } = row.what else { return false };
        let key = trace.message(message).key;
        key.from == key.to
    }

    fn arrow(&mut self, trace: &Trace, id: MessageId) {
        let message = trace.message(id);
        let Some(gap) = label_gap(message) else { return };
        let label: Vec<char> = label(trace, id).chars().collect();
        let from = self.columns[message.key.from.index()];
        let to = self.columns[message.key.to.index()];
        let right = from < to;
        let (way, end) = self.way(message, label.len());
        for step in 1..way {
            let column = if right { from + step } else { from - step };
            self.line[column] = if self.line[column] == ' ' { '-' } else { '+' };
        }
        let tip = if right { from + way } else { from - way };
        self.line[tip] = end;
        // The label stands in the middle of what the gap shows of the shaft.
        let low = (self.columns[gap] + 1).max(if right { from + 1 } else { tip + 1 });
        let high = self.columns[gap + 1].min(if right { tip } else { from });
        let slack = (high - low).saturating_sub(label.len());
        let start = low + if right { slack / 2 } else { slack.div_ceil(2) };
        self.line[start..start + label.len()].copy_from_slice(&label);
    }

    /// How many columns an arrow goes, and what stands at its end.
    fn way(&self, message: &Message, label: usize) -> (usize, char) {
        let from = self.columns[message.key.from.index()];
        let to = self.columns[message.key.to.index()];
        let between = from.abs_diff(to) - 1;
        let end = match message.fate {
            Fate::Delivered => return (between, if from < to { '>' } else { '<' }),
            Fate::Cut | Fate::Refused => return (between, 'x'),
            Fate::Lost | Fate::Dropped => 'x',
            Fate::Flying => '~',
        };
        let shaft = ((between * LOST_AT + 50) / 100).max(label + 2);
        let way = (shaft + 1).min(between);
        let column = if from < to { from + way } else { from - way };
        // A cross on a lane would look like something that happened there.
        let on_lane = self.columns.contains(&column);
        (way + usize::from(on_lane), end)
    }
}

/// What a message is called on its arrow. A log does not name its messages.
fn label(trace: &Trace, message: MessageId) -> String {
    match trace.is_timeless {
        true => String::new(),
        false => one_line(trace.message_label(message), NAME_MAX),
    }
}

/// The gap between lanes in which a message has its label: next to the receiver, or
/// next to the sender where it never came so far. None for a message to oneself.
fn label_gap(message: &Message) -> Option<usize> {
    let (from, to) = (message.key.from.index(), message.key.to.index());
    let arrives = matches!(message.fate, Fate::Delivered | Fate::Cut | Fate::Refused);
    match (from < to, arrives) {
        _ if from == to => None,
        (true, true) => Some(to - 1),
        (true, false) => Some(from),
        (false, true) => Some(to),
        (false, false) => Some(from - 1),
    }
}

/// What must be told of an arrow beside the arrow.
fn arrow_remarks(trace: &Trace, id: MessageId, apart: bool, times: &Times) -> Vec<String> {
    let message = trace.message(id);
    let mut remarks = Vec::new();
    if message.key.from == message.key.to {
        remarks.push(format!("{} to itself", label(trace, id)));
    }
    if message.copy_of.is_some() {
        remarks.push("copy".to_owned());
    }
    if message.key.forged {
        remarks.push("forged".to_owned());
    }
    if apart {
        let at = if times.steps { "at step " } else { "" };
        remarks.push(format!("sent {at}{}", times.text(message.sent_at)));
    }
    let fate = fate_text(message.fate);
    match (fate, message.arrives_at) {
        ("", _) => {}
        ("cut" | "refused", Some(time)) if times.timed => {
            remarks.push(format!("{fate} {}", times.text(time)));
        }
        _ => remarks.push(fate.to_owned()),
    }
    remarks
}
