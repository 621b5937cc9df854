//! Runs laid side by side as one node sees them: what it cannot tell apart, and from where on
//! it can. What is the same is found by comparing histories, not by what is drawn.

use crate::plain::one_line;
use crate::text::text;
use sequitur_core::sim::history::{Seen, history, same_events};
use sequitur_core::sim::run::Run;
use sequitur_core::trace::NodeId;
use serde::Serialize;
use std::fmt::Write;

/// The most events of a node that are told.
const TOLD_MAX: usize = 1_000;
/// The most characters of an event in words.
const WORDS_MAX: usize = 100;

/// Runs, as one node sees them.
#[derive(Clone, Debug)]
pub struct Alongside {
    /// The node's name.
    pub node: String,
    /// The names of the runs.
    pub names: Vec<String>,
    /// What the node can tell of each.
    pub histories: Vec<Vec<Seen>>,
    /// How many events are the same in all of them.
    pub same: usize,
}

/// What the node sees next in some of the runs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// The runs in which it is so: indices. Up to here, the node cannot tell them apart.
    pub runs: Vec<usize>,
    /// What it sees, in words; None where it sees nothing more.
    pub words: Option<String>,
}

impl Alongside {
    /// Compares runs as a node sees them; None where one of them has no node of this name, or
    /// where there are none.
    pub fn new(node: &str, runs: &[(&str, &Run)]) -> Option<Alongside> {
        let histories = runs.iter().map(|(_, run)| {
            let index = run.trace.nodes.iter().position(|name| name == node)?;
            Some(history(run, NodeId(u8::try_from(index).ok()?)))
        });
        let histories = histories.collect::<Option<Vec<_>>>().filter(|histories| !histories.is_empty())?;
        let names = runs.iter().map(|(name, _)| (*name).to_owned()).collect();
        let same = same_events(&histories);
        Some(Alongside { node: node.to_owned(), names, histories, same })
    }

    /// What was found, in a sentence.
    pub fn sentence(&self) -> String {
        let (node, count) = (&self.node, self.names.len());
        let all = if count == 2 { "both".to_owned() } else { format!("all {count}") };
        let same = if self.same == 1 { "1 event".to_owned() } else { format!("{} events", self.same) };
        // What a node notes is a remark on what it did.
        let did = self.histories[0].iter().take(self.same).rev().find(|seen| seen.kind.ticks());
        match did {
            _ if self.is_same() => format!("{node} sees the same in {all}: {same}."),
            Some(did) => {
                let did = one_line(&did.words(), WORDS_MAX);
                format!(
                    "{node} sees the same in {all} as far as \u{201c}{did}\u{201d} ({same}), and then not."
                )
            }
            None => format!("{node} does nothing that is the same in {all}."),
        }
    }

    /// Whether the node sees the same in all runs to their ends.
    pub fn is_same(&self) -> bool {
        self.histories.iter().all(|history| history.len() == self.same)
    }

    /// Runs that the node cannot tell apart even at their ends: groups of at least two.
    pub fn alike(&self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (run, history) in self.histories.iter().enumerate() {
            match groups.iter_mut().find(|group| self.histories[group[0]] == *history) {
                Some(group) => group.push(run),
                None => groups.push(vec![run]),
            }
        }
        groups.retain(|group| group.len() > 1);
        groups
    }

    /// The names of some of the runs: `a, b`.
    pub fn names_of(&self, runs: &[usize]) -> String {
        runs.iter().map(|run| self.names[*run].as_str()).collect::<Vec<_>>().join(", ")
    }

    /// The events that are the same in all runs, in words.
    pub fn common(&self) -> impl Iterator<Item = String> + '_ {
        self.histories[0].iter().take(self.same.min(TOLD_MAX)).map(words)
    }

    /// What follows the events that are the same: for each event of the longest history, the
    /// runs that the node cannot tell apart up to there, and what it sees in them.
    pub fn apart(&self) -> Vec<Vec<Told>> {
        let longest = self.histories.iter().map(Vec::len).max().unwrap_or(0).min(TOLD_MAX);
        let mut classes: Vec<Vec<usize>> = vec![(0..self.names.len()).collect()];
        let mut rows = Vec::new();
        for index in self.same..longest {
            classes = classes.iter().flat_map(|class| self.refined(class, index)).collect();
            let told = |class: &Vec<usize>| {
                let seen = self.histories[class[0]].get(index)?;
                Some(Told { runs: class.clone(), words: Some(self.words_apart(seen, class[0], index)) })
            };
            let ends = |class: &&Vec<usize>| self.histories[class[0]].len() == index;
            let ended = classes.iter().filter(ends).map(|class| Told { runs: class.clone(), words: None });
            rows.push(classes.iter().filter_map(told).chain(ended).collect());
        }
        rows
    }

    /// Parts runs that were the same so far by what the node sees next.
    fn refined(&self, class: &[usize], index: usize) -> Vec<Vec<usize>> {
        let mut parts: Vec<Vec<usize>> = Vec::new();
        for run in class {
            let next = self.histories[*run].get(index);
            match parts.iter_mut().find(|part| self.histories[part[0]].get(index) == next) {
                Some(part) => part.push(*run),
                None => parts.push(vec![*run]),
            }
        }
        parts
    }

    /// An event in words; with the state after it, where another run has an event that is told
    /// in the same words.
    fn words_apart(&self, seen: &Seen, own: usize, index: usize) -> String {
        let told = words(seen);
        let others = self.histories.iter().enumerate().filter(|(run, _)| *run != own);
        let mut unlike = others.filter_map(|(_, history)| history.get(index)).filter(|other| *other != seen);
        match unlike.find(|other| words(other) == told).map(|other| seen.state_unlike(other)) {
            Some(state) if !state.is_empty() => {
                one_line(&format!("{told}, and then has {state}"), 2 * WORDS_MAX)
            }
            _ => told,
        }
    }
}

fn words(seen: &Seen) -> String {
    one_line(&seen.words(), WORDS_MAX)
}

/// The comparison as text: what the node sees, then what happened in each run.
pub fn alongside_text(alongside: &Alongside, runs: &[(&str, &Run)]) -> String {
    let mut out = format!("As {} sees it\n", alongside.node);
    let width = alongside.histories.iter().map(Vec::len).max().unwrap_or(0).to_string().len();
    let mut line = |text: std::fmt::Arguments<'_>| {
        let written = writeln!(out, "{text}");
        debug_assert!(written.is_ok(), "a string takes any text");
    };
    for (number, words) in (1..).zip(alongside.common()) {
        line(format_args!("{number:>width$}  {words}"));
    }
    line(format_args!("{}", alongside.sentence()));
    for (number, told) in (alongside.same + 1..).zip(alongside.apart()) {
        for (index, Told { runs, words }) in told.iter().enumerate() {
            let number = if index == 0 { number.to_string() } else { String::new() };
            let words = words.as_deref().unwrap_or("nothing more");
            line(format_args!("{number:>width$}  {}: {words}", alongside.names_of(runs)));
        }
    }
    for group in alongside.alike() {
        if group.len() < alongside.names.len() {
            line(format_args!("{} cannot tell apart: {}.", alongside.node, alongside.names_of(&group)));
        }
    }
    for (name, run) in runs {
        line(format_args!("\n{}\n{}", one_line(name, WORDS_MAX), text(run, &[]).trim_end()));
    }
    out
}

/// The comparison, as outside tools read it.
#[derive(Serialize)]
pub struct AlongsideDocument<'a> {
    version: u32,
    node: &'a str,
    same: usize,
    runs: Vec<SideDocument<'a>>,
    alike: Vec<Vec<&'a str>>,
}

#[derive(Serialize)]
struct SideDocument<'a> {
    name: &'a str,
    events: Vec<SeenDocument<'a>>,
}

#[derive(Serialize)]
struct SeenDocument<'a> {
    event: u32,
    kind: &'static str,
    label: &'a str,
    words: String,
}

impl Alongside {
    /// The comparison as a document; see [`AlongsideDocument`].
    pub fn document(&self) -> AlongsideDocument<'_> {
        let runs = self.names.iter().zip(&self.histories).map(|(name, history)| SideDocument {
            name,
            events: history
                .iter()
                .map(|seen| SeenDocument {
                    event: seen.event.0,
                    kind: seen.kind.name(),
                    label: &seen.label,
                    words: seen.words(),
                })
                .collect(),
        });
        let names = |group: &Vec<usize>| group.iter().map(|run| self.names[*run].as_str()).collect();
        AlongsideDocument {
            version: 1,
            node: &self.node,
            same: self.same,
            runs: runs.collect(),
            alike: self.alike().iter().map(names).collect(),
        }
    }
}
