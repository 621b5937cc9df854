//! Two-phase commit as databases run it: a coordinator asks, participants vote, and the
//! decision is told. Messages in flight are a set, and one that its receiver has no use
//! for stays there. A participant that gives up on its own says no at once. Nodes crash,
//! messages are lost, within a budget.

use super::write_down;
use sequitur_check::{Model, Watch};
use std::collections::BTreeSet;

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Coordinator {
    Init,
    Wait,
    Commit,
    Abort,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Participant {
    Working,
    Prepared,
    Committed,
    Aborted,
}

/// With the participant that it goes to or comes from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    Prepare(u8),
    Yes(u8),
    No(u8),
    Commit(u8),
    Abort(u8),
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct State {
    coordinator: Coordinator,
    yes: BTreeSet<u8>,
    coordinator_up: bool,
    /// Each with whether it is up.
    participants: Vec<(Participant, bool)>,
    messages: BTreeSet<Message>,
    budget: Budget,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    Begin,
    /// The coordinator waits no longer.
    GiveUp,
    /// A participant waits no longer.
    TimeOut(u8),
    Deliver(Message),
    Drop(Message),
    CrashCoordinator,
    RestartCoordinator,
    Crash(u8),
    Restart(u8),
}

/// A way to get it wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bug {
    /// Who is prepared gives up on its own.
    AbortsPrepared,
    /// Who is prepared commits on its own.
    CommitsPrepared,
    /// The coordinator's decision is not on its disk.
    ForgetsDecision,
    /// That a participant is prepared is not on its disk.
    ForgetsPrepared,
    /// The coordinator commits with most of the votes.
    MajorityIsEnough,
}

/// How much may go wrong.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Budget {
    pub coordinator_crashes: u8,
    pub participant_crashes: u8,
    pub drops: u8,
}

#[derive(Clone, Copy)]
pub struct Transaction {
    pub participants: u8,
    pub has_time_outs: bool,
    pub budget: Budget,
    pub bug: Option<Bug>,
}

impl Transaction {
    fn has(self, bug: Bug) -> bool {
        self.bug == Some(bug)
    }

    fn all(self, message: impl Fn(u8) -> Message) -> impl Iterator<Item = Message> {
        (0..self.participants).map(message)
    }

    fn decide(self, state: &mut State, decision: Coordinator) {
        state.coordinator = decision;
        match decision {
            Coordinator::Commit => state.messages.extend(self.all(Message::Commit)),
            _ => state.messages.extend(self.all(Message::Abort)),
        }
    }

    /// Whether the receiver of a message is up and has a use for it.
    fn is_wanted(state: &State, message: Message) -> bool {
        let waits = state.coordinator_up && state.coordinator == Coordinator::Wait;
        let is_one_of = |participant: u8, of: &[Participant]| {
            let (its, is_up) = state.participants[usize::from(participant)];
            is_up && of.contains(&its)
        };
        match message {
            Message::Yes(_) | Message::No(_) => waits,
            Message::Prepare(to) => is_one_of(to, &[Participant::Working]),
            Message::Commit(to) | Message::Abort(to) => {
                is_one_of(to, &[Participant::Working, Participant::Prepared])
            }
        }
    }

    fn hear(self, state: &mut State, message: Message) {
        let mut become_ = |participant: u8, its| state.participants[usize::from(participant)].0 = its;
        match message {
            Message::Prepare(to) => {
                become_(to, Participant::Prepared);
                state.messages.insert(Message::Yes(to));
            }
            Message::Commit(to) => become_(to, Participant::Committed),
            Message::Abort(to) => become_(to, Participant::Aborted),
            Message::No(_) => self.decide(state, Coordinator::Abort),
            Message::Yes(from) => {
                state.yes.insert(from);
                let all = usize::from(self.participants);
                let needed = if self.has(Bug::MajorityIsEnough) { all / 2 + 1 } else { all };
                if state.yes.len() == needed {
                    self.decide(state, Coordinator::Commit);
                }
            }
        }
    }

    fn time_out(self, state: &mut State, participant: u8) {
        let (its, _) = &mut state.participants[usize::from(participant)];
        if *its == Participant::Prepared && self.has(Bug::CommitsPrepared) {
            *its = Participant::Committed;
        } else {
            *its = Participant::Aborted;
            state.messages.insert(Message::No(participant));
        }
    }

    fn restart_coordinator(self, state: &mut State) {
        state.coordinator_up = true;
        let decision = match state.coordinator {
            Coordinator::Commit if !self.has(Bug::ForgetsDecision) => Coordinator::Commit,
            _ => Coordinator::Abort,
        };
        self.decide(state, decision);
    }

    fn faults(self, state: &State, actions: &mut Vec<Action>) {
        if state.budget.drops > 0 {
            actions.extend(state.messages.iter().map(|message| Action::Drop(*message)));
        }
        match state.coordinator_up {
            true if state.budget.coordinator_crashes > 0 => actions.push(Action::CrashCoordinator),
            true => {}
            false => actions.push(Action::RestartCoordinator),
        }
        for ((_, is_up), index) in state.participants.iter().zip(0..) {
            match is_up {
                true if state.budget.participant_crashes > 0 => actions.push(Action::Crash(index)),
                true => {}
                false => actions.push(Action::Restart(index)),
            }
        }
    }
}

impl Model for Transaction {
    type State = State;
    type Action = Action;

    fn initial(&self) -> Vec<State> {
        vec![State {
            coordinator: Coordinator::Init,
            yes: BTreeSet::new(),
            coordinator_up: true,
            participants: vec![(Participant::Working, true); usize::from(self.participants)],
            messages: BTreeSet::new(),
            budget: self.budget,
        }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        match state.coordinator {
            Coordinator::Init if state.coordinator_up => actions.push(Action::Begin),
            Coordinator::Wait if state.coordinator_up && self.has_time_outs => actions.push(Action::GiveUp),
            _ => {}
        }
        let gives_up_prepared = self.has(Bug::AbortsPrepared) || self.has(Bug::CommitsPrepared);
        for ((its, is_up), index) in state.participants.iter().zip(0..) {
            let may = *its == Participant::Working || *its == Participant::Prepared && gives_up_prepared;
            if *is_up && may && self.has_time_outs {
                actions.push(Action::TimeOut(index));
            }
        }
        let wanted = state.messages.iter().filter(|message| Self::is_wanted(state, **message));
        actions.extend(wanted.map(|message| Action::Deliver(*message)));
        self.faults(state, actions);
    }

    fn apply(&self, state: &mut State, action: &Action) -> bool {
        match *action {
            Action::Begin => {
                state.coordinator = Coordinator::Wait;
                state.messages.extend(self.all(Message::Prepare));
            }
            Action::GiveUp => self.decide(state, Coordinator::Abort),
            Action::TimeOut(participant) => self.time_out(state, participant),
            Action::Deliver(message) => {
                state.messages.remove(&message);
                self.hear(state, message);
            }
            Action::Drop(message) => {
                state.messages.remove(&message);
                state.budget.drops -= 1;
            }
            Action::CrashCoordinator => {
                state.coordinator_up = false;
                state.yes.clear();
                state.budget.coordinator_crashes -= 1;
            }
            Action::RestartCoordinator => self.restart_coordinator(state),
            Action::Crash(participant) => {
                state.participants[usize::from(participant)].1 = false;
                state.budget.participant_crashes -= 1;
            }
            Action::Restart(participant) => {
                let (its, is_up) = &mut state.participants[usize::from(participant)];
                *is_up = true;
                if *its == Participant::Prepared && self.has(Bug::ForgetsPrepared) {
                    *its = Participant::Aborted;
                }
            }
        }
        true
    }

    fn encode(&self, state: &State, bytes: &mut Vec<u8>) {
        write_down(state, bytes);
    }

    fn watches(&self) -> Vec<Watch> {
        vec![
            Watch::never("a participant aborts what is committed"),
            Watch::goal("all commit"),
            Watch::goal("all wait for a coordinator that is down"),
        ]
    }

    fn shows(&self, state: &State) -> u64 {
        let any = |of| state.participants.iter().any(|(its, _)| *its == of);
        let all = |of| state.participants.iter().all(|(its, _)| *its == of);
        let commits = state.coordinator == Coordinator::Commit || any(Participant::Committed);
        let aborts = any(Participant::Aborted);
        let is_decision = |message: &Message| matches!(message, Message::Commit(_) | Message::Abort(_));
        let is_blocked =
            !state.coordinator_up && all(Participant::Prepared) && !state.messages.iter().any(is_decision);
        u64::from(commits && aborts)
            | u64::from(all(Participant::Committed)) << 1
            | u64::from(is_blocked) << 2
    }
}
