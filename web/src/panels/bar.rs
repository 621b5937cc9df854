//! The bar at the top: what is open, and what can be done with all of it.

use crate::browser::theme;
use crate::document::opening::Opening;
use crate::document::page::Page;
use crate::document::{Action, Lens, lenses};
use crate::panels::help;
use yew::prelude::*;

/// The bar.
pub fn bar(page: &Page, share: &Callback<()>, help_sheet: &NodeRef) -> Html {
    let on = |action: fn() -> Action| {
        let dispatch = page.dispatch();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(action()))
    };
    let onlens = {
        let dispatch = page.dispatch();
        move |event: Event| {
            let select: web_sys::HtmlSelectElement = event.target_unchecked_into();
            let lens = lenses(false).find(|(_, name)| *name == select.value());
            dispatch.dispatch(Action::Lens(lens.and_then(|(lens, _)| lens)));
        }
    };
    let onshare = {
        let share = share.clone();
        move |_| share.emit(())
    };
    let onstart = {
        let dispatch = page.dispatch();
        move |event: MouseEvent| {
            event.prevent_default();
            dispatch.dispatch(Action::Open(Opening::start()));
        }
    };
    let onhelp = {
        let sheet = help_sheet.clone();
        move |_| help::open(&sheet)
    };
    let lens = |(lens, name): (Lens, &'static str)| {
        html! { <option value={name} selected={lens == page.lens}>{ format!("Clocks: {name}") }</option> }
    };
    let title = match (&page.log, page.scenario.title()) {
        (Some(file), _) => file.title(),
        (None, "") => "Untitled scenario".to_owned(),
        (None, title) => title.to_owned(),
    };
    html! {
        <header class="top">
            <a class="logo" href="#/" aria-label="Sequitur, to the start" onclick={onstart}>
                <svg viewBox="0 0 22 22" width="22" height="22" aria-hidden="true">
                    <path class="rail" d="M5 1v20M17 1v20" /><path class="way" d="M5 5 17 10M17 12 5 18" />
                    <circle cx="5" cy="5" r="2.6" /><circle cx="17" cy="10" r="2.6" /><circle cx="5" cy="18" r="2.6" />
                </svg>
                <span>{ "Sequitur" }</span>
            </a>
            <h1>{ title }</h1>
            <span class="grow" />
            <select class="lens" aria-label="Clocks" onchange={onlens}>{ for lenses(page.log.is_some()).map(lens) }</select>
            <button class="icon" aria-label="Undo" title="Undo (Z)" aria-disabled={(!page.can_undo()).to_string()} onclick={on(|| Action::Undo)}>{ "↶" }</button>
            <button class="icon" aria-label="Redo" title="Redo (Y)" aria-disabled={(!page.can_redo()).to_string()} onclick={on(|| Action::Redo)}>{ "↷" }</button>
            <button class="primary" aria-label="Share link" onclick={onshare}>{ "Share" }<span class="wide">{ " link" }</span></button>
            <button class="icon" aria-label="Theme" title="Light, dark, as the system (T)" onclick={|_| theme::set(theme::next())}>{ "◐" }</button>
            <button class="icon" aria-label="Keys" title="Keys (?)" onclick={onhelp}>{ "?" }</button>
        </header>
    }
}
