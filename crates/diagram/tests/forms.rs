//! What a run looks like as text, Mermaid, SVG and JSON.

mod common;

use common::{Builder, Step, clock_diagram, election, long, random, two_generals};
use expect_test::{Expect, expect, expect_file};
use proptest::prelude::*;
use sequitur_core::scenario::Scenario;
use sequitur_core::sim::run::{
    Decision, Details, Fields, NodeView, OpenChoices, Outcome, Run, Stopped, Value, Verdict,
};
use sequitur_core::trace::{EventId, EventKind, Fate, MessageId, NodeId, Trace};
use sequitur_diagram::{Caption, document, mermaid_of_trace, svg, svg_of_trace, text, text_of_trace};

/// A run with this trace, as if somebody had made it by hand.
fn run_of(trace: Trace) -> Run {
    let scenario = Scenario::parse("protocol raft\nnodes 2\nuntil 1ms\n").expect("it is a scenario");
    let mut run = scenario.run();
    run.end = trace.end();
    run.trace = trace;
    run.plan.manual = Some(Vec::new());
    run.verdicts = Vec::new();
    run.decisions = Vec::new();
    run.stopped = Stopped::Quiet;
    run.details = Box::new(Bare);
    run
}

/// Details that a trace made by hand has.
struct Bare;

impl Details for Bare {
    fn fields(&self, message: MessageId) -> Fields {
        let list = Value::List(vec![Value::Null, Value::Bool(true)]);
        vec![("term", Value::Number(i64::from(message.0))), ("log", list)]
    }

    fn nodes_after(&self, _: EventId) -> Vec<NodeView> {
        Vec::new()
    }

    fn open_choices(&self, _: u32) -> Option<OpenChoices> {
        None
    }
}

fn verdict(property: usize, outcome: Outcome, event: Option<EventId>, why: &str) -> Verdict {
    let why = why.to_owned();
    Verdict { property, outcome, event, why, is_promised: true, is_tested: true, is_final: false }
}

fn check(actual: &str, expect: Expect) {
    expect.assert_eq(actual);
}

#[test]
fn two_generals_read_as_a_story() {
    let mut run = run_of(two_generals());
    run.verdicts = vec![
        verdict(0, Outcome::Holds, None, "nobody disagrees"),
        verdict(1, Outcome::Violated, Some(EventId(3)), "B goes, and A does not know"),
        verdict(5, Outcome::Pending, None, "A still waits"),
    ];
    let unused = ["drop Ack B->A 2".to_owned()];
    check(
        &text(&run, &unused),
        expect![[r#"
        A              B
        |---Attack---->|
        |     x---Ack--|
        election-safety     holds
        leader-append-only  violated: B goes, and A does not know (B)
        leader-elected      pending
        unused: drop Ack B->A 2
    "#]],
    );
}

#[test]
fn the_clock_diagram_tells_what_was_sent_long_before() {
    check(
        &text_of_trace(&clock_diagram()),
        expect![[r#"
              A          B          C
         1ms  *          |          |  local
         3ms  |          |          *  local
         5ms  |          |<----m2---|
         6ms  |---m1---->|          |  sent 2ms
         8ms  *          |          |  local
         9ms  |          |---m3---->|  sent 7ms
        11ms  |<----m4---+----------|
        12ms  |          *          |  local
    "#]],
    );
}

#[test]
fn an_election_reads_from_top_to_bottom() {
    check(
        &text_of_trace(&election()),
        expect![[r#"
                 S1                S2                S3                S4                S5
        150.0ms  |                 *                 |                 |                 |  election-timeout
        161.0ms  |                 |--RequestVote--->|                 |                 |
        164.0ms  |                 |-----------------+-----------------+--RequestVote--->|  sent 150.0ms
        164.0ms  |                 |                 |     x-----------+---VoteGranted---|
        168.0ms  |<---RequestVote--|                 |                 |                 |  sent 150.0ms
        171.0ms  |                 |-----------------+--RequestVote--->|                 |  sent 150.0ms
        180.0ms  |                 |<---VoteGranted--|                 |                 |  sent 161.0ms
        194.0ms  |                 *<---VoteGranted--+-----------------|                 |  sent 171.0ms; a majority granted its vote: leader of term 1
        194.0ms  |                 |-----------------+-----------------+-AppendEntries--x|  refused 216.0ms
        197.0ms  |--VoteGranted--->|                 |                 |                 |  sent 168.0ms
        206.0ms  |                 |-AppendEntries-->|                 |                 |  sent 194.0ms
        212.5ms  |<--AppendEntries-|                 |                 |                 |  sent 194.0ms
        214.0ms  |                 |                 |                 |                 X  crash
        216.0ms  |                 |-----------------+-AppendEntries-->|                 :  sent 194.0ms
        600.0ms  |                 |                 |                 |                 ^  restart
    "#]],
    );
}

/// Every way in which a message can end, to the right, to the left, and past a lane.
fn all_ends() -> Trace {
    let mut b = Builder::new(&["left", "middle", "right"], &["Ping", "a long name for a message"]);
    for (from, to) in [(0, 1), (2, 1), (0, 2), (2, 0), (1, 1)] {
        let at = b.trace.end() + 1_000;
        for fate in [Fate::Lost, Fate::Dropped, Fate::Cut, Fate::Refused, Fate::Flying] {
            let message = b.send(at, from, 0, &[to])[0];
            b.fate(message, fate, Some(at + 500));
        }
        let message = b.send(at, from, 0, &[to])[0];
        let copy = b.copy(message);
        b.receive(at + 1, message);
        b.receive(at + 2, copy);
    }
    let message = b.send(50_000, 0, 1, &[2])[0];
    b.event(50_010, 1, EventKind::Crash, "");
    b.receive(50_010, message);
    b.event(50_020, 1, EventKind::Restart, "");
    b.event(50_020, 1, EventKind::Note, "reads its disk, which takes a while, and says so at length");
    b.trace
}

#[test]
fn every_end_has_its_sign() {
    check(
        &text_of_trace(&all_ends()),
        expect![[r#"
                  left         middle                           right
         1.000ms  |-Ping--x    |                                |  lost
         1.000ms  |-Ping--x    |                                |
         1.000ms  |---Ping----x|                                |  cut 1.500ms
         1.000ms  |---Ping----x|                                |  refused 1.500ms
         1.000ms  |-Ping--~    |                                |  under way
         1.001ms  |---Ping---->|                                |
         1.002ms  |---Ping---->|                                |  copy; sent 1.000ms
         2.002ms  |            |             x-------Ping-------|  lost
         2.002ms  |            |             x-------Ping-------|
         2.002ms  |            |x--------------Ping-------------|  cut 2.502ms
         2.002ms  |            |x--------------Ping-------------|  refused 2.502ms
         2.002ms  |            |             ~-------Ping-------|  under way
         2.003ms  |            |<--------------Ping-------------|
         2.004ms  |            |<--------------Ping-------------|  copy; sent 2.002ms
         3.004ms  |----Ping----+------------x                   |  lost
         3.004ms  |----Ping----+------------x                   |
         3.004ms  |------------+-------------Ping--------------x|  cut 3.504ms
         3.004ms  |------------+-------------Ping--------------x|  refused 3.504ms
         3.004ms  |----Ping----+------------~                   |  under way
         3.005ms  |------------+-------------Ping-------------->|
         3.006ms  |------------+-------------Ping-------------->|  copy; sent 3.004ms
         4.006ms  |            |      x-----------Ping----------|  lost
         4.006ms  |            |      x-----------Ping----------|
         4.006ms  |x----Ping---+--------------------------------|  cut 4.506ms
         4.006ms  |x----Ping---+--------------------------------|  refused 4.506ms
         4.006ms  |            |      ~-----------Ping----------|  under way
         4.007ms  |<----Ping---+--------------------------------|
         4.008ms  |<----Ping---+--------------------------------|  copy; sent 4.006ms
         5.008ms  |            *                                |  Ping to itself; lost
         5.008ms  |            *                                |  Ping to itself
         5.008ms  |            *                                |  Ping to itself; cut 5.508ms
         5.008ms  |            *                                |  Ping to itself; refused 5.508ms
         5.008ms  |            *                                |  Ping to itself; under way
         5.009ms  |            *                                |  Ping to itself
         5.010ms  |            *                                |  Ping to itself; copy; sent 5.008ms
        50.010ms  |            X                                |  crash
        50.010ms  |------------+---a long name for a messa…---->|  sent 50.000ms
        50.020ms  |            ^                                |  restart; reads its disk, which takes a while, and says so at length
    "#]],
    );
}

#[test]
fn mermaid_takes_the_same_rows() {
    let mut trace = all_ends();
    trace.nodes[0] = "end; of # the %% line".to_owned();
    check(
        &mermaid_of_trace(&trace),
        expect![[r#"
        sequenceDiagram
            participant n0 as #101;nd#59; of #35; the #37;#37; line
            participant n1 as middle
            participant n2 as right
            n0-xn1: Ping (lost)
            n0-xn1: Ping (dropped)
            n0-xn1: Ping (cut)
            n0-xn1: Ping (refused)
            n0--)n1: Ping (under way)
            n0->>n1: Ping
            n0->>n1: Ping (copy, sent at 1 ms)
            n2-xn1: Ping (lost)
            n2-xn1: Ping (dropped)
            n2-xn1: Ping (cut)
            n2-xn1: Ping (refused)
            n2--)n1: Ping (under way)
            n2->>n1: Ping
            n2->>n1: Ping (copy, sent at 2.002 ms)
            n0-xn2: Ping (lost)
            n0-xn2: Ping (dropped)
            n0-xn2: Ping (cut)
            n0-xn2: Ping (refused)
            n0--)n2: Ping (under way)
            n0->>n2: Ping
            n0->>n2: Ping (copy, sent at 3.004 ms)
            n2-xn0: Ping (lost)
            n2-xn0: Ping (dropped)
            n2-xn0: Ping (cut)
            n2-xn0: Ping (refused)
            n2--)n0: Ping (under way)
            n2->>n0: Ping
            n2->>n0: Ping (copy, sent at 4.006 ms)
            n1-xn1: Ping (lost)
            n1-xn1: Ping (dropped)
            n1-xn1: Ping (cut)
            n1-xn1: Ping (refused)
            n1--)n1: Ping (under way)
            n1->>n1: Ping
            n1->>n1: Ping (copy, sent at 5.008 ms)
            Note over n1: crash
            n0->>n2: a long name for a message (sent at 50 ms)
            Note over n1: restart#59; reads its disk, which takes a while, and says so at length
    "#]],
    );
}

#[test]
fn a_small_svg_stays_as_it_is() {
    let run = run_of(two_generals());
    expect_file!["golden/two-generals.svg"].assert_eq(&svg(&run, "The acknowledgement is captured"));
}

#[test]
fn a_long_run_is_cut_and_says_so() {
    let trace = long(8_000);
    let picture = svg_of_trace(&trace, trace.end(), &Caption::default());
    assert_well_formed(&picture);
    assert!(picture.contains("The rest is left out."));
    assert!(picture.matches("<title>").count() < 10_000);
}

#[test]
fn json_has_the_form_of_the_contract() {
    let mut run = run_of(two_generals());
    run.decisions = vec![Decision { node: NodeId(1), value: "attack".to_owned(), event: EventId(3) }];
    run.verdicts = vec![verdict(0, Outcome::Holds, None, "nobody disagrees")];
    let unused = ["drop Ack B->A 2".to_owned()];
    let document = document(&run, "a title", "protocol x\n", &unused);
    let json = serde_json::to_string(&document).expect("a document can be written");
    // One line an item, so that a difference can be seen.
    let json = json.replace(":[{", ":[\n{").replace("},{", "},\n{");
    check(
        &json,
        expect![[r#"
            {"version":1,"title":"a title","scenario":"protocol x\n","nodes":["A","B"],"stopped":"quiet","events":[
            {"id":0,"node":"A","kind":"start","at_us":0,"messages":[],"label":"start","role":null,"epoch":null,"lamport":0,"vector":[0,0]},
            {"id":1,"node":"B","kind":"start","at_us":0,"messages":[],"label":"start","role":null,"epoch":null,"lamport":0,"vector":[0,0]},
            {"id":2,"node":"A","kind":"send","at_us":1000,"messages":[0],"label":"Attack","role":null,"epoch":null,"lamport":1,"vector":[1,0]},
            {"id":3,"node":"B","kind":"receive","at_us":2000,"messages":[0],"label":"Attack","role":null,"epoch":null,"lamport":2,"vector":[1,1]},
            {"id":4,"node":"B","kind":"send","at_us":2000,"messages":[1],"label":"Ack","role":null,"epoch":null,"lamport":3,"vector":[1,2]}],"messages":[
            {"id":0,"key":"Attack A->B 1","kind":"Attack","from":"A","to":"B","sent":2,"received":3,"fate":"delivered","sent_us":1000,"arrives_us":2000,"fields":{"term":0,"log":[null,true]}},
            {"id":1,"key":"Ack B->A 1","kind":"Ack","from":"B","to":"A","sent":4,"received":null,"fate":"dropped","sent_us":2000,"arrives_us":null,"fields":{"term":1,"log":[null,true]}}],"decisions":[
            {"node":"B","value":"attack","event":3}],"properties":[
            {"name":"election-safety","kind":"safety","verdict":"holds","event":null,"why":"nobody disagrees","tested":true,"promised":true}],"assumptions":[
            {"name":"no-traitors","kept":true,"event":null,"why":""}],"unused_edits":["drop Ack B->A 2"]}"#]],
    );
}

#[test]
fn copies_name_their_original() {
    let json = serde_json::to_value(document(&run_of(all_ends()), "", "", &[])).unwrap();
    let messages = json["messages"].as_array().unwrap();
    let copies: Vec<_> = messages.iter().filter(|m| m.get("copy_of").is_some()).collect();
    assert_eq!(copies.len(), 5);
    assert_eq!(copies[0]["key"], "Ping left->middle 6+1");
    assert_eq!(copies[0]["copy_of"], 5);
}

/// Logical clocks from their definition alone: the events that reach an event along the
/// graph of the trace, counted.
struct Reach {
    /// For each event, whether each event reaches it, itself included.
    reached_by: Vec<Vec<bool>>,
}

impl Reach {
    fn of(trace: &Trace) -> Reach {
        let count = trace.events.len();
        let mut reached_by = vec![vec![false; count]; count];
        for id in 0..count {
            let event = &trace.events[id];
            let mut causes: Vec<usize> =
                (0..id).filter(|before| trace.events[*before].node == event.node).collect();
            if event.kind == EventKind::Receive {
                causes.push(trace.message(event.first_message).sent.index());
            }
            for cause in causes {
                let by_cause = reached_by[cause].clone();
                for (reaches, by) in reached_by[id].iter_mut().zip(by_cause) {
                    *reaches |= by;
                }
            }
            reached_by[id][id] = true;
        }
        Reach { reached_by }
    }

    /// For each node, how many of its ticking events reach this event.
    fn vector(&self, trace: &Trace, id: usize) -> Vec<u64> {
        let mut vector = vec![0; trace.nodes.len()];
        for (before, event) in trace.events.iter().enumerate() {
            let counts = self.reached_by[id][before] && event.kind.ticks();
            vector[event.node.index()] += u64::from(counts);
        }
        vector
    }

    /// The most ticking events on any path to this event.
    fn longest_chains(&self, trace: &Trace) -> Vec<u64> {
        let mut longest: Vec<u64> = Vec::new();
        for (id, event) in trace.events.iter().enumerate() {
            let before = (0..id).filter(|before| self.reached_by[id][*before]);
            let most = before.map(|before| longest[before]).max().unwrap_or(0);
            longest.push(most + u64::from(event.kind.ticks()));
        }
        longest
    }
}

fn assert_clocks_follow_the_graph(trace: &Trace) {
    let reach = Reach::of(trace);
    let chains = reach.longest_chains(trace);
    let json = serde_json::to_value(document(&run_of(trace.clone()), "", "", &[])).unwrap();
    for (id, event) in json["events"].as_array().unwrap().iter().enumerate() {
        assert_eq!(event["id"], id);
        assert_eq!(event["vector"], serde_json::json!(reach.vector(trace, id)), "event {id}");
        assert_eq!(event["lamport"], chains[id], "event {id}");
    }
}

#[test]
fn the_clock_diagram_has_its_golden_times() {
    let trace = clock_diagram();
    assert_clocks_follow_the_graph(&trace);
    let json = serde_json::to_value(document(&run_of(trace), "", "", &[])).unwrap();
    let events = json["events"].as_array().unwrap();
    let time = |id: usize| (events[id]["lamport"].as_u64().unwrap(), events[id]["vector"].to_string());
    assert_eq!(time(10), (8, "[4,3,4]".to_owned()), "a4");
    assert_eq!(time(5), (4, "[2,2,2]".to_owned()), "b2");
    assert_eq!(time(11), (6, "[2,4,2]".to_owned()), "b4");
}

/// Enough of XML to notice what would break it: tags that do not match, attributes
/// without quotes, bare ampersands, characters that XML forbids.
fn assert_well_formed(xml: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = xml;
    while let Some(start) = rest.find('<') {
        assert_plain(&rest[..start]);
        let end = start + rest[start..].find('>').expect("a tag ends");
        let tag = &rest[start + 1..end];
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        assert!(!tag.contains('<'), "{tag}");
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or("");
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(name);
        }
        rest = &rest[end + 1..];
    }
    assert_eq!((rest.trim(), open.len()), ("", 0));
}

fn assert_plain(text: &str) {
    assert!(!text.contains('>'), "{text}");
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
    for after in text.split('&').skip(1) {
        assert!(["amp;", "lt;", "gt;"].iter().any(|entity| after.starts_with(entity)), "{after}");
    }
}

/// Every line of Mermaid is one that the builder meant.
fn assert_mermaid(text: &str) {
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("sequenceDiagram"));
    for line in lines {
        let line = line.strip_prefix("    ").expect("a line is indented");
        let (head, says) = match line.strip_prefix("participant ") {
            Some(rest) => rest.split_once(" as ").expect("a participant has a name"),
            None => line.split_once(": ").expect("a line says something"),
        };
        assert!(head.chars().all(|c| c.is_ascii_alphanumeric() || " ->x)".contains(c)), "{head}");
        for (index, part) in says.split(';').enumerate() {
            let last = index == says.matches(';').count();
            let code = part.rsplit_once('#').map(|(_, code)| code);
            let is_code = code.is_some_and(|code| code.parse::<u32>().is_ok());
            assert!(last || is_code, "{says}");
            assert!(part.matches('#').count() == usize::from(!last), "{says}");
        }
        let words = says.split(|c: char| !c.is_alphanumeric());
        assert!(words.map(str::to_lowercase).all(|word| word != "end"), "{says}");
    }
}

/// Names that want to be something else.
fn hostile() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(vec![
        "</text><script>",
        "\"'",
        "&amp",
        "]]>",
        "end",
        ";",
        "#",
        "%%",
        "\n",
        "\u{202e}",
        "\u{0}",
        "->>",
        "|",
        "é",
        "名",
        ": ",
        "\u{1b}[31m",
    ]);
    prop::collection::vec(nasty, 1..4).prop_map(|parts| parts.concat())
}

/// A random trace with hostile names everywhere.
fn hostile_traces() -> impl Strategy<Value = Trace> {
    let step = (0..2_000_u16, any::<u8>(), any::<u8>());
    let steps = prop::collection::vec(step, 0..120);
    (1..8_u8, steps, hostile()).prop_map(|(nodes, steps, name): (u8, Vec<Step>, String)| {
        let mut trace = random(nodes, &steps);
        let twist = |text: &mut String| *text = format!("{name}{text}{name}");
        trace.nodes.iter_mut().for_each(twist);
        trace.kinds.iter_mut().for_each(twist);
        trace.roles.iter_mut().for_each(twist);
        trace.epoch_name.iter_mut().for_each(twist);
        for text in &mut trace.texts {
            *text = format!("{name}{text}").into();
        }
        trace
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_name_breaks_a_picture(trace in hostile_traces(), title in hostile()) {
        let caption = Caption { title: &title, ..Caption::default() };
        assert_well_formed(&svg_of_trace(&trace, trace.end(), &caption));
        assert_mermaid(&mermaid_of_trace(&trace));
        let text = text_of_trace(&trace);
        prop_assert!(text.chars().all(|c| c == '\n' || !c.is_control()));
    }

    #[test]
    fn every_message_has_one_row(trace in hostile_traces()) {
        let mermaid = mermaid_of_trace(&trace);
        let arrow = |line: &&str| line.starts_with("    n");
        prop_assert_eq!(mermaid.lines().filter(arrow).count(), trace.messages.len());
        let count = |sign: &str| {
            let has = |line: &&str| line.split(':').next().is_some_and(|head| head.contains(sign));
            mermaid.lines().filter(arrow).filter(has).count()
        };
        let fate = |fate: Fate| trace.messages.iter().filter(|m| m.fate == fate).count();
        prop_assert_eq!(count("->>"), fate(Fate::Delivered));
        prop_assert_eq!(count("--)"), fate(Fate::Flying));
    }

    #[test]
    fn lanes_of_the_text_are_straight(steps in prop::collection::vec((0..2_000_u16, any::<u8>(), any::<u8>()), 0..120)) {
        let trace = random(4, &steps);
        let text = text_of_trace(&trace);
        let mut lines = text.lines();
        let header: Vec<char> = lines.next().unwrap_or("").chars().collect();
        let lanes: Vec<usize> = (0..header.len()).filter(|i| header[*i] == 'N').collect();
        prop_assert_eq!(lanes.len(), 4);
        for line in lines {
            let line: Vec<char> = line.chars().collect();
            for lane in &lanes {
                prop_assert!("|:+*X^".contains(line[*lane]), "{}", text);
            }
        }
    }

    #[test]
    fn clocks_follow_the_graph(steps in prop::collection::vec((0..2_000_u16, any::<u8>(), any::<u8>()), 0..60)) {
        assert_clocks_follow_the_graph(&random(4, &steps));
    }
}
