//! The workbench: what is where.

use super::keeping::{kept_log, use_keeping, use_keeping_log};
use super::keys::{Keys, use_keys};
use super::shell::{LeftAt, use_title};
use crate::diagram::{self, Diagram};
use crate::document::State;
use crate::document::open_run::{OpenRun, time_text};
use crate::document::page::use_page;
use crate::engine::runner::use_runner;
use crate::panels::bar::bar;
use crate::panels::check::{self, Check};
use crate::panels::chips::{self, Chips};
use crate::panels::editor::{self, Editor};
use crate::panels::examples::Examples;
use crate::panels::help::{self, Help};
use crate::panels::inspector::{self, Inspector};
use crate::panels::log_dialog::{LogDialog, use_drop};
use crate::panels::log_panel::LogPanel;
use crate::panels::message::Message;
use crate::panels::moves::{self, Moves};
use crate::panels::share::{self, Share};
use crate::panels::transport::{self, Transport};
use crate::panels::what_if::{self, WhatIf};
use crate::words::{page as words, share as share_words};
use sequitur_core::sim::run::Stopped;
use yew::prelude::*;

/// What the workbench needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is open: it outlives the frame.
    pub state: UseReducerHandle<State>,
    /// The address at which it is shown: written here.
    pub left_at: LeftAt,
}

/// The workbench.
#[component]
pub fn Workbench(props: &Props) -> Html {
    let state = &props.state;
    use_title(words::titled(&state.title()));
    use_keeping(state, &props.left_at);
    let cancel = use_runner(state);
    let page = use_page(state);
    let (help_sheet, share_sheet, log_dialog) = (use_node_ref(), use_node_ref(), use_node_ref());
    let offer = use_state(kept_log);
    use_drop(offer.setter(), state.dispatcher());
    use_keeping_log(state);
    let share = {
        let (sheet, dispatch, scenario) = (share_sheet.clone(), state.dispatcher(), state.scenario.clone());
        let is_log = state.log.is_some();
        Callback::from(move |()| {
            if !is_log {
                share::copy(&share::link_to(&scenario.text()), share_words::COPIED, &dispatch);
            }
            help::open(&sheet);
        })
    };
    use_keys(Keys { page: page.clone(), share: share.clone(), help: help_sheet.clone() });

    let dispatch = state.dispatcher();
    let open = if state.log.is_some() { "" } else { state.scenario.title() };
    let open_log = {
        let dialog = log_dialog.clone();
        Callback::from(move |()| help::open(&dialog))
    };
    html! {
        <div class="page">
            { bar(&page, &share, &help_sheet) }
            <div class="left">
                <Examples open={open.to_owned()} open_log={open_log} dispatch={dispatch.clone()} />
                if let Some(file) = &state.log {
                    <LogPanel file={file.clone()} offer={Callback::from({
                        let offer = offer.clone();
                        move |new| offer.set(Some(new))
                    })} dispatch={dispatch.clone()} />
                } else { <Editor ..editor::Props::of(&page) /> }
            </div>
            <main>
                if let Some(made) = &state.seen {
                    <Chips ..chips::Props::of(&page, made) />
                    { limit(made) }
                    <Diagram ..diagram::Props::of(&page, made) />
                    if made.log.is_none() {
                        <div class="lower">
                            <Check ..check::Props::of(&page, made) />
                            <WhatIf ..what_if::Props::of(&page, made) />
                            <Moves ..moves::Props::of(&page, made) />
                        </div>
                    }
                } else {
                    <p class="empty">{ "Running…" }</p>
                }
                { progress(state, cancel) }
            </main>
            if let Some(made) = &state.seen {
                <Inspector ..inspector::Props::of(&page, made) />
                <Transport ..transport::Props::of(&page, made) />
                <Share dialog={share_sheet} made={made.clone()} dispatch={dispatch.clone()} />
            }
            <LogDialog dialog={log_dialog} offer={(*offer).clone()} dispatch={dispatch.clone()} />
            <Help dialog={help_sheet} />
            <Message text={state.notice.clone().map(AttrValue::from)} dispatch={dispatch} />
        </div>
    }
}

/// A run that stopped at its limit says so.
fn limit(made: &OpenRun) -> Html {
    if made.run.stopped != Stopped::Events {
        return Html::default();
    }
    let events = made.trace().events.len();
    html! {
        <p class="limit" role="status">
            { format!("This run has no end in sight: it was stopped after {events} events, at {}. A smaller `until` shows its beginning.",
                time_text(made.run.end)) }
        </p>
    }
}

fn progress(state: &State, cancel: impl Fn() + 'static) -> Html {
    let Some(part) = state.progress else {
        return Html::default();
    };
    html! {
        <div class="progress" role="status">
            <label>{ "Running… " }<progress max="1000" value={part.to_string()} /></label>
            <button onclick={move |_| cancel()}>{ "Cancel" }</button>
        </div>
    }
}
