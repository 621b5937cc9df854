//! Consensus with a failure detector that may be wrong, and a coordinator that changes.
//!
//! Chandra, Toueg, "Unreliable Failure Detectors for Reliable Distributed Systems", 1996, Figure 6: of
//! n processes fewer than half may crash. Whom the detector suspects is of no importance to
//! agreement; a decision comes once all trust the same coordinator that is up. Here the detector
//! is a time-out that doubles, which is enough where messages are on time from some moment on
//! (section 9.1; Dwork, Lynch, Stockmeyer, "Consensus in the Presence of Partial Synchrony", 1988).
//!
//! Round r is coordinated by process r, and after the last by the first again.

use super::decisions::Decisions;
use crate::authoring::*;
use std::sync::Arc;

/// A process. All of it is on disk.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Process {
    estimate: Option<Arc<str>>,
    /// The round in which it adopted its estimate.
    ts: u32,
    round: u32,
    stage: Stage,
    /// For this round and later ones: what it is told as coordinator, in the order of arrival.
    estimates: Map<u32, Vec<(NodeId, Arc<str>, u32)>>,
    /// For this round and later ones: what coordinators propose.
    proposals: Map<u32, Arc<str>>,
    /// The coordinator: who adopted its proposal, and who did not.
    acks: Set<NodeId>,
    nacks: Set<NodeId>,
    /// How often it has suspected a coordinator.
    suspicions: u32,
    decided: Option<Arc<str>>,
}

/// What a process waits for in a round.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Stage {
    /// The coordinator, phase 2: estimates of a majority.
    Estimates,
    /// Phase 3: the coordinator's proposal, or a suspicion.
    Proposal,
    /// The coordinator, phase 4: answers of a majority.
    Answers,
}

/// What processes send each other.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    /// Phase 1: a round, an estimate, and when it was adopted.
    Estimate(u32, Arc<str>, u32),
    /// Phase 2: a round, and what is proposed in it.
    Proposal(u32, Arc<str>),
    /// Phase 3: the proposal of a round is adopted.
    Ack(u32),
    /// Phase 3: the coordinator of a round is suspected.
    Nack(u32),
    /// What is decided.
    Decide(Arc<str>),
}

/// What can be asked of a process: to propose a value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Propose(Arc<str>);

words! {
    /// The kinds of message.
    pub enum Kind: Kind {
        Estimate = data("Estimate", "This is my estimate, and the round in which I adopted it."),
        Proposal = request("Proposal", "Adopt this value."),
        Ack = yes("Ack", "I have adopted it."),
        Nack = no("Nack", "I suspect you, and go on."),
        Decide = data("Decide", "This is decided."),
    }

    /// What a process waits for.
    pub enum Timer: Keyword {
        Suspect = keyword("suspect", "The coordinator has been silent for too long."),
    }

    enum Role: Role {
        Participates = role("participates", 0),
        Coordinates = role("coordinates", 2),
        Decided = role("decided", 0),
    }

    /// What must always or in the end be true.
    pub enum Property: Property {
        Agreement = safety("agreement", "No two processes decide different values."),
        Validity = safety("validity", "Only a value is decided that a process has proposed."),
        Termination = liveness("termination", "In the end, each process that is up decides."),
    }

    /// What a broken variant gets wrong.
    pub enum Bug: Variant {
        IgnoresTimestamps = variant(
            "ignores-timestamps",
            "agreement",
            "The coordinator proposes the estimate that came first, not the one that was adopted last.",
        ),
    }
}

/// What the scenario fixes for all processes.
#[derive(Debug)]
pub struct Config {
    nodes: usize,
    timeout: Micros,
    bug: Option<Bug>,
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "chandra-toueg",
    title: "Consensus with a failure detector",
    summary: "A coordinator that changes from round to round proposes a value; whoever suspects it goes on to the next.",
    source: "Chandra, Toueg: Unreliable Failure Detectors for Reliable Distributed Systems, 1996",
    decides: true,
    epoch: Some("round"),
    kinds: Kind::ALL,
    timers: Timer::ALL,
    roles: Role::ALL,
    fields: &[
        field("estimate", FieldType::Word),
        field("ts", FieldType::Number),
        field("round", FieldType::Number),
        field("waits-for", FieldType::Word),
        field("suspicions", FieldType::Number),
        field("decided", FieldType::Word),
    ],
    commands: &[keyword("propose VALUE", "The process begins with this value.")],
    parameters: &[Parameter::duration(
        "timeout",
        60 * MS,
        (MS, LONGEST),
        "How long a coordinator may be silent at first; with each suspicion twice as long.",
    )],
    properties: Property::ALL,
    variants: Bug::ALL,
    assumes: &[assumed(Assumption::NoTraitors)],
    ..Info::EMPTY
};

type Fx<'a, 'b> = &'a mut Effects<'b, Process>;

impl Config {
    fn majority(&self) -> usize {
        self.nodes / 2 + 1
    }

    fn coordinator(&self, round: u32) -> NodeId {
        NodeId((round.saturating_sub(1) % self.nodes as u32) as u8)
    }
}

impl Described for Process {
    const INFO: &'static Info = &INFO;

    fn role(&self) -> Option<u8> {
        let role = match self.stage {
            _ if self.decided.is_some() => Role::Decided,
            Stage::Estimates | Stage::Answers => Role::Coordinates,
            Stage::Proposal => Role::Participates,
        };
        Some(role.index())
    }

    fn epoch(&self) -> Option<u64> {
        Some(self.round.into())
    }

    fn state(&self, _: &[String]) -> Fields {
        let waits_for = match self.stage {
            _ if self.round == 0 || self.decided.is_some() => None,
            Stage::Estimates => Some("estimates"),
            Stage::Proposal => Some("proposal"),
            Stage::Answers => Some("answers"),
        };
        fields![
            "estimate": self.estimate.as_ref(),
            "ts": self.ts,
            "round": self.round,
            "waits-for": waits_for,
            "suspicions": self.suspicions,
            "decided": self.decided.as_ref(),
        ]
    }
}

impl crate::sim::process::Process for Process {
    type Message = Message;
    type Timer = Timer;
    type Command = Propose;
    type Config = Config;
    type Observers = Observers;

    fn configure(plan: &Plan) -> Config {
        Config { nodes: plan.nodes.len(), timeout: duration(&INFO, plan, "timeout"), bug: bug(plan) }
    }

    fn new(_: NodeId, _: &Config) -> Process {
        Process {
            estimate: None,
            ts: 0,
            round: 0,
            stage: Stage::Proposal,
            estimates: Map::new(),
            proposals: Map::new(),
            acks: Set::new(),
            nacks: Set::new(),
            suspicions: 0,
            decided: None,
        }
    }

    fn on_command(&mut self, Propose(value): Propose, fx: Fx) {
        if self.estimate.is_some() || self.decided.is_some() {
            fx.note(format_args!("has a value already"));
            return;
        }
        self.estimate = Some(value);
        self.begin_round(fx);
        self.go_on(fx);
    }

    fn on_message(&mut self, from: NodeId, message: Message, fx: Fx) {
        if self.decided.is_some() {
            return;
        }
        match message {
            Message::Decide(value) => self.decide(value, fx),
            Message::Estimate(round, value, ts) if round >= self.round => {
                let estimates = self.estimates.or_default(round);
                if estimates.iter().all(|(node, ..)| *node != from) {
                    estimates.push((from, value, ts));
                }
            }
            Message::Proposal(round, value) if round >= self.round => self.proposals.insert(round, value),
            Message::Ack(round) if round == self.round => _ = self.acks.insert(from),
            Message::Nack(round) if round == self.round => _ = self.nacks.insert(from),
            _ => fx.note(format_args!("is in a later round")),
        }
        self.go_on(fx);
    }

    /// Phase 3: it suspects the coordinator, and waits longer the next time.
    fn on_timer(&mut self, Timer::Suspect: Timer, fx: Fx) {
        let coordinator = fx.config().coordinator(self.round);
        fx.note(format_args!("suspects {}", fx.name(coordinator)));
        self.suspicions += 1;
        fx.send(coordinator, Message::Nack(self.round));
        self.begin_round(fx);
        self.go_on(fx);
    }

    fn on_restart(&mut self, fx: Fx) {
        self.watch(fx);
    }
}

impl Content for Message {
    type Kind = Kind;

    fn kind(&self) -> Kind {
        match self {
            Message::Estimate(..) => Kind::Estimate,
            Message::Proposal(..) => Kind::Proposal,
            Message::Ack(_) => Kind::Ack,
            Message::Nack(_) => Kind::Nack,
            Message::Decide(_) => Kind::Decide,
        }
    }

    fn fields(&self, _: &[String]) -> Fields {
        match self {
            Message::Estimate(round, value, ts) => fields!["round": *round, "value": value, "ts": *ts],
            Message::Proposal(round, value) => fields!["round": *round, "value": value],
            Message::Ack(round) | Message::Nack(round) => fields!["round": *round],
            Message::Decide(value) => fields!["value": value],
        }
    }
}

impl FromWords for Propose {
    fn read(asked: &Asked) -> Result<Propose, ArgumentError> {
        Ok(Propose(asked.text(0)))
    }
}

impl Process {
    /// Phase 1: it tells the coordinator of the next round what it has.
    fn begin_round(&mut self, fx: Fx) {
        self.round += 1;
        self.acks.clear();
        self.nacks.clear();
        let (round, me) = (self.round, fx.me());
        let is_past = |other: &u32| *other < round;
        let past: Vec<u32> =
            self.estimates.keys().chain(self.proposals.keys()).copied().filter(is_past).collect();
        for round in past {
            self.estimates.remove(&round);
            self.proposals.remove(&round);
        }
        let coordinator = fx.config().coordinator(round);
        self.stage = if coordinator == me { Stage::Estimates } else { Stage::Proposal };
        if let Some(estimate) = self.estimate.clone() {
            if coordinator == me {
                self.estimates.or_default(round).push((me, estimate, self.ts));
            } else {
                fx.send(coordinator, Message::Estimate(round, estimate, self.ts));
            }
        }
        self.watch(fx);
    }

    /// While it waits for a coordinator's proposal, its detector does too.
    fn watch(&self, fx: Fx) {
        fx.cancel_timer(Timer::Suspect);
        let waits = self.round > 0 && self.decided.is_none() && self.stage == Stage::Proposal;
        let doubled = fx.config().timeout.saturating_mul(1 << self.suspicions.min(30)).min(LONGEST);
        fx.arm_while(
            waits && fx.config().coordinator(self.round) != fx.me(),
            Timer::Suspect,
            (doubled, doubled),
        );
    }

    /// Does what can be done without waiting any longer.
    fn go_on(&mut self, fx: Fx) {
        while self.round > 0 && self.decided.is_none() && self.step(fx) {}
    }

    /// Whether a phase ended.
    fn step(&mut self, fx: Fx) -> bool {
        let majority = fx.config().majority();
        match self.stage {
            Stage::Estimates => {
                let estimates = self.estimates.get(&self.round).map_or(&[][..], |all| &all[..]);
                let Some(value) = chosen_of(estimates, fx.config()).filter(|_| estimates.len() >= majority)
                else {
                    return false;
                };
                fx.broadcast(&Message::Proposal(self.round, Arc::clone(&value)));
                self.adopt(value);
                self.acks.insert(fx.me());
                self.stage = Stage::Answers;
            }
            Stage::Proposal => {
                let Some(value) = self.proposals.remove(&self.round) else { return false };
                self.adopt(value);
                fx.send(fx.config().coordinator(self.round), Message::Ack(self.round));
                self.begin_round(fx);
            }
            Stage::Answers if self.acks.len() >= majority => {
                let value = self.estimate.clone().unwrap_or_default();
                self.decide(value, fx);
            }
            Stage::Answers if self.acks.len() + self.nacks.len() >= majority => self.begin_round(fx),
            Stage::Answers => return false,
        }
        true
    }

    fn adopt(&mut self, value: Arc<str>) {
        self.estimate = Some(value);
        self.ts = self.round;
    }

    /// A reliable broadcast: whoever hears of the decision first tells all others.
    fn decide(&mut self, value: Arc<str>, fx: Fx) {
        fx.decide(format_args!("{value}"));
        fx.broadcast(&Message::Decide(Arc::clone(&value)));
        self.decided = Some(value);
        (self.estimates, self.proposals) = (Map::new(), Map::new());
        fx.cancel_timer(Timer::Suspect);
    }
}

/// Phase 2: of a majority of estimates, one that was adopted last. Any value that may have been
/// decided is among them, with a greater round than all others.
fn chosen_of(estimates: &[(NodeId, Arc<str>, u32)], config: &Config) -> Option<Arc<str>> {
    let last = match config.bug {
        Some(Bug::IgnoresTimestamps) => 0,
        None => {
            let newest = estimates.iter().map(|(_, _, ts)| *ts).max()?;
            estimates.iter().position(|(_, _, ts)| *ts == newest)?
        }
    };
    estimates.get(last).map(|(_, value, _)| Arc::clone(value))
}

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers(Decisions<Arc<str>>);

impl Observe<Process> for Observers {
    type Property = Property;

    fn new(_: &Observed<Process>) -> Observers {
        Observers(Decisions::new())
    }

    fn observe(&mut self, step: &Step<Process>, view: &Observed<Process>, verdicts: &mut Verdicts<Property>) {
        let Observers(decisions) = self;
        if let Trigger::Command(Propose(value)) = &step.trigger {
            decisions.propose(Arc::clone(value));
        }
        if let (Some(value), None) = (&view.nodes[step.node.index()].state.decided, decisions.of(step.node)) {
            let broken = (Property::Validity, Property::Agreement);
            decisions.decide(step.node, value, view.names, broken, verdicts);
        }
        if decisions.look(view) {
            verdicts.turn(Property::Termination);
        }
    }

    fn verdict(&self, property: Property, names: &[String]) -> (Outcome, String) {
        match property {
            Property::Agreement => self.0.agreement(),
            Property::Validity => self.0.validity(),
            Property::Termination => self.0.termination(names),
        }
    }

    fn is_tested(&self, property: Property) -> bool {
        match property {
            Property::Agreement | Property::Validity => self.0.any(),
            Property::Termination => self.0.has_begun(),
        }
    }
}
