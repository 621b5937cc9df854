//! The inspector: what is selected, what the node knows then, what changed, and what
//! can be done about it.

use crate::branches::{Branches, Shown};
use crate::chips;
use crate::cut::CutView;
use crate::drawing::Drawing;
use crate::errors::Errors;
use crate::find::{Find, Looks};
use crate::made::{Made, time_text};
use crate::moves;
use crate::order::{Compared, Order};
use crate::state::{Action, Lens, Selection, State};
use sequitur_core::scenario::Edit;
use sequitur_core::sim::plan::{Happening, ManualChoice};
use sequitur_core::sim::run::{Fields, NodeView, Value};
use sequitur_core::trace::{EventId, EventKind, Fate, MessageId, Micros, NodeId};
use sequitur_diagram::{Change, Difference, Ghost, wall_text};
use std::rc::Rc;
use yew::prelude::*;

/// What the inspector needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub made: Rc<Made>,
    /// What changed since the run before, if there is one.
    pub ghost: Option<Rc<Ghost>>,
    /// Whether that is drawn.
    pub ghost_on: bool,
    /// Whether only causes and effects of what is selected stand out.
    pub cone_on: bool,
    /// Whether there is a run before.
    pub has_before: bool,
    /// The name of its branch, if that is another one.
    pub other_branch: Option<String>,
    /// What the reader looks for, and what is shown.
    pub looks: Looks,
    /// What the reader looks at.
    pub selection: Option<Selection>,
    /// The event that this is about.
    pub event: Option<EventId>,
    /// The event that it is compared with, and what comes of it.
    pub pinned: Option<EventId>,
    /// See there.
    pub compared: Option<Rc<Compared>>,
    /// A cut, if there is one.
    pub cut: Option<Rc<CutView>>,
    /// Which clock stands beside each event.
    pub lens: Lens,
    /// The moment that the reader has set.
    pub cursor: Option<Micros>,
    /// The moment at which something done to a node happens.
    pub moment: Micros,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
}

/// Messages of an event that are listed at most.
const MESSAGES_MAX: usize = 64;

/// Values of a list shown at most.
const LIST_MAX: usize = 24;

/// The inspector.
#[component]
pub fn Inspector(props: &Props) -> Html {
    let made = &props.made;
    let body = match props.selection {
        Some(Selection::Message(key)) => made.find(key).map(|id| message(props, id)).unwrap_or_default(),
        Some(Selection::Event(event)) => self::event(props, event),
        Some(Selection::Node(node)) => self::node(props, node),
        Some(Selection::Property(place)) => property(props, place),
        None => welcome(made),
    };
    // What the reader is about to find out stands first.
    let is_comparing = props.pinned.is_some() || props.cut.is_some();
    let order = html! {
        <Order made={made.clone()} event={props.event} pinned={props.pinned} compared={props.compared.clone()} lens={props.lens}
            cut={props.cut.clone()} moment={props.event.map_or(props.moment, |event| made.trace().event(event).at)}
            dispatch={props.dispatch.clone()} />
    };
    html! {
        <aside class="inspector" data-testid="inspector" aria-label="Inspector" tabindex="0">
            if made.log.is_none() {
                <Branches scenario={Shown(made.scenario.clone())} dispatch={props.dispatch.clone()} />
            }
            if is_comparing { { order.clone() } }
            { body }
            if !is_comparing { { order } }
            if made.has_clocks() { <Errors made={made.clone()} selection={props.selection} cursor={props.cursor} /> }
            if made.can_be_drawn() {
                <Drawing made={made.clone()} event={drawn_event(props)} moment={props.moment} dispatch={props.dispatch.clone()} />
            }
            { comparison(props) }
            <Find made={made.clone()} looks={props.looks.clone()} selection={props.selection} dispatch={props.dispatch.clone()} />
            if made.log.is_none() { <Changes made={made.clone()} dispatch={props.dispatch.clone()} /> }
        </aside>
    }
}

/// The event that what is selected was drawn with: for a message, its sending.
fn drawn_event(props: &Props) -> Option<EventId> {
    let trace = props.made.trace();
    match props.selection? {
        Selection::Message(key) => Some(trace.message(props.made.find(key)?).sent),
        _ => props.event,
    }
}

/// What is shown while nothing is selected.
fn welcome(made: &Made) -> Html {
    let info = made.run.info;
    let about = match &made.log {
        None => {
            "Select a message, an event, a node or a property. Drag the head of an arrow down to delay \
            the message, or off its lane to drop it; what follows changes with it."
        }
        Some(_) => {
            "Select a message, an event or a host. Clocks, and causes and effects, are computed from the arrows."
        }
    };
    html! {
        <section>
            <h2>{ info.title }</h2>
            <p>{ info.summary }</p>
            <p class="soft">{ about }</p>
            <p class="soft">{ info.source }</p>
        </section>
    }
}

fn value(value: &Value) -> Html {
    match value {
        Value::Null => html! { <span class="soft">{ "none" }</span> },
        Value::Bool(yes) => html! { { if *yes { "true" } else { "false" } } },
        Value::Number(number) => html! { { *number } },
        Value::Text(text) => html! { { text } },
        Value::List(values) if values.is_empty() => html! { <span class="soft">{ "empty" }</span> },
        Value::List(values) => list(values),
    }
}

fn list(values: &[Value]) -> Html {
    let hidden = values.len().saturating_sub(LIST_MAX);
    html! {
        <span class="list">
            if hidden > 0 { <span class="soft">{ format!("{hidden} more, then ") }</span> }
            { for values[hidden..].iter().map(|one| html! { <span>{ value(one) }</span> }) }
        </span>
    }
}

/// Fields, those marked that differ from another state.
fn fields(fields: &Fields, before: Option<&Fields>) -> Html {
    let row = |(name, new): &(&'static str, Value)| {
        let old = before.map(|before| before.iter().find(|(other, _)| other == name));
        let changed = old.is_some_and(|old| old.is_none_or(|(_, old)| old != new));
        html! {
            <>
                <dt>{ *name }</dt>
                <dd class={changed.then_some("new")}>
                    { value(new) }
                    if changed { <span class="only-heard">{ " (changed)" }</span> }
                </dd>
            </>
        }
    };
    html! { <dl>{ for fields.iter().map(row) }</dl> }
}

fn fact(name: &str, what: Html) -> Html {
    html! { <><dt>{ name.to_owned() }</dt><dd>{ what }</dd></> }
}

fn jump(props: &Props, selection: Selection, text: String) -> Html {
    let dispatch = props.dispatch.clone();
    let onclick = move |_| dispatch.dispatch(Action::Select(Some(selection), true));
    html! { <button class="plain link" {onclick}>{ text }</button> }
}

fn action(props: &Props, name: &'static str, key: &'static str, edit: Option<Edit>) -> Html {
    // Not `disabled`, which would throw the focus away once the action has been taken.
    let is_off = edit.is_none();
    let onclick = {
        let (dispatch, edit) = (props.dispatch.clone(), edit);
        move |_| {
            if let Some(edit) = edit.clone() {
                dispatch.dispatch(Action::Edit(edit));
            }
        }
    };
    html! {
        <button aria-label={name} aria-disabled={is_off.to_string()} {onclick}>{ name }<kbd aria-hidden="true">{ key }</kbd></button>
    }
}

fn causes(props: &Props) -> Html {
    let dispatch = props.dispatch.clone();
    let onclick = move |_| dispatch.dispatch(Action::Cone);
    html! {
        <button aria-pressed={props.cone_on.to_string()} {onclick}>{ "Causes and effects" }<kbd aria-hidden="true">{ "C" }</kbd></button>
    }
}

/// What can be done to a message right now: drop, duplicate, deliver now, restore.
pub fn message_edits(made: &Made, id: MessageId, cursor: Option<Micros>) -> [Option<Edit>; 4] {
    let message = made.trace().message(id);
    let key = message.key;
    if let Some(situation) = made.situation(cursor) {
        let tray = &situation.trays[key.to.index()];
        let flying = tray.arriving.iter().find(|arriving| arriving.key == key);
        let can_arrive = flying.is_some_and(|arriving| arriving.hindrance.is_none());
        let choose = |is_open: bool, choice| is_open.then_some(Edit::Choose(choice));
        return [
            choose(flying.is_some(), ManualChoice::Drop(key.into())),
            choose(flying.is_some(), ManualChoice::Duplicate(key.into())),
            choose(can_arrive, ManualChoice::Deliver(key.into())),
            None,
        ];
    }
    if made.log.is_some() {
        return [const { None }; 4];
    }
    let touched = made.run.plan.edits.iter().any(|edit| edit.key == key);
    let now = cursor.unwrap_or(0).max(message.sent_at + 1);
    [
        (message.fate != Fate::Dropped).then_some(Edit::Drop(key)),
        Some(Edit::Duplicate(key, None)),
        Some(Edit::DelayTo(key, now)),
        touched.then_some(Edit::Restore(key)),
    ]
}

/// In a run by hand, the way back to a moment, to go on from there.
fn go_on(props: &Props, at: Micros) -> Html {
    let plan = &props.made.run.plan;
    if plan.manual.is_none() || plan.manual_from.is_some_and(|from| at < from) {
        return Html::default();
    }
    let dispatch = props.dispatch.clone();
    let onclick = move |_| {
        dispatch.dispatch(Action::Cursor(Some(at)));
        moves::focus();
    };
    html! { <button {onclick}>{ "Go on from here" }</button> }
}

fn message(props: &Props, id: MessageId) -> Html {
    let made = &props.made;
    let trace = made.trace();
    let message = trace.message(id);
    let (from, to) = (trace.node_name(message.key.from), trace.node_name(message.key.to));
    let arrival = match (message.fate, message.arrives_at) {
        (Fate::Delivered, Some(at)) => ("arrived", made.time_text(at)),
        (_, Some(at)) => ("would arrive", made.time_text(at)),
        (_, None) => ("arrives", "when it is delivered".to_owned()),
    };
    let kind = usize::from(message.key.kind);
    html! {
        <>
            <section>
                <h2>{ trace.message_label(id) }{ " " }<span class="soft">{ format!("{from} → {to}") }</span></h2>
                <p class="soft">{ made.run.info.kinds[kind].about }</p>
                <dl>
                    { fact("sent", jump(props, Selection::Event(message.sent), made.time_text(message.sent_at))) }
                    { fact(arrival.0, match message.received {
                        Some(event) => jump(props, Selection::Event(event), arrival.1),
                        None => html! { { arrival.1 } },
                    }) }
                    { fact("fate", html! { { fate(message.fate) } }) }
                    if let Some(original) = message.copy_of {
                        { fact("copy of", jump(props, Selection::Message(trace.message(original).key), trace.key_text(trace.message(original).key))) }
                    }
                    { fact("name", html! { { trace.key_text(message.key) } }) }
                </dl>
                if made.log.is_none() { { content(props, id) } }
                { causes(props) }
            </section>
            { node_state(props, message.received.unwrap_or(message.sent)) }
        </>
    }
}

/// What a message holds, and what can be done to it.
fn content(props: &Props, id: MessageId) -> Html {
    let made = &props.made;
    let message = made.trace().message(id);
    let [drop, duplicate, now, restore] = message_edits(made, id, props.cursor);
    html! {
        <>
            <h3>{ "Content" }</h3>
            { fields(&made.run.details.fields(id), None) }
            <div class="actions">
                { action(props, "Drop", "D", drop) }
                { action(props, "Duplicate", "U", duplicate) }
                { action(props, "Deliver now", "N", now) }
                if !made.is_by_hand() { { action(props, "Restore", "R", restore) } }
            </div>
            if made.is_by_hand() {
                { go_on(props, message.sent_at) }
            } else {
                <Delay key={made.trace().key_text(message.key)} made={made.clone()} id={id.0} dispatch={props.dispatch.clone()} />
            }
        </>
    }
}

fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::Delivered => "delivered",
        Fate::Lost => "lost by the network",
        Fate::Dropped => "dropped by a change of yours",
        Fate::Cut => "stopped by a partition",
        Fate::Refused => "refused: the receiver was down",
        Fate::Flying => "still under way when the run stopped",
    }
}

/// What the form for a delay needs.
#[derive(Properties, PartialEq)]
struct DelayProps {
    made: Rc<Made>,
    id: u32,
    dispatch: UseReducerDispatcher<State>,
}

/// The time at which a message is to arrive, typed. It offers 50 ms later than now.
#[component]
fn Delay(props: &DelayProps) -> Html {
    let message = props.made.trace().message(MessageId(props.id));
    let arrives = message.arrives_at.unwrap_or(message.sent_at);
    let offered = milliseconds((arrives + 50_000) / 1_000 * 1_000);
    let typed = use_state_eq(|| None::<String>);
    use_effect_with(arrives, {
        let typed = typed.clone();
        move |_| typed.set(None)
    });
    let text = (*typed).clone().unwrap_or(offered);
    let wanted = parse_milliseconds(&text);
    let (key, sent) = (message.key, message.sent_at);
    let onsubmit = {
        let dispatch = props.dispatch.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            dispatch.dispatch(match wanted {
                Some(at) if at > sent => Action::Edit(Edit::DelayTo(key, at)),
                Some(_) => Action::Notice(Some("A message cannot arrive before it is sent.".into())),
                None => Action::Notice(Some("Type a time in milliseconds, such as 260 or 182.5.".into())),
            });
        }
    };
    let oninput = move |event: InputEvent| {
        let input: web_sys::HtmlInputElement = event.target_unchecked_into();
        typed.set(Some(input.value()));
    };
    html! {
        <form class="inline" {onsubmit}>
            <button aria-label="Delay">{ "Delay" }<kbd aria-hidden="true">{ "L" }</kbd></button>
            <label>{ "to " }<input id="delay-to" inputmode="decimal" autocomplete="off" value={text} {oninput} />{ " ms" }</label>
        </form>
    }
}

/// A time in milliseconds, for a field.
pub fn milliseconds(at: Micros) -> String {
    let text = time_text(at.min(9_999_999));
    if at >= 10_000_000 { format!("{}", at / 1_000) } else { text.trim_end_matches(" ms").to_owned() }
}

/// Reads milliseconds with up to three decimals.
pub fn parse_milliseconds(text: &str) -> Option<Micros> {
    let (whole, fraction) = text.trim().split_once(['.', ',']).unwrap_or((text.trim(), ""));
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let whole: Micros = whole.parse().ok().filter(|ms| *ms < 1_000_000_000)?;
    let fraction: Micros = format!("{fraction:0<3}").parse().ok()?;
    Some(whole * 1_000 + fraction)
}

fn event(props: &Props, id: EventId) -> Html {
    let made = &props.made;
    let trace = made.trace();
    let event = trace.event(id);
    let vector: Vec<String> = made.vector(id).iter().map(u32::to_string).collect();
    let mut messages = made.messages_of(id);
    messages.truncate(MESSAGES_MAX);
    let link = |message: &MessageId| {
        let key = trace.message(*message).key;
        html! { <li>{ jump(props, Selection::Message(key), trace.key_text(key)) }</li> }
    };
    html! {
        <>
            <section>
                <h2>{ trace.label(id) }{ " " }<span class="soft">{ trace.node_name(event.node) }</span></h2>
                <dl>
                    { fact("what", html! { { kind_text(event.kind) } }) }
                    { fact("when", html! { { made.time_text(event.at) } }) }
                    if made.has_clocks() { { fact("its clock", html! { { wall_text(made.run.wall(id)) } }) } }
                    { log_facts(made, id) }
                    { fact("Lamport", html! { { made.lamport(id) } }) }
                    { fact("vector", html! { { format!("[{}]", vector.join(" ")) } }) }
                </dl>
                if !messages.is_empty() { <ul class="links">{ for messages.iter().map(link) }</ul> }
                { go_on(props, event.at) }
                { causes(props) }
            </section>
            { node_state(props, id) }
            if made.log.is_none() {
                <NodeActions made={made.clone()} node={event.node.0} moment={event.at + 1} dispatch={props.dispatch.clone()} />
            }
        </>
    }
}

/// What a log says of an event beside its host, clock and text.
fn log_facts(made: &Made, id: EventId) -> Html {
    let Some(log) = &made.log else {
        return Html::default();
    };
    html! {
        <>
            { fact("line", html! { { log.line(id) } }) }
            { for log.fields(id).map(|(name, piece)| fact(name, html! { { piece } })) }
        </>
    }
}

fn kind_text(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Start => "the node begins",
        EventKind::Command => "a command is given",
        EventKind::Local => "a local event",
        EventKind::Send => "a send; one event, however many arrows",
        EventKind::Receive => "a receive",
        EventKind::Timer => "a timer fires",
        EventKind::Crash => "the node crashes",
        EventKind::Restart => "the node restarts",
        EventKind::Decide => "a decision that is never taken back",
        EventKind::Note => "why the node did so",
    }
}

/// The whole state of an event's node after it, and what the step changed.
fn node_state(props: &Props, id: EventId) -> Html {
    let made = &props.made;
    let event = made.trace().event(id);
    let before = made.event_before(id).and_then(|before| made.node_after(before, event.node));
    let Some(after) = made.node_after(id, event.node) else {
        return Html::default();
    };
    html! {
        <section>
            <h2>{ made.trace().node_name(event.node) }{ " " }<span class="soft">{ format!("after {}", made.time_text(event.at)) }</span></h2>
            { view(made, &after, before.as_ref()) }
        </section>
    }
}

fn view(made: &Made, after: &NodeView, before: Option<&NodeView>) -> Html {
    let timer = |(timer, at): &(u8, Option<Micros>)| {
        let name = made.run.info.timer_name(*timer);
        let when = at.map_or_else(|| "any moment".to_owned(), time_text);
        fact(name, html! { { when } })
    };
    html! {
        <>
            if !after.up { <p><b>{ "Down." }</b>{ " This is what its disk remembers." }</p> }
            { fields(&after.fields, before.map(|before| &before.fields)) }
            if !after.timers.is_empty() {
                <h3>{ "Timers" }</h3>
                <dl>{ for after.timers.iter().map(timer) }</dl>
            }
        </>
    }
}

fn node(props: &Props, node: NodeId) -> Html {
    let made = &props.made;
    let state = match made.last_event(props.moment, Some(node)) {
        _ if made.log.is_some() => host(made, node),
        Some(event) => node_state(props, event),
        None => {
            html! { <section><h2>{ made.trace().node_name(node) }</h2><p class="soft">{ "It has not started yet." }</p></section> }
        }
    };
    html! {
        <>
            { state }
            if made.log.is_none() {
                <NodeActions made={made.clone()} node={node.0} moment={props.moment} dispatch={props.dispatch.clone()} />
            }
        </>
    }
}

/// A host of a log, which says nothing of its state.
fn host(made: &Made, node: NodeId) -> Html {
    let count = made.trace().events.iter().filter(|event| event.node == node).count();
    html! {
        <section>
            <h2>{ made.trace().node_name(node) }</h2>
            <p>{ format!("{count} events. A log says nothing of a host's state beside them.") }</p>
        </section>
    }
}

/// What the actions on a node need.
#[derive(Properties, PartialEq)]
struct NodeActionsProps {
    made: Rc<Made>,
    node: u8,
    /// When they happen, unless another time is typed.
    moment: Micros,
    dispatch: UseReducerDispatcher<State>,
}

/// Crash, restart, partition, at a time that can be typed; in a run by hand, next.
#[component]
fn NodeActions(props: &NodeActionsProps) -> Html {
    let typed = use_state_eq(|| None::<String>);
    use_effect_with((props.node, props.moment), {
        let typed = typed.clone();
        move |_| typed.set(None)
    });
    let text = (*typed).clone().unwrap_or_else(|| milliseconds(props.moment));
    let at = parse_milliseconds(&text);
    let node = NodeId(props.node);
    let button = |name: &'static str, key: &'static str, what: Happening| {
        let dispatch = props.dispatch.clone();
        let onclick = move |_| {
            dispatch.dispatch(match at {
                Some(at) => Action::Edit(Edit::At(at, what.clone())),
                None => Action::Notice(Some("Type a time in milliseconds, such as 260 or 182.5.".into())),
            });
        };
        html! { <button aria-label={name} {onclick}>{ name }<kbd aria-hidden="true">{ key }</kbd></button> }
    };
    let oninput = move |event: InputEvent| {
        let input: web_sys::HtmlInputElement = event.target_unchecked_into();
        typed.set(Some(input.value()));
    };
    html! {
        <section>
            <h3>{ format!("What happens to {}", props.made.trace().node_name(node)) }</h3>
            if !props.made.is_by_hand() {
                <label class="inline">{ "at " }<input inputmode="decimal" autocomplete="off" value={text} {oninput} />{ " ms" }</label>
            }
            <div class="actions">
                { button("Crash", "X", Happening::Crash(node)) }
                { button("Restart", "R", Happening::Restart(node)) }
                { button("Partition", "P", Happening::Partition(vec![vec![node]])) }
                { button("Heal", "H", Happening::Heal) }
            </div>
        </section>
    }
}

fn property(props: &Props, place: usize) -> Html {
    let run = &props.made.run;
    let (property, verdict) = (&run.info.properties[place], &run.verdicts[place]);
    html! {
        <>
            <section>
                <h2>{ chips::title(property.name) }</h2>
                <p>{ property.statement }</p>
                <p><b>{ chips::sign(verdict.outcome) }{ " " }{ verdict.outcome.name() }</b>{ ". " }{ &verdict.why }</p>
                <p class="soft">{ format!("A {} property.", property.kind.name()) }</p>
                if let Some(event) = verdict.event {
                    <p>{ "Decided by " }{ jump(props, Selection::Event(event), props.made.describe_event(event)) }</p>
                }
            </section>
            { verdict.event.map(|event| node_state(props, event)).unwrap_or_default() }
        </>
    }
}

/// What the last change did to the run.
fn comparison(props: &Props) -> Html {
    if !props.has_before {
        return Html::default();
    }
    let told = props.ghost.as_ref().map(|ghost| difference_text(ghost.difference()));
    let onclick = {
        let dispatch = props.dispatch.clone();
        move |_| dispatch.dispatch(Action::Ghost)
    };
    let heading = match &props.other_branch {
        Some(name) => format!("Beside the branch {name}"),
        None => "Since the last change".to_owned(),
    };
    html! {
        <section class="comparison">
            <h2>{ heading }</h2>
            if let Some(told) = told { <p>{ told }</p> }
            <button aria-pressed={props.ghost_on.to_string()} {onclick}>
                { if props.ghost_on { "Hide the run before" } else { "Show the run before" } }<kbd aria-hidden="true">{ "G" }</kbd>
            </button>
        </section>
    }
}

fn difference_text(difference: &Difference) -> String {
    let of = |wanted: fn(&Change<MessageId>) -> bool| {
        difference.messages.iter().filter(|change| wanted(change)).count()
    };
    let same = of(|change| matches!(change, Change::Same(_)));
    let changed = of(|change| matches!(change, Change::Changed(_)));
    let added = of(|change| matches!(change, Change::Added));
    let gone = difference.gone_messages.len();
    format!(
        "{same} messages stayed the same, {changed} came out differently, {added} are new, {gone} are gone."
    )
}

/// What the list of changes needs.
#[derive(Properties, PartialEq)]
struct ChangesProps {
    made: Rc<Made>,
    dispatch: UseReducerDispatcher<State>,
}

/// The lines that are faults or edits, each removable.
#[component]
fn Changes(props: &ChangesProps) -> Html {
    let made = &props.made;
    let heading = use_node_ref();
    let changes = made.scenario.changes();
    let row = |change: &sequitur_core::scenario::ChangeLine| {
        let unused = made.run.unused.contains(&change.origin);
        let (dispatch, origin) = (props.dispatch.clone(), change.origin);
        let heading = heading.clone();
        let onclick = move |_| {
            dispatch.dispatch(Action::Edit(Edit::RemoveLine(origin)));
            // The button goes with its line; the focus stays in the list.
            if let Some(heading) = heading.cast::<web_sys::HtmlElement>() {
                let focused = heading.focus();
                debug_assert!(focused.is_ok());
            }
        };
        html! {
            <li key={change.origin} class={unused.then_some("unused")}>
                <button class="icon" aria-label="Remove" aria-describedby={format!("change-{origin}")} title="Remove" {onclick}>{ "✕" }</button>
                <span id={format!("change-{origin}")}><code>{ &change.text }</code>if unused { <span class="soft">{ " had no effect" }</span> }</span>
            </li>
        }
    };
    html! {
        <section class="changes">
            <h2 ref={heading.clone()} tabindex="-1">{ "Changes" }</h2>
            if changes.is_empty() {
                <p class="soft">{ "None: the run takes its own course." }</p>
            } else {
                <ul>{ for changes.iter().map(row) }</ul>
            }
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_times_are_exact() {
        assert_eq!(parse_milliseconds("182.5"), Some(182_500));
        assert_eq!(parse_milliseconds(" 0,001 "), Some(1));
        assert_eq!(parse_milliseconds("12.3456"), None);
        assert_eq!(parse_milliseconds("soon"), None);
        assert_eq!(parse_milliseconds(&milliseconds(61_000_000)), Some(61_000_000));
    }
}
