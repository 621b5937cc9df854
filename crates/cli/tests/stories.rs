//! The stories in `tests/stories`: a scenario, a line `----`, and the picture that a
//! student should see. `UPDATE_STORIES=1 cargo test` rewrites the pictures; read the
//! difference before you keep it.

use sequitur_core::scenario::Scenario;
use sequitur_core::sim::run::{Outcome, Value};
use sequitur_core::trace::MessageId;
use std::path::{Path, PathBuf};

const RULE: &str = "----\n";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/stories")
}

/// The scenario of a story, and the picture that it expects.
fn read(path: &Path) -> (String, String) {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    match text.split_once(&format!("\n{RULE}")) {
        Some((scenario, picture)) => (format!("{scenario}\n"), picture.to_owned()),
        None => (text, String::new()),
    }
}

fn parse(name: &str, text: &str) -> Scenario {
    Scenario::parse(text).unwrap_or_else(|mistakes| panic!("{name}\n{mistakes:#?}"))
}

fn check(name: &str) {
    let path = folder().join(format!("{name}.story"));
    let (text, expected) = read(&path);
    let scenario = parse(name, &text);
    assert_eq!(scenario.text(), text, "{name}: the scenario is canonical");
    assert!(!scenario.title().is_empty(), "{name}: the first comment says what to see");
    let run = scenario.run();
    assert_eq!(scenario.unmet(&run), [], "{name}");
    let picture = sequitur_diagram::text(&run, &scenario.unused(&run));
    if std::env::var_os("UPDATE_STORIES").is_some() {
        std::fs::write(&path, format!("{text}{RULE}{picture}")).expect("the story can be written");
    } else {
        assert!(picture == expected, "{name} was\n{expected}\nand is\n{picture}");
    }
}

/// One test a story.
macro_rules! stories {
    ($($test:ident),* $(,)?) => {
        const NAMES: &[&str] = &[$(stringify!($test)),*];

        $(#[test]
        fn $test() {
            check(&stringify!($test).replace('_', "-"));
        })*
    };
}

stories![
    a_command_repeated,
    a_deferred_reply,
    a_fast_clock_ends_the_lease,
    a_pause_is_not_a_crash,
    a_rate,
    a_timer_fired_early,
    bridge,
    one_way_cut,
    a_handover_ends_the_lease,
    a_late_heartbeat_erases,
    a_late_pre_vote,
    a_leader_hands_over,
    a_leader_removes_itself,
    a_leader_that_stays,
    a_leader_without_a_majority,
    a_lease_across_a_leap_second,
    a_marker_comes_twice,
    a_member_counts_once,
    a_read_asks_a_majority,
    a_removed_server_disturbs_nobody,
    a_slow_clock_breaks_a_lease,
    a_snapshot_catches_up,
    a_stale_read,
    a_stale_server_cannot_win,
    an_ack_overtakes_a_request,
    an_answer_before_its_question,
    an_answer_is_held_back,
    an_answer_used_twice,
    asked_again_while_waiting,
    asymmetric_paths,
    berkeley,
    branches,
    broadcast_is_one_event,
    candidate_steps_down,
    changed_too_early,
    client_finds_the_leader,
    clock_diagram,
    closed_door,
    commands_take_one_hop,
    committed_by_length,
    consensus_always_zero,
    consensus_own_value,
    consensus_seven_runs,
    consensus_twice,
    consensus_wait_for_all,
    consensus_without_a_crash,
    crown,
    cut_at_arrival,
    dead_term,
    edits,
    election_by_hand,
    exchange_by_hand,
    figure_7_a,
    figure_7_b,
    figure_7_c,
    figure_7_d,
    figure_7_e,
    figure_7_f,
    figure_8,
    figure_8_broken,
    figure_8_committed,
    figure_8_five_servers,
    figure_8_five_servers_broken,
    first_in_first_out,
    floor_of_a_quorum,
    half_a_quorum,
    ignored_logs,
    joint_consensus,
    lamport_1978_figure_1,
    lamport_forgets_increment,
    lamport_forgets_maximum,
    last_write_loses,
    late_heartbeat,
    lease_reads,
    links_that_keep_order,
    log_repair,
    lost_and_brought_back,
    multi_paxos_catches_up,
    multi_paxos_gap_left,
    multi_paxos_ignores_promises,
    multi_paxos_late_vote,
    multi_paxos_old_leader,
    multi_paxos_put,
    multi_paxos_takeover,
    no_check_of_the_previous_term,
    one_order_by_a_sequencer,
    one_order_by_timestamps,
    one_server_more,
    only_lengths_compared,
    paxos_client,
    paxos_combined,
    paxos_duel,
    paxos_never_twice,
    paxos_refused,
    paxos_seven_steps,
    pre_vote,
    replicate_commit_apply,
    retry_takes_effect_once,
    siblings,
    snapshot,
    snapshot_late_marker,
    snapshot_marker_overtakes,
    taken_over,
    the_disk_forgets_the_log,
    the_disk_forgets_the_vote,
    the_disk_remembers_the_vote,
    the_joint_configuration_is_left,
    ties,
    timeout_now_is_sent_once,
    two_ask_at_once,
    two_leaders,
    two_milliseconds_are_not_enough,
    two_orders,
    two_votes_of_one_server,
    vector_forgets_increment,
    vector_forgets_increment_late,
    vector_forgets_merge,
    votes_refused,
    without_fencing,
];

#[test]
fn every_story_is_told() {
    let entries = std::fs::read_dir(folder()).expect("the folder of stories");
    let files = entries.map(|entry| entry.expect("a story").file_name().into_string().expect("a name"));
    let mut files: Vec<String> = files.collect();
    files.sort_unstable();
    let mut told: Vec<String> = NAMES.iter().map(|name| name.replace('_', "-") + ".story").collect();
    told.sort_unstable();
    assert_eq!(files, told, "stories! lists the files in tests/stories");
}

/// Broken variants: the story in which each breaks its property, and after how many
/// choices, which are as few as known.
const BROKEN: &[(&str, &str, u64)] = &[
    ("commits-old-terms", "figure-8-broken", 20),
    ("forgets-vote", "the-disk-forgets-the-vote", 8),
    ("votes-twice", "two-votes-of-one-server", 6),
    ("ignores-logs", "ignored-logs", 9),
    ("half-quorum", "half-a-quorum", 6),
    ("floor-quorum", "floor-of-a-quorum", 2),
    ("compares-lengths", "only-lengths-compared", 14),
    ("truncates-logs", "a-late-heartbeat-erases", 10),
    ("ignores-prev-term", "no-check-of-the-previous-term", 14),
    ("forgets-log", "the-disk-forgets-the-log", 11),
    ("commits-by-length", "committed-by-length", 12),
    ("keeps-leading", "a-leader-that-stays", 6),
    ("stale-reads", "a-stale-read", 10),
    ("repeats-commands", "a-command-repeated", 17),
    ("changes-too-early", "changed-too-early", 20),
];

/// Each variant breaks what it is said to break, when it is said to; with the same
/// choices, the right protocol breaks nothing.
#[test]
fn every_broken_variant_has_a_story() {
    let info = parse("", "protocol raft\n").run().info;
    let told: Vec<&str> = BROKEN.iter().map(|(variant, ..)| *variant).collect();
    assert_eq!(info.variants.iter().map(|variant| variant.name).collect::<Vec<_>>(), told);
    for ((name, story, choices), variant) in BROKEN.iter().zip(info.variants) {
        let (text, _) = read(&folder().join(format!("{story}.story")));
        let protocol = format!("protocol raft {name}\n");
        assert!(text.contains(&protocol), "{story} is about {name}");
        let run = parse(story, &text).run();
        let verdict = run.verdict(variant.breaks).expect("a property of Raft");
        assert_eq!(verdict.outcome, Outcome::Violated, "{story}: {}", variant.breaks);
        let event = verdict.event.expect("an event broke it");
        let choice = run.trace.events[event.index()].at / 1_000;
        assert_eq!(choice, *choices, "{story}: a choice takes a millisecond");

        let without = |line: &&str| !line.starts_with("expect ");
        let right: String = text.lines().filter(without).map(|line| format!("{line}\n")).collect();
        let right = parse(story, &right.replace(&protocol, "protocol raft\n")).run();
        let broken = right.verdicts.iter().filter(|verdict| verdict.outcome == Outcome::Violated);
        assert_eq!(broken.count(), 0, "{story}, without its mistake");
    }
}

/// What the picture of `retry-takes-effect-once` cannot show: the answer to `get x`.
#[test]
fn a_command_logged_twice_takes_effect_once() {
    let (text, _) = read(&folder().join("retry-takes-effect-once.story"));
    let run = parse("retry-takes-effect-once", &text).run();
    let mut messages = (0..run.trace.messages.len() as u32).map(MessageId);
    let last = messages.rfind(|id| run.trace.kind_name(*id) == "Reply").expect("a reply");
    let fields = run.details.fields(last);
    assert!(fields.contains(&("answer", Value::Text("2".to_owned()))), "{fields:?}");
    let logged = run.decisions.iter().filter(|decision| decision.value.ends_with("put x 1")).count();
    assert_eq!(logged, 4, "both servers apply both entries");
}
