//! English.

pub mod learn;
pub mod teach;

/// What all frames share.
pub mod page {
    pub const NAME: &str = "Sequitur";
    pub const SKIP: &str = "Skip to the diagram";
    pub const TO_START: &str = "Sequitur, to the start";
    pub const THEME: &str = "Theme";
    pub const THEME_TITLE: &str = "Light, dark, as the system (T)";
    pub const FRAMES: &str = "Parts of Sequitur";
    pub const BREAK: &str = "Break a protocol";
    pub const WORKBENCH: &str = "Workbench";
    pub const UNTITLED: &str = "Untitled scenario";
    pub const NOT_KEPT: &str = "Progress is not kept in this browser: its storage is full or switched off. \
        Save the scenario before you leave this page.";
    pub const LOG_NOT_KEPT: &str =
        "This log is too large for the browser to keep. After a reload, open it again.";

    pub const UPDATE: &str = "A newer version of Sequitur is ready. What you typed is kept.";
    pub const UPDATE_NOW: &str = "Update";
    pub const UPDATE_LATER: &str = "Later";

    /// The name of the document in a frame about something.
    pub fn titled(what: &str) -> String {
        format!("{what}, {NAME}")
    }

    /// An address that names nothing.
    pub fn unknown(address: &str) -> String {
        format!("This address ends in {address}, which names no page and no scenario. This is the start.")
    }
}

/// The start.
pub mod start {
    pub const HEADLINE: &str = "Move one message. See what follows.";
    pub const ABOUT: &str = "Three servers elect a leader, S1. Each arrow is a message, and time runs down. \
        This is no film: it is the protocol itself, and you can interfere.";
    pub const ABOUT_SHORT: &str = "Each arrow is a message; time runs down.";
    pub const DO_IT: &str = "Do it for me";
    pub const OR_PRESS: &str = "or press";
    pub const ON_THE_ARROW: &str = "on the arrow";
    pub const TASK: &str = "Drag this arrow down.";
    pub const TASK_SHORT: &str = "Drag down";
    pub const FOLLOWED: &str = "What followed";
    pub const WHY: &str = "Why?";
    pub const PUT_BACK: &str = "Put it back";
    pub const LOOK_CLOSER: &str = "See it in the workbench";
    pub const NOBODY: &str = "Nobody leads at the end.";
    pub const IN_TIME_HINT: &str = "S2 waits about 150 ms for a heartbeat. Drag the arrow further down.";
    pub const CONTINUE: &str = "Continue where you left off";
    pub const COURSE: &str = "Take the course";
    pub const COURSE_ABOUT: &str =
        "Lessons from happened-before to Raft, with exercises that the simulator marks. No account.";
    pub const GO_ON: &str = "Continue the course";
    pub const BREAK_ABOUT: &str = "Six protocols with one mistake in each. Find the run in which it shows.";
    pub const OPEN: &str = "Open the workbench";
    pub const LECTURERS: &str = "For lecturers";
    pub const LECTURERS_ABOUT: &str =
        "Put any diagram on a slide or into Moodle with one line: Share, then Embed, in the workbench.";
    pub const HOMEWORK: &str = "Homework without a server";
    pub const HOMEWORK_ABOUT: &str = "An answer is a link, and a link gives the same run everywhere.";
    pub const FREE: &str = "Free, offline, no account";
    pub const FREE_ABOUT: &str = "What you make stays in this browser. MIT licence.";

    /// Where a reader was.
    pub fn read_last(lesson: u8, step: u8) -> String {
        format!("Lesson {lesson}, step {step}.")
    }

    /// What the workbench is for.
    pub fn open_about(scenarios: usize) -> String {
        format!("Start from any of {scenarios} scenarios, write your own, or open the log of a real system.")
    }

    /// Somebody stood for election.
    pub fn stood(node: &str, leader: &str, silence: &str) -> String {
        format!("{node} heard nothing from {leader} for {silence}, took it for dead, and stood for election.")
    }

    /// What the leader of before was doing.
    pub fn voted(leader: &str) -> String {
        format!("{leader} was alive, and voted for it.")
    }

    /// What the leader of before was doing, where it did not vote.
    pub fn alive(leader: &str) -> String {
        format!("{leader} was alive.")
    }

    /// Somebody leads, as before.
    pub fn still(node: &str, term: &str) -> String {
        format!("{node} still leads {term} at the end.")
    }

    /// Somebody leads.
    pub fn leads(node: &str, term: &str, at: &str) -> String {
        format!("{node} leads {term} from {at}.")
    }

    /// When the message that was moved came.
    pub fn came_late(what: &str, at: &str, late: &str, node: &str) -> String {
        format!("The {what} you moved came at {at}, {late} after {node} had given up waiting.")
    }

    /// When the message that is being moved would come.
    pub fn arrives(at: &str) -> String {
        format!("arrives at {at}")
    }

    /// Why somebody voted.
    pub fn why(voter: &str, candidate: &str) -> String {
        format!("Why did {voter} vote for {candidate}?")
    }
}

/// Sharing.
pub mod share {
    pub const TITLE: &str = "Share";
    pub const CLOSE: &str = "Close";
    pub const LINK: &str = "Link";
    pub const LINK_ABOUT: &str = "The whole scenario is in the link; nothing is stored anywhere else.";
    pub const COPY_LINK: &str = "Copy link";
    pub const COPIED: &str = "Link copied. Whoever opens it sees exactly this run.";
    pub const SHARE_WITH: &str = "Share with…";
    pub const EMBED: &str = "Embed";
    pub const EMBED_ABOUT: &str = "A line of HTML for a slide, a course page or a blog";
    pub const COPY_EMBED: &str = "Copy the line";
    pub const EMBED_COPIED: &str = "Line copied. It shows this run inside the page that it is put into.";
    pub const EXERCISE: &str = "Exercise";
    pub const EXERCISE_ABOUT: &str = "Make an exercise of this run, or grade the answers to one.";
    pub const MAKE_EXERCISE: &str = "Make it an exercise";
    pub const EXERCISE_LINK: &str = "Link to the exercise without the answer";
    pub const PICTURE: &str = "Picture";
    pub const OTHER_FORMS: &str = "Other forms";
    pub const LOG: &str = "A log is too long for a link. Saved as a ShiViz log, it can be opened here again.";
    pub const NO_CLIPBOARD: &str =
        "The browser gives no access to its clipboard here: select the text and copy it.";
    pub const REFUSED: &str = "The browser refused to copy: select the text and copy it.";
    pub const NO_FILE: &str =
        "The browser could not make that file. A shorter run may fit; the SVG always works.";

    /// Why a picture of this height, in px, is no PNG.
    pub fn png_too_small(height: u32) -> String {
        format!(
            "The picture is {height} px high: as a PNG it would be too small to read. The SVG holds all of it."
        )
    }

    /// What stands beside a link of so many characters.
    pub fn link_of(length: usize) -> String {
        format!("Link, {length} characters")
    }
}

/// Logs with vector clocks.
pub mod log {
    pub const HOSTS: &str = "Hosts with lanes";
    pub const SHOW_HOSTS: &str = "Show the chosen hosts";
    pub const CONTRADICTIONS: &str =
        "The log is incomplete, or its clocks contradict each other. What can be drawn is drawn.";

    /// How much of a log was read.
    pub fn read(lines: u32, of: u32, events: u32, hosts: usize) -> String {
        format!("{lines} of {of} lines were read: {events} events of {hosts} hosts.")
    }

    /// That a log has several executions.
    pub fn of_executions(executions: usize) -> String {
        format!(" This is the first of {executions} executions; the others can be chosen beside the diagram.")
    }

    /// That not all hosts have lanes.
    pub fn first_lanes(lanes: usize) -> String {
        format!(" The first {lanes} hosts get lanes; others can be chosen beside the diagram.")
    }

    /// That most lines were not read.
    pub fn most_skipped(first: u32) -> String {
        format!("Most lines were not read; the first is line {first}. Does the expression fit this log?")
    }

    /// How many hosts have lanes.
    pub fn lanes(lanes: usize, hosts: usize) -> String {
        format!("{lanes} of {hosts} hosts have lanes; a diagram has room for 64.")
    }
}

/// The scenario's text.
pub mod text {
    pub const NEW_SEED: &str = "New seed";
    pub const NEW_SEED_TITLE: &str =
        "The same scenario with other luck: delays, timeouts and losses are drawn anew";

    /// A text that is too long was put into the editor.
    pub fn stays(why: &str) -> String {
        format!("{why} The text stays as it was.")
    }

    /// A text that is too long was opened.
    pub fn beginning(why: &str) -> String {
        format!("{why} Its beginning is shown.")
    }
}

/// Searches.
pub mod search {
    pub const FETCHING: &str = "Fetching the search…";
    pub const CANCEL: &str = "Cancel";
    pub const CANCEL_LABEL: &str = "Cancel the search";
    pub const MISSING: &str = "The program that searches could not be fetched. Look to the connection, and try again. \
        Everything else on this page works without it.";
    pub const DIED: &str = "The search died: most likely it ran out of memory. The page goes on. \
        Fewer nodes, or smaller `allow` lines, make a smaller search.";
    pub const SHRINK_DIED: &str =
        "The search died: most likely it ran out of memory. The page goes on, and the scenario is as it was.";
}

/// Inside another page.
pub mod embed {
    pub const OPEN: &str = "Open in Sequitur";
    pub const RESET: &str = "Reset";
    pub const FULL: &str = "Full screen";

    /// The moment that is shown, of a run that ends then.
    pub fn moment(at: &str, end: &str) -> String {
        format!("{at} of {end}")
    }
}

/// Exercises.
pub mod exercise {
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
    pub const SHOWN_ABOUT: &str = "This is a shortest solution. It counts as shown, not as solved.";
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
        format!("{made}, {} {fewest}", if is_known { "fewest known" } else { "fewest" })
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
}

/// The sheet of keys.
pub mod keys {
    pub const CHARACTERS: &str = "Keys of a single letter or sign";
    pub const CHARACTERS_ABOUT: &str = "Switch them off if you speak to your computer or hit keys by accident. \
        Tab, the arrows, Enter, Space, Escape and what needs Ctrl work all the same, and so do the letters on \
        what may happen next in a run by hand while it has the focus.";
}
