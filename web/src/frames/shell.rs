//! What all frames stand in: it reads the address, and shows the frame that it names.

use super::embed::Embed;
use super::start::Start;
use super::workbench::Workbench;
use crate::browser::address::{self, Route};
use crate::browser::{storage, theme};
use crate::document::State;
use crate::document::opening::{FIRST, Opening, link_in};
use crate::words::page as words;
use gloo::events::EventListener;
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
}

impl Props {
    /// What the address and the storage ask the page to open.
    pub async fn now() -> Props {
        if let Route::Scenario(link) = Route::now() {
            let kept = storage::kept();
            return match storage::text_at(&link) {
                // The address stood for this very text: it is kept as it was typed.
                Some(text) => {
                    let opening = Opening { address: Some(link.into()), ..Opening::of(text).await };
                    Props { opening, before: None }
                }
                None => Props { opening: Opening::link(&link).await, before: opened(kept).await },
            };
        }
        let kept = opened(storage::kept()).await;
        let opening = match kept {
            Some(kept) => kept,
            None => Opening::of(FIRST.to_owned()).await,
        };
        Props { opening: Opening { address: Some(address::WORKBENCH.into()), ..opening }, before: None }
    }
}

async fn opened(text: Option<String>) -> Option<Opening> {
    Some(Opening::of(text?).await)
}

/// The page.
#[component]
pub fn Shell(props: &Props) -> Html {
    let state = use_reducer(|| State::new(props.opening.clone(), props.before.clone()));
    let route = use_state(Route::now);
    let left_at: LeftAt = use_mut_ref(address::fragment);
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
    use_effect_with((*route).clone(), |route| {
        if !matches!(route, Route::Break) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    });
    let (name, frame) = match &*route {
        Route::Start | Route::Break | Route::Unknown(_) => {
            let is_left = state.touched || storage::kept().is_some();
            let left = is_left.then(|| AttrValue::from(state.title()));
            ("start", html! { <Start route={(*route).clone()} {left} /> })
        }
        Route::Workbench | Route::Scenario(_) => ("workbench", html! { <Workbench {state} {left_at} /> }),
        Route::Embed(link) => ("embed", html! { <Embed key={link.clone()} link={link.clone()} /> }),
    };
    html! {
        <div class="root" data-frame={name}>
            <button class="skip" onclick={|_| to_diagram()}>{ words::SKIP }</button>
            { frame }
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
