//! What holds of steps whatever the protocol: steps of different nodes can change places,
//! and what is in flight takes no step away.

use super::*;
use proptest::collection::vec;
use proptest::prelude::*;
use sequitur_core::protocols::{Visitor, visit_all};
use sequitur_core::sim::command::filled;
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

/// A scenario in which the first two nodes that take commands are given one of each form.
fn scenario<P: Process>() -> String {
    let info = P::INFO;
    let (least, most) = info.node_bounds;
    let head = format!("protocol {}\nnodes {}\n", info.name, 3.clamp(least, most));
    let nodes = parse(&head).plan().nodes.clone();
    let line = |node: usize, form: &str| {
        let command = filled(form, |name| match name {
            "NODE" | "SERVER" | "SERVER…" => nodes[(node + 1) % nodes.len()].clone(),
            "NUMBER" => "1".to_owned(),
            "AMOUNT" => "10".to_owned(),
            _ => ["a", "b", "c"][node % 3].to_owned(),
        });
        format!("at {}ms {} {command}\n", node + 1, nodes[node])
    };
    let lines = |node: usize| -> String {
        let lines = info.commands.iter().map(|command| line(node, command.name));
        lines.filter(|line| Scenario::parse(&(head.clone() + line)).is_ok()).collect()
    };
    let asked = (0..nodes.len()).map(lines).filter(|lines| !lines.is_empty()).take(2);
    head.clone() + &asked.collect::<String>()
}

/// Does something with each protocol and with a way to go, and adds up how often it could.
struct ForEach<'a> {
    picks: &'a [(usize, usize)],
    swaps: bool,
    counts: Vec<(&'static str, u32)>,
}

impl Visitor for ForEach<'_> {
    fn visit<P: Process>(&mut self) {
        let text = scenario::<P>();
        let count = if self.swaps {
            swap::<P>(&text, self.picks)
        } else {
            add::<P>(&text, self.picks);
            0
        };
        self.counts.push((P::INFO.name, count));
    }
}

fn for_each(picks: &[(usize, usize)], swaps: bool) -> Vec<(&'static str, u32)> {
    let mut visitor = ForEach { picks, swaps, counts: Vec::new() };
    visit_all(&mut visitor);
    visitor.counts
}

fn ways() -> impl Strategy<Value = Vec<(usize, usize)>> {
    vec((any::<usize>(), any::<usize>()), 1..60)
}

proptest! {
    #[test]
    fn steps_of_different_nodes_can_change_places(picks in ways()) {
        for_each(&picks, true);
    }

    #[test]
    fn a_message_in_flight_takes_no_step_away(picks in ways()) {
        for_each(&picks, false);
    }
}

/// The test above is about something: in every protocol some steps change places.
#[test]
fn some_steps_do_change_places() {
    let picks: Vec<(usize, usize)> = (0..60).map(|step| (step * 7, step * 11 + 3)).collect();
    let swapped = for_each(&picks, true);
    assert!(swapped.iter().all(|(_, count)| *count > 0), "{swapped:?}");
}
