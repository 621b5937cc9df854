//! What was changed, an edit a chip: a click goes there, the cross takes it back.

use crate::document::open_run::{OpenRun, time_text};
use crate::document::page::Page;
use crate::document::{Action, Selection, State};
use crate::panels::desk::{Desk, DeskAction};
use crate::words::changes as words;
use sequitur_core::scenario::{ChangeLine, Edit};
use sequitur_core::sim::fault::Fault;
use sequitur_core::sim::plan::{Forgery, Happening, MessageEdit, Origin};
use sequitur_core::trace::{Micros, NodeId};
use std::rc::Rc;
use yew::prelude::*;

/// Chips that are shown at most; the others are counted.
const CHIPS_MAX: usize = 200;

/// What the strip needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub made: Rc<OpenRun>,
    /// Whether there is a run before, to compare with.
    pub has_before: bool,
    /// The name of its branch, if that is another one.
    pub other_branch: Option<String>,
    /// Whether that is drawn.
    pub ghost_on: bool,
    /// Whether the text is another than the one that was opened.
    pub is_changed: bool,
    /// On a phone: whether the chips are unfolded.
    pub is_unfolded: bool,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
    /// Where what is open goes.
    pub desk: UseReducerDispatcher<Desk>,
}

impl Props {
    /// What it takes from the page.
    pub fn of(page: &Page, made: &Rc<OpenRun>, desk: &UseReducerHandle<Desk>) -> Props {
        Props {
            made: Rc::clone(made),
            has_before: page.before.is_some(),
            other_branch: page.other_branch(),
            ghost_on: page.state.ghost,
            is_changed: page.is_changed(),
            is_unfolded: desk.has_changes,
            dispatch: page.dispatch(),
            desk: desk.dispatcher(),
        }
    }
}

/// Something that was done to the run.
struct Chip {
    origin: Origin,
    /// The line that asks for it.
    line: String,
    text: String,
    /// Where a click goes.
    selection: Option<Selection>,
    /// The moment that it goes to.
    at: Option<Micros>,
}

/// The strip.
#[component]
pub fn Strip(props: &Props) -> Html {
    let region = use_node_ref();
    let made = &props.made;
    let chips = if made.log.is_none() { chips(made) } else { Vec::new() };
    let by_hand = made.is_by_hand().then(|| by_hand_chip(props));
    let count = chips.len() + usize::from(made.is_by_hand());
    let left_out = chips.len().saturating_sub(CHIPS_MAX);
    let fold = {
        let desk = props.desk.clone();
        move |_: MouseEvent| desk.dispatch(DeskAction::Changes)
    };
    html! {
        <section class={classes!("changes", props.is_unfolded.then_some("unfolded"))} aria-label={words::CHANGES} tabindex="-1" ref={region.clone()}>
            <button class="fold" aria-expanded={props.is_unfolded.to_string()} onclick={fold}>{ counted(count) }</button>
            <ul>
                { by_hand.unwrap_or_default() }
                { for chips.into_iter().take(CHIPS_MAX).map(|chip| shown(props, chip, &region)) }
                if left_out > 0 { <li class="soft">{ words::and_more(&left_out) }</li> }
            </ul>
            { compare(props) }
            if props.is_changed { { button(props, words::RESET, words::RESET_TITLE, || Action::Reset) } }
        </section>
    }
}

fn counted(count: usize) -> String {
    match count {
        0 => words::NO_CHANGES.to_owned(),
        1 => words::ONE_CHANGE.to_owned(),
        count => words::changes(&count),
    }
}

fn button(props: &Props, name: &'static str, title: &'static str, action: fn() -> Action) -> Html {
    let dispatch = props.dispatch.clone();
    html! { <button class="quiet small" {title} onclick={move |_| dispatch.dispatch(action())}>{ name }</button> }
}

/// The old run under the new one, or not.
fn compare(props: &Props) -> Html {
    if !props.has_before {
        return Html::default();
    }
    let dispatch = props.dispatch.clone();
    let title = match &props.other_branch {
        Some(name) => words::compare_branch_title(&name),
        None => words::COMPARE_TITLE.to_owned(),
    };
    html! {
        <button class="quiet small" aria-label={words::COMPARE} {title} aria-pressed={props.ghost_on.to_string()}
            onclick={move |_| dispatch.dispatch(Action::Ghost)}>{ words::COMPARE }<kbd aria-hidden="true">{ "G" }</kbd></button>
    }
}

/// A run by hand is one change, however many choices it has.
fn by_hand_chip(props: &Props) -> Html {
    let choices = props.made.run.plan.manual.as_deref().unwrap_or_default();
    let text = match choices.len() {
        1 => words::BY_HAND_ONE_CHOICE.to_owned(),
        count => words::by_hand_choices(&count),
    };
    let take_back = choices.last().map(|last| {
        let (dispatch, origin) = (props.dispatch.clone(), last.origin);
        let onclick = move |_| dispatch.dispatch(Action::Edit(Edit::RemoveLine(origin)));
        html! { <button class="quiet small" title={words::TAKE_BACK_TITLE} {onclick}>{ words::TAKE_BACK }</button> }
    });
    html! { <li key="by-hand" class="change"><span>{ text }</span>{ take_back.unwrap_or_default() }</li> }
}

/// The edits of messages and the faults, in the order of their lines.
fn chips(made: &OpenRun) -> Vec<Chip> {
    let plan = &made.run.plan;
    let is_choice =
        |change: &ChangeLine| plan.manual.iter().flatten().any(|manual| manual.origin == change.origin);
    let changes = made.scenario.changes().into_iter().filter(|change| !is_choice(change));
    changes.map(|change| chip(made, change)).collect()
}

fn chip(made: &OpenRun, change: ChangeLine) -> Chip {
    let plan = &made.run.plan;
    let (origin, line) = (change.origin, change.text);
    if let Some(edit) = plan.edits.iter().find(|edit| edit.origin == origin) {
        let name = made.trace().key_text(edit.key);
        let name = name.strip_suffix(" 1").unwrap_or(&name).replace("->", " → ");
        let text = match edit.change {
            MessageEdit::Drop => words::dropped(&name),
            MessageEdit::DelayTo(at) => words::delayed_to(&name, &time_text(at)),
            MessageEdit::Duplicate(_) => words::copied(&name),
        };
        return Chip { origin, line, text, selection: Some(Selection::Message(edit.key)), at: None };
    }
    let Some(timed) = plan.timed.iter().find(|timed| timed.origin == origin) else {
        return Chip { origin, text: line.clone(), line, selection: None, at: None };
    };
    let (text, node) = told(made, &timed.what);
    let text = text.map_or_else(|| line.clone(), |text| format!("{text}, {}", time_text(timed.at)));
    Chip { origin, line, text, selection: node.map(Selection::Node), at: Some(timed.at) }
}

/// What happened to a node or to the network, in words, and to which node. No words where the
/// line says it best.
fn told(made: &OpenRun, what: &Happening) -> (Option<String>, Option<NodeId>) {
    let name = |node: NodeId| made.trace().node_name(node);
    let fault = match what {
        Happening::Forge(Forgery { kind, from, to, words: said }) => {
            let kind = made.run.info.kinds[usize::from(*kind)].name;
            let said = [&[kind.to_owned()][..], said].concat().join(" ");
            return (Some(words::told_a_lie(&name(*from), &name(*to), &said)), Some(*from));
        }
        Happening::Fault(fault) => fault,
        Happening::Command(..) | Happening::Fire(..) | Happening::Toss(_) => return (None, None),
    };
    match fault {
        Fault::Crash(node) => (Some(words::crashed(&name(*node))), Some(*node)),
        Fault::Restart(node) => (Some(words::restarted(&name(*node))), Some(*node)),
        Fault::Pause(node) => (Some(words::paused(&name(*node))), Some(*node)),
        Fault::Resume(node) => (Some(words::resumed(&name(*node))), Some(*node)),
        Fault::Partition(groups) if groups.len() == 1 => {
            let names: Vec<&str> = groups[0].iter().map(|node| name(*node)).collect();
            (Some(words::cut_off(&names.join(" "))), groups[0].first().copied())
        }
        Fault::Partition(groups) => {
            let group =
                |group: &Vec<NodeId>| group.iter().map(|node| name(*node)).collect::<Vec<_>>().join(" ");
            (Some(words::split(&groups.iter().map(group).collect::<Vec<_>>().join(" | "))), None)
        }
        Fault::Cut(links) => {
            let link = |(from, to): &(NodeId, NodeId)| format!("{} → {}", name(*from), name(*to));
            (Some(words::cut(&links.iter().map(link).collect::<Vec<_>>().join(", "))), None)
        }
        Fault::Heal(links) if links.is_empty() => (Some(words::HEALED.to_owned()), None),
        _ => (None, None),
    }
}

fn shown(props: &Props, chip: Chip, region: &NodeRef) -> Html {
    let Chip { origin, line, text, selection, at } = chip;
    let unused = props.made.run.unused.contains(&origin);
    let go = {
        let dispatch = props.dispatch.clone();
        move |_: MouseEvent| {
            if at.is_some() {
                dispatch.dispatch(Action::Cursor(at));
            }
            dispatch.dispatch(Action::Select(selection, true));
        }
    };
    let remove = {
        let (dispatch, region) = (props.dispatch.clone(), region.clone());
        move |_: MouseEvent| {
            dispatch.dispatch(Action::Edit(Edit::RemoveLine(origin)));
            // The button goes with its line; the focus stays in the strip.
            if let Some(region) = region.cast::<web_sys::HtmlElement>() {
                let focused = region.focus();
                debug_assert!(focused.is_ok());
            }
        }
    };
    let id = format!("change-{origin}");
    let title = unused.then(|| words::line_without_effect(props.made.run.refused.get(&origin)));
    html! {
        <li key={origin} class={classes!("change", unused.then_some("unused"))} data-line={line} {title}>
            <button class="plain" id={id.clone()} onclick={go}>{ text }if unused { <span class="only-heard">{ words::had_no_effect(props.made.run.refused.get(&origin)) }</span> }</button>
            <button class="icon" aria-label={words::REMOVE} aria-describedby={id} title={words::TAKE_THIS_BACK} onclick={remove}>{ "✕" }</button>
        </li>
    }
}
