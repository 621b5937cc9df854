//! Where what can be done stands: below the arrow or the moment that it is about, covering
//! neither end.

use crate::diagram::Props;
use crate::diagram::heads::HEADS;
use crate::document::Selection;
use sequitur_diagram::Scene;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, ResizeObserver};
use yew::prelude::*;

/// How far below or above it stands, in px.
const APART: i64 = 14;
/// How far it stays from the edges, in px.
const EDGE: i64 = 8;

/// What a popover is about, in the layout: from left to right and from top to bottom.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Anchor {
    xs: (i64, i64),
    ys: (i64, i64),
}

/// The arrow that is selected, or the moment on the lane that is.
pub fn anchor(props: &Props, scene: &Scene) -> Option<Anchor> {
    match props.selection? {
        Selection::Message(key) => {
            let id = props.made.find(key)?;
            let path = scene.arrows.iter().find(|arrow| arrow.message == id)?.path;
            Some(Anchor { xs: (path.x1.min(path.x2), path.x1.max(path.x2)), ys: (path.y1, path.y2) })
        }
        Selection::Event(event) => {
            let mark = scene.marks.iter().find(|mark| mark.has(event))?;
            Some(Anchor { xs: (mark.x, mark.x), ys: (mark.y, mark.y) })
        }
        Selection::Node(node) => {
            // By hand, what is done to a node happens at the end, which is kept in sight.
            let end = props.made.is_by_hand().then_some(props.made.run.end);
            let moment = props.cursor.or(end)?;
            let (x, y) = (scene.lanes[node.index()], props.made.layout.y_after_time(moment) + 6);
            Some(Anchor { xs: (x, x), ys: (y, y) })
        }
        Selection::Property(_) => None,
    }
}

/// What is seen, and where the layout lies in what is scrolled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seen {
    /// The height of the layout at the top of what is seen.
    pub top: i64,
    /// How high that is.
    pub height: i64,
    /// How wide that is.
    pub width: i64,
    /// What is added to a height of the layout to get one of what is scrolled.
    pub shift: i64,
}

/// Where one of this width and height stands: left, and the height of the layout.
fn place(anchor: Anchor, seen: Seen, (width, height): (i64, i64)) -> (i64, i64) {
    let inside = |left: i64| left.min(seen.width - width - EDGE).max(EDGE);
    let middle = inside((anchor.xs.0 + anchor.xs.1) / 2 - width / 2);
    let (below, above) = (anchor.ys.1 + APART, anchor.ys.0 - APART - height);
    let lowest = seen.top + seen.height - height;
    if below <= lowest {
        (middle, below)
    } else if above >= seen.top {
        (middle, above)
    } else {
        // There is room for it beside what it is about only.
        let (left, right) = (anchor.xs.0 - APART - width, anchor.xs.1 + APART);
        let beside = if right + width + EDGE <= seen.width || left < EDGE { right } else { left };
        (inside(beside), (lowest - EDGE).max(seen.top))
    }
}

/// Places it anew whenever what it is about, what is seen or its own size has changed: some of what it says
/// comes later than the rest.
#[hook]
pub fn use_popover(popover: NodeRef, anchor: Option<Anchor>, seen: Seen, is_open: bool) {
    use_effect_with((anchor, seen, is_open), move |_| {
        let found = popover.cast::<HtmlElement>().filter(|_| is_open).zip(anchor);
        let observed = found.and_then(|(element, anchor)| {
            let put = {
                let element = element.clone();
                move || {
                    let size = (i64::from(element.offset_width()), i64::from(element.offset_height()));
                    let (left, y) = place(anchor, seen, size);
                    for (name, px) in [("left", left), ("top", y + seen.shift + HEADS)] {
                        let placed = element.style().set_property(name, &format!("{px}px"));
                        debug_assert!(placed.is_ok());
                    }
                }
            };
            put();
            let resized = Closure::<dyn Fn()>::new(put);
            let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok()?;
            observer.observe(&element);
            Some((observer, resized))
        });
        move || {
            if let Some((observer, _)) = observed {
                observer.disconnect();
            }
        }
    });
}
