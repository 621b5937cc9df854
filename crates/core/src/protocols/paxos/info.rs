//! What Paxos tells about itself, and the words that it reads.

use super::message::{Ballot, EPOCH_BASE, Kind, Proposal};
use super::{Paxos, Propose};
use crate::authoring::*;

words! {
    /// What a node waits for.
    pub enum Timer: Keyword {
        Retry = keyword("retry", "The proposer starts a higher ballot; the client asks another proposer."),
    }

    /// The roles that a node can have.
    pub(super) enum Role: Role {
        Proposer = role("proposer", 2),
        Acceptor = role("acceptor", 0),
        Learner = role("learner", 0),
        Client = role("client", 0),
    }

    /// What must always or in the end be true.
    pub enum Property: Property {
        Agreement = safety("agreement", "At most one value is chosen, and nobody learns another."),
        Validity = safety("validity", "Only a value that was proposed is chosen."),
        Integrity = safety("integrity", "Who has learned a value never learns another."),
        LearnedChosen = safety("learned-chosen", "A value is learned only once it has been chosen."),
        ChosenStaysChosen = safety(
            "chosen-stays-chosen",
            "Once a value is chosen, every proposal of a higher ballot has that value.",
        ),
        QuorumOfPromises = safety(
            "quorum-of-promises",
            "A proposal follows promises of a majority, and has the value of the highest proposal that they report.",
        ),
        OneValuePerBallot =
            safety("one-value-per-ballot", "Two proposals of the same ballot have the same value."),
        PromisesKept = safety(
            "promises-kept",
            "An acceptor never falls below a ballot that it has promised or accepted.",
        ),
        ValueChosen =
            liveness("value-chosen", "In the end, a majority accepts a proposal: its value is chosen."),
        ValueLearned = liveness("value-learned", "In the end, the chosen value is learned."),
    }

    /// What a broken variant gets wrong.
    pub(super) enum Bug: Variant {
        RefusesEqual = variant(
            "refuses-equal",
            "value-chosen",
            "An acceptor accepts only ballots above its promise, so that nobody accepts the ballot that they promised.",
        ),
        KeepsOwnValue = variant(
            "keeps-own-value",
            "agreement",
            "A proposer proposes its own value, whatever the promises report.",
        ),
        AcceptsAnything =
            variant("accepts-anything", "agreement", "An acceptor accepts without looking at its promise."),
        ForgetsPromise = variant(
            "forgets-promise",
            "agreement",
            "The promise is not written to disk, only what was accepted.",
        ),
        ForgetsAccepted = variant(
            "forgets-accepted",
            "agreement",
            "What was accepted is not written to disk, only the promise.",
        ),
        HalfQuorum = variant(
            "half-quorum",
            "agreement",
            "Half of the acceptors count as a majority, which goes wrong where their number is even.",
        ),
        FloorQuorum =
            variant("floor-quorum", "agreement", "Half of the acceptors, rounded down, count as a majority."),
        AdoptsLowest = variant(
            "adopts-lowest",
            "agreement",
            "A proposer adopts the lowest proposal that the promises report.",
        ),
        AdoptsMostFrequent = variant(
            "adopts-most-frequent",
            "agreement",
            "A proposer adopts the value that most promises report, whatever its ballot.",
        ),
        DoesNotRaise = variant("does-not-raise", "agreement", "Accepting a ballot does not promise it."),
        CountsOverBallots = variant(
            "counts-over-ballots",
            "learned-chosen",
            "A learner counts votes for equal values of different ballots together.",
        ),
        SameBallots = variant("same-ballots", "agreement", "All proposers use the same ballots."),
        ForgetsRound = variant(
            "forgets-round",
            "agreement",
            "A proposer does not write its round to disk, and uses a ballot again after a restart.",
        ),
    }
}

/// What Paxos tells about itself.
pub static INFO: Info = Info {
    name: "paxos",
    title: "Paxos",
    summary: "Proposers get promises from a majority of acceptors, then ask a majority to accept: one value is chosen.",
    source: "Lamport: Paxos Made Simple, 2001",
    groups: &[
        Group { word: "proposers", prefix: "P", default: 2, least: 1 },
        Group { word: "acceptors", prefix: "A", default: 3, least: 1 },
        Group { word: "learners", prefix: "L", default: 1, least: 0 },
    ],
    has_clients: true,
    decides: true,
    epoch: Some("ballot"),
    epoch_base: Some(EPOCH_BASE),
    kinds: Kind::ALL,
    timers: Timer::ALL,
    forges: true,
    roles: Role::ALL,
    fields: &[
        field("phase", FieldType::Word),
        field("ballot", FieldType::Ballot),
        field("myValue", FieldType::Word),
        field("promises", FieldType::List),
        field("value", FieldType::Word),
        field("round", FieldType::Number),
        field("promised", FieldType::Ballot),
        field("acceptedBallot", FieldType::Ballot),
        field("acceptedValue", FieldType::Word),
        field("votes", FieldType::List),
        field("learned", FieldType::Word),
        field("asks", FieldType::Word),
        field("answer", FieldType::Word),
    ],
    commands: &[keyword("propose VALUE", "Try to have this value chosen.")],
    parameters: &[
        Parameter::duration(
            "retry",
            100_000,
            (MS, LONGEST),
            "How long a proposer waits for a majority before it backs off and starts a higher ballot.",
        ),
        Parameter::range(
            "back-off",
            (0, 50_000),
            (0, LONGEST),
            "How long it waits before the next ballot: random from a range, fixed with one time, none with 0ms.",
        ),
        Parameter::switch("back-off-doubles", true, "Whether the back-off doubles with each attempt."),
        Parameter::switch(
            "refusals",
            true,
            "Whether an acceptor that will not take part says so; otherwise it is silent (section 2.2).",
        ),
        Parameter::duration(
            "client-retry",
            200_000,
            (MS, LONGEST),
            "How long a client waits for an answer before it asks another proposer.",
        ),
    ],
    assumes: &[assumed(Assumption::NoTraitors)],
    properties: Property::ALL,
    variants: Bug::ALL,
    ..Info::EMPTY
};

/// The longest value, in bytes.
const VALUE_MAX: usize = 64;

/// The highest round that a starting state can name: far below where rounds end.
const ROUND_MAX: u32 = 1_000_000;

/// How a starting state is written.
pub(super) const START: &str =
    "write `promised 1.2 accepted 1.1 x` for an acceptor, `round 3` for a proposer";

impl FromWords for Propose {
    fn read(asked: &Asked) -> Result<Propose, ArgumentError> {
        let lane = Paxos::new(asked.node, &Paxos::configure(asked.plan));
        if lane.proposer.is_none() && lane.client.is_none() {
            return Err(ArgumentError {
                word: 0,
                what: "this node does not propose".to_owned(),
                hint: "ask a proposer or a client".to_owned(),
            });
        }
        Ok(Propose(asked.text(0)))
    }
}

/// A starting state.
#[derive(Default)]
pub(super) struct Start {
    pub(super) promised: Ballot,
    pub(super) accepted: Option<Proposal>,
    pub(super) round: Option<u32>,
}

/// Reads `promised B`, `accepted B VALUE` and `round N`, in any order.
pub(super) fn parse_start(words: &[&str], proposers: u8) -> Result<Start, ArgumentError> {
    let error = |word: usize, what: String| ArgumentError { word, what, hint: START.to_owned() };
    let ballot = |index: usize| {
        let word = words.get(index).ok_or_else(|| error(index, "a ballot is missing".to_owned()))?;
        let parts = word.split_once('.').and_then(|(round, proposer)| {
            Some(Ballot { round: round.parse().ok()?, proposer: proposer.parse().ok()? })
        });
        parts
            .filter(|ballot| {
                (1..=ROUND_MAX).contains(&ballot.round) && (1..=proposers).contains(&ballot.proposer)
            })
            .ok_or_else(|| error(index, format!("\"{word}\" is not the ballot of a proposer, such as 1.1")))
    };
    let mut start = Start::default();
    let mut index = 0;
    while let Some(word) = words.get(index) {
        index += match *word {
            "promised" => {
                start.promised = ballot(index + 1)?;
                2
            }
            "accepted" => {
                let ballot = ballot(index + 1)?;
                let value = words.get(index + 2).filter(|value| value.len() <= VALUE_MAX);
                let value = *value.ok_or_else(|| error(index + 2, "a value is missing".to_owned()))?;
                start.accepted = Some(Proposal { ballot, value: value.into() });
                3
            }
            "round" => {
                let round = words.get(index + 1).and_then(|round| round.parse().ok());
                let round = round.filter(|round| *round <= ROUND_MAX);
                start.round = Some(round.ok_or_else(|| error(index + 1, "a round is missing".to_owned()))?);
                2
            }
            other => return Err(error(index, format!("\"{other}\" cannot stand here"))),
        };
    }
    Ok(start)
}
