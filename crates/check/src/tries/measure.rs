//! What is measured in a run.

use super::Distribution;
use sequitur_core::sim::info::{Info, PropertyKind};
use sequitur_core::sim::run::{Decision, Outcome, Run, Value};
use sequitur_core::trace::{EventId, EventKind, Micros};

/// What was measured in many runs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Measure {
    /// What it is.
    pub name: String,
    /// Whether the values are times; else they are counted.
    pub is_time: bool,
    /// The values of those runs that have one.
    pub values: Distribution,
}

impl Measure {
    /// What is measured in the runs of a protocol, and nothing of it yet.
    pub fn all(info: &Info) -> Vec<Measure> {
        let new =
            |name: &str, is_time| Measure { name: name.to_owned(), is_time, values: Distribution::default() };
        let counts = ["messages", "elections", "highest epoch"].map(|name| new(name, false));
        let times = ["first decision", "last decision"].map(|name| new(name, true));
        let counted = info.counted.iter().map(|name| new(name, false));
        let after_crash = liveness(info).map(|(_, name)| new(&format!("{name} after a crash"), true));
        counts.into_iter().chain(times).chain(counted).chain(after_crash).collect()
    }
}

/// The properties of liveness, with their indices.
fn liveness(info: &Info) -> impl Iterator<Item = (usize, &'static str)> {
    let all = info.properties.iter().enumerate();
    all.filter(|(_, property)| property.kind == PropertyKind::Liveness)
        .map(|(index, property)| (index, property.name))
}

/// Measures a run, in the order of [`Measure::all`].
pub fn measure(run: &Run) -> Vec<Option<u64>> {
    let trace = &run.trace;
    let at = |decision: &Decision| trace.event(decision.event).at;
    let base = run.info.epoch_base.unwrap_or(1);
    let mut values = vec![
        Some(trace.messages.len() as u64),
        elections(run),
        trace.events.iter().filter_map(|event| event.epoch).max().map(|epoch| epoch / base),
        run.decisions.first().map(at),
        run.decisions.last().map(at),
    ];
    values.extend(counted(run));
    let crash = trace.events.iter().rposition(|event| event.kind == EventKind::Crash);
    let crash = crash.map(|index| EventId(index as u32));
    values.extend(liveness(run.info).map(|(property, _)| came_true_after(run, property, crash?)));
    values
}

/// How often a node became leader; None where the protocol has none.
fn elections(run: &Run) -> Option<u64> {
    let weight = |role: u8| run.info.roles[usize::from(role)].weight;
    run.info.roles.iter().find(|role| role.weight == 2)?;
    let leads = |role: Option<u8>| role.is_some_and(|role| weight(role) == 2);
    let mut roles: Vec<Option<u8>> = vec![None; run.trace.nodes.len()];
    let mut elections = 0;
    for event in &run.trace.events {
        let before = std::mem::replace(&mut roles[event.node.index()], event.role);
        elections += u64::from(leads(event.role) && !leads(before));
    }
    Some(elections)
}

/// The numbers of all nodes at the end that the protocol wants to be added up.
fn counted(run: &Run) -> Vec<Option<u64>> {
    let counted = run.info.counted;
    if counted.is_empty() || run.trace.events.is_empty() {
        return vec![None; counted.len()];
    }
    let nodes = run.details.nodes_after(EventId(run.trace.events.len() as u32 - 1));
    let number = |value: &Value| match value {
        Value::Number(number) => u64::try_from(*number).ok(),
        _ => None,
    };
    let sum = |name: &&str| {
        let fields = nodes.iter().flat_map(|node| &node.fields).filter(|(field, _)| field == name);
        fields.map(|(_, value)| number(value)).sum()
    };
    counted.iter().map(sum).collect()
}

/// How long after a crash a property came true.
fn came_true_after(run: &Run, property: usize, crash: EventId) -> Option<Micros> {
    let verdict = run.verdicts.get(property).filter(|verdict| verdict.outcome == Outcome::Holds)?;
    let event = verdict.event.filter(|event| *event > crash)?;
    Some(run.trace.event(event).at - run.trace.event(crash).at)
}
