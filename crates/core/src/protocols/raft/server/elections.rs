//! Elections (5.2) and which candidates can win them (5.4.1).

use super::super::Role;
use super::super::message::Message;
use super::super::{Bug, Config, Timer};
use super::{Fx, Server};
use crate::ordered::Set;
use crate::trace::NodeId;

impl Server {
    pub(super) fn on_election_timeout(&mut self, fx: Fx) {
        self.hears_leader = false;
        fx.cancel_timer(Timer::LeaderSilent);
        if !self.members.contains(fx.me()) {
            // It waits to be added, or has been removed.
            self.arm_election_timer(fx);
        } else if fx.config().pre_vote {
            self.ask_for_pre_votes(fx);
        } else {
            self.stand_for_election(false, fx);
        }
    }

    /// It becomes a candidate, and counts its own vote.
    pub(super) fn stand_for_election(&mut self, takes_over: bool, fx: Fx) {
        self.become_candidate(takes_over, fx);
        self.count_votes(fx);
    }

    /// RequestVote RPC, receiver: grant if the term is current, the vote is free (or
    /// the candidate's already), and "candidate's log is at least as up-to-date as
    /// receiver's log": its last term is later, or equal and its log at least as long.
    pub(super) fn on_request_vote(&mut self, from: NodeId, term: u64, candidate_log: (u64, u64), fx: Fx) {
        let is_free = self.voted_for.is_none_or(|voted| voted == from) || fx.config().has(Bug::VotesTwice);
        let is_up_to_date = self.is_up_to_date(candidate_log, fx.config());
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

    pub(super) fn on_vote(&mut self, from: NodeId, term: u64, vote_granted: bool, fx: Fx) {
        if self.role == Role::Candidate && term == self.current_term && vote_granted {
            self.votes.insert(from);
            self.count_votes(fx);
        }
    }

    /// "If votes received from majority of servers: become leader."
    fn count_votes(&mut self, fx: Fx) {
        if self.members.agree(&self.votes, fx.config()) {
            self.become_leader(fx);
        }
    }

    /// "If a server receives a RequestVote request within the minimum election timeout of
    /// hearing from a current leader, it does not update its term or grant its vote"
    /// (dissertation, 4.2.3). So who was removed, or cannot hear the leader, disturbs
    /// nobody, and a leader's lease is worth something.
    pub(super) fn ignores_candidates(&self, fx: Fx) -> bool {
        fx.config().sticky_leader && self.has_leader()
    }

    fn has_leader(&self) -> bool {
        self.role == Role::Leader || self.hears_leader
    }

    /// It remembers for the shortest election timeout that there is a leader.
    pub(super) fn hear_leader(&mut self, fx: Fx) {
        self.hears_leader = true;
        let (shortest, _) = fx.config().election_timeout;
        fx.set_timer(Timer::LeaderSilent, (shortest, shortest));
    }

    /// Whether a candidate's log, by its last term and index, is at least as up-to-date
    /// as this one (5.4.1).
    fn is_up_to_date(&self, candidate_log: (u64, u64), config: &Config) -> bool {
        let my_log = (self.last_log_term(), self.last_log_index());
        match config.bug {
            Some(Bug::IgnoresLogs) => true,
            Some(Bug::ComparesLengths) => candidate_log.1 >= my_log.1,
            _ => candidate_log >= my_log,
        }
    }

    // ---- Before an election (dissertation, 9.6). ----

    /// "A candidate only increments its term if it first learns from a majority of the
    /// cluster that they would be willing to grant the candidate their votes": so a
    /// server that was cut off does not come back with a high term and depose a leader
    /// whom all others hear.
    fn ask_for_pre_votes(&mut self, fx: Fx) {
        self.pre_votes = Some(Set::from_iter([fx.me()]));
        self.leader = None;
        self.arm_election_timer(fx);
        let next_term = self.current_term + 1;
        for server in self.peers(fx) {
            let (candidate_id, last_log_index) = (fx.me(), self.last_log_index());
            let last_log_term = self.last_log_term();
            fx.send(server, Message::PreVote { next_term, candidate_id, last_log_index, last_log_term });
        }
        self.count_pre_votes(fx);
    }

    /// It would grant its vote if the term were new to it, the log is as up-to-date as
    /// its own, and it has not heard from a leader for the shortest election timeout.
    /// Its answer changes nothing about itself.
    pub(super) fn on_pre_vote(&mut self, from: NodeId, next_term: u64, candidate_log: (u64, u64), fx: Fx) {
        let is_new = next_term > self.current_term;
        let has_leader = self.has_leader();
        let is_up_to_date = self.is_up_to_date(candidate_log, fx.config());
        let vote_granted = is_new && !has_leader && is_up_to_date;
        let name = fx.name(from);
        if !vote_granted {
            let why = match (is_new, has_leader) {
                (false, _) => "the term is not new",
                (_, true) => "there is a leader",
                _ => "its log is behind",
            };
            fx.note(format_args!("would not vote for {name}: {why}"));
        }
        fx.send(from, Message::PreVoteReply { term: self.current_term, next_term, vote_granted });
    }

    pub(super) fn on_pre_vote_reply(&mut self, from: NodeId, next_term: u64, granted: bool, fx: Fx) {
        let is_about_now = next_term == self.current_term + 1;
        if let (true, true, Some(votes)) = (granted, is_about_now, &mut self.pre_votes) {
            votes.insert(from);
            self.count_pre_votes(fx);
        }
    }

    fn count_pre_votes(&mut self, fx: Fx) {
        if self.pre_votes.as_ref().is_some_and(|votes| self.members.agree(votes, fx.config())) {
            self.stand_for_election(false, fx);
        }
    }
}
