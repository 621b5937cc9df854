//! Which part of a run is on the screen.
//!
//! A long run is higher than browsers can scroll. The scrolled height is capped; beyond
//! the cap, the scroll position is mapped in proportion.

/// The most that a browser is asked to scroll, in px.
const SCROLL_MAX: i64 = 8_000_000;

/// Windows begin at multiples of this, so that scrolling a little paints nothing anew.
const STRIDE: i64 = 256;

/// What is painted above and below what is seen, in px.
const MARGIN: i64 = 128;

/// The part of a layout that is seen, in px.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Viewport {
    /// Width of the picture.
    pub width: i64,
    /// Height of what is seen.
    pub height: i64,
    /// What is scrolled away at the top.
    pub scroll: i64,
}

/// Maps between the scroll position and the layout.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Scale {
    layout: i64,
    seen: i64,
}

impl Scale {
    /// For a layout of this height, of which `seen` px are seen at once.
    pub fn new(layout: i64, seen: i64) -> Scale {
        Scale { layout: layout.max(seen), seen }
    }

    /// The height that is scrolled.
    pub fn scrolled_height(self) -> i64 {
        self.layout.min(SCROLL_MAX)
    }

    fn is_exact(self) -> bool {
        self.layout <= SCROLL_MAX
    }

    /// The layout's y at the top of what is seen.
    pub fn top(self, scroll: i64) -> i64 {
        if self.is_exact() {
            return scroll;
        }
        let from = i128::from((SCROLL_MAX - self.seen).max(1));
        (i128::from(scroll) * i128::from(self.layout - self.seen) / from) as i64
    }

    /// The scroll position that brings a y of the layout to the top.
    pub fn scroll(self, top: i64) -> i64 {
        let top = top.clamp(0, self.layout - self.seen);
        if self.is_exact() {
            return top;
        }
        let from = i128::from((self.layout - self.seen).max(1));
        (i128::from(top) * i128::from(SCROLL_MAX - self.seen) / from) as i64
    }

    /// The window to paint for a scroll position: its top in the layout, and where
    /// that stands in what is scrolled.
    pub fn window(self, scroll: i64) -> (i64, i64) {
        let top = self.top(scroll);
        let last = (self.layout - self.window_height()).max(0);
        let start = ((top - MARGIN).max(0) / STRIDE * STRIDE).min(last);
        (start, scroll + start - top)
    }

    /// The height of a window.
    pub fn window_height(self) -> i64 {
        (self.seen + 2 * MARGIN + STRIDE).min(self.layout)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_runs_scroll_px_for_px() {
        let scale = Scale::new(10_000, 800);
        assert_eq!(scale.scrolled_height(), 10_000);
        assert_eq!((scale.top(777), scale.scroll(777)), (777, 777));
        assert_eq!(scale.window(2_000), (1_792, 1_792));
    }

    #[test]
    fn the_ends_of_an_endless_run_can_be_reached() {
        let scale = Scale::new(1_000_000_000_000, 800);
        assert_eq!(scale.top(0), 0);
        assert_eq!(scale.top(scale.scrolled_height() - 800), 1_000_000_000_000 - 800);
        let top = 123_456_789_000;
        assert!((scale.top(scale.scroll(top)) - top).abs() < 200_000);
    }

    #[test]
    fn what_is_seen_is_inside_the_window() {
        for layout in [500, 9_000, 90_000_000] {
            let scale = Scale::new(layout, 700);
            for part in 0..100 {
                let scroll = (scale.scrolled_height() - 700) * part / 99;
                let (start, _) = scale.window(scroll);
                let top = scale.top(scroll);
                let bottom = (top + 700).min(layout);
                assert!(start <= top && bottom <= start + scale.window_height(), "{layout} {part}");
                assert!(
                    start + scale.window_height() <= layout.max(700),
                    "nothing beyond the end: {layout} {part}"
                );
            }
        }
    }
}
