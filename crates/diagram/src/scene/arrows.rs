//! From lanes and heights to the line of an arrow.

use super::{ArrowEnd, Columns, Path};
use crate::layout::Fall;
use sequitur_core::trace::{Fate, NodeId};

/// How far from a lane's middle an arrow's head stops, in px.
const HEAD_ROOM: i64 = 7;
/// How far from a lane's middle the cross of a message that was kept out stands, in px.
const STOP_ROOM: i64 = 14;
/// How far a message from a node to itself swings out, in px.
const SWING: i64 = 30;

/// The line of a message.
pub(super) fn path(columns: &Columns, from: NodeId, to: NodeId, fall: Fall, fate: Fate) -> Path {
    let (x1, aim) = (columns.xs[from.index()], columns.xs[to.index()]);
    let (end, room) = match fate {
        Fate::Delivered => (ArrowEnd::Head, HEAD_ROOM),
        Fate::Lost | Fate::Dropped => (ArrowEnd::Cross, 0),
        Fate::Cut | Fate::Refused => (ArrowEnd::Stop, STOP_ROOM),
        Fate::Flying => (ArrowEnd::Open, 0),
    };
    let itself = from == to;
    let x2 = match itself {
        true => x1 + room,
        false => x1 + (aim - x1) * fall.across / 1000 - (aim - x1).signum() * room,
    };
    Path { x1, y1: fall.y1, x2, y2: fall.y2, swing: if itself { SWING } else { 0 }, end }
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
