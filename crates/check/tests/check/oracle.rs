//! What a search finds in a model, and what Stateright finds in the same one.

use crate::models::stateright::Oracle;
use sequitur_check::{Ended, Limits, Model, Search};
use stateright::Checker;
use std::fmt::Debug;
use std::hash::Hash;

/// How many different states Stateright finds.
pub fn states_of<M>(model: M) -> u32
where
    M: Model + Send + 'static,
    M::State: Debug + Hash + PartialEq + 'static,
    M::Action: Debug + PartialEq + 'static,
{
    let checker = stateright::Model::checker(Oracle(model)).spawn_bfs().join();
    u32::try_from(checker.unique_state_count()).expect("few states")
}

/// How many different states, transitions and levels there are, by fingerprints, by
/// whole states, and with several threads.
pub fn count<M: Model>(model: impl Fn() -> M) -> (u32, u64, u32) {
    let search = |limits| {
        let mut search = Search::new(model(), limits);
        let progress = search.advance(u32::MAX);
        assert_eq!(progress.ended, Some(Ended::Complete));
        (progress.states, progress.transitions, progress.depth)
    };
    let plain = search(Limits::default());
    assert_eq!(search(Limits { threads: 3, ..Limits::default() }), plain);
    assert_eq!(search(Limits { is_exact: true, ..Limits::default() }), plain);
    plain
}

/// How many different states there are, on which Stateright agrees.
pub fn agreed<M>(model: impl Fn() -> M) -> u32
where
    M: Model + Send + 'static,
    M::State: Debug + Hash + PartialEq + 'static,
    M::Action: Debug + PartialEq + 'static,
{
    let (states, ..) = count(&model);
    assert_eq!(states_of(model()), states);
    states
}

/// The fewest actions to something that a model looks for; None where all states have
/// been seen without it.
pub fn shortest<M: Model>(model: M, watch: usize) -> Option<u32> {
    let mut search = Search::new(model, Limits::default());
    while search.found(watch).is_none() && search.advance(1_000).ended.is_none() {}
    let found = search.found(watch);
    assert!(found.is_some() || search.progress().ended == Some(Ended::Complete));
    found.map(|found| found.depth)
}
