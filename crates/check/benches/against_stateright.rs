//! The same models, the same states, the same number of threads, once searched here and
//! once by Stateright, each in a process of its own, one right after the other:
//! `cargo bench -p sequitur-check`. And the worlds of a scenario, on this side alone.

#![allow(clippy::disallowed_types, reason = "a bench measures time")]
#![allow(missing_docs, reason = "the models are those of the tests")]
#![allow(dead_code, reason = "the bench uses some of the models")]

#[path = "../tests/check/models/mod.rs"]
mod models;

use models::paxos::Paxos;
use models::stateright::Oracle;
use models::two_phase;
use sequitur_check::{Ended, Limits, Model, Search, Worlds};
use sequitur_core::scenario::Scenario;
use stateright::Checker;
use std::fmt::Debug;
use std::hash::Hash;
use std::process::Command;
use std::time::Instant;

const MODELS: [&str; 2] = ["two-phase", "paxos"];

/// What only this side can search: a scenario of three Raft servers, up to a number of states.
const RAFT: &str = "protocol raft\nnodes 3\nat 0ms S1 put x 1\n\
                    allow fire 3\nallow term 2\nallow crash 1\nallow restart 1\n";
const RAFT_STATES: u32 = 200_000;

/// The first argument of the processes that are measured.
const MEASURE: &str = "--measure-side";

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [_, MEASURE, side, model, threads] => measure(side, model, threads.parse().expect("a number")),
        // `cargo test` builds benches and runs them only when asked to bench.
        arguments if arguments.contains(&"--bench") => compare(),
        _ => {}
    }
}

/// Prints a line for each model, number of threads, and side.
fn compare() {
    println!(
        "{:10} {:>7} {:12} {:>9} {:>12} {:>12}",
        "model", "threads", "side", "states", "states/s", "bytes/state"
    );
    let pairs = MODELS.into_iter().flat_map(|model| ["1", "2"].map(|threads| (model, threads)));
    let both =
        pairs.flat_map(|(model, threads)| ["sequitur", "stateright"].map(|side| (side, model, threads)));
    for (side, model, threads) in both.chain(["1", "2"].map(|threads| ("sequitur", "raft", threads))) {
        let me = std::env::current_exe().expect("this program");
        let status = Command::new(me).args([MEASURE, side, model, threads]).status();
        assert!(status.is_ok_and(|status| status.success()));
    }
}

fn measure(side: &str, model: &str, threads: usize) {
    let start = Instant::now();
    let states = match model {
        "two-phase" => search(side, two_phase::right(8), threads),
        "raft" => search_raft(threads),
        _ => search(side, Paxos { acceptors: 3, values: 2, ballots: 3 }, threads),
    };
    let seconds = start.elapsed().as_secs_f64();
    let bytes = peak_bytes() / states;
    let rate = (states as f64 / seconds) as u64;
    println!("{model:10} {threads:>7} {side:12} {states:>9} {rate:>12} {bytes:>12}");
}

/// How many states one side finds.
fn search<M>(side: &str, model: M, threads: usize) -> u64
where
    M: Model + Send + 'static,
    M::State: Debug + Hash + PartialEq + 'static,
    M::Action: Debug + PartialEq + 'static,
{
    if side == "sequitur" {
        let mut search = Search::new(model, Limits { threads, ..Limits::default() });
        let progress = search.advance(u32::MAX);
        assert_eq!(progress.ended, Some(Ended::Complete));
        u64::from(progress.states)
    } else {
        let checker = stateright::Model::checker(Oracle(model)).threads(threads).spawn_bfs().join();
        checker.unique_state_count() as u64
    }
}

/// How many states are searched of the scenario of Raft servers.
fn search_raft(threads: usize) -> u64 {
    let scenario = Scenario::parse(RAFT).expect("a scenario");
    let worlds = Worlds::new(&scenario, &[]).expect("it can be searched");
    let mut search = Search::new(worlds, Limits { threads, states: RAFT_STATES, ..Limits::default() });
    let progress = search.advance(u32::MAX);
    assert_eq!(progress.ended, Some(Ended::States));
    u64::from(progress.states)
}

/// The most memory that this process has had.
fn peak_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("the peak");
    line.trim().trim_end_matches("kB").trim().parse::<u64>().expect("a number") * 1024
}
