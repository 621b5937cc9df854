//! What can happen to a node at a moment.

use super::Props;
use super::lies::{Behaviour, Lies};
use super::message::NO_TIME;
use crate::document::exercise::is_open;
use crate::document::open_run::{OpenRun, time_text};
use crate::document::{Action, State};
use crate::panels::branches::ScenarioRef;
use crate::panels::desk::Desk;
use crate::panels::times::{milliseconds, parse_milliseconds};
use crate::panels::verdicts::capital;
use crate::words::popover_node as words;
use sequitur_core::scenario::Edit;
use sequitur_core::scenario::answer::Allowed;
use sequitur_core::scenario::goal::AllowedEdit;
use sequitur_core::sim::fault::Fault;
use sequitur_core::sim::plan::{Happening, ManualChoice};
use sequitur_core::trace::{Micros, NodeId};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The name of a node, the moment and what it is then, and what can happen to it.
pub(super) fn card(props: &Props, node: NodeId, at: Micros) -> (String, String, Html) {
    let made = &props.made;
    let trace = made.trace();
    let name = trace.node_name(node).to_owned();
    let look =
        made.last_event(at, Some(node)).map(|event| (trace.role_name(event), trace.event(event).epoch));
    let role = look.and_then(|(role, _)| role).map(|role| format!(", {role}")).unwrap_or_default();
    let epoch = look.and_then(|(_, epoch)| epoch).zip(trace.epoch_name.as_ref());
    let epoch =
        epoch.map(|(epoch, name)| format!(", {name} {}", trace.epoch_text(epoch))).unwrap_or_default();
    let when = if made.is_by_hand() { "now".to_owned() } else { words::at(&time_text(at)) };
    let body = html! {
        <NodeActions made={made.clone()} node={node.0} moment={at} exercise={props.exercise.clone()} dispatch={props.dispatch.clone()} desk={props.desk.clone()} />
    };
    (name, format!("{when}{role}{epoch}"), body)
}

/// What the actions on a node need.
#[derive(Properties, PartialEq)]
struct NodeActionsProps {
    made: Rc<OpenRun>,
    node: u8,
    /// When they happen, unless another time is typed.
    moment: Micros,
    exercise: Option<ScenarioRef>,
    dispatch: UseReducerDispatcher<State>,
    desk: UseReducerDispatcher<Desk>,
}

/// Whether an exercise allows something to happen to a node.
fn allows(exercise: Option<&ScenarioRef>, made: &OpenRun, at: Micros, what: &Happening) -> bool {
    let edit = Edit::At(at, what.clone());
    is_open(exercise.map(|exercise| &*exercise.0), &made.scenario, &edit)
}

/// Whether an exercise lets the reader ask something of nodes.
fn allows_commands(exercise: Option<&ScenarioRef>) -> bool {
    exercise.is_none_or(|exercise| {
        exercise.0.allowed().iter().any(|allowed| match allowed {
            Allowed::Count { what, .. } => *what == "command",
            Allowed::Edit(edit) => matches!(edit, AllowedEdit::Add { .. }),
        })
    })
}

/// What can happen to a node: its name, its words, its key.
fn happenings(
    made: &OpenRun,
    node: NodeId,
    at: Micros,
) -> Vec<(&'static str, &'static str, &'static str, Happening)> {
    let mut all = vec![
        (words::CRASH, words::CRASH_HERE, "X", Happening::Fault(Fault::Crash(node))),
        (words::RESTART, words::RESTART_HERE, "R", Happening::Fault(Fault::Restart(node))),
        (
            words::PARTITION,
            words::CUT_OFF_FROM_HERE,
            "P",
            Happening::Fault(Fault::Partition(vec![vec![node]])),
        ),
    ];
    if let Some(timer) = armed_timer(made, node, at) {
        all.push((words::FIRE_ITS_TIMER, words::FIRE_ITS_TIMER_HERE, "I", Happening::Fire(node, timer)));
    }
    all.push((words::HEAL, words::HEAL_THE_NETWORK_HERE, "H", Happening::Fault(Fault::Heal(Vec::new()))));
    all
}

/// Whether an exercise allows anything to be done to a node.
pub(super) fn can_do_anything(props: &Props, node: NodeId, at: Micros) -> bool {
    let exercise = props.exercise.as_ref();
    let mut all = happenings(&props.made, node, at).into_iter();
    allows_commands(exercise) || all.any(|(_, _, _, what)| allows(exercise, &props.made, at, &what))
}

/// Crash, restart, cut off, ask, at a time that can be typed; in a run by hand, next.
#[component]
fn NodeActions(props: &NodeActionsProps) -> Html {
    let typed = use_state_eq(|| None::<String>);
    use_effect_with((props.node, props.moment), {
        let typed = typed.clone();
        move |_| typed.set(None)
    });
    let text = (*typed).clone().unwrap_or_else(|| milliseconds(props.moment));
    let at = parse_milliseconds(&text);
    let node = NodeId(props.node);
    let happen = move |dispatch: &UseReducerDispatcher<State>, what: Happening| {
        dispatch.dispatch(match at {
            Some(at) => Action::Edit(Edit::At(at, what)),
            None => Action::Notice(Some(NO_TIME.into())),
        });
    };
    let button = |name: &'static str, told: &'static str, key: &'static str, what: Happening| {
        let dispatch = props.dispatch.clone();
        let onclick = move |_: MouseEvent| happen(&dispatch, what.clone());
        html! { <button class="plain" aria-label={name} {onclick}>{ told }<kbd aria-hidden="true">{ key }</kbd></button> }
    };
    let oninput = move |event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        typed.set(Some(input.value()));
    };
    let by_hand = props.made.is_by_hand();
    let onhand = {
        let (dispatch, moment) = (props.dispatch.clone(), props.moment);
        move |_: MouseEvent| dispatch.dispatch(Action::Edit(Edit::TakeOver(moment)))
    };
    html! {
        <>
            if !by_hand {
                <label class="inline">{ words::AT }<input inputmode="decimal" autocomplete="off" value={text} {oninput} />{ words::MS }</label>
            }
            <div class="acts">
                { for happenings(&props.made, node, props.moment)
                    .into_iter()
                    .filter(|(_, _, _, what)| allows(props.exercise.as_ref(), &props.made, props.moment, what))
                    .map(|(name, told, key, what)| button(name, told, key, what)) }
                if !by_hand && props.exercise.is_none() {
                    <button class="plain" aria-label={words::BY_HAND} onclick={onhand}>{ words::BY_HAND }<kbd aria-hidden="true">{ "M" }</kbd></button>
                }
            </div>
            <Behaviour made={props.made.clone()} node={props.node} exercise={props.exercise.clone()} dispatch={props.dispatch.clone()} />
            <Lies made={props.made.clone()} node={props.node} moment={props.moment} at={at} exercise={props.exercise.clone()} dispatch={props.dispatch.clone()} desk={props.desk.clone()} />
            if allows_commands(props.exercise.as_ref()) {
                <Ask made={props.made.clone()} node={props.node} at={at} dispatch={props.dispatch.clone()} />
            }
        </>
    }
}

/// The timer of a node that is armed at a moment, the first of several.
pub fn armed_timer(made: &OpenRun, node: NodeId, at: Micros) -> Option<u8> {
    let event = made.last_event(at, Some(node)).filter(|_| !made.is_by_hand())?;
    let after = made.node_after(event, node).filter(|after| after.up)?;
    after.timers.iter().map(|(timer, _)| *timer).find(|timer| !made.run.info.is_act(*timer))
}

/// What the form for commands needs.
#[derive(Properties, PartialEq)]
struct AskProps {
    made: Rc<OpenRun>,
    node: u8,
    at: Option<Micros>,
    dispatch: UseReducerDispatcher<State>,
}

/// Asks something of the node, in the protocol's words.
#[component]
fn Ask(props: &AskProps) -> Html {
    let typed = use_state_eq(String::new);
    let forms: Vec<&str> = props.made.run.info.commands.iter().map(|command| command.name).collect();
    if forms.is_empty() {
        return Html::default();
    }
    let onsubmit = {
        let (made, dispatch, typed) = (props.made.clone(), props.dispatch.clone(), typed.clone());
        let (node, at) = (NodeId(props.node), props.at);
        move |event: SubmitEvent| {
            event.prevent_default();
            dispatch.dispatch(ask(&made, node, at, &typed));
        }
    };
    let oninput = {
        let typed = typed.clone();
        move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            typed.set(input.value());
        }
    };
    let name = props.made.trace().node_name(NodeId(props.node)).to_owned();
    html! {
        <form class="ask" {onsubmit}>
            <input id="ask" aria-label={words::COMMAND} placeholder={forms.join(", ")} autocomplete="off" autocapitalize="off" spellcheck="false"
                value={(*typed).clone()} {oninput} />
            <button aria-label={words::ask(&name)}>{ words::ASK }<kbd aria-hidden="true">{ "A" }</kbd></button>
        </form>
    }
}

/// The edit that asks for a command, or what is wrong with its words.
fn ask(made: &OpenRun, node: NodeId, at: Option<Micros>, words: &str) -> Action {
    let words: Vec<&str> = words.split_whitespace().collect();
    let checked = made.scenario.machine().check_command(&made.run.plan, node, &words);
    let what = Happening::Command(node, words.iter().map(|word| (*word).to_owned()).collect());
    match (checked, made.is_by_hand(), at) {
        (Err(wrong), ..) => Action::Notice(Some(format!("{}; {}.", capital(&wrong.what), wrong.hint).into())),
        (Ok(()), true, _) => Action::Edit(Edit::Choose(ManualChoice::Happen(what))),
        (Ok(()), false, Some(at)) => Action::Edit(Edit::At(at, what)),
        (Ok(()), false, None) => Action::Notice(Some(NO_TIME.into())),
    }
}
