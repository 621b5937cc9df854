//! Searches with coins, forgeries, rounds and single cuts: how few choices it takes to disagree, and
//! that the shortest way replays as a run by hand.

#[path = "../../../core/tests/engine/voting.rs"]
mod voting;

use sequitur_check::{Ended, Limits, Search, Worlds};
use sequitur_core::scenario::Scenario;
use sequitur_core::sim::fault::Fault;
use sequitur_core::sim::world::Choice;
use voting::scenario;

fn searched(scenario: &Scenario) -> Search<Worlds> {
    let worlds = Worlds::new(scenario, &["agreement"]).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"));
    let mut search = Search::new(worlds, Limits::default());
    search.advance(u32::MAX);
    search
}

/// The shortest way to disagree, as lines.
fn shortest(lines: &str) -> Vec<String> {
    let scenario = scenario(lines);
    let search = searched(&scenario);
    let (property, found) = search.counterexample().unwrap_or_else(|| panic!("nothing breaks\n{lines}"));
    let text = search.scenario_of(property, found);
    let by_hand =
        voting::parse(text.strip_prefix("protocol voting\n").expect("it begins so")).expect("it is right");
    let run = by_hand.run();
    assert_eq!((by_hand.unmet(&run), by_hand.unused(&run)), (Vec::new(), Vec::new()), "{text}");
    let choices = by_hand.plan().manual.as_ref().expect("a run by hand");
    assert_eq!(choices.len() as u32, found.depth);
    choices.iter().map(|manual| by_hand.choice_text(&manual.what)).collect()
}

fn holds(lines: &str) {
    let search = searched(&scenario(lines));
    assert_eq!(search.progress().ended, Some(Ended::Complete), "{lines}");
    assert!(search.findings().iter().all(|finding| finding.verdict() == "holds"), "{lines}");
}

#[test]
fn rounds_end_when_nothing_can_arrive() {
    // Without rounds each decides before it has heard anything.
    assert_eq!(shortest("nodes 2\n").len(), 2);
    // With them both hear one vote of each sort, and both toss.
    let way = shortest("nodes 2\nmodel synchronous 10ms\n");
    let verbs: Vec<&str> = way.iter().map(|line| line.split(' ').next().unwrap_or_default()).collect();
    assert_eq!(verbs.iter().filter(|verb| **verb == "toss").count(), 2);
    assert_eq!(way.len(), 6);
    assert!(verbs[..2] == ["deliver", "deliver"], "{way:?}");
    // Three votes are no tie.
    holds("nodes 3\nmodel synchronous 10ms\n");
}

#[test]
fn one_forgery_is_one_choice() {
    let four = "nodes 4\ntraitors P4\nmodel synchronous 10ms\n";
    holds(four);
    let way = shortest(&format!("{four}allow forge 1\n"));
    // Nine messages of three honest processes, one lie, two ends of the round, one coin.
    assert_eq!(way.len(), 13, "{way:?}");
    assert_eq!(way.iter().filter(|line| *line == "forge Vote P4->P1 yes").count(), 1, "{way:?}");
    assert!(way.contains(&"toss P1 tie 1 heads".to_owned()), "{way:?}");
}

#[test]
fn links_are_cut_one_by_one() {
    let two = "nodes 2\nmodel synchronous 10ms\n";
    assert_eq!(shortest(&format!("{two}allow cut 1\n")).len(), 5);
    let way = shortest(&format!("{two}allow cut 2\n"));
    assert_eq!(way.len(), 4, "{way:?}");
    assert!(way.contains(&"cut P1->P2".to_owned()) && way.contains(&"cut P2->P1".to_owned()), "{way:?}");
}

#[test]
fn a_search_heals_only_where_it_may() {
    let heals = |lines: &str| {
        let scenario = scenario(lines);
        let mut choices = Vec::new();
        scenario.machine().position(scenario.plan()).choices(&mut choices);
        choices.retain(|choice| matches!(choice, Choice::Fault(Fault::Heal(_))));
        choices.len()
    };
    let cut = "nodes 3\nschedule manual\npartition P1 | P2 P3\ncut P2->P3\n";
    assert_eq!(heals(cut), 0);
    assert_eq!(heals(&format!("{cut}allow heal 1\n")), 6, "all at once, or one of five links");
    let resumes = "nodes 2\nschedule manual\npause P1\n";
    let scenario = scenario(resumes);
    let mut choices = Vec::new();
    scenario.machine().position(scenario.plan()).choices(&mut choices);
    let resume = choices.iter().filter(|choice| matches!(choice, Choice::Fault(Fault::Resume(_))));
    assert_eq!(resume.count(), 1, "a paused node goes on some time");
}

#[test]
fn what_has_a_time_is_refused_with_its_budget() {
    let table = [
        ("at 5ms cut P1->P2\n", "write `allow cut 1`, and the search tries it with every link"),
        ("at 5ms pause P1\n", "leave it out: in a search a node acts as late as it likes"),
        ("toss P1 tie 1 heads\n", "leave it out: a search tries both sides"),
        (
            "traitors P1\nat 5ms forge Vote P1->P2 yes\n",
            "write `allow forge 1`, and the search tries all that a traitor may say",
        ),
        ("at 5ms fire P1 round-over\n", "leave it out: in a search any armed timer may fire"),
    ];
    for (lines, hint) in table {
        let refused = sequitur_check::refused(&scenario(lines));
        assert_eq!(
            refused.iter().map(|mistake| mistake.hint.as_str()).collect::<Vec<_>>(),
            [hint],
            "{lines}"
        );
    }
}
