//! A client lane of the replicated key-value store: it looks for the leader, asks one
//! command at a time, and asks again until it has an answer.
//!
//! Ongaro, Ousterhout, "In Search of an Understandable Consensus Algorithm (Extended
//! Version)" (2014), section 8. Multi-Paxos has the same, so that its runs and those of
//! Raft can be laid side by side.

use super::kv::Op;
use crate::authoring::*;
use std::collections::VecDeque;

/// A protocol with client lanes: how a client asks.
pub trait Asks: Process {
    /// The timer of a client that has waited for too long.
    const RETRY: Self::Timer;

    /// How many of the lanes, from the left, are servers.
    fn servers(config: &Self::Config) -> u8;

    /// How long a client waits for an answer.
    fn retry_after(config: &Self::Config) -> Micros;

    /// The question: the serial number of a command, and the command.
    fn question(serial: u32, op: Op) -> Self::Message;
}

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
    pub const fn new() -> Client {
        Client { server: NodeId(0), serial: 1, queue: VecDeque::new() }
    }

    /// The serial number of the last command that it was given.
    pub fn last_serial(&self) -> u32 {
        self.serial + self.queue.len() as u32 - 1
    }

    /// The reader gives it a command.
    pub fn on_command<P: Asks>(&mut self, op: Op, fx: &mut Effects<P>) {
        self.queue.push_back(op);
        if self.queue.len() == 1 {
            self.ask(fx);
        }
    }

    /// No answer for too long: the server may be down or cut off. It asks the next.
    pub fn on_retry<P: Asks>(&mut self, fx: &mut Effects<P>) {
        self.try_next_server(fx);
        self.ask(fx);
    }

    /// A server answers. Answers to what is settled already tell nothing.
    pub fn on_reply<P: Asks>(&mut self, serial: u32, fx: &mut Effects<P>) {
        if self.waits_for(serial) {
            self.queue.pop_front();
            self.serial += 1;
            fx.cancel_timer(P::RETRY);
            self.ask(fx);
        }
    }

    /// A server does not lead, and says who does, if it knows.
    pub fn on_redirect<P: Asks>(&mut self, serial: u32, leader: Option<NodeId>, fx: &mut Effects<P>) {
        match leader {
            _ if !self.waits_for(serial) => {}
            Some(leader) => {
                self.server = leader;
                self.ask(fx);
            }
            // Nobody leads, as far as that server knows: asking again at once would only
            // flood the network, so the retry timer decides.
            None => self.try_next_server(fx),
        }
    }

    fn waits_for(&self, serial: u32) -> bool {
        !self.queue.is_empty() && serial == self.serial
    }

    fn try_next_server<P: Asks>(&mut self, fx: &Effects<P>) {
        self.server = NodeId((self.server.0 + 1) % P::servers(fx.config()));
    }

    /// Asks what is next, also again after a crash.
    pub fn ask<P: Asks>(&mut self, fx: &mut Effects<P>) {
        let Some(op) = self.queue.front() else {
            return;
        };
        fx.send(self.server, P::question(self.serial, op.clone()));
        let retry = P::retry_after(fx.config());
        fx.set_timer(P::RETRY, (retry, retry));
    }

    /// The state, for the inspector.
    pub fn fields(&self, names: &[String]) -> Fields {
        fields![
            "asks": Value::node(self.server, names),
            "serial": self.serial,
            "waiting": self.queue.iter().map(Op::to_string).collect::<Value>(),
        ]
    }
}
