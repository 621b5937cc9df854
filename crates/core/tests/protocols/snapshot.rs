//! Chandy and Lamport's snapshot.

use super::*;
use sequitur_core::protocols::snapshot::Branch;
use sequitur_core::sim::run::Value;

const TWO: &str = "nodes P Q\nstart P 100\nstart Q 50\nschedule manual\n";

/// What each branch has after a run by hand: its balance, and what it recorded.
fn ledger(protocol: &str, header: &str, choices: &str) -> (Run, Vec<String>) {
    let run = run(&format!("protocol {protocol}\n{header}{choices}"));
    assert_eq!(run.unused, [0; 0], "every choice is open");
    let last = sequitur_core::trace::EventId(run.trace.events.len() as u32 - 1);
    let nodes = run.details.nodes_after(last);
    let line = |view: &sequitur_core::sim::run::NodeView| {
        let field = |name| &view.fields.iter().find(|(field, _)| *field == name).expect("a field").1;
        let number = |value: &Value| match value {
            Value::Number(number) => number.to_string(),
            other => panic!("{other:?}"),
        };
        let Value::List(channels) = field("channels") else { panic!("a list") };
        let channels: Vec<String> = channels
            .iter()
            .map(|channel| match channel {
                Value::List(amounts) => amounts.iter().map(number).collect::<Vec<_>>().join("+"),
                other => panic!("{other:?}"),
            })
            .collect();
        format!(
            "{} recorded {} [{}]",
            number(field("balance")),
            number(field("recorded")),
            channels.join(", ")
        )
    };
    let lines = nodes.iter().map(line).collect();
    (run, lines)
}

#[test]
fn money_under_way_is_recorded_in_its_channel() {
    let choices = "P pay Q 10\nP snapshot\nQ pay P 20\ndeliver Payment P->Q\ndeliver Marker P->Q\n\
                   deliver Payment Q->P\ndeliver Marker Q->P\n";
    let (run, lines) = ledger("snapshot", TWO, choices);
    assert_eq!(lines, ["110 recorded 90 [, 20]", "40 recorded 40 [, ]"]);
    assert!(run.verdicts.iter().all(|verdict| verdict.outcome == Outcome::Holds), "{:?}", run.verdicts);
    let markers = run.trace.messages.iter().filter(|message| message.key.kind == 1);
    assert_eq!(markers.count(), 2, "one for each directed channel");
}

#[test]
fn three_branches_that_all_pay() {
    let header = "nodes P Q R\nschedule manual\n";
    let choices = "P pay Q 10\nQ pay R 20\nQ snapshot\nR pay P 5\ndeliver Payment Q->R\ndeliver Payment P->Q\n\
                   deliver Marker Q->P\nP pay R 7\ndeliver Marker Q->R\ndeliver Payment R->P\n\
                   deliver Marker P->Q\ndeliver Marker P->R\ndeliver Payment P->R\n\
                   deliver Marker R->P\ndeliver Marker R->Q\n";
    let (run, lines) = ledger("snapshot", header, choices);
    assert_eq!(lines, ["88 recorded 90 [, , 5]", "90 recorded 80 [10, , ]", "122 recorded 115 [, , ]"]);
    let total = run.verdict("total-preserved").expect("a property");
    assert_eq!(total.why, "The recorded total is 300.");
}

#[test]
fn a_marker_that_overtakes_loses_money() {
    let choices = "P pay Q 10\nP snapshot\nQ pay P 20\ndeliver Marker P->Q\ndeliver Payment P->Q\n\
                   deliver Payment Q->P\ndeliver Marker Q->P\n";
    let (run, _) = ledger("snapshot any-order", TWO, choices);
    let total = run.verdict("total-preserved").expect("a property");
    assert!(total.why.ends_with("140 instead of 150."), "{}", total.why);
    assert_eq!(outcome(&run, "channel-states"), Outcome::Violated);
    assert_eq!(outcome(&run, "consistent-cut"), Outcome::Holds);
}

#[test]
fn a_payment_that_overtakes_the_marker_is_counted_twice() {
    let by_order = "P snapshot\nP pay Q 10\ndeliver Payment P->Q\ndeliver Marker P->Q\ndeliver Marker Q->P\n";
    let late = "P snapshot\nP pay Q 10\nact P send-markers\ndeliver Payment P->Q\ndeliver Marker P->Q\n\
                act Q send-markers\ndeliver Marker Q->P\n";
    for (protocol, choices) in [("snapshot any-order", by_order), ("snapshot late-marker", late)] {
        let (run, _) = ledger(protocol, TWO, choices);
        let total = run.verdict("total-preserved").expect("a property");
        assert!(total.why.ends_with("160 instead of 150."), "{}", total.why);
        assert_eq!(outcome(&run, "consistent-cut"), Outcome::Violated);
    }
}

#[test]
fn every_schedule_records_a_consistent_cut() {
    let paying = |protocol: &str| {
        format!("protocol {protocol}\n{TWO}P pay Q 10\nP snapshot\nP pay Q 1\nQ pay P 20\nQ pay P 2\n")
    };
    let broken = |protocol: &str, property: &str| {
        search::<Branch>(&paying(protocol), NO_FAULTS, |world| breaks(world, property)).shortest
    };
    assert_eq!(search::<Branch>(&paying("snapshot"), NO_FAULTS, breaks_any).shortest, None);
    assert_eq!(broken("snapshot any-order", "consistent-cut"), Some(4));
    assert_eq!(broken("snapshot late-marker", "consistent-cut"), Some(5));
    assert!(broken("snapshot no-channels", "total-preserved").is_some());
}

#[test]
fn payments_that_cannot_be_made() {
    let run = run("protocol snapshot\nnodes P Q\nat 1ms P pay Q 101\nat 2ms P pay Q 100\n");
    assert_eq!(run.trace.messages.len(), 1);
    let wrong = |command: &str| {
        let text = format!("protocol snapshot\nnodes P Q\nat 1ms P {command}\n");
        Scenario::parse(&text).expect_err("a mistake")[0].to_string()
    };
    assert!(wrong("pay P 1").contains("cannot pay itself"));
    assert!(wrong("pay X 1").contains("\"X\" is not a node"));
    assert!(wrong("pay Q -1").contains("\"-1\" is not an amount"));
}
