//! Hybrid logical clocks: stamps that keep to happens-before and stay near wall time.
//!
//! Kulkarni, Demirbas, Madappa, Avva, Leone, "Logical Physical Clocks and Consistent
//! Snapshots in Globally Distributed Databases" (2014), Figure 5.

use super::sendings;
use crate::trace::{EventId, Trace};

/// A hybrid stamp. The order of the fields is the order of stamps.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Hybrid {
    /// The greatest physical time that any event in the past was stamped with, by the
    /// clock of its own node; 0 where all of them showed less. The paper's `l`.
    pub time: i64,
    /// Tells events of equal `time` apart. The paper's `c`.
    pub count: u32,
}

/// The hybrid stamp of every event, where `physical` tells what the clock of an event's
/// node showed. An event that carries no tick has the stamp of the one before it.
pub fn hybrid(trace: &Trace, physical: &dyn Fn(EventId) -> i64) -> Vec<Hybrid> {
    let mut clocks = vec![Hybrid::default(); trace.nodes.len()];
    let mut stamps: Vec<Hybrid> = Vec::with_capacity(trace.events.len());
    for (id, event) in (0..).map(EventId).zip(&trace.events) {
        let own = &mut clocks[event.node.index()];
        if event.kind.ticks() {
            let message = sendings(trace, id).map(|sent| stamps[sent.index()]).max();
            *own = next(*own, message, physical(id));
        }
        stamps.push(*own);
    }
    stamps
}

/// The stamp after `own` of an event at a physical time that receives a message stamped
/// so, or receives none.
fn next(own: Hybrid, message: Option<Hybrid>, physical: i64) -> Hybrid {
    let time = own.time.max(physical).max(message.map_or(0, |message| message.time));
    // The paper's four cases in one: the counts of those whose time is the greatest.
    let of = |stamp: Hybrid| (stamp.time == time).then_some(stamp.count + 1);
    let count = of(own).max(message.and_then(of)).unwrap_or(0);
    Hybrid { time, count }
}
