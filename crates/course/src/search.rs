//! What only a search can decide of an answer.

use crate::asked::{Asked, Searched};
use crate::chance::{Fraction, chance, satisfies};
use crate::edits::{answers, shortest_edits, with_lines};
use crate::words;
use sequitur_check::{Ended, Goals, Graph, Limits, Search, Target};
use sequitur_core::scenario::goal::{Goal, When};
use sequitur_core::scenario::phrase::{Claim, Clause, Operand, Phrase, Term, judge};
use sequitur_core::scenario::{Scenario, duration_text};
use sequitur_core::trace::{Fate, Micros};

/// The most states of a search while an answer is graded. Proofs of exercises may look at more.
const STATES_MAX: u32 = 300_000;

/// The most choices after which a search begins.
pub(crate) const CHOICES_MAX: usize = 500;

/// After more choices than these a search may look at fewer states: each of them holds all messages that
/// the choices have left under way.
const CHOICES_SHORT: usize = 200;

/// The most runs with other edits.
const RUNS_TRIED_MAX: u32 = 20_000;

/// The most runs with other delays.
const RUNS_MAX: u64 = 1_000_000;

/// Searches for what is asked.
pub(crate) fn decide(asked: Asked<'_>) -> Searched {
    match asked {
        Asked::AtEnd(answer, own, when, phrase) => phrase_at_end(answer, own, when, phrase),
        Asked::EverySchedule(answer, phrase, can) => every_schedule(answer, phrase, can),
        Asked::EveryDelay(answer, phrase) => every_delay(answer, phrase),
        Asked::Impossible(exercise) => impossible(exercise),
    }
}

impl Searched {
    fn limit() -> Searched {
        Searched::limit_of(STATES_MAX)
    }

    fn limit_of(states_max: u32) -> Searched {
        Searched::Limit(words::state_limit(states_max))
    }
}

/// How many states a search may look at that begins after so many choices by hand; None where it would
/// take too long whatever it finds.
pub(crate) fn states_after(choices: usize, states_max: u32) -> Option<u32> {
    match choices {
        0..=CHOICES_SHORT => Some(states_max),
        _ if choices > CHOICES_MAX => None,
        _ => Some((u64::from(states_max) * CHOICES_SHORT as u64 / choices as u64) as u32),
    }
}

/// Searches to the end, or to a limit of states and of ways between them: where thousands of messages are
/// under way, a few states have thousands of ways each.
fn to_the_end(search: &mut Search<Goals>, states_max: u32) -> Option<Ended> {
    const AT_ONCE: u32 = 64;
    const WAYS_EACH_MAX: u64 = 50;
    let ways_max = u64::from(states_max) * WAYS_EACH_MAX;
    loop {
        let progress = search.advance(AT_ONCE);
        if progress.ended.is_some() || progress.transitions > ways_max {
            return progress.ended;
        }
    }
}

/// Whether a phrase is true in all states that the answer can lead to; or, where `can`, whether it can
/// still become true from each of them.
fn every_schedule(answer: &Scenario, phrase: &Phrase, can: bool) -> Searched {
    // A design is judged from its beginning, whatever was chosen by hand.
    let goals = match Goals::new(&answer.clone().up_to(0), vec![Target::AtEnd(phrase.clone())]) {
        Ok(goals) => goals,
        Err(why) => return Searched::Limit(why),
    };
    let graph = Graph::new(&goals, STATES_MAX as usize);
    if !can {
        let broken =
            (0..graph.len()).filter(|state| !graph.shows(*state, 0)).min_by_key(|state| graph.depth(*state));
        return match broken {
            Some(state) => Searched::No(words::not_so_after(&after(&goals, &graph, state))),
            None if graph.is_complete() => Searched::Yes,
            None => Searched::limit(),
        };
    }
    if !graph.is_complete() {
        return Searched::limit();
    }
    let distances = graph.distances(0);
    let lost =
        (0..graph.len()).filter(|state| distances[*state].is_none()).min_by_key(|state| graph.depth(*state));
    match lost {
        Some(state) => Searched::No(words::not_possible_after(&after(&goals, &graph, state))),
        None => Searched::Yes,
    }
}

/// After which choices a state is there.
fn after(goals: &Goals, graph: &Graph, state: usize) -> String {
    match graph.depth(state) {
        0 => words::FROM_THE_BEGINNING.to_owned(),
        count => words::after(count, &goals.lines(&graph.way(goals, state)).join(", ")),
    }
}

/// Whether a phrase with `can`, `cannot` or `chance` is true at the end of an answer, whose last `own`
/// choices are the reader's: with what they have left of the budget.
fn phrase_at_end(answer: &Scenario, own: usize, when: When, phrase: &Phrase) -> Searched {
    let asks_what_can_be = phrase.clauses.iter().any(|clause| matches!(clause.claim, Claim::Can { .. }));
    if asks_what_can_be && when != When::AtEnd {
        return Searched::Limit(words::CAN_AT_END_ONLY.to_owned());
    }
    for Clause { is_negated, claim } in &phrase.clauses {
        if let Some(searched) = by_chance(answer, claim, *is_negated) {
            match searched {
                Searched::Yes => continue,
                other => return other,
            }
        }
        let Claim::Can { can, phrase } = claim else {
            let plain = Phrase { clauses: vec![Clause { is_negated: *is_negated, claim: claim.clone() }] };
            let truth = judge(&answer.run(), &[&plain]).truths.remove(0);
            if let Some((_, instead)) = truth.lacks {
                return Searched::No(instead);
            }
            continue;
        };
        let all = answer.plan().manual.as_ref().map_or(0, Vec::len);
        let Some(states_max) = states_after(all, STATES_MAX) else {
            return Searched::Limit(words::choices_limit(CHOICES_MAX));
        };
        let rest = answer.clone().with_budget_spent(all.saturating_sub(own));
        let goals = match Goals::new(&rest, vec![Target::AtEnd((**phrase).clone())]) {
            Ok(goals) => goals,
            Err(why) => return Searched::Limit(why),
        };
        let mut search = Search::new(goals, Limits { states: states_max, ..Limits::default() });
        let found = match to_the_end(&mut search, states_max) {
            Some(Ended::Found(_)) => search.found(0),
            Some(Ended::Complete) => None,
            _ => return Searched::limit_of(states_max),
        };
        if found.is_some() == (can == is_negated) {
            let vocabulary = answer.vocabulary();
            return Searched::No(match found {
                Some(found) if found.depth == 0 => vocabulary.words(phrase),
                Some(found) => words::possible_in(&vocabulary.can_words(true, phrase), found.depth),
                None => vocabulary.can_words(false, phrase),
            });
        }
    }
    Searched::Yes
}

/// Whether a claim about a chance is true; None for other claims.
fn by_chance(answer: &Scenario, claim: &Claim, is_negated: bool) -> Option<Searched> {
    let Claim::Compare { left, comparison, right } = claim else { return None };
    let is_chance = |term: &Term| matches!(term, Term::Chance(_));
    if !is_chance(left) && !matches!(right, Operand::Term(term) if is_chance(term)) {
        return None;
    }
    let value = |term: &Term| match term {
        Term::Chance(phrase) => chance(answer, phrase),
        _ => Err(words::NOT_A_CHANCE_OR_NUMBER.to_owned()),
    };
    let right = match right {
        Operand::Term(term) => value(term),
        Operand::Value(literal) => Fraction::read(literal).ok_or_else(|| words::is_no_chance(&literal.text)),
    };
    let compared = value(left).and_then(|left| {
        let order = left.compare(right?).ok_or_else(|| words::FRACTIONS_TOO_LONG.to_owned())?;
        Ok((left, satisfies(order, *comparison) != is_negated))
    });
    Some(match compared {
        Ok((_, true)) => Searched::Yes,
        Ok((left, false)) => Searched::No(words::it_is(&left.to_string())),
        Err(why) => Searched::Limit(why),
    })
}

/// Whether no run within the budget meets all goals.
fn impossible(exercise: &Scenario) -> Searched {
    match shortest(exercise, STATES_MAX) {
        Ok(Some((length, _))) => Searched::No(words::can_be_done_in(length)),
        Ok(None) => Searched::Yes,
        Err(why) => Searched::Limit(why),
    }
}

/// The fewest choices that meet all goals of an exercise by hand, or the fewest edits of a timed one,
/// and their lines; None where there are none.
///
/// # Errors
/// Why it is not known: a limit, or a goal that a search cannot judge.
pub fn shortest(exercise: &Scenario, states_max: u32) -> Result<Option<(u32, Vec<String>)>, String> {
    let conditions: Vec<&Goal> = exercise.goals().filter(|goal| goal.is_condition()).collect();
    let (asked, conditions): (Vec<&Goal>, Vec<&Goal>) =
        conditions.into_iter().partition(|goal| matches!(goal, Goal::Answer(_)));
    if exercise.plan().manual.is_none() || conditions.is_empty() {
        return shortest_edits(exercise, RUNS_TRIED_MAX);
    }
    let found = shortest_choices(exercise, &conditions, states_max)?;
    Ok(found.map(|(length, mut lines)| {
        if let Some(answer) = with_lines(exercise, &lines).filter(|_| !asked.is_empty()) {
            lines.extend(answers(exercise, &answer, &answer.run()));
        }
        (length, lines)
    }))
}

/// The fewest choices by hand that meet goals, and their lines.
fn shortest_choices(
    exercise: &Scenario,
    conditions: &[&Goal],
    states_max: u32,
) -> Result<Option<(u32, Vec<String>)>, String> {
    if let [Goal::Reach { branch: None, when: When::AtEnd, phrase }] = *conditions
        && let [Clause { is_negated: false, claim: Claim::Can { can: false, phrase } }] = &phrase.clauses[..]
    {
        return point_of_no_return(exercise, phrase, states_max);
    }
    let targets: Option<Vec<Target>> = conditions.iter().map(|goal| Target::of(goal)).collect();
    let targets = targets.ok_or(words::SEVERAL_RUNS)?;
    let mut search =
        Search::new(Goals::new(exercise, targets)?, Limits { states: states_max, ..Limits::default() });
    match to_the_end(&mut search, states_max) {
        Some(Ended::Complete) => Ok(None),
        Some(Ended::Found(_)) => {
            let found = search.found(0).ok_or(words::FOUND_IS_KEPT)?;
            let (way, _) = search.way(found);
            Ok(Some((found.depth, search.model().lines(&way))))
        }
        _ => Err(words::state_limit(states_max)),
    }
}

/// The fewest choices after which a phrase can no longer become true.
fn point_of_no_return(
    exercise: &Scenario,
    phrase: &Phrase,
    states_max: u32,
) -> Result<Option<(u32, Vec<String>)>, String> {
    let goals = Goals::new(exercise, vec![Target::AtEnd(phrase.clone())])?;
    let graph = Graph::new(&goals, states_max as usize);
    if !graph.is_complete() {
        return Err(words::state_limit(states_max));
    }
    let distances = graph.distances(0);
    let lost =
        (0..graph.len()).filter(|state| distances[*state].is_none()).min_by_key(|state| graph.depth(*state));
    Ok(lost.map(|state| (graph.depth(state), goals.lines(&graph.way(&goals, state)))))
}

/// The fewest choices that finish an answer to an exercise by hand, and these choices; None where
/// nothing finishes it any more.
///
/// # Errors
/// Why it is not known: a limit, or a goal that a search cannot judge.
pub fn shortest_from(
    exercise: &Scenario,
    answer: &Scenario,
    states_max: u32,
) -> Result<Option<(u32, Vec<String>)>, String> {
    let Some(locked) = exercise.plan().manual.as_ref().map(Vec::len) else {
        return shortest(exercise, states_max);
    };
    // An answer may leave the goals out.
    let conditions: Vec<&Goal> =
        exercise.goals().filter(|goal| goal.is_condition() && !matches!(goal, Goal::Answer(_))).collect();
    shortest_choices(&answer.clone().with_budget_spent(locked), &conditions, states_max)
}

/// Whether a phrase is true in all states of all runs with all delays of whole milliseconds that the network
/// allows.
fn every_delay(answer: &Scenario, phrase: &Phrase) -> Searched {
    let mut runs = 0;
    delays(answer, phrase, &mut Vec::new(), &mut runs)
}

/// Tries all delays of the messages that are not fixed yet, the first of them first.
fn delays(answer: &Scenario, phrase: &Phrase, fixed: &mut Vec<String>, runs: &mut u64) -> Searched {
    *runs += 1;
    if *runs > RUNS_MAX {
        return Searched::Limit(words::runs_limit(RUNS_MAX));
    }
    let text = answer.text() + &fixed.concat();
    let Ok(scenario) = Scenario::parse(&text) else {
        return Searched::Limit(words::NOT_WRITTEN_DELAYS.to_owned());
    };
    let run = scenario.run();
    let network = &scenario.plan().network;
    let open = run.trace.messages.iter().find(|message| {
        let (least, most) = network.link(message.key.from, message.key.to).delay;
        let name = format!("delay {} to ", run.trace.key_text(message.key));
        let is_fixed = text.lines().any(|line| line.starts_with(&name));
        least < most && !is_fixed && message.fate != Fate::Dropped
    });
    let Some(message) = open else {
        let judged = judge(&run, &[phrase]);
        return match judged.truths[0].always() {
            true => Searched::Yes,
            false => Searched::No(words::not_so_with(&fixed.concat().trim_end().replace('\n', ", "))),
        };
    };
    let key = run.trace.key_text(message.key);
    let (least, most) = network.link(message.key.from, message.key.to).delay;
    let mut at: Micros = message.sent_at + least.next_multiple_of(1_000);
    while at <= message.sent_at + most {
        fixed.push(format!("delay {key} to {}\n", duration_text(at)));
        let found = delays(answer, phrase, fixed, runs);
        fixed.pop();
        match found {
            Searched::Yes => at += 1_000,
            other => return other,
        }
    }
    Searched::Yes
}
