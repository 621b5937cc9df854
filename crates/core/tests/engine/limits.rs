//! Runs that would never end stop at their limit and say so, and no plan that the
//! language accepts does harm.

use super::run;
use sequitur_core::sim::plan::{EVENTS_MAX, MESSAGES_MAX, NODES_MAX};
use sequitur_core::sim::run::{Run, Stopped};

/// A run is full before its time is over: at most one step more than the limit.
fn assert_full(run: &Run) {
    assert_eq!(run.stopped, Stopped::Events);
    let (events, messages) = (run.trace.events.len(), run.trace.messages.len());
    assert!(events >= EVENTS_MAX as usize || messages >= MESSAGES_MAX as usize);
    assert!(events < EVENTS_MAX as usize + 1_000, "{events} events");
    assert!(messages < MESSAGES_MAX as usize + 1_000, "{messages} messages");
}

#[test]
fn restless_timers_stop_at_the_limit_of_events() {
    let text = "protocol raft\nnodes 2\nset election-timeout 1us..1us\nnetwork delay 1s\nuntil 1000s\n";
    assert_full(&run(text));
}

#[test]
fn broadcasts_that_nobody_receives_stop_at_the_limit_of_messages() {
    let text = format!(
        "protocol raft\nnodes {NODES_MAX}\nset election-timeout 1us..1us\nnetwork loss 100%\nuntil 1000s\n"
    );
    let run = run(&text);
    assert_full(&run);
    assert!(run.trace.events.len() < 100_000);
}
