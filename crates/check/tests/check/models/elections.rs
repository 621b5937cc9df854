//! Raft's elections alone ("In Search of an Understandable Consensus Algorithm", 2014,
//! Figure 2), in the small: messages in flight are a set, a vote that nobody counts any
//! more stays there, refusals are not sent, and nobody crashes.

use super::write_down;
use sequitur_check::{Model, Watch};
use std::collections::BTreeSet;

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    Follower,
    Candidate,
    Leader,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Server {
    term: u8,
    voted_for: Option<u8>,
    role: Role,
    votes: BTreeSet<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    RequestVote,
    VoteGranted,
    Heartbeat,
    Answer,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Message {
    kind: Kind,
    term: u8,
    from: u8,
    to: u8,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct State {
    servers: Vec<Server>,
    messages: BTreeSet<Message>,
    /// Who has led which term.
    leaders: BTreeSet<(u8, u8)>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    TimeOut(u8),
    Deliver(Message),
}

#[derive(Clone, Copy)]
pub struct Elections {
    pub servers: u8,
    /// The highest term.
    pub terms: u8,
    /// Whether a server votes as often as it is asked.
    pub votes_twice: bool,
}

impl Elections {
    fn tell(self, state: &mut State, kind: Kind, from: u8) {
        let term = state.servers[usize::from(from)].term;
        let others = (0..self.servers).filter(|other| *other != from);
        state.messages.extend(others.map(|to| Message { kind, term, from, to }));
    }
}

impl Model for Elections {
    type State = State;
    type Action = Action;

    fn initial(&self) -> Vec<State> {
        let server = Server { term: 0, voted_for: None, role: Role::Follower, votes: BTreeSet::new() };
        let servers = vec![server; usize::from(self.servers)];
        vec![State { servers, messages: BTreeSet::new(), leaders: BTreeSet::new() }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        let may_stand = |server: &Server| server.role != Role::Leader && server.term < self.terms;
        let standing = state.servers.iter().zip(0..).filter(|(server, _)| may_stand(server));
        actions.extend(standing.map(|(_, index)| Action::TimeOut(index)));
        let is_wanted = |message: &&Message| {
            let receiver = &state.servers[usize::from(message.to)];
            let counts = receiver.role == Role::Candidate && receiver.term == message.term;
            message.kind != Kind::VoteGranted || counts || message.term > receiver.term
        };
        actions.extend(state.messages.iter().filter(is_wanted).map(|message| Action::Deliver(*message)));
    }

    fn apply(&self, state: &mut State, action: &Action) -> bool {
        let Message { kind, term, from, to } = match *action {
            Action::TimeOut(server) => {
                let its = &mut state.servers[usize::from(server)];
                let votes = BTreeSet::from([server]);
                *its = Server { term: its.term + 1, voted_for: Some(server), role: Role::Candidate, votes };
                self.tell(state, Kind::RequestVote, server);
                return true;
            }
            Action::Deliver(message) => message,
        };
        state.messages.remove(&Message { kind, term, from, to });
        let its = &mut state.servers[usize::from(to)];
        if term > its.term {
            *its = Server { term, voted_for: None, role: Role::Follower, votes: BTreeSet::new() };
        }
        let current = its.term;
        let answer = |kind| Message { kind, term: current, from: to, to: from };
        match kind {
            Kind::RequestVote => {
                let is_free = its.voted_for.is_none_or(|candidate| candidate == from) || self.votes_twice;
                if term == current && is_free {
                    its.voted_for = Some(from);
                    state.messages.insert(answer(Kind::VoteGranted));
                }
            }
            Kind::VoteGranted => {
                its.votes.insert(from);
                if its.votes.len() > usize::from(self.servers) / 2 {
                    its.role = Role::Leader;
                    state.leaders.insert((term, to));
                    self.tell(state, Kind::Heartbeat, to);
                }
            }
            Kind::Heartbeat => {
                if term == current && its.role == Role::Candidate {
                    its.role = Role::Follower;
                }
                state.messages.insert(answer(Kind::Answer));
            }
            Kind::Answer => {}
        }
        true
    }

    fn encode(&self, state: &State, bytes: &mut Vec<u8>) {
        write_down(state, bytes);
    }

    fn watches(&self) -> Vec<Watch> {
        vec![Watch::never("two lead one term"), Watch::goal("one leads"), Watch::goal("two lead at once")]
    }

    fn shows(&self, state: &State) -> u64 {
        let terms: BTreeSet<u8> = state.leaders.iter().map(|(term, _)| *term).collect();
        let leading = state.servers.iter().filter(|server| server.role == Role::Leader).count();
        let is_split = terms.len() < state.leaders.len();
        u64::from(is_split) | u64::from(leading > 0) << 1 | u64::from(leading > 1) << 2
    }
}
