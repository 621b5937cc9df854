//! Ben-Or's consensus and its sibling without coins: the shortest ways to a decision, the tables of
//! valence, and what holds in every schedule.

use super::*;
use sequitur_core::authoring::Never;
use sequitur_core::protocols::ben_or::{Kind, Process as Node};
use sequitur_core::sim::process::Content;
use sequitur_core::sim::run::Value;
use sequitur_core::sim::world::Choice;
use sequitur_core::trace::MessageId;

/// Processes that have proposed these values.
fn proposed(variant: &str, doubt: &str, values: &[u8]) -> String {
    let asks: String =
        values.iter().zip(1..).map(|(value, node)| format!("P{node} propose {value}\n")).collect();
    let nodes = values.len();
    format!("protocol ben-or{variant}\nnodes {nodes}\nset doubt {doubt}\nschedule manual\n{asks}")
}

/// The world in which all have proposed, and nothing has arrived.
fn start(text: &str, epochs: u64) -> World<Node> {
    let budget = Budget { epoch: epochs, ..NO_FAULTS };
    let mut world = begun::<Node>(text, budget);
    for node in 0..world.nodes().len() as u8 {
        world.apply(&Choice::Command(NodeId(node)), &mut Step::default());
    }
    world
}

fn decided(world: &World<Node>, node: usize) -> Option<Value> {
    let state = world.nodes()[node].state.state(&world.setup().names);
    let (_, value) = state.into_iter().find(|(name, _)| *name == "decided").expect("a field");
    (value != Value::Null).then_some(value)
}

fn some_decided(value: i64) -> impl Fn(&World<Node>) -> bool {
    move |world| (0..world.nodes().len()).any(|node| decided(world, node) == Some(Value::Number(value)))
}

fn number(fields: &[(&str, Value)], name: &str) -> i64 {
    match fields.iter().find(|(other, _)| *other == name) {
        Some((_, Value::Number(number))) => *number,
        _ => 0,
    }
}

/// Whether a choice can matter until a round is over: it is no message for a phase that its receiver
/// has left, and its receiver has not left the round.
fn matters(world: &World<Node>, choice: &Choice<Never>, last_round: i64) -> bool {
    let Choice::Deliver(id) = choice else { return true };
    let flight = world.flight(*id).expect("a message in flight");
    let node = world.nodes()[flight.to.index()].state.state(&world.setup().names);
    let (round, phase) = (number(&node, "round"), number(&node, "phase"));
    let of = (number(&flight.message.fields(&[]), "round"), flight.message.kind() as i64 + 1);
    round <= last_round && of >= (round, phase) && of.0 <= last_round
}

/// The fewest choices from a world to one that is as wanted, up to the end of a round.
fn shortest(
    start: World<Node>,
    last_round: i64,
    wanted: impl Fn(&World<Node>) -> bool,
) -> (Option<u32>, usize) {
    let mut seen = BTreeSet::from([fingerprint(&start)]);
    let mut queue = VecDeque::from([(start, 0)]);
    let mut step = Step::default();
    while let Some((world, depth)) = queue.pop_front() {
        if wanted(&world) {
            return (Some(depth), seen.len());
        }
        for choice in world.choices().into_iter().filter(|choice| matters(&world, choice, last_round)) {
            let mut next = world.clone();
            next.apply(&choice, &mut step);
            if seen.insert(fingerprint(&next)) {
                queue.push_back((next, depth + 1));
            }
        }
        assert!(seen.len() < 2_000_000, "the search is too wide");
    }
    (None, seen.len())
}

fn valence(world: &World<Node>, rounds: u32) -> Vec<String> {
    Node::decidable(&world.configuration(), rounds).expect("it can be told")
}

/// T14-E1 and T14-E2: from 0, 1, 1 a process decides 1 after three deliveries, and 0 after seven.
#[test]
fn both_values_can_be_decided_from_the_same_start() {
    let from = || start(&proposed("", "least", &[0, 1, 1]), u64::MAX);
    assert_eq!(shortest(from(), 3, some_decided(1)).0, Some(3));
    assert_eq!(shortest(from(), 3, some_decided(0)).0, Some(7));
}

/// C-11.
#[test]
fn valence_of_all_starts() {
    for bits in 0..8 {
        let values = [bits >> 2 & 1, bits >> 1 & 1, bits & 1];
        let expected: &[&str] = match values {
            [1, 1, 1] => &["1"],
            [0, 1, 1] | [1, 0, 1] | [1, 1, 0] => &["0", "1"],
            _ => &["0"],
        };
        assert_eq!(valence(&start(&proposed("", "least", &values), 9), 2), expected, "{values:?}");
    }
}

/// C-11: one layered round from 0, 1, 1 in each of the 64 ways.
#[test]
fn a_layered_round_leads_where_it_is_known_to() {
    let mut counts: Map<(String, bool), u32> = Map::new();
    for schedule in 0..64_u32 {
        let mut world = start(&proposed("", "least", &[0, 1, 1]), u64::MAX);
        for (phase, kind) in [(0, Kind::Report), (1, Kind::Proposal)] {
            for node in 0..3_u8 {
                let hears = (node + 1 + (schedule >> (3 * phase + u32::from(node)) & 1) as u8) % 3;
                let id = find(&world, kind, hears, node);
                world.apply(&Choice::Deliver(id), &mut Step::default());
            }
        }
        let x = |node: usize| match world.nodes()[node].state.state(&world.setup().names)[0].1 {
            Value::Number(digit) => digit.to_string(),
            _ => String::new(),
        };
        let is_decided = (0..3).any(|node| decided(&world, node).is_some());
        *counts.or_default(((0..3).map(x).collect(), is_decided)) += 1;
    }
    let expected = [
        ("000", false, 16),
        ("001", false, 4),
        ("010", false, 4),
        ("011", false, 8),
        ("101", false, 4),
        ("110", false, 4),
        ("111", false, 12),
        ("111", true, 12),
    ];
    for (values, is_decided, count) in expected {
        assert_eq!(counts.get(&(values.to_owned(), is_decided)), Some(&count), "{values} {is_decided}");
    }
    assert_eq!(counts.len(), 8);
}

/// What every schedule can decide up to the end of a round, by trying them all.
fn tried(world: &World<Node>, last_round: i64) -> Vec<String> {
    let mut start = world.clone();
    start.set_budget(NO_FAULTS);
    let mut seen = BTreeSet::from([fingerprint(&start)]);
    let mut stack = vec![start];
    let mut found = BTreeSet::new();
    while let Some(world) = stack.pop().filter(|_| found.len() < 2) {
        found.extend((0..2).filter(|value| some_decided(*value)(&world)));
        for choice in world.choices().into_iter().filter(|choice| matters(&world, choice, last_round)) {
            let mut next = world.clone();
            next.apply(&choice, &mut Step::default());
            if seen.insert(fingerprint(&next)) {
                stack.push(next);
            }
        }
    }
    found.into_iter().map(|value| value.to_string()).collect()
}

/// Wherever a run has come, with lost messages and crashes: what is told is what a search finds.
#[test]
fn valence_is_what_a_search_finds() {
    let mut draws = 7_u64;
    let mut below = move |count: usize| {
        draws = draws.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (draws >> 33) as usize % count
    };
    let mut several = 0;
    for case in 0..40 {
        let values = [case >> 2 & 1, case >> 1 & 1, case & 1];
        let variant = if case % 5 == 4 { " decides-on-one" } else { "" };
        let mut world =
            start(&proposed(variant, ["least", "coin"][case as usize / 8 % 2], &values), u64::MAX);
        world.set_budget(Budget { drop: 2, crash: 1, ..NO_FAULTS });
        let is_long = case % 4 == 3;
        for _ in 0..if is_long { 10 + below(6) } else { below(14) } {
            let choices = world.choices();
            if choices.is_empty() {
                break;
            }
            world.apply(&choices[below(choices.len())], &mut Step::default());
        }
        let round = world.nodes().iter().filter_map(|node| node.state.epoch()).max().expect("a round");
        let further = u32::from(is_long);
        let told = valence(&world, further);
        assert_eq!(told, tried(&world, round as i64 + i64::from(further)), "{case}: {:?}", world.nodes());
        several += usize::from(told.len() == 2);
    }
    assert!(several > 0);
}

/// C-11: with one proposal enough, twelve deliveries lead to different decisions.
#[test]
fn one_proposal_is_not_enough() {
    let mut world = start(&proposed(" decides-on-one", "least", &[0, 1, 1]), u64::MAX);
    let all = [
        "R 1 2", "R 0 1", "P 2 1", "R 1 0", "P 1 0", "R 1 0", "R 0 1", "P 1 0", "P 0 1", "R 1 0", "R 0 1",
        "P 1 0",
    ];
    for key in all {
        assert!(!breaks_any(&world), "before {key}");
        deliver(&mut world, key);
    }
    assert!(breaks(&world, "agreement"));
}

/// The newest message of a kind from one process to another.
fn find(world: &World<Node>, kind: Kind, from: u8, to: u8) -> MessageId {
    let all = world.flying();
    let found = all.filter(|(_, it)| (it.message.kind(), it.from.0, it.to.0) == (kind, from, to));
    found.last().expect("it is under way").0
}

/// Delivers the newest message of a kind from one process to another.
fn deliver(world: &mut World<Node>, words: &str) {
    let words: Vec<&str> = words.split(' ').collect();
    let kind = if words[0] == "R" { Kind::Report } else { Kind::Proposal };
    let [from, to]: [u8; 2] = [words[1], words[2]].map(|word| word.parse().expect("a number"));
    let id = find(world, kind, from, to);
    world.apply(&Choice::Deliver(id), &mut Step::default());
}

/// The first round in every schedule, from every start.
#[test]
fn agreement_holds_in_every_schedule() {
    for bits in 0..8 {
        let world = start(&proposed("", "least", &[bits >> 2 & 1, bits >> 1 & 1, bits & 1]), u64::MAX);
        assert_eq!(shortest(world, 1, breaks_any).0, None, "{bits}");
    }
}

/// T27: who tosses coins decides in the end, with up to two of five crashed.
#[test]
fn coins_end_it() {
    for seed in 0..200 {
        let text = format!(
            "protocol ben-or\nnodes 5\nseed {seed}\nnetwork delay 1ms..40ms\nat 0ms P1 propose 0\nat 0ms P2 propose 1\n\
             at 0ms P3 propose 0\nat 0ms P4 propose 1\nat 0ms P5 propose 1\nat 10ms crash P4\nat 20ms crash P5\nuntil 20s\n"
        );
        let run = run(&text);
        assert_eq!(outcome(&run, "termination"), Outcome::Holds, "{text}");
        assert_eq!(outcome(&run, "agreement"), Outcome::Holds, "{text}");
        assert!(run.trace.events.len() < 20_000);
    }
}
