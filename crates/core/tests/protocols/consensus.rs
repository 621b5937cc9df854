//! Consensus in the simplest ways: each rule breaks one property, and only that one.

use super::*;
use sequitur_core::protocols::consensus::Consensus;

/// Three processes that propose these values, by a rule.
fn propose(rule: &str, values: [u8; 3]) -> String {
    let asks: String =
        values.iter().zip(1..).map(|(value, node)| format!("P{node} propose {value}\n")).collect();
    format!("protocol consensus\nset rule {rule}\nschedule manual\n{asks}")
}

const CRASH: Budget = Budget { crash: 1, ..Budget::NO_FAULTS };

/// The fewest choices to a world that breaks a property.
fn shortest(rule: &str, values: [u8; 3], property: &str) -> Option<u32> {
    search::<Consensus>(&propose(rule, values), CRASH, |world| breaks(world, property)).shortest
}

#[test]
fn each_rule_breaks_one_property() {
    let safety = ["agreement", "validity", "integrity"];
    let broken = |rule, values| safety.map(|property| shortest(rule, values, property));
    assert_eq!(broken("wait-for-all", [0, 1, 1]), [None; 3]);
    assert_eq!(broken("own-value", [0, 1, 1]), [Some(2), None, None]);
    assert_eq!(broken("own-value", [1, 1, 1]), [None; 3], "where all want the same");
    assert_eq!(broken("always-zero", [1, 1, 1]), [None, Some(1), None]);
    assert_eq!(broken("twice", [0, 1, 1]), [None, None, Some(5)]);
}

/// Nothing is left to happen but crashes, and somebody who is up has decided nothing.
fn is_stuck(world: &World<Consensus>) -> bool {
    let is_open = |node: &sequitur_core::sim::shared::Shared<sequitur_core::sim::world::Node<Consensus>>| {
        node.up && node.state.role() == Some(0)
    };
    let all_asked = world.nodes().iter().all(|node| !node.up || node.commands_done == 1);
    all_asked && world.in_flight() == 0 && world.nodes().iter().any(is_open)
}

#[test]
fn waiting_for_all_needs_all() {
    let stuck = |budget| search::<Consensus>(&propose("wait-for-all", [0, 1, 1]), budget, is_stuck).shortest;
    assert_eq!(stuck(NO_FAULTS), None);
    // A crash, two proposals, and the messages between the two who are left; those to the
    // third stay under way, so one of them drops.
    assert!(stuck(Budget { drop: 2, ..CRASH }).is_some());
    let run = run(&propose("wait-for-all", [0, 1, 1]).replace("P3 propose 1\n", "crash P3\n"));
    assert_eq!(outcome(&run, "termination"), Outcome::Pending);
}

/// Every branch of the ready scenario is what it says.
#[test]
fn seven_runs_are_labelled_right() {
    let story = include_str!("../../../../tests/stories/consensus-seven-runs.story");
    let text = story.split("----\n").next().expect("a scenario");
    let scenario = parse(text);
    assert_eq!(scenario.branches().len(), 7);
    for branch in 0..7 {
        let followed = scenario.follow(branch);
        let run = followed.run();
        assert_eq!(followed.expects().len(), 4, "all four properties are judged");
        assert_eq!(followed.unmet(&run), [], "{}", scenario.branches()[branch].name);
        assert_eq!(followed.unused(&run), [""; 0]);
    }
}

#[test]
fn what_is_wrong_is_told() {
    let mistakes = |text: &str| -> Vec<String> {
        Scenario::parse(text).expect_err("it is wrong").iter().map(ToString::to_string).collect()
    };
    let head = "protocol consensus\nnodes 2\n";
    assert_eq!(
        mistakes(&format!("{head}at 5ms P1 decide 0\nat 5ms P1 propose\nat 5ms P1 vote 1\n")),
        [
            "3:11: the rule says what is decided; write `set rule as-told` to say it yourself",
            "4:18: `propose` needs a value; write `propose VALUE`",
            "5:11: \"vote\" is not a command; commands are `propose VALUE` and `decide VALUE`",
        ]
    );
}
