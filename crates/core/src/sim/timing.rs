//! What a run claims of time, and the first message or step that breaks the claim.
//!
//! Synchronous: a message that is sent at t arrives by t + bound, and no node is kept from acting for
//! longer than the bound (Dwork, Lynch and Stockmeyer 1988: processors are bounded too).
//! Partially synchronous from a moment on: by max(t, moment) + bound.

use super::clock::{self, Wall};
use super::fault::Fault;
use super::plan::{Happening, TimingModel};
use super::run::{Left, Run, Stopped};
use crate::ordered::{self, Map};
use crate::trace::{Event, EventId, EventKind, Fate, Message, MessageId, Micros, NodeId};

impl TimingModel {
    /// Its name, as outside tools see it.
    pub fn name(self) -> &'static str {
        match self {
            TimingModel::Asynchronous => "asynchronous",
            TimingModel::Synchronous(_) => "synchronous",
            TimingModel::FromTime(..) | TimingModel::Unknown(_) => "partially-synchronous",
        }
    }

    /// When what begins at a time has to be over; None where nothing is claimed.
    fn due(self, at: Micros) -> Option<Micros> {
        match self {
            TimingModel::Asynchronous => None,
            TimingModel::Synchronous(bound) | TimingModel::Unknown(bound) => Some(at.saturating_add(bound)),
            TimingModel::FromTime(bound, from) => Some(at.max(from).saturating_add(bound)),
        }
    }
}

/// A time in milliseconds.
fn time(at: Micros) -> String {
    clock::text(Wall::try_from(at).unwrap_or(Wall::MAX))
}

/// A breach: when what was due had not come, and what that was.
struct Breach {
    due: Micros,
    event: EventId,
    why: String,
}

/// The first message or step that breaks the claim of a run.
pub(super) fn breach(run: &Run, model: TimingModel) -> Option<Left> {
    let messages = late_message(run, model);
    let pauses = long_pause(run, model);
    let first = messages.into_iter().chain(pauses).min_by_key(|breach| (breach.due, breach.event))?;
    Some(Left { event: Some(first.event), why: first.why })
}

/// When the run was over. Where nothing was left to happen, its time went on.
fn end(run: &Run) -> Micros {
    match run.stopped {
        Stopped::Quiet if run.plan.manual.is_none() => run.plan.until,
        _ => run.end,
    }
}

/// When a message was taken, or where nobody was there to take it, arrived. None where it did
/// not.
fn arrived(run: &Run, message: &Message) -> Option<Micros> {
    match message.fate {
        Fate::Delivered => message.received.map(|event| run.trace.event(event).at),
        Fate::Refused => message.arrives_at,
        Fate::Lost | Fate::Dropped | Fate::Cut | Fate::Flying => None,
    }
}

fn late_message(run: &Run, model: TimingModel) -> Option<Breach> {
    let mut copies: Map<MessageId, Micros> = Map::new();
    for message in run.trace.messages.iter().filter(|message| message.copy_of.is_some()) {
        let (Some(original), Some(at)) = (message.copy_of, arrived(run, message)) else { continue };
        let first = copies.or_insert_with(original, || at);
        *first = at.min(*first);
    }
    let messages = (0..).map(MessageId).zip(&run.trace.messages);
    let originals = messages.filter(|(_, message)| message.copy_of.is_none());
    let late = originals.filter_map(|(id, message)| {
        let due = model.due(message.sent_at)?;
        let at = arrived(run, message).into_iter().chain(copies.get(&id).copied()).min();
        let is_late = match (at, message.fate) {
            (Some(at), _) => at > due,
            (None, Fate::Flying) => end(run) > due,
            (None, _) => true,
        };
        is_late.then_some((due, id, at))
    });
    let (due, id, at) = late.min_by_key(|(due, id, _)| (*due, *id))?;
    let message = run.trace.message(id);
    let by = time(due);
    let what = match (at, message.fate) {
        (Some(at), _) => format!("arrived at {}, and was due by {by}.", time(at)),
        (None, Fate::Flying) => format!("was due by {by}, and has not arrived."),
        (None, Fate::Cut) => "was stopped by a closed link.".to_owned(),
        (None, Fate::Dropped) => "was dropped.".to_owned(),
        (None, _) => "was lost.".to_owned(),
    };
    let why = format!("{} {what}", run.trace.key_text(message.key));
    Some(Breach { due, event: message.received.unwrap_or(message.sent), why })
}

/// Where a run leaves it that messages and steps take no longer than a bound. By hand and in a search
/// time is what timers make of it: a timer that fires while a message is under way to a node that
/// is up says that the bound is over.
pub(super) fn beyond(run: &Run, bound: Micros) -> Option<Left> {
    let from = by_hand_from(run);
    let model = TimingModel::Synchronous(bound);
    let breaches = late_message(run, model).into_iter().chain(long_pause(run, model));
    let by_clock = breaches.filter(|breach| breach.due < from);
    let late = by_clock.min_by_key(|breach| breach.due).map(|Breach { due, why, .. }| {
        let first = run.trace.events.partition_point(|event| event.at <= due);
        let event = (first < run.trace.events.len()).then_some(EventId(first as u32));
        Left { event, why }
    });
    let early = match run.plan.manual {
        Some(_) => overtaken(run),
        None => early_timer(run),
    };
    late.into_iter().chain(early).min_by_key(|left| (left.event.is_none(), left.event))
}

/// The first timer that fired when the reader wanted it to.
pub(super) fn early_timer(run: &Run) -> Option<Left> {
    let fired = run.plan.timed.iter().filter_map(|timed| match timed.what {
        Happening::Fire(node, _) => Some((timed.at, node)),
        _ => None,
    });
    let mut fired: Vec<(Micros, NodeId)> = fired.collect();
    ordered::sort(&mut fired);
    let by_hand_from = by_hand_from(run);
    let mut events = (0..).map(EventId).zip(&run.trace.events);
    let (id, event) = events.find(|(_, event)| {
        let is_wanted = event.at >= by_hand_from || fired.binary_search(&(event.at, event.node)).is_ok();
        event.kind == EventKind::Timer && is_wanted
    })?;
    let name = run.trace.node_name(event.node);
    Some(Left { event: Some(id), why: format!("A timer of {name} fired when the scenario said.") })
}

/// From when on the reader picks what happens.
fn by_hand_from(run: &Run) -> Micros {
    match run.plan.manual {
        Some(_) => run.plan.manual_from.unwrap_or(0),
        None => Micros::MAX,
    }
}

/// A timer fired while a message was under way, or after one was lost.
fn overtaken(run: &Run) -> Option<Left> {
    let events = (0..).map(EventId).zip(&run.trace.events);
    let from = by_hand_from(run);
    let is_timer = |(_, event): &(EventId, &Event)| event.kind == EventKind::Timer && event.at >= from;
    let timers: Vec<EventId> = events.filter(is_timer).map(|(id, _)| id).collect();
    let first_between = |message: &Message| {
        let next = timers.partition_point(|timer| *timer < message.sent);
        let timer = timers.get(next).copied()?;
        let is_under_way = match message.fate {
            Fate::Delivered if message.received.is_some_and(|received| received < timer) => false,
            Fate::Delivered | Fate::Flying => is_up_at(run, message.key.to, timer),
            Fate::Refused => false,
            Fate::Lost | Fate::Dropped | Fate::Cut => true,
        };
        is_under_way.then_some((timer, message.key))
    };
    let (timer, key) = run.trace.messages.iter().filter_map(first_between).min()?;
    Some(Left {
        event: Some(timer),
        why: format!("A timer fired while {} was under way.", run.trace.key_text(key)),
    })
}

/// Whether a node is up when an event happens.
fn is_up_at(run: &Run, node: NodeId, event: EventId) -> bool {
    let until_then = run.faults.iter().rev().filter(|happened| happened.before <= event);
    let mut of_node = until_then.filter_map(|happened| match happened.fault {
        Fault::Crash(other) if other == node => Some(false),
        Fault::Restart(other) if other == node => Some(true),
        _ => None,
    });
    of_node.next().unwrap_or(true)
}

/// The first pause that was longer than nodes may take for a step.
fn long_pause(run: &Run, model: TimingModel) -> Option<Breach> {
    let mut paused: Map<NodeId, (Micros, EventId)> = Map::new();
    let mut first: Option<Breach> = None;
    let mut judge = |node: NodeId, since: Micros, until: Micros, event: EventId| {
        let Some(due) = model.due(since).filter(|due| until > *due) else { return };
        if first.as_ref().is_none_or(|first| due < first.due) {
            let (name, since) = (run.trace.node_name(node), time(since));
            let why = format!("{name} took no step from {since} to {}.", time(until));
            first = Some(Breach { due, event, why });
        }
    };
    for happened in &run.faults {
        match &happened.fault {
            Fault::Pause(node) => paused.insert(*node, (happened.at, happened.before)),
            Fault::Resume(node) | Fault::Crash(node) => {
                if let Some((since, _)) = paused.remove(node) {
                    judge(*node, since, happened.at, happened.before);
                }
            }
            _ => {}
        }
    }
    for (node, (since, event)) in paused.iter() {
        judge(*node, *since, end(run), *event);
    }
    first
}
