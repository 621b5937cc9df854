//! A lesson as the page shows it: typed steps, no markup.
//!
//! Lessons are written in Markdown (`lessons/LANGUAGE/NUMBER-NAME.md`) and compiled when the
//! page is built, so that no text of a lesson ever reaches the page as HTML.

use serde::{Deserialize, Serialize};

/// A lesson.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Lesson {
    /// Its number in the course, which is its address: `#/learn/13`.
    pub number: u8,
    /// What it is called.
    pub title: String,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// The lessons that it builds on.
    pub after: Vec<u8>,
    /// What a reader is able to do after it, in a sentence that follows "You will be able to".
    pub aim: String,
    /// The question that it begins with.
    pub hook: Vec<Inline>,
    /// The runs that its steps show.
    pub scenes: Vec<Scene>,
    /// Its steps, in order.
    pub steps: Vec<Step>,
    /// What later lessons ask about it.
    pub cards: Vec<Card>,
    /// The terms that it defines.
    pub terms: Vec<Term>,
    /// The question of the end, which a reader answers in own words.
    pub in_your_words: Vec<Inline>,
    /// What comes next, and why.
    pub next: Vec<Inline>,
}

/// A run that is shown beside the prose.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Scene {
    /// The name that the lesson's other blocks use.
    pub name: String,
    /// The scenario.
    pub text: String,
    /// The properties whose chips are shown: at most three.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub show: Vec<String>,
    /// The clock beside each event, if one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lens: Option<String>,
}

/// A step of a lesson.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Step {
    /// Which of [`Lesson::scenes`] stands beside it; none before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scene: Option<u8>,
    /// What it asks of the reader.
    pub what: StepKind,
}

/// What a step asks of the reader.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StepKind {
    /// Read, and look at the run.
    Watch(Vec<Paragraph>),
    /// Say what happens before the run shows it.
    Predict(Prediction),
    /// Do an exercise.
    Do(Task),
    /// Read what it means.
    Explain(Vec<Paragraph>),
    /// See what lecture notes say, and what is so.
    Notes(Erratum),
}

/// A paragraph, and the moment of the run that it speaks of.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Paragraph {
    /// What it says.
    pub text: Vec<Inline>,
    /// Where the run stands while it is read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moment: Option<Moment>,
}

/// A moment of a run.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Moment {
    /// The time, as scenarios write it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The message or event that is selected, as a phrase names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub select: Option<String>,
    /// The clock beside each event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lens: Option<String>,
}

/// A piece of prose.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Inline {
    /// Plain words.
    Text(String),
    /// Words that stand out.
    Strong(String),
    /// Words that are stressed.
    Emphasis(String),
    /// Something as a scenario or a protocol writes it.
    Code(String),
    /// A term of the glossary: its name, and the words that stand for it here.
    Term(String, String),
    /// A link to another lesson or exercise: the fragment, and its words.
    Link(String, String),
}

/// A question whose answer the run decides.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Prediction {
    /// The question.
    pub question: String,
    /// Up to what moment the run is shown before it is answered: the event that decides, less one,
    /// where nothing else is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The answers, of which the run makes exactly one true.
    pub answers: Vec<Answer>,
}

/// An answer to a question.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Answer {
    /// What it claims, as a phrase over the run.
    pub phrase: String,
    /// How the reader sees it, where that is not the phrase in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What whoever chose it hears once the run has shown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

/// An exercise as a lesson words it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Task {
    /// The name of the exercise.
    pub exercise: String,
    /// Its scenario: it stands in a file of its own, and is added when the lesson is compiled.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// What is to be done, in a sentence or two.
    pub task: String,
    /// Whether it is one of the three that a lesson asks of everybody.
    pub core: bool,
    /// Whether it may be longer than a diagram of a lesson is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub long: bool,
    /// Three hints: one asks, one points, one says the next choice.
    pub hints: Vec<String>,
    /// What a reader who slipped hears: the slip's name in the exercise, and a sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub slips: Vec<(String, String)>,
    /// The link to a solution, for an exercise that no search solves. It is added when the lesson is compiled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worked: Option<String>,
}

/// A sentence of lecture notes, what is so, and a run that shows it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Erratum {
    /// Its number among the errata, such as `N33`.
    pub id: String,
    /// What the notes say.
    pub notes: String,
    /// What is so.
    pub fact: String,
    /// A run that shows it; empty where none can.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// A question about an earlier lesson: answered aloud, then turned.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Card {
    /// Its name, under which progress remembers it.
    pub name: String,
    /// What it asks.
    pub question: String,
    /// What stands on its other side.
    pub answer: String,
}

/// A term and what it means.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Term {
    /// The term.
    pub name: String,
    /// What it means, in a sentence or two.
    pub meaning: String,
}

impl Lesson {
    /// The exercises, in order.
    pub fn tasks(&self) -> impl Iterator<Item = &Task> {
        self.steps.iter().filter_map(|step| match &step.what {
            StepKind::Do(task) => Some(task),
            _ => None,
        })
    }

    /// The questions whose answers runs decide, each with the run beside it.
    pub fn predictions(&self) -> impl Iterator<Item = (&Prediction, &Scene)> {
        self.steps.iter().filter_map(|step| match &step.what {
            StepKind::Predict(prediction) => Some((prediction, &self.scenes[usize::from(step.scene?)])),
            _ => None,
        })
    }
}
