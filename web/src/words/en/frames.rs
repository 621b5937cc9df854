//! English: what the frames say, and what all of them share.

/// What all frames share.
pub mod page {
    use std::fmt::Display;

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
    pub const RUNNING: &str = "Running…";
    pub const CLICK_AN_EVENT_TO: &str = "Click an event to see what could have caused it.";
    pub const TAP_AN_EVENT_TO: &str = "Tap an event to see what could have caused it.";
    pub const NOTHING_IS_LEFT: &str = "Nothing more can happen. Take a choice back to try another one.";
    pub const CHOOSE_BELOW_WHAT_HAPPENS: &str = "Choose below what happens next.";
    pub const HOW_TO_BEGIN: &str = "Drag an arrow down to delay its message, or sideways to drop it.";
    pub const HOW_TO_BEGIN_BY_TOUCH: &str =
        "Tap an arrow to drop or delay its message, or a lane to crash its node.";
    pub const RUNNING_2: &str = "Running… ";
    pub const CANCEL: &str = "Cancel";
    pub const SCENARIOS: &str = "Scenarios";
    pub const CODE: &str = "Code";
    pub const UNDO: &str = "Undo";
    pub const UNDO_Z: &str = "Undo (Z)";
    pub const REDO: &str = "Redo";
    pub const REDO_Y: &str = "Redo (Y)";
    pub const SHARE_LINK: &str = "Share link";

    /// The name of the document in a frame about something.
    pub fn titled(what: &str) -> String {
        format!("{what}, {NAME}")
    }

    /// An address that names nothing.
    pub fn unknown(address: &str) -> String {
        format!("This address ends in {address}, which names no page and no scenario. This is the start.")
    }

    pub fn next(next: &dyn Display) -> String {
        format!("Next: {next}")
    }

    pub fn this_run_has_no(events: &dyn Display, end: &dyn Display) -> String {
        format!(
            "This run was stopped after {events} events, at {end}. A smaller `until` shows its beginning."
        )
    }
}

/// What stands in the page before the program is there. Only the build reads it.
#[cfg(not(target_arch = "wasm32"))]
pub mod first_visit {
    pub const ON_ITS_WAY: &str = "Sequitur runs protocols in your browser. Its program is on its way.";
    pub const WHERE_IT_STAYS: &str = "Where this sentence stays, the program could not be loaded: reload the page, and see that \
        JavaScript and WebAssembly are switched on.";
    pub const KEPT: &str = "Noted. It happens as soon as the program is there.";
    pub const FAILED: &str = "The program did not come, or not all of it. What you typed in earlier visits is kept. See that there \
        is a network, then load the page again.";
    pub const AGAIN: &str = "Load again";
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
    pub const COURSE_ABOUT: &str = "Lessons from the first lost message to nodes that lie, with exercises that the simulator marks. No account.";
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
    pub const PICTURE_SVG: &str = "Picture (SVG)";
    pub const PICTURE_PNG: &str = "Picture (PNG)";
    pub const WEB_PAGE: &str = "Web page";
    pub const DIAGRAM_AS_TEXT: &str = "Diagram as text";
    pub const SCENARIO: &str = "Scenario";
    pub const MERMAID: &str = "Mermaid";
    pub const SHIVIZ_LOG: &str = "ShiViz log";
    pub const EVENTS_CSV: &str = "Events (CSV)";
    pub const TRACE_JSON: &str = "Trace (JSON)";

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
    use std::fmt::Display;

    pub const HOSTS: &str = "Hosts with lanes";
    pub const SHOW_HOSTS: &str = "Show the chosen hosts";
    pub const CONTRADICTIONS: &str =
        "The log is incomplete, or its clocks contradict each other. What can be drawn is drawn.";
    pub const OPEN_A_LOG: &str = "Open a log";
    pub const CLOSE: &str = "Close";
    pub const A_LOG_WITH_VECTOR: &str =
        "A log with vector clocks, as ShiViz reads it, is drawn like a run. It stays in your browser.";
    pub const FILE: &str = "File";
    pub const OR_ITS_TEXT: &str = "or its text";
    pub const WHAT_AN_EVENT_LOOKS: &str = "What an event looks like, with groups host, clock and event";
    pub const WHAT_STANDS_BETWEEN_EXECUTIONS: &str = "What stands between executions, if the log has several";
    pub const OPEN: &str = "Open";
    pub const READING: &str = "Reading… ";
    pub const CANCEL: &str = "Cancel";
    pub const LOG: &str = "Log";
    pub const EXECUTION: &str = "Execution ";
    pub const EXECUTION_2: &str = "Execution";
    pub const HEIGHT_IS_LAMPORT_TIME: &str =
        ". Height is Lamport time: what could have caused an event is above it.";
    pub const READ_ANOTHER_WAY: &str = "Read another way…";
    pub const LIST_OF_CONTRADICTIONS: &str = "Contradictions";

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

    pub fn kb_too_long_to(name: &dyn Display, count: &dyn Display) -> String {
        format!("{name}, {count} kB: too long to be shown here")
    }

    pub fn execution(index: &dyn Display) -> String {
        format!("Execution {index}")
    }

    pub fn hosts_events_messages(
        nodes: &dyn Display,
        events: &dyn Display,
        messages: &dyn Display,
    ) -> String {
        format!("{nodes} hosts, {events} events, {messages} messages")
    }

    pub fn events(name: &dyn Display, events: &dyn Display) -> String {
        format!("{name}, {events} events")
    }

    pub fn line(line: &dyn Display) -> String {
        format!("Line {line}")
    }
}

/// The scenario's text.
pub mod text {
    use std::fmt::Display;

    pub const NEW_SEED: &str = "New seed";
    pub const NEW_SEED_TITLE: &str =
        "The same scenario with another seed: delays, timeouts and losses are drawn anew";
    pub const SCENARIO: &str = "Scenario";
    pub const SCENARIO_TEXT: &str = "Scenario text";
    pub const THE_PICTURE_SHOWS_THE: &str = "The picture shows the last text that was right.";
    /// On a line that did nothing; why, where a traitor could not say it.
    pub fn this_had_no_effect(why: Option<&String>) -> String {
        why.map_or("This had no effect".to_owned(), |why| format!("This had no effect: {why}"))
    }

    /// A text that is too long was put into the editor.
    pub fn stays(why: &str) -> String {
        format!("{why} The text stays as it was.")
    }

    /// A text that is too long was opened.
    pub fn beginning(why: &str) -> String {
        format!("{why} Its beginning is shown.")
    }

    pub fn and_more(left: &dyn Display) -> String {
        format!("and {left} more")
    }

    /// A text has more bytes than it may have.
    pub fn too_many_bytes(bytes: usize, most: usize) -> String {
        format!("This text has {bytes} bytes; the most is {most}.")
    }

    /// A text has more lines than it may have.
    pub fn too_many_lines(lines: usize, most: usize) -> String {
        format!("This text has {lines} lines; the most is {most}.")
    }
}

/// Searches.
pub mod search {
    pub const FETCHING: &str = "Fetching the search…";
    pub const CANCEL: &str = "Cancel";
    pub const CANCEL_LABEL: &str = "Cancel the search";
    pub const MISSING: &str = "The program that searches could not be fetched. Check the connection, and try again. \
        Everything else on this page works without it.";
    pub const DIED: &str = "The search stopped: most likely it ran out of memory. The page goes on. \
        Fewer nodes, or smaller `allow` lines, make a smaller search.";
    pub const SHRINK_DIED: &str = "The search stopped: most likely it ran out of memory. The page goes on, and the scenario is as it was.";
}

/// Inside another page.
pub mod embed {
    pub const OPEN: &str = "Open in Sequitur";
    pub const RESET: &str = "Reset";
    pub const FULL: &str = "Full screen";
    pub const PAUSE: &str = "Pause";
    pub const PLAY: &str = "Play";

    /// The moment that is shown, of a run that ends then.
    pub fn moment(at: &str, end: &str) -> String {
        format!("{at} of {end}")
    }
}

/// The sheet of keys.
pub mod keys {
    pub const CHARACTERS: &str = "Keys of a single letter or sign";
    pub const CHARACTERS_ABOUT: &str = "Switch them off if you speak to your computer or hit keys by accident. \
        Tab, the arrows, Enter, Space, Escape and what needs Ctrl work all the same, and so do the letters on \
        what may happen next in a run by hand while it has the focus.";
    pub const IN_THE_DIAGRAM: &str = "In the diagram";
    pub const ENTER_IT_FROM_A: &str = "move into it; from a message to its arrowhead";
    pub const EVENT_BEFORE_NEXT_EVENT: &str =
        "event before, next event on this lane; message before, next message";
    pub const TO_THE_LANES_BESIDE: &str = "to the lanes beside; from a message to its two ends";
    pub const SELECT_ON_AN_EVENT: &str = "select; on an event, its message";
    pub const ON_A_HEAD: &str = "↑ ↓ on a head";
    pub const ARRIVE_1_MS_EARLIER: &str = "arrive 1 ms earlier, later (Page Up, Page Down: 10 ms)";
    pub const IN_A_DRAWING_TAKE: &str = "in a drawing: take out the event or the message";
    pub const THE_SELECTED_MESSAGE: &str = "The selected message";
    pub const SAY_SOMETHING_ELSE: &str = "of a traitor: say something else";
    pub const DELAY_TYPE_A_TIME: &str = "delay: type a time";
    pub const DELIVER_NOW: &str = "deliver now";
    pub const THE_SELECTED_NODE: &str = "The selected node";
    pub const PARTITION_FROM_ALL_OTHERS: &str = "partition from all others";
    pub const ASK_SOMETHING_OF_IT: &str = "give it a command";
    pub const FIRE_ITS_TIMER: &str = "fire its timer";
    pub const BY_HAND: &str = "By hand";
    pub const TAKE_OVER: &str = "choose by hand from here; to what can happen next";
    pub const ENTER_D_U: &str = "Enter, D, U";
    pub const DELIVER_OR_FIRE_DROP: &str = "deliver or fire, drop, deliver a copy";
    pub const IN_AN_EXERCISE: &str = "In an exercise";
    pub const CHECK_IT: &str = "check; Ctrl+Enter does so also while typing";
    pub const NEXT_HINT: &str = "the next hint";
    pub const DIGITS: &str = "1 to 9";
    pub const CHOOSE_A_LANE: &str = "choose what happens next, lane by lane";
    pub const TIME: &str = "Time";
    pub const SPACE: &str = "Space";
    pub const PLAY_PAUSE: &str = "play, pause";
    pub const STEP_STEP_BACK: &str = "step, step back";
    pub const HOME_END: &str = "Home End";
    pub const TO_THE_START_SHOW: &str = "to the start; show the whole run";
    pub const LOOK: &str = "Look";
    pub const CLOCKS_NONE_LAMPORT_VECTOR: &str = "clocks: none, Lamport, vector, order, hybrid, physical";
    pub const CAUSES_AND_EFFECTS_OF: &str = "causes and effects of the selected event";
    pub const W_SHIFT_CLICK: &str = "W, Shift+click";
    pub const COMPARE_THE_SELECTED_EVENT: &str = "compare the selected event with the next one";
    pub const A_CUT_THROUGH_ALL: &str = "a cut through all lanes; ↑ ↓ on its handles";
    pub const THE_RUN_BEFORE_THE: &str = "show or hide the run before the last change";
    pub const FIND_EVENTS_AND_MESSAGES: &str = "find events and messages";
    pub const LIGHT_DARK_AS_THE: &str = "light, dark, as the system";
    pub const EVERYTHING_ELSE: &str = "Everything else";
    pub const CTRL_Z_Z: &str = "Ctrl+Z, Z";
    pub const CTRL_Y_Y: &str = "Ctrl+Y, Y";
    pub const SHARE_LINK: &str = "share link";
    pub const READY_SCENARIOS: &str = "ready scenarios";
    pub const SCENARIO_TEXT_ESCAPE_CLOSES: &str = "scenario text (Escape closes it)";
    pub const SELECT_NOTHING: &str = "select nothing";
    pub const THIS_SHEET: &str = "this sheet";
    pub const KEYS: &str = "Keys";
    pub const CLOSE: &str = "Close";
}

pub mod start_task {
    pub const ALT: &str = "Alt ↓";
}
