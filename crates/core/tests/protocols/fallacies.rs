//! What a client believes of the network, and what is so.

use super::{Budget, NO_FAULTS, outcome, run, search};
use sequitur_core::protocols::fallacies::Node;
use sequitur_core::sim::process::Described;
use sequitur_core::sim::run::Outcome;
use sequitur_core::sim::world::World;

const BELIEVED: &str =
    "protocol fallacies\nnodes C1 S1 S2 S3 M\nnetwork delay 10ms\nat 10ms C1 visit\nuntil 2s\n";

/// The properties that do not hold with more lines.
fn wrong(lines: &str) -> Vec<&'static str> {
    let run = run(&format!("{BELIEVED}{lines}"));
    let wrong = run.verdicts.iter().filter(|verdict| verdict.outcome != Outcome::Holds);
    wrong.map(|verdict| run.info.properties[verdict.property].name).collect()
}

#[test]
fn each_fallacy_has_a_symptom_of_its_own() {
    assert_eq!(wrong(""), Vec::<&str>::new(), "as it is believed");
    assert_eq!(wrong("drop Answer S2->C1\n"), ["network-is-reliable"]);
    assert_eq!(wrong("network S2->C1 delay 200ms\n"), ["latency-is-zero"]);
    assert_eq!(wrong("set size 20\nnetwork S2->C1 rate 100/s\n"), ["bandwidth-is-infinite"]);
    assert_eq!(wrong("set relay changes\n"), ["network-is-secure"]);
    assert_eq!(wrong("set relay invents\n"), ["network-is-secure"]);
    assert_eq!(wrong("at 15ms S2 move\n"), ["network-is-reliable", "topology-does-not-change"]);
    assert_eq!(wrong("at 15ms S2 block\n"), ["network-is-reliable", "one-administrator"]);
    assert_eq!(wrong("set fee 1\n"), ["transport-cost-is-zero"]);
    assert_eq!(wrong("set versions different\n"), ["network-is-homogeneous"]);
}

#[test]
fn with_signatures_a_relay_that_lies_is_found_out() {
    assert_eq!(wrong("set signatures on\n"), Vec::<&str>::new(), "an honest relay passes signatures on");
    assert_eq!(wrong("set signatures on\nset relay changes\n"), ["network-is-reliable"]);
    assert_eq!(wrong("set signatures on\nset relay invents\n"), ["network-is-reliable"]);
    let promised = |lines: &str| {
        let run = run(&format!("{BELIEVED}{lines}"));
        run.verdict("network-is-secure").expect("a property").is_promised
    };
    assert!(promised("set signatures on\n") && !promised(""), "only signatures promise it");
}

/// DOMAIN, T02-E2: a client without a timeout waits for ever after one loss, and only then.
#[test]
fn one_loss_and_the_client_waits_for_ever() {
    let text = "protocol fallacies\nschedule manual\nC1 visit\n";
    let is_stuck = |world: &World<Node>| {
        let names: Vec<String> = ["C1", "S1", "S2", "S3"].map(str::to_owned).to_vec();
        let state = world.nodes()[0].state.state(&names);
        world.in_flight() == 0
            && state.iter().any(|(name, value)| *name == "state" && value.text() == "waiting")
    };
    let stuck = |drop| search::<Node>(text, Budget { drop, command: 1, ..NO_FAULTS }, is_stuck).shortest;
    assert_eq!(stuck(0), None);
    assert_eq!(stuck(1), Some(2), "the visit, and the loss of its first request");
    assert_eq!(outcome(&run(BELIEVED), "network-is-reliable"), Outcome::Holds);
}
