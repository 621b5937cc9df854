//! Total-order broadcast made of consensus, and consensus made of total-order broadcast: whoever
//! has one has the other.
//!
//! Chandra, Toueg, "Unreliable Failure Detectors for Reliable Distributed Systems", Journal of
//! the ACM 43(2), 1996, section 7 (Figure 8: broadcast from consensus; theorem 17: both ways).
//!
//! What is given stands in a lane of its own, the first, and how it is made does not matter
//! here: Paxos decides as well. With `set builds broadcast` it is consensus. It decides, for each
//! instance, what was proposed first, and processes deliver what was decided in the order of the
//! instances. With `set builds consensus` it is broadcast. It delivers everything in one order, and
//! each process decides what it delivers first.

use crate::authoring::*;
use std::sync::Arc;

const GIVEN: NodeId = NodeId(0);

/// What somebody broadcasts or proposes: whose, which of theirs, and what.
pub type Post = (NodeId, u32, Arc<str>);

/// A lane.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Node {
    /// What is given: what it has decided or delivered, in order.
    Given(Vec<Post>),
    /// A process.
    Process(Member),
}

/// A process.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Member {
    /// How many commands it was given.
    said: u32,
    /// What it has heard of and not delivered, in order.
    waiting: Vec<Post>,
    /// The last instance that it has proposed something for.
    proposed: u32,
    /// What came before its turn, by number.
    held: Map<u32, Post>,
    /// What it has delivered, in order.
    delivered: Vec<Post>,
    /// What it has decided.
    decided: Option<Arc<str>>,
}

/// What lanes send each other.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    /// I broadcast this.
    Say(Post),
    /// Let this be decided in this instance.
    Propose(u32, Post),
    /// This is decided in this instance.
    Decision(u32, Post),
    /// Broadcast this.
    Broadcast(Post),
    /// This is what is delivered at this place.
    Delivery(u32, Post),
}

/// What can be asked of a process: to broadcast this, or to propose it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Submit(Arc<str>);

words! {
    /// The kinds of message.
    pub enum Kind: Kind {
        Say = data("Say", "I broadcast this."),
        Propose = request("Propose", "Let this be decided in this instance of consensus."),
        Decision = yes("Decision", "This is decided in this instance of consensus."),
        Broadcast = request("Broadcast", "Broadcast this in total order."),
        Delivery = yes("Delivery", "This is delivered at this place of the total order."),
    }

    /// What a lane can be.
    enum Role: Role {
        Given = role("given", 1),
        Process = role("process", 0),
    }

    /// What must always or in the end be true.
    pub enum Property: Property {
        TotalOrder = safety("total-order", "What two processes deliver first, second and so on is the same.")
            .only_with("builds", &["broadcast"]),
        DeliveredOnce = safety("delivered-once", "No process delivers a message twice.")
            .only_with("builds", &["broadcast"]),
        AllDelivered = liveness("all-delivered", "In the end, every process delivers every message.")
            .only_with("builds", &["broadcast"]),
        Agreement =
            safety("agreement", "No two processes decide differently.").only_with("builds", &["consensus"]),
        Validity =
            safety("validity", "Only what was proposed is decided.").only_with("builds", &["consensus"]),
        AllDecided = liveness("all-decided", "In the end, every process decides.")
            .only_with("builds", &["consensus"]),
    }

    /// What a broken variant gets wrong.
    enum Bug: Variant {
        AsTheyCome = variant(
            "as-they-come",
            "total-order",
            "A process takes decisions and deliveries in the order in which they arrive.",
        ),
        OwnFirst = variant(
            "own-first",
            "agreement",
            "A process decides its own value as soon as it has handed it over.",
        ),
    }
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "reduction",
    title: "Broadcast made of consensus, and the other way round",
    summary: "The first lane is a consensus that orders broadcasts, or a total-order broadcast by which processes agree.",
    source: "Chandra, Toueg: Unreliable Failure Detectors for Reliable Distributed Systems, 1996, section 7",
    default_nodes: 4,
    node_bounds: (2, 64),
    decides: true,
    kinds: Kind::ALL,
    roles: Role::ALL,
    fields: &[
        field("order", FieldType::List),
        field("delivered", FieldType::List),
        field("waiting", FieldType::List),
        field("held", FieldType::List),
        field("decided", FieldType::Word),
    ],
    commands: &[keyword("submit VALUE", "A process broadcasts this, or proposes it.")],
    parameters: &[Parameter::one_of(
        "builds",
        "broadcast",
        &["broadcast", "consensus"],
        "What is built: broadcast from a consensus that is given, or consensus from a broadcast that is given.",
    )],
    assumes: &[assumed(Assumption::NoTraitors)],
    properties: Property::ALL,
    variants: Bug::ALL,
    ..Info::EMPTY
};

/// What the scenario fixes for all lanes.
#[derive(Debug)]
pub struct Config {
    builds_consensus: bool,
    bug: Option<Bug>,
}

type Fx<'a, 'b> = &'a mut Effects<'b, Node>;

fn texts<'a>(posts: impl Iterator<Item = &'a Post>) -> Value {
    posts.map(|(_, _, text)| text).collect()
}

impl Described for Node {
    const INFO: &'static Info = &INFO;

    fn role(&self) -> Option<u8> {
        let role = if matches!(self, Node::Given(_)) { Role::Given } else { Role::Process };
        Some(role.index())
    }

    fn state(&self, _: &[String]) -> Fields {
        match self {
            Node::Given(order) => fields!["order": texts(order.iter())],
            Node::Process(process) => fields![
                "delivered": texts(process.delivered.iter()),
                "waiting": texts(process.waiting.iter()),
                "held": texts(process.held.iter().map(|(_, post)| post)),
                "decided": process.decided.as_ref(),
            ],
        }
    }
}

impl Process for Node {
    type Message = Message;
    type Timer = Never;
    type Command = Submit;
    type Config = Config;
    type Observers = Observers;

    fn configure(plan: &Plan) -> Config {
        Config { builds_consensus: chosen(&INFO, plan, "builds") == "consensus", bug: bug(plan) }
    }

    fn new(me: NodeId, _: &Config) -> Node {
        if me == GIVEN { Node::Given(Vec::new()) } else { Node::Process(Member::default()) }
    }

    fn on_command(&mut self, Submit(text): Submit, fx: Fx) {
        if let Node::Process(process) = self {
            process.submit(text, fx);
        }
    }

    fn on_message(&mut self, _: NodeId, message: Message, fx: Fx) {
        match (self, message) {
            // An instance that is decided stays so, and everybody was told.
            (Node::Given(order), Message::Propose(instance, post))
                if instance as usize == order.len() + 1 =>
            {
                order.push(post.clone());
                fx.broadcast(&Message::Decision(instance, post));
            }
            (Node::Given(order), Message::Broadcast(post)) => {
                order.push(post.clone());
                fx.broadcast(&Message::Delivery(order.len() as u32, post));
            }
            (Node::Process(process), Message::Say(post)) => process.hear(post, fx),
            (Node::Process(process), Message::Decision(number, post) | Message::Delivery(number, post)) => {
                process.take(number, post, fx);
            }
            _ => {}
        }
    }
}

impl Member {
    fn submit(&mut self, text: Arc<str>, fx: Fx) {
        self.said += 1;
        let post = (fx.me(), self.said, Arc::clone(&text));
        if fx.config().builds_consensus {
            fx.send(GIVEN, Message::Broadcast(post));
            if fx.config().bug == Some(Bug::OwnFirst) {
                self.decide(text, fx);
            }
            return;
        }
        for node in fx.others().filter(|node| *node != GIVEN) {
            fx.send(node, Message::Say(post.clone()));
        }
        self.hear(post, fx);
    }

    /// It hears of a broadcast, and wants it to be decided.
    fn hear(&mut self, post: Post, fx: Fx) {
        if !self.delivered.contains(&post) && !self.waiting.contains(&post) {
            self.waiting.push(post);
            self.propose(fx);
        }
    }

    /// Proposes the first that waits for the next instance, once.
    fn propose(&mut self, fx: Fx) {
        let next = self.delivered.len() as u32 + 1;
        if let Some(post) = self.waiting.first()
            && self.proposed < next
        {
            self.proposed = next;
            fx.send(GIVEN, Message::Propose(next, post.clone()));
        }
    }

    /// Something was decided or delivered at a place: it waits for its turn.
    fn take(&mut self, number: u32, post: Post, fx: Fx) {
        if fx.config().bug == Some(Bug::AsTheyCome) {
            self.deliver(post, fx);
        } else if number as usize > self.delivered.len() {
            self.held.insert(number, post);
        }
        while let Some(next) = self.held.remove(&(self.delivered.len() as u32 + 1)) {
            self.deliver(next, fx);
        }
        self.propose(fx);
    }

    fn deliver(&mut self, post: Post, fx: Fx) {
        if fx.config().builds_consensus {
            self.decide(Arc::clone(&post.2), fx);
        } else {
            fx.decide(format_args!("deliver {}", post.2));
        }
        self.waiting.retain(|other| *other != post);
        self.delivered.push(post);
    }

    /// It decides what it delivers first.
    fn decide(&mut self, value: Arc<str>, fx: Fx) {
        if self.decided.is_none() {
            fx.decide(format_args!("{value}"));
            self.decided = Some(value);
        }
    }
}

impl Content for Message {
    type Kind = Kind;

    fn kind(&self) -> Kind {
        match self {
            Message::Say(_) => Kind::Say,
            Message::Propose(..) => Kind::Propose,
            Message::Decision(..) => Kind::Decision,
            Message::Broadcast(_) => Kind::Broadcast,
            Message::Delivery(..) => Kind::Delivery,
        }
    }

    fn fields(&self, names: &[String]) -> Fields {
        let (number, (node, _, text)) = match self {
            Message::Say(post) | Message::Broadcast(post) => (None, post),
            Message::Propose(number, post)
            | Message::Decision(number, post)
            | Message::Delivery(number, post) => (Some(*number), post),
        };
        let mut fields = fields!["value": text, "process": Value::node(*node, names)];
        fields.extend(number.map(|number| ("number", Value::from(number))));
        fields
    }
}

impl FromWords for Submit {
    fn read(asked: &Asked) -> Result<Submit, ArgumentError> {
        if asked.node == GIVEN {
            let name = &asked.plan.nodes[0];
            return Err(asked.wrong(0, format!("{name} is what is given: the processes submit")));
        }
        Ok(Submit(asked.text(0)))
    }
}

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    /// What was submitted.
    submitted: Vec<Arc<str>>,
    /// What was delivered first, second and so on by whoever was first to, and who that was.
    order: Vec<(Post, NodeId)>,
    /// How many deliveries of each lane were seen.
    delivered: Vec<usize>,
    /// Which lanes have decided, and what the first decided.
    decided: Vec<bool>,
    first: Option<(Arc<str>, NodeId)>,
}

impl Observe<Node> for Observers {
    type Property = Property;

    fn new(view: &Observed<Node>) -> Observers {
        let lanes = view.nodes.len();
        Observers {
            submitted: Vec::new(),
            order: Vec::new(),
            delivered: vec![0; lanes],
            decided: vec![false; lanes],
            first: None,
        }
    }

    fn observe(&mut self, step: &Step<Node>, view: &Observed<Node>, verdicts: &mut Verdicts<Property>) {
        let node = step.node;
        let before = (self.is_all_delivered(), self.is_all_decided());
        if let Trigger::Command(Submit(text)) = &step.trigger {
            self.submitted.push(Arc::clone(text));
        }
        if let Node::Process(process) = &view.nodes[node.index()].state {
            let seen = self.delivered[node.index()];
            for rank in seen..process.delivered.len() {
                self.deliver(node, rank, &process.delivered, view, verdicts);
            }
            self.delivered[node.index()] = process.delivered.len();
            if let Some(value) = process.decided.as_ref().filter(|_| !self.decided[node.index()]) {
                self.decided[node.index()] = true;
                self.decide(node, value, view, verdicts);
            }
        }
        if before.0 != self.is_all_delivered() {
            verdicts.turn(Property::AllDelivered);
        }
        if before.1 != self.is_all_decided() {
            verdicts.turn(Property::AllDecided);
        }
    }

    fn verdict(&self, property: Property, _: &[String]) -> (Outcome, String) {
        let delivered = counted(self.delivered.iter().sum::<usize>() as u32, "delivery", "deliveries");
        let decided = self.decided.iter().filter(|decided| **decided).count() as u32;
        let decided = counted(decided, "process has decided", "processes have decided");
        match property {
            Property::TotalOrder => holds(format!("{delivered}, in one order.")),
            Property::DeliveredOnce => holds(format!("{delivered}, none repeated.")),
            Property::AllDelivered if self.is_all_delivered() => {
                holds(format!("{delivered}, none is missing."))
            }
            Property::AllDelivered => pending(format!("{delivered}, and some are missing.")),
            Property::Agreement => holds(format!("{decided}, all alike.")),
            Property::Validity => holds(format!("{decided}, on what was proposed.")),
            Property::AllDecided if self.is_all_decided() => holds(format!("{decided}.")),
            Property::AllDecided => pending(format!("{decided}.")),
        }
    }

    fn is_tested(&self, property: Property) -> bool {
        match property {
            Property::TotalOrder | Property::DeliveredOnce => !self.order.is_empty(),
            Property::Agreement | Property::Validity => self.first.is_some(),
            Property::AllDelivered | Property::AllDecided => !self.submitted.is_empty(),
        }
    }
}

impl Observers {
    fn is_all_delivered(&self) -> bool {
        self.delivered.iter().skip(1).all(|count| *count == self.submitted.len())
    }

    fn is_all_decided(&self) -> bool {
        self.submitted.is_empty() || self.decided.iter().skip(1).all(|decided| *decided)
    }

    /// A process delivers something at a rank, from 0.
    fn deliver(
        &mut self,
        node: NodeId,
        rank: usize,
        all: &[Post],
        view: &Observed<Node>,
        verdicts: &mut Verdicts<Property>,
    ) {
        let (post, name) = (&all[rank], view.name(node));
        if all[..rank].contains(post) {
            verdicts.violate(Property::DeliveredOnce, format_args!("{name} delivered {} twice.", post.2));
        }
        match self.order.get(rank) {
            None => self.order.push((post.clone(), node)),
            Some((other, by)) if other != post => verdicts.violate(
                Property::TotalOrder,
                format_args!("{name} delivered {} where {} delivered {}.", post.2, view.name(*by), other.2),
            ),
            Some(_) => {}
        }
    }

    fn decide(
        &mut self,
        node: NodeId,
        value: &Arc<str>,
        view: &Observed<Node>,
        verdicts: &mut Verdicts<Property>,
    ) {
        let name = view.name(node);
        if !self.submitted.contains(value) {
            let why = format_args!("{name} decided {value}, which nobody proposed.");
            verdicts.violate(Property::Validity, why);
        }
        match &self.first {
            None => self.first = Some((Arc::clone(value), node)),
            Some((first, by)) if first != value => {
                let why = format_args!("{name} decided {value}, and {} decided {first}.", view.name(*by));
                verdicts.violate(Property::Agreement, why);
            }
            Some(_) => {}
        }
    }
}
