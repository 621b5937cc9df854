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
#[cfg(not(feature = "parts"))]
use crate::sim::{AnyProtocol, Erased};

/// What is done with the type of each protocol.
pub trait Visitor {
    /// Takes a protocol.
    fn visit<P: Process>(&mut self);
}

/// The catalogue: a line for each protocol. Hands the list to another macro.
#[doc(hidden)]
#[macro_export]
macro_rules! protocols {
    ($with:ident) => {
        $with! {
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
    };
}

/// The modules of protocols, and the lists of them.
macro_rules! catalogue {
    ($($module:ident::$protocol:ident,)+) => {
        $(pub mod $module;)+

        /// Every protocol that scenarios can name.
        #[cfg(not(feature = "parts"))]
        pub fn catalogue() -> &'static [&'static dyn AnyProtocol] {
            &[$(const { &Erased::<$module::$protocol>::new() }),+]
        }

        /// The words that name them, also of those that are not there yet.
        pub const NAMES: &[&str] = &[$(<$module::$protocol as crate::sim::process::Described>::INFO.name),+];

        /// Shows the type of every protocol to a visitor: for tests of what holds of all.
        pub fn visit_all(visitor: &mut impl Visitor) {
            $(visitor.visit::<$module::$protocol>();)+
        }
    };
}

protocols!(catalogue);

#[cfg(feature = "parts")]
pub use arrived::{catalogue, register};

/// In a program that comes in parts, the catalogue is what has come. Raft is there from the start.
#[cfg(feature = "parts")]
mod arrived {
    use crate::sim::{AnyProtocol, Erased};
    use std::sync::{PoisonError, RwLock};

    static ARRIVED: RwLock<&[&dyn AnyProtocol]> = RwLock::new(&[&Erased::<super::raft::Raft>::new()]);

    /// The protocols that scenarios can name now.
    pub fn catalogue() -> &'static [&'static dyn AnyProtocol] {
        *ARRIVED.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a protocol that has come, unless it is there.
    pub fn register(protocol: &'static dyn AnyProtocol) {
        let mut arrived = ARRIVED.write().unwrap_or_else(PoisonError::into_inner);
        if !arrived.iter().any(|known| known.info().name == protocol.info().name) {
            *arrived = Vec::leak([*arrived, &[protocol]].concat());
        }
    }
}
