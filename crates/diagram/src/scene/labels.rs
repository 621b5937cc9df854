//! Finds room for texts. None is ever cut: one that would lie on another, on a mark or on
//! a neighbour's lane is left out.

use super::arrows::{angle, length};
use super::groups::{Group, group};
use super::marks::{Said, WHISPERED, said};
use super::room::{Footprint, Room, Slanted};
use super::window::Window;
use super::{
    Arrow, ArrowEnd, ArrowLabel, Badge, Band, Columns, Mark, MarkLabel, Path, Ring, Stamp, StampOf, Wall,
};
use crate::facts::Facts;
use crate::layout::Layout;
use crate::plain::one_line;
use crate::stamps::StampText;
use crate::widths::{clock_width_of, width_of};
use sequitur_core::ordered;
use sequitur_core::trace::{EventId, MessageId, Trace};

/// How far a mark reaches from its middle, in px.
const MARK: i64 = 7;
/// How far from a mark's middle its label begins, in px.
const MARK_LABEL: i64 = 13;
/// How far a text reaches above and below its base line, in px.
const TEXT: (i64, i64) = (11, 4);
/// How far its letters do, without the ground around them, in px.
const LETTERS: (i64, i64) = (9, 2);
/// A label along a steeper arrow is left out, in degrees.
const ANGLE_MAX: i64 = 60;
/// How far the middle of a label's letters stands above its arrow, and its base line, in px.
const LIFT: (i64, i64) = (9, 5);
/// What a label along an arrow keeps free before lanes, in px.
const END_ROOM: i64 = 10;
/// The room of a cross, from its middle, in px.
const CROSS: i64 = 7;
/// What stands right of here is the name of an epoch, in px from the right edge.
pub const EPOCH_ROOM: i64 = 8;

/// The room that is taken, and by whom labels may be placed.
pub(super) struct Labels<'a> {
    layout: &'a Layout,
    trace: &'a Trace,
    columns: &'a Columns,
    window: Window,
    room: Room,
    /// The lines of arrows: a text may lie on one where it has no better place.
    lines: Room,
}

/// From which sides arrows come to a mark, and leave it: left and right.
#[derive(Clone, Copy, Default)]
struct Sides {
    come: (bool, bool),
    leave: (bool, bool),
}

impl<'a> Labels<'a> {
    pub fn new(layout: &'a Layout, trace: &'a Trace, columns: &'a Columns, window: Window) -> Labels<'a> {
        Labels { layout, trace, columns, window, room: Room::new(window), lines: Room::new(window) }
    }

    /// Marks, rings, walls, the ends of arrows and the names of epochs keep their room.
    pub fn keep(
        &mut self,
        marks: &[Mark],
        rings: &[Ring],
        walls: &[Wall],
        strips: &[Wall],
        arrows: &[Arrow],
        bands: &[Band],
    ) {
        for mark in marks {
            self.keep_around(mark.x, mark.y, MARK);
        }
        for ring in rings {
            self.keep_around(ring.x, ring.y, Ring::RADIUS);
        }
        for wall in walls.iter().chain(strips) {
            self.keep_box((wall.x0, wall.x1), (wall.y0, wall.y1));
        }
        for arrow in arrows.iter().filter(|arrow| !arrow.is_folded && arrow.path.end != ArrowEnd::Head) {
            let (x, y) = (arrow.path.x2, arrow.path.y2);
            self.keep_around(x, y, CROSS);
            if arrow.times > 1 {
                self.keep_box((x - 12, x + 12), (y + 8, y + 22));
            }
        }
        for path in arrows.iter().filter(|arrow| !arrow.is_folded).map(|arrow| arrow.path) {
            let line = self.lines.line((path.x1, path.y1), (path.x2 + path.swing, path.y2));
            self.lines.take(&line);
        }
        for band in bands {
            let Some(label) = &band.label else { continue };
            let right = self.columns.width - EPOCH_ROOM;
            self.keep_box((right - width_of(label), right), (band.y0 + 5, band.y0 + 20));
        }
    }

    fn keep_around(&mut self, x: i64, y: i64, reach: i64) {
        self.keep_box((x - reach, x + reach), (y - reach, y + reach));
    }

    fn keep_box(&mut self, xs: (i64, i64), ys: (i64, i64)) {
        let footprint = self.room.rectangle(xs, ys);
        self.room.take(&footprint);
    }

    /// Says what was broken, beside its ring.
    pub fn name_rings(&mut self, facts: &Facts, rings: &mut [Ring]) {
        for ring in rings {
            let of_ring = facts
                .broken
                .iter()
                .filter(|broken| self.layout.mark_of(self.trace, broken.event) == ring.event);
            let names: Vec<&str> = of_ring.map(|broken| broken.name.as_str()).collect();
            let text = match names.as_slice() {
                [first, rest @ ..] if rest.len() > 1 => format!("✕ {first} and {} more", rest.len()),
                names => format!("✕ {}", names.join(", ")),
            };
            let width = width_of(&text) * 105 / 100 + 24;
            let fits = |x: &i64| *x >= self.columns.gutter + 8 && *x + width <= self.columns.width - 8;
            let beside = [ring.x - 24 - width, ring.x + 24].into_iter().filter(fits);
            let places =
                beside.flat_map(|x| [4, -Badge::HEIGHT / 2, -26, 26, -48].map(|dy| (x, ring.y + dy)));
            ring.label = self.badge(places.collect(), width, text);
        }
    }

    /// Says since when the network is cut, at the first wall of each cut.
    pub fn name_walls(&mut self, facts: &Facts, walls: &mut [Wall]) {
        let mut named: Option<i64> = None;
        for wall in walls.iter_mut().filter(|wall| wall.begins) {
            if named == Some(wall.y0) {
                continue;
            }
            let cut = facts.partitions.iter().find(|cut| self.layout.y_of_time(cut.from) == wall.y0);
            let Some(cut) = cut else { continue };
            let text = match self.columns.is_narrow {
                true => "cut off".to_owned(),
                false => format!("cut off from {}", crate::plain::duration_text(cut.from)),
            };
            let width = width_of(&text) + 16;
            let middle = (wall.x0 + wall.x1) / 2;
            let (left, right) = self.columns.neighbours(middle);
            if middle - width / 2 < left + MARK || middle + width / 2 > right - MARK {
                continue;
            }
            for lift in [Badge::HEIGHT / 2, Badge::HEIGHT + 2, Badge::HEIGHT + 18] {
                let y = wall.y0 - lift;
                // Its own wall has taken the room below its beginning.
                let pieces = [
                    ((middle - width / 2, middle + width / 2), (y, wall.y0.min(y + Badge::HEIGHT))),
                    ((middle - width / 2, wall.x0), (wall.y0, y + Badge::HEIGHT)),
                    ((wall.x1, middle + width / 2), (wall.y0, y + Badge::HEIGHT)),
                ];
                let pieces = pieces.map(|(xs, ys)| self.room.rectangle(xs, ys));
                if pieces.iter().all(|piece| self.room.is_free(piece)) {
                    pieces.iter().for_each(|piece| self.room.take(piece));
                    wall.label = Some(Badge { x: middle - width / 2, y, width, text });
                    named = Some(wall.y0);
                    break;
                }
            }
        }
    }

    fn badge(&mut self, places: Vec<(i64, i64)>, width: i64, text: String) -> Option<Badge> {
        let free = places.into_iter().find(|&(x, y)| {
            let footprint = self.room.rectangle((x, x + width), (y, y + Badge::HEIGHT));
            self.room.claim(&footprint)
        });
        free.map(|(x, y)| Badge { x, y, width, text })
    }

    /// Writes what a clock shows beside each mark.
    pub fn stamp(&mut self, stamp: StampOf, marks: &mut [Mark], arrows: &[Arrow]) {
        for mark in marks {
            let Some(StampText { text, is_wrong }) = stamp(mark.event) else { continue };
            let width = clock_width_of(&text) + 8;
            let sides = sides(mark, arrows);
            let busy = (sides.come.0 || sides.leave.0, sides.come.1 || sides.leave.1);
            let (left, right) = self.columns.neighbours(mark.x);
            let y = mark.y - Stamp::HEIGHT / 2;
            // One that is wider than the gap lies across a neighbour's lane.
            let fits = |x: i64| x >= self.columns.gutter + 4 && x + width <= self.columns.width - 2;
            let crosses = |x: i64| x < left + 2 || x + width > right - 2;
            let places = [(mark.x - 10 - width, busy.0), (mark.x + 10, busy.1)];
            let mut places: Vec<(i64, bool)> = places.into_iter().filter(|(x, _)| fits(*x)).collect();
            ordered::sort_by_key(&mut places, |(x, busy)| (crosses(*x), *busy));
            let free = places.into_iter().find(|&(x, _)| {
                let footprint = self.room.rectangle((x, x + width), (y, y + Stamp::HEIGHT));
                self.room.claim(&footprint)
            });
            mark.stamp = free.map(|(x, _)| Stamp { x, y, width, text, is_wrong });
        }
    }

    /// Labels the events that no arrow explains, the rarest first. Where `whispered`, those
    /// that only say more of what an arrow tells.
    pub fn name_marks(&mut self, marks: &mut [Mark], arrows: &[Arrow], whispered: bool) {
        let mut all: Vec<(usize, Said)> = Vec::new();
        for (place, mark) in marks.iter().enumerate() {
            let said = said(self.layout, self.trace, self.layout.filter(), mark);
            all.extend(said.into_iter().map(|said| (place, said)));
        }
        all.retain(|(_, said)| (said.rank >= WHISPERED) == whispered);
        let order =
            ordered::sorted_indices(all.len(), &|a, b| all[a].1.rank.cmp(&all[b].1.rank).then(a.cmp(&b)));
        for index in order {
            let (place, said) = &all[index];
            let mark = &marks[*place];
            let label = self.mark_label(mark, sides(mark, arrows), said.event, &said.text, whispered);
            marks[*place].labels.extend(label);
        }
    }

    /// On the side from which no arrow comes, or else the other; on one line or else on two. Where no line of an
    /// arrow runs through it, or else, unless it is `whispered`, where one does.
    fn mark_label(
        &mut self,
        mark: &Mark,
        sides: Sides,
        event: EventId,
        text: &str,
        whispered: bool,
    ) -> Option<MarkLabel> {
        let (before, after) = self.columns.neighbours(mark.x);
        let room = |left: bool| if left { mark.x - before } else { after - mark.x } - MARK_LABEL - MARK;
        let is_last = self.columns.xs.last() == Some(&mark.x) && self.columns.xs.first() != Some(&mark.x);
        let left_first = if sides.come.0 == sides.come.1 { is_last } else { sides.come.1 };
        let folded = [Some(vec![text.to_owned()]), in_two(text)];
        let mut crossed = None;
        for lines in folded.into_iter().flatten() {
            let width = lines.iter().map(|line| width_of(line)).max().unwrap_or(0);
            let tail = (lines.len() as i64 - 1) * MarkLabel::LINE;
            for dy in [-6 - tail, 4 - tail / 2, 18] {
                for left in [left_first, !left_first].into_iter().filter(|left| room(*left) >= width) {
                    let x = mark.x + if left { -MARK_LABEL } else { MARK_LABEL };
                    let (y, x0) = (mark.y + dy, if left { x - width } else { x });
                    let xs = (x0, x0 + width);
                    let footprint = self.room.rectangle(xs, (y - TEXT.0, y + tail + TEXT.1));
                    if !self.room.is_free(&footprint) {
                        continue;
                    }
                    let letters = self.lines.rectangle(xs, (y - LETTERS.0, y + tail + LETTERS.1));
                    let label = MarkLabel { x, y, left, event, lines: lines.clone() };
                    if self.lines.is_free(&letters) {
                        self.room.take(&footprint);
                        return Some(label);
                    }
                    crossed.get_or_insert((footprint, label));
                }
            }
        }
        let (footprint, label) = crossed.filter(|_| !whispered)?;
        self.room.take(&footprint);
        Some(label)
    }

    /// Labels the selected arrow, before all other texts.
    pub fn name_selected(&mut self, arrows: &mut [Arrow], selected: Option<MessageId>) {
        let selected = arrows.iter_mut().find(|arrow| Some(arrow.message) == selected);
        if let Some(arrow) = selected.filter(|_| !self.trace.is_timeless) {
            let text = one_line(self.trace.message_label(arrow.message), usize::MAX);
            arrow.label =
                self.arrow_label(&arrow.path, &text).or_else(|| self.flat_label(&arrow.path, &text));
        }
    }

    /// Labels arrows: one of each broadcast, and one of the answers that come together.
    /// A log does not name its messages.
    pub fn name_arrows(&mut self, arrows: &mut [Arrow]) {
        if self.trace.is_timeless {
            return;
        }
        let trace = self.trace;
        let of = |arrow: &Arrow| (group(trace, arrow.message), trace.message_label(arrow.message));
        let labelled = arrows.iter().filter(|arrow| arrow.label.is_some());
        let mut named: ordered::Set<(Group, &str)> = labelled.map(of).collect();
        // Of a broadcast, the arrow that goes farthest is most apart from the others.
        let key = |arrow: &Arrow| (arrow.path.y1, -(arrow.path.x2 - arrow.path.x1).abs());
        let order = ordered::sorted_indices(arrows.len(), &|a, b| {
            key(&arrows[a]).cmp(&key(&arrows[b])).then(a.cmp(&b))
        });
        for place in order {
            let arrow = &arrows[place];
            if arrow.is_folded || named.contains(&of(arrow)) {
                continue;
            }
            let text = one_line(trace.message_label(arrow.message), usize::MAX);
            let label = self.arrow_label(&arrow.path, &text);
            if label.is_some() {
                named.insert(of(arrow));
                arrows[place].label = label;
            }
        }
    }

    /// In the last gap that the arrow crosses where there is room.
    fn arrow_label(&mut self, path: &Path, text: &str) -> Option<ArrowLabel> {
        let (dx, dy) = (path.x2 - path.x1, path.y2 - path.y1);
        let angle = angle(dx, dy);
        if dx == 0 || path.swing != 0 || angle.abs() > ANGLE_MAX {
            return None;
        }
        let length = length(dx, dy).max(1);
        let half = width_of(text) / 2 + 1;
        // How wide the text is as it stands along the arrow.
        let reach = half * dx.abs() / length + 1;
        // From left to right, or the text would stand upside down.
        let (rx, ry) = if dx < 0 { (-dx, -dy) } else { (dx, dy) };
        for (from, to) in self.gaps(path).into_iter().rev() {
            let (low, high) = (from.min(to) + END_ROOM + reach, from.max(to) - END_ROOM - reach);
            let middle = (low + high) / 2;
            let places = [middle, (middle + high) / 2, (low + middle) / 2, high, low];
            for x in places.into_iter().filter(|_| low <= high) {
                let y = path.y1 + (x - path.x1) * dy / dx;
                let lifted = |lift: i64| (x + ry * lift / length, y - rx * lift / length);
                let letters = lifted(LIFT.0);
                let slanted = Slanted { x: letters.0, y: letters.1, dx: rx, dy: ry, length, half };
                let footprint = self.room.slanted(slanted);
                if self.is_seen(&footprint, y) && self.room.claim(&footprint) {
                    let (x, y) = lifted(LIFT.1);
                    return Some(ArrowLabel { x, y, angle, text: text.to_owned() });
                }
            }
        }
        None
    }

    fn is_seen(&self, footprint: &Footprint, y: i64) -> bool {
        !footprint.is_empty() && (self.window.top..=self.window.bottom).contains(&y)
    }

    /// The pieces of an arrow between the lanes that it crosses.
    fn gaps(&self, path: &Path) -> Vec<(i64, i64)> {
        let mut gaps = Vec::new();
        let mut from = path.x1;
        for lane in self.columns.lanes_to(path.x1, path.x2) {
            gaps.push((from, lane));
            from = lane;
        }
        if from != path.x2 {
            gaps.push((from, path.x2));
        }
        gaps
    }

    /// A label that stands level, where no other fits: over the middle of its arrow.
    fn flat_label(&mut self, path: &Path, text: &str) -> Option<ArrowLabel> {
        let half = width_of(text) / 2 + 1;
        let (left, right) = (self.columns.gutter + 8 + half, self.columns.width - 4 - half);
        let x = ((path.x1 + path.x2) / 2 + path.swing / 2).clamp(left.min(right), right.max(left));
        let middle = (path.y1 + path.y2) / 2;
        let free = [-8, -20, 16, -32, 28].into_iter().map(|dy| middle + dy).find(|&y| {
            let footprint = self.room.rectangle((x - half, x + half), (y - TEXT.0, y + TEXT.1));
            self.room.claim(&footprint)
        });
        free.map(|y| ArrowLabel { x, y, angle: 0, text: text.to_owned() })
    }
}

/// From which sides arrows come to a mark, and to which they leave it.
fn sides(mark: &Mark, arrows: &[Arrow]) -> Sides {
    let mut sides = Sides::default();
    let note = |side: &mut (bool, bool), other: i64| match other < mark.x {
        true => side.0 = true,
        false => side.1 = true,
    };
    for path in arrows.iter().map(|arrow| &arrow.path) {
        if path.end == ArrowEnd::Head && (path.x2, path.y2) == (mark.x, mark.y) {
            note(&mut sides.come, path.x1);
        }
        if (path.x1, path.y1) == (mark.x, mark.y) {
            note(&mut sides.leave, path.x2 + path.swing);
        }
    }
    sides
}

/// A text on two lines that are as even as its words allow.
fn in_two(text: &str) -> Option<Vec<String>> {
    let halves = text.match_indices(' ').map(|(at, _)| (&text[..at], &text[at + 1..]));
    let (first, second) = halves.min_by_key(|(first, second)| width_of(first).max(width_of(second)))?;
    Some(vec![first.to_owned(), second.to_owned()])
}
