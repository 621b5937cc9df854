//! Ballots, and what Paxos's lanes send each other.

use crate::sim::info::{Kind, no, request, yes};
use crate::sim::run::{Fields, Value};
use std::fmt;
use std::sync::Arc;

/// What is proposed.
pub type Choice = Arc<str>;

/// The number of a proposal. Ballots of two proposers are never equal, since the second
/// part names the proposer; the first decides which of two is higher, then the second.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Ballot {
    /// Grows with every attempt of a proposer.
    pub round: u32,
    /// The proposer, counted from 1.
    pub proposer: u8,
}

/// How many values the second part of a ballot can have, in [`Ballot::epoch`].
pub const EPOCH_BASE: u64 = 100;

impl Ballot {
    /// Lower than every ballot.
    pub const NONE: Ballot = Ballot { round: 0, proposer: 0 };

    /// As one number, in the same order.
    pub fn epoch(self) -> u64 {
        u64::from(self.round) * EPOCH_BASE + u64::from(self.proposer)
    }

    fn value(self) -> Value {
        if self == Ballot::NONE { Value::Null } else { Value::Text(self.to_string()) }
    }
}

impl fmt::Display for Ballot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.round, self.proposer)
    }
}

/// A numbered proposal: a ballot and a value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Proposal {
    /// Its number.
    pub ballot: Ballot,
    /// Its value.
    pub value: Choice,
}

impl fmt::Display for Proposal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.ballot, self.value)
    }
}

/// A message.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    /// Phase 1a: a proposer asks for promises.
    Prepare {
        /// The ballot that it wants to use.
        ballot: Ballot,
    },
    /// Phase 1b: an acceptor will take part in no lower ballot.
    Promise {
        /// The ballot of the request.
        ballot: Ballot,
        /// The highest-numbered proposal that it has accepted.
        accepted: Option<Proposal>,
    },
    /// An acceptor will not promise.
    PrepareRefused {
        /// The ballot of the request.
        ballot: Ballot,
        /// The ballot that it has promised.
        promised: Ballot,
    },
    /// Phase 2a: a proposer asks to accept a value.
    Accept(Proposal),
    /// Phase 2b: an acceptor has accepted it.
    Accepted(Proposal),
    /// An acceptor will not accept.
    AcceptRefused {
        /// The ballot of the request.
        ballot: Ballot,
        /// The ballot that it has promised.
        promised: Ballot,
    },
    /// A client asks a proposer to propose a value.
    Request {
        /// The value.
        value: Choice,
    },
    /// A proposer tells a client what was chosen.
    Reply {
        /// The chosen value.
        value: Choice,
    },
}

/// The names of the kinds. Their indices are part of what breaks ties.
pub const KINDS: &[Kind] = &[
    request("Prepare", "Phase 1: a proposer asks for promises. It names a ballot, but no value."),
    yes("Promise", "The acceptor takes part in no lower ballot, and tells what it has accepted."),
    no("PrepareRefused", "The acceptor has promised a higher ballot."),
    request("Accept", "Phase 2: the proposer asks to accept a value in its ballot."),
    yes("Accepted", "The acceptor has accepted the value in this ballot."),
    no("AcceptRefused", "The acceptor has promised a higher ballot."),
    request("Request", "A client asks a proposer to propose a value."),
    yes("Reply", "The value that was chosen."),
];

impl Message {
    /// Index of its kind in [`KINDS`].
    pub fn kind(&self) -> u16 {
        match self {
            Message::Prepare { .. } => 0,
            Message::Promise { .. } => 1,
            Message::PrepareRefused { .. } => 2,
            Message::Accept(_) => 3,
            Message::Accepted(_) => 4,
            Message::AcceptRefused { .. } => 5,
            Message::Request { .. } => 6,
            Message::Reply { .. } => 7,
        }
    }

    /// The fields.
    pub fn fields(&self) -> Fields {
        let text = |value: &Choice| Value::Text(value.to_string());
        match self {
            Message::Prepare { ballot } => vec![("ballot", ballot.value())],
            Message::Promise { ballot, accepted } => {
                let mut fields = vec![("ballot", ballot.value())];
                fields.extend(accepted_fields(accepted.as_ref()));
                fields
            }
            Message::PrepareRefused { ballot, promised } | Message::AcceptRefused { ballot, promised } => {
                vec![("ballot", ballot.value()), ("promised", promised.value())]
            }
            Message::Accept(proposal) | Message::Accepted(proposal) => {
                vec![("ballot", proposal.ballot.value()), ("value", text(&proposal.value))]
            }
            Message::Request { value } | Message::Reply { value } => vec![("value", text(value))],
        }
    }
}

/// What an acceptor has accepted.
pub fn accepted_fields(accepted: Option<&Proposal>) -> [(&'static str, Value); 2] {
    let ballot = accepted.map_or(Ballot::NONE, |proposal| proposal.ballot);
    let value = accepted.map_or(Value::Null, |proposal| Value::Text(proposal.value.to_string()));
    [("acceptedBallot", ballot.value()), ("acceptedValue", value)]
}
