//! What a window of the page shows: plain lists of lines, marks and texts in whole
//! pixels, finished before anything is painted.
//!
//! Heights are those of the whole [`Layout`]; whoever paints subtracts the window's
//! top. A scene is bounded, whatever the run: what did not fit is counted.

mod arrows;
mod ghost;
mod labels;
mod ticks;

pub use ghost::Ghost;

use crate::compare::Counterpart;
use crate::layout::Layout;
use crate::plain::about_text;
use labels::Labels;
use sequitur_core::ordered;
use sequitur_core::trace::{EventId, EventKind, Fate, MessageId, NodeId, Trace};

/// The least distance between two lanes in px.
const SPACING_MIN: i64 = 44;
/// A wider frame than this is treated as if it were this wide, in px.
const WIDTH_MAX: i64 = 16_384;
/// A higher frame than this is cut, in px.
const HEIGHT_MAX: i64 = 32_768;
/// How many colours messages have.
pub const CLASSES: u8 = 5;

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

/// What to show beside the trace.
#[derive(Clone, Copy, Debug, Default)]
pub struct View<'a> {
    /// For each role how much it drives the others, from 0 (follows) to 2 (leads).
    pub weights: &'a [u8],
    /// The run before an edit, to be seen behind this one.
    pub ghost: Option<&'a Ghost>,
    /// A message that is drawn and labelled before all others.
    pub selected: Option<MessageId>,
}

/// How much is drawn at most.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caps {
    pub arrows: usize,
    pub marks: usize,
}

const CAPS: Caps = Caps { arrows: 240, marks: 300 };
/// The most epochs that are told apart in a window; the last of them takes the rest.
const BANDS_MAX: usize = 60;
/// The most pieces of all lanes in a window; the last piece of a lane takes the rest.
const SEGMENTS_MAX: usize = 300;

/// All that is seen in a window.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Scene {
    /// How wide the picture is, in px: the frame's width, or what the lanes need.
    pub width: i64,
    /// The x of each node's lane.
    pub lanes: Vec<i64>,
    /// The distance between two lanes; the width of the picture where there is one.
    pub spacing: i64,
    /// The lanes, in pieces that look the same from end to end.
    pub segments: Vec<Segment>,
    /// Stretches of time that share the highest epoch.
    pub bands: Vec<Band>,
    /// Round points in time.
    pub ticks: Vec<Tick>,
    /// Where idle time is drawn shorter than it lasted.
    pub breaks: Vec<Break>,
    /// Messages of the run before, where they differ.
    pub ghosts: Vec<GhostArrow>,
    /// Messages, in the order in which they were made.
    pub arrows: Vec<Arrow>,
    /// Paths through what is hidden.
    pub implied: Vec<Path>,
    /// Events, in the order in which they happened.
    pub marks: Vec<Mark>,
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
    /// Index into [`Trace::roles`].
    pub role: Option<u8>,
    /// How much the role drives the others, from 0 (follows) to 2 (leads).
    pub weight: u8,
    /// Whether the node is down.
    pub down: bool,
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
    /// As in "term 1".
    pub label: String,
    /// Whether the epoch begins in this window.
    pub begins: bool,
    /// True for every other band of the run, so that neighbours look different.
    pub shaded: bool,
}

/// A round point in time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tick {
    /// Its height.
    pub y: i64,
    /// As in "120 ms".
    pub text: String,
}

/// Idle time that is drawn shorter than it lasted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Break {
    /// The upper end.
    pub y0: i64,
    /// The lower end.
    pub y1: i64,
    /// About how long it lasted, as in "150 ms".
    pub text: String,
}

/// How an arrow ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ArrowEnd {
    /// With a head: the message was taken.
    Head,
    /// With a cross on the way: the message was lost or dropped.
    Cross,
    /// With a cross at the receiver's lane: a partition or a receiver that was down
    /// kept it out.
    Stop,
    /// With nothing: the message is under way.
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

/// A text along an arrow: its middle stands 6 px above the point, turned about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ArrowLabel {
    /// The point on the arrow.
    pub x: i64,
    /// The point on the arrow.
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
    /// Its colour, from 1 to [`CLASSES`].
    pub class: u8,
    /// Where it goes.
    pub path: Path,
    /// Its label, where there is room.
    pub label: Option<ArrowLabel>,
    /// Whether it differs from the run before, and its counterpart there.
    pub counterpart: Option<Counterpart<MessageId>>,
}

/// A message of the run before, where it differs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GhostArrow {
    /// The message in the old trace.
    pub message: MessageId,
    /// Its colour, from 1 to [`CLASSES`].
    pub class: u8,
    /// Where it went, in the heights of the new run.
    pub path: Path,
}

/// A text beside a mark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MarkLabel {
    /// Where the text begins or, left of the mark, ends.
    pub x: i64,
    /// Its base line.
    pub y: i64,
    /// Whether it stands left of the mark and ends at `x`.
    pub left: bool,
    /// What it says, shortened with `…` where it must be.
    pub text: String,
}

/// An event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    /// The event.
    pub event: EventId,
    /// Its node.
    pub node: NodeId,
    /// The middle.
    pub x: i64,
    /// The middle.
    pub y: i64,
    /// What sort of thing it is.
    pub kind: EventKind,
    /// Its label, where it has one and there is room.
    pub label: Option<MarkLabel>,
    /// Whether it differs from the run before, and its counterpart there.
    pub counterpart: Option<Counterpart<EventId>>,
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

impl Layout {
    /// Draws a window. `trace` is the one that was laid out.
    pub fn scene(&self, trace: &Trace, frame: Frame, view: &View) -> Scene {
        let top = frame.top.clamp(0, self.height());
        let height = frame.height.clamp(0, HEIGHT_MAX);
        let window =
            Window { top, bottom: (top + height).min(self.height()), width: frame.width.clamp(1, WIDTH_MAX) };
        self.scene_with(trace, window, view, CAPS)
    }

    pub(crate) fn scene_with(&self, trace: &Trace, window: Window, view: &View, caps: Caps) -> Scene {
        let columns = columns(&self.nodes_shown(trace), window.width);
        let (mut marks, marks_left) = self.marks(trace, window, &columns, view, caps.marks);
        let (mut arrows, arrows_left) = self.arrows(trace, window, &columns, view, caps.arrows);
        let (implied, implied_left) = self.implied(trace, window, &columns, caps.arrows);
        let (ghosts, ghosts_left) = match view.ghost {
            Some(ghost) => ghost.arrows_between(window, &columns, caps.arrows),
            None => (Vec::new(), 0),
        };
        let mut labels = Labels::new(window, &columns, &marks);
        labels.name_marks(trace, self.filter(), &mut marks);
        labels.name_arrows(trace, &mut arrows, view.selected);
        Scene {
            width: columns.width,
            spacing: columns.spacing,
            segments: self.segments(window, &columns, view.weights),
            bands: self.bands(trace, window),
            ticks: match trace.is_timeless {
                true => Vec::new(),
                false => ticks::ticks(self.timeline(), window.top, window.bottom.min(self.lanes().end)),
            },
            breaks: if trace.is_timeless { Vec::new() } else { self.breaks(window) },
            lanes: columns.xs,
            ghosts,
            arrows,
            implied,
            marks,
            left_out: LeftOut { arrows: arrows_left + implied_left, marks: marks_left, ghosts: ghosts_left },
        }
    }

    /// The events of a window; those that explain most stay where not all fit.
    fn marks(
        &self,
        trace: &Trace,
        window: Window,
        columns: &Columns,
        view: &View,
        cap: usize,
    ) -> (Vec<Mark>, u32) {
        let events = self.events_between(window.top, window.bottom);
        let events = events.filter(|event| self.filter().has(*event)).collect();
        let weight = |event: &EventId| (labels::rank(trace.event(*event).kind), *event);
        let (events, left_out) = at_most(cap, events, weight);
        let mark = |event: EventId| {
            let node = trace.event(event).node;
            Mark {
                event,
                node,
                x: columns.xs[node.index()],
                y: self.y_of_event(event),
                kind: trace.event(event).kind,
                label: None,
                counterpart: view
                    .ghost
                    .and_then(|ghost| ghost.difference().events.get(event.index()).copied()),
            }
        };
        (events.into_iter().map(mark).collect(), left_out)
    }

    /// The messages of a window; those that begin or end in it stay where not all fit.
    fn arrows(
        &self,
        trace: &Trace,
        window: Window,
        columns: &Columns,
        view: &View,
        cap: usize,
    ) -> (Vec<Arrow>, u32) {
        let messages = self.messages_between(trace, window.top, window.bottom);
        let weight = |message: &MessageId| {
            let (y1, y2) = self.arrow_ys(trace, *message);
            let passes = y1 < window.top && y2 > window.bottom;
            (Some(*message) != view.selected, passes, *message)
        };
        let is_shown = |id: &MessageId| {
            let message = trace.message(*id);
            let ends = [Some(message.sent), message.received].into_iter().flatten();
            ends.into_iter().all(|event| self.filter().has(event)) && self.filter().has_node(message.key.to)
        };
        let (messages, left_out) = at_most(cap, messages.filter(is_shown).collect(), weight);
        let arrow = |id: MessageId| {
            let message = trace.message(id);
            let fall = self.fall(message);
            Arrow {
                message: id,
                class: class_of(message.key.kind),
                path: arrows::path(columns, message.key.from, message.key.to, fall, message.fate),
                label: None,
                counterpart: view
                    .ghost
                    .and_then(|ghost| ghost.difference().messages.get(id.index()).copied()),
            }
        };
        (messages.into_iter().map(arrow).collect(), left_out)
    }

    /// For each node whether it is shown.
    fn nodes_shown(&self, trace: &Trace) -> Vec<bool> {
        (0..=u8::MAX).take(trace.nodes.len()).map(|node| self.filter().has_node(NodeId(node))).collect()
    }

    /// The paths of a window through what is hidden.
    fn implied(&self, trace: &Trace, window: Window, columns: &Columns, cap: usize) -> (Vec<Path>, u32) {
        let fall = |(from, to): (EventId, EventId)| {
            self.fall_between(self.y_of_event(from), Some(self.y_of_event(to)), Fate::Delivered)
        };
        let node = |event: EventId| trace.event(event).node;
        let all = self.filter().implied().iter().copied();
        let here = all.filter(|&ends| {
            let fall = fall(ends);
            fall.y1 <= window.bottom && fall.y2 >= window.top
        });
        let (here, left_out) = at_most(cap, here.collect(), |&(_, to)| to);
        let path = |ends: (EventId, EventId)| {
            arrows::path(columns, node(ends.0), node(ends.1), fall(ends), Fate::Delivered)
        };
        (here.into_iter().map(path).collect(), left_out)
    }

    fn segments(&self, window: Window, columns: &Columns, weights: &[u8]) -> Vec<Segment> {
        let mut segments = Vec::new();
        let end = self.lanes().end.min(window.bottom);
        let most = (SEGMENTS_MAX / columns.xs.len().max(1)).max(2);
        let nodes = (0..=u8::MAX).map(NodeId).zip(&columns.xs);
        for (node, &x) in nodes.filter(|(node, _)| self.filter().has_node(*node)) {
            let role_changes = self.role_changes(node);
            let before = segments.len();
            let first = role_changes.partition_point(|change| change.y <= window.top);
            for (index, change) in role_changes.iter().enumerate().skip(first.saturating_sub(1)) {
                let next = role_changes.get(index + 1).map_or(end, |next| next.y.min(end));
                let y0 = change.y.max(window.top);
                if y0 >= end {
                    break;
                }
                let is_last = segments.len() - before == most - 1;
                let weight = change.role.and_then(|role| weights.get(usize::from(role)));
                segments.push(Segment {
                    node,
                    x,
                    y0,
                    y1: if is_last { end } else { next },
                    role: change.role,
                    weight: weight.copied().unwrap_or(0),
                    down: change.down,
                });
                if is_last {
                    break;
                }
            }
        }
        segments
    }

    fn bands(&self, trace: &Trace, window: Window) -> Vec<Band> {
        let epochs = self.epochs();
        let name = trace.epoch_name.as_deref().unwrap_or("epoch");
        let end = self.lanes().end.min(window.bottom);
        let first = epochs.partition_point(|(y, _)| *y <= window.top);
        let mut bands = Vec::new();
        for (index, &(y, epoch)) in epochs.iter().enumerate().skip(first.saturating_sub(1)) {
            let y0 = y.max(window.top);
            if y0 >= end || bands.len() == BANDS_MAX {
                break;
            }
            bands.push(Band {
                y0,
                y1: epochs.get(index + 1).map_or(end, |next| next.0.min(end)),
                epoch,
                label: format!("{name} {}", trace.epoch_text(epoch)),
                begins: y >= window.top,
                shaded: index % 2 == 1,
            });
        }
        if let Some(last) = bands.last_mut() {
            last.y1 = end;
        }
        bands
    }

    fn breaks(&self, window: Window) -> Vec<Break> {
        let timeline = self.timeline();
        let shown = timeline.knots_between(window.top, window.bottom);
        let from = shown.start.saturating_sub(1);
        let indices = (from..shown.end).filter(|&index| timeline.is_break(index));
        let draw = |index: usize| {
            let (knot, next) = (&timeline.knots()[index], &timeline.knots()[index + 1]);
            Break { y0: knot.bottom(), y1: next.top, text: about_text(next.at - knot.at) }
        };
        indices.map(draw).collect()
    }
}

/// The part of a layout that is drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    pub top: i64,
    pub bottom: i64,
    pub width: i64,
}

/// Where the lanes stand.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    pub xs: Vec<i64>,
    pub spacing: i64,
    pub width: i64,
}

impl Columns {
    /// How many lanes lie between two, the last of them included.
    pub fn hops(&self, from: NodeId, to: NodeId) -> i64 {
        let (from, to) = (self.xs[from.index()], self.xs[to.index()]);
        let mut between: Vec<i64> =
            self.xs.iter().copied().filter(|x| from.min(to) < *x && *x <= from.max(to)).collect();
        between.dedup();
        between.len() as i64
    }
}

/// Spreads the lanes of the nodes that are shown over the width, with room for epochs on the
/// left and times on the right. A lane that is hidden has the place of the next one.
fn columns(shown: &[bool], width: i64) -> Columns {
    let count = shown.iter().filter(|shown| **shown).count();
    let (left, right) = if width < 600 { (44, 56) } else { (84, 76) };
    let gaps = (count as i64 - 1).max(0);
    let room = (width - left - right).max(gaps * SPACING_MIN);
    let width = left + room + right;
    if gaps == 0 {
        let xs = vec![left + room / 2; shown.len()];
        return Columns { xs, spacing: width, width };
    }
    let x = |lane: i64| left + (lane.min(gaps) * room + gaps / 2) / gaps;
    let before = |index: usize| shown[..index].iter().filter(|shown| **shown).count() as i64;
    Columns { xs: (0..shown.len()).map(|index| x(before(index))).collect(), spacing: room / gaps, width }
}

/// The colour of a kind of message, from 1 to [`CLASSES`]. Neighbours in a protocol's
/// list of kinds differ.
pub fn class_of(kind: u16) -> u8 {
    (kind % u16::from(CLASSES)) as u8 + 1
}

/// Keeps at most `cap` items, those of the least weight, in their old order, and counts
/// the others.
fn at_most<T: Copy, W: Ord>(cap: usize, mut items: Vec<T>, weight: impl Fn(&T) -> W) -> (Vec<T>, u32) {
    let left_out = items.len().saturating_sub(cap);
    if left_out > 0 {
        let weights: Vec<W> = items.iter().map(weight).collect();
        let mut kept = ordered::sorted_indices(items.len(), &|a, b| weights[a].cmp(&weights[b]));
        kept.truncate(cap);
        ordered::sort(&mut kept);
        items = kept.into_iter().map(|index| items[index]).collect();
    }
    (items, crate::layout::index_u32(left_out))
}
