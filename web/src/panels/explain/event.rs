//! An event: when it was, by all clocks, and its messages.

use super::node::node_state;
use super::{Props, fact, go_on, jump};
use crate::document::Selection;
use crate::document::open_run::OpenRun;
use crate::words::explain_event as words;
use sequitur_core::trace::{EventId, EventKind, MessageId};
use sequitur_diagram::wall_text;
use yew::prelude::*;

/// Messages of an event that are listed at most.
const MESSAGES_MAX: usize = 64;

pub(super) fn event(props: &Props, id: EventId) -> Html {
    let made = &props.made;
    let trace = made.trace();
    let event = trace.event(id);
    let vector: Vec<String> = made.vector(id).iter().map(u32::to_string).collect();
    let mut messages = made.messages_of(id);
    messages.truncate(MESSAGES_MAX);
    let link = |message: &MessageId| {
        let key = trace.message(*message).key;
        html! { <li>{ jump(props, Selection::Message(key), trace.key_text(key)) }</li> }
    };
    html! {
        <>
            <section>
                <h2>{ trace.label(id) }{ " " }<span class="soft">{ trace.node_name(event.node) }</span></h2>
                <dl>
                    { fact("what", html! { { kind_text(event.kind) } }) }
                    { fact("when", html! { { made.time_text(event.at) } }) }
                    if made.has_clocks() { { fact(words::ITS_CLOCK, html! { { wall_text(made.run.wall(id)) } }) } }
                    { log_facts(made, id) }
                    { fact(words::LAMPORT, html! { { made.lamport(id) } }) }
                    { fact("vector", html! { { format!("[{}]", vector.join(" ")) } }) }
                </dl>
                if !messages.is_empty() { <ul class="links">{ for messages.iter().map(link) }</ul> }
                { go_on(props, event.at) }
            </section>
            { node_state(props, id) }
        </>
    }
}

/// What a log says of an event beside its host, clock and text.
fn log_facts(made: &OpenRun, id: EventId) -> Html {
    let Some(log) = &made.log else {
        return Html::default();
    };
    html! {
        <>
            { fact("line", html! { { log.line(id) } }) }
            { for log.fields(id).map(|(name, piece)| fact(name, html! { { piece } })) }
        </>
    }
}

fn kind_text(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Start => words::THE_NODE_BEGINS,
        EventKind::Command => words::A_COMMAND_IS_GIVEN,
        EventKind::Local => words::A_LOCAL_EVENT,
        EventKind::Send => words::A_SEND,
        EventKind::Receive => words::A_RECEIVE,
        EventKind::Timer => words::A_TIMER_FIRES,
        EventKind::Crash => words::THE_NODE_CRASHES,
        EventKind::Restart => words::THE_NODE_RESTARTS,
        EventKind::Pause => words::IS_PAUSED,
        EventKind::Resume => words::THE_NODE_GOES_ON,
        EventKind::Coin => words::A_COIN,
        EventKind::Decide => words::A_DECISION,
        EventKind::Note => words::A_NOTE,
    }
}
