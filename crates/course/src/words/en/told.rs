//! What a reader is told after a search.

pub(crate) const NOTHING_SHORTER: &str = "Solved, and nothing shorter does it.";
pub(crate) const SOLVED: &str = "Solved.";
pub(crate) const NOT_YET: &str = "Not yet.";
pub(crate) const AT_NO_TIME: &str = "never";
pub(crate) const FROM_THE_BEGINNING: &str = "from the beginning";
pub(crate) const CAN_AT_END_ONLY: &str = "`can` and `cannot` are judged at the end: write `goal at end`";
pub(crate) const NOT_A_CHANCE_OR_NUMBER: &str = "a chance is compared with a number or another chance";
pub(crate) const FRACTIONS_TOO_LONG: &str = "the fractions are too long to compare";
pub(crate) const FRACTIONS_GROW: &str = "the fractions grow too long";
pub(crate) const SEVERAL_RUNS: &str = "the goals need more than one run";
pub(crate) const NOT_WRITTEN_DELAYS: &str = "the delays cannot be written down";
pub(crate) const NOT_WRITTEN_LOSSES: &str = "the losses cannot be written down";
pub(crate) const FOUND_IS_KEPT: &str = "what was found is kept";
pub(crate) const NO_CHANCE_BY_HAND: &str = "by hand, nothing is lost by chance: `chance` needs a timed run";
pub(crate) const CHANCE_CHANGES: &str = "`chance` needs a network that loses as much at all times";
pub(crate) const SEARCH_LIMIT: &str = "a search reached its limit first";

pub(crate) fn solved_with(length: &str, best: &str) -> String {
    format!("Solved with {length}; it can be done with {best}.")
}

/// What is still open, and what is so instead, as a sentence of its own.
pub(crate) fn not_yet(goal: &str, instead: &str) -> String {
    if instead.is_empty() { format!("Not yet: {goal}.") } else { format!("Not yet: {goal}. {instead}.") }
}

pub(crate) fn not_known(goal: &str) -> String {
    format!("Not known: {goal}. The search reached its limit.")
}

pub(crate) fn at_choice(choice: u32) -> String {
    format!("at choice {choice}")
}

pub(crate) fn at_time(time: &str) -> String {
    format!("at {time}")
}

pub(crate) fn undone(reached: &str, undone: &str, goal: &str, instead: &str) -> String {
    let instead = if instead.is_empty() { String::new() } else { format!(" {instead}.") };
    format!("Reached {reached} and undone {undone}: {goal}.{instead}")
}

pub(crate) fn line(mistake: &str) -> String {
    format!("line {mistake}")
}

// ------------------------------------------------------------------- the point of no return

pub(crate) fn too_long_to_search(most: usize) -> String {
    format!("Where it went wrong is searched in answers of at most {most} choices.")
}

pub(crate) fn in_so_many_more(more: u32) -> String {
    format!("From here it can be done in {more} more.")
}

pub(crate) fn no_return(within: usize, more: u32, lost: usize, line: &str) -> String {
    let so_far = match within {
        0 => format!("At the beginning it can be done in {more}"),
        count => format!("After choice {count} it can be done in {more} more"),
    };
    format!("{so_far}; choice {lost}, {line}, made it impossible.")
}

// ------------------------------------------------------------------------------- searches

pub(crate) fn choices(number: u32) -> String {
    if number == 1 { "1 choice".to_owned() } else { format!("{number} choices") }
}

pub(crate) fn state_limit(states: u32) -> String {
    format!("the search reached its limit of {states} states first")
}

pub(crate) fn choices_limit(most: usize) -> String {
    format!("nothing is searched after more than {most} choices")
}

pub(crate) fn runs_limit(most: u64) -> String {
    format!("there are more than {most} runs")
}

pub(crate) fn edits_limit(most: u32) -> String {
    format!("more than {most} runs would have to be made")
}

pub(crate) fn not_enumerated(allowed: &str) -> String {
    format!("`allow {allowed}` leaves more than can be enumerated")
}

pub(crate) fn patterns_limit(most: u32) -> String {
    format!("there are more than {most} patterns of loss")
}

pub(crate) fn messages_limit(most: u32) -> String {
    format!("more than {most} messages may be lost")
}

pub(crate) fn not_so_after(when: &str) -> String {
    format!("it is not so {when}")
}

pub(crate) fn not_possible_after(when: &str) -> String {
    format!("it is no longer possible {when}")
}

pub(crate) fn not_so_with(lines: &str) -> String {
    format!("it is not so with {lines}")
}

pub(crate) fn after(count: u32, lines: &str) -> String {
    format!("after {}: {lines}", choices(count))
}

pub(crate) fn possible_in(phrase: &str, count: u32) -> String {
    format!("{phrase}, in {}", choices(count))
}

pub(crate) fn can_be_done_in(count: u32) -> String {
    format!("it can be done, in {}", choices(count))
}

pub(crate) fn is_no_chance(text: &str) -> String {
    format!("{text} is no chance")
}

pub(crate) fn it_is(value: &str) -> String {
    format!("it is {value}")
}

/// A share that is told with so many digits.
pub(crate) fn about(share: &str) -> String {
    format!("about {share}")
}
