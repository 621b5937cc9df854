//! Sharing a run as a link, and saving its picture.

use crate::files;
use crate::help::close;
use crate::made::Made;
use crate::state::{Action, State};
use gloo::utils::window;
use js_sys::Reflect;
use sequitur_core::scenario::link;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlInputElement, ShareData};
use yew::prelude::*;

/// What the dialog needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The dialog, opened by whoever holds this.
    pub dialog: NodeRef,
    /// The run.
    pub made: Rc<Made>,
    /// Where messages to the reader go.
    pub dispatch: UseReducerDispatcher<State>,
}

/// The address of the page without its fragment.
fn base() -> String {
    let href = window().location().href().unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}

/// The link to a scenario.
pub fn link_to(text: &str) -> String {
    base() + &link::encode(text)
}

/// Copies a text, and tells whether that worked.
pub fn copy(text: &str, dispatch: &UseReducerDispatcher<State>) {
    let navigator = JsValue::from(window().navigator());
    let has_clipboard =
        Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|found| !found.is_undefined());
    if !has_clipboard {
        dispatch.dispatch(Action::Notice(Some(
            "The browser gives no access to its clipboard here: select the link and copy it.".into(),
        )));
        return;
    }
    let tell = |dispatch: UseReducerDispatcher<State>, what: &'static str| {
        Closure::once(move |_: JsValue| dispatch.dispatch(Action::Notice(Some(what.into()))))
    };
    let done = tell(dispatch.clone(), "Link copied. Whoever opens it sees exactly this run.");
    let refused = tell(dispatch.clone(), "The browser refused to copy: select the link and copy it.");
    let promise = window().navigator().clipboard().write_text(text).then2(&done, &refused);
    drop(promise);
    done.forget();
    refused.forget();
}

fn can_share() -> bool {
    Reflect::has(&window().navigator(), &"share".into()).unwrap_or(false)
}

fn share(title: &str, url: &str) {
    let data = ShareData::new();
    data.set_title(title);
    data.set_url(url);
    // The reader may close the sheet: nothing is to be done then.
    let ignored = Closure::once(|_: JsValue| ());
    let promise = window().navigator().share_with_data(&data).catch(&ignored);
    drop(promise);
    ignored.forget();
}

/// The dialog.
#[component]
pub fn Share(props: &Props) -> Html {
    let scenario = &props.made.scenario;
    let url = link_to(&scenario.text());
    let title = if scenario.title().is_empty() { "Sequitur" } else { scenario.title() }.to_owned();
    let onclose = {
        let dialog = props.dialog.clone();
        move |_| close(&dialog)
    };
    let oncopy = {
        let (url, dispatch) = (url.clone(), props.dispatch.clone());
        move |_| copy(&url, &dispatch)
    };
    let onshare = {
        let (url, title) = (url.clone(), title.clone());
        move |_| share(&title, &url)
    };
    let onfocus = |event: FocusEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        input.select();
    };
    let save = |form: Form| {
        let (made, dispatch) = (props.made.clone(), props.dispatch.clone());
        move |_: MouseEvent| form.save(&made, &dispatch)
    };
    html! {
        <dialog ref={props.dialog.clone()} aria-label="Share" class="share">
            <header><h2>{ "Share" }</h2><button onclick={onclose}>{ "Close" }</button></header>
            <p>{ "The whole scenario is in the link; nothing is stored anywhere else." }</p>
            <label class="url">{ format!("Link, {} characters", url.len()) }
                <input data-testid="link" readonly={true} value={url} {onfocus} />
            </label>
            <div class="actions">
                <button class="primary" onclick={oncopy}>{ "Copy link" }</button>
                if can_share() { <button onclick={onshare}>{ "Share with…" }</button> }
            </div>
            <h3>{ "Save" }</h3>
            <div class="actions">
                <button onclick={save(Form::Svg)}>{ "Picture (SVG)" }</button>
                <button onclick={save(Form::Png)}>{ "Picture (PNG)" }</button>
                <button onclick={save(Form::Diagram)}>{ "Diagram as text" }</button>
                <button onclick={save(Form::Scenario)}>{ "Scenario" }</button>
            </div>
        </dialog>
    }
}

/// The forms in which a run is saved.
#[derive(Clone, Copy)]
enum Form {
    Svg,
    Png,
    Diagram,
    Scenario,
}

impl Form {
    fn save(self, made: &Made, dispatch: &UseReducerDispatcher<State>) {
        let failed = {
            let dispatch = dispatch.clone();
            move || {
                let what =
                    "The browser could not make that file. A shorter run may fit; the SVG always works.";
                dispatch.dispatch(Action::Notice(Some(what.into())));
            }
        };
        let unused = made.scenario.unused(&made.run);
        let saved = match self {
            Form::Svg => files::save_text(
                "sequitur.svg",
                "image/svg+xml",
                &sequitur_diagram::svg(&made.run, made.scenario.title()),
            ),
            Form::Png => files::save_png(
                "sequitur.png".to_owned(),
                &sequitur_diagram::svg(&made.run, made.scenario.title()),
                failed.clone(),
            ),
            Form::Diagram => {
                files::save_text("sequitur.txt", "text/plain", &sequitur_diagram::text(&made.run, &unused))
            }
            Form::Scenario => files::save_text("scenario.txt", "text/plain", &made.scenario.source()),
        };
        if saved.is_err() {
            failed();
        }
    }
}
