//! What all frames stand in: it reads the address, and shows the frame that it names.

use super::start::Start;
use super::{embed, teach, workbench};
use crate::browser::address::{self, Route};
use crate::browser::{first_visit, storage, theme};
use crate::document::State;
use crate::document::opening::{FIRST, Opening, link_in};
use crate::learn::{frame, progress};
use crate::panels::branches::ScenarioRef;
use crate::parts::{self, use_later, use_wanted};
use crate::words::page as words;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::utils::{document, window};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// The address at which the workbench was shown last: whoever comes back to it finds the
/// workbench as it was left.
pub type LeftAt = Rc<RefCell<String>>;

/// What the page begins with.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What the workbench has open.
    pub opening: Opening,
    /// What was open before, and is to stay within reach.
    pub before: Option<Opening>,
    /// Where an exercise is open, the answer to it that was kept.
    pub answer: Option<ScenarioRef>,
}

impl Props {
    /// What the address and the storage ask the page to open.
    pub async fn now() -> Props {
        if let Route::Scenario(link) = Route::now() {
            let kept = storage::kept();
            return match storage::text_at(&link) {
                // The address stood for this very text: it is kept as it was typed.
                Some(text) => {
                    let kept = Opening::of(text).await;
                    let linked = Opening::link(&link).await;
                    let address = Some(link.into());
                    match answer_to(&linked, &kept) {
                        Some(answer) => Props {
                            opening: Opening { address, ..linked },
                            before: None,
                            answer: Some(answer),
                        },
                        None => Props { opening: Opening { address, ..kept }, before: None, answer: None },
                    }
                }
                None => {
                    let opening = Opening::link(&link).await;
                    Props { opening, before: opened(kept).await, answer: None }
                }
            };
        }
        let kept = opened(storage::kept()).await;
        let opening = match kept {
            Some(kept) => kept,
            None => Opening::of(FIRST.to_owned()).await,
        };
        let opening = Opening { address: Some(address::WORKBENCH.into()), ..opening };
        Props { opening, before: None, answer: None }
    }
}

/// What was kept as an answer to the exercise of a link, if it is one.
fn answer_to(linked: &Opening, kept: &Opening) -> Option<ScenarioRef> {
    let exercise = linked.exercise()?;
    let is_answer = kept.mistakes.is_empty() && kept.scenario.added_to(&exercise).is_ok();
    is_answer.then(|| ScenarioRef(Rc::clone(&kept.scenario)))
}

async fn opened(text: Option<String>) -> Option<Opening> {
    Some(Opening::of(text?).await)
}

/// After how long the page cares for later visits, in ms.
const LATER: u32 = 3_000;

/// The page.
#[component]
pub fn Shell(props: &Props) -> Html {
    let state = use_reducer(|| {
        let state = State::new(props.opening.clone(), props.before.clone());
        state.answered(props.answer.as_ref().map(|answer| Rc::clone(&answer.0)))
    });
    let route = use_state(Route::now);
    let left_at: LeftAt = use_mut_ref(address::fragment);
    // The first picture comes first.
    let is_quiet = use_state(|| false);
    use_effect_with((), {
        let is_quiet = is_quiet.setter();
        move |()| {
            let timeout = Timeout::new(LATER, move || is_quiet.set(true));
            move || drop(timeout)
        }
    });
    use_effect_with((), |()| theme::set(&storage::theme().unwrap_or_default()));
    use_effect_with((), {
        let (route, dispatch, left_at) = (route.setter(), state.dispatcher(), Rc::clone(&left_at));
        move |()| {
            let listener = EventListener::new(&window(), "hashchange", move |_| {
                let next = Route::now();
                if let Route::Scenario(link) = &next
                    && *left_at.borrow() != *link
                {
                    link_in(&dispatch, link.clone());
                }
                route.set(next);
            });
            move || drop(listener)
        }
    });
    let is_first = use_mut_ref(|| true);
    use_effect_with((*route).clone(), move |route| {
        let is_start = matches!(route, Route::Start | Route::Break | Route::Unknown(_));
        // Whoever has scrolled the first picture stays there.
        let stays = is_first.replace(false) && is_start || matches!(route, Route::Break);
        if !stays {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        // The start takes over when its run is there.
        if !is_start {
            first_visit::give_way();
        }
    });
    let later = use_later();
    // A child of its own even while it is empty: what stands before it stays the same child.
    let update =
        use_wanted(&parts::UPDATE, *is_quiet).filter(|_| *is_quiet).map(|show| show(())).unwrap_or_default();
    let (name, frame) = match &*route {
        Route::Start | Route::Break | Route::Unknown(_) => {
            let is_left = state.touched || storage::kept().is_some();
            let left = is_left.then(|| AttrValue::from(state.title()));
            ("start", html! { <Start route={(*route).clone()} {left} read={progress::last_read()} /> })
        }
        Route::Workbench | Route::Scenario(_) => {
            let name = if state.is_exercise() { "exercise" } else { "workbench" };
            let props = workbench::Props { state, left_at: Some(left_at), course: None };
            (name, later.show(&parts::WORKBENCH, |show| show(props)))
        }
        Route::Course | Route::Glossary | Route::Questions | Route::Lesson(..) => {
            let name = match &*route {
                Route::Lesson(..) if route.is_exercise() => "exercise",
                Route::Lesson(..) => "lesson",
                _ => "map",
            };
            let props = frame::Props { route: (*route).clone() };
            (name, later.show(&parts::LEARN, |show| show(props)))
        }
        Route::Teach => {
            let shown = |show: &parts::Show<teach::Props>| show(teach::Props { state });
            ("teach", later.show(&parts::EXERCISES, |_| later.show(&parts::TEACH, shown)))
        }
        Route::Embed(link) => {
            let props = embed::Props { link: link.clone() };
            ("embed", later.show(&parts::EMBED, |show| show(props)))
        }
        Route::EmbedLesson(..) => {
            let props = frame::Props { route: (*route).clone() };
            ("embed", later.show(&parts::LEARN, |show| show(props)))
        }
    };
    html! {
        <div class="root" data-frame={name}>
            <button class="skip" onclick={|_| to_diagram()}>{ words::SKIP }</button>
            { frame }
            { update }
        </div>
    }
}

/// Moves the focus to the diagram.
fn to_diagram() {
    let found = document().query_selector(".scroller").ok().flatten();
    let focused = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()).map(|found| found.focus());
    debug_assert!(focused.is_none_or(|focused| focused.is_ok()), "what is in the page takes the focus");
}

/// Names the document.
#[hook]
pub fn use_title(title: String) {
    use_effect_with(title, |title| document().set_title(title));
}
