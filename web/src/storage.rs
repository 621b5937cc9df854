//! What survives a reload: the text, and the theme. Storage may be full or forbidden;
//! that costs the saved state and nothing else.

use gloo::utils::window;

const TEXT: &str = "sequitur.text";
const ADDRESS: &str = "sequitur.address";
const THEME: &str = "sequitur.theme";

/// A browser that keeps nothing refuses, or has no storage at all.
fn get(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

fn set(key: &str, value: &str) -> Option<()> {
    window().local_storage().ok()??.set_item(key, value).ok()
}

/// The text that was open last, if it could be kept.
pub fn text() -> Option<String> {
    get(TEXT)
}

/// The address that was shown when the text was kept.
pub fn kept_with() -> Option<String> {
    get(ADDRESS)
}

/// Keeps the text, and the address it was shown at. False where storage does not allow
/// it.
pub fn keep_text(text: &str, address: &str) -> bool {
    set(TEXT, text).and_then(|()| set(ADDRESS, address)).is_some()
}

/// The theme that the reader chose, if one was and could be kept.
pub fn theme() -> Option<String> {
    get(THEME)
}

/// Keeps the theme. False where storage does not allow it.
pub fn keep_theme(theme: &str) -> bool {
    set(THEME, theme).is_some()
}
