//! An answer beside its exercise: what the reader has added, and what of the exercise is gone.
//!
//! All lines of an exercise are locked: they stand in the answer, in order. Comments, views and
//! expectations are free. Goals are read from the exercise: an answer may leave them out, but
//! brings none of its own. In runs by hand, the choices of the exercise come first in each branch.

use super::Scenario;
use super::branch::MAIN;
use super::goal::AllowedEdit;
use super::phrase::Phrase;
use super::statement::Statement;
use crate::sim::clock::Wall;
use crate::sim::fault::Fault;
use crate::sim::plan::{Forgery, Happening, ManualChoice, MessageRef, Origin, Setting};
use crate::trace::{Micros, NodeId};

/// A line that a reader has added to an exercise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Added {
    /// Its index in the answer.
    pub origin: Origin,
    /// The branch that it stands in.
    pub branch: String,
    /// Its canonical text.
    pub text: String,
    /// What it does.
    pub what: AddedLine,
}

/// What a line of a reader's own does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AddedLine {
    /// A message is dropped.
    Drop(MessageRef),
    /// A message is copied.
    Duplicate(MessageRef),
    /// A message arrives at another time.
    Delay(MessageRef, Micros),
    /// A message arrives, by hand.
    Deliver(MessageRef),
    /// Time passes, by hand.
    Advance(Micros),
    /// A timer fires: its index in `Info::timers`, and after them in `Info::acts`.
    Fire(NodeId, u8),
    /// Something is asked of a node; at a time in a timed run.
    Command(NodeId, Vec<String>, Option<Micros>),
    /// Something happens to nodes, links or clocks.
    Fault(Fault),
    /// A traitor's message arrives.
    Forge(Forgery),
    /// A coin falls.
    Toss,
    /// A parameter has another value, by its index in `Info::parameters`.
    Set(usize, Setting),
    /// A clock is wrong by so much, from the beginning.
    ClockOffset(NodeId, Wall),
    /// Another seed.
    Seed(u64),
    /// What the reader says is so.
    Expect(Phrase),
    /// A line that no reader may add.
    Other,
}

/// A line of an exercise that is not in the answer, or one of the answer that stands where only
/// lines of the exercise may.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Locked {
    /// The line of the exercise, as it is printed.
    pub text: String,
    /// Its index in the exercise.
    pub origin: Origin,
    /// What is wrong: it is gone, or something stands before it.
    pub is_gone: bool,
}

/// A line `allow`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Allowed {
    /// So many of something, only of these nodes, kinds, timers or commands where there are any.
    Count {
        /// The word after `allow`.
        what: &'static str,
        /// How many.
        count: u32,
        /// What it is narrowed to.
        of: Vec<String>,
    },
    /// A line of a timed run.
    Edit(AllowedEdit),
}

/// A line of a scenario in its branch.
struct Placed<'a> {
    origin: Origin,
    branch: &'a str,
    statement: &'a Statement,
    text: String,
}

impl Scenario {
    /// What a reader may add.
    pub fn allowed(&self) -> Vec<Allowed> {
        let info = self.machine.info();
        let allowed = self.lines.iter().filter_map(|line| match line.statement.as_ref()? {
            Statement::Allow { what, count, of } => {
                Some(Allowed::Count { what: what.name(info)?, count: *count, of: of.clone() })
            }
            Statement::AllowEdit(edit) => Some(Allowed::Edit(edit.clone())),
            _ => None,
        });
        allowed.collect()
    }

    /// What a reader has added to an exercise to make this scenario of it, in order.
    ///
    /// # Errors
    /// The first line of the exercise that is not where it has to be.
    pub fn added_to(&self, exercise: &Scenario) -> Result<Vec<Added>, Locked> {
        let (own, theirs) = (self.placed(), exercise.placed());
        let mut left: Vec<bool> = own.iter().map(|_| true).collect();
        let mut next = 0;
        for locked in theirs.iter().filter(|placed| is_locked(placed.statement)) {
            let gone = |is_gone| Locked { text: locked.text.clone(), origin: locked.origin, is_gone };
            let is_it = |placed: &Placed<'_>| placed.text == locked.text && placed.branch == locked.branch;
            let Some(found) = own[next..].iter().position(is_it).map(|found| found + next) else {
                return Err(gone(true));
            };
            // Choices of the reader come after those of the exercise.
            let is_choice = |placed: &Placed<'_>| matches!(placed.statement, Statement::Choice(_));
            let is_before = |placed: &Placed<'_>| is_choice(placed) && placed.branch == locked.branch;
            if is_choice(locked) && own[next..found].iter().any(is_before) {
                return Err(gone(false));
            }
            left[found] = false;
            next = found + 1;
        }
        let goals: Vec<&str> = theirs
            .iter()
            .filter(|placed| is_goal(placed.statement))
            .map(|placed| placed.text.as_str())
            .collect();
        let is_free = |placed: &Placed<'_>| match placed.statement {
            Statement::View(_) => true,
            Statement::Goal(_) => goals.contains(&placed.text.as_str()),
            _ => false,
        };
        let added = own.into_iter().zip(left).filter(|(placed, is_left)| *is_left && !is_free(placed));
        Ok(added.map(|(placed, _)| placed.added()).collect())
    }

    /// All statements, each in its branch.
    fn placed(&self) -> Vec<Placed<'_>> {
        let mut branch = MAIN;
        let mut placed = Vec::new();
        for (origin, line) in (0..).zip(&self.lines) {
            let Some(statement) = &line.statement else { continue };
            if let Statement::Branch { name, .. } = statement {
                branch = name;
            }
            let branch = match statement {
                Statement::Choice(_) | Statement::Expect(_) | Statement::Branch { .. } => branch,
                _ => MAIN,
            };
            placed.push(Placed { origin, branch, statement, text: self.printer().statement(statement) });
        }
        placed
    }
}

fn is_goal(statement: &Statement) -> bool {
    matches!(statement, Statement::Goal(_))
}

/// Whether a line of an exercise has to stand in every answer.
fn is_locked(statement: &Statement) -> bool {
    !matches!(statement, Statement::Goal(_) | Statement::View(_) | Statement::Expect(_))
}

impl Placed<'_> {
    fn added(self) -> Added {
        let what = match self.statement {
            Statement::Drop(message) => AddedLine::Drop(*message),
            Statement::Duplicate(message, _) => AddedLine::Duplicate(*message),
            Statement::Delay(message, to) => AddedLine::Delay(*message, *to),
            Statement::At { at, what } => happening(what, Some(*at)),
            Statement::Choice(choice) => match choice {
                ManualChoice::Deliver(message) => AddedLine::Deliver(*message),
                ManualChoice::Drop(message) => AddedLine::Drop(*message),
                ManualChoice::Duplicate(message) => AddedLine::Duplicate(*message),
                ManualChoice::Happen(what) => happening(what, None),
                ManualChoice::Advance(time) => AddedLine::Advance(*time),
            },
            Statement::Set { parameter, value } => AddedLine::Set(*parameter, *value),
            Statement::Clock { node, offset: Some(offset), drift_ppm: None } => {
                AddedLine::ClockOffset(*node, *offset)
            }
            Statement::Seed(seed) => AddedLine::Seed(*seed),
            Statement::Expect(phrase) => AddedLine::Expect(phrase.clone()),
            _ => AddedLine::Other,
        };
        Added { origin: self.origin, branch: self.branch.to_owned(), text: self.text, what }
    }
}

fn happening(what: &Happening, at: Option<Micros>) -> AddedLine {
    match what {
        Happening::Command(node, words) => AddedLine::Command(*node, words.clone(), at),
        Happening::Fire(node, timer) => AddedLine::Fire(*node, *timer),
        Happening::Fault(fault) => AddedLine::Fault(fault.clone()),
        Happening::Forge(forgery) => AddedLine::Forge(forgery.clone()),
        Happening::Toss(_) => AddedLine::Toss,
    }
}
