//! A key-value store as a replicated state machine: a deterministic function of the
//! commands that were applied to it, each taking effect once.
//!
//! Ongaro, Ousterhout, "In Search of an Understandable Consensus Algorithm (Extended
//! Version)" (2014), section 8: clients number their commands, and the state machine
//! remembers for each client the last number and its answer.

use crate::authoring::*;
use std::fmt;
use std::sync::Arc;

/// What can be asked of the store.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Op {
    /// Nothing: an entry that a scenario's starting state put into a log.
    NoOp,
    /// Set a key to a value.
    Put(Arc<str>, Arc<str>),
    /// Read a key.
    Get(Arc<str>),
    /// Add one to a key: what must not be done twice.
    Increment(Arc<str>),
}

impl FromWords for Op {
    fn read(asked: &Asked) -> Result<Op, ArgumentError> {
        let key = asked.text(0);
        Ok(match asked.verb() {
            "put" => Op::Put(key, asked.text(1)),
            "get" => Op::Get(key),
            _ => Op::Increment(key),
        })
    }
}

impl Op {
    /// The key that it is about.
    pub fn key(&self) -> Option<&Arc<str>> {
        match self {
            Op::NoOp => None,
            Op::Put(key, _) | Op::Get(key) | Op::Increment(key) => Some(key),
        }
    }

    /// Whether it can change something.
    pub fn writes(&self) -> bool {
        matches!(self, Op::Put(..) | Op::Increment(_))
    }
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Written for each command that takes effect: piece by piece costs half.
        let pieces: [&str; 4] = match self {
            Op::NoOp => ["no-op", "", "", ""],
            Op::Put(key, value) => ["put ", key, " ", value],
            Op::Get(key) => ["get ", key, "", ""],
            Op::Increment(key) => ["increment ", key, "", ""],
        };
        pieces.iter().try_for_each(|piece| f.write_str(piece))
    }
}

/// Whose command it is, and which of theirs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Ticket {
    /// The lane of the client, or the server that took the command from a client that
    /// is not drawn.
    pub client: NodeId,
    /// Tells the clients that are not drawn apart: each sends one command. 0 for a
    /// client lane.
    pub session: u32,
    /// Counts the client's commands from 1.
    pub serial: u32,
}

/// The store and what it remembers of its clients.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Store {
    /// The keys that have a value.
    pub values: Map<Arc<str>, Arc<str>>,
    /// For each session and client, the last command that took effect, and the answer.
    pub answered: Map<(u32, NodeId), (u32, Arc<str>)>,
}

impl Store {
    /// The answer to a command that has taken effect already, so that a retry does not
    /// repeat it.
    pub fn answer(&self, ticket: Ticket) -> Option<Arc<str>> {
        let (serial, answer) = self.answered.get(&(ticket.session, ticket.client))?;
        (*serial >= ticket.serial).then(|| Arc::clone(answer))
    }

    /// The value of a key.
    pub fn read(&self, key: &str) -> Arc<str> {
        self.values.get(key).map_or_else(|| "nothing".into(), Arc::clone)
    }

    /// Applies a command, unless it has taken effect already, and gives its answer.
    pub fn apply(&mut self, ticket: Option<Ticket>, op: &Op) -> Arc<str> {
        if let Some(answer) = ticket.and_then(|ticket| self.answer(ticket)) {
            return answer;
        }
        let answer: Arc<str> = match op {
            Op::NoOp => "ok".into(),
            Op::Put(key, value) => {
                self.values.insert(Arc::clone(key), Arc::clone(value));
                "ok".into()
            }
            Op::Get(key) => self.read(key),
            Op::Increment(key) => {
                // What is no number counts as 0.
                let value = self.values.get(key).and_then(|value| value.parse::<u32>().ok()).unwrap_or(0);
                let value: Arc<str> = value.wrapping_add(1).to_string().into();
                self.values.insert(Arc::clone(key), Arc::clone(&value));
                value
            }
        };
        if let Some(ticket) = ticket {
            let session = (ticket.session, ticket.client);
            self.answered.insert(session, (ticket.serial, Arc::clone(&answer)));
        }
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_retry_takes_effect_once() {
        let ticket = |serial| Some(Ticket { client: NodeId(5), session: 0, serial });
        let mut store = Store::default();
        store.apply(ticket(1), &Op::Put("x".into(), "1".into()));
        store.apply(ticket(2), &Op::Put("x".into(), "2".into()));
        store.apply(ticket(1), &Op::Put("x".into(), "1".into()));
        assert_eq!(&*store.apply(ticket(3), &Op::Get("x".into())), "2");
        assert_eq!(&*store.apply(ticket(4), &Op::Increment("x".into())), "3");
        assert_eq!(&*store.apply(ticket(4), &Op::Increment("x".into())), "3");
    }
}
