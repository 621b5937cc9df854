//! Which build of the page this is: while it is open, another may have taken its place where it came from.

use super::offline;
use gloo::utils::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{RequestCache, RequestInit, Response};

/// Whether another build is there now. False where that cannot be found out.
pub async fn is_old() -> bool {
    let script = document().query_selector("link[rel=modulepreload]").ok().flatten();
    let Some(script) = script.and_then(|link| link.get_attribute("href")) else { return false };
    current_page().await.is_some_and(|page| !page.contains(&script))
}

/// The page as it is now where it came from, past all that the browser keeps.
async fn current_page() -> Option<String> {
    let init = RequestInit::new();
    init.set_cache(RequestCache::NoStore);
    let response = JsFuture::from(window().fetch_with_str_and_init("./", &init)).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}

/// Loads the page anew, as it is now. What was typed is kept, as over any reload.
pub fn renew() {
    spawn_local(async {
        offline::forget().await;
        let reloaded = window().location().reload();
        debug_assert!(reloaded.is_ok(), "a page can be loaded anew");
    });
}
