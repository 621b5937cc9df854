//! The heads of the lanes: each names its node, and what it is at the cursor.

use crate::diagram::Props;
use crate::document::exercise::asks_for_a_node;
use crate::document::{Action, Selection};
use crate::words::heads as words;
use sequitur_core::trace::NodeId;
use sequitur_diagram::{Scene, head_half};
use wasm_bindgen::JsCast;
use web_sys::{Element, SvgElement};
use yew::prelude::*;

/// Height of the heads, in px.
pub const HEADS: i64 = 54;

/// The mask of a traitor, 16 px wide, with holes for the eyes.
const MASK: &str = "M-8-4C-4-6 4-6 8-4C9 3 4 6 1 2Q0 1-1 2C-4 6-9 3-8-4zM-6-1.5Q-4-4-1.5-1Q-4 1.5-6-1.5zM6-1.5Q4-4 1.5-1Q4 1.5 6-1.5z";

/// About how wide a letter of a role is, in px.
const LETTER: i64 = 6;

/// The heads. One of them is in the order of tabs, the arrow keys lead to the others.
pub fn heads(props: &Props, scene: &Scene) -> Html {
    let shown = (0..scene.lanes.len()).filter(|lane| props.made.shows_lane(*lane));
    let entry = match props.selection {
        Some(Selection::Node(node)) => node.index(),
        _ => shown.clone().next().unwrap_or(0),
    };
    html! {
        <svg class="heads" width={scene.width.to_string()} height={HEADS.to_string()} aria-label={words::NODES} role="group">
            { for shown.map(|lane| head(props, scene, lane, lane == entry)) }
        </svg>
    }
}

/// The head of a node, and the role that it has at the cursor; at the end where there is none.
fn head(props: &Props, scene: &Scene, lane: usize, is_entry: bool) -> Html {
    let made = &props.made;
    let node = NodeId(lane as u8);
    let name = made.trace().nodes[lane].clone();
    let y = props.cursor.map_or(made.layout.height(), |cursor| made.layout.y_after_time(cursor));
    let look = made.layout.role_at(node, y);
    let role = match (look.down, look.role) {
        (true, _) => "down",
        (false, Some(role)) => made.trace().roles[usize::from(role)].as_str(),
        (false, None) => "",
    };
    let weight = look.role.map_or(0, |role| made.run.info.roles[usize::from(role)].weight);
    let selected = props.selection == Some(Selection::Node(node));
    let half = head_half(scene.spacing);
    let select = {
        let dispatch = props.dispatch.clone();
        move || dispatch.dispatch(Action::Select(Some(Selection::Node(node)), false))
    };
    let onclick = {
        let select = select.clone();
        move |_| select()
    };
    let onkeydown = move |event: KeyboardEvent| {
        let handled = match event.key().as_str() {
            "Enter" | " " => {
                select();
                true
            }
            "ArrowRight" => focus_beside(&event, true),
            "ArrowLeft" => focus_beside(&event, false),
            _ => false,
        };
        if handled {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let is_asked = props.exercise.as_ref().is_some_and(|exercise| asks_for_a_node(&exercise.0));
    let lies = made.run.plan.traitors.get(&node).filter(|_| !is_asked).map(|strategy| strategy.name());
    let told_aloud =
        [Some(name.as_str()), Some(role).filter(|role| !role.is_empty()), lies.map(|_| "traitor")];
    let told_aloud: Vec<&str> = told_aloud.into_iter().flatten().collect();
    // A role that does not fit is told by the frame of the head and to those who hear it.
    let told = if role.chars().count() as i64 * LETTER <= half * 2 { role } else { "" };
    let class = classes!(
        "node-head",
        if look.down { words::DOWN } else { words::UP },
        format!("w{weight}"),
        selected.then_some("selected")
    );
    html! {
        <g key={lane} {class} data-node={name.clone()} role="button" tabindex={if is_entry { "0" } else { "-1" }} aria-pressed={selected.to_string()}
            aria-label={told_aloud.join(", ")} transform={format!("translate({} 6)", scene.lanes[lane])} {onclick} {onkeydown}>
            <rect x={(-half).to_string()} y="2" width={(half * 2).to_string()} height="38" rx="8" />
            <title>{ lies.map_or(name.clone(), |strategy| words::a_traitor(&name, &strategy)) }</title>
            if lies.is_some() { <path class="mask" transform={format!("translate({} 2)", half - 12)} d={MASK} /> }
            <text class="name" y={if told.is_empty() { "25" } else { "18" }}>{ short(&name, half * 2) }</text>
            <text class="role" y="33">{ told }</text>
        </g>
    }
}

/// Gives the focus to the head beside the one that has it.
fn focus_beside(event: &KeyboardEvent, right: bool) -> bool {
    let head: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    let head = head.and_then(|target| target.closest("[data-node]").ok().flatten());
    let beside = head.and_then(|head| match right {
        true => head.next_element_sibling(),
        false => head.previous_element_sibling(),
    });
    beside
        .and_then(|beside| beside.dyn_into::<SvgElement>().ok())
        .is_some_and(|beside| beside.focus().is_ok())
}

/// A name in so many px: where it is too long, its beginning and its end.
fn short(name: &str, width: i64) -> String {
    let room = usize::try_from(width / 9).unwrap_or(0).max(4);
    let letters: Vec<char> = name.chars().collect();
    if letters.len() <= room {
        return name.to_owned();
    }
    let part = |letters: &[char]| letters.iter().collect::<String>();
    let end = (room - 1) / 2;
    format!("{}…{}", part(&letters[..room - 1 - end]), part(&letters[letters.len() - end..]))
}
