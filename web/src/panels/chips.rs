//! The properties: what became of each, and a way to the event that decided it.

use crate::document::open_run::OpenRun;
use crate::document::page::Page;
use crate::document::{Action, Selection, State};
use sequitur_core::sim::run::Outcome;
use std::rc::Rc;
use yew::prelude::*;

/// What the chips need.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub made: Rc<OpenRun>,
    /// What the reader looks at.
    pub selection: Option<Selection>,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
}

impl Props {
    /// What it takes from the page.
    pub fn of(page: &Page, made: &Rc<OpenRun>) -> Props {
        Props { made: Rc::clone(made), selection: page.selection, dispatch: page.dispatch() }
    }
}

/// A sign for an outcome: colour is never the only one.
pub fn sign(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Holds => "✓",
        Outcome::Violated => "✕",
        Outcome::Pending => "…",
    }
}

/// `election-safety` as people read it.
pub fn title(name: &str) -> String {
    capital(&name.replace('-', " "))
}

/// A text that begins with a capital letter.
pub fn capital(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// The chips.
#[component]
pub fn Chips(props: &Props) -> Html {
    let run = &props.made.run;
    let chip = |property: usize| {
        let verdict = &run.verdicts[property];
        let name = run.info.properties[property].name;
        let dispatch = props.dispatch.clone();
        let onclick = move |_| dispatch.dispatch(Action::Select(Some(Selection::Property(property)), true));
        let pressed = props.selection == Some(Selection::Property(property));
        html! {
            <li key={name}>
                <button class="chip" data-property={name} data-verdict={verdict.outcome.name()}
                    aria-label={format!("{}: {}", title(name), verdict.words())}
                    aria-pressed={pressed.to_string()} title={verdict.why.clone()} {onclick}>
                    <span aria-hidden="true">{ sign(verdict.outcome) }</span>{ " " }{ title(name) }{ verdict.remarks() }
                </button>
            </li>
        }
    };
    if run.verdicts.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="chips" aria-label="Properties">
            { for (0..run.verdicts.len()).map(chip) }
        </ul>
    }
}
