//! Coordinated attack: exact probabilities by playing every loss, beside the formulas and beside many
//! runs.

use super::*;
use sequitur_core::protocols::coordinated_attack::General;
use sequitur_core::sim::world::Choice;

/// How likely it is that all attack, that nobody does, and that some do: over a power of a
/// denominator.
type Chances = [u128; 3];

/// A chance of loss, as a fraction.
#[derive(Clone, Copy)]
struct Loss {
    of: u128,
    in_all: u128,
}

/// The most messages of a run that is played in every way.
const MESSAGES: u32 = 12;

/// Plays every loss: each message either arrives or is lost. Timers fire when nothing is under way.
fn chances(world: &World<General>, loss: Loss, messages_left: u32) -> Chances {
    let next = world.flying().next().map(|(id, _)| id);
    let after = |choice: Choice<_>| {
        let mut next = world.clone();
        next.apply(&choice, &mut Step::default());
        next
    };
    if let Some(id) = next {
        let arrives = chances(&after(Choice::Deliver(id)), loss, messages_left - 1);
        let lost = chances(&after(Choice::Drop(id)), loss, messages_left - 1);
        let mean = |(arrives, lost): (u128, u128)| arrives * (loss.in_all - loss.of) + lost * loss.of;
        return [0, 1, 2].map(|index| mean((arrives[index], lost[index])));
    }
    if let Some(fire) = world.choices().into_iter().find(|choice| matches!(choice, Choice::Fire(..))) {
        return chances(&after(fire), loss, messages_left);
    }
    let all = loss.in_all.pow(messages_left);
    let attackers = world.nodes().iter().filter(|node| node.state.role() == Some(2)).count();
    match attackers {
        0 => [0, all, 0],
        count if count == world.nodes().len() => [all, 0, 0],
        _ => [0, 0, all],
    }
}

fn exact(lines: &str, of: u128, in_all: u128) -> Chances {
    let text = format!("protocol coordinated-attack\n{lines}schedule manual\nA plan\n");
    let mut world = begun::<General>(&text, Budget { drop: u32::MAX, ..NO_FAULTS });
    world.apply(&Choice::Command(NodeId(0)), &mut Step::default());
    chances(&world, Loss { of, in_all }, MESSAGES)
}

/// Chances over a smaller denominator.
fn over(in_all: u128, denominator: u128, chances: [u128; 3]) -> Chances {
    chances.map(|chance| chance * in_all.pow(MESSAGES) / denominator)
}

fn unconditional(messengers: u32) -> String {
    format!("set scheme unconditional\nset messengers {messengers}\n")
}

fn acknowledged(messengers: u32, acks: u32) -> String {
    format!("set messengers {messengers}\nset acks {acks}\n")
}

/// C-6.
#[test]
fn chances_are_those_that_are_known() {
    let half = |lines: &str| exact(lines, 1, 2);
    assert_eq!(half(&unconditional(1)), over(2, 2, [1, 0, 1]));
    assert_eq!(half(&unconditional(3)), over(2, 8, [7, 0, 1]));
    assert_eq!(half(&unconditional(10)), over(2, 1024, [1023, 0, 1]));
    assert_eq!(half(&acknowledged(1, 1)), over(2, 4, [1, 2, 1]));
    assert_eq!(half(&acknowledged(3, 3)), over(2, 64, [49, 8, 7]));
    assert_eq!(half(&acknowledged(5, 5)), over(2, 1024, [961, 32, 31]));
    assert_eq!(exact(&unconditional(3), 1, 10), over(10, 1000, [999, 0, 1]));
    assert_eq!(exact(&acknowledged(2, 2), 1, 10), over(10, 10_000, [9801, 100, 99]));
    let ten = 10_u128.pow(10);
    assert_eq!(exact(&acknowledged(5, 5), 3, 10), over(10, ten, [9_951_459_049, 24_300_000, 24_240_951]));
}

/// TG-chain(d) with a ninth of ten getting through: all q^d, some q^(d-1)(1-q), nobody the rest.
#[test]
fn a_longer_chain_only_lowers_success() {
    for depth in 1..=8 {
        let (q, all) = (9_u128, 10_u128.pow(depth));
        let expected = [q.pow(depth), all - 10 * q.pow(depth - 1), q.pow(depth - 1)];
        let found = exact(&format!("set scheme chain\nset depth {depth}\n"), 1, 10);
        assert_eq!(found, over(10, all, expected), "{depth}");
    }
}

/// T13-E1: of each chain one loss breaks agreement, that of its last message and no other.
#[test]
fn one_loss_breaks_a_chain_of_any_depth() {
    for depth in 1..=8_u32 {
        for lost in 1..=depth {
            let (kind, link) = if lost % 2 == 1 { ("Attack", "A->B") } else { ("Ack", "B->A") };
            let text = format!(
                "protocol coordinated-attack\nset scheme chain\nset depth {depth}\nat 1ms A plan\ndrop {kind} {link} {}\n",
                lost.div_ceil(2)
            );
            let expected = if lost == depth { Outcome::Pending } else { Outcome::Holds };
            assert_eq!(outcome(&run(&text), "agreement"), expected, "{depth} {lost}");
        }
        let all = run(&format!(
            "protocol coordinated-attack\nset scheme chain\nset depth {depth}\nat 1ms A plan\n"
        ));
        assert_eq!(outcome(&all, "all-attack"), Outcome::Holds);
    }
}

/// C-6: how many answers follow from how many messengers came.
#[test]
fn answers_follow_from_losses() {
    for (sent, came, one_in, answers) in
        [(10, 6, 100, 6), (10, 9, 100, 2), (10, 2, 100, 21), (20, 15, 1000, 5), (10, 10, 100, 1)]
    {
        let lost: String = (came + 1..=sent).map(|label| format!("drop Attack A->B {label}\n")).collect();
        let text = format!(
            "protocol coordinated-attack\nset scheme adaptive\nset messengers {sent}\nset one-in {one_in}\nat 1ms A plan\n{lost}"
        );
        assert_eq!(sent_of(&run(&text), "Ack"), answers, "{text}");
    }
}

fn sent_of(run: &Run, kind: &str) -> u32 {
    sent(run).get(kind).copied().unwrap_or(0)
}

/// T13-E5: with three generals one loss keeps its receiver at home, and the others attack.
#[test]
fn three_generals_are_no_safer() {
    let text = "protocol coordinated-attack\nnodes 3\nset scheme vote\nat 1ms A plan\nat 1ms B plan\nat 1ms C plan\n";
    assert_eq!(outcome(&run(text), "all-attack"), Outcome::Holds);
    let lost = run(&format!("{text}drop Vote A->C 1\n"));
    assert_eq!(outcome(&lost, "agreement"), Outcome::Pending);
    assert_eq!(lost.decisions.len(), 2);
}

/// Ten thousand runs are as often as the formula says, within four standard deviations.
#[test]
fn many_runs_come_close_to_the_formula() {
    let runs = 10_000_u32;
    for (loss, messengers, acks) in [(50, 1, 1), (30, 5, 5), (20, 2, 1)] {
        let scenario = parse(&format!(
            "protocol coordinated-attack\nset messengers {messengers}\nset acks {acks}\nnetwork loss {loss}%\nat 1ms A plan\nuntil 1s\n"
        ));
        let mut all = 0;
        for seed in 0..u64::from(runs) {
            let mut plan = scenario.plan().clone();
            plan.seed = seed;
            let run = scenario.machine().run(plan);
            all += u32::from(outcome(&run, "all-attack") == Outcome::Holds);
        }
        let arrives = |count: i32| 1.0 - (f64::from(loss) / 100.0).powi(count);
        let expected = arrives(messengers) * arrives(acks);
        let deviation = (f64::from(runs) * expected * (1.0 - expected)).sqrt();
        let distance = (f64::from(all) - f64::from(runs) * expected).abs();
        assert!(distance <= 4.0 * deviation, "{all} of {runs}, expected {expected}");
    }
}
