//! What the course has beside its lessons: the glossary, the review questions, and progress as a file.

use super::fetching::use_file;
use super::progress::{Did, Handle, Progress};
use crate::browser::{address, files, storage};
use crate::frames::shell::use_title;
use crate::panels::bar::{frames, logo, theme_switch};
use crate::panels::verdicts::capital;
use crate::words::{learn as words, page};
use sequitur_course::index::{Index, Question, Sentence};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Event, HtmlInputElement, HtmlTextAreaElement, InputEvent, MouseEvent};
use yew::prelude::*;

/// What the pages need.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What was done.
    pub progress: Handle,
}

fn bar() -> Html {
    html! { <header class="bar">{ logo() }{ frames("") }<span class="grow" />{ theme_switch() }</header> }
}

/// The terms of the course.
#[component]
pub fn Glossary() -> Html {
    use_title(page::titled(words::GLOSSARY));
    let index = use_file::<Index>("index".to_owned());
    let terms = index.here().map(|index| {
        index.terms.iter().map(|defined| {
            let to = address::lesson(defined.lesson);
            html! {
                <div><dt>{ capital(&defined.term.name) }</dt><dd>{ &defined.term.meaning }{ " " }<a href={to}>{ words::in_lesson(defined.lesson) }</a></dd></div>
            }
        }).collect::<Html>()
    });
    html! {
        <>
            { bar() }
            <main class="text">
                <h1>{ words::GLOSSARY }</h1>
                { terms.map_or_else(|| index.told(), |terms| html! { <dl class="terms">{ terms }</dl> }) }
            </main>
        </>
    }
}

/// The review questions.
#[component]
pub fn Questions(props: &Props) -> Html {
    use_title(page::titled(words::QUESTIONS));
    let index = use_file::<Index>("index".to_owned());
    let questions = index.here().map(|index| {
        (1..).zip(&index.questions).map(|(number, question)| html! {
            <Review key={number} {number} question={question.clone()} index={index.clone()} progress={props.progress.clone()} />
        }).collect::<Html>()
    });
    html! {
        <>
            { bar() }
            <main class="text">
                <h1>{ words::QUESTIONS }</h1>
                <p class="soft">{ words::QUESTIONS_HOW }</p>
                { questions.map_or_else(|| index.told(), |questions| html! { <ol class="reviews">{ questions }</ol> }) }
            </main>
        </>
    }
}

/// What a question needs.
#[derive(Properties, PartialEq)]
pub struct ReviewProps {
    /// Its number, from 1.
    pub number: u8,
    /// The question.
    pub question: Question,
    /// The course.
    pub index: std::rc::Rc<Index>,
    /// What was done.
    pub progress: Handle,
}

/// A question: the reader's own answer, then a model answer, each sentence with what shows it.
#[component]
pub fn Review(props: &ReviewProps) -> Html {
    let is_shown = use_state_eq(|| false);
    let name = format!("q{}", props.number);
    let written = props.progress.written(&name).to_owned();
    let oninput = {
        let (progress, name) = (props.progress.clone(), name.clone());
        move |event: InputEvent| {
            let field: HtmlTextAreaElement = event.target_unchecked_into();
            progress.dispatch(Did::Write(name.clone(), field.value()));
        }
    };
    let has_answer = !written.trim().is_empty();
    let show = {
        let is_shown = is_shown.clone();
        move |_: MouseEvent| {
            if has_answer {
                is_shown.set(true);
            }
        }
    };
    let sentence = |sentence: &Sentence| {
        let to = sentence.see.as_deref().and_then(|see| shown_by(see, &props.index, &props.progress));
        html! { <li>{ &sentence.text }if let Some((to, what)) = to { { " " }<a href={to}>{ what }</a> }</li> }
    };
    html! {
        <li class="review">
            <h2>{ &props.question.question }</h2>
            <p class="soft">{ words::lessons(&props.question.lessons) }</p>
            <textarea aria-label={words::your_answer_to(&props.question.question)} rows="5" value={written} {oninput} />
            if *is_shown {
                <ul class="model" aria-label={words::MODEL}>{ for props.question.answer.iter().map(sentence) }</ul>
            } else {
                <p class="buttons"><button aria-disabled={(!has_answer).to_string()} onclick={show}>{ words::SHOW_MODEL }</button>
                    if !has_answer { <span class="soft">{ words::WRITE_FIRST }</span> }</p>
            }
        </li>
    }
}

/// What shows a sentence: the reader's own run where there is one, else the exercise or the lesson.
fn shown_by(see: &str, index: &Index, progress: &Progress) -> Option<(String, &'static str)> {
    let (lesson, exercise) = match see.split_once('/') {
        Some((lesson, exercise)) => (lesson, Some(exercise)),
        None => (see, None),
    };
    let entry = index.lesson(lesson.parse().ok()?)?;
    let own = exercise.and_then(|name| progress.exercise(name)?.answer.clone());
    if let Some(own) = own {
        return Some((own, words::YOUR_RUN));
    }
    match exercise.filter(|name| entry.exercises.iter().any(|(known, _)| known == name)) {
        Some(name) => Some((format!("{}/{name}", address::lesson(entry.number)), words::OPEN_EXERCISE)),
        None => Some((address::lesson(entry.number), words::SEE_LESSON)),
    }
}

/// Below the questions: the glossary, and progress as a file.
pub fn foot(progress: &Handle) -> Html {
    let save = {
        let progress = progress.clone();
        move |_: MouseEvent| {
            let saved = storage::to_json(&*progress)
                .map(|text| files::save_text("sequitur-progress.json", "application/json", &text));
            debug_assert!(saved.is_some_and(|saved| saved.is_ok()), "a browser makes small files");
        }
    };
    html! {
        <section class="keep" aria-label={words::PROGRESS}>
            <p><a href={address::GLOSSARY}>{ words::GLOSSARY }</a></p>
            <h2>{ words::PROGRESS }</h2>
            <p class="soft">{ if progress.is_lost { words::NOT_KEPT } else { words::KEPT } }</p>
            <div class="buttons"><button onclick={save}>{ words::SAVE }</button><Load progress={progress.clone()} /></div>
        </section>
    }
}

/// Takes progress from a file.
#[component]
fn Load(props: &Props) -> Html {
    let told = use_state_eq(|| None::<&'static str>);
    let field = use_node_ref();
    let onchange = {
        let (progress, told) = (props.progress.clone(), told.clone());
        move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            let (progress, told) = (progress.clone(), told.clone());
            spawn_local(async move {
                let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
                let loaded = text.and_then(|text| storage::from_json::<Progress>(&text));
                told.set(Some(if loaded.is_some() { words::LOADED } else { words::NO_PROGRESS }));
                if let Some(loaded) = loaded {
                    progress.dispatch(Did::Load(loaded));
                }
            });
            input.set_value("");
        }
    };
    let onclick = {
        let field = field.clone();
        move |_: MouseEvent| {
            if let Some(field) = field.cast::<HtmlInputElement>() {
                field.click();
            }
        }
    };
    html! {
        <>
            <button {onclick}>{ words::LOAD }</button>
            <input ref={field} type="file" accept=".json,application/json" hidden=true aria-label={words::LOAD} {onchange} />
            <span class="soft" role="status">{ (*told).unwrap_or_default() }</span>
        </>
    }
}
