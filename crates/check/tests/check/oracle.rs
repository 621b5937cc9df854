//! Stateright as an independent checker of the same model: its search, its hashing of
//! whole states, its own bookkeeping.

use sequitur_check::{Ended, Limits, Model, Search};
use stateright::{Checker, Property};
use std::fmt::Debug;
use std::hash::Hash;

/// A model for Stateright.
pub struct Oracle<M>(pub M);

impl<M> stateright::Model for Oracle<M>
where
    M: Model,
    M::State: Debug + Hash + PartialEq,
    M::Action: Debug + PartialEq,
{
    type State = M::State;
    type Action = M::Action;

    fn init_states(&self) -> Vec<M::State> {
        self.0.initial()
    }

    fn actions(&self, state: &M::State, actions: &mut Vec<M::Action>) {
        self.0.actions(state, actions);
    }

    fn next_state(&self, state: &M::State, action: M::Action) -> Option<M::State> {
        let mut next = state.clone();
        self.0.apply(&mut next, &action).then_some(next)
    }

    /// Without a property that always holds, it would stop early.
    fn properties(&self) -> Vec<Property<Self>> {
        vec![Property::<Self>::always("goes on", |_, _| true)]
    }
}

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
        let progress = search.run(10_000, |_| true);
        assert_eq!(progress.ended, Some(Ended::Complete));
        (progress.states, progress.transitions, progress.depth)
    };
    let plain = search(Limits::default());
    assert_eq!(search(Limits { threads: 3, ..Limits::default() }), plain);
    assert_eq!(search(Limits { is_exact: true, ..Limits::default() }), plain);
    plain
}

/// The fewest actions to something that a model looks for; None where all states have
/// been seen without it.
pub fn shortest<M: Model>(model: M, watch: usize) -> Option<u32> {
    let mut search = Search::new(model, Limits::default());
    let progress = search.run(10_000, |_| true);
    let found = search.found(watch);
    assert!(found.is_some() || progress.ended == Some(Ended::Complete));
    found.map(|found| found.depth)
}
