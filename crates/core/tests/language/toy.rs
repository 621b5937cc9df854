//! A protocol that has words but never runs: the language needs no more.

use sequitur_core::scenario::{Mistake, Scenario};
use sequitur_core::sim::AnyProtocol;
use sequitur_core::sim::any_world::AnyWorld;
use sequitur_core::sim::info::{
    Group, Info, Keyword, Kind, MessageRole, Parameter, Property, PropertyKind, Variant,
};
use sequitur_core::sim::plan::Setting;
use sequitur_core::sim::plan::{Forgery, Plan};
use sequitur_core::sim::run::ArgumentError;
use sequitur_core::trace::NodeId;

const fn keyword(name: &'static str) -> Keyword {
    Keyword { name, about: "" }
}

const fn kind(name: &'static str) -> Kind {
    Kind { name, about: "", role: MessageRole::Data }
}

const fn parameter(name: &'static str, default: Setting) -> Parameter {
    Parameter { name, default, bounds: (0, u64::MAX), at_most: None, about: "" }
}

const fn property(name: &'static str, kind: PropertyKind) -> Property {
    Property { name, kind, statement: "", only_with: None }
}

/// Its words are those of Raft.
pub static TOY_RAFT: Info = Info {
    name: "raft",
    title: "Raft",
    summary: "",
    source: "",
    node_prefix: "S",
    default_nodes: 5,
    node_bounds: (1, 64),
    groups: &[],
    has_clients: true,
    fifo_unless: None,
    decides: false,
    epoch: Some("term"),
    epoch_base: None,
    kinds: &[
        kind("RequestVote"),
        kind("VoteGranted"),
        kind("VoteRefused"),
        kind("AppendEntries"),
        kind("Heartbeat"),
        kind("Appended"),
        kind("AppendRefused"),
        kind("PreVote"),
        kind("PreVoteGranted"),
        kind("PreVoteRefused"),
        kind("InstallSnapshot"),
        kind("SnapshotInstalled"),
        kind("TimeoutNow"),
        kind("Forward"),
        kind("Request"),
        kind("Reply"),
        kind("Redirect"),
    ],
    timers: &[keyword("election-timeout"), keyword("heartbeat")],
    acts: &[],
    coins: &[keyword("luck")],
    strategies: &[],
    roles: &[],
    fields: &[],
    commands: &[keyword("put KEY VALUE"), keyword("get KEY")],
    parameters: &[
        parameter("election-timeout", Setting::Range(150_000, 300_000)),
        parameter("heartbeat", Setting::Duration(50_000)),
        parameter("batch", Setting::Count(64)),
        parameter("pre-vote", Setting::Switch(false)),
    ],
    assumes: &[],
    properties: &[
        property("election-safety", PropertyKind::Safety),
        property("a-leader", PropertyKind::Liveness),
    ],
    variants: &[Variant { name: "commits-old-terms", about: "", breaks: "election-safety" }],
    ..Info::EMPTY
};

/// It has no clients and no variants.
static TOY_LAMPORT: Info = Info {
    name: "lamport",
    title: "Lamport's clocks",
    summary: "",
    source: "",
    node_prefix: "P",
    default_nodes: 3,
    node_bounds: (1, 64),
    groups: &[],
    has_clients: false,
    fifo_unless: None,
    decides: false,
    epoch: None,
    epoch_base: None,
    kinds: &[kind("Message")],
    timers: &[],
    acts: &[],
    coins: &[],
    strategies: &[],
    roles: &[],
    fields: &[],
    commands: &[keyword("local"), keyword("send NODE")],
    parameters: &[],
    assumes: &[],
    properties: &[],
    variants: &[],
    ..Info::EMPTY
};

const fn group(word: &'static str, prefix: &'static str, default: u8, least: u8) -> Group {
    Group { word, prefix, default, least }
}

/// Its lanes are counted by role.
static TOY_PAXOS: Info = Info {
    name: "paxos",
    title: "Paxos",
    summary: "",
    source: "",
    node_prefix: "P",
    default_nodes: 3,
    node_bounds: (1, 64),
    groups: &[group("proposers", "P", 2, 1), group("acceptors", "A", 3, 1), group("learners", "L", 1, 0)],
    has_clients: true,
    fifo_unless: None,
    decides: false,
    epoch: Some("ballot"),
    epoch_base: Some(100),
    kinds: &[kind("Prepare")],
    timers: &[keyword("retry")],
    acts: &[],
    coins: &[],
    strategies: &[],
    roles: &[],
    fields: &[],
    commands: &[keyword("put KEY VALUE")],
    parameters: &[],
    assumes: &[],
    properties: &[],
    variants: &[],
    ..Info::EMPTY
};

struct Toy(&'static Info);

impl AnyProtocol for Toy {
    fn info(&self) -> &'static Info {
        self.0
    }

    fn check_command(&self, _: &Plan, _: NodeId, words: &[&str]) -> Result<(), ArgumentError> {
        let wrong = |word, what: &str, hint: &str| {
            Err(ArgumentError { word, what: what.to_owned(), hint: hint.to_owned() })
        };
        match words {
            ["put", _, _] | ["get", _] => Ok(()),
            ["put" | "get", ..] => wrong(words.len(), "a word is missing", "write put KEY VALUE"),
            _ => wrong(0, "no such command", "commands are put and get"),
        }
    }

    fn check_forgery(&self, _: &Plan, forgery: &Forgery) -> Result<(), ArgumentError> {
        match forgery.words.as_slice() {
            [word, _] if word == "term" => Ok(()),
            words => Err(ArgumentError {
                word: words.len(),
                what: "a traitor says a term".to_owned(),
                hint: "write `term N`".to_owned(),
            }),
        }
    }

    fn check_start(&self, _: &Plan, _: NodeId, words: &[&str]) -> Result<(), ArgumentError> {
        match words {
            ["term", ..] => Ok(()),
            _ => Err(ArgumentError {
                word: 0,
                what: "no such state".to_owned(),
                hint: "write term N".to_owned(),
            }),
        }
    }

    fn world(&self, _: &Plan) -> Box<dyn AnyWorld> {
        unreachable!("the toy is read and never runs")
    }
}

static CATALOGUE: [&dyn AnyProtocol; 3] = [&Toy(&TOY_RAFT), &Toy(&TOY_LAMPORT), &Toy(&TOY_PAXOS)];

/// Parses with the toys as the catalogue.
pub fn parse(text: &str) -> Result<Scenario, Vec<Mistake>> {
    Scenario::parse_with(&CATALOGUE, text)
}

/// Parses what has to be right.
pub fn right(text: &str) -> Scenario {
    parse(text).unwrap_or_else(|mistakes| panic!("{text}\n{mistakes:#?}"))
}

/// The mistakes of a text, as people see them.
pub fn mistakes(text: &str) -> Vec<String> {
    match parse(text) {
        Ok(_) => Vec::new(),
        Err(mistakes) => mistakes.iter().map(Mistake::to_string).collect(),
    }
}
