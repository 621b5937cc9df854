//! What a click does: a line more, or a line less.

use super::branch::Branch;
use super::statement::{Line, Sort, Statement};
use super::tokens::is_word;
use super::{Scenario, text_of};
use crate::sim::plan::{Happening, ManualChoice, Origin, Strategy};
use crate::trace::{MessageKey, Micros, NodeId};
use std::ops::Range;

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
    /// The choice that comes after so many others in a run by hand. Where others follow
    /// them, it opens a branch. Nothing in a timed run, or where it is what follows.
    ChooseAfter(usize, ManualChoice),
    /// The reader takes over from the clock at this time. Nothing in a run by hand.
    TakeOver(Micros),
    /// The clock goes on again: the choices by hand are taken out, with all branches. Nothing in a
    /// timed run.
    LetRun,
    /// Gives the branch at an index another name.
    Rename(usize, String),
    /// Removes the branch at an index with all that springs from it. Nothing for the first.
    RemoveBranch(usize),
    /// Removes a line.
    RemoveLine(Origin),
    /// How a node lies; None: it is no traitor, and what it was made to say is taken out.
    Behave(NodeId, Option<Strategy>),
    /// One after the other, each in the scenario that the one before has made. Nothing where one of
    /// them changes nothing.
    Together(Vec<Edit>),
    /// Something is drawn, where that makes sense.
    Draw(DrawingEdit),
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

/// Something that a reader draws or wipes out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DrawingEdit {
    /// A local event.
    Local {
        /// Where.
        node: NodeId,
        /// When.
        at: Micros,
    },
    /// A message.
    Send {
        /// Its sender.
        from: NodeId,
        /// When it is sent.
        at: Micros,
        /// Its receiver.
        to: NodeId,
        /// When it arrives.
        arrives: Micros,
    },
    /// The event that this line asks for happens at another time.
    Move(Origin, Micros),
    /// The message that this line sends goes to another node and arrives there then.
    Aim(Origin, NodeId, Micros),
    /// The event that this line asks for does not happen, nor what it sends.
    Erase(Origin),
}

impl Scenario {
    /// The lines that are faults or edits: drop, delay and duplicate, crash, restart,
    /// partition and heal. Of the choices, those of the branch that is followed.
    pub fn changes(&self) -> Vec<ChangeLine> {
        let lines = (0..).zip(&self.lines);
        let path = self.plan.manual.as_deref().unwrap_or_default();
        let is_followed = |origin: Origin| path.binary_search_by_key(&origin, |manual| manual.origin).is_ok();
        lines
            .filter(|(_, line)| line.statement.as_ref().is_some_and(Statement::is_change))
            .filter(|(origin, line)| {
                let is_choice = matches!(line.statement, Some(Statement::Choice(_)));
                !is_choice || is_followed(*origin)
            })
            .map(|(origin, _)| ChangeLine { origin, text: self.statement(origin) })
            .collect()
    }

    /// The lines that say what happens in a run: faults, edits, commands and choices.
    pub fn removable(&self) -> Vec<Origin> {
        let lines = (0..).zip(&self.lines);
        let happens = |statement: &Statement| !matches!(statement.sort(), Sort::Other);
        lines
            .filter(|(_, line)| line.statement.as_ref().is_some_and(happens))
            .map(|(origin, _)| origin)
            .collect()
    }

    /// The scenario without some lines, which are in order; None where it is wrong
    /// without them.
    pub fn without_lines(&self, lines: &[Origin]) -> Option<Scenario> {
        let indices: Vec<usize> = lines.iter().map(|line| *line as usize).collect();
        let mut source = self.source.clone();
        remove(&indices, &mut source);
        Scenario::parse_with(&[self.machine], &text_of(&source)).ok()
    }

    /// The scenario with an edit. It adds, replaces or removes the lines that say so;
    /// every other line stays as it was written.
    ///
    /// A new line goes after the last line of its sort, otherwise to the end, before
    /// blank lines. One line decides what becomes of a message: a `drop` or `delay` takes
    /// the index of the one before it. An edit that would make the text wrong (it names
    /// a node that is not there, or removes a line that others need) changes nothing.
    ///
    /// The branch that is followed stays so; one that an edit opens is followed then.
    pub fn apply(&self, edit: &Edit) -> Scenario {
        match edit {
            Edit::Draw(edit) => return self.draw(edit).unwrap_or_else(|| self.clone()),
            Edit::Together(edits) => return self.together(edits).unwrap_or_else(|| self.clone()),
            _ => {}
        }
        let mut source = self.source.clone();
        match self.change(edit) {
            None => return self.clone(),
            Some(TextChange::Add(statement)) => self.add(&statement, &mut source),
            Some(TextChange::End(statements)) => self.end_with(&statements, &mut source),
            Some(TextChange::Decide(key, statement)) => self.decide(key, &statement, &mut source),
            Some(TextChange::Replace(indices)) => {
                for (index, statement) in &indices {
                    self.replace(*index, statement, &mut source);
                }
            }
            Some(TextChange::Remove(indices)) => remove(&indices, &mut source),
            Some(TextChange::Behave(node, strategy)) => self.behave(node, strategy, &mut source),
        }
        let text = text_of(&source);
        match Scenario::parse_with(&[self.machine], &text) {
            Ok(edited) => edited.following(self),
            Err(_) => self.clone(),
        }
    }

    /// What an edit does to the lines; None for nothing.
    fn change(&self, edit: &Edit) -> Option<TextChange> {
        let by_hand = self.plan.manual.is_some();
        let choose = |choice| Some(TextChange::Add(Statement::Choice(choice)));
        match edit {
            Edit::Drop(key) if by_hand => choose(ManualChoice::Drop((*key).into())),
            Edit::Drop(key) => Some(TextChange::Decide(*key, Statement::Drop((*key).into()))),
            Edit::DelayTo(key, to) if !by_hand => {
                Some(TextChange::Decide(*key, Statement::Delay((*key).into(), *to)))
            }
            Edit::Duplicate(key, _) if by_hand => choose(ManualChoice::Duplicate((*key).into())),
            Edit::Duplicate(key, at) => Some(TextChange::Add(Statement::Duplicate((*key).into(), *at))),
            Edit::Restore(key) => {
                let about = |statement: &Statement| done_to(statement) == Some(*key);
                Some(TextChange::Remove(self.indices(about)))
            }
            Edit::At(_, what)
            | Edit::Choose(ManualChoice::Happen(what))
            | Edit::ChooseAfter(_, ManualChoice::Happen(what))
                if !can_be_said(what) =>
            {
                None
            }
            Edit::At(_, what) if by_hand => choose(ManualChoice::Happen(what.clone())),
            Edit::At(at, what) => Some(TextChange::Add(Statement::At { at: *at, what: what.clone() })),
            Edit::Choose(choice) if by_hand => choose(choice.clone()),
            Edit::ChooseAfter(after, choice) if by_hand => self.choose_after(*after, choice),
            Edit::TakeOver(from) if !by_hand => {
                Some(TextChange::End(vec![Statement::Manual { from: Some(*from) }]))
            }
            Edit::LetRun if by_hand => {
                let is_by_hand = |statement: &Statement| {
                    matches!(
                        statement,
                        Statement::Manual { .. } | Statement::Branch { .. } | Statement::Choice(_)
                    )
                };
                Some(TextChange::Remove(self.indices(is_by_hand)))
            }
            Edit::Rename(branch, name) => self.rename(*branch, name),
            Edit::RemoveBranch(branch) => self.remove_branch(*branch),
            Edit::DelayTo(..)
            | Edit::Choose(_)
            | Edit::ChooseAfter(..)
            | Edit::TakeOver(_)
            | Edit::LetRun
            | Edit::Together(_)
            | Edit::Draw(_) => None,
            Edit::Behave(node, strategy) => Some(TextChange::Behave(*node, *strategy)),
            Edit::RemoveLine(origin) => {
                Some(TextChange::Remove(usize::try_from(*origin).into_iter().collect()))
            }
        }
    }

    /// The scenario with one edit after the other; None where one of them changes nothing.
    fn together(&self, edits: &[Edit]) -> Option<Scenario> {
        let one_more = |scenario: Scenario, edit: &Edit| {
            let next = scenario.apply(edit);
            (next.source != scenario.source).then_some(next)
        };
        edits.iter().try_fold(self.clone(), one_more)
    }

    /// A node lies in this way, or not at all: its name leaves the lines about other traitors. A line
    /// about it alone is kept for what it does now.
    fn behave(&self, node: NodeId, strategy: Option<Strategy>, source: &mut Vec<String>) {
        let line = strategy.map(|_| Statement::Traitors { nodes: vec![node], strategy });
        let is_about = |statement: &Statement| is_traitors(statement, |nodes| nodes.contains(&node));
        let is_own = |statement: &Statement| is_traitors(statement, |nodes| nodes == [node]);
        let (about, kept) = (self.indices(is_about), self.indices(is_own).pop());
        let mut gone = match strategy {
            None => self.indices(|statement| forged_by(statement) == Some(node)),
            Some(_) => Vec::new(),
        };
        for index in about {
            let statement = self.lines[index].statement.as_ref();
            match (&line, statement) {
                (Some(line), _) if kept == Some(index) => self.replace(index, line, source),
                (_, Some(Statement::Traitors { nodes, strategy }))
                    if nodes.iter().any(|other| *other != node) =>
                {
                    let nodes = nodes.iter().copied().filter(|other| *other != node).collect();
                    self.replace(index, &Statement::Traitors { nodes, strategy: *strategy }, source);
                }
                _ => gone.push(index),
            }
        }
        gone.sort_unstable();
        let place = self.indices(is_cast).pop().map_or(0, |last| last + 1);
        remove(&gone, source);
        if let Some(line) = line.filter(|_| kept.is_none()) {
            let above = gone.iter().filter(|gone| **gone < place).count();
            source.insert(place - above, self.printer().statement(&line));
        }
    }

    /// A choice in its turn, or the beginning of a branch.
    fn choose_after(&self, after: usize, choice: &ManualChoice) -> Option<TextChange> {
        let statement = Statement::Choice(choice.clone());
        let Some(next) = self.choice_after(after) else {
            return Some(TextChange::Add(statement));
        };
        let owner = self.branches.get(self.owner_after(after))?;
        let of = owner.parent.map(|_| owner.name.clone());
        let branch = Statement::Branch { name: self.new_name(), at: after as u64, of };
        (next != choice).then(|| TextChange::End(vec![branch, statement]))
    }

    /// The lines that name a branch, with its new name.
    fn rename(&self, branch: usize, name: &str) -> Option<TextChange> {
        let old = self.branches.get(branch).filter(|branch| branch.parent.is_some())?;
        let renamed = |statement: &Statement| match statement {
            Statement::Branch { name: own, at, of } => {
                let new = |word: &String| if *word == old.name { name.to_owned() } else { word.clone() };
                Some(Statement::Branch { name: new(own), at: *at, of: of.as_ref().map(new) })
            }
            _ => None,
        };
        let lines = self.lines.iter().enumerate();
        let renamed = lines.filter_map(|(index, line)| Some((index, renamed(line.statement.as_ref()?)?)));
        Some(TextChange::Replace(
            renamed.filter(|(index, new)| self.lines[*index].statement.as_ref() != Some(new)).collect(),
        ))
    }

    /// The lines of a branch and of all that springs from it.
    fn remove_branch(&self, branch: usize) -> Option<TextChange> {
        self.branches.get(branch)?.parent?;
        let mut doomed: Vec<usize> = vec![branch];
        let mut indices = Vec::new();
        for (index, other) in self.branches.iter().enumerate().skip(branch) {
            if index != branch && !other.parent.is_some_and(|parent| doomed.contains(&parent)) {
                continue;
            }
            doomed.push(index);
            let is_own = |statement: &Statement| {
                matches!(statement, Statement::Branch { .. } | Statement::Choice(_) | Statement::Expect(_))
            };
            let lines = self.segment(index);
            indices.extend(self.indices(is_own).into_iter().filter(|index| lines.contains(index)));
        }
        Some(TextChange::Remove(indices))
    }

    /// Where the lines of a branch stand.
    fn segment(&self, branch: usize) -> Range<usize> {
        let start = |branch: &Branch| branch.origin.map_or(0, |origin| origin as usize);
        let end = self.branches.get(branch + 1).map_or(self.lines.len(), start);
        self.branches.get(branch).map_or(0, start)..end
    }

    /// The lines whose statement is such.
    fn indices(&self, such: impl Fn(&Statement) -> bool) -> Vec<usize> {
        let lines = self.lines.iter().enumerate();
        lines.filter(|(_, line)| line.statement.as_ref().is_some_and(&such)).map(|(index, _)| index).collect()
    }

    /// Where a new line goes: after the last of its sort, otherwise after the last that says
    /// anything; a choice, among the lines of the branch that is followed.
    pub(super) fn index_for(&self, statement: &Statement) -> usize {
        let lines = match statement {
            Statement::Choice(_) => self.segment(self.followed),
            _ => 0..self.lines.len(),
        };
        let kin = self.indices(|other| other.sort() == statement.sort());
        let last = kin.into_iter().rfind(|index| lines.contains(index));
        let index = last.or_else(|| self.last_that_says(lines));
        index.map_or(0, |index| index + 1)
    }

    fn add(&self, statement: &Statement, source: &mut Vec<String>) {
        source.insert(self.index_for(statement), self.printer().statement(statement));
    }

    /// The last of some lines that says anything.
    fn last_that_says(&self, lines: Range<usize>) -> Option<usize> {
        let says = |line: &Line| line.statement.is_some() || line.comment.is_some();
        let start = lines.start;
        self.lines.get(lines)?.iter().rposition(says).map(|index| start + index)
    }

    /// Adds lines at the end.
    fn end_with(&self, statements: &[Statement], source: &mut Vec<String>) {
        let index = self.last_that_says(0..self.lines.len()).map_or(0, |index| index + 1);
        let lines: Vec<String> = statements.iter().map(|new| self.printer().statement(new)).collect();
        source.splice(index..index, lines);
    }

    /// Puts a statement in the place of another, before the comment that stands there.
    fn replace(&self, index: usize, statement: &Statement, source: &mut [String]) {
        if let (Some(text), Some(line)) = (source.get_mut(index), self.lines.get(index)) {
            let comment = line.comment.clone();
            *text = self.printer().line(&Line { statement: Some(statement.clone()), comment });
        }
    }

    /// Decides what becomes of a message, on the line that decided it so far, with the
    /// comment that stands there. A message that is dropped already stays so.
    fn decide(&self, key: MessageKey, statement: &Statement, source: &mut Vec<String>) {
        let decided =
            self.indices(|other| done_to(other) == Some(key) && !matches!(other, Statement::Duplicate(..)));
        let is_drop = |statement: &Statement| matches!(statement, Statement::Drop(_));
        let mut lines = decided.iter().filter_map(|&index| self.lines.get(index));
        if is_drop(statement) && lines.any(|line| line.statement.as_ref().is_some_and(is_drop)) {
            return;
        }
        let Some((&last, earlier)) = decided.split_last() else {
            return self.add(statement, source);
        };
        self.replace(last, statement, source);
        remove(earlier, source);
    }
}

/// What an edit does to the lines.
enum TextChange {
    Add(Statement),
    End(Vec<Statement>),
    Decide(MessageKey, Statement),
    Replace(Vec<(usize, Statement)>),
    Remove(Vec<usize>),
    Behave(NodeId, Option<Strategy>),
}

/// Whether a statement names traitors such as these.
fn is_traitors(statement: &Statement, such: impl Fn(&[NodeId]) -> bool) -> bool {
    matches!(statement, Statement::Traitors { nodes, .. } if such(nodes))
}

/// Whether a statement says who takes part in a run.
fn is_cast(statement: &Statement) -> bool {
    matches!(
        statement,
        Statement::Protocol { .. }
            | Statement::NodeCount(_)
            | Statement::NodeNames(_)
            | Statement::GroupCount(..)
            | Statement::GroupNames(..)
            | Statement::Clients(_)
            | Statement::Traitors { .. }
    )
}

/// The traitor that a statement makes speak.
fn forged_by(statement: &Statement) -> Option<NodeId> {
    match statement {
        Statement::At { what: Happening::Forge(forgery), .. }
        | Statement::Choice(ManualChoice::Happen(Happening::Forge(forgery))) => Some(forgery.from),
        _ => None,
    }
}

/// Removes the lines at these indices, which are in order.
fn remove(indices: &[usize], source: &mut Vec<String>) {
    let mut index = 0..;
    source.retain(|_| index.next().is_none_or(|index| indices.binary_search(&index).is_err()));
}

/// The message that a line does something to. By hand, a message without a number is
/// known only as the run goes.
pub(super) fn done_to(statement: &Statement) -> Option<MessageKey> {
    match statement {
        Statement::Drop(message) | Statement::Delay(message, _) | Statement::Duplicate(message, _) => {
            Some(message.key())
        }
        Statement::Choice(ManualChoice::Drop(message) | ManualChoice::Duplicate(message)) => {
            message.number.map(|_| message.key())
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
