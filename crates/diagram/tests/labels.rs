//! Every ready scenario and every story, drawn wide, narrow and as an export: no text is cut,
//! and none lies on another, on a mark, or outside of the picture.

use sequitur_core::scenario::Scenario;
use sequitur_core::sim::run::Run;
use sequitur_core::trace::EventId;
use sequitur_diagram::{Badge, Clock, Facts, Frame, Layout, MarkLabel, Options, Scene, Stamp, Stamps, View};
use std::cell::RefCell;
use std::path::{Path, PathBuf};

/// The widths of the picture: a workbench, an embedded diagram, a phone.
const WIDTHS: [i64; 3] = [1_008, 640, 360];

/// How wide a letter of a text at 12 px is at least. No font that pages fall back on is
/// narrower on average; the layout must reckon with more.
const LETTER: f64 = 5.6;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name)
}

/// The runs of all texts in a folder.
fn runs(name: &str) -> Vec<(String, Run)> {
    let files = std::fs::read_dir(folder(name)).expect("the folder is there");
    let texts = files
        .map(|file| file.expect("it can be listed").path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt" || e == "story"));
    let mut runs: Vec<(String, Run)> = texts
        .filter_map(|path| {
            let text = std::fs::read_to_string(&path).expect("it can be read");
            // A story has its picture below a line.
            let text = text.split("\n----\n").next().unwrap_or_default().to_owned();
            let name = path.file_name()?.to_string_lossy().into_owned();
            Some((name, Scenario::parse(&text).ok()?.run()))
        })
        .collect();
    runs.sort_by(|a, b| a.0.cmp(&b.0));
    runs
}

/// A text's ground: the middle, half of its width and height, and its turn.
#[derive(Clone)]
struct Ground {
    x: f64,
    y: f64,
    half: (f64, f64),
    angle: f64,
    text: String,
}

impl Ground {
    fn level(x0: f64, x1: f64, y0: f64, y1: f64, text: &str) -> Ground {
        let half = ((x1 - x0) / 2.0, (y1 - y0) / 2.0);
        Ground { x: (x0 + x1) / 2.0, y: (y0 + y1) / 2.0, half, angle: 0.0, text: text.to_owned() }
    }

    fn corners(&self) -> [(f64, f64); 4] {
        let (sin, cos) = self.angle.to_radians().sin_cos();
        [(1.0, 1.0), (1.0, -1.0), (-1.0, -1.0), (-1.0, 1.0)].map(|(a, b)| {
            let (dx, dy) = (a * self.half.0, b * self.half.1);
            (self.x + dx * cos - dy * sin, self.y + dx * sin + dy * cos)
        })
    }

    /// Whether two grounds meet: no line parts them. Texts stand at whole px, so half of one is no room.
    fn meets(&self, other: &Ground) -> bool {
        [self.angle, self.angle + 90.0, other.angle, other.angle + 90.0].iter().all(|angle| {
            let (sin, cos) = angle.to_radians().sin_cos();
            let span = |ground: &Ground| {
                let along = ground.corners().map(|(x, y)| x * cos + y * sin);
                (
                    along.iter().copied().fold(f64::MAX, f64::min),
                    along.iter().copied().fold(f64::MIN, f64::max),
                )
            };
            let (a, b) = (span(self), span(other));
            a.0 + 0.5 < b.1 && b.0 + 0.5 < a.1
        })
    }
}

fn width(text: &str) -> f64 {
    text.chars().count() as f64 * LETTER
}

fn of_mark(label: &MarkLabel) -> Ground {
    let wide = label.lines.iter().map(|line| width(line)).fold(0.0, f64::max);
    let (x, y) = (label.x as f64, label.y as f64);
    let (x0, x1) = if label.left { (x - wide, x) } else { (x, x + wide) };
    let tail = (label.lines.len() as i64 - 1) * MarkLabel::LINE;
    Ground::level(x0, x1, y - 9.0, y + tail as f64 + 2.0, &label.lines.join(" "))
}

fn of_badge(badge: &Badge) -> Ground {
    let (x, y) = (badge.x as f64, badge.y as f64);
    Ground::level(x, x + badge.width as f64, y, y + Badge::HEIGHT as f64, &badge.text)
}

fn of_stamp(stamp: &Stamp) -> Ground {
    let (x, y) = (stamp.x as f64, stamp.y as f64);
    Ground::level(x, x + stamp.width as f64, y, y + Stamp::HEIGHT as f64, &stamp.text)
}

/// The grounds of all texts of a scene.
fn grounds(scene: &Scene) -> Vec<Ground> {
    let mut grounds: Vec<Ground> = Vec::new();
    for label in scene.arrows.iter().filter_map(|arrow| arrow.label.as_ref()) {
        let (sin, cos) = (label.angle as f64).to_radians().sin_cos();
        // The letters stand on the base line.
        let (x, y) = (label.x as f64 + 4.0 * sin, label.y as f64 - 4.0 * cos);
        let half = (width(&label.text) / 2.0, 4.5);
        grounds.push(Ground { x, y, half, angle: label.angle as f64, text: label.text.clone() });
    }
    for mark in &scene.marks {
        grounds.extend(mark.labels.iter().map(of_mark));
        grounds.extend(mark.stamp.iter().map(of_stamp));
    }
    grounds.extend(scene.rings.iter().filter_map(|ring| ring.label.as_ref()).map(of_badge));
    grounds.extend(scene.walls.iter().filter_map(|wall| wall.label.as_ref()).map(of_badge));
    for band in &scene.bands {
        let Some(label) = &band.label else { continue };
        let right = scene.width as f64 - 8.0;
        let base = band.y0 as f64 + 16.0;
        grounds.push(Ground::level(right - width(label), right, base - 9.0, base + 2.0, label));
    }
    let times = scene.ticks.iter().map(|tick| (tick.y, &tick.text));
    let breaks = scene.breaks.iter().map(|gap| (gap.middle(), &gap.text));
    for (y, text) in times.chain(breaks) {
        let (right, y) = (scene.gutter as f64, y as f64);
        grounds.push(Ground::level(right - width(text), right, y - 5.0, y + 5.0, text));
    }
    grounds
}

fn assert_texts_have_room(what: &str, scene: &Scene) {
    let grounds = grounds(scene);
    for (index, ground) in grounds.iter().enumerate() {
        let text = &ground.text;
        let is_inside = ground.corners().iter().all(|(x, _)| (0.0..=scene.width as f64).contains(x));
        assert!(is_inside, "{what}: {text:?} sticks out at {:.0} {:.0}", ground.x, ground.y);
        for other in &grounds[..index] {
            assert!(!ground.meets(other), "{what}: {text:?} lies on {:?} at {:.0}", other.text, other.y);
        }
        for mark in &scene.marks {
            let (x, y) = (mark.x as f64, mark.y as f64);
            let sign = Ground::level(x - 4.0, x + 4.0, y - 4.0, y + 4.0, "");
            assert!(!ground.meets(&sign), "{what}: {text:?} lies on the mark at {x} {y}");
        }
    }
}

/// What is written is what there is to say, to the last letter.
fn assert_texts_are_whole(what: &str, run: &Run, scene: &Scene) {
    let trace = &run.trace;
    for arrow in &scene.arrows {
        let label = arrow.label.as_ref().map(|label| label.text.as_str());
        assert!(label.is_none_or(|text| text == trace.message_label(arrow.message)), "{what}: {label:?}");
    }
    for label in scene.marks.iter().flat_map(|mark| &mark.labels) {
        let (says, told) =
            (trace.label(label.event).replace('-', " "), label.lines.join(" ").replace('-', " "));
        let more = told.strip_prefix(&says).map(|rest| rest.is_empty() || rest.ends_with(" more"));
        assert_eq!(more, Some(true), "{what}: {told:?} of {says:?}");
    }
}

fn scene(run: &Run, layout: &Layout, width: i64, clock: Option<Clock>) -> Scene {
    let facts = Facts::of(run);
    let stamps = clock.map(|clock| RefCell::new(Stamps::new(run, clock)));
    let stamp = stamps.as_ref().map(|stamps| |event: EventId| stamps.borrow_mut().text(&run.trace, event));
    let mut view = View { facts: &facts, ..View::default() };
    if let Some(stamp) = &stamp {
        view.stamp = Some(stamp);
    }
    // As a page draws it: one part of the run at a time.
    let frame = Frame { width, top: 0, height: layout.height().min(6_000) };
    layout.scene(&run.trace, frame, &view)
}

#[test]
fn no_text_is_cut_or_lies_on_another() {
    for (name, run) in runs("web/scenarios").into_iter().chain(runs("tests/stories")) {
        let layout = Layout::new(&run.trace, run.end, Options::of(&run));
        for width in WIDTHS {
            let scene = scene(&run, &layout, width, None);
            let what = format!("{name} at {width} px");
            assert_texts_have_room(&what, &scene);
            assert_texts_are_whole(&what, &run, &scene);
        }
    }
}

#[test]
fn no_clock_is_cut_or_lies_on_another() {
    for (name, run) in runs("web/scenarios") {
        let layout = Layout::new(&run.trace, run.end, Options::of(&run).with_steps_apart(true));
        for (clock, word) in Clock::ALL.into_iter().filter(|(clock, _)| clock.fits(&run)) {
            let scene = scene(&run, &layout, 1_008, Some(clock));
            assert_texts_have_room(&format!("{name} through {word}"), &scene);
            let texts = scene.marks.iter().filter_map(|mark| mark.stamp.as_ref());
            assert!(texts.count() > 0 || scene.marks.is_empty(), "{name} shows no {word} clock");
        }
    }
}

#[test]
fn the_files_are_found() {
    assert!(runs("web/scenarios").len() > 50 && runs("tests/stories").len() > 20);
}

/// The notes of marks, and those of them that an arrow runs through.
fn notes_and_crossed(scene: &Scene) -> (usize, Vec<String>) {
    let labels: Vec<&MarkLabel> = scene.marks.iter().flat_map(|mark| &mark.labels).collect();
    let is_crossed = |label: &&&MarkLabel| {
        let ground = of_mark(label);
        scene.arrows.iter().filter(|arrow| !arrow.is_folded).any(|arrow| {
            let path = arrow.path;
            let at =
                |from: i64, to: i64, step: i32| from as f64 + (to - from) as f64 * f64::from(step) / 200.0;
            (0..=200).any(|step| {
                let (x, y) = (at(path.x1, path.x2 + path.swing, step), at(path.y1, path.y2, step));
                (x - ground.x).abs() < ground.half.0 - 1.0 && (y - ground.y).abs() < ground.half.1 - 2.0
            })
        })
    };
    let crossed = labels.iter().filter(is_crossed).map(|label| label.lines.join(" ")).collect();
    (labels.len(), crossed)
}

#[test]
fn notes_stand_beside_arrows_where_there_is_room() {
    let (mut all, mut crossed) = (0, 0);
    for (name, run) in runs("web/scenarios").into_iter().chain(runs("tests/stories")) {
        let layout = Layout::new(&run.trace, run.end, Options::of(&run));
        let (notes, of_this) = notes_and_crossed(&scene(&run, &layout, 1_008, None));
        if name == "pbft-two-signed-votes.story" {
            assert_eq!(of_this, [""; 0], "{name}");
        }
        (all, crossed) = (all + notes, crossed + of_this.len());
    }
    // The rest stand where everything around them is taken.
    assert!(crossed * 100 < all * 9, "{crossed} of {all} notes are crossed by an arrow");
}
