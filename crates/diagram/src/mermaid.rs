//! A run as a Mermaid sequence diagram, for pages and notes that draw those.
//!
//! Mermaid knows no time, so rows stand in the order of the text diagram. An arrow ends
//! in a head where the message was taken, in a cross where it was lost, and is open
//! where it is still under way.

use crate::names::short_names;
use crate::rows::{Row, What, remarks, rows};
use sequitur_core::sim::run::Run;
use sequitur_core::trace::{Fate, MessageId, Trace};
use std::fmt::Write;

/// The most characters of one text.
const TEXT_MAX: usize = 160;

/// The most characters of a lane's name. However they are written, all names leave room.
const NAME_MAX: usize = 60;

/// The longest text that Mermaid draws (its `maxTextSize`), in the units in which it counts:
/// those of UTF-16.
const UNITS_MAX: usize = 50_000;
/// What is kept free of these for the line that says what is left out.
const UNITS_OF_NOTE: usize = 300;

/// A run as Mermaid.
pub fn mermaid(run: &Run) -> String {
    mermaid_of_trace(&run.trace)
}

/// A trace as Mermaid.
pub fn mermaid_of_trace(trace: &Trace) -> String {
    let mut out = String::from("sequenceDiagram\n");
    for (lane, name) in short_names(&trace.nodes, NAME_MAX).iter().enumerate() {
        let _ = writeln!(out, "    participant n{lane} as {}", escaped(name));
    }
    let rows = rows(trace);
    let mut units = units(&out);
    for (index, row) in rows.iter().enumerate() {
        let mut lines = String::new();
        if let What::Arrow { message, apart } = row.what {
            arrow(trace, message, apart, &mut lines);
        }
        note(row, &mut lines);
        units += self::units(&lines);
        if units > UNITS_MAX - UNITS_OF_NOTE {
            left_out(trace.nodes.len(), index, rows.len(), &mut out);
            break;
        }
        out.push_str(&lines);
    }
    out
}

/// How long Mermaid finds a text.
fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// Says over all lanes that the rest is left out.
fn left_out(lanes: usize, shown: usize, rows: usize, out: &mut String) {
    let lanes = if lanes > 1 { format!("n0,n{}", lanes - 1) } else { "n0".to_owned() };
    let _ = writeln!(
        out,
        "    Note over {lanes}: Shown: {shown} of {rows} rows. The rest is left out: Mermaid draws at most \
         {UNITS_MAX} characters. The SVG shows more."
    );
}

fn arrow(trace: &Trace, id: MessageId, apart: bool, out: &mut String) {
    let message = trace.message(id);
    let (from, to) = (message.key.from.0, message.key.to.0);
    let line = match message.fate {
        Fate::Delivered => "->>",
        Fate::Flying => "--)",
        Fate::Lost | Fate::Dropped | Fate::Cut | Fate::Refused => "-x",
    };
    let _ = write!(out, "    n{from}{line}n{to}: {}", escaped(trace.message_label(id)));
    let remarks = remarks(trace, message, apart);
    if !remarks.is_empty() {
        let _ = write!(out, " ({})", remarks.join(", "));
    }
    out.push('\n');
}

fn note(row: &Row, out: &mut String) {
    if !row.says.is_empty() {
        let says = escaped(&row.says.join("; "));
        let _ = writeln!(out, "    Note over n{}: {says}", row.node.0);
    }
}

/// A text as Mermaid takes it: whatever is not plain becomes `#code;`, and so does the
/// first letter of a word that it would take for its own.
fn escaped(text: &str) -> String {
    let text = crate::plain::one_line(text, TEXT_MAX);
    let mut out = String::with_capacity(text.len());
    let mut word_begins = true;
    for (index, c) in text.char_indices() {
        let word: String = text[index..].chars().take_while(|c| c.is_alphanumeric()).collect();
        let reserved = word_begins && word.eq_ignore_ascii_case("end");
        let plain = c.is_alphanumeric() || " -_.,/()[]'!?+*=|…→".contains(c);
        match plain && !reserved {
            true => out.push(c),
            false => {
                let _ = write!(out, "#{};", u32::from(c));
            }
        }
        word_begins = !c.is_alphanumeric();
    }
    if out.trim().is_empty() { "#32;".to_owned() } else { out }
}
