//! An acceptor: it promises and accepts ("Paxos Made Simple", section 2.2).

use super::message::{Ballot, Message, Proposal, accepted_fields};
use super::{Bug, Config, Paxos};
use crate::authoring::*;

/// An acceptor's state. All of it is on disk before an answer leaves (section 2.5).
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Acceptor {
    /// The highest ballot that it has taken part in. Never decreases.
    pub promised: Ballot,
    /// The highest-numbered proposal that it has accepted.
    /// Invariant: its ballot is at most `promised`.
    pub accepted: Option<Proposal>,
}

impl Acceptor {
    /// An acceptor that has seen nothing.
    pub fn new() -> Acceptor {
        Acceptor { promised: Ballot::NONE, accepted: None }
    }

    /// What the disk remembers: all of it.
    pub fn durable(&self, config: &Config) -> Acceptor {
        let mut kept = self.clone();
        if config.has(Bug::ForgetsPromise) {
            kept.promised = kept.accepted.as_ref().map_or(Ballot::NONE, |proposal| proposal.ballot);
        }
        if config.has(Bug::ForgetsAccepted) {
            kept.accepted = None;
        }
        kept
    }

    /// Phase 1b. "If an acceptor receives a prepare request with number n greater than
    /// that of any prepare request to which it has already responded, then it responds to
    /// the request with a promise not to accept any more proposals numbered less than n
    /// and with the highest-numbered proposal (if any) that it has accepted."
    ///
    /// A request that it has answered already is answered again: the first answer may be
    /// lost, and the promise is the same.
    pub fn on_prepare(&mut self, from: NodeId, ballot: Ballot, fx: &mut Effects<Paxos>) {
        if ballot < self.promised {
            let promised = self.promised;
            fx.note(format_args!("refuses {ballot}: it has promised {promised}"));
            super::refuse(from, Message::PrepareRefused { ballot, promised }, fx);
            return;
        }
        self.promised = ballot;
        match &self.accepted {
            Some(proposal) => {
                fx.note(format_args!(
                    "promises {ballot}; has accepted {} in {}",
                    proposal.value, proposal.ballot
                ));
            }
            None => fx.note(format_args!("promises {ballot}")),
        }
        fx.send(from, Message::Promise { ballot, accepted: self.accepted.clone() });
    }

    /// Phase 2b. "If an acceptor receives an accept request for a proposal numbered n, it
    /// accepts the proposal unless it has already responded to a prepare request having a
    /// number greater than n." Strictly greater: its own promise lets n itself pass.
    ///
    /// Accepting n also promises n. An acceptor that has accepted n and would then accept
    /// a lower ballot could no longer report n.
    pub fn on_accept(&mut self, from: NodeId, proposal: Proposal, fx: &mut Effects<Paxos>) {
        let ballot = proposal.ballot;
        let config = fx.config();
        let passes = match config.bug {
            Some(Bug::RefusesEqual) => ballot > self.promised,
            Some(Bug::AcceptsAnything) => true,
            _ => ballot >= self.promised,
        };
        if !passes {
            let promised = self.promised;
            fx.note(format_args!("refuses {ballot}: it has promised {promised}"));
            super::refuse(from, Message::AcceptRefused { ballot, promised }, fx);
            return;
        }
        if !config.has(Bug::DoesNotRaise) {
            self.promised = self.promised.max(ballot);
        }
        self.accepted = Some(proposal.clone());
        fx.note(format_args!("accepts {} in {ballot}", proposal.value));
        for learner in config.told(from) {
            fx.send(learner, Message::Accepted(proposal.clone()));
        }
    }

    /// The state, for the inspector.
    pub fn fields(&self) -> Fields {
        let mut fields = fields!["promised": self.promised];
        fields.extend(accepted_fields(self.accepted.as_ref()));
        fields
    }
}
