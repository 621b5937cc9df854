//! PBFT with a traitor, by search: how few choices break its variants, and that the right
//! certificates hold.

use crate::generals::broken;
use crate::scenarios::scenario;
use sequitur_check::{Ended, Limits, Search, Worlds};

#[test]
fn smaller_certificates_split_in_four_deliveries() {
    let lies = "traitors R1\nallow forge 4\nallow fire 0\n";
    assert_eq!(broken(&format!("protocol pbft small-certificates\nnodes 4\n{lies}"), "one-order"), (4, 4));
    assert_eq!(broken(&format!("protocol pbft third-may-lie\nnodes 3\n{lies}"), "one-order"), (4, 4));
}

#[test]
fn one_reply_is_believed_and_two_are_needed() {
    let lie = "nodes 4\nclients 1\ntraitors R4\nat 0ms C1 do x\nallow forge 1\nallow fire 0\n";
    assert_eq!(broken(&format!("protocol pbft one-reply\n{lie}"), "answers-are-true"), (2, 1));
}

/// The primary of view 0 is honest, R2 lies and is the primary of view 1. R3 has executed x in
/// view 0 with two commits, its own and R2's; nobody else is prepared. With a commit less the
/// view changes need not know of it.
const ACROSS_VIEWS: &str = "nodes 4\nset suspects always\ntraitors R2\nschedule manual\nR1 do x\n\
    deliver PrePrepare R1->R3\nforge Prepare R2->R3 0 1 x R1 1\nforge Commit R2->R3 0 1 x R1 1\n\
    fire R1 view-timeout\nfire R4 view-timeout\ndeliver ViewChange R1->R2\ndeliver ViewChange R4->R2\n\
    forge NewView R2->R1 1 R1 R2 R4\nforge NewView R2->R4 1 R1 R2 R4\n";

#[test]
fn a_commit_less_splits_across_views() {
    let lies = "allow forge 3\nallow fire 0\n";
    let begun = format!("protocol pbft small-commits\n{ACROSS_VIEWS}{lies}");
    assert_eq!(broken(&begun, "one-order").0, 4, "ten choices lead there, and four from there on");
}

#[test]
fn a_commit_more_and_nothing_is_executed_that_a_view_change_can_miss() {
    let text = format!("protocol pbft\n{ACROSS_VIEWS}allow forge 1\nallow fire 0\n");
    let worlds = Worlds::new(&scenario(&text), &[]).expect("it can be searched");
    let mut search = Search::new(worlds, Limits { threads: 2, states: 20_000, ..Limits::default() });
    search.advance(u32::MAX);
    assert_eq!(search.counterexample(), None);
}

/// All that a lying primary can do with two lies.
#[test]
fn right_certificates_hold() {
    let text = "protocol pbft\nnodes 4\ntraitors R1\nallow forge 2\nallow fire 0\n";
    let worlds = Worlds::new(&scenario(text), &[]).expect("it can be searched");
    let mut search = Search::new(worlds, Limits { threads: 2, ..Limits::default() });
    assert_eq!(search.advance(u32::MAX).ended, Some(Ended::Complete));
    for finding in &search.findings()[..4] {
        assert!(finding.is_promised && finding.verdict() == "holds", "{finding:?}");
    }
}
