//! A message: what it says, what became of it, and what can be done to it.

use super::node::{fields, node_state};
use super::times::{milliseconds, parse_milliseconds};
use super::{Props, causes, fact, go_on, jump};
use crate::document::open_run::OpenRun;
use crate::document::{Action, Selection, State};
use sequitur_core::scenario::Edit;
use sequitur_core::sim::plan::ManualChoice;
use sequitur_core::trace::{Fate, MessageId, Micros};
use std::rc::Rc;
use yew::prelude::*;

pub(super) fn message(props: &Props, id: MessageId) -> Html {
    let made = &props.made;
    let trace = made.trace();
    let message = trace.message(id);
    let (from, to) = (trace.node_name(message.key.from), trace.node_name(message.key.to));
    let arrival = match (message.fate, message.arrives_at) {
        (Fate::Delivered, Some(at)) => ("arrived", made.time_text(at)),
        (_, Some(at)) => ("would arrive", made.time_text(at)),
        (_, None) => ("arrives", "when it is delivered".to_owned()),
    };
    let kind = usize::from(message.key.kind);
    html! {
        <>
            <section>
                <h2>{ trace.message_label(id) }{ " " }<span class="soft">{ format!("{from} → {to}") }</span></h2>
                <p class="soft">{ made.run.info.kinds[kind].about }</p>
                <dl>
                    { fact("sent", jump(props, Selection::Event(message.sent), made.time_text(message.sent_at))) }
                    { fact(arrival.0, match message.received {
                        Some(event) => jump(props, Selection::Event(event), arrival.1),
                        None => html! { { arrival.1 } },
                    }) }
                    { fact("fate", html! { { fate(message.fate) } }) }
                    if let Some(original) = message.copy_of {
                        { fact("copy of", jump(props, Selection::Message(trace.message(original).key), trace.key_text(trace.message(original).key))) }
                    }
                    { fact("name", html! { { trace.key_text(message.key) } }) }
                </dl>
                if made.log.is_none() { { content(props, id) } }
                { causes(props) }
            </section>
            { node_state(props, message.received.unwrap_or(message.sent)) }
        </>
    }
}

/// What a message holds, and what can be done to it.
fn content(props: &Props, id: MessageId) -> Html {
    let made = &props.made;
    let message = made.trace().message(id);
    let [drop, duplicate, now, restore] = message_edits(made, id, props.cursor);
    html! {
        <>
            <h3>{ "Content" }</h3>
            { fields(&made.run.details.fields(id), None) }
            <div class="actions">
                { action(props, "Drop", "D", drop) }
                { action(props, "Duplicate", "U", duplicate) }
                { action(props, "Deliver now", "N", now) }
                if !made.is_by_hand() { { action(props, "Restore", "R", restore) } }
            </div>
            if made.is_by_hand() {
                { go_on(props, message.sent_at) }
            } else {
                <Delay key={made.trace().key_text(message.key)} made={made.clone()} id={id.0} dispatch={props.dispatch.clone()} />
            }
        </>
    }
}

fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::Delivered => "delivered",
        Fate::Lost => "lost by the network",
        Fate::Dropped => "dropped by a change of yours",
        Fate::Cut => "stopped by a partition",
        Fate::Refused => "refused: the receiver was down",
        Fate::Flying => "still under way when the run stopped",
    }
}

fn action(props: &Props, name: &'static str, key: &'static str, edit: Option<Edit>) -> Html {
    // Not `disabled`, which would throw the focus away once the action has been taken.
    let is_off = edit.is_none();
    let onclick = {
        let (dispatch, edit) = (props.dispatch.clone(), edit);
        move |_| {
            if let Some(edit) = edit.clone() {
                dispatch.dispatch(Action::Edit(edit));
            }
        }
    };
    html! {
        <button aria-label={name} aria-disabled={is_off.to_string()} {onclick}>{ name }<kbd aria-hidden="true">{ key }</kbd></button>
    }
}

/// What can be done to a message right now: drop, duplicate, deliver now, restore.
pub fn message_edits(made: &OpenRun, id: MessageId, cursor: Option<Micros>) -> [Option<Edit>; 4] {
    let message = made.trace().message(id);
    let key = message.key;
    if let Some(open_choices) = made.open_choices(cursor) {
        let tray = &open_choices.nodes[key.to.index()];
        let flying = tray.arriving.iter().find(|arriving| arriving.key == key);
        let can_arrive = flying.is_some_and(|arriving| arriving.blocked.is_none());
        let choose = |is_open: bool, choice| is_open.then_some(Edit::Choose(choice));
        return [
            choose(flying.is_some(), ManualChoice::Drop(key.into())),
            choose(flying.is_some(), ManualChoice::Duplicate(key.into())),
            choose(can_arrive, ManualChoice::Deliver(key.into())),
            None,
        ];
    }
    if made.log.is_some() {
        return [const { None }; 4];
    }
    let touched = made.run.plan.edits.iter().any(|edit| edit.key == key);
    let now = cursor.unwrap_or(0).max(message.sent_at + 1);
    [
        (message.fate != Fate::Dropped).then_some(Edit::Drop(key)),
        Some(Edit::Duplicate(key, None)),
        Some(Edit::DelayTo(key, now)),
        touched.then_some(Edit::Restore(key)),
    ]
}

/// What the form for a delay needs.
#[derive(Properties, PartialEq)]
struct DelayProps {
    made: Rc<OpenRun>,
    id: u32,
    dispatch: UseReducerDispatcher<State>,
}

/// The time at which a message is to arrive, typed. It offers 50 ms later than now.
#[component]
fn Delay(props: &DelayProps) -> Html {
    let message = props.made.trace().message(MessageId(props.id));
    let arrives = message.arrives_at.unwrap_or(message.sent_at);
    let offered = milliseconds((arrives + 50_000) / 1_000 * 1_000);
    let typed = use_state_eq(|| None::<String>);
    use_effect_with(arrives, {
        let typed = typed.clone();
        move |_| typed.set(None)
    });
    let text = (*typed).clone().unwrap_or(offered);
    let wanted = parse_milliseconds(&text);
    let (key, sent) = (message.key, message.sent_at);
    let onsubmit = {
        let dispatch = props.dispatch.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            dispatch.dispatch(match wanted {
                Some(at) if at > sent => Action::Edit(Edit::DelayTo(key, at)),
                Some(_) => Action::Notice(Some("A message cannot arrive before it is sent.".into())),
                None => Action::Notice(Some("Type a time in milliseconds, such as 260 or 182.5.".into())),
            });
        }
    };
    let oninput = move |event: InputEvent| {
        let input: web_sys::HtmlInputElement = event.target_unchecked_into();
        typed.set(Some(input.value()));
    };
    html! {
        <form class="inline" {onsubmit}>
            <button aria-label="Delay">{ "Delay" }<kbd aria-hidden="true">{ "L" }</kbd></button>
            <label>{ "to " }<input id="delay-to" inputmode="decimal" autocomplete="off" value={text} {oninput} />{ " ms" }</label>
        </form>
    }
}
