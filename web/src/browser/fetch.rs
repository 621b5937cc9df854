//! Data from where the page comes from.

use gloo::utils::{document, window};
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// The folder that a `meta` line of the page names.
pub fn folder(name: &str) -> String {
    let meta = document().query_selector(&format!("meta[name=\"{name}\"]")).ok().flatten();
    meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default()
}

/// Fetches a JSON file. None where it cannot be had, or is not what it should be.
pub async fn json<T: DeserializeOwned>(path: &str) -> Option<T> {
    let response = JsFuture::from(window().fetch_with_str(path)).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    let value = JsFuture::from(response.json().ok()?).await.ok()?;
    serde_wasm_bindgen::from_value(value).ok()
}
