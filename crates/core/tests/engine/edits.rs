//! An edit changes only what follows from it.
//!
//! What follows from it is read off the graphs of both runs, the one before the edit and
//! the one after. Where an edited message arrives, or now does not, its receiver may do
//! something else from then on. What that changes goes along the messages of the old run
//! (what was sent is sent no longer) and along those of the new (a server that misses its
//! heartbeat stands for election), and a message that is missed changes as much as one
//! that comes: from there on the receiver is affected in both runs. All events before
//! that have to be the same in both, with the same times, and so have the messages that
//! they sent.
//!
//! One thing depends on an edit without following from it: on a link with `order fifo`,
//! a message that comes later keeps the ones behind it waiting. They count as edited.

use super::generate::{fixed, scenario};
use super::graph::Graph;
use super::{parse, run, runs};
use proptest::prelude::*;
use proptest::sample::Index;
use sequitur_core::sim::run::{Run, Stopped};
use sequitur_core::trace::{EventId, EventKind, Fate, Message, MessageKey, Micros, Trace};
use std::collections::{BTreeMap, BTreeSet};

/// Where a message, by its key, stands in a trace.
type Indices = BTreeMap<MessageKey, usize>;

fn indices(trace: &Trace) -> Indices {
    trace.messages.iter().zip(0..).map(|(message, index)| (message.key, index)).collect()
}

/// Two runs that differ by an edit, and what it is about.
struct Pair<'a> {
    old: &'a Run,
    new: &'a Run,
    /// The messages whose arrivals the edit changed itself.
    edited: BTreeSet<MessageKey>,
}

/// The events of each node.
fn lanes(trace: &Trace) -> Vec<Vec<usize>> {
    let mut lanes = vec![Vec::new(); trace.nodes.len()];
    for (id, event) in trace.events.iter().enumerate() {
        lanes[event.node.index()].push(id);
    }
    lanes
}

/// How many events of its node happened before an event.
fn index_of(trace: &Trace, id: EventId) -> usize {
    let node = trace.event(id).node;
    trace.events[..id.index()].iter().filter(|event| event.node == node).count()
}

/// What became of a message, and when.
type Arrival = (Fate, Option<Micros>);

fn arrival(trace: &Trace, message: &Message) -> Arrival {
    (message.fate, message.received.map(|event| trace.event(event).at).or(message.arrives_at))
}

impl<'a> Pair<'a> {
    /// `key` is the message that the edit dropped, delayed or made.
    fn new(old: &'a Run, new: &'a Run, key: MessageKey) -> Pair<'a> {
        let (indices_old, indices_new) = (indices(&old.trace), indices(&new.trace));
        let differs = |key: &MessageKey| {
            let before = indices_old.get(key).map(|m| arrival(&old.trace, &old.trace.messages[*m]));
            let after = indices_new.get(key).map(|m| arrival(&new.trace, &new.trace.messages[*m]));
            before != after
        };
        let waits = |other: &MessageKey| other.from == key.from && other.to == key.to;
        let is_fifo = new.plan.network.link(key.from, key.to).fifo;
        let in_both = indices_old.keys().filter(|key| indices_new.contains_key(key));
        let waiting = in_both.filter(|other| is_fifo && waits(other));
        let edited = waiting.copied().chain([key]).filter(differs).collect();
        Pair { old, new, edited }
    }

    /// How many events of each node stand before all that follows from the edit. They
    /// are counted alike in both runs, in which they are the same.
    fn unaffected(&self) -> Vec<usize> {
        let runs = [self.old, self.new].map(|run| (&run.trace, Graph::of(&run.trace), lanes(&run.trace)));
        let mut counts = vec![usize::MAX; self.old.trace.nodes.len()];
        for (trace, ..) in &runs {
            let edited = trace.messages.iter().filter(|m| self.edited.contains(&m.key));
            for received in edited.filter_map(|m| m.received) {
                let index = index_of(trace, received);
                let count = &mut counts[trace.event(received).node.index()];
                *count = index.min(*count);
            }
        }
        loop {
            let before = counts.clone();
            for (_, graph, lanes) in &runs {
                let affected = lanes.iter().zip(&before).flat_map(|(lane, from)| lane.iter().skip(*from));
                let future = graph.future(affected.copied());
                for (lane, count) in lanes.iter().zip(&mut counts) {
                    let first = lane.iter().position(|id| future[*id]);
                    *count = first.unwrap_or(usize::MAX).min(*count);
                }
            }
            if counts == before {
                return counts;
            }
        }
    }

    /// Compares what must not have changed. Gives the number of events that happened
    /// after an edited message was sent, and are the same all the same.
    fn check(&self) -> Result<usize, String> {
        let (old, new) = (self.stories(self.old), self.stories(self.new));
        let sent = self.new.trace.messages.iter().find(|m| self.edited.contains(&m.key)).map(|m| m.sent_at);
        let mut later = 0;
        for ((old, new), unaffected) in old.iter().zip(&new).zip(self.unaffected()) {
            for index in 0..unaffected.min(old.len().max(new.len())) {
                let (old, new) = (old.get(index), new.get(index));
                if old != new {
                    return Err(format!("was {old:#?}, is {new:#?}"));
                }
                later += usize::from(old.is_some_and(|old| sent.is_some_and(|sent| old.at > sent)));
            }
        }
        Ok(later)
    }

    /// What happened on each node, without the numbers of events and messages.
    fn stories(&self, run: &Run) -> Vec<Vec<Told>> {
        let trace = &run.trace;
        let mut sent = vec![Vec::new(); trace.events.len()];
        for message in &trace.messages {
            let told = match self.edited.contains(&message.key) {
                true if message.copy_of.is_some() => continue,
                true => (message.key, None),
                false => (message.key, Some(arrival(trace, message))),
            };
            sent[message.sent.index()].push(told);
        }
        let mut stories: Vec<Vec<Told>> = trace.nodes.iter().map(|_| Vec::new()).collect();
        for ((id, event), mut sent) in (0..).zip(&trace.events).zip(sent) {
            sent.sort_unstable();
            let received = (event.kind == EventKind::Receive).then(|| trace.message(event.first_message).key);
            stories[event.node.index()].push(Told {
                kind: event.kind,
                label: trace.label(EventId(id)).into_owned(),
                at: event.at,
                role: event.role,
                epoch: event.epoch,
                received,
                sent,
            });
        }
        stories
    }
}

/// An event, and what became of the messages that it sent.
#[derive(PartialEq, Eq, Debug)]
struct Told {
    kind: EventKind,
    label: String,
    at: Micros,
    role: Option<u8>,
    epoch: Option<u64>,
    received: Option<MessageKey>,
    sent: Vec<(MessageKey, Option<Arrival>)>,
}

/// Runs a text with one more line, and compares.
fn check(text: &str, old: &Run, line: &str, key: MessageKey) -> Result<usize, TestCaseError> {
    let text = format!("{text}{line}\n");
    let new = run(&text);
    prop_assert!(old.stopped == Stopped::Until || old.stopped == Stopped::Quiet);
    Pair::new(old, &new, key).check().map_err(|why| TestCaseError::fail(format!("{text}\n{why}")))
}

/// A few of the messages of a run, spread over it; all of them where there are few.
fn sample(run: &Run, start: Index) -> impl Iterator<Item = &Message> {
    let all = &run.trace.messages;
    let stride = all.len().div_ceil(8).max(1);
    let first = if all.is_empty() { 0 } else { start.index(all.len()) % stride };
    all.iter().skip(first).step_by(stride)
}

/// The name of the copy that one more `duplicate` line makes.
fn next_copy(trace: &Trace, key: MessageKey) -> MessageKey {
    let same = |m: &&Message| MessageKey { copy: 0, ..m.key } == key;
    let copy = trace.messages.iter().filter(same).map(|m| m.key.copy).max().unwrap_or(0) + 1;
    MessageKey { copy, ..key }
}

proptest! {
    #![proptest_config(runs(300))]

    #[test]
    fn dropping_changes_only_what_follows(text in scenario("raft"), start: Index) {
        let old = run(&text);
        for message in sample(&old, start) {
            let line = format!("drop {}", old.trace.key_text(message.key));
            check(&text, &old, &line, message.key)?;
        }
    }

    #[test]
    fn delaying_changes_only_what_follows(text in scenario("raft"), start: Index, to in 1..1_500_000u64) {
        let old = run(&text);
        for (message, n) in sample(&old, start).zip(0..) {
            // Far away, or close to where it arrives anyhow.
            let to = match n % 3 {
                0 => to,
                1 => message.sent_at + 1 + to / 100,
                _ => message.arrives_at.unwrap_or(0) + 1,
            };
            let line = format!("delay {} to {to}us", old.trace.key_text(message.key));
            check(&text, &old, &line, message.key)?;
        }
    }

    #[test]
    fn duplicating_changes_only_what_follows(text in scenario("raft"), start: Index, at in 1..1_500_000u64) {
        let old = run(&text);
        let originals = sample(&old, start).filter(|message| message.copy_of.is_none());
        for (message, n) in originals.zip(0..) {
            let key = old.trace.key_text(message.key);
            let line = match n % 2 {
                0 => format!("duplicate {key}"),
                _ => format!("duplicate {key} at {}us", message.sent_at + 1 + at / 10),
            };
            check(&text, &old, &line, next_copy(&old.trace, message.key))?;
        }
    }

    /// Dropping a message that nobody took changes nothing but its fate.
    #[test]
    fn dropping_what_was_lost_changes_nothing(text in scenario("raft")) {
        let old = run(&text);
        let lost: Vec<&Message> = old.trace.messages.iter().filter(|m| m.fate == Fate::Lost).collect();
        let text: String = lost.iter().fold(text, |text, message| {
            text + &format!("drop {}\n", old.trace.key_text(message.key))
        });
        let mut new = run(&text).trace;
        for message in &mut new.messages {
            if lost.iter().any(|lost| lost.key == message.key) {
                prop_assert_eq!(message.fate, Fate::Dropped);
                message.fate = Fate::Lost;
            }
        }
        prop_assert_eq!(new, old.trace);
    }
}

/// Every message of a run, not a sample: the run that the page opens with.
#[test]
fn each_message_of_a_quiet_run_in_turn() {
    let text = "protocol raft\nseed 9\nat 240ms S2 put x 1\nuntil 600ms\n";
    let old = run(text);
    assert!(old.trace.messages.len() > 60);
    for message in &old.trace.messages {
        let line = format!("drop {}", old.trace.key_text(message.key));
        check(text, &old, &line, message.key).expect("only what follows");
    }
}

/// The comparison is worth something only while most of the run is compared.
#[test]
fn much_stays_the_same_after_an_edit() {
    let (mut same, mut edits) = (0, 0);
    for text in fixed("raft").take(60) {
        let old = run(&text);
        let delivered = old.trace.messages.iter().filter(|m| m.fate == Fate::Delivered);
        for message in delivered.step_by(40) {
            let line = format!("drop {}", old.trace.key_text(message.key));
            same += check(&text, &old, &line, message.key).expect("only what follows");
            edits += 1;
        }
    }
    assert!(edits > 200 && same > 10 * edits, "{same} events later than the message, over {edits} edits");
}

/// Undoing an edit gives the old run back, event by event.
#[test]
fn undoing_gives_the_old_run() {
    let text = "protocol raft\nseed 9\nuntil 400ms\n";
    let edited = format!("{text}drop VoteGranted S5->S2\n");
    assert_ne!(run(&edited).trace, run(text).trace);
    assert_eq!(parse(&edited.replace("drop VoteGranted S5->S2\n", "")).run().trace, run(text).trace);
}
