//! Generals who must attack together, and whose messengers may be captured, in several schemes.
//!
//! Akkoyunlu, Ekanadham, Huber, "Some Constraints and Tradeoffs in the Design of Network
//! Communications", 1975; Gray, "Notes on Data Base Operating Systems", 1978; Lynch, "Distributed
//! Algorithms", 1996, chapter 5. The protocol `two-generals` is the simplest of these.
//!
//! No scheme is safe from loss. Take a run in which all attack, and lose its last messenger: who
//! sent him does not notice and attacks, so the receiver would have to attack too. Go on like
//! this, and all attack without any messenger.

use crate::authoring::*;

words! {
    /// What a general is up to.
    pub enum Role: Role {
        Idle = role("idle", 0),
        Waiting = role("waiting", 1),
        Attacking = role("attacking", 2),
    }

    /// The kinds of message.
    pub enum Kind: Kind {
        Attack = request("Attack", "This is the plan, or: I know that you know."),
        Ack = yes("Ack", "I know what you told me."),
        Vote = data("Vote", "I want to attack."),
    }

    /// What a general waits for.
    pub enum Timer: Keyword {
        Count = keyword("count", "No more messengers are expected; those that came are counted."),
    }

    /// What must always or in the end be true.
    pub enum Property: Property {
        ToldFirst = safety("told-first", "Nobody attacks who was neither asked to nor told of the plan."),
        Agreement = liveness("agreement", "In the end, all attack or nobody does."),
        AllAttack = liveness("all-attack", "In the end, all attack."),
    }
}

/// What a messenger carries.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Message {
    kind: Kind,
    /// The how manieth message of a chain it is.
    step: u64,
    /// Which of several messengers he is.
    label: u64,
}

/// What can be asked of a general: to attack together with the others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Plan;

/// How generals agree.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scheme {
    /// The first tells the others and attacks whatever happens.
    Unconditional,
    /// The first attacks once all have answered.
    Acknowledged,
    /// Each message is answered, up to a depth.
    Chain,
    /// As acknowledged; the number of answers follows from how many messengers got through.
    Adaptive,
    /// All tell all that they want to attack, and attack when they have heard it of all.
    Vote,
}

/// A general. He has it in writing.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct General {
    role: Role,
    /// The last message of a chain that he got from all from whom he expects it.
    step: u64,
    /// Who sent the message that he waits for.
    heard: Set<NodeId>,
    /// Which messengers with the plan got through.
    labels: Set<u64>,
}

/// What the scenario fixes for all generals.
#[derive(Debug)]
pub struct Config {
    scheme: Scheme,
    messengers: u64,
    acks: u64,
    depth: u64,
    one_in: u64,
    wait: Micros,
}

const FIRST: NodeId = NodeId(0);

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "coordinated-attack",
    title: "Coordinated attack",
    summary: "Generals must attack together; the messengers between them may be captured, and each scheme fails in another way.",
    source: "Akkoyunlu, Ekanadham, Huber: Some Constraints and Tradeoffs in the Design of Network Communications, 1975; Lynch: Distributed Algorithms, 1996",
    node_prefix: "",
    default_nodes: 2,
    node_bounds: (2, 26),
    decides: true,
    kinds: Kind::ALL,
    timers: Timer::ALL,
    roles: Role::ALL,
    fields: &[
        field("attacks", FieldType::Flag),
        field("step", FieldType::Number),
        field("heard", FieldType::List),
        field("messengers", FieldType::Number),
    ],
    commands: &[keyword("plan", "The general wants to attack, and tells the others.")],
    parameters: &[
        Parameter::one_of(
            "scheme",
            "acknowledged",
            &["unconditional", "acknowledged", "chain", "adaptive", "vote"],
            "When generals attack: the first whatever happens; once all have answered; after a chain of answers; after as many answers as losses call for; when all have told all.",
        ),
        Parameter::count("messengers", 1, (1, 100), "How many messengers carry the plan to each general."),
        Parameter::count(
            "acks",
            1,
            (1, 100),
            "How many messengers carry an answer, where all answers are alike.",
        ),
        Parameter::count("depth", 2, (1, 64), "How many messages a chain has."),
        Parameter::count(
            "one-in",
            100,
            (2, 1_000_000),
            "With the adaptive scheme: at most one in so many times all answers are lost, if messengers are lost as often as those with the plan were.",
        ),
        Parameter::duration(
            "wait",
            50 * MS,
            (MS, LONGEST),
            "With the adaptive scheme: how long messengers are counted.",
        ),
    ],
    properties: Property::ALL,
    assumes: &[assumed(Assumption::NoLoss), assumed(Assumption::NoTraitors)],
    ..Info::EMPTY
};

type Fx<'a, 'b> = &'a mut Effects<'b, General>;

impl Described for General {
    const INFO: &'static Info = &INFO;

    fn role(&self) -> Option<u8> {
        Some(self.role.index())
    }

    fn state(&self, names: &[String]) -> Fields {
        fields![
            "attacks": self.role == Role::Attacking,
            "step": self.step,
            "heard": Value::nodes(self.heard.iter(), names),
            "messengers": self.labels.len() as u64,
        ]
    }
}

impl Process for General {
    type Message = Message;
    type Timer = Timer;
    type Command = Plan;
    type Config = Config;
    type Observers = Observers;

    fn configure(plan: &crate::sim::plan::Plan) -> Config {
        let count = |name| number(&INFO, plan, name);
        let scheme = match chosen(&INFO, plan, "scheme") {
            "unconditional" => Scheme::Unconditional,
            "chain" => Scheme::Chain,
            "adaptive" => Scheme::Adaptive,
            "vote" => Scheme::Vote,
            _ => Scheme::Acknowledged,
        };
        Config {
            scheme,
            messengers: if scheme == Scheme::Chain { 1 } else { count("messengers") },
            acks: if scheme == Scheme::Chain { 1 } else { count("acks") },
            depth: match scheme {
                Scheme::Unconditional => 1,
                Scheme::Chain => count("depth"),
                _ => 2,
            },
            one_in: count("one-in"),
            wait: duration(&INFO, plan, "wait"),
        }
    }

    fn new(_: NodeId, _: &Config) -> General {
        General { role: Role::Idle, step: 0, heard: Set::new(), labels: Set::new() }
    }

    fn on_command(&mut self, _: Plan, fx: Fx) {
        if self.role != Role::Idle {
            fx.note(format_args!("has a plan already"));
            return;
        }
        self.role = Role::Waiting;
        if fx.config().scheme == Scheme::Vote {
            fx.broadcast(&Message { kind: Kind::Vote, step: 1, label: 1 });
            self.attack_with_all(fx);
            return;
        }
        self.tell(1, fx.config().messengers, fx);
        if fx.config().depth == 1 {
            self.attack(fx);
        }
    }

    fn on_message(&mut self, from: NodeId, message: Message, fx: Fx) {
        if message.kind == Kind::Vote {
            self.heard.insert(from);
            self.attack_with_all(fx);
        } else if fx.config().scheme == Scheme::Adaptive && message.kind == Kind::Attack {
            self.on_labelled(message.label, fx);
        } else if message.step > self.step {
            self.on_step(from, message.step, fx);
        }
    }

    fn on_timer(&mut self, Timer::Count: Timer, fx: Fx) {
        let (sent, came) = (fx.config().messengers, self.labels.len() as u64);
        let answers = answers(sent - came.min(sent), sent, fx.config().one_in);
        fx.note(format_args!("{came} of {sent} came, so {answers} answer"));
        self.step = 1;
        self.attack(fx);
        self.tell(2, answers, fx);
    }
}

impl Content for Message {
    type Kind = Kind;

    fn kind(&self) -> Kind {
        self.kind
    }

    fn fields(&self, _: &[String]) -> Fields {
        fields!["step": self.step, "label": self.label]
    }
}

impl FromWords for Plan {
    fn read(asked: &Asked) -> Result<Plan, ArgumentError> {
        if asked.node == FIRST || General::configure(asked.plan).scheme == Scheme::Vote {
            return Ok(Plan);
        }
        let first = &asked.plan.nodes[FIRST.index()];
        Err(ArgumentError {
            word: 0,
            what: format!("only {first} makes a plan"),
            hint: "with `set scheme vote` all do".to_owned(),
        })
    }
}

impl General {
    /// The first general sends to all others, and each of them to the first.
    fn tell(&self, step: u64, messengers: u64, fx: Fx) {
        let kind = if step % 2 == 1 { Kind::Attack } else { Kind::Ack };
        for label in 1..=messengers {
            let message = Message { kind, step, label };
            if fx.me() == FIRST {
                fx.broadcast(&message);
            } else {
                fx.send(FIRST, message);
            }
        }
    }

    /// A message of a chain, or an answer. The first general waits for it from all others.
    fn on_step(&mut self, from: NodeId, step: u64, fx: Fx) {
        self.heard.insert(from);
        if fx.me() == FIRST && self.heard.len() < fx.others().count() {
            return;
        }
        self.heard.clear();
        self.step = step;
        self.role = self.role.max(Role::Waiting);
        let depth = fx.config().depth;
        // The last message of a chain is sent by one who attacks, whether it arrives or not.
        if step + 1 >= depth {
            self.attack(fx);
        }
        if step < depth {
            self.tell(step + 1, fx.config().acks, fx);
        }
    }

    fn on_labelled(&mut self, label: u64, fx: Fx) {
        if self.step == 0 {
            self.labels.insert(label);
            self.role = self.role.max(Role::Waiting);
            let wait = fx.config().wait;
            fx.arm_while(true, Timer::Count, (wait, wait));
        }
    }

    fn attack_with_all(&mut self, fx: Fx) {
        if self.role == Role::Waiting && self.heard.len() == fx.others().count() {
            self.attack(fx);
        }
    }

    fn attack(&mut self, fx: Fx) {
        if std::mem::replace(&mut self.role, Role::Attacking) != Role::Attacking {
            fx.decide(format_args!("attack"));
        }
    }
}

/// The least number m of messengers, at least one, with (lost / sent)^m <= 1 / one_in. Exact: numbers
/// of any size are kept in parts of 32 bits, the lowest first.
fn answers(lost: u64, sent: u64, one_in: u64) -> u64 {
    let (mut left, mut right) = (vec![one_in], vec![1]);
    let mut count = 0;
    while count == 0 || is_greater(&left, &right) {
        multiply(&mut left, lost);
        multiply(&mut right, sent);
        count += 1;
    }
    count
}

fn multiply(number: &mut Vec<u64>, factor: u64) {
    let mut carry = 0;
    for part in number.iter_mut() {
        let product = *part * factor + carry;
        (*part, carry) = (product & 0xffff_ffff, product >> 32);
    }
    if carry > 0 {
        number.push(carry);
    }
}

fn is_greater(a: &[u64], b: &[u64]) -> bool {
    let length = a.len().max(b.len());
    let part = |number: &[u64], index: usize| number.get(index).copied().unwrap_or(0);
    let differs = (0..length).rev().find(|index| part(a, *index) != part(b, *index));
    differs.is_some_and(|index| part(a, index) > part(b, index))
}

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    attackers: usize,
    generals: usize,
    has_plan: bool,
}

impl Observe<General> for Observers {
    type Property = Property;

    fn new(view: &Observed<General>) -> Observers {
        Observers { attackers: 0, generals: view.nodes.len(), has_plan: false }
    }

    fn observe(&mut self, step: &Step<General>, view: &Observed<General>, verdicts: &mut Verdicts<Property>) {
        self.has_plan |= matches!(step.trigger, Trigger::Command(_));
        let attackers = view.nodes.iter().filter(|node| node.state.role == Role::Attacking).count();
        let before = std::mem::replace(&mut self.attackers, attackers);
        if attackers > before && !self.has_plan {
            let name = view.name(step.node);
            verdicts.violate(Property::ToldFirst, format_args!("{name} attacks, and nobody has a plan."));
        }
        let agree = |count: usize| count == 0 || count == self.generals;
        if agree(attackers) != agree(before) {
            verdicts.turn(Property::Agreement);
        }
        if attackers > before && attackers == self.generals {
            verdicts.turn(Property::AllAttack);
        }
    }

    fn verdict(&self, property: Property, _: &[String]) -> (Outcome, String) {
        let Observers { attackers, generals, .. } = *self;
        match property {
            Property::ToldFirst => holds("Nobody has attacked without a plan."),
            Property::Agreement if attackers == 0 => holds("Nobody attacks."),
            _ if attackers == generals => holds("All attack."),
            _ => pending(format!("{attackers} of {generals} attack.")),
        }
    }
}
