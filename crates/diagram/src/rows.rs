//! What stands on one line of a picture made of lines: the order in which the text
//! diagram and Mermaid tell a run.
//!
//! 1. What a handler did is one row, at the position of its trigger. A message that was
//!    taken stands where it arrived, since that is the event; its send needs no row.
//! 2. A message that was never taken has no arrival, so it stands where it was sent.
//! 3. When other rows stand between a message's sending and its arrival, the row says
//!    when it was sent: otherwise the picture would claim an order that was not there.

use crate::index_u32;
use crate::plain::moment_text;
use sequitur_core::ordered;
use sequitur_core::trace::{Event, EventId, EventKind, Fate, Message, MessageId, Micros, NodeId, Trace};
use std::ops::Range;

/// A line of the picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Row {
    /// When it happened.
    pub at: Micros,
    /// The node that speaks: for a message that of its receiver, or of its sender
    /// where it was never taken.
    pub node: NodeId,
    /// The event that it stands for: for a message that of its arrival, or of its sending
    /// where it was never taken.
    pub event: EventId,
    /// What is drawn.
    pub what: What,
    /// What the node says.
    pub says: Vec<String>,
}

/// What is drawn on a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum What {
    /// Something on the node's own lane.
    Mark(EventKind),
    /// A message; `apart` where other rows stand between its sending and its arrival.
    Arrow { message: MessageId, apart: bool },
}

/// All rows of a trace, in the order in which things happened.
pub(crate) fn rows(trace: &Trace) -> Vec<Row> {
    let mut telling =
        Telling { trace, rows: Vec::new(), untaken: untaken(trace), rows_after: vec![0; trace.events.len()] };
    let mut first = 0;
    while first < trace.events.len() {
        let step = step_from(trace, first);
        first = step.end;
        telling.tell(step);
    }
    telling.rows
}

/// What became of a message, in the words of a reader; empty where it was taken or the
/// reader dropped it and so needs no telling.
pub(crate) fn fate_text(fate: Fate) -> &'static str {
    match fate {
        Fate::Delivered | Fate::Dropped => "",
        Fate::Lost => "lost",
        Fate::Cut => "cut",
        Fate::Refused => "refused",
        Fate::Flying => "under way",
    }
}

/// What a picture without times says about a message beside its kind; `apart` where
/// other rows stand between its sending and its arrival.
pub(crate) fn remarks(trace: &Trace, message: &Message, apart: bool) -> Vec<String> {
    let mut remarks = Vec::new();
    if message.copy_of.is_some() {
        remarks.push("copy".to_owned());
    }
    if apart {
        remarks.push(format!("sent at {}", moment_text(trace, message.sent_at)));
    }
    match message.fate {
        Fate::Dropped => remarks.push("dropped".to_owned()),
        fate if !fate_text(fate).is_empty() => remarks.push(fate_text(fate).to_owned()),
        _ => {}
    }
    remarks
}

/// The messages that were never taken, in the order of sending.
fn untaken(trace: &Trace) -> Vec<(EventId, MessageId)> {
    let messages = (0..).map(MessageId).zip(&trace.messages);
    let untaken = messages.filter(|(_, message)| message.received.is_none());
    let mut untaken: Vec<_> = untaken.map(|(id, message)| (message.sent, id)).collect();
    ordered::sort(&mut untaken);
    untaken
}

/// The events that one handler left, beginning with this one.
fn step_from(trace: &Trace, first: usize) -> Range<usize> {
    let trigger = &trace.events[first];
    let goes_on = |event: &&Event| event.follows_up() && event.node == trigger.node && event.at == trigger.at;
    let rest = &trace.events[first + 1..];
    first..first + 1 + rest.iter().take_while(goes_on).count()
}

/// The state of [`rows`].
struct Telling<'a> {
    trace: &'a Trace,
    rows: Vec<Row>,
    /// See [`untaken`].
    untaken: Vec<(EventId, MessageId)>,
    /// For each send event, how many rows there were when its handler had been told.
    rows_after: Vec<u32>,
}

impl Telling<'_> {
    /// Tells what a handler did.
    fn tell(&mut self, step: Range<usize>) {
        let trigger = &self.trace.events[step.start];
        let says = step.clone().filter_map(|index| self.says(index)).collect();
        let event = EventId(index_u32(step.start));
        let mut row = Row { at: trigger.at, node: trigger.node, event, what: What::Mark(trigger.kind), says };
        if trigger.kind == EventKind::Receive {
            let mut taken = self.trace.taken(event);
            row.what = taken.next().map_or(row.what, |message| self.arrival(message));
            self.rows.push(row);
            for message in taken {
                let what = What::Arrow { message, apart: true };
                self.rows.push(Row { at: trigger.at, node: trigger.node, event, what, says: Vec::new() });
            }
        } else if !row.says.is_empty() {
            self.rows.push(row);
        }
        for index in step.clone() {
            self.tell_untaken(index);
        }
        let count = index_u32(self.rows.len());
        self.rows_after[step].fill(count);
    }

    fn arrival(&self, message: MessageId) -> What {
        let sent = self.trace.message(message).sent;
        let apart = self.rows_after[sent.index()] != index_u32(self.rows.len());
        What::Arrow { message, apart }
    }

    /// Tells the messages of a send that were never taken.
    fn tell_untaken(&mut self, index: usize) {
        let event = &self.trace.events[index];
        let sent = EventId(index_u32(index));
        let first = self.untaken.partition_point(|(before, _)| *before < sent);
        let own = self.untaken[first..].iter().take_while(|(by, _)| *by == sent);
        for &(_, message) in own {
            let what = What::Arrow { message, apart: false };
            self.rows.push(Row { at: event.at, node: event.node, event: sent, what, says: Vec::new() });
        }
    }

    /// What an event says beside the arrows that are drawn anyway.
    fn says(&self, index: usize) -> Option<String> {
        let event = &self.trace.events[index];
        let says = self.trace.label(EventId(index_u32(index)));
        let drawn = match event.kind {
            EventKind::Start | EventKind::Receive => event.text.is_none(),
            EventKind::Send if self.trace.is_timeless => false,
            EventKind::Send => event.text.is_none() || says == self.trace.message_label(event.first_message),
            _ => false,
        };
        (!drawn).then(|| says.into_owned())
    }
}
