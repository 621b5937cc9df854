//! Answers are graded: links, lists, a gradebook's CSV, a folder. A worker does it, as the command does.

use crate::browser::files::save_text;
use crate::document::opening::Opening;
use crate::document::{Action, State};
use crate::engine::checking::{Checking, WorkerMessage};
use crate::engine::grading::Table;
use crate::engine::log_file::{LogText, Wrong, text_of};
use crate::words::{search, teach as words};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// What it needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The text of what is open in the workbench: it may be the exercise.
    pub scenario: String,
    /// Where messages to the reader go.
    pub dispatch: UseReducerDispatcher<State>,
}

/// How far grading is.
#[derive(Clone, PartialEq)]
enum Phase {
    Idle,
    Grading(u64, u64),
    Done(Rc<Table>),
    Failed(String),
}

/// The files that were chosen; reading them ends at any time, in any order.
#[derive(Clone, PartialEq, Default)]
struct Files(Vec<(String, Rc<str>)>);

enum Filed {
    None,
    One(String, Rc<str>),
}

impl Reducible for Files {
    type Action = Filed;

    fn reduce(self: Rc<Self>, action: Filed) -> Rc<Self> {
        let mut files = self.0.clone();
        match action {
            Filed::None => files.clear(),
            Filed::One(name, text) => {
                files.push((name, text));
                files.sort();
            }
        }
        Rc::new(Files(files))
    }
}

/// The part of the frame.
#[component]
pub fn Grade(props: &Props) -> Html {
    let exercise = use_state_eq(|| None::<String>);
    let typed = use_state_eq(String::new);
    let files = use_reducer_eq(Files::default);
    let phase = use_state_eq(|| Phase::Idle);
    let worker = use_mut_ref(|| None::<Checking>);
    let text_in = |setter: Callback<String>| {
        move |event: InputEvent| {
            let input: HtmlTextAreaElement = event.target_unchecked_into();
            setter.emit(input.value());
        }
    };
    let onexercise = {
        let exercise = exercise.setter();
        text_in(Callback::from(move |text| exercise.set(Some(text))))
    };
    let ontyped = {
        let typed = typed.setter();
        text_in(Callback::from(move |text| typed.set(text)))
    };
    let onfiles = {
        let (files, dispatch) = (files.dispatcher(), props.dispatch.clone());
        move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            files.dispatch(Filed::None);
            let list = input.files();
            for file in (0..list.as_ref().map_or(0, web_sys::FileList::length))
                .filter_map(|index| list.as_ref()?.get(index))
            {
                let (files, dispatch) = (files.clone(), dispatch.clone());
                text_of(
                    &file,
                    Callback::from(move |read: Result<LogText, Wrong>| match read {
                        Ok(LogText { name, text }) => files.dispatch(Filed::One(stem(&name), text)),
                        Err(wrong) => {
                            dispatch.dispatch(Action::Notice(wrong.first().map(|what| what.as_str().into())))
                        }
                    }),
                );
            }
        }
    };
    let asked = (*exercise).clone().unwrap_or_else(|| props.scenario.clone());
    let grade = {
        let (phase, worker, asked) = (phase.setter(), worker.clone(), asked.clone());
        let all = all_files(&typed, &files.0);
        move |_: MouseEvent| {
            if all.is_empty() {
                return phase.set(Phase::Failed(words::NO_ANSWERS.to_owned()));
            }
            let (phase, worker, asked, all) = (phase.clone(), worker.clone(), asked.clone(), all.clone());
            phase.set(Phase::Grading(0, 0));
            spawn_local(async move {
                let opening = match asked.trim() {
                    link if !link.contains(char::is_whitespace) && link.contains("#/s/") => {
                        Opening::link(link).await
                    }
                    _ => Opening::of(asked).await,
                };
                let Some(exercise) = opening.exercise() else {
                    return phase.set(Phase::Failed(words::NO_EXERCISE.to_owned()));
                };
                let hear = {
                    let phase = phase.clone();
                    move |word| {
                        phase.set(match word {
                            WorkerMessage::Ready | WorkerMessage::Progress(_) => return,
                            WorkerMessage::Grading(done, of) => Phase::Grading(done, of),
                            WorkerMessage::Table(table) => Phase::Done(table),
                            WorkerMessage::Refused(why) => Phase::Failed(why.join(" ")),
                            WorkerMessage::Missing => Phase::Failed(search::MISSING.to_owned()),
                            _ => Phase::Failed(search::DIED.to_owned()),
                        });
                    }
                };
                *worker.borrow_mut() = Checking::start_exercise("table", &exercise, &all, hear);
            });
        }
    };
    let cancel = {
        let (phase, worker) = (phase.setter(), worker.clone());
        move |_: MouseEvent| {
            worker.borrow_mut().take();
            phase.set(Phase::Idle);
        }
    };
    html! {
        <section>
            <h2>{ words::GRADE }</h2>
            <p class="soft">{ words::GRADE_ABOUT }</p>
            <label class="url">{ words::EXERCISE }<textarea rows="4" data-testid="grade-exercise" value={asked} oninput={onexercise} spellcheck="false" /></label>
            <label class="url">{ words::ANSWERS }<textarea rows="4" data-testid="grade-answers" value={(*typed).clone()} oninput={ontyped} spellcheck="false" /></label>
            <p class="inline">
                <label>{ words::FILES }{ " " }<input type="file" multiple={true} data-testid="grade-files" onchange={onfiles.clone()} /></label>
                <label>{ words::FOLDER }{ " " }<input type="file" webkitdirectory={true} multiple={true} data-testid="grade-folder" onchange={onfiles} /></label>
            </p>
            <p class="inline">
                if let Phase::Grading(done, of) = *phase {
                    <span role="status">{ words::graded(done, of) }</span><button onclick={cancel}>{ words::CANCEL }</button>
                } else {
                    <button class="primary" onclick={grade}>{ words::GRADE_NOW }</button>
                }
            </p>
            { graded(&phase, &props.dispatch) }
        </section>
    }
}

/// A file's name without its ending.
fn stem(name: &str) -> String {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

/// What was typed and what was read, as the worker takes it.
fn all_files(typed: &str, files: &[(String, Rc<str>)]) -> String {
    let typed = (!typed.trim().is_empty()).then(|| ("link".to_owned(), Rc::<str>::from(typed)));
    let of_file = |(name, text): (String, Rc<str>)| {
        let text = format!("{}\n", text.trim_end_matches('\n'));
        format!("{}\t{}\n{text}", text.lines().count(), name.replace(['\n', '\t'], " "))
    };
    typed.into_iter().chain(files.iter().cloned()).map(of_file).collect()
}

fn graded(phase: &Phase, dispatch: &UseReducerDispatcher<State>) -> Html {
    let table = match phase {
        Phase::Idle | Phase::Grading(..) => return Html::default(),
        Phase::Failed(why) => return html! { <p role="alert">{ why }</p> },
        Phase::Done(table) => table,
    };
    let save = {
        let (table, dispatch) = (Rc::clone(table), dispatch.clone());
        move |_: MouseEvent| {
            if save_text("verdicts.csv", "text/csv", &table.csv).is_err() {
                dispatch.dispatch(Action::Notice(Some(words::NO_FILE.into())));
            }
        }
    };
    let row = |cells: &Vec<String>| {
        html! { <tr data-verdict={cells.get(1).cloned()}>{ for cells.iter().map(|cell| html! { <td>{ cell }</td> }) }</tr> }
    };
    html! {
        <>
            <div class="wide-table" role="region" aria-label={words::VERDICTS} tabindex="0">
                <table class="verdict-table" data-testid="verdicts">
                    <thead><tr>{ for words::COLUMNS.iter().map(|name| html! { <th scope="col">{ *name }</th> }) }</tr></thead>
                    <tbody>{ for table.rows.iter().map(row) }</tbody>
                </table>
            </div>
            <p><button onclick={save}>{ words::SAVE }</button></p>
        </>
    }
}
