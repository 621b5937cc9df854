//! A violation with as few lines as it takes: faults, edits, commands and choices are
//! left out for as long as the same property is still violated.
//!
//! This is Zeller and Hildebrandt's delta debugging ("Simplifying and Isolating
//! Failure-Inducing Input", 2002) with complements only: first half of the lines at
//! once, then quarters, in the end each by itself, until none can be left out.

use sequitur_core::scenario::Scenario;
use sequitur_core::sim::run::{Outcome, Run};

/// A scenario that becomes smaller, a run at a time.
pub struct Shrink {
    property: usize,
    best: Scenario,
    /// The lines of `best` that may be left out.
    lines: Vec<u32>,
    /// How many lines are left out at once.
    size: usize,
    /// Where in `lines` the next ones to be left out begin.
    next: usize,
    /// Whether something was left out since the last pass began.
    has_shrunk: bool,
    runs: u32,
}

impl Shrink {
    /// Begins with a scenario. None where its run violates nothing. Where it violates
    /// several properties, the one that an `expect` line says is violated counts,
    /// otherwise the one that was violated first.
    pub fn new(scenario: &Scenario) -> Option<Shrink> {
        let run = scenario.run();
        let violated = run.verdicts.iter().filter(|verdict| verdict.outcome == Outcome::Violated);
        let is_expected = |property: usize| {
            let mut expects = scenario.expects().iter();
            expects.any(|expect| expect.property() == Some((property, Outcome::Violated)))
        };
        let first = violated.min_by_key(|verdict| (!is_expected(verdict.property), verdict.event))?;
        Shrink::keeping(scenario, first.property)
    }

    /// Begins with a scenario whose run violates this property, by its index in
    /// [`sequitur_core::sim::info::Info::properties`]. None where it does not.
    pub fn of(scenario: &Scenario, property: usize) -> Option<Shrink> {
        let run = scenario.run();
        let verdict = run.verdicts.get(property)?;
        let is_violated = verdict.outcome == Outcome::Violated;
        is_violated.then(|| Shrink::keeping(scenario, property)).flatten()
    }

    fn keeping(scenario: &Scenario, property: usize) -> Option<Shrink> {
        let best = match scenario.plan().manual {
            // One branch, as it is run.
            Some(_) => {
                let text = scenario.by_hand(&[], Some((property, Outcome::Violated)));
                Scenario::parse_with(&[scenario.machine()], &text).ok()?
            }
            None => scenario.clone(),
        };
        let lines = best.removable();
        let size = lines.len().div_ceil(2).max(1);
        Some(Shrink { property, lines, size, next: 0, has_shrunk: false, runs: 1, best })
    }

    /// The smallest scenario so far.
    pub fn best(&self) -> &Scenario {
        &self.best
    }

    /// The name of the property that it violates.
    pub fn property(&self) -> &'static str {
        self.best.machine().info().properties[self.property].name
    }

    /// How many lines are left that might be left out.
    pub fn lines(&self) -> usize {
        self.lines.len()
    }

    /// How many runs it took so far.
    pub fn runs(&self) -> u32 {
        self.runs
    }

    /// Tries to leave out some lines more. True once none can be left out.
    pub fn advance(&mut self) -> bool {
        if self.next >= self.lines.len() {
            let is_over = self.size == 1 && !self.has_shrunk || self.lines.is_empty();
            if is_over {
                return true;
            }
            self.size = (self.size / 2).max(1);
            (self.next, self.has_shrunk) = (0, false);
        }
        let end = (self.next + self.size).min(self.lines.len());
        let smaller = self.best.without_lines(&self.lines[self.next..end]);
        self.runs += 1;
        if let Some(smaller) = smaller.filter(|smaller| self.is_violated(&smaller.run())) {
            self.lines = smaller.removable();
            self.best = smaller;
            self.has_shrunk = true;
        } else {
            self.next = end;
        }
        false
    }

    fn is_violated(&self, run: &Run) -> bool {
        run.verdicts[self.property].outcome == Outcome::Violated
    }
}
