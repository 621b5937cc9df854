//! Edits: what they add and remove, and that they leave all else alone.

use super::grammar::scenario;
use super::toy::right;
use proptest::prelude::*;
use sequitur_core::scenario::{DrawingEdit, Edit, Scenario};
use sequitur_core::sim::fault::Fault;
use sequitur_core::sim::plan::{Happening, ManualChoice, MessageEdit, MessageRef, Strategy as Lying};
use sequitur_core::trace::{MessageKey, NodeId};

const BASE: &str = "protocol   raft
at 1ms crash S1   # why
drop Heartbeat S1->S2
  delay  Appended S2->S1 3 to 5ms   # late
until  2s

";

fn key(kind: u16, nth: u32, copy: u32) -> MessageKey {
    MessageKey { kind, from: NodeId(0), to: NodeId(1), nth, copy, forged: false }
}

const HEARTBEAT: u16 = 4;

/// What stands in the text after an edit and did not before, and the other way round.
fn difference(before: &Scenario, after: &Scenario) -> (Vec<String>, Vec<String>) {
    let lines = |scenario: &Scenario| scenario.source().lines().map(str::to_owned).collect::<Vec<_>>();
    let (before, after) = (lines(before), lines(after));
    let same = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let ends = before[same..].iter().rev().zip(after[same..].iter().rev());
    let same_end = ends.take_while(|(a, b)| a == b).count();
    let added = after[same..after.len() - same_end].to_vec();
    let removed = before[same..before.len() - same_end].to_vec();
    (added, removed)
}

fn check(text: &str, edit: &Edit, added: &[&str], removed: &[&str]) -> Scenario {
    let before = right(text);
    let after = before.apply(edit);
    let (plus, minus) = difference(&before, &after);
    assert_eq!(
        (plus, minus),
        (added.iter().map(|s| (*s).to_owned()).collect(), removed.iter().map(|s| (*s).to_owned()).collect()),
        "{edit:?}"
    );
    assert_eq!(right(&after.text()), after);
    after
}

#[test]
fn a_line_goes_after_its_kind() {
    let drop = Edit::Drop(key(HEARTBEAT, 2, 0));
    let after = check(BASE, &drop, &["drop Heartbeat S1->S2 2"], &[]);
    assert_eq!(after.source().lines().nth(4), Some("drop Heartbeat S1->S2 2"));
    let heal = Edit::At(7_500, Happening::Fault(Fault::Heal(Vec::new())));
    let after = check(BASE, &heal, &["at 7.5ms heal"], &[]);
    assert_eq!(after.source().lines().nth(2), Some("at 7.5ms heal"));
    let copy = Edit::Duplicate(key(HEARTBEAT, 1, 0), Some(9));
    check(BASE, &copy, &["duplicate Heartbeat S1->S2 1 at 9us"], &[]);
}

#[test]
fn without_its_kind_it_goes_to_the_end() {
    let after = check(
        "protocol raft\n\n# end\n\n\n",
        &Edit::Drop(key(0, 1, 1)),
        &["drop RequestVote S1->S2 1+1"],
        &[],
    );
    assert_eq!(after.source(), "protocol raft\n\n# end\ndrop RequestVote S1->S2 1+1\n\n\n");
}

#[test]
fn one_line_decides_a_messages_fate() {
    let late = MessageKey { kind: 5, from: NodeId(1), to: NodeId(0), nth: 3, copy: 0, forged: false };
    let was = "  delay  Appended S2->S1 3 to 5ms   # late";
    check(BASE, &Edit::DelayTo(late, 6_000), &["delay Appended S2->S1 3 to 6ms  # late"], &[was]);
    check(BASE, &Edit::Drop(late), &["drop Appended S2->S1 3  # late"], &[was]);
    check(BASE, &Edit::Restore(late), &[], &[was]);
    let dropped = key(HEARTBEAT, 1, 0);
    check(BASE, &Edit::Drop(dropped), &[], &[]);
    check(BASE, &Edit::DelayTo(dropped, 1), &["delay Heartbeat S1->S2 1 to 1us"], &["drop Heartbeat S1->S2"]);
    check(BASE, &Edit::Restore(dropped), &[], &["drop Heartbeat S1->S2"]);
    check(BASE, &Edit::Restore(key(HEARTBEAT, 1, 1)), &[], &[]);
    let twice = "protocol raft\ndelay Heartbeat S1->S2 to 1ms\ndelay Heartbeat S1->S2 1 to 2ms\n";
    check(
        twice,
        &Edit::Drop(dropped),
        &["drop Heartbeat S1->S2 1"],
        &["delay Heartbeat S1->S2 to 1ms", "delay Heartbeat S1->S2 1 to 2ms"],
    );
}

#[test]
fn restoring_takes_back_all_that_was_done() {
    let text = "protocol raft\nduplicate Heartbeat S1->S2\nseed 3\ndelay Heartbeat S1->S2 1 to 5ms\n\
                drop Heartbeat S1->S2 1+1\n";
    let after = right(text).apply(&Edit::Restore(key(HEARTBEAT, 1, 0)));
    assert_eq!(after.source(), "protocol raft\nseed 3\ndrop Heartbeat S1->S2 1+1\n");
}

#[test]
fn lines_can_be_removed_unless_others_need_them() {
    check(BASE, &Edit::RemoveLine(1), &[], &["at 1ms crash S1   # why"]);
    check(BASE, &Edit::RemoveLine(0), &[], &[]);
    check(BASE, &Edit::RemoveLine(99), &[], &[]);
    check("protocol raft\nnodes A B\ndrop Heartbeat A->B\n", &Edit::RemoveLine(1), &[], &[]);
}

#[test]
fn by_hand_edits_are_choices() {
    let text = "protocol raft\nschedule manual\nfire S1 heartbeat\nexpect a-leader holds\n";
    let message = MessageRef { kind: HEARTBEAT, from: NodeId(0), to: NodeId(1), number: None };
    let table = [
        (Edit::Drop(key(HEARTBEAT, 1, 0)), "drop Heartbeat S1->S2 1"),
        (Edit::Duplicate(key(HEARTBEAT, 1, 0), Some(5)), "duplicate Heartbeat S1->S2 1"),
        (Edit::At(5, Happening::Fault(Fault::Crash(NodeId(2)))), "crash S3"),
        (Edit::Choose(ManualChoice::Deliver(message)), "deliver Heartbeat S1->S2"),
        (Edit::Choose(ManualChoice::Advance(1_500)), "advance 1.5ms"),
    ];
    for (edit, line) in table {
        let after = check(text, &edit, &[line], &[]);
        assert_eq!(after.source().lines().nth(3), Some(line));
    }
    check(text, &Edit::DelayTo(key(HEARTBEAT, 1, 0), 5), &[], &[]);
    let dropped = "protocol raft\nschedule manual\ndeliver Heartbeat S1->S2 1\ndrop Heartbeat S1->S2 1\n";
    check(dropped, &Edit::Restore(key(HEARTBEAT, 1, 0)), &[], &["drop Heartbeat S1->S2 1"]);
    check("protocol raft\n", &Edit::Choose(ManualChoice::Advance(1)), &[], &[]);
}

const BRANCHES: &str = "protocol raft
schedule manual
fire S1 heartbeat
crash S2  # why

expect a-leader holds
branch b1 at 1
crash S3
seed 7
branch b2 at 2 of b1  # deeper
restart S3
";

#[test]
fn a_choice_in_its_turn_goes_on_with_the_branch_that_is_followed() {
    let heal = ManualChoice::Happen(Happening::Fault(Fault::Heal(Vec::new())));
    let scenario = right(BRANCHES);
    for (branch, length, line) in [(0, 2, 4), (1, 2, 8), (2, 3, 11)] {
        let followed = scenario.follow(branch);
        let after = followed.apply(&Edit::ChooseAfter(length, heal.clone()));
        assert_eq!(after.source().lines().nth(line), Some("heal"), "{}", after.source());
        assert_eq!(after.followed(), branch);
        assert_eq!(after, followed.apply(&Edit::Choose(heal.clone())));
    }
}

#[test]
fn another_choice_opens_a_branch_of_the_one_that_has_made_the_choices_before() {
    let heal = ManualChoice::Happen(Happening::Fault(Fault::Heal(Vec::new())));
    let scenario = right(BRANCHES);
    // Of the choices of b2, the first is main's, the second b1's, the third its own.
    for (after, line) in [(0, "branch b3 at 0"), (1, "branch b3 at 1"), (2, "branch b3 at 2 of b1")] {
        let edit = Edit::ChooseAfter(after, heal.clone());
        let opened = check(&scenario.source(), &edit, &[line, "heal"], &[]);
        assert_eq!((opened.followed(), opened.branches().len()), (3, 4));
        assert_eq!(opened.plan().manual.as_ref().map(Vec::len), Some(after + 1));
    }
    let same = Edit::ChooseAfter(2, ManualChoice::Happen(Happening::Fault(Fault::Restart(NodeId(2)))));
    check(BRANCHES, &same, &[], &[]);
    check("protocol raft\n", &Edit::ChooseAfter(0, heal), &[], &[]);
}

#[test]
fn branches_can_be_renamed_and_removed() {
    let renamed = right(BRANCHES).apply(&Edit::Rename(1, "early".to_owned()));
    let expected = BRANCHES.replace("branch b1", "branch early").replace("of b1  #", "of early  #");
    assert_eq!((renamed.source(), renamed.followed()), (expected, 2));
    for wrong in ["b2", "main", "two words", "", "#", "x\ny"] {
        check(BRANCHES, &Edit::Rename(1, wrong.to_owned()), &[], &[]);
    }
    check(BRANCHES, &Edit::Rename(0, "trunk".to_owned()), &[], &[]);
    check(BRANCHES, &Edit::RemoveBranch(2), &[], &["branch b2 at 2 of b1  # deeper", "restart S3"]);
    let removed = right(BRANCHES).follow(0).apply(&Edit::RemoveBranch(1));
    assert_eq!(removed.source(), BRANCHES.split("branch").next().expect("text").to_owned() + "seed 7\n");
    assert_eq!(removed.followed(), 0);
    check(BRANCHES, &Edit::RemoveBranch(0), &[], &[]);
}

#[test]
fn a_timed_run_is_taken_over_below_all_that_it_says() {
    let text = "protocol raft\ndrop Heartbeat S1->S2\n\nexpect a-leader holds\n\n";
    let after = check(text, &Edit::TakeOver(182_500), &["schedule manual from 182.5ms"], &[]);
    assert_eq!(after.plan().manual_from, Some(182_500));
    assert_eq!(after.plan().edits.len(), 1, "what was done before goes by the clock");
    let drop = after.apply(&Edit::Drop(key(HEARTBEAT, 1, 0)));
    assert_eq!(drop.source().lines().nth(5), Some("drop Heartbeat S1->S2 1"), "{}", drop.source());
    assert_eq!((drop.plan().edits.len(), drop.plan().manual.as_ref().map(Vec::len)), (1, Some(1)));
    check(&after.source(), &Edit::TakeOver(5), &[], &[]);
}

#[test]
fn what_cannot_be_written_changes_nothing() {
    let command = |words: &[&str]| {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        Edit::At(5, Happening::Command(NodeId(0), words))
    };
    check("protocol raft\n", &command(&["put", "x", "1"]), &["at 5us S1 put x 1"], &[]);
    let edits = [
        Edit::Drop(key(99, 1, 0)),
        Edit::Drop(key(HEARTBEAT, 0, 0)),
        Edit::Drop(MessageKey { to: NodeId(200), ..key(HEARTBEAT, 1, 0) }),
        Edit::DelayTo(key(HEARTBEAT, 1, 0), u64::MAX),
        Edit::At(5, Happening::Fault(Fault::Crash(NodeId(9)))),
        Edit::At(5, Happening::Fault(Fault::Partition(vec![vec![], vec![NodeId(0)]]))),
        command(&[]),
        command(&["put", "x"]),
        command(&["put", "x", "1\nheal"]),
        command(&["put", "x", ""]),
        command(&["put", "x", "#1"]),
        command(&["put", "x", "1", "# no"]),
    ];
    for edit in edits {
        check("protocol raft\n", &edit, &[], &[]);
    }
}

#[test]
fn changes_are_faults_and_edits() {
    let scenario = right(
        "protocol raft\nat 1ms S1 put x 1\nat 1ms crash  S1 # x\nseed 1\ndrop Heartbeat S1->S2\nat 2ms heal\n",
    );
    let changes: Vec<(u32, String)> = scenario.changes().into_iter().map(|c| (c.origin, c.text)).collect();
    let expected = [(2, "at 1ms crash S1"), (4, "drop Heartbeat S1->S2"), (5, "at 2ms heal")];
    assert_eq!(changes, expected.map(|(origin, text)| (origin, text.to_owned())));
    let by_hand =
        right("protocol raft\nschedule manual\ncrash S1\ndeliver Heartbeat S1->S2\nS1 put x 1\nheal\n");
    let changes: Vec<String> = by_hand.changes().into_iter().map(|change| change.text).collect();
    assert_eq!(changes, ["crash S1", "heal"]);
}

#[test]
fn a_run_that_was_taken_over_is_let_run_again() {
    let timed = right("# Title\nprotocol raft # mine\n\nat 1ms S1 put x 1\nuntil 1s\n");
    let taken = timed.apply(&Edit::TakeOver(300_000));
    let chosen = taken.apply(&Edit::Choose(ManualChoice::Happen(Happening::Fault(Fault::Crash(NodeId(1))))));
    let branched =
        chosen.apply(&Edit::ChooseAfter(0, ManualChoice::Happen(Happening::Fault(Fault::Crash(NodeId(2))))));
    assert_eq!(branched.branches().len(), 2);
    assert_eq!(branched.apply(&Edit::LetRun).source(), timed.source());
    assert_eq!(timed.apply(&Edit::LetRun), timed);
}

fn any_key() -> impl Strategy<Value = MessageKey> {
    (0..18u16, 0..8u8, 0..8u8, 1..4u32, 0..2u32).prop_map(|(kind, from, to, nth, copy)| MessageKey {
        kind,
        from: NodeId(from),
        to: NodeId(to),
        nth,
        copy,
        forged: false,
    })
}

fn any_strategy() -> impl Strategy<Value = Option<Lying>> {
    proptest::sample::select([None].into_iter().chain(Lying::ALL.map(Some)).collect::<Vec<_>>())
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let happening = prop_oneof![
        Just(Happening::Fault(Fault::Heal(Vec::new()))),
        (0..8u8).prop_map(|node| Happening::Fault(Fault::Crash(NodeId(node)))),
        (0..8u8).prop_map(|node| Happening::Fault(Fault::Partition(vec![vec![NodeId(node)]]))),
        (0..8u8, "[a-z #\n]{0,3}").prop_map(|(node, word)| {
            Happening::Command(NodeId(node), vec!["put".to_owned(), "x".to_owned(), word])
        }),
    ];
    prop_oneof![
        any_key().prop_map(Edit::Drop),
        (any_key(), 0..5_000_000u64).prop_map(|(key, at)| Edit::DelayTo(key, at)),
        (any_key(), proptest::option::of(0..5_000_000u64)).prop_map(|(key, at)| Edit::Duplicate(key, at)),
        any_key().prop_map(Edit::Restore),
        (0..5_000_000u64, happening.clone()).prop_map(|(at, what)| Edit::At(at, what)),
        happening.prop_map(|what| Edit::Choose(ManualChoice::Happen(what))),
        (0..40u32).prop_map(Edit::RemoveLine),
        (0..8u8, any_strategy()).prop_map(|(node, strategy)| Edit::Behave(NodeId(node), strategy)),
        (any_key(), any_key())
            .prop_map(|(one, other)| Edit::Together(vec![Edit::Drop(one), Edit::Drop(other)])),
        (0..9usize, (0..8u8).prop_map(NodeId)).prop_map(|(after, node)| Edit::ChooseAfter(
            after,
            ManualChoice::Happen(Happening::Fault(Fault::Crash(node)))
        )),
        (0..5_000_000u64).prop_map(Edit::TakeOver),
        Just(Edit::LetRun),
        (0..5usize, "[a-z #]{0,3}").prop_map(|(branch, name)| Edit::Rename(branch, name)),
        (0..5usize).prop_map(Edit::RemoveBranch),
        (0..8u8, 0..5_000_000u64)
            .prop_map(|(node, at)| Edit::Draw(DrawingEdit::Local { node: NodeId(node), at })),
    ]
}

proptest! {
    #[test]
    fn an_edit_touches_its_own_lines_only(before in scenario(), edit in any_edit()) {
        let after = before.apply(&edit);
        prop_assert_eq!(&right(&after.source()), &after);
        let (added, removed) = difference(&before, &after);
        match &edit {
            Edit::Drop(_) | Edit::DelayTo(..) => prop_assert!(added.len() <= 1 || added.len() < removed.len()),
            Edit::Duplicate(..) | Edit::At(..) | Edit::Choose(_) | Edit::TakeOver(_) => {
                prop_assert!(added.len() <= 1 && removed.is_empty());
            }
            Edit::ChooseAfter(..) => prop_assert!(added.len() <= 2 && removed.is_empty()),
            Edit::Rename(..) => prop_assert!(added.len() == removed.len()),
            Edit::Restore(_) | Edit::RemoveBranch(_) | Edit::LetRun => prop_assert!(added.len() <= removed.len()),
            Edit::RemoveLine(_) => prop_assert!(added.is_empty() && removed.len() <= 1),
            Edit::Behave(_, None) => prop_assert!(added.len() <= removed.len()),
            Edit::Behave(_, Some(_)) => prop_assert!(added.len() <= removed.len() + 1),
            Edit::Together(_) => prop_assert!(added.len() <= 2),
            Edit::Draw(_) => prop_assert!(added.is_empty() && removed.is_empty(), "it cannot be drawn"),
        }
    }

    #[test]
    fn fates_are_what_was_asked_for(before in scenario(), key in any_key(), to in 0..5_000_000u64) {
        let fates = |scenario: &Scenario| -> Vec<MessageEdit> {
            let edits = scenario.plan().edits.iter().filter(|edit| edit.key == key);
            edits.map(|edit| edit.change).filter(|change| !matches!(change, MessageEdit::Duplicate(_))).collect()
        };
        let dropped = before.apply(&Edit::Drop(key));
        let by_hand = before.plan().manual.is_some();
        if by_hand || dropped == before {
            return Ok(());
        }
        prop_assert_eq!(fates(&dropped), [MessageEdit::Drop]);
        prop_assert_eq!(&dropped.apply(&Edit::Drop(key)), &dropped);
        let delayed = dropped.apply(&Edit::DelayTo(key, to));
        prop_assert_eq!(fates(&delayed), [MessageEdit::DelayTo(to)]);
        prop_assert_eq!(&delayed.apply(&Edit::Drop(key)).source(), &dropped.source());
        let restored = delayed.apply(&Edit::Restore(key));
        prop_assert!(restored.plan().edits.iter().all(|edit| edit.key != key));
        if fates(&before).is_empty() {
            let untouched = before.apply(&Edit::Restore(key));
            prop_assert_eq!(restored.source(), untouched.source());
        }
    }
}
