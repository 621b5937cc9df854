//! The search, beside the page: it takes a scenario, tells how far it is, and in the end
//! what it found. The page ends it by ending the worker.
//!
//! Messages are texts, one field a line. To the worker: how many choices of a run by hand
//! come before the search, the branch, the scenario. From the worker: `ready` once;
//! `progress` and its figures; `refused` and what is wrong; or `done`, figures, findings
//! (fields of each apart by tabs) and, where a property broke, the scenario that shows it.

use js_sys::Date;
use sequitur_check::{Ended, Finding, Limits, Progress, Reached, Search, Worlds};
use sequitur_core::scenario::{Mistake, Scenario};
use std::fmt::Write;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// The most states: what a tab can hold.
const STATES_MAX: u32 = 20_000_000;

/// The most memory, in bytes. A tab that asks for more may not get it.
const MEMORY_MAX: u64 = 1_500_000_000;

/// How many states are looked at between two looks at the clock.
const SLICE: u32 = 4_096;

/// How often the page hears, in milliseconds.
const TOLD_MS: f64 = 200.0;

fn main() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let answer: Closure<dyn Fn(MessageEvent)> = Closure::new(|event: MessageEvent| {
        if let Some(order) = event.data().as_string() {
            say(&check(&order));
        }
    });
    scope.set_onmessage(Some(answer.into_js_value().unchecked_ref()));
    say("ready");
}

fn say(text: &str) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let posted = scope.post_message(&JsValue::from_str(text));
    debug_assert!(posted.is_ok(), "texts can be posted");
}

fn check(order: &str) -> String {
    let mut fields = order.splitn(3, '\n');
    let mut field = || fields.next().unwrap_or_default();
    let (choices, branch, text) = (field().parse().unwrap_or(usize::MAX), field(), field());
    match worlds(choices, branch, text) {
        Err(mistakes) => {
            let lines: Vec<String> = mistakes.iter().map(Mistake::to_string).collect();
            format!("refused\n{}", lines.join("\n"))
        }
        Ok(worlds) => search(worlds),
    }
}

fn worlds(choices: usize, branch: &str, text: &str) -> Result<Worlds, Vec<Mistake>> {
    let scenario = Scenario::parse(text)?;
    let scenario = scenario.follow_name(branch).unwrap_or(scenario);
    Worlds::new(&scenario.up_to(choices), &[])
}

fn search(worlds: Worlds) -> String {
    let limits = Limits { states: STATES_MAX, ..Limits::default() };
    let mut search = Search::new(worlds, limits);
    let mut told = Date::now();
    let progress = search.run(SLICE, |progress| {
        if Date::now() - told >= TOLD_MS {
            told = Date::now();
            say(&format!("progress\n{}", figures(progress)));
        }
        memory() < MEMORY_MAX
    });
    let ended = match progress.ended {
        Some(Ended::Complete) => "complete",
        Some(Ended::Found(_)) => "found",
        Some(Ended::States) => "states",
        None => "memory",
    };
    let outlook = search.outlook();
    let findings = search.findings();
    let mut said = format!(
        "done\n{}\n{ended}\n{}\n{}\n",
        figures(&progress),
        outlook.complete_depth,
        outlook.next_states
    );
    let _ = writeln!(said, "{}", findings.len());
    for finding in &findings {
        let _ = writeln!(said, "{}", finding_line(finding));
    }
    if let Some((property, found)) = search.counterexample() {
        said += &search.scenario_of(property, found);
    }
    said
}

fn finding_line(finding: &Finding) -> String {
    let length = match finding.reached {
        Reached::Shown(found) => found.depth.to_string(),
        Reached::Never | Reached::Unknown => String::new(),
    };
    let why = finding.why.replace(['\n', '\t'], " ");
    format!("{}\t{}\t{length}\t{why}", finding.name, finding.verdict())
}

/// States, transitions, depth, states that wait, and bytes of memory.
fn figures(progress: &Progress) -> String {
    let Progress { states, transitions, depth, waiting, .. } = progress;
    format!("{states}\n{transitions}\n{depth}\n{waiting}\n{}", memory())
}

/// The memory that the worker has, in bytes.
fn memory() -> u64 {
    let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    let buffer: js_sys::ArrayBuffer = memory.buffer().unchecked_into();
    u64::from(buffer.byte_length())
}
