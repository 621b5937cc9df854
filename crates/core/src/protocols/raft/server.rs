//! A server: Figure 2 of the paper, handler by handler.

use super::message::{Entry, Message, entries_value, number};
use super::{Config, Mistake, Raft, Timer};
use crate::ordered::{self, Set};
use crate::protocols::kv::{Op, Store, Ticket};
use crate::sim::process::Effects;
use crate::sim::run::{Fields, Value, WordError};
use crate::trace::NodeId;
use std::sync::Arc;

/// What a server is at the moment (5.1). The numbers are places in the protocol's
/// list of roles.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// It answers others.
    Follower,
    /// It asks for votes.
    Candidate,
    /// It takes commands and replicates them.
    Leader,
}

/// A server's state (Figure 2, "State"). Indices into the log count from 1.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Server {
    // Persistent: written to disk before any message leaves.
    /// The latest term that it has seen. Never decreases.
    pub current_term: u64,
    /// Who got its vote in the current term.
    pub voted_for: Option<NodeId>,
    /// The log.
    pub log: Vec<Entry>,

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
    next_index: Vec<u64>,
    /// The last entry that each is known to have in common with the leader.
    match_index: Vec<u64>,
}

type Fx<'a, 'b> = &'a mut Effects<'b, Raft>;

impl Server {
    /// A server with an empty log.
    pub fn new(config: &Config) -> Server {
        Server {
            current_term: 0,
            voted_for: None,
            log: Vec::new(),
            commit_index: 0,
            last_applied: 0,
            role: Role::Follower,
            leader: None,
            store: Store::default(),
            votes: Set::new(),
            next_index: vec![1; usize::from(config.servers)],
            match_index: vec![0; usize::from(config.servers)],
        }
    }

    /// What the disk remembers: currentTerm, votedFor, log; nothing else (Figure 2).
    pub fn durable(&self, config: &Config) -> Server {
        Server {
            current_term: self.current_term,
            voted_for: self.voted_for.filter(|_| !config.makes(Mistake::ForgetsVote)),
            log: self.log.clone(),
            ..Server::new(config)
        }
    }

    /// Index of the last entry; 0 where there is none.
    pub fn last_log_index(&self) -> u64 {
        self.log.len() as u64
    }

    /// Term of the entry at an index; 0 before the first; None beyond the last.
    pub fn term_at(&self, index: u64) -> Option<u64> {
        match index {
            0 => Some(0),
            _ => self.log.get(index as usize - 1).map(|entry| entry.term),
        }
    }

    fn last_log_term(&self) -> u64 {
        self.log.last().map_or(0, |entry| entry.term)
    }

    /// The run begins, or the server comes back: it is a follower (5.2).
    pub fn on_start(&mut self, fx: Fx) {
        self.become_follower(fx);
    }

    /// A timer fires.
    pub fn on_timer(&mut self, timer: Timer, fx: Fx) {
        match timer {
            Timer::Election => self.on_election_timeout(fx),
            Timer::Heartbeat => self.on_heartbeat(fx),
            Timer::ClientRetry => unreachable!("only clients arm this timer"),
        }
    }

    /// A message arrives. "If RPC request or response contains term T > currentTerm:
    /// set currentTerm = T, convert to follower (5.1)", then handle it.
    pub fn on_message(&mut self, from: NodeId, message: Message, fx: Fx) {
        if let Some(term) = message.term()
            && term > self.current_term
        {
            if self.role != Role::Follower {
                fx.note(format_args!("steps down: {} is in term {term}", fx.name(from)));
            }
            self.current_term = term;
            self.voted_for = None;
            self.leader = None;
            self.become_follower(fx);
        }
        match message {
            Message::RequestVote { term, last_log_index, last_log_term, .. } => {
                self.on_request_vote(from, term, (last_log_term, last_log_index), fx)
            }
            Message::Vote { term, vote_granted } => self.on_vote(from, term, vote_granted, fx),
            Message::AppendEntries { .. } => self.on_append_entries(from, message, fx),
            Message::AppendReply { term, success, match_index, prev_log_index } => {
                if self.role != Role::Leader || term != self.current_term {
                    // An answer to an earlier term: it says nothing about this one.
                } else if success {
                    self.on_appended(from, match_index, fx);
                } else {
                    self.on_append_refused(from, prev_log_index, fx);
                }
            }
            Message::Forward { ticket, op } => self.on_forward(ticket, op, fx),
            Message::Request { serial, op } => self.on_request(from, serial, op, fx),
            Message::Reply { .. } | Message::Redirect { .. } => {
                unreachable!("only clients are sent these")
            }
        }
    }

    // ---- Roles: they change here and nowhere else. ----

    /// Follower: waits for a leader. Keeps an election timer that is armed.
    fn become_follower(&mut self, fx: Fx) {
        self.role = Role::Follower;
        self.votes.clear();
        fx.cancel_timer(Timer::Heartbeat);
        if !fx.is_armed(Timer::Election) {
            self.arm_election_timer(fx);
        }
    }

    /// Candidate (5.2): "increment currentTerm, vote for self, reset election timer,
    /// send RequestVote RPCs to all other servers".
    fn become_candidate(&mut self, fx: Fx) {
        self.role = Role::Candidate;
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
        };
        for server in others(fx) {
            fx.send(server, request.clone());
        }
    }

    /// Leader (5.2, 5.3): nextIndex right after its log, matchIndex 0; "upon election:
    /// send initial empty AppendEntries RPCs (heartbeat) to each server".
    fn become_leader(&mut self, fx: Fx) {
        self.role = Role::Leader;
        self.leader = Some(fx.me());
        let next = self.last_log_index() + 1;
        self.next_index.fill(next);
        self.match_index.fill(0);
        fx.cancel_timer(Timer::Election);
        fx.note(format_args!("leads term {}", self.current_term));
        self.send_append_entries_to_all(fx);
    }

    fn arm_election_timer(&self, fx: Fx) {
        fx.set_timer(Timer::Election, fx.config().election_timeout);
    }

    // ---- Elections (5.2, 5.4.1). ----

    fn on_election_timeout(&mut self, fx: Fx) {
        self.become_candidate(fx);
        self.count_votes(fx);
    }

    /// RequestVote RPC, receiver: grant if the term is current, the vote is free (or
    /// the candidate's already), and "candidate's log is at least as up-to-date as
    /// receiver's log": its last term is later, or equal and its log at least as long.
    fn on_request_vote(&mut self, from: NodeId, term: u64, candidate_log: (u64, u64), fx: Fx) {
        let my_log = (self.last_log_term(), self.last_log_index());
        let is_free =
            self.voted_for.is_none_or(|voted| voted == from) || fx.config().makes(Mistake::VotesTwice);
        let is_up_to_date = candidate_log >= my_log || fx.config().makes(Mistake::IgnoresLogs);
        let vote_granted = term == self.current_term && is_free && is_up_to_date;
        let name = fx.name(from);
        if vote_granted {
            self.voted_for = Some(from);
            self.arm_election_timer(fx);
        } else if term < self.current_term {
            fx.note(format_args!("refuses {name}: term {term} is over"));
        } else if let (false, Some(voted)) = (is_free, self.voted_for) {
            fx.note(format_args!("refuses {name}: voted for {} in term {term}", fx.name(voted)));
        } else {
            fx.note(format_args!("refuses {name}: its log is behind"));
        }
        let vote = Message::Vote { term: self.current_term, vote_granted };
        fx.send(from, vote);
    }

    fn on_vote(&mut self, from: NodeId, term: u64, vote_granted: bool, fx: Fx) {
        if self.role == Role::Candidate && term == self.current_term && vote_granted {
            self.votes.insert(from);
            self.count_votes(fx);
        }
    }

    /// "If votes received from majority of servers: become leader."
    fn count_votes(&mut self, fx: Fx) {
        if self.votes.len() as u32 >= fx.config().majority() {
            self.become_leader(fx);
        }
    }

    // ---- Replication (5.3). ----

    fn on_heartbeat(&mut self, fx: Fx) {
        self.send_append_entries_to_all(fx);
    }

    fn send_append_entries_to_all(&mut self, fx: Fx) {
        // Followers that are equally far get the same entries.
        let mut last: Option<(u64, Arc<[Entry]>)> = None;
        for server in others(fx) {
            let next = self.next_index[server.index()];
            let known = last.take().filter(|(known, _)| *known == next);
            let (_, entries) = last.insert(known.unwrap_or_else(|| (next, self.entries_from(next, fx))));
            self.send_entries(server, Arc::clone(entries), fx);
        }
        let interval = fx.config().heartbeat;
        fx.set_timer(Timer::Heartbeat, (interval, interval));
        // A cluster of one has its majority without asking anybody.
        self.advance_commit_index(fx);
    }

    /// "If last log index >= nextIndex for a follower: send AppendEntries RPC with log
    /// entries starting at nextIndex"; otherwise an empty one.
    fn send_append_entries(&self, to: NodeId, fx: Fx) {
        let entries = self.entries_from(self.next_index[to.index()], fx);
        self.send_entries(to, entries, fx);
    }

    /// As many entries from an index on as one message carries.
    fn entries_from(&self, next: u64, fx: Fx) -> Arc<[Entry]> {
        let start = next as usize - 1;
        let end = (start + fx.config().batch).min(self.log.len());
        self.log[start..end].into()
    }

    fn send_entries(&self, to: NodeId, entries: Arc<[Entry]>, fx: Fx) {
        let prev_log_index = self.next_index[to.index()] - 1;
        let message = Message::AppendEntries {
            term: self.current_term,
            leader_id: fx.me(),
            prev_log_index,
            prev_log_term: self.term_at(prev_log_index).unwrap_or(0),
            entries,
            leader_commit: self.commit_index,
        };
        fx.send(to, message);
    }

    /// AppendEntries RPC, receiver.
    fn on_append_entries(&mut self, from: NodeId, message: Message, fx: Fx) {
        let Message::AppendEntries { term, prev_log_index, prev_log_term, entries, leader_commit, .. } =
            message
        else {
            return;
        };
        let mut reply = |server: &Server, success, match_index| {
            let reply =
                Message::AppendReply { term: server.current_term, success, match_index, prev_log_index };
            fx.send(from, reply);
        };
        // 1. "Reply false if term < currentTerm."
        if term < self.current_term {
            reply(self, false, 0);
            fx.note(format_args!("refuses {}: term {term} is over", fx.name(from)));
            return;
        }
        // 2. "Reply false if log doesn't contain an entry at prevLogIndex whose term
        //    matches prevLogTerm."
        if self.term_at(prev_log_index) != Some(prev_log_term) {
            reply(self, false, 0);
            fx.note(format_args!("lacks the entry before: index {prev_log_index}, term {prev_log_term}"));
            self.follow(from, fx);
            return;
        }
        // 3. and 4.
        let last_new = prev_log_index + entries.len() as u64;
        self.append(prev_log_index, &entries);
        reply(self, true, last_new);
        self.follow(from, fx);
        // 5. "If leaderCommit > commitIndex, set commitIndex = min(leaderCommit, index
        //    of last new entry)." What lies beyond the last new entry is not known to
        //    be the leader's, so it must not be committed.
        if leader_commit > self.commit_index {
            self.commit_index = self.commit_index.max(leader_commit.min(last_new));
            self.apply(fx);
        }
    }

    /// There is a leader in this term, and it is this one (5.2).
    fn follow(&mut self, leader: NodeId, fx: Fx) {
        self.leader = Some(leader);
        self.become_follower(fx);
        self.arm_election_timer(fx);
    }

    /// 3. "If an existing entry conflicts with a new one (same index but different
    ///    terms), delete the existing entry and all that follow it."
    /// 4. "Append any new entries not already in the log."
    ///
    /// Entries that do not conflict stay, even beyond the new ones: the message may be
    /// older than they are.
    fn append(&mut self, prev_log_index: u64, entries: &[Entry]) {
        for (entry, place) in entries.iter().zip(prev_log_index as usize..) {
            match self.log.get(place) {
                Some(existing) if existing.term == entry.term => {}
                _ => {
                    self.log.truncate(place);
                    self.log.push(entry.clone());
                }
            }
        }
    }

    /// "If successful: update nextIndex and matchIndex for follower."
    fn on_appended(&mut self, from: NodeId, match_index: u64, fx: Fx) {
        let known = &mut self.match_index[from.index()];
        *known = (*known).max(match_index);
        self.next_index[from.index()] = *known + 1;
        self.advance_commit_index(fx);
        if self.last_log_index() >= self.next_index[from.index()] {
            self.send_append_entries(from, fx);
        }
    }

    /// "If AppendEntries fails because of log inconsistency: decrement nextIndex and
    /// retry." A refusal of anything but the last probe is late and says nothing.
    fn on_append_refused(&mut self, from: NodeId, prev_log_index: u64, fx: Fx) {
        let next = &mut self.next_index[from.index()];
        if prev_log_index + 1 == *next && *next > 1 {
            *next -= 1;
            self.send_append_entries(from, fx);
        }
    }

    /// "If there exists an N such that N > commitIndex, a majority of matchIndex[i] >= N,
    /// and log[N].term == currentTerm: set commitIndex = N (5.3, 5.4)."
    ///
    /// Only entries of the current term are committed by counting; earlier ones are
    /// committed with them, by log matching (5.4.2, Figure 8).
    fn advance_commit_index(&mut self, fx: Fx) {
        let mut matched = self.match_index.clone();
        matched[fx.me().index()] = self.last_log_index();
        ordered::sort_by(&mut matched, |a, b| b.cmp(a));
        let on_majority = matched[fx.config().majority() as usize - 1];
        let counts = self.term_at(on_majority) == Some(self.current_term)
            || fx.config().makes(Mistake::CommitsOldTerms);
        if on_majority > self.commit_index && counts {
            self.commit_index = on_majority;
            self.apply(fx);
        }
    }

    /// "If commitIndex > lastApplied: increment lastApplied, apply log[lastApplied] to
    /// state machine." The leader answers clients once their command is applied.
    fn apply(&mut self, fx: Fx) {
        while self.last_applied < self.commit_index {
            let Entry { ticket, op, .. } = self.log[self.last_applied as usize].clone();
            self.last_applied += 1;
            let answer = self.store.apply(ticket, &op);
            fx.decide(format_args!("{}: {op}", self.last_applied));
            if let Some(ticket) = ticket
                && self.role == Role::Leader
                && is_client(ticket.client, fx)
            {
                let serial = ticket.serial;
                fx.send(ticket.client, Message::Reply { serial, answer });
            }
        }
    }

    // ---- Clients (8). ----

    /// A command from a client that is not drawn. It goes one hop, then it is refused.
    pub fn on_command(&mut self, op: Op, fx: Fx) {
        let ticket = Ticket { client: fx.me(), session: fx.command_number(), serial: 1 };
        match self.leader {
            _ if self.role == Role::Leader => self.take_command(ticket, op, fx),
            Some(leader) => fx.send(leader, Message::Forward { ticket, op }),
            None => fx.note(format_args!("refuses {op}: it knows no leader")),
        }
    }

    fn on_forward(&mut self, ticket: Ticket, op: Op, fx: Fx) {
        if self.role == Role::Leader {
            self.take_command(ticket, op, fx);
        } else {
            fx.note(format_args!("refuses {op}: it does not lead"));
        }
    }

    fn on_request(&mut self, from: NodeId, serial: u32, op: Op, fx: Fx) {
        if self.role != Role::Leader {
            let leader = self.leader;
            fx.send(from, Message::Redirect { serial, leader });
            return;
        }
        let ticket = Ticket { client: from, session: 0, serial };
        match self.store.answer(ticket) {
            Some(answer) => fx.send(from, Message::Reply { serial, answer }),
            None => self.take_command(ticket, op, fx),
        }
    }

    /// "If command received from client: append entry to local log, respond after
    /// entry applied to state machine (5.3)."
    fn take_command(&mut self, ticket: Ticket, op: Op, fx: Fx) {
        self.log.push(Entry { term: self.current_term, ticket: Some(ticket), op });
        self.send_append_entries_to_all(fx);
    }

    // ---- For scenarios and the inspector. ----

    /// Reads `term 7 log 1 1 1 4 4 5 5 6 6`: the current term and the terms of the
    /// entries. Without a term, it is that of the last entry.
    pub fn begin_in(&mut self, words: &[&str]) -> Result<(), WordError> {
        let mut place = 0;
        let mut term = None;
        if words.first() == Some(&"term") {
            term = Some(parse_term(words, 1)?);
            place = 2;
        }
        if let Some(word) = words.get(place) {
            if *word != "log" {
                return Err(start_error(place, format!("\"{word}\" cannot stand here")));
            }
            place += 1;
        } else if place == 0 {
            return Err(start_error(0, "a starting state is missing".to_owned()));
        }
        for place in place..words.len() {
            let term = parse_term(words, place)?;
            if term < self.last_log_term() {
                return Err(start_error(place, "terms in a log never decrease".to_owned()));
            }
            self.log.push(Entry { term, ticket: None, op: Op::NoOp });
        }
        self.current_term = term.unwrap_or(self.last_log_term());
        if self.current_term < self.last_log_term() {
            return Err(start_error(1, "the log has entries of later terms".to_owned()));
        }
        Ok(())
    }

    /// The state, as Figure 2 names it.
    pub fn fields(&self, names: &[String]) -> Fields {
        let name = |node: &NodeId| Value::Text(names[node.index()].clone());
        let role = match self.role {
            Role::Follower => "follower",
            Role::Candidate => "candidate",
            Role::Leader => "leader",
        };
        let indices = |indices: &[u64]| Value::List(indices.iter().map(|index| number(*index)).collect());
        let pair = |(key, value): (_, _)| Value::Text(format!("{key} = {value}"));
        let mut fields = vec![
            ("role", Value::Text(role.to_owned())),
            ("currentTerm", number(self.current_term)),
            ("votedFor", self.voted_for.as_ref().map_or(Value::Null, name)),
            ("log", entries_value(&self.log)),
            ("commitIndex", number(self.commit_index)),
            ("lastApplied", number(self.last_applied)),
            ("leader", self.leader.as_ref().map_or(Value::Null, name)),
            ("store", Value::List(self.store.values.iter().map(pair).collect())),
        ];
        match self.role {
            Role::Follower => {}
            Role::Candidate => fields.push(("votes", Value::List(self.votes.iter().map(name).collect()))),
            Role::Leader => {
                fields.push(("nextIndex", indices(&self.next_index)));
                fields.push(("matchIndex", indices(&self.match_index)));
            }
        }
        fields
    }
}

/// The other servers.
fn others(fx: &Effects<Raft>) -> impl Iterator<Item = NodeId> + use<> {
    let me = fx.me();
    fx.config().servers().filter(move |server| *server != me)
}

fn is_client(lane: NodeId, fx: &Effects<Raft>) -> bool {
    lane.0 >= fx.config().servers
}

fn start_error(word: usize, what: String) -> WordError {
    WordError {
        word,
        what,
        hint: "write `term 3 log 1 1 2`: the current term, and the terms of the entries".to_owned(),
    }
}

fn parse_term(words: &[&str], place: usize) -> Result<u64, WordError> {
    let Some(word) = words.get(place) else {
        return Err(start_error(place, "a term is missing".to_owned()));
    };
    match word.parse() {
        Ok(term @ 0..=1_000_000_000) => Ok(term),
        _ => Err(start_error(place, format!("\"{word}\" is not a term"))),
    }
}
