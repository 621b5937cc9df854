//! Two generals: they win if both attack, and have only messengers, who may be captured.
//!
//! Akkoyunlu et al., 1975; Gray, "Notes on Data Base Operating Systems", 1978.
//!
//! Who has a plan sends messengers with it, and attacks once an answer comes. Who is told of it
//! attacks, and sends messengers with the answer. No protocol is safe from loss: who sends the
//! last messenger that counts cannot know whether he arrives.

use crate::authoring::*;

words! {
    /// A general: what he is up to. He has it in writing.
    pub enum General: Role {
        Idle = role("idle", 0),
        Waiting = role("waiting", 1),
        Attacking = role("attacking", 2),
    }

    /// What a messenger says.
    pub enum Message: Kind {
        Attack = request("Attack", "This is the plan. I attack once I know that you do."),
        Ack = yes("Ack", "I attack too."),
    }

    /// What can be asked of a general.
    pub enum Command: Keyword {
        Plan = keyword("plan TEXT", "The general has a plan, and sends messengers with it."),
    }

    /// What must always or in the end be true.
    pub enum Property: Property {
        AnswerFirst = safety("answer-first", "Who has a plan attacks only once he knows that the other does."),
        Agreement = liveness("agreement", "In the end, both attack or neither does."),
        BothAttack = liveness("both-attack", "In the end, both attack."),
    }

    /// What a broken variant gets wrong.
    pub enum Bug: Variant {
        Bold = variant("bold", "answer-first", "Who has a plan attacks without waiting for an answer."),
    }
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "two-generals",
    title: "Two generals",
    summary: "Two generals must attack together; the messengers between them may be captured.",
    source: "Akkoyunlu, Ekanadham, Huber: Some Constraints and Tradeoffs in the Design of Network Communications, 1975",
    node_prefix: "",
    default_nodes: 2,
    node_bounds: (2, 2),
    decides: true,
    kinds: Message::ALL,
    roles: General::ALL,
    fields: &[field("attacks", FieldType::Flag)],
    commands: Command::ALL,
    parameters: &[
        Parameter::count("messengers", 1, (1, 1_000), "How many messengers carry the plan."),
        Parameter::count("acks", 1, (1, 1_000), "How many messengers carry the answer."),
    ],
    properties: Property::ALL,
    variants: Bug::ALL,
    ..Info::EMPTY
};

impl Described for General {
    const INFO: &'static Info = &INFO;

    fn role(&self) -> Option<u8> {
        Some(self.index())
    }

    fn state(&self, _: &[String]) -> Fields {
        fields!["attacks": *self == General::Attacking]
    }
}

impl Process for General {
    type Message = Message;
    type Timer = Never;
    type Command = Command;
    type Config = Settings;
    type Observers = Observers;

    fn configure(plan: &Plan) -> Settings {
        Settings::of(&INFO, plan)
    }

    fn new(_: NodeId, _: &Settings) -> General {
        General::Idle
    }

    fn on_command(&mut self, Command::Plan: Command, fx: &mut Effects<General>) {
        (0..fx.config().number("messengers")).for_each(|_| fx.broadcast(&Message::Attack));
        *self = (*self).max(General::Waiting);
        if fx.config().bug() == Some(Bug::Bold) {
            self.attack(fx);
        }
    }

    fn on_message(&mut self, from: NodeId, message: Message, fx: &mut Effects<General>) {
        if message == Message::Attack && *self != General::Attacking {
            (0..fx.config().number("acks")).for_each(|_| fx.send(from, Message::Ack));
        }
        self.attack(fx);
    }
}

impl General {
    fn attack(&mut self, fx: &mut Effects<General>) {
        if std::mem::replace(self, General::Attacking) != General::Attacking {
            fx.decide(format_args!("attack"));
        }
    }
}

/// What the observers remember: how many generals attack.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers(usize);

impl Observe<General> for Observers {
    type Property = Property;

    fn new(_: &Observed<General>) -> Observers {
        Observers(0)
    }

    fn observe(&mut self, step: &Step<General>, view: &Observed<General>, verdicts: &mut Verdicts<Property>) {
        let attackers = view.nodes.iter().filter(|general| general.state == General::Attacking).count();
        let before = std::mem::replace(&mut self.0, attackers);
        if attackers > before && matches!(step.trigger, Trigger::Command(_)) {
            let name = view.name(step.node);
            verdicts.violate(Property::AnswerFirst, format_args!("{name} attacks without an answer."));
        }
        if attackers > before && attackers == 2 {
            verdicts.turn(Property::Agreement);
            verdicts.turn(Property::BothAttack);
        }
    }

    fn verdict(&self, property: Property, _: &[String]) -> (Outcome, String) {
        match (property, self.0) {
            (Property::AnswerFirst, _) => holds("Nobody attacked before he had an answer."),
            (Property::Agreement, 0) => holds("Nobody attacks."),
            (_, 2) => holds("Both attack."),
            (_, 0) => pending("Nobody attacks yet."),
            _ => pending("One general attacks, and the other does not."),
        }
    }
}
