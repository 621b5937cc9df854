//! What can get stuck, against a small search of its own: it keeps whole worlds, and asks of
//! each in which nothing may happen whether anything would with all timers and commands.

use crate::scenarios::scenario;
use sequitur_check::{Ended, Limits, Reached, Search, Worlds};
use sequitur_core::protocols::{commit, consensus, lamport_mutex, raft, ricart_agrawala};
use sequitur_core::sim::info::PropertyKind;
use sequitur_core::sim::plan::Budget;
use sequitur_core::sim::process::Process;
use sequitur_core::sim::run::Outcome;
use sequitur_core::sim::world::{Step, World};
use sequitur_core::trace::NodeId;

/// A property of liveness: in how many states it is stuck, and after how many choices first.
type Stuck = (&'static str, usize, Option<u32>);

/// What gets stuck, and in how many states nothing may happen at all.
fn stuck<P: Process>(text: &str) -> (Vec<Stuck>, usize) {
    let mut plan = scenario(text).plan().clone();
    // As in a run by hand, the world itself keeps messages in order where links do.
    plan.manual.get_or_insert_default();
    let mut start = sequitur_core::sim::world::<P>(&plan, plan.allow);
    for node in 0..plan.nodes.len() as u8 {
        start.start(NodeId(node), &mut Step::default());
    }
    let endless = Budget { fire: u32::MAX, command: u32::MAX, epoch: u64::MAX, ..plan.allow };
    let live = |index: &usize| P::INFO.properties[*index].kind == PropertyKind::Liveness;
    let live: Vec<usize> = (0..P::INFO.properties.len()).filter(live).collect();
    let mut found: Vec<_> = live.iter().map(|index| (P::INFO.properties[*index].name, 0, None)).collect();
    let (mut dead_ends, mut depth) = (0, 0);
    let mut seen: Vec<World<P>> = vec![start.clone()];
    let mut level = vec![start];
    while !level.is_empty() {
        let mut next_level: Vec<World<P>> = Vec::new();
        for world in level {
            let choices = world.choices();
            dead_ends += usize::from(choices.is_empty());
            let mut with_all = world.clone();
            with_all.set_budget(Budget { drop: 0, duplicate: 0, crash: 0, restart: 0, ..endless });
            if choices.is_empty() && with_all.choices().is_empty() {
                for (index, (_, count, first)) in live.iter().zip(&mut found) {
                    if world.verdict(*index).0 == Outcome::Pending {
                        *count += 1;
                        first.get_or_insert(depth);
                    }
                }
            }
            for choice in choices {
                let mut next = world.clone();
                next.apply(&choice, &mut Step::default());
                if next.is_within_epochs() && !seen.contains(&next) {
                    seen.push(next.clone());
                    next_level.push(next);
                }
            }
        }
        (level, depth) = (next_level, depth + 1);
    }
    (found, dead_ends)
}

fn searched(text: &str) -> Search<Worlds> {
    let worlds = Worlds::new(&scenario(text), &[]).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"));
    let mut search = Search::new(worlds, Limits::default());
    search.advance(u32::MAX);
    assert_eq!(search.progress().ended, Some(Ended::Complete), "{text}");
    search
}

/// What gets stuck, after how many choices. The scenario by hand that shows it replays.
fn agreed<P: Process>(text: &str) -> Vec<(&'static str, u32)> {
    let search = searched(text);
    let (expected, dead_ends) = stuck::<P>(text);
    assert_eq!(search.progress().dead_ends as usize, dead_ends, "{text}");
    let mut all = Vec::new();
    for (index, finding) in search.findings().into_iter().enumerate() {
        let Some((_, count, first)) = expected.iter().find(|(name, ..)| *name == finding.name) else {
            continue;
        };
        let found = match finding.reached {
            Reached::Stuck(found) => Some(found),
            _ => None,
        };
        assert_eq!(found.map(|found| found.depth), *first, "{text}{}", finding.name);
        assert_eq!(found.is_some(), *count > 0);
        if let Some(found) = found {
            assert_eq!(finding.verdict(), "stuck");
            let by_hand = scenario(&search.scenario_of(index, found));
            assert_eq!(by_hand.unmet(&by_hand.run()), [], "{}", by_hand.text());
            all.push((finding.name, found.depth));
        }
    }
    all
}

/// Ricart and Agrawala's and Lamport's mutual exclusion wait for everybody.
#[test]
fn mutual_exclusion_gets_stuck_with_one_crash() {
    let requests = "nodes 2\nat 1ms P1 request\nat 2ms P2 request\n";
    let lamport = format!("protocol lamport-mutex\n{requests}");
    assert_eq!(agreed::<lamport_mutex::LamportMutex>(&lamport), []);
    let with_a_crash = format!("{lamport}allow crash 1\n");
    assert_eq!(agreed::<lamport_mutex::LamportMutex>(&with_a_crash), [("requests-granted", 2)]);
    assert_eq!(searched(&with_a_crash).progress().dead_ends, 81);
    let ricart = format!("protocol ricart-agrawala\n{requests}");
    assert_eq!(agreed::<ricart_agrawala::RicartAgrawala>(&ricart), []);
    assert_eq!(
        agreed::<ricart_agrawala::RicartAgrawala>(&format!("{ricart}allow drop 1\n")),
        [("requests-granted", 4)]
    );
}

#[test]
fn waiting_for_all_gets_stuck_with_one_crash() {
    let proposals =
        "protocol consensus\nnodes 3\nat 1ms P1 propose 0\nat 1ms P2 propose 1\nat 1ms P3 propose 1\n";
    assert_eq!(agreed::<consensus::Consensus>(proposals), []);
    assert_eq!(agreed::<consensus::Consensus>(&format!("{proposals}allow crash 1\n")), [("termination", 5)]);
}

/// All are prepared and the coordinator is down: begun, both asked, and a crash. Nothing but its
/// return helps, and asking each other does not either.
#[test]
fn two_phase_commit_gets_stuck_with_one_crash() {
    let text = "protocol commit\nnodes 3\nat 1ms C begin\n";
    assert_eq!(agreed::<commit::Node>(text), []);
    assert_eq!(agreed::<commit::Node>(&format!("{text}allow crash 1\n")), [("all-decide", 4)]);
}

/// What a greater budget would let happen is not stuck.
#[test]
fn a_spent_budget_makes_nothing_stuck() {
    for lines in ["allow fire 0\n", "allow fire 2\nallow term 1\n", "allow fire 1\nallow command 0\n"] {
        let text = format!("protocol raft\nnodes 2\nat 0ms S1 put x 1\n{lines}");
        assert!(searched(&text).progress().dead_ends > 0, "{text}");
        assert_eq!(agreed::<raft::Raft>(&text), [], "{text}");
    }
    let text = "protocol lamport-mutex\nnodes 2\nat 1ms P1 request\nat 2ms P2 request\nallow command 1\n";
    assert_eq!(agreed::<lamport_mutex::LamportMutex>(text), []);
}
