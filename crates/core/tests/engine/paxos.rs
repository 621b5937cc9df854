//! Paxos, tried on random scenarios, and its ready runs at their known lengths.

use super::{run, runs};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use sequitur_core::scenario::Scenario;
use sequitur_core::sim::run::{Outcome, Run};
use std::path::Path;

/// The safety properties that a run broke, with the sentences that explain it.
fn broken(run: &Run) -> Vec<(&'static str, String)> {
    let broken = run.verdicts.iter().filter(|verdict| verdict.outcome == Outcome::Violated);
    broken.map(|verdict| (run.info.properties[verdict.property].name, verdict.why.clone())).collect()
}

fn outcome(run: &Run, property: &str) -> Outcome {
    run.verdict(property).expect("a property").outcome
}

/// Servers that crash, come back, are cut off, and are asked for something, in a network
/// that loses and repeats.
fn weather(ask: &'static str, prefix: &'static str) -> impl Strategy<Value = String> {
    let delays = select(vec!["10ms..20ms", "1ms..80ms", "5ms", "20ms..150ms"]);
    let network = (delays, 0..30u8, 0..20u8, any::<u32>());
    let happening = (0..900u32, 0..9u8, any::<u8>());
    (network, 1..=5u8, vec(happening, 1..30)).prop_map(move |((delay, loss, copies, seed), count, all)| {
        let mut text =
            format!("seed {seed}\nnetwork delay {delay} loss {loss}% duplicate {copies}%\nuntil 1s\n");
        for (value, (at, what, node)) in all.into_iter().enumerate() {
            let node = node % count + 1;
            text += &match what {
                0 => format!("at {at}ms crash {prefix}{node}\n"),
                // Down for a moment, and asked again at once.
                4 => format!(
                    "at {at}ms crash {prefix}{node}\nat {up}ms restart {prefix}{node}\nat {up}ms {prefix}{node} {ask}{value}\n",
                    up = at + 3
                ),
                1 => format!("at {at}ms restart {prefix}{node}\n"),
                2 => format!("at {at}ms partition {prefix}{node}\n"),
                3 => format!("at {at}ms heal\n"),
                _ => format!("at {at}ms {prefix}{node} {ask}{value}\n"),
            };
        }
        format!("nodes {count}\n{text}")
    })
}

/// The same for Multi-Paxos, whose leaders change the more often the less they are heard.
fn restless() -> impl Strategy<Value = String> {
    let election = select(vec!["5ms..40ms", "20ms..60ms", "60ms..120ms", "150ms..300ms"]);
    (weather("put k ", "S"), election, 5..50u32).prop_map(|(text, election, heartbeat)| {
        format!("{text}set election-timeout {election}\nset heartbeat {heartbeat}ms\n")
    })
}

proptest! {
    #![proptest_config(runs(4_000))]

    #[test]
    fn one_value_whatever_happens(text in weather("propose v", "P"), doubles: bool, refusals: bool) {
        let switch = |on| if on { "on" } else { "off" };
        let set = format!("set back-off-doubles {}\nset refusals {}\n", switch(doubles), switch(refusals));
        let run = run(&format!("protocol paxos\n{text}{set}"));
        prop_assert!(broken(&run).is_empty(), "{:?}", broken(&run));
        // Said once more, from the decisions alone.
        prop_assert!(run.decisions.windows(2).all(|pair| pair[0].value == pair[1].value));
    }

    #[test]
    fn one_command_a_slot_whatever_happens(text in restless()) {
        let run = run(&format!("protocol multi-paxos\n{text}"));
        prop_assert!(broken(&run).is_empty(), "{:?}", broken(&run));
        let mut applied = std::collections::BTreeMap::new();
        for decision in &run.decisions {
            let (slot, command) = decision.value.split_once(": ").expect("a slot and a command");
            let first = applied.entry(slot.to_owned()).or_insert_with(|| command.to_owned());
            prop_assert_eq!(&*first, command, "in slot {}", slot);
        }
    }
}

/// Whether random runs show that a variant breaks what it is said to break.
fn is_caught(protocol: &str, weather: impl Strategy<Value = String>) -> bool {
    let (name, variant) = protocol.split_once(' ').expect("a protocol and a variant");
    let info = run(&format!("protocol {name}\nuntil 1ms\n")).info;
    let breaks = info.variants.iter().find(|v| v.name == variant).expect("a variant").breaks;
    let mut runner = TestRunner::deterministic();
    (0..20_000).any(|_| {
        let text = weather.new_tree(&mut runner).expect("a scenario").current();
        broken(&run(&format!("protocol {protocol}\n{text}"))).iter().any(|(property, _)| *property == breaks)
    })
}

/// The random runs are worth something only if they find what is wrong. A combined server
/// cannot forget its round, since its acceptor remembers it: `forgets-round` needs lanes of
/// one role.
#[test]
fn random_runs_catch_mistakes() {
    let missed: Vec<&str> = [
        "paxos keeps-own-value",
        "paxos accepts-anything",
        "paxos forgets-promise",
        "paxos forgets-accepted",
        "paxos floor-quorum",
        "paxos half-quorum",
        "paxos same-ballots",
        "paxos counts-over-ballots",
    ]
    .into_iter()
    .filter(|protocol| !is_caught(protocol, weather("propose v", "P")))
    .collect();
    assert_eq!(missed, [""; 0]);
    assert!(is_caught("multi-paxos ignores-promises", restless()));
}

/// Whether something is chosen, or committed, with so many of the servers up.
fn chosen_with(up: usize, servers: usize, protocol: &str) -> bool {
    let (prefix, ask, chosen) = match protocol {
        "paxos" => ("P", "propose x", "value-chosen"),
        _ => ("S", "put x 1", "commands-answered"),
    };
    let crashes: String = (up + 1..=servers).map(|node| format!("at 0ms crash {prefix}{node}\n")).collect();
    // Whoever leads by then is asked: those who do not lead pass it on.
    let asks = format!("at 10ms P1 {ask}\n").repeat(usize::from(prefix == "P"))
        + &format!("at 2s S1 {ask}\n").repeat(usize::from(prefix == "S"));
    let run = run(&format!("protocol {protocol}\nnodes {servers}\n{crashes}{asks}until 3s\n"));
    assert_eq!(broken(&run), []);
    outcome(&run, chosen) == Outcome::Holds
}

#[test]
fn available_with_a_majority_and_not_with_one_node_less() {
    for protocol in ["paxos", "multi-paxos", "raft"] {
        for servers in 1..=9 {
            let majority = servers / 2 + 1;
            let is_available = |up| chosen_with(up, servers, protocol);
            assert!((majority..=servers).all(is_available), "{protocol} with {servers}");
            assert!(!(1..majority).any(is_available), "{protocol} with {servers}");
        }
    }
}

/// The text of a ready scenario.
fn ready(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/scenarios");
    std::fs::read_to_string(folder.join(format!("{name}.txt"))).expect("a ready scenario")
}

/// Each broken variant, the property that its run breaks with its last choice, and how
/// many choices that takes. With the correct rule the same choices break nothing.
#[test]
fn every_mistake_breaks_what_it_says_in_so_many_choices() {
    let table = [
        ("keeps-own-value", "agreement", 14),
        ("accepts-anything", "agreement", 14),
        ("forgets-promise", "agreement", 16),
        ("forgets-accepted", "agreement", 16),
        ("half-quorum", "agreement", 14),
        ("floor-quorum", "agreement", 8),
        ("adopts-lowest", "agreement", 20),
        ("adopts-most-frequent", "agreement", 29),
        ("does-not-raise", "agreement", 20),
        // The 25 of those who count votes the moment they are cast, and two deliveries.
        ("counts-over-ballots", "agreement", 27),
        ("same-ballots", "agreement", 14),
        ("forgets-round", "agreement", 16),
    ];
    for (variant, property, choices) in table {
        let text = ready(&format!("paxos-{variant}"));
        let wrong = run(&text);
        let verdict = wrong.verdict(property).expect("a property");
        let at = wrong.trace.event(verdict.event.expect("an event broke it")).at;
        assert_eq!((verdict.outcome, at, wrong.end), (Outcome::Violated, choices * 1_000, at), "{variant}");
        let declared = wrong.info.variants.iter().find(|v| v.name == variant).expect("a variant").breaks;
        assert_eq!(outcome(&wrong, declared), Outcome::Violated, "{variant} breaks what it declares");
        let right = run(&text.replace(&format!("protocol paxos {variant}"), "protocol paxos"));
        assert_eq!(broken(&right), [], "{variant}");
    }
}

#[test]
fn refusing_the_promised_ballot_chooses_nothing_in_any_time() {
    let text = ready("paxos-refuses-equal").replace("until 600ms", "until 20s");
    assert_eq!(outcome(&run(&text), "value-chosen"), Outcome::Pending);
    assert_eq!(outcome(&run(&text.replace("paxos refuses-equal", "paxos")), "value-chosen"), Outcome::Holds);
}

/// What P1 has to propose, whose own value is z, after promises of acceptors that have
/// accepted these proposals.
fn adopted(accepted: &[&str]) -> String {
    let mut text = format!("protocol paxos\nproposers 3\nacceptors {}\nlearners 0\n", accepted.len());
    for (acceptor, proposal) in (1..).zip(accepted).filter(|(_, proposal)| !proposal.is_empty()) {
        text += &format!("start A{acceptor} accepted {proposal}\n");
    }
    text += "start P1 round 8\nschedule manual\nP1 propose z\n";
    for acceptor in 1..=accepted.len() {
        text += &format!("deliver Prepare P1->A{acceptor}\ndeliver Promise A{acceptor}->P1\n");
    }
    let run = run(&text);
    let is_accept =
        |message: &&sequitur_core::trace::Message| run.trace.kinds[usize::from(message.key.kind)] == "Accept";
    let index = run.trace.messages.iter().position(|message| is_accept(&message)).expect("it proposes");
    let id = sequitur_core::trace::MessageId(index as u32);
    let fields = run.details.fields(id);
    match fields.into_iter().find(|(name, _)| *name == "value") {
        Some((_, sequitur_core::sim::run::Value::Text(value))) => value,
        other => panic!("{other:?} is no value"),
    }
}

/// The value of the highest-numbered proposal, not of the most frequent and not of the
/// first; any value where none is reported. Two reports of three acceptors are enough.
#[test]
fn the_value_that_promises_allow() {
    assert_eq!(adopted(&["", "", ""]), "z");
    assert_eq!(adopted(&["1.1 x", "", ""]), "x");
    assert_eq!(adopted(&["1.1 x", "1.2 y", ""]), "y");
    assert_eq!(adopted(&["2.1 x", "1.2 y", ""]), "x");
    assert_eq!(adopted(&["1.1 x", "1.1 x", "1.2 y", "", ""]), "y");
    assert_eq!(adopted(&["", "3.1 w", "2.2 x", "", ""]), "w");
}

/// The scenario that the page about both protocols shows, under one of them.
fn beside(protocol: &str) -> Run {
    let page = include_str!("../../../../docs/paxos-and-raft.md");
    let scenario = page.split("```").nth(1).and_then(|block| block.strip_prefix("scenario\n"));
    let text = scenario
        .expect("it shows a scenario")
        .replace("protocol multi-paxos", &format!("protocol {protocol}"));
    let scenario = super::parse(&text);
    let run = scenario.run();
    assert_eq!(scenario.unmet(&run), [], "{protocol}");
    run
}

#[test]
fn beside_raft_the_same_commands_get_the_same_places() {
    let applied = |protocol: &str| {
        let run = beside(protocol);
        let mut applied: Vec<String> = run.decisions.iter().map(|decision| decision.value.clone()).collect();
        applied.sort_unstable();
        applied
    };
    let expected = ["1: put x 1", "2: put x 2", "3: get x"].map(|one| [one; 5]).concat();
    assert_eq!(applied("multi-paxos"), expected);
    assert_eq!(applied("raft"), expected);
}

#[test]
fn what_is_wrong_is_told() {
    let table = [
        ("at 5ms A1 propose x", "5:11: this node does not propose; ask a proposer or a client"),
        ("at 5ms P1 propose", "5:18: `propose` needs a value; write `propose VALUE`"),
        ("at 5ms P1 propose x y", "5:21: `propose` takes a value, nothing more; write `propose VALUE`"),
        ("at 5ms P1 put x 1", "5:11: \"put\" is not a command; write `propose VALUE`"),
        ("start A1 promised 1.3", "5:19: \"1.3\" is not the ballot of a proposer, such as 1.1; HOW"),
        ("start A1 accepted 1.1", "5:22: a value is missing; HOW"),
        ("start P1 promised 1.1", "5:10: this node has no promise; HOW"),
        ("start A1 round 2", "5:10: this node has no round; HOW"),
        ("start P1 round", "5:15: a round is missing; HOW"),
        ("start A1 term 3", "5:10: \"term\" cannot stand here; HOW"),
    ];
    for (line, expected) in table {
        let text = format!("protocol paxos\nproposers 2\nacceptors 3\nlearners 1\n{line}\n");
        let mistakes = Scenario::parse(&text).expect_err("it is wrong");
        let how = "write `promised 1.2 accepted 1.1 x` for an acceptor, `round 3` for a proposer";
        let told: Vec<String> = mistakes.iter().map(|mistake| mistake.to_string()).collect();
        assert_eq!(told, [expected.replace("HOW", how)], "{line}");
    }
}

/// S5 misses three hundred commands, more than one Learn carries, and catches up in less
/// than two heartbeats once it is back.
#[test]
fn who_was_away_catches_up() {
    let mut text = "protocol multi-paxos\nnetwork delay 1ms\nat 400ms crash S5\nuntil 1900ms\n".to_owned();
    text += &(0..300).map(|n| format!("at {}ms S1 put x {n}\n", 500 + n)).collect::<String>();
    text += "at 1800ms restart S5\n";
    let run = run(&text);
    assert_eq!(broken(&run), []);
    let applied = run.decisions.iter().filter(|decision| decision.node.index() == 4).count();
    assert_eq!(applied, 300);
}
