//! Lamport's mutual exclusion, and Ricart and Agrawala's.

use super::*;
use sequitur_core::protocols::{lamport_mutex as lamport, ricart_agrawala as ricart};

fn everyone_asks(protocol: &str, nodes: u8) -> String {
    let asks: String = (1..=nodes).map(|node| format!("P{node} request\n")).collect();
    format!("protocol {protocol}\nnodes {nodes}\nschedule manual\n{asks}")
}

fn two_inside<P: Process>(protocol: &str) -> Found {
    search::<P>(&everyone_asks(protocol, 2), NO_FAULTS, |world| breaks(world, "mutual-exclusion"))
}

#[test]
fn lamport_lets_one_in_at_a_time() {
    let found = search::<lamport::LamportMutex>(&everyone_asks("lamport-mutex", 2), NO_FAULTS, breaks_any);
    assert_eq!(found, Found { shortest: None, states: 103 });
    let found = search::<ricart::RicartAgrawala>(&everyone_asks("ricart-agrawala", 3), NO_FAULTS, breaks_any);
    assert_eq!(found.shortest, None);
}

#[test]
fn an_ack_that_overtakes_a_request_lets_two_in() {
    assert_eq!(two_inside::<lamport::LamportMutex>("lamport-mutex any-order").shortest, Some(6));
}

#[test]
fn not_waiting_for_acks_lets_two_in() {
    assert_eq!(two_inside::<lamport::LamportMutex>("lamport-mutex no-ack").shortest, Some(4));
}

#[test]
fn not_breaking_ties_lets_two_in() {
    assert_eq!(two_inside::<ricart::RicartAgrawala>("ricart-agrawala ties-reply").shortest, Some(8));
}

#[test]
fn an_entry_costs_three_times_or_twice_as_many_messages_as_there_are_others() {
    let table = [(2, 3, 2), (3, 6, 4), (5, 12, 8)];
    for (nodes, lamport, ricart) in table {
        for (protocol, messages) in [("lamport-mutex", lamport), ("ricart-agrawala", ricart)] {
            let run = run(&format!("protocol {protocol}\nnodes {nodes}\nat 10ms P2 request\n"));
            assert_eq!(run.trace.messages.len(), messages, "{protocol}, {nodes} processes");
            assert_eq!(outcome(&run, "requests-granted"), Outcome::Holds);
        }
        // However many ask, and whenever they do: an entry costs the same.
        let asks: String = (1..=nodes).map(|node| format!("at 10ms P{node} request\n")).collect();
        for (protocol, messages) in [("lamport-mutex", lamport), ("ricart-agrawala", ricart)] {
            let run = run(&format!("protocol {protocol}\nnodes {nodes}\n{asks}at 20ms P1 request\n"));
            assert_eq!(run.trace.messages.len(), messages * (nodes + 1), "{protocol}, {nodes} processes");
            assert_eq!(outcome(&run, "mutual-exclusion"), Outcome::Holds);
            assert_eq!(outcome(&run, "requests-granted"), Outcome::Holds);
        }
    }
}

#[test]
fn a_tie_goes_to_the_lower_process() {
    let both = "nodes 3\nat 10ms P1 request\nat 10ms P2 request\n";
    let run = run(&format!("protocol ricart-agrawala\n{both}"));
    let counts = sent(&run);
    assert_eq!((counts.get("Request"), counts.get("Reply")), (Some(&4), Some(&4)));
    let deferring: Vec<&str> = run
        .trace
        .events
        .iter()
        .filter(|event| {
            event.text.is_some_and(|text| &*run.trace.texts[text as usize] == "defers its reply to P2")
        })
        .map(|event| run.trace.node_name(event.node))
        .collect();
    assert_eq!(deferring, ["P1"], "P1 and P2 both have number 1");
}

#[test]
fn one_crash_keeps_all_others_out() {
    let text = "protocol lamport-mutex\nnodes 3\nat 5ms crash P3\nat 10ms P1 request\nat 10ms P2 request\n";
    for text in [text.to_owned(), text.replace("lamport-mutex", "ricart-agrawala")] {
        assert_eq!(outcome(&run(&text), "requests-granted"), Outcome::Pending);
    }
}
