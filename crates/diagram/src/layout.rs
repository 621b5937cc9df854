//! Where everything of a trace stands on a page as long as the run: computed once,
//! in whole pixels, before anything is painted.
//!
//! Time flows down. Two things bend it: idle time is shortened, and events that are close
//! together on a lane are pushed apart until each can be seen and clicked. What one handler
//! did has one place, or stands step by step where clocks tell the steps apart. An event that
//! happened later never stands higher, and every arrow points down.

use crate::filter::Filter;
use crate::index_u32;
use crate::timeline::{TOP, Timeline};
use sequitur_core::sim::run::Run;
use sequitur_core::trace::{Event, EventId, EventKind, Fate, Message, MessageId, Micros, NodeId, Trace};
use std::ops::Range;

/// The least distance in px between the steps of two handlers on one lane.
const LANE_GAP: i64 = 16;
/// The distance in px between the events of one handler, where they stand apart.
const STEP: i64 = 18;
/// How far in px an arrow falls at least.
pub(crate) const ARROW_FALL: i64 = 10;
/// How long in px the lanes go on below the last event.
const TAIL: i64 = 28;
/// Free space in px below the lanes.
const MARGIN: i64 = 24;
/// How far in px a lost arrow falls when nobody knows when it was to arrive.
const LOST_FALL: i64 = 48;
/// Where on its way a lost message ends, in thousandths.
const LOST_AT: i64 = 550;
/// How far in px the stub of a message under way falls.
const STUB_FALL: i64 = 12;
/// Messages whose greatest extent is kept together.
const BLOCK: usize = 64;

/// How the layout treats time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options {
    /// Height of a second in px.
    pub px_per_second: u32,
    /// Height in px up to which time between two moments is drawn as it passes. More is
    /// idle time.
    pub gap_max_px: u32,
    /// Height in px that idle time takes.
    pub idle_px: u32,
    /// Whether all that one handler did stands step by step, as clocks count it. Otherwise
    /// it shares one mark: an answer leaves from the dot of what it answers.
    pub steps_apart: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { px_per_second: 3_000, gap_max_px: 72, idle_px: 44, steps_apart: false }
    }
}

impl Options {
    /// What suits a run: one that somebody made by hand has a choice every millisecond,
    /// a log a step, and each of them needs room. In one that was taken over, the time before
    /// counts too. Where events are drawn, time is hardly bent.
    pub fn of(run: &Run) -> Options {
        match (&run.plan.manual, run.plan.manual_from) {
            (Some(_), None) => Options { px_per_second: 28_000, ..Options::default() },
            _ if run.trace.is_timeless => Options { px_per_second: 28_000, ..Options::default() },
            _ if run.info.can_be_drawn() => Options { gap_max_px: 600, idle_px: 600, ..Options::default() },
            _ => Options::default(),
        }
    }

    /// The same, larger or smaller: 200 percent is twice as high.
    pub fn zoomed(self, percent: u32) -> Options {
        let of = |px: u32| px.saturating_mul(percent.clamp(1, 1_000)) / 100;
        Options {
            px_per_second: of(self.px_per_second).max(1),
            gap_max_px: of(self.gap_max_px).max(8),
            idle_px: of(self.idle_px).max(8),
            ..self
        }
    }

    /// The same with the steps of a handler apart, or not.
    pub fn with_steps_apart(self, steps_apart: bool) -> Options {
        Options { steps_apart, ..self }
    }
}

/// What a lane looks like from some height on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RoleChange {
    /// From here down, in px.
    pub y: i64,
    /// Index into [`Trace::roles`].
    pub role: Option<u8>,
    /// Whether the node is down.
    pub down: bool,
    /// Whether the node is paused.
    pub paused: bool,
}

/// Where an arrow begins and ends from top to bottom, and how much of its way to the
/// receiver's lane it goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Fall {
    pub y1: i64,
    /// Always below `y1`.
    pub y2: i64,
    /// In thousandths of the way between the lanes.
    pub across: i64,
}

/// The heights of all that a trace holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Layout {
    timeline: Timeline,
    /// What is shown.
    filter: Filter,
    /// Whether the events of a handler stand apart.
    steps_apart: bool,
    /// For each event, in px.
    ys: Vec<i64>,
    /// Where the lanes end, in px.
    lanes_end: i64,
    /// For each node, where its lane changes; the first entry is the lane's beginning.
    role_changes: Vec<Vec<RoleChange>>,
    /// Where the highest epoch of all nodes grows, and to what.
    epochs: Vec<(i64, u64)>,
    /// For each [`BLOCK`] of messages, the top of the highest and the end of the
    /// lowest arrow.
    extents: Vec<(i64, i64)>,
}

impl Layout {
    /// Lays out a whole trace of a run that stopped at `end`. Reads it once.
    ///
    /// The ids in the trace must point into it, as those of every run do.
    pub fn new(trace: &Trace, end: Micros, options: Options) -> Layout {
        Layout::filtered(trace, end, options, Filter::default())
    }

    /// Lays out what is shown of a trace. What is not takes no room.
    pub fn filtered(trace: &Trace, end: Micros, mut options: Options, filter: Filter) -> Layout {
        if trace.is_timeless {
            // Steps of which nothing is shown are no time that passes.
            options.gap_max_px = options.gap_max_px.min(options.px_per_second / 1_000);
            options.idle_px = options.idle_px.min(options.gap_max_px);
        }
        let mut timeline = Timeline::new(options.px_per_second, options.gap_max_px, options.idle_px);
        let steps_apart = options.steps_apart;
        let ys = place_events(trace, &filter, steps_apart, &mut timeline);
        timeline.push(end, index_u32(trace.events.len()), 0);
        let lanes_end = timeline.last().bottom() + TAIL;
        let mut layout = Layout {
            role_changes: role_changes(trace, &ys),
            epochs: epochs(trace, &ys),
            timeline,
            filter,
            steps_apart,
            ys,
            lanes_end,
            extents: Vec::new(),
        };
        layout.extents = trace.messages.chunks(BLOCK).map(|block| layout.extent(block)).collect();
        layout
    }

    /// The height of the whole picture in px.
    pub fn height(&self) -> i64 {
        self.lanes_end + MARGIN
    }

    /// Where the lanes begin and end, in px.
    pub fn lanes(&self) -> Range<i64> {
        TOP..self.lanes_end
    }

    /// The y of an event. Never less than that of an event that happened earlier.
    pub fn y_of_event(&self, event: EventId) -> i64 {
        self.ys[event.index()]
    }

    /// The y of a point in time; where events stand at it, of the first of them.
    /// Goes on evenly after the end of the run.
    pub fn y_of_time(&self, time: Micros) -> i64 {
        self.timeline.y_of_time(time)
    }

    /// The y of the last event that happened by this time, or of the time itself
    /// where that is lower: the place of a line that says "until here".
    pub fn y_after_time(&self, time: Micros) -> i64 {
        self.timeline.y_after_time(time)
    }

    /// The time at a height, for whoever drags something there: the earliest time that
    /// is drawn at it, so that going to a time's y and back loses less than a pixel.
    pub fn time_of_y(&self, y: i64) -> Micros {
        self.timeline.time_of_y(y)
    }

    /// Where a message's arrow begins and where it ends as drawn. The end is below the
    /// beginning.
    pub fn arrow_ys(&self, trace: &Trace, message: MessageId) -> (i64, i64) {
        let fall = self.fall(trace.message(message));
        (fall.y1, fall.y2)
    }

    /// What a node's lane looks like, from top to bottom.
    pub fn role_changes(&self, node: NodeId) -> &[RoleChange] {
        &self.role_changes[node.index()]
    }

    /// What a node's lane looks like at a height.
    pub fn role_at(&self, node: NodeId, y: i64) -> RoleChange {
        let role_changes = self.role_changes(node);
        let below = role_changes.partition_point(|change| change.y <= y);
        role_changes[below.saturating_sub(1)]
    }

    /// Where the highest epoch that any node knows grows, and to what.
    pub fn epochs(&self) -> &[(i64, u64)] {
        &self.epochs
    }

    /// The events that stand between two heights, both included, in the order in which
    /// they happened.
    pub fn events_between(&self, top: i64, bottom: i64) -> impl Iterator<Item = EventId> {
        let knots = self.timeline.knots();
        let range = self.timeline.knots_between(top, bottom);
        let first = knots.get(range.start).map_or(0, |knot| knot.first);
        let end = match (range.is_empty(), knots.get(range.end)) {
            (true, _) => first,
            (false, Some(next)) => next.first,
            (false, None) => index_u32(self.ys.len()),
        };
        (first..end).map(EventId).filter(move |&event| (top..=bottom).contains(&self.y_of_event(event)))
    }

    /// The messages of which some part is drawn between two heights, both included, in
    /// the order in which they were made.
    pub fn messages_between(&self, trace: &Trace, top: i64, bottom: i64) -> impl Iterator<Item = MessageId> {
        let crosses = move |(y1, y2): (i64, i64)| y1 <= bottom && y2 >= top;
        let blocks = trace.messages.chunks(BLOCK).zip(&self.extents).enumerate();
        blocks
            .filter(move |(_, (_, extent))| crosses(**extent))
            .flat_map(|(block, (messages, _))| {
                let ids = (block * BLOCK..).map(|id| MessageId(index_u32(id)));
                ids.zip(messages)
            })
            .filter(move |(_, message)| {
                let fall = self.fall(message);
                crosses((fall.y1, fall.y2))
            })
            .map(|(id, _)| id)
    }

    /// Whether an event shares the mark of the one before it, since one handler left both.
    pub fn shares_mark(&self, trace: &Trace, event: EventId) -> bool {
        !self.steps_apart && self.filter.has(event) && goes_on(trace, &self.filter, event.index())
    }

    /// The event whose mark stands for an event: itself, or the first that its handler left.
    pub fn mark_of(&self, trace: &Trace, event: EventId) -> EventId {
        let mut first = event;
        while self.shares_mark(trace, first) {
            first.0 -= 1;
        }
        first
    }

    /// The events that share a mark with this one, itself the first.
    pub(crate) fn sharing(&self, trace: &Trace, first: EventId) -> impl Iterator<Item = EventId> {
        let rest = (first.0 + 1..index_u32(trace.events.len())).map(EventId);
        std::iter::once(first).chain(rest.take_while(|event| self.shares_mark(trace, *event)))
    }

    /// What is shown.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    pub(crate) fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// Where the arrow of a message goes.
    pub(crate) fn fall(&self, message: &Message) -> Fall {
        let y1 = self.y_of_event(message.sent);
        let y2 = match message.received {
            Some(event) => Some(self.y_of_event(event)),
            None => message.arrives_at.map(|time| self.y_of_time(time)),
        };
        self.fall_between(y1, y2, message.fate)
    }

    /// Where an arrow goes that begins at `y1` and was to end at `y2`.
    pub(crate) fn fall_between(&self, y1: i64, y2: Option<i64>, fate: Fate) -> Fall {
        let least = y1 + ARROW_FALL;
        let floor = self.lanes_end.max(least);
        let aim = |unknown: i64| y2.unwrap_or(unknown).max(least);
        let (y2, across) = match fate {
            Fate::Delivered | Fate::Cut | Fate::Refused => (aim(least).min(floor), 1000),
            Fate::Lost | Fate::Dropped => {
                let aim = aim(y1 + LOST_FALL).min(floor);
                (y1 + (aim - y1) * LOST_AT / 1000, LOST_AT)
            }
            Fate::Flying => ((y1 + STUB_FALL).min(floor), 0),
        };
        Fall { y1, y2, across }
    }

    /// The top of the highest and the end of the lowest arrow.
    fn extent(&self, messages: &[Message]) -> (i64, i64) {
        let falls = messages.iter().map(|message| self.fall(message));
        falls.fold((i64::MAX, i64::MIN), |(top, bottom), fall| (top.min(fall.y1), bottom.max(fall.y2)))
    }
}

/// Finds a y for each event, one moment after the other, and a knot for each moment.
fn place_events(trace: &Trace, filter: &Filter, steps_apart: bool, timeline: &mut Timeline) -> Vec<i64> {
    let mut placing = Placing {
        trace,
        filter,
        steps_apart,
        ys: Vec::with_capacity(trace.events.len()),
        lane_end: vec![None; trace.nodes.len()],
    };
    let mut first = 0;
    while let Some(event) = trace.events.get(first) {
        // Should a log step back in time, the order of its events counts for more.
        let rest = &trace.events[first..];
        let count = rest.iter().take_while(|e| e.at <= event.at).count();
        placing.place_moment(timeline, event.at, first..first + count);
        first += count;
    }
    placing.ys
}

/// The state of [`place_events`].
struct Placing<'a> {
    trace: &'a Trace,
    filter: &'a Filter,
    steps_apart: bool,
    ys: Vec<i64>,
    /// For each node, the y of its latest event.
    lane_end: Vec<Option<i64>>,
}

impl Placing<'_> {
    /// Places the events of one moment. On every lane the first of them stands at the
    /// moment's top.
    fn place_moment(&mut self, timeline: &mut Timeline, at: Micros, moment: Range<usize>) {
        let is_shown = |index: &usize| self.filter.has(EventId(index_u32(*index)));
        if !moment.clone().any(|index| is_shown(&index)) {
            // Where it would be: right below what is shown.
            self.ys.resize(moment.end, timeline.last().bottom());
            return;
        }
        let shown = moment.clone().filter(is_shown).map(|index| &self.trace.events[index]);
        let floors = shown.filter_map(|event| self.floor(event));
        let floor = floors.max().unwrap_or(0);
        let top = timeline.push(at, index_u32(moment.start), floor);
        for index in moment {
            if !self.filter.has(EventId(index_u32(index))) {
                self.ys.push(top);
                continue;
            }
            let event = &self.trace.events[index];
            let mut y = self.floor(event).unwrap_or(top).max(top);
            if goes_on(self.trace, self.filter, index) {
                y = self.ys[index - 1] + if self.steps_apart { STEP } else { 0 };
            }
            self.ys.push(y);
            self.lane_end[event.node.index()] = Some(y);
            timeline.reach(y);
        }
    }

    /// The least y of an event: below what is on its lane, and below the send of what
    /// it receives.
    fn floor(&self, event: &Event) -> Option<i64> {
        let on_lane =
            self.lane_end[event.node.index()].map(|y| y + if self.steps_apart { STEP } else { LANE_GAP });
        let sent = match event.kind {
            EventKind::Receive => {
                let sent = self.trace.message(event.first_message).sent;
                self.ys.get(sent.index()).map(|y| y + ARROW_FALL)
            }
            _ => None,
        };
        on_lane.max(sent)
    }
}

/// Whether the handler that left the event before this one, which is shown, left this one too.
fn goes_on(trace: &Trace, filter: &Filter, index: usize) -> bool {
    let event = &trace.events[index];
    let is_next = |before: usize| {
        let earlier = &trace.events[before];
        earlier.node == event.node && earlier.at == event.at && filter.has(EventId(index_u32(before)))
    };
    event.follows_up() && index.checked_sub(1).is_some_and(is_next)
}

/// Where each lane changes.
fn role_changes(trace: &Trace, ys: &[i64]) -> Vec<Vec<RoleChange>> {
    let beginning = RoleChange { y: TOP, role: None, down: false, paused: false };
    let mut role_changes = vec![vec![beginning]; trace.nodes.len()];
    for (event, &y) in trace.events.iter().zip(ys) {
        let lane = &mut role_changes[event.node.index()];
        let before = lane.last().copied().unwrap_or(beginning);
        let down = match event.kind {
            EventKind::Crash => true,
            EventKind::Restart => false,
            _ => before.down,
        };
        let paused = match event.kind {
            EventKind::Pause => true,
            EventKind::Resume | EventKind::Crash | EventKind::Restart => false,
            _ => before.paused,
        };
        let role = event.role;
        if (role, down, paused) == (before.role, before.down, before.paused) {
            continue;
        }
        if before.y == y {
            lane.pop();
        }
        lane.push(RoleChange { y, role, down, paused });
    }
    role_changes
}

/// Where the highest epoch of all nodes grows.
fn epochs(trace: &Trace, ys: &[i64]) -> Vec<(i64, u64)> {
    let mut epochs: Vec<(i64, u64)> = Vec::new();
    for (event, &y) in trace.events.iter().zip(ys) {
        let Some(epoch) = event.epoch else { continue };
        match epochs.last_mut() {
            Some((_, highest)) if *highest >= epoch => {}
            // Within a moment a later event may stand higher than an earlier one.
            Some((start, highest)) if *start >= y => *highest = epoch,
            _ => epochs.push((y, epoch)),
        }
    }
    epochs
}
