//! What can be done to a message.

use super::lies::Instead;
use super::{Props, edit_button};
use crate::document::open_run::{AGAIN_MAX, OpenRun, time_text};
use crate::document::{Action, State};
use crate::panels::desk::{Desk, DeskAction, Height};
use crate::panels::times::{milliseconds, parse_milliseconds};
use crate::words::popover_message as words;
use gloo::timers::callback::Timeout;
use gloo::utils::document;
use sequitur_core::scenario::Edit;
use sequitur_core::scenario::answer::Allowed;
use sequitur_core::scenario::goal::AllowedEdit;
use sequitur_core::sim::plan::ManualChoice;
use sequitur_core::trace::{Fate, MessageId, Micros};
use sequitur_diagram::{Difference, consequence};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, SvgElement};
use yew::prelude::*;

/// The slider's steps.
const STEPS: u64 = 1_000;

/// How long a message is looked at before that is worked out, in milliseconds.
const REST_MS: u32 = 120;

/// The name of a message, its link and its times, and what can be done to it.
pub(super) fn card(props: &Props, id: MessageId) -> (String, String, Html) {
    let trace = props.made.trace();
    let message = trace.message(id);
    let (from, to) = (trace.node_name(message.key.from), trace.node_name(message.key.to));
    let times = match (message.arrives_at, props.made.is_by_hand()) {
        (Some(arrives), false) => words::to(&whole(message.sent_at), &time_text(whole_ms(arrives))),
        _ => words::sent_at(&time_text(whole_ms(message.sent_at))),
    };
    let [drop, duplicate, now, restore] = edits(&props.made, id, props.cursor);
    let key = trace.key_text(message.key);
    let with_key = |name: &'static str, key: &'static str| {
        html! { <>{ name }<kbd aria-hidden="true">{ key }</kbd></> }
    };
    let is_timed = !props.made.is_by_hand() && can_be_delayed(props, id);
    let can_be_restored = !props.made.is_by_hand();
    let body = html! {
        <>
            <div class="deeds">
                { edit_button(props, words::DROP, "D", drop, with_key(words::DROP, "D")) }
                if is_timed { { raise_button(props) } }
                { edit_button(props, words::DUPLICATE, "U", duplicate, with_key(words::DUPLICATE, "U")) }
                { edit_button(props, words::DELIVER_NOW, "N", now, with_key(if is_timed { words::NOW } else { words::DELIVER }, "N")) }
                if can_be_restored { { edit_button(props, words::RESTORE, "R", restore, html! { "↺" }) } }
            </div>
            if is_timed {
                <Delay key={key.clone()} made={props.made.clone()} id={id.0} dispatch={props.dispatch.clone()} />
            }
            <Foreseen made={props.made.clone()} id={id.0} />
            <Instead id={id.0} made={props.made.clone()} cursor={props.cursor} exercise={props.exercise.clone()}
                dispatch={props.dispatch.clone()} desk={props.desk.clone()} />
        </>
    };
    (trace.message_label(id).to_owned(), format!("{from} → {to}{times}"), body)
}

/// Whether a message may arrive at another time. Where an exercise says when, the time is checked once
/// it is typed.
pub(super) fn can_be_delayed(props: &Props, id: MessageId) -> bool {
    let Some(exercise) = &props.exercise else { return true };
    let allows = |allowed: &Allowed| matches!(allowed, Allowed::Edit(AllowedEdit::Delay { .. }));
    !props.made.is_by_hand()
        && id.index() < props.made.trace().messages.len()
        && exercise.0.allowed().iter().any(allows)
}

/// A time in whole milliseconds: the panel beside the picture has it to the microsecond.
fn whole_ms(at: Micros) -> Micros {
    if at < 10_000 { at } else { (at + 500) / 1_000 * 1_000 }
}

/// The same without its unit.
fn whole(at: Micros) -> String {
    time_text(whole_ms(at)).trim_end_matches(" ms").to_owned()
}

/// On a phone, the way to the field for a delay: the sheet grows.
fn raise_button(props: &Props) -> Html {
    let desk: UseReducerDispatcher<Desk> = props.desk.clone();
    let onclick = move |_: MouseEvent| desk.dispatch(DeskAction::Height(Height::Middle));
    html! { <button class="raise" aria-label={words::DELAY} {onclick}>{ words::DELAY }</button> }
}

/// What can be done to a message right now: drop, duplicate, deliver now, restore.
pub fn edits(made: &OpenRun, id: MessageId, cursor: Option<Micros>) -> [Option<Edit>; 4] {
    let message = made.trace().message(id);
    let key = message.key;
    if let Some(open_choices) = made.open_choices(cursor) {
        let here = &open_choices.nodes[key.to.index()];
        let flying = here.arriving.iter().find(|arriving| arriving.key == key);
        let can_arrive = flying.is_some_and(|arriving| arriving.blocked.is_none());
        let choose = |is_open: bool, choice| is_open.then_some(Edit::Choose(choice));
        return [
            choose(flying.is_some(), ManualChoice::Drop(key.into())),
            choose(flying.is_some(), ManualChoice::Duplicate(key.into())),
            choose(can_arrive, ManualChoice::Deliver(key.into())),
            None,
        ];
    }
    if made.log.is_some() {
        return [const { None }; 4];
    }
    let touched = made.run.plan.edits.iter().any(|edit| edit.key == key);
    let now = cursor.unwrap_or(0).max(message.sent_at + 1);
    [
        (message.fate != Fate::Dropped).then_some(Edit::Drop(key)),
        Some(Edit::Duplicate(key, None)),
        Some(Edit::DelayTo(key, now)),
        touched.then_some(Edit::Restore(key)),
    ]
}

/// What the form for a delay needs.
#[derive(Properties, PartialEq)]
struct DelayProps {
    made: Rc<OpenRun>,
    id: u32,
    dispatch: UseReducerDispatcher<State>,
}

/// The time at which a message is to arrive, typed or set with a slider. It shows when the message
/// arrives now, and never anything that nobody typed.
#[component]
fn Delay(props: &DelayProps) -> Html {
    let message = props.made.trace().message(MessageId(props.id));
    let arrives = message.arrives_at.unwrap_or(message.sent_at);
    let typed = use_state_eq(|| None::<String>);
    use_effect_with(arrives, {
        let typed = typed.clone();
        move |_| typed.set(None)
    });
    let text = (*typed).clone().unwrap_or_else(|| milliseconds(arrives));
    let wanted = parse_milliseconds(&text);
    let (key, sent) = (message.key, message.sent_at);
    let onsubmit = {
        let (dispatch, name) = (props.dispatch.clone(), props.made.trace().key_text(key));
        move |event: SubmitEvent| {
            event.prevent_default();
            match wanted {
                Some(at) if at == arrives => return focus_field(),
                Some(at) if at > sent => dispatch.dispatch(Action::Edit(Edit::DelayTo(key, at))),
                Some(_) => {
                    return dispatch.dispatch(Action::Notice(Some(words::A_MESSAGE_CANNOT_ARRIVE.into())));
                }
                None => return dispatch.dispatch(Action::Notice(Some(NO_TIME.into()))),
            }
            // What is typed next is a key again, and no digit.
            focus_arrow(&name);
        }
    };
    let oninput = {
        let typed = typed.clone();
        move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            typed.set(Some(input.value()));
        }
    };
    let last = props.made.run.plan.until.max(sent + 1);
    let onslide = {
        let dispatch = props.dispatch.clone();
        move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let step: u64 = input.value().parse().unwrap_or(0);
            let at = sent + (u128::from(last - sent) * u128::from(step) / u128::from(STEPS)) as u64;
            let whole = (at / 1_000 * 1_000).max(sent + 1);
            dispatch.dispatch(Action::Edit(Edit::DelayTo(key, whole)));
        }
    };
    let step = u128::from(arrives.saturating_sub(sent)) * u128::from(STEPS) / u128::from(last - sent);
    html! {
        <form class="delay" {onsubmit}>
            <button aria-label={words::DELAY} title={words::DELAY_L}>{ words::DELAY }<kbd aria-hidden="true">{ "L" }</kbd></button>
            <label>{ words::TO }<input id="delay-to" inputmode="decimal" autocomplete="off" value={text} {oninput} />{ words::MS }</label>
            <input type="range" class="slide" aria-label={words::ARRIVES_AT} aria-valuetext={time_text(arrives)} min="0" max={STEPS.to_string()}
                value={step.to_string()} onchange={onslide} />
        </form>
    }
}

/// What a field for a time asks for.
pub(super) const NO_TIME: &str = words::NO_TIME;

/// Puts the focus into the field for a delay.
fn focus_field() {
    let found = document().query_selector("#delay-to").ok().flatten();
    if let Some(field) = found.and_then(|found| found.dyn_into::<HtmlInputElement>().ok()) {
        let focused = field.focus();
        debug_assert!(focused.is_ok());
        field.select();
    }
}

/// Gives the focus back to the arrow of a message.
fn focus_arrow(name: &str) {
    let name = name.replace('\\', "\\\\").replace('"', "\\\"");
    let arrow = document().query_selector(&format!("[data-message=\"{name}\"]")).ok().flatten();
    match arrow.and_then(|arrow| arrow.dyn_into::<SvgElement>().ok()) {
        Some(arrow) => drop(arrow.focus()),
        None => {
            let active = document().active_element().and_then(|active| active.dyn_into::<HtmlElement>().ok());
            active.map(|active| active.blur());
        }
    }
}

/// What a sentence about what would follow needs.
#[derive(Properties, PartialEq)]
struct ForeseenProps {
    made: Rc<OpenRun>,
    id: u32,
}

/// What would follow if the message were dropped: the run without it is made, and compared.
#[component]
fn Foreseen(props: &ForeseenProps) -> Html {
    let told = use_state_eq(|| None::<String>);
    use_effect_with((props.made.clone(), props.id), {
        let told = told.setter();
        move |(made, id)| {
            told.set(None);
            let (made, id) = (made.clone(), *id);
            let is_short = made.trace().events.len() <= AGAIN_MAX;
            let rest =
                is_short.then(|| Timeout::new(REST_MS, move || told.set(foresee(&made, MessageId(id)))));
            move || drop(rest)
        }
    });
    let told = (*told).clone().unwrap_or_default();
    html! { <p class="foreseen">{ told }</p> }
}

/// What would follow if a message were dropped that arrives.
fn foresee(made: &OpenRun, id: MessageId) -> Option<String> {
    let message = made.trace().message(id);
    if made.is_by_hand() || message.fate != Fate::Delivered {
        return None;
    }
    let without = made.scenario.apply(&Edit::Drop(message.key)).run();
    let difference = Difference::between(made.trace(), &without.trace);
    let told = consequence(&made.run, &without, &difference, &[])?;
    Some(words::if_you_drop_it(&told))
}
