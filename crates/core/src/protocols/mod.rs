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

use crate::sim::Door;
use crate::sim::Machine;

/// Every protocol that scenarios can name.
pub fn catalogue() -> &'static [&'static dyn Machine] {
    static RAFT: Door<raft::Raft> = Door::new();
    static EXCHANGE: Door<exchange::Exchange> = Door::new();
    static LAMPORT_MUTEX: Door<lamport_mutex::LamportMutex> = Door::new();
    static RICART_AGRAWALA: Door<ricart_agrawala::RicartAgrawala> = Door::new();
    static BROADCAST: Door<broadcast::Node> = Door::new();
    static SNAPSHOT: Door<snapshot::Branch> = Door::new();
    static PAXOS: Door<paxos::Paxos> = Door::new();
    static MULTI_PAXOS: Door<multi_paxos::MultiPaxos> = Door::new();
    static CLOCK_SYNC: Door<clock_sync::Node> = Door::new();
    static LEASE: Door<lease::Node> = Door::new();
    static STORE: Door<store::Replica> = Door::new();
    static CONSENSUS: Door<consensus::Consensus> = Door::new();
    static ALL: [&dyn Machine; 12] = [
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
