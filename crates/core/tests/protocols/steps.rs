//! What holds of steps whatever the protocol: steps of different nodes can change places,
//! and what is in flight takes no step away.

use super::*;
use proptest::collection::vec;
use proptest::prelude::*;
use sequitur_core::protocols::{
    broadcast, clock_sync, consensus, exchange, lamport_mutex, lease, multi_paxos, paxos, raft,
    ricart_agrawala, snapshot, store,
};
use sequitur_core::sim::world::Choice;
use sequitur_core::trace::MessageId;

/// The node that a choice runs on, and the message that it takes or copies. A copy leaves
/// after all that its sender has sent.
fn touched<P: Process>(world: &World<P>, choice: &Choice<P::Timer>) -> (Option<NodeId>, Option<MessageId>) {
    match choice {
        Choice::Deliver(id) => (world.flight(*id).map(|flight| flight.to), Some(*id)),
        Choice::Drop(id) => (None, Some(*id)),
        Choice::Duplicate(id) => (world.flight(*id).map(|flight| flight.from), Some(*id)),
        Choice::Fire(node, _) | Choice::Act(node, _) => (Some(*node), None),
        Choice::Command(node) => (Some(*node), None),
        Choice::Fault(fault) => (fault.node(), None),
        other => unreachable!("no search offers {other:?}"),
    }
}

fn are_apart<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
    a.is_none() || a != b
}

/// The world after two choices; None where the first rules out the second.
fn after<P: Process>(world: &World<P>, choices: [&Choice<P::Timer>; 2]) -> Option<World<P>> {
    let (mut next, mut step) = (world.clone(), Step::default());
    next.apply(choices[0], &mut step);
    next.choices().contains(choices[1]).then(|| {
        next.apply(choices[1], &mut step);
        next
    })
}

/// What is in flight, the messages of a link in the order of sending.
fn in_flight<P: Process>(world: &World<P>) -> Vec<(NodeId, NodeId, &P::Message)> {
    let mut flights: Vec<_> =
        world.flying().map(|(_, flight)| (flight.from, flight.to, &flight.message)).collect();
    flights.sort_by_key(|(from, to, _)| (*from, *to));
    flights
}

/// Goes some random way, and in each world tries whether the next step and another one
/// can change places. How often they could.
fn swap<P: Process>(text: &str, picks: &[(usize, usize)]) -> u32 {
    let budget = Budget { drop: 1, duplicate: 1, crash: 1, restart: 1, ..NO_FAULTS };
    let (mut world, mut step) = (begun::<P>(text, budget), Step::default());
    let mut swapped = 0;
    for (first, second) in picks {
        let choices = world.choices();
        if choices.is_empty() {
            break;
        }
        let (a, b) = (&choices[first % choices.len()], &choices[second % choices.len()]);
        let (of_a, of_b) = (touched(&world, a), touched(&world, b));
        if are_apart(of_a.0, of_b.0)
            && are_apart(of_a.1, of_b.1)
            && let (Some(ab), Some(ba)) = (after(&world, [a, b]), after(&world, [b, a]))
        {
            assert_eq!(ab.nodes(), ba.nodes(), "{text}{a:?} and {b:?}");
            assert_eq!(in_flight(&ab), in_flight(&ba), "{text}{a:?} and {b:?}");
            swapped += 1;
        }
        world.apply(a, &mut step);
    }
    swapped
}

/// Goes some random way, and in each world copies each message in flight: all that could
/// happen still can.
fn add<P: Process>(text: &str, picks: &[(usize, usize)]) {
    let budget = Budget { crash: 1, restart: 1, ..NO_FAULTS };
    let (mut world, mut step) = (begun::<P>(text, budget), Step::default());
    for (pick, _) in picks {
        let choices = world.choices();
        for (id, _) in world.flying() {
            let mut more = world.clone();
            more.apply(&Choice::Duplicate(id), &mut Step::default());
            let possible = more.choices();
            assert!(choices.iter().all(|choice| possible.contains(choice)), "{text}copy of {id:?}");
        }
        if choices.is_empty() {
            break;
        }
        world.apply(&choices[pick % choices.len()], &mut step);
    }
}

/// Calls a function above for every protocol of the catalogue, and adds up what it gives.
macro_rules! for_each_protocol {
    ($function:ident, $picks:expr) => {{
        let picks = $picks;
        [
            $function::<raft::Raft>("protocol raft\nnodes 3\nclients 1\nat 1ms C1 put x 1\n", picks),
            $function::<paxos::Paxos>(
                "protocol paxos\nproposers 2\nacceptors 3\nlearners 1\nat 1ms P1 propose a\nat 1ms P2 propose b\n",
                picks,
            ),
            $function::<multi_paxos::MultiPaxos>("protocol multi-paxos\nnodes 3\nat 1ms S1 put x 1\n", picks),
            $function::<lamport_mutex::LamportMutex>(
                "protocol lamport-mutex\nnodes 3\nat 1ms P1 request\nat 1ms P2 request\n",
                picks,
            ),
            $function::<ricart_agrawala::RicartAgrawala>(
                "protocol ricart-agrawala\nnodes 3\nat 1ms P1 request\nat 1ms P2 request\n",
                picks,
            ),
            $function::<broadcast::Node>(
                "protocol broadcast\nnodes 3\nat 1ms P2 broadcast a\nat 1ms P3 broadcast b\n",
                picks,
            ),
            $function::<snapshot::Branch>(
                "protocol snapshot\nnodes 3\nat 1ms P1 pay P2 10\nat 1ms P2 pay P3 10\nat 2ms P1 snapshot\n",
                picks,
            ),
            $function::<exchange::Exchange>(
                "protocol exchange\nnodes 3\nat 1ms P1 send P2 a\nat 1ms P2 broadcast b\nat 2ms P3 local\n",
                picks,
            ),
            $function::<clock_sync::Node>("protocol clock-sync\nnodes 3\n", picks),
            $function::<lease::Node>("protocol lease\nat 1ms P3 acquire\nat 1ms P4 acquire\n", picks),
            $function::<consensus::Consensus>(
                "protocol consensus\nnodes 3\nat 1ms P1 propose a\nat 1ms P2 propose b\n",
                picks,
            ),
            $function::<store::Replica>("protocol store\nnodes 3\nat 1ms P1 write a\nat 1ms P2 write b\n", picks),
        ]
    }};
}

fn ways() -> impl Strategy<Value = Vec<(usize, usize)>> {
    vec((any::<usize>(), any::<usize>()), 1..60)
}

proptest! {
    #[test]
    fn steps_of_different_nodes_can_change_places(picks in ways()) {
        for_each_protocol!(swap, &picks);
    }

    #[test]
    fn a_message_in_flight_takes_no_step_away(picks in ways()) {
        for_each_protocol!(add, &picks);
    }
}

/// The test above is about something: in every protocol some steps change places.
#[test]
fn some_steps_do_change_places() {
    let picks: Vec<(usize, usize)> = (0..60).map(|step| (step * 7, step * 11 + 3)).collect();
    let swapped = for_each_protocol!(swap, &picks);
    assert!(swapped.iter().all(|count| *count > 0), "{swapped:?}");
}
