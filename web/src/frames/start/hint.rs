//! What points at the message of the task, and what moves it for the reader.

use super::task::{LATE, MESSAGE, RECEIVER, edit};
use crate::browser::phone::wants_stillness;
use crate::document::open_run::{OpenRun, time_text};
use crate::words::start;
use gloo::render::{AnimationFrame, request_animation_frame};
use gloo::utils::document;
use sequitur_core::scenario::Edit;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, ResizeObserver};
use yew::prelude::*;

/// How long a move takes, in milliseconds.
const FLOW_MS: f64 = 600.0;

/// What the pointer needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub made: Rc<OpenRun>,
}

/// Points at the head of the message.
#[component]
pub fn Hint(props: &Props) -> Html {
    let place = use_node_ref();
    use_effect_with(Rc::as_ptr(&props.made), {
        let place = place.clone();
        move |_| {
            let frame: Rc<RefCell<Option<AnimationFrame>>> = Rc::default();
            let put = {
                let frame = Rc::clone(&frame);
                move || {
                    let place = place.clone();
                    *frame.borrow_mut() = Some(request_animation_frame(move |_| put_at_head(&place)));
                }
            };
            put();
            // The picture gets its width after its first paint, and another one with the window.
            let resized = Closure::<dyn Fn()>::new(put);
            let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
            let heads = document().query_selector(".pic .heads").ok().flatten();
            if let (Some(observer), Some(heads)) = (&observer, heads) {
                observer.observe(&heads);
            }
            move || {
                if let Some(observer) = observer {
                    observer.disconnect();
                }
                drop(resized);
                frame.borrow_mut().take();
            }
        }
    });
    html! { <div class="hint" ref={place} aria-hidden="true">{ points() }</div> }
}

/// What the pointer looks like.
pub fn points() -> Html {
    html! {
        <>
            <i class="pulse" /><i class="ring" />
            <svg viewBox="0 0 16 76" width="16" height="76"><path class="way-down" d="M8 0v72M3 66l5 6 5-6" /></svg>
            <p class="call"><span class="long">{ start::TASK }</span><span class="short">{ start::TASK_SHORT }</span></p>
        </>
    }
}

fn element(attribute: &str) -> Option<Element> {
    document().query_selector(&format!(".pic [{attribute}=\"{MESSAGE}\"]")).ok()?
}

/// Where the head is, in px from the corner of the picture.
fn head() -> Option<(f64, f64)> {
    let head = element("data-head")?.get_bounding_client_rect();
    let pic = document().query_selector(".pic").ok()??;
    let lane = pic.query_selector(&format!("[data-node=\"{RECEIVER}\"]")).ok()??.get_bounding_client_rect();
    let pic = pic.get_bounding_client_rect();
    Some((lane.x() + lane.width() / 2.0 - pic.x(), head.y() + head.height() / 2.0 - pic.y()))
}

/// Whole px: to write down others, the program would carry what writes any number there is.
fn px(length: f64) -> i64 {
    length.round() as i64
}

fn put_at_head(place: &NodeRef) {
    let (Some(hint), Some((x, y))) = (place.cast::<HtmlElement>(), head()) else {
        return;
    };
    let (x, y) = (px(x), px(y));
    let style = hint.style();
    let put = style
        .set_property("left", &format!("{x}px"))
        .and_then(|()| style.set_property("top", &format!("{y}px")))
        .and_then(|()| style.set_property("visibility", "visible"));
    debug_assert!(put.is_ok(), "a style takes a length");
}

/// Moves the arrow before the reader's eyes, then changes the run. At once where motion is
/// not wanted.
pub fn move_arrow(made: &Rc<OpenRun>, done: impl FnOnce(Edit) + 'static) {
    let Some(edit) = edit(made) else {
        return;
    };
    let flight = if wants_stillness() { None } else { Flight::new(made) };
    match flight {
        None => done(edit),
        Some(flight) => flight.fly(None, Box::new(move || done(edit))),
    }
}

/// An arrow that is being moved.
struct Flight {
    line: Element,
    says: Element,
    svg: Element,
    tail: (f64, f64),
    from: (f64, f64),
    down: f64,
    times: (u64, u64),
}

impl Flight {
    /// The arrow of the task, drawn over itself.
    fn new(made: &OpenRun) -> Option<Flight> {
        let trace = made.trace();
        let message = trace.messages.iter().find(|message| trace.key_text(message.key) == MESSAGE)?;
        let (arrives, down) = (message.arrives_at?, made.layout.y_of_time(LATE));
        let down = (down - made.layout.y_of_event(message.received?)) as f64;
        let up = (made.layout.y_of_event(message.received?) - made.layout.y_of_event(message.sent)) as f64;
        let (x, y) = head()?;
        let pic = document().query_selector(".pic").ok()??;
        let arrow = element("data-message")?.get_bounding_client_rect();
        let tail = (arrow.x() - pic.get_bounding_client_rect().x(), y - up);
        let make = |name: &str| document().create_element_ns(Some("http://www.w3.org/2000/svg"), name).ok();
        let (svg, line, says) = (make("svg")?, make("path")?, make("text")?);
        svg.set_attribute("class", "flight").ok()?;
        svg.append_child(&line).ok()?;
        svg.append_child(&says).ok()?;
        pic.append_child(&svg).ok()?;
        Some(Flight { line, says, svg, tail, from: (x, y), down, times: (arrives, LATE) })
    }

    /// Draws one frame after the other, then ends.
    fn fly(self, began: Option<f64>, done: Box<dyn FnOnce()>) {
        let next: Rc<RefCell<Option<AnimationFrame>>> = Rc::default();
        let kept = Rc::clone(&next);
        *next.borrow_mut() = Some(request_animation_frame(move |now| {
            let began = began.unwrap_or(now);
            let part = ((now - began) / FLOW_MS).min(1.0);
            self.draw(1.0 - (1.0 - part).powi(3));
            if part < 1.0 {
                self.fly(Some(began), done);
            } else {
                self.svg.remove();
                done();
            }
            drop(kept.borrow_mut().take());
        }));
    }

    fn draw(&self, part: f64) {
        let ((x0, y0), (x1, y1)) = (self.tail, (self.from.0, self.from.1 + self.down * part));
        let at = self.times.0 + ((self.times.1 - self.times.0) as f64 * part) as u64;
        let [x0, y0, x1, y1] = [x0, y0, x1, y1].map(px);
        self.says.set_text_content(Some(&start::arrives(&time_text(at / 1_000 * 1_000))));
        let drawn = self
            .line
            .set_attribute("d", &format!("M{x0} {y0}L{x1} {y1}"))
            .and_then(|()| self.says.set_attribute("x", &format!("{}", x1 + 12)))
            .and_then(|()| self.says.set_attribute("y", &format!("{}", y1 + 4)));
        debug_assert!(drawn.is_ok(), "lines take coordinates");
    }
}
