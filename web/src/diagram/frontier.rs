//! A frontier through the run: a moment for each lane, moved by its handle, and whether the
//! whole can have been.

use crate::document::frontier::FrontierView;
use crate::document::open_run::OpenRun;
use crate::document::{Action, Selection, State};
use crate::words::frontier as words;
use sequitur_core::trace::MessageId;
use sequitur_diagram::{Frame, Scene};
use std::rc::Rc;
use yew::prelude::*;

/// The most messages that are listed.
const LIST_MAX: usize = 8;

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
                aria-label={words::cut_on(&name)} aria-orientation="vertical" aria-valuemin="0"
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
            <h2>{ words::THE_CUT }</h2>
            <div role="status">
                if consistent {
                    <p><b>{ words::CONSISTENT }</b>{ words::CONSISTENT_MEANS }</p>
                } else {
                    <p><b>{ words::NOT_CONSISTENT }</b>{ words::received_unsent(&plural(broken, "message")) }</p>
                    <ul class="links">{ for frontier.breaks.iter().take(LIST_MAX).map(row) }</ul>
                }
                <p class="soft">{ words::under_way(&plural(crossing, "message")) }</p>
            </div>
            <p class="soft">{ words::HOW_TO_MOVE }</p>
            <button onclick={remove}>{ words::REMOVE_THE_CUT }<kbd aria-hidden="true">{ "V" }</kbd></button>
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
