//! Two-phase commit against published counts and an independent checker.

use crate::models::stateright::Oracle;
use crate::models::two_phase::{State, TwoPhase, right};
use crate::oracle::{count, shortest, states_of};
use stateright::Checker;

#[test]
fn as_many_states_as_published() {
    assert_eq!(count(|| right(3)), (288, 1145, 10));
    let (states, ..) = count(|| right(5));
    assert_eq!(states, 8832);
    for managers in 1..=6 {
        let (states, ..) = count(|| right(managers));
        assert_eq!(states, states_of(right(managers)), "{managers} managers");
    }
}

/// The orbits of states under renaming of managers, counted by hand: before the decision
/// each manager has one of six states of its own and after it fewer.
#[test]
fn interchangeable_managers_leave_one_state_of_each_orbit() {
    let symmetric = |managers| TwoPhase { is_symmetric: true, ..right(managers) };
    let (states, ..) = count(|| symmetric(5));
    assert_eq!(states, 6 + 56 + 252);
    for managers in 1..=4 {
        let plain = shortest(right(managers), 1);
        assert_eq!(shortest(symmetric(managers), 1), plain, "the ways are as long");
        assert!(plain.is_some());
    }
}

/// What Stateright's example publishes with symmetry: sorting managers by what has become
/// of them leaves more than one state of an orbit, and how many depends on the order in
/// which states are found.
#[test]
fn a_half_hearted_renaming_counts_more() {
    let checker = stateright::Model::checker(Oracle(right(5))).symmetry_fn(State::sorted_by_role);
    assert_eq!(checker.spawn_dfs().join().unique_state_count(), 665);
}

#[test]
fn the_right_one_agrees_and_the_hasty_one_does_not() {
    assert_eq!(shortest(right(4), 0), None);
    assert_eq!(shortest(right(2), 1), Some(7), "two prepare, are heard, and hear of the decision");
    assert_eq!(shortest(right(2), 2), Some(2), "both give up");
    let hasty = TwoPhase { is_hasty: true, ..right(2) };
    // One prepares and is heard, the other gives up, all the same it is to commit.
    assert_eq!(shortest(hasty, 0), Some(5));
}
