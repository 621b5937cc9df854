//! When two configurations are the same, and how one is written down.

use super::World;
use crate::renaming;
use crate::sim::flights::Flight;
use crate::sim::process::Process;
#[cfg(feature = "search")]
use crate::sim::writer;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
#[cfg(feature = "search")]
use xxhash_rust::xxh3::xxh3_128;

impl<P: Process> World<P> {
    /// The messages in flight: those of each link together, in the order of sending where
    /// the link keeps it, sorted where it does not.
    fn contents(&self) -> Vec<&Flight<P::Message>> {
        let mut contents: Vec<_> = self.flying().map(|(_, flight)| flight).collect();
        contents.sort_by(|a, b| {
            let same_link = (a.from, a.to) == (b.from, b.to);
            if same_link && self.setup.keeps_order(a.from, a.to) { Ordering::Equal } else { a.cmp(b) }
        });
        contents
    }
}

impl<P: Process> PartialEq for World<P> {
    fn eq(&self, other: &Self) -> bool {
        self.nodes == other.nodes
            && self.conditions == other.conditions
            && self.clocks == other.clocks
            && self.budget == other.budget
            && self.watch == other.watch
            && self.contents() == other.contents()
    }
}

impl<P: Process> Eq for World<P> {}

impl<P: Process> Hash for World<P> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        renaming::write_per_node(&self.nodes, state);
        self.conditions.hash(state);
        self.clocks.hash(state);
        self.budget.hash(state);
        self.watch.hash(state);
        // A set, but for links that keep order; where there are any, no node is renamed.
        renaming::write_set(self.contents().into_iter(), state);
    }
}

/// A configuration by the names of its parts, of which a step changes few.
#[cfg(feature = "search")]
impl<P: Process> World<P> {
    /// Gives a name to each part that has changed since it got one. The memory is used
    /// again and again.
    pub fn identify(&mut self, memory: &mut Vec<u8>) {
        for node in &mut self.nodes {
            node.identify(|node| writer::name(node, memory));
        }
        self.watch.identify(|watch| writer::name(watch, memory));
        for flight in self.flying.iter_mut() {
            flight.identify(|flight| writer::name(flight, memory));
        }
    }

    /// Writes the configuration down by the names of its parts, which all have one.
    pub fn encode(&self, bytes: &mut Vec<u8>) {
        for node in &self.nodes {
            bytes.extend_from_slice(&node.name().to_le_bytes());
        }
        bytes.extend_from_slice(&self.watch.name().to_le_bytes());
        bytes.extend_from_slice(&self.flights_name().to_le_bytes());
        writer::write(&(&self.conditions, &self.clocks, &self.budget), bytes);
    }

    /// The sum of the names of the messages in flight, whatever order they are in. On a
    /// link that keeps order, the name of a message depends on how many are before it.
    fn flights_name(&self) -> u128 {
        let mut sum = self.flying.len() as u128;
        for (id, flight) in self.flying.shared() {
            let (link, mut name) = ((flight.from, flight.to), flight.name());
            if self.setup.keeps_order(link.0, link.1) {
                let earlier = self.flying().filter(|(other, f)| *other < id && (f.from, f.to) == link);
                name = xxh3_128(&[name.to_le_bytes(), (earlier.count() as u128).to_le_bytes()].concat());
            }
            sum = sum.wrapping_add(name);
        }
        sum
    }
}
