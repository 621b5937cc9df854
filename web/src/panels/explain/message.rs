//! A message: what it says, what became of it, and what it caused.

use super::node::{fields, node_state};
use super::{Props, fact, go_on, jump, ledger};
use crate::document::Selection;
use crate::words::explain_message as words;
use sequitur_core::trace::{EventId, Fate, MessageId};
use yew::prelude::*;

/// So many events that a message caused are told.
const CAUSED_MAX: usize = 5;

pub(super) fn message(props: &Props, id: MessageId) -> Html {
    let made = &props.made;
    let trace = made.trace();
    let message = trace.message(id);
    let (from, to) = (trace.node_name(message.key.from), trace.node_name(message.key.to));
    let arrival = match (message.fate, message.arrives_at) {
        (Fate::Delivered, Some(at)) => ("arrived", made.time_text(at)),
        (_, Some(at)) => (words::WOULD_ARRIVE, made.time_text(at)),
        (_, None) => ("arrives", words::WHEN_IT_IS_DELIVERED.to_owned()),
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
                        { fact(words::COPY_OF, jump(props, Selection::Message(trace.message(original).key), trace.key_text(trace.message(original).key))) }
                    }
                    { fact("name", html! { { trace.key_text(message.key) } }) }
                </dl>
                if made.log.is_none() { { content(props, id) } }
                { caused(props, id) }
            </section>
            { node_state(props, message.received.unwrap_or(message.sent)) }
        </>
    }
}

/// What a message holds.
fn content(props: &Props, id: MessageId) -> Html {
    let made = &props.made;
    html! {
        <>
            <h3>{ words::WHAT_IT_SAYS }</h3>
            { fields(&made.run.details.fields(id), None) }
            if made.is_by_hand() { { go_on(props, made.trace().message(id).sent_at) } }
        </>
    }
}

/// What the receiver did when the message arrived.
fn caused(props: &Props, id: MessageId) -> Html {
    let trace = props.made.trace();
    let Some(received) = trace.message(id).received else {
        return Html::default();
    };
    let step = trace.step_of(received);
    let effects: Vec<EventId> = step.map(EventId).take(CAUSED_MAX).collect();
    html! { <><h3>{ words::WHAT_IT_CAUSED }</h3>{ ledger(props, &effects, None) }</> }
}

fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::Delivered => "delivered",
        Fate::Lost => words::LOST_BY_THE_NETWORK,
        Fate::Dropped => words::DROPPED,
        Fate::Cut => words::STOPPED_BY_A_PARTITION,
        Fate::Refused => words::REFUSED,
        Fate::Flying => words::UNDER_WAY,
    }
}
