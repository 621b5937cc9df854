//! What an acceptor can say that lies. Paxos relies on it that none does.

use super::Paxos;
use super::message::{Ballot, Kind, Message, Proposal};
use super::proposer::{Phase, Proposer};
use crate::authoring::*;

fn proposers<'a>(forger: &'a Forger<Paxos>) -> impl Iterator<Item = &'a Proposer> {
    forger.nodes.iter().filter_map(|node| node.state.proposer.as_ref())
}

/// What has been proposed, in the ballots of the proposers.
fn proposed(forger: &Forger<Paxos>) -> Set<Proposal> {
    let mut all = Set::new();
    for proposer in proposers(forger).filter(|proposer| proposer.phase != Phase::Idle) {
        if let Some(value) = proposer.value.clone() {
            all.insert(Proposal { ballot: proposer.ballot, value });
        }
    }
    all
}

/// What would have an effect: a promise that hides or invents what was accepted, to a proposer
/// that waits for it, and a vote for a proposal that there is.
pub fn forgeries(forger: &Forger<Paxos>) -> Vec<Message> {
    let accepts = forger.config.acceptors().any(|acceptor| acceptor == forger.from);
    let to = &forger.nodes[forger.to.index()].state;
    let mut all = Vec::new();
    if !accepts {
        return all;
    }
    let waits = |proposer: &&Proposer| {
        proposer.phase == Phase::Prepare && proposer.promises.get(&forger.from).is_none()
    };
    if let Some(proposer) = to.proposer.as_ref().filter(waits) {
        let ballot = proposer.ballot;
        let known = proposed(forger);
        let lower = known.iter().filter(|proposal| proposal.ballot < ballot).cloned().map(Some);
        all.extend(lower.chain([None]).map(|accepted| Message::Promise { ballot, accepted }));
    }
    if to.learner.is_some() {
        all.extend(proposed(forger).iter().cloned().map(Message::Accepted));
    }
    all
}

/// Acceptors promise to proposers, and votes go to proposers and learners.
fn check_lanes(asked: &ForgedWords<Paxos>) -> Result<(), ArgumentError> {
    let ForgedWords { from, to, config, names, .. } = *asked;
    let proposes = to.0 < config.proposers;
    let learns = config.learners().any(|learner| learner == to);
    let (node, what, hint) = match asked.kind {
        _ if !config.acceptors().any(|acceptor| acceptor == from) => {
            (from, "is no acceptor, and only acceptors promise and vote", "write an acceptor before `->`")
        }
        Kind::Promise if !proposes => {
            (to, "is no proposer and is promised nothing", "write a proposer after `->`")
        }
        _ if !proposes && !learns => (to, "hears no votes", "write a proposer or a learner after `->`"),
        _ => return Ok(()),
    };
    Err(ArgumentError { word: 0, what: format!("{} {what}", names[node.index()]), hint: hint.to_owned() })
}

/// Reads `BALLOT [BALLOT VALUE]` of a promise, and `BALLOT VALUE` of a vote.
///
/// # Errors
/// The words are not those of the kind.
pub fn read(asked: &ForgedWords<Paxos>) -> Result<Message, ArgumentError> {
    let wrong = |what: &str, hint: &str| ArgumentError {
        word: asked.words.len(),
        what: what.to_owned(),
        hint: hint.to_owned(),
    };
    let ballot = |word: &str| {
        let (round, proposer) = word.split_once('.')?;
        let (round, proposer) = (round.parse().ok()?, proposer.parse().ok()?);
        let is_one = (1..=1_000_000).contains(&round) && (1..=asked.config.proposers).contains(&proposer);
        is_one.then_some(Ballot { round, proposer })
    };
    let proposal = |of: &str, value: &str| Some(Proposal { ballot: ballot(of)?, value: value.into() });
    if matches!(asked.kind, Kind::Promise | Kind::Accepted) {
        check_lanes(asked)?;
    }
    match (asked.kind, asked.words) {
        (Kind::Promise, [of]) => ballot(of).map(|ballot| Message::Promise { ballot, accepted: None }),
        (Kind::Promise, [of, other, value]) => ballot(of)
            .and_then(|ballot| Some(Message::Promise { ballot, accepted: Some(proposal(other, value)?) })),
        (Kind::Accepted, [of, value]) => proposal(of, value).map(Message::Accepted),
        (Kind::Promise | Kind::Accepted, _) => None,
        _ => {
            return Err(wrong("a lying acceptor forges promises and votes", "write `Promise` or `Accepted`"));
        }
    }
    .ok_or_else(|| match asked.kind {
        Kind::Promise => wrong(
            "this is not a promise",
            "write the ballot, and what it says to have accepted, such as `1.2` or `1.2 1.1 x`",
        ),
        _ => wrong("this is not a vote", "write the ballot and the value, such as `1.2 x`"),
    })
}

/// The words of a forgery, as [`read`] reads them.
pub fn words(message: &Message) -> Vec<String> {
    match message {
        Message::Promise { ballot, accepted } => {
            let accepted = accepted.iter().flat_map(|p| [p.ballot.to_string(), p.value.to_string()]);
            [ballot.to_string()].into_iter().chain(accepted).collect()
        }
        Message::Accepted(proposal) => vec![proposal.ballot.to_string(), proposal.value.to_string()],
        _ => Vec::new(),
    }
}
