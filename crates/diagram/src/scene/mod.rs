//! What a window of the page shows: plain lists of lines, marks and texts in whole
//! pixels, finished before anything is painted.
//!
//! Heights are those of the whole [`Layout`]; whoever paints subtracts the window's
//! top. A scene is bounded, whatever the run: what did not fit is counted.

mod arrows;
mod build;
mod columns;
mod ghost;
mod groups;
mod labels;
mod marks;
mod room;
mod ticks;
mod walls;
mod window;

pub(crate) use build::Caps;
use columns::Columns;
pub use columns::head_half;
pub use ghost::Ghost;
pub use labels::EPOCH_ROOM;
pub(crate) use window::Window;

use crate::compare::Counterpart;
use crate::facts::{Facts, NO_FACTS, Tone};
use crate::stamps::StampText;
use sequitur_core::trace::{EventId, EventKind, MessageId, NodeId};
use std::fmt;

#[cfg(doc)]
use crate::layout::Layout;
#[cfg(doc)]
use sequitur_core::trace::Trace;

/// The window to draw, in px.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Frame {
    /// How wide the picture should be. It is wider where the lanes need it.
    pub width: i64,
    /// The height in the layout that is at the window's top. Labels are placed from
    /// here down: take multiples of a few hundred px and they stay put on scrolling.
    pub top: i64,
    /// How high the window is; at most 32768 px are drawn.
    pub height: i64,
}

/// What a clock shows at an event.
pub type StampOf<'a> = &'a dyn Fn(EventId) -> Option<StampText>;

/// What to show beside the trace.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// What the run tells beside its trace.
    pub facts: &'a Facts,
    /// The run before an edit, to be seen below this one.
    pub ghost: Option<&'a Ghost>,
    /// A message that is drawn and labelled before all others.
    pub selected: Option<MessageId>,
    /// What a clock shows at each event, if one is looked through.
    pub stamp: Option<StampOf<'a>>,
}

impl Default for View<'_> {
    fn default() -> Self {
        View { facts: &NO_FACTS, ghost: None, selected: None, stamp: None }
    }
}

impl fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_struct("View")
            .field("facts", &self.facts)
            .field("selected", &self.selected)
            .finish_non_exhaustive()
    }
}

/// All that is seen in a window.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Scene {
    /// How wide the picture is, in px: the frame's width, or what the lanes need.
    pub width: i64,
    /// The x of each node's lane.
    pub lanes: Vec<i64>,
    /// The distance between two lanes; the width of the picture where there is one.
    pub spacing: i64,
    /// Where the texts of the times end. Nothing else stands left of here.
    pub gutter: i64,
    /// Whether it is so narrow that texts are kept short.
    pub is_narrow: bool,
    /// The lanes, in pieces that look the same from end to end.
    pub segments: Vec<Segment>,
    /// Stretches of time that share the highest epoch.
    pub bands: Vec<Band>,
    /// Round points in time.
    pub ticks: Vec<Tick>,
    /// Where idle time is drawn shorter than it lasted.
    pub breaks: Vec<Break>,
    /// Cuts through the network.
    pub walls: Vec<Wall>,
    /// Links that are cut in one direction: hatched beside the lane that hears nothing.
    pub strips: Vec<Wall>,
    /// Where the run differs from the one before: upper and lower ends.
    pub differs: Vec<(i64, i64)>,
    /// Messages of the run before, where they differ.
    pub ghosts: Vec<GhostArrow>,
    /// Messages, in the order in which they were made.
    pub arrows: Vec<Arrow>,
    /// Paths through what is hidden.
    pub implied: Vec<Path>,
    /// Events, in the order in which they happened. What one handler left is one mark,
    /// unless its steps stand apart.
    pub marks: Vec<Mark>,
    /// Where properties were broken.
    pub rings: Vec<Ring>,
    /// What would be seen too, had it fitted.
    pub left_out: LeftOut,
}

/// A piece of a lane.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Segment {
    /// The node.
    pub node: NodeId,
    /// Its lane.
    pub x: i64,
    /// The upper end.
    pub y0: i64,
    /// The lower end.
    pub y1: i64,
    /// Place in [`Trace::roles`].
    pub role: Option<u8>,
    /// How much the role drives the others, from 0 (follows) to 2 (leads).
    pub weight: u8,
    /// Whether the node waits for a decision that it can no longer influence: its lane is shaded.
    pub is_in_doubt: bool,
    /// Whether the node is down.
    pub down: bool,
    /// Whether the node is paused: its lane is broken.
    pub paused: bool,
}

/// A stretch of time that shares the highest epoch.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Band {
    /// The upper end.
    pub y0: i64,
    /// The lower end.
    pub y1: i64,
    /// The epoch.
    pub epoch: u64,
    /// As in "term 1", where it begins here and there is room.
    pub label: Option<String>,
    /// True for every other band of the run, so that neighbours look different.
    pub shaded: bool,
}

/// A round point in time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tick {
    /// Its height.
    pub y: i64,
    /// As in "120 ms", or "120" in a narrow picture.
    pub text: String,
}

/// Idle time that is drawn shorter than it lasted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Break {
    /// The upper end.
    pub y0: i64,
    /// The lower end.
    pub y1: i64,
    /// About how long it lasted, as in "150 ms", or "+150" in a narrow picture.
    pub text: String,
}

impl Break {
    /// Where its text stands.
    pub fn middle(&self) -> i64 {
        (self.y0 + self.y1) / 2
    }
}

/// A cut through the network, in a gap between two lanes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wall {
    /// Its left edge.
    pub x0: i64,
    /// Its right edge.
    pub x1: i64,
    /// The upper end.
    pub y0: i64,
    /// The lower end.
    pub y1: i64,
    /// Whether the cut begins in this window.
    pub begins: bool,
    /// Since when, where there is room to say it.
    pub label: Option<Badge>,
}

/// A text on a coloured ground.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Badge {
    /// Its left edge.
    pub x: i64,
    /// Its upper edge. All are [`Badge::HEIGHT`] high.
    pub y: i64,
    /// How wide it is.
    pub width: i64,
    /// What it says.
    pub text: String,
}

impl Badge {
    /// How high a badge is, in px.
    pub const HEIGHT: i64 = 22;
}

/// How an arrow ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ArrowEnd {
    /// With a head: the message was taken.
    Head,
    /// With a cross on the way: the message was lost or dropped.
    Cross,
    /// With a cross at what kept it out: a cut, or a receiver that was down.
    Stop,
    /// Open: the message is under way.
    Open,
}

/// Where an arrow goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Path {
    /// The sender's lane.
    pub x1: i64,
    /// The height of the send.
    pub y1: i64,
    /// The x of the end as drawn.
    pub x2: i64,
    /// The height of the end as drawn: always below `y1`.
    pub y2: i64,
    /// How far a message from a node to itself swings out to the right; 0 for a
    /// straight line.
    pub swing: i64,
    /// How it ends.
    pub end: ArrowEnd,
}

/// A text along an arrow: the middle of its base line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ArrowLabel {
    /// The middle of the base line.
    pub x: i64,
    /// The middle of the base line.
    pub y: i64,
    /// Whole degrees, clockwise, from -60 to 60.
    pub angle: i64,
    /// What it says.
    pub text: String,
}

/// A message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Arrow {
    /// The message.
    pub message: MessageId,
    /// How it looks.
    pub tone: Tone,
    /// Where it goes.
    pub path: Path,
    /// Whether the drawing of another message of the same broadcast stands for it.
    pub is_folded: bool,
    /// For how many messages of a broadcast its end stands.
    pub times: u32,
    /// Its label, where there is room and no arrow of its group has one.
    pub label: Option<ArrowLabel>,
    /// Whether it differs from the run before, and its counterpart there.
    pub counterpart: Option<Counterpart<MessageId>>,
}

/// A message of the run before, where it differs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GhostArrow {
    /// The message in the old trace.
    pub message: MessageId,
    /// How it looks.
    pub tone: Tone,
    /// Where it went, in the heights of the new run.
    pub path: Path,
}

/// A text beside a mark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MarkLabel {
    /// Where its lines begin or, left of the mark, end.
    pub x: i64,
    /// The base line of its first line. Each further one is [`MarkLabel::LINE`] lower.
    pub y: i64,
    /// Whether it stands left of the mark and ends at `x`.
    pub left: bool,
    /// The event that says it.
    pub event: EventId,
    /// What it says, line by line, never shortened.
    pub lines: Vec<String>,
}

impl MarkLabel {
    /// The distance between two lines in px.
    pub const LINE: i64 = 14;
}

/// What a clock shows at an event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stamp {
    /// Its left edge.
    pub x: i64,
    /// Its upper edge. All are [`Stamp::HEIGHT`] high.
    pub y: i64,
    /// How wide it is.
    pub width: i64,
    /// What it says.
    pub text: String,
    /// Whether the process should keep another.
    pub is_wrong: bool,
}

impl Stamp {
    /// How high a stamp is, in px.
    pub const HEIGHT: i64 = 14;
}

/// An event, or all that one handler left.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    /// The event, the first of those that share the mark.
    pub event: EventId,
    /// The last of those that share the mark: they follow one another.
    pub last: EventId,
    /// Its node.
    pub node: NodeId,
    /// The middle.
    pub x: i64,
    /// The middle.
    pub y: i64,
    /// What sort of thing it is.
    pub kind: EventKind,
    /// Whether it is a timer that only says that its node is still there.
    pub is_quiet: bool,
    /// What it says, where there is room.
    pub labels: Vec<MarkLabel>,
    /// What the clock shows that is looked through, where there is room.
    pub stamp: Option<Stamp>,
    /// Whether it differs from the run before, and its counterpart there.
    pub counterpart: Option<Counterpart<EventId>>,
}

impl Mark {
    /// Whether it stands for an event.
    pub fn has(&self, event: EventId) -> bool {
        (self.event..=self.last).contains(&event)
    }
}

/// An event that broke properties.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ring {
    /// The event.
    pub event: EventId,
    /// The middle of its mark.
    pub x: i64,
    /// The middle of its mark.
    pub y: i64,
    /// The names of what it broke, where there is room.
    pub label: Option<Badge>,
}

impl Ring {
    /// How far the ring stands from the middle of its mark, in px.
    pub const RADIUS: i64 = 13;
}

/// How much of a window did not fit into its scene.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct LeftOut {
    /// Messages.
    pub arrows: u32,
    /// Events.
    pub marks: u32,
    /// Messages of the run before.
    pub ghosts: u32,
}
