//! What the pointer is over: an arrow with its name and a grip, an event, or a moment on a
//! lane, whose time is told before anybody clicks.

use crate::diagram::marks;
use crate::document::open_run::OpenRun;
use crate::words::hover as words;
use sequitur_core::trace::{EventId, Fate, MessageId, Micros, NodeId};
use sequitur_diagram::{ArrowEnd, Scene};
use yew::prelude::*;

/// What the pointer is over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hover {
    /// A message, and where the pointer is.
    Message(MessageId, (i64, i64)),
    /// An event.
    Event(EventId),
    /// A moment on a lane, and its height.
    Moment(NodeId, Micros, i64),
}

/// How far from the pointer a text stands, in px.
const APART: i64 = 14;

/// What is painted for it.
pub fn painted(hover: Hover, made: &OpenRun, scene: &Scene) -> Html {
    match hover {
        Hover::Message(id, at) => {
            let Some(arrow) = scene.arrows.iter().find(|arrow| arrow.message == id) else {
                return Html::default();
            };
            let (x, y) = if arrow.path.end == ArrowEnd::Head {
                (arrow.path.x2, arrow.path.y2)
            } else {
                marks::grasp(&arrow.path)
            };
            html! {
                <g class={classes!("hover", arrow.tone.class())}>
                    <path class="line" d={arrow.path.line()} />
                    if made.log.is_none() { <circle class="grip-sign" cx={x.to_string()} cy={y.to_string()} r="7" /> }
                    { tooltip(scene, at, &message_text(made, scene, id)) }
                </g>
            }
        }
        Hover::Event(event) => {
            let Some(mark) = scene.marks.iter().find(|mark| mark.has(event)) else {
                return Html::default();
            };
            let events = (mark.event.0..=mark.last.0).map(EventId);
            let told: Vec<String> = events.map(|event| made.describe_event(event)).collect();
            html! { <g class="hover">{ tooltip(scene, (mark.x, mark.y), &told.join("; ")) }</g> }
        }
        Hover::Moment(node, at, y) => {
            let x = scene.lanes[node.index()];
            html! {
                <g class="hover moment">
                    <circle cx={x.to_string()} cy={y.to_string()} r="4" />
                    { tooltip(scene, (x, y), &made.time_text(at)) }
                </g>
            }
        }
    }
}

/// A message in a few words: its name, its way and its times.
fn message_text(made: &OpenRun, scene: &Scene, id: MessageId) -> String {
    let trace = made.trace();
    let message = trace.message(id);
    let stands_for = |other: &&sequitur_diagram::Arrow| {
        let same = scene.arrows.iter().find(|arrow| arrow.message == id).map(|arrow| arrow.path);
        Some(other.path) == same && trace.message(other.message).sent == message.sent
    };
    let to: Vec<&str> = scene
        .arrows
        .iter()
        .filter(stands_for)
        .map(|arrow| trace.node_name(trace.message(arrow.message).key.to))
        .collect();
    let way = format!("{} → {}", trace.node_name(message.key.from), to.join(", "));
    let sent = made.time_text(message.sent_at);
    let end = match (message.fate, message.arrives_at) {
        (Fate::Delivered, Some(at)) => words::to(&sent, &made.time_text(at)),
        (Fate::Delivered, None) => sent,
        (Fate::Lost, _) => words::lost(&sent),
        (Fate::Dropped, _) => words::dropped(&sent),
        (Fate::Cut, _) => words::cut_off(&sent),
        (Fate::Refused, _) => words::refused(&sent, &to.join(", ")),
        (Fate::Flying, _) => words::under_way(&sent),
    };
    format!("{} {way}, {end}", trace.message_label(id))
}

/// A text beside a point, inside of the picture: on the side where there is more room.
fn tooltip(scene: &Scene, (x, y): (i64, i64), text: &str) -> Html {
    let is_left = x > scene.width / 2;
    let x = x + if is_left { -APART } else { APART };
    html! {
        <text class={classes!("tooltip", "halo", is_left.then_some("end"))} x={x.to_string()} y={(y - APART / 2).to_string()}>{ text }</text>
    }
}
