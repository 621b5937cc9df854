//! The start: one sentence, one diagram, one task, and where to go from there.

pub mod cards;
#[cfg(not(target_arch = "wasm32"))]
pub mod first_picture;
mod hint;
mod outcome;
mod task;
#[cfg(test)]
mod thumbnail;

use crate::browser::address::{self, Route};
use crate::document::opening::{Opened, Source, use_opening};
use crate::frames::shell::use_title;
use crate::panels::bar::{frames, logo, theme_switch};
use crate::panels::examples;
use crate::panels::icons::{self, icon};
use crate::parts::{self, use_later};
use crate::words::{page, start};
use gloo::utils::document;
use task::Task;
use yew::prelude::*;

/// What is to be moved.
const TEXT: &str = include_str!("../../../scenarios/start.txt");

/// What the start needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What the address asks for.
    pub route: Route,
    /// What was left open in the workbench, if anything was changed there.
    pub left: Option<AttrValue>,
    /// The lesson and the step that were read last, if any were.
    pub read: Option<(u8, u8)>,
}

/// The start.
#[component]
pub fn Start(props: &Props) -> Html {
    let is_break = props.route == Route::Break;
    use_title(if is_break { page::titled(page::BREAK) } else { page::NAME.to_owned() });
    use_effect_with(is_break, |is_break| {
        let cards = document().get_element_by_id("break").filter(|_| *is_break);
        if let Some(cards) = cards {
            cards.scroll_into_view();
        }
    });
    let opening = use_opening(Source::Text(TEXT.into()));
    let later = use_later();
    // The cards stand below: what the reader sees first comes first.
    let is_begun = matches!(opening, Opened::Here(_));
    let unknown = match &props.route {
        Route::Unknown(address) => Some(page::unknown(address)),
        _ => None,
    };
    let hero = html! {
        <>
            if let Some(unknown) = unknown { <p class="told" role="status">{ unknown }</p> }
            if let Opened::Here(opening) = opening { <Task {opening} /> } else { <div class="hero" /> }
        </>
    };
    let cards =
        if is_begun || is_break { later.show(&parts::CARDS, |show| show(())) } else { Html::default() };
    around(
        hero,
        if is_break { address::BREAK } else { address::START },
        doors(props.left.as_ref(), props.read),
        cards,
    )
}

/// What stands around the task.
fn around(hero: Html, here: &str, doors: Html, cards: Html) -> Html {
    html! {
        <>
            <header class="bar">
                { logo() }
                { frames(here) }
                <span class="grow" />
                { theme_switch() }
            </header>
            <main class="start">
                { hero }
                { doors }
                <section class="more" aria-labelledby="break">
                    <h2 id="break">{ page::BREAK }</h2>
                    { cards }
                </section>
            </main>
            { foot() }
        </>
    }
}

/// Where to go.
fn doors(left: Option<&AttrValue>, read: Option<(u8, u8)>) -> Html {
    let door = |to: AttrValue, title: &'static str, about: AttrValue, class: Option<&'static str>| {
        html! {
            <a class={classes!("door", class)} href={to}>
                <h2>{ title }{ icon(icons::FORWARD) }</h2><p>{ about }</p>
            </a>
        }
    };
    let workbench = match left {
        Some(left) => door(address::WORKBENCH.into(), start::CONTINUE, left.clone(), Some("cont")),
        None => door(address::WORKBENCH.into(), start::OPEN, start::open_about(examples::COUNT).into(), None),
    };
    let course = match read {
        Some((lesson, step)) => {
            let to = address::step(lesson, step);
            door(to.into(), start::GO_ON, start::read_last(lesson, step).into(), Some("cont"))
        }
        None => door(address::COURSE.into(), start::COURSE, start::COURSE_ABOUT.into(), None),
    };
    let other = door(address::BREAK.into(), page::BREAK, start::BREAK_ABOUT.into(), None);
    // A returning reader finds the way on first.
    let doors = match (left, read) {
        (Some(_), None) => [workbench, course, other],
        _ => [course, other, workbench],
    };
    html! { <div class="doors">{ for doors }</div> }
}

fn foot() -> Html {
    let part = |title: &'static str, about: &'static str| html! { <p><b>{ title }</b>{ about }</p> };
    html! {
        <footer class="foot">
            { part(start::LECTURERS, start::LECTURERS_ABOUT) }
            { part(start::HOMEWORK, start::HOMEWORK_ABOUT) }
            { part(start::FREE, start::FREE_ABOUT) }
        </footer>
    }
}
