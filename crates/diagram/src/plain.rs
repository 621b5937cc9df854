//! Times and texts in the forms that every drawing shares.

use sequitur_core::trace::{Micros, STEP, Trace};

/// A length of time or a point in it, in the unit that fits: `250 µs`, `1.5 ms`,
/// `120 ms`, `12.5 s`.
pub fn duration_text(time: Micros) -> String {
    match time {
        0 => "0 ms".to_owned(),
        1..1_000 => format!("{time} µs"),
        1_000..10_000_000 => format!("{} ms", thousandths(time, 3)),
        _ => format!("{} s", thousandths(time, 6)),
    }
}

/// A point in a trace's time, or the step where it has none: `120 ms`, `step 12`.
pub fn moment_text(trace: &Trace, at: Micros) -> String {
    match trace.is_timeless {
        true => format!("step {}", at / STEP),
        false => duration_text(at),
    }
}

/// A length of time, rounded to what a glance takes in.
pub(crate) fn about_text(time: Micros) -> String {
    let unit = match time {
        0..10_000 => 100,
        10_000..10_000_000 => 1_000,
        _ => 100_000,
    };
    duration_text((time.saturating_add(unit / 2) / unit).max(1) * unit)
}

/// A number shifted by so many digits, without zeros at its end.
fn thousandths(number: u64, digits: u32) -> String {
    let unit = 10_u64.pow(digits);
    let (whole, rest) = (number / unit, number % unit);
    if rest == 0 {
        return whole.to_string();
    }
    let rest = format!("{rest:0width$}", width = digits as usize);
    format!("{whole}.{}", rest.trim_end_matches('0'))
}

/// About how many bytes a form takes at most: what a browser and an editor still open. What
/// would make it longer is left out, and the form says so.
pub(crate) const FORM_MAX: usize = 64_000_000;

/// What a form says in which so many things are left out.
pub(crate) fn cut_note(left: usize, what: &str) -> String {
    format!("{left} {what} are left out: this form ends at {} MB", FORM_MAX / 1_000_000)
}

/// A text on one line of at most `max` characters, without anything that would move or
/// hide what stands around it.
pub(crate) fn one_line(text: &str, max: usize) -> String {
    let mut chars = text.chars().map(|c| if disturbs(c) { ' ' } else { c });
    let mut line: String = chars.by_ref().take(max).collect();
    if chars.next().is_some() {
        line.pop();
        line.push('…');
    }
    line
}

/// Whether a character breaks the line, controls a terminal, or turns the direction of
/// writing.
pub(crate) fn disturbs(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}
