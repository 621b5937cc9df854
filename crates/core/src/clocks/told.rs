//! What two stamps tell about two events, and what they do not.

use crate::trace::Relation;
use std::cmp::Ordering;

/// What the Lamport times of two different events tell, and all that they tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LamportTells {
    /// The first time is less: the second event did not happen before the first.
    NotAfter,
    /// The first time is greater: the first event did not happen before the second.
    NotBefore,
    /// The times are equal: the events are concurrent.
    Concurrent,
}

/// What Lamport times tell. (Lamport 1978: the converse of the clock condition does not
/// hold.)
pub fn lamport_tells(one: u32, other: u32) -> LamportTells {
    match one.cmp(&other) {
        Ordering::Less => LamportTells::NotAfter,
        Ordering::Greater => LamportTells::NotBefore,
        Ordering::Equal => LamportTells::Concurrent,
    }
}

/// What the vector times of two events tell: everything. (Mattern 1989.)
pub fn vectors_tell(one: &[u32], other: &[u32]) -> Relation {
    let at_most = |a: &[u32], b: &[u32]| a.iter().zip(b).all(|(a, b)| a <= b);
    match (at_most(one, other), at_most(other, one)) {
        (true, true) => Relation::Same,
        (true, false) => Relation::Before,
        (false, true) => Relation::After,
        (false, false) => Relation::Concurrent,
    }
}
