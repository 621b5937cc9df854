//! What the page opens: a link, what was open last, or the start.

use crate::browser::storage;
use gloo::utils::window;
use sequitur_core::scenario::{Scenario, link};
use std::rc::Rc;

/// The scenario that the page opens with.
pub const FIRST: &str = include_str!("../../scenarios/election-and-put.txt");

/// What the address and the storage ask the page to open.
#[derive(Clone, PartialEq)]
pub struct Opening {
    /// The scenario.
    pub scenario: Rc<Scenario>,
    /// A text to show in the editor instead of the scenario's: it has mistakes, or its
    /// spaces are the reader's own.
    pub text: Option<String>,
    /// What to say about it.
    pub notice: Option<String>,
}

impl Opening {
    /// The page as nobody has touched it.
    pub fn start() -> Opening {
        let first = Scenario::parse(FIRST).expect("the first scenario is right");
        Opening { scenario: Rc::new(first), text: None, notice: None }
    }

    /// A text, with or without mistakes.
    pub fn of(text: String) -> Opening {
        match Scenario::parse(&text) {
            Ok(scenario) => Opening { scenario: Rc::new(scenario), ..Opening::start() },
            Err(_) => Opening { text: Some(text), ..Opening::start() },
        }
    }

    /// What a link holds, or the start with what could be read of it and what is wrong.
    fn link(address: &str) -> Opening {
        match link::decode(address) {
            Err(error) => {
                let readable = Some(error.text().to_owned()).filter(|text| !text.is_empty());
                Opening { text: readable, notice: Some(sentence(&error.to_string())), ..Opening::start() }
            }
            Ok(text) => {
                let mut opening = Opening::of(text);
                if opening.text.is_some() {
                    opening.notice =
                        Some("The scenario in the link has mistakes; the text shows where.".to_owned());
                }
                opening
            }
        }
    }

    /// What the address asks for; None where it asks for nothing in particular.
    pub fn at(address: &str) -> Option<Opening> {
        match address {
            "" | "#" | "#/" => None,
            link if link.starts_with("#/s/") => Some(Opening::link(link)),
            other => {
                let notice = format!(
                    "This address ends in {other}, which names no page and no scenario. This is the start."
                );
                Some(Opening { notice: Some(notice), ..Opening::start() })
            }
        }
    }
}

/// A message as a sentence of its own.
fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).chain(['.']).collect()
}

/// The fragment of the page's address.
pub fn address() -> String {
    window().location().hash().unwrap_or_default()
}

/// The link in the address, else what was open last, else the start. Also the text that
/// was open last where something else is opened: it stays within reach of Undo.
pub fn opening() -> (Opening, Option<String>) {
    let kept = storage::text();
    let address = address();
    match Opening::at(&address) {
        None => (kept.map_or_else(Opening::start, Opening::of), None),
        // The address stood for this very text: it is kept as it was typed.
        Some(opening) if storage::kept_with().as_deref() == Some(&address) => {
            (Opening { text: kept.or(opening.text.clone()), ..opening }, None)
        }
        Some(opening) => (opening, kept),
    }
}
