//! A run that has been made, and what the page keeps beside it.

use crate::words::open_run as words;
use sequitur_core::clocks::{self, Hybrid, VectorClocks};
use sequitur_core::scenario::{Edit, Scenario};
use sequitur_core::sim::kept_stamps::{KeptStamps, kept_stamps};
use sequitur_core::sim::plan::Origin;
use sequitur_core::sim::run::{NodeView, OpenChoices, Run};
use sequitur_core::trace::{Cone, EventId, EventKind, MessageId, MessageKey, Micros, NodeId, Trace};
use sequitur_diagram::{
    Clock, Facts, Filter, Layout, Log, Options, StampText, hybrid_text, kept_text, knowledge_text,
    moment_text, vector_text, wall_text,
};
use std::cell::{OnceCell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

/// A run, where it comes from, and its layout. What is costly and not always looked at
/// is computed when somebody looks.
pub struct OpenRun {
    /// The scenario that was run; for a log, the one that is open behind it.
    pub scenario: Rc<Scenario>,
    /// The log that tells the run, if one does: nothing in it can be changed.
    pub log: Option<Rc<Log>>,
    /// The run.
    pub run: Rc<Run>,
    /// What it tells beside its trace.
    pub facts: Rc<Facts>,
    /// Where everything stands.
    pub layout: Layout,
    lamport: OnceCell<Vec<u32>>,
    vectors: OnceCell<RefCell<VectorClocks>>,
    order: OnceCell<Vec<EventId>>,
    wall_order: OnceCell<WallOrder>,
    /// For each event its place in the total order, from 1.
    ranks: OnceCell<Vec<u32>>,
    depths: OnceCell<Vec<Option<u32>>>,
    hybrid: OnceCell<Vec<Hybrid>>,
    kept: OnceCell<Vec<KeptStamps>>,
    /// The cone of the event that was looked at last.
    cone: RefCell<Option<Rc<Cone>>>,
    /// The nodes after the events that were looked at last: the inspector asks for the
    /// same two again whenever it is painted.
    looked_at: RefCell<VecDeque<(EventId, Vec<NodeView>)>>,
    /// What could happen next where the reader looked last.
    open_choices: RefCell<Option<Rc<OpenChoices>>>,
    /// What could happen next where the reader has asked last what a traitor could say.
    taken_over: RefCell<Option<(Micros, Rc<OpenChoices>)>>,
}

/// The events that tick in the order of what their nodes' wall clocks showed.
pub struct WallOrder {
    /// The order.
    pub events: Vec<EventId>,
    /// For each event of the run, a cause that comes after it in this order.
    pub causes: Vec<Option<EventId>>,
}

/// Runs of at most so many events are made again while somebody looks.
pub const AGAIN_MAX: usize = 3_000;

/// How many events' nodes are kept.
const LOOKED_AT_MAX: usize = 4;

/// How much time after the end is there to draw in, where runs can be drawn.
const ROOM: Micros = 100_000;

impl PartialEq for OpenRun {
    /// A run is made once: two are the same when they are in the same place.
    fn eq(&self, other: &OpenRun) -> bool {
        std::ptr::eq(self, other)
    }
}

impl OpenRun {
    /// Lays out a run.
    pub fn new(scenario: Rc<Scenario>, run: Run) -> OpenRun {
        OpenRun::of(scenario, None, Rc::new(run))
    }

    /// Lays out what a log tells.
    pub fn of_log(scenario: Rc<Scenario>, log: Rc<Log>) -> OpenRun {
        let run = Rc::clone(&log.run);
        OpenRun::of(scenario, Some(log), run)
    }

    fn of(scenario: Rc<Scenario>, log: Option<Rc<Log>>, run: Rc<Run>) -> OpenRun {
        let room = if log.is_none() && scenario.can_be_drawn() { ROOM } else { 0 };
        let end = run.end.max(run.plan.until.min(run.end + room));
        let layout = Layout::new(&run.trace, end, Options::of(&run));
        let facts = Rc::new(Facts::of(&run));
        OpenRun::with(scenario, log, run, facts, layout)
    }

    /// The same run, of which only this is shown, with the steps of a handler apart or not.
    pub fn seen(&self, filter: Filter, steps_apart: bool) -> OpenRun {
        let options = Options::of(&self.run).with_steps_apart(steps_apart);
        let layout = Layout::filtered(self.trace(), self.run.end, options, filter);
        let (scenario, run) = (Rc::clone(&self.scenario), Rc::clone(&self.run));
        OpenRun::with(scenario, self.log.clone(), run, Rc::clone(&self.facts), layout)
    }

    fn with(
        scenario: Rc<Scenario>,
        log: Option<Rc<Log>>,
        run: Rc<Run>,
        facts: Rc<Facts>,
        layout: Layout,
    ) -> OpenRun {
        let (lamport, vectors, order, ranks, wall_order, hybrid) = Default::default();
        let (depths, kept) = Default::default();
        let (cone, looked_at, open_choices, taken_over) = Default::default();
        OpenRun {
            scenario,
            log,
            run,
            facts,
            layout,
            lamport,
            vectors,
            order,
            ranks,
            depths,
            wall_order,
            hybrid,
            kept,
            cone,
            looked_at,
            open_choices,
            taken_over,
        }
    }

    /// Whether a lane is shown.
    pub fn shows_lane(&self, lane: usize) -> bool {
        self.layout.filter().has_node(NodeId(lane as u8))
    }

    /// Whether a reader can draw the run.
    pub fn can_be_drawn(&self) -> bool {
        self.log.is_none() && self.scenario.can_be_drawn()
    }

    /// The line that asks for an event, where the run can be drawn.
    pub fn line_of(&self, event: EventId) -> Option<Origin> {
        self.scenario.line_of(&self.run, event).filter(|_| self.can_be_drawn())
    }

    /// The title of the scenario, or of the execution in the log.
    pub fn title(&self) -> &str {
        self.log.as_ref().map_or(self.scenario.title(), |log| log.title())
    }

    /// A time as people read it; in a log, which has none, a step.
    pub fn time_text(&self, at: Micros) -> String {
        match self.trace().is_timeless {
            true => moment_text(self.trace(), at),
            false => time_text(at),
        }
    }

    /// The messages that an event took, and those that it sent.
    pub fn messages_of(&self, event: EventId) -> Vec<MessageId> {
        let trace = self.trace();
        let taken = trace.taken(event);
        let all = (0..).map(MessageId).zip(&trace.messages);
        let sent = all.filter(|(_, message)| message.sent == event && message.copy_of.is_none());
        taken.chain(sent.map(|(id, _)| id)).collect()
    }

    /// What happened.
    pub fn trace(&self) -> &Trace {
        &self.run.trace
    }

    /// The message with this name, if the run has it.
    pub fn find(&self, key: MessageKey) -> Option<MessageId> {
        let index = self.trace().messages.iter().position(|message| message.key == key)?;
        Some(MessageId(index as u32))
    }

    /// An event's Lamport time.
    pub fn lamport(&self, event: EventId) -> u32 {
        self.lamport.get_or_init(|| clocks::lamport(self.trace()))[event.index()]
    }

    /// An event's vector time.
    pub fn vector(&self, event: EventId) -> Vec<u32> {
        let vectors = self.vectors.get_or_init(|| RefCell::new(VectorClocks::new(self.trace())));
        vectors.borrow_mut().at(self.trace(), event).to_vec()
    }

    /// For each node, how many of its events everybody knows of, as far as an event can know.
    pub fn known_to_all(&self, event: EventId) -> Vec<u32> {
        let cone = self.cone(event);
        let vectors = self.vectors.get_or_init(|| RefCell::new(VectorClocks::new(self.trace())));
        clocks::known_to_all(self.trace(), &mut vectors.borrow_mut(), &cone)
    }

    /// The events that tick, in Lamport's total order.
    pub fn total_order(&self) -> &[EventId] {
        self.order.get_or_init(|| {
            let lamport = self.lamport.get_or_init(|| clocks::lamport(self.trace()));
            clocks::total_order(self.trace(), lamport)
        })
    }

    /// An event's hybrid stamp.
    pub fn hybrid(&self, event: EventId) -> Hybrid {
        let stamps = || clocks::hybrid(self.trace(), &|event| self.run.wall(event));
        self.hybrid.get_or_init(stamps)[event.index()]
    }

    /// The events in the order of what their nodes' wall clocks showed, and which of them
    /// that puts before a cause.
    pub fn wall_order(&self) -> &WallOrder {
        self.wall_order.get_or_init(|| {
            let events = clocks::order_by(self.trace(), &|event| self.run.wall(event));
            let causes = clocks::misplaced(self.trace(), &events);
            WallOrder { events, causes }
        })
    }

    /// Whether some clock is wrong, or is set.
    pub fn has_clocks(&self) -> bool {
        !self.run.clocks.are_true()
    }

    /// What a clock shows at an event; None where the event carries no tick.
    pub fn stamp(&self, clock: Clock, event: EventId) -> Option<StampText> {
        if !self.trace().event(event).kind.ticks() {
            return None;
        }
        let text = match clock {
            Clock::Kept => {
                let kept = self.kept.get_or_init(|| kept_stamps(&self.run)).get(event.index())?;
                return Some(kept_text(kept, self.lamport(event), &self.vector(event)));
            }
            Clock::Lamport => self.lamport(event).to_string(),
            Clock::Vector => vector_text(&self.vector(event)),
            Clock::Hybrid => hybrid_text(self.hybrid(event)),
            Clock::Physical => wall_text(self.run.wall(event)),
            Clock::Knowledge => {
                let depths = self.depths.get_or_init(|| {
                    let fact = clocks::first_fact(self.trace());
                    let mut vectors = VectorClocks::new(self.trace());
                    fact.map(|fact| clocks::knowledge(self.trace(), &mut vectors, fact)).unwrap_or_default()
                });
                let depth = depths.get(event.index()).copied().flatten()?;
                knowledge_text(self.trace(), event, depth)
            }
            Clock::Order => {
                let ranks = self.ranks.get_or_init(|| {
                    let mut ranks = vec![0; self.trace().events.len()];
                    self.total_order().iter().zip(1..).for_each(|(event, rank)| ranks[event.index()] = rank);
                    ranks
                });
                format!("#{}", ranks[event.index()])
            }
        };
        Some(text.into())
    }

    /// The words of what a clock shows at an event; nothing where the event carries no tick.
    pub fn stamp_text(&self, clock: Clock, event: EventId) -> String {
        self.stamp(clock, event).map(|stamp| stamp.text).unwrap_or_default()
    }

    /// All that could have caused an event, and all that it could have caused.
    pub fn cone(&self, event: EventId) -> Rc<Cone> {
        let mut cone = self.cone.borrow_mut();
        match cone.as_ref().filter(|cone| cone.event == event) {
            Some(cone) => Rc::clone(cone),
            None => Rc::clone(cone.insert(Rc::new(Cone::of(self.trace(), event)))),
        }
    }

    /// A message by what it is called, and its link.
    pub fn message_name(&self, id: MessageId) -> String {
        let trace = self.trace();
        let key = trace.message(id).key;
        match trace.message_texts.is_empty() {
            true => trace.key_text(key),
            false => format!("{} ({})", trace.message_label(id), trace.key_text(key)),
        }
    }

    /// The last event at or before a time, on one node or on any.
    pub fn last_event(&self, at: Micros, node: Option<NodeId>) -> Option<EventId> {
        let events = &self.trace().events;
        let end = events.partition_point(|event| event.at <= at);
        let index = events[..end].iter().rposition(|event| node.is_none_or(|node| event.node == node))?;
        Some(EventId(index as u32))
    }

    /// The event right before another on the same node.
    pub fn event_before(&self, event: EventId) -> Option<EventId> {
        let events = &self.trace().events;
        let node = events[event.index()].node;
        let first = self.trace().step_of(event).start as usize;
        let index = events[..first].iter().rposition(|other| other.node == node)?;
        Some(EventId(index as u32))
    }

    /// A node right after an event.
    pub fn node_after(&self, event: EventId, node: NodeId) -> Option<NodeView> {
        self.nodes_after(event).get(node.index()).cloned()
    }

    /// All nodes right after an event.
    pub fn nodes_after(&self, event: EventId) -> Vec<NodeView> {
        let mut looked_at = self.looked_at.borrow_mut();
        if !looked_at.iter().any(|(other, _)| *other == event) {
            looked_at.truncate(LOOKED_AT_MAX - 1);
            looked_at.push_front((event, self.run.details.nodes_after(event)));
        }
        let found = looked_at.iter().find(|(other, _)| *other == event);
        found.map(|(_, nodes)| nodes.clone()).unwrap_or_default()
    }

    /// Whether somebody makes this run by hand.
    pub fn is_by_hand(&self) -> bool {
        self.run.plan.manual.is_some()
    }

    /// How many choices of a run by hand were made by a time; all of them where none is
    /// given.
    pub fn choices_by(&self, cursor: Option<Micros>) -> usize {
        let chosen_at = &self.run.chosen_at;
        cursor.map_or(chosen_at.len(), |cursor| chosen_at.partition_point(|at| *at <= cursor))
    }

    /// What may happen next at a time in a run by hand; at its end where none is given.
    pub fn open_choices(&self, cursor: Option<Micros>) -> Option<Rc<OpenChoices>> {
        let choices = self.choices_by(cursor) as u32;
        let mut looked_at = self.open_choices.borrow_mut();
        if looked_at.as_ref().is_none_or(|open_choices| open_choices.choices != choices) {
            *looked_at = self.run.details.open_choices(choices).map(Rc::new);
        }
        looked_at.clone()
    }

    /// What could happen next right before a moment of a timed run, if somebody took it over there. The
    /// run is made once more for that: None where it is too long.
    pub fn taken_over(&self, at: Micros) -> Option<Rc<OpenChoices>> {
        if self.is_by_hand() || self.log.is_some() || self.trace().events.len() > AGAIN_MAX {
            return None;
        }
        let mut taken_over = self.taken_over.borrow_mut();
        if taken_over.as_ref().is_none_or(|(other, _)| *other != at) {
            let run = self.scenario.apply(&Edit::TakeOver(at.saturating_sub(1))).run();
            *taken_over = run.details.open_choices(0).map(|choices| (at, Rc::new(choices)));
        }
        taken_over.as_ref().map(|(_, choices)| Rc::clone(choices))
    }

    /// What an event is and when, in a sentence, for those who hear the page.
    pub fn describe_event(&self, id: EventId) -> String {
        let trace = self.trace();
        let event = trace.event(id);
        let at = self.time_text(event.at);
        if trace.is_timeless {
            let (node, label) = (trace.node_name(event.node), trace.label(id));
            return words::at(&node, &label, &at, &event.kind.name());
        }
        words::at_time(&self.event_text(id), &at)
    }

    /// What an event is, and which role its node has from then on where that is another one.
    pub fn say_event(&self, id: EventId) -> String {
        let trace = self.trace();
        let before = self.event_before(id).filter(|_| trace.step_of(id).start == id.0);
        let turned = before.is_some_and(|before| trace.event(before).role != trace.event(id).role);
        let role = trace.role_name(id).filter(|_| turned);
        let role = role.map(|role| words::takes_role(&role)).unwrap_or_default();
        format!("{}{role}.", self.event_text(id))
    }

    fn event_text(&self, id: EventId) -> String {
        let trace = self.trace();
        let event = trace.event(id);
        let (node, label) = (trace.node_name(event.node), trace.label(id));
        match event.kind {
            EventKind::Start => words::starts(&node),
            EventKind::Command => words::is_asked_to(&node, &label),
            EventKind::Local => format!("{node}: {label}"),
            EventKind::Send => words::sends(&node, &label),
            EventKind::Receive => {
                let from = trace.node_name(trace.message(event.first_message).key.from);
                words::receives_from(&node, &label, &from)
            }
            EventKind::Timer => words::fires(&node, &label),
            EventKind::Crash => words::goes_down(&node),
            EventKind::Restart => words::comes_back_up(&node),
            EventKind::Pause => words::is_paused(&node),
            EventKind::Resume => words::goes_on(&node),
            EventKind::Coin => words::tosses(&node, &label),
            EventKind::Decide => words::applies(&node, &label),
            EventKind::Note => words::notes(&node, &label),
        }
    }

    /// What a message is and what became of it, in a sentence.
    pub fn describe_message(&self, id: MessageId) -> String {
        let trace = self.trace();
        let message = trace.message(id);
        let (from, to) = (trace.node_name(message.key.from), trace.node_name(message.key.to));
        let arrives = message.arrives_at.map(|at| self.time_text(at)).unwrap_or_default();
        use sequitur_core::trace::Fate::*;
        let fate = match message.fate {
            Delivered => words::arrives_at(&arrives),
            Lost => words::LOST_BY_THE_NETWORK.to_owned(),
            Dropped => words::DROPPED.to_owned(),
            Cut => words::STOPPED_BY_A_PARTITION.to_owned(),
            Refused => words::refused_is_down(&to),
            Flying => words::UNDER_WAY.to_owned(),
        };
        let copy = if message.copy_of.is_some() { words::A_COPY } else { "" };
        words::message(&trace.message_label(id), &copy, &from, &to, &self.time_text(message.sent_at), &fate)
    }
}

/// A time as people read it: milliseconds with up to three decimals, seconds from ten
/// seconds on.
pub fn time_text(at: Micros) -> String {
    if at >= 10_000_000 {
        return format!("{} s", decimal(at / 1_000, 1_000));
    }
    words::ms(&decimal(at, 1_000))
}

/// `value / unit` with as many decimals as needed.
fn decimal(value: u64, unit: u64) -> String {
    let fraction = format!("{:03}", value % unit);
    match fraction.trim_end_matches('0') {
        "" => format!("{}", value / unit),
        digits => format!("{}.{digits}", value / unit),
    }
}

#[cfg(test)]
mod tests {
    use super::time_text;

    #[test]
    fn times_are_short_and_exact() {
        assert_eq!(time_text(0), "0 ms");
        assert_eq!(time_text(182_500), "182.5 ms");
        assert_eq!(time_text(5_000_000), "5000 ms");
        assert_eq!(time_text(61_020_000), "61.02 s");
    }
}
