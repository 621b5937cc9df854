//! Scenarios that are ready to open.

use crate::document::State;
use crate::document::opening::{FIRST, open_in};
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// The scenario of a story in `tests/stories`, without the picture that follows it.
macro_rules! story {
    ($name:literal) => {{
        const STORY: &str = include_str!(concat!("../../../tests/stories/", $name, ".story"));
        // A copy of just this part, so that the page does not carry the picture.
        const TEXT: [u8; before_picture(STORY)] = *STORY.as_bytes().first_chunk().unwrap();
        match std::str::from_utf8(&TEXT) {
            Ok(text) => text,
            Err(_) => panic!(),
        }
    }};
}

/// How long the scenario of a story is.
const fn before_picture(story: &str) -> usize {
    let bytes = story.as_bytes();
    let mut end = 0;
    while !matches!(bytes.split_at(end).1, [b'\n', b'-', b'-', b'-', b'-', b'\n', ..]) {
        end += 1;
    }
    end + 1
}

/// All of them, in the order of the course: a group, then the texts. The first comment of
/// each is its title.
const GROUPS: &[(&str, &[&str])] = &[
    (
        "Clocks",
        &[
            include_str!("../../scenarios/draw-your-own.txt"),
            include_str!("../../scenarios/clock-diagram.txt"),
            include_str!("../../scenarios/crown.txt"),
            story!("lamport-1978-figure-1"),
            include_str!("../../scenarios/lamport-forgets.txt"),
            include_str!("../../scenarios/vector-forgets.txt"),
        ],
    ),
    (
        "Clocks that are wrong",
        &[
            include_str!("../../scenarios/last-write-loses.txt"),
            include_str!("../../scenarios/siblings.txt"),
            include_str!("../../scenarios/effect-before-cause.txt"),
            include_str!("../../scenarios/hybrid-clocks.txt"),
            include_str!("../../scenarios/lease-fast-clock.txt"),
            story!("without-fencing"),
            include_str!("../../scenarios/leap-second.txt"),
            include_str!("../../scenarios/ntp.txt"),
            story!("asymmetric-paths"),
            story!("berkeley"),
            include_str!("../../scenarios/cristian-bound.txt"),
        ],
    ),
    (
        "Order and snapshots",
        &[
            include_str!("../../scenarios/answer-before-question.txt"),
            include_str!("../../scenarios/total-order.txt"),
            story!("two-orders"),
            include_str!("../../scenarios/snapshot.txt"),
            story!("snapshot-marker-overtakes"),
            story!("snapshot-late-marker"),
        ],
    ),
    (
        "Mutual exclusion",
        &[
            include_str!("../../scenarios/lamport-mutex.txt"),
            include_str!("../../scenarios/ack-overtakes.txt"),
            include_str!("../../scenarios/ricart-agrawala.txt"),
        ],
    ),
    (
        "What consensus is",
        &[
            story!("consensus-own-value"),
            story!("consensus-always-zero"),
            story!("consensus-twice"),
            story!("consensus-wait-for-all"),
            story!("consensus-without-a-crash"),
            story!("consensus-seven-runs"),
        ],
    ),
    (
        "Consensus: four properties",
        &[
            include_str!("../../scenarios/paxos-any-schedule.txt"),
            include_str!("../../scenarios/paxos-majority.txt"),
            include_str!("../../scenarios/paxos-no-clocks.txt"),
            include_str!("../../scenarios/paxos-slow-minority.txt"),
        ],
    ),
    (
        "Paxos: one value",
        &[
            include_str!("../../scenarios/paxos-two-phases.txt"),
            include_str!("../../scenarios/paxos-adopts.txt"),
            include_str!("../../scenarios/paxos-hidden-decision.txt"),
            include_str!("../../scenarios/paxos-accepted-not-chosen.txt"),
            include_str!("../../scenarios/paxos-duel.txt"),
        ],
    ),
    (
        "Paxos with one mistake",
        &[
            include_str!("../../scenarios/paxos-keeps-own-value.txt"),
            include_str!("../../scenarios/paxos-adopts-lowest.txt"),
            include_str!("../../scenarios/paxos-adopts-most-frequent.txt"),
            include_str!("../../scenarios/paxos-accepts-anything.txt"),
            include_str!("../../scenarios/paxos-does-not-raise.txt"),
            include_str!("../../scenarios/paxos-refuses-equal.txt"),
            include_str!("../../scenarios/paxos-forgets-promise.txt"),
            include_str!("../../scenarios/paxos-forgets-accepted.txt"),
            include_str!("../../scenarios/paxos-forgets-round.txt"),
            include_str!("../../scenarios/paxos-same-ballots.txt"),
            include_str!("../../scenarios/paxos-half-quorum.txt"),
            include_str!("../../scenarios/paxos-floor-quorum.txt"),
            include_str!("../../scenarios/paxos-counts-over-ballots.txt"),
        ],
    ),
    (
        "Multi-Paxos",
        &[
            include_str!("../../scenarios/multi-paxos.txt"),
            story!("multi-paxos-takeover"),
            story!("multi-paxos-late-vote"),
            story!("multi-paxos-ignores-promises"),
            story!("multi-paxos-gap-left"),
        ],
    ),
    (
        "Raft: elections",
        &[
            FIRST,
            include_str!("../../scenarios/one-lost-vote.txt"),
            include_str!("../../scenarios/split-vote.txt"),
            include_str!("../../scenarios/leader-crash.txt"),
            story!("a-stale-server-cannot-win"),
            include_str!("../../scenarios/split-votes-0ms.txt"),
            include_str!("../../scenarios/split-votes-1ms.txt"),
            include_str!("../../scenarios/split-votes-5ms.txt"),
            include_str!("../../scenarios/split-votes-50ms.txt"),
        ],
    ),
    (
        "Raft: the log",
        &[
            include_str!("../../scenarios/minority-leader.txt"),
            include_str!("../../scenarios/log-repair.txt"),
            include_str!("../../scenarios/client-retry.txt"),
        ],
    ),
    (
        "Raft: the network, and who is up",
        &[
            include_str!("../../scenarios/slow-link.txt"),
            include_str!("../../scenarios/lossy-network.txt"),
            include_str!("../../scenarios/majority-up.txt"),
            include_str!("../../scenarios/one-node-less.txt"),
        ],
    ),
    (
        "Raft: Figure 7",
        &[
            story!("figure-7-a"),
            story!("figure-7-b"),
            story!("figure-7-c"),
            story!("figure-7-d"),
            story!("figure-7-e"),
            story!("figure-7-f"),
        ],
    ),
    (
        "Raft: Figure 8",
        &[
            story!("figure-8-five-servers"),
            story!("figure-8-committed"),
            story!("figure-8-five-servers-broken"),
            story!("figure-8"),
            story!("figure-8-broken"),
        ],
    ),
    (
        "Raft: beyond Figure 2",
        &[
            include_str!("../../scenarios/comes-back.txt"),
            include_str!("../../scenarios/pre-vote.txt"),
            story!("pre-vote"),
            story!("a-read-asks-a-majority"),
            story!("lease-reads"),
            story!("a-slow-clock-breaks-a-lease"),
            story!("a-handover-ends-the-lease"),
            story!("a-leader-hands-over"),
            story!("a-snapshot-catches-up"),
            story!("one-server-more"),
            story!("joint-consensus"),
            story!("a-leader-removes-itself"),
            story!("a-removed-server-disturbs-nobody"),
        ],
    ),
    (
        "Raft, broken on purpose",
        &[
            story!("the-disk-forgets-the-vote"),
            story!("two-votes-of-one-server"),
            story!("half-a-quorum"),
            story!("floor-of-a-quorum"),
            story!("a-leader-that-stays"),
            story!("ignored-logs"),
            story!("only-lengths-compared"),
            story!("the-disk-forgets-the-log"),
            story!("a-late-heartbeat-erases"),
            story!("no-check-of-the-previous-term"),
            story!("committed-by-length"),
            story!("a-stale-read"),
            story!("a-command-repeated"),
            story!("changed-too-early"),
        ],
    ),
    ("By hand", &[include_str!("../../scenarios/by-hand.txt")]),
];

/// How many there are.
pub fn count() -> usize {
    GROUPS.iter().map(|(_, texts)| texts.len()).sum()
}

/// What the list needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The title of the scenario that is open.
    pub open: AttrValue,
    /// Asks for a log.
    pub open_log: Callback<()>,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
}

fn title(text: &str) -> &str {
    text.lines().next().unwrap_or_default().trim_start_matches(['#', ' '])
}

/// The list: groups that fold. The whole is one stop of the Tab key; arrows move in it.
#[component]
pub fn Examples(props: &Props) -> Html {
    let is_open = |text: &str| props.open == title(text);
    let shown = GROUPS.iter().position(|(_, texts)| texts.iter().any(|text| is_open(text)));
    let item = |text: &&'static str| {
        let (text, dispatch) = (*text, props.dispatch.clone());
        let open = is_open(text);
        let onclick = move |_| {
            open_in(&dispatch, text.to_owned());
        };
        html! {
            <li key={title(text)}><button class={classes!("plain", open.then_some("on"))} tabindex={if open { "0" } else { "-1" }}
                aria-current={open.then_some("true")} {onclick}>{ title(text) }</button></li>
        }
    };
    let group = |(index, (name, texts)): (usize, &(&'static str, &'static [&'static str]))| {
        let is_stop = shown.is_none() && index == 0;
        html! {
            <details key={*name} name="examples" open={shown.unwrap_or(0) == index}>
                <summary tabindex={if is_stop { "0" } else { "-1" }}>{ *name }</summary>
                <ul>{ for texts.iter().map(item) }</ul>
            </details>
        }
    };
    let list = use_node_ref();
    use_effect_with(props.open.clone(), {
        let list = list.clone();
        move |_| list.cast().iter().for_each(show)
    });
    let onkeydown = {
        let list = list.clone();
        move |event: KeyboardEvent| {
            if list.cast().is_some_and(|list| walk(&list, &event.key())) {
                event.prevent_default();
                event.stop_propagation();
            }
        }
    };
    let onlog = {
        let open_log = props.open_log.clone();
        move |_| open_log.emit(())
    };
    html! {
        <>
            <nav class="examples" aria-label="Ready scenarios" ref={list} {onkeydown}>
                { for GROUPS.iter().enumerate().map(group) }
            </nav>
            <button class="open-log" onclick={onlog}>{ "Open a log…" }</button>
        </>
    }
}

/// Scrolls the list to the group of the scenario that is open, unless that is in sight.
fn show(list: &Element) {
    let Ok(Some(open)) = list.query_selector("[aria-current]") else {
        return;
    };
    let (window, open) = (list.get_bounding_client_rect(), open.get_bounding_client_rect());
    if open.top() < window.top() || open.bottom() > window.bottom() {
        // The name of its group stays in sight where the group is short.
        let above = (window.height() / 3.0).min(120.0);
        list.set_scroll_top(list.scroll_top() + (open.top() - window.top() - above) as i32);
    }
}

/// Moves the focus among the groups and the scenarios that are unfolded. Whether the key
/// is one that does.
fn walk(list: &Element, key: &str) -> bool {
    let Ok(stops) = list.query_selector_all("summary, details[open] button") else {
        return false;
    };
    let stop = |index: u32| stops.get(index).map(JsCast::unchecked_into::<HtmlElement>);
    let focused = document().active_element();
    let here = (0..stops.length()).find(|&index| stop(index).map(Element::from) == focused);
    let last = stops.length().saturating_sub(1);
    let index = match (key, here) {
        ("ArrowDown", Some(here)) => (here + 1).min(last),
        ("ArrowUp", Some(here)) => here.saturating_sub(1),
        ("Home", Some(_)) => 0,
        ("End", Some(_)) => last,
        _ => return false,
    };
    let moved = stop(index).is_some_and(|stop| stop.focus().is_ok());
    debug_assert!(moved, "what is unfolded takes the focus");
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use sequitur_core::scenario::Scenario;

    #[test]
    fn every_ready_scenario_shows_what_it_expects() {
        for text in GROUPS.iter().flat_map(|(_, texts)| *texts) {
            let scenario = match Scenario::parse(text) {
                Ok(scenario) => scenario,
                Err(mistakes) => panic!("{}: {mistakes:?}", title(text)),
            };
            let run = scenario.run();
            assert!(!scenario.title().is_empty() && !scenario.expects().is_empty(), "{text}");
            assert_eq!(scenario.unmet(&run), [], "{}", title(text));
            assert_eq!(scenario.unused(&run), [""; 0], "{}", title(text));
            assert_eq!(scenario.source(), scenario.text(), "{} is in canonical form", title(text));
        }
    }
}
