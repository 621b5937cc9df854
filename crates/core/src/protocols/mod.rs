//! The catalogue of protocols: a file (or a folder) each, and a line here.

pub mod broadcast;
mod client;
pub mod clock_sync;
pub mod consensus;
pub mod exchange;
pub mod kv;
pub mod lamport_mutex;
pub mod lease;
pub mod multi_paxos;
pub mod mutual_exclusion;
pub mod paxos;
pub mod raft;
pub mod ricart_agrawala;
#[cfg(test)]
mod searching;
pub mod snapshot;
pub mod store;
mod violations;

use crate::sim::AnyProtocol;
use crate::sim::Erased;

/// Every protocol that scenarios can name.
pub fn catalogue() -> &'static [&'static dyn AnyProtocol] {
    static RAFT: Erased<raft::Raft> = Erased::new();
    static EXCHANGE: Erased<exchange::Exchange> = Erased::new();
    static LAMPORT_MUTEX: Erased<lamport_mutex::LamportMutex> = Erased::new();
    static RICART_AGRAWALA: Erased<ricart_agrawala::RicartAgrawala> = Erased::new();
    static BROADCAST: Erased<broadcast::Node> = Erased::new();
    static SNAPSHOT: Erased<snapshot::Branch> = Erased::new();
    static PAXOS: Erased<paxos::Paxos> = Erased::new();
    static MULTI_PAXOS: Erased<multi_paxos::MultiPaxos> = Erased::new();
    static CLOCK_SYNC: Erased<clock_sync::Node> = Erased::new();
    static LEASE: Erased<lease::Node> = Erased::new();
    static STORE: Erased<store::Replica> = Erased::new();
    static CONSENSUS: Erased<consensus::Consensus> = Erased::new();
    static ALL: [&dyn AnyProtocol; 12] = [
        &RAFT,
        &EXCHANGE,
        &LAMPORT_MUTEX,
        &RICART_AGRAWALA,
        &BROADCAST,
        &SNAPSHOT,
        &PAXOS,
        &MULTI_PAXOS,
        &CLOCK_SYNC,
        &LEASE,
        &STORE,
        &CONSENSUS,
    ];
    &ALL
}
