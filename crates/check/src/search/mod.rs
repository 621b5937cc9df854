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
//! locked, and all numbers are the same with any number of threads and any size of batches.

mod attention;
mod level;
mod trier;

use crate::model::{Model, Watch};
use crate::seen::{STATES_MAX, Seen};
use attention::{Attention, GoOn, Look};
use level::{ITSELF, Piece};
use std::collections::VecDeque;
use std::sync::Mutex;
use trier::{Candidate, Names, Tried, Trier, Yield};

/// The most states that are looked at before what they led to is added.
const BATCH_MAX: u32 = 4096;

/// How many states are looked at first: while nobody knows how long they take, few.
const BATCH_FIRST: u32 = 16;

/// A batch that takes less than this many milliseconds is followed by a larger one.
const BATCH_MS_MIN: u64 = 20;

/// A batch that takes more than this many milliseconds is followed by a smaller one.
const BATCH_MS_MAX: u64 = 100;

/// The most states in a piece of a level, which is what a thread takes at once.
const PIECE_MAX: u32 = 256;

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
    /// It was told to stop.
    Stopped,
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
    stuck: Vec<Option<Found>>,
    ended: Option<Ended>,
}

impl<M: Model> Search<M> {
    /// A search that has seen nothing but the initial states.
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
            stuck: vec![None; watches.len()],
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
        let mut piece = Piece { parents: Vec::new(), actions: Vec::new(), first: 0 };
        for state in self.model.initial() {
            bytes.clear();
            self.model.encode(&state, &mut bytes);
            let number = self.seen.len();
            if self.ended.is_none() && self.seen.insert(self.names.name(&bytes), number).is_some() {
                self.note(number, 0, self.model.shows(&state));
                piece.parents.push((state, 1));
                piece.actions.push(ITSELF);
            }
        }
        self.sizes[0] = piece.len();
        self.level.push_back(piece);
    }

    /// Looks at so many states more, and tells how far it has come.
    pub fn advance(&mut self, states: u32) -> Progress {
        let mut left = states;
        while self.ended.is_none() && left > 0 {
            left -= self.batch(left.min(BATCH_MAX), None);
        }
        self.progress()
    }

    /// Searches to the end, or until told to stop. Ten times a second of a clock that counts
    /// milliseconds, whatever takes long, `go_on` is told how far it is.
    pub fn run(
        &mut self,
        clock: &(dyn Fn() -> u64 + Sync),
        mut go_on: impl FnMut(&Progress) -> bool + Send,
    ) -> Progress {
        let go_on: &mut GoOn<'_> = &mut go_on;
        let attention = Attention::new(clock, go_on, self.progress());
        let mut size = BATCH_FIRST;
        while self.ended.is_none() {
            let before = attention.now();
            self.batch(size, Some(&|tried| attention.look(tried)));
            attention.begin(self.progress());
            if self.ended.is_none() && !attention.look(0) {
                self.ended = Some(Ended::Stopped);
            }
            size = match attention.now().saturating_sub(before) {
                0..BATCH_MS_MIN => (size * 2).min(BATCH_MAX),
                BATCH_MS_MIN..=BATCH_MS_MAX => size,
                _ => (size / 2).max(1),
            };
        }
        self.progress()
    }

    /// Looks at some states, at most so many. How many they were.
    fn batch(&mut self, states: u32, look: Look<'_>) -> u32 {
        let (pieces, size) = self.take(states);
        let mut is_whole = true;
        for part in self.try_all(pieces, look) {
            // What comes after something that is missing is missing too.
            if is_whole {
                is_whole = part.is_whole;
                self.add(part);
            }
        }
        if !is_whole {
            self.ended.get_or_insert(Ended::Stopped);
        }
        self.descend();
        size
    }

    /// Takes pieces of at most so many states in all out of the level, several for each
    /// thread.
    fn take(&mut self, count: u32) -> (Vec<Piece<M::State>>, u32) {
        let share = count / (self.limits.threads as u32).saturating_mul(4).max(1);
        let piece_max = if self.limits.threads > 1 { share.clamp(1, PIECE_MAX) } else { PIECE_MAX };
        let mut pieces = Vec::new();
        let mut size = 0;
        while size < count
            && let Some(mut piece) = self.level.pop_front()
        {
            let most = piece_max.min(count - size);
            if piece.len() > most {
                self.level.push_front(piece.split_off(most));
            }
            size += piece.len();
            pieces.push(piece);
        }
        (pieces, size)
    }

    /// Tries all actions of all states of the pieces. What comes back is in their order.
    fn try_all(&self, pieces: Vec<Piece<M::State>>, look: Look<'_>) -> Vec<Yield<M::State>> {
        #[cfg(not(target_arch = "wasm32"))]
        if self.limits.threads > 1 && pieces.len() > 1 {
            return self.try_together(pieces, look);
        }
        let mut trier = Trier::new(&self.model, &self.names, &self.seen, look);
        pieces.into_iter().map(|piece| trier.piece(piece)).collect()
    }

    /// Shares the pieces among threads.
    #[cfg(not(target_arch = "wasm32"))]
    fn try_together(&self, pieces: Vec<Piece<M::State>>, look: Look<'_>) -> Vec<Yield<M::State>> {
        let threads = self.limits.threads.min(pieces.len());
        let pieces = Mutex::new(pieces.into_iter().enumerate());
        let work = || {
            let mut trier = Trier::new(&self.model, &self.names, &self.seen, look);
            let mut done = Vec::new();
            loop {
                let next = pieces.lock().unwrap_or_else(std::sync::PoisonError::into_inner).next();
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
        for Tried { state, number, transitions, candidates: count, stuck } in part.tried {
            if self.ended.is_some() {
                return;
            }
            self.transitions += u64::from(transitions);
            self.looked_at += 1;
            if transitions == 0 {
                self.dead_ends += 1;
                let here = Found { depth: self.depth, state: number };
                self.first_dead_end.get_or_insert(here);
                for index in (0..self.watches.len()).filter(|index| stuck & (1 << index) != 0) {
                    self.stuck[index].get_or_insert(here);
                }
            }
            let mut children = 0;
            for Candidate { fingerprint, action, shows } in candidates.by_ref().take(count as usize) {
                if self.ended.is_none()
                    && let Some(new) = self.seen.insert(fingerprint, number)
                {
                    if children == 0 && self.next.back().is_none_or(|piece| piece.len() >= PIECE_MAX) {
                        if let Some(full) = self.next.back_mut() {
                            full.parents.shrink_to_fit();
                            full.actions.shrink_to_fit();
                        }
                        let (parents, actions) = (Vec::new(), Vec::with_capacity(PIECE_MAX as usize));
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

    /// The first state in which nothing can happen and something that was looked for is left
    /// undone for good, by its index in [`Model::watches`]. There is no shorter way to one.
    pub fn stuck(&self, watch: usize) -> Option<Found> {
        self.stuck[watch]
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
