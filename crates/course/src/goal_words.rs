//! Goals in words.

use sequitur_core::scenario::Scenario;
use sequitur_core::scenario::goal::{Goal, Question, When};
use sequitur_core::scenario::phrase::Phrase;

/// A goal in words, as the reader sees it.
pub fn goal_words(exercise: &Scenario, goal: &Goal) -> String {
    let vocabulary = exercise.vocabulary();
    let words = |phrase: &Phrase| vocabulary.words(phrase);
    match goal {
        Goal::Reach { branch, when, phrase } => {
            let branch = branch.as_ref().map(|branch| format!("in branch {branch}, ")).unwrap_or_default();
            let when = match when {
                When::Sometime => "",
                When::AtEnd => "at the end, ",
                When::Never => "never: ",
            };
            format!("{branch}{when}{}", words(phrase))
        }
        Goal::Then(first, second) => format!("first {}, then {}", words(first), words(second)),
        Goal::SameHistory { node, branches: [one, other] } => {
            let node = &exercise.plan().nodes[node.index()];
            format!("{node} sees the same in {one} and in {other}")
        }
        Goal::EverySchedule { can: false, phrase } => format!("in every schedule, {}", words(phrase)),
        Goal::EverySchedule { can: true, phrase } => {
            format!("whatever happens, {}", vocabulary.can_words(true, phrase))
        }
        Goal::EveryDelay(phrase) => format!("whatever the delays, {}", words(phrase)),
        Goal::Answer(Question::Term(term)) => format!("say what {} is", vocabulary.term_words(term)),
        Goal::Answer(Question::Property(property)) => {
            format!("say what becomes of {}", exercise.info().properties[*property].name)
        }
        Goal::Answer(Question::Relation(first, second)) => {
            let [first, second] = [first, second].map(|event| vocabulary.event_words(event));
            format!("say which happened before the other: {first}, {second} or neither")
        }
        Goal::Best { .. } | Goal::Slip { .. } | Goal::Hint(_) => String::new(),
    }
}
