//! What stands in the page before the program is there, and gives way to it. `web/src/frames/start/first_picture.rs`
//! writes it.

use gloo::utils::{body, document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Element;

/// Where the program shows its frames: beside what stands there, and hidden until that gives way.
pub fn place() -> Element {
    let place = document().create_element("div").expect("a page can have one more element");
    place.set_class_name("live");
    let appended = body().append_child(&place);
    debug_assert!(appended.is_ok(), "a page can have one more element");
    place
}

/// Takes it away at once.
pub fn remove() {
    if let Ok(Some(before)) = document().query_selector(".before") {
        before.remove();
    }
}

/// Takes it away with the next frame, in which the program's own picture is painted.
pub fn give_way() {
    let asked = window().request_animation_frame(Closure::once_into_js(remove).unchecked_ref());
    if asked.is_err() {
        remove();
    }
}
