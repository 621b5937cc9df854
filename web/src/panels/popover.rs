//! What can be done where the reader has clicked: to a message, or to a node at a moment. It
//! stands at the arrow or at the moment; on a phone it is the top of the sheet.

mod lies;
mod message;
mod node;

use crate::document::exercise;
use crate::document::open_run::OpenRun;
use crate::document::page::Page;
use crate::document::{Action, Selection, State};
use crate::panels::branches::ScenarioRef;
use crate::panels::desk::{Desk, DeskAction, Height};
use crate::words::popover as words;
pub use message::edits as message_edits;
pub use node::armed_timer;
use sequitur_core::scenario::Edit;
use sequitur_core::trace::{EventId, MessageId, Micros, NodeId};
use std::rc::Rc;
use yew::prelude::*;

/// What the popover needs.
#[derive(Properties, PartialEq)]
struct Props {
    /// The run.
    pub made: Rc<OpenRun>,
    /// What the reader looks at.
    pub selection: Option<Selection>,
    /// The moment that the reader has set.
    pub cursor: Option<Micros>,
    /// The moment at which something done to a node happens.
    pub moment: Micros,
    /// The exercise, if one is open: what it does not allow is not offered.
    pub exercise: Option<ScenarioRef>,
    /// On a phone: how high the sheet is.
    pub height: Height,
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
            cursor: page.cursor,
            moment: page.moment(),
            exercise: page.exercise.clone().map(ScenarioRef),
            height: desk.height,
            dispatch: page.dispatch(),
            desk: desk.dispatcher(),
        }
    }
}

/// Shows the popover, where something can be done to what is selected.
pub type At = fn(&Page, &Rc<OpenRun>, &UseReducerHandle<Desk>) -> Option<Html>;

/// The popover, where something can be done to what is selected.
pub fn at(page: &Page, made: &Rc<OpenRun>, desk: &UseReducerHandle<Desk>) -> Option<Html> {
    page.selection?;
    let props = Props::of(page, made, desk);
    let about = about(&props)?;
    can_do_anything(&props, about).then(|| html! { <Popover ..props /> })
}

/// What a popover is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum About {
    Message(MessageId),
    /// A node at a moment.
    Node(NodeId, Micros),
    /// A node right after an event.
    Event(EventId),
}

/// What can be done to what is selected; nothing where nothing can.
fn about(props: &Props) -> Option<About> {
    if props.made.log.is_some() {
        return None;
    }
    match props.selection? {
        Selection::Message(key) => props.made.find(key).map(About::Message),
        Selection::Node(node) => Some(About::Node(node, props.moment)),
        // By hand, what was just chosen is selected: nothing is to lie over what can be chosen next.
        Selection::Event(event) => (!props.made.is_by_hand()).then_some(About::Event(event)),
        Selection::Property(_) => None,
    }
}

/// The popover.
#[component]
fn Popover(props: &Props) -> Html {
    let Some(about) = about(props).filter(|about| can_do_anything(props, *about)) else {
        return Html::default();
    };
    let grab = {
        let (desk, next) = (props.desk.clone(), props.height.next());
        move |_: MouseEvent| desk.dispatch(DeskAction::Height(next))
    };
    let close = {
        let dispatch = props.dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Select(None, false))
    };
    let (name, link, body) = match about {
        About::Message(id) => message::card(props, id),
        About::Node(node, at) => node::card(props, node, at),
        About::Event(event) => {
            let found = props.made.trace().event(event);
            node::card(props, found.node, found.at + 1)
        }
    };
    html! {
        <section class="pop" aria-label={format!("{name}, {link}")} data-testid="popover">
            <button class="grab" aria-label={if props.height == Height::Full { words::LOWER_THE_SHEET } else { words::RAISE_THE_SHEET }} onclick={grab} />
            <header><b>{ name }</b><span class="soft">{ link }</span>
                <button class="icon quiet close" aria-label={words::SELECT_NOTHING} title={words::SELECT_NOTHING_ESCAPE} onclick={close}>{ "✕" }</button>
            </header>
            { body }
        </section>
    }
}

/// Whether the exercise that is open allows an edit at all.
fn is_open(props: &Props, edit: &Edit) -> bool {
    exercise::is_open(props.exercise.as_ref().map(|exercise| &*exercise.0), &props.made.scenario, edit)
}

/// In an exercise that allows nothing here, nothing is to lie over the diagram.
fn can_do_anything(props: &Props, about: About) -> bool {
    props.exercise.is_none()
        || match about {
            About::Message(id) => {
                message_edits(&props.made, id, props.cursor).iter().flatten().any(|edit| is_open(props, edit))
                    || message::can_be_delayed(props, id)
            }
            About::Node(node, at) => node::can_do_anything(props, node, at),
            About::Event(event) => {
                let found = props.made.trace().event(event);
                node::can_do_anything(props, found.node, found.at + 1)
            }
        }
}

/// A button for an edit. It is grey where the edit cannot be, and not `disabled`, which would throw
/// the focus away once the edit has been made.
fn edit_button(
    props: &Props,
    name: &'static str,
    key: &'static str,
    edit: Option<Edit>,
    content: Html,
) -> Html {
    if edit.as_ref().is_some_and(|edit| !is_open(props, edit)) {
        return Html::default();
    }
    let is_off = edit.is_none();
    let dispatch = props.dispatch.clone();
    let onclick = move |_: MouseEvent| {
        if let Some(edit) = edit.clone() {
            dispatch.dispatch(Action::Edit(edit));
        }
    };
    html! {
        <button aria-label={name} title={format!("{name} ({key})")} aria-disabled={is_off.to_string()} {onclick}>{ content }</button>
    }
}
