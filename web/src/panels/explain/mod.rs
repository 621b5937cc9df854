//! Explain: what is selected, what led to it and what it caused; with nothing selected, what the
//! scenario shows.

mod event;
mod message;
mod node;
mod property;

use crate::diagram::drawing::Drawing;
use crate::document::open_run::OpenRun;
use crate::document::page::Page;
use crate::document::{Action, Selection, State};
use crate::panels::branches::{Branches, ScenarioRef};
use crate::panels::desk::Desk;
use crate::panels::told::Hint;
use crate::panels::verdicts;
use crate::words::explain as words;
use sequitur_core::trace::{EventId, Micros};
use std::rc::Rc;
use yew::prelude::*;

/// What the panel needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub made: Rc<OpenRun>,
    /// What the reader looks at.
    pub selection: Option<Selection>,
    /// The properties that the scenario names to be looked at.
    pub named: Rc<[usize]>,
    /// Whether what the scenario says of itself is told too.
    pub is_as_asked: bool,
    /// The event that this is about.
    pub event: Option<EventId>,
    /// The moment that the reader has set.
    pub cursor: Option<Micros>,
    /// The moment at which something done to a node happens.
    pub moment: Micros,
    /// Whether all properties are listed.
    pub has_list: bool,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
    /// Where what is open goes.
    pub desk: UseReducerDispatcher<Desk>,
}

impl Props {
    /// What it takes from the page.
    pub fn of(page: &Page, made: &Rc<OpenRun>, desk: &UseReducerHandle<Desk>) -> Props {
        Props {
            made: Rc::clone(made),
            selection: page.selection,
            named: Rc::clone(&page.named),
            is_as_asked: page.is_as_asked,
            event: page.event(),
            cursor: page.cursor,
            moment: page.moment(),
            has_list: desk.has_list,
            dispatch: page.dispatch(),
            desk: desk.dispatcher(),
        }
    }
}

/// The panel.
#[component]
pub fn Explain(props: &Props) -> Html {
    let made = &props.made;
    let body = match props.selection {
        Some(Selection::Message(key)) => {
            made.find(key).map(|id| message::message(props, id)).unwrap_or_default()
        }
        Some(Selection::Event(event)) => event::event(props, event),
        Some(Selection::Node(node)) => node::node(props, node),
        Some(Selection::Property(index)) => property::property(props, index),
        None if made.is_by_hand() => by_hand(props),
        None => welcome(made),
    };
    let is_property = matches!(props.selection, Some(Selection::Property(_)));
    html! {
        <>
            if props.is_as_asked && props.selection.is_some() { <section><h2>{ made.title() }</h2>{ about(made) }</section> }
            { body }
            <verdicts::List made={made.clone()} selection={props.selection} named={props.named.clone()}
                is_open={props.has_list || is_property || !props.named.is_empty()}
                dispatch={props.dispatch.clone()} desk={props.desk.clone()} />
            if made.log.is_none() {
                <Branches scenario={ScenarioRef(made.scenario.clone())} dispatch={props.dispatch.clone()} />
            }
            if made.can_be_drawn() {
                <Drawing made={made.clone()} event={drawn_event(props)} moment={props.moment} dispatch={props.dispatch.clone()} />
            }
        </>
    }
}

/// The event that what is selected was drawn with: for a message, its sending.
fn drawn_event(props: &Props) -> Option<EventId> {
    let trace = props.made.trace();
    match props.selection? {
        Selection::Message(key) => Some(trace.message(props.made.find(key)?).sent),
        _ => props.event,
    }
}

/// What can be done in a run by hand.
fn by_hand(props: &Props) -> Html {
    let made = &props.made;
    let (done, all) = (made.choices_by(props.cursor), made.run.chosen_at.len());
    let next = made.scenario.choice_after(done).map(|next| made.scenario.choice_text(next));
    html! {
        <section data-testid="by-hand">
            <h2>{ words::WHAT_HAPPENS_NEXT }</h2>
            <p>{ words::YOU_DECIDE }</p>
            <dl>
                <dt><kbd>{ "↵" }</kbd></dt><dd class="says">{ words::DELIVER_THE_MESSAGE_OR }</dd>
                <dt><kbd>{ "D" }</kbd></dt><dd class="says">{ words::DROP_THE_MESSAGE }</dd>
                <dt><kbd>{ "U" }</kbd></dt><dd class="says">{ words::DELIVER_A_COPY_AND }</dd>
            </dl>
            <h3>{ words::YOUR_RUN_SO_FAR }</h3>
            <p>{ choices(done, all) }</p>
            if let Some(next) = next { <p class="soft">{ words::next_comes(&next) }</p> }
            { about(made) }
        </section>
    }
}

fn choices(done: usize, all: usize) -> String {
    match (done, all) {
        (0, 0) => words::NO_CHOICE_YET.to_owned(),
        (1, 1) => words::ONE_CHOICE.to_owned(),
        (done, all) if done == all => words::choices(&all),
        (done, all) => words::choices_of(&done, &all),
    }
}

/// What the scenario says of itself.
fn about(made: &OpenRun) -> Html {
    let to_see = if made.log.is_none() { made.scenario.about() } else { Vec::new() };
    html! { <div data-testid="about">{ for to_see.iter().map(|paragraph| html! { <p>{ with_code(paragraph) }</p> }) }</div> }
}

/// A sentence with what is to be written in backticks.
fn with_code(text: &str) -> Html {
    // An odd backtick is one that is meant.
    let is_paired = text.matches('`').count().is_multiple_of(2);
    let pieces = text.split('`').enumerate().map(|(place, piece)| match place % 2 {
        1 => html! { <code>{ piece }</code> },
        _ => piece.into(),
    });
    if is_paired { pieces.collect() } else { text.into() }
}

/// What is shown while nothing is selected.
fn welcome(made: &OpenRun) -> Html {
    let info = made.run.info;
    let hint = match &made.log {
        None => Hint { by_mouse: words::HOW_TO_BEGIN, by_touch: words::HOW_TO_BEGIN_BY_TOUCH },
        Some(_) => Hint { by_mouse: words::HOW_TO_BEGIN_A_LOG, by_touch: words::HOW_TO_BEGIN_A_LOG_BY_TOUCH },
    };
    let heading = if made.title().is_empty() { info.title } else { made.title() };
    html! {
        <section>
            <h2>{ heading }</h2>
            { about(made) }
            <p class="soft">{ hint.shown() }</p>
            if made.log.is_none() {
                <h3>{ info.title }</h3>
                <p class="soft">{ info.summary }</p>
                <p class="soft">{ info.source }</p>
            }
        </section>
    }
}

fn fact(name: &str, what: Html) -> Html {
    html! { <><dt>{ name.to_owned() }</dt><dd>{ what }</dd></> }
}

fn jump(props: &Props, selection: Selection, text: String) -> Html {
    let dispatch = props.dispatch.clone();
    let onclick = move |_| dispatch.dispatch(Action::Select(Some(selection), true));
    html! { <button class="plain link" {onclick}>{ text }</button> }
}

/// In a run by hand, the way back to a moment, to go on from there.
fn go_on(props: &Props, at: Micros) -> Html {
    let plan = &props.made.run.plan;
    if plan.manual.is_none() || plan.manual_from.is_some_and(|from| at < from) {
        return Html::default();
    }
    let dispatch = props.dispatch.clone();
    let onclick = move |_| dispatch.dispatch(Action::Cursor(Some(at)));
    html! { <button {onclick}>{ words::GO_ON_FROM_HERE }</button> }
}

/// Moments and what happened then, each a way to its event.
fn ledger(props: &Props, events: &[EventId], at: Option<EventId>) -> Html {
    let made = &props.made;
    let row = |event: &EventId| {
        let found = made.trace().event(*event);
        let class = (at == Some(*event)).then_some("at");
        html! {
            <li key={event.0} {class}><span>{ made.time_text(found.at) }</span>{ jump(props, Selection::Event(*event), made.say_event(*event)) }</li>
        }
    };
    html! { <ol class="ledger">{ for events.iter().map(row) }</ol> }
}
