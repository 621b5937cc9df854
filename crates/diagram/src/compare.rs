//! What an edit changed: two runs of nearly the same scenario, laid over each other.
//!
//! Messages are matched by their keys. A send or a receive is matched by the key of its
//! message, anything else by its node, its kind, what it says, and how many of that
//! came before it on the node. Everything goes by name, since the two runs may number
//! their lanes, kinds and roles differently.

use crate::index_u32;
use sequitur_core::ordered::{self, Map, Texts};
use sequitur_core::trace::{
    Event, EventId, EventKind, Message, MessageId, MessageKey, Micros, NodeId, Trace,
};
use std::cell::OnceCell;

/// What something in the new run was in the old one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counterpart<Id> {
    /// The same.
    Same(Id),
    /// There too, but with other times or another outcome.
    Changed(Id),
    /// Not there.
    Added,
}

impl<Id: Copy> Counterpart<Id> {
    /// Its counterpart in the old run.
    pub fn old(self) -> Option<Id> {
        match self {
            Counterpart::Same(old) | Counterpart::Changed(old) => Some(old),
            Counterpart::Added => None,
        }
    }

    /// Whether it differs from the old run.
    pub fn differs(self) -> bool {
        !matches!(self, Counterpart::Same(_))
    }
}

/// How a run differs from an older one.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Difference {
    /// For each message of the new run. Changed: sent or arriving at another time, or
    /// with another fate.
    pub messages: Vec<Counterpart<MessageId>>,
    /// The messages of the old run that the new one does not have.
    pub gone_messages: Vec<MessageId>,
    /// For each event of the new run. Changed: at another time, or leaving the node in
    /// another role or epoch.
    pub events: Vec<Counterpart<EventId>>,
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

    /// When the runs part: the time of the first thing that is in one of them only, or differs.
    pub fn first(&self, old: &Trace, new: &Trace) -> Option<Micros> {
        let events =
            new.events.iter().zip(&self.events).filter_map(|(event, counterpart)| match counterpart {
                Counterpart::Same(_) => None,
                Counterpart::Changed(was) => Some(event.at.min(old.event(*was).at)),
                Counterpart::Added => Some(event.at),
            });
        let gone = self.gone_events.iter().map(|event| old.event(*event).at);
        let messages = new.messages.iter().zip(&self.messages).filter_map(|(message, counterpart)| {
            let was = old.message(counterpart.old().filter(|_| counterpart.differs())?);
            let arrival = [was.arrives_at, message.arrives_at].into_iter().flatten().min();
            let is_sent_alike = was.sent_at == message.sent_at;
            Some(arrival.filter(|_| is_sent_alike).unwrap_or(was.sent_at.min(message.sent_at)))
        });
        events.chain(gone).chain(messages).min()
    }

    /// Whether the two runs are the same.
    pub fn is_empty(&self) -> bool {
        self.gone_messages.is_empty()
            && self.gone_events.is_empty()
            && !self.messages.iter().any(|counterpart| counterpart.differs())
            && !self.events.iter().any(|counterpart| counterpart.differs())
    }
}

fn typed<Id>(counterpart: Counterpart<u32>, id: impl Fn(u32) -> Id) -> Counterpart<Id> {
    match counterpart {
        Counterpart::Same(old) => Counterpart::Same(id(old)),
        Counterpart::Changed(old) => Counterpart::Changed(id(old)),
        Counterpart::Added => Counterpart::Added,
    }
}

fn same_message(old: &Message, new: &Message) -> bool {
    (old.sent_at, old.arrives_at, old.fate) == (new.sent_at, new.arrives_at, new.fate)
}

fn same_event(old: &Trace, a: &Event, new: &Trace, b: &Event) -> bool {
    fn role<'a>(trace: &'a Trace, event: &Event) -> Option<&'a str> {
        Some(&trace.roles[usize::from(event.role?)])
    }
    (a.at, a.epoch) == (b.at, b.epoch) && role(old, a) == role(new, b)
}

/// Names of both runs, numbered together.
#[derive(Default)]
struct Names {
    /// Apart from the others, so that their numbers are small.
    nodes: Texts,
    words: Texts,
}

fn all(texts: &mut Texts, names: &[String]) -> Vec<u32> {
    names.iter().map(|name| texts.number(name)).collect()
}

/// A message's key in numbers that both runs share, in one number that compares fast:
/// 16 bits for each node, 32 for kind, number and copy.
type SharedKey = u128;

/// Says what a message key is in numbers that both runs share.
struct KeyNames {
    kinds: Vec<u32>,
    nodes: Vec<u32>,
}

impl KeyNames {
    fn of(trace: &Trace, names: &mut Names) -> KeyNames {
        KeyNames { kinds: all(&mut names.words, &trace.kinds), nodes: all(&mut names.nodes, &trace.nodes) }
    }

    fn shared(&self, key: MessageKey) -> SharedKey {
        let node = |node: NodeId| u128::from(self.nodes[node.index()]);
        let kind = u128::from(self.kinds[usize::from(key.kind)]);
        let number = u128::from(key.nth) << 32 | u128::from(key.copy);
        let forged = u128::from(key.forged) << 127;
        forged | node(key.from) << 112 | node(key.to) << 96 | kind << 64 | number
    }
}

fn message_keys(trace: &Trace, names: &mut Names) -> Vec<SharedKey> {
    let key_names = KeyNames::of(trace, names);
    trace.messages.iter().map(|message| key_names.shared(message.key)).collect()
}

/// What an event is matched by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum EventKey {
    /// It sends or receives this message.
    Message(EventKind, SharedKey),
    /// Its kind, its node, what it says, and how many of that came before.
    Other(EventKind, u32, u32, u32),
}

fn event_keys(trace: &Trace, names: &mut Names) -> Vec<EventKey> {
    let key_names = KeyNames::of(trace, names);
    let texts: Vec<u32> = trace.texts.iter().map(|text| names.words.number(text)).collect();
    // For each word, how many events of each kind on each node say it.
    let mut counts: Vec<Map<(EventKind, u32), u32>> = Vec::new();
    let key = |(index, event): (usize, &Event)| {
        let moves = matches!(event.kind, EventKind::Send | EventKind::Receive);
        if moves && event.message_count > 0 {
            let message = trace.message(event.first_message);
            return EventKey::Message(event.kind, key_names.shared(message.key));
        }
        let says = match event.text {
            Some(text) => texts[text as usize],
            None => names.words.number(&trace.label(EventId(index_u32(index)))),
        };
        let node = key_names.nodes[event.node.index()];
        if counts.len() <= says as usize {
            counts.resize(says as usize + 1, Map::new());
        }
        let count = counts[says as usize].or_default((event.kind, node));
        *count += 1;
        EventKey::Other(event.kind, node, says, *count)
    };
    trace.events.iter().enumerate().map(key).collect()
}

/// For each new key what it was, and the old keys that are gone.
fn compare<Key: Ord>(
    old: &[Key],
    new: &[Key],
    same: impl Fn(usize, usize) -> bool,
) -> (Vec<Counterpart<u32>>, Vec<u32>) {
    let sorted = OnceCell::new();
    let find = |key: &Key| {
        let by_key: &Vec<usize> =
            sorted.get_or_init(|| ordered::sorted_indices(old.len(), &|a, b| old[a].cmp(&old[b])));
        let found = by_key.binary_search_by_key(&key, |&index| &old[index]).ok()?;
        Some(by_key[found])
    };
    let mut kept = vec![false; old.len()];
    let mut next = 0;
    let counterpart = |(b, key): (usize, &Key)| {
        // Mostly, what follows one another in one run does so in the other.
        let expected = (old.get(next) == Some(key)).then_some(next);
        let Some(a) = expected.or_else(|| find(key)) else {
            return Counterpart::Added;
        };
        kept[a] = true;
        next = a + 1;
        match same(a, b) {
            true => Counterpart::Same(index_u32(a)),
            false => Counterpart::Changed(index_u32(a)),
        }
    };
    let counterparts = new.iter().enumerate().map(counterpart).collect();
    let gone = (0..).zip(&kept).filter(|(_, kept)| !**kept);
    (counterparts, gone.map(|(id, _)| id).collect())
}
