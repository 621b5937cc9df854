//! The dialog that opens a log: from a file or a paste, with the expression that reads it.

use crate::document::{Action, State};
use crate::engine::log_file::{self, LogText, Pending, Read, Wrong};
use crate::panels::help;
use gloo::events::EventListener;
use gloo::utils::window;
use sequitur_diagram::Reading;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// A text longer than this is not shown in the field for pasting.
const SHOWN_MAX: usize = 50_000;

/// A log that is offered to the dialog: dropped on the page, or open already.
pub struct Offer {
    /// The log.
    pub source: LogText,
    /// What is to be done with it.
    pub how: How,
}

impl PartialEq for Offer {
    /// The same log can be offered again.
    fn eq(&self, other: &Offer) -> bool {
        std::ptr::eq(self, other)
    }
}

/// What is to be done with a log that is offered.
pub enum How {
    /// It is read at once, as the last one was.
    AsBefore,
    /// It is read at once, like this.
    Like(Reading),
    /// The reader is asked; it was read like this.
    Ask(Reading),
}

/// What the dialog needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The dialog, opened by whoever holds this.
    pub dialog: NodeRef,
    /// What is offered to it last.
    pub offer: Option<Rc<Offer>>,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
}

/// What has become of the log.
#[derive(Clone, PartialEq)]
enum Status {
    /// Nobody reads one.
    Idle,
    /// It is being read: how far, in thousandths.
    OnItsWay(u32),
    /// It is wrong.
    Wrong(Wrong),
}

/// Opens a log. The dialog closes when it could be read, and else shows what is wrong. What
/// is typed meanwhile stays.
fn open(
    source: LogText,
    reading: Reading,
    status: &UseStateHandle<Status>,
    pending: &Pending,
    dialog: &NodeRef,
    dispatch: &UseReducerDispatcher<State>,
) {
    let (status, dialog, dispatch) = (status.setter(), dialog.clone(), dispatch.clone());
    let tell = Callback::from(move |read| match read {
        Read::OnItsWay(part) => {
            help::open(&dialog);
            status.set(Status::OnItsWay(part));
        }
        Read::Done(file) => {
            status.set(Status::Idle);
            help::close(&dialog);
            dispatch.dispatch(Action::OpenLog(file));
        }
        Read::Wrong(wrong) => {
            help::open(&dialog);
            status.set(Status::Wrong(wrong));
        }
    });
    log_file::read(source, reading, Rc::clone(pending), tell);
}

/// The dialog.
#[component]
pub fn LogDialog(props: &Props) -> Html {
    let source = use_state_eq(|| LogText { name: "pasted".into(), text: "".into() });
    let reading = use_state_eq(Reading::default);
    let status = use_state_eq(|| Status::Idle);
    let pending: Pending = use_mut_ref(|| None);
    use_effect_with(props.offer.clone(), {
        let (source, reading) = (source.clone(), reading.clone());
        let (status, pending) = (status.clone(), pending.clone());
        let (dialog, dispatch) = (props.dialog.clone(), props.dispatch.clone());
        move |offer: &Option<Rc<Offer>>| {
            let Some(offer) = offer.as_deref() else { return };
            let how = match &offer.how {
                How::AsBefore => Reading { execution: 0, ..(*reading).clone() },
                How::Like(how) | How::Ask(how) => how.clone(),
            };
            source.set(offer.source.clone());
            reading.set(how.clone());
            match offer.how {
                How::Ask(_) => {
                    status.set(Status::Idle);
                    help::open(&dialog);
                }
                _ => open(offer.source.clone(), how, &status, &pending, &dialog, &dispatch),
            }
        }
    });
    let onsubmit = {
        let (source, reading) = (source.clone(), reading.clone());
        let (status, pending) = (status.clone(), pending.clone());
        let (dialog, dispatch) = (props.dialog.clone(), props.dispatch.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            // Another log, or another way to read it, has its own executions.
            let reading = Reading { execution: 0, ..(*reading).clone() };
            open((*source).clone(), reading, &status, &pending, &dialog, &dispatch);
        }
    };
    let oncancel = {
        let (status, pending, dialog) = (status.clone(), pending.clone(), props.dialog.clone());
        move |_| {
            pending.borrow_mut().take();
            status.set(Status::Idle);
            help::close(&dialog);
        }
    };
    let onfile = {
        let (source, status) = (source.setter(), status.setter());
        move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let (source, status) = (source.clone(), status.clone());
            let tell = Callback::from(move |text| match text {
                Ok(text) => {
                    source.set(text);
                    status.set(Status::Idle);
                }
                Err(wrong) => status.set(Status::Wrong(wrong)),
            });
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                log_file::text_of(&file, tell);
            }
        }
    };
    let onpaste = {
        let source = source.setter();
        move |event: InputEvent| {
            let area: HtmlTextAreaElement = event.target_unchecked_into();
            source.set(LogText { name: "pasted".into(), text: area.value().into() });
        }
    };
    let field = |set: fn(&mut Reading, String)| {
        let reading = reading.clone();
        move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let mut changed = (*reading).clone();
            set(&mut changed, input.value());
            reading.set(changed);
        }
    };
    let text = &source.text;
    let is_long = text.len() > SHOWN_MAX;
    let shown = if is_long { AttrValue::default() } else { AttrValue::from(Rc::clone(text)) };
    let about = match is_long {
        true => format!("{}, {} kB: too long to be shown here", source.name, text.len() / 1_000),
        false => "Ann {\"Ann\":1}\ngreets Bob\nBob {\"Bob\":1, \"Ann\":1}\nhears Ann".to_owned(),
    };
    html! {
        <dialog ref={props.dialog.clone()} aria-label="Open a log" class="log-dialog">
            <form {onsubmit}>
                <header><h2>{ "Open a log" }</h2><button type="button" onclick={oncancel.clone()}>{ "Close" }</button></header>
                <p>{ "A log with vector clocks, as ShiViz reads it, is drawn like a run. It stays in your browser." }</p>
                <label>{ "File" }<input type="file" data-testid="log-file" onchange={onfile} /></label>
                <label>{ "or its text" }
                    <textarea data-testid="log-text" rows="8" spellcheck="false" wrap="off" placeholder={about} value={shown} oninput={onpaste} />
                </label>
                <label>{ "What an event looks like, with groups host, clock and event" }
                    <input data-testid="log-expression" spellcheck="false" autocomplete="off" value={reading.expression.clone()}
                        oninput={field(|reading, value| reading.expression = value)} />
                </label>
                <label>{ "What stands between executions, if the log has several" }
                    <input data-testid="log-delimiter" spellcheck="false" autocomplete="off" placeholder="^=== (?<trace>.*) ===$"
                        value={reading.delimiter.clone()} oninput={field(|reading, value| reading.delimiter = value)} />
                </label>
                if let Status::Wrong(wrong) = &*status {
                    <div class="mistakes" role="alert">
                        <ul>{ for wrong.iter().map(|line| html! { <li>{ line }</li> }) }</ul>
                    </div>
                }
                <div class="actions">
                    <button class="primary">{ "Open" }</button>
                    if let Status::OnItsWay(part) = *status {
                        <label role="status">{ "Reading… " }<progress max="1000" value={part.to_string()} /></label>
                        <button type="button" onclick={oncancel}>{ "Cancel" }</button>
                    }
                </div>
            </form>
        </dialog>
    }
}

/// A file that is dropped on the page is a log.
#[hook]
pub fn use_drop(offer: UseStateSetter<Option<Rc<Offer>>>, dispatch: UseReducerDispatcher<State>) {
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
