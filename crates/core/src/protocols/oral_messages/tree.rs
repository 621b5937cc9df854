//! The tree of who said that who said, and what a general makes of it: majorities, contradictions, and
//! who must lie.

use super::super::generals::{COMMANDER, Order};
use super::{General, Path, said, with};
use crate::authoring::*;

/// What a general makes of all that he has heard.
pub struct Tree<'a> {
    /// The general.
    pub general: &'a General,
    /// How many generals there are.
    pub generals: u8,
}

impl Tree<'_> {
    /// What was heard on a path. What is missing counts as retreat (A3).
    fn heard(&self, path: &[NodeId]) -> Order {
        self.general.heard.get(path).copied().unwrap_or(Order::Retreat)
    }

    /// The paths that are longer by one general.
    fn below(&self, path: &[NodeId]) -> impl Iterator<Item = Path> {
        let has_more = path.len() < usize::from(self.general.last);
        let others = (1..self.generals).map(NodeId).filter(move |_| has_more);
        others
            .filter(|other| *other != self.general.me && !path.contains(other))
            .map(|other| with(path, other))
    }

    /// Step 3 of OM(m): what was heard on a path, and what the others say that they heard on
    /// it, each by the algorithm with one round less.
    pub fn votes(&self, path: &[NodeId]) -> Vec<(NodeId, Order)> {
        let own = path.last().map(|last| (*last, self.heard(path)));
        let others = self.below(path).map(|path| (path[path.len() - 1], majority(&self.votes(&path))));
        own.into_iter().chain(others).collect()
    }

    /// Every majority that was taken, that about the commander's order first.
    pub fn majorities(&self, names: &[String]) -> Vec<String> {
        let mut lines = Vec::new();
        let mut open = vec![vec![COMMANDER]];
        while self.general.obeys.is_some() && !open.is_empty() {
            let told = |path: &Path| {
                path.iter()
                    .rev()
                    .take(path.len() - 1)
                    .map(|node| names[node.index()].clone() + ": ")
                    .collect::<String>()
            };
            lines.extend(
                open.iter()
                    .filter(|path| self.below(path).next().is_some())
                    .map(|path| told(path) + &sum(&self.votes(path), names)),
            );
            open = open.iter().flat_map(|path| self.below(path)).collect();
        }
        lines
    }

    /// Where somebody says that he heard something else. One of two lies, and who listens to
    /// both cannot tell which.
    pub fn contradictions(&self, names: &[String]) -> Vec<String> {
        let contradicts = |(path, order): (&Path, &Order)| {
            let (last, before) = path.split_last()?;
            let own = self.heard(before);
            let other = names[before.last()?.index()].as_str();
            (*order != own).then(|| {
                let (one, two) = (said(before, own, names), said(path, *order, names));
                format!("{one} and {two}: {other} or {} lies", names[last.index()])
            })
        };
        self.general.heard.iter().filter_map(contradicts).collect()
    }

    /// For each contradiction the two of whom one lies.
    fn suspects(&self) -> Vec<(NodeId, NodeId)> {
        let contradicts = |(path, order): (&Path, &Order)| {
            let (last, before) = path.split_last()?;
            (*order != self.heard(before)).then_some((*before.last()?, *last))
        };
        self.general.heard.iter().filter_map(contradicts).collect()
    }

    /// Who must lie if at most m do, so that whoever else did could not explain what was heard.
    pub fn liar(&self) -> Option<NodeId> {
        let (pairs, most) = (self.suspects(), self.general.last.saturating_sub(1));
        let mut all = (0..self.generals).map(NodeId);
        let must = |general: &NodeId| !explains(&pairs, &mut vec![*general], 1, most);
        pairs.first().filter(|_| explains(&pairs, &mut Vec::new(), 0, most))?;
        all.find(must)
    }
}

/// Whether so many more liars explain all contradictions. The first few of those that are named are
/// loyal, the others lie.
fn explains(pairs: &[(NodeId, NodeId)], named: &mut Vec<NodeId>, loyal: usize, left: u8) -> bool {
    let lies = |named: &[NodeId], general: NodeId| named[loyal..].contains(&general);
    let open = pairs.iter().find(|(one, other)| !lies(named, *one) && !lies(named, *other));
    let Some((one, other)) = open.copied() else { return true };
    let mut can_be = |general: NodeId| {
        if left == 0 || named[..loyal].contains(&general) {
            return false;
        }
        named.push(general);
        let explained = explains(pairs, named, loyal, left - 1);
        named.pop();
        explained
    };
    can_be(one) || can_be(other)
}

/// The order that more than half say; otherwise retreat.
pub fn majority(votes: &[(NodeId, Order)]) -> Order {
    let count = |order: Order| votes.iter().filter(|(_, other)| *other == order).count();
    let all = [Order::Attack, Order::Retreat, Order::Hold];
    all.into_iter().find(|order| 2 * count(*order) > votes.len()).unwrap_or(Order::Retreat)
}

/// `majority(attack by G1, retreat by G3, retreat by G4) = retreat`
pub fn sum(votes: &[(NodeId, Order)], names: &[String]) -> String {
    let votes_text: Vec<String> =
        votes.iter().map(|(node, order)| format!("{order} by {}", names[node.index()])).collect();
    format!("majority({}) = {}", votes_text.join(", "), majority(votes))
}
