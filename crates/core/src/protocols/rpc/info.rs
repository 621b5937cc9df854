//! What the protocol tells about itself.

use crate::authoring::*;

words! {
    /// The kinds of message.
    pub enum Kind: Kind {
        Request = request("Request", "Execute this."),
        Reply = yes("Reply", "It is executed."),
    }

    /// What a node waits for, and then what it does by itself.
    pub enum Timer: Keyword {
        Timeout = keyword("timeout", "There was no answer for too long: ask again or give up."),
        Write = keyword("write", "The second of two writes reaches the disk."),
    }

    /// The roles that a node can have.
    pub enum Role: Role {
        Idle = role("idle", 0),
        Waiting = role("waiting", 1),
        Ok = role("ok", 0),
        GaveUp = role("gave-up", 0),
        Server = role("server", 1),
    }

    /// What must always or in the end be true.
    pub enum Property: Property {
        ExecutedOnce = safety("executed-once", "No call is executed twice.").only_with("table", &["durable"]),
        OkMeansDone = safety("ok-means-done", "A call that was answered has been executed.")
            .only_with("table", &["durable", "volatile", "none", "effect-first"]),
        Answered = liveness("answered", "In the end, every call is answered."),
    }

    /// What a broken variant gets wrong.
    pub enum Bug: Variant {
        NoTable = variant("no-table", "executed-once", "The server does not know a repetition when it sees one."),
        VolatileTable = variant("volatile-table", "executed-once", "The table is in memory, and a crash erases it."),
        NewId = variant("new-id", "executed-once", "The client gives each repetition an id of its own."),
        EffectFirst = variant(
            "effect-first",
            "executed-once",
            "The effect is written first and its entry in the table later.",
        ),
        TableFirst = variant(
            "table-first",
            "ok-means-done",
            "The entry in the table is written first and the effect later.",
        ),
    }
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "rpc",
    title: "Request and response",
    summary: "A client calls a server, waits for the answer, and asks again or gives up.",
    source: "Birrell, Nelson: Implementing Remote Procedure Calls, 1984; Saltzer, Reed, Clark: End-to-End Arguments in System Design, 1984",
    node_prefix: "S",
    first_nodes: &["C1"],
    default_nodes: 2,
    node_bounds: (2, 64),
    groups: &[
        Group { word: "clients", prefix: "C", default: 1, least: 1 },
        Group { word: "servers", prefix: "S", default: 1, least: 1 },
    ],
    decides: true,
    kinds: Kind::ALL,
    timers: Timer::ALL.split_at(1).0,
    acts: Timer::ALL.split_at(1).1,
    roles: Role::ALL,
    fields: &[
        field("state", FieldType::Word),
        field("asks", FieldType::Word),
        field("attempt", FieldType::Number),
        field("counter", FieldType::Number),
        field("paid", FieldType::Number),
        field("executed", FieldType::Word),
        field("table", FieldType::List),
        field("unfinished", FieldType::List),
    ],
    commands: &[
        keyword("call", "A client calls."),
        keyword("pay AMOUNT", "A client calls to have an amount paid."),
    ],
    parameters: &[
        Parameter::duration("timeout", 200_000, (MS, LONGEST), "How long a caller waits for an answer."),
        Parameter::one_of(
            "retries",
            "3",
            &["0", "1", "2", "3", "4", "5", "10", "forever"],
            "How often a caller asks again before it gives up.",
        ),
        Parameter::one_of(
            "backoff",
            "exponential",
            &["fixed", "exponential", "jittered"],
            "How long it waits each time: the timeout; twice as long as before, up to 64 times the timeout; or drawn from the timeout to twice that.",
        ),
        Parameter::one_of(
            "table",
            "durable",
            &["durable", "volatile", "none", "effect-first", "table-first"],
            "What the server remembers of the ids that it has executed: on its disk in one write with the effect; in memory; nothing; on its disk in a write after the effect; on its disk in a write before it.",
        ),
    ],
    properties: Property::ALL,
    variants: Bug::ALL,
    assumes: &[assumed(Assumption::NoTraitors)],
    ..Info::EMPTY
};
