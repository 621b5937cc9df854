//! A run in the making: a world, a schedule, and whoever watches.

use super::by_hand::ByHand;
#[cfg(feature = "search")]
use super::by_hand::later_commands;
use super::clock::Clocks;
use super::keys::Witness;
use super::observe::Observe;
#[cfg(feature = "search")]
use super::plan::Manual;
use super::plan::{EVENTS_MAX, Happening, MESSAGES_MAX, ManualChoice, Origin, Plan, Timed as TimedLine};
#[cfg(feature = "search")]
use super::position::{Here, Position, typed};
use super::process::Process;
use super::record::Recorder;
use super::run::{Details, Fields, Machine, NodeView, Run, Simulate, Situation, Stopped, Verdict, WordError};
use super::timed::Timed;
#[cfg(feature = "search")]
use super::world::Choice;
use super::world::{Budget, Setup, Step, World};
use crate::ordered;
use crate::sim::info::Info;
use crate::trace::{EventId, MessageId, Micros, NodeId};
use std::marker::PhantomData;
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
struct Engine<P: Process> {
    world: World<P>,
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

impl<P: Process> Engine<P> {
    fn new(plan: &Arc<Plan>) -> Engine<P> {
        let schedule = if plan.manual.is_some() && plan.manual_from.is_none() {
            Schedule::ByHand(Box::new(ByHand::new(Arc::clone(plan))))
        } else {
            Schedule::Timed(Box::new(Timed::new::<P>(Arc::clone(plan))))
        };
        Engine {
            world: world(plan, Budget::UNLIMITED),
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
    fn advance(&mut self, step: &mut Step<P>, witness: &mut impl Witness<P>) -> Option<Stopped> {
        if usize::from(self.started) < self.world.nodes().len() {
            let node = NodeId(self.started);
            self.started += 1;
            self.world.start(node, step);
            witness.step(0, step, &self.world);
            match &mut self.schedule {
                Schedule::Timed(timed) => timed.follow_up(&mut self.world, step, witness),
                Schedule::ByHand(by_hand) => by_hand.follow_up(step, witness),
            }
        } else if let Some(stopped) = self.choose(step, witness) {
            return Some(stopped);
        }
        self.events += step.event_count();
        for (_, message) in &step.emitted.sends {
            self.overweight = self.overweight.saturating_add(P::weight(message) - 1);
        }
        None
    }

    /// Makes the schedule's next choice. Where the clock has done its part, the reader's
    /// choices go on.
    fn choose(&mut self, step: &mut Step<P>, witness: &mut impl Witness<P>) -> Option<Stopped> {
        if let Schedule::Timed(timed) = &mut self.schedule {
            let stopped = timed.advance(&mut self.world, step, witness)?;
            let Some(by_hand) = timed.hand_over(&self.world, witness) else {
                return Some(stopped);
            };
            self.schedule = Schedule::ByHand(Box::new(by_hand));
        }
        match &mut self.schedule {
            Schedule::Timed(_) => None,
            Schedule::ByHand(by_hand) => by_hand.advance(self.choices_max, &mut self.world, step, witness),
        }
    }

    /// How many of the choices of a run by hand have been made.
    fn choices(&self) -> usize {
        match &self.schedule {
            Schedule::Timed(_) => 0,
            Schedule::ByHand(by_hand) => by_hand.chosen_at().len(),
        }
    }

    fn is_full(&self) -> bool {
        let messages = self.world.next_message().0.saturating_add(self.overweight);
        self.events >= EVENTS_MAX || messages >= MESSAGES_MAX
    }

    fn view(&self, node: NodeId) -> NodeView {
        let slot = &self.world.nodes()[node.index()];
        let timer = |timer: &P::Timer| {
            let index = P::timer_index(*timer);
            let at = match &self.schedule {
                Schedule::Timed(timed) => timed.fires_at(node, index),
                Schedule::ByHand(_) => None,
            };
            (index, at)
        };
        NodeView {
            up: slot.up,
            role: slot.state.role(),
            epoch: slot.state.epoch(),
            fields: slot.state.state(&self.world.setup().names),
            timers: slot.timers.iter().map(timer).collect(),
        }
    }
}

/// The world that a plan describes, before its nodes start.
pub fn world<P: Process>(plan: &Plan, budget: Budget) -> World<P> {
    let config = P::configure(plan);
    let nodes = (0..plan.nodes.len() as u8).map(NodeId);
    let mut states: Vec<P> = nodes.clone().map(|node| P::new(node, &config)).collect();
    for (node, words) in &plan.starts {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let result = states[node.index()].begin_in(plan, *node, &words);
        debug_assert!(result.is_ok(), "a plan's words have been checked");
    }
    let setup = Setup {
        names: plan.nodes.clone(),
        config,
        fifo: (plan.manual.is_some() && P::INFO.fifo_unless.is_some()).then(|| plan.network.clone()),
        commands: nodes.map(|node| commands::<P>(plan, node)).collect(),
    };
    World::new(Arc::new(setup), states, budget).with_clocks(Clocks::new(&plan.clocks))
}

/// Goes to the end of a plan's choices by hand, or before the first choice of a timed
/// plan, and opens it for all that its budget allows. The commands that are still to
/// come stand after the choices of the plan that comes back. No schedule comes back
/// where the limit of events was reached before the choices.
#[cfg(feature = "search")]
fn open<P: Process>(plan: &Plan) -> (Plan, World<P>, Option<ByHand>) {
    let mut open = plan.clone();
    let choices = plan.manual.as_ref().map_or(0, Vec::len);
    let manual = open.manual.get_or_insert_default();
    for node in (0..plan.nodes.len() as u8).map(NodeId) {
        let later = match plan.manual {
            Some(_) => later_commands(plan, choices, node),
            None => command_words(plan, node).into_iter().cloned().collect(),
        };
        let command = |words| ManualChoice::Happen(Happening::Command(node, words));
        manual.extend(later.into_iter().map(|words| Manual { what: command(words), origin: Origin::MAX }));
    }
    if plan.manual.is_none() {
        open.timed.clear();
    }
    let mut engine = Engine::<P>::new(&Arc::new(open.clone()));
    engine.choices_max = choices;
    let mut step = Step::default();
    while !engine.is_full() && engine.advance(&mut step, &mut ()).is_none() {}
    engine.world.set_budget(plan.allow);
    match engine.schedule {
        Schedule::ByHand(by_hand) => (open, engine.world, Some(*by_hand)),
        Schedule::Timed(_) => (open, engine.world, None),
    }
}

/// The commands that a plan has for a node, in words, in the order in which they are
/// given.
fn command_words(plan: &Plan, node: NodeId) -> Vec<&Vec<String>> {
    let is_timed = |timed: &&TimedLine| plan.manual_from.is_none_or(|from| timed.at <= from);
    let mut timed: Vec<_> = plan.timed.iter().filter(is_timed).collect();
    ordered::sort_by_key(&mut timed, |timed| (timed.at, timed.origin));
    let by_hand = plan.manual.iter().flatten().filter_map(|manual| match &manual.what {
        ManualChoice::Happen(happening) => Some(happening),
        _ => None,
    });
    let happenings = timed.into_iter().map(|timed| &timed.what).chain(by_hand);
    let words = happenings.filter_map(|happening| match happening {
        Happening::Command(to, words) if *to == node => Some(words),
        _ => None,
    });
    words.collect()
}

fn commands<P: Process>(plan: &Plan, node: NodeId) -> Vec<P::Command> {
    let read = |words: &Vec<String>| {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let command = P::command(plan, node, &words);
        debug_assert!(command.is_ok(), "a plan's words have been checked");
        command.ok()
    };
    command_words(plan, node).into_iter().filter_map(read).collect()
}

/// The statements of a plan that can turn out to have no effect.
fn origins(plan: &Plan) -> Vec<Origin> {
    let timed = plan.timed.iter().map(|timed| timed.origin);
    let edits = plan.edits.iter().map(|edit| edit.origin);
    let manual = plan.manual.iter().flatten().map(|manual| manual.origin);
    let mut origins: Vec<Origin> = timed.chain(edits).chain(manual).collect();
    ordered::sort(&mut origins);
    origins
}

/// A run that is being recorded.
struct Simulation<P: Process> {
    plan: Arc<Plan>,
    engine: Engine<P>,
    recorder: Recorder<P>,
    step: Step<P>,
    checkpoints: Vec<Engine<P>>,
    /// How many events lie between two checkpoints.
    stride: u32,
    stopped: Option<Stopped>,
}

impl<P: Process> Simulation<P> {
    fn take_checkpoint(&mut self) {
        // A checkpoint copies what is in flight, so it must be worth that.
        let distance = self.stride.max(self.engine.world.in_flight().saturating_mul(8));
        let due = |last: &Engine<P>| self.engine.events >= last.events.saturating_add(distance);
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
}

impl<P: Process> Simulate for Simulation<P> {
    fn advance(&mut self, events: u32) -> bool {
        let goal = self.engine.events.saturating_add(events);
        while self.stopped.is_none() && self.engine.events < goal {
            self.take_checkpoint();
            self.stopped = if self.engine.is_full() {
                Some(Stopped::Events)
            } else {
                self.engine.advance(&mut self.step, &mut self.recorder)
            };
        }
        self.stopped.is_some()
    }

    fn progress(&self) -> u32 {
        let of = |part: u64, whole: u64| (part.min(whole) * 1000 / whole.max(1)) as u32;
        let events = of(u64::from(self.engine.events), u64::from(EVENTS_MAX));
        let until = self.plan.manual.as_ref().map_or(Some(self.plan.until), |_| self.plan.manual_from);
        until.map_or(events, |until| events.max(of(self.engine.now(), until)))
    }

    fn finish(self: Box<Self>) -> Run {
        let observers = self.engine.world.observers();
        let verdict = |property| {
            let (outcome, why) = observers.verdict(property, &self.plan.nodes);
            Verdict { property, outcome, event: self.recorder.decided_by(property), why }
        };
        let used = match &self.engine.schedule {
            Schedule::Timed(timed) => timed.used(),
            Schedule::ByHand(by_hand) => by_hand.used(),
        };
        let verdicts = (0..P::INFO.properties.len()).map(verdict).collect();
        let unused = origins(&self.plan).into_iter().filter(|origin| !used.contains(origin)).collect();
        let end = self.engine.now();
        let clocks = self.engine.world.clocks().clone();
        let chosen_at = match &self.engine.schedule {
            Schedule::Timed(_) => Vec::new(),
            Schedule::ByHand(by_hand) => by_hand.chosen_at().to_vec(),
        };
        let (trace, decisions, contents) = self.recorder.into_parts();
        let details = Replay { checkpoints: self.checkpoints, contents, names: self.plan.nodes.clone() };
        Run {
            info: P::INFO,
            plan: Plan::clone(&self.plan),
            trace,
            clocks,
            verdicts,
            decisions,
            stopped: self.stopped.unwrap_or(Stopped::Events),
            end,
            unused,
            chosen_at,
            details: Box::new(details),
        }
    }
}

/// What a run keeps so that anything about it can be asked for later.
struct Replay<P: Process> {
    /// The first is from before the first event.
    checkpoints: Vec<Engine<P>>,
    contents: Vec<P::Message>,
    names: Vec<String>,
}

impl<P: Process> Details for Replay<P> {
    fn fields(&self, message: MessageId) -> Fields {
        P::fields(&self.contents[message.index()], &self.names)
    }

    fn nodes_after(&self, event: EventId) -> Vec<NodeView> {
        let after = self.checkpoints.partition_point(|checkpoint| checkpoint.events <= event.0);
        let mut engine = self.checkpoints[after.saturating_sub(1)].clone();
        let mut step = Step::default();
        while engine.events <= event.0 && engine.advance(&mut step, &mut ()).is_none() {}
        (0..self.names.len() as u8).map(|node| engine.view(NodeId(node))).collect()
    }

    fn situation(&self, choices: u32) -> Option<Situation> {
        let choices = choices as usize;
        let after = self.checkpoints.partition_point(|checkpoint| checkpoint.choices() <= choices);
        let mut engine = self.checkpoints[after.saturating_sub(1)].clone();
        engine.choices_max = choices;
        let mut step = Step::default();
        while !engine.is_full() && engine.advance(&mut step, &mut ()).is_none() {}
        match &engine.schedule {
            Schedule::Timed(_) => None,
            Schedule::ByHand(by_hand) => Some(by_hand.situation(&engine.world)),
        }
    }
}

/// The door to a protocol of type `P`.
pub struct Door<P>(PhantomData<fn() -> P>);

impl<P> Door<P> {
    /// The door.
    pub const fn new() -> Door<P> {
        Door(PhantomData)
    }
}

impl<P> Default for Door<P> {
    fn default() -> Self {
        Door::new()
    }
}

impl<P: Process> Machine for Door<P> {
    fn info(&self) -> &'static Info {
        P::INFO
    }

    fn check_command(&self, plan: &Plan, node: NodeId, words: &[&str]) -> Result<(), WordError> {
        P::command(plan, node, words).map(|_| ())
    }

    fn check_start(&self, plan: &Plan, node: NodeId, words: &[&str]) -> Result<(), WordError> {
        P::new(node, &P::configure(plan)).begin_in(plan, node, words)
    }

    fn begin(&self, plan: Plan) -> Box<dyn Simulate> {
        let plan = Arc::new(plan);
        Box::new(Simulation::<P> {
            engine: Engine::new(&plan),
            recorder: Recorder::new(&plan),
            step: Step::default(),
            checkpoints: Vec::new(),
            stride: STRIDE,
            stopped: None,
            plan,
        })
    }

    #[cfg(feature = "search")]
    fn position(&self, plan: &Plan) -> Box<dyn Position> {
        let (_, world, by_hand) = open::<P>(plan);
        Box::new(Here::new(world, by_hand.is_some()))
    }

    #[cfg(feature = "search")]
    fn spell(&self, plan: &Plan, choices: &[Choice<u8>]) -> Vec<ManualChoice> {
        let (plan, mut world, Some(mut by_hand)) = open::<P>(plan) else {
            return Vec::new();
        };
        let mut step = Step::default();
        let spell = |choice: &Choice<u8>| {
            let next_command = |node: NodeId| {
                let done = world.nodes()[node.index()].commands_done as usize;
                command_words(&plan, node).get(done).map_or_else(Vec::new, |words| (*words).clone())
            };
            let line = by_hand.spell(choice, next_command);
            by_hand.make(&typed::<P>(choice), &mut world, &mut step, &mut ());
            line
        };
        choices.iter().map(spell).collect()
    }
}
