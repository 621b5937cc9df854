//! Looking for events and messages, and what of a run is shown.

use crate::document::looks::{Looks, has_words};
use crate::document::open_run::OpenRun;
use crate::document::page::Page;
use crate::document::{Action, Selection, State};
use crate::words::find as words;
use sequitur_core::trace::{EventId, EventKind, MessageId, NodeId};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The events and messages with these words. What was sent and received in a run is told by
/// its messages.
fn found(made: &OpenRun, words: &str) -> Vec<Selection> {
    let words = words.to_ascii_lowercase();
    if words.is_empty() {
        return Vec::new();
    }
    let trace = made.trace();
    let by_message = |kind| made.log.is_none() && matches!(kind, EventKind::Send | EventKind::Receive);
    let events = (0..).map(EventId).zip(&trace.events);
    let events = events.filter(|(id, event)| !by_message(event.kind) && has_words(made, *id, &words));
    let messages = (0..).map(MessageId).zip(&trace.messages);
    let named = |(id, message): &(MessageId, &sequitur_core::trace::Message)| {
        let key = trace.key_text(message.key).to_ascii_lowercase();
        made.log.is_none()
            && (key.contains(&words) || trace.message_label(*id).to_ascii_lowercase().contains(&words))
    };
    let messages = messages.filter(named).map(|(_, message)| Selection::Message(message.key));
    events.map(|(id, _)| Selection::Event(id)).chain(messages).collect()
}

/// What the section needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub made: Rc<OpenRun>,
    /// What is looked for and shown.
    pub looks: Looks,
    /// What is selected.
    pub selection: Option<Selection>,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
}

impl Props {
    /// What it takes from the page.
    pub fn of(page: &Page, made: &Rc<OpenRun>) -> Props {
        Props {
            made: Rc::clone(made),
            looks: page.looks.clone(),
            selection: page.selection,
            dispatch: page.dispatch(),
        }
    }
}

/// The section.
#[component]
pub fn Find(props: &Props) -> Html {
    let found = use_memo((props.made.clone(), props.looks.words.clone()), |(made, words)| found(made, words));
    let index = props.selection.and_then(|selection| found.iter().position(|other| *other == selection));
    let go = |forward: bool| {
        let (found, dispatch) = (found.clone(), props.dispatch.clone());
        move || {
            let last = found.len().wrapping_sub(1);
            let next = match (index, forward) {
                (None, true) => 0,
                (None, false) | (Some(0), false) => last,
                (Some(index), true) => {
                    if index == last {
                        0
                    } else {
                        index + 1
                    }
                }
                (Some(index), false) => index - 1,
            };
            if let Some(selection) = found.get(next) {
                dispatch.dispatch(Action::Select(Some(*selection), true));
            }
        }
    };
    let set = {
        let (looks, dispatch) = (props.looks.clone(), props.dispatch.clone());
        move |change: &dyn Fn(&mut Looks)| {
            let mut looks = looks.clone();
            change(&mut looks);
            dispatch.dispatch(Action::Looks(looks));
        }
    };
    let oninput = {
        let set = set.clone();
        move |event: InputEvent| {
            let words: Rc<str> = event.target_unchecked_into::<HtmlInputElement>().value().into();
            set(&|looks| looks.words = Rc::clone(&words));
        }
    };
    let toggle = |change: fn(&mut Looks)| {
        let set = set.clone();
        move |_: Event| set(&change)
    };
    let onsubmit = {
        let next = go(true);
        move |event: SubmitEvent| {
            event.prevent_default();
            next();
        }
    };
    let previous = {
        let previous = go(false);
        move |_: MouseEvent| previous()
    };
    let told = match (props.looks.words.is_empty(), index) {
        (true, _) => String::new(),
        (false, None) => words::found(&found.len()),
        (false, Some(index)) => words::of(&(index + 1), &found.len()),
    };
    let names = props.made.trace().nodes.iter();
    let node = |(index, name): (usize, &String)| {
        let node = NodeId(index as u8);
        let is_shown = !props.looks.hidden.contains(&node);
        let set = set.clone();
        let onchange = move |_: Event| {
            set(&|looks| {
                let others = looks.hidden.iter().copied().filter(|other| *other != node);
                looks.hidden = others.chain(is_shown.then_some(node)).collect();
            });
        };
        html! { <label key={index}><input type="checkbox" checked={is_shown} {onchange} />{ name }</label> }
    };
    html! {
        <section class="find">
            <h2>{ words::FIND_AND_SHOW }</h2>
            <form role="search" {onsubmit}>
                <input type="search" id="find" aria-label={words::FIND_EVENTS_AND_MESSAGES} autocomplete="off" spellcheck="false"
                    value={AttrValue::from(Rc::clone(&props.looks.words))} {oninput} />
                <button type="button" class="icon" aria-label={words::PREVIOUS} onclick={previous}>{ "‹" }</button>
                <button class="icon" aria-label={words::NEXT}>{ "›" }</button>
            </form>
            <p class="soft" role="status">{ told }</p>
            <label><input type="checkbox" checked={props.looks.only} onchange={toggle(|looks| looks.only = !looks.only)} />{ words::ONLY_THESE }</label>
            <label><input type="checkbox" checked={props.looks.collapses} onchange={toggle(|looks| looks.collapses = !looks.collapses)} />{ words::LOCAL_AS_ONE }</label>
            <details>
                <summary>{ words::LANES }</summary>
                <div role="group" aria-label={words::LANES}>{ for names.enumerate().map(node) }</div>
            </details>
            if !props.made.layout.filter().implied().is_empty() {
                <p class="soft">{ words::DASHED_LINE }</p>
            }
        </section>
    }
}
