//! From a text to a run: links, storage, the editor, ready scenarios and scripts all go this way.

use super::exercise::exercise_of;
use super::{Action, State};
use crate::parts::{EXERCISES, LINKS, Missing};
use crate::words::opening as words;
use crate::words::parts;
use crate::words::text as text_words;
use sequitur_core::scenario::{LINES_MAX, Mistake, Scenario, TEXT_MAX};
use sequitur_parts::{Fetch, fetch, need};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The scenario that the workbench has before anything was opened in it.
pub const FIRST: &str = include_str!("../../scenarios/election-and-put.txt");

/// So many lines of a text that is too long are shown.
const EXCERPT_LINES: usize = 1_000;

/// What a text says, or what is wrong with it.
pub type Read = Result<Rc<Scenario>, Rc<[Mistake]>>;

/// The only way from a text to a scenario. It answers at once where the protocol is there; one
/// that is not is fetched first. A protocol that does not come is told like a mistake in the text.
pub async fn open(text: &str) -> Read {
    let missing = |name| Rc::<[Mistake]>::from([part_missing(text, name)]);
    need(text).await.map_err(missing)?;
    let scenario = Scenario::parse(text).map(Rc::new)?;
    if exercise_of(&scenario).is_some() {
        fetch(&EXERCISES).await.map_err(|_| missing(EXERCISES.name()))?;
    }
    Ok(scenario)
}

/// The mistake that stands for a part that did not come.
fn part_missing(text: &str, name: &str) -> Mistake {
    let line = text.lines().position(|line| line.trim_start().starts_with("protocol")).unwrap_or(0);
    let (what, hint) = (parts::is_missing(name), parts::MISSING_HINT.to_owned());
    Mistake { line: line as u32 + 1, column: 1, length: 0, what, hint }
}

/// Whether nothing is wrong with a text, but that its protocol did not come.
pub fn is_missing(mistakes: &[Mistake]) -> bool {
    matches!(mistakes, [only] if only.hint == parts::MISSING_HINT)
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
        let text = Rc::<str>::from(text);
        let (scenario, mistakes) = match open(&text).await {
            Ok(scenario) => (scenario, Rc::from([])),
            Err(mistakes) => (first(), mistakes),
        };
        Opening { scenario, text, mistakes, notice, address: None }
    }

    /// The exercise that it is, if it asks for anything.
    pub fn exercise(&self) -> Option<Rc<Scenario>> {
        exercise_of(&self.scenario).filter(|_| self.mistakes.is_empty())
    }

    /// What a link holds, or what could be read of it and what is wrong.
    pub async fn link(address: &str) -> Opening {
        let links = fetch(&LINKS).await.ok().and_then(|()| LINKS.here());
        let (text, wrong) = match links.map(|links| (links.decode)(address)) {
            Some(Ok(text)) => (text, None),
            Some(Err(error)) => {
                let readable = if error.text().is_empty() { FIRST } else { error.text() };
                (readable.to_owned(), Some(sentence(&error.to_string())))
            }
            None => (FIRST.to_owned(), Some(parts::MISSING.to_owned())),
        };
        let mut opening = Opening::of(text).await;
        if links.is_none() {
            opening.mistakes = Rc::new([part_missing("", LINKS.name())]);
        }
        let of_text = (!opening.mistakes.is_empty()).then(|| match is_missing(&opening.mistakes) {
            true => parts::MISSING,
            false => words::LINK_HAS_MISTAKES,
        });
        let told = wrong.map(Rc::from).or(opening.notice.take()).or(of_text.map(Rc::from));
        // A link that says something else than it seems to stays in the address as it came.
        let address = told.is_some().then(|| address.into());
        Opening { notice: told, address, ..opening }
    }
}

/// What is open where nothing else can be.
fn first() -> Rc<Scenario> {
    Rc::new(Scenario::parse(FIRST).expect("the first scenario is right"))
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

/// What became of what a frame of its own opens.
#[derive(Clone, PartialEq)]
pub enum Opened {
    /// It is on its way.
    Coming,
    /// Its protocol did not come. The callback tries again.
    Missing(Callback<()>),
    /// It is open.
    Here(Opening),
}

impl Opened {
    /// What is shown while it is not there.
    pub fn told(&self) -> Html {
        match self {
            Opened::Missing(again) => html! { <Missing again={again.clone()} /> },
            Opened::Coming | Opened::Here(_) => Html::default(),
        }
    }
}

/// Opens what a frame shows.
#[hook]
pub fn use_opening(source: Source) -> Opened {
    let opened = use_state(|| Opened::Coming);
    let attempt = use_state(|| 0);
    use_effect_with((source, *attempt), {
        let (opened, attempt) = (opened.setter(), attempt.clone());
        move |(source, _)| {
            let source = source.clone();
            let again = {
                let opened = opened.clone();
                Callback::from(move |()| {
                    opened.set(Opened::Coming);
                    attempt.set(*attempt + 1);
                })
            };
            spawn_local(async move {
                let opening = match source {
                    Source::Text(text) => Opening::of(text.to_string()).await,
                    Source::Link(link) => Opening::link(&link).await,
                };
                let is_missing = is_missing(&opening.mistakes);
                opened.set(if is_missing { Opened::Missing(again) } else { Opened::Here(opening) });
            });
        }
    });
    (*opened).clone()
}

/// Opens what did not come once more, as what is opened or as what is typed.
pub fn open_again(state: &UseReducerHandle<State>) {
    match &state.opened.address {
        Some(link) if state.text == state.opened.text && link.starts_with("#/s/") => {
            link_in(&state.dispatcher(), link.to_string());
        }
        _ if state.text == state.opened.text => open_in(&state.dispatcher(), state.text.to_string()),
        _ => type_in(&state.dispatcher(), state.text.to_string()),
    }
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
