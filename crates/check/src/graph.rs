//! All states of a model and what leads from each to the next, for questions that look back: from
//! which states something can still come about, and how soon.

use crate::model::Model;
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_128;

/// The states of a model, as far as they were made.
pub struct Graph {
    /// For each state, where its actions lead.
    next: Vec<Vec<u32>>,
    /// How many actions lead to it, at the least.
    depth: Vec<u32>,
    /// What the model shows in it.
    shows: Vec<u64>,
    is_complete: bool,
}

impl Graph {
    /// Makes the states of a model, breadth first, up to so many.
    pub fn new<M: Model>(model: &M, states_max: usize) -> Graph {
        let mut graph = Graph { next: Vec::new(), depth: Vec::new(), shows: Vec::new(), is_complete: true };
        let mut known: BTreeMap<u128, u32> = BTreeMap::new();
        let mut waiting: Vec<(u32, M::State)> = Vec::new();
        let mut bytes = Vec::new();
        for state in model.initial() {
            let index = graph.add(model, &state, 0);
            known.insert(name(model, &state, &mut bytes), index);
            waiting.push((index, state));
        }
        while !waiting.is_empty() {
            let mut later = Vec::new();
            for (index, state) in waiting {
                let mut actions = Vec::new();
                model.actions(&state, &mut actions);
                for action in actions {
                    let mut next = state.clone();
                    if !model.apply(&mut next, &action) {
                        continue;
                    }
                    let name = name(model, &next, &mut bytes);
                    if let Some(known) = known.get(&name) {
                        graph.next[index as usize].push(*known);
                    } else if graph.next.len() < states_max {
                        let new = graph.add(model, &next, graph.depth[index as usize] + 1);
                        known.insert(name, new);
                        graph.next[index as usize].push(new);
                        later.push((new, next));
                    } else {
                        graph.is_complete = false;
                    }
                }
            }
            waiting = if graph.is_complete { later } else { Vec::new() };
        }
        graph
    }

    fn add<M: Model>(&mut self, model: &M, state: &M::State, depth: u32) -> u32 {
        self.next.push(Vec::new());
        self.depth.push(depth);
        self.shows.push(model.shows(state));
        self.next.len() as u32 - 1
    }

    /// Whether all states are there.
    pub fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// How many states there are.
    pub fn len(&self) -> usize {
        self.next.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.next.is_empty()
    }

    /// How many actions lead to a state, at the least.
    pub fn depth(&self, state: usize) -> u32 {
        self.depth[state]
    }

    /// Whether the model shows this in a state.
    pub fn shows(&self, state: usize, watch: usize) -> bool {
        self.shows[state] & 1 << watch != 0
    }

    /// For each state, after how many actions the model can show this, at the least; None where it
    /// never can.
    pub fn distances(&self, watch: usize) -> Vec<Option<u32>> {
        self.distances_to(|state| self.shows(state, watch))
    }

    /// The actions of a shortest way from the first state of the model to another one.
    pub fn way<M: Model>(&self, model: &M, to: usize) -> Vec<M::Action> {
        let distances = self.distances_to(|state| state == to);
        let Some(mut now) = model.initial().into_iter().next() else { return Vec::new() };
        let (mut state, mut way) = (0, Vec::new());
        while state != to {
            let is_nearer = |next: &u32| distances[*next as usize] < distances[state];
            let known = |next: &u32| distances[*next as usize].is_some();
            let Some(index) = self.next[state].iter().position(|next| known(next) && is_nearer(next)) else {
                break;
            };
            let mut actions = Vec::new();
            model.actions(&now, &mut actions);
            let mut done = actions.into_iter().filter_map(|action| {
                let mut after = now.clone();
                model.apply(&mut after, &action).then_some((action, after))
            });
            let Some((action, after)) = done.nth(index) else { break };
            drop(done);
            way.push(action);
            (state, now) = (self.next[state][index] as usize, after);
        }
        way
    }

    /// For each state, how many actions lead from it to one of these, at the least.
    fn distances_to(&self, is_there: impl Fn(usize) -> bool) -> Vec<Option<u32>> {
        let mut before: Vec<Vec<u32>> = vec![Vec::new(); self.len()];
        for (index, next) in self.next.iter().enumerate() {
            next.iter().for_each(|state| before[*state as usize].push(index as u32));
        }
        let mut distances: Vec<Option<u32>> = vec![None; self.len()];
        let mut reached: Vec<u32> =
            (0..self.len()).filter(|state| is_there(*state)).map(|state| state as u32).collect();
        reached.iter().for_each(|state| distances[*state as usize] = Some(0));
        let mut distance = 0;
        while !reached.is_empty() {
            distance += 1;
            let mut earlier = Vec::new();
            for state in reached {
                for &previous in &before[state as usize] {
                    if distances[previous as usize].is_none() {
                        distances[previous as usize] = Some(distance);
                        earlier.push(previous);
                    }
                }
            }
            reached = earlier;
        }
        distances
    }
}

fn name<M: Model>(model: &M, state: &M::State, bytes: &mut Vec<u8>) -> u128 {
    bytes.clear();
    model.encode(state, bytes);
    xxh3_128(bytes)
}
