//! Time going on by itself.

use super::State;
use sequitur_core::trace::Micros;

/// How fast a log is played: so many steps a second.
const STEPS_SPEED: u32 = 10;

impl State {
    pub(super) fn tick(&mut self, real: Micros) {
        let Some(made) = &self.made else {
            return;
        };
        let speed = if made.trace().is_timeless { STEPS_SPEED } else { self.speed };
        let next = self.cursor.unwrap_or(0) + real * u64::from(speed) / 1_000;
        if next >= made.run.end {
            (self.playing, self.cursor) = (false, None);
        } else {
            self.cursor = Some(next);
        }
    }

    pub(super) fn play(&mut self, playing: bool) {
        self.playing = playing;
        if playing && self.cursor.is_none() {
            self.cursor = Some(0);
        }
    }
}
