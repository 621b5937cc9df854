//! Where the lanes stand from left to right.

use sequitur_core::trace::NodeId;

/// The least distance between two lanes in px.
const SPACING_MIN: i64 = 44;
/// A picture of less than this width is narrow, in px.
const NARROW: i64 = 600;
/// Half the width of a lane's head at most, in px.
const HEAD_HALF: i64 = 44;

/// Where the lanes stand.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    /// The x of each node's lane.
    pub xs: Vec<i64>,
    /// The distance between two lanes.
    pub spacing: i64,
    /// How wide the picture is.
    pub width: i64,
    /// Where the texts of the times end.
    pub gutter: i64,
    /// Whether the picture is narrow.
    pub is_narrow: bool,
}

impl Columns {
    /// Spreads the lanes of the nodes that are shown over the width, with room for times on
    /// the left and epochs on the right. A lane that is hidden has the place of the next one.
    pub fn new(shown: &[bool], width: i64) -> Columns {
        let count = shown.iter().filter(|shown| **shown).count();
        let is_narrow = width < NARROW;
        let (left, right, gutter) = if is_narrow { (78, 50, 42) } else { (108, 108, 56) };
        let gaps = (count as i64 - 1).max(0);
        let room = (width - left - right).max(gaps * SPACING_MIN);
        let width = left + room + right;
        if gaps == 0 {
            let xs = vec![left + room / 2; shown.len()];
            return Columns { xs, spacing: width, width, gutter, is_narrow };
        }
        let x = |lane: i64| left + (lane.min(gaps) * room + gaps / 2) / gaps;
        let before = |place: usize| shown[..place].iter().filter(|shown| **shown).count() as i64;
        let xs = (0..shown.len()).map(|place| x(before(place))).collect();
        Columns { xs, spacing: room / gaps, width, gutter, is_narrow }
    }

    /// The x of a node's lane.
    pub fn x(&self, node: NodeId) -> i64 {
        self.xs[node.index()]
    }

    /// The lanes beside an x, or the edges of what labels may cover.
    pub fn neighbours(&self, x: i64) -> (i64, i64) {
        let before = self.xs.iter().copied().filter(|lane| *lane < x).max();
        let after = self.xs.iter().copied().filter(|lane| *lane > x).min();
        (before.unwrap_or(self.gutter + 8), after.unwrap_or(self.width - 4))
    }

    /// The lanes strictly between two x and the second of them, in that order.
    pub fn lanes_to(&self, from: i64, to: i64) -> Vec<i64> {
        let (low, high) = (from.min(to), from.max(to));
        let mut lanes: Vec<i64> =
            self.xs.iter().copied().filter(|x| (low..=high).contains(x) && *x != from).collect();
        lanes.dedup();
        if to < from {
            lanes.reverse();
        }
        lanes
    }
}

/// Half the width of the heads of lanes that are this far apart.
pub fn head_half(spacing: i64) -> i64 {
    ((spacing - 8) / 2).clamp(18, HEAD_HALF)
}
