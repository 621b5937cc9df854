//! Snapshots instead of ever longer logs (7, Figure 13).
//!
//! Where a scenario asks for it, a server replaces the entries that it has applied by
//! the state of its state machine after them, once they are as many as `snapshot-every`
//! says. It does so before it handles what happens next. A follower that lacks what the
//! leader has thrown away gets the snapshot, here in one message.

use super::super::log::Snapshot;
use super::super::message::Message;
use super::{Fx, Server};
use crate::trace::NodeId;
use std::sync::Arc;

impl Server {
    /// Index of the last entry that the snapshot stands for; 0 where there is none.
    pub fn snapshot_index(&self) -> u64 {
        self.snapshot.as_ref().map_or(0, |snapshot| snapshot.last_included_index)
    }

    /// Takes a snapshot where it is time.
    pub(super) fn compact(&mut self, fx: Fx) {
        let every = fx.config().snapshot_every;
        let old = self.last_applied - self.snapshot_index();
        if every == 0 || old < every {
            return;
        }
        let Some(last_included_term) = self.term_at(self.last_applied) else {
            return;
        };
        let (members, members_index) = self.members_at(self.last_applied, fx.config());
        self.log.drain(..old as usize);
        self.snapshot = Some(Arc::new(Snapshot {
            last_included_index: self.last_applied,
            last_included_term,
            store: self.store.clone(),
            members,
            members_index,
        }));
        fx.note(format_args!("takes a snapshot up to index {}", self.last_applied));
    }

    /// "InstallSnapshot RPC: invoked by leader to send chunks of a snapshot to a
    /// follower."
    pub(super) fn send_snapshot(&self, to: NodeId, fx: Fx) {
        if let Some(snapshot) = &self.snapshot {
            let snapshot = Arc::clone(snapshot);
            let message = Message::InstallSnapshot { term: self.current_term, leader_id: fx.me(), snapshot };
            fx.send(to, message);
        }
    }

    /// InstallSnapshot RPC, receiver.
    pub(super) fn on_install_snapshot(&mut self, from: NodeId, term: u64, snapshot: Arc<Snapshot>, fx: Fx) {
        let index = snapshot.last_included_index;
        // 1. "Reply immediately if term < currentTerm."
        if term < self.current_term {
            fx.send(from, Message::SnapshotInstalled { term: self.current_term, match_index: 0 });
            fx.note(format_args!("refuses {}: term {term} is over", fx.name(from)));
            return;
        }
        fx.send(from, Message::SnapshotInstalled { term: self.current_term, match_index: index });
        self.follow(from, fx);
        if index <= self.commit_index {
            // It is older than what this server knows to be committed.
            return;
        }
        if self.term_at(index) == Some(snapshot.last_included_term) {
            // 6. "If existing log entry has same index and term as snapshot's last
            //    included entry, retain log entries following it": what is before it is
            //    the same too, and now known to be committed.
            self.commit_index = index;
            self.apply(fx);
            return;
        }
        // 7. "Discard the entire log." 8. "Reset state machine using snapshot contents."
        self.log.clear();
        self.restore(snapshot);
        self.find_members(fx.config());
        fx.note(format_args!("takes {}'s snapshot up to index {index}", fx.name(from)));
    }

    /// The state machine is what the snapshot says. Also after a restart.
    pub(super) fn restore(&mut self, snapshot: Arc<Snapshot>) {
        self.commit_index = snapshot.last_included_index;
        self.last_applied = snapshot.last_included_index;
        self.store = snapshot.store.clone();
        self.snapshot = Some(snapshot);
    }
}
