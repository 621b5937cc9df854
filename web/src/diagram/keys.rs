//! What keys do in the diagram. Everything that a pointer can do has a key.

use crate::browser::keys::named;
use crate::document::frontier::FrontierView;
use crate::document::open_run::{OpenRun, time_text};
use crate::document::{Action, Selection};
use crate::words::moved as words;
use sequitur_core::scenario::{DrawingEdit, Edit};
use sequitur_core::trace::{EventId, MessageId, Micros, NodeId};
use web_sys::KeyboardEvent;

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

/// What a key does to the part of the picture that has the focus. While the focus is still to follow
/// what a key selected, that is the selection.
pub fn in_diagram(
    event: &KeyboardEvent,
    made: &OpenRun,
    selection: Option<Selection>,
    focus_follows: bool,
) -> Option<Action> {
    if event.ctrl_key() || event.meta_key() {
        return None;
    }
    let key = event.key();
    if event.alt_key() {
        return on_arrow_with_alt(&key, made, selection);
    }
    if named(event, "data-head").is_some() {
        return on_head(&key, made, selection);
    }
    match selection.filter(|_| focus_follows).or_else(|| focused(event, made))? {
        Selection::Event(id) => on_event(&key, made, id),
        Selection::Message(message) => on_message(&key, made, made.find(message)?),
        Selection::Node(_) | Selection::Property(_) => None,
    }
}

/// The event or the message that has the focus.
fn focused(event: &KeyboardEvent, made: &OpenRun) -> Option<Selection> {
    if let Some(id) = named(event, "data-event").and_then(|id| id.parse().ok()) {
        return Some(Selection::Event(EventId(id)));
    }
    let name = named(event, "data-message")?;
    let trace = made.trace();
    let found = trace.messages.iter().find(|message| trace.key_text(message.key) == name)?;
    Some(Selection::Message(found.key))
}

fn select(selection: Selection) -> Option<Action> {
    Some(Action::Select(Some(selection), true))
}

/// With Alt, the arrow that is selected is moved as its head is.
fn on_arrow_with_alt(key: &str, made: &OpenRun, selection: Option<Selection>) -> Option<Action> {
    match key {
        "ArrowDown" => on_head("PageDown", made, selection),
        "ArrowUp" => on_head("PageUp", made, selection),
        _ => None,
    }
}

/// What is said of what a key did to the run, for those who hear the page.
pub fn told(action: &Action) -> Option<String> {
    match action {
        Action::Edit(Edit::DelayTo(_, at)) => Some(words::arrives_at(&time_text(*at))),
        Action::Edit(Edit::Drop(_)) => Some("dropped".to_owned()),
        _ => None,
    }
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
