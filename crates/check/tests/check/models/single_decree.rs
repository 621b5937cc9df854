//! Paxos with a ballot for each proposer, in the small: messages in flight are a set, one
//! that its receiver does not want stays there, and nobody refuses aloud.

use sequitur_check::{Model, Watch};
use std::collections::{BTreeMap, BTreeSet};

/// A ballot; 0 for none. Proposer P has ballot P + 1 and the value of that number.
type Ballot = u8;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    Prepare { ballot: Ballot, to: u8 },
    Promise { ballot: Ballot, from: u8, accepted: (Ballot, u8) },
    Accept { ballot: Ballot, value: u8, to: u8 },
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Phase {
    Idle,
    Preparing,
    Proposing,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Proposer {
    phase: Phase,
    /// What each acceptor had accepted.
    promises: BTreeMap<u8, (Ballot, u8)>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Acceptor {
    promised: Ballot,
    accepted: (Ballot, u8),
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct State {
    proposers: Vec<Proposer>,
    acceptors: Vec<Acceptor>,
    messages: BTreeSet<Message>,
    /// Every vote ever cast: acceptor, ballot, value.
    votes: BTreeSet<(u8, Ballot, u8)>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    Start(u8),
    Deliver(Message),
}

/// A way to get it wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mistake {
    /// An acceptor accepts only what is above its promise.
    AcceptsAboveOnly,
    /// A proposer proposes its own value, whatever was accepted.
    IgnoresPromises,
    /// An acceptor accepts any ballot.
    ForgetsPromises,
    /// Half of the acceptors, rounded down, are a quorum.
    HalfIsEnough,
}

#[derive(Clone, Copy)]
pub struct SingleDecree {
    pub acceptors: u8,
    pub proposers: u8,
    pub mistake: Option<Mistake>,
}

impl SingleDecree {
    fn quorum(self) -> usize {
        let half = usize::from(self.acceptors) / 2;
        if self.makes(Mistake::HalfIsEnough) { half } else { half + 1 }
    }

    fn makes(self, mistake: Mistake) -> bool {
        self.mistake == Some(mistake)
    }

    /// Whether the receiver of a message wants it.
    fn is_wanted(self, state: &State, message: Message) -> bool {
        match message {
            Message::Prepare { ballot, to } => ballot > state.acceptors[usize::from(to)].promised,
            Message::Promise { ballot, .. } => {
                state.proposers[usize::from(ballot - 1)].phase == Phase::Preparing
            }
            Message::Accept { ballot, to, .. } => {
                let promised = state.acceptors[usize::from(to)].promised;
                self.makes(Mistake::ForgetsPromises)
                    || ballot > promised
                    || ballot == promised && !self.makes(Mistake::AcceptsAboveOnly)
            }
        }
    }

    fn promise(self, state: &mut State, ballot: Ballot, from: u8, accepted: (Ballot, u8)) {
        let proposer = &mut state.proposers[usize::from(ballot - 1)];
        proposer.promises.insert(from, accepted);
        if proposer.promises.len() < self.quorum() {
            return;
        }
        proposer.phase = Phase::Proposing;
        let highest = proposer.promises.values().copied().max().filter(|(ballot, _)| *ballot > 0);
        let own = ballot;
        let value = match highest {
            Some((_, value)) if !self.makes(Mistake::IgnoresPromises) => value,
            _ => own,
        };
        state.messages.extend((0..self.acceptors).map(|to| Message::Accept { ballot, value, to }));
    }
}

impl Model for SingleDecree {
    type State = State;
    type Action = Action;

    fn initial(&self) -> Vec<State> {
        let proposer = Proposer { phase: Phase::Idle, promises: BTreeMap::new() };
        let acceptor = Acceptor { promised: 0, accepted: (0, 0) };
        vec![State {
            proposers: vec![proposer; usize::from(self.proposers)],
            acceptors: vec![acceptor; usize::from(self.acceptors)],
            messages: BTreeSet::new(),
            votes: BTreeSet::new(),
        }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        let idle = state.proposers.iter().zip(0..).filter(|(proposer, _)| proposer.phase == Phase::Idle);
        actions.extend(idle.map(|(_, place)| Action::Start(place)));
        let wanted = state.messages.iter().filter(|message| self.is_wanted(state, **message));
        actions.extend(wanted.map(|message| Action::Deliver(*message)));
    }

    fn apply(&self, state: &mut State, action: &Action) -> bool {
        match *action {
            Action::Start(proposer) => {
                state.proposers[usize::from(proposer)].phase = Phase::Preparing;
                let ballot = proposer + 1;
                state.messages.extend((0..self.acceptors).map(|to| Message::Prepare { ballot, to }));
            }
            Action::Deliver(message) => {
                state.messages.remove(&message);
                match message {
                    Message::Prepare { ballot, to } => {
                        let acceptor = &mut state.acceptors[usize::from(to)];
                        acceptor.promised = ballot;
                        let accepted = acceptor.accepted;
                        state.messages.insert(Message::Promise { ballot, from: to, accepted });
                    }
                    Message::Promise { ballot, from, accepted } => {
                        self.promise(state, ballot, from, accepted)
                    }
                    Message::Accept { ballot, value, to } => {
                        let acceptor = &mut state.acceptors[usize::from(to)];
                        acceptor.promised = acceptor.promised.max(ballot);
                        acceptor.accepted = (ballot, value);
                        state.votes.insert((to, ballot, value));
                    }
                }
            }
        }
        true
    }

    fn encode(&self, state: &State, bytes: &mut Vec<u8>) {
        for proposer in &state.proposers {
            bytes.extend([proposer.phase as u8, proposer.promises.len() as u8]);
            bytes.extend(
                proposer.promises.iter().flat_map(|(from, (ballot, value))| [*from, *ballot, *value]),
            );
        }
        for acceptor in &state.acceptors {
            bytes.extend([acceptor.promised, acceptor.accepted.0, acceptor.accepted.1]);
        }
        bytes.push(state.votes.len() as u8);
        bytes.extend(state.votes.iter().flat_map(|(acceptor, ballot, value)| [*acceptor, *ballot, *value]));
        for message in &state.messages {
            match *message {
                Message::Prepare { ballot, to } => bytes.extend([0, ballot, to]),
                Message::Promise { ballot, from, accepted } => {
                    bytes.extend([1, ballot, from, accepted.0, accepted.1]);
                }
                Message::Accept { ballot, value, to } => bytes.extend([2, ballot, value, to]),
            }
        }
    }

    fn watches(&self) -> Vec<Watch> {
        vec![Watch::never("two values are chosen"), Watch::goal("a value is chosen")]
    }

    fn shows(&self, state: &State) -> u64 {
        let count = |ballot: Ballot, value: u8| {
            state.votes.iter().filter(|vote| (vote.1, vote.2) == (ballot, value)).count()
        };
        let is_chosen = |value: u8| (1..=self.proposers).any(|ballot| count(ballot, value) >= self.quorum());
        let chosen = (1..=self.proposers).filter(|value| is_chosen(*value)).count();
        u64::from(chosen > 1) | u64::from(chosen > 0) << 1
    }
}
