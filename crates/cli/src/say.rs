//! What the command says: on standard output what was asked for, on standard error all else.
//!
//! A text from a stranger can hold characters that steer a terminal. To a terminal they are
//! written as codes; into a file or a pipe standard output goes as it is. Whoever does not
//! listen on standard error changes nothing of what the command does.

use anyhow::Context;
use serde::Serialize;
use std::borrow::Cow;
use std::fmt::{Arguments, Write as _};
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

/// Prints to standard output. Whoever reads it may stop before the end, as `head` does.
///
/// # Errors
/// Where it cannot be written.
pub fn print(text: &str) -> anyhow::Result<ExitCode> {
    let mut out = io::stdout().lock();
    let text = if out.is_terminal() { harmless(text) } else { Cow::Borrowed(text) };
    written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Prints a document as JSON, piece by piece: it may be longer than what memory holds.
///
/// # Errors
/// Where it cannot be written.
pub fn print_json(document: &impl Serialize) -> anyhow::Result<ExitCode> {
    if io::stdout().is_terminal() {
        return print(&(serde_json::to_string(document)? + "\n"));
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    let printed = serde_json::to_writer(&mut out, document).map_err(io::Error::from);
    written(printed.and_then(|()| out.write_all(b"\n")).and_then(|()| out.flush()))
}

fn written(result: io::Result<()>) -> anyhow::Result<ExitCode> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error).context("standard output"),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// Says a line, or several, on standard error.
pub fn tell(text: &str) {
    let text = harmless(text);
    // There is nobody left to be told that nobody can be told.
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// A line on standard error that is written over again and again, where that is a terminal.
pub struct Progress {
    is_watched: bool,
}

impl Progress {
    /// Begins; shows nothing yet.
    pub fn new() -> Progress {
        Progress { is_watched: io::stderr().is_terminal() }
    }

    /// Whether anybody sees it.
    pub fn is_watched(&self) -> bool {
        self.is_watched
    }

    /// Shows this in place of what it showed before.
    pub fn show(&self, line: Arguments) {
        if self.is_watched {
            let _ = write!(io::stderr().lock(), "\r{line}\x1b[K");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.show(format_args!(""));
        if self.is_watched {
            let _ = write!(io::stderr().lock(), "\r");
        }
    }
}

/// A text without characters that steer a terminal or turn the direction of writing: codes
/// stand in their place, written as JSON writes them.
pub fn harmless(text: &str) -> Cow<'_, str> {
    let steers = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let mut harmless = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match steers(c) {
            true => drop(write!(harmless, "\\u{:04x}", u32::from(c))),
            false => harmless.push(c),
        }
    }
    Cow::Owned(harmless)
}
