//! `sequitur grade`, as a lecturer uses it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn course(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../course");
    root.join(path).to_string_lossy().into_owned()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(course(path)).expect(path)
}

fn sequitur(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sequitur")).args(arguments).output().expect("the command runs")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

/// A folder of its own for a test, with these files.
fn folder(name: &str, files: &[(&str, String)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::remove_dir_all(&folder).ok();
    std::fs::create_dir_all(&folder).expect("a folder");
    for (name, text) in files {
        std::fs::write(folder.join(name), text).expect("a file");
    }
    folder
}

/// The link to an answer: the lines of an exercise and these.
fn link(exercise: &str, lines: &str) -> String {
    sequitur_core::scenario::link::encode(&(exercise.to_owned() + lines))
}

#[test]
fn a_folder_a_list_and_a_gradebook_get_the_same_verdicts() {
    let exercise = read("exercises/one-arrow.txt");
    let best = format!("{exercise}drop Message A->B\n");
    let wrong = format!("{exercise}drop Message B->C\n");
    let files = folder("answers", &[("ada.txt", best), ("bob.txt", wrong)]);
    let list = format!(
        "ada {}\nbob {}\n",
        link(&exercise, "drop Message A->B\n"),
        link(&exercise, "drop Message B->C\n")
    );
    let book = format!(
        "Name,Answer\nada,{}\nbob,{}\n",
        link(&exercise, "drop Message A->B\n"),
        link(&exercise, "drop Message B->C\n")
    );
    let lists = folder("lists", &[("list.txt", list), ("book.csv", book)]);
    let grade = |answers: &Path| {
        let answers = answers.to_string_lossy().into_owned();
        let output = sequitur(&["grade", &course("exercises/one-arrow.txt"), &answers, "--format", "csv"]);
        assert_eq!(output.status.code(), Some(1), "not all are solved");
        out(&output)
    };
    let csv = grade(&files);
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "name,exercise,verdict,reached,length,best,spent,slip,digest,same_as");
    assert!(lines[1].starts_with("ada,One arrow too many,best,1 of 1,1,1,drop 1 of 1,,"), "{}", lines[1]);
    assert!(
        lines[2].starts_with("bob,One arrow too many,not yet,0 of 1,1,1,drop 1 of 1,elsewhere,"),
        "{}",
        lines[2]
    );
    assert_eq!(grade(&lists.join("list.txt")), csv);
    assert_eq!(grade(&lists.join("book.csv")), csv);
}

#[test]
fn exit_statuses_say_what_became_of_the_answers() {
    let exercise = course("exercises/two-choices.txt");
    let text = read("exercises/two-choices.txt");
    let files = folder("statuses", &[("solved.txt", format!("{text}P1 propose 0\nP2 propose 1\n"))]);
    let solved = files.join("solved.txt").to_string_lossy().into_owned();
    assert_eq!(sequitur(&["grade", &exercise, &solved]).status.code(), Some(0));
    assert_eq!(sequitur(&["grade", &exercise]).status.code(), Some(1), "alone, its goals are not met");
    assert_eq!(sequitur(&["grade", &exercise, "#/s/1nonsense"]).status.code(), Some(1));
    let no_exercise = folder("none", &[("raft.txt", "protocol raft\n".to_owned())]).join("raft.txt");
    assert_eq!(sequitur(&["grade", &no_exercise.to_string_lossy()]).status.code(), Some(2));
}

#[test]
fn a_proof_says_the_least() {
    let output = sequitur(&["grade", &course("exercises/two-choices.txt"), "--prove"]);
    assert_eq!(out(&output), "Two choices: the least is 2:\nP1 propose 0\nP2 propose 1\n");
    let output = sequitur(&["grade", &course("exercises/still-one-in.txt"), "--prove"]);
    assert!(out(&output).contains("impossible"), "{}", out(&output));
}

#[test]
fn proofs_of_a_folder_are_kept_until_a_text_changes() {
    let exercise = read("exercises/two-choices.txt");
    let files = folder(
        "proofs",
        &[("two.txt", exercise.clone()), ("one-in.txt", read("exercises/still-one-in.txt"))],
    );
    let kept = folder("kept", &[]).join("proofs.txt").to_string_lossy().into_owned();
    let prove = || {
        let output = sequitur(&["grade", &files.to_string_lossy(), "--prove", "--kept", &kept]);
        (output.status.code(), out(&output), std::fs::read_to_string(&kept).expect("proofs"))
    };
    let (status, said, proofs) = prove();
    assert_eq!((status, said.as_str()), (Some(0), "one-in: impossible\ntwo: the least is 2, as it says\n"));
    // What is kept is believed, and not searched again.
    std::fs::write(&kept, proofs.replace("least 2", "least 1")).expect("proofs");
    assert_eq!(prove().1.lines().last(), Some("two: WRONG: it says 2, and the least is 1"));
    // Another text is another exercise.
    std::fs::write(files.join("two.txt"), exercise.replace("best 2", "best 3")).expect("a file");
    let (status, said, proofs) = prove();
    assert_eq!((status, said.lines().last()), (Some(1), Some("two: WRONG: it says 3, and the least is 2")));
    assert_eq!(proofs.lines().count(), 2, "what is no exercise any more is taken out: {proofs}");
}

#[test]
fn names_are_no_formulas_and_equal_answers_are_found() {
    let exercise = read("exercises/one-arrow.txt");
    let same = link(&exercise, "drop Message A->B\n");
    let list = folder("names", &[("list.txt", format!("=1+1 {same}\nada {same}\n"))]).join("list.txt");
    let output =
        sequitur(&["grade", &course("exercises/one-arrow.txt"), &list.to_string_lossy(), "--format", "csv"]);
    let csv = out(&output);
    assert!(csv.lines().nth(1).expect("a row").starts_with("'=1+1,"), "{csv}");
    assert!(csv.lines().nth(2).expect("a row").ends_with(",'=1+1"), "{csv}");
}

/// The verdict and the reason of each answer of a file, by name.
fn verdicts(exercise: &str, answers: &Path) -> Vec<(String, String, String)> {
    let output = sequitur(&["grade", &course(exercise), &answers.to_string_lossy(), "--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let rows: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a list");
    let text = |row: &serde_json::Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let rows = rows.as_array().expect("a list").iter();
    rows.map(|row| (text(row, "name"), text(row, "verdict"), text(row, "why"))).collect()
}

#[test]
fn every_bad_answer_of_a_gradebook_gets_its_verdict_and_the_line() {
    let exercise = read("exercises/lose-requests.txt");
    let solution = read("solutions/lose-requests.txt");
    let whole = link(&exercise, &solution);
    let replaced = |from: &str, to: &str| {
        assert!(exercise.contains(from), "{from}");
        link(&exercise.replacen(from, to, 1), &solution)
    };
    let many = link(&exercise, &"drop RequestVote S3->S1 1\n".repeat(1_000_000));
    let other = link(&read("exercises/two-choices.txt"), "P1 propose 0\n");
    let book = format!(
        "Name,Answer\n\n\"Lovelace, \"\"Ada\"\"\",{whole}\n=HYPERLINK(1),{}\n+seed,{}\n@line,{}\n-goal,{}\n\n\
         over,{}\nmany,{many}\ncut,{}\nnobody,\n\"other\",{other}\n",
        replaced("seed 3", "seed 4"),
        link(&exercise, &format!("{solution}seed 4\n")),
        replaced("network delay 10ms..30ms\n", ""),
        link(&exercise, "goal count(role = leader) >= 1\n"),
        link(&exercise, &format!("{solution}drop RequestVote S1->S2\n")),
        &whole[..whole.len() / 2],
    );
    let file = folder("bad", &[("book.csv", book)]).join("book.csv");
    let told = verdicts("exercises/lose-requests.txt", &file);
    let short: Vec<(&str, &str)> =
        told.iter().map(|(name, verdict, _)| (name.as_str(), verdict.as_str())).collect();
    let wanted = [
        ("Lovelace, \"Ada\"", "best"),
        ("=HYPERLINK(1)", "locked"),
        ("+seed", "locked"),
        ("@line", "locked"),
        ("-goal", "locked"),
        ("over", "over budget"),
        ("many", "mistake"),
        ("cut", "mistake"),
        ("other", "locked"),
    ];
    assert_eq!(short, wanted, "a line without a link is no answer");
    let why = |name: &str| &told.iter().find(|(other, ..)| other == name).expect(name).2;
    assert_eq!(why("=HYPERLINK(1)"), "line 4 of the exercise is not in the answer: seed 3");
    assert_eq!(why("+seed"), "this line cannot be added: seed 4");
    assert_eq!(why("@line"), "line 5 of the exercise is not in the answer: network delay 10ms..30ms");
    assert_eq!(why("over"), "3 drops, 2 allowed: drop RequestVote S1->S2");
    assert!(why("other").contains("another exercise"), "{}", why("other"));
    assert!(!why("many").is_empty() && !why("cut").is_empty() && !why("-goal").is_empty());
    let output = sequitur(&[
        "grade",
        &course("exercises/lose-requests.txt"),
        &file.to_string_lossy(),
        "--format",
        "csv",
    ]);
    let csv = out(&output);
    for line in csv.lines().skip(1) {
        assert!(!line.starts_with(['=', '+', '-', '@', '\t']), "no formula: {line}");
    }
}
