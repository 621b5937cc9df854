//! The same scenario with another value of one thing: what many runs differ in, or are compared over.

use super::print::setting as setting_text;
use super::statement::{Line, Statement};
use super::values::{percent_text, range_text};
use super::{Scenario, text_of};
use crate::sim::info::{Info, Parameter};
use crate::sim::network::LinkChange;
use crate::sim::plan::Setting;
use crate::sim::settings::setting;
use crate::trace::Micros;

/// Something that has one value in a scenario, and can have another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Variable {
    /// Its word: `nodes`, `loss`, `delay`, `duplicate` (of the whole network), or a parameter.
    pub name: &'static str,
    /// Its value here.
    pub value: String,
    /// A value to compare it with.
    pub other: String,
}

const NODES: &str = "nodes";
const LOSS: &str = "loss";
const DELAY: &str = "delay";
const DUPLICATE: &str = "duplicate";

/// The share of messages with which a network that loses none is compared: a tenth.
const SHARE: u32 = 100_000;

impl Scenario {
    /// What can have another value: the parameters of the protocol first.
    pub fn variables(&self) -> Vec<Variable> {
        let info = self.info();
        let mut variables: Vec<Variable> =
            info.parameters.iter().map(|parameter| self.parameter(parameter)).collect();
        let any = &self.plan.network.any;
        let share = |name, ppm: u32| {
            let other = if ppm == 0 { SHARE } else { 0 };
            Variable { name, value: percent_text(ppm), other: percent_text(other) }
        };
        let (least, most) = any.delay;
        variables.extend([
            share(LOSS, any.loss_ppm),
            Variable { name: DELAY, value: range_text(any.delay), other: range_text((least * 2, most * 2)) },
            share(DUPLICATE, any.duplicate_ppm),
        ]);
        variables.extend(self.node_count(info));
        variables
    }

    fn parameter(&self, parameter: &Parameter) -> Variable {
        let value = setting(self.info(), &self.plan, parameter.name);
        // What may not exceed another parameter is compared with something less.
        let most = if parameter.at_most.is_some() { 0 } else { parameter.bounds.1 };
        let other = another(value, (parameter.bounds.0, most));
        let (value, other) = (setting_text(value), setting_text(other));
        Variable { name: parameter.name, value, other }
    }

    /// How many nodes there are, where that is a number and can be another one.
    fn node_count(&self, info: &Info) -> Option<Variable> {
        let statements = || self.lines.iter().filter_map(|line| line.statement.as_ref());
        let is_named = statements().any(|it| {
            matches!(it, Statement::NodeNames(_) | Statement::GroupCount(..) | Statement::GroupNames(..))
        });
        let (least, most) = info.node_bounds;
        if is_named || !info.groups.is_empty() || least == most {
            return None;
        }
        let said = statements().find_map(|statement| match statement {
            Statement::NodeCount(count) => Some(*count),
            _ => None,
        });
        let count = said.unwrap_or(info.default_nodes);
        let other = if count < most { count + 1 } else { count - 1 };
        Some(Variable { name: NODES, value: count.to_string(), other: other.to_string() })
    }

    /// The same scenario with another value of a variable. Every other line stays as it was written.
    ///
    /// # Errors
    /// Where there is no such variable, or where the scenario is wrong with that value: what is wrong, and
    /// what to write, in a sentence.
    pub fn with_value(&self, name: &str, value: &str) -> Result<Scenario, String> {
        let variables = self.variables();
        if !variables.iter().any(|variable| variable.name == name) {
            let names: Vec<&str> = variables.iter().map(|variable| variable.name).collect();
            return Err(format!("\"{name}\" cannot be varied; what can is {}", names.join(", ")));
        }
        if value.is_empty() || value.contains(|c: char| c.is_whitespace() || c == '#' || c.is_control()) {
            return Err(format!("a value of {name} is one word; write for example `{name}=100ms,200ms`"));
        }
        let is_parameter = self.info().parameters.iter().any(|parameter| parameter.name == name);
        let (index, line) = match name {
            _ if is_parameter => (self.last(|it| self.sets(it, name)), format!("set {name} {value}")),
            NODES => (self.last(|it| matches!(it, Statement::NodeCount(_))), format!("nodes {value}")),
            _ => (self.last(|it| changes_only(it, name)), format!("network {name} {value}")),
        };
        self.with_line(index, line)
    }

    /// The same scenario with another seed.
    pub fn with_seed(&self, seed: u64) -> Scenario {
        let index = self.last(|statement| matches!(statement, Statement::Seed(_)));
        self.with_line(index, format!("seed {seed}")).unwrap_or_else(|_| self.clone())
    }

    fn sets(&self, statement: &Statement, name: &str) -> bool {
        matches!(statement, Statement::Set { parameter, .. } if self.info().parameters[*parameter].name == name)
    }

    fn last(&self, such: impl Fn(&Statement) -> bool) -> Option<usize> {
        self.lines.iter().rposition(|line| line.statement.as_ref().is_some_and(&such))
    }

    /// A line in the place of another one, with the comment that stands there, or after those that say
    /// how the system is made.
    fn with_line(&self, index: Option<usize>, line: String) -> Result<Scenario, String> {
        let mut source = self.source.clone();
        match index {
            Some(index) => source[index] = with_comment(line, &self.lines[index]),
            None => {
                let after = self.last(is_of_system).map_or(0, |index| index + 1);
                source.insert(after, line);
            }
        }
        let varied = Scenario::parse_with(&[self.machine], &text_of(&source));
        varied.map(|scenario| scenario.following(self)).map_err(|mistakes| {
            mistakes.first().map_or_else(String::new, |mistake| format!("{}; {}", mistake.what, mistake.hint))
        })
    }
}

fn with_comment(line: String, before: &Line) -> String {
    match &before.comment {
        Some(comment) => format!("{line}  #{comment}"),
        None => line,
    }
}

/// Whether a line changes this of the whole network, and nothing else.
fn changes_only(statement: &Statement, name: &str) -> bool {
    let Statement::Network { link: None, change } = statement else {
        return false;
    };
    let none = LinkChange::default();
    match name {
        LOSS => LinkChange { loss_ppm: None, ..*change } == none,
        DELAY => LinkChange { delay: None, ..*change } == none,
        _ => LinkChange { duplicate_ppm: None, ..*change } == none,
    }
}

/// Whether a statement says of what the system consists: another value stands after these, and before
/// what happens.
fn is_of_system(statement: &Statement) -> bool {
    matches!(
        statement,
        Statement::Protocol { .. }
            | Statement::NodeCount(_)
            | Statement::NodeNames(_)
            | Statement::GroupCount(..)
            | Statement::GroupNames(..)
            | Statement::Clients(_)
            | Statement::Seed(_)
            | Statement::Set { .. }
            | Statement::Network { link: None, .. }
    )
}

/// Another value within the bounds: twice as long, one more, the other side of a switch, the next word.
fn another(value: Setting, (least, most): (u64, u64)) -> Setting {
    // Where twice as long is too long, half as long.
    let scaled =
        |time: Micros, longest: Micros| if longest * 2 <= most { time * 2 } else { (time / 2).max(least) };
    match value {
        Setting::Duration(time) => Setting::Duration(scaled(time, time)),
        Setting::Range(shortest, longest) => {
            Setting::Range(scaled(shortest, longest), scaled(longest, longest))
        }
        Setting::Count(count) if count < most => Setting::Count(count + 1),
        Setting::Count(count) => Setting::Count(count.saturating_sub(1).max(least)),
        Setting::Switch(is_on) => Setting::Switch(!is_on),
        Setting::OneOf(word, all) => {
            let here = all.iter().position(|other| *other == word).unwrap_or(0);
            Setting::OneOf(all[(here + 1) % all.len()], all)
        }
    }
}
