//! Leases: reads without a message (dissertation, 6.4.1).
//!
//! A leader that knows that no other can have been elected may answer reads from its own
//! state. Clocks tell it so, if they go alike:
//!
//! 1. Each heartbeat begins a round, and the leader remembers when that was, on its own
//!    clock.
//! 2. When a majority has answered the round, the lease lasts until `lease` after that
//!    moment. Whoever answered did so later, and votes for nobody within the shortest
//!    election timeout of it, also after a crash.
//! 3. `lease` is at most the shortest election timeout. So until it is over no other
//!    candidate finds a majority: it would need somebody of the first.
//!
//! A leader whose clock goes slow, or a majority whose clocks go fast, break 3. Where the
//! lease is over, reads wait for a round, as without one.

use super::super::ReadBy;
use super::{Fx, Server};
use crate::trace::Micros;

/// What a leader knows of its lease. All times are on its own monotonic clock.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Lease {
    /// The rounds that no majority has answered, and when each began. In order.
    began: Vec<(u64, Micros)>,
    /// When the lease is over; 0 before there is one.
    pub until: Micros,
    /// Whether it has asked another server to take over. That message may arrive as late
    /// as it likes, so that no lease is safe in this term any more.
    is_given_up: bool,
}

impl Lease {
    /// The leader has asked another server to take over.
    pub(super) fn give_up(&mut self) {
        *self = Lease { is_given_up: true, ..Lease::default() };
    }
}

impl Server {
    /// 1. Where leaders have leases, a heartbeat begins a round.
    pub(super) fn begin_lease_round(&mut self, fx: Fx) {
        if matches!(fx.config().reads, ReadBy::Lease(_)) && !self.reads.lease.is_given_up {
            self.reads.round += 1;
            self.reads.lease.began.push((self.reads.round, fx.monotonic_clock()));
            self.note_round(fx.me(), self.reads.round, fx);
        }
    }

    /// 2. A majority has answered this round and all before.
    pub(super) fn extend_lease(&mut self, confirmed: u64, fx: Fx) {
        let ReadBy::Lease(length) = fx.config().reads else {
            return;
        };
        let lease = &mut self.reads.lease;
        let answered = lease.began.iter().take_while(|(round, _)| *round <= confirmed).count();
        for (_, began) in lease.began.drain(..answered) {
            lease.until = began.saturating_add(length);
        }
    }

    /// Whether it may answer reads at once.
    pub(super) fn has_lease(&self, fx: Fx) -> bool {
        fx.monotonic_clock() < self.reads.lease.until
    }
}
