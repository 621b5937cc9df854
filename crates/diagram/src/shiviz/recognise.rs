//! How a log is to be read, as far as it can be told without asking.
//!
//! 1. A file may say so itself, as ShiViz's examples do: its expression stands on the first
//!    line, and on the second one the delimiter of its executions, or nothing.
//! 2. Otherwise the shape counts that most lines at its beginning fit: those of ShiViz's
//!    examples, of the GoVector library, of TLA+, and of the two orders in which most logs
//!    write host, clock and text.

use super::read::{DEFAULT_EXPRESSION, Reading, TEXT_MAX};
use super::walk::{Came, Walk};
use sequitur_expression::Expression;

/// How events look in common logs. Of shapes that fit as many lines the first one counts,
/// so those that say more of an event come first.
const SHAPES: [&str; 8] = [
    // Voldemort, and others that write with log4j.
    r"\[(?<date>\d{4}-\d{2}-\d{2} [\d:.,]+) (?<path>\S*)\] (?<priority>[A-Z]+) (?<event>.*)\n(?<host>\S*) (?<clock>{.*})",
    // Akka.
    r"\[\w+\] \[(?<date>[^\]]+)\] \[[^\]]*\] \[akka://[^\]]*/(?<host>[^\]/]+)\] (?<clock>{[^}]*}) (?<event>.*)",
    // A web service's requests.
    r"(?<ip>(\d{1,3}\.){3}\d{1,3}) (?<date>(\d{1,2}/){2}\d{4} (\d{1,2}:){2}\d{2} (AM|PM)) (?<action>[A-Z]+) (?<event>.*)\n(?<host>\S*) (?<clock>{.*})",
    // TLA+ states with variables named Host and Clock.
    r#"^State [0-9]+: <(?<event>\w*) .*>\n\/\\ Host = (?<host>.*)\n\/\\ Clock = "(?<clock>.*)""#,
    // GoVector with time stamps.
    r"^(?<timestamp>\d+) (?<host>\S+) (?<clock>{.*})\n(?<event>.*)",
    DEFAULT_EXPRESSION,
    r"(?<event>.*)\n(?<host>\S*) (?<clock>{.*})",
    r"^(?<host>\S+) (?<clock>{[^}]*}) (?<event>.*)",
];

/// What stands between the executions of most logs that have several.
const DELIMITER: &str = "^=== (?<trace>.*) ===$";

/// How much of a log is looked at, in bytes: more where nothing is found in less.
const SAMPLES: [usize; 2] = [8_000, 32_000];

/// Steps that one shape may take for each byte of a sample.
const FUEL_PER_BYTE: u64 = 40;

/// The longest expression that a file says it is read with, in bytes.
const HEADER_MAX: usize = 4_000;

/// How a log is to be read.
pub fn recognise(text: &str) -> Reading {
    if text.len() > TEXT_MAX {
        return Reading::default();
    }
    if let Some(reading) = header(text) {
        return reading;
    }
    for size in SAMPLES {
        let beginning = beginning(text, size);
        let is_whole = beginning.len() == text.len();
        let sample = &beginning.replace("\r\n", "\n");
        let delimiter = if sample.lines().any(is_delimiter) { DELIMITER } else { "" };
        let mut best = (Fit::default(), DEFAULT_EXPRESSION);
        for shape in SHAPES {
            let fit = fit(sample, shape, is_whole);
            if fit > best.0 {
                best = (fit, shape);
            }
        }
        if best.0.lines > 0 || is_whole {
            let (expression, delimiter) = (best.1.to_owned(), delimiter.to_owned());
            return Reading { expression, delimiter, ..Reading::default() };
        }
    }
    Reading::default()
}

fn is_delimiter(line: &str) -> bool {
    line.trim_end().strip_prefix("=== ").is_some_and(|rest| rest.ends_with(" ==="))
}

/// What the first lines say of how the log is to be read, if they do.
fn header(text: &str) -> Option<Reading> {
    let mut lines = beginning(text, 2 * HEADER_MAX).split('\n').map(|line| line.trim_end_matches('\r'));
    let first = lines.next()?.trim_start_matches('\u{feff}').trim();
    if first.len() > HEADER_MAX {
        return None;
    }
    let expression = Expression::new(first).ok()?;
    ["host", "clock", "event"].iter().try_for_each(|name| expression.group(name).map(drop))?;
    let second = lines.next().unwrap_or_default().trim();
    let rest = text.split_once('\n').map_or("", |(_, rest)| rest);
    let (delimiter, header_lines) = match Expression::new(second) {
        // A log may begin at once.
        _ if begins_with_event(expression, &beginning(rest, SAMPLES[0]).replace("\r\n", "\n")) => ("", 1),
        Ok(_) => (second, 2),
        Err(_) => ("", 1),
    };
    let (expression, delimiter) = (first.to_owned(), delimiter.to_owned());
    Some(Reading { expression, delimiter, header_lines, ..Reading::default() })
}

/// Whether the first thing in a text is an event.
fn begins_with_event(expression: Expression, text: &str) -> bool {
    let has_event = text.lines().next().is_some_and(|line| !line.trim().is_empty());
    let mut walk = Walk::with_fuel(expression, 0..text.len(), text.len() as u64 * FUEL_PER_BYTE);
    has_event && matches!(walk.go_on(text, &mut u32::MAX.clone()), Came::Upon(found) if found.whole().0 == 0)
}

/// Whole lines from the beginning of a text, of about this size.
fn beginning(text: &str, size: usize) -> &str {
    let cut = (size.min(text.len())..=text.len()).find(|end| text.is_char_boundary(*end));
    let cut = &text[..cut.unwrap_or(text.len())];
    match (cut.len() < text.len(), cut.rfind('\n')) {
        (true, Some(end)) => &cut[..=end],
        _ => cut,
    }
}

/// How well a shape fits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Fit {
    /// The lines in its events.
    lines: usize,
    /// Whether its events begin where the text does, and end where it ends.
    ends: usize,
}

fn fit(text: &str, shape: &str, is_whole: bool) -> Fit {
    let Ok(expression) = Expression::new(shape) else { return Fit::default() };
    let clock = expression.group("clock");
    let mut walk = Walk::with_fuel(expression, 0..text.len(), text.len() as u64 * FUEL_PER_BYTE);
    let (mut lines, mut first, mut last) = (0, None, 0);
    while let Came::Upon(found) = walk.go_on(text, &mut u32::MAX.clone()) {
        let (start, end) = found.whole();
        let clock = clock.and_then(|clock| found.group(clock)).map_or("", |(start, end)| &text[start..end]);
        if clock.trim_start_matches('"').starts_with('{') {
            let goes_on = first.is_some() && !text[last..start].contains('\n');
            lines += text[start..end].lines().filter(|line| !line.trim().is_empty()).count();
            lines -= usize::from(goes_on && lines > 0);
            first = first.or(Some(start));
            last = end;
        }
    }
    let begins = first
        .is_some_and(|first| text[..first].lines().all(|line| line.trim().is_empty() || is_delimiter(line)));
    let ends = is_whole && text[last..].trim().is_empty();
    Fit { lines, ends: usize::from(begins) + usize::from(ends) }
}
