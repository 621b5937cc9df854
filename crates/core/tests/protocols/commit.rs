//! Two-phase and three-phase commit: the shortest ways to a decision, to being blocked and to a
//! broken promise, and what holds in every schedule.

use super::*;
use sequitur_core::protocols::commit::{Message, Node};
use sequitur_core::scenario::duration_text;
use sequitur_core::trace::{EventId, EventKind};

/// A transaction that begins, with so many participants, and other lines.
fn begin(variant: &str, participants: u8, lines: &str) -> String {
    let nodes = participants + 1;
    format!("protocol commit{variant}\nnodes {nodes}\nmodel asynchronous\n{lines}at 0ms C begin\n")
}

fn state(world: &World<Node>, node: usize) -> &'static str {
    Node::INFO.roles[usize::from(world.nodes()[node].state.role().expect("a role"))].name
}

fn all_participants(world: &World<Node>, states: &[&str]) -> bool {
    (1..world.nodes().len()).all(|node| states.contains(&state(world, node)))
}

/// All are prepared, the coordinator is down, and no decision is under way.
fn is_blocked(world: &World<Node>) -> bool {
    let is_decision = |message: &Message| matches!(message, Message::Commit | Message::Abort);
    !world.nodes()[0].up
        && all_participants(world, &["prepared"])
        && !world.flying().any(|(_, flight)| is_decision(&flight.message))
}

const ONE_CRASH: Budget = Budget { crash: 1, ..NO_FAULTS };
const CRASH_AND_RESTART: Budget = Budget { restart: 1, ..ONE_CRASH };

#[test]
fn committing_takes_seven_steps() {
    let text = begin("", 2, "");
    let committed = |world: &World<Node>| all_participants(world, &["committed"]);
    assert_eq!(search::<Node>(&text, NO_FAULTS, committed).shortest, Some(7));
}

#[test]
fn one_crash_blocks_all_who_are_prepared_and_none_blocks_nobody() {
    for lines in ["", "set asks 1\n"] {
        let text = begin("", 2, lines);
        assert_eq!(search::<Node>(&text, ONE_CRASH, is_blocked).shortest, Some(4), "{lines}");
        assert_eq!(search::<Node>(&text, NO_FAULTS, is_blocked).shortest, None);
    }
}

#[test]
fn two_phases_are_atomic_whatever_happens() {
    for budget in [CRASH_AND_RESTART, Budget { drop: 1, ..ONE_CRASH }] {
        assert_eq!(search::<Node>(&begin("", 2, ""), budget, breaks_any).shortest, None);
    }
    let asking = search::<Node>(&begin("", 1, "set asks 1\n"), CRASH_AND_RESTART, breaks_any);
    assert_eq!(asking.shortest, None);
}

/// DOMAIN C-10.
#[test]
fn variants_break_atomicity_in_as_few_steps_as_known() {
    let shortest = |variant, participants, budget| {
        let text = begin(variant, participants, "");
        search::<Node>(&text, budget, |world| breaks(world, "atomicity")).shortest
    };
    assert_eq!(shortest(" aborts-prepared", 2, NO_FAULTS), Some(6));
    assert_eq!(shortest(" commits-prepared", 2, NO_FAULTS), Some(4));
    assert_eq!(shortest(" forgets-decision", 2, CRASH_AND_RESTART), Some(9));
    assert_eq!(shortest(" forgets-prepared", 2, CRASH_AND_RESTART), Some(7));
    assert_eq!(shortest(" majority-commits", 3, NO_FAULTS), Some(6));
}

/// In rounds, time-outs decide rightly, and one crash blocks nobody who is up.
#[test]
fn three_phases_keep_their_promise_while_messages_are_on_time() {
    let text = begin("", 2, "set phases three\n").replace("asynchronous", "synchronous 30ms");
    for budget in [ONE_CRASH, CRASH_AND_RESTART, Budget { crash: 2, ..CRASH_AND_RESTART }] {
        assert_eq!(search::<Node>(&text, budget, breaks_any).shortest, None);
    }
    let is_stuck = |world: &World<Node>| {
        let is_open =
            |node: usize| world.nodes()[node].up && ["working", "prepared"].contains(&state(world, node));
        world.choices().is_empty() && (1..3).any(is_open)
    };
    assert_eq!(search::<Node>(&text, ONE_CRASH, is_stuck).shortest, None);
    let two = text.replace("three", "two");
    assert!(search::<Node>(&two, ONE_CRASH, is_stuck).shortest.is_some());
}

/// A message that is late is enough.
#[test]
fn three_phases_break_when_a_message_is_late() {
    let text = begin("", 2, "set phases three\n");
    assert_eq!(search::<Node>(&text, NO_FAULTS, |world| breaks(world, "atomicity")).shortest, Some(7));
}

/// P11: three messages a participant, and one that acknowledges.
#[test]
fn a_commit_costs_four_messages_a_participant() {
    for participants in 1..6 {
        let run = run(&format!("{}until 1s\n", begin("", participants, "")));
        let counts = sent(&run);
        let all: u32 = counts.iter().map(|(_, count)| *count).sum();
        assert_eq!(
            (all, counts.get("Ack").copied()),
            (4 * u32::from(participants), Some(participants.into()))
        );
    }
}

/// Wherever a participant stops and comes back, it ends as the others do.
#[test]
fn a_crash_at_any_moment_leaves_nobody_behind() {
    for node in ["C", "P1", "P2"] {
        for at in 0..120 {
            let text = format!(
                "{}at {at}ms crash {node}\nat 400ms restart {node}\nuntil 2s\n",
                begin("", 2, "set asks 9\nnetwork delay 10ms\n")
            );
            let run = run(&text);
            assert_eq!(outcome(&run, "atomicity"), Outcome::Holds, "{text}");
            assert_eq!(outcome(&run, "all-decide"), Outcome::Holds, "{text}");
        }
    }
}

/// The window of doubt by its definition: a participant is in doubt from its yes until it is told what
/// has been decided. For each of its events, whether it is in doubt after it.
fn in_doubt_by_definition(run: &Run, node: NodeId) -> Vec<bool> {
    let kind = |message: &sequitur_core::trace::Message| run.info.kinds[usize::from(message.key.kind)].name;
    let (mut has_voted, mut is_told) = (false, false);
    let mut after = Vec::new();
    for (id, event) in (0..).map(EventId).zip(&run.trace.events).filter(|(_, event)| event.node == node) {
        let sends = |name: &str| run.trace.messages.iter().any(|sent| sent.sent == id && kind(sent) == name);
        has_voted |= sends("VoteYes");
        is_told |= event.kind == EventKind::Receive
            && matches!(kind(run.trace.message(event.first_message)), "Commit" | "Abort");
        after.push(has_voted && !is_told);
    }
    after
}

/// The coordinator crashes at every event of a run, and returns or does not; with and without asking each
/// other.
#[test]
fn the_window_of_doubt_is_that_of_its_definition() {
    let settings = ["", "set asks 9\n"];
    for (lines, comes_back) in settings.into_iter().flat_map(|lines| [(lines, false), (lines, true)]) {
        let begun = begin("", 2, &format!("{lines}network delay 5ms..15ms\n"));
        let whole = run(&format!("{begun}until 600ms\n"));
        let mut blocked = 0;
        for at in whole.trace.events.iter().map(|event| duration_text(event.at + 1)) {
            let back = if comes_back { "at 300ms restart C\n" } else { "" };
            let run = run(&format!("{begun}at {at} crash C\n{back}until 600ms\n"));
            for node in [NodeId(1), NodeId(2)] {
                let events = run.trace.events.iter().filter(|event| event.node == node);
                let shown: Vec<bool> = events
                    .map(|event| event.role.is_some_and(|role| run.info.roles[usize::from(role)].is_in_doubt))
                    .collect();
                let defined = in_doubt_by_definition(&run, node);
                // All events of a step show its end.
                let ends = |all: &[bool]| {
                    let own =
                        (0..).map(EventId).zip(&run.trace.events).filter(|(_, event)| event.node == node);
                    let last = own.map(|(id, _)| run.trace.step_of(id).end == id.0 + 1);
                    last.zip(all).filter(|(is_last, _)| *is_last).map(|(_, doubt)| *doubt).collect::<Vec<_>>()
                };
                assert_eq!(ends(&shown), ends(&defined), "crash at {at}, {lines}{back}");
                blocked += u32::from(!comes_back && defined.last() == Some(&true));
            }
        }
        assert_eq!(blocked > 0, !comes_back, "some crash leaves somebody in doubt, and a return ends it");
    }
}
