//! Election of a leader by the bully algorithm: of those that are up, the highest leads.
//!
//! - Garcia-Molina, "Elections in a Distributed Computing System", 1982, section III.
//! - Coulouris, Dollimore, Kindberg, "Distributed Systems: Concepts and Design", 2005, section
//!   12.3: the algorithm in the form that is told here.
//!
//! Who suspects the leader asks all higher processes. Who gets no answer within the timeout
//! takes it that all of them are down, and leads. That is true where messages take at most half
//! of the timeout, and a guess where they may take longer. Who leads and is asked says so, and
//! holds no election. Nobody can see another crash: `suspect` says when a process begins to doubt
//! its leader.

use crate::authoring::*;

/// A process.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Competitor {
    me: NodeId,
    /// Whom it takes for the leader.
    leader: Option<NodeId>,
    /// How far it is with an election that it holds.
    phase: Phase,
}

/// How far a process is with its election.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Phase {
    /// It holds none.
    Idle,
    /// It has asked the higher ones, and none has answered.
    Asking,
    /// A higher one has answered, and is to say who leads.
    Waiting,
}

words! {
    /// What processes send each other.
    pub enum Message: Kind {
        Election = request("Election", "I hold an election. Are you up?"),
        Ok = yes("OK", "I am up, and higher than you: I take over."),
        Coordinator = data("Coordinator", "I lead."),
    }

    /// What a process waits for.
    pub enum Timer: Keyword {
        NoAnswer = keyword("no-answer", "No higher process has answered: none is up."),
        NoCoordinator = keyword("no-coordinator", "A higher process has answered, and nobody has come to lead."),
        Hasty = keyword("hasty", "A process that does not wait for answers leads."),
    }

    /// What can be asked of a process.
    pub enum Command: Keyword {
        Suspect = keyword("suspect", "The process takes it that the leader is down, and holds an election."),
    }

    /// What a process can be.
    enum Role: Role {
        Follower = role("follower", 0),
        Candidate = role("candidate", 1),
        Leader = role("leader", 2),
    }

    /// What must always or in the end be true.
    pub enum Property: Property {
        OneLeader = safety("one-leader", "At any time, at most one process that is up takes itself for the leader."),
        LeaderKnown = liveness("leader-known", "In the end, all that are up have the same leader, and it is up."),
    }

    /// What a broken variant gets wrong.
    enum Bug: Variant {
        ShortTimeout = variant(
            "short-timeout",
            "one-leader",
            "A process waits a twentieth of the timeout for an answer: less than messages take.",
        ),
        MissesOk = variant(
            "misses-ok",
            "one-leader",
            "A process that is answered leads all the same when its timeout is over.",
        ),
    }
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "bully",
    title: "Election of the highest (bully)",
    summary: "Who suspects the leader asks all higher processes; who is not answered in time leads, and tells the lower ones.",
    source: "Garcia-Molina: Elections in a Distributed Computing System, 1982; Coulouris, Dollimore, Kindberg: Distributed Systems, section 12.3, 2005",
    default_nodes: 5,
    kinds: Message::ALL,
    timers: Timer::ALL,
    roles: Role::ALL,
    fields: &[field("leader", FieldType::Node), field("election", FieldType::Word)],
    commands: Command::ALL,
    parameters: &[Parameter::duration(
        "timeout",
        60_000,
        (MS, LONGEST),
        "How long a process waits for answers of higher ones: at least what two messages take.",
    )],
    assumes: &[
        assumed(Assumption::NoTraitors),
        assumed(Assumption::AnswersWithin("timeout")),
        assumed(Assumption::NoRestart),
    ],
    properties: Property::ALL,
    variants: Bug::ALL,
    ..Info::EMPTY
};

/// What the scenario fixes for all processes.
#[derive(Debug)]
pub struct Config {
    nodes: u8,
    timeout: Micros,
    bug: Option<Bug>,
}

type Fx<'a, 'b> = &'a mut Effects<'b, Competitor>;

impl Described for Competitor {
    const INFO: &'static Info = &INFO;

    fn role(&self) -> Option<u8> {
        let role = match self.phase {
            _ if self.leads() => Role::Leader,
            Phase::Idle => Role::Follower,
            _ => Role::Candidate,
        };
        Some(role.index())
    }

    fn state(&self, names: &[String]) -> Fields {
        let election = match self.phase {
            Phase::Idle => "none",
            Phase::Asking => "asks the higher ones",
            Phase::Waiting => "waits for a leader",
        };
        fields!["leader": self.leader.map(|leader| Value::node(leader, names)), "election": election]
    }
}

impl Process for Competitor {
    type Message = Message;
    type Timer = Timer;
    type Command = Command;
    type Config = Config;
    type Observers = Observers;

    fn configure(plan: &Plan) -> Config {
        Config { nodes: plan.nodes.len() as u8, timeout: duration(&INFO, plan, "timeout"), bug: bug(plan) }
    }

    /// In the beginning the highest leads, and all know it.
    fn new(me: NodeId, config: &Config) -> Competitor {
        Competitor { me, leader: Some(NodeId(config.nodes - 1)), phase: Phase::Idle }
    }

    fn on_command(&mut self, Command::Suspect: Command, fx: Fx) {
        self.hold_election(fx);
    }

    fn on_message(&mut self, from: NodeId, message: Message, fx: Fx) {
        match message {
            Message::Election => {
                fx.send(from, Message::Ok);
                if self.leads() {
                    fx.send(from, Message::Coordinator);
                } else {
                    self.hold_election(fx);
                }
            }
            Message::Ok if self.phase == Phase::Asking && fx.config().bug != Some(Bug::MissesOk) => {
                self.phase = Phase::Waiting;
                fx.cancel_timer(Timer::NoAnswer);
                fx.cancel_timer(Timer::Hasty);
                // The higher one asks in its turn, and then has to tell.
                let long = fx.config().timeout.saturating_mul(2);
                fx.set_timer(Timer::NoCoordinator, (long, long));
            }
            Message::Ok => {}
            Message::Coordinator => {
                self.leader = Some(from);
                self.end_election(fx);
            }
        }
    }

    fn on_timer(&mut self, timer: Timer, fx: Fx) {
        self.phase = Phase::Idle;
        match timer {
            Timer::NoAnswer | Timer::Hasty => self.lead(fx),
            Timer::NoCoordinator => self.hold_election(fx),
        }
    }

    /// Who comes back holds an election, and so the highest leads again.
    fn on_restart(&mut self, fx: Fx) {
        self.hold_election(fx);
    }

    /// It does not know who leads now.
    fn durable(&self, _: &Config) -> Competitor {
        Competitor { me: self.me, leader: None, phase: Phase::Idle }
    }

    fn ends_round(timer: Timer) -> bool {
        timer != Timer::Hasty
    }
}

impl Competitor {
    /// Whether it takes itself for the leader.
    fn leads(&self) -> bool {
        self.leader == Some(self.me)
    }

    /// Asks all higher processes, unless it has done so and still waits.
    fn hold_election(&mut self, fx: Fx) {
        if self.phase != Phase::Idle {
            return;
        }
        let config = fx.config();
        let higher = self.me.0 + 1..config.nodes;
        if higher.is_empty() {
            self.lead(fx);
            return;
        }
        higher.for_each(|node| fx.send(NodeId(node), Message::Election));
        self.phase = Phase::Asking;
        match config.bug {
            Some(Bug::ShortTimeout) => fx.set_timer(Timer::Hasty, (config.timeout / 20, config.timeout / 20)),
            _ => fx.set_timer(Timer::NoAnswer, (config.timeout, config.timeout)),
        }
    }

    /// No higher process is up, as far as it knows: it leads, and tells the lower ones.
    fn lead(&mut self, fx: Fx) {
        self.leader = Some(self.me);
        self.end_election(fx);
        fx.note(format_args!("leads"));
        (0..self.me.0).for_each(|node| fx.send(NodeId(node), Message::Coordinator));
    }

    fn end_election(&mut self, fx: Fx) {
        self.phase = Phase::Idle;
        for timer in [Timer::NoAnswer, Timer::NoCoordinator, Timer::Hasty] {
            fx.cancel_timer(timer);
        }
    }
}

/// What the observers remember: the leader that all who are up have in common, if there is one.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    common: Option<NodeId>,
    elections: u32,
}

/// The leader that all who are up have in common, where it is up itself.
fn common(view: &Observed<Competitor>) -> Option<NodeId> {
    let mut up = view.nodes.iter().filter(|node| node.up).map(|node| node.state.leader);
    let leader = up.next()??;
    (view.nodes[leader.index()].up && up.all(|other| other == Some(leader))).then_some(leader)
}

impl Observe<Competitor> for Observers {
    type Property = Property;

    fn new(view: &Observed<Competitor>) -> Observers {
        Observers { common: common(view), elections: 0 }
    }

    fn observe(
        &mut self,
        step: &Step<Competitor>,
        view: &Observed<Competitor>,
        verdicts: &mut Verdicts<Property>,
    ) {
        if matches!(step.trigger, Trigger::Command(_)) {
            self.elections += 1;
        }
        let now = common(view);
        if now.is_some() != std::mem::replace(&mut self.common, now).is_some() {
            verdicts.turn(Property::LeaderKnown);
        }
        let me = &view.nodes[step.node.index()];
        let leads = |node: &NodeId| view.nodes[node.index()].up && view.nodes[node.index()].state.leads();
        if me.up && me.state.leads() {
            let others = (0..view.nodes.len() as u8).map(NodeId).filter(|node| *node != step.node);
            if let Some(other) = others.filter(|node| view.is_honest(*node)).find(leads) {
                let (name, other) = (view.name(step.node), view.name(other));
                verdicts.violate(Property::OneLeader, format_args!("{name} and {other} both lead."));
            }
        }
    }

    fn verdict(&self, property: Property, names: &[String]) -> (Outcome, String) {
        match (property, self.common) {
            (Property::OneLeader, _) => holds("No two led at once."),
            (Property::LeaderKnown, Some(leader)) => {
                holds(format!("All that are up have the leader {}.", names[leader.index()]))
            }
            (Property::LeaderKnown, None) => {
                pending("Not all that are up have the same leader, one that is up.")
            }
        }
    }

    fn is_tested(&self, _: Property) -> bool {
        self.elections > 0
    }
}
