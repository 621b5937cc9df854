//! PBFT's normal case ("Practical Byzantine Fault Tolerance", 1999, section 4.2) in the
//! small: one view, one number, four replicas of which the primary lies. It may tell each
//! backup to prepare either of two requests, and send it commits of both. What the
//! backups send each other is a set.

use super::write_down;
use sequitur_check::{Model, Watch};
use std::collections::BTreeSet;

const PRIMARY: u8 = 0;
const REQUESTS: [u8; 2] = [0, 1];

#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Backup {
    /// The request of the pre-prepare that it took.
    accepted: Option<u8>,
    /// Who sent it a prepare or a commit for which request.
    prepares: BTreeSet<(u8, u8)>,
    commits: BTreeSet<(u8, u8)>,
    is_prepared: bool,
    executed: Option<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    PrePrepare,
    Prepare,
    Commit,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Message {
    kind: Kind,
    from: u8,
    to: u8,
    request: u8,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct State {
    backups: Vec<Backup>,
    messages: BTreeSet<Message>,
}

#[derive(Clone, Copy)]
pub struct NormalCase {
    /// How many backups there are beside the primary.
    pub backups: u8,
    /// How many prepares from backups, its own included, prepare a request: 2f.
    pub prepares: usize,
    /// How many commits, its own included, make a backup execute it: 2f + 1.
    pub commits: usize,
}

/// As it is specified, for one replica of four that lies.
pub const RIGHT: NormalCase = NormalCase { backups: 3, prepares: 2, commits: 3 };

impl NormalCase {
    fn tell(self, state: &mut State, kind: Kind, from: u8, request: u8) {
        let others = (1..=self.backups).filter(|other| *other != from);
        state.messages.extend(others.map(|to| Message { kind, from, to, request }));
    }

    /// Prepares and executes what a backup now has enough messages for.
    fn go_on(self, state: &mut State, me: u8) {
        let its = &mut state.backups[usize::from(me - 1)];
        let Some(request) = its.accepted else { return };
        let count = |messages: &BTreeSet<(u8, u8)>| messages.iter().filter(|(_, of)| *of == request).count();
        let prepares_now = !its.is_prepared && count(&its.prepares) >= self.prepares;
        if prepares_now {
            its.is_prepared = true;
            its.commits.insert((me, request));
        }
        if its.is_prepared && count(&its.commits) >= self.commits {
            its.executed = Some(request);
        }
        if prepares_now {
            self.tell(state, Kind::Commit, me, request);
        }
    }
}

impl Model for NormalCase {
    type State = State;
    type Action = Message;

    fn initial(&self) -> Vec<State> {
        let backups = vec![Backup::default(); usize::from(self.backups)];
        vec![State { backups, messages: BTreeSet::new() }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Message>) {
        for (its, to) in state.backups.iter().zip(1..) {
            for request in REQUESTS {
                let lie = |kind| Message { kind, from: PRIMARY, to, request };
                if its.accepted.is_none() {
                    actions.push(lie(Kind::PrePrepare));
                }
                if !its.commits.contains(&(PRIMARY, request)) {
                    actions.push(lie(Kind::Commit));
                }
            }
        }
        actions.extend(&state.messages);
    }

    fn apply(&self, state: &mut State, action: &Message) -> bool {
        let Message { kind, from, to, request } = *action;
        state.messages.remove(action);
        let its = &mut state.backups[usize::from(to - 1)];
        match kind {
            Kind::PrePrepare => {
                its.accepted = Some(request);
                its.prepares.insert((to, request));
                self.tell(state, Kind::Prepare, to, request);
            }
            Kind::Prepare => {
                its.prepares.insert((from, request));
            }
            Kind::Commit => {
                its.commits.insert((from, request));
            }
        }
        self.go_on(state, to);
        true
    }

    fn encode(&self, state: &State, bytes: &mut Vec<u8>) {
        write_down(state, bytes);
    }

    fn watches(&self) -> Vec<Watch> {
        vec![
            Watch::never("two requests are executed"),
            Watch::goal("two requests are prepared"),
            Watch::goal("a request is executed"),
        ]
    }

    fn shows(&self, state: &State) -> u64 {
        let any = |request, of: fn(&Backup) -> Option<u8>| {
            state.backups.iter().any(|backup| of(backup) == Some(request))
        };
        let count = |of| REQUESTS.into_iter().filter(|request| any(*request, of)).count();
        let executed = count(|backup| backup.executed);
        let prepared = count(|backup| backup.accepted.filter(|_| backup.is_prepared));
        u64::from(executed > 1) | u64::from(prepared > 1) << 1 | u64::from(executed > 0) << 2
    }
}
