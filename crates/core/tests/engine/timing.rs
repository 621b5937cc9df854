//! What runs claim of time, and what breaks the claim first.

use crate::run;
use sequitur_core::sim::run::Run;

/// What a run says of its claim: the first breach, and the kind of event it is told at.
fn told(lines: &str) -> (String, Option<(&'static str, String)>) {
    let run: Run = run(&format!("protocol exchange\nnodes A B\n{lines}"));
    let claim = run.assumptions.last().expect("a model is claimed");
    let left = claim.left.as_ref().map(|left| {
        let event = left.event.expect("a breach has its event");
        (run.trace.event(event).kind.name(), left.why.clone())
    });
    (claim.assumption.name().to_owned(), left)
}

fn breach(lines: &str) -> Option<(&'static str, String)> {
    told(lines).1
}

fn because(kind: &'static str, why: &str) -> Option<(&'static str, String)> {
    Some((kind, why.to_owned()))
}

#[test]
fn a_message_is_late_by_the_bound() {
    let lines = "network delay 30ms\nat 10ms A send B a\nat 20ms B send A b\n";
    assert_eq!(breach(&format!("{lines}model synchronous 30ms\n")), None);
    let late = because("receive", "Message A->B 1 arrived at 40ms, and was due by 39.999ms.");
    assert_eq!(breach(&format!("{lines}model synchronous 29.999ms\n")), late);
    assert_eq!(told(&format!("{lines}model asynchronous\n")), ("asynchronous".to_owned(), None));
    let unknown = told(&format!("{lines}model partially-synchronous unknown 29.999ms\n"));
    assert_eq!(unknown, ("partially-synchronous".to_owned(), late));
}

#[test]
fn a_lost_message_breaks_synchrony() {
    let lines = "network delay 10ms\nat 10ms A send B a\nat 60ms A send B b\nmodel synchronous 20ms\n";
    let dropped = breach(&format!("{lines}drop Message A->B 2\n"));
    assert_eq!(dropped, because("send", "Message A->B 2 was dropped."));
    let lost = breach(&format!("{lines}network loss 100%\n"));
    assert_eq!(lost, because("send", "Message A->B 1 was lost."), "the first of two");
    let cut = breach(&format!("{lines}at 65ms cut A->B\n"));
    assert_eq!(cut, because("send", "Message A->B 2 was stopped by a closed link."));
    let flying = breach(&format!("{lines}delay Message A->B 1 to 200ms\nuntil 100ms\n"));
    assert_eq!(flying, because("send", "Message A->B 1 was due by 30ms, and has not arrived."));
    let early = breach(&format!("{lines}delay Message A->B 2 to 200ms\nuntil 80ms\n"));
    assert_eq!(early, None, "at its end the run may still be right");
}

#[test]
fn a_crash_breaks_nothing_and_a_pause_does() {
    let lines = "network delay 10ms\nat 10ms A send B a\nmodel synchronous 50ms\nuntil 200ms\n";
    assert_eq!(breach(&format!("{lines}at 5ms crash B\n")), None);
    assert_eq!(breach(&format!("{lines}at 15ms pause B\nat 60ms resume B\n")), None);
    let paused = breach(&format!("{lines}at 30ms pause A\nat 100ms resume A\n"));
    assert_eq!(paused, because("resume", "A took no step from 30ms to 100ms."));
    let for_ever = breach(&format!("{lines}at 30ms pause A\n"));
    assert_eq!(for_ever, because("pause", "A took no step from 30ms to 200ms."));
}

#[test]
fn before_the_moment_messages_have_until_then() {
    let model = "model partially-synchronous 10ms from 100ms\n";
    let lines = "network delay 5ms\nat 10ms A send B a\nat 95ms A send B b\n";
    let on_time = "delay Message A->B 1 to 110ms\ndelay Message A->B 2 to 110ms\n";
    assert_eq!(breach(&format!("{lines}{model}{on_time}")), None);
    let late = breach(&format!("{lines}{model}delay Message A->B 1 to 111ms\n"));
    assert_eq!(late, because("receive", "Message A->B 1 arrived at 111ms, and was due by 110ms."));
}

#[test]
fn the_claim_changes_nothing() {
    let lines = "protocol raft\nseed 3\nnetwork delay 1ms..80ms loss 10%\nat 500ms S1 put x 1\nuntil 2s\n";
    let (plain, claimed) = (run(lines), run(&format!("{lines}model synchronous 20ms\n")));
    assert_eq!(plain.trace, claimed.trace);
    let verdicts = |run: &Run| run.verdicts.iter().map(|v| (v.outcome, v.is_promised)).collect::<Vec<_>>();
    assert_eq!(verdicts(&plain), verdicts(&claimed));
}
