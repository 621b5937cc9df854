//! A lesson: prose in steps, and one diagram beside it.

use super::cards::{self, Card};
use super::fetching::use_file;
use super::judging::Judgement;
use super::progress::{Did, Handle, Predicted};
use super::stage::{self, Stage};
use super::steps::Steps;
use crate::browser::address;
use crate::browser::keys::is_on;
use crate::frames::embed::tell_height;
use crate::frames::shell::use_title;
use crate::panels::bar::{logo, theme_switch};
use crate::panels::icons::{self, icon};
use crate::words::{learn as words, page};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::{document, window};
use sequitur_course::index::Index;
use sequitur_course::lesson::{Lesson, Prediction, StepKind, Term};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

/// What the frame needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The number of the lesson.
    pub number: u8,
    /// The step or the exercise that the address asks for.
    pub part: Option<String>,
    /// What was done.
    pub progress: Handle,
}

/// The frame.
#[component]
pub fn LessonFrame(props: &Props) -> Html {
    let lesson = use_file::<Lesson>(props.number.to_string());
    let index = use_file::<Index>("index".to_owned());
    match lesson.here() {
        Some(lesson) => html! {
            <Opened key={props.number} lesson={lesson.clone()} index={index.here().cloned()} part={props.part.clone()} progress={props.progress.clone()} />
        },
        None => html! {
            <>{ head(words::in_lesson(props.number), Html::default()) }<main>{ lesson.told() }</main></>
        },
    }
}

/// Where the reader is. Inside another page it says only what this is.
fn head(name: String, meter: Html) -> Html {
    if address::is_embedded() {
        return html! { <header class="cap"><h1>{ name }</h1>{ meter }</header> };
    }
    html! {
        <header class="bar">
            { logo() }
            <div class="crumb"><a href={address::COURSE}>{ words::COURSE }</a><span aria-hidden="true">{ "/" }</span><h1>{ name }</h1></div>
            <span class="grow" />
            { meter }
            { theme_switch() }
        </header>
    }
}

/// What an opened lesson needs.
#[derive(Properties, PartialEq)]
struct OpenedProps {
    lesson: Rc<Lesson>,
    index: Option<Rc<Index>>,
    part: Option<String>,
    progress: Handle,
}

/// The step that an address asks for.
fn asked_for(lesson: &Lesson, part: Option<&str>) -> u8 {
    let step = part.and_then(|part| part.parse().ok().or_else(|| lesson.step_of(part)));
    step.unwrap_or(1).clamp(1, lesson.step_count())
}

#[component]
fn Opened(props: &OpenedProps) -> Html {
    let lesson = &props.lesson;
    let (number, count) = (lesson.number, lesson.step_count());
    let wanted = asked_for(lesson, props.part.as_deref());
    let step = use_state_eq(|| wanted);
    use_effect_with(props.part.clone(), {
        let step = step.setter();
        move |_| step.set(wanted)
    });
    use_title(page::titled(&words::titled(&lesson.title, *step)));
    use_effect_with(*step, {
        let progress = props.progress.dispatcher();
        move |step| progress.dispatch(Did::Read(number, *step))
    });
    use_effect_with(*step, |_| {
        if address::is_embedded() {
            tell_height(&[".cap", ".step.cur", ".pager", ".stage"]);
        }
    });
    let chosen = use_state_eq(|| None::<usize>);
    use_effect_with(*step, {
        let chosen = chosen.setter();
        move |_| chosen.set(None)
    });
    let judgement = use_state_eq(|| None::<Rc<Judgement>>);
    let playing = use_state_eq(|| false);
    let told = use_state_eq(|| None::<(u8, String)>);
    let prose = use_node_ref();
    let moved = use_scrolling(&prose, &step, number);
    let terms = use_memo((), |()| Rc::<[Term]>::from(lesson.terms.as_slice()));
    let cards = use_memo(props.index.clone(), |index| {
        let cards = index.as_ref().map(|index| cards::due(index, &props.progress, number));
        Rc::<[Card]>::from(cards.unwrap_or_default())
    });
    let asked = asked_now(lesson, *step, &props.progress);
    let commit = {
        let (progress, judgement, chosen) = (props.progress.clone(), judgement.clone(), chosen.clone());
        let (playing, told, step, lesson) = (playing.clone(), told.clone(), *step, lesson.clone());
        Callback::from(move |()| {
            let (Some(judgement), Some(answer)) = ((*judgement).clone(), *chosen) else {
                return;
            };
            told.set(judgement.told.clone().map(|told| (step, told)));
            playing.set(true);
            progress.dispatch(predicted(&lesson, step, answer, judgement.right));
        })
    };
    let steps = Steps {
        lesson: lesson.clone(),
        terms: (*terms).clone(),
        index: props.index.clone(),
        cards: (*cards).clone(),
        step: *step,
        progress: props.progress.clone(),
        chosen: chosen.clone(),
        is_playing: *playing,
        told: (*told).clone(),
        commit: commit.clone(),
    };
    let go = {
        let (step, moved) = (step.clone(), Rc::clone(&moved));
        Callback::from(move |to: u8| {
            let to = to.clamp(1, count);
            moved.set(now());
            step.set(to);
            address::go(&address::from_here(address::step(number, to)));
        })
    };
    let answers = asked.as_ref().filter(|(at, ..)| *at == *step).map(|(_, asked, _)| asked.answers.len());
    use_keys(*step, answers, chosen, commit, go.clone());
    let stage = beside(lesson, *step, asked, judgement.clone(), &playing);
    html! {
        <>
            { head(words::lesson(number, &lesson.title), meter(*step, count)) }
            <main class="two">
                <div class="prose" ref={prose} tabindex="0" role="region" aria-label={words::PROSE}>
                    <ol class="steps" aria-label={words::STEPS}>{ steps.painted() }</ol>
                    if props.progress.is_lost { <p class="lost" role="status">{ words::NOT_KEPT }</p> }
                </div>
                { stage.unwrap_or_else(|| html! { <section class="stage" /> }) }
                { pager(*step, count, &go) }
            </main>
        </>
    }
}

/// The question that is asked about the run beside a step: its own step, and whether what comes
/// next is kept back. The first question about a run keeps it back, also from other steps.
fn asked_now(lesson: &Lesson, step: u8, progress: &Handle) -> Option<(u8, Prediction, bool)> {
    let current = step.checked_sub(2).and_then(|index| lesson.steps.get(usize::from(index)));
    if current.is_some_and(|step| matches!(step.what, StepKind::Notes(_))) {
        return None;
    }
    // Before the first run that one stands there already.
    let scene = current.and_then(|step| step.scene).unwrap_or(0);
    let questions = || {
        let all = (2..).zip(&lesson.steps);
        all.filter(|(_, step)| step.scene.unwrap_or(0) == scene).filter_map(|(at, step)| match &step.what {
            StepKind::Predict(prediction) => Some((at, prediction)),
            _ => None,
        })
    };
    let is_open = |at: u8| progress.predicted(lesson.number, at).is_none();
    let first = questions().next();
    let own = questions().find(|(at, _)| *at == step);
    let (at, asked) = own.or(first).filter(|(at, _)| is_open(*at))?;
    Some((at, asked.clone(), first.is_some_and(|(first, _)| first == at)))
}

/// An answer that was given, and the card that comes of a wrong one.
fn predicted(lesson: &Lesson, step: u8, answer: usize, right: usize) -> Did {
    let asked = lesson.steps.get(usize::from(step.saturating_sub(2)));
    let card = match asked.map(|step| &step.what) {
        Some(StepKind::Predict(asked)) if answer != right => asked.answers.get(right).map(|right| {
            let label = right.label.clone().unwrap_or_else(|| right.phrase.clone());
            (asked.question.clone(), format!("{label}. {}", right.why))
        }),
        _ => None,
    };
    let (answer, right) = (answer as u8, right as u8);
    Did::Predict(Predicted { lesson: lesson.number, step, answer, right }, card)
}

/// What stands beside a step; nothing before the first run.
fn beside(
    lesson: &Lesson,
    step: u8,
    asked: Option<(u8, Prediction, bool)>,
    judgement: UseStateHandle<Option<Rc<Judgement>>>,
    playing: &UseStateHandle<bool>,
) -> Option<Html> {
    let index = usize::from(step.saturating_sub(2)).min(lesson.steps.len() - 1);
    let current = &lesson.steps[index];
    let scene = current.scene.and_then(|scene| lesson.scenes.get(usize::from(scene)));
    let scene = scene.or_else(|| lesson.scenes.first())?;
    let (text, moment) = match &current.what {
        StepKind::Notes(erratum) if !erratum.text.is_empty() => (&erratum.text, None),
        StepKind::Watch(paragraphs) | StepKind::Explain(paragraphs) => {
            (&scene.text, paragraphs.iter().rev().find_map(|paragraph| paragraph.moment.clone()))
        }
        _ => (&scene.text, None),
    };
    let onjudged = {
        let judgement = judgement.setter();
        Callback::from(move |new| judgement.set(new))
    };
    let ondone = {
        let playing = playing.setter();
        Callback::from(move |()| playing.set(false))
    };
    let props = stage::Props {
        text: text.clone().into(),
        show: scene.show.clone(),
        lens: scene.lens.clone(),
        step,
        moment,
        asked: asked.map(|(_, prediction, is_closed)| (prediction, is_closed)),
        is_playing: **playing,
        onjudged,
        ondone,
    };
    // Each run has a stage of its own.
    Some(html! { <Stage key={text.clone()} ..props /> })
}

fn meter(step: u8, count: u8) -> Html {
    let part = |at: u8| match at.cmp(&step) {
        std::cmp::Ordering::Less => Some("done"),
        std::cmp::Ordering::Equal => Some("cur"),
        std::cmp::Ordering::Greater => None,
    };
    html! {
        <>
            <span class="meter" aria-hidden="true">{ for (1..=count).map(|at| html! { <i class={classes!(part(at))} /> }) }</span>
            <span class="soft num" data-testid="step">{ words::step_of(step, count) }</span>
        </>
    }
}

/// The way to the step before and to the next one.
fn pager(step: u8, count: u8, go: &Callback<u8>) -> Html {
    let to = |to: u8| {
        let go = go.clone();
        move |_: MouseEvent| go.emit(to)
    };
    html! {
        <nav class="pager" aria-label={words::STEPS}>
            <button class="icon" aria-label={words::BEFORE} title="K" aria-disabled={(step == 1).to_string()} onclick={to(step - 1)}>{ icon(icons::LEFT) }</button>
            <button aria-disabled={(step == count).to_string()} onclick={to(step.saturating_add(1))}>{ words::NEXT }<kbd aria-hidden="true">{ "J" }</kbd></button>
        </nav>
    }
}

fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// Scrolling that begins so soon after a step was gone to, or after such scrolling, is that of the page
/// itself, in ms.
const OWN_SCROLL_MS: f64 = 400.0;

/// Brings the step that is read into view; whoever scrolls past it reads the next one. Returns when
/// a step was last gone to.
#[hook]
fn use_scrolling(prose: &NodeRef, step: &UseStateHandle<u8>, number: u8) -> Rc<Cell<f64>> {
    let moved = use_memo((), |()| Rc::new(Cell::new(now())));
    let scrolled = use_mut_ref(|| false);
    use_effect_with(**step, {
        let (prose, scrolled, moved) = (prose.clone(), scrolled.clone(), Rc::clone(&moved));
        move |step| {
            if !scrolled.replace(false) {
                moved.set(now());
                bring(&prose, *step);
            }
        }
    });
    use_effect_with(**step, {
        let (prose, moved, step) = (prose.clone(), Rc::clone(&moved), step.clone());
        move |_| {
            let element = prose.cast::<HtmlElement>();
            // Who turns the wheel or moves a finger takes over from the page.
            let takes_over = ["wheel", "touchmove"].map(|name| {
                let moved = Rc::clone(&moved);
                let take_over = move |_: &web_sys::Event| moved.set(f64::NEG_INFINITY);
                element.as_ref().map(|element| EventListener::new(element, name, take_over))
            });
            let listener = element.map(|element| {
                EventListener::new(&element.clone(), "scroll", move |_| {
                    if now() - moved.get() < OWN_SCROLL_MS {
                        return moved.set(now());
                    }
                    if let Some(read) = read_at(&element).filter(|read| *read != *step) {
                        *scrolled.borrow_mut() = true;
                        step.set(read);
                        address::replace(&address::from_here(address::step(number, read)));
                    }
                })
            });
            move || drop((takes_over, listener))
        }
    });
    (*moved).clone()
}

/// Scrolls to a step.
fn bring(prose: &NodeRef, step: u8) {
    let found = prose
        .cast::<Element>()
        .and_then(|prose| prose.query_selector(&format!("[data-step=\"{step}\"]")).ok().flatten());
    if let Some(found) = found {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Start);
        found.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// The step that stands where one reads: the last that begins in the upper third.
fn read_at(prose: &HtmlElement) -> Option<u8> {
    let frame = prose.get_bounding_client_rect();
    let line = frame.top() + frame.height() / 3.0;
    let steps = prose.query_selector_all("[data-step]").ok()?;
    let at = |index: u32| steps.get(index)?.dyn_into::<Element>().ok();
    let frames = (0..steps.length()).filter_map(at).map(|step| (step.get_bounding_client_rect(), step));
    // On a phone only the step that is read is shown.
    let mut reached = frames.filter(|(frame, _)| frame.height() > 0.0 && frame.top() <= line);
    reached.next_back()?.1.get_attribute("data-step")?.parse().ok()
}

/// J and K step, digits choose an answer, Enter gives it.
#[hook]
fn use_keys(
    step: u8,
    answers: Option<usize>,
    chosen: UseStateHandle<Option<usize>>,
    commit: Callback<()>,
    go: Callback<u8>,
) {
    use_effect(move || {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(&window(), "keydown", options, move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>().filter(|event| is_free(event)) else {
                return;
            };
            let key = event.key();
            let digit = key.parse::<usize>().ok().filter(|digit| (1..=answers.unwrap_or(0)).contains(digit));
            match (key.as_str(), digit) {
                (_, Some(digit)) => chosen.set(Some(digit - 1)),
                ("Enter", _)
                    if answers.is_some() && chosen.is_some() && !is_on(event, "a, button, .diagram") =>
                {
                    commit.emit(());
                }
                ("j" | "J", _) if !is_on(event, ".diagram") => go.emit(step.saturating_add(1)),
                ("k" | "K", _) if !is_on(event, ".diagram") => go.emit(step.saturating_sub(1)),
                _ => return,
            }
            event.prevent_default();
        });
        move || drop(listener)
    });
}

/// Whether a key is for the lesson: nobody types, and no dialog is open.
fn is_free(event: &KeyboardEvent) -> bool {
    let is_typing = is_on(event, "textarea, select, input:not([type=radio])");
    let has_dialog = document().query_selector("dialog[open]").is_ok_and(|open| open.is_some());
    !(is_typing || has_dialog || event.ctrl_key() || event.meta_key() || event.alt_key())
}
