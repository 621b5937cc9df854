//! The order of events: two of them compared, what a node can know, a frontier, and the total
//! order as a list.

use crate::diagram::frontier;
use crate::document::compared::Compared;
use crate::document::frontier::FrontierView;
use crate::document::open_run::OpenRun;
use crate::document::page::Page;
use crate::document::{Action, Lens, Selection, State, lenses};
use crate::panels::errors::Errors;
use crate::words::order as words;
use sequitur_core::clocks::{LamportTells, lamport_tells, vectors_tell};
use sequitur_core::trace::{EventId, MessageId, Micros, NodeId, Relation};
use sequitur_diagram::Clock;
use std::cmp::Ordering;
use std::rc::Rc;
use yew::prelude::*;

/// The most rows of the total order, and of what a node knows.
const ROWS_MAX: usize = 100;

/// What the sections need.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub made: Rc<OpenRun>,
    /// The event that the reader looks at.
    pub event: Option<EventId>,
    /// The event that it is compared with.
    pub pinned: Option<EventId>,
    /// Both.
    pub compared: Option<Rc<Compared>>,
    /// Which clock stands beside each event.
    pub lens: Lens,
    /// The frontier.
    pub frontier: Option<Rc<FrontierView>>,
    /// What the reader looks at.
    pub selection: Option<Selection>,
    /// The moment that the reader has set.
    pub cursor: Option<Micros>,
    /// Whether only causes and effects of what is selected stand out.
    pub cone_on: bool,
    /// Where a new frontier goes.
    pub moment: Micros,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
}

impl Props {
    /// What it takes from the page.
    pub fn of(page: &Page, made: &Rc<OpenRun>) -> Props {
        let event = page.event();
        Props {
            made: Rc::clone(made),
            event,
            pinned: page.pinned,
            compared: page.compared.clone(),
            lens: page.lens,
            frontier: page.frontier.clone(),
            selection: page.selection,
            cursor: page.cursor,
            cone_on: page.state.cone,
            moment: event.map_or_else(|| page.moment(), |event| made.trace().event(event).at),
            dispatch: page.dispatch(),
        }
    }

    fn jump(&self, event: EventId) -> Html {
        let dispatch = self.dispatch.clone();
        let onclick = move |_| dispatch.dispatch(Action::Select(Some(Selection::Event(event)), true));
        html! { <button class="plain link" {onclick}>{ self.made.describe_event(event) }</button> }
    }

    fn button(
        &self,
        name: &str,
        key: &'static str,
        pressed: bool,
        onclick: Option<Callback<MouseEvent>>,
    ) -> Html {
        // Not `disabled`, which would throw the focus away.
        html! {
            <button aria-pressed={pressed.to_string()} aria-disabled={onclick.is_none().to_string()} {onclick}>
                { name.to_owned() }<kbd aria-hidden="true">{ key }</kbd>
            </button>
        }
    }
}

/// The sections.
#[component]
pub fn Order(props: &Props) -> Html {
    let is_pinned = props.pinned.is_some();
    let pin = {
        let (dispatch, event) = (props.dispatch.clone(), props.event.filter(|_| !is_pinned));
        let onclick = move |_| dispatch.dispatch(Action::Pin(event));
        (is_pinned || event.is_some()).then(|| Callback::from(onclick))
    };
    let frontier = {
        let (dispatch, has_frontier) = (props.dispatch.clone(), props.frontier.is_some());
        let (moment, lanes) = (props.moment, props.made.trace().nodes.len());
        move |_| dispatch.dispatch(Action::Frontier((!has_frontier).then(|| vec![moment; lanes].into())))
    };
    let cone = {
        let dispatch = props.dispatch.clone();
        move |_| dispatch.dispatch(Action::Cone)
    };
    html! {
        <>
            <section class="order">
                <h2>{ words::ORDER }</h2>
                { lens(props) }
                <div class="actions">
                    { props.button(words::CAUSES_AND_EFFECTS, "C", props.cone_on, Some(Callback::from(cone))) }
                    { props.button(if is_pinned { words::STOP_COMPARING } else { words::COMPARE_WITH }, "W", is_pinned, pin) }
                    { props.button(words::CUT, "V", props.frontier.is_some(), Some(Callback::from(frontier))) }
                </div>
                { compared(props) }
            </section>
            if let Some(frontier) = &props.frontier { { frontier::section(&props.made, frontier, &props.dispatch) } }
            if let Some(event) = props.event { { knowledge(props, event) } }
            if props.lens == Some(Clock::Order) { { total_order(props) } }
            if props.lens == Some(Clock::Physical) { { wall_order(props) } }
            if props.made.has_clocks() { <Errors made={props.made.clone()} selection={props.selection} cursor={props.cursor} /> }
        </>
    }
}

/// Which clock stands beside each event.
fn lens(props: &Props) -> Html {
    let onchange = {
        let (dispatch, made) = (props.dispatch.clone(), props.made.clone());
        move |event: Event| {
            let select: web_sys::HtmlSelectElement = event.target_unchecked_into();
            let lens = lenses(&made.run).find(|(_, name)| *name == select.value());
            dispatch.dispatch(Action::Lens(lens.and_then(|(lens, _)| lens)));
        }
    };
    let option = |(lens, name): (Lens, &'static str)| {
        html! { <option value={name} selected={lens == props.lens}>{ name }</option> }
    };
    html! {
        <label class="inline">{ words::CLOCKS }
            <select class="lens" aria-label={words::CLOCKS} {onchange}>{ for lenses(&props.made.run).map(option) }</select>
            <kbd aria-hidden="true">{ "K" }</kbd>
        </label>
    }
}

/// How the two events stand to each other, and what proves it.
fn compared(props: &Props) -> Html {
    let Some(compared) = &props.compared else {
        let Some(pinned) = props.pinned else {
            return Html::default();
        };
        return html! { <p role="status">{ words::SELECT_THE_OTHER }{ props.jump(pinned) }</p> };
    };
    let (relation, told) = match compared.comparison.relation {
        Relation::Before | Relation::Same => ("before", words::FIRST_IS_BEFORE),
        Relation::After => ("after", words::SECOND_IS_BEFORE),
        Relation::Concurrent => ("concurrent", words::ARE_CONCURRENT),
    };
    html! {
        <div data-testid="comparison" data-relation={relation}>
            <ol class="two"><li>{ props.jump(compared.first) }</li><li>{ props.jump(compared.second) }</li></ol>
            <p role="status"><b>{ told }</b></p>
            { proof(props, compared) }
            { stamps_tell(&props.made, compared) }
        </div>
    }
}

fn proof(props: &Props, compared: &Compared) -> Html {
    let trace = props.made.trace();
    if !compared.is_ordered() {
        return Html::default();
    }
    if compared.chain().is_empty() {
        let node = trace.node_name(trace.event(compared.first).node);
        return html! { <p>{ words::both_of_one_node(&node) }</p> };
    }
    let row = |id: &MessageId| {
        let key = trace.message(*id).key;
        let dispatch = props.dispatch.clone();
        let onclick = move |_| dispatch.dispatch(Action::Select(Some(Selection::Message(key)), true));
        html! { <li key={id.0}><button class="plain link" {onclick}>{ props.made.message_name(*id) }</button></li> }
    };
    html! {
        <>
            <p>{ words::MESSAGES_BETWEEN }</p>
            <ol class="chain">{ for compared.chain().iter().map(row) }</ol>
        </>
    }
}

/// What each clock alone could have told.
fn stamps_tell(made: &OpenRun, compared: &Compared) -> Html {
    let (first, second) = (compared.first, compared.second);
    let trace = made.trace();
    if !trace.event(first).kind.ticks() || !trace.event(second).kind.ticks() {
        return html! { <p class="soft">{ words::ONE_HAS_NO_TICK }</p> };
    }
    let (one, other) = (made.lamport(first), made.lamport(second));
    let lamport = match lamport_tells(one, other) {
        LamportTells::NotAfter => words::lamport_less(&one, &other),
        LamportTells::NotBefore => words::lamport_greater(&one, &other),
        LamportTells::Concurrent => words::lamport_equal(&one),
    };
    let (u, v) = (made.stamp_text(Clock::Vector, first), made.stamp_text(Clock::Vector, second));
    let vectors = match vectors_tell(&made.vector(first), &made.vector(second)) {
        Relation::Before => words::vector_less(&u, &v),
        Relation::After => words::vector_greater(&v, &u),
        _ => words::vectors_neither(&u, &v),
    };
    html! {
        <dl>
            <dt>{ words::LAMPORT_ALONE }</dt><dd class="says">{ lamport }</dd>
            <dt>{ words::VECTORS_ALONE }</dt><dd class="says">{ vectors }</dd>
            if made.has_clocks() {
                <dt>{ words::WALL_CLOCKS_ALONE }</dt><dd class="says">{ wall_clocks_tell(made, compared) }</dd>
                <dt>{ words::HYBRID_ALONE }</dt><dd class="says">{ hybrid_tells(made, compared) }</dd>
            }
        </dl>
    }
}

/// What the nodes' own clocks make of two events: they prove nothing, and can be wrong.
fn wall_clocks_tell(made: &OpenRun, compared: &Compared) -> String {
    let (first, second) = (compared.first, compared.second);
    let (one, other) = (made.run.wall(first), made.run.wall(second));
    let (shown, beside) = (made.stamp_text(Clock::Physical, first), made.stamp_text(Clock::Physical, second));
    let told = match one.cmp(&other) {
        Ordering::Less => words::wall_before(&shown, &beside),
        Ordering::Greater => words::wall_after(&shown, &beside),
        Ordering::Equal => words::wall_equal(&shown),
    };
    match (one.cmp(&other), compared.comparison.relation) {
        (Ordering::Less, Relation::After) | (Ordering::Greater, Relation::Before) => words::wall_wrong(&told),
        _ => format!("{told}."),
    }
}

/// What hybrid stamps tell: as much as Lamport times, and near the wall clocks.
fn hybrid_tells(made: &OpenRun, compared: &Compared) -> String {
    let stamp = |event| made.stamp_text(Clock::Hybrid, event);
    let (one, other) = (stamp(compared.first), stamp(compared.second));
    match made.hybrid(compared.first).cmp(&made.hybrid(compared.second)) {
        Ordering::Less => words::lamport_less(&one, &other),
        Ordering::Greater => words::lamport_greater(&one, &other),
        Ordering::Equal => words::hybrid_equal(&one),
    }
}

/// The latest event of each other node that an event can know of.
fn knowledge(props: &Props, event: EventId) -> Html {
    let trace = props.made.trace();
    let own = trace.event(event).node;
    let cone = props.made.cone(event);
    let row = |(node, last): (NodeId, &Option<EventId>)| {
        html! {
            <>
                <dt>{ trace.node_name(node) }</dt>
                <dd class="says">{ last.map_or_else(|| html! { <span class="soft">{ words::NOTHING }</span> }, |last| props.jump(last)) }</dd>
            </>
        }
    };
    let others = (0..).map(NodeId).zip(&cone.past).filter(|(node, _)| *node != own).take(ROWS_MAX);
    html! {
        <section data-testid="knowledge">
            <h2>{ words::can_know(&trace.node_name(own)) }{ " " }<span class="soft">{ words::at(&props.made.time_text(trace.event(event).at)) }</span></h2>
            <p class="soft">{ words::ABOUT_KNOWN }</p>
            <dl>{ for others.map(row) }</dl>
            <p class="soft" data-testid="known-to-all">{ known_to_all(&props.made, event) }</p>
        </section>
    }
}

/// What an event can know that everybody knows: nobody needs to be told of it again.
fn known_to_all(made: &OpenRun, event: EventId) -> String {
    let (names, counts) = (&made.trace().nodes, made.known_to_all(event));
    let known = names.iter().zip(counts).filter(|(_, count)| *count > 0);
    let known: Vec<String> = known.map(|(name, count)| format!("{name} {count}")).take(ROWS_MAX).collect();
    match known.is_empty() {
        true => words::NOTHING_KNOWN_TO_ALL.to_owned(),
        false => words::known_to_all(&known.join(", ")),
    }
}

/// The total order around the selected event, as a numbered list.
fn total_order(props: &Props) -> Html {
    let row = |event: EventId| (props.made.lamport(event).to_string(), Html::default());
    html! {
        <section data-testid="total-order">
            <h2>{ words::TOTAL_ORDER }</h2>
            <p class="soft">{ words::ABOUT_TOTAL_ORDER }</p>
            { listed(props, props.made.total_order(), &row) }
        </section>
    }
}

/// The events as a log would have them that is ordered by wall clocks, and where that puts
/// an effect before its cause.
fn wall_order(props: &Props) -> Html {
    let made = &props.made;
    let order = made.wall_order();
    let row = |event: EventId| {
        let cause = order.causes[event.index()].map(|cause| {
            html! { <p class="wrong">{ words::BEFORE_ITS_CAUSE }{ props.jump(cause) }</p> }
        });
        (made.stamp_text(Clock::Physical, event), cause.unwrap_or_default())
    };
    let wrong = order.causes.iter().flatten().count();
    let told = match wrong {
        0 => words::NONE_BEFORE_ITS_CAUSE.to_owned(),
        1 => words::ONE_BEFORE_ITS_CAUSE.to_owned(),
        _ => words::some_before_their_cause(&wrong),
    };
    html! {
        <section data-testid="wall-order" data-wrong={wrong.to_string()}>
            <h2>{ words::ORDER_BY_WALL_CLOCKS }</h2>
            <p class="soft">{ words::ABOUT_WALL_ORDER }</p>
            <p role="status">{ told }</p>
            { listed(props, &order.events, &row) }
        </section>
    }
}

/// The part of an order around the selected event, as a numbered list: the stamp of each
/// event, and what there is to say of it.
fn listed(props: &Props, order: &[EventId], about: &dyn Fn(EventId) -> (String, Html)) -> Html {
    let here = props.event.and_then(|event| order.iter().position(|other| *other == event));
    let first =
        here.map_or(0, |here| here.saturating_sub(ROWS_MAX / 2)).min(order.len().saturating_sub(ROWS_MAX));
    let shown = &order[first..order.len().min(first + ROWS_MAX)];
    let row = |event: &EventId| {
        let current = (Some(*event) == props.event).then_some("true");
        let (stamp, remark) = about(*event);
        html! { <li key={event.0} aria-current={current}><span class="stamp">{ stamp }</span>{ " " }{ props.jump(*event) }{ remark }</li> }
    };
    let left = order.len() - shown.len();
    html! {
        <>
            <ol class="total" start={(first + 1).to_string()}>{ for shown.iter().map(row) }</ol>
            if left > 0 { <p class="soft">{ words::more_events(&left) }</p> }
        </>
    }
}
