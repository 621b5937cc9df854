//! The visible part of the diagram, painted from its scene.

use crate::diagram::marks;
use crate::document::Selection;
use crate::document::compared::Compared;
use crate::document::frontier::FrontierView;
use crate::document::open_run::OpenRun;
use crate::words::picture as words;
use sequitur_core::trace::{Cone, EventId, Message, Relation};
use sequitur_diagram::{
    Arrow, ArrowEnd, Badge, Band, Break, EPOCH_ROOM, Mark, MarkLabel, Ring, Scene, Segment, Stamp, Wall,
};
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

/// The picture. Everything in it that can be acted on carries its name in a `data-`
/// attribute; one listener on the whole reads them.
#[component]
pub fn Picture(props: &Props) -> Html {
    let scene = &props.scene;
    let width = scene.width;
    html! {
        <>
            if !scene.walls.is_empty() || !scene.strips.is_empty() { { marks::hatch() } }
            <g key="bands">{ for scene.bands.iter().map(|b| band(b, width)) }</g>
            <g key="walls">{ for scene.walls.iter().chain(&scene.strips).map(wall) }</g>
            <g key="times" class="times">
                { for scene.ticks.iter().map(|t| time(t.y, &t.text, scene.gutter)) }
                { for scene.breaks.iter().map(|b| idle(b, scene)) }
            </g>
            <g key="differs" class="differs">{ for scene.differs.iter().map(|span| differs(*span, scene.gutter)) }</g>
            <g key="doubts">{ for scene.segments.iter().filter(|segment| segment.is_in_doubt).map(doubt) }</g>
            <g key="lanes">{ for scene.segments.iter().map(lane) }</g>
            <g key="ghosts" class="ghosts">
                { for scene.ghosts.iter().map(|ghost| html! {
                    <g key={ghost.message.0} class={ghost.tone.class()}>{ marks::arrow(&ghost.path) }</g>
                }) }
            </g>
            <g key="implied" class="implied data">{ for scene.implied.iter().map(marks::arrow) }</g>
            <g key="arrows">{ for scene.arrows.iter().map(|a| arrow(props, a)) }</g>
            if props.made.log.is_none() {
                <g key="heads">{ for scene.arrows.iter().map(|a| head(props, a)) }</g>
            }
            <g key="marks">{ for scene.marks.iter().flat_map(|m| events(props, m)) }</g>
            <g key="labels" class="labels" aria-hidden="true">
                { for scene.arrows.iter().filter_map(|a| arrow_label(props, a)) }
                { for scene.marks.iter().flat_map(|m| m.labels.iter().map(move |label| mark_label(props, m, label))) }
                { for scene.marks.iter().filter_map(|m| stamp(props, m)) }
                { for scene.walls.iter().filter_map(|wall| badge("wall-label", wall.label.as_ref())) }
                { for scene.rings.iter().map(ring) }
                { for scene.rings.iter().filter_map(|ring| badge("broken-label", ring.label.as_ref())) }
            </g>
        </>
    }
}

fn band(band: &Band, width: i64) -> Html {
    let class = if band.shaded { "band shaded" } else { "band" };
    html! {
        <g key={band.epoch}>
            <rect {class} x="0" y={band.y0.to_string()} width={width.to_string()} height={(band.y1 - band.y0).to_string()} />
            if let Some(label) = &band.label {
                <text class="soft end" x={(width - EPOCH_ROOM).to_string()} y={(band.y0 + 16).to_string()}>{ label }</text>
            }
        </g>
    }
}

fn wall(wall: &Wall) -> Html {
    let (width, height) = (wall.x1 - wall.x0, wall.y1 - wall.y0);
    html! {
        <g key={format!("{}-{}", wall.x0, wall.y0)}>
            <rect class="wall" x={wall.x0.to_string()} y={wall.y0.to_string()} width={width.to_string()} height={height.to_string()} />
            if wall.begins { <path class="wall-edge" d={format!("M{} {}h{width}", wall.x0, wall.y0)} /> }
        </g>
    }
}

fn time(y: i64, text: &str, gutter: i64) -> Html {
    html! { <text key={y} class="soft end" x={gutter.to_string()} y={(y + 4).to_string()}>{ text }</text> }
}

fn idle(pause: &Break, scene: &Scene) -> Html {
    let middle = pause.middle();
    let end = scene.lanes.iter().max().map_or(scene.width, |last| last + 40).min(scene.width);
    html! {
        <g key={format!("b{}", pause.y0)} class="idle">
            <path d={format!("M{} {middle}H{end}", scene.gutter + 6)} />
            <text class="end" x={scene.gutter.to_string()} y={(middle + 4).to_string()}>{ &pause.text }</text>
        </g>
    }
}

/// Where the run differs from the one before.
fn differs((y0, y1): (i64, i64), gutter: i64) -> Html {
    html! { <path key={y0} d={format!("M{} {y0}V{y1}", gutter + 4)} /> }
}

fn ring(ring: &Ring) -> Html {
    html! {
        <circle key={format!("r{}", ring.event.0)} class="broken-ring" cx={ring.x.to_string()} cy={ring.y.to_string()} r={Ring::RADIUS.to_string()} />
    }
}

/// A text on a ground of its own.
fn badge(class: &'static str, badge: Option<&Badge>) -> Option<Html> {
    let Badge { x, y, width, text } = badge?;
    Some(html! {
        <g key={format!("{class}-{x}-{y}")} {class}>
            <rect x={x.to_string()} y={y.to_string()} width={width.to_string()} height={Badge::HEIGHT.to_string()} rx="11" />
            <text x={(x + width / 2).to_string()} y={(y + 15).to_string()}>{ text }</text>
        </g>
    })
}

fn lane(segment: &Segment) -> Html {
    let class = match (segment.down, segment.paused) {
        (true, _) => "lane down".to_owned(),
        (false, true) => "lane paused".to_owned(),
        (false, false) => format!("lane w{}", segment.weight),
    };
    let x = segment.x.to_string();
    html! {
        <line key={format!("{}-{}", segment.node.0, segment.y0)} {class}
            x1={x.clone()} x2={x} y1={segment.y0.to_string()} y2={segment.y1.to_string()} />
    }
}

/// The shade of a lane on which a node is in doubt.
fn doubt(segment: &Segment) -> Html {
    let Segment { node, x, y0, y1, .. } = segment;
    html! { <path key={format!("{}-{y0}", node.0)} class="doubt" d={format!("M{x} {y0}V{y1}")} /> }
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
    // Another of its broadcast is drawn for it, until it stands out itself.
    let is_folded = arrow.is_folded && !selected;
    let class =
        classes!("arrow", arrow.tone.class(), is_folded.then_some("folded"), arrow_class(props, arrow));
    html! {
        <g key={arrow.message.0} {class} data-message={trace.key_text(message.key)} role="button"
            tabindex={if selected { "0" } else { "-1" }} aria-pressed={selected.to_string()} aria-label={props.made.describe_message(arrow.message)}>
            <path class="grip" d={arrow.path.line()} />
            { marks::arrow(&arrow.path) }
            if message.key.forged { { marks::forged(arrow.path.tail(marks::FORGED_AT)) } }
            if arrow.times > 1 && arrow.path.end == ArrowEnd::Stop {
                <text class="times" x={arrow.path.x2.to_string()} y={(arrow.path.y2 + 18).to_string()}>{ format!("×{}", arrow.times) }</text>
            }
        </g>
    }
}

/// Labels are apart from what they name: what is clicked is the sign and nothing else.
fn arrow_label(props: &Props, arrow: &Arrow) -> Option<Html> {
    let label = arrow.label.as_ref()?;
    let transform = format!("translate({} {}) rotate({})", label.x, label.y, label.angle);
    let class = classes!("label", "halo", arrow.tone.class(), arrow_class(props, arrow));
    Some(html! { <text key={format!("a{}", arrow.message.0)} {class} {transform}>{ &label.text }</text> })
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
            aria-label={words::arrival_of(&trace.key_text(message.key))}
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
    let selected = match props.selection {
        Some(Selection::Event(event)) => Some(event).filter(|event| mark.has(*event)),
        _ => None,
    };
    let relation = mark_relation(props, mark);
    let class = classes!(
        "mark",
        mark.kind.name(),
        selected.map(|_| "selected"),
        relation.map(relation_class),
        (props.ghost && mark.counterpart.is_some_and(|counterpart| counterpart.differs()))
            .then_some("changed")
    );
    let ring = match (selected, relation) {
        (Some(_), _) => Some("halo-ring"),
        (_, Some(Relation::Concurrent)) => Some("aside-ring"),
        _ => None,
    };
    let is_frontier = props.cone.as_ref().is_some_and(|cone| {
        let last = cone.past[mark.node.index()];
        !mark.has(cone.event) && last.is_some_and(|event| mark.has(event))
    });
    let is_pinned = props.pinned.is_some_and(|pinned| mark.has(pinned));
    let (x, y) = (mark.x.to_string(), mark.y.to_string());
    html! {
        <g key={mark.event.0} {class} data-event={mark.event.0.to_string()} role="button" tabindex={tabindex(props, mark, mark.event)}
            aria-pressed={(selected == Some(mark.event)).to_string()} aria-label={props.made.describe_event(mark.event)}>
            if is_pinned { <circle class="pin-ring" cx={x.clone()} cy={y.clone()} r="12" /> }
            if is_frontier { <circle class="frontier-ring" cx={x.clone()} cy={y.clone()} r="9" /> }
            if let Some(ring) = ring { <circle class={ring} cx={x.clone()} cy={y.clone()} r="9" /> }
            { marks::sign(mark.kind, mark.is_quiet, mark.x, mark.y) }
            <circle class="grip" cx={x.clone()} cy={y.clone()} r="7" />
        </g>
    }
}

/// The events of a mark, side by side in the order of time: what has the focus keeps it when the
/// steps of a handler part.
fn events(props: &Props, mark: &Mark) -> Vec<Html> {
    let others = (mark.event.0 + 1..=mark.last.0).map(|event| shared(props, mark, EventId(event)));
    std::iter::once(self::mark(props, mark)).chain(others).collect()
}

/// What else a handler did shares its mark: keys and readers come to it, the pointer does not.
fn shared(props: &Props, mark: &Mark, event: EventId) -> Html {
    let selected = props.selection == Some(Selection::Event(event));
    let relation = props.cone.as_ref().map(|cone| cone.relation(event, mark.node));
    let (x, y) = (mark.x.to_string(), mark.y.to_string());
    html! {
        <g key={event.0} class={classes!("mark", "shared", relation.map(relation_class))} data-event={event.0.to_string()} role="button"
            tabindex={tabindex(props, mark, event)} aria-pressed={selected.to_string()} aria-label={props.made.describe_event(event)}>
            if relation == Some(Relation::Concurrent) { <circle class="aside-ring" cx={x.clone()} cy={y.clone()} r="9" /> }
            <circle class="grip" cx={x} cy={y} r="7" />
        </g>
    }
}

fn mark_label(props: &Props, mark: &Mark, label: &MarkLabel) -> Html {
    let kind = props.made.trace().event(label.event).kind;
    let relation = mark_relation(props, mark).map(relation_class);
    let class = classes!("halo", "note", kind.name(), label.left.then_some("end"), relation);
    let x = label.x.to_string();
    let line = |(line, text): (i64, &String)| {
        let y = (label.y + line * MarkLabel::LINE).to_string();
        html! { <text key={format!("l{}-{line}", label.event.0)} class={class.clone()} x={x.clone()} {y}>{ text }</text> }
    };
    html! { <>{ for (0..).zip(&label.lines).map(line) }</> }
}

fn stamp(props: &Props, mark: &Mark) -> Option<Html> {
    let Stamp { x, y, width, text, is_wrong } = mark.stamp.as_ref()?;
    let class =
        classes!("stamp", is_wrong.then_some("differs"), mark_relation(props, mark).map(relation_class));
    Some(html! {
        <g key={format!("c{}", mark.event.0)} {class}>
            <rect x={x.to_string()} y={y.to_string()} width={width.to_string()} height={Stamp::HEIGHT.to_string()} rx="4" />
            <text class="clock" x={(x + width / 2).to_string()} y={(y + 10).to_string()}>{ text }</text>
        </g>
    })
}

/// Where the tab key enters the picture: at what is selected, or else at the first event.
fn tabindex(props: &Props, mark: &Mark, event: EventId) -> &'static str {
    let inside = match props.selection {
        Some(Selection::Event(selected)) => selected == event,
        Some(Selection::Message(_)) => false,
        _ => event == mark.event && props.scene.marks.first().is_some_and(|first| first.event == event),
    };
    if inside { "0" } else { "-1" }
}
