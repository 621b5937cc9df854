//! Breadth-first search over all states of a model.
//!
//! What is kept of a state that has been seen is its fingerprint ([`Seen`]). Whole
//! states are kept only while they are needed: a level of the search is the states of
//! the level before that led to something new, and which of their actions did. So a
//! state that leads nowhere new is never stored, and a state waits as four bytes until
//! its turn comes.
//!
//! Each batch of states is looked at in two steps. First, several threads try all
//! actions and leave out what had been seen before the batch. Then, in order, what is
//! left is added. The first step only reads and the second is short, so nothing is
//! locked, and all numbers are the same with any number of threads.

use crate::model::{Model, Watch};
use crate::seen::{STATES_MAX, Seen};
use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;
use std::sync::{Mutex, PoisonError};
use xxhash_rust::xxh3::xxh3_128;

/// How many states are looked at before what they led to is added.
const BATCH: usize = 4096;

/// With fewer states than this, more threads cost more than they save.
const BATCH_ALONE: usize = 256;

/// Where a search stops, and how it works.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most states.
    pub states: u32,
    /// How many threads share the work, where there are any.
    pub threads: usize,
    /// Whether whole states are compared, instead of fingerprints. Slow, for tests.
    pub is_exact: bool,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { states: STATES_MAX, threads: 1, is_exact: false }
    }
}

/// How a search ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ended {
    /// It has seen all states.
    Complete,
    /// It found what it was to end with: place in [`Model::watches`].
    Found(usize),
    /// It has seen as many states as it may.
    States,
}

/// Something that was looked for and found, at the end of a shortest way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Found {
    /// How many actions lead there.
    pub depth: u32,
    state: u32,
}

/// How far a search has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// Different states, the initial ones included.
    pub states: u32,
    /// Ways from one state to another, or to itself, that have been tried.
    pub transitions: u64,
    /// The most actions that are needed to reach a state seen so far.
    pub depth: u32,
    /// States whose actions have not been tried.
    pub waiting: u32,
    /// States in which nothing can happen.
    pub dead_ends: u32,
    /// The bytes that are kept of states seen. Those that wait come on top.
    pub seen_bytes: u64,
    /// How it ended, if it has.
    pub ended: Option<Ended>,
}

/// What it would take to go one step deeper, judged by the steps so far.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Outlook {
    /// The depth up to which everything is known.
    pub complete_depth: u32,
    /// How many states there are about one step deeper than that, in all.
    pub next_states: u64,
    /// By how much a level is larger than the one before it, in percent.
    pub growth_percent: u64,
}

/// The states of one depth that have not been looked at.
struct Level<S> {
    /// Each with the number of its actions that led to something new.
    parents: VecDeque<(S, u32)>,
    /// The places of those actions among all of its parent.
    actions: VecDeque<u32>,
}

impl<S> Level<S> {
    fn new() -> Level<S> {
        Level { parents: VecDeque::new(), actions: VecDeque::new() }
    }
}

/// A parent whose children are to be looked at: their number in the order of states
/// seen, and where their actions are in the batch.
struct Family<S> {
    parent: S,
    first: u32,
    actions: Range<usize>,
}

/// A state that had not been seen before the batch.
struct Candidate {
    fingerprint: u128,
    action: u32,
    shows: u64,
}

/// What trying all actions of a state gave.
struct Tried<S> {
    /// The state, where it has candidates.
    state: Option<S>,
    number: u32,
    transitions: u32,
    candidates: u32,
}

/// What trying all actions of some states gave.
struct Yield<S> {
    tried: Vec<Tried<S>>,
    candidates: Vec<Candidate>,
}

impl<S> Yield<S> {
    fn new() -> Yield<S> {
        Yield { tried: Vec::new(), candidates: Vec::new() }
    }
}

/// How states are told apart.
enum Names {
    /// By 128 bits of their bytes.
    Fingerprints,
    /// By all of their bytes, which are numbered.
    Exact(Mutex<BTreeMap<Vec<u8>, u128>>),
}

impl Names {
    fn name(&self, bytes: &[u8]) -> u128 {
        match self {
            Names::Fingerprints => xxh3_128(bytes),
            Names::Exact(known) => {
                let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
                let next = known.len() as u128;
                *known.entry(bytes.to_owned()).or_insert(next)
            }
        }
    }
}

/// A search in the making.
pub struct Search<M: Model> {
    model: M,
    limits: Limits,
    names: Names,
    watches: Vec<Watch>,
    seen: Seen,
    level: Level<M::State>,
    next: Level<M::State>,
    /// The depth of the states in `level`.
    depth: u32,
    /// The number of the first state in `level` that no batch has taken.
    turn: u32,
    /// How many states have been looked at, and what they led to added.
    looked_at: u32,
    /// How many states there are of each depth, the last of them as far as known.
    sizes: Vec<u32>,
    transitions: u64,
    dead_ends: u32,
    first_dead_end: Option<Found>,
    found: Vec<Option<Found>>,
    ended: Option<Ended>,
}

impl<M: Model> Search<M> {
    /// A search that has seen nothing but the initial states and what follows at once.
    pub fn new(model: M, limits: Limits) -> Search<M> {
        let watches = model.watches();
        let names = match limits.is_exact {
            true => Names::Exact(Mutex::default()),
            false => Names::Fingerprints,
        };
        let mut search = Search {
            names,
            limits,
            found: vec![None; watches.len()],
            watches,
            seen: Seen::new(),
            level: Level::new(),
            next: Level::new(),
            depth: 0,
            turn: 0,
            looked_at: 0,
            sizes: vec![0],
            transitions: 0,
            dead_ends: 0,
            first_dead_end: None,
            ended: None,
            model,
        };
        search.begin();
        search
    }

    fn begin(&mut self) {
        let mut bytes = Vec::new();
        let mut begun = Yield::new();
        let mut trier = Trier::new(&self.model, &self.names, &self.seen);
        let mut states = Vec::new();
        for state in self.model.initial() {
            bytes.clear();
            self.model.encode(&state, &mut bytes);
            states.push((self.names.name(&bytes), self.model.shows(&state)));
            trier.state(state, 0, &mut begun);
        }
        // Initial states that are equal are tried once.
        let mut tried = Vec::new();
        let mut candidates = begun.candidates.into_iter();
        let mut kept = Vec::new();
        for ((fingerprint, shows), mut outcome) in states.into_iter().zip(begun.tried) {
            let its_own = candidates.by_ref().take(outcome.candidates as usize).collect::<Vec<_>>();
            let number = self.seen.len();
            if self.ended.is_some() || self.seen.insert(fingerprint, number).is_none() {
                continue;
            }
            self.note(number, 0, shows);
            self.sizes[0] += 1;
            outcome.number = number;
            tried.push(outcome);
            kept.extend(its_own);
        }
        self.turn = self.seen.len();
        self.add(Yield { tried, candidates: kept });
        self.descend();
    }

    /// Looks at about as many states more, and tells how far it has come.
    pub fn advance(&mut self, states: u32) -> Progress {
        let mut left = states as usize;
        while self.ended.is_none() && left > 0 {
            let (families, actions) = self.take(left.min(BATCH));
            left = left.saturating_sub(actions.len());
            for part in self.try_all(families, &actions) {
                self.add(part);
            }
            self.descend();
        }
        self.progress()
    }

    /// Searches to the end, or until told to stop: `go_on` is asked after every slice of
    /// so many states.
    pub fn run(&mut self, slice: u32, mut go_on: impl FnMut(&Progress) -> bool) -> Progress {
        loop {
            let progress = self.advance(slice);
            if progress.ended.is_some() || !go_on(&progress) {
                return progress;
            }
        }
    }

    /// Takes families of about so many children out of the level.
    fn take(&mut self, count: usize) -> (Vec<Family<M::State>>, Vec<u32>) {
        let mut families = Vec::new();
        let mut actions = Vec::new();
        while actions.len() < count {
            let Some((parent, children)) = self.level.parents.pop_front() else {
                break;
            };
            let start = actions.len();
            actions.extend(self.level.actions.drain(..children as usize));
            families.push(Family { parent, first: self.turn, actions: start..actions.len() });
            self.turn += children;
        }
        (families, actions)
    }

    /// Tries all actions of all children of the families. What comes back is in the order
    /// of the families.
    fn try_all(&self, families: Vec<Family<M::State>>, actions: &[u32]) -> Vec<Yield<M::State>> {
        let threads = if actions.len() < BATCH_ALONE { 1 } else { self.limits.threads.max(1) };
        #[cfg(not(target_arch = "wasm32"))]
        if threads > 1 {
            return self.try_together(families, actions, threads);
        }
        debug_assert!(threads == 1 || cfg!(target_arch = "wasm32"));
        vec![self.try_alone(families, actions)]
    }

    fn try_alone(&self, families: Vec<Family<M::State>>, actions: &[u32]) -> Yield<M::State> {
        let mut trier = Trier::new(&self.model, &self.names, &self.seen);
        let mut all = Yield::new();
        for family in families {
            trier.family(family, actions, &mut all);
        }
        all
    }

    /// Shares the families among threads. Each takes the next small part of them once it
    /// is done with one.
    #[cfg(not(target_arch = "wasm32"))]
    fn try_together(
        &self,
        mut families: Vec<Family<M::State>>,
        actions: &[u32],
        threads: usize,
    ) -> Vec<Yield<M::State>> {
        let size = families.len().div_ceil(threads * 8).max(1);
        let mut parts = Vec::new();
        while !families.is_empty() {
            let rest = families.split_off(size.min(families.len()));
            parts.push(std::mem::replace(&mut families, rest));
        }
        let parts = Mutex::new(parts.into_iter().enumerate());
        let work = || {
            let mut done = Vec::new();
            loop {
                let part = parts.lock().unwrap_or_else(PoisonError::into_inner).next();
                match part {
                    Some((place, families)) => done.push((place, self.try_alone(families, actions))),
                    None => return done,
                }
            }
        };
        let mut done = std::thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
            let mut done = work();
            for other in others {
                match other.join() {
                    Ok(part) => done.extend(part),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            done
        });
        done.sort_unstable_by_key(|(place, _)| *place);
        done.into_iter().map(|(_, part)| part).collect()
    }

    /// Adds what some states led to.
    fn add(&mut self, part: Yield<M::State>) {
        let mut candidates = part.candidates.into_iter();
        for Tried { state, number, transitions, candidates: count } in part.tried {
            if self.ended.is_some() {
                return;
            }
            self.transitions += u64::from(transitions);
            self.looked_at += 1;
            if transitions == 0 {
                self.dead_ends += 1;
                self.first_dead_end.get_or_insert(Found { depth: self.depth, state: number });
            }
            let before = self.next.actions.len();
            for Candidate { fingerprint, action, shows } in candidates.by_ref().take(count as usize) {
                if self.ended.is_none()
                    && let Some(new) = self.seen.insert(fingerprint, number)
                {
                    self.next.actions.push_back(action);
                    self.note(new, self.depth + 1, shows);
                }
            }
            let children = (self.next.actions.len() - before) as u32;
            if let Some(state) = state
                && children > 0
            {
                self.next.parents.push_back((state, children));
            }
        }
    }

    /// Takes note of what a new state shows, and ends where that is the end.
    fn note(&mut self, state: u32, depth: u32, shows: u64) {
        for place in (0..self.watches.len()).filter(|place| shows & (1 << place) != 0) {
            self.found[place].get_or_insert(Found { depth, state });
            if self.watches[place].is_last && self.ended.is_none() {
                self.ended = Some(Ended::Found(place));
            }
        }
        if self.seen.len() >= self.limits.states.min(STATES_MAX) && self.ended.is_none() {
            self.ended = Some(Ended::States);
        }
    }

    /// Goes on to the next level once this one is done.
    fn descend(&mut self) {
        if !self.level.parents.is_empty() || self.ended.is_some() {
            return;
        }
        if self.next.parents.is_empty() {
            self.ended = Some(Ended::Complete);
            return;
        }
        self.sizes.push(self.next.actions.len() as u32);
        self.depth += 1;
        self.level = std::mem::replace(&mut self.next, Level::new());
    }

    /// How far it has come.
    pub fn progress(&self) -> Progress {
        let deeper = u32::from(!self.next.actions.is_empty());
        Progress {
            states: self.seen.len(),
            transitions: self.transitions,
            depth: self.depth + deeper,
            waiting: self.seen.len() - self.looked_at,
            dead_ends: self.dead_ends,
            seen_bytes: self.seen.bytes(),
            ended: self.ended,
        }
    }

    /// What it would take to go one step deeper.
    pub fn outlook(&self) -> Outlook {
        let size = |depth: Option<u32>| depth.map_or(0, |depth| u64::from(self.sizes[depth as usize]));
        let (here, before) = (size(Some(self.depth)), size(self.depth.checked_sub(1)));
        // Of this level some states have been looked at, and what they led to is known.
        let waiting = u64::from(self.seen.len() - self.looked_at);
        let looked_at = (here + self.next.actions.len() as u64).saturating_sub(waiting);
        let found = self.next.actions.len() as u64;
        let next = match looked_at {
            0 => here * here / before.max(1),
            _ => found * here / looked_at,
        };
        let known = u64::from(self.seen.len()) - found;
        Outlook {
            complete_depth: self.depth,
            next_states: known + next,
            growth_percent: next * 100 / here.max(1),
        }
    }

    /// The model.
    pub fn model(&self) -> &M {
        &self.model
    }

    /// What was found of something that was looked for, by its place in
    /// [`Model::watches`]. There is no shorter way to it.
    pub fn found(&self, watch: usize) -> Option<Found> {
        self.found[watch]
    }

    /// The first state in which nothing can happen, if there is one.
    pub fn dead_end(&self) -> Option<Found> {
        self.first_dead_end
    }

    /// A shortest way to what was found: its actions, and the state that they lead to.
    ///
    /// # Panics
    /// Where the model does not give the same actions again.
    pub fn way(&self, found: Found) -> (Vec<M::Action>, M::State) {
        let fingerprints = self.seen.way(found.state);
        let mut bytes = Vec::new();
        let mut name = |state: &M::State| {
            bytes.clear();
            self.model.encode(state, &mut bytes);
            self.names.name(&bytes)
        };
        let (first, rest) = fingerprints.split_first().expect("a way has a beginning");
        let mut initial = self.model.initial().into_iter();
        let mut state = initial.find(|state| name(state) == *first).expect("it began somewhere");
        let mut way = Vec::new();
        for fingerprint in rest {
            let mut actions = Vec::new();
            self.model.actions(&state, &mut actions);
            let next = actions.into_iter().find_map(|action| {
                let mut next = state.clone();
                let leads_there = self.model.apply(&mut next, &action) && name(&next) == *fingerprint;
                leads_there.then_some((action, next))
            });
            let (action, next) = next.expect("the same actions lead to the same states");
            way.push(action);
            state = next;
        }
        (way, state)
    }
}

/// Tries actions. Has its own memory, so that little is asked of the system.
struct Trier<'a, M: Model> {
    model: &'a M,
    names: &'a Names,
    seen: &'a Seen,
    of_parent: Vec<M::Action>,
    of_child: Vec<M::Action>,
    bytes: Vec<u8>,
    /// What an action leads to.
    next: Option<M::State>,
}

impl<'a, M: Model> Trier<'a, M> {
    fn new(model: &'a M, names: &'a Names, seen: &'a Seen) -> Trier<'a, M> {
        Trier {
            model,
            names,
            seen,
            of_parent: Vec::new(),
            of_child: Vec::new(),
            bytes: Vec::new(),
            next: None,
        }
    }

    /// Tries all actions of the children of a family.
    fn family(&mut self, family: Family<M::State>, actions: &[u32], all: &mut Yield<M::State>) {
        let Family { parent, first, actions: range } = family;
        self.of_parent.clear();
        self.model.actions(&parent, &mut self.of_parent);
        for (place, number) in actions[range].iter().zip(first..) {
            let mut child = parent.clone();
            let is_there = self.model.apply(&mut child, &self.of_parent[*place as usize]);
            debug_assert!(is_there, "the same action leads to the same state");
            self.state(child, number, all);
        }
    }

    /// Tries all actions of a state.
    fn state(&mut self, state: M::State, number: u32, all: &mut Yield<M::State>) {
        self.of_child.clear();
        self.model.actions(&state, &mut self.of_child);
        let before = all.candidates.len();
        let mut transitions = 0;
        for (action, place) in self.of_child.iter().zip(0..) {
            let next = match &mut self.next {
                Some(next) => {
                    next.clone_from(&state);
                    next
                }
                none => none.insert(state.clone()),
            };
            if !self.model.apply(next, action) {
                continue;
            }
            transitions += 1;
            self.bytes.clear();
            self.model.encode(next, &mut self.bytes);
            let fingerprint = self.names.name(&self.bytes);
            if !self.seen.contains(fingerprint) {
                let shows = self.model.shows(next);
                all.candidates.push(Candidate { fingerprint, action: place, shows });
            }
        }
        let candidates = (all.candidates.len() - before) as u32;
        let state = (candidates > 0).then_some(state);
        all.tried.push(Tried { state, number, transitions, candidates });
    }
}
