//! Parts of the page that are fetched when they are first needed.

/// While a part is on its way.
pub const COMING: &str = "Loading…";

/// It did not come.
pub const MISSING: &str =
    "A part of the page could not be loaded. See that you are online, and try again. What you typed is kept.";

/// It is gone, since the page was updated.
pub const OLD: &str = "Sequitur was updated while this page was open, so this part of it is gone. Reload the page. What you typed is kept.";

/// Tries again.
pub const AGAIN: &str = "Try again";

/// Loads the page anew.
pub const RELOAD: &str = "Reload";

/// What is wrong with a text that needs a part which did not come.
pub fn is_missing(name: &str) -> String {
    format!("the part of the page for {name} could not be loaded")
}

/// What to do about it.
pub const MISSING_HINT: &str = "see that you are online, and try again";
