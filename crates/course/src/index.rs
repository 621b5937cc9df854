//! What the page knows of the whole course before a lesson is opened: the map, the glossary, the
//! cards and the review questions.

use crate::lesson::{Card, Lesson, StepKind, Term};
use serde::{Deserialize, Serialize};

/// The course.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Index {
    /// The lessons that there are, in their order.
    pub lessons: Vec<Entry>,
    /// The terms that they define, in the order of the alphabet.
    pub terms: Vec<Defined>,
    /// What they ask about earlier lessons.
    pub cards: Vec<Asked>,
    /// What a reader can answer after the course.
    pub questions: Vec<Question>,
}

/// A lesson, as the map shows it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Its number.
    pub number: u8,
    /// What it is called.
    pub title: String,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// The lessons that it builds on.
    pub after: Vec<u8>,
    /// The lane that it stands on.
    pub subject: Subject,
    /// Whether the course can be finished without it.
    pub is_extra: bool,
    /// How many steps it has, the first and the last included.
    pub steps: u8,
    /// Its exercises, and whether each is asked of everybody.
    pub exercises: Vec<(String, bool)>,
}

/// A subject: a lane of the map.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// Messages and machines that fail.
    Network,
    /// Clocks and order.
    Time,
    /// Decisions, and what prevents them.
    Agreement,
    /// Replicated logs.
    Replication,
    /// Nodes that lie.
    Traitors,
}

impl Subject {
    /// All of them, in the order of their lanes.
    pub const ALL: [Subject; 5] =
        [Subject::Network, Subject::Time, Subject::Agreement, Subject::Replication, Subject::Traitors];

    /// The subject of a lesson.
    fn of(number: u8) -> Subject {
        match number {
            0..=4 => Subject::Network,
            5..=10 => Subject::Time,
            16..=21 => Subject::Replication,
            24..=26 => Subject::Traitors,
            _ => Subject::Agreement,
        }
    }
}

/// The lesson without which the course can be finished: snapshots and hybrid clocks.
const EXTRA: u8 = 9;

/// A term, and the lesson that defines it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Defined {
    /// The lesson.
    pub lesson: u8,
    /// The term.
    pub term: Term,
}

/// A card, and the lesson that it asks about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Asked {
    /// The lesson.
    pub lesson: u8,
    /// The card.
    pub card: Card,
}

/// A question about the whole, and a model answer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Question {
    /// The question.
    pub question: String,
    /// The lessons that answer it.
    pub lessons: Vec<u8>,
    /// The sentences of a model answer.
    pub answer: Vec<Sentence>,
}

/// A sentence of a model answer, and where a run shows it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sentence {
    /// The sentence.
    pub text: String,
    /// The lesson, or the exercise, that shows it: `18` or `18/two-leaders`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub see: Option<String>,
}

impl Index {
    /// The index of these lessons.
    pub fn of(mut lessons: Vec<Lesson>, questions: Vec<Question>) -> Index {
        lessons.sort_by_key(|lesson| lesson.number);
        let mut index = Index { questions, ..Index::default() };
        for lesson in lessons {
            index.lessons.push(Entry::of(&lesson));
            let number = lesson.number;
            index.cards.extend(lesson.cards.into_iter().map(|card| Asked { lesson: number, card }));
            for term in lesson.terms {
                // A lesson repeats what an earlier one has defined, so that it can be read alone.
                if !index.terms.iter().any(|known| known.term.name == term.name) {
                    index.terms.push(Defined { lesson: number, term });
                }
            }
        }
        index.terms.sort_by(|one, other| one.term.name.cmp(&other.term.name));
        index
    }

    /// A lesson by its number.
    pub fn lesson(&self, number: u8) -> Option<&Entry> {
        self.lessons.iter().find(|entry| entry.number == number)
    }
}

impl Entry {
    fn of(lesson: &Lesson) -> Entry {
        let exercises = lesson.tasks().map(|task| (task.exercise.clone(), task.core)).collect();
        Entry {
            number: lesson.number,
            title: lesson.title.clone(),
            minutes: lesson.minutes,
            after: lesson.after.clone(),
            subject: Subject::of(lesson.number),
            is_extra: lesson.number == EXTRA,
            steps: lesson.step_count(),
            exercises,
        }
    }

    /// The exercises that are asked of everybody.
    pub fn core(&self) -> impl Iterator<Item = &str> {
        self.exercises.iter().filter(|(_, is_core)| *is_core).map(|(name, _)| name.as_str())
    }
}

impl Lesson {
    /// How many steps a reader takes: the beginning, what it is made of, and the end.
    pub fn step_count(&self) -> u8 {
        u8::try_from(self.steps.len() + 2).unwrap_or(u8::MAX)
    }

    /// The step, from 1, at which an exercise stands.
    pub fn step_of(&self, exercise: &str) -> Option<u8> {
        let index = self
            .steps
            .iter()
            .position(|step| matches!(&step.what, StepKind::Do(task) if task.exercise == exercise))?;
        u8::try_from(index + 2).ok()
    }
}
