//! What a reader is to reach, as something to search: the shortest run that meets all goals, or
//! the proof that there is none.
//!
//! A state is a world and how far the goals have come in it: which have been true, whether one was
//! broken, and what was decided and sent where a goal speaks of that. Two ways to one world that
//! differ in this are two states.

use crate::model::{Model, Watch};
use crate::narrowed::Narrowed;
use crate::worlds::refused;
use sequitur_core::scenario::goal::{Goal, When};
use sequitur_core::scenario::phrase::{Claim, EventName, Facts, Operand, Phrase, Sends, Stamp, Term, judge};
use sequitur_core::scenario::{Mistake, Scenario};
use sequitur_core::sim::info::Info;
use sequitur_core::sim::plan::MessageRef;
use sequitur_core::sim::position::Position;
use sequitur_core::sim::run::{Outcome, Value};
use sequitur_core::sim::world::Choice;
use sequitur_core::trace::{Fate, NodeId, Relation};

/// A goal that a search can judge.
#[derive(Clone, Debug)]
pub enum Target {
    /// The phrase is true in some state.
    Sometime(Phrase),
    /// It is true in the last state.
    AtEnd(Phrase),
    /// It is true in no state.
    Never(Phrase),
    /// The second is true in the same state as the first or a later one.
    Then(Phrase, Phrase),
}

impl Target {
    /// What a goal asks of a run; None where a run alone does not show it.
    pub fn of(goal: &Goal) -> Option<Target> {
        match goal {
            Goal::Reach { branch: None, when, phrase } => Some(match when {
                When::Sometime => Target::Sometime(phrase.clone()),
                When::AtEnd => Target::AtEnd(phrase.clone()),
                When::Never => Target::Never(phrase.clone()),
            }),
            Goal::Then(first, second) => Some(Target::Then(first.clone(), second.clone())),
            _ => None,
        }
    }

    fn phrases(&self) -> impl Iterator<Item = &Phrase> {
        let (one, other) = match self {
            Target::Sometime(phrase) | Target::AtEnd(phrase) | Target::Never(phrase) => (phrase, None),
            Target::Then(first, second) => (first, Some(second)),
        };
        std::iter::once(one).chain(other)
    }
}

/// A scenario's worlds, in which goals are to be met.
pub struct Goals {
    scenario: Scenario,
    start: State,
    targets: Vec<Target>,
    /// The kinds of message on links that targets count.
    counted: Vec<Sends>,
    /// Whether any target speaks of decisions.
    looks_at_decisions: bool,
    narrowed: Narrowed,
}

/// A world, and how far the goals have come.
#[derive(Clone)]
pub struct State {
    position: Box<dyn Position>,
    /// What nodes have decided, in order of node and value, each once.
    decided: Vec<(NodeId, String)>,
    /// How many messages were sent of each of [`Goals::counted`], up to 255: a goal that asks for
    /// more is never reached by a search.
    sent: Vec<u8>,
    /// For each target: 0 nothing yet, 1 its first half, 2 met, 3 broken for good.
    stages: Vec<u8>,
    /// Whether all targets are met here.
    is_met: bool,
}

impl Goals {
    /// The worlds from where the scenario's choices by hand lead, or from its beginning, in every way
    /// that its `allow` lines permit.
    ///
    /// # Errors
    /// Lines of the scenario that have no place in a search, or what targets say that a search
    /// cannot judge.
    pub fn new(scenario: &Scenario, targets: Vec<Target>) -> Result<Goals, String> {
        if let Some(mistake) = refused(scenario).first() {
            return Err(told(mistake));
        }
        let phrases: Vec<&Phrase> = targets.iter().flat_map(Target::phrases).collect();
        if let Some(what) = phrases.iter().find_map(|phrase| unsearchable(phrase)) {
            return Err(what.to_owned());
        }
        let mut counted: Vec<Sends> = Vec::new();
        let mut looks_at_decisions = false;
        for claim in phrases.iter().flat_map(|phrase| &phrase.clauses).map(|clause| &clause.claim) {
            looks_at_decisions |= matches!(claim, Claim::Decided { .. });
            for sends in sends_of(claim) {
                if !counted.contains(&sends) {
                    counted.push(sends);
                }
            }
        }
        let stages = targets.iter().map(|_| 0).collect();
        let position = scenario.machine().position(scenario.plan());
        let start =
            State { position, decided: Vec::new(), sent: vec![0; counted.len()], stages, is_met: false };
        let narrowed = Narrowed::new(scenario);
        let mut goals =
            Goals { scenario: scenario.clone(), start, targets, counted, looks_at_decisions, narrowed };
        goals.begin();
        Ok(goals)
    }

    /// Takes in what has happened before the search begins.
    fn begin(&mut self) {
        let mut start = self.start.clone();
        if self.scenario.plan().manual.is_some() {
            let run = self.scenario.run();
            for decision in &run.decisions {
                note_decision(&mut start.decided, decision.node, &decision.value);
            }
            for message in run.trace.messages.iter().filter(|message| message.copy_of.is_none()) {
                let key = message.key;
                self.count(&mut start, key.kind, key.from, key.to);
            }
            let phrases: Vec<&Phrase> = self.targets.iter().flat_map(Target::phrases).collect();
            let judged = judge(&run, &phrases);
            let mut truths = judged.truths.iter();
            for (target, stage) in self.targets.iter().zip(&mut start.stages) {
                let first = truths.next().and_then(|truth| truth.first().map(|state| (state, truth)));
                *stage = match (target, first) {
                    (Target::Then(..), first) => {
                        let second = truths.next();
                        let later = first.and_then(|(state, _)| second?.first_from(state));
                        if later.is_some() { 2 } else { u8::from(first.is_some()) }
                    }
                    (Target::Sometime(_), Some(_)) => 2,
                    (Target::Never(_), Some(_)) => 3,
                    _ => 0,
                };
            }
        }
        self.judge(&mut start);
        self.start = start;
    }

    /// The scenario.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    fn count(&self, state: &mut State, kind: u16, from: NodeId, to: NodeId) {
        for (counted, sent) in self.counted.iter().zip(&mut state.sent) {
            let (of, link) = *counted;
            if of == kind && link.is_none_or(|link| link == (from, to)) {
                *sent = sent.saturating_add(1);
            }
        }
    }

    /// Takes in what the last choice did.
    fn take_in(&self, state: &mut State) {
        if self.looks_at_decisions {
            let node = state.position.last_node();
            let decisions: Vec<String> = state.position.decisions().to_vec();
            for value in decisions {
                note_decision(&mut state.decided, node, &value);
            }
        }
        if !self.counted.is_empty() {
            let mut sent = Vec::new();
            state.position.sent(&mut |kind, from, to| sent.push((kind, from, to)));
            for (kind, from, to) in sent {
                self.count(state, kind, from, to);
            }
        }
        self.judge(state);
    }

    fn judge(&self, state: &mut State) {
        let facts = WorldFacts { goals: self, state };
        let mut is_met = true;
        let mut stages = state.stages.clone();
        for (target, stage) in self.targets.iter().zip(&mut stages) {
            match target {
                Target::Sometime(phrase) if *stage == 0 && phrase.is_true(&facts) => *stage = 2,
                Target::Never(phrase) if *stage == 0 && phrase.is_true(&facts) => *stage = 3,
                Target::Then(first, second) if *stage < 2 => {
                    if *stage == 0 && first.is_true(&facts) {
                        *stage = 1;
                    }
                    if *stage == 1 && second.is_true(&facts) {
                        *stage = 2;
                    }
                }
                _ => {}
            }
            is_met &= match target {
                Target::AtEnd(phrase) => phrase.is_true(&facts),
                Target::Never(_) => *stage == 0,
                Target::Sometime(_) | Target::Then(..) => *stage == 2,
            };
        }
        state.stages = stages;
        state.is_met = is_met;
    }
}

fn told(mistake: &Mistake) -> String {
    format!("{}; {}", mistake.what, mistake.hint)
}

fn note_decision(decided: &mut Vec<(NodeId, String)>, node: NodeId, value: &str) {
    let decision = (node, value.to_owned());
    if let Err(index) = decided.binary_search(&decision) {
        decided.insert(index, decision);
    }
}

/// What of a phrase no state of a search tells.
fn unsearchable(phrase: &Phrase) -> Option<&'static str> {
    phrase.clauses.iter().find_map(|clause| match &clause.claim {
        Claim::Ordered { .. } => Some("a search does not tell the order of events"),
        Claim::Message { .. } => Some("a search does not tell messages of one kind on one link apart"),
        Claim::Can { .. } | Claim::Impossible => Some("a search inside a search is not possible here"),
        Claim::Compare { left, right, .. } => {
            let is_past = |term: &Term| matches!(term, Term::Stamp(..) | Term::Chance(_));
            let past = is_past(left) || matches!(right, Operand::Term(term) if is_past(term));
            past.then_some("a search does not tell stamps of events")
        }
        Claim::Property { .. } | Claim::Decided { .. } | Claim::Up(..) => None,
    })
}

fn sends_of(claim: &Claim) -> Vec<Sends> {
    let of = |term: &Term| match term {
        Term::CountMessages { kind, link } => Some((*kind, *link)),
        _ => None,
    };
    match claim {
        Claim::Compare { left, right: Operand::Term(right), .. } => {
            of(left).into_iter().chain(of(right)).collect()
        }
        Claim::Compare { left, .. } => of(left).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// What is so in a state of a search.
struct WorldFacts<'a> {
    goals: &'a Goals,
    state: &'a State,
}

impl Facts for WorldFacts<'_> {
    fn info(&self) -> &'static Info {
        self.goals.scenario.info()
    }

    fn node_count(&self) -> u8 {
        self.goals.scenario.plan().nodes.len() as u8
    }

    fn field(&self, field: usize, node: NodeId) -> Option<Value> {
        let name = self.info().fields.get(field)?.name;
        let fields = self.state.position.fields(node);
        fields.into_iter().find(|(other, _)| *other == name).map(|(_, value)| value)
    }

    fn is_up(&self, node: NodeId) -> Option<bool> {
        Some(self.state.position.is_up(node))
    }

    fn outcome(&self, property: usize) -> Option<Outcome> {
        Some(self.state.position.verdict(property).0)
    }

    fn has_decided(&self, node: Option<NodeId>, value: Option<&str>) -> bool {
        self.state.decided.iter().any(|(other, decided)| {
            node.is_none_or(|node| node == *other) && value.is_none_or(|value| value == decided)
        })
    }

    fn sent(&self, sends: Sends) -> u64 {
        let index = self.goals.counted.iter().position(|counted| *counted == sends);
        index.map_or(0, |index| self.state.sent[index].into())
    }

    fn fate(&self, _: MessageRef) -> Option<Option<Fate>> {
        None
    }

    fn relation(&self, _: &EventName, _: &EventName) -> Option<Relation> {
        None
    }

    fn stamp(&self, _: Stamp, _: &EventName) -> Option<Value> {
        None
    }
}

impl Model for Goals {
    type State = State;
    type Action = Choice<u8>;

    fn initial(&self) -> Vec<State> {
        vec![self.start.clone()]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Choice<u8>>) {
        if state.stages.contains(&3) {
            return;
        }
        let first = actions.len();
        state.position.choices(actions);
        self.narrowed.retain(&*state.position, actions, first);
    }

    fn apply(&self, state: &mut State, action: &Choice<u8>) -> bool {
        let is_within = state.position.apply(action);
        if is_within {
            self.take_in(state);
        }
        is_within
    }

    fn encode(&self, state: &State, bytes: &mut Vec<u8>) {
        state.position.encode(bytes);
        bytes.extend(&state.stages);
        bytes.extend(&state.sent);
        for (node, value) in &state.decided {
            bytes.push(node.0);
            bytes.extend((value.len() as u32).to_le_bytes());
            bytes.extend(value.as_bytes());
        }
    }

    fn watches(&self) -> Vec<Watch> {
        vec![Watch::never("all goals are met")]
    }

    const SHOWS_AT_ONCE: bool = true;

    fn shows(&self, state: &State) -> u64 {
        u64::from(state.is_met)
    }
}

impl Goals {
    /// Choices from the beginning of the search, as lines of a run by hand.
    pub fn lines(&self, choices: &[Choice<u8>]) -> Vec<String> {
        let spelt = self.scenario.machine().spell(self.scenario.plan(), choices);
        spelt.iter().map(|choice| self.scenario.choice_text(choice)).collect()
    }
}
