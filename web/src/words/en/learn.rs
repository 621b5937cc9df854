//! The words around the course. The lessons themselves stand in `crates/course/lessons/en`.

use sequitur_course::index::Subject;

/// The folder of the lessons.
pub const LANGUAGE: &str = "en";
pub const COURSE: &str = "Course";
pub const COMING: &str = "The lesson is on its way.";
pub const MISSING: &str =
    "This part of the course could not be fetched. Check the connection, and try again.";
pub const AGAIN: &str = "Try again";
pub const NOT_KEPT: &str = "Progress is not kept in this browser.";
pub const HIDDEN: &str = "What happens next stays hidden until you answer.";
pub const HIDDEN_SHORT: &str = "hidden until you answer";
pub const ANSWER_FIRST: &str = "Answer the question first: then the run can be changed.";

pub const BEGIN: &str = "Begin";
pub const WATCH: &str = "Watch";
pub const PREDICT: &str = "Predict";
pub const DO: &str = "Do";
pub const MORE: &str = "Do more";
pub const EXPLAIN: &str = "Explain";
pub const NOTES: &str = "Compare";
pub const END: &str = "In your words";

pub const SHOW: &str = "Show what happens";
pub const GUESS: &str = "A guess is enough. It is not marked.";
pub const IN_THE_NOTES: &str = "In the notes";
pub const IN_FACT: &str = "In fact";
pub const OPEN: &str = "Open in the workbench";
pub const NEXT: &str = "Next step";
pub const BEFORE: &str = "Step before";
pub const STEPS: &str = "Steps of the lesson";
pub const PROSE: &str = "Lesson";
pub const CLOSE_TERM: &str = "Close";
pub const EXERCISE: &str = "Do the exercise";
pub const SOLVED: &str = "solved";
pub const YOUR_ANSWER: &str = "Your answer";
pub const TO_MAP: &str = "Back to the course";
pub const ON: &str = "Go on";
pub const TO_LESSON: &str = "To the lesson";
pub const GLOSSARY: &str = "Glossary";

pub const STRAIGHT: &str = "Straight to the first exercise";
pub const NEEDS: &str = "Read before:";
pub const AFTER_ANSWER: &str = "After your answer.";

pub const CARDS: &str = "Before you begin";
pub const CARDS_ABOUT: &str = "Answer aloud, then turn the card.";
pub const TURN: &str = "Turn the card";
pub const KNEW: &str = "I knew it";
pub const DID_NOT: &str = "Not yet";

/// The name of a lesson.
pub fn lesson(number: u8, title: &str) -> String {
    format!("{number} {title}")
}

/// Where a reader is.
pub fn step_of(step: u8, of: u8) -> String {
    format!("Step {step} of {of}")
}

/// The name of the document at a step.
pub fn titled(title: &str, step: u8) -> String {
    if step <= 1 { title.to_owned() } else { format!("{title}, step {step}") }
}

/// How long a lesson takes.
pub fn minutes(minutes: u16) -> String {
    format!("It takes {minutes} minutes.")
}

/// What a reader learns.
pub fn aim(aim: &str) -> String {
    format!("You will be able to {aim}")
}

/// What was said, where the run says the same.
pub fn right(said: &str) -> String {
    format!("You said: {said}. So it is.")
}

/// What was said, where the run says something else.
pub fn wrong(said: &str, right: &str) -> String {
    format!("You said: {said}. It is not so. What happens: {right}.")
}

/// The event that decides.
pub fn decided(event: &str, at: &str) -> String {
    format!("At {at}: {event}")
}

/// When a card is asked again.
pub fn asked_again(lesson: u8) -> String {
    format!("It is asked again from lesson {lesson} on.")
}

/// The lesson after this one.
pub fn next_lesson(number: u8, title: &str) -> String {
    format!("Next lesson: {number} {title}")
}

/// An exercise by its place in the lesson.
pub fn exercise_number(number: usize) -> String {
    format!("Exercise {number}")
}

/// An address that names no exercise.
pub fn no_exercise(name: &str) -> String {
    format!("This lesson has no exercise {name}.")
}

pub const MAP: &str = "Map of the course";
pub const KEY_NEEDS: &str = "An arrow means: needs.";
pub const KEY_EXTRA: &str = "Dotted ring: extra.";
pub const QUESTIONS: &str = "Eight questions";
pub const QUESTIONS_ABOUT: &str =
    "You have finished the course when you can answer each by running something.";
pub const QUESTIONS_HOW: &str = "Write your own answer first. Then compare it with a model answer: each sentence leads to a run that shows it.";
pub const MODEL: &str = "A model answer";
pub const SHOW_MODEL: &str = "Show a model answer";
pub const WRITE_FIRST: &str = "Write your own answer first.";
pub const YOUR_RUN: &str = "Your run";
pub const OPEN_EXERCISE: &str = "Exercise";
pub const SEE_LESSON: &str = "Lesson";
pub const PROGRESS: &str = "Your progress";
pub const KEPT: &str = "It stays in this browser. A file takes it to another one.";
pub const SAVE: &str = "Save as a file";
pub const LOAD: &str = "Load a file";
pub const LOADED: &str = "Loaded.";
pub const NO_PROGRESS: &str = "This file holds no progress of this course. Nothing was changed.";

/// The name of a lane of the map.
pub fn subject(subject: Subject) -> &'static str {
    match subject {
        Subject::Network => "Network",
        Subject::Time => "Time",
        Subject::Agreement => "Agreement",
        Subject::Replication => "Paxos and Raft",
        Subject::Traitors => "Traitors",
    }
}

/// A length of time, short.
pub fn min(minutes: u16) -> String {
    format!("{minutes} min")
}

/// Where a reader is, short.
pub fn short_step(step: u8, of: u8) -> String {
    format!("step {step} of {of}")
}

/// What a lesson builds on that is not done.
pub fn needs(lessons: &str) -> String {
    format!("needs {lessons}")
}

/// The lessons that answer a question.
pub fn lessons(numbers: &[u8]) -> String {
    let all: Vec<String> = numbers.iter().map(u8::to_string).collect();
    let all = all.join(", ");
    if numbers.len() == 1 { format!("Lesson {all}") } else { format!("Lessons {all}") }
}

/// The lesson that defines a term.
pub fn in_lesson(number: u8) -> String {
    format!("Lesson {number}")
}

/// How much is done.
pub fn so_far(done: usize, lessons: usize, solved: usize, exercises: usize) -> String {
    format!("{done} of {lessons} lessons, {solved} of {exercises} exercises")
}

/// The way back to a lesson.
pub fn go_on(number: u8) -> String {
    format!("Continue with {number}")
}

/// The way to a lesson.
pub fn begin_with(number: u8) -> String {
    format!("Begin with {number}")
}

/// A lesson on the map, as it is heard.
pub fn lesson_heard(number: u8, title: &str, minutes: u16, solved: usize, exercises: usize) -> String {
    format!("{number} {title}, {minutes} minutes, {solved} of {exercises} exercises solved")
}

/// The field for an answer.
pub fn your_answer_to(question: &str) -> String {
    format!("Your answer: {question}")
}
