//! Makes an exercise of a scenario: what is true at a moment becomes its goals, and the faults that lead
//! there become its budget.

use crate::budget::kind_of;
use crate::words;
use sequitur_core::scenario::answer::AddedLine;
use sequitur_core::scenario::goal::{Goal, When};
use sequitur_core::scenario::phrase::{Phrase, judge, text_of};
use sequitur_core::scenario::{Mistake, Scenario};
use sequitur_core::sim::plan::{Happening, ManualChoice, Origin};
use sequitur_core::sim::run::{NodeView, Run, Value};
use sequitur_core::trace::{EventId, Micros};
use std::collections::BTreeMap;

/// The most goals that are offered.
const OFFERS_MAX: usize = 60;

/// Something that is true at a moment of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    /// The phrase, as `goal` lines have it.
    pub phrase: String,
    /// The same in words.
    pub words: String,
}

/// What is true at a moment of a run, and can be a goal; at its end where no moment is given.
pub fn offers(scenario: &Scenario, run: &Run, at: Option<Micros>) -> Vec<Offer> {
    let phrases: Vec<(String, Phrase)> = candidates(scenario, run, at)
        .into_iter()
        .filter_map(|text| phrase_of(scenario, &text).map(|phrase| (text, phrase)))
        .collect();
    let asked: Vec<&Phrase> = phrases.iter().map(|(_, phrase)| phrase).collect();
    let judged = judge(run, &asked);
    let end = judged.states.len() as u32 - 1;
    let state =
        at.map_or(end, |at| (judged.states.partition_point(|state| state.at <= at) as u32).saturating_sub(1));
    let true_there = phrases.iter().zip(&judged.truths).filter(|(_, truth)| truth.at(state));
    let vocabulary = scenario.vocabulary();
    true_there
        .map(|((text, phrase), _)| Offer { phrase: text.clone(), words: vocabulary.words(phrase) })
        .take(OFFERS_MAX)
        .collect()
}

/// A phrase as the scenario's language reads it.
fn phrase_of(scenario: &Scenario, text: &str) -> Option<Phrase> {
    let asked = Scenario::parse(&format!("{}goal {text}\n", scenario.source())).ok()?;
    match asked.goals().last()? {
        Goal::Reach { branch: None, when: When::Sometime, phrase } => Some(phrase.clone()),
        _ => None,
    }
}

/// What may be true: verdicts, decisions, nodes that are down, roles, and fields that have changed.
fn candidates(scenario: &Scenario, run: &Run, at: Option<Micros>) -> Vec<String> {
    let info = scenario.info();
    let nodes = &run.trace.nodes;
    let mut all: Vec<String> = Vec::new();
    for outcome in ["violated", "holds", "pending"] {
        all.extend(info.properties.iter().map(|property| format!("{} {outcome}", property.name)));
    }
    let decisions: std::collections::BTreeSet<String> = run
        .decisions
        .iter()
        .map(|decision| format!("{} decided {}", nodes[decision.node.index()], quoted(&decision.value)))
        .collect();
    all.extend(decisions);
    all.extend(nodes.iter().map(|node| format!("{node} down")));
    let until = at.unwrap_or(Micros::MAX);
    let last = run.trace.events.partition_point(|event| event.at <= until);
    let Some(last) = last.checked_sub(1) else { return all };
    let after = run.details.nodes_after(EventId(last as u32));
    let first = run.details.nodes_after(EventId(nodes.len().saturating_sub(1) as u32));
    let mut roles: BTreeMap<&str, u32> = BTreeMap::new();
    for role in after.iter().filter(|view| view.up).filter_map(|view| view.role) {
        *roles.entry(info.roles[usize::from(role)].name).or_default() += 1;
    }
    all.extend(roles.iter().map(|(role, count)| format!("count(role = {role}) = {count}")));
    for (name, (view, before)) in nodes.iter().zip(after.iter().zip(&first)) {
        all.extend(fields_of(name, view, before));
    }
    all
}

/// The fields of a node that are others than at the start.
fn fields_of(name: &str, view: &NodeView, before: &NodeView) -> Vec<String> {
    let has_changed = |field: &str, value: &Value| {
        let was = before.fields.iter().find(|(other, _)| *other == field);
        was.is_none_or(|(_, was)| was != value)
    };
    let changed = view.fields.iter().filter(|(field, value)| view.up && has_changed(field, value));
    changed
        .filter(|(_, value)| !matches!(value, Value::List(_)))
        .map(|(field, value)| match value {
            Value::Text(text) => format!("{field}({name}) = {}", quoted(text)),
            value => format!("{field}({name}) = {}", text_of(value)),
        })
        .collect()
}

/// A value as phrases write it.
fn quoted(text: &str) -> String {
    let is_plain =
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
    if is_plain { text.to_owned() } else { format!("\"{text}\"") }
}

/// An exercise in the making.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// What the reader begins with: the scenario without the lines that are left to the reader.
    pub base: String,
    /// What the reader may add, as lines.
    pub budget: Vec<String>,
    /// The lines that are left to the reader: a solution.
    pub solution: Vec<String>,
    /// Whether it is a run by hand.
    pub is_by_hand: bool,
}

/// Takes out of a scenario what its reader is to do: the faults and edits of a timed run, the choices of
/// a run by hand after the commands that it begins with.
///
/// # Errors
/// Why nothing can be left to the reader.
pub fn draft(scenario: &Scenario) -> Result<Draft, String> {
    let manual = scenario.plan().manual.as_deref();
    let is_command = |choice: &ManualChoice| matches!(choice, ManualChoice::Happen(Happening::Command(..)));
    let own: Vec<Origin> = match manual {
        Some(choices) => {
            choices.iter().skip_while(|choice| is_command(&choice.what)).map(|choice| choice.origin).collect()
        }
        None => scenario.changes().iter().map(|change| change.origin).collect(),
    };
    if own.is_empty() {
        return Err(words::NOTHING_TO_LEAVE.to_owned());
    }
    let without = |own: &[Origin]| scenario.without_lines(own).ok_or_else(|| words::WRONG_WITHOUT.to_owned());
    let added = scenario.added_to(&without(&own)?).map_err(|locked| locked.text)?;
    let is_free = |what: &AddedLine| {
        matches!(what, AddedLine::Deliver(_) | AddedLine::Advance(_) | AddedLine::Toss)
            || manual.is_some() && matches!(what, AddedLine::Fire(..))
    };
    // What no budget opens stays as it is.
    let locked = |origin: &Origin| {
        added.iter().any(|line| line.origin == *origin && !is_free(&line.what) && kind_of(line).is_none())
    };
    let own: Vec<Origin> = own.into_iter().filter(|origin| !locked(origin)).collect();
    let base = without(&own)?;
    let added = scenario.added_to(&base).map_err(|locked| locked.text)?;
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for line in added.iter().filter(|line| !is_free(&line.what)) {
        if let Some((what, units)) = kind_of(line) {
            *counts.entry(what).or_default() += units;
        }
    }
    let asks_nothing =
        |line: &&str| !["expect ", "goal ", "allow "].iter().any(|word| line.starts_with(word));
    let base = base.source();
    Ok(Draft {
        base: base.lines().filter(asks_nothing).map(|line| format!("{line}\n")).collect(),
        budget: counts.into_iter().map(|(what, count)| format!("allow {what} {count}")).collect(),
        solution: added
            .into_iter()
            .filter(|line| !matches!(line.what, AddedLine::Expect(_)))
            .map(|line| line.text)
            .collect(),
        is_by_hand: manual.is_some(),
    })
}

impl Draft {
    /// The text of the exercise with these goals. Until a search has proven the least, the solution
    /// at hand is the least that is known.
    ///
    /// # Errors
    /// What is wrong with a goal.
    pub fn text(&self, goals: &[String], proven: Option<u32>) -> Result<String, Vec<Mistake>> {
        let unit = if self.is_by_hand { "" } else { " faults" };
        let best = match proven {
            Some(least) => format!("goal best {least}{unit}\n"),
            None => format!("goal best {}{unit} known\n", self.solution.len()),
        };
        let lines = self.budget.iter().chain(goals).map(|line| format!("{line}\n"));
        let text = self.base.clone() + &lines.collect::<String>() + &best;
        Scenario::parse(&text).map(|exercise| exercise.source())
    }

    /// An exercise with the solution, as an answer.
    pub fn answer(&self, exercise: &str) -> String {
        self.solution.iter().fold(exercise.to_owned(), |text, line| text + line + "\n")
    }
}
