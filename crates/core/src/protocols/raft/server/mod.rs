//! A server: Figure 2 of the paper. Its state, and how it changes roles, are here;
//! the handlers are in a file for each part of the paper.

mod clients;
mod elections;
mod fields;
mod leases;
mod membership;
mod quorum;
mod reads;
mod replication;
mod snapshots;
mod transfer;

use crate::protocols::promises::Served;
pub use membership::MembershipChange;

use super::log::{LogEntry, Members, Snapshot};
use super::message::Message;
use super::{Bug, Config, Raft, Role, Timer};
use crate::ordered::Set;
use crate::protocols::kv::{Op, Store};
use crate::renaming::PerNode;
use crate::sim::process::Effects;
use crate::trace::NodeId;
use reads::Reads;
use std::sync::Arc;
use transfer::Handover;

/// A server's state (Figure 2, "State"). Indices into the log count from 1.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Server {
    // Persistent: written to disk before any message leaves.
    /// The latest term that it has seen. Never decreases.
    pub current_term: u64,
    /// Who got its vote in the current term.
    pub voted_for: Option<NodeId>,
    /// The log, without the entries that the snapshot stands for.
    pub log: Vec<LogEntry>,
    /// What stands for the first entries, if anything does.
    snapshot: Option<Arc<Snapshot>>,

    // Volatile: gone after a crash.
    /// The highest index known to be committed. Invariant: at most the log's length.
    pub commit_index: u64,
    /// The highest index applied. Invariant: at most `commit_index`.
    pub last_applied: u64,
    /// What it is at the moment.
    pub role: Role,
    /// The leader of the current term, as far as it knows.
    leader: Option<NodeId>,
    /// The replicated state machine.
    store: Store,

    // Of candidates.
    /// Who voted for it in the current term.
    votes: Set<NodeId>,

    // Of leaders, one for each server.
    /// The next entry to send to each. Invariant: at least 1.
    next_index: PerNode<u64>,
    /// The last entry that each is known to have in common with the leader.
    match_index: PerNode<u64>,
    /// How often each was sent entries for an answer that told nothing new, since the last
    /// heartbeat or since it had all. Invariant: at most `REPEATS_MAX`.
    repeats: PerNode<u8>,

    /// Who takes part, by the latest configuration in the log (6).
    members: Arc<Members>,
    /// Index of that configuration; 0 for the one at the beginning.
    members_index: u64,

    // Of options that are off unless asked for.
    /// Who would vote for it, while it asks.
    pre_votes: Option<Set<NodeId>>,
    /// Whether it has heard from a leader within the shortest election timeout.
    hears_leader: bool,
    /// Who has answered the leader since it last looked whether a majority does.
    heard_from: Set<NodeId>,
    /// The server that the leader hands over to.
    successor: Option<Handover>,
    /// Reads that wait until the leader knows that it still leads.
    reads: Reads,
    /// The reads that its last step answered, for those who watch.
    pub served: Vec<Served>,
}

type Fx<'a, 'b> = &'a mut Effects<'b, Raft>;

impl Server {
    /// A server with an empty log.
    pub fn new(config: &Config) -> Server {
        Server {
            current_term: 0,
            voted_for: None,
            log: Vec::new(),
            snapshot: None,
            commit_index: 0,
            last_applied: 0,
            role: Role::Follower,
            leader: None,
            store: Store::default(),
            votes: Set::new(),
            next_index: vec![1; usize::from(config.servers)].into(),
            match_index: vec![0; usize::from(config.servers)].into(),
            repeats: vec![0; usize::from(config.servers)].into(),
            members: Arc::new(Members::first(config)),
            members_index: 0,
            pre_votes: None,
            hears_leader: false,
            heard_from: Set::new(),
            successor: None,
            reads: Reads::new(config),
            served: Vec::new(),
        }
    }

    /// What the disk remembers: currentTerm, votedFor, log; nothing else (Figure 2). Of
    /// the entries that are no longer in the log, it has the snapshot (7).
    pub fn durable(&self, config: &Config) -> Server {
        let mut server = Server {
            current_term: self.current_term,
            voted_for: self.voted_for.filter(|_| !config.has(Bug::ForgetsVote)),
            log: if config.has(Bug::ForgetsLog) { Vec::new() } else { self.log.clone() },
            ..Server::new(config)
        };
        if let Some(snapshot) = &self.snapshot {
            server.restore(Arc::clone(snapshot));
        }
        server.find_members(config);
        server
    }

    /// Index of the last entry; 0 where there is none.
    pub fn last_log_index(&self) -> u64 {
        self.snapshot_index() + self.log.len() as u64
    }

    /// Term of the entry at an index; 0 before the first; None beyond the last and where
    /// the snapshot hides it.
    pub fn term_at(&self, index: u64) -> Option<u64> {
        match &self.snapshot {
            _ if index == 0 => Some(0),
            Some(snapshot) if index == snapshot.last_included_index => Some(snapshot.last_included_term),
            _ => self.entry(index).map(|entry| entry.term),
        }
    }

    /// The entry at an index, where the snapshot does not stand for it.
    pub fn entry(&self, index: u64) -> Option<&LogEntry> {
        self.log.get(self.offset(index)?)
    }

    /// Whether it has this entry at an index. What its snapshot stands for, it has.
    pub fn contains(&self, index: u64, entry: &LogEntry) -> bool {
        index <= self.snapshot_index() || self.entry(index) == Some(entry)
    }

    /// Where in the log the entry at an index is or would be.
    fn offset(&self, index: u64) -> Option<usize> {
        let offset = index.checked_sub(self.snapshot_index() + 1)?;
        Some(offset as usize)
    }

    /// The replicated state machine.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Term of the last entry; 0 where there is none.
    pub fn last_log_term(&self) -> u64 {
        self.term_at(self.last_log_index()).unwrap_or(0)
    }

    /// The run begins: it is a follower (5.2).
    pub fn on_start(&mut self, fx: Fx) {
        self.become_follower(fx);
    }

    /// It may have answered a leader right before it crashed, and what it promised so
    /// holds.
    pub fn on_restart(&mut self, fx: Fx) {
        self.on_start(fx);
        if fx.config().sticky_leader {
            self.hear_leader(fx);
        }
    }

    /// What is left to do from before, whatever happens now.
    fn begin_step(&mut self, fx: Fx) {
        self.served.clear();
        self.compact(fx);
    }

    /// A timer fires.
    pub fn on_timer(&mut self, timer: Timer, fx: Fx) {
        self.begin_step(fx);
        match timer {
            Timer::Election => self.on_election_timeout(fx),
            Timer::Heartbeat => self.on_heartbeat(fx),
            Timer::LeaderSilent => self.hears_leader = false,
            Timer::Transfer => self.on_transfer_timeout(fx),
            Timer::Quorum => self.on_quorum_timeout(fx),
            Timer::ClientRetry => {}
        }
    }

    /// A message arrives. "If RPC request or response contains term T > currentTerm:
    /// set currentTerm = T, convert to follower (5.1)", then handle it.
    pub fn on_message(&mut self, from: NodeId, message: Message, fx: Fx) {
        self.begin_step(fx);
        if is_client(from, fx) && !matches!(message, Message::Request { .. }) {
            fx.note(format_args!("takes no notice of {}: clients only ask", fx.name(from)));
            return;
        }
        if let Message::RequestVote { takes_over: false, .. } = message
            && self.ignores_candidates(fx)
        {
            fx.note(format_args!("takes no notice of {}: there is a leader", fx.name(from)));
            return;
        }
        if let Some(term) = message.term()
            && term > self.current_term
        {
            self.enter_term(term, from, fx);
        }
        match message {
            Message::RequestVote { term, last_log_index, last_log_term, .. } => {
                self.on_request_vote(from, term, (last_log_term, last_log_index), fx)
            }
            Message::Vote { term, vote_granted } => self.on_vote(from, term, vote_granted, fx),
            Message::AppendEntries { .. } => self.on_append_entries(from, message, fx),
            Message::AppendReply { .. } => self.on_append_reply(from, message, fx),
            Message::PreVote { next_term, last_log_index, last_log_term, .. } => {
                self.on_pre_vote(from, next_term, (last_log_term, last_log_index), fx)
            }
            Message::PreVoteReply { next_term, vote_granted, .. } => {
                self.on_pre_vote_reply(from, next_term, vote_granted, fx)
            }
            Message::InstallSnapshot { term, snapshot, .. } => {
                self.on_install_snapshot(from, term, snapshot, fx)
            }
            Message::SnapshotInstalled { term, match_index } => {
                if self.role == Role::Leader && term == self.current_term {
                    self.hear_from(from, fx);
                    // A snapshot stands for all entries from the first on.
                    self.on_appended(from, 0, match_index, fx);
                }
            }
            Message::TimeoutNow { term } => self.on_timeout_now(from, term, fx),
            Message::Forward { ticket, op } => self.on_forward(ticket, op, fx),
            Message::Request { serial, op } => self.on_request(from, serial, op, fx),
            Message::Reply { .. } | Message::Redirect { .. } => {
                fx.note(format_args!("takes no notice of a message for clients"));
            }
        }
    }

    // ---- Roles: they change here and nowhere else. ----

    /// Somebody is in a later term.
    fn enter_term(&mut self, term: u64, from: NodeId, fx: Fx) {
        self.current_term = term;
        self.voted_for = None;
        if self.role == Role::Leader && fx.config().has(Bug::KeepsLeading) {
            return;
        }
        if self.role != Role::Follower {
            fx.note(format_args!("steps down: {} is in term {term}", fx.name(from)));
        }
        self.leader = None;
        self.become_follower(fx);
    }

    /// Follower: waits for a leader. Keeps an election timer that is armed.
    fn become_follower(&mut self, fx: Fx) {
        self.role = Role::Follower;
        self.votes.clear();
        self.pre_votes = None;
        fx.cancel_timer(Timer::Heartbeat);
        fx.cancel_timer(Timer::Quorum);
        self.heard_from.clear();
        self.end_transfer(fx);
        self.give_up_reads(fx);
        if !fx.is_armed(Timer::Election) {
            self.arm_election_timer(fx);
        }
    }

    /// Candidate (5.2): "increment currentTerm, vote for self, reset election timer,
    /// send RequestVote RPCs to all other servers".
    fn become_candidate(&mut self, takes_over: bool, fx: Fx) {
        self.role = Role::Candidate;
        self.pre_votes = None;
        self.current_term += 1;
        self.voted_for = Some(fx.me());
        self.leader = None;
        self.votes = Set::from_iter([fx.me()]);
        self.arm_election_timer(fx);
        let request = Message::RequestVote {
            term: self.current_term,
            candidate_id: fx.me(),
            last_log_index: self.last_log_index(),
            last_log_term: self.last_log_term(),
            takes_over,
        };
        for server in self.peers(fx) {
            fx.send(server, request.clone());
        }
    }

    /// Leader (5.2, 5.3): nextIndex right after its log, matchIndex 0; "upon election:
    /// send initial empty AppendEntries RPCs (heartbeat) to each server".
    fn become_leader(&mut self, fx: Fx) {
        self.role = Role::Leader;
        // It may have asked again as a candidate; answers to that come too late.
        self.pre_votes = None;
        self.leader = Some(fx.me());
        let next = self.last_log_index() + 1;
        self.next_index.fill(next);
        self.match_index.fill(0);
        self.repeats.fill(0);
        self.reads = Reads::new(fx.config());
        fx.cancel_timer(Timer::Election);
        fx.note(format_args!("leads term {}", self.current_term));
        if fx.config().no_op {
            self.push(LogEntry { term: self.current_term, ticket: None, op: Op::NoOp, members: None });
        }
        self.leave_joint();
        self.begin_check_quorum(fx);
        self.begin_lease_round(fx);
        self.send_append_entries_to_all(fx);
    }

    fn arm_election_timer(&self, fx: Fx) {
        fx.set_timer(Timer::Election, fx.config().election_timeout);
    }
}

fn is_client(lane: NodeId, fx: &Effects<Raft>) -> bool {
    lane.0 >= fx.config().servers
}
