//! Makes runs in slices, so that the page answers while a long one is made.
//!
//! The first slice runs at once: most runs fit into it, and the new picture then comes
//! with the click. Longer ones go on between frames, with progress and a way to stop.

use crate::document::open_run::OpenRun;
use crate::document::{Action, State};
use gloo::timers::callback::Timeout;
use gloo::utils::window;
use sequitur_core::scenario::Scenario;
use sequitur_core::sim::Simulation;
use std::cell::RefCell;
use std::rc::Rc;
use yew::{UseReducerDispatcher, UseReducerHandle, hook, use_effect_with, use_mut_ref};

/// How long the first slice may take, and each of the others, in milliseconds.
const FIRST_MS: f64 = 45.0;
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
        let is_made = state.made.as_ref().is_some_and(|made| Rc::ptr_eq(&made.scenario, &state.scenario));
        move |(_, is_log)| match is_log {
            _ if is_made => {}
            true => drop(runner.borrow_mut().take()),
            false => start(scenario, dispatcher, runner),
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

fn start(scenario: Rc<Scenario>, dispatcher: UseReducerDispatcher<State>, pending: Pending) {
    pending.borrow_mut().take();
    let simulation = scenario.machine().begin(scenario.plan().clone());
    go_on(simulation, FIRST_MS, scenario, dispatcher, pending);
}

/// Advances a run for so long; then shows it, or comes back after the next frame.
fn go_on(
    mut simulation: Simulation,
    budget_ms: f64,
    scenario: Rc<Scenario>,
    dispatcher: UseReducerDispatcher<State>,
    pending: Pending,
) {
    let end = now() + budget_ms;
    while now() < end {
        if simulation.advance(EVENTS) {
            let made = OpenRun::new(scenario, simulation.finish());
            dispatcher.dispatch(Action::Finished(Rc::new(made)));
            return;
        }
    }
    dispatcher.dispatch(Action::Progress(Some(simulation.progress())));
    let next = {
        let pending = Rc::clone(&pending);
        move || go_on(simulation, SLICE_MS, scenario, dispatcher, pending)
    };
    *pending.borrow_mut() = Some(Timeout::new(0, next));
}
