//! The dialog that opens a log: from a file or a paste, with the expression that reads it.

use crate::help;
use crate::log_file::{self, LogText, Pending, Read, Wrong};
use crate::state::{Action, State};
use sequitur_diagram::{DEFAULT_EXPRESSION, Reading};
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// A text longer than this is not shown in the field for pasting.
const SHOWN_MAX: usize = 50_000;

/// A log that is offered to the dialog: dropped on the page, or open already.
#[derive(Clone, PartialEq)]
pub struct Offer {
    /// The log.
    pub source: LogText,
    /// How it was read; None to try at once, as the last one was read.
    pub reading: Option<Reading>,
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

/// What the dialog knows.
#[derive(Clone, PartialEq)]
struct Form {
    source: LogText,
    expression: String,
    delimiter: String,
    wrong: Wrong,
    progress: Option<u32>,
}

impl Form {
    fn empty() -> Form {
        Form {
            source: LogText { name: "pasted".into(), text: "".into() },
            expression: DEFAULT_EXPRESSION.to_owned(),
            delimiter: String::new(),
            wrong: [].into(),
            progress: None,
        }
    }

    fn reading(&self) -> Reading {
        Reading { expression: self.expression.clone(), delimiter: self.delimiter.clone(), execution: 0 }
    }
}

/// Opens what the form holds. The dialog closes when the log could be read, and else shows
/// what is wrong.
fn open(
    form: Form,
    forms: &UseStateHandle<Form>,
    pending: &Pending,
    dialog: &NodeRef,
    dispatch: &UseReducerDispatcher<State>,
) {
    let (reading, source) = (form.reading(), form.source.clone());
    let (forms, dialog, dispatch) = (forms.clone(), dialog.clone(), dispatch.clone());
    let tell = Callback::from(move |read| match read {
        Read::OnItsWay(part) => {
            help::open(&dialog);
            forms.set(Form { progress: Some(part), wrong: [].into(), ..form.clone() });
        }
        Read::Done(file) => {
            forms.set(Form { progress: None, wrong: [].into(), ..form.clone() });
            help::close(&dialog);
            dispatch.dispatch(Action::OpenLog(file));
        }
        Read::Wrong(wrong) => {
            help::open(&dialog);
            forms.set(Form { progress: None, wrong, ..form.clone() });
        }
    });
    log_file::read(source, reading, Rc::clone(pending), tell);
}

/// The dialog.
#[component]
pub fn LogDialog(props: &Props) -> Html {
    let form = use_state_eq(Form::empty);
    let pending: Pending = use_mut_ref(|| None);
    use_effect_with(props.offer.clone(), {
        let (form, pending) = (form.clone(), pending.clone());
        let (dialog, dispatch) = (props.dialog.clone(), props.dispatch.clone());
        move |offer: &Option<Rc<Offer>>| match offer.as_deref() {
            None => {}
            Some(Offer { source, reading: Some(reading) }) => {
                let (expression, delimiter) = (reading.expression.clone(), reading.delimiter.clone());
                form.set(Form { source: source.clone(), expression, delimiter, ..Form::empty() });
                help::open(&dialog);
            }
            Some(Offer { source, reading: None }) => {
                let offered = Form { source: source.clone(), ..(*form).clone() };
                open(offered, &form, &pending, &dialog, &dispatch);
            }
        }
    });
    let onsubmit = {
        let (form, pending) = (form.clone(), pending.clone());
        let (dialog, dispatch) = (props.dialog.clone(), props.dispatch.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            open((*form).clone(), &form, &pending, &dialog, &dispatch);
        }
    };
    let oncancel = {
        let (form, pending, dialog) = (form.clone(), pending.clone(), props.dialog.clone());
        move |_| {
            pending.borrow_mut().take();
            form.set(Form { progress: None, ..(*form).clone() });
            help::close(&dialog);
        }
    };
    let onfile = {
        let form = form.clone();
        move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let form = form.clone();
            let tell = Callback::from(move |text| match text {
                Ok(source) => form.set(Form { source, wrong: [].into(), ..(*form).clone() }),
                Err(wrong) => form.set(Form { wrong, ..(*form).clone() }),
            });
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                log_file::text_of(&file, tell);
            }
        }
    };
    let onpaste = {
        let form = form.clone();
        move |event: InputEvent| {
            let area: HtmlTextAreaElement = event.target_unchecked_into();
            let source = LogText { name: "pasted".into(), text: area.value().into() };
            form.set(Form { source, ..(*form).clone() });
        }
    };
    let field = |set: fn(&mut Form, String)| {
        let form = form.clone();
        move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let mut changed = (*form).clone();
            set(&mut changed, input.value());
            form.set(changed);
        }
    };
    let text = &form.source.text;
    let is_long = text.len() > SHOWN_MAX;
    let shown = if is_long { AttrValue::default() } else { AttrValue::from(Rc::clone(text)) };
    let about = match is_long {
        true => format!("{}, {} kB: too long to be shown here", form.source.name, text.len() / 1_000),
        false => "Ann {\"Ann\":1}\ngreets Bob\nBob {\"Bob\":1, \"Ann\":1}\nhears Ann".to_owned(),
    };
    html! {
        <dialog ref={props.dialog.clone()} aria-label="Open a log" class="log-dialog">
            <form {onsubmit}>
                <header><h2>{ "Open a log" }</h2><button type="button" onclick={oncancel}>{ "Close" }</button></header>
                <p>{ "A log with vector clocks, as ShiViz reads it, is drawn like a run. It stays in your browser." }</p>
                <label>{ "File" }<input type="file" data-testid="log-file" onchange={onfile} /></label>
                <label>{ "or its text" }
                    <textarea data-testid="log-text" rows="8" spellcheck="false" wrap="off" placeholder={about} value={shown} oninput={onpaste} />
                </label>
                <label>{ "What an event looks like, with groups host, clock and event" }
                    <input data-testid="log-expression" spellcheck="false" autocomplete="off" value={form.expression.clone()}
                        oninput={field(|form, value| form.expression = value)} />
                </label>
                <label>{ "What stands between executions, if the log has several" }
                    <input data-testid="log-delimiter" spellcheck="false" autocomplete="off" placeholder="^=== (?<trace>.*) ===$"
                        value={form.delimiter.clone()} oninput={field(|form, value| form.delimiter = value)} />
                </label>
                if !form.wrong.is_empty() {
                    <div class="mistakes" role="alert">
                        <ul>{ for form.wrong.iter().map(|line| html! { <li>{ line }</li> }) }</ul>
                    </div>
                }
                <div class="actions">
                    <button class="primary">{ "Open" }</button>
                    if let Some(part) = form.progress {
                        <label role="status">{ "Reading… " }<progress max="1000" value={part.to_string()} /></label>
                    }
                </div>
            </form>
        </dialog>
    }
}
