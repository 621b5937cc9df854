//! The inspector: what is selected, what the node knows then, what changed, and what
//! can be done about it.

mod changes;
mod event;
mod message;
mod node;
mod times;

pub use crate::document::page::Page;
pub use message::message_edits;
pub use times::{milliseconds, parse_milliseconds};

use crate::diagram::drawing::Drawing;
use crate::document::compared::Compared;
use crate::document::frontier::FrontierView;
use crate::document::looks::Looks;
use crate::document::open_run::OpenRun;
use crate::document::{Action, Lens, Selection, State};
use crate::panels::branches::{Branches, ScenarioRef};
use crate::panels::chips;
use crate::panels::errors::Errors;
use crate::panels::find::Find;
use crate::panels::moves;
use crate::panels::order::Order;
use crate::panels::shrink::Shrink;
use changes::{Changes, comparison};
use node::node_state;
use sequitur_core::sim::run::Outcome;
use sequitur_core::trace::{EventId, Micros};
use sequitur_diagram::Ghost;
use std::rc::Rc;
use yew::prelude::*;

/// What the inspector needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub made: Rc<OpenRun>,
    /// What changed since the run before, if there is one.
    pub ghost: Option<Rc<Ghost>>,
    /// Whether that is drawn.
    pub ghost_on: bool,
    /// Whether only causes and effects of what is selected stand out.
    pub cone_on: bool,
    /// Whether there is a run before.
    pub has_before: bool,
    /// The name of its branch, if that is another one.
    pub other_branch: Option<String>,
    /// What the reader looks for, and what is shown.
    pub looks: Looks,
    /// What the reader looks at.
    pub selection: Option<Selection>,
    /// The event that this is about.
    pub event: Option<EventId>,
    /// The event that it is compared with, and what comes of it.
    pub pinned: Option<EventId>,
    /// See there.
    pub compared: Option<Rc<Compared>>,
    /// A frontier, if there is one.
    pub frontier: Option<Rc<FrontierView>>,
    /// Which clock stands beside each event.
    pub lens: Lens,
    /// The moment that the reader has set.
    pub cursor: Option<Micros>,
    /// The moment at which something done to a node happens.
    pub moment: Micros,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
}

impl Props {
    /// What it takes from the page.
    pub fn of(page: &Page, made: &Rc<OpenRun>) -> Props {
        Props {
            made: Rc::clone(made),
            ghost: page.ghost.clone(),
            ghost_on: page.state.ghost,
            cone_on: page.state.cone,
            has_before: page.before.is_some(),
            other_branch: page.other_branch(),
            looks: page.looks.clone(),
            selection: page.selection,
            event: page.event(),
            pinned: page.pinned,
            compared: page.compared.clone(),
            frontier: page.frontier.clone(),
            lens: page.lens,
            cursor: page.cursor,
            moment: page.moment(),
            dispatch: page.dispatch(),
        }
    }
}

/// The inspector.
#[component]
pub fn Inspector(props: &Props) -> Html {
    let made = &props.made;
    let body = match props.selection {
        Some(Selection::Message(key)) => {
            made.find(key).map(|id| message::message(props, id)).unwrap_or_default()
        }
        Some(Selection::Event(event)) => event::event(props, event),
        Some(Selection::Node(node)) => node::node(props, node),
        Some(Selection::Property(index)) => property(props, index),
        None => welcome(made),
    };
    // What the reader is about to find out stands first.
    let is_comparing = props.pinned.is_some() || props.frontier.is_some();
    let order = html! {
        <Order made={made.clone()} event={props.event} pinned={props.pinned} compared={props.compared.clone()} lens={props.lens}
            frontier={props.frontier.clone()} moment={props.event.map_or(props.moment, |event| made.trace().event(event).at)}
            dispatch={props.dispatch.clone()} />
    };
    html! {
        <aside class="inspector" data-testid="inspector" aria-label="Inspector" tabindex="0">
            if made.log.is_none() {
                <Branches scenario={ScenarioRef(made.scenario.clone())} dispatch={props.dispatch.clone()} />
            }
            if is_comparing { { order.clone() } }
            { body }
            if !is_comparing { { order } }
            if made.has_clocks() { <Errors made={made.clone()} selection={props.selection} cursor={props.cursor} /> }
            if made.can_be_drawn() {
                <Drawing made={made.clone()} event={drawn_event(props)} moment={props.moment} dispatch={props.dispatch.clone()} />
            }
            { comparison(props) }
            <Find made={made.clone()} looks={props.looks.clone()} selection={props.selection} dispatch={props.dispatch.clone()} />
            if made.log.is_none() { <Changes made={made.clone()} dispatch={props.dispatch.clone()} /> }
        </aside>
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

/// What is shown while nothing is selected.
fn welcome(made: &OpenRun) -> Html {
    let info = made.run.info;
    let about = match &made.log {
        None => {
            "Select a message, an event, a node or a property. Drag the head of an arrow down to delay \
            the message, or off its lane to drop it; what follows changes with it."
        }
        Some(_) => {
            "Select a message, an event or a host. Clocks, and causes and effects, are computed from the arrows."
        }
    };
    let to_see = made.scenario.about();
    let protocol = html! {
        <>
            <p>{ info.summary }</p>
            <p class="soft">{ info.source }</p>
        </>
    };
    if to_see.is_empty() || made.log.is_some() {
        return html! { <section><h2>{ info.title }</h2>{ protocol }<p class="soft">{ about }</p></section> };
    }
    html! {
        <section data-testid="about">
            <h2>{ "What to look for" }</h2>
            { for to_see.iter().map(|paragraph| html! { <p>{ paragraph }</p> }) }
            <p class="soft">{ about }</p>
            <details><summary>{ "About " }{ info.title }</summary>{ protocol }</details>
        </section>
    }
}

fn property(props: &Props, index: usize) -> Html {
    let run = &props.made.run;
    let (property, verdict) = (&run.info.properties[index], &run.verdicts[index]);
    html! {
        <>
            <section>
                <h2>{ chips::title(property.name) }</h2>
                <p>{ property.statement }</p>
                <p><b>{ chips::sign(verdict.outcome) }{ " " }{ verdict.words() }</b>{ ". " }{ &verdict.why }</p>
                <p class="soft">{ format!("A {} property.", property.kind.name()) }</p>
                if let Some(event) = verdict.event {
                    <p>{ "Decided by " }{ jump(props, Selection::Event(event), props.made.describe_event(event)) }</p>
                }
                if verdict.outcome == Outcome::Violated {
                    <Shrink scenario={ScenarioRef(props.made.scenario.clone())} property={index} dispatch={props.dispatch.clone()} />
                }
            </section>
            { verdict.event.map(|event| node_state(props, event)).unwrap_or_default() }
        </>
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

fn causes(props: &Props) -> Html {
    let dispatch = props.dispatch.clone();
    let onclick = move |_| dispatch.dispatch(Action::Cone);
    html! {
        <button aria-pressed={props.cone_on.to_string()} {onclick}>{ "Causes and effects" }<kbd aria-hidden="true">{ "C" }</kbd></button>
    }
}

/// In a run by hand, the way back to a moment, to go on from there.
fn go_on(props: &Props, at: Micros) -> Html {
    let plan = &props.made.run.plan;
    if plan.manual.is_none() || plan.manual_from.is_some_and(|from| at < from) {
        return Html::default();
    }
    let dispatch = props.dispatch.clone();
    let onclick = move |_| {
        dispatch.dispatch(Action::Cursor(Some(at)));
        moves::focus();
    };
    html! { <button {onclick}>{ "Go on from here" }</button> }
}
