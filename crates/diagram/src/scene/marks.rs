//! The events of a window, and what they say.

use super::window::{Window, at_most};
use super::{Columns, Mark, Ring, View};
use crate::facts::{Facts, Tone};
use crate::filter::Filter;
use crate::layout::Layout;
use crate::plain::one_line;
use sequitur_core::trace::{EventId, EventKind, Trace};

/// The events of a window; those that explain most stay where not all fit.
pub(super) fn marks(
    layout: &Layout,
    trace: &Trace,
    window: Window,
    columns: &Columns,
    view: &View,
    cap: usize,
) -> (Vec<Mark>, u32) {
    let events = layout.events_between(window.top, window.bottom);
    let is_drawn = |event: &EventId| layout.filter().has(*event) && !layout.shares_mark(trace, *event);
    let (events, left_out) = at_most(cap, events.filter(is_drawn).collect(), |event: &EventId| {
        (rank(trace.event(*event).kind), *event)
    });
    let mark = |event: EventId| {
        let node = trace.event(event).node;
        let counterpart = |ghost: &super::Ghost| ghost.difference().events.get(event.index()).copied();
        Mark {
            event,
            last: layout.sharing(trace, event).last().unwrap_or(event),
            node,
            x: columns.x(node),
            y: layout.y_of_event(event),
            kind: trace.event(event).kind,
            is_quiet: is_quiet(layout, trace, view.facts, event),
            labels: Vec::new(),
            stamp: None,
            counterpart: view.ghost.and_then(counterpart),
        }
    };
    (events.into_iter().map(mark).collect(), left_out)
}

/// Whether an event is a timer of which nothing comes but that its node tells the others
/// something again.
fn is_quiet(layout: &Layout, trace: &Trace, facts: &Facts, event: EventId) -> bool {
    if trace.event(event).kind != EventKind::Timer {
        return false;
    }
    let mut sends = false;
    let step = trace.step_of(event).map(EventId).skip(1);
    for follower in step.filter(|event| layout.filter().has(*event)) {
        let is_told = |tone: Tone| matches!(tone, Tone::Data | Tone::Beat);
        let mut messages = trace.event(follower).messages();
        if trace.event(follower).kind != EventKind::Send
            || !messages.all(|message| is_told(facts.tone_of(trace, message)))
        {
            return false;
        }
        sends = true;
    }
    sends
}

/// Where properties were broken, in a window.
pub(super) fn rings(
    layout: &Layout,
    trace: &Trace,
    window: Window,
    columns: &Columns,
    facts: &Facts,
) -> Vec<Ring> {
    let mut rings: Vec<Ring> = Vec::new();
    for broken in facts.broken.iter().filter(|broken| broken.event.index() < trace.events.len()) {
        let event = layout.mark_of(trace, broken.event);
        let node = trace.event(event).node;
        let (x, y) = (columns.x(node), layout.y_of_event(event));
        let is_known = rings.iter().any(|ring| ring.event == event);
        if !is_known && layout.filter().has(event) && (window.top..=window.bottom).contains(&y) {
            rings.push(Ring { event, x, y, label: None });
        }
    }
    rings
}

/// What is said of a mark: by which of its events, and how much that explains.
pub(super) struct Said {
    pub event: EventId,
    pub rank: u8,
    pub text: String,
}

/// The rank from which on texts give way to the names of messages.
pub(super) const WHISPERED: u8 = 6;
/// The most that a handler decides or notes and all of which is told.
const TOLD_MAX: usize = 2;

/// All that is said of a mark.
pub(super) fn said(layout: &Layout, trace: &Trace, filter: &Filter, mark: &Mark) -> Vec<Said> {
    let mut all: Vec<Said> = Vec::new();
    let changes = changes_role(layout, trace, mark);
    let answers = mark.last > mark.event && trace.event(EventId(mark.event.0 + 1)).kind == EventKind::Send;
    for event in (mark.event.0..=mark.last.0).map(EventId) {
        let kind = trace.event(event).kind;
        // In a log, sends and receives have texts of their own.
        if mark.is_quiet || (!has_label(kind) && !trace.is_timeless) {
            continue;
        }
        let rank = match kind {
            EventKind::Note if changes => 0,
            EventKind::Note if answers => WHISPERED,
            kind => rank(kind),
        };
        all.push(Said { event, rank, text: text(trace, filter, event) });
    }
    let more = all.len().saturating_sub(TOLD_MAX + 1);
    if more > 0 {
        all.truncate(TOLD_MAX);
        if let Some(last) = all.last_mut() {
            last.text.push_str(&format!(" and {} more", more + 1));
        }
    }
    all
}

fn text(trace: &Trace, filter: &Filter, event: EventId) -> String {
    let text = one_line(&trace.label(event), usize::MAX);
    let text = match trace.event(event).kind {
        EventKind::Timer => text.replace('-', " "),
        _ => text,
    };
    match filter.run(event) {
        Some(count) => format!("{text} and {} more", count - 1),
        None => text,
    }
}

/// Whether the role of a mark's node changes there.
fn changes_role(layout: &Layout, trace: &Trace, mark: &Mark) -> bool {
    let before = layout.role_at(mark.node, mark.y - 1).role;
    before != trace.event(mark.last).role
}

/// What explains most comes first.
pub(super) fn rank(kind: EventKind) -> u8 {
    match kind {
        EventKind::Crash | EventKind::Restart | EventKind::Pause | EventKind::Resume => 0,
        EventKind::Decide => 1,
        EventKind::Timer | EventKind::Coin => 2,
        EventKind::Command => 3,
        EventKind::Local => 4,
        EventKind::Note => 5,
        EventKind::Receive => 6,
        EventKind::Send => 7,
        EventKind::Start => 8,
    }
}

/// Whether an event's text stands beside it: arrows say what was sent and received.
fn has_label(kind: EventKind) -> bool {
    !matches!(kind, EventKind::Start | EventKind::Send | EventKind::Receive)
}
