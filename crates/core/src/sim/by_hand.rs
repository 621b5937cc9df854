//! The schedule of a run by hand: the choices that the scenario lists, in order.
//!
//! Each choice advances time by a millisecond. A choice that is not enabled when its
//! turn comes does nothing and is listed as unused.

use super::keys::{KeyBook, Sending, Witness};
use super::plan::{Happening, Manual, ManualChoice, MessageRef, Origin, Plan};
use super::process::Process;
use super::run::Stopped;
use super::timed::parts_of;
use super::world::{Choice, Step, World};
use crate::ordered::{Map, Set};
use crate::trace::{Fate, MessageId, MessageKey, Micros, NodeId};
use std::sync::Arc;

/// How much time a choice takes.
const CHOICE_US: Micros = 1_000;

/// Messages by their number and copy.
type Numbered = Map<(u32, u32), MessageId>;

/// The listed choices and how far they have been made.
#[derive(Clone, Debug)]
pub struct ByHand {
    plan: Arc<Plan>,
    next: usize,
    keys: KeyBook,
    /// How many copies each original has.
    copies: Map<MessageKey, u32>,
    /// The messages in flight of each kind on each link, by number.
    in_flight: Map<(u16, NodeId, NodeId), Numbered>,
    /// The names of all messages, by their place.
    names: Vec<MessageKey>,
    used: Set<Origin>,
    now: Micros,
}

impl ByHand {
    /// Before the first choice.
    pub fn new(plan: Arc<Plan>) -> ByHand {
        ByHand {
            plan,
            next: 0,
            keys: KeyBook::default(),
            copies: Map::new(),
            in_flight: Map::new(),
            names: Vec::new(),
            used: Set::new(),
            now: 0,
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

    /// Takes the next step, or says that the list is at its end.
    pub fn advance<P: Process>(
        &mut self,
        world: &mut World<P>,
        step: &mut Step<P>,
        witness: &mut impl Witness<P>,
    ) -> Option<Stopped> {
        let plan = Arc::clone(&self.plan);
        let list = plan.manual.as_deref().unwrap_or_default();
        while let Some(Manual { what, origin }) = list.get(self.next) {
            self.next += 1;
            if let ManualChoice::Advance(time) = what {
                self.now = self.now.saturating_add(*time);
                self.used.insert(*origin);
                continue;
            }
            let Some(choice) = self.choose(what, world) else {
                if let ManualChoice::Happen(Happening::Command(node, _)) = what {
                    world.change_network(&Choice::Skip(*node));
                }
                continue;
            };
            self.used.insert(*origin);
            self.now = self.now.saturating_add(CHOICE_US);
            self.settle(&choice, world, witness);
            world.apply(&choice, step);
            if step.event_count() > 0 {
                witness.step(self.now, step, world);
                self.follow_up(step, witness);
                return None;
            }
        }
        Some(Stopped::Until)
    }

    /// The choice that a line stands for, if it is enabled.
    fn choose<P: Process>(&self, what: &ManualChoice, world: &World<P>) -> Option<Choice<P::Timer>> {
        let up = |node: NodeId| world.nodes()[node.index()].up;
        match what {
            ManualChoice::Deliver(message) => {
                let id = self.find(message)?;
                let flight = world.flight(id)?;
                world.can_arrive(id, flight).then_some(Choice::Deliver(id))
            }
            ManualChoice::Drop(message) => self.find(message).map(Choice::Drop),
            ManualChoice::Duplicate(message) => self.find(message).map(Choice::Duplicate),
            ManualChoice::Fire(node, timer) => {
                let armed = &world.nodes()[node.index()].timers;
                armed.contains(&P::timer_at(*timer)).then_some(Choice::firing::<P>(*node, *timer))
            }
            ManualChoice::Happen(happening) => match happening {
                Happening::Command(node, _) => up(*node).then_some(Choice::Command(*node)),
                Happening::Crash(node) => up(*node).then_some(Choice::Crash(*node)),
                Happening::Restart(node) => (!up(*node)).then_some(Choice::Restart(*node)),
                Happening::Partition(groups) => Some(Choice::Cut(parts_of(groups, world.nodes().len()))),
                Happening::Heal => world.is_cut().then_some(Choice::Heal),
            },
            ManualChoice::Advance(_) => None,
        }
    }

    /// The message that a line names: without a number, the lowest in flight.
    fn find(&self, message: &MessageRef) -> Option<MessageId> {
        let on_link = self.in_flight.get(&(message.kind, message.from, message.to))?;
        match message.number {
            Some(number) => on_link.get(&number).copied(),
            None => on_link.first().map(|(_, id)| *id),
        }
    }

    /// Keeps account of the message that a choice is about, before it is made.
    fn settle<P: Process>(
        &mut self,
        choice: &Choice<P::Timer>,
        world: &World<P>,
        witness: &mut impl Witness<P>,
    ) {
        match choice {
            Choice::Deliver(id) => self.forget(*id),
            Choice::Drop(id) => {
                self.forget(*id);
                witness.fate(*id, Fate::Dropped, Some(self.now));
            }
            Choice::Duplicate(id) => self.note_copy(*id, world, witness),
            _ => {}
        }
    }

    fn note_copy<P: Process>(&mut self, id: MessageId, world: &World<P>, witness: &mut impl Witness<P>) {
        let Some(flight) = world.flight(id) else {
            return;
        };
        let first = MessageKey { copy: 0, ..self.names[id.index()] };
        let count = self.copies.or_default(first);
        *count += 1;
        let key = MessageKey { copy: *count, ..first };
        let sending = Sending { key, copy_of: Some(id), arrives_at: None };
        witness.message(world.next_message(), sending, &flight.message);
        self.remember(key, world.next_message());
    }

    fn remember(&mut self, key: MessageKey, id: MessageId) {
        debug_assert_eq!(id.index(), self.names.len());
        self.names.push(key);
        self.in_flight.or_default((key.kind, key.from, key.to)).insert((key.nth, key.copy), id);
    }

    fn forget(&mut self, id: MessageId) {
        let key = self.names[id.index()];
        if let Some(on_link) = self.in_flight.get_mut(&(key.kind, key.from, key.to)) {
            on_link.remove(&(key.nth, key.copy));
        }
    }

    /// Names what a step sent. Also called for the start of each node.
    pub fn follow_up<P: Process>(&mut self, step: &Step<P>, witness: &mut impl Witness<P>) {
        for (id, (to, message)) in (step.first_message.0..).map(MessageId).zip(&step.emitted.sends) {
            let key = self.keys.next(P::kind(message), step.node, *to);
            let sending = Sending { key, copy_of: None, arrives_at: None };
            witness.message(id, sending, message);
            self.remember(key, id);
        }
    }
}
