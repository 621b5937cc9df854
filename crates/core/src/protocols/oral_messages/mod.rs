//! Byzantine generals with oral messages: the algorithm OM(m).
//!
//! Lamport, Shostak, Pease, "The Byzantine Generals Problem", 1982, section 3. A commander
//! sends an order to his lieutenants, who tell each other what they were told, and tell each
//! other that again, m times. Of what they have heard they take majorities. With at most m
//! traitors among more than 3m generals all loyal lieutenants obey the same order, and a loyal
//! commander's is obeyed. With k traitors, k at most m, more than 2k + m generals are enough
//! (Lemma 1 of the paper, and its Theorem 1 with that in place of 3m).
//!
//! The recursion of the paper is a tree. A path such as G1, G3, G4 stands for "G4 says that G3
//! said that G1 ordered"; messages of round k have paths of length k. A node of the tree is the
//! commander of one of the smaller algorithms: its own value is what was heard on its path, and
//! the values below it are what the others say that they heard from it.
//!
//! A1: what is sent is delivered unaltered. A2: the receiver knows the sender, so nobody speaks
//! in the name of another. A3: a missing message is noticed, at the end of its round, and counts
//! as retreat.

mod forging;
mod tree;

use super::generals::{self, COMMANDER, Observers, Order, Property, ROUND, Role, Timer};
use crate::authoring::*;
use std::sync::Arc;
use tree::{Tree, majority, sum};

words! {
    /// The kinds of message.
    pub enum Kind: Kind {
        Order = data("Order", "What the sender says he was told, and through whom it came."),
    }

    /// What a broken variant gets wrong.
    pub enum Bug: Variant {
        FewerRounds = variant("fewer-rounds", "ic1-agreement", "The generals stop a round early."),
    }
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "oral-messages",
    title: "Byzantine generals: oral messages",
    summary: "Generals agree on an order although some lie, by telling each other what they were told.",
    source: "Lamport, Shostak, Pease: The Byzantine Generals Problem, 1982, section 3",
    node_prefix: "G",
    default_nodes: 4,
    node_bounds: (2, 10),
    decides: true,
    kinds: Kind::ALL,
    timers: Timer::ALL,
    strategies: &[Strategy::Flipping, Strategy::Equivocating, Strategy::Colluding, Strategy::Delaying],
    forges: true,
    roles: Role::ALL,
    fields: &[
        field("ordered", FieldType::Word),
        field("round", FieldType::Number),
        field("heard", FieldType::List),
        field("majorities", FieldType::List),
        field("contradictions", FieldType::List),
        field("liar", FieldType::Node),
        field("obeys", FieldType::Word),
    ],
    commands: Order::ALL,
    parameters: &[
        Parameter::count("m", 1, (0, 4), "How many traitors are allowed for: m + 1 rounds are needed."),
        ROUND,
    ],
    assumes: &[
        assumed(Assumption::WithinRounds),
        assumed(Assumption::NoCrash),
        assumed(Assumption::EnoughNodesFor("m")),
        assumed(Assumption::TraitorsAtMost("m")),
    ],
    properties: Property::ALL,
    variants: Bug::ALL,
    ..Info::EMPTY
};

/// Through whom an order came: the commander first, who told it last.
type Path = Vec<NodeId>;

/// A general.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct General {
    me: NodeId,
    /// How many rounds are over.
    round: u8,
    /// How many there are.
    last: u8,
    /// What the commander ordered. Nobody else has this.
    ordered: Option<Order>,
    /// The tree: what was heard on each path.
    heard: Map<Path, Order>,
    /// What a lieutenant obeys, once the last round is over.
    obeys: Option<Order>,
    /// What a delaying traitor should have sent a round ago.
    held: Vec<(NodeId, Oral)>,
}

/// An order, and through whom it came.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Oral {
    path: Path,
    order: Order,
    text: Arc<str>,
}

impl Oral {
    fn new(path: Path, order: Order, names: &[String]) -> Oral {
        let text = said(&path, order, names).into();
        Oral { path, order, text }
    }
}

/// `G3: G1: attack`: G3 says that G1 says attack.
fn said(path: &[NodeId], order: Order, names: &[String]) -> String {
    let speakers = path.iter().rev().map(|node| format!("{}: ", names[node.index()]));
    speakers.chain([order.to_string()]).collect()
}

/// What the scenario fixes for all generals.
#[derive(Clone, Debug)]
pub struct Config {
    names: Vec<String>,
    rounds: u8,
    round: Micros,
    traitors: Map<NodeId, Strategy>,
}

impl Config {
    fn generals(&self) -> u8 {
        self.names.len() as u8
    }

    /// What colluding traitors tell a general: one half of the loyal lieutenants is to attack.
    fn split(&self, general: NodeId) -> Order {
        let loyal = (1..self.generals()).map(NodeId).filter(|node| self.traitors.get(node).is_none());
        let before = loyal.clone().filter(|other| *other < general).count();
        if 2 * before < loyal.count() { Order::Attack } else { Order::Retreat }
    }
}

type Fx<'a, 'b> = &'a mut Effects<'b, General>;

impl Described for General {
    const INFO: &'static Info = &INFO;
    const COMMANDS_ARE_EVENTS: bool = true;

    fn role(&self) -> Option<u8> {
        let role = if self.me == COMMANDER { Role::Commander } else { Role::Lieutenant };
        Some(role.index())
    }

    fn state(&self, names: &[String]) -> Fields {
        let heard = self.heard.iter().map(|(path, order)| said(path, *order, names));
        let tree = Tree { general: self, generals: names.len() as u8 };
        let (majorities, contradictions, liar) = match self.me {
            COMMANDER => (Vec::new(), Vec::new(), None),
            _ => (tree.majorities(names), tree.contradictions(names), tree.liar()),
        };
        fields![
            "ordered": self.ordered,
            "round": u32::from(self.round),
            "heard": heard.collect::<Value>(),
            "majorities": majorities.into_iter().collect::<Value>(),
            "contradictions": contradictions.into_iter().collect::<Value>(),
            "liar": liar.map(|liar| Value::node(liar, names)),
            "obeys": self.obeys,
        ]
    }
}

impl Process for General {
    type Message = Oral;
    type Timer = Timer;
    type Command = Order;
    type Config = Config;
    type Observers = Observers;

    fn configure(plan: &Plan) -> Config {
        let fewer = u64::from(bug(plan) == Some(Bug::FewerRounds));
        let rounds = (number(&INFO, plan, "m") + 1).saturating_sub(fewer).max(1);
        Config {
            names: plan.nodes.clone(),
            rounds: rounds as u8,
            round: duration(&INFO, plan, "round"),
            traitors: plan.traitors.clone(),
        }
    }

    fn new(me: NodeId, config: &Config) -> General {
        General {
            me,
            round: 0,
            last: config.rounds,
            ordered: None,
            heard: Map::new(),
            obeys: None,
            held: Vec::new(),
        }
    }

    fn on_start(&mut self, fx: Fx) {
        fx.set_timer(Timer::RoundOver, (fx.config().round, fx.config().round));
    }

    /// OM(m), step 1: "The commander sends his value to every lieutenant."
    fn on_command(&mut self, order: Order, fx: Fx) {
        if fx.me() != COMMANDER {
            fx.note(format_args!("only {} gives orders", fx.name(COMMANDER)));
        } else if self.round > 0 || self.ordered.is_some() {
            fx.note(format_args!("one order is given, in the first round"));
        } else {
            self.ordered = Some(order);
            self.tell_all(&[], order, fx);
        }
    }

    /// A message of a round that is over is missing (A3), and the first on a path counts.
    fn on_message(&mut self, _: NodeId, Oral { path, order, text }: Oral, fx: Fx) {
        if path.len() <= usize::from(self.round) {
            fx.note(format_args!("{text} comes too late: its round is over"));
        } else if self.heard.get(&path).is_some() {
            fx.note(format_args!("has been told already, and takes no notice of {text}"));
        } else {
            self.heard.insert(path, order);
        }
    }

    /// A round is over. Step 2: lieutenants tell the others what they were told. Step 3, after
    /// the last round: they take majorities.
    fn on_timer(&mut self, _: Timer, fx: Fx) {
        self.round += 1;
        for (to, message) in std::mem::take(&mut self.held) {
            fx.send(to, message);
        }
        if self.round < self.last {
            self.relay(fx);
            fx.set_timer(Timer::RoundOver, (fx.config().round, fx.config().round));
        } else if fx.me() != COMMANDER {
            self.decide(fx);
        }
    }

    fn ends_round(_: Timer) -> bool {
        true
    }

    fn forgeries(forger: &Forger<General>) -> Vec<Oral> {
        forging::forgeries(forger)
    }

    fn refusal(forger: &Forger<General>, message: &Oral) -> Option<String> {
        forging::refusal(forger, message)
    }

    fn unsayable(forger: &Forger<General>) -> Vec<Oral> {
        forging::unsayable(forger)
    }

    fn read_forgery(asked: &ForgedWords<General>) -> Result<Oral, ArgumentError> {
        forging::read(asked)
    }

    fn forgery_words(message: &Oral, names: &[String]) -> Vec<String> {
        forging::words(message, names)
    }
}

impl Content for Oral {
    type Kind = Kind;

    fn kind(&self) -> Kind {
        Kind::Order
    }

    fn fields(&self, names: &[String]) -> Fields {
        fields!["order": self.order, "through": Value::nodes(&self.path, names)]
    }

    fn text(&self) -> Option<&str> {
        Some(&self.text)
    }
}

/// All paths of a length that begin with the commander and end with a general.
fn paths_to(last: NodeId, length: u8, generals: u8, paths: &mut Vec<Path>) {
    if last == COMMANDER || length <= 1 {
        if last == COMMANDER && length == 1 {
            paths.push(vec![COMMANDER]);
        }
        return;
    }
    let mut open = vec![vec![COMMANDER]];
    for _ in 2..length {
        let longer = open.iter().flat_map(|path| {
            let next = (1..generals).map(NodeId).filter(|node| *node != last && !path.contains(node));
            next.map(|node| with(path, node))
        });
        open = longer.collect();
    }
    paths.extend(open.iter().map(|path| with(path, last)));
}

fn with(path: &[NodeId], node: NodeId) -> Path {
    let mut path = path.to_vec();
    path.push(node);
    path
}

impl General {
    /// Tells all who are not on the path what came along it.
    fn tell_all(&mut self, path: &[NodeId], order: Order, fx: Fx) {
        let path = with(path, fx.me());
        let others: Vec<NodeId> = fx.others().filter(|other| !path.contains(other)).collect();
        let config = fx.config();
        let strategy = config.traitors.get(&self.me).copied();
        for to in others {
            let says = match strategy {
                Some(Strategy::Flipping) => order.opposite(),
                Some(Strategy::Equivocating) => Order::for_number(to),
                Some(Strategy::Colluding) => config.split(to),
                _ => order,
            };
            let message = Oral::new(path.clone(), says, &config.names);
            if strategy == Some(Strategy::Delaying) {
                self.held.push((to, message));
            } else {
                fx.send(to, message);
            }
        }
    }

    /// Tells what was heard in the round that is over. What is missing counts as retreat.
    fn relay(&mut self, fx: Fx) {
        if fx.me() == COMMANDER {
            return;
        }
        let mut paths = Vec::new();
        paths_to(fx.me(), self.round + 1, fx.config().generals(), &mut paths);
        for mut path in paths {
            path.pop();
            let order = self.heard.get(&path).copied().unwrap_or(Order::Retreat);
            self.tell_all(&path, order, fx);
        }
    }

    fn decide(&mut self, fx: Fx) {
        let tree = Tree { general: self, generals: fx.config().generals() };
        let votes = tree.votes(&[COMMANDER]);
        let order = majority(&votes);
        fx.note(format_args!("{}", sum(&votes, &fx.config().names)));
        self.obeys = Some(order);
        fx.decide(format_args!("{order}"));
    }
}

impl generals::General for General {
    fn ordered(&self) -> Option<Order> {
        self.ordered
    }

    fn obeys(&self) -> Option<Order> {
        self.obeys
    }
}
