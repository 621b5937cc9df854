//! "What can still be decided": a strip along a run by hand, a cell for each choice, and what an adversary
//! must keep back so that both values stay possible.

use crate::document::open_run::OpenRun;
use crate::document::page::Page;
use crate::document::{Action, State};
use crate::engine::checking::{Checking, WorkerMessage};
use crate::engine::strip::Strip;
use crate::panels::verdicts::capital;
use crate::words::search;
use crate::words::valence as words;
use sequitur_core::scenario::{Edit, Scenario};
use sequitur_core::sim::plan::ManualChoice;
use sequitur_core::trace::Micros;
use std::rc::Rc;
use yew::prelude::*;

/// What the panel needs.
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

/// Whether the protocol of a run can tell what can still be decided.
pub fn can_tell(made: &OpenRun) -> bool {
    made.run.info.tells_valence
}

/// What is known.
#[derive(Clone, PartialEq)]
enum Answer {
    Waiting,
    Known(Rc<Strip>),
    /// What is wrong, in sentences.
    Failed(Vec<String>),
}

/// The panel.
#[component]
pub fn Valence(props: &Props) -> Html {
    let is_on = use_state_eq(|| false);
    let is_by_hand = props.made.is_by_hand();
    let choices = props.made.choices_by(props.cursor);
    let answer = use_answer(*is_on && is_by_hand, &props.made, choices);
    let onclick = {
        let is_on = is_on.clone();
        move |_| is_on.set(!*is_on)
    };
    html! {
        <section class="valence" aria-label={words::VALENCE}>
            <div class="inline"><button aria-pressed={is_on.to_string()} title={words::ABOUT} {onclick}>{ words::HEADING }</button></div>
            if *is_on && !is_by_hand {
                <p class="soft">{ words::ONLY_BY_HAND }</p>
            } else if *is_on {
                { match &answer {
                    Answer::Waiting => html! { <p role="status">{ words::WORKING }</p> },
                    Answer::Failed(sentences) => html! {
                        <div role="alert">{ for sentences.iter().map(|sentence| html! { <p>{ sentence }</p> }) }</div>
                    },
                    Answer::Known(strip) => shown(props, strip, choices),
                } }
            }
        </section>
    }
}

/// Asks a worker, which stays and keeps what it has worked out for as long as the panel is open.
#[hook]
fn use_answer(is_on: bool, made: &Rc<OpenRun>, choices: usize) -> Answer {
    let answer = use_state(|| Answer::Waiting);
    let worker = use_mut_ref(|| None::<Checking>);
    let question = use_mut_ref(|| 0_u64);
    use_effect_with((is_on, made.clone(), choices), {
        let answer = answer.setter();
        move |(is_on, made, choices)| {
            if !*is_on {
                worker.borrow_mut().take();
                answer.set(Answer::Waiting);
                return;
            }
            *question.borrow_mut() += 1;
            let order = Checking::about_valence(*question.borrow(), *choices, &made.scenario);
            let mut worker = worker.borrow_mut();
            if let Some(worker) = &*worker {
                worker.again(order);
                return;
            }
            let hear = {
                let (answer, question) = (answer.clone(), question.clone());
                move |word| {
                    if let Some(heard) = heard(word, *question.borrow()) {
                        answer.set(heard);
                    }
                }
            };
            *worker = Checking::ordered(order, hear);
            if worker.is_none() {
                answer.set(Answer::Failed(vec![search::DIED.to_owned()]));
            }
        }
    });
    (*answer).clone()
}

/// What to show after a word of the worker; None where it answers a question of before.
fn heard(word: WorkerMessage, question: u64) -> Option<Answer> {
    match word {
        WorkerMessage::Ready => None,
        WorkerMessage::Valence(strip) => (strip.question == question).then_some(Answer::Known(strip)),
        WorkerMessage::Refused(sentences) => Some(Answer::Failed(sentences)),
        WorkerMessage::Missing => Some(Answer::Failed(vec![search::MISSING.to_owned()])),
        _ => Some(Answer::Failed(vec![search::DIED.to_owned()])),
    }
}

fn shown(props: &Props, strip: &Strip, choices: usize) -> Html {
    let all = props.made.run.chosen_at.len();
    let cells = strip.cells.iter().enumerate().take(all + 1);
    let left_out = (strip.cells.len() <= all).then(|| words::first_choices(&(strip.cells.len() - 1)));
    html! {
        <div data-testid="valence" data-worked-out={strip.worked_out.to_string()}>
            <ol class="cells" aria-label={words::STRIP}>{ for cells.map(|(index, values)| cell(props, index, values, index == choices)) }</ol>
            if let Some(left_out) = left_out { <p class="soft">{ left_out }</p> }
            if let Some(values) = strip.cells.get(choices) { { turn(props, strip, values) } }
            <p class="soft">{ words::extent(&strip.rounds) }</p>
        </div>
    }
}

/// What can be decided, in words.
fn told(values: &[String]) -> String {
    match values {
        [] => words::NOT_ALL_HAVE_PROPOSED.to_owned(),
        [one] => words::only(one),
        several => words::either(several),
    }
}

/// A cell: a click leads to the moment after its choice.
fn cell(props: &Props, index: usize, values: &[String], is_here: bool) -> Html {
    let made = &props.made;
    let choice = made.run.plan.manual.as_deref().unwrap_or_default().get(index.wrapping_sub(1));
    let place = choice.map_or_else(
        || words::START.to_owned(),
        |manual| words::after(&made.scenario.choice_text(&manual.what)),
    );
    let at = match index {
        0 => made.run.chosen_at.first().map_or(0, |first| first.saturating_sub(1)),
        _ => made.run.chosen_at[index - 1],
    };
    let (class, sign) = match values {
        [] => ("unknown", words::UNKNOWN_SIGN.to_owned()),
        [one] => ("settled", one.clone()),
        several => ("open", several.join("|")),
    };
    let label = words::cell(&place, &told(values));
    let dispatch = props.dispatch.clone();
    let onclick = move |_| dispatch.dispatch(Action::Cursor(Some(at)));
    html! {
        <li><button {class} data-cell={index.to_string()} data-values={values.join(" ")} aria-label={label.clone()} title={label}
            aria-current={is_here.then_some("step")} {onclick}>{ sign }</button></li>
    }
}

/// What the adversary can do now, and what it must keep back.
fn turn(props: &Props, strip: &Strip, values: &[String]) -> Html {
    if values.len() < 2 {
        return html! { <p role="status">{ capital(&format!("{}.", told(values))) }</p> };
    }
    let (open, settling): (Vec<_>, Vec<_>) = strip.next.iter().partition(|(_, values)| values.len() > 1);
    let settles = |(line, values): &&(String, Vec<String>)| {
        html! { <li data-settles={line.clone()}><span aria-hidden="true">{ "✕ " }</span>{ words::settles(line, &values.join(" ")) }</li> }
    };
    let keeps = |(line, _): &&(String, Vec<String>)| {
        html! { <li><button class="plain link" data-keeps={line.clone()} onclick={chooses(props, line)}>{ line }</button></li> }
    };
    html! {
        <div class="adversary" data-testid="adversary">
            <p role="status">{ capital(&format!("{}.", told(values))) }</p>
            if !settling.is_empty() { <p><b>{ words::MUST_WAIT }</b></p><ul>{ for settling.iter().map(settles) }</ul> }
            if let Some((first, _)) = open.first() {
                <p>{ words::KEEP_OPEN }</p>
                <ul>{ for open.iter().map(keeps) }</ul>
                <button onclick={chooses(props, first)}>{ words::ADVERSARY }</button>
            } else if strip.next.is_empty() {
                <p>{ words::NOTHING_NEXT }</p>
            } else {
                <p>{ words::ALL_SETTLE }</p>
            }
        </div>
    }
}

/// A click does what a line says, after the choices that are shown.
fn chooses(props: &Props, line: &str) -> impl Fn(MouseEvent) + 'static {
    let (dispatch, scenario) = (props.dispatch.clone(), props.made.scenario.clone());
    let line = line.to_owned();
    move |_| {
        if let Some(choice) = choice_of(&scenario, &line) {
            dispatch.dispatch(Action::Edit(Edit::Choose(choice)));
        }
    }
}

/// A line of a run by hand as the choice that it is.
fn choice_of(scenario: &Scenario, line: &str) -> Option<ManualChoice> {
    let begun = scenario.clone().up_to(0).by_hand(&[], None);
    let read = Scenario::parse(&format!("{begun}{line}\n")).ok()?;
    Some(read.plan().manual.as_ref()?.last()?.what.clone())
}
