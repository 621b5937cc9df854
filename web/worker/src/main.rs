//! What takes long, beside the page: it takes an order and a scenario, tells how far it
//! is, and in the end what it found. The page ends it by ending the worker.
//!
//! Messages are texts, one field a line. To the worker, an order, a number, the branch, the
//! scenario. The orders are
//!
//! - `check`: search all schedules that follow so many choices of a run by hand,
//! - `what-if`: search them for what can still happen, to a closer limit,
//! - `shrink`: leave out what the violation of this property does not need,
//! - `grade`: the text is an exercise of so many lines, and then an answer: grade it,
//! - `way`: the same text: find the shortest way to finish the answer, or to solve the exercise where
//!   there is no answer,
//! - `table`: an exercise of so many lines, and then files with answers: grade them all,
//! - `try`: before the scenario stands a line that says what is compared, or an empty one: make so many runs,
//! - `valence`: before the scenario stands a number of choices: tell what can be decided along the run, and
//!   after what may follow so many choices. The number is that of the question. The worker stays for more.
//!
//! From the worker: `ready` once; `missing` where a protocol's part did not come; `progress`, `shrinking`, `grading` or `trying` with figures; then one of
//!
//! - `refused` and what is wrong,
//! - `done`, figures, findings (fields of each apart by tabs, the last of them the number of
//!   lines that follow: the scenario in which it is stuck) and, where a property broke, the
//!   scenario that shows it,
//! - `possible`, figures, what was and can be decided, and each property that can break
//!   with the lines of the scenario that shows it,
//! - `shrunk`, figures, how many lines there were before, and the scenario,
//! - `graded`, the verdict, the length, the least, the slip, what the reader is told, the event
//!   that decided it, and the goals, a line each, with fields apart by tabs,
//! - `way` and the lines to be added, or `no way`,
//! - `table`, the number of rows, these, and the table as CSV,
//! - `tried`, and what the runs told: see `trying.rs`,
//! - `valence`, and what can be decided: see `valence.rs`.

mod grading;
mod trying;
mod valence;

use js_sys::Date;
use sequitur_check::valence::Valence;
use sequitur_check::{
    Breakable, Ended, Finding, Limits, Model, Progress, Reachable, Reached, Search, Shrink, Worlds,
};
use sequitur_core::scenario::{Mistake, Scenario};
use sequitur_parts::need;
use std::cell::RefCell;
use std::fmt::Write;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// The most states: what a tab can hold.
const STATES_MAX: u32 = 20_000_000;

/// The most states that are looked at to say what can still happen: some seconds' work.
const WHAT_IF_STATES_MAX: u32 = 200_000;

/// The most memory, in bytes. A tab that asks for more may not get it.
const MEMORY_MAX: u64 = 1_500_000_000;

/// How often the page hears, in milliseconds.
const TOLD_MS: f64 = 200.0;

/// What the page hears where a protocol's part did not come.
const MISSING: &str = "missing";

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

fn main() {
    let valence = Rc::new(RefCell::new(Valence::default()));
    let hear: Closure<dyn FnMut(MessageEvent)> = Closure::new(move |event: MessageEvent| {
        if let Some(order) = event.data().as_string() {
            spawn_local(take(order, Rc::clone(&valence)));
        }
    });
    scope().set_onmessage(Some(hear.into_js_value().unchecked_ref()));
    say("ready");
}

/// Does what an order asks, once the protocols are there that its text names.
async fn take(order: String, valence: Rc<RefCell<Valence>>) {
    if need(&order).await.is_err() {
        return say(MISSING);
    }
    if order.starts_with("valence\n") {
        return say(&told_valence(&mut valence.borrow_mut(), &order));
    }
    say(&answer(&order).await);
    // It has done what it was started for, and gives its memory back.
    scope().close();
}

fn say(text: &str) {
    let posted = scope().post_message(&JsValue::from_str(text));
    debug_assert!(posted.is_ok(), "texts can be posted");
}

/// The fields of an order.
fn fields(order: &str) -> (&str, usize, &str, &str) {
    let mut fields = order.splitn(4, '\n');
    let mut field = || fields.next().unwrap_or_default();
    (field(), field().parse().unwrap_or(usize::MAX), field(), field())
}

fn told_valence(kept: &mut Valence, order: &str) -> String {
    let (_, question, branch, text) = fields(order);
    valence::told(kept, question, branch, text).unwrap_or_else(|why| refused(&why))
}

async fn answer(order: &str) -> String {
    let (word, number, branch, text) = fields(order);
    match word {
        "grade" => return grading::graded(number, text).unwrap_or_else(|why| refused(&why)),
        "table" => {
            let mut told = Date::now();
            let tell = |done: usize, of: usize| now_and_then(&mut told, || format!("grading\n{done}\n{of}"));
            return grading::table(number, text, tell).await.unwrap_or_else(|why| refused(&why));
        }
        "way" => return grading::way(number, text).unwrap_or_else(|why| refused(&why)),
        "try" => return tried(number, text).unwrap_or_else(|why| refused(&why)),
        _ => {}
    }
    let followed = Scenario::parse(text).map(|scenario| scenario.follow_name(branch).unwrap_or(scenario));
    let answered = followed.and_then(|scenario| match word {
        "shrink" => Ok(shrink(Shrink::of(&scenario, number))),
        "what-if" => Reachable::new(&scenario.up_to(number)).map(what_if),
        _ => Worlds::new(&scenario.up_to(number), &[]).map(check),
    });
    answered.unwrap_or_else(|mistakes| {
        let lines: Vec<String> = mistakes.iter().map(Mistake::to_string).collect();
        refused(&lines.join("\n"))
    })
}

fn tried(runs: usize, text: &str) -> Result<String, String> {
    let (over, text) = text.split_once('\n').unwrap_or_default();
    let scenario = Scenario::parse(text).map_err(|mistakes| mistakes[0].to_string())?;
    let mut told = Date::now();
    trying::tried(&scenario, over, runs, |done, of| {
        now_and_then(&mut told, || format!("trying\n{done}\n{of}"))
    })
}

fn refused(why: &str) -> String {
    format!("refused\n{why}")
}

/// Calls `tell` now and then.
fn now_and_then(told: &mut f64, tell: impl FnOnce() -> String) {
    if Date::now() - *told >= TOLD_MS {
        *told = Date::now();
        say(&tell());
    }
}

/// Searches to an end or to a limit, and tells how far it is.
fn run<M: Model>(search: &mut Search<M>) -> Progress {
    let mut told = Date::now();
    search.run(&|| Date::now() as u64, |progress| {
        now_and_then(&mut told, || format!("progress\n{}", figures(progress)));
        memory() < MEMORY_MAX
    })
}

fn check(worlds: Worlds) -> String {
    let limits = Limits { states: STATES_MAX, ..Limits::default() };
    let mut search = Search::new(worlds, limits);
    let progress = run(&mut search);
    let ended = match progress.ended {
        Some(Ended::Complete) => "complete",
        Some(Ended::Found(_)) => "found",
        Some(Ended::States) => "states",
        Some(Ended::Stopped) | None => "memory",
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
    for (property, finding) in findings.iter().enumerate() {
        let stuck = match finding.reached {
            Reached::Stuck(found) => search.scenario_of(property, found),
            _ => String::new(),
        };
        let _ = writeln!(said, "{}\t{}", finding_line(finding), stuck.lines().count());
        said += &stuck;
    }
    if let Some((property, found)) = search.counterexample() {
        said += &search.scenario_of(property, found);
    }
    said
}

fn finding_line(finding: &Finding) -> String {
    let length = match finding.reached {
        Reached::Shown(found) | Reached::Stuck(found) => found.depth.to_string(),
        Reached::Never | Reached::Unknown => String::new(),
    };
    let why = finding.why.replace(['\n', '\t'], " ");
    format!("{}\t{}\t{length}\t{why}", finding.name, finding.verdict())
}

fn what_if(reachable: Reachable) -> String {
    let limits = Limits { states: WHAT_IF_STATES_MAX, ..Limits::default() };
    let mut search = Search::new(reachable, limits);
    let progress = run(&mut search);
    let possible = search.possible();
    let outlook = search.outlook();
    let mut said = format!(
        "possible\n{}\n{}\n{}\n{}\n{}\n",
        figures(&progress),
        outlook.complete_depth,
        outlook.next_states,
        possible.is_exact,
        possible.decides
    );
    for decisions in [&possible.decided, &possible.reachable] {
        let _ = writeln!(said, "{}", decisions.len());
        for decision in decisions {
            let _ = writeln!(said, "{}", decision.replace('\n', " "));
        }
    }
    for Breakable { property, after, why, scenario } in &possible.breakable {
        let _ = writeln!(
            said,
            "{property}\t{after}\t{}\t{}",
            scenario.lines().count(),
            why.replace(['\n', '\t'], " ")
        );
        for line in scenario.lines() {
            let _ = writeln!(said, "{line}");
        }
    }
    said
}

fn shrink(shrink: Option<Shrink>) -> String {
    let Some(mut shrink) = shrink else {
        return refused("This run does not violate the property.");
    };
    let before = shrink.lines();
    let mut told = Date::now();
    while !shrink.advance() {
        now_and_then(&mut told, || format!("shrinking\n{}\n{}", shrink.lines(), shrink.runs()));
    }
    format!("shrunk\n{}\n{}\n{before}\n{}", shrink.lines(), shrink.runs(), shrink.best().text())
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
