//! What every trace has to look like.

use super::generate::scenario;
use super::{run, runs};
use proptest::prelude::*;
use sequitur_core::sim::fault::Fault;
use sequitur_core::sim::plan::Happening;
use sequitur_core::sim::run::{Run, Stopped};
use sequitur_core::trace::{Event, EventId, EventKind, Fate, Message, MessageKey, Micros, NodeId, Trace};
use std::collections::BTreeMap;

/// How far a kind of event stands back in its handler; None for what sets one off.
fn rank(kind: EventKind) -> Option<u8> {
    match kind {
        EventKind::Send => Some(1),
        EventKind::Decide => Some(2),
        EventKind::Note => Some(3),
        _ => None,
    }
}

fn check_events(trace: &Trace) -> Result<(), TestCaseError> {
    let mut up = vec![true; trace.nodes.len()];
    let mut before: Option<&Event> = None;
    for (id, event) in trace.events.iter().enumerate() {
        prop_assert!(before.is_none_or(|before| before.at <= event.at), "time never goes back");
        prop_assert_eq!(event.kind == EventKind::Start, id < trace.nodes.len(), "all start, once, first");
        if let Some(rank_here) = rank(event.kind) {
            let before = before.expect("something set it off");
            prop_assert_eq!((before.node, before.at), (event.node, event.at));
            prop_assert!(before.kind != EventKind::Crash);
            let rank_before = rank(before.kind).unwrap_or(0);
            prop_assert!(rank_before < rank_here || (rank_before == rank_here && rank_here > 1));
        }
        let is_up = &mut up[event.node.index()];
        prop_assert_eq!(*is_up, event.kind != EventKind::Restart, "only a node that is down restarts");
        *is_up = event.kind != EventKind::Crash;
        let carries = matches!(event.kind, EventKind::Send | EventKind::Receive);
        prop_assert_eq!(event.message_count > 0, carries);
        before = Some(event);
    }
    Ok(())
}

fn check_messages(run: &Run) -> Result<(), TestCaseError> {
    let trace = &run.trace;
    let mut counts: BTreeMap<MessageKey, u32> = BTreeMap::new();
    let mut received = vec![0; trace.messages.len()];
    for (id, event) in trace.events.iter().enumerate() {
        for message in event.messages() {
            match event.kind {
                EventKind::Send => {
                    prop_assert_eq!(trace.message(message).sent, EventId(id as u32));
                    prop_assert!(trace.message(message).copy_of.is_none());
                }
                _ => received[message.index()] += 1,
            }
        }
    }
    for (message, received) in trace.messages.iter().zip(received) {
        let key = message.key;
        let count = counts.entry(MessageKey { nth: 0, copy: 0, ..key }).or_insert(0);
        let sent = trace.event(message.sent);
        prop_assert_eq!((sent.kind, sent.node, sent.at), (EventKind::Send, key.from, message.sent_at));
        match message.copy_of {
            None => {
                *count += 1;
                prop_assert_eq!((key.nth, key.copy), (*count, 0), "originals count up");
            }
            Some(original) => {
                let original = trace.message(original);
                prop_assert_eq!(original.key, MessageKey { copy: 0, ..key });
                prop_assert_eq!(original.sent, message.sent);
                let copies = counts.entry(MessageKey { copy: 0, ..key }).or_insert(0);
                *copies += 1;
                prop_assert_eq!(key.copy, *copies, "copies count up");
            }
        }
        let arrives = message.arrives_at.expect("timed runs plan every arrival");
        prop_assert!(arrives > message.sent_at, "a message takes at least a microsecond");
        prop_assert_eq!(received, u32::from(message.fate == Fate::Delivered));
        prop_assert_eq!(message.received.is_some(), message.fate == Fate::Delivered);
        if let Some(event) = message.received {
            let event = trace.event(event);
            prop_assert_eq!((event.kind, event.node, event.at), (EventKind::Receive, key.to, arrives));
        }
        if message.fate == Fate::Flying {
            prop_assert!(run.stopped == Stopped::Until && arrives > run.end);
        }
    }
    Ok(())
}

/// Whether a node is down, or cut off from another, when messages arrive at a time: what
/// the scenario plans for that time has happened already.
struct Faults<'a>(&'a Run);

impl Faults<'_> {
    fn is_down(&self, node: NodeId, at: Micros) -> bool {
        let switches = |event: &&Event| matches!(event.kind, EventKind::Crash | EventKind::Restart);
        let mut before = self.0.trace.events.iter().filter(|event| event.node == node && event.at <= at);
        before.rfind(switches).is_some_and(|event| event.kind == EventKind::Crash)
    }

    fn is_cut(&self, a: NodeId, b: NodeId, at: Micros) -> bool {
        let mut planned: Vec<_> = self.0.plan.timed.iter().filter(|timed| timed.at <= at).collect();
        // In one microsecond, healing comes before cutting.
        let is_partition = |what: &Happening| matches!(what, Happening::Fault(Fault::Partition(_)));
        planned.sort_by_key(|timed| (timed.at, is_partition(&timed.what)));
        let last = planned
            .into_iter()
            .rfind(|timed| matches!(timed.what, Happening::Fault(Fault::Partition(_) | Fault::Heal(_))));
        let Some(Happening::Fault(Fault::Partition(groups))) = last.map(|timed| &timed.what) else {
            return false;
        };
        let part = |node: NodeId| groups.iter().position(|group| group.contains(&node));
        part(a) != part(b)
    }

    /// What has to become of a message that is under way when its time comes.
    fn at_arrival(&self, message: &Message) -> Fate {
        let at = message.arrives_at.unwrap_or(0);
        if self.is_cut(message.key.from, message.key.to, at) {
            Fate::Cut
        } else if self.is_down(message.key.to, at) {
            Fate::Refused
        } else {
            Fate::Delivered
        }
    }
}

proptest! {
    #![proptest_config(runs(600))]

    #[test]
    fn traces_are_well_formed(text in scenario("raft")) {
        let run = run(&text);
        check_events(&run.trace)?;
        check_messages(&run)?;
        for decision in &run.decisions {
            let event = run.trace.event(decision.event);
            prop_assert_eq!((event.kind, event.node), (EventKind::Decide, decision.node));
            prop_assert_eq!(run.trace.label(decision.event), decision.value.as_str());
        }
        for verdict in &run.verdicts {
            prop_assert!(!verdict.why.is_empty());
            prop_assert!(verdict.event.is_none_or(|event| event.index() < run.trace.events.len()));
        }
        prop_assert!(run.end <= run.plan.until);
    }

    #[test]
    fn what_stops_a_message_is_there_when_it_arrives(text in scenario("raft")) {
        let run = run(&text);
        let faults = Faults(&run);
        for message in &run.trace.messages {
            if matches!(message.fate, Fate::Delivered | Fate::Cut | Fate::Refused) {
                prop_assert_eq!(message.fate, faults.at_arrival(message), "{}", run.trace.key_text(message.key));
            }
        }
    }

    /// On a link that keeps order, messages arrive in the order in which they left.
    #[test]
    fn fifo_keeps_order(text in scenario("raft")) {
        let run = run(&text);
        let mut last: BTreeMap<(NodeId, NodeId), Micros> = BTreeMap::new();
        for message in &run.trace.messages {
            let (from, to) = (message.key.from, message.key.to);
            let arrives = message.arrives_at.unwrap_or(0);
            let before = last.insert((from, to), arrives);
            if run.plan.network.link(from, to).fifo {
                prop_assert!(before.is_none_or(|before| before < arrives));
            }
        }
    }

    /// Without edits, chance decides within the bounds that the network line gives.
    #[test]
    fn delays_are_as_asked(text in scenario("raft")) {
        let plain: String =
            text.lines().filter(|line| !line.starts_with("delay") && !line.starts_with("duplicate")).map(|l| l.to_owned() + "\n").collect();
        let run = run(&plain);
        for message in &run.trace.messages {
            let link = run.plan.network.link(message.key.from, message.key.to);
            let took = message.arrives_at.unwrap_or(0) - message.sent_at;
            prop_assert!(link.fifo || (link.delay.0..=link.delay.1).contains(&took));
            prop_assert!(message.fate != Fate::Lost || link.loss_ppm > 0);
            prop_assert!(message.copy_of.is_none() || link.duplicate_ppm > 0);
        }
    }

    /// An edit line is listed as unused exactly if its message was never sent, or the
    /// time that it names had passed.
    #[test]
    fn unused_edits_are_listed(text in scenario("raft")) {
        let run = run(&text);
        for edit in &run.plan.edits {
use sequitur_core::sim::plan::MessageEdit;
            let message = run.trace.messages.iter().find(|message| message.key == edit.key);
            let drops = run.plan.edits.iter().any(|e| e.key == edit.key && e.change == MessageEdit::Drop);
            let same = |other: &&sequitur_core::sim::plan::Edit| {
                other.key == edit.key && std::mem::discriminant(&other.change) == std::mem::discriminant(&edit.change)
            };
            let is_last = run.plan.edits.iter().rfind(same) == Some(edit);
            let used = match (message, edit.change) {
                (None, _) => false,
                (Some(_), MessageEdit::Drop) => is_last,
                (Some(message), MessageEdit::DelayTo(to)) => is_last && !drops && to > message.sent_at,
                (Some(message), MessageEdit::Duplicate(at)) => at.is_none_or(|at| at > message.sent_at),
            };
            prop_assert_eq!(!run.unused.contains(&edit.origin), used, "{:?}", edit);
        }
    }
}

/// A message is cut at its arrival or not at all: one that waits at a node that is paused has come.
#[test]
fn a_cut_does_not_reach_what_waits_at_a_paused_node() {
    let run = run("protocol exchange\nnodes A B\nnetwork delay 10ms\nat 5ms pause B\nat 10ms A send B\n\
                   at 30ms cut A->B\nat 40ms resume B\nuntil 1s\n");
    assert_eq!(run.trace.messages[0].fate, Fate::Delivered);
    assert_eq!(run.trace.messages[0].arrives_at, Some(40_000));
}
