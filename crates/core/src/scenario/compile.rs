//! Statements into a plan.

use super::Expect;
use super::branch::{self, BRANCHES_MAX, Branch};
use super::header::Context;
use super::mistake::{Mistakes, abbreviated};
use super::statement::{Allowance, Line, Statement};
use super::tokens::Split;
use super::values::duration_text;
use crate::ordered::Map;
use crate::sim::AnyProtocol;
use crate::sim::info::{Info, Parameter};
use crate::sim::network::{Link, Network};
use crate::sim::plan::Setting;
use crate::sim::plan::{
    Budget, Edit, Forgery, Happening, Manual, ManualChoice, MessageEdit, MessageRef, Origin, Plan, Strategy,
    Timed,
};
use crate::sim::run::ArgumentError;
use crate::sim::settings::setting;
use crate::trace::Micros;

const UNTIL_DEFAULT: Micros = 5_000_000;
const SEED_DEFAULT: u64 = 1;

/// What the lines say, as far as they could be understood; the choices, of each branch
/// by itself.
pub(super) fn plan(info: &'static Info, context: &Context, lines: &[Line]) -> (Plan, Vec<Branch>) {
    let variant = context.variant.and_then(|v| info.variants.get(v)).map(|v| v.name);
    let any = Link { fifo: info.keeps_order(variant), ..Link::default() };
    let plan = Plan {
        nodes: context.nodes.clone().unwrap_or_default(),
        groups: context.groups.clone(),
        clients: context.clients,
        seed: SEED_DEFAULT,
        network: Network { any, links: Map::new() },
        settings: Map::new(),
        variant,
        starts: Vec::new(),
        clocks: Map::new(),
        traitors: Map::new(),
        idle: Vec::new(),
        model: None,
        timed: Vec::new(),
        tosses: Vec::new(),
        edits: Vec::new(),
        until: UNTIL_DEFAULT,
        manual: context.by_hand_from.map(|_| Vec::new()),
        manual_from: context.manual_from,
        left_out: Vec::new(),
        allow: Budget::NO_FAULTS,
    };
    let mut compiler = Compiler { info, plan, branches: Vec::new(), branch: Branch::main() };
    for (origin, line) in (0..).zip(lines) {
        if let Some(statement) = &line.statement {
            compiler.add(origin, statement);
        }
    }
    compiler.branches.push(compiler.branch);
    (compiler.plan, compiler.branches)
}

struct Compiler {
    info: &'static Info,
    plan: Plan,
    /// The branches before the one at hand.
    branches: Vec<Branch>,
    branch: Branch,
}

impl Compiler {
    fn add(&mut self, origin: Origin, statement: &Statement) {
        match statement {
            Statement::Protocol { .. }
            | Statement::NodeCount(_)
            | Statement::NodeNames(_)
            | Statement::GroupCount(..)
            | Statement::GroupNames(..)
            | Statement::Clients(_)
            | Statement::Manual { .. } => {}
            Statement::Seed(seed) => self.plan.seed = *seed,
            Statement::Until(until) => self.plan.until = *until,
            Statement::Network { link, change } => self.plan.network.change(*link, *change),
            Statement::Set { parameter, value } => {
                if let Some(parameter) = self.info.parameters.get(*parameter) {
                    self.plan.settings.insert(parameter.name, *value);
                }
            }
            Statement::Start { node, words } => {
                self.plan.starts.retain(|(other, _)| other != node);
                self.plan.starts.push((*node, words.clone()));
            }
            Statement::Clock { node, offset, drift_ppm } => {
                let clock = self.plan.clocks.or_default(*node);
                clock.offset = offset.unwrap_or(clock.offset);
                clock.drift_ppm = drift_ppm.unwrap_or(clock.drift_ppm);
            }
            Statement::Traitors { nodes, strategy } => {
                let strategy = strategy.unwrap_or(Strategy::Silent);
                for node in nodes {
                    self.plan.traitors.insert(*node, strategy);
                }
                let is_known = matches!(strategy, Strategy::Silent | Strategy::Honest)
                    || self.info.strategies.contains(&strategy);
                if !is_known {
                    self.plan.idle.push(origin);
                }
            }
            Statement::Model(model) => self.plan.model = Some(*model),
            Statement::Toss(toss) => self.plan.tosses.push((*toss, origin)),
            Statement::At { at, what } => self.plan.timed.push(Timed { at: *at, what: what.clone(), origin }),
            Statement::Drop(message) => self.edit(*message, MessageEdit::Drop, origin),
            Statement::Delay(message, to) => self.edit(*message, MessageEdit::DelayTo(*to), origin),
            Statement::Duplicate(message, at) => {
                self.edit(*message, MessageEdit::Duplicate(*at), origin);
            }
            Statement::Choice(choice) => {
                let what = choice.clone();
                self.branch.choices.push(Manual { what, origin });
            }
            Statement::Branch { name, at, of } => self.branch(origin, name, *at, of.as_deref()),
            Statement::Allow { what, count, .. } => self.allow(*what, *count),
            Statement::AllowEdit(_) | Statement::Goal(_) | Statement::View(_) => {}
            Statement::Expect(phrase) => {
                self.branch.expects.push(Expect { phrase: phrase.clone(), origin });
            }
        }
    }

    fn branch(&mut self, origin: Origin, name: &str, at: u64, of: Option<&str>) {
        // More of them are a mistake, and each would cost as much as all before it.
        if self.branches.len() >= BRANCHES_MAX {
            return;
        }
        let before = std::mem::replace(&mut self.branch, Branch::main());
        self.branches.push(before);
        let parent = of.and_then(|of| self.branches.iter().position(|branch| branch.name == of)).unwrap_or(0);
        let most = branch::path(&self.branches, parent).len();
        let at = usize::try_from(at).map_or(most, |at| at.min(most));
        (self.branch.name, self.branch.parent) = (name.to_owned(), Some(parent));
        (self.branch.at, self.branch.origin) = (at, Some(origin));
    }

    fn allow(&mut self, what: Allowance, count: u32) {
        let allow = &mut self.plan.allow;
        match what {
            Allowance::Drop => allow.drop = count,
            Allowance::Duplicate => allow.duplicate = count,
            Allowance::Crash => allow.crash = count,
            Allowance::Restart => allow.restart = count,
            Allowance::Fire => allow.fire = count,
            Allowance::Command => allow.command = count,
            Allowance::Cut => allow.cut = count,
            Allowance::Heal => allow.heal = count,
            Allowance::Forge => allow.forge = count,
            // Of an epoch that is two numbers, such as ballot 2.1, it is the first.
            Allowance::Epoch => {
                let base = self.info.epoch_base.unwrap_or(1);
                allow.epoch = (u64::from(count) + 1).saturating_mul(base) - 1;
            }
        }
    }

    fn edit(&mut self, message: MessageRef, change: MessageEdit, origin: Origin) {
        self.plan.edits.push(Edit { key: message.key(), change, origin });
    }
}

/// Has the protocol check its own words: commands and starting states. Needs the plan,
/// since what a command may say can depend on it.
pub(super) fn check_words(
    machine: &dyn AnyProtocol,
    plan: &Plan,
    lines: &[Line],
    splits: &[Split<'_>],
    mistakes: &mut Mistakes,
) {
    for (line, split) in lines.iter().zip(splits) {
        let (skipped, checked) = match &line.statement {
            Some(Statement::Start { node, words }) => (2, machine.check_start(plan, *node, &borrowed(words))),
            Some(Statement::At { what: Happening::Command(node, words), .. }) => {
                (3, machine.check_command(plan, *node, &borrowed(words)))
            }
            Some(Statement::Choice(ManualChoice::Happen(Happening::Command(node, words)))) => {
                (1, machine.check_command(plan, *node, &borrowed(words)))
            }
            Some(Statement::At { what: Happening::Forge(forgery), .. }) => {
                (5, check_forgery(machine, plan, forgery))
            }
            Some(Statement::Choice(ManualChoice::Happen(Happening::Forge(forgery)))) => {
                (3, check_forgery(machine, plan, forgery))
            }
            Some(Statement::Set { parameter, value }) => {
                (2, check_limit(&machine.info().parameters[*parameter], *value, machine.info(), plan))
            }
            _ => continue,
        };
        if let Err(wrong) = checked {
            report_at(wrong, skipped, split, mistakes);
        }
    }
}

/// Whether the sender of a forgery is a traitor, and its words say something.
fn check_forgery(machine: &dyn AnyProtocol, plan: &Plan, forgery: &Forgery) -> Result<(), ArgumentError> {
    if plan.traitors.get(&forgery.from).is_some() {
        return machine.check_forgery(plan, forgery);
    }
    let name = plan.nodes.get(forgery.from.index()).map_or("", String::as_str);
    let what = format!("{name} is no traitor, and only traitors forge");
    Err(ArgumentError { word: 0, what, hint: format!("add the line `traitors {name}`") })
}

/// Whether a parameter exceeds one that limits it.
fn check_limit(parameter: &Parameter, value: Setting, info: &Info, plan: &Plan) -> Result<(), ArgumentError> {
    let Some(other) = parameter.at_most else {
        return Ok(());
    };
    let shortest = |setting| match setting {
        Setting::Duration(time) | Setting::Range(time, _) => time,
        _ => Micros::MAX,
    };
    let most = shortest(setting(info, plan, other));
    if shortest(value) <= most {
        return Ok(());
    }
    Err(ArgumentError {
        word: 0,
        what: format!("{} is too long", duration_text(shortest(value))),
        hint: format!("the longest is {}, the shortest {other}", duration_text(most)),
    })
}

fn borrowed(words: &[String]) -> Vec<&str> {
    words.iter().map(String::as_str).collect()
}

/// Finds the location of a protocol's complaint: `skipped` words stand before its own.
fn report_at(wrong: ArgumentError, skipped: usize, split: &Split<'_>, mistakes: &mut Mistakes) {
    let at = split.words.get(skipped.saturating_add(wrong.word));
    let end = split.words.last().map(|word| word.span.after());
    if let Some(span) = at.map(|word| word.span).or(end) {
        const SHOWN_MAX: usize = 300;
        mistakes.add(span, || (abbreviated(&wrong.what, SHOWN_MAX), abbreviated(&wrong.hint, SHOWN_MAX)));
    }
}
