//! An exercise that is made of a scenario can be solved, by the run it was made of.

use sequitur_core::scenario::Scenario;
use sequitur_course::{Verdict, draft, grade, offers, shortest};

fn scenario(text: &str) -> Scenario {
    Scenario::parse(text).unwrap_or_else(|mistakes| panic!("{text}\n{}", mistakes[0]))
}

const BY_HAND: &str = "# An election\nprotocol raft\nnodes 3\nschedule manual\nfire S1 election-timeout\n\
    deliver RequestVote S1->S2\ndeliver VoteGranted S2->S1\nexpect leader-elected holds\n";

const TIMED: &str = "# A lost vote\nprotocol raft\nnodes 3\nseed 9\ndrop RequestVote S2->S1\ndrop RequestVote S2->S3\nat 170ms crash S1\nuntil 400ms\n";

#[test]
fn what_is_true_at_the_end_is_offered_as_a_goal() {
    let scenario = scenario(BY_HAND);
    let offers = offers(&scenario, &scenario.run(), None);
    let phrases: Vec<&str> = offers.iter().map(|offer| offer.phrase.as_str()).collect();
    assert!(phrases.contains(&"count(role = leader) = 1"), "{phrases:?}");
    assert!(phrases.contains(&"leader-elected holds"), "{phrases:?}");
    assert!(!phrases.contains(&"election-safety violated"), "{phrases:?}");
}

#[test]
fn what_is_true_earlier_is_another_thing() {
    let scenario = scenario(BY_HAND);
    let run = scenario.run();
    let offers = offers(&scenario, &run, Some(run.chosen_at[0]));
    let phrases: Vec<&str> = offers.iter().map(|offer| offer.phrase.as_str()).collect();
    assert!(phrases.contains(&"count(role = candidate) = 1"), "{phrases:?}");
    assert!(!phrases.contains(&"count(role = leader) = 1"), "{phrases:?}");
}

#[test]
fn a_run_by_hand_becomes_an_exercise_with_a_proven_best() {
    let draft = draft(&scenario(BY_HAND)).expect("it has choices");
    let goals = ["goal count(role = leader) = 1".to_owned()];
    let text = draft.text(&goals, None).expect("it is right");
    assert!(!text.contains("fire S1") && !text.contains("expect"), "{text}");
    let exercise = scenario(&text);
    let least = shortest(&exercise, 100_000).expect("it is small").expect("it can be done").0;
    assert_eq!(least, 3);
    let text = draft.text(&goals, Some(least)).expect("it is right");
    assert_eq!(grade(&scenario(&text), &draft.answer(&text)).verdict, Verdict::Best);
    assert_eq!(grade(&scenario(&text), &text).verdict, Verdict::NotYet);
}

#[test]
fn the_faults_of_a_timed_run_become_its_budget() {
    let draft = draft(&scenario(TIMED)).expect("it has faults");
    assert_eq!(draft.budget, ["allow crash 1", "allow drop 2"]);
    let text = draft.text(&["goal S1 down".to_owned()], None).expect("it is right");
    assert!(text.contains("goal best 3 faults known"), "{text}");
    assert_eq!(grade(&scenario(&text), &draft.answer(&text)).verdict, Verdict::Best);
}

#[test]
fn a_run_without_faults_leaves_nothing_to_the_reader() {
    assert!(draft(&scenario("protocol raft\n")).is_err());
}
