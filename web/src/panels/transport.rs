//! Time: play, step, scrub.

use crate::document::open_run::OpenRun;
use crate::document::page::Page;
use crate::document::{Action, State};
use crate::panels::desk::{Desk, DeskAction};
use crate::words::transport as words;
use gloo::timers::callback::Interval;
use sequitur_core::scenario::Edit;
use std::rc::Rc;
use yew::prelude::*;

/// How often time goes on while playing, in milliseconds.
const TICK_MS: u32 = 33;

/// The scrubber's steps.
const STEPS: u64 = 10_000;

/// The speeds to choose from: thousandths of real time, and what stands for them.
const SPEEDS: [(u32, &str); 5] =
    [(20, "0.02 ×"), (100, "0.1 ×"), (200, "0.2 ×"), (1_000, "1 ×"), (10_000, "10 ×")];

/// What the bar needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub made: Rc<OpenRun>,
    /// The moment up to which it is shown.
    pub cursor: Option<u64>,
    /// Whether time goes on.
    pub playing: bool,
    /// How fast.
    pub speed: u32,
    /// Whether an exercise is open: it says itself who chooses.
    pub is_exercise: bool,
    /// Whether what comes next is kept back.
    pub is_closed: bool,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
    /// Where what is open goes.
    pub desk: UseReducerDispatcher<Desk>,
}

impl Props {
    /// What it takes from the page.
    pub fn of(page: &Page, made: &Rc<OpenRun>, desk: &UseReducerHandle<Desk>) -> Props {
        let (cursor, playing, speed) = (page.cursor, page.playing, page.speed);
        let desk = desk.dispatcher();
        let is_exercise = page.is_exercise();
        let (is_closed, dispatch) = (page.is_closed, page.dispatch());
        Props { made: Rc::clone(made), cursor, playing, speed, is_exercise, is_closed, dispatch, desk }
    }
}

fn icon(path: &'static str) -> Html {
    html! { <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true"><path d={path} /></svg> }
}

/// The bar.
#[component]
pub fn Transport(props: &Props) -> Html {
    let end = props.made.run.end;
    let at = props.cursor.unwrap_or(end);
    use_effect_with(props.playing, {
        let dispatch = props.dispatch.clone();
        move |playing| {
            let tick = move || dispatch.dispatch(Action::Tick(u64::from(TICK_MS) * 1_000));
            let interval = playing.then(|| Interval::new(TICK_MS, tick));
            move || drop(interval)
        }
    });
    let on = |action: fn() -> Action| {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(action()))
    };
    let play = {
        let (dispatch, playing, is_closed) = (props.dispatch.clone(), props.playing, props.is_closed);
        move |_| {
            if !is_closed {
                dispatch.dispatch(Action::Play(!playing));
            }
        }
    };
    let off = props.is_closed.then_some("true");
    let scrub = {
        let dispatch = props.dispatch.clone();
        move |event: InputEvent| {
            let input: web_sys::HtmlInputElement = event.target_unchecked_into();
            let step: u64 = input.value().parse().unwrap_or(STEPS);
            let cursor =
                (step < STEPS).then(|| (u128::from(end) * u128::from(step) / u128::from(STEPS)) as u64);
            dispatch.dispatch(Action::Cursor(cursor));
        }
    };
    let speed = {
        let dispatch = props.dispatch.clone();
        move |event: Event| {
            let select: web_sys::HtmlSelectElement = event.target_unchecked_into();
            dispatch.dispatch(Action::Speed(select.value().parse().unwrap_or(200)));
        }
    };
    let more = {
        let desk = props.desk.clone();
        move |_| desk.dispatch(DeskAction::Sheet(true))
    };
    let position = (u128::from(at) * u128::from(STEPS) / u128::from(end.max(1))) as u64;
    let option = |(value, name): &(u32, &'static str)| {
        html! { <option value={value.to_string()} selected={*value == props.speed}>{ *name }</option> }
    };
    html! {
        <footer class="transport" aria-label={words::TIME}>
            <button class="icon" aria-label={words::STEP_BACK} title={words::STEP_BACK_TITLE} onclick={on(|| Action::Step(false))}>{ icon("M16 3 7 10l9 7zM4 3v14") }</button>
            <button class="icon primary" aria-label={if props.playing { words::PAUSE } else { words::PLAY }} title={words::PLAY_TITLE} aria-disabled={off} onclick={play}>
                { icon(if props.playing { "M6 3v14M14 3v14" } else { "M5 3l11 7-11 7z" }) }
            </button>
            <button class="icon" aria-label={words::STEP} title={words::STEP_TITLE} onclick={on(|| Action::Step(true))}>{ icon("M4 3l9 7-9 7zM16 3v14") }</button>
            <span class="time">{ position_text(props, at) }</span>
            <input class="scrub" type="range" min="0" max={STEPS.to_string()} value={position.to_string()}
                aria-label={words::TIME} aria-valuetext={props.made.time_text(at)} oninput={scrub} />
            if !props.made.trace().is_timeless {
                <select class="speed" aria-label={words::SPEED} title={words::SPEED_TITLE} onchange={speed}>{ for SPEEDS.iter().map(option) }</select>
            }
            { by_hand(props, at) }
            <button class="icon quiet panels" aria-label={words::PANELS} title={words::PANELS_TITLE} onclick={more}>{ icon("M3 6l7 7 7-7") }</button>
        </footer>
    }
}

/// Where the run is shown up to: a time, or in a run by hand a choice.
fn position_text(props: &Props, at: u64) -> String {
    let made = &props.made;
    if made.is_by_hand() {
        return words::choice_of(&made.choices_by(props.cursor), &made.run.chosen_at.len());
    }
    if props.is_closed {
        return made.time_text(at);
    }
    words::of(&made.time_text(at).trim_end_matches(" ms"), &made.time_text(made.run.end))
}

/// The way from a timed run to one by hand, and back.
fn by_hand(props: &Props, at: u64) -> Html {
    if props.made.log.is_some() || props.is_exercise {
        return Html::default();
    }
    let (edit, name) = match props.made.is_by_hand() {
        true => (Edit::LetRun, words::LET_IT_RUN),
        false => (Edit::TakeOver(at), words::BY_HAND),
    };
    let title = match props.made.is_by_hand() {
        true => words::LET_IT_RUN_TITLE,
        false => words::BY_HAND_TITLE,
    };
    let dispatch = props.dispatch.clone();
    let onclick = move |_: MouseEvent| dispatch.dispatch(Action::Edit(edit.clone()));
    html! { <button class="quiet by-hand" aria-label={name} {title} {onclick}><span class="wide">{ name }</span><kbd aria-hidden="true">{ "M" }</kbd></button> }
}
