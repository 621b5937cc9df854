//! The scenario text: editable, with mistakes marked at their location while the last
//! good run stays.

use crate::document::State;
use crate::document::opening::{refusal, type_in};
use crate::document::page::Page;
use crate::panels::add_line::{Names, add_line};
use crate::words::text as words;
use sequitur_core::ordered::Map;
use sequitur_core::scenario::Mistake;
use std::rc::Rc;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// What the editor needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What stands in it.
    pub text: AttrValue,
    /// What is wrong with that.
    pub mistakes: Rc<[Mistake]>,
    /// Lines (from 0) that had no effect.
    pub unused: Vec<u32>,
    /// Of these, why traitors could not say what they make them say.
    pub refused: Map<u32, String>,
    /// The names for lines that can be added.
    pub names: Names,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
}

impl Props {
    /// What it takes from the page.
    pub fn of(page: &Page) -> Props {
        let made = page.made.as_ref().filter(|_| page.mistakes.is_empty());
        Props {
            text: Rc::clone(&page.text).into(),
            mistakes: Rc::clone(&page.mistakes),
            names: page.made.as_ref().map(|made| Names::of(made)).unwrap_or_default(),
            unused: made.map(|made| made.run.unused.clone()).unwrap_or_default(),
            refused: made.map(|made| made.run.refused.clone()).unwrap_or_default(),
            dispatch: page.dispatch(),
        }
    }
}

/// Mistakes listed at most; the others are counted.
const SHOWN_MAX: usize = 20;

/// Texts longer than this are not marked, only their mistakes are listed.
const MARKED_MAX: usize = 100_000;

/// Texts with more lines than this are not marked either: each is an element of the page.
const MARKED_LINES: usize = 2_000;

/// The same text with another seed.
fn with_seed(text: &str, seed: u32) -> String {
    let line = format!("seed {seed}");
    let is_seed = |line: &str| line.split_whitespace().next() == Some("seed");
    let is_protocol = |line: &str| line.split_whitespace().next() == Some("protocol");
    let mut lines: Vec<&str> = text.split('\n').collect();
    match lines.iter().rposition(|line| is_seed(line)) {
        Some(index) => lines[index] = &line,
        None => {
            let after = lines.iter().position(|line| is_protocol(line)).map_or(0, |index| index + 1);
            lines.insert(after, &line);
        }
    }
    lines.join("\n")
}

/// Asks for the same scenario with another seed. A run by hand draws nothing.
pub fn new_seed(text: AttrValue, dispatch: UseReducerDispatcher<State>) -> Html {
    let onclick = move |_| {
        // Chance is the browser's here; what the seed then decides is the scenario's alone.
        if let Ok(drawn) = getrandom::u32() {
            type_in(&dispatch, with_seed(&text, drawn % 10_000));
        }
    };
    html! { <button class="quiet" title={words::NEW_SEED_TITLE} {onclick}>{ words::NEW_SEED }</button> }
}

/// The editor.
#[component]
pub fn Editor(props: &Props) -> Html {
    let area = use_node_ref();
    let marks = use_node_ref();
    // Why a text was not taken, and the text that stayed.
    let refused = use_state(|| None::<(String, AttrValue)>);
    let oninput = {
        let (dispatch, before, refused) = (props.dispatch.clone(), props.text.clone(), refused.setter());
        move |event: InputEvent| {
            let area: HtmlTextAreaElement = event.target_unchecked_into();
            let text = area.value();
            match refusal(&text) {
                None => {
                    refused.set(None);
                    type_in(&dispatch, text);
                }
                Some(why) => {
                    area.set_value(&before);
                    refused.set(Some((words::stays(&why), before.clone())));
                }
            }
        }
    };
    let onscroll = {
        let (area, marks) = (area.clone(), marks.clone());
        move |_: Event| {
            if let (Some(area), Some(marks)) =
                (area.cast::<HtmlTextAreaElement>(), marks.cast::<web_sys::Element>())
            {
                marks.set_scroll_top(area.scroll_top());
                marks.set_scroll_left(area.scroll_left());
            }
        }
    };
    let wrong = !props.mistakes.is_empty();
    let refused = refused.as_ref().filter(|(_, stayed)| *stayed == props.text).map(|(why, _)| why);
    html! {
        <section class="editor" aria-label={words::SCENARIO}>
            <header>{ new_seed(props.text.clone(), props.dispatch.clone()) }</header>
            <div class="paper">
                <pre class="marks" aria-hidden="true" ref={marks}>{ marked(props) }</pre>
                <textarea ref={area.clone()} data-testid="scenario" aria-label={words::SCENARIO_TEXT} spellcheck="false"
                    autocapitalize="off" autocomplete="off" value={props.text.clone()}
                    aria-invalid={wrong.to_string()} aria-describedby={wrong.then_some("mistakes")} {oninput} {onscroll} />
            </div>
            { add_line(&props.text, &props.names, &props.dispatch) }
            if wrong || refused.is_some() {
                <div id="mistakes" class="mistakes" role="alert">
                    if wrong { <p>{ words::THE_PICTURE_SHOWS_THE }</p> }
                    <ol>{ for refused.map(|why| html! { <li>{ why }</li> }) }{ for props.mistakes.iter().take(SHOWN_MAX).map(|mistake| item(mistake, &area)) }</ol>
                    if props.mistakes.len() > SHOWN_MAX {
                        <p>{ words::and_more(&(props.mistakes.len() - SHOWN_MAX)) }</p>
                    }
                </div>
            }
        </section>
    }
}

/// A mistake, and the way to its location.
fn item(mistake: &Mistake, area: &NodeRef) -> Html {
    let (area, line, column) = (area.clone(), mistake.line, mistake.column);
    let onclick = move |_| {
        if let Some(area) = area.cast::<HtmlTextAreaElement>() {
            go_to(&area, line, column);
        }
    };
    html! {
        <li><button class="plain" {onclick}>
            <b>{ format!("{}:{}", mistake.line, mistake.column) }</b>{ " " }{ &mistake.what }
            if !mistake.hint.is_empty() { <span class="soft">{ " — " }{ &mistake.hint }</span> }
        </button></li>
    }
}

/// Puts the caret at a line and column, counted from 1.
fn go_to(area: &HtmlTextAreaElement, line: u32, column: u32) {
    let text = area.value();
    let before: usize =
        text.split('\n').take(line as usize - 1).map(|line| line.encode_utf16().count() + 1).sum();
    let of_line = text.split('\n').nth(line as usize - 1).unwrap_or_default();
    let within: usize = of_line.chars().take(column as usize - 1).map(char::len_utf16).sum();
    let caret = (before + within) as u32;
    let moved = area.focus().and_then(|()| area.set_selection_range(caret, caret));
    debug_assert!(moved.is_ok(), "a text area takes a caret");
}

/// The text again, under the one that is edited, with comments soft, mistakes
/// underlined, and lines without effect struck.
fn marked(props: &Props) -> Html {
    if props.text.len() > MARKED_MAX || props.text.split('\n').nth(MARKED_LINES).is_some() {
        return Html::default();
    }
    let line = |(number, line): (usize, &str)| {
        let mistake = props.mistakes.iter().find(|mistake| mistake.line as usize == number + 1);
        let is_unused = props.unused.contains(&(number as u32));
        match mistake {
            Some(mistake) => with_mistake(line, mistake),
            None if is_unused => {
                let title = words::this_had_no_effect(props.refused.get(&(number as u32)));
                html! { <><s {title}>{ line }</s>{ "\n" }</> }
            }
            None => with_comment(line),
        }
    };
    props.text.split('\n').enumerate().map(line).collect()
}

fn with_mistake(line: &str, mistake: &Mistake) -> Html {
    let letters: Vec<char> = line.chars().collect();
    let start = (mistake.column as usize - 1).min(letters.len());
    let end = (start + mistake.length.max(1) as usize).min(letters.len());
    let part = |from: usize, to: usize| letters[from..to].iter().collect::<String>();
    let wrong = if start == end { " ".to_owned() } else { part(start, end) };
    html! { <>{ part(0, start) }<mark>{ wrong }</mark>{ part(end, letters.len()) }{ "\n" }</> }
}

fn with_comment(line: &str) -> Html {
    let comment = if line.starts_with('#') { Some(0) } else { line.find(" #") };
    match comment {
        Some(index) => html! { <>{ &line[..index] }<i>{ &line[index..] }</i>{ "\n" }</> },
        None => html! { <>{ line }{ "\n" }</> },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_seed_replaces_the_last_one_or_follows_the_protocol() {
        assert_eq!(
            with_seed("# One\nprotocol raft\nseed 7\nuntil 1s\n", 42),
            "# One\nprotocol raft\nseed 42\nuntil 1s\n"
        );
        assert_eq!(
            with_seed("# One\nprotocol raft\nuntil 1s\n", 42),
            "# One\nprotocol raft\nseed 42\nuntil 1s\n"
        );
    }
}
