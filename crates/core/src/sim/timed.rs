//! The seeded schedule: whatever is planned for the earliest time happens next.
//!
//! Ties are broken by class (heal, cut, restart, crash, clock, arrival, timer, command) and
//! then by stable keys, never by the order in which things were planned.

use super::any_world::{AnyWorld, Report};
use super::by_hand::ByHand;
use super::clock::Clocks;
use super::draw::{self, About};
use super::info::Info;
use super::keys::{KeyBook, Sending, StepListener};
use super::plan::{Edit, Happening, MessageEdit, Origin, Plan, parts_of};
use super::process::TimerChange;
use super::run::Stopped;
use super::world::Choice;
use crate::ordered::{self, Map, Set};
use crate::trace::{Fate, MessageId, MessageKey, Micros, NodeId};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

/// An index into [`Plan::timed`].
type Index = u32;

/// Something planned. The order of the fields is the order in which things happen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Item {
    at: Micros,
    what: What,
}

/// What is planned. The order of the variants, and of the fields within each, breaks
/// ties: it is part of what a link promises.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum What {
    Heal(Index),
    Partition(Index),
    Restart(NodeId, Index),
    Crash(NodeId, Index),
    Correct(NodeId, Index),
    Arrive(Arrival, MessageId),
    Fire(NodeId, u8, u32),
    Command(NodeId, Index),
}

/// A message's key with the fields that break ties first: 10 comes after 9.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Arrival {
    to: NodeId,
    from: NodeId,
    kind: u16,
    nth: u32,
    copy: u32,
}

/// What the reader changed about one message. Of several lines that say the same sort
/// of thing the last one counts.
#[derive(Clone, Default, Debug)]
struct MessageEdits {
    drop: Option<Origin>,
    delay: Option<(Micros, Origin)>,
    duplicates: Vec<(Option<Micros>, Origin)>,
}

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
    kinds: Arc<[&'static str]>,
    timer_names: Arc<[&'static str]>,
    /// Where the names of acts begin among those of timers.
    acts_from: usize,
    edits: Arc<Map<MessageKey, MessageEdits>>,
    queue: BinaryHeap<Reverse<Item>>,
    keys: KeyBook,
    /// The names of all messages, by their index, where choices take over: those in flight
    /// are chosen by name.
    names: Vec<MessageKey>,
    /// How often each timer was armed, and when it fires while it is.
    timers: Map<(NodeId, u8), Armed>,
    /// The latest arrival planned on each link that keeps order.
    last_arrival: Map<(NodeId, NodeId), Micros>,
    used: Set<Origin>,
    now: Micros,
}

impl Timed {
    /// Plans all that the scenario fixes beforehand.
    pub fn new(plan: Arc<Plan>, info: &Info) -> Timed {
        let mut edits: Map<MessageKey, MessageEdits> = Map::new();
        let mut by_key: Vec<&Edit> = plan.edits.iter().collect();
        ordered::sort_by_key(&mut by_key, |edit| edit.key);
        for edit in by_key {
            let of_message = edits.or_default(edit.key);
            match edit.change {
                MessageEdit::Drop => of_message.drop = Some(edit.origin),
                MessageEdit::DelayTo(at) => of_message.delay = Some((at, edit.origin)),
                MessageEdit::Duplicate(at) => of_message.duplicates.push((at, edit.origin)),
            }
        }
        let queue = plan.timed.iter().zip(0..).map(|(timed, index)| Reverse(planned(timed, index))).collect();
        Timed {
            kinds: info.kinds.iter().map(|kind| kind.name).collect(),
            timer_names: info.timers.iter().chain(info.acts).map(|timer| timer.name).collect(),
            acts_from: info.timers.len(),
            edits: Arc::new(edits),
            queue,
            keys: KeyBook::default(),
            names: Vec::new(),
            timers: Map::new(),
            last_arrival: Map::new(),
            used: Set::new(),
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
            if let Choice::Correct(node, _) = choice {
                self.fire_by(world.clocks(), node);
            }
            if report.event_count() > 0 {
                listener.step(self.now, report, world);
                self.follow_up(world, report, listener);
                return None;
            }
        }
        Some(Stopped::Quiet)
    }

    /// Gives the run into the reader's hands, where the scenario says so. What is in
    /// flight stays so, and arrives when somebody says it does.
    pub fn hand_over(&mut self, world: &dyn AnyWorld, listener: &mut dyn StepListener) -> Option<ByHand> {
        let from = self.plan.manual_from?;
        for id in world.flying() {
            listener.fate(id, Fate::Flying, None);
        }
        let (keys, names) = (std::mem::take(&mut self.keys), std::mem::take(&mut self.names));
        let used = std::mem::take(&mut self.used);
        let mut by_hand = ByHand::new(Arc::clone(&self.plan));
        by_hand.take_over(from, keys, used, names, |id| world.flight(id).is_some());
        Some(by_hand)
    }

    /// What a planned item comes to, now that its time has come.
    fn choose(
        &mut self,
        what: What,
        world: &mut dyn AnyWorld,
        listener: &mut dyn StepListener,
    ) -> Option<Choice<u8>> {
        let up = |node: NodeId| world.is_up(node);
        let (choice, index) = match what {
            What::Arrive(_, id) => return self.arrive(id, world, listener),
            What::Fire(node, timer, count) => return self.fire(world.info(), node, timer, count),
            What::Heal(index) => (world.is_cut().then_some(Choice::Heal), index),
            What::Partition(index) => (self.partition(index), index),
            What::Restart(node, index) => ((!up(node)).then_some(Choice::Restart(node)), index),
            What::Correct(node, index) => (self.correct(node, index), index),
            What::Crash(node, index) => (up(node).then_some(Choice::Crash(node)), index),
            What::Command(node, _) if !up(node) => return Some(Choice::Skip(node)),
            What::Command(node, index) => (Some(Choice::Command(node)), index),
        };
        if choice.is_some() {
            self.used.insert(self.plan.timed[index as usize].origin);
        }
        if let Some(Choice::Crash(node)) = choice {
            self.disarm_all(node);
        }
        choice
    }

    /// A message reaches its receiver, unless a partition or a closed door stops it.
    fn arrive(
        &mut self,
        id: MessageId,
        world: &dyn AnyWorld,
        listener: &mut dyn StepListener,
    ) -> Option<Choice<u8>> {
        let (from, to) = world.flight(id)?;
        let stopped_by = if world.is_cut_between(from, to) {
            Fate::Cut
        } else if !world.is_up(to) {
            Fate::Refused
        } else {
            return Some(Choice::Deliver(id));
        };
        listener.fate(id, stopped_by, Some(self.now));
        Some(Choice::Drop(id))
    }

    /// A timer fires, unless it was armed anew or disarmed since.
    fn fire(&mut self, info: &Info, node: NodeId, timer: u8, count: u32) -> Option<Choice<u8>> {
        let state = self.timers.get_mut(&(node, timer))?;
        if state.count != count || state.at != Some(self.now) {
            return None;
        }
        state.at = None;
        Some(Choice::firing(info, node, timer))
    }

    fn disarm_all(&mut self, node: NodeId) {
        for (_, state) in self.timers.iter_mut().filter(|((of, _), _)| *of == node) {
            state.at = None;
        }
    }

    fn correct(&self, node: NodeId, index: Index) -> Option<Choice<u8>> {
        match self.plan.timed[index as usize].what {
            Happening::Correct(_, correction) => Some(Choice::Correct(node, correction)),
            _ => None,
        }
    }

    /// The clock of a node goes at another rate from now on: its timers fire when it shows
    /// what they wait for. Acts wait for no clock.
    fn fire_by(&mut self, clocks: &Clocks, node: NodeId) {
        for ((_, timer), armed) in self.timers.iter_mut().filter(|((of, _), _)| *of == node) {
            if armed.at.is_none() || usize::from(*timer) >= self.acts_from {
                continue;
            }
            let at = clocks.shows(node, armed.reading, self.now).max(self.now);
            if armed.at != Some(at) {
                armed.at = Some(at);
                self.queue.push(Reverse(Item { at, what: What::Fire(node, *timer, armed.count) }));
            }
        }
    }

    fn partition(&self, index: Index) -> Option<Choice<u8>> {
        match &self.plan.timed[index as usize].what {
            Happening::Partition(groups) => Some(Choice::Partition(parts_of(groups, self.plan.nodes.len()))),
            _ => None,
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
        let mut copies = Vec::new();
        for (id, sent) in (report.first_message.0..).map(MessageId).zip(&report.sends) {
            let key = self.keys.next(sent.kind, report.node, sent.to);
            for (copy, at) in self.copies(key) {
                let key = MessageKey { copy, ..key };
                copies.push((world.next_message(), id, key, at));
                world.change_network(&Choice::Duplicate(id));
            }
            let arrival = self.settle(key, None);
            self.launch((id, key, None), arrival, world, listener);
        }
        for (id, original, key, at) in copies {
            let arrival = self.settle(key, at);
            self.launch((id, key, Some(original)), arrival, world, listener);
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

    fn draw(&self, about: About, key: MessageKey) -> u64 {
        draw::for_message(self.plan.seed, about, self.kinds[usize::from(key.kind)], key)
    }

    /// Whether chance does something to a message that it does to so many in a million.
    fn happens(&self, about: About, key: MessageKey, ppm: u32) -> bool {
        ppm > 0 && draw::happens(self.draw(about, key), ppm)
    }

    /// The copies that a message gets: first the network's, if chance makes one, then
    /// the reader's. Each with its number and, where a line gives it, its arrival.
    fn copies(&mut self, key: MessageKey) -> Vec<(u32, Option<Micros>)> {
        let ppm = self.plan.network.link(key.from, key.to).duplicate_ppm;
        let mut copies = Vec::new();
        if self.happens(About::Duplicate, key, ppm) {
            copies.push((1, None));
        }
        let by_reader = self.edits.get(&key).map_or(&[][..], |edits| &edits.duplicates);
        for (at, origin) in by_reader {
            if at.is_none_or(|at| at > self.now) {
                copies.push((copies.len() as u32 + 1, *at));
                self.used.insert(*origin);
            }
        }
        copies
    }

    /// Settles when a message arrives, or that and why it does not. Chance decides,
    /// unless the reader does; copies are not lost by chance.
    fn settle(&mut self, key: MessageKey, copy_at: Option<Micros>) -> (Micros, Option<Fate>) {
        let link = self.plan.network.link(key.from, key.to);
        let delay = draw::between(self.draw(About::Delay, key), link.delay).max(1);
        let lost = key.copy == 0 && self.happens(About::Loss, key, link.loss_ppm);
        let mut at = copy_at.unwrap_or(self.now.saturating_add(delay));
        let mut fate = lost.then_some(Fate::Lost);
        if let Some(edits) = self.edits.get(&key) {
            if let Some(origin) = edits.drop {
                self.used.insert(origin);
                fate = Some(Fate::Dropped);
            } else if let Some((to, origin)) = edits.delay
                && to > self.now
            {
                self.used.insert(origin);
                (at, fate) = (to, None);
            }
        }
        if link.fifo {
            // Lost messages keep their place, so that dropping one moves no other.
            let last = self.last_arrival.or_default((key.from, key.to));
            at = at.max(last.saturating_add(1));
            *last = at;
        }
        (at, fate)
    }

    /// Sends a message on its way, or takes it out of the world again.
    fn launch(
        &mut self,
        (id, key, copy_of): (MessageId, MessageKey, Option<MessageId>),
        (at, fate): (Micros, Option<Fate>),
        world: &mut dyn AnyWorld,
        listener: &mut dyn StepListener,
    ) {
        if self.plan.manual_from.is_some() {
            debug_assert_eq!(id.index(), self.names.len());
            self.names.push(key);
        }
        let sending = Sending { key, copy_of, arrives_at: Some(at) };
        listener.message(id, sending, world);
        if let Some(fate) = fate {
            listener.fate(id, fate, Some(at));
            world.change_network(&Choice::Drop(id));
            return;
        }
        let arrival = Arrival { to: key.to, from: key.from, kind: key.kind, nth: key.nth, copy: key.copy };
        let what = What::Arrive(arrival, id);
        self.queue.push(Reverse(Item { at, what }));
    }
}

fn planned(timed: &super::plan::Timed, index: Index) -> Item {
    let what = match &timed.what {
        Happening::Heal => What::Heal(index),
        Happening::Partition(_) => What::Partition(index),
        Happening::Restart(node) => What::Restart(*node, index),
        Happening::Crash(node) => What::Crash(*node, index),
        Happening::Correct(node, _) => What::Correct(*node, index),
        Happening::Command(node, _) => What::Command(*node, index),
    };
    Item { at: timed.at, what }
}
