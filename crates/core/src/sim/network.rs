//! What the network does to messages, link by link.

use super::cuts::Wire;
use crate::ordered::Map;
use crate::trace::{Micros, NodeId};

/// What the network does to messages.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Network {
    /// Links that no line names.
    pub any: Link,
    /// What lines say about single links; each attribute that is None is as in `any`.
    pub links: Map<(NodeId, NodeId), LinkChange>,
}

/// How one link treats messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Link {
    /// How long a message takes: drawn evenly between the two ends, both included.
    pub delay: (Micros, Micros),
    /// How many in a million messages are lost.
    pub loss_ppm: u32,
    /// How many in a million messages arrive twice.
    pub duplicate_ppm: u32,
    /// Whether messages arrive in the order in which they were sent.
    pub fifo: bool,
    /// How many messages get through in a second, if that is limited.
    pub rate: Option<u32>,
}

impl Link {
    /// How much later than the one before it a message arrives at least; None where messages
    /// overtake each other.
    pub fn gap(&self) -> Option<Micros> {
        match self.rate {
            Some(rate) => Some(1_000_000_u64.div_ceil(u64::from(rate.max(1)))),
            None => self.fifo.then_some(1),
        }
    }
}

impl Default for Link {
    fn default() -> Link {
        Link { delay: (10_000, 20_000), loss_ppm: 0, duplicate_ppm: 0, fifo: false, rate: None }
    }
}

/// The attributes of a link that a line names.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct LinkChange {
    /// See [`Link::delay`].
    pub delay: Option<(Micros, Micros)>,
    /// See [`Link::loss_ppm`].
    pub loss_ppm: Option<u32>,
    /// See [`Link::duplicate_ppm`].
    pub duplicate_ppm: Option<u32>,
    /// See [`Link::fifo`].
    pub fifo: Option<bool>,
    /// See [`Link::rate`].
    pub rate: Option<u32>,
}

impl Network {
    /// How the link from one node to another treats messages.
    pub fn link(&self, from: NodeId, to: NodeId) -> Link {
        let Some(change) = self.links.get(&(from, to)) else {
            return self.any;
        };
        Link {
            delay: change.delay.unwrap_or(self.any.delay),
            loss_ppm: change.loss_ppm.unwrap_or(self.any.loss_ppm),
            duplicate_ppm: change.duplicate_ppm.unwrap_or(self.any.duplicate_ppm),
            fifo: change.fifo.unwrap_or(self.any.fifo),
            rate: change.rate.or(self.any.rate),
        }
    }

    /// Changes what is named, of one link or of all that no line names.
    pub fn change(&mut self, wire: Option<Wire>, change: LinkChange) {
        let Some(wire) = wire else {
            let any = &mut self.any;
            any.delay = change.delay.unwrap_or(any.delay);
            any.loss_ppm = change.loss_ppm.unwrap_or(any.loss_ppm);
            any.duplicate_ppm = change.duplicate_ppm.unwrap_or(any.duplicate_ppm);
            any.fifo = change.fifo.unwrap_or(any.fifo);
            any.rate = change.rate.or(any.rate);
            return;
        };
        let known = self.links.or_default(wire);
        known.delay = change.delay.or(known.delay);
        known.loss_ppm = change.loss_ppm.or(known.loss_ppm);
        known.duplicate_ppm = change.duplicate_ppm.or(known.duplicate_ppm);
        known.fifo = change.fifo.or(known.fifo);
        known.rate = change.rate.or(known.rate);
    }
}
