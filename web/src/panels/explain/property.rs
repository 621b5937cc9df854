//! A property: what became of it, and what led to that.

use super::{Props, ledger};
use crate::document::open_run::OpenRun;
use crate::panels::branches::ScenarioRef;
use crate::panels::shrink::Shrink;
use crate::panels::verdicts::{capital, sign, title};
use crate::words::explain_property as words;
use sequitur_core::sim::run::Outcome;
use sequitur_core::trace::{EventId, EventKind};
use yew::prelude::*;

/// So many steps on the way to a verdict are told.
const STEPS_MAX: usize = 6;

pub(super) fn property(props: &Props, index: usize) -> Html {
    let made = &props.made;
    let (property, verdict) = (&made.run.info.properties[index], &made.run.verdicts[index]);
    let led = verdict.event.map(|event| led_to(made, event)).unwrap_or_default();
    let mark = match verdict.outcome {
        Outcome::Holds => "ok",
        Outcome::Violated if verdict.is_promised => "no",
        Outcome::Violated => "wait",
        Outcome::Pending => "wait",
    };
    let variant = made
        .run
        .plan
        .variant
        .and_then(|name| made.run.info.variants.iter().find(|variant| variant.name == name));
    html! {
        <section>
            <h2><span class={classes!("sign", mark)} aria-hidden="true">{ sign(verdict.outcome) }</span>{ title(property.name) }
                <span class="only-heard">{ format!(", {}", verdict.words()) }</span></h2>
            <p>{ &verdict.why }</p>
            if !verdict.remarks().is_empty() { <p class="soft">{ capital(verdict.remarks().trim_start_matches(", ")) }{ "." }</p> }
            if !led.is_empty() {
                <h3>{ words::WHAT_LED_TO_IT }</h3>
                { ledger(props, &led, verdict.event) }
            }
            <p class="soft">{ words::a_property(&property.statement, &property.kind.name()) }</p>
            if let Some(variant) = variant.filter(|_| verdict.outcome == Outcome::Violated) { <p class="soft">{ variant.about }</p> }
            if verdict.outcome == Outcome::Violated {
                <Shrink scenario={ScenarioRef(made.scenario.clone())} property={index} dispatch={props.dispatch.clone()} />
            }
        </section>
    }
}

/// The events that an event could have come from and that changed something that lasts: faults,
/// commands, decisions, nodes that come into another role. The last of them, and itself.
fn led_to(made: &OpenRun, event: EventId) -> Vec<EventId> {
    let trace = made.trace();
    let cone = made.cone(event);
    let mut before = vec![None; trace.nodes.len()];
    let mut led = Vec::new();
    for (id, found) in (0..).map(EventId).zip(&trace.events).take_while(|(id, _)| *id <= event) {
        let lane = found.node.index();
        let turned = before[lane].replace((found.role, found.epoch)).is_some_and(|old| old.0 != found.role);
        let is_cause = cone.past[lane].is_some_and(|last| id <= last) || id == event;
        let lasts = matches!(
            found.kind,
            EventKind::Command | EventKind::Crash | EventKind::Restart | EventKind::Decide
        );
        let is_own = id == event;
        if is_own || (is_cause && (turned || lasts)) {
            led.push(id);
        }
    }
    led.split_off(led.len().saturating_sub(STEPS_MAX))
}
