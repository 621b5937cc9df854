//! The search of all schedules, as the page sees it: a worker that is started when
//! somebody asks, tells how far it is, and is ended when it is no longer wanted.
//!
//! The worker's program is a second download. A visitor who never asks never has it.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::{document, window};
use sequitur_core::scenario::Scenario;
use wasm_bindgen::JsCast;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// How far a search is.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Figures {
    /// Different states.
    pub states: u64,
    /// Steps that were tried.
    pub transitions: u64,
    /// The most choices that any state needs.
    pub depth: u64,
    /// States whose choices have not been tried.
    pub waiting: u64,
    /// The memory of the worker, in bytes.
    pub bytes: u64,
}

/// What a search says of a property.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// Its name.
    pub name: String,
    /// What became of it.
    pub verdict: String,
    /// How many choices lead there.
    pub length: String,
    /// What explains it.
    pub why: String,
}

/// How a search ended, and what it found.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Outcome {
    /// How far it came.
    pub figures: Figures,
    /// `complete`, `found`, `states` or `memory`.
    pub ended: String,
    /// The depth up to which everything is known.
    pub complete_depth: u64,
    /// About how many states there are one step deeper.
    pub next_states: u64,
    /// What it says of each property.
    pub findings: Vec<Finding>,
    /// The scenario that shows what broke.
    pub counterexample: Option<String>,
}

/// What a worker says.
#[derive(Clone, PartialEq, Debug)]
pub enum Word {
    /// It is there and listens.
    Ready,
    /// It is so far.
    Progress(Figures),
    /// The scenario has lines that have no place in a search.
    Refused(Vec<String>),
    /// It is over.
    Done(Box<Outcome>),
    /// It is gone, and did not say why.
    Died,
}

impl Word {
    /// Reads what a worker says; None where it is nothing that the page knows.
    pub fn read(text: &str) -> Option<Word> {
        let (kind, rest) = text.split_once('\n').unwrap_or((text, ""));
        let mut lines = rest.split('\n');
        match kind {
            "ready" => Some(Word::Ready),
            "progress" => figures(&mut lines).map(Word::Progress),
            "refused" => Some(Word::Refused(lines.map(str::to_owned).collect())),
            "done" => outcome(lines).map(|outcome| Word::Done(Box::new(outcome))),
            _ => None,
        }
    }
}

fn number<'a>(lines: &mut impl Iterator<Item = &'a str>) -> Option<u64> {
    lines.next()?.parse().ok()
}

fn figures<'a>(lines: &mut impl Iterator<Item = &'a str>) -> Option<Figures> {
    Some(Figures {
        states: number(lines)?,
        transitions: number(lines)?,
        depth: number(lines)?,
        waiting: number(lines)?,
        bytes: number(lines)?,
    })
}

fn outcome<'a>(mut lines: impl Iterator<Item = &'a str>) -> Option<Outcome> {
    let figures = figures(&mut lines)?;
    let ended = lines.next()?.to_owned();
    let (complete_depth, next_states) = (number(&mut lines)?, number(&mut lines)?);
    let mut findings = Vec::new();
    for _ in 0..number(&mut lines)? {
        let mut fields = lines.next()?.split('\t').map(str::to_owned);
        let mut field = || fields.next().unwrap_or_default();
        findings.push(Finding { name: field(), verdict: field(), length: field(), why: field() });
    }
    let rest: Vec<&str> = lines.collect();
    let counterexample = Some(rest.join("\n")).filter(|text| !text.is_empty());
    Some(Outcome { figures, ended, complete_depth, next_states, findings, counterexample })
}

/// A worker at work. It ends when this is dropped.
pub struct Checking {
    worker: Worker,
    _listeners: [EventListener; 2],
}

impl Drop for Checking {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl Checking {
    /// Starts a worker that searches a scenario from after so many of its choices by hand,
    /// and passes on what it says. None where the browser has no workers.
    pub fn start(
        scenario: &Scenario,
        choices: usize,
        hear: impl Fn(Word) + Clone + 'static,
    ) -> Option<Checking> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&address()?, &options).ok()?;
        let branch = &scenario.branches()[scenario.followed()].name;
        let order = format!("{choices}\n{branch}\n{}", scenario.text());
        let heard = {
            let (worker, hear) = (worker.clone(), hear.clone());
            move |event: &web_sys::Event| {
                let text = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
                let word = text.and_then(|text| Word::read(&text)).unwrap_or(Word::Died);
                // What is posted before the worker's program is up would be lost.
                if word == Word::Ready && worker.post_message(&order.as_str().into()).is_err() {
                    return hear(Word::Died);
                }
                hear(word);
            }
        };
        let message = EventListener::new(&worker, "message", heard);
        let told = EventListenerOptions::enable_prevent_default();
        let error = EventListener::new_with_options(&worker, "error", told, move |event| {
            // The reader is told here, and needs no line in the console.
            event.prevent_default();
            hear(Word::Died);
        });
        Some(Checking { worker, _listeners: [message, error] })
    }
}

/// Where the worker's program is: the page's build writes it down, with the name that its
/// content gives it, so that the page never meets the worker of another build.
fn address() -> Option<String> {
    let meta = document().query_selector("meta[name=worker]").ok()??;
    let name = meta.get_attribute("content")?;
    let base = document().base_uri().ok().flatten().or_else(|| window().location().href().ok())?;
    Some(web_sys::Url::new_with_base(&name, &base).ok()?.href())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_worker_says_is_read() {
        assert_eq!(Word::read("ready"), Some(Word::Ready));
        assert_eq!(Word::read("hello"), None);
        let figures = Figures { states: 1, transitions: 2, depth: 3, waiting: 4, bytes: 5 };
        assert_eq!(Word::read("progress\n1\n2\n3\n4\n5"), Some(Word::Progress(figures)));
        assert_eq!(Word::read("progress\n1\n2"), None);
        let said = "done\n1\n2\n3\n4\n5\nfound\n6\n7\n1\nsafe\tviolated\t8\tTwo lead.\nprotocol raft\nschedule manual\n";
        let Some(Word::Done(outcome)) = Word::read(said) else {
            panic!("it is done");
        };
        assert_eq!((outcome.figures, outcome.ended.as_str()), (figures, "found"));
        assert_eq!((outcome.complete_depth, outcome.next_states), (6, 7));
        assert_eq!(outcome.findings[0].why, "Two lead.");
        assert_eq!(outcome.counterexample.as_deref(), Some("protocol raft\nschedule manual\n"));
    }
}
