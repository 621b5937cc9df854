//! Models from textbooks and specifications.

pub mod byzantine;
pub mod elections;
pub mod paxos;
pub mod register;
pub mod single_decree;
pub mod stateright;
pub mod transaction;
pub mod two_phase;

use std::hash::{Hash, Hasher};

/// Writes a state down as its `Hash` is made of it, for models where speed is no matter.
pub fn write_down(state: &impl Hash, bytes: &mut Vec<u8>) {
    struct Writer<'a>(&'a mut Vec<u8>);

    impl Hasher for Writer<'_> {
        fn write(&mut self, bytes: &[u8]) {
            self.0.extend_from_slice(bytes);
        }

        /// What was written is what counts.
        fn finish(&self) -> u64 {
            0
        }
    }

    state.hash(&mut Writer(bytes));
}

/// A set of few things, in order. A copy over another one takes its memory.
#[derive(PartialEq, Eq, Hash, Debug)]
pub struct Set<T>(Vec<T>);

impl<T: Ord> Set<T> {
    pub fn new() -> Set<T> {
        Set(Vec::new())
    }

    pub fn insert(&mut self, thing: T) {
        if let Err(index) = self.0.binary_search(&thing) {
            self.0.insert(index, thing);
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
