//! The language of scenarios: parsing, its exact inverse, edits, links.
//!
//! A scenario is a text of lines; a run is a function of it alone. Parsing turns the
//! text into statements, one a line at most, and compiles them into a
//! [`Plan`]. Printing turns each statement back into its one canonical
//! spelling, and keeps comments, blank lines and the order of lines. Whatever a reader
//! does to a run by clicking becomes a line here, so undo, links, exercises and
//! counterexamples need nothing but text.
//!
//! `docs/scenario-language.md` is the reference for people.
//!
//! A text goes through `words` (where each word stands), `header` (protocol and nodes,
//! which the meaning of all other lines depends on), `parse` (a statement a line) and
//! `compile` (the plan). `print`, `edit` and `drawing` go the other way.

mod advice;
pub mod answer;
mod branch;
mod by_hand;
mod compile;
mod drawing;
mod edit;
pub mod goal;
mod header;
pub mod link;
mod mistake;
mod parse;
pub mod phrase;
mod print;
mod shorthand;
mod statement;
mod tokens;
mod values;
mod vary;
pub mod view;

pub use branch::{BRANCHES_MAX, Branch, MAIN};
pub use edit::DrawingEdit;
pub use edit::{ChangeLine, Edit};
pub use header::protocols_of;
pub use mistake::Mistake;
pub use values::{duration_text, read_duration};
pub use vary::Variable;

use self::goal::Goal;
use self::phrase::{Phrase, Vocabulary};
use self::view::View;
use crate::protocols::catalogue;
use crate::sim::AnyProtocol;
use crate::sim::info::Info;
use crate::sim::plan::{ManualChoice, Origin, Plan};
use crate::sim::run::{Outcome, Run};
use crate::trace::Micros;
use print::Printer;
use statement::{Line, Statement};
use std::fmt;

/// The longest text that is read, in bytes.
pub const TEXT_MAX: usize = 1_000_000;

/// The most lines that a text can have.
pub const LINES_MAX: usize = 100_000;

/// The most mistakes that are told of one text.
pub const MISTAKES_MAX: usize = 100;

/// The latest time that a scenario can name.
pub const TIME_MAX: Micros = 1_000_000_000_000;

/// The longest name of a node, in characters.
pub const NAME_MAX: usize = 24;

/// A text that has been understood.
///
/// Two scenarios are equal when they have the same canonical text, whichever branch they
/// follow.
#[derive(Clone)]
pub struct Scenario {
    machine: &'static dyn AnyProtocol,
    /// The lines as they were written.
    source: Vec<String>,
    /// What each of them says.
    lines: Vec<Line>,
    /// The plan of the branch that is followed.
    plan: Plan,
    /// At least one.
    branches: Vec<Branch>,
    /// The index of the branch that is followed.
    followed: usize,
}

/// What a scenario expects of its run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expect {
    /// What is to be true at its end.
    pub phrase: Phrase,
    /// The line that says so.
    pub origin: Origin,
}

/// An expectation that a run did not meet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unmet {
    /// The line that expects it.
    pub origin: Origin,
    /// What was expected, what came instead, and why, in a sentence.
    pub what: String,
}

impl Scenario {
    /// Understands a text, for the protocols of the catalogue.
    ///
    /// # Errors
    /// All mistakes in the text, in order of location; the first
    /// [`MISTAKES_MAX`] where there are more. Never an empty list.
    pub fn parse(text: &str) -> Result<Scenario, Vec<Mistake>> {
        Scenario::parse_with(catalogue(), text)
    }

    /// Understands a text, for these protocols.
    ///
    /// # Errors
    /// As [`Scenario::parse`].
    pub fn parse_with(catalogue: &[&'static dyn AnyProtocol], text: &str) -> Result<Scenario, Vec<Mistake>> {
        parse::scenario(catalogue, text)
    }

    /// The canonical text: every line in its one spelling. It parses to a scenario equal
    /// to this one, and the text of that is the same text.
    pub fn text(&self) -> String {
        let printer = self.printer();
        self.lines.iter().map(|line| printer.line(line) + "\n").collect()
    }

    /// The text as it was written, spaces and all. An edit changes nothing in it but the
    /// lines that it adds or removes.
    pub fn source(&self) -> String {
        text_of(&self.source)
    }

    /// The first comment that says something; "" where there is none.
    pub fn title(&self) -> &str {
        let comments = self.lines.iter().filter_map(|line| line.comment.as_deref());
        comments.map(str::trim).find(|comment| !comment.is_empty()).unwrap_or("")
    }

    /// What the comments between the title and the first statement say, a paragraph each. An
    /// empty line or comment begins a new one.
    pub fn about(&self) -> Vec<String> {
        let head = self.lines.iter().take_while(|line| line.statement.is_none());
        let said = head.map(|line| line.comment.as_deref().unwrap_or_default().trim());
        let mut paragraphs = vec![String::new()];
        for words in said.skip_while(|words| words.is_empty()).skip(1) {
            match paragraphs.last_mut() {
                Some(last) if !words.is_empty() => {
                    last.push_str(if last.is_empty() { "" } else { " " });
                    last.push_str(words);
                }
                _ => paragraphs.push(String::new()),
            }
        }
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        paragraphs
    }

    /// The protocol.
    pub fn machine(&self) -> &'static dyn AnyProtocol {
        self.machine
    }

    /// What the run is a function of. An [`Origin`] in it is the index of a line,
    /// counted from 0.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// What the `expect` lines of the branch that is followed say, in order.
    pub fn expects(&self) -> &[Expect] {
        self.branches.get(self.followed).map_or(&[], |branch| &branch.expects)
    }

    /// What it asks of a reader, in order; none where it is no exercise.
    pub fn goals(&self) -> impl Iterator<Item = &Goal> {
        self.lines.iter().filter_map(|line| match &line.statement {
            Some(Statement::Goal(goal)) => Some(goal),
            _ => None,
        })
    }

    /// How the page is to show its run, in order.
    pub fn views(&self) -> impl Iterator<Item = &View> {
        self.lines.iter().filter_map(|line| match &line.statement {
            Some(Statement::View(view)) => Some(view),
            _ => None,
        })
    }

    /// Runs it from beginning to end.
    pub fn run(&self) -> Run {
        self.machine.run(self.plan.clone())
    }

    /// The expectations that a run of this scenario did not meet, in order.
    pub fn unmet(&self, run: &Run) -> Vec<Unmet> {
        let expects = self.expects();
        let phrases: Vec<&Phrase> = expects.iter().map(|expect| &expect.phrase).collect();
        let judged = phrase::judge(run, &phrases);
        let unmet = expects.iter().zip(judged.truths).filter_map(|(expect, truth)| {
            let (clause, instead) = truth.lacks?;
            let what = self.unmet_words(&expect.phrase, clause, &instead, run);
            (!expect.phrase.needs_search()).then_some(Unmet { origin: expect.origin, what })
        });
        unmet.collect()
    }

    /// What the protocol tells about itself.
    pub fn info(&self) -> &'static Info {
        self.machine.info()
    }

    /// What scenario and phrases of it can name.
    pub fn vocabulary(&self) -> Vocabulary<'_> {
        Vocabulary { info: self.machine.info(), nodes: &self.plan.nodes }
    }

    /// The `expect` lines that only a search can judge, as they are printed.
    pub fn asked_of_grade(&self) -> Vec<String> {
        let asked = self.expects().iter().filter(|expect| expect.phrase.needs_search());
        asked.map(|expect| self.statement(expect.origin)).collect()
    }

    /// Why a phrase is not met: one of its clauses, and what is so instead.
    fn unmet_words(&self, phrase: &Phrase, clause: usize, instead: &str, run: &Run) -> String {
        match phrase.property() {
            Some((property, expected)) => {
                let name = self.machine.info().properties[property].name;
                let verdict = run.verdict(name);
                let got = verdict.map_or("not judged", |verdict| verdict.outcome.name());
                let why = verdict.map_or("", |verdict| verdict.why.as_str());
                format!("{name}: expected {}, but got {got}: {why}", expected.name())
            }
            None => {
                let clause = Phrase { clauses: vec![phrase.clauses[clause].clone()] };
                format!("expected {}, but {instead}", self.vocabulary().phrase(&clause))
            }
        }
    }

    /// The canonical text of the statement on a line, without its comment; "" where
    /// there is none.
    pub fn statement(&self, origin: Origin) -> String {
        let statement = self.statement_at(origin);
        statement.map_or_else(String::new, |statement| self.printer().statement(statement))
    }

    /// The line that makes a choice of a run by hand.
    pub fn choice_text(&self, choice: &ManualChoice) -> String {
        self.printer().choice(choice)
    }

    /// The statements that had no effect on a run of this scenario, in order.
    pub fn unused(&self, run: &Run) -> Vec<String> {
        run.unused.iter().map(|&origin| self.statement(origin)).collect()
    }

    fn statement_at(&self, origin: Origin) -> Option<&Statement> {
        let line = self.lines.get(usize::try_from(origin).ok()?)?;
        line.statement.as_ref()
    }

    fn printer(&self) -> Printer<'_> {
        Printer { info: self.machine.info(), nodes: &self.plan.nodes }
    }
}

fn text_of(lines: &[String]) -> String {
    let lines = lines.iter().map(String::as_str);
    lines.flat_map(|line| [line, "\n"]).collect()
}

impl PartialEq for Scenario {
    fn eq(&self, other: &Scenario) -> bool {
        self.machine.info().name == other.machine.info().name
            && self.plan.nodes == other.plan.nodes
            && self.lines == other.lines
    }
}

impl Eq for Scenario {}

impl fmt::Debug for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scenario")
            .field("machine", &self.machine.info().name)
            .field("lines", &self.lines)
            .finish_non_exhaustive()
    }
}

impl Expect {
    /// The property that it is about, by its index in
    /// [`Info::properties`](crate::sim::info::Info::properties), and what is to become of it;
    /// None where it is about something else too.
    pub fn property(&self) -> Option<(usize, Outcome)> {
        self.phrase.property()
    }
}
