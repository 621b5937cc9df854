//! Statements into text: the inverse of parsing.

mod goals;
mod views;

use super::phrase::Vocabulary;
use super::statement::{Line, Statement};
use super::values::{duration_text, percent_text, range_text, signed_text};
use crate::sim::info::Info;
use crate::sim::network::LinkChange;
use crate::sim::plan::Setting;
use crate::sim::plan::{Happening, ManualChoice, MessageRef};
use crate::trace::{Micros, NodeId};

/// What stands for something that the scenario does not have. It never parses.
const NOTHING: &str = "?";

/// Knows the names of what statements hold as numbers.
#[derive(Clone, Copy)]
pub(super) struct Printer<'a> {
    pub(super) info: &'static Info,
    pub(super) nodes: &'a [String],
}

impl Printer<'_> {
    /// A line in its one spelling, without the end of line.
    pub(super) fn line(self, line: &Line) -> String {
        let statement = line.statement.as_ref().map(|s| self.statement(s));
        let comment = line.comment.as_ref().map(|c| format!("#{c}"));
        let parts: Vec<String> = statement.into_iter().chain(comment).collect();
        parts.join("  ")
    }

    /// A statement in its one spelling.
    pub(super) fn statement(self, statement: &Statement) -> String {
        match statement {
            Statement::Protocol { variant: None, .. } => format!("protocol {}", self.info.name),
            Statement::Protocol { variant: Some(index), is_numbered: true } => {
                format!("protocol {} bug {}", self.info.name, index + 1)
            }
            Statement::Protocol { variant: Some(index), .. } => {
                let variant = self.info.variants.get(*index).map_or(NOTHING, |variant| variant.name);
                format!("protocol {} {variant}", self.info.name)
            }
            Statement::NodeCount(count) => format!("nodes {count}"),
            Statement::NodeNames(names) => join("nodes", names),
            Statement::GroupCount(group, count) => format!("{} {count}", self.group(*group)),
            Statement::GroupNames(group, names) => join(self.group(*group), names),
            Statement::Clients(count) => format!("clients {count}"),
            Statement::Seed(seed) => format!("seed {seed}"),
            Statement::Network { link, change } => self.network(*link, *change),
            Statement::Set { parameter, value } => {
                let name = self.info.parameters.get(*parameter).map_or(NOTHING, |p| p.name);
                format!("set {name} {}", setting(*value))
            }
            Statement::Start { node, words } => join("start", self.node_and(*node, words)),
            Statement::Clock { node, offset, drift_ppm } => {
                let offset = offset.map(|offset| format!("offset {}", signed_text(offset)));
                let drift = drift_ppm.map(|drift| format!("drift {drift}ppm"));
                let parts = [Some(self.node(*node).to_owned()), offset, drift];
                join("clock", parts.into_iter().flatten())
            }
            Statement::Traitors { nodes, strategy } => self.traitors(nodes, *strategy),
            Statement::Model(model) => self.model(*model),
            Statement::Toss(toss) => self.toss(*toss),
            Statement::At { at, what } => {
                format!("at {} {}", duration_text(*at), self.happening(what))
            }
            Statement::Drop(message) => format!("drop {}", self.message(*message)),
            Statement::Delay(message, to) => {
                format!("delay {} to {}", self.message(*message), duration_text(*to))
            }
            Statement::Duplicate(message, at) => self.duplicate(*message, *at),
            Statement::Until(until) => format!("until {}", duration_text(*until)),
            Statement::Manual { from: None } => "schedule manual".to_owned(),
            Statement::Manual { from: Some(from) } => {
                format!("schedule manual from {}", duration_text(*from))
            }
            Statement::Branch { name, at, of: None } => format!("branch {name} at {at}"),
            Statement::Branch { name, at, of: Some(of) } => format!("branch {name} at {at} of {of}"),
            Statement::Choice(choice) => self.choice(choice),
            Statement::Allow { what, count, of } => {
                format!("allow {} {count}{}", what.name(self.info).unwrap_or(NOTHING), of_text(of))
            }
            Statement::AllowEdit(edit) => format!("allow {}", self.allowed_edit(edit)),
            Statement::Goal(goal) => format!("goal {}", self.goal(goal)),
            Statement::View(view) => format!("view {}", self.view(view)),
            Statement::Expect(phrase) => format!("expect {}", self.vocabulary().phrase(phrase)),
        }
    }

    fn vocabulary(&self) -> Vocabulary<'_> {
        Vocabulary { info: self.info, nodes: self.nodes }
    }

    fn group(self, group: usize) -> &'static str {
        self.info.groups.get(group).map_or(NOTHING, |group| group.word)
    }

    pub(super) fn network(self, link: Option<(NodeId, NodeId)>, change: LinkChange) -> String {
        let LinkChange { delay, loss_ppm, duplicate_ppm, fifo, rate } = change;
        let order = |fifo| if fifo { "order fifo" } else { "order any" };
        let attributes = [
            link.map(|(from, to)| self.link(from, to)),
            delay.map(|delay| format!("delay {}", range_text(delay))),
            loss_ppm.map(|ppm| format!("loss {}", percent_text(ppm))),
            duplicate_ppm.map(|ppm| format!("duplicate {}", percent_text(ppm))),
            fifo.map(|fifo| order(fifo).to_owned()),
            rate.map(|rate| format!("rate {rate}/s")),
        ];
        join("network", attributes.into_iter().flatten())
    }

    fn duplicate(self, message: MessageRef, at: Option<Micros>) -> String {
        let message = self.message(message);
        match at {
            Some(at) => format!("duplicate {message} at {}", duration_text(at)),
            None => format!("duplicate {message}"),
        }
    }

    /// A choice in its one spelling.
    pub(super) fn choice(self, choice: &ManualChoice) -> String {
        match choice {
            ManualChoice::Deliver(message) => format!("deliver {}", self.message(*message)),
            ManualChoice::Drop(message) => format!("drop {}", self.message(*message)),
            ManualChoice::Duplicate(message) => self.duplicate(*message, None),
            ManualChoice::Happen(what) => self.happening(what),
            ManualChoice::Advance(time) => format!("advance {}", duration_text(*time)),
        }
    }

    fn happening(self, what: &Happening) -> String {
        match what {
            Happening::Command(node, words) => {
                let words: Vec<&str> = self.node_and(*node, words).collect();
                words.join(" ")
            }
            Happening::Fire(node, timer) => {
                let keyword = if self.info.is_act(*timer) { "act" } else { "fire" };
                let name = self.info.timer_name(*timer);
                format!("{keyword} {} {}", self.node(*node), if name.is_empty() { NOTHING } else { name })
            }
            Happening::Fault(fault) => self.fault(fault),
            Happening::Forge(forgery) => self.forgery(forgery),
            Happening::Toss(toss) => self.toss(*toss),
        }
    }

    fn message(self, message: MessageRef) -> String {
        let kinds = self.info.kinds;
        let kind = kinds.get(usize::from(message.kind)).map_or(NOTHING, |k| k.name);
        let link = self.link(message.from, message.to);
        match message.number {
            None => format!("{kind} {link}"),
            Some(number) => format!("{kind} {link} {number}"),
        }
    }

    pub(super) fn link(self, from: NodeId, to: NodeId) -> String {
        format!("{}->{}", self.node(from), self.node(to))
    }

    pub(super) fn node<'s>(self, node: NodeId) -> &'s str
    where
        Self: 's,
    {
        self.nodes.get(node.index()).map_or(NOTHING, String::as_str)
    }

    fn node_and<'s>(self, node: NodeId, words: &'s [String]) -> impl Iterator<Item = &'s str>
    where
        Self: 's,
    {
        let node = self.node(node);
        std::iter::once(node).chain(words.iter().map(String::as_str))
    }
}

pub(super) fn setting(value: Setting) -> String {
    match value {
        Setting::Duration(time) => duration_text(time),
        Setting::Range(least, most) => range_text((least, most)),
        Setting::Count(count) => count.to_string(),
        Setting::Switch(true) => "on".to_owned(),
        Setting::Switch(false) => "off".to_owned(),
        Setting::OneOf(word, _) => word.to_owned(),
    }
}

pub(super) fn join<S: AsRef<str>>(keyword: &str, words: impl IntoIterator<Item = S>) -> String {
    let mut text = keyword.to_owned();
    for word in words {
        text.push(' ');
        text.push_str(word.as_ref());
    }
    text
}

/// ` of A B`, or nothing where nothing is narrowed.
fn of_text(of: &[String]) -> String {
    if of.is_empty() { String::new() } else { format!(" of {}", of.join(" ")) }
}
