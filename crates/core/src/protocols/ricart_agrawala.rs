//! Mutual exclusion by permission: a process enters when all others have replied, and
//! whoever has the earlier request replies after leaving.
//!
//! Ricart, Agrawala, "An Optimal Algorithm for Mutual Exclusion in Computer Networks",
//! Communications of the ACM 24(1), 1981, section 2. Messages may overtake each other; none
//! is lost, and no process fails.
//!
//! A process that crashes all the same finds its state again when it restarts, as in
//! Lamport's algorithm, and has lost what arrived in between.

use super::mutual_exclusion::{self as mutex, Act, Competitor, Observers, Request, Turn};
use crate::ordered::Set;
use crate::sim::info::{Assumption, FieldType, Info, Variant, assumed, field, request, yes};
use crate::sim::plan::Plan;
use crate::sim::process::{self, Effects};
use crate::sim::run::{ArgumentError, Fields, Value};
use crate::trace::{Micros, NodeId};

/// A process.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct RicartAgrawala {
    /// The highest sequence number that it has seen.
    highest: u64,
    /// The sequence number of its own request, and whether it is inside.
    turn: Turn,
    /// Who has replied to its request.
    replied: Set<NodeId>,
    /// Whose requests it answers after leaving.
    deferred: Set<NodeId>,
}

/// What processes send each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    /// I want to enter; my request has this sequence number.
    Request(u64),
    /// You may, as far as I am concerned.
    Reply,
}

/// What the scenario fixes for all processes.
#[derive(Debug)]
pub struct Config {
    hold: (Micros, Micros),
    breaks_ties: bool,
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "ricart-agrawala",
    title: "Mutual exclusion by Ricart and Agrawala",
    summary: "A process enters when all others have replied; whoever has the earlier request replies after leaving.",
    source: "Ricart, Agrawala: An Optimal Algorithm for Mutual Exclusion in Computer Networks, 1981",
    node_prefix: "P",
    default_nodes: 3,
    node_bounds: (1, 64),
    groups: &[],
    has_clients: false,
    fifo_unless: None,
    decides: false,
    epoch: None,
    epoch_base: None,
    kinds: &[
        request("Request", "I want to enter; my request has this sequence number."),
        yes("Reply", "You may enter, as far as I am concerned."),
    ],
    timers: &[],
    acts: mutex::ACTS,
    roles: mutex::ROLES,
    fields: &[
        field("highest", FieldType::Number),
        field("request", FieldType::Number),
        field("replied", FieldType::List),
        field("deferred", FieldType::List),
    ],
    commands: mutex::COMMANDS,
    parameters: mutex::PARAMETERS,
    assumes: &[assumed(Assumption::NoLoss), assumed(Assumption::NoCopies), assumed(Assumption::NoCrash)],
    properties: mutex::PROPERTIES,
    variants: &[Variant {
        name: "ties-reply",
        about: "Of two requests with the same sequence number neither is deferred, as if the number alone told them apart.",
        breaks: "mutual-exclusion",
    }],
};

type Fx<'a, 'b> = &'a mut Effects<'b, RicartAgrawala>;

impl process::Process for RicartAgrawala {
    type Message = Message;
    type Timer = Act;
    type Command = Request;
    type Config = Config;
    type Observers = Observers;

    const INFO: &'static Info = &INFO;

    fn configure(plan: &Plan) -> Config {
        Config { hold: mutex::hold(&INFO, plan), breaks_ties: plan.variant != Some("ties-reply") }
    }

    fn new(_: NodeId, _: &Config) -> RicartAgrawala {
        RicartAgrawala { highest: 0, turn: Turn::default(), replied: Set::new(), deferred: Set::new() }
    }

    fn command(_: &Plan, _: NodeId, words: &[&str]) -> Result<Request, ArgumentError> {
        mutex::command(words)
    }

    fn on_start(&mut self, _: Fx) {}

    fn on_command(&mut self, Request: Request, fx: Fx) {
        if self.turn.can_ask(fx) {
            self.request(fx);
        }
    }

    fn on_message(&mut self, from: NodeId, message: Message, fx: Fx) {
        match message {
            Message::Request(t) => {
                self.highest = self.highest.max(t);
                if self.defers((t, from), fx) {
                    self.deferred.insert(from);
                    fx.note(format_args!("defers its reply to {}", fx.name(from)));
                } else {
                    fx.send(from, Message::Reply);
                }
            }
            Message::Reply => {
                self.replied.insert(from);
                self.may_enter(fx);
            }
        }
    }

    fn on_timer(&mut self, act: Act, fx: Fx) {
        match act {
            Act::Enter => self.turn.enter(fx.config().hold, fx),
            Act::Exit => {
                let asks_again = self.turn.leave();
                self.replied.clear();
                for node in std::mem::take(&mut self.deferred).iter() {
                    fx.send(*node, Message::Reply);
                }
                if asks_again {
                    self.request(fx);
                }
            }
        }
    }

    fn on_restart(&mut self, fx: Fx) {
        self.may_enter(fx);
        fx.arm_while(self.turn.is_inside, Act::Exit, fx.config().hold);
    }

    fn durable(&self, _: &Config) -> RicartAgrawala {
        self.clone()
    }

    fn kind(message: &Message) -> u16 {
        match message {
            Message::Request(_) => 0,
            Message::Reply => 1,
        }
    }

    fn fields(message: &Message, _: &[String]) -> Fields {
        match message {
            Message::Request(t) => vec![("sequence number", Value::from(*t))],
            Message::Reply => Vec::new(),
        }
    }

    fn timer_index(act: Act) -> u8 {
        act as u8
    }

    fn timer_at(index: u8) -> Act {
        Act::at(index)
    }

    fn command_text(_: &Request) -> String {
        "request".to_owned()
    }

    fn role(&self) -> Option<u8> {
        self.turn.role()
    }

    fn epoch(&self) -> Option<u64> {
        None
    }

    fn state(&self, names: &[String]) -> Fields {
        let list = |nodes: &Set<NodeId>| {
            Value::List(nodes.iter().map(|node| Value::from(&names[node.index()])).collect())
        };
        vec![
            ("highest", Value::from(self.highest)),
            ("request", self.turn.req.map_or(Value::Null, Value::from)),
            ("replied", list(&self.replied)),
            ("deferred", list(&self.deferred)),
        ]
    }
}

impl RicartAgrawala {
    /// "Our_Sequence_Number := Highest_Sequence_Number + 1", asked of all others.
    fn request(&mut self, fx: Fx) {
        self.highest += 1;
        self.turn.req = Some(self.highest);
        fx.broadcast(&Message::Request(self.highest));
        self.may_enter(fx);
    }

    /// Whether a request of another has to wait: this process is inside, or wants to enter
    /// and asked before. Requests with the same number are told apart by their processes.
    fn defers(&self, request: (u64, NodeId), fx: Fx) -> bool {
        let asked_before = |req| match fx.config().breaks_ties {
            true => (req, fx.me()) < request,
            false => req < request.0,
        };
        self.turn.is_inside || self.turn.req.is_some_and(asked_before)
    }

    /// All others have replied.
    fn may_enter(&self, fx: Fx) {
        let is_free = self.turn.is_waiting() && fx.others().all(|n| self.replied.contains(&n));
        fx.arm_while(is_free, Act::Enter, (0, 0));
    }
}

impl Competitor for RicartAgrawala {
    fn turn(&self) -> &Turn {
        &self.turn
    }
}
