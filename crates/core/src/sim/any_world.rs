//! A world with its protocol's types hidden: timers are indices into [`Info::timers`] and
//! after them in [`Info::acts`], messages are numbers.
//!
//! Schedules, recorders and replays see worlds through this alone, so their code is there
//! once for all protocols.

use super::clock::Clocks;
use super::conditions::Conditions;
use super::fault::Fault;
use super::forge::Forging;
use super::info::Info;
use super::observe::Observe;
#[cfg(feature = "search")]
use super::plan::Budget;
use super::plan::Forgery;
#[cfg(feature = "search")]
use super::position::{ErasedPosition, Position};
use super::process::{Content, Process, TimerChange};
use super::run::{Fields, NodeView, Outcome};
use super::vocabulary::Words;
use super::world::{Choice, Step, Trigger, World};
use crate::trace::{EventKind, MessageId, Micros, NodeId};
use std::mem;

/// A world with its protocol's types hidden.
pub trait AnyWorld: Send + Sync {
    /// A copy from which things can go on. It keeps no contents of messages that have
    /// landed: only the world that a run began with can be asked for
    /// [`AnyWorld::fields`].
    fn fork(&self) -> Box<dyn AnyWorld>;

    /// What the protocol tells about itself.
    fn info(&self) -> &'static Info;

    /// Starts a node. Every node starts once, in order, before anything else happens.
    fn start(&mut self, node: NodeId, report: &mut Report);

    /// Does one thing that may happen, and reports it.
    ///
    /// # Panics
    /// Where the choice is not enabled: a bug in the schedule.
    fn apply(&mut self, choice: &Choice<u8>, report: &mut Report);

    /// Tells what time it is.
    fn set_now(&mut self, now: Micros);

    /// The clocks, with all that was done to them.
    fn clocks(&self) -> &Clocks;

    /// How many nodes there are.
    fn node_count(&self) -> usize;

    /// Whether a node is up.
    fn is_up(&self, node: NodeId) -> bool;

    /// Whether a node can take a step: it is up, and not paused.
    fn can_act(&self, node: NodeId) -> bool;

    /// Whether a fault can happen.
    fn is_enabled(&self, fault: &Fault) -> bool;

    /// Whether the coin of a node can fall.
    fn can_toss(&self, node: NodeId) -> bool;

    /// Why a traitor cannot say this now, in a sentence; None where it can. At once, it has to be
    /// heard now too.
    fn refusal(&self, forging: &Forging, at_once: bool) -> Option<String>;

    /// Whether no synchronous system does this now: a round ends when nothing can arrive any more.
    fn is_out_of_round(&self, choice: &Choice<u8>) -> bool;

    /// The words of what a traitor can say.
    #[cfg(feature = "search")]
    fn spell_forgery(&self, forging: &Forging) -> Option<Forgery>;

    /// What a traitor's message in flight says, as a forgery would; None for those of others.
    fn lie(&self, message: MessageId) -> Option<Forgery>;

    /// The first so many of all that traitors may say now, and be heard.
    fn forgeries(&self, most: usize) -> Vec<Forgery>;

    /// The first so many of what traitors may not say now, and why not.
    fn unsayable(&self, most: usize) -> Vec<(Forgery, String)>;

    /// Whether a timer of a node is armed.
    fn is_armed(&self, node: NodeId, timer: u8) -> bool;

    /// The armed timers of a node, in order.
    fn armed(&self, node: NodeId) -> Vec<u8>;

    /// A node's index into [`Info::roles`].
    fn role(&self, node: NodeId) -> Option<u8>;

    /// A node's term, ballot or view.
    fn epoch(&self, node: NodeId) -> Option<u64>;

    /// The whole state of a node, as the paper names it.
    fn state(&self, node: NodeId) -> Fields;

    /// How many of its commands a node is done with.
    #[cfg(feature = "search")]
    fn commands_done(&self, node: NodeId) -> u32;

    /// The number that the next message will have.
    fn next_message(&self) -> MessageId;

    /// How many messages are in flight.
    fn in_flight(&self) -> u32;

    /// The messages in flight, in the order in which they were made.
    fn flying(&self) -> Vec<MessageId>;

    /// Sender and receiver of a message in flight.
    fn flight(&self, id: MessageId) -> Option<(NodeId, NodeId)>;

    /// Whether a message is in flight and nothing keeps it from its receiver.
    fn can_arrive(&self, id: MessageId) -> bool;

    /// What keeps nodes from acting and messages from arriving.
    fn conditions(&self) -> &Conditions;

    /// What the command of the last step says on its event.
    fn command_text(&self) -> String;

    /// What a message in flight is called on its arrow, where that is not the name of its
    /// kind.
    fn message_text(&self, id: MessageId) -> Option<&str>;

    /// The fields of any message of the run.
    fn fields(&self, id: MessageId) -> Fields;

    /// What has become of a property so far, and a sentence that explains it.
    fn verdict(&self, property: usize) -> (Outcome, String);

    /// Whether anything has happened that a property speaks of.
    fn is_tested(&self, property: usize) -> bool;

    /// The values that can still be decided within so many rounds: see [`Process::decidable`].
    fn decidable(&self, rounds: u32) -> Option<Vec<String>>;

    /// Whether nothing can happen any more by itself: no message is in flight, and no node
    /// waits for anything.
    fn is_dead(&self) -> bool;

    /// How much may still go wrong or be asked for from now on.
    #[cfg(feature = "search")]
    fn set_budget(&mut self, budget: Budget);

    /// The same world as something to go on from in every way; in no way where it is not
    /// open. Steps before it have decided these properties: index N is bit N.
    #[cfg(feature = "search")]
    fn into_position(self: Box<Self>, is_open: bool, by_steps: u64) -> Box<dyn Position>;
}

impl dyn AnyWorld + '_ {
    /// All of a node. When timers fire is the schedule's to say.
    pub fn view(&self, node: NodeId) -> NodeView {
        NodeView {
            up: self.is_up(node),
            paused: self.conditions().is_paused(node),
            role: self.role(node),
            epoch: self.epoch(node),
            fields: self.state(node),
            timers: self.armed(node).into_iter().map(|timer| (timer, None)).collect(),
        }
    }
}

impl Clone for Box<dyn AnyWorld> {
    fn clone(&self) -> Self {
        self.fork()
    }
}

/// What set off a step.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Cause {
    /// The run began.
    Start,
    /// A command was given. It may itself be the event that it asks for.
    Command {
        /// See [`Process::COMMANDS_ARE_EVENTS`].
        is_event: bool,
    },
    /// A message arrived.
    Receive(MessageId),
    /// A timer fired.
    Timer(u8),
    /// The node did something of its own accord.
    Act(u8),
    /// Something happened to the node, to links or to a clock; on a node it can leave an event.
    Fault(Option<EventKind>),
    /// The coin fell that the node had tossed.
    Coin {
        /// Index in [`Info::coins`].
        coin: u8,
        /// Whether it shows heads.
        heads: bool,
    },
    /// The node, a traitor, was made to send a message.
    Forge,
    /// A message was lost or copied, or a command passed over: no node sees it.
    #[default]
    Network,
}

/// A message that a step put in flight.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sent {
    /// The receiver.
    pub to: NodeId,
    /// Index into [`Info::kinds`].
    pub kind: u16,
    /// See [`Process::weight`].
    pub weight: u32,
}

/// What a step did.
#[derive(Clone, Default, Debug)]
pub struct Report {
    /// The node that it happened on; node 0 where it is only the network's.
    pub node: NodeId,
    /// What set it off.
    pub cause: Cause,
    /// The fault that it was, if it was one.
    pub fault: Option<Fault>,
    /// What it sent, in order.
    pub sends: Vec<Sent>,
    /// The first message that it put in flight; the others follow in a row.
    pub first_message: MessageId,
    /// Changes to timers, in order.
    pub timers: Vec<TimerChange<u8>>,
    /// Whether the node set its clock.
    pub corrected_clock: bool,
    /// The coin that the node tossed: index in [`Info::coins`].
    pub tossed: Option<u8>,
    /// Decisions, in words.
    pub decisions: Vec<String>,
    /// Why the node did what it did.
    pub notes: Vec<String>,
    /// The properties that it decided.
    pub decided: Vec<usize>,
}

impl Report {
    /// Whether what set it off is an event beside the send, if it sent something.
    pub fn has_cause_event(&self) -> bool {
        let is_itself_the_send = matches!(self.cause, Cause::Command { is_event: true } | Cause::Forge);
        self.sends.is_empty() || !is_itself_the_send
    }

    /// Whether what it sent is a traitor's forgery.
    pub fn is_forged(&self) -> bool {
        self.cause == Cause::Forge
    }

    /// Whether a trace tells of it.
    pub fn is_seen(&self) -> bool {
        self.cause != Cause::Network
    }

    /// How many events it leaves in a trace: its cause, at most one send, decisions,
    /// notes.
    pub fn event_count(&self) -> u32 {
        if matches!(self.cause, Cause::Network | Cause::Fault(None)) {
            return 0;
        }
        let cause = usize::from(self.has_cause_event());
        let sends = usize::from(!self.sends.is_empty());
        (cause + sends + self.decisions.len() + self.notes.len()) as u32
    }
}

/// The one kind of [`AnyWorld`].
pub(super) struct ErasedWorld<P: Process> {
    world: World<P>,
    /// The last step.
    step: Step<P>,
    /// What each message of the run says, landed ones included. None in a copy.
    contents: Option<Vec<P::Message>>,
}

impl<P: Process> ErasedWorld<P> {
    /// A world in which nothing has happened yet.
    pub(super) fn new(world: World<P>) -> ErasedWorld<P> {
        ErasedWorld { world, step: Step::default(), contents: Some(Vec::new()) }
    }

    fn report(&mut self, report: &mut Report) {
        let Step { node, trigger, emitted, first_message, decided } = &mut self.step;
        report.node = *node;
        report.cause = match trigger {
            Trigger::Start => Cause::Start,
            Trigger::Command(_) => Cause::Command { is_event: P::COMMANDS_ARE_EVENTS },
            Trigger::Receive { id, .. } => Cause::Receive(*id),
            Trigger::Timer(timer) => Cause::Timer(timer.index()),
            Trigger::Act(act) => Cause::Act(act.index()),
            Trigger::Fault(fault) => Cause::Fault(fault.event()),
            Trigger::Coin(coin, heads) => Cause::Coin { coin: *coin, heads: *heads },
            Trigger::Forge => Cause::Forge,
            Trigger::Network => Cause::Network,
        };
        report.fault = match trigger {
            Trigger::Fault(fault) => Some(fault.clone()),
            _ => None,
        };
        report.sends.clear();
        for flight in &emitted.sends {
            report.sends.push(Sent {
                to: flight.to,
                kind: flight.message.kind().index().into(),
                weight: flight.message.weight().max(1),
            });
        }
        report.first_message = *first_message;
        report.timers.clear();
        for change in &emitted.timers {
            report.timers.push(match change {
                TimerChange::Set(timer, after) => TimerChange::Set(timer.index(), *after),
                TimerChange::Cancel(timer) => TimerChange::Cancel(timer.index()),
            });
        }
        report.corrected_clock = emitted.correction.is_some();
        report.tossed = emitted.coin;
        mem::swap(&mut report.decisions, &mut emitted.decisions);
        mem::swap(&mut report.notes, &mut emitted.notes);
        mem::swap(&mut report.decided, decided);
        self.keep_contents();
    }

    /// Keeps what the messages say that were just made: they are still in flight.
    fn keep_contents(&mut self) {
        let Some(contents) = &mut self.contents else {
            return;
        };
        for id in (contents.len() as u32..self.world.next_message().0).map(MessageId) {
            let flight = self.world.flight(id).expect("a message that was just made is in flight");
            contents.push(flight.message.clone());
        }
    }
}

impl<P: Process> AnyWorld for ErasedWorld<P> {
    fn fork(&self) -> Box<dyn AnyWorld> {
        Box::new(ErasedWorld { world: self.world.fork(), step: Step::default(), contents: None })
    }

    fn info(&self) -> &'static Info {
        P::INFO
    }

    fn decidable(&self, rounds: u32) -> Option<Vec<String>> {
        P::decidable(&self.world.configuration(), rounds)
    }

    fn start(&mut self, node: NodeId, report: &mut Report) {
        self.world.start(node, &mut self.step);
        self.report(report);
    }

    fn apply(&mut self, choice: &Choice<u8>, report: &mut Report) {
        self.world.apply_by_index(choice, &mut self.step);
        self.report(report);
    }

    fn set_now(&mut self, now: Micros) {
        self.world.set_now(now);
    }

    fn clocks(&self) -> &Clocks {
        self.world.clocks()
    }

    fn node_count(&self) -> usize {
        self.world.nodes().len()
    }

    fn is_up(&self, node: NodeId) -> bool {
        self.world.nodes()[node.index()].up
    }

    fn can_act(&self, node: NodeId) -> bool {
        self.world.can_act(node)
    }

    fn is_enabled(&self, fault: &Fault) -> bool {
        self.world.is_enabled(fault)
    }

    fn can_toss(&self, node: NodeId) -> bool {
        self.world.can_toss(node)
    }

    fn refusal(&self, forging: &Forging, at_once: bool) -> Option<String> {
        self.world.refusal(forging, at_once)
    }

    fn is_out_of_round(&self, choice: &Choice<u8>) -> bool {
        self.world.is_out_of_round(&choice.map(P::Timer::at))
    }

    #[cfg(feature = "search")]
    fn spell_forgery(&self, forging: &Forging) -> Option<Forgery> {
        self.world.spell_forgery(forging)
    }

    fn lie(&self, message: MessageId) -> Option<Forgery> {
        self.world.lie(message)
    }

    fn unsayable(&self, most: usize) -> Vec<(Forgery, String)> {
        if !P::INFO.forges {
            return Vec::new();
        }
        self.world.unsayable().take(most).collect()
    }

    fn forgeries(&self, most: usize) -> Vec<Forgery> {
        if !P::INFO.forges {
            return Vec::new();
        }
        self.world.forgeries().take(most).filter_map(|forging| self.world.spell_forgery(&forging)).collect()
    }

    fn is_armed(&self, node: NodeId, timer: u8) -> bool {
        self.world.nodes()[node.index()].timers.contains(&P::Timer::at(timer))
    }

    fn armed(&self, node: NodeId) -> Vec<u8> {
        self.world.nodes()[node.index()].timers.iter().map(|timer| timer.index()).collect()
    }

    fn role(&self, node: NodeId) -> Option<u8> {
        self.world.nodes()[node.index()].state.role()
    }

    fn epoch(&self, node: NodeId) -> Option<u64> {
        self.world.nodes()[node.index()].state.epoch()
    }

    fn state(&self, node: NodeId) -> Fields {
        self.world.nodes()[node.index()].state.state(&self.world.setup().names)
    }

    #[cfg(feature = "search")]
    fn commands_done(&self, node: NodeId) -> u32 {
        self.world.nodes()[node.index()].commands_done
    }

    fn next_message(&self) -> MessageId {
        self.world.next_message()
    }

    fn in_flight(&self) -> u32 {
        self.world.in_flight()
    }

    fn flying(&self) -> Vec<MessageId> {
        self.world.flying().map(|(id, _)| id).collect()
    }

    fn flight(&self, id: MessageId) -> Option<(NodeId, NodeId)> {
        self.world.flight(id).map(|flight| (flight.from, flight.to))
    }

    fn can_arrive(&self, id: MessageId) -> bool {
        self.world.flight(id).is_some_and(|flight| self.world.can_arrive(id, flight))
    }

    fn conditions(&self) -> &Conditions {
        self.world.conditions()
    }

    fn command_text(&self) -> String {
        let node = self.step.node.index();
        let done = self.world.nodes()[node].commands_done as usize;
        match self.step.trigger {
            Trigger::Command(_) => self.world.setup().commands[node][done - 1].text.to_string(),
            _ => String::new(),
        }
    }

    fn message_text(&self, id: MessageId) -> Option<&str> {
        self.world.flight(id)?.message.text()
    }

    fn fields(&self, id: MessageId) -> Fields {
        let content = self.contents.as_ref().map(|contents| &contents[id.index()]);
        content.map_or_else(Fields::new, |content| content.fields(&self.world.setup().names))
    }

    fn verdict(&self, property: usize) -> (Outcome, String) {
        self.world.verdict(property)
    }

    fn is_tested(&self, property: usize) -> bool {
        self.world.observers().is_tested(Words::at(property as u8))
    }

    fn is_dead(&self) -> bool {
        self.world.in_flight() == 0 && self.world.nodes().iter().all(|node| node.timers.is_empty())
    }

    #[cfg(feature = "search")]
    fn set_budget(&mut self, budget: Budget) {
        self.world.set_budget(budget);
    }

    #[cfg(feature = "search")]
    fn into_position(self: Box<Self>, is_open: bool, by_steps: u64) -> Box<dyn Position> {
        Box::new(ErasedPosition::new(self.world, is_open, by_steps))
    }
}
