//! The catalogue of protocols: a file (or a folder) each, and a line here.

mod client;
pub mod kv;
mod lane;
pub mod mutual_exclusion;
#[cfg(test)]
mod searching;

use crate::sim::{AnyProtocol, Erased};

/// The modules of protocols, and the list of them.
macro_rules! catalogue {
    ($($module:ident::$protocol:ident,)+) => {
        $(pub mod $module;)+

        /// Every protocol that scenarios can name.
        pub fn catalogue() -> &'static [&'static dyn AnyProtocol] {
            &[$(const { &Erased::<$module::$protocol>::new() }),+]
        }
    };
}

catalogue! {
    raft::Raft,
    exchange::Exchange,
    lamport_mutex::LamportMutex,
    ricart_agrawala::RicartAgrawala,
    broadcast::Node,
    snapshot::Branch,
    paxos::Paxos,
    multi_paxos::MultiPaxos,
    clock_sync::Node,
    lease::Node,
    store::Replica,
    consensus::Consensus,
}
