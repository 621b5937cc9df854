//! Paxos against published counts, an independent checker, and a theorem.

use crate::models::paxos::Paxos;
use crate::models::single_decree::{Bug, SingleDecree};
use crate::oracle::{agreed, count, shortest};

/// The states of `MCPaxosTiny.cfg`, as its manifest lists them.
#[test]
fn as_many_states_as_tlc_finds() {
    let tiny = || Paxos { acceptors: 3, values: 2, ballots: 2 };
    let (states, _, depth) = count(tiny);
    assert_eq!((states, depth), (3921, 16));
    assert_eq!(agreed(tiny), states);
    assert_eq!(shortest(tiny(), 0), None);
    assert!(shortest(tiny(), 1).is_some());
}

fn model(acceptors: u8, proposers: u8, bug: Option<Bug>) -> SingleDecree {
    SingleDecree { acceptors, proposers, crashes: 0, bug }
}

/// Every run is one that makes its ballots one after the other: with P proposers there
/// are as many states as with one, to the power of P.
#[test]
fn ballots_make_progress_on_their_own() {
    for (acceptors, alone) in [(1, 5), (3, 69)] {
        for proposers in 1..=2 {
            let states = agreed(|| model(acceptors, proposers, None));
            assert_eq!(states, u32::pow(alone, proposers.into()), "{acceptors} acceptors");
        }
    }
    assert_eq!(agreed(|| model(1, 4, None)), u32::pow(5, 4));
}

#[test]
fn mistakes_choose_two_values_in_as_few_steps_as_can_be() {
    let two = |acceptors, bug| shortest(model(acceptors, 2, bug), 0);
    assert_eq!(two(3, None), None);
    assert_eq!(two(3, Some(Bug::IgnoresPromises)), Some(14));
    assert_eq!(two(3, Some(Bug::ForgetsPromises)), Some(14));
    assert_eq!(two(2, Some(Bug::HalfIsEnough)), Some(8));
    assert_eq!(two(4, Some(Bug::HalfIsEnough)), Some(14));
    assert_eq!(two(3, Some(Bug::HalfIsEnough)), Some(8));
}

#[test]
fn forgetting_chooses_two_values_after_one_crash() {
    let crashing = |bug| SingleDecree { crashes: 1, ..model(3, 2, bug) };
    assert_eq!(shortest(crashing(None), 0), None);
    assert_eq!(shortest(crashing(Some(Bug::LosesPromise)), 0), Some(16));
    assert_eq!(shortest(crashing(Some(Bug::LosesAccepted)), 0), Some(16));
}

#[test]
fn some_mistakes_need_three_ballots() {
    let three = |bug| {
        assert_eq!(shortest(model(3, 2, Some(bug)), 0), None);
        shortest(model(3, 3, Some(bug)), 0)
    };
    assert_eq!(three(Bug::TakesLowest), Some(20));
    assert_eq!(three(Bug::AcceptsWithoutPromise), Some(20));
}

/// Who accepts only above the promise never accepts what it has just promised.
#[test]
fn accepting_only_above_the_promise_chooses_nothing() {
    let model = || model(3, 2, Some(Bug::AcceptsAboveOnly));
    assert_eq!(count(model).0, 900);
    assert_eq!(shortest(model(), 1), None);
}
