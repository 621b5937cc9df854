//! Phrases: claims about a run, read, printed, put into words and judged.

use sequitur_core::scenario::Scenario;
use sequitur_core::scenario::phrase::{Phrase, judge};

/// Lamport's clock diagram with twelve events (a figure of the lecture notes, computed by hand).
const TWELVE_EVENTS: &str = "\
protocol exchange
nodes A B C
at 10ms A local a1
at 20ms A send B m1
at 30ms C local c1
at 40ms C send B m2
at 70ms B send C m3
at 80ms A local a3
at 100ms C send A m4
at 120ms B local b4
delay Message C->B to 50ms
delay Message A->B to 60ms
delay Message B->C to 90ms
delay Message C->A to 110ms
";

fn scenario(text: &str) -> Scenario {
    Scenario::parse(text).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]))
}

fn phrase(scenario: &Scenario, text: &str) -> Phrase {
    let read = scenario.vocabulary().read_phrase(text);
    read.unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

/// Whether a phrase is true at the end of a run.
fn at_end(text: &str, claim: &str) -> bool {
    let scenario = scenario(text);
    let phrase = phrase(&scenario, claim);
    judge(&scenario.run(), &[&phrase]).truths[0].at_end()
}

#[test]
fn stamps_of_the_twelve_events() {
    let so = [
        "lamport(received m2) = 3",
        "lamport(received m1) = 4",
        "lamport(sent m3) = 5",
        "chain(received m4) = 8",
        "vector(received m1) = (2,2,2)",
        "vector(received m4) = (4,3,4)",
        "a1 before b4",
        "a3 concurrent b4",
        "a1 concurrent sent m2",
        "lamport(b4) < lamport(received m4)",
        "b4 concurrent received m4 and lamport(b4) < lamport(received m4)",
        "not received m4 before b4",
        "order(a1) = 1",
        "order(c1) = 2",
        "order(received m4) = 12",
        "time(b4) = 120ms",
        "vector(a1) < vector(b4)",
        "not vector(a3) < vector(b4) and not vector(b4) < vector(a3)",
        "A local a1 before sent m1",
        "Message A->B delivered",
        "count(Message) = 4",
        "count(Message C->A) = 1",
    ];
    for claim in so {
        assert!(at_end(TWELVE_EVENTS, claim), "{claim}");
    }
    let not_so = [
        "lamport(received m2) = 1",
        "a1 concurrent b4",
        "b4 before a1",
        "vector(a3) = vector(b4)",
        "Message A->B 2 delivered",
        "lamport(received nothing-like-it) = 1",
        "not lamport(received nothing-like-it) = 1",
        "count(Message) > 4",
    ];
    for claim in not_so {
        assert!(!at_end(TWELVE_EVENTS, claim), "{claim}");
    }
}

#[test]
fn processes_keep_their_own_stamps() {
    let forgetful = TWELVE_EVENTS.replace("exchange", "exchange lamport-forgets-maximum");
    assert!(at_end(
        &forgetful,
        "lamport(received m2) = 1 and lamport(received m1) = 2 and lamport(sent m3) = 3"
    ));
    assert!(at_end(&forgetful, "clock-condition violated"));
    assert!(at_end(&forgetful, "vector(received m1) = (2,2,2)"), "its vectors are right");
}

const CONSENSUS: &str = "\
protocol consensus
network delay 10ms
at 10ms P1 propose 0
at 10ms P2 propose 1
at 10ms P3 propose 1
until 100ms
";

#[test]
fn decisions_and_crashes() {
    assert!(at_end(CONSENSUS, "P3 decided 0 and P1 decided 0 and decided"));
    assert!(!at_end(CONSENSUS, "P3 decided 1"));
    assert!(!at_end(CONSENSUS, "P3 decided nothing"));
    let crashed = format!("{CONSENSUS}at 5ms crash P3\n");
    assert!(at_end(&crashed, "decided nothing and P3 down and P1 up and termination pending"));
    assert!(
        at_end(&crashed, "crash P3 before P1 propose 0") == at_end(&crashed, "P3 up"),
        "a crash is concurrent"
    );
}

#[test]
fn a_phrase_is_true_from_a_state_to_a_state() {
    let scenario = scenario(CONSENSUS);
    let flying = phrase(&scenario, "Proposed P1->P2 flying");
    let agreed = phrase(&scenario, "count(decided = (0)) = 3");
    let judged = judge(&scenario.run(), &[&flying, &agreed]);
    let (flying, agreed) = (&judged.truths[0], &judged.truths[1]);
    let first = judged.states[flying.first().unwrap() as usize];
    assert_eq!(first.at, 10_000);
    assert_eq!(judged.states[flying.undone().unwrap() as usize].at, 20_000);
    assert!(agreed.at_end() && agreed.first() > flying.first());
    assert_eq!(agreed.first_from(0), agreed.first());
}

#[test]
fn in_runs_by_hand_each_choice_makes_a_state() {
    let text = "protocol consensus\nschedule manual\nP1 propose 0\ndrop Proposed P1->P2\nP2 propose 1\n";
    let scenario = scenario(text);
    let dropped = phrase(&scenario, "Proposed P1->P2 dropped and count(Proposed P2->P1) = 0");
    let judged = judge(&scenario.run(), &[&dropped]);
    assert_eq!(judged.states.iter().map(|state| state.choices).collect::<Vec<_>>(), [0, 1, 2, 3]);
    assert_eq!((judged.truths[0].first(), judged.truths[0].undone()), (Some(2), Some(3)));
}

#[test]
fn fields_have_the_values_of_the_inspector() {
    let raft = "protocol raft\nnodes 3\nschedule manual\nfire S1 election-timeout\ndeliver RequestVote S1->S2\ndeliver VoteGranted S2->S1\n";
    for claim in [
        "role(S1) = leader",
        "count(role = leader) >= 1",
        "currentTerm(S2) = 1 and votedFor(S2) = S1",
        "votedFor(S3) = nothing",
        "commitIndex(S1) <= 0",
        "count(RequestVote S1->S3) = 1 and RequestVote S1->S3 flying",
        "currentTerm(S1) > currentTerm(S3)",
    ] {
        assert!(at_end(raft, claim), "{claim}");
    }
}

#[test]
fn phrases_print_as_they_are_read() {
    let scenario = scenario("protocol raft\nnodes 3\n");
    for text in [
        "election-safety holds",
        "not election-safety violated and leader-elected pending",
        "S1 decided \"put x\"",
        "decided nothing",
        "S1 up and not S2 down",
        "count(role = leader) >= 2",
        "count(RequestVote S1->S2) > 0",
        "currentTerm(S1) != currentTerm(S2)",
        "sent RequestVote S1->S2 2 before received VoteGranted S2->S1",
        "crash S1 before S1 put x 1",
        "AppendEntries S1->S2 3+1 refused",
        "Heartbeat S1->S2 unsent",
        "cannot count(role = leader) >= 1",
        "chance(leader-elected holds) = 3/4",
        "impossible",
        "a1#2 concurrent \"not\"",
    ] {
        let read = phrase(&scenario, text);
        assert_eq!(scenario.vocabulary().phrase(&read), text);
    }
}

#[test]
fn what_is_no_phrase_is_told_with_its_place() {
    let scenario = scenario("protocol raft\nnodes 3\n");
    for (text, start, what, hint) in [
        (
            "election-safty holds",
            0,
            "\"election-safty\" is not a property of raft",
            "did you mean election-safety?",
        ),
        ("rol(S1) = leader", 0, "\"rol\" is not a field of raft", "did you mean role?"),
        ("role(S9) = leader", 5, "\"S9\" is not a node", "nodes are S1, S2, S3"),
        ("role(S1) leader", 9, "a comparison is missing", "write =, !=, <, <=, > or >="),
        ("role(S1) = and", 11, "\"and\" is a word of the language", "as a value, write \"and\""),
        ("RequestVot S1->S2 lost", 0, "\"RequestVot\" is not a kind of message", "did you mean RequestVote?"),
        (
            "RequestVote S1->S2 gone",
            19,
            "what became of the message is missing",
            "write flying, delivered, dropped, lost, cut, refused or unsent",
        ),
        ("S1 up or S2 up", 6, "the phrase is over before this", "join phrases with `and`"),
        ("count(role = leader", 19, "`)` is missing", "close `count(`"),
        ("a1 = \"b", 5, "this quotation mark is not closed", "close it with another `\"`"),
        (
            "",
            0,
            "a phrase is missing",
            "write PROPERTY holds, NODE decided VALUE, FIELD(NODE) = VALUE, EVENT before EVENT or the like",
        ),
    ] {
        let error = scenario.vocabulary().read_phrase(text).expect_err(text);
        assert_eq!((error.start, error.what.as_str(), error.hint.as_str()), (start, what, hint), "{text}");
    }
    assert!(
        scenario.vocabulary().read_phrase(&"can ".repeat(100_000)).is_err(),
        "no depth overflows the stack"
    );
}

#[test]
fn phrases_are_put_into_words() {
    let scenario = scenario("protocol raft\nnodes 3\n");
    for (text, words) in [
        ("count(role = leader) >= 2", "the number of nodes with role leader is at least 2"),
        ("not election-safety violated", "election-safety is not violated"),
        ("S3 decided x", "S3 has decided x"),
        ("RequestVote S1->S2 2 flying", "RequestVote 2 from S1 to S2 is under way"),
        ("a1 concurrent sent m3", "a1 and the sending of m3 are concurrent"),
        ("not decided", "nobody has decided"),
        ("decided nothing", "nobody has decided"),
        ("S1 decided nothing", "S1 has not decided"),
        ("cannot decided", "nobody can decide any more"),
        ("not can decided x", "nobody can decide x any more"),
        ("can decided", "somebody can still decide"),
        ("cannot S1 decided x", "S1 can no longer decide x"),
        ("cannot leader-elected holds", "leader-elected can no longer hold"),
        ("can election-safety violated", "election-safety can still be violated"),
        ("can role(S2) = leader", "role of S2 can still be leader"),
        ("can not decided", "it is still possible that nobody has decided"),
        ("cannot S1 up and S2 up", "it is no longer possible that S1 is up and S2 is up"),
    ] {
        assert_eq!(scenario.vocabulary().words(&phrase(&scenario, text)), words);
    }
}

#[test]
fn expectations_are_phrases() {
    let text = format!(
        "{CONSENSUS}expect P3 decided 0\nexpect P3 decided 1  # it is not\nexpect cannot P1 decided 1\n"
    );
    let scenario = scenario(&text);
    assert_eq!(scenario.text(), text);
    let unmet = scenario.unmet(&scenario.run());
    assert_eq!(unmet.len(), 1, "a search is asked for the last one");
    assert_eq!(unmet[0].what, "expected P3 decided 1, but decided: 0");
    assert_eq!(scenario.asked_of_grade(), ["expect cannot P1 decided 1"]);
    let mistakes = Scenario::parse("protocol consensus\nexpect P3 decided 0 and P9 up\n").unwrap_err();
    assert_eq!((mistakes[0].line, mistakes[0].column), (2, 25));
}
