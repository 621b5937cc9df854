//! The catalogue of protocols: a file (or a folder) each, and a line here.

pub mod kv;
pub mod raft;

use crate::sim::Door;
use crate::sim::run::Machine;

/// Every protocol that scenarios can name.
pub fn catalogue() -> &'static [&'static dyn Machine] {
    static RAFT: Door<raft::Raft> = Door::new();
    static ALL: [&dyn Machine; 1] = [&RAFT];
    &ALL
}
