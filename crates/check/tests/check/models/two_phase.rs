//! Two-phase commit as Gray and Lamport specify it ("Consensus on Transaction Commit",
//! 2006): messages are never taken from the network, and a manager may hear again what
//! it has heard.

use super::Set;
use sequitur_check::{Model, Watch};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Manager {
    Working,
    Prepared,
    Committed,
    Aborted,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Decision {
    Init,
    Committed,
    Aborted,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    Prepared(u8),
    Commit,
    Abort,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    TransactionHears(u8),
    TransactionCommits,
    TransactionAborts,
    Prepares(u8),
    Gives(u8),
    HearsCommit(u8),
    HearsAbort(u8),
}

#[derive(PartialEq, Eq, Hash, Debug)]
pub struct State {
    managers: Vec<Manager>,
    decision: Decision,
    prepared: Vec<bool>,
    messages: Set<Message>,
}

#[derive(Clone, Copy)]
pub struct TwoPhase {
    /// How many resource managers there are.
    pub managers: u8,
    /// Whether managers are interchangeable: they are told apart by nothing but their
    /// numbers.
    pub is_symmetric: bool,
    /// Whether the transaction manager commits without hearing from the last one.
    pub is_hasty: bool,
}

/// The protocol as it is specified.
pub fn right(managers: u8) -> TwoPhase {
    TwoPhase { managers, is_symmetric: false, is_hasty: false }
}

impl State {
    /// The same state with its managers sorted by what has become of them, and by nothing
    /// else: of two prepared ones it does not say which has been heard.
    pub fn sorted_by_role(&self) -> State {
        let mut order: Vec<usize> = (0..self.managers.len()).collect();
        order.sort_by_key(|index| self.managers[*index]);
        let mut messages = Set::new();
        for message in self.messages.iter() {
            let new_index = |old| order.iter().position(|index| *index == usize::from(old));
            messages.insert(match message {
                Message::Prepared(manager) => Message::Prepared(new_index(*manager).unwrap_or(0) as u8),
                other => *other,
            });
        }
        State {
            managers: order.iter().map(|index| self.managers[*index]).collect(),
            decision: self.decision,
            prepared: order.iter().map(|index| self.prepared[*index]).collect(),
            messages,
        }
    }
}

impl Clone for State {
    fn clone(&self) -> State {
        State {
            managers: self.managers.clone(),
            decision: self.decision,
            prepared: self.prepared.clone(),
            messages: self.messages.clone(),
        }
    }

    /// A search copies over the same state again and again.
    fn clone_from(&mut self, other: &State) {
        self.managers.clone_from(&other.managers);
        self.decision = other.decision;
        self.prepared.clone_from(&other.prepared);
        self.messages.clone_from(&other.messages);
    }
}

impl Model for TwoPhase {
    type State = State;
    type Action = Action;

    fn initial(&self) -> Vec<State> {
        let count = usize::from(self.managers);
        vec![State {
            managers: vec![Manager::Working; count],
            decision: Decision::Init,
            prepared: vec![false; count],
            messages: Set::new(),
        }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        if state.decision == Decision::Init {
            let heard = state.prepared.iter().filter(|heard| **heard).count();
            if heard + usize::from(self.is_hasty) >= state.prepared.len() {
                actions.push(Action::TransactionCommits);
            }
            actions.push(Action::TransactionAborts);
        }
        for manager in 0..self.managers {
            let prepared = Message::Prepared(manager);
            if state.decision == Decision::Init && state.messages.contains(&prepared) {
                actions.push(Action::TransactionHears(manager));
            }
            if state.managers[usize::from(manager)] == Manager::Working {
                actions.extend([Action::Prepares(manager), Action::Gives(manager)]);
            }
            if state.messages.contains(&Message::Commit) {
                actions.push(Action::HearsCommit(manager));
            }
            if state.messages.contains(&Message::Abort) {
                actions.push(Action::HearsAbort(manager));
            }
        }
    }

    fn apply(&self, state: &mut State, action: &Action) -> bool {
        let mut become_ = |manager: u8, role| state.managers[usize::from(manager)] = role;
        match *action {
            Action::TransactionHears(manager) => state.prepared[usize::from(manager)] = true,
            Action::TransactionCommits => {
                state.decision = Decision::Committed;
                state.messages.insert(Message::Commit);
            }
            Action::TransactionAborts => {
                state.decision = Decision::Aborted;
                state.messages.insert(Message::Abort);
            }
            Action::Prepares(manager) => {
                become_(manager, Manager::Prepared);
                state.messages.insert(Message::Prepared(manager));
            }
            Action::Gives(manager) | Action::HearsAbort(manager) => become_(manager, Manager::Aborted),
            Action::HearsCommit(manager) => become_(manager, Manager::Committed),
        }
        true
    }

    fn encode(&self, state: &State, bytes: &mut Vec<u8>) {
        let start = bytes.len();
        let states = state.managers.iter().zip(&state.prepared);
        bytes.extend(states.map(|(role, prepared)| *role as u8 | u8::from(*prepared) << 2));
        let (mut commit, mut abort) = (0, 0);
        for message in state.messages.iter() {
            match message {
                Message::Prepared(manager) => bytes[start + usize::from(*manager)] |= 1 << 3,
                Message::Commit => commit = 1,
                Message::Abort => abort = 1,
            }
        }
        if self.is_symmetric {
            bytes[start..].sort_unstable();
        }
        bytes.extend([state.decision as u8, commit, abort]);
    }

    fn watches(&self) -> Vec<Watch> {
        vec![Watch::never("one commits and one aborts"), Watch::goal("all commit"), Watch::goal("all abort")]
    }

    fn shows(&self, state: &State) -> u64 {
        let any = |role| state.managers.contains(&role);
        let all = |role| state.managers.iter().all(|other| *other == role);
        let split = any(Manager::Committed) && any(Manager::Aborted);
        u64::from(split) | u64::from(all(Manager::Committed)) << 1 | u64::from(all(Manager::Aborted)) << 2
    }
}
