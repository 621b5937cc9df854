//! Single-decree Paxos: proposers, acceptors and learners choose one value.
//!
//! Lamport, "Paxos Made Simple", 2001. The numbers at the handlers are sections of that
//! paper. A lane plays one role, or all three: what a server sends to itself it handles
//! at once, within the same step.
//!
//! Four things the paper leaves open are settled here:
//!
//! 1. A proposal's number is a [`Ballot`]: a round, then the proposer. So no two
//!    proposers use the same number, without having to agree on anything.
//! 2. An acceptor that will not take part says so, which section 2.2 calls a performance
//!    optimization. `set refusals off` leaves it out.
//! 3. A proposer that was refused or hears nothing for a while waits and starts a higher
//!    ballot. How long it waits (section 2.4 only asks for a distinguished proposer) is
//!    for `back-off` to say: a range is random, one time is fixed, `0ms` is none.
//! 4. Acceptors tell the proposer of the ballot and all learners that they have
//!    accepted. A client is answered by the proposer that it asked.
//!
//! [`acceptor`] and [`proposer`] have the two phases, [`learner`] the counting,
//! [`properties`] what must always or in the end be true.

mod acceptor;
mod client;
mod forging;
mod info;
mod learner;
mod message;
mod properties;
mod proposer;

#[cfg(test)]
mod tests;

use crate::authoring::*;
use acceptor::Acceptor;
use client::Client;
pub use info::INFO;
pub use info::Property;
use info::{Bug, Role, Timer};
use learner::Learner;
pub use message::{Ballot, Choice, EPOCH_BASE, Message, Proposal};
use properties::Observers;
use proposer::{Phase, Proposer};
use std::ops::Range;

/// One lane, with the roles that it plays.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Paxos {
    proposer: Option<Proposer>,
    acceptor: Option<Acceptor>,
    /// Every lane but the clients and those that only accept.
    learner: Option<Learner>,
    client: Option<Client>,
}

/// What can be asked of a lane: to propose a value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Propose(Choice);

/// What the scenario fixes for all lanes.
#[derive(Clone, Debug)]
pub struct Config {
    /// How many lanes, from the left, propose.
    proposers: u8,
    /// The first lane that accepts, and how many do.
    acceptors: (u8, u8),
    /// The first lane that learns, and how many do.
    learners: (u8, u8),
    retry: Micros,
    back_off: (Micros, Micros),
    doubles: bool,
    refusals: bool,
    client_retry: Micros,
    bug: Option<Bug>,
}

impl Config {
    fn has(&self, bug: Bug) -> bool {
        self.bug == Some(bug)
    }

    /// How many acceptors are more than half of them.
    fn majority(&self) -> usize {
        usize::from(self.acceptors.1) / 2 + 1
    }

    /// How many acceptors count as a majority here.
    fn quorum(&self) -> usize {
        let acceptors = usize::from(self.acceptors.1);
        match self.bug {
            Some(Bug::HalfQuorum) => acceptors.div_ceil(2),
            Some(Bug::FloorQuorum) => (acceptors / 2).max(1),
            _ => self.majority(),
        }
    }

    fn acceptors(&self) -> impl Iterator<Item = NodeId> + use<> {
        let (first, count) = self.acceptors;
        (first..first + count).map(NodeId)
    }

    fn learners(&self) -> impl Iterator<Item = NodeId> + use<> {
        let (first, count) = self.learners;
        (first..first + count).map(NodeId)
    }

    /// Who is told of a vote: the proposer that asked for it, and all learners.
    fn told(&self, asked: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        let first = Some(asked).filter(|asked| self.learners().all(|learner| learner != *asked));
        first.into_iter().chain(self.learners())
    }

    /// The part of a proposer's ballots that nobody else uses.
    fn number_of(&self, proposer: NodeId) -> u8 {
        if self.has(Bug::SameBallots) { 1 } else { proposer.0 + 1 }
    }
}

/// Sends a refusal, where acceptors say that they refuse.
fn refuse(to: NodeId, message: Message, fx: &mut Effects<Paxos>) {
    if fx.config().refusals {
        fx.send(to, message);
    }
}

impl Paxos {
    /// A proposer that learns what was chosen has nothing left to propose.
    fn on_accepted(&mut self, from: NodeId, proposal: Proposal, fx: &mut Effects<Paxos>) {
        let Some(learner) = &mut self.learner else {
            fx.note(format_args!("takes no notice of a vote: it does not learn"));
            return;
        };
        let value = proposal.value.clone();
        if learner.on_accepted(from, proposal, fx)
            && let Some(proposer) = &mut self.proposer
        {
            proposer.finish(&value, fx);
        }
    }

    fn on_request(&mut self, from: NodeId, value: Choice, fx: &mut Effects<Paxos>) {
        if let Some(value) = self.learned().cloned() {
            fx.send(from, Message::Reply { value });
        } else if let Some(proposer) = &mut self.proposer {
            hear_of_own_promise(proposer, self.acceptor.as_ref());
            proposer.on_request(from, value, fx);
        }
    }

    fn on_propose(&mut self, value: Choice, fx: &mut Effects<Paxos>) {
        if let Some(chosen) = self.learned() {
            fx.note(format_args!("{chosen} is chosen already"));
        } else if let Some(proposer) = &mut self.proposer {
            hear_of_own_promise(proposer, self.acceptor.as_ref());
            proposer.propose(value, fx);
        } else if let Some(client) = &mut self.client {
            client.propose(value, fx);
        }
    }

    fn on_retry(&mut self, fx: &mut Effects<Paxos>) {
        if let Some(proposer) = &mut self.proposer {
            hear_of_own_promise(proposer, self.acceptor.as_ref());
            proposer.on_retry(fx);
        } else if let Some(client) = &mut self.client {
            client.on_retry(fx);
        }
    }

    fn learned(&self) -> Option<&Choice> {
        self.learner.as_ref().and_then(|learner| learner.learned.as_ref())
    }
}

/// A combined server need not try rounds that its own acceptor would refuse.
fn hear_of_own_promise(proposer: &mut Proposer, acceptor: Option<&Acceptor>) {
    if let Some(acceptor) = acceptor {
        proposer.hear_of(acceptor.promised);
    }
}

impl Described for Paxos {
    const INFO: &'static Info = &INFO;

    /// Acceptors are, and so are learners; ballots put proposers in an order.
    fn alike(plan: &Plan) -> Vec<Range<u8>> {
        match plan.groups[..] {
            [proposers, acceptors, learners] => {
                let first_learner = proposers + acceptors;
                vec![proposers..first_learner, first_learner..first_learner + learners]
            }
            _ => Vec::new(),
        }
    }

    fn begin_in(&mut self, plan: &Plan, _: NodeId, words: &[&str]) -> Result<(), ArgumentError> {
        let state = info::parse_start(words, Paxos::configure(plan).proposers)?;
        let lacks = |what: &str| {
            Err(ArgumentError {
                word: 0,
                what: format!("this node has no {what}"),
                hint: info::START.to_owned(),
            })
        };
        match (&mut self.acceptor, state.promised) {
            (Some(acceptor), promised) => {
                let accepted = state.accepted.as_ref().map_or(Ballot::NONE, |proposal| proposal.ballot);
                acceptor.promised = promised.max(accepted);
                acceptor.accepted = state.accepted;
            }
            (None, Ballot::NONE) if state.accepted.is_none() => {}
            (None, _) => return lacks("promise"),
        }
        match (&mut self.proposer, state.round) {
            (Some(proposer), Some(round)) => proposer.round = round,
            (None, Some(_)) => return lacks("round"),
            (_, None) => {}
        }
        Ok(())
    }

    /// A server that plays all roles is drawn as a proposer while it runs a ballot, and
    /// as an acceptor otherwise.
    fn role(&self) -> Option<u8> {
        let proposes = |proposer: &Proposer| matches!(proposer.phase, Phase::Prepare | Phase::Accept);
        let role = match self {
            Paxos { client: Some(_), .. } => Role::Client,
            Paxos { proposer: Some(proposer), acceptor: Some(_), .. } if !proposes(proposer) => {
                Role::Acceptor
            }
            Paxos { proposer: Some(_), .. } => Role::Proposer,
            Paxos { acceptor: Some(_), .. } => Role::Acceptor,
            _ => Role::Learner,
        };
        Some(role.index())
    }

    fn epoch(&self) -> Option<u64> {
        let tried = self.proposer.as_ref().map(|proposer| proposer.ballot);
        let promised = self.acceptor.as_ref().map(|acceptor| acceptor.promised);
        tried.max(promised).map(Ballot::epoch)
    }

    fn state(&self, names: &[String]) -> Fields {
        let mut fields: Fields = Vec::new();
        fields.extend(self.proposer.as_ref().map(|proposer| proposer.fields(names)).into_iter().flatten());
        fields.extend(self.acceptor.as_ref().map(Acceptor::fields).into_iter().flatten());
        fields.extend(self.learner.as_ref().map(|learner| learner.fields(names)).into_iter().flatten());
        fields.extend(self.client.as_ref().map(Client::fields).into_iter().flatten());
        fields
    }
}

impl Process for Paxos {
    type Message = Message;
    type Timer = Timer;
    type Command = Propose;
    type Config = Config;
    type Observers = Observers;

    fn configure(plan: &Plan) -> Config {
        let servers = plan.nodes.len() as u8 - plan.clients;
        let (proposers, acceptors, learners) = match plan.groups[..] {
            [proposers, acceptors, learners] => (proposers, acceptors, learners),
            _ => (servers, servers, servers),
        };
        Config {
            proposers,
            acceptors: (if plan.groups.is_empty() { 0 } else { proposers }, acceptors),
            learners: (if plan.groups.is_empty() { 0 } else { proposers + acceptors }, learners),
            retry: duration(&INFO, plan, "retry"),
            back_off: range(&INFO, plan, "back-off"),
            doubles: is_on(&INFO, plan, "back-off-doubles"),
            refusals: is_on(&INFO, plan, "refusals"),
            client_retry: duration(&INFO, plan, "client-retry"),
            bug: bug(plan),
        }
    }

    fn new(me: NodeId, config: &Config) -> Paxos {
        let accepts = config.acceptors().any(|acceptor| acceptor == me);
        let learns = config.learners().any(|learner| learner == me);
        let proposes = me.0 < config.proposers;
        Paxos {
            proposer: proposes.then(Proposer::new),
            acceptor: accepts.then(Acceptor::new),
            learner: (learns || proposes).then(Learner::new),
            client: (!proposes && !accepts && !learns).then(Client::new),
        }
    }

    fn on_message(&mut self, from: NodeId, message: Message, fx: &mut Effects<Paxos>) {
        match (message, self) {
            (Message::Prepare { ballot }, Paxos { acceptor: Some(acceptor), .. }) => {
                acceptor.on_prepare(from, ballot, fx);
            }
            (Message::Accept(proposal), Paxos { acceptor: Some(acceptor), .. }) => {
                acceptor.on_accept(from, proposal, fx);
            }
            (Message::Promise { ballot, accepted }, Paxos { proposer: Some(proposer), .. }) => {
                proposer.on_promise(from, ballot, accepted, fx);
            }
            (
                Message::PrepareRefused { ballot, promised } | Message::AcceptRefused { ballot, promised },
                Paxos { proposer: Some(proposer), .. },
            ) => proposer.on_refused(ballot, promised, fx),
            (Message::Accepted(proposal), lane) => lane.on_accepted(from, proposal, fx),
            (Message::Request { value }, lane) => lane.on_request(from, value, fx),
            (Message::Reply { value }, Paxos { client: Some(client), .. }) => client.on_reply(value, fx),
            _ => fx.note(format_args!("takes no notice of a message for another role")),
        }
    }

    fn on_timer(&mut self, Timer::Retry: Timer, fx: &mut Effects<Paxos>) {
        self.on_retry(fx);
    }

    fn on_command(&mut self, Propose(value): Propose, fx: &mut Effects<Paxos>) {
        self.on_propose(value, fx);
    }

    fn on_restart(&mut self, fx: &mut Effects<Paxos>) {
        if let Some(client) = &mut self.client {
            client.ask(fx);
        }
    }

    fn forgeries(forger: &Forger<Paxos>) -> Vec<Message> {
        forging::forgeries(forger)
    }

    /// An acceptor can say anything about itself.
    fn refusal(_: &Forger<Paxos>, _: &Message) -> Option<String> {
        None
    }

    fn read_forgery(asked: &ForgedWords<Paxos>) -> Result<Message, ArgumentError> {
        forging::read(asked)
    }

    fn forgery_words(message: &Message, _: &[String]) -> Vec<String> {
        forging::words(message)
    }

    fn durable(&self, config: &Config) -> Paxos {
        Paxos {
            proposer: self.proposer.as_ref().map(|proposer| proposer.durable(config)),
            acceptor: self.acceptor.as_ref().map(|acceptor| acceptor.durable(config)),
            learner: self.learner.as_ref().map(Learner::durable),
            client: self.client.clone(),
        }
    }
}
