//! Drawing by hand, where a run can be drawn: the strips along the lanes that a pointer
//! draws on, and the same by keyboard.

use crate::document::open_run::OpenRun;
use crate::document::{Action, State};
use crate::panels::times::{milliseconds, parse_milliseconds};
use crate::words::drawing as words;
use sequitur_core::scenario::{DrawingEdit, Edit};
use sequitur_core::trace::{EventId, Micros, NodeId};
use sequitur_diagram::Scene;
use std::rc::Rc;
use yew::prelude::*;

/// Half the width of the strip along a lane that is drawn on, in px.
const REACH: i64 = 15;

/// How long a message takes that is added by keyboard, until another time is typed.
const FLIGHT: Micros = 20_000;

/// The strips along the lanes.
pub fn strips(made: &OpenRun, scene: &Scene) -> Html {
    if !made.can_be_drawn() {
        return Html::default();
    }
    let lanes = made.layout.lanes();
    let reach = REACH.min(scene.spacing / 3);
    let strip = |(lane, x): (usize, &i64)| {
        html! {
            <rect key={lane} class="strip-lane" data-lane={made.trace().nodes[lane].clone()} x={(x - reach).to_string()} width={(2 * reach).to_string()}
                y={lanes.start.to_string()} height={(lanes.end - lanes.start).to_string()} />
        }
    };
    html! { <g aria-hidden="true">{ for scene.lanes.iter().enumerate().filter(|(lane, _)| made.shows_lane(*lane)).map(strip) }</g> }
}

/// What the form needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub made: Rc<OpenRun>,
    /// The event that the reader looks at.
    pub event: Option<EventId>,
    /// When something new happens, unless another time is typed.
    pub moment: Micros,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
}

const NO_TIME: &str = words::NO_TIME;

/// Adds, moves and removes events and messages.
#[component]
pub fn Drawing(props: &Props) -> Html {
    let trace = props.made.trace();
    let nodes = &trace.nodes;
    let moment = props.event.map_or(props.moment, |event| trace.event(event).at);
    let (from, to) = (use_state_eq(|| 0usize), use_state_eq(|| 1usize));
    let (at, arrives) = (use_state_eq(|| None::<String>), use_state_eq(|| None::<String>));
    use_effect_with(moment, {
        let (at, arrives) = (at.clone(), arrives.clone());
        move |_| {
            at.set(None);
            arrives.set(None);
        }
    });
    let at_text = (*at).clone().unwrap_or_else(|| milliseconds(moment));
    let at_time = parse_milliseconds(&at_text);
    let arrives_text = (*arrives).clone().unwrap_or_else(|| milliseconds(at_time.unwrap_or(moment) + FLIGHT));
    let (sender, receiver) =
        (NodeId((*from).min(nodes.len() - 1) as u8), NodeId((*to).min(nodes.len() - 1) as u8));
    let draw = |edit: Option<DrawingEdit>| {
        let dispatch = props.dispatch.clone();
        move |_: MouseEvent| {
            dispatch.dispatch(match edit.clone() {
                Some(edit) => Action::Edit(Edit::Draw(edit)),
                None => Action::Notice(Some(NO_TIME.into())),
            });
        }
    };
    let local = at_time.map(|at| DrawingEdit::Local { node: sender, at });
    let send = at_time.zip(parse_milliseconds(&arrives_text)).map(|(at, arrives)| DrawingEdit::Send {
        from: sender,
        at,
        to: receiver,
        arrives,
    });
    let choose = |name: &'static str, chosen: &UseStateHandle<usize>, current: NodeId| {
        let chosen = chosen.clone();
        let onchange = move |event: Event| {
            let select: web_sys::HtmlSelectElement = event.target_unchecked_into();
            chosen.set(usize::try_from(select.selected_index()).unwrap_or(0));
        };
        let option = |(node, name): (usize, &String)| html! { <option key={node} selected={node == current.index()}>{ name }</option> };
        html! { <label>{ name }{ " " }<select {onchange}>{ for nodes.iter().enumerate().map(option) }</select></label> }
    };
    let time = |name: &'static str, typed: &UseStateHandle<Option<String>>, value: String| {
        let typed = typed.clone();
        let oninput = move |event: InputEvent| {
            let input: web_sys::HtmlInputElement = event.target_unchecked_into();
            typed.set(Some(input.value()));
        };
        html! { <label>{ name }{ " " }<input inputmode="decimal" autocomplete="off" {value} {oninput} />{ words::MS }</label> }
    };
    html! {
        <section class="drawing" data-testid="drawing">
            <h2>{ words::DRAW }</h2>
            <p class="soft">{ words::ABOUT }</p>
            <div class="inline">{ choose("on", &from, sender) }{ time("at", &at, at_text) }</div>
            <button onclick={draw(local)}>{ words::ADD_EVENT }</button>
            <div class="inline">{ choose("to", &to, receiver) }{ time(words::ARRIVING_AT, &arrives, arrives_text) }</div>
            <button onclick={draw(send)}>{ words::ADD_MESSAGE }</button>
            { selected(props, at_time, draw) }
        </section>
    }
}

/// What can be done to the event that is selected.
fn selected<F: Fn(MouseEvent) + 'static>(
    props: &Props,
    at: Option<Micros>,
    draw: impl Fn(Option<DrawingEdit>) -> F,
) -> Html {
    let line = props.event.and_then(|event| props.made.line_of(event));
    let Some(line) = line else {
        return Html::default();
    };
    html! {
        <div class="actions">
            <button onclick={draw(at.map(|at| DrawingEdit::Move(line, at)))}>{ words::MOVE }</button>
            <button onclick={draw(Some(DrawingEdit::Erase(line)))}>{ words::REMOVE }</button>
        </div>
    }
}
