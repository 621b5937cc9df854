//! Maps and sets in the order of their keys, and sorting, in little code.
//!
//! They mean what the standard library's mean. Its trees and its sorting are made for
//! any size and cost the page some 4 KB for each type they are used with; these cost a
//! tenth of that. A map is a sorted vector: right where keys are few or come in order.
//! Where many come in any order, a `BTreeMap` is right; where these are texts, [`Texts`].

use crate::renaming;
use std::borrow::Borrow;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use xxhash_rust::xxh3::xxh3_64;

/// A map, in the order of its keys.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Map<K, V>(Vec<(K, V)>);

impl<K: Hash, V: Hash> Hash for Map<K, V> {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        renaming::write_set(self.0.iter(), hasher);
    }
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Map::new()
    }
}

impl<K, V> Map<K, V> {
    /// The empty map.
    pub const fn new() -> Map<K, V> {
        Map(Vec::new())
    }

    /// How many keys it has.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Its keys and their values.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&K, &V)> + DoubleEndedIterator {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// Its keys and their values, which can be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&K, &mut V)> {
        self.0.iter_mut().map(|(key, value)| (&*key, value))
    }

    /// Its keys.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.0.iter().map(|(key, _)| key)
    }

    /// Its least key.
    pub fn first(&self) -> Option<(&K, &V)> {
        self.iter().next()
    }
}

impl<K, V> Map<K, V> {
    /// Forgets all keys but those that are to be kept.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &V) -> bool) {
        self.0.retain(|(key, value)| keep(key, value));
    }
}

impl<K: Ord, V> Map<K, V> {
    /// Where a key is, or else where it would be.
    fn index_of<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        // Mostly the keys come in order, and the newest is asked for.
        match self.0.last().map(|(last, _)| last.borrow().cmp(key)) {
            None | Some(Ordering::Less) => Err(self.0.len()),
            Some(Ordering::Equal) => Ok(self.0.len() - 1),
            Some(Ordering::Greater) => self.0.binary_search_by(|(other, _)| other.borrow().cmp(key)),
        }
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let index = self.index_of(key).ok()?;
        Some(&self.0[index].1)
    }

    /// The value of a key, to be changed.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let index = self.index_of(key).ok()?;
        Some(&mut self.0[index].1)
    }

    /// Gives a key a value, whatever it had.
    pub fn insert(&mut self, key: K, value: V) {
        match self.index_of(&key) {
            Ok(index) => self.0[index].1 = value,
            Err(index) => self.0.insert(index, (key, value)),
        }
    }

    /// Takes a key out.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let index = self.index_of(key).ok()?;
        Some(self.0.remove(index).1)
    }

    /// The value of a key; where it has none, it gets this one.
    pub fn or_insert_with(&mut self, key: K, value: impl FnOnce() -> V) -> &mut V {
        let index = match self.index_of(&key) {
            Ok(index) => index,
            Err(index) => {
                self.0.insert(index, (key, value()));
                index
            }
        };
        &mut self.0[index].1
    }

    /// The value of a key; where it has none, it gets the default.
    pub fn or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        self.or_insert_with(key, V::default)
    }
}

/// A set, in order.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Set<T>(Map<T, ()>);

impl<T> Default for Set<T> {
    fn default() -> Self {
        Set::new()
    }
}

impl<T> Set<T> {
    /// The empty set.
    pub const fn new() -> Set<T> {
        Set(Map::new())
    }

    /// How many it holds.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What it holds.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.keys()
    }

    /// Takes all out.
    pub fn clear(&mut self) {
        self.0.0.clear();
    }
}

impl<T: Ord> Set<T> {
    /// Puts one in. False where it was in already.
    pub fn insert(&mut self, one: T) -> bool {
        let index = self.0.index_of(&one);
        if let Err(index) = index {
            self.0.0.insert(index, (one, ()));
        }
        index.is_err()
    }

    /// Takes one out. False where it was not in.
    pub fn remove(&mut self, one: &T) -> bool {
        self.0.remove(one).is_some()
    }

    /// Whether one is in.
    pub fn contains(&self, one: &T) -> bool {
        self.0.index_of(one).is_ok()
    }
}

impl<T: Ord> FromIterator<T> for Set<T> {
    fn from_iter<I: IntoIterator<Item = T>>(all: I) -> Self {
        let mut set = Set::new();
        for one in all {
            set.insert(one);
        }
        set
    }
}

/// The indices `0..count` of things, in the order that `compare` puts the things in;
/// equal ones stay in the order of their indices.
pub fn sorted_indices(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut indices: Vec<usize> = (0..count).collect();
    let mut merged = Vec::with_capacity(count);
    // Stretches that are in order, twice as long each time, are merged pair by pair.
    let mut length = 1;
    while length < count {
        for pair in indices.chunks(length * 2) {
            let (mut left, mut right) = pair.split_at(length.min(pair.len()));
            while let (Some(&a), Some(&b)) = (left.first(), right.first()) {
                let from = if compare(b, a) == Ordering::Less { &mut right } else { &mut left };
                merged.push(from[0]);
                *from = &from[1..];
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        std::mem::swap(&mut indices, &mut merged);
        merged.clear();
        length *= 2;
    }
    indices
}

/// Sorts; equal items stay in their order.
pub fn sort_by<T: Clone>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = sorted_indices(items.len(), &|a, b| compare(&items[a], &items[b]));
    *items = order.into_iter().map(|index| items[index].clone()).collect();
}

/// Sorts by a key; items of equal keys stay in their order.
pub fn sort_by_key<T: Clone, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts.
pub fn sort<T: Ord + Clone>(items: &mut Vec<T>) {
    sort_by(items, T::cmp);
}

/// Texts, each once, numbered from 0 in the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    texts: Vec<Box<str>>,
    /// For each text, 1 more than its number, at the first free slot from its hash on;
    /// 0 where a slot is free. At most half of the slots are taken.
    table: Vec<u32>,
}

impl Texts {
    /// The number of a text, a new one where it is new.
    pub fn number(&mut self, text: &str) -> u32 {
        if self.texts.len() * 2 >= self.table.len() {
            self.grow();
        }
        let index = self.index_of(text);
        if self.table[index] == 0 {
            self.texts.push(text.into());
            self.table[index] = self.texts.len() as u32;
        }
        self.table[index] - 1
    }

    /// All texts, by number.
    pub fn into_vec(self) -> Vec<Box<str>> {
        self.texts
    }

    /// Where a text is in the table, or else where it would be.
    fn index_of(&self, text: &str) -> usize {
        let last = self.table.len() - 1;
        let mut index = xxh3_64(text.as_bytes()) as usize & last;
        while self.table[index] != 0 && &*self.texts[self.table[index] as usize - 1] != text {
            index = (index + 1) & last;
        }
        index
    }

    fn grow(&mut self) {
        self.table = vec![0; (self.table.len() * 2).max(64)];
        for number in 0..self.texts.len() {
            let index = self.index_of(&self.texts[number]);
            self.table[index] = number as u32 + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    proptest! {
        #[test]
        fn a_map_is_as_the_standard_one(steps in prop::collection::vec((0..4, 0..20u8, any::<u8>()), 0..80)) {
            let (mut map, mut standard) = (Map::new(), BTreeMap::new());
            for (what, key, value) in steps {
                match what {
                    0 => prop_assert_eq!(map.remove(&key), standard.remove(&key)),
                    1 => prop_assert_eq!(map.or_insert_with(key, || value), standard.entry(key).or_insert(value)),
                    2 => prop_assert_eq!(map.get_mut(&key), standard.get_mut(&key)),
                    _ => {
                        map.insert(key, value);
                        standard.insert(key, value);
                    }
                }
                prop_assert_eq!(map.get(&key), standard.get(&key));
                prop_assert_eq!(map.first(), standard.first_key_value());
                prop_assert!(map.iter().eq(standard.iter()) && map.len() == standard.len());
            }
        }

        #[test]
        fn a_set_is_as_the_standard_one(all in prop::collection::vec(any::<u8>(), 0..80)) {
            let set: Set<u8> = all.iter().copied().collect();
            let standard: BTreeSet<u8> = all.iter().copied().collect();
            prop_assert!(set.iter().eq(standard.iter()) && all.iter().all(|one| set.contains(one)));
        }

        #[test]
        fn sorting_is_as_the_standard_one(all in prop::collection::vec((0..9u8, any::<u8>()), 0..80)) {
            let (mut sorted, mut standard) = (all.clone(), all);
            sort_by_key(&mut sorted, |&(key, _)| key);
            standard.sort_by_key(|&(key, _)| key);
            prop_assert_eq!(sorted, standard);
        }
    }

    #[test]
    fn each_text_has_one_number() {
        let words: Vec<String> = (0..1_000).map(|n| format!("{}", n % 300)).collect();
        let (mut texts, mut seen) = (Texts::default(), Vec::new());
        for word in &words {
            let number = texts.number(word) as usize;
            let known = seen.iter().position(|other| other == word).unwrap_or(seen.len());
            if known == seen.len() {
                seen.push(word.clone());
            }
            assert_eq!(number, known, "{word}");
        }
        assert_eq!(texts.into_vec().iter().map(|text| text.to_string()).collect::<Vec<_>>(), seen);
    }
}
