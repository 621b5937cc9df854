//! The log: its entries, the configurations that some of them carry, and the snapshot that takes
//! the place of the first.

use super::Config;
use crate::authoring::*;
use crate::ordered::Set;
use crate::protocols::kv::{Op, Store, Ticket};
use std::sync::Arc;

/// An entry of the log: a command, and the term in which a leader received it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LogEntry {
    /// The term.
    pub term: u64,
    /// Whose command it is; None for entries of a scenario's starting state.
    pub ticket: Option<Ticket>,
    /// The command.
    pub op: Op,
    /// Who takes part from this entry on, where it says so.
    pub members: Option<Arc<Members>>,
}

impl LogEntry {
    /// What it says, in words.
    pub fn text(&self, names: &dyn Fn(NodeId) -> String) -> String {
        self.members.as_ref().map_or_else(|| self.op.to_string(), |members| members.text(names))
    }
}

/// Who takes part.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Members {
    /// The members.
    pub now: Set<NodeId>,
    /// In joint consensus, the members before the change.
    pub before: Option<Set<NodeId>>,
}

impl Members {
    /// The members at the beginning.
    pub fn first(config: &Config) -> Members {
        Members { now: (0..config.members).map(NodeId).collect(), before: None }
    }

    /// The sets of which each has to agree by a majority.
    fn sets(&self) -> impl Iterator<Item = &Set<NodeId>> {
        std::iter::once(&self.now).chain(&self.before)
    }

    /// Whether a server takes part.
    pub fn contains(&self, server: NodeId) -> bool {
        self.sets().any(|set| set.contains(&server))
    }

    /// Whether those who agree are a majority.
    pub fn agree(&self, agreed: &Set<NodeId>, config: &Config) -> bool {
        self.sets().all(|set| {
            let count = set.iter().filter(|member| agreed.contains(member)).count();
            count as u32 >= config.majority_of(set.len() as u32)
        })
    }

    /// How far a majority has come, of what each server has reached.
    pub fn reached(&self, reached: &[u64], config: &Config) -> u64 {
        let by_set = self.sets().map(|set| {
            let majority = config.majority_of(set.len() as u32);
            let each = || set.iter().map(|member| reached[member.index()]);
            let is_common = |index: &u64| each().filter(|other| other >= index).count() as u32 >= majority;
            each().filter(is_common).max().unwrap_or(0)
        });
        by_set.min().unwrap_or(0)
    }

    /// `members S1 S2`; in joint consensus `members S1 S2 and S1 S3`.
    pub fn text(&self, names: &dyn Fn(NodeId) -> String) -> String {
        let list = |set: &Set<NodeId>| set.iter().map(|one| names(*one)).collect::<Vec<_>>().join(" ");
        match &self.before {
            Some(before) => format!("members {} and {}", list(before), list(&self.now)),
            None => format!("members {}", list(&self.now)),
        }
    }
}

/// What takes the place of the first entries of a log.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Snapshot {
    /// Index of the last entry in whose place it stands.
    pub last_included_index: u64,
    /// Term of that entry.
    pub last_included_term: u64,
    /// The state machine after that entry.
    pub store: Store,
    /// Who took part then.
    pub members: Arc<Members>,
    /// Index of the entry that said so.
    pub members_index: u64,
}
