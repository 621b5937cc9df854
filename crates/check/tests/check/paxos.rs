//! Paxos against published counts, an independent checker, and a theorem.

use crate::models::paxos::Paxos;
use crate::models::single_decree::{Mistake, SingleDecree};
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

fn model(acceptors: u8, proposers: u8, mistake: Option<Mistake>) -> SingleDecree {
    SingleDecree { acceptors, proposers, crashes: 0, mistake }
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
    let two = |acceptors, mistake| shortest(model(acceptors, 2, mistake), 0);
    assert_eq!(two(3, None), None);
    assert_eq!(two(3, Some(Mistake::IgnoresPromises)), Some(14));
    assert_eq!(two(3, Some(Mistake::ForgetsPromises)), Some(14));
    assert_eq!(two(2, Some(Mistake::HalfIsEnough)), Some(8));
    assert_eq!(two(4, Some(Mistake::HalfIsEnough)), Some(14));
    assert_eq!(two(3, Some(Mistake::HalfIsEnough)), Some(8));
}

#[test]
fn forgetting_chooses_two_values_after_one_crash() {
    let crashing = |mistake| SingleDecree { crashes: 1, ..model(3, 2, mistake) };
    assert_eq!(shortest(crashing(None), 0), None);
    assert_eq!(shortest(crashing(Some(Mistake::LosesPromise)), 0), Some(16));
    assert_eq!(shortest(crashing(Some(Mistake::LosesAccepted)), 0), Some(16));
}

#[test]
fn some_mistakes_need_three_ballots() {
    let three = |mistake| {
        assert_eq!(shortest(model(3, 2, Some(mistake)), 0), None);
        shortest(model(3, 3, Some(mistake)), 0)
    };
    assert_eq!(three(Mistake::TakesLowest), Some(20));
    assert_eq!(three(Mistake::AcceptsWithoutPromise), Some(20));
}

/// Who accepts only above the promise never accepts what it has just promised.
#[test]
fn accepting_only_above_the_promise_chooses_nothing() {
    let model = || model(3, 2, Some(Mistake::AcceptsAboveOnly));
    assert_eq!(count(model).0, 900);
    assert_eq!(shortest(model(), 1), None);
}
