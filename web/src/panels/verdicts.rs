//! The properties: one summary, and the list that it opens, broken ones first.

use crate::document::open_run::OpenRun;
use crate::document::{Action, Selection, State};
use crate::panels::desk::{Desk, DeskAction};
use crate::words::verdicts as words;
use sequitur_core::sim::run::{Outcome, Verdict};
use sequitur_diagram::readable;
use std::rc::Rc;
use yew::prelude::*;

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
    readable(name)
}

/// A text that begins with a capital letter.
pub fn capital(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// What the summary and the list need.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub made: Rc<OpenRun>,
    /// What the reader looks at.
    pub selection: Option<Selection>,
    /// The properties that the scenario names to be looked at.
    pub named: Rc<[usize]>,
    /// Whether the list is open.
    pub is_open: bool,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
    /// Where what is open goes.
    pub desk: UseReducerDispatcher<Desk>,
}

/// How a property stands. What is violated and was not promised is nobody's fault.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Standing {
    Broken,
    Open,
    Holds,
    NotPromised,
}

fn standing(verdict: &Verdict) -> Standing {
    match verdict.outcome {
        Outcome::Violated if verdict.is_promised => Standing::Broken,
        Outcome::Violated => Standing::NotPromised,
        Outcome::Pending => Standing::Open,
        Outcome::Holds => Standing::Holds,
    }
}

/// The properties that stand so, by their index.
fn with(made: &OpenRun, wanted: Standing) -> impl Iterator<Item = usize> + '_ {
    let verdicts = made.run.verdicts.iter().enumerate();
    verdicts.filter(move |(_, verdict)| standing(verdict) == wanted).map(|(property, _)| property)
}

/// How many are broken, hold and are open, in a button that opens the list at the first that is
/// broken.
#[component]
pub fn Summary(props: &Props) -> Html {
    let made = &props.made;
    if made.run.verdicts.is_empty() {
        return Html::default();
    }
    let count = |standing| with(made, standing).count();
    let all = [Standing::Broken, Standing::Holds, Standing::Open, Standing::NotPromised];
    let [broken, hold, open, not_promised] = all.map(count);
    let onclick = {
        let (dispatch, desk, is_open) = (props.dispatch.clone(), props.desk.clone(), props.is_open);
        let first = with(made, Standing::Broken).next();
        move |_: MouseEvent| {
            desk.dispatch(DeskAction::List(!is_open));
            if let (Some(first), false) = (first, is_open) {
                dispatch.dispatch(Action::Select(Some(Selection::Property(first)), true));
            }
        }
    };
    let part = |count: usize, word: &str| (count > 0).then(|| format!("{count} {word}"));
    let parts = [
        part(broken, "broken"),
        part(hold, "hold"),
        part(open, "open"),
        part(not_promised, words::NOT_PROMISED),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let mark = match (broken, open) {
        (0, 0) => None,
        (0, _) => Some(("wait", "…")),
        _ => Some(("no", "✕")),
    };
    let (first, rest) =
        parts.split_first().map_or(("", Vec::new()), |(first, rest)| (first.as_str(), rest.to_vec()));
    html! {
        <button class={classes!("summary", (broken > 0).then_some("broken"))} data-testid="summary" aria-expanded={props.is_open.to_string()}
            aria-label={words::properties(&parts.join(", "))} {onclick}>
            if let Some((class, sign)) = mark { <span class={classes!("sign", class)} aria-hidden="true">{ sign }</span> }
            <b>{ first.to_owned() }</b>{ for rest.into_iter().map(|part| html! { <span class="soft">{ part }</span> }) }
            <svg class="i" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="M4 6l4 4 4-4" /></svg>
        </button>
    }
}

/// All properties: broken ones, then open ones, then those that hold.
#[component]
pub fn List(props: &Props) -> Html {
    let group = |(standing, heading): (Standing, &'static str)| {
        let chip = |property| chip(&props.made, props.selection, &props.named, &props.dispatch, property);
        let chips: Vec<Html> = with(&props.made, standing).map(chip).collect();
        if chips.is_empty() {
            return Html::default();
        }
        html! { <><h3>{ heading }</h3><ul class="chips" aria-label={heading}>{ for chips }</ul></> }
    };
    let groups = [
        (Standing::Broken, words::THESE_ARE_BROKEN),
        (Standing::Open, words::THESE_ARE_OPEN),
        (Standing::Holds, words::THESE_HOLD),
        (Standing::NotPromised, words::THESE_ARE_VIOLATED_AND),
    ];
    html! { <section class="verdicts" aria-label={words::PROPERTIES} hidden={!props.is_open}>{ for groups.into_iter().map(group) }</section> }
}

/// What became of a property. A click leads to what decided it.
pub fn chip(
    made: &OpenRun,
    selection: Option<Selection>,
    named: &[usize],
    dispatch: &UseReducerDispatcher<State>,
    property: usize,
) -> Html {
    let run = &made.run;
    let verdict = &run.verdicts[property];
    let name = run.info.properties[property].name;
    let dispatch = dispatch.clone();
    let onclick = move |_| dispatch.dispatch(Action::Select(Some(Selection::Property(property)), true));
    let pressed = selection == Some(Selection::Property(property)) || named.contains(&property);
    html! {
        <li key={name}>
            <button class="chip" data-property={name} data-verdict={verdict.outcome.name()} data-promised={verdict.is_promised.to_string()}
                aria-label={format!("{}: {}", title(name), verdict.words())}
                aria-pressed={pressed.to_string()} title={verdict.why.clone()} {onclick}>
                <span aria-hidden="true">{ sign(verdict.outcome) }</span>{ title(name) }{ verdict.remarks() }
            </button>
        </li>
    }
}
