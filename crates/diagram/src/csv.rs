//! The events of a run as a table of comma-separated values (RFC 4180, lines ended as Unix
//! ends them).
//!
//! A cell that a spreadsheet would take for a formula gets an apostrophe before it: names
//! and texts come from strangers, and a table is opened with a click.

use crate::layout::index_u32;
use crate::plain::one_line;
use sequitur_core::clocks::{VectorClocks, lamport};
use sequitur_core::sim::run::Run;
use sequitur_core::trace::{EventId, Trace};
use std::fmt::{self, Write};

/// The most characters of one cell.
const CELL_MAX: usize = 32_000;

/// The first line.
const COLUMNS: &str = "id,node,kind,at_us,label,messages,role,epoch,lamport,vector\n";

/// A run's events as CSV.
pub fn csv(run: &Run) -> String {
    let trace = &run.trace;
    let lamport = lamport(trace);
    let mut vectors = VectorClocks::new(trace);
    let mut out = String::from(COLUMNS);
    for id in (0..index_u32(trace.events.len())).map(EventId) {
        let written = line(trace, id, lamport[id.index()], vectors.at(trace, id), &mut out);
        debug_assert!(written.is_ok(), "writing to a String does not fail");
    }
    out
}

fn line(trace: &Trace, id: EventId, lamport: u32, vector: &[u32], out: &mut String) -> fmt::Result {
    let event = trace.event(id);
    let keys: Vec<String> = trace.messages_of(id).map(|id| trace.key_text(trace.message(id).key)).collect();
    let role = trace.role_name(id).unwrap_or_default();
    let epoch = event.epoch.map(|epoch| epoch.to_string()).unwrap_or_default();
    let vector: Vec<String> = vector.iter().map(u32::to_string).collect();
    writeln!(
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
