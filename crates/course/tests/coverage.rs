//! What the course covers: each topic has exercises and cards, each belief that is to be broken has a question
//! whose wrong answer it is, a run that refutes it, an exercise, and a sentence for whoever still has it.
//! `docs/course.md` is made of it.

use sequitur_core::scenario::Scenario;
use sequitur_course::lesson::{Answer, Erratum, Lesson, StepKind, Task};
use sequitur_course::markdown;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The topics that the course has to cover.
const TOPICS: usize = 30;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The lessons, in the order of their numbers.
fn lessons() -> Vec<Lesson> {
    let entries = std::fs::read_dir(root().join("lessons/en")).expect("lessons");
    let files = entries.map(|entry| entry.expect("an entry").path());
    let files = files.filter(|file| !file.ends_with("questions.md"));
    let mut lessons: Vec<Lesson> =
        files.map(|file| markdown::read(&read(&file)).expect("a lesson")).collect();
    lessons.sort_by_key(|lesson| lesson.number);
    lessons
}

/// A belief that a lesson breaks.
struct Belief<'a> {
    lesson: &'a Lesson,
    words: &'a str,
    question: &'a str,
    answer: &'a Answer,
    /// The title of the run that refutes it.
    run: String,
    task: &'a Task,
    /// The lesson that the exercise is in.
    task_in: u8,
    /// What whoever has it hears in the exercise; empty where the exercise knows no slip.
    slip: &'a str,
}

/// What a reader sees of an answer.
fn label(answer: &Answer) -> &str {
    answer.label.as_deref().unwrap_or(&answer.phrase)
}

/// `LESSON | words | wrong answer | exercise [slip]`
fn belief<'a>(lessons: &'a [Lesson], line: &'a str) -> Belief<'a> {
    let parts: Vec<&str> = line.split(" | ").collect();
    let [number, words, wrong, exercise] = parts[..] else { panic!("{line}") };
    let lesson = lessons.iter().find(|lesson| lesson.number.to_string() == number).expect(line);
    let asked = lesson.predictions().find_map(|(prediction, scene)| {
        let answer = prediction.answers.iter().find(|answer| label(answer) == wrong)?;
        Some((prediction, scene, answer))
    });
    let (prediction, scene, answer) = asked.unwrap_or_else(|| panic!("{line}: no such answer"));
    let run = Scenario::parse(&scene.text).expect("a run");
    let phrase = run.vocabulary().read_phrase(&answer.phrase).expect("a phrase");
    let judged = sequitur_core::scenario::phrase::judge(&run.run(), &[&phrase]);
    assert!(!judged.truths[0].at_end(), "{line}: the run does not refute it");
    let (exercise, slip) = exercise.split_once(' ').unwrap_or((exercise, ""));
    let tasks = || lessons.iter().flat_map(|lesson| lesson.tasks().map(move |task| (lesson.number, task)));
    let found = tasks().find(|(_, task)| task.exercise == exercise);
    let (task_in, task) = found.unwrap_or_else(|| panic!("{line}: no such exercise"));
    let worded = task.slips.iter().find(|(name, _)| name == slip);
    assert_eq!(worded.is_none(), slip.is_empty(), "{line}: no such slip");
    assert!(!slip.is_empty() || task.slips.is_empty(), "{line}: the exercise has a slip");
    let slip = worded.map_or("", |(_, sentence)| sentence.as_str());
    let run = run.title().to_owned();
    Belief { lesson, words, question: &prediction.question, answer, run, task, task_in, slip }
}

/// A topic and what is about it.
struct Topic<'a> {
    name: &'a str,
    exercises: Vec<(u8, &'a str)>,
    cards: Vec<(u8, &'a str)>,
    beliefs: Vec<Belief<'a>>,
}

/// `NAME: exercises; cards`
fn topic<'a>(lessons: &'a [Lesson], line: &'a str) -> Topic<'a> {
    let (name, parts) = line.split_once(": ").expect(line);
    let (exercises, cards) = parts.split_once("; ").expect(line);
    let in_lesson = |part: &'a str, has: &dyn Fn(&Lesson) -> bool| {
        let lesson = lessons.iter().find(|lesson| has(lesson));
        (lesson.unwrap_or_else(|| panic!("{name}: {part}")).number, part)
    };
    let exercise =
        |part: &'a str| in_lesson(part, &|lesson| lesson.tasks().any(|task| task.exercise == part));
    let card = |part: &'a str| in_lesson(part, &|lesson| lesson.cards.iter().any(|card| card.name == part));
    Topic {
        name,
        exercises: exercises.split(' ').map(exercise).collect(),
        cards: cards.split(' ').map(card).collect(),
        beliefs: Vec::new(),
    }
}

/// All topics, as the file has them.
fn topics<'a>(lessons: &'a [Lesson], text: &'a str) -> Vec<Topic<'a>> {
    let mut topics: Vec<Topic<'a>> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(rest) = line.strip_prefix("topic ") {
            topics.push(topic(lessons, rest));
        } else if let Some(rest) = line.strip_prefix("belief ") {
            topics.last_mut().expect("a topic first").beliefs.push(belief(lessons, rest));
        } else {
            panic!("{line}");
        }
    }
    topics
}

fn errata(lessons: &[Lesson]) -> Vec<(&str, u8, &Erratum)> {
    let steps = lessons.iter().flat_map(|lesson| lesson.steps.iter().map(move |step| (lesson.number, step)));
    let told = steps.filter_map(|(number, step)| match &step.what {
        StepKind::Notes(erratum) => Some((erratum.id.as_str(), number, erratum)),
        _ => None,
    });
    let mut told: Vec<_> = told.collect();
    told.sort_by_key(|(id, ..)| *id);
    told
}

/// A cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

fn list(of: &[(u8, &str)]) -> String {
    of.iter().map(|(lesson, name)| format!("{name} ({lesson})")).collect::<Vec<_>>().join(", ")
}

/// The page of the documentation.
fn page(lessons: &[Lesson], topics: &[Topic<'_>]) -> String {
    let mut page = "# What the course covers\n\nMade of `crates/course/coverage.txt` and the lessons by \
        `UPDATE_COVERAGE=1 cargo test -p sequitur-course --test coverage`;\nthe test fails where a cell would be \
        empty, a name is wrong, or a run does not refute what it is to refute.\n\n## Topics\n\nThe number of the \
        lesson stands in brackets.\n\n| topic | exercises | cards |\n|---|---|---|\n"
        .to_owned();
    for topic in topics {
        writeln!(page, "| {} | {} | {} |", topic.name, list(&topic.exercises), list(&topic.cards))
            .expect("room");
    }
    page += "\n## Beliefs\n\nEach is a wrong answer to a question of a lesson; the run beside the question refutes it.\n\n\
        | who believes | lesson | is asked | and answers | the run | hears | exercise | and in it |\n|---|---|---|---|---|---|---|---|\n";
    for belief in topics.iter().flat_map(|topic| &topic.beliefs) {
        let slip = if belief.slip.is_empty() { "what the search finds" } else { belief.slip };
        let exercise = format!("{} ({})", belief.task.exercise, belief.task_in);
        let cells = [
            belief.words,
            &belief.lesson.number.to_string(),
            belief.question,
            label(belief.answer),
            &belief.run,
            &belief.answer.why,
            &exercise,
            slip,
        ];
        writeln!(page, "| {} |", cells.map(cell).join(" | ")).expect("room");
    }
    page +=
        "\n## What lecture notes say\n\n| | lesson | the notes | in fact | a run |\n|---|---|---|---|---|\n";
    for (id, lesson, erratum) in errata(lessons) {
        let run = if erratum.text.is_empty() { "in words".to_owned() } else { title(&erratum.text) };
        let (notes, fact) = (cell(&erratum.notes), cell(&erratum.fact));
        writeln!(page, "| {id} | {lesson} | {notes} | {fact} | {} |", cell(&run)).expect("room");
    }
    page
}

fn title(text: &str) -> String {
    Scenario::parse(text).expect("a run").title().to_owned()
}

#[test]
fn every_topic_and_belief_is_covered() {
    let lessons = lessons();
    let text = read(&root().join("coverage.txt"));
    let topics = topics(&lessons, &text);
    assert_eq!(topics.len(), TOPICS);
    for topic in &topics {
        assert!(
            !topic.exercises.is_empty() && !topic.cards.is_empty(),
            "{}: an exercise and a card",
            topic.name
        );
        assert!(!topic.beliefs.is_empty(), "{}: what is believed of it", topic.name);
    }
    // Nothing in the course is about nothing.
    let covered = |name: &str| {
        topics.iter().any(|topic| topic.exercises.iter().chain(&topic.cards).any(|(_, part)| *part == name))
    };
    let own = lessons.iter().filter(|lesson| !matches!(lesson.number, 0 | 27));
    for lesson in own {
        for task in lesson.tasks() {
            assert!(covered(&task.exercise), "{} of lesson {} has no topic", task.exercise, lesson.number);
        }
    }
    let wanted = page(&lessons, &topics);
    let file = root().join("../../docs/course.md");
    if std::env::var_os("UPDATE_COVERAGE").is_some() {
        std::fs::write(&file, &wanted).expect("the page is written");
    }
    assert!(
        read(&file) == wanted,
        "docs/course.md is not what coverage.txt and the lessons say: UPDATE_COVERAGE=1"
    );
}
