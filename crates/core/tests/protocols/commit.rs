//! Two-phase and three-phase commit: the shortest ways to a decision, to being blocked and to a
//! broken promise, and what holds in every schedule.

use super::*;
use sequitur_core::protocols::commit::{Message, Node};

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
