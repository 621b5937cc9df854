//! What can still happen from some point of a run: which decisions, and which properties
//! can still break, each with a shortest way.
//!
//! For a process that decides 0 or 1 this is the valency of a configuration, as Fischer,
//! Lynch and Paterson have it ("Impossibility of Distributed Consensus with One Faulty
//! Process", 1985, section 3): bivalent where both can still be decided.

use crate::model::{Model, Watch};
use crate::search::{Ended, Search};
use crate::worlds::Worlds;
use sequitur_core::scenario::{Mistake, Scenario};
use sequitur_core::sim::info::PropertyKind;
use sequitur_core::sim::position::Position;
use sequitur_core::sim::run::Outcome;
use sequitur_core::sim::world::Choice;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// The most different decisions that are kept.
const DECISIONS_MAX: usize = 1_000;

/// All worlds that can be reached. A search of them goes on behind what is violated, and
/// notes all that is decided on its way.
pub struct Reachable {
    worlds: Worlds,
    /// What any step that was tried has decided.
    decisions: Mutex<BTreeSet<String>>,
}

impl Reachable {
    /// What can be reached from where a scenario's choices by hand lead, or from its
    /// beginning.
    ///
    /// # Errors
    /// Lines of the scenario that have no place in a search.
    pub fn new(scenario: &Scenario) -> Result<Reachable, Vec<Mistake>> {
        Ok(Reachable { worlds: Worlds::new(scenario, &[])?, decisions: Mutex::default() })
    }

    fn note(&self, decisions: &[String]) {
        let mut known = self.decisions.lock().unwrap_or_else(PoisonError::into_inner);
        for decision in decisions {
            if known.len() < DECISIONS_MAX && !known.contains(decision) {
                known.insert(decision.clone());
            }
        }
    }
}

impl Model for Reachable {
    type State = Box<dyn Position>;
    type Action = Choice<u8>;

    fn initial(&self) -> Vec<Box<dyn Position>> {
        self.worlds.initial()
    }

    fn actions(&self, state: &Box<dyn Position>, actions: &mut Vec<Choice<u8>>) {
        self.worlds.actions(state, actions);
    }

    /// Two steps can lead to the same state and decide different things on the way to it,
    /// so every step counts, and not only those that lead to something new.
    fn apply(&self, state: &mut Box<dyn Position>, action: &Choice<u8>) -> bool {
        let is_within = self.worlds.apply(state, action);
        if is_within && !state.decisions().is_empty() {
            self.note(state.decisions());
        }
        is_within
    }

    fn encode(&self, state: &Box<dyn Position>, bytes: &mut Vec<u8>) {
        self.worlds.encode(state, bytes);
    }

    fn watches(&self) -> Vec<Watch> {
        let watches = self.worlds.watches().into_iter();
        watches.map(|watch| Watch { is_last: false, ..watch }).collect()
    }

    const SHOWS_AT_ONCE: bool = true;

    fn shows(&self, state: &Box<dyn Position>) -> u64 {
        self.worlds.shows(state)
    }
}

/// A property of safety that can break.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Breakable {
    /// Its name.
    pub property: &'static str,
    /// After how many choices, at the least; 0 where it is broken already.
    pub after: u32,
    /// What explains that it is broken then.
    pub why: String,
    /// The scenario by hand that shows it.
    pub scenario: String,
}

/// What can still happen, as far as it was searched.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Possible {
    /// Whether the protocol decides anything at all.
    pub decides: bool,
    /// Whether all that can happen was tried. Otherwise more may be possible.
    pub is_exact: bool,
    /// What has been decided by now, each once.
    pub decided: Vec<String>,
    /// What can still be decided, the same values by other nodes among it.
    pub reachable: Vec<String>,
    /// The properties of safety that can break, in the protocol's order.
    pub breakable: Vec<Breakable>,
}

impl Search<Reachable> {
    /// What can still happen, as far as this search has come.
    pub fn possible(&self) -> Possible {
        let model = self.model();
        let scenario = model.worlds.scenario();
        let info = scenario.machine().info();
        let reachable = model.decisions.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let decided = match scenario.plan().manual {
            Some(_) => scenario.run().decisions.into_iter().map(|decision| decision.value).collect(),
            None => BTreeSet::new(),
        };
        let is_complete = self.progress().ended == Some(Ended::Complete);
        let safe = (0..info.properties.len())
            .filter(|property| info.properties[*property].kind == PropertyKind::Safety);
        Possible {
            decides: info.decides,
            is_exact: is_complete && reachable.len() < DECISIONS_MAX,
            decided: in_order(decided),
            reachable: in_order(reachable),
            breakable: safe.filter_map(|property| self.breakable(property)).collect(),
        }
    }

    fn breakable(&self, property: usize) -> Option<Breakable> {
        let found = self.found(property)?;
        let (way, end) = self.way(found);
        let scenario = self.model().worlds.scenario();
        let machine = scenario.machine();
        let choices = machine.spell(scenario.plan(), &way);
        Some(Breakable {
            property: machine.info().properties[property].name,
            after: found.depth,
            why: end.verdict(property).1,
            scenario: scenario.by_hand(&choices, Some((property, Outcome::Violated))),
        })
    }
}

/// As people count: `10: put x 1` after `9: put x 1`.
fn in_order(decisions: BTreeSet<String>) -> Vec<String> {
    let mut decisions: Vec<String> = decisions.into_iter().collect();
    decisions.sort_by_key(|decision| {
        let digits = decision.bytes().take_while(u8::is_ascii_digit).count();
        decision[..digits].parse::<u64>().unwrap_or(u64::MAX)
    });
    decisions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_stand_as_people_count() {
        let decisions = ["9: b", "10: a", "x", "9: a"].map(str::to_owned);
        assert_eq!(in_order(decisions.into()), ["9: a", "9: b", "10: a", "x"]);
    }
}
