//! Coins and forgeries, with a protocol that has both.

use crate::voting::{parse, scenario};
use sequitur_core::sim::plan::EVENTS_MAX;
use sequitur_core::sim::run::Run;
use sequitur_core::trace::{EventKind, Fate, NodeId, Trace};

fn run(lines: &str) -> Run {
    scenario(lines).run()
}

fn decisions(run: &Run) -> Vec<(usize, &str)> {
    run.decisions.iter().map(|decision| (decision.node.index(), decision.value.as_str())).collect()
}

fn keys(trace: &Trace) -> Vec<String> {
    trace.messages.iter().map(|message| trace.key_text(message.key)).collect()
}

#[test]
fn a_coin_falls_at_once_as_the_line_or_the_seed_says() {
    for (line, sides) in [("toss P1 tie 1 heads\n", "true"), ("toss P1 tie 1 tails\n", "false")] {
        let run = run(&format!("nodes 2\n{line}"));
        let own: Vec<&str> =
            run.trace.events.iter().filter(|e| e.node == NodeId(0)).map(|e| e.kind.name()).collect();
        assert_eq!(own, ["start", "send", "receive", "timer", "coin", "decide"]);
        assert_eq!(decisions(&run)[0], (0, sides));
        assert_eq!(run.unused, []);
        let timer = run.trace.events.iter().find(|e| e.kind == EventKind::Timer).map(|e| e.at);
        assert_eq!(run.trace.events.iter().find(|e| e.kind == EventKind::Coin).map(|e| e.at), timer);
    }
    let sides = |seed: u64| {
        decisions(&run(&format!("nodes 2\nseed {seed}\n"))).iter().map(|d| d.1 == "true").collect()
    };
    let drawn: Vec<Vec<bool>> = (1..=64).map(sides).collect();
    let heads = drawn.iter().flatten().filter(|heads| **heads).count();
    assert!((40..=88).contains(&heads), "{heads} of 128");
    let unused = run("nodes 3\ntoss P1 tie 1 heads\n").unused;
    assert_eq!(unused.len(), 1, "three of three votes are no tie");
}

#[test]
fn a_line_about_one_coin_changes_no_other() {
    let free = run("nodes 2\nseed 5\n");
    for side in ["heads", "tails"] {
        let fixed = run(&format!("nodes 2\nseed 5\ntoss P2 tie 1 {side}\n"));
        assert_eq!(decisions(&fixed)[0], decisions(&free)[0]);
    }
}

#[test]
fn who_waits_for_a_coin_takes_no_other_step() {
    let text = "nodes 2\nschedule manual\nfire P1 round-over\ndeliver Vote P2->P1\ntoss P1 tie 1 heads\n";
    let run = run(text);
    // Its own vote alone is no tie: it has decided, and nothing was tossed.
    assert_eq!(run.unused.len(), 1);
    let text = "nodes 2\nschedule manual\ndeliver Vote P2->P1\nfire P1 round-over\nP1 begin\ntoss P1 tie 2 heads\ntoss P1 tie 1 heads\nP1 begin\n";
    let run = self::run(text);
    let unused: Vec<String> = scenario(text).unused(&run);
    assert_eq!(unused, ["P1 begin", "toss P1 tie 2 heads"]);
    assert_eq!(decisions(&run), [(0, "true")]);
    let open = run.details.open_choices(2).expect("it is by hand");
    assert_eq!(open.nodes[0].coin, Some((0, 1)));
    let crashed = self::run(
        "nodes 2\nschedule manual\ndeliver Vote P2->P1\nfire P1 round-over\ncrash P1\nrestart P1\ntoss P1 tie 1 heads\n",
    );
    assert_eq!(crashed.unused.len(), 1, "a crash ends the wait");
}

#[test]
fn a_forgery_has_a_name_of_its_own_and_moves_no_other() {
    let plain = run("nodes 4\ntraitors P4 honest\nnetwork delay 10ms..80ms loss 20% duplicate 20%\n");
    let text = "nodes 4\ntraitors P4 honest\nnetwork delay 10ms..80ms loss 20% duplicate 20%\nat 0ms forge Vote P4->P1 yes\nat 5ms forge Vote P4->P1 no\ndrop Vote P4->P1 f2\n";
    let forged = run(text);
    assert_eq!(forged.unused, []);
    let found: Vec<String> = keys(&forged.trace).into_iter().filter(|key| key.contains(" f")).collect();
    assert!(found.contains(&"Vote P4->P1 f1".to_owned()) && found.contains(&"Vote P4->P1 f2".to_owned()));
    for message in &plain.trace.messages {
        let same = forged.trace.messages.iter().find(|other| other.key == message.key);
        let same = same.map(|other| (other.fate, other.sent_at, other.arrives_at));
        assert_eq!(same, Some((message.fate, message.sent_at, message.arrives_at)));
    }
    let dropped = forged.trace.messages.iter().find(|m| m.key.forged && m.key.nth == 2 && m.key.copy == 0);
    assert_eq!(dropped.map(|m| m.fate), Some(Fate::Dropped));
}

#[test]
fn by_hand_a_forgery_arrives_at_once_as_one_choice() {
    let text = "nodes 3\ntraitors P3\nschedule manual\nforge Vote P3->P1 yes\nforge Vote P3->P2 no\nforge Vote P3->P2 no\n";
    let run = run(text);
    assert_eq!(run.unused, []);
    assert_eq!(run.chosen_at, [1_000, 2_000, 3_000]);
    let forged: Vec<_> = run.trace.messages.iter().filter(|message| message.key.forged).collect();
    assert_eq!(forged.len(), 3);
    for (message, at) in forged.iter().zip(&run.chosen_at) {
        let received = message.received.map(|event| run.trace.event(event).at);
        assert_eq!((message.sent_at, received, message.fate), (*at, Some(*at), Fate::Delivered));
    }
    assert_eq!(run.trace.key_text(forged[2].key), "Vote P3->P2 f2");
    let sent = run.trace.messages.iter().filter(|m| m.key.from == NodeId(2) && !m.key.forged);
    assert_eq!(sent.count(), 0, "a silent traitor runs no handler");
    let open = run.details.open_choices(0).expect("it is by hand");
    assert_eq!(open.forgeries.len(), 4, "two votes to each of two");
    let cut = self::run("nodes 3\ntraitors P3\nschedule manual\ncut P3->P1\nforge Vote P3->P1 yes\n");
    assert_eq!(cut.unused.len(), 1, "over a closed link nothing arrives at once");
}

#[test]
fn strategies_are_the_protocols() {
    let flipped = run("nodes 3\ntraitors P1 flipping\n");
    assert_eq!(flipped.unused, []);
    assert!(flipped.trace.messages.iter().all(|m| m.fate == Fate::Delivered));
    assert_eq!(
        run("nodes 3\ntraitors P1 P2 colluding\n").unused.len(),
        1,
        "this protocol knows no such thing"
    );
}

#[test]
fn what_is_no_line_about_traitors() {
    let table = [
        (
            "forge Vote P3->P1 yes",
            "2:19: P3 is no traitor, and only traitors forge; add the line `traitors P3`",
        ),
        (
            "at 5ms forge Vote P3->P3 yes",
            "2:19: \"P3->P3\" is not a link: a node reaches itself; write sender and receiver, such as `A->B`",
        ),
        ("traitors P9", "2:10: \"P9\" is not a node; nodes are P1, P2, P3"),
        (
            "traitors",
            "2:9: \"traitors\" needs a node; write `traitors NODE NODE [silent|honest|flipping|equivocating|colluding|delaying]`",
        ),
        ("traitors P1 sly", "2:13: \"sly\" is not a node; nodes are P1, P2, P3"),
        ("toss P1 tie heads", "2:13: \"heads\" is not a whole number; write a number from 1 to 4294967295"),
        ("toss P1 luck 1 heads", "2:9: \"luck\" is not a coin of voting; coins are tie"),
        (
            "model synchronous",
            "2:18: \"model\" needs a time; write `model asynchronous`, `model synchronous BOUND`, `model partially-synchronous BOUND from TIME` or `model partially-synchronous unknown BOUND`",
        ),
    ];
    for (line, expected) in table {
        let manual = if line.starts_with("forge") { "schedule manual\n" } else { "" };
        let told = parse(&format!("{line}\n{manual}")).expect_err(line);
        assert_eq!(told[0].to_string(), expected, "{line}");
    }
    let words = parse("traitors P3\nschedule manual\nforge Vote P3->P1 maybe\n").expect_err("no such vote");
    assert_eq!(words[0].to_string(), "4:24: a vote is yes or no; write `yes` or `no`");
}

#[test]
fn words_that_were_names_stay_names() {
    let text =
        "nodes pause resume model view traitors\nschedule manual\npause begin\nmodel begin\ncrash view\n";
    let run = run(text);
    assert_eq!(run.unused, []);
    assert!(run.trace.events.len() < EVENTS_MAX as usize);
    let told = parse("nodes forge P2\n").expect_err("a word of the language");
    assert!(told[0].what.contains("cannot be the name of a node"));
}
