//! What can still happen, judged by hand.

use crate::scenarios::scenario;
use sequitur_check::{Limits, Possible, Reachable, Search};

fn possible(text: &str) -> Possible {
    possible_within(text, Limits { threads: 2, ..Limits::default() })
}

fn possible_within(text: &str, limits: Limits) -> Possible {
    let mut search = Search::new(Reachable::new(&scenario(text)).expect("it can be searched"), limits);
    search.advance(u32::MAX);
    search.possible()
}

/// Two processes of which each decides what it proposes, at once: the values are what the
/// commands make of them.
const PROPOSALS: &str =
    "protocol consensus\nnodes 2\nset rule own-value\nat 1ms P1 propose 0\nat 2ms P2 propose 1\n";

#[test]
fn both_values_while_nothing_is_decided() {
    let possible = possible(PROPOSALS);
    assert!(possible.is_exact && possible.decides);
    assert_eq!(possible.decided, [""; 0]);
    assert_eq!(possible.reachable, ["0", "1"]);
    // Two processes have to decide before they can disagree: two commands.
    let [agreement] = &possible.breakable[..] else {
        panic!("only agreement can break: {:#?}", possible.breakable);
    };
    assert_eq!((agreement.property, agreement.after), ("agreement", 2));
    let run = scenario(&agreement.scenario).run();
    assert!(scenario(&agreement.scenario).unmet(&run).is_empty(), "the way shows it");
}

#[test]
fn the_later_the_less_is_possible() {
    let first = format!("{PROPOSALS}schedule manual from 1ms\n");
    let after_one = possible(&first);
    assert_eq!(
        (after_one.decided.as_slice(), after_one.reachable.as_slice()),
        (&["0".to_owned()][..], &["1".to_owned()][..])
    );
    assert_eq!(after_one.breakable[0].after, 1);
    let after_both = possible(&format!("{PROPOSALS}schedule manual from 2ms\n"));
    assert_eq!(after_both.decided, ["0", "1"]);
    assert!(after_both.is_exact && after_both.reachable.is_empty());
    assert_eq!(after_both.breakable[0].after, 0, "it is broken already");
}

#[test]
fn a_crash_can_leave_nothing_to_decide() {
    let text =
        "protocol consensus\nnodes 2\nset rule wait-for-all\nschedule manual\nP1 propose 0\nP2 propose 1\n";
    let before = possible(text);
    assert!(before.is_exact && before.breakable.is_empty());
    assert_eq!(before.reachable, ["0"], "the least of both");
    // Who crashed does not propose, and who waits for it waits for ever.
    let crashed =
        "protocol consensus\nnodes 2\nset rule wait-for-all\nschedule manual\nP1 propose 0\ncrash P2\n";
    let after = possible(crashed);
    assert!(after.is_exact && after.decides && after.reachable.is_empty() && after.decided.is_empty());
}

#[test]
fn a_limit_leaves_it_open() {
    let text = "protocol raft\nnodes 3\nat 1ms S1 put x 1\n";
    let limits = Limits { states: 50, ..Limits::default() };
    let possible = possible_within(text, limits);
    assert!(!possible.is_exact);
}

#[test]
fn a_protocol_without_decisions_says_so() {
    let possible = possible("protocol ricart-agrawala\nnodes 2\nallow fire 0\n");
    assert!(!possible.decides && possible.reachable.is_empty());
}

#[test]
fn the_answer_is_the_same_with_any_number_of_threads() {
    let text =
        "protocol raft forgets-vote\nnodes 3\nallow crash 1\nallow restart 1\nallow fire 2\nallow term 1\n";
    let one = possible_within(text, Limits::default());
    assert_eq!(one, possible_within(text, Limits { threads: 3, ..Limits::default() }));
    let safety = one.breakable.iter().find(|broken| broken.property == "election-safety");
    assert_eq!(safety.map(|broken| broken.after), Some(8), "as the search alone finds it");
}

/// Looked at before its last choices, a run can still be given the commands that they give:
/// each once, also one that had been planned for a time.
#[test]
fn commands_of_later_choices_can_still_come() {
    let text =
        "protocol consensus\nnodes 2\nset rule own-value\nschedule manual\nP1 propose 0\nP2 propose 1\n";
    let possible = |text: &str, choices: usize| {
        let from = Reachable::new(&scenario(text).up_to(choices)).expect("it can be searched");
        let mut search = Search::new(from, Limits::default());
        search.advance(u32::MAX);
        (search.progress().states, search.possible().reachable)
    };
    // Who decided last and broke agreement is part of the last state.
    assert_eq!(possible(text, 0), (5, vec!["0".to_owned(), "1".to_owned()]));
    assert_eq!(possible(text, 1), (2, vec!["1".to_owned()]));
    assert_eq!(possible(text, 2), (1, Vec::new()));
    let planned = text.replace("schedule manual\n", "at 9ms P2 propose 1\nschedule manual from 5ms\n");
    assert_eq!(possible(&planned, 0), possible(text, 0));
}
