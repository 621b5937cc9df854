//! A primary that lies, and how many must agree so that it does not matter.

use crate::models::byzantine::{NormalCase, RIGHT};
use crate::oracle::{shortest, states_of};
use sequitur_check::{Ended, Limits, Search};

/// All states of one view. With one commit less, nothing goes wrong within a view
/// either: it takes a change of view to show what that last commit is for.
#[test]
fn within_a_view_a_lying_primary_splits_nothing() {
    for commits in [3, 2] {
        let model = NormalCase { commits, ..RIGHT };
        let mut search = Search::new(model, Limits { threads: 2, ..Limits::default() });
        let progress = search.advance(u32::MAX);
        assert_eq!((progress.ended, progress.states), (Some(Ended::Complete), 480_960));
        assert_eq!((search.found(0), search.found(1)), (None, None));
        assert!(search.found(2).is_some());
    }
    assert_eq!(states_of(RIGHT), 480_960);
}

#[test]
fn smaller_certificates_split_in_four_deliveries() {
    assert_eq!(shortest(NormalCase { prepares: 1, commits: 2, ..RIGHT }, 0), Some(4));
    assert_eq!(shortest(NormalCase { backups: 2, prepares: 1, commits: 2 }, 0), Some(4), "three replicas");
}
