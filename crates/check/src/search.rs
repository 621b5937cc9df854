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
use std::sync::{Mutex, PoisonError};
use xxhash_rust::xxh3::xxh3_128;

/// How many states are looked at before what they led to is added.
const BATCH: u32 = 4096;

/// How many states are in a piece of a level, which is what a thread takes at once.
const PIECE: usize = 256;

/// How many candidates a thread remembers, a power of two.
const RECENT: usize = 1 << 12;

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
    /// It found what it was to end with: index into [`Model::watches`].
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

/// States of one depth that have not been looked at, in the order in which they were
/// found. A level is a row of pieces, so that its memory is free again as it is used up.
struct Piece<S> {
    /// Each with the number of its actions that led to something new.
    parents: Vec<(S, u32)>,
    /// The indices of those actions among all of its parent.
    actions: Vec<u32>,
    /// The number of the first of the states.
    first: u32,
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
    level: VecDeque<Piece<M::State>>,
    next: VecDeque<Piece<M::State>>,
    /// How many states there are in `next`.
    next_size: u32,
    /// The depth of the states in `level`.
    depth: u32,
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
            level: VecDeque::new(),
            next: VecDeque::new(),
            next_size: 0,
            depth: 0,
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
            let fingerprint = self.names.name(&bytes);
            states.push((fingerprint, self.model.shows(&state)));
            trier.state(state, 0, fingerprint, &mut begun);
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
        self.add(Yield { tried, candidates: kept });
        self.descend();
    }

    /// Looks at about as many states more, and tells how far it has come.
    pub fn advance(&mut self, states: u32) -> Progress {
        let mut left = states;
        while self.ended.is_none() && left > 0 {
            let (pieces, size) = self.take(left.min(BATCH));
            left = left.saturating_sub(size);
            for part in self.try_all(pieces) {
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

    /// Takes pieces of about so many states out of the level.
    fn take(&mut self, count: u32) -> (Vec<Piece<M::State>>, u32) {
        let mut pieces = Vec::new();
        let mut size = 0;
        while size < count
            && let Some(piece) = self.level.pop_front()
        {
            size += piece.actions.len() as u32;
            pieces.push(piece);
        }
        (pieces, size)
    }

    /// Tries all actions of all states of the pieces. What comes back is in their order.
    fn try_all(&self, pieces: Vec<Piece<M::State>>) -> Vec<Yield<M::State>> {
        #[cfg(not(target_arch = "wasm32"))]
        if self.limits.threads > 1 && pieces.len() > 1 {
            return self.try_together(pieces);
        }
        let mut trier = Trier::new(&self.model, &self.names, &self.seen);
        pieces.into_iter().map(|piece| trier.piece(piece)).collect()
    }

    /// Shares the pieces among threads.
    #[cfg(not(target_arch = "wasm32"))]
    fn try_together(&self, pieces: Vec<Piece<M::State>>) -> Vec<Yield<M::State>> {
        let threads = self.limits.threads.min(pieces.len());
        let pieces = Mutex::new(pieces.into_iter().enumerate());
        let work = || {
            let mut trier = Trier::new(&self.model, &self.names, &self.seen);
            let mut done = Vec::new();
            loop {
                let next = pieces.lock().unwrap_or_else(PoisonError::into_inner).next();
                match next {
                    Some((index, piece)) => done.push((index, trier.piece(piece))),
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
        done.sort_unstable_by_key(|(index, _)| *index);
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
            let mut children = 0;
            for Candidate { fingerprint, action, shows } in candidates.by_ref().take(count as usize) {
                if self.ended.is_none()
                    && let Some(new) = self.seen.insert(fingerprint, number)
                {
                    if children == 0 && self.next.back().is_none_or(|piece| piece.actions.len() >= PIECE) {
                        if let Some(full) = self.next.back_mut() {
                            full.parents.shrink_to_fit();
                            full.actions.shrink_to_fit();
                        }
                        let (parents, actions) = (Vec::new(), Vec::with_capacity(PIECE));
                        self.next.push_back(Piece { parents, actions, first: new });
                    }
                    let piece = self.next.back_mut().expect("there is a piece");
                    piece.actions.push(action);
                    children += 1;
                    self.note(new, self.depth + 1, shows);
                }
            }
            self.next_size += children;
            if let (Some(state), Some(piece)) = (state, self.next.back_mut())
                && children > 0
            {
                piece.parents.push((state, children));
            }
        }
    }

    /// Takes note of what a new state shows, and ends where that is the end.
    fn note(&mut self, state: u32, depth: u32, shows: u64) {
        for index in (0..self.watches.len()).filter(|index| shows & (1 << index) != 0) {
            self.found[index].get_or_insert(Found { depth, state });
            if self.watches[index].is_last && self.ended.is_none() {
                self.ended = Some(Ended::Found(index));
            }
        }
        if self.seen.len() >= self.limits.states.min(STATES_MAX) && self.ended.is_none() {
            self.ended = Some(Ended::States);
        }
    }

    /// Goes on to the next level once this one is done.
    fn descend(&mut self) {
        if !self.level.is_empty() || self.ended.is_some() {
            return;
        }
        if self.next.is_empty() {
            self.ended = Some(Ended::Complete);
            return;
        }
        self.sizes.push(std::mem::take(&mut self.next_size));
        self.depth += 1;
        self.level = std::mem::take(&mut self.next);
    }

    /// How far it has come.
    pub fn progress(&self) -> Progress {
        let deeper = u32::from(self.next_size > 0);
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
        let found = u64::from(self.next_size);
        let looked_at = (here + found).saturating_sub(waiting);
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

    /// What was found of something that was looked for, by its index in
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
    scratch: Option<M::State>,
    /// A state that is of no more use but for its memory.
    spare: Option<M::State>,
    /// The fingerprints of what the actions of a state lead to, with their indices.
    reached: Vec<(u128, u32)>,
    /// Fingerprints of earlier candidates, each at the index that its bits name, since many
    /// ways to a new state come soon after the first. Zero is the first state, or nobody.
    recent: Vec<u128>,
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
            scratch: None,
            spare: None,
            reached: Vec::new(),
            recent: vec![0; RECENT],
        }
    }

    /// Tries all actions of the states of a piece.
    fn piece(&mut self, piece: Piece<M::State>) -> Yield<M::State> {
        let mut all = Yield::new();
        let mut states = piece.actions.into_iter().zip(piece.first..);
        for (parent, children) in piece.parents {
            self.of_parent.clear();
            self.model.actions(&parent, &mut self.of_parent);
            for (action, number) in states.by_ref().take(children as usize) {
                let mut state = match self.spare.take() {
                    Some(mut spare) => {
                        spare.clone_from(&parent);
                        spare
                    }
                    None => parent.clone(),
                };
                let is_there = self.model.apply(&mut state, &self.of_parent[action as usize]);
                debug_assert!(is_there, "the same action leads to the same state");
                self.state(state, number, self.seen.fingerprint(number), &mut all);
            }
            self.spare = Some(parent);
        }
        all
    }

    /// Tries all actions of a state, whose own fingerprint this is. All fingerprints are
    /// made before the first is looked for: then the memory is asked for many of them at once.
    fn state(&mut self, state: M::State, number: u32, its_own: u128, all: &mut Yield<M::State>) {
        self.of_child.clear();
        self.model.actions(&state, &mut self.of_child);
        let before = all.candidates.len();
        self.reached.clear();
        let mut transitions = 0;
        for index in 0..self.of_child.len() {
            let (model, bytes) = (self.model, &mut self.bytes);
            if let Some(next) = reach(model, &state, &self.of_child[index], &mut self.scratch) {
                bytes.clear();
                model.encode(next, bytes);
                transitions += 1;
                let fingerprint = self.names.name(bytes);
                // To the state itself leads many a way, of which nothing more need be known.
                if fingerprint != its_own {
                    self.reached.push((fingerprint, index as u32));
                }
            }
        }
        self.seen.keep_new(&mut self.reached);
        for &(fingerprint, action) in &self.reached {
            let recent = &mut self.recent[fingerprint as usize % RECENT];
            if std::mem::replace(recent, fingerprint) == fingerprint {
                // Threads take pieces in order, so the earlier one is added first.
                continue;
            }
            // Few are new, so these can be made once more to see what they show.
            let next = reach(self.model, &state, &self.of_child[action as usize], &mut self.scratch);
            let shows = next.map_or(0, |next| self.model.shows(next));
            all.candidates.push(Candidate { fingerprint, action, shows });
        }
        let candidates = (all.candidates.len() - before) as u32;
        // A copy takes no more memory than it needs, other than what actions have made grow.
        let kept = (candidates > 0).then(|| state.clone());
        self.spare = Some(state);
        all.tried.push(Tried { state: kept, number, transitions, candidates });
    }
}

/// What an action of a state leads to, made in memory that is used again.
fn reach<'a, M: Model>(
    model: &M,
    state: &M::State,
    action: &M::Action,
    scratch: &'a mut Option<M::State>,
) -> Option<&'a M::State> {
    let next = match scratch {
        Some(next) => {
            next.clone_from(state);
            next
        }
        none => none.insert(state.clone()),
    };
    model.apply(next, action).then_some(&*next)
}
