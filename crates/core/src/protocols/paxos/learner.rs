//! A learner: it counts votes ("Paxos Made Simple", section 2.3).

use super::message::{Choice, Proposal};
use super::{Bug, Paxos};
use crate::authoring::*;

/// A learner's state. A proposer is one too, for its own ballots.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Learner {
    /// Who accepted each proposal, as far as it has heard. Volatile.
    pub votes: Map<Proposal, Set<NodeId>>,
    /// The value that it has learned. Persistent: a decision is for ever.
    pub learned: Option<Choice>,
}

impl Learner {
    /// A learner that has heard nothing.
    pub fn new() -> Learner {
        Learner { votes: Map::new(), learned: None }
    }

    /// What the disk remembers.
    pub fn durable(&self) -> Learner {
        Learner { learned: self.learned.clone(), ..Learner::new() }
    }

    /// An acceptor has accepted a proposal. "To learn that a value has been chosen, a
    /// learner must find out that a proposal has been accepted by a majority of
    /// acceptors": one proposal, with one ballot. True when that has just been so.
    pub fn on_accepted(&mut self, from: NodeId, proposal: Proposal, fx: &mut Effects<Paxos>) -> bool {
        let value = proposal.value.clone();
        self.votes.or_default(proposal.clone()).insert(from);
        let voters: Set<NodeId> = self
            .votes
            .iter()
            .filter(|(other, _)| {
                **other == proposal
                    || fx.config().has(Bug::CountsOverBallots) && other.value == proposal.value
            })
            .flat_map(|(_, voters)| voters.iter().copied())
            .collect();
        if voters.len() < fx.config().quorum() || self.learned.as_ref() == Some(&value) {
            return false;
        }
        fx.decide(format_args!("{value}"));
        self.learned = Some(value);
        true
    }

    /// The state, for the inspector.
    pub fn fields(&self, names: &[String]) -> Fields {
        let votes = |(proposal, voters): (&Proposal, &Set<NodeId>)| {
            let voters: Vec<&str> = voters.iter().map(|node| names[node.index()].as_str()).collect();
            format!("{proposal}: {}", voters.join(" "))
        };
        fields![
            "votes": self.votes.iter().map(votes).collect::<Value>(),
            "learned": self.learned.as_ref(),
        ]
    }
}
