//! What clients are promised, as observers: every command is answered, takes effect
//! once, and reads are current.
//!
//! Reads are checked against the order of the log. A read of a key may see any value
//! that the key had from a certain index on: the last at which, before the read was
//! asked, a write of the key had been answered or another read had seen it. Then each
//! read has a place among the writes that lies between its beginning and its end, and so
//! the history of each key is linearizable; and histories are when those of each key are
//! (Herlihy, Wing, "Linearizability", 1990).

use super::command::Command;
use super::log::LogEntry;
use super::message::Message;
use super::server::{Served, Server};
use super::{Property, Raft};
use crate::authoring::*;
use crate::protocols::kv::{Op, Store, Ticket};
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

/// Where violations go.
pub struct Found<'a, 'v> {
    /// What this step does to the properties.
    pub verdicts: &'a mut Verdicts<'v, Property>,
    /// Names of the nodes.
    pub names: &'a [String],
}

impl Promises {
    /// Which commands were given, logged and answered.
    pub fn follow(&mut self, step: &Step<Raft>, view: &Observed<Raft>, found: &mut Found) {
        let node = step.node;
        match (&step.trigger, &view.nodes[node.index()].state) {
            (Trigger::Command(Command::Store(op)), Raft::Client(client)) => {
                let ticket = Ticket { client: node, session: 0, serial: client.last_serial() };
                self.ask(ticket, op);
            }
            (Trigger::Command(Command::Store(op)), Raft::Server(server)) => {
                let session = view.nodes[node.index()].commands_done;
                self.ask(Ticket { client: node, session, serial: 1 }, op);
                self.note_logged(node, server);
            }
            (Trigger::Receive { message: Message::Forward { .. }, .. }, Raft::Server(server)) => {
                self.note_logged(node, server);
            }
            (Trigger::Receive { from, message: Message::Reply { serial, answer }, .. }, Raft::Client(_)) => {
                let ticket = Ticket { client: node, session: 0, serial: *serial };
                self.answer(ticket, *from, answer, found);
            }
            _ => {}
        }
    }

    /// A read that is not logged, of a client that is not drawn, is answered when the
    /// leader answers it: after it has applied what this step committed.
    pub fn served(&mut self, node: NodeId, served: &[Served], found: &mut Found) {
        for Served { ticket, answer } in served.iter().filter(|served| served.ticket.session > 0) {
            self.answer(*ticket, node, answer, found);
        }
    }

    fn ask(&mut self, ticket: Ticket, op: &Op) {
        let floor = op.key().and_then(|key| self.floors.get(key)).copied().unwrap_or(0);
        self.unanswered.insert(ticket, Pending { op: op.clone(), logged_by: None, floor });
        self.commands += 1;
    }

    /// A leader may just have logged a command of a client that is not drawn.
    fn note_logged(&mut self, node: NodeId, server: &Server) {
        let ticket = server.log.last().and_then(|entry| entry.ticket);
        if let Some(pending) = ticket.and_then(|ticket| self.unanswered.get_mut(&ticket)) {
            pending.logged_by.get_or_insert(node);
        }
    }

    /// An entry is applied at an index for the first time: the state machine goes on.
    pub fn advance(&mut self, index: u64, entry: &LogEntry) {
        if let Some(ticket) = entry.ticket
            && self.store.answer(ticket).is_none()
        {
            self.effects.insert(ticket, index);
            if let Some(key) = entry.op.key().filter(|_| entry.op.writes()) {
                self.store.apply(entry.ticket, &entry.op);
                let value = self.store.read(key);
                self.values.or_default(Arc::clone(key)).push((index, value));
                return;
            }
        }
        self.store.apply(entry.ticket, &entry.op);
    }

    /// A server has applied an entry. A command of a client that is not drawn counts as
    /// answered when the server that logged it applies it.
    pub fn applied(&mut self, node: NodeId, index: u64, entry: &LogEntry, found: &mut Found) {
        let Some(ticket) = entry.ticket else {
            return;
        };
        if self.unanswered.get(&ticket).is_some_and(|pending| pending.logged_by == Some(node)) {
            let key = entry.op.key().map(AsRef::as_ref).unwrap_or_default();
            let answer = self.value(key, index);
            self.answer(ticket, node, &answer, found);
        }
    }

    /// A server has applied all entries up to an index. If one of them repeats a command
    /// that had taken effect before, the server's store must not show it.
    pub fn check_repeated(
        &self,
        node: NodeId,
        index: u64,
        entry: &LogEntry,
        server: &Server,
        found: &mut Found,
    ) {
        let first = entry.ticket.and_then(|ticket| self.effects.get(&ticket)).copied();
        let (Some(first), Some(key)) = (first.filter(|first| *first < index), entry.op.key()) else {
            return;
        };
        let (is, should) = (server.store().read(key), self.value(key, server.last_applied));
        if is != should {
            let name = &found.names[node.index()];
            found.verdicts.violate(
                Property::AtMostOnce,
                format_args!(
                    "{name} applied {} at index {index}, though it had taken effect at index {first}: \
                     {key} is {is} there, and should be {should}.",
                    entry.op
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
    fn answer(&mut self, ticket: Ticket, by: NodeId, answer: &str, found: &mut Found) {
        let Some(Pending { op, floor, .. }) = self.unanswered.remove(&ticket) else {
            return;
        };
        if self.unanswered.is_empty() {
            found.verdicts.turn(Property::CommandsAnswered);
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
    fn check_read(
        &mut self,
        key: &str,
        floor: u64,
        by: NodeId,
        answer: &str,
        found: &mut Found,
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
                Property::ReadsAreCurrent,
                format_args!(
                    "{name} answered get {key} with {answer}, but the entry at index {floor} had made it \
                     {should}, and that was known before the read was asked."
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

    /// Why a property of these holds.
    pub fn safety_verdict(&self, property: Property) -> String {
        match property {
            Property::ReadsAreCurrent => format!(
                "{}, none of an old state.",
                counted(self.reads, "read was answered", "reads were answered")
            ),
            _ => "No command took effect twice.".to_owned(),
        }
    }
}
