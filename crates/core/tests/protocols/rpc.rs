//! Calls that are lost, repeated and remembered: the lengths of DOMAIN's request and retry, by
//! search.

use super::{Budget, NO_FAULTS, breaks, breaks_any, outcome, run, search};
use sequitur_core::protocols::rpc::Node;
use sequitur_core::sim::process::Described;
use sequitur_core::sim::run::{Outcome, Run};
use sequitur_core::sim::world::World;
use sequitur_core::trace::{EventKind, Micros};

/// The fewest choices after the call until a property breaks.
fn least(head: &str, budget: Budget, property: &str) -> Option<u32> {
    let text = format!("protocol rpc{head}\nschedule manual\nC1 pay 20\n");
    let found = search::<Node>(&text, Budget { command: 1, ..budget }, |world| breaks(world, property));
    // The call is a choice too.
    found.shortest.map(|length| length - 1)
}

const ONE_CRASH: Budget = Budget { fire: 2, crash: 1, restart: 1, ..NO_FAULTS };

#[test]
fn without_a_table_two_executions_take_three_steps_and_no_fault() {
    let budget = Budget { fire: 3, ..NO_FAULTS };
    assert_eq!(least(" no-table", budget, "executed-once"), Some(3));
    assert_eq!(least(" new-id", budget, "executed-once"), Some(3));
    assert_eq!(least("\nset table none", budget, "executed-once"), Some(3), "the same by a parameter");
}

#[test]
fn a_table_in_memory_takes_a_crash_and_five_steps() {
    assert_eq!(least(" volatile-table", Budget { fire: 3, ..NO_FAULTS }, "executed-once"), None);
    assert_eq!(least(" volatile-table", ONE_CRASH, "executed-once"), Some(5));
}

#[test]
fn two_writes_are_not_atomic_in_either_order() {
    assert_eq!(least(" effect-first", ONE_CRASH, "executed-once"), Some(5));
    assert_eq!(least(" effect-first", ONE_CRASH, "ok-means-done"), None);
    assert_eq!(least(" table-first", ONE_CRASH, "executed-once"), None);
    assert_eq!(least(" table-first", ONE_CRASH, "ok-means-done"), Some(6));
}

#[test]
fn one_write_is_enough_with_two_drops_two_copies_and_a_crash() {
    let text = "protocol rpc\nset retries forever\nschedule manual\nC1 pay 20\n";
    let budget = Budget { fire: 3, drop: 2, duplicate: 2, crash: 1, restart: 1, command: 1, ..NO_FAULTS };
    assert_eq!(search::<Node>(text, budget, breaks_any).shortest, None);
}

#[test]
fn a_client_that_gave_up_can_have_paid_without_a_fault() {
    let text = "protocol rpc\nset retries 0\nschedule manual\nC1 pay 20\n";
    let wanted = |world: &World<Node>| {
        let has = |name: &str, value: &str| {
            let names = ["C1".to_owned(), "S1".to_owned()];
            let mut fields = world.nodes().iter().flat_map(|node| node.state.state(&names));
            fields.any(|(own, is)| own == name && is.text() == value)
        };
        has("state", "gave-up") && has("counter", "1")
    };
    // The call, the request, and a timer.
    assert_eq!(search::<Node>(text, Budget { command: 1, ..NO_FAULTS }, wanted).shortest, Some(3));
}

/// When the timeouts of C1 fired.
fn timeouts(run: &Run) -> Vec<Micros> {
    let fired = run.trace.events.iter().filter(|event| event.kind == EventKind::Timer);
    fired.map(|event| event.at / 1_000).collect()
}

#[test]
fn waiting_is_doubled_and_jitter_stays_within_its_ends() {
    let head =
        "protocol rpc\nset retries 5\nset timeout 100ms\nnetwork loss 100%\nat 0ms C1 call\nuntil 20s\n";
    assert_eq!(timeouts(&run(&format!("{head}set backoff fixed\n"))), [100, 200, 300, 400, 500, 600]);
    assert_eq!(timeouts(&run(head)), [100, 300, 700, 1_500, 3_100, 6_300]);
    for seed in 1..=20 {
        let times = timeouts(&run(&format!("{head}set backoff jittered\nseed {seed}\n")));
        let mut before = 0;
        for (attempt, time) in (1..).zip(times) {
            let waited = time - before;
            assert!((99..=100 << attempt).contains(&waited), "seed {seed}, attempt {attempt}: {waited} ms");
            before = time;
        }
    }
}

#[test]
fn every_client_of_a_chain_is_answered_by_the_last_server() {
    let run = run("protocol rpc\nclients 2\nservers 3\nnetwork loss 20%\nset retries forever\n\
                   at 1ms C1 pay 1\nat 2ms C2 pay 2\nat 3ms C1 pay 4\nuntil 60s\n");
    assert_eq!(run.trace.nodes, ["C1", "C2", "S1", "S2", "S3"]);
    assert_eq!(outcome(&run, "answered"), Outcome::Holds);
    assert_eq!(outcome(&run, "executed-once"), Outcome::Holds);
    let last = run.details.nodes_after(sequitur_core::trace::EventId(run.trace.events.len() as u32 - 1));
    let paid: Vec<String> = last
        .iter()
        .flat_map(|node| &node.fields)
        .filter(|(name, _)| *name == "paid")
        .map(|(_, paid)| paid.text())
        .collect();
    assert_eq!(paid, ["0", "0", "7"]);
}
