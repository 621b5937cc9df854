//! Makes runs in slices, so that the page answers while a long one is made.
//!
//! The first slice runs at once: most runs fit into it, and the new picture then comes
//! with the click. Longer ones go on between frames, with progress and a way to stop; what
//! is left to do at their end, the layout and the picture, has a frame each.

use crate::document::open_run::OpenRun;
use crate::document::{Action, State};
use gloo::timers::callback::Timeout;
use gloo::utils::window;
use sequitur_core::scenario::Scenario;
use sequitur_core::sim::Simulation;
use std::cell::RefCell;
use std::rc::Rc;
use yew::{UseReducerDispatcher, UseReducerHandle, hook, use_effect_with, use_mut_ref};

/// How long the first slice after an edit may take, in milliseconds.
const FIRST_MS: f64 = 45.0;

/// How long each of the others may take, and the first one where the page is only being made.
const SLICE_MS: f64 = 12.0;

/// Events between two looks at the clock.
const EVENTS: u32 = 2_000;

type Pending = Rc<RefCell<Option<Timeout>>>;

/// Makes a run whenever the scenario changes, and none while a log is open. Returns what gives up the run at hand.
#[hook]
pub fn use_runner(state: &UseReducerHandle<State>) -> impl Fn() + Clone + 'static {
    let pending: Pending = use_mut_ref(|| None);
    let dispatcher = state.dispatcher();
    let runner = Rc::clone(&pending);
    use_effect_with((Rc::as_ptr(&state.scenario), state.log.is_some()), {
        let (scenario, dispatcher) = (Rc::clone(&state.scenario), dispatcher.clone());
        let first_ms = if state.made.is_some() { FIRST_MS } else { SLICE_MS };
        let is_made = state.made.as_ref().is_some_and(|made| Rc::ptr_eq(&made.scenario, &state.scenario));
        move |(_, is_log)| match is_log {
            _ if is_made => {}
            true => drop(runner.borrow_mut().take()),
            false => start(scenario, first_ms, dispatcher, runner),
        }
    });
    move || {
        pending.borrow_mut().take();
        dispatcher.dispatch(Action::Progress(None));
    }
}

fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

fn start(scenario: Rc<Scenario>, first_ms: f64, dispatcher: UseReducerDispatcher<State>, pending: Pending) {
    pending.borrow_mut().take();
    let mut simulation = scenario.machine().begin(scenario.plan().clone());
    if advance(&mut simulation, first_ms) {
        let made = OpenRun::new(scenario, simulation.finish());
        return dispatcher.dispatch(Action::Finished(Rc::new(made)));
    }
    go_on(simulation, scenario, dispatcher, pending);
}

/// Advances a run for so long. Says whether it is at its end.
fn advance(simulation: &mut Simulation, budget_ms: f64) -> bool {
    let end = now() + budget_ms;
    while now() < end {
        if simulation.advance(EVENTS) {
            return true;
        }
    }
    false
}

/// Goes on after the next frame, until the run is at its end and shown.
fn go_on(
    mut simulation: Simulation,
    scenario: Rc<Scenario>,
    dispatcher: UseReducerDispatcher<State>,
    pending: Pending,
) {
    dispatcher.dispatch(Action::Progress(Some(simulation.progress())));
    let again = Rc::clone(&pending);
    later(&pending, move || match advance(&mut simulation, SLICE_MS) {
        false => go_on(simulation, scenario, dispatcher, again),
        true => lay_out(simulation, scenario, dispatcher, again),
    });
}

/// Lays out a run that is at its end, and shows it after the next frame.
fn lay_out(
    simulation: Simulation,
    scenario: Rc<Scenario>,
    dispatcher: UseReducerDispatcher<State>,
    pending: Pending,
) {
    let again = Rc::clone(&pending);
    later(&pending, move || {
        let made = Rc::new(OpenRun::new(scenario, simulation.finish()));
        later(&again, move || dispatcher.dispatch(Action::Finished(made)));
    });
}

/// Does something after the next frame, unless the run is given up before.
fn later(pending: &Pending, next: impl FnOnce() + 'static) {
    *pending.borrow_mut() = Some(Timeout::new(0, next));
}
