//! What keys and pointers are about.

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
