//! Sharing a run as a link, and saving its picture.

use crate::browser::files::{self, PngTrouble};
use crate::browser::{address, bridge};
use crate::document::open_run::OpenRun;
use crate::document::{Action, State};
use crate::panels::branches::ScenarioRef;
use crate::panels::help::close;
use crate::words::share as words;
use gloo::utils::window;
use js_sys::Reflect;
use sequitur_core::scenario::link;
use sequitur_diagram::{document, log_document};
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
    pub made: Rc<OpenRun>,
    /// The exercise, if one is open.
    pub exercise: Option<ScenarioRef>,
    /// Where messages to the reader go.
    pub dispatch: UseReducerDispatcher<State>,
}

/// The link to a scenario.
pub fn link_to(text: &str) -> String {
    address::base() + &link::encode(text)
}

/// The line that shows a scenario inside another page.
pub fn embed_of(text: &str, title: &str) -> String {
    let title = title.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    let address = format!("{}#/embed/{}", address::base(), link::encode(text).trim_start_matches("#/"));
    format!(
        "<iframe src=\"{address}\" title=\"{title}\" width=\"100%\" height=\"480\" allow=\"fullscreen\"></iframe>"
    )
}

/// Copies a text, and tells whether that worked.
pub fn copy(text: &str, copied: &'static str, dispatch: &UseReducerDispatcher<State>) {
    let navigator = JsValue::from(window().navigator());
    let has_clipboard =
        Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|found| !found.is_undefined());
    if !has_clipboard {
        dispatch.dispatch(Action::Notice(Some(words::NO_CLIPBOARD.into())));
        return;
    }
    let tell = |dispatch: UseReducerDispatcher<State>, what: &'static str| {
        Closure::once(move |_: JsValue| dispatch.dispatch(Action::Notice(Some(what.into()))))
    };
    let done = tell(dispatch.clone(), copied);
    let refused = tell(dispatch.clone(), words::REFUSED);
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
    let title = if props.made.title().is_empty() { "Sequitur" } else { props.made.title() }.to_owned();
    let url = props.made.log.is_none().then(|| link_to(&props.made.scenario.text()));
    let onclose = {
        let dialog = props.dialog.clone();
        move |_| close(&dialog)
    };
    let save = |form: Form| {
        let (made, dispatch) = (props.made.clone(), props.dispatch.clone());
        move |_: MouseEvent| form.save(&made, &dispatch)
    };
    let has_scenario = url.is_some();
    let embed = url.is_some().then(|| embed_of(&props.made.scenario.text(), &title));
    let button =
        |(form, name): &(Form, &'static str)| html! { <button onclick={save(*form)}>{ *name }</button> };
    let (pictures, others) = Form::ALL.split_at(PICTURES);
    let others = others.iter().filter(move |(form, _)| *form != Form::Scenario || has_scenario);
    html! {
        <dialog ref={props.dialog.clone()} aria-label={words::TITLE} class="share">
            <header><h2>{ words::TITLE }</h2><button onclick={onclose}>{ words::CLOSE }</button></header>
            if let (Some(url), Some(embed)) = (url, embed) {
                { link_part(url, title, &props.dispatch) }
                { embed_part(embed, &props.dispatch) }
                { exercise_part(props.exercise.as_ref()) }
            } else {
                <p>{ words::LOG }</p>
            }
            <section>
                <h3>{ words::PICTURE }</h3>
                <div class="actions">{ for pictures.iter().map(&button) }</div>
            </section>
            <section>
                <h3>{ words::OTHER_FORMS }</h3>
                <div class="actions">{ for others.map(&button) }</div>
            </section>
        </dialog>
    }
}

fn select_all(event: FocusEvent) {
    let input: HtmlInputElement = event.target_unchecked_into();
    input.select();
}

/// The link, and what can be done with it.
fn link_part(url: String, title: String, dispatch: &UseReducerDispatcher<State>) -> Html {
    let oncopy = {
        let (url, dispatch) = (url.clone(), dispatch.clone());
        move |_| copy(&url, words::COPIED, &dispatch)
    };
    let onshare = {
        let url = url.clone();
        move |_| share(&title, &url)
    };
    html! {
        <section>
            <h3>{ words::LINK }</h3>
            <p class="soft">{ words::LINK_ABOUT }</p>
            <label class="url">{ words::link_of(url.len()) }
                <input data-testid="link" readonly={true} value={url} onfocus={select_all} />
            </label>
            <div class="actions">
                <button class="primary" onclick={oncopy}>{ words::COPY_LINK }</button>
                if can_share() { <button onclick={onshare}>{ words::SHARE_WITH }</button> }
            </div>
        </section>
    }
}

/// The line for another page.
fn embed_part(embed: String, dispatch: &UseReducerDispatcher<State>) -> Html {
    let oncopy = {
        let (embed, dispatch) = (embed.clone(), dispatch.clone());
        move |_| copy(&embed, words::EMBED_COPIED, &dispatch)
    };
    html! {
        <section>
            <h3>{ words::EMBED }</h3>
            <label class="url">{ words::EMBED_ABOUT }
                <input data-testid="embed" readonly={true} value={embed} onfocus={select_all} />
            </label>
            <div class="actions"><button onclick={oncopy}>{ words::COPY_EMBED }</button></div>
        </section>
    }
}

/// What is open as an exercise: the way to make one, or the link to it without the answer.
fn exercise_part(exercise: Option<&ScenarioRef>) -> Html {
    html! {
        <section>
            <h3>{ words::EXERCISE }</h3>
            if let Some(exercise) = exercise {
                <label class="url">{ words::EXERCISE_LINK }
                    <input data-testid="exercise-link" readonly={true} value={link_to(&exercise.0.text())} onfocus={select_all} />
                </label>
            }
            <p class="soft">{ words::EXERCISE_ABOUT }</p>
            <div class="actions"><a class="button" href={address::TEACH}>{ words::MAKE_EXERCISE }</a></div>
        </section>
    }
}

/// So many of the forms are pictures; they come first.
const PICTURES: usize = 3;

/// The forms in which a run is saved.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Svg,
    Png,
    Html,
    Diagram,
    Scenario,
    Mermaid,
    Plantuml,
    Shiviz,
    Csv,
    Json,
}

impl Form {
    /// All forms, with what they are called.
    const ALL: [(Form, &'static str); 10] = [
        (Form::Svg, words::PICTURE_SVG),
        (Form::Png, words::PICTURE_PNG),
        (Form::Html, words::WEB_PAGE),
        (Form::Diagram, words::DIAGRAM_AS_TEXT),
        (Form::Scenario, words::SCENARIO),
        (Form::Mermaid, words::MERMAID),
        (Form::Plantuml, "PlantUML"),
        (Form::Shiviz, words::SHIVIZ_LOG),
        (Form::Csv, words::EVENTS_CSV),
        (Form::Json, words::TRACE_JSON),
    ];

    fn save(self, made: &OpenRun, dispatch: &UseReducerDispatcher<State>) {
        let failed = {
            let dispatch = dispatch.clone();
            move || {
                dispatch.dispatch(Action::Notice(Some(words::NO_FILE.into())));
            }
        };
        let saved = match self {
            Form::Png => {
                let picture = sequitur_diagram::svg(&made.run, made.title());
                let dispatch = dispatch.clone();
                files::save_png("sequitur.png".to_owned(), &picture, move |trouble| {
                    dispatch.dispatch(Action::Notice(Some(match trouble {
                        PngTrouble::TooSmallToRead { height } => words::png_too_small(height).into(),
                        PngTrouble::Refused => words::NO_FILE.into(),
                    })));
                })
            }
            form => form
                .text(made)
                .and_then(|(name, kind, text)| files::save_text(&format!("sequitur{name}"), kind, &text)),
        };
        if saved.is_err() {
            failed();
        }
    }

    /// How the name of its file ends, its kind, and what stands in it.
    fn text(self, made: &OpenRun) -> Result<(&'static str, &'static str, String), JsValue> {
        let (run, title) = (&made.run, made.title());
        let unused = unused(made);
        const PLAIN: &str = "text/plain";
        Ok(match self {
            Form::Svg | Form::Png => (".svg", "image/svg+xml", sequitur_diagram::svg(run, title)),
            Form::Html => (".html", "text/html", sequitur_diagram::html(run, title)),
            Form::Diagram => (".txt", PLAIN, sequitur_diagram::text(run, &unused)),
            Form::Scenario => ("-scenario.txt", PLAIN, made.scenario.source()),
            Form::Mermaid => (".mmd", PLAIN, sequitur_diagram::mermaid(run)),
            Form::Plantuml => (".puml", PLAIN, sequitur_diagram::plantuml(run)),
            Form::Shiviz => (
                ".log",
                PLAIN,
                made.log.as_ref().map_or_else(
                    || sequitur_diagram::shiviz(run),
                    |log| sequitur_diagram::shiviz_of_log(log),
                ),
            ),
            Form::Csv => (
                ".csv",
                "text/csv",
                made.log
                    .as_ref()
                    .map_or_else(|| sequitur_diagram::csv(run), |log| sequitur_diagram::csv_of_log(log)),
            ),
            Form::Json => (".json", "application/json", json(made, &unused)?),
        })
    }
}

/// The lines of the scenario that had no effect.
fn unused(made: &OpenRun) -> Vec<String> {
    if made.log.is_some() { Vec::new() } else { made.scenario.unused(&made.run) }
}

/// The trace as JSON, written by the browser.
fn json(made: &OpenRun, unused: &[String]) -> Result<String, JsValue> {
    let object = match &made.log {
        Some(log) => bridge::object(&log_document(log)),
        None => {
            let text = made.scenario.text();
            bridge::object(&document(&made.run, made.title(), &text, unused))
        }
    };
    Ok(String::from(js_sys::JSON::stringify(&object?)?))
}
