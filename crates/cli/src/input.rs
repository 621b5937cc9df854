//! Where a scenario comes from: a file, standard input, or a link. And where a log does.

use anyhow::Context;
use sequitur_core::scenario::{Mistake, Scenario, TEXT_MAX, link};
use sequitur_diagram::{Log, Reading, Refusal};
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
        let bytes = bytes_of(input, READ_MAX)?;
        anyhow::ensure!(
            bytes.len() as u64 <= READ_MAX,
            "{input}: this is longer than a scenario can be ({TEXT_MAX} bytes)"
        );
        let text = utf8(input, bytes)?;
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
    /// All mistakes in it, each with its location.
    pub fn scenario(&self) -> Result<Scenario, Refused> {
        Scenario::parse(&self.text).map_err(|mistakes| self.refuse(&mistakes))
    }

    /// Mistakes, each with its location.
    pub fn refuse(&self, mistakes: &[Mistake]) -> Refused {
        Refused(mistakes.iter().map(|mistake| format!("{}:{mistake}", self.name)).collect())
    }
}

/// Reads a log with vector clocks from a file or standard input, in the way in which `how`
/// changes what is recognised.
///
/// # Errors
/// Where it cannot be read, or what is wrong with it.
pub fn read_log(input: &str, how: impl FnOnce(Reading) -> Reading) -> anyhow::Result<Log> {
    let bytes = bytes_of(input, sequitur_diagram::TEXT_MAX as u64)?;
    let refused = |refusal| match refusal {
        Refusal::Expression(what) => vec![format!("--expression: {what}")],
        Refusal::Delimiter(what) => vec![format!("--delimiter: {what}")],
        Refusal::Execution(what) => vec![format!("--execution: {what}")],
        Refusal::Host(what) => vec![format!("--host: {what}")],
        Refusal::Log(mistakes) => {
            let told = mistakes.remarks.iter().map(|remark| format!("{input}:{remark}"));
            told.chain(mistakes.rest()).collect()
        }
    };
    let read = sequitur_diagram::decode(bytes)
        .and_then(|text| sequitur_diagram::read(&text, &how(sequitur_diagram::recognise(&text))));
    Ok(read.map_err(|refusal| Refused(refused(refusal)))?)
}

/// The bytes in a file or on standard input, and at most one more than so many.
fn bytes_of(input: &str, bytes_max: u64) -> anyhow::Result<Vec<u8>> {
    let read = |from: &mut dyn Read| {
        let mut bytes = Vec::new();
        from.take(bytes_max + 1).read_to_end(&mut bytes).map(|_| bytes)
    };
    match input {
        "-" => read(&mut std::io::stdin().lock()).context("standard input"),
        path => {
            std::fs::File::open(path).and_then(|mut file| read(&mut file)).with_context(|| path.to_owned())
        }
    }
}

/// Bytes as the text of a scenario.
fn utf8(input: &str, bytes: Vec<u8>) -> anyhow::Result<String> {
    String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
        let start = good.iter().rposition(|byte| *byte == b'\n').map_or(0, |index| index + 1);
        let column = String::from_utf8_lossy(&good[start..]).chars().count() + 1;
        let what = format!("{input}:{line}:{column}: this is not UTF-8; save the scenario as UTF-8 text");
        Refused(vec![what]).into()
    })
}
