//! What may happen next in a run by hand, on the lanes: below the end of the run, dashed ends of
//! messages that may arrive, hollow diamonds of timers that may fire.

use crate::document::exercise::is_open;
use crate::document::hand::{Next, NextKind, next};
use crate::document::open_run::OpenRun;
use crate::document::{Action, State};
use crate::panels::branches::ScenarioRef;
use crate::panels::verdicts::capital;
use crate::words::next as words;
use gloo::utils::document;
use sequitur_core::scenario::Edit;
use sequitur_core::sim::plan::ManualChoice;
use sequitur_core::trace::Micros;
use sequitur_diagram::Scene;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, SvgElement};
use yew::prelude::*;

/// The height of a row, and of what stands above the first, in px.
const ROW: i64 = 32;
const TOP: i64 = 44;
/// How far above its own room a lane begins: where it ends in the picture.
const ABOVE: i64 = 24;

/// On each lane so many stand one by one; older ones fold into one.
const SHOWN_MAX: usize = 6;

/// About the width of a letter, and of the signs for dropping and copying, in px.
const LETTER: i64 = 7;
const SIGNS: i64 = 52;

/// What can be chosen.
const OPEN: &str = "[data-choice]:not([aria-disabled=true])";

/// What it needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub made: Rc<OpenRun>,
    /// The moment up to which it is shown.
    pub cursor: Option<Micros>,
    /// The exercise, if one is open: what it does not allow is not offered.
    pub exercise: Option<ScenarioRef>,
    /// Where the lanes are.
    pub scene: Rc<Scene>,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
}

impl Props {
    /// What it takes from the diagram.
    pub fn of(diagram: &super::Props, scene: &Rc<Scene>) -> Props {
        Props {
            made: Rc::clone(&diagram.made),
            cursor: diagram.cursor,
            exercise: diagram.exercise.clone(),
            scene: Rc::clone(scene),
            dispatch: diagram.dispatch.clone(),
        }
    }
}

/// Gives the focus to the first thing that can be chosen. False where there is none.
pub fn focus_choice() -> bool {
    focus_one(&[format!(".next {OPEN}")])
}

fn focus_one(selectors: &[String]) -> bool {
    let find = |selector: &String| document().query_selector(selector).ok()?;
    let found = selectors.iter().find_map(find).and_then(|found| found.dyn_into::<SvgElement>().ok());
    found.is_some_and(|found| found.focus().is_ok())
}

/// On which side of its lane something stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Side {
    Left,
    Right,
}

/// Rows for what stands beside the lanes, from where to where each thing reaches, so that nothing
/// lies over something else. In each lane what comes later stands lower.
fn rows(lanes: &[Vec<(i64, i64)>]) -> Vec<Vec<usize>> {
    let mut used: Vec<Vec<(i64, i64)>> = Vec::new();
    let place = |items: &Vec<(i64, i64)>| {
        let mut row = 0;
        let of_item = |(from, to): &(i64, i64)| {
            let is_free = |row: &Vec<(i64, i64)>| row.iter().all(|(start, end)| to < start || end < from);
            let found = (row..).find(|row| used.get(*row).is_none_or(is_free)).unwrap_or(row);
            used.resize(used.len().max(found + 1), Vec::new());
            used[found].push((*from, *to));
            row = found + 1;
            found
        };
        items.iter().map(of_item).collect()
    };
    lanes.iter().map(place).collect()
}

/// Something that stands beside a lane.
enum Item<'a> {
    Choice(&'a Next),
    /// So many older ones.
    Folded(usize),
}

/// The drawing.
#[component]
pub fn NextChoices(props: &Props) -> Html {
    let unfolded = use_state_eq(|| None::<usize>);
    let drawn = use_node_ref();
    let wants_focus = use_mut_ref(|| None::<String>);
    use_focus(props, wants_focus.clone());
    use_shown(props, drawn.clone());
    let Some(now) = props.made.open_choices(props.cursor) else {
        return Html::default();
    };
    let lanes = next(&props.made, &now);
    let shown: Vec<Vec<Item<'_>>> =
        lanes.iter().enumerate().map(|(lane, all)| fold(all, *unfolded == Some(lane))).collect();
    let last = lanes.len().saturating_sub(1);
    let reach = |(lane, items): (usize, &Vec<Item<'_>>)| -> Vec<(i64, i64)> {
        let x = props.scene.lanes[lane];
        let of_item = |item: &Item<'_>| match side(item, lane, last) {
            Side::Left => (x - width(item, props.scene.spacing), x + 8),
            Side::Right => (x - 8, x + width(item, props.scene.spacing)),
        };
        items.iter().map(of_item).collect()
    };
    let reaches: Vec<Vec<(i64, i64)>> = shown.iter().enumerate().map(reach).collect();
    let rows = rows(&reaches);
    let deepest = rows.iter().flatten().max().map_or(0, |row| *row as i64 + 1);
    let height = TOP + deepest.max(1) * ROW + 16;
    let painter = Painter { props, wants_focus: wants_focus.clone(), unfolded: unfolded.setter() };
    let lane_of = |(lane, items): (usize, &Vec<Item<'_>>)| {
        let name = props.made.trace().nodes[lane].clone();
        let of_item = |(index, item): (usize, &Item<'_>)| {
            painter.item(lane, item, side(item, lane, last), TOP + rows[lane][index] as i64 * ROW)
        };
        html! {
            <g key={lane} data-tray={name.clone()} role="group" aria-label={words::what_may_happen_to(&name)}>
                <line class="lane" x1={props.scene.lanes[lane].to_string()} x2={props.scene.lanes[lane].to_string()} y1={(-ABOVE).to_string()} y2={(height - 8).to_string()} />
                { for items.iter().enumerate().map(of_item) }
            </g>
        }
    };
    let is_empty = lanes.iter().all(Vec::is_empty);
    let right = (props.scene.width - 8).to_string();
    html! {
        <svg class="next" ref={drawn} width={props.scene.width.to_string()} height={height.to_string()} role="group" aria-label={words::WHAT_MAY_HAPPEN_NEXT}
            onkeydown={walk}>
            <path class="next-line" d={format!("M64 12H{right}")} />
            <text class="next-head" x="12" y="16">{ if is_empty { "end" } else { "next" } }</text>
            { for shown.iter().enumerate().filter(|(lane, _)| props.made.shows_lane(*lane)).map(lane_of) }
            if is_empty { <text class="soft halo" x="72" y={TOP.to_string()}>{ words::NOTHING_MORE_CAN_HAPPEN }</text> }
        </svg>
    }
}

/// The newest ones of a lane, and how many older ones there are.
fn fold(all: &[Next], is_unfolded: bool) -> Vec<Item<'_>> {
    let most = if is_unfolded || all.len() <= SHOWN_MAX { all.len() } else { SHOWN_MAX - 1 };
    let left = all.len() - most;
    let folded = (left > 0).then_some(Item::Folded(left));
    // What is folded are the oldest messages: timers and commands, which stand last, stay.
    let messages = all.iter().filter(|next| matches!(next.what, NextKind::Arrives(..))).count();
    let cut = messages.saturating_sub(left);
    let kept = all.iter().enumerate().filter(|(index, _)| *index < cut || *index >= messages.min(cut + left));
    kept.map(|(_, next)| Item::Choice(next)).chain(folded).collect()
}

/// A message stands on the side of its sender; the rest to the right, on the last lane to the left.
fn side(item: &Item<'_>, lane: usize, last: usize) -> Side {
    match item {
        Item::Choice(Next { what: NextKind::Arrives(from, _), .. }) if from.index() < lane => Side::Left,
        Item::Choice(Next { what: NextKind::Arrives(from, _), .. }) if from.index() > lane => Side::Right,
        _ if lane == last => Side::Left,
        _ => Side::Right,
    }
}

fn stem(spacing: i64) -> i64 {
    (spacing / 5).clamp(16, 60)
}

fn width(item: &Item<'_>, spacing: i64) -> i64 {
    match item {
        Item::Choice(next) => {
            let is_message = matches!(next.what, NextKind::Arrives(..));
            let ahead = if is_message { stem(spacing) + SIGNS } else { 8 };
            next.label.chars().count() as i64 * LETTER + ahead + 12
        }
        Item::Folded(_) => 80,
    }
}

struct Painter<'a> {
    props: &'a Props,
    wants_focus: Rc<RefCell<Option<String>>>,
    unfolded: UseStateSetter<Option<usize>>,
}

impl Painter<'_> {
    fn item(&self, lane: usize, item: &Item<'_>, side: Side, y: i64) -> Html {
        let (x, way) = (self.props.scene.lanes[lane], if side == Side::Right { 1 } else { -1 });
        match item {
            Item::Choice(next) => self.choice(lane, next, way, x, y),
            Item::Folded(count) => {
                let unfolded = self.unfolded.clone();
                let onclick = Callback::from(move |_: MouseEvent| unfolded.set(Some(lane)));
                html! {
                    <g class="folded" role="button" tabindex="-1" aria-label={words::show_older_messages(&count)} {onclick}>
                        <text x={(x + way * 14).to_string()} y={(y + 4).to_string()} text-anchor={anchor(way)}>{ words::more(&count) }</text>
                    </g>
                }
            }
        }
    }

    /// The choice itself, and for a message the signs that drop and copy it.
    fn choice(&self, lane: usize, next: &Next, way: i64, x: i64, y: i64) -> Html {
        let spacing = self.props.scene.spacing;
        let length = next.label.chars().count() as i64 * LETTER;
        let (class, stem, sign) = match next.what {
            NextKind::Arrives(_, kind) => {
                let stem = stem(spacing);
                let tip = format!("M{} {y}l{} -4v8z", x + way * 6, way * 8);
                let line = format!("M{} {y}H{}", x + way * 13, x + way * stem);
                let role = self.props.made.run.info.kinds[usize::from(kind)].role.name();
                let drawn = html! {
                    <><path class="line" d={line} /><path class="tip" d={tip} /><circle class="stub-end" cx={x.to_string()} cy={y.to_string()} r="4" /></>
                };
                (classes!("choice", "arrives", role), stem + 6, drawn)
            }
            NextKind::Fires => {
                let path = format!("M{x} {}l7 7 -7 7 -7 -7z", y - 7);
                (classes!("choice", "fires"), 14, html! { <path class="diamond" d={path} /> })
            }
            NextKind::Asked => {
                let path = format!("M{} {}l10 6 -10 6z", x - 4, y - 6);
                (classes!("choice", "asked"), 14, html! { <path class="diamond" d={path} /> })
            }
        };
        let text_x = x + way * stem;
        let box_x = if way > 0 { x - 8 } else { x - stem - length - 6 };
        let signs_x = text_x + way * (length + 6);
        // The picture above writes names of timers so too.
        let label = match next.what {
            NextKind::Fires => next.label.replace('-', " "),
            _ => next.label.clone(),
        };
        let content = html! {
            <>
                <rect class="back" x={box_x.to_string()} y={(y - 13).to_string()} width={(stem + length + 14).to_string()} height="26" rx="5" />
                { sign }
                <text x={text_x.to_string()} y={(y + 4).to_string()} text-anchor={anchor(way)}>{ label }</text>
            </>
        };
        let NextKind::Arrives(..) = next.what else {
            return self.button(lane, &next.choice, next, class, content);
        };
        let ManualChoice::Deliver(message) = next.choice else {
            return Html::default();
        };
        let sign = |dx: i64, sign: &'static str| {
            let x = signs_x + way * dx;
            html! { <><rect class="back" x={(x - 11).to_string()} y={(y - 12).to_string()} width="22" height="24" rx="5" /><text class="do" x={x.to_string()} y={(y + 4).to_string()}>{ sign }</text></> }
        };
        let free = Next { why_not: None, is_planned: false, ..next.clone() };
        html! {
            <>
                { self.button(lane, &next.choice, next, class, content) }
                if self.allows(&ManualChoice::Drop(message)) {
                    { self.button(lane, &ManualChoice::Drop(message), &free, classes!("sign"), sign(10, "✕")) }
                }
                if self.allows(&ManualChoice::Duplicate(message)) {
                    { self.button(lane, &ManualChoice::Duplicate(message), &free, classes!("sign"), sign(34, "×2")) }
                }
            </>
        }
    }

    /// Whether the exercise that is open allows a choice at all.
    fn allows(&self, choice: &ManualChoice) -> bool {
        let exercise = self.props.exercise.as_ref().map(|exercise| &*exercise.0);
        is_open(exercise, &self.props.made.scenario, &Edit::Choose(choice.clone()))
    }

    /// What makes a choice, or is grey where there is a reason against it.
    fn button(&self, lane: usize, choice: &ManualChoice, next: &Next, class: Classes, content: Html) -> Html {
        let line = self.props.made.scenario.choice_text(choice);
        let name = match &next.why_not {
            Some(why) => format!("{}: {why}", capital(&line)),
            None => capital(&line),
        };
        let choose = |choice: ManualChoice, is_open: bool| {
            let (dispatch, wants_focus) = (self.props.dispatch.clone(), self.wants_focus.clone());
            let tray = self.props.made.trace().nodes[lane].clone();
            move || {
                dispatch.dispatch(Action::Edit(Edit::Choose(choice.clone())));
                if is_open {
                    *wants_focus.borrow_mut() = Some(tray.clone());
                }
            }
        };
        let act = choose(choice.clone(), next.why_not.is_none());
        let onclick = {
            let act = act.clone();
            Callback::from(move |_: MouseEvent| act())
        };
        let others = match choice {
            ManualChoice::Deliver(message) => Some([
                ("d", choose(ManualChoice::Drop(*message), true)),
                ("u", choose(ManualChoice::Duplicate(*message), true)),
            ]),
            _ => None,
        };
        let onkeydown = Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            let key = event.key().to_ascii_lowercase();
            let other = others.iter().flatten().find(|(other, _)| *other == key);
            match (key.as_str(), other) {
                ("enter" | " ", _) => act(),
                (_, Some((_, other))) => other(),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        });
        let is_main = !class.contains("sign");
        html! {
            <g data-choice={line} class={classes!(class, next.is_planned.then_some("planned"))} role="button" tabindex={if is_main { "0" } else { "-1" }}
                aria-label={name.clone()} aria-disabled={next.why_not.as_ref().map(|_| "true")} {onclick} {onkeydown}>
                <title>{ name }</title>{ content }
            </g>
        }
    }
}

fn anchor(way: i64) -> &'static str {
    if way > 0 { "start" } else { "end" }
}

/// Arrow keys move the focus among what may happen next.
fn walk(event: KeyboardEvent) {
    let Some(drawn) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return;
    };
    let forward = match event.key().as_str() {
        "ArrowDown" | "ArrowRight" => true,
        "ArrowUp" | "ArrowLeft" => false,
        _ => return,
    };
    let Ok(all) = drawn.query_selector_all("[data-choice], .folded") else {
        return;
    };
    let at = |index: u32| all.get(index).and_then(|found| found.dyn_into::<SvgElement>().ok());
    let focused = document().active_element();
    let here = (0..all.length()).find(|index| at(*index).map(Element::from) == focused);
    let next = match (here, forward) {
        (Some(here), true) => here + 1,
        (Some(here), false) => here.saturating_sub(1),
        (None, _) => 0,
    };
    if let Some(next) = at(next) {
        let moved = next.focus();
        debug_assert!(moved.is_ok());
        event.prevent_default();
        event.stop_propagation();
    }
}

/// After a choice, the focus goes to what can be chosen next at the same node: what had it is gone.
#[hook]
fn use_focus(props: &Props, wanted: Rc<RefCell<Option<String>>>) {
    use_effect_with((props.made.clone(), props.cursor), move |_| {
        if let Some(lane) = wanted.borrow_mut().take() {
            let lane = lane.replace('\\', "\\\\").replace('"', "\\\"");
            focus_one(&[format!("[data-tray=\"{lane}\"] {OPEN}"), format!(".next {OPEN}")]);
        }
    });
}

/// Keeps what may happen next in sight after each choice.
#[hook]
fn use_shown(props: &Props, drawn: NodeRef) {
    use_effect_with((props.made.clone(), props.cursor.is_none()), move |(_, is_end)| {
        if let (Some(drawn), true) = (drawn.cast::<Element>(), *is_end) {
            let scroller = drawn.closest(".scroller").ok().flatten();
            if let Some(scroller) = scroller {
                scroller.set_scroll_top(scroller.scroll_height());
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_meet_stands_in_rows_of_its_own() {
        let lanes = [vec![(0, 60), (0, 60)], vec![(40, 108), (70, 108)]];
        assert_eq!(rows(&lanes), [vec![0, 1], vec![2, 3]]);
        let apart = [vec![(0, 60), (0, 60)], vec![(64, 108), (70, 108)]];
        assert_eq!(rows(&apart), [vec![0, 1], vec![0, 1]]);
    }

    #[test]
    fn what_reaches_over_several_lanes_has_its_row_alone() {
        let lanes = [vec![(0, 300)], vec![(90, 120)], vec![(310, 320)]];
        assert_eq!(rows(&lanes), [vec![0], vec![1], vec![0]]);
    }
}
