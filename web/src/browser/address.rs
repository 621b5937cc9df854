//! The fragment of the page's address: which frame it names, and what is open there.

use gloo::utils::window;
use wasm_bindgen::JsValue;

/// The start.
pub const START: &str = "#/";
/// Six protocols to break.
pub const BREAK: &str = "#/break";
/// The workbench as it was left.
pub const WORKBENCH: &str = "#/w";
/// Making exercises, and grading answers.
pub const TEACH: &str = "#/teach";

/// The course.
pub const COURSE: &str = "#/learn";
/// The terms of the course.
pub const GLOSSARY: &str = "#/learn/glossary";
/// The review questions of the course.
pub const QUESTIONS: &str = "#/learn/questions";

/// What frames inside other pages begin with.
const EMBED: &str = "#/embed/";

/// Whether the page stands inside another one, by its address.
pub fn is_embedded() -> bool {
    fragment().starts_with(EMBED)
}

/// An address of the course as it is reached from here: inside another page the frame stays one.
pub fn from_here(address: String) -> String {
    if is_embedded() { embedded(&address) } else { address }
}

/// The same, inside another page.
fn embedded(address: &str) -> String {
    address.replacen("#/", EMBED, 1)
}

/// A lesson.
pub fn lesson(number: u8) -> String {
    format!("{COURSE}/{number}")
}

/// A step of a lesson, from 1; the first is the lesson itself.
pub fn step(number: u8, step: u8) -> String {
    if step <= 1 { lesson(number) } else { format!("{COURSE}/{number}/{step}") }
}

/// What an address asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Route {
    /// The start.
    Start,
    /// The start, at the six protocols to break.
    Break,
    /// The workbench as it was left.
    Workbench,
    /// The workbench with the scenario of a link.
    Scenario(String),
    /// The scenario of a link inside another page.
    Embed(String),
    /// The map of the course.
    Course,
    /// The terms of the course.
    Glossary,
    /// The review questions of the course.
    Questions,
    /// A lesson: its number, and the step or the exercise that is asked for.
    Lesson(u8, Option<String>),
    /// A lesson or an exercise inside another page.
    EmbedLesson(u8, Option<String>),
    /// Making exercises, and grading answers.
    Teach,
    /// Nothing that the page knows.
    Unknown(String),
}

impl Route {
    /// Whether it is an exercise of a lesson, rather than a step.
    pub fn is_exercise(&self) -> bool {
        matches!(self, Route::Lesson(_, Some(name)) | Route::EmbedLesson(_, Some(name)) if name.parse::<u8>().is_err())
    }

    /// What a fragment asks for.
    pub fn of(fragment: &str) -> Route {
        match fragment {
            "" | "#" | START => Route::Start,
            BREAK => Route::Break,
            WORKBENCH => Route::Workbench,
            COURSE => Route::Course,
            GLOSSARY => Route::Glossary,
            QUESTIONS => Route::Questions,
            TEACH => Route::Teach,
            link if link.starts_with("#/s/") => Route::Scenario(link.to_owned()),
            other => match other.strip_prefix(EMBED) {
                Some(inner) => Route::inside(&format!("#/{inner}")),
                None => Route::of_lesson(other),
            }
            .unwrap_or_else(|| Route::Unknown(other.to_owned())),
        }
    }

    /// What a frame inside another page shows.
    fn inside(fragment: &str) -> Option<Route> {
        if fragment.starts_with("#/s/") {
            return Some(Route::Embed(fragment.to_owned()));
        }
        match Route::of_lesson(fragment)? {
            Route::Lesson(number, part) => Some(Route::EmbedLesson(number, part)),
            _ => None,
        }
    }

    /// `#/learn/18`, `#/learn/18/3` or `#/learn/18/two-leaders`.
    fn of_lesson(fragment: &str) -> Option<Route> {
        let rest = fragment.strip_prefix(COURSE)?.strip_prefix('/')?;
        let (number, part) = match rest.split_once('/') {
            Some((number, part)) => (number, Some(part.to_owned())),
            None => (rest, None),
        };
        Some(Route::Lesson(number.parse().ok()?, part.filter(|part| !part.is_empty())))
    }

    /// What the page's address asks for.
    pub fn now() -> Route {
        Route::of(&fragment())
    }
}

/// The fragment of the page's address.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// The address of the page without its fragment.
pub fn base() -> String {
    let href = window().location().href().unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}

/// Writes another fragment into the address, without an entry in the history.
pub fn replace(wanted: &str) {
    if fragment() != wanted {
        let history = window().history();
        let replaced =
            history.and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(wanted)));
        // Browsers limit how often the address may change; the storage still has what is open.
        drop(replaced);
    }
}

/// Goes to another fragment, with an entry in the history.
pub fn go(wanted: &str) {
    let gone = window().location().set_hash(wanted);
    debug_assert!(gone.is_ok(), "a fragment can always be changed");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_frame_has_its_address() {
        for start in ["", "#", "#/"] {
            assert_eq!(Route::of(start), Route::Start);
        }
        assert_eq!(Route::of("#/break"), Route::Break);
        assert_eq!(Route::of("#/w"), Route::Workbench);
        assert_eq!(Route::of("#/teach"), Route::Teach);
        assert_eq!(Route::of("#/s/1.abc"), Route::Scenario("#/s/1.abc".to_owned()));
        assert_eq!(Route::of("#/embed/s/1.abc"), Route::Embed("#/s/1.abc".to_owned()));
        assert_eq!(Route::of("#/learn"), Route::Course);
        assert_eq!(Route::of("#/learn/18"), Route::Lesson(18, None));
        assert_eq!(Route::of(&step(18, 1)), Route::Lesson(18, None));
        assert_eq!(Route::of(&step(18, 3)), Route::Lesson(18, Some("3".to_owned())));
        assert_eq!(Route::of("#/learn/18/two-leaders"), Route::Lesson(18, Some("two-leaders".to_owned())));
        assert_eq!(Route::of(&embedded(&lesson(18))), Route::EmbedLesson(18, None));
        assert_eq!(Route::of(&embedded(&step(18, 3))), Route::EmbedLesson(18, Some("3".to_owned())));
    }

    #[test]
    fn what_names_nothing_is_told_as_it_stands() {
        for other in [
            "#/nowhere",
            "#/embed/",
            "#/embed/w",
            "#/embed/learn",
            "#top",
            "#/learn/",
            "#/learn/x",
            "#/learning",
        ] {
            assert_eq!(Route::of(other), Route::Unknown(other.to_owned()));
        }
    }
}
