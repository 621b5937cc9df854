//! The bar at the top of each frame.

use crate::browser::{address, theme};
use crate::document::Action;
use crate::document::page::Page;
use crate::panels::desk::{Desk, DeskAction, Drawer};
use crate::panels::exercise::Exercising;
use crate::panels::icons::{self, icon, sign};
use crate::words::{learn, page as words, teach};
use yew::prelude::*;

/// The page's name and sign, which lead to the start.
pub fn logo() -> Html {
    html! {
        <a class="logo" href={address::START} aria-label={words::TO_START}>{ sign() }<span>{ words::NAME }</span></a>
    }
}

/// The parts of Sequitur; the one at this address is shown.
pub fn frames(here: &str) -> Html {
    let to = |to: &'static str, name: &'static str| html! { <a href={to} aria-current={(to == here).then_some("page")}>{ name }</a> };
    html! {
        <nav aria-label={words::FRAMES}>
            { to(address::COURSE, learn::COURSE) }
            { to(address::BREAK, words::BREAK) }
            { to(address::WORKBENCH, words::WORKBENCH) }
            { to(address::TEACH, teach::TITLE) }
        </nav>
    }
}

/// Light, dark, or as the system has it.
pub fn theme_switch() -> Html {
    html! {
        <button class="icon quiet theme" aria-label={words::THEME} title={words::THEME_TITLE} onclick={|_| theme::set(theme::next())}>
            { icon(icons::THEME) }
        </button>
    }
}

/// The bar of the workbench: what is open, and what can be done with all of it.
pub fn bar(
    page: &Page,
    share: &Callback<()>,
    desk: &UseReducerHandle<Desk>,
    exercising: Option<&Exercising>,
) -> Html {
    let on = |action: fn() -> Action| {
        let dispatch = page.dispatch();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(action()))
    };
    let onshare = {
        let share = share.clone();
        move |_| share.emit(())
    };
    html! {
        <header class="bar">
            { logo() }
            { for exercising.into_iter().flat_map(Exercising::crumbs).map(crumb) }
            if let Some(exercising) = exercising.filter(|one| !one.here().is_empty()) { <b class="here">{ exercising.here() }</b> }
            if exercising.is_none() { { opener(desk, Drawer::Scenarios, words::SCENARIOS, "O", icons::LIST) } }
            { opener(desk, Drawer::Code, words::CODE, "E", icons::CODE) }
            if exercising.is_none() { <h1>{ page.title() }</h1> }
            <span class="subtitle">{ subtitle(page) }</span>
            <span class="grow" />
            <button class="icon" aria-label={words::UNDO} title={words::UNDO_Z} aria-disabled={(!page.can_undo()).to_string()} onclick={on(|| Action::Undo)}>{ icon(icons::UNDO) }</button>
            <button class="icon" aria-label={words::REDO} title={words::REDO_Y} aria-disabled={(!page.can_redo()).to_string()} onclick={on(|| Action::Redo)}>{ icon(icons::REDO) }</button>
            <button aria-label={words::SHARE_LINK} onclick={onshare}>{ icon(icons::SHARE) }<span class="wide">{ words::SHARE_LINK }</span></button>
            { theme_switch() }
        </header>
    }
}

/// A way back, further up.
fn crumb((address, name): &(String, String)) -> Html {
    html! { <><a class="quiet crumb" href={address.clone()}>{ name }</a><span class="soft" aria-hidden="true">{ "/" }</span></> }
}

/// A button that opens a drawer, or closes it.
pub fn opener(
    desk: &UseReducerHandle<Desk>,
    drawer: Drawer,
    name: &'static str,
    key: &'static str,
    path: &'static str,
) -> Html {
    let is_open = desk.drawer == Some(drawer);
    let desk = desk.dispatcher();
    let onclick = move |_: MouseEvent| desk.dispatch(DeskAction::Drawer((!is_open).then_some(drawer)));
    html! {
        <button class={classes!((drawer == Drawer::Code).then_some("quiet code"))} aria-label={name} aria-expanded={is_open.to_string()} title={format!("{name} ({key})")} {onclick}>
            { icon(path) }<span class="wide">{ name }</span><kbd aria-hidden="true">{ key }</kbd>
        </button>
    }
}

/// The protocol and what is wrong with it.
fn subtitle(page: &Page) -> String {
    let Some(made) = page.made.as_ref().filter(|made| made.log.is_none()) else {
        return String::new();
    };
    match made.run.plan.variant {
        // In an exercise, which variant it is would give away what is looked for.
        Some(variant) if !page.is_exercise() => {
            format!("{}, {}", made.run.info.title, variant.replace('-', " "))
        }
        _ => made.run.info.title.to_owned(),
    }
}
