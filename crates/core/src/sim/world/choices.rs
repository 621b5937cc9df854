//! What may happen next.

use super::{Choice, Node, World};
use crate::sim::fault::Fault;
use crate::sim::flights::Flight;
use crate::sim::forge::Forging;
use crate::sim::process::Process;
use crate::sim::vocabulary::Words;
use crate::trace::{MessageId, NodeId};

impl<P: Process> World<P> {
    /// All that may happen next, faults within the budget. Messages of equal content on
    /// one link are one choice, since it makes no difference which of them is taken.
    /// Partitions are not listed, single cuts are: a scenario names those partitions it wants.
    pub fn choices(&self) -> Vec<Choice<P::Timer>> {
        let mut choices = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for (id, flight) in self.flying() {
            if !seen.insert(flight) {
                continue;
            }
            if self.can_arrive(id, flight) {
                choices.push(Choice::Deliver(id));
            }
            if self.budget.drop > 0 {
                choices.push(Choice::Drop(id));
            }
            if self.budget.duplicate > 0 {
                choices.push(Choice::Duplicate(id));
            }
        }
        for (node, id) in self.nodes.iter().zip((0..).map(NodeId)) {
            self.node_choices(id, node, &mut choices);
        }
        self.link_choices(&mut choices);
        self.forge_choices(&mut choices);
        if self.setup.has_rounds {
            self.keep_rounds(&mut choices);
        }
        choices
    }

    /// What traitors may say to nodes that can hear them. A silent traitor listens to none.
    fn forge_choices(&self, choices: &mut Vec<Choice<P::Timer>>) {
        if self.budget.forge == 0 {
            return;
        }
        choices.extend(self.forgeries().map(Choice::Forge));
    }

    /// The links on which traitors can be heard now. A silent traitor listens to none.
    pub(super) fn forging_links(&self) -> impl Iterator<Item = (NodeId, NodeId)> + use<'_, P> {
        let nodes = || (0..self.nodes.len() as u8).map(NodeId);
        let links = self.setup.traitors.keys().flat_map(move |from| nodes().map(move |to| (*from, to)));
        links.filter(|(from, to)| from != to && !self.setup.is_silent(*to) && self.can_hear(*from, *to))
    }

    /// All that traitors may say now to nodes that can hear them.
    pub fn forgeries(&self) -> impl Iterator<Item = Forging> + use<'_, P> {
        self.forging_links().flat_map(move |(from, to)| {
            let count = P::forgeries(&self.forger(from, to)).len() as u32;
            (0..count).map(move |index| Forging::Listed { from, to, index })
        })
    }

    /// In a synchronous system a round ends when nothing can arrive any more, and for all
    /// nodes at once.
    fn keep_rounds(&self, choices: &mut Vec<Choice<P::Timer>>) {
        let ending = self.conditions.ending();
        let is_end = |choice: &Choice<P::Timer>| match choice {
            Choice::Fire(node, timer) if P::ends_round(*timer) => Some(*node),
            _ => None,
        };
        if ending.is_empty() {
            let can_arrive = choices.iter().any(|choice| matches!(choice, Choice::Deliver(_)));
            choices.retain(|choice| !can_arrive || is_end(choice).is_none());
        } else {
            choices.retain(|choice| match choice {
                Choice::Deliver(_) | Choice::Forge(_) | Choice::Command(_) => false,
                choice => is_end(choice).is_none_or(|node| ending.contains(&node)),
            });
        }
    }

    /// Links that may be cut or healed.
    fn link_choices(&self, choices: &mut Vec<Choice<P::Timer>>) {
        let (cuts, count) = (&self.conditions.cuts, self.nodes.len());
        if self.budget.cut > 0 {
            let nodes = || (0..count as u8).map(NodeId);
            let wires = nodes().flat_map(|from| nodes().map(move |to| (from, to)));
            let open = wires.filter(|(from, to)| from != to && !cuts.between(*from, *to));
            choices.extend(open.map(|wire| Choice::Fault(Fault::Cut(vec![wire]))));
        }
        if self.budget.heal > 0 && cuts.any() {
            let closed: Vec<_> = cuts.closed(count).collect();
            choices.push(Choice::Fault(Fault::Heal(Vec::new())));
            if closed.len() > 1 {
                choices.extend(closed.into_iter().map(|wire| Choice::Fault(Fault::Heal(vec![wire]))));
            }
        }
    }

    /// Whether nothing keeps a message in flight from its receiver: the receiver can act, the
    /// link is open, and on a link that keeps order it is the oldest.
    pub fn can_arrive(&self, id: MessageId, flight: &Flight<P::Message>) -> bool {
        let Flight { from, to, .. } = *flight;
        let is_oldest = || !self.flying().any(|(other, f)| other < id && (f.from, f.to) == (from, to));
        self.can_act(to)
            && !self.conditions.cuts.between(from, to)
            && (!self.setup.keeps_order(from, to) || is_oldest())
    }

    /// Whether something would happen with a greater budget of timers or commands: a timer is
    /// armed, or there is a command to give.
    #[cfg(feature = "search")]
    pub fn waits_for_budget(&self) -> bool {
        self.nodes.iter().zip(&self.setup.commands).any(|(node, commands)| {
            let has_command = (node.commands_done as usize) < commands.len();
            node.up && (!node.timers.is_empty() || has_command)
        })
    }

    fn node_choices(&self, id: NodeId, node: &Node<P>, choices: &mut Vec<Choice<P::Timer>>) {
        if !node.up {
            if self.budget.restart > 0 {
                choices.push(Choice::Fault(Fault::Restart(id)));
            }
            return;
        }
        if self.conditions.is_paused(id) {
            choices.push(Choice::Fault(Fault::Resume(id)));
        } else if let Some(coin) = self.conditions.coin(id) {
            choices.extend([true, false].map(|heads| Choice::Toss(id, coin, heads)));
        } else {
            self.steps(id, node, choices);
        }
        if self.budget.crash > 0 {
            choices.push(Choice::Fault(Fault::Crash(id)));
        }
    }

    /// What a node that can act may do without a message.
    fn steps(&self, id: NodeId, node: &Node<P>, choices: &mut Vec<Choice<P::Timer>>) {
        for timer in &node.timers {
            if P::INFO.is_act(timer.index()) {
                choices.push(Choice::Act(id, *timer));
            } else if self.budget.fire > 0 {
                choices.push(Choice::Fire(id, *timer));
            }
        }
        let has_command = (node.commands_done as usize) < self.setup.commands[id.index()].len();
        if has_command && self.budget.command > 0 {
            choices.push(Choice::Command(id));
        }
    }
}
