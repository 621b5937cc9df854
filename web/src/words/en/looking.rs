//! English: order, searches and what is looked for.

pub mod check {
    use std::fmt::Display;

    pub const CLOSE_THE_SEARCH: &str = "Close the search";
    pub const SEARCH_EVERY_ORDER: &str = "Search every order";
    pub const WITHOUT_FAULTS: &str = "without faults; a line such as “allow drop 1” permits some";
    pub const NOTHING_IS_KNOWN_YET: &str = "Nothing is known yet.";
    pub const NO_VIOLATION_WITHIN_ONE: &str = "No violation within 1 choice.";
    pub const THE_START: &str = "the start";
    pub const A_SECOND: &str = "a second";
    pub const CANNOT_BE_SEARCHED: &str = "This scenario cannot be searched as it is:";
    pub const IS_BROKEN: &str = "A property is broken. No shorter run breaks it.";
    pub const OPEN_THE_COUNTEREXAMPLE: &str = "Open the counterexample";
    pub const NO_SAFETY_IS_BROKEN: &str = "No safety property is broken.";
    pub const HAS_COME_TRUE: &str = "has come true";
    pub const CAN_COME_TRUE: &str = "can come true";
    pub const IS_VIOLATED: &str = "is violated";
    pub const NEVER_COMES_TRUE: &str = "never comes true";
    pub const GETS_STUCK: &str = "gets stuck";
    pub const IS_NOT_KNOWN: &str = "is not known";
    pub const OPEN: &str = "Open";

    pub fn stopped(figures: &dyn Display) -> String {
        format!("Stopped. {figures}")
    }

    pub fn with_at_most(budgets: &dyn Display) -> String {
        format!("with at most: {budgets}")
    }

    pub fn about(faults: &dyn Display) -> String {
        format!(
            "It tries every order in which messages can arrive and timers can fire, {faults}. The shortest violation is found first."
        )
    }

    pub fn no_violation_within_choices(depth: &dyn Display) -> String {
        format!("No violation within {depth} choices.")
    }

    pub fn from_on(start: &dyn Display) -> String {
        format!("from {start} on")
    }

    pub fn mb(count: &dyn Display) -> String {
        format!("{count} MB")
    }

    pub fn every_schedule_was_tried(outcome: &dyn Display) -> String {
        format!("Every schedule was tried. {outcome}")
    }

    pub fn limit_reached(
        limit: &dyn Display,
        complete_depth: &dyn Display,
        next_states: &dyn Display,
    ) -> String {
        format!(
            "The limit of {limit} was reached. Up to depth {complete_depth} everything is known; one step more would be about {next_states} states."
        )
    }

    pub fn can_get_stuck(name: &dyn Display) -> String {
        format!("{name} can get stuck")
    }

    pub fn no_property_of_safety(stuck: &dyn Display) -> String {
        format!("No safety property is broken; {stuck}.")
    }

    pub fn after_choices(length: &dyn Display) -> String {
        format!(" after {length} choices")
    }

    pub fn open_how_gets_stuck(name: &dyn Display) -> String {
        format!("Open how {name} gets stuck")
    }
}

pub mod errors {
    use std::fmt::Display;

    pub const CLOCKS: &str = "Clocks";
    pub const ABOUT: &str = "How far each wall clock is from true time.";
    pub const ABOUT_BOUND: &str = " Shaded is the bound that its node has worked out: what it measured last, and what the clock may have \
                        drifted since.";
    pub const AS_A_TABLE: &str = "As a table";
    pub const OUTSIDE_ITS_BOUND: &str = " ✕ outside its bound";
    pub const CLOCK: &str = "Clock";
    pub const AT: &str = "At";
    pub const ERROR: &str = "Error";
    pub const BOUND: &str = "Bound";

    pub fn at(at_text: &dyn Display) -> String {
        format!("at {at_text}")
    }

    pub fn more_clocks(left: &dyn Display) -> String {
        format!("{left} more clocks; select a node to see its own.")
    }

    pub fn believed_to_be_within(bound: &dyn Display) -> String {
        format!(", believed to be within {bound}")
    }

    pub fn ahead(amount: &dyn Display) -> String {
        format!("{amount} ahead")
    }

    pub fn behind(amount: &dyn Display) -> String {
        format!("{amount} behind")
    }

    pub fn more_rows(left: &dyn Display) -> String {
        format!("{left} more rows; the trace as JSON has them all.")
    }
}

pub mod find {
    use std::fmt::Display;

    pub const FIND_AND_SHOW: &str = "Find and show";
    pub const FIND_EVENTS_AND_MESSAGES: &str = "Find events and messages";
    pub const PREVIOUS: &str = "Previous";
    pub const NEXT: &str = "Next";
    pub const ONLY_THESE: &str = "Only events with these words";
    pub const LOCAL_AS_ONE: &str = "Draw local events that follow one another as one";
    pub const LANES: &str = "Lanes";
    pub const DASHED_LINE: &str = "A dashed line stands for a path through what is hidden.";

    pub fn found(found: &dyn Display) -> String {
        format!("{found} found")
    }

    pub fn of(index: &dyn Display, found: &dyn Display) -> String {
        format!("{index} of {found}")
    }
}

pub mod order {
    use std::fmt::Display;

    pub const ORDER: &str = "Order";
    pub const CAUSES_AND_EFFECTS: &str = "Causes and effects";
    pub const STOP_COMPARING: &str = "Stop comparing";
    pub const COMPARE_WITH: &str = "Compare with…";
    pub const CUT: &str = "Cut";
    pub const CLOCKS: &str = "Clocks";
    pub const SELECT_THE_OTHER: &str = "Select the event to compare with: ";
    pub const FIRST_IS_BEFORE: &str = "The first happens before the second.";
    pub const SECOND_IS_BEFORE: &str = "The second happens before the first.";
    pub const ARE_CONCURRENT: &str = "They are concurrent: no chain of messages leads from one to the other.";
    pub const MESSAGES_BETWEEN: &str = "These messages lead from one to the other:";
    pub const ONE_HAS_NO_TICK: &str = "One of them carries no tick, so clocks say nothing about it.";
    pub const LAMPORT_ALONE: &str = "Lamport alone";
    pub const VECTORS_ALONE: &str = "Vectors alone";
    pub const WALL_CLOCKS_ALONE: &str = "Wall clocks alone";
    pub const HYBRID_ALONE: &str = "Hybrid alone";
    pub const NOTHING: &str = "nothing";
    pub const ABOUT_KNOWN: &str =
        "The latest event of each other node that a chain of messages leads here from.";
    pub const NOTHING_KNOWN_TO_ALL: &str =
        "As far as this event can tell, there is no event that all nodes know of.";
    pub const TOTAL_ORDER: &str = "Total order";
    pub const ABOUT_TOTAL_ORDER: &str = "By Lamport time, and where that is equal by the place of the node. It extends happens-before; \
                which of two concurrent events comes first means nothing.";
    pub const BEFORE_ITS_CAUSE: &str = "✕ before its cause: ";
    pub const NONE_BEFORE_ITS_CAUSE: &str = "No event stands before something that caused it.";
    pub const ONE_BEFORE_ITS_CAUSE: &str = "One event stands before something that caused it, marked ✕.";
    pub const ORDER_BY_WALL_CLOCKS: &str = "Order by wall clocks";
    pub const ABOUT_WALL_ORDER: &str =
        "As a log would have it that is sorted by the times that each node wrote down.";

    pub fn both_of_one_node(node: &dyn Display) -> String {
        format!("Both are events of {node}, in this order.")
    }

    pub fn lamport_less(one: &dyn Display, other: &dyn Display) -> String {
        format!("{one} is less than {other}: only that the second did not happen before the first.")
    }

    pub fn lamport_greater(one: &dyn Display, other: &dyn Display) -> String {
        format!("{one} is greater than {other}: only that the first did not happen before the second.")
    }

    pub fn lamport_equal(one: &dyn Display) -> String {
        format!("both are {one}: equal times prove that they are concurrent.")
    }

    pub fn vector_less(u: &dyn Display, v: &dyn Display) -> String {
        format!("{u} is less than {v}: the first happens before the second.")
    }

    pub fn vector_greater(v: &dyn Display, u: &dyn Display) -> String {
        format!("{v} is less than {u}: the second happens before the first.")
    }

    pub fn vectors_neither(u: &dyn Display, v: &dyn Display) -> String {
        format!("neither {u} nor {v} is less: they are concurrent.")
    }

    pub fn wall_before(shown: &dyn Display, beside: &dyn Display) -> String {
        format!("{shown} is before {beside}: they put the first before the second")
    }

    pub fn wall_after(shown: &dyn Display, beside: &dyn Display) -> String {
        format!("{shown} is after {beside}: they put the second before the first")
    }

    pub fn wall_equal(shown: &dyn Display) -> String {
        format!("both showed {shown}: they say nothing about the order")
    }

    pub fn wall_wrong(told: &dyn Display) -> String {
        format!("{told}. That is wrong: the effect stands before its cause.")
    }

    pub fn hybrid_equal(one: &dyn Display) -> String {
        format!("both are {one}: equal stamps prove that they are concurrent.")
    }

    pub fn can_know(own: &dyn Display) -> String {
        format!("What {own} can know")
    }

    pub fn at(at_text: &dyn Display) -> String {
        format!("at {at_text}")
    }

    pub fn known_to_all(known: &dyn Display) -> String {
        format!("As far as this event can tell, all nodes know of the first events of each: {known}.")
    }

    pub fn some_before_their_cause(wrong: &dyn Display) -> String {
        format!("{wrong} events stand before something that caused them, marked ✕.")
    }

    pub fn more_events(left: &dyn Display) -> String {
        format!("{left} more events are not listed; select one to see those around it.")
    }
}

pub mod shrink {
    use std::fmt::Display;

    pub const CANCELLED: &str = "Cancelled. The scenario is as it was.";
    pub const CANCEL_SHRINKING: &str = "Cancel shrinking";
    pub const CANCEL: &str = "Cancel";
    pub const ABOUT: &str = "Leave out every line that this violation does not need";
    pub const SHRINK: &str = "Shrink";
    pub const SHRINK_THE_RUN: &str = "Shrink the run";
    pub const NOTHING_TO_LEAVE_OUT: &str =
        "Nothing can be left out: without any one of its lines, the run does not violate this.";
    pub const NO_LINE: &str = "no line";
    pub const ONE_LINE: &str = "1 line";

    pub fn left_after_runs(lines: &dyn Display, runs: &dyn Display) -> String {
        format!("{lines} left after {runs} runs.")
    }

    pub fn of_left_after_runs(lines: &dyn Display, before: &dyn Display, runs: &dyn Display) -> String {
        format!("{lines} of {before} left, after {runs} runs. Undo brings the others back.")
    }

    pub fn lines(lines: &dyn Display) -> String {
        format!("{lines} lines")
    }
}

pub mod what_if {
    use std::fmt::Display;

    pub const WHAT_IF: &str = "What if";
    pub const ABOUT: &str = "What can still happen from here, as far as the `allow` lines permit";
    pub const WHAT_IF_HEADING: &str = "What if?";
    pub const FROM_THE_START_ON: &str = "from the start";
    pub const AFTER_1_CHOICE: &str = "after 1 choice";
    pub const SEARCHING: &str = "Searching…";
    pub const NO_SAFETY_IS_BROKEN: &str = " No safety property can be broken.";
    pub const NONE_BREAKS_SAFETY: &str = " None of them breaks a safety property.";
    pub const DECIDED_SO_FAR: &str = "Decided so far:";
    pub const CAN_BE_DECIDED: &str = "Can still be decided:";
    pub const CAN_BE_DECIDED_AT_LEAST: &str = "Can still be decided, at least:";
    pub const NOTHING_MORE: &str = "Nothing more can be decided.";
    pub const NO_DECISION: &str = "No decision was found.";
    pub const IS_BROKEN_ALREADY: &str = " is broken already. ";
    pub const CAN_BREAK_AFTER_ONE: &str = " can break, after 1 choice. ";
    pub const SHOW_HOW: &str = "Show how";

    pub fn from_on(at_text: &dyn Display) -> String {
        format!("from {at_text} on")
    }

    pub fn after_choices(choices: &dyn Display) -> String {
        format!("after {choices} choices")
    }

    pub fn searching_states(states: &dyn Display) -> String {
        format!("Searching… {states} states")
    }

    pub fn exact(states: &dyn Display) -> String {
        format!("Exact: every state was seen ({states}), within the `allow` lines.")
    }

    pub fn at_least(states: &dyn Display, complete_depth: &dyn Display, next_states: &dyn Display) -> String {
        format!(
            "At least this: the limit of {states} states was reached. Everything is known to depth {complete_depth}; one \
                 step deeper there are about {next_states} states. Smaller `allow` lines make the search complete."
        )
    }

    pub fn can_break_after_choices(after: &dyn Display) -> String {
        format!(" can break, after {after} choices at the least. ")
    }

    pub fn open_shortest(name: &dyn Display) -> String {
        format!("Open the shortest way to break {name}")
    }
}
