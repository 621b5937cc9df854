//! Hidden nodes, runs of local events drawn as one, and events left out: what remains, and
//! the dashed lines through what does not.

mod common;

use common::{Builder, Step, random};
use proptest::prelude::*;
use sequitur_core::trace::{Cone, EventId, EventKind, NodeId, Relation, Trace};
use sequitur_diagram::{Filter, Frame, Layout, Options, Scene, View};

/// A asks B, which asks C, which answers A; then A works alone, and asks B again.
fn ring() -> Trace {
    let mut b = Builder::new(&["A", "B", "C"], &["ask"]);
    let to_b = b.send(1_000, 0, 0, &[1])[0];
    b.receive(2_000, to_b);
    let to_c = b.send(3_000, 1, 0, &[2])[0];
    b.receive(4_000, to_c);
    let to_a = b.send(5_000, 2, 0, &[0])[0];
    b.receive(6_000, to_a);
    b.event(7_000, 0, EventKind::Local, "one");
    b.event(8_000, 0, EventKind::Local, "two");
    b.event(9_000, 0, EventKind::Local, "three");
    let again = b.send(10_000, 0, 0, &[1])[0];
    b.receive(11_000, again);
    b.trace
}

fn scene(trace: &Trace, filter: Filter) -> Scene {
    let layout = Layout::filtered(trace, trace.end(), Options::default(), filter);
    layout.scene(trace, Frame { width: 800, top: 0, height: 4_000 }, &View::default())
}

#[test]
fn what_passed_through_a_hidden_node_is_a_dashed_line() {
    let trace = ring();
    let filter = Filter::new(&trace, &[NodeId(1)], false, &|_| false);
    // A's first send reaches C through B; the second goes nowhere that is shown.
    assert_eq!(filter.implied(), [(EventId(0), EventId(3))]);
    let scene = scene(&trace, filter);
    assert_eq!((scene.arrows.len(), scene.implied.len()), (1, 1), "C's answer, and the line");
    assert!(scene.marks.iter().all(|mark| mark.node != NodeId(1)));
    assert!(scene.segments.iter().all(|segment| segment.node != NodeId(1)));
    assert_eq!(scene.spacing, 800 - 108 - 108, "two lanes share the width");
}

#[test]
fn local_events_in_a_row_are_one() {
    let trace = ring();
    let filter = Filter::new(&trace, &[], true, &|_| false);
    assert_eq!(filter.run(EventId(6)), Some(3));
    let scene = scene(&trace, filter);
    assert_eq!(scene.marks.len(), trace.events.len() - 2);
    let mark = scene.marks.iter().find(|mark| mark.event == EventId(6)).expect("it is shown");
    let lines: Vec<&[String]> = mark.labels.iter().map(|label| label.lines.as_slice()).collect();
    assert_eq!(lines, [["one and 2 more".to_owned()]]);
}

#[test]
fn hidden_events_take_no_room() {
    let trace = ring();
    let all = Layout::new(&trace, trace.end(), Options::default());
    let few = Filter::new(&trace, &[], false, &|event| event.0 < 9);
    let few = Layout::filtered(&trace, trace.end(), Options::default(), few);
    assert!(few.height() < all.height());
    assert!(!Filter::new(&trace, &[NodeId(2)], false, &|_| false).is_all());
    assert!(Filter::new(&trace, &[], false, &|_| false).is_all());
}

/// Whether a path leads from one event to another with only hidden events between them.
fn leads(trace: &Trace, filter: &Filter, from: EventId, to: EventId) -> bool {
    let event = trace.event(to);
    let before = (0..to.0).rev().map(EventId).find(|id| trace.event(*id).node == event.node);
    let senders = trace.taken(to).map(|message| trace.message(message).sent);
    before
        .into_iter()
        .chain(senders)
        .any(|cause| cause == from || (!filter.has(cause) && leads(trace, filter, from, cause)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Dashed lines stand for paths, and with the arrows and lanes that are shown they tell
    /// exactly which of the events that are shown happened before which.
    #[test]
    fn what_is_shown_keeps_its_order(
        steps in prop::collection::vec((0..2_000_u16, any::<u8>(), any::<u8>()), 0..40),
        hidden in 0..16_u8,
        out in any::<u64>(),
        collapses in any::<bool>(),
    ) {
        let steps: Vec<Step> = steps;
        let trace = random(4, &steps);
        let nodes: Vec<NodeId> = (0..4).filter(|node| hidden & (1 << node) != 0).map(NodeId).collect();
        let filter = Filter::new(&trace, &nodes, collapses, &|event| out & (1 << (event.0 % 64)) != 0 && event.0 % 3 == 0);
        for &(from, to) in filter.implied() {
            prop_assert!(filter.has(from) && filter.has(to) && from < to);
            prop_assert!(leads(&trace, &filter, from, to));
        }
        let visible: Vec<EventId> = (0..trace.events.len() as u32).map(EventId).filter(|id| filter.has(*id)).collect();
        // All that lanes, arrows and dashed lines lead to.
        let mut reach: Vec<Vec<EventId>> = vec![Vec::new(); trace.events.len()];
        for &id in &visible {
            let lane = visible.iter().rev().find(|other| **other < id && trace.event(**other).node == trace.event(id).node);
            let arrows = trace.taken(id).map(|message| trace.message(message).sent).filter(|sent| filter.has(*sent));
            let dashed = filter.implied().iter().filter(|(_, to)| *to == id).map(|(from, _)| *from);
            let causes: Vec<EventId> = lane.copied().into_iter().chain(arrows).chain(dashed).collect();
            for cause in causes {
                let before = reach[cause.index()].clone();
                reach[id.index()].push(cause);
                reach[id.index()].extend(before);
            }
        }
        for &id in &visible {
            let cone = Cone::of(&trace, id);
            for &other in visible.iter().filter(|other| **other < id) {
                let is_before = cone.relation(other, trace.event(other).node) == Relation::Before;
                prop_assert_eq!(reach[id.index()].contains(&other), is_before, "{:?} {:?}", other, id);
            }
        }
    }

    #[test]
    fn a_scene_shows_what_is_shown(
        steps in prop::collection::vec((0..2_000_u16, any::<u8>(), any::<u8>()), 0..120),
        hidden in 0..32_u8,
        collapses in any::<bool>(),
    ) {
        let steps: Vec<Step> = steps;
        let trace = random(5, &steps);
        let nodes: Vec<NodeId> = (0..5).filter(|node| hidden & (1 << node) != 0).map(NodeId).collect();
        let filter = Filter::new(&trace, &nodes, collapses, &|_| false);
        let layout = Layout::filtered(&trace, trace.end(), Options::default(), filter.clone());
        let ys: Vec<i64> = (0..trace.events.len() as u32).map(|id| layout.y_of_event(EventId(id))).collect();
        let moments = trace.events.iter().map(|event| event.at).zip(&ys);
        let moments: Vec<(u64, i64)> = moments.map(|(at, y)| (at, *y)).collect();
        prop_assert!(moments.windows(2).all(|pair| pair[0].0 == pair[1].0 || pair[0].1 <= pair[1].1));
        let scene = layout.scene(&trace, Frame { width: 700, top: 0, height: 3_000 }, &View::default());
        for mark in &scene.marks {
            prop_assert!(filter.has(mark.event));
        }
        for arrow in &scene.arrows {
            let message = trace.message(arrow.message);
            prop_assert!(filter.has(message.sent) && message.received.is_none_or(|event| filter.has(event)));
        }
        prop_assert!(scene.implied.iter().all(|path| path.y2 > path.y1));
        for (node, x) in (0..5).map(NodeId).zip(&scene.lanes) {
            prop_assert!(!filter.has_node(node) || (0..scene.width).contains(x));
        }
    }
}
