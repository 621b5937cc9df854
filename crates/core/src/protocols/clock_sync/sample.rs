//! What four timestamps tell, and how wrong it can be.

use super::Config;
use crate::authoring::*;
use crate::sim::clock::{Bound, Wall};

/// What an exchange of four timestamps tells: two of the client, two of the server.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Sample {
    /// How long the messages were under way, both together.
    pub delay: Wall,
    /// Twice the offset: how far the server's clock is ahead of the client's.
    pub twice_offset: Wall,
    /// What the client's clock showed when the answer came.
    pub at: Wall,
    /// What the client's monotonic clock showed when it asked.
    pub asked: Micros,
}

impl Sample {
    /// From the times of sending and receiving the request, sending and receiving the
    /// reply: `((T2 - T1) + (T3 - T4)) / 2` and `(T4 - T1) - (T3 - T2)`.
    pub fn of([t1, t2, t3, t4]: [Wall; 4]) -> Sample {
        let (delay, twice_offset) = ((t4 - t1) - (t3 - t2), (t2 - t1) + (t3 - t4));
        Sample { delay, twice_offset, at: t4, asked: 0 }
    }

    /// How far the server's clock is ahead, rounded down to a microsecond.
    pub fn offset(&self) -> Wall {
        self.twice_offset.div_euclid(2)
    }

    /// How wrong the offset can be where each way takes at least `least`: half of what
    /// remains of the delay, rounded up.
    pub fn error_max(&self, least: Micros) -> Micros {
        let slack = self.delay - 2 * least as Wall;
        (slack.max(0) as Micros).div_ceil(2)
    }

    /// How wrong a clock can be that is corrected by this sample now, by its monotonic clock,
    /// where clocks drift by no more than is claimed.
    ///
    /// 1. The messages took at most as long as the client's clock ran meanwhile, by a clock
    ///    that may be slow; their way there and their way back differ by that, less what
    ///    each surely takes. Half of the difference is the error of the sample.
    /// 2. Since the request was sent the clock has drifted, by its claimed rate at most. It
    ///    has not been slewed: a node asks only when that is over.
    /// 3. Readings are rounded to microseconds, and so is the offset.
    pub(super) fn bound(&self, now: Micros, config: &Config) -> Bound {
        let drift = config.drift_ppm;
        let passed = u128::from(now - self.asked);
        let drifted = (passed * u128::from(drift)).div_ceil(u128::from(1_000_000 - drift)) as Micros;
        Bound { error: self.error_max(config.least_delay) + drifted + ROUNDED, drift_ppm: drift }
    }
}

/// What rounding adds to the error, at most.
pub(super) const ROUNDED: Micros = 3;

/// What two clocks that drift by so many millionths at most add to the error of a sample: the
/// one that measures the delay, and the one that runs on while the answer is under way. Each
/// is off by its rate for as long as the messages took; the client's counts half, and the
/// delay, by a clock that may be slow, stands for that time.
pub(super) fn drift_share(delay: Micros, drift_ppm: u64) -> Micros {
    let share = u128::from(delay) * 2 * u128::from(drift_ppm);
    share.div_ceil(u128::from(1_000_000 - drift_ppm)) as Micros
}
