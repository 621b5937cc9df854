//! Paxos against published counts, an independent checker, and a theorem.

use crate::models::paxos::Paxos;
use crate::models::single_decree::{Mistake, SingleDecree};
use crate::oracle::{count, shortest, states_of};

/// The states of `MCPaxosTiny.cfg`, as its manifest lists them.
#[test]
fn as_many_states_as_tlc_finds() {
    let tiny = || Paxos { acceptors: 3, values: 2, ballots: 2 };
    let (states, _, depth) = count(tiny);
    assert_eq!((states, depth), (3921, 16));
    assert_eq!(states_of(tiny()), states);
    assert_eq!(shortest(tiny(), 0), None);
    assert!(shortest(tiny(), 1).is_some());
}

fn model(acceptors: u8, proposers: u8, mistake: Option<Mistake>) -> SingleDecree {
    SingleDecree { acceptors, proposers, mistake }
}

/// Every run is one that makes its ballots one after the other: with P proposers there
/// are as many states as with one, to the power of P.
#[test]
fn ballots_make_progress_on_their_own() {
    for (acceptors, alone) in [(1, 5), (3, 69)] {
        let states = |proposers| count(|| model(acceptors, proposers, None)).0;
        assert_eq!((states(1), states(2)), (alone, alone * alone), "{acceptors} acceptors");
    }
    assert_eq!(states_of(model(3, 2, None)), 69 * 69);
}

#[test]
fn mistakes_choose_two_values_in_as_few_steps_as_can_be() {
    let two = |acceptors, mistake| shortest(model(acceptors, 2, mistake), 0);
    assert_eq!(two(3, None), None);
    assert_eq!(two(3, Some(Mistake::IgnoresPromises)), Some(14));
    assert_eq!(two(3, Some(Mistake::ForgetsPromises)), Some(14));
    assert_eq!(two(2, Some(Mistake::HalfIsEnough)), Some(8));
    assert_eq!(two(4, Some(Mistake::HalfIsEnough)), Some(14));
    assert_eq!(two(3, Some(Mistake::HalfIsEnough)), Some(8));
}

/// Who accepts only above the promise never accepts what it has just promised.
#[test]
fn accepting_only_above_the_promise_chooses_nothing() {
    let model = || model(3, 2, Some(Mistake::AcceptsAboveOnly));
    assert_eq!(count(model).0, 900);
    assert_eq!(shortest(model(), 1), None);
}
