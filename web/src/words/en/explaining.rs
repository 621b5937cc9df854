//! English: the panel that explains, and what can be done where one clicks.

pub mod explain_event {
    pub const ITS_CLOCK: &str = "its clock";
    pub const LAMPORT: &str = "Lamport";
    pub const THE_NODE_BEGINS: &str = "the node begins";
    pub const A_COMMAND_IS_GIVEN: &str = "a command is given";
    pub const A_LOCAL_EVENT: &str = "a local event";
    pub const A_SEND: &str = "a send: one event, even where it has several arrows";
    pub const A_RECEIVE: &str = "a receive";
    pub const A_TIMER_FIRES: &str = "a timer fires";
    pub const THE_NODE_CRASHES: &str = "the node crashes";
    pub const THE_NODE_RESTARTS: &str = "the node restarts";
    pub const IS_PAUSED: &str = "the node is paused: it does nothing and forgets nothing";
    pub const THE_NODE_GOES_ON: &str = "the node goes on";
    pub const A_COIN: &str = "a coin is tossed";
    pub const A_DECISION: &str = "a decision that is never taken back";
    pub const A_NOTE: &str = "a note that says why the node did this";
}

pub mod explain_message {
    pub const WOULD_ARRIVE: &str = "would arrive";
    pub const WHEN_IT_IS_DELIVERED: &str = "when it is delivered";
    pub const COPY_OF: &str = "copy of";
    pub const WHAT_IT_SAYS: &str = "What it says";
    pub const WHAT_IT_CAUSED: &str = "What it caused";
    pub const LOST_BY_THE_NETWORK: &str = "lost by the network";
    pub const DROPPED: &str = "dropped by a change";
    pub const STOPPED_BY_A_PARTITION: &str = "stopped by a partition";
    pub const REFUSED: &str = "refused: the receiver was down";
    pub const UNDER_WAY: &str = "still under way when the run stopped";
}

pub mod explain {
    use std::fmt::Display;

    pub const WHAT_HAPPENS_NEXT: &str = "What happens next?";
    pub const YOU_DECIDE: &str = "You decide. A dashed end is a message that may arrive now, a hollow diamond a timer that may fire. Nothing else can happen.";
    pub const DELIVER_THE_MESSAGE_OR: &str = "Deliver the message, or fire the timer";
    pub const DROP_THE_MESSAGE: &str = "Drop the message";
    pub const DELIVER_A_COPY_AND: &str = "Deliver a copy and keep the message";
    pub const YOUR_RUN_SO_FAR: &str = "Your run so far";
    pub const NO_CHOICE_YET: &str = "No choice yet.";
    pub const ONE_CHOICE: &str = "1 choice.";
    pub const HOW_TO_BEGIN: &str = "Drag an arrow down to delay its message, or sideways to drop it. Click anything to see what led to it.";
    pub const HOW_TO_BEGIN_BY_TOUCH: &str = "Tap an arrow to drop or delay its message, or a lane to crash its node. Tap anything to see what led to it.";
    pub const HOW_TO_BEGIN_A_LOG: &str =
        "Click a message, an event or a host. Causes and effects are computed from the arrows.";
    pub const HOW_TO_BEGIN_A_LOG_BY_TOUCH: &str =
        "Tap a message, an event or a host. Causes and effects are computed from the arrows.";
    pub const GO_ON_FROM_HERE: &str = "Go on from here";

    pub fn next_comes(next: &dyn Display) -> String {
        format!("Next comes: {next}. Anything else begins a branch.")
    }

    pub fn choices(all: &dyn Display) -> String {
        format!("{all} choices.")
    }

    pub fn choices_of(done: &dyn Display, all: &dyn Display) -> String {
        format!("{done} of {all} choices are shown.")
    }
}

pub mod explain_node {
    use std::fmt::Display;

    pub const NOT_STARTED: &str = "It has not started yet.";
    pub const ANY_MOMENT: &str = "any moment";
    pub const DOWN: &str = "Down.";
    pub const DISK_REMEMBERS: &str = " This is what its disk remembers.";
    pub const TIMERS: &str = "Timers";
    pub const CHANGED: &str = " (changed)";

    pub fn of_a_log(count: &dyn Display) -> String {
        format!("{count} events. A log says nothing of a host's state beside them.")
    }

    pub fn after(at_text: &dyn Display) -> String {
        format!("after {at_text}")
    }
}

pub mod explain_property {
    use std::fmt::Display;

    pub const WHAT_LED_TO_IT: &str = "What led to it";

    pub fn a_property(statement: &dyn Display, name: &dyn Display) -> String {
        format!("{statement} A {name} property.")
    }
}

pub mod popover {
    pub const LOWER_THE_SHEET: &str = "Lower the sheet";
    pub const RAISE_THE_SHEET: &str = "Raise the sheet";
    pub const SELECT_NOTHING: &str = "Select nothing";
    pub const SELECT_NOTHING_ESCAPE: &str = "Select nothing (Escape)";
}

pub mod popover_message {
    use std::fmt::Display;

    pub const DROP: &str = "Drop";
    pub const DUPLICATE: &str = "Duplicate";
    pub const DELIVER_NOW: &str = "Deliver now";
    pub const NOW: &str = "Now";
    pub const DELIVER: &str = "Deliver";
    pub const RESTORE: &str = "Restore";
    pub const DELAY: &str = "Delay";
    pub const A_MESSAGE_CANNOT_ARRIVE: &str = "A message cannot arrive before it is sent.";
    pub const DELAY_L: &str = "Delay (L)";
    pub const TO: &str = "to ";
    pub const MS: &str = " ms";
    pub const ARRIVES_AT: &str = "Arrives at";
    pub const NO_TIME: &str = "Type a time in milliseconds, such as 260 or 182.5.";

    pub fn to(sent_at: &dyn Display, arrives: &dyn Display) -> String {
        format!(", {sent_at} to {arrives}")
    }

    pub fn sent_at(sent_at: &dyn Display) -> String {
        format!(", sent at {sent_at}")
    }

    pub fn if_you_drop_it(told: &dyn Display) -> String {
        format!("If you drop it: {told}")
    }
}

pub mod popover_lies {
    use std::fmt::Display;

    pub const INSTEAD: &str = "Say something else instead";
    pub const HAS_NO_OTHER: &str = "There is nothing else that it could say here and that has an effect.";
    pub const WHAT_IT_COULD_SAY: &str = "What it could have said";
    pub const MAKE_IT_SAY: &str = "Make it say something";
    pub const BY_HAND_IT_SAYS: &str = "The run is long: by hand you choose what it says.";
    pub const SAYS_NOTHING: &str = "It can say nothing now that has an effect.";
    pub const MAY_SAY: &str = "What it may say next:";
    pub const THIS_NODE: &str = "This node ";
    pub const IS_LOYAL: &str = "does not lie";
    pub const SILENT: &str = "lies: silent, says only what you make it say";
    pub const HONEST: &str = "lies: as if loyal, until you make it say something";
    pub const FLIPPING: &str = "lies: flipping, says the opposite";
    pub const EQUIVOCATING: &str = "lies: equivocating, tells each another thing";
    pub const COLLUDING: &str = "lies: colluding, says what serves the other traitors";
    pub const DELAYING: &str = "lies: delaying, says it too late";

    pub fn say(line: &dyn Display) -> String {
        format!("Say {line}")
    }

    pub fn cannot_say(line: &dyn Display, why: &dyn Display) -> String {
        format!("Cannot say {line}: {why}")
    }

    pub fn more(count: &dyn Display) -> String {
        format!("{count} more can be written in the text.")
    }
}

pub mod popover_node {
    use std::fmt::Display;

    pub const CRASH: &str = "Crash";
    pub const CRASH_HERE: &str = "Crash here";
    pub const RESTART: &str = "Restart";
    pub const RESTART_HERE: &str = "Restart here";
    pub const PARTITION: &str = "Partition";
    pub const CUT_OFF_FROM_HERE: &str = "Cut off from here";
    pub const FIRE_ITS_TIMER: &str = "Fire its timer";
    pub const FIRE_ITS_TIMER_HERE: &str = "Fire its timer here";
    pub const HEAL: &str = "Heal";
    pub const HEAL_THE_NETWORK_HERE: &str = "Heal the network here";
    pub const AT: &str = "at ";
    pub const MS: &str = " ms";
    pub const BY_HAND: &str = "Choose by hand from here";
    pub const COMMAND: &str = "Command";
    pub const ASK: &str = "Ask";

    pub fn at(at_text: &dyn Display) -> String {
        format!("at {at_text}")
    }

    pub fn ask(name: &dyn Display) -> String {
        format!("Ask {name}")
    }
}
