//! A client that believes what is not so of networks, and three services that it asks.
//!
//! Deutsch and others at Sun Microsystems, "The Eight Fallacies of Distributed Computing", 1994
//! and 1997: the network is reliable; latency is zero; bandwidth is infinite; the network is
//! secure; topology does not change; there is one administrator; transport cost is zero; the
//! network is homogeneous. Each is a property here, and nobody promises it.
//!
//! The client asks the services one after the other and waits for each, without a timeout. Where
//! there is a fifth lane, it is a relay on the way to the first service: it passes messages on,
//! changes answers, or invents them.

use crate::authoring::*;

const CLIENT: NodeId = NodeId(0);
const FIRST: NodeId = NodeId(1);
const LAST: NodeId = NodeId(3);
const RELAY: NodeId = NodeId(4);

/// What a relay says in place of an answer.
const LIE: u64 = 99;

/// What nodes send each other.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    /// What does it cost?
    Request,
    /// It costs so much.
    Answer(Answer),
    /// The service is not here any more.
    Moved,
    /// A rule forbids it.
    Refused,
}

/// A part of an answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Answer {
    service: NodeId,
    price: u64,
    part: u64,
    of: u64,
    /// Who signed, and which price.
    signature: Option<(NodeId, u64)>,
}

/// What can be asked of a node.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Command {
    /// The client asks all services.
    Visit,
    /// The service goes elsewhere.
    Move,
    /// The administrator of the service lets nobody in any more.
    Block,
}

/// A node.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Node {
    /// It asks and believes.
    Client(Client),
    /// It has a price.
    Service {
        /// Whether it has gone elsewhere.
        is_gone: bool,
        /// Whether a rule keeps requests out.
        is_blocked: bool,
    },
    /// It stands between the client and the first service.
    Relay,
}

/// The client.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Client {
    /// The service that it waits for.
    asks: Option<NodeId>,
    /// The parts of the answer that have come.
    parts: Set<u64>,
    /// The prices, as it understands them.
    prices: Vec<u64>,
    /// What its messages have cost.
    bill: u64,
}

words! {
    /// The kinds of message.
    pub enum Kind: Kind {
        Request = request("Request", "What does it cost?"),
        Answer = yes("Answer", "It costs so much; this is one part of the answer."),
        Moved = no("Moved", "The service is not here any more."),
        Refused = no("Refused", "A rule of my administrator keeps you out."),
    }

    /// The roles that a node can have.
    enum Role: Role {
        Idle = role("idle", 0),
        Waiting = role("waiting", 1),
        Done = role("done", 0),
        Service = role("service", 1),
        Relay = role("relay", 0),
    }

    /// What is believed.
    pub enum Property: Property {
        Reliable = liveness("network-is-reliable", "In the end, every request is answered."),
        Latency = safety("latency-is-zero", "Every answer begins to come within the time that the client expects.").promised_by_nobody(),
        Bandwidth = safety("bandwidth-is-infinite", "Answers of any size come whole within that time of their beginning.").promised_by_nobody(),
        Secure = safety("network-is-secure", "The client takes nothing for an answer that the service did not say.")
            .only_with("signatures", &["on"]),
        Topology = safety("topology-does-not-change", "A service is where the client asks for it.").promised_by_nobody(),
        Administrator = safety("one-administrator", "Nobody makes rules for messages but the administrator of the client.").promised_by_nobody(),
        Cost = safety("transport-cost-is-zero", "No message costs anything.").promised_by_nobody(),
        Homogeneous = safety("network-is-homogeneous", "The client understands an answer as the service means it.")
            .only_with("versions", &["same"]),
    }
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "fallacies",
    title: "Eight fallacies",
    summary: "A client asks three services and believes eight things of the network that are not so.",
    source: "Deutsch and others: The Eight Fallacies of Distributed Computing, 1994 and 1997",
    node_prefix: "S",
    first_nodes: &["C1"],
    default_nodes: 4,
    node_bounds: (4, 5),
    kinds: Kind::ALL,
    roles: Role::ALL,
    fields: &[
        field("state", FieldType::Word),
        field("asks", FieldType::Node),
        field("parts", FieldType::Number),
        field("prices", FieldType::List),
        field("bill", FieldType::Number),
        field("gone", FieldType::Flag),
        field("blocked", FieldType::Flag),
    ],
    commands: &[
        keyword("visit", "The client asks all services, one after the other."),
        keyword("move", "A service goes elsewhere; whoever asks for it here is told that it has moved."),
        keyword("block", "The administrator of a service makes a rule that keeps requests out."),
    ],
    parameters: &[
        Parameter::duration(
            "expects",
            50_000,
            (MS, LONGEST),
            "How long the client believes an answer to take.",
        ),
        Parameter::count("size", 1, (1, 1_000), "In how many messages each answer comes."),
        Parameter::count("fee", 0, (0, 1_000), "What each message of the client costs."),
        Parameter::one_of(
            "relay",
            "passes-on",
            &["passes-on", "changes", "invents"],
            "What the fifth lane does with answers of the first service: it passes them on, changes the price, or answers in place of the service.",
        ),
        Parameter::one_of(
            "signatures",
            "off",
            &["off", "on"],
            "Whether services sign their prices, and the client looks at signatures.",
        ),
        Parameter::one_of(
            "versions",
            "same",
            &["same", "different"],
            "Whether the third service speaks another version, in which prices are in cents.",
        ),
    ],
    properties: Property::ALL,
    assumes: &[assumed(Assumption::NoTraitors)],
    ..Info::EMPTY
};

type Fx<'a, 'b> = &'a mut Effects<'b, Node>;

impl Described for Node {
    const INFO: &'static Info = &INFO;

    fn role(&self) -> Option<u8> {
        let role = match self {
            Node::Client(Client { asks: Some(_), .. }) => Role::Waiting,
            Node::Client(client) if client.prices.is_empty() => Role::Idle,
            Node::Client(_) => Role::Done,
            Node::Service { .. } => Role::Service,
            Node::Relay => Role::Relay,
        };
        Some(role.index())
    }

    fn state(&self, names: &[String]) -> Fields {
        match self {
            Node::Client(Client { asks, parts, prices, bill }) => fields![
                "state": Role::at(self.role().unwrap_or_default()).entry().name,
                "asks": asks.map(|service| Value::node(service, names)),
                "parts": parts.len() as u32,
                "prices": prices.iter().copied().collect::<Value>(),
                "bill": *bill,
            ],
            Node::Service { is_gone, is_blocked } => fields!["gone": *is_gone, "blocked": *is_blocked],
            Node::Relay => Fields::new(),
        }
    }
}

impl Process for Node {
    type Message = Message;
    type Timer = Never;
    type Command = Command;
    type Config = Settings;
    type Observers = Observers;

    fn configure(plan: &Plan) -> Settings {
        Settings::of(&INFO, plan)
    }

    fn new(me: NodeId, _: &Settings) -> Node {
        match me {
            CLIENT => Node::Client(Client::default()),
            RELAY => Node::Relay,
            _ => Node::Service { is_gone: false, is_blocked: false },
        }
    }

    fn on_command(&mut self, command: Command, fx: Fx) {
        match self {
            Node::Client(client) if client.asks.is_none() => {
                client.prices.clear();
                client.ask(FIRST, fx);
            }
            Node::Client(_) => fx.note(format_args!("still waits, and has no timeout")),
            Node::Service { is_gone, .. } if command == Command::Move => *is_gone = true,
            Node::Service { is_blocked, .. } => *is_blocked = true,
            Node::Relay => {}
        }
    }

    fn on_message(&mut self, from: NodeId, message: Message, fx: Fx) {
        match (self, message) {
            (Node::Client(client), Message::Answer(answer)) => client.on_answer(answer, fx),
            (Node::Client(_), _) => fx.note(format_args!("was not written for this, and goes on waiting")),
            (Node::Relay, message) => relay(from, message, fx),
            (Node::Service { is_blocked: true, .. }, Message::Request) => fx.send(from, Message::Refused),
            (Node::Service { is_gone: true, .. }, Message::Request) => fx.send(from, Message::Moved),
            (Node::Service { .. }, Message::Request) => answer(from, fx),
            _ => {}
        }
    }

    /// Services keep what they are told. A client forgets that it asked.
    fn durable(&self, _: &Settings) -> Node {
        match self {
            Node::Client(client) => Node::Client(Client { bill: client.bill, ..Client::default() }),
            other => other.clone(),
        }
    }
}

impl Client {
    fn ask(&mut self, service: NodeId, fx: Fx) {
        self.asks = Some(service);
        self.parts.clear();
        self.bill += fx.config().number("fee");
        let has_relay = fx.names().len() > RELAY.index();
        fx.send(if has_relay && service == FIRST { RELAY } else { service }, Message::Request);
    }

    fn on_answer(&mut self, answer: Answer, fx: Fx) {
        if self.asks != Some(answer.service) {
            return;
        }
        if is_signed(fx.config()) && answer.signature != Some((answer.service, answer.price)) {
            fx.note(format_args!("takes no notice: {} has not signed this", fx.name(answer.service)));
            return;
        }
        self.parts.insert(answer.part);
        if (self.parts.len() as u64) < answer.of {
            return;
        }
        self.prices.push(answer.price);
        if answer.service == LAST {
            self.asks = None;
        } else {
            self.ask(NodeId(answer.service.0 + 1), fx);
        }
    }
}

fn is_signed(config: &Settings) -> bool {
    config.chosen("signatures") == "on"
}

/// What a service costs.
fn price(service: NodeId) -> u64 {
    10 * u64::from(service.0)
}

/// What a service says that it costs.
fn said(service: NodeId, config: &Settings) -> u64 {
    let is_newer = service == LAST && config.chosen("versions") == "different";
    price(service) * if is_newer { 100 } else { 1 }
}

/// A service answers, in as many parts as its answers have.
fn answer(to: NodeId, fx: Fx) {
    let (service, config) = (fx.me(), fx.config());
    let (price, of) = (said(service, config), config.number("size"));
    let signature = is_signed(config).then_some((service, price));
    for part in 1..=of {
        fx.send(to, Message::Answer(Answer { service, price, part, of, signature }));
    }
}

/// What the relay does with a message.
fn relay(from: NodeId, message: Message, fx: Fx) {
    let behaviour = fx.config().chosen("relay");
    match message {
        Message::Request if behaviour == "invents" => {
            let lie = Answer { service: FIRST, price: LIE, part: 1, of: 1, signature: None };
            fx.send(from, Message::Answer(lie));
            fx.note(format_args!("answers in place of {}", fx.name(FIRST)));
        }
        Message::Request => fx.send(FIRST, Message::Request),
        Message::Answer(answer) if behaviour == "changes" => {
            fx.send(CLIENT, Message::Answer(Answer { price: LIE, ..answer }));
            fx.note(format_args!("makes {} of {}", LIE, answer.price));
        }
        other => fx.send(CLIENT, other),
    }
}

impl Content for Message {
    type Kind = Kind;

    fn kind(&self) -> Kind {
        match self {
            Message::Request => Kind::Request,
            Message::Answer(_) => Kind::Answer,
            Message::Moved => Kind::Moved,
            Message::Refused => Kind::Refused,
        }
    }

    fn fields(&self, names: &[String]) -> Fields {
        match self {
            Message::Answer(Answer { service, price, part, of, signature }) => fields![
                "service": Value::node(*service, names),
                "price": *price,
                "part": format!("{part} of {of}"),
                "signature": signature.map(|(by, price)| format!("{price} by {}", names[by.index()])),
            ],
            _ => Fields::new(),
        }
    }
}

impl FromWords for Command {
    fn read(asked: &Asked) -> Result<Command, ArgumentError> {
        let name = &asked.plan.nodes[asked.node.index()];
        let is_service = (FIRST..=LAST).contains(&asked.node);
        match asked.verb() {
            "visit" if asked.node != CLIENT => {
                Err(asked.wrong(0, format!("{name} is not the client: the first lane is")))
            }
            "visit" => Ok(Command::Visit),
            _ if !is_service => {
                Err(asked.wrong(0, format!("{name} is no service: the second to fourth lanes are")))
            }
            "move" => Ok(Command::Move),
            _ => Ok(Command::Block),
        }
    }
}

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    /// The client before the step.
    client: Client,
    /// When it asked.
    asked_at: Micros,
    /// When the answer began to come.
    began_at: Micros,
    visits: u32,
}

impl Observe<Node> for Observers {
    type Property = Property;

    fn new(_: &Observed<Node>) -> Observers {
        Observers { client: Client::default(), asked_at: 0, began_at: 0, visits: 0 }
    }

    fn observe(&mut self, step: &Step<Node>, view: &Observed<Node>, verdicts: &mut Verdicts<Property>) {
        let Node::Client(client) = &view.nodes[step.node.index()].state else {
            return;
        };
        let before = std::mem::replace(&mut self.client, client.clone());
        let waited = |asked: &Option<NodeId>| asked.map_or("nobody", |service| view.name(service)).to_owned();
        match &step.trigger {
            Trigger::Command(_) if before.asks.is_none() => self.visits += 1,
            Trigger::Receive { message: Message::Answer(answer), .. } if before != *client => {
                self.answered(*answer, &before, view, verdicts);
            }
            Trigger::Receive { message: Message::Moved, .. } => {
                let why = format_args!("{} is not where it is asked for.", waited(&before.asks));
                verdicts.violate(Property::Topology, why);
            }
            Trigger::Receive { message: Message::Refused, .. } => {
                let why =
                    format_args!("the administrator of {} has a rule of its own.", waited(&before.asks));
                verdicts.violate(Property::Administrator, why);
            }
            _ => {}
        }
        if client.asks != before.asks {
            self.asked_at = view.now;
        }
        if client.bill > 0 {
            let why = format_args!("the first message already cost {}.", client.bill);
            verdicts.violate(Property::Cost, why);
        }
        if client.asks.is_none() && before.asks.is_some() {
            verdicts.turn(Property::Reliable);
        }
    }

    fn verdict(&self, property: Property, names: &[String]) -> (Outcome, String) {
        match (property, self.client.asks) {
            (Property::Reliable, Some(service)) => {
                pending(format!("{} waits for {}.", names[0], names[service.index()]))
            }
            (Property::Reliable, None) => holds("Every request was answered."),
            _ => holds("Here it was as the client believes."),
        }
    }

    fn is_tested(&self, _: Property) -> bool {
        self.visits > 0
    }
}

impl Observers {
    /// The client has taken a part of an answer.
    fn answered(
        &mut self,
        answer: Answer,
        before: &Client,
        view: &Observed<Node>,
        verdicts: &mut Verdicts<Property>,
    ) {
        let (service, expects) = (answer.service, view.config.duration("expects"));
        let name = view.name(service);
        if before.parts.is_empty() {
            self.began_at = view.now;
            let took = view.now - self.asked_at;
            if took > expects {
                let why = format_args!("the answer of {name} took {} ms to come.", took / MS);
                verdicts.violate(Property::Latency, why);
            }
        }
        let took = view.now - self.began_at;
        if took > expects {
            let why = format_args!(
                "part {} of the answer of {name} came {} ms after the first.",
                answer.part,
                took / MS
            );
            verdicts.violate(Property::Bandwidth, why);
        }
        let (said, meant) = (said(service, view.config), price(service));
        if answer.price != said {
            let why =
                format_args!("{name} said {said}, and {} was told {}.", view.name(CLIENT), answer.price);
            verdicts.violate(Property::Secure, why);
        } else if said != meant {
            let why = format_args!("{name} said {said} and meant {meant}: it speaks another version.");
            verdicts.violate(Property::Homogeneous, why);
        }
    }
}
