//! English: bars, drawers and the other panels.

pub mod alongside {
    use std::fmt::Display;

    pub const BEFORE_THE_EDIT: &str = "before the edit";
    pub const AS_ONE_NODE_SEES: &str = "As one node sees it";
    pub const AS_SEEN_BY: &str = "As seen by";
    pub const THE_RUNS_BESIDE_IT: &str = "The runs beside it";
    pub const THE_RUNS_SIDE_BY: &str = "The runs side by side";
    pub const SAVE_THE_PICTURE: &str = "Save the picture";
    pub const CHANGE_SOMETHING_OR_BEGIN: &str = "Change something, or begin another branch by hand: then the two runs are compared as one node sees them.";
    pub const THIS_RUN_IS_TOO: &str = "This run is too long to be compared here; sequitur compare does it.";
    pub const NOTHING_MORE: &str = "nothing more";

    pub fn cannot_tell_apart(node: &dyn Display, group: &dyn Display) -> String {
        format!("{node} cannot tell apart: {group}.")
    }
}

pub mod branches {
    use std::fmt::Display;

    pub const BRANCHES: &str = "Branches";
    pub const ONE_CHOICE: &str = "1 choice";
    pub const COMPARE: &str = "Compare";
    pub const NAME_OF_THIS_BRANCH: &str = "Name of this branch";
    pub const RENAME: &str = "Rename";
    pub const REMOVE_THIS_BRANCH: &str = "Remove this branch";
    pub const REMOVE: &str = "Remove";

    pub fn after_more(at_text: &dyn Display, own: &dyn Display) -> String {
        format!("after {at_text}: {own} more")
    }

    pub fn choices(own: &dyn Display) -> String {
        format!("{own} choices")
    }

    pub fn compare_with(name: &dyn Display) -> String {
        format!("Compare with {name}")
    }
}

pub mod desk {
    pub const EXPLAIN: &str = "Explain";
    pub const STATE: &str = "State";
    pub const ORDER: &str = "Order";
    pub const SEARCH: &str = "Search";
}

pub mod drawer {
    pub const SCENARIOS: &str = "Scenarios";
    pub const OPEN_A_LOG: &str = "Open a log…";
    pub const KEYS: &str = "Keys";
    pub const CODE: &str = "Code";
    pub const LOG: &str = "Log";
    pub const SCENARIO_TEXT: &str = "Scenario text";
    pub const CLOSE_THE_DRAWER: &str = "Close the drawer";
    pub const CLOSE_ESCAPE: &str = "Close (Escape)";
}

pub mod examples {
    use std::fmt::Display;

    pub const TWO_GENERALS_AND_MORE: &str = "Two generals, and more";
    pub const MULTI_PAXOS: &str = "Multi-Paxos";
    pub const GENERALS_THAT_LIE_WORDS: &str = "Generals that lie: words";
    pub const GENERALS_THAT_LIE_SIGNATURES: &str = "Generals that lie: signatures";
    pub const PBFT_REPLICAS_THAT_LIE: &str = "PBFT: replicas that lie";
    pub const PBFT_BROKEN_ON_PURPOSE: &str = "PBFT, broken on purpose";
    pub const OPEN_SYSTEMS: &str = "Open systems: names cost nothing, work does";
    pub const CLOCKS: &str = "Clocks";
    pub const CLOCKS_THAT_ARE_WRONG: &str = "Clocks that are wrong";
    pub const PARALLEL_AND_DISTRIBUTED: &str = "Parallel and distributed";
    pub const SILENCE_NO_ANSWER_COMES: &str = "Silence: no answer comes";
    pub const SILENCE_ASKING_AGAIN: &str = "Silence: asking again";
    pub const EIGHT_FALLACIES: &str = "Eight fallacies";
    pub const ORDER_AND_SNAPSHOTS: &str = "Order and snapshots";
    pub const MUTUAL_EXCLUSION: &str = "Mutual exclusion";
    pub const ELECTION_OF_A_LEADER: &str = "Election of a leader";
    pub const A_REGISTER_ON_QUORUMS: &str = "A register on quorums";
    pub const WHAT_CONSENSUS_IS: &str = "What consensus is";
    pub const FLP_WHAT_NO_ORDER: &str = "FLP: what no order of messages decides";
    pub const WHO_HAS_FAILED: &str = "Who has failed";
    pub const COMMIT: &str = "Commit";
    pub const BROADCAST_AND_CONSENSUS: &str = "Broadcast and consensus";
    pub const CONSENSUS_FOUR_PROPERTIES: &str = "Consensus: four properties";
    pub const WHAT_CONSENSUS_IS_USED: &str = "What consensus is used for";
    pub const PAXOS_ONE_VALUE: &str = "Paxos: one value";
    pub const PAXOS_WITH_ONE_MISTAKE: &str = "Paxos with one mistake";
    pub const RAFT_ELECTIONS: &str = "Raft: elections";
    pub const RAFT_THE_LOG: &str = "Raft: the log";
    pub const RAFT_NETWORK: &str = "Raft: the network, and who is up";
    pub const RAFT_FIGURE_7: &str = "Raft: Figure 7";
    pub const RAFT_FIGURE_8: &str = "Raft: Figure 8";
    pub const RAFT_BEYOND_FIGURE_2: &str = "Raft: beyond Figure 2";
    pub const RAFT_BROKEN_ON_PURPOSE: &str = "Raft, broken on purpose";
    pub const BY_HAND: &str = "By hand";
    pub const READY_SCENARIOS: &str = "Ready scenarios";
    pub const SEARCH_SCENARIOS: &str = "Search scenarios";
    pub const GROUPS: &str = "Groups";
    pub const SCENARIOS: &str = "Scenarios";

    pub fn no_scenario_has(words: &dyn Display) -> String {
        format!("No scenario has \u{201c}{words}\u{201d}.")
    }

    pub fn search_scenarios(count: &dyn Display) -> String {
        format!("Search {count} scenarios")
    }
}

pub mod notice {
    pub const DISMISS_THE_MESSAGE: &str = "Dismiss the message";
}

pub mod side {
    pub const INSPECTOR: &str = "Inspector";
    pub const PANELS: &str = "Panels";
}

pub mod state_table {
    use std::fmt::Display;

    pub const A_LOG_SAYS_NOTHING: &str = "A log says nothing of a host's state beside its events.";
    pub const NOTHING_HAS_HAPPENED_YET: &str = "Nothing has happened yet.";
    pub const ALL_NODES_SCROLLS_SIDEWAYS: &str = "All nodes, scrolls sideways";
    pub const YES: &str = "yes";
    pub const DOWN: &str = "down";
    pub const A_LOG_IS_READ: &str =
        "A log is read from top to bottom. A thick frame: the node knows that the entry is committed.";
    pub const COMMITTED: &str = ", committed";

    pub fn all_nodes_at(at_text: &dyn Display) -> String {
        format!("All nodes at {at_text}")
    }

    pub fn more(hidden: &dyn Display) -> String {
        format!("{hidden} more")
    }
}

pub mod changes {
    use std::fmt::Display;

    pub const CHANGES: &str = "Changes";
    pub const RESET: &str = "Reset";
    pub const RESET_TITLE: &str = "Back to what was opened";
    pub const NO_CHANGES: &str = "No changes";
    pub const ONE_CHANGE: &str = "1 change";
    pub const COMPARE_TITLE: &str = "Draws the run before the last change under this one";
    pub const COMPARE: &str = "Compare";
    pub const BY_HAND_ONE_CHOICE: &str = "By hand, 1 choice";
    pub const TAKE_BACK_TITLE: &str = "Takes back the last choice";
    pub const TAKE_BACK: &str = "Take back";
    pub const HEALED: &str = "Healed";
    pub const REMOVE: &str = "Remove";
    pub const TAKE_THIS_BACK: &str = "Take this back";

    /// On a line that did nothing; why, where a traitor could not say it.
    pub fn line_without_effect(why: Option<&String>) -> String {
        format!("This line{}", had_no_effect(why).trim_start_matches(','))
    }

    /// The same, read after the line.
    pub fn had_no_effect(why: Option<&String>) -> String {
        why.map_or(", had no effect".to_owned(), |why| format!(", had no effect: {why}"))
    }

    pub fn and_more(left_out: &dyn Display) -> String {
        format!("and {left_out} more")
    }

    pub fn changes(count: &dyn Display) -> String {
        format!("{count} changes")
    }

    pub fn compare_branch_title(name: &dyn Display) -> String {
        format!("Draws the branch {name} under this one")
    }

    pub fn by_hand_choices(count: &dyn Display) -> String {
        format!("By hand, {count} choices")
    }

    pub fn dropped(name: &dyn Display) -> String {
        format!("Dropped {name}")
    }

    pub fn delayed_to(name: &dyn Display, at_text: &dyn Display) -> String {
        format!("Delayed {name}, to {at_text}")
    }

    pub fn copied(name: &dyn Display) -> String {
        format!("Copied {name}")
    }

    /// The network fell into groups.
    pub fn split(groups: &dyn Display) -> String {
        format!("Split {groups}")
    }

    /// Links were cut, each in one direction.
    pub fn cut(links: &dyn Display) -> String {
        format!("Cut {links}")
    }

    pub fn crashed(node: &dyn Display) -> String {
        format!("Crashed {node}")
    }

    /// A traitor was made to say something.
    pub fn told_a_lie(from: &dyn Display, to: &dyn Display, said: &dyn Display) -> String {
        format!("{from} told {to}: {said}")
    }

    pub fn restarted(node: &dyn Display) -> String {
        format!("Restarted {node}")
    }

    pub fn paused(node: &dyn Display) -> String {
        format!("Paused {node}")
    }

    pub fn resumed(node: &dyn Display) -> String {
        format!("Resumed {node}")
    }

    pub fn cut_off(names: &dyn Display) -> String {
        format!("Cut off {names}")
    }
}

pub mod transport {
    use std::fmt::Display;

    pub const TIME: &str = "Time";
    pub const STEP_BACK: &str = "Step back";
    pub const STEP_BACK_TITLE: &str = "Step back (,)";
    pub const PAUSE: &str = "Pause";
    pub const PLAY: &str = "Play";
    pub const PLAY_TITLE: &str = "Play or pause (space)";
    pub const STEP: &str = "Step";
    pub const STEP_TITLE: &str = "Step (.)";
    pub const SPEED: &str = "Speed";
    pub const SPEED_TITLE: &str = "Speed: 1 × is real time";
    pub const PANELS: &str = "Panels";
    pub const PANELS_TITLE: &str = "Explain, State, Order, Search";
    pub const LET_IT_RUN: &str = "Let it run";
    pub const BY_HAND: &str = "Choose by hand from here";
    pub const LET_IT_RUN_TITLE: &str = "The seed decides again, and your choices are removed";
    pub const BY_HAND_TITLE: &str = "From here on, you choose what happens";

    pub fn choice_of(cursor: &dyn Display, chosen_at: &dyn Display) -> String {
        format!("choice {cursor} of {chosen_at}")
    }

    pub fn of(now: &dyn Display, end: &dyn Display) -> String {
        format!("{now} of {end}")
    }
}

pub mod values {
    use std::fmt::Display;

    pub const NONE: &str = "none";
    pub const TRUE: &str = "true";
    pub const FALSE: &str = "false";
    pub const EMPTY: &str = "empty";

    pub fn more_then(hidden: &dyn Display) -> String {
        format!("{hidden} more, then ")
    }
}

pub mod verdicts {
    use std::fmt::Display;

    pub const NOT_PROMISED: &str = "not promised";
    pub const THESE_ARE_BROKEN: &str = "These are broken";
    pub const THESE_ARE_OPEN: &str = "These are open";
    pub const THESE_HOLD: &str = "These hold";
    pub const THESE_ARE_VIOLATED_AND: &str = "These are violated, and were not promised";
    pub const PROPERTIES: &str = "Properties";

    pub fn properties(parts: &dyn Display) -> String {
        format!("Properties: {parts}")
    }
}

pub mod add_line {
    pub const ADD_A_LINE: &str = "Add a line";

    /// What can be added, and what it means. NODE, MESSAGE and PROPERTY stand for names of the run.
    pub const LINES: [(&str, &str); 15] = [
        ("at 200ms crash NODE", "The node stops. What it had not written to its disk is lost."),
        ("at 300ms restart NODE", "The node is back, with what its disk remembers."),
        ("at 200ms pause NODE", "The node does nothing and forgets nothing."),
        ("at 300ms resume NODE", "A node that was paused works again."),
        ("at 200ms partition NODE", "The node is cut off from all others."),
        ("at 300ms heal", "Every link works again."),
        ("drop MESSAGE", "This message never arrives."),
        ("delay MESSAGE to 300ms", "This message arrives at that time."),
        ("duplicate MESSAGE", "A copy of this message arrives too."),
        ("network delay 10ms..50ms loss 10%", "How long messages take, and how many are lost."),
        ("clock NODE offset 50ms", "The clock of the node is fast by so much."),
        ("until 2s", "When the run stops."),
        ("expect PROPERTY holds", "What is to be so at the end. The run says whether it is."),
        ("allow drop 1", "How many faults a search of every order may use."),
        ("view lens lamport", "Which clock stands beside the events when the scenario is opened."),
    ];

    /// A line as the name of the button that adds it.
    pub fn add(line: &str) -> String {
        format!("Add {line}")
    }
}
