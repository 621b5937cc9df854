//! The whole run on a small strip: how many messages when, and where the rare things are.

use crate::facts::{Facts, Tone};
use crate::layout::Layout;
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
    /// How far down the strip properties were broken, in px.
    pub broken: Vec<i64>,
}

/// How many messages were sent in one part of the run.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Bucket {
    /// For each of [`Tone::ALL`], how many messages.
    pub messages: [u32; Tone::ALL.len()],
}

impl Bucket {
    /// How many messages.
    pub fn total(&self) -> u32 {
        self.messages.iter().sum()
    }

    /// How most of the messages look; the first of equals.
    pub fn tone(&self) -> Option<Tone> {
        let most = *self.messages.iter().max().filter(|most| **most > 0)?;
        Tone::ALL.into_iter().zip(self.messages).find(|(_, n)| *n == most).map(|(tone, _)| tone)
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
pub fn overview(layout: &Layout, trace: &Trace, facts: &Facts, height_px: u32, buckets: u32) -> Overview {
    let mut overview =
        Overview { buckets: vec![Bucket::default(); buckets.clamp(1, 4096) as usize], ..Overview::default() };
    let scale = |y: i64, parts: i64| y.clamp(0, layout.height() - 1) * parts / layout.height();
    let count = overview.buckets.len() as i64;
    for message in &trace.messages {
        let bucket = scale(layout.y_of_event(message.sent), count);
        let tone = facts.tone(message.key.kind);
        if let Some(bucket) = usize::try_from(bucket).ok().and_then(|i| overview.buckets.get_mut(i)) {
            bucket.messages[tone.index()] += 1;
        }
    }
    overview.messages_max = overview.buckets.iter().map(Bucket::total).max().unwrap_or(0);
    let on_strip = |y: i64| scale(y, i64::from(height_px.max(1)));
    overview.marks = marks(layout, trace, on_strip);
    let broken = facts.broken.iter().filter(|broken| broken.event.index() < trace.events.len());
    overview.broken = broken.map(|broken| on_strip(layout.y_of_event(broken.event))).collect();
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
