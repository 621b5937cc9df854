//! An exercise made of what is open: its goals are picked, a search proves it, and there are its
//! link, its text, and a line for another page.

use crate::browser::address;
use crate::document::State;
use crate::document::open_run::OpenRun;
use crate::document::opening::sentence;
use crate::engine::checking::{Checking, WorkerMessage};
use crate::panels::share::{embed_of, link_to};
use crate::panels::verdicts::capital;
use crate::words::{page, search, teach as words};
use sequitur_core::scenario::Scenario;
use sequitur_core::trace::Micros;
use sequitur_course::{Draft, Offer, draft, offers};
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// When a goal is to be met: what stands behind `goal`, and what it is called.
const WHEN: [(&str, &str); 3] = [("", words::SOMETIME), ("at end ", words::AT_END), ("never ", words::NEVER)];

/// What it needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run that is open.
    pub made: Rc<OpenRun>,
    /// The moment that the reader of the workbench looked at.
    pub cursor: Option<Micros>,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
}

/// What a search has said of an exercise, by its text.
#[derive(Clone, PartialEq)]
enum Proof {
    Searching,
    /// The least, and the exercise that says so.
    Least(usize),
    Impossible,
    Unknown(String),
}

/// The part of the frame.
#[component]
pub fn Make(props: &Props) -> Html {
    let ingredients = (props.made.clone(), props.cursor);
    let offered = use_memo(ingredients.clone(), |(made, cursor)| offers(&made.scenario, &made.run, *cursor));
    let drafted = use_memo(ingredients, |(made, _)| draft(&made.scenario));
    let picked = use_state_eq(Vec::<String>::new);
    let when = use_state_eq(|| "");
    let proof = use_state_eq(|| None::<(String, Proof)>);
    let worker = use_mut_ref(|| None::<Checking>);
    let title = if props.made.title().is_empty() { page::UNTITLED } else { props.made.title() };
    let about = match props.cursor {
        Some(at) => words::of_time(title, &props.made.time_text(at)),
        None => words::of_the_end(title),
    };
    let head = html! {
        <>
            <h1>{ words::MAKE }</h1>
            <p class="soft">{ words::MAKE_ABOUT }</p>
            <p><b>{ about }</b>{ " " }<a href={address::WORKBENCH}>{ words::OPEN_WORKBENCH }</a></p>
        </>
    };
    let draft = match &*drafted {
        Ok(draft) => draft,
        Err(why) => return html! { <section>{ head }<p role="status">{ sentence(why) }</p></section> },
    };
    let goals: Vec<String> = picked.iter().map(|phrase| format!("goal {}{phrase}", *when)).collect();
    let known =
        proof.as_ref().filter(|(goals_then, _)| *goals_then == goals.join("\n")).map(|(_, proof)| proof);
    let text = exercise_text(draft, &goals, known);
    let prove = {
        let (proof, worker, goals) = (proof.setter(), worker.clone(), goals.join("\n"));
        let text = text.clone();
        move |_: MouseEvent| {
            let Some(Ok(exercise)) = text.as_ref().map(|text| Scenario::parse(text)) else { return };
            let hear = {
                let (proof, goals) = (proof.clone(), goals.clone());
                move |word| {
                    let said = match word {
                        WorkerMessage::Ready | WorkerMessage::Progress(_) => return,
                        WorkerMessage::Way(Some(way)) => Proof::Least(way.len()),
                        WorkerMessage::Way(None) => Proof::Impossible,
                        WorkerMessage::Refused(why) => Proof::Unknown(why.join(" ")),
                        WorkerMessage::Missing => Proof::Unknown(search::MISSING.to_owned()),
                        _ => Proof::Unknown(search::DIED.to_owned()),
                    };
                    proof.set(Some((goals.clone(), said)));
                }
            };
            proof.set(Some((goals.clone(), Proof::Searching)));
            *worker.borrow_mut() = Checking::start_exercise("way", &exercise, "", hear);
        }
    };
    let cancel = {
        let (proof, worker) = (proof.setter(), worker.clone());
        move |_: MouseEvent| {
            worker.borrow_mut().take();
            proof.set(None);
        }
    };
    let onwhen = {
        let when = when.setter();
        move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            when.set(WHEN[(select.selected_index().max(0) as usize).min(WHEN.len() - 1)].0);
        }
    };
    html! {
        <section>
            { head }
            <fieldset class="offers"><legend>{ words::GOALS }</legend>
                <label class="inline">{ words::WHEN }
                    <select onchange={onwhen}>{ for WHEN.iter().map(|(word, name)| html! { <option selected={*word == *when}>{ *name }</option> }) }</select>
                </label>
                { for offered.iter().map(|offer| offer_box(offer, &picked)) }
            </fieldset>
            <p>{ words::BUDGET }{ ": " }{ budget(draft) }</p>
            if let Some(text) = text {
                <p class="inline">
                    if known == Some(&Proof::Searching) {
                        <span role="status">{ words::PROVING }</span><button onclick={cancel}>{ words::CANCEL }</button>
                    } else {
                        <button class="primary" onclick={prove}>{ words::PROVE }</button>
                        <span role="status" data-testid="proof">{ known.map(told).unwrap_or_default() }</span>
                    }
                </p>
                { outcome(&text, title) }
            } else {
                <p class="soft">{ words::PICK }</p>
            }
        </section>
    }
}

/// The text of the exercise, once a goal is picked.
fn exercise_text(draft: &Draft, goals: &[String], known: Option<&Proof>) -> Option<String> {
    let proven = match known {
        Some(Proof::Least(least)) => Some(*least as u32),
        _ => None,
    };
    let text = draft.text(goals, proven).ok().filter(|_| !goals.is_empty())?;
    // Where nothing reaches the goals there is no least.
    let keeps = |line: &&str| known != Some(&Proof::Impossible) || !line.starts_with("goal best");
    Some(text.lines().filter(keeps).map(|line| format!("{line}\n")).collect())
}

fn told(proof: &Proof) -> String {
    match proof {
        Proof::Searching => String::new(),
        Proof::Least(least) => words::least(*least),
        Proof::Impossible => words::IMPOSSIBLE.to_owned(),
        Proof::Unknown(why) => words::unproven(why.trim_end_matches('.')),
    }
}

fn budget(draft: &Draft) -> String {
    if draft.budget.is_empty() {
        return words::BY_ORDER.to_owned();
    }
    let lines = draft.budget.iter().filter_map(|line| line.strip_prefix("allow "));
    lines.collect::<Vec<_>>().join(", ")
}

fn offer_box(offer: &Offer, picked: &UseStateHandle<Vec<String>>) -> Html {
    let onchange = {
        let (picked, phrase) = (picked.clone(), offer.phrase.clone());
        move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let mut next: Vec<String> = picked.iter().filter(|other| **other != phrase).cloned().collect();
            if input.checked() {
                next.push(phrase.clone());
            }
            picked.set(next);
        }
    };
    let is_picked = picked.contains(&offer.phrase);
    html! {
        <label class="inline" key={offer.phrase.clone()} data-offer={offer.phrase.clone()}>
            <input type="checkbox" checked={is_picked} {onchange} />{ capital(&offer.words) }
        </label>
    }
}

/// Link, text, and a line for another page.
fn outcome(text: &str, title: &str) -> Html {
    let link = link_to(text);
    let field = |label: &'static str, id: &'static str, value: String| {
        html! { <label class="url">{ label }<input readonly={true} data-testid={id} {value} onfocus={select_all} /></label> }
    };
    html! {
        <>
            { field(words::LINK, "link", link.clone()) }
            { field(words::FRAME, "embed", embed_of(text, title)) }
            <label class="url">{ words::TEXT }<textarea readonly={true} rows="8" data-testid="exercise-text" value={text.to_owned()} /></label>
            <p><a class="button" href={link}>{ words::TRY }</a></p>
        </>
    }
}

fn select_all(event: FocusEvent) {
    let input: HtmlInputElement = event.target_unchecked_into();
    input.select();
}
