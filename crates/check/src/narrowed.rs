//! Whom the budget of a search is for: `allow crash 1 of P3`.

use sequitur_core::scenario::Scenario;
use sequitur_core::scenario::answer::Allowed;
use sequitur_core::sim::fault::Fault;
use sequitur_core::sim::info::Info;
use sequitur_core::sim::position::Position;
use sequitur_core::sim::world::Choice;
use sequitur_core::trace::NodeId;

/// What `allow … of …` lines of a scenario leave open.
pub(crate) struct Narrowed {
    info: &'static Info,
    /// The names of the lanes.
    nodes: Vec<String>,
    /// What a word is narrowed to. Words that are not here are open to all.
    of: Vec<(&'static str, Vec<String>)>,
}

impl Narrowed {
    pub(crate) fn new(scenario: &Scenario) -> Narrowed {
        let mut of: Vec<(&'static str, Vec<String>)> = Vec::new();
        let mut open_to_all = Vec::new();
        for allowed in scenario.allowed() {
            let Allowed::Count { what, of: names, .. } = allowed else { continue };
            if names.is_empty() {
                open_to_all.push(what);
            }
            match of.iter_mut().find(|(word, _)| *word == what) {
                Some((_, all)) => all.extend(names),
                None => of.push((what, names)),
            }
        }
        of.retain(|(word, _)| !open_to_all.contains(word));
        Narrowed { info: scenario.info(), nodes: scenario.plan().nodes.clone(), of }
    }

    /// Whether a node is named, and so another than the rest.
    pub(crate) fn names(&self, node: NodeId) -> bool {
        self.of.iter().any(|(_, of)| of.contains(&self.nodes[node.index()]))
    }

    /// Leaves out the choices that are not open, of those from an index on.
    pub(crate) fn retain(&self, position: &dyn Position, choices: &mut Vec<Choice<u8>>, first: usize) {
        if !self.of.is_empty() {
            let mut open = choices.split_off(first);
            open.retain(|choice| self.is_open(position, choice));
            choices.append(&mut open);
        }
    }

    fn is_open(&self, position: &dyn Position, choice: &Choice<u8>) -> bool {
        let (word, nodes, name) = match choice {
            Choice::Drop(id) | Choice::Duplicate(id) => {
                let word = if matches!(choice, Choice::Drop(_)) { "drop" } else { "duplicate" };
                let Some((kind, from, to)) = position.flight(*id) else { return true };
                (word, vec![from, to], Some(self.info.kinds[usize::from(kind)].name))
            }
            Choice::Fire(node, timer) => ("fire", vec![*node], Some(self.info.timer_name(*timer))),
            Choice::Command(node) => ("command", vec![*node], None),
            Choice::Fault(Fault::Crash(node)) => ("crash", vec![*node], None),
            Choice::Fault(Fault::Restart(node)) => ("restart", vec![*node], None),
            Choice::Fault(fault @ (Fault::Cut(wires) | Fault::Heal(wires))) => {
                let word = if matches!(fault, Fault::Cut(_)) { "cut" } else { "heal" };
                (word, wires.iter().flat_map(|(from, to)| [*from, *to]).collect(), None)
            }
            Choice::Forge(forging) => {
                let (from, to) = forging.link();
                let kind = position.forged_kind(forging).map(|kind| self.info.kinds[usize::from(kind)].name);
                ("forge", vec![from, to], kind)
            }
            _ => return true,
        };
        let Some((_, of)) = self.of.iter().find(|(other, _)| *other == word) else { return true };
        of.iter().any(|allowed| {
            name == Some(allowed.as_str()) || nodes.iter().any(|node| self.nodes[node.index()] == *allowed)
        })
    }
}
