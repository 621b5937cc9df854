//! The sheet of keys.

use crate::browser::keys;
use crate::words::keys as words;
use web_sys::{HtmlDialogElement, HtmlInputElement};
use yew::prelude::*;

/// The keys, for the help sheet.
const SHEET: &[(&str, &[(&str, &str)])] = &[
    (
        "In the diagram",
        &[
            ("Tab", "enter it; from a message on to its head"),
            ("↑ ↓", "event before, next event on this lane; message before, next message"),
            ("← →", "to the lanes beside; from a message to its two ends"),
            ("Enter", "select; on an event, its message"),
            ("↑ ↓ on a head", "arrive 1 ms earlier, later (Page Up, Page Down: 10 ms)"),
            ("Delete", "in a drawing: take out the event or the message"),
        ],
    ),
    (
        "The selected message",
        &[
            ("D", "drop"),
            ("L", "delay: type a time"),
            ("U", "duplicate"),
            ("N", "deliver now"),
            ("R", "restore"),
        ],
    ),
    (
        "The selected node",
        &[
            ("X", "crash"),
            ("R", "restart"),
            ("P", "partition from all others"),
            ("A", "ask something of it"),
            ("I", "fire its timer"),
        ],
    ),
    (
        "By hand",
        &[
            ("M", "choose by hand from here; to what can happen next"),
            ("Enter, D, U", "deliver or fire, drop, deliver a copy"),
        ],
    ),
    (
        "Time",
        &[
            ("Space", "play, pause"),
            (". ,", "step, step back"),
            ("Home End", "to the start; show the whole run"),
        ],
    ),
    (
        "Look",
        &[
            ("K", "clocks: none, Lamport, vector, order, hybrid, physical"),
            ("C", "causes and effects of the selected event"),
            ("W, Shift+click", "compare the selected event with the next one"),
            ("V", "a cut through all lanes; ↑ ↓ on its handles"),
            ("G", "the run before the last change, as a ghost"),
            ("F", "find events and messages"),
            ("T", "light, dark, as the system"),
        ],
    ),
    (
        "Everything else",
        &[
            ("Ctrl+Z, Z", "undo"),
            ("Ctrl+Y, Y", "redo"),
            ("S", "share link"),
            ("O", "ready scenarios"),
            ("E", "scenario text (Escape closes it)"),
            ("Escape", "select nothing"),
            ("?", "this sheet"),
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
        <dialog ref={props.dialog.clone()} aria-label="Keys" class="help">
            <header><h2>{ "Keys" }</h2><button {onclick}>{ "Close" }</button></header>
            <label class="switch"><input type="checkbox" checked={*has_characters} {onchange} />{ words::CHARACTERS }</label>
            <p class="soft">{ words::CHARACTERS_ABOUT }</p>
            <div class="sheet">{ for SHEET.iter().map(group) }</div>
        </dialog>
    }
}
