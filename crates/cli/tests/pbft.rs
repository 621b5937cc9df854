//! PBFT under random traitors and faults, judged from the JSON of each run alone: what honest
//! replicas execute, the votes that they had for it, and what clients believe.
//!
//! As many runs as SEQUITUR_RUNS says.

#[path = "common/hash.rs"]
#[expect(dead_code, reason = "only a part is needed here")]
mod hash;

use sequitur_core::scenario::Scenario;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Numbers drawn one after the other.
struct Draws(u64);

impl Draws {
    /// A number below another, from SplitMix64.
    fn below(&mut self, count: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % count
    }

    fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len() as u64) as usize]
    }
}

/// The scenario of a number: four or seven replicas, and as many traitors as they can stand.
fn text(number: u64, variant: &str) -> String {
    let draws = &mut Draws(number);
    let (n, faulty) = if draws.below(4) == 0 { (7, 2) } else { (4, 1) };
    let mut text = format!("protocol pbft{variant}\nnodes {n}\nclients 2\nseed {number}\n");
    let _ = writeln!(text, "set checkpoint {}", draws.pick(&["1", "2", "4"]));
    let _ = writeln!(text, "set view-timeout {}", draws.pick(&["30ms", "60ms", "150ms"]));
    let _ = writeln!(text, "set client-retry {}", draws.pick(&["50ms", "200ms"]));
    let mut traitors = Vec::new();
    for _ in 0..faulty {
        let traitor = 1 + draws.below(n);
        if !traitors.contains(&traitor) {
            traitors.push(traitor);
            let strategy = draws.pick(&["", " honest", " flipping", " equivocating"]);
            let _ = writeln!(text, "traitors R{traitor}{strategy}");
        }
    }
    let delay = draws.pick(&["1ms..30ms", "10ms", "5ms..80ms"]);
    let loss = draws.pick(&["", " loss 5%", " duplicate 10%", " loss 15%"]);
    let _ = writeln!(text, "network delay {delay}{loss}");
    for client in 0..2 {
        for request in 0..1 + draws.below(3) {
            let (at, op) = (draws.below(300), ["a", "b"][client as usize]);
            let _ = writeln!(text, "at {at}ms C{} do {op}{request}", client + 1);
        }
    }
    for traitor in &traitors {
        for _ in 0..draws.below(12) {
            let (at, forged) = (draws.below(500), forged(*traitor, n, draws));
            let _ = writeln!(text, "at {at}ms forge {forged}");
        }
    }
    if draws.below(3) == 0 {
        let (at, node) = (draws.below(300), 1 + draws.below(n));
        let _ = writeln!(text, "at {at}ms crash R{node}\nat {}ms restart R{node}", at + draws.below(300));
    }
    if draws.below(4) == 0 {
        let at = draws.below(300);
        let _ = writeln!(
            text,
            "at {at}ms partition R{}\nat {}ms heal",
            1 + draws.below(n),
            at + draws.below(200)
        );
    }
    text + "until 1500ms\n"
}

/// Something for a traitor to say. What it may not say does nothing.
fn forged(from: u64, n: u64, draws: &mut Draws) -> String {
    let to = 1 + (from + draws.below(n - 1)) % n;
    let (view, number) = (draws.below(3), 1 + draws.below(3));
    let request = draws.pick(&["x", "y", "a0 C1 1", "b0 C2 1", "null", "a1 C1 2"]);
    match draws.below(9) {
        0..=2 => format!("PrePrepare R{from}->R{to} {view} {number} {request}"),
        3 | 4 => format!("Prepare R{from}->R{to} {view} {number} {request}"),
        5 | 6 => format!("Commit R{from}->R{to} {view} {number} {request}"),
        7 => format!("ViewChange R{from}->R{to} {}", view + 1),
        _ => format!("Reply R{from}->C{} 1 {}", 1 + draws.below(2), draws.below(4)),
    }
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().unwrap_or_else(|| panic!("{name} is a list"))
}

fn word<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("{name} is a text"))
}

/// What is wrong with a run, if anything.
fn judge(document: &Value, traitors: &BTreeSet<String>) -> Result<u64, String> {
    let n =
        list(document, "nodes").iter().filter(|name| name.as_str().expect("a name").starts_with('R')).count();
    let faulty = (n - 1) / 3;
    // Who has sent a commit for what, to whom it was delivered, and when.
    let mut commits: BTreeMap<(String, u64, String), Vec<(String, u64)>> = BTreeMap::new();
    let mut replies: BTreeMap<(String, u64), BTreeMap<u64, BTreeSet<String>>> = BTreeMap::new();
    for message in list(document, "messages") {
        let (from, to, fields) = (word(message, "from"), word(message, "to"), &message["fields"]);
        let Some(received) = message["received"].as_u64() else { continue };
        if word(message, "kind") == "Commit" {
            let at = (
                to.to_owned(),
                fields["number"].as_u64().expect("a number"),
                word(fields, "request").to_owned(),
            );
            commits.entry(at).or_default().push((from.to_owned(), received));
        }
        if word(message, "kind") == "Reply" {
            let (timestamp, result) = (&fields["timestamp"], &fields["result"]);
            let (timestamp, result) = (timestamp.as_u64().expect("one"), result.as_u64().expect("one"));
            let said = replies.entry((to.to_owned(), timestamp)).or_default().entry(result).or_default();
            said.insert(from.to_owned());
        }
    }
    let mut order: BTreeMap<u64, String> = BTreeMap::new();
    let mut last: BTreeMap<String, u64> = BTreeMap::new();
    let mut executed = 0;
    for decision in list(document, "decisions") {
        let (node, event) = (word(decision, "node"), decision["event"].as_u64().expect("an event"));
        if traitors.contains(node) {
            continue;
        }
        let (number, op) = word(decision, "value").split_once(": ").expect("a number and a request");
        let number: u64 = number.parse().expect("a number");
        executed += 1;
        let first = order.entry(number).or_insert_with(|| op.to_owned());
        if first != op {
            return Err(format!("at {number} {first} was executed, and by {node} {op}"));
        }
        if last.insert(node.to_owned(), number).is_some_and(|before| before >= number) {
            return Err(format!("{node} executes {number} after a higher number"));
        }
        let votes = commits.get(&(node.to_owned(), number, op.to_owned()));
        let voters: BTreeSet<&String> = votes
            .into_iter()
            .flatten()
            .filter(|(_, received)| *received <= event)
            .map(|(from, _)| from)
            .collect();
        if voters.len() < 2 * faulty {
            return Err(format!("{node} executes {op} at {number} with the commits of {voters:?}"));
        }
    }
    for event in list(document, "events").iter().filter(|event| word(event, "kind") == "note") {
        let (node, label) = (word(event, "node"), word(event, "label"));
        let taken = label.strip_prefix("takes ").and_then(|rest| rest.strip_suffix(" for the answer"));
        if let Some(result) = taken.and_then(|result| result.parse::<u64>().ok()) {
            let of_client = replies.iter().filter(|((client, _), _)| client == node);
            let is_backed =
                of_client.flat_map(|(_, results)| results.get(&result)).any(|from| from.len() > faulty);
            if !is_backed {
                return Err(format!("{node} takes {result} from fewer than {} replicas", faulty + 1));
            }
        }
    }
    Ok(executed)
}

fn run(number: u64, variant: &str) -> (String, Result<u64, String>, bool) {
    let text = text(number, variant);
    let scenario = Scenario::parse(&text).unwrap_or_else(|mistakes| panic!("{text}\n{mistakes:#?}"));
    let plan = scenario.plan();
    let traitors = plan.traitors.keys().map(|node| plan.nodes[node.index()].clone()).collect();
    let document: Value = serde_json::from_str(&hash::document(&scenario)).expect("JSON");
    let is_broken = |p: &Value| word(p, "verdict") == "violated";
    let broken = list(&document, "properties").iter().any(is_broken);
    (text, judge(&document, &traitors), broken)
}

#[test]
fn whatever_traitors_do_honest_replicas_agree() {
    let runs = std::env::var("SEQUITUR_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(100);
    let mut executed = 0;
    for number in 0..runs {
        let (text, judged, broken) = run(number, "");
        match judged {
            Ok(count) => executed += count,
            Err(why) => panic!("{number}: {why}\n{text}"),
        }
        assert!(!broken, "{number}: a property is violated\n{text}");
    }
    assert!(executed > 4 * runs, "{executed} executions in {runs} runs");
}

/// The judge is not blind: with certificates that are too small it finds what is wrong.
#[test]
fn the_judge_sees_what_is_wrong() {
    let wrong = (0..100).filter(|number| run(*number, " small-certificates").1.is_err()).count();
    assert!(wrong > 0, "nothing was found");
}
