//! Changes of the cluster's members.
//!
//! A configuration is an entry of the log. "A server always uses the latest
//! configuration in its log, regardless of whether the entry is committed" (6). There
//! are two ways to change it:
//!
//! - One server at a time (dissertation, 4.1): any majority of the old members and any
//!   majority of the new ones have a server in common, so the leader appends the new
//!   configuration and that is all.
//! - Joint consensus (6), for any change: first a configuration in which elections and
//!   commitment need a majority of the old members and one of the new; once that is
//!   committed, the leader appends the new members alone.
//!
//! Either way a leader begins a change only when the one before is committed, and when
//! it has committed an entry of its own term. The second is a correction to the
//! dissertation (Ongaro, "bug in single-server membership changes", raft-dev, 2015):
//! without it, two leaders that never saw each other's changes can each find a majority.

use super::super::Role;
use super::super::log::{LogEntry, Members};
use super::super::{Bug, Config};
use super::{Fx, Server};
use crate::ordered::Set;
use crate::protocols::kv::Op;
use crate::trace::NodeId;
use std::sync::Arc;

/// A change that somebody asks for.
pub enum MembershipChange {
    /// One server more.
    Add(NodeId),
    /// One server less.
    Remove(NodeId),
    /// These and no others.
    All(Set<NodeId>),
}

impl Server {
    /// The other servers that take part.
    pub(super) fn peers(&self, fx: Fx) -> Vec<NodeId> {
        let me = fx.me();
        fx.config().servers().filter(|server| *server != me && self.members.contains(*server)).collect()
    }

    /// The reader asks this server to change who takes part.
    pub(super) fn on_change(&mut self, change: MembershipChange, fx: Fx) {
        let now = &self.members.now;
        let (next, before) = match change {
            MembershipChange::Add(server) => (now.iter().copied().chain([server]).collect(), None),
            MembershipChange::Remove(server) => {
                (now.iter().copied().filter(|member| *member != server).collect(), None)
            }
            MembershipChange::All(servers) => (servers, Some(now.clone())),
        };
        let has_committed = self.term_at(self.commit_index) == Some(self.current_term)
            || fx.config().has(Bug::ChangesTooEarly);
        let why = if self.role != Role::Leader {
            "it does not lead"
        } else if self.members_index > self.commit_index {
            "the change before is not committed yet"
        } else if !has_committed {
            "it has not committed an entry of its term yet"
        } else if next == *now || next.is_empty() {
            "there is nothing to change"
        } else {
            self.append_members(Members { now: next, before }, fx);
            return;
        };
        fx.note(format_args!("refuses to change the members: {why}"));
    }

    fn append_members(&mut self, members: Members, fx: Fx) {
        self.push_members(members);
        self.send_append_entries_to_all(fx);
    }

    fn push_members(&mut self, members: Members) {
        let members = Some(Arc::new(members));
        self.push(LogEntry { term: self.current_term, ticket: None, op: Op::NoOp, members });
    }

    /// Whoever leads appends the new configuration once the joint one is committed (6): the
    /// leader that began the change may be gone.
    pub(super) fn leave_joint(&mut self) -> bool {
        let leaves = self.members.before.is_some() && self.members_index <= self.commit_index;
        if leaves {
            self.push_members(Members { now: self.members.now.clone(), before: None });
        }
        leaves
    }

    /// Appends an entry. A configuration holds from now on.
    pub(super) fn push(&mut self, entry: LogEntry) {
        if let Some(members) = &entry.members {
            self.members = Arc::clone(members);
            self.members_index = self.last_log_index() + 1;
        }
        self.log.push(entry);
    }

    /// What a leader does when the latest configuration is committed: after a joint one
    /// comes the new one; "a leader that is not part of it steps down" (6).
    pub(super) fn on_members_committed(&mut self, fx: Fx) {
        if self.role != Role::Leader || self.members_index > self.commit_index {
            return;
        }
        if self.leave_joint() {
            self.send_append_entries_to_all(fx);
        } else if !self.members.contains(fx.me()) {
            fx.note(format_args!("steps down: it takes part no longer"));
            self.leader = None;
            self.become_follower(fx);
        }
    }

    /// Finds the latest configuration again, when entries were taken away.
    pub(super) fn find_members(&mut self, config: &Config) {
        let (members, index) = self.members_at(self.last_log_index(), config);
        self.members = members;
        self.members_index = index;
    }

    /// The configuration at an index, and the index of its entry.
    pub(super) fn members_at(&self, index: u64, config: &Config) -> (Arc<Members>, u64) {
        let latest = (self.snapshot_index() + 1..=index).rev().find_map(|at| {
            let members = self.entry(at)?.members.as_ref()?;
            Some((Arc::clone(members), at))
        });
        latest.unwrap_or_else(|| match &self.snapshot {
            Some(snapshot) => (Arc::clone(&snapshot.members), snapshot.members_index),
            None => (Arc::new(Members::first(config)), 0),
        })
    }
}
