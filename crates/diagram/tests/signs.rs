//! What stands for what happened to the network and to nodes: walls, hatching, breaks, stubs.

mod common;

use common::Builder;
use sequitur_core::scenario::Scenario;
use sequitur_core::sim::run::Run;
use sequitur_core::trace::{Fate, MessageId, NodeId};
use sequitur_diagram::{
    Arrow, ArrowEnd, Caption, Entry, Facts, Frame, Layout, Options, Scene, Tone, View, legend, svg_of_trace,
};

fn run(text: &str) -> Run {
    Scenario::parse(text).unwrap_or_else(|mistakes| panic!("{text}\n{mistakes:#?}")).run()
}

fn scene(run: &Run) -> Scene {
    let facts = Facts::of(run);
    let layout = Layout::new(&run.trace, run.end, Options::of(run));
    let frame = Frame { width: 1_008, top: 0, height: layout.height() };
    layout.scene(&run.trace, frame, &View { facts: &facts, ..View::default() })
}

const CUT: &str = "protocol raft\nseed 9\nat 250ms partition S1 S2 | S3 S4 S5\nuntil 340ms\n";

#[test]
fn a_cut_is_a_wall_between_the_groups_and_arrows_end_there() {
    let run = run(CUT);
    let scene = scene(&run);
    let [wall] = scene.walls.as_slice() else { panic!("{:?}", scene.walls) };
    assert!(scene.lanes[1] < wall.x0 && wall.x1 < scene.lanes[2]);
    assert_eq!(wall.label.as_ref().map(|label| label.text.as_str()), Some("cut off from 250 ms"));
    let fate = |arrow: &&Arrow| run.trace.message(arrow.message).fate == Fate::Cut;
    let cut: Vec<&Arrow> = scene.arrows.iter().filter(fate).collect();
    assert!(!cut.is_empty());
    for arrow in cut {
        assert_eq!(arrow.path.end, ArrowEnd::Stop);
        assert!(arrow.path.x2 < wall.x0 || arrow.path.x2 > wall.x1);
        assert!(arrow.path.y2 > wall.y0, "no arrow ends at a wall before it stands");
    }
}

#[test]
fn a_broadcast_that_is_cut_off_has_one_cross() {
    let run = run(CUT);
    let scene = scene(&run);
    let whole = scene.arrows.iter().find(|arrow| arrow.times == 3).expect("S2 reaches none of three");
    let sent = run.trace.message(whole.message).sent;
    let others = scene.arrows.iter().filter(|arrow| run.trace.message(arrow.message).sent == sent);
    let folded = others.filter(|arrow| arrow.is_folded);
    assert_eq!(folded.map(|arrow| arrow.path).collect::<Vec<_>>(), [whole.path; 2]);
}

#[test]
fn groups_that_lie_apart_have_a_wall_in_each_gap() {
    let run = run("protocol raft\nnodes 3\nat 10ms partition S1 S3 | S2\nat 30ms heal\nuntil 60ms\n");
    let scene = scene(&run);
    assert_eq!(scene.walls.len(), 2);
    assert!(scene.walls.iter().all(|wall| wall.y1 < scene.segments[0].y1), "they end when it heals");
}

#[test]
fn a_link_that_is_cut_is_hatched_beside_who_hears_nothing() {
    let run = run("protocol raft\nseed 9\nat 0ms cut S2->S3\nuntil 200ms\n");
    let scene = scene(&run);
    assert!(scene.walls.is_empty());
    let [strip] = scene.strips.as_slice() else { panic!("{:?}", scene.strips) };
    assert!(strip.x1 < scene.lanes[2] && strip.x0 > scene.lanes[2] - 24);
    let cut = scene.arrows.iter().find(|arrow| run.trace.message(arrow.message).fate == Fate::Cut);
    assert!(cut.expect("S2 asks S3 in vain").path.x2 < strip.x0);
}

#[test]
fn a_pause_breaks_the_lane() {
    let run = run("protocol raft\nseed 9\nat 160ms pause S1\nat 200ms resume S1\nuntil 300ms\n");
    let scene = scene(&run);
    let paused: Vec<_> = scene.segments.iter().filter(|segment| segment.paused).collect();
    assert_eq!(paused.iter().map(|segment| segment.node).collect::<Vec<_>>(), [NodeId(0)]);
}

#[test]
fn one_label_names_a_broadcast_and_one_the_answers_to_it() {
    let run = run("protocol raft\nseed 9\nuntil 230ms\n");
    let scene = scene(&run);
    let labelled = |word: &str| {
        let labels = scene.arrows.iter().filter_map(|arrow| arrow.label.as_ref());
        labels.filter(|label| label.text == word).count()
    };
    assert_eq!((labelled("RequestVote"), labelled("VoteGranted")), (1, 1));
    let tones: Vec<Tone> = scene.arrows.iter().take(5).map(|arrow| arrow.tone).collect();
    assert_eq!(tones[..4], [Tone::Request; 4]);
    assert_eq!(tones[4], Tone::Yes);
}

#[test]
fn what_is_under_way_is_a_stub() {
    let mut b = Builder::new(&["A", "B", "C"], &["m"]);
    b.send(1_000, 0, 0, &[1, 2]);
    let layout = Layout::new(&b.trace, b.trace.end(), Options::default());
    let scene = layout.scene(&b.trace, Frame { width: 800, top: 0, height: 400 }, &View::default());
    assert_eq!(scene.arrows[0].path.x2 - scene.lanes[0], 34);
    assert!(scene.arrows[1].is_folded, "both leave to the right");
}

#[test]
fn a_forged_message_has_its_sign() {
    let mut b = Builder::new(&["A", "B"], &["m"]);
    let message = b.send(1_000, 0, 0, &[1])[0];
    b.receive(9_000, message);
    let plain = svg_of_trace(&b.trace, b.trace.end(), &Caption::default());
    b.trace.messages[0].key.forged = true;
    let forged = svg_of_trace(&b.trace, b.trace.end(), &Caption::default());
    let signs = |svg: &str| svg.matches("<path class=\"forged\"").count();
    assert_eq!((signs(&plain), signs(&forged)), (0, 2), "on the arrow and in the legend");
    assert!(legend(&b.trace, &Facts::default()).contains(&Entry::Forged));
    assert_eq!(b.trace.message(MessageId(0)).fate, Fate::Delivered);
}

#[test]
fn names_of_properties_read_as_words() {
    assert_eq!(sequitur_diagram::readable("election-safety"), "Election safety");
    assert_eq!(sequitur_diagram::readable("ic1-agreement"), "IC1 agreement");
    assert_eq!(sequitur_diagram::readable(""), "");
}
