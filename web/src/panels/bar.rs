//! The bar at the top of each frame.

use crate::browser::{address, theme};
use crate::document::page::Page;
use crate::document::{Action, Lens, lenses};
use crate::panels::help;
use crate::panels::icons::{self, icon, sign};
use crate::words::page as words;
use yew::prelude::*;

/// The page's name and sign, which lead to the start.
pub fn logo() -> Html {
    html! {
        <a class="logo" href={address::START} aria-label={words::TO_START}>{ sign() }<span>{ words::NAME }</span></a>
    }
}

/// Light, dark, or as the system has it.
pub fn theme_switch() -> Html {
    html! {
        <button class="icon quiet" aria-label={words::THEME} title={words::THEME_TITLE} onclick={|_| theme::set(theme::next())}>
            { icon(icons::THEME) }
        </button>
    }
}

/// The bar of the workbench: what is open, and what can be done with all of it.
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
    let onhelp = {
        let sheet = help_sheet.clone();
        move |_| help::open(&sheet)
    };
    let lens = |(lens, name): (Lens, &'static str)| {
        html! { <option value={name} selected={lens == page.lens}>{ format!("Clocks: {name}") }</option> }
    };
    html! {
        <header class="bar">
            { logo() }
            <h1>{ page.title() }</h1>
            <span class="grow" />
            <select class="lens" aria-label="Clocks" onchange={onlens}>{ for lenses(page.log.is_some()).map(lens) }</select>
            <button class="icon" aria-label="Undo" title="Undo (Z)" aria-disabled={(!page.can_undo()).to_string()} onclick={on(|| Action::Undo)}>{ icon(icons::UNDO) }</button>
            <button class="icon" aria-label="Redo" title="Redo (Y)" aria-disabled={(!page.can_redo()).to_string()} onclick={on(|| Action::Redo)}>{ icon(icons::REDO) }</button>
            <button aria-label="Share link" onclick={onshare}>{ icon(icons::SHARE) }<span class="wide">{ "Share link" }</span></button>
            { theme_switch() }
            <button class="icon quiet" aria-label="Keys" title="Keys (?)" onclick={onhelp}>{ "?" }</button>
        </header>
    }
}
