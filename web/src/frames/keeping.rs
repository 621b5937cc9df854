//! What survives a reload: the address and the storage are kept at what is shown.

use crate::browser::storage::{self, KeptLog};
use crate::document::opening::{FIRST, Opening, address};
use crate::document::{Action, State};
use crate::panels::log_dialog::{How, Offer};
use gloo::events::EventListener;
use gloo::utils::window;
use sequitur_core::scenario::link;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use yew::prelude::*;

/// Links longer than this are not kept in the address: some programs cut them.
const ADDRESS_MAX: usize = 8_000;

/// No link to a longer text, in bytes, is short enough for the address: none is made.
const LINKED_MAX: usize = 100_000;

/// Keeps the address and the storage at what is shown.
#[hook]
pub fn use_keeping(state: &UseReducerHandle<State>) {
    let text = AttrValue::from(Rc::clone(&state.text));
    use_effect_with((text, Rc::as_ptr(&state.scenario)), {
        let scenario = Rc::clone(&state.scenario);
        move |(text, _)| keep(text, &scenario.text())
    });
}

fn keep(text: &str, canonical: &str) {
    let link = (canonical.len() < LINKED_MAX && canonical != FIRST).then(|| link::encode(canonical));
    let wanted = link.filter(|link| link.len() <= ADDRESS_MAX).unwrap_or("#/".to_owned());
    if address() != wanted && !(wanted == "#/" && address().is_empty()) {
        let history = window().history();
        let replaced =
            history.and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&wanted)));
        // Browsers limit how often the address may change; the storage still has it.
        drop(replaced);
    }
    storage::keep_text(text, &address());
}

/// The log that was open before the page was loaded anew, at the same address.
pub fn kept_log() -> Option<Rc<Offer>> {
    let KeptLog { source, reading, .. } = storage::log().filter(|kept| kept.address == address())?;
    Some(Rc::new(Offer { source, how: How::Like(reading) }))
}

/// Keeps the log that is open over a reload, until another thing is opened.
#[hook]
pub fn use_keeping_log(state: &UseReducerHandle<State>) {
    let was_open = use_mut_ref(|| false);
    use_effect_with(state.log.as_ref().map(Rc::as_ptr), {
        let (log, dispatch) = (state.log.clone(), state.dispatcher());
        move |_| {
            let was_open = was_open.replace(log.is_some());
            let Some(log) = log else {
                return if was_open {
                    storage::forget_log()
                };
            };
            let (source, reading) = (log.source.clone(), log.reading.clone());
            if !storage::keep_log(&KeptLog { source, reading, address: address() }) {
                let what = "This log is too large for the browser to keep. After a reload, open it again.";
                dispatch.dispatch(Action::Notice(Some(what.into())));
            }
        }
    });
}

/// Opens what another link in the address asks for.
#[hook]
pub fn use_address(dispatch: UseReducerDispatcher<State>) {
    use_effect_with((), move |()| {
        let listener = EventListener::new(&window(), "hashchange", move |_| {
            let opening = Opening::at(&address()).unwrap_or_else(Opening::start);
            dispatch.dispatch(Action::Open(opening));
        });
        move || drop(listener)
    });
}
