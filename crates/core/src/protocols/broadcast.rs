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

use super::violations::{Violations, counted};
use crate::sim::info::{
    Assumption, FieldType, Info, Parameter, Role, Variant, assumed, data, field, keyword, liveness, request,
    safety, yes,
};
use crate::sim::observe::{Observe, Observed};
use crate::sim::plan::Plan;
use crate::sim::process::{self, Effects, chosen};
use crate::sim::run::{ArgumentError, Fields, Outcome, Value};
use crate::sim::world::Step;
use crate::trace::NodeId;
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

/// The longest text of a message, in bytes.
const TEXT_MAX: usize = 64;

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

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
enum Kind {
    Broadcast,
    Submit,
    Ack,
}

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
    order: u8,
}

type Fx<'a, 'b> = &'a mut Effects<'b, Node>;

/// What the scenario fixes for all nodes.
#[derive(Debug)]
pub struct Config {
    nodes: usize,
    order: Order,
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "broadcast",
    title: "Ordered broadcast",
    summary: "Nodes hold messages back until they can deliver them in order: FIFO, causal, or the same total order everywhere.",
    source: "Hadzilacos, Toueg: A Modular Approach to Fault-Tolerant Broadcasts and Related Problems, 1994",
    node_prefix: "P",
    default_nodes: 3,
    node_bounds: (1, 64),
    groups: &[],
    has_clients: false,
    fifo_unless: None,
    decides: true,
    epoch: None,
    epoch_base: None,
    kinds: &[
        data("Broadcast", "What a node says to all others."),
        request("Submit", "The sequencer is asked to number this and to pass it on."),
        yes("Ack", "I have received up to here; all that I send from now on has a later timestamp."),
    ],
    timers: &[],
    acts: &[],
    roles: &[Role { name: "node", weight: 0 }, Role { name: "sequencer", weight: 2 }],
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
    assumes: &[assumed(Assumption::NoLoss)],
    properties: &[
        safety("integrity", "A node delivers a message at most once."),
        safety("fifo-order", "A message is delivered after all that its sender broadcast before it."),
        safety(
            "causal-order",
            "A message is delivered after all that its sender had broadcast or delivered before it.",
        )
        .only_with("order", &["causal", "sequencer", "lamport"]),
        safety("total-order", "No two nodes deliver two messages in opposite orders.")
            .only_with("order", &["sequencer", "lamport"]),
        liveness("all-delivered", "In the end, every message is delivered by every node."),
    ],
    variants: &[Variant {
        name: "naive",
        about: "A node delivers a message as soon as it receives it, whatever the order asks for.",
        breaks: "total-order",
    }],
};

impl process::Process for Node {
    type Message = Message;
    type Timer = ();
    type Command = Arc<str>;
    type Config = Config;
    type Observers = Observers;

    const INFO: &'static Info = &INFO;
    const COMMANDS_ARE_EVENTS: bool = true;

    fn configure(plan: &Plan) -> Config {
        let word = chosen(&INFO, plan, "order");
        let named = ORDERS.iter().find(|(name, _)| *name == word && plan.variant.is_none());
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
            order: u8::from(config.order == Order::Sequencer && me == SEQUENCER),
        }
    }

    fn command(_: &Plan, _: NodeId, words: &[&str]) -> Result<Arc<str>, ArgumentError> {
        let error = |word: usize, what: String| ArgumentError {
            word,
            what,
            hint: "write `broadcast TEXT`".to_owned(),
        };
        match words {
            ["broadcast", text] if text.len() > TEXT_MAX => {
                Err(error(1, format!("this text is longer than {TEXT_MAX} bytes")))
            }
            ["broadcast", text] => Ok((*text).into()),
            ["broadcast"] => Err(error(1, "`broadcast` needs a text".to_owned())),
            ["broadcast", ..] => Err(error(2, "`broadcast` takes one text, nothing more".to_owned())),
            [other, ..] => Err(error(0, format!("\"{other}\" is not a command"))),
            [] => Err(error(0, "a command is missing".to_owned())),
        }
    }

    fn on_start(&mut self, _: Fx) {}

    fn on_command(&mut self, text: Arc<str>, fx: Fx) {
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

    fn on_timer(&mut self, (): (), _: Fx) {
        unreachable!("no timer is ever armed");
    }

    fn on_restart(&mut self, _: Fx) {}

    fn durable(&self, _: &Config) -> Node {
        self.clone()
    }

    fn kind(message: &Message) -> u16 {
        message.kind as u16
    }

    fn weight(message: &Message) -> u32 {
        1 + message.vector.len() as u32 / 16
    }

    fn fields(message: &Message, names: &[String]) -> Fields {
        let mut fields = Vec::new();
        if let Some(post) = &message.post {
            fields.push(("text", Value::Text(post.text.to_string())));
            fields.push(("origin", Value::from(&names[post.origin.index()])));
        }
        fields.push(("number", Value::from(u64::from(message.seq))));
        if message.time > 0 {
            fields.push(("timestamp", Value::from(message.time)));
        }
        if !message.vector.is_empty() {
            fields.push(("vector", numbers(&message.vector)));
        }
        fields
    }

    fn timer_index((): ()) -> u8 {
        0
    }

    fn timer_at(_: u8) {}

    fn command_text(text: &Arc<str>) -> String {
        format!("broadcast {text}")
    }

    fn message_text(message: &Message) -> Option<&str> {
        Some(message.post.as_ref().map_or("ack", |post| &post.text))
    }

    fn role(&self) -> Option<u8> {
        Some(self.order)
    }

    fn epoch(&self) -> Option<u64> {
        None
    }

    fn state(&self, _: &[String]) -> Fields {
        let text = |post: &Post| Value::Text(post.text.to_string());
        let held = self.held.iter().filter_map(|(_, message)| message.post.as_ref());
        vec![
            ("delivered", Value::List(self.delivered.iter().map(text).collect())),
            ("held", Value::List(held.map(text).collect())),
            ("queue", Value::List(self.queue.iter().map(|(_, post)| text(post)).collect())),
            ("seen", numbers(&self.seen)),
            ("clock", Value::from(self.clock)),
        ]
    }
}

fn numbers(all: &[u32]) -> Value {
    Value::List(all.iter().map(|number| Value::from(u64::from(*number))).collect())
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

/// Indices into the protocol's list of properties.
const INTEGRITY: usize = 0;
const FIFO_ORDER: usize = 1;
const CAUSAL_ORDER: usize = 2;
const TOTAL_ORDER: usize = 3;
const ALL_DELIVERED: usize = 4;

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
    violations: Violations,
}

impl Observe<Node> for Observers {
    fn new(view: &Observed<Node>) -> Observers {
        let nodes = view.nodes.len();
        let zeros: Box<[u32]> = vec![0; nodes].into();
        Observers {
            posts: vec![Vec::new(); nodes],
            delivered: vec![0; nodes],
            have: vec![zeros.clone(); nodes],
            common: vec![zeros; nodes],
            missing: 0,
            violations: Violations::default(),
        }
    }

    fn observe(&mut self, step: &Step<Node>, view: &Observed<Node>, decided: &mut Vec<usize>) {
        let (node, state) = (step.node, &view.nodes[step.node.index()].state);
        let nodes = view.nodes.len();
        if (self.posts[node.index()].len() as u32) < state.posts {
            let past = self.have[node.index()].clone();
            self.posts[node.index()].push(Sent { past, ranks: vec![0; nodes].into() });
            self.missing += nodes as u32;
        }
        for index in self.delivered[node.index()] as usize..state.delivered.len() {
            self.deliver(node, &state.delivered[index], index as u32 + 1, view.names, decided);
        }
        self.delivered[node.index()] = state.delivered.len() as u32;
    }

    fn verdict(&self, property: usize, _: &[String]) -> (Outcome, String) {
        self.violations.of(property).unwrap_or_else(|| self.unbroken(property))
    }

    fn is_tested(&self, property: usize) -> bool {
        match property {
            ALL_DELIVERED => self.posts.iter().any(|posts| !posts.is_empty()),
            _ => self.delivered.iter().any(|count| *count > 0),
        }
    }
}

impl Observers {
    /// A node delivers a post, as its `rank`-th.
    fn deliver(&mut self, node: NodeId, post: &Post, rank: u32, names: &[String], decided: &mut Vec<usize>) {
        let (name, text) = (&names[node.index()], &post.text);
        let Sent { past, ranks } = &mut self.posts[post.origin.index()][post.nth as usize - 1];
        if ranks[node.index()] > 0 {
            self.violations.add(INTEGRITY, decided, format_args!("{name} delivered {text} twice."));
            return;
        }
        ranks[node.index()] = rank;
        self.missing -= 1;
        if self.missing == 0 {
            decided.push(ALL_DELIVERED);
        }
        // Up to the first break of FIFO order, what a node has of another is all up to a
        // number. After it causal order, which asks for more, is broken too.
        let have = &mut self.have[node.index()];
        let origin = &names[post.origin.index()];
        if have[post.origin.index()] + 1 != post.nth {
            let why = format_args!("{name} delivered {text} without what {origin} had broadcast before it.");
            self.violations.add(FIFO_ORDER, decided, why);
            self.violations.add(CAUSAL_ORDER, decided, why);
        }
        if let Some(lacking) = (0..have.len()).find(|other| have[*other] < past[*other]) {
            let why = format_args!(
                "{name} delivered {text} without what {origin} had delivered from {} before it.",
                names[lacking]
            );
            self.violations.add(CAUSAL_ORDER, decided, why);
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
                self.violations.add(TOTAL_ORDER, decided, why);
            }
            let last = &mut self.common[node.index()][other];
            *last = ranks[other].max(*last);
            self.common[other][node.index()] = rank;
        }
    }

    fn unbroken(&self, property: usize) -> (Outcome, String) {
        let deliveries = counted(self.delivered.iter().sum(), "delivery", "deliveries");
        let what = match property {
            INTEGRITY => "none of them repeated",
            FIFO_ORDER => "each after all that its sender had broadcast before it",
            CAUSAL_ORDER => "each after all that its sender knew of",
            TOTAL_ORDER => "in the same order everywhere",
            _ if self.missing == 0 => "none is missing",
            _ => {
                let missing = counted(self.missing, "delivery is", "deliveries are");
                return (Outcome::Pending, format!("{missing} still to be made."));
            }
        };
        (Outcome::Holds, format!("{deliveries}, {what}."))
    }
}
