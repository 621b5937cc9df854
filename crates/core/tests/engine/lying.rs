//! Edits that make a node a traitor, and let it say something else.

use super::parse as right;
use sequitur_core::scenario::{Edit, Scenario};
use sequitur_core::sim::plan::{Forgery, Happening, ManualChoice, Strategy};
use sequitur_core::trace::{MessageKey, NodeId};

const GENERALS: &str = "# Four generals
protocol oral-messages
nodes 4
traitors G2 G3 equivocating  # two of them
network delay 10ms
at 10ms G1 attack
until 300ms
";

const G1: NodeId = NodeId(0);
const G2: NodeId = NodeId(1);
const G3: NodeId = NodeId(2);
const G4: NodeId = NodeId(3);

fn lines(scenario: &Scenario) -> Vec<String> {
    scenario.source().lines().map(str::to_owned).collect()
}

fn retreat(from: NodeId, to: NodeId, through: &[&str]) -> Happening {
    let words = ["retreat"].iter().chain(through).map(|word| (*word).to_owned()).collect();
    Happening::Forge(Forgery { kind: 0, from, to, words })
}

fn order(from: NodeId, to: NodeId) -> MessageKey {
    MessageKey { kind: 0, from, to, nth: 1, copy: 0, forged: false }
}

#[test]
fn a_traitor_of_several_gets_a_line_of_its_own() {
    let after = right(GENERALS).apply(&Edit::Behave(G3, Some(Strategy::Flipping)));
    assert_eq!(lines(&after)[3..5], ["traitors G2 equivocating  # two of them", "traitors G3 flipping"]);
    let again = after.apply(&Edit::Behave(G3, Some(Strategy::Silent)));
    assert_eq!(lines(&again)[3..5], ["traitors G2 equivocating  # two of them", "traitors G3 silent"]);
}

#[test]
fn a_loyal_node_becomes_a_traitor_after_the_lines_about_who_takes_part() {
    let text = "# No traitors\nprotocol oral-messages\nnodes 4\nschedule manual\nG1 attack\n";
    let after = right(text).apply(&Edit::Behave(G1, Some(Strategy::Colluding)));
    assert_eq!(lines(&after)[2..5], ["nodes 4", "traitors G1 colluding", "schedule manual"]);
}

#[test]
fn who_lies_no_longer_says_nothing_that_was_forged() {
    let forged = right(GENERALS).apply(&Edit::At(50_000, retreat(G3, G4, &["G1"])));
    assert!(forged.source().contains("at 50ms forge Order G3->G4 retreat G1"));
    let loyal = forged.apply(&Edit::Behave(G3, None));
    assert_eq!(loyal.source(), GENERALS.replace("G2 G3", "G2"));
    let all = loyal.apply(&Edit::Behave(G2, None));
    assert!(all.plan().traitors.keys().next().is_none(), "{}", all.source());
}

#[test]
fn a_message_is_replaced_by_a_lie_at_once_and_the_lie_is_heard() {
    let honest = right(&GENERALS.replace("G2 G3 equivocating", "G3 honest"));
    let instead = [Edit::Drop(order(G3, G4)), Edit::At(100_001, retreat(G3, G4, &["G1"]))];
    let after = honest.apply(&Edit::Together(instead.to_vec()));
    let text = after.source();
    assert!(text.contains("at 100.001ms forge Order G3->G4 retreat G1\n"), "{text}");
    assert!(text.contains("drop Order G3->G4 1\n"), "{text}");
    let run = after.run();
    assert!(run.unused.is_empty(), "{:?}", run.unused);
    let heard = run.trace.messages.iter().filter(|message| (message.key.from, message.key.to) == (G3, G4));
    let heard: Vec<bool> = heard.filter(|message| message.received.is_some()).map(|m| m.key.forged).collect();
    assert_eq!(heard, [true]);
}

#[test]
fn by_hand_too() {
    let text = "protocol oral-messages\nnodes 4\ntraitors G1 honest\nschedule manual\nG1 attack\n";
    let instead = [
        Edit::ChooseAfter(1, ManualChoice::Drop(order(G1, G4).into())),
        Edit::Choose(ManualChoice::Happen(retreat(G1, G4, &[]))),
    ];
    let after = right(text).apply(&Edit::Together(instead.to_vec()));
    assert_eq!(lines(&after)[5..], ["drop Order G1->G4 1", "forge Order G1->G4 retreat"]);
    let unused = after.run().unused;
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn what_cannot_be_done_whole_is_not_done_at_all() {
    let honest = right(GENERALS);
    let loyal = [Edit::Drop(order(G4, G2)), Edit::At(100_001, retreat(G4, G2, &["G1"]))];
    assert_eq!(honest.apply(&Edit::Together(loyal.to_vec())).source(), GENERALS, "G4 is no traitor");
}
