//! What Paxos tells about itself, and the words that it reads.

use super::Propose;
use super::message::{Ballot, EPOCH_BASE, KINDS, Proposal};
use crate::sim::info::{
    FieldType, Group, Info, LONGEST, MS, Parameter, Role, Variant, field, keyword, liveness, safety,
};
use crate::sim::run::ArgumentError;

/// Indices into the list of roles.
pub(super) const PROPOSER: u8 = 0;
pub(super) const ACCEPTOR: u8 = 1;
pub(super) const LEARNER: u8 = 2;
pub(super) const CLIENT: u8 = 3;

/// What a broken variant gets wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Bug {
    RefusesEqual,
    KeepsOwnValue,
    AcceptsAnything,
    ForgetsPromise,
    ForgetsAccepted,
    HalfQuorum,
    FloorQuorum,
    AdoptsLowest,
    AdoptsMostFrequent,
    DoesNotRaise,
    CountsOverBallots,
    SameBallots,
    ForgetsRound,
}

pub(super) const VARIANTS: [(&str, Bug); 13] = [
    ("refuses-equal", Bug::RefusesEqual),
    ("keeps-own-value", Bug::KeepsOwnValue),
    ("accepts-anything", Bug::AcceptsAnything),
    ("forgets-promise", Bug::ForgetsPromise),
    ("forgets-accepted", Bug::ForgetsAccepted),
    ("half-quorum", Bug::HalfQuorum),
    ("floor-quorum", Bug::FloorQuorum),
    ("adopts-lowest", Bug::AdoptsLowest),
    ("adopts-most-frequent", Bug::AdoptsMostFrequent),
    ("does-not-raise", Bug::DoesNotRaise),
    ("counts-over-ballots", Bug::CountsOverBallots),
    ("same-ballots", Bug::SameBallots),
    ("forgets-round", Bug::ForgetsRound),
];

const fn breaks(name: &'static str, breaks: &'static str, about: &'static str) -> Variant {
    Variant { name, about, breaks }
}

/// What Paxos tells about itself.
pub static INFO: Info = Info {
    name: "paxos",
    title: "Paxos",
    summary: "Proposers get promises from a majority of acceptors, then ask a majority to accept: one value is chosen.",
    source: "Lamport: Paxos Made Simple, 2001",
    node_prefix: "P",
    default_nodes: 3,
    node_bounds: (1, 64),
    groups: &[
        Group { word: "proposers", prefix: "P", default: 2, least: 1 },
        Group { word: "acceptors", prefix: "A", default: 3, least: 1 },
        Group { word: "learners", prefix: "L", default: 1, least: 0 },
    ],
    has_clients: true,
    fifo_unless: None,
    decides: true,
    epoch: Some("ballot"),
    epoch_base: Some(EPOCH_BASE),
    kinds: KINDS,
    timers: &[keyword("retry", "The proposer starts a higher ballot; the client asks another proposer.")],
    acts: &[],
    roles: &[
        Role { name: "proposer", weight: 2 },
        Role { name: "acceptor", weight: 0 },
        Role { name: "learner", weight: 0 },
        Role { name: "client", weight: 0 },
    ],
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
    assumes: &[],
    properties: &[
        safety("agreement", "At most one value is chosen, and nobody learns another."),
        safety("validity", "Only a value that was proposed is chosen."),
        safety("integrity", "Who has learned a value never learns another."),
        safety("learned-chosen", "A value is learned only once it has been chosen."),
        safety(
            "chosen-stays-chosen",
            "Once a value is chosen, every proposal of a higher ballot has that value.",
        ),
        safety(
            "quorum-of-promises",
            "A proposal follows promises of a majority, and has the value of the highest proposal that they report.",
        ),
        safety("one-value-per-ballot", "Two proposals of the same ballot have the same value."),
        safety("promises-kept", "An acceptor never falls below a ballot that it has promised or accepted."),
        liveness("value-chosen", "In the end, a majority accepts a proposal: its value is chosen."),
        liveness("value-learned", "In the end, the chosen value is learned."),
    ],
    variants: &[
        breaks(
            "refuses-equal",
            "value-chosen",
            "An acceptor accepts only ballots above its promise, so that nobody accepts the ballot that they promised.",
        ),
        breaks(
            "keeps-own-value",
            "agreement",
            "A proposer proposes its own value, whatever the promises report.",
        ),
        breaks("accepts-anything", "agreement", "An acceptor accepts without looking at its promise."),
        breaks("forgets-promise", "agreement", "The promise is not written to disk, only what was accepted."),
        breaks(
            "forgets-accepted",
            "agreement",
            "What was accepted is not written to disk, only the promise.",
        ),
        breaks(
            "half-quorum",
            "agreement",
            "Half of the acceptors count as a majority, which goes wrong where their number is even.",
        ),
        breaks("floor-quorum", "agreement", "Half of the acceptors, rounded down, count as a majority."),
        breaks(
            "adopts-lowest",
            "agreement",
            "A proposer adopts the lowest proposal that the promises report.",
        ),
        breaks(
            "adopts-most-frequent",
            "agreement",
            "A proposer adopts the value that most promises report, whatever its ballot.",
        ),
        breaks("does-not-raise", "agreement", "Accepting a ballot does not promise it."),
        breaks(
            "counts-over-ballots",
            "learned-chosen",
            "A learner counts votes for equal values of different ballots together.",
        ),
        breaks("same-ballots", "agreement", "All proposers use the same ballots."),
        breaks(
            "forgets-round",
            "agreement",
            "A proposer does not write its round to disk, and uses a ballot again after a restart.",
        ),
    ],
};

/// The longest value, in bytes.
const VALUE_MAX: usize = 64;

/// The highest round that a starting state can name: far below where rounds end.
const ROUND_MAX: u32 = 1_000_000;

/// How a starting state is written.
pub(super) const START: &str =
    "write `promised 1.2 accepted 1.1 x` for an acceptor, `round 3` for a proposer";

/// Reads `propose VALUE`.
pub(super) fn parse_command(words: &[&str], can_propose: bool) -> Result<Propose, ArgumentError> {
    let error = |word: usize, what: String| {
        let hint = "write `propose VALUE`".to_owned();
        Err(ArgumentError { word, what, hint })
    };
    match words {
        ["propose", ..] if !can_propose => Err(ArgumentError {
            word: 0,
            what: "this node does not propose".to_owned(),
            hint: "ask a proposer or a client".to_owned(),
        }),
        ["propose", value] if value.len() > VALUE_MAX => {
            error(1, format!("this word is longer than {VALUE_MAX} bytes"))
        }
        ["propose", value] => Ok(Propose((*value).into())),
        ["propose"] => error(1, "`propose` needs a value".to_owned()),
        ["propose", ..] => error(2, "`propose` takes a value, nothing more".to_owned()),
        [other, ..] => error(0, format!("\"{other}\" is not a command")),
        [] => error(0, "a command is missing".to_owned()),
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
