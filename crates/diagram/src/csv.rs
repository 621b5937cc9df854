//! The events of a run as a table of comma-separated values (RFC 4180, lines ended as Unix
//! ends them).
//!
//! A cell that a spreadsheet would take for a formula gets an apostrophe before it: names
//! and texts come from strangers, and a table is opened with a click.

use crate::index_u32;
use crate::plain::{FORM_MAX, cut_note, one_line};
use crate::shiviz::Log;
use sequitur_core::clocks::{VectorClocks, lamport};
use sequitur_core::sim::run::Run;
use sequitur_core::trace::{EventId, Trace};
use std::fmt::{self, Write};

/// The most characters of one cell.
const CELL_MAX: usize = 32_000;

/// The first columns.
const COLUMNS: &str = "id,node,kind,at_us,label,messages,role,epoch,lamport,vector";

/// A run's events as CSV.
pub fn csv(run: &Run) -> String {
    table(&run.trace, &[], |_| Vec::new())
}

/// A log's events as CSV: also the line of each, and what else the log says of it.
pub fn csv_of_log(log: &Log) -> String {
    table(&log.run.trace, &log.columns(), |id| log.cells(id))
}

/// A table of a trace's events, with more columns and what stands in them.
fn table(trace: &Trace, columns: &[&str], cells: impl Fn(EventId) -> Vec<String>) -> String {
    let lamport = lamport(trace);
    let mut vectors = VectorClocks::new(trace);
    let mut out = String::from(COLUMNS);
    for &column in columns {
        let is_taken = COLUMNS.split(',').any(|other| other == column);
        out.push(',');
        out.push_str(&cell(column));
        out.push_str(if is_taken { "_2" } else { "" });
    }
    out.push('\n');
    for id in (0..index_u32(trace.events.len())).map(EventId) {
        let written = line(trace, id, lamport[id.index()], vectors.at(trace, id), &mut out);
        debug_assert!(written.is_ok(), "writing to a String does not fail");
        for text in cells(id) {
            out.push(',');
            out.push_str(&cell(&text));
        }
        out.push('\n');
        if out.len() > FORM_MAX {
            let left = trace.events.len() - id.index() - 1;
            let _ = writeln!(out, "{}", cell(&cut_note(left, "events")));
            break;
        }
    }
    out
}

fn line(trace: &Trace, id: EventId, lamport: u32, vector: &[u32], out: &mut String) -> fmt::Result {
    let event = trace.event(id);
    let keys: Vec<String> = trace.messages_of(id).map(|id| trace.key_text(trace.message(id).key)).collect();
    let role = trace.role_name(id).unwrap_or_default();
    let epoch = event.epoch.map(|epoch| epoch.to_string()).unwrap_or_default();
    let vector: Vec<String> = vector.iter().map(u32::to_string).collect();
    write!(
        out,
        "{},{},{},{},{},{},{},{epoch},{lamport},{}",
        id.0,
        cell(trace.node_name(event.node)),
        event.kind.name(),
        event.at,
        cell(&trace.label(id)),
        cell(&keys.join("; ")),
        cell(role),
        vector.join(" ")
    )
}

/// A text as one cell.
fn cell(text: &str) -> String {
    let text = one_line(text, CELL_MAX);
    let guard = if text.trim_start().starts_with(['=', '+', '-', '@']) { "'" } else { "" };
    match text.contains([',', '"']) || text.trim() != text {
        true => format!("\"{guard}{}\"", text.replace('"', "\"\"")),
        false => format!("{guard}{text}"),
    }
}
