//! The steps of a lesson, as prose: what is read, asked, done.

use super::cards::{Card, Cards};
use super::progress::{Did, Handle, Predicted};
use super::prose::Prose;
use crate::browser::address;
use crate::panels::icons::{self, icon};
use crate::words::learn as words;
use sequitur_course::index::{Entry, Index};
use sequitur_course::lesson::{Erratum, Lesson, Paragraph, Prediction, StepKind, Task, Term};
use std::rc::Rc;
use yew::prelude::*;

/// Whether a step is behind the reader, is read now, or is still to come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// It was read.
    Done,
    /// It is read.
    Now,
    /// It comes later.
    Later,
}

/// What the steps need.
#[derive(Clone, PartialEq)]
pub struct Steps {
    /// The lesson.
    pub lesson: Rc<Lesson>,
    /// Its terms.
    pub terms: Rc<[Term]>,
    /// The course, once it is there.
    pub index: Option<Rc<Index>>,
    /// The cards that it opens with.
    pub cards: Rc<[Card]>,
    /// The step that is read, from 1.
    pub step: u8,
    /// What was done.
    pub progress: Handle,
    /// The answer that is chosen, and not given yet.
    pub chosen: UseStateHandle<Option<usize>>,
    /// Whether the run plays to the event that decides.
    pub is_playing: bool,
    /// What decided the answer that was just given: its step, and the event in a sentence.
    pub told: Option<(u8, String)>,
    /// Gives the answer that is chosen.
    pub commit: Callback<()>,
}

impl Steps {
    /// The first question that has not been answered, by its step.
    pub fn sealed(&self) -> Option<u8> {
        let number = self.lesson.number;
        let steps = self.lesson.steps.iter().zip(2..);
        steps
            .filter(|(step, _)| matches!(step.what, StepKind::Predict(_)))
            .map(|(_, at)| at)
            .find(|at| self.progress.predicted(number, *at).is_none())
    }

    /// All of them.
    pub fn painted(&self) -> Html {
        let count = self.lesson.step_count();
        let sealed = self.sealed().unwrap_or(u8::MAX);
        (1..=count).map(|at| self.step(at, at > sealed && at != self.step)).collect()
    }

    fn step(&self, at: u8, is_sealed: bool) -> Html {
        let place = match at.cmp(&self.step) {
            std::cmp::Ordering::Less => Place::Done,
            std::cmp::Ordering::Equal => Place::Now,
            std::cmp::Ordering::Greater => Place::Later,
        };
        let what = at.checked_sub(2).and_then(|index| self.lesson.steps.get(usize::from(index)));
        let what = what.map(|step| &step.what);
        let name = match what {
            None if at == 1 => words::BEGIN,
            None => words::END,
            Some(what) => eyebrow(what),
        };
        let content = match what {
            None if at == 1 => self.begin(),
            None => self.end(),
            Some(what) if is_sealed => html! { <p>{ teaser(what) }</p> },
            Some(what) => self.content(at, what),
        };
        let class = match place {
            Place::Done => "done",
            Place::Now => "cur",
            Place::Later => "later",
        };
        let is_now = place == Place::Now;
        html! {
            <li key={at} class={classes!("step", class)} data-step={at.to_string()} aria-current={is_now.then_some("step")}>
                <a class="eyebrow" href={address::from_here(address::step(self.lesson.number, at))}>{ name }</a>
                { content }
            </li>
        }
    }

    fn content(&self, at: u8, what: &StepKind) -> Html {
        match what {
            StepKind::Watch(paragraphs) | StepKind::Explain(paragraphs) => self.paragraphs(paragraphs),
            StepKind::Predict(prediction) => self.prediction(at, prediction),
            StepKind::Do(task) => self.task(task),
            StepKind::Notes(erratum) => notes(erratum),
        }
    }

    fn paragraphs(&self, paragraphs: &[Paragraph]) -> Html {
        let paragraph = |paragraph: &Paragraph| {
            html! { <Prose text={paragraph.text.clone()} terms={self.terms.clone()} /> }
        };
        paragraphs.iter().map(paragraph).collect()
    }

    /// The question of the beginning, and the cards.
    fn begin(&self) -> Html {
        let lesson = &self.lesson;
        let entry = |number: &u8| self.index.as_ref()?.lesson(*number);
        let needs = lesson.after.iter().filter_map(entry);
        let need = |entry: &Entry| {
            html! { <li><a href={address::from_here(address::lesson(entry.number))}>{ words::lesson(entry.number, &entry.title) }</a></li> }
        };
        let needs: Vec<Html> = needs.map(need).collect();
        let first = lesson.tasks().next().map(|task| self.address_of(task));
        html! {
            <>
                <div class="hook"><Prose text={lesson.hook.clone()} terms={self.terms.clone()} /></div>
                <p class="soft aim">{ words::aim(&lesson.aim) }{ " " }{ words::minutes(lesson.minutes) }</p>
                if !needs.is_empty() { <div class="needs"><span>{ words::NEEDS }</span><ul>{ for needs }</ul></div> }
                if let Some(first) = first { <p class="buttons"><a class="button" href={first}>{ words::STRAIGHT }</a></p> }
                <Cards cards={self.cards.clone()} lesson={lesson.number} progress={self.progress.clone()} />
            </>
        }
    }

    /// A question: radio buttons until it is answered, then what came of it.
    fn prediction(&self, at: u8, prediction: &Prediction) -> Html {
        let first = self.progress.predicted(self.lesson.number, at);
        let chosen = first.map(|first| usize::from(first.answer)).or(*self.chosen);
        let option = |(index, answer): (usize, &sequitur_course::lesson::Answer)| {
            let is_on = chosen == Some(index);
            let onchange = {
                let chosen = self.chosen.clone();
                move |_: Event| chosen.set(Some(index))
            };
            html! {
                <label class={is_on.then_some("on")}>
                    <input type="radio" name={format!("answer-{at}")} checked={is_on} disabled={first.is_some()} {onchange} />
                    <span>{ answer.label.clone().unwrap_or_else(|| answer.phrase.clone()) }</span>
                    if first.is_none() && index < 9 { <kbd aria-hidden="true">{ index + 1 }</kbd> }
                </label>
            }
        };
        let onclick = {
            let commit = self.commit.clone();
            move |_: MouseEvent| commit.emit(())
        };
        html! {
            <fieldset class="question">
                <legend>{ &prediction.question }</legend>
                <div class="options">{ for prediction.answers.iter().enumerate().map(option) }</div>
                if let Some(first) = first {
                    { self.verdict(at, prediction, first) }
                } else {
                    <div class="buttons commit">
                        <button class="primary" aria-disabled={chosen.is_none().to_string()} {onclick}>{ words::SHOW }</button>
                        <span class="soft">{ words::GUESS }</span>
                    </div>
                }
            </fieldset>
        }
    }

    /// Right or wrong, and why. While the run still plays, its room is kept.
    fn verdict(&self, at: u8, prediction: &Prediction, first: &Predicted) -> Html {
        let told = self.told.as_ref().filter(|(step, _)| *step == at).map(|(_, told)| told.clone());
        if self.is_playing && told.is_some() {
            return html! { <div class="verdict" role="status" /> };
        }
        let label = |answer: u8| {
            let answer = prediction.answers.get(usize::from(answer));
            answer
                .map(|answer| answer.label.clone().unwrap_or_else(|| answer.phrase.clone()))
                .unwrap_or_default()
        };
        let why = prediction.answers.get(usize::from(first.answer)).map_or("", |answer| answer.why.as_str());
        let is_right = first.answer == first.right;
        let said = match is_right {
            true => words::right(&label(first.answer)),
            false => words::wrong(&label(first.answer), &label(first.right)),
        };
        html! {
            <div class={classes!("verdict", if is_right { "right" } else { "wrong" })} role="status" data-right={is_right.to_string()}>
                <p><span class={classes!("sign", if is_right { "ok" } else { "no" })} aria-hidden="true">{ if is_right { "✓" } else { "✕" } }</span>{ said }</p>
                if let Some(told) = told { <p>{ told }</p> }
                <p>{ why.to_owned() }</p>
            </div>
        }
    }

    fn address_of(&self, task: &Task) -> String {
        address::from_here(format!("{}/{}", address::lesson(self.lesson.number), task.exercise))
    }

    fn task(&self, task: &Task) -> Html {
        let is_solved = self.progress.is_solved(&task.exercise);
        html! {
            <>
                <p>{ &task.task }</p>
                <p class="buttons">
                    <a class="button" data-exercise={task.exercise.clone()} href={self.address_of(task)}>{ words::EXERCISE }{ icon(icons::FORWARD) }</a>
                    if is_solved { <span class="solved"><span class="sign ok" aria-hidden="true">{ "✓" }</span>{ words::SOLVED }</span> }
                </p>
            </>
        }
    }

    /// The question of the end, in the reader's own words, and what comes next.
    fn end(&self) -> Html {
        let name = self.lesson.number.to_string();
        let oninput = {
            let (progress, name) = (self.progress.clone(), name.clone());
            move |event: InputEvent| {
                let field: web_sys::HtmlTextAreaElement = event.target_unchecked_into();
                progress.dispatch(Did::Write(name.clone(), field.value()));
            }
        };
        let after = self
            .index
            .as_ref()
            .and_then(|index| index.lessons.iter().find(|entry| entry.number > self.lesson.number).cloned());
        html! {
            <>
                <Prose text={self.lesson.in_your_words.clone()} terms={self.terms.clone()} />
                <textarea aria-label={words::YOUR_ANSWER} rows="4" value={self.progress.written(&name).to_owned()} {oninput} />
                <Prose text={self.lesson.next.clone()} terms={self.terms.clone()} />
                <p class="buttons">
                    if let Some(entry) = after {
                        <a class="button primary" href={address::from_here(address::lesson(entry.number))}>{ words::next_lesson(entry.number, &entry.title) }{ icon(icons::FORWARD) }</a>
                    }
                    if !address::is_embedded() { <a class="button" href={address::COURSE}>{ words::TO_MAP }</a> }
                </p>
            </>
        }
    }
}

fn eyebrow(what: &StepKind) -> &'static str {
    match what {
        StepKind::Watch(_) => words::WATCH,
        StepKind::Predict(_) => words::PREDICT,
        StepKind::Do(task) if task.core => words::DO,
        StepKind::Do(_) => words::MORE,
        StepKind::Explain(_) => words::EXPLAIN,
        StepKind::Notes(_) => words::NOTES,
    }
}

/// What is told of a step that would tell what comes of a question before it.
fn teaser(what: &StepKind) -> String {
    match what {
        StepKind::Do(task) => task.task.clone(),
        StepKind::Predict(prediction) => prediction.question.clone(),
        StepKind::Watch(_) | StepKind::Explain(_) | StepKind::Notes(_) => words::AFTER_ANSWER.to_owned(),
    }
}

/// What lecture notes say, and what is so.
fn notes(erratum: &Erratum) -> Html {
    html! {
        <dl class="fact">
            <div><dt>{ words::IN_THE_NOTES }</dt><dd>{ &erratum.notes }</dd></div>
            <div class="is"><dt>{ words::IN_FACT }</dt><dd>{ &erratum.fact }</dd></div>
        </dl>
    }
}
