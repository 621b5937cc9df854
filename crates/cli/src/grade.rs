//! `sequitur grade`: the verdict of each answer to an exercise, one a line.

use crate::input::Input;
use crate::prove;
use crate::say::{print, print_json};
use anyhow::Context;
use clap::ValueEnum;
use sequitur_core::scenario::Scenario;
use sequitur_course::{Answer, Graded, Row, Verdict, answers, csv, explained, grade, grade_unreadable, rows};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Of so many answers at once, searches tell where they went wrong; of more, only what their runs tell.
const EXPLAINED_MAX: usize = 20;

/// The exercise and the answers.
#[derive(clap::Args)]
pub struct Arguments {
    /// The exercise: a file, `-` for standard input, or a link. With `--prove`, a folder of exercises too.
    exercise: String,
    /// Answers: files, folders, links, lists with a name and a link a line, or a gradebook's CSV. Without
    /// any, the exercise is judged by its own goals.
    answers: Vec<String>,
    /// The form of the verdicts.
    #[arg(long, value_enum, default_value_t = GradeFormat::Text)]
    format: GradeFormat,
    /// Search for the least that the exercise takes, or prove that it cannot be done.
    #[arg(long)]
    prove: bool,
    /// A file of proofs: what it has of these very exercises is not searched again, and what is new is added.
    #[arg(long, value_name = "FILE", requires = "prove")]
    kept: Option<PathBuf>,
    /// Give each answer these seeds, one after the other, and ask that it is solved with each.
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    seeds: Vec<u64>,
}

#[derive(Clone, Copy, ValueEnum)]
enum GradeFormat {
    /// A line an answer.
    Text,
    /// A list of objects.
    Json,
    /// A table for a spreadsheet.
    Csv,
}

/// Grades.
///
/// # Errors
/// Where the exercise or an answer cannot be read.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let folder = Path::new(&arguments.exercise);
    if arguments.prove && folder.is_dir() {
        return prove::folder(folder, arguments.kept.as_deref());
    }
    anyhow::ensure!(arguments.kept.is_none(), "`--kept` is for a folder of exercises");
    let input = Input::read(&arguments.exercise)?;
    let exercise = input.scenario()?;
    anyhow::ensure!(
        exercise.goals().any(|goal| goal.is_condition()),
        "{}: this is no exercise: it has no `goal` lines that ask for anything",
        input.name
    );
    let name = if exercise.title().is_empty() { input.name.clone() } else { exercise.title().to_owned() };
    if arguments.prove {
        prove::one(&exercise, &name)?;
        if arguments.answers.is_empty() {
            return Ok(ExitCode::SUCCESS);
        }
    }
    let answers = match arguments.answers[..] {
        [] => vec![Answer { name: input.name.clone(), text: Ok(exercise.source()) }],
        _ => arguments.answers.iter().map(|path| read(path)).collect::<anyhow::Result<Vec<_>>>()?.concat(),
    };
    let explains = answers.len() <= EXPLAINED_MAX;
    let graded: Vec<(String, Graded)> = answers
        .into_iter()
        .map(|answer| {
            let graded = match &answer.text {
                Ok(text) => {
                    let graded = grade_with(&exercise, text, &arguments.seeds);
                    if explains { explained(&exercise, text, graded) } else { graded }
                }
                Err(why) => grade_unreadable(why),
            };
            (answer.name, graded)
        })
        .collect();
    let rows = rows(&name, &graded);
    match arguments.format {
        GradeFormat::Text => print(&text(&rows))?,
        GradeFormat::Json => print_json(&rows)?,
        GradeFormat::Csv => print(&csv(&rows))?,
    };
    Ok(exit_code(&graded))
}

/// All solved, a limit came first, or something is wrong.
fn exit_code(graded: &[(String, Graded)]) -> ExitCode {
    let all = |is: fn(Verdict) -> bool| graded.iter().all(|(_, graded)| is(graded.verdict));
    if all(Verdict::is_solved) {
        ExitCode::SUCCESS
    } else if all(|verdict| verdict.is_solved() || verdict == Verdict::CannotTell) {
        ExitCode::from(3)
    } else {
        ExitCode::from(1)
    }
}

/// Grades an answer under each seed; the first that is not solved counts.
fn grade_with(exercise: &Scenario, text: &str, seeds: &[u64]) -> Graded {
    let mut last = None;
    for seed in seeds {
        let (Ok(exercise), text) = (Scenario::parse(&seeded(&exercise.source(), *seed)), seeded(text, *seed))
        else {
            break;
        };
        let graded = grade(&exercise, &text);
        if !graded.verdict.is_solved() {
            return Graded { why: format!("with seed {seed}: {}", graded.why), ..graded };
        }
        last = Some(graded);
    }
    last.unwrap_or_else(|| grade(exercise, text))
}

/// A text with another seed, in place of its own.
fn seeded(text: &str, seed: u64) -> String {
    let others = text.lines().filter(|line| !line.starts_with("seed "));
    let lines: String = others.map(|line| format!("{line}\n")).collect();
    // Above all choices of a run by hand.
    let first = lines.find("protocol ").unwrap_or(0);
    let (before, after) = lines.split_at(first);
    format!("{before}seed {seed}\n{after}")
}

/// The answers that a path holds.
fn read(path: &str) -> anyhow::Result<Vec<Answer>> {
    if Path::new(path).is_dir() {
        let mut files: Vec<_> = std::fs::read_dir(path)
            .with_context(|| path.to_owned())?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()
            .with_context(|| path.to_owned())?;
        files.sort();
        let files = files.iter().filter(|file| file.is_file());
        let read =
            files.map(|file| self::read(&file.to_string_lossy())).collect::<anyhow::Result<Vec<_>>>()?;
        return Ok(read.concat());
    }
    if path.contains("#/s/") {
        return Ok(answers("link", path));
    }
    let bytes = std::fs::read(path).with_context(|| path.to_owned())?;
    let text = String::from_utf8(bytes).map_err(|_| anyhow::anyhow!("{path}: this is not UTF-8 text"))?;
    let name = Path::new(path).file_stem().map_or(path.into(), |stem| stem.to_string_lossy());
    Ok(answers(&name, &text))
}

fn text(rows: &[Row]) -> String {
    let width = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0).min(40);
    let line = |row: &Row| {
        let mut line = format!("{:width$}  {:11}", row.name, row.verdict);
        if !row.reached.is_empty() {
            line += &format!("  {} goals", row.reached);
        }
        if let Some(length) = row.length {
            line += &format!("  length {length}");
        }
        if !row.spent.is_empty() {
            line += &format!("  {}", row.spent);
        }
        if let Some(same) = &row.same_as {
            line += &format!("  same as {same}");
        }
        format!("{line}  {}\n", row.why)
    };
    rows.iter().map(line).collect()
}
