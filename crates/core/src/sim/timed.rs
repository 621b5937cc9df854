//! The seeded schedule: whatever is planned for the earliest time happens next.
//!
//! What comes due at a node that is paused waits there, and follows in that order as soon as
//! the node goes on.

use super::agenda::{Due, Item, Line, What};
use super::any_world::{AnyWorld, Report};
use super::by_hand::ByHand;
use super::clock::Clocks;
use super::draw;
use super::fault::Fault;
use super::forge::Forging;
use super::info::Info;
use super::keys::{KeyBook, Sending, StepListener};
use super::plan::{Happening, Origin, Plan, Toss};
use super::process::TimerChange;
use super::run::Stopped;
use super::transit::Transit;
use super::world::Choice;
use crate::ordered::{Map, Set};
use crate::trace::{Fate, MessageId, MessageKey, Micros, NodeId};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::sync::Arc;

/// A timer, as the schedule knows it.
#[derive(Clone, Default, Debug)]
struct Armed {
    /// How often it was armed.
    count: u32,
    /// When it fires, while it is armed.
    at: Option<Micros>,
    /// What the node's monotonic clock shows then.
    reading: Micros,
}

/// The seeded schedule and all that it has planned.
#[derive(Clone, Debug)]
pub struct Timed {
    plan: Arc<Plan>,
    timer_names: Arc<[&'static str]>,
    coin_names: Arc<[&'static str]>,
    /// Where the names of acts begin among those of timers.
    acts_from: usize,
    transit: Transit,
    queue: BinaryHeap<Reverse<Item>>,
    /// What has come due at nodes that are paused, in that order.
    waiting: Vec<(NodeId, Due)>,
    keys: KeyBook,
    /// The names of all messages, by their index, where choices take over: those in flight
    /// are chosen by name.
    names: Vec<MessageKey>,
    /// How often each timer was armed, and when it fires while it is.
    timers: Map<(NodeId, u8), Armed>,
    /// The coins that have been tossed and fall at once, in the order of tossing.
    coins: VecDeque<(NodeId, u8, bool)>,
    used: Set<Origin>,
    /// Why traitors could not say what lines make them say.
    refused: Map<Origin, String>,
    now: Micros,
}

impl Timed {
    /// Plans all that the scenario fixes beforehand.
    pub fn new(plan: Arc<Plan>, info: &Info) -> Timed {
        let queue = plan.timed.iter().zip(0..).map(|(timed, line)| Reverse(Item::of(timed, line))).collect();
        Timed {
            timer_names: info.timers.iter().chain(info.acts).map(|timer| timer.name).collect(),
            coin_names: info.coins.iter().map(|coin| coin.name).collect(),
            acts_from: info.timers.len(),
            transit: Transit::new(&plan, info),
            queue,
            waiting: Vec::new(),
            keys: KeyBook::default(),
            names: Vec::new(),
            timers: Map::new(),
            coins: VecDeque::new(),
            used: Set::new(),
            refused: Map::new(),
            now: 0,
            plan,
        }
    }

    /// The current time.
    pub fn now(&self) -> Micros {
        self.now
    }

    /// The statements that had an effect.
    pub fn used(&self) -> &Set<Origin> {
        &self.used
    }

    /// Why traitors could not say what lines make them say, in sentences.
    pub fn refused(&self) -> &Map<Origin, String> {
        &self.refused
    }

    /// When an armed timer will fire.
    pub fn fires_at(&self, node: NodeId, timer: u8) -> Option<Micros> {
        self.timers.get(&(node, timer)).and_then(|armed| armed.at)
    }

    /// Takes the next step, or says why there is none.
    pub fn advance(
        &mut self,
        world: &mut dyn AnyWorld,
        report: &mut Report,
        listener: &mut dyn StepListener,
    ) -> Option<Stopped> {
        if let Some((node, coin, heads)) = self.coins.pop_front() {
            world.apply(&Choice::Toss(node, coin, heads), report);
            listener.step(self.now, report, world);
            self.follow_up(world, report, listener);
            return None;
        }
        let end = self.plan.manual_from.unwrap_or(self.plan.until);
        while let Some(Reverse(item)) = self.queue.peek().copied() {
            if item.at > end {
                self.now = end;
                return Some(Stopped::Until);
            }
            self.queue.pop();
            self.now = item.at;
            let Some(choice) = self.choose(item.what, world, listener) else {
                continue;
            };
            world.set_now(self.now);
            world.apply(&choice, report);
            if let Choice::Fault(fault) = &choice {
                self.follow_fault(fault, world);
            }
            if report.is_seen() {
                listener.step(self.now, report, world);
            }
            if report.event_count() > 0 {
                self.follow_up(world, report, listener);
                return None;
            }
        }
        Some(Stopped::Quiet)
    }

    /// Gives the run into the reader's hands, where the scenario says so. What is in
    /// flight stays so, and arrives when somebody says it does.
    pub fn hand_over(&mut self, world: &mut dyn AnyWorld, listener: &mut dyn StepListener) -> Option<ByHand> {
        let from = self.plan.manual_from?;
        for (node, due) in std::mem::take(&mut self.waiting) {
            if let Due::Command(_) = due {
                world.apply(&Choice::Skip(node), &mut Report::default());
            }
        }
        for id in world.flying() {
            listener.fate(id, Fate::Flying, None);
        }
        let (keys, names) = (std::mem::take(&mut self.keys), std::mem::take(&mut self.names));
        let lines = (std::mem::take(&mut self.used), std::mem::take(&mut self.refused));
        let mut by_hand = ByHand::new(Arc::clone(&self.plan));
        by_hand.take_over(from, keys, lines, names, |id| world.flight(id).is_some());
        Some(by_hand)
    }

    /// What a planned item comes to, now that its time has come.
    fn choose(
        &mut self,
        what: What,
        world: &dyn AnyWorld,
        listener: &mut dyn StepListener,
    ) -> Option<Choice<u8>> {
        match what {
            What::Fault(_, line) => self.fault(line, world),
            What::Forge(_, line) => self.forge(line, world),
            What::Overdue(node, _, due) => self.due(node, due, world, listener),
            What::Arrive(_, id) => {
                // Cut at its arrival or not at all: one that has come waits where it is.
                let (from, to) = world.flight(id)?;
                if world.conditions().cuts.between(from, to) {
                    return Some(self.stop(id, Fate::Cut, listener));
                }
                self.due(to, Due::Arrive(id), world, listener)
            }
            What::FireNow(node, timer, line) => {
                let armed = self.timers.get(&(node, timer)).filter(|armed| armed.at.is_some())?;
                let due = Due::Fire(timer, armed.count);
                self.used.insert(self.plan.timed[line as usize].origin);
                self.due(node, due, world, listener)
            }
            What::Fire(node, timer, count) => {
                let armed = self.timers.get(&(node, timer))?;
                let is_due = armed.at == Some(self.now);
                is_due.then(|| self.due(node, Due::Fire(timer, count), world, listener))?
            }
            What::Command(node, line) => self.due(node, Due::Command(line), world, listener),
        }
    }

    /// A line of the scenario, where it can happen.
    fn fault(&mut self, line: Line, world: &dyn AnyWorld) -> Option<Choice<u8>> {
        let timed = &self.plan.timed[line as usize];
        let Happening::Fault(fault) = &timed.what else { return None };
        world.is_enabled(fault).then(|| {
            self.used.insert(timed.origin);
            Choice::Fault(fault.clone())
        })
    }

    /// A line of the scenario lets a traitor speak, where it may say this.
    fn forge(&mut self, line: Line, world: &dyn AnyWorld) -> Option<Choice<u8>> {
        let timed = &self.plan.timed[line as usize];
        let Happening::Forge(forgery) = &timed.what else { return None };
        let forging = Forging::Spelled(Box::new(forgery.clone()));
        if let Some(why) = world.refusal(&forging, false) {
            self.refused.insert(timed.origin, why);
            return None;
        }
        self.used.insert(timed.origin);
        Some(Choice::Forge(forging))
    }

    /// What came due at a node: it happens, unless the node is paused or down.
    fn due(
        &mut self,
        node: NodeId,
        due: Due,
        world: &dyn AnyWorld,
        listener: &mut dyn StepListener,
    ) -> Option<Choice<u8>> {
        let is_up = world.is_up(node);
        if is_up && !world.can_act(node) {
            self.waiting.push((node, due));
            return None;
        }
        match due {
            Due::Arrive(id) if is_up => Some(Choice::Deliver(id)),
            Due::Arrive(id) => Some(self.stop(id, Fate::Refused, listener)),
            Due::Fire(timer, count) => self.fire(world.info(), node, timer, count),
            Due::Command(_) if !is_up => Some(Choice::Skip(node)),
            Due::Command(line) => {
                self.used.insert(self.plan.timed[line as usize].origin);
                Some(Choice::Command(node))
            }
        }
    }

    /// A message ends before its receiver.
    fn stop(&mut self, id: MessageId, fate: Fate, listener: &mut dyn StepListener) -> Choice<u8> {
        listener.fate(id, fate, Some(self.now));
        Choice::Drop(id)
    }

    /// A timer fires, unless it was armed anew or disarmed since.
    fn fire(&mut self, info: &Info, node: NodeId, timer: u8, count: u32) -> Option<Choice<u8>> {
        let armed = self.timers.get_mut(&(node, timer)).filter(|armed| armed.count == count)?;
        armed.at.take()?;
        Some(Choice::firing(info, node, timer))
    }

    /// What follows from a fault for all that is planned.
    fn follow_fault(&mut self, fault: &Fault, world: &dyn AnyWorld) {
        match fault {
            Fault::Clock(node, _) => self.fire_by(world.clocks(), *node),
            Fault::Network(change) => self.transit.change(**change),
            Fault::Resume(node) => self.end_wait(*node),
            Fault::Crash(node) => {
                for (_, armed) in self.timers.iter_mut().filter(|((of, _), _)| of == node) {
                    armed.at = None;
                }
                self.end_wait(*node);
            }
            _ => {}
        }
    }

    /// What has waited at a node follows now.
    fn end_wait(&mut self, node: NodeId) {
        let (over, rest) = std::mem::take(&mut self.waiting).into_iter().partition(|(of, _)| *of == node);
        self.waiting = rest;
        let over: Vec<(NodeId, Due)> = over;
        for ((node, due), number) in over.into_iter().zip(0..) {
            self.queue.push(Reverse(Item { at: self.now, what: What::Overdue(node, number, due) }));
        }
    }

    /// The clock of a node goes at another rate from now on: its timers fire when it shows
    /// what they wait for. Acts wait for no clock, and what is overdue for none either.
    fn fire_by(&mut self, clocks: &Clocks, node: NodeId) {
        for ((_, timer), armed) in self.timers.iter_mut().filter(|((of, _), _)| *of == node) {
            if usize::from(*timer) >= self.acts_from || armed.at.is_none_or(|at| at < self.now) {
                continue;
            }
            let at = clocks.shows(node, armed.reading, self.now).max(self.now);
            if armed.at != Some(at) {
                armed.at = Some(at);
                self.queue.push(Reverse(Item { at, what: What::Fire(node, *timer, armed.count) }));
            }
        }
    }

    /// Plans what follows from a step: timers, arrivals, copies. Also called for the
    /// start of each node.
    pub fn follow_up(&mut self, world: &mut dyn AnyWorld, report: &Report, listener: &mut dyn StepListener) {
        for change in &report.timers {
            self.change_timer(world.clocks(), report.node, *change);
        }
        if report.corrected_clock {
            self.fire_by(world.clocks(), report.node);
        }
        if let Some(coin) = report.tossed {
            let heads = self.side(report.node, coin);
            self.coins.push_back((report.node, coin, heads));
        }
        let mut copies = Vec::new();
        for (id, sent) in (report.first_message.0..).map(MessageId).zip(&report.sends) {
            let key = self.keys.next(sent.kind, report.node, sent.to, report.is_forged());
            for (copy, at) in self.transit.copies(key, self.now, &mut self.used) {
                let key = MessageKey { copy, ..key };
                copies.push((world.next_message(), id, key, at));
                world.apply(&Choice::Duplicate(id), &mut Report::default());
            }
            self.launch((id, key, None), None, world, listener);
        }
        for (id, original, key, at) in copies {
            self.launch((id, key, Some(original)), at, world, listener);
        }
    }

    /// The side that a coin shows: what a line says, or else the seed.
    fn side(&mut self, node: NodeId, coin: u8) -> bool {
        let number = self.keys.toss(node, coin);
        let is_it = |toss: &Toss| (toss.node, toss.coin, toss.number) == (node, coin, number);
        match self.plan.tosses.iter().rfind(|(toss, _)| is_it(toss)) {
            Some((toss, origin)) => {
                self.used.insert(*origin);
                toss.heads
            }
            None => draw::shows_heads(self.plan.seed, node, self.coin_names[usize::from(coin)], number),
        }
    }

    fn change_timer(&mut self, clocks: &Clocks, node: NodeId, change: TimerChange<u8>) {
        match change {
            TimerChange::Set(timer, range) => self.arm(clocks, node, timer, range),
            TimerChange::Cancel(timer) => {
                if let Some(state) = self.timers.get_mut(&(node, timer)) {
                    state.at = None;
                }
            }
        }
    }

    fn arm(&mut self, clocks: &Clocks, node: NodeId, timer: u8, range: (Micros, Micros)) {
        let state = self.timers.or_default((node, timer));
        state.count += 1;
        let name = self.timer_names[usize::from(timer)];
        let after = draw::between(draw::for_timer(self.plan.seed, node, name, state.count), range);
        // An act waits for nothing but its guard; a timer takes at least a microsecond.
        let least = Micros::from(usize::from(timer) < self.acts_from);
        let after = after.max(least);
        // Timers run on the node's own clock, acts on none.
        let reading = clocks.monotonic(node, self.now).saturating_add(after);
        let at = match least {
            0 => self.now.saturating_add(after),
            _ => clocks.shows(node, reading, self.now),
        };
        (state.at, state.reading) = (Some(at), reading);
        let what = What::Fire(node, timer, state.count);
        self.queue.push(Reverse(Item { at, what }));
    }

    /// Sends a message on its way, or takes it out of the world again. A copy can have its
    /// time of arrival.
    fn launch(
        &mut self,
        (id, key, copy_of): (MessageId, MessageKey, Option<MessageId>),
        copy_at: Option<Micros>,
        world: &mut dyn AnyWorld,
        listener: &mut dyn StepListener,
    ) {
        if self.plan.manual_from.is_some() {
            debug_assert_eq!(id.index(), self.names.len());
            self.names.push(key);
        }
        let (at, fate) = self.transit.settle(key, copy_at, self.now, &mut self.used);
        let sending = Sending { key, copy_of, arrives_at: Some(at) };
        listener.message(id, sending, world);
        if let Some(fate) = fate {
            listener.fate(id, fate, Some(at));
            world.apply(&Choice::Drop(id), &mut Report::default());
            return;
        }
        self.queue.push(Reverse(Item { at, what: What::Arrive(key.into(), id) }));
    }
}
