//! Light, dark, or as the system has it.

use super::storage;
use gloo::utils::document_element;

/// The theme: "", "light" or "dark". The first is as the system has it.
pub fn set(theme: &str) {
    let done = match theme {
        "" => document_element().remove_attribute("data-theme"),
        theme => document_element().set_attribute("data-theme", theme),
    };
    debug_assert!(done.is_ok());
    storage::keep_theme(theme);
}

/// The theme after the one at hand.
pub fn next() -> &'static str {
    match document_element().get_attribute("data-theme").as_deref() {
        None => "dark",
        Some("dark") => "light",
        _ => "",
    }
}
