//! What survives a reload: the text, the theme, and in the same tab the log that is open.
//! Storage may be full or forbidden; that costs the saved state and nothing else.

use crate::engine::log_file::LogText;

use gloo::utils::window;
use js_sys::{Array, Reflect};
use sequitur_diagram::Reading;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;
use web_sys::Storage;

const TEXT: &str = "sequitur.text";
const ADDRESS: &str = "sequitur.address";
const THEME: &str = "sequitur.theme";
const LOG: &str = "sequitur.log";
const CHARACTER_KEYS: &str = "sequitur.keys";
const PROGRESS: &str = "sequitur.progress";

/// The longest log that is kept, in bytes.
const LOG_MAX: usize = 10_000_000;

/// What is kept for all tabs.
fn local() -> Option<Storage> {
    window().local_storage().ok()?
}

/// What is kept for this tab alone.
fn session() -> Option<Storage> {
    window().session_storage().ok()?
}

/// A browser that keeps nothing refuses, or has no storage at all.
fn get(storage: Option<Storage>, key: &str) -> Option<String> {
    storage?.get_item(key).ok()?
}

fn set(storage: Option<Storage>, key: &str, value: &str) -> Option<()> {
    storage?.set_item(key, value).ok()
}

/// The text that was open last in this tab, else in any.
pub fn kept() -> Option<String> {
    get(session(), TEXT).or_else(|| get(local(), TEXT))
}

/// The text that was shown at an address, just as it was typed: in this tab, else in any.
pub fn text_at(address: &str) -> Option<String> {
    let of = |storage: Option<Storage>| {
        get(storage.clone(), ADDRESS).filter(|kept| kept == address).and_then(|_| get(storage, TEXT))
    };
    of(session()).or_else(|| of(local()))
}

/// Keeps the text, and the address it was shown at: for this tab, which another tab at the
/// same address cannot overwrite, and for whoever comes back later. False where storage does
/// not allow it.
pub fn keep_text(text: &str, address: &str) -> bool {
    let keep = |storage: Option<Storage>| {
        set(storage.clone(), TEXT, text).and_then(|()| set(storage, ADDRESS, address)).is_some()
    };
    let (tab, all) = (keep(session()), keep(local()));
    tab && all
}

/// The theme that the reader chose, if one was and could be kept.
pub fn theme() -> Option<String> {
    get(local(), THEME)
}

/// Keeps the theme. False where storage does not allow it.
pub fn keep_theme(theme: &str) -> bool {
    set(local(), THEME, theme).is_some()
}

/// Whether keys that are single characters do something.
pub fn has_character_keys() -> bool {
    get(local(), CHARACTER_KEYS).as_deref() != Some("off")
}

/// Keeps whether they do. False where storage does not allow it.
pub fn keep_character_keys(on: bool) -> bool {
    set(local(), CHARACTER_KEYS, if on { "on" } else { "off" }).is_some()
}

/// A value as JSON.
pub fn to_json<T: Serialize>(value: &T) -> Option<String> {
    let value = value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).ok()?;
    js_sys::JSON::stringify(&value).ok()?.as_string()
}

/// A value from JSON. None where it is not what it should be.
pub fn from_json<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_wasm_bindgen::from_value(js_sys::JSON::parse(text).ok()?).ok()
}

/// What was done in the course.
pub fn progress<T: DeserializeOwned>() -> Option<T> {
    from_json(&get(local(), PROGRESS)?)
}

/// Of what was done in the course, the lesson and the step that were read last.
pub fn last_read() -> Option<(u8, u8)> {
    let progress = js_sys::JSON::parse(&get(local(), PROGRESS)?).ok()?;
    let lessons: Array = Reflect::get(&progress, &"lessons".into()).ok()?.dyn_into().ok()?;
    let last: Array = lessons.at(-1).dyn_into().ok()?;
    let number = |index| last.get(index).as_f64().map(|number| number as u8);
    Some((number(0)?, number(1)?))
}

/// Keeps what was done in the course. False where storage does not allow it.
pub fn keep_progress<T: Serialize>(progress: &T) -> bool {
    to_json(progress).and_then(|text| set(local(), PROGRESS, &text)).is_some()
}

/// A log that was open.
pub struct KeptLog {
    /// Its name and its text.
    pub source: LogText,
    /// How it was read.
    pub reading: Reading,
    /// The address at which it was open.
    pub address: String,
}

/// The log that is kept. It is written as seven lines, and its text.
pub fn log() -> Option<KeptLog> {
    let kept = session()?.get_item(LOG).ok()??;
    let mut parts = kept.splitn(8, '\n').map(str::to_owned);
    let mut part = || parts.next();
    let (address, name) = (part()?, part()?);
    let (expression, delimiter, execution) = (part()?, part()?, part()?.parse().ok()?);
    let (hosts, header_lines) = (part()?, part()?.parse().ok()?);
    let hosts = hosts.split('\t').filter(|host| !host.is_empty()).map(str::to_owned).collect();
    let reading = Reading { expression, delimiter, execution, hosts, header_lines };
    Some(KeptLog { source: LogText { name: name.into(), text: part()?.into() }, reading, address })
}

/// Keeps a log. False where it is too long, or storage does not allow it; then none is kept.
pub fn keep_log(log: &KeptLog) -> bool {
    forget_log();
    let KeptLog { source: LogText { name, text }, reading, address } = log;
    let Reading { expression, delimiter, execution, hosts, header_lines } = reading;
    let (execution, header_lines) = (execution.to_string(), header_lines.to_string());
    let head = [address, &**name, expression, delimiter, &execution, &hosts.join("\t"), &header_lines];
    let head = head.map(|line| line.replace('\n', " ")).join("\n");
    // Browsers refuse more: not even to be put together.
    let is_short = text.len() <= LOG_MAX;
    is_short && session().is_some_and(|session| session.set_item(LOG, &format!("{head}\n{text}")).is_ok())
}

/// Forgets the log that is kept.
pub fn forget_log() {
    if let Some(session) = session() {
        let forgotten = session.remove_item(LOG);
        debug_assert!(forgotten.is_ok(), "what is not there is forgotten too");
    }
}
