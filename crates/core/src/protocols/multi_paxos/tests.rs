//! Multi-Paxos under every schedule, as far as a plain breadth-first search reaches.

use super::*;
use crate::protocols::paxos::Ballot;
use crate::protocols::searching::{self, breaks, breaks_any, without_timer};
use crate::sim::command::Given;
use crate::sim::plan::Budget;
use crate::sim::world::{Choice, Setup, Step, World};
use std::sync::Arc;

/// A small cluster to search.
struct Model {
    servers: u8,
    bug: Option<Bug>,
    /// For each command, the server that is given it.
    commands: &'static [u8],
    budget: Budget,
}

const NO_FAULTS: Budget = Budget { fire: 1, ..Budget::NO_FAULTS };

impl Model {
    const fn right(servers: u8, commands: &'static [u8], fire: u32) -> Model {
        Model { servers, bug: None, commands, budget: Budget { fire, ..NO_FAULTS } }
    }

    fn world(&self) -> World<MultiPaxos> {
        let config = Config {
            servers: self.servers,
            election_timeout: (150_000, 300_000),
            heartbeat: 50_000,
            client_retry: 200_000,
            bug: self.bug,
        };
        let states = (0..self.servers).map(|server| MultiPaxos::new(NodeId(server), &config)).collect();
        let command = |(index, _)| Op::Put("x".into(), format!("{index}").into());
        let of_node = |node| {
            self.commands
                .iter()
                .enumerate()
                .filter(move |(_, to)| **to == node)
                .map(command)
                .map(Given::from)
                .collect()
        };
        let setup = Setup {
            names: (1..=self.servers).map(|n| format!("S{n}")).collect(),
            config,
            commands: (0..self.servers).map(of_node).collect(),
            fifo: None,
            traitors: crate::ordered::Map::new(),
            has_rounds: false,
        };
        let mut world = World::new(Arc::new(setup), states, self.budget);
        let mut step = Step::default();
        for node in 0..self.servers {
            world.start(NodeId(node), &mut step);
        }
        world
    }

    /// The fewest choices to a world that is as wanted. Heartbeat timers add nothing to what
    /// is searched for here.
    fn shortest(&self, wanted: impl Fn(&World<MultiPaxos>) -> bool) -> Option<u32> {
        searching::shortest(self.world(), without_timer(Timer::Heartbeat), wanted)
    }
}

fn servers(world: &World<MultiPaxos>) -> impl Iterator<Item = &Server> {
    world.nodes().iter().filter_map(|node| match &node.state {
        MultiPaxos::Server(server) => Some(server),
        MultiPaxos::Client(_) => None,
    })
}

fn leaders(world: &World<MultiPaxos>) -> usize {
    servers(world).filter(|server| server.role == Role::Leader).count()
}

/// A start, a Prepare and a Promise of each one needed, as a timeout, a RequestVote and a
/// vote of each one needed in Raft.
#[test]
fn leading_takes_a_timeout_and_the_promises_of_a_majority() {
    assert_eq!(Model::right(1, &[], 1).shortest(|world| leaders(world) == 1), Some(1));
    assert_eq!(Model::right(3, &[], 1).shortest(|world| leaders(world) == 1), Some(3));
    assert_eq!(Model::right(5, &[], 1).shortest(|world| leaders(world) == 1), Some(5));
}

/// An election, a command, and one vote: as many as in Raft. The command is chosen before
/// the leader knows.
#[test]
fn a_command_takes_one_round_trip_once_there_is_a_leader() {
    let is_chosen = |world: &World<MultiPaxos>| !world.observers().chosen.is_empty();
    assert_eq!(Model::right(3, &[0], 1).shortest(is_chosen), Some(5));
    let is_applied = |world: &World<MultiPaxos>| servers(world).any(|server| server.applied == 1);
    assert_eq!(Model::right(3, &[0], 1).shortest(is_applied), Some(6));
    assert_eq!(Model::right(1, &[0], 1).shortest(is_applied), Some(2));
}

#[test]
fn two_leaders_at_once_have_different_ballots() {
    assert_eq!(Model::right(3, &[], 2).shortest(|world| leaders(world) == 2), Some(6));
    assert_eq!(Model::right(3, &[], 2).shortest(breaks_any), None);
}

#[test]
fn right_multi_paxos_is_safe_with_faults() {
    let budget = Budget { drop: 1, crash: 1, restart: 1, fire: 2, ..NO_FAULTS };
    let model = Model { servers: 2, bug: None, commands: &[0], budget };
    assert_eq!(model.shortest(breaks_any), None);
}

#[test]
fn ignoring_promises_chooses_two_commands_for_a_slot() {
    let model = Model { bug: Some(Bug::IgnoresPromises), ..Model::right(3, &[0, 2], 2) };
    assert_eq!(model.shortest(breaks("slot-agreement")), Some(10));
}

/// S1 proposed for slots 1 and 2, and only slot 2 reached S2, which then leads: it must
/// fill slot 1 before anybody can apply slot 2.
#[test]
fn a_gap_is_filled_with_a_no_op() {
    let ballot = |proposer| Ballot { round: 1, proposer };
    let mut server = Server::new();
    let command = |op| Command { ticket: None, op };
    let put = Op::Put("x".into(), "1".into());
    server.log = vec![None, Some(Slot { chosen: false, ballot: ballot(1), command: command(put) })];
    let mut world = Model::right(1, &[], 1).world();
    let states = vec![MultiPaxos::Server(server)];
    let setup = Setup {
        names: vec!["S1".to_owned()],
        config: world.setup().config.clone(),
        commands: vec![Vec::new()],
        fifo: None,
        traitors: crate::ordered::Map::new(),
        has_rounds: false,
    };
    world = World::new(Arc::new(setup), states, NO_FAULTS);
    let mut step = Step::default();
    world.start(NodeId(0), &mut step);
    world.apply(&Choice::Fire(NodeId(0), Timer::Election), &mut step);
    assert_eq!(step.emitted.decisions, ["1: no-op", "2: put x 1"]);
}
