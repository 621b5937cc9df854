//! A chain of blocks to which whoever has found a number may add, and of which the longest counts.
//!
//! Nakamoto, "Bitcoin: A Peer-to-Peer Electronic Cash System", 2008. Nobody is registered, so votes
//! of nodes would count for nothing: a node costs nothing. What costs is work. Each try to find a
//! block is a draw that succeeds rarely, and a share of the tries is a share of the power. A try is
//! independent of all before, so nothing is lost by going over to another chain.
//!
//! A payment is accepted once its block has so many confirmations, itself included. An attacker pays,
//! and builds a chain in secret in which the same coin goes back to it. It shows that chain once the
//! payment is accepted and the chain is the longer one. It begins with a head start: it pays once it has
//! found a block in secret, as Rosenfeld assumes ("Analysis of Hashrate-Based Double Spending", 2014).
//! Nothing rules a reversal out; more confirmations make it less likely, for who has less than half.

mod message;
mod properties;

use crate::authoring::*;
use crate::sim::draw;
use message::{Block, Chain, Coin, Message, confirmations, has};
use properties::Observers;
use std::sync::Arc;

words! {
    /// The kinds of message.
    pub enum Kind: Kind {
        Payment = request("Payment", "A coin goes to the merchants."),
        Block = data("Block", "A block was found. The message has the whole chain that ends with it."),
    }

    /// What a miner waits for.
    pub enum Timer: Keyword {
        FindBlock = keyword("find-block", "One of the miner's tries succeeds: it has found a block."),
    }

    /// What can be asked of a miner.
    pub enum Command: Keyword {
        Pay = keyword("pay", "The miner pays the merchants, and where it attacks, takes the coin back in secret."),
    }

    /// What a miner is.
    pub enum Role: Role {
        Miner = role("miner", 0),
        Attacker = role("attacker", 1),
    }

    /// What must always or in the end be true.
    pub enum Property: Property {
        Longest = safety(
            "longest-chain",
            "Every honest miner is on a chain that is as long as any that it has been shown.",
        ),
        AcceptedStays = safety(
            "accepted-stays",
            "A payment that an honest miner has accepted stays in its chain.",
        ).promised_by_nobody(),
        Accepted = liveness("payment-accepted", "In the end, every honest miner has accepted the payment."),
        SameChain = liveness("same-chain", "In the end, all honest miners are on the same chain."),
    }

    /// What a broken variant gets wrong.
    pub enum Bug: Variant {
        FirstSeen = variant("first-seen", "longest-chain", "A miner stays with the chain that it has seen first."),
        Unconfirmed = variant("unconfirmed", "accepted-stays", "A payment is accepted before any block has it."),
        CountsNodes = variant(
            "counts-nodes",
            "accepted-stays",
            "Every node has an equal share in finding blocks, whatever its power is.",
        ),
    }
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "longest-chain",
    title: "Longest chain",
    summary: "Miners find blocks by work, the longest chain counts, and a payment is accepted after some confirmations.",
    source: "Nakamoto: Bitcoin: A Peer-to-Peer Electronic Cash System, 2008; Rosenfeld: Analysis of Hashrate-Based Double Spending, 2014",
    node_prefix: "M",
    node_bounds: (2, 10),
    decides: true,
    epoch: Some("height"),
    kinds: Kind::ALL,
    timers: Timer::ALL,
    roles: Role::ALL,
    fields: &[
        field("height", FieldType::Number),
        field("chain", FieldType::List),
        field("hidden", FieldType::List),
        field("confirmations", FieldType::Number),
        field("accepted", FieldType::Word),
    ],
    commands: Command::ALL,
    parameters: &[
        Parameter::duration(
            "block",
            100 * MS,
            (MS, LONGEST / TRIES),
            "How long it takes on average until somebody finds a block.",
        ),
        Parameter::count(
            "confirmations",
            2,
            (1, 20),
            "How many blocks a payment needs until it is accepted, its own included.",
        ),
        Parameter::count(
            "attacker",
            0,
            (0, 90),
            "The last miner's share of the power, in percent, where it attacks. With 0 nobody attacks.",
        ),
        Parameter::count(
            "head-start",
            1,
            (0, 5),
            "How many blocks the attacker finds in secret before it pays.",
        ),
        Parameter::count(
            "give-up",
            12,
            (1, 100),
            "By how many blocks the attacker is behind when it gives up.",
        ),
        Parameter::count("identities", 1, (1, 50), "As how many nodes the attacker appears."),
    ],
    assumes: &[assumed(Assumption::NoTraitors)],
    properties: Property::ALL,
    variants: Bug::ALL,
    ..Info::EMPTY
};

/// A block takes so many tries of all miners on average.
const TRIES: u64 = 1_000;

/// A block is found after fewer tries than 2 to this power.
const TRIES_BITS: usize = 22;

/// A share of everything, in millionths.
const WHOLE: u64 = 1_000_000;

/// How far an attack is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
enum Attack {
    /// Nobody has asked for it, or it is over: the miner is as honest as the others.
    None,
    /// The attacker looks for its head start.
    Prepares,
    /// It has paid, and builds its chain in secret.
    Races,
}

/// A miner.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Miner {
    me: NodeId,
    /// How many blocks it has found.
    found: u32,
    /// The longest chain that it has been shown, or has shown.
    chain: Chain,
    /// The chain that the attacker builds in secret.
    hidden: Chain,
    attack: Attack,
    /// Whether it has heard of the payment.
    is_paid: bool,
    /// Whether it has accepted the payment, and where that stood.
    accepted: Option<Option<Block>>,
}

/// What the scenario fixes for all miners.
#[derive(Clone, Debug)]
pub struct Config {
    names: Vec<String>,
    seed: u64,
    /// How long a try takes.
    try_time: Micros,
    confirmations: usize,
    /// The miner that attacks, if one does.
    attacker: Option<NodeId>,
    /// Its share of the power and that of each other one, in millionths.
    shares: (u64, u64),
    head_start: usize,
    give_up: usize,
    bug: Option<Bug>,
}

impl Config {
    fn share(&self, miner: NodeId) -> u64 {
        if self.attacker == Some(miner) { self.shares.0 } else { self.shares.1 }
    }

    /// After how many tries a miner finds the so-manieth of its blocks. The draw is one of the seed and
    /// of that number: no message changes it. That all of k tries fail has the chance f to the power
    /// of k, where f is that of one; so the least k is sought whose power is not above the draw, bit
    /// by bit and in whole numbers, of which 2 to the power of 64 stand for 1.
    fn tries(&self, miner: NodeId, block: u32) -> u64 {
        let drawn = draw::for_timer(self.seed, miner, "block", block);
        let succeeds = (u128::from(self.share(miner)) << 64) / u128::from(WHOLE * TRIES);
        let product = |one: u64, other: u64| ((u128::from(one) * u128::from(other)) >> 64) as u64;
        let mut powers = vec![u64::MAX - succeeds as u64];
        for bit in 1..TRIES_BITS {
            powers.push(product(powers[bit - 1], powers[bit - 1]));
        }
        let (mut failed, mut all_fail) = (0, u64::MAX);
        for (bit, power) in powers.into_iter().enumerate().rev() {
            let longer = product(all_fail, power);
            if longer > drawn {
                (failed, all_fail) = (failed + (1 << bit), longer);
            }
        }
        failed + 1
    }
}

type Fx<'a, 'b> = &'a mut Effects<'b, Miner>;

impl Described for Miner {
    const INFO: &'static Info = &INFO;
    const COMMANDS_ARE_EVENTS: bool = true;

    fn role(&self) -> Option<u8> {
        Some(if self.attack == Attack::None { Role::Miner } else { Role::Attacker }.index())
    }

    fn epoch(&self) -> Option<u64> {
        Some(self.chain.len() as u64)
    }

    fn state(&self, names: &[String]) -> Fields {
        let list = |chain: &Chain| chain.iter().map(|block| block.name(names)).collect::<Value>();
        let hidden = if self.attack == Attack::None { Value::Null } else { list(&self.hidden) };
        let accepted =
            self.accepted.map(|block| block.map_or("before any block".to_owned(), |block| block.name(names)));
        fields![
            "height": self.chain.len() as u64,
            "chain": list(&self.chain),
            "hidden": hidden,
            "confirmations": confirmations(&self.chain) as u64,
            "accepted": accepted,
        ]
    }
}

impl Process for Miner {
    type Message = Message;
    type Timer = Timer;
    type Command = Command;
    type Config = Config;
    type Observers = Observers;

    fn configure(plan: &Plan) -> Config {
        let count = |name| number(&INFO, plan, name);
        let (bug, percent, miners) = (bug(plan), count("attacker"), plan.nodes.len() as u64);
        let attacker = (percent > 0).then(|| NodeId((miners - 1) as u8));
        let share = match (attacker, bug) {
            (None, _) => WHOLE / miners,
            // A name is a vote, and names cost nothing.
            (_, Some(Bug::CountsNodes)) => WHOLE * count("identities") / (count("identities") + miners - 1),
            _ => percent * WHOLE / 100,
        };
        let others = if attacker.is_some() { (WHOLE - share) / (miners - 1) } else { share };
        Config {
            names: plan.nodes.clone(),
            seed: plan.seed,
            try_time: (duration(&INFO, plan, "block") / TRIES).max(1),
            confirmations: count("confirmations") as usize,
            attacker,
            shares: (share, others),
            head_start: count("head-start") as usize,
            give_up: count("give-up") as usize,
            bug,
        }
    }

    fn new(me: NodeId, _: &Config) -> Miner {
        Miner {
            me,
            found: 0,
            chain: Chain::default(),
            hidden: Chain::default(),
            attack: Attack::None,
            is_paid: false,
            accepted: None,
        }
    }

    fn on_start(&mut self, fx: Fx) {
        self.try_on(fx);
    }

    /// Tries that have failed count for nothing, so it begins anew.
    fn on_restart(&mut self, fx: Fx) {
        self.try_on(fx);
    }

    fn on_command(&mut self, Command::Pay: Command, fx: Fx) {
        if self.is_paid || self.attack != Attack::None {
            fx.note(format_args!("one payment is made in a run"));
        } else if fx.config().attacker == Some(self.me) {
            self.attack = Attack::Prepares;
            self.hidden = Arc::clone(&self.chain);
            self.pay_if_ahead(fx);
        } else {
            self.pay(fx);
        }
    }

    fn on_message(&mut self, _: NodeId, message: Message, fx: Fx) {
        match message {
            Message::Payment => self.hear_of_payment(fx),
            Message::Block(chain, _) => self.hear_of_block(chain, fx),
        }
    }

    /// Section 5, step 4: "When a node finds a proof-of-work, it broadcasts the block to all nodes."
    fn on_timer(&mut self, _: Timer, fx: Fx) {
        self.found += 1;
        self.try_on(fx);
        let secret = self.attack != Attack::None;
        let coin = match (secret, if secret { &self.hidden } else { &self.chain }) {
            (true, chain) if !has(chain, Coin::GoesBack) => Coin::GoesBack,
            (false, chain) if self.is_paid && !has(chain, Coin::IsPaid) && !has(chain, Coin::GoesBack) => {
                Coin::IsPaid
            }
            _ => Coin::Stays,
        };
        let block = Block { by: self.me, number: self.found, coin };
        Arc::make_mut(if secret { &mut self.hidden } else { &mut self.chain }).push(block);
        if secret {
            fx.note(format_args!("finds {}, and keeps it secret", block.name(fx.names())));
        }
        match self.attack {
            Attack::None => {
                self.show_chain(fx);
                self.accept(fx);
            }
            Attack::Prepares => self.pay_if_ahead(fx),
            Attack::Races => self.publish_if_ahead(fx),
        }
    }
}

impl Miner {
    /// Waits for the try that succeeds next.
    fn try_on(&mut self, fx: Fx) {
        let config = fx.config();
        let wait = config.tries(self.me, self.found + 1) * config.try_time;
        fx.set_timer(Timer::FindBlock, (wait, wait));
    }

    fn pay(&mut self, fx: Fx) {
        fx.broadcast(&Message::Payment);
        self.hear_of_payment(fx);
    }

    fn hear_of_payment(&mut self, fx: Fx) {
        self.is_paid = true;
        if fx.config().bug == Some(Bug::Unconfirmed) && self.attack == Attack::None && self.accepted.is_none()
        {
            self.accepted = Some(None);
            fx.decide(format_args!("paid"));
        }
    }

    /// Section 5: "Nodes always consider the longest chain to be the correct one and will keep
    /// working on extending it." Of two of the same length the first counts.
    fn hear_of_block(&mut self, chain: Chain, fx: Fx) {
        let extends = chain.starts_with(&self.chain);
        let last = |chain: &Chain| chain.last().map(|block| block.name(fx.names())).unwrap_or_default();
        let (own, other) = (last(&self.chain), last(&chain));
        if chain.len() <= self.chain.len() {
            if chain != self.chain {
                fx.note(format_args!("stays with {own}: the chain of {other} is no longer"));
            }
            return;
        }
        if !extends {
            if fx.config().bug == Some(Bug::FirstSeen) {
                return fx.note(format_args!("stays with {own}, which it has seen first"));
            }
            let common = self.chain.iter().zip(chain.iter()).take_while(|(one, two)| one == two).count();
            let left = counted((self.chain.len() - common) as u32, "block", "blocks");
            fx.note(format_args!("goes over to the longer chain of {other}, and leaves {left}"));
        }
        self.chain = chain;
        match self.attack {
            Attack::None => self.accept(fx),
            Attack::Prepares if self.hidden.len() <= self.chain.len() => {
                self.hidden = Arc::clone(&self.chain)
            }
            Attack::Prepares => {}
            Attack::Races if self.chain.len() >= self.hidden.len() + fx.config().give_up => {
                fx.note(format_args!("gives up"));
                self.attack = Attack::None;
            }
            Attack::Races => self.publish_if_ahead(fx),
        }
    }

    /// A payment is accepted once it has its confirmations.
    fn accept(&mut self, fx: Fx) {
        let needed = fx.config().confirmations;
        if self.accepted.is_none() && confirmations(&self.chain) >= needed {
            let block = self.chain.iter().copied().find(|block| block.coin == Coin::IsPaid);
            self.accepted = Some(block);
            fx.decide(format_args!("paid"));
        }
    }

    fn show_chain(&mut self, fx: Fx) {
        let last = self.chain.last().map(|block| block.name(fx.names())).unwrap_or_default();
        let text = format!("{last}, height {}", self.chain.len());
        fx.broadcast(&Message::Block(Arc::clone(&self.chain), text.into()));
    }

    /// The attacker pays once it has its head start.
    fn pay_if_ahead(&mut self, fx: Fx) {
        if self.hidden.len() >= self.chain.len() + fx.config().head_start {
            self.attack = Attack::Races;
            self.pay(fx);
        }
    }

    /// The attacker shows its chain once the payment is accepted, and the chain is the longer one.
    fn publish_if_ahead(&mut self, fx: Fx) {
        let config = fx.config();
        let needed = if config.bug == Some(Bug::Unconfirmed) { 0 } else { config.confirmations };
        if confirmations(&self.chain) >= needed && self.hidden.len() > self.chain.len() {
            let ahead = counted((self.hidden.len() - self.chain.len()) as u32, "block", "blocks");
            fx.note(format_args!("shows its chain, which is {ahead} longer"));
            self.chain = Arc::clone(&self.hidden);
            self.attack = Attack::None;
            self.show_chain(fx);
        }
    }
}
