//! A snapshot of a bank while money is under way.
//!
//! Chandy, Lamport, "Distributed Snapshots: Determining Global States of Distributed
//! Systems", ACM Transactions on Computer Systems 3(1), 1985, section 3. Links keep the
//! order of messages and lose none. Several branches may begin the one snapshot of a run.
//!
//! A branch that crashes finds its state again; what arrived in between is lost.

use crate::authoring::*;

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
    Pay(NodeId, u64),
    /// Begin a snapshot.
    Snapshot,
}

/// What the scenario fixes for all branches.
#[derive(Debug)]
pub struct Config {
    nodes: usize,
    balance: u64,
    records_channels: bool,
    /// How long after recording markers are sent, in the variant that waits.
    marker_delay: Option<Micros>,
}

words! {
    /// The kinds of message.
    pub enum Kind: Kind {
        Payment = data("Payment", "Money for the receiver."),
        Marker = data("Marker", "What I sent before this is in the snapshot, what I send after it is not."),
    }

    /// What a node does of its own accord.
    pub enum Act: Keyword {
        SendMarkers =
            keyword("send-markers", "The branch sends its markers, in the variant that does so late."),
    }

    /// The roles that a node can have.
    enum Role: Role {
        Running = role("running", 0),
        Recording = role("recording", 2),
        Recorded = role("recorded", 1),
    }

    /// What must always or in the end be true.
    pub enum Property: Property {
        ConsistentCut = safety(
            "consistent-cut",
            "What the snapshot shows as received, it shows as sent: no effect is recorded without its cause.",
        ),
        ChannelStates = safety(
            "channel-states",
            "A channel is recorded with exactly those payments that were sent before the sender recorded and arrived after the receiver did.",
        ),
        TotalPreserved = safety(
            "total-preserved",
            "The recorded balances and the payments recorded as under way add up to all the money there is.",
        ),
        SnapshotComplete = liveness(
            "snapshot-complete",
            "In the end, every branch has recorded its balance and its channels.",
        ),
    }

    /// What a broken variant gets wrong.
    enum Bug: Variant {
        AnyOrder = variant(
            "any-order",
            "consistent-cut",
            "Links do not keep the order of messages, so that a marker is overtaken or overtakes.",
        ),
        LateMarker = variant(
            "late-marker",
            "consistent-cut",
            "A branch records at once, but sends its markers only later, so that payments slip in between.",
        ),
        NoChannels = variant(
            "no-channels",
            "total-preserved",
            "Branches record their balances, but not what is under way.",
        ),
    }
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "snapshot",
    title: "Chandy and Lamport's snapshot",
    summary: "Branches of a bank record their balances and the payments under way, without stopping.",
    source: "Chandy, Lamport: Distributed Snapshots: Determining Global States of Distributed Systems, 1985",
    fifo_unless: Some("any-order"),
    decides: true,
    kinds: Kind::ALL,
    acts: Act::ALL,
    roles: Role::ALL,
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
    properties: Property::ALL,
    variants: Bug::ALL,
    assumes: &[
        assumed(Assumption::NoTraitors),
        assumed(Assumption::LinksKeepOrder),
        assumed(Assumption::NoLoss),
        assumed(Assumption::NoCopies),
    ],
    ..Info::EMPTY
};

type Fx<'a, 'b> = &'a mut Effects<'b, Branch>;

impl Described for Branch {
    const INFO: &'static Info = &INFO;
    const COMMANDS_ARE_EVENTS: bool = true;

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

    fn role(&self) -> Option<u8> {
        let role = match self.recorded {
            None => Role::Running,
            Some(_) if !self.is_complete() => Role::Recording,
            Some(_) => Role::Recorded,
        };
        Some(role.index())
    }

    fn state(&self, _: &[String]) -> Fields {
        let amounts = |channel: &Vec<Payment>| channel.iter().map(|(_, amount)| *amount).collect::<Value>();
        fields![
            "balance": self.balance,
            "recorded": self.recorded,
            "channels": self.channels.iter().map(amounts).collect::<Value>(),
        ]
    }
}

impl Process for Branch {
    type Message = Message;
    type Timer = Act;
    type Command = Command;
    type Config = Config;
    type Observers = Observers;

    fn configure(plan: &Plan) -> Config {
        let balance = number(&INFO, plan, "balance").min(AMOUNT_MAX);
        let bug = bug(plan);
        Config {
            nodes: plan.nodes.len(),
            balance,
            records_channels: bug != Some(Bug::NoChannels),
            marker_delay: (bug == Some(Bug::LateMarker)).then(|| duration(&INFO, plan, "marker-delay")),
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

    fn on_command(&mut self, command: Command, fx: Fx) {
        match command {
            Command::Snapshot if self.recorded.is_some() => {
                fx.note(format_args!("has recorded its balance already"));
            }
            Command::Snapshot => self.record(fx),
            Command::Pay(_, amount) if amount > self.balance => {
                fx.note(format_args!("has only {}", self.balance));
            }
            Command::Pay(to, amount) => {
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

    fn on_timer(&mut self, Act::SendMarkers: Act, fx: Fx) {
        fx.broadcast(&Message::Marker);
    }
}

impl Content for Message {
    type Kind = Kind;

    fn kind(&self) -> Kind {
        match self {
            Message::Payment(_) => Kind::Payment,
            Message::Marker => Kind::Marker,
        }
    }

    fn fields(&self, _: &[String]) -> Fields {
        match self {
            Message::Payment((_, amount)) => fields!["amount": *amount],
            Message::Marker => Fields::new(),
        }
    }
}

impl FromWords for Command {
    fn read(asked: &Asked) -> Result<Command, ArgumentError> {
        match asked.verb() {
            "snapshot" => Ok(Command::Snapshot),
            _ if asked.node(0) == asked.node => Err(asked.wrong(1, "a branch cannot pay itself".to_owned())),
            _ if asked.number(1) > AMOUNT_MAX => {
                Err(asked.wrong(2, format!("the most that a branch can pay is {AMOUNT_MAX}")))
            }
            _ => Ok(Command::Pay(asked.node(0), asked.number(1))),
        }
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
            Some(delay) => fx.set_timer(Act::SendMarkers, (delay, delay)),
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
}

impl Observe<Branch> for Observers {
    type Property = Property;

    fn new(view: &Observed<Branch>) -> Observers {
        let nodes = view.nodes.len();
        Observers {
            total: view.nodes.iter().map(|node| node.state.balance).sum(),
            complete: 0,
            nodes: nodes as u32,
            sent: vec![None; nodes],
            received: vec![vec![Set::new(); nodes]; nodes],
        }
    }

    fn observe(&mut self, step: &Step<Branch>, view: &Observed<Branch>, verdicts: &mut Verdicts<Property>) {
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
                        verdicts.violate(Property::ConsistentCut, why);
                    }
                }
                Message::Payment(_) => {}
                Message::Marker => self.check_channel(*from, step.node, state, view, verdicts),
            }
        }
        if state.is_complete() && !step.emitted.decisions.is_empty() {
            self.check_total(view, verdicts);
        }
    }

    fn verdict(&self, property: Property, _: &[String]) -> (Outcome, String) {
        let recorded = self.sent.iter().flatten().count();
        match property {
            _ if recorded == 0 => {
                let outcome =
                    if property == Property::SnapshotComplete { Outcome::Pending } else { Outcome::Holds };
                (outcome, "Nobody has recorded anything yet.".to_owned())
            }
            Property::ConsistentCut => {
                (Outcome::Holds, "Whatever was recorded as received was recorded as sent.".to_owned())
            }
            Property::ChannelStates => {
                (Outcome::Holds, "Channels were recorded with what was under way in them.".to_owned())
            }
            _ if self.complete < self.nodes => {
                let outcome =
                    if property == Property::SnapshotComplete { Outcome::Pending } else { Outcome::Holds };
                (outcome, format!("{} of {} branches are done.", self.complete, self.nodes))
            }
            Property::TotalPreserved => (Outcome::Holds, format!("The recorded total is {}.", self.total)),
            _ => (Outcome::Holds, format!("All {} branches are done.", self.nodes)),
        }
    }

    fn is_tested(&self, property: Property) -> bool {
        match property {
            Property::TotalPreserved => self.complete == self.nodes,
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
        verdicts: &mut Verdicts<Property>,
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
            verdicts.violate(Property::ChannelStates, why);
        }
    }

    /// A branch is done: are all, and do they have all the money?
    fn check_total(&mut self, view: &Observed<Branch>, verdicts: &mut Verdicts<Property>) {
        self.complete += 1;
        if self.complete < self.nodes {
            return;
        }
        verdicts.turn(Property::SnapshotComplete);
        let balances: u64 = view.nodes.iter().filter_map(|node| node.state.recorded).sum();
        let under_way: u64 = view.nodes.iter().map(|node| node.state.under_way()).sum();
        if balances + under_way != self.total {
            let why = format_args!(
                "Balances of {balances} and {under_way} under way were recorded: {} instead of {}.",
                balances + under_way,
                self.total
            );
            verdicts.violate(Property::TotalPreserved, why);
        }
    }
}
