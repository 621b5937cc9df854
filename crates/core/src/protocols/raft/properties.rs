//! Raft's properties (Figure 3 of the paper), as observers outside the servers. What
//! clients are promised is in [`crate::protocols::promises`].
//!
//! Each check looks only at what a step can have changed, so that checking costs less
//! than running:
//!
//! - Log Matching. Every log ever seen agrees on what stands at (index, term) and on
//!   the term before it. Then two logs with the same (index, term) agree at that index,
//!   so they have the same (index - 1, term before), and so on down to the first entry.
//! - Leader Completeness. An entry counts as committed when a server's commitIndex first
//!   covers it, in the term that this server is in. Leaders elected later are checked
//!   when they are elected; a leader of a later term that leads already, when the entry
//!   is committed.

use super::command::Command;
use super::log::LogEntry;
use super::message::Message;
use super::server::Server;
use super::{Property, Raft, Role};
use crate::authoring::*;
use crate::protocols::kv::Ticket;
use crate::protocols::promises::{Found, Named, Promises};
use crate::renaming::PerNode;

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    /// Who first led each term.
    leaders: Map<u64, Leader>,
    /// For each index from 1 what stands there, by its term, and the term before it.
    entries: Vec<Map<u64, (LogEntry, u64)>>,
    /// For each index from 1, the entry that was committed first, and in which term.
    committed: Vec<(LogEntry, u64)>,
    /// For each index from 1, the entry that was applied first, and where.
    applied: Vec<(LogEntry, NodeId)>,
    /// What clients are promised.
    promises: Promises,
    /// Each server as the last step left it.
    seen: PerNode<Seen>,
}

const NAMED: Named<Property> = Named {
    answered: Property::CommandsAnswered,
    current: Property::ReadsAreCurrent,
    once: Property::AtMostOnce,
    place: "index",
};

/// Who led a term.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct Leader {
    node: NodeId,
    /// False where it led an earlier term and took this one over, as only a broken variant does.
    was_elected: bool,
}

/// What is remembered of a server.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
struct Seen {
    /// The term that it led, if it did.
    led: Option<u64>,
    last_log_index: u64,
    last_log_term: u64,
    commit_index: u64,
    last_applied: u64,
}

impl Seen {
    fn of(server: &Server) -> Seen {
        Seen {
            led: (server.role == Role::Leader).then_some(server.current_term),
            last_log_index: server.last_log_index(),
            last_log_term: server.last_log_term(),
            commit_index: server.commit_index,
            last_applied: server.last_applied,
        }
    }
}

fn server_at<'a>(view: &Observed<'a, Raft>, node: NodeId) -> Option<&'a Server> {
    match &view.nodes[node.index()].state {
        Raft::Server(server) => Some(server),
        Raft::Client(_) => None,
    }
}

impl Observe<Raft> for Observers {
    type Property = Property;

    fn new(view: &Observed<Raft>) -> Observers {
        let mut observers = Observers {
            leaders: Map::new(),
            entries: Vec::new(),
            committed: Vec::new(),
            applied: Vec::new(),
            promises: Promises::default(),
            seen: PerNode::default(),
        };
        for server in view.config.servers().filter_map(|node| server_at(view, node)) {
            observers.check_log_matching(server, 1, server.last_log_index());
            observers.seen.push(Seen::of(server));
        }
        observers
    }

    fn observe(&mut self, step: &Step<Raft>, view: &Observed<Raft>, verdicts: &mut Verdicts<Property>) {
        self.follow_commands(step, view, &mut Found { verdicts, names: view.names, named: NAMED });
        let Some(server) = server_at(view, step.node) else {
            return;
        };
        let before = self.seen[step.node.index()].clone();
        let now = Now { node: step.node, server, before: &before, view };
        self.check_new_entries(step, &now, verdicts);
        self.check_leader(&now, verdicts);
        self.check_committed(&now, verdicts);
        self.check_applied(&now, verdicts);
        let mut found = Found { verdicts, names: view.names, named: NAMED };
        self.promises.served(step.node, &server.served, &mut found);
        self.seen[step.node.index()] = Seen::of(server);
    }

    fn verdict(&self, property: Property, names: &[String]) -> (Outcome, String) {
        match property {
            Property::LeaderElected => self.leader_verdict(names),
            Property::CommandsAnswered => self.promises.answered_verdict(names),
            _ => {
                debug_assert_eq!(property.entry().kind, PropertyKind::Safety);
                (Outcome::Holds, self.safety_verdict(property))
            }
        }
    }

    fn is_tested(&self, property: Property) -> bool {
        match property {
            Property::LeaderElected => true,
            Property::CommandsAnswered => self.promises.has_commands(),
            Property::ReadsAreCurrent => self.promises.has_reads(),
            Property::AtMostOnce => self.promises.has_effects(),
            Property::LogMatching => !self.entries.is_empty(),
            Property::LeaderCompleteness => !self.committed.is_empty(),
            Property::StateMachineSafety => !self.applied.is_empty(),
            _ => !self.leaders.is_empty(),
        }
    }
}

/// A server after a step, and what it was before.
struct Now<'a> {
    node: NodeId,
    server: &'a Server,
    before: &'a Seen,
    view: &'a Observed<'a, Raft>,
}

impl Now<'_> {
    fn name(&self, node: NodeId) -> &str {
        &self.view.names[node.index()]
    }
}

impl Observers {
    /// Log Matching, for the entries that this step can have written.
    fn check_new_entries(&mut self, step: &Step<Raft>, now: &Now, verdicts: &mut Verdicts<Property>) {
        let last = now.server.last_log_index();
        let (first, end) = match &step.trigger {
            Trigger::Receive { message: Message::AppendEntries { prev_log_index, entries, .. }, .. } => {
                (prev_log_index + 1, (prev_log_index + entries.len() as u64).min(last))
            }
            // What a leader appends.
            _ => (now.before.last_log_index + 1, last),
        };
        if let Some(index) = self.check_log_matching(now.server, first, end) {
            let node = now.name(now.node);
            let term = now.server.term_at(index).unwrap_or(0);
            verdicts.violate(
                Property::LogMatching,
                format_args!(
                    "{node} has an entry of term {term} at index {index}, as another log had, but the logs \
                     differ there or before."
                ),
            );
        }
    }

    /// The first index from `first` to `last` at which a log contradicts an earlier one.
    fn check_log_matching(&mut self, server: &Server, first: u64, last: u64) -> Option<u64> {
        if self.entries.len() < last as usize {
            self.entries.resize(last as usize, Map::new());
        }
        (first..=last).find(|index| {
            let Some(entry) = server.entry(*index) else {
                return false;
            };
            let term_before = server.term_at(index - 1).unwrap_or(0);
            let at_index = &mut self.entries[*index as usize - 1];
            let (known, known_before) = at_index.or_insert_with(entry.term, || (entry.clone(), term_before));
            *known != *entry || *known_before != term_before
        })
    }

    /// Election Safety, Leader Append-Only, and Leader Completeness at an election.
    fn check_leader(&mut self, now: &Now, verdicts: &mut Verdicts<Property>) {
        let Now { node, server, before, .. } = *now;
        if server.role != Role::Leader {
            return;
        }
        let term = server.current_term;
        if before.led == Some(term) {
            let kept = server.last_log_index() >= before.last_log_index
                && (before.last_log_index < server.snapshot_index()
                    || server.term_at(before.last_log_index) == Some(before.last_log_term));
            if !kept {
                verdicts.violate(
                    Property::LeaderAppendOnly,
                    format_args!(
                        "{}, the leader of term {term}, changed entries of its log.",
                        now.name(node)
                    ),
                );
            }
            return;
        }
        if self.leaders.is_empty() {
            verdicts.turn(Property::LeaderElected);
        }
        let was_elected = before.led.is_none();
        let first = *self.leaders.or_insert_with(term, || Leader { node, was_elected });
        if first.node != node {
            let (one, other) = (now.name(first.node), now.name(node));
            let why = match first.was_elected && was_elected {
                true => format!("{one} and {other} were both elected in term {term}."),
                false => format!("{one} and {other} both lead in term {term}."),
            };
            verdicts.violate(Property::ElectionSafety, format_args!("{why}"));
        }
        let missing =
            self.committed.iter().zip(1..).find(|((entry, committed_in), index)| {
                *committed_in < term && !server.contains(*index, entry)
            });
        if let Some(((entry, committed_in), index)) = missing {
            verdicts.violate(Property::LeaderCompleteness, format_args!(
                    "{} leads term {term} without entry {index} ({}), which was committed in term {committed_in}.",
                    now.name(node),
                    entry.op
                ),
            );
        }
    }

    /// What this step committed, and Leader Completeness for those who lead already.
    fn check_committed(&mut self, now: &Now, verdicts: &mut Verdicts<Property>) {
        let server = now.server;
        for index in self.committed.len() as u64 + 1..=server.commit_index {
            let Some(entry) = server.entry(index).cloned() else {
                return;
            };
            let term = server.current_term;
            let leader = now.view.config.servers().find(|node| {
                server_at(now.view, *node).is_some_and(|other| {
                    other.role == Role::Leader && other.current_term > term && !other.contains(index, &entry)
                })
            });
            if let Some(leader) = leader {
                verdicts.violate(Property::LeaderCompleteness, format_args!(
                        "Entry {index} ({}) was committed in term {term}, but {} leads a later term without it.",
                        entry.op,
                        now.name(leader)
                    ));
            }
            self.committed.push((entry, term));
        }
    }

    /// Which commands were given, logged and answered.
    fn follow_commands(&mut self, step: &Step<Raft>, view: &Observed<Raft>, found: &mut Found<Property>) {
        let node = step.node;
        let last = |server: &Server| server.log.last().and_then(|entry| entry.ticket);
        match (&step.trigger, &view.nodes[node.index()].state) {
            (Trigger::Command(Command::Store(op)), Raft::Client(client)) => {
                let ticket = Ticket { client: node, session: 0, serial: client.last_serial() };
                self.promises.ask(ticket, op);
            }
            (Trigger::Command(Command::Store(op)), Raft::Server(server)) => {
                let session = view.nodes[node.index()].commands_done;
                self.promises.ask(Ticket { client: node, session, serial: 1 }, op);
                self.promises.note_logged(node, last(server));
            }
            (Trigger::Receive { message: Message::Forward { .. }, .. }, Raft::Server(server)) => {
                self.promises.note_logged(node, last(server));
            }
            (Trigger::Receive { from, message: Message::Reply { serial, answer }, .. }, Raft::Client(_)) => {
                let ticket = Ticket { client: node, session: 0, serial: *serial };
                self.promises.answer(ticket, *from, answer, found);
            }
            _ => {}
        }
    }

    /// State Machine Safety, for the entries that this step applied.
    fn check_applied(&mut self, now: &Now, verdicts: &mut Verdicts<Property>) {
        // After a restart a server applies its log from the beginning.
        let from = now.before.last_applied.min(now.server.last_applied);
        for index in from + 1..=now.server.last_applied {
            let Some(entry) = now.server.entry(index) else {
                continue;
            };
            match self.applied.get(index as usize - 1) {
                None => {
                    self.applied.push((entry.clone(), now.node));
                    self.promises.advance(index, entry.ticket, &entry.op);
                }
                Some((first, by)) if first != entry => verdicts.violate(
                    Property::StateMachineSafety,
                    format_args!(
                        "At index {index}, {} applied {}, but {} had applied {}.",
                        now.name(now.node),
                        entry.op,
                        now.name(*by),
                        first.op
                    ),
                ),
                Some(_) => {}
            }
            let mut found = Found { verdicts, names: now.view.names, named: NAMED };
            self.promises.applied(now.node, index, (entry.ticket, &entry.op), &mut found);
        }
        self.check_restored(now, verdicts);
        if verdicts.is_violated(Property::StateMachineSafety) {
            return;
        }
        let applied = from + 1..=now.server.last_applied;
        for index in applied.filter(|index| self.promises.is_repeated(*index)) {
            if let Some(entry) = now.server.entry(index) {
                let mut found = Found { verdicts, names: now.view.names, named: NAMED };
                let state = (now.server.store(), now.server.last_applied);
                let command = (entry.ticket, &entry.op);
                self.promises.check_repeated(now.node, index, command, state, &mut found);
            }
        }
    }

    /// State Machine Safety, for a server whose state is that of a snapshot: it is what
    /// the entries give that others applied.
    fn check_restored(&mut self, now: &Now, verdicts: &mut Verdicts<Property>) {
        let Now { server, before, .. } = *now;
        let index = server.last_applied;
        if index == 0 || index == before.last_applied || index != server.snapshot_index() {
            return;
        }
        let applied = self.applied.get((index as usize).wrapping_sub(1)).map(|(entry, _)| entry.term);
        if applied != server.term_at(index) || !self.promises.is_state_at(index, server.store()) {
            verdicts.violate(
                Property::StateMachineSafety,
                format_args!(
                    "The snapshot of {} is not what the entries up to index {index} give.",
                    now.name(now.node)
                ),
            );
        }
    }

    fn safety_verdict(&self, property: Property) -> String {
        let leaders = self.leaders.len() as u32;
        let committed = self.committed.len() as u32;
        match property {
            Property::ElectionSafety => format!(
                "{}, each the only one of its term.",
                counted(leaders, "leader was elected", "leaders were elected")
            ),
            Property::LeaderAppendOnly => "No leader changed an entry of its own log.".to_owned(),
            Property::LogMatching => "No two logs differed before an entry that they shared.".to_owned(),
            Property::LeaderCompleteness => format!(
                "{}, and no later leader lacked one.",
                counted(committed, "entry was committed", "entries were committed")
            ),
            Property::StateMachineSafety => format!(
                "{}, everywhere the same at the same index.",
                counted(self.applied.len() as u32, "entry was applied", "entries were applied")
            ),
            Property::ReadsAreCurrent => self.promises.reads_verdict(),
            _ => self.promises.once_verdict(),
        }
    }

    fn leader_verdict(&self, names: &[String]) -> (Outcome, String) {
        match self.leaders.first() {
            Some((term, leader)) => {
                let why = format!("{} was elected in term {term}.", names[leader.node.index()]);
                (Outcome::Holds, why)
            }
            None => (Outcome::Pending, "Nobody has been elected yet.".to_owned()),
        }
    }
}
