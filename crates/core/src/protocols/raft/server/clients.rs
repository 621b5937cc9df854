//! What servers do for clients (8).

use super::super::message::{Entry, Message};
use super::{Fx, Role, Server};
use crate::protocols::kv::{Op, Ticket};
use crate::trace::NodeId;

impl Server {
    /// A command from a client that is not drawn. It goes one hop, then it is refused.
    pub fn on_command(&mut self, op: Op, fx: Fx) {
        let ticket = Ticket { client: fx.me(), session: fx.command_number(), serial: 1 };
        match self.leader {
            _ if self.role == Role::Leader => self.take_command(ticket, op, fx),
            Some(leader) => fx.send(leader, Message::Forward { ticket, op }),
            None => fx.note(format_args!("refuses {op}: it knows no leader")),
        }
    }

    pub(super) fn on_forward(&mut self, ticket: Ticket, op: Op, fx: Fx) {
        if self.role == Role::Leader {
            self.take_command(ticket, op, fx);
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
            None => self.take_command(ticket, op, fx),
        }
    }

    /// "If command received from client: append entry to local log, respond after
    /// entry applied to state machine (5.3)."
    fn take_command(&mut self, ticket: Ticket, op: Op, fx: Fx) {
        self.log.push(Entry { term: self.current_term, ticket: Some(ticket), op });
        self.send_append_entries_to_all(fx);
    }
}
