//! `sequitur shrink`: a violation with as few lines as it takes.

use crate::input::Input;
use crate::say::{Progress, print, tell};
use sequitur_check::Shrink;
use std::process::ExitCode;

/// Exit status when nothing is broken.
const UNBROKEN: u8 = 1;

/// Prints the scenario with the fewest lines that still violates the same property.
///
/// # Errors
/// Where the scenario is wrong.
pub fn shrink(input: &Input) -> anyhow::Result<ExitCode> {
    let scenario = input.scenario()?;
    let Some(mut shrink) = Shrink::new(&scenario) else {
        tell(&format!("sequitur: {}: no property is violated in this run", input.name));
        return Ok(ExitCode::from(UNBROKEN));
    };
    let progress = Progress::new();
    while !shrink.advance() {
        progress.show(format_args!("{} lines left after {} runs", shrink.lines(), shrink.runs()));
    }
    drop(progress);
    print(&shrink.best().text())
}
