//! Models from textbooks and specifications.

pub mod paxos;
pub mod single_decree;
pub mod two_phase;

/// A set of few things, in order. A copy over another one takes its memory.
#[derive(PartialEq, Eq, Hash, Debug)]
pub struct Set<T>(Vec<T>);

impl<T: Ord> Set<T> {
    pub fn new() -> Set<T> {
        Set(Vec::new())
    }

    pub fn insert(&mut self, thing: T) {
        if let Err(place) = self.0.binary_search(&thing) {
            self.0.insert(place, thing);
        }
    }

    pub fn contains(&self, thing: &T) -> bool {
        self.0.binary_search(thing).is_ok()
    }

    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }
}

impl<T: Clone> Clone for Set<T> {
    fn clone(&self) -> Self {
        Set(self.0.clone())
    }

    fn clone_from(&mut self, other: &Self) {
        self.0.clone_from(&other.0);
    }
}
