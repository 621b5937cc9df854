//! What a timed run has planned, in the order in which it happens.
//!
//! Ties are broken by class and then by stable keys, never by the order in which things were
//! planned. Links promise runs that depend on this order.

use super::fault::Fault;
use super::plan::{Happening, Timed};
use crate::trace::{MessageId, MessageKey, Micros, NodeId};
use std::cmp::Ordering;

/// An index into [`super::plan::Plan::timed`].
pub(super) type Line = u32;

/// Something planned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Item {
    pub(super) at: Micros,
    pub(super) what: What,
}

/// Things happen in the order of their times, and mostly these differ.
impl Ord for Item {
    #[inline]
    fn cmp(&self, other: &Item) -> Ordering {
        match self.at.cmp(&other.at) {
            Ordering::Equal => tie(&self.what, &other.what),
            order => order,
        }
    }
}

impl PartialOrd for Item {
    #[inline]
    fn partial_cmp(&self, other: &Item) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cold]
fn tie(one: &What, other: &What) -> Ordering {
    one.cmp(other)
}

/// What is planned. The order of the variants, and of the fields within each, breaks ties.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum What {
    /// A fault, by its class and its node: [`Fault::turn`].
    Fault((u8, NodeId), Line),
    /// A line of the scenario lets a traitor speak.
    Forge(NodeId, Line),
    /// What has waited at a node that was paused, by its number in the order in which it came
    /// due.
    Overdue(NodeId, u32, Due),
    /// A message arrives.
    Arrive(Arrival, MessageId),
    /// A line of the scenario lets a timer fire.
    FireNow(NodeId, u8, Line),
    /// A timer fires, if it was armed just so often.
    Fire(NodeId, u8, u32),
    /// A line of the scenario gives a command.
    Command(NodeId, Line),
}

/// What can wait at a node.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Due {
    /// A message that has arrived.
    Arrive(MessageId),
    /// A timer that was armed just so often.
    Fire(u8, u32),
    /// A command.
    Command(Line),
}

/// A message's key with the fields that break ties first: 10 comes after 9.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Arrival {
    to: NodeId,
    from: NodeId,
    kind: u16,
    nth: u32,
    copy: u32,
    forged: bool,
}

impl From<MessageKey> for Arrival {
    fn from(MessageKey { kind, from, to, nth, copy, forged }: MessageKey) -> Arrival {
        Arrival { to, from, kind, nth, copy, forged }
    }
}

impl Item {
    /// What a line of the scenario plans.
    pub(super) fn of(timed: &Timed, line: Line) -> Item {
        let what = match &timed.what {
            Happening::Fault(fault) => What::Fault(Fault::turn(fault), line),
            Happening::Forge(forgery) => What::Forge(forgery.from, line),
            // A coin has no time; what would have one is never read.
            Happening::Toss(toss) => What::Command(toss.node, line),
            Happening::Fire(node, timer) => What::FireNow(*node, *timer, line),
            Happening::Command(node, _) => What::Command(*node, line),
        };
        Item { at: timed.at, what }
    }
}
