//! What Raft's lanes send each other.

use super::log::{LogEntry, Snapshot};
use crate::authoring::*;
use crate::protocols::kv::{Op, Store, Ticket};
use std::sync::Arc;

/// A message.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    /// A candidate asks for a vote (5.2).
    RequestVote {
        /// The candidate's term.
        term: u64,
        /// The candidate.
        candidate_id: NodeId,
        /// Index of the candidate's last entry.
        last_log_index: u64,
        /// Term of the candidate's last entry.
        last_log_term: u64,
        /// Whether the leader has asked the candidate to take over, so that servers that
        /// hear the leader may vote all the same (dissertation, 4.2.3).
        takes_over: bool,
    },
    /// The answer to RequestVote.
    Vote {
        /// The voter's term, for the candidate to update itself.
        term: u64,
        /// Whether the candidate has the vote.
        vote_granted: bool,
    },
    /// A leader replicates entries, or tells that it is there (5.3).
    AppendEntries {
        /// The leader's term.
        term: u64,
        /// The leader, so that followers can redirect clients.
        leader_id: NodeId,
        /// Index of the entry right before the new ones.
        prev_log_index: u64,
        /// Term of that entry.
        prev_log_term: u64,
        /// The new entries, none in a heartbeat. Shared by all messages of a broadcast.
        entries: Arc<[LogEntry]>,
        /// The leader's commitIndex.
        leader_commit: u64,
        /// Counts the rounds of AppendEntries in which the leader asks whether it still
        /// leads, so that it can answer reads; 0 where it does not ask.
        round: u64,
    },
    /// The answer to AppendEntries.
    AppendReply {
        /// The follower's term, for the leader to update itself.
        term: u64,
        /// Whether the follower had the entry before the new ones.
        success: bool,
        /// On success, the last index up to which the logs are known to be the same.
        match_index: u64,
        /// The request's prevLogIndex, so that late answers are known as such.
        prev_log_index: u64,
        /// The request's round.
        round: u64,
    },
    /// A server passes a command on to the leader it knows.
    Forward {
        /// Whose command, and which of theirs.
        ticket: Ticket,
        /// The command.
        op: Op,
    },
    /// A client asks a server (8).
    Request {
        /// Which of the client's commands.
        serial: u32,
        /// The command.
        op: Op,
    },
    /// The leader answers a client: the command has been applied.
    Reply {
        /// Which of the client's commands.
        serial: u32,
        /// The answer.
        answer: Arc<str>,
    },
    /// A server that does not lead says who does, if it knows.
    Redirect {
        /// Which of the client's commands.
        serial: u32,
        /// The leader it knows.
        leader: Option<NodeId>,
    },
    /// A server asks whether it could win an election, before it begins one
    /// (dissertation, 9.6).
    PreVote {
        /// The term that the election would be in.
        next_term: u64,
        /// The server.
        candidate_id: NodeId,
        /// Index of its last entry.
        last_log_index: u64,
        /// Term of its last entry.
        last_log_term: u64,
    },
    /// The answer to PreVote.
    PreVoteReply {
        /// The voter's term, for the other to update itself.
        term: u64,
        /// The term that was asked about.
        next_term: u64,
        /// Whether the voter would vote for it.
        vote_granted: bool,
    },
    /// The leader sends the state that stands for entries it no longer has (7).
    InstallSnapshot {
        /// The leader's term.
        term: u64,
        /// The leader.
        leader_id: NodeId,
        /// The snapshot, whole.
        snapshot: Arc<Snapshot>,
    },
    /// The answer to InstallSnapshot.
    SnapshotInstalled {
        /// The follower's term, for the leader to update itself.
        term: u64,
        /// The index up to which the follower now has all; 0 where it refuses.
        match_index: u64,
    },
    /// The leader asks a server to stand for election at once (dissertation, 3.10).
    TimeoutNow {
        /// The leader's term.
        term: u64,
    },
}

words! {
    /// The kinds of message.
    pub enum Kind: Kind {
        RequestVote = request("RequestVote", "A candidate asks for a vote."),
        VoteGranted = yes("VoteGranted", "The candidate has the vote."),
        VoteRefused = no("VoteRefused", "The candidate does not get the vote."),
        AppendEntries = data("AppendEntries", "The leader sends entries of its log."),
        Heartbeat = beat("Heartbeat", "AppendEntries without entries: the leader is still there."),
        Appended = yes("Appended", "The follower's log now matches the leader's that far."),
        AppendRefused = no("AppendRefused", "The follower lacks the entry before the new ones."),
        Forward = request("Forward", "A server passes a command on to the leader."),
        Request = request("Request", "A client asks a server."),
        Reply = yes("Reply", "The command has been applied; this is the answer."),
        Redirect = no("Redirect", "This server does not lead."),
        PreVote = request("PreVote", "A server asks whether it could win an election."),
        PreVoteGranted = yes("PreVoteGranted", "The server would get the vote."),
        PreVoteRefused = no("PreVoteRefused", "The server would not get the vote."),
        TimeoutNow = data("TimeoutNow", "The leader asks another server to take over."),
        InstallSnapshot =
            data("InstallSnapshot", "The leader sends the state in place of entries that it no longer has."),
        SnapshotInstalled = yes("SnapshotInstalled", "The follower has the state, or had all of it already."),
    }
}

impl Content for Message {
    type Kind = Kind;

    /// What kind of message it is.
    fn kind(&self) -> Kind {
        match self {
            Message::RequestVote { .. } => Kind::RequestVote,
            Message::Vote { vote_granted: true, .. } => Kind::VoteGranted,
            Message::Vote { .. } => Kind::VoteRefused,
            Message::AppendEntries { entries, .. } if entries.is_empty() => Kind::Heartbeat,
            Message::AppendEntries { .. } => Kind::AppendEntries,
            Message::AppendReply { success: true, .. } => Kind::Appended,
            Message::AppendReply { .. } => Kind::AppendRefused,
            Message::Forward { .. } => Kind::Forward,
            Message::Request { .. } => Kind::Request,
            Message::Reply { .. } => Kind::Reply,
            Message::Redirect { .. } => Kind::Redirect,
            Message::PreVote { .. } => Kind::PreVote,
            Message::PreVoteReply { vote_granted: true, .. } => Kind::PreVoteGranted,
            Message::PreVoteReply { .. } => Kind::PreVoteRefused,
            Message::TimeoutNow { .. } => Kind::TimeoutNow,
            Message::InstallSnapshot { .. } => Kind::InstallSnapshot,
            Message::SnapshotInstalled { .. } => Kind::SnapshotInstalled,
        }
    }

    /// How many messages of ordinary size it counts for: eight entries are one.
    fn weight(&self) -> u32 {
        match self {
            Message::AppendEntries { entries, .. } => 1 + entries.len() as u32 / 8,
            Message::InstallSnapshot { snapshot, .. } => 1 + snapshot.store.values.len() as u32 / 8,
            _ => 1,
        }
    }

    /// The fields, as the paper names them.
    fn fields(&self, names: &[String]) -> Fields {
        let name = |node: &NodeId| Value::Text(names[node.index()].clone());
        match self {
            Message::RequestVote { term, candidate_id, last_log_index, last_log_term, takes_over } => {
                let mut fields = vec![
                    ("term", number(*term)),
                    ("candidateId", name(candidate_id)),
                    ("lastLogIndex", number(*last_log_index)),
                    ("lastLogTerm", number(*last_log_term)),
                ];
                if *takes_over {
                    fields.push(("takesOver", Value::Bool(true)));
                }
                fields
            }
            Message::Vote { term, vote_granted } => {
                vec![("term", number(*term)), ("voteGranted", Value::Bool(*vote_granted))]
            }
            Message::AppendEntries {
                term,
                leader_id,
                prev_log_index,
                prev_log_term,
                entries,
                leader_commit,
                round,
            } => {
                let mut fields = vec![
                    ("term", number(*term)),
                    ("leaderId", name(leader_id)),
                    ("prevLogIndex", number(*prev_log_index)),
                    ("prevLogTerm", number(*prev_log_term)),
                    ("entries", entries_value(entries, names)),
                    ("leaderCommit", number(*leader_commit)),
                ];
                push_round(*round, &mut fields);
                fields
            }
            Message::AppendReply { term, success, match_index, prev_log_index, round } => {
                let mut fields = vec![("term", number(*term)), ("success", Value::Bool(*success))];
                if *success {
                    fields.push(("matchIndex", number(*match_index)));
                }
                fields.push(("prevLogIndex", number(*prev_log_index)));
                push_round(*round, &mut fields);
                fields
            }
            Message::Forward { ticket, op } => vec![
                ("for", name(&ticket.client)),
                ("serial", number(ticket.session.into())),
                ("command", Value::Text(op.to_string())),
            ],
            Message::Request { serial, op } => {
                vec![("serial", number((*serial).into())), ("command", Value::Text(op.to_string()))]
            }
            Message::Reply { serial, answer } => {
                vec![("serial", number((*serial).into())), ("answer", Value::Text(answer.to_string()))]
            }
            Message::Redirect { serial, leader } => vec![
                ("serial", number((*serial).into())),
                ("leader", leader.as_ref().map_or(Value::Null, name)),
            ],
            Message::PreVote { next_term, candidate_id, last_log_index, last_log_term } => vec![
                ("nextTerm", number(*next_term)),
                ("candidateId", name(candidate_id)),
                ("lastLogIndex", number(*last_log_index)),
                ("lastLogTerm", number(*last_log_term)),
            ],
            Message::PreVoteReply { term, next_term, vote_granted } => vec![
                ("term", number(*term)),
                ("nextTerm", number(*next_term)),
                ("voteGranted", Value::Bool(*vote_granted)),
            ],
            Message::TimeoutNow { term } => vec![("term", number(*term))],
            Message::InstallSnapshot { term, leader_id, snapshot } => vec![
                ("term", number(*term)),
                ("leaderId", name(leader_id)),
                ("lastIncludedIndex", number(snapshot.last_included_index)),
                ("lastIncludedTerm", number(snapshot.last_included_term)),
                ("data", store_value(&snapshot.store)),
            ],
            Message::SnapshotInstalled { term, match_index } => {
                vec![("term", number(*term)), ("matchIndex", number(*match_index))]
            }
        }
    }
}

impl Message {
    /// The sender's term, in messages between servers that carry one. PreVote has none:
    /// it asks about a term that nobody may ever be in.
    pub fn term(&self) -> Option<u64> {
        match self {
            Message::RequestVote { term, .. }
            | Message::Vote { term, .. }
            | Message::AppendEntries { term, .. }
            | Message::AppendReply { term, .. }
            | Message::PreVoteReply { term, .. }
            | Message::InstallSnapshot { term, .. }
            | Message::SnapshotInstalled { term, .. }
            | Message::TimeoutNow { term } => Some(*term),
            _ => None,
        }
    }
}

/// The round, where the leader asks.
fn push_round(round: u64, fields: &mut Fields) {
    if round > 0 {
        fields.push(("round", number(round)));
    }
}

/// A count as a value.
pub fn number(count: u64) -> Value {
    Value::Number(i64::try_from(count).unwrap_or(i64::MAX))
}

/// The keys of a store and their values.
pub fn store_value(store: &Store) -> Value {
    let pair = |(key, value): (_, _)| Value::Text(format!("{key} = {value}"));
    Value::List(store.values.iter().map(pair).collect())
}

/// Entries as values: the term, then the command.
pub fn entries_value(entries: &[LogEntry], names: &[String]) -> Value {
    let name = |node: NodeId| names[node.index()].clone();
    let one = |entry: &LogEntry| Value::Text(format!("{}: {}", entry.term, entry.text(&name)));
    Value::List(entries.iter().map(one).collect())
}
