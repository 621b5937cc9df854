//! What survives a reload: the address and the storage are kept at what the workbench shows.

use super::shell::LeftAt;
use crate::browser::address;
use crate::browser::storage::{self, KeptLog};
use crate::document::{Action, State};
use crate::panels::log_dialog::{How, Offer};
use crate::words::page;
use gloo::timers::callback::Timeout;
use sequitur_core::scenario::link;
use std::rc::Rc;
use yew::prelude::*;

/// Links longer than this are not kept in the address: some programs cut them.
const ADDRESS_MAX: usize = 8_000;

/// No link to a longer text, in bytes, is short enough for the address: none is made.
const LINKED_MAX: usize = 100_000;

/// Keeps the address and the storage at what is shown.
#[hook]
pub fn use_keeping(state: &UseReducerHandle<State>, left_at: &Option<LeftAt>) {
    let is_told = use_mut_ref(|| false);
    use_effect_with((Rc::as_ptr(&state.text), Rc::as_ptr(&state.scenario)), {
        let (state, left_at) = (state.clone(), left_at.clone());
        move |_| {
            let later = left_at.map(|left_at| {
                let address = address(&state);
                if !keep(&state, &address) && !is_told.replace(true) {
                    state.dispatch(Action::Notice(Some(page::NOT_KEPT.into())));
                }
                // The browser takes its time to change the address: the new picture comes first.
                let before = address::fragment();
                Timeout::new(0, move || {
                    if address::fragment() == before {
                        address::replace(&address);
                        *left_at.borrow_mut() = address::fragment();
                    }
                })
            });
            move || drop(later)
        }
    });
}

/// The address of what is shown.
fn address(state: &State) -> String {
    let is_opened = *state.text == *state.opened.text;
    match state.opened.address.as_ref().filter(|_| is_opened) {
        Some(opened) => opened.to_string(),
        // The address of an exercise is the exercise: an answer is shared when its reader says so.
        None => address_of(&state.exercise.as_ref().unwrap_or(&state.scenario).text()),
    }
}

/// Keeps what is shown. False where a reload would lose some of it.
fn keep(state: &State, address: &str) -> bool {
    if !state.touched || storage::keep_text(&state.text, address) {
        return true;
    }
    let is_whole = *state.scenario.text() == *state.text && state.mistakes.is_empty();
    is_whole && address != address::WORKBENCH
}

/// The link to a scenario, or the workbench where that would be too long.
fn address_of(canonical: &str) -> String {
    let link = (canonical.len() < LINKED_MAX).then(|| link::encode(canonical));
    link.filter(|link| link.len() <= ADDRESS_MAX).unwrap_or_else(|| address::WORKBENCH.to_owned())
}

/// The log that was open before the page was loaded anew, at the same address.
pub fn kept_log() -> Option<Rc<Offer>> {
    let KeptLog { source, reading, .. } =
        storage::log().filter(|kept| kept.address == address::fragment())?;
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
            if !storage::keep_log(&KeptLog { source, reading, address: address::fragment() }) {
                dispatch.dispatch(Action::Notice(Some(page::LOG_NOT_KEPT.into())));
            }
        }
    });
}
