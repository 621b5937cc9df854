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
        "assumptions",
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
    let expected =
        ["at_us", "epoch", "id", "kind", "label", "lamport", "messages", "node", "role", "state", "vector"];
    assert_eq!(keys(&document["events"][0]), expected);
    let expected =
        ["arrives_us", "fate", "fields", "from", "id", "key", "kind", "received", "sent", "sent_us", "to"];
    assert_eq!(keys(&document["messages"][0]), expected);
    assert_eq!(
        keys(&document["properties"][0]),
        ["event", "kind", "name", "promised", "tested", "verdict", "why"]
    );
    assert_eq!(keys(&document["decisions"][0]), ["event", "node", "value"]);
    let elected =
        list(&document, "properties").iter().find(|p| p["name"] == "leader-elected").expect("a verdict");
    let event = &document["events"][number(&elected["event"])];
    assert_eq!(
        (&event["node"], &event["role"], &event["epoch"]),
        (&"S2".into(), &"leader".into(), &1.into())
    );
}

/// A property of a document, by its name.
fn property<'a>(document: &'a Value, name: &str) -> &'a Value {
    list(document, "properties").iter().find(|property| property["name"] == name).expect("a property")
}

#[test]
fn the_states_of_events_add_up_to_what_the_inspector_shows() {
    let text = "protocol raft\nseed 4\nclients 1\nset pre-vote on\nset snapshot-every 1\nat 350ms C1 put x 1\n\
                at 400ms S2 put y 2\nat 500ms crash S1\nat 700ms restart S1\nuntil 900ms\n";
    let scenario = sequitur_core::scenario::Scenario::parse(text).expect("a scenario");
    let (run, document) = (scenario.run(), document(text));
    let mut states = vec![serde_json::Map::new(); run.trace.nodes.len()];
    for (event, id) in list(&document, "events").iter().zip((0..).map(sequitur_core::trace::EventId)) {
        let node = run.trace.event(id).node;
        let state = &mut states[node.index()];
        for (name, value) in event["state"].as_object().expect("an object") {
            assert_ne!(state.get(name), Some(value), "{name} has not changed at event {}", id.0);
            state.insert(name.clone(), value.clone());
        }
        let fields = &run.details.nodes_after(id)[node.index()].fields;
        let shown: serde_json::Map<_, _> = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), serde_json::to_value(value).expect("JSON")))
            .collect();
        let is_gone = |(name, value): &(String, Value)| value.is_null() && !shown.contains_key(name);
        let state: serde_json::Map<_, _> =
            state.clone().into_iter().filter(|field| !is_gone(field)).collect();
        assert_eq!(state, shown, "event {}", id.0);
    }
}

#[test]
fn what_a_run_left_is_told_in_place_of_a_fault_of_the_protocol() {
    let document = document(
        "protocol snapshot\nnodes 3\nseed 6\nnetwork delay 5ms..40ms duplicate 20%\nat 10ms P1 pay P2 10\n\
         at 20ms P2 pay P3 20\nat 25ms P1 snapshot\nuntil 2s\n",
    );
    let assumptions = list(&document, "assumptions");
    let names: Vec<&str> = assumptions.iter().map(|one| text(one, "name")).collect();
    assert_eq!(names, ["no-traitors", "links-keep-order", "no-loss", "no-copies"]);
    let copies = &assumptions[3];
    assert_eq!(copies["kept"], false);
    let event = &document["events"][number(&copies["event"])];
    assert_eq!(event["kind"], "receive", "{event}");
    let total = property(&document, "total-preserved");
    assert_eq!((&total["verdict"], &total["promised"]), (&"violated".into(), &false.into()));
    assert!(text(total, "why").contains("The run had left no-copies before"), "{total}");
}

#[test]
fn what_is_not_promised_not_tested_or_out_of_reach_is_said() {
    let fifo = document("protocol broadcast\nset order fifo\nat 1ms P1 broadcast a\n");
    let promised = |name| property(&fifo, name)["promised"].clone();
    assert_eq!(promised("fifo-order"), true);
    assert_eq!((promised("causal-order"), promised("total-order")), (false.into(), false.into()));
    let tested = |document: &Value, name| property(document, name)["tested"].clone();
    assert_eq!(tested(&fifo, "integrity"), true);
    let silent = document("protocol broadcast\n");
    assert_eq!(
        (tested(&silent, "integrity"), tested(&silent, "all-delivered")),
        (false.into(), false.into())
    );
    let lost = document("protocol broadcast\nat 1ms P1 broadcast a\ndrop Broadcast P1->P2 1\n");
    let missing = property(&lost, "all-delivered");
    assert_eq!((&missing["verdict"], &missing["final"]), (&"pending".into(), &true.into()));
    let early = document("protocol broadcast\nat 1ms P1 broadcast a\nuntil 2ms\n");
    assert!(property(&early, "all-delivered")["final"].is_null(), "the message is under way");
}
