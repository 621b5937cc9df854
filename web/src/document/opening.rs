//! From a text to a run: links, storage, the editor, ready scenarios and scripts all go this way.

use super::exercise::exercise_of;
use super::{Action, State};
use crate::words::opening as words;
use crate::words::text as text_words;
use sequitur_core::scenario::{LINES_MAX, Mistake, Scenario, TEXT_MAX, link};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::{AttrValue, UseReducerDispatcher, hook, use_effect_with, use_state};

/// The scenario that the workbench has before anything was opened in it.
pub const FIRST: &str = include_str!("../../scenarios/election-and-put.txt");

/// So many lines of a text that is too long are shown.
const EXCERPT_LINES: usize = 1_000;

/// What a text says, or what is wrong with it.
pub type Read = Result<Rc<Scenario>, Rc<[Mistake]>>;

/// The only way from a text to a scenario. It answers at once while every protocol is part of
/// the program; one that is not may have to be fetched.
pub async fn open(text: &str) -> Read {
    Scenario::parse(text).map(Rc::new).map_err(Rc::from)
}

/// What the page is asked to open.
#[derive(Clone, PartialEq)]
pub struct Opening {
    /// The scenario.
    pub scenario: Rc<Scenario>,
    /// The text of the editor: the scenario's, or one with mistakes.
    pub text: Rc<str>,
    /// What is wrong with it.
    pub mistakes: Rc<[Mistake]>,
    /// What to say about it.
    pub notice: Option<Rc<str>>,
    /// The address that opens it, if it came from one.
    pub address: Option<Rc<str>>,
}

impl Opening {
    /// A text, with or without mistakes.
    pub async fn of(text: String) -> Opening {
        let (text, notice) = match refusal(&text) {
            Some(why) => (excerpt(&text), Some(text_words::beginning(&why).into())),
            None => (text, None),
        };
        match open(&text).await {
            Ok(scenario) => {
                Opening { scenario, text: text.into(), mistakes: Rc::new([]), notice, address: None }
            }
            Err(mistakes) => {
                let scenario = open(FIRST).await.expect("the first scenario is right");
                Opening { scenario, text: text.into(), mistakes, notice, address: None }
            }
        }
    }

    /// The exercise that it is, if it asks for anything.
    pub fn exercise(&self) -> Option<Rc<Scenario>> {
        exercise_of(&self.scenario).filter(|_| self.mistakes.is_empty())
    }

    /// What a link holds, or what could be read of it and what is wrong.
    pub async fn link(address: &str) -> Opening {
        let mut opening = match link::decode(address) {
            Ok(text) => {
                let mut opening = Opening::of(text).await;
                if !opening.mistakes.is_empty() && opening.notice.is_none() {
                    opening.notice = Some(words::LINK_HAS_MISTAKES.into());
                }
                opening
            }
            Err(error) => {
                let readable = if error.text().is_empty() { FIRST } else { error.text() };
                let opening = Opening::of(readable.to_owned()).await;
                Opening { notice: Some(sentence(&error.to_string()).into()), ..opening }
            }
        };
        // A link that says something else than it seems to stays in the address as it came.
        opening.address = opening.notice.is_some().then(|| address.into());
        opening
    }
}

/// Why a text is too long to be opened, if it is.
pub fn refusal(text: &str) -> Option<String> {
    if text.len() > TEXT_MAX {
        return Some(text_words::too_many_bytes(text.len(), TEXT_MAX));
    }
    let lines = text.lines().count();
    (lines > LINES_MAX).then(|| text_words::too_many_lines(lines, LINES_MAX))
}

/// The beginning of a text that is too long.
fn excerpt(text: &str) -> String {
    let lines = text.split_inclusive('\n').take(EXCERPT_LINES).map(str::len).sum::<usize>();
    text[..text.floor_char_boundary(lines.min(TEXT_MAX))].to_owned()
}

/// A message as a sentence of its own.
pub fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).chain(['.']).collect()
}

/// Opens a text in place of what is open.
pub fn open_in(dispatch: &UseReducerDispatcher<State>, text: String) {
    let dispatch = dispatch.clone();
    spawn_local(async move { dispatch.dispatch(Action::Open(Opening::of(text).await)) });
}

/// Opens a link in place of what is open.
pub fn link_in(dispatch: &UseReducerDispatcher<State>, link: String) {
    let dispatch = dispatch.clone();
    spawn_local(async move { dispatch.dispatch(Action::Open(Opening::link(&link).await)) });
}

/// Puts what was typed into the editor, and runs what it says if it is right.
pub fn type_in(dispatch: &UseReducerDispatcher<State>, text: String) {
    let (dispatch, text) = (dispatch.clone(), Rc::<str>::from(text));
    dispatch.dispatch(Action::Type(Rc::clone(&text)));
    spawn_local(async move {
        let read = open(&text).await;
        dispatch.dispatch(Action::Read(text, read));
    });
}

/// What a frame of its own opens.
#[derive(Clone, PartialEq)]
pub enum Source {
    /// A text.
    Text(AttrValue),
    /// A link.
    Link(String),
}

/// Opens what a frame shows; None until it is open.
#[hook]
pub fn use_opening(source: Source) -> Option<Opening> {
    let opened = use_state(|| None);
    use_effect_with(source, {
        let opened = opened.setter();
        move |source| {
            let source = source.clone();
            spawn_local(async move {
                opened.set(Some(match source {
                    Source::Text(text) => Opening::of(text.to_string()).await,
                    Source::Link(link) => Opening::link(&link).await,
                }));
            });
        }
    });
    (*opened).clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_over_the_line_limit_is_refused_and_only_its_beginning_is_shown() {
        let long = "\n".repeat(LINES_MAX + 1);
        assert!(refusal(&long).is_some_and(|why| why.contains("100001 lines")));
        assert_eq!(excerpt(&long).len(), EXCERPT_LINES);
        assert_eq!(refusal(FIRST), None);
    }

    #[test]
    fn a_text_over_the_byte_limit_is_cut_between_letters() {
        let long = "é".repeat(TEXT_MAX);
        assert!(refusal(&long).is_some());
        assert!(excerpt(&long).len() <= TEXT_MAX);
    }
}
