//! A leader that no majority answers steps down (dissertation, 6.2).
//!
//! "A leader steps down if an election timeout elapses without a successful round of
//! heartbeats to a majority of its cluster": so that clients of a leader that is cut off
//! look for another, and a leader that is heard but hears nobody makes room.

use super::super::Timer;
use super::{Fx, Server};
use crate::ordered::Set;
use crate::trace::NodeId;

impl Server {
    /// A term begins in which it leads.
    pub(super) fn begin_check_quorum(&mut self, fx: Fx) {
        if fx.config().check_quorum {
            self.heard_from = Set::from_iter([fx.me()]);
            let (timeout, _) = fx.config().election_timeout;
            fx.set_timer(Timer::Quorum, (timeout, timeout));
        }
    }

    /// A server has answered in the term that this one leads.
    pub(super) fn hear_from(&mut self, server: NodeId, fx: Fx) {
        if fx.config().check_quorum {
            self.heard_from.insert(server);
        }
    }

    /// An election timeout has passed since it last looked.
    pub(super) fn on_quorum_timeout(&mut self, fx: Fx) {
        if self.members.agree(&self.heard_from, fx.config()) {
            self.begin_check_quorum(fx);
            return;
        }
        fx.note(format_args!("steps down: no majority has answered for an election timeout"));
        self.leader = None;
        self.become_follower(fx);
    }
}
