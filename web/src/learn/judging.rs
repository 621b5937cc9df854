//! Which answer of a prediction the run makes true, and what of the run is shown before.

use crate::document::open_run::OpenRun;
use crate::words::learn as words;
use sequitur_core::scenario::phrase::{Claim, Judged, Phrase, judge};
use sequitur_core::scenario::{Scenario, read_duration};
use sequitur_core::sim::run::Run;
use sequitur_core::trace::{EventId, Micros};
use sequitur_course::lesson::Prediction;

/// What comes of a prediction.
#[derive(Clone, PartialEq, Debug)]
pub struct Judgement {
    /// The answer that is true.
    pub right: usize,
    /// The event that decides, and its time; none where no event does.
    pub decided: Option<(EventId, Micros)>,
    /// The same in a sentence.
    pub told: Option<String>,
    /// How many events are shown before it is answered, and up to when; none where all of them are.
    pub closed: Option<(u32, Micros)>,
}

impl Judgement {
    /// Judges a prediction over the run of its scenario. None where no answer is true: the tests of
    /// the course see to it that one is.
    pub fn of(made: &OpenRun, prediction: &Prediction) -> Option<Judgement> {
        let vocabulary = made.scenario.vocabulary();
        let read = |phrase: &str| vocabulary.read_phrase(phrase).ok();
        let phrases: Vec<Phrase> =
            prediction.answers.iter().map(|answer| read(&answer.phrase)).collect::<Option<_>>()?;
        let judged = judge(&made.run, &phrases.iter().collect::<Vec<_>>());
        let right = judged.truths.iter().position(|truth| truth.at_end())?;
        // From the last turn of any of them on, nothing changes any more.
        let turn = judged.truths.iter().filter_map(|truth| truth.last_turn()).max();
        let turn = turn.filter(|turn| *turn > 0 && !phrases.iter().any(is_about_order));
        let decided = turn.and_then(|turn| first_event(made, &judged, turn));
        let until = prediction.until.as_deref().and_then(read_duration);
        let closed = closed(&judged, until.or_else(|| before(&judged, turn?)));
        let told = decided.map(|(event, at)| words::decided(&made.say_event(event), &made.time_text(at)));
        Some(Judgement { right, decided, told, closed })
    }
}

/// Whether a phrase compares events: no event decides that, and both are to be seen.
fn is_about_order(phrase: &Phrase) -> bool {
    phrase.clauses.iter().any(|clause| matches!(clause.claim, Claim::Ordered { .. }))
}

/// The first event of the step that leads to a state.
fn first_event(made: &OpenRun, judged: &Judged, state: u32) -> Option<(EventId, Micros)> {
    let last = judged.event(state)?;
    let first = EventId(made.trace().step_of(last).start);
    Some((first, made.trace().event(first).at))
}

/// The time of the last state before another that is of another time.
fn before(judged: &Judged, state: u32) -> Option<Micros> {
    let decided = judged.states.get(state as usize)?.at;
    judged.states[..state as usize].iter().map(|moment| moment.at).rfind(|at| *at < decided)
}

/// How many events there are up to a time; none where that is the whole run.
fn closed(judged: &Judged, until: Option<Micros>) -> Option<(u32, Micros)> {
    let until = until?;
    let shown = judged.states.iter().rfind(|moment| moment.at <= until)?;
    (shown.events < judged.states.last()?.events).then_some((shown.events, until))
}

/// The run of a scenario; with so many events of it, if all are not to be seen.
pub fn run_of(scenario: &Scenario, events: Option<u32>) -> Run {
    let mut simulation = scenario.machine().begin(scenario.plan().clone());
    // A lesson's runs are short, and an edit does not make them long: what takes longer ends here.
    simulation.advance(events.unwrap_or(EVENTS_MAX));
    simulation.finish()
}

/// The most events of a run that is shown in a lesson.
const EVENTS_MAX: u32 = 20_000;

#[cfg(test)]
mod tests {
    use super::*;
    use sequitur_course::lesson::Answer;
    use std::rc::Rc;

    const LOST_VOTE: &str =
        "protocol raft\nseed 61\nnetwork delay 10ms..30ms\ndrop VoteGranted S5->S2 1\nuntil 400ms\n";

    fn made(text: &str) -> OpenRun {
        let scenario = Scenario::parse(text).expect("a scenario");
        let run = run_of(&scenario, None);
        OpenRun::new(Rc::new(scenario), run)
    }

    fn prediction(until: Option<&str>, phrases: &[&str]) -> Prediction {
        let answer = |phrase: &&str| Answer { phrase: (*phrase).to_owned(), label: None, why: String::new() };
        let answers = phrases.iter().map(answer).collect();
        Prediction { question: "?".to_owned(), until: until.map(str::to_owned), answers }
    }

    #[test]
    fn the_event_that_makes_the_leader_decides_and_is_kept_back() {
        let made = made(LOST_VOTE);
        let asked = prediction(None, &["role(S2) = candidate", "role(S2) = leader"]);
        let judgement = Judgement::of(&made, &asked).expect("one is true");
        assert_eq!(judgement.right, 1);
        let (event, at) = judgement.decided.expect("an event decides");
        assert!(made.say_event(event).starts_with("S2 receives VoteGranted"));
        let (events, until) = judgement.closed.expect("it is kept back");
        assert!(until < at && events <= event.0);
        let shown = run_of(&made.scenario, Some(events));
        assert_eq!(shown.trace.events.len() as u32, events);
        assert_eq!(shown.trace.events[..], made.trace().events[..events as usize]);
    }

    #[test]
    fn events_that_are_compared_are_both_shown() {
        let made = made("protocol exchange\nnodes A B\nat 10ms A local a1\nat 20ms B local b1\n");
        let asked = prediction(None, &["a1 before b1", "a1 concurrent b1"]);
        let judgement = Judgement::of(&made, &asked).expect("one is true");
        assert_eq!((judgement.right, judgement.decided, judgement.closed), (1, None, None));
    }

    #[test]
    fn a_lesson_can_say_up_to_when_the_run_is_shown() {
        let asked = prediction(Some("160ms"), &["role(S2) = candidate", "role(S2) = leader"]);
        let judgement = Judgement::of(&made(LOST_VOTE), &asked).expect("one is true");
        assert_eq!(judgement.closed.map(|(_, until)| until), Some(160_000));
    }
}
