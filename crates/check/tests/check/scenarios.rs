//! Scenarios: what is right holds, what is wrong on purpose is broken in as few steps as
//! can be, and the shortest way replays as a run by hand.

use sequitur_check::{Ended, Finding, Limits, Model, Reached, Search, Watch, Worlds};
use sequitur_core::scenario::Scenario;
use sequitur_core::sim::position::Position;
use sequitur_core::sim::run::Outcome;
use sequitur_core::sim::world::Choice;
use sequitur_core::trace::NodeId;

pub fn scenario(text: &str) -> Scenario {
    Scenario::parse(text).unwrap_or_else(|mistakes| panic!("{text}\n{mistakes:#?}"))
}

fn search_of(text: &str, sought: &[&str], limits: Limits) -> Search<Worlds> {
    let worlds =
        Worlds::new(&scenario(text), sought).unwrap_or_else(|mistakes| panic!("{text}\n{mistakes:#?}"));
    Search::new(worlds, limits)
}

fn searched(text: &str, limits: Limits) -> Search<Worlds> {
    let mut search = search_of(text, &[], limits);
    search.advance(u32::MAX);
    search
}

/// The length of the shortest way to a violation of a property. Its scenario by hand is
/// canonical, and its run ends with that violation.
fn broken(text: &str, property: &str) -> u32 {
    let limits = Limits { threads: 2, states: 200_000, ..Limits::default() };
    let mut search = search_of(text, &[property], limits);
    search.advance(u32::MAX);
    let (index, found) = search.counterexample().unwrap_or_else(|| panic!("nothing breaks\n{text}"));
    let by_hand = scenario(&search.scenario_of(index, found));
    assert_eq!(by_hand.source(), by_hand.text());
    let run = by_hand.run();
    assert_eq!(by_hand.unmet(&run), [], "{}", by_hand.text());
    assert_eq!(by_hand.unused(&run), Vec::<String>::new());
    assert_eq!(run.info.properties[index].name, property, "{}", by_hand.text());
    let choices = by_hand.plan().manual.as_ref().expect("a run by hand").len() as u32;
    assert_eq!(choices - begun(text), found.depth);
    let finding = &search.findings()[index];
    assert_eq!(finding.verdict(), "violated");
    assert_eq!(Some(&finding.why), run.verdict(property).map(|verdict| &verdict.why));
    found.depth
}

/// What the search says of each property, once all has been seen.
fn held(text: &str) -> Vec<Finding> {
    let search = searched(text, Limits::default());
    assert_eq!(search.progress().ended, Some(Ended::Complete), "{text}");
    search.findings()
}

/// A protocol with a mistake, what else the scenario says, the property that it breaks, and
/// in how few choices. The search is from the beginning where that is soon done, and
/// otherwise from choices that begin a shortest way.
const BROKEN: &[(&str, &str, &str, u32)] = &[
    ("raft forgets-vote", "nodes 3\nallow fire 2\nallow crash 1\nallow restart 1\n", "election-safety", 8),
    ("raft votes-twice", "nodes 3\nallow fire 2\n", "election-safety", 6),
    ("raft half-quorum", "nodes 2\nallow fire 2\n", "election-safety", 2),
    ("raft half-quorum", "nodes 4\nallow fire 2\nallow term 1\n", "election-safety", 6),
    ("raft floor-quorum", "nodes 3\nallow fire 2\n", "election-safety", 2),
    ("raft keeps-leading", "nodes 3\nallow fire 3\nallow term 2\n", "election-safety", 6),
    ("raft ignores-logs", "nodes 3\nat 0ms S1 put x 1\nallow fire 2\n", "leader-completeness", 9),
    ("raft truncates-logs", "nodes 3\nat 0ms S1 put x 1\nallow fire 2\n", "leader-completeness", 10),
    (
        "raft stale-reads",
        "nodes 3\nat 0ms S1 get x\nat 0ms S2 put x 1\nallow fire 2\nallow term 2\n",
        "reads-are-current",
        10,
    ),
    (
        "raft forgets-log",
        "nodes 3\nschedule manual\nfire S1 election-timeout\ndeliver RequestVote S1->S2\n\
         deliver VoteGranted S2->S1\nS1 put x 1\nallow fire 1\nallow crash 1\nallow restart 1\n",
        "leader-completeness",
        4 + 7,
    ),
    (
        "raft compares-lengths",
        "nodes 3\nschedule manual\nfire S1 election-timeout\ndeliver RequestVote S1->S2\n\
         deliver VoteGranted S2->S1\nS1 put x 1\nfire S2 election-timeout\n\
         deliver RequestVote S2->S3\ndeliver VoteGranted S3->S2\nS2 put y 1\nallow fire 1\n",
        "leader-completeness",
        8 + 6,
    ),
    ("paxos keeps-own-value", PROPOSALS, "agreement", 14),
    ("paxos accepts-anything", PROPOSALS, "agreement", 14),
    ("paxos forgets-promise", ONE_PREPARED, "agreement", 6 + 10),
    ("paxos forgets-accepted", ONE_PREPARED, "agreement", 6 + 10),
    ("paxos half-quorum", TWO_ACCEPTORS, "agreement", 8),
    ("paxos floor-quorum", PROPOSALS, "agreement", 8),
    ("paxos same-ballots", PROPOSALS, "agreement", 14),
    (
        "multi-paxos ignores-promises",
        "nodes 3\nat 0ms S1 put x 1\nat 0ms S2 put x 2\nallow fire 2\n",
        "slot-agreement",
        10,
    ),
    ("lamport-mutex any-order", "nodes 2\nat 0ms P1 request\nat 0ms P2 request\n", "mutual-exclusion", 6),
    ("lamport-mutex no-ack", "nodes 2\nat 0ms P1 request\nat 0ms P2 request\n", "mutual-exclusion", 4),
    ("ricart-agrawala ties-reply", "nodes 2\nat 0ms P1 request\nat 0ms P2 request\n", "mutual-exclusion", 8),
    (
        "broadcast naive",
        "nodes 2\nset order lamport\nat 0ms P1 broadcast a\nat 0ms P2 broadcast b\n",
        "total-order",
        4,
    ),
    (
        "broadcast naive",
        "nodes 2\nset order fifo\nat 0ms P1 broadcast a\nat 0ms P1 broadcast b\n",
        "fifo-order",
        3,
    ),
    ("broadcast naive", "nodes 3\nat 0ms P1 broadcast a\nat 0ms P2 broadcast b\n", "causal-order", 4),
    ("snapshot any-order", "nodes 2\nat 0ms P1 snapshot\nat 0ms P1 pay P2 10\n", "consistent-cut", 3),
    ("snapshot late-marker", "nodes 2\nat 0ms P1 snapshot\nat 0ms P1 pay P2 10\n", "consistent-cut", 3),
    ("snapshot no-channels", "nodes 2\nat 0ms P1 snapshot\nat 0ms P2 pay P1 10\n", "total-preserved", 5),
    ("exchange lamport-forgets-maximum", AN_EXCHANGE, "clock-condition", 3),
    ("exchange lamport-forgets-increment", AN_EXCHANGE, "clock-condition", 3),
    ("exchange vector-forgets-merge", AN_EXCHANGE, "strong-clock-condition", 3),
    ("exchange vector-forgets-increment", AN_EXCHANGE, "strong-clock-condition", 3),
];

/// Two proposers that propose once, and acceptors that are silent where they refuse.
const PROPOSALS: &str = "proposers 2\nacceptors 3\nlearners 0\nset refusals off\n\
                         at 0ms P1 propose x\nat 0ms P2 propose y\nallow fire 0\n";

const TWO_ACCEPTORS: &str = "proposers 2\nacceptors 2\nlearners 0\nset refusals off\n\
                             at 0ms P1 propose x\nat 0ms P2 propose y\nallow fire 0\n";

/// Both have begun, the first has its promises, and one acceptor may crash.
const ONE_PREPARED: &str = "proposers 2\nacceptors 3\nlearners 0\nset refusals off\n\
                            schedule manual\nP1 propose x\nP2 propose y\ndeliver Prepare P1->A1\ndeliver Prepare P1->A2\n\
                            deliver Promise A1->P1\ndeliver Promise A2->P1\n\
                            allow fire 0\nallow crash 1\nallow restart 1\n";

const AN_EXCHANGE: &str = "nodes 2\nat 0ms P1 local\nat 0ms P1 send P2\nat 0ms P2 local\n";

/// How many choices a scenario begins with.
fn begun(text: &str) -> u32 {
    scenario(text).plan().manual.as_ref().map_or(0, Vec::len) as u32
}

#[test]
fn every_mistake_shows_in_as_few_steps_as_can_be() {
    for (protocol, lines, property, length) in BROKEN {
        let text = format!("protocol {protocol}\n{lines}");
        assert_eq!(begun(&text) + broken(&text, property), *length, "{text}");
    }
}

/// Without its mistake, a protocol shows nothing of the kind, up to the depth at which the
/// mistake shows.
#[test]
fn without_its_mistake_a_protocol_holds_as_far() {
    for (protocol, lines, property, length) in BROKEN {
        let right = protocol.split(' ').next().unwrap_or(protocol);
        let text = format!("protocol {right}\n{lines}");
        let mut search = search_of(&text, &[property], Limits { threads: 2, ..Limits::default() });
        let depth = length - begun(&text);
        // All states of that depth have been seen once the first of them is looked at.
        while search.outlook().complete_depth < depth && search.advance(1_000).ended.is_none() {}
        assert_eq!(search.counterexample(), None, "{text}");
        let is_complete = search.progress().ended == Some(Ended::Complete);
        assert!(is_complete || search.outlook().complete_depth >= depth, "{text}");
    }
}

#[test]
fn raft_without_a_mistake_holds_with_the_same_budget() {
    for lines in
        ["allow fire 2\nallow crash 1\nallow restart 1\nallow term 1\n", "allow fire 2\nallow term 1\n"]
    {
        let findings = held(&format!("protocol raft\nnodes 3\n{lines}"));
        let safe = findings.iter().take(5);
        assert!(safe.clone().all(|finding| finding.verdict() == "holds"), "{findings:#?}");
        assert_eq!(findings[5].verdict(), "reachable");
        assert!(matches!(findings[5].reached, Reached::Shown(found) if found.depth == 3));
    }
}

#[test]
fn two_servers_cannot_be_elected_by_a_forgotten_vote() {
    let text =
        "protocol raft forgets-vote\nnodes 2\nallow fire 2\nallow crash 1\nallow restart 1\nallow term 1\n";
    assert!(held(text)[..5].iter().all(|finding| finding.verdict() == "holds"));
}

#[test]
fn a_search_goes_on_from_where_choices_lead() {
    let text = "protocol raft votes-twice\nnodes 3\nschedule manual\nfire S1 election-timeout\n\
                deliver RequestVote S1->S2 1\ndeliver VoteGranted S2->S1 1\nallow fire 1\n";
    assert_eq!(broken(text, "election-safety"), 3);
    // What is broken at the end of the choices is found without any more of them.
    let broken_already = format!(
        "{text}fire S3 election-timeout\ndeliver RequestVote S3->S2 1\ndeliver VoteGranted S2->S3 1\n"
    );
    assert_eq!(broken(&broken_already, "election-safety"), 0);
}

#[test]
fn commands_are_given_in_their_order() {
    // The second can be answered only after the first has been given.
    let text = "protocol raft\nnodes 1\nat 20ms S1 put x 2\nat 10ms S1 put x 1\nallow fire 1\n";
    let search = searched(text, Limits::default());
    let answered = search.found(6).expect("commands are answered");
    let by_hand = scenario(&search.model().scenario().by_hand(&search.choices(answered), None));
    assert_eq!(by_hand.run().decisions[0].value, "1: put x 1");
    let none = searched(&format!("{text}allow command 0\n"), Limits::default());
    assert_eq!(none.found(6), None);
}

#[test]
fn budgets_bound_what_happens() {
    let states = |lines: &str| {
        let text = format!("protocol raft\nnodes 2\n{lines}");
        searched(&text, Limits { states: 100_000, ..Limits::default() }).progress().states
    };
    assert_eq!(states("allow fire 0\n"), 1);
    let some = states("allow fire 1\n");
    for more in
        ["allow drop 1\n", "allow duplicate 1\n", "allow crash 1\n", "allow crash 1\nallow restart 1\n"]
    {
        assert!(states(&format!("allow fire 1\n{more}")) > some, "{more}");
    }
    assert!(states("allow fire 2\nallow term 1\n") < states("allow fire 2\n"));
}

#[test]
fn a_budget_can_be_narrowed() {
    let states_of = |lines: &str| {
        let text = format!("protocol raft\nnodes 2\n{lines}");
        searched(&text, Limits { states: 100_000, ..Limits::default() }).progress().states
    };
    let states = |lines: &str| states_of(&format!("allow fire 1\n{lines}"));
    let none = states("");
    for what in ["drop", "duplicate"] {
        let all = states(&format!("allow {what} 1\n"));
        let one = states(&format!("allow {what} 1 of VoteGranted\n"));
        assert!(none < one && one < all, "{what}: {none}, {one}, {all}");
        assert_eq!(states(&format!("allow {what} 1 of S1\n")), all, "each message has S1 at one end");
        assert_eq!(states(&format!("allow {what} 1 of TimeoutNow\n")), none, "there is none");
    }
    // Which of the two may crash is no matter, and which timer may fire is.
    let crash = |of: &str| states(&format!("allow crash 1{of}\n"));
    assert!(crash(" of S1") < crash("") && crash(" of S1") == crash(" of S2"));
    assert_eq!(states_of("allow fire 1 of heartbeat\n"), 1, "nobody leads");
    assert_eq!(states_of("allow fire 1 of election-timeout\n"), none);
    let lies = |allow: &str| {
        let text = format!("protocol raft\nnodes 3\ntraitors S3 honest\nallow fire 1\n{allow}");
        searched(&text, Limits { states: 100_000, ..Limits::default() }).progress().states
    };
    assert_eq!(lies("allow forge 1 of TimeoutNow\n"), lies(""), "it may not say that");
    assert!(lies("allow forge 1 of VoteGranted\n") > lies(""));
}

/// A ballot is a round and who began it; what is allowed is the round.
#[test]
fn a_ballot_is_allowed_by_its_round() {
    let elected = |rounds: u32| {
        let text = format!(
            "protocol multi-paxos\nnodes 3\nat 0ms S1 put x 1\nallow fire 1\nallow ballot {rounds}\n"
        );
        let findings = held(&text);
        let finding = findings.into_iter().find(|finding| finding.name == "leader-elected");
        finding.expect("it is a property").reached
    };
    assert_eq!(elected(0), Reached::Never);
    assert!(matches!(elected(1), Reached::Shown(found) if found.depth == 3));
}

/// The worlds of two nodes, told apart by all that they are made of.
struct Whole(Worlds);

impl Model for Whole {
    type State = Box<dyn Position>;
    type Action = Choice<u8>;

    fn initial(&self) -> Vec<Self::State> {
        self.0.initial()
    }

    fn actions(&self, state: &Self::State, actions: &mut Vec<Self::Action>) {
        self.0.actions(state, actions);
    }

    fn apply(&self, state: &mut Self::State, action: &Self::Action) -> bool {
        self.0.apply(state, action)
    }

    fn encode(&self, state: &Self::State, bytes: &mut Vec<u8>) {
        state.encode_renamed(&[NodeId(0), NodeId(1)], bytes);
    }

    fn watches(&self) -> Vec<Watch> {
        self.0.watches()
    }

    fn shows(&self, state: &Self::State) -> u64 {
        self.0.shows(state)
    }
}

#[test]
fn fingerprints_and_whole_states_count_the_same() {
    let text = "protocol raft\nnodes 2\nat 0ms S1 put x 1\nallow fire 2\nallow drop 1\n";
    let plain = searched(text, Limits::default()).progress();
    let whole = Whole(Worlds::new(&scenario(text), &[]).expect("it can be searched"));
    let exact = Search::new(whole, Limits { is_exact: true, ..Limits::default() }).advance(u32::MAX);
    let shared = searched(text, Limits { threads: 3, ..Limits::default() }).progress();
    assert_eq!(plain, exact);
    assert_eq!(plain, shared);
    // Pinned, so that the page counts the same as this machine.
    assert_eq!((plain.states, plain.transitions, plain.depth), (1666, 4353, 15));
}

#[test]
fn what_has_a_time_or_is_chance_is_refused() {
    let text = "protocol raft\nnodes 3\nnetwork loss 1%\nat 5ms S1 put x 1\n  at 6ms crash S1\nat 7ms heal\n\
                delay Heartbeat S1->S2 1 to 9ms\ndrop Heartbeat S1->S2 3  # lost\nnetwork S1->S2 duplicate 2%\n";
    let mistakes = Worlds::new(&scenario(text), &[]).err().expect("it is refused");
    let told: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    let expected = [
        "3:1: chance has no place in a search; write `allow drop 1` instead",
        "5:3: a fault with a time has no place in a search; write `allow crash 1`, and the search tries it at every moment",
        "6:1: a fault with a time has no place in a search; leave it out: a search delivers messages as late as it likes",
        "7:1: an edit of a message has no place in a search; leave it out: a search delivers messages as late as it likes",
        "8:1: an edit of a message has no place in a search; write `allow drop 1`, and the search tries it with every message",
        "9:1: chance has no place in a search; write `allow duplicate 1` instead",
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_model_without_end_stops_at_its_limit_and_says_how_far_it_came() {
    let search = searched("protocol raft\nnodes 3\n", Limits { states: 20_000, ..Limits::default() });
    let progress = search.progress();
    assert_eq!((progress.ended, progress.states), (Some(Ended::States), 20_000));
    assert!(search.findings()[..5].iter().all(|finding| finding.verdict() == Outcome::Pending.name()));
    let outlook = search.outlook();
    assert_eq!(outlook.complete_depth + 1, progress.depth);
    assert!(outlook.next_states >= u64::from(progress.states));
    assert!(outlook.growth_percent > 100);
}

/// Taken over from the clock, a search goes on from what is in flight, and the commands
/// that were to come can still be given.
#[test]
fn a_search_takes_over_from_the_clock() {
    let text = "protocol raft\nnodes 3\nseed 7\nat 900ms S2 put x 1\nschedule manual from 182ms\n";
    let search = searched(&format!("{text}allow fire 0\n"), Limits::default());
    assert_eq!(search.progress().ended, Some(Ended::Complete));
    let answered = search.found(6).expect("the command can be answered");
    let by_hand = scenario(&search.model().scenario().by_hand(&search.choices(answered), None));
    let run = by_hand.run();
    assert_eq!(by_hand.unused(&run), [""; 0], "it is given by hand, earlier than planned");
    assert_eq!(run.verdict("commands-answered").map(|verdict| verdict.outcome), Some(Outcome::Holds));
}
