//! The end of a plan, opened for all that its budget allows: where a search begins.

use super::any_protocol::AnyProtocol;
use super::any_protocol::command_words;
use super::any_world::{AnyWorld, Report};
use super::by_hand::{ByHand, later_commands};
use super::engine::Engine;
use super::keys::{Sending, StepListener};
use super::plan::{Happening, Manual, ManualChoice, Origin, Plan};
use super::position::Position;
use super::world::Choice;
use crate::trace::{Fate, MessageId, Micros, NodeId};
use std::sync::Arc;

impl dyn AnyProtocol {
    /// The world at the end of a plan's choices by hand, or before the first choice of a
    /// timed plan, as something to go on from in every way that the plan allows.
    pub fn position(&self, plan: &Plan) -> Box<dyn Position> {
        let start = SearchStart::new(self, plan);
        let is_open = start.by_hand.is_some();
        start.world.into_position(is_open, start.decided.0)
    }

    /// Choices made one after the other from [`Self::position`], as lines of a run by hand
    /// that follow those of the plan.
    pub fn spell(&self, plan: &Plan, choices: &[Choice<u8>]) -> Vec<ManualChoice> {
        let SearchStart { plan, mut world, by_hand: Some(mut by_hand), .. } = SearchStart::new(self, plan)
        else {
            return Vec::new();
        };
        let mut report = Report::default();
        let spell = |choice: &Choice<u8>| {
            let next_command = |node: NodeId| {
                let done = world.commands_done(node) as usize;
                command_words(&plan, node).get(done).map_or_else(Vec::new, |words| (*words).clone())
            };
            let line = by_hand.spell(choice, world.as_ref(), next_command);
            by_hand.make(choice, world.as_mut(), &mut report, &mut ());
            by_hand.deliver_forged(world.as_mut(), &mut report, &mut ());
            line
        };
        choices.iter().map(spell).collect()
    }
}

/// A plan at its end.
struct SearchStart {
    /// The plan, with the commands that are still to come after its choices.
    plan: Plan,
    world: Box<dyn AnyWorld>,
    /// None where the limit of events was reached before the choices.
    by_hand: Option<ByHand>,
    decided: Decided,
}

/// The properties that steps have decided: index N is bit N.
#[derive(Default)]
struct Decided(u64);

impl StepListener for Decided {
    fn step(&mut self, _: Micros, report: &Report, _: &dyn AnyWorld) {
        self.0 = report.decided.iter().fold(self.0, |all, property| all | 1 << property);
    }
    fn message(&mut self, _: MessageId, _: Sending, _: &dyn AnyWorld) {}
    fn fate(&mut self, _: MessageId, _: Fate, _: Option<Micros>) {}
}

impl SearchStart {
    fn new(machine: &dyn AnyProtocol, plan: &Plan) -> SearchStart {
        let mut open = plan.clone();
        let choices = plan.manual.as_ref().map_or(0, Vec::len);
        let manual = open.manual.get_or_insert_default();
        for node in (0..plan.nodes.len() as u8).map(NodeId) {
            let mut later = match plan.manual {
                Some(_) => later_commands(plan, choices, node),
                None => command_words(plan, node).into_iter().cloned().collect(),
            };
            // One that was planned, and is given by a choice that is left out, is one command.
            let mut planned = later.clone();
            for (_, words) in plan.left_out.iter().filter(|(to, _)| *to == node) {
                match planned.iter().position(|planned| planned == words) {
                    Some(index) => drop(planned.remove(index)),
                    None => later.push(words.clone()),
                }
            }
            let command = |words| ManualChoice::Happen(Happening::Command(node, words));
            manual
                .extend(later.into_iter().map(|words| Manual { what: command(words), origin: Origin::MAX }));
        }
        if plan.manual.is_none() {
            open.timed.clear();
        }
        let mut engine = Engine::new(machine, &Arc::new(open.clone()));
        let mut decided = Decided::default();
        engine.go_to_choice(choices, &mut decided);
        let (mut world, by_hand) = engine.into_parts();
        world.set_budget(plan.allow);
        SearchStart { plan: open, world, by_hand, decided }
    }
}
