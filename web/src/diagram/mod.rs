//! The diagram: lanes down the page, time flowing with the scroll, arrows to take hold
//! of. It paints the part that is seen, and turns pointer and keys into actions.

pub mod drawing;
pub mod frontier;
pub mod heads;
mod hover;
pub mod keys;
mod legend;
pub mod marks;
pub mod next;
pub mod picture;
pub mod pointer;
mod popover;
pub mod proof;
mod scrolling;
mod strip;
pub mod view;

use crate::browser::keys::{is_on, named};
use crate::diagram::heads::HEADS;
use crate::diagram::hover::Hover;
use crate::diagram::picture::Picture;
use crate::diagram::pointer::{Drag, Pointer};
use crate::diagram::popover::{Seen, use_popover};
use crate::diagram::scrolling::{
    Scroller, use_first_difference, use_follow, use_position, use_reveal, use_viewport,
};
use crate::diagram::strip::Strip;
use crate::diagram::view::{Scale, Viewport};
use crate::document::compared::Compared;
use crate::document::frontier::FrontierView;
use crate::document::open_run::OpenRun;
use crate::document::page::Page;
use crate::document::{Lens, Selection, State};
use crate::panels::branches::ScenarioRef;
use crate::parts::{self, use_later};
use crate::words::diagram as words;
use crate::words::learn;
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::timers::callback::Interval;
use gloo::utils::{document, window};
use sequitur_core::trace::{Cone, EventId, MessageId, Micros};
use sequitur_diagram::{Break, Frame, Ghost, Scene, StampText, View, head_half};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, SvgElement};
use yew::prelude::*;

/// What the diagram needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub made: Rc<OpenRun>,
    /// The run before, if it is to be seen behind this one.
    pub ghost: Option<Rc<Ghost>>,
    /// What the reader looks at.
    pub selection: Option<Selection>,
    /// The properties that the scenario names to be looked at.
    pub named: Rc<[usize]>,
    /// Counts the requests to bring the selection into view.
    pub reveal: u32,
    /// The moment up to which the run is shown.
    pub cursor: Option<Micros>,
    /// Whether time goes on by itself.
    pub playing: bool,
    /// Which clock stands beside each event.
    pub lens: Lens,
    /// Causes and effects of an event, if only they are to stand out.
    pub cone: Option<Rc<Cone>>,
    /// The event that the selected one is compared with, and what comes of it.
    pub pinned: Option<EventId>,
    /// See there.
    pub compared: Option<Rc<Compared>>,
    /// A frontier, if there is one.
    pub frontier: Option<Rc<FrontierView>>,
    /// The moment in the middle of what is seen: written here, read by others.
    pub middle: Rc<Cell<Micros>>,
    /// The exercise, if one is open.
    pub exercise: Option<ScenarioRef>,
    /// Whether what comes next is kept back.
    pub is_closed: bool,
    /// What can be done to what is selected: it stands below it.
    pub popover: Option<Html>,
    /// What is seen of the picture, until that has been measured.
    pub viewport: Viewport,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
}

impl Props {
    /// What it takes from the page.
    pub fn of(page: &Page, made: &Rc<OpenRun>) -> Props {
        Props {
            made: Rc::clone(made),
            ghost: page.ghost.clone().filter(|_| page.state.ghost),
            selection: page.selection,
            named: Rc::clone(&page.named),
            reveal: page.reveal,
            cursor: page.cursor,
            playing: page.playing,
            lens: page.lens,
            cone: page.cone.clone(),
            pinned: page.pinned,
            compared: page.compared.clone(),
            frontier: page.frontier.clone(),
            middle: Rc::clone(&page.middle),
            exercise: page.exercise.clone().map(ScenarioRef),
            is_closed: page.is_closed,
            popover: None,
            viewport: Viewport { width: 800, height: 600, scroll: 0 },
            dispatch: page.dispatch(),
        }
    }
}

/// The diagram.
#[component]
pub fn Diagram(props: &Props) -> Html {
    let later = use_later();
    let scroller = use_node_ref();
    let picture = use_node_ref();
    let popover = use_node_ref();
    let viewport = use_viewport(&scroller, props.viewport);
    let drag = use_state_eq(|| None::<Drag>);
    let live = use_mut_ref(|| Rc::new(Cell::new(None::<Drag>))).borrow().clone();
    let let_go = use_mut_ref(|| Rc::new(Cell::new(false))).borrow().clone();
    let hover = use_state_eq(|| None::<Hover>);
    let told = use_state_eq(String::new);
    let wants_focus = use_mut_ref(|| None::<Focus>);

    let made = &props.made;
    let scale = Scale::new(made.layout.height(), viewport.height.max(1));
    let (top, offset) = scale.window(viewport.scroll);
    let selected = match props.selection {
        Some(Selection::Message(key)) => made.find(key),
        _ => None,
    };
    let frame = Frame { width: viewport.width, top, height: scale.window_height() };
    let ingredients =
        (made.clone(), props.ghost.clone(), frame.width, top, frame.height, selected, props.lens);
    let scene = use_memo(ingredients, |_| scene(made, props, frame, selected));
    let legend =
        use_memo(made.clone(), |made| legend::legend(&sequitur_diagram::legend(made.trace(), &made.facts)));
    let middle = scale.top(viewport.scroll) + viewport.height / 2;
    props.middle.set(made.layout.time_of_y(middle));

    let window = Scroller::new(&scroller, scale, viewport);
    use_position(picture.clone(), offset);
    use_touch(picture.clone(), live.clone());
    use_reveal(props, window.clone());
    use_first_difference(props, window.clone());
    use_follow(props, window);
    use_focus(made, props.selection, picture.clone(), wants_focus.clone());
    let seen = Seen {
        top: scale.top(viewport.scroll),
        height: viewport.height,
        width: viewport.width,
        shift: offset - top,
    };
    use_popover(popover.clone(), popover::anchor(props, &scene), seen, props.popover.is_some());

    let pointer = Pointer {
        made: made.clone(),
        scene: scene.clone(),
        frontier: props.frontier.clone(),
        drag: drag.clone(),
        live,
        let_go,
        hover: hover.clone(),
        dispatch: props.dispatch.clone(),
    };
    use_dragging(&pointer, scroller.clone());
    let dragged = drag.filter(|drag| drag.moved);
    let heard = dragged.and_then(|drag| drag.told(made, &scene)).unwrap_or_else(|| (*told).clone());
    let (down, moved, up, lost) = (pointer.clone(), pointer.clone(), pointer.clone(), pointer);
    let left = hover.clone();
    let onkeydown = {
        let (made, selection, dispatch, wants_focus) =
            (made.clone(), props.selection, props.dispatch.clone(), wants_focus.clone());
        let frontier = props.frontier.clone();
        move |event: KeyboardEvent| {
            let focus_follows = wants_focus.borrow().is_some();
            if let Some(action) =
                frontier.as_ref().and_then(|frontier| keys::on_frontier(&event, &made, frontier))
            {
                event.prevent_default();
                event.stop_propagation();
                dispatch.dispatch(action);
            } else if let Some(action) = keys::in_diagram(&event, &made, selection, focus_follows) {
                event.prevent_default();
                event.stop_propagation();
                let on_head = named(&event, "data-head").is_some();
                *wants_focus.borrow_mut() = Some(if on_head { Focus::Head } else { Focus::Selection });
                told.set(keys::told(&action).unwrap_or_default());
                dispatch.dispatch(action);
            }
        }
    };
    // Whoever moves the focus elsewhere means what has it now.
    let onfocusin = {
        let wants_focus = wants_focus.clone();
        move |_: FocusEvent| {
            wants_focus.borrow_mut().take();
        }
    };
    let (width, height) = (scene.width.to_string(), frame.height.to_string());
    let spacer = if made.is_by_hand() { made.layout.height() } else { scale.scrolled_height() };
    let class = classes!("picture", dragged.map(|_| "dragging"), made.can_be_drawn().then_some("drawn"));
    html! {
        <div class="diagram">
            <div class="canvas">
                <div class="scroller" ref={scroller.clone()} tabindex="0" role="region" aria-label={words::DIAGRAM_SCROLLS}>
                    { heads::heads(props, &scene) }
                    <svg class="spacer" width="1" height={spacer.to_string()} aria-hidden="true" />
                    <svg ref={picture} {class} width={width.clone()} height={height.clone()}
                        viewBox={format!("0 {top} {width} {height}")} role="group" aria-label={summary(made)}
                        onpointerdown={move |event| down.pressed(&event)}
                        onpointermove={move |event| moved.moved(&event)}
                        onpointerup={move |event| up.released(&event)}
                        onpointercancel={move |_| lost.cancel()}
                        onpointerleave={move |_| left.set(None)}
                        {onkeydown} {onfocusin}>
                        { drawing::strips(made, &scene) }
                        if let Some(compared) = &props.compared { { proof::way(compared, made, &scene) } }
                        <Picture made={made.clone()} scene={scene.clone()} selection={props.selection}
                            cone={props.cone.clone()} ghost={props.ghost.is_some()} pinned={props.pinned}
                            compared={props.compared.clone()} frontier={props.frontier.clone()} />
                        { future(props, &scene, frame) }
                        if let Some(frontier) = &props.frontier { { frontier::overlay(made, &scene, frame, frontier) } }
                        if let Some(hover) = hover.filter(|_| drag.is_none()) { { hover::painted(hover, made, &scene) } }
                        if let Some(drag) = dragged { { drag.preview(made, &scene) } }
                    </svg>
                    if made.is_by_hand() {
                        { later.show(&parts::NEXT, |show| show(next::Props::of(props, &scene))) }
                    }
                    if let Some(content) = &props.popover { <div class="popover" ref={popover}>{ content.clone() }</div> }
                </div>
                { (*legend).clone() }
            </div>
            <Strip made={made.clone()} scroller={scroller} height={viewport.height} shown={(scale.top(viewport.scroll), viewport.height)} />
            <p class="only-heard" role="status">{ heard }</p>
            if scene.left_out.arrows + scene.left_out.marks > 0 {
                <p class="left-out">{ words::left_out(&scene.left_out.arrows, &scene.left_out.marks) }</p>
            }
        </div>
    }
}

/// What the run is, for those who hear the page.
fn summary(made: &OpenRun) -> String {
    let trace = made.trace();
    format!(
        "Message sequence diagram: {} nodes, {} events, {} messages",
        trace.nodes.len(),
        trace.events.len(),
        trace.messages.len()
    )
}

fn scene(made: &OpenRun, props: &Props, frame: Frame, selected: Option<MessageId>) -> Scene {
    let mut view = View { facts: &made.facts, ghost: props.ghost.as_deref(), selected, ..View::default() };
    let stamp = props.lens.map(|clock| move |event: EventId| made.stamp(clock, event).map(bare));
    if let Some(stamp) = &stamp {
        view.stamp = Some(stamp);
    }
    made.layout.scene(made.trace(), frame, &view)
}

/// A stamp without the brackets around it.
fn bare(stamp: StampText) -> StampText {
    let inside = |open, close| stamp.text.strip_prefix(open).and_then(|text| text.strip_suffix(close));
    let text = inside('[', ']').or_else(|| inside('(', ')')).unwrap_or(&stamp.text).to_owned();
    StampText { text, ..stamp }
}

/// What a finger touches that can be drawn on is claimed at once; an arrow once the finger
/// has rested on it. Browsers heed `touch-action` on a whole SVG only, and the rest of the
/// picture is to scroll by finger: so the touch itself is claimed.
#[hook]
fn use_touch(picture: NodeRef, live: Rc<Cell<Option<Drag>>>) {
    use_effect_with((), move |()| {
        let options = || EventListenerOptions::enable_prevent_default();
        let listeners = picture.cast::<Element>().map(|picture| {
            let begins = EventListener::new_with_options(&picture, "touchstart", options(), |event| {
                if is_on(event, "[data-cut], [data-lane], .drawn [data-event], .drawn [data-head]") {
                    event.prevent_default();
                }
            });
            let moves = EventListener::new_with_options(&picture, "touchmove", options(), move |event| {
                if live.get().is_some_and(|drag| drag.is_meant(pointer::now())) {
                    event.prevent_default();
                }
            });
            (begins, moves)
        });
        move || drop(listeners)
    });
}

/// How near the edge the picture scrolls under what is dragged, and how far at once, in px.
const EDGE: (f64, i32) = (44.0, 12);
/// How often it does, in ms.
const EDGE_MS: u32 = 16;

/// While something is dragged: Escape lets go of it, and the picture scrolls at its edges.
#[hook]
fn use_dragging(pointer: &Pointer, scroller: NodeRef) {
    let pointer = pointer.clone();
    use_effect_with(pointer.drag.is_some(), move |is_dragged| {
        let listeners = is_dragged.then(|| {
            let cancel = pointer.clone();
            let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
            let escape = EventListener::new_with_options(&window(), "keydown", options, move |event| {
                let is_escape =
                    event.dyn_ref::<web_sys::KeyboardEvent>().is_some_and(|event| event.key() == "Escape");
                if is_escape {
                    event.stop_propagation();
                    cancel.cancel();
                }
            });
            // Some engines select the text that a drag passes over, wherever it began.
            let options = EventListenerOptions::enable_prevent_default();
            let selects =
                EventListener::new_with_options(&document(), "selectstart", options, Event::prevent_default);
            let edges = Interval::new(EDGE_MS, move || scroll_at_edge(&pointer, &scroller));
            (escape, selects, edges)
        });
        move || drop(listeners)
    });
}

fn scroll_at_edge(pointer: &Pointer, scroller: &NodeRef) {
    let (Some(drag), Some(element)) =
        (pointer.live.get().filter(|drag| drag.moved), scroller.cast::<HtmlElement>())
    else {
        return;
    };
    let (frame, y) = (element.get_bounding_client_rect(), f64::from(drag.screen_y()));
    let by = if y > frame.bottom() - EDGE.0 {
        EDGE.1
    } else if y < frame.top() + HEADS as f64 + EDGE.0 {
        -EDGE.1
    } else {
        return;
    };
    let before = element.scroll_top();
    element.set_scroll_top(before + by);
    let scrolled = element.scroll_top() - before;
    if scrolled != 0 {
        pointer.set(Some(drag.scrolled_by(scrolled.into())));
    }
}

/// What is to have the focus once the picture is painted anew.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Focus {
    Selection,
    Head,
}

/// Gives the focus to what the keys moved to.
#[hook]
fn use_focus(
    made: &Rc<OpenRun>,
    selection: Option<Selection>,
    picture: NodeRef,
    wanted: Rc<RefCell<Option<Focus>>>,
) {
    let key = |key| made.trace().key_text(key).replace('\\', "\\\\").replace('"', "\\\"");
    let selector = match (selection, *wanted.borrow()) {
        (_, None) => None,
        (Some(Selection::Message(message)), Some(Focus::Head)) => {
            Some(format!("[data-head=\"{}\"]", key(message)))
        }
        (Some(Selection::Message(message)), _) => Some(format!("[data-message=\"{}\"]", key(message))),
        (Some(Selection::Event(event)), _) => Some(format!("[data-event=\"{}\"]", event.0)),
        _ => None,
    };
    use_effect(move || {
        let picture = picture.cast::<Element>();
        // Whoever has moved the focus out of the picture meanwhile, into what can be done there, means that.
        let active = document().active_element().filter(|active| active.tag_name() != "BODY");
        let has_left =
            active.is_some_and(|active| picture.as_ref().is_some_and(|own| !own.contains(Some(&active))));
        if has_left {
            wanted.borrow_mut().take();
            return;
        }
        let found = selector.and_then(|selector| picture?.query_selector(&selector).ok()?);
        if let Some(found) = found.and_then(|found| found.dyn_into::<SvgElement>().ok()) {
            wanted.borrow_mut().take();
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let focused = found.focus_with_options(&options);
            debug_assert!(focused.is_ok());
        }
    });
}

/// What has not happened yet at the cursor is veiled.
fn future(props: &Props, scene: &Scene, frame: Frame) -> Html {
    let Some(cursor) = props.cursor else {
        return Html::default();
    };
    let y = props.made.layout.y_after_time(cursor) + 6;
    let (top, bottom) = (frame.top, frame.top + frame.height);
    let width = scene.width.to_string();
    let exact = props.made.time_text(cursor);
    // Where there is no room for the microseconds, whole milliseconds tell enough.
    let is_long = exact.len() > "999.9 ms".len() && !props.made.trace().is_timeless;
    let time = if is_long { props.made.time_text(cursor / 1_000 * 1_000) } else { exact };
    let time = if scene.is_narrow { time.replace(" ms", "") } else { time };
    let veil = y.max(top);
    html! {
        <g class="now">
            if (top..bottom).contains(&y) { { covered(scene, y) } }
            if veil < bottom && cursor < props.made.run.end {
                <rect class="veil" x="0" y={veil.to_string()} width={width.clone()} height={(bottom - veil).to_string()} />
            }
            if (top..bottom).contains(&y) {
                <path d={format!("M{} {y}H{width}", scene.gutter)} />
                <rect x="2" y={(y - 10).to_string()} width={(scene.gutter + 8).to_string()} height="20" rx="10" />
                <text x={(scene.gutter / 2 + 6).to_string()} y={(y + 4).to_string()}>{ time }</text>
            }
            if props.is_closed { { closed(scene, y, bottom) } }
        </g>
    }
}

/// A time that would look out from under that of the cursor gives way.
fn covered(scene: &Scene, y: i64) -> Html {
    /// Half the height of a time, and of that of the cursor.
    const HALVES: (i64, i64) = (9, 10);
    let breaks = scene.breaks.iter().map(Break::middle);
    let times = scene.ticks.iter().map(|tick| tick.y).chain(breaks);
    let ground = |class, time: i64| {
        html! {
            <rect {class} x="0" y={(time - HALVES.0).to_string()} width={scene.gutter.to_string()} height={(2 * HALVES.0).to_string()} />
        }
    };
    let is_shaded = |time| scene.bands.iter().any(|band| band.shaded && (band.y0..band.y1).contains(&time));
    times
        .filter(|time| (time - y).abs() < HALVES.0 + HALVES.1)
        .map(|time| {
            html! {
                <g key={time} class="ground">
                    { ground("plain", time) }
                    if is_shaded(time) { { ground("band shaded", time) } }
                </g>
            }
        })
        .collect()
}

/// In place of what is kept back.
fn closed(scene: &Scene, y: i64, bottom: i64) -> Html {
    let half = head_half(scene.spacing);
    let (Some(first), Some(last)) = (scene.lanes.first(), scene.lanes.last()) else {
        return Html::default();
    };
    let (left, right, top) = (first - half, last + half, y + 24);
    let height = (bottom - top - 24).clamp(72, 320);
    let told = if scene.is_narrow { learn::HIDDEN_SHORT } else { learn::HIDDEN };
    html! {
        <>
            <rect class="hid" x={left.to_string()} y={top.to_string()} width={(right - left).to_string()} height={height.to_string()} rx="12" />
            <text class="hidt" x={((left + right) / 2).to_string()} y={(top + height / 2 + 4).to_string()}>{ told }</text>
        </>
    }
}
