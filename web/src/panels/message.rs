//! Something to tell the reader, at the foot of the page.

use crate::document::{Action, State};
use crate::words::notice as words;
use gloo::timers::callback::Timeout;
use gloo::utils::document;
use yew::prelude::*;

/// What the message needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is told.
    pub text: Option<AttrValue>,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
}

/// How long a message stays, in milliseconds.
const MESSAGE_MS: u32 = 8_000;

/// Something to tell the reader. It goes by itself: nothing in it is needed later. It stands where
/// no control is; while a dialog is open, in the dialog, which would lie over it.
#[component]
pub fn Message(props: &Props) -> Html {
    let close = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |()| dispatch.dispatch(Action::Notice(None)))
    };
    use_effect_with(props.text.clone(), {
        let close = close.clone();
        move |text| {
            let timeout = text.as_ref().map(|_| Timeout::new(MESSAGE_MS, move || close.emit(())));
            move || drop(timeout)
        }
    });
    let is_none = props.text.is_none();
    let told = html! {
        <div class={classes!("notice", is_none.then_some("none"))}>
            <p role="status" aria-live="polite">{ props.text.clone().unwrap_or_default() }</p>
            if !is_none { <button class="icon" aria-label={words::DISMISS_THE_MESSAGE} onclick={move |_| close.emit(())}>{ "✕" }</button> }
        </div>
    };
    match document().query_selector("dialog[open]").ok().flatten().filter(|_| !is_none) {
        Some(dialog) => create_portal(told, dialog),
        None => told,
    }
}
