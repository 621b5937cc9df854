//! Paxos's properties, as observers outside the lanes.
//!
//! "Paxos Made Simple" asks for three things (section 2.1): only a proposed value is
//! chosen, only one value is chosen, nobody learns a value that was not chosen. The
//! others here are the steps by which section 2.2 gets there: P2b (once a value is
//! chosen, every higher proposal has it), P2c (a proposal follows from the promises of a
//! majority), and that promises are kept.
//!
//! A value is chosen at the step in which the last acceptor of a majority accepts it.
//! No lane knows at that moment: only an observer sees all acceptors at once.

use super::message::{Ballot, Choice, Proposal};
use super::{Acceptor, Paxos, Property, Propose, Proposer};
use crate::authoring::*;
use crate::renaming::PerNode;

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    /// The values that somebody was asked to propose.
    proposed: Set<Choice>,
    /// The first value that was proposed in each ballot.
    proposals: Map<Ballot, Choice>,
    /// Who ever accepted each proposal.
    pub(super) votes: Map<Proposal, Set<NodeId>>,
    /// The chosen proposals, and whose vote was the last of the majority.
    pub(super) chosen: Map<Proposal, NodeId>,
    /// Each lane as the last step left it.
    seen: PerNode<Seen>,
    /// Who learned first.
    first_learned: Option<NodeId>,
}

/// What is remembered of a lane.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
struct Seen {
    promised: Ballot,
    /// The highest ballot that it promised or accepted.
    bar: Ballot,
    accepted: Option<Proposal>,
    learned: Option<Choice>,
}

/// A lane after a step.
struct Now<'a> {
    node: NodeId,
    view: &'a Observed<'a, Paxos>,
}

impl Now<'_> {
    fn name(&self) -> &str {
        &self.view.names[self.node.index()]
    }
}

impl Observe<Paxos> for Observers {
    type Property = Property;

    fn new(view: &Observed<Paxos>) -> Observers {
        Observers {
            proposed: Set::new(),
            proposals: Map::new(),
            votes: Map::new(),
            chosen: Map::new(),
            seen: vec![Seen::default(); view.nodes.len()].into(),
            first_learned: None,
        }
    }

    fn begin(&mut self, view: &Observed<Paxos>, verdicts: &mut Verdicts<Property>) {
        // What acceptors begin with has been proposed before.
        for (node, id) in view.nodes.iter().zip((0..).map(NodeId)) {
            let Some(acceptor) = &node.state.acceptor else { continue };
            let now = Now { node: id, view };
            if let Some(Proposal { ballot, value }) = &acceptor.accepted {
                self.proposed.insert(value.clone());
                self.note_proposal(*ballot, value, &now, verdicts);
            }
            self.check_acceptor(acceptor, &now, verdicts);
        }
    }

    fn observe(&mut self, step: &Step<Paxos>, view: &Observed<Paxos>, verdicts: &mut Verdicts<Property>) {
        if let Trigger::Command(Propose(value)) = &step.trigger {
            self.proposed.insert(value.clone());
        }
        let lane = &view.nodes[step.node.index()].state;
        let now = Now { node: step.node, view };
        if let Some(proposer) = &lane.proposer {
            self.check_proposer(proposer, &now, verdicts);
        }
        if let Some(acceptor) = &lane.acceptor {
            self.check_acceptor(acceptor, &now, verdicts);
        }
        if let Some(value) = lane.learned() {
            self.check_learner(value, &now, verdicts);
        }
    }

    fn verdict(&self, property: Property, names: &[String]) -> (Outcome, String) {
        match property {
            Property::ValueChosen => self.chosen_verdict(names),
            Property::ValueLearned => self.learned_verdict(names),
            _ => {
                debug_assert_eq!(property.entry().kind, PropertyKind::Safety);
                (Outcome::Holds, self.safety_verdict(property))
            }
        }
    }

    fn is_tested(&self, property: Property) -> bool {
        match property {
            Property::ValueChosen | Property::ValueLearned => !self.proposed.is_empty(),
            Property::QuorumOfPromises | Property::OneValuePerBallot => !self.proposals.is_empty(),
            Property::PromisesKept => self.seen.iter().any(|seen| seen.bar > Ballot::default()),
            Property::Integrity | Property::LearnedChosen => self.first_learned.is_some(),
            _ => !self.chosen.is_empty(),
        }
    }
}

impl Observers {
    /// A proposer that has just got its majority of promises (P2c).
    fn check_proposer(&mut self, proposer: &Proposer, now: &Now, verdicts: &mut Verdicts<Property>) {
        let Some(value) = &proposer.value else { return };
        let ballot = proposer.ballot;
        if self.proposals.get(&ballot) == Some(value) {
            return;
        }
        self.note_proposal(ballot, value, now, verdicts);
        let promises = proposer.promises.len();
        let majority = now.view.config.majority();
        if promises < majority {
            let why = format_args!(
                "{} proposed {value} in {ballot} with promises of {promises}; a majority is {majority}.",
                now.name()
            );
            verdicts.violate(Property::QuorumOfPromises, why);
        }
        let reported = proposer.promises.iter().filter_map(|(_, accepted)| accepted.as_ref());
        if let Some(highest) = reported.max_by_key(|proposal| proposal.ballot)
            && highest.value != *value
        {
            verdicts.violate(Property::QuorumOfPromises, format_args!(
                    "{} proposed {value} in {ballot}, but the highest proposal that its promises reported is {} in {}.",
                    now.name(),
                    highest.value,
                    highest.ballot
                ));
        }
    }

    /// A proposal is made: its ballot has no other value, and it has the value of what
    /// was chosen in lower ballots (P2b).
    fn note_proposal(
        &mut self,
        ballot: Ballot,
        value: &Choice,
        now: &Now,
        verdicts: &mut Verdicts<Property>,
    ) {
        let first = self.proposals.or_insert_with(ballot, || Choice::clone(value)).clone();
        if first != *value {
            verdicts.violate(
                Property::OneValuePerBallot,
                format_args!(
                    "Ballot {ballot} was used to propose {first}, and by {} to propose {value}.",
                    now.name()
                ),
            );
        }
        let other = self.chosen.keys().find(|chosen| chosen.ballot < ballot && chosen.value != *value);
        if let Some(chosen) = other {
            verdicts.violate(
                Property::ChosenStaysChosen,
                format_args!(
                    "{} was chosen in {}, but {} proposed {value} in {ballot}.",
                    chosen.value,
                    chosen.ballot,
                    now.name()
                ),
            );
        }
    }

    fn check_acceptor(&mut self, acceptor: &Acceptor, now: &Now, verdicts: &mut Verdicts<Property>) {
        let before = self.seen[now.node.index()].clone();
        if acceptor.promised < before.promised {
            verdicts.violate(
                Property::PromisesKept,
                format_args!("{} had promised {} and no longer knows.", now.name(), before.promised),
            );
        }
        let mut bar = before.bar.max(acceptor.promised);
        if let Some(proposal) = acceptor.accepted.as_ref().filter(|_| acceptor.accepted != before.accepted) {
            if proposal.ballot < before.bar {
                verdicts.violate(
                    Property::PromisesKept,
                    format_args!(
                        "{} accepted {} after it had promised {}.",
                        now.name(),
                        proposal.ballot,
                        before.bar
                    ),
                );
            }
            bar = bar.max(proposal.ballot);
            self.count_vote(proposal, now, verdicts);
        }
        let seen = &mut self.seen[now.node.index()];
        (seen.promised, seen.bar) = (acceptor.promised, bar);
        seen.accepted.clone_from(&acceptor.accepted);
    }

    /// An acceptor has accepted: perhaps that makes a majority.
    fn count_vote(&mut self, proposal: &Proposal, now: &Now, verdicts: &mut Verdicts<Property>) {
        let voters = self.votes.or_default(proposal.clone());
        voters.insert(now.node);
        if voters.len() < now.view.config.quorum() || self.chosen.get(proposal).is_some() {
            return;
        }
        let Proposal { ballot, value } = proposal;
        if !self.proposed.contains(value) {
            verdicts
                .violate(Property::Validity, format_args!("{value} was chosen, but nobody had proposed it."));
        }
        let other = self.chosen.keys().find(|chosen| chosen.value != *value);
        if let Some(first) = other {
            verdicts.violate(
                Property::Agreement,
                format_args!("{} was chosen in {}, and {value} in {ballot}.", first.value, first.ballot),
            );
        }
        let mut learned = self.seen.iter().filter_map(|seen| seen.learned.as_ref());
        if let Some(other) = learned.find(|learned| *learned != value).cloned() {
            let why = format_args!("{other} was learned, but {value} was chosen in {ballot}.");
            verdicts.violate(Property::Agreement, why);
        }
        let other = self.proposals.iter().find(|(higher, other)| *higher > ballot && *other != value);
        if let Some((higher, other)) = other {
            let why =
                format_args!("{value} was chosen in {ballot}, but {other} had been proposed in {higher}.");
            verdicts.violate(Property::ChosenStaysChosen, why);
        }
        if self.chosen.is_empty() {
            verdicts.turn(Property::ValueChosen);
        }
        self.chosen.insert(proposal.clone(), now.node);
    }

    /// Somebody has learned a value.
    fn check_learner(&mut self, value: &Choice, now: &Now, verdicts: &mut Verdicts<Property>) {
        let before = self.seen[now.node.index()].learned.replace(value.clone());
        if before.as_ref() == Some(value) {
            return;
        }
        if let Some(before) = before {
            verdicts.violate(
                Property::Integrity,
                format_args!("{} learned {before}, and then {value}.", now.name()),
            );
        }
        if !self.chosen.keys().any(|chosen| chosen.value == *value) {
            verdicts.violate(
                Property::LearnedChosen,
                format_args!("{} learned {value}, which no majority has accepted in one ballot.", now.name()),
            );
        }
        let learned = self.seen.iter().filter_map(|seen| seen.learned.as_ref());
        let chosen = self.chosen.keys().map(|chosen| &chosen.value);
        let other = learned.chain(chosen).find(|other| *other != value);
        if let Some(other) = other {
            verdicts.violate(
                Property::Agreement,
                format_args!("{} learned {value}, but {other} was chosen or learned too.", now.name()),
            );
        }
        if self.first_learned.is_none() {
            self.first_learned = Some(now.node);
            verdicts.turn(Property::ValueLearned);
        }
    }

    fn safety_verdict(&self, property: Property) -> String {
        let chosen = self.chosen.keys().next();
        match (property, chosen) {
            (Property::Agreement, None) => "Nothing has been chosen yet.".to_owned(),
            (Property::Agreement, Some(chosen)) => format!("Only {} was chosen.", chosen.value),
            (Property::Validity, None) => "Nothing has been chosen yet.".to_owned(),
            (Property::Validity, Some(chosen)) => format!("{} was proposed.", chosen.value),
            (Property::Integrity, _) => "Nobody learned two values.".to_owned(),
            (Property::LearnedChosen, _) => "Nobody learned what was not chosen.".to_owned(),
            (Property::ChosenStaysChosen, None) => "Nothing has been chosen yet.".to_owned(),
            (Property::ChosenStaysChosen, Some(chosen)) => {
                format!(
                    "{} was chosen in {}, and no higher ballot proposed another value.",
                    chosen.value, chosen.ballot
                )
            }
            (Property::QuorumOfPromises, _) => {
                let made = counted(self.proposals.len() as u32, "proposal was", "proposals were");
                format!("{made} made, as the promises allow.")
            }
            (Property::OneValuePerBallot, _) => "No ballot proposed two values.".to_owned(),
            _ => "No acceptor fell below what it had promised.".to_owned(),
        }
    }

    fn chosen_verdict(&self, names: &[String]) -> (Outcome, String) {
        let Some((Proposal { ballot, value }, by)) = self.chosen.first() else {
            return (Outcome::Pending, "No majority has accepted a proposal yet.".to_owned());
        };
        let by = &names[by.index()];
        let known = match self.first_learned {
            Some(_) => "",
            None => "; nobody has learned it yet",
        };
        (Outcome::Holds, format!("{value} was chosen in {ballot} when {by} accepted it{known}."))
    }

    fn learned_verdict(&self, names: &[String]) -> (Outcome, String) {
        match self.first_learned {
            Some(node) => {
                let value = self.seen[node.index()].learned.as_deref().unwrap_or_default();
                (Outcome::Holds, format!("{} was the first to learn {value}.", names[node.index()]))
            }
            None => (Outcome::Pending, "Nobody has learned a value yet.".to_owned()),
        }
    }
}
