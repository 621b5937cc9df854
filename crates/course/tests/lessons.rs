//! Each statement of a lesson about a run is run.

use sequitur_core::scenario::Scenario;
use sequitur_core::scenario::phrase::judge;
use sequitur_course::lesson::{Inline, Lesson, Paragraph, StepKind};
use sequitur_course::markdown;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn lessons() -> Vec<(String, Lesson)> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(root().join("lessons/en"))
        .expect("lessons")
        .map(|entry| entry.expect("an entry").path())
        .filter(|file| !file.ends_with("questions.md"))
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|file| {
            let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&file).expect("a text");
            let lesson = markdown::read(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            (name, lesson)
        })
        .collect()
}

fn scenario(name: &str, text: &str) -> Scenario {
    Scenario::parse(text).unwrap_or_else(|mistakes| panic!("{name}: {text}\n{}", mistakes[0]))
}

fn exercise(name: &str) -> String {
    let file = root().join(format!("exercises/{name}.txt"));
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

#[test]
fn every_run_is_as_the_lesson_says() {
    for (name, lesson) in lessons() {
        for scene in &lesson.scenes {
            let scenario = scenario(&name, &scene.text);
            assert_eq!(scenario.unmet(&scenario.run()), [], "{name}: {}", scene.text);
            assert!(scene.show.len() <= 3, "{name}: at most three chips");
            let nodes = scenario.plan().nodes.len();
            assert!(nodes <= 5, "{name}: at most five lanes");
            for property in &scene.show {
                assert!(scenario.run().verdict(property).is_some(), "{name}: {property}");
            }
        }
        for step in &lesson.steps {
            if let StepKind::Notes(erratum) = &step.what
                && !erratum.text.is_empty()
            {
                let scenario = scenario(&name, &erratum.text);
                assert!(!scenario.expects().is_empty(), "{name}: {} claims something", erratum.id);
                assert_eq!(scenario.unmet(&scenario.run()), [], "{name}: {}", erratum.id);
            }
        }
    }
}

/// The answer that the author of a lesson means to be true: the one that is written first.
fn written_first(name: &str, question: &str) -> String {
    let text = std::fs::read_to_string(root().join(format!("lessons/en/{name}.md"))).expect("a lesson");
    let block = text.split("```predict ").skip(1).find(|block| {
        let flat: String = block.split_whitespace().collect::<Vec<_>>().join(" ");
        flat.contains(question)
    });
    let block = block.unwrap_or_else(|| panic!("{name}: {question}"));
    let line = block.lines().find_map(|line| line.strip_prefix("expect ")).expect("an answer");
    let claim = line.split(": ").next().expect("a claim");
    claim.split(" -- ").next().expect("a phrase").to_owned()
}

#[test]
fn every_prediction_has_one_true_answer_and_a_sentence_for_each_other() {
    for (name, lesson) in lessons() {
        assert!(lesson.predictions().count() >= 1, "{name}");
        for (prediction, scene) in lesson.predictions() {
            let scenario = scenario(&name, &scene.text);
            let phrases: Vec<_> = prediction
                .answers
                .iter()
                .map(|answer| {
                    let read = scenario.vocabulary().read_phrase(&answer.phrase);
                    read.unwrap_or_else(|error| panic!("{name}: {}: {error:?}", answer.phrase))
                })
                .collect();
            let judged = judge(&scenario.run(), &phrases.iter().collect::<Vec<_>>());
            let right: Vec<bool> = judged.truths.iter().map(|truth| truth.at_end()).collect();
            let count = right.iter().filter(|is_right| **is_right).count();
            assert_eq!(count, 1, "{name}: {}: {right:?}", prediction.question);
            let meant = written_first(&name, &prediction.question);
            for (answer, is_right) in prediction.answers.iter().zip(right) {
                assert_eq!(is_right, answer.phrase == meant, "{name}: {}", answer.phrase);
                assert!(!answer.why.is_empty(), "{name}: a sentence for {}", answer.phrase);
                let is_whole = answer.why.chars().next().is_some_and(|first| !first.is_lowercase());
                let is_name =
                    ["a2 has", "m1 reaches", "x is"].iter().any(|name| answer.why.starts_with(name));
                assert!(is_whole || is_name, "{name}: an answer ends at its first colon: {}", answer.why);
            }
        }
    }
}

#[test]
fn moments_and_selections_are_there() {
    for (name, lesson) in lessons() {
        for step in &lesson.steps {
            let (StepKind::Watch(paragraphs) | StepKind::Explain(paragraphs)) = &step.what else { continue };
            for moment in paragraphs.iter().filter_map(|paragraph| paragraph.moment.as_ref()) {
                let scene = &lesson.scenes[usize::from(step.scene.expect("a moment has a run"))];
                let scenario = scenario(&name, &scene.text);
                let Some(select) = &moment.select else { continue };
                let event = scenario
                    .vocabulary()
                    .read_event(select)
                    .unwrap_or_else(|error| panic!("{name}: {error:?}"));
                let found = sequitur_core::scenario::phrase::find_event(&scenario.run(), &event);
                assert!(found.is_some(), "{name}: {select} has not happened");
            }
        }
    }
}

#[test]
fn every_exercise_has_a_task_three_hints_and_words_for_its_slips() {
    for (name, lesson) in lessons() {
        let core = lesson.tasks().filter(|task| task.core).count();
        assert_eq!(core, 3, "{name}: three exercises are asked of everybody");
        for task in lesson.tasks() {
            let text = exercise(&task.exercise);
            assert!(!task.task.is_empty() && task.hints.len() == 3, "{name}: {}", task.exercise);
            let named: BTreeSet<&str> = text
                .lines()
                .filter_map(|line| line.strip_prefix("goal slip "))
                .filter_map(|slip| slip.split(' ').next())
                .collect();
            let worded: BTreeSet<&str> = task.slips.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(named, worded, "{name}: {}", task.exercise);
            let wrong = |slip: &&str| root().join(format!("wrong/{}.{slip}.txt", task.exercise)).exists();
            assert!(named.iter().all(wrong), "{name}: {}: a wrong answer for each slip", task.exercise);
            let link = sequitur_core::scenario::link::encode(&text);
            assert!(link.len() <= 2000, "{name}: {}: {} characters", task.exercise, link.len());
        }
    }
}

fn words(inlines: &[Inline]) -> String {
    inlines.iter().map(markdown::plain).collect::<Vec<_>>().join(" ")
}

/// All prose of a lesson, in the order in which it is read.
fn prose(lesson: &Lesson) -> Vec<String> {
    let mut prose = vec![lesson.aim.clone(), words(&lesson.hook)];
    for step in &lesson.steps {
        match &step.what {
            StepKind::Watch(paragraphs) | StepKind::Explain(paragraphs) => {
                prose.extend(paragraphs.iter().map(|Paragraph { text, .. }| words(text)));
            }
            StepKind::Predict(prediction) => prose.push(prediction.question.clone()),
            StepKind::Do(task) => prose.push(task.task.clone()),
            StepKind::Notes(erratum) => prose.extend([erratum.notes.clone(), erratum.fact.clone()]),
        }
    }
    prose.extend([words(&lesson.in_your_words), words(&lesson.next)]);
    prose
}

#[test]
fn lessons_are_short_and_so_are_their_sentences() {
    for (name, lesson) in lessons() {
        let prose = prose(&lesson);
        let count: usize = prose.iter().map(|text| text.split_whitespace().count()).sum();
        assert!(count <= 600, "{name}: {count} words");
        let sentences: usize =
            prose.iter().map(|text| text.matches(['.', '?', '!', ':']).count().max(1)).sum();
        assert!(count <= 20 * sentences, "{name}: {count} words in {sentences} sentences");
        let json = serde_json::to_vec(&lesson).expect("a lesson is data");
        assert!(json.len() <= 30_000, "{name}: {} bytes", json.len());
        assert_eq!(serde_json::from_slice::<Lesson>(&json).expect("and back"), lesson);
    }
}

#[test]
fn each_sentence_of_a_model_answer_leads_to_what_its_lesson_has() {
    let text = std::fs::read_to_string(root().join("lessons/en/questions.md")).expect("questions");
    let questions = markdown::read_questions(&text).expect("questions have their form");
    assert_eq!(questions.len(), 8, "eight questions end the course");
    let lessons = lessons();
    for question in &questions {
        assert!(!question.lessons.is_empty() && question.answer.len() >= 3, "{}", question.question);
        for see in question.answer.iter().filter_map(|sentence| sentence.see.as_ref()) {
            let (number, exercise) = see.split_once('/').unwrap_or((see, ""));
            let number: u8 = number.parse().expect("the number of a lesson");
            assert!(question.lessons.contains(&number) || exercise.is_empty(), "{see}");
            // Lessons that are not written yet are not linked.
            if let Some((name, lesson)) = lessons.iter().find(|(_, lesson)| lesson.number == number) {
                let has = exercise.is_empty() || lesson.step_of(exercise).is_some();
                assert!(has, "{name} has no exercise {exercise}");
            }
        }
    }
}

#[test]
fn terms_are_defined_where_they_are_used() {
    for (name, lesson) in lessons() {
        let defined: BTreeSet<&str> = lesson.terms.iter().map(|term| term.name.as_str()).collect();
        for step in &lesson.steps {
            let (StepKind::Watch(paragraphs) | StepKind::Explain(paragraphs)) = &step.what else { continue };
            for inline in paragraphs.iter().flat_map(|paragraph| &paragraph.text) {
                if let Inline::Term(term, _) = inline {
                    assert!(defined.contains(term.as_str()), "{name}: {term} is not defined");
                }
            }
        }
    }
}

#[test]
fn every_erratum_is_told_once() {
    let mut told: Vec<String> = Vec::new();
    for (_, lesson) in lessons() {
        for step in lesson.steps {
            if let StepKind::Notes(erratum) = step.what {
                told.push(erratum.id);
            }
        }
    }
    told.sort();
    let all: Vec<String> = (1..=63).map(|number| format!("N{number:02}")).collect();
    assert_eq!(told, all);
}

/// The protocol and the broken variant of a text, if it names one.
fn bug_of(name: &str, text: &str) -> Option<(&'static str, &'static str)> {
    let scenario = scenario(name, text);
    Some((scenario.info().name, scenario.plan().variant?))
}

#[test]
fn the_bugs_of_the_exam_are_in_no_other_lesson() {
    let bugs = |lesson: &Lesson| -> BTreeSet<(&str, &str)> {
        let scenes = lesson.scenes.iter().map(|scene| scene.text.clone());
        let exercises = lesson.tasks().map(|task| exercise(&task.exercise));
        let errata = lesson.steps.iter().filter_map(|step| match &step.what {
            StepKind::Notes(erratum) if !erratum.text.is_empty() => Some(erratum.text.clone()),
            _ => None,
        });
        scenes.chain(exercises).chain(errata).filter_map(|text| bug_of(&lesson.title, &text)).collect()
    };
    let (exam, others): (Vec<_>, Vec<_>) =
        lessons().into_iter().map(|(_, lesson)| lesson).partition(|lesson| lesson.number == 27);
    let of_exam = bugs(&exam[0]);
    assert!(of_exam.len() >= 3, "{of_exam:?}");
    for lesson in others {
        let seen: Vec<_> = bugs(&lesson).intersection(&of_exam).copied().collect();
        assert!(seen.is_empty(), "{}: {seen:?}", lesson.title);
    }
    for task in exam[0].tasks() {
        let text = exercise(&task.exercise);
        let is_told = bug_of(&task.exercise, &text).is_some_and(|(_, variant)| text.contains(variant));
        assert!(!is_told, "{} names its bug", task.exercise);
    }
}
