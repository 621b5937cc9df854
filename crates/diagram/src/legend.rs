//! What the signs of a picture stand for: only those that it uses.

use crate::facts::{Facts, Tone};
use sequitur_core::trace::{Fate, Trace};

/// A sign and what it stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Entry {
    /// An arrow of this look.
    Arrow(Tone, &'static str),
    /// A cross: a message that did not arrive.
    Lost,
    /// A dashed line with an open end: a message under way.
    UnderWay,
    /// A hollow square on an arrow: a message that a traitor forged.
    Forged,
    /// A thick lane: a node in this role, which leads.
    Leads(String),
    /// A shaded lane: a node that waits for a decision that it can no longer influence.
    InDoubt,
    /// A hatched wall: a cut through the network.
    Cut,
}

impl Entry {
    /// What it stands for.
    pub fn text(&self) -> String {
        match self {
            Entry::Arrow(_, text) => (*text).to_owned(),
            Entry::Lost => "lost".to_owned(),
            Entry::UnderWay => "under way".to_owned(),
            Entry::Forged => "forged".to_owned(),
            Entry::Leads(role) => format!("thick green: {role}"),
            Entry::InDoubt => "in doubt".to_owned(),
            Entry::Cut => "hatched: cut off".to_owned(),
        }
    }
}

/// The signs that a run uses.
pub fn legend(trace: &Trace, facts: &Facts) -> Vec<Entry> {
    let mut entries = Vec::new();
    let uses = |tone: Tone| trace.messages.iter().any(|message| facts.tone(message.key.kind) == tone);
    for (tone, name) in [(Tone::Request, "request"), (Tone::Yes, "yes"), (Tone::No, "no")] {
        if uses(tone) {
            entries.push(Entry::Arrow(tone, name));
        }
    }
    if uses(Tone::Data) || uses(Tone::Beat) {
        entries.push(Entry::Arrow(Tone::Data, if entries.is_empty() { "message" } else { "data" }));
    }
    let is_lost = |fate: Fate| !matches!(fate, Fate::Delivered | Fate::Flying);
    if trace.messages.iter().any(|message| is_lost(message.fate)) {
        entries.push(Entry::Lost);
    }
    if trace.messages.iter().any(|message| message.fate == Fate::Flying) {
        entries.push(Entry::UnderWay);
    }
    if trace.messages.iter().any(|message| message.key.forged) {
        entries.push(Entry::Forged);
    }
    let leads =
        trace.events.iter().find_map(|event| event.role.filter(|role| facts.weight(Some(*role)) == 2));
    entries.extend(leads.map(|role| Entry::Leads(trace.roles[usize::from(role)].clone())));
    if trace.events.iter().any(|event| facts.is_in_doubt(event.role)) {
        entries.push(Entry::InDoubt);
    }
    if !facts.partitions.is_empty() || !facts.links.is_empty() {
        entries.push(Entry::Cut);
    }
    entries
}
