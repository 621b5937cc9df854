//! A run as one standalone SVG, for files, slides and pages without scripts.
//!
//! It follows the reader's light or dark scheme, tells a screen reader what it shows,
//! and names every arrow and mark on pointing. A long run is cut, and says so.

use crate::layout::{Layout, Options};
use crate::names::{columns_of, legend, short_names};
use crate::plain::{disturbs, duration_text, moment_text, one_line};
use crate::rows::fate_text;
use crate::scene::{Arrow, ArrowEnd, CLASSES, Caps, Mark, Path, Scene, View, Window, class_of};
use sequitur_core::ordered::Set;
use sequitur_core::sim::run::Run;
use sequitur_core::trace::{EventId, EventKind, Fate, MessageId, Micros, NodeId, STEP, Trace};
use std::fmt::{self, Write};

/// The most events that are drawn.
const EVENTS_MAX: u32 = 4_000;
/// The most messages that are drawn.
const CAPS: Caps = Caps { arrows: 8_000, marks: 8_000 };
/// The most characters of the title.
const TITLE_MAX: usize = 200;
/// Room above the layout for the title and the lanes' heads, in px.
const HEAD: i64 = 92;
/// The least height in px of a band that has a label.
const LABEL: i64 = 16;
/// Height of one line below the lanes, in px.
const LINE: i64 = 20;
/// Width of a letter, in px: that of a wide one.
const LETTER: i64 = 8;
/// The most letters in a line of names.
const LEGEND_MAX: usize = 120;

/// A run as SVG, with this title.
pub fn svg(run: &Run, title: &str) -> String {
    let told = verdicts(run);
    let weights: Vec<u8> = run.info.roles.iter().map(|role| role.weight).collect();
    let options = Options::of(run);
    svg_of_trace(&run.trace, run.end, &Caption { title, told: &told, weights: &weights, options })
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
#[derive(Clone, Copy, Debug, Default)]
pub struct Caption<'a> {
    /// Its title.
    pub title: &'a str,
    /// What is added to its description.
    pub told: &'a str,
    /// For each role how much it drives the others, from 0 (follows) to 2 (leads).
    pub weights: &'a [u8],
    /// How time is drawn.
    pub options: Options,
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
    let spacing = if lanes > 10 { 90 } else { 150 };
    let window = Window { top: 0, bottom, width: (160 + (lanes - 1).max(0) * spacing).max(400) };
    let view = View { weights: caption.weights, ..View::default() };
    let scene = layout.scene_with(trace, window, &view, CAPS);
    let mut picture = Picture { trace, layout: &layout, scene: &scene, out: String::new() };
    let drawn = picture.draw(caption, end, bottom, cut);
    debug_assert!(drawn.is_ok(), "writing to a String does not fail");
    picture.out
}

/// The SVG as far as it is written.
struct Picture<'a> {
    trace: &'a Trace,
    layout: &'a Layout,
    scene: &'a Scene,
    out: String,
}

impl Picture<'_> {
    fn draw(&mut self, caption: &Caption, end: Micros, bottom: i64, cut: bool) -> fmt::Result {
        let kinds: Set<u16> = self.drawn_kinds();
        let left_out = cut || self.scene.left_out != Default::default();
        let short = short_names(&self.trace.nodes, self.name_columns());
        let names = whole_names(&self.trace.nodes, &short);
        let longest = names.iter().map(|name| columns_of(name)).max().unwrap_or(0) as i64;
        let width = self.scene.width.max(longest * LETTER + 32);
        let lines = kinds.len() as i64 + names.len() as i64 + i64::from(left_out);
        let height = HEAD + bottom + LINE * (lines + 1);
        writeln!(
            self.out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"sequitur\" role=\"img\" \
             aria-labelledby=\"sequitur-title sequitur-desc\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\">"
        )?;
        self.describe(caption, end)?;
        self.defs()?;
        writeln!(self.out, "<rect class=\"bg\" width=\"{width}\" height=\"{height}\"/>")?;
        let title = one_line(caption.title, TITLE_MAX);
        writeln!(self.out, "<text class=\"title\" x=\"16\" y=\"26\">{}</text>", Xml(&title))?;
        writeln!(self.out, "<g transform=\"translate(0 {HEAD})\">")?;
        self.background()?;
        self.lanes(&short)?;
        for arrow in &self.scene.arrows {
            self.arrow(arrow)?;
        }
        for mark in &self.scene.marks {
            self.mark(mark)?;
        }
        self.texts()?;
        self.legend(&kinds, &names, bottom)?;
        if left_out {
            let y = bottom + LINE * lines;
            let says = format!(
                "Shown: {} of {} events and {} of {} messages. The rest is left out.",
                self.scene.marks.len(),
                self.trace.events.len(),
                self.scene.arrows.len(),
                self.trace.messages.len()
            );
            writeln!(self.out, "<text class=\"more\" x=\"16\" y=\"{y}\">{says}</text>")?;
        }
        self.out.push_str("</g>\n</svg>\n");
        Ok(())
    }

    fn describe(&mut self, caption: &Caption, end: Micros) -> fmt::Result {
        let desc = described(self.trace, end, caption.told);
        writeln!(self.out, "<title id=\"sequitur-title\">{}</title>", Xml(caption.title))?;
        writeln!(self.out, "<desc id=\"sequitur-desc\">{}</desc>", Xml(&desc))
    }

    /// The style, and an arrow head for each colour.
    fn defs(&mut self) -> fmt::Result {
        writeln!(self.out, "<style>\n{}</style>\n<defs>", include_str!("style.css"))?;
        for class in 1..=CLASSES {
            writeln!(
                self.out,
                "<marker id=\"sequitur-head{class}\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" \
                 markerWidth=\"9\" markerHeight=\"9\" markerUnits=\"userSpaceOnUse\" orient=\"auto\">\
                 <path class=\"tip{class}\" d=\"M0 0 8 4 0 8z\"/></marker>"
            )?;
        }
        self.out.push_str("</defs>\n");
        Ok(())
    }

    fn drawn_kinds(&self) -> Set<u16> {
        let kind = |arrow: &Arrow| self.trace.message(arrow.message).key.kind;
        self.scene.arrows.iter().map(kind).collect()
    }

    /// Bands, ticks and breaks.
    fn background(&mut self) -> fmt::Result {
        let width = self.scene.width;
        for band in &self.scene.bands {
            let (y0, height) = (band.y0, band.y1 - band.y0);
            if band.shaded {
                writeln!(
                    self.out,
                    "<rect class=\"band\" y=\"{y0}\" width=\"{width}\" height=\"{height}\"/>"
                )?;
            }
            if height >= LABEL {
                let (y, label) = (y0 + LABEL - 2, Xml(&band.label));
                writeln!(self.out, "<text class=\"soft\" x=\"12\" y=\"{y}\">{label}</text>")?;
            }
        }
        let (right, line) = (width - 12, self.scene.lanes.last().map_or(width, |x| x + 10));
        for gap in &self.scene.breaks {
            let y = (gap.y0 + gap.y1) / 2;
            let (text, text_y) = (Xml(&gap.text), y - 5);
            writeln!(
                self.out,
                "<path class=\"break\" d=\"M12 {y}H{line}\"/>\
                 <text class=\"soft\" x=\"12\" y=\"{text_y}\">{text}</text>"
            )?;
        }
        for tick in &self.scene.ticks {
            let (y, text, text_y) = (tick.y, Xml(&tick.text), tick.y + 4);
            writeln!(
                self.out,
                "<path class=\"tick\" d=\"M44 {y}H{line}\"/>\
                 <text class=\"soft end\" x=\"{right}\" y=\"{text_y}\">{text}</text>"
            )?;
        }
        Ok(())
    }

    /// Half the width of a lane's head, in px.
    fn head_half(&self) -> i64 {
        (self.scene.spacing / 2 - 4).min(40)
    }

    /// How many columns of text fit into a lane's head.
    fn name_columns(&self) -> usize {
        usize::try_from(self.head_half() * 2 / 8).unwrap_or(1).max(3)
    }

    /// Each lane in its pieces, with its name and first role above it.
    fn lanes(&mut self, short: &[String]) -> fmt::Result {
        for lane in &self.scene.segments {
            let look = if lane.down { "down".to_owned() } else { format!("w{}", lane.weight.min(2)) };
            let (x, y0, y1) = (lane.x, lane.y0, lane.y1);
            writeln!(self.out, "<path class=\"lane {look}\" d=\"M{x} {y0}V{y1}\"/>")?;
        }
        let half = self.head_half();
        let shown = self.name_columns();
        for (node, &x) in (0..=u8::MAX).map(NodeId).zip(&self.scene.lanes) {
            let name = self.trace.node_name(node);
            let role = self.layout.role_at(node, self.layout.lanes().start).role;
            let name_y = if role.is_some() { -30 } else { -23 };
            write!(
                self.out,
                "<g><title>{}</title>\
                 <rect class=\"head\" x=\"{}\" y=\"-46\" width=\"{}\" height=\"36\" rx=\"8\"/>\
                 <text class=\"mid name\" x=\"{x}\" y=\"{name_y}\">{}</text>",
                Xml(name),
                x - half,
                half * 2,
                Xml(&short[node.index()]),
            )?;
            if let Some(role) = role {
                let role = one_line(&self.trace.roles[usize::from(role)], shown);
                write!(self.out, "<text class=\"mid soft\" x=\"{x}\" y=\"-16\">{}</text>", Xml(&role))?;
            }
            self.out.push_str("</g>\n");
        }
        Ok(())
    }

    fn arrow(&mut self, arrow: &Arrow) -> fmt::Result {
        let Path { x1, y1, x2, y2, swing, end } = arrow.path;
        let class = arrow.class;
        let told = self.told(arrow.message);
        write!(self.out, "<g class=\"m{class}\"><title>{}</title><path class=\"msg", Xml(&told))?;
        let dash = if end == ArrowEnd::Open { " open" } else { "" };
        write!(self.out, "{dash}\" d=\"M{x1} {y1}")?;
        match swing {
            0 => write!(self.out, "L{x2} {y2}\"")?,
            _ => write!(self.out, "C{0} {y1} {0} {y2} {x2} {y2}\"", x1 + swing)?,
        }
        if end == ArrowEnd::Head {
            write!(self.out, " marker-end=\"url(#sequitur-head{class})\"")?;
        }
        self.out.push_str("/>");
        if matches!(end, ArrowEnd::Cross | ArrowEnd::Stop) {
            write!(self.out, "<path class=\"cross\" d=\"M{} {}l12 12m0-12l-12 12\"/>", x2 - 6, y2 - 6)?;
        }
        self.out.push_str("</g>\n");
        Ok(())
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

    fn mark(&mut self, mark: &Mark) -> fmt::Result {
        let (x, y) = (mark.x, mark.y);
        let node = self.trace.node_name(mark.node);
        let at = moment_text(self.trace, self.trace.event(mark.event).at);
        let (kind, label) = (mark.kind.name(), self.trace.label(mark.event));
        let told = match label == kind {
            true => format!("{node} at {at}: {kind}"),
            false => format!("{node} at {at}: {kind} {label}"),
        };
        write!(self.out, "<g><title>{}</title>", Xml(&told))?;
        match mark.kind {
            EventKind::Timer => {
                write!(self.out, "<path class=\"timer\" d=\"M{x} {}l8 8-8 8-8-8z\"/>", y - 8)?;
            }
            EventKind::Crash => {
                write!(self.out, "<path class=\"cross\" d=\"M{} {}l14 14m0-14l-14 14\"/>", x - 7, y - 7)?;
            }
            EventKind::Restart => {
                write!(self.out, "<path class=\"restart\" d=\"M{} {}h14l-7-12z\"/>", x - 7, y + 5)?;
            }
            EventKind::Decide => {
                write!(
                    self.out,
                    "<rect class=\"decide\" x=\"{}\" y=\"{}\" width=\"10\" height=\"10\"/>",
                    x - 5,
                    y - 5
                )?;
            }
            EventKind::Note | EventKind::Start | EventKind::Pause | EventKind::Resume => {
                write!(self.out, "<circle class=\"note\" cx=\"{x}\" cy=\"{y}\" r=\"3\"/>")?;
            }
            EventKind::Send => {
                write!(self.out, "<circle class=\"ring\" cx=\"{x}\" cy=\"{y}\" r=\"4.5\"/>")?;
            }
            EventKind::Receive | EventKind::Command | EventKind::Local | EventKind::Coin => {
                write!(self.out, "<circle class=\"dot\" cx=\"{x}\" cy=\"{y}\" r=\"4.5\"/>")?;
            }
        }
        self.out.push_str("</g>\n");
        Ok(())
    }

    /// The labels, above all lines.
    fn texts(&mut self) -> fmt::Result {
        for arrow in &self.scene.arrows {
            let Some(label) = &arrow.label else { continue };
            let (class, x, y) = (arrow.class, label.x, label.y);
            writeln!(
                self.out,
                "<text class=\"label halo m{class}\" transform=\"translate({x} {y}) rotate({})\" \
                 y=\"-6\">{}</text>",
                label.angle,
                Xml(&label.text)
            )?;
        }
        for mark in &self.scene.marks {
            let Some(label) = &mark.label else { continue };
            let side = if label.left { " end" } else { "" };
            let (x, y) = (label.x, label.y);
            let text = Xml(&label.text);
            writeln!(self.out, "<text class=\"halo{side}\" x=\"{x}\" y=\"{y}\">{text}</text>")?;
        }
        Ok(())
    }

    /// What the colours stand for, and the names that are shortened.
    fn legend(&mut self, kinds: &Set<u16>, names: &[String], bottom: i64) -> fmt::Result {
        for (line, name) in (kinds.len() as i64 + 1..).zip(names) {
            let y = bottom + LINE * line;
            writeln!(self.out, "<text x=\"16\" y=\"{y}\">{}</text>", Xml(name))?;
        }
        for (line, &kind) in (1..).zip(kinds.iter()) {
            let (y, class) = (bottom + LINE * line, class_of(kind));
            let name = &self.trace.kinds[usize::from(kind)];
            writeln!(
                self.out,
                "<path class=\"msg m{class}\" d=\"M16 {0}h28\" \
                 marker-end=\"url(#sequitur-head{class})\"/>\
                 <text x=\"56\" y=\"{y}\">{1}</text>",
                y - 4,
                Xml(name)
            )?;
        }
        Ok(())
    }
}

/// The names that are shortened, each with all of it, in lines of a bounded length.
fn whole_names(names: &[String], short: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    for (short, name) in legend(names, short) {
        let chars: Vec<char> = format!("{short} is {name}").chars().collect();
        lines.extend(chars.chunks(LEGEND_MAX).map(|line| line.iter().collect::<String>()));
    }
    lines
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
