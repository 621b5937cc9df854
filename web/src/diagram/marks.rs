//! The signs of the diagram: one shape for each sort of event, so that colour is never
//! the only difference.

use sequitur_core::trace::EventKind;
use sequitur_diagram::{ArrowEnd, CLASSES, Path};
use yew::prelude::*;

/// The sign of an event.
pub fn sign(kind: EventKind, x: i64, y: i64) -> Html {
    let (x, y) = (x.to_string(), y.to_string());
    let at = format!("translate({x} {y})");
    match kind {
        EventKind::Receive | EventKind::Local | EventKind::Coin => {
            html! { <circle class="dot" cx={x} cy={y} r="4.5" /> }
        }
        EventKind::Send => html! { <circle class="ring" cx={x} cy={y} r="4.5" /> },
        EventKind::Timer => html! { <path class="timer" d="M0-7 7 0 0 7-7 0z" transform={at} /> },
        EventKind::Command => html! { <path class="command" d="M-6-6 7 0-6 6z" transform={at} /> },
        EventKind::Decide => {
            html! { <rect class="decide" x="-5" y="-5" width="10" height="10" rx="2" transform={at} /> }
        }
        EventKind::Crash => html! { <path class="crash" d="M-6-6 6 6M6-6-6 6" transform={at} /> },
        EventKind::Restart => html! { <path class="restart" d="M-6 5 0-6 6 5" transform={at} /> },
        EventKind::Start | EventKind::Note | EventKind::Pause | EventKind::Resume => {
            html! { <circle class="small" cx={x} cy={y} r="3" /> }
        }
    }
}

/// An arrow's line and its end.
pub fn arrow(path: &Path, class: u8) -> Html {
    let line = line(path);
    let tip = (path.end == ArrowEnd::Head).then(|| format!("url(#tip{class})"));
    let cross = matches!(path.end, ArrowEnd::Cross | ArrowEnd::Stop).then(|| {
        let at = format!("translate({} {})", path.x2, path.y2);
        html! { <path class="cross" d="M-6-6 6 6M6-6-6 6" transform={at} /> }
    });
    html! { <><path class={format!("line m{class}")} d={line} marker-end={tip} />{ cross }</> }
}

/// The tips of arrows, one a colour. Each touches the rim of the dot in which its arrow
/// ends.
pub fn tips() -> Html {
    let tip = |class: u8| {
        html! {
            <marker id={format!("tip{class}")} viewBox="0 0 10 8" refX="15" refY="4" markerWidth="10" markerHeight="8"
                markerUnits="userSpaceOnUse" orient="auto">
                <path class={format!("tip m{class}")} d="M0 0 10 4 0 8z" />
            </marker>
        }
    };
    html! { <defs>{ for (1..=CLASSES).map(tip) }</defs> }
}

/// The line of an arrow, as path data.
pub fn line(path: &Path) -> String {
    let Path { x1, y1, x2, y2, swing, .. } = path;
    match swing {
        0 => format!("M{x1} {y1}L{x2} {y2}"),
        _ => format!("M{x1} {y1}C{0} {y1} {0} {y2} {x2} {y2}", x1 + swing),
    }
}

/// Where an arrow is taken hold of: at its tip, beside the event in which it ends.
pub fn grasp(path: &Path) -> (i64, i64) {
    const BEFORE: i64 = 15;
    let dx = path.x2 - if path.swing == 0 { path.x1 } else { path.x2 + path.swing };
    let dy = if path.swing == 0 { path.y2 - path.y1 } else { 0 };
    let length = ((dx * dx + dy * dy) as u64).isqrt().max(1) as i64;
    (path.x2 - dx * BEFORE / length, path.y2 - dy * BEFORE / length)
}
