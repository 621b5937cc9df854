//! What all pages of the course stand in: it holds what the reader has done.

use super::exercise::ExerciseFrame;
use super::lesson::LessonFrame;
use super::map::Map;
use super::pages::{Glossary, Questions};
use super::progress::use_progress;
use crate::browser::address::Route;
use yew::prelude::*;

/// What the frame needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The page of the course.
    pub route: Route,
}

/// A page of the course.
#[component]
pub fn Course(props: &Props) -> Html {
    let progress = use_progress();
    match &props.route {
        Route::Glossary => html! { <Glossary /> },
        Route::Questions => html! { <Questions {progress} /> },
        Route::Lesson(number, Some(name)) | Route::EmbedLesson(number, Some(name))
            if props.route.is_exercise() =>
        {
            html! { <ExerciseFrame number={*number} name={name.clone()} {progress} /> }
        }
        Route::Lesson(number, part) | Route::EmbedLesson(number, part) => {
            html! { <LessonFrame number={*number} part={part.clone()} {progress} /> }
        }
        _ => html! { <Map {progress} /> },
    }
}
