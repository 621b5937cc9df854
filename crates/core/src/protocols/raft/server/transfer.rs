//! A leader hands over to another server (dissertation, 3.10).
//!
//! 1. "The prior leader stops accepting new client requests."
//! 2. It "fully updates the target server's log to match its own", by the usual
//!    replication.
//! 3. It sends TimeoutNow, and the target stands for election at once, "with the same
//!    effect as if its election timer fired".
//!
//! If it takes longer than an election timeout, the leader goes on. It sends TimeoutNow once
//! for each time that it hands over.

use super::super::Role;
use super::super::Timer;
use super::super::message::Message;
use super::{Fx, Server};
use crate::trace::NodeId;

/// A handing over that is under way.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Handover {
    /// To whom.
    pub to: NodeId,
    /// Whether the other was sent TimeoutNow.
    is_sent: bool,
}

impl Server {
    /// The reader asks this server to hand over.
    pub(super) fn on_transfer(&mut self, to: NodeId, fx: Fx) {
        let name = fx.name(to);
        if self.role != Role::Leader || !self.members.contains(to) {
            let why = if self.role == Role::Leader { "that takes no part" } else { "it does not lead" };
            fx.note(format_args!("hands nothing over to {name}: {why}"));
            return;
        }
        if self.successor.is_some_and(|successor| successor.to == to) {
            fx.note(format_args!("hands over to {name} already"));
            return;
        }
        let (timeout, _) = fx.config().election_timeout;
        self.successor = Some(Handover { to, is_sent: false });
        fx.set_timer(Timer::Transfer, (timeout, timeout));
        if self.match_index[to.index()] < self.last_log_index() {
            self.send_append_entries(to, fx);
        }
        self.hand_over(fx);
    }

    /// Sends TimeoutNow once the successor has the whole log.
    pub(super) fn hand_over(&mut self, fx: Fx) {
        if let Some(Handover { to, is_sent: false }) = self.successor
            && self.match_index[to.index()] == self.last_log_index()
        {
            self.successor = Some(Handover { to, is_sent: true });
            self.reads.lease.give_up();
            fx.send(to, Message::TimeoutNow { term: self.current_term });
        }
    }

    pub(super) fn on_transfer_timeout(&mut self, fx: Fx) {
        fx.note(format_args!("goes on leading: the successor was not elected"));
        self.successor = None;
    }

    pub(super) fn end_transfer(&mut self, fx: Fx) {
        self.successor = None;
        fx.cancel_timer(Timer::Transfer);
    }

    /// The leader of its term asks it to take over. It does not ask for PreVotes: they
    /// would be refused, since there is a leader.
    pub(super) fn on_timeout_now(&mut self, from: NodeId, term: u64, fx: Fx) {
        if term == self.current_term && self.role == Role::Follower && self.members.contains(fx.me()) {
            fx.note(format_args!("takes over from {}", fx.name(from)));
            self.stand_for_election(true, fx);
        }
    }
}
