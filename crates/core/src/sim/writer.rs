//! Canonical bytes: what a `Hash` implementation is made of, written down the same way on
//! every machine.

use crate::renaming::Structure;
use crate::trace::NodeId;
use std::hash::{Hash, Hasher};
use xxhash_rust::xxh3::xxh3_128;

/// Writes a value down under its own names.
pub fn write(value: &impl Hash, bytes: &mut Vec<u8>) {
    write_renamed(value, &[], bytes);
}

/// Writes a value down with other names for its nodes: node N is called `names[N]`. Where
/// there are no names, all keep theirs.
pub fn write_renamed(value: &impl Hash, names: &[NodeId], bytes: &mut Vec<u8>) {
    value.hash(&mut Writer { bytes, names, cuts: Vec::new() });
}

/// 128 bits of the canonical bytes of a value, never 0. The bytes are written into memory
/// that is used again.
pub fn name(value: &impl Hash, memory: &mut Vec<u8>) -> u128 {
    memory.clear();
    write(value, memory);
    xxh3_128(memory).max(1)
}

/// Writes down what a `Hash` implementation is made of, the same on every machine:
/// lengths and the indices of an enum's variants, which are as wide as a pointer, and
/// wide numbers take seven bits a byte, low ones first. Nodes can get other names.
struct Writer<'a> {
    bytes: &'a mut Vec<u8>,
    /// What each node is called; empty where all keep their names.
    names: &'a [NodeId],
    /// Where the things begin and end that are just being written and whose order depends on
    /// the names, the innermost last.
    cuts: Vec<Vec<usize>>,
}

impl Writer<'_> {
    /// Puts the things that were written last in an order that does not depend on the names
    /// that nodes have in the world.
    fn put_in_order(&mut self, is_set: bool) {
        let cuts = self.cuts.pop().expect("what ends has begun");
        let written = self.bytes.split_off(cuts[0]);
        let things = cuts.windows(2).map(|ends| &written[ends[0] - cuts[0]..ends[1] - cuts[0]]);
        let mut things: Vec<(Option<&NodeId>, &[u8])> = match is_set {
            true => things.map(|thing| (None, thing)).collect(),
            false => self.names.iter().map(Some).zip(things).collect(),
        };
        things.sort_unstable();
        for (_, thing) in things {
            self.bytes.extend_from_slice(thing);
        }
    }
}

impl Hasher for Writer<'_> {
    fn write(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    fn write_u8(&mut self, number: u8) {
        self.bytes.push(number);
    }

    fn write_u16(&mut self, number: u16) {
        self.write_u64(number.into());
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(number.into());
    }

    fn write_u64(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn write_isize(&mut self, number: isize) {
        self.write_u64(number as u64);
    }

    fn write_i128(&mut self, number: i128) {
        match Structure::read(number) {
            Structure::Node(node) => {
                self.bytes.push(self.names.get(usize::from(node)).map_or(node, |name| name.0))
            }
            _ if self.names.is_empty() => {}
            Structure::Begin => self.cuts.push(vec![self.bytes.len()]),
            Structure::Next => self.cuts.last_mut().expect("what goes on has begun").push(self.bytes.len()),
            Structure::Set => self.put_in_order(true),
            Structure::PerNode => self.put_in_order(false),
        }
    }

    /// What was written is what counts.
    fn finish(&self) -> u64 {
        0
    }
}
