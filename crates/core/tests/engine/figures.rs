//! What the figures of the Raft paper say, in numbers.

use super::run;
use sequitur_core::sim::run::{Run, Value};
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
    let views = run.details.nodes_after(EventId(run.trace.events.len() as u32 - 1));
    let log = views[node].fields.iter().find(|(name, _)| *name == "log").map(|(_, log)| log.clone());
    let Some(Value::List(entries)) = log else { panic!("a server has a log") };
    let term = |entry: Value| match entry {
        Value::Text(entry) => entry.split(':').next().unwrap_or_default().to_owned(),
        other => panic!("{other:?} is no entry"),
    };
    entries.into_iter().map(term).collect::<Vec<_>>().join(" ")
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
