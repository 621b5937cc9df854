//! Ballots, and what Paxos's lanes send each other.

use crate::authoring::*;
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
}

/// No ballot is nothing.
impl From<Ballot> for Value {
    fn from(ballot: Ballot) -> Value {
        if ballot == Ballot::NONE { Value::Null } else { Value::Text(ballot.to_string()) }
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

words! {
    /// The kinds of message.
    pub enum Kind: Kind {
        Prepare =
            request("Prepare", "Phase 1: a proposer asks for promises. It names a ballot, but no value."),
        Promise =
            yes("Promise", "The acceptor takes part in no lower ballot, and tells what it has accepted."),
        PrepareRefused = no("PrepareRefused", "The acceptor has promised a higher ballot."),
        Accept = request("Accept", "Phase 2: the proposer asks to accept a value in its ballot."),
        Accepted = yes("Accepted", "The acceptor has accepted the value in this ballot."),
        AcceptRefused = no("AcceptRefused", "The acceptor has promised a higher ballot."),
        Request = request("Request", "A client asks a proposer to propose a value."),
        Reply = yes("Reply", "The value that was chosen."),
    }
}

impl Content for Message {
    type Kind = Kind;

    fn kind(&self) -> Kind {
        match self {
            Message::Prepare { .. } => Kind::Prepare,
            Message::Promise { .. } => Kind::Promise,
            Message::PrepareRefused { .. } => Kind::PrepareRefused,
            Message::Accept(_) => Kind::Accept,
            Message::Accepted(_) => Kind::Accepted,
            Message::AcceptRefused { .. } => Kind::AcceptRefused,
            Message::Request { .. } => Kind::Request,
            Message::Reply { .. } => Kind::Reply,
        }
    }

    fn fields(&self, _: &[String]) -> Fields {
        match self {
            Message::Prepare { ballot } => fields!["ballot": *ballot],
            Message::Promise { ballot, accepted } => {
                let mut fields = fields!["ballot": *ballot];
                fields.extend(accepted_fields(accepted.as_ref()));
                fields
            }
            Message::PrepareRefused { ballot, promised } | Message::AcceptRefused { ballot, promised } => {
                fields!["ballot": *ballot, "promised": *promised]
            }
            Message::Accept(proposal) | Message::Accepted(proposal) => {
                fields!["ballot": proposal.ballot, "value": &proposal.value]
            }
            Message::Request { value } | Message::Reply { value } => fields!["value": value],
        }
    }
}

/// What an acceptor has accepted.
pub fn accepted_fields(accepted: Option<&Proposal>) -> Fields {
    fields![
        "acceptedBallot": accepted.map(|proposal| proposal.ballot),
        "acceptedValue": accepted.map(|proposal| &proposal.value),
    ]
}
