//! The dialog that opens a log: from a file or a paste, with the expression that reads it.

use crate::document::{Action, State};
use crate::engine::log_file::{self, LogFile, LogText, Pending, Read, Wrong};
use crate::panels::help;
use crate::words::log as words;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::utils::window;
use sequitur_diagram::{Log, Reading, recognise};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// A text longer than this is not shown in the field for pasting.
const SHOWN_MAX: usize = 50_000;

/// How long nobody types before a text is read, in milliseconds.
const PAUSE_MS: u32 = 150;

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
    /// It is opened if it can be read without asking, and else shown to the reader.
    IfItFits,
    /// It is opened at once, read like this.
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
#[derive(Clone)]
enum Status {
    /// Nobody reads one.
    Idle,
    /// It is being read: how far, in thousandths.
    OnItsWay(u32),
    /// It has been read, and is not open yet.
    Ready(Rc<LogFile>),
    /// It is wrong.
    Wrong(Wrong),
}

impl PartialEq for Status {
    fn eq(&self, other: &Status) -> bool {
        match (self, other) {
            (Status::Idle, Status::Idle) => true,
            (Status::OnItsWay(part), Status::OnItsWay(other)) => part == other,
            (Status::Ready(file), Status::Ready(other)) => Rc::ptr_eq(file, other),
            (Status::Wrong(wrong), Status::Wrong(other)) => wrong == other,
            _ => false,
        }
    }
}

/// What follows once a log has been read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    /// The preview waits for the reader.
    Wait,
    /// It opens where most of its lines were read.
    OpenIfItFits,
    /// It opens.
    Open,
}

/// Reads logs for the dialog: for the preview, and to open them. What was read for the preview
/// is not read again.
#[derive(Clone)]
struct LogReader {
    status: UseStateHandle<Status>,
    pending: Pending,
    then: Rc<Cell<Then>>,
    dialog: NodeRef,
    dispatch: UseReducerDispatcher<State>,
}

impl LogReader {
    /// Reads a log anew.
    fn begin(&self, source: LogText, reading: Reading, then: Then) {
        self.then.set(then);
        if source.text.is_empty() && then == Then::Wait {
            self.give_up();
            return;
        }
        let this = self.clone();
        let status = self.status.setter();
        let tell = Callback::from(move |read| match read {
            Read::OnItsWay(part) => {
                if this.then.get() != Then::Wait {
                    help::open(&this.dialog);
                }
                status.set(Status::OnItsWay(part));
            }
            Read::Done(file) => {
                let fits = !file.log.skipped.is_most();
                match this.then.get() {
                    Then::Open => this.open(file, &status),
                    Then::OpenIfItFits if fits => this.open(file, &status),
                    then => {
                        if then == Then::OpenIfItFits {
                            help::open(&this.dialog);
                        }
                        status.set(Status::Ready(file));
                    }
                }
            }
            Read::Wrong(wrong) => {
                if this.then.get() != Then::Wait {
                    help::open(&this.dialog);
                }
                status.set(Status::Wrong(wrong));
            }
        });
        log_file::read(source, reading, Rc::clone(&self.pending), tell);
    }

    fn open(&self, file: Rc<LogFile>, status: &UseStateSetter<Status>) {
        status.set(Status::Idle);
        help::close(&self.dialog);
        self.dispatch.dispatch(Action::OpenLog(file));
    }

    /// Reads no further.
    fn give_up(&self) {
        self.pending.borrow_mut().take();
        self.status.set(Status::Idle);
    }
}

/// The dialog.
#[component]
pub fn LogDialog(props: &Props) -> Html {
    let source = use_state_eq(|| LogText { name: "pasted".into(), text: "".into() });
    let reading = use_state_eq(Reading::default);
    // Whether the reader has said how the log is to be read.
    let is_own = use_state_eq(|| false);
    let reader = LogReader {
        status: use_state_eq(|| Status::Idle),
        pending: use_mut_ref(|| None),
        then: use_memo((), |()| Cell::new(Then::Wait)),
        dialog: props.dialog.clone(),
        dispatch: props.dispatch.clone(),
    };
    let take = {
        let (source, reading, is_own) = (source.setter(), reading.clone(), *is_own);
        let reader = reader.clone();
        move |text: LogText, then: Then| {
            let recognised = recognise(&text.text);
            let how = match is_own {
                true => Reading {
                    execution: 0,
                    hosts: Vec::new(),
                    header_lines: recognised.header_lines,
                    ..(*reading).clone()
                },
                false => recognised,
            };
            source.set(text.clone());
            reading.set(how.clone());
            reader.begin(text, how, then);
        }
    };
    use_effect_with(props.offer.clone(), {
        let (source, reading, is_own) = (source.setter(), reading.setter(), is_own.setter());
        let (take, reader) = (take.clone(), reader.clone());
        move |offer: &Option<Rc<Offer>>| {
            let Some(offer) = offer.as_deref() else { return };
            let text = offer.source.clone();
            match &offer.how {
                How::IfItFits => take(text, Then::OpenIfItFits),
                How::Like(how) | How::Ask(how) => {
                    source.set(text.clone());
                    reading.set(how.clone());
                    let asks = matches!(offer.how, How::Ask(_));
                    is_own.set(asks);
                    if asks {
                        help::open(&reader.dialog);
                    }
                    reader.begin(text, how.clone(), if asks { Then::Wait } else { Then::Open });
                }
            }
        }
    });
    let onsubmit = {
        let (source, reader, take) = (source.clone(), reader.clone(), take.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            match &*reader.status {
                Status::Ready(file) => reader.open(file.clone(), &reader.status.setter()),
                Status::OnItsWay(_) => reader.then.set(Then::Open),
                _ => take((*source).clone(), Then::Open),
            }
        }
    };
    let oncancel = {
        let reader = reader.clone();
        move |_| {
            reader.give_up();
            help::close(&reader.dialog);
        }
    };
    let onfile = {
        let (status, take) = (reader.status.setter(), take.clone());
        move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let (status, take) = (status.clone(), take.clone());
            let tell = Callback::from(move |text| match text {
                Ok(text) => take(text, Then::Wait),
                Err(wrong) => status.set(Status::Wrong(wrong)),
            });
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                log_file::text_of(&file, tell);
            }
        }
    };
    let onpaste = {
        let (source, reader) = (source.setter(), reader.clone());
        move |event: InputEvent| {
            let area: HtmlTextAreaElement = event.target_unchecked_into();
            let text = LogText { name: "pasted".into(), text: area.value().into() };
            source.set(text.clone());
            reader.give_up();
            // Whoever types goes on typing.
            let take = take.clone();
            let later = Timeout::new(PAUSE_MS, move || take(text, Then::Wait));
            *reader.pending.borrow_mut() = Some(later);
        }
    };
    let field = |set: fn(&mut Reading, String)| {
        let (source, reading, is_own) = (source.clone(), reading.clone(), is_own.setter());
        let reader = reader.clone();
        move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            // Another way to read it has its own executions and hosts.
            let mut changed = Reading { execution: 0, hosts: Vec::new(), ..(*reading).clone() };
            set(&mut changed, input.value());
            is_own.set(true);
            reading.set(changed.clone());
            reader.begin((*source).clone(), changed, Then::Wait);
        }
    };
    let text = &source.text;
    let is_long = text.len() > SHOWN_MAX;
    let shown = if is_long { AttrValue::default() } else { AttrValue::from(Rc::clone(text)) };
    let about = match is_long {
        true => words::kb_too_long_to(&source.name, &(text.len() / 1_000)),
        false => "Ann {\"Ann\":1}\ngreets Bob\nBob {\"Bob\":1, \"Ann\":1}\nhears Ann".to_owned(),
    };
    html! {
        <dialog ref={props.dialog.clone()} aria-label={words::OPEN_A_LOG} class="log-dialog">
            <form {onsubmit}>
                <header><h2>{ words::OPEN_A_LOG }</h2><button type="button" onclick={oncancel.clone()}>{ words::CLOSE }</button></header>
                <p>{ words::A_LOG_WITH_VECTOR }</p>
                <label>{ words::FILE }<input type="file" data-testid="log-file" onchange={onfile} /></label>
                <label>{ words::OR_ITS_TEXT }
                    <textarea data-testid="log-text" rows="8" spellcheck="false" wrap="off" placeholder={about} value={shown} oninput={onpaste} />
                </label>
                <label>{ words::WHAT_AN_EVENT_LOOKS }
                    <input data-testid="log-expression" spellcheck="false" autocomplete="off" value={reading.expression.clone()}
                        oninput={field(|reading, value| reading.expression = value)} />
                </label>
                <label>{ words::WHAT_STANDS_BETWEEN_EXECUTIONS }
                    <input data-testid="log-delimiter" spellcheck="false" autocomplete="off" placeholder="^=== (?<trace>.*) ===$"
                        value={reading.delimiter.clone()} oninput={field(|reading, value| reading.delimiter = value)} />
                </label>
                { told(&reader.status) }
                <div class="actions">
                    <button class="primary">{ words::OPEN }</button>
                    if let Status::OnItsWay(part) = *reader.status {
                        <label role="status">{ words::READING }<progress max="1000" value={part.to_string()} /></label>
                        <button type="button" onclick={oncancel}>{ words::CANCEL }</button>
                    }
                </div>
            </form>
        </dialog>
    }
}

/// What was read of a log before it is opened, or what is wrong with it.
fn told(status: &Status) -> Html {
    match status {
        Status::Idle | Status::OnItsWay(_) => Html::default(),
        Status::Wrong(wrong) => html! {
            <div class="mistakes" role="alert">
                <ul>{ for wrong.iter().map(|line| html! { <li>{ line }</li> }) }</ul>
            </div>
        },
        Status::Ready(file) => html! {
            <div data-testid="log-preview" role="status">
                <p>{ preview(&file.log) }</p>
                if file.log.skipped.is_most() {
                    <p class="mistakes" role="alert">
                        { words::most_skipped(file.log.skipped.first) }
                    </p>
                }
            </div>
        },
    }
}

/// How much of a log was read, in a sentence or two.
fn preview(log: &Log) -> String {
    let events = log.hosts.iter().map(|host| host.events).sum();
    let mut told = words::read(log.skipped.lines_read(), log.skipped.of, events, log.hosts.len());
    if log.executions.len() > 1 {
        told += &words::of_executions(log.executions.len());
    }
    let lanes = log.run.trace.nodes.len();
    if lanes < log.hosts.len() {
        told += &words::first_lanes(lanes);
    }
    told
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
                Ok(source) => offer.set(Some(Rc::new(Offer { source, how: How::IfItFits }))),
                Err(wrong) => {
                    dispatch.dispatch(Action::Notice(wrong.first().map(|what| what.as_str().into())))
                }
            });
            log_file::text_of(&file, tell);
        });
        move || drop((over, dropped))
    });
}
