//! A snapshot of a bank while money is under way.
//!
//! Chandy, Lamport, "Distributed Snapshots: Determining Global States of Distributed
//! Systems", ACM Transactions on Computer Systems 3(1), 1985, section 3. Links keep the
//! order of messages and lose none. Several branches may begin the one snapshot of a run.
//!
//! A branch that crashes finds its state again; what arrived in between is lost.

use super::violations::Violations;
use crate::ordered::Set;
use crate::sim::info::{
    Assumption, FieldType, Info, LONGEST, Parameter, Role, Variant, assumed, data, field, keyword, liveness,
    safety,
};
use crate::sim::observe::{Observe, Observed};
use crate::sim::plan::Plan;
use crate::sim::process::{self, Effects, duration, number};
use crate::sim::run::{ArgumentError, Fields, Outcome, Value};
use crate::sim::world::{Step, Trigger};
use crate::trace::{Micros, NodeId};

/// The most that a branch can begin with or pay.
const AMOUNT_MAX: u64 = 1_000_000_000;

/// A payment under way: which of its link, counted from 1, and how much.
type Payment = (u32, u64);

/// A branch of the bank.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Branch {
    /// Its account.
    balance: u64,
    /// How many payments it has made to each branch.
    paid: Vec<u32>,
    /// The balance that the snapshot recorded.
    recorded: Option<u64>,
    /// For each incoming channel, what the snapshot recorded as under way in it.
    channels: Vec<Vec<Payment>>,
    /// The incoming channels whose marker has come.
    done: Set<NodeId>,
}

/// What branches send each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    /// Money.
    Payment(Payment),
    /// What was sent before this is in the snapshot, what follows is not.
    Marker,
}

/// What can be asked of a branch.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Command {
    /// Pay so much to a branch, whose name is kept for showing.
    Pay(NodeId, u64, String),
    /// Begin a snapshot.
    Snapshot,
}

/// The act of the variant that sends its markers late.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SendMarkers;

/// What the scenario fixes for all branches.
#[derive(Debug)]
pub struct Config {
    nodes: usize,
    balance: u64,
    records_channels: bool,
    /// How long after recording markers are sent, in the variant that waits.
    marker_delay: Option<Micros>,
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "snapshot",
    title: "Chandy and Lamport's snapshot",
    summary: "Branches of a bank record their balances and the payments under way, without stopping.",
    source: "Chandy, Lamport: Distributed Snapshots: Determining Global States of Distributed Systems, 1985",
    node_prefix: "P",
    default_nodes: 3,
    node_bounds: (1, 64),
    groups: &[],
    has_clients: false,
    fifo_unless: Some("any-order"),
    decides: true,
    epoch: None,
    epoch_base: None,
    kinds: &[
        data("Payment", "Money for the receiver."),
        data("Marker", "What I sent before this is in the snapshot, what I send after it is not."),
    ],
    timers: &[],
    acts: &[keyword("send-markers", "The branch sends its markers, in the variant that does so late.")],
    roles: &[
        Role { name: "running", weight: 0 },
        Role { name: "recording", weight: 2 },
        Role { name: "recorded", weight: 1 },
    ],
    fields: &[
        field("balance", FieldType::Number),
        field("recorded", FieldType::Number),
        field("channels", FieldType::List),
    ],
    commands: &[
        keyword("pay NODE AMOUNT", "Send money to another branch."),
        keyword("snapshot", "Record the balance and begin a snapshot."),
    ],
    parameters: &[
        Parameter::count(
            "balance",
            100,
            (0, AMOUNT_MAX),
            "What each branch has in the beginning, where no `start` line says otherwise.",
        ),
        Parameter::duration(
            "marker-delay",
            20_000,
            (0, LONGEST),
            "How long the variant late-marker waits before it sends its markers.",
        ),
    ],
    assumes: &[
        assumed(Assumption::LinksKeepOrder),
        assumed(Assumption::NoLoss),
        assumed(Assumption::NoCopies),
    ],
    properties: &[
        safety(
            "consistent-cut",
            "What the snapshot shows as received, it shows as sent: no effect is recorded without its cause.",
        ),
        safety(
            "channel-states",
            "A channel is recorded with exactly those payments that were sent before the sender recorded and arrived after the receiver did.",
        ),
        safety(
            "total-preserved",
            "The recorded balances and the payments recorded as under way add up to all the money there is.",
        ),
        liveness("snapshot-complete", "In the end, every branch has recorded its balance and its channels."),
    ],
    variants: &[
        Variant {
            name: "any-order",
            about: "Links do not keep the order of messages, so that a marker is overtaken or overtakes.",
            breaks: "consistent-cut",
        },
        Variant {
            name: "late-marker",
            about: "A branch records at once, but sends its markers only later, so that payments slip in between.",
            breaks: "consistent-cut",
        },
        Variant {
            name: "no-channels",
            about: "Branches record their balances, but not what is under way.",
            breaks: "total-preserved",
        },
    ],
};

type Fx<'a, 'b> = &'a mut Effects<'b, Branch>;

impl process::Process for Branch {
    type Message = Message;
    type Timer = SendMarkers;
    type Command = Command;
    type Config = Config;
    type Observers = Observers;

    const INFO: &'static Info = &INFO;
    const COMMANDS_ARE_EVENTS: bool = true;

    fn configure(plan: &Plan) -> Config {
        let balance = number(&INFO, plan, "balance").min(AMOUNT_MAX);
        Config {
            nodes: plan.nodes.len(),
            balance,
            records_channels: plan.variant != Some("no-channels"),
            marker_delay: (plan.variant == Some("late-marker"))
                .then(|| duration(&INFO, plan, "marker-delay")),
        }
    }

    fn new(_: NodeId, config: &Config) -> Branch {
        Branch {
            balance: config.balance,
            paid: vec![0; config.nodes],
            recorded: None,
            channels: vec![Vec::new(); config.nodes],
            done: Set::new(),
        }
    }

    fn command(plan: &Plan, node: NodeId, words: &[&str]) -> Result<Command, ArgumentError> {
        let error = |word: usize, what: String| ArgumentError {
            word,
            what,
            hint: "commands are `pay NODE AMOUNT` and `snapshot`".to_owned(),
        };
        match words {
            ["snapshot"] => Ok(Command::Snapshot),
            ["pay", name, amount] => {
                let index = plan.nodes.iter().position(|other| other == name);
                let to = index.and_then(|index| u8::try_from(index).ok()).map(NodeId);
                match to {
                    None => Err(error(1, format!("\"{name}\" is not a node"))),
                    Some(to) if to == node => Err(error(1, "a branch cannot pay itself".to_owned())),
                    Some(to) => {
                        let amount = read_amount(amount).map_err(|what| error(2, what))?;
                        Ok(Command::Pay(to, amount, (*name).to_owned()))
                    }
                }
            }
            ["pay", ..] => Err(error(words.len().min(3), "`pay` takes a node and an amount".to_owned())),
            ["snapshot", ..] => Err(error(1, "`snapshot` stands alone".to_owned())),
            [other, ..] => Err(error(0, format!("\"{other}\" is not a command"))),
            [] => Err(error(0, "a command is missing".to_owned())),
        }
    }

    fn begin_in(&mut self, _: &Plan, _: NodeId, words: &[&str]) -> Result<(), ArgumentError> {
        let error = |word, what| ArgumentError {
            word,
            what,
            hint: "write the balance that the branch begins with".to_owned(),
        };
        match words {
            [amount] => {
                self.balance = read_amount(amount).map_err(|what| error(0, what))?;
                Ok(())
            }
            _ => Err(error(1, "a branch begins with a balance, nothing more".to_owned())),
        }
    }

    fn on_start(&mut self, _: Fx) {}

    fn on_command(&mut self, command: Command, fx: Fx) {
        match command {
            Command::Snapshot if self.recorded.is_some() => {
                fx.note(format_args!("has recorded its balance already"));
            }
            Command::Snapshot => self.record(fx),
            Command::Pay(_, amount, _) if amount > self.balance => {
                fx.note(format_args!("has only {}", self.balance));
            }
            Command::Pay(to, amount, _) => {
                self.balance -= amount;
                self.paid[to.index()] += 1;
                fx.send(to, Message::Payment((self.paid[to.index()], amount)));
            }
        }
    }

    fn on_message(&mut self, from: NodeId, message: Message, fx: Fx) {
        match message {
            Message::Payment(payment) => {
                self.balance += payment.1;
                let is_open = self.recorded.is_some() && !self.done.contains(&from);
                if is_open && fx.config().records_channels {
                    self.channels[from.index()].push(payment);
                    fx.note(format_args!("records {} as under way from {}", payment.1, fx.name(from)));
                }
            }
            // Marker-receiving rule: "if q has not recorded its state then q records its
            // state; q records the state of c as the empty sequence; else q records the
            // state of c as the sequence of messages received along c after q's state was
            // recorded and before q received the marker along c".
            Message::Marker if !self.done.insert(from) => {
                fx.note(format_args!("a copy of the marker from {}: decides nothing anew", fx.name(from)));
            }
            Message::Marker => {
                if self.recorded.is_none() {
                    self.record(fx);
                } else {
                    self.may_be_complete(fx);
                }
            }
        }
    }

    fn on_timer(&mut self, _: SendMarkers, fx: Fx) {
        fx.broadcast(&Message::Marker);
    }

    fn on_restart(&mut self, _: Fx) {}

    fn durable(&self, _: &Config) -> Branch {
        self.clone()
    }

    fn kind(message: &Message) -> u16 {
        match message {
            Message::Payment(_) => 0,
            Message::Marker => 1,
        }
    }

    fn fields(message: &Message, _: &[String]) -> Fields {
        match message {
            Message::Payment((_, amount)) => vec![("amount", Value::from(*amount))],
            Message::Marker => Vec::new(),
        }
    }

    fn timer_index(_: SendMarkers) -> u8 {
        0
    }

    fn timer_at(_: u8) -> SendMarkers {
        SendMarkers
    }

    fn command_text(command: &Command) -> String {
        match command {
            Command::Pay(_, amount, name) => format!("pay {name} {amount}"),
            Command::Snapshot => "snapshot".to_owned(),
        }
    }

    fn role(&self) -> Option<u8> {
        Some(match self.recorded {
            None => 0,
            Some(_) if !self.is_complete() => 1,
            Some(_) => 2,
        })
    }

    fn epoch(&self) -> Option<u64> {
        None
    }

    fn state(&self, _: &[String]) -> Fields {
        let amounts = |channel: &Vec<Payment>| {
            Value::List(channel.iter().map(|(_, amount)| Value::from(*amount)).collect())
        };
        vec![
            ("balance", Value::from(self.balance)),
            ("recorded", self.recorded.map_or(Value::Null, Value::from)),
            ("channels", Value::List(self.channels.iter().map(amounts).collect())),
        ]
    }
}

fn read_amount(text: &str) -> Result<u64, String> {
    let number = text.parse().ok().filter(|amount| *amount <= AMOUNT_MAX && !text.starts_with('+'));
    number.ok_or_else(|| format!("\"{text}\" is not an amount; the most is {AMOUNT_MAX}"))
}

impl Branch {
    /// Marker-sending rule: "p sends one marker along c after p records its state and
    /// before p sends further messages along c".
    fn record(&mut self, fx: Fx) {
        self.recorded = Some(self.balance);
        match fx.config().marker_delay {
            None => fx.broadcast(&Message::Marker),
            Some(delay) => fx.set_timer(SendMarkers, (delay, delay)),
        }
        fx.note(format_args!("records its balance {}", self.balance));
        self.may_be_complete(fx);
    }

    fn is_complete(&self) -> bool {
        self.recorded.is_some() && self.done.len() + 1 == self.channels.len()
    }

    /// The payments that it recorded as under way.
    fn under_way(&self) -> u64 {
        self.channels.iter().flatten().map(|(_, amount)| amount).sum()
    }

    fn may_be_complete(&self, fx: Fx) {
        if let Some(recorded) = self.recorded.filter(|_| self.is_complete()) {
            fx.decide(format_args!("recorded {recorded}, under way {}", self.under_way()));
        }
    }
}

/// Indices into the protocol's list of properties.
const CONSISTENT_CUT: usize = 0;
const CHANNEL_STATES: usize = 1;
const TOTAL_PRESERVED: usize = 2;
const SNAPSHOT_COMPLETE: usize = 3;

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    /// All the money there is.
    total: u64,
    /// How many branches have recorded their balance and all channels.
    complete: u32,
    nodes: u32,
    /// For each branch that has recorded, how many payments it had made to each before.
    sent: Vec<Option<Vec<u32>>>,
    /// For each receiver and sender, the payments that came before the receiver recorded.
    received: Vec<Vec<Set<u32>>>,
    violations: Violations,
}

impl Observe<Branch> for Observers {
    fn new(view: &Observed<Branch>) -> Observers {
        let nodes = view.nodes.len();
        Observers {
            total: view.nodes.iter().map(|node| node.state.balance).sum(),
            complete: 0,
            nodes: nodes as u32,
            sent: vec![None; nodes],
            received: vec![vec![Set::new(); nodes]; nodes],
            violations: Violations::default(),
        }
    }

    fn observe(&mut self, step: &Step<Branch>, view: &Observed<Branch>, decided: &mut Vec<usize>) {
        let state = &view.nodes[step.node.index()].state;
        let had_recorded = self.sent[step.node.index()].is_some();
        if state.recorded.is_some() && !had_recorded {
            self.sent[step.node.index()] = Some(state.paid.clone());
        }
        if let Trigger::Receive { from, message, .. } = &step.trigger {
            let (from_name, name) = (&view.names[from.index()], &view.names[step.node.index()]);
            match message {
                Message::Payment((number, amount)) if !had_recorded => {
                    self.received[step.node.index()][from.index()].insert(*number);
                    let sent = self.sent[from.index()].as_ref();
                    if sent.is_some_and(|sent| *number > sent[step.node.index()]) {
                        let why = format_args!(
                            "{name} received {amount} before it recorded, but {from_name} sent it after it had recorded."
                        );
                        self.violations.add(CONSISTENT_CUT, decided, why);
                    }
                }
                Message::Payment(_) => {}
                Message::Marker => self.check_channel(*from, step.node, state, view, decided),
            }
        }
        if state.is_complete() && !step.emitted.decisions.is_empty() {
            self.check_total(view, decided);
        }
    }

    fn verdict(&self, property: usize, _: &[String]) -> (Outcome, String) {
        self.violations.of(property).unwrap_or_else(|| self.unbroken(property))
    }

    fn is_tested(&self, property: usize) -> bool {
        match property {
            TOTAL_PRESERVED => self.complete == self.nodes,
            _ => self.sent.iter().any(Option::is_some),
        }
    }
}

impl Observers {
    /// A marker has come: the channel behind it is recorded for good.
    fn check_channel(
        &mut self,
        from: NodeId,
        to: NodeId,
        state: &Branch,
        view: &Observed<Branch>,
        decided: &mut Vec<usize>,
    ) {
        let sent = self.sent[from.index()].as_ref().map_or(0, |sent| sent[to.index()]);
        let received = &self.received[to.index()][from.index()];
        let under_way = (1..=sent).filter(|number| !received.contains(number));
        let mut recorded: Vec<u32> = state.channels[from.index()].iter().map(|(number, _)| *number).collect();
        crate::ordered::sort(&mut recorded);
        if !under_way.eq(recorded.iter().copied()) {
            let (from, to) = (&view.names[from.index()], &view.names[to.index()]);
            let why = format_args!(
                "The channel from {from} to {to} was recorded with other payments than were under way."
            );
            self.violations.add(CHANNEL_STATES, decided, why);
        }
    }

    /// A branch is done: are all, and do they have all the money?
    fn check_total(&mut self, view: &Observed<Branch>, decided: &mut Vec<usize>) {
        self.complete += 1;
        if self.complete < self.nodes {
            return;
        }
        decided.push(SNAPSHOT_COMPLETE);
        let balances: u64 = view.nodes.iter().filter_map(|node| node.state.recorded).sum();
        let under_way: u64 = view.nodes.iter().map(|node| node.state.under_way()).sum();
        if balances + under_way != self.total {
            let why = format_args!(
                "Balances of {balances} and {under_way} under way were recorded: {} instead of {}.",
                balances + under_way,
                self.total
            );
            self.violations.add(TOTAL_PRESERVED, decided, why);
        }
    }

    fn unbroken(&self, property: usize) -> (Outcome, String) {
        let recorded = self.sent.iter().flatten().count();
        match property {
            _ if recorded == 0 => {
                let outcome = if property == SNAPSHOT_COMPLETE { Outcome::Pending } else { Outcome::Holds };
                (outcome, "Nobody has recorded anything yet.".to_owned())
            }
            CONSISTENT_CUT => {
                (Outcome::Holds, "Whatever was recorded as received was recorded as sent.".to_owned())
            }
            CHANNEL_STATES => {
                (Outcome::Holds, "Channels were recorded with what was under way in them.".to_owned())
            }
            _ if self.complete < self.nodes => {
                let outcome = if property == SNAPSHOT_COMPLETE { Outcome::Pending } else { Outcome::Holds };
                (outcome, format!("{} of {} branches are done.", self.complete, self.nodes))
            }
            TOTAL_PRESERVED => (Outcome::Holds, format!("The recorded total is {}.", self.total)),
            _ => (Outcome::Holds, format!("All {} branches are done.", self.nodes)),
        }
    }
}
