//! Scenarios that are ready to open.

use crate::document::State;
use crate::document::opening::{FIRST, open_in};
use crate::words::examples as words;
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};
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
        words::CLOCKS,
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
        words::CLOCKS_THAT_ARE_WRONG,
        &[
            include_str!("../../scenarios/last-write-loses.txt"),
            include_str!("../../scenarios/siblings.txt"),
            include_str!("../../scenarios/effect-before-cause.txt"),
            include_str!("../../scenarios/hybrid-clocks.txt"),
            include_str!("../../scenarios/lease-fast-clock.txt"),
            story!("without-fencing"),
            story!("lease-paused-holder"),
            story!("lease-looked-in-time"),
            include_str!("../../scenarios/leap-second.txt"),
            include_str!("../../scenarios/ntp.txt"),
            story!("asymmetric-paths"),
            story!("berkeley"),
            include_str!("../../scenarios/cristian-bound.txt"),
        ],
    ),
    (
        words::PARALLEL_AND_DISTRIBUTED,
        &[
            story!("counter-pulled-plug"),
            story!("counter-lost-update"),
            story!("counter-lost-update-in-messages"),
            story!("counter-shared-memory"),
            story!("counter-page-lost"),
            story!("counter-page-moves-too-soon"),
        ],
    ),
    (
        words::SILENCE_NO_ANSWER_COMES,
        &[
            story!("rpc-five-silences"),
            story!("rpc-two-hops"),
            story!("rpc-dead-request"),
            story!("rpc-two-opinions"),
            story!("rpc-back-off"),
            story!("lease-long-pause"),
        ],
    ),
    (
        words::SILENCE_ASKING_AGAIN,
        &[
            story!("rpc-no-table"),
            story!("rpc-new-id"),
            story!("rpc-answered-from-the-table"),
            story!("rpc-volatile-table"),
            story!("rpc-effect-first"),
            story!("rpc-table-first"),
        ],
    ),
    (
        words::EIGHT_FALLACIES,
        &[
            story!("fallacy-reliable"),
            story!("fallacy-latency"),
            story!("fallacy-bandwidth"),
            story!("fallacy-secure"),
            story!("fallacy-signed"),
            story!("fallacy-topology"),
            story!("fallacy-administrator"),
            story!("fallacy-cost"),
            story!("fallacy-homogeneous"),
        ],
    ),
    (
        words::ORDER_AND_SNAPSHOTS,
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
        words::MUTUAL_EXCLUSION,
        &[
            include_str!("../../scenarios/lamport-mutex.txt"),
            include_str!("../../scenarios/ack-overtakes.txt"),
            include_str!("../../scenarios/ricart-agrawala.txt"),
            story!("votes-two-ask"),
            story!("votes-two-of-five-down"),
            story!("votes-split"),
            story!("votes-given-back"),
            story!("votes-half"),
            story!("votes-forgotten"),
            story!("votes-holder-down"),
        ],
    ),
    (
        words::ELECTION_OF_A_LEADER,
        &[
            story!("bully-twelve-messages"),
            story!("bully-slow-answers"),
            story!("bully-two-leaders-in-two-steps"),
            story!("bully-short-timeout"),
            story!("bully-misses-ok"),
            story!("bully-the-highest-comes-back"),
            story!("ring-nine-messages"),
            story!("ring-fifteen-messages"),
            story!("ring-passes-all"),
            story!("ring-stays-out"),
        ],
    ),
    (
        words::A_REGISTER_ON_QUORUMS,
        &[
            story!("quorum-stale-read"),
            story!("quorum-new-then-old"),
            story!("quorum-write-back"),
            story!("quorum-majority-down"),
            story!("quorum-older-overwrites"),
            story!("quorum-counts-alone"),
        ],
    ),
    (
        words::WHAT_CONSENSUS_IS,
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
        words::TWO_GENERALS_AND_MORE,
        &[
            story!("two-generals"),
            story!("two-generals-ack-captured"),
            story!("coordinated-attack-unconditional"),
            story!("coordinated-attack-chain"),
            story!("coordinated-attack-adaptive"),
            story!("coordinated-attack-three"),
        ],
    ),
    (
        words::FLP_WHAT_NO_ORDER,
        &[
            story!("ben-or-one"),
            story!("ben-or-zero"),
            story!("ben-or-stays-open"),
            story!("ben-or-coins"),
            story!("ben-or"),
            story!("ben-or-decides-on-one"),
            story!("chandra-toueg"),
            story!("chandra-toueg-wrong-suspicion"),
            story!("chandra-toueg-ignores-timestamps"),
        ],
    ),
    (
        words::WHO_HAS_FAILED,
        &[
            story!("detector"),
            story!("detector-asynchronous"),
            story!("detector-doubling"),
            story!("detector-stabilises"),
            story!("detector-four-mistakes"),
            story!("detector-gray-failure"),
            story!("detector-one-way"),
            story!("detector-long-pause"),
            story!("detector-never-forgives"),
            story!("paxos-chosen-in-time"),
        ],
    ),
    (
        words::COMMIT,
        &[
            story!("commit"),
            story!("commit-blocked"),
            story!("commit-one-no"),
            story!("commit-coordinator-returns"),
            story!("commit-cooperative"),
            story!("commit-working-peer"),
            story!("commit-three-phases"),
            story!("commit-three-phases-partition"),
            story!("commit-aborts-prepared"),
            story!("commit-commits-prepared"),
            story!("commit-forgets-decision"),
            story!("commit-forgets-prepared"),
            story!("commit-majority"),
        ],
    ),
    (
        words::BROADCAST_AND_CONSENSUS,
        &[
            story!("reduction-broadcast-from-consensus"),
            story!("reduction-consensus-from-broadcast"),
            story!("reduction-given-down"),
            story!("reduction-as-they-come"),
            story!("reduction-own-first"),
        ],
    ),
    (
        words::CONSENSUS_FOUR_PROPERTIES,
        &[
            include_str!("../../scenarios/paxos-any-schedule.txt"),
            include_str!("../../scenarios/paxos-majority.txt"),
            include_str!("../../scenarios/paxos-no-clocks.txt"),
            include_str!("../../scenarios/paxos-slow-minority.txt"),
            story!("clocks-run-wild"),
            story!("slow-minority-raft"),
        ],
    ),
    (
        words::WHAT_CONSENSUS_IS_USED,
        &[
            story!("use-allocation"),
            story!("use-commit"),
            story!("use-state-machines"),
            story!("use-leader-election"),
            story!("use-atomic-broadcast"),
        ],
    ),
    (
        words::PAXOS_ONE_VALUE,
        &[
            include_str!("../../scenarios/paxos-two-phases.txt"),
            include_str!("../../scenarios/paxos-adopts.txt"),
            include_str!("../../scenarios/paxos-hidden-decision.txt"),
            include_str!("../../scenarios/paxos-accepted-not-chosen.txt"),
            include_str!("../../scenarios/paxos-duel.txt"),
        ],
    ),
    (
        words::PAXOS_WITH_ONE_MISTAKE,
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
        words::MULTI_PAXOS,
        &[
            include_str!("../../scenarios/multi-paxos.txt"),
            story!("multi-paxos-takeover"),
            story!("multi-paxos-late-vote"),
            story!("multi-paxos-ignores-promises"),
            story!("multi-paxos-gap-left"),
            story!("multi-paxos-stale-read"),
            story!("multi-paxos-repeated"),
        ],
    ),
    (
        words::RAFT_ELECTIONS,
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
        words::RAFT_THE_LOG,
        &[
            include_str!("../../scenarios/minority-leader.txt"),
            include_str!("../../scenarios/log-repair.txt"),
            include_str!("../../scenarios/client-retry.txt"),
        ],
    ),
    (
        words::RAFT_NETWORK,
        &[
            include_str!("../../scenarios/slow-link.txt"),
            include_str!("../../scenarios/lossy-network.txt"),
            include_str!("../../scenarios/majority-up.txt"),
            include_str!("../../scenarios/one-node-less.txt"),
        ],
    ),
    (
        words::RAFT_FIGURE_7,
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
        words::RAFT_FIGURE_8,
        &[
            story!("figure-8-five-servers"),
            story!("figure-8-committed"),
            story!("figure-8-five-servers-broken"),
            story!("figure-8"),
            story!("figure-8-broken"),
        ],
    ),
    (
        words::RAFT_BEYOND_FIGURE_2,
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
        words::RAFT_BROKEN_ON_PURPOSE,
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
    (
        words::GENERALS_THAT_LIE_WORDS,
        &[
            story!("generals-three-are-too-few"),
            story!("generals-one-liar-among-four"),
            story!("generals-the-commander-lies"),
            story!("generals-two-liars-among-four"),
            story!("generals-a-round-too-few"),
            story!("generals-six-are-too-few"),
        ],
    ),
    (
        words::GENERALS_THAT_LIE_SIGNATURES,
        &[
            story!("signed-commander-signs-two"),
            story!("signed-shown-too-late-to-tell"),
            story!("signed-a-round-more"),
            story!("signed-a-round-too-few"),
            story!("signed-chains-of-any-length"),
            story!("signed-nobody-verifies"),
        ],
    ),
    (
        words::PBFT_REPLICAS_THAT_LIE,
        &[
            story!("pbft-normal-case"),
            story!("pbft-next-view-executes"),
            story!("pbft-lying-primary"),
            story!("pbft-two-signed-votes"),
            story!("pbft-checkpoint"),
            story!("raft-one-voter-lies"),
            story!("paxos-one-acceptor-lies"),
        ],
    ),
    (
        words::PBFT_BROKEN_ON_PURPOSE,
        &[
            story!("pbft-small-certificates"),
            story!("pbft-a-third-may-lie"),
            story!("pbft-a-commit-less"),
            story!("pbft-no-certificates"),
            story!("pbft-one-reply"),
        ],
    ),
    (
        words::OPEN_SYSTEMS,
        &[
            story!("generals-one-person-three-names"),
            story!("longest-chain-fork"),
            story!("longest-chain-taken-back"),
            story!("longest-chain-many-runs"),
            story!("longest-chain-counts-nodes"),
            story!("longest-chain-power-counts"),
            story!("longest-chain-first-seen"),
            story!("longest-chain-unconfirmed"),
        ],
    ),
    (words::BY_HAND, &[include_str!("../../scenarios/by-hand.txt")]),
];

/// How many there are.
pub const COUNT: usize = {
    let (mut group, mut count) = (0, 0);
    while group < GROUPS.len() {
        count += GROUPS[group].1.len();
        group += 1;
    }
    count
};

/// What the list needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The title of the scenario that is open.
    pub open: AttrValue,
    /// Whether the drawer with the list is open.
    pub is_open: bool,
    /// Closes the drawer.
    pub close: Callback<()>,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
}

fn title(text: &str) -> &str {
    text.lines().next().unwrap_or_default().trim_start_matches(['#', ' '])
}

/// The first sentence that a text says of itself after its title.
fn subtitle(text: &str) -> String {
    let lines = text.lines().skip(1).map(|line| line.trim_start_matches(['#', ' ']));
    let said: Vec<&str> =
        lines.skip_while(|line| line.is_empty()).take_while(|line| !line.is_empty()).collect();
    let said = if text.lines().nth(1).is_some_and(|line| line.starts_with('#')) {
        said.join(" ")
    } else {
        String::new()
    };
    let end = said.find(". ").map_or(said.len(), |end| end + 1);
    said[..end].to_owned()
}

/// The scenarios with all of these words, each with the name of its group.
fn found(words: &str) -> Vec<(&'static str, &'static str)> {
    let words = words.to_lowercase();
    let all = GROUPS.iter().flat_map(|(name, texts)| texts.iter().map(|text| (*name, *text)));
    let has = |name: &str, text: &str| {
        let hay = format!("{name} {text}").to_lowercase();
        words.split_whitespace().all(|word| hay.contains(word))
    };
    all.filter(|(name, text)| has(name, text)).collect()
}

/// The list: groups on the left, the scenarios of one on the right; or what was looked for.
#[component]
pub fn Examples(props: &Props) -> Html {
    let own = GROUPS.iter().position(|(_, texts)| texts.iter().any(|text| props.open == title(text)));
    let (group, words) = (use_state_eq(|| own.unwrap_or(0)), use_state_eq(String::new));
    let (list, field) = (use_node_ref(), use_node_ref());
    use_effect_with((props.open.clone(), props.is_open), {
        let (group, field) = (group.setter(), field.clone());
        move |(_, is_open)| {
            if let Some(own) = own {
                group.set(own);
            }
            if let (true, Some(field)) = (*is_open, field.cast::<HtmlElement>()) {
                let focused = field.focus();
                debug_assert!(focused.is_ok());
            }
        }
    });
    let shown: Vec<(&'static str, &'static str)> = match words.is_empty() {
        true => GROUPS[*group].1.iter().map(|text| ("", *text)).collect(),
        false => found(&words),
    };
    let oninput = {
        let words = words.setter();
        move |event: InputEvent| words.set(event.target_unchecked_into::<HtmlInputElement>().value())
    };
    let onkeydown = {
        let list = list.clone();
        move |event: KeyboardEvent| {
            if list.cast().is_some_and(|list| walk(&list, &event.key())) {
                event.prevent_default();
                event.stop_propagation();
            }
        }
    };
    let none = shown.is_empty().then(|| words::no_scenario_has(&*words));
    html! {
        <nav class="examples" aria-label={words::READY_SCENARIOS} ref={list} {onkeydown}>
            <input type="search" ref={field} aria-label={words::SEARCH_SCENARIOS} placeholder={words::search_scenarios(&COUNT)} autocomplete="off"
                spellcheck="false" value={(*words).clone()} {oninput} />
            <ul class="groups" aria-label={words::GROUPS}>{ for GROUPS.iter().enumerate().map(|(index, (name, texts))| group_item(&group, &words, index, name, texts.len())) }</ul>
            <ul class="list" aria-label={words::SCENARIOS}>{ for shown.iter().map(|(group, text)| item(props, group, text)) }</ul>
            if let Some(none) = none { <p class="soft" role="status">{ none }</p> }
        </nav>
    }
}

fn group_item(
    group: &UseStateHandle<usize>,
    words: &UseStateHandle<String>,
    index: usize,
    name: &'static str,
    count: usize,
) -> Html {
    let is_shown = **group == index && words.is_empty();
    let (group, words) = (group.setter(), words.setter());
    let onclick = move |_: MouseEvent| {
        group.set(index);
        words.set(String::new());
    };
    html! {
        <li key={name}><button class="plain" aria-pressed={is_shown.to_string()} tabindex={if is_shown { "0" } else { "-1" }} {onclick}>
            { name }<span class="soft">{ count }</span></button></li>
    }
}

fn item(props: &Props, group: &'static str, text: &'static str) -> Html {
    let is_open = props.open == title(text);
    let (dispatch, close) = (props.dispatch.clone(), props.close.clone());
    let onclick = move |_: MouseEvent| {
        open_in(&dispatch, text.to_owned());
        close.emit(());
    };
    let about = if group.is_empty() { subtitle(text) } else { group.to_owned() };
    html! {
        <li key={title(text)}><button class={classes!("plain", is_open.then_some("on"))} aria-label={title(text)} aria-current={is_open.then_some("true")} {onclick}>
            <b>{ title(text) }</b>if !about.is_empty() { <span class="soft">{ about.replace('`', "") }</span> }
        </button></li>
    }
}

/// Moves the focus up and down within the groups or the scenarios, and across between them.
/// Whether the key is one that does.
fn walk(list: &Element, key: &str) -> bool {
    let Some(focused) = document().active_element() else {
        return false;
    };
    let column = |selector: &str| list.query_selector(selector).ok().flatten();
    let [groups, scenarios] = [column(".groups"), column(".list")];
    let is_in =
        |column: &Option<Element>| column.as_ref().is_some_and(|column| column.contains(Some(&focused)));
    let (own, other) = if is_in(&groups) { (&groups, &scenarios) } else { (&scenarios, &groups) };
    let across = match key {
        "ArrowRight" => is_in(&groups),
        "ArrowLeft" => is_in(&scenarios),
        _ => false,
    };
    if across {
        let first = other
            .as_ref()
            .and_then(|column| column.query_selector("[aria-pressed=true], button").ok().flatten());
        return first
            .and_then(|first| first.dyn_into::<HtmlElement>().ok())
            .is_some_and(|first| first.focus().is_ok());
    }
    let Some(Ok(stops)) = own.as_ref().map(|column| column.query_selector_all("button")) else {
        return false;
    };
    let stop = |index: u32| stops.get(index).and_then(|stop| stop.dyn_into::<HtmlElement>().ok());
    let here = (0..stops.length()).find(|&index| stop(index).map(Element::from).as_ref() == Some(&focused));
    let last = stops.length().saturating_sub(1);
    let index = match (key, here) {
        ("ArrowDown", None) => 0,
        ("ArrowDown", Some(here)) => (here + 1).min(last),
        ("ArrowUp", Some(here)) => here.saturating_sub(1),
        ("Home", Some(_)) => 0,
        ("End", Some(_)) => last,
        _ => return false,
    };
    stop(index).is_some_and(|stop| stop.focus().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use sequitur_core::scenario::Scenario;

    #[test]
    fn scenarios_are_found_by_all_the_words_that_were_typed() {
        assert!(found("raft prevote").iter().all(|(_, text)| text.to_lowercase().contains("pre")));
        assert!(found("FIGURE 8").len() >= 3);
        assert_eq!(found("no such scenario at all"), []);
        assert_eq!(found("").len(), COUNT);
    }

    #[test]
    fn a_scenario_says_in_a_sentence_what_it_shows() {
        assert_eq!(subtitle("# Title\n#\n# One. Two.\nprotocol raft\n"), "One.");
        assert_eq!(subtitle("# Title\nprotocol raft\n"), "");
    }

    #[test]
    fn each_scenario_has_a_title_of_its_own() {
        let mut titles: Vec<&str> = found("").into_iter().map(|(_, text)| title(text)).collect();
        titles.sort_unstable();
        let twice: Vec<_> = titles.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        assert_eq!(twice, [""; 0]);
    }

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
