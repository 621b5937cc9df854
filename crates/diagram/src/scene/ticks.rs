//! Round points in time, as fine as the local scale allows.
//!
//! A multiple of a step is shown when its neighbours of that step are far enough away
//! on both sides. Each step divides the next larger one, so two points that are shown
//! are never too close, and whether one is shown does not depend on the window.

use super::{Break, Columns, Tick};
use crate::plain::duration_text;
use crate::timeline::Timeline;
use crate::widths::width_of;
use sequitur_core::ordered;
use sequitur_core::trace::Micros;

/// The least distance between two ticks in px.
const DISTANCE_MIN: i64 = 32;

/// How far a tick stands from the text of a break at least, in px.
const BREAK_ROOM: i64 = 14;

/// A time in a narrow picture, where milliseconds go without saying.
pub(super) fn short(text: &str) -> String {
    text.strip_suffix(" ms").unwrap_or(text).replace(' ', "")
}

/// A time as long as the gutter is wide, if it can be.
fn fitting(time: Micros, columns: &Columns) -> Option<String> {
    let whole = duration_text(time);
    let texts = [Some(&whole).filter(|_| !columns.is_narrow).cloned(), Some(short(&whole))];
    texts.into_iter().flatten().find(|text| width_of(text) <= columns.gutter)
}

/// The ticks between two heights, both included, but none where a break has its text.
pub(super) fn ticks(
    timeline: &Timeline,
    (top, bottom): (i64, i64),
    breaks: &[Break],
    columns: &Columns,
) -> Vec<Tick> {
    let steps = steps(timeline.time_of_y(bottom));
    let mut ticks = Ticks { timeline, steps: &steps, top, bottom, found: Vec::new() };
    ticks.offer(0, 0);
    ticks.refine(0, 0);
    ordered::sort(&mut ticks.found);
    let tick = |&time: &Micros| Some(Tick { y: timeline.y_of_time(time), text: fitting(time, columns)? });
    let is_free = |tick: &Tick| breaks.iter().all(|gap| (gap.middle() - tick.y).abs() >= BREAK_ROOM);
    ticks.found.iter().filter_map(tick).filter(is_free).collect()
}

/// Steps of 1, 2, 10, 20, 100, … microseconds, the coarsest beyond `time` first.
fn steps(time: Micros) -> Vec<Micros> {
    let mut steps: Vec<Micros> = vec![1];
    while let Some(&last) = steps.last() {
        let factor = if steps.len() % 2 == 1 { 2 } else { 5 };
        match last.checked_mul(factor) {
            Some(next) if last <= time => steps.push(next),
            _ => break,
        }
    }
    steps.reverse();
    steps
}

struct Ticks<'a> {
    timeline: &'a Timeline,
    steps: &'a [Micros],
    top: i64,
    bottom: i64,
    found: Vec<Micros>,
}

impl Ticks<'_> {
    /// Looks for ticks between `from` and the next multiple of the step at `level`.
    fn refine(&mut self, from: Micros, level: usize) {
        let Some(&step) = self.steps.get(level + 1) else {
            return;
        };
        let to = from.saturating_add(self.steps[level]);
        let (y0, y1) = (self.y(from), self.y(to));
        if y1 < self.top || y0 > self.bottom || y1 - y0 < 2 * DISTANCE_MIN {
            return;
        }
        let mut time = from;
        while time < to {
            if time > from {
                self.offer(time, level + 1);
            }
            self.refine(time, level + 1);
            time = time.saturating_add(step);
        }
    }

    /// Takes a time that is in the window and has room at its step.
    fn offer(&mut self, time: Micros, level: usize) {
        let y = self.y(time);
        let fits = |step: &Micros| {
            let above = time.checked_sub(*step).map(|before| y - self.y(before));
            let below = self.y(time.saturating_add(*step)) - y;
            above.is_none_or(|px| px >= DISTANCE_MIN) && below >= DISTANCE_MIN
        };
        if (self.top..=self.bottom).contains(&y) && self.steps[level..].iter().any(fits) {
            self.found.push(time);
        }
    }

    fn y(&self, time: Micros) -> i64 {
        self.timeline.y_of_time(time)
    }
}
