//! What is said to have followed from an edit is true: over all ready scenarios and stories, and
//! in the words that a reader gets to see.

use sequitur_core::scenario::{Edit, Scenario};
use sequitur_core::sim::fault::Fault;
use sequitur_core::sim::plan::Happening;
use sequitur_core::sim::run::{Outcome, Run};
use sequitur_core::trace::{Fate, MessageId, NodeId};
use sequitur_diagram::{Difference, consequence};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The texts of a folder that end so, up to the picture of a story.
fn texts(folder: &str, extension: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    let mut all: Vec<(String, String)> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a text");
            let scenario = text.split("\n----\n").next().unwrap_or_default().to_owned() + "\n";
            (path.display().to_string(), scenario)
        })
        .collect();
    all.sort();
    all
}

fn scenarios() -> Vec<(String, Scenario)> {
    let all = texts("web/scenarios", "txt").into_iter().chain(texts("tests/stories", "story"));
    let parsed: Vec<(String, Scenario)> =
        all.filter_map(|(path, text)| Some((path, Scenario::parse(&text).ok()?))).collect();
    assert!(parsed.len() > 100, "the ready scenarios are found");
    parsed
}

fn said(old: &Run, new: &Run) -> String {
    let difference = Difference::between(&old.trace, &new.trace);
    consequence(old, new, &difference, &[]).expect("one protocol")
}

/// Some edits that a reader might try: on an early message, one in the middle, and nodes.
fn edits(run: &Run) -> Vec<Edit> {
    let messages = &run.trace.messages;
    let mut edits = Vec::new();
    for index in [0, messages.len() / 3, messages.len() * 2 / 3] {
        let Some(message) = messages.get(index) else { continue };
        let late = message.arrives_at.unwrap_or(message.sent_at) + 37_000;
        edits.push(Edit::Drop(message.key));
        edits.push(Edit::DelayTo(message.key, late));
        edits.push(Edit::Duplicate(message.key, None));
    }
    let last = NodeId(run.trace.nodes.len() as u8 - 1);
    edits.push(Edit::At(run.end / 3, Happening::Fault(Fault::Crash(NodeId(0)))));
    edits.push(Edit::At(run.end / 2, Happening::Fault(Fault::Crash(last))));
    edits
}

/// Messages by name: when they were sent and arrived, and whether they did.
fn messages(run: &Run) -> BTreeMap<String, (u64, Option<u64>, Fate)> {
    let one = |index: usize| {
        let message = run.trace.message(MessageId(index as u32));
        (run.trace.key_text(message.key), (message.sent_at, message.arrives_at, message.fate))
    };
    (0..run.trace.messages.len()).map(one).collect()
}

/// The number before some words of a sentence; 0 where they are not in it.
fn counted(sentence: &str, words: &[&str]) -> usize {
    let clauses = sentence.trim_end_matches('.').split("; ").flat_map(|clause| clause.split(", "));
    let found = clauses.filter_map(|clause| {
        let (count, rest) = clause.split_once(' ')?;
        let rest = rest.trim_start_matches("messages ").trim_start_matches("message ");
        words.contains(&rest).then(|| count.parse::<usize>().expect("a number"))
    });
    found.sum()
}

fn check_messages(path: &str, sentence: &str, old: &Run, new: &Run) {
    let (before, after) = (messages(old), messages(new));
    let pairs = || after.iter().filter_map(|(key, new)| Some((before.get(key)?, new)));
    let arrived = |message: &(u64, Option<u64>, Fate)| message.2 == Fate::Delivered;
    let fail = pairs().filter(|(old, new)| arrived(old) && !arrived(new)).count();
    let arrive = pairs().filter(|(old, new)| !arrived(old) && arrived(new)).count();
    let moved = pairs().filter(|(old, new)| arrived(old) == arrived(new) && old != new).count();
    let added = after.keys().filter(|key| !before.contains_key(*key)).count();
    let gone = before.keys().filter(|key| !after.contains_key(*key)).count();
    let told = [
        counted(sentence, &["moved"]),
        counted(sentence, &["no longer arrives", "no longer arrive"]),
        counted(sentence, &["now arrives", "now arrive"]),
        counted(sentence, &["is new", "are new"]),
        counted(sentence, &["is gone", "are gone"]),
    ];
    assert_eq!(told, [moved, fail, arrive, added, gone], "{path}: {sentence}");
}

fn check_verdicts(path: &str, sentence: &str, old: &Run, new: &Run) {
    let broken = |run: &Run| -> BTreeSet<usize> {
        let broken = run.verdicts.iter().filter(|verdict| verdict.outcome == Outcome::Violated);
        broken.map(|verdict| verdict.property).collect()
    };
    let (before, after) = (broken(old), broken(new));
    let says = |words: &str| sentence.contains(words);
    let is_same = sentence.starts_with("Nothing in the run changed");
    assert_eq!(
        says("nothing broke"),
        before.is_empty() && after.is_empty() && !is_same,
        "{path}: {sentence}"
    );
    assert_eq!(
        says("” broke") || says("properties broke"),
        after.difference(&before).next().is_some(),
        "{path}: {sentence}"
    );
    assert_eq!(says("no longer broken"), before.difference(&after).next().is_some(), "{path}: {sentence}");
}

/// Who becomes leader and when, as the sentence has it.
fn check_leaders(path: &str, sentence: &str, old: &Run, new: &Run) {
    let leaders = |run: &Run| -> Vec<(String, u64)> {
        let trace = &run.trace;
        let mut leads = vec![false; trace.nodes.len()];
        let mut began = vec![false; trace.nodes.len()];
        let mut all = Vec::new();
        for event in &trace.events {
            let node = event.node.index();
            let is_leader = event.role.is_some_and(|role| trace.roles[usize::from(role)] == "leader")
                && event.kind.name() != "crash";
            if is_leader && !leads[node] && began[node] {
                all.push((trace.nodes[node].clone(), event.at));
            }
            (leads[node], began[node]) = (is_leader, true);
        }
        all
    };
    let (before, after) = (leaders(old), leaders(new));
    let names = |all: &[(String, u64)]| all.iter().map(|(name, _)| name.clone()).collect::<Vec<String>>();
    if sentence.contains(" still becomes leader") {
        assert_eq!(names(&before), names(&after), "{path}: {sentence}");
    } else if sentence.contains(" becomes leader") && !sentence.starts_with("Nothing") {
        assert_ne!(names(&before), names(&after), "{path}: {sentence}");
    }
    if sentence.contains("; nobody becomes leader") || sentence.starts_with("Nobody becomes leader") {
        assert!(after.is_empty() && !before.is_empty(), "{path}: {sentence}");
    }
}

#[test]
fn what_is_said_of_an_edit_is_true_in_every_ready_scenario() {
    for (path, scenario) in scenarios() {
        let old = scenario.run();
        for edit in edits(&old) {
            let edited = scenario.apply(&edit);
            let new = edited.run();
            for (old, new) in [(&old, &new), (&new, &old)] {
                let sentence = said(old, new);
                assert!(sentence.ends_with('.') && !sentence.contains(";."), "{path}: {sentence}");
                assert!(sentence.len() < 400, "{path}: {sentence}");
                check_messages(&path, &sentence, old, new);
                check_verdicts(&path, &sentence, old, new);
                check_leaders(&path, &sentence, old, new);
            }
        }
    }
}

#[test]
fn the_same_run_twice_is_told_as_nothing() {
    for (path, scenario) in scenarios() {
        assert_eq!(said(&scenario.run(), &scenario.run()), "Nothing in the run changed.", "{path}");
    }
}

/// An election that S2 wins at 183 ms, and what a reader hears after one line more.
fn after(line: &str) -> String {
    const ELECTION: &str = "protocol raft\nseed 9\nat 240ms S2 put x 1\nuntil 400ms\n";
    let before = Scenario::parse(ELECTION).expect("a scenario");
    let after = Scenario::parse(&format!("{ELECTION}{line}\n")).expect("a scenario");
    let (old, new) = (before.run(), after.run());
    let difference = Difference::between(&old.trace, &new.trace);
    consequence(&old, &new, &difference, &after.unused(&new)).expect("one protocol")
}

#[test]
fn a_reader_hears_what_an_edit_did() {
    let said = [
        "drop RequestVote S2->S3 1",
        "delay VoteGranted S5->S2 1 to 190ms",
        "at 100ms crash S2",
        "at 300ms crash S3",
        "drop RequestVote S1->S3 7",
    ]
    .map(|line| format!("{line}\n    {}\n", after(line)))
    .concat();
    expect_test::expect![[r#"
        drop RequestVote S2->S3 1
            S2 still becomes leader at 182.818 ms; 1 message no longer arrives, 1 is gone; nothing broke.
        delay VoteGranted S5->S2 1 to 190ms
            S2 still becomes leader, 2.489 ms later; 25 messages moved; nothing broke.
        at 100ms crash S2
            S1 becomes leader at 207.128 ms, where S2 did at 182.818 ms; “1: put x 1” is no longer decided; 35 messages are new, 60 are gone; the line “at 240ms S2 put x 1” has no effect; nothing broke.
        at 300ms crash S3
            S2 still becomes leader at 182.818 ms; “1: put x 1” is decided by 4 nodes, not by 5; 2 messages no longer arrive, 2 are gone; nothing broke.
        drop RequestVote S1->S3 7
            Nothing in the run changed; the line “drop RequestVote S1->S3 7” has no effect.
    "#]].assert_eq(&said);
}

#[test]
fn two_protocols_are_not_compared() {
    let [one, other] = ["protocol raft\nnodes 3\n", "protocol lamport-mutex\nnodes 3\n"]
        .map(|text| Scenario::parse(text).expect("a scenario").run());
    let difference = Difference::between(&one.trace, &other.trace);
    assert_eq!(consequence(&one, &other, &difference, &[]), None);
}

#[test]
fn a_role_that_says_what_its_node_does_is_told_as_a_verb() {
    let text = "protocol detector\nnodes 2\nset timeout 5ms\nnetwork delay 1ms..37ms\nuntil 400ms\n";
    let run = |text: &str| Scenario::parse(text).expect("a scenario").run();
    let sentence = said(&run(text), &run(&format!("{text}drop Heartbeat P2->P1 1\n")));
    assert!(sentence.contains(" leads"), "{sentence}");
    assert!(!sentence.contains("becomes leads"), "{sentence}");
}
