//! What an edit changed: two runs of nearly the same scenario, laid over each other.
//!
//! Messages are matched by their keys. A send or a receive is matched by the key of its
//! message, anything else by its node, its kind, what it says, and how many of that
//! came before it on the node. Everything goes by name, since the two runs may number
//! their lanes, kinds and roles differently.

use sequitur_core::trace::{Event, EventId, EventKind, Message, MessageId, MessageKey, NodeId, Trace};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What something in the new run was in the old one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change<Id> {
    /// The same.
    Same(Id),
    /// There too, but with other times or another outcome.
    Changed(Id),
    /// Not there.
    Added,
}

impl<Id: Copy> Change<Id> {
    /// Its counterpart in the old run.
    pub fn old(self) -> Option<Id> {
        match self {
            Change::Same(old) | Change::Changed(old) => Some(old),
            Change::Added => None,
        }
    }

    /// Whether it differs from the old run.
    pub fn differs(self) -> bool {
        !matches!(self, Change::Same(_))
    }
}

/// How a run differs from an older one.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Difference {
    /// For each message of the new run. Changed: sent or arriving at another time, or
    /// with another fate.
    pub messages: Vec<Change<MessageId>>,
    /// The messages of the old run that the new one does not have.
    pub gone_messages: Vec<MessageId>,
    /// For each event of the new run. Changed: at another time, or leaving the node in
    /// another role or epoch.
    pub events: Vec<Change<EventId>>,
    /// The events of the old run that the new one does not have.
    pub gone_events: Vec<EventId>,
}

impl Difference {
    /// Compares two runs.
    pub fn between(old: &Trace, new: &Trace) -> Difference {
        let mut names = Names::default();
        let (messages, gone_messages) =
            compare(&message_keys(old, &mut names), &message_keys(new, &mut names), |a, b| {
                same_message(&old.messages[a], &new.messages[b])
            });
        let (events, gone_events) =
            compare(&event_keys(old, &mut names), &event_keys(new, &mut names), |a, b| {
                same_event(old, &old.events[a], new, &new.events[b])
            });
        Difference {
            messages: messages.iter().map(|c| typed(*c, MessageId)).collect(),
            gone_messages: gone_messages.into_iter().map(MessageId).collect(),
            events: events.iter().map(|c| typed(*c, EventId)).collect(),
            gone_events: gone_events.into_iter().map(EventId).collect(),
        }
    }

    /// Whether the two runs are the same.
    pub fn is_empty(&self) -> bool {
        self.gone_messages.is_empty()
            && self.gone_events.is_empty()
            && !self.messages.iter().any(|change| change.differs())
            && !self.events.iter().any(|change| change.differs())
    }
}

fn typed<Id>(change: Change<u32>, id: impl Fn(u32) -> Id) -> Change<Id> {
    match change {
        Change::Same(old) => Change::Same(id(old)),
        Change::Changed(old) => Change::Changed(id(old)),
        Change::Added => Change::Added,
    }
}

fn same_message(old: &Message, new: &Message) -> bool {
    (old.sent_at, old.arrives_at, old.fate) == (new.sent_at, new.arrives_at, new.fate)
}

fn same_event(old: &Trace, a: &Event, new: &Trace, b: &Event) -> bool {
    let role = |trace: &Trace, event: &Event| Some(trace.roles[usize::from(event.role?)].clone());
    (a.at, a.epoch) == (b.at, b.epoch) && role(old, a) == role(new, b)
}

/// Names of both runs, numbered together.
#[derive(Default)]
struct Names {
    numbers: BTreeMap<String, u32>,
}

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = crate::layout::index_u32(self.numbers.len());
        self.numbers.insert(name.to_owned(), number);
        number
    }

    fn numbers<'a>(&mut self, names: impl IntoIterator<Item = &'a str>) -> Vec<u32> {
        names.into_iter().map(|name| self.number(name)).collect()
    }
}

/// A message's key in numbers that both runs share.
type SharedKey = (u32, u32, u32, u32, u32);

/// Says what a message key is in numbers that both runs share.
struct KeyNames {
    kinds: Vec<u32>,
    nodes: Vec<u32>,
}

impl KeyNames {
    fn of(trace: &Trace, names: &mut Names) -> KeyNames {
        KeyNames {
            kinds: names.numbers(trace.kinds.iter().map(String::as_str)),
            nodes: names.numbers(trace.nodes.iter().map(String::as_str)),
        }
    }

    fn shared(&self, key: MessageKey) -> SharedKey {
        let node = |node: NodeId| self.nodes[node.index()];
        let kind = self.kinds[usize::from(key.kind)];
        (kind, node(key.from), node(key.to), key.nth, key.copy)
    }
}

fn message_keys(trace: &Trace, names: &mut Names) -> Vec<SharedKey> {
    let key_names = KeyNames::of(trace, names);
    let messages = trace.messages.iter();
    messages.map(|message| key_names.shared(message.key)).collect()
}

/// What an event is matched by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum EventKey {
    /// Sends or receives a message.
    Message(EventKind, SharedKey),
    /// Anything else: kind, node, what it says, how many of that came before.
    Other(EventKind, u32, u32, u32),
}

fn event_keys(trace: &Trace, names: &mut Names) -> Vec<EventKey> {
    let key_names = KeyNames::of(trace, names);
    let texts = names.numbers(trace.texts.iter().map(|text| &**text));
    let mut counts: BTreeMap<(EventKind, u32, u32), u32> = BTreeMap::new();
    let mut key = |(place, event): (usize, &Event)| {
        let moves = matches!(event.kind, EventKind::Send | EventKind::Receive);
        if moves && event.message_count > 0 {
            let message = trace.message(event.first_message);
            return EventKey::Message(event.kind, key_names.shared(message.key));
        }
        let says = match event.text {
            Some(text) => texts[text as usize],
            None => {
                let id = EventId(crate::layout::index_u32(place));
                let label: Cow<str> = trace.label(id);
                names.number(&label)
            }
        };
        let node = key_names.nodes[event.node.index()];
        let count = counts.entry((event.kind, node, says)).or_default();
        *count += 1;
        EventKey::Other(event.kind, node, says, *count)
    };
    trace.events.iter().enumerate().map(&mut key).collect()
}

/// For each new key what it was, and the old keys that are gone.
fn compare<Key: Ord>(
    old: &[Key],
    new: &[Key],
    same: impl Fn(usize, usize) -> bool,
) -> (Vec<Change<u32>>, Vec<u32>) {
    let mut by_key: Vec<usize> = (0..old.len()).collect();
    by_key.sort_unstable_by_key(|&place| (&old[place], place));
    let mut kept = vec![false; old.len()];
    let mut change = |(b, key): (usize, &Key)| {
        let found = by_key.binary_search_by_key(&key, |&place| &old[place]);
        let Ok(found) = found else {
            return Change::Added;
        };
        let a = by_key[found];
        kept[a] = true;
        let old = crate::layout::index_u32(a);
        match same(a, b) {
            true => Change::Same(old),
            false => Change::Changed(old),
        }
    };
    let changes = new.iter().enumerate().map(&mut change).collect();
    let ids = 0..crate::layout::index_u32(old.len());
    let gone = ids.zip(&kept).filter(|(_, kept)| !**kept);
    (changes, gone.map(|(id, _)| id).collect())
}
