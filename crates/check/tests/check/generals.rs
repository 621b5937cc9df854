//! All that a traitor among the generals can do: nothing with four, one lie with three.

use crate::scenarios::scenario;
use sequitur_check::{Ended, Limits, Search, Worlds};

fn searched(text: &str) -> Search<Worlds> {
    let worlds = Worlds::new(&scenario(text), &[]).unwrap_or_else(|mistakes| panic!("{text}\n{mistakes:#?}"));
    let mut search = Search::new(worlds, Limits { threads: 1, ..Limits::default() });
    search.advance(u32::MAX);
    search
}

/// How few choices break a property, and how many of them are lies.
pub fn broken(text: &str, property: &str) -> (usize, usize) {
    let worlds = Worlds::new(&scenario(text), &[property]).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"));
    let mut search = Search::new(worlds, Limits { threads: 1, ..Limits::default() });
    search.advance(u32::MAX);
    let (index, found) = search.counterexample().unwrap_or_else(|| panic!("nothing breaks\n{text}"));
    let way = search.scenario_of(index, found);
    let by_hand = scenario(&way);
    let run = by_hand.run();
    assert_eq!((by_hand.unmet(&run), by_hand.unused(&run)), (Vec::new(), Vec::new()), "{way}");
    let lies = way.lines().filter(|line| line.starts_with("forge")).count();
    (found.depth as usize, lies)
}

fn holds(text: &str) -> u32 {
    let search = searched(text);
    assert_eq!(search.progress().ended, Some(Ended::Complete), "{text}");
    for finding in &search.findings()[..2] {
        assert!(finding.is_promised && finding.verdict() == "holds", "{text}\n{finding:?}");
    }
    search.progress().states
}

/// A loyal commander with either order and a traitor among his lieutenants, or a traitor as
/// commander: he says attack, retreat or nothing to each.
fn adversaries(protocol: &str, n: usize, lies: usize) -> Vec<String> {
    let head = format!("protocol {protocol}\nnodes {n}\nmodel synchronous 10ms\n");
    let mut all = vec![format!("{head}traitors G1\nallow forge {}\n", n - 1)];
    for traitor in 2..=n {
        for order in ["attack", "retreat"] {
            all.push(format!("{head}traitors G{traitor}\nat 0ms G1 {order}\nallow forge {lies}\n"));
        }
    }
    all
}

#[test]
fn one_traitor_among_four_achieves_nothing() {
    let states: Vec<u32> = adversaries("oral-messages", 4, 2).iter().map(|text| holds(text)).collect();
    assert_eq!(states, [2106, 642, 642, 642, 642, 642, 642]);
}

#[test]
fn among_three_one_lie_is_enough() {
    let head =
        "protocol oral-messages\nnodes 3\nmodel synchronous 10ms\ntraitors G2 honest\nat 0ms G1 attack\n";
    let (length, lies) = broken(&format!("{head}allow forge 1\n"), "ic2-obedience");
    assert_eq!((length, lies), (10, 1));
    let honest = searched(head);
    assert_eq!(honest.progress().ended, Some(Ended::Complete));
    assert_eq!(honest.found(1), None, "without a lie the order is obeyed");
}

#[test]
fn signatures_make_three_enough() {
    for text in adversaries("signed-messages", 3, 2) {
        holds(&text);
    }
}

#[test]
fn with_too_few_rounds_signatures_do_not_help() {
    let two =
        "protocol signed-messages\nnodes 3\nset m 0\nmodel synchronous 10ms\ntraitors G1\nallow forge 2\n";
    assert_eq!(broken(two, "ic1-agreement").1, 1, "who hears nothing retreats");
    let late =
        "protocol signed-messages any-length\nnodes 3\nmodel synchronous 10ms\ntraitors G1\nallow forge 3\n";
    assert!(broken(late, "ic1-agreement").1 <= 3);
    let faked = "protocol signed-messages unverified\nnodes 3\nmodel synchronous 10ms\ntraitors G3\nat 0ms G1 attack\nallow forge 1\n";
    assert_eq!(broken(faked, "ic2-obedience").1, 1);
}

/// What tolerates crashes and no lies: one lie is enough.
#[test]
fn one_lie_breaks_what_tolerates_only_crashes() {
    let raft = "protocol raft\nnodes 3\ntraitors S3 honest\nallow fire 2\nallow term 1\nallow forge 1\n";
    assert_eq!(broken(raft, "election-safety"), (5, 1), "it votes for both");
    let none = raft.replace("allow forge 1\n", "");
    assert_eq!(searched(&none).counterexample(), None);
    // x is chosen by A1 and A2; A2 tells the second proposer that it has accepted nothing.
    let paxos = "protocol paxos\nproposers 2\nacceptors 3\nlearners 0\nset refusals off\n\
                 traitors A2 honest\nschedule manual\nP1 propose x\nP2 propose y\n\
                 deliver Prepare P1->A1\ndeliver Prepare P1->A2\ndeliver Promise A1->P1\n\
                 deliver Promise A2->P1\ndeliver Accept P1->A1\ndeliver Accept P1->A2\n\
                 allow fire 0\nallow forge 1\n";
    assert_eq!(broken(paxos, "agreement"), (5, 1));
}
