//! A run for other tools: PlantUML, ShiViz, a table, a page.

mod common;

use common::{Step, clock_diagram, election, random, two_generals};
use expect_test::{Expect, expect, expect_file};
use proptest::prelude::*;
use sequitur_core::scenario::Scenario;
use sequitur_core::sim::run::Run;
use sequitur_core::trace::{EventKind, Trace};
use sequitur_diagram::{csv, html, mermaid, plantuml_of_trace, shiviz_of_trace, text_of_trace};

fn run_of(trace: Trace) -> Run {
    let mut run = Scenario::parse("protocol raft\nnodes 2\nuntil 1ms\n").expect("a scenario").run();
    (run.end, run.trace, run.verdicts) = (trace.end(), trace, Vec::new());
    run
}

fn check(actual: &str, expect: Expect) {
    expect.assert_eq(actual);
}

/// A trace in which every name and text is this one.
fn named(mut trace: Trace, name: &str) -> Trace {
    trace.nodes.iter_mut().chain(&mut trace.kinds).for_each(|text| *text = name.to_owned());
    trace.texts.iter_mut().for_each(|text| *text = name.into());
    trace
}

#[test]
fn plantuml_tells_the_rows_of_the_text() {
    check(
        &plantuml_of_trace(&election()),
        expect![[r#"
            @startuml
            participant "S1" as n0
            participant "S2" as n1
            participant "S3" as n2
            participant "S4" as n3
            participant "S5" as n4
            note over n1 : election-timeout
            n1 -> n2 : RequestVote
            n1 -> n4 : RequestVote (sent at 150 ms)
            n4 ->x n1 : VoteGranted (dropped)
            n1 -> n0 : RequestVote (sent at 150 ms)
            n1 -> n3 : RequestVote (sent at 150 ms)
            n2 -> n1 : VoteGranted (sent at 161 ms)
            n3 -> n1 : VoteGranted (sent at 171 ms)
            note over n1 : a majority granted its vote: leader of term 1
            n1 ->x n4 : AppendEntries (refused)
            n0 -> n1 : VoteGranted (sent at 168 ms)
            n1 -> n2 : AppendEntries (sent at 194 ms)
            n1 -> n0 : AppendEntries (sent at 194 ms)
            note over n4 : crash
            n1 -> n3 : AppendEntries (sent at 194 ms)
            note over n4 : restart
            @enduml
        "#]],
    );
}

#[test]
fn mermaid_ends_where_mermaid_stops_reading() {
    let run = |until| Scenario::parse(&format!("protocol raft\nuntil {until}\n")).expect("a scenario").run();
    let short = mermaid(&run("1s"));
    assert!(!short.contains("left out"), "{short}");
    let mut wide = run("20s");
    wide.trace.nodes = (0..64).map(|n| format!("<{}>{n}", "<&>".repeat(40))).collect();
    for run in [run("20s"), wide] {
        let long = mermaid(&run);
        let units: usize = long.chars().map(char::len_utf16).sum();
        assert!((49_000..50_000).contains(&units), "{units}");
        let last = long.lines().last().expect("a line");
        assert!(last.contains("The rest is left out") && last.contains("SVG"), "{last}");
        let rows = long.lines().filter(|line| line.contains(">>") || line.contains("Note over")).count();
        assert!(rows > 100, "{rows}");
    }
}

#[test]
fn a_very_long_text_ends_and_says_so() {
    let mut trace = clock_diagram();
    trace.nodes = (0..64).map(|n| format!("a-node-with-a-long-nam{n:02}")).collect();
    let events = trace.events.clone();
    while trace.events.len() < 60_000 {
        trace.events.extend(events.iter().filter(|event| event.kind == EventKind::Local).cloned());
    }
    let text = text_of_trace(&trace);
    assert!((64_000_000..64_010_000).contains(&text.len()), "{}", text.len());
    assert!(text.ends_with("rows are left out: this form ends at 64 MB\n"));
}

#[test]
fn plantuml_runs_nothing_that_a_name_says() {
    let name = "%getenv(\"PATH\") <b>--x--</b> !include a\n@enduml";
    check(
        &plantuml_of_trace(&named(two_generals(), name)),
        expect![[r#"
            @startuml
            participant "<U+0025>getenv(<U+0022>PATH<U+0022>) <U+003C>b<U+003E>-<U+002D>x-<U+002D><U+003C>/b<U+003E> <U+0021>include a <U+0040>enduml" as n0
            participant "<U+0025>getenv(<U+0022>PATH<U+0022>) <U+003C>b<U+003E>-<U+002D>x-<U+002D><U+003C>/b<U+003E> <U+0021>include a <U+0040>enduml" as n1
            n0 -> n1 : <U+0025>getenv(<U+0022>PATH<U+0022>) <U+003C>b<U+003E>-<U+002D>x-<U+002D><U+003C>/b<U+003E> <U+0021>include a <U+0040>enduml
            n1 ->x n0 : <U+0025>getenv(<U+0022>PATH<U+0022>) <U+003C>b<U+003E>-<U+002D>x-<U+002D><U+003C>/b<U+003E> <U+0021>include a <U+0040>enduml (dropped)
            @enduml
        "#]],
    );
}

#[test]
fn shiviz_has_a_clock_for_every_event() {
    check(
        &shiviz_of_trace(&clock_diagram()),
        expect![[r#"
        A {"A":1}
        local
        A {"A":2}
        send m1 to B
        C {"C":1}
        local
        C {"C":2}
        send m2 to B
        B {"B":1, "C":2}
        receive m2 from C
        B {"B":2, "A":2, "C":2}
        receive m1 from A
        B {"B":3, "A":2, "C":2}
        send m3 to C
        A {"A":3}
        local
        C {"C":3, "A":2, "B":3}
        receive m3 from B
        C {"C":4, "A":2, "B":3}
        send m4 to A
        A {"A":4, "B":3, "C":4}
        receive m4 from C
        B {"B":4, "A":2, "C":2}
        local
    "#]],
    );
}

#[test]
fn shiviz_adds_remarks_to_the_event_before_them() {
    let log = shiviz_of_trace(&election());
    let lines: Vec<&str> = log.lines().collect();
    let at = |text: &str| lines.iter().position(|line| line.contains(text)).expect("it is said");
    check(
        lines[at("a majority granted")],
        expect!["send AppendEntries to S1, S3, S4, S5; a majority granted its vote: leader of term 1"],
    );
    check(lines[at("; crash")], expect!["send VoteGranted to S2; crash"]);
}

#[test]
fn shiviz_hosts_are_words_and_stay_different() {
    let mut trace = two_generals();
    trace.nodes = vec!["the \"one\\".to_owned(), "the\t\"one\\".to_owned()];
    check(
        &shiviz_of_trace(&trace),
        expect![[r#"
        the_"one\ {"the_\"one\\":1}
        send Attack to the "one\
        the_"one\_2 {"the_\"one\\_2":1, "the_\"one\\":1}
        receive Attack from the "one\
        the_"one\_2 {"the_\"one\\_2":2, "the_\"one\\":1}
        send Ack to the "one\
    "#]],
    );
}

#[test]
fn a_table_of_events() {
    check(
        &csv(&run_of(two_generals())),
        expect![[r#"
        id,node,kind,at_us,label,messages,role,epoch,lamport,vector
        0,A,start,0,start,,,,0,0 0
        1,B,start,0,start,,,,0,0 0
        2,A,send,1000,Attack,Attack A->B 1,,,1,1 0
        3,B,receive,2000,Attack,Attack A->B 1,,,2,1 1
        4,B,send,2000,Ack,Ack B->A 1,,,3,1 2
    "#]],
    );
}

#[test]
fn a_cell_is_never_a_formula() {
    for formula in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=HYPERLINK(\"x\",\"y\")"] {
        let table = csv(&run_of(named(two_generals(), formula)));
        for line in table.lines() {
            for cell in line.split(',').map(|cell| cell.trim_matches('"').trim_start()) {
                assert!(!cell.starts_with(['=', '+', '-', '@']), "{line}");
            }
        }
    }
}

#[test]
fn a_page_stands_on_its_own() {
    let page = html(&run_of(two_generals()), "Two <generals> & \"an\" ack");
    expect_file!["golden/two-generals.html"].assert_eq(&page);
    assert!(
        !page.contains("<script") && !page.contains("<generals>") && !page.contains("http://www.w3.org/1999")
    );
}

/// Names that want to be something else.
fn hostile() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(vec![
        "</svg><script>",
        "\"'",
        "&amp",
        "%f()",
        "$x",
        "--",
        "**",
        "!",
        "@enduml",
        "'",
        ";",
        "\n",
        "\u{202e}",
        "\u{0}",
        "~",
        "[[x]]",
        "<&x>",
        "\\n",
        "é",
        "名",
        ": ",
        "=",
        ",",
        " ",
        "{\"a\":1}",
    ]);
    prop::collection::vec(nasty, 1..4).prop_map(|parts| parts.concat())
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((0..2_000_u16, any::<u8>(), any::<u8>()), 0..120)
}

/// Every line is one that was meant: its frame is plain, and what is told in it is made of
/// letters, codes and signs that mean nothing.
fn assert_plantuml(text: &str) {
    let mut lines: Vec<&str> = text.lines().collect();
    assert_eq!((lines.remove(0), lines.pop()), ("@startuml", Some("@enduml")));
    for line in lines {
        let told = match line.strip_prefix("participant \"") {
            Some(rest) => rest.rsplit_once("\" as n").expect("a participant is named").0,
            None => line.split_once(" : ").expect("a line says something").1,
        };
        let mut rest = told;
        let mut before = ' ';
        while let Some(c) = rest.chars().next() {
            rest = &rest[c.len_utf8()..];
            if c == '<' {
                let (code, after) = rest.split_once('>').expect("a code ends");
                let digits = code.strip_prefix("U+").expect("a code begins");
                assert!((4..=5).contains(&digits.len()) && u32::from_str_radix(digits, 16).is_ok(), "{told}");
                (rest, before) = (after, '<');
                continue;
            }
            assert!(
                c.is_ascii_alphanumeric() || !c.is_ascii() || " ,()?-_./:+'".contains(c),
                "{c} in {told}"
            );
            assert!(c != before || c.is_ascii_alphanumeric() || !c.is_ascii() || c == ' ', "{told}");
            before = c;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_name_breaks_a_form(nodes in 1..8_u8, steps in steps(), name in hostile()) {
        let trace = named(random(nodes, &steps), &name);
        assert_plantuml(&plantuml_of_trace(&trace));
        let run = run_of(trace);
        prop_assert!(!html(&run, &name).contains("<script"));
        let table = csv(&run);
        prop_assert_eq!(table.lines().count(), run.trace.events.len() + 1);
        for line in table.lines() {
            let mut quoted = false;
            let commas = line.chars().filter(|&c| {
                quoted ^= c == '"';
                c == ',' && !quoted
            });
            prop_assert_eq!(commas.count(), 9, "{}", line);
        }
        let log = shiviz_of_trace(&run.trace);
        let ticks = run.trace.events.iter().filter(|event| event.kind.ticks()).count();
        prop_assert_eq!(log.lines().count(), 2 * ticks);
    }
}
