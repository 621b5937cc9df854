//! A client lane: it looks for the leader, asks one command at a time, and asks again
//! until it has an answer. The same as in Raft, so that runs can be laid side by side.

use super::message::{Message, number};
use super::{MultiPaxos, Timer};
use crate::protocols::kv::Op;
use crate::sim::process::Effects;
use crate::sim::run::{Fields, Value};
use crate::trace::NodeId;
use std::collections::VecDeque;

/// A client. All of it survives a crash: a client that forgot its serial number could
/// not tell its next command from a retry.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Client {
    /// The server to ask next: the leader, as far as the client knows.
    server: NodeId,
    /// The serial number of the command at the front of the queue.
    serial: u32,
    /// Commands without an answer. The first is being asked; the others wait.
    queue: VecDeque<Op>,
}

impl Client {
    /// A client that has asked nothing yet.
    pub fn new() -> Client {
        Client { server: NodeId(0), serial: 1, queue: VecDeque::new() }
    }

    /// The serial number of the last command that it was given.
    pub fn last_serial(&self) -> u32 {
        self.serial + self.queue.len() as u32 - 1
    }

    /// The reader gives it a command.
    pub fn on_command(&mut self, op: Op, fx: &mut Effects<MultiPaxos>) {
        self.queue.push_back(op);
        if self.queue.len() == 1 {
            self.ask(fx);
        }
    }

    /// No answer for too long: the server may be down or cut off. It asks the next.
    pub fn on_retry(&mut self, fx: &mut Effects<MultiPaxos>) {
        self.try_next_server(fx);
        self.ask(fx);
    }

    /// A server answers, or says who leads.
    pub fn on_message(&mut self, message: Message, fx: &mut Effects<MultiPaxos>) {
        match message {
            Message::Reply { serial, .. } if self.waits_for(serial) => {
                self.queue.pop_front();
                self.serial += 1;
                fx.cancel_timer(Timer::ClientRetry);
                self.ask(fx);
            }
            Message::Redirect { serial, leader: Some(leader) } if self.waits_for(serial) => {
                self.server = leader;
                self.ask(fx);
            }
            // Nobody leads, as far as that server knows: the retry timer decides.
            Message::Redirect { serial, leader: None } if self.waits_for(serial) => self.try_next_server(fx),
            // Answers to what is settled already.
            _ => {}
        }
    }

    fn waits_for(&self, serial: u32) -> bool {
        !self.queue.is_empty() && serial == self.serial
    }

    fn try_next_server(&mut self, fx: &Effects<MultiPaxos>) {
        self.server = NodeId((self.server.0 + 1) % fx.config().servers);
    }

    /// Asks what is next, also again after a crash.
    pub fn ask(&mut self, fx: &mut Effects<MultiPaxos>) {
        let Some(op) = self.queue.front() else {
            return;
        };
        let request = Message::Request { serial: self.serial, op: op.clone() };
        fx.send(self.server, request);
        let retry = fx.config().client_retry;
        fx.set_timer(Timer::ClientRetry, (retry, retry));
    }

    /// The state, for the inspector.
    pub fn fields(&self, names: &[String]) -> Fields {
        let waiting = |op: &Op| Value::Text(op.to_string());
        vec![
            ("asks", Value::Text(names[self.server.index()].clone())),
            ("serial", number(self.serial.into())),
            ("waiting", Value::List(self.queue.iter().map(waiting).collect())),
        ]
    }
}
