//! Paxos with a ballot for each proposer, in the small: messages in flight are a set, one
//! that its receiver does not want stays there, and nobody refuses aloud.

use super::write_down;
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
    is_up: bool,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct State {
    proposers: Vec<Proposer>,
    acceptors: Vec<Acceptor>,
    messages: BTreeSet<Message>,
    /// Every vote ever cast: acceptor, ballot, value.
    votes: BTreeSet<(u8, Ballot, u8)>,
    /// How many acceptors may still crash.
    crashes: u8,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    Start(u8),
    Deliver(Message),
    Crash(u8),
    Restart(u8),
}

/// A way to get it wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bug {
    /// An acceptor accepts only what is above its promise.
    AcceptsAboveOnly,
    /// A proposer proposes its own value, whatever was accepted.
    IgnoresPromises,
    /// An acceptor accepts any ballot.
    ForgetsPromises,
    /// Half of the acceptors, rounded down, are a quorum.
    HalfIsEnough,
    /// After a crash an acceptor has promised no more than it has accepted.
    LosesPromise,
    /// After a crash an acceptor has accepted nothing.
    LosesAccepted,
    /// A proposer takes the value of the lowest ballot reported.
    TakesLowest,
    /// An acceptor that accepts a ballot does not promise it.
    AcceptsWithoutPromise,
}

#[derive(Clone, Copy)]
pub struct SingleDecree {
    pub acceptors: u8,
    pub proposers: u8,
    pub crashes: u8,
    pub bug: Option<Bug>,
}

impl SingleDecree {
    fn quorum(self) -> usize {
        let half = usize::from(self.acceptors) / 2;
        if self.has(Bug::HalfIsEnough) { half } else { half + 1 }
    }

    fn has(self, bug: Bug) -> bool {
        self.bug == Some(bug)
    }

    /// Whether the receiver of a message wants it.
    fn is_wanted(self, state: &State, message: Message) -> bool {
        let acceptor = |to: u8| state.acceptors[usize::from(to)];
        match message {
            Message::Prepare { to, .. } | Message::Accept { to, .. } if !acceptor(to).is_up => false,
            Message::Prepare { ballot, to } => ballot > acceptor(to).promised,
            Message::Promise { ballot, .. } => {
                state.proposers[usize::from(ballot - 1)].phase == Phase::Preparing
            }
            Message::Accept { ballot, to, .. } => {
                let promised = acceptor(to).promised;
                self.has(Bug::ForgetsPromises)
                    || ballot > promised
                    || ballot == promised && !self.has(Bug::AcceptsAboveOnly)
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
        let accepted = proposer.promises.values().copied().filter(|(ballot, _)| *ballot > 0);
        let reported = if self.has(Bug::TakesLowest) { accepted.min() } else { accepted.max() };
        let own = ballot;
        let value = match reported {
            Some((_, value)) if !self.has(Bug::IgnoresPromises) => value,
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
        let acceptor = Acceptor { promised: 0, accepted: (0, 0), is_up: true };
        vec![State {
            proposers: vec![proposer; usize::from(self.proposers)],
            acceptors: vec![acceptor; usize::from(self.acceptors)],
            messages: BTreeSet::new(),
            votes: BTreeSet::new(),
            crashes: self.crashes,
        }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        let idle = state.proposers.iter().zip(0..).filter(|(proposer, _)| proposer.phase == Phase::Idle);
        actions.extend(idle.map(|(_, index)| Action::Start(index)));
        let wanted = state.messages.iter().filter(|message| self.is_wanted(state, **message));
        actions.extend(wanted.map(|message| Action::Deliver(*message)));
        for (acceptor, index) in state.acceptors.iter().zip(0..) {
            match acceptor.is_up {
                true if state.crashes > 0 => actions.push(Action::Crash(index)),
                true => {}
                false => actions.push(Action::Restart(index)),
            }
        }
    }

    fn apply(&self, state: &mut State, action: &Action) -> bool {
        match *action {
            Action::Start(proposer) => {
                state.proposers[usize::from(proposer)].phase = Phase::Preparing;
                let ballot = proposer + 1;
                state.messages.extend((0..self.acceptors).map(|to| Message::Prepare { ballot, to }));
            }
            Action::Crash(acceptor) => {
                let its = &mut state.acceptors[usize::from(acceptor)];
                its.is_up = false;
                state.crashes -= 1;
                if self.has(Bug::LosesPromise) {
                    its.promised = its.accepted.0;
                }
                if self.has(Bug::LosesAccepted) {
                    its.accepted = (0, 0);
                }
            }
            Action::Restart(acceptor) => state.acceptors[usize::from(acceptor)].is_up = true,
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
                        if !self.has(Bug::AcceptsWithoutPromise) {
                            acceptor.promised = acceptor.promised.max(ballot);
                        }
                        acceptor.accepted = (ballot, value);
                        state.votes.insert((to, ballot, value));
                    }
                }
            }
        }
        true
    }

    fn encode(&self, state: &State, bytes: &mut Vec<u8>) {
        write_down(state, bytes);
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
