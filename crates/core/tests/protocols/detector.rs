//! The failure detector under the three timing models, against what is known of its mistakes.

use super::*;
use sequitur_core::protocols::detector::Node;
use sequitur_core::sim::run::Value;
use sequitur_core::trace::{EventId, Micros};

/// A detector of two nodes with a heartbeat every 20 ms and a time-out that stays.
fn fixed(timeout: u32, network: &str) -> String {
    format!(
        "protocol detector\nnodes 2\nset detector fixed\nset interval 20ms\nset timeout {timeout}ms\n\
         {network}until 300ms\n"
    )
}

/// What a field of a node was after an event.
fn field(run: &Run, event: usize, node: usize, name: &str) -> Value {
    let nodes = run.details.nodes_after(EventId(event as u32));
    let fields = nodes.into_iter().nth(node).expect("a node").fields;
    fields.into_iter().find(|(other, _)| *other == name).expect("a field").1
}

/// When each node suspects which other.
fn suspicions(run: &Run) -> Vec<(Micros, usize, String)> {
    let events = (0..).map(EventId).zip(&run.trace.events);
    let notes = events.filter_map(|(id, event)| {
        let whom = run.trace.label(id).strip_prefix("suspects ")?.to_owned();
        Some((event.at, event.node.index(), whom))
    });
    notes.collect()
}

/// T06-E1: without a bound, a time-out can be over before any heartbeat arrives.
#[test]
fn a_node_that_is_up_is_suspected_in_one_step() {
    let text = "protocol detector\nnodes 2\nset detector fixed\nmodel asynchronous\n";
    let wrong = |world: &World<Node>| breaks(world, "never-wrong");
    assert_eq!(search::<Node>(text, NO_FAULTS, wrong).shortest, Some(1));
}

/// T06-E2: delays of 1 to 10 ms and heartbeats every 20 ms: between two receipts pass at most
/// 20 + 10 - 1 ms.
#[test]
fn the_least_time_out_without_a_mistake_is_interval_and_delay() {
    let all = |timeout, network: &str| outcome(&run(&fixed(timeout, network)), "never-wrong");
    let extreme = "network delay 1ms\nat 21ms network delay 10ms\nat 41ms network delay 1ms\n";
    let gap = "network delay 1ms\nat 1ms network delay 10ms\n";
    assert_eq!(all(28, gap), Outcome::Violated);
    assert_eq!(all(29, gap), Outcome::Holds);
    assert_eq!(all(29, extreme), Outcome::Holds);
    for seed in 0..100 {
        assert_eq!(all(29, &format!("seed {seed}\nnetwork delay 1ms..10ms\n")), Outcome::Holds);
    }
}

/// P10: once delays are bounded, each pair of nodes makes at most log2((bound + interval) /
/// time-out) mistakes more, rounded up.
#[test]
fn mistakes_after_stabilisation_are_few() {
    let (stable, bound, interval) = (500, 37, 20);
    let mut most = 0;
    for (timeout, allowed) in [(5, 4), (10, 3), (20, 2), (40, 1), (57, 0)] {
        for seed in 0..40 {
            let text = format!(
                "protocol detector\nnodes 3\nseed {seed}\nset interval {interval}ms\nset timeout {timeout}ms\n\
                 model partially-synchronous {bound}ms from {stable}ms\nnetwork delay 30ms..90ms\n\
                 at 447ms network delay 1ms..{bound}ms\nuntil 3s\n"
            );
            let run = run(&text);
            assert!(run.assumptions.iter().all(|kept| kept.left.is_none()), "{text}");
            let late = suspicions(&run).into_iter().filter(|(at, ..)| *at > (stable + bound) * 1_000);
            let mut counts: Map<(usize, String), u32> = Map::new();
            late.for_each(|(_, node, whom)| *counts.or_default((node, whom)) += 1);
            let worst = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
            assert!(worst <= allowed, "{worst} of {allowed} mistakes\n{text}");
            most = most.max(worst);
            assert_eq!(outcome(&run, "accuracy"), Outcome::Holds, "{text}");
            assert_eq!(outcome(&run, "one-leader"), Outcome::Holds, "{text}");
        }
    }
    assert!(most > 0, "no run makes a mistake, and nothing was tested");
}

/// T06-E4: heartbeats of the first 30 ms wait until 100 ms; after 120 ms a time-out of 25 ms
/// is long enough for ever.
#[test]
fn a_time_out_that_is_long_enough_later_makes_mistakes_before() {
    let text = "protocol detector\nnodes 2\nset detector fixed\nset interval 10ms\nset timeout 25ms\n\
                model partially-synchronous 10ms from 100ms\nnetwork delay 70ms..80ms\n\
                at 31ms network delay 1ms..10ms\nuntil 300ms\n";
    let run = run(text);
    assert!(run.assumptions.iter().all(|kept| kept.left.is_none()));
    let all = suspicions(&run);
    assert!(all.iter().any(|(at, ..)| *at < 100_000));
    assert!(all.iter().all(|(at, ..)| *at < 120_000), "{all:?}");
}

#[test]
fn time_outs_double_with_each_mistake() {
    let text =
        "protocol detector\nnodes 2\nset interval 100ms\nset timeout 20ms\nnetwork delay 1ms\nuntil 1s\n";
    let run = run(text);
    let last = run.trace.events.len() - 1;
    assert_eq!(field(&run, last, 0, "mistakes"), Value::Number(3), "20, 40 and 80 ms are too short");
    assert_eq!(field(&run, last, 0, "timeouts"), Value::List(vec![Value::from("P2: 160ms")]));
}

/// A crash is noticed by all within a heartbeat and a time-out, and the next node leads.
#[test]
fn a_perfect_detector_is_right_and_notices_every_crash() {
    for seed in 0..50 {
        let crash = 100 + seed;
        let text = format!(
            "protocol detector\nnodes 4\nseed {seed}\nset detector perfect\nset bound 25ms\n\
             network delay 1ms..25ms\nat {crash}ms crash P1\nuntil 1s\n"
        );
        let run = run(&text);
        for property in ["never-wrong", "completeness", "accuracy", "one-leader"] {
            assert_eq!(outcome(&run, property), Outcome::Holds, "{property}\n{text}");
        }
        let all = suspicions(&run);
        assert_eq!(all.len(), 3);
        // The last heartbeat left at the crash at the latest.
        assert!(all.iter().all(|(at, ..)| *at <= (crash + 25 + 75) * 1_000), "{all:?}\n{text}");
    }
}
