//! The states that have been seen: 25 to 29 bytes each, and no more.
//!
//! A state is remembered by the 128 bits of its fingerprint and the number of the state
//! that it was first reached from. Fingerprints stand in the order in which they were
//! found; an open-addressed table of their numbers finds them. Growing it needs no
//! second table, since it is filled again from the fingerprints, and what grows by
//! pieces is never copied.
//!
//! A table of 2^k slots holds numbers of k bits, and a slot has 32: the others are a tag
//! of the fingerprint. So it is hardly ever another state's fingerprint that is looked
//! up, and what is new is told so by the table alone.

use std::hint::black_box;

/// How many things are in a piece.
const PIECE: usize = 1 << 15;

/// A list that grows without being copied.
#[derive(Clone, Debug)]
struct Pieces<T> {
    pieces: Vec<Vec<T>>,
    len: u32,
}

impl<T: Copy> Pieces<T> {
    const fn new() -> Pieces<T> {
        Pieces { pieces: Vec::new(), len: 0 }
    }

    fn get(&self, index: u32) -> T {
        self.pieces[index as usize / PIECE][index as usize % PIECE]
    }

    fn push(&mut self, thing: T) {
        match self.pieces.last_mut() {
            Some(piece) if piece.len() < PIECE => piece.push(thing),
            // The first piece grows, so that a small search stays small.
            None => self.pieces.push(vec![thing]),
            _ => {
                let mut piece = Vec::with_capacity(PIECE);
                piece.push(thing);
                self.pieces.push(piece);
            }
        }
        self.len += 1;
    }

    fn iter(&self) -> impl Iterator<Item = T> {
        self.pieces.iter().flatten().copied()
    }

    fn bytes(&self) -> u64 {
        self.pieces.iter().map(|piece| (piece.capacity() * size_of::<T>()) as u64).sum()
    }
}

/// States by the order in which they were first seen.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    fingerprints: Pieces<u128>,
    parents: Pieces<u32>,
    /// Numbers plus one, below a tag, each at the first free slot from where its
    /// fingerprint points. Zero is free. At most seven eighths are taken.
    slots: Vec<u32>,
}

/// How many states a search can remember.
pub(crate) const STATES_MAX: u32 = u32::MAX - 1;

const SLOTS_FIRST: usize = 1 << 10;

impl Seen {
    pub(crate) fn new() -> Seen {
        Seen { fingerprints: Pieces::new(), parents: Pieces::new(), slots: vec![0; SLOTS_FIRST] }
    }

    /// How many states have been seen.
    pub(crate) fn len(&self) -> u32 {
        self.fingerprints.len
    }

    /// How much memory all this takes.
    pub(crate) fn bytes(&self) -> u64 {
        self.fingerprints.bytes() + self.parents.bytes() + (self.slots.len() * size_of::<u32>()) as u64
    }

    /// The number of a state, if it has been seen.
    #[cfg(test)]
    fn number(&self, fingerprint: u128) -> Option<u32> {
        self.slot_of(fingerprint).err()
    }

    /// The bits of a slot that are a number, if there are so many slots. The others are a tag.
    fn number_bits(&self) -> u32 {
        (self.slots.len() - 1) as u32
    }

    /// Where a fingerprint points.
    fn home(&self, fingerprint: u128) -> usize {
        fingerprint as usize & (self.slots.len() - 1)
    }

    /// The number in a slot, if its tag is that of a fingerprint.
    fn tagged(&self, slot: u32, fingerprint: u128) -> Option<u32> {
        let is_same = (slot ^ tag(fingerprint)) & !self.number_bits() == 0;
        (slot & self.number_bits()).checked_sub(1).filter(|_| is_same)
    }

    /// Where a new state would go, or the number that it has already.
    fn slot_of(&self, fingerprint: u128) -> Result<usize, u32> {
        let mut index = self.home(fingerprint);
        loop {
            match self.slots[index] {
                0 => return Ok(index),
                slot => match self.tagged(slot, fingerprint) {
                    Some(number) if self.fingerprints.get(number) == fingerprint => return Err(number),
                    _ => index = (index + 1) & (self.slots.len() - 1),
                },
            }
        }
    }

    /// Keeps the fingerprints that have not been seen. They are far apart in memory, so
    /// all of them are asked for before the first is looked at: first the slots, then
    /// what the slots name.
    pub(crate) fn keep_new(&self, reached: &mut Vec<(u128, u32, u64)>) {
        let mut asked = 0;
        for (fingerprint, ..) in &*reached {
            asked |= self.slots[self.home(*fingerprint)];
        }
        black_box(asked);
        let mut asked = 0;
        for (fingerprint, ..) in &*reached {
            if let Some(number) = self.tagged(self.slots[self.home(*fingerprint)], *fingerprint) {
                asked |= self.fingerprints.get(number);
            }
        }
        black_box(asked);
        reached.retain(|(fingerprint, ..)| self.slot_of(*fingerprint).is_ok());
    }

    /// Remembers a state. None where it had been seen before, otherwise its number.
    pub(crate) fn insert(&mut self, fingerprint: u128, parent: u32) -> Option<u32> {
        let index = self.slot_of(fingerprint).ok()?;
        let number = self.len();
        self.fingerprints.push(fingerprint);
        self.parents.push(parent);
        self.slots[index] = (number + 1) | (tag(fingerprint) & !self.number_bits());
        if self.len() as usize >= self.slots.len() / 8 * 7 {
            self.grow();
        }
        Some(number)
    }

    fn grow(&mut self) {
        let count = self.slots.len() * 2;
        // The old table goes first: the new one does not need it.
        self.slots = Vec::new();
        self.slots = vec![0; count];
        for (fingerprint, number) in self.fingerprints.iter().zip(1..) {
            let mut index = self.home(fingerprint);
            while self.slots[index] != 0 {
                index = (index + 1) & (count - 1);
            }
            self.slots[index] = number | (tag(fingerprint) & !self.number_bits());
        }
    }

    /// The fingerprint of a state.
    pub(crate) fn fingerprint(&self, number: u32) -> u128 {
        self.fingerprints.get(number)
    }

    /// The fingerprints on the way to a state, its own last. The first is that of an
    /// initial state, which is its own parent.
    pub(crate) fn way(&self, mut number: u32) -> Vec<u128> {
        let mut way = vec![self.fingerprints.get(number)];
        while self.parents.get(number) != number {
            number = self.parents.get(number);
            way.push(self.fingerprints.get(number));
        }
        way.reverse();
        way
    }
}

/// Bits of a fingerprint other than those that say where it points.
fn tag(fingerprint: u128) -> u32 {
    (fingerprint >> 96) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use xxhash_rust::xxh3::xxh3_128;

    #[test]
    fn remembers_each_state_once_and_the_way_to_it() {
        let mut seen = Seen::new();
        let mut known = BTreeMap::new();
        for step in 0..200_000_u32 {
            // Every third comes again, and many share the bits that decide their index.
            let name = step.saturating_sub(step % 3 * 7 % 5);
            let fingerprint = xxh3_128(&name.to_le_bytes()) & !0xff_u128;
            let parent = seen.len().saturating_sub(1);
            let number = seen.insert(fingerprint, parent);
            assert_eq!(number.is_some(), !known.contains_key(&fingerprint));
            let expected = *known.entry(fingerprint).or_insert_with(|| number.expect("it is new"));
            assert_eq!(seen.number(fingerprint), Some(expected));
        }
        assert_eq!(seen.len() as usize, known.len());
        assert_eq!(seen.number(1), None);
        assert_eq!(seen.way(seen.len() - 1).len(), known.len());
        let bytes = seen.bytes() / u64::from(seen.len());
        assert!((24..=36).contains(&bytes), "{bytes} bytes a state");
    }
}
