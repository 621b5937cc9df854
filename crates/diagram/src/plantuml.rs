//! A run as a PlantUML sequence diagram.
//!
//! PlantUML knows no time, so rows stand in the order of the text diagram. An arrow ends
//! in a head where the message was taken, in a cross where it was lost, and in a circle
//! where it is still under way.

use crate::names::short_names;
use crate::plain::{FORM_MAX, cut_note};
use crate::rows::{Row, What, remarks, rows};
use sequitur_core::sim::run::Run;
use sequitur_core::trace::{Fate, MessageId, Trace};
use std::fmt::Write;

/// The most characters of one text.
const TEXT_MAX: usize = 160;

/// A run as PlantUML.
pub fn plantuml(run: &Run) -> String {
    plantuml_of_trace(&run.trace)
}

/// A trace as PlantUML.
pub fn plantuml_of_trace(trace: &Trace) -> String {
    let mut out = String::from("@startuml\n");
    for (lane, name) in short_names(&trace.nodes, TEXT_MAX).iter().enumerate() {
        let _ = writeln!(out, "participant \"{}\" as n{lane}", escaped(name));
    }
    let rows = rows(trace);
    for (index, row) in rows.iter().enumerate() {
        if let What::Arrow { message, apart } = row.what {
            arrow(trace, message, apart, &mut out);
        }
        note(row, &mut out);
        if out.len() > FORM_MAX {
            let _ = writeln!(out, "note over n0 : {}", escaped(&cut_note(rows.len() - index - 1, "rows")));
            break;
        }
    }
    out.push_str("@enduml\n");
    out
}

fn arrow(trace: &Trace, id: MessageId, apart: bool, out: &mut String) {
    let message = trace.message(id);
    let (from, to) = (message.key.from.0, message.key.to.0);
    let line = match message.fate {
        Fate::Delivered => "->",
        Fate::Flying => "-->o",
        Fate::Lost | Fate::Dropped | Fate::Cut | Fate::Refused => "->x",
    };
    let _ = write!(out, "n{from} {line} n{to} : {}", escaped(trace.message_label(id)));
    let remarks = remarks(trace, message, apart);
    if !remarks.is_empty() {
        let _ = write!(out, " ({})", escaped(&remarks.join(", ")));
    }
    out.push('\n');
}

fn note(row: &Row, out: &mut String) {
    if !row.says.is_empty() {
        // A semicolon would be written as a code; a dash reads better.
        let says: Vec<String> = row.says.iter().map(|says| escaped(says)).collect();
        let _ = writeln!(out, "note over n{} : {}", row.node.0, says.join(" - "));
    }
}

/// A text as PlantUML takes it: letters, and all beyond ASCII, mean themselves; whatever could be a command, a call of its preprocessor or
/// markup becomes `<U+code>`. Markup is mostly a sign written twice, so the second one is
/// written as a code too.
fn escaped(text: &str) -> String {
    let text = crate::plain::one_line(text, TEXT_MAX);
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        let is_letter = c.is_ascii_alphanumeric() || !c.is_ascii();
        let twice = c == before && !is_letter && c != ' ';
        match c {
            c if (is_letter || " ,()?-_./:+'".contains(c)) && !twice => out.push(c),
            c => {
                let _ = write!(out, "<U+{:04X}>", u32::from(c));
            }
        }
        before = c;
    }
    if out.trim().is_empty() { "<U+00A0>".to_owned() } else { out }
}
