//! A node: its whole state at a moment, what a step changed in it, and what can happen to it.

use super::times::{milliseconds, parse_milliseconds};
use super::{Props, fact};
use crate::document::open_run::{OpenRun, time_text};
use crate::document::{Action, State};
use sequitur_core::scenario::Edit;
use sequitur_core::sim::fault::Fault;
use sequitur_core::sim::plan::Happening;
use sequitur_core::sim::run::{Fields, NodeView, Value};
use sequitur_core::trace::{EventId, Micros, NodeId};
use std::rc::Rc;
use yew::prelude::*;

/// Values of a list shown at most.
const LIST_MAX: usize = 24;

pub(super) fn node(props: &Props, node: NodeId) -> Html {
    let made = &props.made;
    let state = match made.last_event(props.moment, Some(node)) {
        _ if made.log.is_some() => host(made, node),
        Some(event) => node_state(props, event),
        None => {
            html! { <section><h2>{ made.trace().node_name(node) }</h2><p class="soft">{ "It has not started yet." }</p></section> }
        }
    };
    html! {
        <>
            { state }
            if made.log.is_none() {
                <NodeActions made={made.clone()} node={node.0} moment={props.moment} dispatch={props.dispatch.clone()} />
            }
        </>
    }
}

/// A host of a log, which says nothing of its state.
fn host(made: &OpenRun, node: NodeId) -> Html {
    let count = made.trace().events.iter().filter(|event| event.node == node).count();
    html! {
        <section>
            <h2>{ made.trace().node_name(node) }</h2>
            <p>{ format!("{count} events. A log says nothing of a host's state beside them.") }</p>
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
            <h2>{ made.trace().node_name(event.node) }{ " " }<span class="soft">{ format!("after {}", made.time_text(event.at)) }</span></h2>
            { view(made, &after, before.as_ref()) }
        </section>
    }
}

fn view(made: &OpenRun, after: &NodeView, before: Option<&NodeView>) -> Html {
    let timer = |(timer, at): &(u8, Option<Micros>)| {
        let name = made.run.info.timer_name(*timer);
        let when = at.map_or_else(|| "any moment".to_owned(), time_text);
        fact(name, html! { { when } })
    };
    html! {
        <>
            if !after.up { <p><b>{ "Down." }</b>{ " This is what its disk remembers." }</p> }
            { fields(&after.fields, before.map(|before| &before.fields)) }
            if !after.timers.is_empty() {
                <h3>{ "Timers" }</h3>
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
                    if changed { <span class="only-heard">{ " (changed)" }</span> }
                </dd>
            </>
        }
    };
    html! { <dl>{ for fields.iter().map(row) }</dl> }
}

fn value(value: &Value) -> Html {
    match value {
        Value::Null => html! { <span class="soft">{ "none" }</span> },
        Value::Bool(yes) => html! { { if *yes { "true" } else { "false" } } },
        Value::Number(number) => html! { { *number } },
        Value::Text(text) => html! { { text } },
        Value::List(values) if values.is_empty() => html! { <span class="soft">{ "empty" }</span> },
        Value::List(values) => list(values),
    }
}

fn list(values: &[Value]) -> Html {
    let hidden = values.len().saturating_sub(LIST_MAX);
    html! {
        <span class="list">
            if hidden > 0 { <span class="soft">{ format!("{hidden} more, then ") }</span> }
            { for values[hidden..].iter().map(|one| html! { <span>{ value(one) }</span> }) }
        </span>
    }
}

/// What the actions on a node need.
#[derive(Properties, PartialEq)]
pub(super) struct NodeActionsProps {
    pub(super) made: Rc<OpenRun>,
    pub(super) node: u8,
    /// When they happen, unless another time is typed.
    pub(super) moment: Micros,
    pub(super) dispatch: UseReducerDispatcher<State>,
}

/// Crash, restart, partition, at a time that can be typed; in a run by hand, next.
#[component]
pub(super) fn NodeActions(props: &NodeActionsProps) -> Html {
    let typed = use_state_eq(|| None::<String>);
    use_effect_with((props.node, props.moment), {
        let typed = typed.clone();
        move |_| typed.set(None)
    });
    let text = (*typed).clone().unwrap_or_else(|| milliseconds(props.moment));
    let at = parse_milliseconds(&text);
    let node = NodeId(props.node);
    let button = |name: &'static str, key: &'static str, what: Happening| {
        let dispatch = props.dispatch.clone();
        let onclick = move |_| {
            dispatch.dispatch(match at {
                Some(at) => Action::Edit(Edit::At(at, what.clone())),
                None => Action::Notice(Some("Type a time in milliseconds, such as 260 or 182.5.".into())),
            });
        };
        html! { <button aria-label={name} {onclick}>{ name }<kbd aria-hidden="true">{ key }</kbd></button> }
    };
    let oninput = move |event: InputEvent| {
        let input: web_sys::HtmlInputElement = event.target_unchecked_into();
        typed.set(Some(input.value()));
    };
    html! {
        <section>
            <h3>{ format!("What happens to {}", props.made.trace().node_name(node)) }</h3>
            if !props.made.is_by_hand() {
                <label class="inline">{ "at " }<input inputmode="decimal" autocomplete="off" value={text} {oninput} />{ " ms" }</label>
            }
            <div class="actions">
                { button("Crash", "X", Happening::Fault(Fault::Crash(node))) }
                { button("Restart", "R", Happening::Fault(Fault::Restart(node))) }
                { button("Partition", "P", Happening::Fault(Fault::Partition(vec![vec![node]]))) }
                { button("Heal", "H", Happening::Fault(Fault::Heal(Vec::new()))) }
            </div>
        </section>
    }
}
