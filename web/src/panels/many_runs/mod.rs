//! "Many runs": the scenario is run with one seed after the other, beside the page; how often each
//! property held, how times and numbers are spread, and how that changes with a value.

mod charts;
mod told;

use crate::document::State;
use crate::document::open_run::OpenRun;
use crate::document::page::Page;
use crate::engine::checking::{Checking, WorkerMessage};
use crate::engine::trying::Tried;
use crate::panels::branches::ScenarioRef;
use crate::panels::check::grouped;
use crate::words::many_runs as words;
use crate::words::search;
use sequitur_core::scenario::Variable;
use std::rc::Rc;
use told::Told;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// How many runs can be asked for.
const COUNTS: [u64; 4] = [100, 1_000, 10_000, 100_000];

/// What the panel needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The scenario whose run is shown.
    pub scenario: ScenarioRef,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
}

impl Props {
    /// What it takes from the page.
    pub fn of(page: &Page, made: &OpenRun) -> Props {
        Props { scenario: ScenarioRef(Rc::clone(&made.scenario)), dispatch: page.dispatch() }
    }
}

/// What the reader asks for.
#[derive(Clone, PartialEq)]
struct Asked {
    runs: u64,
    /// What is compared, and its values as they were typed.
    over: Option<(&'static str, String)>,
}

impl Asked {
    /// `timeout=100ms,200ms`, or empty.
    fn over(&self) -> String {
        let values = |values: &String| {
            values.split([',', ' ']).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(",")
        };
        self.over.as_ref().map_or_else(String::new, |(name, typed)| format!("{name}={}", values(typed)))
    }
}

/// What the panel shows.
#[derive(Clone, PartialEq)]
enum Phase {
    Idle,
    /// The worker is on its way.
    Starting,
    /// So many runs of so many.
    Running(u64, u64),
    /// Of which scenario, and what its runs told.
    Over(ScenarioRef, Rc<Tried>),
    /// What to tell the reader.
    Failed(String),
}

/// The panel.
#[component]
pub fn ManyRuns(props: &Props) -> Html {
    let asked = use_state(|| Asked { runs: COUNTS[1], over: None });
    let phase = use_state(|| Phase::Idle);
    let worker = use_mut_ref(|| None::<Checking>);
    let start = {
        let (phase, worker, asked, scenario) =
            (phase.setter(), worker.clone(), (*asked).clone(), props.scenario.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let hear = {
                let (phase, scenario) = (phase.clone(), scenario.clone());
                move |word| phase.set(heard(word, &scenario))
            };
            let started = Checking::start_tries(asked.runs, &asked.over(), &scenario.0, hear);
            phase.set(if started.is_some() {
                Phase::Starting
            } else {
                Phase::Failed(search::DIED.to_owned())
            });
            *worker.borrow_mut() = started;
        }
    };
    let cancel = {
        let (phase, worker) = (phase.setter(), worker.clone());
        move |_: MouseEvent| {
            worker.borrow_mut().take();
            phase.set(Phase::Failed(words::CANCELLED.to_owned()));
        }
    };
    let cancel =
        html! { <button aria-label={words::CANCEL_LABEL} onclick={cancel}>{ words::CANCEL }</button> };
    let is_by_hand = props.scenario.0.plan().manual.is_some();
    html! {
        <section class="many-runs" aria-label={words::MANY_RUNS}>
            <h2>{ words::MANY_RUNS }</h2>
            if is_by_hand {
                <p class="soft">{ words::BY_HAND }</p>
            } else {
                <p class="soft">{ words::ABOUT }</p>
                { form(props, &asked, start) }
            }
            { match &*phase {
                Phase::Idle => Html::default(),
                Phase::Starting => html! { <><p role="status">{ search::FETCHING }</p>{ cancel }</> },
                Phase::Running(done, of) => progress(*done, *of, cancel),
                Phase::Failed(told) => html! { <p role="alert">{ told }</p> },
                Phase::Over(scenario, tried) => html! {
                    <Told tried={tried.clone()} of={scenario.clone()} now={props.scenario.clone()} dispatch={props.dispatch.clone()} />
                },
            } }
        </section>
    }
}

fn progress(done: u64, of: u64, cancel: Html) -> Html {
    let told = words::so_far(&grouped(done), &grouped(of));
    html! {
        <div class="inline">
            <progress aria-label={words::MANY_RUNS} max={of.to_string()} value={done.to_string()} />
            <span>{ told }</span>
            { cancel }
        </div>
    }
}

/// How many runs, and what is compared.
fn form(props: &Props, asked: &UseStateHandle<Asked>, onsubmit: impl Fn(SubmitEvent) + 'static) -> Html {
    let variables = props.scenario.0.variables();
    let on_count = {
        let asked = asked.clone();
        move |event: Event| {
            let index = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
            let runs = usize::try_from(index).ok().and_then(|index| COUNTS.get(index)).copied();
            asked.set(Asked { runs: runs.unwrap_or(asked.runs), ..(*asked).clone() });
        }
    };
    let on_over = {
        let (asked, variables) = (asked.clone(), variables.clone());
        move |event: Event| {
            let index = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
            // The first is nothing.
            let variable = usize::try_from(index - 1).ok().and_then(|index| variables.get(index));
            let over = variable.map(|Variable { name, value, other }| (*name, format!("{value}, {other}")));
            asked.set(Asked { over, ..(*asked).clone() });
        }
    };
    let on_values = {
        let asked = asked.clone();
        move |event: InputEvent| {
            let typed = event.target_unchecked_into::<HtmlInputElement>().value();
            let over = asked.over.as_ref().map(|(name, _)| (*name, typed));
            asked.set(Asked { over, ..(*asked).clone() });
        }
    };
    let count = |count: &u64| html! { <option selected={*count == asked.runs}>{ grouped(*count) }</option> };
    let compared = asked.over.as_ref().map(|(name, _)| *name);
    let variable = |variable: &Variable| {
        html! { <option value={variable.name} selected={compared == Some(variable.name)}>{ variable.name }</option> }
    };
    html! {
        <form class="ask" {onsubmit}>
            <label>{ words::RUNS }<select aria-label={words::RUNS} onchange={on_count}>{ for COUNTS.iter().map(count) }</select></label>
            <label>{ words::COMPARE }
                <select aria-label={words::COMPARE} onchange={on_over}>
                    <option value="" selected={compared.is_none()}>{ words::NOTHING }</option>
                    { for variables.iter().map(variable) }
                </select>
            </label>
            if let Some((_, typed)) = &asked.over {
                <label class="grow">{ words::VALUES }<input aria-label={words::VALUES} autocomplete="off" spellcheck="false" value={typed.clone()} oninput={on_values} /></label>
            }
            <button>{ words::run(&grouped(asked.runs)) }</button>
        </form>
    }
}

/// Goes on with what the worker says of a scenario.
fn heard(word: WorkerMessage, scenario: &ScenarioRef) -> Phase {
    match word {
        WorkerMessage::Ready => Phase::Starting,
        WorkerMessage::Trying(done, of) => Phase::Running(done, of),
        WorkerMessage::Tried(tried) => Phase::Over(scenario.clone(), tried),
        WorkerMessage::Refused(sentences) => Phase::Failed(sentences.join(" ")),
        WorkerMessage::Missing => Phase::Failed(search::MISSING.to_owned()),
        _ => Phase::Failed(search::DIED.to_owned()),
    }
}
