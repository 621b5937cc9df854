//! `window.sequitur.run(text)`: the run of a scenario as an object, for scripts.

use crate::document::opening::open;
use crate::parts::BRIDGE;
use crate::words::bridge as words;
use crate::words::parts;
use gloo::utils::window;
use js_sys::{Error, Object, Reflect, TypeError};
use sequitur_diagram::{Document, document};
use sequitur_parts::{Missing, fetch};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::future_to_promise;

/// Puts `sequitur` on the window.
pub fn install() {
    let run: Closure<dyn Fn(JsValue) -> Result<JsValue, JsValue>> = Closure::new(|text: JsValue| {
        let text = text.as_string().ok_or_else(|| JsValue::from(TypeError::new(words::NEEDS_TEXT)))?;
        at_once(async {
            let missing = |_| JsValue::from(Error::new(parts::MISSING));
            fetch(&BRIDGE).await.map_err(missing)?;
            match BRIDGE.here() {
                Some(run) => run(text).await,
                None => Err(missing(Missing)),
            }
        })
    });
    let door = Object::new();
    let placed = Reflect::set(&door, &"run".into(), &run.into_js_value())
        .and_then(|_| Reflect::set(&window(), &"sequitur".into(), &door));
    debug_assert!(placed.is_ok(), "the window takes new names");
}

/// The result of what need not wait, and a promise of it where it must.
fn at_once(future: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> Result<JsValue, JsValue> {
    let mut future = Box::pin(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => Ok(future_to_promise(future).into()),
    }
}

/// A run that is being made for a script.
pub type Running = Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>;

/// Makes a run.
pub fn run(text: String) -> Running {
    Box::pin(made(text))
}

async fn made(text: String) -> Result<JsValue, JsValue> {
    let scenario = open(&text).await.map_err(|mistakes| {
        let lines: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        JsValue::from(Error::new(&lines.join("\n")))
    })?;
    let run = scenario.run();
    let (canonical, unused) = (scenario.text(), scenario.unused(&run));
    object(&document(&run, scenario.title(), &canonical, &unused))
}

/// A run as an object of the browser.
pub fn object(document: &Document) -> Result<JsValue, JsValue> {
    let object = document.serialize(&Serializer::json_compatible());
    object.map_err(|error| Error::new(&error.to_string()).into())
}
