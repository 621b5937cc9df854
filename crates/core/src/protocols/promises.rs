//! What clients of a replicated log are promised, as observers: every command is answered, takes
//! effect once, and reads are current.
//!
//! Reads are checked against the order of the log. A read of a key may see any value
//! that the key had from a certain index on: the last at which, before the read was
//! asked, a write of the key had been answered or another read had seen it. Then each
//! read has a place among the writes that lies between its beginning and its end, and so
//! the history of each key is linearizable; and histories are when those of each key are
//! (Herlihy, Wing, "Linearizability", 1990).

use super::kv::{Op, Store, Ticket};
use crate::authoring::*;
use std::sync::Arc;

/// What the observers remember of clients and their commands.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Promises {
    /// Commands without an answer.
    unanswered: Map<Ticket, Pending>,
    /// How many commands were given.
    commands: u32,
    /// The index of the entry with which each command took effect.
    effects: Map<Ticket, u64>,
    /// The indices of entries that repeat a command that had taken effect.
    repeats: Set<u64>,
    /// What the store is when every command takes effect once.
    store: Store,
    /// The values that each key had, and from which index on.
    values: Map<Arc<str>, Vec<(u64, Arc<str>)>>,
    /// For each key, the index that every read asked from now on has to see.
    floors: Map<Arc<str>, u64>,
    /// How many reads were answered.
    reads: u32,
}

/// A command without an answer.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Pending {
    op: Op,
    /// The server that logged it, if one did.
    logged_by: Option<NodeId>,
    /// The index that a read has to see at least.
    floor: u64,
}

/// What a protocol calls these properties, and a place in its log.
#[derive(Clone, Copy, Debug)]
pub struct Named<W> {
    /// Every command is answered.
    pub answered: W,
    /// Reads are current.
    pub current: W,
    /// A command takes effect once.
    pub once: W,
    /// A place in the log.
    pub place: &'static str,
}

/// Where violations go.
pub struct Found<'a, 'v, W> {
    /// What this step does to the properties.
    pub verdicts: &'a mut Verdicts<'v, W>,
    /// Names of the nodes.
    pub names: &'a [String],
    /// What the properties are called.
    pub named: Named<W>,
}

/// A read that a leader has answered without the log, of a client that is not drawn, or the
/// answer of any command to a client.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Served {
    /// Whose command.
    pub ticket: Ticket,
    /// The answer.
    pub answer: Arc<str>,
}

impl Promises {
    /// A read that is not logged, of a client that is not drawn, is answered when the
    /// leader answers it: after it has applied what this step committed.
    pub fn served<W: Words<Property>>(&mut self, node: NodeId, served: &[Served], found: &mut Found<W>) {
        for Served { ticket, answer } in served.iter().filter(|served| served.ticket.session > 0) {
            self.answer(*ticket, node, answer, found);
        }
    }

    /// A command is given.
    pub fn ask(&mut self, ticket: Ticket, op: &Op) {
        let floor = op.key().and_then(|key| self.floors.get(key)).copied().unwrap_or(0);
        self.unanswered.insert(ticket, Pending { op: op.clone(), logged_by: None, floor });
        self.commands += 1;
    }

    /// A leader may just have logged a command of a client that is not drawn: its last.
    pub fn note_logged(&mut self, node: NodeId, ticket: Option<Ticket>) {
        if let Some(pending) = ticket.and_then(|ticket| self.unanswered.get_mut(&ticket)) {
            pending.logged_by.get_or_insert(node);
        }
    }

    /// An entry is applied at an index for the first time: the state machine goes on.
    pub fn advance(&mut self, index: u64, ticket: Option<Ticket>, op: &Op) {
        if let Some(ticket) = ticket
            && self.store.answer(ticket).is_none()
        {
            self.effects.insert(ticket, index);
            if let Some(key) = op.key().filter(|_| op.writes()) {
                self.store.apply(Some(ticket), op);
                let value = self.store.read(key);
                self.values.or_default(Arc::clone(key)).push((index, value));
                return;
            }
        }
        if ticket.is_some_and(|ticket| self.effects.get(&ticket).is_some()) {
            self.repeats.insert(index);
        }
        self.store.apply(ticket, op);
    }

    /// A server has applied an entry. A command of a client that is not drawn counts as
    /// answered when the server that logged it applies it.
    pub fn applied<W: Words<Property>>(
        &mut self,
        node: NodeId,
        index: u64,
        (ticket, op): (Option<Ticket>, &Op),
        found: &mut Found<W>,
    ) {
        let Some(ticket) = ticket else {
            return;
        };
        if self.unanswered.get(&ticket).is_some_and(|pending| pending.logged_by == Some(node)) {
            let key = op.key().map(AsRef::as_ref).unwrap_or_default();
            let answer = self.value(key, index);
            self.answer(ticket, node, &answer, found);
        }
    }

    /// Whether an entry repeats a command that had taken effect.
    pub fn is_repeated(&self, index: u64) -> bool {
        self.repeats.contains(&index)
    }

    /// A server has applied all entries up to an index. If one of them repeats a command
    /// that had taken effect before, the server's store must not show it.
    pub fn check_repeated<W: Words<Property>>(
        &self,
        node: NodeId,
        index: u64,
        (ticket, op): (Option<Ticket>, &Op),
        (store, applied): (&Store, u64),
        found: &mut Found<W>,
    ) {
        let first = ticket.and_then(|ticket| self.effects.get(&ticket)).copied();
        let (Some(first), Some(key)) = (first.filter(|first| *first < index), op.key()) else {
            return;
        };
        let (is, should) = (store.read(key), self.value(key, applied));
        if is != should {
            let name = &found.names[node.index()];
            found.verdicts.violate(
                found.named.once,
                format_args!(
                    "{name} applied {op} at {place} {index}, though it had taken effect at {place} {first}: \
                     {key} is {is} there, and should be {should}.",
                    place = found.named.place
                ),
            );
        }
    }

    /// The value of a key after all entries up to an index.
    fn value(&self, key: &str, index: u64) -> Arc<str> {
        let values = self.values.get(key).map(Vec::as_slice).unwrap_or_default();
        let value = values.iter().rfind(|(from, _)| *from <= index);
        value.map_or_else(|| "nothing".into(), |(_, value)| Arc::clone(value))
    }

    /// Whether a store has what all entries up to an index give.
    pub fn is_state_at(&self, index: u64, store: &Store) -> bool {
        self.values.keys().all(|key| match store.values.get(key) {
            Some(value) => *value == self.value(key, index),
            None => *self.value(key, index) == *"nothing",
        })
    }

    /// A command has its answer.
    pub fn answer<W: Words<Property>>(
        &mut self,
        ticket: Ticket,
        by: NodeId,
        answer: &str,
        found: &mut Found<W>,
    ) {
        let Some(Pending { op, floor, .. }) = self.unanswered.remove(&ticket) else {
            return;
        };
        if self.unanswered.is_empty() {
            found.verdicts.turn(found.named.answered);
        }
        let seen = match &op {
            Op::Get(key) => self.check_read(key, floor, by, answer, found),
            _ => self.effects.get(&ticket).copied(),
        };
        if let (Some(seen), Some(key)) = (seen, op.key()) {
            let floor = self.floors.or_default(Arc::clone(key));
            *floor = (*floor).max(seen);
        }
    }

    /// The first index from `floor` on after which the key has the value that was read.
    fn check_read<W: Words<Property>>(
        &mut self,
        key: &str,
        floor: u64,
        by: NodeId,
        answer: &str,
        found: &mut Found<W>,
    ) -> Option<u64> {
        self.reads += 1;
        let should = self.value(key, floor);
        if *should == *answer {
            return Some(floor);
        }
        let later = self.values.get(key).map(Vec::as_slice).unwrap_or_default();
        let seen = later.iter().find(|(index, value)| *index > floor && **value == *answer);
        if seen.is_none() {
            let name = &found.names[by.index()];
            found.verdicts.violate(
                found.named.current,
                format_args!(
                    "{name} answered get {key} with {answer}, but the entry at {place} {floor} had made it \
                     {should}, and that was known before the read was asked.",
                    place = found.named.place
                ),
            );
        }
        seen.map(|(index, _)| *index)
    }

    /// Whether all commands were answered.
    pub fn answered_verdict(&self, names: &[String]) -> (Outcome, String) {
        match (self.commands, self.unanswered.first()) {
            (0, _) => (Outcome::Holds, "No command was given.".to_owned()),
            (all, None) => (
                Outcome::Holds,
                format!("{}.", counted(all, "command was answered", "commands were answered")),
            ),
            (_, Some((ticket, _))) => {
                let others = self.unanswered.keys().any(|other| other.client != ticket.client);
                let more = if others { " and others" } else { "" };
                let waiting = counted(self.unanswered.len() as u32, "command has", "commands have");
                let at = &names[ticket.client.index()];
                (Outcome::Pending, format!("{waiting} no answer yet (given to {at}{more})."))
            }
        }
    }

    /// Whether a command was given.
    pub fn has_commands(&self) -> bool {
        self.commands > 0
    }

    /// Whether a read was answered.
    pub fn has_reads(&self) -> bool {
        self.reads > 0
    }

    /// Whether a command took effect.
    pub fn has_effects(&self) -> bool {
        !self.effects.is_empty()
    }

    /// Why reads are current.
    pub fn reads_verdict(&self) -> String {
        let reads = counted(self.reads, "read was answered", "reads were answered");
        format!("{reads}, none of an old state.")
    }

    /// Why commands take effect once.
    pub fn once_verdict(&self) -> String {
        "No command took effect twice.".to_owned()
    }
}
