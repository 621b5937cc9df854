//! Runs by hand: what is offered is what can be chosen, and a run that is taken over is
//! the timed run up to there.

use super::generate::scenario;
use super::{parse, run, runs};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use sequitur_core::scenario::{Edit, Scenario};
use sequitur_core::sim::fault::Fault;
use sequitur_core::sim::plan::{Happening, ManualChoice, MessageRef};
use sequitur_core::sim::run::{Blocked, OpenChoices, Run};
use sequitur_core::trace::{Fate, MessageKey, NodeId};

/// All that the open choices say can be chosen, and all that they say cannot.
fn offers(open_choices: &OpenChoices) -> (Vec<ManualChoice>, Vec<ManualChoice>) {
    let (mut open, mut closed) = (Vec::new(), Vec::new());
    for (node, tray) in (0..).map(NodeId).zip(&open_choices.nodes) {
        for arriving in &tray.arriving {
            let message = MessageRef::from(arriving.key);
            match arriving.blocked {
                None => open.push(ManualChoice::Deliver(message)),
                Some(_) => closed.push(ManualChoice::Deliver(message)),
            }
            open.extend([ManualChoice::Drop(message), ManualChoice::Duplicate(message)]);
        }
        open.extend(tray.timers.iter().map(|timer| ManualChoice::Happen(Happening::Fire(node, *timer))));
        let (can, cannot) = match tray.up {
            true => (Happening::Fault(Fault::Crash(node)), Happening::Fault(Fault::Restart(node))),
            false => (Happening::Fault(Fault::Restart(node)), Happening::Fault(Fault::Crash(node))),
        };
        open.push(ManualChoice::Happen(can));
        closed.push(ManualChoice::Happen(cannot));
    }
    let heal = ManualChoice::Happen(Happening::Fault(Fault::Heal(Vec::new())));
    if open_choices.is_cut {
        open.push(heal)
    } else {
        closed.push(heal)
    }
    (open, closed)
}

fn length(scenario: &Scenario) -> usize {
    scenario.plan().manual.as_ref().map_or(0, Vec::len)
}

fn open_choices(run: &Run) -> OpenChoices {
    run.details.open_choices(u32::MAX).expect("it is by hand")
}

/// Plays a run by hand, taking what is offered.
fn played(text: &str, picks: &[Index]) -> Scenario {
    let mut scenario = parse(text);
    for (index, pick) in picks.iter().enumerate() {
        let choice = match index % 5 {
            3 => ManualChoice::Happen(Happening::Fault(Fault::Partition(vec![vec![NodeId(0)]]))),
            _ => {
                let (open, _) = offers(&open_choices(&scenario.run()));
                open[pick.index(open.len())].clone()
            }
        };
        scenario = scenario.apply(&Edit::ChooseAfter(length(&scenario), choice));
    }
    scenario
}

#[test]
fn a_planned_command_that_is_given_by_hand_has_had_an_effect() {
    let text =
        "protocol raft\nnodes 3\nat 900ms S1 put x 1\nat 950ms S1 put x 1\nschedule manual from 350ms\n";
    let unused = |text: &str| {
        let scenario = parse(text);
        scenario.unused(&scenario.run())
    };
    assert_eq!(unused(text), [""; 0], "they may still be given");
    assert_eq!(unused(&format!("{text}S1 put x 1\n")), [""; 0]);
    assert_eq!(unused(&format!("{text}S1 put x 2\nS1 put x 1\nS1 put x 1\n")), [""; 0]);
}

proptest! {
    #![proptest_config(runs(60))]

    #[test]
    fn what_is_offered_is_what_can_be_chosen(
        picks in vec(any::<Index>(), 0..30),
        protocol in select(vec!["raft", "lamport-mutex", "ricart-agrawala"]),
        from in select(vec!["", " from 30ms"]),
    ) {
        let commands = match protocol {
            "raft" => "S1 put x 1",
            _ => "P1 request\nP2 request",
        };
        let lines = commands.lines().map(|line| match from {
            "" => format!("{line}\n"),
            _ => format!("at 1ms {line}\n"),
        });
        let lines: String = lines.collect();
        let (above, below) = if from.is_empty() { (String::new(), lines) } else { (lines, String::new()) };
        let text = format!("protocol {protocol}\nnodes 3\n{above}schedule manual{from}\n{below}");
        let scenario = played(&text, &picks);
        let run = scenario.run();
        prop_assert_eq!(scenario.unused(&run), [""; 0], "whatever was offered had an effect");
        prop_assert_eq!(run.chosen_at.len(), length(&scenario));
        let now = open_choices(&run);
        let (open, closed) = offers(&now);
        for (choices, is_open) in [(open, true), (closed, false)] {
            for choice in choices {
                let after = scenario.apply(&Edit::Choose(choice));
                prop_assert_eq!(after.unused(&after.run()).is_empty(), is_open, "{}", after.text());
            }
        }
        let flying = |run: &Run| run.trace.messages.iter().filter(|message| message.fate == Fate::Flying).count();
        prop_assert_eq!(now.nodes.iter().map(|tray| tray.arriving.len()).sum::<usize>(), flying(&run));
    }

    #[test]
    fn any_earlier_moment_can_be_gone_back_to(picks in vec(any::<Index>(), 1..25), back in any::<Index>()) {
        let text = "protocol raft\nnodes 3\nat 100ms S1 put x 1\nat 900ms S1 put x 2\nschedule manual from 350ms\n";
        let scenario = played(text, &picks);
        let run = scenario.run();
        let back = back.index(length(&scenario) + 1);
        let lines: Vec<String> = scenario.text().lines().take(5 + back).map(|line| line.to_owned() + "\n").collect();
        let then = parse(&lines.concat()).run();
        let before = run.details.open_choices(back as u32).expect("it is by hand");
        prop_assert_eq!(before.choices as usize, back);
        prop_assert_eq!(&before, &open_choices(&then));
        prop_assert_eq!(before.nodes[0].commands.len(), 1, "the command of 900 ms is still to come");
    }

    #[test]
    fn up_to_where_it_is_taken_over_a_run_is_the_timed_run(text in scenario("raft"), at in any::<Index>()) {
        let timed = run(&text);
        let from = at.index(timed.end as usize + 1) as u64;
        let scenario = parse(&text).apply(&Edit::TakeOver(from));
        let taken_over = scenario.run();
        let by_then = timed.trace.events.partition_point(|event| event.at <= from);
        prop_assert_eq!(&taken_over.trace.events[..], &timed.trace.events[..by_then]);
        prop_assert_eq!(taken_over.end, from);
        for (one, other) in taken_over.trace.messages.iter().zip(&timed.trace.messages) {
            prop_assert_eq!((one.key, one.sent, one.copy_of), (other.key, other.sent, other.copy_of));
            let is_over = other.arrives_at.is_some_and(|at| at <= from) || matches!(other.fate, Fate::Lost | Fate::Dropped);
            match is_over {
                true => prop_assert_eq!((one.fate, one.arrives_at), (other.fate, other.arrives_at)),
                false => prop_assert_eq!((one.fate, one.arrives_at), (Fate::Flying, None)),
            }
        }
        let (open, _) = offers(&open_choices(&taken_over));
        for choice in open.iter().take(20) {
            let after = scenario.apply(&Edit::Choose(choice.clone()));
            let run = after.run();
            let last = after.plan().manual.as_ref().expect("by hand")[0].origin;
            prop_assert!(!run.unused.contains(&last), "{}", after.text());
            let mut keys: Vec<MessageKey> = run.trace.messages.iter().map(|message| message.key).collect();
            keys.sort_unstable();
            prop_assert!(keys.windows(2).all(|two| two[0] != two[1]), "no two messages have one name");
        }
    }
}

#[test]
fn it_says_why_a_message_cannot_be_delivered() {
    let text = "protocol raft\nnodes 3\nschedule manual\nfire S1 election-timeout\ncrash S2\npartition S3\n";
    let now = open_choices(&run(text));
    let blocked: Vec<_> = now.nodes.iter().map(|tray| tray.arriving.first().map(|one| one.blocked)).collect();
    assert_eq!(blocked, [None, Some(Some(Blocked::Down)), Some(Some(Blocked::Cut))]);
    assert!(now.is_cut && !now.nodes[1].up && now.nodes[1].timers.is_empty());
}

#[test]
fn a_timed_run_offers_nothing() {
    assert_eq!(run("protocol raft\nuntil 300ms\n").details.open_choices(0), None);
}
