//! What proves that one event came before another.

use crate::document::compared::Compared;
use crate::document::open_run::OpenRun;
use sequitur_diagram::Scene;
use yew::prelude::*;

/// The way from the earlier event to the later one, along lanes and messages.
pub fn way(compared: &Compared, made: &OpenRun, scene: &Scene) -> Html {
    if !compared.is_ordered() {
        return Html::default();
    }
    let trace = made.trace();
    let links = compared.chain().iter().map(|id| trace.message(*id));
    let between = links.flat_map(|message| [Some(message.sent), message.received]).flatten();
    let (early, late) = (compared.first.min(compared.second), compared.first.max(compared.second));
    let mut way = String::new();
    for event in std::iter::once(early).chain(between).chain([late]) {
        let x = scene.lanes[trace.event(event).node.index()];
        way += &format!("{}{x} {}", if way.is_empty() { "M" } else { "L" }, made.layout.y_of_event(event));
    }
    html! { <path class="proof-way" d={way} /> }
}
