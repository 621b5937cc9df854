//! The icons of the page: lines in a square of 16.

use yew::prelude::*;

pub const DOWN: &str = "M8 3v10M4 9l4 4 4-4";
pub const FORWARD: &str = "M3 8h10M9 4l4 4-4 4";
pub const LEFT: &str = "M13 8H3M7 4 3 8l4 4";
pub const BACK: &str = "M3 8a5 5 0 1 0 1.6-3.7M3 2.5V5h2.6";
pub const PLAY: &str = "M5 3.5v9l8-4.5z";
pub const PAUSE: &str = "M5.5 3.5v9M10.5 3.5v9";
pub const UNDO: &str = "M6 4 3 7l3 3M3 7h6a4 4 0 0 1 0 8";
pub const REDO: &str = "M10 4l3 3-3 3M13 7H7a4 4 0 0 0 0 8";
pub const THEME: &str = "M8 2a6 6 0 1 0 0 12z M8 2a6 6 0 0 1 0 12";
pub const OPEN: &str = "M9 3h4v4M13 3 7.5 8.5M11 9.5V13H3V5h3.5";
pub const WIDEN: &str = "M10 3h3v3M6 13H3v-3M13 3 9.5 6.5M3 13l3.5-3.5";
pub const HINT: &str = "M6 13h4M5.5 9.5a4 4 0 1 1 5 0c-.6.5-.5 1-.5 1.5H6c0-.5.1-1-.5-1.5z";
pub const LIST: &str = "M2.5 4h11M2.5 8h11M2.5 12h7";
pub const CODE: &str = "M6 4 2 8l4 4M10 4l4 4-4 4";
pub const SHARE: &str = "M6 9.5 10 6.5M6 6.5l4 3M4.5 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM11.5 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM11.5 13a2 2 0 1 0 0-4 2 2 0 0 0 0 4";

/// An icon. What it means is told beside it.
pub fn icon(path: &'static str) -> Html {
    html! { <svg class="i" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d={path} /></svg> }
}

/// The page's sign.
pub fn sign() -> Html {
    html! {
        <svg viewBox="0 0 22 22" width="22" height="22" aria-hidden="true">
            <path class="rail" d="M5 1v20M17 1v20" /><path class="way" d="M5 5 17 10M17 12 5 18" />
            <circle cx="5" cy="5" r="2.6" /><circle cx="17" cy="10" r="2.6" /><circle cx="5" cy="18" r="2.6" />
        </svg>
    }
}
