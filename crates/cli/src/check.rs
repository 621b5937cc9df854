//! `sequitur check`: every schedule of a scenario.

use crate::input::Input;
use crate::meter::{Meter, peak_bytes, resident_bytes};
use crate::say::{self, print};
use clap::Args;
use sequitur_check::{Ended, Finding, Limits, Model, Progress, Reached, Search, Worlds};
use sequitur_core::scenario::Scenario;
use sequitur_core::trace::NodeId;
use serde::Serialize;
use std::fmt::Write;
use std::process::ExitCode;

/// Exit status when a property of safety was violated or one of liveness got stuck.
pub const VIOLATED: u8 = 1;

/// Exit status when a limit was reached first.
pub const LIMITED: u8 = 3;

const MEGABYTE: u64 = 1_000_000;

/// How far a search may go.
#[derive(Args)]
pub struct Bounds {
    /// The most different states.
    #[arg(long, value_name = "N", default_value_t = 100_000_000)]
    states: u32,
    /// The most seconds.
    #[arg(long, value_name = "N", default_value_t = 600)]
    seconds: u64,
    /// The most memory of the whole process, in megabytes.
    #[arg(long, value_name = "MB", default_value_t = 4_000)]
    memory: u64,
    /// How many threads share the work; where it is missing, one for each processor.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// End only where this property is violated; can be given several times.
    #[arg(long, value_name = "NAME", conflicts_with = "what_if")]
    property: Vec<String>,
    /// Tell instead what can still happen: what can be decided, and each property of
    /// safety that can break, with a shortest way.
    #[arg(long)]
    pub what_if: bool,
    /// Tell instead which values can still be decided after each step of the run, and after each
    /// message that may arrive next.
    #[arg(long, conflicts_with_all = ["what_if", "property", "symmetry"])]
    pub valence: bool,
    /// Count states as one that differ in nothing but which of some interchangeable nodes is
    /// which.
    #[arg(long, conflicts_with = "what_if")]
    symmetry: bool,
}

impl Bounds {
    /// The same as the search takes them.
    pub fn limits(&self) -> Limits {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Limits {
            states: self.states.max(1),
            threads: self.threads.unwrap_or(processors).clamp(1, 256),
            is_exact: false,
        }
    }
}

/// All that a search says, as scripts rely on it.
#[derive(Serialize)]
struct Document {
    states: u32,
    transitions: u64,
    depth: u32,
    complete: bool,
    limit: Option<&'static str>,
    seconds: f64,
    peak_bytes: u64,
    dead_ends: u32,
    symmetry: Vec<Vec<String>>,
    properties: Vec<Judged>,
    counterexample: Option<String>,
    length: Option<u32>,
    wider: Option<Wider>,
}

#[derive(Serialize)]
struct Judged {
    name: &'static str,
    kind: &'static str,
    verdict: &'static str,
    length: Option<u32>,
    why: String,
    #[serde(skip_serializing_if = "Clone::clone")]
    promised: bool,
    /// Where it got stuck, the scenario that shows it.
    counterexample: Option<String>,
}

/// What it would take to go one step deeper.
#[derive(Serialize)]
struct Wider {
    complete_depth: u32,
    waiting: u32,
    states: u64,
    seconds: f64,
    bytes: u64,
}

/// Searches all schedules of a scenario.
///
/// # Errors
/// Where the scenario is wrong or has lines that have no place in a search.
pub fn check(input: &Input, bounds: &Bounds, is_json: bool) -> anyhow::Result<ExitCode> {
    let scenario = input.scenario()?;
    let sought = sought(bounds, &scenario)?;
    let mut worlds = Worlds::new(&scenario, &sought).map_err(|mistakes| input.refuse(&mistakes))?;
    if bounds.symmetry {
        worlds = worlds.with_symmetry().map_err(|why| anyhow::anyhow!("--symmetry: {why}"))?;
    }
    let meter = Meter::start();
    let mut search = Search::new(worlds, bounds.limits());
    let limit = run(&mut search, bounds, &meter);
    let document = document(&search, limit, &meter);
    let text = match is_json {
        true => serde_json::to_string(&document)? + "\n",
        false => text(&document),
    };
    print(&text)?;
    Ok(match (document.shown(), limit) {
        (Some(_), _) => ExitCode::from(VIOLATED),
        (None, None) => ExitCode::SUCCESS,
        (None, Some(_)) => ExitCode::from(LIMITED),
    })
}

/// The properties whose violation ends the search.
fn sought<'a>(bounds: &'a Bounds, scenario: &Scenario) -> anyhow::Result<Vec<&'a str>> {
    let known: Vec<&str> = scenario.machine().info().properties.iter().map(|p| p.name).collect();
    for name in &bounds.property {
        anyhow::ensure!(
            known.contains(&name.as_str()),
            "\"{name}\" is not a property; properties are {}",
            known.join(", ")
        );
    }
    Ok(bounds.property.iter().map(String::as_str).collect())
}

/// Searches to the end or to a limit, which it names, and shows on a terminal how far it
/// has come.
pub fn run<M: Model>(search: &mut Search<M>, bounds: &Bounds, meter: &Meter) -> Option<&'static str> {
    let line = say::Progress::new();
    let mut shown = 0;
    let mut limit = None;
    let progress = search.run(&|| meter.millis(), |progress| {
        let memory = resident_bytes().unwrap_or(progress.seen_bytes);
        let millis = meter.millis();
        limit = match () {
            _ if millis / 1000 >= bounds.seconds => Some("seconds"),
            _ if memory / MEGABYTE >= bounds.memory => Some("memory"),
            _ => None,
        };
        if line.is_watched() && millis >= shown + 200 {
            shown = millis;
            let rate = u64::from(progress.states) * 1000 / millis;
            let Progress { states, transitions, waiting, depth, .. } = progress;
            line.show(format_args!(
                "{states} states, {transitions} transitions, {waiting} waiting, depth {depth}, {rate} states/s, {} MB",
                memory / MEGABYTE
            ));
        }
        limit.is_none()
    });
    drop(line);
    match progress.ended {
        Some(Ended::States) => Some("states"),
        Some(Ended::Stopped) => limit,
        Some(Ended::Complete | Ended::Found(_)) | None => None,
    }
}

fn document(search: &Search<Worlds>, limit: Option<&'static str>, meter: &Meter) -> Document {
    let Progress { states, transitions, depth, waiting, dead_ends, seen_bytes, .. } = search.progress();
    let seconds = meter.millis() as f64 / 1000.0;
    let peak_bytes = peak_bytes().unwrap_or(seen_bytes);
    let counterexample = search.counterexample();
    let judged = |(index, finding): (usize, Finding)| Judged {
        name: finding.name,
        kind: finding.kind.name(),
        verdict: finding.verdict(),
        length: match finding.reached {
            Reached::Shown(found) | Reached::Stuck(found) => Some(found.depth),
            Reached::Never | Reached::Unknown => None,
        },
        counterexample: match finding.reached {
            Reached::Stuck(found) => Some(search.scenario_of(index, found)),
            _ => None,
        },
        promised: finding.is_promised,
        why: finding.why,
    };
    let wider = limit.map(|_| {
        let outlook = search.outlook();
        let times = outlook.next_states as f64 / f64::from(states);
        Wider {
            complete_depth: outlook.complete_depth,
            waiting,
            states: outlook.next_states,
            seconds: seconds * times,
            bytes: (peak_bytes as f64 * times) as u64,
        }
    });
    let names = &search.model().scenario().plan().nodes;
    let of_group = |group: &Vec<NodeId>| group.iter().map(|node| names[node.index()].clone()).collect();
    Document {
        symmetry: search.model().alike().iter().map(of_group).collect(),
        states,
        transitions,
        depth,
        complete: limit.is_none() && counterexample.is_none(),
        limit,
        seconds,
        peak_bytes,
        dead_ends,
        properties: search.findings().into_iter().enumerate().map(judged).collect(),
        counterexample: counterexample.map(|(property, found)| search.scenario_of(property, found)),
        length: counterexample.map(|(_, found)| found.depth),
        wider,
    }
}

impl Document {
    /// The properties that are promised and get stuck, those with the shortest ways first.
    fn stuck(&self) -> Vec<&Judged> {
        let mut stuck: Vec<&Judged> =
            self.properties.iter().filter(|p| p.promised && p.counterexample.is_some()).collect();
        stuck.sort_by_key(|property| property.length);
        stuck
    }

    /// The scenario that shows what is wrong.
    fn shown(&self) -> Option<&String> {
        let stuck = self.stuck();
        self.counterexample.as_ref().or_else(|| stuck.first()?.counterexample.as_ref())
    }

    /// What was shown, in a line.
    fn summary(&self) -> String {
        let length = |judged: &Judged| judged.length.unwrap_or(0);
        let stuck = self.stuck().into_iter();
        let stuck: String =
            stuck.map(|judged| format!("; {} gets stuck after {}", judged.name, length(judged))).collect();
        match (&self.counterexample, self.limit) {
            (Some(_), _) => {
                format!("violated after {} choices, and no shorter way{stuck}", self.length.unwrap_or(0))
            }
            (None, Some(limit)) => {
                format!("the limit of {limit} was reached first; nothing is violated so far{stuck}")
            }
            (None, None) if stuck.is_empty() => "holds in every schedule within the budget".to_owned(),
            (None, None) => format!("no safety property is violated{stuck}"),
        }
    }
}

/// The same for people. A counterexample comes first and all else as comments after it,
/// so that `sequitur run -` can read what is printed.
fn text(document: &Document) -> String {
    let mut report = String::new();
    let Document { states, transitions, depth, seconds, peak_bytes, dead_ends, .. } = document;
    let summary = document.summary();
    let _ = writeln!(report, "{summary}");
    let _ = writeln!(
        report,
        "{states} states, {transitions} transitions, depth {depth}, {dead_ends} dead ends, {seconds:.1} s, {} MB",
        peak_bytes / MEGABYTE
    );
    let _ = writeln!(
        report,
        "A state is nodes, messages in flight, what is left of the budget, and the observers of:"
    );
    for group in &document.symmetry {
        let _ = writeln!(
            report,
            "States that differ only in which of {} is which count as one.",
            group.join(", ")
        );
    }
    let width = document.properties.iter().map(|p| p.name.len()).max().unwrap_or(0);
    for Judged { name, verdict, length, why, promised, .. } in &document.properties {
        let promised = if *promised { "" } else { ", not promised" };
        let after = length.map_or_else(String::new, |length| format!(" after {length}: {why}"));
        let _ = writeln!(report, "{name:width$}  {verdict}{promised}{after}");
    }
    if let Some(wider) = &document.wider {
        let _ = writeln!(
            report,
            "Everything is known to depth {}; {} states wait. One step deeper: about {} states, {:.0} s, {} MB.",
            wider.complete_depth,
            wider.waiting,
            wider.states,
            wider.seconds,
            wider.bytes / MEGABYTE
        );
        let _ = writeln!(
            report,
            "Smaller budgets (`allow fire N`, for one) make the search complete; --states, --seconds and --memory let it go on."
        );
    }
    match document.shown() {
        None => report,
        Some(scenario) => {
            let comments: String = report.lines().map(|line| format!("# {line}\n")).collect();
            format!("{scenario}{comments}")
        }
    }
}
