//! The catalogue of protocols.

use crate::sim::run::Machine;

/// Every protocol that scenarios can name.
pub fn catalogue() -> &'static [&'static dyn Machine] {
    &[]
}
