//! Texts that are right: what they compile into, and how they are printed.

use super::toy::right;
use sequitur_core::scenario::Scenario;
use sequitur_core::sim::fault::Fault;
use sequitur_core::sim::plan::Setting;
use sequitur_core::sim::plan::{Happening, Manual, ManualChoice, MessageEdit};
use sequitur_core::sim::run::Outcome;
use sequitur_core::trace::NodeId;

/// The example of every kind of line of a timed run.
const TIMED: &str = "\
# One lost vote
protocol raft commits-old-terms
nodes S1 S2 S3 S4 S5
clients 2
seed 7
network delay 10ms..30ms loss 0% duplicate 0.25% order any
network S1->S2 delay 200ms order fifo
set election-timeout 150ms..300ms
set pre-vote on

start S1 term 7 log 1 1 4
at 500ms S1 put x 1
at 800ms crash S5
at 900ms restart S5
at 400ms partition S1 S2 | S3 S4
at 950ms heal
drop VoteGranted S5->S2  # the first on that link
drop VoteGranted S3->S2 1+1
delay AppendEntries S2->S1 3 to 182.5ms
duplicate VoteGranted S3->S2 1 at 240ms
duplicate VoteGranted S3->S2
until 2s
expect election-safety holds

# done
";

const BY_HAND: &str = "\
# By hand
protocol raft
schedule manual
fire S2 election-timeout
deliver RequestVote S2->S1
drop RequestVote S2->S3 1
duplicate RequestVote S2->S4
crash S1
restart S1
partition S1 | S2 S3
heal
S2 put x 1
advance 10ms
expect a-leader pending
";

const TAKEN_OVER: &str = "\
# By the clock, then by hand, in more than one way
protocol raft
at 500ms S1 put x 1
drop Heartbeat S1->S2
duplicate Heartbeat S1->S2 2
schedule manual from 182.5ms
drop Heartbeat S1->S2
duplicate Heartbeat S1->S2 2
expect a-leader pending
branch early at 0
crash S1
branch late at 2  # of main
heal
branch later at 1 of early
restart S1
expect a-leader holds
";

#[test]
fn canonical_text_is_printed_as_it_is() {
    for text in [TIMED, BY_HAND, TAKEN_OVER] {
        let scenario = right(text);
        assert_eq!(scenario.text(), text);
        assert_eq!(scenario.source(), text);
        assert_eq!(right(&scenario.text()), scenario);
    }
}

#[test]
fn other_spellings_become_canonical() {
    let text = "\u{feff}  protocol\traft  #five\r\n\n# x  \nnodes 05\nnetwork order fifo delay 5ms..5ms loss 0.50%\n\
                until 2000ms\nat 0us partition S1|S2 S3";
    let canonical = "protocol raft  #five\n\n# x\nnodes 5\nnetwork delay 5ms loss 0.5% order fifo\n\
                     until 2s\nat 0ms partition S1 | S2 S3\n";
    let scenario = right(text);
    assert_eq!(scenario.text(), canonical);
    assert_eq!(right(canonical), scenario);
    let source = text.trim_start_matches('\u{feff}').replace('\r', "") + "\n";
    assert_eq!(scenario.source(), source);
}

#[test]
fn the_first_comment_is_the_title() {
    assert_eq!(right(TIMED).title(), "One lost vote");
    assert_eq!(right("#\nprotocol raft # Five servers\n#x").title(), "Five servers");
    assert_eq!(right("protocol raft").title(), "");
}

#[test]
fn what_a_scenario_says_of_itself() {
    let about = |text: &str| right(text).about();
    assert_eq!(about("# Title\nprotocol raft\n# Not of the head\n"), [""; 0]);
    assert_eq!(about("protocol raft # Title\n"), [""; 0]);
    let text = "\n#\n# Title\n#\n# S3 is\n#  first.\n\n\n# Then drag.\n#\nprotocol raft # and\n# so on\n";
    assert_eq!(about(text), ["S3 is first.", "Then drag."]);
}

#[test]
fn a_timed_text_becomes_a_plan() {
    let scenario = right(TIMED);
    let plan = scenario.plan();
    assert_eq!(plan.nodes, ["S1", "S2", "S3", "S4", "S5", "C1", "C2"]);
    assert_eq!((plan.clients, plan.seed, plan.until), (2, 7, 2_000_000));
    assert_eq!(plan.variant, Some("commits-old-terms"));
    assert_eq!(plan.network.any.delay, (10_000, 30_000));
    assert_eq!(plan.network.any.duplicate_ppm, 2_500);
    let link = plan.network.link(NodeId(0), NodeId(1));
    assert_eq!((link.delay, link.fifo, link.duplicate_ppm), ((200_000, 200_000), true, 2_500));
    assert_eq!(plan.settings.get("pre-vote"), Some(&Setting::Switch(true)));
    assert_eq!(plan.starts[0].1, ["term", "7", "log", "1", "1", "4"]);
    assert_eq!(plan.timed.len(), 5);
    assert_eq!(plan.timed[3].at, 400_000);
    let groups = vec![vec![NodeId(0), NodeId(1)], vec![NodeId(2), NodeId(3)]];
    assert_eq!(plan.timed[3].what, Happening::Fault(Fault::Partition(groups)));
    let edits: Vec<_> = plan.edits.iter().map(|e| (e.key.nth, e.key.copy, e.change)).collect();
    assert_eq!(
        edits,
        [
            (1, 0, MessageEdit::Drop),
            (1, 1, MessageEdit::Drop),
            (3, 0, MessageEdit::DelayTo(182_500)),
            (1, 0, MessageEdit::Duplicate(Some(240_000))),
            (1, 0, MessageEdit::Duplicate(None)),
        ]
    );
    assert_eq!(scenario.statement(plan.edits[0].origin), "drop VoteGranted S5->S2");
    assert_eq!(scenario.expects()[0].property(), Some((0, Outcome::Holds)), "election-safety");
    assert!(plan.manual.is_none());
}

#[test]
fn a_text_by_hand_becomes_choices() {
    let scenario = right(BY_HAND);
    let choices = scenario.plan().manual.as_ref().expect("by hand");
    assert_eq!(choices.len(), 10);
    assert_eq!(choices[0].what, ManualChoice::Happen(Happening::Fire(NodeId(1), 0)));
    let ManualChoice::Deliver(message) = choices[1].what else {
        panic!("{:?}", choices[1]);
    };
    assert_eq!(message.number, None);
    assert_eq!(choices[9].what, ManualChoice::Advance(10_000));
    assert!(scenario.plan().edits.is_empty());
}

#[test]
fn what_stands_above_the_schedule_goes_by_the_clock() {
    let scenario = right(TAKEN_OVER);
    let plan = scenario.plan();
    assert_eq!(plan.manual_from, Some(182_500));
    assert_eq!((plan.timed.len(), plan.edits.len()), (1, 2));
    let main = scenario.follow(0);
    let choices = main.plan().manual.as_ref().expect("by hand");
    assert!(matches!(
        choices[..],
        [
            Manual { what: ManualChoice::Drop(_), origin: 6 },
            Manual { what: ManualChoice::Duplicate(_), origin: 7 }
        ]
    ));
}

#[test]
fn a_branch_begins_with_the_choices_of_another() {
    let scenario = right(TAKEN_OVER);
    let names: Vec<&str> = scenario.branches().iter().map(|branch| branch.name.as_str()).collect();
    assert_eq!(names, ["main", "early", "late", "later"]);
    assert_eq!(scenario.followed(), 3, "the last is followed");
    let origins = |scenario: &Scenario| -> Vec<u32> {
        scenario.plan().manual.iter().flatten().map(|manual| manual.origin).collect()
    };
    assert_eq!(origins(&scenario), [10, 14]);
    assert_eq!(scenario.expects().len(), 1);
    assert_eq!(scenario.expects()[0].property().map(|(_, outcome)| outcome), Some(Outcome::Holds));
    let paths: [&[u32]; 3] = [&[6, 7], &[10], &[6, 7, 12]];
    for (branch, path) in paths.into_iter().enumerate() {
        assert_eq!(origins(&scenario.follow(branch)), path);
    }
    assert_eq!(
        scenario.follow(0).expects()[0].property().map(|(_, outcome)| outcome),
        Some(Outcome::Pending)
    );
    assert!(scenario.follow_name("late").expect("it is there").expects().is_empty());
    assert!(scenario.follow_name("nowhere").is_none());
}

#[test]
fn a_branch_after_more_choices_than_there_are_goes_on_after_the_last() {
    let scenario = right("protocol raft\nschedule manual\ncrash S1\nbranch b at 7 of main\nrestart S1\n");
    assert_eq!(scenario.branches()[1].at, 1);
    assert_eq!(scenario.plan().manual.as_ref().map(Vec::len), Some(2));
    assert!(scenario.text().contains("branch b at 7\n"), "it says so all the same");
}

#[test]
fn defaults() {
    let plan = right("protocol lamport").plan().clone();
    assert_eq!(plan.nodes, ["P1", "P2", "P3"]);
    assert_eq!((plan.clients, plan.seed, plan.until), (0, 1, 5_000_000));
    assert_eq!(plan.network.any.delay, (10_000, 20_000));
}

#[test]
fn a_later_line_overrides_what_it_names() {
    let plan = right(
        "protocol raft\nnetwork S1->S2 loss 5%\nnetwork delay 5ms loss 1%\nnetwork loss 2%\n\
         network S1->S2 delay 1ms\nseed 1\nseed 2\nuntil 1s\nuntil 3s\nset batch 1\nset batch 2\n\
         start S1 term 1\nstart S1 term 2",
    )
    .plan()
    .clone();
    assert_eq!(plan.network.any.delay, (5_000, 5_000));
    assert_eq!(plan.network.any.loss_ppm, 20_000);
    let link = plan.network.link(NodeId(0), NodeId(1));
    assert_eq!((link.delay, link.loss_ppm), ((1_000, 1_000), 50_000));
    assert_eq!((plan.seed, plan.until), (2, 3_000_000));
    assert_eq!(plan.settings.get("batch"), Some(&Setting::Count(2)));
    assert_eq!(plan.starts, [(NodeId(0), vec!["term".to_owned(), "2".to_owned()])]);
}

#[test]
fn the_header_may_stand_anywhere() {
    let scenario = right("drop Message B->A\nnodes A B\nprotocol lamport");
    assert_eq!(scenario.plan().edits[0].key.from, NodeId(1));
}

#[test]
fn a_run_tells_what_was_unused_and_unmet() {
    let text = "protocol raft\nuntil 100ms\n  drop Heartbeat S1->S2   999  # never sent\n\
                expect election-safety violated\nexpect leader-elected pending\n";
    let scenario = Scenario::parse(text).expect("it is right");
    let run = scenario.run();
    assert_eq!(scenario.unused(&run), ["drop Heartbeat S1->S2 999"]);
    let unmet = scenario.unmet(&run);
    assert_eq!(unmet.len(), 1);
    assert_eq!(unmet[0].origin, 3);
    assert!(unmet[0].what.starts_with("election-safety: expected violated, but got holds: "), "{unmet:?}");
}
