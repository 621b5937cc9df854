//! What must be true of every picture of every trace.

mod common;

use common::{Builder, Step, clock_diagram, election, random};
use proptest::prelude::*;
use sequitur_core::trace::{EventId, EventKind, Fate, MessageId, NodeId, Trace};
use sequitur_diagram::{
    ArrowEnd, Counterpart, Difference, Facts, Frame, Ghost, Layout, Options, Scene, View, overview,
};

fn laid_out(trace: &Trace) -> Layout {
    Layout::new(trace, trace.end(), Options::default())
}

fn whole(layout: &Layout, trace: &Trace, width: i64) -> Scene {
    let frame = Frame { width, top: 0, height: layout.height() };
    layout.scene(trace, frame, &View::default())
}

fn ids(trace: &Trace) -> impl Iterator<Item = EventId> {
    (0..trace.events.len() as u32).map(EventId)
}

#[test]
fn nothing_at_all_can_be_drawn() {
    let trace = Trace::default();
    let layout = laid_out(&trace);
    let scene = whole(&layout, &trace, 800);
    assert!(scene.arrows.is_empty() && scene.marks.is_empty() && scene.lanes.is_empty());
    assert_eq!(overview(&layout, &trace, &Facts::default(), 0, 0).marks, []);
}

#[test]
fn the_clock_diagram_shows_everything() {
    let trace = clock_diagram();
    let layout = laid_out(&trace);
    let scene = whole(&layout, &trace, 800);
    assert_eq!((scene.marks.len(), scene.arrows.len()), (12, 4));
    assert!(scene.arrows.iter().all(|arrow| arrow.path.end == ArrowEnd::Head));
    assert_eq!(scene.lanes, [108, 400, 692]);
    // a2 at 2 ms, b1 at 5 ms: the events of A are pushed apart, time flows evenly between.
    assert_eq!(layout.y_of_event(EventId(0)), 27);
    assert_eq!(layout.y_of_event(EventId(1)), 27 + 16);
}

#[test]
fn a_handler_has_one_mark_and_idle_time_is_short() {
    let trace = election();
    let layout = laid_out(&trace);
    let (timer, send) = (EventId(5), EventId(6));
    // 150 ms would be 450 px: idle time takes 44.
    assert_eq!(layout.y_of_event(timer), 24 + 44);
    assert_eq!(layout.y_of_event(send), layout.y_of_event(timer));
    assert_eq!(layout.mark_of(&trace, send), timer);
    let apart = Layout::new(&trace, trace.end(), Options::default().with_steps_apart(true));
    assert_eq!(apart.y_of_event(send), apart.y_of_event(timer) + 18);
    assert_eq!(apart.mark_of(&trace, send), send);
    let scene = whole(&layout, &trace, 1_000);
    let breaks: Vec<&str> = scene.breaks.iter().map(|b| b.text.as_str()).collect();
    assert_eq!(breaks, ["150 ms", "384 ms"]);
    let bands: Vec<&str> = scene.bands.iter().filter_map(|b| b.label.as_deref()).collect();
    assert_eq!(bands, ["term 0", "term 1"]);
    let down: Vec<_> = scene.segments.iter().filter(|s| s.down).collect();
    assert_eq!(down.len(), 1);
    assert_eq!(down[0].node, NodeId(4));
    let ends: Vec<_> = scene.arrows.iter().filter(|a| a.path.end != ArrowEnd::Head).collect();
    assert_eq!(ends.len(), 2);
    assert_eq!((ends[0].path.end, ends[1].path.end), (ArrowEnd::Cross, ArrowEnd::Stop));
}

#[test]
fn ticks_are_round_and_apart() {
    let trace = election();
    let layout = laid_out(&trace);
    let scene = whole(&layout, &trace, 1_000);
    let texts: Vec<&str> = scene.ticks.iter().map(|tick| tick.text.as_str()).collect();
    assert_eq!(texts, ["0 ms", "160 ms", "180 ms", "200 ms"]);
}

#[test]
fn sixty_four_lanes_are_wider_than_a_phone() {
    let names: Vec<String> = (1..=64).map(|i| format!("S{i}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut b = Builder::new(&names, &["Hello"]);
    let message = b.send(0, 0, 0, &[63])[0];
    b.receive(10_000, message);
    let layout = laid_out(&b.trace);
    let scene = whole(&layout, &b.trace, 360);
    assert!(scene.lanes.windows(2).all(|pair| pair[1] - pair[0] >= 44));
    assert!(scene.width > 360 && *scene.lanes.last().unwrap() < scene.width);
    let five = whole(&laid_out(&election()), &election(), 360);
    assert_eq!(five.width, 360);
    assert!(five.arrows.iter().all(|arrow| arrow.label.is_none()));
}

#[test]
fn a_crowded_window_says_what_it_leaves_out() {
    let mut b = Builder::new(&["A", "B"], &["m"]);
    for at in 0..500 {
        b.event(at, 0, EventKind::Local, "");
        b.send(at, 0, 0, &[1]);
    }
    b.event(500, 1, EventKind::Crash, "");
    let layout = laid_out(&b.trace);
    let scene = whole(&layout, &b.trace, 800);
    assert_eq!((scene.arrows.len(), scene.marks.len()), (240, 300));
    assert_eq!((scene.left_out.arrows, scene.left_out.marks), (260, 201));
    assert!(scene.marks.iter().any(|mark| mark.kind == EventKind::Crash));
}

#[test]
fn what_differs_is_found_by_name() {
    let old = election();
    // The same run on lanes in another order, with one message less and one more.
    let mut b = Builder::new(&["S2", "S1"], &["VoteGranted", "RequestVote"]);
    b.becomes(0, 0, 0);
    b.event(0, 0, EventKind::Start, "");
    b.becomes(1, 0, 0);
    b.event(1, 1, EventKind::Start, "");
    b.becomes(0, 1, 1);
    b.event(150_000, 0, EventKind::Timer, "election-timeout");
    let ask = b.send(150_000, 0, 1, &[1])[0];
    b.becomes(1, 0, 1);
    b.receive(170_000, ask);
    b.send(170_000, 1, 1, &[0]);
    let difference = Difference::between(&old, &b.trace);
    assert_eq!(difference.messages, [Counterpart::Changed(MessageId(0)), Counterpart::Added]);
    assert_eq!(difference.gone_messages.len(), old.messages.len() - 1);
    let same = |id| Counterpart::Same(EventId(id));
    // S1 starts later than it did, and receives later.
    let events = [
        same(1),
        Counterpart::Changed(EventId(0)),
        same(5),
        same(6),
        Counterpart::Changed(EventId(11)),
        Counterpart::Added,
    ];
    assert_eq!(difference.events, events);
    assert_eq!(difference.gone_events.len(), old.events.len() - 5);
}

#[test]
fn a_ghost_shows_where_messages_were() {
    let old = election();
    let mut new = election();
    // The vote of S5 is no longer dropped.
    new.messages[5].fate = Fate::Flying;
    let layout = laid_out(&new);
    let ghost = Ghost::new(&old, &Facts::default(), &new, &layout);
    let frame = Frame { width: 900, top: 0, height: layout.height() };
    let view = View { ghost: Some(&ghost), ..View::default() };
    let scene = layout.scene(&new, frame, &view);
    assert_eq!(scene.ghosts.len(), 1);
    assert_eq!(scene.ghosts[0].message, MessageId(5));
    assert_eq!(scene.ghosts[0].path.end, ArrowEnd::Cross);
    let changed = scene.arrows.iter().filter(|a| a.counterpart.is_some_and(|c| c.differs()));
    assert_eq!(changed.map(|a| a.message).collect::<Vec<_>>(), [MessageId(5)]);
}

/// A trace that prints as the numbers it was made from.
struct Sample {
    trace: Trace,
    nodes: u8,
    steps: Vec<Step>,
}

impl std::fmt::Debug for Sample {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "random({}, &{:?})", self.nodes, self.steps)
    }
}

fn traces() -> impl Strategy<Value = Sample> {
    let step = (0..2_000_u16, any::<u8>(), any::<u8>());
    let steps = prop::collection::vec(step, 0..300);
    (1..8_u8, steps).prop_map(|(nodes, steps): (u8, Vec<Step>)| Sample {
        trace: random(nodes, &steps),
        nodes,
        steps,
    })
}

proptest! {
    #[test]
    fn time_never_runs_backwards(trace in traces()) {
        let trace = trace.trace;
        let layout = laid_out(&trace);
        for pair in ids(&trace).collect::<Vec<_>>().windows(2) {
            let (a, b) = (trace.event(pair[0]), trace.event(pair[1]));
            if a.at < b.at {
                prop_assert!(layout.y_of_event(pair[0]) < layout.y_of_event(pair[1]));
            }
            prop_assert!(layout.y_of_time(a.at) <= layout.y_of_event(pair[0]));
            prop_assert!(layout.y_of_event(pair[0]) <= layout.y_after_time(a.at));
        }
    }

    #[test]
    fn events_of_a_lane_stand_apart(trace in traces()) {
        let trace = trace.trace;
        let layout = laid_out(&trace);
        for node in 0..trace.nodes.len() as u8 {
            let lane: Vec<EventId> = ids(&trace).filter(|id| trace.event(*id).node == NodeId(node)).collect();
            for pair in lane.windows(2) {
                let least = if layout.shares_mark(&trace, pair[1]) { 0 } else { 16 };
                prop_assert!(layout.y_of_event(pair[1]) - layout.y_of_event(pair[0]) >= least);
            }
        }
    }

    #[test]
    fn every_arrow_points_down(trace in traces()) {
        let trace = trace.trace;
        let layout = laid_out(&trace);
        let scene = whole(&layout, &trace, 700);
        for arrow in &scene.arrows {
            prop_assert!(arrow.path.y2 >= arrow.path.y1 + 5);
            prop_assert!(arrow.path.y2 <= layout.height());
        }
    }

    #[test]
    fn time_and_height_are_inverse(
        trace in traces(), zoom in 10..400_u32, time in 0..10_000_000_u64, y in 0..20_000_i64,
    ) {
        let trace = trace.trace;
        let layout = Layout::new(&trace, trace.end(), Options::default().zoomed(zoom));
        // There and back loses less than what a pixel stands for.
        let height = layout.y_of_time(time);
        let back = layout.time_of_y(height);
        prop_assert!(back == time || (back < time && time < layout.time_of_y(height + 1)));
        prop_assert!(layout.y_of_time(back) <= height && height <= layout.y_after_time(back));
        // The earliest time there: a microsecond earlier stands higher.
        let there = layout.time_of_y(y);
        prop_assert!(layout.y_after_time(there) >= y);
        prop_assert!(there == 0 || layout.y_after_time(there - 1) < y);
        prop_assert!(layout.time_of_y(y + 1) >= there);
    }

    #[test]
    fn a_window_shows_what_a_full_scan_finds(
        trace in traces(), top in 0..6_000_i64, height in 0..900_i64,
    ) {
        let trace = trace.trace;
        let layout = laid_out(&trace);
        let scene = layout.scene(&trace, Frame { width: 700, top, height }, &View::default());
        let top = top.min(layout.height());
        let bottom = (top + height).min(layout.height());
        let seen = |y1: i64, y2: i64| y1 <= bottom && y2 >= top;
        let leads = |id: &EventId| !layout.shares_mark(&trace, *id);
        let events = ids(&trace).filter(leads);
        let events = events.filter(|id| seen(layout.y_of_event(*id), layout.y_of_event(*id)));
        let messages = (0..trace.messages.len() as u32).map(MessageId).filter(|id| {
            let (y1, y2) = layout.arrow_ys(&trace, *id);
            seen(y1, y2)
        });
        let (events, messages): (Vec<_>, Vec<_>) = (events.collect(), messages.collect());
        prop_assert!(scene.arrows.len() <= 240 && scene.marks.len() <= 300);
        prop_assert_eq!(scene.arrows.len() + scene.left_out.arrows as usize, messages.len());
        prop_assert_eq!(scene.marks.len() + scene.left_out.marks as usize, events.len());
        if scene.left_out.arrows == 0 {
            prop_assert!(scene.arrows.iter().map(|a| a.message).eq(messages));
        }
        if scene.left_out.marks == 0 {
            prop_assert!(scene.marks.iter().map(|m| m.event).eq(events));
        }
        prop_assert!(scene.ticks.windows(2).all(|pair| pair[1].y - pair[0].y >= 32));
    }

    #[test]
    fn lanes_have_no_holes(trace in traces()) {
        let trace = trace.trace;
        let layout = laid_out(&trace);
        let scene = whole(&layout, &trace, 500);
        for node in 0..trace.nodes.len() as u8 {
            let lane: Vec<_> = scene.segments.iter().filter(|s| s.node == NodeId(node)).collect();
            prop_assert_eq!(lane[0].y0, layout.lanes().start);
            prop_assert_eq!(lane[lane.len() - 1].y1, layout.lanes().end);
            prop_assert!(lane.windows(2).all(|pair| pair[0].y1 == pair[1].y0));
        }
        prop_assert!(scene.bands.windows(2).all(|pair| pair[0].y1 == pair[1].y0));
    }

    #[test]
    fn a_run_does_not_differ_from_itself(trace in traces()) {
        let trace = trace.trace;
        let layout = laid_out(&trace);
        let ghost = Ghost::new(&trace, &Facts::default(), &trace, &layout);
        prop_assert!(ghost.difference().is_empty());
    }

    #[test]
    fn two_runs_account_for_every_message(old in traces(), new in traces()) {
        let old = old.trace;
        let new = new.trace;
        let layout = laid_out(&new);
        let ghost = Ghost::new(&old, &Facts::default(), &new, &layout);
        let difference = ghost.difference();
        let kept = difference.messages.iter().filter(|counterpart| counterpart.old().is_some()).count();
        prop_assert_eq!(kept + difference.gone_messages.len(), old.messages.len());
        let kept = difference.events.iter().filter(|counterpart| counterpart.old().is_some()).count();
        prop_assert_eq!(kept + difference.gone_events.len(), old.events.len());
        let frame = Frame { width: 800, top: 0, height: 2_000 };
        let view = View { ghost: Some(&ghost), ..View::default() };
        let scene = layout.scene(&new, frame, &view);
        prop_assert!(scene.ghosts.iter().all(|g| g.path.y2 > g.path.y1));
    }

    #[test]
    fn the_overview_counts_every_message(trace in traces(), buckets in 0..200_u32) {
        let trace = trace.trace;
        let sum = overview(&laid_out(&trace), &trace, &Facts::default(), 44, buckets);
        let total: u32 = sum.buckets.iter().map(|bucket| bucket.total()).sum();
        prop_assert_eq!(total as usize, trace.messages.len());
        prop_assert!(sum.marks.len() <= 44 * 4);
    }

    #[test]
    fn no_times_and_no_frame_break_it(
        trace in traces(),
        times in prop::collection::vec(any::<u64>(), 1..20),
        (width, top, height) in any::<(i64, i64, i64)>(),
        zoom in any::<u32>(),
    ) {
        let mut trace = trace.trace;
        let mut time = times.iter().copied().cycle();
        for event in &mut trace.events {
            event.at = time.next().unwrap_or(0);
        }
        for message in &mut trace.messages {
            message.sent_at = time.next().unwrap_or(0);
            message.arrives_at = message.arrives_at.and(time.next());
        }
        let end = time.next().unwrap_or(0);
        let layout = Layout::new(&trace, end, Options::default().zoomed(zoom));
        let ghost = Ghost::new(&trace, &Facts::default(), &trace, &layout);
        let view = View { ghost: Some(&ghost), ..View::default() };
        let scene = layout.scene(&trace, Frame { width, top, height }, &view);
        prop_assert!(scene.arrows.iter().all(|arrow| arrow.path.y2 > arrow.path.y1));
        for time in times {
            let y = layout.y_of_time(time);
            prop_assert!(layout.time_of_y(y) <= time);
        }
        layout.time_of_y(top);
        overview(&layout, &trace, &Facts::default(), zoom, zoom);
    }
}
