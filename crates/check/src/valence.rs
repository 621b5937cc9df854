//! Which values can still be decided: after each step of a run, and after each message that could
//! arrive next (Fischer, Lynch and Paterson 1985, section 3).
//!
//! Where more than one value can, whoever delivers the messages keeps it so as long as there is a
//! message that leaves it open.

use sequitur_core::scenario::Scenario;
use sequitur_core::sim::run::Run;
use sequitur_core::sim::world::Choice;
use sequitur_core::trace::EventId;
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_128;

/// How many rounds more are looked at. Messages to a process that lags pile up without end, so
/// there has to be some number.
pub const ROUNDS: u32 = 3;

/// The most steps of a run that are looked at.
const STEPS_MAX: usize = 10_000;

/// The most choices of a run by hand that are looked at.
pub const CHOICES_MAX: usize = 500;

/// The most configurations that are kept.
const KEPT_MAX: usize = 100_000;

/// What can be decided after a step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    /// The first event of the step.
    pub event: EventId,
    /// The values, sorted: one where it is settled.
    pub values: Vec<String>,
}

/// A choice that may come next, and what can be decided after it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Next {
    /// As a line of a run by hand.
    pub line: String,
    /// The values, sorted.
    pub values: Vec<String>,
}

/// The values that can be decided after each step of a run, from where they can be told. Empty where
/// they never can.
pub fn along(run: &Run) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut before = 0;
    run.details.walk(&mut |state| {
        let event = EventId(before);
        before = state.events();
        if cells.len() < STEPS_MAX
            && let Some(values) = state.decidable(ROUNDS)
        {
            cells.push(Cell { event, values });
        }
    });
    cells
}

/// What can be decided after each message that may arrive, and each coin that may fall, at the end of
/// a run by hand: the oldest messages first.
pub fn next(scenario: &Scenario) -> Vec<Next> {
    Valence::default().next(scenario)
}

/// What can be decided along runs by hand. It keeps what it has worked out: a run that goes on costs what
/// is new of it.
#[derive(Default)]
pub struct Valence {
    /// The values, by the fingerprint of the text that leads to the configuration.
    known: BTreeMap<u128, Option<Vec<String>>>,
    worked_out: u64,
}

impl Valence {
    /// The values after no choice, after the first, and so on; None where nobody can tell. Not more than
    /// [`CHOICES_MAX`] choices are looked at.
    pub fn along(&mut self, scenario: &Scenario) -> Vec<Option<Vec<String>>> {
        let choices = scenario.plan().manual.as_ref().map_or(0, Vec::len).min(CHOICES_MAX);
        let values = |after: usize| {
            let begun = scenario.clone().up_to(after);
            let work_out = || begun.machine().position(begun.plan()).decidable(ROUNDS);
            self.values(&begun.by_hand(&[], None), work_out)
        };
        (0..=choices).map(values).collect()
    }

    /// The same as [`next`].
    pub fn next(&mut self, scenario: &Scenario) -> Vec<Next> {
        let (machine, plan) = (scenario.machine(), scenario.plan());
        if plan.manual.is_none() {
            return Vec::new();
        }
        let start = machine.position(plan);
        let mut choices = Vec::new();
        start.choices(&mut choices);
        let after = |choice: Choice<u8>| {
            if !matches!(choice, Choice::Deliver(_) | Choice::Toss(..)) {
                return None;
            }
            let text = scenario.by_hand(&machine.spell(plan, std::slice::from_ref(&choice)), None);
            let line =
                text.lines().rfind(|line| line.starts_with("deliver ") || line.starts_with("toss "))?;
            let work_out = || {
                let mut position = start.fork();
                position.apply(&choice);
                position.decidable(ROUNDS)
            };
            Some(Next { line: line.to_owned(), values: self.values(&text, work_out)? })
        };
        choices.into_iter().filter_map(after).collect()
    }

    /// How many configurations had to be worked out so far.
    pub fn worked_out(&self) -> u64 {
        self.worked_out
    }

    fn values(&mut self, text: &str, work_out: impl FnOnce() -> Option<Vec<String>>) -> Option<Vec<String>> {
        let name = xxh3_128(text.as_bytes());
        if let Some(known) = self.known.get(&name) {
            return known.clone();
        }
        if self.known.len() >= KEPT_MAX {
            self.known.clear();
        }
        self.worked_out += 1;
        let values = work_out();
        self.known.insert(name, values.clone());
        values
    }
}

/// Of what may come next, what leaves more than one value open: the first of these is what an adversary
/// does that wants nothing to be decided. None where all of it settles the value.
pub fn adversary(next: &[Next]) -> Option<&Next> {
    next.iter().find(|next| next.values.len() > 1)
}
