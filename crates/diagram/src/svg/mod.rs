//! A run as one standalone SVG, for files, slides and pages without scripts.
//!
//! It follows the reader's light or dark scheme, tells a screen reader what it shows,
//! and names every arrow and mark on pointing. A long run is cut, and says so.

mod alongside;
mod picture;

pub use alongside::alongside_svg;

use crate::facts::{Facts, NO_FACTS};
use crate::layout::{Layout, Options};
use crate::plain::{disturbs, duration_text};
use crate::scene::{Caps, View, Window};
use picture::Picture;
use sequitur_core::sim::run::Run;
use sequitur_core::trace::{EventId, Fate, Micros, STEP, Trace};
use std::fmt::{self, Write};

/// The most events that are drawn.
const EVENTS_MAX: u32 = 4_000;
/// The most messages that are drawn.
const CAPS: Caps = Caps { arrows: 8_000, marks: 8_000 };
/// A run as SVG, with this title.
pub fn svg(run: &Run, title: &str) -> String {
    let told = verdicts(run);
    let facts = Facts::of(run);
    let options = Options::of(run);
    svg_of_trace(&run.trace, run.end, &Caption { title, told: &told, facts: &facts, options })
}

/// What became of each property, as sentences.
pub(crate) fn verdicts(run: &Run) -> String {
    let verdicts = run.verdicts.iter().map(|verdict| {
        let name = run.info.properties[verdict.property].name;
        format!(" {name} {}.", verdict.words())
    });
    verdicts.collect()
}

/// A trace in a few sentences, for those who cannot see its picture.
pub(crate) fn described(trace: &Trace, end: Micros, told: &str) -> String {
    let names: Vec<&str> = trace.nodes.iter().map(String::as_str).collect();
    let (events, messages) = (trace.events.len(), trace.messages.len());
    let lost = trace.messages.iter().filter(|m| m.fate != Fate::Delivered).count();
    let names = names.join(", ");
    let extent = match trace.is_timeless {
        true => format!("{} steps", end / STEP),
        false => duration_text(end),
    };
    format!(
        "A message sequence diagram, time flowing down. Lanes from left to right: {names}. \
         {events} events and {messages} messages in {extent}, of which {lost} were not delivered.{told}"
    )
}

/// What an SVG says beside what its trace holds.
#[derive(Clone, Copy, Debug)]
pub struct Caption<'a> {
    /// Its title.
    pub title: &'a str,
    /// What is added to its description.
    pub told: &'a str,
    /// What the run tells beside its trace.
    pub facts: &'a Facts,
    /// How time is drawn.
    pub options: Options,
}

impl Default for Caption<'_> {
    fn default() -> Self {
        Caption { title: "", told: "", facts: &NO_FACTS, options: Options::default() }
    }
}

/// A trace of a run that stopped at `end` as SVG.
pub fn svg_of_trace(trace: &Trace, end: Micros, caption: &Caption) -> String {
    let layout = Layout::new(trace, end, caption.options);
    let cut = trace.events.len() > EVENTS_MAX as usize;
    let bottom = match cut {
        true => layout.y_of_event(EventId(EVENTS_MAX)) - 1,
        false => layout.height(),
    };
    let lanes = trace.nodes.len() as i64;
    let spacing = match lanes {
        ..=6 => 190,
        7..=10 => 150,
        _ => 90,
    };
    let window = Window { top: 0, bottom, width: (216 + (lanes - 1).max(0) * spacing).max(600) };
    let view = View { facts: caption.facts, ..View::default() };
    let scene = layout.scene_with(trace, window, &view, CAPS);
    let mut picture = Picture::new(trace, &layout, &scene, caption.facts);
    let drawn = picture.draw(caption, end, bottom, cut);
    debug_assert!(drawn.is_ok(), "writing to a String does not fail");
    picture.into_svg()
}

/// A text between two tags.
pub(crate) struct Xml<'a>(pub &'a str);

impl fmt::Display for Xml<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                c if disturbs(c) => f.write_char(' ')?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}
