//! The diagram: lanes down the page, time flowing with the scroll, arrows to take hold
//! of. It paints the part that is seen, and turns pointer and keys into actions.

pub mod drawing;
pub mod frontier;
pub mod keys;
pub mod marks;
pub mod picture;
pub mod pointer;
pub mod proof;
pub mod view;

use crate::browser::keys::{is_on, named};
use crate::diagram::picture::Picture;
use crate::diagram::pointer::{Drag, Pointer};
use crate::diagram::view::{Scale, Viewport};
use crate::document::compared::Compared;
use crate::document::frontier::FrontierView;
use crate::document::open_run::OpenRun;
use crate::document::page::Page;
use crate::document::{Action, Lens, Selection, State};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::window;
use sequitur_core::trace::{Cone, EventId, MessageId, Micros, NodeId};
use sequitur_diagram::{Frame, Ghost, Overview, Scene, View, overview};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, SvgElement};
use yew::prelude::*;

/// Height of the lanes' headers, in px.
const HEADS: i64 = 54;

/// Width of the strip that shows the whole run, in px.
const STRIP: i64 = 28;

/// What the diagram needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub made: Rc<OpenRun>,
    /// The run before, if it is to be seen behind this one.
    pub ghost: Option<Rc<Ghost>>,
    /// What the reader looks at.
    pub selection: Option<Selection>,
    /// Counts the requests to bring the selection into view.
    pub reveal: u32,
    /// The moment up to which the run is shown.
    pub cursor: Option<Micros>,
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
            reveal: page.reveal,
            cursor: page.cursor,
            lens: page.lens,
            cone: page.cone.clone(),
            pinned: page.pinned,
            compared: page.compared.clone(),
            frontier: page.frontier.clone(),
            middle: Rc::clone(&page.middle),
            dispatch: page.dispatch(),
        }
    }
}

/// The diagram.
#[component]
pub fn Diagram(props: &Props) -> Html {
    let scroller = use_node_ref();
    let picture = use_node_ref();
    let viewport = use_viewport(&scroller);
    let drag = use_state_eq(|| None::<Drag>);
    let wants_focus = use_mut_ref(|| None::<Focus>);

    let made = &props.made;
    let scale = Scale::new(made.layout.height(), viewport.height.max(1));
    let (top, offset) = scale.window(viewport.scroll);
    let selected = match props.selection {
        Some(Selection::Message(key)) => made.find(key),
        _ => None,
    };
    let frame = Frame { width: viewport.width - STRIP, top, height: scale.window_height() };
    let scene =
        use_memo((made.clone(), props.ghost.clone(), frame.width, top, frame.height, selected), |_| {
            scene(made, props.ghost.as_deref(), frame, selected)
        });
    let middle = scale.top(viewport.scroll) + viewport.height / 2;
    props.middle.set(made.layout.time_of_y(middle));
    // Heads tell of the middle, where the reader reads; of a run that fits, what became of it.
    let fits = made.layout.height() <= viewport.height;
    let told = if fits { made.layout.height() } else { middle };

    use_position(picture.clone(), offset);
    use_touch(picture.clone());
    use_reveal(props, scroller.clone(), scale, viewport);
    use_focus(made, props.selection, picture.clone(), wants_focus.clone());

    let pointer = Pointer {
        made: made.clone(),
        scene: scene.clone(),
        frontier: props.frontier.clone(),
        drag: drag.clone(),
        dispatch: props.dispatch.clone(),
    };
    let (down, moved, up, lost) = (pointer.clone(), pointer.clone(), pointer.clone(), drag.clone());
    let onkeydown = {
        let (made, selection, dispatch, wants_focus) =
            (made.clone(), props.selection, props.dispatch.clone(), wants_focus.clone());
        let frontier = props.frontier.clone();
        move |event: KeyboardEvent| {
            if let Some(action) =
                frontier.as_ref().and_then(|frontier| keys::on_frontier(&event, &made, frontier))
            {
                event.prevent_default();
                event.stop_propagation();
                dispatch.dispatch(action);
            } else if let Some(action) = keys::in_diagram(&event, &made, selection) {
                event.prevent_default();
                event.stop_propagation();
                let on_head = named(&event, "data-head").is_some();
                *wants_focus.borrow_mut() = Some(if on_head { Focus::Head } else { Focus::Selection });
                dispatch.dispatch(action);
            }
        }
    };
    let (width, height) = (scene.width.to_string(), frame.height.to_string());
    html! {
        <div class="diagram">
            <div class="scroller" ref={scroller.clone()} tabindex="0" role="region" aria-label="Diagram, scrolls">
                <svg class="heads" width={width.clone()} height={HEADS.to_string()} aria-label="Nodes" role="group">
                    { for (0..scene.lanes.len()).filter(|lane| made.layout.filter().has_node(NodeId(*lane as u8))).map(|lane| lane_head(props, &scene, lane, told)) }
                </svg>
                <svg class="spacer" width="1" height={scale.scrolled_height().to_string()} aria-hidden="true" />
                <svg ref={picture} class={classes!("picture", drag.map(|_| "dragging"), made.can_be_drawn().then_some("drawn"))} width={width.clone()} height={height.clone()}
                    viewBox={format!("0 {top} {width} {height}")} role="group" aria-label={summary(made)}
                    onpointerdown={move |event| down.pressed(&event)}
                    onpointermove={move |event| moved.moved(&event)}
                    onpointerup={move |event| up.released(&event)}
                    onpointercancel={move |_| lost.set(None)}
                    {onkeydown}>
                    { drawing::strips(made, &scene) }
                    if let Some(compared) = &props.compared { { proof::way(compared, made, &scene) } }
                    <Picture made={made.clone()} scene={scene.clone()} selection={props.selection} lens={props.lens}
                        cone={props.cone.clone()} ghost={props.ghost.is_some()} pinned={props.pinned}
                        compared={props.compared.clone()} frontier={props.frontier.clone()} />
                    { future(props, &scene, frame) }
                    if let Some(frontier) = &props.frontier { { frontier::overlay(made, &scene, frame, frontier) } }
                    if let Some(drag) = drag.filter(|drag| drag.moved) { { drag.preview(made, &scene) } }
                </svg>
            </div>
            <Strip made={made.clone()} scroller={scroller} height={viewport.height} shown={(scale.top(viewport.scroll), viewport.height)} />
            if scene.left_out.arrows + scene.left_out.marks > 0 {
                <p class="left-out">{ format!("{} more arrows and {} more events are here than can be drawn at once.",
                    scene.left_out.arrows, scene.left_out.marks) }</p>
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

fn scene(made: &OpenRun, ghost: Option<&Ghost>, frame: Frame, selected: Option<MessageId>) -> Scene {
    let weights: Vec<u8> = made.run.info.roles.iter().map(|role| role.weight).collect();
    made.layout.scene(made.trace(), frame, &View { weights: &weights, ghost, selected })
}

/// Follows the size and the scroll position of the scrolled element.
#[hook]
fn use_viewport(scroller: &NodeRef) -> Viewport {
    let viewport = use_state_eq(|| Viewport { width: 800, height: 600, scroll: 0 });
    use_effect_with((), {
        let (scroller, viewport) = (scroller.clone(), viewport.clone());
        move |()| {
            let element = scroller.cast::<HtmlElement>();
            let measure = {
                let element = element.clone();
                move || {
                    if let Some(element) = &element {
                        viewport.set(Viewport {
                            width: element.parent_element().map_or(0, |parent| parent.client_width()).into(),
                            height: i64::from(element.client_height()) - HEADS,
                            scroll: element.scroll_top().into(),
                        });
                    }
                }
            };
            measure();
            let (on_scroll, on_resize) = (measure.clone(), measure);
            let scrolled =
                element.map(|element| EventListener::new(&element, "scroll", move |_| on_scroll()));
            let resized = EventListener::new(&window(), "resize", move |_| on_resize());
            move || drop((scrolled, resized))
        }
    });
    *viewport
}

/// Puts the painted window where it belongs in what is scrolled.
#[hook]
fn use_position(picture: NodeRef, offset: i64) {
    use_effect_with(offset, move |offset| {
        if let Some(picture) = picture.cast::<SvgElement>() {
            let placed = picture.style().set_property("top", &format!("{}px", offset + HEADS));
            debug_assert!(placed.is_ok());
        }
    });
}

/// A finger on a head drags it, and likewise what else can be dragged. Browsers heed `touch-action` on a whole SVG only, and
/// the rest of the picture is to scroll by finger: so the touch itself is claimed.
#[hook]
fn use_touch(picture: NodeRef) {
    use_effect_with((), move |()| {
        let listener = picture.cast::<Element>().map(|picture| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&picture, "touchstart", options, |event| {
                if is_on(event, "[data-head], [data-cut], [data-lane], .drawn [data-event]") {
                    event.prevent_default();
                }
            })
        });
        move || drop(listener)
    });
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
        let found =
            selector.and_then(|selector| picture.cast::<Element>()?.query_selector(&selector).ok()?);
        if let Some(found) = found.and_then(|found| found.dyn_into::<SvgElement>().ok()) {
            wanted.borrow_mut().take();
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let focused = found.focus_with_options(&options);
            debug_assert!(focused.is_ok());
        }
    });
}

/// Brings what is selected into view when that is asked for.
#[hook]
fn use_reveal(props: &Props, scroller: NodeRef, scale: Scale, viewport: Viewport) {
    let made = &props.made;
    let y = match props.selection {
        Some(Selection::Event(event)) => Some(made.layout.y_of_event(event)),
        Some(Selection::Message(key)) => made.find(key).map(|id| made.layout.arrow_ys(made.trace(), id).0),
        Some(Selection::Property(property)) => {
            made.run.verdicts[property].event.map(|event| made.layout.y_of_event(event))
        }
        _ => None,
    };
    use_effect_with(props.reveal, move |reveal| {
        let (Some(y), Some(element)) = (y.filter(|_| *reveal > 0), scroller.cast::<HtmlElement>()) else {
            return;
        };
        let top = scale.top(viewport.scroll);
        if y < top + 24 || y > top + viewport.height - 48 {
            element.set_scroll_top(scale.scroll(y - viewport.height / 3) as i32);
        }
    });
}

/// The header of a node, and the role that it has at the cursor, or at a height.
fn lane_head(props: &Props, scene: &Scene, lane: usize, told: i64) -> Html {
    let made = &props.made;
    let node = NodeId(lane as u8);
    let name = made.trace().nodes[lane].clone();
    let y = props.cursor.map_or(told, |cursor| made.layout.y_of_time(cursor));
    let look = made.layout.role_at(node, y);
    let role = match (look.down, look.role) {
        (true, _) => "down",
        (false, Some(role)) => made.trace().roles[usize::from(role)].as_str(),
        (false, None) => "",
    };
    let weight = look.role.map_or(0, |role| made.run.info.roles[usize::from(role)].weight);
    let selected = props.selection == Some(Selection::Node(node));
    let half = (scene.spacing - 8).clamp(36, 88) / 2;
    let select = {
        let dispatch = props.dispatch.clone();
        move || dispatch.dispatch(Action::Select(Some(Selection::Node(node)), false))
    };
    let onclick = {
        let select = select.clone();
        move |_| select()
    };
    let onkeydown = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            event.stop_propagation();
            select();
        }
    };
    let is_tight = role.len() as i64 * 7 > half * 2;
    let class = classes!(
        "node-head",
        if look.down { "down" } else { "up" },
        format!("w{weight}"),
        is_tight.then_some("tight"),
        selected.then_some("selected")
    );
    html! {
        <g key={lane} {class} data-node={name.clone()} role="button" tabindex="0" aria-pressed={selected.to_string()}
            aria-label={if role.is_empty() { name.clone() } else { format!("{name}, {role}") }} transform={format!("translate({} 6)", scene.lanes[lane])} {onclick} {onkeydown}>
            <rect x={(-half).to_string()} y="2" width={(half * 2).to_string()} height="38" rx="8" />
            <title>{ name.clone() }</title>
            <text class="name" y={if role.is_empty() { "25" } else { "18" }}>{ short(&name, half * 2) }</text>
            <text class="role" y="33">{ role }</text>
        </g>
    }
}

/// A name in so many px: where it is too long, its beginning and its end.
fn short(name: &str, width: i64) -> String {
    let room = usize::try_from(width / 8).unwrap_or(0).max(5);
    let letters: Vec<char> = name.chars().collect();
    if letters.len() <= room {
        return name.to_owned();
    }
    let part = |letters: &[char]| letters.iter().collect::<String>();
    let end = (room - 1) / 2;
    format!("{}…{}", part(&letters[..room - 1 - end]), part(&letters[letters.len() - end..]))
}

/// What has not happened yet at the cursor is veiled.
fn future(props: &Props, scene: &Scene, frame: Frame) -> Html {
    let Some(cursor) = props.cursor else {
        return Html::default();
    };
    let y = props.made.layout.y_after_time(cursor) + 6;
    let (top, bottom) = (frame.top, frame.top + frame.height);
    let width = scene.width.to_string();
    let veil = y.max(top);
    html! {
        <g class="now">
            if veil < bottom {
                <rect class="veil" x="0" y={veil.to_string()} width={width.clone()} height={(bottom - veil).to_string()} />
            }
            if (top..bottom).contains(&y) {
                <line x1="0" x2={width} y1={y.to_string()} y2={y.to_string()} />
                <text class="halo" x="8" y={(y - 5).to_string()}>{ props.made.time_text(cursor) }</text>
            }
        </g>
    }
}

/// What the strip needs.
#[derive(Properties, PartialEq)]
struct StripProps {
    made: Rc<OpenRun>,
    scroller: NodeRef,
    height: i64,
    /// Top and height of what is seen, in the layout.
    shown: (i64, i64),
}

/// The whole run beside the part that is seen: where messages are many, and where
/// nodes crash, restart and decide. Pressing on it goes there.
#[component]
fn Strip(props: &StripProps) -> Html {
    let height = props.height.clamp(1, 4_000);
    let buckets = (height / 4).max(1);
    let strip = use_memo((props.made.clone(), height), |(made, _)| {
        overview(&made.layout, made.trace(), height as u32, buckets as u32)
    });
    let whole = props.made.layout.height().max(1);
    let to_strip = |y: i64| (i128::from(y) * i128::from(height) / i128::from(whole)) as i64;
    let go = {
        let (scroller, made, seen) = (props.scroller.clone(), props.made.clone(), props.shown.1);
        move |event: PointerEvent| {
            let target = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
            let svg = target.and_then(|target| target.closest("svg").ok().flatten());
            if let (Some(svg), Some(scroller), true) =
                (svg, scroller.cast::<HtmlElement>(), event.buttons() == 1)
            {
                let y = f64::from(event.client_y()) - svg.get_bounding_client_rect().top();
                let y = (y.max(0.0) as i64).saturating_mul(made.layout.height()) / height;
                scroller.set_scroll_top(Scale::new(made.layout.height(), seen).scroll(y - seen / 2) as i32);
            }
        }
    };
    html! {
        <svg class="strip" width={STRIP.to_string()} height={height.to_string()} aria-hidden="true"
            onpointerdown={go.clone()} onpointermove={go}>
            { for strip_bars(&strip, height, buckets) }
            { for strip.marks.iter().map(|mark| html! {
                <rect class={format!("at {}", mark.kind.name())} x="19" width="6" height="2" y={mark.at.to_string()} />
            }) }
            <rect class="shown" x="0.5" width={(STRIP - 1).to_string()} y={to_strip(props.shown.0).to_string()}
                height={to_strip(props.shown.1).max(6).to_string()} rx="3" />
        </svg>
    }
}

fn strip_bars(strip: &Overview, height: i64, buckets: i64) -> Vec<Html> {
    let bar = |(index, bucket): (usize, &sequitur_diagram::Bucket)| {
        let class = bucket.class()?;
        let length = (i64::from(bucket.total()) * 16 / i64::from(strip.messages_max.max(1))).max(2);
        let y = index as i64 * height / buckets;
        Some(
            html! { <rect class={format!("bar m{class}")} x="2" width={length.to_string()} height="3" y={y.to_string()} /> },
        )
    };
    strip.buckets.iter().enumerate().filter_map(bar).collect()
}
