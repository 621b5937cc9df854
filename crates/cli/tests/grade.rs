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
