//! A counter for threads of one machine and for clients on machines of their own.

use super::*;
use sequitur_core::protocols::counter::Node;
use sequitur_core::sim::shared::Shared;
use sequitur_core::sim::world;

const CRASH: Budget = Budget { crash: 1, ..Budget::NO_FAULTS };

/// A machine whose threads add, and two clients that add, in one way or another.
fn everybody_adds(head: &str) -> String {
    format!(
        "protocol counter{head}\nnodes M S C1 C2\nschedule manual\nM increment\nC1 increment\nC2 increment\n"
    )
}

/// A field of a node, as the inspector shows it.
fn number(world: &World<Node>, node: usize, name: &str) -> i64 {
    let nodes: &[Shared<world::Node<Node>>] = world.nodes();
    let fields = nodes[node].state.state(&[]);
    match fields.iter().find(|(field, _)| *field == name) {
        Some((_, sequitur_core::sim::run::Value::Number(number))) => *number,
        other => panic!("{name} is {other:?}"),
    }
}

/// How many of the orders in which two threads take two steps each end in each count.
fn orders(world: &World<Node>, ends: &mut Map<i64, u32>) {
    let choices = world.choices();
    if choices.is_empty() {
        *ends.or_default(number(world, 0, "counter")) += 1;
    }
    for choice in choices {
        let mut next = world.clone();
        next.apply(&choice, &mut Step::default());
        orders(&next, ends);
    }
}

#[test]
fn of_six_orders_of_reads_and_writes_four_lose_an_addition() {
    let ends = |variant: &str| {
        let text = format!("protocol counter{variant}\nnodes M\nschedule manual\nM increment\n");
        let mut ends = Map::new();
        orders(&begun::<Node>(&text, NO_FAULTS), &mut ends);
        ends.iter().map(|(count, orders)| (*count, *orders)).collect::<Vec<_>>()
    };
    assert_eq!(ends(" read-then-write"), [(1, 4), (2, 2)]);
    assert_eq!(ends(""), [(2, 2)]);
}

#[test]
fn the_shortest_loss_takes_the_four_steps_that_two_threads_have() {
    let loses = |world: &World<Node>| breaks(world, "every-addition-counts");
    let machine = "protocol counter read-then-write\nnodes M\nschedule manual\nM increment\n";
    assert_eq!(search(machine, NO_FAULTS, loses).shortest, Some(1 + 4));
    let clients =
        "protocol counter read-then-write\nnodes M S C1 C2\nschedule manual\nC1 increment\nC2 increment\n";
    assert_eq!(search(clients, NO_FAULTS, loses).shortest, Some(2 + 2 * 4));
    let pages = clients.replace("schedule", "set memory shared\nschedule");
    assert_eq!(search(&pages, NO_FAULTS, loses).shortest, Some(16));
}

#[test]
fn whole_additions_are_never_lost() {
    for head in ["", "\nset memory shared"] {
        assert_eq!(search::<Node>(&everybody_adds(head), CRASH, breaks_any).shortest, None);
    }
}

#[test]
fn one_client_finishes_without_the_other_and_one_thread_never_without_the_other() {
    let one_is_done_beside_a_crash =
        |world: &World<Node>| !world.nodes()[3].up && number(world, 2, "done") == 1;
    let both = "protocol counter\nnodes M S C1 C2\nschedule manual\nC1 increment\nC2 increment\n";
    assert_eq!(search(both, CRASH, one_is_done_beside_a_crash).shortest, Some(4));
    // On one machine whoever crashes one thread crashes both: there is nothing else to crash.
    let machine = "protocol counter\nnodes M\nschedule manual\nM increment\n";
    let goes_on = |world: &World<Node>| !world.nodes()[0].up && !world.choices().is_empty();
    assert_eq!(search(machine, CRASH, goes_on).shortest, None);
}

#[test]
fn under_shared_memory_are_messages_and_their_failures() {
    let run = run("protocol counter\nnodes M S C1 C2\nset memory shared\nnetwork delay 10ms\nset step 1ms\n\
         at 10ms C1 increment\nat 35ms crash C1\nat 40ms C2 increment\n");
    assert_eq!(sent(&run).get("Fetch"), Some(&2));
    assert_eq!(sent(&run).get("Recall"), Some(&1));
    assert_eq!(outcome(&run, "all-done"), Outcome::Pending, "the page was lost with C1");
}
