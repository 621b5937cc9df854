//! Writes a scene as SVG.

use super::{Caption, Xml, described};
use crate::facts::Facts;
use crate::layout::Layout;
use crate::legend::{Entry, legend};
use crate::names::{self, columns_of, short_names};
use crate::plain::{moment_text, one_line};
use crate::rows::fate_text;
use crate::scene::{Arrow, ArrowEnd, Badge, EPOCH_ROOM, Mark, MarkLabel, Path, Ring, Scene, head_half};
use crate::widths::{small_width_of, width_of};
use sequitur_core::trace::{EventId, EventKind, Fate, MessageId, Micros, NodeId, Trace};
use std::fmt::{self, Write};

/// The most characters of the title.
const TITLE_MAX: usize = 200;
/// Room above the layout for the title and the lanes' heads, in px.
const HEAD: i64 = 92;
/// Height of one line below the lanes, in px.
const LINE: i64 = 22;
/// Width of a letter, in px: that of a wide one.
const LETTER: i64 = 8;
/// The most letters in a line of names.
const NAMES_MAX: usize = 120;
/// How far after its beginning a forged message has its sign, in px.
const FORGED_AT: i64 = 18;
/// Where the legend begins, in px.
const LEGEND_LEFT: i64 = 16;

/// The SVG as far as it is written.
pub(super) struct Picture<'a> {
    trace: &'a Trace,
    layout: &'a Layout,
    scene: &'a Scene,
    facts: &'a Facts,
    out: String,
}

impl<'a> Picture<'a> {
    pub fn new(trace: &'a Trace, layout: &'a Layout, scene: &'a Scene, facts: &'a Facts) -> Picture<'a> {
        Picture { trace, layout, scene, facts, out: String::new() }
    }

    /// What is written.
    pub fn into_svg(self) -> String {
        self.out
    }

    /// The whole file.
    pub fn draw(&mut self, caption: &Caption, end: Micros, bottom: i64, cut: bool) -> fmt::Result {
        let sheet = self.sheet(bottom, cut);
        let desc = described(self.trace, end, caption.told);
        open(&mut self.out, caption.title, &desc, (sheet.width, sheet.height))?;
        if !self.scene.walls.is_empty() || !self.scene.strips.is_empty() {
            self.out.push_str(HATCH);
        }
        self.body(caption.title, &sheet)?;
        self.out.push_str("</svg>\n");
        Ok(())
    }

    /// What stands around the lanes, and so how large the picture is.
    pub fn sheet(&self, bottom: i64, cut: bool) -> Sheet {
        let left_out = cut || self.scene.left_out != Default::default();
        let columns = usize::try_from((head_half(self.scene.spacing) * 2 - LETTER) / LETTER).unwrap_or(1);
        let short = short_names(&self.trace.nodes, columns);
        let names = whole_names(&self.trace.nodes, &short);
        let longest = names.iter().map(|name| columns_of(name)).max().unwrap_or(0) as i64;
        let width = self.scene.width.max(longest * LETTER + 2 * LEGEND_LEFT);
        let legend = placed(legend(self.trace, self.facts), width);
        let signs = legend.last().map_or(0, |(_, line, _)| line + 1);
        let lines = signs + names.len() as i64 + i64::from(left_out);
        let height = HEAD + bottom + LINE * lines + LINE / 2;
        Sheet { width, height, bottom, left_out, short, names, legend }
    }

    /// Ground, title, lanes, legend.
    pub fn body(&mut self, title: &str, sheet: &Sheet) -> fmt::Result {
        let Sheet { width, height, bottom, left_out, short, names, legend } = sheet;
        writeln!(self.out, "<rect class=\"bg\" width=\"{width}\" height=\"{height}\"/>")?;
        let title = one_line(title, TITLE_MAX);
        writeln!(self.out, "<text class=\"title\" x=\"16\" y=\"26\">{}</text>", Xml(&title))?;
        writeln!(self.out, "<g transform=\"translate(0 {HEAD})\">")?;
        self.background()?;
        self.lanes(short)?;
        for arrow in &self.scene.arrows {
            self.arrow(arrow)?;
        }
        for mark in &self.scene.marks {
            self.mark(mark)?;
        }
        self.texts()?;
        self.badges()?;
        self.legend(legend, *bottom)?;
        let signs = legend.last().map_or(0, |(_, line, _)| line + 1);
        for (line, name) in (signs + 1..).zip(names) {
            let y = bottom + LINE * line - 10;
            writeln!(self.out, "<text x=\"{LEGEND_LEFT}\" y=\"{y}\">{}</text>", Xml(name))?;
        }
        if *left_out {
            let y = bottom + LINE * (signs + names.len() as i64 + 1) - 6;
            let says = format!(
                "Shown: {} of {} events and {} of {} messages. The rest is left out.",
                self.scene.marks.iter().map(|mark| mark.last.0 - mark.event.0 + 1).sum::<u32>(),
                self.trace.events.len(),
                self.scene.arrows.len(),
                self.trace.messages.len()
            );
            writeln!(self.out, "<text class=\"soft\" x=\"16\" y=\"{y}\">{says}</text>")?;
        }
        self.out.push_str("</g>\n");
        Ok(())
    }

    /// Bands, walls, ticks and breaks.
    fn background(&mut self) -> fmt::Result {
        let Scene { width, gutter, .. } = *self.scene;
        for band in self.scene.bands.iter().filter(|band| band.shaded) {
            let (y0, height) = (band.y0, band.y1 - band.y0);
            writeln!(self.out, "<rect class=\"band\" y=\"{y0}\" width=\"{width}\" height=\"{height}\"/>")?;
        }
        for band in &self.scene.bands {
            let Some(label) = &band.label else { continue };
            let (x, y) = (width - EPOCH_ROOM, band.y0 + 16);
            writeln!(self.out, "<text class=\"soft end\" x=\"{x}\" y=\"{y}\">{}</text>", Xml(label))?;
        }
        for wall in self.scene.walls.iter().chain(&self.scene.strips) {
            let (x0, y0, wide, high) = (wall.x0, wall.y0, wall.x1 - wall.x0, wall.y1 - wall.y0);
            writeln!(
                self.out,
                "<rect class=\"wall\" x=\"{x0}\" y=\"{y0}\" width=\"{wide}\" height=\"{high}\"/>\
                 <path class=\"wall-edge\" d=\"M{x0} {y0}h{wide}\"/>"
            )?;
        }
        let line = self.scene.lanes.last().map_or(width, |x| x + 40);
        for gap in &self.scene.breaks {
            let (y, from) = (gap.middle(), gutter + 6);
            writeln!(
                self.out,
                "<path class=\"break\" d=\"M{from} {y}H{line}\"/>\
                 <text class=\"gap end\" x=\"{gutter}\" y=\"{}\">{}</text>",
                y + 4,
                Xml(&gap.text)
            )?;
        }
        for tick in &self.scene.ticks {
            let y = tick.y + 4;
            writeln!(
                self.out,
                "<text class=\"soft end\" x=\"{gutter}\" y=\"{y}\">{}</text>",
                Xml(&tick.text)
            )?;
        }
        Ok(())
    }

    /// Each lane in its pieces, with its name and last role above it.
    fn lanes(&mut self, short: &[String]) -> fmt::Result {
        for lane in &self.scene.segments {
            let look = match (lane.down, lane.paused) {
                (true, _) => "down".to_owned(),
                (false, true) => "paused".to_owned(),
                (false, false) => format!("w{}", lane.weight.min(2)),
            };
            let (x, y0, y1) = (lane.x, lane.y0, lane.y1);
            if lane.is_in_doubt {
                writeln!(self.out, "<path class=\"doubt\" d=\"M{x} {y0}V{y1}\"/>")?;
            }
            writeln!(self.out, "<path class=\"lane {look}\" d=\"M{x} {y0}V{y1}\"/>")?;
        }
        let half = head_half(self.scene.spacing);
        for (node, &x) in (0..=u8::MAX).map(NodeId).zip(&self.scene.lanes) {
            let name = self.trace.node_name(node);
            let last = self.layout.role_at(node, self.layout.height());
            let role = match (last.down, last.role) {
                (true, _) => "down",
                (false, Some(role)) => self.trace.roles[usize::from(role)].as_str(),
                (false, None) => "",
            };
            let role = if small_width_of(role) <= half * 2 { role } else { "" };
            let name_y = if role.is_empty() { -23 } else { -30 };
            let look = match last.down {
                true => "down".to_owned(),
                false => format!("h{}", self.facts.weight(last.role)),
            };
            write!(
                self.out,
                "<g class=\"{look}\"><title>{}</title>\
                 <rect class=\"head\" x=\"{}\" y=\"-46\" width=\"{}\" height=\"38\" rx=\"8\"/>\
                 <text class=\"mid name\" x=\"{x}\" y=\"{name_y}\">{}</text>",
                Xml(name),
                x - half,
                half * 2,
                Xml(&short[node.index()]),
            )?;
            if !role.is_empty() {
                write!(self.out, "<text class=\"mid role\" x=\"{x}\" y=\"-15\">{}</text>", Xml(role))?;
            }
            self.out.push_str("</g>\n");
        }
        Ok(())
    }

    fn arrow(&mut self, arrow: &Arrow) -> fmt::Result {
        let told = self.told(arrow.message);
        let tone = arrow.tone.class();
        write!(self.out, "<g class=\"{tone}\"><title>{}</title>", Xml(&told))?;
        if !arrow.is_folded {
            self.path(&arrow.path)?;
            if self.trace.message(arrow.message).key.forged {
                self.forged(arrow.path.tail(FORGED_AT))?;
            }
            if arrow.times > 1 && arrow.path.end == ArrowEnd::Stop {
                let (x, y) = (arrow.path.x2, arrow.path.y2 + 18);
                write!(self.out, "<text class=\"times mid\" x=\"{x}\" y=\"{y}\">×{}</text>", arrow.times)?;
            }
        }
        self.out.push_str("</g>\n");
        Ok(())
    }

    /// The sign of a forged message.
    fn forged(&mut self, (x, y): (i64, i64)) -> fmt::Result {
        write!(self.out, "<path class=\"forged\" d=\"M{} {}h8v8h-8z\"/>", x - 4, y - 4)
    }

    fn path(&mut self, path: &Path) -> fmt::Result {
        let open = if path.end == ArrowEnd::Open { " open" } else { "" };
        write!(self.out, "<path class=\"msg{open}\" d=\"{}\"/>", path.line())?;
        let (x, y) = (path.x2, path.y2);
        match (path.end, path.tip()) {
            (ArrowEnd::Head, Some(tip)) => write!(self.out, "<path class=\"tip\" d=\"{tip}\"/>"),
            (ArrowEnd::Open, _) => {
                write!(self.out, "<circle class=\"open-end\" cx=\"{x}\" cy=\"{y}\" r=\"3\"/>")
            }
            _ => write!(self.out, "<path class=\"cross\" d=\"M{} {}l10 10m0-10l-10 10\"/>", x - 5, y - 5),
        }
    }

    /// A message in a sentence.
    fn told(&self, message: MessageId) -> String {
        let key = self.trace.key_text(self.trace.message(message).key);
        let sent = moment_text(self.trace, self.trace.message(message).sent_at);
        let arrives = self.trace.message(message).arrives_at.map(|at| moment_text(self.trace, at));
        match (self.trace.message(message).fate, arrives) {
            (Fate::Delivered, Some(arrives)) => format!("{key}: sent {sent}, arrives {arrives}"),
            (Fate::Delivered, None) => format!("{key}: sent {sent}"),
            (Fate::Dropped, _) => format!("{key}: sent {sent}, dropped"),
            (fate, _) => format!("{key}: sent {sent}, {}", fate_text(fate)),
        }
    }

    /// All that one handler did in a sentence.
    fn told_mark(&self, mark: &Mark) -> String {
        let node = self.trace.node_name(mark.node);
        let at = moment_text(self.trace, self.trace.event(mark.event).at);
        let events = (mark.event.0..=mark.last.0).map(EventId);
        let did: Vec<String> = events
            .map(|event| {
                let (kind, label) = (self.trace.event(event).kind.name(), self.trace.label(event));
                if label == kind { kind.to_owned() } else { format!("{kind} {label}") }
            })
            .collect();
        format!("{node} at {at}: {}", did.join("; "))
    }

    fn mark(&mut self, mark: &Mark) -> fmt::Result {
        let (x, y) = (mark.x, mark.y);
        let told = self.told_mark(mark);
        write!(self.out, "<g><title>{}</title>", Xml(&told))?;
        match mark.kind {
            EventKind::Timer => {
                let quiet = if mark.is_quiet { " quiet" } else { "" };
                write!(self.out, "<path class=\"timer{quiet}\" d=\"M{x} {}l7 7-7 7-7-7z\"/>", y - 7)
            }
            EventKind::Crash => {
                write!(self.out, "<path class=\"cross\" d=\"M{} {}l14 14m0-14l-14 14\"/>", x - 7, y - 7)
            }
            EventKind::Restart => {
                write!(self.out, "<path class=\"restart\" d=\"M{} {}l6-11 6 11\"/>", x - 6, y + 5)
            }
            EventKind::Command => {
                write!(self.out, "<path class=\"command\" d=\"M{} {}l12 7-12 7z\"/>", x - 6, y - 7)
            }
            EventKind::Decide => {
                write!(self.out, "<path class=\"decide\" d=\"M{} {}h10v10h-10z\"/>", x - 5, y - 5)
            }
            EventKind::Pause | EventKind::Resume => {
                write!(self.out, "<path class=\"pause\" d=\"M{} {}h14m-14 5h14\"/>", x - 7, y - 2)
            }
            EventKind::Note | EventKind::Start => {
                write!(self.out, "<circle class=\"small\" cx=\"{x}\" cy=\"{y}\" r=\"3\"/>")
            }
            EventKind::Send | EventKind::Local | EventKind::Coin => {
                write!(self.out, "<circle class=\"ring\" cx=\"{x}\" cy=\"{y}\" r=\"4\"/>")
            }
            EventKind::Receive => {
                write!(self.out, "<circle class=\"dot\" cx=\"{x}\" cy=\"{y}\" r=\"3.6\"/>")
            }
        }?;
        self.out.push_str("</g>\n");
        Ok(())
    }

    /// The labels, above all lines.
    fn texts(&mut self) -> fmt::Result {
        for arrow in &self.scene.arrows {
            let Some(label) = &arrow.label else { continue };
            writeln!(
                self.out,
                "<text class=\"label halo {}\" transform=\"translate({} {}) rotate({})\">{}</text>",
                arrow.tone.class(),
                label.x,
                label.y,
                label.angle,
                Xml(&label.text)
            )?;
        }
        for mark in &self.scene.marks {
            for label in &mark.labels {
                self.mark_label(mark, label)?;
            }
        }
        Ok(())
    }

    fn mark_label(&mut self, mark: &Mark, label: &MarkLabel) -> fmt::Result {
        let side = if label.left { " end" } else { "" };
        let bad = if mark.kind == EventKind::Crash { " bad" } else { "" };
        let x = label.x;
        for (y, line) in (0..).map(|line| label.y + line * MarkLabel::LINE).zip(&label.lines) {
            writeln!(
                self.out,
                "<text class=\"note halo{side}{bad}\" x=\"{x}\" y=\"{y}\">{}</text>",
                Xml(line)
            )?;
        }
        Ok(())
    }

    /// Rings at broken properties, and what stands on a ground of its own.
    fn badges(&mut self) -> fmt::Result {
        for ring in &self.scene.rings {
            writeln!(
                self.out,
                "<circle class=\"broken\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
                ring.x,
                ring.y,
                Ring::RADIUS
            )?;
        }
        let rings = self.scene.rings.iter().filter_map(|ring| ring.label.as_ref());
        let walls = self.scene.walls.iter().filter_map(|wall| wall.label.as_ref());
        for (class, badge) in
            rings.map(|badge| ("broken-name", badge)).chain(walls.map(|badge| ("cut", badge)))
        {
            let Badge { x, y, width, text } = badge;
            writeln!(
                self.out,
                "<g class=\"{class}\"><rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{}\" rx=\"11\"/>\
                 <text class=\"mid\" x=\"{}\" y=\"{}\">{}</text></g>",
                Badge::HEIGHT,
                x + width / 2,
                y + 15,
                Xml(text)
            )?;
        }
        Ok(())
    }

    /// What the signs stand for.
    fn legend(&mut self, legend: &[(i64, i64, Entry)], bottom: i64) -> fmt::Result {
        for (x, line, entry) in legend {
            let y = bottom + LINE * line + 12;
            let sign = y - 4;
            match entry {
                Entry::Arrow(tone, _) => {
                    let path =
                        Path { x1: *x, y1: sign, x2: x + 26 + 5, y2: sign, swing: 0, end: ArrowEnd::Head };
                    write!(self.out, "<g class=\"{}\">", tone.class())?;
                    self.path(&path)?;
                    self.out.push_str("</g>");
                }
                Entry::UnderWay => {
                    let path = Path { x1: *x, y1: sign, x2: x + 22, y2: sign, swing: 0, end: ArrowEnd::Open };
                    self.out.push_str("<g class=\"data\">");
                    self.path(&path)?;
                    self.out.push_str("</g>");
                }
                Entry::Lost => {
                    write!(self.out, "<path class=\"cross\" d=\"M{x} {}l9 9m0-9l-9 9\"/>", sign - 4)?
                }
                Entry::Forged => self.forged((x + 4, sign))?,
                Entry::InDoubt => {
                    write!(self.out, "<path class=\"doubt\" d=\"M{} {}v14\"/>", x + 7, sign - 7)?
                }
                Entry::Leads(_) | Entry::Cut => {}
            }
            let text_x = x + sign_width(entry);
            writeln!(
                self.out,
                "<text class=\"soft\" x=\"{text_x}\" y=\"{y}\">{}</text>",
                Xml(&entry.text())
            )?;
        }
        Ok(())
    }
}

/// What stands around the lanes of a picture, and how large it is.
pub(super) struct Sheet {
    pub width: i64,
    pub height: i64,
    bottom: i64,
    left_out: bool,
    short: Vec<String>,
    names: Vec<String>,
    legend: Vec<(i64, i64, Entry)>,
}

/// Begins a file: its size, what it says to a screen reader, and its style.
pub(super) fn open(out: &mut String, title: &str, desc: &str, (width, height): (i64, i64)) -> fmt::Result {
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"sequitur\" role=\"img\" \
         aria-labelledby=\"sequitur-title sequitur-desc\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\">"
    )?;
    writeln!(out, "<title id=\"sequitur-title\">{}</title>", Xml(title))?;
    writeln!(out, "<desc id=\"sequitur-desc\">{}</desc>", Xml(desc))?;
    writeln!(out, "<style>\n{}</style>", include_str!("style.css"))
}

/// The hatching of walls.
pub(super) const HATCH: &str = "<defs><pattern id=\"sequitur-hatch\" width=\"6\" height=\"6\" \
    patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect class=\"hatch\" width=\"6\" height=\"6\"/>\
    <path class=\"hatch-line\" d=\"M1 0V6\"/></pattern></defs>\n";

/// How much room an entry's sign takes, in px.
fn sign_width(entry: &Entry) -> i64 {
    match entry {
        Entry::Arrow(..) | Entry::UnderWay => 34,
        Entry::InDoubt => 22,
        Entry::Lost | Entry::Forged => 16,
        Entry::Leads(_) | Entry::Cut => 0,
    }
}

/// The entries of a legend from left to right and from line to line.
fn placed(entries: Vec<Entry>, width: i64) -> Vec<(i64, i64, Entry)> {
    let (mut x, mut line) = (LEGEND_LEFT, 0);
    let place = |entry: Entry| {
        let needs = sign_width(&entry) + width_of(&entry.text());
        if x > LEGEND_LEFT && x + needs > width - LEGEND_LEFT {
            (x, line) = (LEGEND_LEFT, line + 1);
        }
        let placed = (x, line, entry);
        x += needs + 18;
        placed
    };
    entries.into_iter().map(place).collect()
}

/// The names that are shortened, each with all of it, in lines of a bounded length.
fn whole_names(names: &[String], short: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    for (short, name) in names::legend(names, short) {
        let chars: Vec<char> = format!("{short} is {name}").chars().collect();
        lines.extend(chars.chunks(NAMES_MAX).map(|line| line.iter().collect::<String>()));
    }
    lines
}
