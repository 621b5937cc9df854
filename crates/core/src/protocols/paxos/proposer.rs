//! A proposer: it asks for promises, then for votes ("Paxos Made Simple", section 2.2).

use super::message::{Ballot, Choice, Message, Proposal};
use super::{Bug, Config, Paxos, Timer};
use crate::authoring::*;

/// How far an attempt is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Phase {
    /// It has nothing to do, or waits before it tries again.
    Idle,
    /// Phase 1: it gathers promises.
    Prepare,
    /// Phase 2: it has asked for votes.
    Accept,
    /// It knows the chosen value.
    Done,
}

/// A proposer's state.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Proposer {
    // Persistent: "each proposer remembers (in stable storage) the highest-numbered
    // proposal it has tried to issue" (2.5).
    /// The highest round that it has used or heard of. Never decreases.
    pub round: u32,

    // Volatile.
    /// The value that it proposes where it is free to.
    pub my_value: Option<Choice>,
    /// How far it is.
    pub phase: Phase,
    /// The ballot of the last attempt.
    pub ballot: Ballot,
    /// Who promised, and what each had accepted.
    pub promises: Map<NodeId, Option<Proposal>>,
    /// The value that it asks to accept, once it has a majority of promises.
    pub value: Option<Choice>,
    /// How many times it has tried.
    attempts: u32,
    /// The clients that wait for an answer.
    waiting: Set<NodeId>,
}

/// Back-off stops doubling here: 50 ms have become about an hour.
const DOUBLINGS_MAX: u32 = 16;

impl Proposer {
    /// A proposer that has used no ballot.
    pub fn new() -> Proposer {
        Proposer {
            round: 0,
            my_value: None,
            phase: Phase::Idle,
            ballot: Ballot::NONE,
            promises: Map::new(),
            value: None,
            attempts: 0,
            waiting: Set::new(),
        }
    }

    /// What the disk remembers: the round, so that no ballot is used twice.
    pub fn durable(&self, config: &Config) -> Proposer {
        let round = if config.has(Bug::ForgetsRound) { 0 } else { self.round };
        Proposer { round, ..Proposer::new() }
    }

    /// It is to propose a value.
    pub fn propose(&mut self, value: Choice, fx: &mut Effects<Paxos>) {
        self.my_value = Some(value);
        self.start(fx);
    }

    /// A client asks. While an attempt is under way, its end answers all who wait.
    pub fn on_request(&mut self, from: NodeId, value: Choice, fx: &mut Effects<Paxos>) {
        self.waiting.insert(from);
        if self.my_value.is_none() {
            self.propose(value, fx);
        }
    }

    /// Phase 1a: "a proposer selects a proposal number n and sends a prepare request with
    /// number n to a majority of acceptors"; here to all, so that any majority will do.
    fn start(&mut self, fx: &mut Effects<Paxos>) {
        self.round += 1;
        self.ballot = Ballot { round: self.round, proposer: fx.config().number_of(fx.me()) };
        self.phase = Phase::Prepare;
        self.promises = Map::new();
        self.value = None;
        self.attempts += 1;
        let (low, high) = self.back_off(fx.config());
        let timeout = fx.config().retry;
        fx.set_timer(Timer::Retry, (timeout + low, timeout + high));
        for acceptor in fx.config().acceptors() {
            fx.send(acceptor, Message::Prepare { ballot: self.ballot });
        }
    }

    /// How long to wait before the next attempt: twice as long after each one, if so set.
    fn back_off(&self, config: &Config) -> (Micros, Micros) {
        let doublings = if config.doubles { (self.attempts - 1).min(DOUBLINGS_MAX) } else { 0 };
        let (low, high) = config.back_off;
        (low << doublings, high << doublings)
    }

    /// Nothing came of the last attempt.
    pub fn on_retry(&mut self, fx: &mut Effects<Paxos>) {
        self.start(fx);
    }

    /// A combined server knows what its own acceptor has heard.
    pub fn hear_of(&mut self, ballot: Ballot) {
        self.round = self.round.max(ballot.round);
    }

    /// Phase 2a. "If the proposer receives a response to its prepare requests from a
    /// majority of acceptors, then it sends an accept request for a proposal numbered n
    /// with a value v, where v is the value of the highest-numbered proposal among the
    /// responses, or is any value if the responses reported no proposals."
    pub fn on_promise(
        &mut self,
        from: NodeId,
        ballot: Ballot,
        accepted: Option<Proposal>,
        fx: &mut Effects<Paxos>,
    ) {
        if self.phase != Phase::Prepare || ballot != self.ballot {
            return; // An answer to an earlier attempt, or one more than it takes.
        }
        self.promises.insert(from, accepted);
        let Some(my_value) = self.my_value.clone().filter(|_| self.promises.len() >= fx.config().quorum())
        else {
            return;
        };
        let value = match self.adopted(fx.config()) {
            Some(proposal) => {
                fx.note(format_args!("adopts {}, accepted in {}", proposal.value, proposal.ballot));
                proposal.value.clone()
            }
            None => {
                fx.note(format_args!("is free to propose {my_value}"));
                my_value
            }
        };
        self.phase = Phase::Accept;
        self.value = Some(value.clone());
        for acceptor in fx.config().acceptors() {
            fx.send(acceptor, Message::Accept(Proposal { ballot, value: value.clone() }));
        }
    }

    /// The reported proposal whose value it must propose.
    fn adopted(&self, config: &Config) -> Option<&Proposal> {
        let reported = || self.promises.iter().filter_map(|(_, accepted)| accepted.as_ref());
        let votes = |value: &Choice| reported().filter(|proposal| proposal.value == *value).count() as u32;
        match config.bug {
            Some(Bug::KeepsOwnValue) => None,
            Some(Bug::AdoptsLowest) => reported().min_by_key(|proposal| proposal.ballot),
            Some(Bug::AdoptsMostFrequent) => {
                reported().max_by_key(|proposal| (votes(&proposal.value), proposal.ballot))
            }
            _ => reported().max_by_key(|proposal| proposal.ballot),
        }
    }

    /// An acceptor has promised a higher ballot: "the proposer should then abandon its
    /// proposal" (2.2), and try again with a higher one after a while.
    pub fn on_refused(&mut self, ballot: Ballot, promised: Ballot, fx: &mut Effects<Paxos>) {
        self.hear_of(promised);
        let is_under_way = matches!(self.phase, Phase::Prepare | Phase::Accept);
        if is_under_way && ballot == self.ballot {
            self.phase = Phase::Idle;
            fx.note(format_args!("gives up {ballot}"));
            fx.set_timer(Timer::Retry, self.back_off(fx.config()));
        }
    }

    /// The value is chosen: nothing is left to propose.
    pub fn finish(&mut self, value: &Choice, fx: &mut Effects<Paxos>) {
        self.phase = Phase::Done;
        fx.cancel_timer(Timer::Retry);
        for client in self.waiting.iter() {
            fx.send(*client, Message::Reply { value: value.clone() });
        }
        self.waiting.clear();
    }

    /// The state, for the inspector.
    pub fn fields(&self, names: &[String]) -> Fields {
        let phase = match self.phase {
            Phase::Idle => "idle",
            Phase::Prepare => "prepare",
            Phase::Accept => "accept",
            Phase::Done => "done",
        };
        let promise = |(node, accepted): (&NodeId, &Option<Proposal>)| {
            let name = &names[node.index()];
            match accepted {
                Some(proposal) => format!("{name}: {proposal}"),
                None => format!("{name}: nothing"),
            }
        };
        fields![
            "phase": phase,
            "ballot": self.ballot,
            "myValue": self.my_value.as_ref(),
            "promises": self.promises.iter().map(promise).collect::<Value>(),
            "value": self.value.as_ref(),
            "round": self.round,
        ]
    }
}
