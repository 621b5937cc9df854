//! PBFT: its counts, the runs of its variants, and random traitors under an independent judge.

use super::{parse, run};
use sequitur_core::sim::run::{Outcome, Run};
use sequitur_core::trace::{EventId, Fate};
use std::fmt::Write;

fn count(run: &Run, kind: &str) -> usize {
    let messages = run.trace.messages.iter();
    messages.filter(|message| run.info.kinds[usize::from(message.key.kind)].name == kind).count()
}

fn violated(run: &Run) -> Vec<&'static str> {
    let broken = run.verdicts.iter().filter(|verdict| verdict.outcome == Outcome::Violated);
    broken.map(|verdict| run.info.properties[verdict.property].name).collect()
}

fn outcome(run: &Run, property: &str) -> Outcome {
    run.verdict(property).expect("a property").outcome
}

#[test]
fn messages_are_as_many_as_the_formula_says() {
    for (n, prepares, commits) in [(4, 9, 12), (7, 36, 42), (10, 81, 90)] {
        let run = run(&format!("protocol pbft\nnodes {n}\nclients 1\nat 10ms C1 do x\n"));
        assert_eq!(count(&run, "Request"), 1);
        assert_eq!(count(&run, "PrePrepare"), n - 1);
        assert_eq!(count(&run, "Prepare"), prepares);
        assert_eq!(count(&run, "Commit"), commits);
        assert_eq!(count(&run, "Reply"), n);
        assert_eq!((n - 1) + prepares + commits, (n - 1) + (n - 1) * (n - 1) + n * (n - 1));
        assert_eq!(run.trace.messages.len(), 1 + (n - 1) + prepares + commits + n);
        assert_eq!(outcome(&run, "requests-executed"), Outcome::Holds);
    }
    let undrawn = run("protocol pbft\nnodes 4\nat 10ms R1 do x\n");
    assert_eq!(undrawn.trace.messages.len(), 24, "a client that is not drawn");
    let crashed = run("protocol pbft\nnodes 4\nclients 1\nat 0ms crash R4\nat 10ms C1 do x\n");
    let kinds = ["Prepare", "Commit", "Reply"].map(|kind| count(&crashed, kind));
    assert_eq!((kinds, crashed.trace.messages.len()), ([6, 9, 3], 22), "one backup is down");
}

/// The primary crashes when one backup has prepared the request; the next view executes it.
#[test]
fn what_is_prepared_is_executed_in_the_next_view() {
    let mut text = "protocol pbft\nnodes 4\nschedule manual\nR1 do x\n".to_owned();
    for line in [
        "deliver PrePrepare R1->R2",
        "deliver PrePrepare R1->R3",
        "deliver Prepare R2->R3",
        "crash R1",
        "fire R2 view-timeout",
        "fire R3 view-timeout",
        "deliver ViewChange R3->R2",
        "deliver ViewChange R2->R4",
        "deliver ViewChange R3->R4",
        "deliver ViewChange R4->R2",
        "deliver NewView R2->R3",
        "deliver NewView R2->R4",
        "deliver Prepare R3->R2 2",
        "deliver Prepare R4->R2",
        "deliver Prepare R4->R3",
        "deliver Prepare R3->R4 2",
        "deliver Commit R3->R2 2",
        "deliver Commit R4->R2",
    ] {
        let _ = writeln!(text, "{line}");
    }
    let scenario = parse(&text);
    let run = scenario.run();
    assert_eq!(scenario.unused(&run), Vec::<String>::new());
    let decided: Vec<_> = run.decisions.iter().map(|d| (d.node.0, d.value.as_str())).collect();
    assert_eq!(decided, [(1, "1: x")]);
    // Two delivered to R2, and its own: 2f + 1.
    let delivered = run.trace.messages.iter().filter(|message| {
        let kind = run.info.kinds[usize::from(message.key.kind)].name;
        kind == "ViewChange" && message.key.to.0 == 1 && message.fate == Fate::Delivered
    });
    assert_eq!(delivered.count(), 2);
}

/// A traitor shows nothing in the name of another: no request of a client that it has not heard,
/// no certificate, no view change.
#[test]
fn what_others_have_not_signed_is_not_forged() {
    let head = "protocol pbft\nnodes 4\nclients 1\ntraitors R2\nnetwork delay 10ms\nat 20ms C1 do x\n";
    let can = |line: &str| {
        let scenario = parse(&format!("{head}{line}\n"));
        scenario.unused(&scenario.run()).is_empty()
    };
    assert!(can("at 5ms forge PrePrepare R2->R3 1 1 y"), "a request of a client in league with it");
    assert!(can("at 5ms forge Prepare R2->R3 0 1 x C1 1"), "anybody can write a digest");
    assert!(!can("at 5ms forge PrePrepare R2->R3 1 1 x C1 1"), "C1 has not asked yet");
    assert!(can("at 45ms forge PrePrepare R2->R3 1 1 x C1 1"), "R1 has told it");
    assert!(!can("at 45ms forge PrePrepare R2->R3 1 1 z C1 1"), "C1 has not asked for that");
    let certificate = |by: &str| format!("forge ViewChange R2->R3 1 1/0/x/C1/1/{by}");
    assert!(!can(&format!("at 45ms {}", certificate("R3,R4"))), "nobody has prepared yet");
    assert!(can(&format!("at 55ms {}", certificate("R3,R4"))), "it has their prepares");
    assert!(can(&format!("at 55ms {}", certificate("R2,R4"))));
    assert!(!can("at 55ms forge ViewChange R2->R3 1 1/0/y/R2/1/R3,R4"), "they have prepared x");
    assert!(can("at 55ms forge ViewChange R2->R3 1"), "it can keep silent about what is prepared");
    assert!(!can("at 55ms forge NewView R2->R3 1 R1 R2 R4"), "nobody has left view 0");
}

/// What a liar says and what is refused is seen, and told why.
#[test]
fn what_proves_nothing_is_refused() {
    let noted = |text: &str, why: &str| {
        let run = run(text);
        let events = (0..run.trace.events.len() as u32).map(EventId);
        let labels: Vec<String> = events.map(|event| run.trace.label(event).into_owned()).collect();
        assert!(labels.iter().any(|label| label == why), "{text}{labels:#?}");
    };
    let head = "protocol pbft\nnodes 4\nnetwork delay 10ms\ntraitors R2\nat 0ms forge";
    noted(&format!("{head} PrePrepare R2->R3 0 1 y\n"), "refuses y at 1 in view 0: R2 is not its primary");
    noted(&format!("{head} NewView R2->R3 1 R2\n"), "refuses the new view: it needs 3 valid view changes");
    noted(
        &format!("{head} ViewChange R2->R3 2 1/1/y/R2/1/R2\n"),
        "refuses the view change: y at 1 in view 1 has no 2 prepares of different backups",
    );
}

#[test]
fn numbers_beyond_the_high_water_mark_wait_for_a_checkpoint() {
    let text = "protocol pbft\nnodes 4\nset checkpoint 1\nschedule manual\nR1 do a\nR1 do b\nR1 do c\n";
    let run = run(text);
    assert_eq!(count(&run, "PrePrepare"), 6, "two numbers of three are between the marks");
    assert_eq!(violated(&run), Vec::<&str>::new());
    let timed = super::run(
        "protocol pbft\nnodes 4\nset checkpoint 1\nat 0ms R1 do a\nat 0ms R1 do b\nat 0ms R1 do c\n",
    );
    assert_eq!(count(&timed, "PrePrepare"), 9);
    assert_eq!(outcome(&timed, "requests-executed"), Outcome::Holds);
}

/// One step can take a replica from its certificate to a stable checkpoint, which discards the
/// certificate: it was prepared all the same.
#[test]
fn a_certificate_that_a_checkpoint_discards_at_once_has_been_there() {
    let text = "protocol pbft\nnodes 4\nclients 2\nseed 9000\nset checkpoint 2\nset view-timeout 60ms\nset client-retry 50ms\ntraitors R3 honest\nnetwork delay 5ms..80ms\nat 80ms C1 do a0\nat 106ms C1 do a1\nat 183ms C1 do a2\nat 229ms C2 do b0\nat 250ms C2 do b1\nat 120ms crash R4\nat 253ms restart R4\nat 209ms forge PrePrepare R3->R2 1 2 b0 C2 1\nat 376ms forge Prepare R3->R2 0 2 a1 C1 2\nat 410ms forge Reply R3->C1 1 1\nat 40ms forge PrePrepare R3->R1 0 1 null\nat 433ms forge Prepare R3->R2 1 2 null\nat 393ms forge PrePrepare R3->R1 2 1 a1 C1 2\nat 184ms forge PrePrepare R3->R4 2 1 null\nat 207ms forge Prepare R3->R4 1 1 y\nat 360ms forge Reply R3->C2 1 2\nuntil 1500ms\n";
    let run = run(text);
    let broken = run.verdicts.iter().filter(|verdict| verdict.outcome == Outcome::Violated);
    assert_eq!(broken.map(|verdict| verdict.why.as_str()).collect::<Vec<_>>(), Vec::<&str>::new());
}

/// A new primary that missed a checkpoint gives no number again that lies before it (4.4).
#[test]
fn a_primary_that_is_behind_gives_no_number_anew() {
    let text = "protocol pbft\nnodes 4\nclients 2\nseed 21193\nset checkpoint 1\nset view-timeout 60ms\nset client-retry 200ms\ntraitors R4 honest\nnetwork delay 1ms..30ms loss 15%\nat 31ms C1 do a0\nat 64ms C1 do a1\nat 145ms C1 do a2\nat 163ms C2 do b0\nat 229ms C2 do b1\nat 289ms C2 do b2\nat 32ms crash R1\nat 124ms restart R1\nat 243ms forge Commit R4->R2 1 3 null\nat 196ms forge Commit R4->R3 0 1 x\nat 469ms forge Commit R4->R2 0 1 b0 C2 1\nat 135ms forge Commit R4->R1 0 1 y\nat 340ms forge Commit R4->R2 1 3 b0 C2 1\nat 55ms forge PrePrepare R4->R3 2 2 a1 C1 2\nuntil 1500ms\n";
    let run = run(text);
    let broken = run.verdicts.iter().filter(|verdict| verdict.outcome == Outcome::Violated);
    assert_eq!(broken.map(|verdict| verdict.why.as_str()).collect::<Vec<_>>(), Vec::<&str>::new());
}
