//! What keys and pointers are about.

use super::storage;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// The value of the closest `data-` attribute of this name around an event's target.
pub fn named(event: &web_sys::Event, attribute: &str) -> Option<String> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(&format!("[{attribute}]")).ok()??.get_attribute(attribute)
}

/// Whether an event's target is part of something that a selector names.
pub fn is_on(event: &web_sys::Event, selector: &str) -> bool {
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    target.is_some_and(|target| target.closest(selector).is_ok_and(|found| found.is_some()))
}

/// Whether an event's target takes letters itself.
pub fn is_typing(event: &KeyboardEvent) -> bool {
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    target.is_some_and(|target| matches!(target.tag_name().as_str(), "TEXTAREA" | "INPUT" | "SELECT"))
}

thread_local! {
    /// Whether single characters are keys, once somebody has asked.
    static HAS_CHARACTERS: Cell<Option<bool>> = const { Cell::new(None) };
}

/// Whether a key that is a single letter or sign does something. Who speaks to the computer, or hits
/// keys by accident, switches them off (WCAG 2.1.4).
pub fn has_characters() -> bool {
    HAS_CHARACTERS.get().unwrap_or_else(|| {
        let kept = storage::has_character_keys();
        HAS_CHARACTERS.set(Some(kept));
        kept
    })
}

/// Switches them on or off, for this visit and for later ones.
pub fn set_characters(on: bool) {
    HAS_CHARACTERS.set(Some(on));
    storage::keep_character_keys(on);
}

/// Whether a key is a single character, and the reader has switched those off.
pub fn is_switched_off(key: &str) -> bool {
    let is_character = key != " " && key.chars().nth(1).is_none();
    is_character && !has_characters()
}
