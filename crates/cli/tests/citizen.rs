//! The command among others: whoever reads it may go away, run out of room, or be a terminal.

use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

const UNMET: &str = "protocol raft\nnodes 3\nuntil 10ms\nexpect leader-elected holds\n";

fn file(name: &str, content: impl AsRef<[u8]>) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).expect("the file can be written");
    path.to_str().expect("a path in UTF-8").to_owned()
}

fn sequitur(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sequitur"));
    command.args(arguments).stdin(Stdio::null());
    command
}

fn output(arguments: &[&str]) -> Output {
    sequitur(arguments).output().expect("the command runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// A pipe that nobody reads any more.
fn broken_pipe() -> Stdio {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    writer.into()
}

/// A file that has no room.
fn full() -> Option<Stdio> {
    Some(File::options().write(true).open("/dev/full").ok()?.into())
}

#[test]
fn a_standard_error_that_nobody_reads_changes_no_exit_status() {
    let wrong = file("wrong.txt", "protocol raft\nnodes zero zero\n");
    let unmet = file("unmet.txt", UNMET);
    let junk = file("junk.log", "junk\nA {\"A\":2}\nx\n");
    let whole = file("whole.txt", "protocol raft\nnodes 3\nuntil 10ms\n");
    let cases: [(&[&str], i32); 8] = [
        (&["run", &wrong], 2),
        (&["run", "no-such-file.txt"], 2),
        (&["run", &unmet], 1),
        (&["run", &junk, "--from", "shiviz", "--format", "csv"], 0),
        (&["run", &junk, "--from", "shiviz", "--expression", "("], 2),
        (&["shrink", &whole], 1),
        (&["try", &whole, "--runs", "2"], 0),
        (&["no-such-command"], 2),
    ];
    for (arguments, code) in cases {
        for error in [Some(broken_pipe()), full()].into_iter().flatten() {
            let status = sequitur(arguments).stdout(Stdio::null()).stderr(error).status();
            assert_eq!(status.expect("it runs").code(), Some(code), "{arguments:?}");
        }
    }
}

#[test]
fn a_reader_who_stops_is_no_error_and_a_full_disk_is_one() {
    let unmet = file("stops.txt", UNMET);
    for format in ["text", "json", "svg"] {
        let run = |out: Stdio| {
            let mut command = sequitur(&["run", &unmet, "--format", format]);
            command.stdout(out).stderr(Stdio::piped()).output().expect("it runs")
        };
        assert_eq!(run(broken_pipe()).status.code(), Some(1), "{format}");
        let Some(full) = full() else { continue };
        let said = run(full);
        assert_eq!(said.status.code(), Some(2), "{format}");
        assert!(text(&said.stderr).starts_with("sequitur: standard output: "), "{}", text(&said.stderr));
    }
}

const COMMENT: &str = "# \u{1b}[31mred\u{7}\u{9b}2J \u{202e}drawkcab\nprotocol raft\nnodes 3\nuntil 10ms\n";

#[test]
fn what_steers_a_terminal_is_a_code_on_standard_error() {
    let wrong = file("steers.txt", "protocol raft\nnodes \u{1b}[31mred \u{9b}2J\n\u{1b}]0;title\u{7}\n");
    let log = file("steers.log", "\u{1b}[31m {\"\u{202e}A\":1}\nx\nA {\"A\":1, \"\u{202e}B\":1}\nx\n");
    for arguments in
        [vec!["run", &wrong], vec!["run", &log, "--from", "shiviz"], vec!["run", "\u{1b}[31m.txt"]]
    {
        let said = output(&arguments);
        let error = text(&said.stderr);
        let steers = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!error.is_empty() && !error.contains(steers), "{error:?}");
    }
}

#[test]
fn into_a_file_a_comment_goes_as_it_is() {
    let scenario = file("comment.txt", COMMENT);
    assert_eq!(text(&output(&["fmt", &scenario]).stdout), COMMENT);
}

/// `script` gives the command a terminal, where there is one to be had.
#[test]
fn on_a_terminal_a_comment_steers_nothing() {
    let scenario = file("terminal.txt", COMMENT);
    let command = format!("{} fmt {scenario}", env!("CARGO_BIN_EXE_sequitur"));
    let Ok(said) = Command::new("script").args(["-qec", &command, "/dev/null"]).stdin(Stdio::null()).output()
    else {
        return;
    };
    if !said.status.success() {
        return;
    }
    let shown = text(&said.stdout);
    assert!(shown.contains("# \\u001b[31mred\\u0007\\u009b2J \\u202edrawkcab"), "{shown:?}");
    assert!(!shown.contains(|c: char| c.is_control() && c != '\r' && c != '\n'), "{shown:?}");
}

#[test]
fn a_link_is_read_wherever_a_scenario_is() {
    let scenario = file("linked.txt", "protocol raft\nnodes 3\nuntil 10ms\n");
    let link = text(&output(&["link", &scenario, "--base", "https://example.org/x/"]).stdout);
    let link = link.trim_end();
    let expected = text(&output(&["fmt", &scenario]).stdout);
    let fragment = &link[link.find('#').expect("a fragment")..];
    for given in [link, fragment] {
        assert_eq!(text(&output(&["fmt", given]).stdout), expected);
        let mut child =
            sequitur(&["fmt", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
        child.stdin.take().expect("an input").write_all(given.as_bytes()).expect("it reads");
        assert_eq!(text(&child.wait_with_output().expect("it ends").stdout), expected);
    }
}

#[test]
fn a_log_is_recognised_and_says_what_is_missing() {
    let own =
        file("own.log", "(?<event>.*)\\n(?<host>\\S*) (?<clock>{.*})\n\norders tea\ncafe {\"cafe\":1}\n");
    let said = output(&["run", &own, "--from", "shiviz", "--format", "csv"]);
    assert_eq!((said.status.code(), text(&said.stderr)), (Some(0), String::new()));
    let table = text(&said.stdout);
    assert_eq!(table.lines().nth(1), Some("0,cafe,local,1000,orders tea,,,,1,1,3"));

    let forks = (1..=70).map(|n| format!("main {{\"main\":{n}}}\nforks\n"));
    let runs = (1..=70).map(|n| format!("t{n} {{\"t{n}\":1,\"main\":{n}}}\nruns\n"));
    let many = file("many.log", forks.chain(runs).collect::<String>());
    let diagram = text(&output(&["run", &many, "--from", "shiviz"]).stdout);
    assert_eq!(diagram.lines().last(), Some("64 of 71 hosts have lanes; --host NAME chooses others"));
    let chosen = output(&["run", &many, "--from", "shiviz", "--host", "main", "--host", "t70"]);
    assert!(text(&chosen.stdout).contains("main     t70\n"), "{}", text(&chosen.stdout));

    let junk = file("most.log", "A {\"A\":1}\nx\nthis\nis\nno\nlog\n");
    let said = output(&["run", &junk, "--from", "shiviz"]);
    assert!(
        text(&said.stderr).ends_with(
            "4 lines belong to no event, the first is line 3; does the expression fit this log?\n"
        )
    );
}
