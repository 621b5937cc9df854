//! Elections (5.2) and which candidates can win them (5.4.1).

use super::super::Mistake;
use super::super::message::Message;
use super::{Fx, Role, Server};
use crate::trace::NodeId;

impl Server {
    pub(super) fn on_election_timeout(&mut self, fx: Fx) {
        self.become_candidate(fx);
        self.count_votes(fx);
    }

    /// RequestVote RPC, receiver: grant if the term is current, the vote is free (or
    /// the candidate's already), and "candidate's log is at least as up-to-date as
    /// receiver's log": its last term is later, or equal and its log at least as long.
    pub(super) fn on_request_vote(&mut self, from: NodeId, term: u64, candidate_log: (u64, u64), fx: Fx) {
        let my_log = (self.last_log_term(), self.last_log_index());
        let is_free =
            self.voted_for.is_none_or(|voted| voted == from) || fx.config().makes(Mistake::VotesTwice);
        let is_up_to_date = match fx.config().mistake {
            Some(Mistake::IgnoresLogs) => true,
            Some(Mistake::ComparesLengths) => candidate_log.1 >= my_log.1,
            _ => candidate_log >= my_log,
        };
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
        if self.votes.len() as u32 >= fx.config().majority() {
            self.become_leader(fx);
        }
    }
}
