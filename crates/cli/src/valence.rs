//! `sequitur check --valence`: which values can still be decided.

use crate::input::Input;
use crate::say::print;
use sequitur_check::valence::{self, Cell, Next, ROUNDS};
use sequitur_core::sim::run::Run;
use sequitur_core::trace::{EventId, EventKind};
use serde::Serialize;
use std::fmt::Write;
use std::process::ExitCode;

/// All that is told, as scripts rely on it.
#[derive(Serialize)]
struct Document {
    /// How many rounds after that of the furthest process are looked at.
    rounds: u32,
    cells: Vec<Told>,
    next: Vec<Told>,
    /// What an adversary does next who wants to keep it open.
    adversary: Option<String>,
    /// What must not come next then, since it settles the value.
    must_wait: Vec<String>,
}

#[derive(Serialize)]
struct Told {
    /// The first event of the step; none where it has not happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<u32>,
    choice: String,
    values: Vec<String>,
}

/// Tells which values can still be decided, after each step and after each message that may be next.
///
/// # Errors
/// Where the scenario is wrong, or its protocol cannot tell.
pub fn valence(input: &Input, is_json: bool) -> anyhow::Result<ExitCode> {
    let scenario = input.scenario()?;
    let run = scenario.run();
    let cells = valence::along(&run);
    anyhow::ensure!(
        !cells.is_empty(),
        "nobody can tell what can be decided here; `protocol ben-or` can, with at most five processes that have all proposed"
    );
    let next = valence::next(&scenario);
    let is_open = cells.last().is_some_and(|cell| cell.values.len() > 1);
    let document = Document {
        rounds: ROUNDS,
        adversary: valence::adversary(&next).filter(|_| is_open).map(|next| next.line.clone()),
        must_wait: next
            .iter()
            .filter(|next| is_open && next.values.len() == 1)
            .map(|next| next.line.clone())
            .collect(),
        cells: cells.into_iter().map(|cell| told(&run, cell)).collect(),
        next: next
            .into_iter()
            .map(|Next { line, values }| Told { event: None, choice: line, values })
            .collect(),
    };
    print(&match is_json {
        true => serde_json::to_string(&document)? + "\n",
        false => text(&document, is_open),
    })?;
    Ok(ExitCode::SUCCESS)
}

fn told(run: &Run, Cell { event, values }: Cell) -> Told {
    Told { event: Some(event.0), choice: name(run, event), values }
}

/// What a step is called: the message that it took, or what happened to its node.
fn name(run: &Run, id: EventId) -> String {
    let event = run.trace.event(id);
    match event.kind {
        EventKind::Receive => run.trace.key_text(run.trace.message(event.first_message).key),
        _ => format!("{} {}", run.trace.node_name(event.node), run.trace.label(id)),
    }
}

fn text(document: &Document, is_open: bool) -> String {
    let all = || document.cells.iter().chain(&document.next);
    let width = all().map(|told| told.choice.len()).max().unwrap_or(0);
    let line = |told: &Told| format!("{:width$}  {}\n", told.choice, told.values.join(" or "));
    let mut text = String::from("What can be decided after each step:\n");
    text.extend(document.cells.iter().map(line));
    if !document.next.is_empty() {
        text += "\nWhat can be decided after what may come next:\n";
        text.extend(document.next.iter().map(line));
    }
    if !document.must_wait.is_empty() {
        let _ = writeln!(text, "\nOne of these settles it: {}", document.must_wait.join("; "));
    }
    match (&document.adversary, is_open) {
        (Some(choice), _) => _ = writeln!(text, "\nWhoever wants to keep it open does this next: {choice}"),
        (None, true) if !document.next.is_empty() => text += "\nWhatever comes next settles it.\n",
        _ => {}
    }
    let _ = writeln!(text, "\nLooked at: {} rounds after that of the furthest process.", document.rounds);
    text
}
