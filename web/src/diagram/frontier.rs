//! A frontier through the run: a moment for each lane, moved by its handle, and whether the
//! whole can have been.

use crate::document::open_run::OpenRun;
use crate::document::{Action, Selection, State};
use sequitur_core::trace::{EventId, Frontier, MessageId, Micros, NodeId};
use sequitur_diagram::{Frame, Scene};
use std::rc::Rc;
use yew::prelude::*;

/// How far below an event, or above one, a handle stands where there is room, in px.
const BESIDE: i64 = 15;

/// The most messages that are listed.
const LIST_MAX: usize = 8;

/// A frontier and what can be said about it.
#[derive(PartialEq)]
pub struct FrontierView {
    /// Up to when each lane counts.
    pub times: Rc<[Micros]>,
    /// Where the handle of each lane stands, in the layout.
    ys: Vec<i64>,
    /// The messages that break it.
    pub breaks: Vec<MessageId>,
    /// How many messages cross it.
    crossing: usize,
}

impl FrontierView {
    /// Looks at a frontier of a run. Reads the trace once.
    pub fn of(made: &OpenRun, times: Rc<[Micros]>) -> FrontierView {
        let trace = made.trace();
        let frontier = Frontier::at(trace, &times);
        let mut next: Vec<Option<EventId>> = vec![None; times.len()];
        for (id, event) in (0..).map(EventId).zip(&trace.events) {
            let lane = event.node.index();
            if next[lane].is_none() && frontier.0[lane].is_none_or(|last| id > last) {
                next[lane] = Some(id);
            }
        }
        let y = |lane: usize| {
            let y = made.layout.y_after_time(times[lane]) + 2;
            let above = frontier.0[lane].map_or(y, |last| made.layout.y_of_event(last));
            let below = next[lane].map_or(i64::MAX / 2, |next| made.layout.y_of_event(next));
            let beside = BESIDE.min((below - above) / 2);
            y.max(above + beside).min(below - beside)
        };
        let ys = (0..times.len()).map(y).collect();
        let (breaks, crossing) = (frontier.breaks(trace), frontier.crossing(trace).len());
        FrontierView { times, ys, breaks, crossing }
    }

    /// The same frontier with the handle of a lane at another height of the layout.
    pub fn dragged(&self, made: &OpenRun, lane: NodeId, y: i64) -> Rc<[Micros]> {
        self.with(lane, made.layout.time_of_y(y.min(made.layout.lanes().end)))
    }

    /// The same frontier with one more event of a lane, or with one less.
    pub fn stepped(&self, made: &OpenRun, lane: NodeId, forward: bool) -> Rc<[Micros]> {
        let now = self.times[lane.index()];
        let on_lane = made.trace().events.iter().filter(|event| event.node == lane);
        let time = match forward {
            true => on_lane.map(|event| event.at).find(|at| *at > now),
            false => on_lane
                .map(|event| event.at)
                .take_while(|at| *at <= now)
                .last()
                .map(|at| at.saturating_sub(1)),
        };
        self.with(lane, time.unwrap_or(now))
    }

    fn with(&self, lane: NodeId, time: Micros) -> Rc<[Micros]> {
        let mut times = self.times.to_vec();
        times[lane.index()] = time;
        times.into()
    }

    fn told(&self) -> &'static str {
        if self.breaks.is_empty() { "consistent cut" } else { "not consistent" }
    }
}

/// The line through the picture and its handles.
pub fn overlay(made: &OpenRun, scene: &Scene, frame: Frame, frontier: &FrontierView) -> Html {
    let handles = scene.lanes.iter().zip(&frontier.ys).enumerate();
    let handles: Vec<(usize, (&i64, &i64))> = handles.filter(|(lane, _)| made.shows_lane(*lane)).collect();
    let (Some((_, (_, first))), Some((_, (_, last)))) = (handles.first(), handles.last()) else {
        return Html::default();
    };
    let mut line = format!("M0 {first}");
    for (_, (x, y)) in &handles {
        line += &format!("L{x} {y}");
    }
    line += &format!("L{} {last}", scene.width);
    let end = made.run.end.max(frontier.times.iter().copied().max().unwrap_or(0));
    let handle = |(lane, (x, y)): (usize, (&i64, &i64))| {
        let name = &made.trace().nodes[lane];
        html! {
            <circle key={lane} class="cut-handle" data-cut={name.clone()} cx={x.to_string()} cy={y.to_string()} r="8" role="slider" tabindex="0"
                aria-label={format!("Cut on {name}")} aria-orientation="vertical" aria-valuemin="0"
                aria-valuemax={(end / 1_000).to_string()} aria-valuenow={(frontier.times[lane] / 1_000).to_string()}
                aria-valuetext={format!("{}, {}", made.time_text(frontier.times[lane]), frontier.told())} />
        }
    };
    let label = (**first).clamp(frame.top + 16, frame.top + frame.height);
    html! {
        <g class={classes!("cut", (!frontier.breaks.is_empty()).then_some("broken"))}>
            <path d={line} />
            <text class="halo" x="6" y={(label - 6).to_string()}>{ frontier.told() }</text>
            { for handles.iter().copied().map(handle) }
        </g>
    }
}

/// What is said about the frontier.
pub fn section(made: &Rc<OpenRun>, frontier: &FrontierView, dispatch: &UseReducerDispatcher<State>) -> Html {
    let trace = made.trace();
    let row = |id: &MessageId| {
        let key = trace.message(*id).key;
        let dispatch = dispatch.clone();
        let onclick = move |_| dispatch.dispatch(Action::Select(Some(Selection::Message(key)), true));
        html! { <li key={id.0}><button class="plain link" {onclick}>{ made.message_name(*id) }</button></li> }
    };
    let remove = {
        let dispatch = dispatch.clone();
        move |_| dispatch.dispatch(Action::Frontier(None))
    };
    let consistent = frontier.breaks.is_empty();
    let (broken, crossing) = (frontier.breaks.len(), frontier.crossing);
    html! {
        <section data-testid="cut" data-consistent={consistent.to_string()}>
            <h2>{ "The cut" }</h2>
            <div role="status">
                if consistent {
                    <p><b>{ "✓ Consistent. " }</b>{ "Whatever was received before it was sent before it, so all of it can have been at once." }</p>
                } else {
                    <p><b>{ "✕ Not consistent. " }</b>{ format!("Received before it, but sent after it: {}.", plural(broken, "message")) }</p>
                    <ul class="links">{ for frontier.breaks.iter().take(LIST_MAX).map(row) }</ul>
                }
                <p class="soft">{ format!("{} sent before it and not yet received.", plural(crossing, "message")) }</p>
            </div>
            <p class="soft">{ "Drag its handles, or move them with the arrow keys." }</p>
            <button onclick={remove}>{ "Remove the cut" }<kbd aria-hidden="true">{ "V" }</kbd></button>
        </section>
    }
}

/// `1 message`, `3 messages`.
fn plural(number: usize, word: &str) -> String {
    match number {
        1 => format!("1 {word}"),
        _ => format!("{number} {word}s"),
    }
}
