//! The task: a message to move, and what follows.

use super::hint::{Hint, move_arrow};
use super::outcome::Outcome;
use crate::browser::{address, first_visit};
use crate::diagram::{self, Diagram};
use crate::document::open_run::OpenRun;
use crate::document::opening::Opening;
use crate::document::page::use_page;
use crate::document::{Action, Selection, State};
use crate::engine::runner::use_runner;
use crate::frames::keys::{Keys, use_keys};
use crate::panels::desk::Desk;
use crate::panels::icons::{self, icon};
use crate::panels::message::Message;
use crate::parts::{LINKS, use_card};
use crate::words::parts;
use crate::words::start;
use crate::words::start_task as words;
use sequitur_core::scenario::Edit;
use sequitur_parts::fetch;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The message of the task.
pub const MESSAGE: &str = "Heartbeat S1->S2 2";

/// Who is to receive it.
pub const RECEIVER: &str = "S2";

/// When it comes if it is moved for the reader: well after S2 has given up waiting.
pub const LATE: u64 = 363_000;

/// What the task needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is to be moved.
    pub opening: Opening,
}

/// The task.
#[component]
pub fn Task(props: &Props) -> Html {
    let state = use_reducer(|| State::new(props.opening.clone(), None));
    drop(use_runner(&state));
    let page = use_page(&state);
    let desk = use_reducer_eq(Desk::default);
    use_keys(Keys { page: page.clone(), has_time: false, beside: None, exercising: None });
    let untouched = use_mut_ref(|| None::<Rc<OpenRun>>);
    let is_moving = use_state(|| false);
    let is_edited = state.scenario.source() != state.opened.scenario.source();
    if let Some(made) = state.made.as_ref().filter(|made| Rc::ptr_eq(&made.scenario, &state.opened.scenario))
    {
        untouched.borrow_mut().get_or_insert_with(|| Rc::clone(made));
    }
    // The run of before says nothing about the edit.
    let edited = state.made.clone().filter(|made| is_edited && Rc::ptr_eq(&made.scenario, &state.scenario));
    let outcome =
        use_memo(edited, |edited| Some(Outcome::of(untouched.borrow().as_ref()?, edited.as_ref()?)));
    use_effect_with(state.seen.is_some() || state.notice.is_some(), |is_there| {
        if *is_there {
            first_visit::give_way();
        }
    });
    let moving = *is_moving;
    // The message of the task is selected from the start on, for its keys: a popover would hide the hint.
    let has_chosen = use_mut_ref(|| false);
    if let Some(made) = &state.made {
        let is_other = |selection| match selection {
            Selection::Message(key) => made.trace().key_text(key) != MESSAGE,
            _ => true,
        };
        *has_chosen.borrow_mut() |= page.selection.is_some_and(is_other);
    }
    let has_chosen = *has_chosen.borrow();
    let popover = use_card(&page, &desk, has_chosen);
    let do_it = {
        let (state, is_moving) = (state.clone(), is_moving.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(made) = state.made.clone() else {
                return;
            };
            is_moving.set(true);
            let (dispatch, is_moving) = (state.dispatcher(), is_moving.clone());
            move_arrow(&made, move |edit| {
                is_moving.set(false);
                dispatch.dispatch(Action::Edit(edit));
            });
        })
    };
    let say = match &*outcome {
        Some(outcome) => told(outcome, &state),
        None => asked(do_it, moving),
    };
    html! {
        <div class="hero">
            <div class="say">{ say }</div>
            <div class="pic">
                if let Some(made) = &state.seen {
                    <Diagram ..diagram::Props { popover: popover.clone(), ..diagram::Props::of(&page, made) } />
                    if !is_edited && !moving && !has_chosen { <Hint made={made.clone()} /> }
                }
            </div>
            <Message text={state.notice.clone().filter(|_| !is_edited).map(AttrValue::from)} dispatch={state.dispatcher()} />
        </div>
    }
}

/// What this is, and what to do.
pub fn asked(do_it: Callback<MouseEvent>, moving: bool) -> Html {
    html! {
        <>
            <h1>{ start::HEADLINE }</h1>
            <p class="long">{ start::ABOUT }</p>
            <p class="short">{ start::ABOUT_SHORT }</p>
            <div class="buttons">
                <button onclick={do_it} aria-disabled={moving.to_string()}>{ icon(icons::DOWN) }{ start::DO_IT }</button>
                <span class="soft by-key">{ start::OR_PRESS }{ " " }<kbd>{ words::ALT }</kbd>{ " " }{ start::ON_THE_ARROW }</span>
            </div>
        </>
    }
}

/// What followed, and what to do next.
fn told(outcome: &Outcome, state: &UseReducerHandle<State>) -> Html {
    let back = {
        let dispatch = state.dispatcher();
        move |_| dispatch.dispatch(Action::Reset)
    };
    let closer = {
        let mut text = state.scenario.text();
        if let Some(about) = &outcome.about {
            let lines = text.lines().filter(|line| !line.starts_with("view select "));
            text =
                lines.map(|line| format!("{line}\n")).collect::<String>() + &format!("view select {about}\n");
        }
        let dispatch = state.dispatcher();
        move |_| go_to(text.clone(), dispatch.clone())
    };
    html! {
        <>
            <h1 class="eyebrow">{ start::FOLLOWED }</h1>
            <p class="big" data-testid="consequence" role="status">{ &outcome.what }</p>
            if let Some(more) = &outcome.more { <p class="long">{ more }</p> }
            <div class="buttons">
                <button class="primary" onclick={closer}><span class="long">{ outcome.next.clone() }</span><span class="short">{ start::WHY }</span>{ icon(icons::FORWARD) }</button>
                <button onclick={back}>{ icon(icons::BACK) }{ start::PUT_BACK }</button>
            </div>
        </>
    }
}

/// Opens a text in the workbench.
fn go_to(text: String, dispatch: UseReducerDispatcher<State>) {
    spawn_local(async move {
        match fetch(&LINKS).await.ok().and_then(|()| LINKS.here()) {
            Some(links) => address::go(&(links.encode)(&text)),
            None => dispatch.dispatch(Action::Notice(Some(parts::MISSING.into()))),
        }
    });
}

/// The edit of the task.
pub fn edit(made: &OpenRun) -> Option<Edit> {
    let trace = made.trace();
    let message = trace.messages.iter().find(|message| trace.key_text(message.key) == MESSAGE)?;
    Some(Edit::DelayTo(message.key, LATE))
}
