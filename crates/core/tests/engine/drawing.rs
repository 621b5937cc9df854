//! What is drawn: each edit does what the hand did, and nothing else moves.

use super::{parse, runs};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use sequitur_core::scenario::{DrawingEdit, Edit, Scenario};
use sequitur_core::trace::{EventId, EventKind, Micros, NodeId};
use std::collections::BTreeMap;
use std::fmt::Write;

const START: &str = "# Mine\nprotocol exchange\nnodes A B C\n";

fn draw(scenario: &Scenario, edit: DrawingEdit) -> Scenario {
    scenario.apply(&Edit::Draw(edit))
}

fn send(from: u8, at: Micros, to: u8, arrives: Micros) -> DrawingEdit {
    DrawingEdit::Send { from: NodeId(from), at, to: NodeId(to), arrives }
}

/// The lines after those of the empty drawing.
fn lines(scenario: &Scenario) -> Vec<String> {
    let source = scenario.source();
    assert!(source.starts_with(START));
    source[START.len()..].lines().map(str::to_owned).collect()
}

#[test]
fn a_drawing_edit_is_a_line_and_its_end_another() {
    let one = draw(&parse(START), DrawingEdit::Local { node: NodeId(1), at: 10_000 });
    assert_eq!(lines(&one), ["at 10ms B local e1"]);
    let two = draw(&one, send(0, 20_000, 1, 50_000));
    assert_eq!(lines(&two), ["at 10ms B local e1", "at 20ms A send B m1", "delay Message A->B 1 to 50ms"]);
    let three = draw(&two, send(2, 60_000, 1, 40_000));
    assert_eq!(lines(&three)[2], "at 60ms C send B m2");
    assert_eq!(lines(&three)[4], "delay Message C->B 1 to 61ms", "no message arrives before it is sent");
}

#[test]
fn a_message_drawn_before_others_leaves_them_where_they_are() {
    let mut scenario = draw(&parse(START), send(0, 40_000, 1, 90_000));
    scenario = draw(&scenario, send(0, 20_000, 1, 60_000));
    assert_eq!(
        lines(&scenario),
        [
            "at 40ms A send B m1",
            "at 20ms A send B m2",
            "delay Message A->B 2 to 90ms",
            "delay Message A->B 1 to 60ms"
        ]
    );
    let first = scenario.run().trace.message_label(sequitur_core::trace::MessageId(0)).to_owned();
    assert_eq!(first, "m2");
    let erased = draw(&scenario, DrawingEdit::Erase(4));
    assert_eq!(lines(&erased), ["at 40ms A send B m1", "delay Message A->B 1 to 90ms"]);
}

#[test]
fn an_end_goes_where_it_is_dragged() {
    let scenario = draw(&parse(START), send(0, 20_000, 1, 50_000));
    assert_eq!(
        lines(&draw(&scenario, DrawingEdit::Aim(3, NodeId(2), 70_000))),
        ["at 20ms A send C m1", "delay Message A->C 1 to 70ms"]
    );
    assert_eq!(
        lines(&draw(&scenario, DrawingEdit::Move(3, 30_000))),
        ["at 30ms A send B m1", "delay Message A->B 1 to 50ms"]
    );
    assert_eq!(
        lines(&draw(&scenario, DrawingEdit::Move(3, 80_000))),
        ["at 80ms A send B m1", "delay Message A->B 1 to 81ms"]
    );
    assert_eq!(
        lines(&draw(&scenario, DrawingEdit::Aim(3, NodeId(0), 70_000))),
        lines(&scenario),
        "not to itself"
    );
    assert_eq!(lines(&draw(&scenario, DrawingEdit::Erase(0))), lines(&scenario), "the title is no event");
}

#[test]
fn lines_keep_their_comments_and_copies_go_with_their_message() {
    let text = format!(
        "{START}at 40ms A send B  x # mine\ndelay Message A->B to 90ms  # late\nduplicate Message A->B at 95ms\n\
         drop Message A->B 1+1\ndrop Message A->B 7\n"
    );
    let drawn = draw(&parse(&text), send(0, 20_000, 1, 60_000));
    assert_eq!(
        lines(&drawn),
        [
            "at 40ms A send B  x # mine",
            "at 20ms A send B m1",
            "delay Message A->B 2 to 90ms  # late",
            "duplicate Message A->B 2 at 95ms",
            "drop Message A->B 2+1",
            "drop Message A->B 7",
            "delay Message A->B 1 to 60ms",
        ]
    );
    let moved = draw(&parse(&text), DrawingEdit::Move(3, 50_000));
    assert_eq!(lines(&moved)[0], "at 50ms A send B x  # mine");
}

#[test]
fn only_what_is_told_event_by_event_can_be_drawn() {
    let edit = DrawingEdit::Local { node: NodeId(0), at: 5 };
    for text in ["protocol raft\n", "protocol exchange\nschedule manual\n"] {
        let scenario = parse(text);
        assert!(!scenario.can_be_drawn());
        assert_eq!(draw(&scenario, edit.clone()).source(), text);
    }
    let wrong = draw(&parse(START), DrawingEdit::Local { node: NodeId(9), at: 5 });
    assert_eq!(wrong.source(), START);
}

/// What became of each message, by its text: where it goes, when, and how it ends.
type Fates = BTreeMap<String, (NodeId, NodeId, Micros, Option<Micros>, &'static str)>;

fn fates(scenario: &Scenario) -> Fates {
    let run = scenario.run();
    let messages = (0..).map(sequitur_core::trace::MessageId).zip(&run.trace.messages);
    messages
        .map(|(id, message)| {
            let key = message.key;
            let name = format!("{} to {} {}", run.trace.message_label(id), key.to.0, key.copy);
            (name, (key.from, key.to, message.sent_at, message.arrives_at, message.fate.name()))
        })
        .collect()
}

/// A drawing with random messages, all of which arrive when a line says so.
fn drawing() -> impl Strategy<Value = Scenario> {
    let sends = vec((0..3u8, 1..3u8, 0..60u32, 1..50u32, any::<u8>()), 0..10);
    (sends, any::<bool>()).prop_map(|(sends, crashes)| {
        let crash = if crashes { "at 45ms crash A\nat 50ms restart A\n" } else { "" };
        let mut scenario = parse(&format!("{START}{crash}"));
        for (from, hop, at, flight, what) in sends {
            let (at, to) = (Micros::from(at) * 1_000, (from + hop) % 3);
            scenario = draw(&scenario, send(from, at, to, at + Micros::from(flight) * 1_000));
            let mut more = String::new();
            let trace = scenario.run().trace;
            // A crashed node sends nothing.
            let Some(key) = trace.messages.last().map(|message| trace.key_text(message.key)) else {
                continue;
            };
            match what % 16 {
                0 => drop(writeln!(more, "duplicate {key} at 200ms")),
                1 => drop(writeln!(more, "at 90ms B broadcast all{what}")),
                2 => scenario = draw(&scenario, DrawingEdit::Local { node: NodeId(from), at: at + 1 }),
                _ => {}
            }
            let text = scenario.source() + &more;
            scenario = Scenario::parse(&text).expect("more lines are right");
        }
        scenario
    })
}

proptest! {
    #![proptest_config(runs(400))]

    /// Whatever is drawn, every other message leaves and arrives as it did, if lines say
    /// when. (Broadcasts here arrive by chance, so they are let alone.)
    #[test]
    fn nothing_moves_but_what_is_drawn(
        scenario in drawing(), what in 0..4u8, (from, hop) in (0..3u8, 1..3u8), at in 0..90u32, pick in any::<Index>(),
    ) {
        let (at, to) = (Micros::from(at) * 1_000, (from + hop) % 3);
        let run = scenario.run();
        let sends: Vec<EventId> = (0..).map(EventId).zip(&run.trace.events)
            .filter(|(_, event)| event.kind == EventKind::Send && event.message_count == 1)
            .map(|(id, _)| id).collect();
        let picked = (!sends.is_empty()).then(|| sends[pick.index(sends.len())]);
        let line = picked.map(|event| scenario.line_of(&run, event).expect("a line asks for each send"));
        let label = picked.map(|event| run.trace.label(event).into_owned()).unwrap_or_default();
        let sender = picked.map(|event| run.trace.event(event).node);
        let edit = match (what, line) {
            (1, Some(line)) => DrawingEdit::Move(line, at),
            (2, Some(line)) => DrawingEdit::Aim(line, NodeId(to), at + 70_000),
            (3, Some(line)) => DrawingEdit::Erase(line),
            _ => send(from, at, to, at + 30_000),
        };
        let after = draw(&scenario, edit.clone());
        let others = |fates: Fates| -> Fates {
            let own = format!("{label} to ");
            let is_own = |name: &str| !label.is_empty() && name.starts_with(&own);
            fates.into_iter().filter(|(name, _)| !is_own(name) && !name.starts_with("all")).collect()
        };
        let (old, mut new) = (others(fates(&scenario)), others(fates(&after)));
        if let DrawingEdit::Send { .. } = edit {
            new.retain(|name, _| old.contains_key(name));
        }
        let own: Vec<_> = fates(&after).into_iter().filter(|(name, _)| name.starts_with(&format!("{label} to ")) && name.ends_with('0')).collect();
        match edit {
            DrawingEdit::Erase(_) => prop_assert!(own.is_empty()),
            DrawingEdit::Aim(..) if sender != Some(NodeId(to)) => {
                prop_assert!(own.iter().all(|(_, (_, receiver, _, arrives, _))| *receiver == NodeId(to) && *arrives == Some(at + 70_000)));
            }
            DrawingEdit::Move(..) => prop_assert!(own.iter().all(|(_, (_, _, sent, arrives, _))| *sent == at && *arrives > Some(at))),
            _ => {}
        }
        prop_assert_eq!(old, new, "{}\n{}", scenario.source(), after.source());
        prop_assert_eq!(Scenario::parse(&after.text()).expect("it is right"), after);
    }
}
