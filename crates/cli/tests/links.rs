//! Links that must replay for ever: `tests/links/links.txt` has links that somebody may
//! have kept, and a hash of the run that each of them is. A change that makes this test
//! fail breaks them; it needs a new version of links, not a new hash.

#[path = "common/hash.rs"]
#[expect(dead_code, reason = "only a part is needed here")]
mod hash;

use sequitur_core::scenario::{Scenario, link};
use sequitur_core::trace::{EventKind, MessageId};
use std::fmt::Write;

/// Properties that are checked since some of the links were shared.
const YOUNGER: &[&str] = &["reads-are-current", "at-most-once"];

/// What a link promises: who did what when, what was sent and what became of it, what
/// was decided. Not the words in which notes and verdicts explain it, which may improve.
fn promised(scenario: &Scenario) -> String {
    let run = scenario.run();
    let trace = &run.trace;
    let or_none = |time: Option<u64>| time.map_or_else(|| "none".to_owned(), |time| time.to_string());
    let mut out = format!("{}\n{}\n", trace.nodes.join(" "), run.stopped.name());
    for event in trace.events.iter().filter(|event| event.kind != EventKind::Note) {
        let role = event.role.map_or("none", |role| &trace.roles[usize::from(role)]);
        let (node, kind, epoch) = (trace.node_name(event.node), event.kind.name(), or_none(event.epoch));
        writeln!(out, "{} {node} {kind} {role} {epoch}", event.at).expect("text");
    }
    for (message, id) in trace.messages.iter().zip((0..).map(MessageId)) {
        let (key, fate, arrives) =
            (trace.key_text(message.key), message.fate.name(), or_none(message.arrives_at));
        let fields = serde_json::to_string(&run.details.fields(id)).expect("JSON");
        writeln!(out, "{} {arrives} {key} {fate} {fields}", message.sent_at).expect("text");
    }
    for decision in &run.decisions {
        writeln!(out, "{} {}", trace.node_name(decision.node), decision.value).expect("text");
    }
    for verdict in &run.verdicts {
        let property = run.info.properties[verdict.property].name;
        if YOUNGER.contains(&property) {
            continue;
        }
        writeln!(out, "{property} {}", verdict.outcome.name()).expect("text");
    }
    out
}

#[test]
fn links_replay_for_ever() {
    let list = include_str!("../../../tests/links/links.txt");
    let mut seen = 0;
    for line in list.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (expected, link) = line.split_once(' ').expect("a hash and a link");
        let text = link::decode(link).unwrap_or_else(|error| panic!("{link}: {error}"));
        let scenario = Scenario::parse(&text).unwrap_or_else(|mistakes| panic!("{text}\n{mistakes:#?}"));
        let is = hash::of(&promised(&scenario));
        assert!(is == expected, "now {is} {link}\nanother run than when it was shared:\n{text}");
        seen += 1;
    }
    assert!(seen >= 6, "{seen} links");
}
