//! The whole run on a small strip: how many messages when, and where the rare things are.

use crate::layout::Layout;
use crate::scene::{CLASSES, class_of};
use sequitur_core::ordered::Set;
use sequitur_core::trace::{EventId, EventKind, Trace};

/// The whole run, small.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Overview {
    /// Equal parts of the layout's height, from top to bottom.
    pub buckets: Vec<Bucket>,
    /// The most messages that any bucket has.
    pub messages_max: u32,
    /// Rare events, at most one of a kind at one position.
    pub marks: Vec<OverviewMark>,
}

/// How many messages were sent in one part of the run.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Bucket {
    /// For each colour, from 1 up: how many messages.
    pub messages: [u32; CLASSES as usize],
}

impl Bucket {
    /// How many messages of any colour.
    pub fn total(&self) -> u32 {
        self.messages.iter().sum()
    }

    /// The colour, from 1 up, that most of the messages have; the first of equals.
    pub fn class(&self) -> Option<u8> {
        let most = *self.messages.iter().max().filter(|most| **most > 0)?;
        (1..=CLASSES).zip(self.messages).find(|(_, n)| *n == most).map(|(class, _)| class)
    }
}

/// A rare event: a crash, a restart, a timer or a decision.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct OverviewMark {
    /// How far down the strip, in px.
    pub at: i64,
    /// What it is.
    pub kind: EventKind,
    /// The first of its kind at that position.
    pub event: EventId,
}

/// Sums up a run for a strip of `height_px` with so many buckets. Reads the trace once.
pub fn overview(layout: &Layout, trace: &Trace, height_px: u32, buckets: u32) -> Overview {
    let mut overview =
        Overview { buckets: vec![Bucket::default(); buckets.clamp(1, 4096) as usize], ..Overview::default() };
    let scale = |y: i64, parts: i64| y.clamp(0, layout.height() - 1) * parts / layout.height();
    let count = overview.buckets.len() as i64;
    for message in &trace.messages {
        let bucket = scale(layout.y_of_event(message.sent), count);
        let class = usize::from(class_of(message.key.kind) - 1);
        if let Some(bucket) = usize::try_from(bucket).ok().and_then(|i| overview.buckets.get_mut(i)) {
            bucket.messages[class] += 1;
        }
    }
    overview.messages_max = overview.buckets.iter().map(Bucket::total).max().unwrap_or(0);
    overview.marks = marks(layout, trace, |y| scale(y, i64::from(height_px.max(1))));
    overview
}

fn marks(layout: &Layout, trace: &Trace, position: impl Fn(i64) -> i64) -> Vec<OverviewMark> {
    let mut seen = Set::new();
    let mut marks = Vec::new();
    let events = (0..).map(EventId).zip(&trace.events);
    for (event, kind) in events.map(|(id, event)| (id, event.kind)) {
        let rare =
            matches!(kind, EventKind::Crash | EventKind::Restart | EventKind::Timer | EventKind::Decide);
        let at = position(layout.y_of_event(event));
        if rare && seen.insert((at, kind)) {
            marks.push(OverviewMark { at, kind, event });
        }
    }
    marks
}
