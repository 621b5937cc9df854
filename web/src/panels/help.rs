//! The sheet of keys.

use crate::browser::keys::SHEET;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

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
    let row = |(key, what): &(&'static str, &'static str)| html! { <><dt><kbd>{ *key }</kbd></dt><dd>{ *what }</dd></> };
    let group = |(title, keys): &(&'static str, &'static [(&'static str, &'static str)])| {
        html! { <section><h3>{ *title }</h3><dl>{ for keys.iter().map(row) }</dl></section> }
    };
    html! {
        <dialog ref={props.dialog.clone()} aria-label="Keys" class="help">
            <header><h2>{ "Keys" }</h2><button {onclick}>{ "Close" }</button></header>
            <div class="sheet">{ for SHEET.iter().map(group) }</div>
        </dialog>
    }
}
