//! Lines of exercises and of how a run is shown: read, printed, and told where they are wrong.

use sequitur_core::scenario::Scenario;
use sequitur_core::scenario::goal::{Best, Goal, Question, When};
use sequitur_core::scenario::view::View;

/// Every form of the reference that an exercise can use, in its one spelling.
const EXERCISE: &str = "\
protocol paxos
proposers 1
acceptors 3
learners 0
allow drop 1
allow crash 1 of A1 A2
allow duplicate 2 of Prepare
allow delay 2 within 10ms..20ms
allow add 3 of propose
allow set retry among 10ms 20ms
allow set client-retry between 10ms and 1s
allow clock P1 offset between -5ms and 10ms
allow seed
schedule manual
P1 propose x
deliver Prepare P1->A1
branch one at 1
branch two at 1
goal value-chosen holds
goal at end value-chosen pending
goal never P1 decided y
goal acceptedValue(A3) = x then count(acceptedValue = y) >= 2
goal in one at end value-chosen pending
goal in two value-chosen holds
goal same history P1 in one two
goal every schedule not agreement violated
goal every schedule can decided
goal every delay value-chosen holds
goal expect ballot(P1)
goal expect agreement
goal expect sent Prepare P1->A1 and received Promise A1->P1
goal best 13
goal best 2 faults known
goal best 3ms
goal slip too-late A1 down
goal slip \"That was too late.\" A1 down and count(Prepare P1->A1) > 0
goal slip forgot under ignores-promises
goal slip other-way expect received Promise A1->P1 before sent Prepare P1->A1
goal hint whom
view lens lamport
view at 1ms
view select Prepare P1->A1 1
view select P1 propose x
view properties agreement validity
view frontier P1 3 A1 0
";

fn scenario(text: &str) -> Scenario {
    Scenario::parse(text).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]))
}

fn exercise() -> Scenario {
    // Numbers of variants are no business of this test: any of them will do.
    let any = scenario("protocol paxos\n").info().variants[0].name;
    scenario(&EXERCISE.replace("ignores-promises", any))
}

#[test]
fn lines_of_exercises_print_as_they_are_read() {
    let exercise = exercise();
    let any = exercise.info().variants[0].name;
    assert_eq!(exercise.text(), EXERCISE.replace("ignores-promises", any));
}

#[test]
fn goals_say_what_is_asked() {
    let exercise = exercise();
    let goals: Vec<&Goal> = exercise.goals().collect();
    assert_eq!(goals.iter().filter(|goal| goal.is_condition()).count(), 13);
    assert!(matches!(goals[1], Goal::Reach { branch: None, when: When::AtEnd, .. }));
    assert!(matches!(goals[4], Goal::Reach { branch: Some(branch), .. } if branch == "one"));
    assert!(matches!(goals[11], Goal::Answer(Question::Property(_))));
    assert!(matches!(goals[12], Goal::Answer(Question::Relation(..))));
    assert!(matches!(goals[14], Goal::Best { least: Best::Faults(2), is_known: true }));
    assert!(exercise.views().any(|view| *view == View::Lens("lamport")));
}

#[test]
fn they_change_nothing_in_the_run() {
    let with = exercise();
    let without: String = EXERCISE
        .lines()
        .filter(|line| !line.starts_with("goal") && !line.starts_with("view") && !line.starts_with("allow"))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(with.run().trace, scenario(&without).run().trace);
}

#[test]
fn what_is_wrong_with_them_is_told_with_its_place() {
    for (line, column, what) in [
        ("goal", 5, "\"goal\" needs what is to be reached"),
        ("goal valu-chosen holds", 6, "\"valu-chosen\" is not a property of paxos"),
        ("goal decided then", 18, "a phrase is missing"),
        ("goal in three decided", 9, "\"three\" is not a branch above"),
        ("goal best soon", 11, "\"soon\" is not a time"),
        ("goal slip late under nothing", 22, "\"nothing\" is not a variant of paxos"),
        ("goal expect P1 propose x and nothing", 30, "\"nothing\" is a word of the language"),
        ("goal expect P1 propose x and", 29, "an event is missing"),
        ("goal expect nothing", 13, "\"nothing\" is not a property of paxos"),
        (
            "allow drop 1 of Prepar",
            17,
            "\"Prepar\" is neither a node nor a kind of message, a timer or a command",
        ),
        ("allow set retry within 1ms", 17, "\"within\" is not a choice of values"),
        ("allow clock P1 offset between 1ms", 34, "\"allow\" needs `and` and a time"),
        ("view lens sundial", 11, "\"sundial\" is not a lens"),
        ("view lens kept", 11, "processes of paxos keep no stamps of their events"),
        ("view select", 12, "an event is missing"),
        ("view frontier P1", 17, "\"view\" needs a number of events"),
    ] {
        let mistakes = Scenario::parse(&format!("protocol paxos\n{line}\n")).expect_err(line);
        let first = &mistakes[0];
        assert_eq!((first.line, first.column, first.what.as_str()), (2, column, what), "{line}");
    }
}

#[test]
fn a_node_may_be_called_view() {
    let text = "protocol exchange\nnodes view A\nschedule manual\nview local a1\n";
    assert_eq!(scenario(text).text(), text);
}
