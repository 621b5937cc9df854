//! What lies over the diagram from the left when it is asked for: ready scenarios, or the scenario
//! text. Closed, both are in the document all the same.

use crate::document::State;
use crate::document::opening::{is_missing, open_again};
use crate::document::page::Page;
use crate::engine::log_file::LogFile;
use crate::panels::bar;
use crate::panels::desk::{Desk, DeskAction, Drawer};
use crate::panels::editor::{self, Editor};
use crate::panels::examples;
use crate::panels::help;
use crate::panels::icons;
use crate::panels::log_dialog::Offer;
use crate::panels::log_panel::LogPanel;
use crate::parts::{EXAMPLES, Later, Missing};
use crate::words::drawer as words;
use crate::words::page as page_words;
use gloo::utils::document;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// What the drawer needs beside the page.
pub struct Doors {
    /// Asks for a log.
    pub log_dialog: NodeRef,
    /// The sheet of keys.
    pub help_sheet: NodeRef,
    /// Offers a log to the dialog, to be read another way.
    pub offer: Callback<Rc<Offer>>,
}

/// Both drawers; at most one is open.
pub fn drawer(page: &Page, desk: &UseReducerHandle<Desk>, doors: &Doors, later: &Later) -> Html {
    let is_open = |drawer| desk.drawer == Some(drawer);
    let close = close(desk);
    let onkeydown = {
        let close = close.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.stop_propagation();
                close.emit(());
            }
        }
    };
    let scrim = {
        let close = close.clone();
        move |_: MouseEvent| close.emit(())
    };
    let title = if page.log.is_some() { "" } else { page.scenario.title() }.to_owned();
    let examples = examples::Props {
        open: title.into(),
        is_open: is_open(Drawer::Scenarios),
        close: close.clone(),
        dispatch: page.dispatch(),
    };
    html! {
        <>
            <div class="scrim" hidden={!is_open(Drawer::Scenarios)} onclick={scrim} />
            <section class="drawer scenarios" aria-label={words::SCENARIOS} hidden={!is_open(Drawer::Scenarios)} onkeydown={onkeydown.clone()}>
                <header>
                    <h2>{ words::SCENARIOS }</h2>
                    // On a phone the bar has no room for these two.
                    <span class="of-phone">
                        { bar::opener(desk, Drawer::Code, page_words::CODE, "E", icons::CODE) }
                        { bar::theme_switch() }
                    </span>
                    { opener(words::OPEN_A_LOG, &doors.log_dialog, desk) }
                    { opener(words::KEYS, &doors.help_sheet, desk) }
                    { closer(&close) }
                </header>
                { later.show(&EXAMPLES, |show| show(examples)) }
            </section>
            <section class="drawer code" aria-label={words::CODE} hidden={!is_open(Drawer::Code)} {onkeydown}>
                <header><h2>{ if page.log.is_some() { words::LOG } else { words::SCENARIO_TEXT } }</h2>{ closer(&close) }</header>
                { text(page, page.log.as_ref(), &doors.offer, page.dispatch()) }
            </section>
        </>
    }
}

fn text(
    page: &Page,
    log: Option<&Rc<LogFile>>,
    offer: &Callback<Rc<Offer>>,
    dispatch: UseReducerDispatcher<State>,
) -> Html {
    match log {
        Some(file) => html! { <LogPanel file={file.clone()} offer={offer.clone()} {dispatch} /> },
        None => html! {
            <>
                if is_missing(&page.mistakes) { <Missing again={again(page)} /> }
                <Editor ..editor::Props::of(page) />
            </>
        },
    }
}

/// Opens once more what needs a part that did not come.
fn again(page: &Page) -> Callback<()> {
    let state = page.state.clone();
    Callback::from(move |()| open_again(&state))
}

fn close(desk: &UseReducerHandle<Desk>) -> Callback<()> {
    let desk = desk.dispatcher();
    Callback::from(move |()| {
        desk.dispatch(DeskAction::Drawer(None));
        let scroller = document().query_selector(".scroller").ok().flatten();
        let focused =
            scroller.and_then(|found| found.dyn_into::<HtmlElement>().ok()).map(|found| found.focus());
        debug_assert!(focused.is_none_or(|focused| focused.is_ok()), "the diagram takes the focus");
    })
}

fn closer(close: &Callback<()>) -> Html {
    let close = close.clone();
    html! { <button class="icon quiet" aria-label={words::CLOSE_THE_DRAWER} title={words::CLOSE_ESCAPE} onclick={move |_| close.emit(())}>{ "✕" }</button> }
}

/// A button that opens a dialog in place of the drawer.
fn opener(name: &'static str, dialog: &NodeRef, desk: &UseReducerHandle<Desk>) -> Html {
    let (dialog, desk) = (dialog.clone(), desk.dispatcher());
    let onclick = move |_: MouseEvent| {
        desk.dispatch(DeskAction::Drawer(None));
        help::open(&dialog);
    };
    html! { <button {onclick}>{ name }</button> }
}
