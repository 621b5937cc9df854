//! The messages in flight, in the order in which they were made.

use super::shared::Shared;
use crate::trace::{MessageId, NodeId};

/// A message in flight.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Flight<M> {
    /// The sender.
    pub from: NodeId,
    /// The receiver.
    pub to: NodeId,
    /// The content.
    pub message: M,
}

/// Messages in flight by their numbers.
///
/// Numbers only grow, so new messages go to the end of a list and are found by halving
/// it. One that lands leaves a hole; when there are more holes than messages, the list
/// is closed up. So all that can be done costs little however many there are.
#[derive(Debug)]
pub struct Flights<M> {
    list: Vec<(MessageId, Option<Shared<Flight<M>>>)>,
    holes: usize,
}

impl<M> Flights<M> {
    /// Nothing in flight.
    pub const fn new() -> Flights<M> {
        Flights { list: Vec::new(), holes: 0 }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len() - self.holes
    }

    /// All of them, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = (MessageId, &Flight<M>)> {
        self.shared().map(|(id, flight)| (id, &**flight))
    }

    /// All of them, oldest first, as copies share them.
    pub fn shared(&self) -> impl Iterator<Item = (MessageId, &Shared<Flight<M>>)> {
        self.list.iter().filter_map(|(id, flight)| Some((*id, flight.as_ref()?)))
    }

    /// All of them, oldest first, to be named.
    #[cfg(feature = "search")]
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Shared<Flight<M>>> {
        self.list.iter_mut().filter_map(|(_, flight)| flight.as_mut())
    }

    fn index_of(&self, id: MessageId) -> Option<usize> {
        self.list.binary_search_by_key(&id, |(id, _)| *id).ok()
    }

    /// The one with this number.
    pub fn get(&self, id: MessageId) -> Option<&Flight<M>> {
        self.list[self.index_of(id)?].1.as_deref()
    }

    /// Puts one in. Its number is greater than all before.
    pub fn insert(&mut self, id: MessageId, flight: Shared<Flight<M>>) {
        debug_assert!(self.list.last().is_none_or(|(last, _)| *last < id), "numbers only grow");
        self.list.push((id, Some(flight)));
    }

    /// Takes one out.
    pub fn remove(&mut self, id: MessageId) -> Option<Shared<Flight<M>>> {
        let index = self.index_of(id)?;
        let flight = self.list[index].1.take()?;
        self.holes += 1;
        if self.holes > self.list.len() / 2 {
            self.list.retain(|(_, flight)| flight.is_some());
            self.holes = 0;
        }
        Some(flight)
    }
}

impl<M> Clone for Flights<M> {
    fn clone(&self) -> Self {
        Flights { list: self.list.clone(), holes: self.holes }
    }

    /// Takes the memory of what it was, and leaves alone what is the same.
    fn clone_from(&mut self, other: &Self) {
        self.holes = other.holes;
        self.list.truncate(other.list.len());
        let (same, more) = other.list.split_at(self.list.len());
        for (mine, (id, flight)) in self.list.iter_mut().zip(same) {
            mine.0 = *id;
            mine.1.clone_from(flight);
        }
        self.list.extend_from_slice(more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn flights_are_as_a_standard_map() {
        let (mut flights, mut standard) = (Flights::new(), BTreeMap::new());
        for number in 0..500_u32 {
            let flight = Flight { from: NodeId(0), to: NodeId(1), message: number };
            flights.insert(MessageId(number), Shared::new(flight.clone()));
            standard.insert(MessageId(number), flight);
            for gone in [number * 7 % 501, number * 13 % 499].map(MessageId) {
                assert_eq!(flights.remove(gone).map(Shared::into_inner), standard.remove(&gone));
                assert_eq!(flights.get(gone), None);
            }
            assert_eq!(flights.len(), standard.len());
            assert!(flights.iter().eq(standard.iter().map(|(id, flight)| (*id, flight))));
        }
        assert!(flights.len() > 10 && flights.list.len() <= 2 * flights.len() + 2);
    }
}
