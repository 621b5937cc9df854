//! What the reader of an exercise is told: what *Check* found, hints, and what comes next.

use super::task::least;
use super::trying::{Exercising, Told, Try, Work};
use crate::document::exercise::added;
use crate::document::opening::sentence;
use crate::document::{Action, Selection};
use crate::panels::icons::{self, icon};
use crate::panels::share::{self, link_to};
use crate::panels::verdicts::capital;
use crate::words::exercise as words;
use sequitur_core::scenario::Edit;
use sequitur_core::scenario::goal::Best;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::prelude::*;

/// What is told beside the diagram; nothing while there is nothing to tell.
pub fn result(exercising: &Exercising) -> Option<Html> {
    let trying = &exercising.trying;
    let is_empty = exercising.told().is_none()
        && trying.hints == 0
        && trying.work == Work::None
        && refused(exercising).is_none();
    if is_empty {
        return None;
    }
    Some(html! {
        <aside class="result" data-testid="inspector" aria-label={words::RESULT}>
            { work(exercising) }
            { told(exercising) }
            { for hints(exercising) }
            <span class="grow" />
            { after(exercising) }
        </aside>
    })
}

/// What a worker is doing, and the way to stop it.
fn work(exercising: &Exercising) -> Html {
    let doing = match exercising.trying.work {
        Work::None => return Html::default(),
        Work::Checking => words::CHECKING,
        Work::Solving => words::SOLVING,
        Work::Hinting => words::HINTING,
    };
    let cancel = {
        let exercising = exercising.clone();
        move |_: MouseEvent| exercising.cancel()
    };
    html! {
        <div class="inline" role="status"><progress />{ doing }<span class="grow" /><button onclick={cancel}>{ words::CANCEL }</button></div>
    }
}

/// Why the text is no answer as it is, before anybody checks it.
fn refused(exercising: &Exercising) -> Option<(&'static str, String)> {
    let (verdict, why) = exercising.page.standing.as_ref()?.refused.clone()?;
    Some((heading(verdict.name()), why))
}

fn heading(verdict: &str) -> &'static str {
    match verdict {
        "best" | "solved" => words::SOLVED,
        "over budget" => words::OVER_BUDGET,
        "locked" => words::LOCKED,
        "mistake" => words::MISTAKE,
        "cannot tell" => words::CANNOT_TELL,
        _ => words::NOT_YET,
    }
}

fn told(exercising: &Exercising) -> Html {
    match exercising.told() {
        Some(Told::Graded(graded)) => {
            let slip = graded.slip.as_ref();
            let worded = slip.and_then(|slip| exercising.course.slips.iter().find(|(name, _)| name == slip));
            let why = match (worded, slip) {
                (Some((_, sentence)), _) => sentence.clone(),
                // A slip that nobody has put into words has at least a name.
                (None, Some(name)) => sentence(&name.trim_end_matches('.').replace('-', " ")),
                (None, None) => capital(&graded.why),
            };
            let is_solved = graded.is_solved();
            let key = format!("{} {why}", exercising.trying.attempts);
            html! {
                <>
                    <Reason {key} is_good={is_solved} heading={heading(&graded.verdict)} text={why} takes_focus={!is_solved} />
                    if is_solved { { solved(exercising, graded.length) } } else { { not_yet(exercising, graded.event.map(Selection::Event)) } }
                </>
            }
        }
        Some(Told::Possible(how)) => {
            html! { <Reason is_good={false} heading={words::POSSIBLE} text={how.clone()} takes_focus={true} /> }
        }
        Some(Told::Shown(is_shortest)) => {
            let about = if *is_shortest { words::SHOWN_SHORTEST } else { words::SHOWN_ABOUT };
            html! { <Reason is_good={true} heading={words::SHOWN} text={about} takes_focus={true} /> }
        }
        Some(Told::NotShown(why)) => {
            html! { <Reason is_good={false} heading={words::NO_ANSWER} text={capital(why)} takes_focus={true} /> }
        }
        None => match refused(exercising) {
            Some((heading, why)) => {
                let dispatch = exercising.page.dispatch();
                html! {
                    <>
                        <Reason is_good={false} {heading} text={capital(&why)} takes_focus={false} />
                        if heading == words::LOCKED {
                            <button onclick={move |_| dispatch.dispatch(Action::NewExercise)}>{ words::NEW_EXERCISE }</button>
                        }
                    </>
                }
            }
            None => Html::default(),
        },
    }
}

/// What can be done after a wrong answer.
fn not_yet(exercising: &Exercising, event: Option<Selection>) -> Html {
    let dispatch = exercising.page.dispatch();
    let show = event.map(|event| {
        let dispatch = dispatch.clone();
        let onclick = move |_: MouseEvent| dispatch.dispatch(Action::Select(Some(event), true));
        html! { <button {onclick}>{ words::SHOW_EVENT }</button> }
    });
    let last = added(&exercising.exercise, &exercising.page.scenario).last().map(|added| added.origin);
    let take_back = last.map(|origin| {
        let onclick = move |_: MouseEvent| dispatch.dispatch(Action::Edit(Edit::RemoveLine(origin)));
        html! { <button {onclick}>{ icon(icons::UNDO) }{ words::TAKE_BACK }</button> }
    });
    html! { <div class="pager">{ show.unwrap_or_default() }{ take_back.unwrap_or_default() }</div> }
}

/// The steps of a solution against the fewest, and which variant it was.
fn solved(exercising: &Exercising, length: u64) -> Html {
    let score = least(exercising).map(|(least, is_known)| {
        let (own, fewest) = match least {
            Best::Choices(fewest) | Best::Faults(fewest) => (length.to_string(), fewest.to_string()),
            Best::Time(fewest) => {
                (crate::document::open_run::time_text(length), crate::document::open_run::time_text(fewest))
            }
        };
        let yours = if matches!(least, Best::Time(_)) { words::YOURS_TIME } else { words::YOURS };
        let name = if is_known { words::FEWEST_KNOWN } else { words::FEWEST };
        html! {
            <div class="score">
                <div><b>{ own }</b><span>{ yours }</span></div>
                <div><b>{ fewest }</b><span>{ name }</span></div>
            </div>
        }
    });
    let info = exercising.exercise.info();
    let variant = exercising.exercise.plan().variant;
    let variant = variant.and_then(|name| info.variants.iter().find(|variant| variant.name == name));
    html! {
        <>
            { score.unwrap_or_default() }
            if let Some(variant) = variant { <p class="soft">{ words::variant(variant.name, variant.about) }</p> }
        </>
    }
}

/// The hints that are open.
fn hints(exercising: &Exercising) -> Vec<Html> {
    let trying = &exercising.trying;
    let written = exercising.written_hints();
    let mut shown: Vec<(String, String)> = Vec::new();
    if trying.hints > 0
        && let Some(open) = open_goal(exercising)
    {
        shown.push((words::FROM_YOUR_RUN.to_owned(), open));
    }
    if written.is_empty() {
        let step = trying.step.as_deref();
        let none = || words::NO_STEP.to_owned();
        let node = |line: &str| {
            let nodes = &exercising.exercise.plan().nodes;
            let name = line.split([' ', '>', '-']).rev().find(|word| nodes.iter().any(|node| node == word));
            name.map_or_else(|| words::next_step(line), words::look_at)
        };
        if trying.hints > 1 && trying.work != Work::Hinting {
            shown.push((words::hint(2), step.map_or_else(none, node)));
        }
        if trying.hints > 2 && trying.work != Work::Hinting {
            shown.push((words::hint(3), step.map_or_else(none, words::next_step)));
        }
    } else {
        let written = written.into_iter().take(trying.hints).enumerate();
        shown.extend(written.map(|(index, hint)| (words::hint(index + 1), hint)));
    }
    let hint = |(name, text): (String, String)| html! { <div class="said-hint" role="status"><b>{ name }</b>{ text }</div> };
    shown.into_iter().map(hint).collect()
}

/// The first goal that is not met, from the reader's own run.
fn open_goal(exercising: &Exercising) -> Option<String> {
    let standing = exercising.page.standing.as_ref()?;
    let goal = standing.goals.iter().find(|goal| goal.is_met != Some(true))?;
    Some(words::open(&goal.words, &capital(goal.instead.trim_end_matches('.'))))
}

/// What comes after it is over.
fn after(exercising: &Exercising) -> Html {
    if !exercising.is_over() {
        return Html::default();
    }
    let copy = {
        let (dispatch, scenario) = (exercising.page.dispatch(), Rc::clone(&exercising.page.scenario));
        move |_: MouseEvent| share::copy(&link_to(&scenario.text()), words::COPIED, &dispatch)
    };
    let look = {
        let trying = exercising.trying.dispatcher();
        move |_: MouseEvent| trying.dispatch(Try::LookCloser(true))
    };
    html! {
        <>
            if let Some((address, title)) = &exercising.course.next {
                <Next address={address.clone()} title={words::next(title)} />
            }
            <button onclick={copy}>{ icon(icons::SHARE) }{ words::COPY }</button>
            if !exercising.course.is_embedded { <button onclick={look}>{ words::LOOK_CLOSER }</button> }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct ReasonProps {
    is_good: bool,
    heading: AttrValue,
    text: AttrValue,
    takes_focus: bool,
}

/// A sentence with a sign. It takes the focus when it appears, so that it is heard and seen.
#[component]
fn Reason(props: &ReasonProps) -> Html {
    let reason = use_node_ref();
    use_effect_with(props.takes_focus, {
        let reason = reason.clone();
        move |takes_focus| {
            if let Some(reason) = reason.cast::<HtmlElement>().filter(|_| *takes_focus) {
                let focused = reason.focus();
                debug_assert!(focused.is_ok());
            }
        }
    });
    let (class, sign) = if props.is_good { ("sign ok", "✓") } else { ("sign no", "✕") };
    html! {
        <div class="reason" ref={reason} tabindex="-1" role="status" data-testid="reason">
            <p class="big"><span {class} aria-hidden="true">{ sign }</span>{ &props.heading }</p>
            <p>{ &props.text }</p>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct NextProps {
    address: String,
    title: String,
}

/// The way on. It takes the focus when it appears.
#[component]
fn Next(props: &NextProps) -> Html {
    let link = use_node_ref();
    use_effect_with((), {
        let link = link.clone();
        move |()| {
            let focused = link.cast::<HtmlElement>().map(|link| link.focus());
            debug_assert!(focused.is_none_or(|focused| focused.is_ok()));
        }
    });
    html! { <a class="button primary" ref={link} href={props.address.clone()}>{ &props.title }{ icon(icons::FORWARD) }</a> }
}
