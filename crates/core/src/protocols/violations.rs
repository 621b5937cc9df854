//! What observers of every protocol do alike: remember the first violation of each
//! property, and explain.

use crate::ordered::Map;
use crate::sim::run::Outcome;
use std::fmt::Arguments;

/// The first violation of each property, by its index in the protocol's list.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Violations(Map<usize, String>);

impl Violations {
    /// Remembers the first violation of a property; later ones add nothing.
    pub fn add(&mut self, property: usize, decided: &mut Vec<usize>, why: Arguments<'_>) {
        self.0.or_insert_with(property, || {
            decided.push(property);
            why.to_string()
        });
    }

    /// The verdict on a property that is violated.
    pub fn of(&self, property: usize) -> Option<(Outcome, String)> {
        self.0.get(&property).map(|why| (Outcome::Violated, why.clone()))
    }
}

/// A number with the words for one and for several.
pub fn counted(number: u32, one: &str, several: &str) -> String {
    match number {
        1 => format!("1 {one}"),
        _ => format!("{number} {several}"),
    }
}
