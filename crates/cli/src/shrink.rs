//! `sequitur shrink`: a violation with as few lines as it takes.

use crate::input::Input;
use crate::print;
use sequitur_check::Shrink;
use std::io::IsTerminal;
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
        eprintln!("sequitur: {}: no property is violated in this run", input.name);
        return Ok(ExitCode::from(UNBROKEN));
    };
    let is_watched = std::io::stderr().is_terminal();
    while !shrink.advance() {
        if is_watched {
            eprint!("\r{} lines left after {} runs\x1b[K", shrink.lines(), shrink.runs());
        }
    }
    if is_watched {
        eprint!("\r\x1b[K");
    }
    print(&shrink.best().text())
}
