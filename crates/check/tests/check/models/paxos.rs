//! Paxos as Lamport specifies it in TLA+ (`Paxos.tla`): messages are never taken from the
//! network, and a quorum is a majority.

use super::Set;
use sequitur_check::{Model, Watch};

/// A ballot; -1 for none.
type Ballot = i8;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    Prepare(Ballot),
    Promise { acceptor: u8, ballot: Ballot, voted: Ballot, value: u8 },
    Accept(Ballot, u8),
    Vote { acceptor: u8, ballot: Ballot, value: u8 },
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Acceptor {
    promised: Ballot,
    voted: Ballot,
    value: u8,
}

#[derive(PartialEq, Eq, Hash, Debug)]
pub struct State {
    acceptors: Vec<Acceptor>,
    messages: Set<Message>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    Begin(Ballot),
    Promise(u8, Ballot),
    Propose(Ballot, u8),
    Accept(u8, Ballot, u8),
}

/// How many there are of each.
#[derive(Clone, Copy)]
pub struct Paxos {
    pub acceptors: u8,
    pub values: u8,
    pub ballots: i8,
}

impl Paxos {
    fn majority(self) -> usize {
        usize::from(self.acceptors) / 2 + 1
    }

    /// Whether the promises of a ballot allow a value: some majority of them reports no
    /// vote, or this value as that of its highest vote.
    fn is_safe(self, state: &State, ballot: Ballot, value: u8) -> bool {
        let promises: Vec<(Ballot, u8)> = state
            .messages
            .iter()
            .filter_map(|message| match *message {
                Message::Promise { ballot: of, voted, value, .. } if of == ballot => Some((voted, value)),
                _ => None,
            })
            .collect();
        // For a majority whose highest vote is this one, those who voted lower or not at
        // all are enough, and one who cast it.
        let free = promises.iter().filter(|(voted, _)| *voted < 0).count();
        let fits = |highest: Ballot| {
            let has_it = promises.contains(&(highest, value));
            let others =
                promises.iter().filter(|promise| promise.0 < highest || **promise == (highest, value));
            has_it && others.count() >= self.majority()
        };
        free >= self.majority() || (0..ballot).any(fits)
    }
}

impl Clone for State {
    fn clone(&self) -> State {
        State { acceptors: self.acceptors.clone(), messages: self.messages.clone() }
    }

    /// A search copies over the same state again and again.
    fn clone_from(&mut self, other: &State) {
        self.acceptors.clone_from(&other.acceptors);
        self.messages.clone_from(&other.messages);
    }
}

impl Model for Paxos {
    type State = State;
    type Action = Action;

    fn initial(&self) -> Vec<State> {
        let acceptor = Acceptor { promised: -1, voted: -1, value: 0 };
        vec![State { acceptors: vec![acceptor; usize::from(self.acceptors)], messages: Set::new() }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        for ballot in 0..self.ballots {
            actions.push(Action::Begin(ballot));
            let is_proposed = |message: &Message| matches!(message, Message::Accept(of, _) if *of == ballot);
            if !state.messages.iter().any(is_proposed) {
                let safe = (0..self.values).filter(|value| self.is_safe(state, ballot, *value));
                actions.extend(safe.map(|value| Action::Propose(ballot, value)));
            }
        }
        for (acceptor, index) in state.acceptors.iter().zip(0..) {
            actions.extend(state.messages.iter().filter_map(|message| match *message {
                Message::Prepare(ballot) if ballot > acceptor.promised => {
                    Some(Action::Promise(index, ballot))
                }
                Message::Accept(ballot, value) if ballot >= acceptor.promised => {
                    Some(Action::Accept(index, ballot, value))
                }
                _ => None,
            }));
        }
    }

    fn apply(&self, state: &mut State, action: &Action) -> bool {
        let message = match *action {
            Action::Begin(ballot) => Message::Prepare(ballot),
            Action::Propose(ballot, value) => Message::Accept(ballot, value),
            Action::Promise(acceptor, ballot) => {
                let its = &mut state.acceptors[usize::from(acceptor)];
                its.promised = ballot;
                Message::Promise { acceptor, ballot, voted: its.voted, value: its.value }
            }
            Action::Accept(acceptor, ballot, value) => {
                state.acceptors[usize::from(acceptor)] = Acceptor { promised: ballot, voted: ballot, value };
                Message::Vote { acceptor, ballot, value }
            }
        };
        state.messages.insert(message);
        true
    }

    fn encode(&self, state: &State, bytes: &mut Vec<u8>) {
        for acceptor in &state.acceptors {
            bytes.extend([acceptor.promised as u8, acceptor.voted as u8, acceptor.value]);
        }
        for message in state.messages.iter() {
            match *message {
                Message::Prepare(ballot) => bytes.extend([0, ballot as u8]),
                Message::Promise { acceptor, ballot, voted, value } => {
                    bytes.extend([1, acceptor, ballot as u8, voted as u8, value]);
                }
                Message::Accept(ballot, value) => bytes.extend([2, ballot as u8, value]),
                Message::Vote { acceptor, ballot, value } => bytes.extend([3, acceptor, ballot as u8, value]),
            }
        }
    }

    fn watches(&self) -> Vec<Watch> {
        vec![Watch::never("two values are chosen"), Watch::goal("a value is chosen")]
    }

    fn shows(&self, state: &State) -> u64 {
        let is_chosen = |value: u8| {
            (0..self.ballots).any(|ballot| {
                let vote = |acceptor| Message::Vote { acceptor, ballot, value };
                let votes = (0..self.acceptors).filter(|acceptor| state.messages.contains(&vote(*acceptor)));
                votes.count() >= self.majority()
            })
        };
        let chosen = (0..self.values).filter(|value| is_chosen(*value)).count();
        u64::from(chosen > 1) | u64::from(chosen > 0) << 1
    }
}
