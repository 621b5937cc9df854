//! Where a scenario comes from: a file, standard input, or a link.

use anyhow::Context;
use sequitur_core::scenario::{Scenario, TEXT_MAX, link};
use std::fmt;
use std::io::Read;

/// A text, and the name under which its mistakes are told.
pub struct Input {
    /// The file's name, `-`, or `link`.
    pub name: String,
    text: String,
}

/// Input that is not a scenario: one line for each mistake.
#[derive(Debug)]
pub struct Refused(Vec<String>);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl std::error::Error for Refused {}

/// The most bytes that are read: a link is longer than the text in it, but not by much.
const READ_MAX: u64 = 4 * TEXT_MAX as u64;

fn is_link(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with("#/s/") || text.starts_with("https://") || text.starts_with("http://")
}

impl Input {
    /// Reads the text from where `input` says.
    ///
    /// # Errors
    /// Where it cannot be read, is not UTF-8, or is a link without a scenario.
    pub fn read(input: &str) -> anyhow::Result<Input> {
        if is_link(input) {
            return Input::from_link("link", input);
        }
        let bytes = match input {
            "-" => read_all(std::io::stdin().lock()).context("standard input")?,
            path => read_all(std::fs::File::open(path).with_context(|| path.to_owned())?)
                .with_context(|| path.to_owned())?,
        };
        let text = String::from_utf8(bytes).map_err(|error| {
            let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
            let start = good.iter().rposition(|byte| *byte == b'\n').map_or(0, |place| place + 1);
            let column = String::from_utf8_lossy(&good[start..]).chars().count() + 1;
            Refused(vec![format!(
                "{input}:{line}:{column}: this is not UTF-8; save the scenario as UTF-8 text"
            )])
        })?;
        match input {
            "-" if is_link(&text) => Input::from_link("-", &text),
            _ => Ok(Input { name: input.to_owned(), text }),
        }
    }

    fn from_link(name: &str, link: &str) -> anyhow::Result<Input> {
        let text = link::decode(link).map_err(|error| Refused(vec![format!("{name}:1:1: {error}")]))?;
        Ok(Input { name: name.to_owned(), text })
    }

    /// Understands the text.
    ///
    /// # Errors
    /// All mistakes in it, each with its place.
    pub fn scenario(&self) -> Result<Scenario, Refused> {
        Scenario::parse(&self.text).map_err(|mistakes| {
            Refused(mistakes.iter().map(|mistake| format!("{}:{mistake}", self.name)).collect())
        })
    }
}

fn read_all(from: impl Read) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(READ_MAX + 1).read_to_end(&mut bytes)?;
    anyhow::ensure!(
        bytes.len() as u64 <= READ_MAX,
        "this is longer than a scenario can be ({TEXT_MAX} bytes)"
    );
    Ok(bytes)
}
