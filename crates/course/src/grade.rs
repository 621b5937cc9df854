//! Grades an answer by running it.

use crate::budget::{self, Account, Spent};
use crate::diagnose;
use crate::digest;
use crate::search;
use sequitur_core::scenario::answer::{Added, AddedLine};
use sequitur_core::scenario::goal::{Best, Goal, Question, When};
use sequitur_core::scenario::phrase::{Claim, Comparison, Judged, Operand, Phrase, Truth, judge};
use sequitur_core::scenario::{Mistake, Scenario};
use sequitur_core::sim::history::{Seen, history, same_events};
use sequitur_core::sim::run::Run;
use sequitur_core::trace::{Micros, NodeId};
use serde::Serialize;

/// What is said of an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub enum Verdict {
    /// Solved, and nothing takes less.
    #[serde(rename = "best")]
    Best,
    /// All goals are met.
    #[serde(rename = "solved")]
    Solved,
    /// Not all goals are met.
    #[serde(rename = "not yet")]
    NotYet,
    /// The reader has used more than is allowed.
    #[serde(rename = "over budget")]
    OverBudget,
    /// A line of the exercise is gone, or a line stands there that none may add.
    #[serde(rename = "locked")]
    Locked,
    /// The text cannot be read.
    #[serde(rename = "mistake")]
    Mistake,
    /// A limit was reached before it was known.
    #[serde(rename = "cannot tell")]
    CannotTell,
}

impl Verdict {
    /// The name that outside tools see.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Best => "best",
            Verdict::Solved => "solved",
            Verdict::NotYet => "not yet",
            Verdict::OverBudget => "over budget",
            Verdict::Locked => "locked",
            Verdict::Mistake => "mistake",
            Verdict::CannotTell => "cannot tell",
        }
    }

    /// Whether all goals are met.
    pub fn is_solved(self) -> bool {
        matches!(self, Verdict::Best | Verdict::Solved)
    }
}

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

/// All that is said of an answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Graded {
    /// The verdict.
    pub verdict: Verdict,
    /// The goals, in order.
    pub goals: Vec<GoalState>,
    /// What was used of the budget.
    pub spent: Vec<Spent>,
    /// How long the answer is, in what the star counts.
    pub length: u64,
    /// The least that it takes, where the exercise says so.
    pub best: Option<u64>,
    /// The name of the slip that was made, if it is a known one.
    pub slip: Option<String>,
    /// What the reader is told, in a sentence.
    pub why: String,
    /// What tells equal answers: independent choices stand in one order. None where the answer
    /// could not be read.
    pub digest: Option<u64>,
}

/// Grades the text of an answer.
pub fn grade(exercise: &Scenario, answer: &str) -> Graded {
    match Scenario::parse(answer) {
        Ok(answer) => grade_scenario(exercise, &answer),
        Err(mistakes) => unread(&mistakes),
    }
}

/// An answer that cannot be read.
fn unread(mistakes: &[Mistake]) -> Graded {
    let why = mistakes.first().map_or_else(String::new, |mistake| format!("line {mistake}"));
    Graded::without_run(Verdict::Mistake, why)
}

/// What is said of an answer whose link could not be read.
pub fn grade_unreadable(why: &str) -> Graded {
    Graded::without_run(Verdict::Mistake, why.to_owned())
}

/// Grades an answer. An exercise alone is judged by its own goals.
pub fn grade_scenario(exercise: &Scenario, answer: &Scenario) -> Graded {
    if exercise.info().name != answer.info().name {
        let why = format!("this is an answer to another exercise: its protocol is {}", answer.info().name);
        return Graded::without_run(Verdict::Locked, why);
    }
    let added = match answer.added_to(exercise) {
        Ok(added) => added,
        Err(locked) => {
            let what = if locked.is_gone {
                "is not in the answer"
            } else {
                "has to stand before the choices of your own"
            };
            let why = format!("line {} of the exercise {what}: {}", locked.origin + 1, locked.text);
            return Graded::without_run(Verdict::Locked, why);
        }
    };
    let account = budget::account(exercise, &added);
    if let Some(line) = &account.forbidden {
        return Graded::without_run(Verdict::Locked, format!("this line cannot be added: {line}"));
    }
    if let Some(over) = &account.over {
        let why = format!("{}: {}", over.why, over.line);
        return Graded { spent: account.spent.clone(), ..Graded::without_run(Verdict::OverBudget, why) };
    }
    Grading::new(exercise, answer, added, account).finish()
}

impl Graded {
    fn without_run(verdict: Verdict, why: String) -> Graded {
        let (goals, spent) = (Vec::new(), Vec::new());
        Graded { verdict, goals, spent, length: 0, best: None, slip: None, why, digest: None }
    }

    /// How many goals are met, of how many.
    pub fn met(&self) -> (usize, usize) {
        (self.goals.iter().filter(|goal| goal.is_met == Some(true)).count(), self.goals.len())
    }
}

/// An answer whose run is there.
pub(crate) struct Grading<'a> {
    pub(crate) exercise: &'a Scenario,
    pub(crate) answer: &'a Scenario,
    pub(crate) added: Vec<Added>,
    account: Account,
    pub(crate) run: Run,
    pub(crate) goals: Vec<GoalState>,
}

impl<'a> Grading<'a> {
    fn new(exercise: &'a Scenario, answer: &'a Scenario, added: Vec<Added>, account: Account) -> Self {
        let run = answer.run();
        let mut grading = Grading { exercise, answer, added, account, run, goals: Vec::new() };
        grading.goals = grading.judge_goals();
        grading
    }

    fn finish(self) -> Graded {
        let (length, best) = (self.length(), self.best());
        let verdict = if self.goals.iter().any(|goal| goal.is_met == Some(false)) {
            Verdict::NotYet
        } else if self.goals.iter().any(|goal| goal.is_met.is_none()) {
            Verdict::CannotTell
        } else if best.is_some_and(|best| length <= best) {
            Verdict::Best
        } else {
            Verdict::Solved
        };
        let told = diagnose::tell(&self, verdict, length, best);
        Graded {
            verdict,
            length,
            best,
            slip: told.slip,
            why: told.why,
            digest: Some(digest::of(&self.added, &self.run)),
            goals: self.goals,
            spent: self.account.spent,
        }
    }

    // ------------------------------------------------------------------------- goals

    /// All conditions. Those about one run are judged in one walk through it.
    fn judge_goals(&self) -> Vec<GoalState> {
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
        let judged = judge(&self.run, &phrases);
        let mut truths = judged.truths.iter();
        let mut next = || truths.next().expect("each phrase is judged");
        let mut goals = Vec::new();
        for goal in conditions {
            goals.push(match goal {
                Goal::Reach { branch: None, when, phrase } if phrase.needs_search() => {
                    next();
                    self.by_search(self.answer, *when, phrase)
                }
                Goal::Reach { branch: None, when, .. } => {
                    let truth = next();
                    self.reach(&judged, truth, *when)
                }
                Goal::Reach { branch: Some(branch), when, phrase } => self.in_branch(branch, *when, phrase),
                Goal::Then(..) => {
                    let (first, second) = (next(), next());
                    self.then(&judged, first, second)
                }
                Goal::SameHistory { node, branches } => self.same_history(*node, branches),
                Goal::Answer(question) => self.answered(question),
                Goal::EverySchedule { can, phrase } => {
                    self.searched(search::every_schedule(self.answer, phrase, *can))
                }
                Goal::EveryDelay(phrase) => self.searched(search::every_delay(self.answer, phrase)),
                Goal::Best { .. } | Goal::Slip { .. } | Goal::Hint(_) => {
                    unreachable!("these are no conditions")
                }
            });
        }
        let words = self
            .exercise
            .goals()
            .filter(|goal| goal.is_condition())
            .map(|goal| diagnose::goal_words(self.exercise, goal));
        goals.iter_mut().zip(words).for_each(|(state, words)| state.words = words);
        goals
    }

    pub(crate) fn moment(&self, judged: &Judged, state: u32) -> Reached {
        let moment = judged.states[state as usize];
        if self.run.plan.manual.is_some() { Reached::Choice(moment.choices) } else { Reached::At(moment.at) }
    }

    fn reach(&self, judged: &Judged, truth: &Truth, when: When) -> GoalState {
        let moment = |state: Option<u32>| state.map(|state| self.moment(judged, state));
        let (reached, undone) = (moment(truth.first()), moment(truth.undone()));
        let is_met = match when {
            When::Sometime => truth.first().is_some(),
            When::AtEnd => truth.at_end(),
            When::Never => truth.first().is_none(),
        };
        let lacks = truth.lacks.as_ref().map_or("", |(_, instead)| instead.as_str());
        let instead = match when {
            When::Never => "it came true".to_owned(),
            _ => lacks.to_owned(),
        };
        let undone = undone.filter(|_| when == When::AtEnd);
        GoalState { words: String::new(), is_met: Some(is_met), reached, undone, instead }
    }

    fn then(&self, judged: &Judged, first: &Truth, second: &Truth) -> GoalState {
        let both = first.first().and_then(|state| second.first_from(state));
        let instead = match first.first() {
            None => "the first part has not come true".to_owned(),
            Some(_) => second.lacks.as_ref().map_or(String::new(), |(_, instead)| instead.clone()),
        };
        let reached = both.map(|state| self.moment(judged, state));
        GoalState { words: String::new(), is_met: Some(both.is_some()), reached, undone: None, instead }
    }

    fn in_branch(&self, branch: &str, when: When, phrase: &Phrase) -> GoalState {
        let Some(answer) = self.answer.follow_name(branch) else {
            return GoalState::unmet(format!("there is no branch {branch}"));
        };
        if phrase.needs_search() {
            return self.by_search(&answer, when, phrase);
        }
        let judged = judge(&answer.run(), &[phrase]);
        self.reach(&judged, &judged.truths[0], when)
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
                format!("in {}, {name} {here}; in {}, it {there}", branches[0], branches[1])
            }
        };
        GoalState { words: String::new(), is_met: Some(is_met), reached: None, undone: None, instead }
    }

    // ------------------------------------------------------------------- what is said

    /// What the reader's own `expect` lines say.
    pub(crate) fn said(&self) -> impl Iterator<Item = &Phrase> {
        self.added.iter().filter_map(|added| match &added.what {
            AddedLine::Expect(phrase) => Some(phrase),
            _ => None,
        })
    }

    /// The reader's own line about a question.
    pub(crate) fn said_of(&self, question: &Question) -> Vec<&Phrase> {
        self.said().filter(|phrase| is_about(phrase, question)).collect()
    }

    fn answered(&self, question: &Question) -> GoalState {
        let said = self.said_of(question);
        match said[..] {
            [] => GoalState::unmet("nothing is said of it yet".to_owned()),
            [phrase] => {
                let judged = judge(&self.run, &[phrase]);
                // What is so is the answer, which is not given away.
                GoalState {
                    instead: "that is not so".to_owned(),
                    ..self.reach(&judged, &judged.truths[0], When::AtEnd)
                }
            }
            _ => GoalState::unmet("it is said twice: keep one `expect` line about it".to_owned()),
        }
    }

    // --------------------------------------------------------------------- by search

    fn by_search(&self, answer: &Scenario, when: When, phrase: &Phrase) -> GoalState {
        let is_own = |added: &&Added| !matches!(added.what, AddedLine::Expect(_));
        let own = self.added.iter().filter(is_own).count();
        self.searched(search::phrase_at_end(answer, own, when, phrase))
    }

    fn impossible(&self) -> GoalState {
        let state = self.searched(search::impossible(self.exercise));
        GoalState { words: "no run within the budget reaches the goal".to_owned(), ..state }
    }

    fn searched(&self, found: search::Searched) -> GoalState {
        let (is_met, instead) = match found {
            search::Searched::Yes => (Some(true), String::new()),
            search::Searched::No(why) => (Some(false), why),
            search::Searched::Limit(why) => (None, why),
        };
        GoalState { words: String::new(), is_met, reached: None, undone: None, instead }
    }

    // ------------------------------------------------------------------------ length

    fn length(&self) -> u64 {
        let star = self.exercise.goals().find_map(|goal| match goal {
            Goal::Best { least, .. } => Some(*least),
            _ => None,
        });
        match star {
            Some(Best::Time(_)) => self.added.iter().map(|added| offset_of(&added.what)).sum(),
            Some(Best::Faults(_)) => self.added.iter().filter(|added| is_fault(&added.what)).count() as u64,
            _ => self.added.iter().filter(|added| !matches!(added.what, AddedLine::Expect(_))).count() as u64,
        }
    }

    fn best(&self) -> Option<u64> {
        self.exercise.goals().find_map(|goal| match goal {
            Goal::Best { least: Best::Choices(count) | Best::Faults(count), .. } => Some(u64::from(*count)),
            Goal::Best { least: Best::Time(time), .. } => Some(*time),
            _ => None,
        })
    }
}

impl GoalState {
    fn unmet(instead: String) -> GoalState {
        GoalState { words: String::new(), is_met: Some(false), reached: None, undone: None, instead }
    }
}

/// Whether a phrase says with `=` what a question asks.
fn is_about(phrase: &Phrase, question: &Question) -> bool {
    let [clause] = &phrase.clauses[..] else { return false };
    match (&clause.claim, question) {
        _ if clause.is_negated => false,
        (
            Claim::Compare { left, comparison: Comparison::Equal, right: Operand::Value(_) },
            Question::Term(term),
        ) => left == term,
        (Claim::Property { property, .. }, Question::Property(asked)) => property == asked,
        _ => false,
    }
}

fn offset_of(what: &AddedLine) -> u64 {
    match what {
        AddedLine::ClockOffset(_, offset) => offset.unsigned_abs(),
        _ => 0,
    }
}

fn is_fault(what: &AddedLine) -> bool {
    matches!(
        what,
        AddedLine::Drop(_)
            | AddedLine::Duplicate(_)
            | AddedLine::Delay(..)
            | AddedLine::Fault(_)
            | AddedLine::Fire(..)
    )
}

/// What a node did where two runs differ to it.
fn did(seen: Option<&Seen>, other: Option<&Seen>) -> String {
    let Some(seen) = seen else {
        return "does nothing more".to_owned();
    };
    match other.filter(|other| other.words() == seen.words()) {
        None => seen.words(),
        Some(other) => format!("{} and has {}", seen.words(), seen.state_unlike(other)),
    }
}
