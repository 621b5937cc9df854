//! A protocol as its author writes it: handlers that change a node's state and say
//! what follows from it.

use super::clock::{Clocks, Correction, Wall};
use super::command::FromWords;
use super::flights::Flight;
use super::forge::{ForgedWords, Forger};
use super::info::{Info, Keyword, Kind};
use super::observe::Observe;
use super::plan::Plan;
use super::run::{ArgumentError, Fields};
use super::shared::Shared;
use super::step::Configuration;
use super::vocabulary::Words;
use crate::trace::{Micros, NodeId};
use std::collections::VecDeque;
use std::fmt::{Arguments, Debug, Write};
use std::hash::Hash;
use std::ops::Range;

/// As long as most decisions are, so that their text does not grow while it is written.
const DECISION_BYTES: usize = 32;

/// What a protocol tells about itself, and its nodes about theirs.
pub trait Described {
    /// Its words.
    const INFO: &'static Info;

    /// Whether a command is itself the event that it asks for: the send where it sends,
    /// otherwise a local event. One event, one tick, as textbooks draw it. Elsewhere the
    /// command is an event of its own, and what it sends is another.
    const COMMANDS_ARE_EVENTS: bool = false;

    /// Lanes that the protocol tells apart by nothing but their numbers, so that any two of
    /// a range could change places, here and now and for ever. Most protocols break ties by
    /// numbers.
    fn alike(_: &Plan) -> Vec<Range<u8>> {
        Vec::new()
    }

    /// Puts a node into the state that the words after `start NODE` describe.
    ///
    /// # Errors
    /// Says what is wrong, and which word it is about.
    fn begin_in(&mut self, _: &Plan, _: NodeId, _: &[&str]) -> Result<(), ArgumentError> {
        Err(ArgumentError {
            word: 0,
            what: format!("nodes of {} always begin in the same state", Self::INFO.name),
            hint: "leave the line out".to_owned(),
        })
    }

    /// Index in [`Info::roles`].
    fn role(&self) -> Option<u8> {
        None
    }

    /// The node's term, ballot or view.
    fn epoch(&self) -> Option<u64> {
        None
    }

    /// The whole state, as the paper names it: of [`Info::fields`], those that the node has.
    fn state(&self, names: &[String]) -> Fields;
}

/// One node of a protocol.
///
/// A handler is atomic: it reads the state, writes it, and emits effects. What it
/// writes durably is on disk before its messages leave. Time, chance and failure
/// arrive as inputs; a handler never asks for them.
pub trait Process: Described + Clone + Eq + Hash + Debug + Send + Sync + Sized + 'static {
    /// What nodes send each other.
    type Message: Content;
    /// What a node can wait for: [`Info::timers`], and after them [`Info::acts`].
    type Timer: Words<Keyword>;
    /// What a client or the reader can ask of a node.
    type Command: FromWords;
    /// What the scenario fixes for all nodes. No part of the state.
    type Config: Debug + Send + Sync;
    /// The protocol's properties, as observers that the nodes cannot see.
    type Observers: Observe<Self> + Send + Sync;

    /// Reads the parameters and the variant.
    fn configure(plan: &Plan) -> Self::Config;

    /// A node before it starts.
    fn new(me: NodeId, config: &Self::Config) -> Self;

    /// The run begins.
    fn on_start(&mut self, _: &mut Effects<Self>) {}

    /// A message arrives. What a node sends to itself arrives as soon as the handler that
    /// sent it is done, within the same step.
    fn on_message(&mut self, from: NodeId, message: Self::Message, fx: &mut Effects<Self>);

    /// A timer fires, or an act of [`Info::acts`] takes place. It is no longer armed.
    fn on_timer(&mut self, _: Self::Timer, _: &mut Effects<Self>) {}

    /// A client or the reader asks something.
    fn on_command(&mut self, command: Self::Command, fx: &mut Effects<Self>);

    /// The node comes back after a crash, from what [`Process::durable`] kept.
    fn on_restart(&mut self, _: &mut Effects<Self>) {}

    /// The coin has fallen that the node tossed with [`Effects::toss_coin`].
    fn on_coin(&mut self, _heads: bool, _: &mut Effects<Self>) {}

    /// Whether this timer ends a round. Where the model is synchronous, a search lets it fire
    /// only when nothing can arrive any more.
    fn ends_round(_: Self::Timer) -> bool {
        false
    }

    /// All that a traitor may say to another node now, in an order that depends on the
    /// configuration alone: a search tries each. Nothing in the name of another, nothing with
    /// a signature of another that no traitor has.
    fn forgeries(_: &Forger<'_, Self>) -> Vec<Self::Message> {
        Vec::new()
    }

    /// Why a traitor may not say this now, in a sentence; None where it may.
    fn refusal(forger: &Forger<'_, Self>, message: &Self::Message) -> Option<String> {
        let is_listed = Self::forgeries(forger).contains(message);
        (!is_listed).then(|| format!("{} cannot say this now.", forger.name(forger.from)))
    }

    /// Some of what a traitor may not say now: so that the reader sees what keeps it from lying.
    fn unsayable(_: &Forger<'_, Self>) -> Vec<Self::Message> {
        Vec::new()
    }

    /// Reads the words of a forgery, `forge KIND A->B WORDS`.
    ///
    /// # Errors
    /// Says what is wrong, and which word it is about.
    fn read_forgery(_: &ForgedWords<'_, Self>) -> Result<Self::Message, ArgumentError> {
        Err(ArgumentError {
            word: 0,
            what: format!("traitors of {} forge nothing", Self::INFO.name),
            hint: "leave the line out".to_owned(),
        })
    }

    /// The words of a forgery, as [`Process::read_forgery`] reads them.
    fn forgery_words(_: &Self::Message, _names: &[String]) -> Vec<String> {
        Vec::new()
    }

    /// A silent traitor takes a message: what it can repeat later, such as signatures, has to
    /// be kept in its state.
    fn overhear(&mut self, _from: NodeId, _: &Self::Message) {}

    /// The values that have been decided or can still be, within so many rounds after that of the
    /// furthest node, whatever the schedule does: for protocols that can tell without trying every
    /// schedule. Sorted.
    fn decidable(_: &Configuration<'_, Self>, _rounds: u32) -> Option<Vec<String>> {
        None
    }

    /// What is left of the node when it crashes: all of it, unless the protocol keeps
    /// something off the disk.
    fn durable(&self, _: &Self::Config) -> Self {
        self.clone()
    }
}

/// What a message says. An enum of kinds, made by [`words!`](crate::words), is a message that
/// says nothing else.
pub trait Content: Clone + Ord + Hash + Debug + Send + Sync {
    /// The kinds, as [`Info::kinds`] lists them.
    type Kind: Words<Kind>;

    /// The kind, a fixed function of the content.
    fn kind(&self) -> Self::Kind;

    /// How many messages of ordinary size it counts for, at the limit of messages. Those
    /// that carry many things count for more, so that few of them cannot fill the memory
    /// either.
    fn weight(&self) -> u32 {
        1
    }

    /// The fields, as the paper names them.
    fn fields(&self, _: &[String]) -> Fields {
        Fields::new()
    }

    /// What it is called on its arrow, where that is not the name of its kind: for all
    /// messages of a protocol, or for none.
    fn text(&self) -> Option<&str> {
        None
    }
}

impl<W: Words<Kind>> Content for W {
    type Kind = W;

    fn kind(&self) -> W {
        *self
    }
}

/// A change to a timer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TimerChange<T> {
    /// It is armed, and fires after a time drawn evenly between the two ends.
    Set(T, (Micros, Micros)),
    /// It is armed no longer.
    Cancel(T),
}

/// What followed from a handler.
#[derive(Clone, Debug)]
pub struct Emitted<P: Process> {
    /// Messages, in the order of sending. In flight they are the same, not copies.
    pub sends: Vec<Shared<Flight<P::Message>>>,
    /// What the node sent to itself and has not handled yet.
    pub(super) own: VecDeque<P::Message>,
    /// Changes to timers, in order.
    pub timers: Vec<TimerChange<P::Timer>>,
    /// What the node does to its clock.
    pub correction: Option<Correction>,
    /// The coin that the node has tossed: index in [`Info::coins`].
    pub coin: Option<u8>,
    /// Decisions, in words.
    pub decisions: Vec<String>,
    /// Why the node did what it did.
    pub notes: Vec<String>,
    /// Nobody reads the notes: a search makes millions of steps and shows none of them.
    pub is_quiet: bool,
}

impl<P: Process> Default for Emitted<P> {
    fn default() -> Self {
        Emitted {
            sends: Vec::new(),
            own: VecDeque::new(),
            timers: Vec::new(),
            correction: None,
            coin: None,
            decisions: Vec::new(),
            notes: Vec::new(),
            is_quiet: false,
        }
    }
}

impl<P: Process> Emitted<P> {
    /// Forgets everything, keeping the memory.
    pub fn clear(&mut self) {
        self.sends.clear();
        self.timers.clear();
        self.correction = None;
        self.coin = None;
        self.decisions.clear();
        self.notes.clear();
    }
}

/// What a handler may know beside its node's state, and what it may do.
pub struct Effects<'a, P: Process> {
    pub(super) me: NodeId,
    pub(super) config: &'a P::Config,
    pub(super) names: &'a [String],
    pub(super) command_number: u32,
    pub(super) now: Micros,
    pub(super) clocks: &'a Clocks,
    pub(super) armed: &'a mut Vec<P::Timer>,
    pub(super) emitted: &'a mut Emitted<P>,
}

impl<'a, P: Process> Effects<'a, P> {
    /// The node whose handler runs.
    pub fn me(&self) -> NodeId {
        self.me
    }

    /// What the scenario fixes for all nodes.
    pub fn config(&self) -> &'a P::Config {
        self.config
    }

    /// The name of a node, for notes.
    pub fn name(&self, node: NodeId) -> &'a str {
        &self.names[node.index()]
    }

    /// The names of all nodes, for notes.
    pub fn names(&self) -> &'a [String] {
        self.names
    }

    /// While a command is handled: how many commands this node has been given, this
    /// one included. Goes on after a crash.
    pub fn command_number(&self) -> u32 {
        self.command_number
    }

    /// What the node's wall clock shows. True time is no input of any handler: only this
    /// reading is handed in, and where time does not pass, as in a search, it stands still.
    pub fn wall_clock(&self) -> Wall {
        self.clocks.wall(self.me, self.now)
    }

    /// What the node's monotonic clock shows: for lengths of time on this node alone.
    pub fn monotonic_clock(&self) -> Micros {
        self.clocks.monotonic(self.me, self.now)
    }

    /// How long the node's clock is still being slewed, as `adjtime` tells on Unix.
    pub fn slew_left(&self) -> Micros {
        self.clocks.slew_left(self.me, self.now)
    }

    /// Corrects the node's clock, from the end of this step on.
    pub fn correct_clock(&mut self, correction: Correction) {
        self.emitted.correction = Some(correction);
    }

    /// Tosses a coin of [`Info::coins`]. The node takes no other step until it has fallen; then
    /// [`Process::on_coin`] is told the side.
    ///
    /// # Panics
    /// Where the protocol does not list the coin, or has tossed one already: a bug in it.
    pub fn toss_coin(&mut self, coin: &str) {
        let index = P::INFO.coins.iter().position(|known| known.name == coin);
        let index = index.and_then(|index| u8::try_from(index).ok()).expect("a protocol lists its coins");
        assert!(self.emitted.coin.replace(index).is_none(), "one coin at a time");
    }

    /// All nodes but this one.
    pub fn others(&self) -> impl Iterator<Item = NodeId> + use<P> {
        let me = self.me;
        (0..self.names.len() as u8).map(NodeId).filter(move |node| *node != me)
    }

    /// Sends a message to all other nodes.
    pub fn broadcast(&mut self, message: &P::Message) {
        for node in self.others() {
            self.send(node, message.clone());
        }
    }

    /// Sends a message. What the node sends to itself it handles when this handler is done,
    /// and no network sees it.
    pub fn send(&mut self, to: NodeId, message: P::Message) {
        if to == self.me {
            self.emitted.own.push_back(message);
        } else {
            self.emitted.sends.push(Shared::new(Flight { from: self.me, to, message }));
        }
    }

    /// Arms a timer, anew if it was armed. It fires after a time between the two ends.
    pub fn set_timer(&mut self, timer: P::Timer, after: (Micros, Micros)) {
        if let Err(index) = self.armed.binary_search(&timer) {
            self.armed.insert(index, timer);
        }
        self.emitted.timers.push(TimerChange::Set(timer, after));
    }

    /// Disarms a timer, if it was armed.
    pub fn cancel_timer(&mut self, timer: P::Timer) {
        if let Ok(index) = self.armed.binary_search(&timer) {
            self.armed.remove(index);
            self.emitted.timers.push(TimerChange::Cancel(timer));
        }
    }

    /// Sees to it that a timer or an act is armed exactly while `guard` holds. One that
    /// is armed already keeps its time.
    pub fn arm_while(&mut self, guard: bool, timer: P::Timer, after: (Micros, Micros)) {
        if !guard {
            self.cancel_timer(timer);
        } else if !self.is_armed(timer) {
            self.set_timer(timer, after);
        }
    }

    /// Whether a timer is armed.
    pub fn is_armed(&self, timer: P::Timer) -> bool {
        self.armed.binary_search(&timer).is_ok()
    }

    /// Announces an irrevocable decision.
    pub fn decide(&mut self, value: Arguments<'_>) {
        debug_assert!(P::INFO.decides, "what a protocol tells about itself");
        let mut text = String::with_capacity(DECISION_BYTES);
        let written = text.write_fmt(value);
        debug_assert!(written.is_ok(), "a string takes any text");
        self.emitted.decisions.push(text);
    }

    /// Says why the node does what it does.
    pub fn note(&mut self, why: Arguments<'_>) {
        if !self.emitted.is_quiet {
            self.emitted.notes.push(why.to_string());
        }
    }
}
