//! Random graphs: whatever the shape of a state space, all is counted as it is.

use crate::oracle::{count, states_of};
use proptest::collection::vec;
use proptest::prelude::*;
use sequitur_check::{Ended, Limits, Model, Search, Watch};
use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicU64, Ordering};

/// States are numbers; from each, edges lead to others. Edge by edge, -1 leads nowhere.
#[derive(Clone, Debug)]
struct Graph {
    edges: Vec<Vec<i16>>,
    initial: Vec<u16>,
    sought: u16,
}

impl Model for Graph {
    type State = u16;
    type Action = i16;

    fn initial(&self) -> Vec<u16> {
        self.initial.clone()
    }

    fn actions(&self, state: &u16, actions: &mut Vec<i16>) {
        actions.extend(&self.edges[usize::from(*state)]);
    }

    fn apply(&self, state: &mut u16, action: &i16) -> bool {
        match u16::try_from(*action) {
            Ok(next) => {
                *state = next;
                true
            }
            Err(_) => false,
        }
    }

    fn encode(&self, state: &u16, bytes: &mut Vec<u8>) {
        bytes.extend(state.to_le_bytes());
    }

    fn watches(&self) -> Vec<Watch> {
        vec![Watch::goal("sought")]
    }

    fn shows(&self, state: &u16) -> u64 {
        u64::from(*state == self.sought)
    }
}

impl Graph {
    /// How far away each state is that can be reached, the plain way.
    fn distances(&self) -> BTreeMap<u16, u32> {
        let mut distances: BTreeMap<u16, u32> = self.initial.iter().map(|state| (*state, 0)).collect();
        let mut queue: VecDeque<u16> = distances.keys().copied().collect();
        while let Some(state) = queue.pop_front() {
            let next = distances[&state] + 1;
            for edge in &self.edges[usize::from(state)] {
                if let Ok(to) = u16::try_from(*edge)
                    && !distances.contains_key(&to)
                {
                    distances.insert(to, next);
                    queue.push_back(to);
                }
            }
        }
        distances
    }
}

fn graphs() -> impl Strategy<Value = Graph> {
    (2..300_u16).prop_flat_map(|states| {
        let edges = vec(vec(-1..states as i16, 0..4), usize::from(states));
        (edges, vec(0..states, 1..4), 0..states).prop_map(|(edges, initial, sought)| Graph {
            edges,
            initial,
            sought,
        })
    })
}

proptest! {
    #[test]
    fn every_state_that_can_be_reached_is_counted_once(graph in graphs()) {
        let distances = graph.distances();
        let edges = distances.keys().flat_map(|state| &graph.edges[usize::from(*state)]);
        let transitions = edges.filter(|edge| **edge >= 0).count() as u64;
        let depth = distances.values().copied().max().unwrap_or(0);
        let counted = count(|| graph.clone());
        prop_assert_eq!(counted, (distances.len() as u32, transitions, depth));
        prop_assert_eq!(states_of(graph.clone()), counted.0);
        let mut search = Search::new(graph.clone(), Limits::default());
        search.advance(u32::MAX);
        let dead = distances.keys().filter(|state| graph.edges[usize::from(**state)].iter().all(|edge| *edge < 0));
        prop_assert_eq!(search.progress().dead_ends as usize, dead.count());
    }

    #[test]
    fn ways_are_shortest_and_lead_there(graph in graphs()) {
        let mut search = Search::new(graph.clone(), Limits::default());
        search.advance(u32::MAX);
        let found = search.found(0);
        prop_assert_eq!(found.map(|found| found.depth), graph.distances().get(&graph.sought).copied());
        if let Some(found) = found {
            let (way, end) = search.way(found);
            prop_assert_eq!(way.len() as u32, found.depth);
            prop_assert_eq!(end, graph.sought);
            prop_assert!(way.last().is_none_or(|last| *last == graph.sought as i16));
        }
    }

    /// How the work is cut into slices, and who does it, changes nothing.
    #[test]
    fn slices_and_threads_change_nothing(graph in graphs(), slice in 1..50_u32, states in 1..200_u32) {
        let search = |slice, threads| {
            let mut search = Search::new(graph.clone(), Limits { states, threads, is_exact: false });
            while search.advance(slice).ended.is_none() {}
            (search.progress(), search.found(0), search.dead_end())
        };
        let whole = search(u32::MAX, 1);
        prop_assert_eq!(search(slice, 1), whole);
        prop_assert_eq!(search(slice, 4), whole);
        let all = graph.distances().len() as u32;
        if states <= all {
            prop_assert_eq!(whole.0.ended, Some(Ended::States));
            prop_assert_eq!(whole.0.states, states);
        } else {
            prop_assert_eq!(whole.0.ended, Some(Ended::Complete));
        }
    }
}

/// Each state leads to the next one.
fn line() -> Graph {
    let edges = (0..1000_i16).map(|state| vec![(state + 1) % 1000]).collect();
    Graph { edges, initial: vec![0], sought: 999 }
}

#[test]
fn a_search_can_pause_and_go_on() {
    let mut search = Search::new(line(), Limits::default());
    let paused = search.advance(100);
    assert_eq!(paused.ended, None);
    assert_eq!((paused.states, paused.waiting, paused.depth), (101, 1, 100));
    let outlook = search.outlook();
    assert_eq!(outlook.next_states, u64::from(paused.states) + 1);
    assert_eq!(outlook.growth_percent, 100);
    let progress = search.advance(u32::MAX);
    assert_eq!(progress.ended, Some(Ended::Complete));
    assert_eq!(search.found(0).map(|found| found.depth), Some(999));
}

/// A clock that goes on by a second whenever somebody looks at it.
fn seconds() -> impl Fn() -> u64 + Sync {
    let time = AtomicU64::new(0);
    move || time.fetch_add(1000, Ordering::Relaxed)
}

#[test]
fn a_search_that_is_told_to_stop_says_how_far_it_came() {
    let mut search = Search::new(line(), Limits::default());
    let mut last = 0;
    let stopped = search.run(&seconds(), |progress| {
        assert!(progress.transitions > last, "there is news each time");
        last = progress.transitions;
        progress.transitions < 500
    });
    assert_eq!(stopped.ended, Some(Ended::Stopped));
    assert!((400..=500).contains(&stopped.transitions), "{stopped:?}");
    assert_eq!((u64::from(stopped.states), stopped.waiting), (stopped.transitions + 1, 1));
}

/// From one state a million ways lead on: somebody hears of it before all are tried.
#[test]
fn a_search_looks_up_in_the_midst_of_one_state() {
    let wide = Graph { edges: vec![vec![0; 1_000_000]], initial: vec![0], sought: 1 };
    for threads in [1, 2] {
        let mut search = Search::new(wide.clone(), Limits { threads, ..Limits::default() });
        let mut told = 0;
        let stopped = search.run(&seconds(), |progress| {
            told += 1;
            assert!(progress.transitions < 1_000_000);
            told < 3
        });
        assert_eq!((stopped.ended, stopped.states, stopped.waiting, told), (Some(Ended::Stopped), 1, 1, 3));
    }
}
