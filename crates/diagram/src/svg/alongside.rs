//! Runs side by side as SVG: the lane of the node that sees them, then what happened in each.

use super::picture::{HATCH, Picture, open};
use super::{CAPS, EVENTS_MAX, Xml};
use crate::alongside::Alongside;
use crate::facts::Facts;
use crate::layout::{Layout, Options};
use crate::plain::one_line;
use crate::scene::{View, Window};
use sequitur_core::sim::run::Run;
use sequitur_core::trace::EventId;
use std::fmt::{self, Write};

/// The most runs that are drawn.
const RUNS_MAX: usize = 12;
/// The most events of the node that are drawn.
const SEEN_MAX: usize = 200;
/// Width of the node's lane with what it sees, in px.
const LANE_WIDTH: i64 = 380;
/// Where the lane stands in it.
const LANE: i64 = 40;
/// Where the first event stands.
const TOP: i64 = 120;
/// Height of one event, in px.
const LINE: i64 = 24;
/// The most characters of an event in words.
const WORDS_MAX: usize = 52;

/// Runs side by side: one lane of the node, and beside it what happened.
pub fn alongside_svg(alongside: &Alongside, runs: &[(&str, &Run)]) -> String {
    let runs = &runs[..runs.len().min(RUNS_MAX)];
    let facts: Vec<Facts> = runs.iter().map(|(_, run)| Facts::of(run)).collect();
    let panels: Vec<Panel> = runs.iter().zip(&facts).map(|(run, facts)| panel(*run, facts)).collect();
    let mut lane = String::new();
    let (lane_height, drawn) = draw_lane(alongside, &mut lane);
    debug_assert!(drawn.is_ok(), "writing to a String does not fail");
    let width = LANE_WIDTH + panels.iter().map(|panel| panel.width).sum::<i64>();
    let height = panels.iter().map(|panel| panel.height).max().unwrap_or(0).max(lane_height);
    let mut out = String::new();
    let title = format!("As {} sees it", alongside.node);
    let written = write_all(&mut out, &title, &alongside.sentence(), &lane, &panels, (width, height));
    debug_assert!(written.is_ok(), "writing to a String does not fail");
    out
}

fn write_all(
    out: &mut String,
    title: &str,
    desc: &str,
    lane: &str,
    panels: &[Panel],
    (width, height): (i64, i64),
) -> fmt::Result {
    open(out, title, desc, (width, height))?;
    out.push_str(HATCH);
    writeln!(out, "<rect class=\"bg\" width=\"{width}\" height=\"{height}\"/>")?;
    out.push_str(lane);
    let mut x = LANE_WIDTH;
    for panel in panels {
        writeln!(out, "<g transform=\"translate({x} 0)\">\n{}</g>", panel.body)?;
        x += panel.width;
    }
    out.push_str("</svg>\n");
    Ok(())
}

/// One run, drawn.
struct Panel {
    width: i64,
    height: i64,
    body: String,
}

fn panel((name, run): (&str, &Run), facts: &Facts) -> Panel {
    let trace = &run.trace;
    let layout = Layout::new(trace, run.end, Options::of(run));
    let cut = trace.events.len() > EVENTS_MAX as usize;
    let bottom = if cut { layout.y_of_event(EventId(EVENTS_MAX)) - 1 } else { layout.height() };
    let lanes = trace.nodes.len() as i64;
    let window = Window { top: 0, bottom, width: 216 + (lanes - 1).max(0) * 150 };
    let view = View { facts, ..View::default() };
    let scene = layout.scene_with(trace, window, &view, CAPS);
    let mut picture = Picture::new(trace, &layout, &scene, facts);
    let sheet = picture.sheet(bottom, cut);
    let drawn = picture.body(name, &sheet);
    debug_assert!(drawn.is_ok(), "writing to a String does not fail");
    Panel { width: sheet.width, height: sheet.height, body: picture.into_svg() }
}

/// The node's lane, and how high it is: what is the same in all runs on one lane, and below it
/// what the node sees then, each with the names of the runs.
fn draw_lane(alongside: &Alongside, out: &mut String) -> (i64, fmt::Result) {
    let same: Vec<String> = alongside.common().take(SEEN_MAX).collect();
    let end = TOP + same.len() as i64 * LINE;
    let mut y = end + 2 * LINE;
    let mut draw = || {
        let (node, text) = (Xml(&alongside.node), LANE + 16);
        writeln!(out, "<text class=\"title\" x=\"16\" y=\"26\">As {node} sees it</text>")?;
        writeln!(
            out,
            "<rect class=\"head\" x=\"{}\" y=\"46\" width=\"56\" height=\"38\" rx=\"8\"/>\
             <text class=\"mid name\" x=\"{LANE}\" y=\"69\">{}</text>\
             <path class=\"lane w1\" d=\"M{LANE} 84V{end}\"/>",
            LANE - 28,
            Xml(&one_line(&alongside.node, 6))
        )?;
        for (words, y) in same.iter().zip((TOP..).step_by(LINE as usize)) {
            let words = one_line(words, WORDS_MAX);
            write!(out, "<circle class=\"dot\" cx=\"{LANE}\" cy=\"{y}\" r=\"3.6\"/>")?;
            writeln!(out, "<text class=\"note\" x=\"{text}\" y=\"{}\">{}</text>", y + 4, Xml(&words))?;
        }
        let sentence = alongside.sentence();
        let long = sentence.char_indices().nth(WORDS_MAX).map(|(at, _)| at);
        let middle = long.map_or(sentence.len(), |at| sentence[..at].rfind(' ').unwrap_or(at));
        for (y, part) in [(end, &sentence[..middle]), (end + 15, &sentence[middle..])] {
            let part = one_line(part.trim_start(), 2 * WORDS_MAX);
            writeln!(out, "<text class=\"soft\" x=\"{text}\" y=\"{y}\">{}</text>", Xml(&part))?;
        }
        for told in alongside.apart().iter().flatten().take(SEEN_MAX) {
            let words = one_line(told.words.as_deref().unwrap_or("nothing more"), WORDS_MAX);
            let names = one_line(&alongside.names_of(&told.runs), WORDS_MAX);
            writeln!(
                out,
                "<text class=\"note\" x=\"{text}\" y=\"{y}\">{}</text>\
                 <text class=\"soft\" x=\"{text}\" y=\"{}\">in {}</text>",
                Xml(&words),
                y + 15,
                Xml(&names)
            )?;
            y += 2 * LINE - 8;
        }
        Ok(())
    };
    let drawn = draw();
    (y + LINE, drawn)
}
