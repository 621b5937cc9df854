//! What a click does: a line more, or a line less.

use super::compile::key_of;
use super::statement::{Line, Statement};
use super::words::is_word;
use super::{Scenario, text_of};
use crate::sim::plan::{Happening, ManualChoice, MessageRef, Origin};
use crate::trace::{MessageKey, Micros};

/// A change to a scenario.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Edit {
    /// The message never arrives. In a run by hand: drop it now.
    Drop(MessageKey),
    /// The message arrives at this time. Nothing in a run by hand.
    DelayTo(MessageKey, Micros),
    /// A copy of the message arrives too, at this time where one is given. In a run by
    /// hand: copy it now.
    Duplicate(MessageKey, Option<Micros>),
    /// Takes back what was done to exactly this message.
    Restore(MessageKey),
    /// Something happens at a time. In a run by hand: it happens now.
    At(Micros, Happening),
    /// The next choice of a run by hand. Nothing in a timed run.
    Choose(ManualChoice),
    /// Removes a line.
    RemoveLine(Origin),
}

/// A line that is a fault or an edit of a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChangeLine {
    /// The line, for [`Edit::RemoveLine`] and for comparing with what a run lists as
    /// unused.
    pub origin: Origin,
    /// What it says, without its comment.
    pub text: String,
}

impl Scenario {
    /// The lines that are faults or edits: drop, delay and duplicate, crash, restart,
    /// partition and heal.
    pub fn changes(&self) -> Vec<ChangeLine> {
        let lines = (0..).zip(&self.lines);
        lines
            .filter(|(_, line)| line.statement.as_ref().is_some_and(Statement::is_change))
            .map(|(origin, _)| ChangeLine { origin, text: self.statement(origin) })
            .collect()
    }

    /// The scenario with an edit. It adds, replaces or removes the lines that say so;
    /// every other line stays as it was written.
    ///
    /// A new line goes after the last line of its sort, otherwise to the end, before
    /// blank lines. One line decides what becomes of a message: a `drop` or `delay` takes
    /// the place of the one before it. An edit that would make the text wrong (it names
    /// a node that is not there, or removes a line that others need) changes nothing.
    pub fn apply(&self, edit: &Edit) -> Scenario {
        let mut source = self.source.clone();
        match self.step(edit) {
            None => return self.clone(),
            Some(Step::Add(statement)) => self.add(&statement, &mut source),
            Some(Step::Decide(key, statement)) => self.decide(key, &statement, &mut source),
            Some(Step::Remove(places)) => remove(&places, &mut source),
        }
        let text = text_of(&source);
        Scenario::parse_with(&[self.machine], &text).unwrap_or_else(|_| self.clone())
    }

    /// What an edit does to the lines; None for nothing.
    fn step(&self, edit: &Edit) -> Option<Step> {
        let by_hand = self.plan.manual.is_some();
        let choose = |choice| Some(Step::Add(Statement::Choice(choice)));
        match edit {
            Edit::Drop(key) if by_hand => choose(ManualChoice::Drop(message(*key))),
            Edit::Drop(key) => Some(Step::Decide(*key, Statement::Drop(message(*key)))),
            Edit::DelayTo(key, to) if !by_hand => {
                Some(Step::Decide(*key, Statement::Delay(message(*key), *to)))
            }
            Edit::Duplicate(key, _) if by_hand => choose(ManualChoice::Duplicate(message(*key))),
            Edit::Duplicate(key, at) => Some(Step::Add(Statement::Duplicate(message(*key), *at))),
            Edit::Restore(key) => {
                let about = |statement: &Statement| done_to(statement) == Some(*key);
                Some(Step::Remove(self.places(about)))
            }
            Edit::At(_, what) | Edit::Choose(ManualChoice::Happen(what)) if !can_be_said(what) => None,
            Edit::At(_, what) if by_hand => choose(ManualChoice::Happen(what.clone())),
            Edit::At(at, what) => Some(Step::Add(Statement::At { at: *at, what: what.clone() })),
            Edit::Choose(choice) if by_hand => choose(choice.clone()),
            Edit::DelayTo(..) | Edit::Choose(_) => None,
            Edit::RemoveLine(origin) => Some(Step::Remove(usize::try_from(*origin).into_iter().collect())),
        }
    }

    /// The lines whose statement is such.
    fn places(&self, such: impl Fn(&Statement) -> bool) -> Vec<usize> {
        let lines = self.lines.iter().enumerate();
        lines.filter(|(_, line)| line.statement.as_ref().is_some_and(&such)).map(|(place, _)| place).collect()
    }

    /// Adds a line after the last of its sort, otherwise after the last that says
    /// anything.
    fn add(&self, statement: &Statement, source: &mut Vec<String>) {
        let kin = self.places(|other| other.sort() == statement.sort());
        let says = |line: &Line| line.statement.is_some() || line.comment.is_some();
        let last = kin.last().copied();
        let place = last.or_else(|| self.lines.iter().rposition(says));
        let text = self.printer().statement(statement);
        source.insert(place.map_or(0, |place| place + 1), text);
    }

    /// Decides what becomes of a message, on the line that decided it so far, with the
    /// comment that stands there. A message that is dropped already stays so.
    fn decide(&self, key: MessageKey, statement: &Statement, source: &mut Vec<String>) {
        let decided =
            self.places(|other| done_to(other) == Some(key) && !matches!(other, Statement::Duplicate(..)));
        let is_drop = |statement: &Statement| matches!(statement, Statement::Drop(_));
        let mut lines = decided.iter().filter_map(|&place| self.lines.get(place));
        if is_drop(statement) && lines.any(|line| line.statement.as_ref().is_some_and(is_drop)) {
            return;
        }
        let Some((&last, earlier)) = decided.split_last() else {
            return self.add(statement, source);
        };
        if let (Some(text), Some(line)) = (source.get_mut(last), self.lines.get(last)) {
            *text = self
                .printer()
                .line(&Line { statement: Some(statement.clone()), comment: line.comment.clone() });
        }
        remove(earlier, source);
    }
}

/// What an edit does to the lines.
enum Step {
    Add(Statement),
    Decide(MessageKey, Statement),
    Remove(Vec<usize>),
}

/// Removes the lines at these places, which are in order.
fn remove(places: &[usize], source: &mut Vec<String>) {
    let mut place = 0..;
    source.retain(|_| place.next().is_none_or(|place| places.binary_search(&place).is_err()));
}

fn message(key: MessageKey) -> MessageRef {
    MessageRef { kind: key.kind, from: key.from, to: key.to, number: Some((key.nth, key.copy)) }
}

/// The message that a line does something to. By hand, a message without a number is
/// known only as the run goes.
fn done_to(statement: &Statement) -> Option<MessageKey> {
    match statement {
        Statement::Drop(message) | Statement::Delay(message, _) | Statement::Duplicate(message, _) => {
            Some(key_of(*message))
        }
        Statement::Choice(ManualChoice::Drop(message) | ManualChoice::Duplicate(message)) => {
            message.number.map(|_| key_of(*message))
        }
        _ => None,
    }
}

/// Whether what happens can be written down: the words of a command have to be words.
fn can_be_said(what: &Happening) -> bool {
    match what {
        Happening::Command(_, words) => words.iter().all(|word| is_word(word)),
        _ => true,
    }
}
