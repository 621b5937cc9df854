//! Broadcast made of consensus, and consensus made of broadcast, under every schedule.

use super::*;
use sequitur_core::protocols::reduction::Node;

const FAULTS: Budget = Budget { crash: 1, duplicate: 1, ..Budget::NO_FAULTS };

fn two_submit(head: &str) -> String {
    format!("protocol reduction{head}\nnodes 3\nschedule manual\nP2 submit a\nP3 submit b\n")
}

#[test]
fn either_is_as_good_as_the_other_whatever_goes_wrong() {
    let unkept = |head: &str, properties: [&str; 2]| {
        let breaks = |world: &World<Node>| properties.iter().any(|property| breaks(world, property));
        search::<Node>(&two_submit(head), FAULTS, breaks).shortest
    };
    assert_eq!(unkept("", ["total-order", "delivered-once"]), None);
    assert_eq!(unkept("\nset builds consensus", ["agreement", "validity"]), None);
}

#[test]
fn without_faults_everybody_delivers_and_decides() {
    let ends = |head: &str, property: usize| {
        let is_open = move |world: &World<Node>| {
            world.choices().is_empty() && world.verdict(property).0 == Outcome::Pending
        };
        search::<Node>(&two_submit(head), NO_FAULTS, is_open).shortest
    };
    assert_eq!(ends("", 2), None, "all-delivered");
    assert_eq!(ends("\nset builds consensus", 5), None, "all-decided");
}

#[test]
fn each_mistake_breaks_what_it_is_built_for() {
    let own = two_submit(" own-first\nset builds consensus");
    assert_eq!(search::<Node>(&own, NO_FAULTS, |world| breaks(world, "agreement")).shortest, Some(2));
    let order = two_submit(" as-they-come");
    let broken = search::<Node>(&order, NO_FAULTS, |world| breaks(world, "total-order"));
    assert_eq!(broken.shortest, Some(6));
}

#[test]
fn one_crash_of_what_is_given_stops_both() {
    let run = run("protocol reduction\nnodes 4\nat 1ms crash P1\nat 10ms P2 submit a\nat 11ms P3 submit b\n");
    assert_eq!(outcome(&run, "total-order"), Outcome::Holds);
    assert_eq!(outcome(&run, "all-delivered"), Outcome::Pending);
}
