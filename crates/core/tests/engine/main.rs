//! The engine, tried on random scenarios.

mod by_hand;
mod drawing;
mod edits;
mod exchange;
mod faults;
mod figures;
mod generals;
mod generate;
mod graph;
mod lenses;
mod limits;
mod lying;
mod order;
mod paxos;
mod pbft;
mod raft;
mod replay;
mod shape;
mod signed;
mod timing;
mod traitors;
mod voting;

use proptest::prelude::ProptestConfig;
use sequitur_core::scenario::Scenario;
use sequitur_core::sim::run::Run;

/// How many random runs to make: the variable SEQUITUR_RUNS asks for more, of which the
/// dearer tests make their share.
fn runs(usual: u32) -> ProptestConfig {
    const USUAL: u64 = 8_000;
    let asked = std::env::var("SEQUITUR_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(USUAL);
    let cases = (u64::from(usual) * asked / USUAL).max(1);
    let cases = u32::try_from(cases).unwrap_or(u32::MAX);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn parse(text: &str) -> Scenario {
    Scenario::parse(text).unwrap_or_else(|mistakes| panic!("{text}\n{mistakes:#?}"))
}

fn run(text: &str) -> Run {
    parse(text).run()
}
