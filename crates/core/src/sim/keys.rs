//! Numbers that name messages: they stand outside the configuration.

use super::any_world::{AnyWorld, Report};
use crate::ordered::Map;
use crate::trace::{Fate, MessageId, MessageKey, Micros, NodeId};

/// Counts the messages of each kind on each link, lost ones included and forged ones by
/// themselves, and the tosses of each coin.
#[derive(Clone, Default, Debug)]
pub struct KeyBook {
    sent: Map<(NodeId, NodeId, u16, bool), u32>,
    /// How often each node has tossed each coin.
    tossed: Map<(NodeId, u8), u32>,
}

impl KeyBook {
    /// The name of the next message of this kind on this link.
    pub fn next(&mut self, kind: u16, from: NodeId, to: NodeId, forged: bool) -> MessageKey {
        let nth = self.sent.or_default((from, to, kind, forged));
        *nth += 1;
        MessageKey { kind, from, to, nth: *nth, copy: 0, forged }
    }

    /// A node has tossed a coin again: how often by now.
    pub fn toss(&mut self, node: NodeId, coin: u8) -> u32 {
        let count = self.tossed.or_default((node, coin));
        *count += 1;
        *count
    }

    /// How often a node has tossed a coin.
    pub fn tosses(&self, node: NodeId, coin: u8) -> u32 {
        self.tossed.get(&(node, coin)).copied().unwrap_or(0)
    }
}

/// Whoever watches a run being made: the recorder, or nobody during a replay.
pub trait StepListener {
    /// A step was taken.
    fn step(&mut self, at: Micros, report: &Report, world: &dyn AnyWorld);

    /// A message was put in flight by the last step, or copied from another.
    fn message(&mut self, id: MessageId, sending: Sending, world: &dyn AnyWorld);

    /// It is settled what becomes of a message, and when.
    fn fate(&mut self, id: MessageId, fate: Fate, at: Option<Micros>);
}

/// What is known of a message when it is made.
#[derive(Clone, Copy, Debug)]
pub struct Sending {
    /// Its name.
    pub key: MessageKey,
    /// The message that it is a copy of.
    pub copy_of: Option<MessageId>,
    /// When it is to arrive, if that is planned.
    pub arrives_at: Option<Micros>,
}

/// Nobody watches.
impl StepListener for () {
    fn step(&mut self, _: Micros, _: &Report, _: &dyn AnyWorld) {}
    fn message(&mut self, _: MessageId, _: Sending, _: &dyn AnyWorld) {}
    fn fate(&mut self, _: MessageId, _: Fate, _: Option<Micros>) {}
}
