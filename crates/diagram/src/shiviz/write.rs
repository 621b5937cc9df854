//! A run as a log that ShiViz's own expression reads:
//! `(?<host>\S*) (?<clock>{.*})\n(?<event>.*)`.
//!
//! 1. ShiViz counts every event of a host from 1. Those are the events that tick; what a
//!    node decides or notes, and its crash, are added to the event before them.
//! 2. A clock names only hosts of which something is known.
//! 3. A host is a word, so what is white in a name becomes `_`, and names stay different.

use super::read::DEFAULT_EXPRESSION;
use super::remarks::Log;
use crate::index_u32;
use crate::plain::{FORM_MAX, cut_note, disturbs, one_line};
use sequitur_core::clocks::VectorClocks;
use sequitur_core::sim::run::Run;
use sequitur_core::trace::{EventId, EventKind, NodeId, Trace};
use std::fmt::Write;

/// The most characters of what an event says.
const SAYS_MAX: usize = 4_000;

/// A run as a ShiViz log.
pub fn shiviz(run: &Run) -> String {
    shiviz_of_trace(&run.trace)
}

/// A log as a ShiViz log. Where it says more of an event than host, clock and text, the form
/// says on its first line how it is read: a third line of each event has the event's line in
/// the log and what else that says of it.
pub fn shiviz_of_log(log: &Log) -> String {
    if !log.has_fields() {
        return shiviz(&log.run);
    }
    let groups: Vec<String> = log.columns().iter().map(|name| format!("(?<{name}>[^\\t\\n]*)")).collect();
    let header = format!("{DEFAULT_EXPRESSION}\\n{}\n\n", groups.join("\\t"));
    let trace = &log.run.trace;
    write(trace, header, |id| {
        let cells: Vec<String> = log.cells(id).iter().map(|cell| one_line(cell, SAYS_MAX)).collect();
        cells.join("\t") + "\n"
    })
}

/// A trace as a ShiViz log.
pub fn shiviz_of_trace(trace: &Trace) -> String {
    write(trace, String::new(), |_| String::new())
}

/// A trace as a ShiViz log, after its header, with more lines for each event.
fn write(trace: &Trace, header: String, more: impl Fn(EventId) -> String) -> String {
    let hosts = hosts(&trace.nodes);
    let quoted: Vec<String> = hosts.iter().map(|host| quoted(host)).collect();
    let mut vectors = VectorClocks::new(trace);
    let mut says = says(trace);
    let mut out = header;
    for id in (0..index_u32(trace.events.len())).map(EventId) {
        let event = trace.event(id);
        if !event.kind.ticks() {
            continue;
        }
        let node = event.node.index();
        let vector = vectors.at(trace, id);
        let _ = write!(out, "{} {{{}:{}", hosts[node], quoted[node], vector[node]);
        for (other, ticks) in vector.iter().enumerate().filter(|(other, ticks)| *other != node && **ticks > 0)
        {
            let _ = write!(out, ", {}:{ticks}", quoted[other]);
        }
        let _ = writeln!(out, "}}\n{}", one_line(&std::mem::take(&mut says[id.index()]), SAYS_MAX));
        out.push_str(&more(id));
        if out.len() > FORM_MAX {
            let _ = writeln!(out, "{}", cut_note(trace.events.len() - id.index() - 1, "events"));
            break;
        }
    }
    out
}

/// What each event that ticks says, with the remarks of its node up to the next one.
fn says(trace: &Trace) -> Vec<String> {
    let mut says = vec![String::new(); trace.events.len()];
    let mut last: Vec<Option<EventId>> = vec![None; trace.nodes.len()];
    for id in (0..index_u32(trace.events.len())).map(EventId) {
        let event = trace.event(id);
        let label = trace.label(id);
        if event.kind.ticks() {
            last[event.node.index()] = Some(id);
            says[id.index()] = said(trace, id, &label);
        } else if let Some(before) = last[event.node.index()] {
            let _ = write!(says[before.index()], "; {label}");
        }
    }
    says
}

/// What an event says: a send and a receive with the other end.
fn said(trace: &Trace, id: EventId, label: &str) -> String {
    let event = trace.event(id);
    let name = |node: NodeId| trace.node_name(node);
    match event.kind {
        _ if trace.is_timeless => label.to_owned(),
        EventKind::Send => {
            let to: Vec<&str> = event.messages().map(|id| name(trace.message(id).key.to)).collect();
            format!("send {label} to {}", to.join(", "))
        }
        EventKind::Receive => {
            format!("receive {label} from {}", name(trace.message(event.first_message).key.from))
        }
        _ => label.to_owned(),
    }
}

/// The names of the nodes as hosts: words, each of its own.
fn hosts(nodes: &[String]) -> Vec<String> {
    let mut hosts: Vec<String> = Vec::new();
    for node in nodes {
        let word: String =
            node.chars().map(|c| if c.is_whitespace() || disturbs(c) { '_' } else { c }).collect();
        let mut host = word.clone();
        let mut count = 2;
        while hosts.contains(&host) {
            host = format!("{word}_{count}");
            count += 1;
        }
        hosts.push(host);
    }
    hosts
}

/// A word as a JSON string.
fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\""))
}
