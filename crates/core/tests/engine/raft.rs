//! Raft is safe whatever happens to its messages and servers; a Raft that gets one
//! thing wrong is not.

use super::generate::{fixed, fixed_with_options, scenario, with_options};
use super::{run, runs};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use sequitur_core::sim::info::PropertyKind;
use sequitur_core::sim::run::{Outcome, Run};
use sequitur_core::trace::EventKind;

/// The safety properties that a run broke, with the sentences that explain it.
fn broken(run: &Run) -> Vec<(&'static str, String)> {
    let broken = run.verdicts.iter().filter(|verdict| verdict.outcome == Outcome::Violated);
    broken.map(|verdict| (run.info.properties[verdict.property].name, verdict.why.clone())).collect()
}

proptest! {
    #![proptest_config(runs(8_000))]

    #[test]
    fn safe_under_random_faults(text in scenario("raft")) {
        let run = run(&text);
        let broken = broken(&run);
        prop_assert!(broken.is_empty(), "{broken:?}");
        let safety = run.info.properties.iter().filter(|p| p.kind == PropertyKind::Safety);
        prop_assert_eq!(safety.count(), 7);
    }

    #[test]
    fn safe_with_options(text in with_options("raft")) {
        let run = run(&text);
        let broken = broken(&run);
        prop_assert!(broken.is_empty(), "{broken:?}");
    }

    #[test]
    fn leases_are_safe_where_clocks_are_right(text in lenders()) {
        let run = run(&text);
        let broken = broken(&run);
        prop_assert!(broken.is_empty(), "{broken:?}");
    }

    /// What is wrong with a variant is for its observers to tell, with all options too.
    #[test]
    fn no_variant_stops_the_engine(text in with_options("raft"), variant in any::<usize>()) {
        let variants = run("protocol raft\nuntil 1ms\n").info.variants;
        let variant = variants[variant % variants.len()].name;
        let run = run(&text.replacen("protocol raft", &format!("protocol raft {variant}"), 1));
        prop_assert!(!run.trace.events.is_empty());
    }

    /// Figure 2: "currentTerm … increases monotonically"; one leader a term; what is
    /// applied at an index is the same everywhere. Said once more, from the trace alone.
    #[test]
    fn safe_as_seen_from_outside(text in scenario("raft")) {
        let run = run(&text);
        let mut terms = vec![0; run.trace.nodes.len()];
        let mut leaders = std::collections::BTreeMap::new();
        for event in &run.trace.events {
            let Some(term) = event.epoch else { continue };
            prop_assert!(term >= terms[event.node.index()], "terms only increase");
            terms[event.node.index()] = term;
            let role = event.role.map(|role| run.trace.roles[usize::from(role)].as_str());
            if role == Some("leader") {
                let leader = *leaders.entry(term).or_insert(event.node);
                prop_assert_eq!(leader, event.node, "term {} has one leader", term);
            }
        }
        let mut applied = std::collections::BTreeMap::new();
        for decision in &run.decisions {
            let (index, command) = decision.value.split_once(": ").expect("an index and a command");
            let first = applied.entry(index.to_owned()).or_insert_with(|| command.to_owned());
            prop_assert_eq!(&*first, command, "at index {}", index);
        }
    }
}

/// Clusters in which reads go by leases and leaders are often cut off, in a network that is
/// quick enough for leases to be had.
fn lenders() -> impl Strategy<Value = String> {
    let timing = (any::<u32>(), select(vec!["1ms..3ms", "1ms..12ms", "4ms"]), 0..10u8, 3..=5u8);
    let lines = (15..400u32, 0..14u8, any::<u8>());
    (timing, 20..60u32, 0..30u32, vec(lines, 10..60)).prop_map(|(timing, low, more, lines)| {
        let (seed, delay, loss, servers) = timing;
        let mut text = format!(
            "protocol raft\nnodes {servers}\nseed {seed}\nnetwork delay {delay} loss {loss}%\nset reads lease\n\
             set heartbeat 9ms\nset election-timeout {low}ms..{}ms\nuntil 450ms\n",
            low + more
        );
        for (value, (at, what, node)) in lines.into_iter().enumerate() {
            let node = node % servers + 1;
            let other = node % servers + 1;
            text += &match what {
                0 => format!("at {at}ms partition S{node}\n"),
                1 => format!("at {at}ms partition S{node} S{other}\n"),
                2 | 3 => format!("at {at}ms heal\n"),
                4 => format!("at {at}ms crash S{node}\nat {}ms restart S{node}\n", at + 5),
                5 => format!("at {at}ms S{node} transfer S{other}\n"),
                6..10 => (1..=servers).map(|at_server| format!("at {at}ms S{at_server} put x {value}\n")).collect(),
                _ => (1..=servers).map(|at_server| format!("at {at}ms S{at_server} get x\n")).collect(),
            };
        }
        text
    })
}

/// Looks for a random run of a variant that breaks what it is said to break.
fn assert_caught(variant: &'static str) {
    let info = run("protocol raft\nuntil 1ms").info;
    let name = variant.trim_start_matches("raft ");
    let breaks = info.variants.iter().find(|v| v.name == name).expect("a variant").breaks;
    let breaks_it = |text: &String| broken(&run(text)).iter().any(|(property, _)| *property == breaks);
    assert!(
        fixed(variant).take(40_000).any(|text| breaks_it(&text)),
        "no random run shows that {variant} breaks {breaks}"
    );
}

#[test]
fn voting_twice_is_caught() {
    assert_caught("raft votes-twice");
}

#[test]
fn forgetting_the_vote_is_caught() {
    assert_caught("raft forgets-vote");
}

#[test]
fn ignoring_logs_is_caught() {
    assert_caught("raft ignores-logs");
}

#[test]
fn committing_old_terms_is_caught() {
    assert_caught("raft commits-old-terms");
}

#[test]
fn half_a_quorum_is_caught() {
    assert_caught("raft half-quorum");
}

#[test]
fn the_floor_of_a_quorum_is_caught() {
    assert_caught("raft floor-quorum");
}

#[test]
fn comparing_lengths_is_caught() {
    assert_caught("raft compares-lengths");
}

#[test]
fn truncating_logs_is_caught() {
    assert_caught("raft truncates-logs");
}

#[test]
fn ignoring_the_previous_term_is_caught() {
    assert_caught("raft ignores-prev-term");
}

#[test]
fn forgetting_the_log_is_caught() {
    assert_caught("raft forgets-log");
}

#[test]
fn committing_by_length_is_caught() {
    assert_caught("raft commits-by-length");
}

#[test]
fn keeping_on_leading_is_caught() {
    assert_caught("raft keeps-leading");
}

#[test]
fn stale_reads_are_caught() {
    assert_caught("raft stale-reads");
}

#[test]
fn repeating_commands_is_caught() {
    assert_caught("raft repeats-commands");
}

/// The random runs are worth something only while a good part of them gets somewhere.
#[test]
fn random_runs_elect_and_apply_and_lose() {
    let [mut led, mut applied, mut lost, mut crashed] = [0; 4];
    for text in fixed("raft").take(200) {
        let run = run(&text);
        let elected = run.verdict("leader-elected").map(|verdict| verdict.outcome);
        led += u32::from(elected == Some(Outcome::Holds));
        applied += u32::from(!run.decisions.is_empty());
        lost += u32::from(run.trace.messages.iter().any(|m| m.received.is_none()));
        crashed += u32::from(run.trace.events.iter().any(|e| e.kind == EventKind::Crash));
    }
    let all = [led, applied, lost, crashed];
    assert!(all.iter().all(|count| *count >= 50), "{all:?} of 200");
}

/// The same, for what goes beyond Figure 2.
#[test]
fn random_runs_use_the_options() {
    let kinds = ["PreVoteGranted", "PreVoteRefused", "TimeoutNow", "InstallSnapshot", "SnapshotInstalled"];
    let mut runs_with = [0; 5];
    for text in fixed_with_options("raft").take(1_000) {
        let trace = run(&text).trace;
        for (kind, count) in kinds.iter().zip(&mut runs_with) {
            let received = trace.messages.iter().filter(|m| m.received.is_some());
            let mut names = received.map(|m| trace.kinds[usize::from(m.key.kind)].as_str());
            *count += u32::from(names.any(|name| name == *kind));
        }
    }
    assert!(runs_with.iter().all(|count| *count >= 5), "{kinds:?} in {runs_with:?} of 1000 runs");
}

/// However fast commands come, each costs a few messages to and from each follower: those
/// that were sent twice do not go to and fro for ever.
#[test]
fn a_long_row_of_commands_does_not_drown_in_answers() {
    for gap in [1, 3, 10, 20, 30] {
        let put = |command: u32| format!("at {}ms S2 put x {command}\n", 400 + command * gap);
        let puts: String = (0..300).map(put).collect();
        let run = run(&format!("protocol raft\nseed 9\nuntil {}ms\n{puts}", 600 + 300 * gap));
        let answered = run.verdict("commands-answered").expect("a property");
        assert_eq!((answered.outcome, broken(&run)), (Outcome::Holds, vec![]), "every {gap} ms");
        assert_eq!(run.decisions.len(), 1_500, "every {gap} ms, all five apply all");
        // An AppendEntries and its answer for each follower is 8 messages a command.
        let messages = run.trace.messages.len();
        assert!(messages < 300 * 32, "every {gap} ms: {messages} messages");
    }
}
