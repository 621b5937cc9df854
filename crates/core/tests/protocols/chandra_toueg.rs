//! Consensus with a failure detector: safe whatever it suspects, and done once it errs no more.

use super::*;
use sequitur_core::protocols::chandra_toueg::Process as Node;

fn proposals(variant: &str, nodes: u32, lines: &str) -> String {
    let asks: String = (1..=nodes).map(|node| format!("at 0ms P{node} propose {node}\n")).collect();
    format!("protocol chandra-toueg{variant}\nnodes {nodes}\n{lines}{asks}")
}

/// What the detector says is whichever timer fires: in a search, any at any moment.
#[test]
fn agreement_holds_whatever_two_suspect() {
    let budget = Budget { fire: 3, ..NO_FAULTS };
    assert_eq!(search::<Node>(&proposals("", 2, ""), budget, breaks_any).shortest, None);
}

/// A time-out of 1 ms suspects nearly everybody, and one that forgets which estimate is newest is found
/// out.
#[test]
fn agreement_holds_with_a_detector_that_is_always_wrong() {
    let broken = |variant: &str| {
        let is_broken = |seed: &u32| {
            let lines = format!("seed {seed}\nset timeout 1ms\nnetwork delay 1ms..60ms\nuntil 3s\n");
            outcome(&run(&proposals(variant, 3, &lines)), "agreement") == Outcome::Violated
        };
        (0..400).filter(is_broken).count()
    };
    assert_eq!(broken(""), 0);
    assert!(broken(" ignores-timestamps") > 0);
}

/// Without suspicions a decision takes four delays: estimate, proposal, answer, decision.
#[test]
fn without_a_suspicion_the_first_round_decides() {
    let run = run(&proposals("", 5, "network delay 10ms\nuntil 1s\n"));
    assert_eq!(outcome(&run, "termination"), Outcome::Holds);
    let last = run.decisions.iter().map(|decision| run.trace.event(decision.event).at).max();
    assert_eq!(last, Some(40_000));
    assert!(run.decisions.iter().all(|decision| decision.value == "1"));
}

/// Before messages are on time nothing is promised but agreement; then a time-out that has doubled
/// often enough lets some round decide.
#[test]
fn it_ends_once_messages_are_on_time() {
    for seed in 0..60 {
        let lines = format!(
            "seed {seed}\nset timeout 5ms\nmodel partially-synchronous 10ms from 500ms\nnetwork delay 20ms..120ms\n\
             at 390ms network delay 1ms..10ms\nat 50ms crash P{}\nuntil 5s\n",
            seed % 5 + 1
        );
        let text = proposals("", 5, &lines);
        let run = run(&text);
        assert_eq!(outcome(&run, "agreement"), Outcome::Holds, "{text}");
        assert_eq!(outcome(&run, "termination"), Outcome::Holds, "{text}");
    }
}

/// A majority has to be up.
#[test]
fn with_half_of_them_down_nobody_decides() {
    let lines = "network delay 10ms\nat 5ms crash P1\nat 5ms crash P2\nuntil 2s\n";
    let run = run(&proposals("", 4, lines));
    assert_eq!(outcome(&run, "termination"), Outcome::Pending);
    assert!(run.decisions.is_empty());
}
