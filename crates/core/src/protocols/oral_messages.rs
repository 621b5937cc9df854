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

use super::generals::{self, COMMANDER, Observers, Order, Property, ROUND, Role, Timer};
use crate::authoring::*;
use std::sync::Arc;

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

/// What a general makes of all that he has heard.
struct Tree<'a> {
    general: &'a General,
    generals: u8,
}

impl Tree<'_> {
    /// What was heard on a path. What is missing counts as retreat (A3).
    fn heard(&self, path: &[NodeId]) -> Order {
        self.general.heard.get(path).copied().unwrap_or(Order::Retreat)
    }

    /// The paths that are longer by one general.
    fn below(&self, path: &[NodeId]) -> impl Iterator<Item = Path> {
        let has_more = path.len() < usize::from(self.general.last);
        let others = (1..self.generals).map(NodeId).filter(move |_| has_more);
        others
            .filter(|other| *other != self.general.me && !path.contains(other))
            .map(|other| with(path, other))
    }

    /// Step 3 of OM(m): what was heard on a path, and what the others say that they heard on
    /// it, each by the algorithm with one round less.
    fn votes(&self, path: &[NodeId]) -> Vec<(NodeId, Order)> {
        let own = path.last().map(|last| (*last, self.heard(path)));
        let others = self.below(path).map(|path| (path[path.len() - 1], majority(&self.votes(&path))));
        own.into_iter().chain(others).collect()
    }

    /// Every majority that was taken, that about the commander's order first.
    fn majorities(&self, names: &[String]) -> Vec<String> {
        let mut lines = Vec::new();
        let mut open = vec![vec![COMMANDER]];
        while self.general.obeys.is_some() && !open.is_empty() {
            let told = |path: &Path| {
                path.iter()
                    .rev()
                    .take(path.len() - 1)
                    .map(|node| names[node.index()].clone() + ": ")
                    .collect::<String>()
            };
            lines.extend(
                open.iter()
                    .filter(|path| self.below(path).next().is_some())
                    .map(|path| told(path) + &sum(&self.votes(path), names)),
            );
            open = open.iter().flat_map(|path| self.below(path)).collect();
        }
        lines
    }

    /// Where somebody says that he heard something else. One of two lies, and who listens to
    /// both cannot tell which.
    fn contradictions(&self, names: &[String]) -> Vec<String> {
        let contradicts = |(path, order): (&Path, &Order)| {
            let (last, before) = path.split_last()?;
            let own = self.heard(before);
            let other = names[before.last()?.index()].as_str();
            (*order != own).then(|| {
                let (one, two) = (said(before, own, names), said(path, *order, names));
                format!("{one} and {two}: {other} or {} lies", names[last.index()])
            })
        };
        self.general.heard.iter().filter_map(contradicts).collect()
    }

    /// For each contradiction the two of whom one lies.
    fn suspects(&self) -> Vec<(NodeId, NodeId)> {
        let contradicts = |(path, order): (&Path, &Order)| {
            let (last, before) = path.split_last()?;
            (*order != self.heard(before)).then_some((*before.last()?, *last))
        };
        self.general.heard.iter().filter_map(contradicts).collect()
    }

    /// Who must lie if at most m do, so that whoever else did could not explain what was heard.
    fn liar(&self) -> Option<NodeId> {
        let (pairs, most) = (self.suspects(), self.general.last.saturating_sub(1));
        let mut all = (0..self.generals).map(NodeId);
        let must = |general: &NodeId| !explains(&pairs, &mut vec![*general], 1, most);
        pairs.first().filter(|_| explains(&pairs, &mut Vec::new(), 0, most))?;
        all.find(must)
    }
}

/// Whether so many more liars explain all contradictions. The first few of those that are named are
/// loyal, the others lie.
fn explains(pairs: &[(NodeId, NodeId)], named: &mut Vec<NodeId>, loyal: usize, left: u8) -> bool {
    let lies = |named: &[NodeId], general: NodeId| named[loyal..].contains(&general);
    let open = pairs.iter().find(|(one, other)| !lies(named, *one) && !lies(named, *other));
    let Some((one, other)) = open.copied() else { return true };
    let mut can_be = |general: NodeId| {
        if left == 0 || named[..loyal].contains(&general) {
            return false;
        }
        named.push(general);
        let explained = explains(pairs, named, loyal, left - 1);
        named.pop();
        explained
    };
    can_be(one) || can_be(other)
}

/// The order that more than half say; otherwise retreat.
fn majority(votes: &[(NodeId, Order)]) -> Order {
    let count = |order: Order| votes.iter().filter(|(_, other)| *other == order).count();
    let all = [Order::Attack, Order::Retreat, Order::Hold];
    all.into_iter().find(|order| 2 * count(*order) > votes.len()).unwrap_or(Order::Retreat)
}

/// `majority(attack by G1, retreat by G3, retreat by G4) = retreat`
fn sum(votes: &[(NodeId, Order)], names: &[String]) -> String {
    let votes_text: Vec<String> =
        votes.iter().map(|(node, order)| format!("{order} by {}", names[node.index()])).collect();
    format!("majority({}) = {}", votes_text.join(", "), majority(votes))
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

    /// What would have an effect: on each path of this round that ends with the traitor, and on
    /// which the receiver has heard nothing, either order.
    fn forgeries(forger: &Forger<General>) -> Vec<Oral> {
        let state = &forger.nodes[forger.to.index()].state;
        let length = state.round + 1;
        if forger.to == COMMANDER || state.obeys.is_some() || length > forger.config.rounds {
            return Vec::new();
        }
        let mut paths = Vec::new();
        paths_to(forger.from, length, forger.config.generals(), &mut paths);
        paths.retain(|path| !path.contains(&forger.to) && state.heard.get(path).is_none());
        let orders = [Order::Attack, Order::Retreat];
        let both = paths.into_iter().flat_map(|path| orders.map(|order| (path.clone(), order)));
        both.map(|(path, order)| Oral::new(path, order, forger.names)).collect()
    }

    /// Anything about what others told him, at any time: only the last of the path is known to
    /// the receiver, and that is the traitor himself (A2).
    fn refusal(forger: &Forger<General>, message: &Oral) -> Option<String> {
        let named = message.path.last().filter(|last| **last != forger.from)?;
        let [from, to, named] = [forger.from, forger.to, *named].map(|node| forger.name(node));
        Some(format!("{to} knows that it is {from} who speaks, and not {named}."))
    }

    /// An order of the commander's own, from somebody else.
    fn unsayable(forger: &Forger<General>) -> Vec<Oral> {
        let state = &forger.nodes[forger.to.index()].state;
        if forger.from == COMMANDER || forger.to == COMMANDER || state.round > 0 {
            return Vec::new();
        }
        let order = |order| Oral::new(Path::from_iter([COMMANDER]), order, forger.names);
        [Order::Attack, Order::Retreat].map(order).to_vec()
    }

    fn read_forgery(asked: &ForgedWords<General>) -> Result<Oral, ArgumentError> {
        const HINT: &str = "write the order, and then through whom it came, such as `attack G1`";
        let order = Order::read(asked.words.first().copied(), 0)?;
        let mut path = Path::new();
        for (word, index) in asked.words.iter().zip(0..).skip(1) {
            let wrong = |what: String| ArgumentError { word: index, what, hint: HINT.to_owned() };
            let node = asked.names.iter().position(|name| name == word);
            let node = node.ok_or_else(|| wrong(format!("\"{word}\" is not a general")))?;
            let node = NodeId(node as u8);
            if path.contains(&node) || node == asked.from {
                return Err(wrong(format!("{word} tells it twice")));
            }
            path.push(node);
        }
        path.push(asked.from);
        let wrong = |what: &str| ArgumentError {
            word: asked.words.len(),
            what: what.to_owned(),
            hint: HINT.to_owned(),
        };
        if path[0] != COMMANDER {
            return Err(wrong("an order comes from the commander"));
        }
        if path.contains(&asked.to) {
            return Err(wrong("nobody is told what he said himself"));
        }
        if path.len() > usize::from(asked.config.rounds) {
            return Err(wrong("there are not so many rounds"));
        }
        Ok(Oral::new(path, order, asked.names))
    }

    fn forgery_words(message: &Oral, names: &[String]) -> Vec<String> {
        let before = message.path.iter().take(message.path.len() - 1);
        let before = before.map(|node| names[node.index()].clone());
        [message.order.to_string()].into_iter().chain(before).collect()
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
