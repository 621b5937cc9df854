//! Registers, one copy or many, against the counts that Stateright publishes.

use crate::models::register::Registers;
use crate::oracle::{agreed, shortest};

#[test]
fn a_register_by_paxos_has_as_many_states_as_published() {
    assert_eq!(agreed(|| Registers::paxos(3, 1)), 265);
    assert_eq!(agreed(|| Registers::paxos(3, 2)), 16_668);
    assert_eq!(shortest(Registers::paxos(3, 2), 0), None, "every history has an order");
    assert!(shortest(Registers::paxos(3, 2), 1).is_some());
}

#[test]
fn single_copies_have_as_many_states_as_published() {
    assert_eq!(agreed(|| Registers::single_copy(1, 2)), 93);
    assert_eq!(shortest(Registers::single_copy(1, 2), 0), None);
    assert_eq!(agreed(|| Registers::single_copy(2, 2)), 62);
    // Put at one server, told so, and nothing there at the other.
    assert_eq!(shortest(Registers::single_copy(2, 2), 0), Some(4));
}
