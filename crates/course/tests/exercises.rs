//! Nothing in the course is believed that was not run: each exercise has a solution that is graded
//! solved, and wrong answers that hear what their names say.

use sequitur_core::scenario::{Edit, Scenario};
use sequitur_course::{
    Kept, May, Proof, Verdict, claimed, edited, explained, goal_words, grade, is_only_known, may, prove,
    shortest, standing, worked,
};
use std::collections::BTreeMap;
use std::path::Path;

/// The texts of a folder, by the names of their files.
fn folder(name: &str) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        (name, std::fs::read_to_string(&path).expect("a text"))
    };
    entries.map(read).collect()
}

fn exercise(text: &str) -> Scenario {
    Scenario::parse(text).unwrap_or_else(|mistakes| panic!("{text}\n{}", mistakes[0]))
}

/// An answer is a whole text, or the lines that follow those of the exercise.
fn answer(exercise: &str, lines: &str) -> String {
    let is_whole = lines.lines().any(|line| line.starts_with("protocol "));
    if is_whole { lines.to_owned() } else { format!("{exercise}{lines}") }
}

#[test]
fn every_exercise_has_a_solution_that_is_graded_solved() {
    let (exercises, solutions) = (folder("exercises"), folder("solutions"));
    assert!(exercises.len() >= 20);
    let mut told = Vec::new();
    for (name, text) in &exercises {
        let exercise = exercise(text);
        let Some(lines) = solutions.get(name) else {
            told.push(format!("{name}: no solution"));
            continue;
        };
        let graded = grade(&exercise, &answer(text, lines));
        let has_star = text.contains("goal best");
        let wanted = if has_star { Verdict::Best } else { Verdict::Solved };
        if graded.verdict != wanted {
            told.push(format!("{name}: {:?}, {} {:?}", graded.verdict, graded.why, graded.goals));
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
    let stray: Vec<&String> = solutions.keys().filter(|name| !exercises.contains_key(*name)).collect();
    assert!(stray.is_empty(), "solutions of no exercise: {stray:?}");
}

#[test]
fn wrong_answers_hear_their_slip() {
    let exercises = folder("exercises");
    for (name, lines) in folder("wrong") {
        let (of, slip) = name.split_once('.').expect("EXERCISE.SLIP");
        let text = &exercises[of];
        let graded = grade(&exercise(text), &answer(text, &lines));
        assert!(!graded.verdict.is_solved(), "{name}");
        assert_eq!(graded.slip.as_deref(), Some(slip), "{name}: {}", graded.why);
    }
}

#[test]
fn adding_nothing_solves_nothing() {
    for (name, text) in folder("exercises") {
        let graded = grade(&exercise(&text), &text);
        assert!(!graded.verdict.is_solved(), "{name}");
    }
}

const DROPS: &str = "exercises/one-arrow.txt";

fn one_arrow() -> (Scenario, String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(DROPS);
    let text = std::fs::read_to_string(path).expect("the exercise");
    (exercise(&text), text)
}

#[test]
fn bad_answers_get_their_verdicts_with_the_line() {
    let (exercise, text) = one_arrow();
    let verdict = |answer: &str| {
        let graded = grade(&exercise, answer);
        (graded.verdict.name(), graded.why)
    };
    let (name, why) = verdict(&text.replace("at 80ms A local a3\n", ""));
    assert_eq!(
        (name, why.as_str()),
        ("locked", "line 9 of the exercise is not in the answer: at 80ms A local a3")
    );
    let (name, why) = verdict(&format!("{text}drop Message A->B\ndrop Message C->B\n"));
    assert_eq!((name, why.as_str()), ("over budget", "2 drops, 1 allowed: drop Message C->B"));
    let (name, why) = verdict(&format!("{text}drop Message A->B\nseed 7\n"));
    assert_eq!((name, why.as_str()), ("locked", "this line cannot be added: seed 7"));
    let (name, _) = verdict(&format!("{text}goal a1 before b4\ndrop Message A->B\n"));
    assert_eq!(name, "locked", "no goal of one's own");
    let (name, why) = verdict(&format!("{text}drop Mesage A->B\n"));
    assert_eq!(name, "mistake");
    assert!(why.contains("did you mean Message?"), "{why}");
    let (name, why) = verdict("protocol raft\n");
    assert_eq!(name, "locked");
    assert!(why.contains("another exercise"), "{why}");
    let without_goals: String =
        text.lines().filter(|line| !line.starts_with("goal")).map(|line| format!("{line}\n")).collect();
    assert_eq!(verdict(&format!("{without_goals}drop Message A->B\n")).0, "best", "goals are the exercise's");
}

#[test]
fn equal_answers_have_equal_digests() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("exercises/two-leaders.txt");
    let text = std::fs::read_to_string(path).expect("the exercise");
    let exercise = exercise(&text);
    let digest = |lines: &str| grade(&exercise, &format!("{text}{lines}")).digest.expect("it was run");
    let one = "fire S1 election-timeout\nfire S2 election-timeout\ndeliver RequestVote S1->S3\n";
    let other = "fire S2 election-timeout\nfire S1 election-timeout\ndeliver RequestVote S1->S3\n";
    let another = "fire S1 election-timeout\nfire S2 election-timeout\ndeliver RequestVote S2->S3\n";
    assert_eq!(digest(one), digest(other), "what happens on two servers does not depend on its order");
    assert_ne!(digest(one), digest(another));
}

/// The most states of a search for a proof that is not kept.
const STATES_MAX: u32 = 1_000_000;

/// What is proven of an exercise: what `proofs.txt` keeps for this very text, or what a search finds.
/// None where its star says `known`.
fn proof(kept: &Kept, name: &str, exercise: &Scenario) -> Option<Proof> {
    if is_only_known(exercise) {
        return None;
    }
    let proof = kept.of(exercise).or_else(|| prove(exercise, STATES_MAX).ok().map(|(proof, _)| proof));
    assert!(proof.is_some() || claimed(exercise).is_none(), "{name}: its star is not proven");
    proof
}

#[test]
fn stars_are_the_least_and_impossible_is_so() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("proofs.txt");
    let kept = Kept::read(&std::fs::read_to_string(path).expect("proofs")).expect("proofs");
    let solutions = folder("solutions");
    for (name, text) in folder("exercises") {
        let exercise = exercise(&text);
        let proof = proof(&kept, &name, &exercise);
        if let Some(star) = claimed(&exercise) {
            assert_eq!(proof, Some(Proof::Least(star)), "{name}");
        }
        let is_impossible = solutions[&name].contains("expect impossible");
        assert_eq!(proof == Some(Proof::Impossible), is_impossible, "{name}: {proof:?}");
    }
}

#[test]
fn every_exercise_can_be_shown_by_a_search_or_by_its_lesson() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("proofs.txt");
    let kept = Kept::read(&std::fs::read_to_string(path).expect("proofs")).expect("proofs");
    let solutions = folder("solutions");
    for (name, text) in folder("exercises") {
        let exercise = exercise(&text);
        match worked(&exercise, &solutions[&name]) {
            Some(link) => {
                let answer = sequitur_core::scenario::link::decode(&link).expect(&name);
                assert!(grade(&exercise, &answer).verdict.is_solved(), "{name}");
            }
            // What was proven was found.
            None => assert!(proof(&kept, &name, &exercise).is_some(), "{name}: nothing to show"),
        }
    }
}

#[test]
fn an_edit_adds_a_line_beside_those_of_the_exercise() {
    let (exercise, _) = one_arrow();
    let message = exercise.run().trace.messages[0].key;
    let dropped = edited(&exercise, &exercise, &Edit::Drop(message));
    let added = dropped.added_to(&exercise).expect("all lines of the exercise are there");
    let texts: Vec<&str> = added.iter().map(|added| added.text.as_str()).collect();
    assert_eq!(texts, ["drop Message A->B 1"]);
    // The reader's own line gives way to the next, and goes when the message is restored.
    let other = exercise.run().trace.messages[1].key;
    assert_eq!(may(&exercise, &dropped, &Edit::Drop(other)), May::UsedUp("2 drops, 1 allowed".to_owned()));
    assert_eq!(may(&exercise, &exercise, &Edit::DelayTo(message, 70_000)), May::Never);
    assert_eq!(edited(&exercise, &dropped, &Edit::Restore(message)).source(), exercise.source());
}

#[test]
fn how_an_answer_stands_is_told_without_a_search() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("exercises/two-choices.txt");
    let text = std::fs::read_to_string(path).expect("the exercise");
    let exercise = exercise(&text);
    let after = |lines: &str| {
        let answer = Scenario::parse(&answer(&text, lines)).expect("a text");
        standing(&exercise, &answer, &answer.run())
    };
    let is_met = |lines: &str| after(lines).goals[0].is_met;
    assert_eq!((is_met(""), is_met("P1 propose 0\n")), (Some(false), Some(false)));
    assert_eq!((is_met("P1 propose 0\nP2 propose 1\n"), after("P1 propose 0\n").length), (Some(true), 1));
    assert!(after("crash P1\n").refused.is_some(), "no crash is allowed");
}

#[test]
fn edits_of_timed_runs_are_enumerated() {
    let least = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("exercises/{name}.txt"));
        let text = std::fs::read_to_string(path).expect("the exercise");
        let exercise = exercise(&text);
        let (least, lines) = shortest(&exercise, 100_000).expect("it is known").expect("it can be done");
        let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let graded = grade(&exercise, &answer(&text, &lines));
        assert!(graded.verdict.is_solved(), "{name}: {lines}{}", graded.why);
        (least, lines)
    };
    assert_eq!(least("one-arrow"), (1, "drop Message A->B 1\n".to_owned()));
    assert_eq!(least("three-milliseconds"), (1, "clock A offset 3ms\n".to_owned()));
    assert_eq!(least("pick-a-rule"), (1, "set rule wait-for-all\n".to_owned()));
    assert_eq!(least("which-property").1, "expect integrity violated\nexpect agreement holds\n");
    assert!(least("stamps").1.contains("expect lamport(sent m3) = 5"));
}

#[test]
fn what_no_edit_reaches_is_proven_impossible() {
    let (_, text) = one_arrow();
    let never = text.replace("goal a1 concurrent sent m3", "goal a1 concurrent sent m1");
    assert_eq!(shortest(&exercise(&never), 100_000), Ok(None));
}

#[test]
fn a_solution_says_what_is_asked_of_its_run() {
    let text = "protocol raft\nnodes 3\nschedule manual\ngoal count(role = leader) = 1\ngoal expect election-safety\n";
    let (least, lines) = shortest(&exercise(text), 100_000).expect("it is known").expect("it can be done");
    assert_eq!((least, lines.last().map(String::as_str)), (3, Some("expect election-safety holds")));
}

/// What a single answer hears, with a search for the point of no return.
fn heard(name: &str, lines: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("exercises/{name}.txt"));
    let text = std::fs::read_to_string(path).expect("the exercise");
    let (exercise, answer) = (exercise(&text), answer(&text, lines));
    explained(&exercise, &answer, grade(&exercise, &answer)).why
}

#[test]
fn a_wrong_answer_hears_which_choice_made_it_impossible() {
    let drop = "protocol raft\nnodes 3\nschedule manual\nallow drop 2\nallow fire 1\ngoal count(role = leader) = 1\n";
    let lines = "fire S1 election-timeout\ndrop RequestVote S1->S2\ndrop RequestVote S1->S3\n";
    let (exercise, answer) = (exercise(drop), answer(drop, lines));
    let graded = explained(&exercise, &answer, grade(&exercise, &answer));
    assert!(
        graded.why.ends_with(
            "After choice 2 it can be done in 2 more; choice 3, drop RequestVote S1->S3, made it impossible."
        ),
        "{}",
        graded.why
    );
    assert_eq!(graded.verdict, Verdict::NotYet);
    // A link leaves the goals out.
    let bare = answer.replace("goal count(role = leader) = 1\n", "");
    assert_eq!(explained(&exercise, &bare, grade(&exercise, &bare)).why, graded.why);
}

#[test]
fn what_can_still_come_about_is_named() {
    let heard = heard("one-crash", "");
    let wanted = "Not yet: at the end, nobody can decide any more. Somebody can still decide, in 5 choices.";
    assert!(heard.starts_with(wanted), "{heard}");
}

#[test]
fn an_answer_that_can_still_be_finished_hears_in_how_many() {
    let why = heard("two-choices", "P3 propose 1\n");
    assert!(why.ends_with("From here it can be done in 1 more."), "{why}");
}

#[test]
fn goals_are_plain_sentences() {
    let texts = folder("exercises");
    let words = |name: &str| -> Vec<String> {
        let exercise = exercise(&texts[name]);
        let told = exercise.goals().map(|goal| goal_words(&exercise, goal));
        told.filter(|words| !words.is_empty()).collect()
    };
    assert_eq!(words("one-crash"), ["at the end, nobody can decide any more"]);
    assert_eq!(words("waits-for-ever"), ["at the end, all-done can no longer hold"]);
    assert_eq!(words("pick-a-rule")[2], "whatever happens, somebody can still decide");
}

/// What is said of an answer whose goal is a chance.
fn with_chance(goal: &str, lines: &str) -> (Verdict, String) {
    let text = format!(
        "protocol two-generals\nnetwork delay 10ms loss 50%\nat 10ms A plan dawn\nuntil 100ms\n\
         allow set acks between 1 and 8\ngoal {goal}\n"
    );
    let graded = grade(&exercise(&text), &answer(&text, lines));
    (graded.verdict, graded.why)
}

#[test]
fn a_chance_is_counted_over_all_patterns_of_loss() {
    // One messenger each way, each captured in half of all cases: both attack in 1/4, one alone in 1/4.
    let both = "expect chance(both-attack holds)";
    assert_eq!(with_chance(both, "expect chance(both-attack holds) = 25%\n").0, Verdict::Solved);
    let (verdict, why) = with_chance(both, "expect chance(both-attack holds) = 1/2\n");
    assert_eq!(verdict, Verdict::NotYet);
    assert!(!why.contains("1/4"), "the answer is not given away: {why}");
    let alone = "expect chance(attacks(B) = true and attacks(A) = false)";
    assert_eq!(
        with_chance(alone, "expect chance(attacks(B) = true and attacks(A) = false) = 1/4\n").0,
        Verdict::Solved
    );
    // A goal that is a bound. Three answers: 1/2 of 7/8.
    let bound = "chance(both-attack holds) >= 43%";
    assert_eq!(with_chance(bound, "set acks 3\n").0, Verdict::Solved);
    let (verdict, why) = with_chance(bound, "set acks 2\n");
    assert_eq!((verdict, why.ends_with("It is 3/8.")), (Verdict::NotYet, true), "{why}");
}

#[test]
fn thousands_of_choices_are_graded_like_a_few() {
    let text = &folder("exercises")["two-leaders"];
    let line = "fire S1 election-timeout\n";
    let graded = grade(&exercise(text), &answer(text, &line.repeat(3_000)));
    assert_eq!((graded.verdict, graded.length), (Verdict::NotYet, 3_000));
    // More than a text holds is no answer.
    assert_eq!(grade(&exercise(text), &answer(text, &line.repeat(1_000_000))).verdict, Verdict::Mistake);
}

#[test]
fn what_went_wrong_in_thousands_of_choices_is_not_searched_for_ever() {
    let text = &folder("exercises")["two-leaders"];
    let heard = |count: usize| {
        let answer = answer(text, &"fire S1 election-timeout\n".repeat(count));
        explained(&exercise(text), &answer, grade(&exercise(text), &answer)).why
    };
    assert!(heard(2).ends_with("From here it can be done in 5 more."), "{}", heard(2));
    let many = heard(3_000);
    assert!(many.ends_with("Where it went wrong is searched in answers of at most 500 choices."), "{many}");
    // Hundreds of messages are under way here, each of which may be next: a limit comes first.
    assert!(heard(300).ends_with("It is 0."), "{}", heard(300));
}
