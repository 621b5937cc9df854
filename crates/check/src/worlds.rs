//! A scenario as something to search: from where its choices by hand lead, or from its
//! beginning, in every way that its `allow` lines permit.

use crate::model::{Model, Watch};
use crate::narrowed::Narrowed;
use crate::search::{Ended, Found, Search};
use sequitur_core::scenario::{Mistake, Scenario};
use sequitur_core::sim::fault::Fault;
use sequitur_core::sim::info::{Assumption, PropertyKind};
use sequitur_core::sim::plan::{Budget, Happening, ManualChoice, MessageEdit, TimingModel};
use sequitur_core::sim::position::Position;
use sequitur_core::sim::run::Outcome;
use sequitur_core::sim::world::Choice;
use sequitur_core::trace::NodeId;

/// All worlds of a scenario. What is looked for are its protocol's properties, in their
/// order: violations of those of safety, with which the search ends, and for those of
/// liveness that they come true.
pub struct Worlds {
    scenario: Scenario,
    start: Box<dyn Position>,
    watches: Vec<Watch>,
    narrowed: Narrowed,
    /// Groups of nodes of which any two count as the same.
    alike: Vec<Vec<NodeId>>,
    /// The names that nodes can have, all of which mean the same. Empty where only those of
    /// the scenario count.
    renamings: Vec<Vec<NodeId>>,
}

/// More ways to name the nodes would make each state too slow.
const RENAMINGS_MAX: usize = 720;

impl Worlds {
    /// The worlds of a scenario. The search ends with a violation of one of `sought`, by
    /// name, or where that is empty, of any property of safety that the protocol promises or an
    /// `expect … violated` line asks for. What may leave what a protocol relies on is promised
    /// nothing.
    ///
    /// # Errors
    /// Lines of the scenario that have no place in a search.
    pub fn new(scenario: &Scenario, sought: &[&str]) -> Result<Worlds, Vec<Mistake>> {
        let mistakes = refused(scenario);
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        let info = scenario.machine().info();
        let is_promised = |index| info.promises(index, scenario.plan()) && !may_leave_assumptions(scenario);
        let is_expected = |index| {
            let mut expects = scenario.expects().iter();
            expects.any(|expect| expect.property() == Some((index, Outcome::Violated)))
        };
        let watch = |index: usize| {
            let property = &info.properties[index];
            let is_sought = match sought {
                [] => is_promised(index) || is_expected(index),
                _ => sought.contains(&property.name),
            };
            let is_last = property.kind == PropertyKind::Safety && is_sought;
            Watch { name: property.name.to_owned(), is_last }
        };
        Ok(Worlds {
            start: scenario.machine().position(scenario.plan()),
            watches: (0..info.properties.len()).map(watch).collect(),
            narrowed: Narrowed::new(scenario),
            scenario: scenario.clone(),
            alike: Vec::new(),
            renamings: Vec::new(),
        })
    }

    /// The same worlds, where those count as one that differ in nothing but which of some
    /// interchangeable nodes is which. Nodes are that where the protocol tells them apart by
    /// nothing but their numbers, and where the scenario treats them the same.
    ///
    /// # Errors
    /// Says why no nodes are interchangeable, or why too many are.
    pub fn with_symmetry(mut self) -> Result<Worlds, String> {
        let info = self.scenario.machine().info();
        let candidates = self.scenario.machine().alike(self.scenario.plan());
        if candidates.is_empty() {
            return Err(format!(
                "no two nodes are interchangeable here: {} tells them apart by their numbers, or the scenario gives them different commands",
                info.title
            ));
        }
        let nodes = (0..self.scenario.plan().nodes.len() as u8).map(NodeId).collect::<Vec<_>>();
        let is_honest = |node: &NodeId| self.scenario.plan().traitors.get(node).is_none();
        for group in candidates {
            // Of nodes that could change places from now on, those count that could also
            // have changed places so far.
            let mut classes: Vec<Vec<NodeId>> = Vec::new();
            for node in group.into_iter().filter(|node| is_honest(node) && !self.narrowed.names(*node)) {
                match classes.iter_mut().find(|class| self.begins_alike(&nodes, class[0], node)) {
                    Some(class) => class.push(node),
                    None => classes.push(vec![node]),
                }
            }
            self.alike.extend(classes.into_iter().filter(|class| class.len() > 1));
        }
        let count = |class: &Vec<NodeId>| (1..=class.len()).product::<usize>();
        let renamings = self.alike.iter().map(count).fold(1, usize::saturating_mul);
        match renamings {
            1 => Err("no two nodes are interchangeable where the search begins".to_owned()),
            2..=RENAMINGS_MAX => {
                self.renamings = self.alike.iter().fold(vec![nodes], |all, class| renamed(&all, class));
                Ok(self)
            }
            _ => Err(format!(
                "too many nodes are interchangeable: there are {renamings} ways to name them, and each state would be compared under every one; at most {RENAMINGS_MAX} are possible"
            )),
        }
    }

    /// Groups of nodes of which any two count as the same.
    pub fn alike(&self) -> &[Vec<NodeId>] {
        &self.alike
    }

    /// Whether the search begins with the same world when two nodes have changed places.
    fn begins_alike(&self, nodes: &[NodeId], a: NodeId, b: NodeId) -> bool {
        let (mut here, mut there) = (Vec::new(), Vec::new());
        let mut swapped = nodes.to_vec();
        swapped.swap(a.index(), b.index());
        self.start.encode_renamed(nodes, &mut here);
        self.start.encode_renamed(&swapped, &mut there);
        here == there
    }

    /// The scenario.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }
}

impl Model for Worlds {
    type State = Box<dyn Position>;
    type Action = Choice<u8>;

    fn initial(&self) -> Vec<Box<dyn Position>> {
        vec![self.start.clone()]
    }

    fn actions(&self, state: &Box<dyn Position>, actions: &mut Vec<Choice<u8>>) {
        let first = actions.len();
        state.choices(actions);
        self.narrowed.retain(&**state, actions, first);
    }

    fn apply(&self, state: &mut Box<dyn Position>, action: &Choice<u8>) -> bool {
        state.apply(action)
    }

    fn encode(&self, state: &Box<dyn Position>, bytes: &mut Vec<u8>) {
        let Some((first, others)) = self.renamings.split_first() else {
            state.encode(bytes);
            return;
        };
        // Of all that the state can be called, the least stands for it.
        state.encode_renamed(first, bytes);
        for names in others {
            let length = bytes.len();
            state.encode_renamed(names, bytes);
            let (least, other) = bytes.split_at(length);
            match other < least {
                true => drop(bytes.drain(..length)),
                false => bytes.truncate(length),
            }
        }
    }

    fn watches(&self) -> Vec<Watch> {
        self.watches.clone()
    }

    const SHOWS_AT_ONCE: bool = true;

    fn shows(&self, state: &Box<dyn Position>) -> u64 {
        state.decided()
    }

    fn stuck(&self, state: &Box<dyn Position>) -> u64 {
        state.stuck()
    }
}

/// Whether the budget lets a search leave what the protocol relies on. A variant is broken
/// all the same.
fn may_leave_assumptions(scenario: &Scenario) -> bool {
    let plan = scenario.plan();
    let info = scenario.machine().info();
    let Budget { drop, duplicate, crash, restart, cut, fire, forge, .. } = plan.allow;
    let leaves = |assumption| match assumption {
        Assumption::NoLoss => drop > 0,
        Assumption::NoCopies => duplicate > 0,
        Assumption::NoCrash => crash > 0,
        Assumption::NoRestart => restart > 0,
        Assumption::NoTraitors => forge > 0,
        Assumption::TraitorsBelowThird | Assumption::EnoughNodesFor(_) | Assumption::TraitorsAtMost(_) => {
            assumption.has_too_many_traitors(info, plan)
        }
        Assumption::QuorumsMeet(..) => assumption.has_quorums_apart(info, plan),
        Assumption::LinksKeepOrder => {
            let nodes = (0..plan.nodes.len() as u8).map(NodeId);
            nodes.clone().any(|from| nodes.clone().any(|to| !plan.network.link(from, to).fifo))
        }
        Assumption::TimersInTime => fire > 0,
        Assumption::WithinRounds | Assumption::BoundedDelay(_) | Assumption::AnswersWithin(_) => {
            drop > 0 || cut > 0 || !matches!(plan.model, Some(TimingModel::Synchronous(_)))
        }
        Assumption::EqualRates
        | Assumption::ClocksNotSet
        | Assumption::DriftAtMost(_)
        | Assumption::Claimed(_) => false,
    };
    plan.variant.is_none() && info.assumptions(plan).any(leaves)
}

/// Every way to name the nodes that was given, with every order of one class of nodes.
fn renamed(all: &[Vec<NodeId>], class: &[NodeId]) -> Vec<Vec<NodeId>> {
    let Some((first, rest)) = class.split_first() else { return all.to_vec() };
    let with_first = all.iter().flat_map(|names| {
        class.iter().map(|other| {
            let mut names = names.clone();
            names.swap(first.index(), other.index());
            names
        })
    });
    renamed(&with_first.collect::<Vec<_>>(), rest)
}

/// What a search says of a property.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reached {
    /// It was violated, or came true, after this.
    Shown(Found),
    /// After this nothing can happen any more, and it has not come true.
    Stuck(Found),
    /// No schedule violates it, or makes it come true.
    Never,
    /// The search ended before it was known.
    Unknown,
}

/// A property and what a search says of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Its name.
    pub name: &'static str,
    /// Safety or liveness.
    pub kind: PropertyKind,
    /// What became of it.
    pub reached: Reached,
    /// Whether the protocol promises it with the settings of the scenario.
    pub is_promised: bool,
    /// Where it was violated or came true, what explains that.
    pub why: String,
}

impl Finding {
    /// The name of what became of it, as outside tools see it.
    pub fn verdict(&self) -> &'static str {
        match (self.kind, self.reached) {
            (_, Reached::Unknown) => Outcome::Pending.name(),
            (_, Reached::Stuck(_)) => "stuck",
            (PropertyKind::Safety, Reached::Shown(_)) => Outcome::Violated.name(),
            (PropertyKind::Safety, Reached::Never) => Outcome::Holds.name(),
            (PropertyKind::Liveness, Reached::Shown(_)) => "reachable",
            (PropertyKind::Liveness, Reached::Never) => "unreachable",
        }
    }
}

impl Search<Worlds> {
    /// What the search says of each property, in their order.
    pub fn findings(&self) -> Vec<Finding> {
        let is_complete = self.progress().ended == Some(Ended::Complete);
        let scenario = &self.model().scenario;
        let info = scenario.machine().info();
        let finding = |(index, property): (usize, &sequitur_core::sim::info::Property)| {
            let reached = match (self.stuck(index), self.found(index)) {
                (Some(stuck), _) => Reached::Stuck(stuck),
                (None, Some(found)) => Reached::Shown(found),
                (None, None) if is_complete => Reached::Never,
                (None, None) => Reached::Unknown,
            };
            let why = match reached {
                Reached::Shown(found) | Reached::Stuck(found) => self.way(found).1.verdict(index).1,
                Reached::Never | Reached::Unknown => String::new(),
            };
            let is_excused = property.kind == PropertyKind::Safety && may_leave_assumptions(scenario);
            let is_promised = info.promises(index, scenario.plan()) && !is_excused;
            Finding { name: property.name, kind: property.kind, reached, is_promised, why }
        };
        info.properties.iter().enumerate().map(finding).collect()
    }

    /// The property whose violation ended the search, and the shortest way to it.
    pub fn counterexample(&self) -> Option<(usize, Found)> {
        match self.progress().ended {
            Some(Ended::Found(index)) => self.found(index).map(|found| (index, found)),
            _ => None,
        }
    }

    /// The choices that lead to what was found, as lines of a run by hand.
    pub fn choices(&self, found: Found) -> Vec<ManualChoice> {
        let (choices, _) = self.way(found);
        let scenario = &self.model().scenario;
        scenario.machine().spell(scenario.plan(), &choices)
    }

    /// The scenario by hand that shows what became of a property, with a line that expects
    /// it.
    pub fn scenario_of(&self, property: usize, found: Found) -> String {
        let outcome = match self.model().scenario.machine().info().properties[property].kind {
            PropertyKind::Safety => Outcome::Violated,
            PropertyKind::Liveness if self.stuck(property) == Some(found) => Outcome::Pending,
            PropertyKind::Liveness => Outcome::Holds,
        };
        self.model().scenario.by_hand(&self.choices(found), Some((property, outcome)))
    }
}

/// The lines of a scenario that have no place in a search: what has a time, and what
/// happens by chance. Each tells which budget to use instead.
pub fn refused(scenario: &Scenario) -> Vec<Mistake> {
    let plan = scenario.plan();
    if plan.manual.is_some() {
        // What has a time here is over where the search begins.
        return Vec::new();
    }
    let timed = plan.timed.iter().filter_map(|timed| {
        let fault = match &timed.what {
            Happening::Command(..) => return None,
            Happening::Fire(..) => {
                let hint = "leave it out: in a search any armed timer may fire";
                return Some((timed.origin, "a timer has no time in a search", hint));
            }
            Happening::Forge(_) => {
                let hint = "write `allow forge 1`, and the search tries all that a traitor may say";
                return Some((timed.origin, "a forgery with a time has no place in a search", hint));
            }
            Happening::Toss(_) => return None,
            Happening::Fault(fault) => fault,
        };
        let hint = match fault {
            Fault::Crash(_) => "write `allow crash 1`, and the search tries it at every moment",
            Fault::Restart(_) => "write `allow restart 1`, and the search tries it at every moment",
            Fault::Cut(_) => "write `allow cut 1`, and the search tries it with every link",
            Fault::Heal(wires) if !wires.is_empty() => "write `allow heal 1` instead",
            Fault::Partition(_) | Fault::Heal(_) | Fault::Network(_) => {
                "leave it out: a search delivers messages as late as it likes"
            }
            Fault::Pause(_) | Fault::Resume(_) => "leave it out: in a search a node acts as late as it likes",
            Fault::Clock(..) => "leave it out: in a search clocks stand still",
        };
        Some((timed.origin, "a fault with a time has no place in a search", hint))
    });
    let edits = plan.edits.iter().map(|edit| {
        let hint = match edit.change {
            MessageEdit::Drop => "write `allow drop 1`, and the search tries it with every message",
            MessageEdit::Duplicate(_) => {
                "write `allow duplicate 1`, and the search tries it with every message"
            }
            MessageEdit::DelayTo(_) => "leave it out: a search delivers messages as late as it likes",
        };
        (edit.origin, "an edit of a message has no place in a search", hint)
    });
    let tosses = plan.tosses.iter().map(|(_, origin)| {
        (*origin, "the fall of a coin has no place in a search", "leave it out: a search tries both sides")
    });
    let lines = 0..scenario.source().lines().count() as u32;
    let chance = lines.filter_map(|line| {
        let statement = scenario.statement(line);
        let words: Vec<&str> = statement.split(' ').collect();
        let is_set = |name| words.windows(2).any(|pair| pair[0] == name && pair[1] != "0%");
        let hint = match words.first() {
            Some(&"network") if is_set("loss") => "write `allow drop 1` instead",
            Some(&"network") if is_set("duplicate") => "write `allow duplicate 1` instead",
            _ => return None,
        };
        Some((line, "chance has no place in a search", hint))
    });
    let mut refused: Vec<(u32, &str, &str)> = timed.chain(edits).chain(tosses).chain(chance).collect();
    refused.sort_unstable();
    let source = scenario.source();
    let lines: Vec<&str> = source.lines().collect();
    let mistake = |(origin, what, hint): (u32, &str, &str)| {
        let text = lines.get(origin as usize).copied().unwrap_or_default();
        let indent = text.chars().take_while(|c| c.is_whitespace()).count() as u32;
        Mistake {
            line: origin + 1,
            column: indent + 1,
            length: scenario.statement(origin).chars().count() as u32,
            what: what.to_owned(),
            hint: hint.to_owned(),
        }
    };
    refused.into_iter().map(mistake).collect()
}
