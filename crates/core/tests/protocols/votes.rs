//! Mutual exclusion by the votes of a majority.

use super::*;
use sequitur_core::protocols::votes::Voter;

const PATIENT: &str = "set gives-up off\n";

fn asked(variant: &str, nodes: u8, who: &[u8]) -> String {
    let asks: String = who.iter().map(|node| format!("P{node} request\n")).collect();
    format!("protocol votes{variant}\nnodes {nodes}\n{PATIENT}schedule manual\n{asks}")
}

fn two_inside(text: &str, budget: Budget) -> Option<u32> {
    search::<Voter>(text, budget, |world| breaks(world, "mutual-exclusion")).shortest
}

#[test]
fn a_majority_lets_one_in_at_a_time() {
    assert_eq!(two_inside(&asked("", 2, &[1, 2]), NO_FAULTS), None);
    assert_eq!(two_inside(&asked("", 3, &[1, 3]), NO_FAULTS), None);
    let one_crash = Budget { crash: 1, restart: 1, ..NO_FAULTS };
    assert_eq!(two_inside(&asked("", 2, &[1, 2]), one_crash), None);
}

#[test]
fn half_of_the_votes_lets_two_in() {
    // Each asks one other and is answered; where two are all, each has half by itself.
    assert_eq!(two_inside(&asked(" half-votes", 4, &[1, 4]), NO_FAULTS), Some(6));
    assert_eq!(two_inside(&asked(" half-votes", 2, &[1, 2]), NO_FAULTS), Some(2));
    assert_eq!(two_inside(&asked(" half-votes", 3, &[1, 3]), NO_FAULTS), None, "half of three votes are two");
}

#[test]
fn a_vote_that_is_forgotten_lets_two_in() {
    let one_crash = Budget { crash: 1, restart: 1, ..NO_FAULTS };
    assert_eq!(two_inside(&asked(" forgets-vote", 3, &[1, 3]), one_crash), Some(8));
    assert_eq!(two_inside(&asked("", 3, &[1, 3]), Budget { crash: 1, ..NO_FAULTS }), None);
}

#[test]
fn votes_can_be_split_so_that_nothing_happens_any_more() {
    let is_stuck =
        |world: &World<Voter>| world.choices().is_empty() && world.verdict(1).0 == Outcome::Pending;
    // Each asks the other, and both have lent their votes to themselves.
    assert_eq!(search::<Voter>(&asked("", 2, &[1, 2]), NO_FAULTS, is_stuck).shortest, Some(4));
    assert_eq!(search::<Voter>(&asked("", 3, &[1]), NO_FAULTS, is_stuck).shortest, None);
}

/// As many crashes as leave a majority delay nobody.
#[test]
fn a_minority_that_is_down_keeps_nobody_out() {
    for (nodes, crashes) in [(1, 0), (2, 0), (3, 1), (4, 1), (5, 2), (6, 2), (7, 3)] {
        let granted = |down: u32| {
            let crash: String = (0..down).map(|node| format!("at 1ms crash P{}\n", nodes - node)).collect();
            let run = run(&format!("protocol votes\nnodes {nodes}\n{crash}at 10ms P1 request\nuntil 2s\n"));
            outcome(&run, "requests-granted")
        };
        assert_eq!(granted(crashes), Outcome::Holds, "{nodes} processes, {crashes} down");
        if crashes + 1 < nodes {
            assert_eq!(granted(crashes + 1), Outcome::Pending, "{nodes} processes, {} down", crashes + 1);
        }
    }
}

/// A request, a vote and a release for each other process.
#[test]
fn an_entry_costs_three_times_as_many_messages_as_there_are_others() {
    for nodes in 1..=9 {
        let run = run(&format!("protocol votes\nnodes {nodes}\nat 10ms P1 request\nuntil 1s\n"));
        assert_eq!(run.trace.messages.len(), 3 * (nodes - 1));
        assert_eq!(outcome(&run, "requests-granted"), Outcome::Holds);
    }
}

#[test]
fn whoever_asks_is_let_in_whatever_the_order_and_the_copies() {
    for seed in 1..=60 {
        let asks: String = (1..=5).map(|node| format!("at {}ms P{node} request\n", node * 7 % 20)).collect();
        let text =
            format!("protocol votes\nseed {seed}\nnetwork delay 1ms..40ms duplicate 10%\n{asks}until 60s\n");
        let run = run(&text);
        assert_eq!(outcome(&run, "mutual-exclusion"), Outcome::Holds, "{text}");
        assert_eq!(outcome(&run, "requests-granted"), Outcome::Holds, "{text}");
    }
}
