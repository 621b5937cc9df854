//! From lanes and heights to the line of an arrow.

use super::{ArrowEnd, Columns, Path};
use crate::layout::Fall;
use sequitur_core::trace::{Fate, NodeId};

/// How far from a lane's middle the cross of a message that was refused stands, in px.
const STOP_ROOM: i64 = 14;
/// How far a message from a node to itself swings out, in px.
const SWING: i64 = 30;
/// How far the stub of a message under way reaches, in px.
const STUB: i64 = 34;
/// How far from a lane's middle the tip of an arrow stands, in px.
const TIP_ROOM: i64 = 5;
/// How long a tip is, and half its width, in px.
const TIP: (i64, i64) = (9, 4);

/// The line of a message. One that was cut off ends at its receiver here.
pub(super) fn path(columns: &Columns, from: NodeId, to: NodeId, fall: Fall, fate: Fate) -> Path {
    let (x1, aim) = (columns.x(from), columns.x(to));
    let itself = from == to;
    let way = if itself { 1 } else { (aim - x1).signum() };
    let (end, x2) = match fate {
        Fate::Delivered => (ArrowEnd::Head, aim),
        Fate::Lost | Fate::Dropped if itself => (ArrowEnd::Cross, x1 + SWING / 2),
        Fate::Lost | Fate::Dropped => (ArrowEnd::Cross, x1 + (aim - x1) * fall.across / 1000),
        Fate::Cut | Fate::Refused => {
            (ArrowEnd::Stop, aim - if itself { -STOP_ROOM } else { way * STOP_ROOM })
        }
        Fate::Flying => (ArrowEnd::Open, x1 + way * STUB.min(columns.spacing * 2 / 3)),
    };
    Path {
        x1,
        y1: fall.y1,
        x2,
        y2: fall.y2,
        swing: if itself && end != ArrowEnd::Open { SWING } else { 0 },
        end,
    }
}

impl Path {
    /// The direction in which it arrives, and its length.
    fn arriving(&self) -> (i64, i64, i64) {
        let (dx, dy) = match self.swing {
            0 => (self.x2 - self.x1, self.y2 - self.y1),
            _ => (-1, 0),
        };
        (dx, dy, length(dx * 100, dy * 100).max(1))
    }

    /// A point so far before its end, and so far to the right of it, in tenths of px.
    fn before_end(&self, back: i64, aside: i64) -> (i64, i64) {
        let (dx, dy, length) = self.arriving();
        // The length is in hundredths.
        let along = |d: i64, by: i64| d * by * 1_000 / length;
        let x = self.x2 * 10 - along(dx, back) - along(dy, aside);
        let y = self.y2 * 10 - along(dy, back) + along(dx, aside);
        (x, y)
    }

    /// The line as path data. Where it has a tip, it ends inside of it.
    pub fn line(&self) -> String {
        let (x1, y1) = (self.x1, self.y1);
        let (x2, y2) = match self.end {
            ArrowEnd::Head => self.before_end(TIP_ROOM + TIP.0 - 2, 0),
            _ => (self.x2 * 10, self.y2 * 10),
        };
        let (x2, y2) = (Tenths(x2), Tenths(y2));
        match self.swing {
            0 => format!("M{x1} {y1}L{x2} {y2}"),
            _ => format!("M{x1} {y1}C{0} {y1} {0} {y2} {x2} {y2}", x1 + self.swing),
        }
    }

    /// The tip as path data, where it has one.
    pub fn tip(&self) -> Option<String> {
        (self.end == ArrowEnd::Head).then(|| {
            let corner = |back, aside| {
                let (x, y) = self.before_end(back, aside);
                format!("{} {}", Tenths(x), Tenths(y))
            };
            let (length, half) = TIP;
            let base = TIP_ROOM + length;
            format!("M{}L{}L{}z", corner(TIP_ROOM, 0), corner(base, half), corner(base, -half))
        })
    }

    /// A point so many px before its end, where it can be taken hold of.
    pub fn grip(&self, back: i64) -> (i64, i64) {
        let (x, y) = self.before_end(back, 0);
        ((x + 5).div_euclid(10), (y + 5).div_euclid(10))
    }
}

impl Path {
    /// A point so many px after its beginning, where a sign on it stands.
    pub fn tail(&self, ahead: i64) -> (i64, i64) {
        let (dx, dy) = (self.x2 + self.swing - self.x1, self.y2 - self.y1);
        let length = length(dx, dy).max(1);
        (self.x1 + dx * ahead / length, self.y1 + dy * ahead / length)
    }

    /// How far a point is from the line, in px.
    pub fn distance(&self, x: i64, y: i64) -> i64 {
        let (dx, dy) = (self.x2 + self.swing - self.x1, self.y2 - self.y1);
        let along = i128::from(x - self.x1) * i128::from(dx) + i128::from(y - self.y1) * i128::from(dy);
        let square = i128::from(dx) * i128::from(dx) + i128::from(dy) * i128::from(dy);
        // Where the point nearest to it lies on the line, in thousandths of its way.
        let at = (along * 1_000 / square.max(1)).clamp(0, 1_000) as i64;
        let at = |from: i64, d: i64| from + (i128::from(d) * i128::from(at) / 1_000) as i64;
        length(x - at(self.x1, dx), y - at(self.y1, dy))
    }
}

/// A number of tenths, with a decimal where it needs one.
struct Tenths(i64);

impl std::fmt::Display for Tenths {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.unsigned_abs() / 10, self.0.unsigned_abs() % 10);
        match rest {
            0 => write!(f, "{sign}{whole}"),
            _ => write!(f, "{sign}{whole}.{rest}"),
        }
    }
}

/// The length of a line, rounded down.
pub(super) fn length(dx: i64, dy: i64) -> i64 {
    let square = |d: i64| u128::from(d.unsigned_abs()) * u128::from(d.unsigned_abs());
    (square(dx) + square(dy)).isqrt() as i64
}

/// The tangent of each half degree, from 0.5 to 89.5, times 65536.
const TANGENTS: [u32; 90] = [
    572, 1716, 2861, 4008, 5158, 6310, 7467, 8628, 9794, 10967, 12146, 13333, 14529, 15734, 16949, 18175,
    19413, 20663, 21928, 23208, 24503, 25815, 27146, 28496, 29866, 31259, 32675, 34116, 35583, 37078, 38604,
    40161, 41751, 43377, 45042, 46746, 48494, 50288, 52130, 54024, 55973, 57981, 60053, 62191, 64402, 66690,
    69061, 71520, 74075, 76733, 79502, 82390, 85408, 88567, 91878, 95355, 99014, 102871, 106945, 111258,
    115834, 120702, 125893, 131445, 137399, 143806, 150722, 158218, 166373, 175284, 185068, 195866, 207854,
    221246, 236315, 253409, 272977, 295614, 322120, 353601, 391628, 438512, 497795, 575202, 680617, 832714,
    1071504, 1501021, 2502719, 7509682,
];

/// The slope of a line in whole degrees, clockwise, so that a text along it reads from
/// left to right: from -90 to 90.
pub(super) fn angle(dx: i64, dy: i64) -> i64 {
    let (run, rise) = (dx.unsigned_abs(), u128::from(dy.unsigned_abs()) << 16);
    let below = |tangent: &u32| u128::from(*tangent) * u128::from(run) < rise;
    let steepness = TANGENTS.partition_point(below) as i64;
    if (dx < 0) == (dy < 0) { steepness } else { -steepness }
}
