//! The bend between time and height: a monotone, piecewise linear map.
//!
//! A knot is a moment at which something happens. It takes up some height, because
//! the events of one moment stand below one another; between two knots time passes
//! evenly. So time never runs backwards down the page, and a line drawn across it
//! parts what happened before from what happened after.

use sequitur_core::trace::Micros;

/// The y of time 0: room for whatever belongs above the first event.
pub(crate) const TOP: i64 = 24;

const MICROS_PER_SECOND: u64 = 1_000_000;

/// A moment at which something happens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Knot {
    /// When.
    pub at: Micros,
    /// The y of its first events.
    pub top: i64,
    /// How far below `top` its last event stands.
    pub depth: u32,
    /// The index of its first event in the trace; of the next knot's where it has none.
    pub first: u32,
}

impl Knot {
    /// The y of its last event.
    pub fn bottom(&self) -> i64 {
        self.top + i64::from(self.depth)
    }
}

/// The map itself. The first knot is always time 0.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Timeline {
    /// Strictly increasing in time and, from the bottom of one to the top of the next,
    /// in height.
    knots: Vec<Knot>,
    px_per_second: u64,
    gap_max_px: i64,
    idle_px: i64,
}

impl Timeline {
    /// A map that knows only time 0.
    pub fn new(px_per_second: u32, gap_max_px: u32, idle_px: u32) -> Timeline {
        let zero = Knot { at: 0, top: TOP, depth: 0, first: 0 };
        Timeline {
            knots: vec![zero],
            px_per_second: u64::from(px_per_second.max(1)),
            gap_max_px: i64::from(gap_max_px.max(1)),
            idle_px: i64::from(idle_px.clamp(1, gap_max_px.max(1))),
        }
    }

    pub fn knots(&self) -> &[Knot] {
        &self.knots
    }

    /// The latest knot.
    pub fn last(&self) -> &Knot {
        self.knots.last().expect("time 0 is always there")
    }

    /// Adds the moment `at` no higher than `floor` and returns its y. A moment that is
    /// not after the latest becomes one with it.
    pub fn push(&mut self, at: Micros, first: u32, floor: i64) -> i64 {
        let last = self.last();
        if at <= last.at {
            return last.top;
        }
        let natural = self.natural_px(at - last.at);
        let gap = if natural > self.gap_max_px { self.idle_px } else { natural.max(1) };
        let top = (last.top + gap).max(last.bottom() + 1).max(floor);
        let depth = 0;
        self.knots.push(Knot { at, top, depth, first });
        top
    }

    /// Says that an event of the latest moment stands at `y`.
    pub fn reach(&mut self, y: i64) {
        if let Some(last) = self.knots.last_mut() {
            let depth = u32::try_from(y - last.top).unwrap_or(0);
            last.depth = last.depth.max(depth);
        }
    }

    /// The y of a point in time; where events stand at it, of the first of them.
    pub fn y_of_time(&self, time: Micros) -> i64 {
        let after = self.knots.partition_point(|knot| knot.at <= time);
        let knot = &self.knots[after.saturating_sub(1)];
        let passed = time - knot.at;
        match self.knots.get(after) {
            _ if passed == 0 => knot.top,
            Some(next) => {
                let room = (next.top - knot.bottom()).unsigned_abs();
                knot.bottom() + to_px(mul_div(passed, room, next.at - knot.at))
            }
            None => knot.bottom().saturating_add(self.natural_px(passed).min(i64::MAX / 4)),
        }
    }

    /// The y below which nothing stands that happened by this time.
    pub fn y_after_time(&self, time: Micros) -> i64 {
        let after = self.knots.partition_point(|knot| knot.at <= time);
        let knot = &self.knots[after.saturating_sub(1)];
        self.y_of_time(time).max(knot.bottom())
    }

    /// The time at a height: the earliest that is drawn there.
    pub fn time_of_y(&self, y: i64) -> Micros {
        let below = self.knots.partition_point(|knot| knot.top <= y);
        let knot = &self.knots[below.saturating_sub(1)];
        if y <= knot.bottom() {
            return knot.at;
        }
        let down = (y - knot.bottom()).unsigned_abs();
        let passed = match self.knots.get(below) {
            Some(next) => {
                let room = (next.top - knot.bottom()).unsigned_abs();
                mul_div_up(down, next.at - knot.at, room)
            }
            None => mul_div_up(down, MICROS_PER_SECOND, self.px_per_second),
        };
        knot.at.saturating_add(passed)
    }

    /// Whether the time after the knot at this index is drawn shorter than it lasts.
    pub fn is_break(&self, index: usize) -> bool {
        let (Some(knot), Some(next)) = (self.knots.get(index), self.knots.get(index + 1)) else {
            return false;
        };
        let natural = self.natural_px(next.at - knot.at);
        natural > self.gap_max_px && next.top - knot.top < natural
    }

    /// The indices of the knots of which some part lies between two heights, both
    /// included.
    pub fn knots_between(&self, top: i64, bottom: i64) -> std::ops::Range<usize> {
        let first = self.knots.partition_point(|knot| knot.bottom() < top);
        let end = self.knots.partition_point(|knot| knot.top <= bottom);
        first..end.max(first)
    }

    /// How high a length of time is where nothing bends it.
    fn natural_px(&self, passed: Micros) -> i64 {
        to_px(mul_div(passed, self.px_per_second, MICROS_PER_SECOND))
    }
}

/// `a * b / c`, rounded down and capped. `c` is not 0.
fn mul_div(a: u64, b: u64, c: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    u64::try_from(product / u128::from(c)).unwrap_or(u64::MAX)
}

/// `a * b / c`, rounded up and capped. `c` is not 0.
fn mul_div_up(a: u64, b: u64, c: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    u64::try_from(product.div_ceil(u128::from(c))).unwrap_or(u64::MAX)
}

fn to_px(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
