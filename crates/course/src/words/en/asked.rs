//! What is asked of a reader, and how an answer stands without a search.

pub(crate) const IN_END: &str = "at the end, ";
pub(crate) const NEVER: &str = "never: ";
pub(crate) const NOTHING_SAID: &str = "nothing is said of it yet";
pub(crate) const SAID_TWICE: &str = "it is said twice: keep one `expect` line about it";
pub(crate) const CAME_TRUE: &str = "it came true";
pub(crate) const NOT_SO: &str = "that is not so";
pub(crate) const NOT_BROKEN: &str = "no event of this run breaks it";
pub(crate) const SETTLED: &str = "it is settled before this run ends";
pub(crate) const DOES_NOT_HOLD: &str = "at the end of this run it does not hold";
pub(crate) const NO_CHAIN: &str = "no chain of steps leads from the first to the second";
pub(crate) const A_CHAIN: &str = "a chain of steps leads from one of them to the other";
pub(crate) const TOO_LARGE: &str = "what you say is too large";
pub(crate) const TOO_SMALL: &str = "what you say is too small";
pub(crate) const NOTHING_MORE: &str = "does nothing more";
pub(crate) const IMPOSSIBLE: &str = "no run within the budget reaches the goal";

pub(crate) const NOTHING_TO_LEAVE: &str =
    "this run has no fault and no choice that could be left to the reader";
pub(crate) const WRONG_WITHOUT: &str = "the scenario is wrong without these lines";

// ------------------------------------------------------------------------------- goals

pub(crate) fn in_branch(branch: &str) -> String {
    format!("in branch {branch}, ")
}

pub(crate) fn first_then(first: &str, second: &str) -> String {
    format!("first {first}, then {second}")
}

pub(crate) fn sees_the_same(node: &str, one: &str, other: &str) -> String {
    format!("{node} sees the same in {one} and in {other}")
}

pub(crate) fn in_every_schedule(phrase: &str) -> String {
    format!("in every schedule, {phrase}")
}

pub(crate) fn whatever_happens(phrase: &str) -> String {
    format!("whatever happens, {phrase}")
}

pub(crate) fn whatever_the_delays(phrase: &str) -> String {
    format!("whatever the delays, {phrase}")
}

pub(crate) fn say_what_is(term: &str) -> String {
    format!("say what {term} is")
}

pub(crate) fn say_what_becomes_of(property: &str) -> String {
    format!("say what becomes of {property}")
}

pub(crate) fn say_which_was_before(one: &str, other: &str) -> String {
    format!("say which happened before the other: {one}, {other} or neither")
}

// --------------------------------------------------------------------- what is so instead

pub(crate) fn came_true(why: &str) -> String {
    format!("{CAME_TRUE}: {why}")
}

pub(crate) fn missing(clause: &str, instead: &str) -> String {
    format!("what is missing: {clause}; {instead}")
}

pub(crate) fn first_part(lacks: &str) -> String {
    format!("the first part has not come true: {lacks}")
}

pub(crate) fn second_part(lacks: &str) -> String {
    format!("the second part has not: {lacks}")
}

pub(crate) fn no_branch(branch: &str) -> String {
    format!("there is no branch {branch}")
}

pub(crate) fn differs(node: &str, [one, other]: &[String; 2], here: &str, there: &str) -> String {
    format!("in {one}, {node} {here}; in {other}, it {there}")
}

pub(crate) fn does_and_has(does: &str, state: &str) -> String {
    format!("{does} and has {state}")
}

// ----------------------------------------------------------------------- lines and budget

pub(crate) fn another_exercise(protocol: &str) -> String {
    format!("this is an answer to another exercise: its protocol is {protocol}")
}

pub(crate) fn locked(line: u32, is_gone: bool, text: &str) -> String {
    let what = if is_gone { "is not in the answer" } else { "has to stand before the choices of your own" };
    format!("line {line} of the exercise {what}: {text}")
}

pub(crate) fn forbidden(line: &str) -> String {
    format!("this line cannot be added: {line}")
}

pub(crate) fn allowed_is_only(lines: &str) -> String {
    format!("allowed is only {lines}")
}

/// What of a budget is open, and to what.
pub(crate) fn narrowed(what: &str, of: &str) -> String {
    format!("{what} of {of}")
}

pub(crate) fn too_many(count: &str, total: u32) -> String {
    format!("{count}, {total} allowed")
}

pub(crate) fn counted(number: u32, what: &str) -> String {
    let several = match what {
        "crash" => "crashes",
        "duplicate" => "duplicates",
        "drop" => "drops",
        "delay" => "delays",
        "restart" => "restarts",
        "fire" => "timers fired",
        "cut" => "links cut",
        "heal" => "heals",
        "add" | "command" => "commands",
        "forge" => "forgeries",
        other => return format!("{number} {other}"),
    };
    let one = match what {
        _ if number != 1 => several,
        "crash" => "crash",
        "forge" => "forgery",
        _ => several.strip_suffix('s').unwrap_or(several),
    };
    format!("{number} {one}")
}

pub(crate) fn later_epoch(choice: usize, epoch: &str, begun: &str, last: &str) -> String {
    format!("choice {choice} begins {epoch} {begun}, and {epoch} {last} is the last that is allowed")
}

pub(crate) fn out_of_round(choice: u32) -> String {
    format!(
        "choice {choice} comes too early: in a synchronous system, a round ends for all nodes at once, when \
         nothing can arrive any more"
    )
}
