//! What tells equal answers: choices that do not depend on each other stand in one order.

use sequitur_core::scenario::answer::{Added, AddedLine};
use sequitur_core::sim::run::Run;
use sequitur_core::trace::{EventId, MessageId, Micros};
use std::collections::{BTreeMap, BTreeSet};

/// The digest of what a reader has added: 64 bits of XXH3 over its lines in a fixed order. In a timed
/// run that is the order of their texts. By hand, a choice stays behind those that it depends on: the
/// earlier choices on its node, and the one that sent the message which it delivers.
pub fn of(added: &[Added], run: &Run) -> u64 {
    let mut lines: Vec<String> = Vec::new();
    let is_said = |added: &&Added| matches!(added.what, AddedLine::Expect(_));
    let mut said: Vec<String> = added.iter().filter(is_said).map(|added| added.text.clone()).collect();
    said.sort();
    let own: Vec<&Added> = added.iter().filter(|added| !is_said(added)).collect();
    match run.plan.manual.is_some() && own.iter().all(|added| added.branch == own[0].branch) {
        true => lines.extend(in_order(&own, run)),
        false => {
            lines.extend(own.iter().map(|added| format!("{} {}", added.branch, added.text)));
            if run.plan.manual.is_none() {
                lines.sort();
            }
        }
    }
    lines.extend(said);
    xxhash_rust::xxh3::xxh3_64(lines.join("\n").as_bytes())
}

/// The choices in the first order, by their texts, that keeps each behind those it depends on.
fn in_order(choices: &[&Added], run: &Run) -> Vec<String> {
    let first = run.chosen_at.len().saturating_sub(choices.len());
    let steps: Vec<Step> = (first..run.chosen_at.len()).map(|choice| Step::of(run, choice)).collect();
    let count = choices.len().min(steps.len());
    let before: Vec<Vec<usize>> = dependencies(&steps[..count]);
    let mut waits: Vec<usize> = before.iter().map(Vec::len).collect();
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (step, earlier) in before.iter().enumerate() {
        earlier.iter().for_each(|earlier| after[*earlier].push(step));
    }
    let text = |step: usize| choices[step].text.as_str();
    let free = (0..count).filter(|step| waits[*step] == 0);
    let mut free: BTreeSet<(&str, usize)> = free.map(|step| (text(step), step)).collect();
    let mut ordered = Vec::with_capacity(count);
    while let Some((line, step)) = free.pop_first() {
        ordered.push(line.to_owned());
        for next in &after[step] {
            waits[*next] -= 1;
            if waits[*next] == 0 {
                free.insert((text(*next), *next));
            }
        }
    }
    ordered
}

/// For each step those before it that it depends on, without those that follow from others: the last on
/// each of its nodes, those that sent what it takes, and for a silent step all that came last.
fn dependencies(steps: &[Step]) -> Vec<Vec<usize>> {
    let mut last: BTreeMap<u8, usize> = BTreeMap::new();
    let mut sent: BTreeMap<MessageId, usize> = BTreeMap::new();
    let mut silent = None;
    let mut all = Vec::with_capacity(steps.len());
    for (index, step) in steps.iter().enumerate() {
        let mut before: BTreeSet<usize> = silent.into_iter().collect();
        if step.is_silent {
            before.extend(last.values());
            silent = Some(index);
            last.clear();
        } else {
            before.extend(step.nodes.iter().filter_map(|node| last.get(node)));
            before.extend(step.taken.iter().filter_map(|message| sent.get(message)));
            last.extend(step.nodes.iter().map(|node| (*node, index)));
        }
        sent.extend(step.sent.iter().map(|message| (*message, index)));
        all.push(before.into_iter().collect());
    }
    all
}

/// What a choice did.
#[derive(Default)]
struct Step {
    /// The nodes on which something happened.
    nodes: Vec<u8>,
    sent: Vec<MessageId>,
    taken: Vec<MessageId>,
    /// It left no event: a message was dropped, a link cut. Such choices keep their order.
    is_silent: bool,
}

impl Step {
    fn of(run: &Run, choice: usize) -> Step {
        let at = run.chosen_at[choice];
        let before: Option<Micros> = choice.checked_sub(1).map(|earlier| run.chosen_at[earlier]);
        let mut step = Step::default();
        let first = run.trace.events.partition_point(|event| event.at < at);
        for index in first..run.trace.events.len() {
            let event = &run.trace.events[index];
            if event.at != at || before == Some(at) {
                break;
            }
            let id = EventId(index as u32);
            step.nodes.push(event.node.0);
            let taken: Vec<MessageId> = run.trace.taken(id).collect();
            step.sent.extend(run.trace.messages_of(id).filter(|message| !taken.contains(message)));
            step.taken.extend(taken);
        }
        step.is_silent = step.nodes.is_empty();
        step
    }
}
