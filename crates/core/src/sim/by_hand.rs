//! The schedule of a run by hand: the choices that the scenario lists, in order.
//!
//! Each choice advances time by a millisecond. A choice that is not enabled when its
//! turn comes does nothing and is listed as unused. A run can begin by the clock and be
//! taken over: then the choices go on from what is in flight at that time.

use super::any_world::{AnyWorld, Report};
use super::forge::Forging;
use super::keys::{KeyBook, Sending, StepListener};
use super::plan::{Happening, Manual, ManualChoice, MessageRef, Origin, Plan, Toss};
use super::run::{Arriving, Blocked, FORGERIES_MAX, NodeChoices, OpenChoices, Stopped};
use super::world::Choice;
use crate::ordered::{Map, Set};
use crate::trace::{Fate, MessageId, MessageKey, MessageNumber, Micros, NodeId};
use std::sync::Arc;

/// How much time a choice takes.
const CHOICE_US: Micros = 1_000;

/// A kind of message on a link.
type Line = (u16, NodeId, NodeId);

/// The messages of one kind on one link.
#[derive(Clone, Default, Debug)]
struct OnLine {
    /// Those in flight.
    in_flight: Map<MessageNumber, MessageId>,
    /// How many copies each original has, by its number.
    copies: Map<MessageNumber, u32>,
}

/// The listed choices and how far they have been made.
#[derive(Clone, Debug)]
pub struct ByHand {
    plan: Arc<Plan>,
    keys: KeyBook,
    lines: Map<Line, OnLine>,
    /// The names of all messages, by their index.
    names: Vec<MessageKey>,
    used: Set<Origin>,
    /// Why traitors could not say what lines make them say.
    refused: Map<Origin, String>,
    now: Micros,
    /// When each of the choices so far was made. Those without effect took no time.
    chosen_at: Vec<Micros>,
    /// The first of them that no synchronous system makes, where the model is one.
    out_of_round: Option<u32>,
    /// The message that the last choice forged: it arrives at once.
    forged: Option<MessageId>,
}

impl ByHand {
    /// Before the first choice.
    pub fn new(plan: Arc<Plan>) -> ByHand {
        ByHand {
            plan,
            keys: KeyBook::default(),
            lines: Map::new(),
            names: Vec::new(),
            used: Set::new(),
            refused: Map::new(),
            now: 0,
            chosen_at: Vec::new(),
            out_of_round: None,
            forged: None,
        }
    }

    /// Goes on from a run by the clock: from this time, with what became of its lines and all the
    /// names that it gave, of which those messages are in flight that `is_flying` says.
    pub fn take_over(
        &mut self,
        from: Micros,
        keys: KeyBook,
        (used, refused): (Set<Origin>, Map<Origin, String>),
        names: Vec<MessageKey>,
        is_flying: impl Fn(MessageId) -> bool,
    ) {
        (self.now, self.keys) = (from, keys);
        (self.used, self.refused) = (used, refused);
        for (key, id) in names.iter().zip((0..).map(MessageId)) {
            let line = self.lines.or_default(line_of(*key));
            if key.copy > 0 {
                let count = line.copies.or_default(original(*key));
                *count = key.copy.max(*count);
            }
            if is_flying(id) {
                line.in_flight.insert(key.number(), id);
            }
        }
        self.names = names;
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

    /// When each of the choices so far was made.
    pub fn chosen_at(&self) -> &[Micros] {
        &self.chosen_at
    }

    /// The first of the choices that no synchronous system makes, where the model is one.
    pub fn out_of_round(&self) -> Option<u32> {
        self.out_of_round
    }

    /// Takes the next step, or says that the list is at its end, or that `choices_max`
    /// of it have been made.
    pub fn advance(
        &mut self,
        choices_max: usize,
        world: &mut dyn AnyWorld,
        report: &mut Report,
        listener: &mut dyn StepListener,
    ) -> Option<Stopped> {
        if self.deliver_forged(world, report, listener) {
            return None;
        }
        let plan = Arc::clone(&self.plan);
        let list = plan.manual.as_deref().unwrap_or_default();
        for Manual { what, origin } in list.iter().take(choices_max).skip(self.chosen_at.len()) {
            let choice = self.choose(what, world);
            if let ManualChoice::Advance(time) = what {
                self.now = self.now.saturating_add(*time);
            } else if choice.is_some() {
                self.now = self.now.saturating_add(CHOICE_US);
            }
            self.chosen_at.push(self.now);
            let Some(choice) = choice else {
                match what {
                    ManualChoice::Advance(_) => drop(self.used.insert(*origin)),
                    ManualChoice::Happen(Happening::Command(node, _)) => {
                        world.apply(&Choice::Skip(*node), report);
                    }
                    ManualChoice::Happen(Happening::Forge(forgery)) => {
                        let forging = Forging::Spelled(Box::new(forgery.clone()));
                        if let Some(why) = world.refusal(&forging, true) {
                            self.refused.insert(*origin, why);
                        }
                    }
                    _ => {}
                }
                continue;
            };
            self.used.insert(*origin);
            if let ManualChoice::Happen(Happening::Command(node, words)) = what {
                self.use_planned(*node, words);
            }
            if self.out_of_round.is_none() && world.is_out_of_round(&choice) {
                self.out_of_round = Some(self.chosen_at.len() as u32 - 1);
            }
            self.make(&choice, world, report, listener);
            if report.event_count() > 0 {
                return None;
            }
        }
        Some(Stopped::Until)
    }

    /// A command that the clock would have given later is given by hand: its line has had an
    /// effect.
    fn use_planned(&mut self, to: NodeId, given: &[String]) {
        let Some(from) = self.plan.manual_from else {
            return;
        };
        let is_it = |what: &Happening| matches!(what, Happening::Command(node, words) if *node == to && words == given);
        let mut later = self.plan.timed.iter().filter(|timed| timed.at > from && is_it(&timed.what));
        if let Some(timed) = later.find(|timed| !self.used.contains(&timed.origin)) {
            self.used.insert(timed.origin);
        }
    }

    /// What may happen next, and what cannot, and why not.
    pub fn open_choices(&self, world: &dyn AnyWorld) -> OpenChoices {
        let choices = |node: NodeId| NodeChoices {
            up: world.is_up(node),
            paused: world.conditions().is_paused(node),
            coin: world.conditions().coin(node).map(|coin| (coin, self.keys.tosses(node, coin))),
            role: world.role(node),
            arriving: Vec::new(),
            timers: if world.can_act(node) { world.armed(node) } else { Vec::new() },
            commands: later_commands(&self.plan, self.chosen_at.len(), node),
        };
        let mut nodes: Vec<NodeChoices> = (0..world.node_count() as u8).map(NodeId).map(choices).collect();
        let cuts = &world.conditions().cuts;
        for message in world.flying() {
            let Some((from, to)) = world.flight(message) else {
                continue;
            };
            let choices = &mut nodes[to.index()];
            let blocked = match () {
                () if !choices.up => Some(Blocked::Down),
                () if choices.paused => Some(Blocked::Paused),
                () if choices.coin.is_some() => Some(Blocked::Coin),
                () if cuts.between(from, to) => Some(Blocked::Cut),
                () => (!world.can_arrive(message)).then_some(Blocked::Order),
            };
            let (key, says) = (self.names[message.index()], world.lie(message));
            choices.arriving.push(Arriving { message, key, blocked, says });
        }
        OpenChoices {
            choices: self.chosen_at.len() as u32,
            at: self.now,
            is_cut: cuts.any(),
            forgeries: world.forgeries(FORGERIES_MAX),
            unsayable: world.unsayable(FORGERIES_MAX),
            nodes,
        }
    }

    /// Makes a choice that is open.
    pub fn make(
        &mut self,
        choice: &Choice<u8>,
        world: &mut dyn AnyWorld,
        report: &mut Report,
        listener: &mut dyn StepListener,
    ) {
        match choice {
            Choice::Deliver(id) => self.forget(*id),
            Choice::Drop(id) => {
                self.forget(*id);
                listener.fate(*id, Fate::Dropped, Some(self.now));
            }
            _ => {}
        }
        let next = world.next_message();
        world.set_now(self.now);
        world.apply(choice, report);
        match choice {
            Choice::Duplicate(id) => self.name_copy(*id, next, world, listener),
            Choice::Forge(_) => self.forged = Some(next),
            _ => {}
        }
        if report.is_seen() {
            listener.step(self.now, report, world);
            self.follow_up(report, world, listener);
        }
    }

    /// What the last choice forged arrives. False where it forged nothing.
    pub fn deliver_forged(
        &mut self,
        world: &mut dyn AnyWorld,
        report: &mut Report,
        listener: &mut dyn StepListener,
    ) -> bool {
        let Some(id) = self.forged.take() else { return false };
        self.make(&Choice::Deliver(id), world, report, listener);
        true
    }

    /// The line that stands for a choice that is open. `given` has the words of the next
    /// command for a node.
    #[cfg(feature = "search")]
    pub fn spell(
        &self,
        choice: &Choice<u8>,
        world: &dyn AnyWorld,
        given: impl Fn(NodeId) -> Vec<String>,
    ) -> ManualChoice {
        let message = |id: &MessageId| MessageRef::from(self.names[id.index()]);
        let happening = match choice {
            Choice::Deliver(id) => return ManualChoice::Deliver(message(id)),
            Choice::Drop(id) => return ManualChoice::Drop(message(id)),
            Choice::Duplicate(id) => return ManualChoice::Duplicate(message(id)),
            Choice::Fire(node, timer) | Choice::Act(node, timer) => Happening::Fire(*node, *timer),
            Choice::Command(node) | Choice::Skip(node) => Happening::Command(*node, given(*node)),
            Choice::Fault(fault) => Happening::Fault(fault.clone()),
            Choice::Toss(node, coin, heads) => {
                let number = self.keys.tosses(*node, *coin);
                Happening::Toss(Toss { node: *node, coin: *coin, number, heads: *heads })
            }
            Choice::Forge(forging) => {
                Happening::Forge(world.spell_forgery(forging).expect("only what a traitor may say is forged"))
            }
        };
        ManualChoice::Happen(happening)
    }

    /// The choice that a line stands for, if it is enabled.
    fn choose(&self, what: &ManualChoice, world: &dyn AnyWorld) -> Option<Choice<u8>> {
        match what {
            ManualChoice::Deliver(message) => {
                let id = self.find(message)?;
                world.can_arrive(id).then_some(Choice::Deliver(id))
            }
            ManualChoice::Drop(message) => self.find(message).map(Choice::Drop),
            ManualChoice::Duplicate(message) => self.find(message).map(Choice::Duplicate),
            ManualChoice::Happen(Happening::Fire(node, timer)) => {
                let is_open = world.can_act(*node) && world.is_armed(*node, *timer);
                is_open.then(|| Choice::firing(world.info(), *node, *timer))
            }
            ManualChoice::Happen(Happening::Command(node, _)) => {
                world.can_act(*node).then_some(Choice::Command(*node))
            }
            ManualChoice::Happen(Happening::Fault(fault)) => {
                world.is_enabled(fault).then(|| Choice::Fault(fault.clone()))
            }
            ManualChoice::Happen(Happening::Toss(Toss { node, coin, number, heads })) => {
                let is_it = world.conditions().coin(*node) == Some(*coin)
                    && self.keys.tosses(*node, *coin) == *number;
                (is_it && world.can_toss(*node)).then_some(Choice::Toss(*node, *coin, *heads))
            }
            ManualChoice::Happen(Happening::Forge(forgery)) => {
                let forging = Forging::Spelled(Box::new(forgery.clone()));
                world.refusal(&forging, true).is_none().then_some(Choice::Forge(forging))
            }
            ManualChoice::Advance(_) => None,
        }
    }

    /// The message that a line names: without a number, the lowest in flight.
    fn find(&self, message: &MessageRef) -> Option<MessageId> {
        let in_flight = &self.lines.get(&(message.kind, message.from, message.to))?.in_flight;
        match message.number {
            Some(number) => in_flight.get(&number).copied(),
            None => in_flight.first().map(|(_, id)| *id),
        }
    }

    fn name_copy(
        &mut self,
        id: MessageId,
        copy: MessageId,
        world: &dyn AnyWorld,
        listener: &mut dyn StepListener,
    ) {
        let name = self.names[id.index()];
        let count = self.lines.or_default(line_of(name)).copies.or_default(original(name));
        *count += 1;
        let key = MessageKey { copy: *count, ..name };
        let sending = Sending { key, copy_of: Some(id), arrives_at: None };
        listener.message(copy, sending, world);
        self.remember(key, copy);
    }

    fn remember(&mut self, key: MessageKey, id: MessageId) {
        debug_assert_eq!(id.index(), self.names.len());
        self.names.push(key);
        self.lines.or_default(line_of(key)).in_flight.insert(key.number(), id);
    }

    fn forget(&mut self, id: MessageId) {
        let key = self.names[id.index()];
        if let Some(line) = self.lines.get_mut(&line_of(key)) {
            line.in_flight.remove(&key.number());
        }
    }

    /// Names what a step sent. Also called for the start of each node.
    pub fn follow_up(&mut self, report: &Report, world: &dyn AnyWorld, listener: &mut dyn StepListener) {
        if let Some(coin) = report.tossed {
            self.keys.toss(report.node, coin);
        }
        for (id, sent) in (report.first_message.0..).map(MessageId).zip(&report.sends) {
            let key = self.keys.next(sent.kind, report.node, sent.to, report.is_forged());
            let sending = Sending { key, copy_of: None, arrives_at: None };
            listener.message(id, sending, world);
            self.remember(key, id);
        }
    }
}

/// The number of a message, or of the one that it is a copy of.
fn original(key: MessageKey) -> MessageNumber {
    MessageNumber { copy: 0, ..key.number() }
}

fn line_of(key: MessageKey) -> Line {
    (key.kind, key.from, key.to)
}

/// The commands that the clock would have given a node after the reader took over, and
/// that have not been given by hand in the first `choices` of the plan's choices.
pub fn later_commands(plan: &Plan, choices: usize, to: NodeId) -> Vec<Vec<String>> {
    let command = |what: &Happening| match what {
        Happening::Command(node, words) if *node == to => Some(words.clone()),
        _ => None,
    };
    let later = plan.timed.iter().filter(|timed| plan.manual_from.is_some_and(|from| timed.at > from));
    let mut later: Vec<Vec<String>> = later.filter_map(|timed| command(&timed.what)).collect();
    for manual in plan.manual.iter().flatten().take(choices) {
        let given = match &manual.what {
            ManualChoice::Happen(what) => command(what),
            _ => None,
        };
        if let Some(index) = given.and_then(|given| later.iter().position(|words| *words == given)) {
            later.remove(index);
        }
    }
    later
}
