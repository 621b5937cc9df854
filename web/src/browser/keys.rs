//! What keys do. Everything that a pointer can do has a key.

use crate::diagram::frontier::FrontierView;
use crate::document::open_run::OpenRun;
use crate::document::{Action, Selection};
use sequitur_core::scenario::{DrawingEdit, Edit};
use sequitur_core::trace::{EventId, MessageId, Micros, NodeId};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// The keys, for the help sheet.
pub const SHEET: &[(&str, &[(&str, &str)])] = &[
    (
        "In the diagram",
        &[
            ("Tab", "enter it; from a message on to its head"),
            ("↑ ↓", "event before, next event on this lane; message before, next message"),
            ("← →", "to the lanes beside; from a message to its two ends"),
            ("Enter", "select; on an event, its message"),
            ("↑ ↓ on a head", "arrive 1 ms earlier, later (Page Up, Page Down: 10 ms)"),
            ("Delete", "in a drawing: take out the event or the message"),
        ],
    ),
    (
        "The selected message",
        &[
            ("D", "drop"),
            ("L", "delay: type a time"),
            ("U", "duplicate"),
            ("N", "deliver now"),
            ("R", "restore"),
        ],
    ),
    ("The selected node", &[("X", "crash"), ("R", "restart"), ("P", "partition from all others")]),
    ("By hand", &[("M", "take the run over; to what can happen next")]),
    (
        "Time",
        &[
            ("Space", "play, pause"),
            (". ,", "step, step back"),
            ("Home End", "to the start; show the whole run"),
        ],
    ),
    (
        "Look",
        &[
            ("K", "clocks: none, Lamport, vector, order, hybrid, physical"),
            ("C", "causes and effects of the selected event"),
            ("W, Shift+click", "compare the selected event with the next one"),
            ("V", "a cut through all lanes; ↑ ↓ on its handles"),
            ("G", "the run before the last change, as a ghost"),
            ("F", "find events and messages"),
            ("T", "light, dark, as the system"),
        ],
    ),
    (
        "Everything else",
        &[
            ("Ctrl+Z, Z", "undo"),
            ("Ctrl+Y, Y", "redo"),
            ("S", "share link"),
            ("E", "to the scenario text (Escape leaves it)"),
            ("Escape", "select nothing"),
            ("?", "this sheet"),
        ],
    ),
];

/// The value of the closest `data-` attribute of this name around an event's target.
pub fn named(event: &web_sys::Event, attribute: &str) -> Option<String> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(&format!("[{attribute}]")).ok()??.get_attribute(attribute)
}

/// Whether an event's target is part of something that a selector names.
pub fn is_on(event: &web_sys::Event, selector: &str) -> bool {
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    target.is_some_and(|target| target.closest(selector).is_ok_and(|found| found.is_some()))
}

/// What a key does to the handle of a frontier that has the focus.
pub fn on_frontier(event: &KeyboardEvent, made: &OpenRun, frontier: &FrontierView) -> Option<Action> {
    let name = named(event, "data-cut")?;
    let lane = made.trace().nodes.iter().position(|node| *node == name)?;
    let lane = NodeId(u8::try_from(lane).ok()?);
    match event.key().as_str() {
        "ArrowDown" | "ArrowRight" => Some(Action::Frontier(Some(frontier.stepped(made, lane, true)))),
        "ArrowUp" | "ArrowLeft" => Some(Action::Frontier(Some(frontier.stepped(made, lane, false)))),
        "Delete" | "Backspace" => Some(Action::Frontier(None)),
        _ => None,
    }
}

/// Takes out the event of a drawing that a line asks for.
fn erase(made: &OpenRun, event: EventId) -> Option<Action> {
    let line = made.line_of(event)?;
    Some(Action::Edit(Edit::Draw(DrawingEdit::Erase(line))))
}

/// Whether an event's target takes letters itself.
pub fn is_typing(event: &KeyboardEvent) -> bool {
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    target.is_some_and(|target| matches!(target.tag_name().as_str(), "TEXTAREA" | "INPUT" | "SELECT"))
}

/// What a key does to the part of the picture that has the focus.
pub fn in_diagram(event: &KeyboardEvent, made: &OpenRun, selection: Option<Selection>) -> Option<Action> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    let key = event.key();
    if named(event, "data-head").is_some() {
        return on_head(&key, made, selection);
    }
    if let Some(id) = named(event, "data-event").and_then(|id| id.parse().ok()) {
        return on_event(&key, made, EventId(id));
    }
    let name = named(event, "data-message")?;
    let trace = made.trace();
    let index = trace.messages.iter().position(|message| trace.key_text(message.key) == name)?;
    on_message(&key, made, MessageId(index as u32))
}

fn select(selection: Selection) -> Option<Action> {
    Some(Action::Select(Some(selection), true))
}

fn on_head(key: &str, made: &OpenRun, selection: Option<Selection>) -> Option<Action> {
    const STEP: i64 = 1_000;
    let Some(Selection::Message(message)) = selection else {
        return None;
    };
    let by = match key {
        "ArrowDown" | "ArrowRight" => STEP,
        "ArrowUp" | "ArrowLeft" => -STEP,
        "PageDown" => 10 * STEP,
        "PageUp" => -10 * STEP,
        "Delete" | "Backspace" => return Some(Action::Edit(Edit::Drop(message))),
        _ => return None,
    };
    let found = made.trace().message(made.find(message)?);
    let to: Micros = found.arrives_at?.saturating_add_signed(by).max(found.sent_at + 1);
    Some(Action::Edit(Edit::DelayTo(message, to)))
}

fn on_event(key: &str, made: &OpenRun, id: EventId) -> Option<Action> {
    let trace = made.trace();
    let events = &trace.events;
    let node = trace.event(id).node;
    let is_shown = |index: usize| made.layout.filter().has(EventId(index as u32));
    let on_lane = |index: &usize| events[*index].node == node && is_shown(*index);
    let found = match key {
        "ArrowDown" => (id.index() + 1..events.len()).find(on_lane),
        "ArrowUp" => (0..id.index()).rev().find(on_lane),
        "ArrowLeft" => nearest(made, id, beside(made, node, false)?),
        "ArrowRight" => nearest(made, id, beside(made, node, true)?),
        "Delete" | "Backspace" => return erase(made, id),
        "Enter" | " " => {
            return match trace.event(id).messages().next() {
                Some(message) => select(Selection::Message(trace.message(message).key)),
                None => select(Selection::Event(id)),
            };
        }
        _ => None,
    };
    select(Selection::Event(EventId(found? as u32)))
}

/// The next lane that is shown, to the right or to the left.
fn beside(made: &OpenRun, node: NodeId, right: bool) -> Option<NodeId> {
    let is_shown = |node: &NodeId| made.layout.filter().has_node(*node);
    let count = made.trace().nodes.len() as u8;
    match right {
        true => (node.0 + 1..count).map(NodeId).find(is_shown),
        false => (0..node.0).rev().map(NodeId).find(is_shown),
    }
}

/// The event on a lane that is nearest in time to another.
fn nearest(made: &OpenRun, id: EventId, lane: NodeId) -> Option<usize> {
    let events = &made.trace().events;
    let is_shown = |index: usize| made.layout.filter().has(EventId(index as u32));
    let on_lane = |index: &usize| events[*index].node == lane && is_shown(*index);
    let before = (0..id.index()).rev().find(on_lane);
    let after = (id.index()..events.len()).find(on_lane);
    let at = events[id.index()].at;
    let distance = |index: &usize| events[*index].at.abs_diff(at);
    before.into_iter().chain(after).min_by_key(distance)
}

fn on_message(key: &str, made: &OpenRun, id: MessageId) -> Option<Action> {
    let trace = made.trace();
    let message = trace.message(id);
    let to_right = message.key.to > message.key.from;
    let shown = made.layout.filter();
    let is_shown = |index: &usize| {
        let other = &trace.messages[*index];
        shown.has(other.sent) && other.received.is_none_or(|received| shown.has(received))
    };
    let to = |index: Option<usize>| select(Selection::Message(trace.messages[index?].key));
    match key {
        "ArrowDown" => to((id.index() + 1..trace.messages.len()).find(is_shown)),
        "ArrowUp" => to((0..id.index()).rev().find(is_shown)),
        "ArrowLeft" | "ArrowRight" => {
            let to_end = (key == "ArrowRight") == to_right;
            let end = if to_end { message.received } else { Some(message.sent) };
            select(Selection::Event(end?))
        }
        "Delete" | "Backspace" => erase(made, message.sent),
        "Enter" | " " => select(Selection::Message(message.key)),
        _ => None,
    }
}
