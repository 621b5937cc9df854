//! Runs that would never end stop at their limit and say so, and no plan that the
//! language accepts does harm.

use super::run;
use sequitur_core::sim::plan::{EVENTS_MAX, MESSAGES_MAX, NODES_MAX};
use sequitur_core::sim::run::{Run, Stopped};
use sequitur_core::trace::MessageId;
use std::fmt::Write;

/// At most one step goes beyond the limits.
fn assert_within_limits(run: &Run) {
    let (events, messages) = (run.trace.events.len(), run.trace.messages.len());
    assert!(events < EVENTS_MAX as usize + 1_000, "{events} events");
    assert!(messages < MESSAGES_MAX as usize + 1_000, "{messages} messages");
}

/// A run is full before its time is over.
fn assert_full(run: &Run) {
    assert_eq!(run.stopped, Stopped::Events);
    assert!(run.end < run.plan.until);
    assert_within_limits(run);
}

#[test]
fn restless_timers_stop_at_the_limit_of_events() {
    let text = "protocol raft\nnodes 2\nset election-timeout 1us\nnetwork delay 1s\nuntil 1000s\n";
    let run = run(text);
    assert_full(&run);
    assert!(run.trace.events.len() >= EVENTS_MAX as usize);
}

#[test]
fn broadcasts_that_nobody_receives_stop_at_the_limit_of_messages() {
    let text = format!(
        "protocol raft\nnodes {NODES_MAX}\nset election-timeout 1us\nnetwork loss 100%\nuntil 1000s\n"
    );
    let run = run(&text);
    assert_full(&run);
    assert!(run.trace.messages.len() >= MESSAGES_MAX as usize);
    assert!(run.trace.events.len() < 100_000);
}

/// How many entries the messages of a run carry.
fn entries(run: &Run) -> usize {
    let fields = |id| run.details.fields(MessageId(id));
    let carried = |id| match fields(id).into_iter().find(|(name, _)| *name == "entries") {
        Some((_, sequitur_core::sim::run::Value::List(entries))) => entries.len(),
        _ => 0,
    };
    (0..run.trace.messages.len() as u32).map(carried).sum()
}

/// The leader hears nothing and sends all it has again and again: few messages, but each
/// of them is large.
#[test]
fn large_messages_stop_at_the_limit_of_messages() {
    let mut text = "protocol raft\nnodes 3\nset batch 1000000\nset heartbeat 1ms\nuntil 1000s\n".to_owned();
    writeln!(text, "start S1 term 1 log {}", "1 ".repeat(5_000)).expect("text");
    text += "at 2s partition S1\n";
    for n in 0..1_000 {
        writeln!(text, "at 2s S1 put x {n}").expect("text");
    }
    let run = run(&text);
    assert_full(&run);
    assert!(entries(&run) < 9 * MESSAGES_MAX as usize, "{} entries", entries(&run));
}

/// The more nodes, the more everything: a cluster as large as can be, with a bad network.
#[test]
fn sixty_four_nodes() {
    let text = "protocol raft\nnodes 60\nclients 4\nnetwork loss 5% duplicate 5%\nset election-timeout 150ms..600ms\n\
        at 2s C1 put x 1\nat 2s C4 put x 2\nat 3s crash S60\nuntil 4s\n";
    let run = run(text);
    assert_eq!(run.trace.nodes.len(), NODES_MAX);
    assert_eq!(run.stopped, Stopped::Until);
    assert!(run.decisions.len() > 50);
}

/// Plans at the edges of what the language accepts: they end, and do no harm.
#[test]
fn extreme_plans_end() {
    let crashes: String = (0..2_000).map(|n| format!("at {n}us crash S1\nat {n}us restart S1\n")).collect();
    let copies = "duplicate RequestVote S1->S2\n".repeat(2_000);
    let by_hand = "duplicate RequestVote S1->S2 1\n".repeat(2_000);
    let texts = [
        "nodes 1\nuntil 1000000s\nset heartbeat 1000000s\n".to_owned(),
        "nodes 1\nset election-timeout 1us\nset heartbeat 1ms\nuntil 10ms\n".to_owned(),
        "nodes 2\nnetwork delay 0s\nset heartbeat 1ms\nset election-timeout 1us..2us\nuntil 5ms\n".to_owned(),
        "nodes 1\nclients 2\nnetwork delay 0s\nset client-retry 1ms\nat 0s C1 get x\nuntil 5ms\n".to_owned(),
        "nodes 3\nnetwork delay 1000000s loss 100% duplicate 100% order fifo\nuntil 2s\n".to_owned(),
        "nodes 3\nset batch 1\nat 1s S1 put x 1\nat 1s S2 put x 2\n".to_owned(),
        "nodes 3\nstart S1 term 1000000000\nuntil 1s\n".to_owned(),
        "nodes 3\nseed 18446744073709551615\nuntil 0s\nat 0s crash S1\nat 0s heal\n".to_owned(),
        "nodes 3\nat 0s partition S1 | S2 | S3\nat 1s crash S1\nat 1s crash S2\nat 1s crash S3\nuntil 2s\n"
            .to_owned(),
        format!("nodes 3\n{crashes}until 5s\n"),
        format!("nodes 2\nset election-timeout 50ms..300ms\n{copies}until 1s\n"),
        format!(
            "nodes 2\nschedule manual\nfire S1 election-timeout\n{by_hand}deliver RequestVote S1->S2 1+2000\n"
        ),
        "nodes 2\nschedule manual\nadvance 1000000s\nadvance 1000000s\ncrash S1\ncrash S1\n".to_owned(),
    ];
    for text in texts {
        let run = run(&format!("protocol raft\n{text}"));
        assert!(run.trace.events.len() >= run.trace.nodes.len(), "{text}");
        assert!(run.verdicts.iter().all(|verdict| !verdict.why.is_empty()));
        assert_within_limits(&run);
    }
}
