//! Runs side by side as one node sees them: the branches of a run by hand, or the run before
//! an edit and after it.

use crate::document::open_run::OpenRun;
use crate::document::page::Page;
use crate::words::alongside as words;
use js_sys::encode_uri_component;
use sequitur_core::sim::run::Run;
use sequitur_core::trace::NodeId;
use sequitur_diagram::{Alongside, Told, alongside_svg};
use std::rc::Rc;
use yew::prelude::*;

/// The most branches that are compared.
const RUNS_MAX: usize = 12;
/// A longer run, in events, is not compared: each of its states would be looked at.
const EVENTS_MAX: usize = 20_000;
/// The most rows that are listed.
const ROWS_MAX: usize = 100;

/// What the section needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run that is shown.
    pub made: Rc<OpenRun>,
    /// The run before the last edit.
    pub before: Option<Rc<OpenRun>>,
    /// The node of the event that the reader looks at.
    pub node: Option<NodeId>,
}

impl Props {
    /// What it takes from the page.
    pub fn of(page: &Page, made: &Rc<OpenRun>) -> Props {
        let node = page.event().map(|event| made.trace().event(event).node);
        Props { made: Rc::clone(made), before: page.state.before.clone(), node }
    }

    /// The runs to compare, by their names.
    fn runs(&self) -> Vec<(String, Rc<Run>)> {
        let scenario = &self.made.scenario;
        let ways = if self.made.log.is_none() { scenario.ways() } else { Vec::new() };
        if ways.len() > 1 {
            let run = |way: &usize| {
                let name = scenario.branches()[*way].name.clone();
                match *way == scenario.followed() {
                    true => (name, Rc::clone(&self.made.run)),
                    false => (name, Rc::new(scenario.follow(*way).run())),
                }
            };
            return ways.iter().take(RUNS_MAX).map(run).collect();
        }
        let now = ("now".to_owned(), Rc::clone(&self.made.run));
        let before =
            self.before.iter().map(|before| (words::BEFORE_THE_EDIT.to_owned(), Rc::clone(&before.run)));
        before.chain([now]).collect()
    }
}

/// What was found, and the picture of it.
struct Found {
    alongside: Alongside,
    picture: String,
}

/// The section.
#[component]
pub fn AsSeen(props: &Props) -> Html {
    let chosen = use_state_eq(|| None::<usize>);
    let nodes = &props.made.trace().nodes;
    let lane = chosen.or(props.node.map(NodeId::index)).filter(|lane| *lane < nodes.len()).unwrap_or(0);
    let is_short = props.made.trace().events.len() <= EVENTS_MAX;
    let key = (props.made.clone(), props.before.clone(), lane, is_short);
    let found = use_memo(key, |_| {
        let runs = if is_short { props.runs() } else { Vec::new() };
        let runs: Vec<(&str, &Run)> = runs.iter().map(|(name, run)| (name.as_str(), &**run)).collect();
        let alongside = Alongside::new(nodes.get(lane)?, &runs).filter(|_| runs.len() > 1)?;
        let picture = alongside_svg(&alongside, &runs);
        Some(Found { picture: format!("data:image/svg+xml,{}", encode_uri_component(&picture)), alongside })
    });
    let onchange = move |event: Event| {
        let select: web_sys::HtmlSelectElement = event.target_unchecked_into();
        chosen.set(usize::try_from(select.selected_index()).ok());
    };
    let option =
        |(index, name): (usize, &String)| html! { <option selected={index == lane}>{ name }</option> };
    html! {
        <section class="as-seen">
            <h2>{ words::AS_ONE_NODE_SEES }</h2>
            if let Some(Found { alongside, picture }) = &*found {
                <label class="inline">{ words::AS_SEEN_BY }
                    <select aria-label={words::AS_SEEN_BY} {onchange}>{ for nodes.iter().enumerate().map(option) }</select>
                </label>
                { told(alongside) }
                <details>
                    <summary>{ words::THE_RUNS_BESIDE_IT }</summary>
                    <div class="wide" tabindex="0" role="group" aria-label={words::THE_RUNS_SIDE_BY}><img src={picture.clone()} alt={alongside.sentence()} /></div>
                    <a href={picture.clone()} download={format!("as-{}-sees-it.svg", alongside.node)}>{ words::SAVE_THE_PICTURE }</a>
                </details>
            } else {
                <p class="soft">{ match is_short {
                    true => words::CHANGE_SOMETHING_OR_BEGIN,
                    false => words::THIS_RUN_IS_TOO,
                } }</p>
            }
        </section>
    }
}

/// What the node sees, up to where the runs differ, and what comes then in which of them.
fn told(alongside: &Alongside) -> Html {
    let row = |words: String| html! { <li>{ words }</li> };
    let apart = alongside.apart();
    let told = |Told { runs, words }: &Told| {
        let words = words.clone().unwrap_or_else(|| words::NOTHING_MORE.to_owned());
        html! { <p><b>{ alongside.names_of(runs) }</b>{ ": " }{ words }</p> }
    };
    let later = |told_in: &Vec<Told>| html! { <li>{ for told_in.iter().map(told) }</li> };
    let alike = alongside.alike().into_iter().filter(|group| group.len() < alongside.names.len());
    html! {
        <div data-testid="alongside" data-same={alongside.same.to_string()}>
            <ol>{ for alongside.common().take(ROWS_MAX).map(row) }</ol>
            <p role="status"><b>{ alongside.sentence() }</b></p>
            if !apart.is_empty() { <ol start={(alongside.same + 1).to_string()}>{ for apart.iter().take(ROWS_MAX).map(later) }</ol> }
            { for alike.map(|group| html! { <p>{ words::cannot_tell_apart(&alongside.node, &alongside.names_of(&group)) }</p> }) }
        </div>
    }
}
