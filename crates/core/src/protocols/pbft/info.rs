//! What the protocol tells about itself.

use super::message::Kind;
use crate::authoring::*;

words! {
    /// What a lane waits for.
    pub enum Timer: Keyword {
        ViewTimeout = keyword("view-timeout", "The replica has waited for too long, and wants another primary."),
        ClientRetry = keyword("client-retry", "The client has waited for too long, and asks all replicas."),
    }

    /// What a lane can be.
    pub enum Role: Role {
        Primary = role("primary", 2),
        Backup = role("backup", 0),
        Changing = role("changing views", 1),
        Client = role("client", 0),
    }

    /// What can be asked of a lane.
    pub enum Command: Keyword {
        Do = keyword("do TEXT", "A client asks for something to be done."),
    }

    /// What must always or in the end be true.
    pub enum Property: Property {
        OnePrepared = safety(
            "one-prepared",
            "No two honest replicas hold prepared certificates for different requests at one number of one view.",
        ),
        OneOrder = safety("one-order", "No two honest replicas execute different requests at one number."),
        CommitsAreKnown = safety(
            "commits-are-known",
            "What is committed at an honest replica is prepared at f + 1 honest replicas: every view change hears of it.",
        ),
        AnswersAreTrue =
            safety("answers-are-true", "A client takes no answer that no honest replica has given."),
        RequestsExecuted = liveness(
            "requests-executed",
            "In the end, f + 1 honest replicas have executed every request of an honest client.",
        ),
    }

    /// What a broken variant gets wrong.
    pub enum Bug: Variant {
        SmallCertificates =
            variant("small-certificates", "one-order", "Every certificate needs one vote less."),
        ThirdMayLie = variant(
            "third-may-lie",
            "one-order",
            "As many as a third may lie, and a quorum is all the others: n = 3f.",
        ),
        SmallCommits = variant("small-commits", "one-order", "2f commits are enough to execute."),
        NoCertificates =
            variant("no-certificates", "one-order", "View changes show no prepared certificates."),
        OneReply = variant("one-reply", "answers-are-true", "The client believes a single reply."),
    }
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "pbft",
    title: "Practical Byzantine fault tolerance (PBFT)",
    summary: "Replicas agree on the order of requests although fewer than a third of them lie.",
    source: "Castro, Liskov: Practical Byzantine Fault Tolerance, OSDI 1999",
    node_prefix: "R",
    default_nodes: 4,
    node_bounds: (3, 13),
    has_clients: true,
    decides: true,
    epoch: Some("view"),
    kinds: Kind::ALL,
    timers: Timer::ALL,
    strategies: &[Strategy::Flipping, Strategy::Equivocating],
    forges: true,
    roles: Role::ALL,
    fields: &[
        field("view", FieldType::Number),
        field("active", FieldType::Flag),
        field("executed", FieldType::List),
        field("stable", FieldType::Number),
        field("certificates", FieldType::List),
        field("view changes", FieldType::List),
        field("waiting", FieldType::List),
        field("proofs", FieldType::List),
        field("asks", FieldType::List),
        field("replies", FieldType::List),
        field("answers", FieldType::List),
    ],
    commands: Command::ALL,
    parameters: &[
        Parameter::duration(
            "view-timeout",
            300_000,
            (MS, LONGEST),
            "How long a backup waits for a request to be executed, and at first for a new view. Doubles with each view change in a row.",
        ),
        Parameter::one_of(
            "suspects",
            "waiting",
            &["waiting", "always"],
            "When a replica may want another primary: while a backup waits for a request, or at any time.",
        ),
        Parameter::duration(
            "client-retry",
            200_000,
            (MS, LONGEST),
            "How long a client waits for an answer before it asks all replicas.",
        ),
        Parameter::count(
            "checkpoint",
            4,
            (1, 1_000),
            "After how many numbers there is a checkpoint. The high water mark is twice that above the low one.",
        ),
    ],
    assumes: &[assumed(Assumption::TraitorsBelowThird)],
    properties: Property::ALL,
    variants: Bug::ALL,
    ..Info::EMPTY
};
