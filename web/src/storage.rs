//! What survives a reload: the text, and the theme. Storage may be full or forbidden;
//! that costs the saved state and nothing else.

use gloo::storage::{LocalStorage, Storage};

const TEXT: &str = "sequitur.text";
const ADDRESS: &str = "sequitur.address";
const THEME: &str = "sequitur.theme";

/// The text that was open last, if it could be kept.
pub fn text() -> Option<String> {
    LocalStorage::get(TEXT).ok()
}

/// The address that was shown when the text was kept.
pub fn kept_with() -> Option<String> {
    LocalStorage::get(ADDRESS).ok()
}

/// Keeps the text, and the address it was shown at, where storage allows it.
pub fn keep_text(text: &str, address: &str) {
    let kept = LocalStorage::set(TEXT, text).and_then(|()| LocalStorage::set(ADDRESS, address));
    drop(kept);
}

/// The theme that the reader chose, if one was and could be kept.
pub fn theme() -> Option<String> {
    LocalStorage::get(THEME).ok()
}

/// Keeps the theme, where storage allows it.
pub fn keep_theme(theme: &str) {
    drop(LocalStorage::set(THEME, theme));
}
