//! The signs of the diagram: one shape for each sort of event, so that colour is never
//! the only difference.

use sequitur_core::trace::EventKind;
use sequitur_diagram::{ArrowEnd, Path};
use yew::prelude::*;

/// The sign of an event. A quiet timer only says that its node is still there.
pub fn sign(kind: EventKind, is_quiet: bool, x: i64, y: i64) -> Html {
    let (x, y) = (x.to_string(), y.to_string());
    let at = format!("translate({x} {y})");
    match kind {
        EventKind::Receive => html! { <circle class="dot" cx={x} cy={y} r="3.6" /> },
        EventKind::Pause | EventKind::Resume => {
            html! { <path class="pause" d="M-7-2h14m-14 5h14" transform={at} /> }
        }
        EventKind::Send | EventKind::Local | EventKind::Coin => {
            html! { <circle class="ring" cx={x} cy={y} r="4" /> }
        }
        EventKind::Timer => {
            html! { <path class={classes!("timer", is_quiet.then_some("quiet"))} d="M0-7 7 0 0 7-7 0z" transform={at} /> }
        }
        EventKind::Command => html! { <path class="command" d="M-6-7 6 0-6 7z" transform={at} /> },
        EventKind::Decide => html! { <path class="decide" d="M-5-5h10v10h-10z" transform={at} /> },
        EventKind::Crash => html! { <path class="crash" d="M-7-7 7 7M7-7-7 7" transform={at} /> },
        EventKind::Restart => html! { <path class="restart" d="M-6 5 0-6 6 5" transform={at} /> },
        EventKind::Start | EventKind::Note => html! { <circle class="small" cx={x} cy={y} r="3" /> },
    }
}

/// An arrow's line and its end.
pub fn arrow(path: &Path) -> Html {
    let (x, y) = (path.x2, path.y2);
    let end = match (path.end, path.tip()) {
        (ArrowEnd::Head, Some(tip)) => html! { <path class="tip" d={tip} /> },
        (ArrowEnd::Open, _) => {
            html! { <circle class="open-end" cx={x.to_string()} cy={y.to_string()} r="3" /> }
        }
        _ => html! { <path class="cross" d={format!("M{} {}l10 10m0-10l-10 10", x - 5, y - 5)} /> },
    };
    let class = if path.end == ArrowEnd::Open { "line open" } else { "line" };
    html! { <><path {class} d={path.line()} />{ end }</> }
}

/// How far after its beginning a forged message has its sign, in px.
pub const FORGED_AT: i64 = 18;

/// The sign of a message that a traitor forged.
pub fn forged((x, y): (i64, i64)) -> Html {
    html! { <path class="forged" d={format!("M{} {}h8v8h-8z", x - 4, y - 4)} /> }
}

/// The pattern of walls.
pub fn hatch() -> Html {
    html! {
        <defs>
            <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <rect width="6" height="6" /><path d="M1 0V6" />
            </pattern>
        </defs>
    }
}

/// How far before its end an arrow is taken hold of, in px.
const BEFORE_END: i64 = 15;

/// Where an arrow is taken hold of: at its tip, beside the event in which it ends.
pub fn grasp(path: &Path) -> (i64, i64) {
    match path.end {
        ArrowEnd::Head => path.grip(BEFORE_END),
        _ => (path.x2, path.y2),
    }
}
