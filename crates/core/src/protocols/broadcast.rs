//! Broadcast, with more and more order: what nodes do with a message between receiving it
//! and delivering it.
//!
//! - Hadzilacos, Toueg, "A Modular Approach to Fault-Tolerant Broadcasts and Related
//!   Problems", 1994: the orders and what they ask for.
//! - Birman, Schiper, Stephenson, "Lightweight Causal and Atomic Group Multicast", 1991,
//!   section 5.1: causal order by vectors that count broadcasts.
//! - Lamport 1978: total order by timestamps that everybody acknowledges.
//!
//! A node delivers its own message at once where the order allows it. Messages may
//! overtake each other; where order needs it, a node counts what it sends, and receivers
//! put it back in order. None may be lost. A node that crashes finds its state again.

use crate::authoring::*;
use std::sync::Arc;

/// In which order nodes deliver.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    /// On receipt: no order at all.
    Naive,
    /// What one node broadcasts, in that order.
    Fifo,
    /// A message after all that its sender had delivered or broadcast before it.
    Causal,
    /// All alike: in the order in which one node, the sequencer, numbers them.
    Sequencer,
    /// All alike: by Lamport timestamps.
    Lamport,
}

const ORDERS: [(&str, Order); 4] = [
    ("fifo", Order::Fifo),
    ("causal", Order::Causal),
    ("sequencer", Order::Sequencer),
    ("lamport", Order::Lamport),
];

/// The node that numbers messages.
const SEQUENCER: NodeId = NodeId(0);

/// What a node broadcasts: whose it is, which of theirs, and what it says.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Post {
    origin: NodeId,
    /// Counts the posts of the origin from 1.
    nth: u32,
    text: Arc<str>,
}

/// What nodes send each other.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Message {
    kind: Kind,
    /// Counts what the sender sends to this receiver, from 1.
    seq: u32,
    /// The sender's logical clock.
    time: u64,
    /// How many posts of each node its sender had delivered, this one included.
    vector: Box<[u32]>,
    /// None in an acknowledgement.
    post: Option<Post>,
}

/// What can be asked of a node: to say something to all nodes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Broadcast(Arc<str>);

/// A node.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Node {
    /// How many posts it has made.
    posts: u32,
    /// How much it has sent to all others.
    sent: u32,
    /// How much it has taken of each node, in order: messages, in causal order posts.
    seen: Vec<u32>,
    /// Its logical clock, and the latest timestamp received from each node.
    clock: u64,
    heard: Vec<u64>,
    /// What was received before its turn.
    held: Vec<(NodeId, Message)>,
    /// Posts that wait for everybody's acknowledgement, by timestamp and origin.
    queue: Vec<(u64, Post)>,
    /// What it has delivered, in order.
    delivered: Vec<Post>,
    is_sequencer: bool,
}

type Fx<'a, 'b> = &'a mut Effects<'b, Node>;

/// What the scenario fixes for all nodes.
#[derive(Debug)]
pub struct Config {
    nodes: usize,
    order: Order,
}

words! {
    /// The kinds of message.
    pub enum Kind: Kind {
        Broadcast = data("Broadcast", "What a node says to all others."),
        Submit = request("Submit", "The sequencer is asked to number this and to pass it on."),
        Ack = yes("Ack", "I have received up to here; all that I send from now on has a later timestamp."),
    }

    /// The roles that a node can have.
    enum Role: Role {
        Node = role("node", 0),
        Sequencer = role("sequencer", 2),
    }

    /// What must always or in the end be true.
    pub enum Property: Property {
        Integrity = safety("integrity", "A node delivers a message at most once."),
        FifoOrder =
            safety("fifo-order", "A message is delivered after all that its sender broadcast before it."),
        CausalOrder = safety(
            "causal-order",
            "A message is delivered after all that its sender had broadcast or delivered before it.",
        )
        .only_with("order", &["causal", "sequencer", "lamport"]),
        TotalOrder = safety("total-order", "No two nodes deliver two messages in opposite orders.")
            .only_with("order", &["sequencer", "lamport"]),
        AllDelivered = liveness("all-delivered", "In the end, every message is delivered by every node."),
    }

    /// What a broken variant gets wrong.
    enum Bug: Variant {
        Naive = variant(
            "naive",
            "total-order",
            "A node delivers a message as soon as it receives it, whatever the order asks for.",
        ),
    }
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "broadcast",
    title: "Ordered broadcast",
    summary: "Nodes hold messages back until they can deliver them in order: FIFO, causal, or the same total order everywhere.",
    source: "Hadzilacos, Toueg: A Modular Approach to Fault-Tolerant Broadcasts and Related Problems, 1994",
    decides: true,
    kinds: Kind::ALL,
    roles: Role::ALL,
    fields: &[
        field("delivered", FieldType::List),
        field("held", FieldType::List),
        field("queue", FieldType::List),
        field("seen", FieldType::List),
        field("clock", FieldType::Number),
    ],
    commands: &[keyword("broadcast TEXT", "Say something to all nodes.")],
    parameters: &[Parameter::one_of(
        "order",
        "causal",
        &["fifo", "causal", "sequencer", "lamport"],
        "The order in which nodes deliver: fifo by numbers for each sender, causal by vectors, total by a sequencer (the first node) or by Lamport timestamps.",
    )],
    properties: Property::ALL,
    variants: Bug::ALL,
    assumes: &[assumed(Assumption::NoTraitors), assumed(Assumption::NoLoss)],
    ..Info::EMPTY
};

impl Described for Node {
    const INFO: &'static Info = &INFO;
    const COMMANDS_ARE_EVENTS: bool = true;

    fn role(&self) -> Option<u8> {
        let role = if self.is_sequencer { Role::Sequencer } else { Role::Node };
        Some(role.index())
    }

    fn state(&self, _: &[String]) -> Fields {
        let held = self.held.iter().filter_map(|(_, message)| message.post.as_ref());
        fields![
            "delivered": self.delivered.iter().map(|post| &post.text).collect::<Value>(),
            "held": held.map(|post| &post.text).collect::<Value>(),
            "queue": self.queue.iter().map(|(_, post)| &post.text).collect::<Value>(),
            "seen": self.seen.iter().copied().collect::<Value>(),
            "clock": self.clock,
        ]
    }
}

impl Process for Node {
    type Message = Message;
    type Timer = Never;
    type Command = Broadcast;
    type Config = Config;
    type Observers = Observers;

    fn configure(plan: &Plan) -> Config {
        let word = chosen(&INFO, plan, "order");
        let named = ORDERS.iter().find(|(name, _)| *name == word && bug::<Bug>(plan).is_none());
        let order = named.map_or(Order::Naive, |(_, order)| *order);
        Config { nodes: plan.nodes.len(), order }
    }

    fn new(me: NodeId, config: &Config) -> Node {
        Node {
            posts: 0,
            sent: 0,
            seen: vec![0; config.nodes],
            clock: 0,
            heard: vec![0; config.nodes],
            held: Vec::new(),
            queue: Vec::new(),
            delivered: Vec::new(),
            is_sequencer: config.order == Order::Sequencer && me == SEQUENCER,
        }
    }

    fn on_command(&mut self, Broadcast(text): Broadcast, fx: Fx) {
        self.posts += 1;
        let me = fx.me();
        let post = Post { origin: me, nth: self.posts, text };
        match fx.config().order {
            Order::Sequencer if me != SEQUENCER => {
                self.sent += 1;
                fx.send(SEQUENCER, self.message(Kind::Submit, Some(post)));
            }
            Order::Lamport => {
                self.clock += 1;
                self.queue.push((self.clock, post.clone()));
                self.send_to_all(Kind::Broadcast, Some(post), fx);
                self.deliver_acknowledged(fx);
            }
            _ => self.say_and_deliver(post, fx),
        }
    }

    fn on_message(&mut self, from: NodeId, message: Message, fx: Fx) {
        let received = (from, message.seq);
        self.held.push((from, message));
        let order = fx.config().order;
        self.held.retain(|(from, message)| !is_old(&self.seen, order, *from, message));
        while let Some(index) = self.held.iter().position(|(from, m)| is_next(&self.seen, order, *from, m)) {
            let (from, message) = self.held.remove(index);
            self.seen[from.index()] += 1;
            self.take(from, message, fx);
        }
        if self.held.last().is_some_and(|(from, message)| (*from, message.seq) == received) {
            fx.note(format_args!("holds it back: something belongs before it"));
        }
    }
}

impl Content for Message {
    type Kind = Kind;

    fn kind(&self) -> Kind {
        self.kind
    }

    fn weight(&self) -> u32 {
        1 + self.vector.len() as u32 / 16
    }

    fn fields(&self, names: &[String]) -> Fields {
        let mut fields = Fields::new();
        if let Some(post) = &self.post {
            fields.extend(fields!["text": &post.text, "origin": Value::node(post.origin, names)]);
        }
        fields.extend(fields!["number": self.seq]);
        if self.time > 0 {
            fields.extend(fields!["timestamp": self.time]);
        }
        if !self.vector.is_empty() {
            fields.extend(fields!["vector": self.vector.iter().copied().collect::<Value>()]);
        }
        fields
    }

    fn text(&self) -> Option<&str> {
        Some(self.post.as_ref().map_or("ack", |post| &post.text))
    }
}

impl FromWords for Broadcast {
    fn read(asked: &Asked) -> Result<Broadcast, ArgumentError> {
        Ok(Broadcast(asked.text(0)))
    }
}
/// Whether a message has been taken already: a copy of it.
fn is_old(seen: &[u32], order: Order, from: NodeId, message: &Message) -> bool {
    match order {
        Order::Naive => false,
        Order::Causal => message.vector[from.index()] <= seen[from.index()],
        _ => message.seq <= seen[from.index()],
    }
}

/// Whether it is a message's turn to be taken. In causal order: it is the next post of its
/// sender, and nothing that the sender had delivered is missing here.
fn is_next(seen: &[u32], order: Order, from: NodeId, message: &Message) -> bool {
    match order {
        Order::Naive => true,
        Order::Causal => (0..).zip(message.vector.iter().zip(seen)).all(|(node, (theirs, mine))| {
            if NodeId(node) == from { *theirs == mine + 1 } else { theirs <= mine }
        }),
        _ => message.seq == seen[from.index()] + 1,
    }
}

impl Node {
    fn message(&self, kind: Kind, post: Option<Post>) -> Message {
        Message { kind, seq: self.sent, time: self.clock, vector: Box::default(), post }
    }

    fn send_to_all(&mut self, kind: Kind, post: Option<Post>, fx: Fx) {
        self.sent += 1;
        fx.broadcast(&self.message(kind, post));
    }

    /// Broadcasts a post and delivers it here at once.
    fn say_and_deliver(&mut self, post: Post, fx: Fx) {
        self.sent += 1;
        self.seen[fx.me().index()] += 1;
        let vector = match fx.config().order {
            Order::Causal => self.seen.as_slice().into(),
            _ => Box::default(),
        };
        fx.broadcast(&Message { vector, ..self.message(Kind::Broadcast, Some(post.clone())) });
        self.deliver(post, fx);
    }

    /// A message whose turn it is.
    fn take(&mut self, from: NodeId, message: Message, fx: Fx) {
        let Message { kind, time, post, .. } = message;
        match (fx.config().order, post) {
            (Order::Lamport, post) => {
                self.clock = self.clock.max(time) + 1;
                self.heard[from.index()] = time;
                if let Some(post) = post {
                    self.queue.push((time, post));
                    self.send_to_all(Kind::Ack, None, fx);
                }
                self.deliver_acknowledged(fx);
            }
            (_, Some(post)) if kind == Kind::Submit => self.say_and_deliver(post, fx),
            (_, Some(post)) => self.deliver(post, fx),
            (_, None) => {}
        }
    }

    /// Delivers the least of the queue for as long as all others have sent something later:
    /// since what they send comes in order and its timestamps grow, nothing can come that
    /// belongs before it.
    fn deliver_acknowledged(&mut self, fx: Fx) {
        let key = |(time, post): &(u64, Post)| (*time, post.origin);
        while let Some(least) = self.queue.iter().map(key).min() {
            if !fx.others().all(|node| (self.heard[node.index()], node) >= least) {
                return;
            }
            let index = self.queue.iter().position(|entry| key(entry) == least);
            let (_, post) = self.queue.remove(index.expect("the least is in the queue"));
            self.deliver(post, fx);
        }
    }

    fn deliver(&mut self, post: Post, fx: Fx) {
        fx.decide(format_args!("deliver {}", post.text));
        self.delivered.push(post);
    }
}

/// What is remembered of a post.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Sent {
    /// How many posts of each node its origin had delivered or made before it.
    past: Box<[u32]>,
    /// For each node, the rank in its deliveries, from 1; 0 where it has not delivered it.
    ranks: Box<[u32]>,
}

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    /// The posts of each node, in order.
    posts: Vec<Vec<Sent>>,
    /// How many of its deliveries each node has been seen to make.
    delivered: Vec<u32>,
    /// For each node, up to which post of each node it has delivered.
    have: Vec<Box<[u32]>>,
    /// For each pair of nodes, the last rank at the second of what both have delivered.
    common: Vec<Box<[u32]>>,
    /// How many deliveries are still to be made.
    missing: u32,
}

impl Observe<Node> for Observers {
    type Property = Property;

    fn new(view: &Observed<Node>) -> Observers {
        let nodes = view.nodes.len();
        let zeros: Box<[u32]> = vec![0; nodes].into();
        Observers {
            posts: vec![Vec::new(); nodes],
            delivered: vec![0; nodes],
            have: vec![zeros.clone(); nodes],
            common: vec![zeros; nodes],
            missing: 0,
        }
    }

    fn observe(&mut self, step: &Step<Node>, view: &Observed<Node>, verdicts: &mut Verdicts<Property>) {
        let (node, state) = (step.node, &view.nodes[step.node.index()].state);
        let nodes = view.nodes.len();
        if (self.posts[node.index()].len() as u32) < state.posts {
            let past = self.have[node.index()].clone();
            self.posts[node.index()].push(Sent { past, ranks: vec![0; nodes].into() });
            self.missing += nodes as u32;
        }
        for index in self.delivered[node.index()] as usize..state.delivered.len() {
            self.deliver(node, &state.delivered[index], index as u32 + 1, view.names, verdicts);
        }
        self.delivered[node.index()] = state.delivered.len() as u32;
    }

    fn verdict(&self, property: Property, _: &[String]) -> (Outcome, String) {
        let deliveries = counted(self.delivered.iter().sum(), "delivery", "deliveries");
        let what = match property {
            Property::Integrity => "none of them repeated",
            Property::FifoOrder => "each after all that its sender had broadcast before it",
            Property::CausalOrder => "each after all that its sender knew of",
            Property::TotalOrder => "in the same order everywhere",
            _ if self.missing == 0 => "none is missing",
            _ => {
                let missing = counted(self.missing, "delivery is", "deliveries are");
                return (Outcome::Pending, format!("{missing} still to be made."));
            }
        };
        (Outcome::Holds, format!("{deliveries}, {what}."))
    }

    fn is_tested(&self, property: Property) -> bool {
        match property {
            Property::AllDelivered => self.posts.iter().any(|posts| !posts.is_empty()),
            _ => self.delivered.iter().any(|count| *count > 0),
        }
    }
}

impl Observers {
    /// A node delivers a post, as its `rank`-th.
    fn deliver(
        &mut self,
        node: NodeId,
        post: &Post,
        rank: u32,
        names: &[String],
        verdicts: &mut Verdicts<Property>,
    ) {
        let (name, text) = (&names[node.index()], &post.text);
        let Sent { past, ranks } = &mut self.posts[post.origin.index()][post.nth as usize - 1];
        if ranks[node.index()] > 0 {
            verdicts.violate(Property::Integrity, format_args!("{name} delivered {text} twice."));
            return;
        }
        ranks[node.index()] = rank;
        self.missing -= 1;
        if self.missing == 0 {
            verdicts.turn(Property::AllDelivered);
        }
        // Up to the first break of FIFO order, what a node has of another is all up to a
        // number. After it causal order, which asks for more, is broken too.
        let have = &mut self.have[node.index()];
        let origin = &names[post.origin.index()];
        if have[post.origin.index()] + 1 != post.nth {
            let why = format_args!("{name} delivered {text} without what {origin} had broadcast before it.");
            verdicts.violate(Property::FifoOrder, why);
            verdicts.violate(Property::CausalOrder, why);
        }
        if let Some(lacking) = (0..have.len()).find(|other| have[*other] < past[*other]) {
            let why = format_args!(
                "{name} delivered {text} without what {origin} had delivered from {} before it.",
                names[lacking]
            );
            verdicts.violate(Property::CausalOrder, why);
        }
        have[post.origin.index()] = have[post.origin.index()].max(post.nth);
        // Of two posts that two nodes deliver in opposite orders, one delivery is the last
        // of the four; there the other node has both, the later one further on.
        for other in (0..ranks.len()).filter(|other| *other != node.index() && ranks[*other] > 0) {
            if self.common[node.index()][other] > ranks[other] {
                let other = &names[other];
                let why = format_args!(
                    "{name} delivered {text} after a message that {other} delivered after {text}."
                );
                verdicts.violate(Property::TotalOrder, why);
            }
            let last = &mut self.common[node.index()][other];
            *last = ranks[other].max(*last);
            self.common[other][node.index()] = rank;
        }
    }
}
