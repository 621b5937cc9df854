//! A run that a search found, as a scenario.

use super::phrase::Phrase;
use super::statement::{Line, Statement};
use super::{Scenario, text_of};
use crate::sim::plan::ManualChoice;
use crate::sim::run::Outcome;

impl Scenario {
    /// The run by hand that begins as this scenario does, makes the choices of the branch
    /// that it follows, then these, and expects an outcome of a property (by its index in
    /// [`crate::sim::info::Info::properties`]). The text is canonical.
    pub fn by_hand(&self, choices: &[ManualChoice], expected: Option<(usize, Outcome)>) -> String {
        let printer = self.printer();
        let mut lines = Vec::new();
        if !self.title().is_empty() {
            lines.push(format!("# {}", self.title()));
        }
        let kept = self.lines.iter().filter(|line| line.statement.as_ref().is_some_and(|s| self.begins(s)));
        lines.extend(kept.map(|line| {
            let is_title = line.comment.as_ref().is_some_and(|comment| comment.trim() == self.title());
            let comment = line.comment.clone().filter(|_| !is_title);
            printer.line(&Line { statement: line.statement.clone(), comment })
        }));
        if self.plan.manual.is_none() {
            lines.push(printer.statement(&Statement::Manual { from: None }));
        }
        let chosen = self.plan.manual.iter().flatten().map(|manual| &manual.what);
        let choice = |choice: &ManualChoice| printer.statement(&Statement::Choice(choice.clone()));
        lines.extend(chosen.chain(choices).map(choice));
        let expected =
            expected.map(|(property, outcome)| Statement::Expect(Phrase::of_property(property, outcome)));
        lines.extend(expected.map(|expected| printer.statement(&expected)));
        text_of(&lines)
    }

    /// Whether a statement says how the run begins, before its choices.
    fn begins(&self, statement: &Statement) -> bool {
        match statement {
            Statement::Protocol { .. }
            | Statement::NodeCount(_)
            | Statement::NodeNames(_)
            | Statement::GroupCount(..)
            | Statement::GroupNames(..)
            | Statement::Clients(_)
            | Statement::Set { .. }
            | Statement::Start { .. }
            | Statement::Clock { .. }
            | Statement::Traitors { .. }
            | Statement::Model(_)
            | Statement::Manual { .. } => true,
            // Where links keep order by hand too, it matters which do.
            Statement::Network { .. } => {
                self.plan.manual_from.is_some() || self.machine.info().fifo_unless.is_some()
            }
            Statement::Seed(_)
            | Statement::At { .. }
            | Statement::Drop(_)
            | Statement::Delay(..)
            | Statement::Duplicate(..)
            | Statement::Toss(_)
            | Statement::Until(_) => self.plan.manual_from.is_some(),
            Statement::Choice(_)
            | Statement::Branch { .. }
            | Statement::Allow { .. }
            | Statement::AllowEdit(_)
            | Statement::Goal(_)
            | Statement::View(_)
            | Statement::Expect(_) => false,
        }
    }
}
