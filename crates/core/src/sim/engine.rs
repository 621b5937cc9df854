//! A run in the making: a world, a schedule, and whoever watches.

use super::any_protocol::AnyProtocol;
use super::any_world::{AnyWorld, Report};
use super::assumptions;
use super::by_hand::ByHand;
use super::keys::{Sending, StepListener};
use super::plan::{self, EVENTS_MAX, Happening, MESSAGES_MAX, Origin, Plan};
use super::record::{Recorded, Recorder};
use super::run::{Details, Fields, NodeView, OpenChoices, Outcome, Run, RunState, Stopped, Verdict};
use super::timed::Timed;
use crate::ordered::{self, Map};
use crate::trace::{EventId, Fate, MessageId, Micros, NodeId};
use std::sync::Arc;

/// The most checkpoints that a run keeps. When there are more, every other one goes
/// and the distance between them doubles. Each holds all logs: more of them would let a
/// scenario of many commands fill the memory.
const CHECKPOINTS_MAX: usize = 16;

/// How many events lie between two checkpoints at first. Looking at a node replays at
/// most so many; a checkpoint copies all logs, so more of them would cost the run more
/// than they save whoever looks.
const STRIDE: u32 = 1024;

/// Who picks the next choice.
#[derive(Clone, Debug)]
enum Schedule {
    Timed(Box<Timed>),
    ByHand(Box<ByHand>),
}

/// All that the rest of a run depends on: cloning it is taking a checkpoint.
#[derive(Clone)]
pub(super) struct Engine {
    world: Box<dyn AnyWorld>,
    schedule: Schedule,
    /// How many nodes have started.
    started: u8,
    /// How many events there are.
    events: u32,
    /// How many messages more there would be if all were of ordinary size.
    overweight: u32,
    /// How many of the choices of a run by hand are made.
    choices_max: usize,
}

impl Engine {
    /// Before anything has happened.
    pub(super) fn new(machine: &dyn AnyProtocol, plan: &Arc<Plan>) -> Engine {
        let schedule = if plan.manual.is_some() && plan.manual_from.is_none() {
            Schedule::ByHand(Box::new(ByHand::new(Arc::clone(plan))))
        } else {
            Schedule::Timed(Box::new(Timed::new(Arc::clone(plan), machine.info())))
        };
        Engine {
            world: machine.world(plan),
            schedule,
            started: 0,
            events: 0,
            overweight: 0,
            choices_max: usize::MAX,
        }
    }

    fn now(&self) -> Micros {
        match &self.schedule {
            Schedule::Timed(timed) => timed.now(),
            Schedule::ByHand(by_hand) => by_hand.now(),
        }
    }

    /// Takes one step: a node starts, or the schedule's next choice is made.
    fn advance(&mut self, report: &mut Report, listener: &mut dyn StepListener) -> Option<Stopped> {
        if usize::from(self.started) < self.world.node_count() {
            self.start(report, listener);
        } else if let Some(stopped) = self.choose(report, listener) {
            return Some(stopped);
        }
        self.events += report.event_count();
        for sent in &report.sends {
            self.overweight = self.overweight.saturating_add(sent.weight - 1);
        }
        None
    }

    fn start(&mut self, report: &mut Report, listener: &mut dyn StepListener) {
        self.world.start(NodeId(self.started), report);
        self.started += 1;
        let world = self.world.as_mut();
        listener.step(0, report, world);
        match &mut self.schedule {
            Schedule::Timed(timed) => timed.follow_up(world, report, listener),
            Schedule::ByHand(by_hand) => by_hand.follow_up(report, world, listener),
        }
    }

    /// Makes the schedule's next choice. Where the clock has done its part, the reader's
    /// choices go on.
    fn choose(&mut self, report: &mut Report, listener: &mut dyn StepListener) -> Option<Stopped> {
        let world = self.world.as_mut();
        if let Schedule::Timed(timed) = &mut self.schedule {
            let stopped = timed.advance(world, report, listener)?;
            let Some(by_hand) = timed.hand_over(world, listener) else {
                return Some(stopped);
            };
            self.schedule = Schedule::ByHand(Box::new(by_hand));
        }
        match &mut self.schedule {
            Schedule::Timed(_) => None,
            Schedule::ByHand(by_hand) => by_hand.advance(self.choices_max, world, report, listener),
        }
    }

    /// Goes on until there are so many events, or none is left.
    fn go_to_event(&mut self, events: u32) {
        let mut report = Report::default();
        while self.events < events && self.advance(&mut report, &mut ()).is_none() {}
    }

    /// Goes on until so many of the choices of a run by hand are made.
    pub(super) fn go_to_choice(&mut self, choices: usize, listener: &mut dyn StepListener) {
        self.choices_max = choices;
        let mut report = Report::default();
        while !self.is_full() && self.advance(&mut report, listener).is_none() {}
    }

    /// The world, and the schedule where the reader's choices have begun.
    #[cfg(feature = "search")]
    pub(super) fn into_parts(self) -> (Box<dyn AnyWorld>, Option<ByHand>) {
        match self.schedule {
            Schedule::ByHand(by_hand) => (self.world, Some(*by_hand)),
            Schedule::Timed(_) => (self.world, None),
        }
    }

    /// When each of the choices of a run by hand was made that have been made.
    fn chosen_at(&self) -> &[Micros] {
        match &self.schedule {
            Schedule::Timed(_) => &[],
            Schedule::ByHand(by_hand) => by_hand.chosen_at(),
        }
    }

    /// The first choice of a run by hand that no synchronous system makes, where the model is one.
    fn out_of_round(&self) -> Option<u32> {
        match &self.schedule {
            Schedule::Timed(_) => None,
            Schedule::ByHand(by_hand) => by_hand.out_of_round(),
        }
    }

    /// The statements that had no effect, of those that can turn out to have none.
    fn unused(&self, plan: &Plan) -> Vec<Origin> {
        let used = match &self.schedule {
            Schedule::Timed(timed) => timed.used(),
            Schedule::ByHand(by_hand) => by_hand.used(),
        };
        // Commands for later are what the reader may still give by hand.
        let is_open = |timed: &&plan::Timed| {
            let is_later = plan.manual_from.is_some_and(|from| timed.at > from);
            is_later && matches!(timed.what, Happening::Command(..))
        };
        let timed = plan.timed.iter().filter(|timed| !is_open(timed)).map(|timed| timed.origin);
        let edits = plan.edits.iter().map(|edit| edit.origin);
        let edits = edits.chain(plan.tosses.iter().map(|(_, origin)| *origin));
        let edits = edits.chain(plan.idle.iter().copied());
        let manual = plan.manual.iter().flatten().map(|manual| manual.origin);
        let all = timed.chain(edits).chain(manual);
        let mut unused: Vec<Origin> = all.filter(|origin| !used.contains(origin)).collect();
        ordered::sort(&mut unused);
        unused
    }

    /// Why traitors could not say what lines make them say.
    fn refused(&self) -> &Map<Origin, String> {
        match &self.schedule {
            Schedule::Timed(timed) => timed.refused(),
            Schedule::ByHand(by_hand) => by_hand.refused(),
        }
    }

    fn is_full(&self) -> bool {
        let messages = self.world.next_message().0.saturating_add(self.overweight);
        self.events >= EVENTS_MAX || messages >= MESSAGES_MAX
    }

    fn view(&self, node: NodeId) -> NodeView {
        let mut view = self.world.view(node);
        if let Schedule::Timed(timed) = &self.schedule {
            for (timer, at) in &mut view.timers {
                *at = timed.fires_at(node, *timer);
            }
        }
        view
    }
}

/// A run that is being made, a slice at a time, so that whoever waits for it can draw,
/// show progress or give up in between.
pub struct Simulation {
    plan: Arc<Plan>,
    engine: Engine,
    recorder: Recorder,
    report: Report,
    checkpoints: Vec<Engine>,
    /// How many events lie between two checkpoints.
    stride: u32,
    stopped: Option<Stopped>,
}

impl Simulation {
    /// Goes on for about this many events. True when the run is over.
    pub fn advance(&mut self, events: u32) -> bool {
        let goal = self.engine.events.saturating_add(events);
        while self.stopped.is_none() && self.engine.events < goal {
            self.take_checkpoint();
            self.stopped = if self.engine.is_full() {
                Some(Stopped::Events)
            } else {
                self.engine.advance(&mut self.report, &mut self.recorder)
            };
        }
        self.stopped.is_some()
    }

    fn take_checkpoint(&mut self) {
        // A checkpoint copies what is in flight, so it must be worth that.
        let distance = self.stride.max(self.engine.world.in_flight().saturating_mul(8));
        let due = |last: &Engine| self.engine.events >= last.events.saturating_add(distance);
        if !self.checkpoints.last().is_none_or(due) {
            return;
        }
        if self.checkpoints.len() == CHECKPOINTS_MAX {
            let mut index = 0;
            self.checkpoints.retain(|_| {
                index += 1;
                index % 2 == 1
            });
            self.stride *= 2;
        }
        self.checkpoints.push(self.engine.clone());
    }

    /// How far it is, in thousandths of its time or of its limit of events.
    pub fn progress(&self) -> u32 {
        let of = |part: u64, whole: u64| (part.min(whole) * 1000 / whole.max(1)) as u32;
        let events = of(u64::from(self.engine.events), u64::from(EVENTS_MAX));
        let until = self.plan.manual.as_ref().map_or(Some(self.plan.until), |_| self.plan.manual_from);
        until.map_or(events, |until| events.max(of(self.engine.now(), until)))
    }

    /// The run so far; the whole run once [`Simulation::advance`] has returned true.
    pub fn finish(self) -> Run {
        let engine = self.engine;
        let info = engine.world.info();
        let stopped = self.stopped.unwrap_or(Stopped::Events);
        let is_over = stopped == Stopped::Quiet && engine.world.is_dead();
        let verdict = |property| {
            let (outcome, why) = engine.world.verdict(property);
            Verdict {
                property,
                outcome,
                event: self.recorder.decided_by(property),
                why,
                is_promised: info.promises(property, &self.plan),
                is_tested: outcome == Outcome::Violated || engine.world.is_tested(property),
                is_final: is_over && outcome == Outcome::Pending,
            }
        };
        let verdicts = (0..info.properties.len()).map(verdict).collect();
        let Recorded { trace, decisions, corrected, faults } = self.recorder.finish();
        let mut run = Run {
            info,
            plan: Plan::clone(&self.plan),
            trace,
            clocks: engine.world.clocks().clone(),
            corrected,
            verdicts,
            assumptions: Vec::new(),
            decisions,
            faults,
            stopped,
            end: engine.now(),
            unused: engine.unused(&self.plan),
            refused: engine.refused().clone(),
            chosen_at: engine.chosen_at().to_vec(),
            out_of_round: engine.out_of_round(),
            details: Box::new(Replay { checkpoints: self.checkpoints, end: engine.world }),
        };
        run.assumptions = assumptions::of(&run);
        assumptions::excuse(&mut run.verdicts, &run.assumptions, &run.plan);
        run
    }
}

/// What a run keeps so that anything about it can be asked for later.
struct Replay {
    /// The first is from before the first event.
    checkpoints: Vec<Engine>,
    /// The world at the end, which knows what all messages said.
    end: Box<dyn AnyWorld>,
}

impl Replay {
    /// A copy of the last checkpoint that is not past something.
    fn before(&self, is_before: impl Fn(&Engine) -> bool) -> Engine {
        let after = self.checkpoints.partition_point(is_before);
        self.checkpoints[after.saturating_sub(1)].clone()
    }
}

/// Shows the world after each step to somebody.
struct Walk<'a> {
    /// How many events there are.
    events: u32,
    visit: &'a mut dyn FnMut(&dyn RunState),
}

/// The world after a step of a walk.
struct AfterStep<'a> {
    events: u32,
    world: &'a dyn AnyWorld,
}

impl RunState for AfterStep<'_> {
    fn events(&self) -> u32 {
        self.events
    }

    fn node(&self, node: NodeId) -> NodeView {
        self.world.view(node)
    }

    fn outcome(&self, property: usize) -> Outcome {
        self.world.verdict(property).0
    }

    fn decidable(&self, rounds: u32) -> Option<Vec<String>> {
        self.world.decidable(rounds)
    }
}

impl StepListener for Walk<'_> {
    fn step(&mut self, _: Micros, report: &Report, world: &dyn AnyWorld) {
        if report.event_count() > 0 {
            self.events += report.event_count();
            (self.visit)(&AfterStep { events: self.events, world });
        }
    }

    fn message(&mut self, _: MessageId, _: Sending, _: &dyn AnyWorld) {}

    fn fate(&mut self, _: MessageId, _: Fate, _: Option<Micros>) {}
}

impl Details for Replay {
    fn fields(&self, message: MessageId) -> Fields {
        self.end.fields(message)
    }

    fn nodes_after(&self, event: EventId) -> Vec<NodeView> {
        let mut engine = self.before(|checkpoint| checkpoint.events <= event.0);
        engine.go_to_event(event.0 + 1);
        (0..engine.world.node_count() as u8).map(|node| engine.view(NodeId(node))).collect()
    }

    fn walk(&self, visit: &mut dyn FnMut(&dyn RunState)) {
        let mut engine = self.before(|checkpoint| checkpoint.events == 0);
        let (mut walk, mut report) = (Walk { events: 0, visit }, Report::default());
        while !engine.is_full() && engine.advance(&mut report, &mut walk).is_none() {}
    }

    fn open_choices(&self, choices: u32) -> Option<OpenChoices> {
        let choices = choices as usize;
        let mut engine = self.before(|checkpoint| checkpoint.chosen_at().len() <= choices);
        engine.go_to_choice(choices, &mut ());
        match &engine.schedule {
            Schedule::Timed(_) => None,
            Schedule::ByHand(by_hand) => Some(by_hand.open_choices(engine.world.as_ref())),
        }
    }
}

impl dyn AnyProtocol {
    /// Begins a run. The plan's words have been checked.
    pub fn begin(&self, plan: Plan) -> Simulation {
        let plan = Arc::new(plan);
        Simulation {
            engine: Engine::new(self, &plan),
            recorder: Recorder::new(&plan, self.info()),
            report: Report::default(),
            checkpoints: Vec::new(),
            stride: STRIDE,
            stopped: None,
            plan,
        }
    }

    /// Makes a run from beginning to end.
    pub fn run(&self, plan: Plan) -> Run {
        let mut simulation = self.begin(plan);
        while !simulation.advance(u32::MAX) {}
        simulation.finish()
    }
}
