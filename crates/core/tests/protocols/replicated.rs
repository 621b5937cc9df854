//! What Multi-Paxos promises to clients, broken in the fewest steps.

use super::*;
use sequitur_core::protocols::multi_paxos::MultiPaxos;

#[test]
fn a_read_that_is_not_logged_is_stale_after_ten_steps() {
    let text = "protocol multi-paxos stale-reads\nnodes 3\nschedule manual\nS2 put x new\nS1 get x\n";
    let stale = |world: &World<MultiPaxos>| breaks(world, "reads-are-current");
    // Two leaders (6), a write that is chosen (3), and the read at the first of them.
    assert_eq!(search::<MultiPaxos>(text, Budget { fire: 2, ..NO_FAULTS }, stale).shortest, Some(10));
}

/// Reads, writes and increments of two clients, with a leader that crashes.
#[test]
fn retries_take_effect_once_and_reads_are_current_whatever_is_lost() {
    for seed in 1..=40 {
        let run = run(&format!(
            "protocol multi-paxos\nnodes 3\nclients 2\nseed {seed}\nnetwork delay 1ms..40ms loss 10% duplicate 10%\n\
             at 300ms C1 increment n\nat 310ms C2 put x a\nat 320ms C1 get x\nat 400ms C2 increment n\nat 420ms C2 get n\n\
             at 350ms crash S1\nat 500ms restart S1\nat 600ms crash S2\nat 800ms restart S2\nat 900ms C1 get n\nuntil 8s\n"
        ));
        for property in ["reads-are-current", "at-most-once", "commands-answered"] {
            assert_eq!(outcome(&run, property), Outcome::Holds, "{property}, seed {seed}");
        }
    }
}
