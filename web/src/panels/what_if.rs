//! "What if": what can still happen from the point that the reader looks at. A badge that
//! follows the cursor says which decisions are still possible, and what can break.

use crate::document::State;
use crate::document::open_run::{OpenRun, time_text};
use crate::document::page::Page;
use crate::document::replacing::show_found;
use crate::engine::checking::{Breakable, Checking, Possible, WorkerMessage};
use crate::panels::branches::ScenarioRef;
use crate::panels::check::grouped;
use crate::panels::verdicts;
use crate::words::search;
use crate::words::what_if as words;
use gloo::timers::callback::Timeout;
use sequitur_core::scenario::Edit;
use sequitur_core::trace::Micros;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// How long the cursor rests before a search begins, in milliseconds.
const REST_MS: u32 = 300;

/// How many answers are kept.
const KEPT_MAX: usize = 100;

/// What the badge needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub made: Rc<OpenRun>,
    /// The moment up to which it is shown.
    pub cursor: Option<Micros>,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
}

impl Props {
    /// What it takes from the page.
    pub fn of(page: &Page, made: &Rc<OpenRun>) -> Props {
        Props { made: Rc::clone(made), cursor: page.cursor, dispatch: page.dispatch() }
    }
}

/// Where in which run.
#[derive(Clone, PartialEq)]
struct Position {
    scenario: ScenarioRef,
    /// How many choices by hand come before.
    choices: usize,
    /// In a timed run, the moment.
    at: Option<Micros>,
}

/// An answer that was found before.
type Kept = (Position, Rc<Possible>);

/// What is known of a position.
#[derive(Clone, PartialEq)]
enum Answer {
    /// The search goes on; so many states so far.
    Searching(u64),
    Known(Rc<Possible>),
    /// What is wrong, in sentences.
    Failed(Vec<String>),
}

/// The badge.
#[component]
pub fn WhatIf(props: &Props) -> Html {
    let is_on = use_state_eq(|| false);
    let position = position(props);
    let answer = use_answer(*is_on, &position);
    let onclick = {
        let is_on = is_on.clone();
        move |_| is_on.set(!*is_on)
    };
    html! {
        <section class="check what-if" aria-label={words::WHAT_IF}>
            <div class="inline">
                <button aria-pressed={is_on.to_string()} title={words::ABOUT} {onclick}>{ words::WHAT_IF_HEADING }</button>
                if *is_on { <p class="soft">{ from(&position) }</p> }
            </div>
            if *is_on { { shown(props, &answer) } }
        </section>
    }
}

/// Where the reader looks: in a run by hand after a choice, in a timed one at a time.
fn position(props: &Props) -> Position {
    let made = &props.made;
    let at = (!made.is_by_hand()).then(|| props.cursor.unwrap_or(made.run.end));
    Position { scenario: ScenarioRef(made.scenario.clone()), choices: made.choices_by(props.cursor), at }
}

fn from(position: &Position) -> String {
    match (position.at, position.choices) {
        (Some(at), _) => words::from_on(&time_text(at)),
        (None, 0) => words::FROM_THE_START_ON.to_owned(),
        (None, 1) => words::AFTER_1_CHOICE.to_owned(),
        (None, choices) => words::after_choices(&choices),
    }
}

/// Asks a worker once the reader has rested at a position, and ends it when the position is left.
#[hook]
fn use_answer(is_on: bool, position: &Position) -> Answer {
    let answer = use_state(|| Answer::Searching(0));
    let kept = use_mut_ref(Vec::<Kept>::new);
    let worker = use_mut_ref(|| None::<Checking>);
    use_effect_with((is_on, position.clone()), {
        let answer = answer.setter();
        move |(is_on, position)| {
            let known =
                kept.borrow().iter().find(|(known, _)| known == position).map(|(_, known)| known.clone());
            answer.set(known.clone().map_or(Answer::Searching(0), Answer::Known));
            let rest = (*is_on && known.is_none()).then(|| {
                let (position, worker) = (position.clone(), worker.clone());
                Timeout::new(REST_MS, move || {
                    let started = ask(&position, answer.clone(), kept);
                    if started.is_none() {
                        answer.set(Answer::Failed(vec![search::DIED.to_owned()]));
                    }
                    *worker.borrow_mut() = started;
                })
            });
            move || {
                drop(rest);
                worker.borrow_mut().take();
            }
        }
    });
    (*answer).clone()
}

fn ask(
    position: &Position,
    answer: UseStateSetter<Answer>,
    kept: Rc<RefCell<Vec<Kept>>>,
) -> Option<Checking> {
    let scenario = &position.scenario.0;
    let taken_over = position.at.map(|at| scenario.apply(&Edit::TakeOver(at)));
    let searched = taken_over.as_ref().unwrap_or(scenario);
    let asked = position.clone();
    Checking::start("what-if", position.choices, searched, move |word| {
        answer.set(match word {
            WorkerMessage::Ready => Answer::Searching(0),
            WorkerMessage::Progress(figures) => Answer::Searching(figures.states),
            WorkerMessage::Possible(possible) => {
                let mut kept = kept.borrow_mut();
                // Positions of another run are never looked at again.
                kept.retain(|(position, _)| position.scenario == asked.scenario);
                if kept.len() >= KEPT_MAX {
                    kept.remove(0);
                }
                kept.push((asked.clone(), possible.clone()));
                Answer::Known(possible)
            }
            WorkerMessage::Refused(mistakes) => Answer::Failed(mistakes),
            WorkerMessage::Missing => Answer::Failed(vec![search::MISSING.to_owned()]),
            _ => Answer::Failed(vec![search::DIED.to_owned()]),
        });
    })
}

fn shown(props: &Props, answer: &Answer) -> Html {
    match answer {
        Answer::Searching(0) => html! { <p role="status">{ words::SEARCHING }</p> },
        Answer::Searching(states) => {
            html! { <p class="soft">{ words::searching_states(&grouped(*states)) }</p> }
        }
        Answer::Failed(sentences) => html! {
            <div role="alert">{ for sentences.iter().map(|sentence| html! { <p>{ sentence }</p> }) }</div>
        },
        Answer::Known(possible) => html! {
            <div class="possible" data-testid="possible" data-exact={possible.is_exact.to_string()}>
                <div role="status">
                    { decisions(possible) }
                    <p class="soft">{ extent(possible) }</p>
                </div>
                <ul class="findings">{ for possible.breakable.iter().map(|broken| breakable(props, broken)) }</ul>
            </div>
        },
    }
}

/// How far the answer reaches.
fn extent(possible: &Possible) -> String {
    let states = grouped(possible.figures.states);
    let (how_far, safe) = match possible.is_exact {
        true => (words::exact(&states), words::NO_SAFETY_IS_BROKEN),
        false => (
            words::at_least(&states, &possible.complete_depth, &grouped(possible.next_states)),
            words::NONE_BREAKS_SAFETY,
        ),
    };
    how_far + if possible.breakable.is_empty() { safe } else { "" }
}

fn decisions(possible: &Possible) -> Html {
    if !possible.decides {
        return Html::default();
    }
    let values = |name: &'static str, decisions: &[String]| {
        let value = |decision: &String| html! { <li key={decision.clone()}><b>{ decision }</b></li> };
        html! { <ul class="values" data-testid={name}>{ for decisions.iter().map(value) }</ul> }
    };
    html! {
        <>
            if !possible.decided.is_empty() {
                <div class="inline"><span>{ words::DECIDED_SO_FAR }</span>{ values("decided", &possible.decided) }</div>
            }
            if !possible.reachable.is_empty() {
                <div class="inline"><span>{ match possible.is_exact {
                    true => words::CAN_BE_DECIDED,
                    false => words::CAN_BE_DECIDED_AT_LEAST,
                } }</span>{ values("reachable", &possible.reachable) }</div>
            } else if possible.is_exact {
                <p>{ words::NOTHING_MORE }</p>
            } else {
                <p>{ words::NO_DECISION }</p>
            }
        </>
    }
}

fn breakable(props: &Props, broken: &Breakable) -> Html {
    let name = verdicts::title(&broken.name);
    let (dispatch, text) = (props.dispatch.clone(), broken.text.clone());
    let old = props.made.scenario.clone();
    let onclick = move |_| show_found(&dispatch, &old, text.clone());
    let when = match broken.after {
        0 => words::IS_BROKEN_ALREADY.to_owned(),
        1 => words::CAN_BREAK_AFTER_ONE.to_owned(),
        after => words::can_break_after_choices(&after),
    };
    html! {
        <li key={broken.name.clone()} data-breakable={broken.name.clone()} data-after={broken.after.to_string()}>
            <span aria-hidden="true">{ "✕" }</span>{ " " }{ name.clone() }{ when }<span class="soft">{ &broken.why }</span>
            if broken.after > 0 { { " " }<button aria-label={words::open_shortest(&name)} {onclick}>{ words::SHOW_HOW }</button> }
        </li>
    }
}
