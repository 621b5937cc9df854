//! What the signs of the picture stand for.

use crate::diagram::marks;
use crate::words::legend as words;
use sequitur_diagram::{ArrowEnd, Entry, Path};
use yew::prelude::*;

/// The signs that the run uses.
pub fn legend(entries: &[Entry]) -> Html {
    html! {
        <ul class="legend" data-testid="legend" aria-label={words::LEGEND}>
            { for entries.iter().map(|entry| html! { <li key={entry.text()}>{ sign(entry) }{ entry.text() }</li> }) }
        </ul>
    }
}

fn sign(entry: &Entry) -> Html {
    let way = |x2: i64, end: ArrowEnd| Path { x1: 0, y1: 5, x2, y2: 5, swing: 0, end };
    match entry {
        Entry::Arrow(tone, _) => html! {
            <svg class={tone.class()} width="26" height="10" aria-hidden="true">{ marks::arrow(&way(31, ArrowEnd::Head)) }</svg>
        },
        Entry::UnderWay => html! {
            <svg class="data" width="26" height="10" aria-hidden="true">{ marks::arrow(&way(22, ArrowEnd::Open)) }</svg>
        },
        Entry::Lost => {
            html! { <svg width="10" height="10" aria-hidden="true"><path class="cross" d="M1 1l8 8m0-8l-8 8" /></svg> }
        }
        Entry::Forged => {
            html! { <svg width="10" height="10" aria-hidden="true">{ marks::forged((5, 5)) }</svg> }
        }
        Entry::InDoubt => {
            html! { <svg width="14" height="14" aria-hidden="true"><path class="doubt" d="M7 0v14" /></svg> }
        }
        Entry::Leads(_) | Entry::Cut => Html::default(),
    }
}
