//! Assembles a scene from its parts.

use super::labels::Labels;
use super::walls::Gaps;
use super::window::{Window, at_most};
use super::{
    Arrow, Band, Break, Columns, Frame, Ghost, LeftOut, Path, Scene, Segment, View, arrows, groups, marks,
    ticks,
};
use crate::facts::Facts;
use crate::layout::Layout;
use crate::plain::about_text;
use sequitur_core::trace::{EventId, Fate, MessageId, NodeId, Trace};

/// A wider frame than this is treated as if it were this wide, in px.
const WIDTH_MAX: i64 = 16_384;
/// A higher frame than this is cut, in px.
const HEIGHT_MAX: i64 = 32_768;
/// The most epochs that are told apart in a window; the last of them takes the rest.
const BANDS_MAX: usize = 60;
/// The least height in px of a band that has a label.
const BAND_LABEL: i64 = 20;
/// The most pieces of all lanes in a window; the last piece of a lane takes the rest.
const SEGMENTS_MAX: usize = 300;

/// How much is drawn at most.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caps {
    pub arrows: usize,
    pub marks: usize,
}

const CAPS: Caps = Caps { arrows: 240, marks: 300 };

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
        let nodes_shown = self.nodes_shown(trace);
        let columns = Columns::new(&nodes_shown, window.width);
        let gaps = Gaps::new(view.facts, &columns, &nodes_shown);
        let (marks, marks_left) = marks::marks(self, trace, window, &columns, view, caps.marks);
        let (arrows, arrows_left) = self.arrows(trace, window, &columns, &gaps, view, caps.arrows);
        let (implied, implied_left) = self.implied(trace, window, &columns, caps.arrows);
        let (ghosts, ghosts_left) = match view.ghost {
            Some(ghost) => ghost.arrows_between(window, &columns, caps.arrows),
            None => (Vec::new(), 0),
        };
        let mut scene = Scene {
            width: columns.width,
            spacing: columns.spacing,
            gutter: columns.gutter,
            is_narrow: columns.is_narrow,
            lanes: columns.xs.clone(),
            segments: self.segments(window, &columns, view.facts),
            bands: self.bands(trace, window, columns.is_narrow),
            ticks: Vec::new(),
            breaks: if trace.is_timeless { Vec::new() } else { self.breaks(window, columns.is_narrow) },
            walls: gaps.walls(self, window),
            strips: gaps.strips(self, window, &columns),
            differs: view.ghost.map(|ghost| ghost.differs_between(window)).unwrap_or_default(),
            ghosts,
            arrows,
            implied,
            marks,
            rings: marks::rings(self, trace, window, &columns, view.facts),
            left_out: LeftOut { arrows: arrows_left + implied_left, marks: marks_left, ghosts: ghosts_left },
        };
        if !trace.is_timeless {
            let bottom = window.bottom.min(self.lanes().end);
            scene.ticks = ticks::ticks(self.timeline(), (window.top, bottom), &scene.breaks, &columns);
        }
        self.label(trace, window, &columns, view, &mut scene);
        scene
    }

    /// Places all texts, those that tell most first.
    fn label(&self, trace: &Trace, window: Window, columns: &Columns, view: &View, scene: &mut Scene) {
        let mut labels = Labels::new(self, trace, columns, window);
        labels.keep(&scene.marks, &scene.rings, &scene.walls, &scene.strips, &scene.arrows, &scene.bands);
        labels.name_rings(view.facts, &mut scene.rings);
        labels.name_walls(view.facts, &mut scene.walls);
        if let Some(stamp) = view.stamp {
            labels.stamp(stamp, &mut scene.marks, &scene.arrows);
        }
        labels.name_selected(&mut scene.arrows, view.selected);
        labels.name_marks(&mut scene.marks, &scene.arrows, false);
        labels.name_arrows(&mut scene.arrows);
        labels.name_marks(&mut scene.marks, &scene.arrows, true);
    }

    /// The messages of a window; those that begin or end in it stay where not all fit.
    fn arrows(
        &self,
        trace: &Trace,
        window: Window,
        columns: &Columns,
        gaps: &Gaps,
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
            let path =
                arrows::path(columns, message.key.from, message.key.to, self.fall(message), message.fate);
            let is_cut = message.fate == Fate::Cut;
            let path = if is_cut { gaps.stop(self, message, path, columns.x(message.key.to)) } else { path };
            let counterpart = |ghost: &Ghost| ghost.difference().messages.get(id.index()).copied();
            Arrow {
                message: id,
                tone: view.facts.tone(message.key.kind),
                path,
                is_folded: false,
                times: 1,
                label: None,
                counterpart: view.ghost.and_then(counterpart),
            }
        };
        let mut arrows: Vec<Arrow> = messages.into_iter().map(arrow).collect();
        groups::fold(trace, &mut arrows);
        (arrows, left_out)
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

    fn segments(&self, window: Window, columns: &Columns, facts: &Facts) -> Vec<Segment> {
        let mut segments = Vec::new();
        let end = self.lanes().end.min(window.bottom);
        let most = (SEGMENTS_MAX / columns.xs.len().max(1)).max(2);
        let nodes = (0..=u8::MAX).map(NodeId).zip(&columns.xs);
        for (node, &x) in nodes.filter(|(node, _)| self.filter().has_node(*node)) {
            let role_changes = self.role_changes(node);
            let before = segments.len();
            let first = role_changes.partition_point(|change| change.y <= window.top);
            for (place, change) in role_changes.iter().enumerate().skip(first.saturating_sub(1)) {
                let next = role_changes.get(place + 1).map_or(end, |next| next.y.min(end));
                let y0 = change.y.max(window.top);
                if y0 >= end {
                    break;
                }
                let is_last = segments.len() - before == most - 1;
                segments.push(Segment {
                    node,
                    x,
                    y0,
                    y1: if is_last { end } else { next },
                    role: change.role,
                    weight: facts.weight(change.role),
                    is_in_doubt: facts.is_in_doubt(change.role),
                    down: change.down,
                    paused: change.paused,
                });
                if is_last {
                    break;
                }
            }
        }
        segments
    }

    fn bands(&self, trace: &Trace, window: Window, is_narrow: bool) -> Vec<Band> {
        let epochs = self.epochs();
        let name = trace.epoch_name.as_deref().unwrap_or("epoch");
        let end = self.lanes().end.min(window.bottom);
        let first = epochs.partition_point(|(y, _)| *y <= window.top);
        let mut bands = Vec::new();
        for (place, &(y, epoch)) in epochs.iter().enumerate().skip(first.saturating_sub(1)) {
            let y0 = y.max(window.top);
            if y0 >= end || bands.len() == BANDS_MAX {
                break;
            }
            let y1 = epochs.get(place + 1).map_or(end, |next| next.0.min(end));
            let is_told = y >= window.top && y1 - y0 >= BAND_LABEL && !is_narrow;
            let label = is_told.then(|| format!("{name} {}", trace.epoch_text(epoch)));
            bands.push(Band { y0, y1, epoch, label, shaded: place % 2 == 1 });
        }
        if let Some(last) = bands.last_mut() {
            last.y1 = end;
        }
        bands
    }

    fn breaks(&self, window: Window, is_narrow: bool) -> Vec<Break> {
        let timeline = self.timeline();
        let shown = timeline.knots_between(window.top, window.bottom);
        let from = shown.start.saturating_sub(1);
        let places = (from..shown.end).filter(|&place| timeline.is_break(place));
        let draw = |place: usize| {
            let (knot, next) = (&timeline.knots()[place], &timeline.knots()[place + 1]);
            let text = about_text(next.at - knot.at);
            let text = if is_narrow { format!("+{}", ticks::short(&text)) } else { text };
            Break { y0: knot.bottom(), y1: next.top, text }
        };
        places.map(draw).collect()
    }
}
