//! What lenses tell of the order of events: chains that prove it, cuts, hybrid clocks and
//! the total order, against the graph of the trace.

use super::exchange::{CLOCK_DIAGRAM, named};
use super::generate::scenario;
use super::graph::Graph;
use super::{run, runs};
use proptest::prelude::*;
use proptest::sample::Index;
use sequitur_core::clocks::{
    Hybrid, LamportTells, VectorClocks, hybrid, known_to_all, lamport, lamport_tells, misplaced, order_by,
    total_order, vectors_tell,
};
use sequitur_core::trace::{Comparison, Cone, EventId, Frontier, MessageId, Relation, Trace};
use std::collections::VecDeque;

fn clock_diagram() -> Trace {
    run(CLOCK_DIAGRAM.split_once("----").expect("a picture").0).trace
}

fn keys(trace: &Trace, chain: &[MessageId]) -> Vec<String> {
    chain.iter().map(|id| trace.message_label(*id).to_owned()).collect()
}

#[test]
fn a_chain_of_messages_proves_an_order() {
    let trace = clock_diagram();
    let compare = |one: &str, other: &str| {
        let found = Comparison::of(&trace, named(&trace, one), named(&trace, other));
        (found.relation, keys(&trace, &found.chain))
    };
    let chain = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    assert_eq!(compare("a2", "b2"), (Relation::Before, chain(&["m1"])));
    assert_eq!(compare("a3", "c4"), (Relation::Concurrent, chain(&[])));
    assert_eq!(compare("b4", "c3"), (Relation::Concurrent, chain(&[])));
    assert_eq!(compare("c1", "b4"), (Relation::Before, chain(&["m2"])));
    assert_eq!(compare("a4", "b3"), (Relation::After, chain(&["m3", "m4"])));
    assert_eq!(compare("b1", "a2"), (Relation::Concurrent, chain(&[])));
    assert_eq!(compare("c1", "c4"), (Relation::Before, chain(&[])), "the order of one process is enough");
    assert_eq!(compare("a1", "a4"), (Relation::Before, chain(&[])), "even where messages lead there too");
    assert_eq!(compare("b1", "b1"), (Relation::Same, chain(&[])));
}

#[test]
fn stamps_tell_what_they_tell() {
    let trace = clock_diagram();
    let (times, mut vectors) = (lamport(&trace), VectorClocks::new(&trace));
    let mut told = |one: &str, other: &str| {
        let (one, other) = (named(&trace, one), named(&trace, other));
        let first = vectors.at(&trace, one).to_vec();
        (
            lamport_tells(times[one.index()], times[other.index()]),
            vectors_tell(&first, vectors.at(&trace, other)),
        )
    };
    assert_eq!(told("b4", "a4"), (LamportTells::NotAfter, Relation::Concurrent), "6 and 8, yet concurrent");
    assert_eq!(told("a2", "c1"), (LamportTells::NotBefore, Relation::Concurrent));
    assert_eq!(told("b4", "c3"), (LamportTells::Concurrent, Relation::Concurrent), "6 and 6");
    assert_eq!(told("a1", "a4"), (LamportTells::NotAfter, Relation::Before));
    assert_eq!(told("a4", "c4"), (LamportTells::NotBefore, Relation::After));
}

/// The example of the hybrid clocks: the stamp of each event, and what the clock of its
/// process shows.
#[test]
fn hybrid_clocks_follow_the_example_of_the_paper() {
    let trace = run("protocol exchange\nnodes A B C\nschedule manual\nA send B\ndeliver Message A->B 1\n\
        B local\nB send C\ndeliver Message B->C 1\nC send B\ndeliver Message C->B 1\nB local\n")
    .trace;
    const PHYSICAL: [i64; 11] = [0, 0, 0, 10, 2, 3, 4, 5, 11, 6, 12];
    let stamps = hybrid(&trace, &|event| PHYSICAL[event.index()]);
    let told: Vec<(i64, u32)> = stamps[3..].iter().map(|stamp| (stamp.time, stamp.count)).collect();
    assert_eq!(told, [(10, 0), (10, 1), (10, 2), (10, 3), (10, 4), (11, 0), (11, 1), (12, 0)]);
}

#[test]
fn a_message_from_the_future_breaks_a_cut() {
    let trace = clock_diagram();
    let frontier =
        |names: [&str; 3]| Frontier(names.map(|name| (name != "-").then(|| named(&trace, name))).to_vec());
    let told = |frontier: &Frontier| {
        (keys(&trace, &frontier.breaks(&trace)), keys(&trace, &frontier.crossing(&trace)))
    };
    let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    assert_eq!(told(&frontier(["a3", "b1", "c3"])), (list(&["m3"]), list(&["m1"])));
    assert_eq!(told(&frontier(["a1", "b3", "c3"])), (list(&["m1"]), list(&[])));
    assert_eq!(told(&frontier(["a3", "b3", "c4"])), (list(&[]), list(&["m4"])));
    assert_eq!(told(&frontier(["-", "-", "-"])), (list(&[]), list(&[])));
}

/// How many messages lead from an event to another at least, by a search that goes level
/// by level over the graph.
fn fewest(trace: &Trace, from: usize, to: usize) -> Option<usize> {
    let mut last = vec![None; trace.nodes.len()];
    let mut after = vec![Vec::new(); trace.events.len()];
    for (id, event) in trace.events.iter().enumerate() {
        if let Some(before) = last[event.node.index()].replace(id) {
            let before: usize = before;
            after[before].push((id, 0));
        }
    }
    for message in &trace.messages {
        if let Some(received) = message.received {
            after[message.sent.index()].push((received.index(), 1));
        }
    }
    let mut best = vec![usize::MAX; trace.events.len()];
    let mut open = VecDeque::from([(from, 0)]);
    while let Some((id, hops)) = open.pop_front() {
        if hops >= best[id] {
            continue;
        }
        best[id] = hops;
        for (next, cost) in &after[id] {
            match cost {
                0 => open.push_front((*next, hops)),
                _ => open.push_back((*next, hops + 1)),
            }
        }
    }
    Some(best[to]).filter(|best| *best != usize::MAX)
}

proptest! {
    #![proptest_config(runs(200))]

    /// A chain goes from one event to the other, link by link, and no shorter one does.
    #[test]
    fn chains_prove_what_they_are_for(text in scenario("raft"), asked in prop::array::uniform4(any::<Index>())) {
        let trace = run(&text).trace;
        let [one, other, near, by] = asked.map(|index| index.index(trace.events.len()));
        let close = (near + by % 40).min(trace.events.len() - 1);
        let graph = Graph::of(&trace);
        for (one, other) in [(one, other), (near, close)] {
            let (a, b) = (EventId(one as u32), EventId(other as u32));
            let found = Comparison::of(&trace, a, b);
            let expected = match (one == other, graph.future([one])[other], graph.past(one)[other]) {
                (true, ..) => Relation::Same,
                (_, true, _) => Relation::Before,
                (_, _, true) => Relation::After,
                _ => Relation::Concurrent,
            };
            prop_assert_eq!(found.relation, expected);
            if !matches!(expected, Relation::Before | Relation::After) {
                prop_assert!(found.chain.is_empty());
                continue;
            }
            prop_assert_eq!(fewest(&trace, one.min(other), one.max(other)), Some(found.chain.len()));
            let mut here = a.min(b);
            for link in &found.chain {
                let message = trace.message(*link);
                prop_assert_eq!(trace.event(here).node, message.key.from);
                prop_assert!(here <= message.sent);
                here = message.received.expect("a message of a chain arrives");
            }
            prop_assert_eq!(trace.event(here).node, trace.event(a.max(b)).node);
            prop_assert!(here <= a.max(b));
        }
    }

    #[test]
    fn the_total_order_extends_the_partial_one(text in scenario("raft")) {
        let trace = run(&text).trace;
        let order = total_order(&trace, &lamport(&trace));
        let mut position = vec![None; trace.events.len()];
        order.iter().enumerate().for_each(|(n, id)| position[id.index()] = Some(n));
        prop_assert!(misplaced(&trace, &order).iter().all(Option::is_none));
        prop_assert!(trace.events.iter().zip(&position).all(|(event, position)| event.kind.ticks() == position.is_some()));
        let mut last: Vec<Option<usize>> = vec![None; trace.nodes.len()];
        for (event, position) in trace.events.iter().zip(&position).filter(|(_, position)| position.is_some()) {
            prop_assert!(last[event.node.index()].replace(position.expect("it ticks")) < *position);
        }
        for message in trace.messages.iter().filter(|message| message.received.is_some()) {
            let at = |id: EventId| position[id.index()].expect("sends and receives tick");
            prop_assert!(at(message.sent) < at(message.received.expect("it arrives")));
        }
    }

    /// Hybrid stamps grow from cause to effect, are never behind the clock of their node,
    /// and are as far ahead as the fastest clock in their past.
    #[test]
    fn hybrid_stamps_stay_near_the_clocks(text in scenario("raft"), skew in prop::array::uniform8(0..50_000u64)) {
        let trace = run(&text).trace;
        let shown = |id: EventId| {
            let event = trace.event(id);
            (event.at + skew[event.node.index() % 8]) as i64
        };
        let stamps = hybrid(&trace, &shown);
        let mut greatest = vec![0; trace.events.len()];
        let mut last: Vec<(i64, Hybrid)> = vec![(0, Hybrid::default()); trace.nodes.len()];
        for (id, event) in (0..).map(EventId).zip(&trace.events).filter(|(_, event)| event.kind.ticks()) {
            let (before, stamp) = (&mut last[event.node.index()], stamps[id.index()]);
            prop_assert!(before.1 < stamp);
            let mut most = before.0.max(shown(id));
            if event.kind == sequitur_core::trace::EventKind::Receive {
                let sent = trace.message(event.first_message).sent;
                prop_assert!(stamps[sent.index()] < stamp);
                most = most.max(greatest[sent.index()]);
            }
            prop_assert_eq!(stamp.time, most);
            greatest[id.index()] = most;
            *before = (most, stamp);
        }
    }

    /// What a matrix clock, kept as messages carry it, says that everybody knows.
    #[test]
    fn what_everybody_knows(text in scenario("raft"), asked in any::<Index>()) {
        let trace = run(&text).trace;
        let asked = asked.index(trace.events.len());
        let nodes = trace.nodes.len();
        let mut clocks = vec![vec![vec![0u32; nodes]; nodes]; nodes];
        let mut carried = vec![Vec::new(); trace.events.len()];
        for (id, event) in (0..).map(EventId).zip(&trace.events).take(asked + 1).filter(|(_, event)| event.kind.ticks()) {
            let me = event.node.index();
            for message in trace.taken(id) {
                let sent = trace.message(message).sent;
                let from = trace.event(sent).node.index();
                let matrix: &Vec<Vec<u32>> = &carried[sent.index()];
                for (row, other) in clocks[me].iter_mut().zip(matrix) {
                    row.iter_mut().zip(other).for_each(|(own, other)| *own = (*own).max(*other));
                }
                clocks[me][me] = (0..nodes).map(|k| clocks[me][me][k].max(matrix[from][k])).collect();
            }
            clocks[me][me][me] += 1;
            carried[id.index()] = clocks[me].clone();
        }
        let matrix = &clocks[trace.events[asked].node.index()];
        let expected: Vec<u32> = (0..nodes).map(|k| matrix.iter().map(|row| row[k]).min().unwrap_or(0)).collect();
        let cone = Cone::of(&trace, EventId(asked as u32));
        prop_assert_eq!(known_to_all(&trace, &mut VectorClocks::new(&trace), &cone), expected);
    }

    /// A cut is broken exactly if something before it has a cause after it.
    #[test]
    fn cuts_are_closed_under_causes(text in scenario("raft"), picks in prop::collection::vec(any::<Index>(), 8)) {
        let trace = run(&text).trace;
        let spread = picks[0].index(trace.events.len());
        let pick = |node: usize| {
            let index = (spread + picks[node % picks.len()].index(30)).min(trace.events.len() - 1);
            trace.events[..=index].iter().rposition(|event| event.node.index() == node).map(|id| EventId(id as u32))
        };
        let frontier = Frontier((0..trace.nodes.len()).map(pick).collect());
        let graph = Graph::of(&trace);
        let has = |id: usize| frontier.0[trace.events[id].node.index()].is_some_and(|last| id <= last.index());
        let closed = frontier.0.iter().flatten().all(|last| {
            graph.past(last.index()).into_iter().enumerate().all(|(id, in_past)| !in_past || has(id))
        });
        prop_assert_eq!(frontier.breaks(&trace).is_empty(), closed);
        let all = Frontier::at(&trace, &vec![trace.event(EventId(spread as u32)).at; trace.nodes.len()]);
        prop_assert!(all.breaks(&trace).is_empty(), "a moment is consistent");
        prop_assert_eq!(all.0.len(), trace.nodes.len());
        prop_assert!(all.has(&trace, EventId(spread as u32)) && all.0[0] >= Some(EventId(0)));
    }
}

#[test]
fn an_order_that_puts_effects_before_causes() {
    // A's clock is 50 ms fast: what B does in knowledge of A's question stands before it.
    let run = run("protocol exchange\nnodes A B\nnetwork delay 10ms\nclock A offset 50ms\n\
                   at 10ms A send B question\nat 30ms B send A answer\nat 35ms B local on\nuntil 60ms\n");
    let order = order_by(&run.trace, &|event| run.wall(event));
    let told = |id: &EventId| run.trace.label(*id).into_owned() + " " + run.trace.event(*id).kind.name();
    let told: Vec<String> = order.iter().map(told).collect();
    assert_eq!(told, ["question receive", "answer send", "on local", "question send", "answer receive"]);
    let causes = misplaced(&run.trace, &order);
    let asked = order[3];
    for event in &order {
        let wrong = order[..3].contains(event);
        assert_eq!(causes[event.index()], wrong.then_some(asked), "{event:?}");
    }
}
