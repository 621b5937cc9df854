//! The `sequitur` command as scripts use it: what it prints where, and how it exits.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

const SCENARIO: &str = "# An election\nprotocol raft\nnodes 3\nuntil 400ms\nexpect leader-elected holds\n";

struct Said {
    code: i32,
    out: String,
    err: String,
}

fn sequitur_with(arguments: &[&str], input: &[u8]) -> Said {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sequitur"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("an input");
    // It may have seen enough before it has read all.
    let writing = std::thread::spawn({
        let input = input.to_vec();
        move || drop(stdin.write_all(&input))
    });
    let output = child.wait_with_output().expect("the command ends");
    writing.join().expect("the input is written");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Said {
        code: output.status.code().expect("no signal"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

fn sequitur(arguments: &[&str]) -> Said {
    sequitur_with(arguments, b"")
}

/// A file with this content, in the folder that cargo gives to tests.
fn file(name: &str, content: impl AsRef<[u8]>) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).expect("the file can be written");
    path.to_str().expect("a path in UTF-8").to_owned()
}

/// Nothing on standard output, exactly this on standard error, exit status 2.
fn assert_refused(said: &Said, expected: &str) {
    assert_eq!((said.code, said.out.as_str(), said.err.trim_end()), (2, "", expected));
}

fn assert_fine(said: &Said) {
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
}

#[test]
fn runs_a_file_as_a_text_diagram() {
    let said = sequitur(&["run", &file("election.txt", SCENARIO)]);
    assert_fine(&said);
    assert!(said.out.contains("leads term 1"));
    assert!(said.out.contains("leader-elected        holds"));
}

#[test]
fn a_clock_stands_beside_each_row() {
    let path = file(
        "clocks.txt",
        "protocol exchange\nnodes A B\nnetwork delay 5ms\nat 1ms A local x\nat 2ms A send B m\n",
    );
    let rows = |clock: &str| {
        let said = sequitur(&["run", &path, "--clock", clock]);
        assert_fine(&said);
        let lines = said.out.lines().skip(1).take(2);
        lines.map(|line| line.rsplit_once("  ").expect("a row").1.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(rows("lamport"), ["x; 1", "2 -> 3"]);
    assert_eq!(rows("vector"), ["x; [1 0]", "[2 0] -> [2 1]"]);
    assert_eq!(rows("order"), ["x; #1", "#2 -> #3"]);
    assert_eq!(rows("hybrid"), ["x; (1,0)", "(2,0) -> (7,0)"]);
    assert_eq!(rows("physical"), ["x; 1ms", "2ms -> 7ms"]);
}

/// What a clock shows beside the rows of a ready scenario.
fn beside(scenario: &str, clock: &str) -> Vec<String> {
    let said = sequitur(&["run", &ready(scenario), "--clock", clock]);
    assert_fine(&said);
    let rows = said.out.lines().filter(|line| line.contains("ms  "));
    rows.map(|line| line.rsplit_once("  ").expect("a row").1.to_owned()).collect()
}

/// Where a ready scenario of the page stands.
fn ready(scenario: &str) -> String {
    format!("{}/../../web/scenarios/{scenario}.txt", env!("CARGO_MANIFEST_DIR"))
}

/// The clocks show 10, 2, 3, 4, 5, 11, 6 and 12, in the order of the events.
#[test]
fn hybrid_stamps_of_clocks_that_are_wrong() {
    let physical = ["10ms -> 2ms", "b2; 3ms", "4ms -> 5ms", "11ms -> 6ms", "b5; 12ms"];
    assert_eq!(beside("hybrid-clocks", "physical"), physical);
    let hybrid = ["(10,0) -> (10,1)", "b2; (10,2)", "(10,3) -> (10,4)", "(11,0) -> (11,1)", "b5; (12,0)"];
    assert_eq!(beside("hybrid-clocks", "hybrid"), hybrid);
}

#[test]
fn by_wall_clocks_a_question_arrives_before_it_is_sent() {
    assert_eq!(beside("effect-before-cause", "physical"), ["60ms -> 20ms", "30ms -> 90ms"]);
    assert_eq!(beside("effect-before-cause", "hybrid"), ["(60,0) -> (60,1)", "(60,2) -> (90,0)"]);
    assert_eq!(beside("effect-before-cause", "lamport"), ["1 -> 2", "3 -> 4"]);
}

/// Processes that ignore the message's time: the first event is right, and all that follow a
/// receive are told beside the time that they should have.
#[test]
fn stamps_that_processes_keep_are_told_beside_the_right_ones() {
    let rows = beside("lamport-forgets", "kept");
    assert_eq!(rows[0], "a1; 1 [1 0 0]");
    assert_eq!(rows[2], "2 [0 0 2] -> 1, not 3 [0 1 2]");
    let vectors = beside("vector-forgets", "kept");
    assert_eq!(vectors[1], "1 [1 0 0] -> 2 [1 1 0], not [1 2 0]");
    let raft = sequitur(&["run", &ready("election-and-put"), "--clock", "kept"]);
    assert_eq!(raft.code, 2);
    assert!(raft.out.is_empty() && raft.err.contains("keep no stamps of their events"), "{}", raft.err);
}

#[test]
fn json_says_what_nodes_believed_where_clocks_are_wrong() {
    let json = |scenario: &str| {
        let said = sequitur(&["run", &ready(scenario), "--format", "json"]);
        assert_fine(&said);
        serde_json::from_str::<serde_json::Value>(&said.out).expect("JSON")
    };
    let run = json("hybrid-clocks");
    let received = &run["events"][4];
    assert_eq!((&received["kind"], &received["wall_us"]), (&"receive".into(), &2_000.into()));
    assert_eq!(received["hybrid"], serde_json::json!([10_000, 1]));
    let point = |at: u64, error: i64| serde_json::json!({"at_us": at, "error_us": error, "bound_us": null});
    let line = [point(0, -19_000), point(24_500, -19_000), point(24_500, -14_000), point(32_000, -14_000)];
    assert_eq!(run["clocks"][2], serde_json::json!({"node": "C", "errors": line}));
    let plain = json("one-lost-vote");
    assert!(plain["clocks"].is_null() && plain["events"][0]["wall_us"].is_null());
}

#[test]
fn each_form_is_what_it_is_called() {
    let path = file("forms.txt", SCENARIO);
    let out = |format: &str| {
        let said = sequitur(&["run", &path, "--format", format]);
        assert_fine(&said);
        said.out
    };
    assert_eq!(out("text"), sequitur(&["run", &path]).out);
    let json: serde_json::Value = serde_json::from_str(&out("json")).expect("JSON");
    assert_eq!(json["scenario"], SCENARIO);
    assert!(out("json").ends_with("}\n"));
    let svg = out("svg");
    assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"));
    assert!(svg.contains("<title") && svg.contains("An election"));
    assert!(out("mermaid").starts_with("sequenceDiagram"));
    let plantuml = out("plantuml");
    assert!(plantuml.starts_with("@startuml\n") && plantuml.ends_with("@enduml\n"));
    assert!(out("shiviz").starts_with("S"));
    assert_eq!(out("csv").lines().count(), json["events"].as_array().expect("events").len() + 1);
    let page = out("html");
    assert!(page.starts_with("<!doctype html>") && page.contains("<h1>An election</h1>"));
}

#[test]
fn standard_input_is_a_dash() {
    let said = sequitur_with(&["run", "-"], SCENARIO.as_bytes());
    assert_fine(&said);
    assert_eq!(said.out, sequitur(&["run", &file("dash.txt", SCENARIO)]).out);
}

#[test]
fn an_unmet_expectation_prints_the_run_and_fails() {
    let text = SCENARIO.replace("leader-elected holds", "leader-elected pending");
    let path = file("unmet.txt", text);
    let said = sequitur(&["run", &path]);
    assert_eq!(said.code, 1);
    assert!(said.out.contains("leader-elected        holds"));
    let start = format!("{path}:5:1: leader-elected: expected pending, but got holds");
    assert!(said.err.starts_with(&start), "{}", said.err);
    assert_eq!(said.err.lines().count(), 1);
}

#[test]
fn three_mistakes_are_three_lines() {
    let text = "protocol raft\nnodes 3\nat 500 S1 put x 1\ndrop VoteGrantd S1->S2\nat 800ms S2 pet x\n";
    let path = file("mistakes.txt", text);
    let expected = "PATH:3:4: \"500\" has no unit; write 500s, 500ms or 500us\n\
        PATH:4:6: \"VoteGrantd\" is not a kind of message of raft; did you mean VoteGranted?\n\
        PATH:5:13: \"pet\" is not a command; commands are `put KEY VALUE`, `get KEY`, `increment KEY`, `transfer SERVER`, `add SERVER`, `remove SERVER` and `members SERVER…`";
    for command in ["run", "fmt", "link"] {
        assert_refused(&sequitur(&[command, &path]), &expected.replace("PATH", &path));
    }
    assert_refused(&sequitur_with(&["run", "-"], text.as_bytes()), &expected.replace("PATH", "-"));
}

#[test]
fn what_cannot_be_read_is_told() {
    let said = sequitur(&["run", "no/such/file"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    assert!(said.err.starts_with("sequitur: no/such/file: "), "{}", said.err);
    let path = file("bytes.txt", b"protocol raft\nnodes \xff\n");
    assert_refused(
        &sequitur(&["run", &path]),
        &format!("{path}:2:7: this is not UTF-8; save the scenario as UTF-8 text"),
    );
    let said = sequitur_with(&["fmt", "-"], b"\xff");
    assert_refused(&said, "-:1:1: this is not UTF-8; save the scenario as UTF-8 text");
}

#[test]
fn a_text_that_is_too_long_is_refused() {
    let text = "# long\n".repeat(300_000);
    let path = file("long.txt", &text);
    let said = sequitur(&["run", &path]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    assert!(said.err.starts_with(&format!("{path}:142858:1: the text is too long")), "{}", said.err);
    assert_eq!(said.err.lines().count(), 1);
    let said = sequitur_with(&["run", "-"], &vec![b'x'; 9_000_000]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    assert!(said.err.contains("longer than a scenario can be"), "{}", said.err);
}

#[test]
fn a_wrong_call_is_refused() {
    for arguments in [&["run"][..], &["walk", "x"], &["run", "-", "--format", "gif"], &[]] {
        let said = sequitur(arguments);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{arguments:?}");
        assert!(!said.err.is_empty());
    }
    assert_eq!(sequitur(&["--help"]).code, 0);
    assert_eq!(sequitur(&["--version"]).code, 0);
}

#[test]
fn a_link_goes_there_and_back() {
    let path = file("link.txt", SCENARIO);
    let fragment = sequitur(&["link", &path]);
    assert_fine(&fragment);
    let fragment = fragment.out.trim_end();
    assert!(fragment.starts_with("#/s/1.") && !fragment.contains(char::is_whitespace));
    let run = sequitur(&["run", &path]).out;
    for base in ["https://example.org/", "https://example.org/course/index.html", "http://localhost:8080/#"] {
        let said = sequitur(&["link", &path, "--base", base]);
        assert_fine(&said);
        assert_eq!(said.out, format!("{}{fragment}\n", base.trim_end_matches('#')));
        let link = said.out.trim_end();
        assert_eq!(sequitur(&["fmt", link]).out, SCENARIO);
        assert_eq!(sequitur(&["run", link]).out, run);
        assert_eq!(sequitur_with(&["run", "-"], said.out.as_bytes()).out, run);
    }
    assert_eq!(sequitur(&["run", fragment]).out, run);
    assert_eq!(sequitur_with(&["run", "-"], fragment.as_bytes()).out, run);
    assert_eq!(sequitur(&["link", fragment]).out.trim_end(), fragment);
}

#[test]
fn bad_links_are_told_apart() {
    let link = sequitur(&["link", &file("cut.txt", SCENARIO)]).out;
    let cut = &link[..link.len() - 10];
    assert_refused(&sequitur(&["run", cut]), "link:1:1: this link was cut or changed on its way");
    let said = sequitur_with(&["run", "-"], cut.as_bytes());
    assert_refused(&said, "-:1:1: this link was cut or changed on its way");
    let newer = link.replace("/s/1.", "/s/7.");
    let expected =
        "link:1:1: this link was made by a newer version: it is of version 7, and this one reads version 1";
    assert_refused(&sequitur(&["run", newer.trim_end()]), expected);
    let said = sequitur(&["run", "https://example.org/#/learn/raft"]);
    assert_refused(&said, "link:1:1: this link does not hold a scenario");
}

#[test]
fn mistakes_in_a_link_are_told_with_their_locations() {
    let link = sequitur_core::scenario::link::encode("protocol raft\nnodes 99\n");
    let said = sequitur(&["run", &link]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    assert!(said.err.starts_with("link:2:7: "), "{}", said.err);
}

#[test]
fn fmt_keeps_comments_and_is_done_at_once() {
    let text = "#Title\r\n\n  protocol   raft #the paper's\n nodes 3\nat  1500ms   S1 put  x 1\nuntil 2000ms\n\n# end";
    let once = sequitur_with(&["fmt", "-"], text.as_bytes());
    assert_fine(&once);
    let expected =
        "#Title\n\nprotocol raft  #the paper's\nnodes 3\nat 1500ms S1 put x 1\nuntil 2s\n\n# end\n";
    assert_eq!(once.out, expected);
    assert_eq!(sequitur_with(&["fmt", "-"], once.out.as_bytes()).out, once.out);
}

#[test]
fn the_list_names_all_of_raft() {
    let said = sequitur(&["list"]);
    assert_fine(&said);
    let json = sequitur(&["list", "--format", "json"]);
    assert_fine(&json);
    let list: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    let raft = &list.as_array().expect("a list")[0];
    assert_eq!(raft["name"], "raft");
    let names = |what: &str| -> Vec<String> {
        let all = raft[what].as_array().expect("a list").iter();
        all.map(|one| one["name"].as_str().expect("a name").to_owned()).collect()
    };
    assert_eq!(names("variants")[..3], ["commits-old-terms", "forgets-vote", "votes-twice"]);
    assert!(names("properties").contains(&"leader-completeness".to_owned()));
    for name in
        ["variants", "properties", "parameters", "messages", "timers"].iter().flat_map(|what| names(what))
    {
        assert!(said.out.contains(&name), "{name} is missing in the list for people");
    }
    assert!(raft["parameters"].as_array().expect("a list").iter().any(|p| p["default"] == "150ms..300ms"));
}

const LOG: &str = "A {\"A\":1}\nasks\nB {\"B\":1, \"A\":1}\nis asked\n";

#[test]
fn a_log_is_printed_in_every_form() {
    let path = file("greeting.log", LOG);
    let out = |format: &str| {
        let said = sequitur(&["run", &path, "--from", "shiviz", "--format", format]);
        assert_fine(&said);
        said.out
    };
    assert_eq!(out("text"), "   A        B\n1  *        |  asks\n2  |------->*  is asked\n");
    let json: serde_json::Value = serde_json::from_str(&out("json")).expect("JSON");
    assert_eq!((&json["events"][1]["vector"], &json["events"][1]["line"]), (&[1, 1].into(), &3.into()));
    assert_eq!(json["messages"][0]["received"], 1);
    assert_eq!(json["log"]["contradictions"], serde_json::json!([]));
    assert_eq!(out("shiviz"), LOG);
    assert!(out("svg").contains("is asked") && out("html").contains("2 steps"));
    assert!(out("mermaid").contains("n0->>n1") && out("plantuml").contains("n0 -> n1"));
    assert_eq!(out("csv").lines().count(), 3);
    let said = sequitur_with(&["run", "-", "--from", "shiviz"], LOG.as_bytes());
    assert_eq!((said.code, said.out), (0, out("text")));
}

#[test]
fn the_page_about_logs_shows_what_is_printed() {
    let page = include_str!("../../../docs/logs.md");
    let block = |name: &str| {
        let after = page.split_once(&format!("```{name}\n")).expect("the page has it").1;
        after.split_once("```").expect("it ends").0
    };
    let said = sequitur_with(&["run", "-", "--from", "shiviz"], block("log").as_bytes());
    assert_eq!(said.out, block("diagram"));
}

#[test]
fn a_log_is_read_as_its_reader_says() {
    let log = "== one\n{\"A\":1} A: asks\n== two\n{\"A\":1} A: waits\n";
    let path = file("executions.log", log);
    let run = |execution: &str| {
        let expression = r"(?<clock>{.*}) (?<host>\w+): (?<event>.*)";
        let call = [
            "run",
            &path,
            "--from",
            "shiviz",
            "--expression",
            expression,
            "--delimiter",
            "^== (?<trace>.*)$",
        ];
        sequitur(&[&call[..], &["--execution", execution]].concat())
    };
    assert_eq!((run("1").out.as_str(), run("2").out.as_str()), ("   A\n1  *  asks\n", "   A\n1  *  waits\n"));
    assert_refused(&run("3"), "--execution: the log has 2 executions");
    assert_eq!(run("0").code, 2);
    let said = sequitur(&["run", &path, "--from", "shiviz", "--expression", "("]);
    assert_refused(
        &said,
        "--expression: character 1: this `(` is never closed; write `\\(` for the sign itself",
    );
    assert_eq!(sequitur(&["run", &path, "--delimiter", "x"]).code, 2);
}

#[test]
fn a_wrong_log_is_refused_with_its_lines() {
    let path = file("wrong.log", LOG.replace("\"B\":1", "\"B\":-1"));
    assert_refused(
        &sequitur(&["run", &path, "--from", "shiviz"]),
        &format!("{path}:3:3: B has -1 in the clock; a clock counts from 0"),
    );
    let path = file("bytes.log", b"A {\"A\":1}\n\xff\n");
    assert_refused(
        &sequitur(&["run", &path, "--from", "shiviz"]),
        &format!("{path}:2:1: this is not UTF-8; save the log as UTF-8 text"),
    );
    let path = file("long.log", "x".repeat(99).replace("xx", "x\n").repeat(1_000_000));
    let said = sequitur(&["run", &path, "--from", "shiviz"]);
    assert_eq!((said.code, said.out.as_str(), said.err.lines().count()), (2, "", 1));
    assert!(said.err.contains("the log is too long"), "{}", said.err);
}

#[test]
fn a_log_that_contradicts_itself_is_opened_and_says_so() {
    let path = file("contradiction.log", LOG.replace("\"A\":1}\nis", "\"A\":7}\nis"));
    let told = format!("{path}:3:3: the clock has 7 of A, but the last event of A in the log has 1\n");
    let said = sequitur(&["run", &path, "--from", "shiviz"]);
    assert_fine(&said);
    assert!(said.out.ends_with(&told), "{}", said.out);
    let said = sequitur(&["run", &path, "--from", "shiviz", "--format", "mermaid"]);
    assert_eq!((said.code, said.err), (0, told));
    let said = sequitur(&["run", &path, "--from", "shiviz", "--format", "json"]);
    assert_fine(&said);
    let json: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(json["log"]["contradictions"][0]["line"], 3);
}

/// A run that would never end: it stops at its limit and says so, and is no mistake.
#[test]
fn a_full_run_says_so() {
    let text = "protocol raft\nnodes 64\nset election-timeout 1us\nnetwork loss 100%\nuntil 1000s\n";
    let said = sequitur_with(&["run", "-"], text.as_bytes());
    assert_fine(&said);
    assert!(said.out.contains("the run stops here: it reached the limit of events or messages"));
}

/// Whoever reads the output may stop early, as `head` does.
#[test]
fn a_reader_may_stop_early() {
    let text = "protocol raft\nuntil 100s\n";
    let mut child = Command::new(env!("CARGO_BIN_EXE_sequitur"))
        .args(["run", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    child.stdin.take().expect("an input").write_all(text.as_bytes()).expect("the input is taken");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the command ends");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

/// The scenario of a story.
fn story(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/stories");
    let text = std::fs::read_to_string(folder.join(format!("{name}.story"))).expect("a story");
    file(&format!("{name}.txt"), text.split("\n----\n").next().unwrap_or_default().to_owned() + "\n")
}

#[test]
fn a_client_cannot_tell_five_silences_apart() {
    let path = story("rpc-five-silences");
    let said = sequitur(&["compare", &path, "--as", "C1"]);
    assert_fine(&said);
    let same =
        "C1 sees the same in all 5 as far as \u{201c}timeout fires\u{201d} (5 events), and then not.\n";
    assert!(said.out.contains(same), "{}", said.out);
    let alike = "C1 cannot tell apart: request-lost, down-before, down-after, reply-lost.\n";
    assert!(said.out.contains(alike), "{}", said.out);
    let server = sequitur(&["compare", &path, "--as", "S1", "--branch", "request-lost", "--branch", "slow"]);
    assert!(server.out.contains("S1 does nothing that is the same in both.\n"), "{}", server.out);
    let json = sequitur(&["compare", &path, "--as", "C1", "--format", "json"]).out;
    assert!(
        json.starts_with(r#"{"version":1,"node":"C1","same":5,"runs":[{"name":"request-lost""#),
        "{json}"
    );
    assert!(sequitur(&["compare", &path, "--as", "C1", "--format", "svg"]).out.ends_with("</svg>\n"));
}

#[test]
fn what_cannot_be_compared_is_refused_with_its_reason() {
    let path = story("rpc-five-silences");
    let refused = |arguments: &[&str], why: &str| {
        assert_refused(&sequitur(arguments), &format!("sequitur: {why}"));
    };
    refused(&["compare", &path, "--as", "C2"], "request-lost has no node \"C2\"; nodes are C1, S1");
    refused(&["compare", &path, "--as", "C1", "--branch", "late"], "there is no branch \"late\"");
    let one = "2 to 100 runs can be compared, and here are 1: name files, or branches";
    refused(&["compare", &path, "--as", "C1", "--branch", "slow"], one);
}

#[test]
fn runs_the_branch_that_is_asked_for() {
    let text = "protocol raft\nnodes 3\nschedule manual\nfire S1 election-timeout\nexpect leader-elected pending\n\
                branch won at 1\ndeliver RequestVote S1->S2\ndeliver VoteGranted S2->S1\n\
                expect leader-elected holds\n";
    let path = file("branches.txt", text);
    let last = sequitur(&["run", &path]);
    assert_fine(&last);
    assert!(last.out.contains("leads term 1"), "{}", last.out);
    assert_eq!(sequitur(&["run", &path, "--branch", "won"]).out, last.out);
    let main = sequitur(&["run", &path, "--branch", "main"]);
    assert_fine(&main);
    assert!(!main.out.contains("leads term 1"), "{}", main.out);
    let none = sequitur(&["run", &path, "--branch", "lost"]);
    let expected = format!("sequitur: {path} has no branch \"lost\"; branches are main, won");
    assert_refused(&none, &expected);
}

const VOTES_TWICE: &str = "# Two leaders\nprotocol raft votes-twice\nnodes 3\nallow fire 2\n";

#[test]
fn check_prints_a_counterexample_that_runs() {
    let said = sequitur(&["check", &file("twice.txt", VOTES_TWICE)]);
    assert_eq!((said.code, said.err.as_str()), (1, ""));
    assert!(said.out.starts_with("# Two leaders\nprotocol raft votes-twice\nnodes 3\nschedule manual\n"));
    assert!(said.out.contains("# violated after 6 choices, and no shorter way\n"), "{}", said.out);
    let run = sequitur_with(&["run", "-"], said.out.as_bytes());
    assert_fine(&run);
    assert!(run.out.contains("election-safety       violated"), "{}", run.out);
}

#[test]
fn check_as_json_has_what_scripts_rely_on() {
    let json = |arguments: &[&str], code| -> serde_json::Value {
        let said = sequitur(arguments);
        assert_eq!((said.code, said.err.as_str()), (code, ""), "{}", said.out);
        serde_json::from_str(&said.out).expect("JSON")
    };
    let path = file("twice-json.txt", VOTES_TWICE);
    let violated = json(&["check", &path, "--format", "json", "--threads", "2"], 1);
    assert_eq!((&violated["length"], &violated["complete"]), (&6.into(), &false.into()));
    assert!(
        violated["counterexample"]
            .as_str()
            .is_some_and(|text| text.contains("expect election-safety violated"))
    );
    assert_eq!(violated["properties"][0]["verdict"], "violated");
    // Behind that mistake, nothing else breaks.
    let other = json(&["check", &path, "--format", "json", "--property", "log-matching"], 0);
    assert_eq!(other["complete"], true);
    assert!(other["states"].as_u64() > violated["states"].as_u64());
    let limited = json(&["check", &path, "--format", "json", "--states", "100"], 3);
    assert_eq!((&limited["states"], &limited["limit"]), (&100.into(), &"states".into()));
    assert!(limited["wider"]["states"].as_u64().is_some_and(|states| states >= 100));
    let right = file("right.txt", "protocol raft\nnodes 2\nallow fire 2\n");
    let holds = json(&["check", &right, "--format", "json"], 0);
    assert_eq!((&holds["complete"], &holds["counterexample"]), (&true.into(), &serde_json::Value::Null));
    assert!(holds["peak_bytes"].as_u64() > Some(0));
}

#[test]
fn check_counts_interchangeable_nodes_once() {
    let path = file("alike.txt", "protocol raft\nnodes 3\nallow fire 1\nat 0ms S1 put x 1\n");
    let plain = sequitur(&["check", &path]);
    let symmetric = sequitur(&["check", &path, "--symmetry"]);
    assert_eq!((symmetric.code, symmetric.err.as_str()), (0, ""));
    let told = "States that differ only in which of S2, S3 is which count as one.\n";
    assert!(symmetric.out.contains(told), "{}", symmetric.out);
    let states = |out: &str| -> Option<u32> { out.lines().nth(1)?.split(' ').next()?.parse().ok() };
    assert!(states(&symmetric.out) < states(&plain.out), "{}{}", plain.out, symmetric.out);
    let path = file("told-apart.txt", "protocol lamport-mutex\n");
    let said = sequitur(&["check", &path, "--symmetry"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.starts_with("sequitur: --symmetry: no two nodes are interchangeable here"),
        "{}",
        said.err
    );
}

#[test]
fn check_refuses_what_it_cannot_search() {
    let path = file("timed.txt", "protocol raft\nat 800ms crash S1\n");
    let expected = "2:1: a fault with a time has no place in a search; write `allow crash 1`, and the search tries it at every moment";
    assert_refused(&sequitur(&["check", &path]), &format!("{path}:{expected}"));
    let path = file("twice-property.txt", VOTES_TWICE);
    let said = sequitur(&["check", &path, "--property", "speed"]);
    assert_eq!(said.code, 2);
    assert!(said.err.starts_with("sequitur: \"speed\" is not a property; properties are election-safety"));
}
