//! What a node can tell of a run: its own events, one after the other.
//!
//! Two runs are the same to a node as far as its events are equal: their kinds, what was in
//! the messages that it sent and took and with whom, and the state that each left it in. What
//! happened elsewhere is no part of it, and neither is when anything happened, or which number
//! a message has.

use super::run::{Fields, Run, Value};
use crate::trace::{EventId, EventKind, MessageId, NodeId};

/// An event, as its node can tell it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Which it is in its run: no part of what is compared.
    pub event: EventId,
    /// Its sort.
    pub kind: EventKind,
    /// What it says, in a few words.
    pub label: String,
    /// What the node sent or took with it.
    pub messages: Vec<SeenMessage>,
    /// The name of the node's role after it.
    pub role: Option<String>,
    /// The node's state after it; empty where nobody knows the states, as in a log.
    pub state: Fields,
}

/// A message, as its sender or its receiver sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SeenMessage {
    /// Its kind.
    pub kind: String,
    /// To whom it was sent, or who sent it.
    pub other: String,
    /// What it says.
    pub fields: Fields,
}

impl PartialEq for Seen {
    fn eq(&self, other: &Seen) -> bool {
        (self.kind, &self.label, &self.messages, &self.role, &self.state)
            == (other.kind, &other.label, &other.messages, &other.role, &other.state)
    }
}

impl Eq for Seen {}

impl Seen {
    /// The event in words, without its node: `sends Request to S1 (id C1.1, amount 20)`.
    pub fn words(&self) -> String {
        let with = |verb: &str, preposition: &str| {
            let one = |message: &SeenMessage| {
                let said = fields_text(&message.fields);
                let said = if said.is_empty() { said } else { format!(" ({said})") };
                format!("{} {preposition} {}{said}", message.kind, message.other)
            };
            let all: Vec<String> = self.messages.iter().map(one).collect();
            format!("{verb} {}", all.join(", "))
        };
        match self.kind {
            EventKind::Send => with("sends", "to"),
            EventKind::Receive => with("receives", "from"),
            EventKind::Note => format!("notes: {}", self.label),
            EventKind::Decide => format!("decides: {}", self.label),
            EventKind::Timer => format!("{} fires", self.label),
            EventKind::Command => format!("is asked: {}", self.label),
            EventKind::Start => "starts".to_owned(),
            EventKind::Crash => "crashes".to_owned(),
            EventKind::Restart => "restarts".to_owned(),
            EventKind::Pause => "is paused".to_owned(),
            EventKind::Resume => "goes on".to_owned(),
            EventKind::Local | EventKind::Coin => self.label.clone(),
        }
    }

    /// The state after it, as far as it is other than that after the same event elsewhere:
    /// `counter 1, table (C1.1)`.
    pub fn state_unlike(&self, other: &Seen) -> String {
        let is_other = |(name, value): &&(&str, Value)| {
            other.state.iter().find(|(own, _)| own == name).is_none_or(|(_, theirs)| theirs != value)
        };
        fields_text(&self.state.iter().filter(is_other).cloned().collect())
    }
}

/// `id C1.1, amount 20`
fn fields_text(fields: &Fields) -> String {
    let one = |(name, value): &(&str, Value)| format!("{name} {}", value.text());
    fields.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// All that a node can tell of a run.
pub fn history(run: &Run, node: NodeId) -> Vec<Seen> {
    let mut history: Vec<Seen> = Vec::new();
    let mut next = 0;
    run.details.walk(&mut |state| {
        let mut fields = None;
        for id in (next..state.events()).map(EventId) {
            if run.trace.event(id).node == node {
                let state = fields.get_or_insert_with(|| state.node(node).fields).clone();
                history.push(seen(run, id, state));
            }
        }
        next = state.events();
    });
    // In a log, nobody knows the states.
    let rest = (next..run.trace.events.len() as u32).map(EventId);
    let own = rest.filter(|id| run.trace.event(*id).node == node);
    history.extend(own.map(|id| seen(run, id, Fields::new())));
    history
}

/// How many events all histories begin with.
pub fn same_events(histories: &[Vec<Seen>]) -> usize {
    let Some((first, others)) = histories.split_first() else {
        return 0;
    };
    let is_same = |index: &usize| others.iter().all(|other| other.get(*index) == first.get(*index));
    (0..first.len()).take_while(is_same).count()
}

fn seen(run: &Run, id: EventId, state: Fields) -> Seen {
    let event = run.trace.event(id);
    let message = |message: MessageId| {
        let key = run.trace.message(message).key;
        let other = if event.kind == EventKind::Receive { key.from } else { key.to };
        SeenMessage {
            kind: run.trace.message_label(message).to_owned(),
            other: run.trace.node_name(other).to_owned(),
            fields: run.details.fields(message),
        }
    };
    Seen {
        event: id,
        kind: event.kind,
        label: run.trace.label(id).into_owned(),
        messages: run.trace.messages_of(id).map(message).collect(),
        role: run.trace.role_name(id).map(str::to_owned),
        state,
    }
}
