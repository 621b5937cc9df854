//! What can still be decided: the valence of a configuration.
//!
//! Nobody can do more than choose whom each process hears in each phase. In which order processes
//! that do not wait for each other go on makes no difference. So it is enough to let all of them end
//! one phase, then all the next (layered runs), and to remember of each layer who can have which
//! value: a few hundred cases, where schedules are millions. A process that crashes is one that is
//! not heard any more, so crashes add no decision within a number of rounds.

use super::{Config, NodeId, Place, Process, Vote, is_phase_1, proposed, round};
use crate::ordered::{Map, Set};
use crate::sim::shared::Shared;
use crate::sim::world::{Configuration, Node};

/// With more processes there are too many cases.
const NODES_MAX: usize = 5;

/// What each process says in a phase; None where it never gets there.
type Layer = Vec<Option<Vote>>;

/// A process as the layers begin.
struct Start {
    place: Place,
    /// Whether it takes steps at all: it is up and not done.
    goes_on: bool,
    /// It has tossed a coin and not begun its phase.
    waits_for_coin: bool,
    /// What it says in its phase.
    vote: Vote,
}

struct Outlook<'a> {
    config: &'a Config,
    starts: Vec<Start>,
    /// For a receiver and a phase: what it has heard, in order.
    heard: Vec<&'a Map<Place, Vec<(NodeId, Vote)>>>,
    /// For a receiver, a phase and a sender: what is under way.
    under_way: Map<(NodeId, Place, NodeId), Vote>,
    decided: Set<bool>,
}

/// The values that are decided or can be within so many rounds after that of the furthest process.
/// None before all have proposed, and where there are too many processes.
pub(super) fn decidable(now: &Configuration<Process>, rounds: u32) -> Option<Vec<String>> {
    let nodes = now.nodes;
    if nodes.len() > NODES_MAX || nodes.iter().any(|node| node.up && node.state.x.is_none()) {
        return None;
    }
    let mut outlook = Outlook::new(now);
    let last = outlook.starts.iter().map(|start| round(start.place)).max().unwrap_or(1);
    outlook.explore(2 * last.saturating_add(rounds));
    Some(outlook.decided.iter().map(|value| u8::from(*value).to_string()).collect())
}

impl<'a> Outlook<'a> {
    fn new(now: &Configuration<'a, Process>) -> Outlook<'a> {
        let nodes = || (0..).map(NodeId).zip(now.nodes);
        let start = |(id, node): (NodeId, &Shared<Node<Process>>)| {
            let process = &node.state;
            let waits_for_coin = now.conditions.coin(id).is_some();
            let own = process.heard.get(&process.place).and_then(|heard| heard.first());
            Start {
                place: process.place + u32::from(waits_for_coin),
                goes_on: node.up && !process.is_over(),
                waits_for_coin,
                vote: own.map_or(process.x, |(_, vote)| *vote),
            }
        };
        let flights = now.flying.iter().map(|(_, flight)| {
            let message = &flight.message;
            ((flight.to, message.place, flight.from), message.vote)
        });
        let mut under_way = Map::new();
        flights.for_each(|(name, vote)| under_way.insert(name, vote));
        let decided = now.nodes.iter().filter_map(|node| Some(node.state.decided?.1)).collect();
        Outlook {
            config: now.config,
            starts: nodes().map(start).collect(),
            heard: now.nodes.iter().map(|node| &node.state.heard).collect(),
            under_way,
            decided,
        }
    }

    /// Goes from layer to layer, up to a phase.
    fn explore(&mut self, end: Place) {
        let mut place = self.starts.iter().map(|start| start.place).min().unwrap_or(end);
        let mut layers: Set<Layer> = Set::new();
        layers.insert(vec![None; self.starts.len()]);
        while place < end && self.decided.len() < 2 {
            let mut next = Set::new();
            for layer in self.entered(&layers, place).iter() {
                let choices: Vec<Vec<Option<Vote>>> =
                    (0..layer.len()).map(|node| self.outcomes(node, place, layer)).collect();
                product(&choices, &mut Vec::new(), &mut next);
            }
            layers = next;
            place += 1;
        }
    }

    /// The layers with those processes that are at this phase to begin with.
    fn entered(&self, layers: &Set<Layer>, place: Place) -> Set<Layer> {
        let mut entered = Set::new();
        for layer in layers.iter() {
            let votes = self.starts.iter().zip(layer).map(|(start, vote)| match start.place == place {
                true if start.waits_for_coin => vec![Some(Some(false)), Some(Some(true))],
                true => vec![Some(start.vote)],
                false => vec![*vote],
            });
            product(&votes.collect::<Vec<_>>(), &mut Vec::new(), &mut entered);
        }
        entered
    }

    /// All that a process can say in the next phase, by whom it hears in this one. It decides on
    /// the way.
    fn outcomes(&mut self, node: usize, place: Place, layer: &Layer) -> Vec<Option<Vote>> {
        let own = match layer[node] {
            Some(own) if self.starts[node].goes_on => own,
            _ => return vec![None],
        };
        let me = NodeId(node as u8);
        let told = self.heard[node].get(&place).into_iter().flatten().filter(|(from, _)| *from != me);
        let told: Vec<(NodeId, Vote)> = told.copied().take(self.config.awaited() - 1).collect();
        let is_new = |from: &NodeId| *from != me && told.iter().all(|(other, _)| other != from);
        let others = (0..layer.len() as u8).map(NodeId).filter(is_new);
        let open: Vec<Vote> = others.filter_map(|from| self.sent(from, me, place, layer)).collect();
        let mut votes = vec![own];
        votes.extend(told.iter().map(|(_, vote)| *vote));
        let missing = self.config.awaited() - votes.len();
        if open.len() < missing {
            return vec![None];
        }
        let mut outcomes = Set::new();
        for chosen in subsets(&open, missing) {
            let heard: Vec<Vote> = votes.iter().copied().chain(chosen).collect();
            self.ends(&heard, place, &mut outcomes);
        }
        outcomes.iter().copied().collect()
    }

    /// What one process says to another in a phase, if the other can still hear it.
    fn sent(&self, from: NodeId, to: NodeId, place: Place, layer: &Layer) -> Option<Vote> {
        let start = &self.starts[from.index()];
        let is_sent = start.place > place || start.place == place && !start.waits_for_coin;
        match is_sent {
            true => self.under_way.get(&(to, place, from)).copied(),
            false => layer[from.index()],
        }
    }

    /// What follows from what was heard, by the rules of the protocol.
    fn ends(&mut self, votes: &[Vote], place: Place, outcomes: &mut Set<Option<Vote>>) {
        if is_phase_1(place) {
            outcomes.insert(Some(self.config.majority(votes)));
            return;
        }
        if let Some(value) = self.config.decision(votes) {
            self.decided.insert(value);
        }
        match proposed(votes) {
            Some(value) => _ = outcomes.insert(Some(Some(value))),
            // Who proposed nothing saw no majority, so it saw both values: the least is 0.
            None => {
                outcomes.insert(Some(Some(false)));
                if self.config.tosses {
                    outcomes.insert(Some(Some(true)));
                }
            }
        }
    }
}

/// Adds every way to choose one of each.
fn product(choices: &[Vec<Option<Vote>>], chosen: &mut Layer, all: &mut Set<Layer>) {
    let Some(next) = choices.get(chosen.len()) else {
        all.insert(chosen.clone());
        return;
    };
    for one in next {
        chosen.push(*one);
        product(choices, chosen, all);
        chosen.pop();
    }
}

/// Every way to choose so many of some votes.
fn subsets(votes: &[Vote], count: usize) -> Vec<Vec<Vote>> {
    let Some((first, rest)) = votes.split_first().filter(|_| count > 0) else {
        return if count == 0 { vec![Vec::new()] } else { Vec::new() };
    };
    let mut all = subsets(rest, count);
    all.extend(subsets(rest, count - 1).into_iter().map(|mut chosen| {
        chosen.push(*first);
        chosen
    }));
    all
}
