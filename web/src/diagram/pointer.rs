//! What the pointer does to the picture: it selects, drags heads and the handles of a frontier,
//! and draws, where runs can be drawn.

use crate::browser::keys::named;
use crate::diagram::hover::Hover;
use crate::document::frontier::FrontierView;
use crate::document::open_run::{OpenRun, time_text};
use crate::document::{Action, Selection, State};
use crate::words::pointer as words;
use sequitur_core::scenario::{DrawingEdit, Edit};
use sequitur_core::sim::plan::{ManualChoice, Origin};
use sequitur_core::trace::{EventId, MessageId, Micros, NodeId};
use sequitur_diagram::Scene;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

/// How far off its lane an arrow is dragged at least to drop its message, in px.
const OFF_LANE: i64 = 24;

/// How long a finger rests before what it moves is dragged and not scrolled, in ms.
const HOLD_MS: f64 = 180.0;

/// How far a pointer moves before that is meant, in px.
const SLACK: i32 = 3;

/// How far a finger may be from what it means, in px.
const FINGER: i64 = 22;

/// How near a lane something has to be let go to belong to it, in px.
const NEAR_LANE: i64 = 24;

/// What the pointer took hold of.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Held {
    /// The head of a message.
    Head(MessageId),
    /// The handle of the frontier on a lane.
    Frontier(NodeId),
    /// An empty position of a lane that can be drawn on.
    Lane(NodeId),
    /// An event that can be moved, and the line that asks for it.
    Event(EventId, Origin),
}

/// Something that is being dragged.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Drag {
    held: Held,
    /// Where the pointer took hold, on the screen.
    from: (i32, i32),
    /// The same position in the layout.
    start: (i64, i64),
    /// Where it is now, on the screen.
    to: (i32, i32),
    /// How far the picture has scrolled under it, in px.
    scrolled: i64,
    /// Whether it is a finger, which may still want to scroll.
    is_finger: bool,
    /// When it took hold, in ms.
    since: f64,
    /// Whether it has moved far enough to mean it.
    pub moved: bool,
}

impl Drag {
    /// Where the pointer is, in the layout.
    fn position(self) -> (i64, i64) {
        let (dx, dy) = (self.to.0 - self.from.0, self.to.1 - self.from.1);
        (self.start.0 + i64::from(dx), self.start.1 + i64::from(dy) + self.scrolled)
    }

    /// Whether it is a drag by now: a finger has to rest a while before.
    pub fn is_meant(self, now: f64) -> bool {
        self.moved || !self.is_finger || now - self.since >= HOLD_MS
    }

    /// Where the pointer is, on the screen.
    pub fn screen_y(self) -> i32 {
        self.to.1
    }

    /// The same after the picture has scrolled on under it.
    pub fn scrolled_by(self, px: i64) -> Drag {
        Drag { scrolled: self.scrolled + px, ..self }
    }

    /// What letting go would do, in words.
    pub fn told(self, made: &OpenRun, scene: &Scene) -> Option<String> {
        match self.meaning(made, scene)? {
            Edit::Drop(_) => Some(words::LET_GO_TO_DROP.to_owned()),
            Edit::Choose(_) => Some(words::LET_GO_TO_DELIVER.to_owned()),
            Edit::DelayTo(_, at) | Edit::Draw(DrawingEdit::Aim(_, _, at)) => {
                Some(words::arrives_at(&time_text(at)))
            }
            _ => None,
        }
    }

    /// Where the head would be, in the layout.
    fn head(self, made: &OpenRun, message: MessageId) -> i64 {
        let (_, y) = made.layout.arrow_ys(made.trace(), message);
        y + i64::from(self.to.1 - self.from.1) + self.scrolled
    }

    /// What letting go would do.
    fn meaning(self, made: &OpenRun, scene: &Scene) -> Option<Edit> {
        let (x, y) = self.position();
        let lane = lane_at(made, scene, x);
        match self.held {
            Held::Head(id) if self.moved => {
                let message = made.trace().message(id);
                let arrives = time_after(made, message.sent_at, self.head(made, id));
                let to = lane.filter(|lane| *lane != message.key.to && *lane != message.key.from);
                let line = to.and_then(|to| Some((made.line_of(message.sent)?, to)));
                Some(match line {
                    Some((line, to)) => Edit::Draw(DrawingEdit::Aim(line, to, arrives)),
                    None if (x - self.start.0).abs() > OFF_LANE.max(scene.spacing / 2) => {
                        Edit::Drop(message.key)
                    }
                    None if made.is_by_hand() => Edit::Choose(ManualChoice::Deliver(message.key.into())),
                    None => Edit::DelayTo(message.key, arrives),
                })
            }
            Held::Lane(node) if !self.moved => {
                Some(Edit::Draw(DrawingEdit::Local { node, at: rounded(made, self.start.1) }))
            }
            Held::Lane(from) => {
                let to = lane.filter(|lane| *lane != from)?;
                let at = rounded(made, self.start.1);
                Some(Edit::Draw(DrawingEdit::Send { from, at, to, arrives: time_after(made, at, y) }))
            }
            Held::Event(_, line) if self.moved => Some(Edit::Draw(DrawingEdit::Move(line, rounded(made, y)))),
            Held::Head(_) | Held::Event(..) | Held::Frontier(_) => None,
        }
    }

    /// Where what is dragged would go.
    pub fn preview(self, made: &OpenRun, scene: &Scene) -> Html {
        let lane = |node: NodeId| scene.lanes[node.index()];
        let (x, y) = self.position();
        let (from, to, text) = match (self.held, self.meaning(made, scene)) {
            (Held::Head(id), Some(edit)) => {
                let message = made.trace().message(id);
                let y1 = made.layout.y_of_event(message.sent);
                let y2 = self.head(made, id).max(y1 + 1);
                let x2 = match edit {
                    Edit::Draw(DrawingEdit::Aim(_, to, _)) => lane(to),
                    Edit::Choose(_) | Edit::DelayTo(..) => lane(message.key.to),
                    _ => lane(message.key.to) + x - self.start.0,
                };
                let text = self.told(made, scene).unwrap_or_default();
                ((lane(message.key.from), y1), (x2, y2), text)
            }
            (_, Some(Edit::Draw(DrawingEdit::Send { from, to, at, arrives }))) => {
                let text = words::to(&time_text(at), &time_text(arrives));
                ((lane(from), self.start.1), (lane(to), y.max(self.start.1 + 1)), text)
            }
            (Held::Event(event, _), Some(Edit::Draw(DrawingEdit::Move(_, at)))) => {
                let x = lane(made.trace().event(event).node);
                ((x, y), (x, y), time_text(at))
            }
            (Held::Lane(node), None) => {
                ((lane(node), self.start.1), (x, y), words::TO_ANOTHER_LANE.to_owned())
            }
            _ => return Html::default(),
        };
        let side = if to.0 > from.0 { -14 } else { 14 };
        let class = if to.0 > from.0 { "halo end" } else { "halo" };
        html! {
            <g class="preview">
                <path d={format!("M{} {}L{} {}", from.0, from.1, to.0, to.1)} />
                <circle cx={to.0.to_string()} cy={to.1.to_string()} r="7" />
                <text {class} x={(to.0 + side).to_string()} y={(to.1 + 20).to_string()}>{ text }</text>
            </g>
        }
    }
}

/// The lane that a position belongs to.
fn lane_at(made: &OpenRun, scene: &Scene, x: i64) -> Option<NodeId> {
    let reach = NEAR_LANE.min(scene.spacing / 2);
    let mut lanes = scene.lanes.iter().enumerate().filter(|(lane, _)| made.shows_lane(*lane));
    let (near, _) = lanes.find(|(_, lane)| (**lane - x).abs() < reach)?;
    u8::try_from(near).ok().map(NodeId)
}

/// The time at a height, in whole milliseconds.
fn rounded(made: &OpenRun, y: i64) -> Micros {
    (made.layout.time_of_y(y) + 500) / 1_000 * 1_000
}

/// The same, or else exactly: in any case after something was sent.
fn time_after(made: &OpenRun, sent: Micros, y: i64) -> Micros {
    let time = rounded(made, y);
    if time > sent { time } else { made.layout.time_of_y(y).max(sent + 1) }
}

/// The picture that an event's target is part of. (Its current target is the page's
/// root, where all listeners are.)
fn picture_of(event: &PointerEvent) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest("svg").ok()?
}

/// What the pointer does to the picture.
#[derive(Clone)]
pub struct Pointer {
    /// The run.
    pub made: Rc<OpenRun>,
    /// What is painted of it.
    pub scene: Rc<Scene>,
    /// The frontier, if there is one.
    pub frontier: Option<Rc<FrontierView>>,
    /// What is being dragged, as it is painted.
    pub drag: UseStateHandle<Option<Drag>>,
    /// The same at this very moment.
    pub live: Rc<Cell<Option<Drag>>>,
    /// Whether what was held was let go of while the pointer was still down.
    pub let_go: Rc<Cell<bool>>,
    /// What the pointer is over.
    pub hover: UseStateHandle<Option<Hover>>,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
}

impl Pointer {
    /// Where the pointer is, in the layout.
    fn position(&self, event: &PointerEvent) -> Option<(i64, i64)> {
        let svg = picture_of(event)?;
        let frame = svg.get_bounding_client_rect();
        let top: i64 = svg.get_attribute("viewBox")?.split(' ').nth(1)?.parse().ok()?;
        let (x, y) = (event.client_x() - frame.left() as i32, event.client_y() - frame.top() as i32);
        Some((x.into(), top + i64::from(y)))
    }

    fn message_named(&self, name: &str) -> Option<MessageId> {
        let trace = self.made.trace();
        let shown = self.scene.arrows.iter().map(|arrow| arrow.message);
        shown.into_iter().find(|id| trace.key_text(trace.message(*id).key) == name)
    }

    fn node_named(&self, name: &str) -> Option<NodeId> {
        let index = self.made.trace().nodes.iter().position(|node| node == name)?;
        u8::try_from(index).ok().map(NodeId)
    }

    fn event_under(&self, event: &PointerEvent) -> Option<EventId> {
        let id = named(event, "data-event").and_then(|id| id.parse().ok()).map(EventId);
        id.filter(|id| id.index() < self.made.trace().events.len())
    }

    fn held(&self, event: &PointerEvent) -> Option<Held> {
        if let Some(name) = named(event, "data-head").or_else(|| named(event, "data-message")) {
            // Nothing in a log can be moved.
            return self.message_named(&name).filter(|_| self.made.log.is_none()).map(Held::Head);
        }
        if let Some(name) = named(event, "data-cut") {
            return self.node_named(&name).map(Held::Frontier);
        }
        if let Some(name) = named(event, "data-lane") {
            return self.node_named(&name).map(Held::Lane);
        }
        let id = self.event_under(event)?;
        let line = self.made.line_of(id)?;
        Some(Held::Event(id, line))
    }

    /// The pointer goes down.
    pub fn pressed(&self, event: &PointerEvent) {
        if event.button() != 0 {
            return;
        }
        self.let_go.set(false);
        let (Some(held), Some(start)) = (self.held(event), self.position(event)) else {
            return;
        };
        let at = (event.client_x(), event.client_y());
        self.hover.set(None);
        self.set(Some(Drag {
            held,
            from: at,
            start,
            to: at,
            scrolled: 0,
            // Where nothing can be drawn, a finger on an arrow may still want to scroll.
            is_finger: event.pointer_type() == "touch"
                && matches!(held, Held::Head(_))
                && !self.made.can_be_drawn(),
            since: now(),
            moved: false,
        }));
        self.capture(event);
    }

    /// Holds it, or nothing.
    pub fn set(&self, drag: Option<Drag>) {
        self.live.set(drag);
        self.drag.set(drag);
    }

    /// Lets go without doing anything, and without a click once the pointer is lifted.
    pub fn cancel(&self) {
        self.let_go.set(self.live.get().is_some());
        self.set(None);
    }

    /// Keeps the pointer's events coming when it leaves the picture.
    fn capture(&self, event: &PointerEvent) {
        if let Some(svg) = picture_of(event) {
            let captured = svg.set_pointer_capture(event.pointer_id());
            // A pointer that is gone already has nothing to capture. What web/first-visit.js does again is meant.
            if captured.is_err() && event.is_trusted() {
                self.cancel();
            }
        }
    }

    /// The pointer moves.
    pub fn moved(&self, event: &PointerEvent) {
        let Some(drag) = self.live.get() else {
            return self.hovered(event);
        };
        let to = (event.client_x(), event.client_y());
        let far = (to.0 - drag.from.0).abs() + (to.1 - drag.from.1).abs() > SLACK;
        if far && !drag.is_meant(now()) {
            // The finger scrolls.
            return self.cancel();
        }
        let drag = Drag { to, moved: drag.moved || far, ..drag };
        let moved = drag.moved;
        self.set(Some(drag));
        if let (Held::Frontier(lane), Some(frontier), true) = (drag.held, &self.frontier, moved) {
            let times = frontier.dragged(&self.made, lane, drag.position().1);
            self.dispatch.dispatch(Action::Frontier(Some(times)));
        }
    }

    /// The pointer goes up.
    pub fn released(&self, event: &PointerEvent) {
        let Some(drag) = self.live.get() else {
            return if !self.let_go.take() {
                self.clicked(event);
            };
        };
        self.set(None);
        if let Some(edit) = drag.meaning(&self.made, &self.scene) {
            self.dispatch.dispatch(Action::Edit(edit));
        }
        match drag.held {
            Held::Head(id) => self.select(Selection::Message(self.made.trace().message(id).key)),
            Held::Event(id, _) if !drag.moved => self.look_at(id, event.shift_key()),
            _ => {}
        }
    }

    fn select(&self, selection: Selection) {
        self.dispatch.dispatch(Action::Select(Some(selection), false));
    }

    /// Selects an event, or compares it with the one that is selected.
    fn look_at(&self, id: EventId, compare: bool) {
        match compare {
            true => self.dispatch.dispatch(Action::CompareWith(id)),
            false => self.select(Selection::Event(id)),
        }
    }

    /// What a finger means that is on nothing: the nearest event or arrow, unless it is on
    /// a lane.
    fn near(&self, event: &PointerEvent, (x, y): (i64, i64)) -> Option<Selection> {
        let is_finger = event.pointer_type() == "touch";
        let reach = if is_finger { FINGER } else { 0 };
        let apart = |mark: &&sequitur_diagram::Mark| (mark.x - x).abs().max((mark.y - y).abs());
        let mark = self.scene.marks.iter().min_by_key(apart).filter(|mark| apart(mark) <= reach * 2 / 3);
        if let Some(mark) = mark {
            return Some(Selection::Event(mark.event));
        }
        let shown = self.scene.arrows.iter().filter(|arrow| !arrow.is_folded);
        let arrow = shown.min_by_key(|arrow| arrow.path.distance(x, y));
        let on_lane = self.scene.lanes.iter().any(|lane| (lane - x).abs() <= reach / 3);
        let reach = if on_lane { reach / 3 } else { reach };
        let arrow = arrow.filter(|arrow| arrow.path.distance(x, y) <= reach)?;
        Some(Selection::Message(self.made.trace().message(arrow.message).key))
    }

    /// The pointer is over something, and holds nothing.
    fn hovered(&self, event: &PointerEvent) {
        if event.pointer_type() == "touch" {
            return;
        }
        let place = self.position(event);
        let message = named(event, "data-message").or_else(|| named(event, "data-head"));
        let over = if let Some(id) = self.event_under(event) {
            Some(Hover::Event(id))
        } else if let Some(id) = message.and_then(|name| self.message_named(&name)) {
            place.map(|place| Hover::Message(id, place))
        } else {
            place.and_then(|(x, y)| {
                let lane = lane_at(&self.made, &self.scene, x)?;
                let lanes = self.made.layout.lanes();
                lanes.contains(&y).then(|| Hover::Moment(lane, rounded(&self.made, y), y))
            })
        };
        self.hover.set(over);
    }

    /// An event, a message, or a moment on a lane.
    fn clicked(&self, event: &PointerEvent) {
        if let Some(id) = self.event_under(event) {
            self.look_at(id, event.shift_key());
        } else if let Some(id) = named(event, "data-message").and_then(|name| self.message_named(&name)) {
            self.select(Selection::Message(self.made.trace().message(id).key));
        } else if let Some((x, y)) = self.position(event) {
            if let Some(near) = self.near(event, (x, y)) {
                return self.select(near);
            }
            self.dispatch.dispatch(Action::Cursor(Some(rounded(&self.made, y))));
            if let Some(lane) = lane_at(&self.made, &self.scene, x) {
                self.select(Selection::Node(lane));
            }
        }
    }
}

/// The time in ms, to tell how long a finger has rested.
pub fn now() -> f64 {
    gloo::utils::window().performance().map_or(0.0, |performance| performance.now())
}
