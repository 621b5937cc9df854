//! Physical clocks: what nodes believe about time.
//!
//! At true time t a clock has run `t + t * drift / 1_000_000` since the run began, rounded
//! down, plus what it was slewed by. Its monotonic reading is that; its wall reading adds
//! the offset and every step. All of it is whole microseconds: the same run gives the same
//! readings everywhere.
//!
//! A step moves the wall clock at once, back too. A slew makes both clocks go slower or
//! faster for a while; it never turns them back, and it moves the timers that are armed. A
//! new correction takes the place of what is left of a slew. Clocks run on while their node
//! is down.

use crate::ordered::{self, Map};
use crate::trace::{Micros, NodeId};

/// What a wall clock shows, in microseconds. It can be before the beginning of the run.
pub type Wall = i64;

/// The most that a clock drifts, in parts per million. The rate stays above a quarter,
/// slews included.
pub const DRIFT_MAX: u64 = 500_000;

/// The most that a clock is set wrong, and the longest slew.
pub const SLEW_MAX: Micros = 1_000_000_000;

/// No time beyond this is asked of a clock.
const TIME_MAX: Micros = 1 << 43;

/// An amount of time in milliseconds, for people.
pub fn text(amount: Wall) -> String {
    let (sign, micros) = (if amount < 0 { "-" } else { "" }, amount.unsigned_abs());
    match micros % 1_000 {
        0 => format!("{sign}{}ms", micros / 1_000),
        rest => format!("{sign}{}.{rest:03}ms", micros / 1_000),
    }
}

/// How a clock is in the beginning.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct ClockStart {
    /// How far its wall reading is ahead of true time.
    pub offset: Wall,
    /// How much faster it runs, in parts per million.
    pub drift_ppm: i64,
}

/// How far from true a clock may be right after a correction, and from then on: an error
/// that was measured, and what the clock may have drifted since. (Cristian 1989, section 3;
/// RFC 5905, section 4: the root distance grows with the frequency tolerance.)
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Bound {
    /// The error at the correction, at most; in a slew, what it is at its end without drift.
    pub error: Micros,
    /// The most that the clock drifts, as is claimed.
    pub drift_ppm: u64,
}

/// A change to a clock that is running.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Correction {
    /// By how much.
    pub amount: Wall,
    /// How long it takes; 0 for a step.
    pub over: Micros,
    /// How far from true the clock may be after it, as whoever corrects it believes. None
    /// leaves what was believed before.
    pub bound: Option<Bound>,
}

impl Correction {
    /// A step: at once, and only the wall clock.
    pub fn step(amount: Wall) -> Correction {
        Correction { amount, over: 0, bound: None }
    }

    /// A slew over at least so long, which is stretched where it would be too steep: no
    /// more than a quarter of a second in each second.
    pub fn slew(amount: Wall, over: Micros) -> Correction {
        let limit = (SLEW_MAX / 4) as Wall;
        let amount = amount.clamp(-limit, limit);
        let over = over.max(amount.unsigned_abs() * 4).clamp(1, SLEW_MAX);
        Correction { amount, over, bound: None }
    }
}

/// A correction that was made, and what all before it came to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct Applied {
    at: Micros,
    wall: Wall,
    monotonic: Wall,
    slew: Wall,
    over: Micros,
    bound: Option<Bound>,
}

impl Applied {
    fn slewed(&self, at: Micros) -> Wall {
        match self.over {
            0 => 0,
            over => {
                let passed = at.saturating_sub(self.at).min(over);
                (self.slew * passed as Wall).div_euclid(over as Wall)
            }
        }
    }
}

/// The clock of a node, with all that was done to it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Clock {
    start: ClockStart,
    applied: Vec<Applied>,
}

impl Clock {
    /// A clock that nobody has corrected yet.
    pub fn new(start: ClockStart) -> Clock {
        Clock { start, applied: Vec::new() }
    }

    /// How many corrections were made by a time.
    fn count(&self, at: Micros) -> usize {
        self.applied.partition_point(|applied| applied.at <= at)
    }

    /// What the clock has run without corrections.
    fn run(&self, at: Micros) -> Wall {
        let at = at.min(TIME_MAX) as Wall;
        at + (at * self.start.drift_ppm).div_euclid(1_000_000)
    }

    /// The reading of the wall clock after so many corrections.
    fn wall(&self, at: Micros, count: usize) -> Wall {
        let applied = self.applied[..count].last().map_or(0, |applied| applied.wall + applied.slewed(at));
        self.start.offset + self.run(at) + applied
    }

    /// What all slews so far come to.
    fn slewed(&self, at: Micros) -> Wall {
        self.applied[..self.count(at)].last().map_or(0, |applied| applied.monotonic + applied.slewed(at))
    }

    /// The reading of the monotonic clock.
    fn monotonic(&self, at: Micros) -> Micros {
        (self.run(at) + self.slewed(at)).unsigned_abs()
    }

    /// What is known of the clock's error after so many corrections.
    fn error(&self, at: Micros, count: usize) -> Error {
        let believed = self.applied[..count].iter().rev().find_map(|applied| Some((applied, applied.bound?)));
        let bound = believed.map(|(applied, Bound { error, drift_ppm })| {
            let drifted = u128::from(at - applied.at) * u128::from(drift_ppm);
            let left = applied.slew - applied.slewed(at);
            error + left.unsigned_abs() + drifted.div_ceil(1_000_000) as Micros
        });
        Error { at, error: self.wall(at, count) - at as Wall, bound }
    }

    /// When the clock's error, or its bound, begins to change in another way, up to a time,
    /// and how many corrections were made before that.
    fn turns(&self, end: Micros) -> Vec<(Micros, usize)> {
        let applied = &self.applied[..self.count(end)];
        let ends = applied.iter().map(|applied| applied.at + applied.over).filter(|at| *at <= end);
        let mut turns: Vec<(Micros, usize)> = ends.map(|at| (at, self.count(at))).collect();
        for (index, applied) in applied.iter().enumerate() {
            turns.extend([(applied.at, index), (applied.at, index + 1)]);
        }
        turns.extend([(0, 0), (end, applied.len())]);
        ordered::sort(&mut turns);
        turns.dedup();
        turns
    }

    /// How long it is being slewed from now on, by its monotonic reading.
    fn slew_left(&self, now: Micros) -> Micros {
        let end = self.applied[..self.count(now)].last().map_or(0, |applied| applied.at + applied.over);
        self.monotonic(end).saturating_sub(self.monotonic(now))
    }

    /// When the monotonic clock shows this, if it shows less now and nobody corrects it.
    fn shows(&self, reading: Micros, now: Micros) -> Micros {
        let least = reading.saturating_sub(self.monotonic(now));
        let (mut early, mut late) = (now, now.saturating_add(least.saturating_mul(4)).saturating_add(4));
        while early < late {
            let middle = early + (late - early) / 2;
            if self.monotonic(middle) < reading {
                early = middle + 1;
            } else {
                late = middle;
            }
        }
        early
    }

    fn correct(&mut self, at: Micros, correction: Correction) {
        let last = self.applied.last().copied();
        let slewed = last.map_or(0, |applied| applied.slewed(at));
        let (wall, monotonic) =
            last.map_or((0, 0), |applied| (applied.wall + slewed, applied.monotonic + slewed));
        let Correction { amount, over, bound } = correction;
        let (step, slew) = if over == 0 { (amount, 0) } else { (0, amount) };
        self.applied.push(Applied { at, wall: wall + step, monotonic, slew, over, bound });
    }
}

/// What is known of a clock's error at a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Error {
    /// True time.
    pub at: Micros,
    /// How far the wall clock is ahead of it.
    pub error: Wall,
    /// How far it may be from true, as whoever corrected it believed, and claimed of its
    /// drift.
    pub bound: Option<Micros>,
}

/// The clocks of all nodes. Those that nothing is said of show true time.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Clocks(Map<NodeId, Clock>);

impl Clocks {
    /// Clocks as they are in the beginning.
    pub fn new(starts: &Map<NodeId, ClockStart>) -> Clocks {
        let mut clocks = Map::new();
        for (node, start) in starts.iter() {
            clocks.insert(*node, Clock::new(*start));
        }
        Clocks(clocks)
    }

    /// Whether all clocks show true time, and nobody touches them.
    pub fn are_true(&self) -> bool {
        self.0.is_empty()
    }

    /// What a node believes to be the time.
    pub fn wall(&self, node: NodeId, at: Micros) -> Wall {
        self.wall_before(node, at, 0)
    }

    /// What a node believed to be the time before the last so many corrections of its clock
    /// by then.
    pub fn wall_before(&self, node: NodeId, at: Micros, later: usize) -> Wall {
        let clock = self.0.get(&node);
        clock.map_or(at.min(TIME_MAX) as Wall, |clock| clock.wall(at, clock.count(at) - later))
    }

    /// How long a node believes the run to last.
    pub fn monotonic(&self, node: NodeId, at: Micros) -> Micros {
        self.0.get(&node).map_or(at, |clock| clock.monotonic(at))
    }

    /// How long a node's clock is still being slewed, by its monotonic clock.
    pub fn slew_left(&self, node: NodeId, now: Micros) -> Micros {
        self.0.get(&node).map_or(0, |clock| clock.slew_left(now))
    }

    /// When a node's monotonic clock will show this reading.
    pub fn shows(&self, node: NodeId, reading: Micros, now: Micros) -> Micros {
        self.0.get(&node).map_or(reading, |clock| clock.shows(reading, now))
    }

    /// Corrects the clock of a node.
    pub fn correct(&mut self, node: NodeId, at: Micros, correction: Correction) {
        self.0.or_default(node).correct(at, correction);
    }

    /// What is known of the error of a node's clock at a time, after all corrections by then.
    pub fn error(&self, node: NodeId, at: Micros) -> Error {
        let clock = self.0.get(&node);
        clock.map_or(Error { at, error: 0, bound: None }, |clock| clock.error(at, clock.count(at)))
    }

    /// The error of a node's clock up to a time, as a line: straight between these points.
    /// Where the clock is corrected, two of them have the same time.
    pub fn errors(&self, node: NodeId, end: Micros) -> Vec<Error> {
        let Some(clock) = self.0.get(&node) else {
            return [0, end].map(|at| Error { at, error: 0, bound: None }).into();
        };
        let turns = clock.turns(end);
        turns.into_iter().map(|(at, count)| clock.error(at, count)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: NodeId = NodeId(0);
    const SECOND: Micros = 1_000_000;
    const DAY: Micros = 86_400 * SECOND;

    fn clocks(offset: Wall, drift_ppm: i64) -> Clocks {
        let mut starts = Map::new();
        starts.insert(A, ClockStart { offset, drift_ppm });
        Clocks::new(&starts)
    }

    #[test]
    fn drift_for_a_day() {
        let table = [(1, 86_400), (20, 1_728_000), (50, 4_320_000), (100, 8_640_000), (200, 17_280_000)];
        for (ppm, micros) in table {
            assert_eq!(clocks(0, ppm).wall(A, DAY) - DAY as Wall, micros, "{ppm} ppm fast");
            assert_eq!(clocks(0, -ppm).wall(A, DAY) - DAY as Wall, -micros, "{ppm} ppm slow");
        }
    }

    #[test]
    fn two_clocks_part_by_twice_their_drift() {
        for (ppm, seconds) in [(50, 100), (100, 50), (200, 25), (20, 250)] {
            let at = seconds * SECOND;
            assert_eq!(clocks(0, ppm).wall(A, at) - clocks(0, -ppm).wall(A, at), 10_000, "{ppm} ppm");
        }
    }

    #[test]
    fn a_step_moves_the_wall_clock_alone() {
        let mut clocks = clocks(0, 0);
        clocks.correct(A, 10 * SECOND, Correction::step(-(SECOND as Wall)));
        assert_eq!(clocks.wall(A, 10 * SECOND - 1), 9_999_999);
        assert_eq!(clocks.wall(A, 10 * SECOND), 9_000_000, "the second is told twice");
        assert_eq!(clocks.monotonic(A, 11 * SECOND), 11 * SECOND);
    }

    #[test]
    fn a_slew_turns_nothing_back() {
        let mut clocks = clocks(0, 0);
        clocks.correct(A, SECOND, Correction::slew(-(SECOND as Wall), 20 * SECOND));
        let mut last = 0;
        for at in (0..30 * SECOND).step_by(9_973) {
            let wall = clocks.wall(A, at);
            assert!(wall >= last, "at {at}");
            last = wall;
        }
        assert_eq!(clocks.wall(A, 11 * SECOND), 10_500_000, "half of it after half the time");
        assert_eq!(clocks.wall(A, 30 * SECOND), 29_000_000);
        assert_eq!(clocks.monotonic(A, 30 * SECOND), 29 * SECOND);
    }

    #[test]
    fn a_reading_is_shown_first_at_its_time() {
        let mut clocks = clocks(40_000, -250_000);
        clocks.correct(A, 3 * SECOND, Correction::slew(100_000, SECOND));
        for reading in [1, 999, 1_000_000, 2_345_678, 9_000_001] {
            let at = clocks.shows(A, reading, 0);
            assert!(clocks.monotonic(A, at) >= reading && clocks.monotonic(A, at - 1) < reading);
        }
    }

    #[test]
    fn errors_as_a_line() {
        let mut clocks = clocks(1_000, 100);
        let bound = Some(Bound { error: 7, drift_ppm: 200 });
        clocks.correct(A, 10 * SECOND, Correction { bound, ..Correction::step(-2_000) });
        clocks.correct(A, 20 * SECOND, Correction::slew(-500, SECOND));
        let points: Vec<(Micros, Wall, Option<Micros>)> = clocks
            .errors(A, 30 * SECOND)
            .iter()
            .map(|point| (point.at / SECOND, point.error, point.bound))
            .collect();
        assert_eq!(
            points,
            [
                (0, 1_000, None),
                (10, 2_000, None),
                (10, 0, Some(7)),
                (20, 1_000, Some(2_007)),
                (20, 1_000, Some(2_007)),
                (21, 600, Some(2_207)),
                (30, 1_500, Some(4_007))
            ]
        );
    }
}
