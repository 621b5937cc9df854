//! The page as a whole: what is where, what is kept, and what keys do.

use crate::browser::keys;
use crate::browser::storage::{self, KeptLog};
use crate::diagram::Diagram;
use crate::document::compared::Compared;
use crate::document::frontier::FrontierView;
use crate::document::open_run::OpenRun;
use crate::document::opening::{FIRST, Opening, address, opening};
use crate::document::{Action, Lens, Selection, State, lenses};
use crate::engine::log_file::{self, LogText, Wrong};
use crate::engine::runner::use_runner;
use crate::panels::branches::ScenarioRef;
use crate::panels::check::Check;
use crate::panels::chips::Chips;
use crate::panels::editor::Editor;
use crate::panels::examples::Examples;
use crate::panels::help::{self, Help};
use crate::panels::inspector::{Inspector, message_edits};
use crate::panels::log_dialog::{How, LogDialog, Offer};
use crate::panels::log_panel::LogPanel;
use crate::panels::moves::{self, Moves};
use crate::panels::share::{self, Share};
use crate::panels::transport::Transport;
use crate::panels::what_if::WhatIf;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::utils::{document, document_element, window};
use sequitur_core::scenario::{Edit, link};
use sequitur_core::sim::plan::Happening;
use sequitur_core::trace::{Cone, Micros, NodeId};
use sequitur_diagram::Ghost;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

/// Links longer than this are not kept in the address: some programs cut them.
const ADDRESS_MAX: usize = 8_000;

/// No link to a longer text, in bytes, is short enough for the address: none is made.
const LINKED_MAX: usize = 100_000;

/// A longer run, in messages, is compared with the run before only when that is asked
/// for: it takes longer than the new picture may.
const COMPARED_MAX: usize = 20_000;

/// Keeps the address and the storage at what is shown.
#[hook]
fn use_keeping(state: &UseReducerHandle<State>, text: &AttrValue) {
    use_effect_with((text.clone(), Rc::as_ptr(&state.scenario)), {
        let scenario = Rc::clone(&state.scenario);
        move |(text, _)| keep(text, &scenario.text())
    });
}

fn keep(text: &str, canonical: &str) {
    let link = (canonical.len() < LINKED_MAX && canonical != FIRST).then(|| link::encode(canonical));
    let wanted = link.filter(|link| link.len() <= ADDRESS_MAX).unwrap_or("#/".to_owned());
    if address() != wanted && !(wanted == "#/" && address().is_empty()) {
        let history = window().history();
        let replaced =
            history.and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&wanted)));
        // Browsers limit how often the address may change; the storage still has it.
        drop(replaced);
    }
    storage::keep_text(text, &address());
}

/// The log that was open before the page was loaded anew, at the same address.
fn kept_log() -> Option<Rc<Offer>> {
    let KeptLog { source, reading, .. } = storage::log().filter(|kept| kept.address == address())?;
    Some(Rc::new(Offer { source, how: How::Like(reading) }))
}

/// Keeps the log that is open over a reload, until another thing is opened.
#[hook]
fn use_keeping_log(state: &UseReducerHandle<State>) {
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
            if !storage::keep_log(&KeptLog { source, reading, address: address() }) {
                let what = "This log is too large for the browser to keep. After a reload, open it again.";
                dispatch.dispatch(Action::Notice(Some(what.into())));
            }
        }
    });
}

/// Opens what another link in the address asks for.
#[hook]
fn use_address(dispatch: UseReducerDispatcher<State>) {
    use_effect_with((), move |()| {
        let listener = EventListener::new(&window(), "hashchange", move |_| {
            let opening = Opening::at(&address()).unwrap_or_else(Opening::start);
            dispatch.dispatch(Action::Open(opening));
        });
        move || drop(listener)
    });
}

/// The theme: "", "light" or "dark". The first is as the system has it.
fn set_theme(theme: &str) {
    let done = match theme {
        "" => document_element().remove_attribute("data-theme"),
        theme => document_element().set_attribute("data-theme", theme),
    };
    debug_assert!(done.is_ok());
    storage::keep_theme(theme);
}

fn next_theme() -> &'static str {
    match document_element().get_attribute("data-theme").as_deref() {
        None => "dark",
        Some("dark") => "light",
        _ => "",
    }
}

fn focus(selector: &str) -> Option<HtmlElement> {
    let element: HtmlElement = document().query_selector(selector).ok()??.dyn_into().ok()?;
    element.focus().ok()?;
    Some(element)
}

/// What keys need beside the state.
#[derive(Clone)]
struct Keys {
    state: UseReducerHandle<State>,
    moment: Rc<dyn Fn() -> Micros>,
    share: Callback<()>,
    help: NodeRef,
}

impl Keys {
    fn pressed(&self, event: &KeyboardEvent) {
        let key = event.key();
        if event.ctrl_key() || event.meta_key() {
            let action = match (key.to_ascii_lowercase().as_str(), event.shift_key()) {
                _ if keys::is_typing(event) => return,
                ("z", false) => Action::Undo,
                ("z", true) | ("y", _) => Action::Redo,
                _ => return,
            };
            event.prevent_default();
            return self.state.dispatch(action);
        }
        if keys::is_typing(event) {
            if key == "Escape" {
                focus(".scroller");
            }
            return;
        }
        if event.alt_key() || document().query_selector("dialog[open]").is_ok_and(|open| open.is_some()) {
            return;
        }
        let on_button = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let on_button = on_button
            .is_some_and(|target| target.closest("button, [role=button]").is_ok_and(|found| found.is_some()));
        if matches!(key.as_str(), " " | "Enter") && on_button {
            return;
        }
        if let Some(action) = self.about_selection(&key).or_else(|| self.about_time(&key)) {
            event.prevent_default();
            self.state.dispatch(action);
        } else if self.about_page(&key) {
            event.prevent_default();
        }
    }

    fn about_selection(&self, key: &str) -> Option<Action> {
        let made = self.state.made.as_ref()?;
        let key = key.to_ascii_lowercase();
        match self.state.selection? {
            Selection::Message(message) => {
                let [drop, duplicate, now, restore] =
                    message_edits(made, made.find(message)?, self.state.cursor);
                let edit = match key.as_str() {
                    "d" => drop,
                    "u" => duplicate,
                    "n" => now,
                    "r" => restore,
                    _ => None,
                };
                edit.map(Action::Edit)
            }
            Selection::Node(node) => self.about_node(&key, node, (self.moment)()),
            Selection::Event(event) => {
                let event = made.trace().event(event);
                self.about_node(&key, event.node, event.at + 1)
            }
            Selection::Property(_) => None,
        }
    }

    fn about_node(&self, key: &str, node: NodeId, at: Micros) -> Option<Action> {
        let what = match key {
            "x" => Happening::Crash(node),
            "r" => Happening::Restart(node),
            "p" => Happening::Partition(vec![vec![node]]),
            "h" => Happening::Heal,
            _ => return None,
        };
        Some(Action::Edit(Edit::At(at, what)))
    }

    fn about_time(&self, key: &str) -> Option<Action> {
        let action = match key {
            " " => Action::Play(!self.state.playing),
            "." => Action::Step(true),
            "," => Action::Step(false),
            "Home" => Action::Cursor(Some(0)),
            "End" => Action::Cursor(None),
            "k" | "K" => Action::Lens(self.state.next_lens()),
            "w" | "W" => Action::Pin(self.state.event().filter(|_| self.state.pinned.is_none())),
            "v" | "V" => Action::Frontier(self.new_frontier()),
            "c" | "C" => Action::Cone,
            "g" | "G" => Action::Ghost,
            "z" => Action::Undo,
            "y" => Action::Redo,
            "Escape" => Action::Select(None, false),
            _ => return None,
        };
        Some(action)
    }

    /// The run goes on by hand; where it does already, to what can happen next.
    fn take_over(&self) {
        match &self.state.made {
            _ if self.state.log.is_some() => {}
            Some(made) if !made.is_by_hand() => {
                let at = self.state.cursor.unwrap_or(made.run.end);
                self.state.dispatch(Action::Edit(Edit::TakeOver(at)));
            }
            _ if !moves::focus_choice() => moves::focus(),
            _ => {}
        }
    }

    /// A frontier at the selected event, else at the moment; None where there is one already.
    fn new_frontier(&self) -> Option<Rc<[Micros]>> {
        let made = self.state.made.as_ref().filter(|_| self.state.frontier.is_none())?;
        let event = self.state.event().map(|event| made.trace().event(event).at);
        Some(vec![event.unwrap_or_else(|| (self.moment)()); made.trace().nodes.len()].into())
    }

    /// What changes nothing in the state. True where the key means something.
    fn about_page(&self, key: &str) -> bool {
        match key {
            "s" | "S" => self.share.emit(()),
            "m" | "M" => self.take_over(),
            "?" => help::open(&self.help),
            "t" | "T" => set_theme(next_theme()),
            "e" | "E" => drop(focus("[data-testid=scenario]")),
            "f" | "F" | "/" => drop(focus("#find")),
            "l" | "L" => {
                if let Some(field) =
                    focus("#delay-to").and_then(|field| field.dyn_into::<HtmlInputElement>().ok())
                {
                    field.select();
                }
            }
            _ => return false,
        }
        true
    }
}

/// A file that is dropped on the page is a log.
#[hook]
fn use_drop(offer: UseStateSetter<Option<Rc<Offer>>>, dispatch: UseReducerDispatcher<State>) {
    use_effect_with((), move |()| {
        let options = gloo::events::EventListenerOptions::enable_prevent_default;
        let over = EventListener::new_with_options(&window(), "dragover", options(), Event::prevent_default);
        let dropped = EventListener::new_with_options(&window(), "drop", options(), move |event| {
            event.prevent_default();
            let files =
                event.dyn_ref::<web_sys::DragEvent>().and_then(|event| event.data_transfer()?.files());
            let Some(file) = files.and_then(|files| files.get(0)) else {
                return;
            };
            let (offer, dispatch) = (offer.clone(), dispatch.clone());
            let tell = Callback::from(move |text: Result<LogText, Wrong>| match text {
                Ok(source) => offer.set(Some(Rc::new(Offer { source, how: How::AsBefore }))),
                Err(wrong) => {
                    dispatch.dispatch(Action::Notice(wrong.first().map(|what| what.as_str().into())))
                }
            });
            log_file::text_of(&file, tell);
        });
        move || drop((over, dropped))
    });
}

#[hook]
fn use_keys(keys: Keys) {
    use_effect(move || {
        let listener = EventListener::new_with_options(
            &window(),
            "keydown",
            gloo::events::EventListenerOptions::enable_prevent_default(),
            move |event| {
                if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                    keys.pressed(event);
                }
            },
        );
        move || drop(listener)
    });
}

/// The page.
#[component]
pub fn App() -> Html {
    let state = use_reducer(|| {
        let (opening, kept) = opening();
        State::new(opening, kept)
    });
    use_effect_with((), |()| set_theme(&storage::theme().unwrap_or_default()));
    let text = AttrValue::from(Rc::clone(&state.text));
    use_keeping(&state, &text);
    use_address(state.dispatcher());
    let cancel = use_runner(&state);
    let middle = use_memo((), |()| Rc::new(Cell::new(0)));
    let (help_sheet, share_sheet, log_dialog) = (use_node_ref(), use_node_ref(), use_node_ref());
    let offer = use_state(kept_log);
    use_drop(offer.setter(), state.dispatcher());
    use_keeping_log(&state);

    let made = state.seen.clone();
    let is_compared =
        state.ghost || state.made.as_ref().is_some_and(|made| made.trace().messages.len() <= COMPARED_MAX);
    let ghost = use_memo((made.clone(), state.before.clone(), is_compared), |(made, before, is_compared)| {
        let (made, before) = (made.as_ref()?, before.as_ref().filter(|_| *is_compared)?);
        Some(Rc::new(Ghost::new(before.trace(), made.trace(), &made.layout)))
    });
    let focus_event = state.event().filter(|_| state.cone);
    let cone = use_memo((state.made.clone(), focus_event), |(made, event)| {
        Some(Rc::new(Cone::of(made.as_ref()?.trace(), (*event)?)))
    });
    let compared = use_memo((made.clone(), state.pinned, state.event()), |(made, pinned, event)| {
        Compared::of(made.as_ref()?, (*pinned)?, (*event)?).map(Rc::new)
    });
    let frontier = use_memo((made.clone(), state.frontier.clone()), |(made, frontier)| {
        let (made, frontier) = (made.as_ref()?, frontier.clone()?);
        (frontier.len() == made.trace().nodes.len()).then(|| Rc::new(FrontierView::of(made, frontier)))
    });
    let moment: Rc<dyn Fn() -> Micros> = {
        let (cursor, middle) = (state.cursor, middle.clone());
        Rc::new(move || cursor.unwrap_or_else(|| middle.get() / 1_000 * 1_000))
    };
    let share = {
        let (sheet, dispatch, scenario) = (share_sheet.clone(), state.dispatcher(), state.scenario.clone());
        let is_log = state.log.is_some();
        Callback::from(move |()| {
            if !is_log {
                share::copy(&share::link_to(&scenario.text()), &dispatch);
            }
            help::open(&sheet);
        })
    };
    use_keys(Keys {
        state: state.clone(),
        moment: moment.clone(),
        share: share.clone(),
        help: help_sheet.clone(),
    });

    let dispatch = state.dispatcher();
    let open = if state.log.is_some() { "" } else { state.scenario.title() };
    let open_log = {
        let dialog = log_dialog.clone();
        Callback::from(move |()| help::open(&dialog))
    };
    html! {
        <div class="page">
            { top(&state, &share, &help_sheet) }
            <div class="left">
                <Examples open={open.to_owned()} open_log={open_log} dispatch={dispatch.clone()} />
                if let Some(file) = &state.log {
                    <LogPanel file={file.clone()} offer={Callback::from({
                        let offer = offer.clone();
                        move |new| offer.set(Some(new))
                    })} dispatch={dispatch.clone()} />
                } else { <Editor text={text} mistakes={Rc::clone(&state.mistakes)}
                    unused={state.made.as_ref().filter(|_| state.mistakes.is_empty()).map(|made| made.run.unused.clone()).unwrap_or_default()}
                    dispatch={dispatch.clone()} /> }
            </div>
            <main>
                if let Some(made) = &made {
                    <Chips made={made.clone()} selection={state.selection} dispatch={dispatch.clone()} />
                    { limit(made) }
                    <Diagram made={made.clone()} ghost={(*ghost).clone().filter(|_| state.ghost)} selection={state.selection}
                        reveal={state.reveal} cursor={state.cursor} lens={state.lens} cone={(*cone).clone()}
                        pinned={state.pinned} compared={(*compared).clone()} frontier={(*frontier).clone()}
                        middle={(*middle).clone()} dispatch={dispatch.clone()} />
                    if made.log.is_none() {
                        <div class="lower">
                            <Check scenario={ScenarioRef(made.scenario.clone())} choices={made.choices_by(state.cursor)} cursor={state.cursor} dispatch={dispatch.clone()} />
                            <WhatIf made={made.clone()} cursor={state.cursor} dispatch={dispatch.clone()} />
                            <Moves made={made.clone()} cursor={state.cursor} dispatch={dispatch.clone()} />
                        </div>
                    }
                } else {
                    <p class="empty">{ "Running…" }</p>
                }
                { progress(&state, cancel) }
            </main>
            if let Some(made) = &made {
                <Inspector made={made.clone()} looks={state.looks.clone()} ghost={(*ghost).clone()} ghost_on={state.ghost} cone_on={state.cone} has_before={state.before.is_some()} other_branch={state.other_branch()} selection={state.selection}
                    event={state.event()} pinned={state.pinned} compared={(*compared).clone()} frontier={(*frontier).clone()} lens={state.lens}
                    cursor={state.cursor} moment={moment()} dispatch={dispatch.clone()} />
                <Transport made={made.clone()} cursor={state.cursor} playing={state.playing} speed={state.speed} dispatch={dispatch.clone()} />
                <Share dialog={share_sheet} made={made.clone()} dispatch={dispatch.clone()} />
            }
            <LogDialog dialog={log_dialog} offer={(*offer).clone()} dispatch={dispatch.clone()} />
            <Help dialog={help_sheet} />
            <Message text={state.notice.clone().map(AttrValue::from)} dispatch={dispatch} />
        </div>
    }
}

fn top(state: &UseReducerHandle<State>, share: &Callback<()>, help_sheet: &NodeRef) -> Html {
    let on = |action: fn() -> Action| {
        let dispatch = state.dispatcher();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(action()))
    };
    let onlens = {
        let dispatch = state.dispatcher();
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
        let dispatch = state.dispatcher();
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
        html! { <option value={name} selected={lens == state.lens}>{ format!("Clocks: {name}") }</option> }
    };
    let title = match (&state.log, state.scenario.title()) {
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
            <select class="lens" aria-label="Clocks" onchange={onlens}>{ for lenses(state.log.is_some()).map(lens) }</select>
            <button class="icon" aria-label="Undo" title="Undo (Z)" aria-disabled={(!state.can_undo()).to_string()} onclick={on(|| Action::Undo)}>{ "↶" }</button>
            <button class="icon" aria-label="Redo" title="Redo (Y)" aria-disabled={(!state.can_redo()).to_string()} onclick={on(|| Action::Redo)}>{ "↷" }</button>
            <button class="primary" aria-label="Share link" onclick={onshare}>{ "Share" }<span class="wide">{ " link" }</span></button>
            <button class="icon" aria-label="Theme" title="Light, dark, as the system (T)" onclick={|_| set_theme(next_theme())}>{ "◐" }</button>
            <button class="icon" aria-label="Keys" title="Keys (?)" onclick={onhelp}>{ "?" }</button>
        </header>
    }
}

/// A run that stopped at its limit says so.
fn limit(made: &OpenRun) -> Html {
    if made.run.stopped != sequitur_core::sim::run::Stopped::Events {
        return Html::default();
    }
    let events = made.trace().events.len();
    html! {
        <p class="limit" role="status">
            { format!("This run has no end in sight: it was stopped after {events} events, at {}. A smaller `until` shows its beginning.",
                crate::document::open_run::time_text(made.run.end)) }
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

/// What the message needs.
#[derive(Properties, PartialEq)]
struct MessageProps {
    text: Option<AttrValue>,
    dispatch: UseReducerDispatcher<State>,
}

/// How long a message stays, in milliseconds.
const MESSAGE_MS: u32 = 8_000;

/// Something to tell the reader. It goes by itself: nothing in it is needed later.
#[component]
fn Message(props: &MessageProps) -> Html {
    let close = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |()| dispatch.dispatch(Action::Notice(None)))
    };
    use_effect_with(props.text.clone(), {
        let close = close.clone();
        move |text| {
            let timeout = text.as_ref().map(|_| Timeout::new(MESSAGE_MS, move || close.emit(())));
            move || drop(timeout)
        }
    });
    let is_none = props.text.is_none();
    html! {
        <div class={classes!("notice", is_none.then_some("none"))}>
            <p role="status" aria-live="polite">{ props.text.clone().unwrap_or_default() }</p>
            if !is_none { <button class="icon" aria-label="Close message" onclick={move |_| close.emit(())}>{ "✕" }</button> }
        </div>
    }
}
