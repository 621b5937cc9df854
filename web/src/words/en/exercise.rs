//! English: exercises.

pub const CHECK: &str = "Check";
pub const HINT: &str = "Hint";
pub const CANNOT: &str = "It cannot be done";
pub const SHOW: &str = "Show me";
pub const RESET: &str = "Reset";
pub const GOALS: &str = "Goals";
pub const LIMITS: &str = "What you may change";
pub const CHECKING: &str = "Checking…";
pub const SOLVING: &str = "Searching for a solution…";
pub const HINTING: &str = "Searching for the next step…";
pub const CANCEL: &str = "Cancel";
pub const SOLVED: &str = "Solved";
pub const NOT_YET: &str = "Not yet";
pub const OVER_BUDGET: &str = "More than is allowed";
pub const LOCKED: &str = "A line of the exercise was changed";
pub const MISTAKE: &str = "The text has a mistake";
pub const CANNOT_TELL: &str = "Not known";
pub const POSSIBLE: &str = "It can be done";
pub const SHOWN: &str = "Shown";
pub const SHOWN_SHORTEST: &str = "This is a shortest solution. It counts as shown, not as solved.";
pub const SHOWN_ABOUT: &str = "This is a solution. It counts as shown, not as solved.";
pub const NO_SOLUTION: &str = "The lines of the solution do not fit the exercise.";
pub const NO_ANSWER: &str = "No answer came";
pub const YOURS: &str = "your steps";
pub const YOURS_TIME: &str = "your change";
pub const FEWEST: &str = "fewest possible";
pub const FEWEST_KNOWN: &str = "fewest known";
pub const SHOW_EVENT: &str = "Show the event";
pub const TAKE_BACK: &str = "Take back the last change";
pub const COPY: &str = "Copy the link to this answer";
pub const COPIED: &str = "Link copied. Whoever opens it sees the exercise and your answer.";
pub const LOOK_CLOSER: &str = "Open the panels";
pub const BACK: &str = "Back to the exercise";
pub const NOT_ALLOWED: &str = "The exercise does not allow this change.";
pub const FROM_YOUR_RUN: &str = "From your run";
pub const NO_STEP: &str = "From here no step leads to the goal. Take back a change, or press Reset.";
pub const CHOICES: &str = "What may happen next";
pub const WHICH_BEFORE: &str = "Which happened before the other?";
pub const NEITHER: &str = "neither";
pub const CANNOT_BE_TOLD: &str = "it cannot be told";
pub const AS_IT_IS: &str = "as it is";
pub const RESULT: &str = "What you are told";
pub const HINT_TITLE: &str = "The next hint (H)";
pub const NO_FAULTS: &str = "only the order is yours";
pub const NO_CHANGES: &str = "nothing may be changed";
pub const VALUE: &str = "Value";
pub const SEED: &str = "Seed";
pub const NEW_EXERCISE: &str = "Take this text as the exercise";

/// Whether a goal is met, for those who hear the page.
pub fn met(is_met: Option<bool>) -> &'static str {
    match is_met {
        Some(true) => "met",
        Some(false) => "not met",
        None => "not known yet",
    }
}

/// The name of a field for a clock.
pub fn clock(node: &str) -> String {
    format!("{node}'s clock is ahead by")
}

/// A hint by its number, from 1.
pub fn hint(number: usize) -> String {
    format!("{HINT} {number}")
}

/// What is left of a budget: `what` as an `allow` line has it.
pub fn left(left: u32, of: u32, what: &str) -> String {
    let (word, rest) =
        what.split_once(' ').map_or((what, String::new()), |(word, rest)| (word, format!(" {rest}")));
    let noun = match (word, of) {
        ("crash", 1) => "crash",
        ("crash", _) => "crashes",
        ("fire", 1) => "timer",
        ("fire", _) => "timers",
        ("add" | "command", 1) => "command",
        ("add" | "command", _) => "commands",
        ("forge", 1) => "forgery",
        ("forge", _) => "forgeries",
        (word, 1) => word,
        (word, _) => return format!("{left} of {of} {word}s{rest} left"),
    };
    format!("{left} of {of} {noun}{rest} left")
}

/// How many choices were made, against the fewest.
pub fn made(made: &str, fewest: &str, is_known: bool) -> String {
    if is_known { format!("{made}, fewest known {fewest}") } else { format!("{made}, fewest {fewest}") }
}

/// So many choices.
pub fn choices(count: u64) -> String {
    if count == 1 { "1 choice".to_owned() } else { format!("{count} choices") }
}

/// So many changes.
pub fn changes(count: u64) -> String {
    if count == 1 { "1 change".to_owned() } else { format!("{count} changes") }
}

/// Which goal is still open, and what is so instead.
pub fn open(goal: &str, instead: &str) -> String {
    if instead.is_empty() {
        format!("Still open: {goal}.")
    } else {
        format!("Still open: {goal}. {instead}.")
    }
}

/// Where the next step is.
pub fn look_at(node: &str) -> String {
    format!("The next step is at {node}.")
}

/// The next step.
pub fn next_step(line: &str) -> String {
    format!("Next: {line}")
}

/// Why there was no search.
pub fn no_search(why: &str) -> String {
    format!("No search solves this exercise: {why}.")
}

/// What comes next.
pub fn next(title: &str) -> String {
    format!("Next: {title}")
}

/// Which broken variant it was.
pub fn variant(name: &str, about: &str) -> String {
    format!("The protocol here was {name}: {about}")
}
