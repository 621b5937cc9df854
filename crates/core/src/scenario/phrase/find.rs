//! Events and messages of a run by the names that phrases give them.

use super::{EventName, MessageName, TextName};
use crate::sim::run::Run;
use crate::trace::{Event, EventId, EventKind, Message, MessageId};

/// The event of a run that has this name.
pub fn find_event(run: &Run, name: &EventName) -> Option<EventId> {
    let trace = &run.trace;
    let events = || (0..).map(EventId).zip(&trace.events);
    match name {
        EventName::Sent(name) => Some(run.trace.message(find_message(run, name)?).sent),
        EventName::Received(name) => run.trace.message(find_message(run, name)?).received,
        EventName::Crash(node) => events()
            .find(|(_, event)| event.kind == EventKind::Crash && event.node == *node)
            .map(|(id, _)| id),
        EventName::Command(node, words) => {
            let (whole, rest) = (words.join(" "), words[1..].join(" "));
            let is_it = |(id, event): &(EventId, &Event)| {
                let is_asked = event.text.is_some() && event.node == *node;
                let says = |text: &str| !text.is_empty() && trace.label(*id) == text;
                is_asked
                    && match event.kind {
                        EventKind::Command => says(&whole),
                        EventKind::Local | EventKind::Send => says(&whole) || says(&rest),
                        _ => false,
                    }
            };
            events().find(is_it).map(|(id, _)| id)
        }
        EventName::Text(TextName { text, nth }) => {
            let says = |(id, event): &(EventId, &Event)| {
                event.text.is_some() && event.kind != EventKind::Note && trace.label(*id) == text.as_str()
            };
            events().filter(says).nth(*nth as usize - 1).map(|(id, _)| id)
        }
    }
}

/// The message of a run that has this name.
pub(super) fn find_message(run: &Run, name: &MessageName) -> Option<MessageId> {
    let all = (0..).map(MessageId).zip(&run.trace.messages);
    let mut originals = all.clone().filter(|(_, message)| message.copy_of.is_none());
    let found = match name {
        MessageName::Key(name) => {
            let key = name.key();
            all.clone().find(|(_, message)| message.key == key)
        }
        MessageName::Text(TextName { text, nth }) => {
            let is_it = |(id, _): &(MessageId, &Message)| run.trace.message_label(*id) == text;
            originals.by_ref().filter(is_it).nth(*nth as usize - 1)
        }
    };
    found.map(|(id, _)| id)
}
