//! What servers do for clients (8).

use super::super::Role;
use super::super::command::Command;
use super::super::log::LogEntry;
use super::super::message::Message;
use super::super::{Bug, ReadBy};
use super::{Fx, MembershipChange, Server, is_client};
use crate::protocols::kv::{Op, Ticket};
use crate::trace::NodeId;

impl Server {
    /// A command from a client that is not drawn. It goes one hop, then it is refused.
    pub fn on_command(&mut self, command: Command, fx: Fx) {
        self.begin_step(fx);
        let op = match command {
            Command::Store(op) => op,
            Command::Transfer(to) => return self.on_transfer(to, fx),
            Command::Add(server) => return self.on_change(MembershipChange::Add(server), fx),
            Command::Remove(server) => return self.on_change(MembershipChange::Remove(server), fx),
            Command::Members(servers) => {
                let servers = servers.into_iter().collect();
                return self.on_change(MembershipChange::All(servers), fx);
            }
        };
        let ticket = Ticket { client: fx.me(), session: fx.command_number(), serial: 1 };
        match self.leader {
            _ if self.role == Role::Leader => self.take(ticket, op, fx),
            Some(leader) => fx.send(leader, Message::Forward { ticket, op }),
            None => fx.note(format_args!("refuses {op}: it knows no leader")),
        }
    }

    pub(super) fn on_forward(&mut self, ticket: Ticket, op: Op, fx: Fx) {
        if self.role == Role::Leader {
            self.take(ticket, op, fx);
        } else {
            fx.note(format_args!("refuses {op}: it does not lead"));
        }
    }

    pub(super) fn on_request(&mut self, from: NodeId, serial: u32, op: Op, fx: Fx) {
        if self.role != Role::Leader {
            let leader = self.leader;
            fx.send(from, Message::Redirect { serial, leader });
            return;
        }
        let ticket = Ticket { client: from, session: 0, serial };
        match self.store.answer(ticket) {
            Some(answer) => fx.send(from, Message::Reply { serial, answer }),
            None => self.take(ticket, op, fx),
        }
    }

    /// A leader takes a command: "append entry to local log, respond after entry applied
    /// to state machine (5.3)". Reads need not be logged.
    fn take(&mut self, ticket: Ticket, op: Op, fx: Fx) {
        if let Some(successor) = self.successor {
            fx.note(format_args!("refuses {op}: it hands over to {}", fx.name(successor.to)));
            if is_client(ticket.client, fx) {
                fx.send(ticket.client, Message::Redirect { serial: ticket.serial, leader: None });
            }
            return;
        }
        match op {
            Op::Get(key) if fx.config().has(Bug::StaleReads) => self.answer_read(ticket, &key, fx),
            Op::Get(key) if fx.config().reads != ReadBy::Log => self.read(ticket, key, fx),
            _ => {
                self.push(LogEntry { term: self.current_term, ticket: Some(ticket), op, members: None });
                self.send_append_entries_to_all(fx);
            }
        }
    }
}
