//! "Shrink": a violation is reduced, beside the page, to the fewest lines that still show it.

use crate::document::State;
use crate::document::replacing::show_smaller;
use crate::engine::checking::{Checking, Smaller, WorkerMessage};
use crate::panels::branches::ScenarioRef;
use crate::words::search;
use crate::words::shrink as words;
use sequitur_core::scenario::Scenario;
use yew::prelude::*;

/// What the button needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The scenario whose run is shown.
    pub scenario: ScenarioRef,
    /// The property that the run violates, by its index.
    pub property: usize,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
}

/// How far it is.
#[derive(Clone, PartialEq)]
enum Phase {
    Idle,
    /// The worker is on its way.
    Starting,
    /// So many lines are left after so many runs.
    Running(u64, u64),
    /// What to tell the reader once it is over.
    Over(String),
}

/// The button, and what became of it.
#[component]
pub fn Shrink(props: &Props) -> Html {
    let phase = use_state(|| Phase::Idle);
    let worker = use_mut_ref(|| None::<Checking>);
    use_effect_with((props.scenario.clone(), props.property), {
        let (phase, worker) = (phase.setter(), worker.clone());
        // Another violation: the worker of the one before has nothing to do any more.
        move |_| {
            worker.borrow_mut().take();
            phase.set(Phase::Idle);
        }
    });
    let start = {
        let (phase, worker) = (phase.setter(), worker.clone());
        let (scenario, property, dispatch) = (props.scenario.clone(), props.property, props.dispatch.clone());
        move |_: MouseEvent| {
            let hear = {
                let (phase, dispatch, old) = (phase.clone(), dispatch.clone(), scenario.clone());
                move |word| phase.set(heard(word, &old.0, property, &dispatch))
            };
            let started = Checking::start("shrink", property, &scenario.0, hear);
            phase.set(if started.is_some() {
                Phase::Starting
            } else {
                Phase::Over(search::SHRINK_DIED.to_owned())
            });
            *worker.borrow_mut() = started;
        }
    };
    let cancel = {
        let (phase, worker) = (phase.setter(), worker.clone());
        move |_: MouseEvent| {
            worker.borrow_mut().take();
            phase.set(Phase::Over(words::CANCELLED.to_owned()));
        }
    };
    let running = |told: String| {
        html! {
            <>
                <p class="soft">{ told }</p>
                <button aria-label={words::CANCEL_SHRINKING} onclick={cancel}>{ words::CANCEL }</button>
            </>
        }
    };
    let title = words::ABOUT;
    let button = html! { <button aria-label={words::SHRINK} {title} onclick={start}>{ words::SHRINK_THE_RUN }</button> };
    let body = match &*phase {
        Phase::Idle => button,
        Phase::Starting => running(search::FETCHING.to_owned()),
        Phase::Running(lines, runs) => running(words::left_after_runs(&lines_text(*lines), &runs)),
        Phase::Over(told) => html! { <>{ button }<p role="status">{ told }</p></> },
    };
    html! { <div class="shrink" data-testid="shrink">{ body }</div> }
}

/// Goes on with what the worker says. What it has found is opened.
fn heard(
    word: WorkerMessage,
    old: &Scenario,
    property: usize,
    dispatch: &UseReducerDispatcher<State>,
) -> Phase {
    match word {
        WorkerMessage::Ready => Phase::Starting,
        WorkerMessage::Shrinking(lines, runs) => Phase::Running(lines, runs),
        WorkerMessage::Shrunk(smaller) if smaller.lines == smaller.before => {
            Phase::Over(words::NOTHING_TO_LEAVE_OUT.to_owned())
        }
        WorkerMessage::Refused(sentences) => Phase::Over(sentences.join(" ")),
        WorkerMessage::Missing => Phase::Over(search::MISSING.to_owned()),
        WorkerMessage::Shrunk(smaller) => {
            let Smaller { lines, runs, before, text } = *smaller;
            let told = words::of_left_after_runs(&lines_text(lines), &before, &runs);
            show_smaller(dispatch, old, &text, property, told);
            Phase::Idle
        }
        _ => Phase::Over(search::SHRINK_DIED.to_owned()),
    }
}

fn lines_text(lines: u64) -> String {
    match lines {
        0 => words::NO_LINE.to_owned(),
        1 => words::ONE_LINE.to_owned(),
        lines => words::lines(&lines),
    }
}
