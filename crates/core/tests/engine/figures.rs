//! What the figures of the Raft paper say, in numbers.

use super::run;
use sequitur_core::sim::run::{Outcome, Run, Value};
use sequitur_core::trace::{EventId, EventKind};

/// Figure 7: the leader of term 8 and six possible followers.
const FIGURE_7: [(&str, &str); 7] = [
    ("leader", "1 1 1 4 4 5 5 6 6 6"),
    ("a", "1 1 1 4 4 5 5 6 6"),
    ("b", "1 1 1 4"),
    ("c", "1 1 1 4 4 5 5 6 6 6 6"),
    ("d", "1 1 1 4 4 5 5 6 6 6 7 7"),
    ("e", "1 1 1 4 4 4 4"),
    ("f", "1 1 1 2 2 2 3 3 3 3 3"),
];

fn head() -> String {
    let names: Vec<&str> = FIGURE_7.iter().map(|(name, _)| *name).collect();
    let starts: String =
        FIGURE_7.iter().map(|(name, log)| format!("start {name} term 7 log {log}\n")).collect();
    format!("protocol raft\nnodes {}\nschedule manual\n{starts}", names.join(" "))
}

fn sent(run: &Run, kind: &str, from: usize) -> usize {
    let of_kind = run.trace.messages.iter().filter(|m| run.trace.kinds[usize::from(m.key.kind)] == kind);
    of_kind.filter(|m| m.key.from.index() == from).count()
}

fn role_at_end(run: &Run, node: usize) -> &str {
    let last = run.trace.events.iter().rfind(|event| event.node.index() == node);
    let role = last.and_then(|event| event.role).expect("a server has a role");
    &run.trace.roles[usize::from(role)]
}

/// The terms of a server's log when the run ends.
fn log_at_end(run: &Run, node: usize) -> String {
    let Some(Value::List(entries)) = field(run, node, "log") else { panic!("a server has a log") };
    let term = |entry: Value| match entry {
        Value::Text(entry) => entry.split(':').next().unwrap_or_default().to_owned(),
        other => panic!("{other:?} is no entry"),
    };
    entries.into_iter().map(term).collect::<Vec<_>>().join(" ")
}

fn field(run: &Run, node: usize, name: &str) -> Option<Value> {
    let views = run.details.nodes_after(EventId(run.trace.events.len() as u32 - 1));
    views[node].fields.iter().find(|(field, _)| *field == name).map(|(_, value)| value.clone())
}

fn number_at_end(run: &Run, node: usize, name: &str) -> i64 {
    match field(run, node, name) {
        Some(Value::Number(number)) => number,
        other => panic!("{name} is {other:?}"),
    }
}

/// The scenario of a story up to and including so many choices.
fn text_until(name: &str, choices: usize) -> String {
    let path = format!("{}/../../tests/stories/{name}.story", env!("CARGO_MANIFEST_DIR"));
    let story = std::fs::read_to_string(path).expect("a story");
    let (text, _) = story.split_once("----\n").expect("a scenario, then its picture");
    let is_choice = |line: &&str| {
        let word = line.split(' ').next().unwrap_or_default();
        ["fire", "deliver", "drop", "crash", "restart"].contains(&word) || word.starts_with(['S', 'C'])
    };
    let (made, head): (Vec<&str>, Vec<&str>) = text.lines().partition(is_choice);
    let head = head.into_iter().filter(|line| !line.starts_with("expect"));
    let lines: Vec<&str> = head.chain(made.into_iter().take(choices)).collect();
    lines.join("\n") + "\n"
}

/// The run of a story up to and including so many choices.
fn story_until(name: &str, choices: usize) -> Run {
    let run = run(&text_until(name, choices));
    assert_eq!(run.end, choices as u64 * 1_000, "{name} has {choices} choices, a millisecond each");
    run
}

/// The logs after so many choices, as terms, one server after the other.
fn logs_after(name: &str, choices: usize) -> Vec<String> {
    let run = story_until(name, choices);
    (0..run.trace.nodes.len()).map(|node| log_at_end(&run, node)).collect()
}

/// The highest commitIndex after so many choices.
fn committed_after(name: &str, choices: usize) -> i64 {
    let run = story_until(name, choices);
    (0..run.trace.nodes.len()).map(|node| number_at_end(&run, node, "commitIndex")).max().unwrap_or(0)
}

/// The properties that are violated after so many choices.
fn violated_after(name: &str, choices: usize) -> Vec<&'static str> {
    violated(&story_until(name, choices))
}

fn violated(run: &Run) -> Vec<&'static str> {
    let violated = run.verdicts.iter().filter(|verdict| verdict.outcome == Outcome::Violated);
    violated.map(|verdict| run.info.properties[verdict.property].name).collect()
}

#[test]
fn figure_8_phase_by_phase() {
    let name = "figure-8-five-servers";
    assert_eq!(logs_after(name, 7), ["1 2", "1 2", "1", "1", "1"], "(a)");
    assert_eq!(logs_after(name, 15), ["1 2", "1 2", "1", "1", "1 3"], "(b)");
    assert_eq!(logs_after(name, 30), ["1 2 4", "1 2", "1 2", "1", "1 3"], "(c)");
    assert_eq!(committed_after(name, 30), 0, "term 2 on three of five is not committed in term 4");
    assert_eq!(role_at_end(&story_until(name, 38), 4), "candidate");
    assert_eq!(role_at_end(&story_until(name, 39), 4), "leader", "(d) its last term is 3");
    assert_eq!(logs_after(name, 42), ["1 2 4", "1 3", "1 2", "1", "1 3"], "(d) overwrites");
    assert_eq!(committed_after(name, 42), 0);
    assert_eq!(violated_after(name, 42), [""; 0]);
}

#[test]
fn figure_8_e_commits_with_an_entry_of_the_current_term() {
    let name = "figure-8-committed";
    assert_eq!([33, 34].map(|choices| committed_after(name, choices)), [0, 3]);
    let end = story_until(name, 44);
    assert_eq!(role_at_end(&end, 4), "candidate", "S2 and S3 refuse: their last term is 4");
    assert_eq!((sent(&end, "VoteRefused", 1), sent(&end, "VoteRefused", 2)), (1, 1));
    assert_eq!(violated_after(name, 44), [""; 0]);
}

#[test]
fn figure_8_without_the_rule_loses_what_it_committed() {
    let name = "figure-8-five-servers-broken";
    assert_eq!([28, 29].map(|choices| committed_after(name, choices)), [0, 2]);
    assert_eq!(violated_after(name, 38), [""; 0]);
    assert_eq!(violated_after(name, 39), ["leader-completeness"]);
}

#[test]
fn figure_8_with_three_servers_choice_by_choice() {
    let name = "figure-8";
    let leaders = [(3, 0), (7, 1), (12, 0), (20, 1)];
    for (choices, leader) in leaders {
        assert_ne!(role_at_end(&story_until(name, choices - 1), leader), "leader", "before {choices}");
        assert_eq!(role_at_end(&story_until(name, choices), leader), "leader", "after {choices}");
    }
    assert_eq!(logs_after(name, 8), ["1", "2", ""]);
    assert_eq!(logs_after(name, 16), ["1", "2", "1"]);
    assert_eq!(logs_after(name, 24), ["1", "2", "2"]);
    let end = story_until(name, 24);
    assert_eq!([0, 1, 2].map(|node| number_at_end(&end, node, "currentTerm")), [3, 4, 4]);
    assert_eq!((committed_after(name, 16), committed_after(name, 24)), (0, 0));
    assert_eq!(violated_after(name, 24), [""; 0]);
    let broken = "figure-8-broken";
    assert_eq!([15, 16].map(|choices| committed_after(broken, choices)), [0, 1]);
    assert_eq!(violated_after(broken, 19), [""; 0]);
    assert_eq!(violated_after(broken, 20), ["leader-completeness"]);
    assert_eq!(violated_after(broken, 23), ["leader-completeness"]);
    assert_eq!(violated_after(broken, 24), ["leader-completeness", "state-machine-safety"]);
}

/// Each broken variant, the property that its story breaks with its last choice, and how
/// many choices that takes. With the rule of the paper the same choices break nothing.
#[test]
fn every_mistake_breaks_what_it_says_in_so_many_choices() {
    let table = [
        ("the-disk-forgets-the-vote", "forgets-vote", "election-safety", 8),
        ("two-votes-of-one-server", "votes-twice", "election-safety", 6),
        ("half-a-quorum", "half-quorum", "election-safety", 6),
        ("floor-of-a-quorum", "floor-quorum", "election-safety", 2),
        ("a-leader-that-stays", "keeps-leading", "election-safety", 6),
        ("ignored-logs", "ignores-logs", "leader-completeness", 9),
        ("only-lengths-compared", "compares-lengths", "leader-completeness", 14),
        ("a-late-heartbeat-erases", "truncates-logs", "leader-completeness", 10),
        ("the-disk-forgets-the-log", "forgets-log", "leader-completeness", 11),
        ("no-check-of-the-previous-term", "ignores-prev-term", "log-matching", 14),
        ("committed-by-length", "commits-by-length", "state-machine-safety", 12),
        ("a-stale-read", "stale-reads", "reads-are-current", 10),
        ("a-command-repeated", "repeats-commands", "at-most-once", 17),
        ("changed-too-early", "changes-too-early", "leader-completeness", 20),
    ];
    for (name, variant, property, choices) in table {
        assert_eq!(violated_after(name, choices - 1), [""; 0], "{name}, one choice before");
        assert!(violated_after(name, choices).contains(&property), "{name}");
        let wrong = story_until(name, choices);
        let declared = wrong.info.variants.iter().find(|v| v.name == variant).expect("a variant");
        assert_eq!(declared.breaks, property, "{name}");
        let text = text_until(name, choices);
        let right = run(&text.replace(&format!("protocol raft {variant}"), "protocol raft"));
        assert_eq!(violated(&right), [""; 0], "{name} with the rule of the paper");
    }
}

#[test]
fn figure_7_who_can_win_an_election() {
    let votes = [5, 4, 2, 6, 7, 3, 1];
    for (candidate, (name, _)) in FIGURE_7.iter().enumerate() {
        let others = FIGURE_7.iter().map(|(other, _)| *other).filter(|other| other != name);
        let asked: String = others
            .map(|other| {
                format!("deliver RequestVote {name}->{other}\ndeliver VoteGranted {other}->{name}\n")
            })
            .collect();
        let run = run(&format!("{}fire {name} election-timeout\n{asked}", head()));
        let granted: usize = (0..7).map(|voter| sent(&run, "VoteGranted", voter)).sum();
        assert_eq!(granted + 1, votes[candidate], "votes for {name}, its own included");
        assert_eq!(role_at_end(&run, candidate) == "leader", votes[candidate] >= 4, "{name}");
    }
}

#[test]
fn figure_7_how_the_leader_repairs_each_log() {
    let mut text = head() + "fire leader election-timeout\n";
    for voter in ["a", "b", "e"] {
        text += &format!("deliver RequestVote leader->{voter}\ndeliver VoteGranted {voter}->leader\n");
    }
    for (follower, _) in &FIGURE_7[1..] {
        text += &format!("deliver Heartbeat leader->{follower}\n");
        for _ in 0..12 {
            text += &format!(
                "deliver AppendRefused {follower}->leader\ndeliver AppendEntries leader->{follower}\n"
            );
        }
    }
    let run = run(&text);
    let refusals: Vec<usize> = (1..7).map(|follower| sent(&run, "AppendRefused", follower)).collect();
    assert_eq!(refusals, [1, 6, 0, 0, 5, 7], "a b c d e f");
    let leader = FIGURE_7[0].1;
    for (follower, (name, _)) in FIGURE_7.iter().enumerate() {
        // What stands beyond the leader's log does not conflict with it and stays.
        let more = match *name {
            "c" => " 6",
            "d" => " 7 7",
            _ => "",
        };
        assert_eq!(log_at_end(&run, follower), format!("{leader}{more}"), "{name}");
    }
}

/// 5.2: "If the leader's term is at least as large as the candidate's current term, then
/// the candidate recognizes the leader as legitimate and returns to follower state."
#[test]
fn a_candidate_follows_the_leader_of_its_term() {
    let before = "protocol raft\nnodes 3\nschedule manual\nfire S1 election-timeout\nfire S3 election-timeout\n\
        deliver RequestVote S1->S2\ndeliver VoteGranted S2->S1\n";
    assert_eq!(role_at_end(&run(before), 2), "candidate");
    let after = run(&format!("{before}deliver Heartbeat S1->S3\n"));
    assert_eq!(role_at_end(&after, 2), "follower");
    let terms: Vec<_> =
        after.trace.events.iter().filter(|e| e.kind == EventKind::Receive).map(|e| e.epoch).collect();
    assert_eq!(terms, [Some(1); 3], "all in the same term");
}
