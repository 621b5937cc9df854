//! The point of no return: after which of the reader's choices the goal was still within reach, and which
//! choice put it out of reach.

use crate::grading::{Graded, Verdict};
use crate::search::{CHOICES_MAX, shortest_from, states_after};
use crate::words;
use sequitur_core::scenario::Scenario;
use sequitur_core::trace::EventId;

/// The most states of each search: a reader waits for it.
const STATES_MAX: u32 = 60_000;

/// What is said of an answer, with the point of no return where nothing better is known of it and a
/// search finds it. The verdict stays.
pub fn explained(exercise: &Scenario, answer: &str, graded: Graded) -> Graded {
    if graded.verdict != Verdict::NotYet || graded.slip.is_some() {
        return graded;
    }
    let found = Scenario::parse(answer).ok().and_then(|answer| no_return(exercise, &answer));
    match found {
        Some((why, event)) => {
            Graded { why: format!("{} {why}", graded.why), event: event.or(graded.event), ..graded }
        }
        None => graded,
    }
}

/// The sentence, and the event of the choice that it names.
fn no_return(exercise: &Scenario, answer: &Scenario) -> Option<(String, Option<EventId>)> {
    let locked = exercise.plan().manual.as_ref()?.len();
    let choices = answer.plan().manual.as_ref()?;
    let own = choices.len().checked_sub(locked).filter(|own| *own > 0 && answer.branches().len() == 1)?;
    if locked + own > CHOICES_MAX {
        return Some((words::too_long_to_search(CHOICES_MAX), None));
    }
    // How many choices finish the answer after so many of the reader's own; None where none do.
    let left = |kept: usize| {
        let beginning = answer.clone().up_to(locked + kept);
        let states_max = states_after(locked + kept, STATES_MAX)?;
        let found = shortest_from(exercise, &beginning, states_max).ok()?;
        Some(found.map(|(length, _)| length))
    };
    if let Some(more) = left(own)? {
        // What is left to do is not a choice: something is still to be said of the run.
        if more == 0 {
            return None;
        }
        return Some((words::in_so_many_more(more), None));
    }
    // Whatever can be reached after some choices can be reached before them.
    let (mut within, mut lost) = (0, own);
    let mut more = left(0)??;
    while lost - within > 1 {
        let middle = within + (lost - within) / 2;
        match left(middle)? {
            Some(fewer) => (within, more) = (middle, fewer),
            None => lost = middle,
        }
    }
    let line = answer.choice_text(&choices[locked + within].what);
    let run = answer.run();
    let at = run.chosen_at.get(locked + within)?;
    let event = run.trace.events.iter().position(|event| event.at == *at);
    let event = event.map(|event| EventId(event as u32));
    Some((words::no_return(within, more, lost, &line), event))
}
