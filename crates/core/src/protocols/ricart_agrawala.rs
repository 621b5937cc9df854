//! Mutual exclusion by permission: a process enters when all others have replied, and
//! whoever has the earlier request replies after leaving.
//!
//! Ricart, Agrawala, "An Optimal Algorithm for Mutual Exclusion in Computer Networks",
//! Communications of the ACM 24(1), 1981, section 2. Messages may overtake each other; none
//! is lost, and no process fails.
//!
//! A process that crashes all the same finds its state again when it restarts, as in
//! Lamport's algorithm, and has lost what arrived in between.

use super::mutual_exclusion::{self as mutex, Act, Command, Competitor, Observers, Property, Role, Turn};
use crate::authoring::*;

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

words! {
    /// The kinds of message.
    pub enum Kind: Kind {
        Request = request("Request", "I want to enter; my request has this sequence number."),
        Reply = yes("Reply", "You may enter, as far as I am concerned."),
    }

    /// What a broken variant gets wrong.
    enum Bug: Variant {
        TiesReply = variant(
            "ties-reply",
            "mutual-exclusion",
            "Of two requests with the same sequence number neither is deferred, as if the number alone told them apart.",
        ),
    }
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "ricart-agrawala",
    title: "Mutual exclusion by Ricart and Agrawala",
    summary: "A process enters when all others have replied; whoever has the earlier request replies after leaving.",
    source: "Ricart, Agrawala: An Optimal Algorithm for Mutual Exclusion in Computer Networks, 1981",
    kinds: Kind::ALL,
    acts: Act::ALL,
    roles: Role::ALL,
    fields: &[
        field("highest", FieldType::Number),
        field("request", FieldType::Number),
        field("replied", FieldType::List),
        field("deferred", FieldType::List),
    ],
    commands: Command::ALL,
    parameters: mutex::PARAMETERS,
    properties: Property::ALL,
    variants: Bug::ALL,
    assumes: &[
        assumed(Assumption::NoTraitors),
        assumed(Assumption::NoLoss),
        assumed(Assumption::NoCopies),
        assumed(Assumption::NoCrash),
    ],
    ..Info::EMPTY
};

type Fx<'a, 'b> = &'a mut Effects<'b, RicartAgrawala>;

impl Described for RicartAgrawala {
    const INFO: &'static Info = &INFO;

    fn role(&self) -> Option<u8> {
        self.turn.role()
    }

    fn state(&self, names: &[String]) -> Fields {
        fields![
            "highest": self.highest,
            "request": self.turn.req,
            "replied": Value::nodes(self.replied.iter(), names),
            "deferred": Value::nodes(self.deferred.iter(), names),
        ]
    }
}

impl Process for RicartAgrawala {
    type Message = Message;
    type Timer = Act;
    type Command = Command;
    type Config = Config;
    type Observers = Observers;

    fn configure(plan: &Plan) -> Config {
        Config { hold: mutex::hold(&INFO, plan), breaks_ties: bug(plan) != Some(Bug::TiesReply) }
    }

    fn new(_: NodeId, _: &Config) -> RicartAgrawala {
        RicartAgrawala { highest: 0, turn: Turn::default(), replied: Set::new(), deferred: Set::new() }
    }

    fn on_command(&mut self, Command::Request: Command, fx: Fx) {
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
}

impl Content for Message {
    type Kind = Kind;

    fn kind(&self) -> Kind {
        match self {
            Message::Request(_) => Kind::Request,
            Message::Reply => Kind::Reply,
        }
    }

    fn fields(&self, _: &[String]) -> Fields {
        match self {
            Message::Request(t) => fields!["sequence number": *t],
            Message::Reply => Fields::new(),
        }
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
