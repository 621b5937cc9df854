//! What panels are made from: the state, and what is worked out from it once for all of them.
//!
//! A panel says in `Props::of` what it takes from here; a frame says which panels it has.

use super::State;
use super::compared::Compared;
use super::exercise::standing_of;
use super::frontier::FrontierView;
use super::open_run::OpenRun;
use crate::words::document_page as words;
use sequitur_core::trace::{Cone, Micros};
use sequitur_course::Standing;
use sequitur_diagram::{Ghost, consequence};
use std::cell::Cell;
use std::ops::Deref;
use std::rc::Rc;
use yew::{UseReducerDispatcher, UseReducerHandle, hook, use_memo};

/// A longer run, in messages, is compared with the run before only when that is asked
/// for: it takes longer than the new picture may.
pub(super) const COMPARED_MAX: usize = 20_000;

/// The state, and what follows from it. It can be read as the state.
#[derive(Clone)]
pub struct Page {
    /// The state.
    pub state: UseReducerHandle<State>,
    /// What changed since the run before.
    pub ghost: Option<Rc<Ghost>>,
    /// What followed from the last change, in a sentence.
    pub consequence: Option<Rc<str>>,
    /// Causes and effects of the selected event, if only they are to stand out.
    pub cone: Option<Rc<Cone>>,
    /// The selected event beside the one that was kept.
    pub compared: Option<Rc<Compared>>,
    /// The frontier that is drawn.
    pub frontier: Option<Rc<FrontierView>>,
    /// In an exercise, how the answer stands.
    pub standing: Option<Rc<Standing>>,
    /// The moment in the middle of what is seen: the diagram writes it, others read it.
    pub middle: Rc<Cell<Micros>>,
}

impl Deref for Page {
    type Target = State;

    fn deref(&self) -> &State {
        &self.state
    }
}

impl Page {
    /// Where changes go.
    pub fn dispatch(&self) -> UseReducerDispatcher<State> {
        self.state.dispatcher()
    }

    /// The moment at which something done to a node happens: the one that was clicked, else the
    /// end of the run. Never where the diagram happens to be scrolled to.
    pub fn moment(&self) -> Micros {
        self.cursor.unwrap_or_else(|| self.made.as_ref().map_or(0, |made| made.run.end))
    }
}

/// Works out what panels need of a state, and only what has changed of it.
#[hook]
pub fn use_page(state: &UseReducerHandle<State>) -> Page {
    let made = state.seen.clone();
    let is_compared =
        state.ghost || state.made.as_ref().is_some_and(|made| made.trace().messages.len() <= COMPARED_MAX);
    let ghost = use_memo((made.clone(), state.before.clone(), is_compared), |(made, before, is_compared)| {
        let (made, before) = (made.as_ref()?, before.as_ref().filter(|_| *is_compared)?);
        Some(Rc::new(Ghost::new(before.trace(), &before.facts, made.trace(), &made.layout)))
    });
    let consequence =
        use_memo((made.clone(), state.before.clone(), (*ghost).clone()), |(made, before, ghost)| {
            told(made.as_ref()?, before.as_ref()?, ghost.as_deref())
        });
    let focus = state.event().filter(|_| state.cone);
    let cone = use_memo((state.made.clone(), focus), |(made, event)| {
        Some(Rc::new(Cone::of(made.as_ref()?.trace(), (*event)?)))
    });
    let compared = use_memo((made.clone(), state.pinned, state.event()), |(made, pinned, event)| {
        Compared::of(made.as_ref()?, (*pinned)?, (*event)?).map(Rc::new)
    });
    let frontier = use_memo((made, state.frontier.clone()), |(made, frontier)| {
        let (made, frontier) = (made.as_ref()?, frontier.clone()?);
        (frontier.len() == made.trace().nodes.len()).then(|| Rc::new(FrontierView::of(made, frontier)))
    });
    let exercise = state.exercise.clone();
    let standing = use_memo((state.made.clone(), exercise.as_ref().map(Rc::as_ptr)), |(made, _)| {
        standing_of(exercise.as_ref()?, made.as_ref()?).map(Rc::new)
    });
    Page {
        state: state.clone(),
        standing: (*standing).clone(),
        ghost: (*ghost).clone(),
        consequence: (*consequence).clone(),
        cone: (*cone).clone(),
        compared: (*compared).clone(),
        frontier: (*frontier).clone(),
        middle: (*use_memo((), |()| Rc::new(Cell::new(0)))).clone(),
    }
}

/// What followed from a change, in a sentence.
fn told(made: &OpenRun, before: &OpenRun, ghost: Option<&Ghost>) -> Option<Rc<str>> {
    let Some(ghost) = ghost else {
        return Some(words::COMPARED_WHEN_ASKED.into());
    };
    let had_none = before.scenario.unused(&before.run);
    let powerless: Vec<String> =
        made.scenario.unused(&made.run).into_iter().filter(|line| !had_none.contains(line)).collect();
    consequence(&before.run, &made.run, ghost.difference(), &powerless).map(Rc::from)
}
