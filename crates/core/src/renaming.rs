//! How a configuration is written down so that its nodes can be renamed.
//!
//! A search that takes nodes for interchangeable writes the same configuration down under
//! several names of its nodes. So whoever writes has to know what is made of nodes. `Hash`
//! tells: wherever a node stands in a configuration, and where the order in which things
//! are written depends on nodes, the hasher gets a [`Structure`], as a number of a type that
//! nothing else uses. To other hashers these are numbers like any other.

use std::hash::{Hash, Hasher};
use std::ops::{Deref, DerefMut};

/// What a hasher is told of nodes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Structure {
    /// A node, by its number.
    Node(u8),
    /// Several things follow.
    Begin,
    /// One of them ends here.
    Next,
    /// That was all. They are a set: their order is of no account.
    Set,
    /// That was all. They are one thing for each node, in the order of the nodes.
    PerNode,
}

const BEGIN: i128 = -1;
const NEXT: i128 = -2;
const SET: i128 = -3;

impl Structure {
    /// Tells a hasher.
    pub fn write(self, hasher: &mut impl Hasher) {
        hasher.write_i128(match self {
            Structure::Node(node) => node.into(),
            Structure::Begin => BEGIN,
            Structure::Next => NEXT,
            Structure::Set => SET,
            Structure::PerNode => SET - 1,
        });
    }

    /// What a hasher was told.
    pub fn read(number: i128) -> Structure {
        match number {
            BEGIN => Structure::Begin,
            NEXT => Structure::Next,
            SET => Structure::Set,
            _ => u8::try_from(number).map_or(Structure::PerNode, Structure::Node),
        }
    }
}

/// Writes several things down, and what they are.
fn write_all<T: Hash>(things: impl ExactSizeIterator<Item = T>, end: Structure, hasher: &mut impl Hasher) {
    hasher.write_usize(things.len());
    Structure::Begin.write(hasher);
    for thing in things {
        thing.hash(hasher);
        Structure::Next.write(hasher);
    }
    end.write(hasher);
}

/// Writes a set down, in whatever order it comes.
pub fn write_set<T: Hash>(things: impl ExactSizeIterator<Item = T>, hasher: &mut impl Hasher) {
    write_all(things, Structure::Set, hasher);
}

/// Writes down one thing for each node.
pub fn write_per_node<T: Hash>(things: &[T], hasher: &mut impl Hasher) {
    write_all(things.iter(), Structure::PerNode, hasher);
}

/// One thing for each node, from the first on, as part of a configuration.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PerNode<T>(Vec<T>);

impl<T> From<Vec<T>> for PerNode<T> {
    fn from(things: Vec<T>) -> Self {
        PerNode(things)
    }
}

impl<T> Deref for PerNode<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T> DerefMut for PerNode<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.0
    }
}

impl<T: Hash> Hash for PerNode<T> {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        write_per_node(self, hasher);
    }
}
