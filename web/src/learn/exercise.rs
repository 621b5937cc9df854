//! An exercise of a lesson: the workbench with the exercise as the lesson words it.

use super::fetching::use_file;
use super::progress::{Did, Handle};
use crate::browser::address;
use crate::document::State;
use crate::document::opening::{self, Opening, Source, use_opening};
use crate::frames::embed::Framed;
use crate::frames::workbench;
use crate::panels::bar::{logo, theme_switch};
use crate::panels::exercise::{Checked, Course, Happened};
use crate::parts::{self, use_later};
use crate::words::learn as words;
use sequitur_core::scenario::link;
use sequitur_course::lesson::{Lesson, Task};
use std::rc::Rc;
use yew::prelude::*;

/// What the frame needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The number of the lesson.
    pub number: u8,
    /// The name of the exercise.
    pub name: String,
    /// What was done.
    pub progress: Handle,
}

/// The frame.
#[component]
pub fn ExerciseFrame(props: &Props) -> Html {
    let lesson = use_file::<Lesson>(props.number.to_string());
    let task =
        lesson.here().and_then(|lesson| lesson.tasks().find(|task| task.exercise == props.name).cloned());
    match (lesson.here(), task) {
        (Some(lesson), Some(task)) => {
            html! { <Asked key={props.name.clone()} {lesson} {task} progress={props.progress.clone()} /> }
        }
        (Some(_), None) => {
            let to = address::from_here(address::lesson(props.number));
            waiting(
                html! { <p class="empty" role="status">{ words::no_exercise(&props.name) }{ " " }<a href={to}>{ words::TO_LESSON }</a></p> },
            )
        }
        (None, _) => waiting(lesson.told()),
    }
}

fn waiting(told: Html) -> Html {
    let bar = || html! { <header class="bar">{ logo() }<span class="grow" />{ theme_switch() }</header> };
    html! { <>if !address::is_embedded() { { bar() } }<main>{ told }</main></> }
}

/// What an exercise needs once its lesson is there.
#[derive(Properties, PartialEq)]
struct AskedProps {
    lesson: Rc<Lesson>,
    task: Task,
    progress: Handle,
}

#[component]
fn Asked(props: &AskedProps) -> Html {
    if address::is_embedded() {
        let AskedProps { lesson, task, progress } = props;
        let to = format!("{}/{}", address::lesson(lesson.number), task.exercise);
        let source = Source::Text(task.text.clone().into());
        return html! { <Framed {source} course={course(lesson, task, progress)} to={Some(to)} /> };
    }
    match use_opening(Source::Text(props.task.text.clone().into())) {
        opening::Opened::Here(opening) => {
            let (lesson, task) = (props.lesson.clone(), props.task.clone());
            html! { <Opened {opening} asked={AskedProps { lesson, task, progress: props.progress.clone() }} /> }
        }
        other => other.told(),
    }
}

/// What an exercise needs once its text is read.
#[derive(Properties, PartialEq)]
struct OpenedProps {
    opening: Opening,
    asked: AskedProps,
}

#[component]
fn Opened(props: &OpenedProps) -> Html {
    let state = use_reducer(|| State::new(props.opening.clone(), None));
    let later = use_later();
    let AskedProps { lesson, task, progress } = &props.asked;
    let course = use_memo((), |()| Some(Rc::new(course(lesson, task, progress))));
    let props = workbench::Props { state, left_at: None, course: (*course).clone() };
    later.show(&parts::WORKBENCH, |show| show(props))
}

/// The exercise as its lesson words it, and what is noted of it.
fn course(lesson: &Lesson, task: &Task, progress: &Handle) -> Course {
    let number = lesson.number;
    let step = lesson.step_of(&task.exercise).unwrap_or(1);
    let on = {
        let (progress, name) = (progress.dispatcher(), task.exercise.clone());
        Callback::from(move |happened| match happened {
            Happened::Tried => progress.dispatch(Did::Try(name.clone())),
            Happened::Shown => progress.dispatch(Did::Show(name.clone())),
            // What was checked has told already, with the run.
            Happened::Solved(_) => {}
        })
    };
    let checked = {
        let (progress, name) = (progress.dispatcher(), task.exercise.clone());
        Callback::from(move |checked: Checked| {
            let is_best = checked.verdict == "best";
            if is_best || checked.verdict == "solved" {
                progress.dispatch(Did::Solve(name.clone(), is_best, link::encode(&checked.text)));
            }
        })
    };
    Course {
        task: task.task.clone(),
        hints: task.hints.clone(),
        slips: task.slips.clone(),
        worked: task.worked.clone(),
        crumbs: vec![
            (address::COURSE.to_owned(), words::COURSE.to_owned()),
            (address::step(number, step), words::lesson(number, &lesson.title)),
        ],
        here: words::exercise_number(
            lesson.tasks().take_while(|other| other.exercise != task.exercise).count() + 1,
        ),
        next: Some((address::from_here(address::step(number, step.saturating_add(1))), words::ON.to_owned())),
        is_embedded: false,
        on,
        checked,
    }
}
