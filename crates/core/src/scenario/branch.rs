//! Branches: a run by hand can go on in more than one way.
//!
//! All of them begin alike. What stands before the first `branch` line is the branch
//! `main`; each `branch` line begins another, which has the first choices of an earlier
//! one and goes on with its own. A run follows one of them: the last, unless somebody
//! asks for another.

use super::{Expect, Scenario};
use crate::sim::fault::Fault;
use crate::sim::plan::{Happening, Manual, ManualChoice, Origin};
use std::cmp::Ordering;

/// The most branches that a scenario can have.
pub const BRANCHES_MAX: usize = 100;

/// The name of what stands before the first `branch` line.
pub const MAIN: &str = "main";

/// One way in which a run by hand goes on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Branch {
    /// Its name; [`MAIN`] for the first.
    pub name: String,
    /// The index of the branch that it springs from; None for the first.
    pub parent: Option<usize>,
    /// How many choices it has of its parent.
    pub at: usize,
    /// The line that begins it; None for the first.
    pub origin: Option<Origin>,
    /// Its own choices.
    pub(super) choices: Vec<Manual>,
    /// What is expected of it.
    pub(super) expects: Vec<Expect>,
}

impl Branch {
    /// How many choices it has of its own.
    pub fn own_choices(&self) -> usize {
        self.choices.len()
    }

    /// What stands before the first `branch` line.
    pub(super) fn main() -> Branch {
        Branch {
            name: MAIN.to_owned(),
            parent: None,
            at: 0,
            origin: None,
            choices: Vec::new(),
            expects: Vec::new(),
        }
    }
}

/// All choices of a branch, those that it shares with its parent first.
pub(super) fn path(branches: &[Branch], branch: usize) -> Vec<Manual> {
    let Some(branch) = branches.get(branch) else {
        return Vec::new();
    };
    // A parent stands above its branches, so this ends.
    let mut path = branch.parent.map_or_else(Vec::new, |parent| path(branches, parent));
    path.truncate(branch.at);
    path.extend_from_slice(&branch.choices);
    path
}

impl Scenario {
    /// All branches, [`MAIN`] first. A timed run has only that.
    pub fn branches(&self) -> &[Branch] {
        &self.branches
    }

    /// The ways in which a run can go: the indices of all branches, but for those that another
    /// one only goes on from.
    pub fn ways(&self) -> Vec<usize> {
        let paths: Vec<Vec<Manual>> = (0..self.branches.len()).map(|it| path(&self.branches, it)).collect();
        let begins = |one: &[Manual], other: &[Manual]| {
            let same = one.iter().zip(other).take_while(|(a, b)| a.what == b.what).count();
            same == one.len() && other.len() > one.len()
        };
        let is_end = |branch: &usize| !paths.iter().any(|other| begins(&paths[*branch], other));
        (0..paths.len()).filter(is_end).collect()
    }

    /// The index of the branch that a run follows.
    pub fn followed(&self) -> usize {
        self.followed
    }

    /// The same scenario, following the branch at another index.
    #[must_use]
    pub fn follow(&self, branch: usize) -> Scenario {
        let mut other = self.clone();
        other.set_followed(branch.min(self.branches.len() - 1));
        other
    }

    /// The same scenario, following the branch of this name; None where there is none.
    pub fn follow_name(&self, name: &str) -> Option<Scenario> {
        let index = self.branches.iter().position(|branch| branch.name == name)?;
        Some(self.follow(index))
    }

    /// The same scenario, with only the first so many choices of the branch that is
    /// followed. Its text still says all of them, and a search can still give the commands
    /// that come later.
    #[must_use]
    pub fn up_to(mut self, choices: usize) -> Scenario {
        if let Some(manual) = &mut self.plan.manual {
            let later = manual.split_off(choices.min(manual.len()));
            self.plan.left_out.extend(later.into_iter().filter_map(|manual| match manual.what {
                ManualChoice::Happen(Happening::Command(node, words)) => Some((node, words)),
                _ => None,
            }));
        }
        self
    }

    /// The same scenario, whose budget is what its choices have left of it, the first so many apart:
    /// those are not the reader's.
    #[must_use]
    pub fn with_budget_spent(mut self, first: usize) -> Scenario {
        let allow = &mut self.plan.allow;
        let spend = |left: &mut u32, used: usize| {
            if *left != u32::MAX {
                *left = left.saturating_sub(used as u32);
            }
        };
        for manual in self.plan.manual.iter().flatten().skip(first) {
            match &manual.what {
                ManualChoice::Drop(_) => spend(&mut allow.drop, 1),
                ManualChoice::Duplicate(_) => spend(&mut allow.duplicate, 1),
                ManualChoice::Happen(Happening::Command(..)) => spend(&mut allow.command, 1),
                ManualChoice::Happen(Happening::Fire(..)) => spend(&mut allow.fire, 1),
                ManualChoice::Happen(Happening::Forge(_)) => spend(&mut allow.forge, 1),
                ManualChoice::Happen(Happening::Fault(fault)) => match fault {
                    Fault::Crash(_) => spend(&mut allow.crash, 1),
                    Fault::Restart(_) => spend(&mut allow.restart, 1),
                    Fault::Cut(wires) => spend(&mut allow.cut, wires.len()),
                    Fault::Heal(_) => spend(&mut allow.heal, 1),
                    _ => {}
                },
                _ => {}
            }
        }
        self
    }

    /// The same scenario, following what the reader of another one expects to see: the
    /// same branch, or one that is new.
    #[must_use]
    pub fn following(mut self, before: &Scenario) -> Scenario {
        let last = self.branches.len() - 1;
        let branch = match self.branches.len().cmp(&before.branches.len()) {
            Ordering::Equal => before.followed,
            Ordering::Greater => last,
            Ordering::Less => {
                let name = before.branches.get(before.followed).map(|branch| &branch.name);
                self.branches.iter().position(|branch| Some(&branch.name) == name).unwrap_or(last)
            }
        };
        self.set_followed(branch);
        self
    }

    pub(super) fn set_followed(&mut self, branch: usize) {
        self.followed = branch;
        if self.plan.manual.is_some() {
            self.plan.manual = Some(path(&self.branches, branch));
        }
    }

    /// The branch that a choice belongs to which is made after so many of the branch that
    /// is followed: where it has only shared choices so far, that which it shares them
    /// with.
    pub(super) fn owner_after(&self, choices: usize) -> usize {
        let mut owner = self.followed;
        while let Some(branch) = self.branches.get(owner)
            && let Some(parent) = branch.parent.filter(|_| choices <= branch.at)
        {
            owner = parent;
        }
        owner
    }

    /// The name of a branch that is to be opened.
    pub(super) fn new_name(&self) -> String {
        let is_free = |name: &String| self.branches.iter().all(|branch| branch.name != *name);
        let mut names = (1..).map(|number: u32| format!("b{number}"));
        names.find(is_free).unwrap_or_default()
    }

    /// The choice that the followed branch makes after so many others.
    pub fn choice_after(&self, choices: usize) -> Option<&ManualChoice> {
        self.plan.manual.as_ref()?.get(choices).map(|manual| &manual.what)
    }
}
