//! The trace as JSON, as outside tools read it: everything here is recomputed from the
//! document alone.

#[path = "../../core/tests/engine/generate.rs"]
#[expect(dead_code, reason = "only a part is needed here")]
mod generate;

#[path = "common/hash.rs"]
#[expect(dead_code, reason = "only a part is needed here")]
mod hash;

use generate::scenario;
use proptest::prelude::*;
use sequitur_core::scenario::Scenario;
use serde_json::Value;
use std::collections::BTreeMap;

fn document(text: &str) -> Value {
    serde_json::from_str(&hash::document(&parse(text))).expect("JSON")
}

fn parse(text: &str) -> Scenario {
    Scenario::parse(text).unwrap_or_else(|mistakes| panic!("{text}\n{mistakes:#?}"))
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().unwrap_or_else(|| panic!("{name} is a list"))
}

fn number(value: &Value) -> usize {
    value.as_u64().expect("a number") as usize
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("{name} is a text"))
}

/// Lamport and vector times by the rules of the document's reference.
fn clocks(document: &Value) -> Vec<(usize, Vec<usize>)> {
    let nodes: BTreeMap<&str, usize> = list(document, "nodes")
        .iter()
        .enumerate()
        .map(|(n, name)| (name.as_str().expect("a name"), n))
        .collect();
    let mut now = vec![(0, vec![0; nodes.len()]); nodes.len()];
    let mut times: Vec<(usize, Vec<usize>)> = Vec::new();
    for event in list(document, "events") {
        let node = nodes[text(event, "node")];
        let (lamport, vector) = &mut now[node];
        if text(event, "kind") == "receive" {
            let message = &list(document, "messages")[number(&event["messages"][0])];
            let (sent_lamport, sent_vector) = &times[number(&message["sent"])];
            *lamport = *sent_lamport.max(lamport);
            for (own, sent) in vector.iter_mut().zip(sent_vector) {
                *own = *sent.max(own);
            }
        }
        if !["start", "crash", "decide", "note"].contains(&text(event, "kind")) {
            *lamport += 1;
            vector[node] += 1;
        }
        times.push(now[node].clone());
    }
    times
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_text_gives_the_same_bytes(text in scenario("raft")) {
        let one = hash::document(&parse(&text));
        prop_assert_eq!(&one, &hash::document(&parse(&text)));
        let canonical = document(&text)["scenario"].as_str().expect("a text").to_owned();
        prop_assert_eq!(one, hash::document(&parse(&canonical)), "the scenario in it gives the same run");
    }

    #[test]
    fn clocks_can_be_recomputed(text in scenario("raft")) {
        let document = document(&text);
        for (event, (lamport, vector)) in list(&document, "events").iter().zip(clocks(&document)) {
            prop_assert_eq!(number(&event["lamport"]), lamport);
            let told: Vec<usize> = list(event, "vector").iter().map(number).collect();
            prop_assert_eq!(told, vector);
        }
    }

    #[test]
    fn numbers_point_where_they_say(text in scenario("raft")) {
        let document = document(&text);
        let (events, messages) = (list(&document, "events"), list(&document, "messages"));
        for (id, event) in events.iter().enumerate() {
            prop_assert_eq!(number(&event["id"]), id);
            for message in list(event, "messages").iter().map(|id| &messages[number(id)]) {
                let end = if text_is(event, "kind", "send") { "sent" } else { "received" };
                prop_assert_eq!(number(&message[end]), id);
            }
        }
        for (id, message) in messages.iter().enumerate() {
            prop_assert_eq!(number(&message["id"]), id);
            let key = format!("{} {}->{} ", self::text(message, "kind"), self::text(message, "from"), self::text(message, "to"));
            prop_assert!(self::text(message, "key").starts_with(&key));
            prop_assert_eq!(message["received"].is_null(), !text_is(message, "fate", "delivered"));
            if let Some(original) = message.get("copy_of") {
                prop_assert_eq!(&messages[number(original)]["fields"], &message["fields"]);
                prop_assert_eq!(&messages[number(original)]["sent"], &message["sent"]);
            }
        }
        for decision in list(&document, "decisions") {
            let event = &events[number(&decision["event"])];
            prop_assert_eq!((&event["node"], &event["label"]), (&decision["node"], &decision["value"]));
        }
    }
}

fn text_is(value: &Value, name: &str, expected: &str) -> bool {
    text(value, name) == expected
}

#[test]
fn the_document_has_the_promised_form() {
    let document = document(
        "# A title\nprotocol raft\nseed 9\nat 240ms S2 put x 1\nuntil 400ms\ndrop RequestVote S2->S1 9\n",
    );
    let keys = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    let expected = [
        "decisions",
        "events",
        "messages",
        "nodes",
        "properties",
        "scenario",
        "stopped",
        "title",
        "unused_edits",
        "version",
    ];
    assert_eq!(keys(&document), expected);
    assert_eq!((&document["version"], &document["title"]), (&1.into(), &"A title".into()));
    assert_eq!(document["nodes"], serde_json::json!(["S1", "S2", "S3", "S4", "S5"]));
    assert_eq!(document["unused_edits"], serde_json::json!(["drop RequestVote S2->S1 9"]));
    let expected = ["at_us", "epoch", "id", "kind", "label", "lamport", "messages", "node", "role", "vector"];
    assert_eq!(keys(&document["events"][0]), expected);
    let expected =
        ["arrives_us", "fate", "fields", "from", "id", "key", "kind", "received", "sent", "sent_us", "to"];
    assert_eq!(keys(&document["messages"][0]), expected);
    assert_eq!(keys(&document["properties"][0]), ["event", "kind", "name", "verdict", "why"]);
    assert_eq!(keys(&document["decisions"][0]), ["event", "node", "value"]);
    let elected =
        list(&document, "properties").iter().find(|p| p["name"] == "leader-elected").expect("a verdict");
    let event = &document["events"][number(&elected["event"])];
    assert_eq!(
        (&event["node"], &event["role"], &event["epoch"]),
        (&"S2".into(), &"leader".into(), &1.into())
    );
}
