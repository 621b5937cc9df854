//! A client: it asks proposers, one after the other, until it has an answer.

use super::message::{Choice, Message};
use super::{Paxos, Timer};
use crate::authoring::*;

/// A client's state. All of it survives a crash.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Client {
    /// Which proposer it asks, counted from 0.
    proposer: u8,
    /// The value that it wants, while it has no answer.
    asks: Option<Choice>,
    /// The chosen value, once it knows.
    answer: Option<Choice>,
}

impl Client {
    /// A client that has asked nothing.
    pub fn new() -> Client {
        Client { proposer: 0, asks: None, answer: None }
    }

    /// The reader gives it a value.
    pub fn propose(&mut self, value: Choice, fx: &mut Effects<Paxos>) {
        self.asks = Some(value);
        self.ask(fx);
    }

    /// Nobody answered: it asks the next proposer.
    pub fn on_retry(&mut self, fx: &mut Effects<Paxos>) {
        self.proposer = (self.proposer + 1) % fx.config().proposers;
        self.ask(fx);
    }

    /// Asks, or asks again after a crash.
    pub fn ask(&mut self, fx: &mut Effects<Paxos>) {
        let Some(value) = self.asks.clone() else {
            return;
        };
        fx.send(NodeId(self.proposer), Message::Request { value });
        let retry = fx.config().client_retry;
        fx.set_timer(Timer::Retry, (retry, retry));
    }

    /// A proposer knows what was chosen.
    pub fn on_reply(&mut self, value: Choice, fx: &mut Effects<Paxos>) {
        self.asks = None;
        self.answer = Some(value);
        fx.cancel_timer(Timer::Retry);
    }

    /// The state, for the inspector.
    pub fn fields(&self) -> Fields {
        fields!["asks": self.asks.as_ref(), "answer": self.answer.as_ref()]
    }
}
