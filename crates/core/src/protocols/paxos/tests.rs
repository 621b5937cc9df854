//! Paxos under every schedule, as far as a plain breadth-first search reaches: the
//! shortest ways to what can happen are as long as known, and what is wrong breaks.
//!
//! The lengths were found before in a model of their own, in which a step is the start of
//! a ballot, or the delivery of a Prepare, a Promise or an Accept, or a crash or restart
//! of an acceptor. Here a command starts a ballot, and the others are choices of the same
//! names. Two things have no counterpart there and are kept out: Accepted messages are
//! delivered only to learners, of which mostly there are none, since observers see votes
//! when they are cast; and refusals are off. Timers do not fire: each proposer has one ballot.

use super::*;
use crate::protocols::searching::{self, after, breaks, breaks_any, fingerprint};
use crate::sim::command::Given;
use crate::sim::fault::Fault;
use crate::sim::plan::Budget;
use crate::sim::world::{Choice as Step, Setup, World};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What each proposer is asked to propose.
const VALUES: [&str; 4] = ["x", "y", "z", "w"];

/// A few lanes to search.
struct Model {
    proposers: u8,
    acceptors: u8,
    learners: u8,
    bug: Option<Bug>,
    /// How many acceptors may crash, and come back.
    crashes: u32,
}

impl Model {
    const fn right(proposers: u8, acceptors: u8) -> Model {
        Model { proposers, acceptors, learners: 0, bug: None, crashes: 0 }
    }

    const fn wrong(proposers: u8, acceptors: u8, bug: Bug) -> Model {
        Model { bug: Some(bug), ..Model::right(proposers, acceptors) }
    }

    fn world(&self) -> World<Paxos> {
        let servers = self.proposers + self.acceptors;
        let lanes = servers + self.learners;
        let config = Config {
            proposers: self.proposers,
            acceptors: (self.proposers, self.acceptors),
            learners: (servers, self.learners),
            retry: 100_000,
            back_off: (0, 0),
            doubles: false,
            refusals: false,
            client_retry: 200_000,
            bug: self.bug,
        };
        let states = (0..lanes).map(|lane| Paxos::new(NodeId(lane), &config)).collect();
        let command = |lane: u8| (lane < self.proposers).then(|| Propose(VALUES[usize::from(lane)].into()));
        let setup = Setup {
            names: (0..lanes).map(|lane| format!("N{lane}")).collect(),
            config,
            commands: (0..lanes).map(|lane| command(lane).into_iter().map(Given::from).collect()).collect(),
            fifo: None,
            traitors: crate::ordered::Map::new(),
            has_rounds: false,
        };
        let budget = Budget { crash: self.crashes, restart: self.crashes, fire: 0, ..Budget::NO_FAULTS };
        World::new(Arc::new(setup), states, budget)
    }

    /// Whether the search takes a choice.
    fn takes(&self, choice: &Step<Timer>, world: &World<Paxos>) -> bool {
        match choice {
            Step::Deliver(id) => {
                world.flight(*id).is_some_and(|flight| self.takes_message(flight.to, &flight.message, world))
            }
            Step::Fault(Fault::Crash(node)) => {
                (self.proposers..self.proposers + self.acceptors).contains(&node.0)
            }
            _ => true,
        }
    }

    /// A Prepare of a ballot that the acceptor has accepted already, so that the proposer
    /// needs no promise of it, is left alone unless ballots are shared.
    fn takes_message(&self, to: NodeId, message: &Message, world: &World<Paxos>) -> bool {
        let promised = world.nodes()[to.index()].state.acceptor.as_ref().map(|acceptor| acceptor.promised);
        match message {
            Message::Accepted(_) => to.0 >= self.proposers + self.acceptors,
            Message::Prepare { ballot } => Some(*ballot) != promised || self.bug == Some(Bug::SameBallots),
            _ => true,
        }
    }

    /// Worlds that one choice leads to. A message that changes nothing where it arrives,
    /// such as one that is refused in silence, stays where it is.
    fn next(&self, world: &World<Paxos>) -> Vec<World<Paxos>> {
        let mut step = crate::sim::world::Step::default();
        let mut worlds = Vec::new();
        for choice in world.choices().iter().filter(|choice| self.takes(choice, world)) {
            let next = after(world, choice, &mut step);
            if !step.emitted.sends.is_empty() || next.nodes() != world.nodes() {
                worlds.push(next);
            }
        }
        worlds
    }

    fn shortest(&self, wanted: impl Fn(&World<Paxos>) -> bool) -> Option<u32> {
        searching::shortest(self.world(), |world| self.next(world), wanted)
    }

    /// How many worlds there are, told apart by what proposers and acceptors know, who
    /// voted for what, and the messages in flight of the two phases.
    fn count(&self) -> usize {
        let mut seen = BTreeSet::new();
        let mut stack = vec![self.world()];
        while let Some(world) = stack.pop() {
            let flying = world.flying().map(|(_, flight)| flight);
            let mut phases: Vec<_> = flying.filter(|f| !matches!(f.message, Message::Accepted(_))).collect();
            phases.sort_unstable();
            if seen.insert(fingerprint(&(world.nodes(), &world.observers().votes, phases))) {
                stack.extend(self.next(&world));
            }
        }
        seen.len()
    }
}

/// The chosen values.
fn chosen(world: &World<Paxos>) -> BTreeSet<&str> {
    world.observers().chosen.keys().map(|proposal| &*proposal.value).collect()
}

fn is_chosen(world: &World<Paxos>) -> bool {
    !chosen(world).is_empty()
}

/// Whether the second proposer has found x and asks to accept it.
fn second_adopted_x(world: &World<Paxos>) -> bool {
    let proposer = world.nodes()[1].state.proposer.as_ref();
    proposer.is_some_and(|p| p.phase == Phase::Accept && p.value.as_deref() == Some("x"))
}

#[test]
fn choosing_takes_a_start_and_two_round_trips_to_a_majority() {
    assert_eq!(Model::right(2, 3).shortest(is_chosen), Some(7));
    assert_eq!(Model::right(1, 5).shortest(is_chosen), Some(10));
}

#[test]
fn a_value_can_be_accepted_and_another_chosen() {
    let accepted_only = |world: &World<Paxos>| {
        chosen(world) == BTreeSet::from(["y"])
            && world.observers().votes.keys().any(|proposal| &*proposal.value == "x")
    };
    assert_eq!(Model::right(2, 3).shortest(accepted_only), Some(13));
}

#[test]
fn a_second_proposer_finds_what_was_chosen_before_anybody_knows() {
    let found = |world: &World<Paxos>| chosen(world) == BTreeSet::from(["x"]) && second_adopted_x(world);
    assert_eq!(Model::right(2, 3).shortest(found), Some(12));
}

#[test]
fn a_second_proposer_must_adopt_even_what_was_not_chosen() {
    let found = |world: &World<Paxos>| !is_chosen(world) && second_adopted_x(world);
    assert_eq!(Model::right(2, 3).shortest(found), Some(11));
}

/// Where each proposer has one ballot, what one does and what another does mix freely:
/// every world can be reached by running the ballots one after the other. So the worlds
/// of two proposers are the square of the worlds of one.
#[test]
fn ballots_are_independent() {
    assert_eq!([1, 2, 3].map(|proposers| Model::right(proposers, 1).count()), [5, 25, 125]);
    assert_eq!([1, 2].map(|proposers| Model::right(proposers, 3).count()), [69, 69 * 69]);
}

#[test]
fn right_paxos_is_safe() {
    assert_eq!(Model::right(2, 3).shortest(breaks_any), None);
    assert_eq!(Model { crashes: 1, ..Model::right(2, 2) }.shortest(breaks_any), None);
}

#[test]
fn refusing_the_promised_ballot_chooses_nothing_ever() {
    let model = Model::wrong(2, 3, Bug::RefusesEqual);
    assert_eq!(model.shortest(is_chosen), None);
    assert_eq!(model.count(), 900);
}

#[test]
fn keeping_the_own_value_chooses_two() {
    let model = Model::wrong(2, 3, Bug::KeepsOwnValue);
    assert_eq!(model.shortest(breaks("agreement")), Some(14));
}

#[test]
fn accepting_anything_chooses_two() {
    let model = Model::wrong(2, 3, Bug::AcceptsAnything);
    assert_eq!(model.shortest(breaks("agreement")), Some(14));
}

#[test]
fn forgetting_a_promise_chooses_two() {
    let model = Model { crashes: 1, ..Model::wrong(2, 3, Bug::ForgetsPromise) };
    assert_eq!(model.shortest(breaks("agreement")), Some(16));
}

#[test]
fn forgetting_what_was_accepted_chooses_two() {
    let model = Model { crashes: 1, ..Model::wrong(2, 3, Bug::ForgetsAccepted) };
    assert_eq!(model.shortest(breaks("agreement")), Some(16));
}

#[test]
fn half_is_no_majority() {
    let model = |acceptors| Model::wrong(2, acceptors, Bug::HalfQuorum);
    assert_eq!(model(2).shortest(breaks("agreement")), Some(8));
    assert_eq!(model(4).shortest(breaks("agreement")), Some(14));
    assert_eq!(model(3).shortest(breaks_any), None, "half of three, rounded up, is two");
}

#[test]
fn less_than_half_is_no_majority() {
    let model = Model::wrong(2, 3, Bug::FloorQuorum);
    assert_eq!(model.shortest(breaks("agreement")), Some(8));
}

/// A vote for x in 1.1, and one in 1.2: L1 hears of both.
#[test]
fn counting_over_ballots_learns_what_is_not_chosen() {
    let model = Model { learners: 1, ..Model::wrong(2, 3, Bug::CountsOverBallots) };
    assert_eq!(model.shortest(breaks("learned-chosen")), Some(14));
    let right = Model { learners: 1, ..Model::right(2, 2) };
    assert_eq!(right.shortest(breaks_any), None);
}

#[test]
fn sharing_ballots_chooses_two() {
    let model = Model::wrong(2, 3, Bug::SameBallots);
    assert_eq!(model.shortest(breaks("one-value-per-ballot")), Some(10));
    assert_eq!(model.shortest(breaks("agreement")), Some(14));
}
