//! The catalogue of protocols: a file (or a folder) each, and a line here.

mod client;
mod decisions;
mod generals;
pub mod kv;
mod lane;
pub mod mutual_exclusion;
mod promises;
pub mod register;
#[cfg(test)]
mod searching;

use crate::sim::process::Process;
use crate::sim::{AnyProtocol, Erased};

/// What is done with the type of each protocol.
pub trait Visitor {
    /// Takes a protocol.
    fn visit<P: Process>(&mut self);
}

/// The modules of protocols, and the list of them.
macro_rules! catalogue {
    ($($module:ident::$protocol:ident,)+) => {
        $(pub mod $module;)+

        /// Every protocol that scenarios can name.
        pub fn catalogue() -> &'static [&'static dyn AnyProtocol] {
            &[$(const { &Erased::<$module::$protocol>::new() }),+]
        }

        /// Shows the type of every protocol to a visitor: for tests of what holds of all.
        pub fn visit_all(visitor: &mut impl Visitor) {
            $(visitor.visit::<$module::$protocol>();)+
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
    two_generals::General,
    counter::Node,
    commit::Node,
    oral_messages::General,
    signed_messages::General,
    pbft::Lane,
    detector::Node,
    rpc::Node,
    bully::Competitor,
    ring::Member,
    quorum::Node,
    votes::Voter,
    fallacies::Node,
    ben_or::Process,
    coordinated_attack::General,
    chandra_toueg::Process,
    reduction::Node,
    longest_chain::Miner,
}
