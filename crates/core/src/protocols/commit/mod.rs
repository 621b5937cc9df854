//! Atomic commit: a coordinator asks, participants vote, and the decision is told.
//!
//! - Gray, "Notes on Data Base Operating Systems", 1978: two-phase commit.
//! - Bernstein, Hadzilacos, Goodman, "Concurrency Control and Recovery in Database Systems",
//!   1987, section 7.4: cooperative termination.
//! - Skeen, "Nonblocking Commit Protocols", 1981: three-phase commit, with the transitions by
//!   time-out of its section 6.
//!
//! The first node coordinates, all others participate. Who is prepared has given up the right to
//! abort, and does not know the decision yet: it is in doubt. With three phases nobody commits
//! before all are told that all voted yes; then a time-out is enough to decide, as long as
//! messages are on time.

mod properties;

use crate::authoring::*;
use properties::Observers;

const COORDINATOR: NodeId = NodeId(0);

words! {
    /// How far the transaction has come on a node. On disk.
    pub enum State: Role {
        Initial = role("initial", 1),
        Waiting = role("waiting", 1),
        Working = role("working", 0),
        Prepared = role("prepared", 0).in_doubt(),
        Precommitted = role("precommitted", 0),
        Committed = role("committed", 0),
        Aborted = role("aborted", 0),
    }

    /// What nodes send each other.
    pub enum Message: Kind {
        Prepare = request("Prepare", "Can you commit? Whoever says yes gives up the right to abort."),
        VoteYes = yes("VoteYes", "I can commit, and abort only if I am told to."),
        VoteNo = no("VoteNo", "I have aborted."),
        Commit = data("Commit", "The transaction is committed."),
        Abort = data("Abort", "The transaction is aborted."),
        Ack = yes("Ack", "I know the decision."),
        PreCommit = data("PreCommit", "Everybody has voted yes."),
        PreAck = yes("PreAck", "I know that everybody has voted yes."),
        Ask = request("Ask", "What has been decided?"),
        Uncertain = no("Uncertain", "I do not know either."),
    }

    /// What a node waits for.
    pub enum Timer: Keyword {
        Votes = keyword("votes", "The coordinator has waited long enough for answers."),
        Patience = keyword("patience", "A participant has waited long enough for the coordinator."),
    }

    /// What must always or in the end be true.
    pub enum Property: Property {
        Atomicity = safety("atomicity", "Nobody aborts what the coordinator or a participant commits."),
        Unanimity = safety("unanimity", "Where somebody commits, every vote is yes."),
        Irrevocable = safety("irrevocable", "A participant that has committed or aborted stays so."),
        AllDecide = liveness("all-decide", "In the end, every participant that is up has committed or aborted."),
    }

    /// What a broken variant gets wrong.
    pub enum Bug: Variant {
        AbortsPrepared = variant(
            "aborts-prepared",
            "atomicity",
            "A participant that has waited long enough for the decision aborts.",
        ),
        CommitsPrepared = variant(
            "commits-prepared",
            "atomicity",
            "A participant that has waited long enough for the decision commits.",
        ),
        ForgetsDecision = variant("forgets-decision", "atomicity", "The coordinator's decision is not on its disk."),
        ForgetsPrepared = variant(
            "forgets-prepared",
            "atomicity",
            "That a participant has voted yes is not on its disk.",
        ),
        MajorityCommits = variant("majority-commits", "atomicity", "A majority of the votes is enough to commit."),
    }
}

/// A node: what it remembers beside its state on disk depends on its part.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Node {
    state: State,
    /// The coordinator: who has voted yes.
    yes: Set<NodeId>,
    /// The coordinator: who has acknowledged what it told last.
    acks: Set<NodeId>,
    /// A participant: how often it has asked for the decision.
    asked: u64,
    /// A participant: who asked it for the decision before it knew.
    askers: Set<NodeId>,
    /// A participant: it has come back since it voted, and cannot tell how long it was away.
    is_recovering: bool,
}

/// What can be asked of a node.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Command {
    /// The coordinator asks for votes.
    Begin,
    /// A participant aborts while it may.
    Abort,
}

/// What the scenario fixes for all nodes.
#[derive(Debug)]
pub struct Config {
    has_three_phases: bool,
    votes: Micros,
    patience: Micros,
    asks: u64,
    bug: Option<Bug>,
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "commit",
    title: "Two-phase and three-phase commit",
    summary: "A coordinator asks all participants to commit a transaction; one that refuses aborts it for all.",
    source: "Gray: Notes on Data Base Operating Systems, 1978; Skeen: Nonblocking Commit Protocols, 1981",
    first_nodes: &["C"],
    node_bounds: (2, 64),
    decides: true,
    kinds: Message::ALL,
    timers: Timer::ALL,
    roles: State::ALL,
    fields: &[
        field("state", FieldType::Word),
        field("yes", FieldType::List),
        field("acks", FieldType::List),
        field("asked", FieldType::Number),
    ],
    commands: &[
        keyword("begin", "The coordinator asks all participants to commit."),
        keyword("abort", "A participant that has not voted yes aborts."),
    ],
    parameters: &[
        Parameter::one_of(
            "phases",
            "two",
            &["two", "three"],
            "With three, all are told that all voted yes before anybody commits, and time-outs decide.",
        ),
        Parameter::duration(
            "votes",
            100 * MS,
            (MS, LONGEST),
            "With two phases: how long the coordinator waits for votes.",
        ),
        Parameter::duration(
            "patience",
            200 * MS,
            (MS, LONGEST),
            "With two phases: how long a participant waits for the coordinator.",
        ),
        Parameter::count(
            "asks",
            0,
            (0, 100),
            "How often a participant in doubt asks all others for the decision, each time it has waited long enough.",
        ),
        Parameter::duration(
            "bound",
            30 * MS,
            (MS, LONGEST / 4),
            "With three phases: how long a message takes at most. Participants wait for four times as long, the coordinator for three times.",
        ),
    ],
    properties: Property::ALL,
    variants: Bug::ALL,
    assumes: &[
        assumed(Assumption::NoTraitors),
        assumed(Assumption::BoundedDelay("bound")).only_with("phases", &["three"]),
        assumed(Assumption::EqualRates).only_with("phases", &["three"]),
    ],
    ..Info::EMPTY
};

type Fx<'a, 'b> = &'a mut Effects<'b, Node>;

impl Described for Node {
    const INFO: &'static Info = &INFO;

    fn role(&self) -> Option<u8> {
        Some(self.state.index())
    }

    fn state(&self, names: &[String]) -> Fields {
        let mut fields = fields!["state": self.state.entry().name];
        match self.state {
            State::Initial | State::Waiting => fields.push(("yes", Value::nodes(self.yes.iter(), names))),
            State::Working | State::Prepared => fields.push(("asked", Value::from(self.asked))),
            _ => fields.push(("acks", Value::nodes(self.acks.iter(), names))),
        }
        fields
    }
}

impl Process for Node {
    type Message = Message;
    type Timer = Timer;
    type Command = Command;
    type Config = Config;
    type Observers = Observers;

    fn configure(plan: &Plan) -> Config {
        let has_three_phases = chosen(&INFO, plan, "phases") == "three";
        let bound = duration(&INFO, plan, "bound");
        let (votes, patience) = match has_three_phases {
            true => (3 * bound, 4 * bound),
            false => (duration(&INFO, plan, "votes"), duration(&INFO, plan, "patience")),
        };
        Config { has_three_phases, votes, patience, asks: number(&INFO, plan, "asks"), bug: bug(plan) }
    }

    fn new(me: NodeId, _: &Config) -> Node {
        Node {
            state: if me == COORDINATOR { State::Initial } else { State::Working },
            yes: Set::new(),
            acks: Set::new(),
            asked: 0,
            askers: Set::new(),
            is_recovering: false,
        }
    }

    fn on_start(&mut self, fx: Fx) {
        if fx.me() != COORDINATOR {
            fx.set_timer(Timer::Patience, even(fx.config().patience));
        }
    }

    fn on_command(&mut self, command: Command, fx: Fx) {
        match (command, self.state) {
            (Command::Begin, State::Initial) => {
                self.state = State::Waiting;
                fx.broadcast(&Message::Prepare);
                fx.set_timer(Timer::Votes, even(fx.config().votes));
            }
            (Command::Abort, State::Working) => self.refuse(fx),
            (Command::Begin, _) => fx.note(format_args!("has begun already")),
            (Command::Abort, _) => fx.note(format_args!("may not abort on its own any more")),
        }
    }

    fn on_message(&mut self, from: NodeId, message: Message, fx: Fx) {
        match message {
            Message::Prepare => self.on_prepare(fx),
            Message::VoteYes | Message::VoteNo => self.on_vote(from, message, fx),
            Message::PreCommit => self.on_precommit(fx),
            Message::PreAck => self.on_pre_ack(from, fx),
            Message::Commit => self.on_decision(State::Committed, from, fx),
            Message::Abort => self.on_decision(State::Aborted, from, fx),
            Message::Ack => _ = self.acks.insert(from),
            Message::Ask => self.on_ask(from, fx),
            Message::Uncertain => fx.note(format_args!("learns nothing from {}", fx.name(from))),
        }
    }

    fn on_timer(&mut self, timer: Timer, fx: Fx) {
        match (timer, self.state) {
            (Timer::Votes, State::Precommitted) => self.decide(State::Committed, fx),
            (Timer::Votes, _) => self.decide(State::Aborted, fx),
            (Timer::Patience, State::Working) => self.refuse(fx),
            (Timer::Patience, _) => self.lose_patience(fx),
        }
    }

    /// Skeen and Stonebraker, "A Formal Model of Crash Recovery in a Distributed System", 1983:
    /// failure transitions.
    fn on_restart(&mut self, fx: Fx) {
        match self.state {
            // Nobody can have committed, and nobody can be asked for its vote again.
            State::Initial | State::Waiting => self.decide(State::Aborted, fx),
            State::Working => self.refuse(fx),
            State::Precommitted if fx.me() == COORDINATOR => self.decide(State::Committed, fx),
            State::Prepared | State::Precommitted => self.recover(fx),
            State::Committed | State::Aborted if fx.me() == COORDINATOR => self.tell(fx),
            State::Committed | State::Aborted => {}
        }
    }

    fn ends_round(_: Timer) -> bool {
        true
    }

    fn durable(&self, config: &Config) -> Node {
        let state = match (self.state, config.bug) {
            (State::Prepared, Some(Bug::ForgetsPrepared)) => State::Working,
            // Votes are counted by the coordinator alone.
            (State::Committed, Some(Bug::ForgetsDecision)) if !self.yes.is_empty() => State::Waiting,
            (state, _) => state,
        };
        let empty = Set::new;
        Node { state, yes: empty(), acks: empty(), asked: 0, askers: empty(), is_recovering: false }
    }
}

/// What a command needs: the coordinator begins, and participants abort.
impl FromWords for Command {
    fn read(asked: &Asked) -> Result<Command, ArgumentError> {
        let is_coordinator = asked.node == COORDINATOR;
        let (command, is_for) = match asked.verb() {
            "begin" => (Command::Begin, is_coordinator),
            _ => (Command::Abort, !is_coordinator),
        };
        if is_for {
            return Ok(command);
        }
        let what = format!("{} does not {}", asked.plan.nodes[asked.node.index()], asked.verb());
        let coordinator = &asked.plan.nodes[COORDINATOR.index()];
        Err(ArgumentError {
            word: 0,
            what,
            hint: format!("`begin` is for {coordinator}, the coordinator, and `abort` for the others"),
        })
    }
}

/// The coordinator.
impl Node {
    /// All votes have to be yes, and one no is enough to abort.
    fn on_vote(&mut self, from: NodeId, vote: Message, fx: Fx) {
        if self.state != State::Waiting {
            fx.note(format_args!("counts no more votes"));
            return;
        }
        if vote == Message::VoteNo {
            self.decide(State::Aborted, fx);
            return;
        }
        self.yes.insert(from);
        let all = fx.others().count();
        let needed = if fx.config().bug == Some(Bug::MajorityCommits) { all / 2 + 1 } else { all };
        if self.yes.len() < needed {
            return;
        }
        if fx.config().has_three_phases {
            self.state = State::Precommitted;
            fx.broadcast(&Message::PreCommit);
            fx.set_timer(Timer::Votes, even(fx.config().votes));
        } else {
            self.decide(State::Committed, fx);
        }
    }

    /// Once all know that all voted yes, nobody is left in doubt.
    fn on_pre_ack(&mut self, from: NodeId, fx: Fx) {
        self.acks.insert(from);
        if self.state == State::Precommitted && self.acks.len() == fx.others().count() {
            self.acks.clear();
            self.decide(State::Committed, fx);
        }
    }

    /// The commit point: the decision is on disk before anybody hears of it.
    fn decide(&mut self, decision: State, fx: Fx) {
        self.state = decision;
        fx.cancel_timer(Timer::Votes);
        fx.decide(format_args!("{}", verb(decision)));
        self.tell(fx);
    }

    fn tell(&mut self, fx: Fx) {
        fx.broadcast(&told(self.state));
    }
}

/// A participant.
impl Node {
    fn on_prepare(&mut self, fx: Fx) {
        if self.state != State::Working {
            fx.note(format_args!("has voted already"));
            return;
        }
        self.state = State::Prepared;
        // It has waited for the question; now it waits for the decision.
        fx.cancel_timer(Timer::Patience);
        fx.send(COORDINATOR, Message::VoteYes);
        self.be_patient(fx);
    }

    /// Before it votes, a participant may abort on its own; that is a vote too.
    fn refuse(&mut self, fx: Fx) {
        self.settle(State::Aborted, fx);
        fx.send(COORDINATOR, Message::VoteNo);
    }

    /// Who waits for a decision waits anew, with a timer where there is something that it can do then.
    fn be_patient(&mut self, fx: Fx) {
        let Config { has_three_phases, patience, asks, bug, .. } = fx.config();
        let gives_up = matches!(bug, Some(Bug::AbortsPrepared | Bug::CommitsPrepared));
        let decides = gives_up || *has_three_phases && !self.is_recovering;
        fx.cancel_timer(Timer::Patience);
        fx.arm_while(decides || self.asked < *asks, Timer::Patience, even(*patience));
    }

    fn lose_patience(&mut self, fx: Fx) {
        let config = fx.config();
        let decides = config.has_three_phases && !self.is_recovering;
        match (self.state, config.bug) {
            (State::Prepared, Some(Bug::AbortsPrepared)) => self.refuse(fx),
            (State::Prepared, Some(Bug::CommitsPrepared)) => self.settle(State::Committed, fx),
            // Skeen 1981, section 6: whoever is prepared knows that nobody has committed, and
            // whoever is precommitted that nobody will abort.
            (State::Prepared, _) if decides => self.settle(State::Aborted, fx),
            (State::Precommitted, _) if decides => self.settle(State::Committed, fx),
            _ => {
                self.asked += 1;
                fx.broadcast(&Message::Ask);
                self.be_patient(fx);
            }
        }
    }

    fn on_precommit(&mut self, fx: Fx) {
        if self.state == State::Prepared {
            self.state = State::Precommitted;
            self.be_patient(fx);
            fx.send(COORDINATOR, Message::PreAck);
        }
    }

    fn on_decision(&mut self, decision: State, from: NodeId, fx: Fx) {
        if matches!(self.state, State::Committed | State::Aborted) {
            if self.state != decision {
                fx.note(format_args!("has {} already", self.state.entry().name));
            }
        } else {
            self.settle(decision, fx);
        }
        if from == COORDINATOR {
            fx.send(COORDINATOR, Message::Ack);
        }
    }

    /// It knows the decision, and tells those who asked.
    fn settle(&mut self, decision: State, fx: Fx) {
        self.state = decision;
        fx.cancel_timer(Timer::Patience);
        fx.decide(format_args!("{}", verb(decision)));
        let askers: Vec<NodeId> = self.askers.iter().copied().collect();
        self.askers.clear();
        askers.into_iter().for_each(|asker| fx.send(asker, told(decision)));
    }

    /// It was prepared when it stopped: others may have decided since.
    fn recover(&mut self, fx: Fx) {
        self.is_recovering = true;
        match fx.config() {
            Config { has_three_phases: false, asks: 0, .. } => fx.send(COORDINATOR, Message::Ask),
            _ => fx.broadcast(&Message::Ask),
        }
        self.be_patient(fx);
    }

    /// Bernstein et al., section 7.4: whoever knows tells, whoever has not voted aborts, and
    /// whoever is in doubt cannot help. A coordinator that has not decided tells all later.
    fn on_ask(&mut self, from: NodeId, fx: Fx) {
        if self.state == State::Working {
            self.refuse(fx);
        }
        match self.state {
            State::Committed | State::Aborted => fx.send(from, told(self.state)),
            _ if fx.me() == COORDINATOR => {}
            _ => {
                self.askers.insert(from);
                fx.send(from, Message::Uncertain);
            }
        }
    }
}

/// A length of time that is always the same.
fn even(time: Micros) -> (Micros, Micros) {
    (time, time)
}

fn told(decision: State) -> Message {
    if decision == State::Committed { Message::Commit } else { Message::Abort }
}

fn verb(decision: State) -> &'static str {
    if decision == State::Committed { "commit" } else { "abort" }
}
