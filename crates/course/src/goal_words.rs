//! Goals in words.

use crate::words;
use sequitur_core::scenario::Scenario;
use sequitur_core::scenario::goal::{Goal, Question, When};
use sequitur_core::scenario::phrase::Phrase;

/// A goal in words, as the reader sees it.
pub fn goal_words(exercise: &Scenario, goal: &Goal) -> String {
    let vocabulary = exercise.vocabulary();
    let said = |phrase: &Phrase| vocabulary.words(phrase);
    match goal {
        Goal::Reach { branch, when, phrase } => {
            let branch = branch.as_ref().map(|branch| words::in_branch(branch)).unwrap_or_default();
            let when = match when {
                When::Sometime => "",
                When::AtEnd => words::IN_END,
                When::Never => words::NEVER,
            };
            format!("{branch}{when}{}", said(phrase))
        }
        Goal::Then(first, second) => words::first_then(&said(first), &said(second)),
        Goal::SameHistory { node, branches: [one, other] } => {
            let node = &exercise.plan().nodes[node.index()];
            words::sees_the_same(node, one, other)
        }
        Goal::EverySchedule { can: false, phrase } => words::in_every_schedule(&said(phrase)),
        Goal::EverySchedule { can: true, phrase } => {
            words::whatever_happens(&vocabulary.can_words(true, phrase))
        }
        Goal::EveryDelay(phrase) => words::whatever_the_delays(&said(phrase)),
        Goal::Answer(Question::Term(term)) => words::say_what_is(&vocabulary.term_words(term)),
        Goal::Answer(Question::Property(property)) => {
            words::say_what_becomes_of(exercise.info().properties[*property].name)
        }
        Goal::Answer(Question::Relation(first, second)) => {
            let [first, second] = [first, second].map(|event| vocabulary.event_words(event));
            words::say_which_was_before(&first, &second)
        }
        Goal::Best { .. } | Goal::Slip { .. } | Goal::Hint(_) => String::new(),
    }
}
