//! Keeping the page for visits without a network: the browser is asked to run `web/offline.js` beside it.
//! A later build that waits to take over is offered, and takes over when the reader says so.

use gloo::utils::window;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState};
use yew::Callback;

/// The script, beside the page.
const SCRIPT: &str = "offline.js";

/// A build that has been fetched and waits.
#[derive(Clone, PartialEq)]
pub struct Waiting(ServiceWorker);

impl Waiting {
    /// Lets it take over, and loads the page anew once it has.
    pub fn take_over(&self) {
        if let Some(container) = container() {
            let reload = Closure::once_into_js(|| {
                let reloaded = window().location().reload();
                debug_assert!(reloaded.is_ok(), "a page can be loaded anew");
            });
            container.set_oncontrollerchange(reload.dyn_ref());
        }
        let posted = self.0.post_message(&JsValue::from_str("take over"));
        debug_assert!(posted.is_ok(), "a string can be posted");
    }
}

/// What the browser offers; nothing where it has no such workers, or on an address that is not secure.
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = window().navigator();
    let has = js_sys::Reflect::has(&navigator, &JsValue::from_str("serviceWorker")).unwrap_or(false);
    has.then(|| navigator.service_worker())
}

/// Whether the page stands in a frame of another page: there nothing is kept.
fn is_framed() -> bool {
    window().parent().ok().flatten().is_none_or(|parent| parent != window())
}

/// Asks the browser to keep the page, and says when another build waits. Where the browser refuses, the
/// page goes on as it is: it then needs the network at each visit, as any page does.
pub fn keep(on_waiting: Callback<Waiting>) {
    let Some(container) = container().filter(|_| !is_framed()) else { return };
    spawn_local(async move {
        match JsFuture::from(container.register(SCRIPT)).await {
            // What blocks such workers may answer with nothing.
            Ok(nothing) if nothing.is_undefined() => {}
            Ok(registration) => watch(&container, registration.unchecked_into(), on_waiting),
            Err(refusal) => say_why(&refusal),
        }
    });
}

/// Lets nothing that was kept answer for the page any more. It is kept anew later on.
pub async fn forget() {
    let Some(container) = container() else { return };
    let found = JsFuture::from(container.get_registration()).await;
    let Ok(registration) = found.map(JsValue::dyn_into::<ServiceWorkerRegistration>) else { return };
    if let Ok(Ok(forgotten)) = registration.map(|registration| registration.unregister()) {
        drop(JsFuture::from(forgotten).await);
    }
}

/// Tells whoever looks into it why later visits need the network.
fn say_why(refusal: &JsValue) {
    web_sys::console::info_2(&"the page is not kept for visits without a network:".into(), refusal);
}

fn watch(
    container: &ServiceWorkerContainer,
    registration: ServiceWorkerRegistration,
    on_waiting: Callback<Waiting>,
) {
    // Without a controller this is the first visit, and what was installed is this very build.
    let is_update = container.controller().is_some();
    if let Some(waiting) = registration.waiting().filter(|_| is_update) {
        on_waiting.emit(Waiting(waiting));
    }
    let found = {
        let (registration, container) = (registration.clone(), container.clone());
        Closure::<dyn Fn()>::new(move || {
            let Some(installing) = registration.installing().filter(|_| container.controller().is_some())
            else {
                return;
            };
            tell_when_installed(installing, on_waiting.clone());
        })
    };
    registration.set_onupdatefound(Some(found.as_ref().unchecked_ref()));
    // It is asked for as long as the page stands.
    found.forget();
}

fn tell_when_installed(worker: ServiceWorker, on_waiting: Callback<Waiting>) {
    let changed = {
        let worker = worker.clone();
        Closure::<dyn Fn()>::new(move || {
            if worker.state() == ServiceWorkerState::Installed {
                on_waiting.emit(Waiting(worker.clone()));
            }
        })
    };
    worker.set_onstatechange(Some(changed.as_ref().unchecked_ref()));
    changed.forget();
}
