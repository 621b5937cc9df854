//! The configuration of a run and the one step function that changes it.
//!
//! A seeded schedule picks choices by time, a person by clicking, a scenario by its
//! lines, a search tries all. They all go through [`World::apply`].

mod canonical;
mod choices;
mod traitors;

pub use traitors::read_forgery;

use super::clock::Clocks;
use super::command::Given;
use super::conditions::Conditions;
use super::fault::{Condition, Fault};
use super::flights::{Flight, Flights};
use super::network::Network;
use super::observe::{Observe, Observed, Verdicts, Violations, Watch};
use super::plan::{Budget, Strategy};
use super::process::{Effects, Process};
use super::run::Outcome;
use super::shared::Shared;
pub use super::step::{Choice, Configuration, Node, Step, Trigger};
use super::vocabulary::Words;
use crate::ordered::Map;
use crate::trace::{MessageId, Micros, NodeId};
use std::sync::Arc;

/// Takes from a budget that has a limit.
fn spend(budget: &mut u32, count: u32) {
    if *budget != u32::MAX {
        *budget = budget.saturating_sub(count);
    }
}

/// What a node handles.
enum Input<P: Process> {
    Start,
    Message(NodeId, P::Message),
    Timer(P::Timer),
    Command(P::Command),
    Coin(bool),
    Restart,
}

impl<P: Process> Input<P> {
    /// Calls the handler for it.
    fn handle(self, state: &mut P, fx: &mut Effects<'_, P>) {
        match self {
            Input::Start => state.on_start(fx),
            Input::Message(from, message) => state.on_message(from, message, fx),
            Input::Timer(timer) => {
                let index = fx.armed.binary_search(&timer).expect("only an armed timer fires");
                fx.armed.remove(index);
                state.on_timer(timer, fx);
            }
            Input::Command(command) => state.on_command(command, fx),
            Input::Coin(heads) => state.on_coin(heads, fx),
            Input::Restart => state.on_restart(fx),
        }
    }
}

/// What never changes in a run.
#[derive(Debug)]
pub struct Setup<P: Process> {
    /// Names of the nodes.
    pub names: Vec<String>,
    /// What the scenario fixes for all nodes.
    pub config: P::Config,
    /// The commands for each node, in order.
    pub commands: Vec<Vec<Given<P::Command>>>,
    /// Where it is the world that keeps messages in order: the network, which says on
    /// which links. None where the schedule sees to it, or nobody.
    pub fifo: Option<Network>,
    /// The traitors, and how they behave.
    pub traitors: Map<NodeId, Strategy>,
    /// Whether a search goes in rounds: the model is synchronous.
    pub has_rounds: bool,
}

impl<P: Process> Setup<P> {
    fn keeps_order(&self, from: NodeId, to: NodeId) -> bool {
        self.fifo.as_ref().is_some_and(|network| network.link(from, to).fifo)
    }
}

/// A configuration: nodes, messages in flight, cuts, budgets and observers.
///
/// Two worlds are equal when their configurations are: messages in flight count as a
/// multiset of contents, on links that keep order as a sequence. The numbers of messages
/// stand outside, or equal states would never meet.
#[derive(Debug)]
pub struct World<P: Process> {
    setup: Arc<Setup<P>>,
    nodes: Vec<Shared<Node<P>>>,
    flying: Flights<P::Message>,
    conditions: Conditions,
    budget: Budget,
    watch: Shared<Watch<P::Observers>>,
    next_message: u32,
    clocks: Clocks,
    /// True time, which only clocks see. No part of the configuration.
    now: Micros,
}

impl<P: Process> World<P> {
    /// The world before its nodes start, from the states they begin in.
    pub fn new(setup: Arc<Setup<P>>, states: Vec<P>, budget: Budget) -> World<P> {
        let nodes: Vec<Shared<Node<P>>> = states
            .into_iter()
            .map(|state| Shared::new(Node { up: true, state, timers: Vec::new(), commands_done: 0 }))
            .collect();
        let clocks = Clocks::default();
        let view = Observed {
            nodes: &nodes,
            names: &setup.names,
            config: &setup.config,
            clocks: &clocks,
            now: 0,
            traitors: &setup.traitors,
        };
        let mut watch = Watch { observers: P::Observers::new(&view), violations: Violations::default() };
        watch.observers.begin(&view, &mut Verdicts::new(&mut watch.violations, &mut Vec::new()));
        World {
            setup,
            nodes,
            flying: Flights::new(),
            conditions: Conditions::default(),
            budget,
            watch: Shared::new(watch),
            next_message: 0,
            clocks,
            now: 0,
        }
    }

    /// The world with these clocks, where not all show true time.
    pub fn with_clocks(self, clocks: Clocks) -> World<P> {
        World { clocks, ..self }
    }

    /// A copy that shares no node and no observer with this one. A run goes on from a copy for
    /// thousands of steps, and each step would copy and compare what it shares.
    pub fn fork(&self) -> World<P> {
        let mut world = self.clone();
        world.nodes.iter_mut().for_each(Shared::own);
        world.watch.own();
        world
    }

    /// The nodes, in order.
    pub fn nodes(&self) -> &[Shared<Node<P>>] {
        &self.nodes
    }

    /// The observers of the protocol's properties.
    pub fn observers(&self) -> &P::Observers {
        &self.watch.observers
    }

    /// What has become of a property so far, by its index in the protocol's list, and a
    /// sentence that explains it.
    pub fn verdict(&self, property: usize) -> (Outcome, String) {
        let index = u8::try_from(property).expect("a protocol has few properties");
        match self.watch.violations.of(index) {
            Some(why) => (Outcome::Violated, why.to_owned()),
            None => self.watch.observers.verdict(Words::at(index), &self.setup.names),
        }
    }

    /// What never changes.
    pub fn setup(&self) -> &Setup<P> {
        &self.setup
    }

    /// How much may still go wrong or be asked for from now on.
    pub fn set_budget(&mut self, budget: Budget) {
        self.budget = budget;
    }

    /// Whether no node is in a later term, ballot or view than it may be.
    pub fn is_within_epochs(&self) -> bool {
        let is_within = |epoch| epoch <= self.budget.epoch;
        is_within(u64::MAX) || self.nodes.iter().all(|node| node.state.epoch().is_none_or(is_within))
    }

    /// The clocks, with all that was done to them.
    pub fn clocks(&self) -> &Clocks {
        &self.clocks
    }

    /// Tells what time it is. Only clocks depend on it; it is no part of the
    /// configuration. A search leaves it at 0: its clocks stand still.
    pub fn set_now(&mut self, now: Micros) {
        self.now = now;
    }

    /// The number that the next message will have.
    pub fn next_message(&self) -> MessageId {
        MessageId(self.next_message)
    }

    /// A message in flight.
    pub fn flight(&self, id: MessageId) -> Option<&Flight<P::Message>> {
        self.flying.get(id)
    }

    /// How many messages are in flight.
    pub fn in_flight(&self) -> u32 {
        u32::try_from(self.flying.len()).unwrap_or(u32::MAX)
    }

    /// The messages in flight, in the order in which they were made.
    pub fn flying(&self) -> impl Iterator<Item = (MessageId, &Flight<P::Message>)> {
        self.flying.iter()
    }

    /// What everything that can still happen goes out from.
    pub fn configuration(&self) -> Configuration<'_, P> {
        let (nodes, flying, conditions) = (&self.nodes, &self.flying, &self.conditions);
        Configuration { nodes, flying, conditions, config: &self.setup.config }
    }

    /// What keeps nodes from acting and messages from arriving.
    pub fn conditions(&self) -> &Conditions {
        &self.conditions
    }

    /// Whether a node can take a step: it is up, not paused, and waits for no coin.
    pub fn can_act(&self, node: NodeId) -> bool {
        self.nodes[node.index()].up
            && !self.conditions.is_paused(node)
            && self.conditions.coin(node).is_none()
    }

    /// Whether the coin of a node can fall.
    pub fn can_toss(&self, node: NodeId) -> bool {
        self.conditions.coin(node).is_some() && !self.conditions.is_paused(node)
    }

    /// Whether a fault can happen.
    pub fn is_enabled(&self, fault: &Fault) -> bool {
        let cuts = &self.conditions.cuts;
        let condition = |node: NodeId| Condition {
            up: self.nodes[node.index()].up,
            paused: self.conditions.is_paused(node),
        };
        fault.is_enabled(condition, |(from, to)| cuts.between(from, to), cuts.any())
    }

    /// Starts a node. Every node starts once, in order, before anything else happens.
    pub fn start(&mut self, node: NodeId, step: &mut Step<P>) {
        step.trigger = Trigger::Start;
        self.handle(node, step, Input::Start);
    }

    /// Does one thing that may happen, and tells in `step` what it did.
    ///
    /// # Panics
    /// Where the choice is not enabled (see [`World::choices`]): a bug in the schedule.
    pub fn apply(&mut self, choice: &Choice<P::Timer>, step: &mut Step<P>) {
        self.apply_by_index(&choice.map(|timer| timer.index()), step);
    }

    /// Does one thing that may happen; its timer is an index into [`super::info::Info::timers`].
    ///
    /// # Panics
    /// Where the choice is not enabled.
    pub(super) fn apply_by_index(&mut self, choice: &Choice<u8>, step: &mut Step<P>) {
        match choice {
            Choice::Deliver(id) => self.deliver(*id, step),
            Choice::Fire(node, timer) => {
                let timer = P::Timer::at(*timer);
                spend(&mut self.budget.fire, 1);
                if self.setup.has_rounds && P::ends_round(timer) {
                    self.end_round(*node);
                }
                step.trigger = Trigger::Timer(timer);
                self.handle(*node, step, Input::Timer(timer));
            }
            Choice::Act(node, act) => {
                let act = P::Timer::at(*act);
                step.trigger = Trigger::Act(act);
                self.handle(*node, step, Input::Timer(act));
            }
            Choice::Command(node) => self.command(*node, step),
            Choice::Fault(fault) => self.fault(fault, step),
            Choice::Toss(node, coin, heads) => self.toss(*node, *coin, *heads, step),
            Choice::Forge(forging) => self.forge(forging, step),
            Choice::Drop(id) => {
                self.network(step);
                self.flying.remove(*id).expect("only a message in flight is lost");
                spend(&mut self.budget.drop, 1);
            }
            Choice::Duplicate(id) => {
                self.network(step);
                let copy = self.flying.get(*id).expect("only a message in flight is copied").clone();
                put_in_flight(&mut self.flying, &mut self.next_message, Shared::new(copy));
                spend(&mut self.budget.duplicate, 1);
            }
            Choice::Skip(node) => {
                self.network(step);
                self.nodes[node.index()].change(|node| node.commands_done += 1);
            }
        }
    }

    fn deliver(&mut self, id: MessageId, step: &mut Step<P>) {
        let flight = self.flying.remove(id).expect("only a message in flight is delivered");
        let (from, to) = (flight.from, flight.to);
        // The link may be closed by now: what waited at a paused node had arrived before.
        assert!(self.can_act(to), "only who can act takes a message");
        step.trigger = Trigger::Receive { id, from, message: flight.message.clone() };
        self.handle(to, step, Input::Message(from, flight.into_inner().message));
    }

    fn command(&mut self, node: NodeId, step: &mut Step<P>) {
        let node_given = &mut self.nodes[node.index()];
        let given = &self.setup.commands[node.index()][node_given.commands_done as usize];
        let command = given.command.clone();
        node_given.change(|node| node.commands_done += 1);
        spend(&mut self.budget.command, 1);
        step.trigger = Trigger::Command(command.clone());
        self.handle(node, step, Input::Command(command));
    }

    /// Does what a fault does, and shows it to the observers.
    fn fault(&mut self, fault: &Fault, step: &mut Step<P>) {
        self.conditions.change(fault, self.nodes.len());
        match fault {
            Fault::Crash(id) => {
                self.nodes[id.index()].change(|node| {
                    assert!(node.up, "only a node that is up can crash");
                    node.up = false;
                    node.state = node.state.durable(&self.setup.config);
                    node.timers.clear();
                });
                spend(&mut self.budget.crash, 1);
            }
            Fault::Restart(id) => {
                self.nodes[id.index()].change(|node| {
                    assert!(!node.up, "only a node that is down can restart");
                    node.up = true;
                });
                spend(&mut self.budget.restart, 1);
                step.trigger = Trigger::Fault(fault.clone());
                return self.handle(*id, step, Input::Restart);
            }
            Fault::Clock(node, correction) => self.clocks.correct(*node, self.now, *correction),
            Fault::Cut(wires) => spend(&mut self.budget.cut, wires.len() as u32),
            Fault::Heal(_) => spend(&mut self.budget.heal, 1),
            Fault::Partition(_) | Fault::Network(_) | Fault::Pause(_) | Fault::Resume(_) => {}
        }
        step.trigger = Trigger::Fault(fault.clone());
        self.begin(step, fault.node().unwrap_or_default());
        self.show(step);
    }

    /// A step of the network, which no node takes.
    fn network(&self, step: &mut Step<P>) {
        step.trigger = Trigger::Network;
        self.begin(step, NodeId(0));
    }

    /// A step whose trigger it already has.
    fn begin(&self, step: &mut Step<P>, node: NodeId) {
        step.node = node;
        step.emitted.clear();
        step.decided.clear();
        step.first_message = MessageId(self.next_message);
    }

    /// Runs a handler, whose trigger `step` already has, puts what it sends in flight,
    /// and shows the step to the observers.
    fn handle(&mut self, id: NodeId, step: &mut Step<P>, input: Input<P>) {
        self.begin(step, id);
        if self.setup.is_silent(id) {
            if let Trigger::Receive { from, message, .. } = &step.trigger {
                self.nodes[id.index()].change(|node| node.state.overhear(*from, message));
            }
            return self.show(step);
        }
        self.nodes[id.index()].change(|node| {
            let mut fx = Effects {
                me: id,
                config: &self.setup.config,
                names: &self.setup.names,
                command_number: node.commands_done,
                now: self.now,
                clocks: &self.clocks,
                armed: &mut node.timers,
                emitted: &mut step.emitted,
            };
            input.handle(&mut node.state, &mut fx);
            while let Some(message) = fx.emitted.own.pop_front() {
                node.state.on_message(id, message, &mut fx);
            }
        });
        if let Some(correction) = step.emitted.correction {
            self.clocks.correct(id, self.now, correction);
        }
        if let Some(coin) = step.emitted.coin {
            self.conditions.toss(id, coin);
        }
        for flight in &step.emitted.sends {
            put_in_flight(&mut self.flying, &mut self.next_message, flight.clone());
        }
        self.show(step);
    }

    fn show(&mut self, step: &mut Step<P>) {
        let mut decided = std::mem::take(&mut step.decided);
        let view = Observed {
            nodes: &self.nodes,
            names: &self.setup.names,
            config: &self.setup.config,
            clocks: &self.clocks,
            now: self.now,
            traitors: &self.setup.traitors,
        };
        self.watch.change(|Watch { observers, violations }| {
            observers.observe(step, &view, &mut Verdicts::new(violations, &mut decided));
        });
        step.decided = decided;
    }
}

fn put_in_flight<M>(flying: &mut Flights<M>, next: &mut u32, flight: Shared<Flight<M>>) {
    flying.insert(MessageId(*next), flight);
    *next += 1;
}

impl<P: Process> Clone for World<P> {
    fn clone(&self) -> Self {
        World {
            setup: Arc::clone(&self.setup),
            nodes: self.nodes.clone(),
            flying: self.flying.clone(),
            conditions: self.conditions.clone(),
            budget: self.budget,
            watch: self.watch.clone(),
            next_message: self.next_message,
            clocks: self.clocks.clone(),
            now: self.now,
        }
    }

    /// A search copies over the same world again and again.
    fn clone_from(&mut self, other: &Self) {
        if !Arc::ptr_eq(&self.setup, &other.setup) {
            self.setup = Arc::clone(&other.setup);
        }
        self.nodes.clone_from(&other.nodes);
        self.flying.clone_from(&other.flying);
        self.conditions.clone_from(&other.conditions);
        self.budget = other.budget;
        self.watch.clone_from(&other.watch);
        self.next_message = other.next_message;
        self.clocks.clone_from(&other.clocks);
        self.now = other.now;
    }
}
