//! Elections: by the bully algorithm and on a ring, with the numbers of messages that the
//! textbooks give.

use super::*;
use sequitur_core::protocols::{bully, ring};

fn fault_free(crash: u32) -> Budget {
    Budget { crash, ..Budget::NO_FAULTS }
}

/// How many messages of each kind the bully algorithm sends when the highest of `n` is down and
/// `k` notices.
fn bully_messages(n: u32, k: u32) -> [u32; 3] {
    let text = format!(
        "protocol bully\nnodes {n}\nnetwork delay 10ms\nat 5ms crash P{n}\nat 10ms P{k} suspect\nuntil 1s\n"
    );
    let run = run(&text);
    assert_eq!(outcome(&run, "one-leader"), Outcome::Holds, "{text}");
    assert_eq!(
        run.verdict("leader-known").map(|v| v.why.as_str()),
        Some(&*format!("All that are up have the leader P{}.", n - 1))
    );
    let sent = sent(&run);
    ["Election", "OK", "Coordinator"].map(|kind| sent.get(kind).copied().unwrap_or(0))
}

#[test]
fn the_bully_of_five_takes_twelve_messages_when_the_second_notices() {
    assert_eq!(bully_messages(5, 2), [3 + 2 + 1, 2 + 1, 3]);
}

#[test]
fn a_bully_election_costs_what_its_formula_says() {
    for n in 2..=12 {
        let mut all = 0;
        for k in 1..n {
            let elections = (k..n).map(|holder| n - holder).sum();
            let answers = (k + 1..n).map(|higher| higher - k).sum();
            assert_eq!(bully_messages(n, k), [elections, answers, n - 2], "{n} processes, {k} notices");
            all += elections + answers + n - 2;
            if k == 1 {
                assert_eq!(elections + answers, (n - 1) * (n - 1), "the worst case grows with the square");
            }
            if k == n - 1 {
                assert_eq!(elections + answers + n - 2, n - 1, "the best case");
            }
        }
        // The average over who notices: the sum of i * i + n - 2 for i from 1 to n - 1.
        assert_eq!(all, (n - 1) * n * (2 * n - 1) / 6 + (n - 1) * (n - 2));
    }
}

#[test]
fn two_lead_after_two_steps_where_nothing_is_in_time() {
    let two =
        |text: &str| search::<bully::Competitor>(text, fault_free(0), |world| breaks(world, "one-leader"));
    assert_eq!(two("protocol bully\nnodes 2\nschedule manual\nP1 suspect\n").shortest, Some(2));
    let synchronous =
        "protocol bully\nnodes 3\nmodel synchronous 30ms\nschedule manual\nP1 suspect\nP2 suspect\n";
    assert_eq!(two(synchronous).shortest, None);
    let hasty = synchronous.replace("bully\n", "bully short-timeout\n");
    assert_eq!(two(&hasty).shortest, Some(2));
}

#[test]
fn crashes_alone_give_no_second_leader_where_the_system_is_synchronous() {
    let text = "protocol bully\nnodes 3\nmodel synchronous 30ms\nschedule manual\nP1 suspect\nP2 suspect\n";
    let found =
        |text: &str, budget| search::<bully::Competitor>(text, budget, |world| breaks(world, "one-leader"));
    assert_eq!(found(text, fault_free(2)).shortest, None);
    // A crash, a suspicion, a question, its answer, and two ends of a round.
    let misses = text.replace("bully\n", "bully misses-ok\n").replace("P2 suspect\n", "");
    assert_eq!(found(&misses, fault_free(1)).shortest, Some(6));
    let back = Budget { restart: 1, ..fault_free(1) };
    assert_eq!(
        found(&text.replace("P2 suspect\n", ""), back).shortest,
        Some(6),
        "who comes back leads before others hear of it"
    );
}

#[test]
fn who_leads_by_a_late_answer_was_not_promised_to_lead_alone() {
    for (delay, promised) in [("40ms", false), ("10ms", true)] {
        let run = run(&format!("protocol bully\nnodes 3\nnetwork delay {delay}\nat 10ms P1 suspect\n"));
        let verdict = run.verdict("one-leader").expect("a property");
        assert_eq!((verdict.outcome == Outcome::Holds, verdict.is_promised), (promised, promised));
    }
    let by_hand = run("protocol bully\nnodes 2\nschedule manual\nP1 suspect\nfire P1 no-answer\n");
    assert!(!by_hand.verdict("one-leader").expect("a property").is_promised);
}

/// All orders of the numbers from 1 to n.
fn orders(n: u32) -> Vec<Vec<u32>> {
    if n == 0 {
        return vec![Vec::new()];
    }
    let with = |order: Vec<u32>| {
        (0..n as usize).map(move |at| {
            let mut longer = order.clone();
            longer.insert(at, n);
            longer
        })
    };
    orders(n - 1).into_iter().flat_map(with).collect()
}

/// How many numbers are sent for election where all processes begin, with the numbers in the
/// order of sending.
fn ring_messages(order: &[u32]) -> u32 {
    let n = order.len();
    let start = |(at, number): (usize, &u32)| {
        format!("start P{} number {number}\nat 10ms P{} elect\n", at + 1, at + 1)
    };
    let lines: String = order.iter().enumerate().map(start).collect();
    let run = run(&format!("protocol ring\nnodes {n}\n{lines}"));
    assert_eq!(outcome(&run, "one-elected"), Outcome::Holds);
    assert_eq!(outcome(&run, "greatest-elected"), Outcome::Holds);
    assert_eq!(outcome(&run, "all-know"), Outcome::Holds, "{order:?}");
    // A ring of one sends to nobody but itself.
    let sent = sent(&run);
    assert_eq!(sent.get("Elected").copied().unwrap_or(0), if n == 1 { 0 } else { n as u32 });
    sent.get("Election").copied().unwrap_or(0)
}

#[test]
fn a_ring_takes_nine_messages_at_best_and_fifteen_at_worst() {
    assert_eq!(ring_messages(&[1, 2, 3, 4, 5]), 9);
    assert_eq!(ring_messages(&[5, 4, 3, 2, 1]), 15);
}

/// Chang and Roberts: between 2n - 1 and n(n + 1)/2, and on average n times the n-th harmonic
/// number.
#[test]
fn over_all_orders_a_ring_costs_what_its_paper_says() {
    for n in 2..=6_u32 {
        let counts: Vec<u32> = orders(n).iter().map(|order| ring_messages(order)).collect();
        assert_eq!(counts.iter().min(), Some(&(2 * n - 1)));
        assert_eq!(counts.iter().max(), Some(&(n * (n + 1) / 2)));
        let factorial: u32 = (1..=n).product();
        let harmonic: u32 = (1..=n).map(|k| factorial / k).sum();
        assert_eq!(counts.iter().sum::<u32>(), n * harmonic, "n! times n H(n), {n} processes");
    }
}

#[test]
fn who_begins_makes_no_difference_to_who_is_elected() {
    for beginner in 1..=5 {
        let text =
            format!("protocol ring\nstart P2 number 9\nstart P3 number 9\nat 10ms P{beginner} elect\n");
        let run = run(&text);
        let leaders: Vec<&str> = run.decisions.iter().map(|decision| decision.value.as_str()).collect();
        assert_eq!(leaders, ["leader P3"; 5], "of equal numbers the later place counts as greater");
    }
}

#[test]
fn each_broken_ring_breaks_one_property() {
    let text = |variant: &str| {
        format!("protocol ring{variant}\nnodes 3\nschedule manual\nP1 elect\nP2 elect\nP3 elect\n")
    };
    let found = |variant: &str| search::<ring::Member>(&text(variant), fault_free(0), breaks_any).shortest;
    assert_eq!(found(""), None);
    assert_eq!(found(" stays-out"), None);
    let two = "protocol ring passes-all\nnodes 2\nschedule manual\nP1 elect\nP2 elect\n";
    assert_eq!(
        search::<ring::Member>(two, fault_free(0), |world| breaks(world, "one-elected")).shortest,
        Some(6)
    );
    let stuck = |world: &World<ring::Member>| {
        world.choices().is_empty()
            && world.nodes().iter().any(|node| node.state.role() != Some(0))
            && world.verdict(2).0 == Outcome::Pending
    };
    let one = "protocol ring stays-out\nnodes 2\nschedule manual\nP1 elect\n";
    assert_eq!(search::<ring::Member>(one, fault_free(0), stuck).shortest, Some(2));
    assert_eq!(search::<ring::Member>(&one.replace(" stays-out", ""), fault_free(0), stuck).shortest, None);
}

#[test]
fn what_is_no_number_of_a_process_is_told() {
    let wrong =
        |line: &str| Scenario::parse(&format!("protocol ring\n{line}\n")).expect_err(line)[0].to_string();
    assert_eq!(
        wrong("start P1 number x"),
        "2:17: \"x\" is not a number up to 4294967295; write `start NODE number NUMBER`, such as `start P1 number 7`"
    );
    assert!(wrong("start P1 number -1").starts_with("2:17: "));
    assert!(wrong("start P1 number 1 2").starts_with("2:19: a process has one number"));
    assert!(wrong("start P1 term 3").starts_with("2:10: a process begins with a number"));
}
