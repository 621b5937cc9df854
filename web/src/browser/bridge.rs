//! `window.sequitur.run(text)`: the run of a scenario as an object, for scripts.

use gloo::utils::window;
use js_sys::{Error, Object, Reflect};
use sequitur_core::scenario::Scenario;
use sequitur_diagram::{Document, document};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

/// Puts `sequitur` on the window.
pub fn install() {
    let run: Closure<dyn Fn(String) -> Result<JsValue, JsValue>> = Closure::new(|text: String| run(&text));
    let door = Object::new();
    let placed = Reflect::set(&door, &"run".into(), &run.into_js_value())
        .and_then(|_| Reflect::set(&window(), &"sequitur".into(), &door));
    debug_assert!(placed.is_ok(), "the window takes new names");
}

fn run(text: &str) -> Result<JsValue, JsValue> {
    let scenario = Scenario::parse(text).map_err(|mistakes| {
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
