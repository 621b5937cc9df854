//! Consensus with coins, and its sibling without.
//!
//! Ben-Or, "Another Advantage of Free Choice: Completely Asynchronous Agreement Protocols", 1983,
//! for processes that crash: of n, fewer than half. A process that learns nothing in a round tosses
//! a coin. With `set doubt least` it takes the least value that it has seen instead. Then everything
//! is determined by the order of messages, and Fischer, Lynch and Paterson, "Impossibility of
//! Distributed Consensus with One Faulty Process", 1985, applies: some order of messages keeps
//! all of them from deciding for ever, without any crash.

mod outlook;

use crate::authoring::*;
use crate::protocols::decisions::Decisions;
use crate::sim::world::Configuration;

/// How many rounds a process takes part in after the one in which it decides. In the first of them
/// all others decide; the second gives mistakes time to show.
const ROUNDS_AFTER: u32 = 2;

/// Where a process is: a round and its phase, counted together.
///
/// Phase 1 of round r is 2(r - 1), phase 2 one more.
type Place = u32;

/// A process. All of it is on disk.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Process {
    /// Its value, once it has proposed one.
    x: Option<bool>,
    place: Place,
    /// What it has been told for this phase and later ones, in the order of arrival, its own first.
    heard: Map<Place, Vec<(NodeId, Vote)>>,
    /// The least value that it saw in phase 1 of this round.
    least: bool,
    decided: Option<(u32, bool)>,
}

/// What a process says in a phase: a value, or in phase 2 that it saw no majority.
type Vote = Option<bool>;

/// What processes send each other.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Message {
    place: Place,
    vote: Vote,
}

/// What can be asked of a process: to propose a value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Propose(bool);

words! {
    /// The kinds of message.
    pub enum Kind: Kind {
        Report = data("Report", "Phase 1: this is my value."),
        Proposal = request("Proposal", "Phase 2: more than half reported this value; `?`, no value."),
    }

    enum Role: Role {
        Undecided = role("undecided", 0),
        Decided = role("decided", 0),
    }

    /// What must always or in the end be true.
    pub enum Property: Property {
        Agreement = safety("agreement", "No two processes decide different values."),
        Validity = safety("validity", "Only a value is decided that a process has proposed."),
        OneProposal = safety("one-proposal", "In a round, no two processes propose different values in phase 2."),
        Termination = liveness("termination", "In the end, each process that is up decides."),
    }

    /// What a broken variant gets wrong.
    pub enum Bug: Variant {
        DecidesOnOne = variant(
            "decides-on-one",
            "agreement",
            "One proposal of a value is enough to decide it, however many processes may crash.",
        ),
    }
}

/// What the scenario fixes for all processes.
#[derive(Debug)]
pub struct Config {
    nodes: usize,
    tosses: bool,
    bug: Option<Bug>,
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "ben-or",
    title: "Ben-Or's consensus",
    summary: "Processes report and propose values in rounds; who learns nothing in a round tosses a coin, or takes the least value.",
    source: "Ben-Or: Another Advantage of Free Choice, 1983; Fischer, Lynch, Paterson: Impossibility of Distributed Consensus with One Faulty Process, 1985",
    node_bounds: (1, 64),
    decides: true,
    tells_valence: true,
    epoch: Some("round"),
    kinds: Kind::ALL,
    coins: &[keyword("coin", "The value with which a process begins the next round: heads is 1.")],
    roles: Role::ALL,
    fields: &[
        field("x", FieldType::Number),
        field("round", FieldType::Number),
        field("phase", FieldType::Number),
        field("heard", FieldType::List),
        field("decided", FieldType::Number),
    ],
    commands: &[keyword("propose NUMBER", "The process begins with this value, 0 or 1.")],
    parameters: &[Parameter::one_of(
        "doubt",
        "coin",
        &["coin", "least"],
        "What a process does that was proposed no value in a round: it tosses a coin, or takes the least value that it saw.",
    )],
    properties: Property::ALL,
    variants: Bug::ALL,
    assumes: &[assumed(Assumption::NoTraitors)],
    ..Info::EMPTY
};

type Fx<'a, 'b> = &'a mut Effects<'b, Process>;

impl Config {
    /// How many may crash: f, with n > 2f.
    fn crashes(&self) -> usize {
        (self.nodes - 1) / 2
    }

    /// How many are waited for, oneself included: n - f.
    fn awaited(&self) -> usize {
        self.nodes - self.crashes()
    }

    /// The value that more than half of all reported, if any.
    fn majority(&self, votes: &[Vote]) -> Vote {
        [false, true].into_iter().find(|value| 2 * count(votes, *value) > self.nodes)
    }

    /// The value that is decided, if any.
    fn decision(&self, votes: &[Vote]) -> Vote {
        let enough = if self.bug == Some(Bug::DecidesOnOne) { 1 } else { self.crashes() + 1 };
        [false, true].into_iter().find(|value| count(votes, *value) >= enough)
    }
}

fn count(votes: &[Vote], value: bool) -> usize {
    votes.iter().filter(|vote| **vote == Some(value)).count()
}

/// The value that was proposed at least once, if any.
fn proposed(votes: &[Vote]) -> Vote {
    votes.iter().find_map(|vote| *vote)
}

fn round(place: Place) -> u32 {
    place / 2 + 1
}

fn is_phase_1(place: Place) -> bool {
    place.is_multiple_of(2)
}

impl Described for Process {
    const INFO: &'static Info = &INFO;

    fn role(&self) -> Option<u8> {
        let role = if self.decided.is_some() { Role::Decided } else { Role::Undecided };
        Some(role.index())
    }

    fn epoch(&self) -> Option<u64> {
        Some(if self.x.is_some() { round(self.place).into() } else { 0 })
    }

    fn state(&self, names: &[String]) -> Fields {
        let heard = self.heard.get(&self.place).into_iter().flatten();
        let vote = |(node, vote): &(NodeId, Vote)| format!("{}: {}", names[node.index()], written(*vote));
        let digit = |value: bool| u32::from(value);
        fields![
            "x": self.x.map(digit),
            "round": round(self.place),
            "phase": self.place % 2 + 1,
            "heard": heard.map(vote).collect::<Value>(),
            "decided": self.decided.map(|(_, value)| digit(value)),
        ]
    }
}

fn written(vote: Vote) -> &'static str {
    match vote {
        Some(false) => "0",
        Some(true) => "1",
        None => "?",
    }
}

impl crate::sim::process::Process for Process {
    type Message = Message;
    type Timer = Never;
    type Command = Propose;
    type Config = Config;
    type Observers = Observers;

    fn configure(plan: &Plan) -> Config {
        Config { nodes: plan.nodes.len(), tosses: chosen(&INFO, plan, "doubt") == "coin", bug: bug(plan) }
    }

    fn new(_: NodeId, _: &Config) -> Process {
        Process { x: None, place: 0, heard: Map::new(), least: false, decided: None }
    }

    fn on_command(&mut self, Propose(value): Propose, fx: Fx) {
        if self.x.is_some() {
            fx.note(format_args!("has proposed already"));
            return;
        }
        self.x = Some(value);
        self.say(Some(value), fx);
        self.go_on(fx);
    }

    /// What was meant for a phase that is over changes nothing; what comes early waits.
    fn on_message(&mut self, from: NodeId, message: Message, fx: Fx) {
        if message.place < self.place || self.is_over() {
            fx.note(format_args!("has gone on without it"));
            return;
        }
        let heard = self.heard.or_default(message.place);
        if heard.iter().all(|(node, _)| *node != from) {
            heard.push((from, message.vote));
        }
        self.go_on(fx);
    }

    fn on_coin(&mut self, heads: bool, fx: Fx) {
        self.begin_round(heads, fx);
        self.go_on(fx);
    }

    fn decidable(now: &Configuration<Process>, rounds: u32) -> Option<Vec<String>> {
        outlook::decidable(now, rounds)
    }
}

impl Content for Message {
    type Kind = Kind;

    fn kind(&self) -> Kind {
        if is_phase_1(self.place) { Kind::Report } else { Kind::Proposal }
    }

    fn fields(&self, _: &[String]) -> Fields {
        fields!["round": round(self.place), "value": written(self.vote)]
    }

    fn text(&self) -> Option<&str> {
        Some(match (self.kind(), self.vote) {
            (Kind::Report, Some(false)) => "Report 0",
            (Kind::Report, _) => "Report 1",
            (Kind::Proposal, Some(false)) => "Proposal 0",
            (Kind::Proposal, Some(true)) => "Proposal 1",
            (Kind::Proposal, None) => "Proposal ?",
        })
    }
}

impl FromWords for Propose {
    fn read(asked: &Asked) -> Result<Propose, ArgumentError> {
        match asked.number(0) {
            0 => Ok(Propose(false)),
            1 => Ok(Propose(true)),
            _ => Err(asked.wrong(1, "a value is 0 or 1".to_owned())),
        }
    }
}

impl Process {
    /// It tells all, itself included.
    fn say(&mut self, vote: Vote, fx: Fx) {
        let place = self.place;
        self.heard.or_default(place).insert(0, (fx.me(), vote));
        fx.broadcast(&Message { place, vote });
    }

    /// Phases end as soon as n - f have been heard, itself included.
    fn go_on(&mut self, fx: Fx) {
        while self.x.is_some() && !self.is_over() {
            let heard = self.heard.get(&self.place).map_or(0, Vec::len);
            if heard < fx.config().awaited() {
                return;
            }
            let heard = self.heard.remove(&self.place).unwrap_or_default();
            let votes: Vec<Vote> = heard.iter().take(fx.config().awaited()).map(|(_, vote)| *vote).collect();
            if is_phase_1(self.place) {
                self.end_phase_1(&votes, fx);
            } else if !self.end_phase_2(&votes, fx) {
                return;
            }
        }
    }

    fn end_phase_1(&mut self, votes: &[Vote], fx: Fx) {
        self.least = !votes.contains(&Some(false));
        self.place += 1;
        self.say(fx.config().majority(votes), fx);
    }

    /// False where a coin is in the air.
    fn end_phase_2(&mut self, votes: &[Vote], fx: Fx) -> bool {
        if let (Some(value), None) = (fx.config().decision(votes), self.decided) {
            self.decided = Some((round(self.place), value));
            fx.decide(format_args!("{}", u8::from(value)));
        }
        match proposed(votes) {
            Some(value) => self.begin_round(value, fx),
            None if fx.config().tosses => {
                fx.toss_coin("coin");
                return false;
            }
            None => self.begin_round(self.least, fx),
        }
        true
    }

    fn begin_round(&mut self, value: bool, fx: Fx) {
        self.x = Some(value);
        self.place += 1;
        if self.is_over() {
            self.heard = Map::new();
            fx.note(format_args!("stops"));
        } else {
            self.say(Some(value), fx);
        }
    }

    /// It has decided, and helped the others long enough.
    fn is_over(&self) -> bool {
        self.decided.is_some_and(|(when, _)| round(self.place) > when.saturating_add(ROUNDS_AFTER))
    }
}

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    decisions: Decisions<u8>,
    /// In phase 2 of each round: the first value that was proposed.
    proposals: Map<Place, bool>,
}

impl Observe<Process> for Observers {
    type Property = Property;

    fn new(_: &Observed<Process>) -> Observers {
        Observers { decisions: Decisions::new(), proposals: Map::new() }
    }

    fn observe(&mut self, step: &Step<Process>, view: &Observed<Process>, verdicts: &mut Verdicts<Property>) {
        if let Trigger::Command(Propose(value)) = step.trigger {
            self.decisions.propose(value.into());
        }
        for (_, message) in step.sent() {
            let Message { place, vote: Some(value) } = *message else { continue };
            if !is_phase_1(place) && *self.proposals.or_insert_with(place, || value) != value {
                let why = format_args!("In round {} both 0 and 1 are proposed.", round(place));
                verdicts.violate(Property::OneProposal, why);
            }
        }
        let node = step.node;
        if let (Some((_, value)), None) = (view.nodes[node.index()].state.decided, self.decisions.of(node)) {
            let broken = (Property::Validity, Property::Agreement);
            self.decisions.decide(node, &value.into(), view.names, broken, verdicts);
        }
        if self.decisions.look(view) {
            verdicts.turn(Property::Termination);
        }
    }

    fn verdict(&self, property: Property, names: &[String]) -> (Outcome, String) {
        match property {
            Property::Agreement => self.decisions.agreement(),
            Property::Validity => self.decisions.validity(),
            Property::OneProposal => holds("In each round at most one value was proposed in phase 2."),
            Property::Termination => self.decisions.termination(names),
        }
    }

    fn is_tested(&self, property: Property) -> bool {
        match property {
            Property::Agreement | Property::Validity => self.decisions.any(),
            Property::OneProposal => !self.proposals.is_empty(),
            Property::Termination => self.decisions.has_begun(),
        }
    }
}
