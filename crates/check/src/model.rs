//! What can be searched.

/// States, and what leads from one to the next.
///
/// The state space must be a function of the model alone: the same actions in the same
/// order for the same state, whoever asks.
pub trait Model: Sync {
    /// A state.
    type State: Clone + Send + Sync;
    /// One thing that may happen in a state.
    type Action: Clone;

    /// The states in which everything can begin.
    fn initial(&self) -> Vec<Self::State>;

    /// Adds what may happen in a state to `actions`.
    fn actions(&self, state: &Self::State, actions: &mut Vec<Self::Action>);

    /// Does one of [`Model::actions`]. False where it leads nowhere: it changes nothing,
    /// or the new state is not to be looked at. The state is then of no use.
    fn apply(&self, state: &mut Self::State, action: &Self::Action) -> bool;

    /// Writes down what tells a state from others. States that write the same bytes are
    /// the same to a search. A model whose nodes are interchangeable writes down the
    /// same one of all states that differ only in which node is which.
    fn encode(&self, state: &Self::State, bytes: &mut Vec<u8>);

    /// What to look for: at most 64 things.
    fn watches(&self) -> Vec<Watch>;

    /// Which of [`Model::watches`] a state shows: thing N is bit N.
    fn shows(&self, state: &Self::State) -> u64;

    /// Whether [`Model::shows`] costs next to nothing. Then it is asked of whatever an action
    /// leads to, and otherwise only of what is new, for which that is made once more.
    const SHOWS_AT_ONCE: bool = false;

    /// Which of [`Model::watches`] are left undone for good in a state that has no actions:
    /// thing N is bit N.
    fn stuck(&self, _state: &Self::State) -> u64 {
        0
    }
}

/// Something to look for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Watch {
    /// Its name.
    pub name: String,
    /// Whether the search is over once it is found.
    pub is_last: bool,
}

impl Watch {
    /// Something that must not be: the search ends where it is found.
    pub fn never(name: &str) -> Watch {
        Watch { name: name.to_owned(), is_last: true }
    }

    /// Something that is to be possible: the search notes the shortest way and goes on.
    pub fn goal(name: &str) -> Watch {
        Watch { name: name.to_owned(), is_last: false }
    }
}
