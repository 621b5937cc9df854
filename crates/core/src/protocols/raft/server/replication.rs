//! Replication of the log (5.3), and when an entry is committed (5.4.2).

use super::super::Role;
use super::super::log::LogEntry;
use super::super::message::Message;
use super::super::{Bug, Config, Timer};
use super::{Fx, Server, is_client};
use crate::trace::NodeId;
use std::sync::Arc;

/// How often, between two heartbeats, a follower is sent entries for an answer to entries
/// that it was known to have.
///
/// Such an answer tells that they were sent twice. If each led to another sending while
/// there is more to send, every command of a long row would add a message that goes to and
/// fro as long as the row lasts. So there is a limit, which a few commands in a row do not
/// reach. What it holds back goes with the next answer that tells something new, or with
/// the next heartbeat.
const REPEATS_MAX: u8 = 8;

impl Server {
    pub(super) fn on_heartbeat(&mut self, fx: Fx) {
        self.repeats.fill(0);
        self.begin_lease_round(fx);
        if fx.config().has(Bug::CommitsByLength) {
            self.send_empty_heartbeats(fx);
        } else {
            self.send_append_entries_to_all(fx);
        }
    }

    /// Heartbeats without the entries that followers lack, as some implementations send
    /// them. They do no harm by themselves: a follower commits no further than the last
    /// new entry.
    fn send_empty_heartbeats(&self, fx: Fx) {
        for server in self.peers(fx) {
            self.send_entries(server, [].into(), fx);
        }
        self.arm_heartbeat_timer(fx);
    }

    fn arm_heartbeat_timer(&self, fx: Fx) {
        let interval = fx.config().heartbeat;
        fx.set_timer(Timer::Heartbeat, (interval, interval));
    }

    pub(super) fn send_append_entries_to_all(&mut self, fx: Fx) {
        // Followers that are equally far get the same entries.
        let mut last: Option<(u64, Arc<[LogEntry]>)> = None;
        for server in self.peers(fx) {
            let next = self.next_index[server.index()];
            if next <= self.snapshot_index() {
                self.send_snapshot(server, fx);
                continue;
            }
            let known = last.take().filter(|(known, _)| *known == next);
            let (_, entries) = last.insert(known.unwrap_or_else(|| (next, self.entries_from(next, fx))));
            self.send_entries(server, Arc::clone(entries), fx);
        }
        self.arm_heartbeat_timer(fx);
        // A cluster of one has its majority without asking anybody.
        self.advance_commit_index(fx);
    }

    /// "If last log index >= nextIndex for a follower: send AppendEntries RPC with log
    /// entries starting at nextIndex"; otherwise an empty one.
    pub(super) fn send_append_entries(&self, to: NodeId, fx: Fx) {
        let next = self.next_index[to.index()];
        if next <= self.snapshot_index() {
            self.send_snapshot(to, fx);
        } else {
            self.send_entries(to, self.entries_from(next, fx), fx);
        }
    }

    /// As many entries from an index on as one message carries.
    fn entries_from(&self, next: u64, fx: Fx) -> Arc<[LogEntry]> {
        let start = self.offset(next).unwrap_or(0);
        let end = (start + fx.config().batch).min(self.log.len());
        self.log[start..end].into()
    }

    fn send_entries(&self, to: NodeId, entries: Arc<[LogEntry]>, fx: Fx) {
        let prev_log_index = self.next_index[to.index()] - 1;
        let message = Message::AppendEntries {
            term: self.current_term,
            leader_id: fx.me(),
            prev_log_index,
            prev_log_term: self.term_at(prev_log_index).unwrap_or(0),
            entries,
            leader_commit: self.commit_index,
            round: self.reads.round,
        };
        fx.send(to, message);
    }

    /// AppendEntries RPC, receiver.
    pub(super) fn on_append_entries(&mut self, from: NodeId, message: Message, fx: Fx) {
        let Message::AppendEntries {
            term, prev_log_index, prev_log_term, entries, leader_commit, round, ..
        } = message
        else {
            return;
        };
        let config = fx.config();
        let mut reply = |server: &Server, success, match_index| {
            let reply = Message::AppendReply {
                term: server.current_term,
                success,
                match_index,
                prev_log_index,
                round,
            };
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
        if !self.has_entry(prev_log_index, prev_log_term, config) {
            reply(self, false, 0);
            fx.note(format_args!("lacks the entry before: index {prev_log_index}, term {prev_log_term}"));
            self.follow(from, fx);
            return;
        }
        // 3. and 4.
        let last_new = prev_log_index + entries.len() as u64;
        self.append(prev_log_index, &entries, config);
        reply(self, true, last_new);
        self.follow(from, fx);
        // 5. "If leaderCommit > commitIndex, set commitIndex = min(leaderCommit, index
        //    of last new entry)." What lies beyond the last new entry is not known to
        //    be the leader's, so it must not be committed.
        if leader_commit > self.commit_index {
            let by_length = config.has(Bug::CommitsByLength);
            let known = if by_length { self.last_log_index() } else { last_new };
            self.commit_index = self.commit_index.max(leader_commit.min(known));
            self.apply(fx);
        }
    }

    /// Whether the log has an entry at an index, with this term. What the snapshot stands
    /// for is committed, so every leader has the same there.
    fn has_entry(&self, index: u64, term: u64, config: &Config) -> bool {
        match self.term_at(index) {
            _ if index < self.snapshot_index() => true,
            Some(_) if config.has(Bug::IgnoresPrevTerm) => true,
            known => known == Some(term),
        }
    }

    /// There is a leader in this term, and it is this one (5.2).
    pub(super) fn follow(&mut self, leader: NodeId, fx: Fx) {
        self.leader = Some(leader);
        self.become_follower(fx);
        self.arm_election_timer(fx);
        if fx.config().remembers_leader() {
            self.hear_leader(fx);
        }
    }

    /// 3. "If an existing entry conflicts with a new one (same index but different
    ///    terms), delete the existing entry and all that follow it."
    /// 4. "Append any new entries not already in the log."
    ///
    /// Entries that do not conflict stay, even beyond the new ones: the message may be
    /// older than they are.
    fn append(&mut self, prev_log_index: u64, entries: &[LogEntry], config: &Config) {
        if config.has(Bug::TruncatesLogs) {
            self.log.truncate(self.offset(prev_log_index + 1).unwrap_or(0));
            self.find_members(config);
        }
        for (entry, index) in entries.iter().zip(prev_log_index + 1..) {
            let Some(offset) = self.offset(index) else {
                // The snapshot stands for it.
                continue;
            };
            match self.log.get(offset) {
                Some(existing) if existing.term == entry.term => {}
                existing => {
                    let conflicts = existing.is_some();
                    self.log.truncate(offset);
                    if conflicts {
                        self.find_members(config);
                    }
                    self.push(entry.clone());
                }
            }
        }
    }

    pub(super) fn on_append_reply(&mut self, from: NodeId, message: Message, fx: Fx) {
        let Message::AppendReply { term, success, match_index, prev_log_index, round } = message else {
            return;
        };
        if self.role != Role::Leader || term != self.current_term {
            // An answer to an earlier term: it says nothing about this one.
            return;
        }
        self.hear_from(from, fx);
        if success {
            self.on_appended(from, prev_log_index, match_index, fx);
        } else {
            self.on_append_refused(from, prev_log_index, fx);
        }
        self.note_round(from, round, fx);
    }

    /// "If successful: update nextIndex and matchIndex for follower."
    pub(super) fn on_appended(&mut self, from: NodeId, prev_log_index: u64, match_index: u64, fx: Fx) {
        let known = &mut self.match_index[from.index()];
        let is_repeat = prev_log_index < match_index && match_index <= *known;
        *known = (*known).max(match_index);
        self.next_index[from.index()] = *known + 1;
        self.advance_commit_index(fx);
        // It may have stepped down, and the other may take part no longer.
        let goes_on = self.role == Role::Leader && self.members.contains(from);
        if goes_on && self.leads_to_more(from, is_repeat) {
            self.send_append_entries(from, fx);
        }
        self.hand_over(fx);
    }

    /// Whether an answer of a follower leads to sending it what it still lacks.
    fn leads_to_more(&mut self, follower: NodeId, is_repeat: bool) -> bool {
        let lacks_entries = self.last_log_index() >= self.next_index[follower.index()];
        let repeats = &mut self.repeats[follower.index()];
        if !lacks_entries {
            *repeats = 0;
        } else if is_repeat {
            let is_too_often = *repeats == REPEATS_MAX;
            *repeats += u8::from(!is_too_often);
            return !is_too_often;
        }
        lacks_entries
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
        let on_majority = self.members.reached(&matched, fx.config());
        let counts =
            self.term_at(on_majority) == Some(self.current_term) || fx.config().has(Bug::CommitsOldTerms);
        if on_majority > self.commit_index && counts {
            self.commit_index = on_majority;
            self.apply(fx);
            self.on_members_committed(fx);
            self.begin_reads(fx);
        }
    }

    /// "If commitIndex > lastApplied: increment lastApplied, apply log[lastApplied] to
    /// state machine." The leader answers clients once their command is applied.
    pub(super) fn apply(&mut self, fx: Fx) {
        while self.last_applied < self.commit_index {
            let entry = self.entry(self.last_applied + 1).expect("what is committed is in the log");
            let LogEntry { ticket, op, members, .. } = entry.clone();
            self.last_applied += 1;
            let remembered = ticket.filter(|_| !fx.config().has(Bug::RepeatsCommands));
            let answer = self.store.apply(remembered, &op);
            match members {
                Some(members) => {
                    let text = members.text(&|server| fx.name(server).to_owned());
                    fx.decide(format_args!("{}: {text}", self.last_applied));
                }
                None => fx.decide(format_args!("{}: {op}", self.last_applied)),
            }
            if let Some(ticket) = ticket
                && self.role == Role::Leader
                && is_client(ticket.client, fx)
            {
                let serial = ticket.serial;
                fx.send(ticket.client, Message::Reply { serial, answer });
            }
        }
    }
}
