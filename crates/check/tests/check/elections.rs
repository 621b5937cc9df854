//! Raft's elections alone.

use crate::models::elections::Elections;
use crate::oracle::{agreed, shortest};

fn model(servers: u8, terms: u8) -> Elections {
    Elections { servers, terms, votes_twice: false }
}

#[test]
fn one_term_of_elections_has_as_many_states_as_known() {
    assert_eq!(agreed(|| model(2, 1)), 15);
    assert_eq!(agreed(|| model(3, 1)), 677);
    agreed(|| model(2, 3));
}

#[test]
fn leaders_are_as_near_as_can_be() {
    assert_eq!(shortest(model(3, 2), 1), Some(3));
    assert_eq!(shortest(model(5, 1), 1), Some(5));
    assert_eq!(shortest(model(3, 2), 2), Some(6), "the old one has not heard of the new one");
    assert_eq!(shortest(model(3, 1), 0), None);
    assert_eq!(shortest(Elections { votes_twice: true, ..model(3, 1) }, 0), Some(6));
}
