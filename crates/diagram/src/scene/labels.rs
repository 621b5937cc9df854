//! Finds room for texts: a label that would lie on another, or on a mark, is left out.

use super::{Arrow, ArrowEnd, ArrowLabel, Columns, Mark, MarkLabel, Path, Window, arrows};
use crate::filter::Filter;
use crate::plain::one_line;
use sequitur_core::ordered;
use sequitur_core::trace::{EventKind, MessageId, NodeId, Trace};

/// Height of the rows in which taken room is kept, in px.
const ROW: i64 = 6;
/// The width that a character may need in px, in either font.
const CHAR: i64 = 7;
/// How far a mark reaches from its middle, in px.
const MARK: i64 = 7;
/// How far from a mark's middle its label begins, in px.
const MARK_LABEL: i64 = 13;
/// A label that must be shortened to fewer characters than this is left out.
const CHARS_MIN: usize = 6;
/// A label along a steeper arrow is left out, in degrees.
const ANGLE_MAX: i64 = 60;
/// How far the middle of a label's letters stands above its arrow, in px.
const LIFT: i64 = 10;

/// The room that is taken, and by whom labels may be placed.
pub(super) struct Labels<'a> {
    columns: &'a Columns,
    window: Window,
    /// For each row of the window, what is taken of it from left to right.
    taken: Vec<Vec<(i64, i64)>>,
}

/// What a label covers: pieces of rows.
type Footprint = Vec<Piece>;

/// A piece of a row.
#[derive(Clone, Copy)]
struct Piece {
    row: i64,
    x0: i64,
    x1: i64,
}

impl<'a> Labels<'a> {
    /// Marks keep their room.
    pub fn new(window: Window, columns: &'a Columns, marks: &[Mark]) -> Labels<'a> {
        let rows = (window.bottom - window.top) / ROW + 1;
        let mut labels =
            Labels { columns, window, taken: vec![Vec::new(); usize::try_from(rows).unwrap_or(1)] };
        for mark in marks {
            let (x, y) = (mark.x, mark.y);
            let room = labels.rectangle(x - MARK, x + MARK, y - MARK, y + MARK);
            labels.take(&room);
        }
        labels
    }

    /// Labels the events that no arrow explains, the rarest first.
    pub fn name_marks(&mut self, trace: &Trace, filter: &Filter, marks: &mut [Mark]) {
        let mut order: Vec<usize> = (0..marks.len()).collect();
        // In a log, sends and receives have texts of their own.
        order.retain(|&index| has_label(marks[index].kind) || trace.is_timeless);
        ordered::sort_by_key(&mut order, |&index| rank(marks[index].kind));
        for index in order {
            let mark = &mut marks[index];
            let text = trace.label(mark.event);
            let text = match filter.run(mark.event) {
                Some(count) => format!("{text} and {} more", count - 1).into(),
                None => text,
            };
            mark.label = self.mark_label(mark, &text);
        }
    }

    /// Labels arrows in their order, the selected one first.
    /// A log does not name its messages.
    pub fn name_arrows(&mut self, trace: &Trace, arrows: &mut [Arrow], selected: Option<MessageId>) {
        if trace.is_timeless {
            return;
        }
        let mut order: Vec<usize> = (0..arrows.len()).collect();
        ordered::sort_by_key(&mut order, |&index| Some(arrows[index].message) != selected);
        for index in order {
            let arrow = &mut arrows[index];
            let key = trace.message(arrow.message).key;
            let hops = self.columns.hops(key.from, key.to);
            let text = one_line(trace.message_label(arrow.message), 32);
            arrow.label = self.arrow_label(&arrow.path, hops, text);
        }
    }

    /// Right of the mark or else left of it, whole or else shortened.
    fn mark_label(&mut self, mark: &Mark, text: &str) -> Option<MarkLabel> {
        let length = text.chars().count();
        let (left, right) = self.rooms(mark.node);
        let sides = [(false, right), (true, left)];
        let whole = sides.iter().filter(|(_, room)| *room >= length);
        let short = sides.iter().filter(|(_, room)| (CHARS_MIN..length).contains(room));
        for &(left, room) in whole.chain(short) {
            let text = one_line(text, room.min(length));
            let width = text.chars().count() as i64 * CHAR;
            let x = mark.x + if left { -MARK_LABEL } else { MARK_LABEL };
            let x0 = if left { x - width } else { x };
            let footprint = self.rectangle(x0, x0 + width, mark.y - 8, mark.y + 6);
            if self.is_free(&footprint) {
                self.take(&footprint);
                let y = mark.y + 4;
                return Some(MarkLabel { x, y, left, text });
            }
        }
        None
    }

    /// How many characters fit left and right of a mark on this lane.
    fn rooms(&self, node: NodeId) -> (usize, usize) {
        let xs = &self.columns.xs;
        let own = xs[node.index()];
        let before = xs.iter().copied().filter(|x| *x < own).max().unwrap_or(0);
        let after = xs.iter().copied().filter(|x| *x > own).min();
        // The times stand on the right.
        let after = after.unwrap_or(self.columns.width - 60);
        let chars = |px: i64| usize::try_from((px - MARK_LABEL - MARK - 2) / CHAR).unwrap_or(0);
        (chars(own - before), chars(after - own))
    }

    /// In the gap next to the receiver; in that next to the sender where the message
    /// never came so far.
    fn arrow_label(&mut self, path: &Path, hops: i64, text: String) -> Option<ArrowLabel> {
        let (dx, dy) = (path.x2 - path.x1, path.y2 - path.y1);
        let angle = arrows::angle(dx, dy);
        if hops == 0 || angle.abs() > ANGLE_MAX {
            return None;
        }
        let arrives = matches!(path.end, ArrowEnd::Head | ArrowEnd::Stop);
        let gap = self.columns.spacing;
        let (from_sender, room) = match (arrives, hops) {
            (true, _) => (gap * hops - gap / 2, gap),
            (false, 1) => (dx.abs() / 2, dx.abs()),
            (false, _) => (gap / 2, gap.min(dx.abs())),
        };
        let x = path.x1 + dx.signum() * from_sender;
        let y = path.y1 + dy * from_sender / dx.abs();
        let length = i64::try_from((dx * dx + dy * dy).unsigned_abs().isqrt()).ok()?;
        let half = text.chars().count() as i64 * CHAR / 2;
        let visible = (self.window.top..=self.window.bottom).contains(&y);
        if !visible || 2 * half * dx.abs() > (room - 2 * MARK) * length {
            return None;
        }
        let footprint = self.along(Along { x, y, dx, dy, length, half });
        if !self.is_free(&footprint) {
            return None;
        }
        self.take(&footprint);
        Some(ArrowLabel { x, y, angle, text })
    }

    /// What a text above a slanted line covers.
    fn along(&self, line: Along) -> Footprint {
        // Right to left along the line would turn the text upside down.
        let (dx, dy) = if line.dx < 0 { (-line.dx, -line.dy) } else { (line.dx, line.dy) };
        let (x, y) = (line.x + dy * LIFT / line.length, line.y - dx * LIFT / line.length);
        let mut footprint = Footprint::new();
        let mut step = -line.half;
        while step <= line.half {
            let (px, py) = (x + dx * step / line.length, y + dy * step / line.length);
            for row in (py - 5).div_euclid(ROW)..=(py + 5).div_euclid(ROW) {
                let (x0, x1) = (px - 4, px + 4);
                match footprint.iter_mut().find(|piece| piece.row == row) {
                    Some(piece) => {
                        piece.x0 = piece.x0.min(x0);
                        piece.x1 = piece.x1.max(x1);
                    }
                    None => footprint.push(Piece { row, x0, x1 }),
                }
            }
            step += 6;
        }
        footprint
    }

    fn rectangle(&self, x0: i64, x1: i64, y0: i64, y1: i64) -> Footprint {
        let rows = y0.div_euclid(ROW)..=y1.div_euclid(ROW);
        rows.map(|row| Piece { row, x0, x1 }).collect()
    }

    fn is_free(&self, footprint: &Footprint) -> bool {
        let meets = |piece: &Piece| {
            let taken = self.index_of(piece.row).and_then(|index| self.taken.get(index));
            taken.is_some_and(|row| row.iter().any(|&(x0, x1)| x0 < piece.x1 && x1 > piece.x0))
        };
        !footprint.iter().any(meets)
    }

    fn take(&mut self, footprint: &Footprint) {
        for piece in footprint {
            if let Some(row) = self.index_of(piece.row).and_then(|index| self.taken.get_mut(index)) {
                row.push((piece.x0, piece.x1));
            }
        }
    }

    /// The index of a row among those of the window.
    fn index_of(&self, row: i64) -> Option<usize> {
        usize::try_from(row - self.window.top.div_euclid(ROW)).ok()
    }
}

/// A text of twice `half` px along a line, its middle at a point.
struct Along {
    x: i64,
    y: i64,
    dx: i64,
    dy: i64,
    /// The length of the line from which `dx` and `dy` are.
    length: i64,
    half: i64,
}

/// How soon an event is drawn and labelled where there is no room for all: the rarer
/// its kind, the sooner.
pub(super) fn rank(kind: EventKind) -> u8 {
    match kind {
        EventKind::Crash | EventKind::Restart | EventKind::Pause | EventKind::Resume => 0,
        EventKind::Decide => 1,
        EventKind::Timer | EventKind::Coin => 2,
        EventKind::Command => 3,
        EventKind::Local => 4,
        EventKind::Note => 5,
        EventKind::Receive => 6,
        EventKind::Send => 7,
        EventKind::Start => 8,
    }
}

/// Whether an event's text stands beside it: arrows say what was sent and received.
fn has_label(kind: EventKind) -> bool {
    !matches!(kind, EventKind::Start | EventKind::Send | EventKind::Receive)
}
