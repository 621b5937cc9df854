//! Which goals of an exercise an answer meets. What only a search can tell is asked of [`Decide`]: the
//! grader searches, and what ticks goals while the reader works does not.

use crate::asked::{Asked, Searched};
use crate::goal_words::goal_words;
use crate::grading::Grading;
use crate::words;
use sequitur_core::scenario::Scenario;
use sequitur_core::scenario::answer::{Added, AddedLine};
use sequitur_core::scenario::goal::{Goal, Question, When};
use sequitur_core::scenario::phrase::{Claim, Clause, Comparison, Judged, Operand, Phrase, Truth, judge};
use sequitur_core::sim::history::{Seen, history, same_events};
use sequitur_core::sim::run::{Outcome, Run};
use sequitur_core::trace::{EventId, Micros, NodeId};

/// What answers a question that needs a search.
pub(crate) type Decide = fn(Asked<'_>) -> Searched;

/// What became of a goal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GoalState {
    /// The goal in words.
    pub words: String,
    /// Whether it is met. None where a limit was reached before it was known.
    pub is_met: Option<bool>,
    /// Where it first came true.
    pub reached: Option<Reached>,
    /// Where it was undone, if it was met before.
    pub undone: Option<Reached>,
    /// The event that undid it, or broke it where it was never to be.
    pub event: Option<EventId>,
    /// What is so instead, where it is not met.
    pub instead: String,
}

/// A moment of an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reached {
    /// After so many choices.
    Choice(u32),
    /// At a time.
    At(Micros),
}

impl Grading<'_> {
    /// All conditions. Those about one run are judged in one walk through it.
    pub(crate) fn judge_goals(&self) -> Vec<GoalState> {
        let claims_impossible = self.said().any(|phrase| matches!(phrase.clauses[..], [ref only] if only.claim == Claim::Impossible && !only.is_negated));
        if claims_impossible {
            return vec![self.impossible()];
        }
        let conditions: Vec<&Goal> = self.exercise.goals().filter(|goal| goal.is_condition()).collect();
        let mut phrases: Vec<&Phrase> = Vec::new();
        for goal in &conditions {
            match goal {
                Goal::Reach { branch: None, phrase, .. } => phrases.push(phrase),
                Goal::Then(first, second) => phrases.extend([first, second]),
                _ => {}
            }
        }
        let judged = judge(self.run, &phrases);
        let mut truths = judged.truths.iter();
        let mut next = || truths.next().expect("each phrase is judged");
        let mut goals = Vec::new();
        for goal in conditions {
            goals.push(match goal {
                Goal::Reach { branch: None, when, phrase } if phrase.needs_search() => {
                    next();
                    self.by_search(self.answer, *when, phrase)
                }
                Goal::Reach { branch: None, when, phrase } => {
                    let truth = next();
                    self.reach(&judged, truth, *when, phrase)
                }
                Goal::Reach { branch: Some(branch), when, phrase } => self.in_branch(branch, *when, phrase),
                Goal::Then(first, second) => {
                    let truths = [(next(), first), (next(), second)];
                    self.then(&judged, truths)
                }
                Goal::SameHistory { node, branches } => self.same_history(*node, branches),
                Goal::Answer(question) => self.answered(question),
                Goal::EverySchedule { can, phrase } => {
                    self.searched(Asked::EverySchedule(self.answer, phrase, *can))
                }
                Goal::EveryDelay(phrase) => self.searched(Asked::EveryDelay(self.answer, phrase)),
                Goal::Best { .. } | Goal::Slip { .. } | Goal::Hint(_) => {
                    unreachable!("these are no conditions")
                }
            });
        }
        let words = self
            .exercise
            .goals()
            .filter(|goal| goal.is_condition())
            .map(|goal| goal_words(self.exercise, goal));
        goals.iter_mut().zip(words).for_each(|(state, words)| state.words = words);
        goals
    }

    pub(crate) fn moment(&self, judged: &Judged, state: u32) -> Reached {
        let moment = judged.states[state as usize];
        if self.run.plan.manual.is_some() { Reached::Choice(moment.choices) } else { Reached::At(moment.at) }
    }

    fn reach(&self, judged: &Judged, truth: &Truth, when: When, phrase: &Phrase) -> GoalState {
        let moment = |state: Option<u32>| state.map(|state| self.moment(judged, state));
        let (reached, undone) = (moment(truth.first()), moment(truth.undone()));
        let is_met = match when {
            When::Sometime => truth.first().is_some(),
            When::AtEnd => truth.at_end(),
            When::Never => truth.first().is_none(),
        };
        let instead = match when {
            When::Never => match phrase.property() {
                Some((property, _)) => {
                    let name = self.run.info.properties[property].name;
                    let why = self.run.verdict(name).map_or("", |verdict| verdict.why.as_str());
                    words::came_true(why)
                }
                None => words::CAME_TRUE.to_owned(),
            },
            _ => self.lacks(truth, phrase),
        };
        let undone = undone.filter(|_| when == When::AtEnd);
        let broken = match when {
            When::Sometime => None,
            When::AtEnd => truth.undone(),
            When::Never => truth.first(),
        };
        let event = broken.and_then(|state| judged.event(state));
        GoalState { words: String::new(), is_met: Some(is_met), reached, undone, event, instead }
    }

    /// What is so instead of a phrase. Of several clauses, which one it is that is not so.
    fn lacks(&self, truth: &Truth, phrase: &Phrase) -> String {
        let Some((clause, instead)) = &truth.lacks else { return String::new() };
        match phrase.clauses.get(*clause) {
            Some(clause) if phrase.clauses.len() > 1 => {
                let one = Phrase { clauses: vec![clause.clone()] };
                words::missing(&self.exercise.vocabulary().words(&one), instead)
            }
            _ => instead.clone(),
        }
    }

    fn then(&self, judged: &Judged, [first, second]: [(&Truth, &Phrase); 2]) -> GoalState {
        let both = first.0.first().and_then(|state| second.0.first_from(state));
        let instead = match first.0.first() {
            None => words::first_part(&self.lacks(first.0, first.1)),
            Some(_) => words::second_part(&self.lacks(second.0, second.1)),
        };
        let reached = both.map(|state| self.moment(judged, state));
        GoalState {
            words: String::new(),
            is_met: Some(both.is_some()),
            reached,
            undone: None,
            event: None,
            instead,
        }
    }

    fn in_branch(&self, branch: &str, when: When, phrase: &Phrase) -> GoalState {
        let Some(answer) = self.answer.follow_name(branch) else {
            return GoalState::unmet(words::no_branch(branch));
        };
        if phrase.needs_search() {
            return self.by_search(&answer, when, phrase);
        }
        let judged = judge(&answer.run(), &[phrase]);
        self.reach(&judged, &judged.truths[0], when, phrase)
    }

    /// What a node can see is the same in two branches.
    fn same_history(&self, node: NodeId, branches: &[String; 2]) -> GoalState {
        let histories = branches.each_ref().map(|branch| {
            let run = self.answer.follow_name(branch).map(|answer| answer.run());
            run.map(|run| history(&run, node)).unwrap_or_default()
        });
        let [one, other] = &histories;
        let is_met = one == other;
        let differs = same_events(&histories);
        let name = &self.exercise.plan().nodes[node.index()];
        let instead = match (one.get(differs), other.get(differs)) {
            (None, None) => String::new(),
            (here, there) => {
                let [here, there] = [(here, there), (there, here)].map(|(seen, other)| did(seen, other));
                words::differs(name, branches, &here, &there)
            }
        };
        GoalState {
            words: String::new(),
            is_met: Some(is_met),
            reached: None,
            undone: None,
            event: None,
            instead,
        }
    }

    fn answered(&self, question: &Question) -> GoalState {
        let said = self.said_of(question);
        match said[..] {
            [] => GoalState::unmet(words::NOTHING_SAID.to_owned()),
            [phrase] if phrase.needs_search() => {
                let state = self.by_search(self.answer, When::AtEnd, phrase);
                match state.is_met {
                    Some(false) => GoalState { instead: words::NOT_SO.to_owned(), ..state },
                    _ => state,
                }
            }
            [phrase] => {
                let is_met = judge(self.run, &[phrase]).truths[0].at_end();
                GoalState { is_met: Some(is_met), ..GoalState::unmet(not_so(self.run, phrase)) }
            }
            _ => GoalState::unmet(words::SAID_TWICE.to_owned()),
        }
    }

    fn by_search(&self, answer: &Scenario, when: When, phrase: &Phrase) -> GoalState {
        let is_own = |added: &&Added| !matches!(added.what, AddedLine::Expect(_));
        let own = self.added.iter().filter(is_own).count();
        self.searched(Asked::AtEnd(answer, own, when, phrase))
    }

    fn impossible(&self) -> GoalState {
        let state = self.searched(Asked::Impossible(self.exercise));
        GoalState { words: words::IMPOSSIBLE.to_owned(), ..state }
    }

    fn searched(&self, asked: Asked<'_>) -> GoalState {
        let (is_met, instead) = match (self.decide)(asked) {
            Searched::Yes => (Some(true), String::new()),
            Searched::No(why) => (Some(false), why),
            Searched::Limit(why) => (None, why),
        };
        GoalState { words: String::new(), is_met, reached: None, undone: None, event: None, instead }
    }
}

impl GoalState {
    fn unmet(instead: String) -> GoalState {
        GoalState {
            words: String::new(),
            is_met: Some(false),
            reached: None,
            undone: None,
            event: None,
            instead,
        }
    }
}

/// Whether a phrase says what a question asks, of a term with `=`.
pub fn is_about(phrase: &Phrase, question: &Question) -> bool {
    let [clause] = &phrase.clauses[..] else { return false };
    match (&clause.claim, question) {
        _ if clause.is_negated => false,
        (
            Claim::Compare { left, comparison: Comparison::Equal, right: Operand::Value(_) },
            Question::Term(term),
        ) => left == term,
        (Claim::Property { property, .. }, Question::Property(asked)) => property == asked,
        (Claim::Ordered { first, second, .. }, Question::Relation(one, other)) => {
            (first, second) == (one, other) || (first, second) == (other, one)
        }
        _ => false,
    }
}

/// What is said of a wrong answer to a question: in which direction it errs, since what is so is the answer
/// and is not given away.
fn not_so(run: &Run, said: &Phrase) -> String {
    let how = match &said.clauses[0].claim {
        Claim::Property { outcome: Outcome::Violated, .. } => words::NOT_BROKEN,
        Claim::Property { outcome: Outcome::Pending, .. } => words::SETTLED,
        Claim::Property { outcome: Outcome::Holds, .. } => words::DOES_NOT_HOLD,
        Claim::Ordered { is_before: true, .. } => words::NO_CHAIN,
        Claim::Ordered { is_before: false, .. } => words::A_CHAIN,
        Claim::Compare { left, right, .. } => {
            let compared = [Comparison::Less, Comparison::More].map(|comparison| {
                let claim = Claim::Compare { left: left.clone(), comparison, right: right.clone() };
                Phrase { clauses: vec![Clause { is_negated: false, claim }] }
            });
            let judged = judge(run, &compared.each_ref());
            match [0, 1].map(|phrase| judged.truths[phrase].at_end()) {
                [true, _] => words::TOO_LARGE,
                [_, true] => words::TOO_SMALL,
                _ => words::NOT_SO,
            }
        }
        _ => words::NOT_SO,
    };
    how.to_owned()
}

/// What a node did where two runs differ to it.
fn did(seen: Option<&Seen>, other: Option<&Seen>) -> String {
    let Some(seen) = seen else {
        return words::NOTHING_MORE.to_owned();
    };
    match other.filter(|other| other.words() == seen.words()) {
        None => seen.words(),
        Some(other) => words::does_and_has(&seen.words(), &seen.state_unlike(other)),
    }
}
