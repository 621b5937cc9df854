//! `sequitur check --what-if`: what can still happen.

use crate::check::{self, Bounds, LIMITED, VIOLATED};
use crate::input::Input;
use crate::meter::Meter;
use crate::say::print;
use sequitur_check::{Breakable, Possible, Reachable, Search};
use serde::Serialize;
use std::fmt::Write;
use std::process::ExitCode;

/// All that the search says, as scripts rely on it.
#[derive(Serialize)]
struct Document {
    exact: bool,
    limit: Option<&'static str>,
    states: u32,
    decides: bool,
    decided: Vec<String>,
    reachable: Vec<String>,
    breakable: Vec<Broken>,
}

#[derive(Serialize)]
struct Broken {
    name: &'static str,
    length: u32,
    why: String,
    counterexample: String,
}

/// Tells what can happen from where a scenario's choices lead, or from its beginning.
///
/// # Errors
/// Where the scenario is wrong or has lines that have no place in a search.
pub fn what_if(input: &Input, bounds: &Bounds, is_json: bool) -> anyhow::Result<ExitCode> {
    let reachable = Reachable::new(&input.scenario()?).map_err(|mistakes| input.refuse(&mistakes))?;
    let mut search = Search::new(reachable, bounds.limits());
    let limit = check::run(&mut search, bounds, &Meter::start());
    let Possible { decides, is_exact, decided, reachable, breakable } = search.possible();
    let broken = |Breakable { property, after, why, scenario }: Breakable| Broken {
        name: property,
        length: after,
        why,
        counterexample: scenario,
    };
    let states = search.progress().states;
    let breakable = breakable.into_iter().map(broken).collect();
    let document = Document { exact: is_exact, limit, states, decides, decided, reachable, breakable };
    print(&match is_json {
        true => serde_json::to_string(&document)? + "\n",
        false => text(&document),
    })?;
    Ok(match (document.breakable.is_empty(), document.exact) {
        (false, _) => ExitCode::from(VIOLATED),
        (true, false) => ExitCode::from(LIMITED),
        (true, true) => ExitCode::SUCCESS,
    })
}

/// The same for people. The first property that can break comes as a scenario, and all
/// else as comments after it, so that `sequitur run -` can read what is printed.
fn text(document: &Document) -> String {
    let mut report = String::new();
    let Document { exact, states, decides, decided, reachable, breakable, .. } = document;
    let _ = match exact {
        true => writeln!(report, "exact: every state was seen ({states})"),
        false => writeln!(report, "at least this: a limit was reached after {states} states"),
    };
    if *decides {
        let list = |values: &[String]| match values {
            [] => "nothing".to_owned(),
            values => values.join(", "),
        };
        let _ = writeln!(report, "decided so far: {}", list(decided));
        let _ = writeln!(report, "can still be decided: {}", list(reachable));
    }
    if breakable.is_empty() {
        let _ = writeln!(report, "no property of safety breaks");
    }
    for Broken { name, length, why, .. } in breakable {
        let _ = writeln!(report, "{name} can break after {length}: {why}");
    }
    match breakable.first() {
        None => report,
        Some(Broken { counterexample, .. }) => {
            let comments: String = report.lines().map(|line| format!("# {line}\n")).collect();
            format!("{counterexample}{comments}")
        }
    }
}
