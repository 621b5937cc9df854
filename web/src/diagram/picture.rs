//! The visible part of the diagram, painted from its scene.

use crate::diagram::marks;
use crate::document::compared::Compared;
use crate::document::frontier::FrontierView;
use crate::document::open_run::OpenRun;
use crate::document::{Lens, Selection};
use sequitur_core::trace::{Cone, EventId, Message, Relation};
use sequitur_diagram::{Arrow, Band, Break, Mark, Scene, Segment, Tick};
use std::rc::Rc;
use yew::prelude::*;

/// What the picture is painted from.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub made: Rc<OpenRun>,
    /// Its visible part.
    pub scene: Rc<Scene>,
    /// What the reader looks at.
    pub selection: Option<Selection>,
    /// Which clock stands beside each event.
    pub lens: Lens,
    /// Causes and effects of an event, if only they are to stand out.
    pub cone: Option<Rc<Cone>>,
    /// Whether the run before is drawn behind this one.
    pub ghost: bool,
    /// The event that the selected one is compared with.
    pub pinned: Option<EventId>,
    /// Both, with the chain of messages that proves their order.
    pub compared: Option<Rc<Compared>>,
    /// A frontier, with the messages that break it.
    pub frontier: Option<Rc<FrontierView>>,
}

/// A clock longer than this is shown in the inspector only.
const CLOCK_MAX: usize = 18;

/// The picture. Everything in it that can be acted on carries its name in a `data-`
/// attribute; one listener on the whole reads them.
#[component]
pub fn Picture(props: &Props) -> Html {
    let scene = &props.scene;
    let width = scene.width;
    html! {
        <>
            { marks::tips() }
            <g key="bands">{ for scene.bands.iter().map(|b| band(b, width)) }</g>
            <g key="ticks">{ for scene.ticks.iter().map(|t| tick(t, width)) }</g>
            <g key="lanes">{ for scene.segments.iter().map(lane) }</g>
            <g key="breaks">{ for scene.breaks.iter().map(|b| idle(b, width)) }</g>
            <g key="ghosts" class="ghosts">
                { for scene.ghosts.iter().map(|ghost| html! {
                    <g key={ghost.message.0}>{ marks::arrow(&ghost.path, ghost.class) }</g>
                }) }
            </g>
            <g key="implied" class="implied">{ for scene.implied.iter().map(|path| marks::arrow(path, 1)) }</g>
            <g key="arrows">{ for scene.arrows.iter().map(|a| arrow(props, a)) }</g>
            if props.made.log.is_none() {
                <g key="heads">{ for scene.arrows.iter().map(|a| head(props, a)) }</g>
            }
            <g key="marks">{ for scene.marks.iter().map(|m| mark(props, m)) }</g>
            <g key="labels" class="labels" aria-hidden="true">
                { for scene.arrows.iter().filter_map(|a| arrow_label(props, a)) }
                { for scene.marks.iter().filter_map(|m| mark_label(props, m)) }
                { for scene.marks.iter().filter_map(|m| clock(props, m)) }
            </g>
        </>
    }
}

fn band(band: &Band, width: i64) -> Html {
    let class = if band.shaded { "band shaded" } else { "band" };
    html! {
        <g key={band.epoch}>
            <rect {class} x="0" y={band.y0.to_string()} width={width.to_string()} height={(band.y1 - band.y0).to_string()} />
            <text class="soft" x="8" y={(band.y0 + 15).to_string()}>{ &band.label }</text>
        </g>
    }
}

fn tick(tick: &Tick, width: i64) -> Html {
    html! {
        <g key={tick.y}>
            <line class="tick" x1="0" x2={width.to_string()} y1={tick.y.to_string()} y2={tick.y.to_string()} />
            <text class="soft end" x={(width - 6).to_string()} y={(tick.y + 4).to_string()}>{ &tick.text }</text>
        </g>
    }
}

fn idle(pause: &Break, width: i64) -> Html {
    let middle = (pause.y0 + pause.y1) / 2;
    html! {
        <g key={pause.y0} class="idle">
            <line x1="0" x2={width.to_string()} y1={middle.to_string()} y2={middle.to_string()} />
            <text class="soft halo" x="8" y={(middle - 5).to_string()}>{ &pause.text }{ " pass" }</text>
        </g>
    }
}

fn lane(segment: &Segment) -> Html {
    let class = if segment.down { "lane down".to_owned() } else { format!("lane w{}", segment.weight) };
    let x = segment.x.to_string();
    html! {
        <line key={format!("{}-{}", segment.node.0, segment.y0)} {class}
            x1={x.clone()} x2={x} y1={segment.y0.to_string()} y2={segment.y1.to_string()} />
    }
}

/// Whether a message was sent by a cause or is received by one, and so on.
fn relation_of(cone: &Cone, made: &OpenRun, message: &Message) -> Relation {
    let node = |event: EventId| made.trace().event(event).node;
    let of = |event: EventId| cone.relation(event, node(event));
    match (of(message.sent), message.received.map(of)) {
        (_, Some(Relation::Before | Relation::Same)) => Relation::Before,
        (Relation::After | Relation::Same, _) => Relation::After,
        _ => Relation::Concurrent,
    }
}

fn relation_class(relation: Relation) -> &'static str {
    match relation {
        Relation::Same => "",
        Relation::Before => "cause",
        Relation::After => "effect",
        Relation::Concurrent => "concurrent",
    }
}

/// How an arrow and its label look: selected, changed, a cause or an effect.
fn arrow_class(props: &Props, arrow: &Arrow) -> Classes {
    let message = props.made.trace().message(arrow.message);
    let cone = props.cone.as_ref().map(|cone| relation_class(relation_of(cone, &props.made, message)));
    let changed = props.ghost && arrow.counterpart.is_some_and(|counterpart| counterpart.differs());
    classes!(
        (props.selection == Some(Selection::Message(message.key))).then_some("selected"),
        cone,
        changed.then_some("changed"),
        props.compared.as_ref().is_some_and(|c| c.chain().contains(&arrow.message)).then_some("proof"),
        props
            .frontier
            .as_ref()
            .is_some_and(|frontier| frontier.breaks.contains(&arrow.message))
            .then_some("breaks"),
        message.copy_of.map(|_| "copy")
    )
}

fn arrow(props: &Props, arrow: &Arrow) -> Html {
    let trace = props.made.trace();
    let message = trace.message(arrow.message);
    let selected = props.selection == Some(Selection::Message(message.key));
    html! {
        <g key={arrow.message.0} class={classes!("arrow", arrow_class(props, arrow))} data-message={trace.key_text(message.key)} role="button"
            tabindex={if selected { "0" } else { "-1" }} aria-pressed={selected.to_string()}
            aria-label={props.made.describe_message(arrow.message)}>
            <path class="grip" d={marks::line(&arrow.path)} />
            { marks::arrow(&arrow.path, arrow.class) }
        </g>
    }
}

/// Labels are apart from what they name: what is clicked is the sign and nothing else.
fn arrow_label(props: &Props, arrow: &Arrow) -> Option<Html> {
    let label = arrow.label.as_ref()?;
    let at = format!("translate({} {}) rotate({})", label.x, label.y, label.angle);
    let class = classes!("label", "halo", format!("m{}", arrow.class), arrow_class(props, arrow));
    Some(
        html! { <text key={format!("a{}", arrow.message.0)} {class} y="-6" transform={at}>{ &label.text }</text> },
    )
}

/// What is dragged to delay a message, or to drop it.
fn head(props: &Props, arrow: &Arrow) -> Html {
    let trace = props.made.trace();
    let message = trace.message(arrow.message);
    let selected = props.selection == Some(Selection::Message(message.key));
    let arrives = message.arrives_at.unwrap_or(message.sent_at);
    let (x, y) = marks::grasp(&arrow.path);
    html! {
        <circle key={arrow.message.0} class={classes!("head", selected.then_some("selected"))}
            data-head={trace.key_text(message.key)} cx={x.to_string()} cy={y.to_string()} r="11"
            role="slider" tabindex={if selected { "0" } else { "-1" }}
            aria-label={format!("Arrival of {}", trace.key_text(message.key))}
            aria-orientation="vertical"
            aria-valuemin={(message.sent_at / 1_000).to_string()}
            aria-valuemax={(props.made.run.end.max(arrives) / 1_000).to_string()}
            aria-valuenow={(arrives / 1_000).to_string()}
            aria-valuetext={crate::document::open_run::time_text(arrives)} />
    }
}

fn mark_relation(props: &Props, mark: &Mark) -> Option<Relation> {
    props.cone.as_ref().map(|cone| cone.relation(mark.event, mark.node))
}

fn mark(props: &Props, mark: &Mark) -> Html {
    let selected = props.selection == Some(Selection::Event(mark.event));
    let reachable = selected || is_entry(props, mark.event);
    let relation = mark_relation(props, mark);
    let class = classes!(
        "mark",
        mark.kind.name(),
        selected.then_some("selected"),
        relation.map(relation_class),
        (props.ghost && mark.counterpart.is_some_and(|counterpart| counterpart.differs()))
            .then_some("changed")
    );
    let ring = match (selected, relation) {
        (true, _) => Some("halo-ring"),
        (_, Some(Relation::Concurrent)) => Some("aside-ring"),
        _ => None,
    };
    let is_frontier = props
        .cone
        .as_ref()
        .is_some_and(|cone| cone.event != mark.event && cone.past[mark.node.index()] == Some(mark.event));
    let (x, y) = (mark.x.to_string(), mark.y.to_string());
    html! {
        <g key={mark.event.0} {class} data-event={mark.event.0.to_string()} role="button"
            tabindex={if reachable { "0" } else { "-1" }} aria-pressed={selected.to_string()}
            aria-label={props.made.describe_event(mark.event)}>
            if props.pinned == Some(mark.event) { <circle class="pin-ring" cx={x.clone()} cy={y.clone()} r="12" /> }
            if is_frontier { <circle class="frontier-ring" cx={x.clone()} cy={y.clone()} r="9" /> }
            if let Some(ring) = ring { <circle class={ring} cx={x.clone()} cy={y.clone()} r="9" /> }
            { marks::sign(mark.kind, mark.x, mark.y) }
            <circle class="grip" cx={x} cy={y} r="6" />
        </g>
    }
}

fn mark_label(props: &Props, mark: &Mark) -> Option<Html> {
    let has_clock = props.lens.is_some() && props.made.trace().event(mark.event).kind.ticks();
    let label = mark.label.as_ref().filter(|label| !(has_clock && label.left))?;
    let class = classes!(
        "halo",
        mark.kind.name(),
        label.left.then_some("end"),
        mark_relation(props, mark).map(relation_class)
    );
    Some(
        html! { <text key={format!("l{}", mark.event.0)} {class} x={label.x.to_string()} y={label.y.to_string()}>{ &label.text }</text> },
    )
}

fn clock(props: &Props, mark: &Mark) -> Option<Html> {
    let text = clock_text(props, mark.event)?;
    let class = classes!("clock", "halo", "end", mark_relation(props, mark).map(relation_class));
    let (x, y) = ((mark.x - 9).to_string(), (mark.y + 4).to_string());
    Some(html! { <text key={format!("c{}", mark.event.0)} {class} {x} {y}>{ text }</text> })
}

/// Whether an event is where the tab key enters the picture, as long as nothing in it
/// is selected.
fn is_entry(props: &Props, event: EventId) -> bool {
    let inside = matches!(props.selection, Some(Selection::Message(_) | Selection::Event(_)));
    !inside && props.scene.marks.first().is_some_and(|mark| mark.event == event)
}

fn clock_text(props: &Props, event: EventId) -> Option<String> {
    let text = props.made.stamp(props.lens?, event)?;
    let text = text.trim_matches(|c| matches!(c, '[' | ']' | '(' | ')'));
    Some(if text.len() > CLOCK_MAX { "[…]".to_owned() } else { text.to_owned() })
}
