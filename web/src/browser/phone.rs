//! Whether the screen is that of a phone.

use gloo::events::EventListener;
use gloo::utils::window;
use web_sys::MediaQueryList;
use yew::prelude::*;

/// The same width as in the stylesheet.
const PHONE: &str = "(max-width: 860px)";

fn query() -> Option<MediaQueryList> {
    window().match_media(PHONE).ok().flatten()
}

/// Whether the reader wants nothing to move.
pub fn wants_stillness() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)").ok().flatten();
    query.is_some_and(|query| query.matches())
}

/// Whether the screen is that of a phone, also after it was turned.
#[hook]
pub fn use_phone() -> bool {
    let is_phone = use_state_eq(|| query().is_some_and(|query| query.matches()));
    use_effect_with((), {
        let is_phone = is_phone.setter();
        move |()| {
            let listener = query().map(|query| {
                EventListener::new(&query.clone(), "change", move |_| is_phone.set(query.matches()))
            });
            move || drop(listener)
        }
    });
    *is_phone
}
