//! Logs with vector clocks: read, built into a trace, and refused with the reason.

mod common;

use common::{Step, random};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use sequitur_core::clocks::VectorClocks;
use sequitur_core::trace::{Cone, EventId, EventKind, Relation, Trace};
use sequitur_diagram::{
    EVENTS_MAX, Log, Reader, Reading, Refusal, TEXT_MAX, decode, log_document, mermaid_of_trace, read,
    shiviz_of_trace, text,
};
use std::collections::BTreeMap;
use std::path::PathBuf;

fn log(text: &str) -> Log {
    read(text, &Reading::default()).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

/// Everything that is wrong with a log, one line each.
fn refused(text: &str) -> String {
    told(read(text, &Reading::default()))
}

fn told(read: Result<Log, Refusal>) -> String {
    match read {
        Ok(_) => "it is read".to_owned(),
        Err(Refusal::Log(mistakes)) => {
            let lines = mistakes.remarks.iter().map(ToString::to_string).chain(mistakes.rest());
            lines.collect::<Vec<_>>().join("\n")
        }
        Err(
            Refusal::Expression(what)
            | Refusal::Delimiter(what)
            | Refusal::Execution(what)
            | Refusal::Host(what),
        ) => what,
    }
}

fn contradictions(text: &str) -> String {
    let contradictions = log(text).contradictions;
    let lines = contradictions.remarks.iter().map(ToString::to_string).chain(contradictions.rest());
    lines.collect::<Vec<_>>().join("\n")
}

fn check(actual: &str, expect: Expect) {
    expect.assert_eq(actual);
}

/// Host by host, as logs are when they are put together from files.
const GREETING: &str = "\
Ann {\"Ann\":1}
wakes
Ann {\"Ann\":2}
greets Bob
Ann {\"Ann\":3, \"Bob\":2}
is greeted
Bob {\"Bob\":1, \"Ann\":2}
hears Ann
Bob {\"Bob\":2, \"Ann\":2}
greets back
Eve {\"Eve\":1}
sleeps
";

#[test]
fn a_log_reads_like_a_run() {
    let log = log(GREETING);
    check(
        &text(&log.run, &[]),
        expect![[r#"
           Ann      Bob   Eve
        1  *        |     |  wakes
        1  |        |     *  sleeps
        2  *        |     |  greets Bob
        3  |------->*     |  hears Ann
        4  |        *     |  greets back
        5  *<-------|     |  is greeted
    "#]],
    );
    check(
        &mermaid_of_trace(&log.run.trace),
        expect![[r#"
        sequenceDiagram
            participant n0 as Ann
            participant n1 as Bob
            participant n2 as Eve
            Note over n0: wakes
            Note over n2: sleeps
            Note over n0: greets Bob
            n0->>n1: message
            Note over n1: hears Ann
            Note over n1: greets back
            n1->>n0: message
            Note over n0: is greeted
    "#]],
    );
    let kinds: Vec<EventKind> = log.run.trace.events.iter().map(|event| event.kind).collect();
    use EventKind::{Local, Receive, Send};
    assert_eq!(kinds, [Local, Local, Send, Receive, Send, Receive]);
    assert_eq!(log.line(EventId(3)), 7);
    assert!(log.contradictions.is_empty() && log.skipped.lines == 0);
}

#[test]
fn a_log_is_a_document_with_lines() {
    let json = serde_json::to_string(&log_document(&log(GREETING))).expect("JSON");
    check(
        &json.replace("},{", "},\n{"),
        expect![[r#"
            {"version":1,"title":"","scenario":"","nodes":["Ann","Bob","Eve"],"stopped":"quiet","events":[{"id":0,"node":"Ann","kind":"local","at_us":1000,"messages":[],"label":"wakes","role":null,"epoch":null,"lamport":1,"vector":[1,0,0],"line":1,"fields":{}},
            {"id":1,"node":"Eve","kind":"local","at_us":1000,"messages":[],"label":"sleeps","role":null,"epoch":null,"lamport":1,"vector":[0,0,1],"line":11,"fields":{}},
            {"id":2,"node":"Ann","kind":"send","at_us":2000,"messages":[0],"label":"greets Bob","role":null,"epoch":null,"lamport":2,"vector":[2,0,0],"line":3,"fields":{}},
            {"id":3,"node":"Bob","kind":"receive","at_us":3000,"messages":[0],"label":"hears Ann","role":null,"epoch":null,"lamport":3,"vector":[2,1,0],"line":7,"fields":{}},
            {"id":4,"node":"Bob","kind":"send","at_us":4000,"messages":[1],"label":"greets back","role":null,"epoch":null,"lamport":4,"vector":[2,2,0],"line":9,"fields":{}},
            {"id":5,"node":"Ann","kind":"receive","at_us":5000,"messages":[1],"label":"is greeted","role":null,"epoch":null,"lamport":5,"vector":[3,2,0],"line":5,"fields":{}}],"messages":[{"id":0,"key":"message Ann->Bob 1","kind":"message","from":"Ann","to":"Bob","sent":2,"received":3,"fate":"delivered","sent_us":2000,"arrives_us":3000,"fields":{}},
            {"id":1,"key":"message Bob->Ann 1","kind":"message","from":"Bob","to":"Ann","sent":4,"received":5,"fate":"delivered","sent_us":4000,"arrives_us":5000,"fields":{}}],"decisions":[],"properties":[],"assumptions":[],"unused_edits":[],"log":{"executions":[""],"execution":1,"skipped_lines":0,"contradictions":[],"more_contradictions":0,"lines_read":12,"hosts":[{"name":"Ann","events":3,"has_lane":true},
            {"name":"Bob","events":2,"has_lane":true},
            {"name":"Eve","events":1,"has_lane":true}]}}"#]],
    );
}

#[test]
fn an_event_may_hear_from_several_hosts() {
    let log = log("A {\"A\":1}\na\nB {\"B\":1}\nb\nC {\"C\":1, \"A\":1, \"B\":1}\nhears both\n");
    let trace = &log.run.trace;
    assert_eq!(trace.messages.len(), 2);
    assert_eq!(trace.taken(EventId(2)).count(), 2);
    let cone = Cone::of(trace, EventId(2));
    assert_eq!(cone.past, [Some(EventId(0)), Some(EventId(1)), Some(EventId(2))]);
    assert_eq!(Cone::of(trace, EventId(1)).future[2], Some(EventId(2)));
    assert_clocks_are_the_logs(
        "A {\"A\":1}\na\nB {\"B\":1}\nb\nC {\"C\":1, \"A\":1, \"B\":1}\nhears both\n",
        &log,
    );
}

#[test]
fn what_is_implied_is_no_message() {
    // C hears from B only, which had heard from A.
    let log = log("A {\"A\":1}\na\nB {\"A\":1, \"B\":1}\nb\nC {\"A\":1, \"B\":1, \"C\":1}\nc\n");
    let arrows: Vec<String> = log.run.trace.messages.iter().map(|m| log.run.trace.key_text(m.key)).collect();
    assert_eq!(arrows, ["message A->B 1", "message B->C 1"]);
}

#[test]
fn an_expression_of_ones_own_has_fields() {
    let reading = Reading {
        expression:
            r"\[(?<date>\d{1,2}:\d{2}) (?<level>(INFO|WARN))\] (?<event>.*)\n(?<host>\S*) (?<clock>{.*})"
                .to_owned(),
        ..Reading::default()
    };
    let text = "starting up\n[9:05 INFO] hello\nA {\"A\":1} \n\n[19:06 WARN] bye\nA {\"A\":2}\nthe end\n";
    let log = read(text, &reading).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let fields: Vec<(&str, &str)> = log.fields(EventId(1)).collect();
    assert_eq!(fields, [("date", "19:06"), ("level", "WARN")]);
    assert_eq!((log.line(EventId(1)), log.skipped.lines), (5, 2));
    assert_eq!(log.run.trace.label(EventId(0)), "hello");
}

#[test]
fn a_delimiter_parts_executions() {
    let text = "=== one ===\nA {\"A\":1}\nfirst\n=== two ===\n\nA {\"A\":1}\nsecond\nA {\"A\":2}\nthird\n=== none ===\n \n";
    let reading = |execution| Reading {
        delimiter: "^=== (?<trace>.*) ===$".to_owned(),
        execution,
        ..Reading::default()
    };
    let log = read(text, &reading(1)).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    assert_eq!((log.executions.as_slice(), log.title()), (&["one".to_owned(), "two".to_owned()][..], "two"));
    assert_eq!((log.run.trace.events.len(), log.line(EventId(0))), (2, 6));
    check(&told(read(text, &reading(2))), expect!["the log has 2 executions"]);
    let no_names = Reading { delimiter: "===.*===".to_owned(), ..Reading::default() };
    assert_eq!(read(text, &no_names).map(|log| log.executions).ok(), Some(vec![String::new(); 2]));
}

#[test]
fn every_mistake_has_its_line() {
    check(
        &refused(
            "A {\"A\":-1}\nminus\nA {\"A\":4294967296}\nhuge\nA {\"A\":99999999999999999999999}\nhuger\n\
             A {\"A\":1.5}\nhalf\nA {\"A\":1, \"A\":2}\ntwice\nA {\"B\":1}\nnot its own\nA {\"A\":0}\nzero\n\
             A {\"A\"}\nno number\nA {\"A\":1,}\na comma\nA {A:1}\nno quotes\nA {\"A\":1} }\nmore\nA {\"A\":\"1\"}\na word\n\
             A {\"A\":1, \"Zoe\":3}\nunknown\nA {}\nempty\nA {\"\\x\":1}\nescape\n",
        ),
        expect![[r#"
            1:3: A has -1 in the clock; a clock counts from 0
            3:3: A has 4294967296 in the clock, which is too large
            5:3: A has 99999999999999999999999 in the clock, which is too large
            7:3: A has 1.5 in the clock; a whole number belongs there
            9:3: A stands in the clock twice
            11:3: the clock of A has no entry for A, which counts this event
            13:3: the clock of A has no entry for A, which counts this event
            15:3: `:` and a number are missing after A
            17:3: a host in quotation marks is missing in the clock
            19:3: a host in quotation marks is missing in the clock
            21:3: something follows the `}` of the clock
            23:3: A has "1" in the clock; a whole number belongs there
            27:3: the clock of A has no entry for A, which counts this event
            29:3: the clock has a `\` that JSON does not know"#]],
    );
}

#[test]
fn twenty_mistakes_are_told_and_the_rest_counted() {
    let text = "A {\"A\":-1}\nx\n".repeat(50);
    let told = refused(&text);
    assert_eq!((told.lines().count(), told.lines().last()), (21, Some("and 30 more")));
}

#[test]
fn what_fits_no_expression_is_told() {
    for text in ["", " \n", "hello\nworld\n", "A {\"A\":1}"] {
        assert!(!refused(text).is_empty(), "{text}");
    }
    check(
        &refused("hello\nworld\n"),
        expect!["1:1: nothing from here on matches the expression; does it fit this log?"],
    );
    check(&refused(""), expect!["1:1: nothing from here on matches the expression; does it fit this log?"]);
    let with = |expression: &str| {
        told(read(GREETING, &Reading { expression: expression.to_owned(), ..Reading::default() }))
    };
    check(
        &with("(?<host>x"),
        expect![[r#"character 1: this `(` is never closed; write `\(` for the sign itself"#]],
    );
    check(
        &with("(?<host>x)(?<clock>y)"),
        expect!["there is no group named event; write `(?<event>…)` around what it is to match"],
    );
    check(
        &with("(?=x)"),
        expect!["character 1: looking ahead or back is not supported; write what is to match"],
    );
}

#[test]
fn limits_are_told() {
    let hosts: String = (0..=10_000).map(|host| format!("h{host} {{\"h{host}\":1}}\nx\n")).collect();
    check(&refused(&hosts), expect!["20001:8: there are more than 10000 hosts; take a part of the log"]);
    let long = "x".repeat(99) + "\n";
    let told = refused(&long.repeat(TEXT_MAX / 100 + 10));
    check(
        &told,
        expect!["640001:1: the log is too long; at most 64000000 bytes are read: take a part of it"],
    );
    let many = "A {\"A\":1}\n\n".repeat(EVENTS_MAX + 2);
    check(
        &refused(&many),
        expect![[r#"
        2000001:3: there are more than 1000000 events; take a part of the log
        2000003:3: there are more than 1000000 events; take a part of the log"#]],
    );
}

#[test]
fn contradictions_are_told_and_the_rest_is_drawn() {
    check(
        &contradictions("A {\"A\":3}\nlate\nA {\"A\":5}\nlater\nA {\"A\":5}\ntwice\n"),
        expect![[r#"
            1:3: A begins with 3; a host counts its events from 1
            3:3: A counts 5 here, after 3; an event between is missing
            5:3: A counts 5 here and in another event; each of its events has a number of its own"#]],
    );
    check(
        &contradictions(
            "A {\"A\":1}\na\nB {\"B\":1, \"A\":1}\nb\nB {\"B\":2}\nforgets\nA {\"A\":2, \"B\":9}\nahead\n",
        ),
        expect![[r#"
            5:3: B has 0 of A here, but had 1 before; an entry never shrinks
            7:3: the clock has 9 of B, but the last event of B in the log has 2"#]],
    );
    // C has heard from B, but not of what B had heard from A.
    check(
        &contradictions("A {\"A\":1}\na\nB {\"B\":1, \"A\":1}\nb\nC {\"C\":1, \"B\":1}\nc\n"),
        expect!["5:3: the clock has 0 of A, but 1 were known to B on line 3, of which it has heard"],
    );
}

#[test]
fn a_circle_is_told_and_cut() {
    let text = "A {\"A\":1, \"B\":1}\na\nB {\"B\":1, \"A\":1}\nb\nC {\"C\":1, \"A\":1, \"B\":1}\nc\n";
    check(
        &contradictions(text),
        expect![
            "1:3: the clock has 1 of B, but that event, on line 3, comes after this one itself; no arrow is drawn"
        ],
    );
    let trace = &log(text).run.trace;
    assert_eq!(trace.events.len(), 3);
    assert!(trace.messages.iter().all(|message| message.received.is_some_and(|event| event > message.sent)));
}

/// The clocks that a log writes down, by host and own entry: found by another engine, read
/// by another reader.
fn written(text: &str) -> BTreeMap<(String, u64), BTreeMap<String, u64>> {
    let expression = regex::Regex::new(r"(\S*) (\{.*\})\n.*").expect("it is right");
    let clocks = expression.captures_iter(text).map(|captures| {
        let mut clock: BTreeMap<String, u64> = serde_json::from_str(&captures[2]).expect("a clock");
        clock.retain(|_, count| *count > 0);
        ((captures[1].to_owned(), clock[&captures[1]]), clock)
    });
    clocks.collect()
}

/// The clocks of the trace, computed anew, are those that stand in the log.
fn assert_clocks_are_the_logs(text: &str, log: &Log) {
    let written = written(text);
    let trace = &log.run.trace;
    let mut vectors = VectorClocks::new(trace);
    assert_eq!(trace.events.len(), written.len());
    for id in (0..trace.events.len() as u32).map(EventId) {
        let vector = vectors.at(trace, id);
        let host = trace.node_name(trace.event(id).node).to_owned();
        let own = u64::from(vector[trace.event(id).node.index()]);
        let entries = trace.nodes.iter().cloned().zip(vector.iter().map(|&count| u64::from(count)));
        let computed: BTreeMap<String, u64> = entries.filter(|(_, count)| *count > 0).collect();
        assert_eq!(computed, written[&(host, own)]);
    }
}

/// The events that tick, each by its node and number, and how each pair of them stands.
fn causality(trace: &Trace) -> BTreeMap<(String, u32), BTreeMap<(String, u32), Relation>> {
    let mut counts = vec![0; trace.nodes.len()];
    let ids = (0..trace.events.len() as u32).map(EventId);
    let ticking: Vec<(EventId, (String, u32))> = ids
        .filter(|id| trace.event(*id).kind.ticks())
        .map(|id| {
            let node = trace.event(id).node;
            counts[node.index()] += 1;
            (id, (trace.node_name(node).to_owned(), counts[node.index()]))
        })
        .collect();
    let relations = |event: EventId| {
        let cone = Cone::of(trace, event);
        let of = |(other, name): &(EventId, (String, u32))| {
            (name.clone(), cone.relation(*other, trace.event(*other).node))
        };
        ticking.iter().map(of).collect()
    };
    ticking.iter().map(|(id, name)| (name.clone(), relations(*id))).collect()
}

/// A random order of records, the same for the same numbers.
fn shuffled(text: &str, keys: &[u16]) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut records: Vec<(u16, String)> = lines
        .chunks(2)
        .enumerate()
        .map(|(index, pair)| (keys[index % keys.len()], format!("{}\n{}\n", pair[0], pair[1])))
        .collect();
    records.sort();
    records.into_iter().map(|(_, record)| record).collect()
}

fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((0..2_000_u16, any::<u8>(), any::<u8>()), 0..most)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Written and read again, in any order of the records, a run has the same causality,
    /// and its clocks are those that were written.
    #[test]
    fn out_and_in_again_is_the_same(nodes in 1..8_u8, steps in steps(90), keys in prop::collection::vec(any::<u16>(), 1..40)) {
        let trace = random(nodes, &steps);
        let text = shiviz_of_trace(&trace);
        prop_assume!(!text.is_empty());
        let expected = causality(&trace);
        for text in [text.clone(), shuffled(&text, &keys)] {
            let log = log(&text);
            prop_assert!(log.contradictions.is_empty(), "{:?}", log.contradictions);
            prop_assert_eq!(&causality(&log.run.trace), &expected);
            assert_clocks_are_the_logs(&text, &log);
            // And once more: what is read is what is written.
            prop_assert_eq!(written(&shiviz_of_trace(&log.run.trace)), written(&text));
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&String::from_utf8_lossy(&bytes), &Reading::default());
    }

    /// A log in which letters, numbers or lines were changed is read or refused; what is read
    /// is a trace in which nothing arrives before it is sent.
    #[test]
    fn a_damaged_log_is_read_or_refused(
        steps in steps(60),
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(vec!["", "\"", "0", "9", "{", "}", ":", ",", "\n", "-", "N1", "\u{202e}", "\\u12"])), 1..6),
    ) {
        let mut text = shiviz_of_trace(&random(4, &steps));
        for (index, insert) in changes {
            let mut index = index.index(text.len() + 1);
            while !text.is_char_boundary(index) {
                index -= 1;
            }
            let end = (index..=text.len()).find(|end| *end > index && text.is_char_boundary(*end)).unwrap_or(index);
            text.replace_range(index..end, insert);
        }
        if let Ok(log) = read(&text, &Reading::default()) {
            let trace = &log.run.trace;
            for message in &trace.messages {
                prop_assert!(message.received.is_some_and(|received| received > message.sent));
                prop_assert!(message.arrives_at.is_some_and(|at| at > message.sent_at));
            }
            prop_assert!(trace.events.windows(2).all(|pair| pair[0].at <= pair[1].at));
            serde_json::to_string(&log_document(&log)).expect("JSON");
            sequitur_diagram::svg(&log.run, "");
            if log.contradictions.is_empty() {
                assert_clocks_are_the_logs(&text, &log);
            }
        }
    }

    #[test]
    fn any_expression_is_read_or_refused(expression in "[(){}\\[\\]?<>*+|^$.\\\\a-c0-9,:=!-]{0,24}", text in "[a-c0-9 \n]{0,40}") {
        let expression = format!("(?<host>a)(?<clock>b)(?<event>c){expression}");
        let _ = read(&text, &Reading { expression, ..Reading::default() });
    }
}

/// Real logs stand beside the checkout where tests may have them.
fn real(name: &str) -> Option<String> {
    let folder = std::env::var_os("SEQUITUR_LOGS").map(PathBuf::from);
    let folder =
        folder.unwrap_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")));
    std::fs::read_to_string(folder.join(name)).ok()
}

#[test]
fn a_real_log_keeps_its_clocks() {
    let Some(text) = real("chord.log") else { return };
    let log = log(&text);
    assert!(log.contradictions.is_empty() && log.skipped.lines == 0);
    assert_clocks_are_the_logs(&text, &log);
    assert_eq!((log.run.trace.events.len(), log.run.trace.nodes.len()), (1_235, 8));
}

#[test]
fn real_logs_are_read_with_the_expressions_of_their_users() {
    let read_with = |name: &str, expression: &str, delimiter: &str| {
        let text = real(name)?;
        let reading = Reading {
            expression: expression.to_owned(),
            delimiter: delimiter.to_owned(),
            ..Reading::default()
        };
        let log = read(&text, &reading).unwrap_or_else(|refusal| panic!("{name}: {refusal:?}"));
        assert!(log.contradictions.is_empty(), "{name}: {:?}", log.contradictions);
        Some((log.run.trace.events.len(), log.executions.len()))
    };
    let voldemort = r"\[(?<date>\d{4}-\d{2}-\d{2} (\d{2}:){2}\d{2},\d{3}) (?<path>\S*)\] (?<priority>(INFO|WARN)) (?<event>.*)\n(?<host>\S*) (?<clock>{.*})";
    assert!(read_with("voldemort.log", voldemort, "").is_none_or(|found| found == (864, 1)));
    let broadcast = r"\[\w+\] \[(?<date>([^ ]+ [^ ]+))\] [^ ]+ \[akka://Broadcast/user/(?<host>\w+)\] (?<clock>.*\}) (?<event>.*)";
    assert!(read_with("reliable-broadcast.log", broadcast, "").is_none_or(|found| found == (116, 1)));
    let facebook = r"(?<ip>(\d{1,3}\.){3}\d{1,3}) (?<date>(\d{1,2}/){2}\d{4} (\d{2}:){2}\d{2} (AM|PM)) (?<action>(INFO|GET|POST)) (?<event>.*)\n(?<host>\w*) (?<clock>.*)";
    let delimiter = "^=== (?<trace>.*) ===$";
    assert!(read_with("facebook-multiple.log", facebook, delimiter).is_none_or(|found| found == (47, 2)));
}

#[test]
fn every_line_that_is_not_utf8_is_told() {
    let told = |bytes: &[u8]| self::told(decode(bytes.to_vec()).map(|text| log(&text)));
    check(
        &told(b"A {\"A\":1}\nx\xff\xff\nB {\"B\":1}\nh\xc3\xa9 \xe9\xe9\n\xfe"),
        expect![[r#"
            2:2: this is not UTF-8; save the log as UTF-8 text
            4:4: this is not UTF-8; save the log as UTF-8 text
            5:1: this is not UTF-8; save the log as UTF-8 text"#]],
    );
    let many = told(&b"\xff\n".repeat(45));
    assert_eq!((many.lines().count(), many.lines().last()), (21, Some("and 25 more")));
}

#[test]
fn a_log_in_slices_is_the_same_log() {
    let long: String = (1..=400_u32)
        .map(|own| {
            let (host, other) = if own % 2 == 0 { ("A", "B") } else { ("B", "A") };
            let heard = if own > 1 { format!(", \"{other}\":{}", own / 2) } else { String::new() };
            format!("{host} {{\"{host}\":{}{heard}}}\ne {own}\n", own.div_ceil(2))
        })
        .collect();
    for (text, delimiter) in [(GREETING, ""), (&long, ""), (&long, "^B .*$"), ("A {\"A\":-1}\nx\n", "")] {
        let reading = Reading { delimiter: delimiter.to_owned(), ..Reading::default() };
        let read_by = |characters: u32| {
            let mut reader = Reader::new(text.into(), &reading)?;
            let mut last = 0;
            while !reader.advance(characters) {
                assert!((last..=1_000).contains(&reader.progress()), "{} after {last}", reader.progress());
                last = reader.progress();
            }
            reader.finish()
        };
        let as_text = |read: Result<Log, Refusal>| match read {
            Ok(log) => serde_json::to_string(&sequitur_diagram::log_document(&log)).expect("JSON"),
            Err(refusal) => format!("{refusal:?}"),
        };
        let whole = as_text(read(text, &reading));
        for characters in [1, 7, 100] {
            assert_eq!(as_text(read_by(characters)), whole);
        }
    }
}

#[test]
fn lines_of_no_event_are_counted_and_the_first_is_told() {
    let skipped = |text: &str| log(text).skipped.to_string();
    assert_eq!(skipped("\nhello\nA {\"A\":1}\nx\n"), "line 2 belongs to no event");
    let text = "A {\"A\":1}\nx\n\nA {\"A\":2} and more\ny\nA {\"A\":2}\nz\nend\n";
    assert_eq!(skipped(text), "3 lines belong to no event, the first is line 4");
}
