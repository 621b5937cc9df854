//! The sheet of keys.

use crate::browser::keys;
use crate::words::keys as words;
use web_sys::{HtmlDialogElement, HtmlInputElement};
use yew::prelude::*;

/// The keys, for the help sheet.
const SHEET: &[(&str, &[(&str, &str)])] = &[
    (
        words::IN_THE_DIAGRAM,
        &[
            ("Tab", words::ENTER_IT_FROM_A),
            ("↑ ↓", words::EVENT_BEFORE_NEXT_EVENT),
            ("← →", words::TO_THE_LANES_BESIDE),
            ("Enter", words::SELECT_ON_AN_EVENT),
            (words::ON_A_HEAD, words::ARRIVE_1_MS_EARLIER),
            ("Delete", words::IN_A_DRAWING_TAKE),
        ],
    ),
    (
        words::THE_SELECTED_MESSAGE,
        &[
            ("D", "drop"),
            ("L", words::DELAY_TYPE_A_TIME),
            ("U", "duplicate"),
            ("N", words::DELIVER_NOW),
            ("R", "restore"),
            ("I", words::SAY_SOMETHING_ELSE),
        ],
    ),
    (
        words::THE_SELECTED_NODE,
        &[
            ("X", "crash"),
            ("R", "restart"),
            ("P", words::PARTITION_FROM_ALL_OTHERS),
            ("A", words::ASK_SOMETHING_OF_IT),
            ("I", words::FIRE_ITS_TIMER),
        ],
    ),
    (words::BY_HAND, &[("M", words::TAKE_OVER), (words::ENTER_D_U, words::DELIVER_OR_FIRE_DROP)]),
    (
        words::IN_AN_EXERCISE,
        &[("Enter", words::CHECK_IT), ("H", words::NEXT_HINT), (words::DIGITS, words::CHOOSE_A_LANE)],
    ),
    (
        words::TIME,
        &[
            (words::SPACE, words::PLAY_PAUSE),
            (". ,", words::STEP_STEP_BACK),
            (words::HOME_END, words::TO_THE_START_SHOW),
        ],
    ),
    (
        words::LOOK,
        &[
            ("K", words::CLOCKS_NONE_LAMPORT_VECTOR),
            ("C", words::CAUSES_AND_EFFECTS_OF),
            (words::W_SHIFT_CLICK, words::COMPARE_THE_SELECTED_EVENT),
            ("V", words::A_CUT_THROUGH_ALL),
            ("G", words::THE_RUN_BEFORE_THE),
            ("F", words::FIND_EVENTS_AND_MESSAGES),
            ("T", words::LIGHT_DARK_AS_THE),
        ],
    ),
    (
        words::EVERYTHING_ELSE,
        &[
            (words::CTRL_Z_Z, "undo"),
            (words::CTRL_Y_Y, "redo"),
            ("S", words::SHARE_LINK),
            ("O", words::READY_SCENARIOS),
            ("E", words::SCENARIO_TEXT_ESCAPE_CLOSES),
            ("Escape", words::SELECT_NOTHING),
            ("?", words::THIS_SHEET),
        ],
    ),
];

/// What the sheet needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The dialog, opened by whoever holds this.
    pub dialog: NodeRef,
}

/// Closes a dialog.
pub fn close(dialog: &NodeRef) {
    if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
        dialog.close();
    }
}

/// Opens a dialog, unless it is open.
pub fn open(dialog: &NodeRef) {
    if let Some(dialog) = dialog.cast::<HtmlDialogElement>().filter(|dialog| !dialog.open()) {
        let shown = dialog.show_modal();
        debug_assert!(shown.is_ok(), "a dialog in the page opens");
    }
}

/// The sheet.
#[component]
pub fn Help(props: &Props) -> Html {
    let onclick = {
        let dialog = props.dialog.clone();
        move |_| close(&dialog)
    };
    let has_characters = use_state_eq(keys::has_characters);
    let onchange = {
        let has_characters = has_characters.clone();
        move |event: Event| {
            let is_on = event.target_unchecked_into::<HtmlInputElement>().checked();
            keys::set_characters(is_on);
            has_characters.set(is_on);
        }
    };
    let row = |(key, what): &(&'static str, &'static str)| html! { <><dt><kbd>{ *key }</kbd></dt><dd>{ *what }</dd></> };
    let group = |(title, keys): &(&'static str, &'static [(&'static str, &'static str)])| {
        html! { <section><h3>{ *title }</h3><dl>{ for keys.iter().map(row) }</dl></section> }
    };
    html! {
        <dialog ref={props.dialog.clone()} aria-label={words::KEYS} class="help">
            <header><h2>{ words::KEYS }</h2><button {onclick}>{ words::CLOSE }</button></header>
            <label class="switch"><input type="checkbox" checked={*has_characters} {onchange} />{ words::CHARACTERS }</label>
            <p class="soft">{ words::CHARACTERS_ABOUT }</p>
            <div class="sheet">{ for SHEET.iter().map(group) }</div>
        </dialog>
    }
}
