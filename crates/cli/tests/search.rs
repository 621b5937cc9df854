//! `sequitur try`, `sequitur shrink` and `sequitur check --what-if` as scripts use them.

use std::path::PathBuf;
use std::process::Command;

fn sequitur(arguments: &[&str]) -> (i32, String, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_sequitur")).args(arguments).output().expect("the command runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("no signal"), text(output.stdout), text(output.stderr))
}

fn file(name: &str, content: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).expect("the file can be written");
    path.to_str().expect("a path in UTF-8").to_owned()
}

#[test]
fn try_counts_how_often_each_property_held() {
    let path = file("try.txt", "protocol raft\nnodes 3\nseed 5\nnetwork loss 20%\nuntil 600ms\n");
    let (code, out, err) = sequitur(&["try", &path, "--runs", "20", "--format", "json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((&json["runs"], &json["first_seed"]), (&20.into(), &5.into()));
    let elected = &json["properties"][5];
    assert_eq!(elected["name"], "leader-elected");
    let count = |of: &str| elected[of].as_u64().expect("a number");
    assert_eq!(count("holds") + count("pending"), 20);
    let decided = elected["decided"].as_array().expect("a list");
    let runs: u64 = decided.iter().map(|stretch| stretch["runs"].as_u64().expect("a number")).sum();
    assert_eq!(runs, count("holds"), "every election is in the histogram");
    let share = |index: usize| elected["holds_share"][index].as_f64().expect("a share");
    let held = count("holds") as f64 / 20.0;
    assert!(share(0) < held && held <= share(1), "the share that was seen lies in its interval");
    let measures = json["measures"].as_array().expect("a list");
    let names: Vec<&str> = measures.iter().filter_map(|measure| measure["name"].as_str()).collect();
    assert_eq!(names, ["messages", "elections", "highest epoch"], "nothing is decided here");
    for measure in measures {
        let last = measure["stretches"].as_array().and_then(|all| all.last()).expect("a stretch");
        assert_eq!(last["up_to_here"], 20, "the cumulative curve ends with all runs: {measure}");
    }
    let (code, out, _) = sequitur(&["try", &path, "--runs", "20"]);
    assert_eq!(code, 0);
    assert!(out.starts_with("20 runs, seeds from 5\n"), "{out}");
    assert!(out.contains(&format!("leader-elected        holds {}", count("holds"))), "{out}");
    assert!(out.contains('#'), "{out}");
}

/// The longer one waits before one suspects, the later one knows of a crash, and the fewer mistakes one makes.
#[test]
fn try_compares_the_speed_of_detection_with_false_suspicions() {
    let text = "protocol detector\nnodes 3\nset detector fixed\nnetwork delay 10ms..80ms loss 10%\n\
                at 500ms crash P3\nuntil 1s\n";
    let path = file("suspicions.txt", text);
    let over = "timeout=60ms,100ms,250ms";
    let (code, out, err) = sequitur(&["try", &path, "--runs", "30", "--over", over, "--format", "json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(json["over"], "timeout");
    let values = json["values"].as_array().expect("a list");
    let names: Vec<&str> = values.iter().filter_map(|value| value["value"].as_str()).collect();
    assert_eq!(names, ["60ms", "100ms", "250ms"]);
    let mean = |value: &serde_json::Value, name: &str| {
        let measures = value["measures"].as_array().expect("a list");
        let found = measures.iter().find(|measure| measure["name"] == name).expect("it is measured");
        found["mean"].as_f64().expect("a number")
    };
    let speed: Vec<f64> = values.iter().map(|value| mean(value, "completeness after a crash")).collect();
    assert!(speed.is_sorted() && speed[0] < speed[2], "{speed:?}");
    let mistakes: Vec<f64> = values.iter().map(|value| mean(value, "mistakes")).collect();
    assert!(mistakes[0] > mistakes[1] && mistakes[2] == 0.0, "{mistakes:?}");

    let (code, out, _) = sequitur(&["try", &path, "--runs", "30", "--over", over]);
    assert_eq!(code, 0);
    assert!(out.starts_with("30 runs with each value of timeout, seeds from 1\n"), "{out}");
    let (code, _, err) = sequitur(&["try", &path, "--runs", "1", "--over", "patience=1"]);
    assert_eq!(code, 2);
    assert!(err.contains("\"patience\" cannot be varied; what can is detector"), "{err}");
}

#[test]
fn shrink_keeps_only_what_breaks_the_property() {
    let text = "# Votes twice\nprotocol raft votes-twice\nnodes 3\nschedule manual\nS3 put y 1\n\
                fire S1 election-timeout\ndeliver RequestVote S1->S2 1\nadvance 5ms\ncrash S3\nrestart S3\n\
                deliver VoteGranted S2->S1 1\nfire S3 election-timeout\ndeliver RequestVote S3->S2 1\n\
                deliver VoteGranted S2->S3 1\nS1 put x 1\n";
    let (code, out, err) = sequitur(&["shrink", &file("long.txt", text)]);
    assert_eq!((code, err.as_str()), (0, ""));
    let expected = "# Votes twice\nprotocol raft votes-twice\nnodes 3\nschedule manual\n\
                    fire S1 election-timeout\ndeliver RequestVote S1->S2 1\ndeliver VoteGranted S2->S1 1\n\
                    fire S3 election-timeout\ndeliver RequestVote S3->S2 1\ndeliver VoteGranted S2->S3 1\n\
                    expect election-safety violated\n";
    assert_eq!(out, expected);
    let whole = file("right-run.txt", "protocol raft\nnodes 3\n");
    let (code, out, err) = sequitur(&["shrink", &whole]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("no property is violated"), "{err}");
}

#[test]
fn shrink_leaves_a_timed_run_timed() {
    // Both time-outs must meet; what else was done to the run is not needed.
    let text = "protocol raft votes-twice\nnodes 3\nset election-timeout 100ms\nnetwork delay 10ms\nat 300ms S1 put x 1\n\
                at 350ms crash S3\nat 400ms restart S3\ndrop Heartbeat S1->S2 2\nduplicate VoteGranted S2->S1 1\n\
                until 1s\n";
    let (code, out, _) = sequitur(&["shrink", &file("timed-shrink.txt", text)]);
    assert_eq!(code, 0);
    let expected =
        "protocol raft votes-twice\nnodes 3\nset election-timeout 100ms\nnetwork delay 10ms\nuntil 1s\n";
    assert_eq!(out, expected);
}

#[test]
fn what_if_tells_what_can_still_be_decided_and_what_can_break() {
    let text = "protocol consensus\nnodes 2\nset rule own-value\nat 1ms P1 propose 0\nat 2ms P2 propose 1\n\
                schedule manual from 1ms\n";
    let path = file("what-if.txt", text);
    let (code, out, err) = sequitur(&["check", &path, "--what-if", "--format", "json"]);
    assert_eq!((code, err.as_str()), (1, ""), "agreement can break");
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((&json["exact"], &json["decides"]), (&true.into(), &true.into()));
    assert_eq!((&json["decided"], &json["reachable"]), (&["0"][..].into(), &["1"][..].into()));
    assert_eq!(
        (&json["breakable"][0]["name"], &json["breakable"][0]["length"]),
        (&"agreement".into(), &1.into())
    );
    let (_, out, _) = sequitur(&["check", &path, "--what-if"]);
    assert!(out.contains("# can still be decided: 1\n"), "{out}");
    let (code, drawn, _) = sequitur(&["run", &file("what-if-shown.txt", &out)]);
    assert_eq!(code, 0, "what is printed is a scenario, and its `expect` holds: {drawn}");
    let held =
        file("what-if-held.txt", "protocol consensus\nnodes 2\nset rule always-zero\nat 1ms P1 propose 0\n");
    assert_eq!(sequitur(&["check", &held, "--what-if"]).0, 0);
}

/// One process crashes, and who asks for its permission waits for ever.
#[test]
fn check_tells_what_gets_stuck() {
    let safe = "protocol lamport-mutex\nnodes 2\nat 1ms P1 request\nat 2ms P2 request\n";
    let path = file("stuck.txt", &format!("{safe}allow crash 1\n"));
    let (code, out, err) = sequitur(&["check", &path, "--format", "json"]);
    assert_eq!((code, err.as_str()), (1, ""));
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((&json["complete"], &json["dead_ends"]), (&true.into(), &81.into()));
    assert!(json["counterexample"].is_null(), "no property of safety is violated");
    let granted = &json["properties"][2];
    assert_eq!((&granted["verdict"], &granted["length"]), (&"stuck".into(), &2.into()));
    assert_eq!(granted["why"], "1 request waits to be granted.");
    let shown = granted["counterexample"].as_str().expect("a scenario");
    assert!(shown.ends_with("expect requests-granted pending\n"), "{shown}");
    let (code, text, _) = sequitur(&["check", &path]);
    assert_eq!(code, 1);
    assert!(
        text.contains("# no safety property is violated; requests-granted gets stuck after 2\n"),
        "{text}"
    );
    // What is printed is the run itself.
    let (code, ..) = sequitur(&["run", &file("stuck-shown.txt", &text)]);
    assert_eq!(code, 0, "{text}");
    let (code, out, _) = sequitur(&["check", &file("not-stuck.txt", safe)]);
    assert_eq!((code, out.starts_with("holds in every schedule")), (0, true), "{out}");
}

/// Many nodes, and states that are written down under 120 names each: a second is a second.
#[test]
fn a_limit_of_time_holds_in_the_midst_of_a_batch() {
    let wide = "protocol raft\nnodes 64\nallow drop 100\nallow duplicate 100\n";
    let renamed = "protocol paxos\nproposers 2\nacceptors 5\nlearners 0\nat 1ms P1 propose x\n\
                   at 1ms P2 propose y\nallow fire 0\n";
    for (name, text, option) in [("wide.txt", wide, "--threads=2"), ("renamed.txt", renamed, "--symmetry")] {
        let (code, out, _) =
            sequitur(&["check", &file(name, text), "--seconds", "1", option, "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!((code, &json["limit"]), (3, &"seconds".into()), "{out}");
        let seconds = json["seconds"].as_f64().expect("a number");
        assert!((1.0..4.0).contains(&seconds), "{name}: {seconds} s");
        assert!(json["transitions"].as_u64() > Some(100), "{out}");
    }
}
