//! What Raft tells about itself: the words of its scenarios.

use super::message::Kind;
use crate::authoring::*;
use crate::sim::plan::NODES_MAX;

words! {
    /// What a node waits for.
    pub enum Timer: Keyword {
        Election =
            keyword("election-timeout", "The server has not heard from a leader and stands for election."),
        Heartbeat = keyword("heartbeat", "The leader tells the others that it is still there."),
        ClientRetry = keyword("client-retry", "The client has no answer and asks another server."),
        LeaderSilent = keyword(
            "leader-silent",
            "No word from a leader for the shortest election timeout: the server would vote for another.",
        ),
        Transfer = keyword("transfer-timeout", "The leader's successor was not elected; the leader goes on."),
        Quorum = keyword(
            "quorum-timeout",
            "The leader looks whether a majority has answered it for an election timeout.",
        ),
    }

    /// The roles that a node can have.
    pub enum Role: Role {
        Follower = role("follower", 0),
        Candidate = role("candidate", 1),
        Leader = role("leader", 2),
        Client = role("client", 0),
    }

    /// What must always or in the end be true.
    pub enum Property: Property {
        ElectionSafety = safety("election-safety", "At most one leader is elected in a term."),
        LeaderAppendOnly = safety(
            "leader-append-only",
            "A leader never overwrites or deletes entries of its log; it only appends.",
        ),
        LogMatching = safety(
            "log-matching",
            "Two logs that have an entry with the same index and term are the same up to it.",
        ),
        LeaderCompleteness = safety(
            "leader-completeness",
            "An entry committed in a term is in the log of every leader of later terms.",
        ),
        StateMachineSafety =
            safety("state-machine-safety", "No two servers apply different entries at the same index."),
        LeaderElected = liveness("leader-elected", "In the end, a leader is elected."),
        CommandsAnswered = liveness("commands-answered", "In the end, each client command is answered."),
        ReadsAreCurrent = safety(
            "reads-are-current",
            "A read sees every write that was answered before it was asked, and what earlier reads saw.",
        ),
        AtMostOnce = safety("at-most-once", "A command takes effect once, however often it was asked."),
    }

    /// What a broken variant gets wrong.
    pub(super) enum Bug: Variant {
        CommitsOldTerms = variant(
            "commits-old-terms",
            "leader-completeness",
            "The leader counts replicas of entries of earlier terms too, which section 5.4.2 and Figure 8 warn of.",
        ),
        ForgetsVote = variant(
            "forgets-vote",
            "election-safety",
            "votedFor is not written to disk, so that a server votes again after a restart.",
        ),
        VotesTwice = variant(
            "votes-twice",
            "election-safety",
            "A server grants its vote to every candidate of the term.",
        ),
        IgnoresLogs = variant(
            "ignores-logs",
            "leader-completeness",
            "A server votes without comparing logs, against section 5.4.1.",
        ),
        HalfQuorum = variant(
            "half-quorum",
            "election-safety",
            "Half of the servers count as a majority. With an even number of them, two halves need not meet.",
        ),
        FloorQuorum = variant(
            "floor-quorum",
            "election-safety",
            "A majority is taken to be n/2, rounded down: one server of three.",
        ),
        ComparesLengths = variant(
            "compares-lengths",
            "leader-completeness",
            "A voter compares only the lengths of the logs, not the terms of their last entries.",
        ),
        TruncatesLogs = variant(
            "truncates-logs",
            "leader-completeness",
            "A follower deletes all that comes after prevLogIndex, even what does not conflict, so that a late message erases newer entries.",
        ),
        IgnoresPrevTerm = variant(
            "ignores-prev-term",
            "log-matching",
            "A follower checks that it has an entry at prevLogIndex, but not the term of that entry.",
        ),
        ForgetsLog = variant(
            "forgets-log",
            "leader-completeness",
            "The log is not written to disk, so that it is gone after a restart.",
        ),
        CommitsByLength = variant(
            "commits-by-length",
            "state-machine-safety",
            "Heartbeats carry no entries, and a follower takes leaderCommit up to the end of its own log, not up to the last new entry.",
        ),
        KeepsLeading = variant(
            "keeps-leading",
            "election-safety",
            "A leader that hears of a newer term takes the term over, but does not step down.",
        ),
        StaleReads = variant(
            "stale-reads",
            "reads-are-current",
            "A server that takes itself for the leader answers reads from its own state at once.",
        ),
        RepeatsCommands = variant(
            "repeats-commands",
            "at-most-once",
            "Servers do not remember which commands have taken effect, against section 8.",
        ),
        ChangesTooEarly = variant(
            "changes-too-early",
            "leader-completeness",
            "A leader changes the members before it has committed an entry of its own term, as the dissertation had it at first.",
        ),
    }
}

/// What Raft tells about itself.
pub static INFO: Info = Info {
    name: "raft",
    title: "Raft",
    summary: "Servers elect a leader for each term; the leader's log is replicated and committed by majorities.",
    source: "Ongaro, Ousterhout: In Search of an Understandable Consensus Algorithm (Extended Version), 2014",
    node_prefix: "S",
    default_nodes: 5,
    has_clients: true,
    decides: true,
    epoch: Some("term"),
    kinds: Kind::ALL,
    timers: Timer::ALL,
    forges: true,
    roles: Role::ALL,
    fields: &[
        field("role", FieldType::Word),
        field("currentTerm", FieldType::Number),
        field("votedFor", FieldType::Node),
        field("log", FieldType::List),
        field("commitIndex", FieldType::Number),
        field("lastApplied", FieldType::Number),
        field("leader", FieldType::Node),
        field("store", FieldType::List),
        field("votes", FieldType::List),
        field("nextIndex", FieldType::List),
        field("matchIndex", FieldType::List),
        field("leaseUntil", FieldType::Time),
        field("members", FieldType::List),
        field("membersBefore", FieldType::List),
        field("snapshot", FieldType::Word),
        field("preVotes", FieldType::List),
        field("handsOverTo", FieldType::Node),
        field("reads", FieldType::List),
        field("asks", FieldType::Node),
        field("serial", FieldType::Number),
        field("waiting", FieldType::List),
    ],
    commands: &[
        keyword("put KEY VALUE", "Set a key to a value."),
        keyword("get KEY", "Read a key."),
        keyword("increment KEY", "Add one to a key."),
        keyword("transfer SERVER", "The leader hands over to another server."),
        keyword("add SERVER", "One server more takes part."),
        keyword("remove SERVER", "One server takes part no longer."),
        keyword("members SERVER…", "These servers take part and no others, by joint consensus."),
    ],
    parameters: &[
        Parameter::range("election-timeout", (150_000, 300_000), (1, LONGEST), "How long a server waits to hear from a leader before it stands for election; drawn anew each time (section 5.2)."),
        Parameter::duration("heartbeat", 50_000, (MS, LONGEST), "How long a leader waits before it sends AppendEntries again (section 5.2)."),
        Parameter::duration("client-retry", 200_000, (MS, LONGEST), "How long a client waits for an answer before it asks another server (section 8)."),
        Parameter::count("batch", 64, (1, 1_000_000), "The most entries that one AppendEntries carries."),
        Parameter::switch("pre-vote", false, "Whether a server asks the others if it could win, before it stands for election (dissertation, section 9.6)."),
        Parameter::switch("no-op", false, "Whether a leader begins its term with an entry that does nothing, to commit what came before (section 8)."),
        Parameter::one_of("reads", "log", &["log", "read-index", "lease"], "How a leader answers `get`: through the log; without logging it, once a majority has said that it still leads (section 8; dissertation, section 6.4); or at once while it has a lease, which relies on clocks (section 6.4.1)."),
        Parameter::count("members", 0, (0, NODES_MAX as u64), "How many of the servers take part at the beginning, the first ones; 0 for all. Commands add and remove others (section 6)."),
        Parameter::count("snapshot-every", 0, (0, 1_000_000), "After how many applied entries a server replaces them by a snapshot of its state; 0 for never (section 7)."),
        Parameter::duration("lease", 100_000, (1, LONGEST), "With `reads lease`, how long a leader's lease lasts on its own clock, from when it sent the heartbeat that a majority answered; at most the shortest election timeout (dissertation, section 6.4.1).").at_most("election-timeout"),
        Parameter::switch("sticky-leader", false, "Whether a server that has heard from a leader within the shortest election timeout takes no notice of RequestVote (dissertation, section 4.2.3); always so with `reads lease`."),
        Parameter::switch("check-quorum", false, "Whether a leader steps down when no majority has answered it for the shortest election timeout (dissertation, section 6.2)."),
    ],
    properties: Property::ALL,
    variants: Bug::ALL,
    assumes: &[assumed(Assumption::NoTraitors), assumed(Assumption::EqualRates).only_with("reads", &["lease"])],
    ..Info::EMPTY
};
