//! The words of faults: read and printed. What a fault does stands in `sim/fault.rs`.

use super::super::mistake::{Span, quoted};
use super::super::print::{Printer, join};
use super::super::statement::{CORRECTION, NETWORK_CHANGE, Statement, form_of};
use super::super::tokens::{Reader, Token};
use super::super::values::{self, duration_text, signed_text};
use super::Parser;
use crate::sim::Wire;
use crate::sim::clock::{Correction, SLEW_MAX};
use crate::sim::fault::{Fault, NetworkChange};
use crate::trace::NodeId;

/// The words that faults begin with.
pub(super) const FAULTS: [&str; 9] =
    ["crash", "restart", "pause", "resume", "partition", "cut", "heal", "network", "clock"];

impl Parser<'_, '_> {
    /// What follows the first word of a fault.
    pub(super) fn fault(&mut self, keyword: &str, reader: &mut Reader<'_, '_>) -> Option<Fault> {
        reader.form = match keyword {
            "clock" => CORRECTION,
            "network" => NETWORK_CHANGE,
            _ => form_of(keyword, true).copied().unwrap_or(reader.form),
        };
        match keyword {
            "crash" => self.node(reader).map(Fault::Crash),
            "restart" => self.node(reader).map(Fault::Restart),
            "pause" => self.node(reader).map(Fault::Pause),
            "resume" => self.node(reader).map(Fault::Resume),
            "partition" => self.groups(reader).map(Fault::Partition),
            "cut" => {
                let is_missing = reader.peek().is_none_or(|word| !word.text.contains("->"));
                if is_missing {
                    let word = reader.need("a link such as `A->B`", &mut self.mistakes)?;
                    self.link(word);
                }
                self.wires(reader).filter(|_| !is_missing).map(Fault::Cut)
            }
            "network" => self.network_change(reader),
            "clock" => self.correction(reader),
            _ => self.wires(reader).map(Fault::Heal),
        }
    }

    /// `A->B C->D …`
    fn wires(&mut self, reader: &mut Reader<'_, '_>) -> Option<Vec<Wire>> {
        let mut wires = Vec::new();
        let mut is_right = true;
        while let Some(word) = reader.peek().filter(|word| word.text.contains("->")) {
            reader.take();
            let Some(wire) = self.link(word) else {
                is_right = false;
                continue;
            };
            let wrong = match wire {
                (from, to) if from == to => "is not a link: a node reaches itself",
                wire if wires.contains(&wire) => "is said twice in this line",
                wire => {
                    wires.push(wire);
                    continue;
                }
            };
            is_right = false;
            let say = || (format!("{} {wrong}", quoted(word.text)), "leave it out".to_owned());
            self.mistakes.add(word.span, say);
        }
        is_right.then_some(wires)
    }

    /// What the network is like from now on. The order of messages is fixed before the run.
    fn network_change(&mut self, reader: &mut Reader<'_, '_>) -> Option<Fault> {
        let order = reader.find("order").map(|word| word.span);
        let Statement::Network { link: wire, change } = self.network(reader)? else { return None };
        if let Some(span) = order.filter(|_| change.fifo.is_some()) {
            self.mistakes.add(span, || {
                let what = "the order of a link cannot change while the run goes on".to_owned();
                (what, "write a line `network … order` without a time".to_owned())
            });
            return None;
        }
        Some(Fault::Network(Box::new(NetworkChange { wire, change })))
    }

    /// `NODE step D` or `NODE slew D over D`
    pub(super) fn correction(&mut self, reader: &mut Reader<'_, '_>) -> Option<Fault> {
        let node = self.node(reader);
        let correction = self.step_or_slew(reader);
        if correction.is_none() {
            reader.take_all();
        }
        Some(Fault::Clock(node?, correction?))
    }

    fn step_or_slew(&mut self, reader: &mut Reader<'_, '_>) -> Option<Correction> {
        let word = reader.need("`step` or `slew`", &mut self.mistakes)?;
        let names = ["step", "slew"].into_iter();
        let which = self.index_of(word, names, format_args!("a correction"), "corrections are")?;
        let amount = reader.need("an amount of time", &mut self.mistakes)?;
        let amount = self.checked(amount.span, values::signed(amount.text))?;
        if which == 0 {
            return Some(Correction::step(amount));
        }
        self.literal("over", "`over` and a length of time", reader)?;
        let word = reader.need("a length of time", &mut self.mistakes)?;
        let over = self.checked(word.span, values::duration(word.text))?;
        let correction = Correction { amount, over, bound: None };
        if correction != Correction::slew(amount, over) {
            self.mistakes.add(word.span, || {
                let least = duration_text(Correction::slew(amount, 0).over);
                let most = duration_text(SLEW_MAX);
                (
                    format!("{} cannot be slewed over {}", signed_text(amount), word.text),
                    match amount.unsigned_abs() {
                        amount if amount > SLEW_MAX / 4 => {
                            format!("the longest slew is {most}, four times its amount or longer")
                        }
                        _ => format!("write a time from {least} to {most}"),
                    },
                )
            });
            return None;
        }
        Some(correction)
    }

    /// `A B | C D`. Bars may touch the names.
    fn groups(&mut self, reader: &mut Reader<'_, '_>) -> Option<Vec<Vec<NodeId>>> {
        let first = reader.need("the nodes of a group", &mut self.mistakes)?;
        let mut groups = Groups::default();
        for &word in std::iter::once(&first).chain(reader.take_all()) {
            let mut rest = word;
            while let Some((member, after)) = rest.split_once("|") {
                self.member(member, &mut groups);
                self.close(member.span.after(), &mut groups);
                rest = after;
            }
            self.member(rest, &mut groups);
        }
        self.close(reader.end(), &mut groups);
        groups.is_right.then_some(groups.closed)
    }

    fn member(&mut self, word: Token<'_>, groups: &mut Groups) {
        if word.text.is_empty() {
            return;
        }
        groups.is_empty = false;
        let Some(node) = self.known_node(word) else {
            groups.is_right = false;
            return;
        };
        if groups.closed.iter().chain([&groups.open]).any(|group| group.contains(&node)) {
            groups.is_right = false;
            self.mistakes.add(word.span, || {
                let what = format!("{} is named twice", quoted(word.text));
                (what, "a node is in one group at most".to_owned())
            });
            return;
        }
        groups.open.push(node);
    }

    fn close(&mut self, end: Span, groups: &mut Groups) {
        if std::mem::replace(&mut groups.is_empty, true) {
            groups.is_right = false;
            self.mistakes.add(end, || {
                let what = "a group has no nodes".to_owned();
                (what, "write nodes on both sides of each `|`".to_owned())
            });
            return;
        }
        groups.closed.push(std::mem::take(&mut groups.open));
    }
}

/// The groups of a partition, as they are read.
struct Groups {
    closed: Vec<Vec<NodeId>>,
    open: Vec<NodeId>,
    /// Nothing has been named in the open group.
    is_empty: bool,
    is_right: bool,
}

impl Default for Groups {
    fn default() -> Groups {
        Groups { closed: Vec::new(), open: Vec::new(), is_empty: true, is_right: true }
    }
}

impl Printer<'_> {
    /// A fault in its one spelling.
    pub(in super::super) fn fault(self, fault: &Fault) -> String {
        let wires = |keyword, wires: &[Wire]| join(keyword, wires.iter().map(|(a, b)| self.link(*a, *b)));
        match fault {
            Fault::Crash(node) => format!("crash {}", self.node(*node)),
            Fault::Restart(node) => format!("restart {}", self.node(*node)),
            Fault::Pause(node) => format!("pause {}", self.node(*node)),
            Fault::Resume(node) => format!("resume {}", self.node(*node)),
            Fault::Partition(groups) => {
                let group = |group: &Vec<NodeId>| {
                    let names: Vec<&str> = group.iter().map(|node| self.node(*node)).collect();
                    names.join(" ")
                };
                let groups: Vec<String> = groups.iter().map(group).collect();
                format!("partition {}", groups.join(" | "))
            }
            Fault::Cut(links) => wires("cut", links),
            Fault::Heal(links) => wires("heal", links),
            Fault::Network(change) => self.network(change.wire, change.change),
            Fault::Clock(node, Correction { amount, over: 0, .. }) => {
                format!("clock {} step {}", self.node(*node), signed_text(*amount))
            }
            Fault::Clock(node, Correction { amount, over, .. }) => {
                let (amount, over) = (signed_text(*amount), duration_text(*over));
                format!("clock {} slew {amount} over {over}", self.node(*node))
            }
        }
    }
}
