//! What Multi-Paxos's lanes send each other.

use crate::authoring::*;
use crate::protocols::kv::{Op, Ticket};
use crate::protocols::paxos::Ballot;
use std::sync::Arc;

/// A command and whose it is. A no-op that fills a gap is nobody's.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Command {
    /// Whose command it is.
    pub ticket: Option<Ticket>,
    /// The command.
    pub op: Op,
}

/// What a server knows of one slot of the log.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Slot {
    /// Whether the command is known to be chosen. Then it never changes.
    pub chosen: bool,
    /// The ballot in which the command was accepted last.
    pub ballot: Ballot,
    /// The command.
    pub command: Command,
}

/// Slots with their numbers.
pub type Slots = Arc<[(u64, Slot)]>;

/// A message. Slots count from 1.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    /// Phase 1a, once for all slots from the first that the sender does not know.
    Prepare {
        /// The ballot that it wants to lead.
        ballot: Ballot,
        /// The first slot of which it does not know the chosen command.
        first_unchosen: u64,
    },
    /// Phase 1b, for all these slots.
    Promise {
        /// The ballot of the request.
        ballot: Ballot,
        /// All that the sender has accepted from there on.
        accepted: Slots,
    },
    /// The sender has promised a higher ballot.
    PrepareRefused {
        /// The ballot of the request.
        ballot: Ballot,
        /// The ballot that it has promised.
        promised: Ballot,
    },
    /// Phase 2a, for one slot.
    Accept {
        /// The leader's ballot.
        ballot: Ballot,
        /// The slot.
        slot: u64,
        /// The command.
        command: Command,
        /// All slots below this one are chosen.
        first_unchosen: u64,
    },
    /// Phase 2b, for one slot.
    Accepted {
        /// The leader's ballot.
        ballot: Ballot,
        /// The slot.
        slot: u64,
    },
    /// The sender has promised a higher ballot: whoever asked leads no longer.
    AcceptRefused {
        /// The ballot of the request.
        ballot: Ballot,
        /// The ballot that it has promised.
        promised: Ballot,
    },
    /// The leader is still there.
    Heartbeat {
        /// The leader's ballot.
        ballot: Ballot,
        /// All slots below this one are chosen.
        first_unchosen: u64,
    },
    /// The sender does not know what was chosen from this slot on.
    Missing {
        /// The slot.
        first_unchosen: u64,
    },
    /// What was chosen.
    Learn {
        /// The chosen slots.
        chosen: Slots,
    },
    /// A server passes a command on to the leader it knows.
    Forward {
        /// Whose command, and which of theirs.
        ticket: Ticket,
        /// The command.
        op: Op,
    },
    /// A client asks a server.
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
}

words! {
    /// The kinds of message.
    pub enum Kind: Kind {
        Prepare =
            request("Prepare", "Phase 1 for all slots from the first unknown one: a server wants to lead."),
        Promise = yes("Promise", "The server takes part in no lower ballot, and tells what it has accepted."),
        PrepareRefused = no("PrepareRefused", "The server has promised a higher ballot."),
        Accept = request("Accept", "Phase 2 for one slot: the leader asks to accept a command there."),
        Accepted = yes("Accepted", "The server has accepted the command in this slot."),
        AcceptRefused =
            no("AcceptRefused", "The server has promised a higher ballot: the sender leads no longer."),
        Heartbeat = beat("Heartbeat", "The leader is still there, and tells up to where all is chosen."),
        Missing = request("Missing", "The server does not know what was chosen from this slot on."),
        Learn = data("Learn", "What was chosen in these slots."),
        Forward = request("Forward", "A server passes a command on to the leader."),
        Request = request("Request", "A client asks a server."),
        Reply = yes("Reply", "The command has been applied; this is the answer."),
        Redirect = no("Redirect", "This server does not lead."),
    }
}

impl Content for Message {
    type Kind = Kind;

    /// Index of its kind in [`KINDS`].
    fn kind(&self) -> Kind {
        match self {
            Message::Prepare { .. } => Kind::Prepare,
            Message::Promise { .. } => Kind::Promise,
            Message::PrepareRefused { .. } => Kind::PrepareRefused,
            Message::Accept { .. } => Kind::Accept,
            Message::Accepted { .. } => Kind::Accepted,
            Message::AcceptRefused { .. } => Kind::AcceptRefused,
            Message::Heartbeat { .. } => Kind::Heartbeat,
            Message::Missing { .. } => Kind::Missing,
            Message::Learn { .. } => Kind::Learn,
            Message::Forward { .. } => Kind::Forward,
            Message::Request { .. } => Kind::Request,
            Message::Reply { .. } => Kind::Reply,
            Message::Redirect { .. } => Kind::Redirect,
        }
    }

    /// How many messages of ordinary size it counts for: eight slots are one.
    fn weight(&self) -> u32 {
        match self {
            Message::Promise { accepted: slots, .. } | Message::Learn { chosen: slots } => {
                1 + slots.len() as u32 / 8
            }
            _ => 1,
        }
    }

    /// The fields.
    fn fields(&self, names: &[String]) -> Fields {
        let name = |node: &NodeId| Value::Text(names[node.index()].clone());
        let ballot = |ballot: &Ballot| ("ballot", Value::Text(ballot.to_string()));
        let unchosen = |slot: &u64| ("firstUnchosen", number(*slot));
        let command = |op: &Op| ("command", Value::Text(op.to_string()));
        let serial = |serial: &u32| ("serial", number((*serial).into()));
        match self {
            Message::Prepare { ballot: b, first_unchosen } => vec![ballot(b), unchosen(first_unchosen)],
            Message::Promise { ballot: b, accepted } => vec![ballot(b), ("accepted", slots_value(accepted))],
            Message::PrepareRefused { ballot: b, promised }
            | Message::AcceptRefused { ballot: b, promised } => {
                vec![ballot(b), ("promised", Value::Text(promised.to_string()))]
            }
            Message::Accept { ballot: b, slot, command: Command { op, .. }, first_unchosen } => {
                vec![ballot(b), ("slot", number(*slot)), command(op), unchosen(first_unchosen)]
            }
            Message::Accepted { ballot: b, slot } => vec![ballot(b), ("slot", number(*slot))],
            Message::Heartbeat { ballot: b, first_unchosen } => vec![ballot(b), unchosen(first_unchosen)],
            Message::Missing { first_unchosen } => vec![unchosen(first_unchosen)],
            Message::Learn { chosen } => vec![("chosen", slots_value(chosen))],
            Message::Forward { ticket, op } => {
                vec![("for", name(&ticket.client)), serial(&ticket.session), command(op)]
            }
            Message::Request { serial: s, op } => vec![serial(s), command(op)],
            Message::Reply { serial: s, answer } => {
                vec![serial(s), ("answer", Value::Text(answer.to_string()))]
            }
            Message::Redirect { serial: s, leader } => {
                vec![serial(s), ("leader", leader.as_ref().map_or(Value::Null, name))]
            }
        }
    }
}

/// A count as a value.
pub fn number(count: u64) -> Value {
    Value::Number(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Slots as values.
fn slots_value(slots: &[(u64, Slot)]) -> Value {
    Value::List(slots.iter().map(|(number, slot)| slot_value(*number, Some(slot))).collect())
}

/// A slot as a value: its number, its ballot or that it is chosen, its command.
pub fn slot_value(number: u64, slot: Option<&Slot>) -> Value {
    Value::Text(match slot {
        None => format!("{number}: nothing"),
        Some(Slot { chosen: true, command, .. }) => format!("{number}: chosen, {}", command.op),
        Some(Slot { ballot, command, .. }) => format!("{number}: {ballot}, {}", command.op),
    })
}
