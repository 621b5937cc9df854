//! A client: it asks proposers, one after the other, until it has an answer.

use super::message::{Choice, Message};
use super::{Post, Timer};
use crate::sim::run::{Fields, Value};
use crate::trace::NodeId;

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
    pub fn propose(&mut self, value: Choice, post: &mut Post) {
        self.asks = Some(value);
        self.ask(post);
    }

    /// Nobody answered: it asks the next proposer.
    pub fn on_retry(&mut self, post: &mut Post) {
        self.proposer = (self.proposer + 1) % post.config().proposers;
        self.ask(post);
    }

    /// Asks, or asks again after a crash.
    pub fn ask(&mut self, post: &mut Post) {
        let Some(value) = self.asks.clone() else {
            return;
        };
        post.send(NodeId(self.proposer), Message::Request { value });
        let retry = post.config().client_retry;
        post.set_timer(Timer::Retry, (retry, retry));
    }

    /// A proposer knows what was chosen.
    pub fn on_reply(&mut self, value: Choice, post: &mut Post) {
        self.asks = None;
        self.answer = Some(value);
        post.cancel_timer(Timer::Retry);
    }

    /// The state, for the inspector.
    pub fn fields(&self) -> Fields {
        let text =
            |value: &Option<Choice>| value.as_ref().map_or(Value::Null, |v| Value::Text(v.to_string()));
        vec![("asks", text(&self.asks)), ("answer", text(&self.answer))]
    }
}
