//! For teachers: an exercise is made of any scenario, and answers are graded, both in the browser.

mod grade;
mod make;

use crate::browser::address;
use crate::document::State;
use crate::engine::runner::use_runner;
use crate::frames::shell::use_title;
use crate::panels::bar::{frames, logo, theme_switch};
use crate::panels::message::Message;
use crate::words::{page, teach as words};
use grade::Grade;
use make::Make;
use yew::prelude::*;

/// What the frame needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is open in the workbench.
    pub state: UseReducerHandle<State>,
}

/// The frame.
#[component]
pub fn Teach(props: &Props) -> Html {
    use_title(page::titled(words::TITLE));
    drop(use_runner(&props.state));
    let state = &props.state;
    html! {
        <>
            <header class="bar">
                { logo() }
                { frames(address::TEACH) }
                <span class="grow" />
                { theme_switch() }
            </header>
            <main class="teach">
                if let Some(made) = &state.made {
                    <Make made={made.clone()} cursor={state.cursor} dispatch={state.dispatcher()} />
                }
                <Grade scenario={state.scenario.text()} dispatch={state.dispatcher()} />
            </main>
            <Message text={state.notice.clone().map(AttrValue::from)} dispatch={state.dispatcher()} />
        </>
    }
}
