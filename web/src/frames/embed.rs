//! Inside another page, or on a slide: a diagram, Play, Reset, and the way here; with an exercise, what it asks.

use super::keys::{Asks, Keys, use_keys};
use super::shell::use_title;
use crate::browser::address;
use crate::diagram::{self, Diagram};
use crate::document::opening::{self, Opening, Source, use_opening};
use crate::document::page::{Page, use_page};
use crate::document::{Action, State};
use crate::engine::runner::use_runner;
use crate::panels::desk::Desk;
use crate::panels::exercise::{Checked, Course, result, task_inside, use_exercise};
use crate::panels::icons::{self, icon};
use crate::panels::message::Message;
use crate::parts::use_card;
use crate::words::embed as words;
use crate::words::{embed, page};
use gloo::utils::{document, window};
use js_sys::{Object, Reflect};
use sequitur_core::scenario::link;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use yew::prelude::*;

/// What a frame with a scenario needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The link to what is shown.
    pub link: String,
}

/// The frame of a scenario.
#[component]
pub fn Embed(props: &Props) -> Html {
    html! { <Framed source={Source::Link(props.link.clone())} course={Course::default()} to={None} /> }
}

/// What a frame needs.
#[derive(Properties, PartialEq)]
pub struct FramedProps {
    /// What is shown.
    pub source: Source,
    /// What a lesson says of it, if it is an exercise of one.
    pub course: Course,
    /// Where it is outside of the frame; None where the link to the scenario leads there.
    pub to: Option<String>,
}

/// The frame.
#[component]
pub fn Framed(props: &FramedProps) -> Html {
    match use_opening(props.source.clone()) {
        opening::Opened::Here(opening) => {
            html! { <Opened {opening} course={props.course.clone()} to={props.to.clone()} /> }
        }
        other => other.told(),
    }
}

/// What is shown once it is open.
#[derive(Properties, PartialEq)]
struct OpenedProps {
    opening: Opening,
    course: Course,
    to: Option<String>,
}

#[component]
fn Opened(props: &OpenedProps) -> Html {
    let state = use_reducer(|| State::new(props.opening.clone(), None));
    use_title(page::titled(&state.title()));
    drop(use_runner(&state));
    let page = use_page(&state);
    let course = use_memo(state.title(), |title| {
        let (title, noted) = (title.clone(), props.course.checked.clone());
        let checked = Callback::from(move |checked: Checked| {
            tell_answer(&title, &checked);
            noted.emit(checked);
        });
        Some(Rc::new(Course { checked, is_embedded: true, ..props.course.clone() }))
    });
    let exercising = use_exercise(&page, &course);
    let desk = use_reducer_eq(Desk::default);
    let card = use_card(&page, &desk, true);
    use_keys(Keys {
        page: page.clone(),
        has_time: true,
        beside: None,
        exercising: exercising.clone().map(|exercising| Rc::new(exercising) as Rc<dyn Asks>),
    });
    let told = exercising.as_ref().and_then(result);
    use_effect_with((state.made.is_some(), told.is_some()), |(is_made, _)| {
        if *is_made {
            tell_height(&[".cap", ".scroller", ".result", ".task", ".tools"]);
        }
    });
    // What the exercise says of an event is not to be covered.
    let is_told = exercising.as_ref().is_some_and(|exercising| page.selection == exercising.told_event());
    html! {
        <>
            <header class="cap"><h1>{ state.title() }</h1></header>
            <main>
                if let Some(made) = &state.seen {
                    <Diagram ..diagram::Props { popover: card.clone().filter(|_| !is_told), ..diagram::Props::of(&page, made) } />
                }
            </main>
            if let Some(exercising) = &exercising {
                { told.unwrap_or_default() }
                { task_inside(exercising) }
            }
            { tools(&page, props.to.as_deref()) }
            <Message text={state.notice.clone().map(AttrValue::from)} dispatch={state.dispatcher()} />
        </>
    }
}

fn tools(page: &Page, to: Option<&str>) -> Html {
    let on = |action: fn(&State) -> Action| {
        let state = page.state.clone();
        move |_: MouseEvent| state.dispatch(action(&state))
    };
    let (label, sign) = if page.playing { (words::PAUSE, icons::PAUSE) } else { (words::PLAY, icons::PLAY) };
    let end = page.made.as_ref().map_or(0, |made| made.run.end);
    let time =
        |at: u64| page.made.as_ref().map(|made| made.time_text(at / 1_000 * 1_000)).unwrap_or_default();
    let to = address::base() + &to.map_or_else(|| link::encode(&page.scenario.text()), str::to_owned);
    let onfull = move |_| {
        let asked = document().document_element().map(|root| root.request_fullscreen());
        // A browser may refuse: the frame then stays as it is.
        drop(asked);
    };
    html! {
        <footer class="tools">
            <button class="primary" onclick={on(|state| Action::Play(!state.playing))}>{ icon(sign) }{ label }</button>
            <button onclick={on(|_| Action::Reset)}>{ icon(icons::BACK) }{ embed::RESET }</button>
            // The unit once, as in the workbench.
            <span class="soft num">{ embed::moment(time(page.cursor.unwrap_or(end)).trim_end_matches(" ms"), &time(end)) }</span>
            <span class="grow" />
            if document().fullscreen_enabled() {
                <button class="icon quiet" aria-label={embed::FULL} title={embed::FULL} onclick={onfull}>{ icon(icons::WIDEN) }</button>
            }
            <a class="quiet" href={to} target="_blank" rel="noopener">{ embed::OPEN }{ icon(icons::OPEN) }</a>
        </footer>
    }
}

/// Tells the page around what came of an answer.
fn tell_answer(exercise: &str, checked: &Checked) {
    let link = address::base() + &link::encode(&checked.text);
    tell(&[
        ("subject", "sequitur.answer".into()),
        ("exercise", exercise.into()),
        ("verdict", checked.verdict.as_str().into()),
        ("link", link.into()),
    ]);
}

/// Posts a message to the page around, if there is one.
fn tell(fields: &[(&str, JsValue)]) {
    let Some(parent) = window().parent().ok().flatten().filter(|parent| *parent != window()) else {
        return;
    };
    let message = Object::new();
    let is_set = fields.iter().all(|(name, value)| Reflect::set(&message, &(*name).into(), value).is_ok());
    let told = parent.post_message(&message, "*");
    debug_assert!(is_set && told.is_ok(), "a window takes messages");
}

/// Tells the page around how high this one would like to be: as high as these parts of it together.
pub fn tell_height(parts: &[&str]) {
    let height = |selector: &&str| {
        let found = document().query_selector(selector).ok().flatten();
        found.map_or(0, |found| found.scroll_height())
    };
    let wanted = parts.iter().map(height).sum::<i32>() + 24;
    tell(&[("subject", "lti.frameResize".into()), ("height", wanted.into())]);
}
