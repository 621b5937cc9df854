//! Byzantine generals with signed messages: the algorithm SM(m).
//!
//! Lamport, Shostak, Pease, "The Byzantine Generals Problem", 1982, section 4. An order carries
//! the signatures of all through whom it came: `attack:G1:G3` is signed by G1, and with that
//! signature by G3. A4: the signature of a loyal general cannot be forged, and anybody can
//! verify it. So traitors can keep an order to themselves, or sign two, and nothing else; with at
//! most m of them, m + 1 rounds are enough, however many generals there are.
//!
//! Dolev, Strong, "Authenticated Algorithms for Byzantine Agreement", 1983: whoever has passed on
//! two orders may be silent, since two are as good as any number (`set early-silence on`).
//!
//! `G1?` in a chain stands for something in the place of G1's signature that G1 has not made.
//! Anybody can write that, and whoever verifies it refuses the chain.

mod forging;

use super::generals::{self, COMMANDER, Observers, Order, Property, ROUND, Role, Timer};
use crate::authoring::*;
use std::fmt::Write;
use std::sync::Arc;

words! {
    /// The kinds of message.
    pub enum Kind: Kind {
        Signed = data("Signed", "An order, and the signatures of all through whom it came."),
    }

    /// What a broken variant gets wrong.
    pub enum Bug: Variant {
        FewerRounds = variant("fewer-rounds", "ic1-agreement", "The generals stop a round early."),
        AnyLength = variant(
            "any-length",
            "ic1-agreement",
            "A chain is taken in any round, also with fewer signatures than rounds.",
        ),
        Unverified = variant("unverified", "ic2-obedience", "Nobody verifies signatures."),
    }
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "signed-messages",
    title: "Byzantine generals: signed messages",
    summary: "Generals agree on an order although some lie, by passing on orders that carry signatures.",
    source: "Lamport, Shostak, Pease: The Byzantine Generals Problem, 1982, section 4; Dolev, Strong: Authenticated Algorithms for Byzantine Agreement, 1983",
    node_prefix: "G",
    default_nodes: 3,
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
        field("orders", FieldType::List),
        field("proof", FieldType::Word),
        field("liar", FieldType::Node),
        field("obeys", FieldType::Word),
    ],
    commands: Order::ALL,
    parameters: &[
        Parameter::count("m", 1, (0, 4), "How many traitors are allowed for: m + 1 rounds are needed."),
        ROUND,
        Parameter::switch("early-silence", false, "Whether a general passes on two orders at most."),
    ],
    assumes: &[
        assumed(Assumption::WithinRounds),
        assumed(Assumption::NoCrash),
        assumed(Assumption::TraitorsAtMost("m")),
    ],
    properties: Property::ALL,
    variants: Bug::ALL,
    ..Info::EMPTY
};

/// A signature in a chain.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Signature {
    by: NodeId,
    is_genuine: bool,
}

/// An order with its chain of signatures, the commander's first.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Signed {
    chain: Vec<Signature>,
    order: Order,
    text: Arc<str>,
}

impl Signed {
    fn new(chain: Vec<Signature>, order: Order, names: &[String]) -> Signed {
        let mut text = order.to_string();
        for Signature { by, is_genuine } in &chain {
            let mark = if *is_genuine { "" } else { "?" };
            let _ = write!(text, ":{}{mark}", names[by.index()]);
        }
        Signed { chain, order, text: text.into() }
    }

    fn is_signed_by(&self, general: NodeId) -> bool {
        self.chain.iter().any(|signature| signature.by == general)
    }

    /// Whose genuine signature stands behind one that is not.
    fn signer_of_a_lie(&self) -> Option<NodeId> {
        let mut after = self.chain.iter().skip_while(|signature| signature.is_genuine);
        after.find(|signature| signature.is_genuine).map(|signature| signature.by)
    }

    /// The same chain with one more signature.
    fn signed(&self, by: NodeId, names: &[String]) -> Signed {
        let mut chain = self.chain.clone();
        chain.push(Signature { by, is_genuine: true });
        Signed::new(chain, self.order, names)
    }
}

/// A general.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct General {
    me: NodeId,
    /// How many rounds are over.
    round: u8,
    /// What the commander ordered. Nobody else has this.
    ordered: Option<Order>,
    /// The set V of the paper: each order, with the chain on which it came first.
    orders: Map<Order, Signed>,
    /// Chains to be signed and passed on at the end of the round.
    to_relay: Vec<Signed>,
    /// What a lieutenant obeys, once the last round is over.
    obeys: Option<Order>,
    /// Who has signed a chain that was no chain: a loyal general verifies what he signs.
    caught: Option<NodeId>,
    /// All chains that a traitor has seen: traitors can repeat their signatures.
    seen: Set<Signed>,
    /// What a delaying traitor should have sent a round ago.
    held: Vec<(NodeId, Signed)>,
}

/// What the scenario fixes for all generals.
#[derive(Clone, Debug)]
pub struct Config {
    names: Vec<String>,
    rounds: u8,
    round: Micros,
    early_silence: bool,
    traitors: Map<NodeId, Strategy>,
    bug: Option<Bug>,
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
        let orders = self.orders.iter().map(|(_, signed)| &signed.text);
        fields![
            "ordered": self.ordered,
            "round": u32::from(self.round),
            "orders": orders.collect::<Value>(),
            "proof": self.proof(names),
            "liar": self.liar().map(|liar| Value::node(liar, names)),
            "obeys": self.obeys,
        ]
    }
}

impl Process for General {
    type Message = Signed;
    type Timer = Timer;
    type Command = Order;
    type Config = Config;
    type Observers = Observers;

    fn configure(plan: &Plan) -> Config {
        let bug = bug(plan);
        let fewer = u64::from(bug == Some(Bug::FewerRounds));
        let rounds = (number(&INFO, plan, "m") + 1).saturating_sub(fewer).max(1);
        Config {
            names: plan.nodes.clone(),
            rounds: rounds as u8,
            round: duration(&INFO, plan, "round"),
            early_silence: is_on(&INFO, plan, "early-silence"),
            traitors: plan.traitors.clone(),
            bug,
        }
    }

    fn new(me: NodeId, _: &Config) -> General {
        General {
            me,
            round: 0,
            ordered: None,
            orders: Map::new(),
            to_relay: Vec::new(),
            obeys: None,
            caught: None,
            seen: Set::new(),
            held: Vec::new(),
        }
    }

    fn on_start(&mut self, fx: Fx) {
        fx.set_timer(Timer::RoundOver, (fx.config().round, fx.config().round));
    }

    /// SM(m), step 1: "The commander signs and sends his value to every lieutenant."
    fn on_command(&mut self, order: Order, fx: Fx) {
        if fx.me() != COMMANDER {
            fx.note(format_args!("only {} gives orders", fx.name(COMMANDER)));
        } else if self.round > 0 || self.ordered.is_some() {
            fx.note(format_args!("one order is given, in the first round"));
        } else {
            self.ordered = Some(order);
            self.command(order, fx);
        }
    }

    fn on_message(&mut self, _: NodeId, message: Signed, fx: Fx) {
        if fx.config().traitors.get(&self.me).is_some() {
            self.seen.insert(message.clone());
        }
        match self.objection(&message, fx.config()) {
            Some(why) => {
                self.caught = self.caught.or(message.signer_of_a_lie());
                fx.note(format_args!("refuses {}: {why}", message.text));
            }
            None => self.take(message, fx),
        }
    }

    /// A round is over: what came in it is signed and passed on. After the last, step 3:
    /// "Lieutenant i obeys the order choice(V)."
    fn on_timer(&mut self, _: Timer, fx: Fx) {
        self.round += 1;
        for (to, message) in std::mem::take(&mut self.held) {
            fx.send(to, message);
        }
        if self.round < fx.config().rounds {
            let length = usize::from(self.round);
            let (now, later) = std::mem::take(&mut self.to_relay)
                .into_iter()
                .partition::<Vec<_>, _>(|message| message.chain.len() <= length);
            self.to_relay = later;
            now.iter().for_each(|message| self.relay(message, fx));
            fx.set_timer(Timer::RoundOver, (fx.config().round, fx.config().round));
        } else if fx.me() != COMMANDER {
            self.decide(fx);
        }
    }

    fn ends_round(_: Timer) -> bool {
        true
    }

    fn overhear(&mut self, _: NodeId, message: &Signed) {
        self.seen.insert(message.clone());
    }

    fn forgeries(forger: &Forger<General>) -> Vec<Signed> {
        forging::forgeries(forger)
    }

    fn refusal(forger: &Forger<General>, message: &Signed) -> Option<String> {
        forging::refusal(forger, message)
    }

    fn unsayable(forger: &Forger<General>) -> Vec<Signed> {
        forging::unsayable(forger)
    }

    fn read_forgery(asked: &ForgedWords<General>) -> Result<Signed, ArgumentError> {
        forging::read(asked)
    }

    fn forgery_words(message: &Signed, _: &[String]) -> Vec<String> {
        vec![message.text.to_string()]
    }
}

impl Content for Signed {
    type Kind = Kind;

    fn kind(&self) -> Kind {
        Kind::Signed
    }

    fn fields(&self, names: &[String]) -> Fields {
        let by = |signature: &Signature| Value::node(signature.by, names);
        let broken = self.chain.iter().filter(|signature| !signature.is_genuine);
        fields![
            "order": self.order,
            "signed by": self.chain.iter().map(by).collect::<Value>(),
            "not genuine": broken.map(by).collect::<Value>(),
        ]
    }

    fn text(&self) -> Option<&str> {
        Some(&self.text)
    }
}

impl General {
    /// Why a lieutenant does not take a message, if he does not. Step 2 (B): the chain begins
    /// with the commander, nobody has signed twice, and it has a signature for each round.
    fn objection(&self, message: &Signed, config: &Config) -> Option<String> {
        let name = |general: NodeId| &config.names[general.index()];
        let chain = &message.chain;
        let forged = chain.iter().find(|signature| !signature.is_genuine);
        if let Some(forged) = forged.filter(|_| config.bug != Some(Bug::Unverified)) {
            return Some(format!("{} has not signed it", name(forged.by)));
        }
        if chain.first().is_none_or(|first| first.by != COMMANDER) {
            return Some(format!("the first signature is not that of {}", name(COMMANDER)));
        }
        let twice =
            (1..chain.len()).find(|index| chain[..*index].iter().any(|other| other.by == chain[*index].by));
        if let Some(twice) = twice {
            return Some(format!("{} has signed it twice", name(chain[twice].by)));
        }
        if message.is_signed_by(self.me) {
            return Some(format!("{} has signed it already", name(self.me)));
        }
        let (length, round) = (chain.len(), usize::from(self.round) + 1);
        (length < round && config.bug != Some(Bug::AnyLength))
            .then(|| format!("it has {length} of the {round} signatures that round {round} asks for"))
    }

    /// Whether a message tells a lieutenant something new.
    fn has_use_for(&self, message: &Signed, config: &Config) -> bool {
        self.orders.get(&message.order).is_none() && !(config.early_silence && self.orders.len() >= 2)
    }

    /// Step 2 (B): an order that is new joins V, and is passed on while there are rounds left.
    fn take(&mut self, message: Signed, fx: Fx) {
        if !self.has_use_for(&message, fx.config()) {
            fx.note(format_args!("takes no notice of {}: that changes nothing", message.text));
            return;
        }
        if message.chain.len() < usize::from(fx.config().rounds) {
            self.to_relay.push(message.clone());
        }
        self.orders.insert(message.order, message);
        if let Some(proof) = self.proof(&fx.config().names).filter(|_| self.orders.len() == 2) {
            fx.note(format_args!("{proof}"));
        }
    }

    /// Two orders with the commander's signature.
    fn contradicting(&self) -> Option<(&Signed, &Signed)> {
        let mut chains = self.orders.iter().map(|(_, signed)| signed);
        let (one, two) = (chains.next()?, chains.next()?);
        let is_genuine = |signed: &Signed| signed.chain.first().is_some_and(|first| first.is_genuine);
        (is_genuine(one) && is_genuine(two)).then_some((one, two))
    }

    /// They prove that he is a traitor. Anybody can show both to anybody.
    fn proof(&self, names: &[String]) -> Option<String> {
        self.contradicting().map(|(one, two)| {
            let commander = &names[COMMANDER.index()];
            format!("{} and {}: {commander} has signed both, so {commander} is a traitor", one.text, two.text)
        })
    }

    /// Who is proven to lie.
    fn liar(&self) -> Option<NodeId> {
        self.contradicting().map(|_| COMMANDER).or(self.caught)
    }

    /// The commander signs his order for every lieutenant.
    fn command(&mut self, order: Order, fx: Fx) {
        let config = fx.config();
        let strategy = config.traitors.get(&self.me).copied();
        let accomplice = config.traitors.keys().find(|general| **general != self.me).copied();
        for to in fx.others() {
            let order = match strategy {
                Some(Strategy::Flipping) => order.opposite(),
                Some(Strategy::Equivocating) => Order::for_number(to),
                Some(Strategy::Colluding) if Some(to) == accomplice => Order::Retreat,
                Some(Strategy::Colluding) => Order::Attack,
                _ => order,
            };
            let chain = vec![Signature { by: self.me, is_genuine: true }];
            self.send(to, Signed::new(chain, order, &config.names), fx);
        }
    }

    /// Step 2 (B)(ii): the lieutenant signs the chain, and sends it to all who have not.
    fn relay(&mut self, message: &Signed, fx: Fx) {
        let config = fx.config();
        let strategy = config.traitors.get(&self.me).copied();
        let signed = match strategy {
            Some(Strategy::Flipping) => altered(message).signed(self.me, &config.names),
            _ => message.signed(self.me, &config.names),
        };
        let others = fx.others().filter(|other| *other != COMMANDER && !signed.is_signed_by(*other));
        let others: Vec<NodeId> = match strategy {
            Some(Strategy::Equivocating) => others.filter(|other| other.0 % 2 == 1).collect(),
            Some(Strategy::Colluding) => config.conspire(&signed).into_iter().collect(),
            _ => others.collect(),
        };
        others.into_iter().for_each(|to| self.send(to, signed.clone(), fx));
    }

    fn send(&mut self, to: NodeId, message: Signed, fx: Fx) {
        if fx.config().traitors.get(&self.me) == Some(&Strategy::Delaying) {
            self.held.push((to, message));
        } else {
            fx.send(to, message);
        }
    }

    /// Step 3. choice: the only order there is; with none, or with more than one, retreat.
    fn decide(&mut self, fx: Fx) {
        let mut orders = self.orders.iter().map(|(order, _)| *order);
        let order = match (orders.next(), orders.next()) {
            (Some(only), None) => only,
            _ => Order::Retreat,
        };
        let all: Vec<String> = self.orders.iter().map(|(order, _)| order.to_string()).collect();
        fx.note(format_args!("choice({}) = {order}", all.join(", ")));
        self.obeys = Some(order);
        fx.decide(format_args!("{order}"));
    }
}

/// The opposite order under the same signatures: none of them is genuine any more, since each
/// was made for another text.
fn altered(message: &Signed) -> Signed {
    let chain = message.chain.iter().map(|signature| Signature { is_genuine: false, ..*signature });
    Signed { chain: chain.collect(), order: message.order.opposite(), text: Arc::clone(&message.text) }
}

impl Config {
    /// Whom colluding traitors show an order to retreat: the next of them; the last of them, in
    /// the last round, the first of the loyal. Other orders they keep to themselves.
    fn conspire(&self, signed: &Signed) -> Option<NodeId> {
        if signed.order != Order::Retreat {
            return None;
        }
        let mut traitors = self.traitors.keys();
        let next = traitors.find(|general| **general != COMMANDER && !signed.is_signed_by(**general));
        let mut lieutenants = (1..self.names.len() as u8).map(NodeId);
        let loyal = lieutenants.find(|general| self.traitors.get(general).is_none());
        match signed.chain.len() == usize::from(self.rounds) {
            true => loyal,
            false => next.copied(),
        }
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
