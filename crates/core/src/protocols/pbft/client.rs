//! A client: it asks the primary, then all, and believes what f + 1 replicas say (section 4.1).

use super::info::{Bug, Timer};
use super::message::{Message, Request, View};
use super::{Config, Lane};
use crate::authoring::*;
use std::collections::VecDeque;
use std::sync::Arc;

/// A client. It asks one thing at a time, and all of it survives a crash.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Client {
    /// The highest view that a replica has told it: who the primary is.
    view: View,
    /// What it asks, and what it will ask later.
    queue: VecDeque<Request>,
    /// What replicas answered to the first of that.
    replies: Map<NodeId, u32>,
    /// What it took for the answers: timestamps and results.
    pub answers: Vec<(u32, u32)>,
}

type Fx<'a, 'b> = &'a mut Effects<'b, Lane>;

impl Client {
    /// The reader gives it something to ask for.
    pub fn on_command(&mut self, op: Arc<str>, fx: Fx) {
        self.queue.push_back(Request { client: fx.me(), timestamp: fx.command_number(), op });
        if self.queue.len() == 1 {
            self.ask(fx);
        }
    }

    /// "A client c requests the execution of state machine operation o by sending a REQUEST
    /// message to the primary."
    fn ask(&mut self, fx: Fx) {
        if let Some(request) = self.queue.front() {
            fx.send(fx.config().primary(self.view), Message::Request(request.clone()));
            self.wait(fx);
        }
    }

    fn wait(&self, fx: Fx) {
        let retry = fx.config().client_retry;
        fx.set_timer(Timer::ClientRetry, (retry, retry));
    }

    /// "If the client does not receive replies soon enough, it broadcasts the request to all
    /// replicas."
    pub fn on_retry(&mut self, fx: Fx) {
        if let Some(request) = self.queue.front() {
            let replicas = fx.config().replicas;
            (0..replicas).for_each(|replica| fx.send(NodeId(replica), Message::Request(request.clone())));
            self.wait(fx);
        }
    }

    /// "The client waits for f + 1 replies with valid signatures from different replicas, and
    /// with the same t and r, before accepting the result r." One of them is honest.
    pub fn on_reply(&mut self, from: NodeId, view: View, timestamp: u32, result: u32, fx: Fx) {
        let config = fx.config();
        let is_asked = self.queue.front().is_some_and(|request| request.timestamp == timestamp);
        if !is_asked || from.0 >= config.replicas {
            return;
        }
        self.replies.insert(from, result);
        let equal = self.replies.iter().filter(|(_, other)| **other == result).count();
        if equal < config.replies() {
            fx.note(format_args!("has {equal} of {} equal replies", config.replies()));
            return;
        }
        fx.note(format_args!("takes {result} for the answer"));
        // That only decides whom it asks first.
        self.view = self.view.max(view);
        self.answers.push((timestamp, result));
        self.queue.pop_front();
        self.replies = Map::new();
        fx.cancel_timer(Timer::ClientRetry);
        self.ask(fx);
    }

    /// After a crash it asks again.
    pub fn on_restart(&mut self, fx: Fx) {
        self.on_retry(fx);
    }

    /// The timestamp that a reply has to have.
    pub fn waits_for(&self) -> Option<u32> {
        self.queue.front().map(|request| request.timestamp)
    }

    /// The state, for the inspector.
    pub fn fields(&self, names: &[String]) -> Fields {
        let reply = |(from, result): (&NodeId, &u32)| format!("{}: {result}", names[from.index()]);
        let answer = |(timestamp, result): &(u32, u32)| format!("{timestamp}: {result}");
        fields![
            "view": self.view,
            "asks": self.queue.iter().map(|request| &request.op).collect::<Value>(),
            "replies": self.replies.iter().map(reply).collect::<Value>(),
            "answers": self.answers.iter().map(answer).collect::<Value>(),
        ]
    }
}

impl Config {
    /// How many equal replies a client believes.
    fn replies(&self) -> usize {
        if self.bug == Some(Bug::OneReply) { 1 } else { self.faulty + 1 }
    }
}
