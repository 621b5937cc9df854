//! A search looks up from its work now and then, in the midst of a batch too: it tells how
//! far it is, and hears whether it is to go on.

use super::Progress;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// How many actions are tried between two looks at the clock.
pub const ACTIONS_BETWEEN_LOOKS: u32 = 64;

/// After how many milliseconds somebody is told how far the search is.
const TOLD_MS: u64 = 100;

/// Who is told how far a search is, and says whether it goes on.
pub type GoOn<'a> = dyn FnMut(&Progress) -> bool + Send + 'a;

/// Told how many actions more have been tried, says whether the search goes on. None where
/// nobody asks.
pub type Look<'a> = Option<&'a (dyn Fn(u32) -> bool + Sync + 'a)>;

/// What the threads of a batch share.
pub struct Attention<'a> {
    /// Milliseconds since some moment.
    clock: &'a (dyn Fn() -> u64 + Sync),
    /// Who is told, and how far it was when the batch began.
    go_on: Mutex<(&'a mut GoOn<'a>, Progress)>,
    /// When it was told last.
    told: AtomicU64,
    /// How many actions have been tried in this batch.
    tried: AtomicU64,
    is_stopped: AtomicBool,
}

impl<'a> Attention<'a> {
    pub fn new(
        clock: &'a (dyn Fn() -> u64 + Sync),
        go_on: &'a mut GoOn<'a>,
        progress: Progress,
    ) -> Attention<'a> {
        Attention {
            told: AtomicU64::new(clock()),
            clock,
            go_on: Mutex::new((go_on, progress)),
            tried: AtomicU64::new(0),
            is_stopped: AtomicBool::new(false),
        }
    }

    /// What the clock shows.
    pub fn now(&self) -> u64 {
        (self.clock)()
    }

    /// A batch begins, at this point.
    pub fn begin(&self, progress: Progress) {
        self.go_on.lock().unwrap_or_else(PoisonError::into_inner).1 = progress;
        self.tried.store(0, Ordering::Relaxed);
    }

    /// So many actions more have been tried. Tells it, if it is time to. False where the
    /// search is to stop.
    pub fn look(&self, tried: u32) -> bool {
        let tried = self.tried.fetch_add(tried.into(), Ordering::Relaxed) + u64::from(tried);
        let now = self.now();
        if now >= self.told.load(Ordering::Relaxed) + TOLD_MS {
            self.told.store(now, Ordering::Relaxed);
            let mut locked = self.go_on.lock().unwrap_or_else(PoisonError::into_inner);
            let (go_on, batch) = &mut *locked;
            let progress = Progress { transitions: batch.transitions + tried, ..*batch };
            if !go_on(&progress) {
                self.is_stopped.store(true, Ordering::Relaxed);
            }
        }
        !self.is_stopped.load(Ordering::Relaxed)
    }
}
