//! Scenarios: what is right holds, what is wrong on purpose is broken in as few steps as
//! can be, and the shortest way replays as a run by hand.

use sequitur_check::{Ended, Finding, Limits, Reached, Search, Worlds};
use sequitur_core::scenario::Scenario;
use sequitur_core::sim::run::Outcome;

fn scenario(text: &str) -> Scenario {
    Scenario::parse(text).unwrap_or_else(|mistakes| panic!("{text}\n{mistakes:#?}"))
}

fn searched(text: &str, limits: Limits) -> Search<Worlds> {
    let worlds = Worlds::new(&scenario(text), &[]).unwrap_or_else(|mistakes| panic!("{text}\n{mistakes:#?}"));
    let mut search = Search::new(worlds, limits);
    search.run(10_000, |_| true);
    search
}

/// The length of the shortest way to a violation of a property. Its scenario by hand is
/// canonical, and its run ends with that violation.
fn broken(text: &str, property: &str) -> u32 {
    let search = searched(text, Limits::default());
    let (place, found) = search.counterexample().unwrap_or_else(|| panic!("nothing breaks\n{text}"));
    let by_hand = scenario(&search.scenario_of(place, found));
    assert_eq!(by_hand.source(), by_hand.text());
    let run = by_hand.run();
    assert_eq!(by_hand.unmet(&run), [], "{}", by_hand.text());
    assert_eq!(by_hand.unused(&run), Vec::<String>::new());
    assert_eq!(run.info.properties[place].name, property, "{}", by_hand.text());
    let choices = by_hand.plan().manual.as_ref().expect("a run by hand").len() as u32;
    let begun = scenario(text).plan().manual.as_ref().map_or(0, Vec::len) as u32;
    assert_eq!(choices - begun, found.depth);
    let finding = &search.findings()[place];
    assert_eq!(finding.verdict(), "violated");
    assert_eq!(Some(&finding.why), run.verdict(property).map(|verdict| &verdict.why));
    found.depth
}

/// What the search says of each property, once all has been seen.
fn held(text: &str) -> Vec<Finding> {
    let search = searched(text, Limits::default());
    assert_eq!(search.progress().ended, Some(Ended::Complete), "{text}");
    search.findings()
}

const VARIANTS: [(&str, &str, &str, u32); 3] = [
    ("forgets-vote", "allow fire 2\nallow crash 1\nallow restart 1\n", "election-safety", 8),
    ("votes-twice", "allow fire 2\n", "election-safety", 6),
    ("ignores-logs", "at 0ms S1 put x 1\nallow fire 2\n", "leader-completeness", 9),
];

#[test]
fn raft_with_a_mistake_breaks_in_as_few_steps_as_can_be() {
    for (variant, lines, property, length) in VARIANTS {
        let text = format!("protocol raft {variant}\nnodes 3\n{lines}");
        assert_eq!(broken(&text, property), length, "{text}");
    }
}

#[test]
fn raft_without_a_mistake_holds_with_the_same_budget() {
    for lines in
        ["allow fire 2\nallow crash 1\nallow restart 1\nallow term 1\n", "allow fire 2\nallow term 1\n"]
    {
        let findings = held(&format!("protocol raft\nnodes 3\n{lines}"));
        let safe = findings.iter().take(5);
        assert!(safe.clone().all(|finding| finding.verdict() == "holds"), "{findings:#?}");
        assert_eq!(findings[5].verdict(), "reachable");
        assert!(matches!(findings[5].reached, Reached::Shown(found) if found.depth == 3));
    }
}

#[test]
fn two_servers_cannot_be_elected_by_a_forgotten_vote() {
    let text =
        "protocol raft forgets-vote\nnodes 2\nallow fire 2\nallow crash 1\nallow restart 1\nallow term 1\n";
    assert!(held(text)[..5].iter().all(|finding| finding.verdict() == "holds"));
}

#[test]
fn a_search_goes_on_from_where_choices_lead() {
    let text = "protocol raft votes-twice\nnodes 3\nschedule manual\nfire S1 election-timeout\n\
                deliver RequestVote S1->S2 1\ndeliver VoteGranted S2->S1 1\nallow fire 1\n";
    assert_eq!(broken(text, "election-safety"), 3);
    // What is broken at the end of the choices is found without any more of them.
    let broken_already = format!(
        "{text}fire S3 election-timeout\ndeliver RequestVote S3->S2 1\ndeliver VoteGranted S2->S3 1\n"
    );
    assert_eq!(broken(&broken_already, "election-safety"), 0);
}

#[test]
fn commands_are_given_in_their_order() {
    // The second can be answered only after the first has been given.
    let text = "protocol raft\nnodes 1\nat 20ms S1 put x 2\nat 10ms S1 put x 1\nallow fire 1\n";
    let search = searched(text, Limits::default());
    let answered = search.found(6).expect("commands are answered");
    let by_hand = scenario(&search.model().scenario().by_hand(&search.choices(answered), None));
    assert_eq!(by_hand.run().decisions[0].value, "1: put x 1");
    let none = searched(&format!("{text}allow command 0\n"), Limits::default());
    assert_eq!(none.found(6), None);
}

#[test]
fn budgets_bound_what_happens() {
    let states = |lines: &str| {
        let text = format!("protocol raft\nnodes 2\n{lines}");
        searched(&text, Limits { states: 100_000, ..Limits::default() }).progress().states
    };
    assert_eq!(states("allow fire 0\n"), 1);
    let some = states("allow fire 1\n");
    for more in
        ["allow drop 1\n", "allow duplicate 1\n", "allow crash 1\n", "allow crash 1\nallow restart 1\n"]
    {
        assert!(states(&format!("allow fire 1\n{more}")) > some, "{more}");
    }
    assert!(states("allow fire 2\nallow term 1\n") < states("allow fire 2\n"));
}

#[test]
fn fingerprints_and_whole_states_count_the_same() {
    let text = "protocol raft\nnodes 2\nat 0ms S1 put x 1\nallow fire 2\nallow drop 1\n";
    let plain = searched(text, Limits::default()).progress();
    let exact = searched(text, Limits { is_exact: true, ..Limits::default() }).progress();
    let shared = searched(text, Limits { threads: 3, ..Limits::default() }).progress();
    assert_eq!(plain, exact);
    assert_eq!(plain, shared);
    // Pinned, so that the page counts the same as this machine.
    assert_eq!((plain.states, plain.transitions, plain.depth), (1666, 4353, 15));
}

#[test]
fn what_has_a_time_or_is_chance_is_refused() {
    let text = "protocol raft\nnodes 3\nnetwork loss 1%\nat 5ms S1 put x 1\n  at 6ms crash S1\nat 7ms heal\n\
                delay Heartbeat S1->S2 1 to 9ms\ndrop Heartbeat S1->S2 3  # lost\nnetwork S1->S2 duplicate 2%\n";
    let mistakes = Worlds::new(&scenario(text), &[]).err().expect("it is refused");
    let told: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    let expected = [
        "3:1: chance has no place in a search; write `allow drop 1` instead",
        "5:3: a fault with a time has no place in a search; write `allow crash 1`, and the search tries it at every moment",
        "6:1: a fault with a time has no place in a search; leave it out: a search delivers messages as late as it likes",
        "7:1: an edit of a message has no place in a search; leave it out: a search delivers messages as late as it likes",
        "8:1: an edit of a message has no place in a search; write `allow drop 1`, and the search tries it with every message",
        "9:1: chance has no place in a search; write `allow duplicate 1` instead",
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_model_without_end_stops_at_its_limit_and_says_how_far_it_came() {
    let search = searched("protocol raft\nnodes 3\n", Limits { states: 20_000, ..Limits::default() });
    let progress = search.progress();
    assert_eq!((progress.ended, progress.states), (Some(Ended::States), 20_000));
    assert!(search.findings()[..5].iter().all(|finding| finding.verdict() == Outcome::Pending.name()));
    let outlook = search.outlook();
    assert_eq!(outlook.complete_depth + 1, progress.depth);
    assert!(outlook.next_states >= u64::from(progress.states));
    assert!(outlook.growth_percent > 100);
}

/// Taken over from the clock, a search goes on from what is in flight, and the commands
/// that were to come can still be given.
#[test]
fn a_search_takes_over_from_the_clock() {
    let text = "protocol raft\nnodes 3\nseed 7\nat 900ms S2 put x 1\nschedule manual from 182ms\n";
    let search = searched(&format!("{text}allow fire 0\n"), Limits::default());
    assert_eq!(search.progress().ended, Some(Ended::Complete));
    let answered = search.found(6).expect("the command can be answered");
    let by_hand = scenario(&search.model().scenario().by_hand(&search.choices(answered), None));
    let run = by_hand.run();
    assert_eq!(by_hand.unused(&run), ["at 900ms S2 put x 1"], "it is given by hand instead");
    assert_eq!(run.verdict("commands-answered").map(|verdict| verdict.outcome), Some(Outcome::Holds));
}
