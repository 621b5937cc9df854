//! What was changed, and what the last change did to the run.

use super::Props;
use crate::document::open_run::OpenRun;
use crate::document::{Action, State};
use sequitur_core::scenario::{ChangeLine, Edit};
use sequitur_core::trace::MessageId;
use sequitur_diagram::{Counterpart, Difference};
use std::rc::Rc;
use yew::prelude::*;

/// What the last change did to the run.
pub(super) fn comparison(props: &Props) -> Html {
    if !props.has_before {
        return Html::default();
    }
    let told = props.ghost.as_ref().map(|ghost| difference_text(ghost.difference()));
    let onclick = {
        let dispatch = props.dispatch.clone();
        move |_| dispatch.dispatch(Action::Ghost)
    };
    let heading = match &props.other_branch {
        Some(name) => format!("Beside the branch {name}"),
        None => "Since the last change".to_owned(),
    };
    html! {
        <section class="comparison">
            <h2>{ heading }</h2>
            if let Some(told) = told { <p>{ told }</p> }
            <button aria-pressed={props.ghost_on.to_string()} {onclick}>
                { if props.ghost_on { "Hide the run before" } else { "Show the run before" } }<kbd aria-hidden="true">{ "G" }</kbd>
            </button>
        </section>
    }
}

fn difference_text(difference: &Difference) -> String {
    let of = |wanted: fn(&Counterpart<MessageId>) -> bool| {
        difference.messages.iter().filter(|counterpart| wanted(counterpart)).count()
    };
    let same = of(|counterpart| matches!(counterpart, Counterpart::Same(_)));
    let changed = of(|counterpart| matches!(counterpart, Counterpart::Changed(_)));
    let added = of(|counterpart| matches!(counterpart, Counterpart::Added));
    let gone = difference.gone_messages.len();
    format!(
        "{same} messages stayed the same, {changed} came out differently, {added} are new, {gone} are gone."
    )
}

/// What the list of changes needs.
#[derive(Properties, PartialEq)]
pub(super) struct ChangesProps {
    pub(super) made: Rc<OpenRun>,
    pub(super) dispatch: UseReducerDispatcher<State>,
}

/// The lines that are faults or edits, each removable.
#[component]
pub(super) fn Changes(props: &ChangesProps) -> Html {
    let made = &props.made;
    let heading = use_node_ref();
    let changes = made.scenario.changes();
    let row = |change: &ChangeLine| {
        let unused = made.run.unused.contains(&change.origin);
        let (dispatch, origin) = (props.dispatch.clone(), change.origin);
        let heading = heading.clone();
        let onclick = move |_| {
            dispatch.dispatch(Action::Edit(Edit::RemoveLine(origin)));
            // The button goes with its line; the focus stays in the list.
            if let Some(heading) = heading.cast::<web_sys::HtmlElement>() {
                let focused = heading.focus();
                debug_assert!(focused.is_ok());
            }
        };
        html! {
            <li key={change.origin} class={unused.then_some("unused")}>
                <button class="icon" aria-label="Remove" aria-describedby={format!("change-{origin}")} title="Remove" {onclick}>{ "✕" }</button>
                <span id={format!("change-{origin}")}><code>{ &change.text }</code>if unused { <span class="soft">{ " had no effect" }</span> }</span>
            </li>
        }
    };
    html! {
        <section class="changes">
            <h2 ref={heading.clone()} tabindex="-1">{ "Changes" }</h2>
            if changes.is_empty() {
                <p class="soft">{ "None: the run takes its own course." }</p>
            } else {
                <ul>{ for changes.iter().map(row) }</ul>
            }
        </section>
    }
}
