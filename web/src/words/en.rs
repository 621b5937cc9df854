//! English.

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
    pub const FOLLOWED: &str = "What followed";
    pub const PUT_BACK: &str = "Put it back";
    pub const LOOK_CLOSER: &str = "See it in the workbench";
    pub const IN_TIME: &str = "Nothing else changed: S1 leads term 1 to the end.";
    pub const IN_TIME_HINT: &str = "S2 waits about 150 ms for a heartbeat. Drag the arrow further down.";
    pub const CONTINUE: &str = "Continue where you left off";
    pub const BREAK_ABOUT: &str = "Six protocols with one mistake in each. Find the run in which it shows.";
    pub const OPEN: &str = "Open the workbench";
    pub const LECTURERS: &str = "For lecturers";
    pub const LECTURERS_ABOUT: &str =
        "Put any diagram on a slide or into Moodle with one line: Share, then Embed, in the workbench.";
    pub const HOMEWORK: &str = "Homework without a server";
    pub const HOMEWORK_ABOUT: &str = "An answer is a link, and a link gives the same run everywhere.";
    pub const FREE: &str = "Free, offline, no account";
    pub const FREE_ABOUT: &str = "What you make stays in this browser. MIT licence.";

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
