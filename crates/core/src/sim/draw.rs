//! Chance, as a function of the seed and a stable key.
//!
//! No draw takes the next number of a shared stream. The latency of a message is a
//! hash of the seed and the message's own name, so dropping another message does not
//! change it, and two runs can be laid over each other.
//!
//! The encoding of keys is fixed: links promise that old runs replay for ever.

use crate::trace::{MessageKey, Micros, NodeId};
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// The longest key: one byte, a name, and the numbers of a message.
const KEY_MAX: usize = 64;

/// What is drawn about a message.
#[derive(Clone, Copy, Debug)]
pub enum About {
    /// How long it takes.
    Delay = 1,
    /// Whether it is lost.
    Loss = 2,
    /// Whether it arrives twice.
    Duplicate = 3,
}

/// Numbers under which timers and coins are drawn, beside those of [`About`].
const TIMER: u8 = 4;
const COIN: u8 = 5;

/// What the numbers of [`About`] are increased by for messages that a traitor forged, so that
/// they take no draw from another.
const FORGED: u8 = 16;

/// A key under construction: little-endian numbers and a name with its length.
struct Key {
    bytes: [u8; KEY_MAX],
    length: usize,
}

impl Key {
    fn new(about: u8, name: &str) -> Key {
        let mut key = Key { bytes: [0; KEY_MAX], length: 0 };
        let name = &name.as_bytes()[..name.len().min(40)];
        key.push(&[about, name.len() as u8]);
        key.push(name);
        key
    }

    fn push(&mut self, bytes: &[u8]) {
        self.bytes[self.length..self.length + bytes.len()].copy_from_slice(bytes);
        self.length += bytes.len();
    }

    fn hash(&self, seed: u64) -> u64 {
        xxh3_64_with_seed(&self.bytes[..self.length], seed)
    }
}

/// A number drawn for a message.
pub fn for_message(seed: u64, about: About, kind: &str, key: MessageKey) -> u64 {
    let forged = if key.forged { FORGED } else { 0 };
    let mut bytes = Key::new(about as u8 + forged, kind);
    bytes.push(&[key.from.0, key.to.0]);
    bytes.push(&key.nth.to_le_bytes());
    bytes.push(&key.copy.to_le_bytes());
    bytes.hash(seed)
}

/// A number drawn for the `count`-th time that a node arms a timer.
pub fn for_timer(seed: u64, node: NodeId, timer: &str, count: u32) -> u64 {
    let mut bytes = Key::new(TIMER, timer);
    bytes.push(&[node.0]);
    bytes.push(&count.to_le_bytes());
    bytes.hash(seed)
}

/// Whether the `count`-th toss of a coin by a node shows heads.
pub fn shows_heads(seed: u64, node: NodeId, coin: &str, count: u32) -> bool {
    let mut bytes = Key::new(COIN, coin);
    bytes.push(&[node.0]);
    bytes.push(&count.to_le_bytes());
    between(bytes.hash(seed), (0, 1)) == 1
}

/// Maps a draw evenly to the whole numbers from `low` to `high`, both included.
pub fn between(draw: u64, (low, high): (Micros, Micros)) -> Micros {
    let width = u128::from(high.saturating_sub(low)) + 1;
    low + ((u128::from(draw) * width) >> 64) as u64
}

/// Whether a draw falls into a share of so many in a million.
pub fn happens(draw: u64, ppm: u32) -> bool {
    between(draw, (0, 999_999)) < u64::from(ppm)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(nth: u32) -> MessageKey {
        MessageKey { kind: 0, from: NodeId(1), to: NodeId(2), nth, copy: 0, forged: false }
    }

    /// These numbers are promised by every link ever shared.
    #[test]
    fn draws_never_change() {
        let draws = [
            for_message(1, About::Delay, "RequestVote", key(1)),
            for_message(1, About::Loss, "RequestVote", key(1)),
            for_timer(1, NodeId(0), "election-timeout", 1),
        ];
        expect_test::expect!["[f64640fc3bae6218, 5c7dca548ea685e4, da485f97ae51a241]"]
            .assert_eq(&format!("{draws:x?}"));
    }

    #[test]
    fn both_ends_are_drawn_and_nothing_beyond() {
        assert_eq!(between(0, (5, 9)), 5);
        assert_eq!(between(u64::MAX, (5, 9)), 9);
        assert_eq!(between(u64::MAX, (0, u64::MAX)), u64::MAX);
    }

    #[test]
    fn a_share_of_draws_happens() {
        let hits = (1..=10_000)
            .filter(|nth| happens(for_message(7, About::Loss, "Ping", key(*nth)), 200_000))
            .count();
        assert!((1_900..2_100).contains(&hits), "{hits} of 10,000 at 20 %");
        assert!(!happens(0, 0), "no share, no hit");
        assert!(happens(u64::MAX, 1_000_000), "the whole, always");
    }
}
