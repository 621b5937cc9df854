//! Clocks and cones against the graph of the trace.

use super::generate::scenario;
use super::graph::Graph;
use super::{run, runs};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use sequitur_core::clocks::{VectorClocks, first_fact, knowledge, lamport};
use sequitur_core::trace::{Cone, EventId, EventKind, MessageId, Relation, Trace};

/// What each event counts: start, crash, decide and note are remarks without a tick.
fn ticks(kind: EventKind) -> bool {
    use EventKind::{Command, Local, Receive, Restart, Send, Timer};
    matches!(kind, Command | Local | Send | Receive | Timer | Restart)
}

fn vectors(trace: &Trace) -> Vec<Vec<u32>> {
    let mut lens = VectorClocks::new(trace);
    (0..trace.events.len() as u32).map(|id| lens.at(trace, EventId(id)).to_vec()).collect()
}

/// The first events of a trace, as a trace: small enough to look at all pairs.
fn beginning(trace: &Trace, events: usize) -> Trace {
    let mut part = trace.clone();
    part.events.truncate(events);
    let end = part.events.len() as u32;
    part.messages.retain(|message| message.sent.0 < end);
    for message in &mut part.messages {
        message.received = message.received.filter(|event| event.0 < end);
    }
    part
}

/// The same events in another order that a path in the graph never contradicts.
fn shuffled(trace: &Trace, picks: &[Index]) -> (Trace, Vec<usize>) {
    let mut lanes = vec![std::collections::VecDeque::new(); trace.nodes.len()];
    for (id, event) in trace.events.iter().enumerate() {
        lanes[event.node.index()].push_back(id);
    }
    let mut position = vec![usize::MAX; trace.events.len()];
    let mut order = Vec::new();
    for pick in picks.iter().cycle() {
        let open: Vec<usize> = (0..lanes.len())
            .filter(|lane| {
                lanes[*lane].front().is_some_and(|id| {
                    let event = &trace.events[*id];
                    event.kind != EventKind::Receive
                        || position[trace.message(event.first_message).sent.index()] != usize::MAX
                })
            })
            .collect();
        if open.is_empty() {
            break;
        }
        if let Some(id) = lanes[open[pick.index(open.len())]].pop_front() {
            position[id] = order.len();
            order.push(id);
        }
    }
    let mut other = trace.clone();
    other.events = order.iter().map(|id| trace.events[*id].clone()).collect();
    for message in &mut other.messages {
        message.sent = EventId(position[message.sent.index()] as u32);
        message.received = message.received.map(|event| EventId(position[event.index()] as u32));
    }
    (other, position)
}

proptest! {
    #![proptest_config(runs(300))]

    /// Each entry of a vector counts the ticks of a node in the past of the event; the
    /// Lamport time is the longest chain of ticks up to it.
    #[test]
    fn clocks_count_the_past(text in scenario("raft")) {
        let trace = beginning(&run(&text).trace, 400);
        let (vectors, lamport) = (vectors(&trace), lamport(&trace));
        let graph = Graph::of(&trace);
        let mut counted = vec![vec![0; trace.nodes.len()]; trace.events.len()];
        let mut chain = vec![0; trace.events.len()];
        for (id, event) in trace.events.iter().enumerate() {
            let tick = u32::from(ticks(event.kind));
            chain[id] += tick;
            for (later, reached) in graph.future([id]).into_iter().enumerate() {
                if reached {
                    counted[later][event.node.index()] += tick;
                    if later > id {
                        chain[later] = chain[later].max(chain[id]);
                    }
                }
            }
        }
        prop_assert_eq!(vectors, counted);
        prop_assert_eq!(lamport, chain);
    }

    /// Vector order is reachability: an event happens before another exactly if the
    /// other knows of it.
    #[test]
    fn vectors_order_as_the_graph_does(text in scenario("raft")) {
        let trace = beginning(&run(&text).trace, 150);
        let (vectors, graph) = (vectors(&trace), Graph::of(&trace));
        let counting = |id: &usize| ticks(trace.events[*id].kind);
        for one in (0..trace.events.len()).filter(counting) {
            let future = graph.future([one]);
            for other in (0..trace.events.len()).filter(counting).filter(|other| *other != one) {
                let before = vectors[one].iter().zip(&vectors[other]).all(|(one, other)| one <= other);
                prop_assert_eq!(before, future[other], "{} and {}", one, other);
            }
        }
    }

    /// Any order of the events that fits the graph gives the same stamps.
    #[test]
    fn stamps_do_not_depend_on_the_order(text in scenario("raft"), picks in vec(any::<Index>(), 50)) {
        let trace = run(&text).trace;
        let (other, position) = shuffled(&trace, &picks);
        prop_assert_eq!(other.events.len(), trace.events.len());
        let (vectors_other, lamport_other) = (vectors(&other), lamport(&other));
        let (vectors, lamport) = (vectors(&trace), lamport(&trace));
        for (id, position) in position.into_iter().enumerate() {
            prop_assert_eq!(&vectors[id], &vectors_other[position]);
            prop_assert_eq!(lamport[id], lamport_other[position]);
        }
    }

    /// Vectors are asked for in any order, also across the points where they are kept.
    #[test]
    fn vectors_can_be_asked_for_in_any_order(text in scenario("raft"), asked in vec(any::<Index>(), 20)) {
        let trace = run(&text).trace;
        let all = vectors(&trace);
        let mut lens = VectorClocks::new(&trace);
        for index in asked {
            let id = index.index(all.len());
            prop_assert_eq!(lens.at(&trace, EventId(id as u32)), &all[id][..]);
        }
    }

    #[test]
    fn cones_are_reachability(text in scenario("raft"), asked in vec(any::<Index>(), 4)) {
        let trace = run(&text).trace;
        let graph = Graph::of(&trace);
        for index in asked {
            let id = index.index(trace.events.len());
            let cone = Cone::of(&trace, EventId(id as u32));
            let (past, future) = (graph.past(id), graph.future([id]));
            for (other, event) in trace.events.iter().enumerate() {
                let expected = match (other == id, past[other], future[other]) {
                    (true, ..) => Relation::Same,
                    (_, true, _) => Relation::Before,
                    (_, _, true) => Relation::After,
                    _ => Relation::Concurrent,
                };
                prop_assert_eq!(cone.relation(EventId(other as u32), event.node), expected);
            }
        }
    }
}

/// A trace with two nodes and one message, by the numbers of the textbook.
#[test]
fn a_receive_takes_the_maximum_and_adds_one() {
    let trace = run(
        "protocol raft\nnodes 2\nschedule manual\nfire S1 election-timeout\ndeliver RequestVote S1->S2\n",
    )
    .trace;
    let told: Vec<(&str, u32)> =
        trace.events.iter().map(|event| event.kind.name()).zip(lamport(&trace)).collect();
    let expected = [("start", 0), ("start", 0), ("timer", 1), ("send", 2), ("receive", 3), ("send", 4)];
    assert_eq!(told, expected);
    assert_eq!(vectors(&trace)[5], [2, 2]);
    assert_eq!(trace.message(MessageId(0)).sent, EventId(3));
}

/// How deep each general knows of the plan, after each event that ticks: by a definition that goes back
/// through messages, and for two generals by counting them.
#[test]
fn each_message_between_two_generals_deepens_what_is_known_by_one() {
    let text = "protocol coordinated-attack\nset scheme chain\nset depth 5\nnetwork delay 10ms\nat 10ms A plan\nuntil 1s\n";
    let trace = run(text).trace;
    let fact = first_fact(&trace).expect("a plan");
    let depths = knowledge(&trace, &mut VectorClocks::new(&trace), fact);
    let ticking = trace.events.iter().zip(&depths).filter(|(event, _)| ticks(event.kind));
    let of_receipts: Vec<u32> = ticking
        .filter(|(event, _)| event.kind == EventKind::Receive)
        .filter_map(|(_, depth)| *depth)
        .collect();
    assert_eq!(of_receipts, [1, 2, 3, 4, 5]);
}

#[test]
fn what_all_know_takes_a_message_to_and_from_everybody() {
    let text = "protocol two-generals\nschedule manual\nA plan x\ndeliver Attack A->B\ndrop Ack B->A\n";
    let trace = run(text).trace;
    let fact = first_fact(&trace).expect("a plan");
    let depths = knowledge(&trace, &mut VectorClocks::new(&trace), fact);
    let last = |node: u8| {
        let mut events = trace.events.iter().zip(&depths).filter(|(event, _)| event.node.0 == node);
        events.next_back().and_then(|(_, depth)| *depth)
    };
    assert_eq!((last(0), last(1)), (Some(0), Some(1)), "A knows, and B knows that A knows");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30))]

    /// A node knows at depth k + 1 exactly if at an event of its past each other one knew at depth k.
    #[test]
    fn knowledge_is_by_its_definition(text in scenario("raft")) {
        let trace = beginning(&run(&text).trace, 60);
        let Some(fact) = first_fact(&trace) else { return Ok(()) };
        let depths = knowledge(&trace, &mut VectorClocks::new(&trace), fact);
        let graph = Graph::of(&trace);
        for (id, event) in trace.events.iter().enumerate().filter(|(_, event)| ticks(event.kind)) {
            let mut past = graph.past(id);
            past[id] = true;
            prop_assert_eq!(depths[id].is_some(), past[fact.index()]);
            let knew_at = |node: u8, depth: u32| {
                let events = trace.events.iter().enumerate();
                let mut known = events.filter(|(other, event)| event.node.0 == node && past[*other] && ticks(event.kind));
                known.any(|(other, _)| depths[other].is_some_and(|known| known >= depth))
            };
            let others = || (0..trace.nodes.len() as u8).filter(|node| *node != event.node.0);
            if let Some(depth) = depths[id].filter(|_| trace.nodes.len() > 1) {
                prop_assert!(depth == 0 || others().all(|node| knew_at(node, depth - 1)));
                prop_assert!(!others().all(|node| knew_at(node, depth)));
            }
        }
    }
}
