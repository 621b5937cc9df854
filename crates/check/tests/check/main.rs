//! Searches against what is known: published numbers of states, an independent checker,
//! and the shortest ways to break what is wrong on purpose.

mod byzantine;
mod elections;
mod faults;
mod generals;
mod models;
mod oracle;
mod paxos;
mod pbft;
mod promised;
mod random;
mod registers;
mod reversals;
mod scenarios;
mod stuck;
mod symmetry;
mod transaction;
mod two_phase;
mod valence;
mod what_if;
