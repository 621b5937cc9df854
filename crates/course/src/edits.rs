//! Solutions of timed exercises: all edits within the budget are tried, the fewest first.

use crate::chance::chance;
use crate::grade::grade_scenario;
use crate::grading::Verdict;
use crate::live::{May, may_become};
use crate::words;
use sequitur_core::scenario::answer::Allowed;
use sequitur_core::scenario::goal::{AllowedEdit, Goal, Question};
use sequitur_core::scenario::phrase::{Phrase, Term, Truth, judge, value_at_end};
use sequitur_core::scenario::{Scenario, duration_text};
use sequitur_core::sim::plan::Setting;
use sequitur_core::sim::run::Run;
use std::collections::BTreeSet;

/// The most values of one setting, in whole steps.
const STEPS_MAX: u64 = 2_000;

/// The fewest edits that solve a timed exercise, and their lines; None where none within the budget do.
///
/// # Errors
/// Why it is not known: the most runs were made, or the budget has edits that are not enumerated.
pub fn shortest_edits(exercise: &Scenario, runs_max: u32) -> Result<Option<(u32, Vec<String>)>, String> {
    if let Some(what) = exercise.allowed().iter().find_map(unknown) {
        return Err(words::not_enumerated(what));
    }
    let mut level: Vec<Vec<String>> = vec![Vec::new()];
    let mut seen: BTreeSet<Vec<String>> = BTreeSet::new();
    let (mut runs, mut depth) = (0, 0);
    // What does not fit into the runs that are left is not even written down.
    let mut is_cut = false;
    while !level.is_empty() {
        let mut next = Vec::new();
        for lines in &level {
            runs += 1;
            if runs > runs_max {
                return Err(words::edits_limit(runs_max));
            }
            let Some(answer) = with_lines(exercise, lines) else { continue };
            let run = answer.run();
            let said = answers(exercise, &answer, &run);
            let solved = with_lines(exercise, &[lines.clone(), said.clone()].concat());
            match solved.map(|answer| grade_scenario(exercise, &answer).verdict) {
                Some(verdict) if verdict.is_solved() && !(lines.is_empty() && said.is_empty()) => {
                    return Ok(Some((depth, [lines.clone(), said].concat())));
                }
                Some(Verdict::CannotTell) => return Err(words::SEARCH_LIMIT.to_owned()),
                _ => {}
            }
            for line in candidates(exercise, &run) {
                if lines.contains(&line) {
                    continue;
                }
                if seen.len() >= runs_max as usize {
                    is_cut = true;
                    break;
                }
                let mut more = lines.clone();
                more.push(line);
                more.sort();
                let is_new = seen.insert(more.clone());
                if is_new
                    && with_lines(exercise, &more)
                        .is_some_and(|answer| may_become(exercise, &answer) == May::Yes)
                {
                    next.push(more);
                }
            }
        }
        (level, depth) = (next, depth + 1);
    }
    if is_cut { Err(words::edits_limit(runs_max)) } else { Ok(None) }
}

/// An exercise with lines added.
pub(crate) fn with_lines(exercise: &Scenario, lines: &[String]) -> Option<Scenario> {
    let text = lines.iter().fold(exercise.source(), |text, line| text + line + "\n");
    Scenario::parse(&text).ok()
}

/// What of a budget is not enumerated, if anything.
fn unknown(allowed: &Allowed) -> Option<&'static str> {
    match allowed {
        Allowed::Count { what, count, .. } if *count > 0 => {
            let known = ["drop", "duplicate", "crash", "restart"];
            (!known.contains(what)).then_some(*what)
        }
        Allowed::Count { .. } => None,
        Allowed::Edit(AllowedEdit::Add { .. }) => Some("add"),
        Allowed::Edit(AllowedEdit::Seed) => Some("seed"),
        Allowed::Edit(AllowedEdit::Delay { within: None, .. }) => Some("delay"),
        Allowed::Edit(AllowedEdit::SetBetween(_, Setting::Range(..), _)) => Some("set"),
        Allowed::Edit(_) => None,
    }
}

/// The lines that may come next: about the messages that the run has, between its events, and in
/// whole milliseconds.
fn candidates(exercise: &Scenario, run: &Run) -> Vec<String> {
    let nodes = &run.trace.nodes;
    let mut times: Vec<u64> = run.trace.events.iter().map(|event| event.at).filter(|at| *at > 0).collect();
    times.dedup();
    let keys = || run.trace.messages.iter().filter(|message| message.copy_of.is_none());
    let of_keys = |verb: &str| -> Vec<String> {
        keys().map(|message| format!("{verb} {}", run.trace.key_text(message.key))).collect()
    };
    let mut lines = Vec::new();
    for allowed in exercise.allowed() {
        match allowed {
            Allowed::Count { what: what @ ("drop" | "duplicate"), .. } => lines.extend(of_keys(what)),
            Allowed::Count { what: what @ ("crash" | "restart"), .. } => {
                let at_time = |at: &u64| {
                    let at = duration_text(*at);
                    nodes.iter().map(move |node| format!("at {at} {what} {node}"))
                };
                lines.extend(times.iter().flat_map(at_time));
            }
            Allowed::Edit(AllowedEdit::Delay { within: Some((least, most)), .. }) => {
                for key in of_keys("delay") {
                    lines.extend(steps(least, most).map(|at| format!("{key} to {}", duration_text(at))));
                }
            }
            Allowed::Edit(AllowedEdit::ClockOffset(node, least, most)) => {
                let (least, most) = (least / 1_000, most / 1_000);
                let mut offsets: Vec<i64> = (least..=most).take(STEPS_MAX as usize).collect();
                offsets.sort_by_key(|offset| offset.unsigned_abs());
                let name = &nodes[node.index()];
                lines.extend(offsets.iter().map(|offset| format!("clock {name} offset {offset}ms")));
            }
            Allowed::Edit(edit) => lines.extend(settings(exercise, &edit)),
            Allowed::Count { .. } => {}
        }
    }
    lines
}

fn steps(least: u64, most: u64) -> impl Iterator<Item = u64> {
    (least.next_multiple_of(1_000)..=most).step_by(1_000).take(STEPS_MAX as usize)
}

/// The values that a parameter may be set to, as lines.
fn settings(exercise: &Scenario, edit: &AllowedEdit) -> Vec<String> {
    let name = |parameter: usize| exercise.info().parameters[parameter].name;
    match edit {
        AllowedEdit::SetAmong(parameter, values) => {
            // As the exercise writes them.
            let prefix = format!("allow set {} among ", name(*parameter));
            let text = exercise.text();
            let line = text.lines().find_map(|line| line.strip_prefix(&prefix)).unwrap_or_default();
            let words = line.split_whitespace().take(values.len());
            words.map(|value| format!("set {} {value}", name(*parameter))).collect()
        }
        AllowedEdit::SetBetween(parameter, Setting::Count(least), Setting::Count(most)) => {
            let values = (*least..=*most).take(STEPS_MAX as usize);
            values.map(|value| format!("set {} {value}", name(*parameter))).collect()
        }
        AllowedEdit::SetBetween(parameter, Setting::Duration(least), Setting::Duration(most)) => {
            steps(*least, *most).map(|at| format!("set {} {}", name(*parameter), duration_text(at))).collect()
        }
        _ => Vec::new(),
    }
}

/// What is to be said of a run: each question with the answer that the run gives.
pub(crate) fn answers(exercise: &Scenario, answer: &Scenario, run: &Run) -> Vec<String> {
    let vocabulary = exercise.vocabulary();
    let value = |term: &Term| match term {
        Term::Chance(phrase) => chance(answer, phrase).ok().map(|chance| chance.to_string()),
        _ => value_at_end(run, term),
    };
    let said = exercise.goals().filter_map(|goal| match goal {
        Goal::Answer(Question::Term(term)) => {
            Some(format!("expect {} = {}", vocabulary.term(term), value(term)?))
        }
        Goal::Answer(Question::Property(property)) => {
            let name = exercise.info().properties[*property].name;
            Some(format!("expect {name} {}", run.verdicts[*property].outcome.name()))
        }
        Goal::Answer(Question::Relation(one, other)) => {
            let phrases = Phrase::of_order(one, other);
            let judged = judge(run, &phrases.each_ref());
            let is_so = judged.truths.iter().position(Truth::at_end)?;
            Some(format!("expect {}", vocabulary.phrase(&phrases[is_so])))
        }
        _ => None,
    });
    said.collect()
}
