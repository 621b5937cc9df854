//! What a search has proven of exercises. Proofs are kept by the digest of an exercise's text, so that
//! a search is repeated only where the text has changed.

use crate::edits::with_lines;
use crate::grade::grade_scenario;
use crate::search::shortest;
use sequitur_core::scenario::Scenario;
use sequitur_core::scenario::answer::Allowed;
use sequitur_core::scenario::goal::{AllowedEdit, Best, Goal};
use sequitur_core::scenario::link;
use std::collections::BTreeMap;

/// What is known of an exercise, whatever its text says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Proof {
    /// It can be done with so much, and with nothing less, in what its star counts.
    Least(u64),
    /// No run within the budget reaches the goals.
    Impossible,
}

/// Searches for the least that an exercise takes, and for a way to do it.
///
/// # Errors
/// Why it is not known: a limit, or what a search cannot judge.
pub fn prove(exercise: &Scenario, states_max: u32) -> Result<(Proof, Vec<String>), String> {
    let Some((length, way)) = shortest(exercise, states_max)? else {
        return Ok((Proof::Impossible, Vec::new()));
    };
    let least = match star(exercise) {
        None | Some((Best::Choices(_), _)) => u64::from(length),
        Some((Best::Faults(_), _)) if exercise.plan().manual.is_none() => u64::from(length),
        Some((Best::Faults(_), _)) => {
            return Err("by hand, a search counts choices and not faults".to_owned());
        }
        Some((Best::Time(_), _)) => least_time(exercise, &way)?,
    };
    Ok((Proof::Least(least), way))
}

/// The least offset of the one clock that may be set: its offsets are tried in the order of their size.
fn least_time(exercise: &Scenario, way: &[String]) -> Result<u64, String> {
    let is_clock = |allowed: &Allowed| matches!(allowed, Allowed::Edit(AllowedEdit::ClockOffset(..)));
    if exercise.allowed().iter().filter(|allowed| is_clock(allowed)).count() != 1 || way.len() != 1 {
        return Err("the least time is found for one clock only".to_owned());
    }
    let answer = with_lines(exercise, way).ok_or("the way cannot be written down")?;
    Ok(grade_scenario(exercise, &answer).length)
}

/// What the star of an exercise asks, and whether it is only the least that is known.
fn star(exercise: &Scenario) -> Option<(Best, bool)> {
    exercise.goals().find_map(|goal| match goal {
        Goal::Best { least, is_known } => Some((*least, *is_known)),
        _ => None,
    })
}

/// The least that the star of an exercise claims to be proven, in what it counts.
pub fn claimed(exercise: &Scenario) -> Option<u64> {
    match star(exercise)? {
        (_, true) => None,
        (Best::Choices(least) | Best::Faults(least), false) => Some(u64::from(least)),
        (Best::Time(least), false) => Some(least),
    }
}

/// Whether an exercise says that its star is only the least that is known.
pub fn is_only_known(exercise: &Scenario) -> bool {
    star(exercise).is_some_and(|(_, is_known)| is_known)
}

/// The link to a solution, for an exercise that no search solves: its star says `known`, or its goals are
/// about several runs. A solution is a whole text, or the lines that follow those of the exercise.
pub fn worked(exercise: &Scenario, solution: &str) -> Option<String> {
    let is_by_hand = exercise.plan().manual.is_some();
    let has_several_runs = exercise.goals().any(|goal| match goal {
        Goal::SameHistory { .. } | Goal::Reach { branch: Some(_), .. } => true,
        Goal::EverySchedule { .. } | Goal::EveryDelay(_) => is_by_hand,
        _ => false,
    });
    let is_whole = solution.lines().any(|line| line.starts_with("protocol "));
    let answer = if is_whole { solution.to_owned() } else { exercise.source() + solution };
    (has_several_runs || is_only_known(exercise)).then(|| link::encode(&answer))
}

/// The digest of an exercise: 64 bits of XXH3 over its canonical text.
fn digest(exercise: &Scenario) -> u64 {
    xxhash_rust::xxh3::xxh3_64(exercise.text().as_bytes())
}

/// Proofs that are kept, by digest.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Kept {
    /// The proof of each digest, and the name of its exercise, which is for whoever reads the file.
    proofs: BTreeMap<u64, (String, Proof)>,
}

impl Kept {
    /// Reads a file of proofs: `NAME DIGEST least N` or `NAME DIGEST impossible` a line.
    ///
    /// # Errors
    /// The line that is no proof.
    pub fn read(text: &str) -> Result<Kept, String> {
        let mut kept = Kept::default();
        for (index, line) in text.lines().enumerate() {
            let wrong = || {
                format!("line {}: `NAME DIGEST least N` or `NAME DIGEST impossible` stands here", index + 1)
            };
            let (name, digest, proof) = match line.split(' ').collect::<Vec<_>>()[..] {
                [name, digest, "impossible"] => (name, digest, Proof::Impossible),
                [name, digest, "least", least] => {
                    (name, digest, Proof::Least(least.parse().map_err(|_| wrong())?))
                }
                _ => return Err(wrong()),
            };
            let digest = u64::from_str_radix(digest, 16).map_err(|_| wrong())?;
            kept.proofs.insert(digest, (name.to_owned(), proof));
        }
        Ok(kept)
    }

    /// The proof of an exercise with this very text, if it is kept.
    pub fn of(&self, exercise: &Scenario) -> Option<Proof> {
        self.proofs.get(&digest(exercise)).map(|(_, proof)| *proof)
    }

    /// Keeps the proof of an exercise.
    pub fn keep(&mut self, name: &str, exercise: &Scenario, proof: Proof) {
        self.proofs.insert(digest(exercise), (name.to_owned(), proof));
    }

    /// The file, one exercise a line in the order of their names.
    pub fn text(&self) -> String {
        let mut lines: Vec<String> = self
            .proofs
            .iter()
            .map(|(digest, (name, proof))| match proof {
                Proof::Least(least) => format!("{name} {digest:016x} least {least}\n"),
                Proof::Impossible => format!("{name} {digest:016x} impossible\n"),
            })
            .collect();
        lines.sort();
        lines.concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXERCISE: &str =
        "protocol raft\nnodes 3\nschedule manual\ngoal count(role = leader) = 1\ngoal best 3\n";

    #[test]
    fn a_proof_is_kept_for_one_text_only() {
        let exercise = Scenario::parse(EXERCISE).expect("an exercise");
        let mut kept = Kept::default();
        kept.keep("elect", &exercise, Proof::Least(3));
        assert_eq!(Kept::read(&kept.text()), Ok(kept.clone()));
        assert_eq!(kept.of(&exercise), Some(Proof::Least(3)));
        let changed = Scenario::parse(&EXERCISE.replace("nodes 3", "nodes 4")).expect("an exercise");
        assert_eq!(kept.of(&changed), None);
        assert_eq!(Kept::read("elect least 3\n").unwrap_err().split(':').next(), Some("line 1"));
    }

    #[test]
    fn a_star_claims_what_a_search_can_refute() {
        let exercise = Scenario::parse(&EXERCISE.replace("best 3", "best 4")).expect("an exercise");
        assert_eq!(claimed(&exercise), Some(4));
        assert_eq!(prove(&exercise, 10_000).expect("it is known").0, Proof::Least(3));
        let known = Scenario::parse(&EXERCISE.replace("best 3", "best 4 known")).expect("an exercise");
        assert_eq!((claimed(&known), is_only_known(&known)), (None, true));
    }
}
