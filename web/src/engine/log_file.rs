//! A log that is open: read in slices, so that the page answers while a long one is read.

use crate::words::log_file as words;
use gloo::timers::callback::Timeout;
use gloo::utils::window;
use js_sys::Uint8Array;
use sequitur_diagram::{Log, Reader, Reading, Refusal, TEXT_MAX, decode};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::File;
use yew::Callback;

/// The text of a log, and what it is called.
#[derive(Clone, PartialEq)]
pub struct LogText {
    /// The name of its file.
    pub name: Rc<str>,
    /// What stands in it.
    pub text: Rc<str>,
}

/// A log that has been read.
pub struct LogFile {
    /// Where it stands.
    pub source: LogText,
    /// How it was read.
    pub reading: Reading,
    /// What it tells.
    pub log: Rc<Log>,
}

impl LogFile {
    /// Whether the panel has something to choose or to correct beside what is drawn: several
    /// executions, hosts without a lane, or clocks that contradict each other.
    pub fn asks_reader(&self) -> bool {
        let log = &self.log;
        log.executions.len() > 1
            || log.hosts.len() > log.run.trace.nodes.len()
            || !log.contradictions.is_empty()
    }

    /// The name of its file, and of the execution in it.
    pub fn title(&self) -> String {
        match (&*self.source.name, self.log.title()) {
            (file, "") => file.to_owned(),
            (file, execution) => format!("{file}: {execution}"),
        }
    }
}

/// What is wrong with a log, a line each.
pub type Wrong = Rc<[String]>;

/// How far a log is, in thousandths; then the log, or what is wrong with it.
pub enum Read {
    /// It is being read.
    OnItsWay(u32),
    /// It has been read.
    Done(Rc<LogFile>),
    /// It is wrong.
    Wrong(Wrong),
}

/// How long the page may be busy at once, in milliseconds.
const SLICE_MS: f64 = 25.0;

/// Characters between two looks at the clock.
const CHARACTERS: u32 = 20_000;

/// What is read at the moment. Dropping it gives up.
pub type Pending = Rc<RefCell<Option<Timeout>>>;

/// Reads a log, and tells how it goes.
pub fn read(source: LogText, reading: Reading, pending: Pending, tell: Callback<Read>) {
    pending.borrow_mut().take();
    match Reader::new(Rc::clone(&source.text), &reading) {
        Ok(reader) => go_on(reader, source, reading, pending, tell),
        Err(refusal) => tell.emit(Read::Wrong(lines(refusal))),
    }
}

fn go_on(mut reader: Reader, source: LogText, reading: Reading, pending: Pending, tell: Callback<Read>) {
    let now = || window().performance().map_or(0.0, |performance| performance.now());
    let end = now() + SLICE_MS;
    while now() < end {
        if reader.advance(CHARACTERS) {
            tell.emit(match reader.finish() {
                Ok(log) => Read::Done(Rc::new(LogFile { source, reading, log: Rc::new(log) })),
                Err(refusal) => Read::Wrong(lines(refusal)),
            });
            return;
        }
    }
    tell.emit(Read::OnItsWay(reader.progress()));
    let next = {
        let pending = Rc::clone(&pending);
        move || go_on(reader, source, reading, pending, tell)
    };
    *pending.borrow_mut() = Some(Timeout::new(0, next));
}

fn lines(refusal: Refusal) -> Wrong {
    match refusal {
        Refusal::Expression(what) => [words::expression(&what)].into(),
        Refusal::Delimiter(what) => [words::delimiter(&what)].into(),
        Refusal::Execution(what) | Refusal::Host(what) => [what].into(),
        Refusal::Log(mistakes) => {
            let told = mistakes.remarks.iter().map(|remark| words::line(&remark.line, &remark.what));
            told.chain(mistakes.rest()).collect()
        }
    }
}

/// Reads a file's text.
pub fn text_of(file: &File, tell: Callback<Result<LogText, Wrong>>) {
    let name: Rc<str> = file.name().into();
    // One byte more than a log may have: that it is too long is told with its line.
    let Ok(part) = file.slice_with_i32_and_i32(0, TEXT_MAX as i32 + 1) else {
        return tell.emit(Err([words::cannot_be_read(&name)].into()));
    };
    let failed = {
        let (name, tell) = (Rc::clone(&name), tell.clone());
        Closure::once(move |_: JsValue| tell.emit(Err([words::cannot_be_read(&name)].into())))
    };
    let done = Closure::once(move |buffer: JsValue| {
        let text = decode(Uint8Array::new(&buffer).to_vec());
        tell.emit(text.map(|text| LogText { name, text: text.into() }).map_err(lines));
    });
    let promise = part.array_buffer().then2(&done, &failed);
    drop(promise);
    done.forget();
    failed.forget();
}
