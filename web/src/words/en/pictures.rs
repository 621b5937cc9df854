//! English: the diagram.

pub mod drawing {
    pub const NO_TIME: &str = "Type a time in milliseconds, such as 260 or 182.5.";
    pub const MS: &str = " ms";
    pub const DRAW: &str = "Draw";
    pub const ABOUT: &str = "Click a lane for an event, drag from lane to lane for a message. Drag an event, or the head of an \
                arrow, to move it; Delete takes it out.";
    pub const ADD_EVENT: &str = "Add event";
    pub const ARRIVING_AT: &str = "arriving at";
    pub const ADD_MESSAGE: &str = "Add message";
    pub const MOVE: &str = "Move";
    pub const REMOVE: &str = "Remove";
}

pub mod frontier {
    use std::fmt::Display;

    pub const THE_CUT: &str = "The cut";
    pub const CONSISTENT: &str = "✓ Consistent. ";
    pub const CONSISTENT_MEANS: &str =
        "Every message received before the cut was sent before it, so the run could have been in this state.";
    pub const NOT_CONSISTENT: &str = "✕ Not consistent. ";
    pub const HOW_TO_MOVE: &str = "Drag its handles, or move them with the arrow keys.";
    pub const REMOVE_THE_CUT: &str = "Remove the cut";

    pub fn cut_on(name: &dyn Display) -> String {
        format!("Cut on {name}")
    }

    pub fn received_unsent(broken: &dyn Display) -> String {
        format!("Received before it, but sent after it: {broken}.")
    }

    pub fn under_way(crossing: &dyn Display) -> String {
        format!("{crossing} sent before it and not yet received.")
    }
}

pub mod heads {
    use std::fmt::Display;

    pub fn a_traitor(name: &dyn Display, strategy: &dyn Display) -> String {
        format!("{name}, a traitor: {strategy}")
    }
    pub const NODES: &str = "Nodes";
    pub const DOWN: &str = "down";
    pub const UP: &str = "up";
}

pub mod hover {
    use std::fmt::Display;

    pub fn to(sent: &dyn Display, at_text: &dyn Display) -> String {
        format!("{sent} to {at_text}")
    }

    pub fn lost(sent: &dyn Display) -> String {
        format!("sent at {sent}, lost by the network")
    }

    pub fn dropped(sent: &dyn Display) -> String {
        format!("sent at {sent}, dropped")
    }

    pub fn cut_off(sent: &dyn Display) -> String {
        format!("sent at {sent}, cut off")
    }

    pub fn refused(sent: &dyn Display, to_text: &dyn Display) -> String {
        format!("sent at {sent}, refused: {to_text} is down")
    }

    pub fn under_way(sent: &dyn Display) -> String {
        format!("sent at {sent}, under way")
    }
}

pub mod moved {
    use std::fmt::Display;

    pub fn arrives_at(at_text: &dyn Display) -> String {
        format!("arrives at {at_text}")
    }
}

pub mod legend {
    pub const LEGEND: &str = "Legend";
}

pub mod diagram {
    use std::fmt::Display;

    pub const DIAGRAM_SCROLLS: &str = "Diagram, scrolls";

    pub fn left_out(arrows: &dyn Display, marks: &dyn Display) -> String {
        format!("{arrows} more arrows and {marks} more events are here than can be drawn at once.")
    }
}

pub mod next {
    use std::fmt::Display;

    pub const WHAT_MAY_HAPPEN_NEXT: &str = "What may happen next";
    pub const NOTHING_MORE_CAN_HAPPEN: &str = "Nothing more can happen.";

    pub fn what_may_happen_to(name: &dyn Display) -> String {
        format!("What may happen to {name}")
    }

    pub fn show_older_messages(count: &dyn Display) -> String {
        format!("Show {count} older messages")
    }

    pub fn more(count: &dyn Display) -> String {
        format!("{count} more")
    }
}

pub mod picture {
    use std::fmt::Display;

    pub fn arrival_of(key: &dyn Display) -> String {
        format!("Arrival of {key}")
    }
}

pub mod pointer {
    use std::fmt::Display;

    pub const LET_GO_TO_DROP: &str = "let go to drop";
    pub const LET_GO_TO_DELIVER: &str = "let go to deliver";
    pub const TO_ANOTHER_LANE: &str = "to another lane";

    pub fn arrives_at(at_text: &dyn Display) -> String {
        format!("arrives at {at_text}")
    }

    pub fn to(at_text: &dyn Display, arrives: &dyn Display) -> String {
        format!("{at_text} to {arrives}")
    }
}

pub mod overview {
    use std::fmt::Display;

    pub fn at(name: &dyn Display) -> String {
        format!("at {name}")
    }
}
