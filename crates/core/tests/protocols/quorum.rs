//! A register on quorums, judged by a checker that knows nothing of quorums: it tries all orders.

use super::*;
use sequitur_core::protocols::quorum::Node;
use sequitur_core::trace::EventKind;

/// An operation of a history: what it wrote or read, and from when to when.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Op {
    writes: bool,
    value: String,
    begin: usize,
    /// None where it is not over.
    end: Option<usize>,
}

fn op(writes: bool, value: u32, begin: usize, end: usize) -> Op {
    Op { writes, value: value.to_string(), begin, end: Some(end) }
}

/// Whether some order of all operations that are over, and of some that are not, explains a
/// history: each after all that had ended when it began, and each read the last write.
fn is_linearizable(left: &[Op], value: &str) -> bool {
    if left.iter().all(|op| op.end.is_none()) {
        return true;
    }
    let first_end = left.iter().filter_map(|op| op.end).min().unwrap_or(usize::MAX);
    left.iter().enumerate().filter(|(_, op)| op.begin < first_end).any(|(index, op)| {
        let mut rest = left.to_vec();
        rest.remove(index);
        if op.writes {
            is_linearizable(&rest, &op.value)
        } else {
            op.end.is_some() && op.value == value && is_linearizable(&rest, value)
        }
    })
}

#[test]
fn the_checker_judges_five_histories_as_they_are() {
    let judge = |history: &[Op]| is_linearizable(history, "0");
    assert!(!judge(&[op(true, 1, 0, 10), op(false, 1, 2, 4), op(false, 0, 5, 8)]), "new, then old");
    assert!(judge(&[op(true, 1, 0, 10), op(false, 0, 2, 4), op(false, 1, 5, 8)]));
    assert!(!judge(&[op(true, 1, 0, 2), op(false, 0, 3, 5)]), "stale");
    assert!(!judge(&[op(true, 1, 0, 4), op(true, 2, 1, 5), op(false, 1, 6, 7), op(false, 2, 8, 9)]));
    assert!(judge(&[op(true, 1, 0, 4), op(true, 2, 1, 5), op(false, 2, 2, 3), op(false, 1, 6, 7)]));
}

/// The history of a run in which each lane has one operation.
fn history(run: &Run) -> Vec<Op> {
    let mut ops = Vec::new();
    for (index, event) in run.trace.events.iter().enumerate() {
        if event.kind != EventKind::Command {
            continue;
        }
        let asked = event.text.map(|text| &*run.trace.texts[text as usize]).unwrap_or_default();
        let told = run.decisions.iter().find(|decision| decision.node == event.node);
        let value =
            asked.strip_prefix("write ").or_else(|| told.and_then(|told| told.value.strip_prefix("read ")));
        ops.push(Op {
            writes: asked.starts_with("write"),
            value: value.unwrap_or_default().to_owned(),
            begin: index,
            end: told.map(|told| told.event.index()),
        });
    }
    ops
}

/// Three replicas and six clients that read and write at random times; the writes of the first are
/// slow to reach two replicas.
fn random(seed: u64, settings: &str) -> String {
    let draw = |salt: u64| (seed * 7 + salt).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
    let line = |client: u64| {
        let at = draw(client) % 500;
        let what = if client == 1 || draw(client + 50) % 5 == 0 {
            format!("write {client}")
        } else {
            "read".to_owned()
        };
        format!("at {at}ms C{client} {what}\n")
    };
    let lines: String = (1..=6).map(line).collect();
    format!(
        "protocol quorum{settings}\nclients 6\nseed {seed}\nnetwork delay 1ms..90ms loss 5% duplicate 5%\n\
         network C1->S2 delay 50ms..500ms\nnetwork C1->S3 delay 50ms..500ms\n{lines}until 2s\n"
    )
}

/// The observer finds exactly the histories that no order explains.
#[test]
fn the_verdict_is_that_of_a_checker_that_tries_all_orders() {
    let settings = [
        "",
        "\nset reading plain",
        "\nset reads 1\nset reading plain",
        "\nset writes 1\nset reading plain",
        "\nset reads 1\nset writes 1",
        " older-overwrites",
        " counts-alone",
    ];
    let mut broken = [0; 7];
    for (index, settings) in settings.iter().enumerate() {
        for seed in 0..200 {
            let run = run(&random(seed, settings));
            let holds = is_linearizable(&history(&run), "0");
            let verdict = run.verdict("linearizable").expect("a property");
            assert_eq!(verdict.outcome == Outcome::Holds, holds, "{}", random(seed, settings));
            broken[index] += u32::from(!holds);
        }
    }
    assert_eq!(broken[0], 0, "quorums that meet and readers that write back");
    assert!(broken[1..].iter().all(|count| *count > 0), "{broken:?}");
}

/// Every size of quorums: a stale read can be reached exactly where they need not meet.
#[test]
fn reads_are_stale_exactly_where_quorums_need_not_meet() {
    for nodes in 1..=3 {
        for reads in 1..=nodes {
            for writes in 1..=nodes {
                let text = format!(
                    "protocol quorum\nnodes {nodes}\nset reads {reads}\nset writes {writes}\nset reading plain\n\
                     schedule manual\nS1 write a\nS{nodes} read\n"
                );
                let found =
                    search::<Node>(&text, Budget { fire: 0, ..NO_FAULTS }, |world| breaks(world, "regular"));
                assert_eq!(found.shortest.is_some(), reads + writes <= nodes, "{text}");
                if (nodes, reads, writes) == (3, 1, 2) {
                    assert_eq!(found.shortest, Some(4), "a write, its way to S2 and back, a read");
                }
            }
        }
    }
}

#[test]
fn a_later_read_returns_an_older_value_unless_readers_write_back() {
    let text = "protocol quorum\nset reading plain\nschedule manual\nS1 write 1\nS2 read\nS3 read\n";
    let no_timers = Budget { fire: 0, ..NO_FAULTS };
    let found = search::<Node>(text, no_timers, |world| breaks(world, "linearizable"));
    // Three commands, and for each a question to one other and its answer.
    assert_eq!(found.shortest, Some(9));
    let stale = |world: &World<Node>| breaks(world, "regular");
    let two = text.replace("S3 read\n", "");
    assert_eq!(search::<Node>(&two, no_timers, stale).shortest, None);
    let back = two.replace("plain", "write-back");
    assert_eq!(search::<Node>(&back, no_timers, breaks_any).shortest, None);
}

/// The majorities of 1 to 13, and how many crashes they stand.
#[test]
fn a_majority_stands_the_crash_of_a_minority() {
    let table = [
        (1, 1, 0),
        (2, 2, 0),
        (3, 2, 1),
        (4, 3, 1),
        (5, 3, 2),
        (6, 4, 2),
        (7, 4, 3),
        (8, 5, 3),
        (9, 5, 4),
        (10, 6, 4),
        (13, 7, 6),
    ];
    for (nodes, majority, crashes) in table {
        let ends = |down: u32| {
            let crash: String = (1..=down).map(|node| format!("at 1ms crash S{node}\n")).collect();
            let run = run(&format!(
                "protocol quorum\nnodes {nodes}\nclients 2\nset reads {majority}\nset writes {majority}\n{crash}\
                 at 10ms C1 write a\nat 400ms C2 read\nuntil 1s\n"
            ));
            assert_eq!(outcome(&run, "linearizable"), Outcome::Holds);
            outcome(&run, "operations-end") == Outcome::Holds
        };
        assert!(ends(crashes), "{nodes} replicas, {crashes} down");
        assert!(!ends(crashes + 1), "{nodes} replicas, {} down", crashes + 1);
    }
}

#[test]
fn quorums_that_need_not_meet_promise_nothing() {
    let text = "protocol quorum\nset reads 1\nschedule manual\nS1 write a\ndeliver Store S1->S2\ndeliver Stored S2->S1\nS3 read\ndeliver Store S3->S2\ndeliver Stored S2->S3\n";
    let told = run(text);
    let left: Vec<&str> =
        told.assumptions.iter().filter_map(|kept| kept.left.as_ref()).map(|left| left.why.as_str()).collect();
    assert_eq!(left, ["reads 1 and writes 2 are together not more than 3 replicas."]);
    let verdict = told.verdict("linearizable").expect("a property");
    assert_eq!((verdict.outcome == Outcome::Violated, verdict.is_promised), (true, false));
}

/// A writer that crashed in the midst never gives the same number to two values.
#[test]
fn a_writer_keeps_its_numbers_on_disk() {
    let run = run(
        "protocol quorum\nnetwork delay 10ms\nat 10ms S1 write a\nat 35ms crash S1\nat 40ms restart S1\nat 100ms S1 write b\n\
         at 200ms S2 read\nat 300ms S3 read\n",
    );
    let read: Vec<&str> = run.decisions.iter().map(|decision| decision.value.as_str()).collect();
    assert_eq!(read, ["wrote b", "read b", "read b"]);
    assert_eq!(outcome(&run, "linearizable"), Outcome::Holds);
    assert_eq!(
        outcome(&run, "operations-end"),
        Outcome::Pending,
        "the first write was lost with its writer's memory"
    );
}
