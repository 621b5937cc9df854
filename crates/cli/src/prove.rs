//! `sequitur grade --prove`: what a search can tell of exercises, and whether their stars say the same.

use crate::say::print;
use anyhow::Context;
use sequitur_core::scenario::Scenario;
use sequitur_course::{Kept, Proof, claimed, is_only_known, prove};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;

/// The most states that a proof looks at.
const STATES_MAX: u32 = 5_000_000;

/// The most states for an exercise without a star: "it cannot be done" is judged with as many.
const STARLESS_STATES_MAX: u32 = 300_000;

/// Proves one exercise, and prints a shortest way.
///
/// # Errors
/// Where the output cannot be written.
pub fn one(exercise: &Scenario, name: &str) -> anyhow::Result<()> {
    let said = match prove(exercise, STATES_MAX) {
        Ok((Proof::Least(least), way)) if way.is_empty() => format!("{name}: the least is {least}\n"),
        Ok((Proof::Least(least), way)) => format!("{name}: the least is {least}:\n{}\n", way.join("\n")),
        Ok((Proof::Impossible, _)) => {
            format!("{name}: impossible: no run within the budget reaches the goal\n")
        }
        Err(why) => format!("{name}: not proven: {why}\n"),
    };
    print(&said).map(drop)
}

/// An exercise of a folder.
struct Exercise {
    name: String,
    scenario: Scenario,
}

/// Proves all exercises of a folder, one a line. Proofs that the file has for their texts are not
/// repeated, and new ones are added to it.
///
/// # Errors
/// Where an exercise or the file cannot be read or written.
pub fn folder(path: &Path, file: Option<&Path>) -> anyhow::Result<ExitCode> {
    let exercises = read(path)?;
    let kept = match file.filter(|file| file.exists()) {
        Some(file) => {
            let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
            Kept::read(&text).map_err(|why| anyhow::anyhow!("{}: {why}", file.display()))?
        }
        None => Kept::default(),
    };
    let proofs = all(&exercises, &kept);
    let mut keeping = Kept::default();
    let (mut text, mut worst) = (String::new(), 0);
    for (exercise, proof) in exercises.iter().zip(proofs) {
        let (said, status) = told(&exercise.scenario, &proof);
        text += &format!("{}: {said}\n", exercise.name);
        worst = worse(worst, status);
        if let Ok(proof) = proof {
            keeping.keep(&exercise.name, &exercise.scenario, proof);
        }
    }
    print(&text)?;
    if let Some(file) = file {
        std::fs::write(file, keeping.text()).with_context(|| file.display().to_string())?;
    }
    Ok(ExitCode::from(worst))
}

/// A star that is wrong counts for more than one that is not proven.
fn worse(one: u8, other: u8) -> u8 {
    if one == 1 || other == 1 { 1 } else { one.max(other) }
}

/// What is said of an exercise, and the exit status that it asks for.
fn told(exercise: &Scenario, proof: &Result<Proof, String>) -> (String, u8) {
    match (proof, claimed(exercise)) {
        (Ok(Proof::Least(least)), None) => (format!("the least is {least}"), 0),
        (Ok(Proof::Least(least)), Some(star)) if *least == star => {
            (format!("the least is {least}, as it says"), 0)
        }
        (Ok(Proof::Least(least)), Some(star)) => {
            (format!("WRONG: it says {star}, and the least is {least}"), 1)
        }
        (Ok(Proof::Impossible), None) => ("impossible".to_owned(), 0),
        (Ok(Proof::Impossible), Some(star)) => (format!("WRONG: it says {star}, and it is impossible"), 1),
        (Err(why), None) => (format!("not proven, and it does not claim to be: {why}"), 0),
        (Err(why), Some(star)) => (format!("NOT PROVEN: it says {star}: {why}"), 3),
    }
}

/// What is known of each exercise, in order. All processors share the work.
fn all(exercises: &[Exercise], kept: &Kept) -> Vec<Result<Proof, String>> {
    let waiting = Mutex::new(exercises.iter().enumerate());
    let proofs = Mutex::new(vec![Err("nobody has looked at it".to_owned()); exercises.len()]);
    let work = || {
        loop {
            let next = waiting.lock().ok().and_then(|mut waiting| waiting.next());
            let Some((index, exercise)) = next else { return };
            let proof = proof_of(&exercise.scenario, kept);
            if let Ok(mut proofs) = proofs.lock() {
                proofs[index] = proof;
            }
        }
    };
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(work);
        }
    });
    proofs.into_inner().unwrap_or_default()
}

fn proof_of(exercise: &Scenario, kept: &Kept) -> Result<Proof, String> {
    match kept.of(exercise) {
        Some(proof) => Ok(proof),
        None if is_only_known(exercise) => Err("its star says `known`".to_owned()),
        None => {
            let states_max = if claimed(exercise).is_some() { STATES_MAX } else { STARLESS_STATES_MAX };
            prove(exercise, states_max).map(|(proof, _)| proof)
        }
    }
}

/// The exercises of a folder, in the order of their names.
fn read(path: &Path) -> anyhow::Result<Vec<Exercise>> {
    let entries = std::fs::read_dir(path).with_context(|| path.display().to_string())?;
    let mut files: Vec<PathBuf> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.retain(|file| file.is_file());
    files.sort();
    files.iter().map(|file| exercise(file)).collect()
}

fn exercise(file: &Path) -> anyhow::Result<Exercise> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let scenario =
        Scenario::parse(&text).map_err(|mistakes| anyhow::anyhow!("{}:{}", file.display(), mistakes[0]))?;
    let name = file.file_stem().map_or(String::new(), |stem| stem.to_string_lossy().replace(' ', "-"));
    Ok(Exercise { name, scenario })
}
