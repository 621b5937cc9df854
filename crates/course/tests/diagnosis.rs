//! What readers hear of wrong answers that no slip foresees: what is so in their own run.

use sequitur_core::scenario::Scenario;
use sequitur_course::{explained, grade};

/// What is told of an exercise of the course with these lines.
fn told(name: &str, lines: &str) -> String {
    let path = format!("{}/exercises/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).expect(&path);
    let exercise = Scenario::parse(&text).expect(name);
    let answer = text + lines;
    explained(&exercise, &answer, grade(&exercise, &answer)).why
}

#[test]
fn of_several_conditions_the_missing_one_is_named() {
    assert_eq!(
        told("pays-twice", "fire C1 timeout\n"),
        "Not yet: paid of S1 is 40 and state of C1 is ok. What is missing: paid of S1 is 40; it is 0. \
         From here it can be done in 3 more."
    );
    let lamport = told("bigger-not-later", "at 10ms A local e\n");
    assert!(
        lamport.ends_with("What is missing: e and f are concurrent; the second has not happened."),
        "{lamport}"
    );
    let late = told("late-truth", "fire C1 timeout\ndeliver Request C1->S1\n");
    assert!(late.contains("The second part has not: the message is flying."), "{late}");
}

#[test]
fn a_wrong_value_hears_on_which_side_it_errs_and_not_the_value() {
    let heard = |count: u32| told("count-messages", &format!("expect count(Request) = {count}\n"));
    assert!(heard(3).ends_with("What you say is too small."), "{}", heard(3));
    assert!(heard(6).ends_with("What you say is too large."), "{}", heard(6));
    // The wrong one is told before those that are not answered yet.
    let second = told("refusals", "expect count(AppendRefused b->leader) = 2\n");
    assert!(second.contains("from b to leader"), "{second}");
    let broken = told("which-property", "expect integrity violated\nexpect agreement violated\n");
    assert_eq!(broken, "Not yet: say what becomes of agreement. No event of this run breaks it.");
}

#[test]
fn a_wrong_order_of_events_hears_what_leads_from_one_to_the_other() {
    let before = told("which-came-first", "expect a3 before c1\n");
    assert!(before.ends_with("No chain of steps leads from the first to the second."), "{before}");
    let neither = told("which-came-first", "expect sent m4 concurrent a1\n");
    assert_eq!(neither, "Chain of two.", "whichever of the two is named first");
    let all = "expect a1 before sent m4\nexpect c1 concurrent a3\n";
    let last = told("which-came-first", all);
    assert!(
        last.starts_with("Not yet: say which happened before the other: a3, the receipt of m4 or neither"),
        "{last}"
    );
    assert_eq!(told("which-came-first", &format!("{all}expect a3 before received m4\n")), "Solved.");
    assert_eq!(told("chance-of-one", "expect chance(both-attack holds) = 75%\n"), "Plan only.");
}

#[test]
fn a_round_that_is_ended_early_reaches_nothing() {
    let early = "forge Signed G1->G2 attack:G1\nfire G2 round-over\nfire G3 round-over\nfire G2 round-over\n\
                 fire G3 round-over\n";
    let heard = told("cannot-split", early);
    assert!(heard.starts_with("Choice 4 comes too early: in a synchronous system, a round ends"), "{heard}");
    // A message that is on its way when one has ended the round belongs to the next.
    let late = "forge Order G2->G3 retreat G1\nfire G3 round-over\n";
    assert!(told("one-lie", late).contains("comes too early"), "{}", told("one-lie", late));
}

#[test]
fn a_later_term_than_is_allowed_is_over_the_budget() {
    let later = "fire S1 election-timeout\ndeliver RequestVote S1->S2\ndeliver VoteGranted S2->S1\n\
                 fire S2 election-timeout\ndeliver RequestVote S2->S3\ndeliver VoteGranted S3->S2\n";
    let heard = told("one-chief-a-term", later);
    assert_eq!(heard, "Choice 4 begins term 2, and term 1 is the last that is allowed.");
}

#[test]
fn a_rule_that_fails_is_shown_the_run_that_breaks_it() {
    let heard = told("pick-a-rule", "set rule own-value\n");
    assert!(heard.ends_with("It is not so after 2 choices: P1 propose 0, P2 propose 1."), "{heard}");
    let heard = told("which-clock", "set measure wall\n");
    assert!(heard.contains("It came true: A and B both believe to hold the lock."), "{heard}");
    let heard = told("shortest-timeout", "set timeout 40ms\n");
    assert!(heard.ends_with("Completeness pending: P1 does not suspect P2, which is down."), "{heard}");
}

#[test]
fn what_is_not_open_is_told_beside_what_is() {
    assert_eq!(told("one-crash", "crash P1\n"), "allowed is only crash 1 of P3: crash P1");
    assert_eq!(
        told("shortest-timeout", "set timeout 30ms\n"),
        "this line cannot be added: set timeout 30ms; allowed is only set timeout among 25ms 28ms 29ms 35ms 40ms"
    );
}

#[test]
fn what_is_left_to_say_is_no_choice() {
    let heard = told("first-bug", "P1 request\nact P1 enter\nP2 request\nact P2 enter\n");
    assert_eq!(heard, "Not yet: say what becomes of order-of-requests. Nothing is said of it yet.");
    let solved = told("three-milliseconds", "clock A offset 8ms\n");
    assert_eq!(solved, "Solved with 8ms; it can be done with 3ms.");
}
