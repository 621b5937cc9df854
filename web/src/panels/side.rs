//! The panels beside the picture, a tab each; on a phone, the lower part of the sheet.

use crate::document::open_run::OpenRun;
use crate::document::page::Page;
use crate::panels::alongside::{self, AsSeen};
use crate::panels::check::{self, Check};
use crate::panels::desk::{Desk, DeskAction, Tab};
use crate::panels::explain::{self, Explain};
use crate::panels::find::{self, Find};
use crate::panels::many_runs::{self, ManyRuns};
use crate::panels::order::{self, Order};
use crate::panels::state_table::{self, StateTable};
use crate::panels::valence::{self, Valence};
use crate::panels::what_if::{self, WhatIf};
use crate::words::side as words;
use gloo::utils::document;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// The tabs, and the panel of the one that is open. Panels that are costly are made only while
/// they are open; a search goes on behind another tab.
pub fn side(page: &Page, made: &Rc<OpenRun>, desk: &UseReducerHandle<Desk>) -> Html {
    let is_open = |tab| desk.tab == tab;
    html! {
        <aside class="side" data-testid="inspector" aria-label={words::INSPECTOR}>
            <div class="tabs" role="tablist" aria-label={words::PANELS} onkeydown={walk(desk)}>{ for Tab::ALL.iter().map(|(tab, name)| tab_button(desk, *tab, name)) }</div>
            { panel(Tab::Explain, is_open(Tab::Explain), html! { <Explain ..explain::Props::of(page, made, desk) /> }) }
            { panel(Tab::State, is_open(Tab::State), match is_open(Tab::State) {
                true => html! { <StateTable ..state_table::Props::of(page, made) /> },
                false => Html::default(),
            }) }
            { panel(Tab::Order, is_open(Tab::Order), match is_open(Tab::Order) {
                true => html! { <><Order ..order::Props::of(page, made) /><AsSeen ..alongside::Props::of(page, made) /></> },
                false => Html::default(),
            }) }
            { panel(Tab::Search, is_open(Tab::Search), html! {
                <>
                    <Find ..find::Props::of(page, made) />
                    if made.log.is_none() {
                        <Check ..check::Props::of(page, made) />
                        <WhatIf ..what_if::Props::of(page, made) />
                        if valence::can_tell(made) { <Valence ..valence::Props::of(page, made) /> }
                        <ManyRuns ..many_runs::Props::of(page, made) />
                    }
                </>
            }) }
        </aside>
    }
}

fn id(tab: Tab) -> &'static str {
    match tab {
        Tab::Explain => "explain",
        Tab::State => "state",
        Tab::Order => "order",
        Tab::Search => "search",
    }
}

fn tab_button(desk: &UseReducerHandle<Desk>, tab: Tab, name: &'static str) -> Html {
    let is_open = desk.tab == tab;
    let desk = desk.dispatcher();
    html! {
        <button role="tab" id={format!("tab-{}", id(tab))} aria-selected={is_open.to_string()} aria-controls={format!("panel-{}", id(tab))}
            tabindex={if is_open { "0" } else { "-1" }} onclick={move |_| desk.dispatch(DeskAction::Tab(tab))}>{ name }</button>
    }
}

/// Arrow keys go from tab to tab.
fn walk(desk: &UseReducerHandle<Desk>) -> Callback<KeyboardEvent> {
    let (open, desk) = (desk.tab, desk.dispatcher());
    Callback::from(move |event: KeyboardEvent| {
        let here = Tab::ALL.iter().position(|(tab, _)| *tab == open).unwrap_or(0);
        let step = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => Tab::ALL.len() - 1,
            _ => return,
        };
        let (next, _) = Tab::ALL[(here + step) % Tab::ALL.len()];
        desk.dispatch(DeskAction::Tab(next));
        let button = document().get_element_by_id(&format!("tab-{}", id(next)));
        let focused =
            button.and_then(|button| button.dyn_into::<HtmlElement>().ok()).map(|button| button.focus());
        debug_assert!(focused.is_some_and(|focused| focused.is_ok()));
        event.prevent_default();
        event.stop_propagation();
    })
}

fn panel(tab: Tab, is_open: bool, content: Html) -> Html {
    html! {
        <div role="tabpanel" class="panel" id={format!("panel-{}", id(tab))} aria-labelledby={format!("tab-{}", id(tab))} hidden={!is_open}
            tabindex={is_open.then_some("0")}>{ content }</div>
    }
}
