//! Ordered broadcast.

use super::*;
use sequitur_core::protocols::broadcast::Node;

fn two_say(protocol: &str, order: &str, nodes: u8) -> String {
    format!(
        "protocol {protocol}\nnodes {nodes}\nset order {order}\nschedule manual\nP1 broadcast a\nP2 broadcast b\n"
    )
}

fn broken(protocol: &str, order: &str, nodes: u8, property: &str) -> Option<u32> {
    let text = two_say(protocol, order, nodes);
    search::<Node>(&text, NO_FAULTS, |world| breaks(world, property)).shortest
}

#[test]
fn delivering_on_receipt_gives_opposite_orders() {
    assert_eq!(broken("broadcast naive", "lamport", 2, "total-order"), Some(4));
}

#[test]
fn each_order_keeps_what_it_promises_and_no_more() {
    let causal = |order| broken("broadcast", order, 3, "causal-order");
    let total = |order| broken("broadcast", order, 2, "total-order");
    assert_eq!((causal("fifo"), total("fifo")), (Some(4), Some(4)));
    assert_eq!((causal("causal"), total("causal")), (None, Some(4)));
    assert_eq!(broken("broadcast", "sequencer", 3, "total-order"), None);
    assert_eq!(broken("broadcast", "lamport", 2, "total-order"), None);
    let twice =
        "protocol broadcast\nnodes 2\nset order fifo\nschedule manual\nP1 broadcast a\nP1 broadcast b\n";
    assert_eq!(search::<Node>(twice, NO_FAULTS, |world| breaks(world, "fifo-order")).shortest, None);
    let naive = twice.replace("broadcast\nnodes", "broadcast naive\nnodes");
    assert_eq!(search::<Node>(&naive, NO_FAULTS, |world| breaks(world, "fifo-order")).shortest, Some(3));
}

#[test]
fn three_nodes_by_timestamps_agree_on_one_order() {
    assert_eq!(broken("broadcast", "lamport", 3, "total-order"), None);
}

#[test]
fn copies_are_delivered_once_unless_naive() {
    let text = |protocol: &str, order: &str| {
        format!(
            "protocol {protocol}\nnodes 3\nset order {order}\nnetwork duplicate 100%\nat 1ms P2 broadcast a\n"
        )
    };
    for order in ["fifo", "causal", "sequencer", "lamport"] {
        let run = run(&text("broadcast", order));
        assert_eq!(outcome(&run, "integrity"), Outcome::Holds, "{order}");
        assert_eq!(outcome(&run, "all-delivered"), Outcome::Holds, "{order}");
    }
    assert_eq!(outcome(&run(&text("broadcast naive", "fifo")), "integrity"), Outcome::Violated);
}

#[test]
fn every_run_keeps_what_its_order_promises() {
    let posts: String = (0..30).map(|n| format!("at {}ms P{} broadcast m{n}\n", n * 3, n % 4 + 1)).collect();
    let promised = [
        ("fifo", &["fifo-order"][..]),
        ("causal", &["fifo-order", "causal-order"]),
        ("sequencer", &["fifo-order", "total-order"]),
        ("lamport", &["fifo-order", "causal-order", "total-order"]),
    ];
    for (order, properties) in promised {
        for seed in 1..=20 {
            let text = format!(
                "protocol broadcast\nnodes 4\nseed {seed}\nset order {order}\nnetwork delay 1ms..40ms duplicate 20%\n{posts}"
            );
            let run = run(&text);
            for property in properties.iter().chain(&["integrity", "all-delivered"]) {
                assert_eq!(outcome(&run, property), Outcome::Holds, "{order}, seed {seed}: {property}");
            }
        }
    }
}

#[test]
fn without_the_sequencer_nothing_is_delivered() {
    let run = run("protocol broadcast\nset order sequencer\nat 1ms crash P1\nat 2ms P2 broadcast a\n");
    assert_eq!(run.decisions, []);
    assert_eq!(outcome(&run, "all-delivered"), Outcome::Pending);
}
