//! Which values can still be decided: after each step of a run, and after each message that could
//! arrive next (Fischer, Lynch and Paterson 1985, section 3).
//!
//! Where more than one value can, whoever delivers the messages keeps it so as long as there is a
//! message that leaves it open.

use sequitur_core::scenario::Scenario;
use sequitur_core::sim::run::Run;
use sequitur_core::sim::world::Choice;
use sequitur_core::trace::EventId;

/// How many rounds more are looked at. Messages to a process that lags pile up without end, so
/// there has to be some number.
pub const ROUNDS: u32 = 3;

/// The most steps of a run that are looked at.
const STEPS_MAX: usize = 10_000;

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
        let mut position = start.fork();
        position.apply(&choice);
        let text = scenario.by_hand(&machine.spell(plan, &[choice]), None);
        let line = text.lines().rfind(|line| line.starts_with("deliver ") || line.starts_with("toss "))?;
        Some(Next { line: line.to_owned(), values: position.decidable(ROUNDS)? })
    };
    choices.into_iter().filter_map(after).collect()
}

/// Of what may come next, what leaves more than one value open: the first of these is what an adversary
/// does that wants nothing to be decided. None where all of it settles the value.
pub fn adversary(next: &[Next]) -> Option<&Next> {
    next.iter().find(|next| next.values.len() > 1)
}
