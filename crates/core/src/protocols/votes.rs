//! Mutual exclusion by votes: who has the votes of a majority enters.
//!
//! - Thomas, "A Majority Consensus Approach to Concurrency Control for Multiple Copy Databases",
//!   ACM Transactions on Database Systems 4(2), 1979: two majorities have a member in common.
//! - Maekawa, "A √N Algorithm for Mutual Exclusion in Decentralized Systems", ACM Transactions on
//!   Computer Systems 3(2), 1985: each process has one vote, and lends it to one at a time.
//!
//! A process asks all, itself too. Whoever has its vote lends it, and gets it back when the other
//! has left. Votes can be split so that nobody has a majority. So a process that has waited for
//! too long gives its votes back, and asks again later; with `set patience` so long that it never
//! does, votes that are split stay so. A crash of a minority keeps nobody out.
//!
//! Requests are numbered, and what answers an older one changes nothing. A process finds its
//! number and its vote again after a crash; what it held itself is for the others to miss.

use crate::authoring::*;
use std::collections::VecDeque;

/// A request for the resource: whose, and which of theirs.
type Request = (NodeId, u32);

/// A process.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Voter {
    /// To whom its vote is lent. On disk.
    lent: Option<Request>,
    /// The requests that wait for its vote, in order.
    waiting: VecDeque<Request>,
    /// The number of its last request. On disk.
    serial: u32,
    turn: Turn,
    /// Whose votes it has.
    votes: Set<NodeId>,
    /// How many times it is still to ask, once this request is over.
    again: u32,
}

/// How far a process is with its own request.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
enum Turn {
    Idle,
    /// It gave its votes back, and is to ask again.
    Pausing,
    Asking,
    Inside,
}

/// What processes send each other. Requests are numbered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    /// Lend me your vote.
    Request(u32),
    /// You have my vote for this request.
    Vote(u32),
    /// Have your vote back, and do not keep my request.
    Release(u32),
}

words! {
    /// The kinds of message.
    pub enum Kind: Kind {
        Request = request("Request", "Lend me your vote."),
        Vote = yes("Vote", "You have my vote."),
        Release = data("Release", "Have your vote back: I have left, or no longer wait."),
    }

    /// What a process waits for, and does of its own accord.
    pub enum Timer: Keyword {
        GiveUp = keyword("give-up", "The process has waited for too long, and gives its votes back."),
        AskAgain = keyword("ask-again", "The process asks again."),
        Exit = keyword("exit", "The process leaves."),
    }

    /// What can be asked of a process.
    pub enum Command: Keyword {
        Request = keyword("request", "The process asks for the resource."),
    }

    /// What a process can be.
    enum Role: Role {
        Idle = role("idle", 0),
        Waiting = role("waiting", 1),
        Inside = role("inside", 2),
    }

    /// What must always or in the end be true.
    pub enum Property: Property {
        MutualExclusion = safety("mutual-exclusion", "At most one process that is up has the resource at any time."),
        RequestsGranted = liveness("requests-granted", "In the end, every request is granted."),
    }

    /// What a broken variant gets wrong.
    enum Bug: Variant {
        HalfVotes = variant("half-votes", "mutual-exclusion", "Half of the votes are enough."),
        ForgetsVote = variant(
            "forgets-vote",
            "mutual-exclusion",
            "A process does not keep on its disk to whom it has lent its vote.",
        ),
    }
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "votes",
    title: "Mutual exclusion by votes",
    summary: "Each process lends its one vote; who has the votes of a majority has the resource, and gives them back.",
    source: "Thomas: A Majority Consensus Approach to Concurrency Control for Multiple Copy Databases, 1979; Maekawa: A √N Algorithm for Mutual Exclusion in Decentralized Systems, 1985",
    default_nodes: 5,
    kinds: Kind::ALL,
    timers: Timer::ALL.split_at(2).0,
    acts: Timer::ALL.split_at(2).1,
    roles: Role::ALL,
    fields: &[
        field("votes", FieldType::List),
        field("lent to", FieldType::Node),
        field("waiting", FieldType::List),
        field("request", FieldType::Number),
    ],
    commands: Command::ALL,
    parameters: &[
        Parameter::duration("hold", 30_000, (0, LONGEST), "How long a process keeps the resource."),
        Parameter::switch(
            "gives-up",
            true,
            "Whether a process that waits for too long gives its votes back and asks again.",
        ),
        Parameter::range(
            "patience",
            (100_000, 200_000),
            (MS, LONGEST),
            "How long a process waits for a majority, and after giving up until it asks again; drawn anew each time.",
        ),
    ],
    assumes: &[assumed(Assumption::NoTraitors)],
    properties: Property::ALL,
    variants: Bug::ALL,
    ..Info::EMPTY
};

/// What the scenario fixes for all processes.
#[derive(Debug)]
pub struct Config {
    nodes: u8,
    needed: usize,
    hold: Micros,
    patience: Option<(Micros, Micros)>,
    bug: Option<Bug>,
}

type Fx<'a, 'b> = &'a mut Effects<'b, Voter>;

impl Described for Voter {
    const INFO: &'static Info = &INFO;

    fn role(&self) -> Option<u8> {
        let role = match self.turn {
            Turn::Idle => Role::Idle,
            Turn::Pausing | Turn::Asking => Role::Waiting,
            Turn::Inside => Role::Inside,
        };
        Some(role.index())
    }

    fn state(&self, names: &[String]) -> Fields {
        fields![
            "votes": Value::nodes(self.votes.iter(), names),
            "lent to": self.lent.map(|(node, _)| Value::node(node, names)),
            "waiting": Value::nodes(self.waiting.iter().map(|(node, _)| node), names),
            "request": self.serial,
        ]
    }
}

impl Process for Voter {
    type Message = Message;
    type Timer = Timer;
    type Command = Command;
    type Config = Config;
    type Observers = Observers;

    fn configure(plan: &Plan) -> Config {
        let (bug, nodes) = (bug(plan), plan.nodes.len());
        Config {
            nodes: nodes as u8,
            needed: if bug == Some(Bug::HalfVotes) { nodes.div_ceil(2) } else { nodes / 2 + 1 },
            hold: duration(&INFO, plan, "hold"),
            patience: is_on(&INFO, plan, "gives-up").then(|| range(&INFO, plan, "patience")),
            bug,
        }
    }

    fn new(_: NodeId, _: &Config) -> Voter {
        Voter {
            lent: None,
            waiting: VecDeque::new(),
            serial: 0,
            turn: Turn::Idle,
            votes: Set::new(),
            again: 0,
        }
    }

    fn on_command(&mut self, Command::Request: Command, fx: Fx) {
        if self.turn == Turn::Idle {
            self.request(fx);
        } else {
            self.again += 1;
            fx.note(format_args!("asks again after leaving"));
        }
    }

    fn on_message(&mut self, from: NodeId, message: Message, fx: Fx) {
        match message {
            Message::Request(serial) => self.take_request((from, serial), fx),
            Message::Vote(serial) if serial == self.serial && self.turn >= Turn::Asking => {
                self.votes.insert(from);
                if self.turn == Turn::Asking && self.votes.len() >= fx.config().needed {
                    self.enter(fx);
                }
            }
            Message::Vote(serial) => {
                fx.note(format_args!("no longer needs the vote of {}", fx.name(from)));
                fx.send(from, Message::Release(serial));
            }
            Message::Release(serial) => {
                self.waiting.retain(|(node, number)| *node != from || *number > serial);
                if self.lent == Some((from, serial)) {
                    self.lend_to_next(fx);
                }
            }
        }
    }

    fn on_timer(&mut self, timer: Timer, fx: Fx) {
        match timer {
            Timer::GiveUp => {
                self.turn = Turn::Pausing;
                self.give_back(fx);
                if let Some(patience) = fx.config().patience {
                    fx.set_timer(Timer::AskAgain, patience);
                }
            }
            Timer::AskAgain => self.request(fx),
            Timer::Exit => {
                self.turn = Turn::Idle;
                self.give_back(fx);
                if self.again > 0 {
                    self.again -= 1;
                    self.request(fx);
                }
            }
        }
    }

    /// Whatever it had asked for before the crash, it does not have now.
    fn on_restart(&mut self, fx: Fx) {
        if self.serial > 0 {
            self.give_back(fx);
        }
    }

    fn durable(&self, config: &Config) -> Voter {
        let lent = self.lent.filter(|_| config.bug != Some(Bug::ForgetsVote));
        Voter { lent, serial: self.serial, ..Voter::new(NodeId(0), config) }
    }
}

fn send_to_all(message: Message, fx: Fx) {
    (0..fx.config().nodes).for_each(|node| fx.send(NodeId(node), message));
}

impl Voter {
    /// Asks all for their votes.
    fn request(&mut self, fx: Fx) {
        self.serial += 1;
        self.turn = Turn::Asking;
        self.votes.clear();
        if let Some(patience) = fx.config().patience {
            fx.set_timer(Timer::GiveUp, patience);
        }
        send_to_all(Message::Request(self.serial), fx);
    }

    fn enter(&mut self, fx: Fx) {
        self.turn = Turn::Inside;
        fx.cancel_timer(Timer::GiveUp);
        fx.note(format_args!("has the resource"));
        let hold = fx.config().hold;
        fx.set_timer(Timer::Exit, (hold, hold));
    }

    /// Gives back all votes, also those that are under way.
    fn give_back(&mut self, fx: Fx) {
        self.votes.clear();
        send_to_all(Message::Release(self.serial), fx);
    }

    /// Somebody asks for this process's vote. A later request of the same process says that the
    /// one before is over.
    fn take_request(&mut self, (from, serial): Request, fx: Fx) {
        self.waiting.retain(|(node, number)| *node != from || *number > serial);
        match self.lent {
            Some((holder, number)) if holder == from && number >= serial => {}
            Some((holder, _)) if holder == from => {
                self.waiting.push_back((from, serial));
                self.lend_to_next(fx);
            }
            Some((holder, _)) => {
                self.waiting.push_back((from, serial));
                if from != fx.me() {
                    fx.note(format_args!("has lent its vote to {}", fx.name(holder)));
                }
            }
            None => self.lend((from, serial), fx),
        }
    }

    fn lend(&mut self, request: Request, fx: Fx) {
        self.lent = Some(request);
        fx.send(request.0, Message::Vote(request.1));
    }

    fn lend_to_next(&mut self, fx: Fx) {
        self.lent = None;
        if let Some(next) = self.waiting.pop_front() {
            self.lend(next, fx);
        }
    }
}

impl Content for Message {
    type Kind = Kind;

    fn kind(&self) -> Kind {
        match self {
            Message::Request(_) => Kind::Request,
            Message::Vote(_) => Kind::Vote,
            Message::Release(_) => Kind::Release,
        }
    }

    fn fields(&self, _: &[String]) -> Fields {
        let (Message::Request(serial) | Message::Vote(serial) | Message::Release(serial)) = self;
        fields!["request": *serial]
    }
}

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    requests: u32,
    granted: u32,
    /// Which processes had the resource after the last step.
    inside: Vec<bool>,
}

impl Observe<Voter> for Observers {
    type Property = Property;

    fn new(view: &Observed<Voter>) -> Observers {
        Observers { requests: 0, granted: 0, inside: vec![false; view.nodes.len()] }
    }

    fn observe(&mut self, step: &Step<Voter>, view: &Observed<Voter>, verdicts: &mut Verdicts<Property>) {
        let were_granted = self.granted == self.requests;
        if matches!(step.trigger, Trigger::Command(_)) {
            self.requests += 1;
        }
        let node = step.node.index();
        let is_inside = view.nodes[node].up && view.nodes[node].state.turn == Turn::Inside;
        if is_inside && !std::mem::replace(&mut self.inside[node], is_inside) {
            self.granted += 1;
            if let Some(other) = (0..self.inside.len()).find(|other| *other != node && self.inside[*other]) {
                let (name, other) = (view.name(step.node), &view.names[other]);
                verdicts.violate(
                    Property::MutualExclusion,
                    format_args!("{name} has the resource while {other} has it."),
                );
            }
        }
        self.inside[node] = is_inside;
        if were_granted != (self.granted == self.requests) {
            verdicts.turn(Property::RequestsGranted);
        }
    }

    fn verdict(&self, property: Property, _: &[String]) -> (Outcome, String) {
        let granted =
            format!("{} of {}", self.granted, counted(self.requests, "request was", "requests were"));
        match property {
            Property::MutualExclusion => holds(format!("{granted} granted, to one process at a time.")),
            Property::RequestsGranted if self.granted == self.requests => {
                holds(format!("{granted} granted."))
            }
            Property::RequestsGranted => pending(format!("{granted} granted.")),
        }
    }

    fn is_tested(&self, property: Property) -> bool {
        if property == Property::RequestsGranted { self.requests > 0 } else { self.granted > 0 }
    }
}
