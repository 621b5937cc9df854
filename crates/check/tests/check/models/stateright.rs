//! Any of these models for Stateright, an independent checker: its search, its hashing of
//! whole states, its own bookkeeping.

use sequitur_check::Model;
use stateright::Property;
use std::fmt::Debug;
use std::hash::Hash;
use std::hint::black_box;

/// A model for Stateright. It looks at what the model looks for in every state, as a
/// search here does, and goes on whatever it sees: without a property that always holds
/// it would stop early.
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

    fn properties(&self) -> Vec<Property<Self>> {
        let look = |model: &Self, state: &M::State| {
            black_box(model.0.shows(state));
            true
        };
        vec![Property::<Self>::always("goes on", look)]
    }
}
