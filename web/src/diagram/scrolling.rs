//! What of the picture is seen: the size and the scroll position of its window, and what
//! moves it.

use crate::diagram::Props;
use crate::diagram::heads::HEADS;
use crate::diagram::view::{Scale, Viewport};
use crate::document::Selection;
use gloo::events::EventListener;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, ResizeObserver, SvgElement};
use yew::prelude::*;

/// Follows the size and the scroll position of the scrolled element.
#[hook]
pub fn use_viewport(scroller: &NodeRef, before: Viewport) -> Viewport {
    let viewport = use_state_eq(|| before);
    use_effect_with((), {
        let (scroller, viewport) = (scroller.clone(), viewport.clone());
        move |()| {
            let element = scroller.cast::<HtmlElement>();
            let measure = {
                let element = element.clone();
                move || {
                    if let Some(element) = &element {
                        viewport.set(Viewport {
                            width: element.client_width().into(),
                            height: i64::from(element.client_height()) - HEADS,
                            scroll: element.scroll_top().into(),
                        });
                    }
                }
            };
            measure();
            let (on_scroll, on_resize) = (measure.clone(), measure);
            let scrolled =
                element.as_ref().map(|element| EventListener::new(element, "scroll", move |_| on_scroll()));
            // Its size changes with the window, and with what grows beside it.
            let resized = Closure::<dyn Fn()>::new(on_resize);
            let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
            if let (Some(observer), Some(element)) = (&observer, &element) {
                observer.observe(element);
            }
            move || {
                if let Some(observer) = observer {
                    observer.disconnect();
                }
                drop((scrolled, resized));
            }
        }
    });
    *viewport
}

/// Puts the painted window where it belongs in what is scrolled.
#[hook]
pub fn use_position(picture: NodeRef, offset: i64) {
    use_effect_with(offset, move |offset| {
        if let Some(picture) = picture.cast::<SvgElement>() {
            let placed = picture.style().set_property("top", &format!("{}px", offset + HEADS));
            debug_assert!(placed.is_ok());
        }
    });
}

/// Where the window is moved to, in what is scrolled.
#[derive(Clone)]
pub struct Scroller {
    /// Not the element: while the diagram is made for the first time, there is none yet.
    node: NodeRef,
    scale: Scale,
    /// What was seen when the picture was painted. To ask the element for it right after an edit would make
    /// the browser lay out the page before its time.
    painted: Viewport,
}

/// What is kept free above and below of what is brought into view, in px.
const ROOM: (i64, i64) = (24, 48);

impl Scroller {
    pub fn new(scroller: &NodeRef, scale: Scale, painted: Viewport) -> Scroller {
        Scroller { node: scroller.clone(), scale, painted }
    }

    fn element(&self) -> Option<HtmlElement> {
        self.node.cast()
    }

    /// How high what is seen is, as it is now: what was measured for the last painting may be older.
    fn height(&self) -> i64 {
        self.element().map_or(0, |element| i64::from(element.client_height()) - HEADS)
    }

    fn top(&self) -> i64 {
        self.element().map_or(0, |element| self.scale.top(element.scroll_top().into()))
    }

    /// Brings a height of the layout to the top.
    fn go(&self, top: i64) {
        if let Some(element) = self.element() {
            element.set_scroll_top(self.scale.scroll(top) as i32);
        }
    }

    /// Brings a height into view, if it is not there.
    pub fn reveal(&self, y: i64) {
        let top = self.top();
        if y < top + ROOM.0 || y > top + self.height() - ROOM.1 {
            self.go(y - self.height() / 3);
        }
    }

    /// Brings a height and what comes after it into view, if they are not there.
    fn reveal_from(&self, y: i64) {
        let (top, height) = (self.scale.top(self.painted.scroll), self.painted.height);
        if y < top + ROOM.0 || y > top + height * 2 / 3 {
            self.go(y - height / 3);
        }
    }

    /// Keeps a height in the middle third.
    fn follow(&self, y: i64) {
        let (top, third) = (self.top(), self.height() / 3);
        if y > top + 2 * third {
            self.go(y - 2 * third);
        } else if y < top + third {
            self.go(y - third);
        }
    }

    /// The scroll position.
    fn position(&self) -> i32 {
        self.element().map_or(0, |element| element.scroll_top())
    }
}

/// Brings what is selected into view when that is asked for.
#[hook]
pub fn use_reveal(props: &Props, scroller: Scroller) {
    let made = &props.made;
    let of_property =
        |property: usize| made.run.verdicts[property].event.map(|event| made.layout.y_of_event(event));
    let named = props.named.iter().copied().filter(|named| *named < made.run.verdicts.len());
    let y = match props.selection {
        Some(Selection::Event(event)) => Some(made.layout.y_of_event(event)),
        Some(Selection::Message(key)) => made.find(key).map(|id| made.layout.arrow_ys(made.trace(), id).0),
        Some(Selection::Property(property)) => of_property(property),
        Some(Selection::Node(_)) => None,
        None => {
            let cursor = props.cursor.map(|cursor| made.layout.y_after_time(cursor));
            let broken = || named.filter_map(of_property).next();
            cursor.or_else(broken).or_else(|| {
                let last = made.last_event(made.run.end, None).filter(|_| made.is_by_hand());
                last.map(|event| made.layout.y_of_event(event))
            })
        }
    };
    use_effect_with(props.reveal, move |reveal| {
        if let Some(y) = y.filter(|_| *reveal > 0) {
            scroller.reveal(y);
        }
    });
}

/// After an edit, brings the first difference from the run before into view, and what it caused.
#[hook]
pub fn use_first_difference(props: &Props, scroller: Scroller) {
    let first = props.ghost.as_ref().and_then(|ghost| ghost.first());
    use_effect_with(Rc::as_ptr(&props.made), move |_| {
        if let Some(first) = first {
            scroller.reveal_from(first);
        }
    });
}

/// Keeps the cursor in view: in the middle third while time goes on by itself, until
/// somebody scrolls.
#[hook]
pub fn use_follow(props: &Props, scroller: Scroller) {
    /// The scroll position that was set last; None once somebody else has set another.
    type Last = Option<i32>;
    let last = use_mut_ref(|| None::<i32>);
    let y = props.cursor.map(|cursor| props.made.layout.y_after_time(cursor));
    use_effect_with(props.playing, {
        let (last, scroller) = (last.clone(), scroller.clone());
        move |playing| {
            *last.borrow_mut() = playing.then(|| scroller.position()) as Last;
            let by_reader = scroller.element().filter(|_| *playing).map(|element| {
                // A smooth scroll begins with less than a pixel: following would end it there.
                ["wheel", "touchmove"].map(|name| {
                    let last = last.clone();
                    EventListener::new(&element, name, move |_| *last.borrow_mut() = None)
                })
            });
            move || drop(by_reader)
        }
    });
    // What is brought into view beside it comes first.
    let revealed = use_mut_ref(|| 0);
    let (playing, reveal) = (props.playing, props.reveal);
    use_effect_with(y, move |y| {
        let is_revealed = revealed.replace(reveal) != reveal;
        let Some(y) = *y else { return };
        let followed = last.borrow().is_some_and(|last| (last - scroller.position()).abs() <= 1);
        match playing {
            true if followed => {
                scroller.follow(y);
                *last.borrow_mut() = Some(scroller.position());
            }
            true => *last.borrow_mut() = None,
            false if is_revealed => {}
            false => scroller.reveal(y),
        }
    });
}
