//! Raft under every schedule, as far as a plain breadth-first search reaches: what can
//! happen is exactly what the paper says, and the shortest ways are as long as known.

use super::*;
use crate::protocols::searching::{self, breaks, breaks_any, without_timer};
use crate::sim::command::Given;
use crate::sim::plan::Budget;
use crate::sim::world::{Setup, Step, World};
use std::sync::Arc;

/// A small cluster to search.
struct Model {
    servers: u8,
    variant: Option<&'static str>,
    /// For each command, the server that is given it.
    commands: &'static [u8],
    budget: Budget,
}

const NO_FAULTS: Budget = Budget { fire: 3, ..Budget::NO_FAULTS };

impl Model {
    fn right(servers: u8, commands: &'static [u8], fire: u32) -> Model {
        Model { servers, variant: None, commands, budget: Budget { fire, ..NO_FAULTS } }
    }

    fn world(&self) -> World<Raft> {
        let config = Config {
            servers: self.servers,
            election_timeout: (150_000, 300_000),
            heartbeat: 50_000,
            client_retry: 200_000,
            batch: 64,
            check_quorum: false,
            pre_vote: false,
            no_op: false,
            reads: ReadBy::Log,
            sticky_leader: false,
            members: self.servers,
            snapshot_every: 0,
            bug: self.variant.and_then(Bug::named),
        };
        let states = (0..self.servers).map(|_| Raft::Server(Server::new(&config))).collect();
        let command = |(index, _)| Command::Store(Op::Put("x".into(), format!("{index}").into()));
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
            fifo: None,
            traitors: crate::ordered::Map::new(),
            has_rounds: false,
            commands: (0..self.servers).map(of_node).collect(),
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
    fn shortest(&self, wanted: impl Fn(&World<Raft>) -> bool) -> Option<u32> {
        searching::shortest(self.world(), without_timer(Timer::Heartbeat), wanted)
    }
}

fn servers(world: &World<Raft>) -> impl Iterator<Item = &Server> {
    world.nodes().iter().filter_map(|node| match &node.state {
        Raft::Server(server) => Some(server),
        Raft::Client(_) => None,
    })
}

fn leaders(world: &World<Raft>) -> usize {
    servers(world).filter(|server| server.role == Role::Leader).count()
}

#[test]
fn electing_takes_a_timeout_a_request_and_a_vote_of_each_one_needed() {
    assert_eq!(Model::right(3, &[], 1).shortest(|world| leaders(world) == 1), Some(3));
    assert_eq!(Model::right(5, &[], 1).shortest(|world| leaders(world) == 1), Some(5));
}

#[test]
fn a_server_alone_elects_itself_and_commits_at_once() {
    assert_eq!(Model::right(1, &[], 1).shortest(|world| leaders(world) == 1), Some(1));
    let committed = |world: &World<Raft>| servers(world).any(|server| server.commit_index == 1);
    assert_eq!(Model::right(1, &[0], 1).shortest(committed), Some(2));
}

#[test]
fn two_leaders_at_once_have_different_terms() {
    let two_at_once = |world: &World<Raft>| leaders(world) == 2;
    assert_eq!(Model::right(3, &[], 2).shortest(two_at_once), Some(6));
    assert_eq!(Model::right(3, &[], 2).shortest(breaks_any), None);
}

#[test]
fn a_term_is_dead_when_all_voted_and_nobody_won() {
    let dead = |world: &World<Raft>| {
        leaders(world) == 0
            && servers(world).all(|server| server.current_term == 1 && server.voted_for.is_some())
            && servers(world).all(|server| server.role == Role::Candidate)
    };
    assert_eq!(Model::right(3, &[], 3).shortest(dead), Some(3));
}

#[test]
fn committing_takes_an_election_a_command_and_one_round_trip() {
    let committed = |world: &World<Raft>| servers(world).any(|server| server.commit_index == 1);
    assert_eq!(Model::right(3, &[0], 1).shortest(committed), Some(6));
}

/// A follower learns of it with the next message of the leader: the answer to the first
/// heartbeat leads to one, or else a heartbeat timer.
#[test]
fn a_follower_learns_later_that_an_entry_is_committed() {
    let known_to_two =
        |world: &World<Raft>| servers(world).filter(|server| server.commit_index == 1).count() == 2;
    assert_eq!(Model::right(3, &[0], 1).shortest(known_to_two), Some(9));
}

#[test]
fn right_raft_is_safe_with_faults() {
    let budget = Budget { drop: 1, crash: 1, restart: 1, fire: 2, ..NO_FAULTS };
    let model = Model { servers: 2, variant: None, commands: &[0], budget };
    assert_eq!(model.shortest(breaks_any), None);
}

#[test]
fn forgetting_the_vote_elects_two() {
    let budget = Budget { crash: 1, restart: 1, fire: 2, ..NO_FAULTS };
    let model = |servers, variant| Model { servers, variant, commands: &[], budget };
    let elects_two = breaks("election-safety");
    assert_eq!(model(3, Some("forgets-vote")).shortest(elects_two), Some(8));
    assert_eq!(model(2, Some("forgets-vote")).shortest(elects_two), None);
}

#[test]
fn voting_twice_elects_two() {
    let model = Model { variant: Some("votes-twice"), ..Model::right(3, &[], 2) };
    assert_eq!(model.shortest(breaks("election-safety")), Some(6));
}

#[test]
fn voting_without_comparing_logs_loses_a_committed_entry() {
    let model = Model { variant: Some("ignores-logs"), ..Model::right(3, &[0], 2) };
    assert_eq!(model.shortest(breaks("leader-completeness")), Some(9));
}

#[test]
fn half_of_the_servers_are_no_majority() {
    let elects_two = breaks("election-safety");
    let model = |servers| Model { variant: Some("half-quorum"), ..Model::right(servers, &[], 2) };
    assert_eq!(model(2).shortest(elects_two), Some(2));
    assert_eq!(model(4).shortest(elects_two), Some(6));
    assert_eq!(model(3).shortest(breaks_any), None, "half of three, rounded up, is a majority");
}

#[test]
fn one_of_three_is_no_majority() {
    let model = Model { variant: Some("floor-quorum"), ..Model::right(3, &[], 2) };
    assert_eq!(model.shortest(breaks("election-safety")), Some(2));
}

#[test]
fn a_leader_that_does_not_step_down_is_a_second_one() {
    let model = |servers| Model { variant: Some("keeps-leading"), ..Model::right(servers, &[], 2) };
    let two = breaks("election-safety");
    assert_eq!(model(2).shortest(two), Some(6));
    assert_eq!(model(3).shortest(two), Some(6));
}

#[test]
fn truncating_a_matching_log_loses_a_committed_entry() {
    let model = Model { variant: Some("truncates-logs"), ..Model::right(3, &[0], 2) };
    assert_eq!(model.shortest(breaks("leader-completeness")), Some(10));
}

#[test]
fn forgetting_the_log_loses_a_committed_entry() {
    let budget = Budget { crash: 1, restart: 1, fire: 2, ..NO_FAULTS };
    let model = Model { servers: 3, variant: Some("forgets-log"), commands: &[0], budget };
    assert_eq!(model.shortest(breaks("leader-completeness")), Some(11));
}
