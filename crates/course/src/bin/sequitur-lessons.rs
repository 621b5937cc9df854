//! Compiles the lessons for the page: `sequitur-lessons FOLDER` writes a folder for each language,
//! with a JSON file for each lesson and one that tells of all of them. It prints how many bytes the
//! largest has.

use sequitur_core::scenario::Scenario;
use sequitur_course::index::{Index, Question};
use sequitur_course::lesson::{Lesson, StepKind};
use sequitur_course::{markdown, worked};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The most bytes that a lesson has.
const BYTES_MAX: usize = 30_000;

fn main() -> Result<(), Box<dyn Error>> {
    let target = PathBuf::from(env::args_os().nth(1).ok_or("usage: sequitur-lessons FOLDER")?);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for language in sorted(&root.join("lessons"))? {
        let name = language.file_name().ok_or("a language has a name")?;
        compile(root, &language, &target.join(name))?;
    }
    Ok(())
}

/// What is in a folder, by name.
fn sorted(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        found.push(entry?.path());
    }
    found.sort();
    Ok(found)
}

/// Compiles the lessons of a language.
fn compile(root: &Path, from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(to)?;
    let (mut lessons, mut questions): (Vec<Lesson>, Vec<Question>) = Default::default();
    let mut largest = 0;
    for file in sorted(from)? {
        let told = |error: &dyn Error| format!("{}: {error}", file.display());
        let text = fs::read_to_string(&file).map_err(|error| told(&error))?;
        if file.file_name().is_some_and(|name| name == "questions.md") {
            questions = markdown::read_questions(&text).map_err(|error| told(&error))?;
            continue;
        }
        let mut lesson = markdown::read(&text).map_err(|error| told(&error))?;
        add_exercises(root, &mut lesson)?;
        let json = serde_json::to_vec(&lesson)?;
        if json.len() > BYTES_MAX {
            return Err(format!("{}: {} bytes, at most {BYTES_MAX}", file.display(), json.len()).into());
        }
        largest = largest.max(json.len());
        fs::write(to.join(format!("{}.json", lesson.number)), json)?;
        lessons.push(lesson);
    }
    let count = lessons.len();
    fs::write(to.join("index.json"), serde_json::to_vec(&Index::of(lessons, questions))?)?;
    println!("{}: {count} lessons, the largest has {largest} bytes", from.display());
    Ok(())
}

fn text_of(root: &Path, folder: &str, exercise: &str) -> Result<String, Box<dyn Error>> {
    let file = root.join(format!("{folder}/{exercise}.txt"));
    fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()).into())
}

/// Each exercise of a lesson comes with its text: a lesson is one file.
fn add_exercises(root: &Path, lesson: &mut Lesson) -> Result<(), Box<dyn Error>> {
    for step in &mut lesson.steps {
        if let StepKind::Do(task) = &mut step.what {
            task.text = text_of(root, "exercises", &task.exercise)?;
            let exercise = Scenario::parse(&task.text)
                .map_err(|mistakes| format!("{}: {}", task.exercise, mistakes[0]))?;
            task.worked = worked(&exercise, &text_of(root, "solutions", &task.exercise)?);
        }
    }
    Ok(())
}
