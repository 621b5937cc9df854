//! The exchange of messages: figures of papers and textbooks, and the clocks that its
//! processes keep against those that are computed from the trace.

use super::graph::Graph;
use super::{parse, run, runs};
use proptest::collection::vec;
use proptest::prelude::*;
use sequitur_core::clocks::{VectorClocks, lamport, total_order};
use sequitur_core::scenario::{Edit, Scenario, link};
use sequitur_core::sim::plan::Happening;
use sequitur_core::sim::run::{Outcome, Run, Value};
use sequitur_core::trace::{EventId, EventKind, NodeId, Trace};
use std::fmt::Write;

/// The clock diagram of many textbooks: three processes, four messages, twelve events.
pub const CLOCK_DIAGRAM: &str = include_str!("../../../../tests/stories/clock-diagram.story");

const FIGURE_1: &str = include_str!("../../../../tests/stories/lamport-1978-figure-1.story");
const CROWN: &str = include_str!("../../../../tests/stories/crown.story");

/// The scenario of a story, as this variant.
fn scenario(story: &str, variant: &str) -> String {
    let (scenario, _) = story.split_once("----").expect("a picture");
    let kept: Vec<&str> = scenario.lines().filter(|line| !line.starts_with("expect")).collect();
    kept.join("\n").replace("protocol exchange", &format!("protocol exchange {variant}")) + "\n"
}

/// The events of a process that clocks count, in order.
fn events_of(trace: &Trace, node: &str) -> Vec<EventId> {
    let all = (0..trace.events.len() as u32).map(EventId);
    all.filter(|id| trace.event(*id).kind.ticks() && trace.node_name(trace.event(*id).node) == node).collect()
}

/// An event by its name in the figure: `b2` is the second of process B.
pub fn named(trace: &Trace, name: &str) -> EventId {
    let (node, number) = name.split_at(1);
    let nth: usize = number.parse().expect("a number");
    events_of(trace, &node.to_uppercase())[nth - 1]
}

fn lamport_of(trace: &Trace, node: &str) -> Vec<u32> {
    let all = lamport(trace);
    events_of(trace, node).into_iter().map(|id| all[id.index()]).collect()
}

fn vectors_of(trace: &Trace, node: &str) -> Vec<Vec<u32>> {
    let mut lens = VectorClocks::new(trace);
    events_of(trace, node).into_iter().map(|id| lens.at(trace, id).to_vec()).collect()
}

fn less(one: &[u32], other: &[u32]) -> bool {
    one != other && one.iter().zip(other).all(|(one, other)| one <= other)
}

/// How many pairs of events are ordered, and how many are concurrent.
fn pairs(trace: &Trace) -> (usize, usize) {
    let ticking: Vec<usize> = (0..trace.events.len()).filter(|id| trace.events[*id].kind.ticks()).collect();
    let graph = Graph::of(trace);
    let ordered: usize = ticking
        .iter()
        .map(|one| {
            let future = graph.future([*one]);
            ticking.iter().filter(|other| *other != one && future[**other]).count()
        })
        .sum();
    (ordered, ticking.len() * (ticking.len() - 1) / 2 - ordered)
}

#[test]
fn the_clock_diagram_has_the_times_of_the_textbook() {
    let trace = run(&scenario(CLOCK_DIAGRAM, "")).trace;
    assert_eq!(lamport_of(&trace, "A"), [1, 2, 3, 8]);
    assert_eq!(lamport_of(&trace, "B"), [3, 4, 5, 6]);
    assert_eq!(lamport_of(&trace, "C"), [1, 2, 6, 7]);
    assert_eq!(vectors_of(&trace, "A"), [[1, 0, 0], [2, 0, 0], [3, 0, 0], [4, 3, 4]]);
    assert_eq!(vectors_of(&trace, "B"), [[0, 1, 2], [2, 2, 2], [2, 3, 2], [2, 4, 2]]);
    assert_eq!(vectors_of(&trace, "C"), [[0, 0, 1], [0, 0, 2], [2, 3, 3], [2, 3, 4]]);
    assert_eq!(pairs(&trace), (49, 17));
}

#[test]
fn the_clock_diagram_has_the_total_order_of_the_textbook() {
    let trace = run(&scenario(CLOCK_DIAGRAM, "")).trace;
    let order = ["a1", "c1", "a2", "c2", "a3", "b1", "b2", "b3", "b4", "c3", "c4", "a4"];
    let order = order.map(|name| named(&trace, name));
    assert_eq!(total_order(&trace, &lamport(&trace)), order);
    let reversed = run(&scenario(CLOCK_DIAGRAM, "").replace("nodes A B C", "nodes C B A")).trace;
    let order = ["c1", "a1", "c2", "a2", "b1", "a3", "b2", "b3", "c3", "b4", "c4", "a4"];
    let order = order.map(|name| named(&reversed, name));
    assert_eq!(total_order(&reversed, &lamport(&reversed)), order, "the order of the nodes breaks ties");
}

#[test]
fn a_command_is_one_event_with_one_tick() {
    let trace = run(&scenario(CLOCK_DIAGRAM, "")).trace;
    let told: Vec<(EventKind, String)> = trace.events[3..]
        .iter()
        .zip(3..)
        .map(|(event, id)| (event.kind, trace.label(EventId(id)).into_owned()))
        .collect();
    use EventKind::{Local, Receive, Send};
    let expected = [
        (Local, "a1"),
        (Send, "m1"),
        (Local, "c1"),
        (Send, "m2"),
        (Receive, "m2"),
        (Receive, "m1"),
        (Send, "m3"),
        (Local, "a3"),
        (Receive, "m3"),
        (Send, "m4"),
        (Receive, "m4"),
        (Local, "b4"),
    ];
    assert_eq!(told, expected.map(|(kind, label)| (kind, label.to_owned())));
    assert_eq!(trace.step_of(named(&trace, "a2")), 4..5, "a send that is asked for is a step of its own");
}

#[test]
fn the_crown_has_the_times_of_the_paper() {
    let trace = run(&scenario(CROWN, "")).trace;
    let vectors: Vec<Vec<Vec<u32>>> = ["X0", "X1", "X2"].map(|node| vectors_of(&trace, node)).to_vec();
    let (sends, receives): (Vec<_>, Vec<_>) =
        vectors.into_iter().map(|v| (v[0].clone(), v[1].clone())).unzip();
    assert_eq!(sends, [[1, 0, 0], [0, 1, 0], [0, 0, 1]]);
    assert_eq!(receives, [[2, 0, 1], [1, 2, 0], [0, 1, 2]]);
    for (a, sent) in sends.iter().enumerate() {
        for (b, received) in receives.iter().enumerate() {
            assert_eq!(less(sent, received), b != (a + 2) % 3, "a{a} and b{b}");
        }
    }
}

/// The relations that the prose of the paper states, and the numbers of its figure.
#[test]
fn the_figure_of_the_paper_has_its_relations() {
    let trace = run(&scenario(FIGURE_1, "")).trace;
    assert_eq!(lamport_of(&trace, "P"), [1, 2, 3, 6]);
    assert_eq!(lamport_of(&trace, "Q"), [1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(lamport_of(&trace, "R"), [1, 2, 5, 6]);
    assert_eq!(vectors_of(&trace, "P")[3], [4, 5, 0]);
    assert_eq!(vectors_of(&trace, "Q")[6], [1, 7, 2]);
    assert_eq!(vectors_of(&trace, "R")[3], [1, 4, 4]);
    assert_eq!(pairs(&trace), (58, 47));
    let graph = Graph::of(&trace);
    let leads =
        |one: &str, other: &str| graph.future([named(&trace, one).index()])[named(&trace, other).index()];
    let concurrent = |one: &str, other: &str| !leads(one, other) && !leads(other, one);
    assert!(leads("p1", "r4") && leads("q3", "p4"));
    assert!(concurrent("p3", "q3") && concurrent("p2", "q3"));
}

/// What a process says of its clocks after each of its events.
fn fields(run: &Run, event: EventId, name: &str) -> Value {
    let node = run.trace.event(event).node;
    let nodes = run.details.nodes_after(event);
    let fields = &nodes[node.index()].fields;
    fields.iter().find(|(other, _)| *other == name).expect("a field").1.clone()
}

fn number(value: &Value) -> u32 {
    match value {
        Value::Number(number) => u32::try_from(*number).expect("a time"),
        other => panic!("{other:?} is no number"),
    }
}

fn numbers(value: &Value) -> Vec<u32> {
    match value {
        Value::List(list) => list.iter().map(number).collect(),
        other => panic!("{other:?} is no list"),
    }
}

fn own_lamport(run: &Run, name: &str) -> u32 {
    number(&fields(run, named(&run.trace, name), "lamport"))
}

fn own_vector(run: &Run, name: &str) -> Vec<u32> {
    numbers(&fields(run, named(&run.trace, name), "vector"))
}

#[test]
fn forgetting_the_maximum_gives_the_times_of_the_textbook() {
    let run = run(&scenario(CLOCK_DIAGRAM, "lamport-forgets-maximum"));
    let names = ["b1", "b2", "b3", "b4", "c3", "c4", "a4"];
    assert_eq!(names.map(|name| own_lamport(&run, name)), [1, 2, 3, 4, 3, 4, 4]);
    let broken: Vec<&str> = ["m1", "m2", "m3", "m4"]
        .into_iter()
        .zip([("a2", "b2"), ("c2", "b1"), ("b3", "c3"), ("c4", "a4")])
        .filter(|(_, (sent, received))| own_lamport(&run, sent) >= own_lamport(&run, received))
        .map(|(message, _)| message)
        .collect();
    assert_eq!(broken, ["m1", "m2", "m3", "m4"]);
}

#[test]
fn forgetting_to_merge_gives_the_vectors_of_the_textbook() {
    let run = run(&scenario(CLOCK_DIAGRAM, "vector-forgets-merge"));
    assert_eq!(["b2", "c3", "a4"].map(|name| own_vector(&run, name)), [[0, 2, 0], [0, 0, 3], [4, 0, 0]]);
}

#[test]
fn words_that_are_wrong_are_told_at_their_location() {
    let table = [
        ("A", "10: a command is missing; commands are local [TEXT], send NODE [TEXT], broadcast [TEXT]"),
        ("A lokal x", "11: \"lokal\" is not a command; "),
        ("A send", "15: `send` needs a node; write `send NODE [TEXT]`"),
        ("A send D m", "16: \"D\" is not a node; "),
        ("A send A m", "16: a process does not send to itself; "),
        ("A local two words", "21: a text is one word; write several words between quotes: `\"two words\"`"),
        ("A local \"two words", "17: the quote is not closed; write several words between quotes"),
        ("A send B \"two words\" more", "30: a text is one word; "),
        ("A local x #y", ""),
        ("A local \"x #y\"", ""),
        ("B broadcast", ""),
    ];
    for (line, expected) in table {
        let told = match Scenario::parse(&format!("protocol exchange\nnodes A B C\nat 10ms {line}\n")) {
            Ok(_) => String::new(),
            Err(mistakes) => {
                assert_eq!(mistakes.len(), 1);
                format!("{}: {}; {}", mistakes[0].column, mistakes[0].what, mistakes[0].hint)
            }
        };
        assert!(told.starts_with(expected) && told.is_empty() == expected.is_empty(), "{line}: {told}");
    }
    let long = format!("protocol exchange\nat 10ms P1 local {}\n", "é".repeat(61));
    assert_eq!(
        Scenario::parse(&long).expect_err("a long text")[0].what,
        "this text has more than 60 characters"
    );
}

#[test]
fn texts_in_quotes_survive_edits_and_links() {
    let before = parse("protocol exchange\nnodes A B\nat 1ms A send B \"one  # two\"\n");
    let words = ["local", "\"three four\""].map(str::to_owned).to_vec();
    let after = before.apply(&Edit::At(2_000, Happening::Command(NodeId(1), words)));
    let text =
        "protocol exchange\nnodes A B\nat 1ms A send B \"one  # two\"\nat 2ms B local \"three four\"\n";
    assert_eq!((after.source().as_str(), after.text().as_str()), (text, text));
    assert_eq!(link::decode(&link::encode(text)).ok().as_deref(), Some(text));
    let labels: Vec<String> = (2..4).map(|id| after.run().trace.label(EventId(id)).into_owned()).collect();
    assert_eq!(labels, ["one  # two", "three four"]);
    let loose = ["local", "three four"].map(str::to_owned).to_vec();
    let same = before.apply(&Edit::At(2_000, Happening::Command(NodeId(1), loose)));
    assert_eq!(same.source(), before.source(), "words that are not one word cannot be said");
}

/// A random exchange among three or four processes, some of which crash.
fn exchange() -> impl Strategy<Value = (u8, Vec<(u8, u8, u8)>)> {
    (3..=4u8, vec((any::<u8>(), any::<u8>(), 0..12u8), 1..22))
}

fn text((nodes, steps): &(u8, Vec<(u8, u8, u8)>), variant: &str) -> String {
    let mut text =
        format!("protocol exchange {variant}\nnodes {nodes}\nnetwork delay 1ms..40ms duplicate 10%\n");
    let mut now = 0;
    for (what, to, gap) in steps {
        now += u32::from(*gap);
        let (node, other) = (what % nodes + 1, (what % nodes + 1 + to % (nodes - 1)) % nodes + 1);
        let what = match what / nodes % 8 {
            0 | 1 => format!("P{node} local"),
            2 => format!("P{node} broadcast"),
            3 => format!("crash P{node}"),
            4 => format!("restart P{node}"),
            _ => format!("P{node} send P{other} \"to {other}\""),
        };
        let _ = writeln!(text, "at {now}ms {what}");
    }
    text
}

const VARIANTS: [&str; 5] = [
    "",
    "lamport-forgets-maximum",
    "lamport-forgets-increment",
    "vector-forgets-merge",
    "vector-forgets-increment",
];

/// The first event that contradicts an earlier one, by looking at all pairs: for the
/// clock condition, and for the strong one.
fn contradictions(run: &Run) -> (Option<EventId>, Option<EventId>) {
    let trace = &run.trace;
    let graph = Graph::of(trace);
    let ticking: Vec<EventId> =
        (0..trace.events.len() as u32).map(EventId).filter(|id| trace.event(*id).kind.ticks()).collect();
    let times: Vec<(u32, Vec<u32>)> = ticking
        .iter()
        .map(|id| (number(&fields(run, *id, "lamport")), numbers(&fields(run, *id, "vector"))))
        .collect();
    let (mut weak, mut strong) = (None, None);
    for (last, id) in ticking.iter().enumerate() {
        let past = graph.past(id.index());
        for (before, other) in ticking[..last].iter().enumerate() {
            let ((one, u), (two, v)) = (&times[before], &times[last]);
            let leads = past[other.index()];
            if leads && one >= two {
                weak = weak.or(Some(*id));
            }
            if leads != less(u, v) || less(v, u) {
                strong = strong.or(Some(*id));
            }
        }
    }
    (weak, strong)
}

proptest! {
    #![proptest_config(runs(400))]

    /// What processes compute with the messages they get is what the lenses compute from
    /// the whole trace.
    #[test]
    fn right_processes_keep_the_clocks_of_the_lenses(draft in exchange()) {
        let run = run(&text(&draft, ""));
        let (times, mut vectors) = (lamport(&run.trace), VectorClocks::new(&run.trace));
        for id in (0..run.trace.events.len() as u32).map(EventId) {
            prop_assert_eq!(number(&fields(&run, id, "lamport")), times[id.index()]);
            prop_assert_eq!(numbers(&fields(&run, id, "vector")), vectors.at(&run.trace, id));
        }
        prop_assert!(run.verdicts.iter().all(|verdict| verdict.outcome == Outcome::Holds));
    }

    /// A condition is violated at the first event that contradicts an earlier one.
    #[test]
    fn conditions_are_violated_where_all_pairs_say_so(draft in exchange(), variant in 0..VARIANTS.len()) {
        let run = run(&text(&draft, VARIANTS[variant]));
        let (weak, strong) = contradictions(&run);
        for (name, first) in [("clock-condition", weak), ("strong-clock-condition", strong)] {
            let verdict = run.verdict(name).expect("a verdict");
            let expected = if first.is_some() { Outcome::Violated } else { Outcome::Holds };
            prop_assert_eq!((verdict.outcome, verdict.event), (expected, first), "{} of {}", name, VARIANTS[variant]);
        }
    }
}
