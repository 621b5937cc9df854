//! Mutual exclusion by a queue of timestamped requests at every process.
//!
//! Lamport, "Time, Clocks, and the Ordering of Events in a Distributed System",
//! Communications of the ACM 21(7), 1978: the five rules of the section "Ordering the
//! Events Totally". Links keep the order of messages and lose none, and no process fails.
//!
//! A process that crashes all the same finds its state again when it restarts; what
//! arrived in between is lost, which the rules do not provide for, so the others may
//! wait for ever.

use super::mutual_exclusion::{self as mutex, Act, Command, Competitor, Observers, Property, Role, Turn};
use crate::authoring::*;

/// A process.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct LamportMutex {
    /// Its logical clock.
    c: u64,
    /// The requests that it knows of: each process has one at most, with this timestamp.
    queue: Map<NodeId, u64>,
    /// The latest timestamp received from each process.
    heard: Vec<u64>,
    /// The timestamp of its own request, and whether it is inside.
    turn: Turn,
}

/// What processes send each other, with the sender's clock.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Message {
    kind: Kind,
    /// The timestamp.
    t: u64,
}

/// What the scenario fixes for all processes.
#[derive(Debug)]
pub struct Config {
    nodes: usize,
    hold: (Micros, Micros),
    waits_for_acks: bool,
}

words! {
    /// The kinds of message.
    pub enum Kind: Kind {
        Request = request("Request", "I want to enter; my request has this timestamp."),
        Ack = yes("Ack", "I have your request, and all that I send from now on is later."),
        Release = data("Release", "I have left; take my request out of your queue."),
    }

    /// What a broken variant gets wrong.
    enum Bug: Variant {
        AnyOrder = variant(
            "any-order",
            "mutual-exclusion",
            "Links do not keep the order of messages, so that an Ack overtakes an earlier Request.",
        ),
        NoAck = variant(
            "no-ack",
            "mutual-exclusion",
            "A process enters when its own request is the least that it knows of, without hearing from all others (rule 5, ii).",
        ),
    }
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "lamport-mutex",
    title: "Lamport's mutual exclusion",
    summary: "Every process keeps a queue of timestamped requests; the least may enter once all have been heard from.",
    source: "Lamport: Time, Clocks, and the Ordering of Events in a Distributed System, 1978",
    fifo_unless: Some("any-order"),
    kinds: Kind::ALL,
    acts: Act::ALL,
    roles: Role::ALL,
    fields: &[
        field("clock", FieldType::Number),
        field("queue", FieldType::List),
        field("heard", FieldType::List),
        field("request", FieldType::Number),
    ],
    commands: Command::ALL,
    parameters: mutex::PARAMETERS,
    properties: Property::ALL,
    variants: Bug::ALL,
    assumes: &[
        assumed(Assumption::NoTraitors),
        assumed(Assumption::LinksKeepOrder),
        assumed(Assumption::NoLoss),
        assumed(Assumption::NoCopies),
        assumed(Assumption::NoCrash),
    ],
    ..Info::EMPTY
};

type Fx<'a, 'b> = &'a mut Effects<'b, LamportMutex>;

impl Described for LamportMutex {
    const INFO: &'static Info = &INFO;

    fn role(&self) -> Option<u8> {
        self.turn.role()
    }

    fn state(&self, names: &[String]) -> Fields {
        let request = |(node, t): (&NodeId, &u64)| format!("({t}, {})", names[node.index()]);
        fields![
            "clock": self.c,
            "queue": self.queue.iter().map(request).collect::<Value>(),
            "heard": self.heard.iter().copied().collect::<Value>(),
            "request": self.turn.req,
        ]
    }
}

impl Process for LamportMutex {
    type Message = Message;
    type Timer = Act;
    type Command = Command;
    type Config = Config;
    type Observers = Observers;

    fn configure(plan: &Plan) -> Config {
        let bug = bug::<Bug>(plan);
        Config {
            nodes: plan.nodes.len(),
            hold: mutex::hold(&INFO, plan),
            waits_for_acks: bug != Some(Bug::NoAck),
        }
    }

    fn new(_: NodeId, config: &Config) -> LamportMutex {
        let heard = vec![0; config.nodes];
        LamportMutex { c: 0, queue: Map::new(), heard, turn: Turn::default() }
    }

    fn on_command(&mut self, Command::Request: Command, fx: Fx) {
        if self.turn.can_ask(fx) {
            self.request(fx);
        }
    }

    fn on_message(&mut self, from: NodeId, Message { kind, t }: Message, fx: Fx) {
        self.c = self.c.max(t) + 1;
        let heard = &mut self.heard[from.index()];
        *heard = t.max(*heard);
        match kind {
            // Rule 2: "places it on its request queue and sends a (timestamped)
            // acknowledgment message".
            Kind::Request => {
                self.queue.insert(from, t);
                fx.send(from, Message { kind: Kind::Ack, t: self.c });
            }
            Kind::Ack => {}
            // Rule 4: "removes any Pi requests resource message from its request queue".
            Kind::Release => drop(self.queue.remove(&from)),
        }
        self.may_enter(fx);
    }

    fn on_timer(&mut self, act: Act, fx: Fx) {
        match act {
            Act::Enter => self.turn.enter(fx.config().hold, fx),
            // Rule 3: "removes any Tm:Pi requests resource message from its request queue
            // and sends a (timestamped) Pi releases resource message to every other
            // process".
            Act::Exit => {
                let asks_again = self.turn.leave();
                self.queue.remove(&fx.me());
                self.c += 1;
                fx.broadcast(&Message { kind: Kind::Release, t: self.c });
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
}

impl Content for Message {
    type Kind = Kind;

    fn kind(&self) -> Kind {
        self.kind
    }

    fn fields(&self, _: &[String]) -> Fields {
        fields!["timestamp": self.t]
    }
}

impl LamportMutex {
    /// Rule 1: "sends the message Tm:Pi requests resource to every other process, and puts
    /// that message on its request queue".
    fn request(&mut self, fx: Fx) {
        self.c += 1;
        self.turn.req = Some(self.c);
        self.queue.insert(fx.me(), self.c);
        fx.broadcast(&Message { kind: Kind::Request, t: self.c });
        self.may_enter(fx);
    }

    /// Rule 5: its request is (i) before any other in its queue by the total order, and
    /// (ii) it has received a message from every other process timestamped later.
    fn may_enter(&self, fx: Fx) {
        let me = fx.me();
        let is_free = self.turn.req.filter(|_| !self.turn.is_inside).is_some_and(|req| {
            let is_least = self.queue.iter().all(|(node, t)| (req, me) <= (*t, *node));
            let is_later = |node: NodeId| (self.heard[node.index()], node) > (req, me);
            is_least && (!fx.config().waits_for_acks || fx.others().all(is_later))
        });
        fx.arm_while(is_free, Act::Enter, (0, 0));
    }
}

impl Competitor for LamportMutex {
    fn turn(&self) -> &Turn {
        &self.turn
    }
}
