//! Reads that are not logged (8; dissertation, 6.4).
//!
//! A leader that answers from its own state at once may have been replaced without
//! knowing it. So:
//!
//! 1. It waits until it has committed an entry of its own term: only then does it know
//!    which entries are committed. The no-op with which it began its term is one.
//! 2. It remembers its commitIndex as the read's index.
//! 3. It sends a round of AppendEntries, and waits until a majority has answered it.
//!    Whoever answers is in the leader's term, so at that time no later leader had been
//!    elected, and no later one can have committed more before the read was asked.
//! 4. It waits until it has applied the entries up to the read's index. Here entries are
//!    applied as soon as they are committed.

use super::super::Config;
use super::super::Role;
use super::super::message::Message;
use super::leases::Lease;
use super::{Fx, Server, is_client};
use crate::protocols::kv::Ticket;
use crate::protocols::promises::Served;
use crate::renaming::PerNode;
use crate::sim::observe::counted;
use crate::trace::NodeId;
use std::sync::Arc;

/// What a leader knows of reads.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Reads {
    /// The last round of AppendEntries that was to confirm that it leads.
    pub round: u64,
    /// The last round that each server has answered.
    answered: PerNode<u64>,
    /// Reads without an answer, in the order in which they were asked.
    waiting: Vec<Read>,
    /// Its lease, where leaders have one.
    pub lease: Lease,
}

/// A read without an answer.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Read {
    ticket: Ticket,
    key: Arc<str>,
    /// The round that is to confirm it; None before one can begin.
    round: Option<u64>,
}

impl Reads {
    /// None yet.
    pub fn new(config: &Config) -> Reads {
        Reads {
            round: 0,
            answered: vec![0; usize::from(config.servers)].into(),
            waiting: Vec::new(),
            lease: Lease::default(),
        }
    }
}

impl Server {
    /// Somebody asks for the value of a key.
    pub(super) fn read(&mut self, ticket: Ticket, key: Arc<str>, fx: Fx) {
        self.reads.waiting.push(Read { ticket, key, round: None });
        self.begin_reads(fx);
    }

    /// 1. to 3.: begins a round for the reads that wait for one. With a lease, none is needed.
    pub(super) fn begin_reads(&mut self, fx: Fx) {
        let knows_committed = self.term_at(self.commit_index) == Some(self.current_term);
        let waits = |read: &Read| read.round.is_none();
        if self.role != Role::Leader || !knows_committed || !self.reads.waiting.iter().any(waits) {
            return;
        }
        if self.has_lease(fx) {
            for read in std::mem::take(&mut self.reads.waiting) {
                self.answer_read(read.ticket, &read.key, fx);
            }
            return;
        }
        self.reads.round += 1;
        let round = self.reads.round;
        for read in self.reads.waiting.iter_mut().filter(|read| read.round.is_none()) {
            read.round = Some(round);
        }
        self.send_append_entries_to_all(fx);
        self.note_round(fx.me(), round, fx);
    }

    /// A server has answered a round: it is in the leader's term still.
    pub(super) fn note_round(&mut self, from: NodeId, round: u64, fx: Fx) {
        let answered = &mut self.reads.answered[from.index()];
        *answered = (*answered).max(round);
        if round == 0 {
            // Nobody asked.
            return;
        }
        let confirmed = self.members.reached(&self.reads.answered, fx.config());
        self.extend_lease(confirmed, fx);
        let is_ready = |read: &Read| read.round.is_some_and(|round| round <= confirmed);
        let (ready, waiting) = std::mem::take(&mut self.reads.waiting).into_iter().partition(is_ready);
        self.reads.waiting = waiting;
        let ready: Vec<Read> = ready;
        for read in ready {
            self.answer_read(read.ticket, &read.key, fx);
        }
    }

    /// Answers a read from the state machine.
    pub(super) fn answer_read(&mut self, ticket: Ticket, key: &str, fx: Fx) {
        let answer = self.store.read(key);
        if is_client(ticket.client, fx) {
            let answer = Arc::clone(&answer);
            fx.send(ticket.client, Message::Reply { serial: ticket.serial, answer });
        } else {
            fx.note(format_args!("answers get {key}: {answer}"));
        }
        self.served.push(Served { ticket, answer });
    }

    /// Whoever leads no longer cannot answer: clients ask again.
    pub(super) fn give_up_reads(&mut self, fx: Fx) {
        self.reads.lease = Lease::default();
        if !self.reads.waiting.is_empty() {
            let reads = counted(self.reads.waiting.len() as u32, "read", "reads");
            fx.note(format_args!("gives up {reads} without an answer"));
            self.reads.waiting.clear();
        }
    }

    /// The keys that are waited for, for the inspector.
    pub(super) fn waiting_reads(&self) -> impl Iterator<Item = &str> {
        self.reads.waiting.iter().map(|read| &*read.key)
    }
}
