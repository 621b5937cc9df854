//! A failure detector made of heartbeats, and the leader that it elects.
//!
//! Chandra, Toueg, "Unreliable Failure Detectors for Reliable Distributed Systems", 1996:
//! section 2.2 has the properties, section 9.1 the detector whose time-outs grow. Chandra,
//! Hadzilacos, Toueg, "The Weakest Failure Detector for Solving Consensus", 1996: Ω, a leader
//! whom in the end all trust.
//!
//! Every node tells all others from time to time that it is there. Who is not heard for longer
//! than a time-out is suspected. A time-out says nothing of the other node: a suspicion can be
//! wrong, and a node can work no more while its heartbeats go on.

use crate::authoring::*;

/// The most nodes: each has a timer for each other one.
const NODES_MAX: usize = 8;

/// A node.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Node {
    me: NodeId,
    /// How long each node may be silent.
    timeouts: Vec<Micros>,
    suspected: Set<NodeId>,
    /// How many suspicions a heartbeat has refuted.
    mistakes: u64,
    /// It answers no requests any more.
    hangs: bool,
    /// The requests that it sent and that are not answered.
    unanswered: u64,
}

words! {
    /// What nodes send each other.
    pub enum Message: Kind {
        Heartbeat = beat("Heartbeat", "I am there."),
        Request = request("Request", "Do something for me."),
        Reply = yes("Reply", "It is done."),
    }

    /// What must always or in the end be true.
    pub enum Property: Property {
        NeverWrong = safety("never-wrong", "Nobody suspects a node that has never stopped.")
            .only_with("detector", &["perfect"]),
        Completeness = liveness("completeness", "In the end, every node that is up suspects every node that is down."),
        Accuracy = liveness("accuracy", "In the end, no node that is up suspects another that is up."),
        OneLeader = liveness("one-leader", "In the end, all nodes that are up trust the same one, and it is up."),
        Answered = liveness("answered", "In the end, every request has been answered."),
    }

    /// What a broken variant gets wrong.
    enum Bug: Variant {
        NeverForgives = variant(
            "never-forgives",
            "accuracy",
            "Who has been suspected once stays suspected, whatever is heard of it.",
        ),
    }

    enum Role: Role {
        Follows = role("follows", 0),
        Leads = role("leads", 2),
    }
}

/// What a node waits for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Timer {
    /// It is time to tell that the node is there.
    Heartbeat,
    /// A node has been silent for too long.
    Timeout(NodeId),
}

const fn timeout(name: &'static str) -> Keyword {
    keyword(name, "The node with this number, counted from the left, has been silent for too long.")
}

impl Words<Keyword> for Timer {
    const ALL: &'static [Keyword] = &[
        keyword("heartbeat", "It is time to tell that the node is there."),
        timeout("timeout-1"),
        timeout("timeout-2"),
        timeout("timeout-3"),
        timeout("timeout-4"),
        timeout("timeout-5"),
        timeout("timeout-6"),
        timeout("timeout-7"),
        timeout("timeout-8"),
    ];

    fn index(self) -> u8 {
        match self {
            Timer::Heartbeat => 0,
            Timer::Timeout(node) => node.0 + 1,
        }
    }

    fn at(index: u8) -> Timer {
        if index == 0 { Timer::Heartbeat } else { Timer::Timeout(NodeId(index - 1)) }
    }
}

/// What can be asked of a node.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Command {
    /// Send a request to a node.
    Ask(NodeId),
    /// Answer no more, and go on with the heartbeats.
    Hang,
}

/// What the scenario fixes for all nodes.
#[derive(Debug)]
pub struct Config {
    nodes: usize,
    interval: Micros,
    timeout: Micros,
    doubles: bool,
    bug: Option<Bug>,
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "detector",
    title: "Failure detector",
    summary: "Every node sends heartbeats to all others, and suspects those that it does not hear for too long.",
    source: "Chandra, Toueg: Unreliable Failure Detectors for Reliable Distributed Systems, 1996",
    node_bounds: (2, NODES_MAX as u8),
    kinds: Message::ALL,
    timers: Timer::ALL,
    roles: Role::ALL,
    fields: &[
        field("leader", FieldType::Node),
        field("suspected", FieldType::List),
        field("timeouts", FieldType::List),
        field("mistakes", FieldType::Number),
        field("hangs", FieldType::Flag),
        field("unanswered", FieldType::Number),
    ],
    counted: &["mistakes"],
    commands: &[
        keyword("ask NODE", "The node sends a request to another."),
        keyword("hang", "The node answers no more, and its heartbeats go on."),
    ],
    parameters: &[
        Parameter::one_of(
            "detector",
            "doubling",
            &["doubling", "fixed", "perfect"],
            "Whether a time-out doubles with each mistake, stays as it is, or is as long as a bound allows: interval and bound together.",
        ),
        Parameter::duration("interval", 50 * MS, (MS, LONGEST / 2), "How often a node sends heartbeats."),
        Parameter::duration("timeout", 100 * MS, (MS, LONGEST), "How long a node may be silent at first."),
        Parameter::duration(
            "bound",
            30 * MS,
            (MS, LONGEST / 2),
            "With the perfect detector: how long a message takes at most.",
        ),
    ],
    properties: Property::ALL,
    variants: Bug::ALL,
    assumes: &[
        assumed(Assumption::NoTraitors),
        assumed(Assumption::BoundedDelay("bound")).only_with("detector", &["perfect"]),
        assumed(Assumption::TimersInTime).only_with("detector", &["perfect"]),
        assumed(Assumption::EqualRates).only_with("detector", &["perfect"]),
    ],
    ..Info::EMPTY
};

type Fx<'a, 'b> = &'a mut Effects<'b, Node>;

impl Described for Node {
    const INFO: &'static Info = &INFO;

    fn role(&self) -> Option<u8> {
        let role = if self.leader() == self.me { Role::Leads } else { Role::Follows };
        Some(role.index())
    }

    fn state(&self, names: &[String]) -> Fields {
        let others = (0..).map(NodeId).zip(&self.timeouts).filter(|(node, _)| *node != self.me);
        let text = |(node, time): (NodeId, &Micros)| format!("{}: {}", names[node.index()], in_ms(*time));
        fields![
            "leader": Value::node(self.leader(), names),
            "suspected": Value::nodes(self.suspected.iter(), names),
            "timeouts": others.map(text).collect::<Value>(),
            "mistakes": self.mistakes,
            "hangs": self.hangs,
            "unanswered": self.unanswered,
        ]
    }
}

impl Process for Node {
    type Message = Message;
    type Timer = Timer;
    type Command = Command;
    type Config = Config;
    type Observers = Observers;

    fn configure(plan: &Plan) -> Config {
        let time = |name| duration(&INFO, plan, name);
        let (interval, detector) = (time("interval"), chosen(&INFO, plan, "detector"));
        let timeout = if detector == "perfect" { interval + time("bound") } else { time("timeout") };
        Config { nodes: plan.nodes.len(), interval, timeout, doubles: detector == "doubling", bug: bug(plan) }
    }

    fn new(me: NodeId, config: &Config) -> Node {
        Node {
            me,
            timeouts: vec![config.timeout; config.nodes],
            suspected: Set::new(),
            mistakes: 0,
            hangs: false,
            unanswered: 0,
        }
    }

    fn on_start(&mut self, fx: Fx) {
        self.beat(fx);
        fx.others().for_each(|node| self.wait_for(node, fx));
    }

    fn on_message(&mut self, from: NodeId, message: Message, fx: Fx) {
        match message {
            Message::Heartbeat => self.on_heartbeat(from, fx),
            Message::Request if self.hangs => fx.note(format_args!("hangs, and does not answer")),
            Message::Request => fx.send(from, Message::Reply),
            Message::Reply => self.unanswered = self.unanswered.saturating_sub(1),
        }
    }

    fn on_timer(&mut self, timer: Timer, fx: Fx) {
        match timer {
            Timer::Heartbeat => self.beat(fx),
            Timer::Timeout(node) => {
                fx.note(format_args!("suspects {}", fx.name(node)));
                self.suspected.insert(node);
            }
        }
    }

    fn on_command(&mut self, command: Command, fx: Fx) {
        match command {
            Command::Hang => self.hangs = true,
            Command::Ask(node) => {
                self.unanswered += 1;
                fx.send(node, Message::Request);
            }
        }
    }

    fn on_restart(&mut self, fx: Fx) {
        self.on_start(fx);
    }

    fn durable(&self, config: &Config) -> Node {
        Node::new(self.me, config)
    }
}

impl FromWords for Command {
    fn read(asked: &Asked) -> Result<Command, ArgumentError> {
        match asked.verb() {
            "hang" => Ok(Command::Hang),
            _ if asked.node(0) == asked.node => Err(asked.wrong(1, "a node does not ask itself".to_owned())),
            _ => Ok(Command::Ask(asked.node(0))),
        }
    }
}

impl Node {
    /// Ω: the least node that is not suspected. A node does not suspect itself.
    fn leader(&self) -> NodeId {
        let mut nodes = (0..=self.me.0).map(NodeId);
        nodes.find(|node| !self.suspected.contains(node)).unwrap_or(self.me)
    }

    fn beat(&mut self, fx: Fx) {
        fx.broadcast(&Message::Heartbeat);
        let interval = fx.config().interval;
        fx.set_timer(Timer::Heartbeat, (interval, interval));
    }

    fn wait_for(&self, node: NodeId, fx: Fx) {
        let time = self.timeouts[node.index()];
        fx.set_timer(Timer::Timeout(node), (time, time));
    }

    /// Chandra and Toueg, Figure 10: a suspicion was wrong, and the time-out too short.
    fn on_heartbeat(&mut self, from: NodeId, fx: Fx) {
        let Config { doubles, bug, .. } = fx.config();
        if self.suspected.contains(&from) {
            if *bug == Some(Bug::NeverForgives) {
                return;
            }
            self.suspected.remove(&from);
            self.mistakes += 1;
            let time = &mut self.timeouts[from.index()];
            if *doubles {
                *time = time.saturating_mul(2).min(LONGEST);
            }
            fx.note(format_args!("trusts {} again; its time-out is {}", fx.name(from), in_ms(*time)));
        }
        self.wait_for(from, fx);
    }
}

fn in_ms(time: Micros) -> String {
    crate::sim::clock::text(crate::sim::clock::Wall::try_from(time).unwrap_or(0))
}

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    /// Who has stopped at some time.
    stopped: Set<NodeId>,
    has_asked: bool,
    /// For each liveness property, why it is not true now.
    lacks: [Option<Lack>; 4],
}

/// Why something is not true: the nodes that it is about.
type Lack = (NodeId, NodeId);

impl Observe<Node> for Observers {
    type Property = Property;

    fn new(view: &Observed<Node>) -> Observers {
        Observers { stopped: Set::new(), has_asked: false, lacks: lacks(view) }
    }

    fn observe(&mut self, step: &Step<Node>, view: &Observed<Node>, verdicts: &mut Verdicts<Property>) {
        self.has_asked |= matches!(step.trigger, Trigger::Command(Command::Ask(_)));
        for (node, _) in (0..).map(NodeId).zip(view.nodes).filter(|(_, node)| !node.up) {
            self.stopped.insert(node);
        }
        if let Trigger::Timer(Timer::Timeout(node)) = step.trigger
            && !self.stopped.contains(&node)
        {
            let (who, whom) = (view.name(step.node), view.name(node));
            verdicts.violate(Property::NeverWrong, format_args!("{who} suspects {whom}, which is up."));
        }
        let now = lacks(view);
        for (index, (before, now)) in self.lacks.iter().zip(&now).enumerate() {
            if before.is_some() != now.is_some() {
                verdicts.turn(Property::at(index as u8 + 1));
            }
        }
        self.lacks = now;
    }

    fn verdict(&self, property: Property, names: &[String]) -> (Outcome, String) {
        let lack = match property {
            Property::NeverWrong => return holds("Nobody has suspected a node that had never stopped."),
            _ => self.lacks[usize::from(property.index()) - 1],
        };
        let Some((a, b)) = lack.map(|(a, b)| (&names[a.index()], &names[b.index()])) else {
            return holds(match property {
                Property::Completeness => "Every node that is down is suspected by all that are up.",
                Property::Accuracy => "No node that is up is suspected by another that is up.",
                Property::OneLeader => "All that are up trust the same node.",
                _ => "No request is open.",
            });
        };
        pending(match property {
            Property::Completeness => format!("{a} does not suspect {b}, which is down."),
            Property::Accuracy => format!("{a} suspects {b}, which is up."),
            Property::OneLeader => format!("{a} trusts {b}, and another node does not, or {b} is down."),
            _ => format!("{a} waits for an answer."),
        })
    }

    fn is_tested(&self, property: Property) -> bool {
        match property {
            Property::Answered => self.has_asked,
            Property::Completeness => !self.stopped.is_empty(),
            _ => true,
        }
    }
}

/// Completeness, accuracy, one leader, answers: what each lacks now.
fn lacks(view: &Observed<Node>) -> [Option<Lack>; 4] {
    let is_up = |node: NodeId| view.nodes[node.index()].up;
    let up = || (0..).map(NodeId).zip(view.nodes).filter(|(_, node)| node.up);
    let all = || (0..view.nodes.len() as u8).map(NodeId);
    let pair = |is_lack: &dyn Fn(&Node, NodeId) -> bool| {
        up().find_map(|(node, it)| {
            let other = all().find(|other| *other != node && is_lack(&it.state, *other))?;
            Some((node, other))
        })
    };
    let first = up().next().map(|(_, node)| node.state.leader());
    [
        pair(&|node, other| !is_up(other) && !node.suspected.contains(&other)),
        pair(&|node, other| is_up(other) && node.suspected.contains(&other)),
        up().map(|(node, it)| (node, it.state.leader()))
            .find(|(_, leader)| Some(*leader) != first || !is_up(*leader)),
        up().find(|(_, it)| it.state.unanswered > 0).map(|(node, _)| (node, node)),
    ]
}
