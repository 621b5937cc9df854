//! Trying all actions of states.

use super::attention::{ACTIONS_BETWEEN_LOOKS, Look};
use super::level::{ITSELF, Piece};
use crate::model::Model;
use crate::seen::Seen;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use xxhash_rust::xxh3::xxh3_128;

/// How many candidates a thread remembers, a power of two.
const RECENT: usize = 1 << 12;

/// A state that had not been seen before the batch.
pub struct Candidate {
    pub fingerprint: u128,
    pub action: u32,
    pub shows: u64,
}

/// What trying all actions of a state gave.
pub struct Tried<S> {
    /// The state, where it has candidates.
    pub state: Option<S>,
    pub number: u32,
    pub transitions: u32,
    pub candidates: u32,
    /// What was looked for and is left undone for good: nothing can happen any more.
    pub stuck: u64,
}

/// What trying all actions of some states gave.
pub struct Yield<S> {
    pub tried: Vec<Tried<S>>,
    pub candidates: Vec<Candidate>,
    /// Whether all of the states are there: none was left when the search was told to stop.
    pub is_whole: bool,
}

impl<S> Yield<S> {
    fn new() -> Yield<S> {
        Yield { tried: Vec::new(), candidates: Vec::new(), is_whole: true }
    }
}

/// How states are told apart.
pub enum Names {
    /// By 128 bits of their bytes.
    Fingerprints,
    /// By all of their bytes, which are numbered.
    Exact(Mutex<BTreeMap<Vec<u8>, u128>>),
}

impl Names {
    pub fn name(&self, bytes: &[u8]) -> u128 {
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

/// Tries actions. Has its own memory, so that little is asked of the system.
pub struct Trier<'a, M: Model> {
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
    /// The fingerprints of what the actions of a state lead to, with their indices and, where
    /// it costs nothing, what they show.
    reached: Vec<(u128, u32, u64)>,
    /// Fingerprints of earlier candidates, each at the index that its bits name, since many
    /// ways to a new state come soon after the first. Zero is the first state, or nobody.
    recent: Vec<u128>,
    look: Look<'a>,
    /// How many actions have been tried since it was told.
    untold: u32,
}

impl<'a, M: Model> Trier<'a, M> {
    pub fn new(model: &'a M, names: &'a Names, seen: &'a Seen, look: Look<'a>) -> Trier<'a, M> {
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
            look,
            untold: 0,
        }
    }

    /// Tries all actions of the states of a piece.
    pub fn piece(&mut self, piece: Piece<M::State>) -> Yield<M::State> {
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
                if action != ITSELF {
                    let is_there = self.model.apply(&mut state, &self.of_parent[action as usize]);
                    debug_assert!(is_there, "the same action leads to the same state");
                }
                if !self.state(state, number, &mut all) {
                    all.is_whole = false;
                    return all;
                }
            }
            self.spare = Some(parent);
        }
        all
    }

    /// Tries all actions of a state. All fingerprints are made before the first is looked
    /// for: then the memory is asked for many of them at once. False where the search was
    /// told to stop first.
    fn state(&mut self, state: M::State, number: u32, all: &mut Yield<M::State>) -> bool {
        self.of_child.clear();
        self.model.actions(&state, &mut self.of_child);
        let Some(transitions) = self.reach_all(&state, self.seen.fingerprint(number)) else {
            return false;
        };
        let before = all.candidates.len();
        self.seen.keep_new(&mut self.reached);
        for &(fingerprint, action, shows) in &self.reached {
            let recent = &mut self.recent[fingerprint as usize % RECENT];
            if std::mem::replace(recent, fingerprint) == fingerprint {
                // Threads take pieces in order, so the earlier one is added first.
                continue;
            }
            let shows = if M::SHOWS_AT_ONCE {
                shows
            } else {
                // Few are new, so these can be made once more to see what they show.
                let next = reach(self.model, &state, &self.of_child[action as usize], &mut self.scratch);
                next.map_or(0, |next| self.model.shows(next))
            };
            all.candidates.push(Candidate { fingerprint, action, shows });
        }
        let candidates = (all.candidates.len() - before) as u32;
        let stuck = if self.of_child.is_empty() { self.model.stuck(&state) } else { 0 };
        // A copy takes no more memory than it needs, other than what actions have made grow.
        let kept = (candidates > 0).then(|| state.clone());
        self.spare = Some(state);
        all.tried.push(Tried { state: kept, number, transitions, candidates, stuck });
        true
    }

    /// Does all actions of a state, and notes the fingerprints of what they lead to. How many
    /// lead anywhere; None where the search was told to stop.
    fn reach_all(&mut self, state: &M::State, its_own: u128) -> Option<u32> {
        self.reached.clear();
        let mut transitions = 0;
        for index in 0..self.of_child.len() {
            if !self.looks_up() {
                return None;
            }
            let (model, bytes) = (self.model, &mut self.bytes);
            if let Some(next) = reach(model, state, &self.of_child[index], &mut self.scratch) {
                bytes.clear();
                model.encode(next, bytes);
                transitions += 1;
                let fingerprint = self.names.name(bytes);
                // To the state itself leads many a way, of which nothing more need be known.
                if fingerprint != its_own {
                    let shows = if M::SHOWS_AT_ONCE { model.shows(next) } else { 0 };
                    self.reached.push((fingerprint, index as u32, shows));
                }
            }
        }
        Some(transitions)
    }

    /// One action more is tried. False where the search was told to stop.
    fn looks_up(&mut self) -> bool {
        self.untold += 1;
        if self.untold < ACTIONS_BETWEEN_LOOKS {
            return true;
        }
        let tried = std::mem::take(&mut self.untold);
        self.look.is_none_or(|look| look(tried))
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
