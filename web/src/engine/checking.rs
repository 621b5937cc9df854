//! What takes long, as the page sees it: a worker that is started when somebody asks,
//! tells how far it is, and is ended when it is no longer wanted. It searches all
//! schedules, says what can still happen, and makes violations small.
//!
//! The worker's program is a second download. A visitor who never asks never has it.

use crate::engine::grading::{Graded, Table};
use crate::engine::strip::Strip;
use crate::engine::trying::Tried;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::{document, window};
use sequitur_core::scenario::Scenario;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
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
    /// Where it got stuck, the scenario that shows it.
    pub stuck: Option<String>,
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

/// A violation with fewer lines.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Smaller {
    /// The lines that are left of what happens.
    pub lines: u64,
    /// How many runs it took.
    pub runs: u64,
    /// How many lines there were.
    pub before: u64,
    /// The scenario.
    pub text: String,
}

/// A property of safety that can break.
#[derive(Clone, PartialEq, Debug)]
pub struct Breakable {
    /// Its name.
    pub name: String,
    /// After how many choices, at the least.
    pub after: u64,
    /// What explains it.
    pub why: String,
    /// The scenario that shows it.
    pub text: String,
}

/// What can still happen.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Possible {
    /// How far the search came.
    pub figures: Figures,
    /// The depth up to which everything is known.
    pub complete_depth: u64,
    /// About how many states there are one step deeper.
    pub next_states: u64,
    /// Whether all was tried.
    pub is_exact: bool,
    /// Whether the protocol decides anything at all.
    pub decides: bool,
    /// What has been decided.
    pub decided: Vec<String>,
    /// What can still be.
    pub reachable: Vec<String>,
    /// What can break.
    pub breakable: Vec<Breakable>,
}

/// What a worker says.
#[derive(Clone, PartialEq, Debug)]
pub enum WorkerMessage {
    /// It is there and listens.
    Ready,
    /// It is so far.
    Progress(Figures),
    /// So many lines are left after so many runs.
    Shrinking(u64, u64),
    /// The scenario has lines that have no place in a search.
    Refused(Vec<String>),
    /// A search of all schedules is over.
    Done(Box<Outcome>),
    /// This can still happen.
    Possible(Rc<Possible>),
    /// Nothing more can be left out.
    Shrunk(Box<Smaller>),
    /// What is said of an answer.
    Graded(Box<Graded>),
    /// The lines that finish an answer; None where nothing does.
    Way(Option<Vec<String>>),
    /// So many answers of so many are graded.
    Grading(u64, u64),
    /// All answers are graded.
    Table(Rc<Table>),
    /// So many runs of so many are made.
    Trying(u64, u64),
    /// Many runs are made.
    Tried(Rc<Tried>),
    /// What can be decided along a run.
    Valence(Rc<Strip>),
    /// It is gone, and did not say why.
    Died,
    /// Its program, or the part of it for a protocol, could not be fetched.
    Missing,
}

impl WorkerMessage {
    /// Reads what a worker says; None where it is nothing that the page knows.
    pub fn read(text: &str) -> Option<WorkerMessage> {
        let (kind, rest) = text.split_once('\n').unwrap_or((text, ""));
        let mut lines = rest.split('\n');
        match kind {
            "ready" => Some(WorkerMessage::Ready),
            "missing" => Some(WorkerMessage::Missing),
            "progress" => figures(&mut lines).map(WorkerMessage::Progress),
            "shrinking" => Some(WorkerMessage::Shrinking(number(&mut lines)?, number(&mut lines)?)),
            "refused" => Some(WorkerMessage::Refused(lines.map(str::to_owned).collect())),
            "done" => outcome(lines).map(|outcome| WorkerMessage::Done(Box::new(outcome))),
            "possible" => possible(lines).map(|possible| WorkerMessage::Possible(Rc::new(possible))),
            "graded" => Graded::read(lines).map(|graded| WorkerMessage::Graded(Box::new(graded))),
            "grading" => Some(WorkerMessage::Grading(number(&mut lines)?, number(&mut lines)?)),
            "table" => Table::read(lines).map(|table| WorkerMessage::Table(Rc::new(table))),
            "trying" => Some(WorkerMessage::Trying(number(&mut lines)?, number(&mut lines)?)),
            "tried" => Tried::read(lines).map(|tried| WorkerMessage::Tried(Rc::new(tried))),
            "valence" => Strip::read(lines).map(|strip| WorkerMessage::Valence(Rc::new(strip))),
            "way" => Some(WorkerMessage::Way(Some(lines.map(str::to_owned).collect()))),
            "no way" => Some(WorkerMessage::Way(None)),
            "shrunk" => smaller(lines).map(|smaller| WorkerMessage::Shrunk(Box::new(smaller))),
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
        let mut fields = lines.next()?.split('\t');
        let mut field = || fields.next().map(str::to_owned).unwrap_or_default();
        let (name, verdict, length, why) = (field(), field(), field(), field());
        let stuck = match number(&mut fields)? {
            0 => None,
            count => Some(rest(lines.by_ref().take(count as usize)) + "\n"),
        };
        findings.push(Finding { name, verdict, length, why, stuck });
    }
    let counterexample = Some(rest(lines)).filter(|text| !text.is_empty());
    Some(Outcome { figures, ended, complete_depth, next_states, findings, counterexample })
}

fn rest<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}

fn smaller<'a>(mut lines: impl Iterator<Item = &'a str>) -> Option<Smaller> {
    let mut next = || number(&mut lines);
    let (left, runs, before) = (next()?, next()?, next()?);
    Some(Smaller { lines: left, runs, before, text: rest(lines) })
}

fn possible<'a>(mut lines: impl Iterator<Item = &'a str>) -> Option<Possible> {
    let figures = figures(&mut lines)?;
    let (complete_depth, next_states) = (number(&mut lines)?, number(&mut lines)?);
    let (is_exact, decides) = (lines.next()? == "true", lines.next()? == "true");
    let (decided, reachable) = (list(&mut lines)?, list(&mut lines)?);
    let mut breakable = Vec::new();
    while let Some(line) = lines.next().filter(|line| !line.is_empty()) {
        let mut fields = line.split('\t');
        let (name, after) = (fields.next()?.to_owned(), number(&mut fields)?);
        let (count, why) = (number(&mut fields)?, fields.next()?.to_owned());
        let text = rest(lines.by_ref().take(count as usize)) + "\n";
        breakable.push(Breakable { name, after, why, text });
    }
    Some(Possible { figures, complete_depth, next_states, is_exact, decides, decided, reachable, breakable })
}

/// Lines, after a line that says how many they are.
fn list<'a>(lines: &mut impl Iterator<Item = &'a str>) -> Option<Vec<String>> {
    let count = number(lines)?;
    Some(lines.take(count as usize).map(str::to_owned).collect())
}

/// A worker at work. It ends when this is dropped.
pub struct Checking {
    worker: Worker,
    /// What it is to do next, or does.
    order: Rc<RefCell<String>>,
    /// Whether its program is up.
    is_there: Rc<Cell<bool>>,
    _listeners: [EventListener; 2],
}

impl Drop for Checking {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl Checking {
    /// Starts a worker with an order, and passes on what it says. None where the browser
    /// has no workers. Where the program of the worker cannot be fetched, it says Missing. The number is that of the choices by hand after which it begins, or
    /// the index of the property that is to stay violated.
    pub fn start(
        order: &str,
        number: usize,
        scenario: &Scenario,
        hear: impl Fn(WorkerMessage) + Clone + 'static,
    ) -> Option<Checking> {
        let branch = &scenario.branches()[scenario.followed()].name;
        Checking::ordered(format!("{order}\n{number}\n{branch}\n{}", scenario.text()), hear)
    }

    /// Starts a worker that makes many runs. What is compared is `timeout=100ms,200ms`, or empty.
    pub fn start_tries(
        runs: u64,
        over: &str,
        scenario: &Scenario,
        hear: impl Fn(WorkerMessage) + Clone + 'static,
    ) -> Option<Checking> {
        Checking::ordered(format!("try\n{runs}\n\n{over}\n{}", scenario.text()), hear)
    }

    /// Starts a worker with an order about an exercise and an answer to it, which may be empty.
    pub fn start_exercise(
        order: &str,
        exercise: &Scenario,
        answer: &str,
        hear: impl Fn(WorkerMessage) + Clone + 'static,
    ) -> Option<Checking> {
        let exercise = exercise.source();
        let lines = exercise.lines().count();
        Checking::ordered(format!("{order}\n{lines}\n\n{exercise}{answer}"), hear)
    }

    /// The order to tell what can be decided along a run by hand, and after what may follow so many of its
    /// choices. The answer has the number of the question.
    pub fn about_valence(question: u64, choices: usize, scenario: &Scenario) -> String {
        let branch = &scenario.branches()[scenario.followed()].name;
        format!("valence\n{question}\n{branch}\n{choices}\n{}", scenario.text())
    }

    /// Gives a worker that stays another order. One that it has not got yet is forgotten.
    pub fn again(&self, order: String) {
        *self.order.borrow_mut() = order;
        if self.is_there.get() {
            // One that is gone has said so.
            let _ = self.worker.post_message(&self.order.borrow().as_str().into());
        }
    }

    /// Starts a worker with an order.
    pub fn ordered(order: String, hear: impl Fn(WorkerMessage) + Clone + 'static) -> Option<Checking> {
        let order = Rc::new(RefCell::new(order));
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&address()?, &options).ok()?;
        let is_there = Rc::new(Cell::new(false));
        let heard = {
            let (worker, hear, is_there) = (worker.clone(), hear.clone(), Rc::clone(&is_there));
            let order = Rc::clone(&order);
            move |event: &web_sys::Event| {
                let text = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
                let word = text.and_then(|text| WorkerMessage::read(&text)).unwrap_or(WorkerMessage::Died);
                is_there.set(true);
                // What is posted before the worker's program is up would be lost.
                if word == WorkerMessage::Ready
                    && worker.post_message(&order.borrow().as_str().into()).is_err()
                {
                    return hear(WorkerMessage::Died);
                }
                hear(word);
            }
        };
        let message = EventListener::new(&worker, "message", heard);
        let told = EventListenerOptions::enable_prevent_default();
        let was_there = Rc::clone(&is_there);
        let error = EventListener::new_with_options(&worker, "error", told, move |event| {
            // The reader is told here, and needs no line in the console.
            event.prevent_default();
            hear(if was_there.get() { WorkerMessage::Died } else { WorkerMessage::Missing });
        });
        Some(Checking { worker, order, is_there, _listeners: [message, error] })
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
        assert_eq!(WorkerMessage::read("ready"), Some(WorkerMessage::Ready));
        assert_eq!(WorkerMessage::read("hello"), None);
        let figures = Figures { states: 1, transitions: 2, depth: 3, waiting: 4, bytes: 5 };
        assert_eq!(WorkerMessage::read("progress\n1\n2\n3\n4\n5"), Some(WorkerMessage::Progress(figures)));
        assert_eq!(WorkerMessage::read("progress\n1\n2"), None);
        let said = "done\n1\n2\n3\n4\n5\nfound\n6\n7\n2\nsafe\tviolated\t8\tTwo lead.\t0\n\
                    live\tstuck\t2\tNobody waits.\t2\nprotocol raft\nnodes 2\nprotocol raft\nschedule manual\n";
        let Some(WorkerMessage::Done(outcome)) = WorkerMessage::read(said) else {
            panic!("it is done");
        };
        assert_eq!((outcome.figures, outcome.ended.as_str()), (figures, "found"));
        assert_eq!((outcome.complete_depth, outcome.next_states), (6, 7));
        assert_eq!((outcome.findings[0].why.as_str(), &outcome.findings[0].stuck), ("Two lead.", &None));
        assert_eq!(outcome.findings[1].stuck.as_deref(), Some("protocol raft\nnodes 2\n"));
        assert_eq!(outcome.counterexample.as_deref(), Some("protocol raft\nschedule manual\n"));
    }
    #[test]
    fn what_can_still_happen_is_read() {
        let said = "possible\n1\n2\n3\n4\n5\n6\n7\ntrue\ntrue\n0\n2\n0\n1\nagreement\t3\t2\tP1 and P2.\nprotocol consensus\nschedule manual\n\
                    validity\t0\t1\tNobody.\nprotocol consensus\n";
        let Some(WorkerMessage::Possible(possible)) = WorkerMessage::read(said) else {
            panic!("it is known");
        };
        assert!(possible.is_exact && possible.decides && possible.decided.is_empty());
        assert_eq!((possible.complete_depth, possible.next_states), (6, 7));
        assert_eq!(possible.reachable, ["0", "1"]);
        let [agreement, validity] = &possible.breakable[..] else {
            panic!("two can break");
        };
        assert_eq!((agreement.after, agreement.text.as_str()), (3, "protocol consensus\nschedule manual\n"));
        assert_eq!((validity.name.as_str(), validity.text.as_str()), ("validity", "protocol consensus\n"));
    }

    #[test]
    fn a_smaller_violation_is_read() {
        assert_eq!(WorkerMessage::read("shrinking\n4\n9"), Some(WorkerMessage::Shrinking(4, 9)));
        let smaller = Smaller { lines: 2, runs: 9, before: 7, text: "protocol raft\nnodes 3\n".to_owned() };
        assert_eq!(
            WorkerMessage::read("shrunk\n2\n9\n7\nprotocol raft\nnodes 3\n"),
            Some(WorkerMessage::Shrunk(Box::new(smaller)))
        );
    }
}
