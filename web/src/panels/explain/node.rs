//! A node: its whole state at a moment, and what a step changed in it.

use super::{Props, fact};
use crate::document::open_run::{OpenRun, time_text};
use crate::panels::values::value;
use crate::words::explain_node as words;
use sequitur_core::sim::run::{Fields, NodeView, Value};
use sequitur_core::trace::{EventId, Micros, NodeId};
use yew::prelude::*;

pub(super) fn node(props: &Props, node: NodeId) -> Html {
    let made = &props.made;
    match made.last_event(props.moment, Some(node)) {
        _ if made.log.is_some() => host(made, node),
        Some(event) => node_state(props, event),
        None => {
            html! { <section><h2>{ made.trace().node_name(node) }</h2><p class="soft">{ words::NOT_STARTED }</p></section> }
        }
    }
}

/// A host of a log, which says nothing of its state.
fn host(made: &OpenRun, node: NodeId) -> Html {
    let count = made.trace().events.iter().filter(|event| event.node == node).count();
    html! {
        <section>
            <h2>{ made.trace().node_name(node) }</h2>
            <p>{ words::of_a_log(&count) }</p>
        </section>
    }
}

/// The whole state of an event's node after it, and what the step changed.
pub(super) fn node_state(props: &Props, id: EventId) -> Html {
    let made = &props.made;
    let event = made.trace().event(id);
    let before = made.event_before(id).and_then(|before| made.node_after(before, event.node));
    let Some(after) = made.node_after(id, event.node) else {
        return Html::default();
    };
    html! {
        <section>
            <h2>{ made.trace().node_name(event.node) }{ " " }<span class="soft">{ words::after(&made.time_text(event.at)) }</span></h2>
            { view(made, &after, before.as_ref()) }
        </section>
    }
}

fn view(made: &OpenRun, after: &NodeView, before: Option<&NodeView>) -> Html {
    let timer = |(timer, at): &(u8, Option<Micros>)| {
        let name = made.run.info.timer_name(*timer);
        let when = at.map_or_else(|| words::ANY_MOMENT.to_owned(), time_text);
        fact(name, html! { { when } })
    };
    html! {
        <>
            if !after.up { <p><b>{ words::DOWN }</b>{ words::DISK_REMEMBERS }</p> }
            { fields(&after.fields, before.map(|before| &before.fields)) }
            if !after.timers.is_empty() {
                <h3>{ words::TIMERS }</h3>
                <dl>{ for after.timers.iter().map(timer) }</dl>
            }
        </>
    }
}

/// Fields, those marked that differ from another state.
pub(super) fn fields(fields: &Fields, before: Option<&Fields>) -> Html {
    let row = |(name, new): &(&'static str, Value)| {
        let old = before.map(|before| before.iter().find(|(other, _)| other == name));
        let changed = old.is_some_and(|old| old.is_none_or(|(_, old)| old != new));
        html! {
            <>
                <dt>{ *name }</dt>
                <dd class={changed.then_some("new")}>
                    { value(new) }
                    if changed { <span class="only-heard">{ words::CHANGED }</span> }
                </dd>
            </>
        }
    };
    html! { <dl>{ for fields.iter().map(row) }</dl> }
}
