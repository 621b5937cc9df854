//! Faults of all sorts at random times, in every protocol: nothing panics, all that is said of a run
//! stays consistent, and a fault changes nothing that is not its own.

use crate::{parse, run, runs};
use proptest::collection::vec;
use proptest::prelude::*;
use sequitur_core::protocols::catalogue;
use sequitur_core::sim::info::PropertyKind;
use sequitur_core::sim::run::{Outcome, Run};
use sequitur_core::trace::{Event, EventKind, Fate, Message, Micros, NodeId};

/// A protocol, and lines that give it something to do. Crashes break none of those that are marked.
const ASKED: &[(&str, &str, bool)] = &[
    ("raft", "at 400ms N1 put x 1\nat 700ms N2 put x 2\n", true),
    ("multi-paxos", "at 100ms N1 put x 1\nat 300ms N2 put x 2\n", true),
    ("paxos", "at 10ms N1 propose a\nat 12ms N2 propose b\n", true),
    ("exchange", "at 10ms N1 broadcast a\nat 30ms N2 send N3 b\nat 50ms N3 local c\n", true),
    ("lamport-mutex", "at 10ms N1 request\nat 15ms N2 request\n", false),
    ("ricart-agrawala", "at 10ms N1 request\nat 15ms N2 request\n", false),
    ("broadcast", "at 10ms N1 broadcast a\nat 20ms N2 broadcast b\n", false),
];

#[derive(Clone, Debug)]
enum Fault {
    Cut(u8, u8),
    Heal(Option<(u8, u8)>),
    Partition(u8),
    Pause(u8),
    Resume(u8),
    Crash(u8),
    Restart(u8),
    Network(u8, u8),
    Rate(u8, u8, u16),
    Fire(u8, u8),
}

fn fault() -> impl Strategy<Value = Fault> {
    let node = any::<u8>;
    prop_oneof![
        3 => (node(), node()).prop_map(|(from, to)| Fault::Cut(from, to)),
        2 => proptest::option::of((node(), node())).prop_map(Fault::Heal),
        1 => node().prop_map(Fault::Partition),
        3 => node().prop_map(Fault::Pause),
        3 => node().prop_map(Fault::Resume),
        2 => node().prop_map(Fault::Crash),
        2 => node().prop_map(Fault::Restart),
        1 => (0..80u8, 0..30u8).prop_map(|(delay, loss)| Fault::Network(delay, loss)),
        1 => (node(), node(), 1..500u16).prop_map(|(from, to, rate)| Fault::Rate(from, to, rate)),
        2 => (node(), node()).prop_map(|(node, timer)| Fault::Fire(node, timer)),
    ]
}

/// A fault as it is written after its time, in a cluster of three; None where it makes no sense.
fn written(fault: &Fault, timers: &[&str]) -> Option<String> {
    let node = |node: &u8| format!("N{}", node % 3 + 1);
    let link = |from: &u8, to: &u8| (from % 3 != to % 3).then(|| format!("{}->{}", node(from), node(to)));
    Some(match fault {
        Fault::Cut(from, to) => format!("cut {}", link(from, to)?),
        Fault::Heal(None) => "heal".to_owned(),
        Fault::Heal(Some((from, to))) => format!("heal {}", link(from, to)?),
        Fault::Partition(one) => format!("partition {}", node(one)),
        Fault::Pause(one) => format!("pause {}", node(one)),
        Fault::Resume(one) => format!("resume {}", node(one)),
        Fault::Crash(one) => format!("crash {}", node(one)),
        Fault::Restart(one) => format!("restart {}", node(one)),
        Fault::Network(delay, loss) => format!("network delay {delay}ms..90ms loss {loss}%"),
        Fault::Rate(from, to, rate) => format!("network {} rate {rate}/s", link(from, to)?),
        Fault::Fire(one, timer) => {
            let timer = timers.get(usize::from(*timer) % timers.len().max(1))?;
            format!("fire {} {timer}", node(one))
        }
    })
}

fn scenario(protocol: usize, seed: u16, faults: &[(u16, Fault)]) -> String {
    let (name, asked, _) = ASKED[protocol % ASKED.len()];
    let info = catalogue().iter().map(|protocol| protocol.info()).find(|info| info.name == name);
    let info = info.expect("it is in the catalogue");
    let timers: Vec<&str> = info.timers.iter().map(|timer| timer.name).collect();
    let mut text = format!("protocol {name}\nnodes N1 N2 N3\nseed {seed}\n{asked}until 1500ms\n");
    for (at, fault) in faults {
        if let Some(words) = written(fault, &timers) {
            text += &format!("at {}ms {words}\n", at % 1500);
        }
    }
    text
}

/// Whether a node is up and not paused right before an event of it.
fn could_act(run: &Run, at: usize) -> bool {
    let event = &run.trace.events[at];
    let mut before = run.trace.events[..at].iter().rev().filter(|other| other.node == event.node);
    let last = before.find(|e| {
        matches!(e.kind, EventKind::Crash | EventKind::Restart | EventKind::Pause | EventKind::Resume)
    });
    last.is_none_or(|last| matches!(last.kind, EventKind::Restart | EventKind::Resume))
}

proptest! {
    #![proptest_config(runs(600))]

    #[test]
    fn whatever_goes_wrong_is_told_right(
        protocol in any::<prop::sample::Index>(),
        seed in any::<u16>(),
        faults in vec((any::<u16>(), fault()), 0..14),
    ) {
        let index = protocol.index(ASKED.len());
        let text = scenario(index, seed, &faults);
        let scenario = parse(&text);
        let printed = scenario.text();
        prop_assert_eq!(parse(&printed).text(), printed);
        let run = scenario.run();
        for (at, event) in run.trace.events.iter().enumerate() {
            let is_step = matches!(
                event.kind,
                EventKind::Receive | EventKind::Timer | EventKind::Command | EventKind::Local | EventKind::Send
            );
            prop_assert!(!is_step || could_act(&run, at), "event {} of\n{}", at, scenario.text());
        }
        // What is paused finds its messages in the order in which they came due, all of them at once.
        for happened in &run.faults {
            prop_assert!(happened.before.index() <= run.trace.events.len());
            if let Some(kind) = happened.fault.event() {
                prop_assert_eq!(run.trace.event(happened.before).kind, kind);
            }
        }
        let (_, _, is_crash_tolerant) = ASKED[index];
        for verdict in run.verdicts.iter().filter(|_| is_crash_tolerant) {
            let property = &run.info.properties[verdict.property];
            let is_broken = property.kind == PropertyKind::Safety && verdict.outcome == Outcome::Violated;
            prop_assert!(!is_broken, "{}: {}\n{}", property.name, verdict.why, scenario.text());
        }
    }

    /// Keyed draws: what happens late changes nothing before it, and no latency of a message that
    /// exists all the same.
    #[test]
    fn a_fault_changes_nothing_before_it_and_no_draw(
        protocol in any::<prop::sample::Index>(),
        seed in any::<u16>(),
        early in vec((0..700u16, fault()), 0..6),
        late in (700..1500u16, fault()),
    ) {
        let index = protocol.index(ASKED.len());
        let before = run(&scenario(index, seed, &early));
        let with = run(&scenario(index, seed, &[early, vec![late.clone()]].concat()));
        let at = Micros::from(late.0) * 1_000;
        let past = |run: &Run| -> Vec<Event> {
            run.trace.events.iter().take_while(|event| event.at < at).cloned().collect()
        };
        prop_assert_eq!(past(&before), past(&with));
        // A network that is another, or a link that is a queue, changes latencies on purpose.
        if !matches!(late.1, Fault::Network(..) | Fault::Rate(..)) {
            let taken = |message: &Message| match message.fate {
                // Where its receiver was paused, it was taken later than it came.
                Fate::Delivered | Fate::Lost => message.arrives_at.map(|at| (message.sent_at, at)),
                _ => None,
            };
            let is_pause = matches!(late.1, Fault::Pause(_) | Fault::Resume(_));
            for message in with.trace.messages.iter().filter(|_| !is_pause) {
                let same = before.trace.messages.iter().find(|other| other.key == message.key);
                let same = same.filter(|other| other.sent_at == message.sent_at);
                if let Some((ours, theirs)) = same.and_then(|other| Some((taken(other)?, taken(message)?))) {
                    prop_assert_eq!(ours, theirs, "{}", before.trace.key_text(message.key));
                }
            }
        }
    }
}

/// What has waited for a node follows in the order in which it came due, whatever sort it is of.
#[test]
fn a_paused_node_finds_things_in_the_order_in_which_they_came_due() {
    let text = "protocol exchange\nnodes A B C\nnetwork delay 10ms\nat 5ms pause B\nat 10ms A send B one\n\
                at 15ms B local two\nat 8ms C send B zero\nat 12ms C send B lost\nat 21ms cut C->B\nat 40ms resume B\n";
    let run = run(text);
    let own = run.trace.events.iter().zip(0..).filter(|(event, _)| event.node == NodeId(1));
    let told: Vec<(String, Micros)> = own
        .map(|(event, id)| (run.trace.label(sequitur_core::trace::EventId(id)).into_owned(), event.at))
        .collect();
    let at = 40_000;
    let expected = [("start", 0), ("pause", 5_000), ("resume", at), ("two", at), ("zero", at), ("one", at)];
    assert_eq!(told, expected.map(|(label, at)| (label.to_owned(), at)));
    let lost = run.trace.messages.iter().find(|message| message.fate == Fate::Cut);
    assert_eq!(
        lost.and_then(|message| message.arrives_at),
        Some(22_000),
        "cut when it came, not when it was taken"
    );
    let crashed = crate::run(&text.replace("at 40ms resume B", "at 40ms crash B"));
    let refused = crashed.trace.messages.iter().filter(|message| message.fate == Fate::Refused);
    assert_eq!(refused.count(), 2, "what has waited is lost with the memory");
}
