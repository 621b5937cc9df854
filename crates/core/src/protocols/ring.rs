//! Election on a ring: the greatest number goes round and comes back to its process.
//!
//! Chang, Roberts, "An Improved Algorithm for Decentralized Extrema-Finding in Circular
//! Configurations of Processes", Communications of the ACM 22(5), 1979.
//!
//! Each process sends only to the next, the last to the first. Who begins sends its number. A
//! process passes on what is greater than its own number, and takes out what is smaller, after
//! sending its own if it has not. Whose number comes back is elected, and says so once round.
//! Processes with the same number are told apart by their places.

use crate::authoring::*;

/// A number, and whose it is.
pub type Id = (u32, NodeId);

/// A process.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Member {
    /// Its own number.
    id: Id,
    /// Whether it has sent its number, or passed on a greater one.
    takes_part: bool,
    /// Who is elected.
    elected: Option<Id>,
}

/// What processes send to the next.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    /// This number stands for election.
    Election(Id),
    /// This number is elected.
    Elected(Id),
}

words! {
    /// The kinds of message.
    pub enum Kind: Kind {
        Election = request("Election", "This number stands for election."),
        Elected = data("Elected", "This number is elected."),
    }

    /// What can be asked of a process.
    pub enum Command: Keyword {
        Elect = keyword("elect", "The process begins an election."),
    }

    /// What a process can be.
    enum Role: Role {
        Idle = role("idle", 0),
        Candidate = role("participant", 1),
        Leader = role("leader", 2),
    }

    /// What must always or in the end be true.
    pub enum Property: Property {
        OneElected = safety("one-elected", "At most one process is elected."),
        GreatestElected =
            safety("greatest-elected", "Who is elected has the greatest number of all that take part."),
        AllKnow = liveness("all-know", "In the end, every process knows who is elected."),
    }

    /// What a broken variant gets wrong.
    enum Bug: Variant {
        PassesAll = variant("passes-all", "one-elected", "A process passes on smaller numbers too."),
        StaysOut = variant(
            "stays-out",
            "all-know",
            "A process that takes out a smaller number does not send its own.",
        ),
    }
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "ring",
    title: "Election on a ring",
    summary: "Numbers go round a ring, smaller ones are taken out; whose number comes back is elected.",
    source: "Chang, Roberts: An Improved Algorithm for Decentralized Extrema-Finding in Circular Configurations of Processes, 1979",
    default_nodes: 5,
    decides: true,
    kinds: Kind::ALL,
    roles: Role::ALL,
    fields: &[
        field("number", FieldType::Number),
        field("takes part", FieldType::Flag),
        field("elected", FieldType::Node),
    ],
    commands: Command::ALL,
    assumes: &[assumed(Assumption::NoTraitors), assumed(Assumption::NoLoss), assumed(Assumption::NoCrash)],
    properties: Property::ALL,
    variants: Bug::ALL,
    ..Info::EMPTY
};

type Fx<'a, 'b> = &'a mut Effects<'b, Member>;

impl Described for Member {
    const INFO: &'static Info = &INFO;

    fn begin_in(&mut self, _: &Plan, _: NodeId, words: &[&str]) -> Result<(), ArgumentError> {
        let wrong = |word, what: String| ArgumentError {
            word,
            what,
            hint: "write `start NODE number NUMBER`, such as `start P1 number 7`".to_owned(),
        };
        match words {
            ["number", number] => match number.parse() {
                Ok(number) if !number_is_signed(words[1]) => self.id.0 = number,
                _ => return Err(wrong(1, format!("\"{number}\" is not a number up to {}", u32::MAX))),
            },
            ["number"] => return Err(wrong(1, "a number is missing".to_owned())),
            ["number", ..] => return Err(wrong(2, "a process has one number".to_owned())),
            _ => return Err(wrong(0, "a process begins with a number and nothing else".to_owned())),
        }
        Ok(())
    }

    fn role(&self) -> Option<u8> {
        let role = match self.elected {
            Some(elected) if elected == self.id => Role::Leader,
            None if self.takes_part => Role::Candidate,
            _ => Role::Idle,
        };
        Some(role.index())
    }

    fn state(&self, names: &[String]) -> Fields {
        fields![
            "number": self.id.0,
            "takes part": self.takes_part,
            "elected": self.elected.map(|(_, node)| Value::node(node, names)),
        ]
    }
}

/// `+7` is no number as scenarios write them.
fn number_is_signed(text: &str) -> bool {
    text.starts_with('+')
}

impl Process for Member {
    type Message = Message;
    type Timer = Never;
    type Command = Command;
    type Config = Config;
    type Observers = Observers;

    fn configure(plan: &Plan) -> Config {
        Config { nodes: plan.nodes.len() as u8, bug: bug(plan) }
    }

    fn new(me: NodeId, _: &Config) -> Member {
        Member { id: (u32::from(me.0) + 1, me), takes_part: false, elected: None }
    }

    fn on_command(&mut self, Command::Elect: Command, fx: Fx) {
        if self.takes_part {
            fx.note(format_args!("takes part already"));
        } else {
            self.stand(fx);
        }
    }

    fn on_message(&mut self, _: NodeId, message: Message, fx: Fx) {
        match message {
            Message::Election(id) if id == self.id => self.win(fx),
            Message::Election(id) if id > self.id || fx.config().bug == Some(Bug::PassesAll) => {
                self.takes_part = true;
                send_on(message, fx);
            }
            Message::Election((number, _)) => {
                fx.note(format_args!("takes {number} out"));
                if !self.takes_part && fx.config().bug != Some(Bug::StaysOut) {
                    self.stand(fx);
                }
            }
            Message::Elected(id) if id != self.id && self.elected.is_none() => {
                self.elected = Some(id);
                fx.decide(format_args!("leader {}", fx.name(id.1)));
                send_on(message, fx);
            }
            // It has come round.
            Message::Elected(_) => {}
        }
    }
}

/// What the scenario fixes for all processes.
#[derive(Debug)]
pub struct Config {
    nodes: u8,
    bug: Option<Bug>,
}

fn send_on(message: Message, fx: Fx) {
    let next = (fx.me().0 + 1) % fx.config().nodes;
    fx.send(NodeId(next), message);
}

impl Member {
    fn stand(&mut self, fx: Fx) {
        self.takes_part = true;
        send_on(Message::Election(self.id), fx);
    }

    /// Its number has come back: nobody has a greater one.
    fn win(&mut self, fx: Fx) {
        if self.elected.is_none() {
            self.elected = Some(self.id);
            fx.decide(format_args!("leader {}", fx.name(fx.me())));
            send_on(Message::Elected(self.id), fx);
        }
    }
}

impl Content for Message {
    type Kind = Kind;

    fn kind(&self) -> Kind {
        match self {
            Message::Election(_) => Kind::Election,
            Message::Elected(_) => Kind::Elected,
        }
    }

    fn fields(&self, names: &[String]) -> Fields {
        let (Message::Election((number, node)) | Message::Elected((number, node))) = self;
        fields!["number": *number, "process": Value::node(*node, names)]
    }
}

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Observers {
    /// Whether an election has begun.
    has_begun: bool,
    /// Who was elected first.
    elected: Option<Id>,
    /// How many processes know of somebody who is elected.
    knowing: usize,
}

impl Observe<Member> for Observers {
    type Property = Property;

    fn new(_: &Observed<Member>) -> Observers {
        Observers::default()
    }

    fn observe(&mut self, step: &Step<Member>, view: &Observed<Member>, verdicts: &mut Verdicts<Property>) {
        let members = || view.nodes.iter().map(|node| &node.state);
        let member = &view.nodes[step.node.index()].state;
        self.has_begun |= member.takes_part;
        let knowing = members().filter(|member| member.elected.is_some()).count();
        let before = std::mem::replace(&mut self.knowing, knowing);
        if knowing > before && knowing == view.nodes.len() {
            verdicts.turn(Property::AllKnow);
        }
        if member.elected != Some(member.id) || self.elected == Some(member.id) {
            return;
        }
        let name = view.name(step.node);
        let greatest = members().filter(|member| member.takes_part).map(|member| member.id).max();
        if let Some((number, node)) = greatest.filter(|greatest| *greatest > member.id) {
            let why =
                format_args!("{name} is elected, and {} has the greater number {number}.", view.name(node));
            verdicts.violate(Property::GreatestElected, why);
        }
        if let Some((_, other)) = self.elected {
            let why = format_args!("{name} is elected, and {} was before.", view.name(other));
            verdicts.violate(Property::OneElected, why);
        }
        self.elected.get_or_insert(member.id);
    }

    fn verdict(&self, property: Property, names: &[String]) -> (Outcome, String) {
        match (property, self.elected) {
            (Property::AllKnow, _) if self.knowing == names.len() => holds("Every process knows."),
            (Property::AllKnow, _) => {
                pending(format!("{} of {} processes know who is elected.", self.knowing, names.len()))
            }
            (_, Some((_, node))) => holds(format!("{} alone is elected.", names[node.index()])),
            (_, None) => holds("Nobody is elected yet."),
        }
    }

    fn is_tested(&self, property: Property) -> bool {
        if property == Property::AllKnow { self.has_begun } else { self.elected.is_some() }
    }
}
