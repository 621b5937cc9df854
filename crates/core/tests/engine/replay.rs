//! The same text gives the same run, and any moment of it can be gone back to.

use super::generate::scenario;
use super::{parse, run, runs};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use sequitur_core::sim::run::{NodeView, Run, Value};
use sequitur_core::trace::{EventId, EventKind, MessageId, Trace};

fn field<'a>(view: &'a NodeView, name: &str) -> Option<&'a Value> {
    view.fields.iter().find(|(field, _)| *field == name).map(|(_, value)| value)
}

/// How many entries a node applied since it started last, up to an event.
fn applied(trace: &Trace, to: EventId) -> i64 {
    let node = trace.event(to).node;
    let of_node = trace.events[..=to.index()].iter().rev().filter(|event| event.node == node);
    let since = of_node.take_while(|event| event.kind != EventKind::Restart);
    since.filter(|event| event.kind == EventKind::Decide).count() as i64
}

/// Compares what a replay shows with what the trace wrote down.
fn check(run: &Run, id: EventId) -> Result<(), TestCaseError> {
    let trace = &run.trace;
    let step = trace.step_of(id);
    let last = EventId(step.end - 1);
    let event = trace.event(id);
    let views = run.details.nodes_after(id);
    let view = &views[event.node.index()];
    prop_assert_eq!(view.role, event.role);
    prop_assert_eq!(view.epoch, event.epoch);
    prop_assert_eq!(view.up, event.kind != EventKind::Crash);
    if let Some(Value::Number(last_applied)) = field(view, "lastApplied")
        && view.up
    {
        prop_assert_eq!(*last_applied, applied(trace, last));
    }
    for (node, view) in views.iter().enumerate() {
        let next = trace.events[last.index() + 1..].iter().find(|event| event.node.index() == node);
        for (_, fires_at) in &view.timers {
            let Some(fires_at) = *fires_at else { continue };
            prop_assert!(fires_at >= event.at, "an armed timer fires later");
            let by_then = next.map_or(run.end, |event| event.at);
            prop_assert!(by_then <= fires_at || fires_at > run.end, "and nobody misses it");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(runs(300))]

    #[test]
    fn the_same_text_gives_the_same_run(text in scenario("raft")) {
        let (one, other) = (run(&text), run(&text));
        prop_assert_eq!(&one.trace, &other.trace);
        prop_assert_eq!(&one.verdicts, &other.verdicts);
        prop_assert_eq!(&one.decisions, &other.decisions);
        prop_assert_eq!(&one.unused, &other.unused);
        for id in (0..one.trace.messages.len() as u32).map(MessageId) {
            prop_assert_eq!(one.details.fields(id), other.details.fields(id));
        }
    }

    /// Comments, empty lines and the order of lines do not change a run.
    #[test]
    fn only_what_the_text_says_counts(text in scenario("raft")) {
        let mut lines: Vec<&str> = text.lines().filter(|line| !line.starts_with("duplicate")).collect();
        let plain = run(&lines.join("\n"));
        // Of lines about the same thing the later counts, so they stay in their order.
        lines.sort_by_key(|line| line.split(' ').next() == Some("protocol"));
        let turned = format!("# A comment\n\n{}", lines.join("  # said\n\n"));
        prop_assert_eq!(run(&turned).trace, plain.trace);
    }

    #[test]
    fn moments_are_as_the_trace_says(text in scenario("raft"), asked in vec(any::<Index>(), 12)) {
        let run = run(&text);
        for index in asked {
            check(&run, EventId(index.index(run.trace.events.len()) as u32))?;
        }
    }

    /// A run that stops earlier is the beginning of one that stops later, and ends in
    /// the state that the longer one passes.
    #[test]
    fn stopping_earlier_changes_nothing_before(text in scenario("raft"), at: Index) {
        let long = run(&text);
        let at = EventId(at.index(long.trace.events.len()) as u32);
        let until = long.trace.event(at).at;
        let short = run(&format!("{text}until {until}us\n"));
        let events = short.trace.events.len();
        prop_assert!(events > at.index());
        prop_assert_eq!(&short.trace.events[..], &long.trace.events[..events]);
        let last = EventId(events as u32 - 1);
        prop_assert_eq!(short.details.nodes_after(last), long.details.nodes_after(last));
    }

    /// Made in slices, as the page makes it, a run is the same as made at once.
    #[test]
    fn slices_make_the_same_run(text in scenario("raft"), slice in 1..500u32) {
        let scenario = parse(&text);
        let mut simulation = scenario.machine().begin(scenario.plan().clone());
        while !simulation.advance(slice) {
            prop_assert!(simulation.progress() <= 1_000);
        }
        let (sliced, whole) = (simulation.finish(), scenario.run());
        prop_assert_eq!(sliced.trace, whole.trace);
        prop_assert_eq!(sliced.verdicts, whole.verdicts);
    }
}

/// Long enough that checkpoints were thinned out several times.
#[test]
fn moments_of_a_long_run() {
    let text = "protocol raft\nnodes 5\nclients 1\nseed 3\nnetwork loss 10% duplicate 5%\n\
        set heartbeat 10ms\nat 1s C1 put x 1\nat 2s crash S1\nat 3s restart S1\nat 4s crash S2\n\
        at 9s C1 put x 2\nat 20s restart S2\nuntil 60s\n";
    let run = run(text);
    let events = run.trace.events.len() as u32;
    assert!(events > 40_000, "{events}");
    let asked: Vec<EventId> = (0..40).map(|n| EventId(n * 7_919 % events)).collect();
    let first: Vec<Vec<NodeView>> = asked.iter().map(|id| run.details.nodes_after(*id)).collect();
    for (id, first) in asked.iter().zip(&first).rev() {
        check(&run, *id).expect("a moment as the trace says");
        assert_eq!(run.details.nodes_after(*id), *first, "asking changes nothing");
    }
}

/// A crash keeps currentTerm, votedFor and the log, and nothing else (Figure 2).
#[test]
fn what_the_disk_remembers() {
    let text = "protocol raft\nnodes 3\nschedule manual\nfire S1 election-timeout\n\
        deliver RequestVote S1->S2\ndeliver VoteGranted S2->S1\nS1 put x 1\n\
        deliver AppendEntries S1->S2\ndeliver Appended S2->S1\ncrash S1\nrestart S1\n";
    let run = run(text);
    let restart = run.trace.events.iter().rposition(|event| event.kind == EventKind::Restart);
    let restart = EventId(restart.expect("a restart") as u32);
    let crash = EventId(restart.0 - 1);
    let before = &run.details.nodes_after(EventId(crash.0 - 1))[0];
    let after = &run.details.nodes_after(restart)[0];
    for kept in ["currentTerm", "votedFor", "log"] {
        assert_eq!(field(after, kept), field(before, kept));
        assert_ne!(field(after, kept), Some(&Value::List(Vec::new())));
    }
    assert_eq!(field(before, "commitIndex"), Some(&Value::Number(1)));
    assert_eq!(field(before, "store"), Some(&Value::List(vec![Value::Text("x = 1".to_owned())])));
    for (lost, fresh) in [
        ("commitIndex", Value::Number(0)),
        ("lastApplied", Value::Number(0)),
        ("role", Value::Text("follower".to_owned())),
        ("leader", Value::Null),
        ("store", Value::List(Vec::new())),
    ] {
        assert_eq!(field(after, lost), Some(&fresh), "{lost}");
    }
    assert_eq!(after.timers, [(0, None)], "the election timer is armed again");
    assert!(run.details.nodes_after(crash)[0].timers.is_empty(), "no timer of a server that is down");
}
