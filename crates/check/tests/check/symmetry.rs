//! Interchangeable nodes, against orbits that are counted from runs alone: whoever does
//! the same with two nodes in each other's place comes to a state of the same orbit.

use sequitur_check::{Ended, Limits, Search, Worlds};
use sequitur_core::protocols::{paxos::Paxos, raft::Raft};
use sequitur_core::scenario::Scenario;
use sequitur_core::sim::fault::Fault;
use sequitur_core::sim::process::Process;
use sequitur_core::sim::world::{Choice, Step, World};
use sequitur_core::trace::{MessageId, NodeId};
use std::collections::{BTreeMap, VecDeque};
use std::hash::Hash;
use xxhash_rust::xxh3::Xxh3;

fn scenario(text: &str) -> Scenario {
    Scenario::parse(text).unwrap_or_else(|mistakes| panic!("{text}\n{mistakes:#?}"))
}

fn fingerprint<P: Process>(world: &World<P>) -> u128 {
    let mut hasher = Xxh3::new();
    world.hash(&mut hasher);
    hasher.digest128()
}

/// A world, and what it would be had two nodes changed places from the beginning.
#[derive(Clone)]
struct Twins<P: Process> {
    world: World<P>,
    other: World<P>,
    swapped: (NodeId, NodeId),
    /// What each message is called in the other world.
    messages: BTreeMap<MessageId, MessageId>,
}

impl<P: Process> Twins<P> {
    fn swapped(&self, node: NodeId) -> NodeId {
        match self.swapped {
            (a, b) if node == a => b,
            (a, b) if node == b => a,
            _ => node,
        }
    }

    fn apply(&mut self, choice: &Choice<P::Timer>) {
        let other = match choice {
            Choice::Deliver(id) => Choice::Deliver(self.messages[id]),
            Choice::Drop(id) => Choice::Drop(self.messages[id]),
            Choice::Duplicate(id) => Choice::Duplicate(self.messages[id]),
            Choice::Fire(node, timer) => Choice::Fire(self.swapped(*node), *timer),
            Choice::Command(node) => Choice::Command(self.swapped(*node)),
            Choice::Fault(Fault::Crash(node)) => Choice::Fault(Fault::Crash(self.swapped(*node))),
            Choice::Fault(Fault::Restart(node)) => Choice::Fault(Fault::Restart(self.swapped(*node))),
            other => unreachable!("no search of these protocols offers {other:?}"),
        };
        let (new, new_there) = (self.world.next_message(), self.other.next_message());
        let mut step = Step::default();
        self.world.apply(choice, &mut step);
        self.other.apply(&other, &mut step);
        let mut there: Vec<_> = self
            .other
            .flying()
            .filter(|(id, _)| *id >= new_there)
            .map(|(id, flight)| (id, flight.to))
            .collect();
        for (id, flight) in self.world.flying().filter(|(id, _)| *id >= new) {
            let to = self.swapped(flight.to);
            let index = there.iter().position(|(_, other)| *other == to).expect("both send the same");
            self.messages.insert(id, there.remove(index).0);
        }
    }
}

/// The states of a scenario, and the orbits that they fall into when these neighbours can
/// change places.
fn orbits<P: Process>(text: &str, neighbours: &[(u8, u8)]) -> (usize, usize) {
    let plan = scenario(text).plan().clone();
    let mut start = sequitur_core::sim::world::<P>(&plan, plan.allow);
    for node in 0..plan.nodes.len() as u8 {
        start.start(NodeId(node), &mut Step::default());
    }
    let twins = |(a, b): &(u8, u8)| {
        let swapped = (NodeId(*a), NodeId(*b));
        Twins { world: start.clone(), other: start.clone(), swapped, messages: BTreeMap::new() }
    };
    let first: Vec<Twins<P>> = neighbours.iter().map(twins).collect();
    // For each state one that is known to be in its orbit, in the end itself.
    let mut orbit = BTreeMap::from([(fingerprint(&start), fingerprint(&start))]);
    let mut same = Vec::new();
    let mut queue = VecDeque::from([(start, first)]);
    while let Some((world, twins)) = queue.pop_front() {
        same.extend(twins.iter().map(|twins| (fingerprint(&world), fingerprint(&twins.other))));
        for choice in world.choices() {
            let mut next = world.clone();
            next.apply(&choice, &mut Step::default());
            let name = fingerprint(&next);
            if next.is_within_epochs() && orbit.insert(name, name).is_none() {
                let mut twins = twins.clone();
                twins.iter_mut().for_each(|twins| twins.apply(&choice));
                queue.push_back((next, twins));
            }
        }
    }
    let states = orbit.len();
    for (a, b) in same {
        let (a, b) = (last(&orbit, a), last(&orbit, b));
        orbit.insert(a, b);
    }
    (states, orbit.iter().filter(|(state, of)| state == of).count())
}

fn last(orbit: &BTreeMap<u128, u128>, mut state: u128) -> u128 {
    while orbit[&state] != state {
        state = orbit[&state];
    }
    state
}

fn searched(worlds: Worlds) -> Search<Worlds> {
    let mut search = Search::new(worlds, Limits { is_exact: true, ..Limits::default() });
    search.advance(u32::MAX);
    search
}

/// States without symmetry and with it, by search, are states and orbits, by runs.
fn counts_orbits<P: Process>(text: &str, neighbours: &[(u8, u8)]) {
    let worlds = || Worlds::new(&scenario(text), &[]).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"));
    let (plain, symmetric) =
        (searched(worlds()), searched(worlds().with_symmetry().expect("some are alike")));
    let counts = [&plain, &symmetric].map(|search| search.progress().states as usize);
    let (states, orbits) = orbits::<P>(text, neighbours);
    assert_eq!(counts, [states, orbits], "{text}");
    assert!(orbits < states);
    for search in [&plain, &symmetric] {
        assert_eq!(search.progress().ended, Some(Ended::Complete), "{text}");
    }
    assert_eq!(plain.progress().depth, symmetric.progress().depth);
    let lengths = |search: &Search<Worlds>| {
        let indices = 0..search.findings().len();
        indices.map(|index| search.found(index).map(|found| found.depth)).collect::<Vec<_>>()
    };
    assert_eq!(lengths(&plain), lengths(&symmetric), "the shortest ways are as long");
}

#[test]
fn servers_of_raft_are_interchangeable() {
    counts_orbits::<Raft>("protocol raft\nnodes 3\nallow fire 2\nallow term 1\n", &[(0, 1), (1, 2)]);
    counts_orbits::<Raft>("protocol raft\nnodes 4\nallow fire 1\n", &[(0, 1), (1, 2), (2, 3)]);
    counts_orbits::<Raft>(
        "protocol raft\nnodes 2\nallow fire 2\nallow crash 1\nallow restart 1\nallow drop 1\n",
        &[(0, 1)],
    );
    counts_orbits::<Raft>(
        "protocol raft\nnodes 3\nset reads read-index\nat 0ms S1 get x\nallow fire 1\nallow term 1\n",
        &[(1, 2)],
    );
    // Who is given a command is another than the others.
    counts_orbits::<Raft>("protocol raft\nnodes 3\nat 0ms S1 put x 1\nallow fire 1\n", &[(1, 2)]);
    counts_orbits::<Raft>(
        "protocol raft\nnodes 3\nset pre-vote on\nset no-op on\nallow fire 1\nallow duplicate 1\n",
        &[(0, 1), (1, 2)],
    );
}

#[test]
fn acceptors_and_learners_of_paxos_are_interchangeable() {
    counts_orbits::<Paxos>(
        "protocol paxos\nproposers 1\nacceptors 3\nlearners 1\nat 0ms P1 propose x\nallow fire 0\n",
        &[(1, 2), (2, 3)],
    );
    counts_orbits::<Paxos>(
        "protocol paxos\nproposers 1\nacceptors 2\nlearners 2\nat 0ms P1 propose x\nallow fire 0\n",
        &[(1, 2), (3, 4)],
    );
}

#[test]
fn a_mistake_is_found_as_early() {
    for (text, length) in [
        ("protocol raft votes-twice\nnodes 3\nallow fire 2\n", 6),
        ("protocol raft half-quorum\nnodes 4\nallow fire 2\nallow term 1\n", 6),
    ] {
        let worlds = Worlds::new(&scenario(text), &[]).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"));
        let search = searched(worlds.with_symmetry().expect("servers are alike"));
        let (index, found) = search.counterexample().expect("it is broken");
        assert_eq!(found.depth, length);
        let by_hand = scenario(&search.scenario_of(index, found));
        assert_eq!(by_hand.unmet(&by_hand.run()), [], "{}", by_hand.text());
    }
}

#[test]
fn what_is_not_interchangeable_is_told() {
    let refused = |text: &str| {
        let worlds = Worlds::new(&scenario(text), &[]).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"));
        worlds.with_symmetry().err().unwrap_or_default()
    };
    assert!(refused("protocol ricart-agrawala\nnodes 3\n").contains("by their numbers"));
    assert!(refused("protocol raft\nnodes 2\nat 0ms S1 put x 1\n").contains("different commands"));
    assert!(refused("protocol raft\nnodes 7\n").contains("5040 ways"));
    let elected = "protocol raft\nnodes 2\nschedule manual\nfire S1 election-timeout\n";
    assert!(refused(elected).contains("where the search begins"));
}
