//! Logs of every shape: recognised, opened whatever they lack, and written with all they say.

use expect_test::{Expect, expect};
use sequitur_core::trace::EventId;
use sequitur_diagram::{
    Filter, Frame, Layout, Log, Options, Reading, Scene, Stamps, View, csv_of_log, mermaid, read, recognise,
    shiviz_of_log, short_names, svg, text,
};
use std::path::PathBuf;

fn read_with(text: &str, reading: &Reading) -> Log {
    read(text, reading).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

/// A log as it is opened when nobody says how.
fn opened(text: &str) -> Log {
    read_with(text, &recognise(text))
}

fn with_expression(text: &str, expression: &str) -> Log {
    read_with(text, &Reading { expression: expression.to_owned(), ..Reading::default() })
}

/// What happened, a line an event.
fn told(log: &Log) -> String {
    let trace = &log.run.trace;
    let mut stamps = Stamps::new(&log.run, sequitur_diagram::Clock::Vector);
    let mut line = |id| {
        let (node, label) = (trace.node_name(trace.event(id).node), trace.label(id));
        format!("{node} {label} {}\n", stamps.text(trace, id).map(|stamp| stamp.text).unwrap_or_default())
    };
    (0..trace.events.len() as u32).map(|id| line(EventId(id))).collect()
}

fn check(actual: &str, expect: Expect) {
    expect.assert_eq(actual);
}

fn remarks(log: &Log) -> Vec<String> {
    log.contradictions.remarks.iter().map(ToString::to_string).collect()
}

const OWN_EXPRESSION: &str = "(?<event>.*)\\n(?<host>\\S*) (?<clock>{.*})\n\norders tea\ncafe {\"cafe\":1}\n\
     hears the order\nkitchen {\"kitchen\":1,\"cafe\":1}\nserves\nkitchen {\"kitchen\":2,\"cafe\":1}\n";

const OWN_DELIMITER: &str = "(?<host>\\S*) (?<clock>{.*})\\n(?<event>.*)\n^=== (?<trace>.*) ===$\n\
     === calm ===\ncafe {\"cafe\":1}\norders tea\n=== busy ===\ncafe {\"cafe\":1}\norders soup\n\
     kitchen {\"kitchen\":1,\"cafe\":1}\nhears soup\n";

#[test]
fn a_file_says_in_its_first_lines_how_it_is_read() {
    let log = opened(OWN_EXPRESSION);
    check(
        &told(&log),
        expect![[r#"
            cafe orders tea [1 0]
            kitchen hears the order [1 1]
            kitchen serves [1 2]
        "#]],
    );
    assert_eq!((log.line(EventId(0)), log.skipped.lines, log.skipped.lines_read()), (3, 0, 6));
    let reading = recognise(OWN_DELIMITER);
    let calm = read_with(OWN_DELIMITER, &reading);
    assert_eq!(calm.executions, ["calm", "busy"]);
    let busy = read_with(OWN_DELIMITER, &Reading { execution: 1, ..reading });
    assert_eq!((calm.run.trace.events.len(), busy.run.trace.events.len()), (1, 2));
    assert_eq!(busy.line(EventId(1)), 9);
    assert_eq!((calm.skipped.lines, busy.skipped.lines), (0, 0));
}

#[test]
fn the_log_may_follow_its_expression_at_once() {
    let without_delimiter = OWN_EXPRESSION.replacen("\n\n", "\n", 1);
    assert_eq!(told(&opened(&without_delimiter)), told(&opened(OWN_EXPRESSION)));
    let windows = OWN_DELIMITER.replace('\n', "\r\n");
    assert_eq!(opened(&windows).executions, ["calm", "busy"]);
    assert_eq!(told(&opened(&windows)), told(&opened(OWN_DELIMITER)));
}

#[test]
fn clocks_in_strings_of_another_language_are_read() {
    let text = "State 2: <SendMsg line 1, col 3 of module Ring>\n/\\ Host = n1\n/\\ Clock = \"{\\\"n1\\\":1,\\\"n2\\\":0}\"\n\
         State 3: <RecvMsg line 9, col 3 of module Ring>\n/\\ Host = n2\n/\\ Clock = \"{\\\"n1\\\":1,\\\"n2\\\":1}\"\n";
    let expression =
        r#"^State [0-9]+: <(?<event>\w*) .*>\n\/\\ Host = (?<host>.*)\n\/\\ Clock = "(?<clock>.*)""#;
    let expected = "n1 SendMsg [1 0]\nn2 RecvMsg [1 1]\n";
    assert_eq!(told(&with_expression(text, expression)), expected);
    assert_eq!(told(&opened(text)), expected);
    let quoted = r#"A "{\"A\":1}" one
A "{\"A\":2, \"the \\\"B\\\"\":0}" two
"#;
    let whole = with_expression(quoted, r#"(?<host>\S*) (?<clock>".*") (?<event>.*)"#);
    assert_eq!(told(&whole), "A one [1]\nA two [2]\n");
}

#[test]
fn a_host_without_events_is_told_and_refuses_nothing() {
    let log = opened("alice {\"alice\":1}\na\nalice {\"alice\":2,\"loadB\":2}\nb\n");
    assert_eq!(told(&log), "alice a [1]\nalice b [2]\n");
    assert_eq!(remarks(&log), ["3:7: the clock counts events of loadB, but the log has none of them"]);
}

/// One thread forks as many others as are wanted.
fn threads(count: u32) -> String {
    let forks: String = (1..=count).map(|own| format!("main {{\"main\":{own}}}\nforks\n")).collect();
    let run = |own: u32| format!("t{own} {{\"t{own}\":1,\"main\":{own}}}\nruns\n");
    forks + &(1..=count).map(run).collect::<String>()
}

#[test]
fn of_many_hosts_some_have_lanes_and_the_rest_can_be_chosen() {
    let log_text = threads(300);
    let log = opened(&log_text);
    assert_eq!((log.hosts.len(), log.run.trace.nodes.len()), (301, 64));
    let (first, last) = (&log.run.trace.nodes[0], &log.run.trace.nodes[63]);
    assert_eq!((first.as_str(), last.as_str()), ("main", "t63"));
    assert_eq!(log.hosts.iter().filter(|host| host.has_lane).count(), 64);
    assert!(log.contradictions.is_empty(), "{:?}", log.contradictions);
    let chosen = Reading { hosts: vec!["t299".to_owned(), "main".to_owned()], ..recognise(&log_text) };
    let log = read_with(&log_text, &chosen);
    assert_eq!(log.run.trace.nodes, ["main", "t299"]);
    assert_eq!(log.run.trace.messages.len(), 1);
    assert_eq!(log.line(log.run.trace.messages[0].received.expect("it arrives")), 2 * 300 + 2 * 298 + 1);
    let unknown = Reading { hosts: vec!["nobody".to_owned()], ..Reading::default() };
    assert!(read(&log_text, &unknown).is_err());
}

/// What hosts without a lane passed on is still known.
#[test]
fn a_path_through_a_host_without_a_lane_is_an_arrow() {
    let chain = "A {\"A\":1}\nsays\nB {\"B\":1,\"A\":1}\nhears\nC {\"C\":1,\"B\":1,\"A\":1}\nlearns\n";
    let two = Reading { hosts: vec!["A".to_owned(), "C".to_owned()], ..Reading::default() };
    check(
        &text(&read_with(chain, &two).run, &[]),
        expect![[r#"
               A        C
            1  *        |  says
            2  |------->*  learns
        "#]],
    );
}

#[test]
fn names_are_shortened_where_they_agree() {
    let short = |names: &[&str], columns| {
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        short_names(&names, columns).join(" | ")
    };
    let threads = [
        "42795@jvm-thread[store-niosocket-server1,5,main]",
        "42795@jvm-thread[store-niosocket-client-1,5,main]",
        "main",
    ];
    check(&short(&threads, 24), expect!["4279…server1,5,main] | 4279…client-1,5,main] | main"]);
    check(&short(&threads, 10), expect!["42…server… | 42…client… | main"]);
    let pods = ["ip-10-0-0-1.eu-west-1.compute.internal", "ip-10-0-0-2.eu-west-1.compute.internal"];
    check(&short(&pods, 16), expect!["ip-10-0-0-1.eu-… | ip-10-0-0-2.eu-…"]);
    let same: Vec<String> = (0..30).map(|n| format!("{}{}", "x".repeat(40), "y".repeat(n))).collect();
    let short = short_names(&same, 12);
    assert!(short.iter().all(|name| name.chars().count() <= 12), "{short:?}");
    let mut different = short.clone();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), 30, "{short:?}");
}

#[test]
fn whole_names_stand_in_a_legend() {
    let names = [
        "42795@jvm-thread[store-niosocket-server1,5,main]",
        "42795@jvm-thread[store-niosocket-client-1,5,main]",
    ];
    let log = opened(&format!(
        "{0} {{\"{0}\":1}}\nasks\n{1} {{\"{1}\":1,\"{0}\":1}}\nanswers\n",
        names[0], names[1]
    ));
    check(
        &text(&log.run, &[]),
        expect![[r#"
               4279…server1,5,main]  4279…client-1,5,main]
            1  *                     |  asks
            2  |-------------------->*  answers
            4279…server1,5,main] is 42795@jvm-thread[store-niosocket-server1,5,main]
            4279…client-1,5,main] is 42795@jvm-thread[store-niosocket-client-1,5,main]
        "#]],
    );
    let svg = svg(&log.run, "");
    assert!(svg.contains(">42…server…</text>") && svg.contains(">42…client…</text>"), "{svg}");
    for name in names {
        assert!(svg.contains(&format!(" is {name}</text>")), "{svg}");
    }
}

#[test]
fn a_log_has_no_durations() {
    let log = opened(
        "A {\"A\":1}\nsays\nB {\"B\":1,\"A\":1}\nhears\nB {\"B\":2,\"A\":1}\ntells\nC {\"C\":1,\"B\":2,\"A\":1}\nlearns\n",
    );
    let trace = &log.run.trace;
    let b = trace.event(EventId(1)).node;
    for zoom in [25, 100, 800] {
        let filter = Filter::new(trace, &[b], false, &|_| false);
        let layout = Layout::filtered(trace, log.run.end, Options::of(&log.run).zoomed(zoom), filter);
        let scene: Scene =
            layout.scene(trace, Frame { top: 0, height: layout.height(), width: 400 }, &View::default());
        assert!(scene.breaks.is_empty() && scene.ticks.is_empty(), "{:?}", scene.breaks);
    }
    for form in [text(&log.run, &[]), svg(&log.run, ""), mermaid(&log.run)] {
        let has_unit =
            |word: &str| ["ms", "µs", "s"].contains(&word.trim_matches(|c: char| !c.is_alphabetic()));
        let drawn = form.split_once("</style>").map_or(form.as_str(), |(_, drawn)| drawn);
        assert!(!drawn.split_whitespace().any(has_unit), "{drawn}");
    }
}

const JUNK: &str = "junk before\n.....[2013-05-24] hello\nmain {\"main\":1}.......\njunk between\n\
     .....[2013-05-24] hello again\nmain {\"main\":2}\njunk after\n";
const DATED: &str = r"\[(?<date>\d{4}-\d{2}-\d{2})\] (?<event>.*)\n(?<host>\S*) (?<clock>{.*})";

#[test]
fn fields_and_lines_are_columns() {
    let log = with_expression(JUNK, DATED);
    check(
        &csv_of_log(&log),
        expect![[r#"
            id,node,kind,at_us,label,messages,role,epoch,lamport,vector,line,date
            0,main,local,1000,hello,,,,1,1,2,2013-05-24
            1,main,local,2000,hello again,,,,2,2,5,2013-05-24
        "#]],
    );
    let written = shiviz_of_log(&log);
    check(
        &written,
        expect![[r#"
            (?<host>\S*) (?<clock>{.*})\n(?<event>.*)\n(?<line>[^\t\n]*)\t(?<date>[^\t\n]*)

            main {"main":1}
            hello
            2	2013-05-24
            main {"main":2}
            hello again
            5	2013-05-24
        "#]],
    );
    // It says itself how it is read, and then says the same again.
    assert_eq!(shiviz_of_log(&opened(&written)), written);
    let fields: Vec<(String, String)> =
        opened(&written).fields(EventId(1)).map(|(name, field)| (name.into(), field.into())).collect();
    assert_eq!(fields, [("line".into(), "5".into()), ("date".into(), "2013-05-24".into())]);
}

#[test]
fn most_lines_of_a_log_that_does_not_fit_are_skipped() {
    let log = opened("A {\"A\":1}\nx\nthis\nis\nno\nlog\nat all\n");
    assert_eq!((log.skipped.lines, log.skipped.lines_read()), (5, 2));
    assert!(log.skipped.is_most());
    assert!(!opened("A {\"A\":1}\nx\nA {\"A\":2}\ny\nend\n").skipped.is_most());
}

#[test]
fn common_shapes_are_recognised() {
    let hosts_first = "A {\"A\":1}\nasks\nB {\"B\":1,\"A\":1}\nanswers\n";
    let text_first = "asks\nA {\"A\":1}\nanswers\nB {\"B\":1,\"A\":1}\n";
    let one_line = "A {\"A\":1} asks\nB {\"B\":1,\"A\":1} answers\n";
    let expected = "A asks [1 0]\nB answers [1 1]\n";
    for text in [hosts_first, text_first, one_line] {
        assert_eq!(told(&opened(text)), expected, "{text}");
        assert_eq!(told(&opened(&text.replace('\n', "\r\n"))), expected, "{text}");
    }
    // Of many events one that the sample cuts decides nothing.
    let many = |own: u32| format!("says {own}\nA {{\"A\":{own}}}\n");
    let log = opened(&(1..2_000).map(many).collect::<String>());
    assert_eq!((log.run.trace.label(EventId(0)).as_ref(), log.skipped.lines), ("says 1", 0));
    // GoVector with time stamps, and several executions in one file.
    let govector = " \n=== Execution #Sat Nov 28 18:00:00 UTC 2026  ===\n1606586400000000001 A {\"A\":1}\n\
         Initialization Complete\n1606586400000000002 A {\"A\":2}\nINFO-asks\n";
    let log = opened(govector);
    assert_eq!(log.title(), "Execution #Sat Nov 28 18:00:00 UTC 2026");
    assert_eq!(log.fields(EventId(1)).collect::<Vec<_>>(), [("timestamp", "1606586400000000002")]);
    assert_eq!(told(&log), "A Initialization Complete [1]\nA INFO-asks [2]\n");
}

/// Real logs stand beside the checkout where tests may have them.
fn real(name: &str) -> Option<String> {
    let folder = std::env::var_os("SEQUITUR_LOGS").map(PathBuf::from);
    let folder =
        folder.unwrap_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")));
    std::fs::read_to_string(folder.join(name)).ok()
}

#[test]
fn real_logs_are_recognised() {
    let expressions = [
        ("chord.log", "", r"(?<host>\S*) (?<clock>{.*})\n(?<event>.*)", 1_235),
        (
            "voldemort.log",
            "",
            r"\[(?<date>\d{4}-\d{2}-\d{2} (\d{2}:){2}\d{2},\d{3}) (?<path>\S*)\] (?<priority>(INFO|WARN)) (?<event>.*)\n(?<host>\S*) (?<clock>{.*})",
            864,
        ),
        (
            "reliable-broadcast.log",
            "",
            r"\[\w+\] \[(?<date>([^ ]+ [^ ]+))\] [^ ]+ \[akka://Broadcast/user/(?<host>\w+)\] (?<clock>.*\}) (?<event>.*)",
            116,
        ),
        (
            "facebook-multiple.log",
            "^=== (?<trace>.*) ===$",
            r"(?<ip>(\d{1,3}\.){3}\d{1,3}) (?<date>(\d{1,2}/){2}\d{4} (\d{2}:){2}\d{2} (AM|PM)) (?<action>(INFO|GET|POST)) (?<event>.*)\n(?<host>\w*) (?<clock>.*)",
            47,
        ),
    ];
    for (name, delimiter, expression, events) in expressions {
        let Some(text) = real(name) else { continue };
        let (expression, delimiter) = (expression.to_owned(), delimiter.to_owned());
        let by_its_user = read_with(&text, &Reading { expression, delimiter, ..Reading::default() });
        let log = opened(&text);
        assert_eq!((log.run.trace.events.len(), &log.run.trace), (events, &by_its_user.run.trace), "{name}");
        assert_eq!(log.executions, by_its_user.executions, "{name}");
        for id in (0..events as u32).map(EventId) {
            let (own, users) =
                (log.fields(id).collect::<Vec<_>>(), by_its_user.fields(id).collect::<Vec<_>>());
            assert_eq!(own, users, "{name}");
        }
    }
}
