//! Consensus in the simplest ways, of which each lacks something.
//!
//! Processes propose values and decide. Fischer, Lynch, Paterson, "Impossibility of
//! Distributed Consensus with One Faulty Process", 1985; Lynch, "Distributed Algorithms",
//! 1996, chapter 6. Each of the four properties alone is easy to have, and so are three of
//! them: always decide 0, decide what you propose yourself, wait for all, decide again. All
//! four, while processes crash, are what Paxos and Raft are about.
//!
//! With `set rule as-told` processes decide what the scenario says: so any run can be
//! written down and judged.

use super::decisions::Decisions;
use crate::authoring::*;
use std::sync::Arc;

/// A process. All of it is on disk.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Consensus {
    /// What each process proposed, as far as this one knows.
    proposed: Map<NodeId, Arc<str>>,
    /// What it decided, mostly once.
    decided: Vec<Arc<str>>,
}

/// A process tells the others what it proposes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Proposed(Arc<str>);

/// What can be asked of a process.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Command {
    /// Propose a value.
    Propose(Arc<str>),
    /// Decide a value, by the rule `as-told`.
    Decide(Arc<str>),
}

/// When a process decides, and what.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rule {
    /// When it knows what all propose, the least of that.
    WaitForAll,
    /// At once, what it proposes itself.
    OwnValue,
    /// At once, 0.
    AlwaysZero,
    /// As [`Rule::WaitForAll`], and then what it proposed itself, where that is another value.
    Twice,
    /// When and what the scenario says.
    AsTold,
}

words! {
    /// The kinds of message.
    pub enum Kind: Kind {
        Proposed = data("Proposed", "The process tells the others what it proposes."),
    }

    enum Role: Role {
        Undecided = role("undecided", 0),
        Decided = role("decided", 1),
    }

    /// What must always or in the end be true.
    pub enum Property: Property {
        Agreement =
            safety("agreement", "No two processes decide different values; the first that each decides counts."),
        Validity = safety("validity", "Only a value is decided that a process has proposed."),
        Integrity = safety("integrity", "No process decides twice."),
        Termination = liveness("termination", "In the end, each process that is up decides."),
    }
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "consensus",
    title: "Consensus in the simplest ways",
    summary: "Processes propose values and decide, by a rule that lacks one of the four properties of consensus.",
    source: "Fischer, Lynch, Paterson: Impossibility of Distributed Consensus with One Faulty Process, 1985; Lynch: Distributed Algorithms, 1996",
    decides: true,
    kinds: Kind::ALL,
    roles: Role::ALL,
    fields: &[field("proposed", FieldType::List), field("decided", FieldType::List)],
    commands: &[
        keyword("propose VALUE", "The process proposes a value."),
        keyword("decide VALUE", "The process decides a value; only with `set rule as-told`."),
    ],
    parameters: &[Parameter::one_of(
        "rule",
        "wait-for-all",
        &["wait-for-all", "own-value", "always-zero", "twice", "as-told"],
        "When a process decides, and what: the least of all proposals when it knows them all; its own or 0 at once; the least and then its own; or what `decide` says.",
    )],
    properties: Property::ALL,
    assumes: &[assumed(Assumption::NoTraitors), assumed(Assumption::NoLoss)],
    ..Info::EMPTY
};

type Fx<'a, 'b> = &'a mut Effects<'b, Consensus>;

impl Described for Consensus {
    const INFO: &'static Info = &INFO;

    fn role(&self) -> Option<u8> {
        let role = if self.decided.is_empty() { Role::Undecided } else { Role::Decided };
        Some(role.index())
    }

    fn state(&self, names: &[String]) -> Fields {
        let proposal = |(node, value): (&NodeId, &Arc<str>)| format!("{}: {value}", names[node.index()]);
        fields![
            "proposed": self.proposed.iter().map(proposal).collect::<Value>(),
            "decided": self.decided.iter().collect::<Value>(),
        ]
    }
}

impl Process for Consensus {
    type Message = Proposed;
    type Timer = Never;
    type Command = Command;
    type Config = Rule;
    type Observers = Observers;

    fn configure(plan: &Plan) -> Rule {
        match chosen(&INFO, plan, "rule") {
            "own-value" => Rule::OwnValue,
            "always-zero" => Rule::AlwaysZero,
            "twice" => Rule::Twice,
            "as-told" => Rule::AsTold,
            _ => Rule::WaitForAll,
        }
    }

    fn new(_: NodeId, _: &Rule) -> Consensus {
        Consensus::default()
    }

    fn on_command(&mut self, command: Command, fx: Fx) {
        match command {
            Command::Propose(value) => self.propose(value, fx),
            Command::Decide(value) => self.decide(value, fx),
        }
    }

    fn on_message(&mut self, from: NodeId, Proposed(value): Proposed, fx: Fx) {
        self.proposed.or_insert_with(from, || value);
        self.decide_for_all(fx);
    }
}

impl Content for Proposed {
    type Kind = Kind;

    fn kind(&self) -> Kind {
        Kind::Proposed
    }

    fn fields(&self, _: &[String]) -> Fields {
        fields!["value": &self.0]
    }
}

impl FromWords for Command {
    fn read(asked: &Asked) -> Result<Command, ArgumentError> {
        let by_rule = Consensus::configure(asked.plan) != Rule::AsTold;
        match asked.verb() {
            "propose" => Ok(Command::Propose(asked.text(0))),
            _ if by_rule => Err(ArgumentError {
                word: 0,
                what: "the rule says what is decided".to_owned(),
                hint: "write `set rule as-told` to say it yourself".to_owned(),
            }),
            _ => Ok(Command::Decide(asked.text(0))),
        }
    }
}

impl Consensus {
    /// A process proposes one value; what it is asked for later changes nothing.
    fn propose(&mut self, value: Arc<str>, fx: Fx) {
        if let Some(first) = self.proposed.get(&fx.me()) {
            fx.note(format_args!("has proposed {first} already"));
            return;
        }
        self.proposed.insert(fx.me(), Arc::clone(&value));
        match fx.config() {
            Rule::AsTold => {}
            Rule::OwnValue => self.decide(value, fx),
            Rule::AlwaysZero => self.decide("0".into(), fx),
            Rule::WaitForAll | Rule::Twice => {
                fx.broadcast(&Proposed(value));
                self.decide_for_all(fx);
            }
        }
    }

    /// Once it knows what all propose, it decides the least: all then know the same.
    fn decide_for_all(&mut self, fx: Fx) {
        let is_told_all = fx.others().all(|other| self.proposed.get(&other).is_some());
        let Some(own) = self.proposed.get(&fx.me()).cloned().filter(|_| is_told_all) else {
            return;
        };
        if self.decided.is_empty() {
            let proposed = self.proposed.iter().map(|(_, value)| value);
            let least = proposed.min_by(|a, b| rank(a).cmp(&rank(b))).unwrap_or(&own).clone();
            let is_other = own != least;
            self.decide(least, fx);
            if *fx.config() == Rule::Twice && is_other {
                self.decide(own, fx);
            }
        }
    }

    fn decide(&mut self, value: Arc<str>, fx: Fx) {
        fx.decide(format_args!("{value}"));
        self.decided.push(value);
    }
}

/// What decides which of two values is less: numbers by how large they are, and all of them
/// before words.
fn rank(value: &str) -> (bool, i64, &str) {
    match value.parse() {
        Ok(number) => (false, number, value),
        Err(_) => (true, 0, value),
    }
}

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    decisions: Decisions<Arc<str>>,
    /// How often each process decided.
    times: Vec<usize>,
}

impl Observe<Consensus> for Observers {
    type Property = Property;

    fn new(view: &Observed<Consensus>) -> Observers {
        Observers { decisions: Decisions::new(), times: vec![0; view.nodes.len()] }
    }

    fn observe(
        &mut self,
        step: &Step<Consensus>,
        view: &Observed<Consensus>,
        verdicts: &mut Verdicts<Property>,
    ) {
        let node = step.node;
        if let Trigger::Command(Command::Propose(value)) = &step.trigger {
            self.decisions.propose(Arc::clone(value));
        }
        let done = &view.nodes[node.index()].state.decided;
        for value in &done[self.times[node.index()]..] {
            self.check(node, value, view.names, verdicts);
        }
        self.times[node.index()] = done.len();
        if self.decisions.look(view) && self.decisions.all_have_decided() {
            verdicts.turn(Property::Termination);
        }
    }

    fn verdict(&self, property: Property, names: &[String]) -> (Outcome, String) {
        match property {
            Property::Agreement => self.decisions.agreement(),
            Property::Validity => self.decisions.validity(),
            Property::Integrity => holds(format!("{}, none of them twice.", self.decisions.deciders())),
            Property::Termination => self.decisions.termination(names),
        }
    }

    fn is_tested(&self, property: Property) -> bool {
        property == Property::Termination || self.decisions.any()
    }
}

impl Observers {
    fn check(&mut self, node: NodeId, value: &Arc<str>, names: &[String], verdicts: &mut Verdicts<Property>) {
        let Some(first) = self.decisions.of(node) else {
            let broken = (Property::Validity, Property::Agreement);
            return self.decisions.decide(node, value, names, broken, verdicts);
        };
        self.decisions.check_validity(node, value, names, Property::Validity, verdicts);
        let why = format_args!("{} decided {first}, and then {value}.", names[node.index()]);
        verdicts.violate(Property::Integrity, why);
    }
}
